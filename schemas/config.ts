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
  table: z.enum(TABLE_NAMES).describe("The canonical table that the files fill; its columns are in docs/tables.md."),
  files: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .describe("A glob or a list of globs, relative to the folder of the configuration."),
  format: z.enum(FORMATS).optional().describe("Format of the files; by default told from their names."),
  encoding: z.enum(ENCODINGS).default("utf-8").describe("Encoding of text files."),
  delimiter: z.string().length(1).optional().describe("CSV: what parts the columns; a comma by default, a tab in TSV."),
  quote: z.string().max(1).optional().describe('CSV: what quotes a value; `"` by default, empty for none.'),
  header: z.boolean().default(true).describe("CSV and TSV: whether the first line names the columns."),
  sheet: z.string().optional().describe("XLSX: name of the sheet to read; by default the first."),
  columns: z
    .record(z.string(), z.string())
    .optional()
    .describe(
      "Canonical column → column of the file; without it columns are found by their canonical names and known aliases.",
    ),
  attributes: z
    .record(z.string().min(1), z.string().min(1))
    .optional()
    .describe(
      "Name by which rules ask of a value that is no column of the table → column of the file: `legal_review_required: 需法制审核`. Whatever else a file has goes by its own names.",
    ),
  values: z
    .record(z.string(), z.record(z.string(), z.string()))
    .optional()
    .describe("Canonical column, or name under `attributes` → (value in the file → value to use)."),
  time_format: z
    .union([z.string(), z.array(z.string()).min(1)])
    .optional()
    .describe(
      "Patterns of times without a standard form, in strftime letters such as %d/%m/%Y %H:%M, tried in order; ISO 8601 needs none.",
    ),
  timezone: Timezone.optional().describe("Zone of times that do not name one; by default the configuration's."),
  system: z
    .string()
    .default("")
    .describe(
      "Name of the system that these files come from, where two systems number their records alike, or keep different records and deliver them in one form; it is put before the identifier of each record (`system:identifier`), and cases are told apart by `case_id` alone.",
    ),
});
export type Source = z.infer<typeof Source>;

const DetectorSetting = z.union([z.literal("off"), z.literal("on"), z.boolean(), z.record(z.string(), z.unknown())]);

