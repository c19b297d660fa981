import { type Column, tableOf } from "../../schemas/tables.ts";
import { type Engine, one } from "../engine/engine.ts";
import { id, join, type Sql, sql } from "../engine/sql.ts";
import { NOTHING } from "../kit/truth.ts";
import type { Staged } from "./normalise.ts";
import { narrowed, UNSEEN, WIDE } from "./unseen.ts";

type Rows = Pick<Staged, "table" | "name" | "columns" | "names">;

const LONGEST_NOTHING = Math.max(...NOTHING.map((word) => Buffer.byteLength(word)));
/** Its length is asked first, for few texts are as short. */
export const isNothing = (text: Sql, words: readonly string[] = NOTHING): Sql =>
  sql`strlen(${text}) <= ${LONGEST_NOTHING} and list_contains(string_split(${words.join(SEPARATOR)}, ${SEPARATOR}), ${text})`;
const SEPARATOR = "\x1f";
const ANY_NOTHING = `; *(?:${NOTHING.map((word) =>
  word.replace(/\W/g, (mark) => (mark < "\x7f" ? `\\${mark}` : mark)),
).join("|")}) *;`;

/**
 * A list of identifiers with `;` between them. A comma before a space may stand within a name; one of JSON is a list of
 * texts.
 */
export const listValue = (text: Sql): Sql => sql`
  case when starts_with(${text}, '[') and json_valid(${text}) then nullif(array_to_string(list_transform(from_json(${text}, '["varchar"]'), lambda one: nullif(trim(one), '')), ';'), '')
    when contains(${text}, ',') then regexp_replace(${evenly(text)}, '\\s*,(\\S)', ';\\1', 'g') else ${evenly(text)} end`;
const evenly = (text: Sql): Sql => sql`
  case when contains(${text}, ' ') then regexp_replace(${parted(text)}, '\\s*;\\s*', ';', 'g') else ${parted(text)} end`;
const parted = (text: Sql): Sql => sql`translate(${text}, ${"；、，|\n"}, ';;;;;')`;

/** A list without its parts that stand for nothing. */
export const withoutNothing = (list: Sql): Sql => sql`
  case when regexp_matches(concat(';', ${list}, ';'), ${ANY_NOTHING})
    then nullif(trim(replace(regexp_replace(concat(';', replace(${list}, ';', ';;'), ';'), ${ANY_NOTHING}, '', 'g'), ';;', ';'), ';'), '')
    else ${list} end`;

/**
 * A text without the blanks around it: columns of one width are padded, and a tab ends numbers that a spreadsheet is to
 * leave as they are. What few texts have is asked with what takes next to nothing of the others.
 */
export const withoutBlanks = (text: Sql): Sql => sql`
  case when ${text} < '!' or starts_with(${text}, '\u3000') or starts_with(${text}, '\u00a0')
    or ends_with(${text}, ' ') or ends_with(${text}, '\t') or ends_with(${text}, '\n')
    or ends_with(${text}, '\u3000') or ends_with(${text}, '\u00a0')
    then regexp_replace(${text}, ${AROUND}, '', 'g') else ${text} end`;
const AROUND = String.raw`^[\s\x{b}\x{a0}\x{3000}]+|[\s\x{b}\x{a0}\x{3000}]+$`;

/** A name of two characters that is set as wide as one of three. */
const SPREAD = String.raw`(^|;)(\p{Han})[ \x{a0}\x{3000}]+(\p{Han})(;|$)`;
const ODD = `[${UNSEEN}${WIDE}]|${SPREAD}`;

/** A number of which a spreadsheet has kept the first figures: many identifiers become one, which is nobody's. */
const SHORTENED = String.raw`(?:^|:)\d\.\d+[Ee]\+?\d{1,3}$`;
export const isShortened = (text: Sql): Sql => sql`regexp_matches(${text}, ${SHORTENED})`;
/** A whole number that was a fraction for a while, as spreadsheets and data frames have it. */
const FRACTION = String.raw`((?:^|:)\d+)\.0+$`;

/** What may be either of the two, also in a list. */
const OF_SPREADSHEETS = String.raw`\.0+(?:;|$)|\.\d+[Ee]\+?\d{1,3}(?:;|$)`;

