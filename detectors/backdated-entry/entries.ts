import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { one } from "../../pipeline/engine/engine.ts";
import { type Sql, some, sql } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { dayOf } from "../../pipeline/kit/zone.ts";
import { everyLeg } from "../../pipeline/rules/deadline.ts";
import { millisecondsIn } from "../../pipeline/rules/span.ts";

const Span = z.strictObject({ from: z.iso.date(), to: z.iso.date() });

export const Params = z.strictObject({
  limit_days: z
    .int()
    .min(0)
    .default(3)
    .describe("days between act and entry that are usual anywhere; an engineering default"),
  usual_share: z
    .number()
    .gt(0.5)
    .lt(1)
    .default(0.95)
    .describe(
      "share of a unit's entries whose delay is its habit; the habit counts where it is longer than `limit_days`",
    ),
  min_entries: z.int().min(1).default(20).describe("entries from which a unit has a habit; an engineering default"),
  inspections: z.array(z.iso.date()).default([]).describe("days on which an inspection began"),
  campaigns: z
    .array(Span)
    .default([])
    .describe("spans of a campaign of self-correction: entries made in them are expected, and the message says so"),
  outages: z
    .array(Span)
    .default([])
    .describe("spans in which the system was down: what was done in them is counted from their last day"),
});
export type Params = z.output<typeof Params>;

const within = (column: Sql, spans: readonly z.output<typeof Span>[]): Sql =>
  some(spans.map(({ from, to }) => sql`${column} between ${dayOf(from)} and ${dayOf(to)}`));

/**
 * Lays out `late_entries`: entries later than the setting and than their unit's habit: `case_key, record_no, pos,
 * activity, occurred_at, occurred_on, recorded_at, recorded_on, delay, usual, in_campaign, inspection_on`, and
 * `met_on`: the last day of a deadline that the entry made look kept after it had ended.
 */
export async function layOutLateEntries(params: Params, situation: Situation): Promise<void> {
  const { engine } = situation.facts;
  await layOutHabits(params, situation);
  const inspection = params.inspections.reduce<Sql>(
    (rest, date) => sql`case when e.occurred_on < ${dayOf(date)} and e.recorded_on >= ${dayOf(date)}
      then cast(${dayOf(date)} as integer) else ${rest} end`,
    sql`cast(null as integer)`,
  );
  await engine.run(sql`
    create or replace temp table delayed as
    select e.*, s.pos, s.activity_key, coalesce(h.usual, 0) as usual, ${within(sql`e.recorded_on`, params.campaigns)} as in_campaign,
      ${inspection} as inspection_on
    from (${entries(params, situation)}) e join steps s on s.record_no = e.record_no
    left join entry_habits h on h.unit = e.unit
    where e.delay > ${params.limit_days} and e.delay > coalesce(h.usual, 0)`);
  await engine.run(sql`create or replace temp table late_entries as ${await withDeadlines(situation)}`);
}

/** Entries with their delay in days; `unit` is empty where none is on record. */
function entries(params: Params, situation: Situation): Sql {
  const { facts, engine, has } = situation;
  const since = params.outages.reduce<Sql>(
    (rest, { from, to }) =>
      sql`case when occurred_on between ${dayOf(from)} and ${dayOf(to)} then ${dayOf(to)} else ${rest} end`,
    sql`occurred_on`,
  );
  return sql`
    select *, recorded_on - ${since} as delay from (
      select case_key, record_no, activity, occurred_at, occurred_on, recorded_at, ${columnOf(situation, "events", "party_id", sql`e`)} as party_id,
        ${engine.localDay(sql`recorded_at`, facts.zone)} as recorded_on,
        ${has("events", "org_id") ? sql`coalesce(org_id, '')` : sql`''`} as unit
      from ${facts.unplaced} e where recorded_at <= ${facts.asOf}
    ) x`;
}

/** `entry_habits`: per unit the days within which the usual share of its entries is made (nearest rank). */
async function layOutHabits(params: Params, situation: Situation): Promise<void> {
  const { engine } = situation.facts;
  const counts = await engine.all<{ unit: string; delay: number; n: number }>(sql`
    select unit, delay, count(*) as n from (${entries(params, situation)}) e group by unit, delay order by unit, delay`);
  const totals = new Map<string, number>();
  for (const { unit, n } of counts) totals.set(unit, (totals.get(unit) ?? 0) + n);
  const usual = new Map<string, number>();
  const seen = new Map<string, number>();
  for (const { unit, delay, n } of counts) {
    const total = totals.get(unit) as number;
    const sofar = (seen.get(unit) ?? 0) + n;
    seen.set(unit, sofar);
    if (total >= params.min_entries && !usual.has(unit) && sofar >= params.usual_share * total) usual.set(unit, delay);
  }
  const rows = [...usual].map(([unit, days]) => ({ unit, usual: days }));
  await layOut(engine, "entry_habits", { unit: "text", usual: "integer" }, rows);
}

/**
 * The clocks are asked only where some entry is late. Of what bears the moment at which a clock ended, what the rule
 * names as its end kept the limit, and of a clock of each person that person's.
 */
async function withDeadlines({ facts: { engine }, ruleSet }: Situation): Promise<Sql> {
  const { any } = await one<{ any: boolean }>(engine, sql`select exists (select 1 from delayed) as any`);
  if (!any || ruleSet.rules.every(({ rule }) => rule.limit === undefined)) {
    return sql`select d.*, cast(null as bigint) as met_on from delayed d`;
  }
  const personal = ruleSet.rules.filter(({ rule }) => rule.same?.join() === "party_id").map(({ no }) => no);
  return sql`
    select d.*, k.met_on
    from delayed d
    left join (
      select d.record_no, min(coalesce(c.due_on, d.occurred_on)) as met_on
      from delayed d join ${everyLeg(ruleSet)} c on c.case_key = d.case_key and c.end_at = d.occurred_at
        and (c.rule_no not in ${personal} or coalesce(c.key = d.party_id, true))
      join rule_labels l on l.no = c.rule_no and l.part in ('b', 'restart') and l.activity_key = d.activity_key
      where c.outcome = 'clear' and (d.recorded_on > c.due_on or d.recorded_at
        > c.start_at + c.limit_ms + coalesce(c.grace_ms, 0) + ${millisecondsIn(sql`coalesce(c.granted_days, 0) + coalesce(c.excluded, 0)`)})
      group by d.record_no
    ) k on k.record_no = d.record_no`;
}
