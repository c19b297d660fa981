import type * as z from "zod";
import type { Citation, Procedure, Rule, Template } from "../schemas/procedure.ts";
import type { TableName } from "../schemas/tables.ts";
import type { Bilingual } from "../schemas/text.ts";
import type { ClockStep, Evidence, Tier, Warning } from "../schemas/warning.ts";
import type { Engine } from "./engine/engine.ts";
import type { Sql } from "./engine/sql.ts";
import type { Facts } from "./facts.ts";
import type { CompiledRule } from "./rules/compile.ts";
import type { RuleSet } from "./rules/ruleset.ts";

export const FAMILIES = [
  "process-skip",
  "timing",
  "backlog",
  "intervention",
  "people",
  "outcome",
  "data-integrity",
  "cross-agency",
  "service-window",
] as const;
type Family = (typeof FAMILIES)[number];

/**
 * What a verdict rests on: on the records of one case alone (`case`); of one case, held against others of the log
 * (`log`); or it is about a unit, a window or another subject, and never about a single case (`unit`).
 */
const SCOPES = ["case", "log", "unit"] as const;
export type Scope = (typeof SCOPES)[number];

/** What goes with the hits of some matters alone; with all where none are named. A hit's column `matter` names its own. */
export interface OfMatters {
  readonly matters?: readonly string[];
}

/** What is known of a detector before it runs. The id is its folder's name. */
export interface DetectorMeta {
  readonly id: string;
  /** One of the codes of `schemas/codes.ts`: `PS01` … */
  readonly code: string;
  /** Raised where the same log may give other hits, or hits of another severity, than in the last release. */
  readonly version: string;
  readonly family: Family;
  readonly title: Bilingual;
  /** What it looks for, in a sentence or two. */
  readonly about: Bilingual;
  readonly tier: Tier;
  readonly scope: Scope;
  readonly severity: number;
  /** Its hits rest on something that is not on record: where the feed has a gap, they are *cannot tell*. */
  readonly absence?: true;
  /** Its hits are reminders to those who do the work: they go to `reminders.ndjson` and are no warnings. */
  readonly reminds?: true;
  /** Codes whose hits in the same case it speaks of: it is asked after them, and reads `hits_beside`. */
  readonly beside?: readonly string[];
  /** Its sentence speaks of the records themselves, not only of its row and the parts that records play in it. */
  readonly ofRecords?: true;
  /**
   * Its sentence quotes whatever a record holds, which may name a person: an edition for circulation tells it without.
   */
  readonly quotes?: true;
  /** What it tells is for the superior organ, whoever took part in it: no edition for circulation has it. */
  readonly upward?: true;
  /** Tables and columns without which it is not evaluated. */
  readonly needs: Partial<Record<TableName, readonly string[]>>;
  readonly law: readonly (Citation & OfMatters)[];
  readonly innocent: readonly (Bilingual & OfMatters)[];
  readonly checks: readonly (Bilingual & OfMatters)[];
  /** What it leaves aside on purpose. */
  readonly exclusions: readonly Bilingual[];
  /** Where it cannot tell: what is then not on record or not clear, said to who is to fetch it. */
  readonly unclear?: Bilingual;
  readonly references: readonly string[];
}

/** Acts that a source has to record for a detector to tell whether one is missing. */
interface Awaited {
  readonly name: Bilingual;
  /** The labels of such acts, and of those that call for one; without these it is asked of every source. */
  readonly acts: readonly string[];
  readonly calledBy?: readonly string[];
  /** The `key` of the rows that rest on it; without it all do. */
  readonly key?: string;
}

/** What a detector may look at while it writes its query. */
export interface Situation {
  readonly facts: Facts;
  readonly asOf: number;
  readonly engine: Pick<Engine, "attribute" | "localDay" | "split">;
  /** Whether some file has brought a column of a table. */
  has(table: TableName, column: string): boolean;
  readonly ruleSet: RuleSet;
}

/** What detectors may look at, of the facts and rules of a run. */
export const situationOf = ({ facts, ruleSet }: Pick<Situation, "facts" | "ruleSet">): Situation => ({
  facts,
  ruleSet,
  asOf: facts.asOf,
  engine: facts.engine,
  has: facts.has,
});

