import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { id, sql } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { round } from "../_terms/figures.ts";
import { asSignal, FALSE_DISCOVERY, OVERDISPERSION, rarity } from "../_terms/signal.ts";
import { COLUMNS, headed, judge, Params } from "./shares.ts";

const TABLE = "assignment_share";

export default defineDetector({
  meta: {
    id: "assignment-share",
    code: "PR02",
    version: "1",
    family: "people",
    title: { zh: "分案集中（信号，限知悉范围）", en: "Assignments concentrated (signal, need to know)" },
    about: {
      zh: "同一单位内，某一案由或者某一当事人的案件，分给某承办人的件数达到按其总体分案量应有件数的两倍以上，超出偶然和普遍的专业分工。限知悉范围。统计信号，不是结论。",
      en: "Within a unit, twice and more of the cases of one cause or one party came to one handler as their share of all cases explains, beyond chance and the usual specialising. For those who need to know. A signal, not a finding.",
    },
    tier: "signal",
    scope: "unit",
    severity: 2,
    needs: { assignments: [] },
    law: [],
    innocent: [
      { zh: "专业化审判、专业化办案", en: "Specialised trial or handling" },
      {
        zh: "类案集中、系列案件、“四类案件”集中办理",
        en: "Like cases, a series, or the four classes of case kept together",
      },
      { zh: "院庭长依职权指定并载明理由", en: "Designated by the president for a reason on record" },
      { zh: "其他承办人休假、回避", en: "The others were on leave or recused themselves" },
    ],
    checks: [
      {
        zh: "先看其中随机分案与指定分案各多少",
        en: "First look at how many of them were random and how many designated",
      },
      { zh: "核对专业分工文件", en: "Read how work is divided among the handlers" },
    ],
    exclusions: [
      {
        zh: "案由在该承办人全部案件中占半数以上的，视为专业分工：不提示",
        en: "A cause that makes up half of a handler's own cases is their speciality and passed over",
      },
      { zh: "普遍专业分工的单位界限随之放宽", en: "Where specialising is the custom the limits widen with it" },
      {
        zh: "不足二十件的案由、当事人，承办人不足四名的单位：不计",
        en: "Causes and parties of fewer than twenty cases, and units of fewer than four handlers, are left out",
      },
    ],
    references: [FALSE_DISCOVERY, OVERDISPERSION],
  },
  params: Params,
  row: z.object({
    org_id: z.string(),
    handler: z.string(),
    heading: z.enum(["cause", "party"]),
    name: z.string(),
    n: z.number(),
    designated: z.number(),
    of_left: z.number(),
    of_right: z.number(),
    total: z.number(),
    expected: z.number(),
    lift: z.number(),
    tau2: z.number(),
    p: z.number(),
    q: z.number(),
  }),
  prepare: async (params, situation) => layOut(situation.facts.engine, TABLE, COLUMNS, await judge(params, situation)),
  query: () => sql`select * from ${id(TABLE)}`,
  evidence: (params, situation) => sql`
    select hit_no, 'a' as part, record_no, cast(null as integer) as pos, 'assignments' as source_table from (
      select h.hit_no, a.record_no, row_number() over (partition by h.hit_no order by a.from_at desc, a.record_no) as nth
      from hits h join (${headed(params, situation)}) a
        on a.unit = h.org_id and a.handler = h.handler and a.heading = h.heading and a.name = h.name
    ) x where nth <= ${params.sample}`,
  explain: (row, { min_lift }) => {
    const what = row.heading === "cause" ? { zh: "案由", en: "cause" } : { zh: "当事人", en: "party" };
    return {
      message: asSignal({
        zh: `（限知悉范围）单位 ${row.org_id} 的${what.zh} ${row.name} 案件 ${row.of_right} 件，其中 ${row.n} 件分给承办人 ${row.handler}（编号），按其总体分案量应约 ${round(row.expected, 1)} 件，为其 ${round(row.lift, 1)} 倍；其中指定分案 ${row.designated} 件。`,
        en: `(Need to know) Of ${row.of_right} cases of the ${what.en} ${row.name} in unit ${row.org_id}, ${row.n} came to handler ${row.handler} (an identifier), whose share of all cases explains about ${round(row.expected, 1)}: ${round(row.lift, 1)} times as many; ${row.designated} of them were designated.`,
      }),
      measured: round(row.lift, 1),
      threshold: min_lift,
      unit: "ratio",
      peer: {
        observed: row.n,
        designated: row.designated,
        expected: round(row.expected, 1),
        group_cases: row.of_right,
        handler_cases: row.of_left,
        unit_cases: row.total,
        ...rarity(row),
      },
    };
  },
});
