import type { Cell } from "write-excel-file/node";
import type { Audience } from "../../schemas/choices.ts";
import type { OutcomeCounts } from "../../schemas/outcome.ts";
import type { RunManifest, Unrecorded } from "../../schemas/run.ts";
import type { Bilingual } from "../../schemas/text.ts";
import type { Evidence, Warning } from "../../schemas/warning.ts";
import type { Lead } from "../warnings/leads.ts";
import type { Maker, Room } from "./cells.ts";
import { closingLines } from "./closing.ts";
import { outcomesFor, spokenCodes, unclearOf } from "./codes.ts";
import { entrySaid, withName } from "./entry.ts";
import { HEADINGS } from "./headings.ts";
import { stepValue, unitWord } from "./quantities.ts";
import { EVERY_SOURCE, NEVER_RECORDED, sourceSaid, unrecordedIn, waySaid } from "./unrecorded-said.ts";
import {
  citation,
  DATA_CONFIDENCE,
  detectorName,
  exemptedUnder,
  FILE_STATES,
  INQUIRY_BASE_RATE,
  INQUIRY_BASE_RATE_SHORT,
  isAboutInquiries,
  kindOfFile,
  OUTCOME_WORDS,
  oneLevelUp,
  partWord,
  reasonWord,
  SEVERITIES,
  SIGNAL_NOTE,
  STATE_WORDS,
  SUBJECTS,
  standingSaid,
  TIER_WORDS,
  tableWord,
} from "./words.ts";

/**
 * A column of a sheet: its heading, its room, and how an item fills it. Columns that are printed stand before those
 * that are not.
 */
export interface Column<Item> extends Room {
  readonly title: Bilingual;
  readonly cell: (item: Item, make: Maker) => Cell;
}

const onScreen = <Item>(columns: readonly Column<Item>[]): Column<Item>[] =>
  columns.map((column) => ({ ...column, screen: true }));

const pairs = (record: Readonly<Record<string, unknown>>, make: Maker): string[] =>
  entrySaid(record, make.clock).map(([name, value]) => make.word(withName(name, value)));

/** Codes of a lead's notices that are named in its row. */
const MOST_CODES = 20;

const codesOf = ({ warnings }: Lead): string => {
  const codes = [...new Set(warnings.map(({ code }) => code))];
  const more = codes.length - MOST_CODES;
  return `${codes.slice(0, MOST_CODES).join(" ")}${more > 0 ? ` … +${more}` : ""}`;
};

/** Where a lead goes, what covers it, and what an inquiry into a case is. */
function mindedOf({ warnings }: Lead): Bilingual[] {
  const units = [...new Set(warnings.flatMap(({ head_of }) => head_of))];
  const entries = [...new Set(warnings.flatMap(({ exemption }) => (exemption ? String(exemption.exemption_id) : [])))];
  return [
    ...(units.length > 0 ? [oneLevelUp(units)] : []),
    ...entries.map(exemptedUnder),
    ...(warnings.some(({ code }) => isAboutInquiries(code)) ? [INQUIRY_BASE_RATE_SHORT] : []),
  ];
}

export const LEAD_COLUMNS: readonly Column<Lead>[] = [
  { title: HEADINGS.severity, width: 6, cell: (l, m) => m.middle(l.severity) },
  {
    title: { zh: "等级名称", en: "Level name" },
    width: 10,
    cell: (l, m) => m.say(SEVERITIES[l.severity] ?? { zh: "", en: "" }),
  },
  { title: { zh: "对象类型", en: "Subject type" }, width: 8, cell: (l, m) => m.say(SUBJECTS[l.subject.type]) },
  { title: { zh: "对象", en: "Subject" }, width: 22, cell: (l, m) => m.text(l.subject.id) },
  { title: HEADINGS.unit, width: 14, cell: (l, m) => m.text(l.org_id) },
  { title: { zh: "提示项数", en: "Notices" }, width: 8, cell: (l, m) => m.middle(l.warnings.length) },
  { title: { zh: "代码", en: "Codes" }, width: 14, cell: (l, m) => m.text(codesOf(l)) },
  {
    title: { zh: "最重的一项", en: "The gravest notice" },
    width: 46,
    cell: ({ warnings: [first] }, m) => (first ? m.say(first.message) : null),
  },
  {
    title: { zh: "首次出现", en: "First seen" },
    width: 19,
    cell: (l, m) => m.time(Math.min(...l.warnings.map(({ first_seen }) => first_seen))),
  },
  {
    title: HEADINGS.status,
    width: 10,
    cell: ({ warnings: [first] }, m) => (first ? m.say(standingSaid(first)) : null),
  },
  { title: { zh: "办理须知", en: "To be minded" }, width: 20, cell: (l, m) => m.lines(mindedOf(l)) },
  { title: { zh: "核查人", en: "Reviewer" }, width: 12, cell: () => null },
  { title: { zh: "核查情况", en: "What the review found" }, width: 26, cell: () => null },
];

