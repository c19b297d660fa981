import { one } from "../engine/engine.ts";
import { type Sql, sql } from "../engine/sql.ts";
import type { CompiledRule } from "./compile.ts";
import { runsInLegs } from "./kinds.ts";
import type { RuleSet } from "./ruleset.ts";
import { untilMidnight } from "./span.ts";
import { scopedTerms } from "./terms.ts";

/** Acts of one minute count as simultaneous, and an end that may be a date as late as its day allows. */
const minute = (at: Sql): Sql => sql`floor((${at}) / 60000.0)`;
const endsBefore = (at: Sql, wall: Sql, start: Sql): Sql =>
  sql`(${at} < ${start} and ${minute(untilMidnight(at, wall))} < ${minute(start)})`;

/** The last start that may be the first. */
const lastStart = sql`coalesce(a.at_sure, a.until_any)`;

type Before = (at: Sql, wall: Sql, start: Sql) => Sql;

/** An end came before the start, so that the first of all ends is not the first after it. */
const isEarly = (before: Before) => sql`coalesce(${before(sql`b.at_any`, sql`b.wall_any`, sql`a.at_any`)}
  or ${before(sql`b.at_sure`, sql`b.wall_sure`, lastStart)}, false)`;

interface Kind {
  /** The cases with the terms `a` and `b`, of the rules `r`. */
  readonly from: Sql;
  readonly before: Before;
  readonly has: (compiled: CompiledRule) => boolean;
}

const PLAIN: Kind = {
  from: sql`${scopedTerms("deadline", "a")} join limits l on l.rule_no = r.rule_no and not l.in_legs`,
  before: endsBefore,
  has: (compiled) => compiled.rule.template === "deadline" && !runsInLegs(compiled),
};
const WAITS: Kind = {
  from: scopedTerms("waiting-period", "a"),
  before: (at, _, start) => sql`${at} < ${start}`,
  has: ({ rule }) => rule.template === "waiting-period",
};

/** The cases of waits, with the terms `a` and `b`; whether a b came before the a, so that `later_ends` has the first after it. */
export const waits = { from: WAITS.from, early: isEarly(WAITS.before) };

/**
 * Lays out `later_ends`: `rule_no, case_key` and the moments `end_…` and `end_wall_…`, each `sure` and `any`, of the
 * plain clocks and the waits that have ends before their start: the first after it, where there is one.
 */
export async function layOutLaterEnds(set: RuleSet): Promise<void> {
  await set.facts.engine.run(sql`create or replace temp table later_ends (
    rule_no integer, case_key integer, end_any bigint, end_wall_any bigint, end_sure bigint, end_wall_sure bigint)`);
  for (const kind of [PLAIN, WAITS]) await addLaterEnds(kind, set);
}

async function addLaterEnds({ from, before, has }: Kind, { rules, sides, facts: { engine } }: RuleSet): Promise<void> {
  const asked = new Set(rules.filter(has).map(({ no }) => no));
  if (asked.size === 0) return;
  await engine.run(sql`
    create or replace temp table early_ends as
    select r.rule_no as clock, s.case_key as clock_case, a.at_any as start_any, ${lastStart} as start_last
    from ${from} where ${isEarly(before)}`);
  const { early } = await one<{ early: number }>(engine, sql`select count(*) as early from early_ends`);
  if (early === 0) return;
  const ofThese = (events: Sql) => sql`(select * from ${events} where case_key in (select clock_case from early_ends))`;
  for (const near of [true, false]) {
    const events = sides.events(near, (no) => asked.has(no), ofThese);
    if (!events) continue;
    await engine.run(sql`
      insert into later_ends
      select clock, clock_case, min(occurred_at), min(wall_at), min(case when surely then occurred_at end), min(case when surely then wall_at end)
      from (
        select x.*, n.clock, n.clock_case, x.met is true and not ${before(sql`x.occurred_at`, sql`x.wall_at`, sql`n.start_last`)} as surely
        from (
          select l.no, e.case_key, e.occurred_at, e.wall_at, ${events.met} as met from ${events.from} where l.part = 'b'
        ) x join early_ends n on n.clock = x.no and n.clock_case = x.case_key
        where x.met is not false and not ${before(sql`x.occurred_at`, sql`x.wall_at`, sql`n.start_any`)}
      )
      group by clock, clock_case`);
  }
}

/** What starts after the completion of a case takes it up again; `over` is a clock that surely did not. */
const over = sql`(s.complete and ${lastStart} <= s.completed_at)`;

/**
 * A plain clock runs from the first start of a case to the first end after it. One whose ends all came before may have
 * been ended by them. Where it may be that it started before the completion, nothing is surely late that has no end.
 */
export const plainClocks = sql`
  select rule_no, case_key, cast('' as varchar) as key, cast(null as varchar) as party, 0 as leg, false as restarted, sure,
    complete, unclear, case when unsure and end_sure is null then null else start_sure end as start_sure, start_any, end_sure,
    coalesce(end_any, first_any) as end_any,
    case when unsure and end_sure is null then null else start_wall_sure end as start_wall_sure, start_wall_any,
    end_wall_sure, coalesce(end_wall_any, first_wall_any) as end_wall_any, false as several
  from (
    select c.*, case when early then e.end_sure else first_sure end as end_sure,
      case when early then e.end_any else first_any end as end_any,
      case when early then e.end_wall_sure else first_wall_sure end as end_wall_sure,
      case when early then e.end_wall_any else first_wall_any end as end_wall_any
    from (
      select r.rule_no, s.case_key, s.sure, ${over} as complete, s.complete is null as unclear,
        s.complete and a.at_any <= s.completed_at and not ${over} as unsure, ${isEarly(PLAIN.before)} as early,
        a.at_sure as start_sure, a.at_any as start_any, a.wall_sure as start_wall_sure, a.wall_any as start_wall_any,
        b.at_sure as first_sure, b.at_any as first_any, b.wall_sure as first_wall_sure, b.wall_any as first_wall_any
      from ${PLAIN.from}
    ) c left join later_ends e on e.rule_no = c.rule_no and e.case_key = c.case_key
  )
  where end_any is not null or complete is not true`;
