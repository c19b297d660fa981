import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { every, join, type Sql, some, sql, word } from "../../pipeline/engine/sql.ts";
import { dateOf, dayOf } from "../../pipeline/kit/zone.ts";
import { isLabel } from "../../pipeline/rules/compile.ts";
import { conditionSql, readValue } from "../../pipeline/rules/condition.ts";
import { counted } from "../../schemas/text.ts";
import { labels, optionalLabels, REFUSED } from "../_terms/labels.ts";
import { LEVEL_NAMES, LEVEL_TITLES, levels, rank, rankOf } from "../_terms/levels.ts";
import { untilMidnight } from "../_terms/moments.ts";

const Params = z.strictObject({
  levels,
  decide: labels(["处罚决定"], "labels of a penalty decision of the police"),
  approve: labels(
    ["审批", "审批通过", "呈批审批"],
    "labels of the approval before it, where the decision names no level",
  ),
  refused: optionalLabels(REFUSED, "words of `events.approval_result` for what was not approved"),
  detention: labels(["拘留", "吊销"], "parts of `events.decision` that a police station may never decide"),
  criminal_types: labels(["刑事案件", "criminal"], "kinds of case in which the acts below need the county's approval"),
  county_acts: labels(
    [
      "立案",
      "刑事立案",
      "拘留",
      "刑事拘留",
      "延长拘留",
      "取保候审",
      "监视居住",
      "提请批准逮捕",
      "侦查终结",
      "撤销案件",
      "撤案",
      "终止侦查",
    ],
    "acts of a criminal case that the head of the county's police and above approves",
  ),
  delegation: z.string().default("delegation").describe("attribute that holds the number of a written delegation"),
});
type Params = z.output<typeof Params>;

/** The most that a police station may decide by itself (警告、罚款), by the day from which it holds. */
const STATION_FINES = [
  { from: dayOf("2026-01-01"), yuan: 1000 },
  { from: dayOf("2006-03-01"), yuan: 500 },
];

