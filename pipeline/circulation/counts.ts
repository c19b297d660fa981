import type { Warning } from "../../schemas/warning.ts";

/** Numbers beside a signal that count nothing. */
const NO_COUNTS: ReadonlySet<string> = new Set(
  "value mean median q1 q3 lower upper expected rate peer_rate ratio z p q tau2 period periods".split(" "),
);
/** Units of measure that count something. */
const COUNTED: ReadonlySet<string> = new Set(
  "cases events times persons actors numbers entries acts accesses changes ratings arrivals decisions records".split(
    " ",
  ),
);

type Numbers = Pick<Warning, "tier" | "measured" | "threshold" | "unit" | "peer">;

/** Whether a count is one that a summary does not tell, because few stand behind it. */
export const isSmall = (n: number, least: number): boolean => Number.isInteger(n) && n > 0 && n < least;

/** The numbers of a signal without small counts. What a rule says of a single case is no summary. */
export function withoutSmallCounts(w: Numbers, least: number): Pick<Warning, "measured" | "threshold" | "peer"> {
  const { tier, measured, threshold, unit, peer } = w;
  if (tier === "rule") return { measured, threshold, peer };
  const told = (n: number | null) => (n !== null && COUNTED.has(unit ?? "") && isSmall(n, least) ? null : n);
  return {
    measured: told(measured),
    threshold: told(threshold),
    peer:
      peer &&
      Object.fromEntries(
        Object.entries(peer).map(([name, n]) => [
          name,
          typeof n === "number" && !NO_COUNTS.has(name) && isSmall(n, least) ? `<${least}` : n,
        ]),
      ),
  };
}

/**
 * Which cells of a row are told: none that is small, and where that leaves one cell alone untold, so that the others
 * and their sum would tell it, not the smallest of the others either.
 */
export function toldCells(counts: readonly number[], least: number): boolean[] {
  const told = counts.map((n) => !isSmall(n, least));
  if (told.filter((one) => !one).length !== 1) return told;
  const others = counts.filter((n, i) => told[i] && n > 0);
  const next = counts.findIndex((n, i) => told[i] && n === Math.min(...others));
  return told.map((one, i) => one && i !== next);
}
