import { TABLE_NAMES, type TableName, tableOf } from "../../schemas/tables.ts";

/** Other names by which systems call a canonical column, lower case; the schema's own aliases come first. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  event_id: ["记录编号", "事件编号", "流水号", "eventid"],
  case_id: ["案件编号", "案件号", "案件标识", "案件id", "案号", "caseid", "case_no", "case_number", "ajbh"],
  activity: [
    "环节",
    "办理环节",
    "流程环节",
    "环节名称",
    "活动",
    "活动名称",
    "节点",
    "节点名称",
    "步骤",
    "操作",
    "action",
    "step",
    "activity_name",
  ],
  occurred_at: [
    "办理时间",
    "发生时间",
    "操作时间",
    "环节时间",
    "完成时间",
    "时间",
    "办理日期",
    "发生日期",
    "操作日期",
    "日期",
    "event_time",
    "datetime",
    "date",
    "start_time",
  ],
  recorded_at: ["录入时间", "登记时间", "入库时间", "创建时间", "created_at", "entered_at"],
  modified_at: ["修改时间", "更新时间", "updated_at"],
  actor_id: [
    "警号",
    "承办人",
    "办理人",
    "经办人",
    "办案人",
    "操作人",
    "经办",
    "办理民警",
    "承办民警",
    "主办民警",
    "人员编号",
    "承办人编号",
    "办理人编号",
    "officer",
    "performer",
    "user_id",
  ],
  co_actor_ids: ["协办警号", "协办人", "协办人编号"],
  role: ["角色", "职务"],
  org_id: ["单位代码", "单位编号", "办案单位", "承办单位", "单位", "部门", "科室", "记录单位", "unit", "department"],
  approver_id: ["审批人", "审批人编号", "批准人"],
  stage: ["阶段", "案件阶段"],
  decision: ["决定类型", "处理结果", "处理决定"],
  doc_no: ["文书号", "文书编号"],
  doc_type: ["文书类型", "文书名称"],
  measure_type: ["措施类型", "强制措施"],
  party_id: ["当事人编号", "对象编号"],
  amount: ["金额", "标的额"],
  av_ref: ["音视频编号", "录音录像编号"],
  place: ["地点", "办案地点"],
  account_id: ["账号", "登录账号"],
  terminal_id: ["终端", "终端编号"],
  case_no: ["案件文号", "案号", "case_number"],
  case_type: ["案件类型", "案件类别"],
  cause_code: ["案由", "案由代码"],
  procedure_variant: ["程序类型", "适用程序"],
  opened_at: ["立案时间", "受案时间", "收案时间", "立案日期", "受案日期", "收案日期"],
  closed_at: ["结案时间", "办结时间", "结案日期", "办结日期"],
  key_case: ["重点案件"],
  record_id: ["登记编号", "交接记录编号"],
  recorder_id: ["记录人", "记录人编号", "登记人"],
  received_at: ["过问时间", "收到时间"],
  inquirer_id: ["过问人", "过问人编号"],
  inquirer_org: ["过问人单位"],
  inquirer_rank: ["职级", "过问人职级"],
  category: ["人员类别"],
  relation: ["与当事人关系"],
  channel: ["过问方式"],
  content_class: ["内容类别", "过问内容类别"],
  duty_basis: ["履职依据"],
  medium_kept: ["载体留存"],
  response: ["处理情况"],
  reported_to: ["报告对象"],
  reported_at: ["报告时间"],
  triage: ["研判意见"],
  triaged_at: ["研判时间"],
  outcome: ["处置结果"],
  follow_up_at: ["反馈时间"],
  from_at: ["开始时间", "起始时间", "起始日期"],
  to_at: ["结束时间", "截止时间", "截止日期"],
  kind: ["种类", "类型"],
  reason: ["原因", "理由"],
  document: ["文号"],
  requested_at: ["申请时间"],
  approved_at: ["批准时间", "审批时间"],
  handover_no: ["移送编号", "交接编号"],
  from_org: ["移送单位", "移出单位"],
  to_org: ["接收单位"],
  persons: ["移送人员"],
  fact_at: ["案发时间", "发案时间"],
  day: ["日期"],
  events: ["记录数"],
  side: ["移送或接收"],
  at: ["移送时间", "交接时间", "查阅时间", "访问时间"],
  rated_at: ["评价时间"],
  score: ["评分", "得分", "满意度"],
  period: ["月份", "期间"],
  handlers: ["在岗人数", "在岗警力"],
};

/** Names that are the same but for capitals and what stands between their words. */
const plain = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");

