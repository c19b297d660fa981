import * as z from "zod";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { dateOf } from "../../pipeline/kit/zone.ts";
import { counted } from "../../schemas/text.ts";
import { DESIGNATED } from "../../schemas/values.ts";
import { percent } from "../_terms/figures.ts";
import { handlerRoles, handlersOf } from "../_terms/handlers.ts";
import { labels } from "../_terms/labels.ts";
import { linkedCases } from "../_terms/links.ts";
import { filesThatFill, recordEvidence } from "../_terms/records.ts";

const Params = z.strictObject({
  handler_roles: handlerRoles,
  designated: labels(DESIGNATED, "modes of a designated assignment"),
  random: labels(["random", "随机", "随机分案", "自动分案"], "modes of a random assignment"),
  usual_share: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe("share of random assignments from which random is a unit's rule; an engineering default"),
  min_recorded: z
    .int()
    .min(1)
    .default(20)
    .describe("assignments with a known mode needed to know a unit's rule; an engineering default"),
  around_days: z
    .int()
    .min(0)
    .default(365)
    .describe("days before and after an assignment whose assignments show the unit's rule of the time; a default"),
});
type Params = z.output<typeof Params>;

export default defineDetector({
  meta: {
    id: "assignment-bypass",
    code: "PR02",
    version: "1",
    family: "people",
    title: { zh: "指定分案未载理由", en: "Designated without a reason where random is the rule" },
    about: {
      zh: "单位以随机分案为主，而案件首次分案为指定，且没有载明理由，案件也不是重点案件或者关联案件。",
      en: "The unit assigns cases at random as a rule; this case was designated to its first handler, with no reason on record, and is neither a key case nor linked to another of that handler.",
    },
    tier: "rule",
    scope: "log",
    severity: 3,
    needs: { assignments: ["mode"] },
    law: [
      {
        name: "最高人民法院关于完善人民法院司法责任制的若干意见",
        confidence: "fair",
        note: "法发〔2015〕13号：随机分案为主、指定分案为辅；比例、件数为默认值，非条文",
      },
    ],
    innocent: [
      {
        zh: "专业化审判、类案集中办理，理由未录入",
        en: "Specialised trial, or like cases kept together, with the reason not entered",
      },
      {
        zh: "“四类案件”由院庭长指定，依据在纸质审批单",
        en: "One of the four classes of case, designated by the president on a paper form",
      },
      { zh: "随机分案系统故障、人员不足", en: "The random assignment was out of order, or there was nobody else" },
    ],
    checks: [
      { zh: "查阅指定分案的审批单和理由", en: "Read the form by which it was designated, and its grounds" },
      { zh: "查看同期同类案件如何分案", en: "See how like cases were assigned at the time" },
    ],
    exclusions: [
      {
        zh: "载明理由的指定（专业化、类案集中、四类案件、院庭长指定等）：不提示",
        en: "A designation with a reason on record, whatever it is, is passed over",
      },
      {
        zh: "重点案件，与该承办人其他案件关联或同一事实的案件：不提示",
        en: "Key cases, and cases linked to or of the same fact as another of that handler, are passed over",
      },
      {
        zh: "当时（前后一年）以指定分案为主的单位：不适用；更换承办人：由 PR03 处理",
        en: "Units that designated as a rule at the time, a year before and after, are not applicable; a change of handler is the matter of PR03",
      },
      {
        zh: "分案方式未填或不在所列词语之中、所在的文件没有理由栏或者其数据来源从未填写、单位分案记录不足的：无法判断",
        en: "Without a mode or with a word in neither list, in a file without a field for reasons, of a source that never gives one, whatever others do, or with too few assignments of the unit: cannot tell",
      },
    ],
    unclear: {
      zh: "分案方式未填，或者用语不能识别；数据来源从不记载指定的理由；或者本单位分案记录太少，不知惯例。",
      en: "How it was assigned is empty or in unknown words; the source never records reasons; or the unit has too few assignments to know what is usual.",
    },
    references: [],
  },
  params: Params,
  row: z.object({
    key: z.string(),
    actor_id: z.string(),
    unit: z.string(),
    from_on: z.number(),
    recorded: z.number(),
    share: z.number(),
  }),
  prepare: async (params, situation) => {
    const first = firstAssignments(params, situation);
    await situation.facts.engine.run(sql`create or replace temp table first_assignments as ${first}`);
  },
  query: ({ usual_share, min_recorded }, situation) => sql`
    select a.case_key, a.unit as key, a.unit, a.actor_id, a.record_no, a.from_on, a.recorded, a.share,
      case
        when a.designated is null then 'cannot tell'
        when not a.designated or a.reason is not null then 'clear'
        when a.recorded < ${min_recorded} then 'cannot tell'
        when ${keyCase(situation)} or n.case_key is not null then 'clear'
        when a.file_id not in ${filesThatFill(situation, "assignments", ["reason"])} then 'cannot tell'
        else 'hit'
      end as outcome
    from (select f.*, 1 - cast(designations as double) / nullif(recorded, 0) as share from first_assignments f) a
    join cases c on c.case_key = a.case_key
    left join (${besides(situation)}) n on n.case_key = a.case_key
    where coalesce(a.share >= ${usual_share}, true) or a.recorded < ${min_recorded}`,
  evidence: () => recordEvidence("assignments"),
  explain: ({ actor_id, unit, from_on, recorded, share }, { around_days }) => ({
    message: {
      zh: `单位 ${unit} 前后 ${around_days} 日内的 ${recorded} 次分案中 ${percent(share, 0)} 为随机分案，本案于 ${dateOf(from_on)} 指定给 ${actor_id}（编号），未载理由，需核查。`,
      en: `${percent(share, 0)} of the ${recorded} assignments of unit ${unit} within ${counted(around_days, "day")} are random; this case was designated to ${actor_id} (an identifier) on ${dateOf(from_on)}, with no reason on record.`,
    },
    missing: [{ zh: "指定分案的理由", en: "Reason of the designation" }],
  }),
});

