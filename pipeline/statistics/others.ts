import { groupBy } from "../kit/group.ts";
import { type Quartiles, quartilesBy } from "./quartiles.ts";

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
 * Of each value the quartiles of all the others, null where it is the only one: what a unit is compared with has no
 * part of itself. The values are sorted once, since a province has thousands of units.
 */
export function quartilesOfOthers(values: readonly number[]): (Quartiles | null)[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number));
  const found = new Array<Quartiles | null>(values.length).fill(null);
  const others = values.length - 1;
  if (others < 1) return found;
  order.forEach((index, rank) => {
    found[index] = quartilesBy(others, (place) => values[order[place < rank ? place : place + 1] as number] as number);
  });
  return found;
}

/** The medians alone of {@link quartilesOfOthers}. */
export const mediansOfOthers = (values: readonly number[]): (number | null)[] =>
  quartilesOfOthers(values).map((found) => found?.median ?? null);
