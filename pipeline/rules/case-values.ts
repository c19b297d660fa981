import { id, join, type Sql, sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { isLabel } from "./compile.ts";
import { placesIn } from "./condition.ts";
import { Numbered } from "./sides.ts";

/**
 * What rules ask of the cases `c`, read once for all rules: `case_values`, one row per case: `case_key, first_on`, a
 * column of text for each name that a condition asks of, one for each set of labels that says whether the case has any
 * of them, and one for each set of sources that says whether all of its events are
 * from there. Reading these anew for every rule and event took most of a large log's evaluation.
 */
export class CaseValues {
  readonly #names = new Numbered<string>();
  readonly #labels = new Numbered<readonly number[]>();
  readonly #sources = new Numbered<readonly number[]>();

  /** The text recorded under a name in the case `c`. */
  text(name: string): Sql {
    return sql`c.${id(`value_${this.#names.numberOf(name, name)}`)}`;
  }

  /** Whether the case `c` has an event of some labels. */
  has(labels: readonly number[]): Sql {
    return sql`c.${id(`has_${this.#labels.numberOf(JSON.stringify(labels), labels)}`)}`;
  }

  /** Whether the case `c` has events, and all from some sources. */
  isFrom(sources: readonly number[]): Sql {
    return sql`c.${id(`from_${this.#sources.numberOf(JSON.stringify(sources), sources)}`)}`;
  }

  /** To be called when everything was asked for. Of the cases of a relation of `case_key`, where one is given. */
  async layOut(facts: Facts, only: Sql | null = null): Promise<void> {
    const names = this.#names.all.map((name, i) => {
      const texts = placesIn("cases", "c", name, facts).map(({ text }) => text);
      return sql`coalesce(${join(texts)}) as ${id(`value_${i + 1}`)}`;
    });
    const marks = this.#labels.all.map((labels, i) => ({ labels, column: id(`has_${i + 1}`) }));
    const seen = marks.map(
      ({ labels, column }) => sql`max(case when ${isLabel(labels)} then 1 else 0 end) as ${column}`,
    );
    const among = (key: Sql) => (only ? sql`${key} in (select case_key from ${only})` : sql`true`);
    const told = marks.map(({ column }) => sql`coalesce(h.${column}, 0) = 1 as ${column}`);
    const origins = this.#sources.all.map((sources, i) => ({ sources, column: id(`from_${i + 1}`) }));
    const from = origins.map(
      ({ sources, column }) => sql`min(case when source in ${sources} then 1 else 0 end) as ${column}`,
    );
    const come = origins.map(({ column }) => sql`coalesce(o.${column}, 0) = 1 as ${column}`);
    await facts.engine.run(sql`
      create or replace ${facts.engine.large("case_values")} as
      select ${join([sql`c.case_key`, sql`c.first_on`, ...names, ...told, ...come])}
      from cases c
      left join (
        select ${join([sql`case_key`, ...seen])} from trace
        where ${isLabel([...new Set(this.#labels.all.flat())])} and ${among(sql`case_key`)} group by case_key
      ) h on h.case_key = c.case_key
      ${origins.length === 0 ? sql`` : sql`left join (select ${join([sql`case_key`, ...from])} from case_sources where ${among(sql`case_key`)} group by case_key) o on o.case_key = c.case_key`}
      where ${among(sql`c.case_key`)}`);
  }
}
