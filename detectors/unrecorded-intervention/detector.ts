import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { dateOf, localDay } from "../../pipeline/kit/zone.ts";
import { counted } from "../../schemas/text.ts";
import { APPROVALS, kinds, labels, optionalLabels } from "../_terms/labels.ts";
import { isAmong } from "../_terms/persons.ts";
import { filesThatFill } from "../_terms/records.ts";
import { BASE_RATE, PROTECTED, registerOf } from "../_terms/register.ts";
import { asOfStep } from "../_terms/steps.ts";

const Params = z.strictObject({
  instructions: labels(["批示"], "labels of written instructions in the case"),
  papers: labels(
    ["转递材料", "批转材料", "协调会纪要"],
    "labels of papers passed on and of minutes of coordination meetings",
  ),
  supervision: optionalLabels(
    ["督办", "挂牌督办"],
    "labels of supervision; lawful where the act has a document number, to be registered where it has none",
  ),
  approvals: optionalLabels(
    APPROVALS,
    "labels of approval; who approves in a case gives written instructions in the line of duty",
  ),
  register_days: z.int().min(0).default(3).describe("days within which an entry is expected; an engineering default"),
  match_days: z
    .int()
    .min(0)
    .default(3)
    .describe("days between act and entry within which they are taken for the same matter; an engineering default"),
  register_reach_days: z
    .int()
    .min(0)
    .default(31)
    .describe("acts earlier than this before the register's first entry are cannot tell; an engineering default"),
});
type Params = z.output<typeof Params>;

export default defineDetector({
  meta: {
    id: "unrecorded-intervention",
    code: "IV01",
    version: "1",
    family: "intervention",
    title: { zh: "疑似过问未登记", en: "Inquiry without an entry in the register" },
    about: {
      zh: "案件中有批示、转递材料、协调会纪要等痕迹，而过问登记簿中没有时间相近的登记。",
      en: "The case holds an instruction, papers passed on or minutes of a coordination meeting, and the register of inquiries has no entry of about that day.",
    },
    tier: "rule",
    ofRecords: true,
    scope: "log",
    severity: 3,
    needs: { events: [], interventions: [] },
    law: [
      {
        name: "领导干部干预司法活动、插手具体案件处理的记录、通报和责任追究规定",
        article: "5",
        confidence: "sure",
        note: "中办发〔2015〕23号",
      },
      { name: "司法机关内部人员过问案件的记录和责任追究规定", article: "4、6", confidence: "fair", note: "2015" },
      {
        name: "公安机关内部人员干预、插手案件办理的记录、通报和责任追究规定",
        article: "3、4",
        confidence: "fair",
        note: "2015；公安机关办理的案件",
      },
      { name: "人民法院组织法", article: "52", confidence: "sure", note: "人民法院办理的案件" },
      { name: "人民检察院组织法", article: "47", confidence: "sure", note: "人民检察院办理的案件" },
    ],
    innocent: [
      BASE_RATE,
      {
        zh: "属审级监督、阅核或四类案件监管等依法履职，环节名称未能区分",
        en: "Supervision by a higher instance, or another lawful duty that the label does not tell apart",
      },
      { zh: "已在纸质登记簿或其他平台登记", en: "Entered in a paper register or on another platform" },
      { zh: "登记时填写的过问日期与实际不同", en: "The entry gives another day for the inquiry" },
    ],
    checks: [
      { zh: "调阅该文件，看是否涉及对案件办理的要求", en: "Read the paper: does it ask anything of the case?" },
      {
        zh: "核对纸质登记簿和上级登记平台",
        en: "Look in the paper register and on the superior organ's platform",
      },
      {
        zh: "了解登记渠道是否畅通，是否有人要求不登记",
        en: "Ask whether the way to register was open, and whether anybody asked not to",
      },
    ],
    exclusions: [
      {
        zh: "有文号的督办、请示报告：依法渠道，不提示",
        en: "Supervision under a document number and requests for instruction are lawful channels",
      },
      {
        zh: "在本案中负责审批的人员作出的书面批示：书面指导本就是规定的形式，不提示",
        en: "Written instructions of somebody who approves in the same case: guidance in writing is what the rules ask for",
      },
      { zh: "迟延登记：由 IV02 处理", en: "A late entry is the matter of IV02" },
      {
        zh: "批示没有人员的、督办所在的文件没有文号栏或者其数据来源从未填写的、早于登记簿启用的痕迹：无法判断",
        en: "An instruction without a person, supervision in a file without a field for document numbers, or of a source that never fills it, and acts before the register began are cannot tell",
      },
      { zh: "口头过问没有痕迹，无从发现", en: "An oral inquiry leaves no act and is not found" },
    ],
    unclear: {
      zh: "批示未写明何人；督办没有文书号，而其数据来源从不记载文书号；或者当时过问登记簿尚未启用。",
      en: "An instruction names nobody; supervision has no document number, in a source that never records any; or the register of inquiries had not begun.",
    },
    references: ["最高人民检察院：过问、干预、插手记录数据（2018 年至 2020 年 3 月）"],
  },
  params: Params,
  row: z.object({ acts: z.number(), first_on: z.number(), entries: z.number() }),
  prepare: async (params, situation) => {
    const { engine } = situation.facts;
    const { instructions, papers, supervision } = params;
    await engine.run(sql`
      create or replace temp table traces as
      select s.case_key, s.pos, s.record_no, s.actor_id, s.occurred_on, k.kind
      from steps s join ${kinds({ instruction: instructions, paper: papers, supervision })} on k.activity = s.activity`);
    await engine.run(sql`create or replace temp table judged_traces as ${traces(params, situation)}`);
  },
  query: (_, situation) => sql`
    select t.case_key, coalesce(n.entries, 0) as entries,
      case max(t.rank) when 3 then 'hit' when 2 then 'cannot tell' when 1 then 'pending' else 'clear' end as outcome,
      count(*) filter (where t.rank = 3) as acts, min(case when t.rank = 3 then t.occurred_on end) as first_on
    from judged_traces t
    left join (select case_key, count(*) as entries from (${registerOf(situation)}) e group by case_key) n
      on n.case_key = t.case_key
    group by t.case_key, n.entries`,
  evidence: (_, situation) => sql`
    select h.hit_no, 'a' as part, t.record_no, t.pos, 'events' as source_table
    from hits h join judged_traces t on t.case_key = h.case_key and t.rank = 3
    union all
    select h.hit_no, 'context', e.record_no, null, 'interventions'
    from hits h join (${registerOf(situation)}) e on e.case_key = h.case_key`,
  explain: ({ acts, first_on, entries }, { register_days, match_days }, { evidence, zone, asOf }) => {
    const names = [...new Set(evidence.flatMap(({ part, activity }) => (part === "a" && activity ? [activity] : [])))];
    const today = localDay(zone, asOf);
    return {
      message: {
        zh: `案件中有“${names.join("”“")}”共 ${acts} 项（${acts === 1 ? "" : "最早 "}${dateOf(first_on)}），前后 ${match_days} 日内登记簿无对应登记（该案共有登记 ${entries} 条），需核查。`,
        en: `The case holds ${counted(acts, "act")} of "${names.join('", "')}" (${acts === 1 ? "on" : "the first on"} ${dateOf(first_on)}), and the register has no entry within ${match_days} days of ${acts === 1 ? "it" : "them"} (entries on this case in all: ${entries}).`,
      },
      measured: today - first_on,
      threshold: register_days,
      unit: "days",
      missing: [{ zh: "过问登记", en: "Entry in the register of inquiries" }],
      clock: [
        { label: { zh: "最早的痕迹", en: "First act" }, value: dateOf(first_on) },
        {
          label: {
            zh: "应登记期限（默认值，当日不计入）",
            en: "Entry expected within (default; that day not counted)",
          },
          value: `+ ${register_days} d`,
        },
        asOfStep(dateOf(today)),
        { label: { zh: "已过", en: "Gone by" }, value: `${today - first_on} d` },
      ],
      innocent: [PROTECTED],
    };
  },
});

