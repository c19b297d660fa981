import { TABLES, type TableName } from "../schemas/tables.ts";
import { type Engine, one } from "./engine/engine.ts";
import { id, join, type Sql, sql } from "./engine/sql.ts";
import { DAY } from "./kit/duration.ts";
import type { Zone } from "./kit/zone.ts";
import type { CaseValues } from "./rules/case-values.ts";
import { currentRows, ensureStored, storedColumns, storedName } from "./stored-rows.ts";

/**
 * What every detector reads, made once a run:
 * - `trace`: one row per event, narrow: `case_key, pos, activity_key, occurred_at, occurred_on, wall_at, actor_id,
 *   org_id, record_no`;
 * - `steps`: the same with `activity`, the label that `activity_key` stands for;
 * - `events`: the same rows with `case_id`, every canonical column that some file has brought, `attrs`, `original`,
 *   `file_id` and `line`;
 * - `cases`: one row per case: `case_key`, `case_id`, canonical columns, `opening_known` (whether a source says when it
 *   was opened; else `opened_at` is its first event), `closing_unclear` (a source says of its closing what is no
 *   moment: whether it is closed cannot be told), `brought` (the columns that the register has which last spoke of
 *   it), `attrs`, `event_count`, `first_at`, `last_at`, `first_on`;
 * - `file_sources` (`file_id, source`), `case_sources` (`case_key, source`) and `source_acts` (`source, activity_key,
 *   activity`): the sources of files of events, those that a case has events from, and the activities in the files of
 *   each. Files of one format that were read by the same settings are of one source, whose number is
 *   that of its first file;
 * - each other canonical table under its own name, with `case_key` where it has a case;
 * - `events_versions`, `cases_versions`, `extensions_versions`: every version of the records that were changed at their
 *   source, with `version` counted from 1, `loaded_at` and `case_key`; of a case, those of a `register` are counted by
 *   themselves, each with the columns that its file `brought`.
 *
 * `wall_at` is what the clock on the wall showed, by the offset the source recorded, or else in the configured zone, as
 * is a midnight there that the source has in UTC.
 * `pos` is the event's place in its case, counted from 1, by `occurred_at` and then by the order of the source.
 * Nothing later than `as_of` is in any of them. A text of a canonical column has no blanks around it, nor has a part of
 * a list, and none is empty; values in `attrs` stand as the source has them.
 */
export interface Facts {
  readonly engine: Engine;
  readonly zone: Zone;
  readonly asOf: number;
  /** Relations and their columns, as far as some file has brought them. */
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether some file has brought a column of a table. */
  has(table: TableName, column: string): boolean;
  /** Of each table, the columns that some file has under another name, by that name. */
  readonly names: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /**
   * A relation of the events without `pos` and `case_id`, for those who need neither: their rows are read where they
   * are stored alone, which takes a third of the time that putting them beside their places does.
   */
  readonly unplaced: Sql;
  /** A relation of the unit and the opening of every case of the log, also where the others are of a few of them. */
  readonly openings: Sql;
  /** A relation of the sources of every case of the log: `case_key, source`. */
  readonly sources: Sql;
  /** A relation of the activities of every source, as `source_acts`, also where the others are of a few cases. */
  readonly sourceActs: Sql;
  /** Where rules are laid out: what they ask of cases. */
  readonly values?: CaseValues;
}

interface FactOptions {
  readonly zone: Zone;
  readonly asOf: number;
  /** Only these cases; for looking at a few in a large workspace. */
  readonly caseKeys?: readonly number[];
  /** Lays out events and cases alone; of the other tables only the columns are known. */
  readonly eventsAlone?: boolean;
}

