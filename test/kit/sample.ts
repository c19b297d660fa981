import type { Decided } from "../../pipeline/decisions/decided.ts";
import { NO_FIGURES } from "../../pipeline/report/figures.ts";
import { NO_HISTORY } from "../../pipeline/report/history.ts";
import type { Report } from "../../pipeline/report/page.tsx";
import type { BriefWarning } from "../../pipeline/warnings/brief.ts";
import { type Lead, leadsOf } from "../../pipeline/warnings/leads.ts";
import type { PastState } from "../../pipeline/warnings/lives.ts";
import { noOutcomes, type OutcomeCounts } from "../../schemas/outcome.ts";
import type { RunManifest } from "../../schemas/run.ts";
import type { Closing, Evidence, Warning } from "../../schemas/warning.ts";

/** A small run as the pipeline would hand it to the reports: invented cases, invented people. */

const AS_OF = Date.UTC(2026, 2, 31, 16);
const at = (local: string): number => Date.parse(`${local.replace(" ", "T")}+08:00`);
export const POLICE = { file: "logs/police-2026-03.csv", sha256: "9f2c4be0".repeat(8) };
const WORKLOAD = { file: "logs/workload.xlsx", sha256: "41d7aa90".repeat(8) };

const event = (line: number, activity: string, local: string, actor: string | null, part = "context"): Evidence => ({
  table: "events",
  event_id: `E-${line}`,
  part,
  activity,
  occurred_at: at(local),
  actor_id: actor,
  org_id: "440100-07",
  source: { ...POLICE, line },
});

const blank = {
  schema_version: 1,
  run_id: "20260331-a1b2c3",
  as_of: AS_OF,
  procedure: "public-order-penalty",
  detector_version: "1.0.0",
  tier: "rule",
  confidence: "high",
  status: "new",
  org_id: "440100-07",
  measured: null,
  threshold: null,
  unit: null,
  peer: null,
  missing: [],
  clock: [],
  law: [],
  innocent: [],
  checks: [],
  first_seen: AS_OF,
  last_seen: AS_OF,
  occurrences: 1,
  exemption: null,
  suppression: null,
  closing: null,
  head_of: [],
  context: [],
} as const satisfies Partial<Warning>;

const ofCase = (id: string) => ({ subject: { type: "case" as const, id }, case_id: id });

export const overdue: Warning = {
  ...blank,
  ...ofCase("公(治)案字〔2026〕0217号"),
  warning_id: "5b0c4d1e9a7f4433",
  detector: "procedure-rules",
  code: "TM06",
  rule: "TM06-handling-period",
  severity: 3,
  status: "updated",
  measured: 47,
  threshold: 30,
  unit: "days",
  title: { zh: "办案期限疑似超出", en: "Handling period apparently exceeded" },
  message: {
    zh: "数据显示，2026-02-02 立案，2026-03-21 作出处罚决定，历时 47 日；期限 30 日，日志中未见延长批准，需核查。",
    en: "The data show the case was filed on 2026-02-02 and decided on 2026-03-21, 47 days later; the limit is 30 days and the log holds no approved extension. To be verified.",
  },
  evidence: [
    event(1204, "立案", "2026-02-02 09:14:00", "P-0031", "activation"),
    event(1377, "鉴定委托", "2026-02-11 15:40:12", "P-0031"),
    event(1690, "处罚决定", "2026-03-21 17:52:00", null, "target"),
  ],
  missing: [
    { zh: "延长办案期限审批记录", en: "record of an approved extension" },
    { zh: "鉴定委托之后的鉴定意见及收到日期", en: "the appraisal opinion and the day it was received" },
  ],
  clock: [
    { label: { zh: "起算：立案次日", en: "Counted from: the day after filing" }, value: "2026-02-03" },
    { label: { zh: "期限", en: "Limit" }, value: "30 d" },
    {
      label: { zh: "扣除：鉴定（未见结束日期，未扣）", en: "Excluded: appraisal (no end date, not deducted)" },
      value: "0 d",
    },
    { label: { zh: "届满", en: "Expires" }, value: "2026-03-04" },
    { label: { zh: "决定", en: "Decided" }, value: "2026-03-21" },
    { label: { zh: "超出", en: "Beyond the limit" }, value: "17 d" },
  ],
  law: [
    { name: "治安管理处罚法", article: "118", from: "2026-01-01", confidence: "sure" },
    { name: "公安机关办理行政案件程序规定", article: "165", confidence: "fair", note: "以现行文本为准" },
  ],
  innocent: [
    {
      zh: "鉴定、听证期间不计入办案期限，结束日期可能未录入",
      en: "Time for appraisal and hearing does not count; its end may not have been entered",
    },
    { zh: "行为人不明或者逃跑，需继续调查", en: "The person is unknown or has fled and the inquiry goes on" },
  ],
  checks: [
    { zh: "调阅纸质卷宗中的延长审批表", en: "Look for the extension form in the paper file" },
    { zh: "核对鉴定意见书落款与收到日期", en: "Compare the date on the appraisal with the day it was received" },
  ],
  first_seen: AS_OF - 5 * 86_400_000,
  occurrences: 3,
};

