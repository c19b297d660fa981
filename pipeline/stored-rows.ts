import { type Column, TABLE_NAMES, TABLES, type TableName, tableOf } from "../schemas/tables.ts";
import { type Engine, one } from "./engine/engine.ts";
import { id, join as joinSql, type Sql, sql, word } from "./engine/sql.ts";

/** Name of the table that stores every version of a canonical table's rows. */
export const storedName = (table: TableName): string => `stored_${table}`;

const STORAGE = { text: "varchar", time: "bigint", integer: "bigint", number: "double", boolean: "boolean" } as const;

/** The type of a canonical column, as it is stored. */
export const storedType = (table: TableName, column: string): Sql =>
  word(STORAGE[(tableOf(table).columns[column] as Column).type]);

/** Columns that a stored table replaces by keys: case and activity of an event are kept once each. */
const KEYED: Readonly<Record<string, string>> = { case_id: "case_key", activity: "activity_key" };

/** How a canonical column is stored. */
export const storedColumn = (table: TableName, column: string): string =>
  table === "events" ? (KEYED[column] ?? column) : column;

/**
 * Of a version of a case: the columns that its file brought, the name of its register where that may bring others, and
 * whether the case had said the same before.
 */
const OF_CASES = [sql`brought varchar`, sql`register varchar`, sql`said_again boolean`];

/** The columns that a file or a register brings, as they are kept of a file and of a case. */
export const broughtBy = (columns: readonly string[]): string => `,${columns.join(",")},`;

/** The stored rows `s` of a table that names cases, and which case each is of. */
export const rowsOfCases = (table: TableName): { readonly from: Sql; readonly caseId: Sql } =>
  table === "events"
    ? { from: sql`stored_events s join case_index c on c.case_key = s.case_key`, caseId: sql`c.case_id` }
    : { from: sql`${id(storedName(table))} s`, caseId: sql`s.case_id` };

/** Creates a table's storage, or adds the columns it has not had so far. */
export async function ensureStored(engine: Engine, table: TableName, columns: readonly string[]): Promise<void> {
  const name = id(storedName(table));
  const present = await engine.columnsOf(storedName(table));
  const own = columns
    .filter((column) => storedColumn(table, column) === column)
    .map((column) => ({ column, definition: sql`${id(column)} ${storedType(table, column)}` }));
  if (present === null) {
    await engine.run(sql`
      create table ${name} (${joinSql([
        sql`record_no bigint, file_id integer, line bigint, attrs varchar, original varchar, superseded_by integer`,
        ...(table === "events" ? [sql`case_key integer, activity_key integer, utc_offset integer`] : []),
        ...(table === "cases" ? OF_CASES : []),
        ...own.map(({ definition }) => definition),
      ])})`);
    return;
  }
  for (const definition of table === "cases" ? OF_CASES : [])
    await engine.run(sql`alter table ${name} add column if not exists ${definition}`);
  for (const { column, definition } of own) {
    if (!present.includes(column)) await engine.run(sql`alter table ${name} add column ${definition}`);
  }
}

/** The number of the file that was loaded last; 0 where none was. */
export const lastFile = async (engine: Engine): Promise<number> =>
  (await one<{ last: number }>(engine, sql`select coalesce(max(file_id), 0) as last from files`)).last;

/** The tables that files have been loaded into, each with the canonical columns that some file has brought. */
export async function storedColumns(engine: Engine): Promise<Map<TableName, readonly string[]>> {
  const files = await engine.all<{ table_name: string }>(sql`select distinct table_name from files`);
  const loaded = new Set(files.map(({ table_name }) => table_name));
  const found = new Map<TableName, readonly string[]>();
  for (const table of TABLE_NAMES.filter((name) => loaded.has(name))) {
    const present = await engine.columnsOf(storedName(table));
    const columns = Object.keys(TABLES[table].columns).filter((column) =>
      present?.includes(storedColumn(table, column)),
    );
    if (columns.length > 0) found.set(table, columns);
  }
  return found;
}

/**
 * The current version of every row of a table with some of its canonical columns, `record_no`, `file_id`, `line`; or
 * every version, and perhaps only the stored rows that meet a condition, which is asked before anything is joined.
 */
export function currentRows(
  table: TableName,
  columns: readonly string[],
  versions: "current" | "all" = "current",
  only: Sql | null = null,
): Sql {
  const own = columns.filter((column) => storedColumn(table, column) === column);
  const events = table === "events";
  return sql`
    select s.record_no, s.file_id, s.line, s.attrs, s.original, s.superseded_by
      ${events ? sql`, s.case_key, s.activity_key, c.case_id, a.activity` : sql``}
      ${table === "cases" ? sql`, s.brought, coalesce(s.register, s.brought) as register` : sql``}
      ${own.length > 0 ? sql`, ${joinSql(own.map((column) => sql`s.${id(column)}`))}` : sql``}
    from ${only ? sql`(select * from ${id(storedName(table))} where ${only})` : id(storedName(table))} s
    ${events ? sql`join case_index c on c.case_key = s.case_key join activity_index a on a.activity_key = s.activity_key` : sql``}
    ${versions === "current" ? sql`where s.superseded_by is null` : sql``}`;
}
