import { join, type Sql, sql } from "../engine/sql.ts";
import type { Zone } from "../kit/zone.ts";
import { UNSEEN } from "./unseen.ts";

interface RawTime {
  readonly raw: Sql;
  /** The engine's type of it. */
  readonly type: string;
  readonly text: Sql;
}

/**
 * Epoch milliseconds of a raw time that is no text in a standard form; null where it cannot be read. A time without an
 * offset is local to the zone. Of `formats` the first that reads a text counts.
 */
export function timeValue({ raw, type, text }: RawTime, formats: readonly string[], zone: Zone): Sql {
  if (type.startsWith("TIMESTAMP WITH TIME ZONE")) return sql`epoch_ms(${raw})`;
  if (type === "DATE" || type.startsWith("TIMESTAMP")) return instantOf(sql`cast(${raw} as timestamp)`, zone);
  return sql`coalesce(${join(formats.map((format) => ofSomeDate(byFormat(format, text, zone))))})`;
}

/**
 * Years are written with four digits: of fewer, the engine makes one of the first centuries. What lies beyond the last
 * date, nothing tells.
 */
const [FIRST, LAST] = [Date.UTC(1000, 0), 8.64e15];

/** An instant that is the instant of some date; null where there is none. */
export const ofSomeDate = (instant: Sql): Sql =>
  sql`case when ${instant} between ${FIRST} and ${LAST} then ${instant} end`;

function byFormat(format: string, text: Sql, zone: Zone): Sql {
  if (format === "epoch_ms") return sql`try_cast(${text} as bigint)`;
  if (format === "epoch_s") return sql`try_cast(round(try_cast(${text} as double) * 1000) as bigint)`;
  const read = sql`try_strptime(${text}, ${format})`;
  return /%z/i.test(format) ? sql`epoch_ms(${read})` : instantOf(read, zone);
}

/** What a text in a standard form is made of: an expression for each part, or the column that it stands in. */
export interface Clock {
  /** What it shows of a clock on the wall, whatever its offset, where the engine reads it as it is. */
  readonly stamp: Sql;
  /** Whether it names its offset. */
  readonly named: Sql;
  /** The text in full where the engine does not. */
  readonly full: Sql;
  /** What either shows; null where it cannot be read. */
  readonly wall: Sql;
}

/** The parts of a text, each from the columns of those before it, so that none is worked out twice. */
export const clockOf = (text: Sql, { stamp, full }: Pick<Clock, "stamp" | "full">): Clock => ({
  stamp: sql`try_cast(${text} as timestamp)`,
  named: namesOffset(text),
  full: sql`case when ${stamp} is null then ${fuller(text)} end`,
  wall: sql`coalesce(${stamp}, try_cast(${full} as timestamp), try_strptime(${full}, '%Y-%m-%d %p %I:%M:%S'))`,
});

/** Epoch milliseconds of such a text: an instant where it names an offset, else local as above. */
export function standardTime(text: Sql, { full, wall, named }: Omit<Clock, "stamp">, zone: Zone): Sql {
  const instant = sql`coalesce(try_cast(${text} as timestamptz), try_cast(${full} as timestamptz))`;
  return sql`case when ${named} then case when length(${text}) < 23 and regexp_matches(${text}, ${SPAN}) then null else epoch_ms(${instant}) end else ${instantOf(wall, zone)} end`;
}

/** From when to when, `09:30-10:30`: what looks like an offset is the end. */
const SPAN = String.raw`^\S+ \d{1,2}:\d\d-\d{1,2}:\d\d$`;

const OFFSET = String.raw`[Tt ]\d\d.*(?:[Zz]|UTC|GMT|[+-]\d\d(?::?\d\d)?)$`;

/**
 * Whether a text ends in an offset from UTC. The rarer forms are looked at last: the expression takes longer than all
 * before it.
 */
const namesOffset = (text: Sql): Sql => sql`(
  ends_with(${text}, 'Z')
  or length(${text}) > 19 and (contains(${text}, '+') or contains(substr(${text}, 12), '-'))
  or (length(${text}) <> 19 or substr(${text}, 17, 1) <> ':') and regexp_matches(${text}, ${OFFSET}))`;

const DATE_AND_HOUR = String.raw`^(\d{4})-?(\d\d)-?(\d\d)[Tt ](\d\d):?(\d\d)`;
const DAY = String.raw`^(\d{4})[年/](\d{1,2})[月/](\d{1,2})日?`;
/**
 * The words of a day and its hour, which say one thing. Twelve o'clock is noon, or midnight: in the morning it may be either.
 */
const WORDED = [
  [String.raw`${DAY}\s*$`, String.raw`\1-\2-\3`],
  [String.raw`${DAY}\s*`, String.raw`\1-\2-\3 `],
  [String.raw`(\d{1,2})[时点](\d{1,2})分(\d{1,2})秒$`, String.raw`\1:\2:\3`],
  [String.raw`(\d{1,2})[时点](\d{1,2})分?$`, String.raw`\1:\2`],
  [String.raw`(\d{1,2})[时点]整?$`, String.raw`\1:00`],
  [String.raw`\s*(?:上午|早上|凌晨)\s*(0?\d|1[01]):`, String.raw` AM \1:`],
  [String.raw`\s*(?:下午|中午|晚上|傍晚)\s*(\d{1,2}):`, String.raw` PM \1:`],
  [String.raw`( [AP]M \d{1,2}:\d{1,2})$`, String.raw`\1:00`],
] as const;

/**
 * Forms of ISO 8601 that the engine does not read → one that it does: without dashes, seconds, in small letters, with a
 * comma.
 */
const FULLER = [
  [String.raw`${DATE_AND_HOUR}:?(\d\d)`, String.raw`\1-\2-\3 \4:\5:\6`],
  [String.raw`${DATE_AND_HOUR}([^:\d].*)?$`, String.raw`\1-\2-\3 \4:\5:00\6`],
  [String.raw`,(\d+)`, String.raw`.\1`],
  [String.raw`\s*(?:[Zz]|UTC|GMT)$`, "+00"],
] as const;

const narrow = (text: Sql): Sql =>
  sql`translate(regexp_replace(${text}, ${`[${UNSEEN}]`}, '', 'g'), '０１２３４５６７８９：－／', '0123456789:-/')`;

const fuller = (text: Sql): Sql =>
  [...WORDED, ...FULLER].reduce((inner, [from, to]) => sql`regexp_replace(${inner}, ${from}, ${to})`, narrow(text));

/** Zones whose clocks are settled need one subtraction; the others go through the engine's zone tables. */
function instantOf(local: Sql, zone: Zone): Sql {
  const byTable = sql`epoch_ms(timezone(${zone.name}, ${local}))`;
  if (zone.settled === null) return byTable;
  const { since, offset } = zone.settled;
  return sql`case when epoch_ms(${local}) >= ${since + offset} then epoch_ms(${local}) - ${offset} else ${byTable} end`;
}
