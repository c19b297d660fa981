import { nameOfData } from "../schemas/names.ts";
import { noOutcomes, OUTCOMES, type Outcome, type OutcomeCounts } from "../schemas/outcome.ts";
import type { DetectorReport, RuleReport } from "../schemas/run.ts";
import type { TableName } from "../schemas/tables.ts";
import type { Bilingual } from "../schemas/text.ts";
import type { Warning } from "../schemas/warning.ts";
import { layOutBeside, rememberBeside } from "./beside.ts";
import type { Detector, Situation } from "./detector.ts";
import { columnNames, type Engine, one } from "./engine/engine.ts";
import { id, type Sql, sql } from "./engine/sql.ts";
import type { Facts } from "./facts.ts";
import { rememberGaps, showSuspended, suspendHits, suspendUnits } from "./gaps.ts";
import { withForms } from "./ingest/form.ts";
import { UserError } from "./kit/errors.ts";
import { didYouMean } from "./kit/nearest.ts";
import { mistakesIn, ONCE } from "./kit/yaml.ts";
import type { CompiledRule } from "./rules/compile.ts";
import type { RuleSet } from "./rules/ruleset.ts";
import { titleOf } from "./warnings/card.ts";
import { warningsOf } from "./warnings/lines.ts";
import { type Known, type Notices, noticesOf } from "./warnings/notices.ts";

/** A detector with its settings, ready to be asked. */
export interface PreparedDetector {
  readonly detector: Detector;
  readonly params: unknown;
  readonly off: boolean;
}

/** Reads the settings of `detectors:` in the config against each detector's own schema. */
export function prepareDetectors(
  detectors: readonly Detector[],
  settings: Readonly<Record<string, unknown>>,
  where: (id: string) => string,
): PreparedDetector[] {
  const problems: string[] = [];
  for (const name of Object.keys(settings)) {
    if (!detectors.some((d) => d.meta.id === name)) {
      const hint = didYouMean(
        name,
        detectors.map(({ meta }) => meta.id),
      );
      problems.push(`${where(name)}: no detector ${name}${hint || "; `xiezhi detectors` lists them"}`);
    }
  }
  const prepared = detectors.map((detector) => {
    const setting = settings[detector.meta.id];
    const off = setting === "off" || setting === false;
    const given = typeof setting === "object" && setting !== null ? setting : {};
    const params = detector.params.safeParse(given, ONCE);
    if (!params.success) {
      for (const { text } of mistakesIn(given, detector.params, params.error)) {
        problems.push(`${where(detector.meta.id)}: ${detector.meta.id}: ${text}`);
      }
    }
    return { detector, params: params.data, off };
  });
  if (problems.length > 0) throw new UserError(problems.join("\n"));
  return prepared;
}

/**
 * The order in which detectors are asked: those that know of gaps in the feed come before those that rest on absence,
 * those that speak of what others found come last.
 */
export const inTurn = <Prepared extends Pick<PreparedDetector, "detector">>(
  prepared: readonly Prepared[],
): Prepared[] => [...prepared].sort((x, y) => turnOf(x.detector) - turnOf(y.detector));

const turnOf = ({ gaps, meta }: Detector): number => (gaps ? 0 : meta.beside ? 2 : 1);

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

/** What detectors may look at, from the facts and rules of a run. */
export const situationOf = ({ facts, ruleSet }: Pick<DetectOptions, "facts" | "ruleSet">): Situation => ({
  facts,
  ruleSet,
  asOf: facts.asOf,
  engine: facts.engine,
  has: facts.has,
});

/** Default name of the result table of the detector that ran last (rule detectors keep theirs in `memory`). */
export const FOUND = "found";
const HITS = "hits";

