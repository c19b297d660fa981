import type { Limit, Procedure, Rule } from "../../schemas/procedure.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { HOUR, milliseconds } from "../kit/duration.ts";
import { addMonths, addWorkingDays, isWorkingDay } from "./calendar.ts";

/**
 * Last day of a limit that starts on a day, before it is moved off a holiday; null for one counted in hours. The start
 * day is not counted (刑诉法105, 民诉法85). Working days outside the years that are known cannot be told.
 */
export function lastDay(start: number, limit: Limit, { month_end }: Pick<Procedure, "month_end">): number | null {
  if ("months" in limit) return addMonths(start, limit.months, month_end);
  if (!("days" in limit)) return null;
  if (limit.calendar === "calendar") return start + limit.days;
  return isWorkingDay(start) !== null ? addWorkingDays(start, limit.days) : null;
}

/** Whether a limit is told in hours rather than days. */
export const isInHours = (limit: Limit): boolean =>
  "hours" in limit || ("duration" in limit && !/[dw]$/.test(limit.duration));

/** A limit as its law puts it. */
export function limitName(limit: Limit): Bilingual {
  if ("months" in limit) {
    const whole = Math.floor(limit.months);
    const half = whole < limit.months;
    const en = `${limit.months} month${limit.months === 1 ? "" : "s"}`;
    return { zh: half ? (whole === 0 ? "半个月" : `${whole} 个半月`) : `${whole} 个月`, en };
  }
  if ("hours" in limit) return { zh: `${limit.hours} 小时`, en: `${limit.hours} h` };
  if ("days" in limit) {
    return limit.calendar === "working"
      ? { zh: `${limit.days} 个工作日`, en: `${limit.days} working days` }
      : { zh: `${limit.days} 日`, en: `${limit.days} d` };
  }
  const hours = milliseconds(limit.duration) / HOUR;
  return isInHours(limit)
    ? { zh: `${hours} 小时`, en: `${hours} h` }
    : { zh: `${hours / 24} 日`, en: `${hours / 24} d` };
}

export const isInWorkingDays = (limit: Limit): boolean => "calendar" in limit && limit.calendar === "working";

/** What approvals may add to a rule's limit in all, where the law says so. */
export function mostGranted({ extensions }: Pick<Rule, "extensions">): { months: number; days: number } | null {
  const most = typeof extensions === "object" ? extensions.most : undefined;
  return most === undefined ? null : { months: 0, days: 0, ...most };
}

/** Whether days that are granted on a rule's limit are working days, as those of the limit are. */
export const grantsWorkingDays = ({ limit, extensions }: Rule): boolean =>
  limit !== undefined && isInWorkingDays(limit) && !(typeof extensions === "object" && extensions.days === "calendar");
