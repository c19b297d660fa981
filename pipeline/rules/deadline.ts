import { HALF_MONTH } from "../clock/calendar.ts";
import { layOutCalendar } from "../clock/tables.ts";
import { milliseconds } from "../duration.ts";
import { one } from "../engine/engine.ts";
import { type Sql, sql, word } from "../engine/sql.ts";
import { exclusions, grants, layOutPauses } from "./allowance.ts";
import type { CompiledRule } from "./compile.ts";
import { layOutLegs, runsInLegs } from "./legs.ts";
import type { RuleSet } from "./ruleset.ts";
import { elapsed, isCivil } from "./span.ts";
import { scopedTerms } from "./terms.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How far back and ahead the calendar reaches, in days; a date beyond it is a slip, and its limit cannot be told. */
const BACK = 18_300;
const AHEAD = 3_700;

/**
 * Lays out what the deadlines need: `limits` (one row per rule with a limit), `restart_bases` (`rule_no, basis`), the
 * calendar as tables, and the clocks that run in legs.
 */
export async function layOutLimits(set: RuleSet): Promise<void> {
  const { engine, zone, asOf } = set.facts;
  const limited = set.rules.filter(({ rule }) => rule.limit !== undefined);
  await engine.run(sql`create or replace temp table limits (
    rule_no integer, rule_id varchar, in_legs boolean, extends boolean, excludes boolean, rolls boolean, working boolean,
    before_days integer, limit_months integer, after_days integer, limit_ms bigint, civil boolean, whole_hours boolean)`);
  await engine.run(sql`create or replace temp table restart_bases (rule_no integer, basis varchar)`);
  if (limited.length === 0) return;
  const rows = limited.map(limitRow);
  await engine.append("limits", LIMIT_KINDS, [LIMIT_KINDS.map((_, column) => rows.map((row) => row[column] ?? null))]);
  const bases = limited.flatMap(({ no, rule }) => (rule.restarts?.bases ?? []).map((basis) => [no, basis] as const));
  await engine.append(
    "restart_bases",
    ["integer", "text"],
    [[bases.map(([no]) => no), bases.map(([, basis]) => basis)]],
  );
  await layOutLegs(set);
  await layOutPauses(set);
  const { first } = await one<{ first: number | null }>(
    engine,
    sql`select least((select min(occurred_on) from trace), ${engine.localDay(sql`(select min(start_any) from clock_legs)`, zone)}) as first`,
  );
  const today = Math.floor(asOf / DAY);
  await layOutCalendar(engine, Math.max(first ?? today, today - BACK), today + AHEAD);
}

const LIMIT_KINDS = [
  "integer",
  "text",
  ...Array<"boolean">(5).fill("boolean"),
  ...Array<"integer">(4).fill("integer"),
  "boolean",
  "boolean",
] as const;

/** A limit in months counts them from the start, one in days after the last of its days; half a month comes last. */
function limitRow(compiled: CompiledRule): (string | number | boolean | null)[] {
  const { no, rule, procedure } = compiled;
  const { limit } = rule;
  if (limit === undefined) throw new Error(`rule ${rule.id} has no limit`);
  const days = "days" in limit ? limit.days : 0;
  const months = "months" in limit ? limit.months : 0;
  const span = "duration" in limit ? limit.duration : undefined;
  const holidays = procedure.holidays !== undefined;
  return [
    no,
    rule.id,
    runsInLegs(compiled),
    rule.extensions ?? false,
    rule.exclusions ?? false,
    holidays && "roll" in limit && limit.roll,
    "calendar" in limit && limit.calendar === "working",
    "calendar" in limit && limit.calendar === "working" && !holidays ? null : days,
    Math.floor(months),
    Number.isInteger(months) ? 0 : HALF_MONTH,
    span !== undefined ? milliseconds(span) : "hours" in limit ? limit.hours * HOUR : null,
    isCivil(span),
    "hours" in limit,
  ];
}

interface Moment {
  readonly at: Sql;
  readonly wall: Sql;
}

