import { type Sql, sql } from "../engine/sql.ts";

/**
 * The stored rows of events of several cases that have the case in their identifier, in every version: `record_no,
 * event_id, superseded_by`, and `event`, the identifier without it. `loading` is a file that is not among the loaded
 * ones yet.
 */
export const partsOf = (loading: number | null = null): Sql => sql`
  select record_no, event_id, superseded_by, left(event_id, length(event_id) - length(tail)) as event
  from (
    select s.record_no, s.event_id, s.superseded_by, '@' || c.case_id as tail
    from stored_events s join case_index c on c.case_key = s.case_key
    where s.event_id like '%@%' and s.file_id in (
      select file_id from files where format in ('ocel', 'json') union all select ${loading})
  ) where ends_with(event_id, tail)`;
