import { type ColumnOf, columnOf } from "../columns.ts";
import type { Engine } from "../engine/engine.ts";
import { type Sql, sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { localDay } from "../kit/zone.ts";

/**
 * By number of hit, the units whose head took part in the acts that it rests on, as who did, approved or attended them,
 * or asked for them: heads of that day, and heads of today. Posts last whole days, for few registers of them know the
 * hour. Reads `evidence_rows` and the postings; nothing for a hit that touches none.
 */
export async function headsTouched(
  engine: Engine,
  facts: Pick<Facts, "asOf" | "has" | "zone">,
): Promise<Map<number, string[]>> {
  const { asOf, has, zone } = facts;
  if (!has("postings", "head")) return new Map();
  const day = (moment: Sql) => engine.localDay(moment, zone);
  const column = (name: ColumnOf<"postings">) => columnOf(facts, "postings", name, sql`p`);
  const heads = sql`
    select p.actor_id, ${column("org_id")} as org_id, ${day(sql`p.from_at`)} as from_on, ${day(column("to_at"))} as to_on
    from postings p where p.head`;
  const on = (at: Sql) => sql`p.from_on <= ${at} and (p.to_on is null or p.to_on >= ${at})`;
  const rows = await engine.all<{ hit_no: number; org_id: string }>(sql`
    select distinct e.hit_no, coalesce(p.org_id, e.org_id, '?') as org_id
    from (${presences(engine)}) e join (${heads}) p on p.actor_id = e.person
    where (${on(day(sql`e.occurred_at`))}) or (${on(sql`${localDay(zone.name, asOf)}`)})
    order by 1, 2`);
  const touched = new Map<number, string[]>();
  for (const { hit_no, org_id } of rows) touched.set(hit_no, [...(touched.get(hit_no) ?? []), org_id]);
  return touched;
}

/** `hit_no, person, org_id, occurred_at`: everyone whom the records of a hit name as taking part. */
const presences = (engine: Engine): Sql => sql`
  select hit_no, actor_id as person, org_id, occurred_at from evidence_rows where actor_id is not null
  union all
  select e.hit_no, part.value as person, e.org_id, e.occurred_at
  from evidence_rows e cross join lateral ${engine.split(sql`e.others`, "part")} where e.others is not null`;
