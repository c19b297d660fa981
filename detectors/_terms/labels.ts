import * as z from "zod";
import { join, type Sql, sql } from "../../pipeline/engine/sql.ts";

export { RESUMED, SUSPENDED } from "../../schemas/values.ts";

/** A parameter that lists activity labels of the log. */
export const labels = (defaults: readonly string[], about: string) =>
  z
    .array(z.string().min(1))
    .min(1)
    .default([...defaults])
    .describe(about);

/** The same where an empty list switches the distinction off. */
export const optionalLabels = (defaults: readonly string[], about: string) =>
  z
    .array(z.string().min(1))
    .default([...defaults])
    .describe(about);

/**
 * The relation `k(activity, kind)` of labels by what they are for; joined to `steps` it costs far less than comparing
 * labels row by row. A label of two kinds has two rows.
 */
export function kinds(groups: Readonly<Record<string, readonly string[]>>): Sql {
  const rows = Object.entries(groups).flatMap(([kind, names]) =>
    [...new Set(names)].map((name) => sql`(cast(${name} as varchar), ${kind})`),
  );
  return sql`(values ${join([sql`(cast(null as varchar), '')`, ...rows])}) as k(activity, kind)`;
}

export const ACCEPTED = ["接报登记", "接处警登记", "受案登记", "受理登记"];
export const FILED = ["立案", "登记立案", "立案登记", "立案审批", "立案决定", "立案侦查", "自侦立案"];
/** Filings that begin an appeal or an enforcement, which nobody investigates. */
export const FILED_LATER = ["二审立案", "上诉立案", "执行立案"];
export const DECLINED = [
  "不予立案",
  "不立案",
  "不予受理",
  "不予登记立案",
  "不予调查处理",
  "不予立案决定",
  "不予立案裁定",
  "不予受理裁定",
];
export const TRANSFERRED = ["移送其他机关", "移送管辖", "移交其他机关", "改变管辖"];
export const CONVERTED = ["转行政案件", "转行政处理", "转行政处罚", "转行政调解", "调解结案", "当场调解"];
export const WITHDRAWN = ["撤回报案", "撤销报案", "并案", "合并处理"];

/** These end a case on paper and say nothing of how it was settled. */
export const ARCHIVED = ["结案", "归档", "归卷", "结案归档", "办结归档"];
/** Penalties, and the decision against one. */
export const PENALISED = ["处罚决定", "行政处罚决定", "当场处罚", "当场处罚决定", "不予处罚决定"];
export const DROPPED = ["撤案", "撤销案件", "撤销立案", "终止侦查", "终止调查"];
export const NOT_CHARGED = ["不起诉", "不起诉决定"];

/** Acts that end an investigation or a case. */
export const CONCLUDED = [
  "侦查终结",
  "移送审查起诉",
  "移送起诉",
  "移送公安机关",
  ...TRANSFERRED,
  ...CONVERTED,
  ...PENALISED,
  ...DROPPED,
  "提起公诉",
  ...NOT_CHARGED,
  ...ARCHIVED,
];

/** Judgments, in whatever way they are made known. */
export const JUDGED = ["判决", "宣判", "宣告判决", "当庭宣判", "定期宣判", "二审判决"];

/** Outcomes of a trial or an enforcement. */
export const TRIAL_ENDED = [
  ...JUDGED,
  "裁定结案",
  "二审裁定",
  "终审裁定",
  "裁定维持原判",
  "发回重审",
  "撤销原判发回重审",
  "驳回起诉",
  "按撤诉处理",
  "准予撤诉裁定",
  "准许撤诉",
  "准许撤回起诉",
  "准予撤回上诉",
  "准许撤回上诉",
  "准许撤回抗诉",
  "终止审理",
  "调解书生效",
  "减刑裁定",
  "假释裁定",
  "不予减刑裁定",
  "不予假释裁定",
  "准许撤回提请",
  "撤回提请",
  "执行完毕",
  "终结执行",
  "终结本次执行",
  "终结本次执行程序",
  "不予执行",
  "驳回申请",
];

/** Decisions that a case runs up to. */
export const DECIDED = [
  ...PENALISED,
  "侦查终结",
  "撤销案件",
  "撤案",
  "批准逮捕",
  "不批准逮捕",
  "提起公诉",
  "起诉",
  ...NOT_CHARGED,
  ...JUDGED,
  "裁定",
  "作出裁定",
  "二审裁定",
  "裁定维持原判",
  "发回重审",
  "撤销原判发回重审",
];

/** Kinds of case in which a filing begins a trial or an enforcement. */
export const TRIED = [
  "刑事一审",
  "刑初",
  "刑事二审",
  "刑终",
  "民事一审",
  "民事一审案件",
  "民事二审",
  "民事二审案件",
  "行政一审",
  "行政二审",
  "减刑假释",
  "刑更",
  "执行",
  "执行案件",
  "首次执行",
  "恢复执行",
  "强制执行审查",
];

/** Acts of those who check a case and approve in it. */
export const APPROVALS = [
  "审批",
  "审批通过",
  "呈批审批",
  "负责人审批",
  "立案审批",
  "侦查终结审批",
  "扣押审批",
  "查封扣押审批",
  "暂缓发放审批",
  "院长审批",
  "检察长审批",
  "审核",
  "办案部门审核",
  "法制审核",
  "法制员审核",
  "集体讨论",
  "负责人集体讨论",
];

export const RECUSED = ["回避", "自行回避", "申请回避", "回避决定", "决定回避", "准予回避", "同意回避"];

export const COMMISSIONED = ["鉴定委托", "委托鉴定", "检测委托", "委托评估", "评估委托"];
export const APPRAISED = ["鉴定意见", "收到鉴定意见", "检测报告", "评估报告"];

export const INVESTIGATED = [
  "传唤",
  "询问",
  "调查询问",
  "讯问",
  "现场勘验",
  "勘验",
  "现场检查",
  "检查",
  "搜查",
  "辨认",
  "侦查实验",
  "调取证据",
  "抽样取证",
  "先行登记保存",
  ...COMMISSIONED,
  ...APPRAISED,
  "扣押",
  "查封",
  "查封扣押",
  "冻结",
  "技术侦查措施",
  "采取技术侦查措施",
];
export const REQUESTED = ["协查请求", "国际协作请求"];
export const REPLIED = ["协查回复", "国际协作回复"];

/** Words of `events.approval_result` for what was approved, and for what was not. */
export const GRANTED = ["批准", "已批准", "同意", "准予", "通过", "审批通过", "granted", "approved"];
export const REFUSED = [
  "不批准",
  "不予批准",
  "不同意",
  "不准",
  "不通过",
  "未通过",
  "否决",
  "驳回",
  "退回",
  "refused",
  "rejected",
];
