import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { noRows, type Sql, sql } from "../../pipeline/engine/sql.ts";
import { dayOf } from "../../pipeline/kit/zone.ts";
import { EXCLUDE, EXTEND } from "../../schemas/values.ts";
import {
  ACCEPTED,
  APPRAISED,
  ARCHIVED,
  COMMISSIONED,
  CONCLUDED,
  CONVERTED,
  DECLINED,
  FILED,
  INVESTIGATED,
  kinds,
  labels,
  optionalLabels,
  TRANSFERRED,
  WITHDRAWN,
} from "../_terms/labels.ts";
import { continuedCases, linkedCases } from "../_terms/links.ts";
import { recordsOf } from "../_terms/records.ts";

export const Params = z.strictObject({
  accept: labels(ACCEPTED, "labels of reporting and acceptance; the first of them starts the clock"),
  file: labels(FILED, "labels of filing"),
  decline: labels(DECLINED, "labels of a decision not to file"),
  transfer: labels(TRANSFERRED, "labels of a transfer to another organ"),
  convert: labels(CONVERTED, "labels of a change into an administrative case or mediation"),
  withdraw: labels(WITHDRAWN, "labels of a withdrawn or merged report"),
  repetition: optionalLabels(
    ["重复报警"],
    "labels that mark a report as a repetition of an earlier one, or record a further one in the case of the first",
  ),
  conclude: labels(CONCLUDED, "labels of any other outcome; a case with one was taken up"),
  investigate: labels(INVESTIGATED, "labels of investigation, for kinds of case that needed no filing"),
  commission: labels(COMMISSIONED, "labels of the commissioning of an expert appraisal"),
  opinion: labels(APPRAISED, "labels of the appraisal's arrival"),
  repeat: optionalLabels(["重复报案", "再次报案", "催促立案"], "labels of a repeated report in the same case"),
  limit_days: z.int().min(1).default(30).describe("days to decide on filing, the longest of 公通字〔2015〕32号"),
  review_days: z.int().min(1).default(7).describe("days to decide on filing where nobody extended them"),
  extended_days: z
    .int()
    .min(1)
    .default(60)
    .describe("days that recorded approvals make of them at most, the longest of 公通字〔2017〕25号"),
  no_filing_types: optionalLabels(
    ["治安案件", "public-order"],
    "kinds of case (`cases.case_type`) that were taken up by acceptance alone until `no_filing_until`",
  ),
  no_filing_until: z.iso
    .date()
    .default("2025-12-31")
    .describe("last day of that law: 治安管理处罚法 (2025) 90 asks for filing from 2026-01-01"),
});
type Params = z.output<typeof Params>;

/** Labels that answer a report, and whatever else is on its fact. */
const answersOf = ({ file, decline, transfer, convert, conclude }: Params): string[] =>
  [file, decline, transfer, convert, conclude].flat().filter((label) => !ARCHIVED.includes(label));

/** Cases that were declined or withdrawn last, and accepted on a later day: `case_key, ended_on`. */
function renewed(params: Params): Sql {
  const { accept, decline, withdraw } = params;
  const groups = kinds({ accept, end: [...decline, ...withdraw], settle: [...answersOf(params), ...withdraw] });
  return sql`
    select case_key, ended_on from (
      select s.case_key, max(case when k.kind = 'accept' then s.occurred_on end) as accepted_on,
        max(case when k.kind = 'end' then s.occurred_on end) as ended_on,
        max(case when k.kind = 'settle' then s.occurred_on end) as settled_on
      from steps s join ${groups} on k.activity = s.activity group by s.case_key
    ) x where ended_on = settled_on and accepted_on > settled_on`;
}

/**
 * What the labels of each case say, in one pass, of one accepted anew what they say since; `again` where an appraisal was
 * commissioned after the last opinion.
 */
function reported(params: Params): Sql {
  const { accept, withdraw, commission, opinion, repeat, repetition } = params;
  const groups = kinds({ accept, answer: answersOf(params), withdraw, commission, opinion, repeat, repetition });
  return sql`
    select s.case_key, min(case when k.kind = 'accept' then s.occurred_on end) as accepted_on,
      count(case when k.kind = 'answer' then 1 end) > 0 as answered,
      count(case when k.kind in ('answer', 'withdraw') then 1 end) > 0 as settled,
      count(case when k.kind = 'repeat' then 1 end) as repeats,
      count(case when k.kind = 'repetition' then 1 end) as repetitions,
      min(case when k.kind = 'commission' then s.occurred_on end) as commissioned_on,
      max(case when k.kind = 'opinion' then s.occurred_on end) as opinion_on,
      max(case when k.kind = 'commission' then s.pos end) > max(case when k.kind = 'opinion' then s.pos end) as again
    from steps s join ${groups} on k.activity = s.activity
    left join renewed_reports n on n.case_key = s.case_key
    where n.case_key is null or s.occurred_on > n.ended_on
    group by s.case_key`;
}

/** Cases of a kind that needed no filing, not settled, with an investigative act. */
function takenUp({ investigate, no_filing_types, no_filing_until }: Params, { has }: Situation): Sql {
  if (!has("cases", "case_type")) return noRows({ case_key: "integer" });
  return sql`
    select distinct case_key from steps
    where activity in ${investigate} and case_key in (
      select r.case_key from reported_cases r join cases c on c.case_key = r.case_key
      where not r.settled and r.accepted_on <= ${dayOf(no_filing_until)} and c.case_type in ${no_filing_types})`;
}

/** Lays out the reports that the two queries below go by. */
export async function layOutReports(params: Params, situation: Situation): Promise<void> {
  const { engine } = situation.facts;
  await engine.run(sql`create or replace temp table renewed_reports as ${renewed(params)}`);
  await engine.run(sql`create or replace temp table reported_cases as ${reported(params)}`);
  await engine.run(sql`create or replace temp table taken_up_cases as ${takenUp(params, situation)}`);
}

