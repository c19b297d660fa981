/**
 * SQL as a value: text with holes for bound values, composed by template literals.
 * Nothing reaches a statement as text except what is written in the source, or a name that passed `id()`.
 */
export type SqlScalar = string | number | bigint | boolean | null;

export class Sql {
  readonly texts: readonly string[];
  readonly values: readonly SqlScalar[];
  /** `texts` has one element more than `values`. */
  constructor(texts: readonly string[], values: readonly SqlScalar[]) {
    this.texts = texts;
    this.values = values;
  }
}

type SqlPart = Sql | SqlScalar | readonly SqlScalar[];

/** A list in a hole becomes `($1, $2, …)`; an empty list becomes `(null)`, which nothing is in. */
export function sql(strings: TemplateStringsArray, ...parts: readonly SqlPart[]): Sql {
  const texts: string[] = [strings[0] ?? ""];
  const values: SqlScalar[] = [];
  const write = (text: string) => {
    texts[texts.length - 1] += text;
  };
  const bind = (value: SqlScalar) => {
    values.push(value);
    texts.push("");
  };
  parts.forEach((part, i) => {
    if (part instanceof Sql) {
      part.texts.forEach((text, k) => {
        if (k > 0) bind(part.values[k - 1] as SqlScalar);
        write(text);
      });
    } else if (Array.isArray(part)) {
      write("(");
      if (part.length === 0) write("null");
      part.forEach((value, k) => {
        if (k > 0) write(", ");
        bind(value);
      });
      write(")");
    } else {
      bind(part as SqlScalar);
    }
    write(strings[i + 1] ?? "");
  });
  return new Sql(texts, values);
}

/** A quoted identifier. Column names come from files, so any text is allowed but NUL. */
export function id(name: string): Sql {
  if (name.length === 0 || name.includes("\0")) throw new Error("an SQL identifier cannot be empty or hold NUL");
  return new Sql([`"${name.replaceAll('"', '""')}"`], []);
}

export function join(parts: readonly Sql[], separator: Sql = sql`, `): Sql {
  const texts = [""];
  const values: SqlScalar[] = [];
  const write = (part: Sql) => {
    part.texts.forEach((text, i) => {
      if (i === 0) texts[texts.length - 1] += text;
      else texts.push(text);
    });
    for (const value of part.values) values.push(value);
  };
  parts.forEach((part, i) => {
    if (i > 0) write(separator);
    write(part);
  });
  return new Sql(texts, values);
}

/** All of the conditions; true where there is none. */
export const every = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0
    ? sql`true`
    : join(
        conditions.map((c) => sql`(${c})`),
        sql` and `,
      );

/** Any of the conditions; false where there is none. */
export const some = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0
    ? sql`false`
    : join(
        conditions.map((c) => sql`(${c})`),
        sql` or `,
      );

/** Text written into the statement as it is: only for words that the source itself chooses from. */
export const word = <Words extends string>(text: Words): Sql => new Sql([text], []);

/** A relation of these columns without a row. */
export const noRows = (columns: Readonly<Record<string, "integer" | "bigint" | "double" | "varchar">>): Sql =>
  sql`select ${join(Object.entries(columns).map(([name, type]) => sql`cast(null as ${word(type)}) as ${id(name)}`))} where false`;

/** A key of a struct literal, which cannot be bound and may be any text. */
export const structKey = (text: string): Sql => new Sql([`'${text.replaceAll("'", "''")}'`], []);

/** The statement with its holes named by `hole(1)`, `hole(2)` … */
export const render = (statement: Sql, hole: (position: number) => string): string =>
  statement.texts.map((text, i) => (i === 0 ? text : hole(i) + text)).join("");
