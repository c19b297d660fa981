import { type Sql, sql } from "../engine/sql.ts";

const TRUE = ["true", "t", "1", "yes", "y", "是", "有"];
const FALSE = ["false", "f", "0", "no", "n", "否", "无"];

/** Whether a text says yes or no; null where it says neither. */
export const truthOf = (text: Sql): Sql =>
  sql`case when lower(${text}) in ${TRUE} then true when lower(${text}) in ${FALSE} then false end`;

/** What stands for nothing where somebody or something is to be named; a source's value map may say otherwise. */
export const NOTHING = [
  ...["-", "--", "—", "——", "/", "\\N", "N/A", "n/a", "NaN"],
  ...["NULL", "Null", "null", "None", "unknown", "UNKNOWN", "无", "不详", "未知"],
  // First words of a line of totals, which is no record.
  ...["合计", "总计", "小计", "共计", "合 计", "总 计", "小 计", "合　计", "总　计", "小　计"],
];
