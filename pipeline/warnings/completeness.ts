import type { Bilingual } from "../../schemas/text.ts";
import { actsByDay, declaredByDay } from "../acts.ts";
import { type Engine, one } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { REFUSALS } from "../ingest/reasons.ts";
import { oncePer } from "../kit/once-per.ts";
import { contextPart } from "./context/part.ts";
import type { ContextPart } from "./context.ts";

/** Below this share of the data, a warning is one step less severe. */
const ENOUGH = 0.95;

/** The share of a unit's acts that is loaded, 0 to 1; `null` is the share of all acts read. */
interface Completeness {
  readonly of: (org: string | null) => number;
  readonly least: number;
}

/**
 * For each unit of which less than 95 % of the data is loaded: the sentence that says why its warnings are one step less
 * severe. Null where there is no such unit.
 */
export async function loweredPart(engine: Engine, facts: Facts): Promise<ContextPart | null> {
  const completeness = await completenessOf(facts);
  if (completeness.least >= ENOUGH) return null;
  const units = await engine.all<{ org_id: string | null }>(sql`select distinct org_id from sightings`);
  const lowered = units.map(({ org_id }) => [org_id, completeness.of(org_id)] as const).filter(([, n]) => n < ENOUGH);
  const said = lowered.map(([org, share]) => [[org], [loweredSaid(Math.floor(100 * share))]] as const);
  return contextPart(engine, "lowered", [["org_id", "text"]], said);
}

const loweredSaid = (percent: number): Bilingual => ({
  zh: `该单位的数据只载入 ${percent}%，等级已下调一级。`,
  en: `Only ${percent}% of the unit's data is loaded; the severity is one step less.`,
});

/** Read once per run, for all its detectors. */
const completenessOf = oncePer(readCompleteness);

/**
 * The share of acts that could be read, and of a unit whose source declares how many it holds also the share of those
 * that were loaded, on the days that it declares.
 */
async function readCompleteness(facts: Facts): Promise<Completeness> {
  const { engine, zone, asOf, has } = facts;
  const { rows, unread } = await one<{ rows: number | null; unread: number }>(
    engine,
    sql`
      select (select sum(rows_in) from files where table_name = 'events') as rows,
        (select count(distinct concat(file_id, ':', line)) from quarantine
          where table_name = 'events' and reason not in ${REFUSALS}) as unread`,
  );
  const read = rows ? 1 - Number(unread) / Number(rows) : 1;
  if (!has("control_totals", "events") || !has("events", "org_id")) return { of: () => read, least: read };
  // Of the whole log, also where a single case is looked at.
  const loaded = sql`
    select org_id, ${engine.localDay(sql`occurred_at`, zone)} as "day" from stored_events
    where superseded_by is null and occurred_at <= ${asOf}`;
  const units = await engine.all<{ org_id: string; share: number }>(sql`
    select t.org_id, sum(least(t.declared, coalesce(a.acts, 0))) / cast(sum(t.declared) as double) as share
    from (${await declaredByDay(facts)}) t
    left join (${actsByDay(loaded)}) a on a.org_id = t.org_id and a."day" = t."day"
    group by t.org_id having sum(t.declared) > 0`);
  const shares = new Map(units.map(({ org_id, share }) => [org_id, Math.min(share, read)]));
  return {
    of: (org) => (org === null ? undefined : shares.get(org)) ?? read,
    least: Math.min(read, ...shares.values()),
  };
}
