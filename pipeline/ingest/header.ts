import type { Source } from "../../schemas/config.ts";
import { type TableName, tableOf } from "../../schemas/tables.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { asSeen } from "./unseen.ts";

/** Among so many records at the beginning of a table its header is looked for. */
export const MOST_ABOVE = 20;
/** What parts columns, where a table is read by another mark than its own. */
const DELIMITER = /[,;|\t]/;

/**
 * Which of the first records of a table is its header: the first that has all the names its source maps, or else the
 * first behind titles. A title stands in one cell, however many are merged for it.
 */
export function headerAmong(
  records: readonly (readonly string[])[],
  table: TableName,
  { columns = {} }: Pick<Source, "columns">,
): number {
  const seen = records.map((record) => record.map(asSeen));
  const wanted = Object.values(columns).map(asSeen);
  const named = wanted.length === 0 ? -1 : seen.findIndex((names) => wanted.every((name) => names.includes(name)));
  if (named >= 0) return named;
  const isTitle = (names: readonly string[]) => {
    const [only = "", ...others] = names.filter((name) => name !== "");
    return others.length === 0 && !DELIMITER.test(only) && !(only in tableOf(table).columns) && !wanted.includes(only);
  };
  return Math.max(
    0,
    seen.findIndex((names) => !isTitle(names)),
  );
}

export const belowTitle = (line: number): Bilingual => ({
  zh: `第 ${line} 行作为表头；其上各行视为标题，未读取`,
  en: `row ${line} is taken for the header; those above it are taken for titles and passed over`,
});
