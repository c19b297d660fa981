import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { one } from "../../pipeline/engine/engine.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { groupBy } from "../../pipeline/kit/group.ts";
import { localDay } from "../../pipeline/kit/zone.ts";
import { type Excess, excessOver } from "../../pipeline/statistics/excess.ts";
import { withQValues } from "../../pipeline/statistics/fdr.ts";
import { periodsWithin, startOfPeriod } from "../../pipeline/statistics/periods.ts";
import { labels, optionalLabels } from "../_terms/labels.ts";
import { isDate } from "../_terms/moments.ts";
import { sampleOf } from "../_terms/records.ts";
import { falseDiscoveryRate } from "../_terms/signal.ts";

export const Params = z.strictObject({
  approve: labels(
    ["审批", "审批通过", "审核", "法制审核", "院长审批", "检察长审批"],
    "labels of an approval, for approvals in bulk",
  ),
  clerk_roles: optionalLabels(
    ["内勤", "书记员", "录入员", "辅警"],
    "roles that enter for others by rule; their entries are left out",
  ),
  gateways: optionalLabels([], "terminals that are many people's: a portal, a single sign-on, a shared desk"),
  switch_minutes: z.number().positive().default(10).describe("minutes between two terminals; an engineering default"),
  bulk: z.int().min(3).default(20).describe("approvals of an account within `bulk_minutes`; an engineering default"),
  bulk_minutes: z.number().positive().default(5).describe("minutes that they lie within; an engineering default"),
  min_days: z
    .int()
    .min(5)
    .default(50)
    .describe("days of use, of all accounts of a unit in a quarter together, to be judged; an engineering default"),
  min_peers: z.int().min(2).default(3).describe("other units to compare with; an engineering default"),
  base_share: z
    .number()
    .positive()
    .max(1)
    .default(0.01)
    .describe("share of such days that is taken for usual even where the others have none; an engineering default"),
  min_share: z.number().min(0).max(1).default(0.05).describe("share of such days, at least; an engineering default"),
  min_ratio: z.number().min(1).default(3).describe("such days against expected ones; an engineering default"),
  false_discovery_rate: falseDiscoveryRate(0.01),
  sample: sampleOf("entries"),
});
export type Params = z.output<typeof Params>;

export const HEADINGS = ["terminals", "bulk"] as const;
type Heading = (typeof HEADINGS)[number];

/**
 * Lays out `account_entries`: entries in complete quarters with their account's last terminal and approvals before
 * them: `record_no, pos, unit, account_id, day, period, approves, terminals, bulk` (the last two 0 or 1).
 */
export async function layOutEntries(params: Params, situation: Situation): Promise<void> {
  const { engine, zone } = situation.facts;
  const { first } = await one<{ first: number | null }>(engine, sql`select min(occurred_on) as first from trace`);
  const yesterday = localDay(zone.name, situation.asOf) - 1;
  const quarters = first === null ? [] : periodsWithin("quarter", startOfPeriod("quarter", first), yesterday);
  await layOut(
    engine,
    "entry_quarters",
    { period: "text", first_on: "integer", last_on: "integer" },
    quarters.map(({ key, ...span }) => ({ period: key, first_on: span.first, last_on: span.last })),
  );
  await engine.run(sql`create or replace temp table account_entries as ${entries(params, situation)}`);
}

