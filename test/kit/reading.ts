import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { openDuckDB } from "../../pipeline/engine/duckdb.ts";
import type { Engine } from "../../pipeline/engine/engine.ts";
import { id, join as list, type Sql, sql } from "../../pipeline/engine/sql.ts";
import { exactly } from "../../pipeline/ingest/paths.ts";
import { type RawTable, type Reject, readerOf } from "../../pipeline/ingest/reader.ts";
import { type Format, Source } from "../../schemas/config.ts";

/** Readers alone, for tests: files in, plain rows out. */
let engine: Engine;
let folder: string;
let files = 0;

/** To be called by every file that reads. */
export function openReaders(): void {
  beforeAll(async () => {
    engine = await openDuckDB({ path: ":memory:" });
    folder = await mkdtemp(join(tmpdir(), "xiezhi-readers-"));
  });
  afterAll(async () => {
    engine.close();
    await rm(folder, { recursive: true });
  });
}

export interface Row {
  readonly line: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly values: Readonly<Record<string, string | null>>;
}

interface Contents {
  readonly raw: RawTable;
  readonly rows: readonly Row[];
  readonly rejects: readonly Reject[];
}

export type Settings = Partial<Source> & { maxBytes?: number };

/** Everything a reader hands over of a file, told in plain rows. */
export async function readPath(path: string, format: Format, settings: Settings = {}): Promise<Contents[]> {
  const { maxBytes = 2 ** 30, ...given } = settings;
  const scratch = join(folder, `scratch${files++}`);
  await mkdir(scratch);
  const read = await readerOf(format);
  const source = Source.parse({ table: "events", files: "any", ...given });
  const tables = await read({ path, name: basename(path), source, engine, scratch, maxBytes });
  const contents: Contents[] = [];
  for (const raw of tables) {
    const names = [...raw.columns, ...(raw.attributes === null ? [] : [raw.attributes])];
    const line = raw.lineColumn === null ? sql`null` : id(raw.lineColumn);
    const texts = names.map((name) => sql`cast(${id(name)} as varchar) as ${id(name)}`);
    const found = await engine.all<Record<string, string | null>>(
      sql`select ${list([sql`${line} as ${id("§§")}`, ...texts])} from ${raw.relation}`,
    );
    const rejects = await raw.rejects();
    const steps = raw.lines ? await raw.lines(found.length) : [];
    const rows = found.map(({ "§§": at, ...values }, i) => {
      const step = steps.findLast(({ from }) => from <= i + 1);
      const attributes = raw.attributes === null ? null : values[raw.attributes];
      const plain = Object.fromEntries(Object.entries(values).filter(([name]) => name !== raw.attributes));
      return {
        line: at === null ? i + 1 + (step?.shift ?? 0) : Number(at),
        attributes: JSON.parse(attributes ?? "{}"),
        values: plain,
      };
    });
    contents.push({ raw, rows, rejects });
  }
  return contents;
}

export async function readBytes(
  bytes: string | Uint8Array,
  format: Format,
  settings: Settings = {},
): Promise<Contents[]> {
  const path = join(folder, `input${files++}.${format}`);
  await writeFile(path, bytes);
  return readPath(path, format, settings);
}

/** What a query of the engine gives, as a Parquet file. */
export async function readParquet(query: Sql): Promise<Contents[]> {
  const path = join(folder, `input${files++}.parquet`);
  await engine.run(sql`copy (${query}) to ${exactly(path)} (format parquet)`);
  return readPath(path, "parquet");
}

export const first = ([contents]: readonly Contents[]): Contents => {
  if (!contents) throw new Error("the reader handed over nothing");
  return contents;
};

export const valuesOf = (contents: readonly Contents[]) => first(contents).rows.map(({ values }) => values);
