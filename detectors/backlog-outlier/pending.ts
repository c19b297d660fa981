import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { groupBy } from "../../pipeline/kit/group.ts";
import { localDay } from "../../pipeline/kit/zone.ts";
import { withQValues } from "../../pipeline/statistics/fdr.ts";
import { asNormal, deviation, spreadOf, upperTail } from "../../pipeline/statistics/funnel.ts";
import { quartilesOfOthers } from "../../pipeline/statistics/others.ts";
import { type Period, periodsWithin } from "../../pipeline/statistics/periods.ts";
import { upperFence } from "../../pipeline/statistics/quartiles.ts";
import { closing, layOutClosings, OPENINGS_AND_CLOSINGS } from "../_terms/closings.ts";
import { sampleOf } from "../_terms/records.ts";
import { falseDiscoveryRate } from "../_terms/signal.ts";

export const Params = z.strictObject({
  close: closing,
  periods: z.int().min(1).default(3).describe("months in a row above the fence; an engineering default"),
  iqrs: z.number().positive().default(3).describe("interquartile ranges above Q3; Tukey's outer fence"),
  min_peers: z.int().min(2).default(5).describe("other units to compare with; an engineering default"),
  min_pending: z.int().min(1).default(20).describe("open cases below which nothing is said; an engineering default"),
  min_ratio: z.number().min(1).default(1.5).describe("against the peers' median, at least; an engineering default"),
  max_p: z.number().positive().max(1).default(0.01).describe("largest p-value in the latest month; a default"),
  false_discovery_rate: falseDiscoveryRate(0.05),
  months: z.int().min(3).default(36).describe("how far back a run of months is followed"),
  sample: sampleOf("oldest open cases"),
});
type Params = z.output<typeof Params>;

interface Month {
  readonly org_id: string;
  readonly period: string;
  readonly last_on: number;
  readonly pending: number;
  readonly handlers: number | null;
  readonly peer_group: string | null;
  readonly emergency_days: number | null;
  readonly overtime_hours: number | null;
}

/** Of a unit that never has staff figures the latest month alone: it is compared with nobody. */
const unitMonths = (situation: Situation, latest: Period): Sql => {
  const optional = (name: "emergency_days" | "overtime_hours") =>
    sql`max(${columnOf(situation, "workload", name, sql`w`)})`;
  return sql`
    select f.org_id, f.period, f.last_on, f.pending, w.handlers, w.peer_group, w.emergency_days, w.overtime_hours
    from (
      select u.org_id, m.period, m.last_on, sum(u.opened - u.closed) as pending
      from backlog_months m join (
        select org_id, day, sum(opened) as opened, sum(closed) as closed from (
          select org_id, opened_on as day, 1 as opened, 0 as closed from ${OPENINGS_AND_CLOSINGS} a
          union all
          select org_id, closed_on, 0, 1 from ${OPENINGS_AND_CLOSINGS} b where closed_on is not null
        ) x group by org_id, day
      ) u on u.day <= m.last_on
      where m.last_on = ${latest.last} or u.org_id in (select org_id from workload where handlers > 0)
      group by u.org_id, m.period, m.last_on
    ) f
    left join (
      select org_id, period, max(handlers) as handlers, max(peer_group) as peer_group,
        ${optional("emergency_days")} as emergency_days, ${optional("overtime_hours")} as overtime_hours
      from workload w group by org_id, period
    ) w on w.org_id = f.org_id and w.period = f.period
    order by f.org_id, f.last_on`;
};

