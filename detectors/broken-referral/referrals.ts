import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql, word } from "../../pipeline/engine/sql.ts";
import { HOUR } from "../../pipeline/kit/duration.ts";
import { localDay } from "../../pipeline/kit/zone.ts";
import type { Rule } from "../../schemas/procedure.ts";
import { EXTEND } from "../../schemas/values.ts";
import { sideParams } from "../_terms/handovers.ts";
import { DECLINED, FILED, GRANTED, kinds, labels, optionalLabels, REFUSED, TRANSFERRED } from "../_terms/labels.ts";
import { layOutLastDays } from "../_terms/last-days.ts";
import { afterItsHour, atLatestIn, untilMidnight } from "../_terms/moments.ts";
import { casesWithRule } from "../_terms/procedures.ts";
import { recordsOf } from "../_terms/records.ts";
import { layOutRounds, mayBeOf } from "../_terms/rounds.ts";
import { casesThatWouldShow, casesWith } from "../_terms/sources.ts";

export const Params = z.strictObject({
  ...sideParams,
  referral_kinds: labels(
    ["referral", "行刑衔接", "移送涉嫌犯罪案件", "涉嫌犯罪案件"],
    "values of `handovers.kind` for a matter that an administrative organ refers to the police",
  ),
  reverse_kinds: optionalLabels(
    ["reverse", "反向衔接", "反向移送"],
    "values of `handovers.kind` for a matter that goes back to be penalised administratively",
  ),
  approve: labels(["批准移送", "批准移送涉嫌犯罪案件"], "labels of the approval of a referral"),
  examine: optionalLabels(
    ["移送审批"],
    "labels of a step that approves a referral or refuses it, as `events.approval_result` says",
  ),
  granted: labels(GRANTED, "words of `events.approval_result` for what was approved"),
  refused: optionalLabels(REFUSED, "words of `events.approval_result` for what was not approved"),
  refer: labels(["移送公安机关", "移送涉嫌犯罪案件", "移送司法机关"], "labels of the referral, beside its hand-over"),
  file: labels(FILED, "labels of filing by the police"),
  decline: labels(DECLINED, "labels of a decision not to file"),
  pass_on: labels(TRANSFERRED, "labels of passing a referral on to another organ, which is an answer too"),
  send_back: labels(
    ["退回案卷材料", "退回移送材料", "退回案卷", "送达不予立案通知"],
    "labels of the return of the papers after a decision not to file",
  ),
  drop: labels(["不起诉", "不起诉决定"], "labels of a decision not to prosecute"),
  reverse: labels(
    ["反向移送", "提出检察意见", "检察意见", "移送行政机关"],
    "labels of sending it back to be penalised administratively",
  ),
  unneeded: optionalLabels(["无需行政处罚", "不需要行政处罚"], "labels of a finding that no penalty is called for"),
  transfer_hours: z.number().positive().default(24).describe("hours from the approval to the referral (移送规定 5)"),
  review_days: z.int().min(1).default(3).describe("days for the police to decide on filing (移送规定 8)"),
  economic_types: labels(
    ["经济犯罪", "经济犯罪案件", "经济类案件", "economic"],
    "values of `cases.case_type` for economic crime",
  ),
  economic_days: z.int().min(1).default(10).describe("the same for economic crime (公通字〔2017〕25号 16)"),
  extended_days: z.int().min(1).default(60).describe("the same with an approved extension (公通字〔2017〕25号 16)"),
  return_days: z
    .int()
    .min(1)
    .default(7)
    .describe("days for the papers' return after a refusal; an engineering default"),
  reverse_days: z
    .int()
    .min(1)
    .default(30)
    .describe("days after a decision not to prosecute in which it goes back; an engineering default"),
});
export type Params = z.output<typeof Params>;

export const CHECKS = ["transfer", "review", "return", "reverse"] as const;

/**
 * Lays out `referral_acts` (`case_key, record_no, pos, kind, occurred_at, occurred_on, wall_at, unsure`: whether that
 * step approved is not recorded), `referrals` (the hand-overs that are referrals, with the first day on which they may
 * have been answered, `given_on`, and those until which an answer is in time) and `referral_checks`: `case_key, round,
 * handover_no, name, key, since_at, end_at, due_at, outcome`.
 */
