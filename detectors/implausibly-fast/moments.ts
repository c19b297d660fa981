import type { Situation } from "../../pipeline/detector.ts";
import { noRows, type Sql, sql } from "../../pipeline/engine/sql.ts";
import { HOUR } from "../../pipeline/kit/duration.ts";
import { isDate } from "../_terms/moments.ts";
import { exempt, type Params, toTheMinute, typeOf } from "./pace.ts";

/** Cases with enough ordered steps: whether so many of them bear one and the same time. */
export function moments(params: Params, situation: Situation): Sql {
  const type = typeOf(situation);
  const among = exempt(params, situation);
  const later = situation.has("events", "recorded_at")
    ? sql`select e.case_key, e.occurred_at, min(e.recorded_at) as recorded_at
        from ${situation.facts.unplaced} e where e.activity in ${params.ordered} and (e.case_key, e.occurred_at) in (select case_key, occurred_at from tied)
        group by e.case_key, e.occurred_at`
    : noRows({ case_key: "integer", occurred_at: "bigint", recorded_at: "bigint" });
  return sql`
    with placed as (
      select case_key, occurred_at, wall_at, count(*) as steps
      from steps where activity in ${params.ordered} group by case_key, occurred_at, wall_at
    ),
    tied as (
      select case_key, occurred_at, steps, coarse, row_number() over (partition by case_key order by steps desc, occurred_at) as nth
      from (
        select s.case_key, s.occurred_at, count(distinct s.activity) as steps, count(*) = count(u.unit) as coarse
        from placed p join steps s on s.case_key = p.case_key and s.occurred_at = p.occurred_at and s.activity in ${params.ordered}
        left join (${toTheMinute}) u on u.unit = coalesce(s.org_id, '')
        where p.steps >= ${params.min_steps} and not ${isDate(sql`p.wall_at`)}
        group by s.case_key, s.occurred_at
      ) t where steps >= ${params.min_steps}
    ),
    looked as (
      select p.case_key, sum(p.steps) as steps, sum(case when ${isDate(sql`p.wall_at`)} then p.steps else 0 end) as dates
      from placed p group by p.case_key having sum(p.steps) >= ${params.min_steps}
    ),
    judged as (
      select l.case_key, t.occurred_at as moment_at, t.steps, coalesce(t.coarse, l.dates >= ${params.min_steps}) as untold, ${among} as exempt,
        coalesce(r.recorded_at - t.occurred_at > ${params.entered_later_hours * HOUR}, false) as later,
        count(*) over (partition by ${type}, ${among}) as n, count(t.occurred_at) over (partition by ${type}, ${among}) as as_fast
      from looked l join cases c on c.case_key = l.case_key
      left join tied t on t.case_key = l.case_key and t.nth = 1
      left join (${later}) r on r.case_key = t.case_key and r.occurred_at = t.occurred_at
    )
    select case_key, 'moment ' || cast(moment_at as varchar) as key, 'moment' as kind, moment_at, cast(null as double) as seconds,
      cast(null as bigint) as documents, cast(null as varchar) as activity, n, as_fast, steps,
      case
        when exempt or later or (moment_at is null and not untold) then 'clear'
        when untold then 'cannot tell'
        when n < ${params.min_sample} then 'cannot tell'
        when as_fast > ${params.percentile} * n then 'clear'
        else 'hit'
      end as outcome
    from judged`;
}
