import { createHash } from "node:crypto";
import { Source } from "../../schemas/config.ts";
import { MARK_NAMES, type TableName, tableOf } from "../../schemas/tables.ts";
import { type Bilingual, counted } from "../../schemas/text.ts";
import type { Engine } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";
import { groupBy } from "../kit/group.ts";
import type { Zone } from "../kit/zone.ts";
import { fillsSeveralTables, type SourceFile, sourceFor } from "./sources.ts";

const DEFAULTS = new Map<string, unknown>(Object.entries(Source.parse({ table: "events", files: "*" })));

/** What a source says of how a table is read, but for where its files are and for what goes without saying. */
function settingsOf(file: SourceFile, table: TableName): object {
  const { files: _, table: named, columns, values, ...others } = sourceFor(file, table);
  const own = (of: object = {}) =>
    Object.entries(of).filter(([column]) => column in tableOf(table).columns || column in MARK_NAMES);
  return {
    ...Object.fromEntries(Object.entries(others).filter(([key, value]) => value !== DEFAULTS.get(key))),
    table: fillsSeveralTables(file) ? table : named,
    columns: Object.fromEntries(own(columns)),
    values: Object.fromEntries(own(values)),
  };
}

/** The order in which a configuration has its keys says nothing. */
const inOrder = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;

/** What a table of a file is read by, in short: the settings of its source, and the zone of times that name none. */
export const readingOf = (file: SourceFile, table: TableName, zone: Zone): string =>
  createHash("sha256")
    .update(JSON.stringify([settingsOf(file, table), zone.name], inOrder))
    .digest("hex")
    .slice(0, 16);

/** Told where files of these names were read by other settings than they would be now: that is not undone. */
export async function readOtherwise(engine: Engine, files: readonly SourceFile[], zone: Zone): Promise<Bilingual[]> {
  const now = groupBy(files, ({ name }) => name);
  const before = await engine.all<{ path: string; table_name: TableName; read_by: string }>(
    sql`select distinct path, table_name, read_by from files where read_by is not null and loaded + changed > 0`,
  );
  const others = before.filter(({ path, table_name, read_by }) =>
    now.get(path)?.every((file) => readingOf(file, table_name, zone) !== read_by),
  );
  const n = new Set(others.map(({ path }) => path)).size;
  if (n === 0) return [];
  return [
    {
      zh: `有 ${n} 个文件的内容曾按其数据源的其他设置（列、取值、时间、时区等）读入，仍保持当时的读法；其中没有标识的记录按现行设置再次报送的，会与之并存。如何全部按现行设置重读、须付出什么代价，见 README“目前的局限”`,
      en: `${counted(n, "file")} had been read by other settings of ${n === 1 ? "its" : "their"} source (columns, values, times, zone): what was read then stays as it is, and records without an identifier that come again stand beside it. How to read everything by the settings of now, and what goes with it, is told in the README under “Limits known today”`,
    },
  ];
}
