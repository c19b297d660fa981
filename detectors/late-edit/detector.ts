import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { type TABLES, tableOf } from "../../schemas/tables.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { momentTold } from "../_terms/moments.ts";
import { FIELD_NAMES, layOutEdits, Params } from "./changes.ts";

export default defineDetector({
  meta: {
    id: "late-edit",
    code: "DI03",
    version: "2",
    family: "data-integrity",
    title: { zh: "关键字段事后修改、删除", en: "Key field changed or emptied afterwards" },
    about: {
      zh: "同一记录先后报送的两个版本中，立案、结案、期限类字段的值不同，修改在结案之后，或者没有审批、说明。两个版本均保留在案。",
      en: "Two versions of one record differ in a field of filing, closing or limits, and the change came after the case had closed, or without an approval or memo. Both versions are kept.",
    },
    tier: "rule",
    scope: "log",
    quotes: true,
    severity: 3,
    absence: true,
    needs: { events: ["event_id"] },
    law: [
      { name: "行政处罚法", article: "47", from: "2021-07-15", confidence: "sure", note: "全过程记录、归档保存" },
      { name: "网络安全法", article: "21", from: "2017-06-01", to: "2025-12-31", confidence: "fair", note: "日志留存" },
      { name: "网络安全法", article: "23", from: "2026-01-01", confidence: "fair", note: "日志留存" },
    ],
    innocent: [
      { zh: "笔误更正，说明在纸质卷宗中", en: "A slip of the pen, explained in the paper file" },
      { zh: "系统升级或数据迁移时统一改写", en: "Values rewritten by an upgrade or a migration" },
      {
        zh: "案件依法恢复、重新办理，结案时间因此清空",
        en: "The case was lawfully taken up again, and its closing emptied",
      },
      { zh: "接口重新报送，口径变化", en: "The feed was delivered anew with another definition of the field" },
    ],
    checks: [
      {
        zh: "在业务系统中查修改日志：谁、何时、依据什么",
        en: "Look in the system's log of changes: who, when, on what basis",
      },
      { zh: "与纸质文书上的时间核对", en: "Compare with the time on the paper document" },
      { zh: "看修改前后期限计算有无变化", en: "See whether the change moves any limit" },
    ],
    exclusions: [
      {
        zh: "同一日由只有日期改为带时刻，或者相反：没有改动",
        en: "A date that gets its hour, or loses it, was not changed",
      },
      {
        zh: "结案后又立案、恢复，或者由下一机关受理的：此后至再次结案以前，视为未结",
        en: "A case filed or taken up again after its closing, or received by the next organ, is open until it closes again",
      },
      {
        zh: "由空值补填：属后续办理，不提示",
        en: "A value filled in where there was none is the case going on",
      },
      { zh: "有更正审批或说明的：不提示", en: "A change with an approval or a memo is clear" },
      {
        zh: "未结案件录入后二十四小时内的更正：不提示",
        en: "In an open case, a correction within a day of the entry is clear",
      },
      {
        zh: "修改后的记录没有批准人栏或者其数据来源从未填写、又从未载有更正说明的，未结案件的修改：无法判断",
        en: "Where the changed record came without a field for an approver, or of a source that never fills it, and that source never records memos, whatever others do, a change in an open case is cannot tell",
      },
      {
        zh: "两个版本由同一次运行载入、又未载明修改时间的：修改在何时不得而知，无法判断",
        en: "Of two versions that came with one run and say nothing of the time of the change, when it was made is not known: cannot tell",
      },
      {
        zh: "案件信息由列不同的几个登记册分别报送的：各登记册之间不作比较",
        en: "Of a case, registers with other columns are not held against each other: what a second one says is no change of the first",
      },
      {
        zh: "从源系统删去、不再报送的记录：无从发现",
        en: "A record that the source deletes and no longer delivers is not found",
      },
    ],
    unclear: {
      zh: "数据来源没有批准人，也从不记载更正说明；或者未写明修改时间，不知改于结案之前还是之后。",
      en: "The source records neither approvers nor notes on corrections; or when the change was made is not recorded, so that it may have been before or after the closing.",
    },
    references: [],
  },
  params: Params,
  row: z.object({
    n: z.number(),
    field: z.enum(FIELD_NAMES),
    source_table: z.enum(["events", "cases", "extensions"]),
    activity: z.string().nullable(),
    old_value: z.string(),
    new_value: z.string().nullable(),
    changed_at: z.number(),
    closed_at: z.number().nullable(),
    after_close: z.boolean(),
  }),
  prepare: layOutEdits,
  query: () => sql`
    select case_key, n, field, source_table, activity, old_value, new_value, changed_at, closed_at,
      closed_at is not null as after_close,
      case rank when 3 then 'hit' when 2 then 'cannot tell' else 'clear' end as outcome
    from (
      select *, count(case when rank = 3 then 1 end) over (partition by case_key) as n,
        row_number() over (partition by case_key order by rank desc,
          case when closed_at is null then 1 else 0 end, changed_at, source_table, old_no, field) as nth
      from key_edits
    ) x where nth = 1`,
  evidence: () => sql`
    select h.hit_no, 'a' as part, e.old_no as record_no, cast(null as integer) as pos, e.source_table
    from hits h join key_edits e on e.case_key = h.case_key and e.rank = 3
    union
    select h.hit_no, 'b', e.new_no, null, e.source_table
    from hits h join key_edits e on e.case_key = h.case_key and e.rank = 3`,
  explain: (row, _, { zone }) => {
    const { n, activity, changed_at, closed_at, after_close } = row;
    const isTime = tableOf(row.source_table).columns[row.field]?.type === "time";
    const shown = (value: string | null): Bilingual =>
      value === null
        ? { zh: "空", en: "nothing" }
        : isTime
          ? { zh: momentTold(zone, Number(value)), en: momentTold(zone, Number(value)) }
          : { zh: value, en: value };
    const [from, to] = [shown(row.old_value), shown(row.new_value)];
    const of = activity === null ? TABLE_TITLES[row.source_table] : { zh: `“${activity}”`, en: `"${activity}"` };
    const field = FIELD_TITLES[row.field];
    const when = after_close
      ? {
          zh: `该案已于 ${momentTold(zone, closed_at as number)} 办结`,
          en: `the case had closed on ${momentTold(zone, closed_at as number)}`,
        }
      : { zh: "未见审批或更正说明", en: "no approval or memo is on record" };
    return {
      message: {
        zh: `${of.zh}的${field.zh}由 ${from.zh} 改为 ${to.zh}，修改时间不早于 ${momentTold(zone, changed_at)}，${when.zh}${n > 1 ? `；共改动 ${n} 处` : ""}，需核查。`,
        en: `${field.en} of ${of.en} was changed from ${from.en} to ${to.en}, not before ${momentTold(zone, changed_at)}; ${when.en}${n > 1 ? `; ${n} fields in all` : ""}.`,
      },
      measured: n,
      unit: "fields",
      missing: [{ zh: "修改审批或更正说明", en: "Approval or memo of the change" }],
    };
  },
});

