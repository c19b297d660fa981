import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { one } from "../../engine/engine.ts";
import { id, join as joinSql, sql, structKey } from "../../engine/sql.ts";
import { UserError } from "../../kit/errors.ts";
import { isGzip, textOf, wrongEncoding } from "../bytes.ts";
import { CR, type Dialect, Fields, LF, writeEvenly } from "../csv-grammar.ts";
import { namesShown } from "../form.ts";
import { belowTitle, headerAmong, MOST_ABOVE } from "../header.ts";
import { exactly } from "../paths.ts";
import type { Input, LineStep, RawTable, Reject } from "../reader.ts";
import type { Reason } from "../reasons.ts";
import { asSeen } from "../unseen.ts";

const MAX_LINE = 2_000_000;
const REJECTS = "csv_rejects";
const SCANS = "csv_scans";

/**
 * CSV in a stated dialect, every field a text. A file in another encoding or compressed is first written out as plain
 * UTF-8; the engine then reads the plain file, and its account of broken rows becomes our rejects. Of line ends of
 * several kinds in one file it makes nothing; such a file is written out once more.
 */
export default async function readCsv(input: Input, delimiter = ","): Promise<RawTable[]> {
  const { source } = input;
  const plain = await plainFile(input);
  const dialect: Dialect = {
    delimiter: source.delimiter ?? (await namedDelimiter(plain)) ?? delimiter,
    quote: source.quote ?? '"',
    header: source.header,
  };
  const table = await tableOf(plain, dialect, input);
  return table === null ? [] : [table];
}

async function tableOf(path: string, dialect: Dialect, input: Input): Promise<RawTable | null> {
  const { source, engine } = input;
  const head = await headOf(path, dialect, input);
  if (head === null) return null;
  if (head.start > 0) return belowTitles(path, head, dialect, input);
  const { first, endsInCr } = head;
  const columns = dialect.header ? headerNames(first, input.name) : first.map((_, i) => `column${i + 1}`);
  await engine.run(sql`drop table if exists ${id(REJECTS)}`);
  await engine.run(sql`drop table if exists ${id(SCANS)}`);
  const counting = endsInCr ? Promise.resolve(Number.NaN) : lineCount(path);
  counting.catch(() => {}); // Told where it is waited for.
  const types = joinSql(columns.map((name) => sql`${structKey(name)}: 'VARCHAR'`));
  const relation = sql`read_csv(${exactly(path)}, columns = {${types}}, auto_detect = false, header = ${dialect.header},
    compression = 'none', delim = ${dialect.delimiter}, quote = ${dialect.quote}, escape = ${dialect.quote}, max_line_size = ${MAX_LINE},
    store_rejects = true, rejects_table = ${REJECTS}, rejects_scan = ${SCANS}, rejects_limit = 0)`;
  let broken: Promise<BrokenRow[]> | undefined;
  const brokenRows = () => {
    broken ??= readBroken(input);
    return broken;
  };
  return {
    table: source.table,
    relation,
    columns,
    attributes: null,
    lineColumn: null,
    lines: async (rows) => linesOf(path, dialect, rows, await brokenRows(), counting),
    rejects: async () => {
      const rows = await brokenRows();
      const lines = await linesOfBroken(path, dialect, rows);
      return rows.map((row, i) => ({ ...row.reject, line: lines[i] ?? row.reject.line }));
    },
    mended: async () => {
      const even = join(input.scratch, "even.csv");
      return (await writeEvenly(path, even, dialect)) ? tableOf(even, dialect, input) : null;
    },
  };
}

/** What a first line for a spreadsheet, `sep=;`, says of the file. */
async function namedDelimiter(path: string): Promise<string | undefined> {
  for await (const block of createReadStream(path, { end: 15 }) as AsyncIterable<Buffer>)
    return /^\ufeff?"?sep=([,;|\t])"?[\r\n]/i.exec(block.toString("utf8"))?.[1];
}

async function plainFile(input: Input): Promise<string> {
  const { path, name, scratch, source, maxBytes } = input;
  if (source.encoding === "utf-8" && !(await isGzip(path))) return path;
  const plain = join(scratch, "plain.csv");
  await pipeline(Readable.from(textOf(path, source.encoding, maxBytes, name)), createWriteStream(plain, "utf8"));
  return plain;
}

interface Head {
  readonly first: string[];
  readonly endsInCr: boolean;
  /** Byte at which the header begins, and how many lines and records stand above it. */
  readonly start: number;
  readonly above: number;
  readonly titles: number;
}

