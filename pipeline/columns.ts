import type { TABLES, TableName } from "../schemas/tables.ts";
import { id, type Sql, sql } from "./engine/sql.ts";
import type { Facts } from "./facts.ts";
import { storedType } from "./stored-rows.ts";

export type ColumnOf<Name extends TableName> = keyof (typeof TABLES)[Name]["columns"] & string;

/** A column of a table under its alias, or null of its type where no file has brought it. */
export const columnOf = <Name extends TableName>(
  { has }: Pick<Facts, "has">,
  table: Name,
  name: ColumnOf<Name>,
  alias: Sql,
): Sql => (has(table, name) ? sql`${alias}.${id(name)}` : sql`cast(null as ${storedType(table, name)})`);
