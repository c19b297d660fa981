import * as z from "zod";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { dateOf } from "../../pipeline/kit/zone.ts";
import { counted } from "../../schemas/text.ts";
import { labels, optionalLabels, RECUSED } from "../_terms/labels.ts";
import { atLatestIn, momentTold, untilMidnight } from "../_terms/moments.ts";
import { recordsOf } from "../_terms/records.ts";

const Params = z.strictObject({
  recusals: labels(RECUSED, "labels of a recusal: the officer's acts before it are not held against them"),
  own_recusals: optionalLabels(
    ["自行回避"],
    "those of them that somebody enters of themselves: an officer's who had acted in the case is no other's",
  ),
  hand_overs: optionalLabels(
    [
      "移交案件",
      "案件移交",
      "移交案件材料",
      "案件材料移交",
      "移交案卷",
      "案卷移交",
      "移交案卷材料",
      "工作移交",
      "办理移交",
    ],
    "labels by which an officer who is recused hands the case over: no act in it",
  ),
  roles_aside: optionalLabels(
    ["证人", "见证人", "被害人", "报案人", "控告人", "举报人", "当事人"],
    "roles in which nobody handles a case",
  ),
  settled: optionalLabels(
    ["驳回回避申请", "回避申请驳回", "不予回避决定", "驳回申请回避决定"],
    "labels of a decision that nobody need recuse themselves",
  ),
});
type Params = z.output<typeof Params>;

