import type { Blob } from "node:buffer";
import { writeFile } from "node:fs/promises";
import type Stream from "node:stream";
import writeExcelFile, { type Feature, type Row, type Sheet } from "write-excel-file/node";
import { getCellAddress } from "write-excel-file/utility";
import type { Audience } from "../../schemas/choices.ts";
import type { RunManifest } from "../../schemas/run.ts";
import { type Bilingual, counted, type Language } from "../../schemas/text.ts";
import type { Warning } from "../../schemas/warning.ts";
import type { Lead } from "../warnings/leads.ts";
import { LINE_POINTS, type Maker, maker } from "./cells.ts";
import { HEADINGS } from "./headings.ts";
import {
  type Column,
  coverageColumns,
  coverageRows,
  EVIDENCE_COLUMNS,
  LEAD_COLUMNS,
  ruleColumns,
  UNRECORDED_COLUMNS,
  unrecordedRows,
  WARNING_COLUMNS,
} from "./sheets.ts";
import { figure, localClock, utcOffset } from "./text.ts";
import { NEVER_RECORDED, UNRECORDED_MEANS } from "./unrecorded-said.ts";
import { BANNER, decidedSaid, EDITIONS, HOW_TO_READ, NO_EVENTS, NO_LEADS } from "./words.ts";
import { withoutTimes } from "./zip.ts";

export interface Workbook {
  readonly manifest: RunManifest;
  /**
   * In the order in which they are to be read, quiet ones last; may be fewer than there are, and the workbook says so.
   */
  readonly leads: readonly Lead[];
  /** How many are open. */
  readonly leadsTotal: number;
  readonly language: Language;
  readonly audience: Audience;
  /** Counts below this are not told in summaries: 1 where all are. */
  readonly least: number;
  /** Most rows of the sheet of warnings, and of the sheet of evidence; 100,000 where not said. */
  readonly limit?: number;
}

/** Some programs take a bold font without a name for another font. */
const FONT = "Calibri";
const DEFAULT_LIMIT = 100_000;
const EXCEL_ROWS = 1_048_576;
/** Characters of all text together: sheets are built in memory. */
const TEXT_BUDGET = 100_000_000;

/**
 * Writes the workbook (mode 0600): what it is, leads, warnings, evidence, rules with their outcomes, coverage, what is
 * never recorded. Every text is a text cell, never a formula; times are dates in the run's zone; a sheet that was cut says so in its last row
 * and on the first sheet. The same input gives the same bytes.
 */
export async function writeXlsx(
  path: string,
  { manifest, leads, leadsTotal, language, audience, least, limit }: Workbook,
): Promise<void> {
  const clock = localClock(manifest.timezone);
  const make = { roomy: maker(language, clock, "roomy", least), plain: maker(language, clock, "plain", least) };
  const most = Math.max(0, Math.min(limit ?? DEFAULT_LIMIT, EXCEL_ROWS - 2));
  const filled = fill(
    leads.flatMap((lead) => lead.warnings),
    most,
    make,
  );
  const listed = leads.slice(0, most);
  const notes = {
    ...(listed.length < leadsTotal ? { leads: leadsShown(listed.length, leadsTotal) } : {}),
    ...cutNotes(filled, manifest),
  };
  const [ruled, covered] = [ruleColumns(audience), coverageColumns(audience)];
  const unrecorded = unrecordedRows(manifest);
  const tables = [
    table({ zh: "线索", en: "Leads" }, LEAD_COLUMNS, rowsOf(listed, LEAD_COLUMNS, make.roomy), make.roomy, notes.leads),
    table({ zh: "风险提示", en: "Warnings" }, WARNING_COLUMNS, filled.warnings, make.roomy, notes.warnings),
    table({ zh: "证据", en: "Evidence" }, EVIDENCE_COLUMNS, filled.evidence, make.plain, notes.evidence),
    table({ zh: "规则", en: "Rules" }, ruled, rowsOf(manifest.rules, ruled, make.plain), make.plain),
    table({ zh: "覆盖情况", en: "Coverage" }, covered, rowsOf(coverageRows(manifest), covered, make.roomy), make.roomy),
    table(
      NEVER_RECORDED,
      UNRECORDED_COLUMNS,
      rowsOf(unrecorded, UNRECORDED_COLUMNS, make.roomy),
      make.roomy,
      unrecorded.length > 0 ? UNRECORDED_MEANS : undefined,
    ),
  ];
  const sheets = [about(manifest, audience, Object.values(notes), make.roomy), ...tables.map(({ sheet }) => sheet)];
  const book = await writeExcelFile(sheets, {
    fontFamily: FONT,
    features: [autoFilter(tables), onePageWide(make.roomy.word(ON_PAPER)), printed(tables)],
  }).toBuffer();
  await writeFile(path, withoutTimes(book), { mode: 0o600 });
}

