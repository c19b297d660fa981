import * as z from "zod";
import { CLOSE_CODE_NAMES, SUPPRESS_REASONS } from "./choices.ts";

/** A name without what no reader would tell it from another by: case, width, spaces, characters that do not show. */
const bare = (name: string): string =>
  name
    .normalize("NFKC")
    .toUpperCase()
    .toLowerCase()
    .normalize("NFKC")
    .replace(/[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]/gu, "");

/** Whether two names are one, however they are written. Whether two names are two persons, only people can tell. */
export const sameName = (one: string, other: string): boolean => bare(one) === bare(other);

export const Person = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((name) => bare(name) !== "", "a name that does not show");
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
  .refine(({ author, approver }) => !sameName(author, approver), "the approver must be another person than the author")
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
  /** In how many runs the warning had been told by then: which of its states the reviewer saw. */
  occurrences: z.int(),
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
