import { TABLE_NAMES, type TableName, tableOf } from "../schemas/tables.ts";
import { columnNames, type Engine, one } from "./engine/engine.ts";
import { id, join, type Sql, sql } from "./engine/sql.ts";
import type { Facts } from "./facts.ts";
import { storedName } from "./workspace.ts";

/** One record of a hit's evidence: the part it plays, and itself as the JSON text of an `Evidence`. */
export interface EvidenceRecord {
  readonly part: string;
  readonly json: string;
}

const NOTHING = sql`
  select cast(null as bigint) as hit_no, cast(null as varchar) as part, cast(null as integer) as pos,
    cast(null as bigint) as record_no, cast(null as varchar) as table_name, cast(null as varchar) as activity,
    cast(null as bigint) as occurred_at, cast(null as varchar) as actor_id, cast(null as varchar) as org_id,
    cast(null as integer) as file_id, cast(null as bigint) as line, cast(null as varchar) as event_id
  where false`;

/**
 * Lays out `evidence_rows`: a detector's evidence query (`hit_no, part, record_no, pos` and perhaps `source_table`)
 * completed from the stored rows, in the order of the hits. None without a query.
 */
export async function layOutEvidence(facts: Facts, query: Sql | null): Promise<void> {
  await facts.engine.run(sql`
    create or replace temp table evidence_rows as ${query ? await completed(facts, query) : NOTHING} order by hit_no`);
}

async function completed(facts: Facts, query: Sql): Promise<Sql> {
  const { engine } = facts;
  await engine.run(sql`create or replace temp table evidence_found as ${query}`);
  const shape = await columnNames(engine, id("evidence_found"));
  const source = shape.has("source_table") ? sql`coalesce(f.source_table, 'events')` : sql`'events'`;
  const used = await engine.all<{ name: string }>(sql`select distinct ${source} as name from evidence_found f`);
  const tables: Sql[] = [];
  for (const { name } of used) {
    const table = TABLE_NAMES.find((known) => known === name);
    if (!table) throw new Error(`its evidence names no table of ours: ${name}`);
    tables.push(rowsOf(facts, table, source));
  }
  return tables.length === 0 ? NOTHING : join(tables, sql` union all `);
}

const TIME_COLUMNS = ["occurred_at", "received_at", "at", "from_at", "rated_at"];
const PERSON_COLUMNS = ["actor_id", "recorder_id", "representative_id"];

function rowsOf({ engine, columns }: Facts, table: TableName, source: Sql): Sql {
  const brought = columns.get(table);
  const text = sql`cast(null as varchar)`;
  const first = (names: readonly string[], none: Sql) => {
    const name = names.find((candidate) => brought?.has(candidate));
    return name ? sql`s.${id(name)}` : none;
  };
  const events = table === "events";
  const caseId = events ? sql`ci.case_id` : first(["case_id"], text);
  const activity = events ? sql`ai.activity` : text;
  const occurredAt = first(TIME_COLUMNS, sql`cast(null as bigint)`);
  const actorId = first(PERSON_COLUMNS, text);
  const orgId = first(["org_id"], text);
  // A record without an identifier of its own is named by what it says, so that its name outlives files and lines.
  const content = engine.sha256(engine.jsonList([caseId, activity, occurredAt, actorId, orgId]));
  return sql`
    select f.hit_no, f.part, f.pos, f.record_no, ${table} as table_name, ${activity} as activity,
      ${occurredAt} as occurred_at, ${actorId} as actor_id, ${orgId} as org_id, s.file_id, s.line,
      coalesce(cast(${first([tableOf(table).identity], text)} as varchar), '~' || substr(${content}, 1, 16)) as event_id
    from evidence_found f join ${id(storedName(table))} s on s.record_no = f.record_no
    ${events ? sql`join case_index ci on ci.case_key = s.case_key join activity_index ai on ai.activity_key = s.activity_key` : sql``}
    where ${source} = ${table}`;
}

/**
 * What hits rest on: `hit_no, records`, a number that changes with the records and the parts they play, and when the
 * first of them came about: of part a, of part b, of any (`a_at, b_at, first_at`).
 */
export const recordsOfHits = (engine: Engine): Sql => sql`
  select hit_no, cast(sum(${engine.digest(sql`part || ' ' || event_id`)}) as decimal(38, 0)) as records,
    min(case when part = 'a' then occurred_at end) as a_at, min(case when part = 'b' then occurred_at end) as b_at,
    min(occurred_at) as first_at
  from evidence_rows group by hit_no`;

/**
 * The evidence of the hits numbered from `first` to `last`, to be asked for in the order of their numbers. It comes as
 * one text, a line a record: a value of its own for each record would take longer than all that is done with it.
 */
export async function evidenceOf(
  engine: Engine,
  first: number,
  last: number,
): Promise<(hitNo: number) => EvidenceRecord[]> {
  const record = engine.json({
    table: sql`e.table_name`,
    event_id: sql`e.event_id`,
    part: sql`e.part`,
    activity: sql`e.activity`,
    occurred_at: sql`e.occurred_at`,
    actor_id: sql`e.actor_id`,
    org_id: sql`e.org_id`,
    source: { file: sql`f.path`, sha256: sql`f.sha256`, line: sql`e.line` },
  });
  const line = sql`cast(e.hit_no as varchar) || ' ' || e.part || ' ' || ${record}`;
  const order = sql`e.hit_no, e.pos nulls last, e.table_name, e.record_no, e.part`;
  const { text } = await one<{ text: string | null }>(
    engine,
    sql`
      select ${engine.lines(line, order)} as text from evidence_rows e join files f on f.file_id = e.file_id
      where e.hit_no between ${first} and ${last}`,
  );
  return inOrder(text ?? "");
}

function inOrder(text: string): (hitNo: number) => EvidenceRecord[] {
  let at = 0;
  return (hitNo) => {
    const records: EvidenceRecord[] = [];
    while (at < text.length) {
      const [afterNo, end] = [text.indexOf(" ", at), text.indexOf("\n", at)];
      const of = Number(text.slice(at, afterNo));
      if (of > hitNo) break;
      const afterPart = text.indexOf(" ", afterNo + 1);
      if (of === hitNo)
        records.push({ part: text.slice(afterNo + 1, afterPart), json: text.slice(afterPart + 1, end) });
      at = end + 1;
    }
    return records;
  };
}
