import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { labels } from "./labels.ts";
import { recordsOf } from "./records.ts";

/** How `handovers.side` says which side made a record. */
export const sideParams = {
  sent: labels(["sent", "移送", "移出", "发出"], "values of `handovers.side` for the sender's record"),
  received: labels(["received", "接收", "收到", "签收"], "values of `handovers.side` for the receiver's record"),
};

export interface SideLabels {
  readonly sent: readonly string[];
  readonly received: readonly string[];
}

const COLUMNS = [
  "handover_no",
  "side",
  "org_id",
  "from_org",
  "to_org",
  "at",
  "kind",
  "persons",
  "charges",
  "measures",
  "items_hash",
  "quantity",
  "returned",
] as const;

/**
 * Hand-overs as each side recorded them by `as_of`: `record_no, case_key, handover_no, sent` (false for the receiver's
 * record), `from_org, to_org, happened_at, happened_on, kind, persons, charges, measures, items_hash, quantity,
 * returned`.
 */
export function handoversOf({ sent, received }: SideLabels, situation: Situation): Sql {
  const { facts, engine, asOf } = situation;
  return sql`
    select h.record_no, h.case_key, h.handover_no, h.side in ${sent} as sent,
      coalesce(h.from_org, case when h.side in ${sent} then h.org_id end) as from_org,
      coalesce(h.to_org, case when h.side in ${received} then h.org_id end) as to_org,
      h."at" as happened_at, ${engine.localDay(sql`h."at"`, facts.zone)} as happened_on, h.kind, h.persons, h.charges, h.measures,
      h.items_hash, h.quantity, coalesce(h.returned, false) as returned
    from (${recordsOf(situation, "handovers", COLUMNS)}) h
    where h."at" <= ${asOf} and (h.side in ${sent} or h.side in ${received})`;
}
