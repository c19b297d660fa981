import type { Cell } from "write-excel-file/node";
import type { Bilingual, Language } from "../../schemas/text.ts";
import { isSmall, toldCells } from "../circulation/counts.ts";
import { textWidth } from "./picture.ts";
import { cut, figure, type LocalClock, visible } from "./text.ts";

/** `roomy`: texts wrap and stand at the top of their row. `plain`: one line a row, which is many times cheaper. */
type CellStyle = "roomy" | "plain";

/** Makes cells in one language and one zone, and counts the text that went in. */
export interface Maker {
  text(value: string | null | undefined): Cell;
  say(t: Bilingual): Cell;
  /** A heading, in bold. */
  heading(t: Bilingual): Cell;
  /** A sentence that may run over the cells beside it. */
  plain(t: Bilingual): Cell;
  lines(items: readonly (Bilingual | string)[]): Cell;
  number(value: number | null): Cell;
  /** A number beside which a text stands. */
  middle(value: number): Cell;
  /** A count of a summary, which is not told where it is too small. */
  count(value: number | null): Cell;
  /** A count beside what it counts, where times and texts stand below it. */
  beside(value: number): Cell;
  /** A count as a text, not a cell yet. */
  told(n: number): string;
  /** The counts of a row whose sum can be known. */
  row(counts: readonly number[]): Cell[];
  time(instant: number | null): Cell;
  /** A row as high as its texts need in its columns; a plain one stays as it is. */
  fit(row: readonly Cell[], columns: readonly Room[]): Cell[];
  /** A text in the workbook's language, not a cell yet. */
  word(t: Bilingual): string;
  readonly clock: LocalClock;
  spent(): number;
}

/** The place of a text: a column of so many characters, which may be for the screen alone. */
export interface Room {
  readonly width: number;
  readonly screen?: true;
}

/** A cell holds no more. */
const EXCEL_TEXT = 32_767;
const FIRST_DATE = Date.UTC(1900, 2, 1);
const LAST_DATE = Date.UTC(9999, 11, 31);
const TIME_FORMAT = "yyyy-mm-dd hh:mm:ss";
/** What a spreadsheet takes for a formula or a command when somebody edits the cell. */
const RISKY = /^[\s]*[=+\-@|]/;
/** Text that a spreadsheet would read as an escape, by which `_x0041_` stands for `A`. */
const ESCAPE = /_(?=x[0-9a-f]{4}_)/gi;

type TextCell = Cell & { readonly value: string };

export function maker(language: Language, clock: LocalClock, style: CellStyle, least: number): Maker {
  let spent = 0;
  const countLines = lineCounter();
  const roomy = style === "roomy" ? ({ wrap: true, alignVertical: "top" } as const) : {};
  const top = style === "roomy" ? ({ alignVertical: "top" } as const) : {};
  const word = (t: Bilingual) => t[language];
  const cutMark = (left: number) =>
    word({
      zh: `…〔余 ${figure(left)} 字，见 warnings.ndjson〕`,
      en: `… [${figure(left)} more characters in warnings.ndjson]`,
    });
  const cells = new Map<string, TextCell>();
  const text = (value: string | null | undefined): Cell => {
    if (value === null || value === undefined || value === "") return null;
    const known = cells.get(value) ?? textCell(value);
    cells.set(value, known);
    spent += known.value.length;
    return known;
  };
  const textCell = (value: string): TextCell => {
    let shown = cut(visible(value).replace(ESCAPE, "_x005F_"), EXCEL_TEXT, cutMark);
    // The library keeps its shared strings in a plain object, where these names already mean something.
    if (shown in Object.prototype) shown += " ";
    return style === "roomy" || RISKY.test(shown)
      ? { value: shown, type: String, format: "@", ...roomy }
      : { value: shown, type: String };
  };
  const number = (value: number | null): Cell =>
    value === null || !Number.isFinite(value) ? null : { value, type: Number, ...top };
  const told = (n: number): string => (isSmall(n, least) ? `<${least}` : figure(n));
  const count = (value: number | null): Cell =>
    value !== null && isSmall(value, least) ? text(told(value)) : number(value);
  return {
    text,
    word,
    number,
    middle: (value) => ({ value, type: Number, align: "center", ...top }),
    count,
    beside: (value) => (isSmall(value, least) ? count(value) : { value, type: Number, align: "left", ...top }),
    told,
    row: (counts) => {
      const cells = toldCells(counts, least);
      return counts.map((n, i) => (cells[i] || isSmall(n, least) ? count(n) : text("…")));
    },
    clock,
    say: (t) => text(word(t)),
    heading: (t) => ({ value: word(t), type: String, fontWeight: "bold", alignVertical: "top", wrap: true }),
    plain: (t) => ({ value: word(t), type: String }),
    lines: (items) => text(items.map((item) => (typeof item === "string" ? item : word(item))).join("\n")),
    time: (instant) => {
      if (instant === null) return null;
      if (instant < FIRST_DATE || instant > LAST_DATE) return text(clock.text(instant));
      // Spreadsheets round what they show to the second; the last moment of a day is not the next day.
      return {
        value: clock.date(Math.floor(instant / 1000) * 1000),
        type: Date,
        format: TIME_FORMAT,
        align: "left",
        ...top,
      };
    },
    fit: (row, columns) => (style === "plain" ? [...row] : fitted(row, columns, countLines)),
    spent: () => spent,
  };
}

export const LINE_POINTS = 17;
/**
 * Longer texts are cut on the screen, not in the cell; sooner in columns that are not printed, so that paper is not
 * empty beside them.
 */
const MOST_LINES = { paper: 20, screen: 4 } as const;

/** A Chinese character is as wide as two of those that a column's width is counted in. */
const linesOf = (text: string, width: number): number =>
  text
    .slice(0, 2_000)
    .split("\n")
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line, 2) / width)), 0);

/** Counts the lines of a text once, though it stands in many rows. */
function lineCounter(): typeof linesOf {
  const counted = new Map<number, Map<string, number>>();
  return (text, width) => {
    const own = counted.get(width) ?? new Map<string, number>();
    const lines = own.get(text) ?? linesOf(text, width);
    counted.set(width, own.set(text, lines));
    return lines;
  };
}

/** Programs that open a workbook do not all work out how high a row of wrapped texts must be. */
function fitted(
  row: readonly Cell[],
  columns: readonly Room[],
  linesOf: (text: string, width: number) => number,
): Cell[] {
  const texts = row.map((cell) =>
    cell !== null && typeof cell === "object" && "value" in cell && typeof cell.value === "string" ? cell.value : "",
  );
  const lines = texts.map((text, i) => {
    const { width, screen } = columns[i] ?? { width: 10 };
    return Math.min(linesOf(text, width), screen ? MOST_LINES.screen : MOST_LINES.paper);
  });
  const height = Math.max(1, ...lines) * LINE_POINTS;
  const first = row.findIndex((cell) => cell !== null && typeof cell === "object" && "value" in cell);
  return row.map((cell, i) => (i === first ? ({ ...(cell as object), height } as Cell) : cell));
}
