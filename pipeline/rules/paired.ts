import { transposed } from "../engine/engine.ts";
import { every, join, type Sql, sql, word } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import type { CompiledRule } from "./compile.ts";
import { placesIn } from "./condition.ts";
import { isPaired, type RuleSet } from "./ruleset.ts";
import { chosen } from "./sides.ts";
import { elapsed } from "./span.ts";
import { callsBothWays } from "./template.ts";

/**
 * Templates that have to be looked at event by event: alternate and chain ones, and any with a time window or a
 * correlation. All of their events are laid out once in `occurrences`, and each activation is judged by the targets
 * that lie in its span.
 *
 * `occurrences`: `rule_no, part, case_key, pos, occurred_at, wall_at, record_no, sure`, and the attributes that the
 * rule correlates, a column each: `same_1 …, different_1 …`.
 * `activations`: an activation and its direction (1: its target comes after it, -1: before, 0: anywhere), the places
 * between which the target must lie (both exclusive) and whether later events could still bring it; for alternate
 * templates twice, as it is not always known whether an event in between counts as another activation: up to the next
 * that may count, and (`_wide`) up to the next that surely does.
 * `judged`: each activation with whether it is met for sure, met perhaps.
 * None of them is there where no rule needs it.
 */
export async function judgePairs(set: RuleSet): Promise<void> {
  const { engine } = set.facts;
  const paired = set.rules.filter(isPaired);
  if (paired.length === 0) return;
  const correlated = listed(correlationsOf(set.rules).map((name) => sql`${word(name)} varchar`));
  await engine.run(sql`create or replace temp table occurrences (
    rule_no integer, part varchar, case_key integer, pos integer, occurred_at bigint, wall_at bigint, record_no bigint,
    sure boolean${correlated})`);
  await engine.run(sql`create or replace temp table activations (
    rule_no integer, part varchar, direction integer, case_key integer, pos integer, occurred_at bigint,
    wall_at bigint, record_no bigint, sure boolean, low integer, high integer, low_wide integer, high_wide integer,
    open boolean, open_wide boolean${correlated})`);
  await layOutOccurrences(set, new Set(paired.map(({ no }) => no)));
  await layOutActivations(paired, set);
  await engine.run(sql`
    create or replace temp table judged as
    select x.rule_no, x.part, x.direction, x.case_key, x.pos, x.occurred_at, x.record_no, x.sure, x.open, x.open_wide,
      m.met is not null as met_perhaps, coalesce(m.met, false) as met
    from activations x left join (
      select x.rule_no, x.part, x.direction, x.case_key, x.pos,
        max(case when t.sure and ${within(sql`x.low`, sql`x.high`)} and ${matches("surely", set.rules)} then 1 else 0 end) = 1 as met
      from activations x join rules r on r.rule_no = x.rule_no
      join occurrences t on ${isTarget} and ${matches("perhaps", set.rules)}
      group by x.rule_no, x.part, x.direction, x.case_key, x.pos
    ) m on m.rule_no = x.rule_no and m.part = x.part and m.direction = x.direction and m.case_key = x.case_key
      and m.pos = x.pos`);
}

/** A target `t` between two places, or as little on the wrong side of the activation `x` as the rule tolerates. */
const within = (low: Sql, high: Sql): Sql =>
  sql`(t.pos > ${low} or coalesce(x.direction = 1 and x.occurred_at - t.occurred_at <= r.tolerance_ms, false))
    and (t.pos < ${high} or coalesce(x.direction = -1 and t.occurred_at - x.occurred_at <= r.tolerance_ms, false))`;

const span = (civil: Sql): Sql =>
  elapsed({ at: sql`x.occurred_at`, wall: sql`x.wall_at` }, { at: sql`t.occurred_at`, wall: sql`t.wall_at` }, civil);

/** An event `t` that lies where the target of the activation `x` of the rule `r` may lie. */
const isTarget = sql`t.rule_no = x.rule_no and t.case_key = x.case_key and t.part <> x.part and t.pos <> x.pos
  and ${within(sql`x.low_wide`, sql`x.high_wide`)}
  and (r.not_before_ms is null or abs(${span(sql`r.not_before_civil`)}) >= r.not_before_ms)
  and (r.within_ms is null or abs(${span(sql`r.within_civil`)}) <= r.within_ms)`;

