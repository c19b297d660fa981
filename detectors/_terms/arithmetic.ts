import { grantsWorkingDays, isInHours, isInWorkingDays, lastDay, limitName } from "../../pipeline/clock/limit.ts";
import { activityName } from "../../pipeline/detector.ts";
import { DAY, daysTold, durationTold, HOUR, hoursTold, MINUTE, milliseconds } from "../../pipeline/kit/duration.ts";
import { when } from "../../pipeline/kit/when.ts";
import { dateOf, localTime } from "../../pipeline/kit/zone.ts";
import type { CompiledRule } from "../../pipeline/rules/compile.ts";
import type { RuleRow } from "../../pipeline/rules/detector.ts";
import { CLOCK_KEY } from "../../pipeline/rules/legs.ts";
import { columnName } from "../../schemas/names.ts";
import type { Limit } from "../../schemas/procedure.ts";
import type { Bilingual } from "../../schemas/text.ts";
import type { ClockStep } from "../../schemas/warning.ts";
import { round } from "./figures.ts";
import { expiresStep, marginStep, rolledSteps } from "./steps.ts";

/** Whose clock a sentence is about, where the clocks of a case are told apart by a person or something else. */
export function whoseClock(
  key: string | null | undefined,
  { same = [] }: Pick<CompiledRule["rule"], "same">,
): Bilingual {
  if (!key) return { zh: "", en: "" };
  const values = key.split(CLOCK_KEY);
  if (values.length !== same.length) return { zh: `${key}：`, en: `${key}: ` };
  const named = values.map((value, i) => ({ value, name: columnName(same[i] ?? "") }));
  const en = named.map(({ name, value }) => `${name.en} ${value}`).join(", ");
  return {
    zh: `${named.map(({ name, value }) => `${name.zh} ${value}`).join("、")}：`,
    en: `${en.replace(/^[a-z]/, (letter) => letter.toUpperCase())}: `,
  };
}

/** What a clock has run and what it may, in days or, where the limit is in hours, in hours. */
interface Reading {
  readonly measured: number;
  readonly threshold: number;
  readonly unit: "days" | "hours";
}

export function readingOf(row: RuleRow, limit: Limit): Reading {
  if (row.limit_ms == null) {
    const from = row.start_on ?? 0;
    return { measured: (row.end_on ?? 0) - from, threshold: (row.due_on ?? 0) - from, unit: "days" };
  }
  const unit = isInHours(limit) ? "hours" : "days";
  const one = unit === "hours" ? HOUR : DAY;
  return { measured: round((row.elapsed_ms ?? 0) / one), threshold: round(allowed(row) / one), unit };
}

/** So many days or hours in words. */
export const spanSaid = (n: number, unit: Reading["unit"]): Bilingual =>
  unit === "hours" ? hoursTold(n) : daysTold(n);

/** A limit in the words of its law, what it comes to in days or hours where that is something else, and why it does. */
export function limitSaid(row: RuleRow, limit: Limit, { threshold, unit }: Reading): Bilingual {
  const law = lawOf(limit);
  const all = spanSaid(threshold, unit);
  const more = [
    ...when(Boolean(row.grace_ms), () => GRACE),
    ...when(Boolean(row.granted_months || row.granted_days), () => GRANTED),
    ...when(Boolean(row.excluded), () => EXCLUDED),
    ...when(rolledOf(row) > 0, () => ROLLED),
  ];
  if (more.length > 0) {
    return {
      zh: `${law.zh}，${more.map(({ zh }) => zh).join("、")}后 ${all.zh}`,
      en: `${law.en}, or ${all.en} with ${more.map(({ en }) => en).join(" and ")}`,
    };
  }
  return law.zh === all.zh ? law : { zh: `${law.zh}（${all.zh}）`, en: `${law.en} (${all.en})` };
}

function lawOf(limit: Limit): Bilingual {
  if ("hours" in limit) return hoursTold(limit.hours);
  if ("duration" in limit)
    return isInHours(limit)
      ? hoursTold(milliseconds(limit.duration) / HOUR)
      : daysTold(milliseconds(limit.duration) / DAY);
  return "days" in limit && limit.calendar === "calendar" ? daysTold(limit.days) : limitName(limit);
}

const GRACE = { zh: "不计起始之时", en: "the hour it starts in" };
const GRANTED = { zh: "延长", en: "what was approved" };
const EXCLUDED = { zh: "扣除", en: "the time not counted" };
const ROLLED = { zh: "顺延", en: "the days it rolls over" };

/** Days by which a limit ends later because its last day is a holiday. */
const rolledOf = ({ due_on, moved_on }: RuleRow): number => (due_on ?? 0) - (moved_on ?? due_on ?? 0);

/** Milliseconds that a limit counted in hours allows, with everything that is added. */
const allowed = (row: RuleRow): number =>
  (row.limit_ms ?? 0) + (row.grace_ms ?? 0) + Math.round(((row.granted_days ?? 0) + (row.excluded ?? 0)) * DAY);

/** By how much a limit is over, where it and what was measured read the same. */
export function barelyOver(row: RuleRow, { measured, threshold, unit }: Reading): Bilingual | null {
  const over = (row.elapsed_ms ?? 0) - allowed(row);
  if (row.limit_ms == null || over <= 0 || spanSaid(measured, unit).en !== spanSaid(threshold, unit).en) return null;
  return durationTold(over < MINUTE ? `${Math.ceil(over / 1_000)}s` : `${Math.floor(over / MINUTE)}m`);
}