export const Config = z.strictObject({
  name: z.string().min(1).default("Xiezhi").describe("Name of the organ, shown on reports."),
  timezone: Timezone.default("Asia/Shanghai").describe(
    "Zone of times that do not name one, of dates and of the days that limits are counted in.",
  ),
  workspace: z
    .string()
    .min(1)
    .default("./workspace")
    .describe("Folder of what was loaded, of the history of warnings and of the ledger."),
  sources: z.array(Source).min(1).describe("What is read: a table and its files each."),
  procedures: z
    .array(z.string().min(1))
    .default([])
    .describe("Procedures whose rules are asked: the name of a built-in one, or the path of a YAML file."),
  detectors: z
    .record(z.string(), DetectorSetting)
    .default({})
    .describe(
      "Detectors by id, each `off` or its settings, which stand on its page; what is not named is on, as it comes.",
    ),
  ingest: z
    .strictObject({
      max_quarantine_share: z
        .number()
        .min(0)
        .max(1)
        .default(0.05)
        .describe("Share of rows, from 0 to 1, that may be set aside before the run stops ahead of detection."),
      max_bytes: z
        .int()
        .positive()
        .default(64 * 2 ** 30)
        .describe("Largest file read, in bytes after decompression."),
    })
    .prefault({})
    .describe("What loading bears with."),
  engine: z
    .strictObject({
      memory_limit: z
        .string()
        .regex(/^\d+(\.\d+)?(MB|GB)$/)
        .default("2.5GB")
        .describe(
          "The most that the engine may hold in memory; what does not fit is spilled to the workspace. Less is given where less is held and loaded: 200MB up to 67 MB of it, and then twice as much, unless spill_limit is set.",
        ),
      spill_limit: z
        .string()
        .regex(/^\d+(\.\d+)?(MB|GB)$/)
        .optional()
        .describe("The most it may spill to disk; by default nine tenths of the room there is."),
      threads: z
        .int()
        .positive()
        .optional()
        .describe(
          "Threads of the engine; by default as many as the machine has processors, and one for data below 16 MB.",
        ),
    })
    .prefault({})
    .describe("What the engine (DuckDB) may take of the machine."),
  report: z
    .strictObject({
      language: z
        .enum(LANGUAGES)
        .default("zh")
        .describe("Language of the report; its page has both, and opens in this."),
      folder: z
        .string()
        .min(1)
        .default("./reports")
        .describe("Folder that reports are put in, one below it for each run."),
      formats: z
        .array(z.enum(REPORT_FORMATS))
        .default(["html", "xlsx"])
        .describe("What is made for readers, beside the files for machines."),
      audience: z
        .enum(AUDIENCES)
        .default("inspector")
        .describe(
          "`circulation`: beside the report for inspectors an edition of it, in which persons have pseudonyms.",
        ),
      max_leads: z
        .int()
        .positive()
        .default(500)
        .describe("Leads shown in the HTML page; the rest is in the machine files, and the page says so."),
      leads: z
        .string()
        .regex(LEADS_CHOICE, LEADS_CHOICES)
        .default("top:20")
        .describe(
          "The leads that get a sheet in leads.docx: `top:20`, or ids of warnings, cases or units between commas.",
        ),
      deliver: z
        .array(z.string().min(1))
        .min(1)
        .optional()
        .describe(
          "A program and its arguments that sends a finished report on; it finds the report's folder in the environment variable XIEZHI_REPORT and the run's id in XIEZHI_RUN. The next run runs it again if it failed, and never after it ended well.",
        ),
      deliver_seconds: z.int().positive().default(60).describe("Seconds after which that program is stopped."),
    })
    .prefault({})
    .describe("What is published, and where."),
  ledger: z
    .strictObject({
      file: z
        .string()
        .min(1)
        .optional()
        .describe("The signed record of every run, decision and look; by default ledger.ndjson in the workspace."),
      key: z
        .string()
        .min(1)
        .optional()
        .describe(
          "The private key that signs it, best kept on another medium; by default ledger-key.pem in the workspace.",
        ),
      heads: z
        .string()
        .min(1)
        .optional()
        .describe(
          "A file on another medium that is told the head after every entry, a line each; `verify` holds the ledger against it. Its folder must be there; by default there is none.",
        ),
    })
    .prefault({})
    .describe("Where the signed ledger and its key are kept."),
  decisions: z
    .strictObject({
      max_suppression_days: z.int().positive().default(180).describe("How long a warning may be set aside, in days."),
    })
    .prefault({})
    .describe("What bounds decisions about warnings."),
  privacy: z
    .strictObject({
      pseudonym_key: z
        .string()
        .min(1)
        .default("./pseudonym-key")
        .describe(
          "The key that pseudonyms are made with: never in the workspace, best on a medium that the operator has not.",
        ),
      smallest_count: z
        .int()
        .min(1)
        .default(5)
        .describe("Counts below this are not told in the summaries of an edition for circulation."),
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
        ])
        .describe("Secrecy levels that this system may hold; a record of any other level is refused."),
      excluded_cases: z
        .array(z.string().min(1))
        .default(["国家安全", "国安", "监察案件", "监察调查"])
        .describe("Kinds of cases that are refused: those whose case_type or cause_code holds one of these words."),
      excluded_acts: z
        .array(z.string().min(1))
        .default(["技侦", "技术侦查", "技术调查措施"])
        .describe("Acts that are refused: those whose activity, measure or document holds one of these words."),
    })
    .prefault({})
    .describe("What is refused, and what an edition for circulation withholds."),
  schedule: z
    .strictObject({
      every: Duration.default("1d").describe("How often a run is due; the next run names those that are missing."),
    })
    .prefault({})
    .describe("When runs are expected."),
});
export type Config = z.infer<typeof Config>;
