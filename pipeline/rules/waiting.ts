import { type Sql, sql } from "../engine/sql.ts";
import { lastDay } from "./deadline.ts";
import type { RuleSet } from "./ruleset.ts";
import { scopedTerms } from "./terms.ts";

/**
 * Outcomes of the waiting periods: `rule_no, case_key, outcome` and the arithmetic: `start_at, end_at, start_on, moved_on`
 * (last day of the wait), `due_on` (off a holiday), `end_on`. The first b must come after the last day of the wait that
 * the first a began. A b without an a before it is another rule's matter, and not applicable here.
 */
export function waitingOutcomes({ facts: { engine, zone } }: RuleSet): Sql {
  const none = sql`0`;
  const first = lastDay(sql`c.start_any_on`, none, none);
  const sure = lastDay(sql`c.start_sure_on`, none, none);
  return sql`
    with waits as (
      select l.*, s.case_key, s.sure, a.at_sure as start_sure, a.at_any as start_any, b.at_sure as end_sure,
        b.at_any as end_any
      from ${scopedTerms} join limits l on l.rule_no = r.rule_no
      where r.template = 'waiting-period'
    ),
    begun as (
      select *, ${engine.localDay(sql`start_any`, zone)} as start_any_on, ${engine.localDay(sql`start_sure`, zone)} as start_sure_on,
        ${engine.localDay(sql`end_any`, zone)} as end_any_on, ${engine.localDay(sql`end_sure`, zone)} as end_sure_on
      from waits where end_any is not null and start_any <= coalesce(end_sure, start_any)
    ),
    counted as (select c.*, ${first.day} as last_any_on from begun c ${first.joins}),
    bounded as (select c.*, ${sure.day} as last_sure_on from counted c ${sure.joins}),
    dated as (
      select c.*, case when c.rolls then p.earliest else last_any_on end as earliest,
        case when c.rolls then p.latest else last_any_on end as latest,
        case when c.rolls then w.latest else last_sure_on end as latest_sure
      from bounded c left join calendar p on p.day = last_any_on left join calendar w on w.day = last_sure_on
    )
    select rule_no, case_key,
      case
        when latest is null then 'cannot tell'
        when sure and start_sure <= end_any and end_sure_on <= earliest then 'hit'
        when end_any_on <= coalesce(latest_sure, latest) then 'cannot tell'
        else 'clear'
      end as outcome,
      start_any as start_at, coalesce(end_sure, end_any) as end_at, start_any_on as start_on, last_any_on as moved_on,
      latest as due_on, coalesce(end_sure_on, end_any_on) as end_on
    from dated`;
}
