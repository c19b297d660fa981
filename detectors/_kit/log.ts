import { type TableName, tableOf } from "../../schemas/tables.ts";

/**
 * A small table of records: a header line and a line per record, cells parted by blanks. `-` is a value that is not
 * recorded, a cell with blanks stands in double quotes, times are `2025-03-01` or `2025-03-01T08:30` in local time.
 *
 *     case activity actor at
 *     c1   accept   li    2025-03-01
 *     c1   decide   -     2025-03-04T09:30
 */
export class Log {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** Name of the system that it comes from: logs of one table and name are of one source. */
  readonly system: string;

  constructor(columns: readonly string[], rows: readonly (readonly (string | null)[])[], system = "") {
    this.columns = columns;
    this.rows = rows;
    this.system = system;
  }
}

/** The log as it comes from another system. */
export const from = (system: string, { columns, rows }: Log): Log => new Log(columns, rows, system);

export const log = (strings: TemplateStringsArray, ...values: readonly (string | number)[]): Log =>
  parseLog(String.raw(strings, ...values));

/** Parses the text of a {@link Log}; throws where a line has more or fewer cells than the header. */
export function parseLog(text: string): Log {
  const lines = text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [cellsOf(line)]));
  const [header, ...rows] = lines;
  if (header === undefined) throw new Error("a log needs a header line that names its columns");
  const columns = header.map((name) => name ?? "-");
  for (const [i, row] of rows.entries()) {
    if (row.length !== columns.length) {
      throw new Error(`row ${i + 1} has ${row.length} cells (${row.join(" ")}), its header ${columns.length}`);
    }
  }
  return new Log(columns, rows);
}

const cellsOf = (line: string): (string | null)[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? (plain === "-" ? null : (plain ?? null)));

/** The time that `at` means in a table. */
const AT: Partial<Record<TableName, string>> = {
  events: "occurred_at",
  cases: "opened_at",
  interventions: "received_at",
  assignments: "from_at",
  extensions: "approved_at",
  postings: "from_at",
  conflicts: "from_at",
  representations: "from_at",
  ratings: "rated_at",
  exemptions: "from_at",
};

/**
 * A header's name as the table's column: its own, `at`, `co`, `id`, or a column's name without its `_id` or `_at`
 * (`case`, `actor`, `org`, `closed`). Any other name is an attribute.
 */
export function columnOf(table: TableName, name: string): string {
  const { columns, identity } = tableOf(table);
  const candidates = [name, name === "at" ? AT[table] : undefined, `${name}_id`, `${name}_at`];
  const found = candidates.find((candidate) => candidate !== undefined && candidate in columns);
  if (found) return found;
  if (name === "id") return identity;
  return name === "co" && "co_actor_ids" in columns ? "co_actor_ids" : name;
}

const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/;
export const ZONE = "Asia/Shanghai";

/** Epoch milliseconds of a time as logs write it, local to {@link ZONE}; throws where it is none. */
export function instantOf(time: string): number {
  if (!TIME.test(time)) throw new Error(`not a time: ${time}; write 2025-03-01 or 2025-03-01T08:30`);
  const instant = Date.parse(`${plainTime(time).replace(" ", "T")}+08:00`);
  if (Number.isNaN(instant)) throw new Error(`no such time: ${time}`);
  return instant;
}

const plainTime = (time: string): string => {
  const [date, clock = "00:00:00"] = time.split("T");
  return `${date} ${clock.length === 5 ? `${clock}:00` : clock}`;
};

/** Every time in the log's time columns, in epoch milliseconds; throws where a cell is not a time. */
export function momentsOf(table: TableName, { columns, rows }: Log): number[] {
  const times = columns.map((name) => isTime(table, columnOf(table, name)));
  return rows.flatMap((row) => row.flatMap((cell, i) => (times[i] && cell !== null ? [instantOf(cell)] : [])));
}

const isTime = (table: TableName, column: string): boolean => tableOf(table).columns[column]?.type === "time";

/** The log as the file a source would deliver. */
export function csvOf(table: TableName, { columns, rows }: Log): string {
  const names = columns.map((name) => columnOf(table, name));
  const cell = (value: string | null, i: number) =>
    value === null ? "" : isTime(table, names[i] ?? "") && TIME.test(value) ? plainTime(value) : quoted(value);
  return `${[names.map(quoted), ...rows.map((row) => row.map(cell))].map((line) => line.join(",")).join("\n")}\n`;
}

const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
