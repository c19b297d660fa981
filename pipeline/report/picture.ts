import type { Bilingual } from "../../schemas/text.ts";

/** What pictures share: how wide a text is, and how moments are called on an axis. */

const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{1f000}-\u{3fffd}]/u;

/** Width of a text in view-box units at a font size: a Chinese character is as wide as it is high. */
export const textWidth = (text: string, size: number): number =>
  [...text].reduce((width, c) => width + (WIDE.test(c) ? size : size * 0.58), 0);

/** At most as wide as so many Chinese characters; `…` stands for what is left out. */
export function ellipsis(text: string, characters: number): string {
  let width = 0;
  let kept = "";
  for (const c of text.slice(0, 10 * characters)) {
    width += WIDE.test(c) ? 1 : 0.58;
    if (width > characters) return `${kept.trimEnd()}…`;
    kept += c;
  }
  return kept.length < text.length ? `${kept}…` : kept;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (n: number): string => String(n).padStart(2, "0");

/**
 * Names moments of an axis (as if they were UTC) no more exactly than they differ; the year where it begins or changes.
 */
export function tickLabels(ticks: readonly Date[]): { at: number; label: Bilingual }[] {
  const hours = ticks.some((tick) => tick.getUTCHours() + tick.getUTCMinutes() > 0);
  const days = hours || ticks.some((tick) => tick.getUTCDate() > 1);
  const months = days || ticks.some((tick) => tick.getUTCMonth() > 0);
  return ticks.map((tick, i) => {
    const before = ticks[i - 1];
    const [year, month, day] = [tick.getUTCFullYear(), tick.getUTCMonth(), tick.getUTCDate()];
    const newYear = before === undefined || before.getUTCFullYear() !== year;
    const newDay = newYear || before.getUTCDate() !== day || before.getUTCMonth() !== month;
    const name = MONTHS[month] ?? "";
    const time = `${two(tick.getUTCHours())}:${two(tick.getUTCMinutes())}`;
    const label = hours
      ? newDay
        ? { zh: `${month + 1}月${day}日 ${time}`, en: `${day} ${name} ${time}` }
        : { zh: time, en: time }
      : days
        ? {
            zh: `${newYear ? `${year}年` : ""}${month + 1}月${day}日`,
            en: `${day} ${name}${newYear ? ` ${year}` : ""}`,
          }
        : months
          ? { zh: `${newYear ? `${year}年` : ""}${month + 1}月`, en: `${name}${newYear ? ` ${year}` : ""}` }
          : { zh: `${year}年`, en: String(year) };
    return { at: tick.getTime(), label };
  });
}

/** Heading of a column of months. */
export const MONTH: Bilingual = { zh: "月份", en: "Month" };

/** `2026-03` as a month is named in each language. */
export function monthName(key: string): Bilingual {
  const [year, month] = key.split("-").map(Number) as [number, number];
  return { zh: `${year}年${month}月`, en: `${MONTHS[month - 1]} ${year}` };
}

/** Years and quarters in a text, such as `2025Q3–2026Q2`, as they are named in each language. */
export const periodsNamed = ({ zh, en }: Bilingual): Bilingual => ({
  zh: zh.replace(/\b(\d{4})Q([1-4])\b/g, "$1年第$2季度").replace(/^\d{4}$/, "$&年"),
  en: en.replace(/\b(\d{4})Q([1-4])\b/g, "Q$2 $1"),
});

/** A text on lines of at most so many Chinese characters each, broken between words where there are some. */
export function onLines(text: string, [characters = 0, ...rest]: readonly number[]): string[] {
  if (rest.length === 0) return [ellipsis(text, characters)];
  let width = 0;
  let end = 0;
  for (const c of text) {
    width += WIDE.test(c) ? 1 : 0.58;
    if (width > characters) break;
    end += c.length;
  }
  if (end === text.length) return [text];
  const space = text.slice(0, end + 1).lastIndexOf(" ");
  const open = /[（(“《]$/.test(text.slice(0, end)) ? 1 : 0;
  const at = space > 0 ? space : Math.max(1, end - open);
  return [text.slice(0, at), ...onLines(text.slice(at).trimStart(), rest)];
}
