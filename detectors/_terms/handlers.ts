import * as z from "zod";
import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { AWAY, DESIGNATED, POST, ROTATION } from "../../schemas/values.ts";
import { labels, optionalLabels, RECUSED } from "./labels.ts";
import { isAmong } from "./persons.ts";
import { filesThatFill, recordsOf } from "./records.ts";
import { holdsAny } from "./words.ts";

const HANDLER_ROLES = ["承办人", "主办人", "主办侦查员", "承办民警", "承办检察官", "承办法官", "独任法官"];

export const handlerRoles = optionalLabels(
  HANDLER_ROLES,
  "roles of the one who handles a case, as `assignments.role` names them; a record without a role counts too",
);

/** What makes a change of handler lawful and plain. */
export const changeParams = {
  handler_roles: handlerRoles,
  plain_reasons: labels(
    [
      "回避",
      "休假",
      "病假",
      "产假",
      "请假",
      "借调",
      "调离",
      "调动",
      "调任",
      "轮岗",
      "退休",
      "离职",
      "退出员额",
      "培训",
    ],
    "words of a recorded reason that explains a change: recusal, leave, transfer",
  ),
  recusals: labels(RECUSED, "labels of a recusal on record in the case"),
  around_days: z
    .int()
    .min(0)
    .default(31)
    .describe("days around a change in which a leave, a new post or a recusal explains it; an engineering default"),
};

interface ChangeLabels {
  readonly handler_roles: readonly string[];
  readonly plain_reasons: readonly string[];
  readonly recusals: readonly string[];
  readonly around_days: number;
}

/**
 * Handlers of cases as assigned by `as_of`: `record_no, file_id, case_key, actor_id, co_actor_ids, unit, from_at, to_at,
 * mode, reason, approver_id`. Where no unit of handlers is ever on record it is that of the case.
 */
export function handlersOf(roles: readonly string[], situation: Situation): Sql {
  const columns = [
    "actor_id",
    "co_actor_ids",
    "role",
    "org_id",
    "from_at",
    "to_at",
    "mode",
    "reason",
    "approver_id",
  ] as const;
  return sql`
    select a.record_no, a.file_id, a.case_key, a.actor_id, a.co_actor_ids, a.from_at, a.to_at,
      coalesce(a.org_id, case when a.file_id not in ${filesThatFill(situation, "assignments", ["org_id"])} then c.org_id end) as unit,
      a.mode, a.reason, a.approver_id
    from (${recordsOf(situation, "assignments", columns)}) a join cases c on c.case_key = a.case_key
    where a.from_at <= ${situation.asOf} and ${roles.length === 0 ? sql`true` : sql`coalesce(a.role in ${roles}, true)`}`;
}

/**
 * Changes of handler within a unit: `record_no` of the new assignment and its `file_id`, `old_no` of the one before,
 * `case_key, unit, old_id, new_id, changed_at, changed_on, reason, approver_id`, and what explains them: `by_reason`,
 * `on_leave` (leave, emergency duty or planned rotation of the old one, or of the new one who had the case before it),
 * `moved` (a new post), `recused`. Two handlers at once are no change.
 */
