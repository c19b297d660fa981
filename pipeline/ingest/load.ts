import { mkdtemp, rm, stat } from "node:fs/promises";
import { join as joinPath } from "node:path";
import type { FileAccount } from "../../schemas/run.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { type Engine, one } from "../engine/engine.ts";
import { id, join, sql } from "../engine/sql.ts";
import { UserError } from "../kit/errors.ts";
import { sha256Of } from "../kit/sha256.ts";
import type { Zone } from "../kit/zone.ts";
import { broughtBy, lastFile } from "../stored-rows.ts";
import { masked, withForms } from "./form.ts";
import { type Account, merge } from "./merge.ts";
import { normalise, type Staged } from "./normalise.ts";
import { writeQuarantine } from "./quarantine.ts";
import { type LineStep, type RawTable, type Reject, readerOf } from "./reader.ts";
import { REASONS, REFUSALS, type Reason } from "./reasons.ts";
import { type Holding, refuseCases, refuseEnded, refuseRecords } from "./refusals.ts";
import { keepRefused, keepTakenOut } from "./refused-acts.ts";
import { readingOf } from "./settings.ts";
import { severalSaid } from "./several.ts";
import { fillsSeveralTables, type SourceFile, sourceFor, unpackedBytes } from "./sources.ts";
import { unreadNotes } from "./unread.ts";

