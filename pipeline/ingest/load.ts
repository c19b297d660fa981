import { mkdtemp, rm, stat } from "node:fs/promises";
import { join as joinPath } from "node:path";
import type { FileAccount } from "../../schemas/run.ts";
import type { Bilingual } from "../../schemas/text.ts";
import type { Engine } from "../engine/engine.ts";
import { id, join, sql } from "../engine/sql.ts";
import { UserError } from "../kit/errors.ts";
import { sha256Of } from "../kit/sha256.ts";
import type { Zone } from "../kit/zone.ts";
import { broughtBy, lastFile } from "../stored-rows.ts";
import { withForms } from "./form.ts";
import { isSizeKnown, knownAccounts } from "./known-files.ts";
import { type Account, merge } from "./merge.ts";
import type { Staged } from "./normalise.ts";
import { EMPTY, notesOf } from "./notes.ts";
import { writeQuarantine } from "./quarantine.ts";
import { type Holding, refuseCases, refuseEnded, refuseRecords } from "./refusals.ts";
import { keepRefused, keepTakenOut } from "./refused-acts.ts";
import { readingOf } from "./settings.ts";
import type { SourceFile } from "./sources.ts";
import { isAboutFile, type StagedTable, stageFile } from "./staging.ts";
import { firstUnread, tooMuchQuarantine } from "./stops.ts";
import { unreadNotes } from "./unread.ts";

export interface LoadOptions {
  readonly engine: Engine;
  /** Folder for temporary files. */
  readonly scratch: string;
  readonly zone: Zone;
  readonly maxBytes: number;
  /** What may be held here; null where everything may. */
  readonly holding: Holding | null;
  /** Moment written beside what is loaded, epoch milliseconds. */
  readonly now: number;
  /** Names of all files that are given now; one of a known content that is not among them was given another name. */
  readonly given?: ReadonlySet<string>;
  /** A file of which a larger share of the rows cannot be read is not loaded; without it every file is. */
  readonly maxQuarantineShare?: number;
  /** Where the rows set aside of such a file are written. */
  readonly quarantine?: string;
  /** Told of every table of a file once its columns are found. */
  onStaged?(file: SourceFile, staged: Staged): void;
}

/**
 * A file of which too little could be read: nothing of it is kept, so that it is read anew once its mapping is right.
 */
export class UnreadableFile extends UserError {}

/** A file whose delivery is not at its end: nothing of it is kept. */
export class IncompleteFile extends UserError {}

/**
 * Loads one file in one transaction: all of its rows are accounted for, or nothing of it is kept.
 * A file whose content was loaded into this table before, under any name, is known and skipped, unless it is news of
 * cases.
 */
