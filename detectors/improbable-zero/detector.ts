import * as z from "zod";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { noRows, sql } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { groupBy } from "../../pipeline/kit/group.ts";
import { localDay } from "../../pipeline/kit/zone.ts";
import { withQValues } from "../../pipeline/statistics/fdr.ts";
import { deviation, spreadOfOthers } from "../../pipeline/statistics/funnel.ts";
import { periodsWithin } from "../../pipeline/statistics/periods.ts";
import { noneOf } from "../../pipeline/statistics/poisson.ts";
import { percent, round } from "../_terms/figures.ts";
import { BASE_RATE, PROTECTED, registerOf } from "../_terms/register.ts";
import { asSignal, FALSE_DISCOVERY, FUNNEL_PLOTS, falseDiscoveryRate, rarity } from "../_terms/signal.ts";

const Params = z.strictObject({
  quarters: z.int().min(1).default(4).describe("complete quarters in a row without an entry; an engineering default"),
  min_expected: z
    .number()
    .positive()
    .default(10)
    .describe("entries its caseload would let one expect; an engineering default"),
  min_peers: z.int().min(1).default(5).describe("other units to compare with; an engineering default"),
  false_discovery_rate: falseDiscoveryRate(0.05),
});
type Params = z.output<typeof Params>;

const TABLE = "improbable_zero";

interface Unit {
  readonly org_id: string;
  readonly peer_group: string | null;
  readonly cases: number;
  readonly entries: number;
}

export default defineDetector({
  meta: {
    id: "improbable-zero",
    code: "IV04",
    version: "2",
    family: "intervention",
    title: { zh: "过问登记零报告异常（信号）", en: "Improbably empty register (signal)" },
    about: {
      zh: "单位连续若干季度（参数 `quarters`）没有一条过问登记，而按其收案数和同类单位的登记比例，本可预期不止零星几条（参数 `min_expected`）。只针对单位，不涉及个人。",
      en: "For as many quarters in a row as `quarters` says a unit registered no inquiry at all, where its caseload and the rate of its peers would let one expect at least as many as `min_expected` says. About units only.",
    },
    tier: "signal",
    scope: "unit",
    severity: 1,
    needs: { interventions: [], cases: ["org_id"] },
    law: [],
    innocent: [
      BASE_RATE,
      { zh: "该单位在其他平台或纸质登记簿登记", en: "The unit registers on another platform or on paper" },
      { zh: "登记由上级机关统一录入，单位字段不同", en: "A superior organ enters for it, under another unit" },
      { zh: "案件类型确实少有人过问", en: "Its kind of case is seldom asked about" },
    ],
    checks: [
      {
        zh: "了解登记渠道、培训和零报告是否逐期报送",
        en: "Ask about the way to register, the training and the periodic zero reports",
      },
      { zh: "核对纸质登记簿和上级平台", en: "Look in the paper register and on the superior platform" },
    ],
    exclusions: [
      {
        zh: "当前未满的季度不计；只看最近的完整季度",
        en: "The running quarter is left out; only the latest complete ones are looked at",
      },
      {
        zh: "可比单位不足五个，没有单位信息，或他单位已申明分组而本单位没有：无法判断",
        en: "Fewer than five peers, cases without a unit, or no group where the others declare theirs: cannot tell",
      },
      { zh: "登记数量多从不提示", en: "Many entries are never remarked on" },
    ],
    unclear: {
      zh: "可供比较的单位太少；案件没有记载单位；或者其他单位列有分组，而本单位没有。",
      en: "There are too few units to compare, the cases have no unit on record, or the unit has no group where others declare theirs.",
    },
    references: [FUNNEL_PLOTS, FALSE_DISCOVERY],
  },
  params: Params,
  row: z.object({
    key: z.string(),
    cases: z.number(),
    expected: z.number(),
    peers: z.number(),
    peer_group: z.string().nullable(),
    rate: z.number(),
    tau2: z.number(),
    p: z.number(),
    q: z.number(),
  }),
  prepare: async (params, situation) => {
    const rows = await judge(params, situation);
    await layOut(
      situation.facts.engine,
      TABLE,
      {
        org_id: "text",
        key: "text",
        cases: "integer",
        expected: "number",
        peers: "integer",
        peer_group: "text",
        rate: "number",
        tau2: "number",
        p: "number",
        q: "number",
        outcome: "text",
      },
      rows,
    );
  },
  query: () => sql`select * from improbable_zero`,
  explain: ({ key, cases, expected, peers, peer_group, rate, tau2, p, q }, { quarters }) => ({
    message: asSignal(
      {
        zh: `该单位 ${key}（${quarters} 个完整季度）收案 ${cases} 件，过问登记为零；按 ${peers} 个同类单位每百件 ${round(rate * 100, 1)} 条的比例，约可预期 ${round(expected, 1)} 条。`,
        en: `In ${key} (${quarters} complete quarters) the unit opened ${cases} cases and registered no inquiry; at the rate of its ${peers} peers, ${round(rate * 100, 1)} for every hundred cases, about ${round(expected, 1)} would be expected.`,
      },
      { zh: "；请先核对登记渠道", en: "; look first at how entries are made" },
    ),
    severity: 1,
    measured: 0,
    threshold: round(expected, 1),
    unit: "entries",
    peer: {
      ...(peer_group === null ? {} : { peer_group }),
      peers,
      period: key,
      n: cases,
      rate: percent(rate),
      expected: round(expected, 1),
      observed: 0,
      ...rarity({ tau2, p, q }),
    },
    innocent: [PROTECTED],
  }),
});

