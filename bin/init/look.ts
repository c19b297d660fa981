import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { createGunzip } from "node:zlib";
import { glob } from "tinyglobby";
import { isGzip } from "../../pipeline/ingest/bytes.ts";
import { headerAmong, MOST_ABOVE } from "../../pipeline/ingest/header.ts";
import { formatOf } from "../../pipeline/ingest/reader.ts";
import { firstSheet } from "../../pipeline/ingest/readers/xlsx.ts";
import { OF_OFFICE } from "../../pipeline/ingest/sources.ts";
import { asSeen } from "../../pipeline/ingest/unseen.ts";
import { UserError } from "../../pipeline/kit/errors.ts";
import type { Format } from "../../schemas/config.ts";
import { tableNamed } from "./headers.ts";

/** What can be told of a file without reading more than its beginning. */
export interface Glimpse {
  /** Relative to the folder looked in, with forward slashes. */
  readonly name: string;
  readonly format: Format;
  readonly encoding: "utf-8" | "gb18030" | "utf-16le" | "utf-16be";
  readonly delimiter: string | null;
  /** Names of the columns; null where the format has none that is cheap to read. */
  readonly header: readonly string[] | null;
  readonly rows: readonly (readonly string[])[];
}

const HEAD = 64 * 1024;
const MOST_FILES = 2_000;

/** The logs in a folder and up to two below it. */
export async function lookAround(folder: string): Promise<Glimpse[]> {
  const names = await glob("**/*", {
    cwd: folder,
    onlyFiles: true,
    dot: false,
    deep: 3,
    followSymbolicLinks: false,
    ignore: [
      OF_OFFICE,
      "**/node_modules/**",
      "reports/**",
      "workspace/**",
      "labels.ndjson",
      "**/package*.json",
      "**/tsconfig*.json",
    ],
  });
  const glimpses: Glimpse[] = [];
  for (const name of names.sort().slice(0, MOST_FILES)) {
    const format = formatOf(name);
    if (format !== null && !/readme|licen[cs]e/i.test(basename(name)))
      glimpses.push(await glimpse(folder, name, format));
  }
  return glimpses;
}

async function glimpse(folder: string, name: string, format: Format): Promise<Glimpse> {
  const blank = { name, format, encoding: "utf-8", delimiter: null, header: null, rows: [] } as const;
  if (format === "xlsx") return { ...blank, ...(await sheetOf(join(folder, name), name)) };
  if (format !== "csv" && format !== "tsv" && format !== "ndjson") return blank;
  const bytes = await headOf(join(folder, name));
  const { text, encoding } = decoded(bytes);
  const lines = text.split(/\r\n|\n|\r/);
  if (bytes.length >= HEAD) lines.pop();
  const filled = lines.filter((line) => line.trim() !== "");
  if (format === "ndjson") return { ...blank, ...recordsOf(filled.slice(0, 200)) };
  const delimiter = format === "tsv" ? "\t" : delimiterOf(filled.find((line) => /[,;\t|]/.test(line)) ?? "");
  const head = headerAmong(
    filled.slice(0, MOST_ABOVE).map((line) => fieldsOf(line, delimiter)),
    "events",
    {},
    { delimited: true },
  );
  const [first = "", ...rest] = filled.slice(head);
  return {
    ...blank,
    encoding,
    delimiter: format === "tsv" || delimiter === "," ? null : delimiter,
    header: first === "" ? [] : fieldsOf(first, delimiter).map(asSeen),
    rows: rest.slice(0, 200).map((line) => fieldsOf(line, delimiter)),
  };
}

/** What cannot be read is told by `check`. */
async function sheetOf(path: string, name: string): Promise<Pick<Glimpse, "header" | "rows">> {
  try {
    const { header, rows } = await firstSheet(path, name);
    return { header, rows: rows.slice(0, 200) };
  } catch (error) {
    if (error instanceof UserError) return { header: null, rows: [] };
    throw error;
  }
}