/** As many columns as the rule that correlates the most attributes asks for. */
export const correlationsOf = (rules: readonly CompiledRule[]): string[] =>
  (["same", "different"] as const).flatMap((kind) => {
    const most = Math.max(0, ...rules.filter(isPaired).map(({ rule }) => rule[kind]?.length ?? 0));
    return Array.from({ length: most }, (_, i) => `${kind}_${i + 1}`);
  });

/** Further columns of a list that has some before. */
export const listed = (columns: readonly Sql[]): Sql => columns.reduce((all, one) => sql`${all}, ${one}`, sql``);

/**
 * Correlation of an activation `x` with a target `t`, attribute by attribute: all of `same` agree and all of
 * `different` differ. One that is not recorded may match anything.
 */
function matches(certainty: "surely" | "perhaps", rules: readonly CompiledRule[]): Sql {
  const unknown = certainty === "surely" ? sql`false` : sql`true`;
  return every([
    sql`true`,
    ...correlationsOf(rules).map((name) => {
      const [given, one, other] = [word(`r.${name}`), word(`x.${name}`), word(`t.${name}`)];
      const agree = name.startsWith("same") ? sql`${one} = ${other}` : sql`${one} <> ${other}`;
      return sql`(case when ${given} is null then true else coalesce(${agree}, ${unknown}) end)`;
    }),
  ]);
}

async function layOutOccurrences(
  { facts: { engine }, rules, sides, keys }: RuleSet,
  paired: ReadonlySet<number>,
): Promise<void> {
  const none = sql`cast(null as varchar)`;
  const correlations = correlationsOf(rules);
  const columns = listed(correlations.map((name) => word(name)));
  for (const near of [true, false]) {
    const events = sides.events(near, (no) => paired.has(no));
    if (!events) continue;
    const values = correlations.map(
      (name) => sql`${near ? none : chosen(word(`r.${name}`), keys.all, none)} as ${word(name)}`,
    );
    await engine.run(sql`
      insert into occurrences
      select rule_no, part, case_key, pos, occurred_at, wall_at, record_no, met is true${columns}
      from (
        select l.no as rule_no, l.part, e.case_key, e.pos, e.occurred_at, e.wall_at, e.record_no, ${events.met} as met${listed(values)}
        from ${events.from} join rules r on r.rule_no = l.no and r.paired
      ) where met is not false`);
  }
}

/** What the event `e` has under a name, as text; null where nothing is recorded. */
export const attributeOf = (name: string, facts: Facts): Sql => {
  const texts = placesIn("events", "e", name, facts).map(({ text }) => text);
  return sql`coalesce(${join(texts)})`;
};

/** From which of its sides a rule looks for targets, and in which direction. */
function directionsOf({ shape, rule }: CompiledRule): [part: "a" | "b", direction: 1 | -1 | 0][] {
  const { activation, target } = shape;
  const own = activation === "b" ? "b" : "a";
  if (target === "after") return [[own, 1]];
  if (target === "before") return [[own, -1]];
  const [forth, back] = target === "both" ? ([1, -1] as const) : ([0, 0] as const);
  return callsBothWays(rule.template)
    ? [
        ["a", forth],
        ["b", back],
      ]
    : [["a", 0]];
}

/** Those of one direction and strength are found together. */
async function layOutActivations(paired: readonly CompiledRule[], { facts, rules }: RuleSet): Promise<void> {
  const { engine } = facts;
  const correlations = correlationsOf(rules).map((name) => word(`o.${name}`));
  await engine.run(sql`create or replace temp table rule_directions (
    rule_no integer, part varchar, direction integer, strength varchar)`);
  const rows = paired.flatMap((compiled) =>
    directionsOf(compiled).map((direction) => [compiled.no, ...direction, compiled.shape.strength ?? "plain"]),
  );
  await engine.append("rule_directions", ["integer", "text", "integer", "text"], [transposed(rows, 4)]);
  for (const direction of [1, -1, 0] as const) {
    for (const strength of ["plain", "alternate", "chain"] as const) {
      if (rows.some((row) => row[2] === direction && row[3] === strength))
        await addActivations(direction, strength, correlations, facts);
    }
  }
}

