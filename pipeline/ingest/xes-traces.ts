import { tableOf } from "../../schemas/tables.ts";
import { RowBytes } from "./row-bytes.ts";
import { FIELD, NULL } from "./spool.ts";
import { asSeen } from "./unseen.ts";
import { CASE_COLUMNS, EVENT_COLUMNS, type XesTables } from "./xes-log.ts";
import { unescaped } from "./xml-grammar.ts";

/**
 * Reads what most XES logs consist of nearly alone: traces whose attributes have none within them, as programs write
 * them. It makes the rows that the scanner would make, but of bytes, with no text in between, in a fifth of the time.
 * A trace with anything else in it is left to the scanner as a whole.
 */
export class PlainTraces {
  /** The line that has been reached. */
  line = 1;
  readonly rows: XesTables<RowBytes> = { events: new RowBytes(), cases: new RowBytes() };
  readonly #trace: Attributes;
  readonly #event: Attributes;

  /** Canonical columns that are met as attributes are added to `named`. */
  constructor(named: XesTables<Set<string>>) {
    this.#trace = new Attributes("cases", CASE_COLUMNS, named.cases);
    this.#event = new Attributes("events", EVENT_COLUMNS, named.events);
  }

  /**
   * Reads on from between two traces, as long as they are plain and end behind `end`, where the last end tag in the
   * bytes begins. Tells how far it came. The bytes must be UTF-8 of characters that XML allows.
   */
  read(bytes: Buffer, from: number, end: number): number {
    let reached = from;
    while (reached < end) {
      const [line, events, cases] = [this.line, this.rows.events.length, this.rows.cases.length];
      const next = this.#readTrace(bytes, reached);
      if (next === NOT_PLAIN) {
        this.line = line;
        this.rows.events.length = events;
        this.rows.cases.length = cases;
        break;
      }
      reached = next;
    }
    return reached;
  }

  /** Reads one trace, and tells where it ends. */
  #readTrace(bytes: Buffer, from: number): number {
    let i = this.#space(bytes, from);
    if (!isAt(bytes, i, TRACE)) return NOT_PLAIN;
    const trace = this.#trace;
    const { line } = this;
    trace.begin();
    i += TRACE.length;
    for (;;) {
      i = this.#space(bytes, i);
      if (isAt(bytes, i, TRACE_END)) break;
      i = isAt(bytes, i, EVENT) ? this.#readEvent(bytes, i) : trace.read(bytes, i);
      if (i === NOT_PLAIN || i - from > LONGEST) return NOT_PLAIN;
    }
    const rows = this.rows.cases;
    rows.reserve(2 * (i - from) + ROOM);
    rows.digits(line);
    trace.write(rows);
    rows.byte(NEWLINE);
    return i + TRACE_END.length;
  }

  #readEvent(bytes: Buffer, from: number): number {
    const [trace, event, rows] = [this.#trace, this.#event, this.rows.events];
    // A name may also come after it.
    const nameSize = trace.sizeOf(0);
    if (nameSize === null || nameSize > LONGEST_NAME) return NOT_PLAIN;
    const { line } = this;
    event.begin();
    let i = from + EVENT.length;
    for (;;) {
      i = this.#space(bytes, i);
      if (isAt(bytes, i, EVENT_END)) break;
      i = event.read(bytes, i);
      if (i === NOT_PLAIN) return NOT_PLAIN;
    }
    rows.reserve(2 * (i - from) + nameSize + ROOM);
    rows.digits(line);
    trace.writeColumn(0, rows);
    event.write(rows);
    rows.byte(NEWLINE);
    return i + EVENT_END.length;
  }

  /** Where the white space that begins here ends. A return that ends a line by itself is not passed. */
  #space(bytes: Buffer, from: number): number {
    let i = from;
    for (;;) {
      const byte = bytes[i];
      if (byte === NEWLINE) this.line++;
      else if (byte !== TAB && byte !== SPACE && !(byte === RETURN && bytes[i + 1] === NEWLINE)) return i;
      i++;
    }
  }
}

