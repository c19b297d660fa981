import type { Limit } from "../../schemas/procedure.ts";
import { milliseconds } from "../duration.ts";
import { one } from "../engine/engine.ts";
import { type Sql, sql, word } from "../engine/sql.ts";
import { dateOf, dayOf } from "../zone.ts";
import type { RuleSet } from "./ruleset.ts";
import { elapsed, isCivil } from "./span.ts";

/**
 * Lays out what the deadlines need: `limits` (one row per deadline rule) and `due_days` (for limits counted in days or
 * months: from each day of the log the last day of the limit). A limit that cannot be counted has no due day, and the
 * outcome is *cannot tell*.
 */
export async function layOutLimits({ rules, facts }: RuleSet): Promise<void> {
  const { engine } = facts;
  const deadlines = rules.flatMap(({ no, rule }) => (rule.limit ? [{ no, limit: rule.limit }] : []));
  await engine.run(sql`create or replace temp table limits (rule_no integer, limit_ms bigint, civil boolean)`);
  await engine.run(sql`create or replace temp table due_days (rule_no integer, start_on integer, due_on integer)`);
  if (deadlines.length === 0) return;
  const spans = deadlines.map(({ limit }) => ("duration" in limit ? limit.duration : undefined));
  await engine.append(
    "limits",
    ["integer", "integer", "boolean"],
    [[deadlines.map((d) => d.no), spans.map((span) => (span ? milliseconds(span) : null)), spans.map(isCivil)]],
  );
  const { first, last } = await one<{ first: number | null; last: number | null }>(
    engine,
    sql`select min(occurred_on) as first, max(occurred_on) as last from trace`,
  );
  if (first === null || last === null) return;
  for (const { no, limit } of deadlines) {
    const starts: number[] = [];
    const dues: number[] = [];
    for (let day = first; day <= last; day++) {
      const due = lastDay(day, limit);
      if (due === null) continue;
      starts.push(day);
      dues.push(due);
    }
    if (starts.length > 0) {
      await engine.append("due_days", ["integer", "integer", "integer"], [[starts.map(() => no), starts, dues]]);
    }
  }
}

/**
 * Last day of a limit that starts on a day; the start day is not counted (刑诉法105, 民诉法85). A month ends on the
 * same day of the later month, or on its last day where it has none (刑诉法解释202). Null where it cannot be told.
 */
export function lastDay(start: number, limit: Limit): number | null {
  if ("days" in limit) return limit.calendar === "calendar" ? start + limit.days : null;
  if ("months" in limit) return addMonths(start, limit.months);
  return null;
}

export function addMonths(start: number, months: number): number {
  const [year, month, day] = dateOf(start).split("-").map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const target = new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastOfMonth)));
  return dayOf(target.toISOString().slice(0, 10));
}

/**
 * Outcomes of the deadlines: `rule_no, case_key, outcome, start_at, end_at, start_on, due_on, end_on, limit_ms,
 * elapsed_ms`.
 * Counted from the first start to the first end. Without an end an open case is measured to `as_of`; a complete one
 * never needed the step in time, and whether it needed it at all is another rule's matter.
 */
export function deadlineOutcomes({ facts }: RuleSet): Sql {
  const { engine, zone, asOf } = facts;
  const at = (slot: Sql) => engine.pick(sql`f."at"`, slot);
  const wall = (slot: Sql) => engine.pick(sql`f."wall"`, slot);
  const now = { at: sql`${asOf}`, wall: engine.localTime(sql`${asOf}`, zone) };
  const end = (certainty: "sure" | "any") => ({
    at: sql`coalesce(${word(`end_${certainty}`)}, ${now.at})`,
    wall: sql`coalesce(${word(`end_wall_${certainty}`)}, ${now.wall})`,
  });
  const start = (certainty: "sure" | "any") => ({
    at: sql`${word(`start_${certainty}`)}`,
    wall: sql`${word(`start_wall_${certainty}`)}`,
  });
  const over = (from: { at: Sql; wall: Sql }, to: { at: Sql; wall: Sql }) => sql`case
    when limit_ms is not null then ${elapsed(from, to, sql`civil`)} > limit_ms
    else ${engine.localDay(to.at, zone)} > due_on end`;
  return sql`
    select rule_no, case_key,
      case
        when limit_ms is null and due_on is null then 'cannot tell'
        when sure and start_sure is not null and ${over(start("sure"), end("any"))} then 'hit'
        when ${over(start("any"), end("sure"))} then 'cannot tell'
        when end_any is null then 'pending'
        else 'clear'
      end as outcome,
      start_any as start_at, end_any as end_at, start_on, due_on, ${engine.localDay(end("any").at, zone)} as end_on, limit_ms,
      ${elapsed(start("any"), end("any"), sql`civil`)} as elapsed_ms
    from (
      select x.*, d.due_on
      from (
        select r.rule_no, f.case_key, f.sure, l.limit_ms, l.civil,
          ${at(sql`r.a_sure`)} as start_sure, ${at(sql`r.a_any`)} as start_any,
          ${at(sql`r.b_sure`)} as end_sure, ${at(sql`r.b_any`)} as end_any,
          ${wall(sql`r.a_sure`)} as start_wall_sure, ${wall(sql`r.a_any`)} as start_wall_any,
          ${wall(sql`r.b_sure`)} as end_wall_sure, ${wall(sql`r.b_any`)} as end_wall_any,
          ${engine.localDay(at(sql`r.a_any`), zone)} as start_on, f.complete
        from case_facts f join rules r on r.procedure_no = f.procedure_no join limits l on l.rule_no = r.rule_no
        where r.template = 'deadline' and ${at(sql`r.a_any`)} is not null
      ) x
      left join due_days d on d.rule_no = x.rule_no and d.start_on = x.start_on
      where x.end_any is not null or not x.complete
    )`;
}
