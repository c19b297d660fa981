import * as z from "zod";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { dateOf } from "../../pipeline/kit/zone.ts";
import { POST } from "../../schemas/values.ts";
import { labels, optionalLabels } from "../_terms/labels.ts";
import { filesThatFill, recordsOf } from "../_terms/records.ts";

const Params = z.strictObject({
  views: z.int().min(2).default(3).describe("times the case was opened that are a lead; an engineering default"),
  days: z.int().min(1).default(2).describe("different days they lie on, at least; an engineering default"),
  taking: labels(["export", "print", "导出", "打印", "下载"], "actions that take data out; one is a lead"),
  looking: labels(
    ["view", "open", "查看", "查阅", "浏览", "打开", "调阅", "查询"],
    "actions that only look; one that is in neither list may take data out",
  ),
  roles: optionalLabels(
    ["案管", "案件管理", "评查", "案件评查", "纪检监察", "督察", "审判管理", "技术运维", "系统管理员", "档案", "法制"],
    "roles, as `postings.role` names them, whose holders open cases in the line of duty",
  ),
});
type Params = z.output<typeof Params>;

export default defineDetector({
  meta: {
    id: "unexplained-access",
    code: "IV09",
    version: "1",
    family: "intervention",
    title: { zh: "非承办人员查阅案件缺少依据", en: "A case opened by somebody with no part in it" },
    about: {
      zh: "未在案件中办理、审批、受派，也不担任案管、评查、运维等职务的人员，多次打开或者导出、打印同一案件，且未填写任务或监督依据。",
      en: "Somebody who neither works on, approves nor was assigned the case, and holds no post of case management, review or operations, opened it several times or took data out of it, and no task or supervision is given as the basis.",
    },
    tier: "rule",
    scope: "case",
    severity: 3,
    absence: true,
    needs: { access_log: ["basis"], events: ["actor_id"] },
    law: [
      {
        name: "个人信息保护法",
        article: "51",
        from: "2021-11-01",
        confidence: "sure",
        note: "访问权限；次数为默认值，非条文",
      },
      { name: "司法机关内部人员过问案件的记录和责任追究规定", confidence: "fair", note: "2015" },
    ],
    innocent: [
      {
        zh: "案管、评查、技术运维等岗位人员，任职表未登载",
        en: "Case management, review or operations staff whose post was not entered",
      },
      {
        zh: "办理关联案件、类案检索、交接准备",
        en: "Work on a linked case, a search for like cases, or preparing to take it over",
      },
      {
        zh: "账号被他人借用，或者系统自动打开",
        en: "The account was used by another, or the system opened the case by itself",
      },
    ],
    checks: [
      { zh: "向查阅人了解用途，核对任务单", en: "Ask what it was opened for, and look for the task" },
      { zh: "核对账号、终端与本人是否一致", en: "Compare account and terminal with the person" },
      { zh: "导出、打印的材料去向", en: "Where did what was exported or printed go?" },
    ],
    exclusions: [
      {
        zh: "任何时候在本案中办理、协办、审批或者受派的人员，以及承办单位负责人：不提示",
        en: "Whoever at any time works in, assists, approves or is assigned the case, and the head of its unit, is passed over",
      },
      { zh: "载明依据的查阅：不计", en: "Access that gives its basis is not counted" },
      {
        zh: "偶然打开一两次、未导出的：不提示；动作用词不明的：无法判断",
        en: "Opened once or twice and nothing taken out: passed over; with an action in words that nobody knows: cannot tell",
      },
      {
        zh: "未载入任职表的，查阅人任职所在的文件没有职务栏或者其数据来源从未填写的，查阅日志的数据来源从未填写依据的，案件没有任何办理人员记录的：无法判断",
        en: "Where no postings are loaded, where the post of the person came without a field for its role, where the source of either never fills the role or the basis, or where nobody is on record in the case: cannot tell",
      },
    ],
    unclear: {
      zh: "没有载入任职记录，或者查阅人的职务未填；查阅日志从不记载依据，或者动作用词不明；或者案件记录中没有任何办理人员。",
      en: "Postings are not loaded, or the person's role is empty; the access log never gives a basis or has unknown words for what was done; or no record of the case names who handled it.",
    },
    references: [],
  },
  params: Params,
  row: z.object({
    key: z.string(),
    views: z.number(),
    days: z.number(),
    taken: z.number(),
    first_on: z.number(),
    last_on: z.number(),
  }),
  query: (params, situation) => sql`
    select x.case_key, x.actor_id as key, x.views, x.days, x.taken, x.first_on, x.last_on,
      case
        when i.actor_id is not null then 'clear'
        when x.taken = 0 and (x.views < ${params.views} or x.days < ${params.days}) and x.strange = 0 then 'clear'
        when k.case_key is null or ${!situation.has("postings", "role")} or x.untold > 0 or q.actor_id is not null
          or (x.taken = 0 and (x.views < ${params.views} or x.days < ${params.days})) then 'cannot tell'
        else 'hit'
      end as outcome
    from (
      select case_key, actor_id, count(*) as views, count(distinct day) as days,
        sum(case when action in ${params.taking} then 1 else 0 end) as taken,
        sum(case when action not in ${[...params.taking, ...params.looking]} then 1 else 0 end) as strange, sum(case when told then 0 else 1 end) as untold,
        min(day) as first_on, max(day) as last_on
      from (${openings(params, situation)}) o group by case_key, actor_id
    ) x
    left join (select distinct case_key, actor_id from (${insiders(situation)}) p) i
      on i.case_key = x.case_key and i.actor_id = x.actor_id
    left join (select distinct case_key from steps where actor_id is not null) k on k.case_key = x.case_key
    left join (${ofUnknownRole(situation)}) q on q.actor_id = x.actor_id`,
  evidence: (params, situation) => sql`
    select h.hit_no, 'a' as part, o.record_no, cast(null as integer) as pos, 'access_log' as source_table
    from hits h join (${openings(params, situation)}) o on o.case_key = h.case_key and o.actor_id = h.key`,
  explain: ({ key, views, days, taken, first_on, last_on }, params) => ({
    message: {
      zh: `人员 ${key}（编号）在本案没有办理、审批或受派记录，于 ${days === 1 ? dateOf(first_on) : `${dateOf(first_on)} 至 ${dateOf(last_on)} 间的 ${days} 日`}打开案件 ${views} 次，${taken > 0 ? `其中导出、打印 ${taken} 次，` : ""}均未填写依据，需核查。`,
      en: `${key} (an identifier), with no part in the case on record, opened it ${views === 1 ? "once" : `${views} times`} on ${days === 1 ? dateOf(first_on) : `${days} days from ${dateOf(first_on)} to ${dateOf(last_on)}`}${taken > 0 ? `, ${taken} of them an export or a print` : ""}, and gave no basis.`,
    },
    measured: taken > 0 ? taken : views,
    threshold: taken > 0 ? 1 : params.views,
    unit: "accesses",
    missing: [{ zh: "任务或者监督依据", en: "Task or supervision basis" }],
  }),
});

