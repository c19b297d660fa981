import type { Audience } from "../../schemas/choices.ts";
import { TABLE_WORDS } from "../../schemas/names.ts";
import type { Outcome } from "../../schemas/outcome.ts";
import type { Citation, CONFIDENCES } from "../../schemas/procedure.ts";
import type { DetectorReport, FileAccount, RunManifest } from "../../schemas/run.ts";
import { type Bilingual, counted } from "../../schemas/text.ts";
import type { Status, Subject, Tier, Warning } from "../../schemas/warning.ts";
import { REASONS } from "../ingest/reasons.ts";
import { type Standing, standingOf } from "../warnings/standing.ts";
import { lawNote } from "./law-notes.ts";
import { lawTitle } from "./laws.ts";
import { figure } from "./text.ts";

/** Every word the reports say themselves. What comes from the log or a rule is not here. */

/** Stands at the head of every report, word for word. */
export const BANNER: Bilingual = {
  zh: "本材料系依据办案日志按既定规则自动比对形成的风险提示（线索），不是事实认定，不构成对任何单位或个人违纪违法的认定，不得单独作为问责、处分、考核、排名依据；须经人工核查、听取说明并履行审批程序。",
  en: "This material is a risk notice (lead) formed by automatically comparing case-handling logs with set rules. It is not a finding of fact. It does not establish that any unit or person has broken discipline or the law, and it must not by itself be a ground for accountability, sanction, appraisal or ranking. It must first be verified by people, the explanations must be heard, and the approval procedure must be followed.",
};

/** Where a lead goes that touches the head of a unit. */
export const oneLevelUp = (units: readonly string[]): Bilingual => ({
  zh: `所涉行为有单位负责人参与（${units.join("、")}），本线索提级办理，报上一级，不送该负责人。`,
  en: `The head of ${units.join(", ")} took part in these acts: this lead goes one level up, and never to that head.`,
});

/** What an entry of the register of exemptions is told as where it is not told in full. */
export const exemptedUnder = (entry: string): Bilingual => ({
  zh: `在容错清单内（清单编号 ${entry}）。`,
  en: `On the register of exemptions (entry ${entry}).`,
});

/** For whom an edition is, and how it is to be treated. */
export const EDITIONS: Record<Audience, Bilingual> = {
  inspector: {
    zh: "内部核查版：含人员编号，仅限有权核查的人员使用，不得流转。",
    en: "Edition for inspectors: it holds identifiers of persons and is for those who are entitled to look into them alone.",
  },
  circulation: {
    zh: "流转版：人员栏目所载人员以代称表示，自由文本不予显示，汇总中的小数值不显示，提级办理的线索不在其内；案号、单位和环节名称照录，其中夹带的姓名无从识别，流转前请通读；仍须按内部资料保管。",
    en: "Edition for circulation: persons of the columns for persons have pseudonyms, free texts are withheld, small numbers of summaries are not told, and leads that go one level up are not in it. Cases, units and labels of acts stand as they are, and nobody named in them alone is known as a person: read it through before handing it on. It is still to be kept as internal material.",
  },
};

export const SIGNAL_NOTE: Bilingual = { zh: "统计信号，不是结论", en: "signal, not a finding" };

export const SEVERITIES: Record<number, Bilingual> = {
  1: { zh: "提示", en: "Note" },
  2: { zh: "关注", en: "Attention" },
  3: { zh: "预警", en: "Alert" },
  4: { zh: "高度预警", en: "High alert" },
  5: { zh: "紧急", en: "Urgent" },
};

export const TIER_WORDS: Record<Tier, Bilingual> = {
  rule: { zh: "规则", en: "Rule" },
  signal: { zh: "统计信号", en: "Signal" },
};

export const STATUS_WORDS: Record<Status, Bilingual> = {
  new: { zh: "新增", en: "New" },
  unchanged: { zh: "无变化", en: "Unchanged" },
  updated: { zh: "有更新", en: "Updated" },
  resolved: { zh: "不再出现", en: "Resolved" },
};

export const STANDING_WORDS: Record<Standing, Bilingual> = {
  ...STATUS_WORDS,
  reopened: { zh: "重新列出", en: "Open again" },
  "set aside": { zh: "已搁置", en: "Set aside" },
  closed: { zh: "已办结", en: "Closed" },
};

