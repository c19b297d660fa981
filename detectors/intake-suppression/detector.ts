import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { round } from "../_terms/figures.ts";
import { KIND_NAMES, KINDS, medianTold } from "../_terms/period-ends.ts";
import { asSignal, FALSE_DISCOVERY, FUNNEL_PLOTS, rarity } from "../_terms/signal.ts";
import { intake, judge, layOutDays, Params } from "./filings.ts";

export default defineDetector({
  meta: {
    id: "intake-suppression",
    code: "BL08",
    version: "1",
    family: "backlog",
    title: { zh: "期末控制收案（信号）", en: "Filings held back at period ends (signal)" },
    about: {
      zh: "一年之中，单位在月末、季末或年末最后若干工作日（参数 `working_days`）立案减少，随后同样多的工作日明显反弹（参数 `min_ratio`），而同期接报、申请平稳。只针对单位。统计信号，不是结论。",
      en: "Over a year, a unit's filings fall in the last working days (`working_days`) of months, quarters or the year and come back in as many after, by `min_ratio` and more, while reports and applications stay level. About units only. A signal, not a finding.",
    },
    tier: "signal",
    scope: "unit",
    severity: 2,
    needs: { events: [], cases: ["org_id"] },
    law: [
      {
        name: "民事诉讼法",
        article: "126",
        from: "2022-01-01",
        confidence: "sure",
        note: "符合起诉条件的，应当在七日内立案",
      },
    ],
    innocent: [
      { zh: "期末盘点、系统结转或停机", en: "Stocktaking, or the system is closed at period ends" },
      { zh: "节假日前后来访、来信变化", en: "Fewer people come around public holidays" },
      { zh: "期初集中立案的批量案件", en: "A batch that was filed together at the beginning of a period" },
    ],
    checks: [
      { zh: "抽查期末收到的材料至立案的间隔", en: "Sample how long what came in at period ends waited for its filing" },
      { zh: "核对立案窗口、网上立案的收件时间", en: "Compare with the times of receipt at the window and online" },
      { zh: "向当事人了解是否被要求延后提交", en: "Ask the people whether they were told to come later" },
    ],
    exclusions: [
      {
        zh: "接报、申请同样集中在期初的单位：按其自身比例比较",
        en: "Where reports crowd after the period too, the unit is measured by its own reports",
      },
      {
        zh: "该单位当年没有接报、申请记录，或者只有少数案件有的：无法判断",
        en: "A unit of whose cases none, or few, have a report or an application on record: cannot tell",
      },
      {
        zh: "去掉最集中的一天后不再突出的：不提示",
        en: "A rebound that is gone without its busiest day is passed over",
      },
    ],
    unclear: {
      zh: "本单位的案件没有或者很少有接报、申请的记录，不知群众何时来报案、申请。",
      en: "Few or none of the unit's cases have a report or an application on record, so that nobody knows when people came.",
    },
    references: [FUNNEL_PLOTS, FALSE_DISCOVERY],
  },
  params: Params,
  row: z.object({
    key: z.string(),
    kind: z.enum(KINDS),
    n: z.number(),
    before: z.number(),
    after: z.number(),
    reports_before: z.number(),
    reports_after: z.number(),
    expected_before: z.number(),
    expected_after: z.number(),
    ratio: z.number(),
    peers: z.number(),
    median: z.number().nullable(),
    tau2: z.number(),
    p: z.number(),
    q: z.number(),
  }),
  prepare: async (params, situation) => {
    await layOutDays(params, situation);
    await judge(params, situation);
  },
  query: () => sql`select * from intake_suppression`,
  evidence: (params) => sql`
    select hit_no, 'a' as part, record_no, pos from (
      select h.hit_no, s.record_no, s.pos, row_number() over (partition by h.hit_no order by i.day, k.case_id) as nth
      from hits h
      join filing_days d on d.kind = h.kind and d.year = h.year and d.place = 'after'
      join (${intake(params)}) i on i.org_id = h.org_id and i.kind = 'filing' and i.day = d.day
      join cases k on k.case_key = i.case_key
      join steps s on s.case_key = i.case_key and s.pos = i.pos
    ) x where nth <= ${params.sample}`,
  explain: (row, { min_ratio, working_days }) => {
    const name = KIND_NAMES[row.kind];
    const others = medianTold(row);
    return {
      message: asSignal({
        zh: `该单位 ${row.key} 年立案 ${row.n} 件，${name.zh}最后 ${working_days} 个工作日 ${row.before} 件，随后 ${working_days} 个工作日 ${row.after} 件，同期接报、申请为 ${row.reports_before} 件和 ${row.reports_after} 件；各数加 0.5 后相比，反弹为应有的 ${round(row.ratio)} 倍${others.zh}。`,
        en: `In ${row.key} the unit filed ${row.n} cases: ${row.before} in the last ${working_days} working days of ${name.en} and ${row.after} in the ${working_days} after, while ${row.reports_before} and ${row.reports_after} were reported or applied for. With 0.5 added to each count, the rebound is ${round(row.ratio)} times what is expected${others.en}.`,
      }),
      severity: 2,
      measured: round(row.ratio),
      threshold: min_ratio,
      unit: "ratio",
      peer: {
        period: row.key,
        n: row.n,
        before: row.before,
        after: row.after,
        reports_before: row.reports_before,
        reports_after: row.reports_after,
        expected_before: round(row.expected_before),
        expected_after: round(row.expected_after),
        peers: row.peers,
        median: row.median === null ? null : round(row.median),
        ...rarity(row),
      },
    };
  },
});
