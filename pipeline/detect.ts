import { noOutcomes, type OutcomeCounts } from "../schemas/outcome.ts";
import type { DetectorReport, RuleReport } from "../schemas/run.ts";
import type { Bilingual } from "../schemas/text.ts";
import type { Warning } from "../schemas/warning.ts";
import { layOutBeside, rememberBeside } from "./beside.ts";
import { type Detector, type Situation, servedRules, situationOf } from "./detector.ts";
import { columnNames } from "./engine/engine.ts";
import { id, type Sql, sql } from "./engine/sql.ts";
import type { Facts } from "./facts.ts";
import { rememberGaps, showSuspended, suspendHits, suspendUnits } from "./gaps.ts";
import { withForms } from "./ingest/form.ts";
import { whyNot } from "./needs.ts";
import { countOutcomes, FOUND, type FoundTable, numberHits, outcomesIn, sumOf } from "./outcomes.ts";
import type { RuleSet } from "./rules/ruleset.ts";
import type { PreparedDetector } from "./settings.ts";
import { warningsOf } from "./warnings/lines.ts";
import { type Known, type Notices, noticesOf } from "./warnings/notices.ts";

/** What one detector said: its report, its rules' reports and its warnings, in batches. */
export interface Detection {
  readonly report: DetectorReport;
  /** The table of what it found, where it was evaluated; it stands until the next is asked. */
  readonly found: string;
  readonly rules: RuleReport[];
  notices(): AsyncIterable<Notices>;
  warnings(): AsyncIterable<Warning[]>;
}

export interface DetectOptions {
  readonly facts: Facts;
  readonly ruleSet: RuleSet;
  readonly runId: string;
  /** What the runs before knew of a detector's warnings; nothing by default. */
  known?(detector: string): Known | undefined;
  /** A relation of `case_key`: the cases that are told of, where these are not all. */
  readonly within?: Sql | null;
  /** Codes whose hits are kept for detectors that speak of them. */
  readonly beside?: ReadonlySet<string>;
}

/** Runs one detector. An error does not throw: it is its report's state and reason, and the others go on. */
export async function detect({ detector, params, off }: PreparedDetector, options: DetectOptions): Promise<Detection> {
  const { engine } = options.facts;
  const { meta } = detector;
  const situation = situationOf(options);
  const started = performance.now();
  const reported = (state: DetectorReport["state"], reason: Bilingual | null): DetectorReport => ({
    detector: meta.id,
    code: meta.code,
    title: meta.title,
    version: meta.version,
    state,
    reason,
    unclear: detector.meta.unclear ?? null,
    seconds: Math.round(performance.now() - started) / 1000,
    outcomes: noOutcomes(),
  });
  if (off) return saysNothing(reported("off", null));
  const lacking = whyNot(detector, situation);
  if (lacking) return saysNothing(reported("not evaluated", lacking));
  try {
    const table = await ask({ detector, params, situation }, options);
    const rules = await countOutcomes(detector, options, table);
    const outcomes = sumOf(rules);
    const hits = outcomes.hit;
    if (meta.reminds) for (const counts of [outcomes, ...rules.map((rule) => rule.outcomes)]) putOff(counts);
    if (hits > 0) await numberHits(engine, table);
    const report = { ...reported("evaluated", null), outcomes };
    async function* notices(): AsyncIterable<Notices> {
      if (hits === 0) return;
      const { shape } = table;
      const found = shape.has("case_key") ? outcomesIn(table) : null;
      const known = options.known?.(meta.id);
      try {
        yield* noticesOf({ detector, params, situation, engine, shape, hits, found, runId: options.runId, known });
      } catch (error) {
        report.state = "error";
        report.reason = failure(error);
      }
    }
    async function* warnings(): AsyncIterable<Warning[]> {
      for await (const some of notices()) yield await warningsOf(engine, some);
    }
    return { report, found: table.found, rules, notices, warnings };
  } catch (error) {
    return saysNothing(reported("error", failure(error)));
  }
}

const saysNothing = (report: DetectorReport): Detection => ({
  report,
  found: FOUND,
  rules: [],
  notices: async function* () {},
  warnings: async function* () {},
});

interface Question {
  readonly detector: Detector;
  readonly params: unknown;
  readonly situation: Situation;
}

/** Lays out what a detector finds, as far as it is to be told of: hits where the feed has a gap are suspended. */
async function ask({ detector, params, situation }: Question, options: DetectOptions): Promise<FoundTable> {
  const { facts, ruleSet, within, beside } = options;
  const { engine } = facts;
  const { meta } = detector;
  if (meta.beside) await layOutBeside(engine);
  await engine.asGuest(() => detector.prepare?.(params, situation));
  const query = detector.query(params, situation);
  const laidOut = within ? null : ruleSet.memory?.laidOutFor(detector);
  if (!laidOut) await engine.run(sql`create or replace ${engine.large(FOUND)} as ${query}`);
  const found = laidOut && meta.absence ? await showSuspended(facts, laidOut) : (laidOut ?? FOUND);
  const shape = await columnNames(engine, id(found));
  if (!shape.has("outcome")) throw new Error("its query returns no column `outcome`");
  const ofCases = shape.has("case_key");
  if (within && ofCases)
    await engine.run(sql`delete from ${id(found)} where case_key not in (select case_key from ${within})`);
  if (detector.gaps) await rememberGaps(facts, detector.gaps(params, situation));
  if (meta.absence && !laidOut && ofCases) await suspendHits(facts, found);
  if (!laidOut && shape.has("absent")) await suspendUnits(facts, found);
  if (beside && ofCases) {
    const rules = servedRules(detector, ruleSet.rules);
    await rememberBeside(engine, found, { detector, rules, asked: beside });
  }
  return { found, shape };
}

/** Reminders count as pending, never as hits. */
function putOff(counts: OutcomeCounts): void {
  counts.pending += counts.hit;
  counts.hit = 0;
}

/** Why a detector failed, for its report: the first line of the message, without the values that the engine quotes. */
export function failure(error: unknown): Bilingual {
  const text = error instanceof Error ? withForms(error.message.split("\n")[0] ?? "") : String(error);
  return { zh: `运行出错：${text}`, en: `it failed: ${text}` };
}
