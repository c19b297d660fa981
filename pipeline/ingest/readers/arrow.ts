import { createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  type RecordBatch as ArrowBatch,
  CompressionType,
  compressionRegistry,
  type Data,
  type DataType,
  Precision,
  RecordBatchReader,
  TimeUnit,
  Type,
  type Vector,
} from "apache-arrow";
import { UserError } from "../../kit/errors.ts";
import { arrowMessages, checkArrowFile } from "../arrow-messages.ts";
import { bytesOf, isGzip } from "../bytes.ts";
import { unpackLz4 } from "../lz4.ts";
import { columnNames } from "../names.ts";
import { type Input, type Reader, type RecordBatch, stageRecords } from "../reader.ts";

/**
 * Arrow IPC, file or stream, batch by batch; the line is the row's number in the file.
 * A timestamp with a zone is an instant and becomes UTC with `Z`; one without is the local time it says. Lists, structs
 * and maps become JSON text, bytes hexadecimal digits. Columns may be compressed by LZ4.
 */
const read: Reader = async (input) => {
  const { table } = input.source;
  const path = await plainFile(input);
  const file = path === null ? null : await open(path, "r");
  try {
    if (file !== null) await checkArrowFile(input, file);
    const reader = await attempt(input, async () => {
      const made = file === null ? RecordBatchReader.from(arrowMessages(input)) : RecordBatchReader.from(file);
      return (await made).open();
    });
    const columns = columnNames(await attempt(input, () => reader.schema.fields.map((field) => field.name)));
    return await stageRecords(input, { [table]: { columns, attributes: null } }, batches(input, reader));
  } finally {
    await file?.close();
  }
};
export default read;

compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: unpackLz4 });

const ROWS = 4096;
/** Rows of a batch without any values, and items of one list. */
const MAX_NULLS = 1 << 24;

/** The path of an Arrow file, which is read by its table of contents; null for a stream. */
async function plainFile(input: Input): Promise<string | null> {
  const { path, name, scratch, maxBytes } = input;
  let head = Buffer.alloc(0);
  for await (const block of bytesOf(path, maxBytes, name)) {
    head = Buffer.concat([head, block.subarray(0, 8)]);
    if (head.length >= 8) break;
  }
  if (head.length === 0) throw new UserError(`${name}: the file is empty, it is not an Arrow file`);
  if (head.toString("latin1", 0, 4) === "FEA1") {
    throw new UserError(`${name}: Feather version 1 is not read; write it as Arrow IPC (Feather version 2)`);
  }
  if (head.toString("latin1", 0, 6) !== "ARROW1") return null;
  if (!(await isGzip(path))) return path;
  const plain = join(scratch, "plain.arrow");
  await pipeline(Readable.from(bytesOf(path, maxBytes, name)), createWriteStream(plain, { mode: 0o600 }));
  return plain;
}

async function* batches(input: Input, reader: RecordBatchReader): AsyncIterable<RecordBatch> {
  const { table } = input.source;
  const rows = reader[Symbol.asyncIterator]() as AsyncIterator<ArrowBatch>;
  let line = 0;
  yield { table, lines: [], values: reader.schema.fields.map(() => []) };
  for (;;) {
    const next = await attempt(input, () => rows.next());
    if (next.done) return;
    const batch = next.value;
    await attempt(input, () => batch.data.children.forEach(checkSize));
    for (let from = 0; from < batch.numRows; from += ROWS) {
      const size = Math.min(ROWS, batch.numRows - from);
      const values = await attempt(input, async () =>
        batch.schema.fields.map((field, i) => textsOf(field.type, batch.getChildAt(i) as Vector, from, size)),
      );
      yield { table, lines: Array.from({ length: size }, (_, i) => line + i + 1), values };
      line += size;
    }
  }
}

/** The library reads nothing, without a word, where a column's values are fewer than its rows. */
function checkSize(column: Data): void {
  const { length, type, values, valueOffsets, children } = column;
  const offsets = type.typeId === Type.Utf8 || type.typeId === Type.Binary || type.typeId === Type.List;
  const long = type.typeId === Type.LargeUtf8 || type.typeId === Type.LargeBinary;
  const needed =
    type.typeId === Type.Bool
      ? Math.ceil(length / 8)
      : type.typeId === Type.FixedSizeBinary
        ? length * (type as DataType & { byteWidth: number }).byteWidth
        : type.typeId === Type.Decimal
          ? length * 4
          : FIXED.has(type.typeId)
            ? length
            : 0;
  const short =
    (values?.length ?? 0) < needed || ((offsets || long) && length > 0 && (valueOffsets?.length ?? 0) <= length);
  const last = (offsets || long) && length > 0 ? Number(valueOffsets[length]) : 0;
  const end = type.typeId === Type.List ? children[0]?.length : values?.length;
  if (short || last < 0 || last > (end ?? 0)) throw new Error("a column shorter than its batch");
  for (const child of children) checkSize(child);
}

const FIXED = new Set([Type.Int, Type.Float, Type.Date, Type.Time, Type.Timestamp, Type.Duration, Type.Dictionary]);

