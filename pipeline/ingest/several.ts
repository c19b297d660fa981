import { TABLES, type TableName } from "../../schemas/tables.ts";
import { type Bilingual, counted } from "../../schemas/text.ts";
import { type Engine, one } from "../engine/engine.ts";
import { id, sql } from "../engine/sql.ts";
import { alikeIn, listValue, once, withOriginal, withoutNothing } from "./identifiers.ts";

/**
 * Where one cell names several persons, the first of them acted and the others took part: as one name they would be
 * somebody else than each of them. The columns that the rows have then.
 */
export async function tellApart(
  engine: Engine,
  table: TableName,
  staged: string,
  columns: readonly string[],
): Promise<{ readonly columns: readonly string[]; readonly rows: number }> {
  if (table !== "events" || !columns.includes("actor_id")) return { columns, rows: 0 };
  // A log names few persons, and each of them often.
  const cells = sql`select cell from ${once(staged, "actor_id")} where regexp_matches(cell, '[;；、,，|\n]')`;
  if ((await engine.all(sql`${cells} limit 1`)).length === 0) return { columns, rows: 0 };
  const several = sql`
    select cell, ${alikeIn(withoutNothing(listValue(sql`cell`)))} as persons from (${cells})`;
  const { any, rows } = await one<{ any: boolean; rows: number }>(
    engine,
    sql`select count(*) > 0 as "any", count(*) filter (contains(persons, ';')) as rows
      from ${id(staged)} join (${several}) on cell = actor_id where persons is distinct from cell`,
  );
  if (!any) return { columns, rows };
  if (!columns.includes("co_actor_ids"))
    await engine.run(sql`alter table ${id(staged)} add column co_actor_ids varchar`);
  await engine.run(sql`
    update ${id(staged)} set actor_id = split_part(persons, ';', 1), original = ${withOriginal("actor_id")},
      co_actor_ids = nullif(concat_ws(';', nullif(substr(persons, length(split_part(persons, ';', 1)) + 2), ''), co_actor_ids), '')
    from (${several}) where cell = actor_id and persons is distinct from cell`);
  const all = new Set([...columns, "co_actor_ids"]);
  return { columns: Object.keys(TABLES.events.columns).filter((name) => all.has(name)), rows };
}

export const severalSaid = (own: string, rows: number): Bilingual => ({
  zh: `有 ${rows} 条记录在“${own}”一栏写有多人：第一人计为经办人，其余计为协办人`,
  en: `${counted(rows, "record")} ${rows === 1 ? "names" : "name"} several persons in ${own}: the first is taken for who acted, the others for who took part`,
});
