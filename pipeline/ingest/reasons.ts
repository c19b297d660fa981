import type { Bilingual } from "../../schemas/text.ts";

/** Why a row was set aside. Codes are stable: they are what `quarantine.ndjson` and `run.json` carry. */
export const REASONS = {
  "too-few-columns": { zh: "列数不足", en: "fewer columns than the header" },
  "too-many-columns": { zh: "列数过多", en: "more columns than the header" },
  "broken-quotes": { zh: "引号未闭合或位置错误", en: "a quote is not closed or stands in the wrong place" },
  "line-too-long": { zh: "行过长", en: "the line is too long" },
  "wrong-encoding": { zh: "编码不符", en: "bytes that are not of the declared encoding" },
  unreadable: { zh: "无法解析", en: "the record cannot be parsed" },
  "missing-value": { zh: "必填项为空", en: "a required value is missing" },
  "bad-time": { zh: "时间无法识别", en: "the time cannot be read" },
  "bad-number": { zh: "数字无法识别", en: "the number cannot be read" },
  "shortened-number": {
    zh: "标识被电子表格当作数字截短，末位已失",
    en: "a spreadsheet has shortened the identifier as a number; its last figures are lost",
  },
  sealed: { zh: "记录已封存，不予接收", en: "the record is sealed and was refused" },
  secret: { zh: "记录标有密级，不予接收", en: "the record bears a secrecy level and was refused" },
  excluded: { zh: "属排除范围的案件或措施，不予接收", en: "a kind of case or act that is excluded; it was refused" },
  purged: {
    zh: "案件或条目已按保存期限清除，不再接收",
    en: "the case or entry was purged when its retention ended; it was refused",
  },
} as const satisfies Record<string, Bilingual>;

export type Reason = keyof typeof REASONS;

/** Reasons for which a record may not be held: such rows are counted, nothing of what they say is kept. */
export const REFUSALS = ["sealed", "secret", "excluded", "purged"] as const satisfies readonly Reason[];
export type Refusal = (typeof REFUSALS)[number];
