import { groupBy } from "../kit/group.ts";
import { withQValues } from "./fdr.ts";
import { asNormal, bothTails, deviationOfShare, spreadOf } from "./funnel.ts";
import { mediansOfOthers } from "./others.ts";

/** What one unit did under one heading in cases of one kind: `observed` of `n`. */
export interface Stratum {
  readonly org_id: string;
  /** Units are compared under the same heading. */
  readonly heading: string;
  /** Cases are compared with those of the same kind. */
  readonly mix: string;
  readonly n: number;
  readonly observed: number;
}

export interface RateLimits {
  /** Below it nothing is said of a unit. */
  readonly min_cases: number;
  /** Units with enough cases, the one looked at among them. */
  readonly min_units: number;
  /** Observed against expected, up or down: the effect-size floor. */
  readonly min_ratio: number;
  /** Largest two-sided p-value; 0.002 is the 99.8 % limit of a funnel plot. */
  readonly max_p: number;
  readonly false_discovery_rate: number;
}

interface JudgedRate {
  readonly org_id: string;
  readonly heading: string;
  readonly n: number;
  readonly observed: number;
  /** What the rates of the other units, kind by kind, let one expect of the unit's own mix; null where too few. */
  readonly expected: number | null;
  readonly rate: number;
  /** Median rate of the other units. */
  readonly median: number | null;
  readonly peers: number;
  readonly z: number | null;
  readonly tau2: number | null;
  readonly p: number | null;
  readonly q: number | null;
  /** The p-value if the spread of the others were known, not estimated from as few as they are. */
  readonly least: number | null;
  readonly outcome: "hit" | "clear" | "cannot tell";
}

/**
 * Units outside the overdispersed funnel of the others, with Benjamini–Hochberg over all headings together and a floor
 * on the effect. Expectations are standardised to the unit's mix of cases. A unit is judged by the rates of the others
 * and their spread, without itself, so that one far out widens no limit of its own (cross-validation as in Marshall &
 * Spiegelhalter 2003, Stat. Med. 22, 1649–1660). With too few cases, or too few units beside it, it cannot be told, nor
 * where a unit is out of line by the spread of the others as estimated, but not by what so few of them say of it.
 */
export function judgeRates(strata: readonly Stratum[], limits: RateLimits): JudgedRate[] {
  const judged = [...groupBy(strata, ({ heading }) => heading).values()].flatMap((rows) => {
    const units = [...groupBy(rows, ({ org_id }) => org_id).values()].map(unitOf);
    const enough = units.filter(({ n }) => n >= limits.min_cases);
    const pool = poolOf(enough.flatMap((unit) => unit.strata));
    const medians = mediansOfOthers(enough.map(({ n, observed }) => observed / n));
    const medianOf = new Map(enough.map((unit, i) => [unit, medians[i] ?? null]));
    return units.map((unit) => compare(unit, { enough, pool, median: medianOf.get(unit) ?? null }, limits));
  });
  return withQValues(judged).map((unit) => {
    const { observed, expected, p, q } = unit;
    if (expected === null || p === null || q === null) return unit;
    const ratio = observed / expected;
    const far = ratio >= limits.min_ratio || ratio <= 1 / limits.min_ratio;
    if (!far || (unit.least ?? 1) > limits.max_p) return { ...unit, outcome: "clear" };
    if (p > limits.max_p) return { ...unit, outcome: "cannot tell" };
    return { ...unit, outcome: q <= limits.false_discovery_rate ? "hit" : "clear" };
  });
}

interface Unit extends Tally {
  readonly strata: readonly Stratum[];
}

interface Tally {
  readonly n: number;
  readonly observed: number;
}

const unitOf = (strata: readonly Stratum[]): Unit => ({ strata, ...tallyOf(strata) });
const tallyOf = (rows: readonly Stratum[]): Tally => ({ n: total(rows, "n"), observed: total(rows, "observed") });

interface Beside {
  /** Units with enough cases, perhaps itself among them; and what they did together. */
  readonly enough: readonly Unit[];
  readonly pool: Pool;
  /** Of the rates of the others. */
  readonly median: number | null;
}

type Compared = Omit<JudgedRate, "q">;

function compare(unit: Unit, { enough, pool, median }: Beside, { min_cases, min_units }: RateLimits): Compared {
  const { org_id, heading } = unit.strata[0] as Stratum;
  const { n, observed } = unit;
  const peers = enough.length - (n >= min_cases ? 1 : 0);
  const untold = {
    org_id,
    heading,
    n,
    observed,
    expected: null,
    rate: observed / n,
    median: null,
    peers,
  };
  const nothing = { ...untold, z: null, tau2: null, p: null, least: null, outcome: "cannot tell" } as const;
  if (n < min_cases || peers + 1 < min_units) return nothing;
  const others = enough.filter((other) => other !== unit);
  const expect = standard(pool, unit.strata);
  const expected = expect(unit);
  const inside = others.map((other) => ({ observed: other.observed, n: other.n, target: expect(other) / other.n }));
  const tau2 = spreadOf(inside.map(deviationOfShare));
  const cases = inside.reduce((sum, other) => sum + other.n, 0);
  const { y, s2 } = deviationOfShare({ observed, n, target: expected / n });
  const predicted = s2 + 1 / (4 * cases) + tau2 * (1 + 1 / peers);
  const t = y / Math.sqrt(predicted);
  const z = asNormal(t, peers - 1);
  return { ...nothing, expected, median, z, tau2, p: bothTails(z), least: bothTails(t), outcome: "clear" };
}

/** Cases of units together, by their kind; summed once, as each unit is held against all of them but its own. */
type Pool = ReadonlyMap<string, Tally>;

const poolOf = (strata: readonly Stratum[]): Pool =>
  new Map([...groupBy(strata, ({ mix }) => mix)].map(([mix, rows]) => [mix, tallyOf(rows)]));

/**
 * Indirect standardisation: the rate of each kind of case in a pool but for some of it, weighted by a unit's own mix.
 */
function standard(pool: Pool, but: readonly Stratum[]): (unit: Unit) => number {
  const left = poolOf(but);
  const rest = [...pool].map(([mix, { n, observed }]) => {
    const own = left.get(mix) ?? { n: 0, observed: 0 };
    return { mix, n: n - own.n, observed: observed - own.observed };
  });
  const all = rest.reduce((sum, { n, observed }) => ({ n: sum.n + n, observed: sum.observed + observed }), {
    n: 0,
    observed: 0,
  });
  const overall = all.observed / all.n;
  const rates = new Map(rest.filter(({ n }) => n > 0).map(({ mix, n, observed }) => [mix, observed / n]));
  return ({ strata }) => strata.reduce((sum, { mix, n }) => sum + n * (rates.get(mix) ?? overall), 0);
}

const total = (rows: readonly Stratum[], column: "n" | "observed"): number =>
  rows.reduce((sum, row) => sum + row[column], 0);

export const RATE_COLUMNS = {
  org_id: "text",
  heading: "text",
  key: "text",
  n: "integer",
  observed: "integer",
  expected: "number",
  rate: "number",
  median: "number",
  peers: "integer",
  z: "number",
  tau2: "number",
  p: "number",
  q: "number",
  outcome: "text",
} as const;
