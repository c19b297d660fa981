import { type Bilingual, counted } from "../../schemas/text.ts";
import { hoursTold } from "../kit/duration.ts";
import { figure } from "./text.ts";
import { known } from "./words.ts";

const UNITS: Record<string, Bilingual> = {
  ms: { zh: "毫秒", en: "ms" },
  seconds: { zh: "秒", en: "seconds" },
  minutes: { zh: "分钟", en: "minutes" },
  hours: { zh: "小时", en: "hours" },
  days: { zh: "日", en: "days" },
  "working days": { zh: "个工作日", en: "working days" },
  months: { zh: "个月", en: "months" },
  cases: { zh: "件", en: "cases" },
  "cases per handler": { zh: "件/人", en: "cases per handler" },
  events: { zh: "次", en: "events" },
  times: { zh: "次", en: "times" },
  persons: { zh: "人", en: "persons" },
  actors: { zh: "人", en: "persons" },
  numbers: { zh: "个编号", en: "numbers" },
  yuan: { zh: "元", en: "yuan" },
  ratio: { zh: "倍", en: "times" },
  entries: { zh: "条登记", en: "entries" },
  units: { zh: "个单位", en: "units" },
  acts: { zh: "项办理", en: "acts" },
  accesses: { zh: "次查阅", en: "accesses" },
  changes: { zh: "次更换", en: "changes" },
  periods: { zh: "期", en: "periods" },
  ratings: { zh: "条评价", en: "ratings" },
  arrivals: { zh: "次接收", en: "arrivals" },
  decisions: { zh: "项决定", en: "decisions" },
  fields: { zh: "个字段", en: "fields" },
  items: { zh: "件物品", en: "items" },
  records: { zh: "条记录", en: "records" },
  steps: { zh: "个环节", en: "steps" },
  suspensions: { zh: "次中止", en: "suspensions" },
  share: { zh: "（占比）", en: "(share)" },
  "robust z": { zh: "（稳健 z 值）", en: "(robust z)" },
};

export const unitWord = (unit: string): Bilingual => known(UNITS, unit);

/** `47` and `days` as `47 日` and `47 days`; `1` as `1 日` and `1 day`. */
export function quantity(value: number, unit: string | null): Bilingual {
  if (unit === "hours") return hoursTold(value);
  const word = unitWord(unit ?? "");
  const text = figure(value);
  const en = value === 1 && unit !== "ratio" ? singular(word.en) : word.en;
  return unit ? { zh: `${text} ${word.zh}`, en: `${text} ${en}` } : { zh: text, en: text };
}

const SINGULARS: Readonly<Record<string, string>> = {
  ms: "ms",
  entries: "entry",
  accesses: "access",
  "working days": "working day",
};
const singular = (words: string): string => SINGULARS[words] ?? words.replace(/^(\w+)s\b/, "$1");

const LENGTHS: Readonly<Record<string, Bilingual>> = {
  d: { zh: "日", en: "day" },
  h: { zh: "小时", en: "hour" },
  min: { zh: "分", en: "minute" },
  m: { zh: "个月", en: "month" },
  month: { zh: "个月", en: "month" },
  year: { zh: "年", en: "year" },
  "working day": { zh: "个工作日", en: "working day" },
};
const LENGTH = /(?<=^|[ +-])(\d[\d.,]*) ((?:working day|month|year)(?=s?)|min|d|h|m)s?(?=$|[ ,→=)])/g;

/** The value of a step of a clock in words; lengths of time stand in it as `139 d` or `+ 2 months → 2026-03-01`. */
export const stepValue = (value: string): Bilingual => ({
  zh: value.replace(LENGTH, (_, n: string, unit: string) => lengthTold(n, unit).zh),
  en: value.replace(LENGTH, (_, n: string, unit: string) => lengthTold(n, unit).en),
});

function lengthTold(n: string, unit: string): Bilingual {
  if (unit === "h" && /^[\d.]+$/.test(n)) return hoursTold(Number(n));
  const [, minutes, rest] = unit === "min" ? (/^(\d+)(\.\d+)$/.exec(n) ?? []) : [];
  const seconds = rest === undefined ? 0 : Math.round(Number(rest) * 60);
  const said = lengthOf(minutes ?? n, unit);
  if (seconds === 0) return said;
  return { zh: `${said.zh} ${seconds} 秒`, en: `${said.en} ${counted(seconds, "second")}` };
}

const lengthOf = (n: string, unit: string): Bilingual => ({
  zh: `${n} ${LENGTHS[unit]?.zh}`,
  en: `${n} ${LENGTHS[unit]?.en}${n === "1" ? "" : "s"}`,
});
