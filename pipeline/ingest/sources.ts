import { realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { glob, isDynamicPattern } from "tinyglobby";
import type { Format, Source } from "../../schemas/config.ts";
import type { TableName } from "../../schemas/tables.ts";
import { UserError } from "../kit/errors.ts";
import { formatOf } from "./reader.ts";

/** One file to load, and the source entry that named it. */
export interface SourceFile {
  readonly path: string;
  /** As messages and reports show it: relative to the config's folder where it lies below it. */
  readonly name: string;
  readonly format: Format;
  readonly bytes: number;
  readonly source: Source;
  /** What other entries say of further tables that the same file fills. */
  readonly also?: readonly Source[];
}

/** Formats whose files fill these tables, whichever of them their source names. */
const SEVERAL_TABLES: readonly Format[] = ["xes", "ocel"];
const FILLED: readonly TableName[] = ["events", "cases"];

export const fillsSeveralTables = ({ format }: Pick<SourceFile, "format">): boolean => SEVERAL_TABLES.includes(format);

/** The entry that speaks of a table of a file; the file's first where none does. */
export const sourceFor = ({ source, also = [] }: Pick<SourceFile, "source" | "also">, table: TableName): Source =>
  [source, ...also].find((one) => one.table === table) ?? source;

/**
 * Files as they are named; one that fills several tables is read once, for all entries that speak of another table. A
 * file is read once for a table: an entry that would have it read in another way is refused.
 */
export function together(files: readonly SourceFile[], where: (source: Source) => string): SourceFile[] {
  const all: SourceFile[] = [];
  for (const file of files) {
    const { table } = file.source;
    const isSame = (one: SourceFile) => one.path === file.path && one.format === file.format;
    const at = fillsSeveralTables(file)
      ? all.findIndex((one) => isSame(one) && sourceFor(one, table).table !== table)
      : -1;
    const first = all[at];
    const rival = all
      .filter(({ path }) => path === file.path)
      .flatMap(({ source, also = [] }) => [source, ...also])
      .find((one) => one.table === table && settingsOf(one) !== settingsOf(file.source));
    if (rival !== undefined)
      throw new UserError(
        `${where(file.source)}: ${file.name}: ${where(rival)} has it read into ${table} in another way; a file is read into a table once`,
      );
    if (first === undefined) all.push(file);
    else all[at] = { ...first, also: [...(first.also ?? []), file.source] };
  }
  return all;
}

const settingsOf = ({ files, ...settings }: Source): string => JSON.stringify(settings);

/**
 * The files that the sources name, each once per source, by name; those of XES and OCEL `together`. A folder is declared
 * by the part of a pattern before its first wildcard; a link that leads out of it is refused.
 */
export async function sourceFiles(
  sources: readonly Source[],
  folder: string,
  where: (source: number) => string = (i) => `sources[${i}]`,
): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const [i, source] of sources.entries()) {
    const named = new Set<string>();
    for (const pattern of [source.files].flat()) {
      const found = await filesOf(pattern, folder).catch((error: unknown) => {
        throw error instanceof UserError ? new UserError(`${where(i)}: ${error.message}`) : error;
      });
      if (found.length === 0) throw new UserError(`${where(i)}: no file matches ${pattern} (looked in ${folder})`);
      for (const path of found) {
        if (named.has(path)) continue;
        named.add(path);
        const name = shown(path, folder);
        const format = source.format ?? formatOf(path);
        if (format === null)
          throw new UserError(
            `${where(i)}: ${name}: cannot tell the format from the name; add \`format:\` to its source`,
          );
        if (fillsSeveralTables({ format }) && !FILLED.includes(source.table))
          throw new UserError(
            `${where(i)}: ${name}: an ${format.toUpperCase()} log fills ${FILLED.join(" and ")}, not ${source.table}`,
          );
        files.push({ path, name, format, bytes: (await stat(path)).size, source });
      }
    }
  }
  return together(files, (source) => where(sources.indexOf(source)));
}

/** About how much there is to read; a compressed log is a fifteenth to a thirtieth of itself. */
export const unpackedBytes = (files: readonly SourceFile[]): number =>
  files.reduce((sum, { path, bytes }) => sum + (PACKED.test(path) ? 20 * bytes : bytes), 0);

const PACKED = /\.(gz|zip|xlsx|parquet)$/i;

async function filesOf(pattern: string, folder: string): Promise<string[]> {
  if (!isDynamicPattern(pattern)) {
    const path = resolve(folder, pattern);
    const info = await stat(path).catch(() => null);
    if (info === null) return [];
    if (!info.isFile())
      throw new UserError(`${pattern}: not a file; name its files with a pattern such as ${pattern}/*.csv`);
    await refuseEscape(path, dirname(path));
    return [path];
  }
  const parts = pattern.split(/[\\/]/);
  const firstWild = parts.findIndex((part) => isDynamicPattern(part));
  const base = resolve(folder, parts.slice(0, firstWild).join("/") || (isAbsolute(pattern) ? "/" : "."));
  const paths = await glob(parts.slice(firstWild).join("/"), {
    cwd: base,
    absolute: true,
    onlyFiles: true,
    dot: false,
    ignore: OF_OFFICE,
  });
  for (const path of paths) await refuseEscape(path, base);
  return paths.sort();
}

/** What an office program lays beside a workbook as long as somebody has it open. */
export const OF_OFFICE = "**/~$*";

async function refuseEscape(path: string, base: string): Promise<void> {
  const [real, realBase] = await Promise.all([realpath(path), realpath(base)]);
  if (real !== realBase && !real.startsWith(realBase.endsWith(sep) ? realBase : join(realBase, sep))) {
    throw new UserError(`${path}: a link that leads out of ${base}; links to elsewhere are not followed`);
  }
}

function shown(path: string, folder: string): string {
  const name = relative(folder, path);
  return name.startsWith("..") || isAbsolute(name) ? path : name.split(sep).join("/");
}
