import * as z from "zod";
import { CLOSE_CODE_NAMES } from "./choices.ts";
import { Citation } from "./procedure.ts";
import { Bilingual } from "./text.ts";

export const WARNING_SCHEMA_VERSION = 1;
export const TIERS = ["rule", "signal"] as const;
export type Tier = (typeof TIERS)[number];
export const STATUSES = ["new", "unchanged", "updated", "resolved"] as const;
export type Status = (typeof STATUSES)[number];

export const Subject = z.strictObject({ type: z.enum(["case", "org", "pair", "series"]), id: z.string() });
export type Subject = z.infer<typeof Subject>;

/** One recorded act that a warning rests on, with the way back to its source. Times are epoch milliseconds. */
export const Evidence = z.strictObject({
  table: z.string(),
  event_id: z.string(),
  /** The part the record plays in the rule: `a`, `b`, `activation`, `target`, `context` … */
  part: z.string(),
  activity: z.string().nullable(),
  occurred_at: z.number().nullable(),
  actor_id: z.string().nullable(),
  org_id: z.string().nullable(),
  source: z.strictObject({ file: z.string(), sha256: z.string(), line: z.number() }),
});
export type Evidence = z.infer<typeof Evidence>;

/** One step of the arithmetic behind a measured value, in words and figures. */
export const ClockStep = z.strictObject({ label: Bilingual, value: z.string() });
export type ClockStep = z.infer<typeof ClockStep>;

/** What became of what a warning said: it said something else, was not found, or was not asked for. */
export const BECAME = ["updated", "resolved", "untold"] as const;

/** That two persons of one view closed a warning. It stands for as long as the warning stays as they saw it. */
export const Closing = z.strictObject({
  /** Null where it is not told. */
  code: z.enum(CLOSE_CODE_NAMES).nullable(),
  reviewers: z.array(z.string()),
  closed_at: z.number(),
  /** What the warning said until it changed, for which it is open again; null while nothing has changed. */
  changed: z
    .strictObject({
      became: z.enum(BECAME),
      severity: z.int().nullable(),
      measured: z.number().nullable(),
      threshold: z.number().nullable(),
      /** Whether it rests on the same records now; null where that is not known. */
      same_records: z.boolean().nullable(),
    })
    .nullable(),
});
export type Closing = z.infer<typeof Closing>;

export const Warning = z.strictObject({
  schema_version: z.literal(WARNING_SCHEMA_VERSION),
  warning_id: z.string(),
  run_id: z.string(),
  as_of: z.number(),
  detector: z.string(),
  code: z.string(),
  rule: z.string(),
  procedure: z.string().nullable(),
  /** Another than in the last release where the detector may say something else of the same log. */
  detector_version: z.string(),
  tier: z.enum(TIERS),
  severity: z.int().min(1).max(5),
  confidence: z.enum(["high", "medium", "low"]),
  status: z.enum(STATUSES),
  subject: Subject,
  case_id: z.string().nullable(),
  org_id: z.string().nullable(),
  measured: z.number().nullable(),
  threshold: z.number().nullable(),
  unit: z.string().nullable(),
  /** The peer group's numbers, for signals. */
  peer: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).nullable(),
  title: Bilingual,
  message: Bilingual,
  evidence: z.array(Evidence),
  missing: z.array(Bilingual),
  clock: z.array(ClockStep),
  law: z.array(Citation),
  /** What is on record that may explain it: load, leave, approvals, base rate. */
  context: z.array(Bilingual),
  innocent: z.array(Bilingual),
  checks: z.array(Bilingual),
  first_seen: z.number(),
  last_seen: z.number(),
  occurrences: z.int(),
  exemption: z.record(z.string(), z.unknown()).nullable(),
  suppression: z.record(z.string(), z.unknown()).nullable(),
  closing: Closing.nullable(),
  /** Units whose head took part in the acts: the lead goes one level up, and never to that head. */
  head_of: z.array(z.string()),
});
export type Warning = z.infer<typeof Warning>;
