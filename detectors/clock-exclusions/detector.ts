import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { dateOf } from "../../pipeline/kit/zone.ts";
import { counted } from "../../schemas/text.ts";
import { percent, round } from "../_terms/figures.ts";
import { asSignal, FALSE_DISCOVERY, FUNNEL_PLOTS, twoDigits } from "../_terms/signal.ts";
import { caseRows, judgeUnits, layOutExclusions, Params } from "./exclusions.ts";

export default defineDetector({
  meta: {
    id: "clock-exclusions",
    code: "TM07",
    version: "1",
    family: "timing",
    title: { zh: "扣除、中止异常（信号）", en: "Time not counted, out of line (signal)" },
    about: {
      zh: "单位已结案件中，扣除时间占办案时间过多（参数 `share`）的比例明显高于其他单位；或同一案件多次中止（参数 `suspensions`）；或扣除没有委托、中止等依据性环节或文号。统计信号，不是结论。",
      en: "Among a unit's closed cases those in which excluded time is more than `share` of the whole are far more frequent than elsewhere; or one case was suspended as often as `suspensions` says; or nothing on record supports an exclusion. A signal, not a finding.",
    },
    tier: "signal",
    scope: "log",
    severity: 2,
    absence: true,
    needs: { extensions: ["from_at"] },
    law: [],
    innocent: [
      { zh: "鉴定、公告等依法扣除的案件较多", en: "Many cases that need an appraisal or a public notice" },
      { zh: "委托、公告等以纸质办理，未录入", en: "The commissioning or the notice is on paper and not entered" },
      { zh: "多次中止各有法定事由", en: "Each suspension has a ground of its own in law" },
    ],
    checks: [
      { zh: "逐项核对扣除事由、审批和依据文书", en: "Check ground, approval and document of each exclusion" },
      {
        zh: "核对扣除起止与鉴定、公告的实际起止",
        en: "Compare its begin and end with those of the appraisal or notice",
      },
      { zh: "查看扣除期间是否仍在办理其他环节", en: "See whether other work went on in the excluded time" },
    ],
    exclusions: [
      {
        zh: "有文号，或前后七日内有委托、中止、公告等环节的扣除：不提示",
        en: "An exclusion with a reference, or with the act it rests on within seven days: clear",
      },
      {
        zh: "止日未载入的扣除：日数无法判断，该案不计入单位比例",
        en: "Of an exclusion without an end on record the days cannot be told, and its case does not count in a unit's share",
      },
      { zh: "未结案件不计入单位比例", en: "Open cases are censored: they do not count in a unit's share" },
      {
        zh: "单位有扣除的已结案件不足三十件，或可比单位不足六个：无法判断",
        en: "Fewer than thirty closed cases with an exclusion, or fewer than six units: cannot tell",
      },
      {
        zh: "数据来源和本单位的扣除从无文号，案件也从无此类环节的：无法判断",
        en: "Where neither the source of a case nor its unit ever has an exclusion with a reference, or a case with such an act: cannot tell",
      },
    ],
    unclear: {
      zh: "数据来源和本单位的扣除从无文号，案件也从无委托、中止等环节；或者可供比较的案件、单位太少。",
      en: "Neither source nor unit ever records the reference of an exclusion, or the act it rests on; or there are too few cases or units to compare.",
    },
    references: [FUNNEL_PLOTS, FALSE_DISCOVERY],
  },
  params: Params,
  row: z.object({
    key: z.string(),
    kind: z.enum(["share", "suspensions", "unsupported"]),
    n: z.number(),
    basis: z.string().nullable(),
    from_on: z.number().nullable(),
    days: z.number().nullable(),
    observed: z.number().nullable(),
    expected: z.number().nullable(),
    median: z.number().nullable(),
    peers: z.number().nullable(),
    z: z.number().nullable(),
    q: z.number().nullable(),
  }),
  prepare: async (params, situation) => {
    await layOutExclusions(params, situation);
    await judgeUnits(params, situation);
  },
  query: (params, situation) => sql`
    select case_key, cast(null as varchar) as org_id, key, kind, n, basis, from_on, days, record_no, cast(null as bigint) as observed,
      cast(null as double) as expected, cast(null as double) as median, cast(null as bigint) as peers, cast(null as double) as z,
      cast(null as double) as q, outcome
    from (${caseRows(params, situation)}) c
    union all
    select null, org_id, key, heading, n, null, null, null, null, observed, expected, median, peers, z, q, outcome from exclusion_units`,
  evidence: ({ suspend, share, sample }) => sql`
    select h.hit_no, 'a' as part, h.record_no, cast(null as integer) as pos, 'extensions' as source_table from hits h where h.kind = 'unsupported'
    union all
    select h.hit_no, 'a', s.record_no, s.pos, 'events' from hits h join steps s on s.case_key = h.case_key and s.activity in ${suspend}
    where h.kind = 'suspensions'
    union all
    select hit_no, 'a', record_no, cast(null as integer), 'extensions' from (
      select h.hit_no, x.record_no, row_number() over (partition by h.hit_no order by x.days desc, k.case_id, x.record_no) as nth
      from hits h join excluded_cases c on c.org_id = h.org_id and c.closed_at is not null and c.excluded > ${share} * c.elapsed
      join clock_exclusions x on x.case_key = c.case_key
      join cases k on k.case_key = c.case_key
      where h.kind = 'share'
    ) u where nth <= ${sample}`,
  compared: () => ({ zh: "扣除时间偏长的案件", en: "cases that were long excluded" }),
  explain: (row, { share, suspensions, support_days }) => {
    if (row.kind === "suspensions") {
      return {
        message: asSignal(
          {
            zh: `本案中止 ${row.n} 次。`,
            en: `The case was suspended ${row.n} times.`,
          },
          { zh: "，需核查每次中止的事由", en: "; each suspension has a ground to check" },
        ),
        measured: row.n,
        threshold: suspensions,
        unit: "suspensions",
      };
    }
    if (row.kind === "unsupported") {
      const basis = row.basis ?? "";
      const from = dateOf(row.from_on ?? 0);
      const what =
        row.days === null
          ? { zh: `自 ${from} 起扣除，未载止日`, en: `Time from ${from} on is not counted, with no end on record` }
          : {
              zh: `自 ${from} 起扣除 ${row.days} 日`,
              en: `${counted(row.days, "day")} from ${from} ${row.days === 1 ? "is" : "are"} not counted`,
            };
      return {
        message: asSignal({
          zh: `${what.zh}${basis ? `（${basis}）` : ""}，未载依据文号，前后 ${support_days} 日内也未见委托、中止、公告等环节。`,
          en: `${what.en}${basis ? ` (${basis})` : ""}; no document is referred to and no act that would support it is on record within ${support_days} days.`,
        }),
        measured: row.days,
        unit: row.days === null ? null : "days",
        missing: [{ zh: "扣除的依据文书或环节", en: "The document or act that the exclusion rests on" }],
      };
    }
    const observed = row.observed ?? 0;
    return {
      message: asSignal({
        zh: `该单位有扣除的已结案件 ${row.n} 件，其中 ${observed} 件扣除时间超过全部时间的 ${percent(share)}，按其他单位应约 ${round(row.expected ?? 0)} 件（其他 ${row.peers} 个单位中位数 ${percent(row.median ?? 0)}）。`,
        en: `Of ${row.n} closed cases with excluded time, ${observed} have more than ${percent(share)} of the whole excluded; by the other units about ${round(row.expected ?? 0)} are expected (median of the ${row.peers} others: ${percent(row.median ?? 0)}).`,
      }),
      measured: round(observed / row.n),
      threshold: share,
      unit: "share",
      peer: {
        n: row.n,
        observed,
        expected: round(row.expected ?? 0),
        peers: row.peers,
        median: percent(row.median ?? 0),
        z: round(row.z ?? 0),
        q: twoDigits(row.q ?? 1),
      },
    };
  },
});
