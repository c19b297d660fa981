import type { Situation } from "../../pipeline/detector.ts";
import { one } from "../../pipeline/engine/engine.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { localDay } from "../../pipeline/kit/zone.ts";
import { type PeriodKind, periodsWithin, startOfPeriod } from "../../pipeline/statistics/periods.ts";
import { recordsOf } from "./records.ts";

/**
 * Ratings that count, given by `as_of`: `record_no, file_id, rating_id, org_id, group_id, rated_at, rated_on, score,
 * terminal_id, rater_id, staff, followed_up_at, rectified_at`. Those marked as not valid are left out.
 */
export function ratingsOf(situation: Situation): Sql {
  const { engine, facts, asOf } = situation;
  const columns = [
    "rating_id",
    "org_id",
    "group_id",
    "rated_at",
    "score",
    "valid",
    "terminal_id",
    "rater_id",
    "staff",
    "followed_up_at",
    "rectified_at",
  ] as const;
  return sql`
    select r.record_no, r.file_id, r.rating_id, r.org_id, r.group_id, r.rated_at,
      cast(${engine.localDay(sql`r.rated_at`, facts.zone)} as integer) as rated_on, r.score, r.terminal_id, r.rater_id,
      coalesce(r.staff, false) as staff, case when r.followed_up_at <= ${asOf} then r.followed_up_at end as followed_up_at,
      case when r.rectified_at <= ${asOf} then r.rectified_at end as rectified_at
    from (${recordsOf(situation, "ratings", columns)}) r
    where r.rated_at <= ${asOf} and coalesce(r.valid, true)`;
}

/** Lays out `rating_periods(no, period, first_on, last_on)`: the complete periods since the first rating, in order. */
export async function layOutPeriods(kind: PeriodKind, situation: Situation): Promise<void> {
  const { engine, zone } = situation.facts;
  const { first } = await one<{ first: number | null }>(
    engine,
    sql`select min(rated_on) as first from (${ratingsOf(situation)}) r`,
  );
  const yesterday = localDay(zone.name, situation.asOf) - 1;
  const complete = first === null ? [] : periodsWithin(kind, startOfPeriod(kind, first), yesterday);
  const rows = complete.map(({ key, ...span }, no) => ({ no, period: key, first_on: span.first, last_on: span.last }));
  await layOut(
    engine,
    "rating_periods",
    { no: "integer", period: "text", first_on: "integer", last_on: "integer" },
    rows,
  );
}
