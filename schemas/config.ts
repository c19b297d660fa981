import * as z from "zod";
import { AUDIENCES, LEADS_CHOICE, LEADS_CHOICES } from "./choices.ts";
import { Duration } from "./procedure.ts";
import { TABLE_NAMES } from "./tables.ts";
import { LANGUAGES } from "./text.ts";

const FORMATS = ["csv", "tsv", "parquet", "ndjson", "json", "arrow", "xes", "ocel", "xlsx"] as const;
export type Format = (typeof FORMATS)[number];
const ENCODINGS = ["utf-8", "gb18030", "gbk", "gb2312", "utf-16le", "utf-16be", "big5", "latin1"] as const;
export const REPORT_FORMATS = ["html", "xlsx", "docx"] as const;

const Timezone = z.string().refine(
  (zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
    } catch {
      return false;
    }
  },
  { error: ({ input }) => `${input} is no time zone of the IANA list, such as Asia/Shanghai` },
);

export const Source = z.strictObject({
  table: z.enum(TABLE_NAMES),
  /** A glob or a list of globs, relative to the config's folder. */
  files: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  /** By default told from the file's name. */
  format: z.enum(FORMATS).optional(),
  encoding: z.enum(ENCODINGS).default("utf-8"),
  delimiter: z.string().length(1).optional(),
  quote: z.string().max(1).optional(),
  header: z.boolean().default(true),
  /** XLSX: the sheet's name; by default the first. */
  sheet: z.string().optional(),
  /** Canonical column → column of the file. Without it columns are found by their canonical names and known aliases. */
  columns: z.record(z.string(), z.string()).optional(),
  /** Canonical column → (value in the file → value to use). */
  values: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  /** Patterns of times without a standard form, in strftime letters; tried in order. ISO 8601 needs none. */
  time_format: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  /** Zone of times that do not name one; by default the config's. */
  timezone: Timezone.optional(),
  /**
   * Name of the system that these files come from, where two systems number their records alike, or keep different
   * records and deliver them in one form: it is put before the identifier of each record (`system:identifier`). Cases are
   * told apart by `case_id` alone.
   */
  system: z.string().default(""),
});
export type Source = z.infer<typeof Source>;

export const DetectorSetting = z.union([
  z.literal("off"),
  z.literal("on"),
  z.boolean(),
  z.record(z.string(), z.unknown()),
]);

export const Config = z.strictObject({
  name: z.string().min(1).default("Xiezhi"),
  timezone: Timezone.default("Asia/Shanghai"),
  workspace: z.string().min(1).default("./workspace"),
  sources: z.array(Source).min(1),
  procedures: z.array(z.string().min(1)).default([]),
  detectors: z.record(z.string(), DetectorSetting).default({}),
  ingest: z
    .strictObject({
      /** Share of rows that may be quarantined before the run stops ahead of detection. */
      max_quarantine_share: z.number().min(0).max(1).default(0.05),
      /** Largest file read, in bytes after decompression. */
      max_bytes: z
        .int()
        .positive()
        .default(64 * 2 ** 30),
    })
    .prefault({}),
  engine: z
    .strictObject({
      memory_limit: z
        .string()
        .regex(/^\d+(\.\d+)?(MB|GB)$/)
        .default("2.5GB")
        .describe(
          "the most that the engine may hold in memory; what does not fit is spilled to the workspace. Less is given where less is held and loaded: 200MB up to 67 MB of it, and then twice as much, unless spill_limit is set",
        ),
      spill_limit: z
        .string()
        .regex(/^\d+(\.\d+)?(MB|GB)$/)
        .optional()
        .describe("what it may spill; by default nine tenths of the room there is"),
      threads: z.int().positive().optional(),
    })
    .prefault({}),
  report: z
    .strictObject({
      language: z.enum(LANGUAGES).default("zh"),
      folder: z.string().min(1).default("./reports"),
      formats: z.array(z.enum(REPORT_FORMATS)).default(["html", "xlsx"]),
      /** `circulation`: beside the report for inspectors an edition of it, in which persons have pseudonyms. */
      audience: z.enum(AUDIENCES).default("inspector"),
      /** Leads shown in the HTML page; the rest is in the machine files and the page says so. */
      max_leads: z.int().positive().default(500),
      /** The leads that get a sheet in `leads.docx`: `top:20`, or ids of warnings, cases or units between commas. */
      leads: z.string().regex(LEADS_CHOICE, LEADS_CHOICES).default("top:20"),
      /**
       * A program and its arguments that sends a finished report on; it finds the report's folder in the environment
       * variable XIEZHI_REPORT and the run's id in XIEZHI_RUN. It is run again by the next run if it fails, and never
       * after it ended well.
       */
      deliver: z.array(z.string().min(1)).min(1).optional(),
      /** Seconds after which that program is stopped. */
      deliver_seconds: z.int().positive().default(60),
    })
    .prefault({}),
  ledger: z
    .strictObject({
      /** The signed record of every run, decision and look; by default `ledger.ndjson` in the workspace. */
      file: z.string().min(1).optional(),
      /** The private key that signs it, best kept on another medium; by default `ledger-key.pem` in the workspace. */
      key: z.string().min(1).optional(),
      /**
       * A file on another medium that is told the head after every entry, a line each; `verify` holds the ledger
       * against it. Its folder must be there.
       */
      heads: z.string().min(1).optional(),
    })
    .prefault({}),
  decisions: z
    .strictObject({
      /** How long a warning may be set aside. */
      max_suppression_days: z.int().positive().default(180),
    })
    .prefault({}),
  privacy: z
    .strictObject({
      /** The key that pseudonyms are made with: never in the workspace, best on a medium that the operator has not. */
      pseudonym_key: z.string().min(1).default("./pseudonym-key"),
      /** Counts below this are not told in the summaries of an edition for circulation. */
      smallest_count: z.int().min(1).default(5),
      /** Secrecy levels that this system may hold; a record of any other level is refused. */
      open_levels: z
        .array(z.string().min(1))
        .default([
          "公开",
          "内部",
          "非密",
          "无密级",
          "未定密",
          "不涉密",
          "非涉密",
          "none",
          "public",
          "internal",
          "unclassified",
        ]),
      /** Kinds of cases that are refused: those whose `case_type` holds one of these words. */
      excluded_cases: z.array(z.string().min(1)).default(["国家安全", "国安", "监察案件", "监察调查"]),
      /** Acts that are refused: those whose activity, measure or document holds one of these words. */
      excluded_acts: z.array(z.string().min(1)).default(["技侦", "技术侦查", "技术调查措施"]),
    })
    .prefault({}),
  schedule: z
    .strictObject({
      /** How often a run is due; the next run names those that are missing. */
      every: Duration.default("1d"),
    })
    .prefault({}),
});
export type Config = z.infer<typeof Config>;
