import type { Rule } from "../../schemas/procedure.ts";
import { HALF_MONTH, LONGEST_REST } from "../clock/calendar.ts";
import { grantsWorkingDays, isInWorkingDays, mostGranted } from "../clock/limit.ts";
import { layOutCalendar } from "../clock/tables.ts";
import { one, transposed } from "../engine/engine.ts";
import { type Sql, sql } from "../engine/sql.ts";
import { DAY, HOUR, milliseconds } from "../kit/duration.ts";
import { dayOf } from "../kit/zone.ts";
import type { CompiledRule } from "./compile.ts";
import { runsInLegs } from "./kinds.ts";
import type { RuleSet } from "./ruleset.ts";
import { isCivil } from "./span.ts";

/**
 * How far back and ahead the calendar reaches, in days; a date beyond it is a slip, and its limit cannot be told. Where
 * nothing can move a limit, it reaches no further than the longest of them.
 */
const BACK = 18_300;
const AHEAD = 3_700;
/** How far ahead of the moment looked from a clock may start. */
const LATE_START = 366;

/**
 * Lays out `limits` (one row per rule with a limit) and `restart_bases` (`rule_no, basis, own`): of each rule that names
 * any, those of its whole procedure, and whether they are its own.
 */
export async function layOutLimits({ rules, facts: { engine } }: RuleSet): Promise<void> {
  const limited = rules.filter(({ rule }) => rule.limit !== undefined);
  await engine.run(sql`create or replace temp table limits (
    rule_no integer, rule_id varchar, in_legs boolean, repeats boolean, extends boolean, excludes boolean, restarts boolean, rolls boolean,
    working boolean, grants_working boolean, before_days integer, limit_months integer, after_days integer, limit_ms bigint, most_months integer,
    most_days integer, law_ends integer, civil boolean, whole_hours boolean, to_month_end boolean)`);
  await engine.run(sql`create or replace temp table restart_bases (rule_no integer, basis varchar, own boolean)`);
  await engine.append("limits", LIMIT_KINDS, [transposed(limited.map(limitRow), LIMIT_KINDS.length)]);
  await engine.append("restart_bases", ["integer", "text", "boolean"], [transposed(limited.flatMap(basesOf), 3)]);
}

const LIMIT_KINDS = [
  "integer",
  "text",
  ...Array<"boolean">(8).fill("boolean"),
  ...Array<"integer">(7).fill("integer"),
  ...Array<"boolean">(3).fill("boolean"),
] as const;

/** A limit in months counts them from the start, one in days after the last of its days; half a month comes last. */
function limitRow(compiled: CompiledRule): (string | number | boolean | null)[] {
  const { no, rule, procedure } = compiled;
  const { limit } = rule;
  if (limit === undefined) throw new Error(`rule ${rule.id} has no limit`);
  const days = "days" in limit ? limit.days : 0;
  const months = "months" in limit ? limit.months : 0;
  const span = "duration" in limit ? limit.duration : undefined;
  const most = mostGranted(rule);
  return [
    no,
    rule.id,
    runsInLegs(compiled),
    rule.repeats ?? false,
    (rule.extensions ?? false) !== false,
    rule.exclusions ?? false,
    rule.restarts?.bases !== undefined,
    procedure.holidays !== undefined && "roll" in limit && limit.roll,
    isInWorkingDays(limit),
    grantsWorkingDays(rule),
    days,
    Math.floor(months),
    Number.isInteger(months) ? 0 : HALF_MONTH,
    span !== undefined ? milliseconds(span) : "hours" in limit ? limit.hours * HOUR : null,
    most?.months ?? null,
    most?.days ?? null,
    lawEnds(rule),
    isCivil(span),
    "hours" in limit,
    procedure.month_end === "last-day",
  ];
}

/** The last day on which a rule has any law; null where that is not over. */
function lawEnds({ law = [] }: Rule): number | null {
  const ends = law.flatMap(({ to }) => (to === undefined ? [] : [dayOf(to)]));
  return ends.length > 0 && ends.length === law.length ? Math.max(...ends) : null;
}

