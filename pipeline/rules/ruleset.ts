import type { Procedure, Rule } from "../../schemas/procedure.ts";
import { one, transposed } from "../engine/engine.ts";
import { id, join, type Sql, sql, word } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { milliseconds } from "../kit/duration.ts";
import { CaseValues } from "./case-values.ts";
import { type CompiledRule, compileRules, isLabel, labelsOf } from "./compile.ts";
import { conditionSql } from "./condition.ts";
import { COUNTED } from "./counted.ts";
import { layOutClocks } from "./deadline.ts";
import { countsTerms, isPaired } from "./kinds.ts";
import { type Lacking, type Logged, readLogged } from "./logged.ts";
import { type MemoryOptions, openMemory, type RuleMemory } from "./memory.ts";
import { attributeOf, correlationsOf, judgePairs, listed } from "./paired.ts";
import { gatherParticipants } from "./resource.ts";
import { Numbered, Sides, sidesOf, textOf } from "./sides.ts";
import { isCivil, untilMidnight } from "./span.ts";
import { Terms } from "./terms.ts";
import { layOutWide } from "./wide.ts";

/**
 * The rules of all procedures, and what they need of the cases, laid out for the engine:
 * - `rules`: one row per rule: its numbers, the terms `a` and `b` if they are all it needs, its guard, and the number
 *   of each attribute it correlates by, in the columns of `correlationsOf`;
 * - `rule_labels`: the labels of the rules' sides;
 * - `scopes`: which case falls under which procedure, surely or perhaps, whether it is complete (null where that cannot be
 *   told) and since when, and how many events it has;
 * - `completed`: the cases that are complete under some procedure, and since when (`completed_at`);
 * - `case_values`: what conditions ask of the cases;
 * - `case_terms`: what is counted in the cases.
 */
export interface RuleSet {
  readonly rules: readonly CompiledRule[];
  readonly facts: Facts & { readonly values: CaseValues };
  /** The log's number of each activity. */
  readonly activityKeys: ReadonlyMap<string, number>;
  readonly logged: Logged;
  /** What is not; empty where what is logged was known. */
  readonly lacking: readonly Lacking[];
  readonly sides: Sides;
  /** Conditions on cases, of the rules that are about a case as a whole. */
  readonly guards: Numbered<Sql>;
  /** Attributes by which the paired rules correlate their events. */
  readonly keys: Numbered<Sql>;
  /** What the last run found, where that is used; `scopes` and `case_values` then hold the cases at work alone. */
  readonly memory: RuleMemory | null;
  /** The relation that has the scopes of every case. */
  readonly everyScope: Sql;
}

interface RuleSetOptions {
  /** What is logged, where that is known. */
  readonly logged?: Logged | undefined;
  /** Where outcomes are kept from run to run. */
  readonly memory?: MemoryOptions | undefined;
}

/** The rules alone, with nothing laid out. */
export async function compileRuleSet(
  procedures: readonly Procedure[],
  given: Facts,
  options: RuleSetOptions = {},
): Promise<RuleSet> {
  const values = new CaseValues();
  const facts = { ...given, values };
  const { engine } = facts;
  const activities = await engine.all<{ activity: string; activity_key: number }>(
    sql`select activity, activity_key from activity_index`,
  );
  const keys = new Map(activities.map((row) => [row.activity, row.activity_key]));
  const { logged, lacking } = options.logged
    ? { logged: options.logged, lacking: [] }
    : await readLogged(procedures, keys, given);
  const rules = compileRules(procedures, keys, logged, facts);
  const memory = options.memory ? await openMemory(rules, facts, options.memory) : null;
  return {
    rules,
    facts,
    activityKeys: keys,
    logged,
    lacking,
    sides: new Sides("rule_labels", rules.flatMap(sidesOf)),
    guards: new Numbered(),
    keys: new Numbered(),
    memory,
    everyScope: id(memory ? EVERY_SCOPE : "scopes"),
  };
}

/**
 * Compiles the procedures' rules and lays out the relations of {@link RuleSet}, judged at `given.asOf`. With
 * `options.memory`, cases that cannot have changed are recalled from the last run.
 */
export async function buildRuleSet(
  procedures: readonly Procedure[],
  given: Facts,
  options: RuleSetOptions = {},
): Promise<RuleSet> {
  const set = await compileRuleSet(procedures, given, options);
  const falls = procedures.map(({ applies }) => (applies ? conditionSql(applies, "case", set.facts) : sql`true`));
  await set.facts.values.layOut(given, set.memory?.recalls ? sql`at_work` : null);
  await layOutScopes(procedures, falls, set.activityKeys, given);
  await set.memory?.layOut(EVERY_SCOPE, sql`select * from scopes`);
  await given.engine.run(sql`
    create or replace ${given.engine.large("completed")} as
    select case_key, max(completed_at) as completed_at from ${set.everyScope} where complete group by case_key`);
  await layOutRules(set);
  await judgePairs(set);
  await given.engine.asWritten(() => gatherParticipants(set));
  await layOutClocks(set);
  return set;
}

