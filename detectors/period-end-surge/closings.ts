import * as z from "zod";
import type { Situation } from "../../pipeline/detector.ts";
import { one } from "../../pipeline/engine/engine.ts";
import { id, type Sql, sql } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { deviation, upperTail } from "../../pipeline/statistics/funnel.ts";
import { poissonAtLeast } from "../../pipeline/statistics/poisson.ts";
import { closing, layOutClosings, OPENINGS_AND_CLOSINGS } from "../_terms/closings.ts";
import { optionalLabels } from "../_terms/labels.ts";
import { besideOtherUnits, firstThatStandsOut, layOutPeriodEnds, type UnitYear } from "../_terms/period-ends.ts";
import { sampleOf } from "../_terms/records.ts";
import { falseDiscoveryRate } from "../_terms/signal.ts";
import { echoesOf, isEcho } from "./echo.ts";

export const Params = z.strictObject({
  close: closing,
  working_days: z.int().min(1).default(5).describe("working days at the end of a period; an engineering default"),
  min_closings: z.int().min(1).default(30).describe("closings in the year to be tested; an engineering default"),
  min_ratio: z.number().min(1).default(1.8).describe("closings against expected ones; an engineering default"),
  max_p: z.number().positive().max(1).default(0.01).describe("largest Poisson p-value; an engineering default"),
  false_discovery_rate: falseDiscoveryRate(0.05),
  echo: optionalLabels(
    ["退回补充侦查", "恢复侦查", "重新立案", "撤回起诉", "准许撤诉", "宣告无罪", "发回重审", "再审立案"],
    "labels of acts after a closing that show it did not hold: a return, a withdrawal, an acquittal, a remand",
  ),
  min_echoing: z.int().min(1).default(5).describe("closings that came back, at least, to speak of an echo; a default"),
  sample: sampleOf("closings"),
});
type Params = z.output<typeof Params>;

export const TABLE = id("period_end_surge");

/** `closing_days`: the days of the complete periods since the first closing. */
export async function layOutDays(params: Params, situation: Situation): Promise<void> {
  await layOutClosings(params.close, situation);
  const { first: since } = await one<{ first: number | null }>(
    situation.facts.engine,
    sql`select min(closed_on) as first from ${OPENINGS_AND_CLOSINGS} c`,
  );
  await layOutPeriodEnds("closing_days", { since, workingDays: params.working_days }, situation);
}

interface Closings extends UnitYear {
  readonly n: number;
  readonly observed: number;
  /** Closings of the busiest day at the periods' ends. */
  readonly busiest: number;
  readonly intake: number;
  readonly intake_end: number;
  readonly base_share: number;
}

const unitYears: Sql = sql`
  select u.org_id, u.kind, u.year, sum(u.closed) as n, sum(case when u.place = 'end' then u.closed else 0 end) as observed,
    max(case when u.place = 'end' then u.closed else 0 end) as busiest, sum(u.opened) as intake,
    sum(case when u.place = 'end' then u.opened else 0 end) as intake_end, max(b.share) as base_share
  from (
    select x.org_id, d.kind, d.year, d.day, d.place, sum(x.closed) as closed, sum(x.opened) as opened
    from (
      select org_id, closed_on as day, count(*) as closed, 0 as opened
      from ${OPENINGS_AND_CLOSINGS} c where closed_on is not null group by org_id, closed_on
      union all
      select org_id, opened_on, 0, count(*) from ${OPENINGS_AND_CLOSINGS} o group by org_id, opened_on
    ) x join closing_days d on d.day = x.day and d.place <> 'after'
    group by x.org_id, d.kind, d.year, d.day, d.place
  ) u
  join (
    select kind, year, cast(count(case when place = 'end' and working then 1 end) as double)
      / nullif(count(case when working then 1 end), 0) as share
    from closing_days where place <> 'after' group by kind, year
  ) b on b.kind = u.kind and b.year = u.year
  group by u.org_id, u.kind, u.year
  order by u.org_id, u.year, u.kind`;

/** One row per unit and year with enough closings: the first kind of period end that stands out, or none. */
export async function judge(params: Params, situation: Situation): Promise<void> {
  const { engine } = situation.facts;
  const all = await engine.all<Closings>(unitYears);
  const tested = all
    .filter(({ n }) => n >= params.min_closings)
    .map((row) => {
      const intake_share = row.intake > 0 ? row.intake_end / row.intake : 0;
      const expected = row.n * Math.max(row.base_share, intake_share);
      return {
        ...row,
        intake_share,
        expected,
        ...deviation({ observed: row.observed, expected }),
        ratio: row.observed / expected,
      };
    });
  const judged = besideOtherUnits(tested, ({ observed, expected, y, s2 }, tau2) =>
    Math.max(poissonAtLeast(observed, expected), upperTail(y / Math.sqrt(s2 + tau2))),
  );
  const echoOf = await echoesOf(params, situation);
  const found = judged.map((row) => {
    const habit = (row.observed - row.busiest) / row.expected;
    const hit = habit >= params.min_ratio && row.p < params.max_p && row.q <= params.false_discovery_rate;
    const echo = echoOf(row);
    return { ...row, ...echo, echoes: isEcho(echo, params), outcome: hit ? "hit" : "clear" };
  });
  await layOut(engine, "period_end_surge", COLUMNS, firstThatStandsOut(found));
}

const COLUMNS = {
  org_id: "text",
  key: "text",
  kind: "text",
  year: "integer",
  n: "integer",
  observed: "integer",
  expected: "number",
  base_share: "number",
  intake_share: "number",
  ratio: "number",
  peers: "integer",
  median: "number",
  tau2: "number",
  p: "number",
  q: "number",
  ends: "integer",
  echoing: "integer",
  others: "integer",
  others_echoing: "integer",
  echoes: "boolean",
  outcome: "text",
} as const;
