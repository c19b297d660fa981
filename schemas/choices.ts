/**
 * Fixed choices that a command names too; apart from the schemas, so that `--help` is there before those are loaded.
 */

/** The configuration where none is named. */
export const CONFIG_NAME = "xiezhi.yaml";

/** For whom a report is: those who look into it, or others whom it is circulated to, without the names of persons. */
export const AUDIENCES = ["inspector", "circulation"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** The leads that get a sheet: the first so many of them, or ids. */
export const LEADS_CHOICE = /^(top:[1-9]\d{0,8}$|(?!top:)\s*[^\s,])/;
export const LEADS_CHOICES = "It is top: and a number from 1, such as top:20, or ids between commas";

/**
 * How a lead may be closed. The last four are the discipline organs' own categories;
 * the program only keeps what a person decided.
 */
export const CLOSE_CODES = {
  "data-problem": { zh: "数据问题", en: "A problem of the data" },
  "statutory-exclusion": { zh: "法定扣除", en: "Time that the law does not count" },
  "approved-extension": { zh: "已批准延长", en: "An approved extension" },
  "objective-difficulty": { zh: "客观困难", en: "A difficulty nobody could help" },
  exemption: { zh: "容错（三个区分开来）", en: "Exempted (the three distinctions)" },
  "gap-in-rules": { zh: "制度漏洞", en: "A gap in the rules" },
  "training-reminder": { zh: "培训提醒", en: "A reminder or training" },
  "talk-or-letter": { zh: "转谈话函询", en: "Passed on: talk or letter" },
  "preliminary-verification": { zh: "转初步核实", en: "Passed on: preliminary verification" },
  "kept-for-reference": { zh: "暂存待查", en: "Kept for reference" },
  settled: { zh: "予以了结", en: "Settled" },
} as const;
export type CloseCode = keyof typeof CLOSE_CODES;
export const CLOSE_CODE_NAMES = Object.keys(CLOSE_CODES) as [CloseCode, ...CloseCode[]];

/** Codes that say that there was nothing to hold against anyone: they entitle to a written clearance (澄清). */
export const CLEARING: readonly CloseCode[] = [
  "data-problem",
  "statutory-exclusion",
  "approved-extension",
  "objective-difficulty",
  "exemption",
  "settled",
];

/** Reasons for which a warning may be set aside beforehand. */
export const SUPPRESS_REASONS = [
  "data-problem",
  "statutory-exclusion",
  "approved-extension",
  "objective-difficulty",
  "exemption",
] as const satisfies readonly CloseCode[];
