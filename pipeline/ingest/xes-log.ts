import { tableOf } from "../../schemas/tables.ts";
import { UserError } from "../kit/errors.ts";
import { withoutNames } from "./form.ts";
import type { RecordBatch, RecordShape, Reject } from "./reader.ts";
import { detached } from "./texts.ts";
import { asSeen } from "./unseen.ts";
import type { XmlHandler } from "./xml.ts";

export const EVENT_COLUMNS = [
  "concept:name",
  "time:timestamp",
  "org:resource",
  "org:role",
  "org:group",
  "lifecycle:transition",
  "identity:id",
] as const;
export const CASE_COLUMNS = ["concept:name"] as const;
const ATTRIBUTES = "§attributes";
/** Events of one trace that may wait for the trace's name, should it come after them. */
const MAX_NAMELESS = 200_000;

export interface XesTables<T> {
  readonly events: T;
  readonly cases: T;
}

/** The shapes of the tables that rows are made for; `named` may grow while the log is read. */
export const shapesOf = ({ events, cases }: XesTables<ReadonlySet<string>>): XesTables<RecordShape> => ({
  events: { columns: ["case:concept:name", ...EVENT_COLUMNS, ATTRIBUTES], attributes: ATTRIBUTES, named: events },
  cases: { columns: [...CASE_COLUMNS, ATTRIBUTES], attributes: ATTRIBUTES, named: cases },
});

/** Makes rows of the elements of an XES log. */
export class XesLog implements XmlHandler {
  readonly #name: string;
  readonly #trace: Bearer;
  readonly #event: Bearer;
  readonly #events = new Rows("events", EVENT_COLUMNS.length + 2);
  readonly #cases = new Rows("cases", CASE_COLUMNS.length + 1);
  /** Open attributes, outermost first. Their slots are used again: an XES file is made of millions of them. */
  readonly #keys: (string | null)[] = [];
  readonly #values: (string | null)[] = [];
  readonly #children: (Members | null)[] = [];
  #nested = 0;
  /** What is being read; `passed` is something of the log that is no trace and no event. */
  #place: "nothing" | "log" | "passed" | "trace" | "event" = "nothing";
  #inTrace = false;
  #passed = 0;
  /** The first row that waits for its trace's name. */
  #waiting: number | null = null;

  /** Canonical columns that are met as attributes are added to `named`. */
  constructor(name: string, named: XesTables<Set<string>>) {
    this.#name = name;
    this.#trace = new Bearer("cases", CASE_COLUMNS, named.cases);
    this.#event = new Bearer("events", EVENT_COLUMNS, named.events);
  }

  /** Whether a trace may begin here. */
  get isBetweenTraces(): boolean {
    return this.#place === "log";
  }

