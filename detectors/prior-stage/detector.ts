import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { join, type Sql, sql } from "../../pipeline/engine/sql.ts";
import { dateOf } from "../../pipeline/kit/zone.ts";
import { optionalLabels } from "../_terms/labels.ts";

const Stages = z.array(z.string().min(1)).min(1);
const Params = z.strictObject({
  bars: z
    .array(z.strictObject({ before: Stages, after: Stages }))
    .min(1)
    .default([
      {
        before: ["调查", "侦查"],
        after: ["审查逮捕", "审查批捕", "审查起诉", "一审", "二审", "重审", "再审"],
      },
      { before: ["审查逮捕", "审查批捕", "审查起诉"], after: ["一审", "二审", "重审", "再审"] },
      { before: ["一审"], after: ["二审", "重审", "再审"] },
      { before: ["二审"], after: ["重审", "再审"] },
    ])
    .describe(
      "stages, as `events.stage` names them, with 阶段 behind it or not: who took part in one `before` may not handle one `after`",
    ),
  roles_aside: optionalLabels(
    ["书记员", "法官助理", "法警", "翻译", "案管", "内勤", "公诉人", "检察员", "侦查人员", "证人", "鉴定人"],
    "roles, as `events.role` names them, that do not handle the case",
  ),
  activities_aside: optionalLabels(
    [
      "受理登记",
      "立案登记",
      "登记立案",
      "案管受理",
      "分案",
      "送达",
      "归档",
      "归卷",
      "移送审查起诉",
      "提请批准逮捕",
      "执行逮捕",
      "变更强制措施",
      "退回补充侦查",
      "补充侦查",
      "补充侦查报告移送",
      "移送补充侦查材料",
      "自行补充侦查",
      "补充移送起诉",
      "重新移送审查起诉",
      "出庭支持公诉",
      "派员出庭",
      "出庭作证",
      "量刑建议",
      "抗诉",
    ],
    "activities that are no handling of a stage, or that the organ of another stage does in it",
  ),
});
type Params = z.output<typeof Params>;

export default defineDetector({
  meta: {
    id: "prior-stage",
    code: "PR01",
    version: "1",
    family: "people",
    title: { zh: "疑似应回避未回避（参与过前一程序）", en: "Handled an earlier stage of the same case" },
    about: {
      zh: "同一人员（以编号识别）参与过同一案件的侦查，又承办审查逮捕、审查起诉或者审判；或者参与过前一审判程序，又参与后一程序。批捕与起诉由同一检察官办理属正常。",
      en: "One officer, known by the identifier, took part in investigating a case and then handled its arrest review, charge review or trial; or sat in an earlier instance and then in a later one. One prosecutor for arrest and charge is as it should be.",
    },
    tier: "rule",
    scope: "log",
    severity: 4,
    needs: { events: ["actor_id", "stage"] },
    law: [
      { name: "人民检察院刑事诉讼规则", article: "35", from: "2019-12-30", confidence: "sure" },
      {
        name: "最高人民法院关于适用〈中华人民共和国刑事诉讼法〉的解释",
        article: "29",
        from: "2021-03-01",
        confidence: "sure",
      },
    ],
    innocent: [
      { zh: "捕诉一体：同一检察官办理批捕和起诉", en: "One prosecutor for arrest and charge" },
      {
        zh: "发回重审后又进入第二审：原合议庭成员不受限制",
        en: "After a remand the same panel may sit in the second instance again",
      },
      { zh: "编号在两个机关重复使用，不是同一人", en: "Two organs number their staff alike, and it is not one person" },
      { zh: "环节的阶段填写有误", en: "The stage of an act was filled in wrongly" },
    ],
    checks: [
      { zh: "核对两处编号是否同一人", en: "Is the identifier the same person in both?" },
      { zh: "核对其在前一程序中的具体工作", en: "What did they do in the earlier stage?" },
    ],
    exclusions: [
      {
        zh: "捕诉一体、自行补充侦查、发回后再入二审、书记员等辅助人员：不提示",
        en: "Arrest and charge by one prosecutor, supplementary investigation by the procuratorate, a second instance after remand, clerks and others who assist: passed over",
      },
      {
        zh: "只认编号，不比对姓名；换号案件只认登记的原案（origin_case）",
        en: "Identifiers only, never names; a case under another number only by its recorded `origin_case`",
      },
      {
        zh: "有办理记录而没有填写阶段，或者没有填写办理人的案件：无法判断",
        en: "A case with acts whose stage, or whose actor, is not recorded: cannot tell",
      },
    ],
    unclear: {
      zh: "该案的办理记录没有填写所处阶段（侦查、审查起诉、审判等）或者办理人。",
      en: "Records of the case do not say at which stage (investigation, review for charge, trial), or by whom, they were made.",
    },
    references: [],
  },
  params: Params,
  row: z.object({
    key: z.string(),
    stage: z.string(),
    first_on: z.number(),
    later_stage: z.string(),
    later_on: z.number(),
  }),
  prepare: async (params, situation) => {
    const { engine } = situation.facts;
    await engine.run(sql`create or replace temp table stage_acts as ${stageActs(params, situation)}`);
    await engine.run(sql`create or replace temp table unstaged_cases as ${unstagedCases(params, situation)}`);
    await engine.run(sql`create or replace temp table barred_acts as ${barredActs(params, situation)}`);
  },
  query: () => sql`
    select *, 'hit' as outcome from barred_acts
    union all
    select case_key, null, null, null, null, null, null, null, null, 'cannot tell'
    from unstaged_cases where case_key not in (select case_key from barred_acts)
    union all
    select case_key, null, null, null, null, null, null, null, null, 'clear'
    from stage_acts
    where case_key not in (select case_key from barred_acts) and case_key not in (select case_key from unstaged_cases)
    group by case_key
    having count(distinct stage) > 1`,
  evidence: () => sql`
    select h.hit_no, 'a' as part, s.record_no, s.pos
    from hits h join steps s on s.case_key = h.source_key and s.pos = h.first_pos
    union all
    select h.hit_no, 'b', s.record_no, s.pos
    from hits h join steps s on s.case_key = h.case_key and s.pos = h.later_pos`,
  explain: ({ key, stage, first_on, later_stage, later_on }) => ({
    message: {
      zh: `人员 ${key}（编号）参与过本案“${stage}”（${dateOf(first_on)}），又在“${later_stage}”中有办理记录（${dateOf(later_on)}），需核查。`,
      en: `${key} (an identifier) took part in the stage "${stage}" of this case (${dateOf(first_on)}) and then handled its stage "${later_stage}" (${dateOf(later_on)}).`,
    },
  }),
});

