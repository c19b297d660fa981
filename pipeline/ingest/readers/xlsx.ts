import { open, readFile } from "node:fs/promises";
import { InvalidInputError, InvalidSpreadsheetError, readSheet, SheetNotFoundError } from "read-excel-file/universal";
import type { Source } from "../../../schemas/config.ts";
import type { TableName } from "../../../schemas/tables.ts";
import type { Bilingual } from "../../../schemas/text.ts";
import { DAY } from "../../kit/duration.ts";
import { UserError } from "../../kit/errors.ts";
import { belowTitle, headerAmong, MOST_ABOVE } from "../header.ts";
import { columnNames } from "../names.ts";
import { type Input, type Reader, type RecordBatch, stageRecords } from "../reader.ts";
import { Workbook } from "../workbook.ts";
import { checkZip } from "../zip.ts";

/**
 * XLSX: one sheet, the first if none is named, its header below titles, the line the sheet's row number, blank rows skipped.
 *
 * Dates become the local time the sheet shows (`2024-01-31 08:00:00`), numbers plain digits. A formula is the value
 * that was stored for it; an error (`#N/A`) is nothing, as an empty cell is. Texts keep their spaces.
 *
 * A sheet is held in memory as a whole, which the format's own limit of 1,048,576 rows bounds.
 */
const read: Reader = async (input) => {
  const { table, header } = input.source;
  const { rows, passedOver, epoch } = await rowsOf(input);
  const first = rows.findIndex((row) => row.some((cell) => cell !== null));
  if (first < 0) {
    const [filled] = passedOver;
    if (filled === undefined) return [];
    throw new UserError(
      `${input.name}: its first sheet is empty; \`sheet: ${named([filled])}\` in its source reads another`,
    );
  }
  const above = rows.slice(first, first + MOST_ABOVE).map((row) => row.map((cell) => textOf(cell, epoch) ?? ""));
  const head = header ? first + headerAmong(above, table, input.source, { delimited: false }) : first;
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const titles = Array.from({ length: width }, (_, i) => (header ? textOf(rows[head]?.[i], epoch) : null));
  const columns = columnNames(titles);
  const data = { rows, from: header ? head + 1 : first, columns, epoch };
  const notes = [
    ...(passedOver.length > 0 ? [onlyOne(passedOver)] : []),
    ...(head > first ? [belowTitle(head + 1)] : []),
  ];
  const tables = await stageRecords(input, { [table]: { columns, attributes: null } }, batches(table, data));
  return tables.map((raw) => ({ ...raw, notes }));
};
export default read;

/** The header of the first sheet and the rows below it, without blank ones, as texts; of a few MB at most. */
export async function firstSheet(path: string, name: string): Promise<{ header: string[]; rows: string[][] }> {
  const { rows, epoch } = await rowsOf({ path, name, maxBytes: MAX_LOOKED_AT, source: {} });
  const texts = rows.map((row) => row.map((cell) => textOf(cell, epoch) ?? ""));
  const filled = texts.filter((row) => row.some((text) => text !== ""));
  const head = headerAmong(filled.slice(0, MOST_ABOVE), "events", {}, { delimited: false });
  return { header: columnNames(filled[head] ?? []), rows: filled.slice(head + 1) };
}

const MAX_LOOKED_AT = 2 ** 26;
const BATCH = 4096;
/** What a sheet may unpack to. */
const MAX_UNPACKED = 2 ** 30;
/** A row or column no spreadsheet has: the library would make all the empty rows up to it. */
const OUTSIDE = /\sr="(?:[A-Z]{0,3}(?:[2-9]\d{6}|\d{8,})|[A-Z]{4,}\d*)"/;

/**
 * A cell of the type for dates in words, as Strict Open XML has them: the library takes them for times of the machine's
 * zone.
 */
