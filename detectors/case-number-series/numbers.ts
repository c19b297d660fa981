import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import type { Situation } from "../../pipeline/detector.ts";
import type { ColumnBatch } from "../../pipeline/engine/engine.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { parseCaseNumber } from "../../pipeline/kit/case-number.ts";
import { DAY } from "../../pipeline/kit/duration.ts";
import { dayOf } from "../../pipeline/kit/zone.ts";
import { wholeSince } from "../../pipeline/privacy/whole-since.ts";
import { ACCEPTED, FILED, optionalLabels } from "../_terms/labels.ts";
import { linkedCases } from "../_terms/links.ts";

export const Params = z.strictObject({
  void: optionalLabels(
    ["案号作废", "作废案号", "注销案号"],
    "labels of an event that declares a number void; the number stands in `events.doc_no`",
  ),
  file: optionalLabels(
    [...FILED, ...ACCEPTED, "收案", "收案登记", "受理", "立案受理", "收到起诉", "收到起诉书", "收到起诉状"],
    "labels of what begins a case; one whose first act is another, and of which no source says when it was opened, may have begun before the log",
  ),
  min_numbers: z
    .int()
    .min(2)
    .default(20)
    .describe("numbers of a court, type and year below which a gap is cannot tell; an engineering default"),
  min_share: z
    .number()
    .positive()
    .max(1)
    .default(0.9)
    .describe("share of the series that has to be loaded, or else it is only partly delivered; an engineering default"),
  settle_days: z
    .int()
    .min(0)
    .default(7)
    .describe("days a case may reach the log after one with a later number; an engineering default"),
  year_days: z
    .int()
    .min(0)
    .default(15)
    .describe("days around the turn of the year in which a number of either year is usual; an engineering default"),
});
export type Params = z.output<typeof Params>;

/** Ranges of missing numbers that a message spells out. */
const SPELLED = 5;

/**
 * Lays out what the cases' numbers say:
 * - `case_numbers`: one row per number as written, with its parts;
 * - `numbered_cases`: the cases with their numbers;
 * - `number_gaps`: missing serials between two that are there: `series, after, before, settled`;
 * - `spelled_gaps`: the first of them per series, as text.
 */
export async function layOutNumbers(params: Params, situation: Situation): Promise<void> {
  const { engine, zone } = situation.facts;
  await engine.run(sql`create or replace temp table case_numbers (
    written varchar, text varchar, series varchar, serial bigint, sub bigint, sequential boolean,
    year_first bigint, year_last bigint)`);
  await engine.append("case_numbers", KINDS, parsed(params, situation));
  const day = (instant: Sql) => situation.engine.localDay(instant, zone);
  await engine.run(sql`
    create or replace temp table numbered_cases as
    select c.case_key, c.case_id, c.org_id, ${day(sql`c.opened_at`)} as opened_on, ${day(sql`c.last_at`)} as last_on,
      c.opening_known or s.activity in ${params.file} as whole, n.*
    from cases c join case_numbers n on n.written = c.case_no left join steps s on s.case_key = c.case_key and s.pos = 1`);
  await engine.run(
    sql`create or replace temp table number_gaps as ${gaps(params, situation, await wholeSince(situation.facts))}`,
  );
  await spellGaps(situation);
}

const KINDS = ["text", "text", "text", "integer", "integer", "boolean", "integer", "integer"] as const;

async function* parsed(params: Params, situation: Situation): AsyncGenerator<ColumnBatch> {
  for await (const rows of situation.facts.engine.batches<{ written: string }>(written(params, situation))) {
    const numbers = rows.map((row) => parseCaseNumber(row.written));
    yield [
      rows.map((row) => row.written),
      numbers.map((number) => number?.text ?? null),
      numbers.map((number) => number?.series ?? null),
      numbers.map((number) => number?.serial ?? null),
      numbers.map((number) => number?.sub ?? null),
      numbers.map((number) => number?.sequential ?? null),
      numbers.map((number) => (number ? dayOf(`${number.year}-01-01`) : null)),
      numbers.map((number) => (number ? dayOf(`${number.year}-12-31`) : null)),
    ];
  }
}

/** Every number once, those of cases and those declared void. */
const written = (params: Params, situation: Situation): Sql => sql`
  select case_no as written from cases where case_no is not null
  union select number from (${voided(params, situation)}) v where number is not null`;

const voided = ({ void: labels }: Params, situation: Situation): Sql => sql`
  select ${columnOf(situation, "events", "doc_no", sql`e`)} as number, e.org_id, e.occurred_at as voided_at
  from ${situation.facts.unplaced} e where e.activity in ${labels}`;

