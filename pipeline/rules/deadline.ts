import type { Limit } from "../../schemas/procedure.ts";
import { addMonths, addWorkingDays, isWorkingDay, rollForward } from "../clock/calendar.ts";
import { milliseconds } from "../duration.ts";
import { one } from "../engine/engine.ts";
import { every, type Sql, some, sql, word } from "../engine/sql.ts";
import type { CompiledRule } from "./compile.ts";
import type { RuleSet } from "./ruleset.ts";
import { elapsed, isCivil } from "./span.ts";

/**
 * Lays out what the deadlines need, so that no date is computed in SQL:
 * - `limits`: one row per deadline rule;
 * - `due_days`: from each day of the log the last day of a limit counted in days or months, before it is moved off
 *   a holiday; a limit that cannot be counted has no row, and the outcome is *cannot tell*;
 * - `rolls`: where a last day on a holiday is moved to, at the earliest and at the latest.
 */
export async function layOutLimits({ rules, facts }: RuleSet): Promise<void> {
  const { engine, asOf } = facts;
  const deadlines = rules.filter(({ rule }) => rule.limit !== undefined);
  await engine.run(sql`create or replace temp table limits (
    rule_no integer, limit_ms bigint, civil boolean, rolls boolean, limit_days integer)`);
  await engine.run(sql`create or replace temp table due_days (rule_no integer, start_on integer, raw_on integer)`);
  await engine.run(sql`create or replace temp table rolls (day integer, earliest integer, latest integer)`);
  if (deadlines.length === 0) return;
  const spans = deadlines.map(({ rule: { limit } }) => (limit && "duration" in limit ? limit.duration : undefined));
  await engine.append(
    "limits",
    ["integer", "integer", "boolean", "boolean", "integer"],
    [
      [
        deadlines.map(({ no }) => no),
        spans.map((span) => (span ? milliseconds(span) : null)),
        spans.map(isCivil),
        deadlines.map(rolls),
        deadlines.map(({ rule: { limit } }) => (limit && "days" in limit ? limit.days : null)),
      ],
    ],
  );
  const { first, last } = await one<{ first: number | null; last: number | null }>(
    engine,
    sql`select min(occurred_on) as first, max(occurred_on) as last from trace`,
  );
  if (first === null || last === null) return;
  for (const compiled of deadlines) await layOutDueDays(compiled, first, last, facts);
  if (deadlines.some(rolls)) {
    const days = range(first, Math.floor(asOf / 86_400_000) + 3_700);
    const moved = days.map(rollForward);
    await engine.append(
      "rolls",
      ["integer", "integer", "integer"],
      [[days, moved.map(({ earliest }) => earliest), moved.map(({ latest }) => latest)]],
    );
  }
}

const rolls = ({ rule: { limit }, procedure }: CompiledRule): boolean =>
  procedure.holidays !== undefined && limit !== undefined && !("duration" in limit) && limit.roll;

async function layOutDueDays(
  { no, rule, procedure }: CompiledRule,
  first: number,
  last: number,
  { engine }: RuleSet["facts"],
): Promise<void> {
  const rows = range(first, last).flatMap((start) => {
    const due = lastDay(start, rule.limit as Limit, procedure.holidays !== undefined);
    return due === null ? [] : [{ start, due }];
  });
  if (rows.length === 0) return;
  await engine.append(
    "due_days",
    ["integer", "integer", "integer"],
    [[rows.map(() => no), rows.map(({ start }) => start), rows.map(({ due }) => due)]],
  );
}

const range = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

/**
 * Last day of a limit that starts on a day; the start day is not counted (刑诉法105, 民诉法85). Working days need a
 * calendar: without the procedure's holidays, and outside the years that are known, they cannot be told.
 */
export function lastDay(start: number, limit: Limit, holidays: boolean): number | null {
  if ("months" in limit) return addMonths(start, limit.months);
  if ("duration" in limit) return null;
  if (limit.calendar === "calendar") return start + limit.days;
  return holidays && isWorkingDay(start) !== null ? addWorkingDays(start, limit.days) : null;
}

