import { type Count, funnel } from "./funnel.ts";
import { countAtLeast } from "./poisson.ts";

/** `observed` of a unit's `n` records are marked by something. */
interface Marked {
  readonly n: number;
  readonly observed: number;
}

interface ExcessLimits {
  /** Share that is taken for usual even where the others have less. */
  readonly base_share: number;
  /** Share of marked records, and ratio to the expectation: the floors of the effect. */
  readonly min_share: number;
  readonly min_ratio: number;
}

export interface Excess {
  readonly rate: number;
  readonly expected: number;
  readonly tau2: number;
  readonly p: number;
  /** Whether the effect reaches its floors. */
  readonly far: boolean;
}

/**
 * A unit's marked records against what the pooled share of the others, without it, lets one expect. The spread of the
 * others (`funnel`, τ² on the square-root scale, so 4τ² of the rate) widens the tail: a negative binomial count.
 */
export function excessOver(unit: Marked, others: readonly Marked[], limits: ExcessLimits): Excess {
  const usual = sum(others, "observed") / sum(others, "n");
  const rate = Math.max(limits.base_share, usual);
  const expected = unit.n * rate;
  const counts: Count[] = others.map(({ n, observed }) => ({ observed, expected: n * usual }));
  const tau2 = usual > 0 ? funnel(counts).tau2 : 0;
  return {
    rate,
    expected,
    tau2,
    p: countAtLeast(unit.observed, expected, 4 * tau2),
    far: unit.observed >= limits.min_share * unit.n && unit.observed >= limits.min_ratio * expected,
  };
}

const sum = (units: readonly Marked[], column: keyof Marked): number =>
  units.reduce((total, unit) => total + unit[column], 0);
