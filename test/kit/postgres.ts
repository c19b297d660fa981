import { PGlite, types } from "@electric-sql/pglite";
import { type ColumnBatch, type ColumnKind, type Engine, type JsonParts, one } from "../../pipeline/engine/engine.ts";
import { id, join, render, type Sql, type SqlScalar, sql, word } from "../../pipeline/engine/sql.ts";
import type { Zone } from "../../pipeline/kit/zone.ts";

/** As engines of statements in standard SQL have it: 64-bit integers and decimals are numbers, as the house has them. */
const PARSERS = Object.fromEntries(
  [types.INT8, types.NUMERIC, types.FLOAT8, types.FLOAT4].map((type) => [type, (text: string) => Number(text)]),
);

/** What the engine has under another name, or for other types. */
const LIKE_OTHERS = `
  create function round(double precision, integer) returns double precision immutable language sql
    as 'select cast(round(cast($1 as numeric), $2) as double precision)';
  create function split_part(text, text, bigint) returns text immutable language sql
    as 'select split_part($1, $2, cast($3 as integer))';
  create function make_timestamptz(bigint) returns timestamptz immutable language sql as 'select to_timestamp($1 / 1000000.0)';
  create function epoch_ms(timestamp) returns bigint immutable language sql
    as 'select cast(extract(epoch from $1) * 1000 as bigint)';
  create function try_double(text) returns double precision immutable language plpgsql
    as $$ begin return cast($1 as double precision); exception when others then return null; end $$`;

/**
 * A second engine, of another make: what detectors ask and nothing else. It takes no text where a number is due, has
 * no name of a select list in its conditions, and divides integers as integers.
 */
export class Postgres implements Pick<Engine, Asked> {
  readonly name = "postgres";
  readonly version = "";
  readonly #database: PGlite;

  private constructor(database: PGlite) {
    this.#database = database;
  }

  static async open(): Promise<Postgres> {
    const database = await PGlite.create({ parsers: PARSERS });
    await database.exec(LIKE_OTHERS);
    return new Postgres(database);
  }

  async run(statement: Sql): Promise<void> {
    await this.#database.exec(spelled(statement));
  }

  async all<Row>(query: Sql): Promise<Row[]> {
    return (await this.#database.query<Row>(spelled(query))).rows;
  }

  async *batches<Row>(query: Sql): AsyncIterable<Row[]> {
    yield await this.all(query);
  }

  asGuest<T>(work: () => Promise<T> | T): Promise<T> {
    return Promise.resolve(work());
  }

  asWritten<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  async names(relation: Sql): Promise<string[]> {
    return (await this.#database.query(spelled(sql`select * from ${relation} limit 0`))).fields.map(({ name }) => name);
  }

  async columnsOf(table: string): Promise<string[] | null> {
    const { there } = await one<{ there: boolean }>(
      this as unknown as Engine,
      sql`select to_regclass(${table}) is not null as there`,
    );
    return there ? this.names(id(table)) : null;
  }

  large(table: string): Sql {
    return sql`temp table ${id(table)}`;
  }

  async append(
    table: string,
    kinds: readonly ColumnKind[],
    batches: AsyncIterable<ColumnBatch> | Iterable<ColumnBatch>,
  ): Promise<number> {
    let rows = 0;
    for await (const columns of batches) {
      const count = columns[0]?.length ?? 0;
      rows += count;
      const row = (i: number) => sql`(${join(kinds.map((_, k) => sql`${columns[k]?.[i] ?? null}`))})`;
      if (count > 0)
        await this.run(sql`insert into ${id(table)} values ${join(Array.from({ length: count }, (_, i) => row(i)))}`);
    }
    return rows;
  }

  attribute(column: Sql, key: string): Sql {
    return sql`(cast(${column} as json) ->> ${key})`;
  }

  localTime(column: Sql, zone: Zone): Sql {
    return sql`cast(extract(epoch from to_timestamp(${column} / 1000.0) at time zone ${zone.name}) * 1000 as bigint)`;
  }

  localDay(column: Sql, zone: Zone): Sql {
    return sql`cast(floor(${this.localTime(column, zone)} / 86400000.0) as integer)`;
  }

  json(parts: JsonParts): Sql {
    return sql`cast(${object(parts)} as text)`;
  }

  jsonList(items: readonly Sql[]): Sql {
    return sql`cast(json_build_array(${join(items)}) as text)`;
  }

  joined(text: Sql, between: string, order: Sql): Sql {
    return sql`string_agg(${text}, ${between} order by ${order})`;
  }

  sha256(text: Sql): Sql {
    return sql`encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`;
  }

  digest(text: Sql): Sql {
    return sql`cast(cast('x' || substr(md5(${text}), 1, 12) as bit(48)) as bigint)`;
  }

  split(column: Sql, alias: string): Sql {
    return sql`unnest(string_to_array(${column}, ';')) as ${id(alias)}(value)`;
  }

  /** Has the rows of a table of another engine, under the same name. */
  async copy(from: Engine, table: string): Promise<void> {
    const columns = await from.columns(sql`${id(table)}`);
    if (columns.some(({ type }) => type.endsWith("[]") || type.startsWith("STRUCT"))) return;
    const own = columns.map(({ name, type }) => sql`${id(name)} ${word(typeOf(type))}`);
    await this.run(sql`create or replace temp table ${id(table)} (${join(own)})`);
    const rows = await from.all<Record<string, SqlScalar>>(sql`select * from ${id(table)}`);
    const text = JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? Number(value) : value));
    if (rows.length > 0)
      await this.run(sql`insert into ${id(table)} select * from json_populate_recordset(null::${id(table)}, ${text})`);
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

type Asked =
  | ("name" | "version" | "run" | "all" | "batches" | "asGuest" | "asWritten" | "names" | "columnsOf" | "large")
  | (
      | "append"
      | "attribute"
      | "localTime"
      | "localDay"
      | "json"
      | "jsonList"
      | "joined"
      | "sha256"
      | "digest"
      | "split"
    );

const object = (parts: JsonParts): Sql =>
  sql`json_build_object(${join(
    Object.entries(parts).flatMap(([name, part]) => [sql`${name}`, "texts" in part ? (part as Sql) : object(part)]),
  )})`;

const OTHER_TYPES: Readonly<Record<string, string>> = {
  VARCHAR: "text",
  DOUBLE: "double precision",
  FLOAT: "double precision",
  HUGEINT: "numeric",
  UBIGINT: "numeric",
  JSON: "text",
  UTINYINT: "integer",
  TINYINT: "integer",
  USMALLINT: "integer",
  UINTEGER: "bigint",
};
const typeOf = (type: string): string => (type.startsWith("ENUM") ? "text" : (OTHER_TYPES[type] ?? type.toLowerCase()));

/** The statement in the words of this engine: it binds no values where it makes tables. */
const spelled = (statement: Sql): string =>
  render(statement, (i) => literal(statement.values[i - 1] as SqlScalar))
    .replace(/create or replace temp (table|view) ("[^"]+"|\w+)/g, "drop $1 if exists $2; create temp $1 $2")
    .replace(/try_cast\((.*?) as double\)/g, "try_double($1)")
    .replace(/\bdouble\b(?! precision)/g, "double precision");

function literal(value: SqlScalar): string {
  if (value === null) return "null";
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === "number" && !Number.isInteger(value)) return `cast(${value} as double precision)`;
  return String(value);
}
