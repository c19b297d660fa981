import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { type Sql, sql, word } from "../../pipeline/engine/sql.ts";
import { DAY } from "../../pipeline/kit/duration.ts";
import { when } from "../../pipeline/kit/when.ts";
import { dateOf, localDay } from "../../pipeline/kit/zone.ts";
import { endOf, filingParams, filings, layOutPartialEndings } from "../_terms/filings.ts";
import { CONCLUDED, FILED, labels, optionalLabels, TRIED } from "../_terms/labels.ts";
import { untilMidnight } from "../_terms/moments.ts";
import { exclusions, pausedAfter, pauseKind, pauseLabels, pauseMarks, pauseParams } from "../_terms/pauses.ts";
import { casesThatWouldShow, casesWith } from "../_terms/sources.ts";
import { asOfStep } from "../_terms/steps.ts";

const Params = z.strictObject({
  file: labels(FILED, "labels of filing"),
  conclude: labels(CONCLUDED, "labels that end the investigation"),
  ...filingParams,
  tried_types: optionalLabels(
    TRIED,
    "kinds of case (`cases.case_type`) that are filed to be tried or enforced: nothing is said of them",
  ),
  ...pauseParams,
  first_days: z.int().min(1).default(60).describe("days from filing to the first act; an engineering default"),
  gap_days: z.int().min(1).default(90).describe("days between two acts; an engineering default"),
  grave_days: z.int().min(1).default(180).describe("days from which severity is 3; an engineering default"),
  known_party: optionalLabels(
    ["讯问", "拘留", "刑事拘留", "取保候审", "监视居住", "逮捕"],
    "labels that show that the person concerned is known",
  ),
  victim_asks: optionalLabels(["被害人催问", "控告人催问", "被害人查询"], "labels of the victim asking how it stands"),
});
type Params = z.output<typeof Params>;

