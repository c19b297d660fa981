import type { Engine } from "../engine/engine.ts";
import { type Sql, sql } from "../engine/sql.ts";
import { layOut } from "../engine/table.ts";
import type { Facts } from "../facts.ts";
import { localDay, monthText } from "../kit/zone.ts";
import { isWorkday, periodsWithin, startOfPeriod } from "../statistics/periods.ts";
import type { Counting } from "./counting.ts";
import { dispositionsOf, type RegisterMonth, registerOf } from "./register-figures.ts";

/** What the pictures of a report show, as aggregates: months and units, never persons. */
export interface Figures {
  readonly months: readonly Month[];
  /** Whether the log says of any case that it is closed. */
  readonly knowsClosings: boolean;
  readonly ages: readonly UnitAges[];
  readonly closings: readonly ClosingDay[];
  readonly register: readonly RegisterMonth[];
  /**
   * Entries of the register by what became of them, in the order of `DISPOSITIONS`; empty where no column would
   * say.
   */
  readonly dispositions: readonly number[];
}

/** For a report without pictures. */
export const NO_FIGURES: Figures = {
  months: [],
  knowsClosings: false,
  ages: [],
  closings: [],
  register: [],
  dispositions: [],
};

/** Cases of a calendar month, `YYYY-MM`; the last one may still be running. */
interface Month {
  readonly key: string;
  readonly opened: number;
  readonly closed: number;
  /** Open at its end. */
  readonly pending: number;
}

/** Open cases of a unit by age, one number per band of {@link AGE_DAYS}; null: no unit on record. */
export interface UnitAges {
  readonly org_id: string | null;
  readonly bands: readonly number[];
}

/** Closings on the n-th working day before a month's end, over the last complete months. */
interface ClosingDay {
  readonly left: number;
  readonly closings: number;
  readonly months: number;
}

/** Lower bounds of the bands of age, in days. */
const AGE_DAYS = [0, 92, 183, 366, 549, 1096] as const;
const MOST_MONTHS = 36;
const CLOSING_MONTHS = 12;

/** A case of whose closing a source says what is no moment is neither open nor closed. */
export async function readFigures(facts: Facts, { layOutClosings, asking }: Counting): Promise<Figures> {
  const { engine, asOf, zone } = facts;
  const today = localDay(zone.name, asOf);
  const day = (instant: Sql) => sql`cast(${engine.localDay(instant, zone)} as integer)`;
  await layOutClosings?.();
  const [labelled, known] = layOutClosings
    ? [sql`t.closed_on`, sql`left join cases_in_time t on t.case_key = c.case_key`]
    : [sql`cast(null as integer)`, sql``];
  await engine.run(sql`
    create or replace temp table pictured_cases as
    select c.org_id,
      cast(case when c.opened_at = c.first_at then c.first_on else ${day(sql`c.opened_at`)} end as integer) as opened_on,
      coalesce(${labelled}, ${day(sql`coalesce(c.closed_at, case when d.case_key is not null then c.last_at end)`)}) as closed_on
    from cases c left join completed d on d.case_key = c.case_key ${known}
    where c.opened_at <= ${asOf} and not c.closing_unclear`);
  const days = await engine.all<DayCount>(sql`
    select day, sum(opened) as opened, sum(closed) as closed from (
      select opened_on as day, count(*) as opened, 0 as closed from pictured_cases group by opened_on
      union all
      select closed_on, 0, count(*) from pictured_cases where closed_on is not null group by closed_on
    ) x group by day order by day`);
  const knowsClosings = days.some(({ closed }) => closed > 0);
  return {
    months: monthsOf(days, today),
    knowsClosings,
    ages: knowsClosings ? await agesOf(engine, today) : [],
    closings: knowsClosings ? await closingsOf(engine, today) : [],
    register: (await registerOf(facts, asking)).slice(-MOST_MONTHS),
    dispositions: await dispositionsOf(facts),
  };
}

interface DayCount {
  readonly day: number;
  readonly opened: number;
  readonly closed: number;
}

function monthsOf(days: readonly DayCount[], today: number): Month[] {
  const first = days[0]?.day;
  if (first === undefined) return [];
  const months: Month[] = [];
  let pending = 0;
  let at = 0;
  for (let start = startOfPeriod("month", first); start <= today; ) {
    const next = startOfPeriod("month", start + 31);
    let [opened, closed] = [0, 0];
    for (; at < days.length && (days[at] as DayCount).day < next; at++) {
      opened += (days[at] as DayCount).opened;
      closed += (days[at] as DayCount).closed;
    }
    pending += opened - closed;
    months.push({ key: monthText(start), opened, closed, pending });
    start = next;
  }
  return months.slice(-MOST_MONTHS);
}

async function agesOf(engine: Engine, today: number): Promise<UnitAges[]> {
  const band = AGE_DAYS.slice(1).reduce<Sql>(
    (all, days) => sql`${all} + case when ${today} - opened_on >= ${days} then 1 else 0 end`,
    sql`0`,
  );
  const rows = await engine.all<{ org_id: string | null; band: number; n: number }>(sql`
    select org_id, band, count(*) as n from (
      select org_id, ${band} as band from pictured_cases where closed_on is null
    ) x group by org_id, band order by org_id nulls last, band`);
  const units = new Map<string | null, number[]>();
  for (const { org_id, band: at, n } of rows) {
    const bands = units.get(org_id) ?? AGE_DAYS.map(() => 0);
    bands[at] = n;
    units.set(org_id, bands);
  }
  return [...units].map(([org_id, bands]) => ({ org_id, bands }));
}

async function closingsOf(engine: Engine, today: number): Promise<ClosingDay[]> {
  const months = periodsWithin("month", today - 31 * (CLOSING_MONTHS + 2), today).slice(-CLOSING_MONTHS);
  const rows = months.flatMap(({ first, last }) => {
    const days: { day: number; days_left: number }[] = [];
    let left = 0;
    for (let day = last; day >= first; day--) {
      if (isWorkday(day)) left += 1;
      days.push({ day, days_left: Math.max(1, left) });
    }
    return days;
  });
  await layOut(engine, "pictured_days", { day: "integer", days_left: "integer" }, rows);
  const counts = await engine.all<{ days_left: number; n: number }>(sql`
    select d.days_left, count(*) as n from pictured_cases c join pictured_days d on d.day = c.closed_on
    group by d.days_left order by d.days_left`);
  const monthsWith = (left: number) =>
    new Set(rows.filter((row) => row.days_left === left).map(({ day }) => monthText(day)));
  return counts.map(({ days_left, n }) => ({ left: days_left, closings: n, months: monthsWith(days_left).size }));
}
