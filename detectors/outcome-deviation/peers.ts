import * as z from "zod";
import type { Situation } from "../../pipeline/detector.ts";
import { one } from "../../pipeline/engine/engine.ts";
import { id, join, type Sql, sql, word } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { readValue } from "../../pipeline/rules/condition.ts";
import { qValues } from "../../pipeline/statistics/fdr.ts";
import { bothTails } from "../../pipeline/statistics/funnel.ts";
import { periodsWithin, startOfPeriod } from "../../pipeline/statistics/periods.ts";
import { JUDGED, labels } from "../_terms/labels.ts";
import { falseDiscoveryRate } from "../_terms/signal.ts";

const name = z.string().min(1);

export const Params = z.strictObject({
  decided: labels(
    ["处罚决定", "行政处罚决定", "一审判决", ...JUDGED],
    "labels of the decision whose outcome is compared",
  ),
  outcome: name.default("amount").describe("column or attribute of that decision that holds the outcome as a number"),
  unit: name.default("yuan").describe("what the number counts: yuan, months, days"),
  alike: z
    .array(name)
    .default(["case.cause_code", "procedure_variant", "decision", "region", "party_count", "minor"])
    .describe(
      "columns or attributes in which peers are alike, besides the year of the decision; one that nobody records is left out and said to be missing",
    ),
  bands: z
    .record(name, z.array(z.number()).min(1))
    .default({})
    .describe("for facts that are numbers: the edges of the bands in which peers are alike"),
  factors: z
    .record(name, name)
    .default({ 自首: "surrender", 退赃: "restitution", 谅解: "forgiveness", 累犯: "recidivism", 认罪认罚: "plea" })
    .describe("circumstances that may explain a difference, by the column or attribute that would record them"),
  min_peers: z.int().min(10).default(30).describe("other cases to compare with; an engineering default"),
  min_z: z.number().positive().default(3.5).describe("robust z; Iglewicz & Hoaglin's limit"),
  min_ratio: z.number().min(1).default(2).describe("against the peers' median, up or down; an engineering default"),
  max_share: z.number().positive().max(1).default(0.02).describe("peers that lie as far out, at most; a default"),
  false_discovery_rate: falseDiscoveryRate(0.05),
});
type Params = z.output<typeof Params>;

export const TABLE = id("outcome_deviation");

/**
 * `outcome_deviation`: one row per decided case with an outcome, beside its peers. The scale is logarithmic, since
 * fines and terms differ by multiples: y = ln(1 + outcome), z = (y − median) / (1.4826 · MAD), or the standard
 * deviation where more than half of the peers are alike. Iglewicz & Hoaglin (1993), How to detect and handle outliers.
 * Where the quartile on the side of the outcome lies farther from the median than the MAD, that distance counts.
 */
export async function layOutDeviations(params: Params, situation: Situation): Promise<void> {
  const { engine } = situation.facts;
  await engine.run(sql`create or replace temp table deviation_values as ${values(params, situation)}`);
  await layOutYears(situation);
  const known = await knownFacts(params, situation);
  await engine.run(sql`create or replace temp table deviation_scores as ${scores(known, params)}`);
  await judge(params, situation);
  const untold = params.alike.filter((fact) => !known.includes(fact)).join(";");
  await engine.run(sql`
    create or replace temp table ${TABLE} as
    select s.*, ${untold} as unrecorded_facts, j.q, case
        when s.group_name is null or s.peers < ${params.min_peers} then 'cannot tell'
        when coalesce(j.q <= ${params.false_discovery_rate}, false) then 'hit'
        else 'clear'
      end as outcome
    from deviation_scores s left join deviation_judged j on j.case_key = s.case_key`);
}

const factColumn = (i: number): Sql => id(`fact${i}`);

/** The last decision with an outcome of each case: `case_key, pos, decided_on, value, factors, fact0, fact1 …`. */
function values(params: Params, { facts }: Situation): Sql {
  const read = (key: string) => readValue(key, "event", facts);
  const banded = (key: string) => {
    const edges = params.bands[key];
    const { text, number } = read(key);
    if (!edges) return sql`nullif(trim(${text}), '')`;
    const steps = [...edges].sort((x, y) => y - x).map((edge) => sql`when ${number} >= ${edge} then ${`≥ ${edge}`}`);
    return sql`case when ${number} is null then null ${join(steps, word(" "))} else ${`< ${Math.min(...edges)}`} end`;
  };
  const missing = Object.entries(params.factors).map(
    ([label, key]) => sql`case when nullif(trim(${read(key).text}), '') is null then ${`${label};`} else '' end`,
  );
  return sql`
    select * from (
      select e.case_key, e.pos, e.occurred_on as decided_on, ${read(params.outcome).number} as value,
        ${missing.length > 0 ? join(missing, word(" || ")) : sql`''`} as unrecorded,
        ${join(
          params.alike.map((key, i) => sql`${banded(key)} as ${factColumn(i)}, `),
          word(""),
        )}
        row_number() over (partition by e.case_key order by e.pos desc) as nth
      from events e join cases c on c.case_key = e.case_key
      where e.activity in ${params.decided} and ${read(params.outcome).number} >= 0
    ) x where nth = 1`;
}

