import type { Template } from "../../schemas/procedure.ts";
import { type Engine, one } from "../engine/engine.ts";
import { join, type Sql, sql, word } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import type { Side } from "./compile.ts";
import { Numbered, Sides, textOf } from "./sides.ts";
import { isDate, untilMidnight } from "./span.ts";
import { shapeOf } from "./template.ts";

/**
 * What is kept of a term in a case: how often, the first and last place, when first, as instant and on the wall, and
 * when last.
 */
type Measure = "n" | "first" | "last" | "at" | "wall" | "until";
/** Of the events that surely count, or of those that may. */
export type Certainty = "sure" | "any";
/** Of the events that surely count, or may, up to the completion of the case. */
export type CertaintyByThen = `${Certainty} by then`;

/**
 * Terms: what rules count in a case, the events of a side. Rules of a procedure whose sides say the same share a term.
 */
export class Terms {
  readonly #numbered = new Numbered<{ readonly side: Side; readonly procedureNo: number }>();

  numberOf(side: Side, procedureNo: number): number {
    const key = JSON.stringify([procedureNo, side.labels, side.condition && textOf(side.condition)]);
    return this.#numbered.numberOf(key, { side, procedureNo });
  }

  /**
   * Counts them: `case_terms`, one row per case and term that it has an event of, with every measure at both
   * certainties: `case_key, term_no, n_sure, n_any, first_sure …`; when the first came that is no date alone
   * (`timed_sure`), and the latest that the last may have been (`latest_any`). One pass over the trace, and one over
   * `wide` for the terms with a condition that asks for more.
   */
  async count({ engine }: Facts, answered: ReadonlySet<number>): Promise<void> {
    if (this.#numbered.all.length === 0) return;
    const sides = new Sides(
      "term_labels",
      this.#numbered.all.map(({ side, procedureNo }, i) => ({
        no: i + 1,
        procedureNo,
        part: null,
        side,
        near: side.certain,
      })),
    );
    await sides.layOut(engine);
    await engine.run(sql`create or replace ${engine.large("case_terms")} (
      case_key integer, term_no integer, n_sure integer, n_any integer, first_sure integer, first_any integer,
      last_sure integer, last_any integer, at_sure bigint, at_any bigint, wall_sure bigint, wall_any bigint,
      until_sure bigint, until_any bigint, timed_sure bigint, latest_any bigint)`);
    for (const near of [true, false]) {
      const events = sides.events(near);
      if (!events) continue;
      await engine.run(sql`
        insert into case_terms
        select case_key, term_no, ${join(aggregates(near))}
        from (
          select e.case_key, l.no as term_no, e.pos, e.occurred_at, e.wall_at, ${events.met} as met,
            case when not ${isDate(sql`e.wall_at`)} then e.occurred_at end as timed,
            ${untilMidnight(sql`e.occurred_at`, sql`e.wall_at`)} as latest
          from ${events.from}
        )
        where ${near ? sql`met` : sql`met is not false`}
        group by case_key, term_no`);
    }
    await countByCompletion(sides, answered, engine);
  }
}

/**
 * Lays out `terms_by_completion`, `case_key, term_no, last_sure, last_any, until_sure, until_any`: of terms that wait
 * for an answer, in the cases that went on after their completion, the last that came before it.
 */
async function countByCompletion(sides: Sides, answered: ReadonlySet<number>, engine: Engine): Promise<void> {
  await engine.run(sql`create or replace temp table terms_by_completion (
    case_key integer, term_no integer, last_sure integer, last_any integer, until_sure bigint, until_any bigint)`);
  if (answered.size === 0) return;
  await engine.run(sql`
    create or replace temp table taken_up as
    select s.procedure_no as under, s.case_key as taken_up, s.completed_at
    from scopes s join cases c on c.case_key = s.case_key where s.complete and s.completed_at < c.last_at`);
  const { cases } = await one<{ cases: number }>(engine, sql`select count(*) as cases from taken_up`);
  if (cases === 0) return;
  const ofThese = (events: Sql) => sql`(
    select * from ${events} x join taken_up u on u.taken_up = x.case_key and x.occurred_at <= u.completed_at)`;
  for (const near of [true, false]) {
    const events = sides.events(near, (no) => answered.has(no), ofThese);
    if (!events) continue;
    await engine.run(sql`
      insert into terms_by_completion
      select case_key, term_no, max(case when met then pos end), max(pos), max(case when met then occurred_at end), max(occurred_at)
      from (
        select e.case_key, l.no as term_no, e.pos, e.occurred_at, ${events.met} as met from ${events.from}
        where l.procedure_no = e.under and l.no in ${[...answered]}
      ) where met is not false
      group by case_key, term_no`);
  }
}

/** Where every event surely counts, the same aggregate stands in both places and is computed once. */
const aggregates = (certain: boolean): Sql[] => {
  const sure = (name: "count" | "min" | "max", column: string) =>
    sql`${word(name)}(${certain ? word(column) : sql`case when met then ${word(column)} end`})`;
  const both = (["count", "min pos", "max pos", "min occurred_at", "min wall_at", "max occurred_at"] as const).flatMap(
    (what) => {
      const [name, column = "case_key"] = what.split(" ") as ["count" | "min" | "max", string?];
      return [sure(name, column), sql`${word(name)}(${word(column)})`];
    },
  );
  return [...both, sure("min", "timed"), sql`max(latest)`];
};

/** A measure of the term of a rule's side: of the rows `a` and `b` of `case_terms`. */
export type Cell = (side: "a" | "b", measure: Measure, certainty: Certainty | CertaintyByThen) => Sql;
export const cell: Cell = (side, measure, asked) => {
  const [certainty, byThen] = asked.split(" by ") as [Certainty, "then"?];
  const value = word(`${side}.${measure}_${certainty}`);
  if (measure === "n") return sql`coalesce(${value}, 0)`;
  if (!byThen) return value;
  const isLast = measure === "last" || measure === "until";
  const moment = isLast ? "until" : "at";
  const before = isLast ? word(`${side}_by.${measure}_${certainty}`) : sql`null`;
  return sql`(case when ${word(`${side}.${moment}_${certainty}`)} <= s.completed_at then ${value} else ${before} end)`;
};

/**
 * The cases `s` in scope of the rules `r` of a template, with the terms `a` and `b` where the case has them; where the
 * rules come into play by one of the two, only cases that have it. Terms of other templates are left out beforehand.
 */
export function scopedTerms(template: Template, calledBy: "a" | "b" | null): Sql {
  const terms = (side: "a" | "b") => sql`
    (select * from case_terms where term_no in (select ${word(side)} from rules where template = ${template})) ${word(side)}`;
  const ofRule = (side: "a" | "b") => sql`${word(side)}.term_no = r.${word(side)}`;
  const perhaps = (["a", "b"] as const)
    .filter((side) => side !== calledBy && (side === "a" || shapeOf(template).activities !== 1))
    .map((side) => sql`left join ${terms(side)} on ${ofRule(side)} and ${word(side)}.case_key = s.case_key`);
  const called = calledBy === null ? sql`` : sql`join ${terms(calledBy)} on ${ofRule(calledBy)}`;
  const inScope = calledBy === null ? sql`` : sql`and s.case_key = ${word(calledBy)}.case_key`;
  return sql`
    (select * from rules where template = ${template}) r ${called}
    join scopes s on s.procedure_no = r.procedure_no ${inScope} ${join(perhaps, sql` `)}`;
}
