/** Patterns of times that are not ISO 8601, in strftime letters, told from a few values. */
export interface TimeForm {
  /** One as a rule; several where the values differ in form, as where a sheet leaves a clock at midnight out. */
  readonly formats: readonly string[];
  /** Day and month could be the other way round. */
  readonly unsure: boolean;
}

/** ISO 8601, and what is read without a pattern as it is. */
const ISO = /^\d{4}-\d{1,2}-\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/i;
const SLASHED = /^\d{1,2}\/\d{1,2}\/\d{4}/;

const WHOLE: readonly (readonly [RegExp, string])[] = [
  [/^\d{14}$/, "%Y%m%d%H%M%S"],
  [/^\d{12}$/, "%Y%m%d%H%M"],
  [/^\d{8}$/, "%Y%m%d"],
];
/** Numbers that any other could be too: only where all are such. */
const EPOCHS: readonly (readonly [RegExp, string])[] = [
  [/^\d{13}$/, "epoch_ms"],
  [/^\d{10}$/, "epoch_s"],
];
const DATES: readonly (readonly [RegExp, string])[] = [
  [/^\d{4}年\d{1,2}月\d{1,2}日/, "%Y年%m月%d日"],
  [/^\d{4}\/\d{1,2}\/\d{1,2}/, "%Y/%m/%d"],
  [/^\d{4}\.\d{1,2}\.\d{1,2}/, "%Y.%m.%d"],
  [/^\d{4}-\d{1,2}-\d{1,2}/, "%Y-%m-%d"],
  [/^\d{1,2}\.\d{1,2}\.\d{4}/, "%d.%m.%Y"],
];

/** The forms that the values have; null where all are ISO 8601, or one is of no form known here. */
export function timeFormOf(values: readonly string[]): TimeForm | null {
  const given = [...new Set(values.map((value) => value.trim()).filter((value) => value !== ""))];
  if (given.every((value) => ISO.test(value))) return null;
  const epoch = EPOCHS.find(([pattern]) => given.every((value) => pattern.test(value)));
  if (epoch) return { formats: [epoch[1]], unsure: false };
  const slashed = given.filter((value) => SLASHED.test(value)).map((value) => value.split("/").map(Number));
  const dayFirst = slashed.some(([one]) => (one ?? 0) > 12);
  const monthFirst = slashed.some(([, two]) => (two ?? 0) > 12);
  const dates = [...DATES, [SLASHED, monthFirst ? "%m/%d/%Y" : "%d/%m/%Y"]] as const;
  const formats = new Set(given.map((value) => formatOf(value, dates)));
  if (formats.has(null)) return null;
  return {
    formats: [...formats].filter((format) => format !== null),
    unsure: slashed.length > 0 && dayFirst === monthFirst,
  };
}

function formatOf(value: string, dates: typeof DATES): string | null {
  const whole = WHOLE.find(([pattern]) => pattern.test(value));
  if (whole) return whole[1];
  for (const [pattern, date] of dates) {
    const [found] = pattern.exec(value) ?? [];
    if (found === undefined) continue;
    const clock = clockOf(value.slice(found.length));
    return clock === null ? null : date + clock;
  }
  return null;
}

function clockOf(text: string): string | null {
  if (text === "") return "";
  const [, before, seconds] = /^( +|T)\d{1,2}:\d{2}(:\d{2})?$/.exec(text) ?? [];
  if (before !== undefined) return `${before === "T" ? "T" : " "}%H:%M${seconds ? ":%S" : ""}`;
  const words = /^( *)\d{1,2}时\d{1,2}分(\d{1,2}秒)?$/.exec(text);
  return words && `${words[1] ? " " : ""}%H时%M分${words[2] ? "%S秒" : ""}`;
}
