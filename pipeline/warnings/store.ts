import { randomBytes } from "node:crypto";
import { copyFile, link, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Warning } from "../../schemas/warning.ts";
import { closedNow } from "../decisions/closings.ts";
import { type ColumnBatch, type Engine, one } from "../engine/engine.ts";
import { id, join as list, type Sql, sql, word } from "../engine/sql.ts";
import { layOut } from "../engine/table.ts";
import { setMeta } from "../meta.ts";
import { lastFile } from "../stored-rows.ts";
import { type BriefWarning, briefWarnings, RANK } from "./brief.ts";
import type { Form } from "./forms.ts";
import { type LinePlace, linesIn, readLines } from "./last-lines.ts";
import { type Lead, leadsOf } from "./leads.ts";
import { type Past, pastOf } from "./lives.ts";
import { type Known, layOutAgain, type Notices } from "./notices.ts";
import { numberIn } from "./texts.ts";

interface Counted {
  readonly by: "severity" | "tier" | "status" | "set_aside" | "closed" | "exempted" | "reopened";
  readonly name: string;
  readonly n: number;
}

/** What many warnings have in common, named by a number while a run lasts. */
const KIND = { detector: "varchar", code: "varchar", rule: "varchar", procedure: "varchar", tier: "varchar" } as const;
type Kind = Pick<Warning, keyof typeof KIND>;
const KIND_NAMES = Object.keys(KIND) as (keyof Kind)[];
const COLUMNS = {
  warning_id: "varchar",
  severity: "bigint",
  status: "varchar",
  subject_type: "varchar",
  subject_id: "varchar",
  case_id: "varchar",
  org_id: "varchar",
  measured: "double",
  threshold: "double",
  unit: "varchar",
  first_seen: "bigint",
  last_seen: "bigint",
  occurrences: "bigint",
  records: "decimal(38, 0)",
  suppression_id: "varchar",
  exemption_id: "varchar",
  set_aside: "boolean",
  closed: "boolean",
  reopened: "boolean",
} as const;
const PLACE = { line_start: "bigint", line_bytes: "bigint" } as const;
const KEPT = { run_id: "varchar", ...KIND, ...COLUMNS, ...PLACE } as const;
/** What is told of a warning in short and not remembered. */
const TOLD = { head_of: "varchar" } as const;
const FRESH = { ...COLUMNS, ...TOLD, kind_no: "bigint", line_no: "bigint", sentence_no: "bigint" } as const;
const defined = (columns: Readonly<Record<string, string>>) =>
  list(Object.entries(columns).map(([name, type]) => sql`${id(name)} ${word(type)}`));

/**
 * One row per subject, by what it comes first or later in a list; what is quiet counts only where nothing is open. What a
 * detector says of a subject is put together first: to count what differs in a group takes as long as all else.
 */
const SUBJECTS = sql`
  select subject_type, subject_id, max(rank) as rank, coalesce(max(open), max(quiet), max(severity)) as severity,
    min(tier) as tier, count(detector) as detectors, min(age) as age
  from (
    select subject_type, subject_id, case when ${RANK} = 2 then k.detector end as detector, max(${RANK}) as rank,
      max(case when ${RANK} = 2 then severity end) as open, max(case when ${RANK} = 1 then severity end) as quiet,
      max(severity) as severity, min(case when ${RANK} = 2 then tier end) as tier,
      min(case when ${RANK} = 2 then first_seen end) as age
    from fresh f join kinds k on k.kind_no = f.kind_no
    group by subject_type, subject_id, case when ${RANK} = 2 then k.detector end
  ) group by subject_type, subject_id`;
const FIRST_THINGS_FIRST = word(
  "rank desc, severity desc, tier nulls last, detectors desc, age nulls last, subject_id, subject_type",
);

interface Opened {
  readonly folder: string;
  readonly runId: string;
  readonly linesBefore: string | null;
  readonly toldBefore: boolean;
}