/** How a warning stands to the run before; of one that is quiet or open again, that it is, and how all the same. */
export function standingSaid(warning: Warning): Bilingual {
  const standing = STANDING_WORDS[standingOf(warning)];
  const status = STATUS_WORDS[warning.status];
  return standing.zh === status.zh
    ? status
    : { zh: `${standing.zh}（${status.zh}）`, en: `${standing.en} (${status.en.toLowerCase()})` };
}

export const OUTCOME_WORDS: Record<Outcome, Bilingual> = {
  hit: { zh: "命中", en: "Hit" },
  clear: { zh: "未命中", en: "Clear" },
  pending: { zh: "待定", en: "Pending" },
  "not applicable": { zh: "不适用", en: "Not applicable" },
  "cannot tell": { zh: "无法判断", en: "Cannot tell" },
  error: { zh: "出错", en: "Error" },
};

export const STATE_WORDS: Record<DetectorReport["state"], Bilingual> = {
  evaluated: { zh: "已评估", en: "Evaluated" },
  "not evaluated": { zh: "未评估", en: "Not evaluated" },
  off: { zh: "已停用", en: "Off" },
  error: { zh: "出错", en: "Error" },
};

/** What is said of a rule where one case is looked at: its outcome, or why there is none. */
export const AUDIT_WORDS = {
  ...OUTCOME_WORDS,
  "not evaluated": STATE_WORDS["not evaluated"],
  off: STATE_WORDS.off,
};

export const FILE_STATES: Record<FileAccount["state"], Bilingual> = {
  loaded: { zh: "本次载入", en: "Loaded now" },
  known: { zh: "此前已载入", en: "Loaded before" },
};

export const DATA_CONFIDENCE: Record<Warning["confidence"], Bilingual> = {
  high: { zh: "较高", en: "high" },
  medium: { zh: "中等", en: "medium" },
  low: { zh: "较低", en: "low" },
};

export const LAW_CONFIDENCE: Record<(typeof CONFIDENCES)[number], Bilingual> = {
  sure: { zh: "依据明确", en: "citation sure" },
  fair: { zh: "依据较可信，引用前请核对原文", en: "citation fairly sure, check the text before quoting" },
  unsure: { zh: "依据待确认，须由法制部门核定", en: "citation unsure, to be settled by the legal officer" },
};

export const SUBJECTS: Record<Subject["type"], Bilingual> = {
  case: { zh: "案件", en: "Case" },
  org: { zh: "单位", en: "Unit" },
  pair: { zh: "组合", en: "Pair" },
  series: { zh: "编号序列", en: "Series" },
};

/** Families of detectors by the first letters of their codes. */
const FAMILIES: Record<string, Bilingual> = {
  PS: { zh: "程序缺失", en: "Process skip" },
  TM: { zh: "期限", en: "Timing" },
  BL: { zh: "积压", en: "Backlog" },
  IV: { zh: "过问登记", en: "Inquiries" },
  PR: { zh: "人员关系", en: "People and relations" },
  OC: { zh: "处理结果", en: "Outcome" },
  DI: { zh: "数据完整", en: "Data integrity" },
  XA: { zh: "跨部门衔接", en: "Cross-agency" },
  SW: { zh: "服务窗口", en: "Service window" },
};

const PARTS: Record<string, Bilingual> = {
  activation: { zh: "触发", en: "trigger" },
  target: { zh: "对应", en: "counterpart" },
  context: { zh: "相关", en: "context" },
  a: { zh: "主要", en: "main" },
  b: { zh: "对应", en: "counterpart" },
  handler: { zh: "承办", en: "handler" },
  document: { zh: "文书", en: "document" },
};

