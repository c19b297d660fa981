import { errorFunction, quantileSorted } from "simple-statistics";
import { groupBy } from "../kit/group.ts";

export interface Count {
  readonly observed: number;
  readonly expected: number;
}

interface Funnel {
  /** Variance between units on the transformed scale; 0 where the units differ no more than chance lets them. */
  readonly tau2: number;
  /** How many standard deviations each unit lies from its expectation, chance and units' differences together. */
  readonly z: readonly number[];
  /** One-sided p-value of as many or more. */
  readonly p: readonly number[];
}

/** How far a unit lies from what is expected, on a scale whose variance by chance, `s2`, hardly depends on it. */
export interface Deviation {
  readonly y: number;
  readonly s2: number;
}

/**
 * Of a count from its expectation, √-transformed: y = √(O/E) − 1, s² = 1/(4E).
 * Spiegelhalter (2005), Funnel plots for comparing institutional performance, Stat. Med. 24, 1185–1202.
 */
export const deviation = ({ observed, expected }: Count): Deviation => ({
  y: Math.sqrt(observed / expected) - 1,
  s2: 1 / (4 * expected),
});

/** Of a share from its target, by the arcsine: y = arcsin √(O/n) − arcsin √target, s² = 1/(4n). */
export const deviationOfShare = ({
  observed,
  n,
  target,
}: {
  observed: number;
  n: number;
  target: number;
}): Deviation => ({
  y: Math.asin(Math.sqrt(observed / n)) - Math.asin(Math.sqrt(Math.min(1, target))),
  s2: 1 / (4 * n),
});

/** Overdispersed limits for counts against their expectations. */
export const funnel = (counts: readonly Count[]): Funnel => overdispersed(counts.map(deviation));

/**
 * For each unit the τ² of the deviations of all others, so that one far out widens no limit of its own. They are sorted
 * once for all: a province has thousands of units.
 */
export function spreadOfOthers(deviations: readonly (Deviation & { readonly org_id: string })[]): Map<string, number> {
  const sorted = [...deviations].sort((one, other) => zOf(one) - zOf(other));
  const [z, s2] = [Float64Array.from(sorted, zOf), Float64Array.from(sorted, (one) => one.s2)];
  const ranks = groupBy(
    sorted.map((_, rank) => rank),
    (rank) => (sorted[rank] as { org_id: string }).org_id,
  );
  return new Map(
    [...ranks].map(([unit, own]) => {
      return [unit, betweenUnits(without(z, own), without(s2, own))];
    }),
  );
}

/** Values but for those of some ranks, which are in order. */
function without(values: Float64Array, ranks: readonly number[]): Float64Array {
  const rest = new Float64Array(values.length - ranks.length);
  let from = 0;
  ranks.forEach((rank, i) => {
    rest.set(values.subarray(from, rank), from - i);
    from = rank + 1;
  });
  rest.set(values.subarray(from), from - ranks.length);
  return rest;
}

/**
 * τ², the variance between units beside chance; see {@link overdispersed}. Numbers are sorted by the machine, not by a
 * function of ours, and filled in one by one, which takes half of what `from` does: this is asked once for every unit
 * of a province.
 */
export function spreadOf(deviations: readonly Deviation[]): number {
  const [z, s2] = [new Float64Array(deviations.length), new Float64Array(deviations.length)];
  for (let i = 0; i < deviations.length; i++) {
    const one = deviations[i] as Deviation;
    z[i] = zOf(one);
    s2[i] = one.s2;
  }
  return betweenUnits(z.sort(), s2);
}

const zOf = ({ y, s2 }: Deviation): number => y / Math.sqrt(s2);

/**
 * Deviations beside chance and a spread between units together.
 * The additive random-effects form of Spiegelhalter (2005), Handling over-dispersion of performance indicators, Qual.
 * Saf. Health Care 14, 347–351: φ is the mean of z² with z winsorised at 10 % and 90 %, and
 * τ² = (I·φ − (I − 1)) / (Σw − Σw²/Σw), w = 1/s².
 */
export function overdispersed(deviations: readonly Deviation[]): Funnel {
  const tau2 = spreadOf(deviations);
  const z = deviations.map(({ y, s2 }) => y / Math.sqrt(s2 + tau2));
  return { tau2, z, p: z.map(upperTail) };
}

/** Variance of a standard normal variable winsorised at 10 % and 90 %; without it φ would come out too small. */
const WINSORISED_VARIANCE = 0.6787;

/** τ² of z in order and of variances in any. */
function betweenUnits(sorted: Float64Array, s2: Float64Array): number {
  const units = sorted.length;
  if (units < 2) return 0;
  const [low, high] = [
    quantileSorted(sorted as unknown as number[], 0.1),
    quantileSorted(sorted as unknown as number[], 0.9),
  ];
  let squares = 0;
  for (let i = 0; i < units; i++) squares += Math.min(Math.max(sorted[i] as number, low), high) ** 2;
  let [total, totalOfSquares] = [0, 0];
  for (const variance of s2) {
    total += 1 / variance;
    totalOfSquares += 1 / (variance * variance);
  }
  const phi = squares / units / WINSORISED_VARIANCE;
  return Math.max(0, (units * phi - (units - 1)) / (total - totalOfSquares / total));
}

/** P(Z ≥ z) of a standard normal variable. */
export const upperTail = (z: number): number => (1 - errorFunction(z / Math.SQRT2)) / 2;

/** P(|Z| ≥ |z|). */
export const bothTails = (z: number): number => 2 * upperTail(Math.abs(z));

/**
 * The standard normal deviate whose tail is that of Student's t, for a spread that is itself estimated from few units.
 * Wallace (1959), Bounds on normal approximations to Student's and the chi-square distributions, Ann. Math. Stat. 30.
 */
export const asNormal = (t: number, degrees: number): number =>
  (Math.sign(t) * (8 * degrees + 1) * Math.sqrt(degrees * Math.log1p((t * t) / degrees))) / (8 * degrees + 3);
