import * as z from "zod";
import { rollForward } from "../../pipeline/clock/calendar.ts";
import { columnOf } from "../../pipeline/columns.ts";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { noRows, type Sql, sql } from "../../pipeline/engine/sql.ts";
import { when } from "../../pipeline/kit/when.ts";
import { dateOf, dayOf, localDay } from "../../pipeline/kit/zone.ts";
import { counted } from "../../schemas/text.ts";
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
import { firstStillRunning } from "../_terms/last-days.ts";
import { continuedCases, linkedCases } from "../_terms/links.ts";
import { recordsOf } from "../_terms/records.ts";
import { asOfStep, expiresStep, limitStep, marginStep, rolledSteps } from "../_terms/steps.ts";

const Params = z.strictObject({
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

export default defineDetector({
  meta: {
    id: "accepted-not-filed",
    code: "BL01",
    version: "1",
    family: "backlog",
    title: { zh: "疑似有案不立", en: "Accepted, never filed" },
    about: {
      zh: "接报或受案后，超过立案审查的最长期限，仍无立案、不予立案、移送、转行政或其他处理的记录。",
      en: "A report was accepted, the longest limit for the review has passed, and there is no filing, no decision against it, no transfer, no conversion and no other outcome.",
    },
    tier: "rule",
    scope: "log",
    severity: 3,
    absence: true,
    needs: { events: [] },
    law: [
      {
        name: "公安部关于改革完善受案立案制度的意见",
        confidence: "sure",
        note: "公通字〔2015〕32号：立案审查三日、七日，重大复杂三十日",
      },
      {
        name: "最高人民检察院、公安部关于公安机关办理经济犯罪案件的若干规定",
        article: "15",
        from: "2018-01-01",
        confidence: "sure",
        note: "公通字〔2017〕25号：七日，经批准三十日、再三十日",
      },
      { name: "公安机关办理刑事案件程序规定", article: "171、178", from: "2020-09-01", confidence: "sure" },
      { name: "治安管理处罚法", article: "90", from: "2026-01-01", confidence: "sure" },
    ],
    innocent: [
      {
        zh: "属重复报警、民事纠纷、非本单位管辖，未在系统中注明",
        en: "A repeated report, a civil dispute or another unit's matter, not marked in the system",
      },
      { zh: "当场调解或报案人撤回，未录入", en: "Settled on the spot or withdrawn, and not entered" },
      { zh: "立案决定为纸质，或录在关联案件中", en: "The decision is on paper or stands in a linked case" },
    ],
    checks: [
      { zh: "调阅受案登记表、立案审查材料和报案回执", en: "Read the acceptance form, the review file and the receipt" },
      { zh: "向报案人了解是否收到不予立案通知", en: "Ask whether the person who reported got a notice" },
      { zh: "核对是否并入其他案件", en: "See whether it was merged into another case" },
    ],
    exclusions: [
      {
        zh: "期限届满后才立案的：属立案审查超期（TM01），此处不提示",
        en: "Filed after the limit: that is TM01's matter and clear here",
      },
      {
        zh: "鉴定期间不计入；鉴定意见未到的，暂不提示",
        en: "The time of an expert appraisal is not counted, and while it runs nothing is said",
      },
      {
        zh: "延长审批在案的，按批准的日数计算，最长六十日（参数 `extended_days`）；延长未写明长短、停止计算，或者不计入的时间可能使期限未满的：无法判断",
        en: "With approved extensions on record the limit is what they make it, 60 days at most (`extended_days`); where one does not say for how long, or the clock was stopped, or time that does not count may reach to this day: cannot tell",
      },
      {
        zh: "同一事实的另一案件，或以另一编号续办本案的案件，已立案或已有处理的：不提示",
        en: "Another case on the same fact, or one that goes on with this under another number, was filed or settled: clear",
      },
      {
        zh: "撤回、并案只了结该次报案；不予立案或撤回之后另日再受案的，自再受案起算",
        en: "What is withdrawn or merged settles itself alone; accepted on a later day than a refusal or withdrawal, a report is counted from then on",
      },
      {
        zh: "重复报警：同一事实或关联案件中已有在先报案的，只了结该次报案；自身在先的，是又一次报案，不是处理；没有可比对的案件的，无法判断",
        en: "A repetition of an earlier report, on the same fact or linked, settles itself alone; recorded in the case that came first it is a further report and settles nothing; with no other case to go by: cannot tell",
      },
      {
        zh: "2026 年前受理的治安案件无须立案，已着手调查即不提示",
        en: "Public-order cases accepted before 2026 needed no filing; any investigation clears them",
      },
      {
        zh: "已办结而无处理记录的，或有关联案件且该案件并非同样待处理的报案的：无法判断",
        en: "Closed without a recorded outcome, or linked to a case that does not itself wait as a report: cannot tell",
      },
    ],
    unclear: {
      zh: "延长、扣除多久没有写明；结案时间无法读取，或者已办结而没有处理结果；关联案件可能有处理；重复报警未写明与哪一起重复。",
      en: "By how much the limit was lengthened, when the case was closed or how it ended is not recorded; a linked case may hold the decision; or a report marked as a repetition does not say of which.",
    },
    references: ["公通字〔2015〕32号", "公安机关办理刑事案件程序规定 171、174、175"],
  },
  params: Params,
  row: z.object({
    accepted_on: z.number(),
    appraisal_days: z.number(),
    most_days: z.number(),
    due_on: z.number(),
    reports: z.number(),
    repeats: z.number(),
  }),
  prepare: async (params, situation) => {
    const { engine } = situation.facts;
    await engine.run(sql`create or replace temp table renewed_reports as ${renewed(params)}`);
    await engine.run(sql`create or replace temp table reported_cases as ${reported(params)}`);
    await engine.run(sql`create or replace temp table taken_up_cases as ${takenUp(params, situation)}`);
  },
  query: (params, situation) => {
    const today = localDay(situation.facts.zone.name, situation.asOf);
    return sql`
      select case_key, accepted_on, appraisal_days, most_days, due_on, reports, repeats,
        case
          when settled or settled_elsewhere then 'clear'
          when due_on >= ${firstStillRunning(today)} then 'pending'
          when closed_at is not null or closing_unclear or linked or doubtful then 'cannot tell'
          when unmeasured or due_on + excluded_days >= ${firstStillRunning(today)} then 'cannot tell'
          else 'hit'
        end as outcome
      from (${reviews(params, situation, today)}) r`;
  },
  evidence: ({ accept, repeat, repetition }, situation) => sql`
    select h.hit_no, case when s.activity in ${accept} then 'a' else 'context' end as part, s.record_no, s.pos, 'events' as source_table
    from hits h join steps s on s.case_key = h.case_key and s.activity in ${[...accept, ...repeat, ...repetition]}
    union all
    select h.hit_no, 'context', x.record_no, null, 'extensions'
    from hits h join (${approvals(situation)}) x on x.case_key = h.case_key
    ${
      situation.has("cases", "fact_id")
        ? sql`union all
          select h.hit_no, 'context', s.record_no, s.pos, 'events'
          from hits h join cases c on c.case_key = h.case_key
          join cases o on o.fact_id = c.fact_id and o.case_key <> c.case_key
          join steps s on s.case_key = o.case_key and s.activity in ${accept}`
        : sql``
    }`,
  explain: ({ accepted_on, appraisal_days, most_days, due_on, reports, repeats }, { limit_days }, { zone, asOf }) => {
    const today = localDay(zone, asOf);
    const days = today - accepted_on - appraisal_days;
    const again = Math.max(reports - 1, 0) + repeats;
    const last_on = rollForward(due_on).latest;
    return {
      message: {
        zh: `${dateOf(accepted_on)} 接报或受案，已 ${days} 日，期限最长 ${most_days} 日，未见立案、不予立案、移送或其他处理的记录${again > 0 ? `；同一事实另有 ${again} 次报案` : ""}，需核查。`,
        en: `Accepted on ${dateOf(accepted_on)}; after ${days} days (the longest limit is ${most_days}) no filing, no decision against it, no transfer and no other outcome is on record${again > 0 ? `; the same fact was reported ${counted(again, "more time")}` : ""}.`,
      },
      severity: again > 0 ? 4 : 3,
      measured: days,
      threshold: most_days,
      unit: "days",
      missing: [{ zh: "立案或不予立案决定", en: "Decision to file or not to file" }],
      clock: [
        { label: { zh: "接报或受案", en: "Accepted" }, value: dateOf(accepted_on) },
        limitStep(limit_days),
        ...when(most_days > limit_days, () => ({
          label: { zh: "经批准延长", en: "Extended" },
          value: `+ ${most_days - limit_days} d`,
        })),
        ...when(appraisal_days > 0, () => ({
          label: { zh: "扣除鉴定期间", en: "Appraisal, not counted" },
          value: `+ ${appraisal_days} d`,
        })),
        ...rolledSteps(last_on - due_on),
        expiresStep(dateOf(last_on)),
        asOfStep(dateOf(today)),
        marginStep(last_on - today, "d"),
      ],
    };
  },
});

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

/**
 * One row per accepted case: how long it has waited, and whether anything settled it, under its own number or another. A
 * linked case that itself waits for an answer is no answer.
 */
function reviews(params: Params, situation: Situation, today: number): Sql {
  const { limit_days, review_days, extended_days } = params;
  const appraisal = sql`case when commissioned_on is null then 0
    when opinion_on >= commissioned_on and not again then opinion_on - commissioned_on
    else ${today} - commissioned_on end`;
  const fact = columnOf(situation, "cases", "fact_id", sql`c`);
  const links = sql`${linkedCases(situation)} union all ${continuedCases(situation)}`;
  return sql`
    with told as (
      select r.*, r.settled or t.case_key is not null as done, r.answered or t.case_key is not null as fact_answered, ${fact} as fact,
        c.case_id, c.closed_at, c.closing_unclear
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
    )
    select x.*, accepted_on + most_days + appraisal_days as due_on
    from (
      select s.case_key, s.accepted_on, ${appraisal} as appraisal_days, s.repeats, s.closed_at, s.closing_unclear, s.over as settled, s.doubtful,
        greatest(${limit_days}, least(${extended_days}, ${review_days} + coalesce(g.extended_days, 0))) as most_days,
        coalesce(g.excluded_days, 0) as excluded_days, coalesce(g.unmeasured, false) as unmeasured,
        f.fact is not null or n.case_key is not null as settled_elsewhere, l.case_key is not null as linked,
        greatest(count(*) over (partition by coalesce('f' || s.fact, 'c' || s.case_id)), s.repetitions + 1) as reports
      from stands s
      left join (select distinct fact from stands where fact_answered) f on f.fact = s.fact
      left join (
        select distinct k.case_key from (${continuedCases(situation)}) k join stands o on o.case_key = k.other_key and o.over
      ) n on n.case_key = s.case_key
      left join (
        select distinct k.case_key from (${links}) k left join waiting w on w.case_key = k.other_key
        where w.case_key is null
      ) l on l.case_key = s.case_key
      left join (${granted(situation, today)}) g on g.case_key = s.case_key
      where s.accepted_on is not null
    ) x`;
}

/** A month that was granted is no more days than these. */
const LONGEST_MONTH = 31;

/** Approvals on record since the case was accepted, but for those of another clock. */
function approvals(situation: Situation): Sql {
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
