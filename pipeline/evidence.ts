import { hash } from "node:crypto";
import { TABLE_NAMES, type TableName, tableOf } from "../schemas/tables.ts";
import type { Evidence } from "../schemas/warning.ts";
import { columnNames, type Engine } from "./engine/engine.ts";
import { id, join, type Sql, sql } from "./engine/sql.ts";
import { storedColumns, storedName } from "./workspace.ts";

interface EvidenceRow {
  readonly hit_no: number;
  readonly part: string;
  readonly table_name: string;
  readonly identity: string | null;
  readonly case_id: string | null;
  readonly activity: string | null;
  readonly occurred_at: number | null;
  readonly actor_id: string | null;
  readonly org_id: string | null;
  readonly file_id: number;
  readonly line: number;
}

/** The evidence of hits that are asked for in the order of their numbers. */
export interface EvidenceReader {
  of(hitNo: number): Promise<Evidence[]>;
}

/** Completes a detector's evidence query (`hit_no, part, record_no, pos` and perhaps `source_table`) from the stored rows. */
export async function readEvidence(engine: Engine, query: Sql): Promise<EvidenceReader> {
  await engine.run(sql`create or replace temp table evidence_found as ${query}`);
  const shape = await columnNames(engine, id("evidence_found"));
  const source = shape.has("source_table") ? sql`coalesce(f.source_table, 'events')` : sql`'events'`;
  const used = await engine.all<{ name: string }>(sql`select distinct ${source} as name from evidence_found f`);
  const tables: Sql[] = [];
  for (const { name } of used) {
    const table = TABLE_NAMES.find((known) => known === name);
    if (!table) throw new Error(`its evidence names no table of ours: ${name}`);
    tables.push(await rowsOf(engine, table, source));
  }
  if (tables.length === 0) return { of: async () => [] };
  const files = await engine.all<SourceFile>(sql`select file_id, path as file, sha256 from files`);
  const rows = engine.batches<EvidenceRow>(sql`
    select * from (${join(tables, sql` union all `)}) order by hit_no, pos nulls last, table_name, record_no, part`);
  return inOrder(rows, new Map(files.map((file) => [file.file_id, file])));
}

interface SourceFile {
  readonly file_id: number;
  readonly file: string;
  readonly sha256: string;
}

function inOrder(batches: AsyncIterable<EvidenceRow[]>, files: ReadonlyMap<number, SourceFile>): EvidenceReader {
  const iterator = batches[Symbol.asyncIterator]();
  let waiting: EvidenceRow[] = [];
  let at = 0;
  return {
    async of(hitNo) {
      const evidence: Evidence[] = [];
      while (true) {
        const row = waiting[at];
        if (row === undefined) {
          const next = await iterator.next();
          if (next.done) return evidence;
          waiting = next.value;
          at = 0;
          continue;
        }
        if (row.hit_no > hitNo) return evidence;
        if (row.hit_no === hitNo) evidence.push(toEvidence(row, files));
        at += 1;
      }
    },
  };
}

const TIME_COLUMNS = ["occurred_at", "received_at", "at", "from_at", "rated_at"];
const PERSON_COLUMNS = ["actor_id", "recorder_id", "representative_id"];

async function rowsOf(engine: Engine, table: TableName, source: Sql): Promise<Sql> {
  const columns = await storedColumns(engine, table);
  const text = sql`cast(null as varchar)`;
  const first = (names: readonly string[], none: Sql) => {
    const name = names.find((candidate) => columns.includes(candidate));
    return name ? sql`s.${id(name)}` : none;
  };
  const events = table === "events";
  return sql`
    select f.hit_no, f.part, f.pos, f.record_no, ${table} as table_name,
      cast(${first([tableOf(table).identity], text)} as varchar) as identity,
      ${events ? sql`ci.case_id` : first(["case_id"], text)} as case_id, ${events ? sql`ai.activity` : text} as activity,
      ${first(TIME_COLUMNS, sql`cast(null as bigint)`)} as occurred_at, ${first(PERSON_COLUMNS, text)} as actor_id,
      ${first(["org_id"], text)} as org_id, s.file_id, s.line
    from evidence_found f join ${id(storedName(table))} s on s.record_no = f.record_no
    ${events ? sql`join case_index ci on ci.case_key = s.case_key join activity_index ai on ai.activity_key = s.activity_key` : sql``}
    where ${source} = ${table}`;
}

const toEvidence = (row: EvidenceRow, files: ReadonlyMap<number, SourceFile>): Evidence => ({
  table: row.table_name,
  event_id: row.identity ?? contentId(row),
  part: row.part,
  activity: row.activity,
  occurred_at: row.occurred_at,
  actor_id: row.actor_id,
  org_id: row.org_id,
  source: {
    file: files.get(row.file_id)?.file ?? "",
    sha256: files.get(row.file_id)?.sha256 ?? "",
    line: row.line,
  },
});

/** A record without an identifier of its own is named by what it says, so that its name outlives files and lines. */
const contentId = (row: EvidenceRow): string =>
  `~${hash("sha256", JSON.stringify([row.case_id, row.activity, row.occurred_at, row.actor_id, row.org_id])).slice(0, 16)}`;
