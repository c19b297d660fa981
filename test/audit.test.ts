import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDetectors } from "../detectors/registry.ts";
import { generateDemo } from "../fixtures/generator/demo.ts";
import { type Audit, audit, openLoaded } from "../pipeline/audit/audit.ts";
import { forgetVerdicts } from "../pipeline/audit/verdicts.ts";
import { type LoadedConfig, loadConfig } from "../pipeline/config.ts";
import { detect } from "../pipeline/detect.ts";
import type { Detector, DetectorMeta } from "../pipeline/detector.ts";
import { columnNames, type Engine } from "../pipeline/engine/engine.ts";
import { id, sql } from "../pipeline/engine/sql.ts";
import { buildFacts } from "../pipeline/facts.ts";
import { programDigest } from "../pipeline/kit/program.ts";
import { zoneOf } from "../pipeline/kit/zone.ts";
import { FOUND } from "../pipeline/outcomes.ts";
import { prepare } from "../pipeline/prepare.ts";
import { buildRuleSet, type RuleSet } from "../pipeline/rules/ruleset.ts";
import { run } from "../pipeline/run.ts";
import type { Warning } from "../schemas/warning.ts";
import { warningsIn } from "./kit/cli.ts";

/** A small demo, loaded and asked once: what is said of one case is what was said of it among all. */
const folder = mkdtempSync(join(tmpdir(), "xiezhi-audit-"));
afterAll(() => rmSync(folder, { recursive: true }));

const detectors = await loadDetectors();
let config: LoadedConfig;
let asOf: number;
let warnings: Warning[];

beforeAll(async () => {
  const demo = await generateDemo({ folder, cases: 100, seed: 6 });
  writeFileSync(demo.config, readFileSync(demo.config, "utf8").replace("formats: [html, xlsx]", "formats: []"));
  asOf = Date.parse(demo.asOf);
  const { folder: report } = await run({ config: demo.config, detectors, asOf });
  warnings = warningsIn(report);
  config = await loadConfig(demo.config);
});

const workspace = async <T>(look: (engine: Engine) => Promise<T>): Promise<T> => {
  const engine = await openLoaded(config);
  try {
    return await look(engine);
  } finally {
    engine.close();
  }
};

const text = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);

/** Asks every detector, of the log as a whole or of some cases alone; `read` looks at what each has found. */
async function ask(
  engine: Engine,
  caseKeys: readonly number[] | undefined,
  read: (detector: Detector, ruleSet: RuleSet) => Promise<void>,
): Promise<void> {
  const { procedures, prepared } = await prepare(config, detectors);
  const zone = zoneOf(config.config.timezone);
  const facts = await buildFacts(engine, { zone, asOf, ...(caseKeys ? { caseKeys } : {}) });
  const ruleSet = await buildRuleSet(
    procedures.map(({ procedure }) => procedure),
    facts,
  );
  for (const one of prepared.filter(({ detector }) => !caseKeys || detector.meta.scope === "case")) {
    const { report } = await detect(one, { facts, ruleSet, runId: "scope" });
    if (report.state === "evaluated") await read(one.detector, ruleSet);
  }
}

test("a verdict is as wide as its detector says: of one case alone, of one among others, of no case", async () => {
  await workspace(async (engine) => {
    const keys = await engine.all<{ case_key: number }>(sql`select case_key from case_index order by case_key`);
    const some = keys.map(({ case_key }) => case_key).filter((_, i) => i % 3 === 0);
    const found = async () => {
      const rows = await engine.all(sql`select * from ${id(FOUND)} where case_key in ${some}`);
      return rows.map((row) => JSON.stringify(row, text)).sort();
    };
    const those = new Map<string, string[]>();
    await ask(engine, undefined, async ({ meta }, ruleSet) => {
      if (meta.scope !== "unit") await rememberOutcomes(engine, meta, ruleSet);
      const ofCases = (await columnNames(engine, id(FOUND))).has("case_key");
      expect([meta.id, ofCases]).toEqual([meta.id, meta.scope !== "unit"]);
      if (meta.scope === "case") those.set(meta.id, await found());
    });
    expect(those.size).toBeGreaterThan(15);
    await ask(engine, some, async ({ meta }) => {
      expect([meta.id, await found()]).toEqual([meta.id, those.get(meta.id)]);
    });
  });
});

/** Outcomes that the whole log's detectors found, by case, detector, rule and procedure. */
const amongAll = new Map<string, Set<string>>();
const placeOf = (...place: readonly (string | null)[]) => JSON.stringify(place);

async function rememberOutcomes(engine: Engine, meta: DetectorMeta, { rules }: RuleSet): Promise<void> {
  const ofRules = (await columnNames(engine, id(FOUND))).has("rule_no") && !meta.reminds;
  const rows = await engine.all<{ case_id: string; rule_no: number | null; outcome: string }>(sql`
    select distinct i.case_id, ${ofRules ? sql`f.rule_no` : sql`cast(null as integer)`} as rule_no, f.outcome
    from ${id(FOUND)} f join case_index i on i.case_key = f.case_key`);
  for (const { case_id, rule_no, outcome } of rows) {
    const { rule, procedure } = rules.find(({ no }) => no === rule_no) ?? { rule: meta, procedure: { id: null } };
    const place = placeOf(case_id, meta.id, rule.id, procedure.id);
    const said = meta.reminds && outcome === "hit" ? "pending" : outcome;
    amongAll.set(place, (amongAll.get(place) ?? new Set()).add(said));
  }
}

