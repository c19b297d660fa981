import { readdir } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import type { Resource } from "../schemas/ledger.ts";
import { type TableName, tableOf, timesAmong } from "../schemas/tables.ts";
import type { LoadedConfig } from "./config.ts";
import { type Engine, one } from "./engine/engine.ts";
import { every, id, join as joinSql, type Sql, sql } from "./engine/sql.ts";
import { type Ledger, recordAs } from "./ledger/ledger.ts";
import { hasWarnings } from "./lives.ts";
import { actor, enterDone } from "./record.ts";
import { ENDING, endedBefore, rememberPurge, removeCases } from "./removals.ts";
import { sha256Of } from "./sha256.ts";
import { storedColumns, storedName } from "./stored-rows.ts";
import { clearAway, rememberToClear } from "./workspace.ts";

/** What a purge takes away, by number. */
export interface Purged {
  readonly cases: number;
  /** Cases that are old enough and stay, because the last run warns of them, be it closed or set aside. */
  readonly kept: number;
  /** Cases that stay because none of their records has a time: they may have been announced, and not begun. */
  readonly undated: number;
  readonly rows: number;
  /** Texts of rows that could not be read. */
  readonly quoted: number;
  /** Folders of reports, relative to the configuration's. */
  readonly reports: readonly string[];
}

/** What a purge would take away; see {@link purge}. */
export async function purgeable(engine: Engine, loaded: LoadedConfig, before: number): Promise<Purged> {
  const reports = await oldReports(engine, loaded, before);
  const { cases, kept, undated, quoted } = await one<Pick<Purged, "cases" | "kept" | "undated" | "quoted">>(
    engine,
    sql`select (select count(*) from (${await casesOf(engine, before, "old")})) as cases,
      (select count(*) from (${await casesOf(engine, before, "old but watched")})) as kept,
      (select count(*) from (${await casesOf(engine, before, "undated")})) as undated,
      (select count(*) from quarantine where value is not null and file_id in (${oldFiles(before)})) as quoted`,
  );
  return { cases, kept, undated, rows: 0, quoted, reports };
}

/**
 * Takes away what is older than a moment: every case whose records all lie before it (closed, where the log says when
 * cases close) and that no open warning is about, ended entries about persons, what was quoted of unreadable rows, and
 * reports. The deed is in the ledger with the hashes of what it took; decisions about warnings and the ledger stay. The
 * files that the logs were read from are the deployment's own and are never touched. The engine must then be closed
 * without anything further being written; where it is cut short, whoever opens the workspace next ends it.
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
    rows = (await removeCases(engine, await casesOf(engine, before, "old"), "purged", now)).rows;
    for (const table of ENDING) rows += await removeEnded(engine, table, before, now);
    await rememberPurge(engine, before);
    await rememberToClear(engine, expected.reports);
    await engine.run(sql`update quarantine set value = null where file_id in (${oldFiles(before)})`);
    const subject = [recordAs(`purge ${body.before}`, { ...body, rows }), ...taken];
    return { id: `purge ${now}`, kind: "purge", at: now, actor: actor(), subject, body: { ...body, rows } };
  });
  await clearAway(engine, loaded);
  return { ...expected, rows };
}

const oldFiles = (before: number): Sql => sql`select file_id from files where loaded_at < ${before}`;

/** Cases whose every time, in whatever table, lies before a moment, with an open warning or without; or that have no time. */
async function casesOf(engine: Engine, before: number, which: "old" | "old but watched" | "undated"): Promise<Sql> {
  const last = [sql`select cast(null as varchar) as case_id, cast(null as bigint) as last_at where false`];
  let closing: Sql | null = null;
  for (const [table, columns] of await storedColumns(engine)) {
    if (!columns.includes("case_id")) continue;
    const times = timesAmong(table, columns);
    const name = id(storedName(table));
    const events = table === "events";
    const from = events ? sql`${name} s join case_index c on c.case_key = s.case_key` : sql`${name} s`;
    const caseId = events ? sql`c.case_id` : sql`s.case_id`;
    for (const time of times) {
      last.push(sql`select ${caseId} as case_id, max(s.${id(time)}) as last_at from ${from} group by ${caseId}`);
    }
    if (table === "cases" && columns.includes("closed_at")) {
      closing = sql`select case_id from ${name} where closed_at is not null and superseded_by is null`;
    }
  }
  const open = sql`select case_id from warnings where status <> 'resolved' and case_id is not null`;
  const watched = (await hasWarnings(engine)) ? sql`k.case_id in (${open})` : sql`false`;
  return sql`
    select k.case_id
    from case_index k left join (
      select case_id, max(last_at) as last_at from (${joinSql(last, sql` union all `)}) group by case_id
    ) l on l.case_id = k.case_id
    where ${
      which === "undated"
        ? sql`l.last_at is null`
        : every([
            sql`l.last_at < ${before}`,
            closing === null ? sql`true` : sql`k.case_id in (${closing})`,
            which === "old but watched" ? watched : sql`not ${watched}`,
          ])
    }`;
}

/** All versions of a record go where the one that stands has ended. */
async function removeEnded(engine: Engine, table: TableName, before: number, now: number): Promise<number> {
  const columns = (await storedColumns(engine)).get(table) ?? [];
  const ended = endedBefore(table, columns, before);
  if (ended === null) return 0;
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
