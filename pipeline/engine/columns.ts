import { putInt64 } from "../kit/int64.ts";
import { bindings, type DuckDBDataChunk, DuckDBTypeId } from "./client.ts";
import type { ColumnKind } from "./engine.ts";
import type { SqlScalar } from "./sql.ts";

/**
 * A column of a chunk as JavaScript has it: integers as numbers, text as strings, null where there is nothing.
 *
 * Read from the engine's memory: the client reads a value by a call of its own, and each of its calls makes several big
 * integers to look up one bit of validity, which takes three times as long as all that is done here.
 */
export function valuesOf(chunk: DuckDBDataChunk, column: number, type: DuckDBTypeId): unknown[] {
  if (type === DuckDBTypeId.VARCHAR) return textsOf(chunk, column);
  const read = READERS[type];
  const rows = chunk.rowCount;
  if (!read) return Array.from({ length: rows }, (_, i) => asNumber(chunk.getColumnVector(column).getItem(i)));
  const vector = bindings.data_chunk_get_vector(chunk.chunk, column);
  const [width, readerOf] = read;
  const data = bindings.vector_get_data(vector, rows * width) as Buffer;
  const valid = bindings.vector_get_validity(vector, Math.ceil(rows / 64) * 8);
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
  [DuckDBTypeId.INTEGER]: [4, ofNumbers(Int32Array)],
  [DuckDBTypeId.BIGINT]: [8, ofIntegers],
  [DuckDBTypeId.DOUBLE]: [8, ofNumbers(Float64Array)],
};

/** What stands in the engine's memory, as numbers of one size. */
function seenAs<View>(
  View: { new (buffer: ArrayBufferLike, from: number, length: number): View; readonly BYTES_PER_ELEMENT: number },
  { buffer, byteOffset, byteLength }: Buffer,
): View {
  return new View(buffer, byteOffset, byteLength / View.BYTES_PER_ELEMENT);
}

function ofNumbers(View: Int32ArrayConstructor | Float64ArrayConstructor): ReaderOf {
  return (data) => {
    const numbers = seenAs<Int32Array | Float64Array>(View, data);
    return (row) => numbers[row];
  };
}

const HALF = 2 ** 32;
const beyond = () => new Error("an integer beyond 2^53 came out of the engine");

function ofIntegers(data: Buffer): (row: number) => number {
  const [low, high] = [seenAs(Uint32Array, data), seenAs(Int32Array, data)];
  return (row) => {
    const number = (high[2 * row + 1] as number) * HALF + (low[2 * row] as number);
    if (!Number.isSafeInteger(number)) throw beyond();
    return number;
  };
}

function asNumber(value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw beyond();
  return number;
}

function textsOf(chunk: DuckDBDataChunk, column: number): (string | null)[] {
  const lengths = new Array<number | null>(chunk.rowCount);
  const bytes = packTexts(chunk, column, lengths, 0);
  let end = 0;
  return lengths.map((length) => {
    if (length === null) return null;
    end += length;
    return textBetween(bytes, end - length, end);
  });
}

/** Short ASCII texts are decoded by hand, which is faster than a call of `toString`. */
function textBetween(bytes: Buffer, from: number, end: number): string {
  if (end - from > INLINE) return bytes.toString("utf8", from, end);
  let text = "";
  for (let i = from; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte > 127) return bytes.toString("utf8", from, end);
    text += String.fromCharCode(byte);
  }
  return text;
}

/** A text of at most this many bytes stands in the vector itself; of a longer one, a pointer to it. */
const INLINE = 12;

/**
 * The texts of a column end to end; `lengths` is given how many bytes each has from its row `first`, null where there is
 * none. To reach for a text takes microseconds, whatever its size: those that follow each other in the engine's memory
 * too, as a column's mostly do, are reached for at once.
 */
export function packTexts(chunk: DuckDBDataChunk, column: number, lengths: (number | null)[], first: number): Buffer {
  const rows = chunk.rowCount;
  const vector = bindings.data_chunk_get_vector(chunk.chunk, column);
  const data = bindings.vector_get_data(vector, rows * 16) as Buffer;
  const words = seenAs(Uint32Array, data);
  const valid = bindings.vector_get_validity(vector, Math.ceil(rows / 64) * 8);
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const length = valid && !isSet(valid, i) ? null : (words[i * 4] as number);
    lengths[first + i] = length;
    total += length ?? 0;
  }
  const packed = Buffer.allocUnsafe(total);
  const lengthAt = (i: number) => lengths[first + i] ?? 0;
  const addressAt = (i: number) => (words[i * 4 + 3] as number) * HALF + (words[i * 4 + 2] as number);
  let [reached, from, at]: [Uint8Array, number, number] = [packed, 0, 0];
  const isReached = (i: number) => from <= addressAt(i) && addressAt(i) + lengthAt(i) <= from + reached.length;
  for (let i = 0; i < rows; ) {
    if (lengthAt(i) <= INLINE) {
      for (let k = 0; k < lengthAt(i); k++) packed[at + k] = data[i * 16 + 4 + k] as number;
      at += lengthAt(i);
      i += 1;
      continue;
    }
    if (!isReached(i)) {
      from = addressAt(i);
      let end = from + lengthAt(i);
      for (let k = i + 1; k < rows && (lengthAt(k) <= INLINE || addressAt(k) === end); k++)
        if (lengthAt(k) > INLINE) end += lengthAt(k);
      const pointer = data.byteOffset + i * 16 + 8;
      reached = bindings.get_data_from_pointer(data.buffer as ArrayBuffer, pointer, end - from) as Buffer;
    }
    const start = addressAt(i);
    let end = start;
    while (i < rows && (lengthAt(i) === 0 || (lengthAt(i) > INLINE && addressAt(i) === end && isReached(i)))) {
      end += lengthAt(i);
      i += 1;
    }
    packed.set(reached.subarray(start - from, end - from), at);
    at += end - start;
  }
  return packed;
}

/** Puts a column of values into a chunk that is to be appended; the other way of {@link valuesOf}. */
export function putValues(
  chunk: DuckDBDataChunk,
  column: number,
  kind: ColumnKind,
  values: readonly SqlScalar[],
): void {
  const vector = bindings.data_chunk_get_vector(chunk.chunk, column);
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
      if (text.includes("\0")) bindings.vector_assign_string_element_len(vector, i, Buffer.from(text));
      else bindings.vector_assign_string_element(vector, i, text);
    });
  } else {
    const data = PACKED[kind](values);
    bindings.copy_data_to_vector(vector, 0, data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
  }
  if (nulls === 0) return;
  bindings.vector_ensure_validity_writable(vector);
  bindings.copy_data_to_vector_validity(vector, 0, valid.buffer, 0, valid.byteLength);
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
