import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { id, sql } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { percent, round } from "../_terms/figures.ts";
import { asSignal, FALSE_DISCOVERY, OVERDISPERSION, rarity } from "../_terms/signal.ts";
import { COLUMNS, judge, matters, Params } from "./pairs.ts";

const TABLE = "repeat_pairing";

export default defineDetector({
  meta: {
    id: "repeat-pairing",
    code: "PR04",
    version: "1",
    family: "people",
    title: {
      zh: "承办人与代理人集中相遇（信号，限知悉范围）",
      en: "Handler and representative meet often (signal, need to know)",
    },
    about: {
      zh: "同一单位内，某承办人与某代理人共同出现的案件，数倍于按双方各自案件量应有的次数（参数 `min_lift`），超出偶然和普遍的专业分工，并且结果有利的比例明显高于本单位其他组合。限知悉范围。统计信号，不是结论。",
      en: "Within a unit one handler and one representative meet in `min_lift` times and more of the matters that their own caseloads explain, beyond chance and the usual specialising, and the outcome is favourable distinctly more often than with the unit's other pairs. For those who need to know. A signal, not a finding.",
    },
    tier: "signal",
    scope: "unit",
    severity: 2,
    needs: { assignments: [], representations: ["kind", "favourable"] },
    law: [],
    innocent: [
      { zh: "值班律师、法律援助，类别未填写", en: "Duty counsel or legal aid, with the kind not filled in" },
      { zh: "当地律师少，相遇自然多", en: "A small local bar: the same few meet again and again" },
      { zh: "承办人、代理人都专办同一类案件", en: "Both handle the same kind of case only" },
      { zh: "同一当事人的批量、系列案件集中分给一人", en: "A series of one party's cases was assigned together" },
    ],
    checks: [
      {
        zh: "先看分案方式：随机分案的相遇与承办人无关",
        en: "First look at how the cases were assigned: at random, the meeting is nobody's doing",
      },
      { zh: "按案由比较同类案件的结果", en: "Compare outcomes of like cases, cause by cause" },
      { zh: "查阅回避申报", en: "Look at the declarations on recusal" },
    ],
    exclusions: [
      { zh: "值班律师、法律援助等指派的代理：不计", en: "Representatives who are assigned, not chosen, are left out" },
      {
        zh: "同一代理人同日提交给同一承办人的多件案件：算一件",
        en: "Several cases brought before one handler on one day count once",
      },
      {
        zh: "代理人出现之前承办人已移交的案件：不计",
        en: "A case that the handler had handed on before the representative appeared is left out",
      },
      {
        zh: "代理人或者承办人很少的单位，结果不明的组合：无法判断",
        en: "Units with few representatives or handlers, and pairs whose outcomes are unknown: cannot tell",
      },
      { zh: "相遇多而结果与其他组合相当的：不提示", en: "Meeting often and faring as others do is passed over" },
    ],
    unclear: {
      zh: "本单位代理人或者承办人太少，或者这些案件的结果尚未记载。",
      en: "The unit has too few representatives or handlers, or how the cases ended is not on record yet.",
    },
    references: [FALSE_DISCOVERY, OVERDISPERSION, "Wilson 1927"],
  },
  params: Params,
  row: z.object({
    handler: z.string(),
    representative: z.string(),
    org_id: z.string(),
    n: z.number(),
    of_left: z.number(),
    of_right: z.number(),
    total: z.number(),
    representatives: z.number(),
    expected: z.number(),
    lift: z.number(),
    rate: z.number(),
    peer_rate: z.number(),
    tau2: z.number(),
    p: z.number(),
    q: z.number(),
  }),
  prepare: async (params, situation) => layOut(situation.facts.engine, TABLE, COLUMNS, await judge(params, situation)),
  query: () => sql`select * from ${id(TABLE)}`,
  evidence: (params, situation) => sql`
    select distinct h.hit_no, 'a' as part, m.record_no, cast(null as integer) as pos, 'representations' as source_table
    from hits h join (${matters(params, situation)}) m
      on m.unit = h.org_id and m.handler = h.handler and m.representative = h.representative`,
  explain: (row, { min_lift }) => ({
    message: asSignal({
      zh: `（限知悉范围）单位 ${row.org_id} 内，承办人 ${row.handler} 与代理人 ${row.representative}（均为编号）相遇 ${row.n} 件，按双方案件量应约 ${round(row.expected, 1)} 件，为其 ${round(row.lift, 1)} 倍；结果有利的占 ${percent(row.rate)}，本单位其他组合为 ${percent(row.peer_rate)}。`,
      en: `(Need to know) In unit ${row.org_id} handler ${row.handler} and representative ${row.representative} (identifiers) met in ${row.n} matters where their caseloads explain about ${round(row.expected, 1)}, ${round(row.lift, 1)} times as many; ${percent(row.rate)} ended favourably, against ${percent(row.peer_rate)} of the unit's other pairs.`,
    }),
    measured: round(row.lift, 1),
    threshold: min_lift,
    unit: "ratio",
    peer: {
      observed: row.n,
      expected: round(row.expected, 1),
      handler_matters: row.of_left,
      representative_matters: row.of_right,
      unit_matters: row.total,
      representatives: row.representatives,
      rate: percent(row.rate),
      peer_rate: percent(row.peer_rate),
      ...rarity(row),
    },
  }),
});
