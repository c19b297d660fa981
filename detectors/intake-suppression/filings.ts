import * as z from "zod";
import type { Situation } from "../../pipeline/detector.ts";
import { one } from "../../pipeline/engine/engine.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { deviationOfShare, upperTail } from "../../pipeline/statistics/funnel.ts";
import { ACCEPTED, FILED, kinds, labels } from "../_terms/labels.ts";
import { besideOtherUnits, firstThatStandsOut, layOutPeriodEnds, type UnitYear } from "../_terms/period-ends.ts";
import { sampleOf } from "../_terms/records.ts";
import { falseDiscoveryRate } from "../_terms/signal.ts";

export const Params = z.strictObject({
  report: labels(
    [...ACCEPTED, "收到起诉状", "收到起诉材料", "收到起诉", "收到起诉书", "收案", "收到申请", "网上立案申请"],
    "labels of a report or an application",
  ),
  file: labels(FILED, "labels of filing"),
  working_days: z.int().min(1).default(5).describe("working days before and after a period's end; a default"),
  min_filings: z.int().min(1).default(30).describe("filings in the year to be tested; an engineering default"),
  min_around: z.int().min(1).default(30).describe("filings in those days, before and after together; a default"),
  min_ratio: z.number().min(1).default(1.8).describe("after against before, beside what is expected; a default"),
  min_shift: z
    .number()
    .min(1)
    .default(1.2)
    .describe("fewer before and more after than reports let expect, each; a default"),
  max_p: z.number().positive().max(1).default(0.01).describe("largest p-value; an engineering default"),
  false_discovery_rate: falseDiscoveryRate(0.05),
  sample: sampleOf("filings"),
});
type Params = z.output<typeof Params>;

/** First filing and first report of each case with a unit: `case_key, pos, org_id, kind, day`. */
export const intake = ({ report, file }: Params): Sql => sql`
  select x.case_key, x.pos, x.kind, coalesce(c.org_id, s.org_id) as org_id, s.occurred_on as day
  from (
    select s.case_key, k.kind, min(s.pos) as pos
    from steps s join ${kinds({ filing: file, report })} on k.activity = s.activity group by s.case_key, k.kind
  ) x
  join cases c on c.case_key = x.case_key join steps s on s.case_key = x.case_key and s.pos = x.pos`;

/** `filing_days`: the days of the complete periods since the first filing. */
export async function layOutDays(params: Params, situation: Situation): Promise<void> {
  const { since } = await one<{ since: number | null }>(
    situation.facts.engine,
    sql`select min(occurred_on) as since from steps where activity in ${params.file}`,
  );
  await layOutPeriodEnds("filing_days", { since, workingDays: params.working_days }, situation);
}

interface Filings extends UnitYear {
  readonly n: number;
  readonly before: number;
  readonly after: number;
  /** Filings of the busiest day after a period's end. */
  readonly busiest: number;
  readonly reports: number;
  readonly reports_before: number;
  readonly reports_after: number;
  readonly share_before: number;
  readonly share_after: number;
}

/**
 * Filings and reports of a unit and year: all, in the last working days of its periods, and in the first ones after.
 */
const unitYears = (params: Params): Sql => {
  const sum = (column: "filings" | "reports", place: "end" | "after") =>
    sql`sum(case when u.place = ${place} then u.${column === "filings" ? sql`filings` : sql`reports`} else 0 end)`;
  return sql`
    select u.org_id, u.kind, u.year, sum(case when u.place <> 'after' then u.filings else 0 end) as n,
      sum(case when u.place <> 'after' then u.reports else 0 end) as reports,
      ${sum("filings", "end")} as before, ${sum("filings", "after")} as after,
      max(case when u.place = 'after' then u.filings else 0 end) as busiest,
      ${sum("reports", "end")} as reports_before, ${sum("reports", "after")} as reports_after,
      max(b.share_before) as share_before, max(b.share_after) as share_after
    from (
      select i.org_id, d.kind, d.year, d.day, d.place, count(case when i.kind = 'filing' then 1 end) as filings,
        count(case when i.kind = 'report' then 1 end) as reports
      from (${intake(params)}) i join filing_days d on d.day = i.day
      where i.org_id is not null
      group by i.org_id, d.kind, d.year, d.day, d.place
    ) u
    join (
      select kind, year,
        cast(count(case when place = 'end' and working then 1 end) as double) / nullif(count(case when place <> 'after' and working then 1 end), 0) as share_before,
        cast(count(case when place = 'after' and working then 1 end) as double) / nullif(count(case when place <> 'after' and working then 1 end), 0) as share_after
      from filing_days group by kind, year
    ) b on b.kind = u.kind and b.year = u.year
    group by u.org_id, u.kind, u.year order by u.org_id, u.year, u.kind`;
};

/** `intake_suppression`: one row per unit and year with enough filings around the periods' ends. */
export async function judge(params: Params, situation: Situation): Promise<void> {
  const { engine } = situation.facts;
  const tested = (await engine.all<Filings>(unitYears(params)))
    .filter(({ n, before, after }) => n >= params.min_filings && before + after >= params.min_around)
    .map((row) => beside(row, params));
  const judged = besideOtherUnits(tested, ({ y, s2 }, tau2) => upperTail(y / Math.sqrt(s2 + tau2)));
  const found = judged.map((row) => {
    const habit = row.after - row.busiest;
    const shifted =
      row.before * params.min_shift <= row.expected_before && habit >= row.expected_after * params.min_shift;
    const far = shifted && reboundOf(habit, row.before, row.odds) >= params.min_ratio;
    const unlikely = row.p < params.max_p && row.q <= params.false_discovery_rate;
    const outcome = !row.known ? "cannot tell" : far && unlikely ? "hit" : "clear";
    return { ...row, outcome };
  });
  await layOut(engine, "intake_suppression", COLUMNS, firstThatStandsOut(found));
}

/** A few reports, or those of a few cases, say nothing of when the others came. */
const knowsReports = ({ n, reports }: Filings, { min_filings }: Params): boolean =>
  reports >= min_filings && reports >= n / 2;

/**
 * What is expected around the periods' ends: by working days or, where that lets one expect fewer before and more
 * after, by the unit's own reports, if they are known. `odds` is after against before, and the deviation is that of the
 * share that came after.
 */
function beside(row: Filings, params: Params) {
  const { n, before, after, reports, reports_before, reports_after, share_before, share_after } = row;
  const known = knowsReports(row, params);
  const expected_before = n * Math.min(share_before, known ? reports_before / reports : 1);
  const expected_after = n * Math.max(share_after, known ? reports_after / reports : 0);
  const odds = (expected_after + 0.5) / (expected_before + 0.5);
  const share = deviationOfShare({ observed: after, n: before + after, target: odds / (1 + odds) });
  return { ...row, ...share, known, expected_before, expected_after, odds, ratio: reboundOf(after, before, odds) };
}

/**
 * After against before, over what is expected; half a filing is added to each, so that none before is no division by
 * zero.
 */
const reboundOf = (after: number, before: number, odds: number): number => (after + 0.5) / (before + 0.5) / odds;

const COLUMNS = {
  org_id: "text",
  key: "text",
  kind: "text",
  year: "integer",
  n: "integer",
  before: "integer",
  after: "integer",
  reports_before: "integer",
  reports_after: "integer",
  expected_before: "number",
  expected_after: "number",
  ratio: "number",
  peers: "integer",
  median: "number",
  tau2: "number",
  p: "number",
  q: "number",
  outcome: "text",
} as const;
