import { DAY } from "../../pipeline/duration.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";

/** Whether a record may bear a date and no time: its clock on the wall stands at midnight. */
export const dateAlone = (wall: Sql): Sql => sql`(${wall} % ${DAY} = 0)`;

/** The last moment that a record may speak of: of a date without a time the end of its day. */
export const atLatest = (at: Sql, wall: Sql): Sql =>
  sql`(${at} + case when ${dateAlone(wall)} then ${DAY - 1} else 0 end)`;