export const WARNING_COLUMNS: readonly Column<Warning>[] = [
  { title: HEADINGS.severity, width: 6, cell: (w, m) => m.middle(w.severity) },
  {
    title: HEADINGS.tier,
    width: 12,
    cell: (w, m) => m.say(w.tier === "signal" ? SIGNAL_NOTE : TIER_WORDS.rule),
  },
  { title: HEADINGS.status, width: 9, cell: (w, m) => m.say(standingSaid(w)) },
  { title: { zh: "对象", en: "Subject" }, width: 24, cell: (w, m) => m.text(w.subject.id) },
  { title: HEADINGS.unit, width: 14, cell: (w, m) => m.text(w.org_id) },
  { title: { zh: "代码", en: "Code" }, width: 8, cell: (w, m) => m.text(w.code) },
  { title: { zh: "风险提示", en: "Notice" }, width: 22, cell: (w, m) => m.say(w.title) },
  { title: { zh: "数据显示", en: "What the data show" }, width: 52, cell: (w, m) => m.say(w.message) },
  { title: { zh: "实测", en: "Measured" }, width: 9, cell: (w, m) => m.number(w.measured) },
  { title: HEADINGS.threshold, width: 9, cell: (w, m) => m.number(w.threshold) },
  {
    title: { zh: "单位（量）", en: "Unit of measure" },
    width: 9,
    cell: (w, m) => (w.unit ? m.say(unitWord(w.unit)) : null),
  },
  { title: HEADINGS.checks, width: 32, cell: (w, m) => m.lines(w.checks) },
  ...onScreen<Warning>([
    {
      title: { zh: "等级名称", en: "Level name" },
      width: 10,
      cell: (w, m) => m.say(SEVERITIES[w.severity] ?? { zh: "", en: "" }),
    },
    { title: { zh: "对象类型", en: "Subject type" }, width: 10, cell: (w, m) => m.say(SUBJECTS[w.subject.type]) },
    { title: { zh: "案件", en: "Case" }, width: 24, cell: (w, m) => m.text(w.case_id) },
    {
      title: HEADINGS.clock,
      width: 40,
      cell: (w, m) => m.lines(w.clock.map(({ label, value }) => withName(label, stepValue(value)))),
    },
    { title: HEADINGS.missing, width: 30, cell: (w, m) => m.lines(w.missing) },
    {
      title: HEADINGS.peer,
      width: 24,
      cell: (w, m) => m.lines(w.peer ? pairs(w.peer, m) : []),
    },
    { title: HEADINGS.law, width: 40, cell: (w, m) => m.lines(w.law.map(citation)) },
    { title: HEADINGS.context, width: 40, cell: (w, m) => m.lines(w.context) },
    { title: HEADINGS.innocent, width: 40, cell: (w, m) => m.lines(w.innocent) },
    {
      title: { zh: "背景", en: "Background" },
      width: 30,
      cell: (w, m) => (isAboutInquiries(w.code) ? m.say(INQUIRY_BASE_RATE) : null),
    },
    {
      title: { zh: "提级办理", en: "One level up" },
      width: 20,
      cell: (w, m) => (w.head_of.length > 0 ? m.say(oneLevelUp(w.head_of)) : null),
    },
    {
      title: HEADINGS.exemption,
      width: 30,
      cell: (w, m) => m.lines(w.exemption ? pairs(w.exemption, m) : []),
    },
    {
      title: HEADINGS.suppression,
      width: 30,
      cell: (w, m) => m.lines(w.suppression ? pairs(w.suppression, m) : []),
    },
    {
      title: { zh: "办结", en: "Closing" },
      width: 30,
      cell: (w, m) => m.lines(closingLines(w, m.clock)),
    },
    {
      title: { zh: "情况说明（承办单位、承办人填写）", en: "Explanation (by the unit or the handler)" },
      width: 40,
      cell: () => null,
    },
    {
      title: HEADINGS.confidence,
      width: 10,
      cell: (w, m) => m.say(DATA_CONFIDENCE[w.confidence]),
    },
    { title: { zh: "首次出现", en: "First seen" }, width: 19, cell: (w, m) => m.time(w.first_seen) },
    { title: HEADINGS.lastSeen, width: 19, cell: (w, m) => m.time(w.last_seen) },
    { title: { zh: "出现次数", en: "Times seen" }, width: 9, cell: (w, m) => m.number(w.occurrences) },
    { title: HEADINGS.rule, width: 24, cell: (w, m) => m.text(w.rule) },
    { title: { zh: "程序", en: "Procedure" }, width: 20, cell: (w, m) => m.text(w.procedure) },
    {
      title: HEADINGS.detector,
      width: 22,
      cell: (w, m) => m.say(detectorName(w.detector, w.detector_version)),
    },
    { title: HEADINGS.id, width: 20, cell: (w, m) => m.text(w.warning_id) },
  ]),
];

