import type { Bilingual } from "../../schemas/text.ts";
import { offsetAt } from "../kit/zone.ts";

const UNSEEN = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{NChar}\ufffd]/gu;

/** Most texts are of these characters only, and need no second look. */
const PLAIN = /^[\n\t -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u23ff\u3000-\u9fff\uff00-\uffef]*$/;

/**
 * Text of a log as a reader may safely see it: characters that have no glyph or turn the direction of writing become
 * visible marks such as `‹U+202E›`, so that nothing shown differs from what is there.
 */
export const visible = (text: string): string =>
  PLAIN.test(text)
    ? text
    : text
        .replaceAll("\r\n", "\n")
        .replace(UNSEEN, (c) => `‹U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}›`);

/** At most `limit` UTF-16 units of a text, never half a character, and then `mark`, which says how much is left out. */
export function cut(text: string, limit: number, mark: (left: number) => string): string {
  if (text.length <= limit) return text;
  let end = limit - mark(text.length).length;
  if (/[\ud800-\udbff]/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end) + mark(text.length - end);
}

const QUARTER = 900_000;
const YEAR_1000 = Date.UTC(1000, 0, 1);
const YEAR_9999 = Date.UTC(9999, 11, 31);

export interface LocalClock {
  readonly zone: string;
  /** `2026-01-31 09:05:00`, with milliseconds only where there are some. */
  text(instant: number): string;
  /** `2026-01-31 09:05` */
  minute(instant: number): string;
  /** The local date and time as if it were UTC, which is how spreadsheets hold dates. */
  date(instant: number): Date;
  /** The local date and time as if it were UTC, in epoch milliseconds; not a number outside the years 1000 to 9999. */
  wall(instant: number): number;
  /** `2026-01-31 09:05` of a local time that is given as if it were UTC. */
  wallText(wall: number): string;
}

/** Local times of one zone; the zone's offset is looked up once per quarter of an hour seen. */
export function localClock(zone: string): LocalClock {
  const offsets = new Map<number, number>();
  const offset = (instant: number): number => {
    const quarter = Math.floor(instant / QUARTER);
    let known = offsets.get(quarter);
    if (known === undefined) {
      known = offsetAt(zone, quarter * QUARTER);
      offsets.set(quarter, known);
    }
    return known;
  };
  const date = (instant: number) => new Date(instant + offset(instant));
  const inRange = (at: number) => at >= YEAR_1000 && at <= YEAR_9999;
  const wallText = (wall: number) => {
    const iso = new Date(wall).toISOString().replace("T", " ");
    return iso.endsWith(".000Z") ? iso.slice(0, 19) : iso.slice(0, -1);
  };
  return {
    zone,
    date,
    wall: (instant) => (inRange(instant) ? date(instant).getTime() : Number.NaN),
    wallText: (wall) => (inRange(wall) ? wallText(wall) : `${wall} ms`),
    minute: (instant) => (inRange(instant) ? wallText(date(instant).getTime()).slice(0, 16) : `${instant} ms`),
    text: (instant) => (inRange(instant) ? wallText(date(instant).getTime()) : `${instant} ms`),
  };
}

/** The zone's offset at an instant, as `UTC+08:00`. */
export function utcOffset(zone: string, instant: number): string {
  const minutes = Math.round(offsetAt(zone, instant) / 60_000);
  const part = (n: number) => String(Math.floor(n)).padStart(2, "0");
  return `UTC${minutes < 0 ? "-" : "+"}${part(Math.abs(minutes) / 60)}:${part(Math.abs(minutes) % 60)}`;
}

const figures = new Intl.NumberFormat("en-US", { maximumFractionDigits: 4 });
/** A number with thousands separated, at most four decimals. */
export const figure = (value: number): string =>
  Number.isInteger(value) && value >= 0 && value < 1_000 ? String(value) : figures.format(value);

/** A share to the tenth of a percent, such as `22.4%`. */
export const percent = (share: number): string => `${Math.round(share * 1_000) / 10}%`;

const LONG_DATES = {
  zh: new Intl.DateTimeFormat("zh-CN", { dateStyle: "long", timeZone: "UTC" }),
  en: new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }),
};

/** A day as each language writes it: `2026年1月31日`, `31 January 2026`. */
export function longDate(clock: LocalClock, instant: number): Bilingual {
  if (!(instant >= YEAR_1000 && instant <= YEAR_9999)) return { zh: `${instant} ms`, en: `${instant} ms` };
  const day = clock.date(instant);
  return { zh: LONG_DATES.zh.format(day), en: LONG_DATES.en.format(day) };
}
