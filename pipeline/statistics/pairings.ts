import { groupBy } from "../kit/group.ts";
import { withQValues } from "./fdr.ts";
import { type Count, funnel } from "./funnel.ts";
import { countAtLeast } from "./poisson.ts";

/** How often two met in the matters of one unit: a handler and a lawyer, a handler and a cause. */
export interface Meetings {
  readonly unit: string;
  readonly left: string;
  readonly right: string;
  readonly n: number;
}

type Pairing<Cell extends Meetings> = Cell & {
  /** All meetings of the left, of the right, and of the unit. */
  readonly of_left: number;
  readonly of_right: number;
  readonly total: number;
  /** Left times right over all: what they would have if neither preferred the other. */
  readonly expected: number;
  /** Observed against expected. */
  readonly lift: number;
  /** Of the unit's other pairs, those of the same right left out; 0 where they are too few to tell. */
  readonly tau2: number;
  readonly p: number;
  readonly q: number;
};

/**
 * Pairs that meet more often than their own numbers explain. The family is every pair of a unit that could have been
 * seen (`left` and `right` with at least so many meetings each), those that never met among them. The tail is Poisson,
 * widened by the spread τ² of the unit's other pairs (relative variance 4τ²), so that where specialising is the custom
 * no pair stands out. Returned are the pairs of the family that met.
 */
export function pairings<Cell extends Meetings>(
  meetings: readonly Cell[],
  least: { readonly left: number; readonly right: number },
): Pairing<Cell>[] {
  const family = [...groupBy(meetings, ({ unit }) => unit).values()].flatMap((cells) => familyOf(cells, least));
  const tested = family.map((pair) => ({ ...pair, p: countAtLeast(pair.observed, pair.expected, 4 * pair.tau2) }));
  return withQValues(tested).flatMap(({ cell, observed, ...found }) =>
    cell ? [{ ...cell, ...found, lift: observed / found.expected }] : [],
  );
}

function familyOf<Cell extends Meetings>(cells: readonly Cell[], least: { left: number; right: number }) {
  const [lefts, rights] = [sums(cells, "left"), sums(cells, "right")];
  const total = cells.reduce((sum, { n }) => sum + n, 0);
  const met = new Map(cells.map((cell) => [JSON.stringify([cell.left, cell.right]), cell]));
  const enough = (side: Map<string, number>, floor: number) => [...side].filter(([, n]) => n >= floor);
  const columns = enough(rights, least.right).map(([right, of_right]) =>
    enough(lefts, least.left).map(([left, of_left]) => {
      const cell = met.get(JSON.stringify([left, right]));
      return { cell, observed: cell?.n ?? 0, of_left, of_right, total, expected: (of_left * of_right) / total };
    }),
  );
  return columns.flatMap((column) => {
    const tau2 = spreadOf(columns.filter((other) => other !== column).flat());
    return column.map((pair) => ({ ...pair, tau2 }));
  });
}

/** Meetings expected of a pair from which on the square root of a count has about the variance that τ² takes it for. */
const DENSE = 2;
/** Fewer such pairs tell nothing of how pairs differ. */
const ENOUGH = 20;

function spreadOf(pairs: readonly Count[]): number {
  const dense = pairs.filter(({ expected }) => expected >= DENSE);
  return dense.length < ENOUGH ? 0 : funnel(dense).tau2;
}

function sums(cells: readonly Meetings[], side: "left" | "right"): Map<string, number> {
  const found = new Map<string, number>();
  for (const cell of cells) found.set(cell[side], (found.get(cell[side]) ?? 0) + cell.n);
  return found;
}
