import type { TableName } from "./tables.ts";
import type { Bilingual } from "./text.ts";

/** What a record of a canonical table is called in a sentence. */
export const TABLE_WORDS: Readonly<Record<TableName, Bilingual>> = {
  events: { zh: "办案记录", en: "case record" },
  cases: { zh: "案件主表", en: "case master" },
  interventions: { zh: "过问登记", en: "inquiry register" },
  assignments: { zh: "分案记录", en: "assignment" },
  handovers: { zh: "移送交接", en: "hand-over" },
  extensions: { zh: "延长、扣除审批", en: "extension or exclusion" },
  postings: { zh: "任职记录", en: "posting" },
  conflicts: { zh: "利益冲突申报", en: "declared conflict" },
  representations: { zh: "代理记录", en: "representation" },
  ratings: { zh: "评价记录", en: "rating" },
  access_log: { zh: "查阅记录", en: "access record" },
  exemptions: { zh: "容错清单", en: "exemption" },
  workload: { zh: "工作量", en: "workload" },
  control_totals: { zh: "对账总数", en: "control total" },
};

/**
 * What a canonical column is called in a sentence: those that a detector cannot do without, and those that tell clocks
 * apart.
 */
const COLUMN_WORDS: Readonly<Record<string, Bilingual>> = {
  account_id: { zh: "录入账号", en: "account" },
  actor_id: { zh: "办理人员", en: "actor" },
  approved_at: { zh: "批准时间", en: "time of approval" },
  approver_level: { zh: "审批人级别", en: "level of the approver" },
  av_ref: { zh: "音视频编号", en: "reference of the recording" },
  basis: { zh: "依据", en: "basis" },
  case_id: { zh: "案件编号", en: "case" },
  case_no: { zh: "案号", en: "case number" },
  case_type: { zh: "案件类型", en: "kind of case" },
  category: { zh: "过问人类别", en: "class of the inquirer" },
  cause_code: { zh: "案由", en: "cause" },
  channel: { zh: "过问方式", en: "channel" },
  co_actor_ids: { zh: "协办人员", en: "co-actors" },
  content_class: { zh: "内容类别", en: "class of the content" },
  doc_no: { zh: "文书号", en: "document number" },
  ended_at: { zh: "结束时间", en: "end" },
  event_id: { zh: "记录编号", en: "record number" },
  favourable: { zh: "结果是否有利", en: "whether the outcome was favourable" },
  followed_up_at: { zh: "回访时间", en: "time of the follow-up" },
  former_org: { zh: "曾任职单位", en: "former unit" },
  from_at: { zh: "起始时间", en: "beginning" },
  group_id: { zh: "同类窗口组", en: "group of windows" },
  handlers: { zh: "在岗人数", en: "staff" },
  inquirer_id: { zh: "过问人", en: "inquirer" },
  kind: { zh: "种类", en: "kind" },
  mode: { zh: "分案方式", en: "mode of assignment" },
  org_id: { zh: "单位", en: "unit" },
  party_id: { zh: "当事人", en: "party" },
  peer_group: { zh: "同类单位组", en: "peer group" },
  place: { zh: "地点", en: "place" },
  recorded_at: { zh: "录入时间", en: "time of entry" },
  recorder_id: { zh: "登记人", en: "recorder" },
  stage: { zh: "办案阶段", en: "stage" },
  started_at: { zh: "开始时间", en: "start" },
  to_org: { zh: "接收单位", en: "receiving unit" },
};

/** A column or an attribute of the log's own, which has no other name. */
export const columnName = (column: string): Bilingual => COLUMN_WORDS[column] ?? { zh: column, en: column };

/** A table or a column of it in words, and in brackets as a configuration names it. */
export function nameOfData(table: TableName, column?: string): Bilingual {
  const whole = TABLE_WORDS[table].zh;
  if (column === undefined) return { zh: `${whole}（${table}）`, en: table };
  const [part, path] = [columnName(column), `${table}.${column}`];
  return { zh: `${whole}的${part.zh}（${path}）`, en: `${part.en} (${path})` };
}
