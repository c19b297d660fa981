import type { Source } from "../../schemas/config.ts";
import type { Column } from "../../schemas/tables.ts";
import { id, join, type Sql, sql } from "../engine/sql.ts";
import { NOTHING, truthOf } from "../kit/truth.ts";
import type { Zone } from "../kit/zone.ts";
import { isNothing, listValue, withoutBlanks, withoutNothing } from "./identifiers.ts";
import type { Reason } from "./reasons.ts";
import { type Clock, clockOf, ofSomeDate, standardTime, timeValue } from "./times.ts";
import { mayBePlainer, plain, plainWord } from "./unseen.ts";

/** How the values of a canonical column are read from the raw ones. */
export interface ColumnReading {
  readonly name: string;
  readonly required: boolean;
  /** Where the raw value comes from. */
  readonly from: Sql;
  /** Makes a text of a raw value, null where nothing is recorded. */
  readonly read: (raw: Sql) => Sql;
  /** That text, by the column it stands in from then on. */
  readonly text: Sql;
  /** The text in the words that the source's value map gives it. */
  readonly meant: Sql;
  readonly value: Sql;
  /** What is kept of the value, by the column it stands in from then on. */
  readonly kept: Sql;
  /** When the original text has to be kept beside the value. */
  readonly altered: Sql | null;
  /** When it says something that no value could be made of; null where any text is one, or the row is set aside. */
  readonly unread: Sql | null;
  readonly failure: Reason;
  /** Of a time in a standard form, what it is made of. */
  readonly clock?: Clock;
}

/** Beside the raw columns, which may have the very names of ours. */
export const valueColumn = (name: string): Sql => id(`§${name}`);
export const textColumn = (name: string): Sql => id(`§§${name}`);
/** The columns in which the parts of a time in a standard form stand. */
export const clockIn = (name: string): Clock => ({
  stamp: id(`§stamp ${name}`),
  named: id(`§named ${name}`),
  full: id(`§full ${name}`),
  wall: id(`§wall ${name}`),
});

interface Origin {
  readonly raw: Sql;
  readonly type: string;
  /** Put before an identifier that another system may have given too; mostly empty. */
  readonly scope: string;
  readonly source: Source;
  /** Of times that name none. */
  readonly zone: Zone;
}

export function columnReading(name: string, column: Column, { raw, type, scope, source, zone }: Origin): ColumnReading {
  const own = (raw: Sql) =>
    type === "VARCHAR" ? sql`nullif(${withoutBlanks(raw)}, '')` : sql`cast(${raw} as varchar)`;
  const read = (raw: Sql) =>
    scope === "" ? own(raw) : sql`case when not (${isNothing(own(raw))}) then ${`${scope}:`} || ${own(raw)} end`;
  const text = textColumn(name);
  const values = source.values?.[name];
  const mapped = column.names ? nameIn(text, values) : meantBy(text, values);
  const kept = column.type === "time" ? ofSomeDate(valueColumn(name)) : valueColumn(name);
  const unreadable = sql`case when ${text} is null or ${kept} is not null then false else not (${isNothing(text)}) end`;
  const required = column.required === true;
  const unread = required || column.type === "text" ? null : unreadable;
  const base = { name, required, from: raw, read, text, meant: mapped, kept, unread };
  if (column.type === "time") {
    const formats = source.time_format === undefined ? [] : [source.time_format].flat();
    const plain = sql`length(${text}) = 19 and substr(${text}, 5, 1) = '-'`;
    const failure = "bad-time";
    const altered =
      type === "VARCHAR" ? sql`case when ${kept} is null then ${unreadable} else not (${plain}) end` : unread;
    if (type !== "VARCHAR" || formats.length > 0) {
      return { ...base, value: timeValue({ raw, type, text: mapped }, formats, zone), altered, failure };
    }
    const at = clockIn(name);
    const value = standardTime(mapped, at, zone);
    return { ...base, value, altered, failure, clock: clockOf(mapped, at) };
  }
  if (column.type === "text") {
    const parts = column.list ? listValue(mapped) : mapped;
    const value = column.list && column.names ? withoutNothing(parts) : parts;
    const altered = values || column.names || column.list ? sql`${valueColumn(name)} is distinct from ${text}` : null;
    return { ...base, value, altered, failure: "missing-value" };
  }
  const { type: kind } = column;
  const said = (text: Sql) => (kind === "boolean" ? truthOf(text) : numberValue(text, kind));
  const value = sql`coalesce(${said(mapped)}, ${said(sql`case when ${mayBePlainer(mapped)} then ${plain(mapped)} end`)})`;
  return { ...base, value, altered: unreadable, failure: "bad-number" };
}

export const meantBy = (text: Sql, values: Readonly<Record<string, string>> | undefined): Sql =>
  values === undefined ? text : mapValues(text, values);

/** What a text that names somebody or something means: nothing where it only stands for it. */
function nameIn(text: Sql, values: Readonly<Record<string, string>> | undefined): Sql {
  const mapped = new Set(Object.keys(values ?? {}).map((value) => value.trim()));
  const nothing = isNothing(
    text,
    NOTHING.filter((word) => !mapped.has(word)),
  );
  return sql`case when ${nothing} then null else ${meantBy(text, values)} end`;
}

function mapValues(text: Sql, values: Readonly<Record<string, string>>): Sql {
  const among = (one: Sql, write: (from: string) => string, otherwise: Sql) =>
    sql`case ${one} ${join(
      Object.entries(values).map(([from, to]) => sql`when ${write(from.trim())} then ${to.trim()}`),
      sql` `,
    )} else ${otherwise} end`;
  const odd = sql`case when ${mayBePlainer(text)} then ${among(plain(text), plainWord, text)} else ${text} end`;
  return sql`nullif(${among(text, (from) => from, odd)}, '')`;
}

/** Thousands apart by commas. */
const GROUPED = String.raw`^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$`;

/**
 * A comma that does not stand between thousands may be anything; a part of a whole number is no whole number, and what
 * is without end is none.
 */
function numberValue(text: Sql, type: "integer" | "number"): Sql {
  const plain = sql`case when not contains(${text}, ',') then ${text}
    when regexp_matches(${text}, ${GROUPED}) then replace(${text}, ',', '') end`;
  const [whole, number] = [sql`try_cast(${plain} as bigint)`, sql`try_cast(${plain} as double)`];
  return type === "number"
    ? sql`case when ${number} between ${-Number.MAX_VALUE} and ${Number.MAX_VALUE} then ${number} end`
    : sql`case when ${whole} = ${number} then ${whole} end`;
}
