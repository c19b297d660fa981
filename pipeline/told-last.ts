import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Resource } from "../schemas/ledger.ts";
import type { Warning } from "../schemas/warning.ts";
import type { LoadedConfig } from "./config.ts";
import { type Engine, one } from "./engine/engine.ts";
import { sql } from "./engine/sql.ts";
import { UserError } from "./errors.ts";
import { opened } from "./ledger/envelope.ts";
import { sha256 } from "./ledger/ledger.ts";
import { linesOf } from "./ledger/lines.ts";
import { ledgerPlace } from "./record.ts";
import { sha256Of } from "./sha256.ts";
import { findWarning } from "./store.ts";

/** A warning as a run told it, and whether that is not the last one. */
export interface ToldLast {
  readonly warning: Warning;
  readonly gone: boolean;
}

/**
 * A warning that some run told, as it was told last: whoever was asked about it is owed an answer after it is gone too.
 * Of one that the last run did not tell the text is in the report of the run that did, as the ledger names it.
 */
export async function toldLast(engine: Engine, loaded: LoadedConfig, warningId: string): Promise<ToldLast> {
  const told = await findWarning(engine, resolve(loaded.folder, loaded.config.workspace), warningId);
  if (told !== null) return { warning: told, gone: false };
  const { run } = await one<{ run: string }>(
    engine,
    sql`select last_run as run from warning_history where warning_id = ${warningId}`,
  );
  const told_by = `warning ${warningId} was last told by run ${run}`;
  const lines = await linesOfRun(ledgerPlace(loaded).file, run);
  const path = lines && resolve(loaded.folder, lines.name);
  if (path === null || !existsSync(path) || (await sha256Of(path)) !== lines?.digest.sha256) {
    const where = path === null ? "which the ledger does not know" : `whose ${path} is not there as it was made`;
    throw new UserError(`${told_by}, ${where}; put that report back from a copy`);
  }
  const warning = await warningIn(path, warningId);
  if (warning === null) throw new UserError(`${told_by}, whose ${path} does not have it`);
  await refuseHeld(engine, warning);
  return { warning, gone: true };
}

/** The lines of a run's last making, as the ledger has them. */
async function linesOfRun(ledger: string, run: string): Promise<Resource | null> {
  let found: Resource | null = null;
  for await (const { text } of linesOf(ledger)) {
    const { predicate, subject } = opened(text)?.statement ?? {};
    if (predicate?.kind !== "run" || predicate.body.run_id !== run) continue;
    found = subject?.find(({ name }) => /(^|\/)(?<!circulation\/)warnings\.ndjson$/.test(name)) ?? found;
  }
  return found;
}

async function warningIn(path: string, warningId: string): Promise<Warning | null> {
  for await (const { text } of linesOf(path)) {
    if (!text.includes(warningId)) continue;
    const warning = JSON.parse(text) as Warning;
    if (warning.warning_id === warningId) return warning;
  }
  return null;
}

/** Of a case that may not be held nothing is written anew; a case that was purged may still be cleared. */
async function refuseHeld(engine: Engine, { warning_id, case_id }: Warning): Promise<void> {
  if (case_id === null) return;
  const refused = await engine.all(
    sql`select 1 from refused_cases where case_digest = ${sha256(case_id)} and reason <> 'purged'`,
  );
  if (refused.length > 0) throw new UserError(`warning ${warning_id} is about a case that may not be held any more`);
}