const KEYS: Record<string, Bilingual> = {
  group: { zh: "同类组", en: "peer group" },
  peer_group: { zh: "同类组", en: "peer group" },
  n: { zh: "样本数", en: "n" },
  peers: { zh: "同类数", en: "peers" },
  mean: { zh: "均值", en: "mean" },
  median: { zh: "中位数", en: "median" },
  q1: { zh: "下四分位", en: "lower quartile" },
  q3: { zh: "上四分位", en: "upper quartile" },
  lower: { zh: "下限", en: "lower limit" },
  upper: { zh: "上限", en: "upper limit" },
  expected: { zh: "预期值", en: "expected" },
  observed: { zh: "实测值", en: "observed" },
  value: { zh: "本案数值", en: "value of the case" },
  rate: { zh: "比率", en: "rate" },
  ratio: { zh: "比值", en: "ratio" },
  z: { zh: "z 值", en: "z" },
  p: { zh: "p 值", en: "p" },
  q: { zh: "q 值（多重比较校正后）", en: "q (after correction for many comparisons)" },
  tau2: { zh: "组间方差 τ²", en: "between-unit variance τ²" },
  period: { zh: "统计期", en: "period" },
  periods: { zh: "连续期数", en: "periods in a row" },
  asking_entries: { zh: "说情、具体要求类登记数", en: "entries that asked for something" },
  asking_followed_by_turn: { zh: "其中其后有变化的", en: "of them followed by a turn" },
  neutral_entries: { zh: "中性登记数", en: "neutral entries" },
  neutral_followed_by_turn: {
    zh: "其中其后有变化的（中性登记）",
    en: "of the neutral ones followed by a turn",
  },
  working_day_share: { zh: "期末工作日占比", en: "share of working days at period end" },
  intake_share: { zh: "期末收案占比", en: "share of intake at period end" },
  before: { zh: "期末件数", en: "in the last days of the periods" },
  after: { zh: "期后件数", en: "in the days after" },
  reports_before: { zh: "期末接报、申请数", en: "reports and applications in the last days" },
  reports_after: { zh: "期后接报、申请数", en: "reports and applications in the days after" },
  expected_before: { zh: "期末应有件数", en: "expected in the last days" },
  expected_after: { zh: "期后应有件数", en: "expected in the days after" },
  as_fast: { zh: "同样快的件数", en: "as fast" },
  factors_recorded: { zh: "已记载的情节", en: "factors on record" },
  windows: { zh: "同类窗口数", en: "windows compared" },
  handler_matters: { zh: "承办人案件数", en: "matters of the handler" },
  representative_matters: { zh: "代理人案件数", en: "matters of the representative" },
  unit_matters: { zh: "单位案件数", en: "matters of the unit" },
  representatives: { zh: "单位代理人数", en: "representatives in the unit" },
  peer_rate: { zh: "其他组合的比率", en: "rate of the other pairs" },
  handler_cases: { zh: "承办人分案数", en: "cases of the handler" },
  group_cases: { zh: "该案由、当事人案件数", en: "cases of that cause or party" },
  unit_cases: { zh: "单位分案数", en: "cases of the unit" },
  designated: { zh: "其中指定分案数", en: "of them designated" },
  emergency_days: { zh: "应急任务天数", en: "days on emergency duty" },
  overtime_hours: { zh: "加班小时数", en: "hours of overtime" },
  exemption_id: { zh: "清单编号", en: "register entry" },
  suppression_id: { zh: "搁置编号", en: "decision" },
  kind: { zh: "类别", en: "kind" },
  reason: { zh: "理由", en: "reason" },
  document: { zh: "文号", en: "document" },
  author: { zh: "提出人", en: "author" },
  approver: { zh: "批准人", en: "approver" },
  note: { zh: "说明", en: "note" },
  decided_at: { zh: "决定时间", en: "decided" },
  sampled: { zh: "本月抽样复看", en: "shown again this month" },
  from_at: { zh: "起", en: "from" },
  to_at: { zh: "止", en: "until" },
  time_compared: { zh: "已核对时间", en: "its time was compared" },
  expiry: { zh: "有效期至", en: "valid until" },
  expires: { zh: "有效期至", en: "valid until" },
  expires_at: { zh: "有效期至", en: "valid until" },
};

/** The word for a key; of one that has none, the key itself. */
export const known = (words: Readonly<Record<string, Bilingual>>, key: string): Bilingual =>
  Object.hasOwn(words, key) ? (words[key] as Bilingual) : { zh: key, en: key };

export const partWord = (part: string): Bilingual => known(PARTS, part);
export const tableWord = (table: string): Bilingual => known(TABLE_WORDS, table);
/** What a file holds and how. */
export const kindOfFile = ({ table, format }: Pick<FileAccount, "table" | "format">): Bilingual => {
  const { zh, en } = tableWord(table);
  return { zh: `${zh} · ${format}`, en: `${en} · ${format}` };
};
export const familyWord = (code: string): Bilingual =>
  Object.hasOwn(FAMILIES, code.slice(0, 2)) ? (FAMILIES[code.slice(0, 2)] as Bilingual) : { zh: "其他", en: "Other" };
export const keyWord = (key: string): Bilingual => known(KEYS, key);
export const reasonWord = (reason: string): Bilingual => known(REASONS, reason);

