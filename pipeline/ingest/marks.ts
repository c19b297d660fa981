import { MARK_NAMES, type MarkKind } from "../../schemas/tables.ts";
import type { Engine } from "../engine/engine.ts";
import { id, type Sql, sql } from "../engine/sql.ts";
import { withoutBlanks } from "./identifiers.ts";
import type { RawTable } from "./reader.ts";
import { asSeen } from "./unseen.ts";

/** Something that a row says of itself, whatever table it is of: that it is secret, sealed, of a kind of case. */
export interface Mark {
  readonly kind: MarkKind;
  /** The name it stands under in the file. */
  readonly column: string;
  /** Null, or the text of the mark. */
  readonly text: Sql;
}

const KINDS = Object.keys(MARK_NAMES) as MarkKind[];
const namesOf = (kind: MarkKind): readonly string[] => [kind, ...MARK_NAMES[kind]];
const ANY = `(?i)"(${KINDS.flatMap(namesOf).join("|")})(#2)?"`;

const BEARS = id("§bears");

/**
 * Whether the name of a mark is among a row's attributes, as a column to be laid beside the raw ones; once, for all
 * names.
 */
export const bearingColumn = ({ attributes }: RawTable): Sql[] =>
  attributes === null ? [] : [sql`regexp_matches(${id(attributes)}, ${ANY}) as ${BEARS}`];

/**
 * Every column that is a mark by its name and is not read as one, and the marks among a row's attributes in JSON. The
 * attributes are taken to pieces only of a row that has the name of a mark in it ({@link bearingColumn}). `read` is the
 * file's name of each canonical column.
 */
export function marksOf(
  engine: Engine,
  { columns, types, attributes }: RawTable,
  read: ReadonlyMap<string, string>,
): Mark[] {
  const own = columns.flatMap((column) => {
    const name = plainly(column.replace(/#\d+$/, ""));
    const kind = KINDS.find((kind) => namesOf(kind).includes(name));
    if (kind === undefined || read.get(kind) === column) return [];
    const isText = (types?.get(column) ?? "VARCHAR") === "VARCHAR";
    return [{ kind, column, text: isText ? withoutBlanks(id(column)) : sql`cast(${id(column)} as varchar)` }];
  });
  if (attributes === null) return own;
  const lowered = sql`lower(${id(attributes)})`;
  const among = KINDS.flatMap((kind) =>
    namesOf(kind)
      .flatMap((name) => [name, `${name}#2`])
      .map((column) => ({
        kind,
        column,
        text: sql`case when ${BEARS} then ${engine.attribute(lowered, column)} end`,
      })),
  );
  return [...own, ...among];
}

/** Whether a text that cannot be read as a row speaks of marks: then nobody can tell whether it bore one. */
export const speaksOfMarks = (text: string): boolean => {
  const read = plainly(text.replace(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16))));
  return KINDS.flatMap(namesOf).some((name) => read.includes(name));
};

const plainly = (text: string): string => asSeen(text).normalize("NFKC").replace(/\s/g, "").toLowerCase();
