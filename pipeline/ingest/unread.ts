import { type ColumnType, tableOf } from "../../schemas/tables.ts";
import { type Bilingual, counted } from "../../schemas/text.ts";
import { type Engine, one } from "../engine/engine.ts";
import { id, sql } from "../engine/sql.ts";
import { masked } from "./form.ts";
import { isShortened } from "./identifiers.ts";
import type { Staged } from "./normalise.ts";

/** Of each column that need not be there, how many values could not be read, and the form of the first. */
export async function unreadNotes(engine: Engine, staged: Staged): Promise<Bilingual[]> {
  const rows = sql`${id(staged.name)} where unread and problem_reason is null`;
  if ((await engine.all(sql`select 1 from ${rows} limit 1`)).length === 0) return [];
  const notes: Bilingual[] = [];
  for (const column of staged.typed) {
    const text = engine.attribute(sql`original`, column);
    const isUnread = tableOf(staged.table).columns[column]?.type === "text" ? isShortened(text) : sql`true`;
    const { n, first } = await one<{ n: number; first: string | null }>(
      engine,
      sql`select count(${text}) as n, min_by(${text}, rowid) as "first" from ${rows} and ${id(column)} is null and ${isUnread}`,
    );
    if (n > 0) notes.push(unreadSaid(staged, column, n, masked(first ?? "")));
  }
  return notes;
}

const REMEDIES: Partial<Record<ColumnType, Bilingual>> = {
  time: { zh: "；时间的写法用 time_format 写明", en: "; `time_format:` gives the form of times" },
  text: {
    zh: "；电子表格已将标识当作数字截短，须以文本格式报送该列",
    en: "; a spreadsheet has shortened identifiers as numbers, the column is to be delivered as text",
  },
};

function unreadSaid({ table, names }: Staged, column: string, n: number, form: string): Bilingual {
  const own = names.get(column) ?? column;
  const { zh, en } = REMEDIES[tableOf(table).columns[column]?.type ?? "text"] ?? { zh: "", en: "" };
  return {
    zh: `${own} 有 ${n} 个值无法读取，如“${form}”，按未记载处理${zh}`,
    en: `${counted(n, "value")} of ${own} could not be read, such as "${form}", and ${n === 1 ? "counts" : "count"} as not recorded${en}`,
  };
}