const WORDED_DATE = /<(?:\w+:)?c\s[^<>]*?\bt=["']d["']/;

/** Texts, booleans and dates; numbers are texts already. */
type Cells = readonly unknown[];

/** From which day a workbook counts its dates. */
interface Epoch {
  /** Its day 0: a time of it is one of the day alone. */
  readonly zero: string;
  /** Days by which the library misses it. */
  readonly missed: number;
}

/** The library knows one of the two words for truth. */
function epochOf({ from1904 }: Workbook): Epoch {
  const isTrue = from1904 === "true";
  return { zero: isTrue || from1904 === "1" ? "1904-01-01" : "1899-12-30", missed: isTrue ? 1462 : 0 };
}

interface SheetRows {
  readonly rows: readonly Cells[];
  /** Where no sheet was named, the others that hold anything. */
  readonly passedOver: readonly string[];
  readonly epoch: Epoch;
}

type Sheet = Pick<Input, "path" | "name" | "maxBytes"> & { readonly source: Pick<Source, "sheet"> };

async function rowsOf({ path, name, source, maxBytes }: Sheet): Promise<SheetRows> {
  await checkMagic(path, name);
  const workbook = new Workbook(name);
  let tail = "";
  await checkZip(path, name, Math.min(maxBytes, MAX_UNPACKED), (entry, block) => {
    workbook.look(entry, block);
    if (!entry.startsWith("xl/worksheets/")) return;
    const text = tail + block.toString("latin1");
    const outside = OUTSIDE.exec(text);
    if (outside)
      throw new UserError(`${name}: ${entry} has a cell at${outside[0]}, beyond the limits of a spreadsheet`);
    if (WORDED_DATE.test(text)) {
      throw new UserError(`${name}: ${entry} has its dates in words (Strict Open XML); save it as an ordinary .xlsx`);
    }
    tail = text.slice(-64);
  });
  try {
    // From its bytes, by its directory, as it was checked: read as a stream, a damaged archive may never end.
    const { buffer, byteOffset, byteLength } = await readFile(path);
    const bytes = buffer.slice(byteOffset, byteOffset + byteLength);
    const rows = await readSheet<string>(bytes, source.sheet ?? 1, { trim: false, parseNumber: plainNumber });
    const [, ...others] = source.sheet === undefined ? workbook.sheets() : [];
    const passedOver = others.flatMap((sheet) => (sheet.filled ? sheet.name : []));
    return { rows, passedOver, epoch: epochOf(workbook) };
  } catch (error) {
    if (error instanceof SheetNotFoundError) {
      const names = workbook.sheets().map((sheet) => sheet.name);
      throw new UserError(`${name}: there is no sheet ${source.sheet}; the workbook has ${named(names)}`);
    }
    if (error instanceof InvalidInputError || error instanceof InvalidSpreadsheetError || error instanceof Error) {
      throw new UserError(`${name}: cannot be read as XLSX (${error.message.split("\n")[0]})`);
    }
    throw error;
  }
}

const NAMED = 20;
/** Names of sheets on one line; Excel lets them have 31 characters. */
const named = (names: readonly string[]): string =>
  [
    ...names.slice(0, NAMED).map((name) => name.replace(/\s+/g, " ").slice(0, 31)),
    ...(names.length > NAMED ? ["…"] : []),
  ].join(", ");

const onlyOne = (others: readonly string[]): Bilingual => ({
  zh: `只读取了第一张工作表；未读取：${named(others)}；所读工作表由数据源的 sheet 指定`,
  en: `only the first sheet is read; passed over: ${named(others)}; sheet in its source names the one to read`,
});

/** A wrong kind of file told in words. */
async function checkMagic(path: string, name: string): Promise<void> {
  const file = await open(path, "r");
  const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0).finally(() => file.close());
  const head = buffer.toString("latin1", 0, bytesRead);
  if (bytesRead === 0) throw new UserError(`${name}: the file is empty, it is not an XLSX workbook`);
  if (head.startsWith("\xd0\xcf\x11\xe0")) {
    throw new UserError(`${name}: an old .xls or a password-protected workbook; save it as .xlsx without a password`);
  }
  if (head.startsWith("\x1f\x8b"))
    throw new UserError(`${name}: a compressed workbook is not read; unpack it first (gunzip)`);
  if (!head.startsWith("PK")) throw new UserError(`${name}: not an XLSX workbook`);
}

interface Data {
  readonly rows: readonly Cells[];
  readonly from: number;
  readonly columns: readonly string[];
  readonly epoch: Epoch;
}

async function* batches(table: TableName, { rows, from, columns, epoch }: Data): AsyncIterable<RecordBatch> {
  let lines: number[] = [];
  let values: (string | null)[][] = columns.map(() => []);
  for (let i = from; i < rows.length; i++) {
    const texts = columns.map((_, k) => textOf(rows[i]?.[k], epoch));
    if (texts.every((text) => text === null)) continue;
    lines.push(i + 1);
    texts.forEach((text, k) => {
      (values[k] as (string | null)[]).push(text);
    });
    if (lines.length < BATCH) continue;
    yield { table, lines, values };
    lines = [];
    values = columns.map(() => []);
  }
  yield { table, lines, values };
}

function textOf(value: unknown, epoch: Epoch): string | null {
  if (value === null || value === undefined) return null;
  return value instanceof Date ? dateText(value, epoch) : String(value);
}

/**
 * The sheet stores days as fractions, which miss the second by a hair; what cannot be a date is shown as it is there, and
 * a time of the day alone as that.
 */
function dateText(date: Date, { zero, missed }: Epoch): string {
  const stored = date.getTime() + missed * DAY;
  const second = Math.round(stored / 1000) * 1000;
  const moment = new Date(Math.abs(stored - second) <= 2 ? second : stored);
  if (Number.isNaN(moment.getTime())) return "#####";
  const [day, time = ""] = moment.toISOString().split("T");
  const clock = time.replace(/(?:\.000)?Z$/, "");
  return day === zero ? clock : `${day} ${clock}`;
}

/**
 * Fifteen digits, as the sheet shows them; what is behind them is noise of the binary fraction. A whole number of
 * more whose others are zeros has lost them, and is shown as the sheet does: `4.40300202401310E+17`.
 */
function plainNumber(stored: string): string {
  if (/^-?\d+$/.test(stored) && !/^-?\d{15}0+$/.test(stored)) return stored;
  const number = Number(Number(stored).toPrecision(15));
  if (!Number.isFinite(number)) return stored;
  if (Math.abs(number) >= 1e15) return number.toExponential(14).toUpperCase();
  if (Number.isInteger(number)) return String(BigInt(number));
  const [digits = "", exponent] = String(number).split("e-");
  if (exponent === undefined) return digits;
  return digits.replace(/^(-?)(\d)\.?(\d*)$/, `$10.${"0".repeat(Number(exponent) - 1)}$2$3`);
}