export default defineDetector({
  meta: {
    id: "missed-recusal",
    code: "PR01",
    version: "1",
    family: "people",
    title: { zh: "疑似应回避未回避（申报的利益冲突）", en: "Declared conflict, and no recusal" },
    about: {
      zh: "办理、协办或者审批案件的人员，已申报与本案当事人或者代理人存在利益冲突，在申报有效期间仍在案件中有办理记录，且没有回避记录，或者回避之后仍有办理。",
      en: "Somebody who works on, assists or approves a case has declared a conflict with a party or a representative in it, and acts in the case while the declaration is in force, with no recusal on record or after one.",
    },
    tier: "rule",
    scope: "case",
    severity: 4,
    absence: true,
    needs: { conflicts: [], events: ["actor_id"] },
    law: [
      { name: "刑事诉讼法", article: "29", from: "2018-10-26", confidence: "sure" },
      { name: "民事诉讼法", article: "47", from: "2022-01-01", confidence: "sure" },
      { name: "行政处罚法", article: "43", from: "2021-07-15", confidence: "sure" },
    ],
    innocent: [
      { zh: "申报已过时，关系已经终止而未更新", en: "The declaration is out of date: the relation has ended" },
      {
        zh: "已回避，只是以原承办人账号录入",
        en: "They recused themselves, and the entry was made under their account",
      },
      {
        zh: "已依法审查，决定无需回避，未录入",
        en: "It was examined and no recusal was needed, which was not entered",
      },
    ],
    checks: [
      { zh: "核对申报内容与当事人是否同一", en: "Is the declaration about this very person?" },
      { zh: "查阅卷内有无回避申请、决定", en: "Look in the file for a request or decision on recusal" },
      { zh: "核对有关环节的实际办理人", en: "See who really did those acts" },
    ],
    exclusions: [
      { zh: "只认编号，不比对姓名", en: "Identifiers only, never names" },
      {
        zh: "申报已终止、申报晚于办理、已回避或者已决定无需回避的：不提示",
        en: "A declaration that had ended or was made after the acts, a recusal, or a decision that none is needed: passed over",
      },
      {
        zh: "名称含“回避”而未列入参数的环节，不知是否准许：无法判断",
        en: "A step whose name holds 回避 and is not among the labels: whether it grants a recusal cannot be told",
      },
      {
        zh: "回避之后移交案件的，不是办理；名称含“移交”“交接”而未列入参数的：无法判断。证人、被害人等角色不是办案",
        en: "Handing the case over after a recusal is no act in it; a step whose name holds 移交 or 交接 and is not among the labels: cannot tell. Nor does a witness or a victim handle the case",
      },
      {
        zh: "案件中的回避可能由他人登记：视为申报人的回避；此前办理过本案的他人自行回避的除外",
        en: "Whoever enters a recusal, it may be the officer's; but not where another who had acted in the case recuses themselves",
      },
      {
        zh: "代理人开始代理之前的办理：不提示",
        en: "What was done before the representative appeared in the case: passed over",
      },
      {
        zh: "申报当日、代理人开始代理当日的办理，先后不明的：无法判断；只有日期的回避，当日办理视为在先",
        en: "Acts on the day of a declaration, or of a representative's appearance, that may have come first: cannot tell; of a recusal without a time, that day's acts are taken to be before it",
      },
      {
        zh: "回避、无需回避的决定由另一单位记载的，可能是该单位他人的：无法判断",
        en: "A recusal, or a decision that none is needed, on record with another unit may be about that unit's own officer: cannot tell",
      },
      {
        zh: "案件没有任何当事人、代理人编号的：无法判断",
        en: "A case without any identifier of parties or representatives: cannot tell",
      },
    ],
    unclear: {
      zh: "案件没有当事人、代理人的编号；办理与申报、开始代理在同一日，先后不明；或者回避决定未写明是何人的。",
      en: "The case has no identifiers of parties or representatives; act and declaration, or appearance, are of one day, in whichever order; or a recusal does not say whose it is.",
    },
    references: [],
  },
  params: Params,
  row: z.object({
    actor_id: z.string(),
    party_id: z.string(),
    kind: z.string().nullable(),
    acts: z.number(),
    first_at: z.number(),
    recused_on: z.number().nullable(),
  }),
  prepare: async (params, situation) => {
    const { engine } = situation.facts;
    await engine.run(sql`create or replace temp table declared as ${declared(situation)}`);
    await engine.run(sql`create or replace temp table recusals as ${recusals(params, situation)}`);
    await engine.run(sql`create or replace temp table acts_of_declarers as ${acts(params, situation)}`);
    await engine.run(sql`create or replace temp table declared_acts as ${concernedActs(params, situation)}`);
  },
  query: (_, situation) => sql`
    select d.case_key, d.actor_id, d.party_id, max(d.kind) as kind, d.actor_id || '|' || d.party_id as key,
      count(distinct case when a.sure then a.record_no end) as acts, min(case when a.sure then a.occurred_at end) as first_at,
      max(a.recused_on) as recused_on,
      case
        when count(a.record_no) = 0 then 'clear'
        when count(case when a.sure then 1 end) > 0 then 'hit'
        else 'cannot tell'
      end as outcome
    from declared d
    left join declared_acts a on a.conflict_no = d.conflict_no and a.case_key = d.case_key
    group by d.case_key, d.actor_id, d.party_id
    union all
    select distinct s.case_key, s.actor_id, cast(null as varchar), cast(null as varchar), s.actor_id, 0,
      cast(null as bigint), cast(null as integer), 'cannot tell'
    from steps s
    where s.actor_id in (select actor_id from conflicts)
      and s.case_key not in (select case_key from (${named(situation)}) n where case_key is not null)`,
  evidence: () => sql`
    select h.hit_no, 'a' as part, d.conflict_no as record_no, cast(null as integer) as pos, 'conflicts' as source_table
    from hits h join declared d on d.case_key = h.case_key and d.actor_id = h.actor_id and d.party_id = h.party_id
    union
    select h.hit_no, 'b', a.record_no, a.pos, 'events'
    from hits h join declared d on d.case_key = h.case_key and d.actor_id = h.actor_id and d.party_id = h.party_id
    join declared_acts a on a.conflict_no = d.conflict_no and a.case_key = d.case_key and a.sure
    union
    select h.hit_no, 'context', r.record_no, r.pos, 'events'
    from hits h join recusals r on r.case_key = h.case_key and coalesce(r.actor_id = h.actor_id, true)`,
  explain: ({ actor_id, party_id, kind, acts: count, first_at, recused_on }, _, { zone }) => {
    const [zh, en] = [kind ? `（${kind}）` : "", kind ? ` (${kind})` : ""];
    const acts = {
      zh: `仍有 ${count} 项办理记录（最早 ${momentTold(zone, first_at)}）`,
      en: `has ${counted(count, "act")} in it while the declaration is in force (the first on ${momentTold(zone, first_at)})`,
    };
    const recusal =
      recused_on === null
        ? { zh: `${acts.zh}，未见回避记录`, en: `${acts.en}; no recusal is on record` }
        : {
            zh: `${dateOf(recused_on)} 记载回避之后${acts.zh}`,
            en: `${acts.en}, after the recusal on record of ${dateOf(recused_on)}`,
          };
    return {
      message: {
        zh: `人员 ${actor_id}（编号）已申报与本案 ${party_id}（编号）存在利益冲突${zh}，在申报有效期间${recused_on === null ? "" : "、"}${recusal.zh}，需核查。`,
        en: `${actor_id} (an identifier) has declared a conflict${en} with ${party_id}, who is in this case, and ${recusal.en}.`,
      },
      measured: count,
      unit: "acts",
      missing: recused_on === null ? [{ zh: "回避决定", en: "Decision on recusal" }] : [],
    };
  },
});