/** Lays out the relations of {@link Facts} from what is loaded; `asOf` is in epoch milliseconds. */
export async function buildFacts(engine: Engine, options: FactOptions): Promise<Facts> {
  const { zone, asOf } = options;
  const columns = new Map<string, ReadonlySet<string>>();
  const loaded = await loadedColumns(engine);
  const unplaced = await buildSteps(engine, loaded.get("events") ?? [], options);
  await buildCases(engine, loaded, options);
  for (const [table, names] of loaded) {
    columns.set(table, new Set(names));
    if (table === "events" || table === "cases" || options.eventsAlone) continue;
    const rows = currentRows(table, names);
    // Of no single case, and read as it stands where a detector asks for it.
    if (!names.includes("case_id")) await engine.run(sql`create or replace temp view ${id(table)} as ${rows}`);
    else
      await engine.run(sql`
        create or replace ${engine.large(table)} as
        select r.*, c.case_key from (${rows}) r left join case_index c on c.case_id = r.case_id
        where ${chosen(sql`c.case_key`, options)}`);
  }
  for (const table of options.eventsAlone ? [] : VERSIONED)
    await exposeVersions(engine, table, loaded.get(table) ?? []);
  columns.set("cases", new Set([...(loaded.get("cases") ?? []), "case_id"]));
  return {
    engine,
    zone,
    asOf,
    columns,
    has: (table, column) => columns.get(table)?.has(column) ?? false,
    names: await namesInFiles(engine),
    unplaced,
    openings: openingsOf(loaded, options),
    sourceActs: options.caseKeys ? sql`(${actsOfSources(asOf)})` : sql`source_acts`,
    sources: options.caseKeys ? sql`(${sourcesOfCases(asOf, sql`true`)})` : sql`case_sources`,
  };
}

function openingsOf(loaded: ReadonlyMap<TableName, readonly string[]>, { asOf, caseKeys }: FactOptions): Sql {
  if (!caseKeys) return sql`(select org_id, opened_at from cases)`;
  const [own, acts] = [loaded.get("cases") ?? [], loaded.get("events") ?? []];
  const orElse = (name: string, first: Sql) => (own.includes(name) ? sql`coalesce(m.${id(name)}, ${first})` : first);
  return sql`(
    select ${orElse("org_id", sql`f.org_id`)} as org_id, ${orElse("opened_at", sql`f.occurred_at`)} as opened_at
    from case_index i
    left join (
      select case_key, occurred_at, ${acts.includes("org_id") ? sql`org_id` : sql`cast(null as varchar) as org_id`},
        row_number() over (partition by case_key order by occurred_at, record_no) as nth
      from stored_events where superseded_by is null and occurred_at <= ${asOf}
    ) f on f.case_key = i.case_key and f.nth = 1
    ${own.length > 0 ? sql`left join (${currentRows("cases", own)}) m on m.case_id = i.case_id` : sql``})`;
}

async function namesInFiles(engine: Engine): Promise<Facts["names"]> {
  const rows = await engine.all<{ table_name: string; own: string; column_name: string }>(
    sql`select table_name, own, column_name from own_names order by all`,
  );
  const names = new Map<string, Map<string, string[]>>();
  for (const { table_name, own, column_name } of rows) {
    const ofTable = names.get(table_name) ?? new Map<string, string[]>();
    names.set(table_name, ofTable.set(own, [...(ofTable.get(own) ?? []), column_name]));
  }
  return names;
}

const chosen = (key: Sql, { caseKeys }: FactOptions): Sql => (caseKeys ? sql`${key} in ${caseKeys}` : sql`true`);

const VERSIONED = ["events", "cases", "extensions"] as const satisfies readonly TableName[];

/**
 * A view, so that it costs nothing where nobody asks. Records without an identifier have one version each; versions of
 * a case are those of a register: what another one says is no change of what this one said.
 */