export default defineDetector({
  meta: {
    id: "approval-level",
    code: "PS05",
    version: "1",
    family: "process-skip",
    title: { zh: "疑似越级越权审批", en: "Approved below the level it needs" },
    about: {
      zh: "派出所决定的罚款超过五百元（2026 年起一千元），或拘留、吊销由县级以下决定；刑事立案、拘留、侦查终结、撤案等由县级以下审批。",
      en: "A police station decided a fine above 500 yuan (1,000 from 2026), or a detention or revocation was decided below the county; or a criminal filing, detention, conclusion or withdrawal was approved below it.",
    },
    tier: "rule",
    scope: "case",
    severity: 4,
    needs: { events: ["approver_level"] },
    law: [
      {
        name: "治安管理处罚法",
        article: "91",
        from: "2006-03-01",
        to: "2025-12-31",
        confidence: "sure",
        note: "警告、五百元以下罚款可由派出所决定",
      },
      {
        name: "治安管理处罚法",
        article: "109",
        from: "2026-01-01",
        confidence: "sure",
        note: "警告、一千元以下罚款可由派出所决定",
      },
      {
        name: "公安机关办理刑事案件程序规定",
        article: "125、178、187、284",
        from: "2020-09-01",
        confidence: "sure",
        note: "县级以上公安机关负责人批准",
      },
    ],
    innocent: [
      {
        zh: "临时主持工作或有书面授权，未录入",
        en: "Acting appointment, or a written delegation that was not entered",
      },
      {
        zh: "系统以经办单位层级代替审批人层级",
        en: "The system put the level of the handling unit for that of the approver",
      },
      { zh: "多级审批中只录入了首级", en: "Of several approvals only the first was entered" },
    ],
    checks: [
      { zh: "查阅呈批表上的签批人及其职务", en: "Read on the approval form who signed, and in what office" },
      { zh: "核对授权文件", en: "Look for the delegation" },
      { zh: "核对处罚决定书落款机关", en: "Compare the organ named in the decision" },
    ],
    exclusions: [
      {
        zh: "审批层级未记载，或不在所列词语之中：无法判断",
        en: "A level that is not recorded, or a word in no list: cannot tell",
      },
      {
        zh: "派出所的决定未记载种类和数额的：无法判断",
        en: "A station's decision of which neither kind nor amount is recorded: cannot tell",
      },
      {
        zh: "未获批准的，以及为其他人员审批的，不算该决定的审批；分不清哪一次审批对应该决定的：无法判断",
        en: "What was refused, or approved of another person, is no approval of the decision; where it cannot be told which approval is: cannot tell",
      },
      {
        zh: "决定或其审批载有授权文号的：不提示",
        en: "With the number of a delegation, on the decision or on its approval: clear",
      },
      {
        zh: "使用中的程序自有审批层级规则的：规则问及的环节由规则处理，其余仍在此判断",
        en: "What a rule of the procedure in use asks of levels is its matter; what it does not ask is looked at here",
      },
      {
        zh: "承办人自批自办由程序中的四眼规则处理",
        en: "Approving one's own work is the matter of the four-eyes rules",
      },
    ],
    unclear: {
      zh: "审批层级没有记载或者用语不能识别；决定的种类、数额没有记载；或者不知哪一次审批对应该决定。",
      en: "The level of approval is not recorded or in unknown words; the kind or amount of the decision is not recorded; or it is not clear which approval belongs to it.",
    },
    references: ["公安机关办理行政案件程序规定 170–172"],
  },
  params: Params,
  row: z.object({
    acts: z.number(),
    activity: z.string(),
    decided_on: z.number(),
    level: z.number(),
    amount: z.number().nullable(),
    cap: z.number().nullable(),
    pos: z.number(),
  }),
  query: (params, situation) => sql`
    select case_key, count(case when outcome = 'hit' then 1 end) as acts, max(case when nth = 1 then activity end) as activity,
      max(case when nth = 1 then decided_on end) as decided_on, max(case when nth = 1 then level end) as level,
      max(case when nth = 1 then amount end) as amount, max(case when nth = 1 then cap end) as cap, max(case when nth = 1 then pos end) as pos,
      case when count(case when outcome = 'hit' then 1 end) > 0 then 'hit'
        when count(case when outcome = 'cannot tell' then 1 end) > 0 then 'cannot tell' else 'clear' end as outcome
    from (${judged(params, situation)}) j group by case_key`,
  evidence: (params, situation) => sql`
    select h.hit_no, 'a' as part, s.record_no, s.pos
    from hits h join (${judged(params, situation)}) j on j.case_key = h.case_key and j.outcome = 'hit'
    join steps s on s.case_key = h.case_key and s.pos in (j.pos, j.approval_pos)`,
  explain: ({ acts, activity, decided_on, level, amount, cap }) => {
    const found = LEVEL_TITLES[LEVEL_NAMES[level] ?? "station"];
    const fine = cap !== null && amount !== null && amount > cap;
    const what = fine
      ? {
          zh: `罚款 ${amount} 元，超过派出所可以决定的 ${cap} 元`,
          en: `a fine of ${amount} yuan, above the ${cap} that a station may decide`,
        }
      : { zh: "依规定由县级以上决定或批准", en: "which the county and above decides or approves" };
    const more =
      acts > 1
        ? { zh: `；另有 ${acts - 1} 项同类情形`, en: `; ${counted(acts - 1, "more act")} like it` }
        : { zh: "", en: "" };
    return {
      message: {
        zh: `${dateOf(decided_on)} 的“${activity}”由${found.zh}一级审批，${what.zh}${more.zh}，需核查。`,
        en: `"${activity}" of ${dateOf(decided_on)} was approved at the level of the ${found.en}: ${what.en}${more.en}.`,
      },
      measured: fine ? amount : null,
      threshold: fine ? cap : null,
      unit: fine ? "yuan" : null,
    };
  },
});

/**
 * Acts `e` that a rule of the procedure's own asks after: those of the levels that it names, and, where it also names an
 * amount, what is no detention.
 */
const askedByRules = ({ ruleSet, facts }: Situation, detained: Sql): Sql =>
  some(
    ruleSet.rules.flatMap(({ rule, procedureNo, a }) => {
      if (rule.code !== "PS05" || rule.when?.approver_level === undefined) return [];
      const { amount, ...when } = rule.when;
      return every([
        isLabel(a.labels, "e"),
        sql`e.case_key in (select s.case_key from ${ruleSet.everyScope} s where s.sure and s.procedure_no = ${procedureNo})`,
        conditionSql(when, "event", facts),
        ...(amount === undefined ? [] : [sql`not (${detained})`]),
      ]);
    }),
  );

/**
 * Every act that needs the county, with the level it was approved at, its own or, where it names none, that of the
 * approval before it; what was approved under a delegation is approved by whoever delegated it. `nth` counts those out of
 * line in each case.
 */
