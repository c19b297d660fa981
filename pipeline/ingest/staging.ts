import type { Bilingual } from "../../schemas/text.ts";
import { one } from "../engine/engine.ts";
import { id, sql } from "../engine/sql.ts";
import { UserError } from "../kit/errors.ts";
import type { LoadOptions } from "./load.ts";
import { normalise, type Staged } from "./normalise.ts";
import { type LineStep, type RawTable, type Reject, readerOf } from "./reader.ts";
import { type SourceFile, sourceFor, unpackedBytes } from "./sources.ts";

/** A table of a file as it was read, before it is merged. */
export interface StagedTable extends Staged {
  /** How ordinals become lines; null where each row bears its own. */
  readonly steps: readonly LineStep[] | null;
  readonly rejects: readonly Reject[];
  readonly notes: readonly Bilingual[];
}

/** Reads a file once, into a temporary table for each that it fills. */
export async function stageFile(file: SourceFile, options: LoadOptions): Promise<StagedTable[]> {
  const { engine, scratch, maxBytes } = options;
  const read = await readerOf(file.format);
  const tables: StagedTable[] = [];
  for (const raw of await read({ ...file, engine, scratch, maxBytes })) {
    if (raw.columns.length > MAX_COLUMNS) {
      throw new UserError(
        `${file.name}: ${raw.columns.length} columns; more than ${MAX_COLUMNS} are not read; see to the \`delimiter\` of its source`,
      );
    }
    tables.push(await stageOrMend(file, raw, options));
  }
  return tables;
}

/** More is the wrong delimiter, or made to exhaust whoever reads it. */
const MAX_COLUMNS = 4096;

/** Line ends of several kinds make the engine stop, or break on quotes that stand before the other kind. */
async function stageOrMend(file: SourceFile, raw: RawTable, options: LoadOptions): Promise<StagedTable> {
  let refusal: unknown;
  const staged = await stage(file, raw, options).catch((error: unknown) => {
    if (!isAboutFile(error)) throw error;
    refusal = error;
    return null;
  });
  if (staged?.rejects.every(({ reason }) => reason !== "broken-quotes")) return staged;
  const mended = await raw.mended?.();
  if (mended) return stage(file, mended, options);
  if (staged === null) throw refusal;
  return staged;
}

async function stage(
  file: SourceFile,
  raw: RawTable,
  { engine, zone, holding, onStaged }: LoadOptions,
): Promise<StagedTable> {
  const fill = () => normalise(engine, raw, { file: file.name, source: sourceFor(file, raw.table), zone, holding });
  const staged = await (unpackedBytes([file]) < LITTLE ? fill() : engine.staging(fill));
  onStaged?.(file, staged);
  const { rows } = await one<{ rows: number }>(engine, sql`select count(*) as rows from ${id(staged.name)}`);
  const { notes = [] } = raw;
  return { ...staged, rejects: await raw.rejects(), steps: raw.lines ? await raw.lines(rows) : null, notes };
}

/** Bytes of a file from which on it takes memory to speak of. */
const LITTLE = 2 ** 20;

/** Whether the engine says that it could not read a file. */
export const isAboutFile = (error: unknown): boolean =>
  error instanceof Error &&
  /^(Invalid|Invalid Input|IO|Conversion|Parser|Binder|Not implemented|Out of Range) Error/.test(error.message);
