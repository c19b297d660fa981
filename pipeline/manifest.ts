import { createHash } from "node:crypto";
import { type FileAccount, noWarnings, type RunManifest, type WarningCounts } from "../schemas/run.ts";
import type { Bilingual } from "../schemas/text.ts";
import type { LoadedConfig } from "./config.ts";
import type { Engine } from "./engine/engine.ts";
import { sql } from "./engine/sql.ts";
import { VERSION } from "./kit/root.ts";
import type { Span } from "./lookback.ts";
import type { LoadedProcedure } from "./procedures.ts";
import { isOff } from "./rules/compile.ts";
import type { WarningStore } from "./warnings/store.ts";

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

/** What the reader should know of the rules themselves. */
export function notesOf(procedures: readonly LoadedProcedure[]): Bilingual[] {
  return procedures.flatMap(({ procedure }) => {
    const off = procedure.rules.filter(isOff).map((rule) => rule.id);
    return off.length === 0
      ? []
      : [
          {
            zh: `程序 ${procedure.id} 中未启用的规则（依据未确认或已关闭）：${off.join("、")}`,
            en: `Rules of ${procedure.id} that are off (citation unsure, or switched off): ${off.join(", ")}`,
          },
        ];
  });
}

/** How many warnings there are, in all and by what tells them apart. */
export async function tally(store: WarningStore): Promise<WarningCounts> {
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
