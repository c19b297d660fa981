import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type LoadedConfig, workspaceFolder } from "./config.ts";
import { REVIEW_LAYOUT } from "./decisions/reviews.ts";
import { SUPPRESSION_LAYOUT } from "./decisions/suppressions.ts";
import { DELIVERY_LAYOUT } from "./delivery/delivery.ts";
import { inMemory, openDuckDB } from "./engine/duckdb.ts";
import type { Engine } from "./engine/engine.ts";
import { megabytes } from "./engine/memory.ts";
import { render, sql } from "./engine/sql.ts";
import { causeOf, UserError } from "./kit/errors.ts";
import { makeFolder } from "./kit/make-folder.ts";
import { besides, clearBesides, putInPlace } from "./kit/whole-file.ts";
import { RECORD_LAYOUT } from "./ledger/record.ts";
import { LOOKBACK_LAYOUT } from "./lookback.ts";
import { dropMeta, META_LAYOUT, metaOf, metasOf, setMeta } from "./meta.ts";
import { THINNED_LAYOUT } from "./privacy/removals.ts";

/** Raised when the layout below changes in a way that older code could misread. */
const LAYOUT = 2;

export interface WorkspaceOptions {
  /**
   * The most that the engine may hold; less where `loading` says that it needs less, unless it may spill no more than
   * so much.
   */
  readonly memoryLimit?: string | undefined;
  readonly spillLimit?: string | undefined;
  /** By default one where little is held and loaded, and else as many as the machine has. */
  readonly threads?: number | undefined;
  /** What is about to be loaded, in bytes. */
  readonly loading?: number | undefined;
  /** How long to wait for a process that holds the workspace, in milliseconds. */
  readonly waitMs?: number | undefined;
}

/** The database of a workspace. */
export const databaseIn = (folder: string): string => join(folder, "xiezhi.duckdb");

/** Opens, and where it is new lays out, the database that holds everything loaded so far and the warnings' history. */
export async function openWorkspace(folder: string, options: WorkspaceOptions = {}): Promise<Engine> {
  // The engine cuts a path at `?`, and would write its log elsewhere.
  if (folder.includes("?"))
    throw new UserError(`${folder}: a workspace cannot have “?” in its path; name another folder`);
  await makeFolder(folder);
  const path = databaseIn(folder);
  const engine = await openFree(path, folder, options);
  await chmod(path, 0o600);
  await clearBesides(path);
  await engine.run(META_LAYOUT);
  const found = await metasOf(engine, "laid_out", "begun", "layout");
  if (found.get("laid_out") !== KEPT) {
    await engine.transaction(async () => {
      for (const statement of TABLES_KEPT) await engine.run(statement);
      await setMeta(engine, "laid_out", KEPT);
    });
  }
  if (!found.has("begun")) await setMeta(engine, "begun", String(Date.now()));
  const layout = found.get("layout");
  if (layout === undefined) await setMeta(engine, "layout", String(LAYOUT));
  else if (layout !== String(LAYOUT)) {
    engine.close();
    throw new UserError(
      `${path}: made by another version (layout ${layout}, this one reads ${LAYOUT}); open it with the release that made it, or name another folder under \`workspace\``,
    );
  }
  return engine;
}

/** The workspace of a configuration; a purge that was cut short is brought to its end. */
export async function openWorkspaceOf(
  loaded: LoadedConfig,
  options: Pick<WorkspaceOptions, "waitMs" | "loading"> = {},
): Promise<Engine> {
  const { engine: limits } = loaded.config;
  const open = () =>
    openWorkspace(workspaceFolder(loaded), {
      ...options,
      memoryLimit: limits.memory_limit,
      spillLimit: limits.spill_limit,
      threads: limits.threads,
    });
  const engine = await open();
  try {
    if (!(await clearAway(engine, loaded))) return engine;
  } catch (error) {
    engine.close();
    throw error;
  }
  engine.close();
  return open();
}

