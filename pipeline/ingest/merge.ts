import { tableOf } from "../../schemas/tables.ts";
import type { Engine } from "../engine/engine.ts";
import { one } from "../engine/engine.ts";
import { every, id, join, type Sql, sql } from "../engine/sql.ts";
import { currentRows, ensureStored, storedColumn, storedName } from "../stored-rows.ts";
import { speaksOfMarks } from "./marks.ts";
import type { Staged } from "./normalise.ts";
import type { LineStep, Reject } from "./reader.ts";
import { REFUSALS } from "./reasons.ts";

/** What became of a file's rows: `rows_in` is the sum of the other four. */
export interface Account {
  readonly rows_in: number;
  readonly loaded: number;
  readonly duplicates: number;
  readonly changed: number;
  readonly quarantined: number;
  /** Of the quarantined, those that may not be held. */
  readonly refused: number;
}

const KNOWN = "known_rows";

/**
 * Moves the staged rows into the table's storage.
 * A record with an identifier seen before is a duplicate where its content was seen too, and else a changed record:
 * both versions stay, the later one counts. A record without identifier is a duplicate as often as the very same
 * record is already stored from other files; equal rows within one file are different records.
 */
export async function merge(
  engine: Engine,
  fileId: number,
  staged: Staged,
  steps: readonly LineStep[] | null,
  rejects: readonly Reject[],
): Promise<Account> {
  const { table } = staged;
  const stagedName = id(staged.name);
  await ensureStored(engine, table, staged.columns);
  if (steps && steps.length > 1) await layOutSteps(engine, steps);
  const { rows, problems, refused, base, cases, activities } = await countRows(engine, staged);
  if (problems + rejects.length > 0) await quarantine(engine, fileId, staged, steps, rejects);
  const known = await markKnown(engine, staged, base > 0);
  if (table === "events" || staged.columns.includes("case_id")) await indexCases(engine, staged, cases);
  if (table === "events") await indexActivities(engine, staged, activities);

  const own = staged.columns.filter((column) => storedColumn(table, column) === column);
  const line = lineOf(steps);
  await engine.run(sql`
    insert into ${id(storedName(table))} by name
    select ${base} + s.rowid + 1 as record_no, ${fileId} as file_id, ${line.value} as line, s.attrs, s.original
      ${table === "events" ? sql`, c.case_key, a.activity_key, s.utc_offset` : sql``}
      ${own.length > 0 ? sql`, ${join(own.map((column) => sql`s.${id(column)}`))}` : sql``}
    from (select rowid, * from ${stagedName}) s
    ${table === "events" ? sql`join case_index c on c.case_id = s.case_id join activity_index a on a.activity = s.activity` : sql``}
    ${line.join}
    where s.problem_reason is null
      ${known.duplicates > 0 ? sql`and s.rowid not in (select row from ${id(KNOWN)} where state = 'duplicate')` : sql``}`);
  if (known.changed > 0) await supersede(engine, staged, fileId, base);
  return {
    rows_in: rows + rejects.length,
    loaded: rows - problems - known.duplicates - known.changed,
    duplicates: known.duplicates,
    changed: known.changed,
    quarantined: problems + rejects.length,
    refused,
  };
}

interface Counts {
  readonly rows: number;
  readonly problems: number;
  readonly refused: number;
  /** The highest numbers given so far: of records of the table, of cases, of activities. */
  readonly base: number;
  readonly cases: number;
  readonly activities: number;
}

const countRows = (engine: Engine, { table, name }: Staged): Promise<Counts> =>
  one(
    engine,
    sql`
      select count(*) as rows, count(problem_reason) as problems,
        count(case when problem_reason in ${REFUSALS} then 1 end) as refused,
        (select coalesce(max(record_no), 0) from ${id(storedName(table))}) as base,
        (select coalesce(max(case_key), 0) from case_index) as cases,
        (select coalesce(max(activity_key), 0) from activity_index) as activities
      from ${id(name)}`,
  );

