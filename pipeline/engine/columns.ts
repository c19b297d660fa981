import duckdb from "@duckdb/node-bindings";
import { putInt64 } from "../int64.ts";
import { type DuckDBDataChunk, DuckDBTypeId } from "./client.ts";
import type { ColumnKind } from "./engine.ts";
import type { SqlScalar } from "./sql.ts";

/**
 * A column of a chunk as JavaScript has it: integers as numbers, text as strings, null where there is nothing.
 *
 * Read from the engine's memory: the client reads a value by a call of its own, and each of its calls makes several big
 * integers to look up one bit of validity, which takes three times as long as all that is done here.
 */
export function valuesOf(chunk: DuckDBDataChunk, column: number, type: DuckDBTypeId): unknown[] {
  const read = READERS[type];
  const rows = chunk.rowCount;
  if (!read) return Array.from({ length: rows }, (_, i) => asNumber(chunk.getColumnVector(column).getItem(i)));
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, column);
  const [width, readerOf] = read;
  const data = duckdb.vector_get_data(vector, rows * width) as Buffer;
  const valid = duckdb.vector_get_validity(vector, Math.ceil(rows / 64) * 8);
  const valueAt = readerOf(data);
  const values = new Array<unknown>(rows);
  for (let i = 0; i < rows; i++) values[i] = valid && !isSet(valid, i) ? null : valueAt(i);
  return values;
}

const isSet = (bits: Uint8Array, i: number): boolean => ((bits[i >> 3] as number) & (1 << (i & 7))) !== 0;

type ReaderOf = (data: Buffer) => (row: number) => unknown;

/**
 * Bytes a value takes in a vector, and how it is read. Types that no query of ours returns by the thousand are left to
 * the client.
 */
const READERS: Partial<Record<DuckDBTypeId, readonly [width: number, readerOf: ReaderOf]>> = {
  [DuckDBTypeId.BOOLEAN]: [1, (data) => (row) => data[row] !== 0],
  [DuckDBTypeId.INTEGER]: [4, (data) => (row) => data.readInt32LE(row * 4)],
  [DuckDBTypeId.BIGINT]: [8, (data) => (row) => integerAt(data, row * 8)],
  [DuckDBTypeId.DOUBLE]: [8, (data) => (row) => data.readDoubleLE(row * 8)],
  [DuckDBTypeId.VARCHAR]: [16, (data) => (row) => textAt(data, row * 16)],
};

const HALF = 2 ** 32;
const beyond = () => new Error("an integer beyond 2^53 came out of the engine");

function integerAt(data: Buffer, at: number): number {
  const number = data.readInt32LE(at + 4) * HALF + data.readUInt32LE(at);
  if (!Number.isSafeInteger(number)) throw beyond();
  return number;
}

/** A text of at most this many bytes stands in the vector itself; of a longer one, a pointer to it. */
const INLINE = 12;

function textAt(data: Buffer, at: number): string {
  const bytes = data.readUInt32LE(at);
  if (bytes > INLINE) return textBytes(data, at).toString();
  let text = "";
  for (let i = at + 4; i < at + 4 + bytes; i++) {
    const byte = data[i] as number;
    if (byte > 127) return textBytes(data, at).toString();
    text += String.fromCharCode(byte);
  }
  return text;
}

function textBytes(data: Buffer, at: number): Buffer {
  const bytes = data.readUInt32LE(at);
  if (bytes <= INLINE) return data.subarray(at + 4, at + 4 + bytes);
  return duckdb.get_data_from_pointer(data.buffer as ArrayBuffer, data.byteOffset + at + 8, bytes) as Buffer;
}

function asNumber(value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw beyond();
  return number;
}

/** The texts of a column without nulls, as the bytes they are. */
export function bytesOf(chunk: DuckDBDataChunk, column: number): Buffer[] {
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, column);
  const data = duckdb.vector_get_data(vector, chunk.rowCount * 16) as Buffer;
  return Array.from({ length: chunk.rowCount }, (_, i) => textBytes(data, i * 16));
}

/** Puts a column of values into a chunk that is to be appended; the other way of {@link valuesOf}. */
export function putValues(
  chunk: DuckDBDataChunk,
  column: number,
  kind: ColumnKind,
  values: readonly SqlScalar[],
): void {
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, column);
  const valid = new Uint8Array(Math.ceil(values.length / 64) * 8).fill(255);
  let nulls = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] != null) continue;
    valid[i >> 3] = (valid[i >> 3] as number) & ~(1 << (i & 7));
    nulls += 1;
  }
  if (kind === "text") {
    values.forEach((value, i) => {
      if (value == null) return;
      const text = value as string;
      // What is given as a string ends at its first NUL.
      if (text.includes("\0")) duckdb.vector_assign_string_element_len(vector, i, Buffer.from(text));
      else duckdb.vector_assign_string_element(vector, i, text);
    });
  } else {
    const data = PACKED[kind](values);
    duckdb.copy_data_to_vector(vector, 0, data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
  }
  if (nulls === 0) return;
  duckdb.vector_ensure_validity_writable(vector);
  duckdb.copy_data_to_vector_validity(vector, 0, valid.buffer, 0, valid.byteLength);
}

/** Numbers as they stand in a vector; 0 where there is none. */
const PACKED: Record<Exclude<ColumnKind, "text">, (values: readonly SqlScalar[]) => ArrayBufferView> = {
  integer(values) {
    const integers = new BigInt64Array(values.length);
    const halves = new Int32Array(integers.buffer);
    for (const [i, value] of values.entries()) {
      if (Number.isSafeInteger(value)) putInt64(halves, i, value as number);
      else integers[i] = BigInt(value ?? 0);
    }
    return integers;
  },
  number: (values) => Float64Array.from(values, (value) => Number(value ?? 0)),
  boolean: (values) => Uint8Array.from(values, (value) => (value === true ? 1 : 0)),
};