/**
 * The warnings of the last run (table `warnings`; their full text is a line of the `warnings.ndjson` kept in the
 * workspace) and what is known of every warning of the runs before that is gone (`warning_history`).
 * A warning is `new`, `unchanged` or `updated` against the run before; one that is gone is `resolved` for one report.
 * A run made again, under the same id, is held against the run before its first making: it says the same once more.
 */
export class WarningStore {
  readonly #engine: Engine;
  readonly #folder: string;
  readonly #runId: string;
  readonly #linesBefore: string | null;
  /** Whether runs before told of anything. */
  readonly #toldBefore: boolean;
  /** What many warnings have in common, as JSON, by the numbers that rows have it under. */
  readonly #kinds = new Map<string, number>();
  #forms: readonly Form[] = [];
  #kept = 0;

  private constructor(engine: Engine, { folder, runId, linesBefore, toldBefore }: Opened) {
    this.#engine = engine;
    this.#folder = folder;
    this.#runId = runId;
    this.#linesBefore = linesBefore;
    this.#toldBefore = toldBefore;
  }

  /**
   * Opens the store of a run's warnings: the run writes its own beside those of the run before, which stay the last
   * run's until the store is committed. `folder` holds the files of their full lines.
   */
  static async open(engine: Engine, folder: string, runId: string): Promise<WarningStore> {
    await engine.run(sql`create table if not exists warnings (${defined(KEPT)})`);
    await engine.run(sql`create or replace temp table fresh (${defined(FRESH)})`);
    await engine.run(sql`
      create or replace temp table sentences (sentence_no bigint, message_zh varchar, message_en varchar)`);
    const { told } = await one<{ told: boolean }>(
      engine,
      sql`select exists (select 1 from warnings) or exists (select 1 from warning_history) as told`,
    );
    const linesBefore = await linesIn(engine, folder);
    return new WarningStore(engine, { folder, runId, linesBefore, toldBefore: told });
  }