/**
 * Canonical column → the header's name for it, for a table; columns without one are left out. A required column that
 * finds no name takes one of its own that another column has: where a table has but one number of its cases, it is the
 * one that tells them apart.
 */
export function mapHeader(table: TableName, header: readonly string[]): Map<string, string> {
  const { columns } = tableOf(table);
  const free = new Map<string, string>();
  for (const name of header) if (!free.has(plain(name)) || name in columns) free.set(plain(name), name);
  const mapped = new Map<string, string>();
  const passes = [
    (column: string) => [column],
    (column: string) => columns[column]?.aliases ?? [],
    (column: string) => SYNONYMS[column] ?? [],
  ];
  for (const namesOf of passes) {
    for (const column of Object.keys(columns)) {
      if (mapped.has(column)) continue;
      const name = namesOf(column)
        .map(plain)
        .find((candidate) => free.has(candidate));
      if (name === undefined) continue;
      mapped.set(column, free.get(name) as string);
      free.delete(name);
    }
  }
  for (const column of lackingOf(table, mapped)) {
    const names = SYNONYMS[column] ?? [];
    const holder = [...mapped].find(([other, name]) => !columns[other]?.required && names.includes(plain(name)));
    if (holder === undefined) continue;
    mapped.delete(holder[0]);
    mapped.set(column, holder[1]);
  }
  return mapped;
}

const NAMES: readonly (readonly [TableName, RegExp])[] = [
  ["interventions", /过问|干预|插手|intervention/i],
  ["extensions", /延长|延期|扣除|extension/i],
  ["exemptions", /容错|exemption/i],
  ["workload", /警力|工作量|workload/i],
  ["control_totals", /对账|控制数|control.?totals?/i],
  ["handovers", /移送|交接|hand-?over/i],
  ["assignments", /分案|assignment/i],
  ["postings", /任职|岗位|posting/i],
  ["conflicts", /回避|利益冲突|conflict/i],
  ["representations", /代理|律师|representation|lawyer/i],
  ["ratings", /满意度|评价|rating/i],
  ["access_log", /查阅|访问|access/i],
  ["cases", /案件(主表|信息|基本|台账|列表)|\bcases?\b/i],
];

const ofEvents = (header: readonly string[]): boolean => {
  const mapped = mapHeader("events", header);
  return ["case_id", "activity", "occurred_at"].every((column) => mapped.has(column));
};

/** The table that a file's name speaks of. */
export const tableNamed = (name: string): TableName | null =>
  NAMES.find(([, pattern]) => pattern.test(name))?.[0] ?? null;

/** The table a file seems to hold; null where neither its name nor its header says. */
export function tableOfFile(name: string, header: readonly string[]): TableName | null {
  const named = NAMES.flatMap(([table, pattern]) => (pattern.test(name) ? [table] : []));
  // A name may speak of what its records are about: the acts of hand-overs are acts.
  const whole = named.find((table) => table !== "cases" && lackingOf(table, mapHeader(table, header)).length === 0);
  if (whole) return whole;
  if (ofEvents(header)) return "events";
  return named[0] ?? spelledOut(header) ?? (mapHeader("cases", header).has("case_id") ? "cases" : null);
}

/** The table whose own names most of a header's are; null where that is none, or hardly any are. */
function spelledOut(header: readonly string[]): TableName | null {
  const found = TABLE_NAMES.filter((table) => lackingOf(table, mapHeader(table, header)).length === 0).map((table) => {
    const { columns } = tableOf(table);
    return { table, own: header.filter((name) => plain(name) in columns).length };
  });
  const most = Math.max(...found.map(({ own }) => own), 0);
  const [first, ...others] = found.filter(({ own }) => own === most);
  return first && others.length === 0 && 2 * most > header.length ? first.table : null;
}

/** Required columns of a table that no header's name was found for. */
export const lackingOf = (table: TableName, mapped: ReadonlyMap<string, string>): string[] =>
  Object.entries(tableOf(table).columns)
    .filter(([column, { required }]) => required && !mapped.has(column))
    .map(([column]) => column);