export const fourEyes: Warning = {
  ...blank,
  ...ofCase("公(治)案字〔2026〕0217号"),
  warning_id: "c31f0b7712de9a05",
  detector: "procedure-rules",
  code: "PS05",
  rule: "PS05-four-eyes",
  severity: 4,
  title: { zh: "承办与审批疑似为同一人", en: "Handling and approval apparently by the same person" },
  message: {
    zh: "数据显示，承办人与审批人编号相同（P-0031），需核查是否有代理任职或书面授权。",
    en: "The data show the same identifier (P-0031) as handler and approver; check for an acting appointment or a written delegation.",
  },
  evidence: [
    event(1204, "立案", "2026-02-02 09:14:00", "P-0031", "a"),
    event(1688, "处罚审批", "2026-03-21 17:40:00", "P-0031", "b"),
  ],
  law: [{ name: "治安管理处罚法", article: "113", from: "2026-01-01", confidence: "fair" }],
  innocent: [{ zh: "代理任职、书面授权", en: "Acting appointment, written delegation" }],
  checks: [{ zh: "调取任职与授权文件", en: "Obtain the appointment and delegation papers" }],
  exemption: {
    exemption_id: "RC-2026-004",
    kind: "emergency task",
    reason: "防汛应急期间所领导集中办案",
    author: "法制大队",
    approver: "分管局领导",
    to_at: at("2026-04-30 00:00:00"),
  },
};

export const backlog: Warning = {
  ...blank,
  subject: { type: "org", id: "440100-12" },
  case_id: null,
  org_id: "440100-12",
  warning_id: "0e77aa31c4b8d290",
  detector: "backlog-outlier",
  code: "BL09",
  rule: "backlog-outlier",
  procedure: null,
  tier: "signal",
  severity: 2,
  confidence: "medium",
  status: "unchanged",
  measured: 41.6,
  threshold: 27.25,
  unit: "cases per handler",
  peer: { group: "区级派出所", n: 38, median: 14.5, q1: 11, q3: 17.25, upper: 27.25, periods: 3, q: 0.0031 },
  title: { zh: "人均在办量明显高于同类单位", en: "Open cases per handler well above like units" },
  message: {
    zh: "数据显示，该单位连续 3 个月人均在办 41.6 件，高于同类单位上限 27.25 件。首先应作为人力配置情况了解。",
    en: "For 3 months the unit had 41.6 open cases per handler, above the upper limit of 27.25 among like units. Read it as a question of staffing first.",
  },
  evidence: Array.from({ length: 3 }, (_, i) => ({
    table: "workload",
    event_id: `W-${i + 1}`,
    part: "context",
    activity: null,
    occurred_at: null,
    actor_id: null,
    org_id: "440100-12",
    source: { ...WORKLOAD, line: 77 + i },
  })),
  innocent: [{ zh: "人员借调、集中休假，或者辖区案件量突增", en: "Secondments, leave, or a sudden rise in cases" }],
  checks: [{ zh: "核对编制、在岗与借调人数", en: "Compare establishment, staff at work and secondments" }],
  suppression: {
    reason: "已知人力缺口，待增配",
    author: "机关纪委",
    approver: "派驻纪检监察组",
    expires_at: at("2026-06-30 00:00:00"),
  },
};

