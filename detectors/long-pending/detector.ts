import * as z from "zod";
import { addMonths } from "../../pipeline/clock/calendar.ts";
import { columnOf } from "../../pipeline/columns.ts";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { type Sql, sql, word } from "../../pipeline/engine/sql.ts";
import { when } from "../../pipeline/kit/when.ts";
import { dateOf, localDay } from "../../pipeline/kit/zone.ts";
import { endOf, filingParams, filings, layOutPartialEndings } from "../_terms/filings.ts";
import { CONCLUDED, DECLINED, FILED, FILED_LATER, labels, optionalLabels, TRIAL_ENDED } from "../_terms/labels.ts";
import { exclusions, pausedAfter, pauseKind, pauseLabels, pauseMarks, pauseParams } from "../_terms/pauses.ts";
import { casesThatWouldShow, casesWith } from "../_terms/sources.ts";
import { asOfStep } from "../_terms/steps.ts";

const Params = z.strictObject({
  start: labels([...FILED, ...FILED_LATER], "labels that start the count; without one, the day the case was opened"),
  conclude: labels(
    [...CONCLUDED, ...DECLINED, ...TRIAL_ENDED],
    "labels that conclude a case, besides `cases.closed_at`",
  ),
  ruling: optionalLabels(["裁定"], "labels of a ruling, which may end a case or decide a question of its procedure"),
  ruled_types: optionalLabels(
    ["减刑假释", "刑更", "commutation-parole"],
    "kinds of case (`cases.case_type`) that such a ruling ends",
  ),
  ...filingParams,
  ...pauseParams,
  months: z
    .array(z.int().min(1))
    .min(1)
    .default([12, 18, 36])
    .describe("ages in months; 12 is the courts' own measure of 长期未结, the others are engineering defaults"),
});
type Params = z.output<typeof Params>;