interface EvidenceRow {
  readonly warning: Warning;
  readonly evidence: Evidence;
}

export const EVIDENCE_COLUMNS: readonly Column<EvidenceRow>[] = [
  { title: { zh: "风险提示编号", en: "Notice id" }, width: 20, cell: ({ warning }, m) => m.text(warning.warning_id) },
  { title: { zh: "代码", en: "Code" }, width: 8, cell: ({ warning }, m) => m.text(warning.code) },
  { title: { zh: "案件", en: "Case" }, width: 24, cell: ({ warning }, m) => m.text(warning.case_id) },
  { title: { zh: "作用", en: "Part" }, width: 8, cell: ({ evidence }, m) => m.say(partWord(evidence.part)) },
  { title: { zh: "环节", en: "Activity" }, width: 18, cell: ({ evidence }, m) => m.text(evidence.activity) },
  { title: { zh: "时间", en: "Time" }, width: 19, cell: ({ evidence }, m) => m.time(evidence.occurred_at) },
  { title: { zh: "人员", en: "Actor" }, width: 14, cell: ({ evidence }, m) => m.text(evidence.actor_id) },
  { title: HEADINGS.unit, width: 14, cell: ({ evidence }, m) => m.text(evidence.org_id) },
  { title: { zh: "数据表", en: "Table" }, width: 10, cell: ({ evidence }, m) => m.say(tableWord(evidence.table)) },
  { title: { zh: "记录编号", en: "Record" }, width: 16, cell: ({ evidence }, m) => m.text(evidence.event_id) },
  { title: { zh: "文件", en: "File" }, width: 30, cell: ({ evidence }, m) => m.text(evidence.source.file) },
  { title: { zh: "行", en: "Line" }, width: 8, cell: ({ evidence }, m) => m.number(evidence.source.line) },
  {
    title: { zh: "文件 SHA-256", en: "File SHA-256" },
    width: 30,
    cell: ({ evidence }, m) => m.text(evidence.source.sha256),
    screen: true,
  },
];

type RuleRow = RunManifest["rules"][number];

function outcomeColumns<Item extends { outcomes: OutcomeCounts | null }>(audience: Audience): Column<Item>[] {
  const told = outcomesFor(audience);
  return told.map((outcome, i) => ({
    title: OUTCOME_WORDS[outcome],
    width: 10,
    cell: ({ outcomes }, m) => (outcomes && m.row(told.map((name) => outcomes[name]))[i]) ?? null,
  }));
}

export const ruleColumns = (audience: Audience): readonly Column<RuleRow>[] => [
  { title: { zh: "代码", en: "Code" }, width: 8, cell: (r, m) => m.text(r.code) },
  { title: HEADINGS.rule, width: 26, cell: (r, m) => m.text(r.rule) },
  { title: { zh: "名称", en: "Title" }, width: 36, cell: (r, m) => m.say(r.title) },
  { title: { zh: "程序", en: "Procedure" }, width: 22, cell: (r, m) => m.text(r.procedure) },
  {
    title: HEADINGS.tier,
    width: 16,
    cell: (r, m) => m.say(r.tier === "signal" ? SIGNAL_NOTE : TIER_WORDS.rule),
  },
  ...outcomeColumns<RuleRow>(audience),
  { title: HEADINGS.detector, width: 22, cell: (r, m) => m.text(r.detector) },
];

/** One thing that was examined, or could not be. */
interface CoverageRow {
  readonly kind: Bilingual;
  readonly name: Bilingual;
  readonly state: Bilingual | null;
  readonly reason: readonly Bilingual[];
  readonly counts: Partial<Record<"rows" | "loaded" | "duplicates" | "changed" | "quarantined", number>>;
  readonly outcomes: OutcomeCounts | null;
  readonly sha256: string | null;
}

const count = (title: Bilingual, name: keyof CoverageRow["counts"]): Column<CoverageRow> => ({
  title,
  width: 9,
  cell: (row, m) => m.count(row.counts[name] ?? null),
});

