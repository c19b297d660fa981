import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { id, sql } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { RATE_COLUMNS } from "../../pipeline/statistics/rates.ts";
import { percent, round } from "../_terms/figures.ts";
import { asSignal, FALSE_DISCOVERY, FUNNEL_PLOTS, OVERDISPERSION, rarity } from "../_terms/signal.ts";
import { decisions, judge, Params, spanOf } from "./rates.ts";

const TABLE = "exit_rate";

export default defineDetector({
  meta: {
    id: "exit-rate",
    code: "OC03",
    version: "1",
    family: "outcome",
    title: { zh: "撤案、不捕、不诉、撤回起诉离群（信号）", en: "Exit rate out of line (signal)" },
    about: {
      zh: "单位最近若干完整季度（参数 `quarters`）的撤案、不捕、不诉或撤回起诉，占同阶段决定的比例，按案件类型和案由构成校正后，超出漏斗图界限（参数 `max_p`）。只针对单位。统计信号，不是结论。",
      en: "Over the latest complete quarters (`quarters`) a unit's withdrawals, refused arrests, decisions not to prosecute or withdrawn charges, as a share of the decisions of the same stage and adjusted for its mix of cases, lie outside the limits of a funnel plot (`max_p`). About units only. A signal, not a finding.",
    },
    tier: "signal",
    scope: "unit",
    severity: 2,
    needs: { events: [], cases: ["org_id"] },
    law: [],
    innocent: [
      { zh: "落实少捕慎诉等刑事政策", en: "A policy of fewer arrests and charges is being carried out" },
      {
        zh: "案件构成不同（轻微案件、特定类型集中）",
        en: "Another mix of cases: minor ones, or one kind that is concentrated there",
      },
      { zh: "批量案件、关联案件一并处理", en: "Related cases were decided together" },
    ],
    checks: [
      { zh: "按案由和理由抽查相应决定", en: "Sample the decisions by cause and by ground" },
      { zh: "核对是否属于专项工作或批量案件", en: "See whether a campaign or a batch explains them" },
      { zh: "查看后续是否复议、监督或重新移送", en: "See what followed: review, supervision, a new transfer" },
    ],
    exclusions: [
      {
        zh: "尚无决定的案件不计入分母，也不视为未退出",
        en: "A case that is not decided yet is censored: it counts neither way",
      },
      {
        zh: "决定不足三十件，或可比单位不足六个：无法判断；可比单位少，其间差异难以估计的，相差极大才提示，相差较大的无法判断",
        en: "Fewer than thirty decisions, or fewer than six units to compare: cannot tell; with so few units that their spread is hardly known only what is very far out is told, and what is far out cannot be told",
      },
      { zh: "与应有比例相差不足一半的：不提示", en: "Less than half as many again as expected is passed over" },
    ],
    unclear: {
      zh: "本单位这一阶段的决定太少，或者可供比较的单位太少：即使明显偏离，也可能只是单位之间本来的差异。",
      en: "The unit made too few decisions at this stage, or there are too few units to compare it with: even where it stands out, units may just differ as much.",
    },
    references: [FUNNEL_PLOTS, OVERDISPERSION, FALSE_DISCOVERY],
  },
  params: Params,
  row: z.object({
    heading: z.string(),
    key: z.string(),
    n: z.number(),
    observed: z.number(),
    expected: z.number(),
    rate: z.number(),
    median: z.number().nullable(),
    peers: z.number(),
    z: z.number(),
    tau2: z.number(),
    p: z.number(),
    q: z.number(),
  }),
  prepare: async (params, situation) =>
    layOut(situation.facts.engine, TABLE, RATE_COLUMNS, await judge(params, situation)),
  query: () => sql`select * from ${id(TABLE)}`,
  evidence: (params, situation) => {
    const span = spanOf(params, situation);
    return sql`
      select hit_no, 'a' as part, record_no, pos from (
        select h.hit_no, s.record_no, s.pos, row_number() over (partition by h.hit_no order by d.occurred_on desc, k.case_id) as nth
        from hits h join (${decisions(params)}) d on d.org_id = h.org_id and d.heading = h.heading and d.exits = 1
          and d.occurred_on between ${span?.first ?? 0} and ${span?.last ?? 0}
        join cases k on k.case_key = d.case_key
        join steps s on s.case_key = d.case_key and s.pos = d.pos
      ) x where nth <= ${params.sample}`;
  },
  compared: (key, { rates }) => {
    const [heading = key, period = ""] = key.split(/ (?=\S+$)/);
    const { zh, en } = rates[heading] ?? { zh: heading, en: heading };
    return { zh: `${zh}，${period}`, en: `${en}, ${period}` };
  },
  explain: (row, { rates, min_ratio }) => {
    const name = rates[row.heading] ?? { zh: row.heading, en: row.heading };
    const period = row.key.slice(row.heading.length + 1);
    const ratio = row.observed / row.expected;
    return {
      message: asSignal({
        zh: `该单位 ${period} 同阶段决定 ${row.n} 件，其中${name.zh} ${row.observed} 件（${percent(row.rate)}），按案件构成应约 ${round(row.expected)} 件；其他 ${row.peers} 个单位比例的中位数为 ${percent(row.median ?? 0)}，超出漏斗图 99.8% 界限（z = ${round(row.z)}）。`,
        en: `In ${period} the unit made ${row.n} decisions of that stage, ${row.observed} of them ${name.en} (${percent(row.rate)}); its mix of cases lets one expect about ${round(row.expected)}. The median of the ${row.peers} other units is ${percent(row.median ?? 0)}, and the unit lies outside the 99.8% limits (z = ${round(row.z)}).`,
      }),
      measured: row.expected > 0 ? round(ratio) : null,
      threshold: ratio >= 1 ? min_ratio : round(1 / min_ratio),
      unit: "ratio",
      peer: {
        period,
        n: row.n,
        observed: row.observed,
        expected: round(row.expected),
        rate: percent(row.rate),
        peers: row.peers,
        median: percent(row.median ?? 0),
        z: round(row.z),
        ...rarity(row),
      },
    };
  },
});
