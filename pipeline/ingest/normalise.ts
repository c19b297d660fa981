import type { Source } from "../../schemas/config.ts";
import { type Column, MARK_NAMES, type TableName, tableOf } from "../../schemas/tables.ts";
import type { Engine } from "../engine/engine.ts";
import { every, id, join, type Sql, some, sql } from "../engine/sql.ts";
import { NOTHING, truthOf } from "../kit/truth.ts";
import type { Zone } from "../kit/zone.ts";
import { isNothing, listValue, withoutBlanks, withoutNothing, writeAlike } from "./identifiers.ts";
import { type Mapping, mapColumns } from "./mapping.ts";
import { bearingColumn, marksOf } from "./marks.ts";
import type { RawTable } from "./reader.ts";
import type { Reason } from "./reasons.ts";
import { type Holding, type Problem, refusalsOf } from "./refusals.ts";
import { tellApart } from "./several.ts";
import { type Clock, clockOf, ofSomeDate, standardTime, timeValue } from "./times.ts";
import { mayBePlainer, plain, plainWord } from "./unseen.ts";

/** Canonical columns that a file brings, in the order of the schema. */
export interface Staged {
  readonly table: TableName;
  /** The temporary table the rows stand in; its `rowid` counts them from 0 in the file's order. */
  readonly name: string;
  readonly columns: readonly string[];
  /** How many rows named several persons in the column of one. */
  readonly several: number;
  /** The file's own name of each of them, and the names that no column was made of. */
  readonly names: ReadonlyMap<string, string>;
  readonly rest: readonly string[];
  /** Whether rows bear attributes of their own beside them. */
  readonly bears: boolean;
  /** Whether an event of several cases is a row of each. */
  readonly perCase: boolean;
  /** What the file's register is known by, where its records name their columns themselves. */
  readonly register: string | null;
  /** Names that the source maps and no record of the file has. */
  readonly absent: readonly string[];
  /** Those of the columns that need not be there and may have what cannot be read: `unread` says of which rows. */
  readonly typed: readonly string[];
  /**
   * Whether the file says of its rows that they are sealed or secret: then nothing is quoted of rows it cannot read.
   */
  readonly marked: boolean;
}

/**
 * Reads a raw relation once into a staged table: canonical columns converted, everything else in `attrs`, the original
 * text of what a conversion changed in `original`, whether it could not be read in `unread`, and what is wrong with a
 * row in `problem_*`.
 */