interface LoadOptions {
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

/** Why a file stops a run before it detects; null if it does not. */
export function tooMuchQuarantine(
  { file, rows_in, quarantined, refused }: FileAccount,
  limit: number,
  first = "",
): string | null {
  const unread = quarantined - refused;
  if (rows_in === 0 || unread / rows_in <= limit) return null;
  return `${file}: ${unread} of ${rows_in} rows could not be read, more than ${limit * 100} %, so nothing is detected${first}; raise ingest.max_quarantine_share if this is known`;
}

/**
 * Why there is nothing to examine: event logs were given, and neither they nor those before hold a row; null if one
 * does.
 */
export async function nothingToExamine(engine: Engine, accounts: readonly FileAccount[]): Promise<string | null> {
  const empty = accounts.filter(({ table, rows_in }) => table === "events" && rows_in === 0);
  const { any } = await one<{ any: boolean }>(engine, sql`select exists (select 1 from trace) as "any"`);
  if (any || empty.length === 0) return null;
  return `${empty.map(({ file }) => file).join(", ")}: no rows, and without an event there is nothing to examine; see to it that the source delivers, and run again`;
}

/**
 * `: line 7, occurred_at: the time cannot be read ("2026-99-01")`, of the first row of a file that could not be read.
 */
async function firstUnread(engine: Engine, fileId: number): Promise<string> {
  const [first] = await engine.all<{
    line: number;
    column_name: string | null;
    reason: Reason;
    value: string | null;
  }>(sql`
    select line, column_name, reason, value from quarantine
    where file_id = ${fileId} and reason not in ${REFUSALS} order by line, column_name limit 1`);
  if (first === undefined) return "";
  const { line, column_name: column, reason, value } = first;
  const quoted = value === null ? "" : ` (${JSON.stringify(masked(value))})`;
  return `: line ${line}, ${column === null ? "" : `${column}: `}${REASONS[reason].en}${quoted}${REMEDIES[reason] ?? ""}`;
}

const REMEDIES: Partial<Record<Reason, string>> = {
  "bad-time": ", `time_format:` in its source gives the form of times",
  "shortened-number": "; deliver the column as text",
  "wrong-encoding": ", `encoding:` in its source names the real one (gb18030, utf-8 …)",
};

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
    const read = await readerOf(file.format);
    const tables: Reading[] = [];
    for (const raw of await read({ ...file, engine, scratch, maxBytes })) {
      if (raw.columns.length > MAX_COLUMNS) {
        throw new UserError(
          `${file.name}: ${raw.columns.length} columns; more than ${MAX_COLUMNS} are not read; see to the \`delimiter\` of its source`,
        );
      }
      tables.push(await stageOrMend(file, raw, options));
    }
    const sha256 = await hashing;
    if ((await stateOf(file)) !== before)
      throw new IncompleteFile(
        `${file.name}: it was written to while it was read; run again once its delivery is complete`,
      );
    return await engine.transaction(async () => {
      const accounts: FileAccount[] = [];
      const unreadable: string[] = [];
      const limit = options.maxQuarantineShare ?? 1;
      const firstId = (await lastFile(engine)) + 1;
      // What a file says of whole cases counts for its other rows too.
      for (const { staged } of tables.filter(isOfCases)) {
        await keepTakenOut(engine, staged, options.zone);
        await refuseCases(engine, staged, options.now);
      }
      for (const { staged } of tables.filter((one) => !isOfCases(one))) await refuseCases(engine, staged, options.now);
      for (const { staged, steps, rejects, notes } of tables) {
        await refuseEnded(engine, staged);
        await refuseRecords(engine, staged, options.now);
        const fileId = (await lastFile(engine)) + 1;
        await keepRefused(engine, staged, fileId, options.zone);
        const unread = await unreadNotes(engine, staged);
        const { outdated, besides, withdrawn, ...account } = await merge(engine, fileId, staged, steps, rejects);
        await keepNames(engine, staged);
        const recorded = await recordAccount(file, fileId, sha256, staged, account, options, [
          ...notes,
          ...(staged.absent.length > 0 ? [neverMet(staged.absent)] : []),
          ...(outdated > 0 ? [cameBack(outdated)] : []),
          ...(besides > 0 && staged.table === "events" ? [besideEarlier(besides)] : []),
          ...(withdrawn > 0 ? [ofFewerCases(withdrawn)] : []),
          ...(staged.several > 0 ? [severalSaid(staged.names.get("actor_id") ?? "actor_id", staged.several)] : []),
          ...unread,
        ]);
        accounts.push(recorded);
        const first = account.quarantined > account.refused ? await firstUnread(engine, fileId) : "";
        unreadable.push(...[tooMuchQuarantine(recorded, limit, first)].flatMap((sentence) => sentence ?? []));
        await engine.run(sql`drop table ${id(staged.name)}`);
      }
      if (tables.length === 0) {
        const fileId = (await lastFile(engine)) + 1;
        accounts.push(
          await recordAccount(
            file,
            fileId,
            sha256,
            { table: file.source.table, columns: [], register: null },
            NOTHING,
            options,
          ),
        );
      }
      if (unreadable.length > 0) {
        if (options.quarantine) await writeQuarantine(engine, options.quarantine, firstId);
        throw new UnreadableFile(unreadable.join("\n"));
      }
      return accounts;
    });
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

/** Bytes of a file from which on it takes memory to speak of. */
const LITTLE = 2 ** 20;

const isSizeKnown = async (engine: Engine, { bytes }: SourceFile): Promise<boolean> =>
  (await one<{ known: boolean }>(engine, sql`select exists (select 1 from files where bytes = ${bytes}) as known`))
    .known;

/** More is the wrong delimiter, or made to exhaust whoever reads it. */
const MAX_COLUMNS = 4096;
const NOTHING: Account = { rows_in: 0, loaded: 0, duplicates: 0, changed: 0, quarantined: 0, refused: 0 };
const neverMet = (names: readonly string[]): Bilingual => ({
  zh: `没有一条记录含有所映射的 ${names.join("、")}`,
  en: `no record has ${names.join(", ")}, which the source maps`,
});
const cameBack = (rows: number): Bilingual => ({
  zh: `有 ${rows} 条记录再次报送的是其变更前的内容，仍以变更后的内容为准`,
  en: `records that came again as they were before they were changed: ${rows}; what they were changed to still counts`,
});
const besideEarlier = (rows: number): Bilingual => ({
  zh: `有 ${rows} 条没有标识的记录与此前载入的案件、环节、时间均相同，其他内容不同，两者并存；如为同一记录，须由来源提供 event_id`,
  en: `records without an identifier that agree with earlier ones in case, activity and time, differ otherwise, and stand beside them: ${rows}; if they are the same, only an \`event_id\` of the source tells so`,
});
const ofFewerCases = (rows: number): Bilingual => ({
  zh: `有 ${rows} 条事件记录再次报送时不再属于原来的案件，在原案件中不再计入`,
  en: `records of events that came again without a case they had: ${rows}; in that case they count no more`,
});
const sameAs = (path: string): Bilingual => ({
  zh: `内容与 ${path} 完全相同，其记录在该文件中计入`,
  en: `the same content as ${path}, where its records are counted`,
});
const EMPTY: Bilingual = { zh: "文件中没有数据行", en: "the file has no rows" };

interface Reading {
  readonly staged: Staged;
  readonly steps: readonly LineStep[] | null;
  readonly rejects: readonly Reject[];
  readonly notes: readonly Bilingual[];
}

const isOfCases = ({ staged }: Reading): boolean => staged.table === "cases";

/** Line ends of several kinds make the engine stop, or break on quotes that stand before the other kind. */
async function stageOrMend(file: SourceFile, raw: RawTable, options: LoadOptions): Promise<Reading> {
  let refusal: unknown;
  const reading = await stage(file, raw, options).catch((error: unknown) => {
    if (!isAboutFile(error)) throw error;
    refusal = error;
    return null;
  });
  if (reading?.rejects.every(({ reason }) => reason !== "broken-quotes")) return reading;
  const mended = await raw.mended?.();
  if (mended) return stage(file, mended, options);
  if (reading === null) throw refusal;
  return reading;
}

async function stage(
  file: SourceFile,
  raw: RawTable,
  { engine, zone, holding, onStaged }: LoadOptions,
): Promise<Reading> {
  const fill = () => normalise(engine, file.name, raw, sourceFor(file, raw.table), zone, holding);
  const staged = await (unpackedBytes([file]) < LITTLE ? fill() : engine.staging(fill));
  onStaged?.(file, staged);
  const { rows } = await one<{ rows: number }>(engine, sql`select count(*) as rows from ${id(staged.name)}`);
  const { notes = [] } = raw;
  return { staged, rejects: await raw.rejects(), steps: raw.lines ? await raw.lines(rows) : null, notes };
}

async function recordAccount(
  file: SourceFile,
  fileId: number,
  sha256: string,
  staged: Pick<Staged, "table" | "columns" | "register">,
  account: Account,
  { engine, now, zone }: LoadOptions,
  more: readonly Bilingual[] = [],
): Promise<FileAccount> {
  const notes = [...(account.rows_in === 0 ? [EMPTY] : []), ...more];
  const { table } = staged;
  await engine.run(sql`
    insert into files values (${fileId}, ${file.name}, ${sha256}, ${table}, ${file.format}, ${file.bytes},
      ${account.rows_in}, ${account.loaded}, ${account.duplicates}, ${account.changed}, ${account.quarantined},
      ${now}, ${JSON.stringify(notes)}, ${readingOf(file, table, zone)},
      ${staged.register === null ? broughtBy(staged.columns) : null})`);
  return { file: file.name, sha256, table, format: file.format, bytes: file.bytes, ...account, state: "loaded", notes };
}

/** Rules may ask of a column by the name that it has in the files. */
async function keepNames(engine: Engine, { table, names }: Staged): Promise<void> {
  const rows = [...names].flatMap(([column, own]) => (own === column ? [] : [sql`(${table}, ${own}, ${column})`]));
  if (rows.length === 0) return;
  await engine.run(sql`
    insert into own_names select * from (values ${join(rows)}) n(table_name, own, column_name)
    except select * from own_names`);
}

async function knownAccounts({ engine, given }: LoadOptions, file: SourceFile, sha256: string): Promise<FileAccount[]> {
  type Row = Omit<FileAccount, "file" | "sha256" | "refused" | "state" | "notes"> & {
    file_id: number;
    path: string;
    notes: string;
    stands: boolean;
  };
  const rows = await engine.all<Row>(sql`
    select file_id, path, table_name as "table", format, bytes, rows_in, loaded, duplicates, changed, quarantined, notes,
      ${IS_STILL} as stands
    from files f
    where file_id in (
      select coalesce(max(case when path = ${file.name} then file_id end), max(file_id)) from files
      where sha256 = ${sha256} group by table_name)
    order by file_id`);
  if (rows.some((row) => row.table === "cases") && (await isNews(engine, file, sha256, given))) return [];
  const own = rows.filter((row) => row.table === file.source.table);
  const known = own.length > 0 && fillsSeveralTables(file) ? rows : own;
  const accounts: FileAccount[] = [];
  for (const { file_id, path, notes, stands, ...row } of known) {
    const refused = row.quarantined > 0 ? await countRefused(engine, file_id) : 0;
    const isCopy = stands && path !== file.name && given?.has(path) === true;
    accounts.push({
      file: file.name,
      sha256,
      ...row,
      ...(isCopy ? { loaded: 0, changed: 0, duplicates: row.rows_in - row.quarantined } : {}),
      refused,
      state: "known",
      notes: [...(isCopy ? [sameAs(path)] : []), ...(JSON.parse(notes) as Bilingual[])],
    });
  }
  return accounts;
}

/** Whether the content of a row of `files f` is the last that its path had. */
const IS_STILL = sql`not exists (
  select 1 from files l where l.path = f.path and l.file_id > f.file_id and l.sha256 <> f.sha256)`;

/**
 * Whether a known content is news of cases: its file had another when it was read last, or stands under a name of its
 * own beside that which brought the content before.
 */
async function isNews(engine: Engine, file: SourceFile, sha256: string, given: LoadOptions["given"]): Promise<boolean> {
  const [last] = await engine.all<{ sha256: string }>(
    sql`select sha256 from files where path = ${file.name} order by file_id desc limit 1`,
  );
  if (last !== undefined) return last.sha256 !== sha256;
  const before = await engine.all<{ path: string }>(sql`
    select path from files f where sha256 = ${sha256} and ${IS_STILL}`);
  return !fillsSeveralTables(file) && before.some(({ path }) => given?.has(path));
}

const countRefused = async (engine: Engine, fileId: number): Promise<number> =>
  (
    await one<{ refused: number }>(
      engine,
      sql`select count(*) as refused from quarantine where file_id = ${fileId} and reason in ${REFUSALS}`,
    )
  ).refused;

/** Whether the engine says that it could not read a file. */
export const isAboutFile = (error: unknown): boolean =>
  error instanceof Error &&
  /^(Invalid|Invalid Input|IO|Conversion|Parser|Binder|Not implemented|Out of Range) Error/.test(error.message);

/** The engine's own words about a file it could not read, in one sentence. */
function engineError(file: SourceFile, error: unknown): unknown {
  const text = error instanceof Error ? error.message : String(error);
  const [first] = text.split("\n");
  return isAboutFile(error)
    ? new UserError(`${file.name}: cannot be read as ${file.format} (${withForms(first ?? "")})`)
    : error;
}