export async function layOutReferrals(params: Params, situation: Situation): Promise<void> {
  const { engine } = situation.facts;
  await layOutRounds(params, situation);
  const { approve, examine, refer, file, decline, pass_on, send_back, drop, reverse, unneeded } = params;
  const groups = {
    approve,
    examine,
    refer,
    decide: [...file, ...decline, ...pass_on],
    proceed: [...file, ...pass_on],
    decline,
    send_back,
    drop,
    reverse,
    unneeded,
  };
  await engine.run(sql`
    create or replace temp table referral_acts as
    select s.case_key, s.record_no, s.pos, case when k.kind = 'examine' then 'approve' else k.kind end as kind, s.occurred_at, s.occurred_on,
      s.wall_at, k.kind = 'examine' and coalesce(a.result not in ${params.granted}, true) as unsure
    from steps s join ${kinds(groups)} on k.activity = s.activity
    left join (
      select record_no, approval_result as result from (${recordsOf(situation, "events", ["activity", "approval_result"])}) e
      where activity in ${[...approve, ...examine]}
    ) a on a.record_no = s.record_no
    where coalesce(k.kind not in ('approve', 'examine') or a.result not in ${params.refused}, true)`);
  const received = await engine.all<{ day: number }>(sql`
    select distinct ${situation.engine.localDay(sql`received_at`, situation.facts.zone)} as day
    from handover_rounds where received_at is not null`);
  await layOutLastDays(
    engine,
    received.flatMap(({ day }) => [params.review_days, params.economic_days, params.extended_days].map((n) => day + n)),
  );
  await engine.run(sql`create or replace temp table referrals as ${referrals(params, situation)}`);
  await engine.run(sql`
    create or replace temp table referral_checks as
    select * from (${transfers(params, situation)}) t where case_key not in (${casesWithRule(situation, judgesTransfers)})
    union all ${reviews(situation)}
    union all ${returns(params, situation)} union all select * from (${reversals(params, situation)}) r`);
}

/** A rule of the procedure's own about the hours from the approval to the transfer. */
const judgesTransfers = ({ code, limit }: Rule): boolean => code === "XA04" && limit !== undefined && "hours" in limit;

/** `due_sure` is the last day that the kind of case surely allows, `due_perhaps` the last that it may. */
function referrals(params: Params, situation: Situation): Sql {
  const { facts, engine } = situation;
  const type = columnOf(situation, "cases", "case_type", sql`c`);
  const plus = (days: number) =>
    sql`coalesce((select latest from last_days d where d.day = x.received_on + ${days}), x.received_on + ${days})`;
  return sql`
    select x.*,
      case when extended then ${plus(params.extended_days)} when economic is true or economic is null
        then ${plus(params.economic_days)} else ${plus(params.review_days)} end as due_sure,
      case when extended then ${plus(params.extended_days)} when economic is true
        then ${plus(params.economic_days)} else ${plus(params.review_days)} end as due_perhaps
    from (
      select r.round, r.handover_no, r.from_org, r.to_org, r.sent_no, r.sent_case, r.sent_at,
        r.received_no, r.received_case, r.received_at, r.returned,
        ${engine.localDay(sql`r.received_at`, facts.zone)} as received_on,
        least(r.sent_on, ${engine.localDay(sql`coalesce(r.received_at, r.sent_at)`, facts.zone)}) as given_on,
        ${type} in ${params.economic_types} as economic, e.case_key is not null as extended
      from handover_rounds r
      left join cases c on c.case_key = r.received_case
      left join (
        select distinct case_key from (${recordsOf(situation, "extensions", ["kind"])}) k where k.kind in ${EXTEND}
      ) e on e.case_key = r.received_case
      where r.last and r.kind in ${params.referral_kinds}
    ) x`;
}

/** The cases that would show acts of a kind, or hand-overs of that kind, that others call for. */
const knowing = (labels: readonly string[], handed: Sql, calling: readonly string[]): Sql =>
  casesThatWouldShow(
    sql`${casesWith(labels)} union all select case_key from handover_records where case_key is not null and ${handed}`,
    calling,
  );

/**
 * From each approval to the referral after it, in time or late whatever the time of a day that has none on record. Of
 * approvals with no referral between them the first counts. One after a referral is of another, surely where that came
 * back or was refused; otherwise it may be a record of the same, if nothing more was sent.
 */