const TABLE_TITLES = {
  events: { zh: "事件", en: "an act" },
  cases: { zh: "案件信息", en: "the case" },
  extensions: { zh: "期限变更", en: "an extension" },
} as const satisfies Partial<Record<keyof typeof TABLES, Bilingual>>;

const FIELD_TITLES: Record<(typeof FIELD_NAMES)[number], Bilingual> = {
  activity: { zh: "环节", en: "The activity" },
  occurred_at: { zh: "办理时间", en: "The time" },
  decision: { zh: "决定", en: "The decision" },
  doc_signed_at: { zh: "文书签发时间", en: "The time of signing" },
  measure_start: { zh: "措施起始时间", en: "The measure's beginning" },
  measure_end: { zh: "措施终止时间", en: "The measure's end" },
  opened_at: { zh: "立案时间", en: "The time of opening" },
  closed_at: { zh: "结案时间", en: "The time of closing" },
  case_no: { zh: "案号", en: "The number" },
  kind: { zh: "种类", en: "The kind" },
  days: { zh: "日数", en: "The days" },
  months: { zh: "月数", en: "The months" },
  from_at: { zh: "起始时间", en: "The beginning" },
  to_at: { zh: "终止时间", en: "The end" },
  approved_at: { zh: "批准时间", en: "The time of approval" },
};
