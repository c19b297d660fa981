import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { join, noRows, type Sql, some, sql, word } from "../../pipeline/engine/sql.ts";
import { localDay } from "../../pipeline/kit/zone.ts";
import { closing, layOutClosings } from "../_terms/closings.ts";
import { kinds, labels, optionalLabels } from "../_terms/labels.ts";
import { atLatestIn, untilMidnight } from "../_terms/moments.ts";
import { casesWithRule } from "../_terms/procedures.ts";
import { casesThatWouldShow, casesWith } from "../_terms/sources.ts";

export const Params = z.strictObject({
  close: closing,
  within_days: z.int().min(1).default(90).describe("days after the closing in which a new case counts; a default"),
  lawful_ends: labels(
    [
      "撤诉",
      "准许撤诉",
      "按撤诉处理",
      "准许撤回起诉",
      "准予撤回起诉",
      "按撤回起诉处理",
      "驳回起诉",
      "裁定驳回起诉",
      "不予受理",
      "裁定不予受理",
      "移送管辖",
      "移送其他法院管辖",
      "移送其他机关",
      "发回重审",
      "终结本次执行",
      "终结本次执行程序",
      "撤回报案",
    ],
    "labels of an end after which a new case is lawful",
  ),
  next_types: optionalLabels(
    ["执", "执恢", "终", "再", "申", "监", "异", "复"],
    "characters of a new case's number (`cases.case_no`) that make it an enforcement, the next instance or a review of one without them",
  ),
  party: z.string().default("party_id").describe("attribute of the case that holds its parties, separated by ;"),
  decided: labels(["处罚决定", "判决", "裁定", "作出裁定", "民事调解书"], "labels of a decision that is to be served"),
  serve: labels(
    [
      "送达",
      "当庭送达",
      "公告送达",
      "邮寄送达",
      "电子送达",
      "宣告送达",
      "送达裁判文书",
      "送达判决书",
      "送达裁定书",
      "送达决定书",
      "决定书送达",
    ],
    "labels of service",
  ),
  service_days: z.int().min(0).default(15).describe("days after the closing left for service; a default, no law"),
  end_enforcement: labels(
    ["终结本次执行", "终结本次执行程序", "终本裁定"],
    "labels of an enforcement ended for now (终本)",
  ),
  search: labels(["财产调查", "网络查控", "财产查控", "传统查控", "财产报告"], "labels of a search for property"),
  approve: labels(
    ["院长批准", "终本审批", "终本审批通过", "申请执行人确认", "申请执行人签字确认"],
    "labels of the approval or the applicant's confirmation",
  ),
});
type Params = z.output<typeof Params>;

/** `closed_cases`: one row per case with what two numbers of one matter share; `case_parties`: who is in which. */
export async function layOutCases(params: Params, situation: Situation): Promise<void> {
  const { facts, engine, has } = situation;
  const text = (name: "case_type" | "cause_code" | "fact_id" | "origin_case" | "case_no") =>
    columnOf(situation, "cases", name, word("c"));
  const attribute = engine.attribute(sql`c.attrs`, params.party);
  // Parties alone say nothing: without causes nobody need look who they are.
  const parties = has("cases", "cause_code")
    ? [
        sql`select n.case_key, trim(p.value) as party
          from (select c.case_key, ${attribute} as named from cases c where ${attribute} is not null) n,
            ${engine.split(sql`n.named`, "p")}`,
        ...(has("events", "party_id")
          ? [sql`select case_key, party_id from ${facts.unplaced} where party_id is not null`]
          : []),
      ]
    : [noRows({ case_key: "integer", party: "varchar" })];
  await facts.engine.run(sql`
    create or replace temp table case_parties as
    select distinct case_key, party from (${join(parties, word(" union all "))}) u where party <> ''`);
  await layOutClosings(params.close, situation);
  await facts.engine.run(sql`
    create or replace temp table closed_cases as
    select t.case_key, c.case_id, t.org_id, t.opened_at, t.closed_at, t.opened_on, t.closed_on, ${text("case_type")} as case_type,
      ${text("cause_code")} as cause, ${text("fact_id")} as fact, ${text("origin_case")} as origin, ${text("case_no")} as case_no,
      coalesce(c.brought like '%,case_type,%', false) as has_type, p.parties, p.first_party, p.last_party, l.case_key is not null as lawful
    from cases_in_time t join cases c on c.case_key = t.case_key
    left join (
      select case_key, count(*) as parties, min(party) as first_party, max(party) as last_party
      from case_parties group by case_key
    ) p on p.case_key = t.case_key
    left join (select distinct case_key from steps where activity in ${params.lawful_ends}) l on l.case_key = t.case_key`);
}

interface Span {
  readonly at: Sql;
  readonly until: Sql;
}

/**
 * Closed cases whose fact, or whose parties and cause, have a new case soon after; the first such case, those first of
 * which it is sure that they came after the closing and are no next stage with another organ.
 */
