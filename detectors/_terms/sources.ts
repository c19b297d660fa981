import { type Sql, sql } from "../../pipeline/engine/sql.ts";

/**
 * The cases whose records would show an act of a kind if it had been done, given those that have one: each source of
 * them that ever records what calls for it, by the labels of that, has cases in which it is on record. A source that never
 * records such acts says nothing by leaving one out, whatever others record; a unit that has none, where others of its
 * source do, is one that it is missing in. Of a case without events its unit's other cases tell.
 */
export const casesThatWouldShow = (having: Sql, calling: readonly string[] | null = null): Sql => sql`(
  with having_it as (${having})
  select c.case_key from cases c left join (
    select s.case_key, count(*) = count(k.source) as known
    from case_sources s left join (
      select distinct source from case_sources where case_key in (select case_key from having_it)
    ) k on k.source = s.source
    where ${calling ? sql`s.source in (select a.source from source_acts a where a.activity in ${calling})` : sql`true`}
    group by s.case_key
  ) s on s.case_key = c.case_key
  where s.known or (c.event_count = 0
    and c.org_id in (select u.org_id from cases u where u.case_key in (select case_key from having_it))))`;

/** The cases with a step of any of the labels. */
export const casesWith = (labels: readonly string[]): Sql => sql`
  select s.case_key from steps s where s.activity in ${labels}`;
