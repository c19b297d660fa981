import type { Situation } from "../../pipeline/detector.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { localDay } from "../../pipeline/kit/zone.ts";
import { withQValues } from "../../pipeline/statistics/fdr.ts";
import { type Deviation, spreadOfOthers } from "../../pipeline/statistics/funnel.ts";
import { heldAgainstOthers, type Others } from "../../pipeline/statistics/others.ts";
import {
  isWorkday,
  lastWorkdaysFrom,
  type Period,
  periodsWithin,
  startOfPeriod,
} from "../../pipeline/statistics/periods.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { round } from "./figures.ts";

export const KINDS = ["month", "quarter", "year"] as const;
export type Kind = (typeof KINDS)[number];

export const KIND_NAMES = {
  month: { zh: "各月", en: "months" },
  quarter: { zh: "各季", en: "quarters" },
  year: { zh: "全年", en: "the year" },
} as const;

/**
 * Lays out the days of the complete periods since a day: `kind, year, day, place, working`. Of each period the days are
 * `within` it or, the last working days, at its `end`; as many working days `after` it come once more, for its year.
 */
export async function layOutPeriodEnds(
  table: string,
  { since, workingDays }: { since: number | null; workingDays: number },
  { facts, asOf }: Situation,
): Promise<void> {
  const today = localDay(facts.zone.name, asOf);
  const rows: { kind: Kind; year: number; day: number; place: string; working: boolean }[] = [];
  for (const kind of since === null ? [] : KINDS) {
    for (const period of periodsWithin(kind, startOfPeriod("month", since as number), today)) {
      const end = lastWorkdaysFrom(period, workingDays);
      const add = (day: number, place: string) =>
        rows.push({ kind, year: period.year, day, place, working: isWorkday(day) });
      for (let day = period.first; day <= period.last; day++) add(day, day >= end ? "end" : "within");
      for (const day of workdaysAfter(period, workingDays)) if (day < today) add(day, "after");
    }
  }
  const columns = { kind: "text", year: "integer", day: "integer", place: "text", working: "boolean" } as const;
  await layOut(facts.engine, table, columns, rows);
}

/** The days up to the n-th working day after a period. */
function workdaysAfter({ last }: Period, count: number): number[] {
  const days: number[] = [];
  for (let day = last + 1, left = count; left > 0; day++) {
    days.push(day);
    if (isWorkday(day)) left--;
  }
  return days;
}

export interface UnitYear {
  readonly org_id: string;
  readonly kind: Kind;
  readonly year: number;
}

/**
 * Units and years beside the other units: the spread of these as `tau2`, `p` by the tail it gives and `q` over all, and
 * how many `peers` there are in the year, with the median of their ratios.
 */
export function besideOtherUnits<Row extends UnitYear & Deviation & { readonly ratio: number }>(
  rows: readonly Row[],
  tail: (row: Row, tau2: number) => number,
) {
  const spreads = new Map(KINDS.map((kind) => [kind, spreadOfOthers(rows.filter((row) => row.kind === kind))]));
  const others = heldAgainstOthers(
    rows,
    ({ kind, year }) => `${kind} ${year}`,
    ({ ratio }) => ratio,
  );
  const judged = rows.map((row) => {
    const tau2 = spreads.get(row.kind)?.get(row.org_id) ?? 0;
    return { ...row, ...(others.get(row) as Others), key: String(row.year), tau2, p: tail(row, tau2) };
  });
  return withQValues(judged);
}

/** The median of the other units, told in brackets. */
export const medianTold = ({ peers, median }: Others): Bilingual =>
  median === null
    ? { zh: "", en: "" }
    : {
        zh: `（同期 ${peers} 个其他单位中位数 ${round(median)} 倍）`,
        en: ` (median of the ${peers} other units: ${round(median)})`,
      };

/** One row for each unit and year: the first kind of period in which it stands out, or else the first kind. */
export function firstThatStandsOut<Row extends UnitYear & { readonly outcome: string }>(rows: readonly Row[]): Row[] {
  const shown = new Map<string, Row>();
  for (const row of [...rows].sort((x, y) => KINDS.indexOf(x.kind) - KINDS.indexOf(y.kind))) {
    const name = JSON.stringify([row.org_id, row.year]);
    if (!shown.has(name) || (row.outcome === "hit" && shown.get(name)?.outcome !== "hit")) shown.set(name, row);
  }
  return [...shown.values()];
}
