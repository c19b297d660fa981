import { type Sql, sql } from "../engine/sql.ts";
import { waits } from "./plain-clocks.ts";
import type { RuleSet } from "./ruleset.ts";

/**
 * Outcomes of the waiting periods: `rule_no, case_key, outcome` and the arithmetic: `start_at, end_at, start_on,
 * moved_on` (last day of the wait), `due_on` (off a holiday), `end_on`, `settled_from` as of deadlines. The first b
 * after the first a must come after the last day of the wait that this began. Where it is not known which a counts, it is
 * clear only if it came after the wait from each that may. A b without an a before it is another rule's matter, and is
 * passed over here.
 */
export function waitingOutcomes({ facts: { engine, zone } }: RuleSet): Sql {
  return sql`
    with waits as (
      select w.*, coalesce(end_sure, last_end) as end_by
      from (
        select w.*, case when early then e.end_sure else first_sure end as end_sure,
          case when early then e.end_any else first_any end as end_any
        from (
          select r.rule_no, s.case_key, s.sure, a.at_sure as start_sure, a.at_any as start_any, a.until_any as start_until,
            a.term_no, b.at_sure as first_sure, b.at_any as first_any, b.until_any as last_end, ${waits.early} as early
          from ${waits.from}
        ) w left join later_ends e on e.rule_no = w.rule_no and e.case_key = w.case_key
      ) w
    ),
    begun as (
      select *, case when start_sure <= end_by then start_sure when start_until <= end_by then start_until end as start_last
      from waits where end_any is not null
    ),
    amid as (
      select b.rule_no, b.case_key, max(t.occurred_at) as start_last
      from begun b join term_labels l on l.no = b.term_no
      join trace t on t.case_key = b.case_key and t.activity_key = l.activity_key
      where b.start_last is null and t.occurred_at <= b.end_by
      group by b.rule_no, b.case_key
    ),
    bounded as (
      select b.*, ${engine.localDay(sql`b.start_any`, zone)} as start_any_on,
        ${engine.localDay(sql`coalesce(b.start_last, m.start_last)`, zone)} as start_last_on,
        ${engine.localDay(sql`b.end_any`, zone)} as end_any_on, ${engine.localDay(sql`b.end_sure`, zone)} as end_sure_on
      from begun b left join amid m on m.rule_no = b.rule_no and m.case_key = b.case_key
    ),
    dated as (
      select c.*, f.raw_on as moved_on, f.earliest, f.latest, d.latest as latest_last
      from bounded c
      left join due_days f on f.rule_no = c.rule_no and f.start_on = c.start_any_on
      left join due_days d on d.rule_no = c.rule_no and d.start_on = c.start_last_on
    )
    select rule_no, case_key,
      case
        when latest is null then 'cannot tell'
        when sure and start_sure <= end_any and end_sure_on <= earliest then 'hit'
        when end_any_on <= coalesce(latest_last, latest) then 'cannot tell'
        else 'clear'
      end as outcome,
      start_any as start_at, coalesce(end_sure, end_any) as end_at, start_any_on as start_on, moved_on, latest as due_on,
      coalesce(end_sure_on, end_any_on) as end_on, case when latest is not null then start_any_on end as settled_from
    from dated`;
}
