import { FREE_TEXT_COLUMNS, PERSON_COLUMNS } from "../../schemas/persons.ts";
import type { TableName } from "../../schemas/tables.ts";
import type { Bilingual } from "../../schemas/text.ts";
import type { Engine } from "../engine/engine.ts";
import { id, join, type Sql, sql } from "../engine/sql.ts";
import { type PseudonymKey, pseudonym } from "../privacy/pseudonyms.ts";
import { storedColumns, storedName } from "../stored-rows.ts";
import { isNumberLike, NameFinder } from "./names.ts";

export const WITHHELD: Bilingual = { zh: "〔不予显示〕", en: "[withheld]" };
const LEFT_OUT = "…";

/** Texts without the persons they name: each has a pseudonym, the same one everywhere. */
export class Texts {
  readonly #key: PseudonymKey;
  readonly #persons: NameFinder;
  readonly #freeTexts: NameFinder;
  readonly #given = new Map<string, string>();

  /** `own`: what rules and detectors say themselves; a free text that is a word of theirs, such as 案卷, names nobody. */
  constructor(key: PseudonymKey, persons: Iterable<string>, freeTexts: Iterable<string>, own = "") {
    this.#key = key;
    this.#persons = new NameFinder(persons);
    this.#freeTexts = new NameFinder([...freeTexts].filter((text) => text.length > 1 && !own.includes(text)));
  }

  /** Knows every person and every free text that a workspace holds, those of superseded records too. */
  static async of(engine: Engine, key: PseudonymKey, own: string): Promise<Texts> {
    const persons = await valuesOf(engine, PERSON_COLUMNS);
    const each = persons.flatMap((value) => [value, ...value.split(";").map((one) => one.trim())]);
    return new Texts(key, each, await valuesOf(engine, FREE_TEXT_COLUMNS), own);
  }

  person(name: string): string {
    const known = this.#given.get(name) ?? pseudonym(this.#key, name);
    this.#given.set(name, known);
    return known;
  }

  /** A value of the log, which may be a person's identifier or hold one. */
  value(text: string): string {
    return this.#persons.has(text) ? this.person(text) : (this.#rewritten(text, LEFT_OUT) ?? LEFT_OUT);
  }

  /** A sentence; null where a person's identifier might as well be one of its numbers. */
  sentence({ zh, en }: Bilingual): Bilingual | null {
    const [inChinese, inEnglish] = [this.#rewritten(zh, WITHHELD.zh), this.#rewritten(en, WITHHELD.en)];
    return inChinese === null || inEnglish === null ? null : { zh: inChinese, en: inEnglish };
  }

  #rewritten(text: string, instead: string): string | null {
    let doubtful = false;
    const rewritten = this.#persons.replace(
      this.#freeTexts.replace(text, () => instead),
      (name) => {
        doubtful ||= isNumberLike(name);
        return this.person(name);
      },
    );
    return doubtful ? null : rewritten;
  }
}

async function valuesOf(engine: Engine, wanted: { readonly [T in TableName]?: readonly string[] }): Promise<string[]> {
  const tables = Object.keys(wanted) as TableName[];
  const stored = await storedColumns(engine);
  const parts: Sql[] = tables.flatMap((table) =>
    (wanted[table] ?? [])
      .filter((column) => stored.get(table)?.includes(column))
      .map((column) => sql`select distinct ${id(column)} as value from ${id(storedName(table))}`),
  );
  if (parts.length === 0) return [];
  const rows = await engine.all<{ value: string }>(
    sql`select distinct value from (${join(parts, sql` union all `)}) where value <> '' order by value`,
  );
  return rows.map(({ value }) => value);
}
