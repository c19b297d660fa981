import * as z from "zod";
import { activityName, defineDetector, type Situation } from "../../pipeline/detector.ts";
import { noRows, type Sql, sql } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { dateOf, localDay, startOfDay } from "../../pipeline/kit/zone.ts";
import type { CompiledRule } from "../../pipeline/rules/compile.ts";
import { everyLeg } from "../../pipeline/rules/deadline.ts";
import { RuleRow } from "../../pipeline/rules/detector.ts";
import type { Limit } from "../../schemas/procedure.ts";
import { counted } from "../../schemas/text.ts";
import { DOUBTS, readingOf, stepsOf, whoseClock } from "../_terms/arithmetic.ts";
import { handlerRoles, handlersOf } from "../_terms/handlers.ts";
import { labels } from "../_terms/labels.ts";

const Params = z.strictObject({
  days: z.int().min(0).default(7).describe("days before the last one from which somebody is reminded"),
  custody_days: z.int().min(0).default(3).describe("the same for custody, whose limits are not moved off a holiday"),
  codes: labels(["TM", "BL05", "XA"], "beginnings of the codes of rules whose clocks are looked at"),
  handler_roles: handlerRoles,
});
type Params = z.output<typeof Params>;

export default defineDetector({
  meta: {
    id: "expiring-clocks",
    code: "TM09",
    version: "1",
    family: "timing",
    title: { zh: "临期提醒（不是线索）", en: "A limit is about to expire (a reminder, no lead)" },
    about: {
      zh: "法定期限届满前若干日（参数 `days`，羁押为 `custody_days`）提醒承办人和所在单位。只写入 reminders.ndjson，不是线索，不计入任何单位或个人。",
      en: "As many days before a limit expires as `days` says (`custody_days` for custody) the handler and the unit are reminded. Written to reminders.ndjson only: it is no lead, and counts against nobody.",
    },
    tier: "rule",
    scope: "case",
    severity: 1,
    reminds: true,
    needs: { events: [] },
    law: [
      {
        name: "人民检察院刑事诉讼规则",
        article: "615、620",
        from: "2019-12-30",
        confidence: "sure",
        note: "羁押期限届满前的提示、预警",
      },
    ],
    innocent: [{ zh: "期限未届满，属正常办理", en: "The limit has not expired: everything is in order" }],
    checks: [
      { zh: "安排在届满前办结，或依法报批延长", en: "Finish in time, or ask for an extension as the law provides" },
      { zh: "已有延长、扣除的，及时录入", en: "Enter extensions and exclusions that exist on paper" },
    ],
    exclusions: [
      {
        zh: "以小时计的期限，正在中止、鉴定等扣除期间的：不提醒",
        en: "Limits in hours, and clocks that are stopped now, are passed over",
      },
      { zh: "已届满的由期限规则处理", en: "What has expired is the matter of the deadline rules" },
      { zh: "能否计算取决于未记录信息的：无法判断", en: "Where it depends on what is not recorded: cannot tell" },
    ],
    unclear: {
      zh: "起点、终点没有记载清楚，延长、扣除未载入或者未写明天数，或者工作日安排尚未公布，届满日无从算起。",
      en: "Start or end is not clearly recorded, extensions or exclusions are not loaded or give no days, or working days are not announced, so that the day of expiry cannot be computed.",
    },
    references: ["人民检察院刑事诉讼规则 615、620"],
  },
  params: Params,
  row: RuleRow.extend({ due_on: z.number() }),
  prepare: (params, situation) =>
    layOut(
      situation.facts.engine,
      "reminder_rules",
      { rule_no: "integer", lead: "integer" },
      remindedOf(params, situation).map(({ no, rule }) => ({
        rule_no: no,
        lead: isCustody(rule.limit) ? params.custody_days : params.days,
      })),
    ),
  query: (params, situation) => {
    if (remindedOf(params, situation).length === 0) return NOTHING;
    const today = localDay(situation.facts.zone.name, situation.asOf);
    return sql`
      select d.rule_no, d.case_key, d.key, d.start_at, d.end_at, d.start_on, d.restarted, d.granted_months, d.granted_days, d.capped,
        d.excluded, d.moved_on, d.due_on, d.end_on, d.limit_ms, d.grace_ms, d.elapsed_ms, d.doubt,
        case
          when d.end_at is not null or d.outcome = 'hit' then 'clear'
          when d.outcome = 'cannot tell' then 'cannot tell'
          when d.outcome = 'pending' and not d.standing and d.due_on - ${today} between 0 and r.lead then 'hit'
          else 'pending'
        end as outcome
      from ${everyLeg(situation.ruleSet)} d join reminder_rules r on r.rule_no = d.rule_no
      where d.limit_ms is null`;
  },
  evidence: (params, situation) => sql`
    select h.hit_no, 'a' as part, s.record_no, s.pos, 'events' as source_table
    from hits h join steps s on s.case_key = h.case_key and s.occurred_at = h.start_at
    union all
    ${handlers(params, situation)}`,
  explain: (row, _, { zone, asOf, rule: compiled }) => {
    const rule = compiled as CompiledRule;
    const left = row.due_on - localDay(zone, asOf);
    const b = activityName(rule, 1);
    const who = whoseClock(row.key, rule.rule);
    return {
      message: {
        zh: `${who.zh}“${b.zh}”的期限于 ${dateOf(row.due_on)} 届满，还有 ${left} 日。此为提醒，不是线索。`,
        en: `${who.en}The limit for "${b.en}" expires on ${dateOf(row.due_on)}, in ${counted(left, "day")}. This is a reminder, no lead.`,
      },
      severity: 1,
      measured: left,
      threshold: startOfDay(zone, row.due_on + 1) - 1,
      unit: "days",
      clock: stepsOf(row, rule, readingOf(row, rule.rule.limit as Limit), { zone, asOf }),
      unclear: row.doubt ? DOUBTS[row.doubt] : undefined,
    };
  },
});

const remindedOf = ({ codes }: Params, { ruleSet }: Situation): CompiledRule[] =>
  ruleSet.rules.filter(
    ({ rule }) => rule.template === "deadline" && codes.some((code) => (rule.code ?? rule.id).startsWith(code)),
  );

const isCustody = (limit: Limit | undefined): boolean => limit !== undefined && "roll" in limit && !limit.roll;

/** Who is assigned to the case now, or else who acted in it last. */
function handlers({ handler_roles }: Params, situation: Situation): Sql {
  return sql`
    select hit_no, 'handler' as part, record_no, pos, source_table from (
      select x.*, row_number() over (partition by hit_no order by assigned desc, since desc, record_no desc) as nth
      from (
        select h.hit_no, a.record_no, cast(null as integer) as pos, 'assignments' as source_table, 1 as assigned, a.from_at as since
        from hits h join (${handlersOf(handler_roles, situation)}) a on a.case_key = h.case_key
          and coalesce(a.to_at > ${situation.asOf}, true)
        union all
        select h.hit_no, s.record_no, s.pos, 'events', 0, s.occurred_at
        from hits h join steps s on s.case_key = h.case_key and s.actor_id is not null
      ) x
    ) y where nth = 1`;
}

const NOTHING = noRows({ rule_no: "integer", case_key: "integer", outcome: "varchar" });
