import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { when } from "../../pipeline/kit/when.ts";
import { dateOf } from "../../pipeline/kit/zone.ts";
import { counted } from "../../schemas/text.ts";
import { percent } from "../_terms/figures.ts";
import { momentTold } from "../_terms/moments.ts";
import { layOutLateEntries, Params } from "./entries.ts";

export default defineDetector({
  meta: {
    id: "backdated-entry",
    code: "DI02",
    version: "1",
    family: "data-integrity",
    title: { zh: "疑似倒签、补录", en: "Entered long after it is said to have happened" },
    about: {
      zh: "环节的录入时间晚于所记发生时间，超过参数 `limit_days` 所定日数，且超过本单位的录入习惯。补录使已届满的期限变为按期，或发生在检查开始之后的，级别提高。",
      en: "An act was entered more days after its recorded time than `limit_days` says, and later than is the unit's habit. Higher where the entry makes a limit look kept that had ended, or follows the beginning of an inspection.",
    },
    tier: "rule",
    scope: "log",
    severity: 1,
    needs: { events: ["recorded_at"] },
    law: [
      {
        name: "行政处罚法",
        article: "47",
        from: "2021-07-15",
        confidence: "sure",
        note: "全过程记录；日数为默认值，非条文",
      },
    ],
    innocent: [
      {
        zh: "外出办案、系统停用，事后统一录入",
        en: "Away on a case, or the system was down, and all was entered later",
      },
      { zh: "先办纸质手续、后录系统的单位", en: "A unit that works on paper first" },
      {
        zh: "专项行动、自查自纠引起的补录：属主动纠正，应予肯定",
        en: "Entries made up in a campaign of self-correction, which is welcome",
      },
    ],
    checks: [
      { zh: "核对纸质文书的签发、送达时间", en: "Compare with the signing and service on paper" },
      { zh: "查录入账号、终端和录入日志", en: "Look at the account, the terminal and the log of entries" },
      { zh: "了解系统停用和专项行动的时间", en: "Ask when the system was down and when campaigns ran" },
    ],
    exclusions: [
      {
        zh: "不晚于本单位百分之九十五的录入：属本单位习惯，不提示",
        en: "No later than ninety-five in a hundred of the unit's entries: its habit",
      },
      {
        zh: "配置中申明的停用期间发生的，自停用结束起算",
        en: "What was done while the system was declared down is counted from its return",
      },
      { zh: "录入早于发生的：属 DI04", en: "Entered before it happened: the matter of DI04" },
      { zh: "没有录入时间的案件：无法判断", en: "Cases without times of entry: cannot tell" },
    ],
    unclear: {
      zh: "该案的记录没有录入时间，或者录入时间早于发生时间。",
      en: "The records of the case have no time of entry, or one that lies before the act.",
    },
    references: [],
  },
  params: Params,
  row: z.object({
    n: z.number(),
    activity: z.string(),
    occurred_at: z.number(),
    recorded_at: z.number(),
    delay: z.number(),
    usual: z.number(),
    met_on: z.number().nullable(),
    inspection_on: z.number().nullable(),
    in_campaign: z.boolean(),
  }),
  prepare: layOutLateEntries,
  query: (_, { facts }) => sql`
    select c.case_key, l.n, l.activity, l.occurred_at, l.recorded_at, l.delay, l.usual, l.met_on, l.inspection_on,
      l.in_campaign,
      case when l.case_key is not null then 'hit' when c.entered = 0 then 'cannot tell' else 'clear' end as outcome
    from (select case_key, count(recorded_at) as entered from ${facts.unplaced} e group by case_key) c
    left join (
      select *, count(*) over (partition by case_key) as n,
        row_number() over (partition by case_key order by
          case when met_on is not null then 0 when inspection_on is not null and not in_campaign then 1 else 2 end,
          delay desc, occurred_at, record_no) as nth
      from late_entries
    ) l on l.case_key = c.case_key and l.nth = 1`,
  evidence: () => sql`
    select h.hit_no, 'a' as part, l.record_no, l.pos from hits h join late_entries l on l.case_key = h.case_key`,
  explain: (row, { limit_days, usual_share }, { zone }) => {
    const { n, activity, occurred_at, recorded_at, delay, usual, met_on, inspection_on, in_campaign } = row;
    const threshold = Math.max(usual, limit_days);
    const share = percent(usual_share, 0);
    const within =
      usual > limit_days
        ? {
            zh: `本单位 ${share} 的录入在 ${usual} 日以内`,
            en: `${share} of the unit's entries are made within ${counted(usual, "day")}`,
          }
        : { zh: `默认 ${limit_days} 日以内`, en: `${counted(limit_days, "day")} by default` };
    const said = [
      ...when(met_on, (on) => ({
        zh: `按所记发生时间未超期，而录入时期限（${dateOf(on)}）已过`,
        en: `by its recorded time it is within a limit that had ended (${dateOf(on)}) when it was entered`,
      })),
      ...when(inspection_on, (on) => ({
        zh: `录入在 ${dateOf(on)} 检查开始之后`,
        en: `it was entered after an inspection had begun on ${dateOf(on)}`,
      })),
      ...when(in_campaign, () => ({
        zh: "录入在申明的自查自纠期间，主动补录应予肯定",
        en: "it was entered in a declared campaign of self-correction, which is welcome",
      })),
    ];
    return {
      message: {
        zh: `“${activity}”记为 ${momentTold(zone, occurred_at)} 发生，${momentTold(zone, recorded_at)} 录入，相隔 ${delay} 日（${within.zh}）${said.map(({ zh }) => `；${zh}`).join("")}${n > 1 ? `；本案共 ${n} 项` : ""}，需核查。`,
        en: `"${activity}" is recorded for ${momentTold(zone, occurred_at)} and was entered on ${momentTold(zone, recorded_at)}, ${counted(delay, "day")} later (${within.en})${said.map(({ en }) => `; ${en}`).join("")}${n > 1 ? `; ${n} entries in this case` : ""}.`,
      },
      severity: met_on !== null || (inspection_on !== null && !in_campaign) ? 3 : 1,
      measured: delay,
      threshold,
      unit: "days",
      clock: [
        { label: { zh: "所记发生时间", en: "Recorded as done" }, value: momentTold(zone, occurred_at) },
        { label: { zh: "录入", en: "Entered" }, value: momentTold(zone, recorded_at) },
        { label: { zh: "相隔", en: "Later by" }, value: `${delay} d` },
        {
          label:
            usual > limit_days
              ? { zh: `本单位 ${share} 的录入`, en: `${share} of the unit's entries` }
              : { zh: "默认", en: "By default" },
          value: `${threshold} d`,
        },
      ],
    };
  },
});
