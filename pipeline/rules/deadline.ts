import { id, join, type Sql, sql, word } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { layOutAllowances } from "./allowance.ts";
import { runsInLegs } from "./kinds.ts";
import { layOutLegs } from "./legs.ts";
import { layOutDueDays, layOutLimits } from "./limits.ts";
import { DEADLINES } from "./memory.ts";
import { anyOperations, layOutOperations } from "./operations.ts";
import { layOutPauses } from "./pauses.ts";
import { layOutLaterEnds, plainClocks } from "./plain-clocks.ts";
import type { RuleSet } from "./ruleset.ts";
import { elapsed, graceOf, millisecondsIn, untilMidnight } from "./span.ts";

/**
 * Lays out what the clocks are read by, where there are any: limits, last days, legs, and what was allowed to each; and
 * what came of them, which several detectors ask for: `deadlines`, and of clocks that run in legs `other_legs`.
 */
export async function layOutClocks(set: RuleSet): Promise<void> {
  if (set.rules.every(({ rule }) => rule.limit === undefined)) return;
  await layOutLimits(set);
  await layOutLaterEnds(set);
  await layOutLegs(set);
  await layOutPauses(set);
  await layOutOperations(set);
  await layOutDueDays(set);
  await layOutEveryClock(set);
  await layOutAllowances(set);
  await layOutDeadlines(set);
}

/**
 * The clocks of the deadlines: `rule_no, case_key, key, party, leg, restarted, sure, complete, unclear` (whether the case
 * is complete cannot be told), the moments `start_…, end_…` and `start_wall_…, end_wall_…`, each `sure` and `any`, and
 * `several`: the clock has other legs. A complete case in which the end never came has none: it never needed the step in
 * time, and whether it needed it at all is another rule's matter.
 */
function clocksOf(set: RuleSet): Sql[] {
  if (!anyInLegs(set)) return [plainClocks];
  const plain = set.rules.some((compiled) => compiled.rule.template === "deadline" && !runsInLegs(compiled));
  return [...(plain ? [plainClocks] : []), legClocks];
}

/** The table `clocks`, one kind after the other: each alone takes joins that may fill the memory. */
async function layOutEveryClock(set: RuleSet): Promise<void> {
  const { engine } = set.facts;
  for (const [i, clocks] of clocksOf(set).entries())
    await engine.run(
      i === 0
        ? sql`create or replace ${engine.large(CLOCKS)} as ${clocks}`
        : sql`insert into ${id(CLOCKS)} by name ${clocks}`,
    );
}

const anyInLegs = ({ rules }: RuleSet): boolean => rules.some(runsInLegs);

/**
 * A complete case is taken up again by what starts a clock after its completion, such as a return of its files. Where it
 * may be that the clock was running before, nothing is surely late that has no end.
 */
const over = sql`(s.complete and g.begun_last <= s.completed_at)`;
const unsure = sql`(s.complete and g.begun_first <= s.completed_at and not ${over} and g.end_sure is null)`;
const legClocks = sql`
  select g.rule_no, g.case_key, coalesce(g.key, '') as key, g.party, g.leg, g.restarted, s.sure, ${over} as complete, s.complete is null as unclear,
    case when ${unsure} then null else g.start_sure end as start_sure, g.start_any, g.end_sure, g.end_any,
    case when ${unsure} then null else g.start_wall_sure end as start_wall_sure, g.start_wall_any, g.end_wall_sure, g.end_wall_any,
    not g.alone as several
  from clock_legs g join rules r on r.rule_no = g.rule_no
  join scopes s on s.procedure_no = r.procedure_no and s.case_key = g.case_key
  where g.end_any is not null or not ${over} or s.complete is null`;

const CLOCKS = "clocks";
const JUDGED_LEGS = "judged_legs";
const OTHER_LEGS = "other_legs";

/** What came of every leg of every clock: as `deadlines`, and `other_legs` where any clock runs in legs. */
export const everyLeg = (set: RuleSet): Sql =>
  anyInLegs(set)
    ? sql`(select ${COLUMNS} from ${id(DEADLINES)} union all select ${COLUMNS} from ${id(OTHER_LEGS)})`
    : id(DEADLINES);

const COLUMNS = sql`rule_no, case_key, key, leg, outcome, start_at, end_at, start_on, restarted, granted_months, granted_days,
  capped, excluded, standing, moved_on, due_on, end_on, limit_ms, grace_ms, elapsed_ms, doubt, also_over, settled_from`;

