import type { TableName } from "../../schemas/tables.ts";
import { fieldOf, parseExactly, tooDeep } from "./json.ts";
import type { RecordBatch, RecordShape, Reject } from "./reader.ts";
import type { Reason } from "./reasons.ts";
import { asSeen } from "./unseen.ts";

const ATTRIBUTES = "§attributes";
const BATCH = 2048;
const MAX_COLUMNS = 1000;
/** Escapes that may be half of a character; such a text cannot be stored as it is. */
const HALVES = /\\u[dD][89a-fA-F]/;
const HALF = /\p{Surrogate}/u;
const OWN = /^§(?:line|attributes)$/;

/**
 * Rows from JSON objects. Every member met anywhere in the file is a column, whenever it first comes: rows before it
 * have nothing there, and names that differ by case or blanks beside them alone are one. Only what cannot be in a column
 * goes to the attributes: an empty name, one that an object has twice in such a way, one beyond the thousandth.
 *
 * A name given twice in an object has the value given last, as JSON readers have it.
 */
export class ObjectRows {
  readonly shape: RecordShape;
  readonly #table: TableName;
  readonly #columns: string[] = [];
  /** Name → column; -1 for the attributes. */
  readonly #places = new Map<string, number>();
  /** Name in small letters → column; -1 for the attributes. */
  readonly #folded = new Map<string, number>();
  readonly #borne = new Set<string>();
  #attributes: number | null = null;
  #lines: number[] = [];
  #values: (string | null)[][] = [];
  #rejects: Reject[] = [];

  constructor(table: TableName) {
    this.#table = table;
    const attributes = () => (this.#attributes === null ? null : ATTRIBUTES);
    this.shape = {
      columns: this.#columns,
      open: true,
      named: this.#borne,
      get attributes() {
        return attributes();
      },
    };
  }

  /** Whether it was an object; it is set aside if not. */
  add(text: string, line: number): boolean {
    const object = parsed(text);
    if (object === null) {
      this.reject(text, line, "unreadable");
      return false;
    }
    if (HALVES.test(text) && Object.values(object).some((value) => typeof value === "string" && HALF.test(value))) {
      this.reject(text, line, "unreadable");
      return true;
    }
    const row = this.#lines.push(line) - 1;
    let rest: Record<string, string | null> | null = null;
    for (const key of Object.keys(object)) {
      const value = fieldOf(object[key]);
      const place = this.#places.get(key) ?? this.#admit(key);
      if (place >= 0 && this.#isFor(place, key, object, row)) this.#cell(place, row, value);
      else {
        const name = asSeen(key);
        if (this.#borne.size < 10 * MAX_COLUMNS) this.#borne.add(name);
        rest ??= Object.create(null) as Record<string, string | null>;
        rest[name in rest ? key : name] = value;
      }
    }
    if (rest !== null) {
      this.#attributes ??= this.#column(ATTRIBUTES);
      this.#cell(this.#attributes, row, JSON.stringify(rest));
    }
    return true;
  }

  reject(text: string, line: number, reason: Reason): void {
    this.#rejects.push({ line, column: null, reason, value: text.slice(0, 200) });
  }

  /** What is there, once it is a batch; with `least` 0 in any case. */
  *take(least = BATCH): Iterable<RecordBatch> {
    const rows = this.#lines.length;
    if (rows < least) return;
    for (let i = 0; i < this.#columns.length; i++) this.#fill(i, rows);
    yield { table: this.#table, lines: this.#lines, values: this.#values, rejects: this.#rejects };
    this.#lines = [];
    this.#values = this.#columns.map(() => []);
    this.#rejects = [];
  }

  #admit(key: string): number {
    const name = asSeen(key);
    const folded = name.toLowerCase();
    const known = this.#folded.get(folded);
    const fits = name !== "" && !OWN.test(folded) && this.#columns.length < MAX_COLUMNS;
    const place = known ?? (fits ? this.#column(name) : -1);
    if (place >= 0) this.#folded.set(folded, place);
    if (place >= 0 || this.#places.size < 10 * MAX_COLUMNS) this.#places.set(key, place);
    return place;
  }

  /** Of several members whose names differ by case alone, the one with the column's own name has its place. */
  #isFor(place: number, key: string, object: Record<string, unknown>, row: number): boolean {
    const own = this.#columns[place] as string;
    return key === own || !(Object.hasOwn(object, own) || (this.#values[place] as unknown[]).length > row);
  }

  #column(name: string): number {
    this.#values.push([]);
    return this.#columns.push(name) - 1;
  }

  #cell(place: number, row: number, value: string | null): void {
    this.#fill(place, row)[row] = value;
  }

  /** The column, as long as there are rows. */
  #fill(place: number, rows: number): (string | null)[] {
    const column = this.#values[place] as (string | null)[];
    while (column.length < rows) column.push(null);
    return column;
  }
}

function parsed(text: string): Record<string, unknown> | null {
  if (tooDeep(text)) return null;
  try {
    const value = parseExactly(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