/**
 * The first record below titles, read here strictly, so that a wrong encoding or a missing header is told before anything
 * else.
 */
async function headOf(path: string, dialect: Dialect, input: Input): Promise<Head | null> {
  const blocks: Buffer[] = [];
  let size = 0;
  for await (const block of createReadStream(path, { end: MAX_LINE }) as AsyncIterable<Buffer>) {
    blocks.push(block);
    size += block.length;
    if (recordsIn(Buffer.concat(blocks), dialect).length > 1) break;
  }
  if (size === 0) return null;
  const bytes = Buffer.concat(blocks);
  const records = recordsIn(bytes, dialect);
  if (size > MAX_LINE && records.length < 2)
    throw new UserError(`${input.name}: no line end in the first ${MAX_LINE} bytes; is this a CSV file?`);
  const fieldsOf = ({ start, end }: Span) => parse(bytes.toString("utf8", start, end), dialect);
  const nth = dialect.header
    ? headerAmong(records.map(fieldsOf), input.source.table, input.source, { delimited: true })
    : 0;
  const { start, end } = records[nth] as Span;
  const above = bytes.toString("latin1", 0, start).split(/\r\n|\n|\r/).length - 1;
  const first = parse(strictly(bytes.subarray(start, end), above + 1, input), dialect);
  return {
    first,
    endsInCr: bytes[end] === CR && bytes[end + 1] !== LF,
    start: nth === 0 ? 0 : start,
    above,
    titles: nth,
  };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The first records that are not blank; the last of them may be cut. */
function recordsIn(bytes: Buffer, dialect: Dialect): Span[] {
  const fields = new Fields(dialect);
  const spans: Span[] = [];
  let start = 0;
  for (let at = 0; at < bytes.length && spans.length < MOST_ABOVE; at++) {
    if (!fields.endsRecord(bytes[at] as number)) continue;
    if (at > start || spans.length === 0) spans.push({ start, end: at });
    start = at + 1;
  }
  if (start < bytes.length && spans.length < MOST_ABOVE) spans.push({ start, end: bytes.length });
  return spans;
}

/** The table without what stands above it, its lines counted from the file's first. */
async function belowTitles(path: string, { start, above, titles }: Head, dialect: Dialect, input: Input) {
  const rest = join(input.scratch, "table.csv");
  await pipeline(createReadStream(path, { start }), createWriteStream(rest));
  const table = await tableOf(rest, dialect, input);
  return table && { ...movedBy(above, table), titles: titles + (table.titles ?? 0) };
}

const movedBy = (above: number, table: RawTable): RawTable => ({
  ...table,
  notes: [belowTitle(above + 1)],
  lines: async (rows) => ((await table.lines?.(rows)) ?? []).map((step) => ({ ...step, shift: step.shift + above })),
  rejects: async () => (await table.rejects()).map((reject) => ({ ...reject, line: reject.line + above })),
  mended: async () => {
    const mended = await table.mended?.();
    return mended ? movedBy(above, mended) : null;
  },
});

function strictly(record: Buffer, line: number, input: Input): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(record);
  } catch {
    throw wrongEncoding(input.name, input.source.encoding, 0, line);
  }
  if (text.includes("\0")) throw new UserError(`${input.name}:${line}: the file holds NUL bytes; is this a CSV file?`);
  return text;
}

function parse(text: string, { delimiter, quote }: Dialect): string[] {
  const fields: string[] = [""];
  let quoted = false;
  let closed = false;
  for (const char of text) {
    const isQuote = quote !== "" && char === quote;
    const opens: boolean = isQuote && !quoted && (closed || fields.at(-1)?.trim() === "");
    if (char === delimiter && !quoted) fields.push("");
    else if (!isQuote || closed || (!quoted && !opens)) fields[fields.length - 1] += char;
    closed = isQuote && quoted;
    quoted = opens || (quoted && !isQuote);
  }
  return fields;
}

function headerNames(fields: readonly string[], file: string): string[] {
  // As where each line ends in a comma.
  const names = fields.map((name, i) => asSeen(name) || `column${i + 1}`);
  // The engine does not tell capitals from small letters.
  const alike = names.map((name) => name.toLowerCase());
  const repeated = alike.findIndex((name, i) => alike.indexOf(name) < i);
  if (repeated >= 0) {
    const first = alike.indexOf(alike[repeated] as string);
    throw new UserError(
      `${file}:1: the header gives columns ${first + 1} and ${repeated + 1} one name; the file has ${namesShown(names)}`,
    );
  }
  return names;
}

