import * as z from "zod";
import { actsByDay, declaredByDay } from "../../pipeline/acts.ts";
import { isWorkingDay } from "../../pipeline/clock/calendar.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { one } from "../../pipeline/engine/engine.ts";
import { noRows, type Sql, sql } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { localDay } from "../../pipeline/kit/zone.ts";
import { wholeSince } from "../../pipeline/privacy/whole-since.ts";
import { isWorkday } from "../../pipeline/statistics/periods.ts";

export const Params = z.strictObject({
  min_workdays: z
    .int()
    .min(1)
    .default(3)
    .describe("working days in a row without a record of the unit; an engineering default"),
  min_active_share: z
    .number()
    .positive()
    .max(1)
    .default(0.75)
    .describe("share of working days that have a record, for a unit that delivers daily; a default"),
  min_daily_events: z
    .number()
    .positive()
    .default(20)
    .describe(
      "records a working day, on average: where a few cases make up the log of a unit it may well rest; a default",
    ),
  habit_ratio: z
    .number()
    .min(1)
    .default(2)
    .describe("length against the unit's third longest silence, which is its habit; an engineering default"),
  max_chance: z
    .number()
    .positive()
    .max(1)
    .default(0.001)
    .describe("such silences that the unit's quiet days would bring by chance while it is in the log; a default"),
  around: z
    .int()
    .min(5)
    .default(20)
    .describe("working days before a silence and after it on which the unit has to deliver daily as well; a default"),
  min_span: z
    .int()
    .min(1)
    .default(40)
    .describe("working days a unit has to be in the log beside its two longest silences; an engineering default"),
});
export type Params = z.output<typeof Params>;

/** A date that lies farther back, in days, is a slip. */
const FARTHEST = 18_300;

/** Zones in which China's public holidays are kept; elsewhere a silence of all units may be a holiday. */
const CHINA = ["Asia/Shanghai", "Asia/Urumqi", "Asia/Chongqing", "Asia/Harbin", "PRC"];

/**
 * Lays out `feed_units` (units that deliver daily or do not: `org_id, daily`) and `feed_silences`: `org_id, first_on,
 * last_on, workdays, declared, loaded` (records, where the source declares more than are loaded; null for a silence),
 * `outcome`.
 */
export async function layOutSilences(params: Params, situation: Situation): Promise<void> {
  const { engine } = situation.facts;
  const { first, last } = await one<{ first: number | null; last: number | null }>(
    engine,
    sql`select min(occurred_on) as first, max(occurred_on) as last from trace where org_id is not null`,
  );
  const since = (await wholeSince(situation.facts)) ?? Number.NEGATIVE_INFINITY;
  await layOutWorkdays(first, last, situation);
  await engine.run(sql`
    create or replace temp table active_days as
    select org_id, "day", acts as events from (${actsByDay(sql`select org_id, occurred_on as "day" from trace`)}) a
    where "day" between ${Math.max(first ?? 0, (last ?? 0) - FARTHEST, since)} and ${last ?? 0}`);
  await engine.run(sql`create or replace temp table quiet_spells as ${spells(last ?? 0)}`);
  await engine.run(sql`create or replace temp table feed_units as ${units(last ?? 0, params)}`);
  await engine.run(sql`create or replace temp table long_silences as ${longSilences(params)}`);
  await engine.run(
    sql`create or replace temp table feed_silences as ${silences(params)} union all ${await shortfalls(situation)}`,
  );
}

/** `workdays`: every day of the log with the working days up to and with it, and whether its calendar is known. */
async function layOutWorkdays(first: number | null, last: number | null, { facts, asOf }: Situation): Promise<void> {
  const until = (last ?? localDay(facts.zone.name, asOf)) + 1;
  const from = Math.max(first ?? until, until - FARTHEST) - 1;
  const known = CHINA.includes(facts.zone.name);
  let worked = 0;
  const rows = Array.from({ length: until - from + 1 }, (_, i) => {
    const day = from + i;
    if (isWorkday(day)) worked += 1;
    return { day, worked, sure: known && isWorkingDay(day) !== null };
  });
  await layOut(facts.engine, "workdays", { day: "integer", worked: "integer", sure: "boolean" }, rows);
}

/** Runs of working days without a record of a unit, between two that have one or up to the end of the log. */
const spells = (last: number): Sql => sql`
  select s.org_id, s.before + 1 as first_on, s.day - 1 as last_on, e.worked - b.worked as workdays, e.sure and b.sure as sure,
    row_number() over (partition by s.org_id order by e.worked - b.worked desc, s.day) as nth
  from (
    select org_id, day, lag(day) over (partition by org_id order by day) as before
    from (select org_id, day from active_days union all select distinct org_id, ${last + 1} from active_days) d
  ) s
  join workdays b on b.day = s.before join workdays e on e.day = s.day - 1
  where e.worked > b.worked`;