/** Of years that were whole: the numbers of purged cases are not missing. */
function gaps(params: Params, situation: Situation, since: number | null): Sql {
  return sql`
    select series, before_it as after, serial as before,
      opened_at <= ${situation.asOf - params.settle_days * DAY} as settled
    from (
      select series, serial, opened_at, lag(serial) over (partition by series order by serial) as before_it
      from (
        select n.series, n.serial, max(coalesce(c.opened_at, v.voided_at, 0)) as opened_at
        from case_numbers n
        left join cases c on c.case_no = n.written
        left join (${voided(params, situation)}) v on v.number = n.written
        where n.sequential and (c.case_key is not null or v.number is not null)
          ${since === null ? sql`` : sql`and n.year_first >= ${since}`}
        group by n.series, n.serial
      ) given
    ) x where serial - before_it > 1`;
}

async function spellGaps({ facts: { engine } }: Situation): Promise<void> {
  const rows = await engine.all<{ series: string; after: number; before: number }>(sql`
    select series, after, before from (
      select *, row_number() over (partition by series order by before) as nth from number_gaps where settled
    ) x where nth <= ${SPELLED} order by series, before`);
  const spelled = new Map<string, string[]>();
  for (const { series, after, before } of rows) {
    const range = before - after === 2 ? String(after + 1) : `${after + 1}–${before - 1}`;
    spelled.set(series, [...(spelled.get(series) ?? []), range]);
  }
  await layOut(
    engine,
    "spelled_gaps",
    { series: "text", ranges: "text" },
    [...spelled].map(([series, ranges]) => ({ series, ranges: ranges.join(", ") })),
  );
}

/** One row per series with its first, last and missing serials. What was voided without a number may be any of its unit. */
export const seriesOutcomes = (params: Params, situation: Situation): Sql => sql`
  with unnumbered as (select org_id from (${voided(params, situation)}) v where number is null)
  select s.series, s.org_id, s.n, s.missing, s.open_ranges, s.ranges, s.first, s.last,
    case
      when s.missing + s.unsettled = 0 then 'clear'
      when s.n < ${params.min_numbers} or cast(s.n as double) / (s.last - s.first + 1) < ${params.min_share} then 'cannot tell'
      when s.missing = 0 then 'pending'
      when s.missing <= case when s.org_id is null then u.of_all else u.of_nobody + coalesce(o.n, 0) end then 'cannot tell'
      else 'hit'
    end as outcome
  from (
    select g.series, g.org_id, g.n, g.first, g.last, coalesce(h.missing, 0) as missing,
      coalesce(h.unsettled, 0) as unsettled, coalesce(h.open_ranges, 0) as open_ranges, t.ranges
    from (
      select series, count(distinct serial) as n, min(serial) as first, max(serial) as last,
        case when min(org_id) = max(org_id) then min(org_id) end as org_id
      from numbered_cases where sequential group by series
    ) g
    left join (
      select series, sum(case when settled then before - after - 1 else 0 end) as missing,
        sum(case when settled then 0 else before - after - 1 end) as unsettled,
        sum(case when settled then 1 else 0 end) as open_ranges
      from number_gaps group by series
    ) h on h.series = g.series
    left join spelled_gaps t on t.series = g.series
  ) s
  cross join (select count(*) as of_all, count(*) - count(org_id) as of_nobody from unnumbered) u
  left join (select org_id, count(*) as n from unnumbered group by org_id) o on o.org_id = s.org_id`;

/**
 * Numbers that several cases hold. Cases that name each other as linked share it on purpose; where the units differ,
 * one of them may only quote the number.
 */
export function sharedNumbers(situation: Situation): Sql {
  return sql`
    select d.text, max(d.org_id) as org_id, count(*) as holders,
      case
        when count(l.case_key) = count(*) then 'clear'
        when count(d.org_id) < count(*) or min(d.org_id) <> max(d.org_id) then 'cannot tell'
        else 'hit'
      end as outcome
    from numbered_cases d join (
      select text from numbered_cases where text is not null group by text having count(*) > 1
    ) t on t.text = d.text
    left join (
      select distinct a.case_key, a.text
      from (${linkedCases(situation)}) k
      join numbered_cases a on a.case_key = k.case_key
      join numbered_cases b on b.case_key = k.other_key and b.text = a.text and b.case_key <> a.case_key
    ) l on l.case_key = d.case_key and l.text = d.text
    group by d.text`;
}

/**
 * Whether the year of each case's number lies within the case's life. Of a number that another case holds too it cannot
 * be told whose it is, so that no look at one of them finds it in order.
 */
export const yearOutcomes = ({ year_days }: Params, situation: Situation): Sql => sql`
  select n.case_key, n.text, n.opened_on,
    case
      when n.text is null or n.opened_on is null then 'cannot tell'
      when n.opened_on - ${year_days} > n.year_last then case when n.whole then 'hit' else 'cannot tell' end
      when coalesce(n.last_on, n.opened_on) + ${year_days} < n.year_first then 'hit'
      when d.text is not null then 'cannot tell'
      else 'clear'
    end as outcome
  from numbered_cases n left join (${sharedNumbers(situation)}) d on d.text = n.text and d.outcome <> 'clear'`;