export async function normalise(
  engine: Engine,
  file: string,
  raw: RawTable,
  source: Source,
  zone: Zone,
  holding: Holding | null,
): Promise<Staged> {
  const mapping = mapColumns(engine, file, raw.table, raw, source);
  const definition = tableOf(raw.table);
  const columns = Object.keys(definition.columns).filter((name) => mapping.columns.has(name));
  const readings = columns.map((name) => {
    const from = mapping.columns.get(name) as Sql;
    const type = raw.types?.get(mapping.names.get(name) as string) ?? "VARCHAR";
    const scope = name === definition.identity && raw.table !== "cases" ? source.system : "";
    return readingOf(name, definition.columns[name] as Column, { raw: from, type, scope, source, zone });
  });

  const marks = marksOf(engine, raw, mapping.names);
  const problems: readonly Problem[] = [
    ...(holding === null
      ? []
      : refusalsOf(
          new Map(readings.map(({ name, meant }) => [name, meant])),
          marks.map((mark) => ({ ...mark, text: meantBy(mark.text, source.values?.[mark.kind]) })),
          holding,
        )),
    ...readings.flatMap(({ name, required, text, kept, failure }): Problem[] =>
      required
        ? [
            { when: sql`${text} is null`, name, reason: "missing-value", quoted: text },
            { when: sql`${kept} is null`, name, reason: failure, quoted: text },
          ]
        : [],
    ),
  ];
  const first = problems.map((p, i) => sql`when ${p.when} then ${i + 1}`);
  const quoted = problems.flatMap((p, i) =>
    p.quoted === null ? [] : [sql`when ${i + 1} then left(${p.quoted}, 200)`],
  );
  const ofFirst = (texts: readonly string[]) =>
    sql`list_extract(cast([${join(texts.map((text) => sql`${text}`))}] as varchar[]), ${PROBLEM})`;

  const name = `staged_${raw.table}`;
  await engine.run(sql`
    create or replace temp table ${id(name)} as
    select ${join([
      ...(raw.lineColumn === null ? [] : [sql`${id(raw.lineColumn)} as line`]),
      ...readings.map(({ name, kept }) => sql`${kept} as ${id(name)}`),
      ...readings
        .filter((reading) => reading.name === "occurred_at")
        .map(({ name, clock }) => sql`${clock ? offsetOf(name) : sql`cast(null as integer)`} as utc_offset`),
      sql`${attributesOf(raw, mapping, source)} as attrs`,
      sql`${originalOf(readings)} as original`,
      sql`${some(readings.flatMap(({ unread }) => unread ?? []))} as unread`,
      sql`${ofFirst(problems.map((p) => mapping.names.get(p.name) ?? p.name))} as problem_column`,
      sql`${ofFirst(problems.map((p) => p.reason))} as problem_reason`,
      sql`case ${PROBLEM} ${join(quoted, sql` `)} end as problem_value`,
    ])}
    from (
      select *, ${first.length === 0 ? sql`cast(null as integer)` : sql`case ${join(first, sql` `)} end`} as ${PROBLEM}
      from (
        select *, ${join(readings.map(({ name, value }) => sql`${value} as ${converted(name)}`))}
        from (${withClocks(
          readings,
          sql`
            select * replace (${join(readings.map(({ name, text, read }) => sql`${read(text)} as ${recorded(name)}`))})
            from (
              select *, ${join([...readings.map(({ name, from }) => sql`${from} as ${recorded(name)}`), ...bearingColumn(raw)])}
              from ${raw.relation}
            )`,
        )})
      )
    )`);
  await writeAlike(engine, { table: raw.table, name, columns, names: mapping.names });
  const { columns: apart, rows: several } = await tellApart(engine, raw.table, name, columns);
  return {
    table: raw.table,
    name,
    columns: apart,
    several,
    names: mapping.names,
    rest: [...mapping.rest, ...mapping.attributes.keys()],
    bears: raw.attributes !== null,
    perCase: raw.perCase === true,
    register: raw.open || raw.attributes !== null ? file.replace(/\d+/g, "") : null,
    absent: raw.columns.length > 0 ? mapping.absent : [],
    typed: readings.flatMap(({ name, unread, required }) =>
      unread !== null || (!required && definition.columns[name]?.names) ? name : [],
    ),
    marked: columns.some((column) => column in MARK_NAMES) || marks.some(({ column }) => raw.columns.includes(column)),
  };
}

/** Which of the problems that a row may have, counted from 1, is its first; null where it has none. */
const PROBLEM = id("§problem");
/** Beside the raw columns, which may have the very names of ours. */
const converted = (name: string): Sql => id(`§${name}`);
const recorded = (name: string): Sql => id(`§§${name}`);
/** The columns in which the parts of a time in a standard form stand. */
const clockIn = (name: string): Clock => ({
  stamp: id(`§stamp ${name}`),
  named: id(`§named ${name}`),
  full: id(`§full ${name}`),
  wall: id(`§wall ${name}`),
});

/** `+02:00` at the end of a text, in milliseconds: what lies between its wall clock and its instant. */
function offsetOf(name: string): Sql {
  const { named, wall } = clockIn(name);
  return sql`case when ${named} then cast(epoch_ms(${wall}) - ${converted(name)} as integer) end`;
}

