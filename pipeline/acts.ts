import { type Sql, sql } from "./engine/sql.ts";
import type { Facts } from "./facts.ts";
import { wholeSince } from "./privacy/whole-since.ts";

/**
 * How many acts of each unit and day are known of: `org_id, "day", acts`. They are those of `loaded`, a query of
 * `org_id, "day"`, and those that may not be held, of which nothing but their number is: as many as the file with most
 * of them has, since what is delivered again is refused again.
 */
export const actsByDay = (loaded: Sql): Sql => sql`
  select org_id, "day", cast(sum(acts) as bigint) as acts
  from (
    select org_id, "day", count(*) as acts from (${loaded}) l where org_id is not null group by org_id, "day"
    union all
    select org_id, on_day, max(acts) from (
      select org_id, on_day, sum(acts) as acts from refused_acts group by org_id, on_day, file_id
    ) f group by org_id, on_day
  ) a group by org_id, "day"`;

/**
 * How many acts the sources say they hold of each unit and day: `org_id, "day", declared`. The file that came last
 * counts, and only days on which the log is whole do.
 */
export async function declaredByDay(facts: Pick<Facts, "engine" | "zone" | "asOf">): Promise<Sql> {
  const { engine, zone, asOf } = facts;
  const since = await wholeSince(facts);
  return sql`
    select org_id, "day", max(events) as declared
    from (
      select *, max(file_id) over (partition by org_id, "day") as last_file
      from (
        select org_id, ${engine.localDay(sql`c."day"`, zone)} as "day", events, file_id
        from control_totals c where c."day" <= ${asOf}
      ) d
    ) t where file_id = last_file ${since === null ? sql`` : sql`and "day" >= ${since}`} group by org_id, "day"`;
}
