import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { dateOf, localDay } from "../../pipeline/kit/zone.ts";
import { recordEvidence } from "../_terms/records.ts";
import { BASE_RATE, PROTECTED, registerOf } from "../_terms/register.ts";
import { changesFor, movesOf, Params } from "./changes.ts";

export default defineDetector({
  meta: {
    id: "recorder-protection",
    code: "IV07",
    version: "1",
    family: "intervention",
    title: { zh: "登记人登记后岗位、承办变动（保护性提示）", en: "The recorder of an inquiry was moved (protective)" },
    about: {
      zh: "登记过问后一段时间内（参数 `within_days`），登记人不再承办该案，或被调整岗位，且没有回避、休假、轮岗计划等可以解释的记录。此提示用于保护登记人，供上级机关核查。",
      en: "Within as many days of registering an inquiry as `within_days` says the recorder was taken off the case or moved from the post, and no recusal, leave or planned rotation on record explains it. This protects the recorder and is for the superior organ to look at.",
    },
    tier: "rule",
    scope: "case",
    severity: 3,
    upward: true,
    needs: { interventions: ["recorder_id"] },
    law: [
      {
        name: "领导干部干预司法活动、插手具体案件处理的记录、通报和责任追究规定",
        article: "6",
        confidence: "fair",
        note: "非因法定事由、非经法定程序不得调离；日数为默认值，非条文",
      },
      { name: "司法机关内部人员过问案件的记录和责任追究规定", article: "7", confidence: "fair", note: "2015" },
    ],
    innocent: [
      BASE_RATE,
      {
        zh: "计划内轮岗、晋升、本人申请，理由未录入",
        en: "A planned rotation, a promotion or the person's own request that was not entered",
      },
      { zh: "机构调整、分工调整涉及多人", en: "A reorganisation that moved several persons" },
      {
        zh: "承办人更换系回避、休假所致，未录入",
        en: "The handler changed for a recusal or leave that was not entered",
      },
    ],
    checks: [
      {
        zh: "由上级机关查阅任免、分工文件及其动议时间",
        en: "The superior organ reads the decision and when it was first proposed",
      },
      { zh: "听取登记人本人意见，注意保密", en: "Hear the recorder, in confidence" },
    ],
    exclusions: [
      {
        zh: "登记前已决定的变动、轮岗记录内的变动、同日同单位多人变动、载明理由的变动：不提示",
        en: "Changes decided before the entry, under a rotation on record, of several persons of the unit on one day, or with a plain reason are passed over",
      },
      { zh: "案件办结后不再承办：不提示", en: "Leaving a case that is closed is no change" },
      {
        zh: "没有登记人、未载入承办记录或任职记录而未见变动的：无法判断",
        en: "Without a recorder, or with nothing found while assignments or postings are not loaded: cannot tell",
      },
      {
        zh: "不读取考核结果；降等、免职等以任职记录类别为准",
        en: "Appraisals are not read; what is adverse is told by the kind of posting",
      },
    ],
    unclear: {
      zh: "登记没有登记人，所涉案件不在已载入的数据中；或者没有载入承办、任职记录，看不出登记人有无变动。",
      en: "The entry has no recorder or its case is not in the data; or assignments or postings are not loaded, so that a move of the recorder would not show.",
    },
    references: ["最高人民检察院：过问、干预、插手记录数据（2018 年至 2020 年 3 月）"],
  },
  params: Params,
  row: z.object({
    key: z.string(),
    entered_on: z.number(),
    change_on: z.number(),
    change_kind: z.enum(["removed", "moved", "adverse"]),
    change_to: z.string().nullable(),
  }),
  prepare: async (params, situation) => {
    const changes = sql`${changesFor(params, situation)} union all ${movesOf(params, situation)}`;
    const { engine } = situation.facts;
    await engine.run(sql`create or replace temp table recorder_changes as ${changes}`);
    await engine.run(sql`
      create or replace temp table recorder_entries as
      select r.case_key, r.record_id, r.record_no, r.recorder_id,
        coalesce(r.recorded_on, r.received_on) as entered_on
      from (${registerOf(situation, ["recorder_id"])}) r`);
  },
  query: (params, situation) => {
    const today = localDay(situation.facts.zone.name, situation.asOf);
    const looked = situation.facts.columns.has("assignments") && situation.facts.columns.has("postings");
    return sql`
      select case_key, key, entry_no, entered_on, change_on, change_kind, change_to, change_no, change_table,
        case
          when recorder_id is null or case_key is null then 'cannot tell'
          when change_on is not null then 'hit'
          when ${today} <= entered_on + ${params.within_days} then 'pending'
          when ${looked} then 'clear'
          else 'cannot tell'
        end as outcome
      from (
        select e.case_key, e.record_id as key, e.record_no as entry_no, e.entered_on, e.recorder_id,
          c.change_on, c.change_kind, c.change_to, c.change_no, c.change_table,
          row_number() over (partition by e.record_no order by c.change_on nulls last, c.change_kind, c.change_no) as nth
        from recorder_entries e
        left join (
          select e.record_no, c.change_on, c.change_kind, c.change_to, c.change_no, c.change_table
          from recorder_entries e join recorder_changes c on c.actor_id = e.recorder_id
          where coalesce(c.case_key = e.case_key, true) and coalesce(c.decided_on > e.entered_on, true)
            and c.change_on > e.entered_on and c.change_on <= e.entered_on + ${params.within_days}
        ) c on c.record_no = e.record_no
      ) x
      where nth = 1`;
  },
  evidence: () => sql`
    ${recordEvidence("interventions", "entry_no")}
    union all
    select hit_no, 'b', change_no, null, change_table from hits`,
  explain: ({ key, entered_on, change_on, change_kind, change_to }, { within_days }) => {
    const days = change_on - entered_on;
    const what = WHAT[change_kind];
    return {
      message: {
        zh: `过问登记 ${key} 之后第 ${days} 日，登记人${what.zh}${change_to ? `（${change_to}）` : ""}，未见可以解释的记录，需核查。此提示用于保护登记人，宜由上级机关核查，不宜交由本单位处理。`,
        en: `On day ${days} after entry ${key} its recorder ${what.en}${change_to ? ` (${change_to})` : ""}, and nothing on record explains it. This protects the recorder: it is for the superior organ, not for the unit.`,
      },
      measured: days,
      threshold: within_days,
      unit: "days",
      missing: [{ zh: "变动的理由", en: "Reason of the change" }],
      clock: [
        { label: { zh: "登记", en: "Entered" }, value: dateOf(entered_on) },
        { label: { zh: "变动", en: "Change" }, value: dateOf(change_on) },
        {
          label: { zh: "观察期（默认值）届满", en: "Looked at until (default)" },
          value: dateOf(entered_on + within_days),
        },
      ],
      innocent: [PROTECTED],
    };
  },
});

const WHAT = {
  removed: { zh: "不再承办该案", en: "no longer handled the case" },
  moved: { zh: "岗位变动", en: "was moved to another post" },
  adverse: { zh: "任职记录有不利变动", en: "had an adverse entry in the postings" },
} as const;
