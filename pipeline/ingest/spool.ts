import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { id, join as list, type Sql, sql, structKey } from "../engine/sql.ts";
import { UserError } from "../kit/errors.ts";
import { exactly } from "./paths.ts";

export const FIELD = "\x1f";
export const NULL = "\x1e";
const ESCAPE = "\x1d";
/**
 * Characters a field cannot hold as they are → what stands for them. The escape itself is the last, as it must be
 * undone last.
 */
const ESCAPED = [
  ["\n", "n"],
  ["\r", "r"],
  ["\0", "0"],
  [FIELD, "f"],
  [NULL, "e"],
  [ESCAPE, "d"],
] as const;
const LETTERS = new Map<string, string>(ESCAPED);
const NOTHING = FIELD + NULL;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the separators
const SPECIAL = /[\0\n\r\x1d-\x1f]/;
const SPECIALS = new RegExp(SPECIAL, "g");
/** Characters written at once. */
const BLOCK = 1 << 19;
/** Longest row the engine reads, in bytes; as for CSV files. */
export const MAX_ROW = 2_000_000;

interface SpoolOptions {
  /** The file that is read, for messages. */
  readonly file: string;
  readonly folder: string;
  readonly name: string;
  /** Name of the column of line numbers. */
  readonly line: string;
  readonly columns: readonly string[];
  /** More than this is taken for a bomb. */
  readonly maxBytes: number;
}

/**
 * Rows on their way into the engine: a plain text file, one row a line, fields apart by U+001F, no quotes.
 * The engine reads it in parallel and without holding it; handing over every text by a call of its own takes three
 * times as long and needs the memory for all of them.
 */
export class Spool {
  readonly #read: string;
  readonly #path: string;
  readonly #columns: readonly string[];
  readonly #line: string;
  readonly #maxBytes: number;
  readonly #escaped = new Set<number>();
  #narrowest = Number.POSITIVE_INFINITY;
  #written = 0;
  #file: FileHandle | null = null;
  #writing: Promise<unknown> = Promise.resolve();
  #text = "";

  /** `columns` may grow while rows come: rows before a new column have nothing in it. */
  constructor({ file, folder, name, line, columns, maxBytes }: SpoolOptions) {
    this.#read = file;
    this.#path = join(folder, `${name}.rows`);
    this.#line = line;
    this.#columns = columns;
    this.#maxBytes = maxBytes;
  }

  /** Appends rows, column by column; positions (in `lines`) of rows too long for the engine come back. */
  async append(lines: readonly number[], values: readonly (readonly (string | null)[])[]): Promise<number[]> {
    const tooLong: number[] = [];
    this.#narrowest = Math.min(this.#narrowest, values.length);
    for (let i = 0; i < lines.length; i++) {
      let row = `${lines[i]}`;
      for (let k = 0; k < values.length; k++) {
        const value = (values[k] as (string | null)[])[i];
        row += value == null ? NOTHING : FIELD + (SPECIAL.test(value) ? this.#escape(value, k) : value);
      }
      if (row.length * 3 > MAX_ROW && Buffer.byteLength(row) >= MAX_ROW) tooLong.push(i);
      else this.#text += `${row}\n`;
      if (this.#text.length > BLOCK) await this.#flush();
    }
    return tooLong;
  }

  /** Appends rows of all columns that are in this form already. They must stay as they are until the next are given. */
  async appendSpooled(rows: Uint8Array): Promise<void> {
    if (this.#text !== "") await this.#flush();
    await this.#write(rows);
  }

  async close(): Promise<void> {
    await this.#flush();
    await this.#writing;
    await this.#file?.close();
    this.#file = null;
  }

  /** What the engine selects from, once the spool is closed. */
  relation(): Sql {
    const types = [this.#line, ...this.#columns].map(
      (name) => sql`${structKey(name)}: ${name === this.#line ? "BIGINT" : "VARCHAR"}`,
    );
    const columns = [this.#line, ...this.#columns].map((name, i) =>
      this.#escaped.has(i - 1) ? sql`${restored(id(name))} as ${id(name)}` : id(name),
    );
    return sql`(select ${list(columns)} from read_csv(${exactly(this.#path)}, columns = {${list(types)}}, auto_detect = false,
      header = false, delim = ${FIELD}, quote = '', escape = '', nullstr = ${NULL}, max_line_size = ${MAX_ROW},
      null_padding = ${this.#narrowest < this.#columns.length}))`;
  }

  #escape(value: string, column: number): string {
    this.#escaped.add(column);
    return value.replace(SPECIALS, (c) => ESCAPE + LETTERS.get(c));
  }

  async #flush(): Promise<void> {
    const text = this.#text;
    this.#text = "";
    await this.#write(text);
  }

  async #write(rows: string | Uint8Array): Promise<void> {
    await this.#writing;
    this.#file ??= await open(this.#path, "w", 0o600);
    this.#written += rows.length;
    if (this.#written > this.#maxBytes) {
      throw new UserError(
        `${this.#read}: more than ${this.#maxBytes} bytes once unpacked; raise ingest.max_bytes if this is meant`,
      );
    }
    this.#writing = typeof rows === "string" ? this.#file.write(rows) : this.#file.write(rows);
    this.#writing.catch(() => {}); // Told by the next write or the close, which wait for it.
  }
}

const restored = (column: Sql): Sql =>
  ESCAPED.reduce(
    (all, [char, letter]) => sql`replace(${all}, ${ESCAPE + letter}, ${char === "\0" ? sql`chr(0)` : char})`,
    column,
  );
