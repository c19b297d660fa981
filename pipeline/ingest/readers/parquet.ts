import { open } from "node:fs/promises";
import { id, join, type Sql, sql } from "../../engine/sql.ts";
import { UserError } from "../../kit/errors.ts";
import { columnNames } from "../names.ts";
import { exactly } from "../paths.ts";
import type { Reader } from "../reader.ts";

/** Parquet, read by the engine itself. Lists and structs become JSON text; the line is the row's number in the file. */
const read: Reader = async ({ path, name, source, engine }) => {
  await checkEnds(path, name);
  const file = sql`read_parquet(${exactly(path)}, file_row_number = true)`;
  const stored = await engine.columns(file).catch((error: unknown) => {
    throw new UserError(`${name}: cannot be read as Parquet (${String((error as Error).message).split("\n")[0]})`);
  });
  const own = stored.filter((column) => column.name !== ROW);
  const names = columnNames(own.map((column) => column.name));
  const columns = own.map((column, i) => {
    const text = asText(id(column.name), column.type);
    return {
      name: names[i] as string,
      from: text ?? id(column.name),
      type: text === null ? column.type : "VARCHAR",
    };
  });
  const selected = columns.map((column) => sql`${column.from} as ${id(column.name)}`);
  return [
    {
      table: source.table,
      relation: sql`(select ${join([sql`${id(ROW)} + 1 as ${id(LINE)}`, ...selected])} from ${file})`,
      columns: names,
      types: new Map(columns.map((column) => [column.name, column.type])),
      attributes: null,
      lineColumn: LINE,
      rejects: async () => [],
    },
  ];
};
export default read;

const ROW = "file_row_number";
const LINE = "§line";
const NESTED = /^(?:STRUCT|MAP|UNION)\b|\]$/;
/** Kept as a text is, but by another name. */
const WORDS = /^(?:ENUM|JSON|BLOB)\b/;
const FLOATING = /^(?:FLOAT|DOUBLE)$/;
/** Whole numbers up to here are told apart by the type. */
const WHOLE = 2 ** 53;

/**
 * Null where a value's text is the engine's. A whole number is written as one: 1 and not 1.0, as an identifier is; what
 * is no number is a value that is missing.
 */
function asText(column: Sql, type: string): Sql | null {
  if (NESTED.test(type)) return sql`cast(to_json(${column}) as varchar)`;
  if (WORDS.test(type)) return sql`cast(${column} as varchar)`;
  if (!FLOATING.test(type)) return null;
  return sql`
    case when isnan(${column}) then null when abs(${column}) <= ${WHOLE} and ${column} = trunc(${column}) then cast(cast(${column} as bigint) as varchar)
      else cast(${column} as varchar) end`;
}
const MAGIC = "PAR1";

/** Told here in words; the engine speaks of footers and thrift. */
async function checkEnds(path: string, name: string): Promise<void> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    if (size === 0) throw new UserError(`${name}: the file is empty, it is not a Parquet file`);
    const at = async (position: number) => (await file.read(Buffer.alloc(4), 0, 4, position)).buffer.toString("latin1");
    const head = await at(0);
    if (head === "PARE") throw new UserError(`${name}: the Parquet file is encrypted; write it without encryption`);
    if (head.startsWith("\x1f\x8b")) {
      throw new UserError(`${name}: a compressed Parquet file is not read; unpack it first (gunzip)`);
    }
    if (head !== MAGIC) throw new UserError(`${name}: not a Parquet file, it does not begin with ${MAGIC}`);
    if (size < 12 || (await at(size - 4)) !== MAGIC)
      throw new UserError(`${name}: the Parquet file is cut short; have it delivered again`);
  } finally {
    await file.close();
  }
}
