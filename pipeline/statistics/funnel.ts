import { errorFunction, quantile } from "simple-statistics";

export interface Count {
  readonly observed: number;
  readonly expected: number;
}

export interface Funnel {
  /** Variance between units on the square-root scale; 0 where the units differ no more than chance lets them. */
  readonly tau2: number;
  /** How many standard deviations each count lies from its expectation, chance and units' differences together. */
  readonly z: readonly number[];
  /** One-sided p-value of as many or more. */
  readonly p: readonly number[];
}

/**
 * Overdispersed limits for counts against their expectations, √-transformed: y = √(O/E), s² = 1/(4E).
 * φ is the mean of z² with z winsorised at 10 % and 90 %; τ² = (I·φ − (I − 1)) / (Σw − Σw²/Σw), w = 1/s².
 * Spiegelhalter (2005), Funnel plots for comparing institutional performance, Stat. Med. 24, 1185–1202, with the
 * additive random-effects form of Spiegelhalter (2005), Handling over-dispersion, Qual. Saf. Health Care 14, 347–351.
 */
export function funnel(counts: readonly Count[], winsorise = 0.1): Funnel {
  const s2 = counts.map(({ expected }) => 1 / (4 * expected));
  const naive = counts.map(({ observed, expected }) => 2 * (Math.sqrt(observed) - Math.sqrt(expected)));
  const tau2 = betweenUnits(winsorised(naive, winsorise), s2);
  const z = counts.map(
    ({ observed, expected }, i) => (Math.sqrt(observed / expected) - 1) / Math.sqrt((s2[i] as number) + tau2),
  );
  return { tau2, z, p: z.map(upperTail) };
}

function betweenUnits(z: readonly number[], s2: readonly number[]): number {
  const units = z.length;
  if (units < 2) return 0;
  const phi = z.reduce((sum, value) => sum + value * value, 0) / units;
  const weights = s2.map((variance) => 1 / variance);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const squares = weights.reduce((sum, w) => sum + w * w, 0);
  return Math.max(0, (units * phi - (units - 1)) / (total - squares / total));
}

function winsorised(values: readonly number[], share: number): number[] {
  if (values.length === 0) return [];
  const [low, high] = [quantile([...values], share), quantile([...values], 1 - share)];
  return values.map((value) => Math.min(Math.max(value, low), high));
}

/** P(Z ≥ z) of a standard normal variable. */
const upperTail = (z: number): number => (1 - errorFunction(z / Math.SQRT2)) / 2;
