import { type Sql, sql } from "../../pipeline/engine/sql.ts";

/** The units `org_id` of whose cases some hold any of the labels. */
export const unitsThatRecord = (labels: readonly string[]): Sql => sql`
  select c.org_id from steps s join cases c on c.case_key = s.case_key where s.activity in ${labels}`;

/**
 * The cases of some units. A unit that never records an act of a kind says nothing by leaving one out, whatever others
 * record; cases of no unit are of one together.
 */
export const casesOfUnits = (units: Sql): Sql => sql`
  (select case_key from cases where coalesce(org_id, '') in (select coalesce(org_id, '') from (${units}) u))`;
