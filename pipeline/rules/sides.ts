import { type Engine, transposed } from "../engine/engine.ts";
import { join, render, type Sql, sql, word } from "../engine/sql.ts";
import type { CompiledRule, Side } from "./compile.ts";
import { isResource } from "./template.ts";

/** Things that are the same are kept once, numbered from 1. */
export class Numbered<T> {
  readonly all: T[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(key: string, thing: T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.all.push(thing));
    return this.all.length;
  }
}

/** Conditions by their numbers, so that one statement can judge the events of many rules. */
export class Conditions {
  readonly #numbered = new Numbered<{ condition: Sql; certain: boolean }>();

  numberOf(condition: Sql | null, certain = false): number | null {
    return condition && this.#numbered.numberOf(textOf(condition), { condition, certain });
  }

  /** What the condition of a number says, true where there is none; of the certain ones or of all. */
  said(number: Sql, which: "certain" | "all" = "all"): Sql {
    const conditions = this.#numbered.all.map((one) => (one.certain || which === "all" ? one.condition : null));
    return chosen(number, conditions, sql`true`);
  }
}

/** One of several expressions by its place, counted from 1. */
export function chosen(number: Sql, from: readonly (Sql | null)[], otherwise: Sql): Sql {
  const cases = from.flatMap((one, i) => (one === null ? [] : [sql`when ${i + 1} then (${one})`]));
  return cases.length === 0 ? otherwise : sql`(case ${number} ${join(cases, sql` `)} else ${otherwise} end)`;
}

export const textOf = (part: Sql): string => JSON.stringify([render(part, () => "?"), part.values.map(String)]);

/** Whether a rule looks at more of its events than when they came and what their conditions ask. */
export const looksClose = ({ rule }: CompiledRule): boolean =>
  isResource(rule.template) ||
  [rule.same, rule.different, rule.start_at, rule.restarts?.change_of].some((named) => named !== undefined);

/** A side of a rule, or of several that say the same; `near` ones need only the trace, the others `wide`. */
export interface NumberedSide {
  readonly no: number;
  readonly part: "a" | "b" | "restart" | null;
  readonly side: Side;
  readonly near: boolean;
}

export const sidesOf = (compiled: CompiledRule): NumberedSide[] =>
  (["a", "b", "restart"] as const).flatMap((part) => {
    const side = compiled[part];
    return side ? [{ no: compiled.no, part, side, near: side.certain && !looksClose(compiled) }] : [];
  });

/** Lays out the labels of sides as a table: `no, part, activity_key, condition_no, near`. */
export async function layOutLabels(
  engine: Engine,
  table: string,
  sides: readonly NumberedSide[],
  conditions: Conditions,
): Promise<void> {
  await engine.run(sql`create or replace temp table ${word(table)} (
    no integer, part varchar, activity_key integer, condition_no integer, near boolean)`);
  const rows = sides.flatMap(({ no, part, side, near }) => {
    const condition = conditions.numberOf(side.condition, side.certain);
    return side.labels.map((label) => [no, part, label, condition, near]);
  });
  await engine.append(table, LABEL_KINDS, [transposed(rows, LABEL_KINDS.length)]);
}

const LABEL_KINDS = ["integer", "text", "integer", "integer", "boolean"] as const;

/**
 * The events `e` of the labels `l` of such a table, once for each side they count for, and what the side's condition
 * says of them: null where a value it needs is not recorded.
 */
export const sideEvents = (table: string, near: boolean, conditions: Conditions): { from: Sql; met: Sql } => ({
  from: near
    ? sql`trace e join ${word(table)} l on l.activity_key = e.activity_key and l.near`
    : sql`wide e join cases c on c.case_key = e.case_key
        join ${word(table)} l on l.activity_key = e.activity_key and not l.near`,
  met: conditions.said(sql`l.condition_no`, near ? "certain" : "all"),
});
