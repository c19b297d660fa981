import type { Zone } from "../zone.ts";
import type { Sql, SqlScalar } from "./sql.ts";

export type ColumnKind = "text" | "integer" | "number" | "boolean";

/** The parts of a JSON object, in order. */
export type JsonParts = { readonly [name: string]: Sql | JsonParts };

/** A batch of rows for `append`, column by column; every column has the same length. */
export type ColumnBatch = readonly (readonly SqlScalar[])[];

/** The texts of a column in UTF-8, end to end, and how many bytes each has; null where there is none. */
export interface PackedText {
  readonly bytes: Buffer;
  readonly lengths: readonly (number | null)[];
}

export interface PackedColumns {
  readonly texts: readonly string[];
  readonly others: readonly string[];
}

export interface Packed {
  readonly rows: number;
  readonly texts: ReadonlyMap<string, PackedText>;
  readonly others: ReadonlyMap<string, readonly SqlScalar[]>;
}

/**
 * What the house asks of an SQL engine. Integers come back as numbers (every integer here is a count, a position or
 * epoch milliseconds, all below 2^53), text as strings, lists never.
 *
 * The few functions that engines spell differently are here too, so that detectors never need them.
 */
export interface Engine {
  readonly name: string;
  readonly version: string;
  run(statement: Sql): Promise<void>;
  all<Row>(query: Sql): Promise<Row[]>;
  /** Rows a few thousand at a time; the rest waits in the engine, and other statements may run meanwhile. */
  batches<Row>(query: Sql): AsyncIterable<Row[]>;
  /**
   * Columns of a relation in the order of one of them, which is a number: texts as bytes, others as values. For texts
   * that are handed on as they are: one by one they would take ten times as long.
   */
  packed(relation: Sql, order: Sql, columns: PackedColumns): Promise<Packed>;
  /** Appends column batches to an existing table. */
  append(
    table: string,
    kinds: readonly ColumnKind[],
    batches: AsyncIterable<ColumnBatch> | Iterable<ColumnBatch>,
  ): Promise<number>;
  /**
   * What stands behind `create or replace` for a table that lasts until the engine is closed and has as many rows as
   * the log: a temp table, or where the log is large a table that is packed and kept on disk. It is read by its name
   * alone.
   */
  large(table: string): Sql;
  /** All or nothing: what `work` wrote is undone if it throws. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /**
   * While `work` lasts, statements may read, and write temp tables that were made in such a way; anything else is an
   * error.
   */
  asGuest<T>(work: () => Promise<T> | T): Promise<T>;
  /**
   * While `work` lasts, joins look up in what is written on their right, and lists are compared value by value where
   * they are asked: for joins of which the engine takes the larger side for the smaller, as it does where few labels
   * have most of the events. Nothing of it where the engine is hardened.
   */
  asWritten<T>(work: () => Promise<T>): Promise<T>;
  /**
   * While `work` lasts, statements are the work of one thread: for those of few rows, which one thread takes anyhow while
   * the one that waits for it keeps looking, which makes both slower.
   */
  alone<T>(work: () => AsyncIterable<T>): AsyncIterable<T>;
  columns(relation: Sql): Promise<{ name: string; type: string }[]>;
  /** Their names alone, which takes a third of the time. */
  names(relation: Sql): Promise<string[]>;
  /** Those of a table or view by its name; null where there is none. To look through all tables takes ten times as long. */
  columnsOf(table: string): Promise<string[] | null>;
  /** Writes the database anew into a file, without the blocks in which deleted rows still stand. */
  rewrite(path: string): Promise<void>;
  /** The tables that are kept, not the temporary ones, each with its columns. */
  tables(): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  /**
   * Does both, to their end whatever becomes of either; the first failure is told. As long as `work` lasts, which has
   * much to do without the engine, statements are run by one thread. They run in turn, whoever asked for them. No
   * transaction or guest begins in it, and no rows are appended.
   */
  beside(work: () => Promise<void>, statements: () => Promise<void>): Promise<void>;
  /** Lets `work` read files in with as much memory as that takes where all threads fill one table; then settles. */
  staging<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Gives the system back what was freed and is still held for what comes next. Nothing of it where the engine is
   * hardened.
   */
  settle(): Promise<void>;
  /**
   * Lets it hold so many bytes of memory, where that is more than it may hold now and no more than it may ever. Also
   * where the engine is hardened, but not in a transaction.
   */
  allow(bytes: number): Promise<void>;
  /** From here on no statement can read or write files, load code or change settings. */
  harden(): Promise<void>;
  close(): void;

  /** The text under `key` in a column of JSON text; null where there is none. */
  attribute(column: Sql, key: string): Sql;
  /** What a clock on the wall showed at an instant, as if it were UTC: epoch milliseconds plus the zone's offset. */
  localTime(column: Sql, zone: Zone): Sql;
  /** Days since 1970-01-01, in local time, of a column of epoch milliseconds. */
  localDay(column: Sql, zone: Zone): Sql;
  /** JSON text of an object; a part may be an object itself. */
  json(parts: JsonParts): Sql;
  /** JSON text of a list of values. */
  jsonList(items: readonly Sql[]): Sql;
  /** The texts of a group as one, in the given order, with something between them. */
  joined(text: Sql, between: string, order: Sql): Sql;
  /** SHA-256 of a text, in hexadecimal. */
  sha256(text: Sql): Sql;
  /** A whole number below 2^48 that stands for a text: equal for equal texts, whatever the engine's version. */
  digest(text: Sql): Sql;
  /** One row per part of a text separated by `;`, as the relation `alias(value)` joined laterally. */
  split(column: Sql, alias: string): Sql;
}

export const one = async <Row>(engine: Engine, query: Sql): Promise<Row> => {
  const [row] = await engine.all<Row>(query);
  if (row === undefined) throw new Error("a query that always has a row had none");
  return row;
};

/** Rows as the columns that `append` takes. */
export const transposed = <T>(rows: readonly (readonly T[])[], width: number): T[][] =>
  Array.from({ length: width }, (_, column) => rows.map((row) => row[column] as T));

export const columnNames = async (engine: Engine, relation: Sql): Promise<Set<string>> =>
  new Set(await engine.names(relation));
