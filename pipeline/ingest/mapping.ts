import type { Source } from "../../schemas/config.ts";
import { MARK_NAMES, tableOf } from "../../schemas/tables.ts";
import type { Engine } from "../engine/engine.ts";
import { id, type Sql, sql } from "../engine/sql.ts";
import { UserError } from "../kit/errors.ts";
import { namesShown } from "./form.ts";
import type { RawTable } from "./reader.ts";
import { asSeen } from "./unseen.ts";

/** What stands between columns in files that are not as their source says. */
const DELIMITER = /[,;|\t]/;

/** The columns of a file for a message; where there is one that looks like several, what may be the reason. */
function headerShown(columns: readonly string[]): string {
  const [only = "", ...others] = columns;
  const [found] = others.length > 0 ? [] : (DELIMITER.exec(only) ?? []);
  const hint = found === undefined ? "" : ` in one column; is it \`delimiter: ${JSON.stringify(found)}\`?`;
  return `${namesShown(columns)}${hint}`;
}

/** Where each canonical column's raw value comes from, and which raw columns are left over. */
export interface Mapping {
  readonly columns: ReadonlyMap<string, Sql>;
  /** The file's own name of each mapped column, for messages. */
  readonly names: ReadonlyMap<string, string>;
  /** Where the raw values come from that the source names for rules, by that name. */
  readonly attributes: ReadonlyMap<string, Sql>;
  readonly rest: readonly string[];
  /** Names that the source maps and no record has, where records name their columns themselves. */
  readonly absent: readonly string[];
}

/**
 * A column named in the config comes from there; any other is found under its canonical name, and under the names
 * that common formats give it where the config maps nothing or the name is an XES key.
 */
export function mapColumns(engine: Engine, file: string, raw: RawTable, source: Source): Mapping {
  const { table } = raw;
  const wanted = source.table === table ? (source.columns ?? {}) : {};
  const columns = new Map<string, Sql>();
  const names = new Map<string, string>();
  const used = new Set<string>();
  const absent: string[] = [];
  const definition = tableOf(table);

  /** Where the values of what the source calls `given` are; null where no record has it. */
  const found = (given: string, meant: string): { name: string; value: Sql } | null => {
    const name = raw.columns.includes(given) ? given : asSeen(given);
    if (raw.columns.includes(name)) {
      used.add(name);
      return { name, value: id(name) };
    }
    if (raw.attributes !== null && (!raw.open || raw.named?.has(name)))
      return { name, value: engine.attribute(id(raw.attributes), name) };
    if (!raw.open)
      throw new UserError(
        `${file}:1: no column ${name} (mapped to ${meant}); the file has ${headerShown(raw.columns)}`,
      );
    absent.push(name);
    return null;
  };
  for (const [canonical, given] of Object.entries(wanted)) {
    if (!definition.columns[canonical]) {
      throw new UserError(
        `sources: ${canonical} is not a column of ${table}; its columns are ${Object.keys(definition.columns).join(", ")}`,
      );
    }
    const own = found(given, canonical);
    if (own === null) continue;
    columns.set(canonical, own.value);
    names.set(canonical, own.name);
  }
  const attributes = new Map<string, Sql>();
  for (const [attribute, given] of Object.entries(source.table === table ? (source.attributes ?? {}) : {})) {
    const own = found(given, attribute);
    if (own !== null) attributes.set(attribute, own.value);
  }

  const free = new Map(raw.columns.filter((name) => !used.has(name)).map((name) => [name.toLowerCase(), name]));
  for (const [canonical, column] of Object.entries(definition.columns)) {
    if (columns.has(canonical)) continue;
    const aliases = (column.aliases ?? []).filter(
      (alias) => source.columns === undefined || alias.includes(":") || canonical in MARK_NAMES,
    );
    const alias = [canonical, ...aliases].find((name) => free.has(name));
    const name = alias === undefined ? null : (free.get(alias) as string);
    const isAttribute = raw.attributes !== null && raw.named?.has(canonical);
    const [first, second] = [
      ...(isAttribute ? [engine.attribute(id(raw.attributes as string), canonical)] : []),
      ...(name === null ? [] : [id(name)]),
    ];
    if (first === undefined) continue;
    columns.set(canonical, second === undefined ? first : sql`coalesce(${first}, ${second})`);
    names.set(canonical, name ?? canonical);
    if (alias === undefined || name === null) continue;
    used.add(name);
    free.delete(alias);
  }

  // Where there is no record, no column is missing.
  const isEmpty = raw.open === true && raw.columns.length === 0;
  for (const [canonical, column] of Object.entries(definition.columns)) {
    if (!column.required || columns.has(canonical)) continue;
    if (isEmpty) columns.set(canonical, sql`cast(null as varchar)`);
    else {
      throw new UserError(
        `${file}:1: no column for ${canonical} (${column.about}); map it under sources → columns. The file has ${headerShown(raw.columns)}`,
      );
    }
  }
  return { columns, names, attributes, rest: raw.columns.filter((name) => !used.has(name)), absent };
}
