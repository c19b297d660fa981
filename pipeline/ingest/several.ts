import { type TableName, tableOf } from "../../schemas/tables.ts";
import { type Bilingual, counted } from "../../schemas/text.ts";
import { type Engine, one } from "../engine/engine.ts";
import { id, type Sql, sql } from "../engine/sql.ts";
import { alikeIn, listValue, withOriginal, withoutNothing } from "./identifiers.ts";

/**
 * Where one cell names several persons, the first of them acted and the others took part, and all of them approved: as
 * one name they would be somebody else than each of them. The columns that the rows have then.
 */
export async function tellApart(
  engine: Engine,
  table: TableName,
  staged: string,
  columns: readonly string[],
): Promise<{ readonly columns: readonly string[]; readonly rows: number }> {
  const apart = { columns, rows: 0 };
  if (columns.includes("approver_id") && (await findSeveral(engine, staged, "approver_id")) > 0)
    await engine.run(sql`
      update ${id(staged)} set approver_id = persons, original = ${withOriginal("approver_id")}
      from ${SEVERAL} where cell = approver_id and persons is distinct from cell`);
  const own = tableOf(table).columns;
  if (!own.co_actor_ids || !columns.includes("actor_id") || (await findSeveral(engine, staged, "actor_id")) === 0)
    return apart;
  if (!columns.includes("co_actor_ids"))
    await engine.run(sql`alter table ${id(staged)} add column co_actor_ids varchar`);
  const { rows } = await one<{ rows: number }>(
    engine,
    sql`select count(*) as rows from ${id(staged)} join ${SEVERAL} on cell = actor_id where contains(persons, ';')`,
  );
  await engine.run(sql`
    update ${id(staged)} set actor_id = split_part(persons, ';', 1), original = ${withOriginal("actor_id")},
      co_actor_ids = nullif(concat_ws(';', nullif(substr(persons, length(split_part(persons, ';', 1)) + 2), ''), co_actor_ids), '')
    from ${SEVERAL} where cell = actor_id`);
  const all = new Set([...columns, "co_actor_ids"]);
  return { columns: Object.keys(own).filter((name) => all.has(name)), rows };
}

const NAMED = sql`persons_named`;
const SEVERAL = sql`several_persons`;

/**
 * Lays out the cells of a column that are lists of persons: `cell, persons`. Only a semicolon, the mark of enumeration, a
 * line break or a list of JSON surely parts persons, and a comma plain names or numbers of one kind: elsewhere a comma or
 * a bar may stand within one identifier, and parts persons where each of the parts stands by itself in the file, and so
 * does any mark between a number and a name, or a name and an office. What has brackets or `=` in it is one.
 */
async function findSeveral(engine: Engine, staged: string, column: string): Promise<number> {
  // A log names few persons, and each of them often. Most write one in a cell, which is soon told.
  await engine.run(sql`
    create or replace temp table ${NAMED} as select distinct ${id(column)} as cell from ${id(staged)}`);
  const mayBeList = sql`(${IS_JSON} or ${maybeSeveral(sql`cell`)} and not regexp_matches(cell, '[=()（）]'))`;
  if ((await engine.all(sql`select 1 from ${NAMED} where ${mayBeList} limit 1`)).length === 0) return 0;
  const list = sql`
    case when ${IS_JSON} then ${listValue(sql`cell`)} else regexp_replace(${listValue(sql`cell`)}, '\\s*[;,]\\s*', ';', 'g') end`;
  await engine.run(sql`
    create or replace temp table ${SEVERAL} as
    with cells as materialized (
      select cell, surely, array_to_string(list_filter(parts, lambda one, nth: list_position(parts, one) = nth), ';') as persons
      from (
        select cell, ${IS_JSON} or ${ALIKE} or regexp_matches(cell, ${`[;；、\n]|${NAMES}`}) and not ${ofOne} as surely,
          string_split(${alikeIn(withoutNothing(list))}, ';') as parts
        from ${NAMED} where ${mayBeList}
      )
    )
    select cell, persons from cells where (persons is distinct from cell or contains(persons, ';')) and (surely or cell in (
      select p.cell from (select cell, unnest(string_split(persons, ';')) as part from cells) p
      left join ${NAMED} o on o.cell = p.part group by p.cell having count(*) = count(o.cell)))`);
  return (await one<{ n: number }>(engine, sql`select count(*) as n from ${SEVERAL}`)).n;
}

/** Whether a text has what may stand between persons. */
export const maybeSeveral = (cell: Sql): Sql => sql`regexp_matches(${cell}, '[;；、,，|\n]')`;

/** A cell that may name one person twice: by number and name, or by name and office. */
const ofOne = sql`(
  regexp_matches(cell, '\\p{Han}') and regexp_matches(cell, '(?:^|[;；、\n])[^;；、\n\\p{Han}]+(?:[;；、\n]|$)')
  or regexp_matches(cell, '(?:^|[;；、,，\n])\\s*\\p{Han}*(?:[员长官人警任委庭科所队组室处股局站]|助理|主办|承办|协办|书记|内勤|法制|刑侦)\\s*(?:[;；、,，\n]|$)'))`;

/** Names of two or three characters: an office or a unit beside a name is mostly longer, or ends as offices do. */
const NAMES = String.raw`^\p{Han}{2,3}(?:\s*[,，]\s*\p{Han}{2,3})+$`;

/** Numbers of persons that begin with the same letters: that of a unit begins with others. */
const ALIKE = sql`(
  regexp_matches(cell, '^[A-Za-z]+\\d+(?:\\s*[,，]\\s*[A-Za-z]+\\d+)+$')
  and list_unique(regexp_extract_all(cell, '[A-Za-z]+')) = 1)`;

const IS_JSON = sql`(starts_with(cell, '[') and json_valid(cell))`;

export const severalSaid = (own: string, rows: number): Bilingual => ({
  zh: `有 ${rows} 条记录在“${own}”一栏写有多人：第一人计为经办人，其余计为协办人`,
  en: `${counted(rows, "record")} ${rows === 1 ? "names" : "name"} several persons in ${own}: the first is taken for who acted, the others for who took part`,
});