/** Persons with a post in a file that never says in what role: it may be one of duty. */
const ofUnknownRole = (situation: Situation): Sql => sql`
  select distinct p.actor_id from (${recordsOf(situation, "postings", ["actor_id", "kind"])}) p
  where coalesce(p.kind in ${POST}, true) and p.file_id not in ${filesThatFill(situation, "postings", ["role"])}`;

/**
 * Accesses that give no basis, by persons who held no post of duty then: `record_no, case_key, actor_id, action, day`,
 * and whether their file and source ever tell (`told`).
 */
function openings({ roles }: Params, situation: Situation): Sql {
  const { facts, engine, asOf } = situation;
  const posts = recordsOf(situation, "postings", ["actor_id", "role", "from_at", "to_at"]);
  const day = (instant: Sql) => sql`cast(${engine.localDay(instant, facts.zone)} as integer)`;
  return sql`
    select a.record_no, a.case_key, a.actor_id, a.action, ${day(sql`a.at`)} as day,
      a.file_id in ${filesThatFill(situation, "access_log", ["basis"])} as told
    from (${recordsOf(situation, "access_log", ["actor_id", "at", "action", "basis"])}) a
    where a.at <= ${asOf} and a.case_key is not null and a.basis is null
      and not exists (select 1 from (${posts}) p where p.actor_id = a.actor_id and p.role in ${roles}
        and p.from_at <= a.at and coalesce(${day(sql`p.to_at`)} >= ${day(sql`a.at`)}, true))`;
}

/** Everybody with a part in a case: who acts, assists, approves, is assigned, or heads its unit. */
const insiders = (situation: Situation): Sql => sql`
  select case_key, actor_id from steps where actor_id is not null and case_key in (select case_key from access_log)
  union all
  select e.case_key, p.value
  from (
    select case_key, co_actor_ids as persons from (${recordsOf(situation, "events", ["co_actor_ids"])}) b
    union all
    select case_key, approver_id from (${recordsOf(situation, "events", ["approver_id"])}) v
    union all
    select case_key, co_actor_ids from (${recordsOf(situation, "assignments", ["co_actor_ids"])}) h
  ) e cross join lateral ${situation.engine.split(sql`e.persons`, "p")}
  where e.persons is not null and e.case_key in (select case_key from access_log)
  union all
  select case_key, actor_id from (${recordsOf(situation, "assignments", ["actor_id"])}) s
  union all
  select c.case_key, h.actor_id
  from cases c join (${recordsOf(situation, "postings", ["actor_id", "org_id", "head"])}) h on h.org_id = c.org_id and h.head`;