export default defineDetector({
  meta: {
    id: "long-pending",
    code: "BL04",
    version: "1",
    family: "backlog",
    title: { zh: "长期未结", en: "Long unclosed" },
    about: {
      zh: "立案（无立案记录的，为收案）后超过参数 `months` 所列月数仍未办结；记录在案的中止、鉴定、协查和已批准扣除的时间不计入。",
      en: "Still open more months after its filing (or opening) than `months` says; suspensions, appraisals, co-operation and approved exclusions on record are not counted.",
    },
    tier: "rule",
    scope: "log",
    severity: 2,
    absence: true,
    needs: { events: [] },
    law: [],
    innocent: [
      {
        zh: "中止、破产、等待关联案件结果，未录入系统",
        en: "Suspended, in bankruptcy or waiting for a related case, and not entered",
      },
      { zh: "已办结，归档或结案录入迟延", en: "Concluded, and the closing entered late" },
      { zh: "案情复杂、涉案人数多或跨地区", en: "Complex, many parties, several regions" },
    ],
    checks: [
      { zh: "核对案件当前状态和最近一次办理记录", en: "Check where the case stands and what was done last" },
      { zh: "核对延长、中止审批", en: "Look for approvals of extension or suspension" },
      { zh: "结合承办人同期工作量了解原因", en: "Ask for the reasons beside the handler's load" },
    ],
    exclusions: [
      {
        zh: "当前正在中止、鉴定或协查的：暂不提示",
        en: "A case now suspended, under appraisal or waiting for co-operation is pending",
      },
      { zh: "没有开始时间的：无法判断", en: "A case without a beginning is cannot tell" },
      {
        zh: "终止侦查、不起诉写明当事人的，只了结该人：此后又对他人调查取证的，案件未结；案件中另有当事人未见了结的，无法判断；仅被询问、辨认的被害人、证人不在此列",
        en: "An investigation ended, or a charge not brought, against a named party ends that party's part: with investigative acts about another after it the case is open, and where another party of the case has no end of their own it is cannot tell; victims and witnesses, who were only asked, are no such party",
      },
      {
        zh: "只有“裁定”而未载明裁定何事的，减刑、假释案件视为已结，其他案件无法判断",
        en: "A bare ruling ends a case of commutation or parole; of other cases it may decide a question of procedure: cannot tell",
      },
      {
        zh: "结案时间无法读取或为缺省日期的：无法判断",
        en: "A case whose closing time cannot be read, or is a system's default date, is cannot tell",
      },
      {
        zh: "案件的数据来源从不记载结案的（本单位无结案时间，来源中无结案环节，程序也未定义办结）：无法判断，不论其他来源是否记载",
        en: "Where nothing ever says that a case of its source ended (no closing time of its unit, no concluding step, no completion in a procedure), whatever other sources record, a case is cannot tell",
      },
    ],
    unclear: {
      zh: "没有开始时间；数据来源从不记载结案，或者结案日期无法读取、是缺省日期；裁定未写明何事；或者只见其中一名当事人了结。",
      en: "No beginning is on record; the source never records closings, or the date is unreadable or a default; a ruling does not say on what; or it ended for one of several parties only.",
    },
    references: ["最高人民法院 2021 年长期未结案件清理（一年以上）"],
  },
  params: Params,
  row: z.object({ start_on: z.number(), paused_days: z.number(), tier: z.number(), last_on: z.number().nullable() }),
  prepare: async (params, situation) => {
    await layOutPartialEndings({ ...params, file: params.start }, situation);
    await situation.facts.engine.run(sql`create or replace temp table begun_cases as ${begun(params, situation)}`);
  },
  query: (params, situation) => {
    const today = localDay(situation.facts.zone.name, situation.asOf);
    const [least, ...more] = [...params.months].sort((a, b) => a - b) as [number, ...number[]];
    const older = (months: number) => sql`start_on + paused_days < ${addMonths(today, -months)}`;
    const tier = more.reduce<Sql>(
      (rest, months) => sql`case when ${older(months)} then ${months} else ${rest} end`,
      sql`${least}`,
    );
    return sql`
      select case_key, start_on, last_on, paused_days, ${tier} as tier,
        case
          when ended then 'clear'
          when start_on is null or not endings_known or perhaps_ended then 'cannot tell'
          when ${older(least)} and not paused_now then 'hit'
          else 'pending'
        end as outcome
      from (${ages(params, situation, today)}) a`;
  },
  evidence: ({ start }) => sql`
    select h.hit_no, case when s.activity in ${start} then 'a' else 'context' end as part, s.record_no, s.pos
    from hits h join cases c on c.case_key = h.case_key
    join steps s on s.case_key = h.case_key and (s.activity in ${start} or s.pos in (1, c.event_count))`,
  explain: ({ start_on, paused_days, tier, last_on }, { months }, { zone, asOf }) => {
    const today = localDay(zone, asOf);
    const days = today - start_on;
    const paused =
      paused_days > 0
        ? {
            zh: `（其中 ${paused_days} 日中止、鉴定等不计）`,
            en: ` (${paused_days} of them suspended or under appraisal, not counted)`,
          }
        : { zh: "", en: "" };
    const last =
      last_on === null
        ? { zh: "", en: "" }
        : { zh: `，最近一次记录为 ${dateOf(last_on)}`, en: `; the last record is of ${dateOf(last_on)}` };
    return {
      message: {
        zh: `自 ${dateOf(start_on)} 起已 ${days} 日${paused.zh}，超过 ${tier} 个月仍未办结${last.zh}，需核查。`,
        en: `Open for ${days} days since ${dateOf(start_on)}${paused.en}, more than ${tier} months${last.en}.`,
      },
      severity: tier > Math.min(...months) ? 3 : 2,
      measured: days - paused_days,
      threshold: addMonths(start_on, tier) - start_on,
      unit: "days",
      missing: [{ zh: "结案或处理结果", en: "A conclusion of the case" }],
      clock: [
        { label: { zh: "起算", en: "Counted from" }, value: dateOf(start_on) },
        { label: { zh: "分档", en: "Tier" }, value: `+ ${tier} months = ${dateOf(addMonths(start_on, tier))}` },
        ...when(paused_days > 0, () => ({
          label: { zh: "不计入的期间", en: "Time not counted" },
          value: `+ ${paused_days} d`,
        })),
        asOfStep(dateOf(today)),
        { label: { zh: "已历时", en: "Gone by" }, value: `${days} d` },
      ],
    };
  },
});