/**
 * Outcomes of the deadlines: `rule_no, case_key, key, outcome` and the arithmetic: `start_at, end_at, start_on,
 * restarted`, `granted_months` and `granted_days`, `excluded` days, `standing` (an exclusion has begun and not ended), `moved_on` (the last day with all of these), `due_on`
 * (off a holiday), `end_on`, `limit_ms`, `grace_ms` (the rest of the hour it starts in), `elapsed_ms`, and `doubt`, why
 * it cannot be told. A rule that heeds approvals cannot tell where no file has brought any. Where it is not known whether an earlier start counts, a hit has to be over the limit from the
 * first that surely does. Without an end an open case is measured to `as_of`; a complete one never needed the step in
 * time, and whether it needed it at all is another rule's matter. Of a clock's legs the worst counts, of those the first.
 */
export function deadlineOutcomes(set: RuleSet): Sql {
  const columns = sql`rule_no, case_key, key, outcome, start_at, end_at, start_on, restarted, granted_months, granted_days,
    excluded, standing, moved_on, due_on, end_on, limit_ms, grace_ms, elapsed_ms, doubt`;
  const plain = set.rules.some((rule) => rule.rule.template === "deadline" && !runsInLegs(rule));
  const parts: Sql[] = [];
  if (plain) parts.push(sql`select ${columns} from (${outcomesOf(plainClocks, set)})`);
  if (set.rules.some(runsInLegs)) {
    parts.push(sql`
      select ${columns} from (
        select *, row_number() over (partition by rule_no, case_key, key order by
          case outcome when 'hit' then 1 when 'cannot tell' then 2 when 'pending' then 3 else 4 end, leg) as nth
        from (${outcomesOf(legClocks, set)})
      ) where nth = 1`);
  }
  return parts.reduce((all, part) => sql`${all} union all ${part}`);
}

/** From the first start of a case to its first end: `clocks`, one for each rule and case. */
const plainClocks = sql`
  select l.*, s.case_key, cast('' as varchar) as key, cast(null as varchar) as party, 0 as leg, false as restarted,
    s.sure, s.complete, a.at_sure as start_sure, a.at_any as start_any, b.at_sure as end_sure, b.at_any as end_any,
    a.wall_sure as start_wall_sure, a.wall_any as start_wall_any, b.wall_sure as end_wall_sure, b.wall_any as end_wall_any
  from ${scopedTerms} join limits l on l.rule_no = r.rule_no
  where r.template = 'deadline' and not l.in_legs and a.at_any is not null and (b.at_any is not null or not s.complete)`;

const legClocks = sql`
  select l.*, g.case_key, coalesce(g.key, '') as key, g.party, g.leg, g.restarted, s.sure, s.complete,
    g.start_sure, g.start_any, g.end_sure, g.end_any,
    g.start_wall_sure, g.start_wall_any, g.end_wall_sure, g.end_wall_any
  from clock_legs g join limits l on l.rule_no = g.rule_no join rules r on r.rule_no = g.rule_no
  join scopes s on s.procedure_no = r.procedure_no and s.case_key = g.case_key
  where g.end_any is not null or not s.complete`;

