import { hash } from "node:crypto";
import { copyFile, type FileHandle, link, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Status, Warning } from "../schemas/warning.ts";
import type { ColumnKind, Engine } from "./engine/engine.ts";
import { id, type SqlScalar, sql, word } from "./engine/sql.ts";
import { type Lead, leadsOf } from "./leads.ts";

/** A warning and where its line stands in `warnings.ndjson`, in bytes. */
export interface Placed {
  readonly warning: Warning;
  readonly start: number;
  readonly bytes: number;
}

/**
 * The warnings of the last run (table `warnings`; their full text is a line of the `warnings.ndjson` kept in the
 * workspace) and what is known of every warning ever made (`warning_history`).
 * A warning is `new`, `unchanged` or `updated` against the run before; one that is gone is `resolved` for one report.
 */
export interface WarningStore {
  /** Completes a warning with its life so far. */
  revive(warning: Warning): Warning;
  keep(warnings: readonly Placed[]): Promise<void>;
  /** The warnings of the run before that did not come again, of detectors that were asked. */
  resolved(detectors: readonly string[]): Promise<Warning[]>;
  /** The first leads in the order of severity, tier, corroboration and age, read from this run's lines; and how many. */
  leads(limit: number, lines: string): Promise<{ leads: Lead[]; total: number }>;
  /** The warnings of the leads after the first `skip`, in the same order, in short; subjects with nothing but resolved ones last. */
  brief(skip: number): AsyncIterable<BriefWarning[]>;
  counts(): Promise<{ by: "severity" | "tier" | "status"; name: string; n: number }[]>;
  /** Makes this run's warnings, whose lines stand in a file, the last run's. To be called in a transaction. */
  commit(lines: string): Promise<void>;
  /** Lets go of lines that no run needs any more. */
  tidy(): Promise<void>;
}

/** A warning as far as a list has room for it. */
export type BriefWarning = Pick<
  Warning,
  "warning_id" | "detector" | "code" | "rule" | "procedure" | "tier" | "severity" | "status" | "case_id" | "org_id"
> &
  Pick<Warning, "measured" | "threshold" | "unit" | "first_seen"> & {
    readonly subject_type: Warning["subject"]["type"];
    readonly subject_id: string;
    readonly message_zh: string;
    readonly message_en: string;
  };

interface Known {
  readonly fingerprint: string;
  readonly first_seen: number;
  readonly occurrences: number;
  readonly current: boolean;
}

interface Place {
  readonly line_start: number;
  readonly line_bytes: number;
}

const COLUMNS = [
  ["warning_id", "text", (w) => w.warning_id],
  ["run_id", "text", (w) => w.run_id],
  ["detector", "text", (w) => w.detector],
  ["code", "text", (w) => w.code],
  ["rule", "text", (w) => w.rule],
  ["procedure", "text", (w) => w.procedure],
  ["tier", "text", (w) => w.tier],
  ["severity", "integer", (w) => w.severity],
  ["status", "text", (w) => w.status],
  ["subject_type", "text", (w) => w.subject.type],
  ["subject_id", "text", (w) => w.subject.id],
  ["case_id", "text", (w) => w.case_id],
  ["org_id", "text", (w) => w.org_id],
  ["measured", "number", (w) => w.measured],
  ["threshold", "number", (w) => w.threshold],
  ["unit", "text", (w) => w.unit],
  ["message_zh", "text", (w) => w.message.zh],
  ["message_en", "text", (w) => w.message.en],
  ["first_seen", "integer", (w) => w.first_seen],
  ["last_seen", "integer", (w) => w.last_seen],
  ["occurrences", "integer", (w) => w.occurrences],
  ["fingerprint", "text", (w) => fingerprintOf(w)],
] as const satisfies readonly (readonly [string, ColumnKind, (warning: Warning) => SqlScalar])[];

const TYPES = { text: "varchar", integer: "bigint", number: "double", boolean: "boolean" } as const;

const columnList = COLUMNS.reduce((all, [name, kind]) => sql`${all}${id(name)} ${word(TYPES[kind])}, `, sql``);

/** One row per subject, by what it comes first or later in a list; severity 0 where all of its warnings are resolved. */
const SUBJECTS = sql`
  select subject_type, subject_id, max(case when status = 'resolved' then 0 else severity end) as severity,
    min(case when status <> 'resolved' then tier end) as tier,
    count(distinct case when status <> 'resolved' then detector end) as detectors,
    min(case when status <> 'resolved' then first_seen end) as age
  from fresh group by subject_type, subject_id`;
const FIRST_THINGS_FIRST = word(
  "severity desc, tier nulls last, detectors desc, age nulls last, subject_id, subject_type",
);

/** Where the workspace keeps the full text of a run's warnings. */
const linesOf = (folder: string, runId: string): string => join(folder, `warnings-${runId}.ndjson`);

