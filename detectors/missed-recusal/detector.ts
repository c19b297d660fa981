import * as z from "zod";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { localTime } from "../../pipeline/zone.ts";
import { counted } from "../../schemas/text.ts";
import { labels, optionalLabels, RECUSED } from "../_terms/labels.ts";
import { recordsOf } from "../_terms/records.ts";

const Params = z.strictObject({
  recusals: labels(RECUSED, "labels of a recusal: the officer's acts before it are not held against them"),
  own_recusals: optionalLabels(
    ["自行回避"],
    "those of them that somebody enters of themselves: an officer's who had acted in the case is no other's",
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
      zh: "办理、协办或者审批案件的人员，已申报与本案当事人或者代理人存在利益冲突，在申报有效期间仍在案件中有办理记录，且没有回避记录。",
      en: "Somebody who works on, assists or approves a case has declared a conflict with a party or a representative in it, and acts in the case while the declaration is in force, with no recusal on record.",
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
        zh: "案件中的回避可能由他人登记：视为申报人的回避；此前办理过本案的他人自行回避的除外",
        en: "Whoever enters a recusal, it may be the officer's; but not where another who had acted in the case recuses themselves",
      },
      {
        zh: "没有任何当事人、代理人编号的：无法判断",
        en: "Without any identifier of parties or representatives: cannot tell",
      },
    ],
    references: [],
  },
  params: Params,
  row: z.object({
    actor_id: z.string(),
    party_id: z.string(),
    kind: z.string().nullable(),
    acts: z.number(),
    first_at: z.number(),
  }),
  prepare: async (params, situation) => {
    const { engine } = situation.facts;
    await engine.run(sql`create or replace temp table declared as ${declared(situation)}`);
    await engine.run(sql`create or replace temp table declared_acts as ${acts(params, situation)}`);
  },
  query: ({ settled }, situation) => sql`
    select d.case_key, d.actor_id, d.party_id, max(d.kind) as kind, d.actor_id || '|' || d.party_id as key,
      count(a.record_no) as acts, min(a.occurred_at) as first_at,
      case when count(a.record_no) > 0 and max(s.case_key) is null then 'hit' else 'clear' end as outcome
    from declared d
    left join declared_acts a on a.conflict_no = d.conflict_no and a.case_key = d.case_key
    left join (select distinct case_key from steps where activity in ${settled}) s on s.case_key = d.case_key
    group by d.case_key, d.actor_id, d.party_id
    ${
      partiesKnown(situation)
        ? sql``
        : sql`union all
      select distinct s.case_key, s.actor_id, cast(null as varchar), cast(null as varchar), s.actor_id, 0,
        cast(null as bigint), 'cannot tell'
      from steps s join conflicts c on c.actor_id = s.actor_id`
    }`,
  evidence: () => sql`
    select h.hit_no, 'a' as part, d.conflict_no as record_no, cast(null as integer) as pos, 'conflicts' as source_table
    from hits h join declared d on d.case_key = h.case_key and d.actor_id = h.actor_id and d.party_id = h.party_id
    union
    select h.hit_no, 'b', a.record_no, a.pos, 'events'
    from hits h join declared d on d.case_key = h.case_key and d.actor_id = h.actor_id and d.party_id = h.party_id
    join declared_acts a on a.conflict_no = d.conflict_no and a.case_key = d.case_key`,
  explain: ({ actor_id, party_id, kind, acts: count, first_at }, _, { zone }) => ({
    message: {
      zh: `人员 ${actor_id}（编号）已申报与本案 ${party_id}（编号）存在利益冲突${kind ? `（${kind}）` : ""}，在申报有效期间仍有 ${count} 项办理记录（最早 ${localTime(zone, first_at)}），未见回避记录，需核查。`,
      en: `${actor_id} (an identifier) has declared a conflict${kind ? ` (${kind})` : ""} with ${party_id}, who is in this case, and has ${counted(count, "act")} in it while the declaration is in force (the first at ${localTime(zone, first_at)}); no recusal is on record.`,
    },
    measured: count,
    threshold: 0,
    unit: "acts",
    missing: [{ zh: "回避决定", en: "Decision on recusal" }],
  }),
});

const partiesKnown = ({ has }: Situation): boolean =>
  has("events", "party_id") || has("representations", "party_id") || has("representations", "representative_id");

/** Declarations that concern somebody in a case: `conflict_no, case_key, actor_id, party_id, kind, from_at, to_at`. */
const declared = (situation: Situation): Sql => sql`
  select c.record_no as conflict_no, i.case_key, c.actor_id, c.party_id, c.kind, c.from_at, c.to_at
  from (${recordsOf(situation, "conflicts", ["actor_id", "party_id", "kind", "from_at", "to_at"])}) c
  join (
    select case_key, party_id from (${recordsOf(situation, "events", ["party_id"])}) e
    where party_id in (select party_id from conflicts)
    union
    select case_key, party_id from (${recordsOf(situation, "representations", ["party_id"])}) r
    union
    select case_key, representative_id from (${recordsOf(situation, "representations", ["representative_id"])}) l
  ) i on i.party_id = c.party_id
  where i.case_key is not null`;

const concerned = sql`select * from steps where case_key in (select case_key from declared)`;

/** What declaring officers did in those cases while the declaration was in force and after any recusal. */
const acts = (params: Params, situation: Situation): Sql => sql`
  select distinct d.conflict_no, d.case_key, a.record_no, a.pos, a.occurred_at
  from declared d join (
    select case_key, actor_id, record_no, pos, occurred_at, activity from (${concerned}) s
    union all
    select s.case_key, trim(p.value), s.record_no, s.pos, s.occurred_at, s.activity
    from (${recordsOf(situation, "events", ["co_actor_ids"])}) e
    cross join lateral ${situation.engine.split(sql`e.co_actor_ids`, "p")} join (${concerned}) s on s.record_no = e.record_no
    where e.co_actor_ids is not null and e.case_key in (select case_key from declared)
    union all
    select s.case_key, e.approver_id, s.record_no, s.pos, s.occurred_at, s.activity
    from (${recordsOf(situation, "events", ["approver_id"])}) e join (${concerned}) s on s.record_no = e.record_no
    where e.approver_id is not null and e.case_key in (select case_key from declared)
  ) a on a.case_key = d.case_key and a.actor_id = d.actor_id
  where a.activity not in ${params.recusals} and not exists (
      select 1 from (${recused(params, situation)}) r
      where r.case_key = d.case_key and coalesce(r.actor_id = d.actor_id, true) and r.recused_at >= a.occurred_at)
    and coalesce(d.from_at <= a.occurred_at, true) and coalesce(d.to_at > a.occurred_at, true)`;

/** Recusals in those cases: `case_key, actor_id, recused_at`; null where it may be anybody's who acted in the case. */
const recused = ({ recusals, own_recusals }: Params, situation: Situation): Sql => sql`
  select e.case_key, e.occurred_at as recused_at,
    case when e.activity in ${own_recusals} and e.co_actor_ids is null and h.first_at < e.occurred_at then e.actor_id end as actor_id
  from (${recordsOf(situation, "events", ["activity", "actor_id", "co_actor_ids", "occurred_at"])}) e
  left join (
    select case_key, actor_id, min(occurred_at) as first_at from (${concerned}) s where activity not in ${recusals}
    group by case_key, actor_id
  ) h on h.case_key = e.case_key and h.actor_id = e.actor_id
  where e.activity in ${recusals} and e.case_key in (select case_key from declared)`;
