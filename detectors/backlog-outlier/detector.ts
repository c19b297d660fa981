import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { id, sql } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { layOutClosings, OPENINGS_AND_CLOSINGS } from "../_terms/closings.ts";
import { round } from "../_terms/figures.ts";
import { asSignal, FALSE_DISCOVERY, FUNNEL_PLOTS, twoDigits } from "../_terms/signal.ts";
import { COLUMNS, judge, Params } from "./pending.ts";

const TABLE = "backlog_outlier";

export default defineDetector({
  meta: {
    id: "backlog-outlier",
    code: "BL09",
    version: "2",
    family: "backlog",
    title: { zh: "人均积压离群（信号）", en: "Backlog per handler out of line (signal)" },
    about: {
      zh: "单位月末人均未结案件数，连续数月（参数 `periods`）高于同类单位的上四分位加若干倍四分位距（参数 `iqrs`）。首先是警力与任务是否相称的提示，只针对单位。统计信号，不是结论。",
      en: "For as many months in a row as `periods` says a unit's open cases per handler at the month's end lie above the outer fence of its peers, Q3 and `iqrs` times the IQR. It speaks first of hands and load, and of units only. A signal, not a finding.",
    },
    tier: "signal",
    scope: "unit",
    severity: 1,
    needs: { cases: ["org_id"], workload: ["handlers", "peer_group"] },
    law: [],
    innocent: [
      {
        zh: "警力被抽调、编制空缺，人手与任务不相称",
        en: "Hands were drawn off or posts are vacant: the load is too large for those at work",
      },
      { zh: "集中受理一类复杂、多人数案件", en: "The unit takes in one kind of complex case" },
      { zh: "办结后归档、结案录入迟延", en: "Cases are concluded and their closing is entered late" },
    ],
    checks: [
      { zh: "先看在岗人数、抽调、加班和收案变化", en: "First look at hands, duty elsewhere, overtime and intake" },
      { zh: "按案龄查看未结案件清单", en: "Go through the open cases by age" },
      { zh: "核对分组是否可比", en: "Ask whether the peers are comparable" },
    ],
    exclusions: [
      {
        zh: "同类单位不足五个、当月没有在岗人数的：无法判断",
        en: "Fewer than five peers, or no staff figures for the month: cannot tell",
      },
      { zh: "刚满一两个月的：继续观察", en: "One or two months are pending" },
      { zh: "未结件数很少的单位不提示", en: "A unit with few open cases is passed over" },
      {
        zh: "高于界限但在同类差异之内的（p、q 值不显著）：不提示",
        en: "Above the fence and still inside the spread of its peers (by p and q): clear",
      },
    ],
    unclear: {
      zh: "同类单位太少；当月没有在岗人数；或者未结案件的结案时间无法读取，不知是否已结。",
      en: "There are too few units of the same kind, no staff figures for the month, or closing times that cannot be read, so that cases may be over.",
    },
    references: ["Tukey 1977, Exploratory Data Analysis (outer fence)", FUNNEL_PLOTS, FALSE_DISCOVERY],
  },
  params: Params,
  row: z.object({
    key: z.string(),
    last_period: z.string(),
    periods: z.number(),
    pending: z.number(),
    handlers: z.number(),
    load: z.number(),
    peer_group: z.string(),
    peers: z.number(),
    q1: z.number(),
    median: z.number(),
    q3: z.number(),
    upper: z.number(),
    p: z.number(),
    q: z.number(),
    emergency_days: z.number().nullable(),
    overtime_hours: z.number().nullable(),
  }),
  prepare: async (params, situation) => layOut(situation.facts.engine, TABLE, COLUMNS, await judge(params, situation)),
  query: () => sql`select * from ${id(TABLE)}`,
  evidence: (params) => sql`
    select hit_no, 'a' as part, record_no, pos from (
      select h.hit_no, s.record_no, s.pos,
        row_number() over (partition by h.hit_no order by c.opened_on, k.case_id) as nth
      from hits h
      join ${OPENINGS_AND_CLOSINGS} c on c.org_id = h.org_id
        and c.opened_on <= h.last_on and coalesce(c.closed_on > h.last_on, true)
      join cases k on k.case_key = c.case_key
      join steps s on s.case_key = c.case_key and s.pos = 1
    ) x where nth <= ${params.sample}`,
  layOutClosings: ({ close }, situation) => layOutClosings(close, situation),
  explain: (row, { periods, iqrs }) => ({
    message: asSignal(
      {
        zh: `${row.last_period} 月末，该单位未结 ${row.pending} 件、在岗 ${round(row.handlers, 1)} 人，人均 ${round(row.load)} 件；“${row.peer_group}”其他 ${row.peers} 个单位中位数为 ${round(row.median)} 件、界限（Q3+${iqrs}·IQR）为 ${round(row.upper)} 件，自 ${row.key} 起已连续 ${row.periods} 个月高于界限。请先核对警力与任务是否相称。`,
        en: `At the end of ${row.last_period} the unit had ${row.pending} open cases and ${round(row.handlers, 1)} handlers at work, ${round(row.load)} each; the median of the ${row.peers} other units of ${row.peer_group} is ${round(row.median)} and the fence (Q3 + ${iqrs}·IQR) ${round(row.upper)}. It has been above the fence for ${row.periods} months, since ${row.key}. Look first at hands and load.`,
      },
      { zh: "", en: "" },
    ),
    severity: row.periods >= 2 * periods ? 2 : 1,
    measured: round(row.load),
    threshold: round(row.upper),
    unit: "cases per handler",
    peer: {
      peer_group: row.peer_group,
      peers: row.peers,
      q1: round(row.q1),
      median: round(row.median),
      q3: round(row.q3),
      upper: round(row.upper),
      p: twoDigits(row.p),
      q: twoDigits(row.q),
      periods: row.periods,
      emergency_days: row.emergency_days,
      overtime_hours: row.overtime_hours,
    },
  }),
});