export default defineDetector({
  meta: {
    id: "filed-not-investigated",
    code: "BL02",
    version: "1",
    family: "backlog",
    title: { zh: "疑似压案不查", en: "Filed, not investigated" },
    about: {
      zh: "立案后超过若干日没有首次调查取证，或者两次调查取证之间间隔过长；依法中止、鉴定、协查的时间不计入。",
      en: "After filing, no investigative act for too long, or too long between two of them. Suspensions, appraisals and requests to other places on record are not counted.",
    },
    tier: "rule",
    scope: "log",
    severity: 2,
    absence: true,
    needs: { events: [] },
    law: [
      {
        name: "公安机关办理刑事案件程序规定",
        article: "191",
        from: "2020-09-01",
        confidence: "fair",
        note: "立案后应当及时侦查；日数为默认值，非条文",
      },
    ],
    innocent: [
      { zh: "作案人身份不明，线索暂时中断", en: "The person concerned is unknown and the leads have run out for now" },
      {
        zh: "等待鉴定、协查或国际协作，未录入系统",
        en: "Waiting for an appraisal or for co-operation that was not entered",
      },
      { zh: "专案工作在系统外进行", en: "A task force works outside the system" },
      {
        zh: "同期任务重、警力不足，可结合工作量查看",
        en: "Heavy load or few hands at the time; read it beside the workload",
      },
    ],
    checks: [
      {
        zh: "调阅侦查卷，看间隔期间是否有未录入的工作",
        en: "Look in the file for work in the gap that was not entered",
      },
      { zh: "核对中止、鉴定、协查的审批和文书", en: "Look for papers of suspension, appraisal or co-operation" },
      { zh: "了解承办人变动和同期工作量", en: "Ask about changes of handler and the load of the time" },
    ],
    exclusions: [
      {
        zh: "中止、鉴定、协查以及已批准扣除的期间：不计入",
        en: "Suspension, appraisal, co-operation and approved exclusions are not counted",
      },
      {
        zh: "审判、执行案件的立案：不属侦查；案件登记有案件类型栏而未填、又无调查取证记录的，可能属此：无法判断",
        en: "A case filed to be tried or enforced: no investigation follows. One with no investigative act, whose master has a field for the kind of case and leaves it empty, may be such a case: cannot tell",
      },
      {
        zh: "侦查终结、移送、处罚决定、撤案等之后，或者按所用程序已办结的：不计入；再次立案的，重新起算",
        en: "Nothing is counted after the investigation has ended, or after the case was complete by the procedure in use; filed again, it is counted anew",
      },
      {
        zh: "终止侦查、不起诉写明当事人的，只了结该人：此后又对他人调查取证的，继续计入；案件中另有当事人未见了结的，此后无法判断；仅被询问、辨认的被害人、证人不在此列",
        en: "An investigation ended, or a charge not brought, against a named party ends that party's part: with investigative acts about another after it the time is counted on, and where another party of the case has no end of their own nothing can be told from then on; victims and witnesses, who were only asked, are no such party",
      },
      {
        zh: "案件的数据来源从不记载调查取证环节的，不论其他来源是否记载：无法判断；同一来源中本单位从不记载的，照常提示",
        en: "Where its source never records an investigative act, whatever other sources do, a case is cannot tell; a unit that never does, where others of its source do, is told of",
      },
    ],
    unclear: {
      zh: "数据来源从不记载调查取证；未填案件类型，可能是审判立案；结案时间无法读取；或者只见其中一名当事人了结。",
      en: "The source never records investigative acts; the kind of case is empty, so that it may be for trial; the closing time cannot be read; or it ended for one of several parties only.",
    },
    references: ["公安机关办理刑事案件程序规定"],
  },
  params: Params,
  row: z.object({
    filed_on: z.number(),
    from_on: z.number(),
    to_on: z.number(),
    days: z.number(),
    calendar_days: z.number(),
    first: z.boolean(),
    still: z.boolean(),
    known: z.number(),
    asked: z.number(),
  }),
  prepare: async (params, situation) => {
    const { engine } = situation.facts;
    await layOutPartialEndings(params, situation);
    await engine.run(sql`create or replace temp table filed_cases as ${filed(params, situation)}`);
    await engine.run(sql`create or replace temp table slow_steps as ${slowSteps(params, situation)}`);
    await engine.run(sql`create or replace temp table slow_cases as ${slowCases(situation)}`);
    await engine.run(sql`create or replace temp table idle_cases as ${worstGap(params, situation)}`);
  },
  awaits: ({ file, investigate }) => [
    { name: { zh: "调查取证", en: "Investigative acts" }, acts: investigate, calledBy: file },
  ],
  query: ({ file, investigate, known_party, victim_asks }, situation) => sql`
    select f.case_key, f.filed_on, g.from_at, g.to_at, g.from_on, g.to_on, g.days, g.calendar_days, g.first, g.still,
      coalesce(a.known, 0) as known, coalesce(a.asked, 0) as asked,
      case
        when g.case_key is not null then case
          when g.unsure or g.still and c.closing_unclear or g.case_key not in ${casesThatWouldShow(casesWith(investigate), file)}
            or g.first and ${untyped(situation)} then 'cannot tell' else 'hit' end
        when f.concluded_at is not null or f.ended_at is not null then 'clear'
        when f.perhaps_at is not null then 'cannot tell'
        else 'pending'
      end as outcome
    from filed_cases f join cases c on c.case_key = f.case_key
    left join idle_cases g on g.case_key = f.case_key
    left join (
      select s.case_key, count(case when s.activity in ${known_party} then 1 end) as known,
        count(case when s.activity in ${victim_asks} then 1 end) as asked
      from idle_cases i join slow_steps s on s.case_key = i.case_key and coalesce(s.occurred_at < i.to_at, true)
      group by s.case_key
    ) a on a.case_key = f.case_key`,
  evidence: ({ file, investigate, conclude }) => sql`
    select h.hit_no, case when s.occurred_at = h.from_at then 'a' when s.occurred_at = h.to_at then 'b' else 'context' end as part,
      s.record_no, s.pos
    from hits h join steps s on s.case_key = h.case_key
    where (s.activity in ${file} and s.occurred_at <= h.from_at)
      or (s.activity in ${[...investigate, ...conclude]} and s.occurred_at in (h.from_at, h.to_at))`,
  explain: (row, { first_days, gap_days, grave_days }) => {
    const { filed_on, from_on, to_on, days, calendar_days, first, still } = row;
    const limit = first ? first_days : gap_days;
    const grave = row.known > 0 && row.asked > 0;
    const from = first
      ? { zh: `自立案（${dateOf(from_on)}）`, en: `filing (${dateOf(from_on)})` }
      : { zh: `自 ${dateOf(from_on)} `, en: dateOf(from_on) };
    const until = still ? { zh: "至今", en: "until now" } : { zh: `至 ${dateOf(to_on)}`, en: `until ${dateOf(to_on)}` };
    const counted =
      calendar_days > days
        ? { zh: "（已扣除中止、鉴定等期间）", en: " (pauses on record not counted)" }
        : { zh: "", en: "" };
    return {
      message: {
        zh: `${from.zh}${until.zh}，${days} 日没有调查取证记录${counted.zh}，默认提示线为 ${limit} 日，需核查。`,
        en: `No investigative act is on record for ${days} days${counted.en}, from ${from.en} ${until.en}; the line is ${limit} days.`,
      },
      severity: grave ? 4 : days >= grave_days ? 3 : 2,
      measured: days,
      threshold: limit,
      unit: "days",
      missing: when(still, () => ({ zh: "调查取证", en: "Investigative act" })),
      clock: [
        { label: { zh: "立案", en: "Filed" }, value: dateOf(filed_on) },
        { label: { zh: "间隔起", en: "Gap from" }, value: dateOf(from_on) },
        still ? asOfStep(dateOf(to_on)) : { label: { zh: "间隔止", en: "Gap until" }, value: dateOf(to_on) },
        ...when(calendar_days > days, () => ({
          label: { zh: "扣除中止、鉴定、协查等", en: "Suspension, appraisal, co-operation, not counted" },
          value: `- ${calendar_days - days} d`,
        })),
        { label: { zh: "间隔", en: "Gap" }, value: `${days} d` },
        { label: { zh: "提示线", en: "Line" }, value: `${limit} d` },
      ],
    };
  },
});