/**
 * Outcomes of the deadlines, the table `deadlines`:
 * - `rule_no, case_key, key, leg`: the clock, and which of its legs;
 * - `outcome`, and `doubt`: why it cannot be told;
 * - `start_at, end_at, start_on, end_on`, and `restarted`;
 * - `granted_months, granted_days`, and `capped` where more was approved than the law allows;
 * - `excluded`: days; `standing`: an exclusion has begun and not ended;
 * - `moved_on`: the last day with all of these; `due_on`: off a holiday;
 * - `limit_ms, elapsed_ms`, and `grace_ms`: the rest of the hour it starts in;
 * - `also_over`: how many other legs are over the limit;
 * - `settled_from`: the day from which days must be counted for the date alone to change nothing of it; null where it
 *   does.
 *
 * A rule that heeds approvals cannot tell where no file has brought any, or where an act of the case speaks of one that
 * no file has brought. Where it is not known whether an earlier start counts, a hit has to be over the limit from the
 * first that surely does, and of hours where a moment may be a date, whatever its hour was. Without an end an open case
 * is measured to `as_of`; whether a case is open may not be known either. Of a clock's legs the worst counts, of those
 * over the limit the one that is so now, or else the one that was by the most; the rest are `other_legs`, and
 * `judged_legs` and `clocks` go with them.
 */
function outcomeTables(set: RuleSet): [name: string, query: Sql][] {
  const clock = sql`partition by rule_no, case_key, key`;
  const legs: [string, Sql][] = [
    [
      JUDGED_LEGS,
      sql`
        select ${COLUMNS}, row_number() over (${clock} order by
          case outcome when 'hit' then 1 when 'cannot tell' then 2 when 'pending' then 3 else 4 end,
          case when outcome = 'hit' then end_at is not null end,
          case when outcome = 'hit' then coalesce(end_on - due_on, elapsed_ms) end desc, leg) as nth
        from (
          select *, cast(count(case when outcome = 'hit' then 1 end) over (${clock}) as integer) - 1 as also_over
          from (${outcomesOf(true, set)})
        )`,
    ],
    [OTHER_LEGS, sql`select ${COLUMNS} from ${id(JUDGED_LEGS)} where nth > 1`],
  ];
  const alone = sql`select ${COLUMNS} from (select *, 0 as also_over from (${outcomesOf(false, set)}))`;
  if (!anyInLegs(set)) return [[DEADLINES, alone]];
  return [...legs, [DEADLINES, sql`${alone} union all select ${COLUMNS} from ${id(JUDGED_LEGS)} where nth = 1`]];
}

/** The tables that `deadlines` is made of, and itself, with their queries. */
export const deadlineTables = (set: RuleSet): [name: string, query: Sql][] => [
  [CLOCKS, join(clocksOf(set), sql` union all by name `)],
  ...outcomeTables(set),
];

async function layOutDeadlines(set: RuleSet): Promise<void> {
  const { facts, memory } = set;
  const { engine } = facts;
  for (const [name, query] of outcomeTables(set))
    if (memory && name !== JUDGED_LEGS) await memory.layOut(name, query, engine.large(name));
    else await engine.run(sql`create or replace ${engine.large(name)} as ${query}`);
  for (const done of anyInLegs(set) ? [CLOCKS, JUDGED_LEGS] : [CLOCKS]) await engine.run(sql`drop table ${id(done)}`);
}

interface Moment {
  readonly at: Sql;
  readonly wall: Sql;
}

type Certainty = "sure" | "any";

const start = (certainty: Certainty): Moment => ({
  at: word(`start_${certainty}`),
  wall: word(`start_wall_${certainty}`),
});

const end = (certainty: Certainty, { engine, zone, asOf }: Facts): Moment => ({
  at: sql`coalesce(${word(`end_${certainty}`)}, ${asOf})`,
  wall: sql`coalesce(${word(`end_wall_${certainty}`)}, ${engine.localTime(sql`${asOf}`, zone)})`,
});

/** The last that a moment may be: of hours where it may be a date, the end of its day. */
const lastOf = ({ at, wall }: Moment): Moment => ({
  at: sql`case when civil or limit_ms is null then ${at} else ${untilMidnight(at, wall)} end`,
  wall,
});

function endLast(facts: Facts): Moment {
  const { asOf } = facts;
  const latest = (certainty: Certainty) =>
    lastOf({ at: word(`end_${certainty}`), wall: word(`end_wall_${certainty}`) }).at;
  return {
    at: sql`coalesce(${latest("sure")}, greatest(${asOf}, coalesce(${latest("any")}, ${asOf})))`,
    wall: end("sure", facts).wall,
  };
}

