import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql, word } from "../../pipeline/engine/sql.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { handoversOf, type SideLabels } from "./handovers.ts";
import { atLatestIn } from "./moments.ts";
import { recordsOf } from "./records.ts";

/** Goes with every detector of hand-overs. */
export const SHARED_NUMBERS: Bilingual = {
  zh: "几个单位使用同一移送编号的，按移送方、接收方区分；接收之后又以同一编号移送的，为另一次移送；分不清属于哪一次移送的接收登记，不作比较，视为无法判断",
  en: "Organs that use one number are told apart by sender and receiver; what is sent under it after a receipt is another sending; a receipt that may be of either sending is held against none, and nothing can be told",
};

/**
 * Lays out `handover_records` as {@link handoversOf} tells them, `handover_unsided` (numbers with a record whose side cannot be told, and its
 * case) and `handover_rounds`: per number, sender and receiver the last sending, with its receipt where there is one,
 * and where it was sent once more after a receipt those before as well: `round` (the number, and for further organs
 * that use it also their names, for further rounds which it is), `last` (of its organs, the last that was received, or
 * of all where none was: what is sent again without a receipt may be a reminder), `handover_no, sent_no, sent_case,
 * sent_at, sent_on, from_org, to_org, kind, received_no, received_case, received_at, returned` (it was sent back for
 * correction, and not sent again), `unsure` (a receipt may be of this round or of another, or of this sending or of the
 * one before: it is taken for neither's).
 */
export async function layOutRounds(sides: SideLabels, situation: Situation): Promise<void> {
  const { facts } = situation;
  const { engine } = facts;
  await engine.run(sql`
    create or replace temp table handover_records as
    select *, ${atLatestIn(facts, sql`happened_at`)} as latest_at from (${handoversOf(sides, situation)}) h`);
  await engine.run(sql`create or replace temp table handover_unsided as ${unsided(sides, situation)}`);
  await engine.run(sql`create or replace temp table handover_rounds as ${rounds}`);
}

/** Records in whose `side` other words stand: nobody can tell who made them. `handover_no, case_key`. */
const unsided = ({ sent, received }: SideLabels, situation: Situation): Sql => sql`
  select handover_no, max(case_key) as case_key from (
    select h.handover_no, h.case_key
    from (${recordsOf(situation, "handovers", ["handover_no", "side", "at"])}) h
    where h."at" <= ${situation.asOf} and h.side not in ${[...sent, ...received]}
  ) x group by handover_no`;

/** Whether a record under a sending's number may be of it: not where both name other organs on either side. */
export const mayBeOf = (sending: Sql, record: Sql): Sql => sql`(coalesce(${record}.from_org = ${sending}.from_org, true)
  or coalesce(${record}.to_org = ${sending}.to_org, true))`;

/**
 * Where several organs use a number, a record under it is of the sending that it agrees with. Where it agrees with none
 * an organ goes by two names.
 */
const agrees = sql`(coalesce(r.from_org = s.from_org, true) and coalesce(r.to_org = s.to_org, true))`;

const way = sql`partition by handover_no, turn`;

/** What was sent; of each number `turn` counts the organs that use it, in the order in which they began. */
const sent = sql`
  select *, dense_rank() over (partition by handover_no order by first_at, from_org, to_org) as turn
  from (
    select *, min(happened_at) over (partition by handover_no, from_org, to_org) as first_at from handover_records where sent
  ) s`;

/** Of each number its turns, and how many there are. */
const turns = sql`
  select handover_no, turn, from_org, to_org, count(*) over (partition by handover_no) as turns
  from sent group by handover_no, turn, from_org, to_org`;