/**
 * The first handler of each case in each unit: `record_no, file_id, case_key, unit, actor_id, reason, from_on`,
 * `designated` (false at random, null in words of neither list), and of the unit's assignments around that day
 * `recorded`, those with a known mode, and `designations` among them.
 */
const firstAssignments = ({ handler_roles, designated, random, around_days }: Params, situation: Situation): Sql => sql`
  select y.*, count(designated) over around as recorded, count(case when designated then 1 end) over around as designations
  from (
    select record_no, file_id, case_key, unit, actor_id, reason, case when mode in ${designated} then true when mode in ${random} then false end as designated,
      cast(${situation.engine.localDay(sql`from_at`, situation.facts.zone)} as integer) as from_on
    from (
      select h.*, row_number() over (partition by case_key, unit order by from_at, record_no) as nth
      from (${handlersOf(handler_roles, situation)}) h where unit is not null
    ) x
    where nth = 1
  ) y window around as (partition by unit order by from_on range between ${around_days} preceding and ${around_days} following)`;

const keyCase = ({ has }: Situation): Sql => (has("cases", "key_case") ? sql`coalesce(c.key_case, false)` : sql`false`);

/** Cases whose first handler has another that is linked to it, or is of the same fact: `case_key`. */
function besides(situation: Situation): Sql {
  const alike = situation.has("cases", "fact_id")
    ? sql`union all
        select k.case_key, o.case_key from cases k join cases o on o.fact_id = k.fact_id and o.case_key <> k.case_key`
    : sql``;
  return sql`
    select distinct a.case_key
    from (${linkedCases(situation)} ${alike}) x
    join first_assignments a on a.case_key = x.case_key
    join first_assignments b on b.case_key = x.other_key and b.actor_id = a.actor_id`;
}
