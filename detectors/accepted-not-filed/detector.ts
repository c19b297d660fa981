import * as z from "zod";
import { rollForward } from "../../pipeline/clock/calendar.ts";
import { defineDetector } from "../../pipeline/detector.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { when } from "../../pipeline/kit/when.ts";
import { dateOf, localDay } from "../../pipeline/kit/zone.ts";
import { counted } from "../../schemas/text.ts";
import { firstStillRunning } from "../_terms/last-days.ts";
import { asOfStep, expiresStep, limitStep, marginStep, rolledSteps } from "../_terms/steps.ts";
import { approvals, layOutReports, Params, reviews } from "./reports.ts";

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
  prepare: layOutReports,
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