interface Moment {
  readonly at: Sql;
  readonly wall: Sql;
}

/**
 * Outcomes of the deadlines: `rule_no, case_key, outcome` and the arithmetic: `start_at, end_at, start_on, raw_on`
 * (last day before anything is added), `extended` and `excluded` days, `due_on`, `end_on`, `limit_ms`, `elapsed_ms`.
 * Counted from the first start to the first end; where it is not known whether an earlier start counts, a hit has to be
 * over the limit from the first that surely does. Without an end an open case is measured to `as_of`; a complete one
 * never needed the step in time, and whether it needed it at all is another rule's matter.
 */
export function deadlineOutcomes(set: RuleSet): Sql {
  const { engine, zone, asOf } = set.facts;
  const at = (slot: Sql) => engine.pick(sql`f."at"`, slot);
  const wall = (slot: Sql) => engine.pick(sql`f."wall"`, slot);
  const end = (certainty: "sure" | "any"): Moment => ({
    at: sql`coalesce(${word(`end_${certainty}`)}, ${asOf})`,
    wall: sql`coalesce(${word(`end_wall_${certainty}`)}, ${engine.localTime(sql`${asOf}`, zone)})`,
  });
  const start = (certainty: "sure" | "any"): Moment => ({
    at: word(`start_${certainty}`),
    wall: word(`start_wall_${certainty}`),
  });
  const over = (from: Moment, to: Moment, due: "earliest" | "latest") => sql`case
    when limit_ms is not null then ${elapsed(from, to, sql`civil`)} > limit_ms + (extended + excluded) * 86400000
    else ${engine.localDay(to.at, zone)} > ${word(due)} end`;
  return sql`
    with clocks as (
      select r.rule_no, f.case_key, f.sure, f.complete, l.limit_ms, l.civil, l.rolls,
        ${at(sql`r.a_sure`)} as start_sure, ${at(sql`r.a_any`)} as start_any,
        ${at(sql`r.b_sure`)} as end_sure, ${at(sql`r.b_any`)} as end_any,
        ${wall(sql`r.a_sure`)} as start_wall_sure, ${wall(sql`r.a_any`)} as start_wall_any,
        ${wall(sql`r.b_sure`)} as end_wall_sure, ${wall(sql`r.b_any`)} as end_wall_any,
        ${engine.localDay(at(sql`r.a_any`), zone)} as start_any_on,
        ${engine.localDay(sql`coalesce(${at(sql`r.a_sure`)}, ${at(sql`r.a_any`)})`, zone)} as start_on
      from case_facts f join rules r on r.procedure_no = f.procedure_no join limits l on l.rule_no = r.rule_no
      where r.template = 'deadline' and ${at(sql`r.a_any`)} is not null
        and (${at(sql`r.b_any`)} is not null or not f.complete)
    ),
    adjusted as (${adjustments(set)}),
    dated as (
      select c.*, d.raw_on, coalesce(j.extended, 0) as extended, coalesce(j.excluded, 0) as excluded,
        coalesce(j.standing, 0) = 1 as standing, coalesce(j.unclear, 0) = 1 as unclear,
        d.raw_on + coalesce(j.extended, 0) + coalesce(j.excluded, 0) as moved_on,
        p.raw_on + coalesce(j.extended, 0) + coalesce(j.excluded, 0) as moved_any_on
      from clocks c
      left join due_days d on d.rule_no = c.rule_no and d.start_on = c.start_on
      left join due_days p on p.rule_no = c.rule_no and p.start_on = c.start_any_on
      left join adjusted j on j.rule_no = c.rule_no and j.case_key = c.case_key
    )
    select rule_no, case_key,
      case
        when limit_ms is null and moved_on is null then 'cannot tell'
        when not ${over(start("any"), end("sure"), "earliest")} then case when end_sure is null and not complete then 'pending' else 'clear' end
        when standing and end_any is null then 'pending'
        when sure and not unclear and not standing and start_sure is not null and (end_sure is not null or not complete)
          and ${over(start("sure"), end("any"), "latest")} then 'hit'
        else 'cannot tell'
      end as outcome,
      coalesce(start_sure, start_any) as start_at, end_any as end_at, start_on, raw_on, extended, excluded, latest as due_on,
      ${engine.localDay(end("any").at, zone)} as end_on, limit_ms, case when start_sure is null then ${elapsed(start("any"), end("any"), sql`civil`)}
        else ${elapsed(start("sure"), end("any"), sql`civil`)} end as elapsed_ms
    from (
      select t.*, case when t.rolls then p.earliest else t.moved_any_on end as earliest,
        case when t.rolls then w.latest else t.moved_on end as latest
      from dated t left join rolls w on w.day = t.moved_on left join rolls p on p.day = t.moved_any_on
    )`;
}

