import { type Bilingual, counted } from "../../schemas/text.ts";

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

export const MINUTE = UNITS.m;
export const HOUR = UNITS.h;
export const DAY = UNITS.d;

const parsed = (duration: string): { readonly n: number; readonly unit: keyof typeof UNITS } => {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w)$/.exec(duration);
  if (!match) throw new Error(`not a duration: ${duration}`);
  return { n: Number(match[1]), unit: match[2] as keyof typeof UNITS };
};

/** `90d`, `36h`, `30m` … in milliseconds; a day is 24 hours. The schema has checked the form. */
export function milliseconds(duration: string): number {
  const { n, unit } = parsed(duration);
  return Math.round(n * UNITS[unit]);
}

const told = (zh: string, en: string) => (n: number) => ({ zh: `${n} ${zh}`, en: counted(n, en) });

export const daysTold = told("日", "day");
const hoursOnly = told("小时", "hour");

/** Up to so many hours a span is given in hours alone. */
const MOST_HOURS = 72;

/** Hours in words; more than three days of them as days and hours. */
export function hoursTold(hours: number): Bilingual {
  if (hours <= MOST_HOURS) return hoursOnly(hours);
  const whole = Math.floor(hours);
  const parts = [daysTold(Math.floor(whole / 24)), ...(whole % 24 === 0 ? [] : [hoursOnly(whole % 24)])];
  return { zh: parts.map(({ zh }) => zh).join(" "), en: parts.map(({ en }) => en).join(" ") };
}

const IN_WORDS: Readonly<Record<keyof typeof UNITS, (n: number) => Bilingual>> = {
  ms: told("毫秒", "millisecond"),
  s: told("秒", "second"),
  m: told("分钟", "minute"),
  h: hoursTold,
  d: daysTold,
  w: told("周", "week"),
};

/** `90d`, `36h`, `30m` … in words. */
export function durationTold(duration: string): Bilingual {
  const { n, unit } = parsed(duration);
  return IN_WORDS[unit](n);
}
