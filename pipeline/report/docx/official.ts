import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  type IFontAttributesProperties,
  type ISectionOptions,
  LineRuleType,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from "docx";
import { visible } from "../text.ts";

/**
 * Paragraphs and tables in the layout of GB/T 9704—2012 (党政机关公文格式): A4 with a type area of 156 mm × 225 mm,
 * title in 小标宋 二号, body in 仿宋 三号 with 22 lines a page, headings of the first level in 黑体 and of the second in
 * 楷体, page numbers in 宋体 四号 between dashes.
 */
const TWIPS_PER_MM = 1440 / 25.4;
const mm = (millimetres: number): number => Math.round(millimetres * TWIPS_PER_MM);
/** Half-points, as the format counts sizes of type. */
const SIZE = { two: 44, three: 32, four: 28, table: 24 } as const;
const LINE = 28 * 20;
const WIDTH = mm(156);

const LATIN = "Times New Roman";
const font = (eastAsia: string): IFontAttributesProperties => ({ ascii: LATIN, hAnsi: LATIN, cs: LATIN, eastAsia });
export const FONTS = {
  title: "方正小标宋简体",
  heading: "黑体",
  subheading: "楷体_GB2312",
  body: "仿宋_GB2312",
  number: "宋体",
} as const;

/** So that characters have the shapes of the mainland whatever font stands in. */
const LANGUAGE = { value: "en-GB", eastAsia: "zh-CN" } as const;

const run = (text: string, name: keyof typeof FONTS, size: number): TextRun =>
  new TextRun({ text: visible(text), font: font(FONTS[name]), size });

const paragraph = (children: ParagraphChild[], options: object = {}): Paragraph =>
  new Paragraph({ children, spacing: { line: LINE, lineRule: LineRuleType.EXACT }, ...options });

export const title = (text: string): Paragraph =>
  paragraph([run(text, "title", SIZE.two)], {
    alignment: AlignmentType.CENTER,
    keepNext: true,
    spacing: { line: 36 * 20, lineRule: LineRuleType.EXACT, after: LINE / 2 },
  });

export const subtitle = (text: string): Paragraph =>
  paragraph([run(text, "subheading", SIZE.three)], { alignment: AlignmentType.CENTER, keepNext: true });

/** The number of a sheet, below the name of who gives it. */
export const numbered = (text: string): Paragraph =>
  paragraph([run(text, "body", SIZE.table)], { alignment: AlignmentType.CENTER, keepNext: true });

/** A remark beside the body, in the type of tables. */
export const small = (text: string): Paragraph =>
  new Paragraph({
    children: [run(text, "body", SIZE.table)],
    spacing: { line: 18 * 20, lineRule: LineRuleType.AT_LEAST },
  });

/** A paragraph of the body; its first line stands in by two characters. */
export const body = (text: string): Paragraph =>
  paragraph([run(text, "body", SIZE.three)], {
    indent: { firstLine: 2 * SIZE.three * 10 },
    alignment: AlignmentType.BOTH,
  });

/** A line at the end of a document: who gives it, and the day. */
export const closing = (text: string, { keepNext = false } = {}): Paragraph =>
  paragraph([run(text, "body", SIZE.three)], { alignment: AlignmentType.RIGHT, keepNext });

/** A paragraph of the body that stays with what follows it. */
export const leadIn = (text: string): Paragraph =>
  paragraph([run(text, "body", SIZE.three)], { indent: { firstLine: 2 * SIZE.three * 10 }, keepNext: true });

export const heading = (text: string): Paragraph =>
  paragraph([run(text, "heading", SIZE.three)], { indent: { firstLine: 2 * SIZE.three * 10 }, keepNext: true });

export const subheading = (text: string): Paragraph =>
  paragraph([run(text, "subheading", SIZE.three)], { indent: { firstLine: 2 * SIZE.three * 10 }, keepNext: true });

const thin = { style: BorderStyle.SINGLE, size: 4, color: "000000" } as const;
const BORDERS = { top: thin, bottom: thin, left: thin, right: thin } as const;
const none = { style: BorderStyle.NONE, size: 0, color: "auto" } as const;
const NO_BORDERS = { top: none, bottom: none, left: none, right: none } as const;
const MARGINS = { top: 60, bottom: 60, left: 90, right: 90 } as const;

