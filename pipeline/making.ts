import type { FileAccount, LookedBack } from "../schemas/run.ts";
import type { Bilingual, Language } from "../schemas/text.ts";
import type { Verdicts } from "./audit/verdicts.ts";
import type { LoadedConfig } from "./config.ts";
import type { Place } from "./delivery/publish.ts";
import type { Facts } from "./facts.ts";
import type { PseudonymKey } from "./privacy/pseudonyms.ts";
import type { LoadedProcedure } from "./procedures.ts";
import type { RuleSet } from "./rules/ruleset.ts";
import type { PreparedDetector } from "./settings.ts";
import type { WarningStore } from "./warnings/store.ts";

/** A report in the making: what was read, what is asked of it, and where it is put together. */
export interface Making {
  readonly runId: string;
  readonly startedAt: number;
  readonly loaded: LoadedConfig;
  readonly procedures: readonly LoadedProcedure[];
  readonly prepared: readonly PreparedDetector[];
  readonly accounts: readonly FileAccount[];
  readonly facts: Facts;
  readonly ruleSet: RuleSet;
  /** The time that is looked back over; null for a run among others. */
  readonly lookback: LookedBack | null;
  /** What the reader should know, beside what is known of the rules. */
  readonly notes: readonly Bilingual[];
  readonly language: Language;
  /** The leads that get a sheet, where they are named. */
  readonly chosen: string | undefined;
  /** The key of the edition for circulation; null where there is to be none. */
  readonly key: PseudonymKey | null;
  readonly place: Place;
  readonly store: WarningStore;
  readonly verdicts: Verdicts;
}
