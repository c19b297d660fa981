import type { Citation, Procedure, Rule } from "../../schemas/procedure.ts";
import { every, type Sql, some, sql, word } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { dayOf, startOfDay } from "../kit/zone.ts";
import type { CaseValues } from "./case-values.ts";
import { conditionSql } from "./condition.ts";
import type { Logged } from "./logged.ts";
import { callsBothWays, shapeOf, type TemplateShape } from "./template.ts";

/** A rule with its activities resolved to the labels of this log. Numbers are positions in the rule set, from 1. */
export interface CompiledRule {
  readonly no: number;
  readonly rule: Rule;
  readonly procedure: Procedure;
  readonly procedureNo: number;
  readonly shape: TemplateShape;
  readonly a: Side;
  readonly b: Side | null;
  /** Where the rule speaks of a case at all; null: everywhere. */
  readonly caseCondition: Sql | null;
  /** Events that start a deadline's clock anew. */
  readonly restart: Side | null;
  /** The sources that record what the rule asks for; null: all of them, or it asks for nothing out of the ordinary. */
  readonly sources: readonly number[] | null;
  /** Labels of acts on the whole case. */
  readonly whole: readonly number[];
  /** Labels of acts on one person, among the ends of a clock that is the case's. */
  readonly personal: readonly number[];
  /** Labels between which a deadline's clock stands still, at the earliest from a moment on. */
  readonly pauses: readonly {
    readonly from: readonly number[];
    readonly to: readonly number[];
    readonly since: number | null;
  }[];
}

/** Events that count as one of a rule's activities. */
export interface Side {
  readonly labels: readonly number[];
  /** Over an event `e` and its case `c`; null: every event of these labels. Unknown is possible. */
  readonly condition: Sql | null;
  /** What such an event is asked besides, to call the rule into play, where those of both activities do. */
  readonly guard: Sql | null;
  /** Whether neither is ever unknown: they ask only for the trace, where everything is on record. */
  readonly certain: boolean;
}

/** Facts, and what the rules ask of cases. */
type RuleFacts = Facts & { readonly values: CaseValues };

/** Compiles the rules of every procedure; rules that are switched off are left out. */
export function compileRules(
  procedures: readonly Procedure[],
  activityKeys: ReadonlyMap<string, number>,
  logged: Logged,
  facts: RuleFacts,
): CompiledRule[] {
  const compiled: CompiledRule[] = [];
  for (const [i, procedure] of procedures.entries()) {
    const labels: LabelsOf = (names) => labelsOf(procedure, names, activityKeys);
    for (const rule of procedure.rules) {
      if (isOff(rule)) continue;
      const sources = logged.get(procedure.id)?.get(rule.id) ?? null;
      const numbers = { no: compiled.length + 1, procedureNo: i + 1 };
      compiled.push({ ...numbers, ...compileRule(rule, { procedure, sources, labels }, facts) });
    }
  }
  return compiled;
}

type LabelsOf = (names: readonly string[]) => number[];

/** Unsure rules, and those with an unsure citation, are off unless someone switches them on. */
export const isOff = ({ enabled, confidence, law = [] }: Rule): boolean =>
  enabled === false ||
  (enabled !== true && [confidence, ...law.map((citation) => citation.confidence)].includes("unsure"));

interface Given extends Pick<CompiledRule, "procedure" | "sources"> {
  readonly labels: LabelsOf;
}

function compileRule(
  rule: Rule,
  { procedure, sources, labels }: Given,
  facts: RuleFacts,
): Omit<CompiledRule, "no" | "procedureNo"> {
  const shape = shapeOf(rule.template);
  const speaks = speaksOf(rule, labels, sources, facts);
  const both = callsBothWays(rule.template);
  const ofCase = both ? speaks : [];
  const guard = guardOf(rule, both ? [] : speaks, facts, shape.activation === "case" ? "case" : "event");
  const target = rule.target ? [conditionSql(rule.target, "event", facts)] : [];
  const side = (names: readonly string[], part: "a" | "b"): Side => {
    const calls = shape.activation === part;
    const condition = calls && !both ? guard : allOf([...(calls ? [] : target), ...ofCase]);
    const own = both ? guard : null;
    return {
      labels: labels(names),
      condition,
      guard: own,
      certain: (condition ?? own) === null || (isCertain(rule) && (calls || rule.target === undefined)),
    };
  };
  const marked = (mark: "whole" | "personal") =>
    labels(Object.keys(procedure.activities).filter((name) => procedure.activities[name]?.[mark]));
  const [first, second] = rule.template === "choice" ? [rule.activities] : rule.activities.map((name) => [name]);
  const ends = second ? side(second, "b") : null;
  const everybodys = rule.template === "deadline" && rule.same === undefined;
  const personal = everybodys ? marked("personal").filter((label) => ends?.labels.includes(label)) : [];
  const restarts = rule.restarts?.activities;
  return {
    rule,
    sources,
    procedure,
    shape,
    a: side(first as string[], "a"),
    b: ends && personal.length > 0 ? unlessOfSeveral(ends, personal, facts) : ends,
    caseCondition: shape.activation === "case" ? guard : rule.template === "absence" ? allOf(speaks) : null,
    restart: restarts ? { labels: labels(restarts), condition: null, guard: null, certain: true } : null,
    whole: marked("whole"),
    personal,
    pauses: (rule.pauses ?? []).map(([from, to, since]) => ({
      from: labels([from]),
      to: labels([to]),
      since: since === undefined ? null : startOfDay(facts.zone.name, dayOf(since)),
    })),
  };
}

