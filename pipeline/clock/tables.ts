import type { Engine } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";
import { daysIn, firstOfMonth, isWorkingDay, monthOf, rollForward } from "./calendar.ts";

/**
 * The calendar as relations, so that no date is computed in SQL. Days count from 1970-01-01, months from year 0.
 * - `calendar`: `day, month, day_of_month, ends_month, worked` (working days up to and with this one; null where not
 *   known), `earliest, latest` (where a last day on it is moved to, if it is a holiday);
 * - `months`: `month, first_day, days`;
 * - `working_days`: `worked, day`.
 */
export async function layOutCalendar(engine: Engine, first: number, last: number): Promise<void> {
  await engine.run(sql`create or replace temp table calendar (
    day integer, month integer, day_of_month integer, worked integer, earliest integer, latest integer, ends_month boolean)`);
  await engine.run(sql`create or replace temp table months (month integer, first_day integer, days integer)`);
  await engine.run(sql`create or replace temp table working_days (worked integer, day integer)`);
  const days = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  if (days.length === 0) return;
  const dates = days.map(monthOf);
  const worked = workedUpTo(days);
  const rolled = days.map(rollForward);
  await engine.append(
    "calendar",
    [...Array<"integer">(6).fill("integer"), "boolean"],
    [
      [
        days,
        dates.map(({ month }) => month),
        dates.map(({ dayOfMonth }) => dayOfMonth),
        worked,
        rolled.map(({ earliest }) => earliest),
        rolled.map(({ latest }) => latest),
        dates.map(({ month, dayOfMonth }) => dayOfMonth === daysIn(month)),
      ],
    ],
  );
  const from = (dates[0] as { month: number }).month;
  const months = Array.from({ length: (dates.at(-1) as { month: number }).month - from + 1 }, (_, i) => from + i);
  await engine.append("months", Array(3).fill("integer"), [[months, months.map(firstOfMonth), months.map(daysIn)]]);
  await engine.run(sql`
    insert into working_days select worked, min(day) from calendar where worked is not null group by worked`);
}

/** Counted from the first known day; a limit in working days lies wholly within the known years, or cannot be told. */
function workedUpTo(days: readonly number[]): (number | null)[] {
  let count = 0;
  return days.map((day) => {
    const working = isWorkingDay(day);
    if (working) count += 1;
    return working === null ? null : count;
  });
}