async function addActivations(
  direction: 1 | -1 | 0,
  strength: "plain" | "alternate" | "chain",
  correlations: readonly Sql[],
  { engine, asOf }: Facts,
): Promise<void> {
  const LAST = sql`2147483647`;
  const others = (frame: Sql) => sql`over (partition by o.rule_no, o.case_key order by o.pos rows between ${frame})`;
  const before = others(sql`unbounded preceding and 1 preceding`);
  const after = others(sql`1 following and unbounded following`);
  const next = sql`coalesce(min(o.pos) ${after}, ${LAST})`;
  const nextSure = sql`coalesce(min(case when o.sure then o.pos end) ${after}, ${LAST})`;
  const previous = sql`coalesce(max(o.pos) ${before}, 0)`;
  const previousSure = sql`coalesce(max(case when o.sure then o.pos end) ${before}, 0)`;
  const bounds = (last: Sql, first: Sql): Sql[] => {
    const reach = {
      plain: [sql`0`, LAST],
      alternate: [first, last],
      chain: [sql`o.pos - 2`, sql`o.pos + 2`],
    }[strength] as [Sql, Sql];
    return direction === 1 ? [sql`o.pos`, reach[1]] : direction === -1 ? [reach[0], sql`o.pos`] : [sql`0`, LAST];
  };
  const narrow = bounds(next, previous);
  const wide = bounds(nextSure, previousSure);
  const room = (last: Sql) =>
    every([
      direction === -1 ? sql`false` : sql`true`,
      strength === "alternate" && direction === 1 ? sql`${last} = ${LAST}` : sql`true`,
      strength === "chain" && direction === 1 ? sql`o.pos = c.event_count` : sql`true`,
      sql`r.within_ms is null or ${asOf} - o.occurred_at <= r.within_ms`,
    ]);
  await engine.run(sql`
    insert into activations
    select o.rule_no, o.part, ${direction}, o.case_key, o.pos, o.occurred_at, o.wall_at, o.record_no, o.sure,
      ${join([...narrow, ...wide])}, ${room(next)}, ${room(nextSure)}${listed(correlations)}
    from occurrences o join rule_directions d on d.rule_no = o.rule_no and d.part = o.part
    join rules r on r.rule_no = o.rule_no join cases c on c.case_key = o.case_key
    where d.direction = ${direction} and d.strength = ${strength}`);
}

/** Whether a judged activation `j` of a rule `r` is in breach, for sure or perhaps. */
const breach = (certainty: "surely" | "perhaps"): Sql =>
  certainty === "surely"
    ? sql`j.sure and case when ${negated} then j.met else not j.met_perhaps end`
    : sql`case when ${negated} then j.met_perhaps else not j.met end`;
const negated = sql`starts_with(r.template, 'not-')`;

/**
 * Activations in breach of the rules that hit, and where a target is what must not be, that target: what the evidence
 * shows.
 */
export const pairedBreaches = ({ rules }: RuleSet): Sql => sql`
  select j.rule_no, j.case_key, j.part, j.record_no, j.pos
  from judged j join rules r on r.rule_no = j.rule_no where ${breach("surely")}
  union
  select x.rule_no, x.case_key, t.part, t.record_no, t.pos
  from activations x join rules r on r.rule_no = x.rule_no
  join occurrences t on ${isTarget} and ${matches("surely", rules)}
  where ${negated} and x.sure and t.sure`;

/**
 * Outcomes of every paired rule of some templates: `rule_no, case_key, outcome`. What comes after the completion of a
 * case takes it up again, and can still be answered.
 */
export function pairedOutcomes(templates: readonly string[]): Sql {
  const over = (open: Sql, doubt = sql`false`) =>
    sql`(not ${open} or coalesce(s.complete and j.occurred_at <= s.completed_at, ${doubt}) or ${negated})`;
  return sql`
    select j.rule_no, j.case_key,
      case
        when max(case when s.sure and ${breach("surely")} and ${over(sql`j.open_wide`)} then 1 else 0 end) = 1 then 'hit'
        when max(case when ${breach("perhaps")} and ${over(sql`j.open`, sql`s.complete is null`)} then 1 else 0 end) = 1 then 'cannot tell'
        when max(case when ${breach("perhaps")} and not ${negated} then 1 else 0 end) = 1 then 'pending'
        else 'clear'
      end as outcome
    from judged j join rules r on r.rule_no = j.rule_no
    join scopes s on s.procedure_no = r.procedure_no and s.case_key = j.case_key
    where r.template in ${templates}
    group by j.rule_no, j.case_key`;
}
