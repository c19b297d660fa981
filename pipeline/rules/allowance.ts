import { join, type Sql, sql } from "../engine/sql.ts";
import { DAY } from "../kit/duration.ts";
import { grants } from "./approvals.ts";
import { exclusions } from "./exclusions.ts";
import { lastDay } from "./limits.ts";
import { anyPauses } from "./pauses.ts";
import type { RuleSet } from "./ruleset.ts";
import { graceOf } from "./span.ts";

/**
 * Lays out `clock_allowances`, a row for each of the clocks to which approvals on record or pauses allow anything:
 * `rule_no, case_key, key, leg, granted_months, granted_days` (`capped` where more was approved than the law allows),
 * `excluded` (days, working days where the limit is in them, with parts of a day where it is in hours or elapsed time),
 * `standing` (an exclusion has begun and not ended), `unknown` (an approval that does not say how much, or from when),
 * and, of limits in days or months, the last day with all of these: `moved_on`, from the first possible start at the
 * `earliest`, from the first sure one at the `latest`, off a holiday.
 */
export async function layOutAllowances(set: RuleSet): Promise<void> {
  const { engine, columns } = set.facts;
  await engine.run(sql`create or replace temp table clock_allowances (
    rule_no integer, case_key integer, key varchar, leg integer, granted_months bigint, granted_days bigint,
    capped boolean, excluded double, standing boolean, unknown boolean, moved_on bigint, earliest bigint, latest bigint)`);
  const allowing = [
    ...(columns.has("extensions") ? [sql`select case_key from extensions`] : []),
    ...(anyPauses(set) ? [sql`select case_key from clock_pauses`] : []),
  ];
  if (allowing.length === 0) return;
  await engine.run(sql`insert into clock_allowances ${allowancesOf(join(allowing, sql` union `), set)}`);
}

/** Of the clocks of some cases. */
function allowancesOf(cases: Sql, set: RuleSet): Sql {
  const { engine, zone } = set.facts;
  const asked = lastDay(sql`c.start_on`, sql`coalesce(g.months, 0)`, sql`0`, sql`coalesce(g.days, 0)`);
  const most = lastDay(sql`c.start_on`, sql`c.most_months`, sql`0`, sql`c.most_days`);
  const moved = lastDay(
    sql`c.start_on`,
    sql`c.granted_months`,
    wholeDays(sql`coalesce(x.excluded, 0)`),
    sql`c.granted_days`,
  );
  const dueAtFirst = lastDay(
    sql`nullif(c.start_any_on, c.start_on)`,
    sql`c.granted_months`,
    wholeDays(sql`c.excluded`),
    sql`c.granted_days`,
  );
  return sql`
    with limited as (
      select l.*, k.case_key, k.key, k.party, k.leg, k.start_any, k.end_any,
        case when l.civil then coalesce(k.start_wall_sure, k.start_wall_any) else coalesce(k.start_sure, k.start_any)
          + ${graceOf(sql`coalesce(k.start_wall_sure, k.start_wall_any)`)} end as start_ms,
        ${engine.localDay(sql`k.start_any`, zone)} as start_any_on,
        ${engine.localDay(sql`coalesce(k.start_sure, k.start_any)`, zone)} as start_on
      from clocks k join limits l on l.rule_no = k.rule_no where k.case_key in (${cases})
    ),
    asked as (
      select c.*, coalesce(g.months, 0) as months, coalesce(g.days, 0) as days, coalesce(g.unclear, 0) = 1 as unclear,
        coalesce(g.after_law, 0) = 1 as after_law, case when c.limit_ms is null then ${asked.day} end as asked_on
      from limited c left join (${grants(set)}) g
        on g.rule_no = c.rule_no and g.case_key = c.case_key and g.key = c.key and g.leg = c.leg
      ${asked.joins}
    ),
    lawful as (
      select c.*, case when c.limit_ms is null then ${most.day} end as most_on,
        not c.after_law and coalesce(case when c.limit_ms is null then c.asked_on > ${most.day} else c.days > c.most_days end, false) as capped
      from asked c ${most.joins}
    ),
    granted as (
      select *, case when limit_ms is null then case when capped then most_on else asked_on end end as raw_on,
        start_ms + limit_ms + granted_days * ${DAY} as raw_ms
      from (
        select *, case when capped then most_months else months end as granted_months,
          case when capped then most_days else days end as granted_days
        from lawful
      )
    ),
    moved as (
      select c.*, coalesce(x.excluded, 0) as excluded, coalesce(x.standing, 0) = 1 as standing,
        c.unclear or coalesce(x.unsaid, 0) = 1 as unknown,
        case when c.limit_ms is null and coalesce(x.beyond, 0) = 0 then ${moved.day} end as moved_on
      from granted c left join (${exclusions(set)}) x
        on x.rule_no = c.rule_no and x.case_key = c.case_key and x.key = c.key and x.leg = c.leg
      ${moved.joins}
    ),
    earlier as (
      select c.*, case when c.start_any_on = c.start_on then c.moved_on else ${dueAtFirst.day} end as moved_any_on
      from moved c ${dueAtFirst.joins}
    )
    select c.rule_no, c.case_key, c.key, c.leg, c.granted_months, c.granted_days, c.capped, c.excluded, c.standing, c.unknown,
      c.moved_on, case when c.rolls then p.earliest else c.moved_any_on end as earliest,
      case when c.rolls then w.latest else c.moved_on end as latest
    from earlier c left join calendar w on w.day = c.moved_on left join calendar p on p.day = c.moved_any_on
    where c.granted_months + c.granted_days + c.excluded > 0 or c.standing or c.unknown
      or (c.limit_ms is null and c.moved_on is null)`;
}

/** Of limits in days exclusions are whole days. */
const wholeDays = (days: Sql): Sql => sql`cast(${days} as bigint)`;