function entries(params: Params, situation: Situation): Sql {
  const { facts, engine } = situation;
  const column = (name: "recorded_at" | "role" | "terminal_id") => columnOf(situation, "events", name, sql`e`);
  const day = (instant: Sql) => engine.localDay(instant, facts.zone);
  const approvals = sql`partition by account_id, approves order by entered_at, record_no`;
  return sql`
    select x.record_no, x.pos, x.unit, x.account_id, x.day, q.period, x.approves,
      case when x.terminal_id <> x.last_terminal and x.entered_at - x.last_at <= ${params.switch_minutes * 60_000}
        then 1 else 0 end as terminals,
      case when x.approves = 1 and x.entered_at - x.bulk_since <= ${params.bulk_minutes * 60_000} then 1 else 0 end as bulk
    from (
      select *, ${day(sql`entered_at`)} as day,
        lag(terminal_id) over (partition by account_id order by entered_at, record_no) as last_terminal,
        lag(entered_at) over (partition by account_id order by entered_at, record_no) as last_at,
        lag(entered_at, ${params.bulk - 1}) over (${approvals}) as bulk_since
      from (
        select e.record_no, e.pos, coalesce(e.org_id, c.org_id) as unit, e.account_id, ${column("terminal_id")} as terminal_id,
          coalesce(${column("recorded_at")}, e.occurred_at) as entered_at,
          case when e.activity in ${params.approve} then 1 else 0 end as approves
        from events e join cases c on c.case_key = e.case_key
        where e.account_id is not null and coalesce(${column("role")} not in ${["", ...params.clerk_roles]}, true)
          and coalesce(${column("terminal_id")} not in ${["", ...params.gateways]}, true)
      ) e
      where not ${isDate(facts.engine.localTime(sql`entered_at`, facts.zone))} and unit is not null
    ) x join entry_quarters q on x.day between q.first_on and q.last_on`;
}

interface UnitQuarter {
  readonly unit: string;
  readonly period: string;
  readonly heading: Heading;
  /** Days of use of all its accounts together, and those that are marked. */
  readonly n: number;
  readonly observed: number;
  readonly accounts: number;
}

/** A batch on one day marks one day of one account, however long it was. */
const unitQuarters = ({ has }: Situation): Sql => sql`
  select unit, period, heading, count(*) as n, sum(marked) as observed,
    count(distinct case when marked = 1 then account_id end) as accounts
  from (
    select unit, period, account_id, day, 'terminals' as heading, max(terminals) as marked
    from account_entries where ${has("events", "terminal_id")} group by unit, period, account_id, day
    union all
    select unit, period, account_id, day, 'bulk', max(bulk)
    from account_entries where approves = 1 group by unit, period, account_id, day
  ) d
  group by unit, period, heading
  order by unit, period, heading`;

/** One row per unit, quarter and heading. */
export async function judge(params: Params, situation: Situation): Promise<void> {
  const all = await situation.facts.engine.all<UnitQuarter>(unitQuarters(situation));
  const compared = [...groupBy(all, ({ period, heading }) => `${period} ${heading}`).entries()].flatMap(
    ([key, units]) => {
      const enough = units.filter(({ n }) => n >= params.min_days);
      return units.map((unit) => ({ ...unit, key, ...beside(unit, enough, params) }));
    },
  );
  const rows = withQValues(compared).map((row) => {
    const hit = row.far && row.q !== null && row.q <= params.false_discovery_rate;
    return { ...row, org_id: row.unit, outcome: row.q === null ? "cannot tell" : hit ? "hit" : "clear" };
  });
  await layOut(situation.facts.engine, "shared_accounts", COLUMNS, rows);
}

/** `enough`: the units with enough days, perhaps itself among them. */
function beside(unit: UnitQuarter, enough: readonly UnitQuarter[], params: Params) {
  const none: Record<keyof Omit<Excess, "far">, null> = { rate: null, expected: null, tau2: null, p: null };
  const isEnough = unit.n >= params.min_days;
  const peers = enough.length - (isEnough ? 1 : 0);
  if (!isEnough || peers < params.min_peers) return { ...none, far: false, peers };
  const others = enough.filter((other) => other !== unit);
  return { ...excessOver(unit, others, params), peers };
}

const COLUMNS = {
  org_id: "text",
  key: "text",
  period: "text",
  heading: "text",
  n: "integer",
  observed: "integer",
  accounts: "integer",
  peers: "integer",
  rate: "number",
  expected: "number",
  tau2: "number",
  p: "number",
  q: "number",
  outcome: "text",
} as const;
