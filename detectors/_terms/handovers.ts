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
    select h.record_no, h.case_key, trim(h.handover_no) as handover_no, h.side in ${sent} as sent,
      coalesce(h.from_org, case when h.side in ${sent} then h.org_id end) as from_org,
      coalesce(h.to_org, case when h.side in ${received} then h.org_id end) as to_org,
      h."at" as happened_at, ${engine.localDay(sql`h."at"`, facts.zone)} as happened_on, h.kind, h.persons, h.charges, h.measures,
      h.items_hash, h.quantity, coalesce(h.returned, false) as returned
    from (${recordsOf(situation, "handovers", COLUMNS)}) h
    where h."at" <= ${asOf} and (h.side in ${sent} or h.side in ${received})`;
}

/** Records in whose `side` other words stand: nobody can tell who made them. `handover_no, case_key`. */
const unsided = ({ sent, received }: SideLabels, situation: Situation): Sql => sql`
  select handover_no, max(case_key) as case_key from (
    select trim(h.handover_no) as handover_no, h.case_key
    from (${recordsOf(situation, "handovers", ["handover_no", "side", "at"])}) h
    where h."at" <= ${situation.asOf} and h.side not in ${[...sent, ...received]}
  ) x group by handover_no`;

/**
 * Lays out `handover_records` as above, `handover_unsided` (numbers with a record whose side cannot be told, and its case) and `handover_rounds`: per number the last sending, with its receipt where
 * there is one: `handover_no, sent_no, sent_case, sent_at, sent_on, from_org, to_org, kind, received_no, received_case,
 * received_at, returned` (it was sent back for correction, and not sent again).
 */
export async function layOutRounds(sides: SideLabels, situation: Situation): Promise<void> {
  const { engine } = situation.facts;
  await engine.run(sql`create or replace temp table handover_records as ${handoversOf(sides, situation)}`);
  await engine.run(sql`create or replace temp table handover_unsided as ${unsided(sides, situation)}`);
  await engine.run(sql`
    create or replace temp table handover_rounds as
    select handover_no, sent_no, sent_case, sent_at, sent_on, from_org, to_org, kind,
      case when is_receipt then received_no end as received_no, case when is_receipt then received_case end as received_case,
      case when is_receipt then received_at end as received_at, returned
    from (
      select s.handover_no, s.record_no as sent_no, s.case_key as sent_case, s.happened_at as sent_at,
        s.happened_on as sent_on, s.from_org, s.to_org, s.kind, r.record_no as received_no, r.case_key as received_case,
        r.happened_at as received_at, s.returned or coalesce(b.returned_at >= s.happened_at, false) as returned,
        coalesce(r.happened_at > b.returned_at or s.happened_at <= b.returned_at, true) as is_receipt
      from (${lastOf(sql`sent`)}) s
      left join (
        select handover_no, max(happened_at) as returned_at from handover_records where returned group by handover_no
      ) b on b.handover_no = s.handover_no
      left join (${lastOf(sql`not sent and not returned`)}) r on r.handover_no = s.handover_no
    ) x`);
}

const lastOf = (which: Sql): Sql => sql`
  select * from (
    select *, row_number() over (partition by handover_no order by happened_at desc, record_no desc) as nth
    from handover_records where ${which}
  ) x where nth = 1`;
