import * as z from "zod";
import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { groupBy } from "../../pipeline/kit/group.ts";
import { upperMean } from "../../pipeline/statistics/interval.ts";
import { quartiles } from "../../pipeline/statistics/quartiles.ts";
import { round } from "../_terms/figures.ts";
import { layOutPeriods, ratingsOf } from "../_terms/ratings.ts";
import { sampleOf } from "../_terms/records.ts";

export const Params = z.strictObject({
  period: z.enum(["month", "quarter", "year"]).default("month").describe("what counts as once; to be set locally"),
  times: z.int().min(2).default(3).describe("periods in a row at the last place"),
  min_ratings: z.int().min(2).default(30).describe("valid ratings of a window in a period to be ranked"),
  min_windows: z
    .int()
    .min(2)
    .default(4)
    .describe("windows of a group that are ranked, at least; an engineering default"),
  sample: sampleOf("lowest ratings"),
});
export type Params = z.output<typeof Params>;

interface Standing {
  readonly org_id: string;
  readonly group_id: string | null;
  /** The place of the period among all periods looked at. */
  readonly no: number;
  readonly period: string;
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

const standings = (situation: Situation): Sql => sql`
  select r.org_id, r.group_id, p.no, p.period, count(*) as n, sum(r.score) as sum, sum(r.score * r.score) as squares
  from (${ratingsOf(situation)}) r join rating_periods p on r.rated_on between p.first_on and p.last_on
  where not r.staff
  group by r.org_id, r.group_id, p.no, p.period
  order by r.group_id nulls first, r.org_id, p.no`;

/** One row for each run of last places of a window that is long enough, or for each window that has none. */
export async function judge(params: Params, situation: Situation) {
  await layOutPeriods(params.period, situation);
  const all = await situation.facts.engine.all<Standing>(standings(situation));
  const ranked = [...groupBy(all, ({ group_id, no }) => JSON.stringify([group_id, no])).values()].flatMap((period) =>
    rank(period, params),
  );
  return [...groupBy(ranked, ({ org_id, group_id }) => JSON.stringify([group_id, org_id])).values()].flatMap((window) =>
    runsOf(window, params),
  );
}

type Ranked = ReturnType<typeof rank>[number];

/** A group's windows in one period: who is last, whether beyond doubt, and what the others are like. */
function rank(period: readonly Standing[], { min_ratings, min_windows }: Params) {
  const enough = period.filter(({ group_id, n }) => group_id !== null && n >= min_ratings);
  const means = enough.map(({ sum, n }) => round(sum / n, 4));
  const told = enough.length >= min_windows;
  const lowest = Math.min(...means);
  const median = told ? quartiles(means).median : null;
  return period.map((standing) => {
    const mean = round(standing.sum / standing.n, 4);
    const last = median !== null && enough.includes(standing) && mean === lowest && lowest < Math.max(...means);
    const upper = upperMean(standing);
    return {
      ...standing,
      mean,
      upper,
      median,
      windows: enough.length,
      shared: means.filter((other) => other === lowest).length,
      state: !told || !enough.includes(standing) ? "untold" : !last ? "other" : upper < median ? "last" : "doubtful",
    } as const;
  });
}

/** Runs of periods in a row at the last place; every period of a run must be beyond doubt. */
function runsOf(window: readonly Ranked[], { times }: Params) {
  const runs: Ranked[][] = [];
  for (const standing of window) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (standing.state !== "last") continue;
    if (run && before && before.no + 1 === standing.no) run.push(standing);
    else runs.push([standing]);
  }
  const long = runs.filter((run) => run.length >= times);
  if (long.length > 0) return long.map((run) => rowOf(run, "hit"));
  const latest = window.slice(-1);
  return [rowOf(latest, latest[0]?.state === "untold" ? "cannot tell" : "clear")];
}

function rowOf(run: readonly Ranked[], outcome: string) {
  const [first, last] = [run[0] as Ranked, run.at(-1) as Ranked];
  return {
    org_id: last.org_id,
    group_id: last.group_id,
    key: JSON.stringify([last.group_id, first.period]),
    first_period: first.period,
    last_period: last.period,
    first_no: first.no,
    last_no: last.no,
    periods: run.length,
    n: last.n,
    least_n: Math.min(...run.map(({ n }) => n)),
    mean: last.mean,
    upper: last.upper,
    median: last.median,
    windows: last.windows,
    shared: last.shared,
    outcome,
  };
}

/** Means are compared as they are published, to four places. */

export const COLUMNS = {
  org_id: "text",
  group_id: "text",
  key: "text",
  first_period: "text",
  last_period: "text",
  first_no: "integer",
  last_no: "integer",
  periods: "integer",
  n: "integer",
  least_n: "integer",
  mean: "number",
  upper: "number",
  median: "number",
  windows: "integer",
  shared: "integer",
  outcome: "text",
} as const;
