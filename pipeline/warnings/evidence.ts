import { TABLE_NAMES, type TableName, tableOf } from "../../schemas/tables.ts";
import { columnNames, type Engine } from "../engine/engine.ts";
import { id, join, noRows, type Sql, sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { storedName } from "../stored-rows.ts";

const NOTHING = noRows({
  hit_no: "bigint",
  part: "varchar",
  pos: "integer",
  record_no: "bigint",
  table_name: "varchar",
  activity: "varchar",
  occurred_at: "bigint",
  actor_id: "varchar",
  org_id: "varchar",
  others: "varchar",
  file_id: "integer",
  line: "bigint",
  event_id: "varchar",
});

/**
 * Lays out `evidence_rows`: a detector's evidence query (`hit_no, part, record_no, pos` and perhaps `source_table`)
 * completed from the stored rows, in the order of the hits, of each the acts first, as they came about. None without a
 * query.
 */
export async function layOutEvidence(facts: Facts, query: Sql | null): Promise<void> {
  await facts.engine.run(sql`
    create or replace temp table evidence_rows as
    select e.*, row_number() over (partition by hit_no
        order by pos is null, table_name, occurred_at nulls last, pos, event_id, record_no, part) as place,
      count(*) over (partition by hit_no) as places
    from (${query ? await completed(facts, query) : NOTHING}) e order by hit_no`);
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

/** When a record came about, by the first of these that it has. */
const TIME_COLUMNS = ["occurred_at", "received_at", "at", "from_at", "rated_at", "approved_at", "opened_at"];
const EVIDENCE_PERSONS = ["actor_id", "recorder_id", "representative_id"];
/** Who else took part in it, with `;` between them. */
const ALSO_PRESENT = ["approver_id", "co_actor_ids", "inquirer_id"];

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
  const moments = TIME_COLUMNS.filter((name) => brought?.has(name)).map((name) => sql`s.${id(name)}`);
  const occurredAt = moments.length > 0 ? sql`coalesce(${join(moments)})` : sql`cast(null as bigint)`;
  const actorId = first(EVIDENCE_PERSONS, text);
  const orgId = first(["org_id"], text);
  const also = ALSO_PRESENT.filter((name) => brought?.has(name));
  const others =
    also.length === 0 ? text : sql`nullif(concat_ws(';', ${join(also.map((name) => sql`s.${id(name)}`))}), '')`;
  // A record without an identifier of its own is named by what it says, so that its name outlives files and lines.
  const content = engine.sha256(engine.jsonList([caseId, activity, occurredAt, actorId, orgId]));
  return sql`
    select f.hit_no, f.part, f.pos, f.record_no, ${table} as table_name, ${activity} as activity,
      ${occurredAt} as occurred_at, ${actorId} as actor_id, ${orgId} as org_id, ${others} as others, s.file_id, s.line,
      coalesce(cast(${first([tableOf(table).identity], text)} as varchar), '~' || substr(${content}, 1, 16)) as event_id
    from evidence_found f join ${id(storedName(table))} s on s.record_no = f.record_no
    ${events ? sql`join case_index ci on ci.case_key = s.case_key join activity_index ai on ai.activity_key = s.activity_key` : sql``}
    where ${source} = ${table}`;
}

/** What the evidence says of a record. */
const SAID = ["part", "event_id", "activity", "occurred_at", "actor_id", "org_id", "others"].map(id);

/**
 * What hits rest on: `hit_no, records`, a number that changes with the records, what they say and the parts they play;
 * `named`, one that changes with their names and parts alone, which is what releases before kept; and when the first of
 * them came about: of part a, of part b, of any (`a_at, b_at, first_at`).
 */
export const recordsOfHits = (engine: Engine): Sql => sql`
  select hit_no, cast(sum(${engine.digest(engine.jsonList(SAID))}) as decimal(38, 0)) as records,
    cast(sum(${engine.digest(sql`part || ' ' || event_id`)}) as decimal(38, 0)) as named,
    min(case when part = 'a' then occurred_at end) as a_at, min(case when part = 'b' then occurred_at end) as b_at,
    min(occurred_at) as first_at
  from evidence_rows group by hit_no`;

/**
 * So many records of a hit are put side by side; only where there are more does the engine sort those of one hit, and
 * of one there is nothing to group. Of few hits all are sorted: to plan three ways takes longer.
 */
const FEW = 4;
const FEW_HITS = 256;

/** Texts of the records of each hit as one, in order: `hit_no, words`. */
function joinedByHit({ joined }: Engine, hits: number, records: Sql, text: Sql, between: string): Sql {
  const sorted = sql`select e.hit_no, ${joined(text, between, sql`e.place`)} as words from (${records}) e`;
  if (hits < FEW_HITS) return sql`${sorted} group by e.hit_no`;
  const each = Array.from({ length: FEW }, (_, i) => sql`max(case when e.place = ${i + 1} then ${text} end)`);
  return sql`
    select e.hit_no, ${text} as words from (${records}) e where e.places = 1
    union all
    select e.hit_no, concat_ws(${between}, ${join(each)}) as words from (${records}) e
    where e.places between 2 and ${FEW} group by e.hit_no
    union all
    ${sorted} where e.places > ${FEW} group by e.hit_no`;
}

/** The parts that the records of a hit play, in order: `hit_no, words`, the parts between spaces. */
export const partsOfHits = (engine: Engine, hits: number): Sql =>
  joinedByHit(engine, hits, sql`select hit_no, place, places, part from evidence_rows`, sql`e.part`, " ");

/** The records of the hits numbered from `first` to `last`: `hit_no, words`, JSON of `Evidence` between commas. */
export function recordsJson(engine: Engine, first: number, last: number): Sql {
  const record = engine.json({
    table: sql`r.table_name`,
    event_id: sql`r.event_id`,
    part: sql`r.part`,
    activity: sql`r.activity`,
    occurred_at: sql`r.occurred_at`,
    actor_id: sql`r.actor_id`,
    org_id: sql`r.org_id`,
    source: { file: sql`f.path`, sha256: sql`f.sha256`, line: sql`r.line` },
  });
  const records = sql`
    select r.hit_no, r.place, r.places, ${record} as record
    from evidence_rows r join files f on f.file_id = r.file_id where r.hit_no between ${first} and ${last}`;
  return joinedByHit(engine, last - first + 1, records, sql`e.record`, ",");
}
