import * as z from "zod";
import { type ColumnOf, columnOf } from "../../pipeline/columns.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { id, join, type Sql, sql, word } from "../../pipeline/engine/sql.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { ASKING, NEUTRAL } from "../../schemas/values.ts";

type Column = ColumnOf<"interventions">;

/** Goes with every lead about an inquiry into a case. */
export const BASE_RATE: Bilingual = {
  zh: "基准比例：已公布的登记数据（最高人民检察院，2018 年至 2020 年 3 月）中，96.5% 属反映情况、过问了解，3.5% 属干预插手；“过问”是中性词",
  en: "Base rate: of the published records (Supreme People's Procuratorate, 2018 to March 2020) 96.5% report circumstances or ask about progress and 3.5% interfere; inquiry is a neutral word",
};

export const PROTECTED: Bilingual = {
  zh: "如实登记是受保护的职责，登记数量多少从不作为对登记人、登记单位的不利依据",
  en: "Recording is a protected duty; the number of entries never counts against the recorder or the unit",
};

/** Classes of content that ask for something, and so are nobody's plain duty. */
export const asking = z
  .array(z.string().min(1))
  .min(1)
  .default(ASKING)
  .describe("classes of content that ask for something; neutral classes (了解进展, 反映情况, 督促依法) are left out");

/**
 * The register as it stood at `as_of`: `record_no, file_id, case_key, case_id, record_id, received_at, received_on,
 * recorded_at, recorded_on` and the columns asked for. An entry made later does not exist yet.
 */
export function registerOf(situation: Situation, columns: readonly Column[] = []): Sql {
  const { facts, engine, asOf } = situation;
  const column = (name: Column) => columnOf(situation, "interventions", name, sql`i`);
  const recorded = column("recorded_at");
  const day = (instant: Sql) => sql`cast(${engine.localDay(instant, facts.zone)} as integer)`;
  const more = columns.map((name) => sql`, ${column(name)} as ${id(name)}`);
  return sql`
    select i.record_no, i.file_id, i.case_key, i.case_id, i.record_id, i.received_at, ${day(sql`i.received_at`)} as received_on,
      ${recorded} as recorded_at, ${day(recorded)} as recorded_on ${join(more, word(""))}
    from interventions i
    where i.received_at <= ${asOf} and coalesce(${recorded} <= ${asOf}, true)`;
}

/** Whether an entry names no lawful duty that the inquirer acted under. */
export const offDuty = sql`duty_basis is null`;

/** Whether a word of the register is one of some; null where it is not recorded, or is none that anybody knows. */
export const isOneOf = (column: Sql, words: readonly string[], known: readonly string[]): Sql =>
  sql`case when ${column} in ${words} then true when ${column} in ${known} then false end`;

/** Whether an entry asks for something, by its class. */
export const asksFor = (column: Sql, classes: readonly string[]): Sql => isOneOf(column, classes, CONTENT);

/** The classes of content that are known. */
export const CONTENT = [...ASKING, ...NEUTRAL];
