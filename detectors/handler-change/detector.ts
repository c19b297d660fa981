import * as z from "zod";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { when } from "../../pipeline/kit/when.ts";
import { dateOf } from "../../pipeline/kit/zone.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { changeParams, changesOf, handlersOf } from "../_terms/handlers.ts";
import { DECIDED, labels } from "../_terms/labels.ts";
import { atLatestIn, untilMidnight } from "../_terms/moments.ts";
import { filesThatFill } from "../_terms/records.ts";

const Params = z.strictObject({
  changes: z
    .int()
    .min(2)
    .default(2)
    .describe("unexplained changes that are a lead by themselves; an engineering default"),
  before_days: z
    .int()
    .min(0)
    .default(7)
    .describe("days between a change and the decision that follows it; an engineering default"),
  decisions: labels(DECIDED, "labels of decisions in the case"),
  ...changeParams,
});
type Params = z.output<typeof Params>;

export default defineDetector({
  meta: {
    id: "handler-change",
    code: "PR03",
    version: "1",
    family: "people",
    title: { zh: "中途更换承办人", en: "Handler changed midway" },
    about: {
      zh: "案件在同一单位中途更换承办人，没有记载理由或批准，或者多次更换，或者更换后数日内即作出决定。因回避、休假、调动而更换属正常，不提示。",
      en: "A case changed its handler within the unit with no reason or no approval on record, or several times, or only days before the decision. A change for recusal, leave or transfer is as it should be and is passed over.",
    },
    tier: "rule",
    scope: "case",
    severity: 2,
    needs: { assignments: [] },
    law: [
      {
        name: "最高人民法院关于完善人民法院司法责任制的若干意见",
        confidence: "fair",
        note: "法发〔2015〕13号；次数、日数为默认值，非条文",
      },
    ],
    innocent: [
      { zh: "承办人休假、调动、退休，未录入", en: "Leave, transfer or retirement that was not entered" },
      { zh: "依法回避，属应予肯定的做法", en: "A recusal, which is to be welcomed" },
      { zh: "均衡分案、专业化分工或并案办理所作的调整", en: "Balancing of load, specialisation or joinder" },
    ],
    checks: [
      { zh: "查阅更换承办人的审批和理由", en: "Read the approval of the change and its grounds" },
      { zh: "比较更换前后的办理意见", en: "Compare the opinions on the case before and after" },
    ],
    exclusions: [
      {
        zh: "理由载明回避、休假、调动等（接办人的记录，或者首任承办人的记录），或任职记录、回避记录可以印证的：不提示",
        en: "Changes whose reason is recusal, leave or transfer, be it recorded with whoever took over or with the first handler, or that the postings or a recusal on record bear out, are passed over",
      },
      {
        zh: "两人同时承办、案件移交其他单位：不是更换；休假人员返岗、重新承办：不提示",
        en: "Two handlers at once, or a case handed to another unit, is no change; nor is one told that gives it back after leave",
      },
      {
        zh: "承办记录所在的文件没有理由栏、其数据来源从未填写（不论其他来源有无），或者不知单位的：无法判断；没有批准人栏的，只看理由；更换与决定同日、只有日期的，先后不明，无法判断",
        en: "Assignments that came without a field for reasons, or whose source never fills it, whatever others do, or of an unknown unit: cannot tell; without one for approvers, only the reason is looked at; a decision on the day of the change, either a date alone, may have come before it: cannot tell",
      },
    ],
    unclear: {
      zh: "数据来源从不记载更换的理由；或者承办人所属单位没有记载，不知是否在同一单位之内更换；或者更换与决定同日，先后不明。",
      en: "The source never records reasons for a change; or a handler's unit is not on record, so that the case may have gone to another unit; or change and decision are of one day, in whichever order.",
    },
    references: [],
  },
  params: Params,
  row: z.object({
    unit: z.string().nullable(),
    changes: z.number(),
    unexplained: z.number(),
    unapproved: z.number(),
    hurried: z.number(),
    first_on: z.number(),
    last_on: z.number(),
  }),
  prepare: async (params, situation) => {
    await situation.facts.engine.run(
      sql`create or replace temp table unexplained_changes as ${judged(params, situation)}`,
    );
  },
  query: (params, situation) => sql`
    select h.case_key, x.unit, x.changes, x.unexplained, x.unapproved, x.hurried, x.first_on, x.last_on,
      case
        when x.told then 'hit'
        when x.untold > 0 or h.units < h.handlers then 'cannot tell'
        else 'clear'
      end as outcome
    from (
      select case_key, count(unit) as units, count(*) as handlers from (${handlersOf(params.handler_roles, situation)}) a group by case_key
    ) h
    left join (
      select u.*, row_number() over (partition by case_key order by told desc, untold desc, changes desc, unit) as nth
      from (
        select c.*, unexplained > 0 or unapproved > 0 or hurried > 0 or changes >= ${params.changes} as told
        from (
          select case_key, unit, count(*) as changes, sum(unexplained) as unexplained, sum(unapproved) as unapproved,
            sum(hurried) as hurried, sum(untold) as untold, min(changed_on) as first_on, max(changed_on) as last_on
          from unexplained_changes group by case_key, unit
        ) c
      ) u
    ) x on x.case_key = h.case_key and x.nth = 1`,
  evidence: (params) => sql`
    select h.hit_no, 'a' as part, j.old_no as record_no, cast(null as integer) as pos, 'assignments' as source_table
    from hits h join unexplained_changes j on j.case_key = h.case_key and j.unit = h.unit
    union
    select h.hit_no, 'a', j.record_no, null, 'assignments'
    from hits h join unexplained_changes j on j.case_key = h.case_key and j.unit = h.unit
    union
    select h.hit_no, 'b', s.record_no, s.pos, 'events'
    from hits h join unexplained_changes j on j.case_key = h.case_key and j.unit = h.unit and j.hurried = 1
    join steps s on s.case_key = j.case_key and s.occurred_at = j.decided_at and s.activity in ${params.decisions}`,
  explain: ({ changes, unexplained, unapproved, hurried, first_on, last_on }, params) => {
    const before = {
      zh: `在决定前 ${params.before_days} 日内`,
      en: `within ${params.before_days} days before a decision`,
    };
    const grounds = [
      ...groundOf(unexplained, changes, { zh: "未载理由", en: "no reason is on record" }),
      ...groundOf(unapproved, changes, { zh: "未载批准人", en: "no approver is on record" }),
      ...groundOf(hurried, changes, before),
    ];
    const many = changes >= params.changes;
    const span = first_on === last_on ? dateOf(first_on) : `${dateOf(first_on)}–${dateOf(last_on)}`;
    return {
      message: {
        zh: `案件在同一单位更换承办人 ${changes} 次（${span}），未见回避、休假、调动等记录${grounds.map(({ zh }) => `，${zh}`).join("")}，需核查。`,
        en: `The case changed its handler ${changes === 1 ? "once" : `${changes} times`} within one unit (${span}) with no recusal, leave or transfer on record${grounds.map(({ en }) => `; ${en}`).join("")}.`,
      },
      severity: grounds.length + (many ? 1 : 0) >= 2 && (many || hurried > 0) ? 3 : 2,
      measured: changes,
      threshold: many ? params.changes : 1,
      unit: "changes",
      missing: [
        ...when(unexplained > 0, () => ({ zh: "更换的理由", en: "Reason of the change" })),
        ...when(unapproved > 0, () => ({ zh: "更换的批准", en: "Approval of the change" })),
      ],
    };
  },
});