/**
 * Each case with itself and with the cases it goes on with under another number, two numbers back: `case_key,
 * source_key`.
 */
function sources({ has }: Situation): Sql {
  const own = sql`select case_key, case_key as source_key from cases`;
  if (!has("cases", "origin_case")) return own;
  return sql`${own}
    union
    select c.case_key, o.case_key from cases c join cases o on o.case_id = c.origin_case
    union
    select c.case_key, p.case_key from cases c join cases o on o.case_id = c.origin_case
    join cases p on p.case_id = o.origin_case`;
}

/** The first handling of a later stage by somebody of an earlier one, for each case and person. */
function barredActs({ bars }: Params, situation: Situation): Sql {
  const pairs = bars.flatMap(({ before, after }) =>
    before.flatMap((from) =>
      after.map((to) => sql`(cast(${stageNamed(from)} as varchar), cast(${stageNamed(to)} as varchar))`),
    ),
  );
  return sql`
    select case_key, key, source_key, stage, first_on, first_pos, later_stage, later_on, later_pos
    from (
      select l.case_key, l.actor_id as key, e.stage, e.first_on, l.stage as later_stage, l.first_on as later_on,
        e.case_key as source_key, e.first_pos, l.first_pos as later_pos,
        row_number() over (partition by l.case_key, l.actor_id
          order by l.first_at, e.first_at, l.stage, e.stage) as nth
      from stage_acts l
      join (${sources(situation)}) o on o.case_key = l.case_key
      join stage_acts e on e.case_key = o.source_key and e.actor_id = l.actor_id and e.first_at < l.first_at
      join (values ${join(pairs)}) as b(before, after) on b.before = e.stage and b.after = l.stage
    ) x
    where nth = 1`;
}

/** The same of a stage in a setting as of one in the log. */
const stageNamed = (stage: string): string => stage.replaceAll("阶段", "");

const assisting = (situation: Situation): Sql => columnOf(situation, "events", "co_actor_ids", sql`e`);
const STAGE = sql`nullif(replace(trim(e.stage), '阶段', ''), '')`;

/** Whether the event `e` is a handling of its stage, which is null where it is not recorded. */
const handles = ({ roles_aside, activities_aside }: Params, situation: Situation): Sql =>
  sql`e.activity not in ${["", ...activities_aside]}
    and coalesce(${columnOf(situation, "events", "role", sql`e`)} not in ${roles_aside}, true)`;

/** Who first did something in which stage of which case: `case_key, actor_id, stage, first_pos, first_at, first_on`. */
function stageActs(params: Params, situation: Situation): Sql {
  const staged = sql`
    select e.case_key, s.pos, e.occurred_at, e.occurred_on, e.actor_id, ${assisting(situation)} as co_actor_ids, ${STAGE} as stage
    from ${situation.facts.unplaced} e join steps s on s.record_no = e.record_no
    where ${handles(params, situation)} and e.stage is not null and ${STAGE} is not null`;
  return sql`
    select case_key, actor_id, stage, min(pos) as first_pos, min(occurred_at) as first_at, min(occurred_on) as first_on
    from (
      select case_key, pos, occurred_at, occurred_on, actor_id, stage from (${staged}) a where actor_id is not null
      union all
      select b.case_key, b.pos, b.occurred_at, b.occurred_on, trim(p.value), b.stage
      from (${staged}) b cross join lateral ${situation.engine.split(sql`b.co_actor_ids`, "p")} where trim(p.value) <> ''
    ) p
    group by case_key, actor_id, stage`;
}

/**
 * Cases in which somebody did something of which the stage is not recorded, or in one of several stages something that
 * nobody is on record for.
 */
const unstagedCases = (params: Params, situation: Situation): Sql => sql`
  select case_key from (
    select e.case_key, ${STAGE} as stage, e.actor_id is not null or ${assisting(situation)} is not null as named
    from ${situation.facts.unplaced} e where ${handles(params, situation)}
  ) a
  group by case_key
  having count(case when named and stage is null then 1 end) > 0
    or (count(distinct stage) > 1 and count(case when not named and stage is not null then 1 end) > 0)`;