/** Runs one detector. An error does not throw: it is its report's state and reason, and the others go on. */
export async function detect(prepared: PreparedDetector, options: DetectOptions): Promise<Detection> {
  const { detector, params, off } = prepared;
  const { engine } = options.facts;
  const started = performance.now();
  const situation = situationOf(options);
  const done = (state: DetectorReport["state"], reason: Bilingual | null, outcomes = noOutcomes()): DetectorReport => ({
    detector: detector.meta.id,
    code: detector.meta.code,
    title: detector.meta.title,
    version: detector.meta.version,
    state,
    reason,
    unclear: detector.meta.unclear ?? null,
    seconds: Math.round(performance.now() - started) / 1000,
    outcomes,
  });
  const only = (report: DetectorReport): Detection => ({
    report,
    found: FOUND,
    rules: [],
    notices: async function* () {},
    warnings: async function* () {},
  });
  if (off) return only(done("off", null));
  const lacking = whyNot(prepared, options);
  if (lacking) return only(done("not evaluated", lacking));
  try {
    const served = servedRules(detector, options.ruleSet);
    if (detector.meta.beside) await layOutBeside(engine);
    await engine.asGuest(() => detector.prepare?.(params, situation));
    const query = detector.query(params, situation);
    const laidOut = options.within ? null : options.ruleSet.memory?.laidOutFor(detector);
    if (!laidOut) await engine.run(sql`create or replace ${engine.large(FOUND)} as ${query}`);
    const found = laidOut && detector.meta.absence ? await showSuspended(options.facts, laidOut) : (laidOut ?? FOUND);
    const shape = await columnNames(engine, id(found));
    if (!shape.has("outcome")) throw new Error("its query returns no column `outcome`");
    if (options.within && shape.has("case_key"))
      await engine.run(sql`delete from ${id(found)} where case_key not in (select case_key from ${options.within})`);
    if (detector.gaps) await rememberGaps(options.facts, detector.gaps(params, situation));
    if (detector.meta.absence && !laidOut && shape.has("case_key")) await suspendHits(options.facts, found);
    if (!laidOut && shape.has("absent")) await suspendUnits(options.facts, found);
    if (options.beside && shape.has("case_key"))
      await rememberBeside(engine, found, { detector, rules: served, asked: options.beside });
    const rules =
      served.length > 0
        ? await countRules(detector, served, options, { found, shape })
        : [{ ...ownRule(detector), outcomes: await countFound(options, { found, shape }) }];
    const outcomes = sumOf(rules);
    const hits = outcomes.hit;
    if (detector.meta.reminds) for (const counts of [outcomes, ...rules.map((rule) => rule.outcomes)]) putOff(counts);
    if (hits > 0) await numberHits(engine, { found, shape });
    const report = done("evaluated", null, outcomes);
    async function* notices(): AsyncIterable<Notices> {
      if (hits === 0) return;
      const about = { detector, params, situation, engine, shape, hits };
      try {
        yield* noticesOf({
          ...about,
          found: shape.has("case_key") ? outcomesIn({ found, shape }) : null,
          runId: options.runId,
          known: options.known?.(detector.meta.id),
        });
      } catch (error) {
        report.state = "error";
        report.reason = failure(error);
      }
    }
    return {
      report,
      found,
      rules,
      notices,
      async *warnings() {
        for await (const some of notices()) yield await warningsOf(engine, some);
      },
    };
  } catch (error) {
    return only(done("error", failure(error)));
  }
}

/** A table of what was found, and its columns. */
interface Found {
  readonly found: string;
  readonly shape: ReadonlySet<string>;
}

const outcomesIn = ({ found, shape }: Found) =>
  sql`select ${shape.has("rule_no") ? sql`coalesce(rule_no, 0)` : sql`0`} as rule_no, case_key, outcome from ${id(found)}`;

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

export const servedRules = ({ templates }: Detector, { rules }: RuleSet): CompiledRule[] =>
  rules.filter(({ rule }) => templates.includes(rule.template));

export const NO_RULES: Bilingual = { zh: "所用程序中没有此类规则", en: "no procedure in use has a rule of its kind" };

/** Why a detector has nothing to say here; null if it can be asked. */
export function whyNot({ detector }: PreparedDetector, options: Omit<DetectOptions, "runId">): Bilingual | null {
  const lacking = missingNeeds(detector, situationOf(options));
  if (lacking) return lacking;
  return detector.templates.length > 0 && servedRules(detector, options.ruleSet).length === 0 ? NO_RULES : null;
}

/** A table that no file has brought, or a column of one. */
export interface Need {
  readonly table: TableName;
  readonly column?: string;
}

/** What a detector needs and no file has brought. */
export const lackingNeeds = ({ meta }: Detector, situation: Situation): Need[] =>
  (Object.entries(meta.needs) as [TableName, readonly string[]][]).flatMap(([table, columns]): Need[] =>
    table !== "cases" && !situation.facts.columns.has(table)
      ? [{ table }]
      : columns.filter((column) => !hasColumn(situation, table, column)).map((column) => ({ table, column })),
  );

