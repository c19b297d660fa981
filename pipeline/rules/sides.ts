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
interface NumberedSide {
  readonly no: number;
  readonly procedureNo: number;
  readonly part: "a" | "b" | "restart" | null;
  readonly side: Side;
  readonly near: boolean;
}

export const sidesOf = (compiled: CompiledRule): NumberedSide[] =>
  (["a", "b", "restart"] as const).flatMap((part) => {
    const { no, procedureNo, [part]: side } = compiled;
    return side ? [{ no, procedureNo, part, side, near: side.certain && !looksClose(compiled) }] : [];
  });

/**
 * A label as a procedure has it, by one number: the engine knows how many events have it, and so which side of a join
 * is small. Of two columns it takes that for far fewer than there are.
 */
const labelNo = (procedureNo: number, label: number): number => procedureNo * LABELS + label;
const LABELS = 2 ** 32;
export const labelNoOf = (procedureNo: Sql, label: Sql): Sql => sql`(${procedureNo} * ${LABELS} + ${label})`;

/**
 * The labels of sides as a table, `no, procedure_no, part, activity_key, label_no, condition_no, guard_no, near`, so that
 * one statement reads the events of many.
 */
export class Sides {
  readonly #table: string;
  readonly #sides: readonly NumberedSide[];
  readonly #conditions = new Numbered<Sql>();

  constructor(table: string, sides: readonly NumberedSide[]) {
    this.#table = table;
    this.#sides = sides;
  }

  async layOut(engine: Engine): Promise<void> {
    if (this.#sides.length === 0) return;
    await engine.run(sql`create or replace temp table ${word(this.#table)} (
      no integer, procedure_no integer, part varchar, activity_key integer, label_no bigint, condition_no integer,
      guard_no integer, near boolean)`);
    const rows = this.#sides.flatMap(({ no, procedureNo, part, side, near }) =>
      side.labels.map((label) => [
        no,
        procedureNo,
        part,
        label,
        labelNo(procedureNo, label),
        this.#numberOf(side.condition),
        this.#numberOf(side.guard),
        near,
      ]),
    );
    await engine.append(this.#table, LABEL_KINDS, [transposed(rows, LABEL_KINDS.length)]);
  }

  /**
   * The events `e` of the labels `l` of the sides of some numbers, in the cases of their procedures, once for each
   * side they count for, and what the side's condition and guard say of them: null where a value they need is not
   * recorded. Null where there are no such sides. Where only some cases matter, `near` and `wide` events are to be of
   * those.
   */
  events(
    near: boolean,
    wanted: (no: number) => boolean = () => true,
    of: (events: Sql) => Sql = (events) => events,
  ): { from: Sql; met: Sql; guarded: Sql } | null {
    const sides = this.#sides.filter((side) => side.near === near && wanted(side.no));
    if (sides.length === 0) return null;
    const asked = new Set(sides.flatMap(({ side }) => [side.condition, side.guard]).map((one) => this.#numberOf(one)));
    const conditions = this.#conditions.all.map((condition, i) => (asked.has(i + 1) ? condition : null));
    const labels = word(this.#table);
    return {
      from: near
        ? sql`${of(sql`trace`)} e join scopes s on s.case_key = e.case_key
          join case_values c on c.case_key = e.case_key
          join ${labels} l on l.activity_key = e.activity_key and l.procedure_no = s.procedure_no and l.near`
        : sql`${of(sql`wide`)} e join case_values c on c.case_key = e.case_key
          join ${labels} l on l.label_no = e.label_no and not l.near`,
      met: chosen(sql`l.condition_no`, conditions, sql`true`),
      guarded: chosen(sql`l.guard_no`, conditions, sql`true`),
    };
  }

  #numberOf(condition: Sql | null): number | null {
    return condition && this.#conditions.numberOf(textOf(condition), condition);
  }
}

const LABEL_KINDS = ["integer", "integer", "text", "integer", "integer", "integer", "integer", "boolean"] as const;
