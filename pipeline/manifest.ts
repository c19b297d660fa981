import { createHash } from "node:crypto";
import type { Procedure } from "../schemas/procedure.ts";
import { type FileAccount, noWarnings, type RunManifest, type WarningCounts } from "../schemas/run.ts";
import type { Bilingual } from "../schemas/text.ts";
import type { LoadedConfig } from "./config.ts";
import { coverageOf, quarantineOf } from "./coverage.ts";
import type { Engine } from "./engine/engine.ts";
import { sql } from "./engine/sql.ts";
import type { Examined } from "./examine.ts";
import { VERSION } from "./kit/root.ts";
import { lookbackNote, type Span } from "./lookback.ts";
import type { Making } from "./making.ts";
import { isOff } from "./rules/compile.ts";
import { outOfReach } from "./rules/reach.ts";
import type { WarningStore } from "./warnings/store.ts";

/** The manifest of a run that has asked its detectors; outputs that are made after it join it. */
export async function manifestOf(
  making: Making,
  { detectors, rules, unrecorded, outputs }: Examined,
  internal: readonly Bilingual[],
): Promise<RunManifest> {
  const { runId, startedAt, loaded, procedures, accounts, facts, lookback, store } = making;
  const notes = [...(await notesOf(making)), ...internal];
  return {
    schema_version: 1,
    run_id: runId,
    name: loaded.config.name,
    as_of: facts.asOf,
    lookback,
    timezone: loaded.config.timezone,
    language: making.language,
    started_at: startedAt,
    finished_at: 0,
    versions: versionsOf(facts.engine),
    procedures: procedures.map(({ procedure, file, sha256 }) => ({ procedure: procedure.id, file, sha256 })),
    files: [...accounts],
    quarantine: await quarantineOf(facts.engine),
    coverage: { ...(await coverageOf(facts, procedures, notes)), unrecorded },
    detectors: [...detectors],
    rules: [...rules],
    warnings: await tally(store),
    outputs: [...outputs],
  };
}

async function notesOf({ lookback, notes, procedures, facts, ruleSet }: Making): Promise<Bilingual[]> {
  const laws = procedures.map(({ procedure }) => procedure);
  return [
    ...(lookback ? [lookbackNote(lookback, facts.zone.name)] : []),
    ...notes,
    ...switchedOff(laws),
    ...(await outOfReach(laws, ruleSet)).map(({ said }) => said),
  ];
}

interface Identity {
  /** Of the procedures and detectors that are asked. */
  readonly basis: string;
  readonly accounts: readonly FileAccount[];
  readonly loaded: LoadedConfig;
  readonly lookback: Span | null;
}

/** Depends on the moment looked from, on what was read and on what was asked, so that the same run has the same id. */
export function runIdOf(asOf: number, { basis, accounts, loaded, lookback }: Identity): string {
  const moment = new Date(asOf).toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "");
  const read = accounts.map((account) => account.sha256).sort();
  const inputs = createHash("sha256")
    .update(JSON.stringify([loaded.config, basis, read, ...(lookback ? [lookback] : [])]))
    .digest("hex");
  return `${lookback ? "lookback-" : ""}${moment}-${inputs.slice(0, 8)}`;
}

/** What made the run: the program, the runtime and the engine, each with its version. */
export const versionsOf = (engine: Engine): Record<string, string> => ({
  xiezhi: VERSION,
  node: process.versions.node,
  [engine.name]: engine.version,
});

const switchedOff = (laws: readonly Procedure[]): Bilingual[] =>
  laws.flatMap(({ id, rules }) => {
    const off = rules.filter(isOff).map((rule) => rule.id);
    if (off.length === 0) return [];
    return {
      zh: `程序 ${id} 中未启用的规则（依据未确认或已关闭）：${off.join("、")}`,
      en: `Rules of ${id} that are off (citation unsure, or switched off): ${off.join(", ")}`,
    };
  });

/** How many warnings there are, in all and by what tells them apart. */
async function tally(store: WarningStore): Promise<WarningCounts> {
  const warnings = noWarnings();
  for (const { by, name, n } of await store.counts()) {
    if (by === "exempted" || by === "reopened") warnings[by] = n;
    else warnings[`by_${by}`][name] = n;
    if (by === "tier") warnings.total += n;
  }
  return warnings;
}

export async function rememberRun(engine: Engine, manifest: RunManifest): Promise<void> {
  await engine.run(sql`delete from runs where run_id = ${manifest.run_id}`);
  await engine.run(
    sql`insert into runs values (${manifest.run_id}, ${manifest.as_of}, ${manifest.finished_at}, ${JSON.stringify(manifest)})`,
  );
}