export async function openWarningStore(engine: Engine, folder: string, runId: string): Promise<WarningStore> {
  await engine.run(sql`create table if not exists warnings (${columnList} line_start bigint, line_bytes bigint)`);
  await engine.run(sql`create or replace temp table fresh (${columnList} line_start bigint, line_bytes bigint)`);
  const known = await knownWarnings(engine);
  return {
    revive(warning) {
      const before = known.get(warning.warning_id);
      if (!before) return warning;
      const same = before.fingerprint === fingerprintOf(warning);
      const status: Status = !before.current ? "new" : same ? "unchanged" : "updated";
      return { ...warning, status, first_seen: before.first_seen, occurrences: before.occurrences + 1 };
    },
    async keep(placed) {
      const own = COLUMNS.map(([, , read]) => placed.map(({ warning }) => read(warning)));
      const columns = [...own, placed.map(({ start }) => start), placed.map(({ bytes }) => bytes)];
      await engine.append("fresh", [...COLUMNS.map(([, kind]) => kind), "integer", "integer"], [columns]);
    },
    async resolved(detectors) {
      if (detectors.length === 0) return [];
      const gone = await engine.all<Place & { run_id: string }>(sql`
        select run_id, line_start, line_bytes from warnings
        where status <> 'resolved' and detector in ${detectors}
          and warning_id not in (select warning_id from fresh) order by line_start`);
      if (gone.length === 0) return [];
      const before = await readLines(linesOf(folder, gone[0]?.run_id ?? ""), gone);
      return before.map((warning) => ({ ...warning, run_id: runId, status: "resolved" as const }));
    },
    async leads(limit, lines) {
      const total = await engine.all<{ n: number }>(sql`select count(*) as n from (${SUBJECTS}) where severity > 0`);
      const places = await engine.all<Place>(sql`
        select w.line_start, w.line_bytes
        from fresh w join (select * from (${SUBJECTS}) where severity > 0 order by ${FIRST_THINGS_FIRST} limit ${limit}) l
          on l.subject_type = w.subject_type and l.subject_id = w.subject_id
        order by l.severity desc, l.tier, l.detectors desc, l.age, l.subject_id, l.subject_type, w.severity desc, w.warning_id`);
      const leads: Lead[] = [];
      for (const lead of leadsOf(await readLines(lines, places))) leads.push(lead);
      return { leads, total: total[0]?.n ?? 0 };
    },
    brief: (skip) =>
      engine.batches(sql`
        select w.warning_id, w.detector, w.code, w.rule, w.procedure, w.tier, w.severity, w.status, w.subject_type,
          w.subject_id, w.case_id, w.org_id, w.measured, w.threshold, w.unit, w.first_seen, w.message_zh, w.message_en
        from fresh w join (
          select subject_type, subject_id, row_number() over (order by ${FIRST_THINGS_FIRST}) as place from (${SUBJECTS})
        ) l on l.subject_type = w.subject_type and l.subject_id = w.subject_id
        where l.place > ${skip} order by l.place, w.severity desc, w.warning_id`),
    counts: () =>
      engine.all(sql`
        select 'severity' as "by", cast(severity as varchar) as name, count(*) as n from fresh where status <> 'resolved' group by severity
        union all select 'tier', tier, count(*) from fresh where status <> 'resolved' group by tier
        union all select 'status', status, count(*) from fresh group by status
        order by 1, 2`),
    async commit(lines) {
      await placeLines(lines, linesOf(folder, runId));
      await engine.run(sql`create or replace table warnings as select * from fresh`);
      await engine.run(sql`
        delete from warning_history where warning_id in (select warning_id from fresh where status <> 'resolved')`);
      await engine.run(sql`
        insert into warning_history
        select warning_id, fingerprint, first_seen, last_seen, occurrences, ${runId}
        from fresh where status <> 'resolved'`);
    },
    async tidy() {
      const keep = linesOf(folder, runId);
      for (const name of await readdir(folder)) {
        const path = join(folder, name);
        if (/^warnings-.*\.ndjson(\.new)?$/.test(name) && path !== keep) await rm(path, { force: true });
      }
    },
  };
}

/** The full text of a warning of the last run; null where there is none of that id. */
export async function findWarning(engine: Engine, folder: string, warningId: string): Promise<Warning | null> {
  const tables = await engine.all(sql`select 1 from information_schema.tables where table_name = 'warnings'`);
  if (tables.length === 0) return null;
  const [place] = await engine.all<Place & { run_id: string }>(
    sql`select run_id, line_start, line_bytes from warnings where warning_id = ${warningId}`,
  );
  return place ? ((await readLines(linesOf(folder, place.run_id), [place]))[0] ?? null) : null;
}

async function knownWarnings(engine: Engine): Promise<Map<string, Known>> {
  const known = new Map<string, Known>();
  const rows = engine.batches<Known & { warning_id: string }>(sql`
    select h.warning_id, h.fingerprint, h.first_seen, h.occurrences, w.warning_id is not null as current
    from warning_history h left join warnings w on w.warning_id = h.warning_id and w.status <> 'resolved'`);
  for await (const batch of rows) for (const { warning_id, ...rest } of batch) known.set(warning_id, rest);
  return known;
}

async function readLines(path: string, places: readonly Place[]): Promise<Warning[]> {
  const file = await open(path, "r");
  try {
    const warnings: Warning[] = [];
    for (const place of places) warnings.push(await readLine(file, place));
    return warnings;
  } finally {
    await file.close();
  }
}

async function readLine(file: FileHandle, { line_start, line_bytes }: Place): Promise<Warning> {
  const { buffer } = await file.read(Buffer.allocUnsafe(line_bytes), 0, line_bytes, line_start);
  return JSON.parse(buffer.toString("utf8")) as Warning;
}

/** Linked where the file system allows, copied where it does not; in place in one step. */
async function placeLines(from: string, to: string): Promise<void> {
  const fresh = `${to}.new`;
  await rm(fresh, { force: true });
  await link(from, fresh).catch(() => copyFile(from, fresh));
  await rename(fresh, to);
}

/** What a reader would call a change: measured values, severity, the acts it rests on. Not wording, not the run. */
const fingerprintOf = (warning: Warning): string =>
  hash(
    "sha256",
    JSON.stringify([
      warning.severity,
      warning.measured,
      warning.threshold,
      warning.evidence.map((record) => [record.part, record.event_id]),
    ]),
  ).slice(0, 16);