const caseType = (situation: Situation): Sql => columnOf(situation, "cases", "case_type", word("c"));

/** A case of which its master leaves the kind empty may be one that is tried. */
const untyped = (situation: Situation): Sql =>
  sql`coalesce(c.brought like '%,case_type,%', false) and ${caseType(situation)} is null`;

/** Cases that were filed, with their last conclusion, and `ended_at`, the end that their master or a procedure knows. */
function filed(params: Params, situation: Situation): Sql {
  const { facts, engine } = situation;
  const end = (at: Sql) => endOf(at, engine.localDay(at, facts.zone));
  return sql`
    select f.*, coalesce(${end(sql`c.closed_at`)}, ${end(sql`d.completed_at`)}) as ended_at
    from (${filings(params)}) f join cases c on c.case_key = f.case_key
    left join completed d on d.case_key = f.case_key
    where f.filed_at is not null
      and (${caseType(situation)} in ${[...params.tried_types, ""]}) is not true`;
}

/**
 * What matters of the cases that ran long enough to be idle: a small part of the log, read in one pass; `ending` where
 * it surely, or perhaps, ends the investigation.
 */
function slowSteps(params: Params, { asOf }: Situation): Sql {
  const { file, investigate, conclude, known_party, victim_asks } = params;
  const acts = [...file, ...investigate, ...conclude, ...pauseLabels(params), ...known_party, ...victim_asks];
  return sql`
    select s.case_key, s.activity, s.pos, s.occurred_at, s.occurred_on,
      ${untilMidnight(sql`s.occurred_at`, sql`s.wall_at`)} as latest_at,
      case when s.activity in ${conclude} then case when p.record_no is null then 'sure' when p.perhaps then 'perhaps' end end as ending
    from steps s left join partial_endings p on p.record_no = s.record_no
    where s.activity in ${[...new Set(acts)]} and s.case_key in (
      select case_key from filed_cases
      where coalesce(concluded_at, ended_at, ${asOf}) - filed_at >= ${leastDays(params) * DAY})`;
}

