import type { Engine } from "../engine/engine.ts";
import { id, join, type Sql, sql } from "../engine/sql.ts";
import { broughtBy, storedColumns } from "../stored-rows.ts";
import { attributesBroughtBy, KNOWN, type Known } from "./known-rows.ts";
import type { Staged } from "./normalise.ts";

/** What is stored of a row beside its own columns, and what to join for it to the staged rows `s`. */
export interface Carried {
  readonly columns: Sql;
  readonly join: Sql;
}

/**
 * A version of a case holds all that is known of it: from the version before it, what the file has no column or
 * attribute for.
 */
export async function carriedOver(
  engine: Engine,
  staged: Staged,
  { known, register }: { readonly known: Known; readonly register: string },
): Promise<Carried> {
  const brought = sql`${broughtBy(staged.columns)} as brought, ${staged.register === null ? null : register} as register`;
  if (known.changed === 0) return { columns: sql`s.attrs, s.original, ${brought}`, join: sql`` };
  const others = ((await storedColumns(engine)).get("cases") ?? []).filter((name) => !staged.columns.includes(name));
  const names = await attributesBroughtBy(engine, staged);
  return {
    columns: join([
      sql`${names === null ? sql`s.attrs` : laidOver("attrs", names)} as attrs`,
      sql`${laidOver("original", staged.columns)} as original`,
      brought,
      sql`s.rowid in (select row from ${id(KNOWN)} where state = 'again') as said_again`,
      ...others.map((name) => sql`b.${id(name)}`),
    ]),
    join: sql`left join (select * from stored_cases where superseded_by is null) b on b.case_id = s.case_id`,
  };
}

/** The members of an object that a row brings, over those of the version before it that have other names. */
function laidOver(column: "attrs" | "original", names: readonly string[]): Sql {
  const [before, own] = [sql`b.${id(column)}`, sql`s.${id(column)}`];
  const none = JSON.stringify(Object.fromEntries(names.map((name) => [name, null])));
  const both = sql`json_merge_patch(${before}, ${none}, coalesce(${own}, '{}'))`;
  return sql`case when ${before} is null then ${own} else nullif(cast(${both} as varchar), '{}') end`;
}
