import { noOutcomes, OUTCOMES, type Outcome, type OutcomeCounts } from "../schemas/outcome.ts";
import type { RuleReport } from "../schemas/run.ts";
import { type Detector, servedRules } from "./detector.ts";
import { type Engine, one } from "./engine/engine.ts";
import { id, type Sql, sql } from "./engine/sql.ts";
import type { Facts } from "./facts.ts";
import type { CompiledRule } from "./rules/compile.ts";
import type { RuleSet } from "./rules/ruleset.ts";
import { titleOf } from "./warnings/card.ts";

/** Default name of the result table of the detector that ran last (rule detectors keep theirs in `memory`). */
export const FOUND = "found";
const HITS = "hits";

/** A table of what was found, and its columns. */
export interface FoundTable {
  readonly found: string;
  readonly shape: ReadonlySet<string>;
}

/** Of each case that something was found of: `rule_no, case_key, outcome`. */
export const outcomesIn = ({ found, shape }: FoundTable): Sql =>
  sql`select ${shape.has("rule_no") ? sql`coalesce(rule_no, 0)` : sql`0`} as rule_no, case_key, outcome from ${id(found)}`;

interface Counting {
  readonly facts: Facts;
  readonly ruleSet: RuleSet;
  /** A relation of `case_key`: the cases that count, where these are not all. */
  readonly within?: Sql | null;
}

/** How many cases, or other subjects, came to which outcome, by rule. */
export async function countOutcomes(detector: Detector, counting: Counting, table: FoundTable): Promise<RuleReport[]> {
  const served = servedRules(detector, counting.ruleSet.rules);
  if (served.length > 0) return countServed(detector, served, counting, table);
  return [{ ...ownRule(detector), outcomes: await countOwn(counting, table) }];
}

/**
 * Outcomes per rule. Cases a rule has nothing to say of are not applicable; a case with several clocks counts for each.
 */
async function countServed(
  detector: Detector,
  served: readonly CompiledRule[],
  { facts, within }: Counting,
  { found, shape }: FoundTable,
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
  for (const { rule_no, outcome, n } of rows) {
    const outcomes = counted.get(rule_no);
    if (!outcomes) throw new Error(`its query returns rule ${rule_no}, which is none of those it serves`);
    outcomes[outcome] += n;
  }
  const again = new Map(repeated.map(({ rule_no, n }) => [rule_no, n]));
  return served.map((compiled) => {
    const outcomes = counted.get(compiled.no) ?? noOutcomes();
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
export const ownRule = ({ meta }: Detector) => ({
  detector: meta.id,
  code: meta.code,
  rule: meta.id,
  procedure: null,
  template: null,
  title: meta.title,
  tier: meta.tier,
});

export function sumOf(rules: readonly RuleReport[]): OutcomeCounts {
  const sum = noOutcomes();
  for (const { outcomes } of rules) for (const outcome of OUTCOMES) sum[outcome] += outcomes[outcome] ?? 0;
  return sum;
}

const countCases = async (engine: Engine, within: Sql | null = null): Promise<number> =>
  (await one<{ total: number }>(engine, sql`select count(*) as total from ${within ?? sql`cases`}`)).total;

async function countOwn({ facts: { engine }, within }: Counting, { found, shape }: FoundTable): Promise<OutcomeCounts> {
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
export async function numberHits(engine: Engine, { found, shape }: FoundTable): Promise<void> {
  const order = ["rule_no", "case_key", "org_id", "subject_id", "key"].filter((name) => shape.has(name));
  const by = order.reduce<Sql | null>(
    (all, name) => (all ? sql`${all}, ${id(name)} nulls first` : sql`${id(name)} nulls first`),
    null,
  );
  await engine.run(sql`
    create or replace temp table ${id(HITS)} as
    select row_number() over (order by ${by ?? sql`outcome`}) as hit_no, * from ${id(found)} where outcome = 'hit'`);
}