/** Who is in a case, and a representative from when: `case_key, party_id, present_from`. */
function named(situation: Situation): Sql {
  const appeared = sql`coalesce(from_at <= ${situation.asOf}, true)`;
  return sql`
    select case_key, party_id, cast(null as bigint) as present_from
    from (${recordsOf(situation, "events", ["party_id"])}) e where party_id is not null
    union all
    select case_key, party_id, null
    from (${recordsOf(situation, "representations", ["party_id", "from_at"])}) r where party_id is not null and ${appeared}
    union all
    select case_key, representative_id, from_at
    from (${recordsOf(situation, "representations", ["representative_id", "from_at"])}) l where ${appeared}`;
}

/**
 * Declarations that concern somebody in a case: `conflict_no, case_key, actor_id, party_id, kind, from_at, to_at,
 * present_from`.
 */
const declared = (situation: Situation): Sql => sql`
  select c.record_no as conflict_no, i.case_key, c.actor_id, c.party_id, c.kind, c.from_at, c.to_at, i.present_from
  from (${recordsOf(situation, "conflicts", ["actor_id", "party_id", "kind", "from_at", "to_at"])}) c
  join (
    select case_key, party_id, case when count(*) = count(present_from) then min(present_from) end as present_from
    from (${named(situation)}) n where party_id in (select party_id from conflicts) and case_key is not null
    group by case_key, party_id
  ) i on i.party_id = c.party_id`;

const concerned = sql`
  select s.*, ${untilMidnight(sql`s.occurred_at`, sql`s.wall_at`)} as latest_at from steps s
  where case_key in (select case_key from declared)`;

/**
 * What those who declared did in those cases: `case_key, actor_id, org_id, record_no, pos, occurred_at, latest_at,
 * handed_over, perhaps_handed_over` (in words that are not known).
 */
const acts = ({ recusals, hand_overs, roles_aside }: Params, situation: Situation): Sql => sql`
  with s as (${concerned}),
  e as (
    select * from (${recordsOf(situation, "events", ["co_actor_ids", "approver_id", "role"])}) x
    where case_key in (select case_key from declared) and coalesce(co_actor_ids, approver_id, role) is not null
  )
  select distinct a.case_key, a.actor_id, s.org_id, s.record_no, s.pos, s.occurred_at, s.latest_at,
    s.activity in ${hand_overs} as handed_over,
    s.activity like '%移交%' or s.activity like '%交接%' as perhaps_handed_over
  from (
    select case_key, record_no, actor_id from s
    where record_no not in (select record_no from e where role in ${roles_aside})
    union all
    select e.case_key, e.record_no, p.value
    from (
      select case_key, record_no, co_actor_ids as persons from e
      union all
      select case_key, record_no, approver_id from e
    ) e cross join lateral ${situation.engine.split(sql`e.persons`, "p")}
    where e.persons is not null
  ) a
  join (select distinct case_key, actor_id from declared) d on d.case_key = a.case_key and d.actor_id = a.actor_id
  join s on s.record_no = a.record_no
  where s.activity not in ${recusals}`;

