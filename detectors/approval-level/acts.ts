import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { every, join, type Sql, some, sql, word } from "../../pipeline/engine/sql.ts";
import { dayOf } from "../../pipeline/kit/zone.ts";
import { isLabel } from "../../pipeline/rules/compile.ts";
import { conditionSql, readValue } from "../../pipeline/rules/condition.ts";
import { labels, optionalLabels, REFUSED } from "../_terms/labels.ts";
import { levels, rank, rankOf } from "../_terms/levels.ts";
import { untilMidnight } from "../_terms/moments.ts";
import { holdsAny } from "../_terms/words.ts";

export const Params = z.strictObject({
  levels,
  decide: labels(["处罚决定"], "labels of a penalty decision of the police"),
  approve: labels(
    ["审批", "审批通过", "呈批审批"],
    "labels of the approval before it, where the decision names no level",
  ),
  refused: optionalLabels(REFUSED, "words of `events.approval_result` for what was not approved"),
  detention: labels(["拘留", "吊销"], "parts of `events.decision` that a police station may never decide"),
  criminal_types: labels(["刑事案件", "criminal"], "kinds of case in which the acts below need the county's approval"),
  county_acts: labels(
    [
      "立案",
      "刑事立案",
      "拘留",
      "刑事拘留",
      "延长拘留",
      "取保候审",
      "监视居住",
      "提请批准逮捕",
      "侦查终结",
      "撤销案件",
      "撤案",
      "终止侦查",
    ],
    "acts of a criminal case that the head of the county's police and above approves",
  ),
  delegation: z.string().default("delegation").describe("attribute that holds the number of a written delegation"),
});
type Params = z.output<typeof Params>;

/** The most that a police station may decide by itself (警告、罚款), by the day from which it holds. */
const STATION_FINES = [
  { from: dayOf("2026-01-01"), yuan: 1000 },
  { from: dayOf("2006-03-01"), yuan: 500 },
];

/**
 * Every act that needs the county, with the level it was approved at, its own or, where it names none, that of the
 * approval before it; what was approved under a delegation is approved by whoever delegated it. Of its case, `acts`
 * are out of line and `unsure` cannot be told; `nth` puts those out of line first.
 */
export function judged(params: Params, situation: Situation): Sql {
  const { facts, has } = situation;
  const delegated = sql`nullif(trim(${readValue(params.delegation, "event", facts).text}), '') is not null`;
  const own = sql`case when ${delegated} then ${COUNTY} else ${rankOf(sql`e.approver_level`, params.levels)} end`;
  const decision = columnOf(situation, "events", "decision", word("e"));
  const caps = STATION_FINES.map(({ from, yuan }) => sql`when e.occurred_on >= ${from} then cast(${yuan} as double)`);
  const detained = holdsAny(decision, params.detention);
  const criminal = has("cases", "case_type")
    ? sql`coalesce(c.case_type in ${params.criminal_types}, false)`
    : sql`false`;
  const moment = sql`e.case_key, e.pos, e.occurred_at, ${untilMidnight(sql`e.occurred_at`, sql`e.wall_at`)} as latest_at,
    coalesce(${columnOf(situation, "events", "party_id", word("e"))}, '') as party, ${own} as own_level`;
  return sql`
    with decisions as (
      select ${moment}, e.activity, e.occurred_on as decided_on, e.activity in ${params.decide} as penalty, ${detained} as detained,
        coalesce(${decision} like '%罚款%', false) as fined, ${decision} is null as undecided,
        ${columnOf(situation, "events", "amount", word("e"))} as amount, case ${join(caps, word(" "))} end as cap,
        e.approver_level is null and not ${delegated} as unnamed
      from events e join cases c on c.case_key = e.case_key
      where e.activity in ${[...params.decide, ...params.county_acts]}
        and ((e.activity in ${params.decide} and not ${criminal}) or (e.activity in ${params.county_acts} and ${criminal}))
        and not coalesce(${askedByRules(situation, detained)}, false)
    ),
    approvals as (
      select ${moment} from events e join cases c on c.case_key = e.case_key where e.activity in ${params.approve}
        and coalesce(${columnOf(situation, "events", "approval_result", word("e"))} not in ${params.refused}, true)
    ),
    ${APPROVED},
    ${JUDGED}
    select *, count(case when outcome = 'hit' then 1 end) over (partition by case_key) as acts,
      count(case when outcome = 'cannot tell' then 1 end) over (partition by case_key) as unsure,
      row_number() over (partition by case_key order by case when outcome = 'hit' then 0 else 1 end, pos) as nth
    from judged`;
}

