import { expect, test } from "vitest";
import { qValues } from "../pipeline/statistics/fdr.ts";
import { asNormal, bothTails, funnel, upperTail } from "../pipeline/statistics/funnel.ts";
import { lastWorkdaysFrom, periodsWithin } from "../pipeline/statistics/periods.ts";
import { noneOf, poissonAtLeast } from "../pipeline/statistics/poisson.ts";
import { quartiles, upperFence } from "../pipeline/statistics/quartiles.ts";
import { judgeRates, type RateLimits, type Stratum } from "../pipeline/statistics/rates.ts";
import { dateOf, dayOf } from "../pipeline/zone.ts";

test("Poisson tails, by R's ppois(k - 1, lambda, lower.tail = FALSE)", () => {
  expect(poissonAtLeast(10, 5)).toBeCloseTo(0.03182806, 7);
  expect(poissonAtLeast(1, 0.5)).toBeCloseTo(1 - Math.exp(-0.5), 12);
  expect(poissonAtLeast(0, 3)).toBe(1);
  expect(poissonAtLeast(200, 100)).toBeLessThan(1e-15);
  expect(poissonAtLeast(9_000, 10_000)).toBeCloseTo(1, 6);
});

test("none at all is likelier where units differ", () => {
  expect(noneOf(10, 0)).toBeCloseTo(Math.exp(-10), 12);
  expect(noneOf(10, 1e-9)).toBeCloseTo(Math.exp(-10), 9);
  expect(noneOf(10, 1)).toBeCloseTo(1 / 11, 12);
});

test("q-values, by R's p.adjust(p, 'BH')", () => {
  const expected = [0.02, 0.04, 0.04, 0.02];
  qValues([0.01, 0.04, 0.03, 0.005]).forEach((q, i) => {
    expect(q).toBeCloseTo(expected[i] as number, 12);
  });
  expect(qValues([])).toEqual([]);
});

test("a funnel widens when units differ more than chance, and one outlier does not widen it", () => {
  const alike = Array.from({ length: 20 }, (_, i) => ({ observed: 100 + ((i * 7) % 13) - 6, expected: 100 }));
  const calm = funnel(alike);
  expect(calm.tau2).toBe(0);
  const uneven = alike.map(({ expected }, i) => ({ observed: i % 2 ? 150 : 60, expected }));
  expect(funnel(uneven).tau2).toBeGreaterThan(0.02);
  const outlier = funnel([...alike.slice(1), { observed: 300, expected: 100 }]);
  expect(outlier.tau2).toBe(0);
  expect(outlier.z.at(-1)).toBeCloseTo(2 * (Math.sqrt(300) - 10), 9);
  expect(outlier.p.at(-1)).toBeLessThan(1e-12);
});

test("quartiles, by R's quantile(x)", () => {
  const found = quartiles([4, 1, 3, 2]);
  expect(found).toEqual({ q1: 1.75, median: 2.5, q3: 3.25 });
  expect(upperFence(found, 3)).toBe(7.75);
});

test("periods are whole or left out", () => {
  const within = (kind: "month" | "quarter" | "year") =>
    periodsWithin(kind, dayOf("2024-02-01"), dayOf("2025-03-31")).map(({ key }) => key);
  expect(within("quarter")).toEqual(["2024Q2", "2024Q3", "2024Q4", "2025Q1"]);
  expect(within("year")).toEqual([]);
  expect(within("month")).toHaveLength(14);
});

test("the last working days know holidays and the weekend days worked for them", () => {
  const [january] = periodsWithin("month", dayOf("2025-01-01"), dayOf("2025-01-31"));
  if (!january) throw new Error("January 2025 is a month");
  expect(dateOf(lastWorkdaysFrom(january, 5))).toBe("2025-01-22");
});

test("normal tails and those of Student's t, by R's pnorm and pt", () => {
  expect(upperTail(3)).toBeCloseTo(0.001349898, 8);
  expect(bothTails(-1.959964)).toBeCloseTo(0.05, 6);
  expect(upperTail(asNormal(3, 4)) / 0.01997099).toBeCloseTo(1, 1);
  expect(upperTail(asNormal(2.5, 10)) / 0.01572742).toBeCloseTo(1, 2);
  expect(asNormal(-3, 1e6)).toBeCloseTo(-3, 4);
});

const LIMITS: RateLimits = { min_cases: 30, min_units: 6, min_ratio: 1.5, max_p: 0.002, false_discovery_rate: 0.05 };
const rate = (org_id: string, n: number, observed: number, mix = ""): Stratum => ({
  org_id,
  heading: "h",
  mix,
  n,
  observed,
});

test("rates of units: a mix of its own explains a unit, too few cases or units tell nothing", () => {
  const usual = Array.from({ length: 9 }, (_, i) => [rate(`u${i}`, 200, 20 + (i % 3), "a"), rate(`u${i}`, 10, 8, "b")]);
  const outcomes = (strata: readonly Stratum[]) => judgeRates(strata, LIMITS).at(-1);
  expect(outcomes([...usual.flat(), rate("x", 100, 80, "b")])).toMatchObject({ outcome: "clear", expected: 80 });
  expect(outcomes([...usual.flat(), rate("x", 100, 40, "a")])).toMatchObject({ outcome: "hit", observed: 40 });
  expect(outcomes([...usual.flat(), rate("x", 29, 29, "a")])).toMatchObject({ outcome: "cannot tell", p: null });
  expect(outcomes([...usual.slice(0, 4).flat(), rate("x", 100, 80, "a")])?.outcome).toBe("cannot tell");
});

test("rates of units that differ, and nothing else: fewer than one alarm per 100 units", () => {
  const random = uniform(20_260_401);
  let alarms = 0;
  let units = 0;
  for (let round = 0; round < 150; round++) {
    const strata = Array.from({ length: 12 }, (_, i) => {
      const n = Math.round(40 * Math.exp(Math.abs(normal(random))));
      const own = 0.2 * Math.exp(0.3 * normal(random));
      return rate(`u${i}`, n, Array.from({ length: n }, random).filter((x) => x < own).length);
    });
    const judged = judgeRates(strata, LIMITS);
    units += judged.length;
    alarms += judged.filter(({ outcome }) => outcome === "hit").length;
  }
  expect((100 * alarms) / units).toBeLessThan(1);
});

/** Numerical Recipes' quick generator: the same numbers on every machine. */
const uniform = (seed: number) => {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return (state + 0.5) / 4_294_967_296;
  };
};
const normal = (random: () => number): number => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