/** Those of the procedures that some case falls under, surely or perhaps. */
export async function proceduresMet(procedures: readonly Procedure[], facts: Facts): Promise<Procedure[]> {
  if (procedures.length === 0) return [];
  const meets = procedures.map(({ applies }, i) => {
    const falls = applies ? conditionSql(applies, "case", facts) : sql`true`;
    return sql`max(case when (${falls}) is not false then 1 else 0 end) as ${id(String(i))}`;
  });
  const met = await one<Record<string, number | null>>(facts.engine, sql`select ${join(meets)} from cases c`);
  return procedures.filter((_, i) => met[i] === 1);
}

async function layOutScopes(
  procedures: readonly Procedure[],
  applies: readonly Sql[],
  keys: ReadonlyMap<string, number>,
  { engine, zone }: Facts,
): Promise<void> {
  await engine.run(sql`create or replace ${engine.large("scopes")} (
    procedure_no integer, case_key integer, sure boolean, complete boolean, completed_at bigint, event_count integer)`);
  for (const [i, { completion, ...procedure }] of procedures.entries()) {
    const falls = applies[i] as Sql;
    const done =
      completion === "all" || completion === undefined
        ? sql``
        : sql`left join (
            select case_key, max(occurred_at) as at from trace
            where ${isLabel(labelsOf(procedure, completion.activities, keys))} group by case_key
          ) d on d.case_key = c.case_key`;
    const doneAt = completion === undefined ? sql`k.closed_at` : sql`d.at`;
    const since = completion === "all" ? sql`k.last_at` : untilMidnight(doneAt, engine.localTime(doneAt, zone));
    const isDone = sql`${since} is not null`;
    const complete =
      completion === "all"
        ? sql`true`
        : completion === undefined
          ? sql`case when not k.closing_unclear then ${isDone} end`
          : isDone;
    await engine.run(sql`
      insert into scopes
      select ${i + 1}, c.case_key, (${falls}) is true, ${complete}, ${since}, k.event_count
      from cases k join case_values c on c.case_key = k.case_key ${done} where (${falls}) is not false`);
  }
}

const EVERY_SCOPE = "every_scope";

async function layOutRules(set: RuleSet): Promise<void> {
  const { rules, facts, sides, guards, keys } = set;
  const { engine } = facts;
  const terms = new Terms();
  const correlations = correlationsOf(rules);
  const correlatedBy = ({ rule }: CompiledRule) =>
    correlations.map((column) => {
      const [kind, place] = column.split("_") as ["same" | "different", string];
      const name = rule[kind]?.[Number(place) - 1];
      return name === undefined ? null : keys.numberOf(name, attributeOf(name, facts));
    });
  const rows = rules.map((compiled) => {
    const { no, rule, procedureNo, a, b, caseCondition } = compiled;
    const counts = countsTerms(compiled);
    return [
      no,
      procedureNo,
      rule.template,
      counts ? terms.numberOf(a, procedureNo) : null,
      counts && b ? terms.numberOf(b, procedureNo) : null,
      caseCondition && guards.numberOf(textOf(caseCondition), caseCondition),
      timesOf(rule),
      spanOf(rule.within),
      spanOf(rule.not_before),
      spanOf(rule.tolerance),
      isPaired(compiled),
      isCivil(rule.within),
      isCivil(rule.not_before),
      ...correlatedBy(compiled),
    ];
  });
  await engine.run(sql`create or replace temp table rules (
    rule_no integer, procedure_no integer, template varchar, a integer, b integer, guard integer, times integer,
    within_ms bigint, not_before_ms bigint, tolerance_ms bigint, paired boolean, within_civil boolean,
    not_before_civil boolean${listed(correlations.map((name) => sql`${word(name)} integer`))})`);
  const kinds = [...RULE_KINDS, ...correlations.map(() => "integer" as const)];
  await engine.append("rules", kinds, [transposed(rows, kinds.length)]);
  await sides.layOut(engine);
  await layOutWide(set);
  const answered = rules.filter((one) => COUNTED[one.rule.template]?.answered && countsTerms(one));
  const awaiting = new Set(answered.map(({ a, procedureNo }) => terms.numberOf(a, procedureNo)));
  await engine.asWritten(() => terms.count(facts, awaiting));
}

const RULE_KINDS = [
  "integer",
  "integer",
  "text",
  ...Array<"integer">(7).fill("integer"),
  ...Array<"boolean">(3).fill("boolean"),
] as const;

const timesOf = (rule: Rule): number => rule.count ?? (rule.template === "min-actors" ? 2 : 1);
const spanOf = (span: string | undefined): number | null => (span === undefined ? null : milliseconds(span));