/** Printed beside every lead about an inquiry into a case. */
export const INQUIRY_BASE_RATE: Bilingual = {
  zh: "背景：据最高人民检察院公布的数据（2018 年至 2020 年 3 月），登记记录中 96.5% 属反映情况、过问了解，3.5% 属干预插手。“过问”是中性词；如实登记是受保护的职责，登记多少不作为评价登记人或者单位的依据。",
  en: "Background: by figures of the Supreme People's Procuratorate (2018 to March 2020), 96.5% of the records report circumstances or ask about progress and 3.5% interfere. 'Inquiry' is a neutral word; recording one is a protected duty, and the number of records never counts against the recorder or the unit.",
};

/** The base rate of inquiries where there is little room. */
export const INQUIRY_BASE_RATE_SHORT: Bilingual = {
  zh: "过问登记记录中 96.5% 属反映情况、过问了解，3.5% 属干预插手（最高检，2018 至 2020 年 3 月）。",
  en: "Of such records 96.5% report or ask, 3.5% interfere (Supreme People's Procuratorate, 2018 to March 2020).",
};

export const isAboutInquiries = (code: string): boolean => /^IV\d/.test(code);

export const HOW_TO_READ: readonly Bilingual[] = [
  {
    zh: "每条线索归集同一案件或者同一单位的风险提示，写明数据显示了什么、依据哪条规则、原始记录在哪个文件第几行。它提出问题，不下结论。",
    en: "A lead gathers the notices about one case or one unit: what the data show, under which rule, and in which file and line the record stands. It raises a question and settles none.",
  },
  {
    zh: "先看等级（1 提示至 5 紧急）和类别。“规则”按条文逐案比对；“统计信号”只说明某一单位、案件或者组合（如承办人与代理人）与同类差异明显，不是结论，也不是对个人的评价。",
    en: "Begin with the level (1 note to 5 urgent) and the tier. A rule is compared case by case with a text; a signal only says that a unit, a case or a pair (as of a handler and a representative) differs from its peers; it is no finding, and no judgement of a person.",
  },
  {
    zh: "核对“推算过程”、证据和“日志中未见的记录”。日志里没有记录，不等于没有做过。",
    en: "Check the arithmetic, the evidence and what is missing from the log. What the log does not hold may still have been done.",
  },
  {
    zh: "逐项排除“可能的合理解释”，按“建议核查”调阅卷宗、听取说明之后再作判断。",
    en: "Go through the innocent explanations, make the checks, look into the paper file and hear the explanation before forming a view.",
  },
  {
    zh: "“待定”“无法判断”“未评估”都不等于正常；没有列入本报告，也不等于已经核查。",
    en: "'Pending', 'cannot tell' and 'not evaluated' do not mean in order; not being in this report does not mean having been checked.",
  },
];

export const NO_LEADS: readonly Bilingual[] = [
  {
    zh: "本次运行没有形成线索。这表示：在已载入的日志和已评估的规则范围内，没有记录命中规则。",
    en: "This run formed no leads. It means: within the logs loaded and the rules evaluated, no record met a rule's condition for a notice.",
  },
  {
    zh: "这不表示：有关案件都已核查无误。未载入、被隔离、待定、无法判断和未评估的部分不在其内（见“未能检查的内容”），日志没有记录的事项也无从比对。",
    en: "It does not mean that the cases were verified and found in order. What was not loaded, set aside, pending, undecidable or not evaluated is not covered (see 'What could not be examined'), and nothing can be compared that the log does not record.",
  },
];

export const NO_OPEN_LEADS: Bilingual = {
  zh: "本次运行的风险提示均已搁置或者已办结，没有待核查的线索。",
  en: "All notices of this run are set aside or closed; no lead is open.",
};

export const NO_EVENTS: Bilingual = {
  zh: "本次没有载入任何事件，因此没有线索不说明任何情况。",
  en: "No events were loaded, so the absence of leads says nothing.",
};

/** `full` leads are told in full, `listed` in the list, of `total`. */
export const shownOf = (full: number, listed: number, total: number): Bilingual => {
  const rest =
    listed < total
      ? { zh: `列表列出前 ${figure(listed)} 条，`, en: `the list has the first ${figure(listed)}; ` }
      : { zh: "其余在列表中只列要点，", en: "the list has the others in short; " };
  return {
    zh: `共 ${figure(total)} 条线索，前 ${figure(full)} 条附全部内容，${rest.zh}全部风险提示见 warnings.ndjson。`,
    en: `The first ${figure(full)} of ${counted(total, "lead")} are told in full; ${rest.en}all notices are in warnings.ndjson.`,
  };
};