async function headOf(path: string): Promise<Buffer> {
  if (!(await isGzip(path))) {
    const file = await open(path, "r");
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0).finally(() => file.close());
    return buffer.subarray(0, bytesRead);
  }
  const stream = createReadStream(path).pipe(createGunzip());
  const blocks: Buffer[] = [];
  let size = 0;
  try {
    for await (const block of stream as AsyncIterable<Buffer>) {
      blocks.push(block);
      size += block.length;
      if (size >= HEAD) break;
    }
  } catch {
    // A broken archive is told by `check`; here its beginning is enough.
  }
  return Buffer.concat(blocks).subarray(0, HEAD);
}

const MARKS = [
  ["utf-16le", Buffer.from([0xff, 0xfe])],
  ["utf-16be", Buffer.from([0xfe, 0xff])],
] as const;

function decoded(bytes: Buffer): { text: string; encoding: Glimpse["encoding"] } {
  for (const [encoding, mark] of MARKS) {
    if (bytes.subarray(0, 2).equals(mark)) return { text: new TextDecoder(encoding).decode(bytes), encoding };
  }
  for (const encoding of ["utf-8", "gb18030"] as const) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true }), encoding };
    } catch {}
  }
  return { text: new TextDecoder("utf-8").decode(bytes), encoding: "utf-8" };
}

function delimiterOf(line: string): string {
  const bare = line.replace(/"[^"]*"/g, "");
  const counts = [",", ";", "\t", "|"].map((delimiter) => ({ delimiter, n: bare.split(delimiter).length - 1 }));
  return counts.sort((x, y) => y.n - x.n)[0]?.delimiter ?? ",";
}

/** One line's fields; a line break inside quotes does not matter for a first look. */
function fieldsOf(line: string, delimiter: string): string[] {
  const fields: string[] = [""];
  let quoted = false;
  for (const char of line) {
    if (char === '"') quoted = !quoted;
    else if (char === delimiter && !quoted) fields.push("");
    else fields[fields.length - 1] += char;
  }
  return fields;
}

/** The members of the first record, and what the records have of them. */
function recordsOf(lines: readonly string[]): Pick<Glimpse, "header" | "rows"> {
  const records = lines.map(recordOf);
  const header = Object.keys(records[0] ?? {});
  const rows = records.map((record) =>
    header.map((name) => (["string", "number"].includes(typeof record[name]) ? String(record[name]) : "")),
  );
  return { header, rows };
}

function recordOf(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Files of one folder that look alike, and the pattern that names them and no other. */
export interface Group {
  readonly files: readonly string[];
  readonly first: Glimpse;
  /** The first rows of each. */
  readonly rows: Glimpse["rows"];
}

/** Whether the format says itself what it holds. */
export const isEventLog = ({ format }: Pick<Glimpse, "format">): boolean => format === "xes" || format === "ocel";

/** Together: the same folder, format, dialect and columns; where these are not known, what their names speak of. */
export function grouped(glimpses: readonly Glimpse[]): Group[] {
  const groups = new Map<string, Glimpse[]>();
  for (const one of glimpses) {
    const alike = one.header ?? (isEventLog(one) ? null : tableNamed(one.name));
    const key = JSON.stringify([dirname(one.name), endingOf(one.name), one.encoding, one.delimiter, alike]);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].map((group) => ({
    files: patternsOf(
      group.map(({ name }) => name),
      glimpses.map(({ name }) => name),
    ),
    first: group[0] as Glimpse,
    rows: group.flatMap(({ rows }) => rows),
  }));
}

const endingOf = (name: string): string => /\.[^./]+(?:\.gz)?$/i.exec(name)?.[0] ?? "";

function patternsOf(names: readonly string[], all: readonly string[]): string[] {
  const [first = ""] = names;
  if (names.length === 1) return [first];
  const ending = endingOf(first);
  const start = commonStart(names.map((name) => name.slice(0, -ending.length)));
  const prefixes = [`${dirname(first)}/`.replace(/^\.\//, ""), start.replace(/\d+$/, "")];
  for (const prefix of prefixes) {
    const matched = all.filter(
      (name) => name.startsWith(prefix) && name.endsWith(ending) && dirname(name) === dirname(first),
    );
    if (matched.length === names.length) return [`${prefix}*${ending}`];
  }
  return [...names];
}

function commonStart(names: readonly string[]): string {
  const [first = ""] = names;
  let length = first.length;
  for (const name of names) while (!name.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}