/**
 * Acts `e` that a rule of the procedure's own asks after: those of the levels that it names, and, where it also names an
 * amount, what is no detention.
 */
const askedByRules = ({ ruleSet, facts }: Situation, detained: Sql): Sql =>
  some(
    ruleSet.rules.flatMap(({ rule, procedureNo, a }) => {
      if (rule.code !== "PS05" || rule.when?.approver_level === undefined) return [];
      const { amount, ...when } = rule.when;
      return every([
        isLabel(a.labels, "e"),
        sql`e.case_key in (select s.case_key from ${ruleSet.everyScope} s where s.sure and s.procedure_no = ${procedureNo})`,
        conditionSql(when, "event", facts),
        ...(amount === undefined ? [] : [sql`not (${detained})`]),
      ]);
    }),
  );

const COUNTY = rank("county");

/**
 * `approved`: the level and place of the approval before each of `decisions` that names none. Of the approvals of its
 * person or of nobody it is the last; those of the decision's own moment may stand before or behind it. The level is
 * null where the ones that it may be differ in whether they reach the county.
 */
const APPROVED = sql`
  possible as (
    select d.case_key, d.pos, a.pos as approval_pos, a.party, a.own_level as level, a.latest_at, a.latest_at >= d.occurred_at as beside,
      greatest(
        coalesce(max(case when a.latest_at < d.occurred_at then a.occurred_at end) over (partition by d.case_key, d.pos, a.party), a.occurred_at),
        coalesce(max(case when a.latest_at < d.occurred_at and a.party = d.party then a.occurred_at end) over (partition by d.case_key, d.pos), a.occurred_at)
      ) as last_at
    from decisions d join approvals a on a.case_key = d.case_key and a.occurred_at <= d.latest_at
      and (a.party in ('', d.party) or d.party = '')
    where d.unnamed
  ),
  approved as (
    select case_key, pos, max(approval_pos) as approval_pos,
      case when count(level) = count(*) and (min(level) >= ${COUNTY} or max(level) < ${COUNTY}) then max(level) end as level
    from (
      select case_key, pos, max(approval_pos) as approval_pos, case
          when max(case when beside then level end) >= ${COUNTY} or (max(level) >= ${COUNTY} and count(case when beside then 1 end) = 0)
            or (max(level) < ${COUNTY} and count(level) = count(*)) then max(level) end as level
      from possible where latest_at >= last_at group by case_key, pos, party
    ) p group by case_key, pos
  )`;

/**
 * `judged`: each of `decisions` with the level it was approved at, whether it needs the county, and its outcome. A
 * station may decide a fine up to its cap; any other act needs the county.
 */
const JUDGED = sql`
  levelled as (
    select d.case_key, d.pos, d.activity, d.decided_on, d.penalty, d.detained, d.fined, d.undecided, d.amount,
      case when d.penalty then d.cap end as cap, case when d.unnamed then a.level else d.own_level end as level, a.approval_pos
    from decisions d left join approved a on a.case_key = d.case_key and a.pos = d.pos
  ),
  needing as (
    select *, case when not penalty or detained then true when level >= ${COUNTY} then false
        when amount > cap then true when amount is null and (fined or undecided) then null else false end as needs_county
    from levelled
  ),
  judged as (
    select *, case
        when needs_county is null then 'cannot tell'
        when not needs_county then 'clear'
        when level is null then 'cannot tell'
        when level < ${COUNTY} then 'hit'
        else 'clear'
      end as outcome
    from needing
  )`;