export const inquiry: Warning = {
  ...blank,
  ...ofCase("公(刑)立字〔2025〕1183号"),
  warning_id: "88d1f2c09be34a16",
  detector: "late-registration",
  code: "IV02",
  rule: "late-registration",
  procedure: null,
  severity: 1,
  status: "resolved",
  measured: 9,
  threshold: 3,
  unit: "days",
  title: { zh: "过问登记较迟", en: "Inquiry registered late" },
  message: {
    zh: "数据显示，该次过问于收到后第 9 日登记，提示阈值为 3 日。",
    en: "The inquiry was registered on the 9th day after it was received; the notice starts at 3 days.",
  },
  evidence: [
    { ...event(12, "过问登记", "2026-01-16 10:00:00", "P-0112"), table: "interventions", event_id: "IV-2026-0009" },
  ],
  innocent: [{ zh: "专项自查期间主动补登，应予鼓励", en: "Entered during a self-review, which is welcome" }],
  checks: [{ zh: "了解补登原因", en: "Ask why it was entered later" }],
};

/** Forty records behind one warning: more than a page shows. */
export const longEvidence: Warning = {
  ...blank,
  subject: { type: "series", id: "京0105刑初2026" },
  case_id: null,
  org_id: "京0105",
  warning_id: "f00d5ab1e7c24499",
  detector: "number-gap",
  code: "DI01",
  rule: "number-gap",
  procedure: null,
  severity: 2,
  measured: 40,
  threshold: 0,
  unit: "numbers",
  title: { zh: "案号序列存在断号", en: "Gaps in a series of case numbers" },
  message: {
    zh: "数据显示，该序列缺少 40 个编号；断号不等于案件被删除。",
    en: "The series lacks 40 numbers; a gap does not mean that a case was deleted.",
  },
  evidence: Array.from({ length: 40 }, (_, i) => event(300 + i, "立案", "2026-01-05 09:00:00", `P-${i}`)),
  law: [{ name: "关于人民法院案件案号的若干规定", from: "2016-01-01", to: "2026-12-31", confidence: "sure" }],
  innocent: [{ zh: "作废号登记、数据同步滞后", en: "Voided numbers, synchronisation lag" }],
  checks: [{ zh: "核对作废号登记簿", en: "Check the register of voided numbers" }],
};

export const HOSTILE = `<script>alert(1)</script><img src=x onerror="alert(2)">'"&lt;]]>=cmd|'/C calc'!A0 \u202egnp.exe\u0007\u0000\ud800`;
const hostileBoth = { zh: `甲${HOSTILE}`, en: `A${HOSTILE}` };

/** Every text that can come from a file or a configuration is hostile, and one is 10 kB long. */
export const hostile: Warning = {
  ...blank,
  warning_id: `id"><script>${HOSTILE}`,
  run_id: HOSTILE,
  subject: { type: "pair", id: HOSTILE },
  case_id: HOSTILE,
  org_id: '=HYPERLINK("http://example.invalid","x")',
  detector: "constructor",
  code: "__proto__",
  rule: HOSTILE,
  procedure: HOSTILE,
  detector_version: HOSTILE,
  severity: 5,
  measured: -1.5,
  threshold: 1e21,
  unit: HOSTILE,
  peer: { [HOSTILE]: HOSTILE, none: null },
  title: hostileBoth,
  message: { zh: "长".repeat(10_000), en: "x".repeat(40_000) },
  evidence: [
    {
      table: HOSTILE,
      event_id: HOSTILE,
      part: HOSTILE,
      activity: `${HOSTILE}${"y".repeat(10_000)}`,
      occurred_at: -62_135_596_800_000,
      actor_id: "+1+1",
      org_id: "@SUM(1)",
      source: { file: `../${HOSTILE}.csv`, sha256: HOSTILE, line: 1 },
    },
  ],
  missing: [hostileBoth],
  clock: [{ label: hostileBoth, value: HOSTILE }],
  law: [{ name: HOSTILE, article: HOSTILE, note: HOSTILE, confidence: "unsure" }],
  innocent: [hostileBoth],
  checks: [hostileBoth],
  exemption: { reason: HOSTILE, [HOSTILE]: { nested: [HOSTILE] } },
  suppression: { reason: HOSTILE, sampled: true },
};