/**
 * Days that approvals on record add to a clock, and days that are not counted, per rule and case:
 * `extended, excluded, standing` (an exclusion has begun and not ended), `unclear` (an approval that names no days, or
 * a restart that the rule knows of). Overlapping exclusions count once; what lies before the start counts for nothing.
 */
function adjustments({ rules, facts }: RuleSet): Sql {
  const { engine, zone, asOf, columns } = facts;
  const none = sql`
    select cast(null as integer) as rule_no, cast(null as integer) as case_key, cast(null as bigint) as extended,
      cast(null as bigint) as excluded, cast(null as integer) as standing, cast(null as integer) as unclear
    where false`;
  const loaded = columns.get("extensions");
  const moved = rules.filter(({ rule }) => rule.extensions || rule.exclusions || rule.restarts);
  if (!loaded || moved.length === 0) return none;
  const column = (name: string, type: "bigint" | "varchar") =>
    loaded.has(name) ? sql`x.${word(name)}` : sql`cast(null as ${word(type)})`;
  const applies = some(
    moved.map(({ no, rule }) =>
      every([
        sql`c.rule_no = ${no}`,
        sql`${column("rule", "varchar")} is null or ${column("rule", "varchar")} = ${rule.id}`,
        some([
          ...(rule.extensions ? [sql`x.kind in ${EXTEND}`] : []),
          ...(rule.exclusions ? [sql`x.kind in ${EXCLUDE}`] : []),
          ...(rule.restarts ? [sql`x.kind in ${RESTART} and ${column("basis", "varchar")} in ${rule.restarts}`] : []),
        ]),
      ]),
    ),
  );
  const dayOf = (name: string) => engine.localDay(column(name, "bigint"), zone);
  return sql`
    select rule_no, case_key, cast(sum(case when kind in ${EXTEND} then coalesce(days, 0) else 0 end) as bigint) as extended,
      cast(sum(case when kind in ${EXCLUDE} then greatest(0, to_on - greatest(from_on, counted_to)) else 0 end) as bigint) as excluded,
      max(case when kind in ${EXCLUDE} and to_on is null then 1 else 0 end) as standing,
      max(case when (kind in ${EXTEND} and days is null) or (kind in ${EXCLUDE} and from_on is null) or kind in ${RESTART}
        then 1 else 0 end) as unclear
    from (
      select rule_no, case_key, kind, days, from_on, to_on,
        coalesce(max(case when kind in ${EXCLUDE} then to_on end) over (
          partition by rule_no, case_key order by from_on, to_on, extension_no
          rows between unbounded preceding and 1 preceding), start_on) as counted_to
      from (
        select c.rule_no, c.case_key, c.start_on, x.kind, ${column("days", "bigint")} as days, x.record_no as extension_no,
          greatest(c.start_on, ${dayOf("from_at")}) as from_on, ${dayOf("to_at")} as to_on
        from clocks c join extensions x on x.case_key = c.case_key
        where coalesce(${column("approved_at", "bigint")}, ${column("from_at", "bigint")}, 0) <= ${asOf} and (${applies})
      )
    )
    group by rule_no, case_key`;
}

const EXTEND = ["extend", "延长"];
const EXCLUDE = ["exclude", "扣除"];
const RESTART = ["restart", "重新计算"];