test("an audit says of every rule what was found of the case among all, and warns of nothing else", async () => {
  const procedures = [...new Set(warnings.map(({ procedure }) => procedure))];
  const warned = procedures.map((one) =>
    warnings.find(({ procedure, case_id }) => procedure === one && case_id !== null),
  );
  const cases = [...new Set(warned.map((warning) => warning?.case_id ?? ""))].slice(0, 4);
  expect(cases.length).toBe(4);
  const margins: string[] = [];
  for (const caseId of cases) {
    const { rules } = await audit({ config, detectors, caseId });
    const audited = new Map<string, Set<string>>();
    for (const { detector, rule, procedure, outcome } of rules) {
      const place = placeOf(caseId, detector, rule, procedure);
      if (outcome !== "not evaluated") audited.set(place, (audited.get(place) ?? new Set()).add(outcome));
    }
    for (const { outcome, unclear } of rules) expect(unclear !== null).toBe(outcome === "cannot tell");
    const silent = new Set(["not applicable"]);
    expect([...audited]).toEqual([...audited.keys()].map((place) => [place, amongAll.get(place) ?? silent]));
    for (const place of amongAll.keys())
      if (JSON.parse(place)[0] === caseId) expect([...audited.keys()]).toContain(place);
    const ids = rules.flatMap(({ warning }) => warning?.warning_id ?? []).sort();
    expect(ids).toEqual(warnings.flatMap((one) => (one.case_id === caseId ? one.warning_id : [])).sort());
    const unbroken = rules.filter(({ outcome }) => outcome !== "hit").flatMap(({ clock }) => clock);
    expect(unbroken.filter(({ label }) => label.en === "Over by")).toEqual([]);
    margins.push(...unbroken.filter(({ label }) => label.en === "Within, left").map(({ value }) => value));
  }
  expect(margins).toContainEqual(expect.stringMatching(/^\d/));
  expect(margins).not.toContainEqual(expect.stringMatching(/^-/));
});

test("an audit does not find a number in order that another case holds too", async () => {
  const shared = warnings.find(({ code, unit }) => code === "DI01" && unit === "cases");
  const holders = await workspace((engine) =>
    engine.all<{ case_id: string }>(sql`select case_id from stored_cases where case_no = ${shared?.subject.id ?? ""}`),
  );
  expect(holders.length).toBeGreaterThan(1);
  for (const { case_id } of holders) {
    const { rules } = await audit({ config, detectors, caseId: case_id });
    const said = rules.filter(({ code }) => code === "DI01");
    expect(said.map(({ outcome }) => outcome)).toEqual(["cannot tell"]);
    expect(said[0]?.unclear?.en).toContain("several cases'");
  }
});

test("a detector that fails at the words of what is no hit is said to have failed", async () => {
  const broken = (one: Detector): Detector => ({
    ...one,
    explain: () => {
      throw new Error("no words");
    },
  });
  const some = detectors.map((one) => (one.meta.id === "overdue" ? broken(one) : one));
  const { rules } = await audit({ config, detectors: some, caseId: mostWarned() });
  const failed = rules.filter(({ outcome }) => outcome === "error");
  expect(failed.map(({ detector, reason }) => [detector, reason?.en])).toEqual([["overdue", "it failed: no words"]]);
});

test("what the last run found of a case by the whole log is what asking the whole log finds, and what other code found is not asked", async () => {
  const look = (): Promise<Audit> => audit({ config, detectors, caseId: mostWarned() });
  const recalled = await look();
  const byOtherCode = await programDigest();
  await workspace(async (engine) => {
    await engine.run(sql`update meta set value = replace(value, ${byOtherCode}, 'other') where name = 'verdicts'`);
    await engine.run(sql`update meta set value = '{}' where name = 'verdicts_of'`);
  });
  expect(said(await look())).toEqual(said(recalled));
  await workspace(forgetVerdicts);
  const asked = await look();
  expect(recalled.rules.filter(({ outcome }) => outcome === "hit").length).toBeGreaterThan(1);
  expect(said(asked)).toEqual(said(recalled));
  const lines = recalled.rules.map((line) => JSON.stringify(line));
  expect(new Set(lines).size).toBe(lines.length);
});

/** The case that most detectors which hold cases against each other warn of. */
function mostWarned(): string {
  const log = new Set(detectors.filter(({ meta }) => meta.scope === "log").map(({ meta }) => meta.id));
  const counts = new Map<string, number>();
  for (const { case_id, detector } of warnings)
    if (case_id !== null && log.has(detector)) counts.set(case_id, (counts.get(case_id) ?? 0) + 1);
  return [...counts].sort(([, x], [, y]) => y - x)[0]?.[0] ?? "";
}

/** A warning's life is known to the last run alone. */
const said = ({ rules, ...rest }: Audit) => ({
  ...rest,
  rules: rules.map(({ warning, ...rule }) => ({ ...rule, warning: warning && alone(warning) })),
});
const alone = ({ warning_id, message, evidence, clock, measured, threshold }: Warning) => ({
  warning_id,
  message,
  evidence,
  clock,
  measured,
  threshold,
});
