/** Patterns of times that are not ISO 8601, in strftime letters, told from a few values. */
export interface TimeForm {
  readonly format: string;
  /** Day and month could be the other way round. */
  readonly unsure: boolean;
}

const ISO = /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/i;
const CLOCK = /[ T]\d{1,2}:\d{2}(:\d{2})?$/;

const FORMS: readonly (readonly [RegExp, string])[] = [
  [/^\d{14}$/, "%Y%m%d%H%M%S"],
  [/^\d{13}$/, "epoch_ms"],
  [/^\d{10}$/, "epoch_s"],
  [/^\d{8}$/, "%Y%m%d"],
  [/^\d{4}年\d{1,2}月\d{1,2}日$/, "%Y年%m月%d日"],
  [/^\d{4}年\d{1,2}月\d{1,2}日 ?\d{1,2}时\d{1,2}分$/, "%Y年%m月%d日%H时%M分"],
  [/^\d{4}年\d{1,2}月\d{1,2}日 \d{1,2}:\d{2}(:\d{2})?$/, "%Y年%m月%d日"],
  [/^\d{4}\/\d{1,2}\/\d{1,2}/, "%Y/%m/%d"],
  [/^\d{1,2}\.\d{1,2}\.\d{4}/, "%d.%m.%Y"],
];

/** The form that every value has; null where they are ISO 8601, or of no form known here. */
export function timeFormOf(values: readonly string[]): TimeForm | null {
  const given = values.map((value) => value.trim()).filter((value) => value !== "");
  const [first] = given;
  if (first === undefined || given.every((value) => ISO.test(value))) return null;
  if (given.every((value) => /^\d{1,2}\/\d{1,2}\/\d{4}/.test(value))) {
    const parts = given.map((value) => value.split("/").map(Number));
    const dayFirst = parts.some(([one]) => (one ?? 0) > 12);
    const monthFirst = parts.some(([, two]) => (two ?? 0) > 12);
    return { format: (monthFirst ? "%m/%d/%Y" : "%d/%m/%Y") + clockOf(first), unsure: dayFirst === monthFirst };
  }
  const form = FORMS.find(([pattern]) => given.every((value) => pattern.test(value)));
  if (!form) return null;
  const [, date] = form;
  const space = date.includes("时") && / \d{1,2}时/.test(first);
  return {
    format: space ? date.replace("日", "日 ") : date + (/%[HS]|epoch/.test(date) ? "" : clockOf(first)),
    unsure: false,
  };
}

function clockOf(value: string): string {
  const clock = CLOCK.exec(value);
  if (!clock) return "";
  return `${value[clock.index] === "T" ? "T" : " "}%H:%M${clock[1] ? ":%S" : ""}`;
}