export async function loadFile(file: SourceFile, options: LoadOptions): Promise<FileAccount[]> {
  const { engine, maxBytes } = options;
  if (file.bytes > maxBytes) {
    throw new UserError(`${file.name}: larger than ${maxBytes} bytes; raise ingest.max_bytes if this is meant`);
  }
  const before = await stateOf(file);
  const stop = new AbortController();
  const hashing = sha256Of(file.path, stop.signal);
  hashing.catch(() => {}); // Awaited later: until then an early failure is no unhandled one.
  const scratch = await mkdtemp(joinPath(options.scratch, "load-"));
  try {
    // Of a size never met the content is new: it is read while its hash is still being computed.
    if (await isSizeKnown(engine, file)) {
      const known = await knownAccounts(options, file, await hashing);
      if (known.length > 0) return known;
    }
    const tables = await stageFile(file, { ...options, scratch });
    const sha256 = await hashing;
    if ((await stateOf(file)) !== before)
      throw new IncompleteFile(
        `${file.name}: it was written to while it was read; run again once its delivery is complete`,
      );
    return await engine.transaction(() => mergeFile({ ...file, sha256 }, tables, options));
  } catch (error) {
    throw error instanceof UserError ? error : engineError(file, error);
  } finally {
    stop.abort();
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * Where it changes while a file is read, its hash may be of more than was read: in the next night the rest would be
 * taken for known.
 */
async function stateOf({ path }: SourceFile): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  return `${size} ${mtimeMs}`;
}

interface HashedFile extends SourceFile {
  readonly sha256: string;
}

async function mergeFile(
  file: HashedFile,
  tables: readonly StagedTable[],
  options: LoadOptions,
): Promise<FileAccount[]> {
  const { engine } = options;
  await refuseByCase(tables, options);
  const firstId = (await lastFile(engine)) + 1;
  const accounts: FileAccount[] = [];
  for (const [i, staged] of tables.entries()) accounts.push(await mergeTable(file, firstId + i, staged, options));
  if (tables.length === 0) {
    const staged = { table: file.source.table, columns: [], register: null };
    accounts.push(await recordAccount(file, firstId, { staged, counts: NOTHING, notes: [EMPTY] }, options));
  }
  const unreadable: string[] = [];
  for (const [i, account] of accounts.entries()) {
    const first = account.quarantined > account.refused ? await firstUnread(engine, firstId + i) : "";
    const sentence = tooMuchQuarantine(account, options.maxQuarantineShare ?? 1, first);
    if (sentence !== null) unreadable.push(sentence);
  }
  if (unreadable.length > 0) {
    if (options.quarantine) await writeQuarantine(engine, options.quarantine, firstId);
    throw new UnreadableFile(unreadable.join("\n"));
  }
  return accounts;
}

const NOTHING: Account = { rows_in: 0, loaded: 0, duplicates: 0, changed: 0, quarantined: 0, refused: 0 };

/** What a file says of whole cases counts for its other rows too. */
async function refuseByCase(tables: readonly StagedTable[], { engine, zone, now }: LoadOptions): Promise<void> {
  for (const staged of tables.filter(isOfCases)) {
    await keepTakenOut(engine, staged, zone);
    await refuseCases(engine, staged, now);
  }
  for (const staged of tables.filter((one) => !isOfCases(one))) await refuseCases(engine, staged, now);
}

const isOfCases = ({ table }: StagedTable): boolean => table === "cases";

async function mergeTable(
  file: HashedFile,
  fileId: number,
  staged: StagedTable,
  options: LoadOptions,
): Promise<FileAccount> {
  const { engine, zone, now } = options;
  await refuseEnded(engine, staged);
  await refuseRecords(engine, staged, now);
  await keepRefused(engine, staged, fileId, zone);
  const unread = await unreadNotes(engine, staged);
  const merged = await merge(engine, fileId, staged);
  await keepNames(engine, staged);
  await engine.run(sql`drop table ${id(staged.name)}`);
  const { outdated, besides, withdrawn, ...counts } = merged;
  return recordAccount(file, fileId, { staged, counts, notes: [...notesOf(staged, merged), ...unread] }, options);
}

interface Told {
  readonly staged: Pick<Staged, "table" | "columns" | "register">;
  readonly counts: Account;
  readonly notes: readonly Bilingual[];
}

async function recordAccount(
  file: HashedFile,
  fileId: number,
  { staged: { table, columns, register }, counts, notes }: Told,
  { engine, now, zone }: LoadOptions,
): Promise<FileAccount> {
  const { name, sha256, format, bytes } = file;
  await engine.run(sql`
    insert into files values (${fileId}, ${name}, ${sha256}, ${table}, ${format}, ${bytes},
      ${counts.rows_in}, ${counts.loaded}, ${counts.duplicates}, ${counts.changed}, ${counts.quarantined},
      ${now}, ${JSON.stringify(notes)}, ${readingOf(file, table, zone)},
      ${register === null ? broughtBy(columns) : null})`);
  return { file: name, sha256, table, format, bytes, ...counts, state: "loaded", notes: [...notes] };
}

/** Rules may ask of a column by the name that it has in the files. */
async function keepNames(engine: Engine, { table, names }: Staged): Promise<void> {
  const rows = [...names].flatMap(([column, own]) => (own === column ? [] : [sql`(${table}, ${own}, ${column})`]));
  if (rows.length === 0) return;
  await engine.run(sql`
    insert into own_names select * from (values ${join(rows)}) n(table_name, own, column_name)
    except select * from own_names`);
}

/** The engine's own words about a file it could not read, in one sentence. */
function engineError(file: SourceFile, error: unknown): unknown {
  const text = error instanceof Error ? error.message : String(error);
  const [first] = text.split("\n");
  return isAboutFile(error)
    ? new UserError(`${file.name}: cannot be read as ${file.format} (${withForms(first ?? "")})`)
    : error;
}