/** In the folder of the workspace: the rows set aside of files that could not be read, of which nothing was kept. */
export const QUARANTINE = "quarantine.ndjson";

/**
 * Remembers which folders, relative to the configuration's, go with what is taken out of the database. To be called in
 * the transaction that takes it out.
 */
export const rememberToClear = (engine: Engine, folders: readonly string[]): Promise<void> =>
  setMeta(engine, "to_clear", JSON.stringify(folders));

/**
 * Clears away what is remembered, if anything is, and says so. Every step can be taken again. The database is put in
 * the place of the open one, written anew, so that nothing is left of rows that were deleted: the engine holds its lock
 * until it is closed, and must be closed without anything further being written.
 */
export async function clearAway(engine: Engine, loaded: LoadedConfig): Promise<boolean> {
  const left = await metaOf(engine, "to_clear");
  if (left === null) return false;
  for (const gone of JSON.parse(left) as string[]) {
    await rm(resolve(loaded.folder, gone), { recursive: true, force: true });
  }
  const folder = workspaceFolder(loaded);
  await rm(join(folder, QUARANTINE), { force: true });
  const path = databaseIn(folder);
  const draft = `${path}.rewritten`;
  await rm(draft, { force: true });
  await engine.rewrite(draft);
  const anew = await openDuckDB({ path: draft });
  await dropMeta(anew, "to_clear");
  anew.close();
  await chmod(draft, 0o600);
  await rename(draft, path);
  return true;
}

/** Below so many bytes hardly a table is large enough for two threads, and idle ones cost a third more. */
const LITTLE = 2 ** 24;

const threadsFor = (amount: number): number | undefined => (amount < LITTLE ? 1 : undefined);

/** From so many bytes on, what a run lays out of the log is kept on disk, to save memory. */
const LARGE = 2 ** 26;

/**
 * The engine's memory limit for a small log, in MB, and per byte of a large one. The engine frees nothing before it
 * reaches its limit, so the limit is no higher than needed.
 */
const SMALL = 200;
const TIMES = 2;
/** While files are read in: with less, a table of some twenty columns is filled by one thread alone. */
const STAGING = 320;

function memoryFor(amount: number, most: string, least = 0): string {
  const fitting = Math.max(least, amount < LARGE ? SMALL : Math.ceil((TIMES * amount) / 1e6));
  return fitting < megabytes(most) ? `${fitting}MB` : most;
}

const PAUSE = 500;
/** How long a command of a moment waits for another, in milliseconds. */
export const PATIENCE = 10_000;

async function openFree(
  path: string,
  folder: string,
  { waitMs = 0, memoryLimit, spillLimit, threads, loading }: WorkspaceOptions,
): Promise<Engine> {
  const until = Date.now() + waitMs;
  while (true) {
    try {
      if (!existsSync(path)) await makeDatabase(path);
      const amount = (await stat(path)).size + (loading ?? 0);
      const fits = memoryLimit !== undefined && loading !== undefined && spillLimit === undefined;
      return await openDuckDB({
        path,
        memoryLimit: fits ? memoryFor(amount, memoryLimit) : memoryLimit,
        mostMemory: memoryLimit,
        stagingLimit: fits ? memoryFor(amount, memoryLimit, STAGING) : undefined,
        spillLimit,
        threads: threads ?? threadsFor(amount),
        spill: join(folder, "spill"),
        large: { path: join(folder, "large.duckdb"), isNeeded: loading !== undefined && amount >= LARGE },
      });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      const found = causeOf(error);
      if (found !== null)
        throw new UserError(`${path}: the workspace cannot be opened (${found.cause}); see to that and run again`, 3);
      if (!/lock/i.test(text)) {
        throw new UserError(
          `${path}: cannot be opened as a workspace (${text.split("\n")[0]}); put it back from a copy, or name another folder under \`workspace\``,
        );
      }
      if (Date.now() >= until) throw new UserError(heldBy(path, text), 3);
      await setTimeout(Math.min(PAUSE, until - Date.now()));
    }
  }
}

