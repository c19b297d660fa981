import * as z from "zod";
import { join, type Sql, sql, word } from "../../pipeline/engine/sql.ts";

/** Names of levels of approval, from the lowest rank up; each organ has its own for the same rank. */
export const LEVELS = {
  station: ["派出所", "派出所负责人", "station"],
  department: ["办案部门", "办案部门负责人", "承办部门", "庭长", "department"],
  county: [
    "县级",
    "县级公安机关",
    "县级以上公安机关",
    "县级公安机关负责人",
    "县级以上公安机关负责人",
    "所属公安机关",
    "基层检察院",
    "检察长",
    "基层法院",
    "院长",
    "county",
  ],
  city: [
    "市级",
    "市级公安机关",
    "上一级",
    "上一级公安机关",
    "上一级检察院",
    "上一级法院",
    "分州市检察院",
    "中级法院",
    "city",
  ],
  province: ["省级", "省级公安机关", "省级检察院", "高级法院", "province"],
  supreme: ["公安部", "最高检", "最高法", "supreme"],
} as const;
export type Level = keyof typeof LEVELS;
export const LEVEL_NAMES = Object.keys(LEVELS) as [Level, ...Level[]];

export const LEVEL_TITLES: Readonly<Record<Level, { zh: string; en: string }>> = {
  station: { zh: "派出所", en: "police station" },
  department: { zh: "办案部门", en: "handling department" },
  county: { zh: "县级", en: "county" },
  city: { zh: "市级（上一级）", en: "city (next above)" },
  province: { zh: "省级", en: "province" },
  supreme: { zh: "最高", en: "supreme" },
};

/** The words that a log has for each level; what is in none of them cannot be told. */
export const levels = z
  .object({
    station: words("station"),
    department: words("department"),
    county: words("county"),
    city: words("city"),
    province: words("province"),
    supreme: words("supreme"),
  })
  .strict()
  .prefault({})
  .describe("words of the log for each level of approval, from the lowest up");
type Levels = z.output<typeof levels>;

function words(level: Level) {
  return z.array(z.string().min(1)).default([...LEVELS[level]]);
}

/** Rank of a level's word, 0 for the lowest; null for a word that is none. */
export const rankOf = (column: Sql, known: Levels): Sql =>
  sql`case ${join(
    LEVEL_NAMES.map((level, rank) => sql`when ${column} in ${known[level]} then ${rank}`),
    word(" "),
  )} end`;

export const rank = (level: Level): number => LEVEL_NAMES.indexOf(level);
