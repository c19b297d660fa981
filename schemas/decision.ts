import { z } from "zod";

/**
 * How a lead may be closed (domain brief, flow of a lead). The last four are the discipline organs' own categories;
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

const Person = z.string().trim().min(1).max(100);
const Note = z.string().trim().min(1).max(2000);

/** One warning, or what a rule says of one subject (a case, unit, pair or series). */
export const Target = z.union([
  z.strictObject({ warning_id: z.string().regex(/^[0-9a-f]{20}$/) }),
  z.strictObject({ rule: z.string().min(1), subject: z.string().min(1) }),
]);
export type Target = z.infer<typeof Target>;

/** A warning set aside: still computed, counted and listed. Times are epoch milliseconds. */
export const Suppression = z
  .strictObject({
    suppression_id: z.string(),
    target: Target,
    reason: z.enum(SUPPRESS_REASONS),
    note: Note,
    author: Person,
    approver: Person,
    decided_at: z.number(),
    expires_at: z.number(),
  })
  .refine(({ author, approver }) => author !== approver, "the approver must be another person than the author")
  .refine(({ decided_at, expires_at }) => expires_at > decided_at, "it ends before it begins");
export type Suppression = z.infer<typeof Suppression>;

/** One person's view of a lead; two persons of one view close it. */
export const Review = z.strictObject({
  review_id: z.string(),
  warning_id: z.string(),
  code: z.enum(CLOSE_CODE_NAMES),
  note: Note,
  reviewer: Person,
  at: z.number(),
});
export type Review = z.infer<typeof Review>;

/** What the handler or the unit says; stored beside the reviews, never held against whoever gives it. */
export const HandlerExplanation = z.strictObject({
  explanation_id: z.string(),
  warning_id: z.string(),
  text: z.string().trim().min(1).max(10_000),
  by: Person,
  at: z.number(),
});
export type HandlerExplanation = z.infer<typeof HandlerExplanation>;