export function reopened(params: Params, { facts, asOf }: Situation): Sql {
  const today = localDay(facts.zone.name, asOf);
  // A date alone may be of any hour of its day.
  const [ends, begins] = [sql`a.closed_at`, sql`b.opened_at`].map((at) => ({ at, until: atLatestIn(facts, at) })) as [
    Span,
    Span,
  ];
  const alike = sql`coalesce(a.case_type = b.case_type, a.case_type is null and b.case_type is null and not (a.has_type or b.has_type)
    and coalesce(a.org_id = b.org_id, a.org_id is null and b.org_id is null))`;
  const next = some(
    params.next_types.map(
      (type) =>
        sql`coalesce(b.case_no like ${`%${type}%`}, false) and not coalesce(a.case_no like ${`%${type}%`}, false)`,
    ),
  );
  const pair = (on: Sql, byFact: boolean) => sql`
    select a.case_key, b.case_key as other_key, b.case_id as other_case, b.opened_on as other_on, a.parties, ${byFact} as by_fact,
      ${alike} and ${begins.at} >= ${ends.until} as sure
    from closed_cases a join closed_cases b on ${on} and b.case_key <> a.case_key
      and b.opened_on between a.closed_on and a.closed_on + ${params.within_days} and ${begins.until} >= ${ends.at}
      and coalesce(a.case_type = b.case_type, true)
      and coalesce(b.origin <> a.case_id, true) and not a.lawful and not (${next})`;
  return sql`
    select a.case_key, 'again' as key, a.closed_on, f.other_case, f.other_on, f.by_fact,
      cast(null as boolean) as searched, cast(null as boolean) as approved,
      case
        when f.sure and (f.by_fact or f.parties > 1) then 'hit'
        when f.other_case is not null then 'cannot tell'
        when a.fact is null and (a.parties is null or a.cause is null) and not a.lawful then 'cannot tell'
        when not a.lawful and ${today} <= a.closed_on + ${params.within_days} then 'pending'
        else 'clear'
      end as outcome
    from closed_cases a
    left join (
      select x.*, row_number() over (partition by x.case_key order by x.sure desc, x.by_fact desc, x.other_on, x.other_case) as nth
      from (
        ${pair(sql`a.fact = b.fact`, true)}
        union all
        select m.* from (
          ${pair(sql`a.first_party = b.first_party and a.last_party = b.last_party and a.parties = b.parties and a.cause = b.cause and coalesce(a.fact = b.fact, true)`, false)}
        ) m
        where m.parties <= 2 or m.parties = (
          select count(*) from case_parties p join case_parties q on q.party = p.party
          where p.case_key = m.case_key and q.case_key = m.other_key)
      ) x
    ) f on f.case_key = a.case_key and f.nth = 1
    where a.closed_on is not null`;
}

/**
 * Closed cases with a decision: whether anything was served from its day on, to whomever it names; what was served to
 * others alone may have reached them.
 */
export function unserved({ decided, serve, service_days }: Params, situation: Situation): Sql {
  const { facts, asOf } = situation;
  const today = localDay(facts.zone.name, asOf);
  const party = columnOf(situation, "events", "party_id", word("e"));
  return sql`
    with acts as (
      select e.case_key, k.kind, e.occurred_on, ${party} as party
      from ${facts.unplaced} e join ${kinds({ decided, served: serve })} on k.activity = e.activity
    ),
    decisions as (
      select case_key, party, min(occurred_on) as decided_on from acts where kind = 'decided' group by case_key, party
    ),
    services as (
      select case_key, count(*) = count(case when own_on >= decided_on then 1 end) as served,
        count(case when served_on >= decided_on then 1 end) > 0 as served_some
      from (
        select d.case_key, d.party, d.decided_on, max(s.occurred_on) as served_on,
          max(case when coalesce(s.party = d.party, true) then s.occurred_on end) as own_on
        from decisions d left join acts s on s.case_key = d.case_key and s.kind = 'served'
        group by d.case_key, d.party, d.decided_on
      ) x group by case_key
    )
    select a.case_key, 'unserved' as key, a.closed_on, ${NO_OTHER},
      case
        when d.served then 'clear'
        when a.case_key not in ${casesThatWouldShow(sql`select case_key from services where served_some`, decided)}
          then 'cannot tell'
        when ${today} <= a.closed_on + ${service_days} then 'pending'
        when d.served_some then 'cannot tell'
        else 'hit'
      end as outcome
    from closed_cases a join services d on d.case_key = a.case_key
    where a.closed_on is not null and a.case_key not in (${casesWithRule(situation, ({ code }) => code === "PS08")})`;
}

/**
 * Enforcements ended for now: whether property was searched for, and the ending approved or confirmed, before; null where
 * it was not and the source of the case never records it.
 */
export function endedWithoutSearch({ end_enforcement, search, approve }: Params): Sql {
  const before = (kind: "search" | "approve", known: readonly string[]) => sql`
    case when max(case when m.kind = ${kind} then m.first_at end) <= e.ended_at then true
      when e.case_key in ${casesThatWouldShow(casesWith(known), end_enforcement)} then false end`;
  return sql`
    select case_key, 'enforcement' as key, ended_on as closed_on, cast(null as varchar) as other_case,
      cast(null as integer) as other_on, cast(null as boolean) as by_fact, searched, approved,
      case
        when searched and approved then 'clear'
        when coalesce(searched, true) and coalesce(approved, true) then 'cannot tell'
        else 'hit'
      end as outcome
    from (
      select e.case_key, e.ended_on, ${before("search", search)} as searched, ${before("approve", approve)} as approved
      from (
        select case_key, min(${untilMidnight(sql`occurred_at`, sql`wall_at`)}) as ended_at, min(occurred_on) as ended_on from steps
        where activity in ${end_enforcement} group by case_key
      ) e
      left join (
        select s.case_key, k.kind, min(s.occurred_at) as first_at
        from steps s join ${kinds({ search, approve })} on k.activity = s.activity group by s.case_key, k.kind
      ) m on m.case_key = e.case_key
      group by e.case_key, e.ended_at, e.ended_on
    ) x`;
}

const NO_OTHER = sql`cast(null as varchar) as other_case, cast(null as integer) as other_on,
  cast(null as boolean) as by_fact, cast(null as boolean) as searched, cast(null as boolean) as approved`;
