import { createRequire } from "node:module";
import type { isWorkday as IsWorkday } from "chinese-days";
import { dateOf, dayOf } from "../zone.ts";

/** The library is CommonJS behind a `module` field that Node does not read; require finds the right file. */
const { isWorkday } = createRequire(import.meta.url)("chinese-days") as { isWorkday: typeof IsWorkday };

/** Years for which the State Council's holidays and make-up days are known to the library. */
const FIRST = dayOf("2004-01-01");
const LAST = dayOf("2026-12-31");

/** More days than any run of Chinese holidays and weekends so far: how far an unknown one could move a limit. */
const LONGEST_REST = 15;

/** Whether a day (counted from 1970-01-01) is a working day in China; null outside the years that are known. */
export const isWorkingDay = (day: number): boolean | null =>
  day < FIRST || day > LAST ? null : isWorkday(dateOf(day));

/** The first working day on or after a day: at the earliest and at the latest, alike where the calendar is known. */
export function rollForward(day: number): { earliest: number; latest: number } {
  for (let at = day; ; at++) {
    const working = isWorkingDay(at);
    if (working === null) return { earliest: at, latest: at + LONGEST_REST };
    if (working) return { earliest: at, latest: at };
  }
}

/** The n-th working day after a day; null where the calendar is not known that far. */
export function addWorkingDays(start: number, days: number): number | null {
  let left = days;
  let at = start;
  while (left > 0) {
    at += 1;
    const working = isWorkingDay(at);
    if (working === null) return null;
    if (working) left -= 1;
  }
  return at;
}

/** Same day of a later month, or the last day of a month that has none (刑诉法解释202). */
export function addMonths(start: number, months: number): number {
  const [year, month, day] = dateOf(start).split("-").map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayOf(new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastOfMonth))).toISOString().slice(0, 10));
}