/** One row per unit that opened cases in the latest quarters. */
async function judge(params: Params, situation: Situation) {
  const { engine, zone } = situation.facts;
  const today = localDay(zone.name, situation.asOf);
  const [first, ...rest] = periodsWithin("quarter", today - 92 * (params.quarters + 1), today).slice(-params.quarters);
  if (!first || rest.length + 1 < params.quarters) return [];
  const last = rest.at(-1) ?? first;
  const key = first === last ? first.key : `${first.key}–${last.key}`;
  const units = await engine.all<Unit>(unitCounts(situation, first.first, last.last));
  const compared = compare(units);
  const enough = compared.filter(({ peers, expected }) => peers >= params.min_peers && expected > 0);
  const spreads = spreadOfOthers(enough.map((unit) => ({ org_id: unit.org_id, ...deviation(unit) })));
  const tested = compared.map((unit) => {
    const tau2 = spreads.get(unit.org_id) ?? 0;
    const isTested = unit.peers >= params.min_peers && unit.expected >= params.min_expected;
    return { ...unit, tau2, p: isTested ? noneOf(unit.expected, 4 * tau2) : null };
  });
  return withQValues(tested).map(({ p, q, ...unit }) => {
    const hit = unit.observed === 0 && q !== null && q <= params.false_discovery_rate;
    const outcome = unit.peers < params.min_peers ? "cannot tell" : hit ? "hit" : "clear";
    return { ...unit, key, p: p ?? 1, q: q ?? 1, outcome };
  });
}

/**
 * What each unit's peers, without it, would let one expect of its caseload. Where groups are declared, a unit of none
 * has no peers. Groups are summed once: a province has thousands of units.
 */
function compare(units: readonly Unit[]) {
  const declared = units.some(({ peer_group }) => peer_group !== null);
  const sums = new Map(
    [...groupBy(units, ({ peer_group }) => peer_group)].map(([group, members]) => [
      group,
      {
        units: members.length,
        cases: members.reduce((sum, { cases }) => sum + cases, 0),
        entries: members.reduce((sum, { entries }) => sum + entries, 0),
      },
    ]),
  );
  return units.map((unit) => {
    const { org_id, peer_group, entries: observed } = unit;
    const sum = declared && peer_group === null ? undefined : sums.get(peer_group);
    const cases = sum ? sum.cases - unit.cases : 0;
    const rate = sum && cases > 0 ? (sum.entries - observed) / cases : 0;
    const peers = sum ? sum.units - 1 : 0;
    return { org_id, peer_group, cases: unit.cases, observed, peers, rate, expected: unit.cases * rate };
  });
}

function unitCounts(situation: Situation, first: number, last: number) {
  const { facts, engine, has } = situation;
  const group = has("workload", "peer_group")
    ? sql`select org_id, max(peer_group) as peer_group from workload group by org_id`
    : noRows({ org_id: "varchar", peer_group: "varchar" });
  return sql`
    select c.org_id, g.peer_group, c.cases, coalesce(e.entries, 0) as entries
    from (
      select org_id, count(*) as cases from cases
      where org_id is not null and ${engine.localDay(sql`opened_at`, facts.zone)} between ${first} and ${last}
      group by org_id
    ) c
    left join (
      select unit, count(*) as entries from (
        select coalesce(r.org_id, c.org_id) as unit
        from (${registerOf(situation, ["org_id"])}) r left join cases c on c.case_key = r.case_key
        where r.received_on between ${first} and ${last}
      ) x group by unit
    ) e on e.unit = c.org_id
    left join (${group}) g on g.org_id = c.org_id
    order by c.org_id`;
}