/**
 * Those of them after any recusal of the officer's, unless it was decided that none was needed, or something of a
 * recusal is on record in words that are not known, perhaps while the
 * declaration was in force; `sure` where it surely was, and no unit but the officer's speaks of a recusal.
 */
function concernedActs({ settled, recusals }: Params, { facts }: Situation): Sql {
  const from = sql`d.from_at`;
  const until = atLatestIn(facts, sql`d.to_at`);
  const present = sql`d.present_from`;
  const within = (unit: Sql) => sql`coalesce(${unit} = o.org_id, true)`;
  return sql`
    with officers as (select distinct case_key, actor_id, org_id from acts_of_declarers),
    recused as (
      select o.case_key, o.actor_id, o.org_id, max(case when r.own or ${within(sql`r.org_id`)} then r.recused_at end) as recused_at,
        max(case when r.own or ${within(sql`r.org_id`)} then r.recused_on end) as recused_on,
        max(case when not (r.own or ${within(sql`r.org_id`)}) then r.recused_at end) as elsewhere_at
      from officers o join (select *, actor_id is not null as own from recusals) r
        on r.case_key = o.case_key and coalesce(r.actor_id = o.actor_id, true)
      group by o.case_key, o.actor_id, o.org_id
    ),
    settled as (
      select o.case_key, o.actor_id, o.org_id,
        count(case when s.activity in ${settled} and ${within(sql`s.org_id`)} then 1 end) > 0 as own
      from officers o join steps s on s.case_key = o.case_key
        and (s.activity in ${settled} or s.activity like '%回避%' and s.activity not like '%告知%' and s.activity not like '%权利%'
            and s.activity not in ${recusals})
      group by o.case_key, o.actor_id, o.org_id
    )
    select distinct d.conflict_no, d.case_key, a.record_no, a.pos, a.occurred_at, r.recused_on,
      coalesce(${atLatestIn(facts, from)} <= a.occurred_at, true) and coalesce(${until} >= a.latest_at, true)
        and coalesce(${atLatestIn(facts, present)} <= a.occurred_at, true)
        and coalesce(r.elsewhere_at < a.occurred_at, true) and z.case_key is null
        and not ((a.handed_over or a.perhaps_handed_over) and r.case_key is not null) as sure
    from declared d join acts_of_declarers a on a.case_key = d.case_key and a.actor_id = d.actor_id
    left join recused r on r.case_key = a.case_key and r.actor_id = a.actor_id and r.org_id is not distinct from a.org_id
    left join settled z on z.case_key = a.case_key and z.actor_id = a.actor_id and z.org_id is not distinct from a.org_id
    where coalesce(r.recused_at < a.occurred_at, true) and not (a.handed_over and r.recused_at is not null)
      and coalesce(not z.own, true)
      and coalesce(${from} <= a.latest_at, true) and coalesce(${until} >= a.occurred_at, true)
      and coalesce(${present} <= a.latest_at, true)`;
}

/**
 * Recusals in those cases: `case_key, actor_id, org_id, recused_at, recused_on, record_no, pos`; of nobody where it may
 * be anybody's who acted in the case.
 */
const recusals = ({ recusals, own_recusals }: Params, situation: Situation): Sql => sql`
  select s.case_key, s.org_id, s.latest_at as recused_at, cast(s.occurred_on as integer) as recused_on, s.record_no, s.pos,
    case when s.activity in ${own_recusals} and e.co_actor_ids is null and h.first_at < s.latest_at then s.actor_id end as actor_id
  from (${recordsOf(situation, "events", ["co_actor_ids"])}) e join (${concerned}) s on s.record_no = e.record_no
  left join (
    select case_key, actor_id, min(occurred_at) as first_at from (${concerned}) o where activity not in ${recusals}
    group by case_key, actor_id
  ) h on h.case_key = s.case_key and h.actor_id = s.actor_id
  where s.activity in ${recusals} and e.case_key in (select case_key from declared)`;
