import { type TableName, tableOf } from "../../schemas/tables.ts";
import { forgetVerdicts } from "../audit/verdicts.ts";
import { type Engine, one } from "../engine/engine.ts";
import { id, join, type Sql, sql } from "../engine/sql.ts";
import type { Refusal } from "../ingest/reasons.ts";
import { forgetMemory } from "../rules/memory.ts";
import { rowsOfCases, storedColumns, storedName } from "../stored-rows.ts";
import { hasWarnings } from "../warnings/lives.ts";

interface Removal {
  readonly cases: number;
  readonly rows: number;
}

/**
 * Takes every stored row of some cases out of the workspace, with what the last run said of them, and remembers that
 * they are refused from now on. `gone` is a query with a column `case_id`. To be called in a transaction.
 */
export async function removeCases(engine: Engine, gone: Sql, reason: Refusal, at: number): Promise<Removal> {
  await engine.run(
    sql`create or replace temp table gone as select distinct case_id from (${gone}) where case_id is not null`,
  );
  await engine.run(sql`
    insert into refused_cases
    select ${engine.sha256(sql`case_id`)}, ${reason}, ${at} from gone
    where ${engine.sha256(sql`case_id`)} not in (select case_digest from refused_cases)`);
  const { before } = await one<{ before: number }>(
    engine,
    sql`select cast(coalesce(sum(row_count), 0) as bigint) as before from removals`,
  );
  for (const [table, columns] of await storedColumns(engine)) {
    if (!columns.includes("case_id")) continue;
    const own =
      table === "events"
        ? sql`case_key in (select c.case_key from case_index c join gone g on g.case_id = c.case_id)`
        : sql`case_id in (select case_id from gone)`;
    await engine.run(sql`
      insert into removals
      select file_id, ${table}, ${reason}, count(*), ${at} from ${id(storedName(table))} where ${own} group by file_id`);
    await engine.run(sql`delete from ${id(storedName(table))} where ${own}`);
  }
  if (await hasWarnings(engine))
    await engine.run(sql`delete from warnings where case_id in (select case_id from gone)`);
  await engine.run(sql`delete from decided_on where case_id in (select case_id from gone)`);
  // They may speak of other cases through those that are gone: the next run says them anew.
  await forgetVerdicts(engine);
  await forgetMemory(engine);
  await engine.run(sql`delete from case_index where case_id in (select case_id from gone)`);
  const { cases, after } = await one<{ cases: number; after: number }>(
    engine,
    sql`select (select count(*) from gone) as cases, cast(coalesce(sum(row_count), 0) as bigint) as after from removals`,
  );
  await engine.run(sql`drop table gone`);
  return { cases, rows: after - before };
}

/** Cases that lost a record since the last run: what it told of them and this one does not is told no more. */
export const THINNED_LAYOUT = sql`create table if not exists thinned_cases (case_id varchar)`;

/**
 * Takes every version of some records of a table out of the workspace. `gone` is a query with columns `key`, their
 * identifiers, and `reason`. To be called in a transaction.
 */
export async function removeRecords(engine: Engine, table: TableName, gone: Sql, at: number): Promise<void> {
  const [stored, key] = [id(storedName(table)), id(tableOf(table).identity)];
  await engine.run(sql`
    create or replace temp table gone as
    select g.key, min(g.reason) as reason from (${gone}) g where g.key in (select ${key} from ${stored}) group by g.key`);
  const { any } = await one<{ any: boolean }>(engine, sql`select exists (select 1 from gone) as "any"`);
  if (any) {
    await engine.run(sql`
      insert into removals
      select s.file_id, ${table}, g.reason, count(*), ${at} from ${stored} s join gone g on g.key = s.${key}
      group by s.file_id, g.reason`);
    if (table === "events" || (await storedColumns(engine)).get(table)?.includes("case_id")) {
      const { from, caseId } = rowsOfCases(table);
      await engine.run(
        sql`insert into thinned_cases select ${caseId} from ${from} where s.${key} in (select key from gone)`,
      );
    }
    await engine.run(sql`delete from ${stored} where ${key} in (select key from gone)`);
    await forgetUnnamed(engine);
    await forgetVerdicts(engine);
    await forgetMemory(engine);
  }
  await engine.run(sql`drop table gone`);
}

/** Of the cases that lost a record, those that no stored row names any more: their numbers are theirs too. */
async function forgetUnnamed(engine: Engine): Promise<void> {
  const thinned = sql`select case_id from thinned_cases`;
  const named = [...(await storedColumns(engine))].flatMap(([table, columns]) => {
    if (!columns.includes("case_id")) return [];
    const { from, caseId } = rowsOfCases(table);
    return [sql`select ${caseId} as case_id from ${from} where ${caseId} in (${thinned})`];
  });
  await engine.run(sql`
    delete from case_index
    where case_id in (${thinned}) and case_id not in (${join(named, sql` union `)})`);
}

/** Tables with rows of no case, and the time at which such a row ends. */
const ENDS: Partial<Record<TableName, string>> = {
  postings: "to_at",
  conflicts: "to_at",
  ratings: "rated_at",
  control_totals: "day",
  handovers: "at",
};
export const ENDING = Object.keys(ENDS) as TableName[];

/** Which rows of a table with some columns are of no case and ended before a moment; null where none says. */
export function endedBefore(table: TableName, columns: readonly string[], before: number): Sql | null {
  const time = ENDS[table];
  if (time === undefined || !columns.includes(time)) return null;
  return sql`${id(time)} < ${before} ${columns.includes("case_id") ? sql`and case_id is null` : sql``}`;
}
