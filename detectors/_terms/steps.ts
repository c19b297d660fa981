import { DAY, HOUR } from "../../pipeline/kit/duration.ts";
import { when } from "../../pipeline/kit/when.ts";
import type { ClockStep } from "../../schemas/warning.ts";
import { round } from "./figures.ts";

/** Steps of a clock that are told alike wherever they stand. */

export const limitStep = (days: number): ClockStep => ({
  label: { zh: "期限（当日不计入）", en: "Limit (that day not counted)" },
  value: `+ ${days} d`,
});

/** By how many days a limit ends later because its last day is a holiday; none where it does not. */
export const rolledSteps = (days: number): ClockStep[] =>
  when(days > 0, () => ({
    label: { zh: "末日为节假日，顺延", en: "The last day is a holiday, moved by" },
    value: `+ ${days} d`,
  }));

export const expiresStep = (value: string): ClockStep => ({ label: { zh: "届满", en: "Expires" }, value });

export const asOfStep = (value: string): ClockStep => ({ label: { zh: "检查时点", en: "As of" }, value });

/** The last step of a clock: by how much it is over its limit, or what is left. */
export const marginStep = (left: number, unit: "h" | "d"): ClockStep =>
  left < 0
    ? { label: { zh: "超出", en: "Over by" }, value: overBy(-left, unit) }
    : { label: { zh: "未超出，剩余", en: "Within, left" }, value: `${round(left)} ${unit}` };

const overBy = (n: number, unit: "h" | "d"): string =>
  round(n) > 0 ? `${round(n)} ${unit}` : `${Math.ceil((n * (unit === "h" ? HOUR : DAY)) / 1_000)} s`;