/** The words and numbers of one warning. `title`, `law`, `innocent`, `checks` default to the detector's or rule's. */
export interface Explanation {
  readonly message: Bilingual;
  readonly measured?: number | null;
  readonly threshold?: number | null;
  readonly unit?: string | null;
  readonly severity?: number;
  readonly confidence?: Warning["confidence"];
  readonly peer?: Warning["peer"];
  readonly clock?: readonly ClockStep[];
  readonly missing?: readonly Bilingual[];
  readonly innocent?: readonly Bilingual[];
  /** Of a row that cannot tell: why, where the row says so; else it is the detector's. */
  readonly unclear?: Bilingual | undefined;
}

/** What a sentence may speak of besides its own row. */
export interface Telling {
  /** The part each record of the evidence plays, in order. */
  readonly parts: readonly string[];
  /** The records themselves, for a detector that says so ({@link DetectorMeta.ofRecords}). */
  readonly evidence: readonly Evidence[];
  readonly zone: string;
  readonly asOf: number;
  /** The rule and procedure, for detectors that serve rules. */
  readonly rule: CompiledRule | null;
}

/**
 * One detector. `query` returns one row per subject that it has something to say of, with a column `outcome`
 * (hit, clear, pending or cannot tell) and what names the subject: `case_key` for a case, `org_id` for a unit, or
 * `subject_type` and `subject_id`. A column `key` tells apart several warnings of one subject (a record's id, a
 * period); `absent` marks hits about a unit that rest on what is not on record, and are *cannot tell* where its feed has
 * a gap; `matter` is what of several things a hit is about, where law, explanations and checks differ
 * ({@link OfMatters}); further columns are the detector's own. A subject without a row is not applicable.
 *
 * `evidence` reads the relation `hits` (the hit rows, numbered by `hit_no`) and returns
 * `hit_no, part, record_no, pos` and, where the record is not an event, its table in `source_table`.
 */
export interface Detector<Params = unknown, Row = unknown> {
  readonly meta: DetectorMeta;
  readonly params: z.ZodType<Params>;
  readonly row: z.ZodType<Row>;
  /** The templates whose rules it serves; none for a detector of its own. */
  readonly templates: readonly Template[];
  /**
   * Before the query: reads aggregates, does what SQL cannot, and lays the result in a temp table that `query` reads.
   */
  prepare?(params: Params, situation: Situation): Promise<void>;
  query(params: Params, situation: Situation): Sql;
  /** Acts that not every system records: in cases of a source that never does, it cannot tell. */
  awaits?(params: Params): readonly Awaited[];
  /** Units and days whose records are known to be missing: `org_id, first_on, last_on`. Asked after the query. */
  gaps?(params: Params, situation: Situation): Sql;
  evidence?(params: Params, situation: Situation): Sql | Promise<Sql>;
  /** What units are compared in under one of the keys, as a picture names it; without it the key is a period. */
  compared?(key: string, params: Params): Bilingual;
  /** Lays out `cases_in_time` (`case_key, closed_on`): closings as it counts them, by which pictures go too. */
  layOutClosings?(params: Params, situation: Situation): Promise<void>;
  /** Classes of content of the register of inquiries that it takes as asking for something, by which pictures go too. */
  asking?(params: Params): readonly string[];
  explain(row: Row, params: Params, telling: Telling): Explanation;
}

/** Types a detector by its schemas: `params` and `row` decide what `query` and `explain` see. */
export function defineDetector<Params extends z.ZodType, Row extends z.ZodType>(
  detector: Omit<Detector<z.output<Params>, z.output<Row>>, "params" | "row" | "templates"> & {
    readonly params: Params;
    readonly row: Row;
  },
): Detector {
  return { templates: [], ...detector } as unknown as Detector;
}

/** Whether a detector serves rules of procedures; else it is a rule of its own. */
export const servesRules = ({ templates }: Pick<Detector, "templates">): boolean => templates.length > 0;

export const servedRules = <Compiled extends { readonly rule: Rule }>(
  { templates }: Pick<Detector, "templates">,
  rules: readonly Compiled[],
): Compiled[] => rules.filter(({ rule }) => templates.includes(rule.template));

/** The name of an activity of a rule, in both languages. */
export const activityName = ({ procedure, rule }: { procedure: Procedure; rule: Rule }, position: number): Bilingual =>
  nameOfActivity(procedure, rule.activities[position] ?? "");

export function nameOfActivity({ activities }: Procedure, key: string): Bilingual {
  const { zh, en } = activities[key] ?? {};
  return { zh: zh ?? en ?? key, en: en ?? zh ?? key };
}
