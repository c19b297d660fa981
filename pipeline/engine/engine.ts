import type { Zone } from "../kit/zone.ts";
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
 * What Xiezhi needs of an SQL engine. Integers come back as numbers (every integer here is a count, a position or epoch
 * milliseconds, all below 2^53), text as strings, lists never.
 *
 * The few functions that engines spell differently are here too, so that detectors never need them.
 */
export interface Engine {
  readonly name: string;
  readonly version: string;
  /**
   * Runs one statement; two in one text throw. Errors are the engine's own, and their messages may quote values of the
   * log. What a guest may not do throws too ({@link asGuest}).
   */
  run(statement: Sql): Promise<void>;
  /** All rows of a query, held in memory; throws as {@link run} does. `Row` is not checked. */
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
   * What follows `create or replace` for a table that has as many rows as the log and lasts until the engine is closed: a
   * temp table, or, for a large log, one that is compressed on disk. Queries use its bare name.
   */
  large(table: string): Sql;
  /** All or nothing: what `work` wrote is undone if it throws. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /**
   * While `work` lasts, statements may read, and may write only temp tables that were created under `asGuest`; anything
   * else throws.
   */
  asGuest<T>(work: () => Promise<T> | T): Promise<T>;
  /**
   * Runs `work` with the join order as written (build side on the right) and without turning lists of values into joins,
   * for joins whose sizes the optimiser misjudges. No effect once hardened.
   */
  asWritten<T>(work: () => Promise<T>): Promise<T>;
  /** Columns of a relation in order, with the engine's own type names; throws where it does not exist. */
  columns(relation: Sql): Promise<{ name: string; type: string }[]>;
  /** The names alone, in a third of the time. */
  names(relation: Sql): Promise<string[]>;
  /** The columns of a table or view by its name; null where there is none. Ten times as fast as {@link tables}. */
  columnsOf(table: string): Promise<string[] | null>;
  /** Writes the database anew into a file, without the blocks in which deleted rows still stand. */
  rewrite(path: string): Promise<void>;
  /** The tables that are kept, not the temporary ones, each with its columns. */
  tables(): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  /**
   * Runs both to their end, even if one fails, and then throws the first failure. While `work` lasts, which computes
   * mostly outside the engine, statements run on one thread, one after the other. Neither may begin a transaction, call
   * `asGuest` or append rows.
   */
  beside(work: () => Promise<void>, statements: () => Promise<void>): Promise<void>;
  /** Runs `work` with the memory that several threads need to fill one table from a file; then settles. */
  staging<T>(work: () => Promise<T>): Promise<T>;
  /** Returns memory that was freed and is still held to the system. No effect once hardened. */
  settle(): Promise<void>;
  /**
   * Raises the memory limit to so many bytes, but not beyond the limit it was opened with, and never lowers it. Works
   * once hardened, but not in a transaction.
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
  /** One row per part of a text separated by `;`, as it stands, empty ones too, as the relation `alias(value)` joined laterally. */
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
