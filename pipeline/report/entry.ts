import { CLOSE_CODES } from "../../schemas/choices.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { figure, type LocalClock } from "./text.ts";
import { isInstant, keyWord } from "./words.ts";

/** The names and values of an entry of a register, of a decision or of peer numbers, in words. */
export const entrySaid = (entry: Readonly<Record<string, unknown>>, clock: LocalClock) =>
  Object.entries(entry).map(([key, value]) => [keyWord(key), valueSaid(key, value, clock)] as const);

/** Chances that are told as small, not as none. */
const CHANCES = new Set(["p", "q"]);
const LEAST = 0.0001;
const SMALLER: Bilingual = { zh: `小于 ${LEAST}`, en: `below ${LEAST}` };

/** Instants are those whose name says so. */
function valueSaid(key: string, value: unknown, clock: LocalClock): Bilingual {
  if (typeof value === "boolean") return value ? { zh: "是", en: "yes" } : { zh: "否", en: "no" };
  if (typeof value === "number" && CHANCES.has(key) && value < LEAST) return SMALLER;
  if (typeof value === "number") return alike(isInstant(key) ? clock.text(value) : figure(value));
  if (typeof value !== "string") return alike(value === null ? "—" : JSON.stringify(value));
  return key === "reason" && isCode(value) ? CLOSE_CODES[value] : alike(value);
}

const isCode = (text: string): text is keyof typeof CLOSE_CODES => Object.hasOwn(CLOSE_CODES, text);
const alike = (text: string): Bilingual => ({ zh: text, en: text });

/** A value after its name. */
export const withName = (name: Bilingual, value: Bilingual): Bilingual => ({
  zh: `${name.zh}：${value.zh}`,
  en: `${name.en}: ${value.en}`,
});
