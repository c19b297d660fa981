import { nameOfData } from "../schemas/names.ts";
import type { TableName } from "../schemas/tables.ts";
import type { Bilingual } from "../schemas/text.ts";
import { type Detector, type Situation, servedRules, servesRules } from "./detector.ts";

export const NO_RULES: Bilingual = { zh: "所用程序中没有此类规则", en: "no procedure in use has a rule of its kind" };

/** Why a detector has nothing to say here; null if it can be asked. */
export function whyNot(detector: Detector, situation: Situation): Bilingual | null {
  const lacking = missingNeeds(detector, situation);
  if (lacking) return lacking;
  return servesRules(detector) && servedRules(detector, situation.ruleSet.rules).length === 0 ? NO_RULES : null;
}

/** A table that no file has brought, or a column of one. */
export interface Need {
  readonly table: TableName;
  readonly column?: string;
}

/** What a detector needs and no file has brought. */
export const lackingNeeds = ({ meta }: Detector, situation: Situation): Need[] =>
  (Object.entries(meta.needs) as [TableName, readonly string[]][]).flatMap(([table, columns]): Need[] =>
    table !== "cases" && !situation.facts.columns.has(table)
      ? [{ table }]
      : columns.filter((column) => !hasColumn(situation, table, column)).map((column) => ({ table, column })),
  );

/** Why a detector cannot be evaluated on this data; null if it can. */
export function missingNeeds(detector: Detector, situation: Situation): Bilingual | null {
  const lacking = lackingNeeds(detector, situation).map(({ table, column }) => nameOfData(table, column));
  if (lacking.length === 0) return null;
  return {
    zh: `缺少数据：${lacking.map(({ zh }) => zh).join("、")}`,
    en: `missing data: ${lacking.map(({ en }) => en).join(", ")}`,
  };
}

/** Of a case these are known from its events too. */
export const DERIVED_CASE_COLUMNS = ["case_id", "org_id", "opened_at", "event_count", "first_at", "last_at"];

function hasColumn(situation: Situation, table: TableName, column: string): boolean {
  if (table === "cases" && DERIVED_CASE_COLUMNS.includes(column)) {
    return column !== "org_id" || situation.has("cases", "org_id") || situation.has("events", "org_id");
  }
  return situation.has(table, column);
}
