import { one, transposed } from "../engine/engine.ts";
import { every, join, type Sql, sql, word } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import type { CompiledRule } from "./compile.ts";
import { placesIn } from "./condition.ts";
import { isPaired } from "./kinds.ts";
import type { RuleSet } from "./ruleset.ts";
import { chosen } from "./sides.ts";
import { elapsed, untilMidnight } from "./span.ts";
import { callsBothWays } from "./template.ts";

/**
 * Rules that have to be looked at event by event: of alternate and chain templates, and any with a time window, a
 * correlation, or a guard on both activities. All of their events are laid out once in `occurrences`, and each
 * activation is judged by the targets that lie in its span.
 *
 * `occurrences`: `rule_no, part, case_key, pos, occurred_at, wall_at, record_no`, whether the event surely counts
 * (`sure`), whether it calls the rule into play (`calls`, null where that is not known), and the attributes that the rule
 * correlates, a column each: `same_1 …, different_1 …`.
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
    sure boolean, calls boolean${correlated})`);
  await engine.run(sql`create or replace temp table activations (
    rule_no integer, part varchar, direction integer, case_key integer, pos integer, occurred_at bigint,
    wall_at bigint, record_no bigint, sure boolean, low integer, high integer, low_wide integer, high_wide integer,
    open boolean, open_wide boolean${correlated})`);
  await layOutOccurrences(set, new Set(paired.map(({ no }) => no)));
  const { many } = await one<{ many: number }>(engine, sql`select count(*) as many from occurrences`);
  await engine.allow(PER_OCCURRENCE * many);
  await layOutActivations(paired, set);
  await engine.run(sql`
    create or replace temp table judged as
    select x.rule_no, x.part, x.direction, x.case_key, x.pos, x.occurred_at, x.record_no, x.sure, x.open, x.open_wide,
      m.met is not null as met_perhaps, coalesce(m.met, false) as met
    from activations x left join (
      select x.rule_no, x.part, x.direction, x.case_key, x.pos,
        max(case when t.sure and ${standsFor("surely", set.rules)} then 1 else 0 end) = 1 as met
      from activations x join rules r on r.rule_no = x.rule_no
      join occurrences t on ${isOther} and ${standsFor("perhaps", set.rules)}
      group by x.rule_no, x.part, x.direction, x.case_key, x.pos
    ) m on m.rule_no = x.rule_no and m.part = x.part and m.direction = x.direction and m.case_key = x.case_key
      and m.pos = x.pos`);
}

/** What the engine takes of memory for each occurrence, in bytes, to put activations and targets beside each other. */
const PER_OCCURRENCE = 100;

type Surely = "surely" | "perhaps";

/** Another event `t` of the case, of the other activity of the rule `r` of the activation `x`. */
const isOther = sql`t.rule_no = x.rule_no and t.case_key = x.case_key and t.part <> x.part and t.pos <> x.pos`;

/** Such an event that stands where the target of the activation may stand, in order, in time and by what it shares. */
const standsFor = (certainty: Surely, rules: readonly CompiledRule[]): Sql =>
  sql`${isBetween(certainty)} and ${isInTime(certainty)} and ${matches(certainty, rules)}`;

/**
 * Between the two places, or as little on the wrong side of the activation as the rule tolerates; perhaps on its right
 * side, where the earlier of the two may be a date of the day of the later.
 */
function isBetween(certainty: Surely): Sql {
  const [low, high] = certainty === "surely" ? [sql`x.low`, sql`x.high`] : [sql`x.low_wide`, sql`x.high_wide`];
  const beside = (first: "x" | "t", second: "x" | "t"): Sql => {
    const [earlier, later] = [word(`${first}.occurred_at`), word(`${second}.occurred_at`)];
    const tolerated = sql`${later} - ${earlier} <= r.tolerance_ms`;
    if (certainty === "surely") return tolerated;
    return sql`(${tolerated} or ${later} <= ${untilMidnight(earlier, word(`${first}.wall_at`))})`;
  };
  return sql`(t.pos > ${low} or (x.direction = 1 and r.tolerance_ms is not null and ${beside("t", "x")}))
    and (t.pos < ${high} or (x.direction = -1 and r.tolerance_ms is not null and ${beside("x", "t")}))`;
}

/** As far from the activation as the rule asks; surely where that holds whatever the hour was of what may be a date. */
function isInTime(certainty: Surely): Sql {
  const within = distanceOf(sql`r.within_civil`);
  const notBefore = distanceOf(sql`r.not_before_civil`);
  const [most, least] =
    certainty === "surely" ? [within.farthest, notBefore.nearest] : [within.nearest, notBefore.farthest];
  return sql`(r.within_ms is null or ${most} <= r.within_ms) and (r.not_before_ms is null or ${least} >= r.not_before_ms)`;
}

/**
 * How far the target is from the activation at the least and at the most, in the order of the log, or where the rule asks
 * for none in either; in civil days dates are as far as they say.
 */