function judged(params: Params, situation: Situation): Sql {
  const { facts, has } = situation;
  const delegated = sql`nullif(trim(${readValue(params.delegation, "event", facts).text}), '') is not null`;
  const own = sql`case when ${delegated} then ${COUNTY} else ${rankOf(sql`e.approver_level`, params.levels)} end`;
  const decision = columnOf(situation, "events", "decision", word("e"));
  const caps = STATION_FINES.map(({ from, yuan }) => sql`when e.occurred_on >= ${from} then cast(${yuan} as double)`);
  const detained = some(params.detention.map((part) => sql`coalesce(${decision} like ${`%${part}%`}, false)`));
  const criminal = has("cases", "case_type")
    ? sql`coalesce(c.case_type in ${params.criminal_types}, false)`
    : sql`false`;
  const moment = sql`e.case_key, e.pos, e.occurred_at, ${untilMidnight(sql`e.occurred_at`, sql`e.wall_at`)} as latest_at,
    coalesce(${columnOf(situation, "events", "party_id", word("e"))}, '') as party, ${own} as own_level`;
  return sql`
    with decisions as (
      select ${moment}, e.activity, e.occurred_on as decided_on, e.activity in ${params.decide} as penalty, ${detained} as detained,
        coalesce(${decision} like '%罚款%', false) as fined, ${decision} is null as undecided,
        ${columnOf(situation, "events", "amount", word("e"))} as amount, case ${join(caps, word(" "))} end as cap,
        e.approver_level is null and not ${delegated} as unnamed
      from events e join cases c on c.case_key = e.case_key
      where e.activity in ${[...params.decide, ...params.county_acts]}
        and ((e.activity in ${params.decide} and not ${criminal}) or (e.activity in ${params.county_acts} and ${criminal}))
        and not coalesce(${askedByRules(situation, detained)}, false)
    ),
    approvals as (
      select ${moment} from events e join cases c on c.case_key = e.case_key where e.activity in ${params.approve}
        and coalesce(${columnOf(situation, "events", "approval_result", word("e"))} not in ${params.refused}, true)
    ),
    ${APPROVED}
    select x.*, row_number() over (partition by case_key order by case when outcome = 'hit' then 0 else 1 end, pos) as nth
    from (
      select y.*, case
          when needs_county is null then 'cannot tell'
          when not needs_county then 'clear'
          when level is null then 'cannot tell'
          when level < ${COUNTY} then 'hit'
          else 'clear'
        end as outcome
      from (
        select l.*, case when not penalty or detained then true when level >= ${COUNTY} then false
            when amount > cap then true when amount is null and (fined or undecided) then null else false end as needs_county
        from (
          select d.case_key, d.pos, d.activity, d.decided_on, d.penalty, d.detained, d.fined, d.undecided, d.amount,
            case when d.penalty then d.cap end as cap, case when d.unnamed then a.level else d.own_level end as level, a.approval_pos
          from decisions d left join approved a on a.case_key = d.case_key and a.pos = d.pos
        ) l
      ) y
    ) x`;
}

const COUNTY = rank("county");

/**
 * `approved`: the level and place of the approval before each of `decisions` that names none. Of the approvals of its
 * person or of nobody it is the last; those of the decision's own moment may stand before or behind it. The level is
 * null where the ones that it may be differ in whether they reach the county.
 */
const APPROVED = sql`
  possible as (
    select d.case_key, d.pos, a.pos as approval_pos, a.party, a.own_level as level, a.latest_at, a.latest_at >= d.occurred_at as beside,
      greatest(
        coalesce(max(case when a.latest_at < d.occurred_at then a.occurred_at end) over (partition by d.case_key, d.pos, a.party), a.occurred_at),
        coalesce(max(case when a.latest_at < d.occurred_at and a.party = d.party then a.occurred_at end) over (partition by d.case_key, d.pos), a.occurred_at)
      ) as last_at
    from decisions d join approvals a on a.case_key = d.case_key and a.occurred_at <= d.latest_at
      and (a.party in ('', d.party) or d.party = '')
    where d.unnamed
  ),
  approved as (
    select case_key, pos, max(approval_pos) as approval_pos,
      case when count(level) = count(*) and (min(level) >= ${COUNTY} or max(level) < ${COUNTY}) then max(level) end as level
    from (
      select case_key, pos, max(approval_pos) as approval_pos, case
          when max(case when beside then level end) >= ${COUNTY} or (max(level) >= ${COUNTY} and count(case when beside then 1 end) = 0)
            or (max(level) < ${COUNTY} and count(level) = count(*)) then max(level) end as level
      from possible where latest_at >= last_at group by case_key, pos, party
    ) p group by case_key, pos
  )`;