/** Sorted by subject, as the pipeline hands them over. */
export const warnings: readonly Warning[] = [fourEyes, overdue, longEvidence, backlog, inquiry];

export const leads = (from: readonly Warning[] = warnings): Lead[] => [...leadsOf(from)];

export async function* each<T>(items: Iterable<T>): AsyncIterable<T> {
  yield* items;
}

const outcomes = (counts: Partial<OutcomeCounts>): OutcomeCounts => ({ ...noOutcomes(), ...counts });

export const manifest: RunManifest = {
  schema_version: 1,
  run_id: "20260331-a1b2c3",
  name: "某市公安局",
  as_of: AS_OF,
  lookback: null,
  timezone: "Asia/Shanghai",
  language: "zh",
  started_at: AS_OF + 3_600_000,
  finished_at: AS_OF + 3_611_500,
  versions: { xiezhi: "0.1.0", duckdb: "1.5.6", node: "20.19.0" },
  procedures: [{ procedure: "permit", file: "permit.yaml", sha256: "0".repeat(64) }],
  files: [
    {
      ...POLICE,
      table: "events",
      format: "csv",
      bytes: 18_233_114,
      rows_in: 120_431,
      loaded: 120_398,
      duplicates: 20,
      changed: 2,
      quarantined: 11,
      refused: 0,
      state: "loaded",
      notes: [{ zh: "2 行与以往内容不同，两个版本均保留", en: "2 rows differ from before; both versions are kept" }],
    },
    {
      ...WORKLOAD,
      table: "workload",
      format: "xlsx",
      bytes: 30_221,
      rows_in: 456,
      loaded: 456,
      duplicates: 0,
      changed: 0,
      quarantined: 0,
      refused: 0,
      state: "known",
      notes: [],
    },
  ],
  quarantine: { rows: 11, by_reason: { "bad-time": 9, "missing-value": 2 } },
  coverage: {
    cases: 8_412,
    cases_without_events: 3,
    events: 120_398,
    events_after_as_of: 4,
    changed_events: 2,
    first_event_at: at("2025-11-03 08:01:00"),
    last_event_at: at("2026-03-31 17:59:41"),
    unmapped_activities: [
      { activity: "内部流转", events: 5_120 },
      { activity: "系统同步", events: 311 },
    ],
    notes: [
      {
        zh: "本次未载入法定节假日表，遇节假日的期限按周末推算",
        en: "No holiday table was loaded; limits roll over weekends only",
      },
    ],
  },
  detectors: [
    {
      detector: "procedure-rules",
      code: "PS",
      title: { zh: "程序规则", en: "Rules of procedures" },
      version: "1.0.0",
      state: "evaluated",
      reason: null,
      unclear: {
        zh: "规则所依据的情况没有记载，或者只有日期、没有时刻。",
        en: "What the rule depends on is not recorded, or there is a date without a time.",
      },
      seconds: 1.42,
      outcomes: outcomes({ hit: 2, clear: 7_990, pending: 221, "not applicable": 140, "cannot tell": 59 }),
    },
    {
      detector: "backlog-outlier",
      code: "BL09",
      title: { zh: "积压离群（信号）", en: "Backlog per handler out of line (signal)" },
      version: "1.0.0",
      state: "evaluated",
      reason: null,
      unclear: { zh: "可供比较的单位太少。", en: "There are too few units to compare." },
      seconds: 0.08,
      outcomes: outcomes({ hit: 1, clear: 37 }),
    },
    {
      detector: "recusal-missed",
      code: "PR01",
      title: { zh: "已申报冲突而未回避", en: "Declared conflict, and no recusal" },
      version: "1.0.0",
      state: "not evaluated",
      reason: {
        zh: "未提供利益冲突申报表（conflicts）",
        en: "the table of declared conflicts is not among the sources",
      },
      seconds: 0,
      outcomes: outcomes({}),
    },
    {
      detector: "closing-surge",
      code: "BL07",
      title: { zh: "期末突击结案（信号）", en: "Surge of closings at period ends (signal)" },
      version: "1.0.0",
      state: "off",
      reason: { zh: "配置中停用", en: "switched off in the configuration" },
      seconds: 0,
      outcomes: outcomes({}),
    },
  ],
  rules: [
    {
      detector: "procedure-rules",
      code: "TM06",
      rule: "TM06-handling-period",
      procedure: "public-order-penalty",
      template: "deadline",
      title: { zh: "治安案件办案期限", en: "Handling period of public-order cases" },
      tier: "rule",
      outcomes: outcomes({ hit: 1, clear: 3_870, pending: 221, "not applicable": 70, "cannot tell": 44 }),
    },
    {
      detector: "procedure-rules",
      code: "PS05",
      rule: "PS05-four-eyes",
      procedure: "public-order-penalty",
      template: "different-actor",
      title: { zh: "承办与审批分离", en: "Handler and approver differ" },
      tier: "rule",
      outcomes: outcomes({ hit: 1, clear: 4_120, "not applicable": 70, "cannot tell": 15 }),
    },
    {
      detector: "backlog-outlier",
      code: "BL09",
      rule: "backlog-outlier",
      procedure: null,
      template: null,
      title: { zh: "积压离群", en: "Backlog outlier" },
      tier: "signal",
      outcomes: outcomes({ hit: 1, clear: 37 }),
    },
  ],
  warnings: {
    total: 5,
    by_severity: { "1": 1, "2": 2, "3": 1, "4": 1 },
    by_tier: { rule: 4, signal: 1 },
    by_status: { new: 2, unchanged: 1, updated: 1, resolved: 1 },
    by_set_aside: {},
    exempted: 0,
  },
  outputs: [],
};

