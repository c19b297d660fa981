import * as z from "zod";
import { type ColumnOf, columnOf } from "../../pipeline/columns.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { id, join, type Sql, some, sql, word } from "../../pipeline/engine/sql.ts";
import { currentRows } from "../../pipeline/stored-rows.ts";
import { TABLES, type TableName } from "../../schemas/tables.ts";

/**
 * The records of a table with their `record_no` and `file_id` (cases have none), `case_key` where the table has cases,
 * and the columns asked for, null where no file has brought them; no rows where the table is not loaded.
 */
export function recordsOf<Name extends TableName>(
  situation: Situation,
  table: Name,
  columns: readonly ColumnOf<Name>[],
): Sql {
  const loaded = situation.facts.columns.has(table);
  const key = (name: string, present: boolean) =>
    present ? sql`t.${id(name)}` : sql`cast(null as bigint) as ${id(name)}`;
  const own = [
    ...(table === "cases" ? [] : [key("record_no", loaded), key("file_id", loaded)]),
    ...("case_id" in TABLES[table].columns ? [key("case_key", situation.has(table, "case_id"))] : []),
  ];
  const asked = columns.map((name) => sql`${columnOf(situation, table, name, sql`t`)} as ${id(name)}`);
  const rows = table === "events" ? situation.facts.unplaced : id(table);
  return sql`select ${join([...own, ...asked])} from ${loaded ? sql`${rows} t` : sql`(select 1 as none) t where false`}`;
}

/**
 * The files `file_id` of a table that have any of some columns. By leaving one empty a record says something only where
 * its file has it, whatever others bring. Files of which that was not kept, or whose records name their columns
 * themselves and leave them out where there is nothing to say, count once any file has it.
 */
export const filesWith = <Name extends TableName>(
  { has }: Situation,
  table: Name,
  columns: readonly ColumnOf<Name>[],
): Sql => sql`
  (select file_id from files where table_name = ${table}
    and (${some(columns.filter((name) => has(table, name)).map(brings))}))`;

/**
 * The same, where their source ever fills it: a column that a source never fills is none that it keeps. Asks the stored
 * rows, so that a look at one case knows what the whole log fills.
 */
export function filesThatFill<Name extends TableName>(
  { has }: Situation,
  table: Name,
  columns: readonly ColumnOf<Name>[],
): Sql {
  const filling = (name: string) => sql`
    select coalesce(f.read_by, '') from files f where f.table_name = ${table} and f.file_id in (
      select r.file_id from (${currentRows(table, [name])}) r where r.${id(name)} is not null)`;
  const kept = columns.filter((name) => has(table, name));
  const filled = kept.map((name) => sql`${brings(name)} and coalesce(read_by, '') in (${filling(name)})`);
  return sql`(select file_id from files where table_name = ${table} and (${some(filled)}))`;
}

const brings = (name: string): Sql => sql`coalesce(brought like ${`%,${name},%`}, true)`;

/**
 * What tells apart the records `x` of `extensions` of a case: their identifier, or, where they have none, the moment and
 * whatever else is recorded of what they were meant for, so that two of one moment are two.
 */
export function extensionKey(at: "approved_at" | "from_at", more: readonly ColumnOf<"extensions">[]): Sql {
  const parts = more.map((name) => sql` || coalesce('|' || cast(x.${id(name)} as varchar), '')`);
  return sql`coalesce(x.extension_id, cast(x.${id(at)} as varchar)${join(parts, word(""))})`;
}

/** Evidence that is no event: of each hit the record of a table that one of its columns names. */
export const recordEvidence = (
  table: TableName,
  column: "record_no" | "sent_no" | "entry_no" = "record_no",
): Sql => sql`
  select hit_no, 'a' as part, ${id(column)} as record_no, cast(null as integer) as pos, ${table} as source_table from hits`;

/** A parameter: how many of its records a hit shows at most. */
export const sampleOf = (records: string) => z.int().min(1).default(20).describe(`${records} shown as evidence`);
