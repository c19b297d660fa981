import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql, word } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { judgeRates, RATE_COLUMNS, type Stratum } from "../../pipeline/statistics/rates.ts";
import { EXCLUDE } from "../../schemas/values.ts";
import { COMMISSIONED, labels, SUSPENDED } from "../_terms/labels.ts";
import { extensionKey, recordsOf, sampleOf } from "../_terms/records.ts";
import { falseDiscoveryRate } from "../_terms/signal.ts";
import { casesThatWouldShow, casesWith } from "../_terms/sources.ts";

export const Params = z.strictObject({
  exclude: labels(EXCLUDE, "words of `extensions.kind` for time that is not counted"),
  suspend: labels(SUSPENDED, "labels of a suspension"),
  support: labels(
    [...COMMISSIONED, ...SUSPENDED, "公告送达", "公告", "管辖异议", "和解协议", "执行和解", "委托拍卖", "听证"],
    "labels of acts that an exclusion rests on",
  ),
  support_days: z
    .int()
    .min(0)
    .default(7)
    .describe("days around the exclusion's start in which that act lies; a default"),
  share: z.number().positive().max(1).default(0.5).describe("excluded time against the case's whole time; a default"),
  suspensions: z.int().min(2).default(3).describe("suspensions of one case that are remarked on; a default"),
  min_cases: z
    .int()
    .min(1)
    .default(30)
    .describe("closed cases with an exclusion below which nothing is said of a unit"),
  min_units: z.int().min(3).default(6).describe("units with that many; an engineering default"),
  min_ratio: z.number().min(1).default(1.5).describe("against what is expected; an engineering default"),
  max_p: z.number().positive().max(1).default(0.002).describe("two-sided; 0.002 is the 99.8% limit"),
  false_discovery_rate: falseDiscoveryRate(0.05),
  sample: sampleOf("exclusions of a unit"),
});
export type Params = z.output<typeof Params>;

/**
 * `clock_exclusions`: approved exclusions of the cases' clocks up to their closing, `days` without what an earlier one
 * has covered, null where no end is on record; `excluded_cases`: the same by case, with the days that the case has taken.
 */
export async function layOutExclusions(params: Params, situation: Situation): Promise<void> {
  const { facts, engine, asOf } = situation;
  const day = (instant: Sql) => sql`cast(${engine.localDay(instant, facts.zone)} as integer)`;
  const records = recordsOf(situation, "extensions", [
    "extension_id",
    "kind",
    "from_at",
    "to_at",
    "approved_at",
    "basis",
    "act_ref",
    "rule",
    "party_id",
  ]);
  await facts.engine.run(sql`
    create or replace temp table clock_exclusions as
    select x.*, ${extensionKey("from_at", ["rule", "party_id", "basis"])} as key, case when to_on is not null then greatest(0, to_on - greatest(from_on, coalesce(max(to_on) over (
        partition by case_key order by from_on, to_on, record_no rows between unbounded preceding and 1 preceding), from_on))) end as days
    from (
      select r.record_no, r.case_key, r.extension_id, r.rule, r.party_id, r.basis, r.act_ref, r.from_at, ${day(sql`r.from_at`)} as from_on,
        case when r.to_at is not null then ${day(sql`least(r.to_at, coalesce(c.closed_at, ${asOf}), ${asOf})`)} end as to_on
      from (${records}) r join cases c on c.case_key = r.case_key
      where r.kind in ${params.exclude} and r.from_at <= ${asOf} and coalesce(r.approved_at <= ${asOf}, true)
    ) x`);
  await facts.engine.run(sql`
    create or replace temp table excluded_cases as
    select e.case_key, c.org_id, ${columnOf(situation, "cases", "case_type", word("c"))} as case_type, c.closed_at,
      case when count(e.days) = count(*) then sum(e.days) end as excluded, count(*) as exclusions,
      ${day(sql`coalesce(c.closed_at, ${asOf})`)} - ${day(sql`c.opened_at`)} as elapsed
    from clock_exclusions e join cases c on c.case_key = e.case_key
    group by e.case_key, c.org_id, c.closed_at, c.opened_at, ${columnOf(situation, "cases", "case_type", word("c"))}`);
}

/** Of the units' closed cases with an exclusion, those in which it took more than a share of the time. */
export async function judgeUnits(params: Params, { facts: { engine } }: Situation): Promise<void> {
  const strata = await engine.all<Stratum>(sql`
    select org_id, 'share' as heading, coalesce(case_type, '') as mix, count(*) as n,
      count(case when excluded > ${params.share} * elapsed then 1 end) as observed
    from excluded_cases where org_id is not null and closed_at is not null and excluded is not null
    group by org_id, coalesce(case_type, '') order by org_id, mix`);
  const judged = judgeRates(strata, params).map((unit) => ({ ...unit, key: "share", outcome: upwards(unit) }));
  await layOut(engine, "exclusion_units", RATE_COLUMNS, judged);
}

/** Fewer exclusions than others is nothing to remark on. */
const upwards = ({ outcome, z: at }: { outcome: string; z: number | null }): string =>
  outcome === "hit" && (at ?? 0) < 0 ? "clear" : outcome;

/**
 * Cases suspended again and again, and exclusions that no act on record supports. Suspensions of several persons on one
 * day are one, those of one person at several moments are several.
 */
export function caseRows(params: Params, situation: Situation): Sql {
  const referred = sql`x.act_ref is not null`;
  const supporting = sql`
    ${casesWith(params.support)} union all select x.case_key from clock_exclusions x where ${referred}`;
  const suspended = sql`
    select 'events' as source, case_key, ${columnOf(situation, "events", "party_id", word("e"))} as party_id, occurred_on as day, occurred_at as moment
    from ${situation.facts.unplaced} e where activity in ${params.suspend}
    union all
    select 'extensions', case_key, party_id, from_on, from_at from clock_exclusions where basis in ${params.suspend}`;
  return sql`
    select case_key, 'suspensions' as key, 'suspensions' as kind, n, cast(null as varchar) as basis, cast(null as integer) as from_on, cast(null as integer) as days,
      cast(null as bigint) as record_no, case when n >= ${params.suspensions} then 'hit' else 'clear' end as outcome
    from (
      select case_key, max(n) as n from (
        select case_key, count(distinct day) as n from (${suspended}) d group by case_key, source
        union all
        select case_key, count(distinct moment) from (${suspended}) m group by case_key, source, party_id
      ) u group by case_key
    ) s
    union all
    select x.case_key, x.key, 'unsupported', 1, x.basis, x.from_on, x.days, x.record_no,
      case
        when ${referred} or a.record_no is not null then 'clear'
        when x.case_key not in ${casesThatWouldShow(supporting)} then 'cannot tell'
        else 'hit'
      end
    from clock_exclusions x left join (
      select distinct x.record_no from clock_exclusions x join steps s on s.case_key = x.case_key
        and s.activity in ${params.support} and s.occurred_on between x.from_on - ${params.support_days} and x.from_on + ${params.support_days}
    ) a on a.record_no = x.record_no`;
}
