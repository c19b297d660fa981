import type { Source } from "../../schemas/config.ts";
import { MARK_NAMES, type TableName, tableOf } from "../../schemas/tables.ts";
import type { Engine } from "../engine/engine.ts";
import { every, id, join, type Sql, some, sql } from "../engine/sql.ts";
import { type Zone, zoneOf } from "../kit/zone.ts";
import { type ColumnReading, clockIn, columnReading, meantBy, textColumn, valueColumn } from "./column-reading.ts";
import { withoutBlanks, writeAlike } from "./identifiers.ts";
import { type Mapping, mapColumns } from "./mapping.ts";
import { bearingColumn, marksOf } from "./marks.ts";
import type { RawTable } from "./reader.ts";
import { type Holding, type Problem, refusalsOf } from "./refusals.ts";
import { tellApart } from "./several.ts";
import type { Clock } from "./times.ts";

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

interface Settings {
  /** The file's name, for messages. */
  readonly file: string;
  readonly source: Source;
  /** Of times that name none, where the source has none of its own. */
  readonly zone: Zone;
  /** What may be held here; null where everything may. */
  readonly holding: Holding | null;
}

/**
 * Reads a raw relation once into a staged table: canonical columns converted, everything else in `attrs`, the original
 * text of what a conversion changed in `original`, whether it could not be read in `unread`, and what is wrong with a
 * row in `problem_*`.
 */
export async function normalise(
  engine: Engine,
  raw: RawTable,
  { file, source, zone, holding }: Settings,
): Promise<Staged> {
  const mapping = mapColumns(engine, file, raw, source);
  const readings = readingsOf(raw, mapping, source, zone);
  const marks = marksOf(engine, raw, mapping.names);
  const refusals =
    holding === null
      ? []
      : refusalsOf(
          new Map(readings.map(({ name, meant }) => [name, meant])),
          marks.map((mark) => ({ ...mark, text: meantBy(mark.text, source.values?.[mark.kind]) })),
          holding,
        );
  const problems = [...refusals, ...readings.flatMap(missingOrUnread)];

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
      ...firstOf(problems, mapping.names),
    ])}
    from (select *, ${firstProblem(problems)} as ${PROBLEM} from (${converted(raw, readings)}))`);
  const columns = readings.map(({ name }) => name);
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
      unread !== null || (!required && tableOf(raw.table).columns[name]?.names) ? name : [],
    ),
    marked: columns.some((column) => column in MARK_NAMES) || marks.some(({ column }) => raw.columns.includes(column)),
  };
}

function readingsOf(raw: RawTable, mapping: Mapping, source: Source, zone: Zone): ColumnReading[] {
  const { columns, identity } = tableOf(raw.table);
  const local = source.timezone === undefined ? zone : zoneOf(source.timezone);
  return Object.entries(columns).flatMap(([name, column]) => {
    const from = mapping.columns.get(name);
    if (from === undefined) return [];
    const type = raw.types?.get(mapping.names.get(name) as string) ?? "VARCHAR";
    const scope = name === identity && raw.table !== "cases" ? source.system : "";
    return [columnReading(name, column, { raw: from, type, scope, source, zone: local })];
  });
}

/** The raw rows with what is recorded of each column as a text, the parts of times, and the values made of them. */
function converted(raw: RawTable, readings: readonly ColumnReading[]): Sql {
  const recorded = sql`
    select *, ${join([...readings.map(({ name, from }) => sql`${from} as ${textColumn(name)}`), ...bearingColumn(raw)])}
    from ${raw.relation}`;
  const texts = sql`
    select * replace (${join(readings.map(({ name, text, read }) => sql`${read(text)} as ${textColumn(name)}`))})
    from (${recorded})`;
  return sql`
    select *, ${join(readings.map(({ name, value }) => sql`${value} as ${valueColumn(name)}`))}
    from (${withClocks(readings, texts)})`;
}

/** Of a column that every row must have: where nothing is recorded, or no value could be made of what is. */
function missingOrUnread({ name, required, text, kept, failure }: ColumnReading): Problem[] {
  if (!required) return [];
  return [
    { when: sql`${text} is null`, name, reason: "missing-value", quoted: text },
    { when: sql`${kept} is null`, name, reason: failure, quoted: text },
  ];
}

/** Which of the problems that a row may have, counted from 1, is its first; null where it has none. */
const PROBLEM = id("§problem");

const firstProblem = (problems: readonly Problem[]): Sql =>
  problems.length === 0
    ? sql`cast(null as integer)`
    : sql`case ${join(
        problems.map(({ when }, i) => sql`when ${when} then ${i + 1}`),
        sql` `,
      )} end`;

/** What is kept of a row's first problem. */
function firstOf(problems: readonly Problem[], names: ReadonlyMap<string, string>): Sql[] {
  const among = (texts: readonly string[]) =>
    sql`list_extract(cast([${join(texts.map((text) => sql`${text}`))}] as varchar[]), ${PROBLEM})`;
  const quoted = problems.flatMap(({ quoted }, i) =>
    quoted === null ? [] : [sql`when ${i + 1} then left(${quoted}, 200)`],
  );
  return [
    sql`${among(problems.map(({ name }) => names.get(name) ?? name))} as problem_column`,
    sql`${among(problems.map(({ reason }) => reason))} as problem_reason`,
    sql`case ${PROBLEM} ${join(quoted, sql` `)} end as problem_value`,
  ];
}

/** `+02:00` at the end of a text, in milliseconds: what lies between its wall clock and its instant. */
function offsetOf(name: string): Sql {
  const { named, wall } = clockIn(name);
  return sql`case when ${named} then cast(epoch_ms(${wall}) - ${valueColumn(name)} as integer) end`;
}

/** The rows with the parts of their times, in the order in which each is worked out of those before it. */
function withClocks(readings: readonly ColumnReading[], rows: Sql): Sql {
  const clocks = readings.flatMap(({ name, clock }) => (clock ? { at: clockIn(name), clock } : []));
  if (clocks.length === 0) return rows;
  const parts = (part: keyof Clock) => join(clocks.map(({ at, clock }) => sql`${clock[part]} as ${at[part]}`));
  return sql`
    select *, ${parts("wall")} from (
      select *, ${parts("full")} from (select *, ${parts("stamp")}, ${parts("named")} from (${rows})))`;
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

function originalOf(readings: readonly ColumnReading[]): Sql {
  const kept = readings.filter((reading) => reading.altered !== null);
  if (kept.length === 0) return sql`cast(null as varchar)`;
  const any = some(kept.map((reading) => reading.altered as Sql));
  const pairs = join(
    kept.map((reading) => sql`${reading.name}, case when ${every([reading.altered as Sql])} then ${reading.text} end`),
  );
  return sql`case when ${any} then cast(json_merge_patch('{}', json_object(${pairs})) as varchar) end`;
}
