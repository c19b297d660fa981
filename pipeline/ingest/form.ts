/** Words of times, which are no one's name. */
const TIME =
  /^(?:[年月日号时点分秒上下午星期一二三四五六七八九十]+|t|z|am|pm|utc|gmt|[a-z]{0,6}day|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})$/i;
const LONGEST = 80;

/**
 * What a value that could not be read looks like, for a screen or a message: it may stand in the wrong column and name
 * somebody, so letters are `x` and `字`, and figures of more than four places `9`. The value itself is in the
 * quarantine.
 */
export function masked(value: string): string {
  const form = value
    .slice(0, LONGEST)
    .replace(/\p{L}+/gu, (word) =>
      TIME.test(word) ? word : word.replace(/\p{Script=Han}/gu, "字").replace(/[^字]/gu, "x"),
    )
    .replace(/\d{5,}/g, (figures) => "9".repeat(figures.length));
  return value.length > LONGEST ? `${form}…` : form;
}

/** A date, or more figures than a name has: data where a name should stand, as where a header is missing. */
const DATA = /\d{5}|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}/;

const NAMES = 50;

/** Names of columns for a message, on one line, or their forms where one of them is none. */
export function namesShown(names: readonly string[]): string {
  const isData = names.some((name) => DATA.test(name));
  const shown = names
    .slice(0, NAMES)
    .map((name) => (isData ? masked(name) : name).replace(/\s+/g, " ").slice(0, LONGEST));
  const more = names.length > NAMES ? ` and ${names.length - NAMES} more` : "";
  return `${shown.join(", ")}${more}${isData ? " (is its first line a header? Without one, `header: false`)" : ""}`;
}

const TAG = /^<[/!?]?[a-z][\w:.-]{0,30}(?![\w\p{L}])/iu;

/** A piece of a file for a message: its form, but for the name of a tag that it begins with. */
export function pieceShown(text: string): string {
  const tag = TAG.exec(text)?.[0] ?? "";
  return JSON.stringify(`${tag}${masked(text.slice(tag.length))}`);
}

/** Words of ours about names that a file gives: letters that are not of ours, and long figures, have their form. */
export const withoutNames = (message: string): string =>
  message.replace(/[^\P{L}a-z]+/giu, masked).replace(/\d{9,}/g, masked);

/**
 * The engine's words about values that it could not take, with the form of those that it quotes; other errors as they
 * are.
 */
export const withForms = (message: string): string =>
  /^(?:Invalid|Invalid Input|Conversion|Out of Range) Error/.test(message)
    ? message.replace(
        /(?<=\b(?:value|string|from) )(["'])(.*)\1/g,
        (_, quote, value) => `${quote}${masked(value)}${quote}`,
      )
    : message;
