import { tableOf } from "../../schemas/tables.ts";
import { type Bilingual, counted } from "../../schemas/text.ts";
import { type Engine, one } from "../engine/engine.ts";
import { id, sql } from "../engine/sql.ts";
import { masked } from "./form.ts";
import type { Staged } from "./normalise.ts";

/** Of each column that need not be there, how many values could not be read, and the form of the first. */
export async function unreadNotes(engine: Engine, staged: Staged): Promise<Bilingual[]> {
  const rows = sql`${id(staged.name)} where unread and problem_reason is null`;
  if ((await engine.all(sql`select 1 from ${rows} limit 1`)).length === 0) return [];
  const notes: Bilingual[] = [];
  for (const column of staged.typed) {
    const text = engine.attribute(sql`original`, column);
    const { n, first } = await one<{ n: number; first: string | null }>(
      engine,
      sql`select count(${text}) as n, min_by(${text}, rowid) as "first" from ${rows} and ${id(column)} is null`,
    );
    if (n > 0) notes.push(unreadSaid(staged, column, n, masked(first ?? "")));
  }
  return notes;
}

function unreadSaid({ table, names }: Staged, column: string, n: number, form: string): Bilingual {
  const own = names.get(column) ?? column;
  const isTime = tableOf(table).columns[column]?.type === "time";
  return {
    zh: `${own} 有 ${n} 个值无法读取，如“${form}”，按未记载处理${isTime ? "；时间的写法用 time_format 写明" : ""}`,
    en: `${counted(n, "value")} of ${own} could not be read, such as "${form}", and ${n === 1 ? "counts" : "count"} as not recorded${isTime ? "; `time_format:` gives the form of times" : ""}`,
  };
}