  open(tag: string, attributes: readonly string[], count: number, line: number): void {
    const element = localName(tag);
    if (this.#place === "event") this.#attribute(this.#event, element, attributes, count, line);
    else if (this.#place === "passed") this.#passed++;
    else if (element === "event" && this.#place !== "nothing" && this.#nested === 0) {
      this.#place = "event";
      this.#event.begin(line);
    } else if (this.#place === "trace") this.#attribute(this.#trace, element, attributes, count, line);
    else if (this.#place === "log" && element === "trace") {
      this.#place = "trace";
      this.#inTrace = true;
      this.#trace.begin(line);
    } else if (this.#place === "log") {
      this.#place = "passed";
      this.#passed = 1;
    } else if (element === "log") this.#place = "log";
    else
      throw new UserError(`${this.#name}:${line}: an XES log begins with <log>, this file with <${withoutNames(tag)}>`);
  }

  close(): void {
    if (this.#place === "event") {
      if (this.#nested > 0) this.#endAttribute(this.#event);
      else this.#endEvent();
    } else if (this.#place === "trace") {
      if (this.#nested > 0) this.#endAttribute(this.#trace);
      else this.#endTrace();
    } else if (this.#place === "passed" && --this.#passed === 0) this.#place = "log";
  }

  text(text: string): void {
    if (this.#place === "log" || this.#place === "passed") return;
    const bearer = this.#place === "event" ? this.#event : this.#trace;
    bearer.wrong ??= `XES has no text between its tags, here is ${JSON.stringify(text.trim().slice(0, 80))}`;
  }

  /** Batches of at least so many rows; of both tables, empty or not, where it is 0. */
  *take(least: number): Iterable<RecordBatch> {
    if (this.#waiting !== null) {
      if (this.#events.size - this.#waiting <= MAX_NAMELESS) return;
      throw new UserError(
        `${this.#name}:${this.#trace.line}: a trace of more than ${MAX_NAMELESS} events that does not begin with its concept:name`,
      );
    }
    for (const rows of [this.#events, this.#cases]) if (rows.size >= least) yield rows.take();
  }

  #attribute(bearer: Bearer, element: string, attributes: readonly string[], count: number, line: number): void {
    let key: string | null = null;
    let value: string | null = null;
    for (let i = 0; i < count; i += 2) {
      if (attributes[i] === "key") key = asSeen(attributes[i + 1] as string);
      else if (attributes[i] === "value") value = attributes[i + 1] as string;
    }
    if (element === "trace" || element === "event" || element === "log") {
      throw new UserError(`${this.#name}:${line}: a <${withoutNames(element)}> cannot stand here`);
    }
    // A list's <values> has no key of its own: what it holds belongs to the list.
    if (key === null && element !== "values") bearer.wrong ??= `<${element}> in line ${line} has no key`;
    this.#keys[this.#nested] = key;
    this.#values[this.#nested] = value;
    this.#children[this.#nested] = null;
    this.#nested++;
  }

  #endAttribute(bearer: Bearer): void {
    const at = --this.#nested;
    const key = this.#keys[at] as string | null;
    const value = this.#values[at] as string | null;
    const children = this.#children[at] as Members | null;
    if (at === 0) {
      if (key !== null) bearer.set(key, value, children);
      return;
    }
    let siblings = this.#children[at - 1] as Members | null;
    if (siblings === null) {
      siblings = new Members();
      this.#children[at - 1] = siblings;
    }
    if (key !== null) siblings.put(key, attributeJson(value, children));
    else if (children) siblings.adopt(children);
  }

  #endEvent(): void {
    this.#place = this.#inTrace ? "trace" : "log";
    const event = this.#event;
    if (!this.#inTrace) event.wrong ??= "an event outside of every trace";
    if (event.wrong !== null) {
      this.#events.rejects.push(event.reject());
      return;
    }
    const name = this.#trace.columns[0] as string | null;
    if (name === null) this.#waiting ??= this.#events.size;
    this.#events.push(event.line, name, event.columns, event.json());
  }

  #endTrace(): void {
    this.#place = "log";
    this.#inTrace = false;
    const trace = this.#trace;
    if (this.#waiting !== null) {
      this.#events.name(this.#waiting, trace.columns[0] as string | null);
      this.#waiting = null;
    }
    if (trace.wrong === null) this.#cases.push(trace.line, trace.columns[0] as string | null, [], trace.json());
    else this.#cases.rejects.push(trace.reject());
  }
}

/** The attributes of the event or trace being read. */
class Bearer {
  readonly columns: (string | null)[];
  line = 0;
  /** Why it must be set aside. */
  wrong: string | null = null;
  readonly #named: Set<string>;
  readonly #names: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #canonical: ReadonlySet<string>;
  readonly #extra = new Members();

  constructor(table: "events" | "cases", names: readonly string[], named: Set<string>) {
    this.#named = named;
    this.#canonical = new Set(Object.keys(tableOf(table).columns));
    this.#names = names;
    this.#places = new Map(names.map((name, i) => [name, i]));
    this.columns = names.map(() => null);
  }

  begin(line: number): void {
    this.columns.fill(null);
    this.#extra.clear();
    this.line = line;
    this.wrong = null;
  }

  set(key: string, value: string | null, children: Members | null): void {
    const place = this.#places.get(key);
    if (place === undefined) {
      if (this.#canonical.has(key)) this.#named.add(key);
      this.#extra.put(key, attributeJson(value, null));
    } else if (this.columns[place] === null) this.columns[place] = value;
    else {
      if (!this.#extra.has(key)) this.#extra.put(key, attributeJson(this.columns[place], null));
      this.#extra.put(key, attributeJson(value, null));
    }
    if (children) this.#extra.put(`${key}.attributes`, children.json());
  }

  json(): string | null {
    return this.#extra.size === 0 ? null : this.#extra.json();
  }

  reject(): Reject {
    const fields = this.#names.flatMap((name, i) => (this.columns[i] === null ? [] : [`${name}=${this.columns[i]}`]));
    const text = `${this.wrong}: ${[...fields, this.json() ?? ""].join(" ")}`;
    return { line: this.line, column: null, reason: "unreadable", value: text.slice(0, 200) };
  }
}

/** Members of a JSON object, in order. Few as a rule, so that looking through them beats a map. */
class Members {
  readonly #keys: string[] = [];
  readonly #values: string[] = [];
  /** Where they are many. */
  #index: Set<string> | null = null;
  size = 0;

  /** Slots are used again. */
  clear(): void {
    this.size = 0;
    this.#index = null;
  }

  has(key: string): boolean {
    if (this.size >= 32) {
      this.#index ??= new Set(this.#keys.slice(0, this.size));
      return this.#index.has(key);
    }
    for (let i = 0; i < this.size; i++) if (this.#keys[i] === key) return true;
    return false;
  }

  put(key: string, json: string): void {
    let free = key;
    for (let n = this.size > 1000 ? this.size : 2; this.has(free); n++) free = `${key}#${n}`;
    this.#keys[this.size] = free;
    this.#values[this.size] = json;
    this.size++;
    this.#index?.add(free);
  }

  adopt(others: Members): void {
    for (let i = 0; i < others.size; i++) this.put(others.#keys[i] as string, others.#values[i] as string);
  }

  json(): string {
    let json = "{";
    for (let i = 0; i < this.size; i++) json += memberName(this.#keys[i] as string, i > 0) + this.#values[i];
    return `${json}}`;
  }
}

/** Rows of one table until they are handed over. */
class Rows {
  readonly #table: "events" | "cases";
  readonly #width: number;
  #lines: number[] = [];
  #columns: (string | null)[][];
  rejects: Reject[] = [];

  constructor(table: "events" | "cases", width: number) {
    this.#table = table;
    this.#width = width;
    this.#columns = Array.from({ length: width }, () => []);
  }

  get size(): number {
    return this.#lines.length;
  }

  push(line: number, name: string | null, values: readonly (string | null)[], json: string | null): void {
    const columns = this.#columns;
    this.#lines.push(line);
    (columns[0] as (string | null)[]).push(name);
    for (let i = 0; i < values.length; i++) (columns[i + 1] as (string | null)[]).push(values[i] as string | null);
    (columns[values.length + 1] as (string | null)[]).push(json);
  }

  name(from: number, name: string | null): void {
    (this.#columns[0] as (string | null)[]).fill(name, from);
  }

  take(): RecordBatch {
    const batch = { table: this.#table, lines: this.#lines, values: this.#columns, rejects: this.rejects };
    this.#lines = [];
    this.#columns = Array.from({ length: this.#width }, () => []);
    this.rejects = [];
    return batch;
  }
}

const attributeJson = (value: string | null | undefined, children: Members | null): string => {
  const json = value == null ? "null" : quote(value);
  return children === null ? json : `{"value":${json},"attributes":${children.json()}}`;
};

/** XML has already kept out every character but these that JSON must escape. */
const quote = (text: string): string => (/["\\\n\t\r]/.test(text) ? JSON.stringify(text) : `"${text}"`);

const firstNames = new Map<string, string>();
const laterNames = new Map<string, string>();

/** A member's name in JSON, with the comma before it and the colon behind it. */
function memberName(key: string, later: boolean): string {
  const names = later ? laterNames : firstNames;
  const known = names.get(key);
  if (known !== undefined) return known;
  const name = `${later ? "," : ""}${quote(key)}:`;
  if (names.size < 4096) names.set(detached(key), detached(name));
  return name;
}

const localName = (tag: string): string => (tag.includes(":") ? tag.slice(tag.indexOf(":") + 1) : tag);
