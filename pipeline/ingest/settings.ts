import { createHash } from "node:crypto";
import { Source } from "../../schemas/config.ts";
import { type Bilingual, counted } from "../../schemas/text.ts";
import type { Engine } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";
import type { Zone } from "../zone.ts";
import type { SourceFile } from "./sources.ts";

const DEFAULTS = new Map<string, unknown>(Object.entries(Source.parse({ table: "events", files: "*" })));

/** What a source says of how its files are read, but for where they are and for what goes without saying. */
const settingsOf = ({ files: _, ...settings }: Source) =>
  Object.entries(settings)
    .filter(([key, value]) => key === "table" || value !== DEFAULTS.get(key))
    .sort();

/** What a file is read by, in short: the settings of its sources, and the zone of times that name none. */
export const readingOf = ({ source, also = [] }: SourceFile, zone: Zone): string =>
  createHash("sha256")
    .update(JSON.stringify([...[source, ...also].map(settingsOf), zone.name]))
    .digest("hex")
    .slice(0, 16);

/** Told where files of these names were read by other settings than they would be now: that is not undone. */
export async function readOtherwise(engine: Engine, files: readonly SourceFile[], zone: Zone): Promise<Bilingual[]> {
  const now = new Map(files.map((file) => [file.name, readingOf(file, zone)]));
  const before = await engine.all<{ path: string; read_by: string }>(
    sql`select distinct path, read_by from files where read_by is not null and loaded + changed > 0`,
  );
  const others = before.filter(({ path, read_by }) => now.has(path) && now.get(path) !== read_by);
  const n = new Set(others.map(({ path }) => path)).size;
  if (n === 0) return [];
  return [
    {
      zh: `有 ${n} 个文件的内容曾按其数据源的其他设置（列、取值、时间、时区等）读入，仍保持当时的读法；其中没有标识的记录按现行设置再次报送的，会与之并存。需全部按现行设置重读的，见 README“目前的局限”`,
      en: `${counted(n, "file")} had been read by other settings of ${n === 1 ? "its" : "their"} source (columns, values, times, zone): what was read then stays as it is, and records without an identifier that come again stand beside it. To read everything by the settings of now, delete xiezhi.duckdb in the workspace, as the README tells`,
    },
  ];
}