function basesOf({ no, rule, procedure }: CompiledRule): [no: number, basis: string, own: boolean][] {
  const own = rule.restarts?.bases;
  if (!own) return [];
  const named = new Set(procedure.rules.flatMap(({ restarts }) => restarts?.bases ?? []));
  return [...named].map((basis) => [no, basis, own.includes(basis)]);
}

/** The first day that clocks are counted from, looked at from a moment. */
export const lookBackOf = (asOf: number): number => Math.floor(asOf / DAY) - BACK;

/** Approvals and pauses may move a limit to any day. */
const mayMove = ({ rules, facts }: RuleSet): boolean =>
  facts.columns.has("extensions") || rules.some(({ pauses }) => pauses.length > 0);

/** The latest start and the longest limit after it, its holidays included. */
function reachOf(rules: readonly CompiledRule[]): number {
  const days = rules.flatMap(({ rule: { limit } }) => {
    if (limit === undefined) return [];
    if ("months" in limit) return [31 * Math.ceil(limit.months)];
    return "days" in limit ? [limit.calendar === "working" ? 3 * limit.days : limit.days] : [];
  });
  return LATE_START + Math.max(0, ...days) + 2 * LONGEST_REST;
}

/**
 * Lays out the calendar as tables, and `due_days`: for each rule with a limit in days or months and each day that a
 * clock can start on, the last day of the limit, as counted (`raw_on`) and off a holiday, at the earliest and latest.
 * A limit that cannot be counted has no row.
 */
export async function layOutDueDays(set: RuleSet): Promise<void> {
  const { rules, facts, memory } = set;
  const { engine, zone, asOf } = facts;
  const legs = rules.some(runsInLegs)
    ? sql`, ${engine.localDay(sql`(select min(start_any) from clock_legs)`, zone)}`
    : sql``;
  const { first } = await one<{ first: number | null }>(
    engine,
    sql`select least((select min(occurred_on) from trace)${legs}${memory?.firstStart ? sql`, ${memory.firstStart}` : sql``}) as first`,
  );
  const today = Math.floor(asOf / DAY);
  await layOutCalendar(
    engine,
    Math.max(first ?? today, lookBackOf(asOf)),
    today + (mayMove(set) ? AHEAD : reachOf(rules)),
  );
  const none = sql`0`;
  const due = lastDay(sql`d.day`, none, none, none);
  await engine.run(sql`
    create or replace temp table due_days as
    select x.rule_no, x.start_on, x.raw_on, case when x.rolls then r.earliest else x.raw_on end as earliest,
      case when x.rolls then r.latest else x.raw_on end as latest
    from (
      select c.rule_no, c.rolls, d.day as start_on, ${due.day} as raw_on
      from limits c cross join (select day from calendar where day <= ${today + LATE_START}) d ${due.joins}
      where c.limit_ms is null
    ) x left join calendar r on r.day = x.raw_on
    where x.raw_on is not null`);
}

/**
 * The last day of the limit of `c` from a start day, with the months that are added, the days that are not counted
 * (working days where the limit is in them), and the days that are granted: joins of the calendar and the day.
 * Beside the start day `s` stands the last of its working days `w`, then the day `n` that months are counted from, and
 * the month `m` that they end in.
 */
export function lastDay(start: Sql, months: Sql, excluded: Sql, granted: Sql): { joins: Sql; day: Sql } {
  const worked = sql`c.before_days + ${excluded} + case when c.grants_working then ${granted} else 0 end`;
  return {
    joins: sql`
      left join calendar s on s.day = ${start}
      left join working_days w on w.worked = case when c.working then s.worked + ${worked} end
      left join calendar n on n.day = case when c.working then w.day else s.day + c.before_days end
      left join months m on m.month = n.month + c.limit_months + ${months}`,
    day: sql`case when c.limit_months + ${months} = 0 then n.day
        else m.first_day + case when c.to_month_end and n.ends_month then m.days else least(n.day_of_month, m.days) end - 1 end
      + c.after_days + case when c.working then 0 else ${excluded} end + case when c.grants_working then 0 else ${granted} end`,
  };
}
