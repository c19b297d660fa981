import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { ARCHIVED, labels } from "./labels.ts";

export const closing = labels(ARCHIVED, "labels of closing, for units of whose cases no file brings a `closed_at`");

/** Cases of known units with the days they were opened and closed, once {@link layOutClosings} has laid them out. */
export const OPENINGS_AND_CLOSINGS = sql`(select * from cases_in_time where org_id is not null)`;

/**
 * Lays out `cases_in_time`: cases with when they were opened and closed: `case_key, org_id, opened_at, closed_at` and
 * the days `opened_on, closed_on`. A case is closed when its master says so, or, where the master says so of none of
 * its unit's, at its first step of `close`; null while it is open. Where that is unclear it is left out.
 */
export async function layOutClosings(close: readonly string[], { facts, engine, asOf, has }: Situation): Promise<void> {
  const day = (instant: Sql) => sql`cast(${engine.localDay(instant, facts.zone)} as integer)`;
  const said = has("cases", "closed_at")
    ? sql`left join (select distinct coalesce(org_id, '') as unit from cases where closed_at is not null) m
        on m.unit = coalesce(c.org_id, '')`
    : sql`cross join (select cast(null as varchar) as unit) m`;
  await facts.engine.run(sql`
    create or replace temp table cases_in_time as
    select c.case_key, c.org_id, c.opened_at, case when m.unit is null then s.closed_at else c.closed_at end as closed_at,
      ${day(sql`c.opened_at`)} as opened_on,
      ${day(sql`case when m.unit is null then s.closed_at else c.closed_at end`)} as closed_on
    from cases c ${said}
    left join (
      select case_key, min(occurred_at) as closed_at from steps where activity in ${close} group by case_key
    ) s on s.case_key = c.case_key
    where c.opened_at <= ${asOf} and not c.closing_unclear`);
}
