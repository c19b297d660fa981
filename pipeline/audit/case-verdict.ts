import type { Outcome } from "../../schemas/outcome.ts";
import { byText } from "../../schemas/text.ts";
import type { Warning } from "../../schemas/warning.ts";
import { layOutBeside, rememberBeside } from "../beside.ts";
import type { DetectOptions } from "../detect.ts";
import { type Detector, type Explanation, situationOf, type Telling } from "../detector.ts";
import { columnNames } from "../engine/engine.ts";
import { id, type Sql, sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { suspendHits } from "../gaps.ts";
import { FOUND, numberHits } from "../outcomes.ts";
import type { CompiledRule } from "../rules/compile.ts";
import type { RuleSet } from "../rules/ruleset.ts";
import type { PreparedDetector } from "../settings.ts";
import { warningsOf } from "../warnings/lines.ts";
import { noticesOf } from "../warnings/notices.ts";

/** What a rule, or a detector of its own, says of one subject. */
export interface Found {
  readonly rule: CompiledRule | null;
  readonly key: string;
  readonly outcome: Outcome;
  /** Whether it would be a hit, had the feed no gap. */
  readonly suspended: boolean;
  /** The arithmetic, where the row has what it takes. */
  readonly told: Explanation | null;
}

/** All that a detector says of one case. */
export interface CaseVerdict {
  readonly found: readonly Found[];
  readonly warnings: readonly Warning[];
}

/**
 * Asks a detector of one case. Planning is nearly all that a statement over so few rows costs, so there is one, and more
 * only where there are hits.
 */
export async function askOfCase(
  prepared: PreparedDetector,
  options: Pick<DetectOptions, "facts" | "ruleSet" | "runId" | "beside">,
  caseKey: number,
): Promise<CaseVerdict> {
  const { detector, params } = prepared;
  const { facts } = options;
  const { engine } = facts;
  const situation = situationOf(options);
  if (detector.meta.beside) await layOutBeside(engine);
  await engine.asGuest(() => detector.prepare?.(params, situation));
  const query = sql`select * from (${detector.query(params, situation)}) where case_key = ${caseKey}`;
  const rows = await engine.all<FoundRow>(query);
  if (!rows.some(isHit)) return { found: tellFound(rows, prepared, options), warnings: [] };
  await engine.run(sql`drop table if exists ${id(FOUND)}`);
  await engine.run(sql`create temp table ${id(FOUND)} as ${query}`);
  if (detector.meta.absence) await suspendHits(facts, FOUND);
  if (options.beside)
    await rememberBeside(engine, FOUND, { detector, rules: options.ruleSet.rules, asked: options.beside });
  const found = await readFound(sql`select * from ${id(FOUND)}`, prepared, options);
  const hits = found.filter(isHit).length;
  if (hits === 0 || detector.meta.reminds) return { found, warnings: [] };
  const shape = await columnNames(engine, id(FOUND));
  await numberHits(engine, { found: FOUND, shape });
  const warnings: Warning[] = [];
  const about = { detector, params, situation, engine, shape, hits, found: null, runId: options.runId };
  for await (const some of noticesOf(about)) warnings.push(...(await warningsOf(engine, some)));
  return { found, warnings };
}

interface FoundRow {
  readonly rule_no?: number | null;
  readonly key?: string | null;
  readonly outcome: Outcome;
  readonly suspended?: boolean | null;
}

const isHit = ({ outcome }: Pick<FoundRow, "outcome">): boolean => outcome === "hit";

/** The rows of what a detector found, with their arithmetic. */
export async function readFound(
  found: Sql,
  prepared: PreparedDetector,
  about: { readonly facts: Facts; readonly ruleSet: RuleSet },
): Promise<Found[]> {
  return tellFound(await about.facts.engine.all<FoundRow>(found), prepared, about);
}

function tellFound(
  rows: readonly FoundRow[],
  { detector, params }: PreparedDetector,
  { facts, ruleSet }: { readonly facts: Facts; readonly ruleSet: RuleSet },
): Found[] {
  return [...rows].sort(inOrder).map((row) => {
    const rule = ruleSet.rules.find(({ no }) => no === row.rule_no) ?? null;
    const telling = { parts: [], evidence: [], zone: facts.zone.name, asOf: facts.asOf, rule };
    const outcome = detector.meta.reminds && isHit(row) ? "pending" : row.outcome;
    const told = tellIfPossible(detector, row, params, telling);
    return { rule, key: row.key ?? "", outcome, suspended: row.suspended === true, told };
  });
}

const inOrder = (x: FoundRow, y: FoundRow): number =>
  (x.rule_no ?? 0) - (y.rule_no ?? 0) || byText(x.key ?? "", y.key ?? "") || byText(x.outcome, y.outcome);

/** Sentences are written for hits; the row of another outcome may lack what they mention. */
function tellIfPossible(detector: Detector, row: unknown, params: unknown, telling: Telling): Explanation | null {
  const read = detector.row.safeParse(row);
  return read.success ? detector.explain(read.data, params, telling) : null;
}
