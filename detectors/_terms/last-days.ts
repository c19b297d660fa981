import { rollForward } from "../../pipeline/clock/calendar.ts";
import type { Engine } from "../../pipeline/engine/engine.ts";
import { layOut } from "../../pipeline/engine/table.ts";

/** Lays out `last_days(day, latest)`: where a last day on a holiday is moved to, at the latest. */
export const layOutLastDays = (engine: Engine, days: Iterable<number>): Promise<void> =>
  layOut(
    engine,
    "last_days",
    { day: "integer", latest: "integer" },
    [...new Set(days)].map((day) => ({ day, latest: rollForward(day).latest })),
  );

/** The earliest day such that a limit ending on it, moved off a run of holidays, may still be running on `day`. */
export function firstStillRunning(day: number): number {
  let first = day;
  while (rollForward(first - 1).latest >= day) first -= 1;
  return first;
}
