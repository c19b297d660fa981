import { rollForward } from "../../pipeline/clock/calendar.ts";
import type { Engine } from "../../pipeline/engine/engine.ts";
import { layOut } from "../../pipeline/statistics/table.ts";

/** Lays out `last_days(day, latest)`: where a last day on a holiday is moved to, at the latest. */
export const layOutLastDays = (engine: Engine, days: Iterable<number>): Promise<void> =>
  layOut(
    engine,
    "last_days",
    { day: "integer", latest: "integer" },
    [...new Set(days)].map((day) => ({ day, latest: rollForward(day).latest })),
  );

/**
 * The first day that, as the last of a limit, may still run on a given day: holidays move it that far at the latest.
 */
export function firstStillRunning(day: number): number {
  let first = day;
  while (rollForward(first - 1).latest >= day) first -= 1;
  return first;
}
