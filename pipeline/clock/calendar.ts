import { createRequire } from "node:module";
import type { isWorkday as IsWorkday } from "chinese-days";
import type { Procedure } from "../../schemas/procedure.ts";
import { DAY } from "../kit/duration.ts";
import { dateOf, dayOf } from "../kit/zone.ts";

/** The library is CommonJS behind a `module` field that Node does not read; require finds the right file. */
const { isWorkday } = createRequire(import.meta.url)("chinese-days") as { isWorkday: typeof IsWorkday };

/** Years for which the State Council's holidays and make-up days are known to the library. */
const FIRST = dayOf("2004-01-01");
const LAST = dayOf("2026-12-31");

/** More days than any run of Chinese holidays and weekends so far: how far an unknown one could move a limit. */
export const LONGEST_REST = 15;

const asked = new Map<number, boolean>();

/** Whether a day (counted from 1970-01-01) is a working day in China; null outside the years that are known. */
export function isWorkingDay(day: number): boolean | null {
  if (day < FIRST || day > LAST) return null;
  const working = asked.get(day) ?? isWorkday(dateOf(day));
  asked.set(day, working);
  return working;
}

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

/** Months from year 0 to the month of a day, and the day's number in it, from 1. */
export function monthOf(day: number): { month: number; dayOfMonth: number } {
  const date = new Date(day * DAY);
  return { month: date.getUTCFullYear() * 12 + date.getUTCMonth(), dayOfMonth: date.getUTCDate() };
}

/** First day of a month counted from year 0. */
export const firstOfMonth = (month: number): number =>
  Math.round(new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1) / DAY);

export const daysIn = (month: number): number => firstOfMonth(month + 1) - firstOfMonth(month);

/**
 * Same day of a later month, or the last day of a month that has none; where `month_end` says so, from the last day of
 * a month to the last day of the later one. Half a month is fifteen days (刑诉法解释202).
 */
export function addMonths(start: number, months: number, month_end: Procedure["month_end"] = "same-day"): number {
  const whole = Math.floor(months);
  const { month, dayOfMonth } = monthOf(start);
  const days = daysIn(month + whole);
  const last = month_end === "last-day" && dayOfMonth === daysIn(month);
  return (
    firstOfMonth(month + whole) + (last ? days : Math.min(dayOfMonth, days)) - 1 + (months === whole ? 0 : HALF_MONTH)
  );
}

export const HALF_MONTH = 15;