/** Numbers of papers: as many as there are acts, and in characters, so that asking them takes as long as all others. */
const OF_PAPERS = ["doc_no", "av_ref"];

/** What can be seen of a text. */
const visible = (text: Sql): Sql => sql`nullif(trim(regexp_replace(${text}, ${`[${UNSEEN}]`}, '', 'g')), '')`;

/**
 * An identifier by which the same is the same, however a system writes it; null where it is none any more. Capitals and
 * leading zeros may tell identifiers apart, and stay.
 */
export function alike(text: Sql): Sql {
  const narrow = narrowed(sql`regexp_replace(${visible(text)}, ${SPREAD}, '\\1\\2\\3\\4')`);
  const whole = sql`regexp_replace(${narrow}, ${FRACTION}, '\\1')`;
  return sql`case when not (${isShortened(text)}) and not (${isNothing(whole)}) then ${whole} end`;
}

/** A list of identifiers, each as {@link alike} has it. */
export const alikeIn = (list: Sql): Sql => sql`
  nullif(array_to_string(list_transform(string_split(${list}, ';'), lambda one: ${alike(sql`trim(one)`)}), ';'), '')`;

/**
 * Makes one of what is written in several ways: the identifiers in rows that are staged, and any other texts where they
 * have characters that nobody sees. What a row said is kept as its original.
 */
export async function writeAlike(engine: Engine, { table, name, columns, names }: Rows): Promise<void> {
  const definition = tableOf(table).columns;
  const asked = columns.filter((c) => definition[c]?.type === "text" && !OF_PAPERS.includes(c));
  if (asked.length === 0) return;
  // Most are plain figures and letters, which is told in next to no time.
  const unusual = asked.map(
    (column) =>
      sql`coalesce(bool_or(strlen(${id(column)}) <> length(${id(column)}) or contains(${id(column)}, '.')), false) as ${id(column)}`,
  );
  const found = await one<Record<string, boolean>>(engine, sql`select ${join(unusual)} from ${id(name)}`);
  const perhaps = asked.filter((column) => found[column]);
  if (perhaps.length === 0) return;
  const cell = sql`cell`;
  const isOdd = (column: string) =>
    sql`regexp_matches(cell, ${definition[column]?.names ? `${ODD}|${OF_SPREADSHEETS}` : `[${UNSEEN}]`})`;
  const anyOdd = perhaps.map(
    (column) => sql`exists (select 1 from ${once(name, column)} where ${isOdd(column)}) as ${id(column)}`,
  );
  const odd = await one<Record<string, boolean>>(engine, sql`select ${join(anyOdd)}`);
  for (const column of perhaps.filter((column) => odd[column])) {
    const { names: isName, list, required } = definition[column] as Column;
    const means = isName ? (list ? alikeIn(cell) : alike(cell)) : visible(cell);
    const others = sql`
      select * from (select cell, case when ${isOdd(column)} then ${means} else cell end as means from ${once(name, column)})
      where means is distinct from cell`;
    if ((await engine.all(sql`${others} limit 1`)).length === 0) continue;
    const reason = sql`case when ${isShortened(cell)} then 'shortened-number' else 'missing-value' end`;
    await engine.run(sql`
      update ${id(name)} set ${id(column)} = means, original = ${withOriginal(column)},
        ${
          required
            ? sql`problem_column = case when problem_reason is null and means is null then ${names.get(column) ?? column} else problem_column end,
              problem_value = case when problem_reason is null and means is null then left(cell, 200) else problem_value end,
              problem_reason = case when problem_reason is null and means is null then ${reason} else problem_reason end`
            : sql`unread = unread or means is null and ${isShortened(cell)}`
        }
      from (${others}) where cell = ${id(name)}.${id(column)}`);
  }
}

/** What a column holds, each once: to be asked of that, and not of every row. */
export const once = (staged: string, column: string): Sql => sql`(
  with once as materialized (select distinct ${id(column)} as cell from ${id(staged)}) select * from once)`;

/** What a row keeps of a text that is about to be another one; what it kept of it before is what its file says. */
export const withOriginal = (column: string): Sql =>
  sql`cast(json_merge_patch(json_object(${column}, ${id(column)}), coalesce(original, '{}')) as varchar)`;