export const coverageColumns = (audience: Audience): readonly Column<CoverageRow>[] => [
  { title: { zh: "项目", en: "Kind" }, width: 14, cell: (r, m) => m.say(r.kind) },
  { title: { zh: "名称", en: "Name" }, width: 32, cell: (r, m) => m.say(r.name) },
  { title: { zh: "状态", en: "State" }, width: 12, cell: (r, m) => (r.state ? m.say(r.state) : null) },
  { title: { zh: "说明", en: "Reason or note" }, width: 44, cell: (r, m) => m.lines(r.reason) },
  count({ zh: "行（条）数", en: "Rows" }, "rows"),
  count({ zh: "载入", en: "Loaded" }, "loaded"),
  count({ zh: "重复", en: "Duplicates" }, "duplicates"),
  count({ zh: "变更", en: "Changed" }, "changed"),
  count({ zh: "隔离", en: "Set aside" }, "quarantined"),
  ...outcomeColumns<CoverageRow>(audience),
  { title: { zh: "文件 SHA-256", en: "File SHA-256" }, width: 30, cell: (r, m) => m.text(r.sha256), screen: true },
];

/** Files, rows set aside by reason, detectors, activities outside of every procedure, notes. */
export function coverageRows({ files, quarantine, detectors, rules, coverage }: RunManifest): CoverageRow[] {
  const blank = { state: null, reason: [], counts: {}, outcomes: null, sha256: null };
  const same = (text: string): Bilingual => ({ zh: text, en: text });
  const withCode = (code: string, { zh, en }: Bilingual): Bilingual => ({ zh: `${code} ${zh}`, en: `${code} ${en}` });
  return [
    ...files.map((f) => ({
      ...blank,
      kind: { zh: "数据文件", en: "File" },
      name: same(f.file),
      state: FILE_STATES[f.state],
      reason: [kindOfFile(f), ...f.notes],
      counts: {
        rows: f.rows_in,
        loaded: f.loaded,
        duplicates: f.duplicates,
        changed: f.changed,
        quarantined: f.quarantined,
      },
      sha256: f.sha256,
    })),
    ...Object.entries(quarantine.by_reason).map(([reason, rows]) => ({
      ...blank,
      kind: { zh: "被隔离的行", en: "Rows set aside" },
      name: reasonWord(reason),
      counts: { quarantined: rows },
    })),
    ...detectors.map((d) => ({
      ...blank,
      kind: HEADINGS.detector,
      name: withCode(spokenCodes(d, rules).join(" "), detectorName(d.detector, d.version)),
      state: STATE_WORDS[d.state],
      reason: [d.reason, unclearOf(d)].filter((text) => text !== null),
      outcomes: d.outcomes,
    })),
    ...coverage.unmapped_activities.map(({ activity, events }) => ({
      ...blank,
      kind: { zh: "没有程序列明的环节", en: "Activity of no procedure" },
      name: same(activity),
      counts: { rows: events },
    })),
    ...coverage.notes.map((note) => ({ ...blank, kind: { zh: "说明", en: "Note" }, name: note })),
  ];
}

/** What sources never record, and a rule or detector that rests on it. */
interface UnrecordedRow {
  readonly thing: Unrecorded;
  readonly asked: Unrecorded["asked_by"][number];
}

export const UNRECORDED_COLUMNS: readonly Column<UnrecordedRow>[] = [
  { title: NEVER_RECORDED, width: 32, cell: ({ thing }, m) => m.say(thing.name) },
  { title: { zh: "情况", en: "In which way" }, width: 26, cell: ({ thing }, m) => m.say(waySaid(thing)) },
  {
    title: { zh: "数据来源", en: "Source" },
    width: 34,
    cell: ({ thing }, m) => m.lines(thing.sources?.map(sourceSaid) ?? [EVERY_SOURCE]),
  },
  { title: { zh: "代码", en: "Code" }, width: 8, cell: ({ asked }, m) => m.text(asked.code) },
  { title: { zh: "依赖它的规则、检测项", en: "Rests on it" }, width: 34, cell: ({ asked }, m) => m.say(asked.title) },
  { title: { zh: "程序", en: "Procedure" }, width: 20, cell: ({ asked }, m) => m.text(asked.procedure) },
  {
    title: OUTCOME_WORDS["cannot tell"],
    width: 12,
    cell: ({ asked: { cannot_tell } }, m) =>
      cannot_tell === null ? m.say(STATE_WORDS["not evaluated"]) : m.count(cannot_tell),
  },
];

export const unrecordedRows = (manifest: RunManifest): UnrecordedRow[] =>
  unrecordedIn(manifest).things.flatMap((thing) => thing.asked_by.map((asked) => ({ thing, asked })));
