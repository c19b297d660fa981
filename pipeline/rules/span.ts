import { type Sql, sql } from "../engine/sql.ts";
import { DAY, HOUR } from "../kit/duration.ts";

const SUMMER_TIME = HOUR;

/**
 * What is left of the hour that a limit in whole hours starts in: it is not counted. Reads `whole_hours` of `limits`.
 */
export const graceOf = (wall: Sql): Sql => sql`(case when whole_hours then ${HOUR} - ${wall} % ${HOUR} else 0 end)`;

/** A moment at midnight on the wall may be a date without its time. */
export const isDate = (wall: Sql): Sql => sql`(${wall} % ${DAY} = 0)`;

/** The last that a moment may be: where it may be a date, the end of its day. */
export const untilMidnight = (at: Sql, wall: Sql): Sql =>
  sql`(case when ${isDate(wall)} then ${at} + ${DAY - 1} else ${at} end)`;

/** Days, and parts of them, in milliseconds. */
export const millisecondsIn = (days: Sql): Sql => sql`cast(round((${days}) * ${DAY}) as bigint)`;

/** Spans named in days or weeks are counted by the clock on the wall, shorter units by the instants. */
export const isCivil = (duration: string | undefined): boolean => duration !== undefined && /[dw]$/.test(duration);

/**
 * Milliseconds between two acts. A span counted in days is not made longer or shorter by a change of summer time, so
 * the wall clock decides where it differs from the instants by no more than that; a larger difference is that of two
 * zones, and the instants decide.
 */
export function elapsed(from: { at: Sql; wall: Sql }, to: { at: Sql; wall: Sql }, civil: Sql): Sql {
  const instants = sql`(${to.at} - ${from.at})`;
  const wall = sql`(${to.wall} - ${from.wall})`;
  return sql`case when ${civil} and abs(${wall} - ${instants}) <= ${SUMMER_TIME} then ${wall} else ${instants} end`;
}
