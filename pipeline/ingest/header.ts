import type { Source } from "../../schemas/config.ts";
import { type TableName, tableOf } from "../../schemas/tables.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { columnNames } from "./names.ts";
import { asSeen } from "./unseen.ts";

/** Among so many records at the beginning of a table its header is looked for. */
export const MOST_ABOVE = 20;
/** What parts columns, where a table is read by another mark than its own. */
const DELIMITER = /[,;|\t]/;

/**
 * Which of the first records of a table is its header: the first that has two of the names its source maps, or else the
 * first behind titles. A title stands in one cell, however many are merged for it; in a file with delimiters one field
 * that holds another of these is a header that is read by the wrong one.
 */
export function headerAmong(
  records: readonly (readonly string[])[],
  table: TableName,
  { columns = {} }: Pick<Source, "columns">,
  { delimited }: { readonly delimited: boolean },
): number {
  const seen = records.map((record) => record.map(asSeen));
  const wanted = new Set(Object.values(columns).map(asSeen));
  const enough = Math.min(2, wanted.size);
  const named = seen.findIndex((names) => {
    const own = new Set(columnNames(names.map((name) => name || null)));
    return enough > 0 && [...wanted].filter((name) => own.has(name)).length >= enough;
  });
  if (named >= 0) return named;
  const isTitle = (names: readonly string[]) => {
    const [only = "", ...others] = names.filter((name) => name !== "");
    const isUnparted = delimited && names.length === 1 && DELIMITER.test(only);
    return others.length === 0 && !isUnparted && !(only in tableOf(table).columns) && !wanted.has(only);
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