/** What is said of some of the changes, or of the only one; nothing of none. */
function groundOf(some: number, all: number, what: Bilingual): Bilingual[] {
  if (some === 0) return [];
  return all === 1 ? [what] : [{ zh: `其中 ${some} 次${what.zh}`, en: `${some} ${what.en}` }];
}

/**
 * Changes that nothing plain explains, with what is wanting of each. A decision of another unit is none of the new
 * handler's, unless the records of acts know the unit by no name that the assignments have; one of the day of the change
 * may have come before it, where either is a date alone.
 */
function judged(params: Params, situation: Situation): Sql {
  const [reasons, approvers] = (["reason", "approver_id"] as const).map(
    (name) => sql`x.file_id in ${filesThatFill(situation, "assignments", [name])}`,
  ) as [Sql, Sql];
  const { engine, facts } = situation;
  const day = (instant: Sql) => sql`cast(${engine.localDay(instant, facts.zone)} as integer)`;
  const hurried = sql`coalesce(${day(sql`x.decided_at`)} <= x.changed_on + ${params.before_days}, false)`;
  const own = sql`coalesce(s.org_id = c.unit or u.org_id is null, true)`;
  return sql`
    select x.case_key, x.unit, x.record_no, x.old_no, x.changed_on, x.decided_at,
      case when ${reasons} and x.reason is null then 1 else 0 end as unexplained,
      case when ${approvers} and ${reasons} and x.approver_id is null then 1 else 0 end as unapproved,
      case when not ${reasons} or x.perhaps and not ${hurried} then 1 else 0 end as untold,
      case when ${hurried} then 1 else 0 end as hurried
    from (
      select c.case_key, c.unit, c.record_no, c.file_id, c.old_no, c.changed_on, c.reason, c.approver_id,
        min(case when ${own} and s.occurred_at >= ${atLatestIn(facts, sql`c.changed_at`)} then s.occurred_at end) as decided_at,
        count(case when ${own} and s.occurred_at < ${atLatestIn(facts, sql`c.changed_at`)}
          and ${untilMidnight(sql`s.occurred_at`, sql`s.wall_at`)} >= c.changed_at then 1 end) > 0 as perhaps
      from (${changesOf(params, situation)}) c
      left join steps s on s.case_key = c.case_key and s.activity in ${params.decisions}
      left join (select distinct org_id from steps) u on u.org_id = c.unit
      where not c.by_reason and not c.on_leave and not c.moved and not c.recused
      group by c.case_key, c.unit, c.record_no, c.file_id, c.old_no, c.changed_on, c.reason, c.approver_id
    ) x`;
}
