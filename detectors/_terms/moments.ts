import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import type { Facts } from "../../pipeline/facts.ts";
import { HOUR, hoursTold, MINUTE } from "../../pipeline/kit/duration.ts";
import { localTime } from "../../pipeline/kit/zone.ts";
import { isDate, untilMidnight } from "../../pipeline/rules/span.ts";
import type { Bilingual } from "../../schemas/text.ts";

export { isDate, untilMidnight };

/** Goes with every detector that counts hours. */
export const DATES_ALONE: Bilingual = {
  zh: "以小时计的期限，开始的小时不计入；只有日期、没有时刻的，自当日终了起算，是否超时取决于时刻的，无法判断",
  en: "Of limits in hours the hour they start in is not counted; of a date without a time hours are counted from the end of that day, and where it is the time that decides: cannot tell",
};

/** The last that a time may be which has no clock on the wall: by the configured zone. */
export const atLatestIn = ({ engine, zone }: Facts, at: Sql): Sql => untilMidnight(at, engine.localTime(at, zone));

/** From when hours are counted: that in which an act falls is not (刑诉法105, 民诉法85). */
export const afterItsHour = ({ engine, zone }: Facts, at: Sql): Sql =>
  sql`(${at} + ${HOUR} - ${engine.localTime(at, zone)} % ${HOUR})`;

/** How long a limit in hours has run, in milliseconds, in words: to the minute up to three days. */
export function hoursRun(ms: number): Bilingual {
  const hours = Math.floor(ms / HOUR);
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  const { zh, en } = hoursTold(hours);
  return hours >= 72 || minutes === 0 ? { zh, en } : { zh: `${zh} ${minutes} 分钟`, en: `${en} ${minutes} min` };
}

/** A moment as it is told: of a date without a time the date alone. */
export const momentTold = (zone: string, at: number): string => localTime(zone, at).replace(/ 00:00:00$/, "");

/**
 * A moment that hours were counted from, in words that others follow: of a date without a time they were counted from
 * its end.
 */
export function countedFrom(zone: string, at: number): Bilingual {
  const told = momentTold(zone, at);
  if (told.includes(" ")) return { zh: `${told} `, en: told };
  return {
    zh: `${told}（无时刻，自当日终了起算）`,
    en: `${told} (no time on record, counted from the end of that day)`,
  };
}
