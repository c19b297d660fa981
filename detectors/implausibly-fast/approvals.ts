import { columnOf } from "../../pipeline/columns.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { noRows, type Sql, sql, word } from "../../pipeline/engine/sql.ts";
import { DAY, HOUR } from "../../pipeline/kit/duration.ts";
import { kinds } from "../_terms/labels.ts";
import { isDate } from "../_terms/moments.ts";
import { exempt, type Params, toTheMinute, typeOf } from "./pace.ts";

/** Every approval after a submission, with how long it took and how many of its kind were as fast. */
export function approvals(params: Params, situation: Situation): Sql {
  const documented = situation.has("events", "doc_no");
  return sql`
    with marks as (
      select s.*, ${latest("submit", sql`occurred_at`)} as submitted_at, ${latest("submit", sql`pos`)} as submitted_pos,
        ${latest("approve", sql`pos`)} as last_pos
      from (${submissions(params, situation)}) s
      window earlier as (partition by s.case_key order by s.pos rows between unbounded preceding and 1 preceding),
        own as (partition by s.case_key, s.party_id order by s.pos rows between unbounded preceding and 1 preceding)
    ),
    timed as (
      select m.case_key, m.pos, m.record_no, m.occurred_at, m.activity, m.org_id, m.party_id, coalesce(m.last_pos, 0) as last_pos,
        ${exempt(params, situation)} as exempt,
        (m.occurred_at - m.submitted_at) / 1000.0 as seconds,
        not ${isDate(sql`m.wall_at`)} and not ${isDate(sql`(m.submitted_at + m.wall_at - m.occurred_at)`)} as timed, m.activity || ' ' || ${typeOf(situation)} as type
      from marks m join cases c on c.case_key = m.case_key
      where m.kind = 'approve' and m.submitted_pos > coalesce(m.last_pos, 0)
    ),
    ranked as (
      select t.*, count(case when timed then 1 end) over (partition by type, exempt) as n,
        count(case when timed and seconds < ${params.max_seconds} then 1 end) over (partition by type, exempt) as quick,
        count(case when timed then 1 end) over (partition by type, exempt order by seconds range between unbounded preceding and current row) as as_fast
      from timed t
    )
    select r.case_key, 'approval ' || cast(r.occurred_at as varchar) as key, 'approval' as kind, r.occurred_at as moment_at, r.seconds,
      d.documents, r.activity, r.n, r.as_fast, cast(null as bigint) as steps,
      case
        when not r.timed and r.seconds < ${DAY / 1000} then 'cannot tell'
        when r.seconds >= ${params.max_seconds} or r.exempt then 'clear'
        when t.unit is not null then 'cannot tell'
        when r.n < ${params.min_sample} then 'cannot tell'
        when r.as_fast > ${params.percentile} * r.n or r.quick > ${params.habit} * r.n then 'clear'
        when coalesce(e.recorded_at - r.occurred_at > ${params.entered_later_hours * HOUR}, false) then 'clear'
        when not ${documented} then 'cannot tell'
        when coalesce(d.documents, 0) >= ${params.min_documents} then 'hit'
        else 'clear'
      end as outcome
    from ranked r
    left join (${documented ? documents(params, situation) : noDocuments}) d on d.case_key = r.case_key and d.pos = r.pos
    left join (${entries(params, situation)}) e on e.record_no = r.record_no
    left join (${toTheMinute}) t on t.unit = coalesce(r.org_id, '')`;
}

/** Submissions and approvals: `case_key, pos, record_no, occurred_at, wall_at, activity, org_id, kind, party_id`. */
const submissions = ({ submit, approve }: Params, { has }: Situation): Sql =>
  has("events", "party_id")
    ? sql`
      select s.case_key, s.pos, s.record_no, s.occurred_at, s.wall_at, s.activity, s.org_id, k.kind, s.party_id
      from events s join ${kinds({ submit, approve })} on k.activity = s.activity`
    : sql`
      select s.case_key, s.pos, s.record_no, s.occurred_at, s.wall_at, s.activity, s.org_id, k.kind, cast(null as varchar) as party_id
      from steps s join ${kinds({ submit, approve })} on k.activity = s.activity`;

/** Of a kind the last before a mark that names the same person or none; before one that names nobody any. */
function latest(kind: "submit" | "approve", column: Sql): Sql {
  const of = (condition: Sql) => sql`max(case when s.kind = ${kind} and ${condition} then s.${column} end)`;
  return sql`case when s.party_id is null then ${of(sql`true`)} over earlier
    else greatest(coalesce(${of(sql`true`)} over own, 0), coalesce(${of(sql`s.party_id is null`)} over earlier, 0)) end`;
}

/** Approvals faster than nearly all of their kind. */
const fast = ({ max_seconds, percentile }: Params): Sql =>
  sql`r.seconds < ${max_seconds} and r.as_fast <= ${percentile} * r.n`;

/** When the fast approvals were recorded. */
const entries = (params: Params, situation: Situation): Sql =>
  situation.has("events", "recorded_at")
    ? sql`select e.record_no, e.recorded_at from ${situation.facts.unplaced} e
        where e.activity in ${params.approve} and e.record_no in (select r.record_no from ranked r where ${fast(params)})`
    : noRows({ record_no: "bigint", recorded_at: "bigint" });

const noDocuments = noRows({ case_key: "integer", pos: "integer", documents: "bigint" });

/** Documents that came up between one approval and the one before, of the approvals that were fast. */
const documents = (params: Params, situation: Situation): Sql => sql`
  select r.case_key, r.pos, count(distinct e.doc_no) as documents
  from ranked r join events e on e.case_key = r.case_key and e.pos > r.last_pos and e.pos < r.pos
  where ${fast(params)} and e.doc_no is not null
    and coalesce(r.party_id = ${columnOf(situation, "events", "party_id", word("e"))}, true)
  group by r.case_key, r.pos`;
