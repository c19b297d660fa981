import { firstOfMonth, isWorkingDay } from "../clock/calendar.ts";
import { dateOf } from "../kit/zone.ts";

export type PeriodKind = "month" | "quarter" | "year";

/** A calendar period by its first and last local day (days since 1970-01-01). */
export interface Period {
  /** `2025-03`, `2025Q1` or `2025`. */
  readonly key: string;
  readonly year: number;
  readonly first: number;
  readonly last: number;
}

const MONTHS: Record<PeriodKind, number> = { month: 1, quarter: 3, year: 12 };

/** The periods of a kind that lie wholly between two days, in order. */
export function periodsWithin(kind: PeriodKind, from: number, to: number): Period[] {
  const step = MONTHS[kind];
  const [year, month] = dateOf(from).split("-").map(Number) as [number, number];
  const periods: Period[] = [];
  for (let m = year * 12 + Math.floor((month - 1) / step) * step; ; m += step) {
    const first = firstOfMonth(m);
    const last = firstOfMonth(m + step) - 1;
    if (last > to) return periods;
    if (first >= from) periods.push({ key: keyOf(kind, m), year: Math.floor(m / 12), first, last });
  }
}

/** First day of the period that a day lies in. */
export function startOfPeriod(kind: PeriodKind, day: number): number {
  const [year, month] = dateOf(day).split("-").map(Number) as [number, number];
  const step = MONTHS[kind];
  return firstOfMonth(year * 12 + Math.floor((month - 1) / step) * step);
}

function keyOf(kind: PeriodKind, m: number): string {
  const year = Math.floor(m / 12);
  if (kind === "year") return String(year);
  if (kind === "quarter") return `${year}Q${Math.floor((m % 12) / 3) + 1}`;
  return `${year}-${String((m % 12) + 1).padStart(2, "0")}`;
}

/** A working day by the calendar, or Monday to Friday in a year that the calendar does not know. */
export const isWorkday = (day: number): boolean => isWorkingDay(day) ?? ![0, 6].includes((((day + 4) % 7) + 7) % 7);

/** First of the last `count` working days of a period. */
export function lastWorkdaysFrom({ first, last }: Period, count: number): number {
  let left = count;
  for (let day = last; day >= first; day--) if (isWorkday(day) && --left === 0) return day;
  return first;
}
