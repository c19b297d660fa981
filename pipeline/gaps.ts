import { type Engine, one } from "./engine/engine.ts";
import { id, join, noRows, type Sql, sql } from "./engine/sql.ts";
import type { Facts } from "./facts.ts";

/**
 * Units and days (inclusive, local) whose records the last run found to be missing stand in the table `feed_gaps`. A
 * case that was open in such a unit then may hold what a rule misses, and so may one of which neither a unit nor an act
 * is on record, wherever the gap is. From here on those count that are found instead.
 */
export async function forgetGaps({ engine }: Facts): Promise<void> {
  await engine.run(sql`create or replace temp table ${FOUND_GAPS} (org_id varchar, first_on integer, last_on integer)`);
  finding.add(engine);
  touched.delete(engine);
}

export async function rememberGaps(facts: Facts, gaps: Sql): Promise<void> {
  const { engine } = facts;
  if (!finding.has(engine)) await forgetGaps(facts);
  await engine.run(sql`insert into ${FOUND_GAPS} select org_id, first_on, last_on from (${gaps}) g`);
  touched.delete(engine);
}

/** Makes them the last run's. To be called in a transaction. */
export async function keepGaps({ engine }: Facts): Promise<void> {
  await engine.run(sql`delete from ${KEPT_GAPS}`);
  await engine.run(sql`insert into ${KEPT_GAPS} select org_id, first_on, last_on from ${FOUND_GAPS}`);
}

const [FOUND_GAPS, KEPT_GAPS] = [id("found_gaps"), id("feed_gaps")];
/** The engines whose gaps are being found in this run; the others use those kept by the last run. */
const finding = new WeakSet<Engine>();

/**
 * Creates a view of `found` in which hits inside a feed gap read *cannot tell*, and returns its name; the table is
 * unchanged.
 */
export async function showSuspended(facts: Facts, found: string): Promise<string> {
  if (!(await anyInGaps(facts))) return found;
  const { engine } = facts;
  const shown = `${found}_suspended`;
  const columns = (await engine.names(id(found))).map((name) =>
    name === "outcome" ? sql`case when ${IN_GAP} then 'cannot tell' else outcome end as outcome` : id(name),
  );
  await engine.run(sql`create or replace temp view ${id(shown)} as select ${join(columns)} from ${id(found)}`);
  return shown;
}

async function anyInGaps(facts: Facts): Promise<boolean> {
  const known = touched.get(facts.engine);
  const any = known?.facts === facts ? known.any : await layOutTouched(facts);
  touched.set(facts.engine, { facts, any });
  return any;
}

/**
 * Days after a case's end in which what follows it, such as its service, may have been lost as well; and before the
 * first act on record of a case of which no file says when it was opened.
 */
const AROUND = 30;

const IN_GAP = sql`outcome = 'hit' and case_key in (select case_key from cases_in_gaps)`;

/**
 * Turns hits in the table `found` into *cannot tell*, and marks them as `suspended`, where the case was open in a feed gap
 * of one of its units.
 */
export async function suspendHits(facts: Facts, found: string): Promise<void> {
  if (!(await anyInGaps(facts))) return;
  await facts.engine.run(sql`alter table ${id(found)} add column suspended boolean`);
  await facts.engine.run(sql`update ${id(found)} set outcome = 'cannot tell', suspended = true where ${IN_GAP}`);
}

/** The same for rows about a unit that are marked `absent`: their hit rests on what is not on record. */
export async function suspendUnits(facts: Facts, found: string): Promise<void> {
  if (!(await anyInGaps(facts))) return;
  await facts.engine.run(sql`
    update ${id(found)} set outcome = 'cannot tell'
    where outcome = 'hit' and absent and org_id in (select org_id from ${gapsNow(facts.engine)})`);
}

const gapsNow = (engine: Engine): Sql => (finding.has(engine) ? FOUND_GAPS : KEPT_GAPS);

/** The cases whose hits were suspended: `case_key`. */
export const suspended = (facts: Facts): Sql => {
  const known = touched.get(facts.engine);
  return known?.facts === facts && known.any
    ? sql`select case_key from cases_in_gaps`
    : noRows({ case_key: "integer" });
};

/** Per engine: for which facts `cases_in_gaps` was created, and whether there are gaps at all. */
const touched = new WeakMap<Engine, { readonly facts: Facts; readonly any: boolean }>();

async function layOutTouched({ engine, zone, asOf }: Facts): Promise<boolean> {
  const from = gapsNow(engine);
  const gaps = await one<{ any: boolean }>(engine, sql`select exists (select 1 from ${from}) as any`);
  if (!gaps.any) return false;
  const day = (instant: Sql) => engine.localDay(instant, zone);
  const ofUnits = (rows: string) => sql`
    select x.case_key, g.first_on, g.last_on from ${id(rows)} x join ${from} g on g.org_id = x.org_id`;
  // Two statements: in one, an engine may join on the days first, which pairs every case with every gap.
  await engine.run(sql`
    create or replace temp table gaps_of_cases as ${ofUnits("cases")} union ${ofUnits("trace")}`);
  await engine.run(sql`
    create or replace temp table cases_in_gaps as
    select distinct c.case_key
    from (
      select case_key, ${day(sql`opened_at`)} - case when opening_known then 0 else ${AROUND} end as opened_on,
        ${day(sql`case when closed_at >= coalesce(last_at, closed_at) then closed_at
          when closed_at is not null or case_key in (select case_key from completed) then last_at else ${asOf} end`)} as ended_on
      from cases
    ) c
    join gaps_of_cases g on g.case_key = c.case_key
    where c.opened_on <= g.last_on and c.ended_on + ${AROUND} >= g.first_on
    union
    select case_key from cases where event_count = 0 and org_id is null`);
  return true;
}
