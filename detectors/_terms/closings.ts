import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";

/**
 * Cases with the days they were opened and closed: `case_key, org_id, opened_on, closed_on`. A case is closed when its
 * master says so, or, where no master does, at its first step of `close`; null while it is open. Where that is unclear it
 * is left out.
 */
export function casesInTime(close: readonly string[], { facts, engine, asOf, has }: Situation): Sql {
  const brought = has("cases", "closed_at");
  const day = (instant: Sql) => sql`cast(${engine.localDay(instant, facts.zone)} as integer)`;
  return sql`
    select case_key, org_id, ${day(sql`opened_at`)} as opened_on, ${day(sql`closed_at`)} as closed_on
    from (
      select c.case_key, c.org_id, c.opened_at, ${brought ? sql`c.closed_at` : sql`s.closed_at`} as closed_at
      from cases c
      ${
        brought
          ? sql``
          : sql`left join (
              select case_key, min(occurred_at) as closed_at from steps where activity in ${close} group by case_key
            ) s on s.case_key = c.case_key`
      }
      where c.opened_at <= ${asOf} and not c.closing_unclear
    ) x`;
}

/** The same of cases of known units. */
export const openingsAndClosings = (close: readonly string[], situation: Situation): Sql =>
  sql`select * from (${casesInTime(close, situation)}) k where org_id is not null`;