/** Attributes of one trace or event, as places among bytes: first those of the columns, then all others. */
class Attributes {
  readonly #width: number;
  readonly #keys: Keys;
  readonly #others: Key[] = [];
  /** Where each value begins and ends; one that means something else than it says, among bytes of its own. */
  readonly #sources: (Buffer | null)[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #count = 0;
  #turn = 0;

  constructor(table: "events" | "cases", columns: readonly string[], named: Set<string>) {
    this.#width = columns.length;
    this.#keys = new Keys(table, columns, named);
  }

  begin(): void {
    for (let column = 0; column < this.#width; column++) this.#sources[column] = null;
    this.#count = 0;
    this.#turn++;
  }

  /** Reads one attribute, and tells where it ends. */
  read(bytes: Buffer, from: number): number {
    let i = openingEnd(bytes, from);
    if (i === NOT_PLAIN) return NOT_PLAIN;
    const keyFrom = i;
    let hash = 0;
    for (let byte = bytes[i] as number; MEANING[byte] === ITSELF; byte = bytes[++i] as number) {
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    if (i - keyFrom > LONGEST_NAME || !isAt(bytes, i, VALUE)) return NOT_PLAIN;
    const key = this.#keys.find(bytes, keyFrom, i, hash);
    // One that comes again goes by another name.
    if (key === null || key.turn === this.#turn) return NOT_PLAIN;
    key.turn = this.#turn;
    i += VALUE.length;
    const valueFrom = i;
    while (MEANING[bytes[i] as number] === ITSELF) i++;
    if (MEANING[bytes[i] as number] === STOP) this.#put(key, bytes, valueFrom, i);
    else {
      while (MEANING[bytes[i] as number] !== STOP) i++;
      const value = meant(bytes.toString("utf8", valueFrom, i), key.column === null);
      if (value === null) return NOT_PLAIN;
      this.#put(key, value, 0, value.length);
    }
    if (isAt(bytes, i, END)) return i + END.length;
    return isAt(bytes, i, SPACED_END) ? i + SPACED_END.length : NOT_PLAIN;
  }

  #put(key: Key, source: Buffer, start: number, end: number): void {
    const at = key.column ?? this.#width + this.#count;
    if (key.column === null) this.#others[this.#count++] = key;
    this.#sources[at] = source;
    this.#starts[at] = start;
    this.#ends[at] = end;
  }

  /** Size of a column's value in bytes; null where it has none. */
  sizeOf(column: number): number | null {
    if (this.#sources[column] == null) return null;
    return (this.#ends[column] as number) - (this.#starts[column] as number);
  }

  write(rows: RowBytes): void {
    for (let column = 0; column < this.#width; column++) this.writeColumn(column, rows);
    rows.byte(SEPARATOR);
    if (this.#count === 0) rows.byte(NOTHING);
    else this.#writeJson(rows);
  }

  writeColumn(column: number, rows: RowBytes): void {
    rows.byte(SEPARATOR);
    if (this.#sources[column] == null) rows.byte(NOTHING);
    else this.#writeValue(column, rows);
  }

  #writeJson(rows: RowBytes): void {
    for (let k = 0; k < this.#count; k++) {
      const { member } = this.#others[k] as Key;
      rows.byte(k === 0 ? BRACE : COMMA);
      rows.copy(member, 0, member.length);
      rows.byte(QUOTE);
      this.#writeValue(this.#width + k, rows);
      rows.byte(QUOTE);
    }
    rows.byte(BRACE_END);
  }

  #writeValue(at: number, rows: RowBytes): void {
    rows.copy(this.#sources[at] as Buffer, this.#starts[at] as number, this.#ends[at] as number);
  }
}

interface Key {
  readonly bytes: Buffer;
  /** As a member's name in JSON, with its colon. */
  readonly member: Buffer;
  readonly column: number | null;
  /** That of its attributes in which it came last. */
  turn: number;
}

/** Keys met before, by a hash of their bytes. */
class Keys {
  readonly #slots = new Array<Key | null>(SLOTS).fill(null);
  readonly #columns: readonly string[];
  readonly #canonical: ReadonlySet<string>;
  readonly #named: Set<string>;
  #count = 0;

  constructor(table: "events" | "cases", columns: readonly string[], named: Set<string>) {
    this.#columns = columns;
    this.#canonical = new Set(Object.keys(tableOf(table).columns));
    this.#named = named;
  }

  /** Null where there are too many, and of a key with blanks beside its name. */
  find(bytes: Buffer, from: number, to: number, hash: number): Key | null {
    let slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    for (let key = this.#slots[slot]; key != null; key = this.#slots[slot]) {
      if (key.bytes.length === to - from && isAt(bytes, from, key.bytes)) return key;
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (this.#count === SLOTS / 2) return null;
    const name = bytes.toString("utf8", from, to);
    if (name !== asSeen(name)) return null;
    this.#count++;
    const key = this.#make(Buffer.from(bytes.subarray(from, to)), name);
    this.#slots[slot] = key;
    return key;
  }

  #make(bytes: Buffer, name: string): Key {
    const column = this.#columns.indexOf(name);
    if (column === -1 && this.#canonical.has(name)) this.#named.add(name);
    return { bytes, member: Buffer.from(`"${name}":`), column: column === -1 ? null : column, turn: 0 };
  }
}

const SLOTS = 1 << 11;
/** Of a trace, in bytes: no row of it is too long for the engine. */
export const LONGEST = 1 << 18;
/** Of its name, which stands in each of its rows, and of a key, all of which are kept. */
const LONGEST_NAME = 256;
/** Of a row, in bytes, what does not come of attributes. */
const ROOM = 64;
const NOT_PLAIN = -1;
const [TAB, NEWLINE, RETURN, SPACE, QUOTE, AMPERSAND, COMMA, LESS] = [9, 10, 13, 32, 34, 38, 44, 60] as const;
const [BACKSLASH, BRACE, BRACE_END] = [92, 123, 125] as const;
const [SEPARATOR, NOTHING] = [FIELD, NULL].map((char) => char.charCodeAt(0)) as [number, number];
const [TRACE, TRACE_END, EVENT, EVENT_END, VALUE, END, SPACED_END] = [
  ...["<trace>", "</trace>", "<event>", "</event>"],
  ...['" value="', '"/>', '" />'],
].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer, Buffer];
/** What begins an attribute, by its second character. */
const OPENINGS: readonly (readonly Buffer[])[] = Array.from({ length: 128 }, (_, code) =>
  ["string", "date", "int", "float", "boolean", "id"]
    .map((type) => `<${type} key="`)
    .filter((opening) => opening.charCodeAt(1) === code)
    .map((opening) => Buffer.from(opening)),
);
const [STOP, ITSELF, ANOTHER] = [0, 1, 2] as const;
/** What a byte means in an attribute's value and in JSON: itself, something else, or that it cannot stand there. */
const MEANING = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte < SPACE || byte === QUOTE || byte === LESS) return STOP;
  return byte === AMPERSAND || byte === BACKSLASH ? ANOTHER : ITSELF;
});

const isAt = (bytes: Buffer, from: number, what: Buffer): boolean => {
  for (let i = 0; i < what.length; i++) if (bytes[from + i] !== what[i]) return false;
  return true;
};

function openingEnd(bytes: Buffer, from: number): number {
  for (const opening of OPENINGS[(bytes[from + 1] as number) & 127] as readonly Buffer[]) {
    if (isAt(bytes, from, opening)) return from + opening.length;
  }
  return NOT_PLAIN;
}

/** A value as it is in a row, or within a text of JSON there; null where it is for the scanner. */
function meant(value: string, inJson: boolean): Buffer | null {
  try {
    const text = unescaped(value, notPlain);
    if (inJson) return Buffer.from(JSON.stringify(text).slice(1, -1));
    return LINE_END.test(text) ? null : Buffer.from(text);
  } catch {
    return null;
  }
}

const LINE_END = /[\n\r]/;
const notPlain = (what: string): never => {
  throw new Error(what);
};