/** On paper and without a script: so many open leads of `total`, and behind them others that are quiet. */
export function printedOf(printed: number, total: number, quiet: number): Bilingual {
  const first = {
    zh: `以下是 ${figure(total)} 条线索中的前 ${figure(printed)} 条`,
    en: `Below are the first ${figure(printed)} of ${counted(total, "lead")}`,
  };
  if (quiet === 0) return { zh: `${first.zh}。`, en: `${first.en}.` };
  const behind = { zh: `${figure(quiet)} 条已搁置或者已办结`, en: `${figure(quiet)} set aside or closed` };
  return printed === 0
    ? { zh: `以下 ${behind.zh}。`, en: `Below are ${behind.en}.` }
    : { zh: `${first.zh}，其后 ${behind.zh}。`, en: `${first.en}, and ${behind.en} behind them.` };
}

export const evidenceShown = (shown: number, total: number): Bilingual => ({
  zh: `证据共 ${figure(total)} 条，本页列出前 ${figure(shown)} 条；其余见 warnings.ndjson。`,
  en: `Showing ${figure(shown)} of ${counted(total, "record")}; the rest is in warnings.ndjson.`,
});

export const noticesShown = (shown: number, total: number): Bilingual => ({
  zh: `本线索共有 ${figure(total)} 项风险提示，本页列出前 ${figure(shown)} 项；其余见 warnings.ndjson。`,
  en: `Showing ${figure(shown)} of ${counted(total, "notice")} of this lead; the rest is in warnings.ndjson.`,
});

/** An article as it is named in a sentence. */
export const articleWord = (article: string): Bilingual => ({
  zh: /^[\d.、–]+$/.test(article) ? `第 ${article} 条` : article,
  en: `art. ${article}`,
});

/** Of how many of the notices counted people have decided something, and what; null where of none. */
export function decidedSaid(
  { by_set_aside, by_closed, exempted, reopened }: RunManifest["warnings"],
  count: (n: number) => string,
): Bilingual | null {
  const sum = (by: Readonly<Record<string, number>>) => Object.values(by).reduce((all, n) => all + n, 0);
  const some = (n: number, { zh, en }: Bilingual): Bilingual[] =>
    n > 0 ? [{ zh: `${zh} ${count(n)} 项`, en: `${count(n)} ${en}` }] : [];
  const parts = [
    ...some(sum(by_set_aside), { zh: "已搁置", en: "set aside" }),
    ...some(sum(by_closed ?? {}), { zh: "已办结", en: "closed" }),
    ...some(exempted, { zh: "容错登记", en: "exempted" }),
    ...some(reopened ?? 0, { zh: "办结后有变化而重新列出", en: "open again after a closing" }),
  ];
  if (parts.length === 0) return null;
  return { zh: parts.map(({ zh }) => zh).join("、"), en: parts.map(({ en }) => en).join(", ") };
}

/** When a text is in force, where that is known. */
export const inForce = (from: string | undefined, to: string | undefined): Bilingual | null =>
  from || to
    ? {
        zh: from && to ? `${from} 至 ${to} 施行` : from ? `${from} 起施行` : `施行至 ${to}`,
        en: `in force${from ? ` from ${from}` : ""}${to ? ` to ${to}` : ""}`,
      }
    : null;

/** A citation on one line. */
export function citation({ name, article, from, to, confidence, note }: Citation): Bilingual {
  const words = article === undefined ? null : articleWord(article);
  const rest = [inForce(from, to), LAW_CONFIDENCE[confidence], note === undefined ? null : lawNote(note)];
  const parts = rest.filter((part) => part !== null);
  const title = lawTitle(name);
  return {
    zh: [`${title.zh}${words?.zh ?? ""}`, ...parts.map((part) => part.zh)].join("；"),
    en: [`${title.en}${words ? `, ${words.en}` : ""}`, ...parts.map((part) => part.en)].join("; "),
  };
}

/** A detector and its version, by which a warning can be found again. */
export const detectorName = (detector: string, version: string): Bilingual => ({
  zh: `${detector}（第 ${version} 版）`,
  en: `${detector} (version ${version})`,
});

/** Entries of a register whose names say that their numbers are instants. */
export const isInstant = (key: string): boolean => /(_at|^expir\w*)$/.test(key);
