import * as z from "zod";
import { OUTCOMES } from "./outcome.ts";
import { Bilingual } from "./text.ts";

const Counts = z.record(z.enum(OUTCOMES), z.int());

/** What happened to the rows of one source file: `rows_in = loaded + duplicates + changed + quarantined`. */
export const FileAccount = z.strictObject({
  file: z.string(),
  sha256: z.string(),
  table: z.string(),
  format: z.string(),
  bytes: z.number(),
  rows_in: z.int(),
  loaded: z.int(),
  duplicates: z.int(),
  changed: z.int(),
  quarantined: z.int(),
  /** Of the quarantined, those that may not be held here: sealed, secret, excluded, purged. */
  refused: z.int(),
  /** `loaded` in this run, or `known` by its hash from an earlier one. */
  state: z.enum(["loaded", "known"]),
  notes: z.array(Bilingual),
});
export type FileAccount = z.infer<typeof FileAccount>;

export const RuleReport = z.strictObject({
  detector: z.string(),
  code: z.string(),
  rule: z.string(),
  procedure: z.string().nullable(),
  template: z.string().nullable(),
  title: Bilingual,
  tier: z.enum(["rule", "signal"]),
  outcomes: Counts,
});
export type RuleReport = z.infer<typeof RuleReport>;

export const DetectorReport = z.strictObject({
  detector: z.string(),
  code: z.string(),
  title: Bilingual,
  version: z.string(),
  state: z.enum(["evaluated", "not evaluated", "off", "error"]),
  /** Why it was not evaluated, or what went wrong. */
  reason: Bilingual.nullable(),
  /** What may be missing or not clear where it cannot tell. Absent in runs of earlier releases. */
  unclear: Bilingual.nullish(),
  seconds: z.number(),
  outcomes: Counts,
});
export type DetectorReport = z.infer<typeof DetectorReport>;

/** Something that sources never record, so that it cannot be told whether it is missing. It is about data alone. */
export const Unrecorded = z.strictObject({
  /** A table, or a column of one, that is not delivered or never filled; or acts that are never on record. */
  kind: z.enum(["table", "column", "activity"]),
  name: Bilingual,
  table: z.string(),
  column: z.string().nullable(),
  /** The labels that such acts were looked for by. */
  activities: z.array(z.string()),
  /** The sources that never record it, each by its files, of which the first are named. Null: no file at all has it. */
  sources: z.array(z.strictObject({ files: z.array(z.string()), file_count: z.int() })).nullable(),
  /** The rules and detectors that ask for it. */
  asked_by: z.array(
    z.strictObject({
      detector: z.string(),
      code: z.string(),
      rule: z.string(),
      procedure: z.string().nullable(),
      title: Bilingual,
      /** How often it cannot tell in cases of these sources. Null: it is not evaluated for want of it. */
      cannot_tell: z.int().nullable(),
    }),
  ),
});
export type Unrecorded = z.infer<typeof Unrecorded>;

/** What a look back went over, epoch milliseconds, and how many cases have a record in it. */
export const LookedBack = z.strictObject({ since: z.int(), until: z.int().nullable(), cases: z.int() });
export type LookedBack = z.infer<typeof LookedBack>;

/** `run.json`: the manifest of one run. */
export const RunManifest = z.strictObject({
  schema_version: z.literal(1),
  run_id: z.string(),
  name: z.string(),
  as_of: z.number(),
  /** Null of a run that is no look back. */
  lookback: LookedBack.nullable(),
  timezone: z.string(),
  language: z.enum(["zh", "en"]),
  started_at: z.number(),
  finished_at: z.number(),
  versions: z.record(z.string(), z.string()),
  /** The texts of the procedures that were asked. */
  procedures: z.array(z.strictObject({ procedure: z.string(), file: z.string(), sha256: z.string() })),
  files: z.array(FileAccount),
  quarantine: z.strictObject({ rows: z.int(), by_reason: z.record(z.string(), z.int()) }),
  coverage: z.strictObject({
    cases: z.int(),
    cases_without_events: z.int(),
    events: z.int(),
    events_after_as_of: z.int(),
    changed_events: z.int(),
    first_event_at: z.number().nullable(),
    last_event_at: z.number().nullable(),
    /** Events whose activity no procedure in use names. */
    unmapped_activities: z.array(z.strictObject({ activity: z.string(), events: z.int() })),
    notes: z.array(Bilingual),
    /** What sources never record. Absent in runs of earlier releases. */
    unrecorded: z
      .strictObject({
        /** How often something could not be told for want of any of it: each judgement once. */
        cannot_tell: z.int(),
        things: z.array(Unrecorded),
      })
      .optional(),
  }),
  detectors: z.array(DetectorReport),
  rules: z.array(RuleReport),
  warnings: z.strictObject({
    total: z.int(),
    by_severity: z.record(z.string(), z.int()),
    by_tier: z.record(z.string(), z.int()),
    by_status: z.record(z.string(), z.int()),
    /** By severity, those set aside by decision; they are among the numbers above. */
    by_set_aside: z.record(z.string(), z.int()),
    /** Those that fall under an entry of the exemption register. */
    exempted: z.int(),
    /** By severity, those that two persons closed as they stand and that are not set aside; among the numbers above. */
    by_closed: z.record(z.string(), z.int()).optional(),
    /** Those that changed after they were closed, and are open again: not set aside. */
    reopened: z.int().optional(),
  }),
  outputs: z.array(z.strictObject({ file: z.string(), bytes: z.int(), sha256: z.string() })),
});
export type RunManifest = z.infer<typeof RunManifest>;

type Counted = RunManifest["warnings"];
/** As runs of this release count their warnings. */
export type WarningCounts = { [Name in keyof Counted]-?: NonNullable<Counted[Name]> };
export const noWarnings = (): WarningCounts => ({
  total: 0,
  by_severity: {},
  by_tier: {},
  by_status: {},
  by_set_aside: {},
  exempted: 0,
  by_closed: {},
  reopened: 0,
});