/** Acts that should be in the register: `rank` 3 not registered, 2 cannot tell, 1 pending, 0 in order. */
function traces(params: Params, situation: Situation): Sql {
  const { facts, asOf } = situation;
  const { supervision, register_days, register_reach_days, match_days } = params;
  const today = localDay(facts.zone.name, asOf);
  return sql`
    select a.case_key, a.pos, a.record_no, a.occurred_on,
      case
        when l.record_no is not null then 0
        when a.kind = 'supervision' and d.doc_no is not null then 0
        when r.record_no is not null then 0
        when b.first_on is null or a.occurred_on < b.first_on - ${register_reach_days} then 2
        when a.kind = 'instruction' and a.actor_id is null then 2
        when a.kind = 'supervision' and d.file_id not in ${filesThatFill(situation, "events", ["doc_no"])} then 2
        when ${today} <= a.occurred_on + ${register_days} then 1
        else 3
      end as rank
    from traces a
    cross join (select min(received_on) as first_on from (${registerOf(situation)}) e) b
    left join (${ofApprovers(params, situation)}) l on l.record_no = a.record_no
    left join (
      select e.record_no, e.file_id, ${columnOf(situation, "events", "doc_no", sql`e`)} as doc_no
      from ${facts.unplaced} e where e.activity in ${supervision}
    ) d on d.record_no = a.record_no
    left join (
      select distinct t.record_no from traces t join (${registerOf(situation)}) e on e.case_key = t.case_key
        and e.received_on between t.occurred_on - ${match_days} and t.occurred_on + ${match_days}
    ) r on r.record_no = a.record_no`;
}

/**
 * Instructions of somebody who approves in the case: who acts or takes part in an approval, or is named as the one who
 * approved another act.
 */
function ofApprovers({ instructions, approvals }: Params, situation: Situation): Sql {
  const column = (name: "approver_id" | "co_actor_ids") => columnOf(situation, "events", name, sql`e`);
  const isOneOf = (persons: Sql) => isAmong(sql`t.actor_id`, persons);
  const approved = approvals.length === 0 ? sql`false` : sql`e.activity in ${approvals}`;
  return sql`
    select distinct t.record_no
    from traces t join (
      select e.case_key, ${column("approver_id")} as approver_id,
        case when ${approved} then e.actor_id end as actor_id,
        case when ${approved} then ${column("co_actor_ids")} end as co_actor_ids
      from ${situation.facts.unplaced} e
      where e.activity not in ${instructions} and e.case_key in (select case_key from traces where kind = 'instruction')
    ) p on p.case_key = t.case_key and (p.actor_id = t.actor_id or ${isOneOf(sql`p.approver_id`)} or ${isOneOf(sql`p.co_actor_ids`)})
    where t.kind = 'instruction' and t.actor_id is not null`;
}