interface Makers {
  readonly roomy: Maker;
  readonly plain: Maker;
}

interface Filled {
  readonly warnings: Row[];
  readonly evidence: Row[];
  /** Whether every warning and every record that came is among them. */
  readonly all: { warnings: boolean; evidence: boolean };
}

function fill(warnings: readonly Warning[], most: number, make: Makers): Filled {
  const filled: Filled = { warnings: [], evidence: [], all: { warnings: true, evidence: true } };
  for (const warning of warnings) {
    if (filled.warnings.length >= most || make.roomy.spent() + make.plain.spent() > TEXT_BUDGET) {
      filled.all.warnings = false;
      break;
    }
    filled.warnings.push(WARNING_COLUMNS.map((column) => column.cell(warning, make.roomy)));
    const room = most - filled.evidence.length;
    if (warning.evidence.length > room) filled.all.evidence = false;
    for (const evidence of warning.evidence.slice(0, room)) {
      filled.evidence.push(EVIDENCE_COLUMNS.map((column) => column.cell({ warning, evidence }, make.plain)));
    }
  }
  return filled;
}

const leadsShown = (shown: number, total: number): Bilingual => ({
  zh: `“线索”表列出 ${figure(total)} 条中的前 ${figure(shown)} 条；全部见 warnings.ndjson。`,
  en: `The sheet 'Leads' shows ${figure(shown)} of ${counted(total, "lead")}; all are in warnings.ndjson.`,
});

function cutNotes({ warnings, evidence, all }: Filled, manifest: RunManifest) {
  const notes: { warnings?: Bilingual; evidence?: Bilingual } = {};
  const { total } = manifest.warnings;
  if (!all.warnings || warnings.length < total) {
    notes.warnings = {
      zh: `“风险提示”表列出 ${figure(total)} 项中的前 ${figure(warnings.length)} 项；全部见 warnings.ndjson。`,
      en: `The sheet 'Warnings' shows ${figure(warnings.length)} of ${counted(total, "notice")}; all are in warnings.ndjson.`,
    };
  }
  if (!all.evidence || notes.warnings) {
    notes.evidence = {
      zh: `“证据”表列出前 ${figure(evidence.length)} 条，没有列全；全部见 warnings.ndjson。`,
      en: `The sheet 'Evidence' shows the first ${counted(evidence.length, "record")} and not all; all are in warnings.ndjson.`,
    };
  }
  return notes;
}

const rowsOf = <Item>(items: readonly Item[], columns: readonly Column<Item>[], make: Maker): Row[] =>
  items.map((item) => columns.map((column) => column.cell(item, make)));

/** What the library takes as a file inside of the workbook; this one has none but its own. */
type Content = Stream | Buffer | Blob;
type BookSheet = Sheet<Content>;

/** Characters of a heading that its filter's arrow hides. */
const FILTER_ARROW = 2;
/** A sheet of rows, and the ranges of it that are filtered by and printed. */
interface Table {
  readonly sheet: BookSheet;
  readonly filter: string;
  readonly paper: string;
}

/** A sheet with its headings frozen, and a note below its rows where it was cut. */
function table<Item>(
  name: Bilingual,
  columns: readonly Column<Item>[],
  rows: Row[],
  make: Maker,
  note?: Bilingual | undefined,
): Table {
  const head = columns.map((column) => make.heading(column.title));
  const besideArrows = columns.map(({ width }) => ({ width: width - FILTER_ARROW }));
  return {
    sheet: {
      sheet: make.word(name),
      data: [
        make.fit(head, besideArrows),
        ...rows.map((row) => make.fit(row, columns)),
        ...(note ? [[make.plain(note)]] : []),
      ],
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      orientation: "landscape",
    },
    filter: `A1:${getCellAddress(rows.length, columns.length - 1)}`,
    paper: absolute(rows.length + (note ? 1 : 0), columns.filter(({ screen }) => !screen).length - 1),
  };
}

/** From the first cell to the one in this row and column, counted from nought. */
const absolute = (row: number, column: number): string =>
  `$A$1:${getCellAddress(row, column).replace(/^[A-Z]+/, "$$$&$")}`;

