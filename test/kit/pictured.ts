import type { Audit, AuditedRule } from "../../pipeline/audit/audit.ts";
import { DAY } from "../../pipeline/kit/duration.ts";
import type { CaseStory } from "../../pipeline/report/cases.ts";
import type { PastRun } from "../../pipeline/report/history.ts";
import type { Report } from "../../pipeline/report/page.tsx";
import type { BriefWarning } from "../../pipeline/warnings/brief.ts";
import { HOSTILE, hostile, leads, manifest, overdue, POLICE, reportOf } from "./sample.ts";

/** What a report shows beside its leads: the story of a case, pictures of units and months, runs that were. */

const first = overdue.evidence[0]?.occurred_at ?? 0;

const story: CaseStory = {
  total: 24,
  events: [
    ...overdue.evidence.map(({ activity, occurred_at, actor_id, org_id, source }) => ({
      activity: activity ?? "",
      occurred_at: occurred_at ?? 0,
      recorded_at: occurred_at,
      actor_id,
      role: "承办人",
      org_id,
      ...source,
    })),
    ...Array.from({ length: 9 }, (_, i) => ({
      activity: "询问",
      occurred_at: first + i * DAY,
      recorded_at: first + 2 * i * DAY,
      actor_id: `P-010${i % 3}`,
      role: null,
      org_id: "440100-07",
      ...POLICE,
      line: 1205 + i,
    })),
  ].sort((a, b) => a.occurred_at - b.occurred_at),
};

const months = Array.from({ length: 15 }, (_, i) => ({
  key: `${2025 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}`,
  opened: 40 + i,
  closed: 38 + (i % 5),
  pending: 60 + 2 * i,
}));

const past = [30, 15].map(
  (days): PastRun => ({
    run_id: `run-${days}`,
    as_of: manifest.as_of - days * DAY,
    warnings: { ...manifest.warnings, total: 4, by_severity: { "1": 1, "2": 2, "4": 1 } },
  }),
);

export const pictured: Pick<Report, "stories" | "figures" | "funnels" | "history"> = {
  stories: new Map([[overdue.case_id ?? "", story]]),
  figures: {
    months,
    knowsClosings: true,
    ages: [
      ...Array.from({ length: 20 }, (_, i) => ({
        org_id: `440100-${String(i).padStart(2, "0")}`,
        bands: [9, 4, 3, 2, 1, i % 3],
      })),
      { org_id: null, bands: [1, 0, 0, 0, 0, 0] },
    ],
    closings: Array.from({ length: 21 }, (_, i) => ({
      left: i + 1,
      closings: i < 5 ? 40 : 20,
      months: i < 18 ? 12 : 6,
    })),
    register: months.map(({ key }, i) => ({ key, neutral: 6 + (i % 4), asking: i % 3, unknown: i === 2 ? 1 : 0 })),
    dispositions: [60, 50, 40, 30, 20, 10, 0],
  },
  funnels: [
    {
      detector: "backlog-outlier",
      key: "2025",
      name: { zh: "2025", en: "2025" },
      tau2: 0.02,
      compared: 12,
      units: Array.from({ length: 12 }, (_, i) => ({
        org_id: `440100-${String(i).padStart(2, "0")}`,
        n: 40 + 10 * i,
        observed: i === 3 ? 60 : 10 + 2 * i,
        expected: 10 + 2 * i,
        hit: i === 3,
      })),
    },
  ],
  history: { before: past[1] as PastRun, earlier: past },
};

const blank: AuditedRule = {
  detector: "overdue",
  code: "TM06",
  rule: "TM06-fast-track",
  procedure: "public-order-penalty",
  template: "deadline",
  title: { zh: "快速办理的案件四十八小时内决定", en: "A fast-track case is decided within forty-eight hours" },
  tier: "rule",
  severity: 3,
  outcome: "not applicable",
  reason: null,
  unclear: null,
  measured: null,
  threshold: null,
  unit: null,
  clock: [],
  law: overdue.law,
  warning: null,
};
const { measured, threshold, unit, clock } = overdue;

