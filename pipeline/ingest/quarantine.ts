import { open } from "node:fs/promises";
import type { Engine } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";
import { REASONS, type Reason } from "./reasons.ts";

interface QuarantineRow {
  readonly file: string;
  readonly sha256: string;
  readonly table: string;
  readonly line: number;
  readonly column: string | null;
  readonly reason: Reason;
  readonly value: string | null;
}

/** Adds to `quarantine.ndjson` every row set aside since a file: its file, line, column, reason and value. */
export async function writeQuarantine(engine: Engine, path: string, since = 0): Promise<void> {
  const batches = engine.batches<QuarantineRow>(sql`
    select f.path as file, f.sha256, q.table_name as "table", q.line, q.column_name as "column", q.reason, q.value
    from quarantine q join files f on f.file_id = q.file_id where q.file_id >= ${since}
    order by q.file_id, q.line, q.column_name`);
  const file = await open(path, "a", 0o600);
  try {
    for await (const rows of batches) {
      const lines = rows.map((row) => JSON.stringify({ ...row, explanation: REASONS[row.reason] }));
      await file.write(`${lines.join("\n")}\n`);
    }
  } finally {
    await file.close();
  }
}
