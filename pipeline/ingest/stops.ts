import type { FileAccount } from "../../schemas/run.ts";
import { type Engine, one } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";
import { masked } from "./form.ts";
import { REASONS, REFUSALS, type Reason } from "./reasons.ts";

/** Why a file stops a run before it detects; null if it does not. */
export function tooMuchQuarantine(
  { file, rows_in, quarantined, refused }: FileAccount,
  limit: number,
  first = "",
): string | null {
  const unread = quarantined - refused;
  if (rows_in === 0 || unread / rows_in <= limit) return null;
  return `${file}: ${unread} of ${rows_in} rows could not be read, more than ${limit * 100} %, so nothing is detected${first}; raise ingest.max_quarantine_share if this is known`;
}

/**
 * Why there is nothing to examine: event logs were given, and neither they nor those before hold a row; null if one
 * does.
 */
export async function nothingToExamine(engine: Engine, accounts: readonly FileAccount[]): Promise<string | null> {
  const empty = accounts.filter(({ table, rows_in }) => table === "events" && rows_in === 0);
  const { any } = await one<{ any: boolean }>(engine, sql`select exists (select 1 from trace) as "any"`);
  if (any || empty.length === 0) return null;
  return `${empty.map(({ file }) => file).join(", ")}: no rows, and without an event there is nothing to examine; see to it that the source delivers, and run again`;
}

/**
 * `: line 7, occurred_at: the time cannot be read ("2026-99-01")`, of the first row of a file that could not be read.
 */
export async function firstUnread(engine: Engine, fileId: number): Promise<string> {
  const [first] = await engine.all<{
    line: number;
    column_name: string | null;
    reason: Reason;
    value: string | null;
  }>(sql`
    select line, column_name, reason, value from quarantine
    where file_id = ${fileId} and reason not in ${REFUSALS} order by line, column_name limit 1`);
  if (first === undefined) return "";
  const { line, column_name: column, reason, value } = first;
  const quoted = value === null ? "" : ` (${JSON.stringify(masked(value))})`;
  return `: line ${line}, ${column === null ? "" : `${column}: `}${REASONS[reason].en}${quoted}${REMEDIES[reason] ?? ""}`;
}

const REMEDIES: Partial<Record<Reason, string>> = {
  "bad-time": ", `time_format:` in its source gives the form of times",
  "shortened-number": "; deliver the column as text",
  "wrong-encoding": ", `encoding:` in its source names the real one (gb18030, utf-8 …)",
};