/** Every case with its beginning: `case_key, start_on, last_on, ended, perhaps_ended`. */
function begun(params: Params, situation: Situation): Sql {
  const { facts, engine } = situation;
  const { start, conclude, ruling, sent_on } = params;
  const day = (instant: Sql) => sql`cast(${engine.localDay(instant, facts.zone)} as integer)`;
  const open = sql`s.case_key in (select case_key from cases where closed_at is null or last_at > closed_at)`;
  const ruled = sql`s.case_key in (select c.case_key from cases c where ${isRuled(params, situation)})`;
  return sql`
    select c.case_key, coalesce(f.filed_on, ${day(sql`c.opened_at`)}) as start_on, ${day(sql`c.last_at`)} as last_on,
      coalesce(f.concluded_at, ${endOf(sql`c.closed_at`, day(sql`c.closed_at`))},
        ${endOf(sql`d.completed_at`, day(sql`d.completed_at`))}) is not null as ended,
      c.closing_unclear or f.perhaps_at is not null as perhaps_ended
    from cases c left join completed d on d.case_key = c.case_key
    left join (${filings({ file: start, conclude, ruling, sent_on }, open, ruled)}) f on f.case_key = c.case_key`;
}

const isRuled = ({ ruled_types }: Pick<Params, "ruled_types">, situation: Situation): Sql =>
  sql`coalesce(${columnOf(situation, "cases", "case_type", word("c"))} in ${ruled_types}, false)`;

/** The same with the days that the open ones rested on record since, and whether they rest now. */
const ages = (params: Params, situation: Situation, today: number): Sql => sql`
  select b.*, coalesce(c.brought like '%,closed_at,%', false) or u.unit is not null
      or b.case_key in ${casesThatWouldShow(endings(params, situation))} as endings_known,
    coalesce(p.days, 0) as paused_days, coalesce(p.open, 0) > 0 as paused_now
  from begun_cases b join cases c on c.case_key = b.case_key
  left join (select distinct coalesce(org_id, '') as unit from cases where closed_at is not null) u on u.unit = coalesce(c.org_id, '')
  left join (
    select case_key, sum(case when paused then greatest(coalesce(next_on, ${today}), start_on) - greatest(occurred_on, start_on) else 0 end) as days,
      count(case when paused and next_on is null then 1 end) as open
    from (${rests(params, situation)}) r group by case_key
  ) p on p.case_key = b.case_key`;

/** Where neither a source of events nor a master ever says that a case ended nobody can say that one of theirs has not. */
const endings = ({ conclude, ruling, ...params }: Params, situation: Situation): Sql => sql`
  ${casesWith(conclude)} union all select case_key from completed
  union all select e.case_key from steps e join cases c on c.case_key = e.case_key
    where e.activity in ${ruling} and ${isRuled(params, situation)}`;

/** Begins and ends of rests in open cases, each with the next, and whether the case rests between the two. */
function rests(params: Params, situation: Situation): Sql {
  const excluded = exclusions(situation);
  const order = sql`partition by case_key order by marked_at, pos nulls last`;
  const marks = sql`
    select b.case_key, b.start_on, m.marked_at, m.occurred_on, m.pos, m.kind_of
    from (
      select case_key, occurred_at as marked_at, occurred_on, pos, ${pauseKind(sql`activity`, params)} as kind_of
      from steps where activity in ${pauseLabels(params)}
      ${excluded ? sql`union all select case_key, occurred_at, occurred_on, cast(null as integer), kind from (${excluded}) x` : sql``}
    ) m
    join begun_cases b on b.case_key = m.case_key and not b.ended`;
  return sql`
    select case_key, start_on, occurred_on, lead(occurred_on) over (${order}) as next_on,
      ${pausedAfter(sql`(${order} rows between unbounded preceding and current row)`)} as paused
    from (${pauseMarks(marks)}) f`;
}