interface BrokenRow {
  /** Byte at which the engine saw the row begin, blank lines before it included. */
  readonly offset: number;
  readonly reject: Reject;
}

const REASON_OF: Readonly<Record<string, Reason>> = {
  "MISSING COLUMNS": "too-few-columns",
  "TOO MANY COLUMNS": "too-many-columns",
  "UNQUOTED VALUE": "broken-quotes",
  "LINE SIZE OVER MAXIMUM": "line-too-long",
  "INVALID ENCODING": "wrong-encoding",
  "INVALID UNICODE": "wrong-encoding",
};

async function readBroken({ engine }: Input): Promise<BrokenRow[]> {
  const { any } = await one<{ any: boolean }>(engine, sql`select exists (select 1 from ${id(REJECTS)}) as any`);
  if (!any) return [];
  const rows = await engine.all<{
    line: number;
    at: number;
    name: string | null;
    kind: string;
    text: string | null;
  }>(sql`
    select line, line_byte_position as at, any_value(column_name) as name, any_value(error_type) as kind,
      any_value(left(csv_line, 2000)) as text
    from ${id(REJECTS)} group by line, line_byte_position order by line_byte_position, line`);
  return rows.map((row) => ({
    offset: row.at - 1,
    reject: {
      line: row.line,
      column: row.name,
      reason: REASON_OF[row.kind] ?? "unreadable",
      value: row.text?.replace(/[\r\n]+$/, "") ?? null,
    },
  }));
}

/**
 * Ordinals of the rows that were read → lines. Where every record stands on one line (the usual file) counting line
 * ends is enough, and done while the engine reads; otherwise the records are walked through once.
 */
async function linesOf(
  path: string,
  dialect: Dialect,
  rows: number,
  broken: readonly BrokenRow[],
  counting: Promise<number>,
): Promise<LineStep[]> {
  const header = dialect.header ? 1 : 0;
  if (broken.length === 0 && (await counting) === rows + header) return [{ from: 1, shift: header }];
  const steps: LineStep[] = [];
  let ordinal = 0;
  let shift = Number.NaN;
  for await (const { record, rejected } of recordsOf(path, dialect, broken)) {
    if (rejected || (dialect.header && record.index === 0)) continue;
    ordinal += 1;
    if (record.line - ordinal !== shift) {
      shift = record.line - ordinal;
      steps.push({ from: ordinal, shift });
    }
  }
  return steps;
}

async function linesOfBroken(path: string, dialect: Dialect, broken: readonly BrokenRow[]): Promise<number[]> {
  if (broken.length === 0) return [];
  const lines: number[] = [];
  for await (const { record, rejected } of recordsOf(path, dialect, broken)) if (rejected) lines.push(record.line);
  return lines;
}

async function lineCount(path: string): Promise<number> {
  let count = 0;
  let last = LF;
  for await (const block of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    for (let i = block.indexOf(LF); i >= 0; i = block.indexOf(LF, i + 1)) count += 1;
    last = block[block.length - 1] ?? last;
  }
  return last === LF ? count : count + 1;
}

interface RecordStart {
  readonly index: number;
  readonly offset: number;
  /** Counted from 1. */
  readonly line: number;
}

/** Every record and whether it is one of the broken ones, which come in the file's order. */
async function* recordsOf(
  path: string,
  dialect: Dialect,
  broken: readonly BrokenRow[],
): AsyncIterable<{ record: RecordStart; rejected: boolean }> {
  let next = 0;
  for await (const record of recordStarts(path, dialect)) {
    const offset = broken[next]?.offset;
    const rejected = offset !== undefined && offset <= record.offset;
    if (rejected) next += 1;
    yield { record, rejected };
  }
}

/** Where each record starts. Blank lines are no records; a line ends in LF, CRLF or CR. */
async function* recordStarts(path: string, dialect: Dialect): AsyncIterable<RecordStart> {
  const fields = new Fields(dialect);
  let index = 0;
  let at = 0;
  let line = 1;
  let last = LF;
  let start: { offset: number; line: number } | null = null;
  for await (const block of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    for (const byte of block) {
      if (start === null && byte !== LF && byte !== CR) start = { offset: at, line };
      if (byte === CR || (byte === LF && last !== CR)) line += 1;
      if (fields.endsRecord(byte) && start !== null) {
        yield { index, ...start };
        index += 1;
        start = null;
      }
      last = byte;
      at += 1;
    }
  }
  if (start !== null) yield { index, ...start };
}
