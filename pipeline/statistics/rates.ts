import { qValues } from "./fdr.ts";
import { asNormal, bothTails, deviationOfShare, overdispersed } from "./funnel.ts";
import { groupBy } from "./group.ts";
import { quartiles } from "./quartiles.ts";

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

export interface JudgedRate {
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
  readonly outcome: "hit" | "clear" | "cannot tell";
}

/**
 * Units outside the overdispersed funnel of the others, with Benjamini–Hochberg over all headings together and a floor
 * on the effect. Expectations are standardised to the unit's mix of cases. A unit is judged by the rates of the others
 * and their spread, without itself, so that one far out widens no limit of its own (cross-validation as in Marshall &
 * Spiegelhalter 2003, Stat. Med. 22, 1649–1660). With too few cases, or too few units beside it, it cannot be told.
 */
export function judgeRates(strata: readonly Stratum[], limits: RateLimits): JudgedRate[] {
  const judged = [...groupBy(strata, ({ heading }) => heading).values()].flatMap((rows) => {
    const units = [...groupBy(rows, ({ org_id }) => org_id).values()];
    const enough = units.filter((unit) => total(unit, "n") >= limits.min_cases);
    return units.map((unit) => compare(unit, enough, limits));
  });
  const tested = judged.filter(({ p }) => p !== null);
  const q = new Map(qValues(tested.map(({ p }) => p as number)).map((value, i) => [tested[i], value]));
  return judged.map((unit) => {
    const value = q.get(unit);
    if (value === undefined) return unit;
    const ratio = unit.observed / (unit.expected as number);
    const far = ratio >= limits.min_ratio || ratio <= 1 / limits.min_ratio;
    const hit = far && (unit.p as number) <= limits.max_p && value <= limits.false_discovery_rate;
    return { ...unit, q: value, outcome: hit ? "hit" : "clear" };
  });
}

type Unit = readonly Stratum[];

function compare(unit: Unit, enough: readonly Unit[], { min_units }: RateLimits): JudgedRate {
  const { org_id, heading } = unit[0] as Stratum;
  const [n, observed] = [total(unit, "n"), total(unit, "observed")];
  const others = enough.filter((other) => other !== unit);
  const untold = {
    org_id,
    heading,
    n,
    observed,
    expected: null,
    rate: observed / n,
    median: null,
    peers: others.length,
  };
  const nothing = { ...untold, z: null, tau2: null, p: null, q: null, outcome: "cannot tell" } as const;
  if (!enough.includes(unit) || others.length + 1 < min_units) return nothing;
  const expect = standard(others);
  const expected = expect(unit);
  const inside = others.map((other) => {
    const cases = total(other, "n");
    return { observed: total(other, "observed"), n: cases, target: expect(other) / cases };
  });
  const { tau2 } = overdispersed(inside.map(deviationOfShare));
  if (expected <= 0 || expected >= n) return nothing;
  const cases = inside.reduce((sum, other) => sum + other.n, 0);
  const { y, s2 } = deviationOfShare({ observed, n, target: expected / n });
  const predicted = s2 + 1 / (4 * cases) + tau2 * (1 + 1 / others.length);
  const z = asNormal(y / Math.sqrt(predicted), others.length - 1);
  const { median } = quartiles(inside.map((other) => other.observed / other.n));
  return { ...nothing, expected, median, z, tau2, p: bothTails(z), outcome: "clear" };
}

/** Indirect standardisation: the rate of each kind of case over some units, weighted by a unit's own mix. */
function standard(units: readonly Unit[]): (unit: Unit) => number {
  const all = units.flat();
  const pooled = groupBy(all, ({ mix }) => mix);
  const overall = total(all, "observed") / total(all, "n");
  const rateOf = (mix: string) => {
    const rows = pooled.get(mix);
    return rows ? total(rows, "observed") / total(rows, "n") : overall;
  };
  const rates = new Map([...pooled.keys()].map((mix) => [mix, rateOf(mix)]));
  return (unit) => unit.reduce((sum, { mix, n }) => sum + n * (rates.get(mix) ?? overall), 0);
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