/** A database is there whole or not at all, so that a full disk or a crash leaves none that cannot be opened. */
async function makeDatabase(path: string): Promise<void> {
  const draft = besides(path);
  try {
    (await openDuckDB({ path: draft })).close();
    await putInPlace(draft, path);
  } catch (error) {
    // Another process was quicker, and may have cleared this one's draft away.
    if (!existsSync(path)) throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

function heldBy(path: string, text: string): string {
  const process = /PID (\d+)/.exec(text)?.[1];
  const holder = process === undefined ? "another process" : `process ${process}`;
  return `${path}: ${holder} is using this workspace; wait for it to end, or let \`xiezhi run --wait <seconds>\` wait`;
}

/** Lets `work` have a workspace in memory, which is gone when it has ended. */
export const inMemoryWorkspace = <T>(work: (engine: Engine) => Promise<T>): Promise<T> => inMemory(TABLES_KEPT, work);

const TABLES_KEPT = [
  META_LAYOUT,
  sql`create table if not exists files (
    file_id integer primary key, path varchar, sha256 varchar, table_name varchar, format varchar, bytes bigint,
    rows_in bigint, loaded bigint, duplicates bigint, changed bigint, quarantined bigint, loaded_at bigint, notes varchar)`,
  // Of a file: a hash of the settings that it was read by, and the columns that it brought.
  sql`alter table files add column if not exists read_by varchar`,
  sql`alter table files add column if not exists brought varchar`,
  // What files call the columns that ours were made of, where that is another name.
  sql`create table if not exists own_names (table_name varchar, own varchar, column_name varchar)`,
  // Files of cases whose records name their columns themselves, by name, and the columns that any of them brought.
  sql`create table if not exists registers (name varchar, brought varchar)`,
  sql`alter table if exists stored_cases add column if not exists register varchar`,
  sql`create table if not exists quarantine (
    file_id integer, table_name varchar, line bigint, column_name varchar, reason varchar, value varchar)`,
  sql`create table if not exists case_index (case_key integer, case_id varchar)`,
  sql`create table if not exists activity_index (activity_key integer, activity varchar)`,
  sql`create table if not exists warning_history (
    warning_id varchar, detector varchar, first_seen bigint, last_seen bigint, occurrences bigint, last_run varchar)`,
  // Append-only: what a warning said before it said something else, or nothing.
  sql`create table if not exists warning_past (
    warning_id varchar, status varchar, severity bigint, measured double, threshold double, first_seen bigint,
    last_seen bigint, occurrences bigint, last_run varchar, became varchar, ended_by varchar)`,
  sql`alter table warning_past add column if not exists records decimal(38, 0)`,
  ...DELIVERY_LAYOUT,
  RECORD_LAYOUT,
  ...SUPPRESSION_LAYOUT,
  ...REVIEW_LAYOUT,
  // Cases of which nothing may be held any more, by the SHA-256 of their identifier; and the rows taken out, by file.
  sql`create table if not exists refused_cases (case_digest varchar primary key, reason varchar, refused_at bigint)`,
  sql`create table if not exists removals (
    file_id integer, table_name varchar, reason varchar, row_count bigint, removed_at bigint)`,
  THINNED_LAYOUT,
  // How many acts may not be held, and nothing else of them.
  sql`create table if not exists refused_acts (file_id integer, org_id varchar, on_day integer, acts bigint)`,
  sql`create table if not exists feed_gaps (org_id varchar, first_on integer, last_on integer)`,
  LOOKBACK_LAYOUT,
  sql`create table if not exists runs (run_id varchar primary key, as_of bigint, finished_at bigint, manifest varchar)`,
];

/** Which tables were laid out when the workspace was opened last, so that it is not done for every look at a case. */
const KEPT = createHash("sha256")
  .update(TABLES_KEPT.map((statement) => render(statement, String)).join("\n"))
  .digest("hex");
