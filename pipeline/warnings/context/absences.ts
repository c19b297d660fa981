import { AWAY } from "../../../schemas/values.ts";
import { columnOf } from "../../columns.ts";
import type { Engine } from "../../engine/engine.ts";
import { type Sql, sql } from "../../engine/sql.ts";
import type { Facts } from "../../facts.ts";
import { dateOf } from "../../kit/zone.ts";
import type { ContextPart } from "../context.ts";
import { contextPart, type Said } from "./part.ts";

/**
 * Leave and emergency duty of those who acted, from the first of the acts until the case was over, or else the moment
 * of the run.
 */
export async function absencePart(engine: Engine, facts: Facts): Promise<ContextPart | null> {
  const { asOf, has, zone } = facts;
  if (!has("postings", "kind")) return null;
  const to = columnOf(facts, "postings", "to_at", sql`p`);
  const day = (moment: Sql) => engine.localDay(moment, zone);
  const over = sql`c.closed_at is not null or d.case_key is not null`;
  const rows = await engine.all<{ hit_no: number; people: number; from_on: number; to_on: number | null }>(sql`
    select e.hit_no, count(distinct p.actor_id) as people, min(${day(sql`p.from_at`)}) as from_on,
      case when count(*) = count(${to}) then max(${day(to)}) end as to_on
    from (
      select hit_no, actor_id, min(occurred_at) over (partition by hit_no) as since from evidence_rows where actor_id is not null
    ) e
    join postings p on p.actor_id = e.actor_id and p.kind in ${AWAY}
    join sightings s on s.hit_no = e.hit_no
    left join cases c on c.case_key = s.case_key left join completed d on d.case_key = s.case_key
    where coalesce(${day(to)} >= ${day(sql`e.since`)}, e.since is not null) and p.from_at <= case when ${over} then greatest(c.last_at, coalesce(c.closed_at, c.last_at)) else ${asOf} end
    group by e.hit_no`);
  const said = rows.map(({ hit_no, people, from_on, to_on }): Said => {
    const until = to_on === null ? { zh: "至今", en: "now" } : { zh: `至 ${dateOf(to_on)} `, en: dateOf(to_on) };
    return [
      [hit_no],
      [
        {
          zh: `所涉经办人员中有 ${people} 人在 ${dateOf(from_on)} ${until.zh}期间登记休假或应急任务。`,
          en: `${people} of those who acted declared leave or emergency duty between ${dateOf(from_on)} and ${until.en}.`,
        },
      ],
    ];
  });
  return contextPart(engine, "absence", [["hit_no", "integer"]], said);
}
