import * as z from "zod";
import { Citation } from "./procedure.ts";
import { Bilingual } from "./text.ts";
import { ClockStep } from "./warning.ts";

/**
 * One line of `reminders.ndjson`: a clock that is about to run out, for the handler and the unit. It is no warning, is
 * kept in no list of leads, and counts against nobody. Times are epoch milliseconds.
 */
export const Reminder = z.strictObject({
  schema_version: z.literal(1),
  run_id: z.string(),
  as_of: z.number(),
  case_id: z.string().nullable(),
  org_id: z.string().nullable(),
  /** Who is assigned to the case, or else who acted in it last. */
  handler_id: z.string().nullable(),
  rule: z.string(),
  procedure: z.string().nullable(),
  title: Bilingual,
  message: Bilingual,
  /** The end of the last day. */
  due_at: z.number(),
  days_left: z.int().nonnegative(),
  clock: z.array(ClockStep),
  law: z.array(Citation),
});
export type Reminder = z.infer<typeof Reminder>;