function transfers({ transfer_hours, referral_kinds, refer, approve, examine }: Params, situation: Situation): Sql {
  const { facts, engine, asOf } = situation;
  const hours = transfer_hours * HOUR;
  const due = sql`${afterItsHour(facts, sql`a.approved_until`)} + ${hours}`;
  const acts = (...names: string[]) => sql`
    select case_key, occurred_at, ${untilMidnight(sql`occurred_at`, sql`wall_at`)} as latest_at, unsure from referral_acts where kind in ${names}`;
  const last = (which: Sql) => sql`max(case when ${which} and s.latest_at < p.occurred_at then s.occurred_at end)`;
  const next = (at: Sql) => sql`min(case when s.sent and s.latest_at >= p.occurred_at then ${at} end)`;
  return sql`
    with moves as (
      select case_key, occurred_at, latest_at, true as sent from (${acts("refer")}) x
      union all
      select case_key, happened_at, ${atLatestIn(facts, sql`happened_at`)}, true
      from handover_records where sent and kind in ${referral_kinds}
      union all
      select r.sent_case, x.occurred_at, x.latest_at, false
      from referrals r join (${acts("decline", "send_back")}) x on x.case_key = r.received_case
      union all
      select r.sent_case, h.happened_at, ${atLatestIn(facts, sql`h.happened_at`)}, false
      from referrals r join handover_records h on h.handover_no = r.handover_no and h.returned and ${mayBeOf(word("r"), word("h"))}
    ),
    approvals as (
      select p.case_key, p.unsure, p.occurred_at as approved_at, p.latest_at as approved_until, ${last(sql`s.sent`)} as before_at,
        ${last(sql`not s.sent`)} as back_at, ${next(sql`s.occurred_at`)} as sent_at, ${next(sql`s.latest_at`)} as sent_until
      from (${acts("approve")}) p left join moves s on s.case_key = p.case_key
      group by p.case_key, p.unsure, p.occurred_at, p.latest_at
    )
    select a.case_key, cast(null as varchar) as round, cast(null as varchar) as handover_no, 'transfer' as name,
      concat('transfer ', case when again then cast(${engine.localDay(sql`a.approved_at`, facts.zone)} as varchar) else '' end) as key,
      a.approved_at as since_at, a.sent_at as end_at, ${due} as due_at,
      case when a.sent_until <= ${afterItsHour(facts, sql`a.approved_at`)} + ${hours} or (a.before_at is not null and not again) then 'clear'
        when coalesce(a.sent_at, ${asOf}) <= ${due} then case when a.sent_at is null then 'pending' else 'cannot tell' end
        when a.unsure or (again and a.sent_at is null and coalesce(a.back_at <= a.before_at, true)) then 'cannot tell'
        when a.case_key not in ${knowing(refer, sql`sent and kind in ${referral_kinds}`, [...approve, ...examine])} then 'cannot tell' else 'hit' end as outcome
    from (
      select *, row_number() over (partition by case_key, before_at order by unsure, approved_at) as nth,
        coalesce(min(approved_at) over (partition by case_key) <= before_at, false) as again
      from approvals
    ) a where nth = 1`;
}

/** From the receipt to the police's decision on filing, which may bear a day before the receipt's entry. */
function reviews({ facts, asOf }: Situation): Sql {
  const today = localDay(facts.zone.name, asOf);
  return sql`
    select r.received_case, r.round, r.handover_no, 'review', concat('review ', r.round), r.received_at, r.decided_at, r.due_sure,
      case
        when r.received_case is null then 'cannot tell'
        when coalesce(r.decided_on, ${today}) <= r.due_perhaps and r.decided_on is not null then 'clear'
        when coalesce(r.decided_on, ${today}) <= r.due_perhaps then 'pending'
        when coalesce(r.decided_on, ${today}) <= r.due_sure then 'cannot tell'
        else 'hit'
      end
    from (
      select r.round, r.handover_no, r.received_case, r.received_at, r.due_sure, r.due_perhaps,
        min(d.occurred_at) as decided_at, min(d.occurred_on) as decided_on
      from referrals r
      left join referral_acts d on d.case_key = r.received_case and d.kind = 'decide' and d.occurred_on >= r.given_on
      where r.received_at is not null and not r.returned
      group by r.round, r.handover_no, r.received_case, r.received_at, r.due_sure, r.due_perhaps
    ) r`;
}

