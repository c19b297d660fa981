import type { RunManifest } from "../../schemas/run.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { NEUTRAL } from "../../schemas/values.ts";
import { type ColumnOf, columnOf } from "../columns.ts";
import type { PreparedDetector } from "../detect.ts";
import { columnNames, type Engine } from "../engine/engine.ts";
import { id, type Sql, sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { localDay, monthText } from "../kit/zone.ts";
import { type Count, funnel } from "../statistics/funnel.ts";
import { isWorkday, periodsWithin, startOfPeriod } from "../statistics/periods.ts";
import { layOut } from "../statistics/table.ts";
import type { Counting } from "./counting.ts";

/** What the pictures of a report show, as aggregates: months and units, never persons. */
export interface Figures {
  readonly months: readonly Month[];
  /** Whether the log says of any case that it is closed. */
  readonly knowsClosings: boolean;
  readonly ages: readonly UnitAges[];
  readonly closings: readonly ClosingDay[];
  readonly register: readonly RegisterMonth[];
  /**
   * Entries of the register by what became of them, in the order of {@link DISPOSITIONS}; empty where no column would
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
export interface Month {
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
export interface ClosingDay {
  readonly left: number;
  readonly closings: number;
  readonly months: number;
}

export interface RegisterMonth {
  readonly key: string;
  /** Reports circumstances, asks about progress, urges to act by law. */
  readonly neutral: number;
  /** Asks for something. */
  readonly asking: number;
  readonly unknown: number;
}

/**
 * How the results of entries are counted: the four of the register's own words, any other, none yet, nothing at all.
 */
export const DISPOSITIONS = ["属依法履职", "提醒", "通报", "移送", "other", "triaged", "none"] as const;

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
    register: await registerOf(facts, asking),
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

async function registerOf(facts: Facts, asks: readonly string[]): Promise<RegisterMonth[]> {
  const { engine, columns, asOf, zone } = facts;
  if (!columns.has("interventions")) return [];
  const label = columnOf(facts, "interventions", "content_class", sql`i`);
  const rows = await engine.all<{ day: number; neutral: number; asking: number; n: number }>(sql`
    select cast(${engine.localDay(sql`received_at`, zone)} as integer) as day, count(*) as n,
      sum(case when ${label} in ${NEUTRAL} and ${label} not in ${asks} then 1 else 0 end) as neutral,
      sum(case when ${label} in ${asks} then 1 else 0 end) as asking
    from interventions i where received_at <= ${asOf} group by 1 order by 1`);
  const months = new Map<string, { key: string; neutral: number; asking: number; unknown: number }>();
  for (const { day, neutral, asking, n } of rows) {
    const key = monthText(day);
    const month = months.get(key) ?? { key, neutral: 0, asking: 0, unknown: 0 };
    month.neutral += neutral;
    month.asking += asking;
    month.unknown += n - neutral - asking;
    months.set(key, month);
  }
  return [...months.values()].slice(-MOST_MONTHS);
}

/** What was done about an entry after the moment of the run is not known yet. */
async function dispositionsOf(facts: Facts): Promise<number[]> {
  const { engine, asOf, has } = facts;
  if (!["triage", "triaged_at", "outcome", "follow_up_at"].some((name) => has("interventions", name))) return [];
  const column = (name: ColumnOf<"interventions">) => columnOf(facts, "interventions", name, sql`i`);
  const rows = await engine.all<{ result: string; n: number }>(sql`
    select case when done_at > ${asOf} then 'none' when outcome is not null then outcome
      when triage is not null or done_at is not null then 'triaged' else 'none' end as result, count(*) as n
    from (
      select ${column("triage")} as triage, ${column("outcome")} as outcome,
        coalesce(${column("triaged_at")}, ${column("follow_up_at")}) as done_at
      from interventions i where received_at <= ${asOf}
    ) x group by 1`);
  const counts = DISPOSITIONS.map(() => 0);
  for (const { result, n } of rows) {
    const at = DISPOSITIONS.indexOf(DISPOSITIONS.find((name) => name === result) ?? "other");
    counts[at] = (counts[at] ?? 0) + n;
  }
  return counts;
}

/** Counts of units against their expectations, as one detector compared them. */
export interface UnitFunnel {
  readonly detector: string;
  /** The period or group that the detector tells apart, and what it calls it. */
  readonly key: string;
  readonly name: Bilingual;
  /** The variance between those without a signal: one far out widens no limit. */
  readonly tau2: number;
  /** How many units were compared. */
  readonly compared: number;
  /** Those that are drawn: with a signal first, then the largest. In the order of their names. */
  readonly units: readonly (Count & { readonly org_id: string; readonly n: number; readonly hit: boolean })[];
}

const FUNNEL_COLUMNS = ["org_id", "key", "n", "observed", "expected", "outcome"];
const MOST_FUNNELS = 2;
const MOST_UNITS = 2_000;
const FEW_UNITS = 5;

/**
 * What a signal's detector has just found of every unit, read from the relation that holds it. Nothing where it does
 * not count units against expectations, or has too few of them to compare.
 */
export async function readFunnels(
  engine: Engine,
  found: string,
  { detector: { meta, compared }, params }: Pick<PreparedDetector, "detector" | "params">,
): Promise<UnitFunnel[]> {
  const shape = await columnNames(engine, id(found));
  if (!FUNNEL_COLUMNS.every((name) => shape.has(name))) return [];
  const counted = sql`(select * from ${id(found)} where expected > 0 and org_id is not null)`;
  const keys = await engine.all<{ key: string; units: number; hits: number }>(sql`
    select key, count(*) as units, count(case when outcome = 'hit' then 1 end) as hits from ${counted} group by key order by key`);
  const spoken = keys.filter(({ hits }) => hits > 0);
  const funnels: UnitFunnel[] = [];
  for (const { key, units } of (spoken.length > 0 ? spoken : keys).slice(-MOST_FUNNELS)) {
    if (units < FEW_UNITS) continue;
    const all = await engine.all<UnitFunnel["units"][number]>(sql`
      select org_id, n, observed, expected, outcome = 'hit' as hit from ${counted} where key = ${key} order by org_id`);
    const drawn = new Set(
      all.toSorted((x, y) => Number(y.hit) - Number(x.hit) || y.expected - x.expected).slice(0, MOST_UNITS),
    );
    funnels.push({
      detector: meta.id,
      key,
      name: compared?.(key, params) ?? { zh: key, en: key },
      tau2: funnel(all.filter(({ hit }) => !hit)).tau2,
      compared: all.length,
      units: all.filter((unit) => drawn.has(unit)),
    });
  }
  return funnels;
}

/** A run that was, as far as a trend tells of it. */
export type PastRun = Pick<RunManifest, "run_id" | "as_of" | "warnings">;

export interface History {
  /** The run whose warnings this one's were held against, whatever moment it looked from. */
  readonly before: PastRun | null;
  /**
   * The runs that looked from earlier moments, in the order of these; of several that looked from one, the last made.
   */
  readonly earlier: readonly PastRun[];
}

export const NO_HISTORY: History = { before: null, earlier: [] };

const MOST_RUNS = 23;

/** The runs of a workspace beside this one. */
export async function readHistory(
  engine: Engine,
  { run_id, as_of }: Pick<RunManifest, "run_id" | "as_of">,
): Promise<History> {
  const runs = (which: Sql) =>
    engine.all<{ run_id: string; as_of: number; warnings: string }>(sql`
      select run_id, as_of, ${engine.attribute(sql`manifest`, "warnings")} as warnings from runs r
      where run_id <> ${run_id} ${which}`);
  const told = ({ warnings, ...run }: Awaited<ReturnType<typeof runs>>[number]): PastRun => ({
    ...run,
    warnings: JSON.parse(warnings),
  });
  const [before] = await runs(sql`order by finished_at desc, run_id desc limit 1`);
  const earlier = await runs(sql`
    and as_of < ${as_of} and not exists (
      select 1 from runs l where l.as_of = r.as_of
        and (l.finished_at > r.finished_at or l.finished_at = r.finished_at and l.run_id > r.run_id))
    order by as_of desc limit ${MOST_RUNS}`);
  return { before: before ? told(before) : null, earlier: earlier.reverse().map(told) };
}
