import type { DuckDBConnection, DuckDBMaterializedResult, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import type { Zone } from "../kit/zone.ts";
import { bound } from "./bound.ts";
import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  DuckDBDataChunk,
  type DuckDBInstance,
  type DuckDBTypeId,
  StatementType,
  VARCHAR,
  version,
} from "./client.ts";
import { packTexts, putValues, valuesOf } from "./columns.ts";
import type { DuckDBOptions } from "./duckdb.ts";
import {
  type ColumnBatch,
  type ColumnKind,
  type Engine,
  type JsonParts,
  one,
  type Packed,
  type PackedColumns,
} from "./engine.ts";
import { wishOf } from "./guest.ts";
import { inLarge, removeLarge } from "./large.ts";
import { megabytes } from "./memory.ts";
import { id, join, Sql, type SqlScalar, sql, word } from "./sql.ts";

const CHUNK = 2048;
const TYPES: Record<ColumnKind, DuckDBType> = { text: VARCHAR, integer: BIGINT, number: DOUBLE, boolean: BOOLEAN };

/** What is said to an open database, and what it answers. */
export class DuckDB implements Engine {
  readonly name = "duckdb";
  readonly version = version();
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #mostMemory: string | undefined;
  readonly #stagingLimit: string | undefined;
  readonly #large: string | null;
  readonly #ofGuests = new Set<string>();
  /** The guest at work, if any, and whether it has run a statement yet. */
  #guest: { wasHeard: boolean } | null = null;
  #memoryLimit: string | undefined;
  #isHardened = false;
  /** While statements queue: the last of them. One that begins while another runs would end that one. */
  #last: Promise<unknown> | null = null;

  constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    {
      memoryLimit,
      mostMemory,
      stagingLimit = memoryLimit,
      large,
    }: Pick<DuckDBOptions, "memoryLimit" | "mostMemory" | "stagingLimit" | "large"> = {},
  ) {
    this.#instance = instance;
    this.#connection = connection;
    this.#memoryLimit = memoryLimit;
    this.#mostMemory = mostMemory;
    this.#stagingLimit = stagingLimit;
    this.#large = large?.isNeeded ? large.path : null;
  }

  async run(statement: Sql): Promise<void> {
    await this.#once(statement);
  }

  async all<Row>(query: Sql): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const batch of this.batches<Row>(query)) for (const row of batch) rows.push(row);
    return rows;
  }

  /** The whole result is the engine's, in columns; a stream would end without a word at the next statement. */
  async *batches<Row>(query: Sql): AsyncIterable<Row[]> {
    const result = await this.#once(query);
    const [names, types] = [result.deduplicatedColumnNames(), result.columnTypes().map(({ typeId }) => typeId)];
    for await (const chunk of result) yield rowsOf(chunk, names, types) as Row[];
  }

  async packed(relation: Sql, order: Sql, { texts, others }: PackedColumns): Promise<Packed> {
    // Nothing is bound: a statement with values takes two calls, and its caller is at work between them.
    const result = await this.#once(sql`
      select ${join([...texts, ...others].map(id))} from ${relation} order by ${order}`);
    const types = result.columnTypes().map(({ typeId }) => typeId);
    const pieces = texts.map((): Buffer[] => []);
    const lengths = texts.map(() => new Array<number | null>(result.rowCount));
    const values = others.map(() => new Array<SqlScalar>(result.rowCount));
    let row = 0;
    for await (const chunk of result) {
      for (const [i, column] of lengths.entries()) pieces[i]?.push(packTexts(chunk, i, column, row));
      for (const [i, column] of values.entries()) {
        const some = valuesOf(chunk, texts.length + i, types[texts.length + i] as DuckDBTypeId);
        for (let k = 0; k < some.length; k++) column[row + k] = some[k] as SqlScalar;
      }
      row += chunk.rowCount;
    }
    return {
      rows: row,
      texts: new Map(
        texts.map((name, i) => [
          name,
          { bytes: Buffer.concat(pieces[i] as Buffer[]), lengths: lengths[i] as (number | null)[] },
        ]),
      ),
      others: new Map(others.map((name, i) => [name, values[i] as SqlScalar[]])),
    };
  }

  /** One statement and no other: what a detector writes cannot end ours, with a semicolon, and begin one of its own. */
  async #once(statement: Sql): Promise<DuckDBMaterializedResult> {
    const [text, values, types] = bound(statement);
    if (this.#guest !== null) return this.#ofGuest(this.#guest, text, values, types);
    if (this.#last === null) return this.#runNow(text, values, types);
    const turn = this.#last.then(() => this.#runNow(text, values, types));
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #runNow(text: string, values?: DuckDBValue[], types?: DuckDBType[]): Promise<DuckDBMaterializedResult> {
    if (values === undefined && !text.includes(";")) return this.#connection.run(text);
    const prepared = await this.#connection.prepare(text);
    try {
      if (values) prepared.bind(values, types);
      return await prepared.run();
    } finally {
      prepared.destroySync();
    }
  }

  /** In a read-only transaction the engine itself refuses every write to permanent tables. */
  async asGuest<T>(work: () => Promise<T> | T): Promise<T> {
    if (this.#guest !== null) return work();
    const guest = { wasHeard: false };
    this.#guest = guest;
    try {
      const result = await work();
      if (guest.wasHeard) await this.#connection.run("commit");
      return result;
    } catch (error) {
      if (guest.wasHeard) await this.#connection.run("rollback").catch(() => {});
      throw error;
    } finally {
      this.#guest = null;
    }
  }

  async asWritten<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isHardened) return work();
    await this.#connection.run("set disabled_optimizers = 'build_side_probe_side,in_clause'");
    try {
      return await work();
    } finally {
      await this.#connection.run("set disabled_optimizers = ''");
    }
  }

  async #ofGuest(
    guest: { wasHeard: boolean },
    text: string,
    values?: DuckDBValue[],
    types?: DuckDBType[],
  ): Promise<DuckDBMaterializedResult> {
    if (!guest.wasHeard) await this.#connection.run("begin transaction read only");
    guest.wasHeard = true;
    const prepared = await this.#connection.prepare(text);
    try {
      const { creates, table } = wishOf(StatementType[prepared.statementType] as keyof typeof StatementType, text);
      if (table !== null) await this.#allow(table, creates);
      if (values) prepared.bind(values, types);
      return await prepared.run();
    } finally {
      prepared.destroySync();
    }
  }

  /** Guests write only to temp tables of their own, whose names are not those of existing tables. */
  async #allow(table: string, creates: boolean): Promise<void> {
    if (this.#ofGuests.has(table)) return;
    if (!creates || (await this.columnsOf(table)) !== null)
      throw new Error(`a detector may not write to ${table}; it makes a temp table under a name of its own`);
    this.#ofGuests.add(table);
  }

  async append(
    table: string,
    kinds: readonly ColumnKind[],
    batches: AsyncIterable<ColumnBatch> | Iterable<ColumnBatch>,
  ): Promise<number> {
    if (this.#guest !== null && !this.#ofGuests.has(table.toLowerCase())) {
      throw new Error(`a detector may not write to ${table}; it makes a temp table under a name of its own`);
    }
    const appender = await this.#connection.createAppender(table);
    const types = kinds.map((kind) => TYPES[kind]);
    let count = 0;
    for await (const columns of batches) {
      const rows = columns[0]?.length ?? 0;
      for (let from = 0; from < rows; from += CHUNK) {
        const size = Math.min(CHUNK, rows - from);
        const chunk = DuckDBDataChunk.create(types, size);
        columns.forEach((values, i) => {
          const part = rows <= CHUNK ? values : values.slice(from, from + size);
          putValues(chunk, i, kinds[i] as ColumnKind, part);
        });
        appender.appendDataChunk(chunk);
      }
      count += rows;
    }
    appender.closeSync();
    return count;
  }

  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.#connection.run("begin transaction");
    try {
      const result = await work();
      await this.#connection.run("commit");
      return result;
    } catch (error) {
      // A commit that failed has rolled back already; what went wrong is what is to be told.
      await this.#connection.run("rollback").catch(() => {});
      throw error;
    }
  }

  columns(relation: Sql): Promise<{ name: string; type: string }[]> {
    return this.all(sql`select column_name as name, column_type as type from (describe select * from ${relation})`);
  }

  async names(relation: Sql): Promise<string[]> {
    return (await this.#once(sql`select * from ${relation} limit 0`)).columnNames();
  }

  async columnsOf(table: string): Promise<string[] | null> {
    const missing = `Catalog Error: Table with name ${table} does not exist!`;
    try {
      return await this.names(id(table));
    } catch (error) {
      if (error instanceof Error && error.message.startsWith(missing)) return null;
      throw error;
    }
  }

  async rewrite(path: string): Promise<void> {
    const [row] = await this.all<{ name: string }>(sql`select current_database() as name`);
    await this.#connection.run("checkpoint");
    await this.#connection.run(`attach '${path.replaceAll("'", "''")}' as rewritten`);
    await this.run(sql`copy from database ${id(row?.name ?? "")} to rewritten`);
    await this.#connection.run("detach rewritten");
  }

  async tables(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const rows = await this.all<{ table: string; column: string }>(sql`
      select table_name as "table", column_name as "column" from duckdb_columns()
      where database_name = current_database() and not internal`);
    const tables = new Map<string, Set<string>>();
    for (const { table, column } of rows) tables.set(table, (tables.get(table) ?? new Set()).add(column));
    return tables;
  }

  async staging<T>(work: () => Promise<T>): Promise<T> {
    await this.#limit(this.#stagingLimit);
    try {
      return await work();
    } finally {
      await this.settle();
    }
  }

  /** Setting the memory limit, even to its present value, makes the engine's allocator return what it holds. */
  settle(): Promise<void> {
    return this.#limit(this.#memoryLimit);
  }

  async allow(bytes: number): Promise<void> {
    if (this.#memoryLimit === undefined || this.#mostMemory === undefined) return;
    const wanted = Math.min(Math.ceil(bytes / 1e6), megabytes(this.#mostMemory));
    if (wanted <= megabytes(this.#memoryLimit)) return;
    this.#memoryLimit = `${wanted}MB`;
    await this.#connection.run(`set memory_limit = '${this.#memoryLimit}'`);
  }

  async #limit(memory: string | undefined): Promise<void> {
    if (memory && !this.#isHardened) await this.#connection.run(`set memory_limit = '${memory}'`);
  }

  async beside(work: () => Promise<void>, statements: () => Promise<void>): Promise<void> {
    const threads = await this.#threadsNow();
    const failures: unknown[] = [];
    const failed = (failure: unknown) => void failures.push(failure);
    // Nothing can be set in a transaction that has failed.
    const set = (n: number) => this.run(sql`set threads = ${word(String(n))}`).catch(() => {});
    if (threads > 1) await set(1);
    this.#last = Promise.resolve();
    const working = work()
      .catch(failed)
      .then(() => (threads > 1 ? set(threads) : undefined));
    await Promise.all([working, statements().catch(failed)]);
    this.#last = null;
    // "Transaction is aborted" follows from an earlier failure, which is the one to report.
    if (failures.length > 0)
      throw failures.find((failure) => !/transaction is aborted/.test(String(failure))) ?? failures[0];
  }

  async #threadsNow(): Promise<number> {
    return (await one<{ n: number }>(this, sql`select current_setting('threads') as n`)).n;
  }

  /** Two settings stay changeable for the pipeline; guests cannot change any. */
  async harden(): Promise<void> {
    await this.#connection.run("set allowed_configs = ['threads', 'memory_limit']");
    await this.#connection.run("set enable_external_access = false");
    await this.#connection.run("set lock_configuration = true");
    this.#isHardened = true;
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
    if (this.#large) removeLarge(this.#large);
  }

  large(table: string): Sql {
    return this.#large ? inLarge(table) : sql`temp table ${id(table)}`;
  }

  attribute(column: Sql, key: string): Sql {
    // A pointer, for in a path a name such as `*` is a pattern.
    return sql`json_extract_string(${column}, ${`/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`})`;
  }

  localTime(column: Sql, zone: Zone): Sql {
    const byTable = sql`epoch_ms(timezone(${zone.name}, make_timestamptz(${column} * 1000)))`;
    if (zone.settled === null) return byTable;
    const { since, offset } = zone.settled;
    return sql`case when ${column} >= ${since} then ${column} + ${offset} else ${byTable} end`;
  }

  localDay(column: Sql, zone: Zone): Sql {
    return sql`cast(floor((${this.localTime(column, zone)}) / 86400000.0) as integer)`;
  }

  json(parts: JsonParts): Sql {
    return sql`cast(${jsonObject(parts)} as varchar)`;
  }

  jsonList(items: readonly Sql[]): Sql {
    return sql`cast(json_array(${join(items)}) as varchar)`;
  }

  joined(text: Sql, between: string, order: Sql): Sql {
    return sql`string_agg(${text}, ${between} order by ${order})`;
  }

  sha256(text: Sql): Sql {
    return sql`sha256(${text})`;
  }

  digest(text: Sql): Sql {
    // The value of `md5_number_lower`, without its detour through texts of bits.
    return sql`cast(cast(md5_number(${text}) >> 64 as ubigint) % 281474976710656::ubigint as bigint)`;
  }

  split(column: Sql, alias: string): Sql {
    return sql`unnest(string_split(${column}, ';')) as ${id(alias)}(value)`;
  }
}

const jsonObject = (parts: JsonParts): Sql =>
  sql`json_object(${join(
    Object.entries(parts).flatMap(([name, part]) => [sql`${name}`, part instanceof Sql ? part : jsonObject(part)]),
  )})`;

/** Column by column, as the engine has them: a row's values are put together last. */
function rowsOf(chunk: DuckDBDataChunk, names: readonly string[], types: readonly DuckDBTypeId[]) {
  const rows: Record<string, unknown>[] = Array.from({ length: chunk.rowCount }, () => ({}));
  names.forEach((name, column) => {
    const values = valuesOf(chunk, column, types[column] as DuckDBTypeId);
    for (let i = 0; i < rows.length; i++) (rows[i] as Record<string, unknown>)[name] = values[i];
  });
  return rows;
}
