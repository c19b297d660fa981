import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import type { Engine } from "../../pipeline/engine/engine.ts";
import { one } from "../../pipeline/engine/engine.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { readerOf } from "../../pipeline/ingest/reader.ts";
import { isAboutFile } from "../../pipeline/ingest/staging.ts";
import { UserError } from "../../pipeline/kit/errors.ts";
import { PACKAGE_ROOT } from "../../pipeline/kit/root.ts";
import { type Format, Source } from "../../schemas/config.ts";
import { mutated } from "./mutations.ts";
import { stored } from "./stored-zip.ts";

interface FuzzTally {
  readonly name: string;
  readonly inputs: number;
  /** Inputs that were refused in a sentence. */
  readonly refused: number;
  /** Rows of the others: read, or set aside with their line and reason. */
  readonly rows: number;
  readonly setAside: number;
  /** Milliseconds that the slowest input took. */
  readonly slowest: number;
}

interface Subject {
  readonly format: Format;
  readonly file: string;
  readonly settings?: Partial<Source>;
  /** How many rows there are in an input, counted without the reader; null where this cannot be told simply. */
  readonly rowsIn?: (bytes: Buffer) => number | null;
  readonly packed?: true;
  /** What the log is made into before something happens to it. */
  readonly made?: (whole: Buffer) => Buffer;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Lines that are not blank, where a line is a record: not among quotes, nor with line ends of other kinds. */
function lines(bytes: Buffer, header: number): number | null {
  if (/["\r\0]/.test(bytes.toString("latin1"))) return null;
  const filled = bytes
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
  return filled.length === 0 ? 0 : filled.length - header;
}

function objects(bytes: Buffer): number | null {
  try {
    const parsed = JSON.parse(utf8.decode(bytes)) as unknown;
    return Array.isArray(parsed) ? parsed.length : null;
  } catch {
    return null;
  }
}

const ndjsonLines = (bytes: Buffer): number | null =>
  bytes.includes(0x0d)
    ? null
    : bytes
        .toString("utf8")
        .split("\n")
        .filter((line) => line.trim() !== "").length;

export const SUBJECTS: Readonly<Record<string, Subject>> = {
  csv: { format: "csv", file: "log.csv", rowsIn: (bytes) => lines(bytes, 1) },
  "csv (gb18030)": { format: "csv", file: "log.gb18030.csv", settings: { encoding: "gb18030" } },
  "csv.gz": { format: "csv", file: "log.csv", packed: true },
  tsv: { format: "tsv", file: "log.tsv", rowsIn: (bytes) => lines(bytes, 1) },
  ndjson: { format: "ndjson", file: "log.ndjson", rowsIn: ndjsonLines },
  json: { format: "json", file: "log.json", rowsIn: objects },
  xes: { format: "xes", file: "log.xes" },
  "xes.gz": { format: "xes", file: "log.xes", packed: true },
  ocel: { format: "ocel", file: "log.jsonocel" },
  xlsx: { format: "xlsx", file: "log.xlsx" },
  "xlsx (stored)": { format: "xlsx", file: "log.xlsx", made: stored },
  arrow: { format: "arrow", file: "log.arrow" },
  parquet: { format: "parquet", file: "log.parquet" },
};

const MAX_BYTES = 2 ** 22;
/** Milliseconds after which an input counts as one that hangs. */
const LONGEST = 30_000;

/**
 * Hands a reader files that were a log before something happened to them. It reads each of them, with every row read or
 * set aside, or refuses it in one sentence; anything else is an error that says how to make the input again.
 */
export async function fuzz(
  name: string,
  { engine, folder, inputs, seed }: { engine: Engine; folder: string; inputs: number; seed: number },
): Promise<FuzzTally> {
  const subject = SUBJECTS[name];
  if (!subject) throw new Error(`no reader ${name}; there are ${Object.keys(SUBJECTS).join(", ")}`);
  const { made = (bytes: Buffer) => bytes } = subject;
  const whole = made(await readFile(join(PACKAGE_ROOT, "fixtures", "formats", subject.file)));
  const tally = { name, inputs, refused: 0, rows: 0, setAside: 0, slowest: 0 };
  const source = Source.parse({ table: "events", files: "any", ...subject.settings });
  const scratch = join(folder, "scratch");
  const path = join(folder, "input");
  await fc.assert(
    fc.asyncProperty(subject.packed ? packed(whole) : mutated(whole), async (bytes) => {
      await rm(scratch, { recursive: true, force: true });
      await mkdir(scratch, { recursive: true });
      await writeFile(path, bytes);
      const began = performance.now();
      try {
        const read = await readerOf(subject.format);
        let rows = 0;
        let setAside = 0;
        let titles = 0;
        for (const raw of await read({ path, name: "input", source, engine, scratch, maxBytes: MAX_BYTES })) {
          await engine.run(sql`create or replace temp table fuzzed as select * from ${raw.relation}`);
          rows += (await one<{ n: number }>(engine, sql`select count(*) as n from fuzzed`)).n;
          setAside += (await raw.rejects()).length;
          titles += raw.titles ?? 0;
          await raw.lines?.(rows);
        }
        const expected = subject.rowsIn?.(bytes) ?? null;
        if (expected !== null && expected !== titles + rows + setAside) {
          throw new Error(
            `${expected} rows went in, ${titles} were taken for titles, ${rows} were read and ${setAside} set aside`,
          );
        }
        tally.rows += rows;
        tally.setAside += setAside;
      } catch (error) {
        if (!isTold(error)) throw error;
        tally.refused += 1;
      }
      const took = performance.now() - began;
      tally.slowest = Math.max(tally.slowest, took);
      if (took > LONGEST) throw new Error(`an input of ${bytes.length} bytes took ${Math.round(took / 1000)} s`);
    }),
    { numRuns: inputs, seed, endOnFailure: true },
  );
  return tally;
}

/** Packed after something happened to the log, or damaged after it was packed. */
const packed = (whole: Buffer): fc.Arbitrary<Buffer> =>
  fc.oneof(
    mutated(whole).map((bytes) => gzipSync(bytes)),
    mutated(gzipSync(whole)),
  );

/** A sentence for whoever runs it: ours, or the engine's about a file, which the loader puts into one. */
const isTold = (error: unknown): boolean =>
  error instanceof UserError ? !error.message.includes("\n") : isAboutFile(error);