/** After a refusal the papers go back: an act, a record of the return, or a hand-over the other way. */
function returns({ return_days, send_back, decline }: Params, { facts, asOf }: Situation): Sql {
  const today = localDay(facts.zone.name, asOf);
  return sql`
    select x.case_key, x.round, x.handover_no, 'return', concat('return ', x.round), x.refused_at, cast(null as bigint), x.refused_on + ${return_days},
      case when x.returned then 'clear' when ${today} <= x.refused_on + ${return_days} then 'pending'
        when x.case_key not in ${knowing(send_back, word("returned"), decline)} then 'cannot tell' else 'hit' end
    from (
      select r.received_case as case_key, r.round, r.handover_no, d.refused_at, d.refused_on,
        exists (select 1 from referral_acts b where b.case_key = r.received_case and b.kind = 'send_back'
          and b.occurred_on >= d.refused_on)
        or exists (select 1 from handover_records h where (
          h.handover_no = r.handover_no and h.returned and ${mayBeOf(word("r"), word("h"))}
          or h.case_key = r.received_case and h.sent) and h.happened_on >= d.refused_on) as returned
      from referrals r
      join (
        select g.round, min(a.occurred_at) as refused_at, min(a.occurred_on) as refused_on
        from referrals g join referral_acts a on a.case_key = g.received_case and a.kind = 'decline' and a.occurred_on >= g.given_on
        group by g.round
      ) d on d.round = r.round
      where not exists (select 1 from referral_acts f where f.case_key = r.received_case and f.kind = 'proceed'
        and f.occurred_at > d.refused_at)
    ) x`;
}

/**
 * Every referral that is not prosecuted, in the police's case or in the one it went on to, by the first decision since
 * it was given. One that was sent back or refused before the next came is over. What was handed to the organ of another
 * referral of the case alone may be the answer to both.
 */
function reversals({ reverse_days, reverse_kinds, reverse, drop }: Params, { facts, asOf }: Situation): Sql {
  const today = localDay(facts.zone.name, asOf);
  return sql`
    with given as (
      select round, handover_no, received_case, from_org, given_on, returned,
        lead(given_on) over (partition by received_case order by given_on, round) as next_on
      from referrals where received_case is not null
    ),
    refused as (
      select g.round, max(case when a.kind = 'decline' then a.occurred_at end) as refused_at,
        max(case when a.kind = 'proceed' then a.occurred_at end) as proceeded_at
      from given g join referral_acts a on a.case_key = g.received_case and a.kind in ('decline', 'proceed')
        and a.occurred_on >= g.given_on and a.occurred_on < g.next_on
      group by g.round
    ),
    referred as (
      select g.* from given g left join refused f on f.round = g.round
      where not (g.next_on is not null and g.returned) and coalesce(f.refused_at <= f.proceeded_at, f.refused_at is null)
    ),
    asked as (
      select received_case as case_key, round, handover_no, from_org, given_on from referred
      union
      select n.received_case, r.round, r.handover_no, r.from_org, r.given_on
      from referred r join handover_rounds n on n.sent_case = r.received_case and n.received_case is not null
    ),
    dropped as (
      select q.case_key, q.round, q.handover_no, q.from_org, min(a.occurred_at) as dropped_at, min(a.occurred_on) as dropped_on
      from asked q join referral_acts a on a.case_key = q.case_key and a.kind = 'drop' and a.occurred_on >= q.given_on
      group by q.case_key, q.round, q.handover_no, q.from_org
    ),
    answers as (
      select case_key, occurred_on as answered_on, cast(null as varchar) as to_org
      from referral_acts where kind in ('reverse', 'unneeded')
      union all
      select case_key, happened_on, to_org from handover_records where sent and kind in ${["", ...reverse_kinds]}
    )
    select x.case_key, x.round, x.handover_no, 'reverse', concat('reverse ', x.round), x.dropped_at, cast(null as bigint), x.dropped_on + ${reverse_days},
      case when x.own > 0 then 'clear' when ${today} <= x.dropped_on + ${reverse_days} then 'pending'
        when x.others > 0 or x.case_key not in ${knowing(reverse, sql`sent and kind in ${reverse_kinds}`, drop)} then 'cannot tell' else 'hit' end
    from (
      select d.case_key, d.round, d.handover_no, d.dropped_at, d.dropped_on, count(o.from_org) as others,
        count(case when o.from_org is null then a.case_key end) as own
      from dropped d left join answers a on a.case_key = d.case_key and a.answered_on >= d.dropped_on
      left join (select distinct case_key, from_org from asked) o
        on o.case_key = a.case_key and o.from_org = a.to_org and o.from_org <> d.from_org
      group by d.case_key, d.round, d.handover_no, d.dropped_at, d.dropped_on
    ) x`;
}
