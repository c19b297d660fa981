import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dateOf, dayOf } from "../pipeline/kit/zone.ts";
import { qValues } from "../pipeline/statistics/fdr.ts";
import {
  asNormal,
  bothTails,
  funnel,
  overdispersed,
  spreadOfOthers,
  upperTail,
} from "../pipeline/statistics/funnel.ts";
import { upperMean, wilson } from "../pipeline/statistics/interval.ts";
import { heldAgainstOthers } from "../pipeline/statistics/others.ts";
import { pairings } from "../pipeline/statistics/pairings.ts";
import { lastWorkdaysFrom, periodsWithin } from "../pipeline/statistics/periods.ts";
import { countAtLeast, noneOf, poissonAtLeast } from "../pipeline/statistics/poisson.ts";
import { quartiles, upperFence } from "../pipeline/statistics/quartiles.ts";
import { judgeRates, type RateLimits, type Stratum } from "../pipeline/statistics/rates.ts";

test("Poisson tails, by R's ppois(k - 1, lambda, lower.tail = FALSE)", () => {
  expect(poissonAtLeast(10, 5)).toBeCloseTo(0.03182806, 7);
  expect(poissonAtLeast(1, 0.5)).toBeCloseTo(1 - Math.exp(-0.5), 12);
  expect(poissonAtLeast(0, 3)).toBe(1);
  expect(poissonAtLeast(200, 100)).toBeLessThan(1e-15);
  expect(poissonAtLeast(9_000, 10_000)).toBeCloseTo(1, 6);
});

test("negative binomial tails: of size 1 geometric, of size 2 by its sum, and Poisson where units are alike", () => {
  expect(countAtLeast(3, 1, 1)).toBeCloseTo(0.5 ** 3, 9);
  expect(countAtLeast(10, 5, 1)).toBeCloseTo((5 / 6) ** 10, 9);
  const [rest, each] = [2 / 7, 5 / 7];
  const below = Array.from({ length: 10 }, (_, k) => (k + 1) * rest ** 2 * each ** k).reduce((sum, one) => sum + one);
  expect(countAtLeast(10, 5, 0.5)).toBeCloseTo(1 - below, 9);
  expect(countAtLeast(10, 5, 0)).toBe(poissonAtLeast(10, 5));
  expect(countAtLeast(0, 5, 0.5)).toBe(1);
});

test("95 % intervals: Wilson's of a share, by R's prop.test(correct = FALSE), and of a mean", () => {
  expect(wilson(8, 10).lower).toBeCloseTo(0.4901625, 6);
  expect(wilson(8, 10).upper).toBeCloseTo(0.9433178, 6);
  expect(wilson(0, 20).lower).toBeCloseTo(0, 12);
  expect(upperMean({ n: 4, sum: 12, squares: 44 })).toBeCloseTo(3 + (1.959964 * Math.sqrt(8 / 3)) / 2, 9);
  expect(upperMean({ n: 3, sum: 15, squares: 75 })).toBe(5);
});

