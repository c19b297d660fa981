import { readdir } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import type { Resource } from "../../schemas/ledger.ts";
import { type TableName, tableOf, timesAmong } from "../../schemas/tables.ts";
import { type LoadedConfig, workspaceFolder } from "../config.ts";
import { type Engine, one } from "../engine/engine.ts";
import { id, join as joinSql, noRows, type Sql, sql } from "../engine/sql.ts";
import { DAY } from "../kit/duration.ts";
import { UserError } from "../kit/errors.ts";
import { sha256Of } from "../kit/sha256.ts";
import { localDate } from "../kit/zone.ts";
import { type Ledger, recordAs } from "../ledger/ledger.ts";
import { actor, enterDone } from "../ledger/record.ts";
import { lastFile, rowsOfCases, storedColumns, storedName } from "../stored-rows.ts";
import { lastRun, openWarnings } from "../warnings/last-lines.ts";
import { clearAway, rememberToClear } from "../workspace.ts";
import { ENDING, endedBefore, removeCases } from "./removals.ts";
import { rememberPurge } from "./whole-since.ts";

/** What a purge takes away, by number. */
interface Purged {
  readonly cases: number;
  /**
   * Cases that are old enough and stay, because something that the last run told is about them or rests on their
   * records, be it closed or set aside.
   */
  readonly kept: number;
  /** Cases that stay because none of their records has a time: they may have been announced, and not begun. */
  readonly undated: number;
  /** Cases that stay because what is on record as their closing is no moment: they may be open. */
  readonly unclear: number;
  /** Cases of which no closing is on record, where the log says of others when they closed. */
  readonly open: number;
  readonly rows: number;
  /** Texts of rows that could not be read. */
  readonly quoted: number;
  /** Folders of reports, relative to the configuration's. */
  readonly reports: readonly string[];
}

/** What a purge would take away; see {@link purge}. */
export async function purgeable(engine: Engine, loaded: LoadedConfig, before: number): Promise<Purged> {
  await refuseUnasked(engine, loaded.config.timezone, before);
  const reports = await oldReports(engine, loaded, before);
  await layOutRestedOn(engine, workspaceFolder(loaded));
  await layOutFates(engine, before);
  const counts = await one<Pick<Purged, "cases" | "kept" | "undated" | "unclear" | "open" | "quoted">>(
    engine,
    sql`select count(case when fate = 'old' then 1 end) as cases, count(case when fate = 'watched' then 1 end) as kept,
      count(case when fate = 'undated' then 1 end) as undated, count(case when fate = 'unclear' then 1 end) as unclear,
      count(case when fate = 'open' then 1 end) as open,
      (select count(*) from quarantine where value is not null and file_id in (${oldFiles(before)})) as quoted
      from fates`,
  );
  return { ...counts, rows: 0, reports };
}

/**
 * Refuses to purge unless the last run examined everything: a case nobody looked at must not count as a case without
 * warnings.
 */
async function refuseUnasked(engine: Engine, zone: string, before: number): Promise<void> {
  const last = await lastRun(engine);
  const failed =
    last?.manifest.detectors.filter(({ state }) => state === "error").map(({ detector }) => detector) ?? [];
  const unasked =
    last === null
      ? "no run whose report stands has looked at the cases"
      : last.manifest.as_of < before
        ? `the last run looked from ${localDate(zone, last.manifest.as_of)}, which is before that day`
        : failed.length > 0
          ? `the last run could not ask ${failed.join(", ")}`
          : last.lastFile < (await lastFile(engine))
            ? "the last run has not looked at all that is loaded"
            : null;
  if (unasked !== null) throw new UserError(`${unasked}; run again, then purge`);
}

/**
 * Takes away what is older than a moment: every case whose records all lie before it (closed, where the log says when
 * cases close) and that no open warning is about or rests on, ended entries about persons, what was quoted of unreadable
 * rows, and reports. The deed is in the ledger with the hashes of what it took; decisions about warnings and the ledger
 * stay. The files that the logs were read from are the deployment's own and are never touched. The engine must then be
 * closed without anything further being written; where it is cut short, whoever opens the workspace next ends it.
 */
export async function purge(
  engine: Engine,
  ledger: Ledger,
  loaded: LoadedConfig,
  { before, now }: { readonly before: number; readonly now: number },
): Promise<Purged> {
  const expected = await purgeable(engine, loaded, before);
  const taken: Resource[] = [];
  for (const report of expected.reports) taken.push(...(await filesIn(report, loaded.folder)));
  const body = { before: new Date(before).toISOString(), ...expected };
  let rows = 0;
  await enterDone(engine, ledger, async () => {
    rows = (await removeCases(engine, sql`select case_id from fates where fate = 'old'`, "purged", now)).rows;
    for (const table of ENDING) rows += await removeEnded(engine, table, before, now);
    await rememberPurge(engine, before);
    await rememberToClear(engine, expected.reports);
    await engine.run(sql`delete from decided_on where decided_at < ${before}`);
    await engine.run(sql`update quarantine set value = null where file_id in (${oldFiles(before)})`);
    const subject = [recordAs(`purge ${body.before}`, { ...body, rows }), ...taken];
    return { id: `purge ${now}`, kind: "purge", at: now, actor: actor(), subject, body: { ...body, rows } };
  });
  await clearAway(engine, loaded);
  return { ...expected, rows };
}

