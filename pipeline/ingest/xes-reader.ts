import { utf8Text } from "./bytes.ts";
import type { RecordBatch, SpooledBatch } from "./reader.ts";
import { XesLog, type XesTables } from "./xes-log.ts";
import { LONGEST, PlainTraces } from "./xes-traces.ts";
import { XmlScanner } from "./xml.ts";

/**
 * Reads the bytes of an XES log: its plain traces quickly, and the rest by a scanner of XML. Each begins where the
 * other has ended: between two traces, with nothing open but the log.
 */
export class XesReader {
  readonly #log: XesLog;
  readonly #scanner: XmlScanner;
  readonly #traces: PlainTraces;
  /** Of a trace that is not whole yet. */
  #rest: Buffer = Buffer.alloc(0);
  #stride = 0;

  /** `name` is the file as the user knows it. Canonical columns that are met as attributes are added to `named`. */
  constructor(name: string, named: XesTables<Set<string>>) {
    this.#log = new XesLog(name, named);
    this.#scanner = new XmlScanner(name, this.#log);
    this.#traces = new PlainTraces(named);
  }

  /** Bytes of valid UTF-8, in whole characters, from the start of the log or from where those before ended. */
  *read(block: Buffer): Iterable<RecordBatch | SpooledBatch> {
    const bytes = this.#rest.length === 0 ? block : Buffer.concat([this.#rest, block]);
    const end = bytes.lastIndexOf(TRACE_END) + 1;
    const isLegal = !NO_CHARACTERS.some((none) => bytes.includes(none));
    let from = 0;
    while (from < bytes.length) {
      if (isLegal && this.#scanner.isWithinRoot && this.#log.isBetweenTraces) {
        yield* this.#log.take(1);
        from = this.#readPlain(bytes, from, end);
        if (from >= end && bytes.length - from < LONGEST) break;
      }
      yield* this.#plainRows(1);
      const found = bytes.indexOf(TRACE_END, from + this.#stride);
      const to = found === -1 ? bytes.length : found + TRACE_END.length;
      this.#scanner.write(utf8Text(bytes.subarray(from, to)));
      yield* this.#log.take(BATCH);
      from = to;
    }
    this.#rest = bytes.subarray(from);
    yield* this.#plainRows(PLAIN_BATCH);
  }

  *end(): Iterable<RecordBatch | SpooledBatch> {
    yield* this.#plainRows(1);
    this.#scanner.write(utf8Text(this.#rest));
    this.#scanner.end();
    yield* this.#log.take(0);
  }

  /** Whoever meets traces that are not plain again and again is not to try each, but some now and then. */
  #readPlain(bytes: Buffer, from: number, end: number): number {
    this.#traces.line = this.#scanner.line;
    const reached = this.#traces.read(bytes, from, end);
    this.#scanner.goOn(this.#traces.line);
    if (reached - from > WORTH) this.#stride = 0;
    else if (reached < end) this.#stride = Math.min(2 * this.#stride + 1, STRIDE);
    return reached;
  }

  *#plainRows(least: number): Iterable<SpooledBatch> {
    for (const table of ["events", "cases"] as const) {
      const rows = this.#traces.rows[table];
      if (rows.length >= least) yield { table, spooled: rows.take() };
    }
  }
}

const TRACE_END = "</trace>";
/** Rows of the scanner, and bytes of others, that are handed over at once. */
const BATCH = 2048;
const PLAIN_BATCH = 1 << 19;
/** Bytes that the scanner reads at least where hardly a trace is plain. */
const STRIDE = 1 << 16;
/** Bytes of plain traces that are worth the change from one to the other. */
const WORTH = 1 << 14;
/** What is valid UTF-8 and not allowed in XML: U+FFFE and U+FFFF. */
const NO_CHARACTERS = ["\ufffe", "\uffff"].map((char) => Buffer.from(char));