/** Line of a staged row: its own column, or its ordinal moved by the last step at or before it. */
function lineOf(steps: readonly LineStep[] | null): { value: Sql; join: Sql } {
  if (steps === null) return { value: sql`s.line`, join: sql`` };
  const [first] = steps;
  if (steps.length <= 1) return { value: sql`s.rowid + ${1 + (first?.shift ?? 0)}`, join: sql`` };
  return { value: sql`s.rowid + 1 + steps.shift`, join: sql`asof join line_steps steps on s.rowid + 1 >= steps.first` };
}

async function layOutSteps(engine: Engine, steps: readonly LineStep[]): Promise<void> {
  await engine.run(sql`create or replace temp table line_steps (first bigint, shift bigint)`);
  await engine.append("line_steps", ["integer", "integer"], [[steps.map((s) => s.from), steps.map((s) => s.shift)]]);
}

async function quarantine(
  engine: Engine,
  fileId: number,
  { table, name, marked }: Staged,
  steps: readonly LineStep[] | null,
  rejects: readonly Reject[],
): Promise<void> {
  const line = lineOf(steps);
  await engine.run(sql`
    insert into quarantine
    select ${fileId}, ${table}, ${line.value}, s.problem_column, s.problem_reason, s.problem_value
    from (select rowid, * from ${id(name)}) s ${line.join}
    where s.problem_reason is not null`);
  for (const reject of rejects) {
    await engine.run(sql`
      insert into quarantine
      values (${fileId}, ${table}, ${reject.line}, ${reject.column}, ${reject.reason}, ${marked || speaksOfMarks(reject.value ?? "") ? null : reject.value})`);
  }
}

/** Fills `known_rows` with the staged rows that were seen before, in this file or among the `stored`; counts them. */
async function markKnown(
  engine: Engine,
  staged: Staged,
  stored: boolean,
): Promise<{ duplicates: number; changed: number }> {
  const identity = tableOf(staged.table).identity;
  const hasIdentity = staged.columns.includes(identity);
  const repeats = hasIdentity && (await mayRepeat(engine, staged, identity, stored));
  const nameless = stored && (await hasNameless(engine, staged, hasIdentity ? identity : null));
  if (!repeats && !nameless) return { duplicates: 0, changed: 0 };
  await engine.run(sql`create or replace temp table ${id(KNOWN)} (row bigint, state varchar)`);
  if (repeats) await markByIdentity(engine, staged, identity, stored);
  if (nameless) await markByContent(engine, staged, hasIdentity ? identity : null);
  return one(
    engine,
    sql`select count(*) filter (state = 'duplicate') as duplicates, count(*) filter (state = 'changed') as changed from ${id(KNOWN)}`,
  );
}

async function markByIdentity(engine: Engine, staged: Staged, identity: string, stored: boolean): Promise<void> {
  const key = id(identity);
  const content = contentOf(staged);
  const named = namedIn(staged, key);
  await engine.run(sql`
    create or replace temp table repeated as
    select ${key} from (${named}) group by ${key} having count(*) > 1
    ${stored ? sql`union select ${key} from ${id(storedName(staged.table))} where ${key} in (${named})` : sql``}`);
  const versions = stored
    ? sql`union all select record_no - 9000000000000000 as seq, null as row, ${join(readContent(staged))}
        from (${currentRows(staged.table, staged.columns, "all", sql`${key} in (select ${key} from repeated)`)})`
    : sql``;
  await engine.run(sql`
    insert into ${id(KNOWN)}
    select row, case when version > 1 then 'duplicate' else 'changed' end
    from (
      select row,
        row_number() over (partition by ${join(content)} order by seq) as version,
        row_number() over (partition by ${key} order by seq) as place
      from (
        select rowid as seq, rowid as row, ${join(readContent(staged))} from ${id(staged.name)}
        where problem_reason is null and ${key} in (select ${key} from repeated)
        ${versions})
    ) where row is not null and place > 1`);
}

/** Told by the hashes of the identifiers, in a fraction of the time: where no hash comes twice, no identifier does. */
async function mayRepeat(engine: Engine, staged: Staged, identity: string, stored: boolean): Promise<boolean> {
  const key = id(identity);
  const named = namedIn(staged, key);
  const { any } = await one<{ any: boolean }>(
    engine,
    sql`select count(*) > count(distinct hash(${key}))
      ${stored ? sql`or exists (select 1 from (select ${key} from ${id(storedName(staged.table))}) where hash(${key}) in (select hash(${key}) from (${named})))` : sql``} as any
      from (${named})`,
  );
  return any;
}