const oldFiles = (before: number): Sql => sql`select file_id from files where loaded_at < ${before}`;

/** Lays out `rested_on`: the stored records that something that the last run told rests on (`table_name, record_no`). */
async function layOutRestedOn(engine: Engine, folder: string): Promise<void> {
  await engine.run(sql`
    create or replace temp table told_records (table_name varchar, sha256 varchar, line bigint)`);
  for await (const warnings of openWarnings(engine, folder)) {
    const records = warnings.flatMap(({ evidence }) => evidence);
    const columns = [
      records.map(({ table }) => table),
      records.map(({ source }) => source.sha256),
      records.map(({ source }) => source.line),
    ];
    await engine.append("told_records", ["text", "text", "integer"], [columns]);
  }
  await engine.run(sql`create or replace temp table rested_on (table_name varchar, record_no bigint)`);
  for (const table of (await storedColumns(engine)).keys()) {
    await engine.run(sql`
      insert into rested_on
      select distinct t.table_name, s.record_no
      from told_records t join files f on f.sha256 = t.sha256
      join ${id(storedName(table))} s on s.file_id = f.file_id and s.line = t.line where t.table_name = ${table}`);
  }
}

/**
 * Lays out `fates`: of each case whether it is `old`: its every time, in whatever table, lies before a moment, it is
 * closed, and nothing that is told is about it or rests on its records; or else why it stays. A system's default date is
 * no time.
 */
async function layOutFates(engine: Engine, before: number): Promise<void> {
  const times = [noRows({ case_id: "varchar", last_at: "bigint" })];
  const watched = [sql`select case_id from warnings where status <> 'resolved' and case_id is not null`];
  let closings = sql`select case_id, true as closed, false as unclear from case_index`;
  for (const [table, columns] of await storedColumns(engine)) {
    if (!columns.includes("case_id")) continue;
    const { from, caseId } = rowsOfCases(table);
    for (const time of timesAmong(table, columns)) {
      const at = sql`s.${id(time)}`;
      times.push(
        sql`select ${caseId} as case_id, max(${at}) as last_at from ${from} where ${at} > ${DAY} group by ${caseId}`,
      );
    }
    watched.push(sql`
      select ${caseId} as case_id from ${from} join rested_on r on r.table_name = ${table} and r.record_no = s.record_no`);
    if (table === "cases" && columns.includes("closed_at")) {
      closings = sql`
        select s.case_id, s.closed_at > ${DAY} as closed,
          coalesce(s.closed_at <= ${DAY}, ${engine.attribute(sql`s.original`, "closed_at")} is not null) as unclear
        from ${from} where s.superseded_by is null`;
    }
  }
  await engine.run(sql`
    create or replace temp table fates as
    select k.case_id, case
      when l.last_at is null then 'undated' when l.last_at >= ${before} then 'recent' when m.unclear then 'unclear'
      when m.closed then case when w.case_id is null then 'old' else 'watched' end else 'open' end as fate
    from case_index k
    left join (
      select case_id, max(last_at) as last_at from (${joinSql(times, sql` union all `)}) group by case_id
    ) l on l.case_id = k.case_id
    left join (${closings}) m on m.case_id = k.case_id
    left join (${joinSql(watched, sql` union `)}) w on w.case_id = k.case_id`);
}

/** All versions of a record go where the one that stands has ended, unless something that is told rests on it. */
async function removeEnded(engine: Engine, table: TableName, before: number, now: number): Promise<number> {
  const columns = (await storedColumns(engine)).get(table) ?? [];
  const over = endedBefore(table, columns, before);
  if (over === null) return 0;
  const ended = sql`${over} and record_no not in (select record_no from rested_on where table_name = ${table})`;
  const name = id(storedName(table));
  const key = id(tableOf(table).identity);
  const older = sql`${key} in (select ${key} from ${name} where superseded_by is null and ${ended})`;
  const gone = columns.includes(tableOf(table).identity) ? sql`(${ended} or ${older})` : ended;
  const { rows } = await one<{ rows: number }>(engine, sql`select count(*) as rows from ${name} where ${gone}`);
  await engine.run(sql`
    insert into removals select file_id, ${table}, 'purged', count(*), ${now} from ${name} where ${gone} group by file_id`);
  await engine.run(sql`delete from ${name} where ${gone}`);
  return rows;
}

/** Folders of reports made before a moment, but for the last one. */
async function oldReports(engine: Engine, { config, folder }: LoadedConfig, before: number): Promise<string[]> {
  const root = resolve(folder, config.report.folder);
  const runs = await engine.all<{ run_id: string }>(sql`
    select run_id, finished_at from runs where finished_at < ${before} and finished_at < (select max(finished_at) from runs)
    union all select run_id, finished_at from lookbacks where finished_at < ${before}
    order by finished_at, run_id`);
  const there = new Set(await readdir(root).catch(() => []));
  return runs.filter(({ run_id }) => there.has(run_id)).map(({ run_id }) => relative(folder, join(root, run_id)));
}

async function filesIn(report: string, folder: string): Promise<Resource[]> {
  const path = resolve(folder, report);
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  const files: Resource[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = join(entry.parentPath, entry.name);
    files.push({ name: relative(folder, file), digest: { sha256: await sha256Of(file) } });
  }
  return files;
}
