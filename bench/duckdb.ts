import { DuckDBInstance } from "@duckdb/node-api";

/** DuckDB alone, as it comes: what a load by the program is measured against, and what prepares files for it. */
export async function inDuckDB(database: string, statement: string, values: readonly string[] = []): Promise<void> {
  const instance = await DuckDBInstance.create(database);
  const connection = await instance.connect();
  await connection.run(statement, [...values]);
  connection.closeSync();
  instance.closeSync();
}
