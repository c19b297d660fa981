import { type Sql, some, sql } from "../../pipeline/engine/sql.ts";

/** Whether a text has any of some words in it; not where there is no text. */
export const holdsAny = (text: Sql, words: readonly string[]): Sql =>
  sql`(${some(words.map((one) => sql`coalesce(${text} like ${`%${one}%`}, false)`))})`;