/**
 * One row per accepted case: how long it has waited, and whether anything settled it, under its own number or another. A
 * linked case that itself waits for an answer is no answer.
 */
export function reviews(params: Params, situation: Situation, today: number): Sql {
  const { limit_days, review_days, extended_days } = params;
  const appraisal = sql`case when commissioned_on is null then 0
    when opinion_on >= commissioned_on and not again then opinion_on - commissioned_on
    else ${today} - commissioned_on end`;
  const links = sql`${linkedCases(situation)} union all ${continuedCases(situation)}`;
  return sql`
    with told as (
      select r.*, r.settled or t.case_key is not null as done, r.answered or t.case_key is not null as fact_answered,
        ${columnOf(situation, "cases", "fact_id", sql`c`)} as fact, c.case_id, c.closed_at, c.closing_unclear
      from reported_cases r join cases c on c.case_key = r.case_key left join taken_up_cases t on t.case_key = r.case_key
    ),
    marked as (select case_key, fact, accepted_on from told where repetitions > 0 and not done),
    stands as (
      select t.*, t.done or coalesce(m.repeats_another, false) as over,
        t.repetitions > 0 and not t.done and m.repeats_another is null as doubtful
      from told t left join (${repetitions(links)}) m on m.case_key = t.case_key
    ),
    waiting as (
      select case_key from stands
      where accepted_on is not null and not done and not doubtful and closed_at is null and not closing_unclear
    ),
    answered_facts as (select distinct fact from stands where fact_answered),
    settled_later as (
      select distinct k.case_key from (${continuedCases(situation)}) k join stands o on o.case_key = k.other_key and o.over
    ),
    linked as (
      select distinct k.case_key from (${links}) k left join waiting w on w.case_key = k.other_key
      where w.case_key is null
    )
    select x.*, accepted_on + most_days + appraisal_days as due_on
    from (
      select s.case_key, s.accepted_on, ${appraisal} as appraisal_days, s.repeats, s.closed_at, s.closing_unclear, s.over as settled, s.doubtful,
        greatest(${limit_days}, least(${extended_days}, ${review_days} + coalesce(g.extended_days, 0))) as most_days,
        coalesce(g.excluded_days, 0) as excluded_days, coalesce(g.unmeasured, false) as unmeasured,
        f.fact is not null or n.case_key is not null as settled_elsewhere, l.case_key is not null as linked,
        greatest(count(*) over (partition by coalesce('f' || s.fact, 'c' || s.case_id)), s.repetitions + 1) as reports
      from stands s
      left join answered_facts f on f.fact = s.fact
      left join settled_later n on n.case_key = s.case_key
      left join linked l on l.case_key = s.case_key
      left join (${granted(situation, today)}) g on g.case_key = s.case_key
      where s.accepted_on is not null
    ) x`;
}

/**
 * Cases marked as repetitions, and whether they repeat another on their fact or linked with them: `case_key,
 * repeats_another`; false where theirs came first, null where another is not in the data. Of one day the case that
 * bears no such mark came first.
 */
const repetitions = (links: Sql): Sql => sql`
  select m.case_key, case
      when count(case when o.accepted_on < m.accepted_on
        or o.accepted_on = m.accepted_on and (o.repetitions = 0 or o.case_key < m.case_key) then 1 end) > 0 then true
      when count(*) = count(o.case_key) then false
    end as repeats_another
  from (
    select m.*, t.case_key as other_key from marked m join told t on t.fact = m.fact and t.case_key <> m.case_key
    union
    select m.*, k.other_key from marked m join (${links}) k on k.case_key = m.case_key
  ) m left join told o on o.case_key = m.other_key and o.accepted_on is not null
  group by m.case_key`;

/** A month that was granted is no more days than these. */
const LONGEST_MONTH = 31;

/** Approvals on record since the case was accepted, but for those of another clock. */
export function approvals(situation: Situation): Sql {
  const { facts, engine, ruleSet, asOf } = situation;
  const columns = ["rule", "kind", "days", "months", "from_at", "to_at", "approved_at"] as const;
  const others = ruleSet.rules.flatMap(({ rule }) => (rule.code === "TM01" ? [] : [rule.id]));
  const approved = sql`coalesce(x.approved_at, x.from_at)`;
  return sql`
    select x.*, cast(${engine.localDay(sql`x.from_at`, facts.zone)} as integer) as from_on,
      cast(${engine.localDay(sql`x.to_at`, facts.zone)} as integer) as to_on
    from (${recordsOf(situation, "extensions", columns)}) x join reported_cases r on r.case_key = x.case_key
    where coalesce(${approved} <= ${asOf}, true) and coalesce(${engine.localDay(approved, facts.zone)} >= r.accepted_on, true)
      and coalesce(x.rule not in ${others}, true)`;
}

/**
 * What such approvals come to: `case_key, extended_days, excluded_days`, and whether one is `unmeasured`: it does not say
 * for how long, stops the clock or is of a kind that nobody knows.
 */
const granted = (situation: Situation, today: number): Sql => sql`
  select case_key,
    sum(case when kind in ${EXTEND} then coalesce(days, 0) + ${LONGEST_MONTH} * coalesce(months, 0) else 0 end) as extended_days,
    sum(case when kind in ${EXCLUDE} then least(coalesce(to_on, ${today}), ${today}) - from_on else 0 end) as excluded_days,
    count(case when kind in ${EXTEND} and coalesce(days, months) is not null or kind in ${EXCLUDE} and from_on is not null
      then null else 1 end) > 0 as unmeasured
  from (${approvals(situation)}) x group by case_key`;