test("pairs stand out by their margins, beside the spread of all pairs, in a family that holds those that never met", () => {
  const [lefts, rights] = [8, 10].map((n) => Array.from({ length: n }, (_, i) => String(i))) as [string[], string[]];
  const table = (n: (i: number, k: number) => number) =>
    lefts
      .flatMap((left, i) => rights.map((right, k) => ({ unit: "u", left, right, n: n(i, k) })))
      .filter((c) => c.n > 0);
  const judge = (n: (i: number, k: number) => number) => pairings(table(n), { left: 8, right: 8 });
  const chance = judge((i, k) => 5 + ((i * 3 + k * 7) % 3) - 1);
  expect(Math.min(...chance.map(({ q }) => q))).toBeGreaterThan(0.2);
  const steered = judge((i, k) => (i === 0 && k === 0 ? 30 : 5));
  const [first] = steered;
  expect(first).toMatchObject({ left: "0", right: "0", n: 30, of_left: 75, of_right: 65, total: 425 });
  expect(first?.expected).toBeCloseTo((75 * 65) / 425, 12);
  expect(steered.filter(({ q }) => q < 0.01)).toEqual([first]);
  const special = judge((i, k) => (i === k % 8 ? 40 : 1));
  expect(special.filter(({ q }) => q < 0.01)).toEqual([]);
  expect(special[0]?.tau2).toBeGreaterThan(0.1);
  const never = judge((i, k) => (i === 1 && k !== 1 ? 0 : 5));
  expect(never.length).toBe(table((i, k) => (i === 1 && k !== 1 ? 0 : 5)).filter(({ left }) => left !== "1").length);
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

test("a rate far out among few units cannot be told, and among many is a hit", () => {
  const among = (units: number) =>
    judgeRates([...Array.from({ length: units }, (_, i) => rate(`u${i}`, 40, 6)), rate("x", 40, 28)], LIMITS);
  expect(among(5).map(({ outcome }) => outcome)).toEqual([...Array(5).fill("clear"), "cannot tell"]);
  expect(among(15).at(-1)?.outcome).toBe("hit");
});

test("rates where the others have none of a kind, or nothing else", () => {
  const others = (observed: number) => Array.from({ length: 8 }, (_, i) => rate(`u${i}`, 200, observed));
  const judged = (observed: number, of: number) => judgeRates([...others(of), rate("x", 200, observed)], LIMITS);
  expect(judged(120, 0).at(-1)).toMatchObject({ outcome: "hit", expected: 0 });
  expect(judged(80, 200).at(-1)).toMatchObject({ outcome: "hit", expected: 200 });
  expect(judged(2, 0).map(({ outcome }) => outcome)).not.toContain("hit");
  expect(judged(0, 0).map(({ outcome }) => outcome)).toEqual(Array(9).fill("clear"));
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

test("pairs of handlers and lawyers with tastes of their own, and nothing else: fewer than one alarm per 100 units", () => {
  const random = uniform(20_260_402);
  const units = 120;
  const meetings = Array.from({ length: units }, (_, unit) => {
    const [handlers, lawyers] = [8, 25].map((n) => Array.from({ length: n }, () => Math.exp(0.7 * normal(random))));
    const cells = handlers?.flatMap((h, i) =>
      (lawyers ?? []).map((l, k) => ({ i, k, weight: h * l * Math.exp(0.3 * normal(random)) })),
    );
    const total = (cells ?? []).reduce((sum, { weight }) => sum + weight, 0);
    return (cells ?? []).flatMap(({ i, k, weight }) => {
      const mean = (400 * weight) / total;
      const n = Array.from({ length: 20 }, random).filter((x) => x < mean / 20).length;
      return n > 0 ? [{ unit: String(unit), left: String(i), right: String(k), n }] : [];
    });
  }).flat();
  const judged = pairings(meetings, { left: 8, right: 8 });
  expect(judged.length).toBeGreaterThan(5_000);
  const alarms = judged.filter(({ n, lift, q }) => n >= 8 && lift >= 3 && q < 0.01);
  expect((100 * alarms.length) / units).toBeLessThan(1);
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

describe("a unit beside the others", () => {
  const unit = fc.record({
    org_id: fc.constantFrom("A", "B", "C", "D", "E", "F"),
    y: fc.double({ min: -3, max: 3, noNaN: true }),
    s2: fc.double({ min: 0.01, max: 1, noNaN: true }),
  });

  test("the spread is that of all deviations but its own", () => {
    fc.assert(
      fc.property(fc.array(unit, { minLength: 2, maxLength: 40 }), (deviations) => {
        for (const [org, tau2] of spreadOfOthers(deviations)) {
          const others = deviations.filter(({ org_id }) => org_id !== org);
          expect(tau2).toBeCloseTo(overdispersed(others).tau2, 9);
        }
      }),
    );
  });

  test("the median is that of all figures of its group but its own", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ group: fc.constantFrom("x", "y"), n: fc.nat(20) })), (rows) => {
        const beside = heldAgainstOthers(
          rows,
          ({ group }) => group,
          ({ n }) => n,
        );
        for (const row of rows) {
          const others = rows.filter((other) => other !== row && other.group === row.group).map(({ n }) => n);
          const median = others.length === 0 ? null : quartiles(others).median;
          expect(beside.get(row)).toEqual({ peers: others.length, median });
        }
      }),
    );
  });
});
