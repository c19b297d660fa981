/** Words of times, which are no one's name. */
const TIME =
  /^(?:[年月日号时点分秒上下午星期一二三四五六七八九十]+|t|z|am|pm|utc|gmt|[a-z]{0,6}day|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})$/i;
const LONGEST = 80;

/**
 * What a value that could not be read looks like, for a screen or a message: it may stand in the wrong column and name
 * somebody, so letters are `x` and `字`, and figures of more than four places `9`. The value itself is in the quarantine.
 */
export function formOf(value: string): string {
  const form = value
    .slice(0, LONGEST)
    .replace(/\p{L}+/gu, (word) =>
      TIME.test(word) ? word : word.replace(/\p{Script=Han}/gu, "字").replace(/[^字]/gu, "x"),
    )
    .replace(/\d{5,}/g, (figures) => "9".repeat(figures.length));
  return value.length > LONGEST ? `${form}…` : form;
}

/** The engine's words about values that it could not take, with the form of those that it quotes; other errors as they are. */
export const withForms = (message: string): string =>
  /^(?:Invalid|Invalid Input|Conversion|Out of Range) Error/.test(message)
    ? message.replace(
        /(?<=\b(?:value|string|from) )(["'])(.*)\1/g,
        (_, quote, value) => `${quote}${formOf(value)}${quote}`,
      )
    : message;