  /** What the runs before knew of a detector's warnings; none where they told of nothing. */
  known(detector: string): Known | undefined {
    if (!this.#toldBefore) return undefined;
    const runId = this.#runId;
    // Of a warning that this very run told when it was made before: what was known then. The records of one that was
    // updated were others.
    return sql`
      select warning_id, min(first_seen) as first_seen, max(occurrences) as occurrences, max(of_last_run) = 1 as before,
        max(severity) as severity, max(measured) as measured, max(threshold) as threshold, max(last_seen) as last_seen,
        max(records) as records
      from (
        select warning_id, first_seen, occurrences, 1 as of_last_run, severity, measured, threshold, last_seen, records
        from warnings where detector = ${detector} and status <> 'resolved' and run_id <> ${runId}
        union all
        select warning_id, first_seen, occurrences - 1, case status when 'new' then 0 else 1 end, severity, measured,
          threshold, last_seen, case status when 'updated' then -1 else records end
        from warnings where detector = ${detector} and status <> 'resolved' and run_id = ${runId} and occurrences > 1
        union all
        select warning_id, first_seen, occurrences, 0, null, null, null, null, null from warning_history
        where detector = ${detector}
      ) group by warning_id`;
  }

  /** Takes the warnings of `notices`; their lines stand in the file of lines in the order in which they are kept. */
  async keep({ forms, first, last }: Pick<Notices, "forms" | "first" | "last">): Promise<void> {
    const engine = this.#engine;
    if (forms !== this.#forms) {
      this.#forms = forms;
      const rows = forms.map(({ shared }, form_no) => {
        return { form_no, kind_no: numberIn(this.#kinds, JSON.stringify(KIND_NAMES.map((name) => shared[name]))) };
      });
      await layOut(engine, "form_kinds", { form_no: "integer", kind_no: "integer" }, rows);
    }
    const before = this.#kept - first + 1;
    this.#kept += last - first + 1;
    await engine.run(sql`
      insert into sentences
      select ${before} + telling_no, message_zh, message_en from tellings where telling_no between ${first} and ${last}`);
    await engine.run(sql`
      insert into fresh
      select ${list(Object.keys({ ...COLUMNS, ...TOLD }).map(id))}, k.kind_no, ${before} + hit_no, ${before} + telling_no
      from notices n join form_kinds k on k.form_no = n.form_no`);
  }

  /**
   * Takes how many bytes the line of each warning has, in the order in which they were kept; then nothing is kept any
   * more.
   */
  async place(lineBytes: readonly (readonly number[])[]): Promise<void> {
    const engine = this.#engine;
    const rows = [...this.#kinds].map(([json, kind_no]) => {
      const names = JSON.parse(json) as (string | null)[];
      return { kind_no, ...Object.fromEntries(KIND_NAMES.map((name, i) => [name, names[i]])) };
    });
    const texts = Object.fromEntries(KIND_NAMES.map((name) => [name, "text"] as const));
    await layOut<string>(engine, "kinds", { kind_no: "integer", ...texts }, rows);
    await engine.run(sql`create or replace temp table places (${defined({ line_no: "bigint", ...PLACE })})`);
    await engine.append("places", ["integer", "integer", "integer"], placesOf(lineBytes));
    await engine.run(sql`
      create or replace temp table ranked_subjects as
      select subject_type, subject_id, rank, row_number() over (order by ${FIRST_THINGS_FIRST}) as place from (${SUBJECTS})`);
  }

  /** The warnings of the run before that did not come again, of detectors that were asked. */
  async *resolved(detectors: readonly string[]): AsyncIterable<Notices> {
    const [engine, runId] = [this.#engine, this.#runId];
    const gone = engine.batches<LinePlace>(sql`
      select w.line_start, w.line_bytes
      from warnings w left join (select distinct warning_id from fresh) f on f.warning_id = w.warning_id
      where (w.status <> 'resolved' or w.run_id = ${runId}) and w.detector in ${detectors} and f.warning_id is null
        and (w.case_id is null or w.case_id not in (select case_id from thinned_cases where case_id is not null))
      order by w.line_start`);
    for await (const places of gone) {
      const before = await closedNow(engine, await readLines(this.#linesBefore, places));
      yield await layOutAgain(
        engine,
        before.map((warning) => ({ ...warning, run_id: runId, status: "resolved" })),
      );
    }
  }

  /**
   * The first leads in the order of severity, tier, corroboration and age, read from this run's lines, those of which
   * all that is told is quiet after the open ones; and how many are open.
   */
  async leads(limit: number, lines: string): Promise<{ leads: Lead[]; total: number }> {
    const engine = this.#engine;
    const { total } = await one<{ total: number }>(
      engine,
      sql`select count(*) as total from ranked_subjects where rank = 2`,
    );
    const places = await engine.all<LinePlace>(sql`
      select p.line_start, p.line_bytes
      from fresh w join places p on p.line_no = w.line_no
      join ranked_subjects l on l.subject_type = w.subject_type and l.subject_id = w.subject_id
      where l.rank > 0 and l.place <= ${limit} order by l.place, ${RANK} desc, w.severity desc, w.warning_id`);
    return { leads: [...leadsOf(await readLines(lines, places))], total };
  }

  /**
   * The warnings of the leads after the first `skip` up to the last of so many, in the same order, in short; subjects
   * with nothing but quiet ones after the others, with nothing but resolved ones last.
   */
  brief(skip: number, last: number): Promise<AsyncIterable<BriefWarning[]>> {
    return briefWarnings(this.#engine, skip, last);
  }

  /** What warnings said before, until this run. */
  past(warningIds: readonly string[]): Promise<Past> {
    return pastOf(this.#engine, warningIds, ending(this.#runId));
  }

  counts(): Promise<Counted[]> {
    return this.#engine.all(COUNTED);
  }

  /** The suppressions, or the entries of the register of exemptions, that stand beside a warning of this run. */
  async attached(column: "suppression_id" | "exemption_id"): Promise<Set<string>> {
    const rows = await this.#engine.all<{ id: string }>(
      sql`select distinct ${id(column)} as id from fresh where ${id(column)} is not null`,
    );
    return new Set(rows.map((row) => row.id));
  }

  /** Makes this run's warnings, whose lines stand in a file, the last run's. To be called in a transaction. */
  async commit(lines: string): Promise<void> {
    const [engine, runId] = [this.#engine, this.#runId];
    const name = `warnings-${runId}-${randomBytes(4).toString("hex")}.ndjson`;
    await placeLines(lines, join(this.#folder, name));
    await setMeta(engine, "warning_lines", name);
    await setMeta(engine, "looked_at_file", String(await lastFile(engine)));
    await engine.run(sql`insert into warning_past ${ending(runId)}`);
    await engine.run(sql`
      delete from warning_history where warning_id in (select warning_id from fresh where status <> 'resolved')`);
    await engine.run(sql`
      insert into warning_history
      select w.warning_id, w.detector, min(w.first_seen), max(w.last_seen), max(w.occurrences), max(w.run_id)
      from warnings w
      left join (select distinct warning_id from fresh where status <> 'resolved') f on f.warning_id = w.warning_id
      where w.status <> 'resolved' and f.warning_id is null group by w.warning_id, w.detector`);
    await engine.run(sql`
      create or replace table warnings as
      select ${runId} as run_id, ${list(Object.keys({ ...KIND, ...COLUMNS, ...PLACE }).map(id))}
      from fresh f join kinds k on k.kind_no = f.kind_no join places p on p.line_no = f.line_no`);
    await engine.run(sql`delete from thinned_cases`);
  }

  /** Deletes files of lines that no run needs any more. */
  async tidy(): Promise<void> {
    const keep = await linesIn(this.#engine, this.#folder);
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name);
      if (/^warnings-.*\.ndjson$/.test(name) && path !== keep) await rm(path, { force: true });
    }
  }
}

/** What warnings said until a run, in the columns of `warning_past`. */
const ending = (runId: string): Sql => sql`
  select w.warning_id, w.status, w.severity, w.measured, w.threshold, w.first_seen, w.last_seen, w.occurrences,
    w.run_id as last_run, coalesce(f.status, 'untold') as became, ${runId} as ended_by, w.records
  from warnings w
  left join (select warning_id, min(status) as status from fresh group by warning_id) f on f.warning_id = w.warning_id
  where w.status <> 'resolved' and coalesce(f.status, 'untold') <> 'unchanged'
    and (w.run_id <> ${runId} or coalesce(f.status, 'resolved') = 'resolved')`;

/** How many warnings there are, by what tells them apart. */
const COUNTED = sql`
  select 'severity' as "by", cast(severity as varchar) as name, count(*) as n from fresh where status <> 'resolved' group by severity
  union all select 'tier', k.tier, count(*) from fresh f join kinds k on k.kind_no = f.kind_no where status <> 'resolved' group by k.tier
  union all select 'status', status, count(*) from fresh group by status
  union all select 'set_aside', cast(severity as varchar), count(*) from fresh where status <> 'resolved' and set_aside group by severity
  union all select 'closed', cast(severity as varchar), count(*) from fresh where status <> 'resolved' and closed and not set_aside group by severity
  union all select 'reopened', 'reopened', count(*) from fresh where status <> 'resolved' and reopened and not set_aside
  union all select 'exempted', 'exempted', count(*) from fresh where status <> 'resolved' and exemption_id is not null
  order by 1, 2`;

/** Lines by their numbers, from 1: where each begins, and how long it is. */
function* placesOf(lineBytes: readonly (readonly number[])[]): Iterable<ColumnBatch> {
  let [no, start] = [0, 0];
  for (const lengths of lineBytes) {
    const starts = lengths.map((bytes) => {
      start += bytes;
      return start - bytes;
    });
    yield [lengths.map((_, i) => no + i + 1), starts, lengths];
    no += lengths.length;
  }
}

/** Linked where the file system allows, copied where it does not. */
const placeLines = (from: string, to: string): Promise<void> => link(from, to).catch(() => copyFile(from, to));