const namedIn = ({ name }: Staged, key: Sql): Sql =>
  sql`select ${key} from ${id(name)} where problem_reason is null and ${key} is not null`;

const namelessIn = (identity: string | null): Sql => (identity === null ? sql`true` : sql`${id(identity)} is null`);

async function hasNameless(engine: Engine, { name }: Staged, identity: string | null): Promise<boolean> {
  const { any } = await one<{ any: boolean }>(
    engine,
    sql`select exists (select 1 from ${id(name)} where problem_reason is null and ${namelessIn(identity)}) as any`,
  );
  return any;
}

async function markByContent(engine: Engine, staged: Staged, identity: string | null): Promise<void> {
  const content = contentOf(staged);
  const required = Object.entries(tableOf(staged.table).columns)
    .filter(([name, column]) => column.required && staged.columns.includes(name))
    .map(([name]) => id(name));
  const nameless = namelessIn(identity);
  const named = sql`select ${join(required)} from ${id(staged.name)} where problem_reason is null and ${nameless}`;
  const key = required.length > 1 ? sql`(${join(required)})` : join(required);
  // A day's few records are sought by the numbers of their cases, before the stored ones are put together.
  const near =
    staged.table === "events"
      ? sql`case_key in (select case_key from case_index where case_id in (select case_id from (${named})))`
      : null;
  await engine.run(sql`
    create or replace temp table alike as
    select ${join(content)}, count(*) as times
    from (
      select ${join(readContent(staged))} from (${currentRows(staged.table, staged.columns, "all", near)})
      where ${nameless} and ${key} in (${named})
    )
    group by ${join(content)}`);
  await engine.run(sql`
    insert into ${id(KNOWN)}
    select s.row, 'duplicate'
    from (
      select *, row_number() over (partition by ${join(content)} order by row) as nth
      from (
        select rowid as row, ${join(readContent(staged))} from ${id(staged.name)}
        where problem_reason is null and ${nameless} and ${key} in (select ${join(required)} from alike)
      )
    ) s
    join alike k on ${every(content.map((column) => sql`s.${column} is not distinct from k.${column}`))}
    where s.nth <= k.times`);
}

/** What makes two records the same: every column the file brings, and the rest of its attributes. */
const contentOf = (staged: Staged): Sql[] => [...staged.columns.map(id), id("attrs")];

/**
 * The same as it is read from rows: attributes in one order, however the files have them, and none where there are
 * none.
 */
const readContent = (staged: Staged): Sql[] => [
  ...staged.columns.map(id),
  sql`case when attrs <> '{}' then cast(list_sort(list_zip(json_keys(attrs), json_extract(attrs, '$.*'))) as varchar) end as attrs`,
];

async function supersede(engine: Engine, staged: Staged, fileId: number, base: number): Promise<void> {
  const key = id(tableOf(staged.table).identity);
  await engine.run(sql`
    update ${id(storedName(staged.table))} as old set superseded_by = ${fileId}
    from (
      select s.${key} as key, max(${base} + k.row + 1) as newest
      from ${id(KNOWN)} k join (select rowid, * from ${id(staged.name)}) s on s.rowid = k.row
      where k.state = 'changed' group by s.${key}
    ) new
    where old.${key} = new.key and old.record_no < new.newest and old.superseded_by is null`);
}

async function indexCases(engine: Engine, staged: Staged, known: number): Promise<void> {
  await engine.run(sql`
    insert into case_index
    select ${known} + row_number() over (order by first), case_id
    from (
      select case_id, min(rowid) as first from ${id(staged.name)}
      where problem_reason is null and case_id is not null
        and case_id not in (select case_id from case_index)
      group by case_id)`);
}

async function indexActivities(engine: Engine, staged: Staged, known: number): Promise<void> {
  await engine.run(sql`
    insert into activity_index
    select ${known} + row_number() over (order by activity), activity
    from (
      select distinct activity from ${id(staged.name)}
      where problem_reason is null and activity not in (select activity from activity_index))`);
}