const cellText = (text: string, name: keyof typeof FONTS, keepNext = false): Paragraph[] =>
  text.split("\n").map(
    (line) =>
      new Paragraph({
        keepNext,
        children: [run(line, name, SIZE.table)],
        spacing: { line: 18 * 20, lineRule: LineRuleType.AT_LEAST },
      }),
  );

/** A row that may not stand alone at the foot of a page, or leave the last one alone on the next. */
const staysWithNext = (i: number, rows: number): boolean => i < rows - 1 && (i === 0 || i === rows - 2);

/**
 * A table over the type area; `widths` are shares of it, in percent. The first row repeats on every page if `headed`; a
 * table that goes on does so with two rows at least on either page.
 */
export function grid(rows: readonly (readonly string[])[], widths: readonly number[], headed: boolean): Table {
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: widths.map((share) => Math.round((WIDTH * share) / 100)),
    rows: rows.map(
      (cells, i) =>
        new TableRow({
          tableHeader: headed && i === 0,
          cantSplit: true,
          children: cells.map(
            (text, column) =>
              new TableCell({
                children: cellText(
                  text,
                  headed ? (i === 0 ? "heading" : "body") : column % 2 === 0 ? "heading" : "body",
                  staysWithNext(i, rows.length),
                ),
                width: { size: Math.round((WIDTH * (widths[column] ?? 0)) / 100), type: WidthType.DXA },
                borders: BORDERS,
                margins: MARGINS,
                verticalAlign: VerticalAlign.CENTER,
              }),
          ),
        }),
    ),
  });
}

/** Words in columns without a frame, which stay with what follows them. */
export function columns(words: readonly string[], each: number): Table {
  const rows = Array.from({ length: Math.ceil(words.length / each) }, (_, i) => words.slice(i * each, (i + 1) * each));
  const size = Math.round(WIDTH / each);
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: Array.from({ length: each }, () => size),
    rows: rows.map(
      (cells) =>
        new TableRow({
          cantSplit: true,
          children: Array.from(
            { length: each },
            (_, i) =>
              new TableCell({
                children: cellText(cells[i] ?? "", "body", true),
                width: { size, type: WidthType.DXA },
                borders: NO_BORDERS,
                margins: MARGINS,
              }),
          ),
        }),
    ),
  });
}

/** A box with more characters than this may go on on the next page. */
const LONG_BOX = 800;

/** A framed place with its words at the top and room to write below. */
export function box(text: string, heightMm: number): Table {
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: [WIDTH],
    rows: [
      new TableRow({
        cantSplit: text.length < LONG_BOX,
        height: { value: mm(heightMm), rule: "atLeast" },
        children: [new TableCell({ children: cellText(text, "body"), borders: BORDERS, margins: MARGINS })],
      }),
    ],
  });
}

/** A little room below a table. */
export const gap = ({ keepNext = false } = {}): Paragraph =>
  new Paragraph({ children: [], keepNext, spacing: { line: 200, lineRule: LineRuleType.EXACT } });

/** Page numbers stand outside: on the right of odd pages and on the left of even ones, a character from the edge. */
const footer = (side: "odd" | "even"): Footer =>
  new Footer({
    children: [
      new Paragraph({
        alignment: side === "odd" ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: side === "odd" ? { right: SIZE.four * 10 } : { left: SIZE.four * 10 },
        children: [
          new TextRun({
            children: ["— ", PageNumber.CURRENT, " —"],
            font: font(FONTS.number),
            size: SIZE.four,
          }),
        ],
      }),
    ],
  });

/** One sheet of a document: begins on a page of its own, numbered from 1. */
export const sheet = (children: ISectionOptions["children"]): ISectionOptions => ({
  properties: {
    page: {
      size: { width: mm(210), height: mm(297) },
      margin: { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26), footer: mm(28) },
      pageNumbers: { start: 1 },
    },
  },
  footers: { default: footer("odd"), even: footer("even") },
  children,
});

export const official = (name: string, sections: ISectionOptions[]): Document =>
  new Document({
    title: name,
    creator: "Xiezhi",
    lastModifiedBy: "Xiezhi",
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: { font: font(FONTS.body), size: SIZE.three, language: LANGUAGE } } } },
    sections,
  });
