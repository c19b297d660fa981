import { gammaln } from "simple-statistics";

/** P(X ≥ observed) for a Poisson count, summed term by term so that small tails keep their digits. */
export const poissonAtLeast = (observed: number, expected: number): number =>
  expected <= 0 && observed > 0
    ? 0
    : tailFrom(observed, expected, (k) => Math.exp(k * Math.log(expected) - expected - gammaln(k + 1)));

/**
 * P(X ≥ observed) of a count whose mean is `expected` and whose rate varies with relative variance `variance`: negative
 * binomial of size 1 / variance; Poisson where it is as good as 0.
 */
export function countAtLeast(observed: number, expected: number, variance: number): number {
  if (variance < 1e-6 || expected <= 0) return poissonAtLeast(observed, expected);
  const size = 1 / variance;
  const [rest, each] = [Math.log(size / (size + expected)), Math.log(expected / (size + expected))];
  return tailFrom(observed, expected, (k) =>
    Math.exp(gammaln(k + size) - gammaln(k + 1) - gammaln(size) + size * rest + k * each),
  );
}

function tailFrom(observed: number, expected: number, term: (k: number) => number): number {
  if (observed <= 0) return 1;
  let sum = 0;
  if (observed <= expected) {
    for (let k = 0; k < observed; k++) sum += term(k);
    return Math.max(0, 1 - sum);
  }
  for (let k = observed; ; k++) {
    const next = term(k);
    sum += next;
    if (next <= sum * 1e-12) return Math.min(1, sum);
  }
}

/**
 * P(X = 0) of a count whose mean is `expected` and whose rate varies between units with relative variance
 * `variance`: negative binomial, (1 + expected · variance)^(−1 / variance); Poisson, e^(−expected), where it is 0.
 */
export const noneOf = (expected: number, variance: number): number =>
  variance > 0 ? Math.exp(-Math.log1p(expected * variance) / variance) : Math.exp(-expected);