/** The arithmetic of a clock as steps: start, limit, what is added, last day, end. */
export function stepsOf(
  row: RuleRow,
  compiled: CompiledRule,
  { measured, threshold, unit }: Reading,
  { zone, asOf }: { readonly zone: string; readonly asOf: number },
): ClockStep[] {
  const { procedure, rule } = compiled;
  const limit = rule.limit as Limit;
  const [a, b] = [activityName(compiled, 0), activityName(compiled, 1)];
  const raw = row.start_on == null ? null : lastDay(row.start_on, limit, procedure);
  const short = unit === "hours" ? "h" : "d";
  const left =
    row.limit_ms == null
      ? threshold - measured
      : (allowed(row) - (row.elapsed_ms ?? 0)) / (unit === "hours" ? HOUR : DAY);
  const name = limitName(limit).en;
  const days = (n: number, working = isInWorkingDays(limit)) =>
    working ? `+ ${n} working day${n === 1 ? "" : "s"}` : `+ ${n} d`;
  const notCounted =
    unit === "hours" ? `+ ${round(((row.excluded ?? 0) * DAY) / HOUR)} h` : days(round(row.excluded ?? 0));
  const granted = [
    ...(row.granted_months ? [`+ ${row.granted_months} month${row.granted_months === 1 ? "" : "s"}`] : []),
    ...(row.granted_days ? [days(row.granted_days, grantsWorkingDays(rule))] : []),
  ];
  const due =
    row.limit_ms != null
      ? localTime(zone, (row.start_at ?? 0) + allowed(row))
      : row.due_on == null
        ? "-"
        : dateOf(row.due_on);
  return [
    {
      label: row.restarted
        ? { zh: `重新计算的起点（${a.zh}之后）`, en: `Started anew (after ${a.en})` }
        : { zh: `起点（${a.zh}）`, en: `Start (${a.en})` },
      value: localTime(zone, row.start_at ?? 0),
    },
    { label: limitLabel(limit), value: raw === null ? `+ ${name}` : `+ ${name} → ${dateOf(raw)}` },
    ...(row.grace_ms
      ? [
          {
            label: { zh: "开始的时不计入", en: "The hour it starts in is not counted" },
            value: `+ ${round(row.grace_ms / 60_000)} min`,
          },
        ]
      : []),
    ...(granted.length > 0 ? [{ label: row.capped ? LAWFUL_EXTENSION : EXTENSION, value: granted.join(", ") }] : []),
    ...(row.excluded ? [{ label: { zh: "依法扣除", en: "Time not counted" }, value: notCounted }] : []),
    ...rolledSteps(rolledOf(row)),
    expiresStep(due),
    row.end_at == null
      ? { label: { zh: `截至检查时点，尚无“${b.zh}”`, en: `Still no "${b.en}" as of` }, value: localTime(zone, asOf) }
      : { label: { zh: `终点（${b.zh}）`, en: `End (${b.en})` }, value: localTime(zone, row.end_at) },
    ...(row.doubt ? [] : [marginStep(left, short)]),
  ];
}

function limitLabel(limit: Limit): Bilingual {
  if ("hours" in limit) return { zh: "期限", en: "Limit" };
  if ("duration" in limit) {
    return isInHours(limit)
      ? { zh: "期限（按实际经过时间）", en: "Limit (time elapsed)" }
      : { zh: "期限（每日按 24 小时计）", en: "Limit (days of 24 hours)" };
  }
  return { zh: "期限（起算日不计入）", en: "Limit (the start day is not counted)" };
}

const EXTENSION = { zh: "已批准延长", en: "Approved extension" };
const LAWFUL_EXTENSION = {
  zh: "已批准延长（超过规定的部分不计）",
  en: "Approved extension, no more of it than the law allows",
};

/** Why a clock cannot be told. */
export const DOUBTS: Record<NonNullable<RuleRow["doubt"]>, Bilingual> = {
  closing: {
    zh: "结案时间无法读取，不知是否已经办结。",
    en: "When the case was closed cannot be read, so that it may be over.",
  },
  calendar: {
    zh: "期限所涉年份的工作日安排不详，届满日无从算起。",
    en: "The working days of a year that the limit runs into are not known, so that its last day cannot be computed.",
  },
  approvals: {
    zh: "没有载入延长、扣除的审批，不知期限延至何时。",
    en: "Approvals of extensions and exclusions are not loaded, so that the limit may have been moved.",
  },
  approval: {
    zh: "有一项审批的种类、依据或者期间没有记载，或者用语不能识别；或者使期限停止计算的记录没有载明何人。",
    en: "Of an approval the kind, the ground or for how long it is is not recorded, or in unknown words; or an act that stops the clock does not say whose.",
  },
  exclusion: { zh: "扣除的期间没有载明何时终止。", en: "An exclusion does not say when it ended." },
  conditions: {
    zh: "起点、终点是否成立或者规则是否适用，取决于没有记载的情况；或者没有时刻，同日先后不明。",
    en: "Whether start, end or rule apply depends on something that is not recorded; or an hour is not, and with it which came first.",
  },
};
