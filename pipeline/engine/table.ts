import type { ColumnKind, Engine } from "./engine.ts";
import { id, join, type Sql, type SqlScalar, sql, word } from "./sql.ts";

const SQL_TYPES = { text: "varchar", integer: "bigint", number: "double", boolean: "boolean" } as const;

/** Puts rows made in JavaScript (of aggregates, never of events) into a temp table. */
export async function layOut<Name extends string>(
  engine: Engine,
  table: string,
  columns: Readonly<Record<Name, ColumnKind>>,
  rows: readonly Readonly<Record<NoInfer<Name>, SqlScalar>>[],
): Promise<void> {
  const names = Object.keys(columns) as Name[];
  const definitions: Sql[] = names.map((name) => sql`${id(name)} ${word(SQL_TYPES[columns[name]])}`);
  await engine.run(sql`create or replace temp table ${id(table)} (${join(definitions)})`);
  if (rows.length === 0) return;
  await engine.append(
    table,
    names.map((name) => columns[name]),
    [names.map((name) => rows.map((row) => row[name]))],
  );
}