export function changesOf(p: ChangeLabels, situation: Situation): Sql {
  const { facts, engine } = situation;
  const day = (instant: Sql) => engine.localDay(instant, facts.zone);
  const near = (instant: Sql) =>
    sql`${day(instant)} between x.changed_on - ${p.around_days} and x.changed_on + ${p.around_days}`;
  const postings = recordsOf(situation, "postings", ["actor_id", "org_id", "kind", "from_at", "to_at"]);
  return sql`
    select x.record_no, x.file_id, x.old_no, x.case_key, x.unit, x.old_id, x.new_id, x.changed_at, x.changed_on, x.reason,
      x.approver_id,
      ${holdsAny(sql`x.reason`, p.plain_reasons)} or ${holdsAny(sql`x.old_reason`, p.plain_reasons)} as by_reason,
      exists (select 1 from (${postings}) l where l.actor_id = x.old_id and l.kind in ${[...AWAY, ...ROTATION]}
        and ${day(sql`l.from_at`)} <= x.changed_on + ${p.around_days}
        and coalesce(${day(sql`l.to_at`)} >= x.changed_on, ${near(sql`l.from_at`)}))
      or x.had_it and exists (select 1 from (${postings}) b where b.actor_id = x.new_id
        and b.kind in ${[...AWAY, ...ROTATION]} and ${day(sql`b.from_at`)} <= x.changed_on
        and ${near(sql`coalesce(b.to_at, b.from_at)`)}) as on_leave,
      exists (select 1 from (${postings}) m where m.actor_id = x.old_id and m.kind in ${POST}
        and coalesce(m.org_id <> x.unit, true) and ${near(sql`m.from_at`)}) as moved,
      exists (select 1 from steps r where r.case_key = x.case_key and r.activity in ${p.recusals}
        and r.occurred_on between x.changed_on - ${p.around_days} and x.changed_on) as recused
    from (${successions(p.handler_roles, situation)}) x where x.nth_old = 1 and x.nth_new = 1`;
}

/**
 * Who came when another left, within a unit: the first who began at or after that end, and while a co-handler stayed
 * only if they began by the next day. An assignment whose end no file brings ends where the next begins. What is recorded
 * with it as a reason may say why it began; of the first in the case, which was not designated, it can only say why it
 * ended (`old_reason`).
 */
function successions(roles: readonly string[], situation: Situation): Sql {
  const { facts, engine, has } = situation;
  const day = (instant: Sql) => engine.localDay(instant, facts.zone);
  const until = has("assignments", "to_at")
    ? sql`to_at`
    : sql`lead(from_at) over (partition by case_key, unit order by from_at, record_no)`;
  const inTime = sql`partition by case_key, unit order by turned_at, step`;
  return sql`
    with handlers as (
      select h.*, ${until} as until_at, min(from_at) over (partition by case_key, unit, actor_id) as first_at,
        case when from_at = min(from_at) over (partition by case_key) and coalesce(mode not in ${DESIGNATED}, true) then reason end as leaving
      from (${handlersOf(roles, situation)}) h where unit is not null
    ),
    ends as (
      select * from (
        select m.*, sum(step) over (${inTime}) as others,
          min(case step when 1 then turned_at end) over (${inTime} rows between current row and unbounded following) as next_at
        from (
          select case_key, unit, record_no, actor_id, co_actor_ids, leaving, from_at as turned_at, 1 as step from handlers
          union all
          select case_key, unit, record_no, actor_id, co_actor_ids, leaving, until_at, -1 from handlers where until_at is not null
        ) m
      ) e where step = -1
    )
    select n.record_no, n.file_id, e.record_no as old_no, n.case_key, n.unit, e.actor_id as old_id, n.actor_id as new_id,
      n.from_at as changed_at, ${day(sql`n.from_at`)} as changed_on, n.reason, e.leaving as old_reason, n.approver_id,
      n.first_at < n.from_at as had_it,
      row_number() over (partition by n.record_no order by e.turned_at desc, e.record_no desc) as nth_old,
      row_number() over (partition by e.record_no order by n.record_no) as nth_new
    from ends e join handlers n on n.case_key = e.case_key and n.unit = e.unit and n.from_at = e.next_at
    where n.actor_id <> e.actor_id and not ${beside(sql`n.actor_id`, sql`e`)} and not ${beside(sql`e.actor_id`, sql`n`)}
      and (e.others <= 0 or ${day(sql`n.from_at`)} <= ${day(sql`e.turned_at`)} + 1)
      and not exists (
        select 1 from handlers s where s.case_key = e.case_key and s.unit = e.unit and s.actor_id = e.actor_id
          and s.from_at <= e.next_at and coalesce(s.until_at > e.next_at, true))`;
}

/** Whether somebody handles a case beside whom it is assigned to. */
const beside = (actor: Sql, assignment: Sql): Sql => sql`
  coalesce(${isAmong(actor, sql`${assignment}.co_actor_ids`)}, false)`;
