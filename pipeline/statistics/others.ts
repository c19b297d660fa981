import { groupBy } from "./group.ts";

/** How many others a row is compared with, and the median of theirs; null without others. */
export interface Others {
  readonly peers: number;
  readonly median: number | null;
}

/** Every row held against the others of its group. */
export function heldAgainstOthers<Row>(
  rows: readonly Row[],
  groupOf: (row: Row) => string,
  figureOf: (row: Row) => number,
): Map<Row, Others> {
  const groups = [...groupBy(rows, groupOf).values()];
  return new Map(
    groups.flatMap((group) => {
      const medians = mediansOfOthers(group.map(figureOf));
      return group.map((row, i) => [row, { peers: group.length - 1, median: medians[i] ?? null }] as const);
    }),
  );
}

/**
 * Of each value the median of all the others, null where it is the only one: what a unit is compared with has no part of
 * itself. The values are sorted once, since a province has thousands of units.
 */
export function mediansOfOthers(values: readonly number[]): (number | null)[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number));
  const medians = new Array<number | null>(values.length).fill(null);
  const others = values.length - 1;
  if (others < 1) return medians;
  const half = others >> 1;
  order.forEach((index, rank) => {
    const at = (place: number) => values[order[place < rank ? place : place + 1] as number] as number;
    medians[index] = others % 2 === 1 ? at(half) : (at(half - 1) + at(half)) / 2;
  });
  return medians;
}
