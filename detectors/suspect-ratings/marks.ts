import * as z from "zod";
import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { groupBy } from "../../pipeline/kit/group.ts";
import { excessOver } from "../../pipeline/statistics/excess.ts";
import { withQValues } from "../../pipeline/statistics/fdr.ts";
import { noneOf } from "../../pipeline/statistics/poisson.ts";
import { layOutPeriods, ratingsOf } from "../_terms/ratings.ts";
import { sampleOf } from "../_terms/records.ts";
import { falseDiscoveryRate } from "../_terms/signal.ts";

export const HEADINGS = ["burst", "rater", "staff", "top"] as const;
type Heading = (typeof HEADINGS)[number];

export const Params = z.strictObject({
  period: z.enum(["month", "quarter", "year"]).default("quarter").describe("the span that a window is judged by"),
  min_ratings: z.int().min(10).default(50).describe("valid ratings of a window in a period to be judged"),
  min_windows: z.int().min(2).default(3).describe("other windows of the group to compare with; an engineering default"),
  top_score: z.number().default(5).describe("the top mark, to be set by the scale in use"),
  burst: z.int().min(3).default(10).describe("ratings at one device within `burst_minutes`; an engineering default"),
  burst_minutes: z.number().positive().default(5).describe("minutes that a burst lies within; an engineering default"),
  per_rater: z
    .int()
    .min(1)
    .default(3)
    .describe("ratings of one person in a period that are plain; an engineering default"),
  base_share: z
    .number()
    .positive()
    .max(1)
    .default(0.01)
    .describe(
      "share of marked ratings that is taken for usual even where the others have none; an engineering default",
    ),
  min_share: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .describe("share of marked ratings, at least; an engineering default"),
  min_ratio: z.number().min(1).default(3).describe("marked ratings against expected ones; an engineering default"),
  min_expected: z
    .number()
    .positive()
    .default(5)
    .describe("ratings below the top that the others let one expect where a window has none; an engineering default"),
  false_discovery_rate: falseDiscoveryRate(0.01),
  sample: sampleOf("ratings"),
});
export type Params = z.output<typeof Params>;

/**
 * Ratings in complete periods with what each is marked by, 0 or 1: `burst`, the tenth and later at one device within
 * minutes, each at a moment of its own; `rater`, beyond the first few of one person; `staff`; `top`, the top mark.
 */
export function marked(params: Params, situation: Situation): Sql {
  const ratings = ratingsOf(situation);
  return sql`
    select x.record_no, x.org_id, x.group_id, x.no, x.period, x.rated_at, x.rater, x.staff, x.top,
      case when b.rated_at is not null then 1 else 0 end as burst
    from (
      select r.record_no, r.org_id, r.group_id, r.rated_at, r.terminal_id, p.no, p.period,
        case when r.rater_id is not null and row_number() over (
          partition by r.org_id, r.rater_id, p.no order by r.rated_at, r.record_no) > ${params.per_rater}
          then 1 else 0 end as rater,
        case when r.staff then 1 else 0 end as staff,
        case when r.score >= ${params.top_score} then 1 else 0 end as top
      from (${ratings}) r join rating_periods p on r.rated_on between p.first_on and p.last_on
    ) x
    left join (
      select org_id, terminal_id, rated_at from (
        select t.*, rated_at - lag(rated_at, ${params.burst - 1}) over (
          partition by org_id, terminal_id order by rated_at) as span
        from (select distinct org_id, terminal_id, rated_at from (${ratings}) d where terminal_id is not null) t
      ) s where span <= ${params.burst_minutes * 60_000}
    ) b on b.org_id = x.org_id and b.terminal_id = x.terminal_id and b.rated_at = x.rated_at`;
}

interface Window {
  readonly org_id: string;
  readonly group_id: string | null;
  readonly no: number;
  readonly period: string;
  readonly n: number;
  readonly burst: number;
  readonly rater: number;
  readonly staff: number;
  readonly top: number;
}

const windows = (params: Params, situation: Situation): Sql => sql`
  select org_id, group_id, no, period, count(*) as n, sum(burst) as burst, sum(rater) as rater, sum(staff) as staff,
    sum(top) as top
  from (${marked(params, situation)}) m
  group by org_id, group_id, no, period
  order by group_id nulls first, no, org_id`;

/** One row for each window, period and heading. */
export async function judge(params: Params, situation: Situation) {
  await layOutPeriods(params.period, situation);
  const all = await situation.facts.engine.all<Window>(windows(params, situation));
  const compared = [...groupBy(all, ({ group_id, no }) => JSON.stringify([group_id, no])).values()].flatMap((group) =>
    HEADINGS.flatMap((heading) => compare(group, heading, params)),
  );
  return withQValues(compared).map((row) => {
    const hit = row.far && row.q !== null && row.q <= params.false_discovery_rate;
    return { ...row, outcome: row.q === null ? "cannot tell" : hit ? "hit" : "clear" };
  });
}

/** Each window of a group beside the others, without itself, under one heading; `top` counts what falls short of it. */
function compare(group: readonly Window[], heading: Heading, params: Params) {
  const count = (window: Window) => (heading === "top" ? window.n - window.top : window[heading]);
  const isEnough = ({ group_id, n }: Window) => group_id !== null && n >= params.min_ratings;
  const enough = group.filter(isEnough);
  return group.map((window) => {
    const { org_id, group_id, period, no, n } = window;
    const peers = enough.length - (isEnough(window) ? 1 : 0);
    const observed = count(window);
    const row = {
      org_id,
      group_id,
      no,
      period,
      heading,
      key: `${period} ${heading}`,
      n,
      observed,
      peers,
    };
    if (!isEnough(window) || peers < params.min_windows) {
      return { ...row, rate: null, expected: null, tau2: null, p: null, far: false };
    }
    const excess = excessOver(
      { n, observed },
      enough.filter((other) => other !== window).map((other) => ({ n: other.n, observed: count(other) })),
      heading === "top" ? { ...params, base_share: 0 } : params,
    );
    if (heading !== "top") return { ...row, ...excess };
    const { expected, tau2 } = excess;
    const p = observed > 0 ? 1 : noneOf(expected, 4 * tau2);
    return { ...row, ...excess, p, far: observed === 0 && expected >= params.min_expected };
  });
}

export const COLUMNS = {
  org_id: "text",
  group_id: "text",
  no: "integer",
  period: "text",
  heading: "text",
  key: "text",
  n: "integer",
  observed: "integer",
  peers: "integer",
  rate: "number",
  expected: "number",
  tau2: "number",
  p: "number",
  q: "number",
  outcome: "text",
} as const;
