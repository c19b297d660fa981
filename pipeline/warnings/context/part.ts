import type { Bilingual } from "../../../schemas/text.ts";
import type { Engine } from "../../engine/engine.ts";
import { id, join, sql } from "../../engine/sql.ts";
import { layOut } from "../../engine/table.ts";
import { bilingualJson } from "../../kit/json-text.ts";
import type { ContextPart } from "../context.ts";

export type Said = readonly [keys: readonly (string | number | null)[], said: readonly Bilingual[]];

/** A part of the context: its sentences, looked up by the given columns of `sightings`. */
export async function contextPart(
  engine: Engine,
  name: string,
  keys: readonly (readonly [column: string, kind: "text" | "integer"])[],
  said: readonly Said[],
): Promise<ContextPart | null> {
  const rows = said.filter(([, sentences]) => sentences.length > 0);
  if (rows.length === 0) return null;
  const table = id(`context_${name}`);
  const laidOut = rows.map(([of, sentences]) => ({
    ...Object.fromEntries(keys.map(([column], i) => [column, of[i] ?? null])),
    said: sentences.map(bilingualJson).join(","),
  }));
  await layOut<string>(engine, `context_${name}`, { ...Object.fromEntries(keys), said: "text" }, laidOut);
  const same = keys.map(([column], i) => {
    const equal = rows.some(([of]) => of[i] === null) ? sql`is not distinct from` : sql`=`;
    return sql`${table}.${id(column)} ${equal} s.${id(column)}`;
  });
  return { said: sql`${table}.said`, join: sql`left join ${table} on ${join(same, sql` and `)}` };
}

/** Sentences about a case, or about the month of an act, do not apply to warnings about a unit, a pair or a series. */
export const ofCases = (part: ContextPart | null): ContextPart | null =>
  part && { ...part, join: sql`${part.join} and s.case_id is not null` };

/** Counts and averages, to a tenth. */
export const figure = (value: number): string => String(Math.round(value * 10) / 10);
