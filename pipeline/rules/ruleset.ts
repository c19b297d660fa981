import type { Procedure, Rule } from "../../schemas/procedure.ts";
import { milliseconds } from "../duration.ts";
import { id, join, type Sql, sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { type CompiledRule, compileRules, isLabel, labelsOf, Terms } from "./compile.ts";
import { conditionSql } from "./condition.ts";
import { COUNTED, type Measure, measuresOf } from "./counted.ts";
import { layOutLimits } from "./deadline.ts";
import { judgePairs } from "./paired.ts";
import { gatherParticipants } from "./resource.ts";
import { isCivil } from "./span.ts";
import { isClock } from "./template.ts";
import { layOutWide } from "./wide.ts";

/**
 * The rules of all procedures, and what they need of the cases, laid out for the engine:
 * - `rules`: one row per rule, its numbers and where its terms stand in the lists below;
 * - `scopes`: which case falls under which procedure, surely or perhaps, and whether it is complete;
 * - `completed`: the cases that are complete under some procedure;
 * - `case_facts`: one row per procedure and case in scope, with lists over the procedure's terms.
 */
export interface RuleSet {
  readonly rules: readonly CompiledRule[];
  readonly facts: Facts;
}

export async function buildRuleSet(procedures: readonly Procedure[], facts: Facts): Promise<RuleSet> {
  const { engine } = facts;
  const activities = await engine.all<{ activity: string; activity_key: number }>(
    sql`select activity, activity_key from activity_index`,
  );
  const keys = new Map(activities.map((row) => [row.activity, row.activity_key]));
  const rules = compileRules(procedures, keys, facts);
  await createTables(facts);
  await layOutWide(rules, facts);
  for (const [i, procedure] of procedures.entries()) {
    await buildScope(i + 1, procedure, keys, facts);
    const own = rules.filter((rule) => rule.procedure === procedure);
    await buildCaseFacts(i + 1, own, facts);
  }
  const set = { rules, facts };
  await judgePairs(set);
  await gatherParticipants(set);
  await layOutLimits(set);
  return set;
}

async function createTables({ engine }: Facts): Promise<void> {
  await engine.run(sql`create or replace temp table rules (
    rule_no integer, procedure_no integer, template varchar, a_sure integer, a_any integer, b_sure integer, b_any integer,
    guard integer, times integer, within_ms bigint, not_before_ms bigint, tolerance_ms bigint, paired boolean,
    within_civil boolean, not_before_civil boolean)`);
  await engine.run(sql`create or replace temp table scopes (
    procedure_no integer, case_key integer, sure boolean, complete boolean)`);
  await engine.run(sql`create or replace temp view completed as select distinct case_key from scopes where complete`);
  await engine.run(sql`drop table if exists case_facts`);
}

async function buildScope(
  no: number,
  procedure: Procedure,
  keys: ReadonlyMap<string, number>,
  facts: Facts,
): Promise<void> {
  const applies = procedure.applies ? conditionSql(procedure.applies, "case", facts) : sql`true`;
  const { completion } = procedure;
  const complete =
    completion === "all"
      ? sql`true`
      : completion === undefined
        ? sql`c.closed_at is not null`
        : sql`c.case_key in (select case_key from trace where ${isLabel(labelsOf(procedure, completion.activities, keys))})`;
  await facts.engine.run(sql`
    insert into scopes
    select ${no}, c.case_key, (${applies}) is true, ${complete} from cases c where (${applies}) is not false`);
}

/** Rules whose evaluation looks at single events, not only at counts and first and last places. */
export const isPaired = ({ rule, shape }: CompiledRule): boolean =>
  shape.target !== undefined &&
  (shape.strength !== "plain" ||
    rule.within !== undefined ||
    rule.not_before !== undefined ||
    rule.same !== undefined ||
    rule.different !== undefined);

async function buildCaseFacts(no: number, rules: readonly CompiledRule[], facts: Facts): Promise<void> {
  const { engine } = facts;
  const terms = new Terms();
  const needs = new Map<number, Set<Measure>>();
  const guards: Sql[] = [];
  const rows: (string | number | boolean | null)[][] = [];
  for (const compiled of rules) {
    const { rule } = compiled;
    const paired = isPaired(compiled);
    const a = terms.slotsOf(compiled.a);
    const b = compiled.b ? terms.slotsOf(compiled.b) : null;
    const counted = COUNTED[rule.template];
    const measures = isClock(rule.template) ? CLOCK_MEASURES : counted && !paired ? measuresOf(counted) : null;
    for (const slot of [a.sure, a.any]) addAll(needs, slot, measures?.a ?? []);
    for (const slot of b ? [b.sure, b.any] : []) addAll(needs, slot, measures?.b ?? []);
    if (compiled.caseCondition) guards.push(compiled.caseCondition);
    rows.push([
      compiled.no,
      no,
      rule.template,
      a.sure,
      a.any,
      b?.sure ?? null,
      b?.any ?? null,
      compiled.caseCondition ? guards.length : null,
      timesOf(rule),
      spanOf(rule.within),
      spanOf(rule.not_before),
      spanOf(rule.tolerance),
      paired,
      isCivil(rule.within),
      isCivil(rule.not_before),
    ]);
  }
  await engine.append("rules", RULE_KINDS, [transpose(rows, RULE_KINDS.length)]);
  await storeCaseFacts(no, terms, needs, guards, facts);
}

const RULE_KINDS = [
  ...Array<"integer">(2).fill("integer"),
  "text",
  ...Array<"integer">(9).fill("integer"),
  ...Array<"boolean">(3).fill("boolean"),
] as const;
const CLOCK_MEASURES = { a: new Set<Measure>(["at", "wall"]), b: new Set<Measure>(["at", "wall"]) };

const timesOf = (rule: Rule): number => rule.count ?? (rule.template === "min-actors" ? 2 : 1);
const spanOf = (span: string | undefined): number | null => (span === undefined ? null : milliseconds(span));

function addAll(needs: Map<number, Set<Measure>>, slot: number, measures: Iterable<Measure>): void {
  const known = needs.get(slot) ?? new Set();
  for (const measure of measures) known.add(measure);
  needs.set(slot, known);
}

const transpose = <T>(rows: readonly (readonly T[])[], width: number): T[][] =>
  Array.from({ length: width }, (_, column) => rows.map((row) => row[column] as T));

const MEASURES = ["n", "first", "last", "at", "wall"] as const satisfies readonly Measure[];

/** One pass over the narrow trace for terms without condition, one over the wide events for those with one: there each condition
 * is judged once an event. */
async function storeCaseFacts(
  no: number,
  { terms }: Terms,
  needs: ReadonlyMap<number, ReadonlySet<Measure>>,
  guards: readonly Sql[],
  { engine }: Facts,
): Promise<void> {
  const cell = (slot: number, measure: Measure) => id(`${measure}${slot}`);
  const measured = (slot: number) => MEASURES.filter((measure) => needs.get(slot)?.has(measure));
  const aggregates = (conditional: boolean) =>
    terms.flatMap(({ labels, condition }, i) => {
      if ((condition !== null) !== conditional) return [];
      const where = condition === null ? isLabel(labels) : id(`met${i + 1}`);
      return measured(i + 1).map((measure) => sql`${aggregate(measure, where)} as ${cell(i + 1, measure)}`);
    });
  const plain = aggregates(false);
  const conditional = aggregates(true);
  const met = terms.flatMap(({ labels, condition }, i) =>
    condition === null ? [] : [sql`${isLabel(labels, "e")} and ${condition} as ${id(`met${i + 1}`)}`],
  );
  const list = (measure: Measure) =>
    engine.pack(
      terms.map((_, i) =>
        !needs.get(i + 1)?.has(measure)
          ? sql`cast(null as bigint)`
          : measure === "n"
            ? sql`coalesce(${cell(i + 1, measure)}, 0)`
            : sql`cast(${cell(i + 1, measure)} as bigint)`,
      ),
    );
  const guard = (condition: Sql) =>
    sql`case when (${condition}) is true then 2 when (${condition}) is false then 0 else 1 end`;
  const from = sql`
    from scopes s join cases c on c.case_key = s.case_key
    ${plain.length > 0 ? sql`left join (select case_key, ${join(plain)} from trace group by case_key) p on p.case_key = s.case_key` : sql``}
    ${
      conditional.length > 0
        ? sql`left join (
            select case_key, ${join(conditional)}
            from (
              select e.case_key, e.pos, e.occurred_at, e.wall_at, ${join(met)}
              from wide e join cases c on c.case_key = e.case_key
            ) group by case_key
          ) q on q.case_key = s.case_key`
        : sql``
    }
    where s.procedure_no = ${no}`;
  const columns = sql`
    s.procedure_no, s.case_key, s.sure, s.complete, c.event_count, ${join(
      MEASURES.map((measure) => sql`${terms.length > 0 ? list(measure) : sql`null`} as ${id(measure)}`),
    )}, ${guards.length > 0 ? engine.pack(guards.map(guard)) : engine.pack([sql`2`])} as guards`;
  const exists = await engine.all(sql`select 1 from information_schema.tables where table_name = 'case_facts'`);
  await engine.run(
    exists.length === 0
      ? sql`create temp table case_facts as select ${columns} ${from}`
      : sql`insert into case_facts select ${columns} ${from}`,
  );
}

function aggregate(measure: Measure, where: Sql): Sql {
  switch (measure) {
    case "n":
      return sql`count(*) filter (where ${where})`;
    case "first":
      return sql`min(pos) filter (where ${where})`;
    case "last":
      return sql`max(pos) filter (where ${where})`;
    case "at":
      return sql`min(occurred_at) filter (where ${where})`;
    case "wall":
      return sql`min(wall_at) filter (where ${where})`;
  }
}