/** One case as it is audited, with a rule of every outcome. */
export const audited: Audit = {
  case_id: overdue.case_id ?? "",
  org_id: overdue.org_id,
  opened_at: first,
  closed_at: null,
  as_of: overdue.as_of,
  timezone: "Asia/Shanghai",
  events: story.events.map((event, i) => ({ ...event, pos: i + 1, event_id: null })),
  later: 3,
  decided: { reviews: [], explanations: [] },
  past: {},
  rules: [
    { ...blank, rule: overdue.rule, outcome: "hit", measured, threshold, unit, clock, warning: overdue },
    {
      ...blank,
      rule: "TM01-review",
      outcome: "pending",
      measured: 12,
      threshold: 30,
      unit: "days",
      clock: [{ label: { zh: "届满", en: "Expires" }, value: "2026-04-17" }],
    },
    {
      ...blank,
      rule: "PS05-level",
      outcome: "cannot tell",
      unclear: { zh: "审批层级没有记载。", en: "The level of approval is not recorded." },
    },
    { ...blank, rule: "BL04", outcome: "error", reason: { zh: "查询出错", en: "its query failed" } },
    { ...blank, rule: "PS01-acceptance", outcome: "clear" },
    {
      ...blank,
      rule: "PR01",
      outcome: "not evaluated",
      reason: { zh: "未提供利益冲突申报表", en: "no table of declared conflicts" },
    },
    { ...blank, rule: "TM06-fast-track", outcome: "not applicable" },
    { ...blank, rule: "BL09", procedure: null, outcome: "off" },
  ],
};

/** Words that the program itself chooses from, and so never come from a file. */
const OWN = new Set([
  "state",
  "outcome",
  "status",
  "tier",
  "language",
  "timezone",
  "template",
  "schema_version",
  "by_tier",
  "by_status",
  "by_severity",
]);

/** The same with a hostile text in the place of every text that a file or a configuration may have brought. */
export function poisoned<T>(value: T, text: string): T {
  if (typeof value === "string") return text as T;
  if (Array.isArray(value)) return value.map((item) => poisoned(item, text)) as T;
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, poisoned(item, text)])) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, OWN.has(key) || key === "key" ? item : poisoned(item, text)]),
  ) as T;
}

/** A report in which every name, title, reason and label is a hostile text. */
export const hostileReport = (text = HOSTILE): Report =>
  reportOf(leads([hostile]), {
    manifest: poisoned(manifest, text),
    stories: new Map([[hostile.case_id ?? "", poisoned(story, text)]]),
    figures: poisoned(pictured.figures, text),
    funnels: poisoned(pictured.funnels, text),
    history: pictured.history,
  });

/** One of any number of warnings, each of a case of its own. */
export const brief = (n: number): BriefWarning => ({
  warning_id: `b${n.toString(16).padStart(19, "0")}`,
  kind: {
    detector: "overdue",
    code: "TM06",
    rule: `TM06-${n % 7}`,
    procedure: "public-order-penalty",
    tier: "rule",
    severity: 1 + (n % 4),
    standing: n % 3 === 0 ? "new" : "unchanged",
    unit: "days",
    subject_type: "case",
    head_of: [],
    exemption_id: null,
  },
  org_id: `440100-${n % 40}`,
  measured: 31 + (n % 90),
  threshold: 30,
  first_seen: first + n * 60_000,
  subject_id: `公(治)案字〔2026〕${String(n).padStart(6, "0")}号`,
  message: {
    zh: `“受案登记”至“处理决定”历时 ${31 + (n % 90)} 日，期限为 30 日，案件序号 ${n}，需核查。`,
    en: `It took ${31 + (n % 90)} days from "Acceptance" to "Decision"; the limit is 30 days; case ${n}.`,
  },
});