/**
 * `quiet` is the share of working days without a record and `habit` the third longest silence, the two longest apart.
 */
const units = (last: number, { min_active_share, min_daily_events, min_span }: Params): Sql => sql`
  select org_id, span, habit, 1 - cast(active as double) / (span - longest) as quiet,
    span - longest >= ${min_span} and active >= ${min_active_share} * (span - longest)
      and events >= ${min_daily_events} * (span - longest) as daily
  from (
    select a.org_id, a.active, a.events, e.worked - b.worked as span, coalesce(m.longest, 0) as longest, coalesce(m.habit, 0) as habit
    from (
      select a.org_id, min(a.day) as first_on, sum(a.events) as events, count(case when w.worked > v.worked then 1 end) as active
      from active_days a join workdays w on w.day = a.day join workdays v on v.day = a.day - 1
      group by a.org_id
    ) a
    join workdays b on b.day = a.first_on - 1 join workdays e on e.day = ${last}
    left join (
      select org_id, sum(case when nth <= 2 then workdays else 0 end) as longest,
        max(case when nth = 3 then workdays end) as habit
      from quiet_spells group by org_id
    ) m on m.org_id = a.org_id
  ) x where active > 0`;

/** Silences of units that deliver daily, far longer than is their habit, with the working days up to their ends. */
const longSilences = ({ min_workdays, habit_ratio }: Params): Sql => sql`
  select s.org_id, s.first_on, s.last_on, s.workdays, s.sure, u.span, u.quiet, b.worked as worked_before, e.worked as worked_after
  from quiet_spells s
  join feed_units u on u.org_id = s.org_id and u.daily and s.workdays >= ${min_workdays} and s.workdays >= ${habit_ratio} * u.habit
  join workdays b on b.day = s.first_on - 1 join workdays e on e.day = s.last_on`;

/**
 * Share of the working days around a silence on which its unit has a record, from its first one on; other long silences
 * are left out. A unit that delivers daily now may have begun thinly, with the old cases that were brought in.
 */
const surroundings = ({ around }: Params): Sql => sql`
  select s.org_id, s.first_on,
    avg(case when a.org_id is null then 0.0 else 1.0 end) as share
  from long_silences s
  join workdays d on d.worked between s.worked_before - ${around - 1} and s.worked_after + ${around}
    and (d.day < s.first_on or d.day > s.last_on)
  join workdays y on y.day = d.day - 1 and y.worked < d.worked
  join (select org_id, min(day) as first_on from active_days group by org_id) u on u.org_id = s.org_id and d.day >= u.first_on
  left join active_days a on a.org_id = s.org_id and a.day = d.day
  left join long_silences o on o.org_id = s.org_id and d.day between o.first_on and o.last_on
  where o.org_id is null group by s.org_id, s.first_on`;

/**
 * Long silences amid daily records, longer than chance explains by how quiet the unit is then and on the whole. While
 * half of the other such units go on it is a gap. Where nobody goes on it is a gap only by a calendar that knows the
 * holidays.
 */
const silences = (params: Params): Sql => sql`
  select q.org_id, q.first_on, q.last_on, q.workdays, cast(null as bigint) as declared, cast(null as bigint) as loaded,
    case when q.others > 0 and q.active >= 0.5 * q.others then 'hit' when q.sure then 'hit' else 'cannot tell' end as outcome
  from (
    select s.org_id, s.first_on, s.last_on, s.workdays, s.sure, count(distinct o.org_id) as others,
      count(distinct case when a.org_id is not null then o.org_id end) as active
    from long_silences s
    join (${surroundings(params)}) r on r.org_id = s.org_id and r.first_on = s.first_on and r.share >= ${params.min_active_share}
      and s.span * power(case when s.quiet > 1 - r.share then s.quiet else 1 - r.share end, s.workdays) <= ${params.max_chance}
    left join feed_units o on o.daily and o.org_id <> s.org_id
    left join active_days a on a.org_id = o.org_id and a.day between s.first_on and s.last_on
    group by s.org_id, s.first_on, s.last_on, s.workdays, s.sure
  ) q`;

/** Days in a row on which fewer records are loaded than the source says it holds. */
async function shortfalls({ facts, has }: Situation): Promise<Sql> {
  if (!has("control_totals", "events")) {
    return noRows({
      org_id: "varchar",
      first_on: "integer",
      last_on: "integer",
      workdays: "integer",
      declared: "bigint",
      loaded: "bigint",
      outcome: "varchar",
    });
  }
  return sql`
    select org_id, min(day), max(day), count(*), sum(declared), sum(loaded), 'hit'
    from (
      select t.org_id, t.day, t.declared, coalesce(a.events, 0) as loaded,
        t.day - row_number() over (partition by t.org_id order by t.day) as island
      from (${await declaredByDay(facts)}) t left join active_days a on a.org_id = t.org_id and a.day = t.day
      where t.declared > coalesce(a.events, 0)
    ) x group by org_id, island`;
}
