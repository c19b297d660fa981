import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { detect } from "../../pipeline/detect.ts";
import type { Detector } from "../../pipeline/detector.ts";
import type { Engine } from "../../pipeline/engine/engine.ts";
import { buildFacts, type Facts } from "../../pipeline/facts.ts";
import { loadFile } from "../../pipeline/ingest/load.ts";
import { DAY } from "../../pipeline/kit/duration.ts";
import { zoneOf } from "../../pipeline/kit/zone.ts";
import { loadProcedures } from "../../pipeline/procedures.ts";
import { buildRuleSet, type RuleSet } from "../../pipeline/rules/ruleset.ts";
import { prepareDetectors } from "../../pipeline/settings.ts";
import { inMemoryWorkspace } from "../../pipeline/workspace.ts";
import { Source } from "../../schemas/config.ts";
import { activitiesOf } from "../../schemas/procedure.ts";
import type { DetectorReport } from "../../schemas/run.ts";
import type { Warning } from "../../schemas/warning.ts";
import { filesOf, type Given, type ProcedureDraft, type RuleDraft } from "./cases.ts";
import { csvOf, instantOf, momentsOf, ZONE } from "./log.ts";

export interface Evaluation {
  readonly report: DetectorReport;
  readonly warnings: readonly Warning[];
}

export const zone = zoneOf(ZONE);

/** Shows a case to its detector by the way that files and procedures take in a run. */
export async function evaluate(detector: Detector, given: Given): Promise<Evaluation> {
  const [prepared] = prepareDetectors([detector], { [detector.meta.id]: given.params ?? {} }, (id) => id);
  if (!prepared) throw new Error("one detector makes one prepared detector");
  return withCase(given, async ({ facts, ruleSet }) => {
    const detection = await detect(prepared, { facts, ruleSet, runId: "case" });
    const warnings: Warning[] = [];
    for await (const batch of detection.warnings()) warnings.push(...batch);
    return { report: detection.report, warnings };
  });
}

/** Loads a case, lets `look` have what a run would have, and clears everything away. */
export async function withCase<T>(
  given: Given,
  look: (loaded: { facts: Facts; ruleSet: RuleSet }) => Promise<T>,
): Promise<T> {
  return withFiles(given, async (engine, folder) => {
    const facts = await buildFacts(engine, { zone, asOf: asOfIn(given) });
    return look({ facts, ruleSet: await buildRuleSet(await proceduresOf(given.procedure, folder), facts) });
  });
}

/** Loads files into an engine of their own, lets `look` have it, and clears everything away. */
export async function withFiles<T>(
  given: Pick<Given, "log" | "tables">,
  look: (engine: Engine, folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "xiezhi-case-"));
  try {
    return await inMemoryWorkspace(async (engine) => {
      await load(engine, given, folder);
      return look(engine, folder);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function load(engine: Engine, given: Pick<Given, "log" | "tables">, folder: string): Promise<void> {
  for (const [i, { table, log }] of filesOf(given).entries()) {
    const name = `${table}-${i + 1}.csv`;
    const path = join(folder, name);
    await writeFile(path, csvOf(table, log));
    const source = Source.parse({ table, files: path, system: log.system });
    const file = { path, name, format: "csv", bytes: (await stat(path)).size, source } as const;
    const accounts = await loadFile(file, { engine, scratch: folder, zone, maxBytes: 2 ** 30, holding: null, now: 0 });
    if (accounts.some(({ quarantined }) => quarantined > 0)) {
      throw new Error(`a row of ${table} cannot be read; is a required value missing, or a time not a time?`);
    }
  }
}

/**
 * The moment a case is looked at, in epoch milliseconds: its `asOf`, else a day after the last time in its events, or, if
 * it has no events, in its other tables. Throws where there is no time at all.
 */
export function asOfIn(given: Given): number {
  if (given.asOf !== undefined) return instantOf(given.asOf);
  const files = filesOf(given);
  const moments = (events: boolean) =>
    files.flatMap(({ table, log }) => ((table === "events") === events ? momentsOf(table, log) : []));
  const last = Math.max(...(files.some(({ table }) => table === "events") ? moments(true) : moments(false)));
  if (!Number.isFinite(last)) throw new Error("a case without a single time needs asOf");
  return last + DAY;
}

/**
 * Completes a case's procedure drafts, writes them to `folder` and loads them as a run does; throws a `UserError` with
 * lines where one is invalid.
 */
export async function proceduresOf(given: Given["procedure"], folder: string) {
  const drafts = given === undefined ? [] : ([given].flat() as ProcedureDraft[]);
  const paths = drafts.map((_, i) => `./procedure-${i + 1}.yaml`);
  for (const [i, draft] of drafts.entries()) {
    await writeFile(join(folder, paths[i] as string), stringify(completed(draft)));
  }
  return (await loadProcedures(paths, folder)).map(({ procedure }) => procedure);
}

function completed(draft: ProcedureDraft): unknown {
  const data = (typeof draft === "string" ? parse(draft) : draft) as Exclude<ProcedureDraft, string>;
  const rules = data.rules.map((rule: RuleDraft, i) => ({ id: idOf(data.rules, i), ...rule }));
  const completing = typeof data.completion === "object" ? data.completion.activities : [];
  const named = [...rules.flatMap(activitiesOf), ...completing];
  return { id: "example", activities: Object.fromEntries(named.map((name) => [name, {}])), ...data, rules };
}

function idOf(rules: readonly RuleDraft[], i: number): string {
  const template = rules[i]?.template as string;
  const alike = rules.slice(0, i).filter((rule) => rule.template === template).length;
  return alike === 0 ? template : `${template}-${alike + 1}`;
}
