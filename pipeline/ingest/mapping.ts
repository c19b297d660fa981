import type { Source } from "../../schemas/config.ts";
import { MARK_NAMES, tableOf } from "../../schemas/tables.ts";
import type { Engine } from "../engine/engine.ts";
import { id, type Sql, sql } from "../engine/sql.ts";
import { UserError } from "../kit/errors.ts";
import { when } from "../kit/when.ts";
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

/** Where the raw values of a column are, and by which name of the file. */
interface Place {
  readonly name: string;
  readonly value: Sql;
}

/**
 * A column named in the config comes from there; any other is found under its canonical name, and under the names
 * that common formats give it where the config maps nothing or the name is an XES key.
 */
export function mapColumns(engine: Engine, file: string, raw: RawTable, source: Source): Mapping {
  const definition = tableOf(raw.table).columns;
  const own: Pick<Source, "columns" | "attributes"> = source.table === raw.table ? source : {};
  const unknown = Object.keys(own.columns ?? {}).find((canonical) => !definition[canonical]);
  if (unknown !== undefined)
    throw new UserError(
      `sources: ${unknown} is not a column of ${raw.table}; its columns are ${Object.keys(definition).join(", ")}`,
    );

  const absent: string[] = [];
  const placesOf = (names: Readonly<Record<string, string>> = {}): [meant: string, place: Place][] =>
    Object.entries(names).flatMap(([meant, given]) => {
      const name = raw.columns.includes(given) ? given : asSeen(given);
      const value = valuesUnder(name, raw, engine);
      if (value !== null) return [[meant, { name, value }]];
      if (!raw.open)
        throw new UserError(
          `${file}:1: no column ${name} (mapped to ${meant}); the file has ${headerShown(raw.columns)}`,
        );
      absent.push(name);
      return [];
    });
  const columns = new Map(placesOf(own.columns));
  const attributes = new Map(placesOf(own.attributes));
  const used = new Set([...columns.values(), ...attributes.values()].map(({ name }) => name));
  for (const [canonical, place] of placesByName(engine, raw, source, { columns, used })) {
    columns.set(canonical, place);
    used.add(place.name);
  }

  // Where there is no record, no column is missing.
  const isEmpty = raw.open === true && raw.columns.length === 0;
  for (const [canonical, column] of Object.entries(definition)) {
    if (!column.required || columns.has(canonical)) continue;
    if (!isEmpty)
      throw new UserError(
        `${file}:1: no column for ${canonical} (${column.about}); map it under sources → columns. The file has ${headerShown(raw.columns)}`,
      );
    columns.set(canonical, { name: canonical, value: sql`cast(null as varchar)` });
  }
  return {
    columns: new Map([...columns].map(([canonical, { value }]) => [canonical, value])),
    names: new Map([...columns].map(([canonical, { name }]) => [canonical, name])),
    attributes: new Map([...attributes].map(([attribute, { value }]) => [attribute, value])),
    rest: raw.columns.filter((name) => !used.has(name)),
    absent,
  };
}

/** The values that stand under a name of the file; null where no record has it. */
function valuesUnder(name: string, { columns, attributes, open, named }: RawTable, engine: Engine): Sql | null {
  if (columns.includes(name)) return id(name);
  return attributes !== null && (!open || named?.has(name)) ? engine.attribute(id(attributes), name) : null;
}

interface Taken {
  readonly columns: ReadonlyMap<string, Place>;
  readonly used: ReadonlySet<string>;
}

/** Of the columns that are not mapped, those that stand under a name which tells what they are. */
function placesByName(engine: Engine, raw: RawTable, source: Source, { columns, used }: Taken): [string, Place][] {
  const free = new Map(raw.columns.filter((name) => !used.has(name)).map((name) => [name.toLowerCase(), name]));
  return Object.entries(tableOf(raw.table).columns).flatMap(([canonical, { aliases = [] }]): [string, Place][] => {
    if (columns.has(canonical)) return [];
    const allowed = aliases.filter(
      (alias) => source.columns === undefined || alias.includes(":") || canonical in MARK_NAMES,
    );
    const alias = [canonical, ...allowed].find((name) => free.has(name));
    const name = alias === undefined ? undefined : free.get(alias);
    if (alias !== undefined) free.delete(alias);
    const attribute =
      raw.attributes !== null && raw.named?.has(canonical) ? engine.attribute(id(raw.attributes), canonical) : null;
    if (name === undefined) return when(attribute, (value) => [canonical, { name: canonical, value }]);
    const value = attribute === null ? id(name) : sql`coalesce(${attribute}, ${id(name)})`;
    return [[canonical, { name, value }]];
  });
}