/** What the library says of a file it cannot read, in one sentence; it throws errors of every kind. */
async function attempt<T>({ name }: Input, work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) throw error;
    const [words] = String(error instanceof Error ? error.message : error).split("\n");
    throw new UserError(
      /codec/i.test(words ?? "")
        ? `${name}: the Arrow file's columns are compressed otherwise than by LZ4 (${words}); write it with LZ4 or without compression`
        : `${name}: not a readable Arrow file (${words})`,
    );
  }
}

function textsOf(type: DataType, column: Vector, from: number, size: number): (string | null)[] {
  const texts: (string | null)[] = [];
  for (let i = from; i < from + size; i++) {
    const value = storedValue(type, column, i);
    texts.push(value === null ? null : typeof value === "string" ? value : JSON.stringify(value));
  }
  return texts;
}

/** A text, or what becomes JSON. Times are taken from the stored integers: as numbers they would lose digits. */
function storedValue(type: DataType, column: Vector, i: number): unknown {
  if (!column.isValid(i)) return null;
  if (type.typeId === Type.Timestamp || type.typeId === Type.Time || type.typeId === Type.Duration) {
    return timeText(type, storedInteger(column, i));
  }
  return plain(type, column.get(i));
}

function storedInteger(column: Vector, i: number): bigint {
  let at = i;
  for (const part of column.data) {
    if (at < part.length) return BigInt(part.values[at] as number | bigint);
    at -= part.length;
  }
  throw new Error("a row beyond the end of its column");
}

function plain(type: DataType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (type.typeId) {
    case Type.Dictionary:
      return plain((type as DataType & { dictionary: DataType }).dictionary, value);
    case Type.Decimal:
      return decimalText(value as Uint32Array, (type as DataType & { scale: number }).scale);
    case Type.Date:
      return new Date(Number(value)).toISOString().slice(0, 10);
    case Type.Binary:
    case Type.LargeBinary:
    case Type.FixedSizeBinary:
      return Buffer.from(value as Uint8Array).toString("hex");
    case Type.List:
    case Type.FixedSizeList: {
      const list = value as Vector;
      const [child] = type.children;
      if (list.length > MAX_NULLS) throw new Error(`a list of ${list.length} items`);
      return Array.from({ length: list.length }, (_, i) => storedValue(child?.type as DataType, list, i));
    }
    case Type.Struct:
    case Type.Map:
      return nested((value as { toJSON(): unknown }).toJSON());
    case Type.Utf8:
    case Type.LargeUtf8:
      return value;
    case Type.Float:
      return floatText(value as number, (type as DataType & { precision: Precision }).precision);
    default:
      return typeof value === "object" ? nested(value) : String(value);
  }
}

/** The shortest text that reads as the number; what is no number is a value that is missing. */
function floatText(value: number, precision: Precision): string | null {
  if (Number.isNaN(value)) return null;
  if (precision !== Precision.SINGLE) return String(value);
  const digits = [6, 7, 8].find((n) => Math.fround(Number(value.toPrecision(n))) === value) ?? 9;
  return String(Number(value.toPrecision(digits)));
}

/** Whatever lies in a struct or map, as JSON. */
function nested(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as Iterable<unknown>, nested);
  if (typeof value !== "object") return value;
  if (value instanceof Date) return value.toISOString();
  const json = "toJSON" in value && typeof value.toJSON === "function" ? (value.toJSON() as unknown) : value;
  if (Array.isArray(json)) return json.map(nested);
  if (json === value || typeof json !== "object" || json === null) {
    return typeof json === "object" && json !== null
      ? Object.fromEntries(Object.entries(json).map(([key, member]) => [key, nested(member)]))
      : json;
  }
  return nested(json);
}

/** Little-endian two's complement, as Arrow stores decimals. */
function decimalText(words: Uint32Array, scale: number): string {
  let number = 0n;
  for (let i = words.length - 1; i >= 0; i--) number = (number << 32n) | BigInt(words[i] as number);
  number = BigInt.asIntN(words.length * 32, number);
  const digits = String(number < 0n ? -number : number).padStart(scale + 1, "0");
  const sign = number < 0n ? "-" : "";
  return scale <= 0
    ? `${sign}${digits}${"0".repeat(-scale)}`
    : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

const PER_SECOND: Readonly<Record<TimeUnit, bigint>> = {
  [TimeUnit.SECOND]: 1n,
  [TimeUnit.MILLISECOND]: 1_000n,
  [TimeUnit.MICROSECOND]: 1_000_000n,
  [TimeUnit.NANOSECOND]: 1_000_000_000n,
};

function timeText(type: DataType, stored: bigint): string {
  const { unit, timezone } = type as DataType & { unit: TimeUnit; timezone?: string | null };
  const per = PER_SECOND[unit];
  if (type.typeId === Type.Duration) return String(stored);
  const rest = ((stored % per) + per) % per;
  const seconds = (stored - rest) / per;
  const moment = new Date(Number(seconds) * 1000);
  if (Number.isNaN(moment.getTime())) return String(stored);
  const digits = String(rest)
    .padStart(String(per).length - 1, "0")
    .replace(/0+$/, "");
  const text = moment.toISOString().replace(/\.000Z$/, "") + (digits === "" ? "" : `.${digits}`);
  if (type.typeId === Type.Time) return text.slice(11);
  return timezone ? `${text}Z` : text.replace("T", " ");
}
