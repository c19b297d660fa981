import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { OPENINGS_AND_CLOSINGS } from "../_terms/closings.ts";
import { percent, round } from "../_terms/figures.ts";
import { KIND_NAMES, KINDS, medianTold } from "../_terms/period-ends.ts";
import { asSignal, FALSE_DISCOVERY, FUNNEL_PLOTS, rarity } from "../_terms/signal.ts";
import { judge, layOutDays, Params, TABLE } from "./closings.ts";
import { ECHOES } from "./echo.ts";

export default defineDetector({
  meta: {
    id: "period-end-surge",
    code: "BL07",
    version: "3",
    family: "backlog",
    title: { zh: "期末突击结案（信号）", en: "Surge of closings at period ends (signal)" },
    about: {
      zh: "一年之中，单位在月末、季末或年末最后若干工作日（参数 `working_days`）的结案份额，数倍于按工作日和本单位收案节奏应有的份额（参数 `min_ratio`），且超出偶然和单位间的正常差异。只针对单位。统计信号，不是结论。",
      en: "Over a year, a unit's share of closings in the last working days (`working_days`) of months, quarters or the year is `min_ratio` times and more of what working days and its own intake explain, beyond chance and the usual differences between units. About units only. A signal, not a finding.",
    },
    tier: "signal",
    scope: "unit",
    beside: ECHOES,
    severity: 2,
    needs: { cases: ["org_id"] },
    law: [],
    innocent: [
      { zh: "集中宣判、集中办理的批量案件", en: "Batches dealt with together" },
      { zh: "节假日前后调整办理节奏", en: "Work moved around public holidays" },
      {
        zh: "专项行动、期末归档习惯（办结在先，归档在后）",
        en: "A campaign, or archiving in batches of what was concluded before",
      },
    ],
    checks: [
      {
        zh: "抽查期末所结案件的送达、执行和当事人反映",
        en: "Sample the cases closed then: service, execution, what the parties say",
      },
      { zh: "核对结案时间与实际办结时间", en: "Compare the time of closing with the work itself" },
      { zh: "了解考核统计口径和截止日", en: "Ask how and when closings are counted" },
    ],
    exclusions: [
      {
        zh: "收案同样集中在期末的单位：按其本身的收案份额比较，不提示",
        en: "Where intake crowds at period ends too, the unit is measured by its own intake",
      },
      {
        zh: "去掉最集中的一天后不再突出的（批量、节前）：不提示",
        en: "A surge that is gone without its busiest day (a batch, the eve of a holiday) is passed over",
      },
      {
        zh: "工作日按国务院办公厅公布的节假日安排；没有公布的年份按周一至周五",
        en: "Working days follow the announced holidays; Monday to Friday in years without",
      },
      {
        zh: "期末所结案件再立案、未送达（OC06、PS08）或者结案后退回、撤诉、改判的份额，明显高于本单位其他时间所结案件的，级别为 3，否则为 2",
        en: "Where clearly more of what was closed then than of the unit's other closings was reopened or not served (OC06, PS08), returned, withdrawn or overturned, it is 3, otherwise 2",
      },
    ],
    references: [FUNNEL_PLOTS, FALSE_DISCOVERY],
  },
  params: Params,
  row: z.object({
    key: z.string(),
    kind: z.enum(KINDS),
    n: z.number(),
    observed: z.number(),
    expected: z.number(),
    base_share: z.number(),
    intake_share: z.number(),
    ratio: z.number(),
    peers: z.number(),
    median: z.number().nullable(),
    tau2: z.number(),
    p: z.number(),
    q: z.number(),
    ends: z.number(),
    echoing: z.number(),
    others: z.number(),
    others_echoing: z.number(),
    echoes: z.boolean(),
  }),
  prepare: async (params, situation) => {
    await layOutDays(params, situation);
    await judge(params, situation);
  },
  query: () => sql`select * from ${TABLE}`,
  evidence: (params) => sql`
    select hit_no, 'a' as part, record_no, pos from (
      select h.hit_no, s.record_no, s.pos,
        row_number() over (partition by h.hit_no order by c.closed_on desc, k.case_id) as nth
      from hits h
      join ${OPENINGS_AND_CLOSINGS} c on c.org_id = h.org_id
      join closing_days d on d.day = c.closed_on and d.kind = h.kind and d.year = h.year and d.place = 'end'
      join cases k on k.case_key = c.case_key
      join steps s on s.case_key = c.case_key and s.pos = k.event_count
    ) x where nth <= ${params.sample}`,
  explain: (row, { min_ratio, working_days }) => {
    const { key, kind, n, observed, expected, ratio, peers, median } = row;
    const name = KIND_NAMES[kind];
    const share = percent(observed / n);
    const others = medianTold(row);
    return {
      message: asSignal({
        zh: `该单位 ${key} 年结案 ${n} 件，其中 ${observed} 件（${share}）结于${name.zh}最后 ${working_days} 个工作日，按工作日和本单位收案节奏应约 ${round(expected)} 件，为其 ${round(ratio)} 倍${others.zh}。${row.echoes ? `其中 ${row.echoing} 件其后再立案、未送达、退回或者撤回，其他时间所结 ${row.others} 件中为 ${row.others_echoing} 件。` : ""}`,
        en: `In ${key} the unit closed ${n} cases, ${observed} of them (${share}) in the last ${working_days} working days of ${name.en}; working days and its own intake explain about ${round(expected)}, so it is ${round(ratio)} times that${others.en}.${row.echoes ? ` ${row.echoing} of those were reopened, not served, returned or withdrawn afterwards; of its ${row.others} other closings, ${row.others_echoing}.` : ""}`,
      }),
      severity: row.echoes ? 3 : 2,
      measured: round(ratio),
      threshold: min_ratio,
      unit: "ratio",
      peer: {
        period: key,
        n,
        observed,
        expected: round(expected),
        ratio: round(ratio),
        working_day_share: percent(row.base_share),
        intake_share: percent(row.intake_share),
        peers,
        median: median === null ? null : round(median),
        ...rarity(row),
      },
    };
  },
});