function distanceOf(civil: Sql): { nearest: Sql; farthest: Sql } {
  const moment = (of: "x" | "t") => ({ at: word(`${of}.occurred_at`), wall: word(`${of}.wall_at`) });
  const latest = (of: "x" | "t") => {
    const { at, wall } = moment(of);
    return { at: sql`(case when ${civil} then ${at} else ${untilMidnight(at, wall)} end)`, wall };
  };
  const ahead = sql`(x.direction = 1 or (x.direction = 0 and t.pos > x.pos))`;
  const least = sql`(case when ${ahead} then ${elapsed(latest("x"), moment("t"), civil)} else ${elapsed(latest("t"), moment("x"), civil)} end)`;
  const most = sql`(case when ${ahead} then ${elapsed(moment("x"), latest("t"), civil)} else ${elapsed(moment("t"), latest("x"), civil)} end)`;
  return {
    nearest: sql`greatest(${least}, -${most}, 0)`,
    farthest: sql`(case when x.direction = 0 then greatest(${most}, -${least}) when ${most} >= 0 then ${most} else -${least} end)`,
  };
}

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
function matches(certainty: Surely, rules: readonly CompiledRule[]): Sql {
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
      select rule_no, part, case_key, pos, occurred_at, wall_at, record_no, met is true, met and guarded${columns}
      from (
        select l.no as rule_no, l.part, e.case_key, e.pos, e.occurred_at, e.wall_at, e.record_no, ${events.met} as met, ${events.guarded} as guarded${listed(values)}
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
  const nextSure = sql`coalesce(min(case when o.calls then o.pos end) ${after}, ${LAST})`;
  const previous = sql`coalesce(max(o.pos) ${before}, 0)`;
  const previousSure = sql`coalesce(max(case when o.calls then o.pos end) ${before}, 0)`;
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
      sql`r.within_ms is null or ${asOf} - ${untilMidnight(sql`o.occurred_at`, sql`o.wall_at`)} <= r.within_ms`,
    ]);
  await engine.run(sql`
    insert into activations
    select o.rule_no, o.part, ${direction}, o.case_key, o.pos, o.occurred_at, o.wall_at, o.record_no, o.calls is true,
      ${join([...narrow, ...wide])}, ${room(next)}, ${room(nextSure)}${listed(correlations)}
    from occurrences o join rule_directions d on d.rule_no = o.rule_no and d.part = o.part
    join rules r on r.rule_no = o.rule_no join cases c on c.case_key = o.case_key
    where d.direction = ${direction} and d.strength = ${strength} and o.calls is not false`);
}

/** Whether a judged activation `j` of a rule `r` is in breach, for sure or perhaps. */
const breach = (certainty: Surely): Sql =>
  certainty === "surely"
    ? sql`j.sure and case when ${negated} then j.met else not j.met_perhaps end`
    : sql`case when ${negated} then j.met_perhaps else not j.met end`;
const negated = sql`starts_with(r.template, 'not-')`;

/**
 * Whether nothing can mend it any more. What comes after the completion of a case takes it up again, and can still be.
 */
const over = (open: Sql, doubt = sql`false`): Sql =>
  sql`(not ${open} or coalesce(s.complete and j.occurred_at <= s.completed_at, ${doubt}) or ${negated})`;

const isScope = sql`s.procedure_no = r.procedure_no and s.case_key = j.case_key`;

/**
 * Activations in breach of the rules that hit, and where a target is what must not be, that target: what the evidence
 * shows. There an event that is both is shown once.
 */
export const pairedBreaches = ({ rules }: RuleSet): Sql => sql`
  select rule_no, case_key, min(part) as part, record_no, pos
  from (
    select j.rule_no, j.case_key, j.part, j.record_no, j.pos, case when ${negated} then '' else j.part end as apart
    from judged j join rules r on r.rule_no = j.rule_no join scopes s on ${isScope}
    where ${breach("surely")} and ${over(sql`j.open_wide`)}
    union all
    select x.rule_no, x.case_key, t.part, t.record_no, t.pos, ''
    from activations x join rules r on r.rule_no = x.rule_no
    join occurrences t on ${isOther} and ${standsFor("surely", rules)}
    where ${negated} and x.sure and t.sure
  )
  group by rule_no, case_key, record_no, pos, apart`;

/** Outcomes of every paired rule of some templates: `rule_no, case_key, outcome`. */
export function pairedOutcomes(templates: readonly string[]): Sql {
  return sql`
    select j.rule_no, j.case_key,
      case
        when max(case when s.sure and ${breach("surely")} and ${over(sql`j.open_wide`)} then 1 else 0 end) = 1 then 'hit'
        when max(case when ${breach("perhaps")} and ${over(sql`j.open`, sql`s.complete is null`)} then 1 else 0 end) = 1 then 'cannot tell'
        when max(case when ${breach("perhaps")} and not ${negated} then 1 else 0 end) = 1 then 'pending'
        else 'clear'
      end as outcome
    from judged j join rules r on r.rule_no = j.rule_no
    join scopes s on ${isScope}
    where r.template in ${templates}
    group by j.rule_no, j.case_key`;
}