function outcomesOf(clocks: Sql, set: RuleSet): Sql {
  const { engine, zone, asOf } = set.facts;
  const end = (certainty: "sure" | "any"): Moment => ({
    at: sql`coalesce(${word(`end_${certainty}`)}, ${asOf})`,
    wall: sql`coalesce(${word(`end_wall_${certainty}`)}, ${engine.localTime(sql`${asOf}`, zone)})`,
  });
  const start = (certainty: "sure" | "any"): Moment => ({
    at: word(`start_${certainty}`),
    wall: word(`start_wall_${certainty}`),
  });
  const grace = (from: Moment) => sql`(case when whole_hours then ${HOUR} - ${from.wall} % ${HOUR} else 0 end)`;
  const over = (from: Moment, to: Moment, due: "earliest" | "latest") => sql`case
    when limit_ms is not null
      then ${elapsed(from, to, sql`civil`)} > limit_ms + ${grace(from)} + (granted_days + excluded) * ${DAY}
    else ${engine.localDay(to.at, zone)} > ${word(due)} end`;
  const counted = (certainty: "sure" | "any") => sql`${elapsed(start(certainty), end("any"), sql`civil`)}`;
  const blind = set.facts.columns.has("extensions") ? sql`false` : sql`(extends or excludes)`;
  const due = lastDay(sql`c.start_on`, sql`coalesce(g.months, 0)`, sql`coalesce(g.days, 0)`);
  const dueAtFirst = lastDay(sql`nullif(c.start_any_on, c.start_on)`, sql`c.granted_months`, sql`c.granted_days`);
  return sql`
    with clocks as (
      select k.*, ${engine.localDay(sql`start_any`, zone)} as start_any_on,
        ${engine.localDay(sql`coalesce(start_sure, start_any)`, zone)} as start_on
      from (${clocks}) k
    ),
    granted as (
      select c.*, coalesce(g.months, 0) as granted_months, coalesce(g.days, 0) as granted_days,
        coalesce(g.unclear, 0) = 1 as unclear, ${due.day} as raw_on
      from clocks c left join (${grants(set)}) g
        on g.rule_no = c.rule_no and g.case_key = c.case_key and g.key = c.key and g.leg = c.leg
      ${due.joins}
    ),
    moved as (
      select c.*, coalesce(x.excluded, 0) as excluded, coalesce(x.standing, 0) = 1 as standing,
        c.unclear or coalesce(x.unsaid, 0) = 1 as unknown, c.raw_on + coalesce(x.excluded, 0) as moved_on
      from granted c left join (${exclusions(set)}) x
        on x.rule_no = c.rule_no and x.case_key = c.case_key and x.key = c.key and x.leg = c.leg
    ),
    earlier as (
      select c.*, case when c.start_any_on = c.start_on then c.moved_on else ${dueAtFirst.day} + c.excluded end as moved_any_on
      from moved c ${dueAtFirst.joins}
    ),
    dated as (
      select c.*, case when c.rolls then w.latest else c.moved_on end as latest,
        case when c.rolls then p.earliest else c.moved_any_on end as earliest
      from earlier c left join calendar w on w.day = c.moved_on left join calendar p on p.day = c.moved_any_on
    ),
    judged as (
      select *, case
        when limit_ms is null and moved_on is null then 'cannot tell'
        when not ${over(start("any"), end("sure"), "earliest")} then case when end_sure is null and not complete then 'pending' else 'clear' end
        when standing and end_any is null then 'pending'
        when sure and not unknown and not standing and not ${blind} and start_sure is not null and (end_sure is not null or not complete)
          and ${over(start("sure"), end("any"), "latest")} then 'hit'
        else 'cannot tell' end as outcome
      from dated
    )
    select *, coalesce(start_sure, start_any) as start_at, end_any as end_at, latest as due_on,
      ${engine.localDay(end("any").at, zone)} as end_on,
      case when start_sure is null then ${counted("any")} else ${counted("sure")} end as elapsed_ms,
      case when start_sure is null then ${grace(start("any"))} else ${grace(start("sure"))} end as grace_ms,
      case when outcome <> 'cannot tell' then null when limit_ms is null and latest is null then 'calendar'
        when ${blind} then 'approvals' when unknown then 'approval' when standing then 'exclusion' else 'conditions' end as doubt
    from judged`;
}

/**
 * The last day of the limit of `c` from a start day, with what was granted, before exclusions: joins of the calendar and the day.
 * Beside the start day `s` stands the last of its working days `w`, then the day `n` that months are counted from, and
 * the month `m` that they end in.
 */
export function lastDay(start: Sql, months: Sql, days: Sql): { joins: Sql; day: Sql } {
  return {
    joins: sql`
      left join calendar s on s.day = ${start}
      left join working_days w on w.worked = case when c.working then s.worked + c.before_days end
      left join calendar n on n.day = case when c.working then w.day else s.day + c.before_days end
      left join months m on m.month = n.month + c.limit_months + ${months}`,
    day: sql`case when c.limit_months + ${months} = 0 then n.day else m.first_day + least(n.day_of_month, m.days) - 1 end
      + c.after_days + ${days}`,
  };
}
