import { rmSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { id, type Sql, sql, word } from "./sql.ts";

/** A database for the large tables of a run, packed on disk and gone when the engine is closed. */
const LARGE = "large";

/**
 * Names without a database are sought there too, after the temporary ones and our own. Nothing of it is to be there
 * after a crash, and so no log is written of it.
 */
export async function attachLarge(connection: DuckDBConnection, path: string): Promise<void> {
  const [[own]] = (await (await connection.run("select current_database()")).getRows()) as [[string]];
  await connection.run(`attach '${path.replaceAll("'", "''")}' as ${LARGE} (recovery_mode 'no_wal_writes')`);
  await connection.run(`set search_path = '"${own.replaceAll("'", "''")}".main,${LARGE}.main'`);
}

export function removeLarge(path: string): void {
  for (const file of [path, `${path}.wal`]) rmSync(file, { force: true });
}

export const inLarge = (table: string): Sql => sql`table ${word(LARGE)}.main.${id(table)}`;
