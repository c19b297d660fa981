import { type Sql, sql } from "../engine/sql.ts";
import type { RuleSet } from "./ruleset.ts";
import { scopedTerms } from "./terms.ts";

/**
 * Outcomes of the waiting periods: `rule_no, case_key, outcome` and the arithmetic: `start_at, end_at, start_on, moved_on`
 * (last day of the wait), `due_on` (off a holiday), `end_on`, `settled_from` as of deadlines. The first b must come after the last day of the wait that
 * the first a began. A b without an a before it is another rule's matter, and not applicable here.
 */
export function waitingOutcomes({ facts: { engine, zone } }: RuleSet): Sql {
  return sql`
    with waits as (
      select r.rule_no, s.case_key, s.sure, a.at_sure as start_sure, a.at_any as start_any, b.at_sure as end_sure,
        b.at_any as end_any
      from ${scopedTerms("waiting-period", "a")}
    ),
    begun as (
      select *, ${engine.localDay(sql`start_any`, zone)} as start_any_on, ${engine.localDay(sql`start_sure`, zone)} as start_sure_on,
        ${engine.localDay(sql`end_any`, zone)} as end_any_on, ${engine.localDay(sql`end_sure`, zone)} as end_sure_on
      from waits where end_any is not null and start_any <= coalesce(end_sure, start_any)
    ),
    dated as (
      select c.*, f.raw_on as moved_on, f.earliest, f.latest, d.latest as latest_sure
      from begun c
      left join due_days f on f.rule_no = c.rule_no and f.start_on = c.start_any_on
      left join due_days d on d.rule_no = c.rule_no and d.start_on = c.start_sure_on
    )
    select rule_no, case_key,
      case
        when latest is null then 'cannot tell'
        when sure and start_sure <= end_any and end_sure_on <= earliest then 'hit'
        when end_any_on <= coalesce(latest_sure, latest) then 'cannot tell'
        else 'clear'
      end as outcome,
      start_any as start_at, coalesce(end_sure, end_any) as end_at, start_any_on as start_on, moved_on, latest as due_on,
      coalesce(end_sure_on, end_any_on) as end_on, case when latest is not null then start_any_on end as settled_from
    from dated`;
}