/** Each clock with the limit of its rule, and the days on which it begins. */
const limited = (several: boolean, { engine, zone }: Facts): Sql => sql`
  select k.*, l.limit_ms, l.civil, l.whole_hours, l.extends, l.excludes,
    ${engine.localDay(sql`start_any`, zone)} as start_any_on,
    ${engine.localDay(sql`coalesce(start_sure, start_any)`, zone)} as start_on
  from ${id(CLOCKS)} k join limits l on l.rule_no = k.rule_no where k.several = ${several}`;

/** With what was allowed to it, and its last day. */
function dated(operations: boolean, { asOf }: Facts): Sql {
  const unheeded = (kind: "extends" | "excludes") =>
    sql`(c.${word(kind)} and coalesce(u.${word(`${kind}_at`)} <= coalesce(c.end_any, ${asOf}), false))`;
  return sql`
    select c.*, coalesce(w.granted_months, 0) as granted_months, coalesce(w.granted_days, 0) as granted_days,
      coalesce(w.capped, false) as capped, coalesce(w.excluded, 0) as excluded, coalesce(w.standing, false) as standing, coalesce(w.unknown, false) as unknown,
      ${operations ? sql`${unheeded("extends")} or ${unheeded("excludes")}` : sql`false`} as unheeded,
      case when w.rule_no is null then d.raw_on else w.moved_on end as moved_on,
      case when w.rule_no is null then d.latest else w.latest end as latest,
      case when w.rule_no is not null then w.earliest when c.start_any_on = c.start_on then d.earliest
        else p.earliest end as earliest
    from limited c
    left join due_days d on d.rule_no = c.rule_no and d.start_on = c.start_on
    left join due_days p on p.rule_no = c.rule_no and p.start_on = nullif(c.start_any_on, c.start_on)
    left join clock_allowances w on w.rule_no = c.rule_no and w.case_key = c.case_key and w.key = c.key and w.leg = c.leg
    ${operations ? sql`left join unheeded_operations u on u.case_key = c.case_key` : sql``}`;
}

const unended = sql`(end_any is null and unclear)`;

/** With its outcome; `blind`: nobody knows what was approved. */
function judged(blind: Sql, facts: Facts): Sql {
  const { engine, zone } = facts;
  const over = (from: Moment, to: Moment, due: "earliest" | "latest") => sql`case
    when limit_ms is not null
      then ${elapsed(from, to, sql`civil`)} > limit_ms + ${graceOf(from.wall)} + ${millisecondsIn(sql`granted_days + excluded`)}
    else ${engine.localDay(to.at, zone)} > ${word(due)} end`;
  return sql`
    select *, case
      when ${unended} then 'cannot tell'
      when limit_ms is null and moved_on is null then 'cannot tell'
      when not ${over(start("any"), endLast(facts), "earliest")} then case when end_sure is null and (unclear or not complete) then 'pending' else 'clear' end
      when standing and end_any is null then 'pending'
      when sure and not unknown and not standing and not ${blind} and start_sure is not null and (end_sure is not null or not complete)
        and ${over(lastOf(start("sure")), end("any", facts), "latest")} then 'hit'
      else 'cannot tell' end as outcome
    from dated`;
}

function outcomesOf(several: boolean, set: RuleSet): Sql {
  const { facts } = set;
  const { engine, zone, columns } = facts;
  const operations = anyOperations(set);
  const blind = columns.has("extensions") ? (operations ? sql`unheeded` : sql`false`) : sql`(extends or excludes)`;
  const last = end("any", facts);
  const counted = (certainty: Certainty) => sql`${elapsed(start(certainty), last, sql`civil`)}`;
  const grace = (certainty: Certainty) => graceOf(start(certainty).wall);
  return sql`
    with limited as (${limited(several, facts)}), dated as (${dated(operations, facts)}), judged as (${judged(blind, facts)})
    select *, coalesce(start_sure, start_any) as start_at, end_any as end_at, latest as due_on,
      ${engine.localDay(last.at, zone)} as end_on,
      case when start_sure is null then ${counted("any")} else ${counted("sure")} end as elapsed_ms,
      case when start_sure is null then ${grace("any")} else ${grace("sure")} end as grace_ms,
      case when outcome <> 'cannot tell' then null when ${unended} then 'closing' when limit_ms is null and latest is null then 'calendar'
        when ${blind} then 'approvals' when unknown then 'approval' when standing then 'exclusion' else 'conditions' end as doubt,
      case when end_sure is not null and (limit_ms is not null or (earliest is not null and latest is not null))
        then start_any_on end as settled_from
    from judged`;
}
