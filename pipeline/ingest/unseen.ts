import { type Sql, sql } from "../engine/sql.ts";

/** From which to which character: controls but for blanks, and what Unicode says may be left out where it is shown. */
const RANGES = [
  [0x00, 0x08],
  [0x0e, 0x1f],
  [0x7f, 0x84],
  [0x86, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe0fff],
] as const;
const rangesWith = (letter: string): string =>
  RANGES.map((range) => range.map((char) => `\\${letter}{${char.toString(16)}}`).join("-")).join("");

/** Characters that nobody sees: blanks without width, joiners, marks of direction, soft hyphens. */
export const UNSEEN = rangesWith("x");
const EACH_UNSEEN = new RegExp(`[${rangesWith("u")}]`, "gu");
/** A name of a column or attribute as it is seen. */
export const asSeen = (name: string): string => name.replace(EACH_UNSEEN, "").trim();

/** Letters, figures and the hyphen as wide as characters are; brackets are as wide in proper numbers of cases. */
export const WIDE = String.raw`\x{ff0d}\x{ff10}-\x{ff19}\x{ff21}-\x{ff3a}\x{ff41}-\x{ff5a}`;
const NARROW = [..."-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"];
const wideOf = (char: string): string => String.fromCodePoint((char.codePointAt(0) as number) + 0xfee0);
const ALL_WIDE = NARROW.map(wideOf).join("");
const EACH_WIDE = new RegExp(`[${ALL_WIDE}]`, "g");
export const narrowed = (text: Sql): Sql => sql`translate(${text}, ${ALL_WIDE}, ${NARROW.join("")})`;

/** What can be seen of a text, in letters and figures of one width. It takes its time: to be asked of few. */
export const plain = (text: Sql): Sql => narrowed(sql`regexp_replace(${text}, ${`[${UNSEEN}]`}, '', 'g')`);
export const mayBePlainer = (text: Sql): Sql =>
  sql`strlen(${text}) <> length(${text}) and regexp_matches(${text}, ${`[${UNSEEN}${WIDE}]`})`;

const BLANK = String.raw`\s\x{b}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}`;

/** A text in which a word is found however it is written: plain, without blanks, in small letters. */
export const folded = (text: Sql): Sql => sql`
  lower(case when regexp_matches(${text}, ${`[${UNSEEN}${BLANK}${WIDE}]`})
    then ${narrowed(sql`regexp_replace(${text}, ${`[${UNSEEN}${BLANK}]`}, '', 'g')`)} else ${text} end)`;

/** A word of a configuration as {@link folded} texts have it. */
export const foldedWord = (word: string): string => plainWord(word).replace(/\s/g, "").toLowerCase();
export const plainWord = (word: string): string =>
  word.replace(EACH_UNSEEN, "").replace(EACH_WIDE, (char) => NARROW[ALL_WIDE.indexOf(char)] as string);

/** The ways in which a character of a folded word may be written: a text without any of them does not hold the word. */
export const writtenAs = (char: string): string[] => {
  const cases = [...new Set([char, char.toUpperCase()])];
  return [...cases, ...cases.filter((one) => NARROW.includes(one)).map(wideOf)];
};
