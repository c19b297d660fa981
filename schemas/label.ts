import * as z from "zod";

/**
 * The truth about one thing planted in a synthetic log, or about one lawful thing that resembles it: a line of
 * `labels.ndjson`. No detector ever reads it.
 */
export const Label = z.strictObject({
  /** One of the codes of `schemas/codes.ts`, `PS01` … */
  code: z.string().min(1),
  kind: z.enum(["plant", "look-alike"]),
  subject: z.strictObject({ type: z.enum(["case", "org", "pair", "series"]), id: z.string().min(1) }),
  case_id: z.string().optional(),
  org_id: z.string().optional(),
  /** The rule that it breaks, or seems to break; any rule of the code where none is named. */
  rule: z.string().optional(),
  note: z.string(),
});
export type Label = z.infer<typeof Label>;