interface Reading {
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

/** The rows with the parts of their times, in the order in which each is worked out of those before it. */
function withClocks(readings: readonly Reading[], rows: Sql): Sql {
  const clocks = readings.flatMap(({ name, clock }) => (clock ? { at: clockIn(name), clock } : []));
  if (clocks.length === 0) return rows;
  const parts = (part: keyof Clock) => join(clocks.map(({ at, clock }) => sql`${clock[part]} as ${at[part]}`));
  return sql`
    select *, ${parts("wall")} from (
      select *, ${parts("full")} from (select *, ${parts("stamp")}, ${parts("named")} from (${rows})))`;
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

interface Origin {
  readonly raw: Sql;
  readonly type: string;
  /** Put before an identifier that another system may have given too; mostly empty. */
  readonly scope: string;
  readonly source: Source;
  readonly zone: Zone;
}

function readingOf(name: string, column: Column, { raw, type, scope, source, zone }: Origin): Reading {
  const own = (raw: Sql) =>
    type === "VARCHAR" ? sql`nullif(${withoutBlanks(raw)}, '')` : sql`cast(${raw} as varchar)`;
  const read = (raw: Sql) =>
    scope === "" ? own(raw) : sql`case when not (${isNothing(own(raw))}) then ${`${scope}:`} || ${own(raw)} end`;
  const text = recorded(name);
  const values = source.values?.[name];
  const mapped = column.names ? nameIn(text, values) : meantBy(text, values);
  const kept = column.type === "time" ? ofSomeDate(converted(name)) : converted(name);
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
      return { ...base, value: timeValue(raw, mapped, type, formats, zone, source.timezone), altered, failure };
    }
    const at = clockIn(name);
    const value = standardTime(mapped, at, zone, source.timezone);
    return { ...base, value, altered, failure, clock: clockOf(mapped, at) };
  }
  if (column.type === "text") {
    const parts = column.list ? listValue(mapped) : mapped;
    const value = column.list && column.names ? withoutNothing(parts) : parts;
    const altered = values || column.names || column.list ? sql`${converted(name)} is distinct from ${text}` : null;
    return { ...base, value, altered, failure: "missing-value" };
  }
  const { type: kind } = column;
  const said = (text: Sql) => (kind === "boolean" ? truthOf(text) : numberValue(text, kind));
  const value = sql`coalesce(${said(mapped)}, ${said(sql`case when ${mayBePlainer(mapped)} then ${plain(mapped)} end`)})`;
  return { ...base, value, altered: unreadable, failure: "bad-number" };
}

const meantBy = (text: Sql, values: Readonly<Record<string, string>> | undefined): Sql =>
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

function attributesOf(raw: RawTable, { rest, attributes }: Mapping, { values = {} }: Source): Sql {
  const own = raw.attributes === null ? null : id(raw.attributes);
  if (rest.length + attributes.size === 0) return own ?? sql`cast(null as varchar)`;
  const isText = (name: string) => (raw.types?.get(name) ?? "VARCHAR") === "VARCHAR";
  const pairs = join([
    ...rest.map((name) => sql`${name}, ${isText(name) ? withoutBlanks(id(name)) : id(name)}`),
    ...[...attributes].map(
      ([name, value]) => sql`${name}, ${meantBy(withoutBlanks(sql`cast(${value} as varchar)`), values[name])}`,
    ),
  ]);
  return sql`cast(json_merge_patch(${own ? sql`coalesce(${own}, '{}')` : sql`'{}'`}, json_object(${pairs})) as varchar)`;
}

function originalOf(readings: readonly Reading[]): Sql {
  const kept = readings.filter((reading) => reading.altered !== null);
  if (kept.length === 0) return sql`cast(null as varchar)`;
  const any = some(kept.map((reading) => reading.altered as Sql));
  const pairs = join(
    kept.map((reading) => sql`${reading.name}, case when ${every([reading.altered as Sql])} then ${reading.text} end`),
  );
  return sql`case when ${any} then cast(json_merge_patch('{}', json_object(${pairs})) as varchar) end`;
}