const about = { warning_id: overdue.warning_id, at: AS_OF };

/** What people have entered about {@link overdue}; the note of the review is hostile. */
export const entered: Decided = {
  reviews: [
    { ...about, review_id: "r1", code: "data-problem", note: HOSTILE, reviewer: "核查员甲", occurrences: 1, passed: 0 },
  ],
  explanations: [{ ...about, explanation_id: "e1", text: "鉴定意见六月收到，未录入系统", by: "承办人乙" }],
};
/** Texts of it that a page or a sheet of paper shows. */
export const ENTERED = ["核查员甲", "承办人乙", "鉴定意见六月收到，未录入系统"];

/** What {@link overdue} said before. */
export const before: PastState = {
  status: "new",
  severity: 2,
  measured: 31,
  threshold: 30,
  first_seen: AS_OF - 3 * 86_400_000,
  last_seen: AS_OF - 2 * 86_400_000,
  occurrences: 2,
  last_run: "run-2",
  became: "updated",
  ended_by: "run-3",
};
/** Texts of it that a page or a sheet of paper in Chinese shows. */
export const BEFORE = ["此前各次的情况", "出现 2 次；等级 2 关注；数据显示 31 日；比对标准 30 日；其后有更新"];

/** How {@link overdue} might have been closed; the name of a reviewer is hostile. */
export const closing: Closing = {
  code: "objective-difficulty",
  reviewers: ["核查员甲", HOSTILE],
  closed_at: AS_OF,
  changed: null,
};
/** The same after something about it changed. */
export const reopening: Closing = {
  ...closing,
  changed: { became: "updated", severity: 2, measured: 31, threshold: 30, same_records: false },
};
/** Texts of both that a page or a sheet of paper in Chinese shows, and of what changed. */
export const CLOSED = ["办结时间", "2026-04-01 00:00", "客观困难", "核查员甲"];
export const CHANGED = [
  "曾办结，其后有变化，重新列出",
  "有更新；等级 2 → 3；数据显示 31 日 → 47 日；所依据的记录有变化",
];

/** A report of some leads, as a run would make it. */
export const reportOf = (shown: readonly Lead[], changes: Partial<Report> = {}): Report => ({
  manifest,
  leads: shown,
  leadsTotal: shown.length,
  rest: each<BriefWarning[]>([]),
  stories: new Map(),
  cards: [],
  decided: new Map(),
  past: new Map(),
  figures: NO_FIGURES,
  funnels: [],
  history: NO_HISTORY,
  language: "zh",
  audience: "inspector",
  least: 1,
  ...changes,
});
