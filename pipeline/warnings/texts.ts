import type { PackedText } from "../engine/engine.ts";
import type { SqlScalar } from "../engine/sql.ts";

/** A text in UTF-8 for each of some rows: its own, or one that it shares with other rows. */
export interface Texts {
  /** End to end. */
  readonly bytes: Uint8Array;
  /** Where each text begins, and where the last ends. */
  readonly starts: Int32Array;
  /** By row, which text it has. */
  readonly of: Int32Array;
}

/** Bytes of a column's texts: what the offsets of its Arrow form can count. */
const MOST = 2 ** 31 - 1;

function numbers(rows: number): Int32Array {
  const each = new Int32Array(rows);
  for (let row = 0; row < rows; row++) each[row] = row;
  return each;
}

/**
 * Texts as the engine packed them, of which rows have the one that `of` says, or each its own; nothing where there is
 * none.
 */
export function textsOf({ bytes, lengths }: PackedText, of: Int32Array = numbers(lengths.length)): Texts {
  if (bytes.length > MOST) throw new RangeError(`texts of ${bytes.length} bytes do not fit into one column`);
  const starts = new Int32Array(lengths.length + 1);
  for (let i = 0; i < lengths.length; i++) starts[i + 1] = (starts[i] as number) + (lengths[i] ?? 0);
  return { bytes: plain(bytes), starts, of };
}

/** Texts as JavaScript has them; where all are of ASCII, as parts of one. */
export function stringsOf({ bytes, lengths }: PackedText): (string | null)[] {
  const whole = bytes.toString("latin1");
  const isAscii = !/[^\0-\x7f]/.test(whole);
  let end = 0;
  return lengths.map((length) => {
    if (length === null) return null;
    const start = end;
    end += length;
    return isAscii ? whole.slice(start, end) : bytes.toString("utf8", start, end);
  });
}

/** Texts of which there are few. */
export function fewTexts(texts: readonly string[], of: Int32Array): Texts {
  const parts = texts.map((text) => Buffer.from(text));
  return textsOf({ bytes: Buffer.concat(parts), lengths: parts.map((part) => part.length) }, of);
}

/** A text for each row, made of what it has in some columns; rows that follow each other mostly have the same. */
export function fewOf(columns: readonly (readonly SqlScalar[])[], text: (row: number) => string): Texts {
  const rows = columns[0]?.length ?? 0;
  const places = new Map<string, number>();
  const of = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const again = row > 0 && columns.every((column) => column[row] === column[row - 1]);
    of[row] = again ? (of[row - 1] as number) : numberIn(places, text(row));
  }
  return fewTexts([...places.keys()], of);
}

/** The number of something among what is known, from 0. */
export function numberIn<Known>(known: Map<Known, number>, one: Known): number {
  const no = known.get(one) ?? known.size;
  known.set(one, no);
  return no;
}

/** The same bytes without what a buffer adds, which makes each part of it three times as dear. */
const plain = (bytes: Buffer): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);

/** Bytes up to which it takes less to put one after the other than to have them copied. */
const SHORT = 24;

/** What stands side by side in each of the rows from `first` until `end`, as one text. */
export function sideBySide(columns: readonly Texts[], first: number, end: number): PackedText & { lengths: number[] } {
  const lengths = new Array<number>(end - first).fill(0);
  let total = 0;
  for (const { starts, of } of columns) {
    for (let row = first; row < end; row++) {
      const text = of[row] as number;
      const length = (starts[text + 1] as number) - (starts[text] as number);
      lengths[row - first] = (lengths[row - first] as number) + length;
      total += length;
    }
  }
  const bytes = Buffer.allocUnsafeSlow(total);
  const whole = plain(bytes);
  let at = 0;
  for (let row = first; row < end; row++) {
    for (const column of columns) {
      const text = column.of[row] as number;
      const [from, to] = [column.starts[text] as number, column.starts[text + 1] as number];
      if (to - from > SHORT) whole.set(column.bytes.subarray(from, to), at);
      else for (let i = from; i < to; i++) whole[at + i - from] = column.bytes[i] as number;
      at += to - from;
    }
  }
  return { bytes, lengths };
}

/** Texts that rows share, each row with its own copy. */
export function spread(texts: PackedText, of: Int32Array): PackedText {
  if (of.length === texts.lengths.length && of.every((text, row) => text === row)) return texts;
  const { bytes } = sideBySide([textsOf(texts, of)], 0, of.length);
  return { bytes, lengths: Array.from(of, (text) => texts.lengths[text] as number | null) };
}

const [QUOTE, BACKSLASH, SPACE] = [0x22, 0x5c, 0x20];

function isAsItIs(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte < SPACE || byte === QUOTE || byte === BACKSLASH) return false;
  return true;
}

/** Texts as they stand between the quotes of JSON. Hardly any has something to be escaped. */
export function escaped(texts: PackedText): PackedText {
  if (isAsItIs(plain(texts.bytes))) return texts;
  let from = 0;
  const parts = texts.lengths.map((length) => {
    const text = texts.bytes.toString("utf8", from, from + (length ?? 0));
    from += length ?? 0;
    return length === null ? null : Buffer.from(JSON.stringify(text).slice(1, -1));
  });
  return {
    bytes: Buffer.concat(parts.filter((part) => part !== null)),
    lengths: parts.map((part) => (part === null ? null : part.length)),
  };
}
