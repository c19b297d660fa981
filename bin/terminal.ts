import { styleText } from "node:util";

/** Text that may go to a terminal as it is. */
export class Shown {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Piece = string | number | Shown;

/** Text around data: what comes from a hole is made harmless, unless it was before. */
export const shown = (texts: TemplateStringsArray, ...pieces: readonly Piece[]): Shown =>
  new Shown(texts.map((text, i) => (i === 0 ? text : textOf(pieces[i - 1] as Piece) + text)).join(""));

const textOf = (piece: Piece): string => (piece instanceof Shown ? piece.text : harmless(String(piece)));

/** Control characters and those that turn the direction of writing; they could rewrite what a terminal shows. */
const CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text from a file as a terminal may show it: control characters written out, as in `\x1b`. */
export const harmless = (text: string): string =>
  text.replace(CONTROL, (char) => {
    const code = char.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });

/** JSON on one line that is harmless too: the escapes of JSON stand for every control character. */
export const json = (value: unknown): string =>
  JSON.stringify(value).replace(CONTROL, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);

type Format = Parameters<typeof styleText>[0];

const style =
  (format: Format) =>
  (piece: Piece): Shown =>
    new Shown(styleText(format, textOf(piece), { stream: process.stdout }));

export const bold = style("bold");
export const dim = style("dim");
export const red = style("red");
export const green = style("green");
export const yellow = style("yellow");
export const cyan = style("cyan");

/** A line on stdout. */
export function say(line: Piece = ""): void {
  process.stdout.write(`${textOf(line)}\n`);
}

/** One JSON object on stdout. */
export function sayJson(value: unknown): void {
  process.stdout.write(`${json(value)}\n`);
}

/** Lines on stderr; line ends of the message stay. */
export function complain(message: string): void {
  const lines = message.split("\n").map(harmless);
  process.stderr.write(`${lines.join("\n")}\n`);
}

const SGR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");
const MARK = /\p{Mn}|\p{Me}/u;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Columns that a text takes on a terminal; Chinese characters take two. */
export function width(text: string): number {
  let columns = 0;
  for (const char of text.replace(SGR, "")) columns += MARK.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return columns;
}

export interface Column {
  readonly title: string;
  readonly align?: "right";
}

/**
 * Rows under titles, two spaces apart. The last column is as long as it is; on a terminal, what has no room beside goes
 * below. What a row has to say beyond the columns stands on a line of its own.
 */
export function table(columns: readonly Column[], rows: readonly (readonly Piece[])[], indent = ""): Shown {
  const cells = rows.map((row) => row.map(textOf));
  const titled = columns.some(({ title }) => title !== "");
  const widths = columns.map(({ title }, i) => Math.max(width(title), ...cells.map((row) => width(row[i] ?? ""))));
  const line = (row: readonly string[]) =>
    columns
      .map(({ align }, i) => {
        const text = row[i] ?? "";
        const gap = " ".repeat((widths[i] as number) - width(text));
        return align === "right" ? gap + text : i === columns.length - 1 ? text : text + gap;
      })
      .join("  ")
      .trimEnd();
  const head = titled ? [indent + dim(line(columns.map(({ title }) => title))).text] : [];
  const most = process.stdout.columns || Number.POSITIVE_INFINITY;
  const starts = widths.map((_, i) => indent.length + widths.slice(0, i).reduce((sum, wide) => sum + wide + 2, 0));
  const folded = (row: readonly string[]): string => {
    let beside = row.length;
    while (beside > 1 && width(indent + line(row.slice(0, beside))) > most) beside -= 1;
    const below = row.slice(beside).filter(Boolean).join("  ");
    if (below === "") return indent + line(row);
    const roomy = starts.slice(1, beside).findLast((start) => start + width(below) <= most);
    return `${indent + line(row.slice(0, beside))}\n${" ".repeat(roomy ?? Math.max(indent.length, most - width(below)))}${below}`;
  };
  const whole = (row: readonly string[]): string[] => [
    folded(row.slice(0, columns.length)),
    ...row.slice(columns.length).map((text) => " ".repeat(starts[1] ?? indent.length) + text),
  ];
  return new Shown([...head, ...cells.flatMap(whole)].join("\n"));
}

/** Rows without titles. */
export const plainTable = (rows: readonly (readonly Piece[])[], indent?: string): Shown =>
  table(
    (rows[0] ?? []).map(() => ({ title: "" })),
    rows,
    indent,
  );

export const count = (n: number): string => n.toLocaleString("en-US");

export function heading(text: string): void {
  say();
  say(bold(text));
}

/** A heading and its points; nothing where there are none. */
export function list(title: string, points: readonly string[]): void {
  if (points.length === 0) return;
  heading(title);
  for (const point of points) say(shown`  · ${point}`);
}
