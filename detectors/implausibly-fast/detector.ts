import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { localTime } from "../../pipeline/kit/zone.ts";
import { percent } from "../_terms/figures.ts";
import { asSignal } from "../_terms/signal.ts";
import { approvals } from "./approvals.ts";
import { moments } from "./moments.ts";
import { Params } from "./pace.ts";

export default defineDetector({
  meta: {
    id: "implausibly-fast",
    code: "TM08",
    version: "1",
    family: "timing",
    title: { zh: "异常速办、秒批（信号）", en: "Implausibly fast (signal)" },
    about: {
      zh: "多份文书提交后极短时间（参数 `max_seconds`）内即审批，且属同类审批中最快的一小部分（参数 `percentile`）；或数个（参数 `min_steps`）有先后次序的环节记载为同一时刻。统计信号，不是结论。",
      en: "An approval less than `max_seconds` after several documents were submitted, and among the fastest of its kind (`percentile`); or several steps that have an order (`min_steps`), at one and the same moment. A signal, not a finding.",
    },
    tier: "signal",
    scope: "log",
    severity: 2,
    needs: { events: [] },
    law: [],
    innocent: [
      { zh: "线下审阅、签批后在系统补点", en: "Read and approved on paper, and only clicked afterwards" },
      { zh: "速裁、快速办理集中处理，当场处罚", en: "Fast-track cases dealt with together, penalties on the spot" },
      { zh: "提交前已预先阅卷、会商", en: "The file had been read and discussed before it was submitted" },
      { zh: "系统以提交时间批量写入各环节时间", en: "The system wrote one time for several steps" },
    ],
    checks: [
      { zh: "查阅纸质呈批表的签署时间", en: "Read the time of the signature on paper" },
      { zh: "查看审批前的阅卷日志", en: "Look in the access log for a reading of the file before" },
      { zh: "核对各环节文书载明的时间", en: "Compare the times written in the documents of each step" },
    ],
    exclusions: [
      {
        zh: "同类审批不足一百次，或文书号未载入：无法判断",
        en: "Fewer than a hundred of the kind, or no document numbers: cannot tell",
      },
      {
        zh: "同类中百分之五以上在六十秒内，或百分之一以上同一时刻（系统或单位的习惯）：不提示",
        en: "Where more than 5% of the kind take less than sixty seconds, or more than 1% of the cases have such a moment, it is a habit of the place, and passed over",
      },
      {
        zh: "只有日期、没有时刻的记录，单位的记录只精确到分的：同一时刻无法判断",
        en: "Dates without a time, and units whose records have no seconds, cannot tell what is one moment",
      },
      {
        zh: "载明当事人的：只与同一人或者未载明当事人的提交、文书相比",
        en: "An approval that names a person is held against what was submitted of that person, or of none that is named",
      },
      {
        zh: "当场处罚、速裁、快速办理：不提示，也不计入同类",
        en: "Penalties on the spot and fast-track cases are passed over, and are of another kind than the rest",
      },
      {
        zh: "事后补录（录入晚于所载时间一日以上）：属补录，由 DI02 处理",
        en: "Entered more than a day later: that is late entry, the matter of DI02",
      },
    ],
    unclear: {
      zh: "同类审批太少，没有文书号；或者记录只有日期、只精确到分，不知是否同一时刻。",
      en: "There are too few approvals of the kind, or none has a document number; or times are dates alone or without seconds, so that they need not be one moment.",
    },
    references: [],
  },
  params: Params,
  row: z.object({
    key: z.string(),
    kind: z.enum(["approval", "moment"]),
    moment_at: z.number(),
    seconds: z.number().nullable(),
    documents: z.number().nullable(),
    activity: z.string().nullable(),
    n: z.number(),
    as_fast: z.number(),
    steps: z.number().nullable(),
  }),
  query: (params, situation) =>
    sql`select * from (${approvals(params, situation)}) a union all select * from (${moments(params, situation)}) m`,
  evidence: ({ submit, ordered }) => sql`
    select h.hit_no, case when s.occurred_at = h.moment_at then 'b' else 'a' end as part, s.record_no, s.pos
    from hits h join steps s on s.case_key = h.case_key and (
      (h.kind = 'moment' and s.occurred_at = h.moment_at and s.activity in ${ordered})
      or (h.kind = 'approval' and (
        (s.occurred_at = h.moment_at and s.activity = h.activity) or (s.activity in ${submit} and s.occurred_at = h.moment_at - cast(h.seconds * 1000 as bigint)))))`,
  explain: (row, params, { zone }) => {
    const when = localTime(zone, row.moment_at);
    const share = percent(row.as_fast / row.n, 2);
    const peer = { n: row.n, as_fast: row.as_fast, rate: share };
    return row.kind === "approval"
      ? {
          message: asSignal({
            zh: `${when} 的“${row.activity}”距提交 ${row.seconds} 秒，所附文书 ${row.documents} 份；同类 ${row.n} 次审批中同样快的占 ${share}。`,
            en: `"${row.activity}" of ${when} came ${row.seconds} s after ${row.documents} documents were submitted; of ${row.n} approvals of its kind ${share} were as fast.`,
          }),
          measured: row.seconds,
          threshold: params.max_seconds,
          unit: "seconds",
          peer,
        }
      : {
          message: asSignal({
            zh: `${row.steps} 个有先后次序的环节均记载为 ${when}；${row.n} 个同类案件中有此情形的占 ${share}。`,
            en: `${row.steps} steps that have an order all bear the time ${when}; of ${row.n} cases of its kind ${share} have such a moment.`,
          }),
          measured: row.steps,
          threshold: params.min_steps,
          unit: "steps",
          peer,
        };
  },
});
