import { tableOf } from "../../schemas/tables.ts";
import type { Engine } from "../engine/engine.ts";
import { one } from "../engine/engine.ts";
import { id, join, type Sql, sql } from "../engine/sql.ts";
import { ensureStored, storedColumn, storedName } from "../stored-rows.ts";
import { type Carried, carriedOver } from "./carried.ts";
import { KNOWN, type Known, markKnown } from "./known-rows.ts";
import { speaksOfMarks } from "./marks.ts";
import type { Staged } from "./normalise.ts";
import { partsOf } from "./parts.ts";
import type { LineStep } from "./reader.ts";
import { REFUSALS } from "./reasons.ts";
import { registerOf } from "./registers.ts";
import type { StagedTable } from "./staging.ts";

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

export interface Merged extends Account {
  /** Of the duplicates, those that say again what their record said before it was changed. */
  readonly outdated: number;
  /** Records without an identifier that stand beside earlier ones of the same act and moment in their case. */
  readonly besides: number;
  /** Rows of earlier files that no longer stand: their events have come again without the case. */
  readonly withdrawn: number;
}

/**
 * Moves the staged rows into the table's storage.
 * A record with an identifier seen before is a duplicate where its content was seen too, and else a changed record:
 * both versions stay, the one that says it was changed later counts, or else the one that came later. A record without
 * identifier is a duplicate as often as the very same record is already stored from other files; equal rows within one
 * file are different records.
 * Of a case several files may speak: what a file has no column for stays as another said it.
 */
export async function merge(engine: Engine, fileId: number, staged: StagedTable): Promise<Merged> {
  const { table, steps, rejects } = staged;
  const stagedName = id(staged.name);
  await ensureStored(engine, table, staged.columns);
  if (steps && steps.length > 1) await layOutSteps(engine, steps);
  const { rows, problems, refused, base, cases, activities } = await countRows(engine, staged);
  if (problems + rejects.length > 0) await quarantine(engine, fileId, staged);
  const register = table === "cases" ? await registerOf(engine, staged) : null;
  const known = await markKnown(engine, staged, { stored: base > 0, register });
  if (table === "events" || staged.columns.includes("case_id")) await indexCases(engine, staged, cases);
  if (table === "events") await indexActivities(engine, staged, activities);

  const own = staged.columns.filter((column) => storedColumn(table, column) === column);
  const line = lineOf(steps);
  const carried = register === null ? AS_IT_IS : await carriedOver(engine, staged, { known, register });
  await engine.run(sql`
    insert into ${id(storedName(table))} by name
    select ${base} + s.rowid + 1 as record_no, ${fileId} as file_id, ${line.value} as line, ${carried.columns}
      ${table === "events" ? sql`, c.case_key, a.activity_key, s.utc_offset` : sql``}
      ${own.length > 0 ? sql`, ${join(own.map((column) => sql`s.${id(column)}`))}` : sql``}
    from (select rowid, * from ${stagedName}) s
    ${table === "events" ? sql`join case_index c on c.case_id = s.case_id join activity_index a on a.activity = s.activity` : sql``}
    ${line.join} ${carried.join}
    where s.problem_reason is null
      ${known.duplicates > 0 ? sql`and s.rowid not in (select row from ${id(KNOWN)} where state = 'duplicate')` : sql``}`);
  if (known.changed > 0) await supersede(engine, staged, fileId, base);
  const withdrawn =
    staged.perCase && staged.columns.includes("event_id") ? await withdraw(engine, staged, known, fileId, base) : 0;
  const { duplicates, changed, outdated, besides } = known;
  const quarantined = problems + rejects.length;
  const loaded = rows - problems - duplicates - changed;
  return {
    rows_in: rows + rejects.length,
    loaded,
    duplicates,
    changed,
    quarantined,
    refused,
    outdated,
    besides,
    withdrawn,
  };
}

const AS_IT_IS: Carried = { columns: sql`s.attrs, s.original`, join: sql`` };

/**
 * The rows that stand count from now on. What a case said again is kept once, as the version that stands: it was said
 * before, and a register that is delivered again in order changes nothing.
 */
async function supersede(engine: Engine, staged: Staged, fileId: number, base: number): Promise<void> {
  const key = id(tableOf(staged.table).identity);
  const stored = id(storedName(staged.table));
  await engine.run(sql`
    update ${stored} as old set superseded_by = ${fileId}
    from (
      select s.${key} as key, max(case when k.stands then ${base} + k.row + 1 end) as standing
      from ${id(KNOWN)} k join (select rowid, * from ${id(staged.name)}) s on s.rowid = k.row
      where k.state <> 'duplicate' group by s.${key}
    ) new
    where old.${key} = new.key and old.superseded_by is null
      and case when new.standing is null then old.record_no > ${base} else old.record_no <> new.standing end`);
  if (staged.table === "cases")
    await engine.run(sql`delete from ${stored} where said_again and superseded_by = ${fileId}`);
}

/**
 * Of the events that came again, the rows of cases that they have no longer; no other version takes their place. What
 * comes again as it was before its event was changed takes nothing back, and is in no case that it has left since.
 */
async function withdraw(
  engine: Engine,
  { name }: Staged,
  { duplicates, changed }: Known,
  fileId: number,
  base: number,
): Promise<number> {
  const isKnown = duplicates + changed > 0;
  await engine.run(sql`
    create or replace temp table given as
    select s.event_id, ${isKnown ? sql`bool_or(coalesce(k.stands, true))` : sql`true`} as stands
    from (select rowid, * from ${id(name)}) s ${isKnown ? sql`left join ${id(KNOWN)} k on k.row = s.rowid` : sql``}
    where s.problem_reason is null and s.event_id is not null group by s.event_id`);
  await engine.run(sql`
    create or replace temp table withdrawn as
    select p.record_no from (${partsOf(fileId)}) p join given g on g.event_id = p.event
    where p.superseded_by is null
      and case when g.stands then p.event_id not in (select event_id from given) else p.record_no > ${base} end`);
  const { rows, earlier } = await one<{ rows: number; earlier: number }>(
    engine,
    sql`select count(*) as rows, count(*) filter (record_no <= ${base}) as earlier from withdrawn`,
  );
  if (rows > 0)
    await engine.run(
      sql`update stored_events set superseded_by = ${fileId} where record_no in (select record_no from withdrawn)`,
    );
  return earlier;
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
  { table, name, marked, steps, rejects }: StagedTable,
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
