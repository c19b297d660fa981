import type { FileAccount } from "../../schemas/run.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { type Engine, one } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";
import type { LoadOptions } from "./load.ts";
import { sameAs } from "./notes.ts";
import { REFUSALS } from "./reasons.ts";
import { fillsSeveralTables, type SourceFile } from "./sources.ts";

export const isSizeKnown = async (engine: Engine, { bytes }: SourceFile): Promise<boolean> =>
  (await one<{ known: boolean }>(engine, sql`select exists (select 1 from files where bytes = ${bytes}) as known`))
    .known;

/** What became of a content that was loaded before; nothing where the file is to be read, new or as news of cases. */
export async function knownAccounts(
  { engine, given }: LoadOptions,
  file: SourceFile,
  sha256: string,
): Promise<FileAccount[]> {
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