/** That an act on one person ends a clock of the whole case cannot be told where the case has several. */
const unlessOfSeveral = (ends: Side, personal: readonly number[], facts: RuleFacts): Side => {
  const several = conditionSql({ "case.party_count": { gte: 2 } }, "event", facts);
  const counts = sql`(not ${isLabel(personal, "e")} or (${several}) is not true or ${UNKNOWN})`;
  return { ...ends, condition: ends.condition ? every([ends.condition, counts]) : counts, certain: false };
};

const isCertain = ({ when, unless, logged, recorded }: Rule): boolean =>
  [when, unless, logged, recorded].every((given) => given === undefined);

/** Of which cases a rule speaks, by what else is in them and in their sources. */
function speaksOf(rule: Rule, labels: LabelsOf, sources: CompiledRule["sources"], { values }: RuleFacts): Sql[] {
  const [only, never] = [rule.with, rule.without].map((names) => names && labels(names));
  return [
    ...(only ? [values.has(only)] : []),
    ...(never?.length ? [sql`not ${values.has(never)}`] : []),
    ...(sources ? [sources.length === 0 ? UNKNOWN : sql`(${values.isFrom(sources)} or ${UNKNOWN})`] : []),
  ];
}

/**
 * All that says where a rule speaks, and the days on which its law is in force, as one condition on the activating
 * event or the case.
 */
function guardOf(rule: Rule, speaks: readonly Sql[], facts: RuleFacts, level: "event" | "case"): Sql | null {
  const parts: Sql[] = [];
  if (rule.when) parts.push(conditionSql(rule.when, level, facts));
  if (rule.unless) parts.push(sql`not (${conditionSql(rule.unless, level, facts)})`);
  const day = level === "event" ? sql`e.occurred_on` : sql`c.first_on`;
  parts.push(...speaks);
  const inForce = inForceSql(rule.law ?? [], day);
  if (inForce) parts.push(inForce);
  return allOf(parts);
}

/** All of the conditions; null where there is none. */
const allOf = (conditions: readonly Sql[]): Sql | null => (conditions.length === 0 ? null : every(conditions));

const UNKNOWN = sql`cast(null as boolean)`;

/** The days covered by any of the citations; null where together they cover every day. */
function inForceSql(law: readonly Citation[], day: Sql): Sql | null {
  if (law.length === 0) return null;
  const spans = law
    .map(({ from, to }) => ({
      from: from ? dayOf(from) : Number.NEGATIVE_INFINITY,
      to: to ? dayOf(to) : Number.POSITIVE_INFINITY,
    }))
    .sort((x, y) => x.from - y.from);
  const merged: { from: number; to: number }[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.from <= last.to + 1) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  const tests = merged.map(({ from, to }) =>
    every([
      ...(Number.isFinite(from) ? [sql`${day} >= ${from}`] : []),
      ...(Number.isFinite(to) ? [sql`${day} <= ${to}`] : []),
    ]),
  );
  return merged.some(({ from, to }) => !Number.isFinite(from) && !Number.isFinite(to)) ? null : some(tests);
}

/**
 * Labels of the log that a procedure's activities match: the activity's `matches`, those of `any`, or its key and
 * titles.
 */
export const matchesOf = (procedure: Procedure, name: string): string[] => {
  const activity = procedure.activities[name];
  if (activity?.any) return [...activity.any.flatMap((one) => matchesOf(procedure, one)), ...(activity.matches ?? [])];
  return activity?.matches ?? [name, activity?.zh, activity?.en].filter((label) => label !== undefined);
};

export const labelsOf = (
  procedure: Procedure,
  names: readonly string[],
  activityKeys: ReadonlyMap<string, number>,
): number[] => [
  ...new Set(names.flatMap((name) => matchesOf(procedure, name)).flatMap((label) => activityKeys.get(label) ?? [])),
];

/**
 * `activity_key in (…)` over the labels of a side, of the relation `from` if named; false where the log has none of
 * them.
 */
export const isLabel = (labels: readonly number[], from?: "e"): Sql => {
  const key = from ? sql`${word(from)}.activity_key` : sql`activity_key`;
  if (labels.length === 0) return sql`false`;
  return labels.length === 1 ? sql`${key} = ${labels[0] as number}` : sql`${key} in ${labels}`;
};