/** The first sheet: what this is, the banner, what was cut, how to read it. */
function about(manifest: RunManifest, audience: Audience, notes: readonly Bilingual[], make: Maker): BookSheet {
  const { first_event_at: first, last_event_at: last, events } = manifest.coverage;
  const columns = [{ width: 28 }, { width: 110 }];
  const decided = decidedSaid(manifest.warnings, make.told);
  const none = manifest.warnings.total > 0 ? [] : events === 0 ? [NO_EVENTS] : NO_LEADS;
  return {
    sheet: make.word({ zh: "说明", en: "About" }),
    columns,
    showGridLines: false,
    orientation: "landscape",
    data: [
      [make.heading({ zh: "办案日志风险提示（线索）", en: "Leads from case-handling logs" }), make.text(manifest.name)],
      [null, make.say(BANNER)],
      [null, make.say(EDITIONS[audience])],
      [],
      [make.say({ zh: "数据期间", en: "Events from" }), make.time(first)],
      [make.say({ zh: "至", en: "to" }), make.time(last)],
      [make.say(HEADINGS.asOf), make.time(manifest.as_of)],
      [
        make.say({ zh: "时区", en: "Time zone" }),
        make.text(`${manifest.timezone} (${utcOffset(manifest.timezone, manifest.as_of)})`),
      ],
      [make.say({ zh: "运行编号", en: "Run" }), make.text(manifest.run_id)],
      [make.say({ zh: "风险提示（项）", en: "Notices" }), make.beside(manifest.warnings.total)],
      ...(decided ? [[make.say({ zh: "其中", en: "Among them" }), make.say(decided)]] : []),
      ...[...notes, ...none].map((note) => [null, make.say(note)]),
      [],
      [make.heading({ zh: "阅读说明", en: "How to read" })],
      ...HOW_TO_READ.map((line) => [null, make.say(line)]),
    ].map((row) => make.fit(row, columns)),
  };
}

/** Filter arrows on the headings, which the library leaves to a feature; the first sheet is no table. */
const autoFilter = (tables: readonly Table[]): Feature<Content> => ({
  files: {
    transform: {
      "xl/worksheets/sheet{id}.xml": {
        transform: (xml, _, { sheetIndex }) => {
          const table = tables[sheetIndex - 1];
          return table ? xml.replace("</sheetData>", `</sheetData><autoFilter ref="${table.filter}"/>`) : xml;
        },
      },
    },
  },
});

/** What is printed of a table; its headings stand on every page. */
const printed = (tables: readonly Table[]): Feature<Content> => ({
  files: {
    transform: {
      "xl/workbook.xml": {
        transform: (xml) => {
          const names = tables.flatMap(({ sheet: { sheet }, paper }, i) =>
            Object.entries({ Print_Area: paper, Print_Titles: "$1:$1" }).map(
              ([name, range]) =>
                `<definedName name="_xlnm.${name}" localSheetId="${i + 1}">'${sheet}'!${range}</definedName>`,
            ),
          );
          return xml.replace("<definedNames/>", () => `<definedNames>${names.join("")}</definedNames>`);
        },
      },
    },
  },
});

/** What is said at the head of every page on paper, which may part from the others. */
const ON_PAPER: Bilingual = {
  zh: "风险提示（线索），不是事实认定，须经人工核查",
  en: "Risk notices (leads), not findings; people have to verify them",
};
const MARGINS = `<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.5" header="0.3" footer="0.3"/>`;

/**
 * Rows of a height that Chinese characters need; sheets are printed as wide as a page, with lines between the cells of
 * a table, and numbered.
 */
const onePageWide = (head: string): Feature<Content> => ({
  files: {
    transform: {
      "xl/worksheets/sheet{id}.xml": {
        transform: (xml, _, { sheetIndex }) =>
          xml
            .replace(/<worksheet[^>]*>/, '$&<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
            .replace("</sheetViews>", `$&<sheetFormatPr defaultRowHeight="${LINE_POINTS}" customHeight="1"/>`)
            .replace(/<pageMargins[^>]*>/, `${sheetIndex === 0 ? "" : '<printOptions gridLines="1"/>'}${MARGINS}`)
            .replace(
              /<pageSetup ([^>]*)>/,
              `<pageSetup fitToHeight="0" $1><headerFooter><oddHeader>&amp;L${head}</oddHeader><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>`,
            ),
      },
    },
  },
});