/** A day less than the shorter line, since lines count local days. */
const leastDays = ({ first_days, gap_days }: Params): number => Math.min(first_days, gap_days) - 1;

/** The slow cases with the end of their investigation. */
function slowCases({ facts, engine }: Situation): Sql {
  return sql`
    select x.*, cast(${engine.localDay(sql`end_at`, facts.zone)} as integer) as end_on
    from (
      select f.case_key, f.filed_at, f.filed_on,
        coalesce(min(case when s.ending = 'sure' and s.occurred_at >= f.filed_at then s.occurred_at end),
          max(f.ended_at)) as end_at,
        max(f.perhaps_at) as perhaps_at
      from slow_steps s join filed_cases f on f.case_key = s.case_key
      group by f.case_key, f.filed_at, f.filed_on
    ) x`;
}

/**
 * For each case the longest gap over its line, those before it may have ended first: such an end parts what was idle
 * before it from what nobody can tell.
 */
function worstGap(params: Params, situation: Situation): Sql {
  const today = localDay(situation.facts.zone.name, situation.asOf);
  const order = sql`partition by case_key order by occurred_at, pos nulls last`;
  const soFar = sql`(${order} rows between unbounded preceding and current row)`;
  return sql`
    select * from (
      select g.*, to_on - from_on as calendar_days, work_no = 0 as first, to_at is null as still,
        row_number() over (partition by case_key order by unsure, days desc, from_at) as nth
      from (
        select case_key, work_no, coalesce(min(occurred_at) >= max(perhaps_at), false) as unsure, min(occurred_at) as from_at, min(occurred_on) as from_on,
          case when count(*) = count(next_at) then max(next_at) end as to_at, max(next_on) as to_on,
          sum(case when paused then 0 else next_on - occurred_on end) as days
        from (
          select case_key, occurred_at, occurred_on, perhaps_at,
            coalesce(lead(occurred_at) over (${order}), end_at) as next_at,
            coalesce(lead(occurred_on) over (${order}), end_on, ${today}) as next_on,
            sum(work) over ${soFar} as work_no, ${pausedAfter(soFar)} as paused
          from (${pauseMarks(marks(params, situation))}) m
        ) s
        group by case_key, work_no
      ) g
      where days >= case when work_no = 0 then ${params.first_days} else ${params.gap_days} end
    ) ranked where nth = 1`;
}

/**
 * What begins, interrupts and fills the investigation of slow cases, up to its end; pauses from before count from it
 * on.
 */
function marks(params: Params, situation: Situation): Sql {
  const { file, investigate, personal } = params;
  const excluded = exclusions(situation);
  const acts = [...new Set([...file, ...investigate, ...personal, ...pauseLabels(params)])];
  const kind = pauseKind(sql`s.activity`, params);
  const moments = (of: Sql) =>
    sql`${of}.occurred_at as marked_at, greatest(${of}.occurred_at, l.filed_at) as occurred_at, greatest(${of}.occurred_on, l.filed_on) as occurred_on`;
  return sql`
    select l.case_key, ${moments(sql`s`)}, s.pos, ${kind} as kind_of,
      case when s.activity in ${investigate} and s.latest_at >= l.filed_at or s.occurred_at = l.perhaps_at and s.ending = 'perhaps' then 1 else 0 end as work,
      l.end_at, l.end_on, l.perhaps_at
    from slow_cases l join slow_steps s on s.case_key = l.case_key and s.activity in ${acts}
      and (s.latest_at >= l.filed_at or ${kind} is not null) and coalesce(s.occurred_at < l.end_at, true)
    ${
      excluded
        ? sql`union all
          select l.case_key, ${moments(sql`x`)}, cast(null as integer), x.kind, 0, l.end_at, l.end_on, l.perhaps_at
          from slow_cases l join (${excluded}) x on x.case_key = l.case_key and coalesce(x.occurred_at < l.end_at, true)`
        : sql``
    }`;
}