async function exposeVersions(engine: Engine, table: TableName, names: readonly string[]): Promise<void> {
  const identity = TABLES[table].identity;
  if (!names.includes(identity)) return;
  const stored = id(storedName(table));
  const record = sql`r.${id(identity)} ${table === "cases" ? sql`, r.register` : sql``}`;
  const changed =
    table === "cases" ? sql`case when contains(r.brought, ',modified_at,') then r.modified_at end` : sql`r.modified_at`;
  const others = names.filter((name) => name !== "modified_at").map((name) => sql`r.${id(name)}`);
  const dated = names.includes("modified_at");
  await engine.run(sql`
    create or replace temp view ${id(`${table}_versions`)} as
    select r.*, row_number() over (partition by ${record} order by ${dated ? sql`r.changed_by nulls first, ` : sql``}r.record_no) as version
    from (
      select r.record_no, r.file_id, r.line, r.attrs, r.original, r.superseded_by, ${join(others)}
        ${table === "events" ? sql`, r.case_key, r.activity_key` : sql`, i.case_key`}
        ${table === "cases" ? sql`, r.register, r.brought` : sql``}, f.loaded_at
        ${dated ? sql`, ${changed} as modified_at, coalesce(${changed}, max(${changed}) over (partition by ${record} order by r.record_no)) as changed_by` : sql``}
      from (${currentRows(table, names, "all")}) r join files f on f.file_id = r.file_id
      ${table === "events" ? sql`` : sql`left join case_index i on i.case_id = r.case_id`}
      where r.${id(identity)} in (select ${id(identity)} from ${stored} where superseded_by is not null)
    ) r`);
}

/** The columns of the tables that have rows. */
async function loadedColumns(engine: Engine): Promise<Map<TableName, readonly string[]>> {
  const stored = await storedColumns(engine);
  if (stored.size === 0) return stored;
  const anyRows = [...stored.keys()].map(
    (table) => sql`exists (select 1 from ${id(storedName(table))}) as ${id(table)}`,
  );
  const filled = await one<Partial<Record<TableName, boolean>>>(engine, sql`select ${join(anyRows)}`);
  return new Map([...stored].filter(([table]) => filled[table]));
}

async function buildSteps(engine: Engine, loaded: readonly string[], options: FactOptions): Promise<Sql> {
  const column = (name: string) =>
    loaded.includes(name) ? sql`s.${id(name)}` : sql`cast(null as varchar) as ${id(name)}`;
  const { asOf, zone } = options;
  const own = sql`
    s.activity_key, s.occurred_at, ${engine.localDay(sql`s.occurred_at`, zone)} as occurred_on,
    ${wallOf(engine.localTime(sql`s.occurred_at`, zone))} as wall_at,
    ${column("actor_id")}, ${column("org_id")}, s.record_no`;
  const looked = sql`s.superseded_by is null and s.occurred_at <= ${asOf}`;
  if (loaded.length === 0) await ensureStored(engine, "events", ["case_id", "activity", "occurred_at"]);
  await engine.run(sql`
    create or replace ${engine.large("trace")} as
    select s.case_key,
      cast(row_number() over (partition by s.case_key order by s.occurred_at, s.record_no) as integer) as pos, ${own}
    from stored_events s where ${looked} and ${chosen(sql`s.case_key`, options)}`);
  await engine.run(sql`
    create or replace temp view steps as
    select t.*, a.activity from trace t join activity_index a on a.activity_key = t.activity_key`);
  await buildSources(engine, options);
  const rest = loaded.filter((name) => !["case_id", "activity", "occurred_at", "actor_id", "org_id"].includes(name));
  const others = sql`a.activity
    ${rest.length > 0 ? sql`, ${join(rest.map((name) => sql`s.${id(name)}`))}` : sql``}, s.attrs, s.original, s.file_id, s.line`;
  const rows = sql`
    select t.*, c.case_id, ${others}
    from trace t join stored_events s on s.record_no = t.record_no
    join activity_index a on a.activity_key = t.activity_key join case_index c on c.case_key = t.case_key`;
  // Of a few cases the rows are laid out once: else every detector reads all stored events.
  if (options.caseKeys) await engine.run(sql`create or replace temp table chosen_events as ${rows}`);
  await engine.run(sql`
    create or replace temp view events as ${options.caseKeys ? sql`select * from chosen_events` : rows}`);
  if (options.caseKeys) return sql`chosen_events`;
  return sql`(
    select s.case_key, ${own}, ${others}
    from stored_events s join activity_index a on a.activity_key = s.activity_key where ${looked})`;
}