/** Receipts and returns, by each turn that they may be of; `unsure` where they may be of another as well. */
const answers = sql`
  select *, turns > 1 and agreeing <> 1 as unsure
  from (
    select s.turn, s.turns, r.record_no, r.handover_no, r.case_key, r.happened_at, r.latest_at, r.returned,
      ${agrees} as fits, count(case when ${agrees} then 1 end) over (partition by r.record_no) as agreeing
    from turns s join handover_records r on r.handover_no = s.handover_no and ${mayBeOf(word("s"), word("r"))}
    where r.returned or not r.sent
  ) a where fits or agreeing = 0`;

/** Of each record that was sent after a receipt of its turn, how many receipts were before it. */
const answered = sql`
  select s.record_no, count(*) as receipts
  from sent s join answers a on a.handover_no = s.handover_no and a.turn = s.turn
  where not a.returned and a.latest_at < s.happened_at group by s.record_no`;

/** Of what was sent between two receipts the last record, with when it `begun` and when the next sending does. */
const sendings = sql`
  select *, row_number() over (${way} order by receipts) as round_no, lead(begun_at) over (${way} order by receipts) as next_at
  from (
    select *, min(happened_at) over (${way}, receipts) as begun_at,
      row_number() over (${way}, receipts order by happened_at desc, record_no desc) as nth
    from (
      select s.*, coalesce(b.receipts, 0) as receipts from sent s left join answered b on b.record_no = s.record_no
    ) s
  ) s where nth = 1`;

/** The answers of each sending; `unsure` also where they may be of a record of it that was sent before the last. */
const replies = sql`
  select s.record_no as sent_no, a.record_no, a.case_key, a.happened_at, a.returned,
    a.unsure or (s.begun_at < s.happened_at and a.happened_at <= s.latest_at and a.latest_at >= s.happened_at) as unsure
  from sendings s join answers a on a.handover_no = s.handover_no and a.turn = s.turn
    and (s.round_no = 1 or a.latest_at >= s.begun_at) and coalesce(a.latest_at < s.next_at, true)`;

const returns = sql`select sent_no, max(happened_at) as returned_at from replies where returned group by sent_no`;

/** Of each sending the last receipt that is sure, or the last of all. */
const receipts = sql`
  select * from (
    select *, row_number() over (
        partition by sent_no order by case when unsure then 1 else 0 end, happened_at desc, record_no desc) as nth
    from replies where not returned
  ) r where nth = 1`;

/** What was sent back is received only where it was received since, or not sent since. */
const answeredSendings = sql`
  select s.handover_no, s.turn, s.round_no, s.record_no as sent_no, s.case_key as sent_case, s.happened_at as sent_at,
    case when s.turn = 1 and s.round_no = 1 then s.handover_no
      else concat(s.handover_no, ' ', coalesce(s.from_org, ''), ' ', coalesce(s.to_org, ''),
        case when s.round_no > 1 then concat(' ', cast(s.round_no as varchar)) else '' end) end as round,
    s.happened_on as sent_on, s.from_org, s.to_org, s.kind, r.record_no as received_no, r.case_key as received_case,
    r.happened_at as received_at, s.returned or coalesce(b.returned_at >= s.happened_at, false) as returned,
    r.record_no is not null and coalesce(r.happened_at > b.returned_at or s.happened_at <= b.returned_at, true) as is_receipt,
    coalesce(r.unsure, false) as unsure
  from sendings s left join returns b on b.sent_no = s.record_no left join receipts r on r.sent_no = s.record_no`;

const surely = sql`(is_receipt and not unsure)`;

const rounds = sql`
  with sent as (${sent}), turns as (${turns}), answers as (${answers}), answered as (${answered}),
    sendings as (${sendings}), replies as (${replies}), returns as (${returns}), receipts as (${receipts})
  select round, row_number() over (${way} order by case when ${surely} then 0 else 1 end, round_no desc) = 1 as last,
    handover_no, sent_no, sent_case, sent_at, sent_on, from_org, to_org, kind,
    case when ${surely} then received_no end as received_no,
    case when ${surely} then received_case end as received_case,
    case when ${surely} then received_at end as received_at, returned, is_receipt and unsure as unsure
  from (${answeredSendings}) x`;