/** The latest month of each unit, and how many months up to it lay above the fence of its peers. */
export async function judge(params: Params, situation: Situation) {
  const { engine, zone } = situation.facts;
  const today = localDay(zone.name, situation.asOf);
  await layOutClosings(params.close, situation);
  const months = periodsWithin("month", today - 31 * (params.months + 1), today).slice(-params.months);
  await layOut(
    engine,
    "backlog_months",
    { period: "text", last_on: "integer" },
    months.map(({ key, last }: Period) => ({ period: key, last_on: last })),
  );
  const latest = months.at(-1) as Period;
  const rows = await engine.all<Month>(unitMonths(situation, latest));
  const peers = groupBy(rows, ({ period, peer_group }) => JSON.stringify([period, peer_group]));
  const fenced = groupBy(
    [...peers.values()].flatMap((group) => fence(group, params)),
    ({ org_id }) => org_id,
  );
  const units = [...fenced.values()]
    .map((unit) => unit.sort((one, other) => one.last_on - other.last_on))
    .filter((unit) => unit.at(-1)?.period === latest.key);
  const tested = withQValues(units.map((unit) => ({ unit, p: tailAmong(unit.at(-1) as Fenced) })));
  return tested.map(({ unit, p, q }) => latestOf(unit, p, q, params));
}

const loadOf = ({ pending, handlers }: Month): number | null =>
  handlers !== null && handlers > 0 ? pending / handlers : null;

/** Units of one group in one month, each beside the others without itself, and the fence that these make. */
function fence(group: readonly Month[], { iqrs, min_peers, min_pending, min_ratio }: Params) {
  const comparable = group.filter((row) => loadOf(row) !== null);
  const found = quartilesOfOthers(comparable.map((row) => loadOf(row) as number));
  const beside = new Map(comparable.map((row, i) => [row, found[i] ?? null]));
  return group.map((row) => {
    const load = loadOf(row);
    const peers = comparable.length - (load === null ? 0 : 1);
    const others = beside.get(row) ?? null;
    if (load === null || others === null || row.peer_group === null || peers < min_peers) {
      return { ...row, load, peers, q1: null, median: null, q3: null, upper: null, above: null, comparable };
    }
    const upper = upperFence(others, iqrs);
    const above = row.pending >= min_pending && load > upper && load >= min_ratio * others.median;
    return { ...row, load, peers, ...others, upper, above, comparable };
  });
}

type Fenced = ReturnType<typeof fence>[number];

/** P-value of so many open cases for the handlers, by the load of the others and its spread between them. */
function tailAmong(row: Fenced): number | null {
  if (row.above === null) return null;
  const others = row.comparable.filter(({ org_id }) => org_id !== row.org_id);
  const sum = (column: "pending" | "handlers") => others.reduce((all, other) => all + (other[column] ?? 0), 0);
  const load = sum("pending") / sum("handlers");
  if (load === 0) return row.pending > 0 ? 0 : 1;
  const beside = ({ pending, handlers }: Month) => deviation({ observed: pending, expected: (handlers ?? 0) * load });
  const tau2 = spreadOf(others.map(beside));
  const { y, s2 } = beside(row);
  return upperTail(asNormal(y / Math.sqrt(s2 + tau2 * (1 + 1 / others.length)), others.length - 1));
}

/** The unit's latest month, with the run of months above the fence that it ends. */
function latestOf(unit: readonly Fenced[], p: number | null, q: number | null, params: Params) {
  const last = unit.at(-1) as Fenced;
  const before = unit.findLastIndex(({ above }) => above !== true);
  const run = unit.slice(before + 1);
  const unlikely = p !== null && p < params.max_p && q !== null && q <= params.false_discovery_rate;
  const outcome =
    last.above === null
      ? "cannot tell"
      : !last.above || !unlikely
        ? "clear"
        : run.length >= params.periods
          ? "hit"
          : "pending";
  const { above: _, comparable: __, period, ...numbers } = last;
  return { ...numbers, p, q, key: (run[0] ?? last).period, last_period: period, periods: run.length, outcome };
}

export const COLUMNS = {
  org_id: "text",
  key: "text",
  last_period: "text",
  last_on: "integer",
  periods: "integer",
  pending: "integer",
  handlers: "number",
  load: "number",
  peer_group: "text",
  peers: "integer",
  q1: "number",
  median: "number",
  q3: "number",
  upper: "number",
  p: "number",
  q: "number",
  emergency_days: "number",
  overtime_hours: "number",
  outcome: "text",
} as const;
