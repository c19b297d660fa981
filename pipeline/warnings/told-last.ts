import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Resource } from "../../schemas/ledger.ts";
import type { Warning } from "../../schemas/warning.ts";
import { type LoadedConfig, workspaceFolder } from "../config.ts";
import type { Engine } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";
import { UserError } from "../kit/errors.ts";
import { sha256Of } from "../kit/sha256.ts";
import { opened } from "../ledger/envelope.ts";
import { sha256 } from "../ledger/ledger.ts";
import { linesOf } from "../ledger/lines.ts";
import { ledgerPlace } from "../ledger/record.ts";
import { lookbacksSoFar } from "../lookback.ts";
import { findWarning } from "./last-lines.ts";

/** A warning as a run told it, and whether that is not the last one. */
interface ToldLast {
  readonly warning: Warning;
  readonly gone: boolean;
}

/**
 * A warning that some run told, as it was told last: whoever was asked about it is owed an answer after it is gone too.
 * Of one that the last run did not tell the text is in the report of the run that did, or of the look back where no
 * night did, as the ledger names it; where that report was replaced, what people last decided on was kept.
 */
export async function toldLast(engine: Engine, loaded: LoadedConfig, warningId: string): Promise<ToldLast> {
  const told = await findWarning(engine, workspaceFolder(loaded), warningId);
  if (told !== null) return { warning: told, gone: false };
  const [night] = await engine.all<{ run: string }>(
    sql`select last_run as run from warning_history where warning_id = ${warningId}`,
  );
  const wanting: string[] = [];
  for (const run of night ? [night.run] : await lookbacksSoFar(engine)) {
    const { path, why } = await linesAsMade(loaded, run);
    const warning = path === null ? null : await warningIn(path, warningId);
    if (warning === null) {
      wanting.push(`run ${run}, ${why ?? `whose ${path} does not have it`}`);
      continue;
    }
    await refuseHeld(engine, warning);
    // Told by no night yet: once one tells it, it counts as changed since this look.
    return { warning: night ? warning : { ...warning, occurrences: 0 }, gone: true };
  }
  const kept = await decidedOn(engine, warningId);
  if (kept === null) {
    throw new UserError(
      `warning ${warningId} was last told by ${wanting.join(", or by ")}; put that report back from a copy`,
    );
  }
  await refuseHeld(engine, kept);
  return { warning: kept, gone: true };
}

/** The ids, beginning so, of what only looks back told, whose reports stand as they were made. */
export async function toldLookingBack(engine: Engine, loaded: LoadedConfig, beginning: string): Promise<string[]> {
  const ids = new Set<string>();
  for (const run of await lookbacksSoFar(engine)) {
    const { path } = await linesAsMade(loaded, run);
    if (path === null) continue;
    for await (const { text } of linesOf(path)) {
      if (!text.includes(`"${beginning}`)) continue;
      const { warning_id } = JSON.parse(text) as Warning;
      if (warning_id.startsWith(beginning)) ids.add(warning_id);
    }
  }
  return [...ids];
}

/** The lines of a run's last making, where they are as the ledger has them; or else why they cannot be read. */
async function linesAsMade(
  loaded: LoadedConfig,
  run: string,
): Promise<{ path: string; why: null } | { path: null; why: string }> {
  const lines = await linesOfRun(ledgerPlace(loaded).file, run);
  if (lines === null) return { path: null, why: "which the ledger does not know" };
  const path = resolve(loaded.folder, lines.name);
  return existsSync(path) && (await sha256Of(path)) === lines.digest.sha256
    ? { path, why: null }
    : { path: null, why: `whose ${path} is not there as it was made` };
}

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

async function decidedOn(engine: Engine, warningId: string): Promise<Warning | null> {
  const [row] = await engine.all<{ text: string }>(sql`select text from decided_on where warning_id = ${warningId}`);
  return row ? (JSON.parse(row.text) as Warning) : null;
}

/** Of a case that may not be held nothing is written anew; a case that was purged may still be cleared. */
async function refuseHeld(engine: Engine, { warning_id, case_id }: Warning): Promise<void> {
  if (case_id === null) return;
  const refused = await engine.all(
    sql`select 1 from refused_cases where case_digest = ${sha256(case_id)} and reason <> 'purged'`,
  );
  if (refused.length > 0)
    throw new UserError(
      `warning ${warning_id} is about a case that may not be held any more; nothing more is entered about it`,
    );
}