/** The facts that some decision records. */
async function knownFacts({ alike }: Params, { facts: { engine } }: Situation): Promise<string[]> {
  if (alike.length === 0) return [];
  const counts = alike.map((_, i) => sql`count(${factColumn(i)}) as ${factColumn(i)}`);
  const [row] = await engine.all<Record<string, number>>(sql`select ${join(counts)} from deviation_values`);
  return alike.filter((_, i) => (row?.[`fact${i}`] ?? 0) > 0);
}

/** Every value beside the others of its group; `beyond` counts those that lie as far out, itself among them. */
function scores(known: readonly string[], { alike }: Params): Sql {
  const facts = known.map((fact) => sql` || ' / ' || ${factColumn(alike.indexOf(fact))}`);
  const middle = (rank: string) => sql`${id(rank)} in (floor((n + 1) / 2.0), floor((n + 2) / 2.0))`;
  const at = (share: number) => sql`max(case when rank = ceil(${share} * n) then value end)`;
  return sql`
    with ranked as (
      select g.*, row_number() over (partition by group_name order by y, case_key) as rank,
        count(*) over (partition by group_name) as n
      from (
        select v.case_key, v.pos, v.decided_on, v.value, v.unrecorded, ln(1 + v.value) as y,
          cast(t.year as varchar) ${join(facts, word(""))} as group_name
        from deviation_values v join deviation_years t on v.decided_on between t.first_on and t.last_on
      ) g
    ),
    middles as (
      select group_name, n, stddev_pop(y) as sd, avg(case when ${middle("rank")} then y end) as centre,
        avg(case when ${middle("rank")} then value end) as median, ${at(0.25)} as q1, ${at(0.75)} as q3
      from ranked where group_name is not null group by group_name, n
    ),
    distances as (
      select r.*, m.sd, m.centre, m.median, m.q1, m.q3,
        row_number() over (partition by r.group_name order by abs(r.y - m.centre), r.case_key) as distance_rank,
        count(*) over (partition by r.group_name order by abs(r.y - m.centre) desc
          range between unbounded preceding and current row) as beyond
      from ranked r left join middles m on m.group_name = r.group_name
    ),
    spreads as (
      select group_name, avg(case when ${middle("distance_rank")} then abs(y - centre) end) as mad
      from distances where group_name is not null group by group_name
    )
    select d.case_key, d.pos, d.decided_on, d.value, d.unrecorded, d.group_name, d.n - 1 as peers, d.median, d.q1, d.q3, d.beyond,
      (d.y - d.centre) / nullif(greatest(case when s.mad > 0 then 1.4826 * s.mad else d.sd end,
        1.4826 * case when d.y < d.centre then d.centre - ln(1 + d.q1) else ln(1 + d.q3) - d.centre end), 0) as z
    from distances d left join spreads s on s.group_name = d.group_name`;
}

/** `deviation_years`: first and last day of every year that something was decided in. */
async function layOutYears({ facts: { engine } }: Situation): Promise<void> {
  const { first, last } = await one<{ first: number | null; last: number | null }>(
    engine,
    sql`select min(decided_on) as first, max(decided_on) as last from deviation_values`,
  );
  const end = last === null ? 0 : last + 366;
  const years = first === null ? [] : periodsWithin("year", startOfPeriod("year", first), end);
  await layOut(
    engine,
    "deviation_years",
    { year: "integer", first_on: "integer", last_on: "integer" },
    years.map((year) => ({ year: year.year, first_on: year.first, last_on: year.last })),
  );
}

/** Benjamini–Hochberg over all cases compared; only those far enough out need their q-value. */
async function judge(params: Params, { facts: { engine } }: Situation): Promise<void> {
  const [{ tested } = { tested: 0 }] = await engine.all<{ tested: number }>(
    sql`select count(*) as tested from deviation_scores where group_name is not null and peers >= ${params.min_peers}`,
  );
  const far = await engine.all<{ case_key: number; z: number }>(sql`
    select case_key, z from deviation_scores
    where group_name is not null and peers >= ${params.min_peers} and abs(z) >= ${params.min_z}
      and (value + 1 >= (median + 1) * ${params.min_ratio} or (value + 1) * ${params.min_ratio} <= median + 1)
      and beyond <= greatest(1, ${params.max_share} * (peers + 1))
    order by case_key`);
  const q = qValues(
    far.map(({ z: at }) => bothTails(at)),
    tested,
  );
  await layOut(
    engine,
    "deviation_judged",
    { case_key: "integer", q: "number" },
    far.map(({ case_key }, i) => ({ case_key, q: q[i] as number })),
  );
}