/** The source of a row of `files`: the first of those of its table and format that were read by the same settings. */
export const SOURCE_OF_FILE = sql`min(file_id) over (partition by table_name, read_by, format)`;

async function buildSources(engine: Engine, options: FactOptions): Promise<void> {
  await engine.run(sql`
    create or replace temp table file_sources as
    select file_id, ${SOURCE_OF_FILE} as source from files where table_name = 'events'`);
  await engine.run(sql`
    create or replace ${engine.large("case_sources")} as
    ${sourcesOfCases(options.asOf, chosen(sql`s.case_key`, options))}`);
  if (!options.caseKeys)
    await engine.run(sql`create or replace temp table source_acts as ${actsOfSources(options.asOf)}`);
}

const actsOfSources = (asOf: number): Sql => sql`
  select distinct f.source, e.activity_key, a.activity
  from (
    select distinct s.file_id, s.activity_key from stored_events s
    where s.superseded_by is null and s.occurred_at <= ${asOf}
  ) e
  join file_sources f on f.file_id = e.file_id join activity_index a on a.activity_key = e.activity_key`;

const sourcesOfCases = (asOf: number, which: Sql): Sql => sql`
  select distinct e.case_key, f.source
  from (
    select distinct s.case_key, s.file_id from stored_events s
    where s.superseded_by is null and s.occurred_at <= ${asOf} and ${which}
  ) e join file_sources f on f.file_id = e.file_id`;

/** Many programs write the midnight that a date stands for in UTC: in the configured zone it is one still. */
const wallOf = (local: Sql): Sql => sql`
  case when s.utc_offset = 0 and ${local} % ${DAY} = 0 then ${local} else coalesce(s.occurred_at + s.utc_offset, ${local}) end`;

async function buildCases(
  engine: Engine,
  loaded: ReadonlyMap<TableName, readonly string[]>,
  options: FactOptions,
): Promise<void> {
  const { asOf, zone } = options;
  const own = (loaded.get("cases") ?? []).filter(
    (name) => !["case_id", "org_id", "closed_at", "opened_at"].includes(name),
  );
  const has = (name: string) => loaded.get("cases")?.includes(name) ?? false;
  const brought = loaded.has("cases");
  await engine.run(sql`
    create or replace ${engine.large("cases")} as
    select i.case_key, i.case_id, coalesce(e.event_count, 0) as event_count, e.first_at, e.last_at,
      ${has("opened_at") ? sql`coalesce(m.opened_at, e.first_at)` : sql`e.first_at`} as opened_at,
      ${has("opened_at") ? sql`m.opened_at is not null` : sql`false`} as opening_known,
      ${engine.localDay(sql`e.first_at`, zone)} as first_on,
      ${has("closed_at") ? sql`case when m.closed_at > ${DAY} and m.closed_at <= ${asOf} then m.closed_at end` : sql`cast(null as bigint)`} as closed_at,
      ${has("closed_at") ? sql`coalesce(m.closed_at <= ${DAY}, ${engine.attribute(sql`m.original`, "closed_at")} is not null)` : sql`false`} as closing_unclear,
      ${has("org_id") ? sql`coalesce(m.org_id, f.org_id)` : sql`f.org_id`} as org_id,
      ${brought ? sql`coalesce(g.brought, m.brought) as brought, m.attrs` : sql`cast(null as varchar) as brought, cast(null as varchar) as attrs`}
      ${own.length > 0 ? sql`, ${join(own.map((name) => sql`m.${id(name)}`))}` : sql``}
    from case_index i
    left join (
      select case_key, count(*) as event_count, min(occurred_at) as first_at, max(occurred_at) as last_at
      from trace group by case_key
    ) e on e.case_key = i.case_key
    left join (select case_key, org_id from trace where pos = 1) f on f.case_key = i.case_key
    ${brought ? sql`left join (${currentRows("cases", loaded.get("cases") ?? [])}) m on m.case_id = i.case_id left join registers g on g.name = m.register` : sql``}
    where ${chosen(sql`i.case_key`, options)}`);
}
