import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { kinds, optionalLabels } from "./labels.ts";

/** What says that a filing that follows is another organ's. */
export const sentOn = optionalLabels(
  ["移送审查起诉", "移送起诉"],
  "labels of a case's going on to be prosecuted and tried: a filing after it does not begin the case anew",
);

interface Labels {
  readonly file: readonly string[];
  readonly conclude: readonly string[];
  readonly sent_on: readonly string[];
}

/**
 * Cases that were filed or concluded, in one pass: `case_key, filed_at, filed_on, anew, concluded_at`. A
 * filing on a later day than a conclusion begins the case `anew`, and conclusions before that end nothing.
 */
export const filings = ({ file, conclude, sent_on }: Labels, within: Sql = sql`true`): Sql => sql`
  select case_key, filed_at, filed_on, anew,
    case when filed_on is null or concluded_on >= filed_on then concluded_at end as concluded_at
  from (
    select case_key, case when anew then last_at else first_at end as filed_at,
      case when anew then last_on else first_on end as filed_on,
      anew, concluded_at, concluded_on
    from (
      select x.*, coalesce(ended_on < last_on and coalesce(sent_pos > last_pos, true), false) as anew
      from (
        select s.case_key, min(case when k.kind = 'file' then s.occurred_at end) as first_at,
          min(case when k.kind = 'file' then s.occurred_on end) as first_on,
          max(case when k.kind = 'file' then s.occurred_at end) as last_at,
          max(case when k.kind = 'file' then s.occurred_on end) as last_on, max(case when k.kind = 'file' then s.pos end) as last_pos,
          min(case when k.kind = 'end' then s.occurred_on end) as ended_on,
          max(case when k.kind = 'end' then s.occurred_at end) as concluded_at,
          max(case when k.kind = 'end' then s.occurred_on end) as concluded_on,
          min(case when k.kind = 'sent' then s.pos end) as sent_pos
        from steps s join ${kinds({ file, end: conclude, sent: sent_on })} on k.activity = s.activity
        where ${within} group by s.case_key
      ) x
    ) y
  ) z`;

/** When a case came to its end as others than its acts say, null where its filing `f` began it anew since. */
export const endOf = (at: Sql, day: Sql): Sql =>
  sql`case when coalesce(f.anew and ${day} < f.filed_on, false) then null else ${at} end`;
