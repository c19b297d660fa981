import type { Sql } from "../../pipeline/engine/sql.ts";
import type { Facts } from "../../pipeline/facts.ts";
import { dateOf, localDay, localTime } from "../../pipeline/kit/zone.ts";
import { isDate, untilMidnight } from "../../pipeline/rules/span.ts";
import type { Bilingual } from "../../schemas/text.ts";

export { isDate, untilMidnight };

/** Goes with every detector that counts hours. */
export const DATES_ALONE: Bilingual = {
  zh: "只有日期、没有时刻的：小时自当日终了起算；是否超时取决于时刻的，无法判断",
  en: "Of a date without a time hours are counted from the end of that day; where it is the time that decides: cannot tell",
};

/** The last that a time may be which has no clock on the wall: by the configured zone. */
export const atLatestIn = ({ engine, zone }: Facts, at: Sql): Sql => untilMidnight(at, engine.localTime(at, zone));

/**
 * A moment that hours were counted from, in words that others follow: of a date without a time they were counted from
 * its end.
 */
export function countedFrom(zone: string, at: number): Bilingual {
  const time = localTime(zone, at);
  if (!time.endsWith(" 00:00:00")) return { zh: `${time} `, en: time };
  const date = dateOf(localDay(zone, at));
  return {
    zh: `${date}（无时刻，自当日终了起算）`,
    en: `${date} (no time on record, counted from the end of that day)`,
  };
}