/** Why a detector cannot be evaluated on this data; null if it can. */
export function missingNeeds(detector: Detector, situation: Situation): Bilingual | null {
  const lacking = lackingNeeds(detector, situation).map(({ table, column }) => nameOfData(table, column));
  if (lacking.length === 0) return null;
  return {
    zh: `缺少数据：${lacking.map(({ zh }) => zh).join("、")}`,
    en: `missing data: ${lacking.map(({ en }) => en).join(", ")}`,
  };
}

/** Of a case these are known from its events too. */
export const DERIVED_CASE_COLUMNS = ["case_id", "org_id", "opened_at", "event_count", "first_at", "last_at"];

function hasColumn(situation: Situation, table: TableName, column: string): boolean {
  if (table === "cases" && DERIVED_CASE_COLUMNS.includes(column)) {
    return column !== "org_id" || situation.has("cases", "org_id") || situation.has("events", "org_id");
  }
  return situation.has(table, column);
}

/**
 * Outcomes per rule. Cases a rule has nothing to say of are not applicable; a case with several clocks counts for each.
 */
async function countRules(
  detector: Detector,
  served: readonly CompiledRule[],
  { facts, within }: DetectOptions,
  { found, shape }: Found,
): Promise<RuleReport[]> {
  const { engine } = facts;
  const rows = await engine.all<{ rule_no: number; outcome: Outcome; n: number }>(
    sql`select rule_no, outcome, count(*) as n from ${id(found)} group by rule_no, outcome`,
  );
  const repeated = shape.has("key")
    ? await engine.all<{ rule_no: number; n: number }>(sql`
        select rule_no, count(*) - count(distinct case_key) as n from ${id(found)} where key <> '' group by rule_no`)
    : [];
  const total = await countCases(engine, within);
  const counted = new Map(served.map(({ no }) => [no, noOutcomes()]));
  for (const { rule_no, outcome, n } of rows) (counted.get(rule_no) as OutcomeCounts)[outcome] += n;
  const again = new Map(repeated.map(({ rule_no, n }) => [rule_no, n]));
  return served.map((compiled) => {
    const outcomes = counted.get(compiled.no) as OutcomeCounts;
    const judged = Object.values(outcomes).reduce((sum, n) => sum + n, 0);
    outcomes["not applicable"] = total + (again.get(compiled.no) ?? 0) - judged;
    return {
      detector: detector.meta.id,
      code: compiled.rule.code ?? detector.meta.code,
      rule: compiled.rule.id,
      procedure: compiled.procedure.id,
      template: compiled.rule.template,
      title: titleOf(detector, compiled),
      tier: detector.meta.tier,
      outcomes,
    };
  });
}

/** A detector of its own has one rule: itself. */
const ownRule = ({ meta }: Detector) => ({
  detector: meta.id,
  code: meta.code,
  rule: meta.id,
  procedure: null,
  template: null,
  title: meta.title,
  tier: meta.tier,
});

function sumOf(rules: readonly RuleReport[]): OutcomeCounts {
  const sum = noOutcomes();
  for (const { outcomes } of rules) for (const outcome of OUTCOMES) sum[outcome] += outcomes[outcome] ?? 0;
  return sum;
}

const countCases = async (engine: Engine, within: Sql | null = null): Promise<number> =>
  (await one<{ total: number }>(engine, sql`select count(*) as total from ${within ?? sql`cases`}`)).total;

async function countFound(
  { facts: { engine }, within }: DetectOptions,
  { found, shape }: Found,
): Promise<OutcomeCounts> {
  const counts = noOutcomes();
  for (const row of await engine.all<{ outcome: Outcome; n: number }>(
    sql`select outcome, count(*) as n from ${id(found)} group by outcome`,
  )) {
    counts[row.outcome] = row.n;
  }
  if (shape.has("case_key")) {
    const { named } = await one<{ named: number }>(
      engine,
      sql`select count(distinct case_key) as named from ${id(found)}`,
    );
    counts["not applicable"] = (await countCases(engine, within)) - named;
  }
  return counts;
}

/** `hits`: those among the rows of what was found, numbered. */
export async function numberHits(engine: Engine, { found, shape }: Found): Promise<void> {
  const order = ["rule_no", "case_key", "org_id", "subject_id", "key"].filter((name) => shape.has(name));
  const by = order.reduce<Sql | null>(
    (all, name) => (all ? sql`${all}, ${id(name)} nulls first` : sql`${id(name)} nulls first`),
    null,
  );
  await engine.run(sql`
    create or replace temp table ${id(HITS)} as
    select row_number() over (order by ${by ?? sql`outcome`}) as hit_no, * from ${id(found)} where outcome = 'hit'`);
}
