import type { Bilingual } from "../../schemas/text.ts";
import { columnNames, type Engine } from "../engine/engine.ts";
import { id, sql } from "../engine/sql.ts";
import type { PreparedDetector } from "../settings.ts";
import { type Count, funnel } from "../statistics/funnel.ts";

/** Counts of units against their expectations, as one detector compared them. */
export interface UnitFunnel {
  readonly detector: string;
  /** The period or group that the detector tells apart, and what it calls it. */
  readonly key: string;
  readonly name: Bilingual;
  /** The variance between those without a signal: one far out widens no limit. */
  readonly tau2: number;
  /** How many units were compared. */
  readonly compared: number;
  /** Those that are drawn: with a signal first, then the largest. In the order of their names. */
  readonly units: readonly (Count & { readonly org_id: string; readonly n: number; readonly hit: boolean })[];
}

const FUNNEL_COLUMNS = ["org_id", "key", "n", "observed", "expected", "outcome"];
const MOST_FUNNELS = 2;
const MOST_UNITS = 2_000;
const FEW_UNITS = 5;

/**
 * What a signal's detector has just found of every unit, read from the relation that holds it. Nothing where it does
 * not count units against expectations, or has too few of them to compare.
 */
export async function readFunnels(
  engine: Engine,
  found: string,
  { detector: { meta, compared }, params }: Pick<PreparedDetector, "detector" | "params">,
): Promise<UnitFunnel[]> {
  const shape = await columnNames(engine, id(found));
  if (!FUNNEL_COLUMNS.every((name) => shape.has(name))) return [];
  const counted = sql`(select * from ${id(found)} where expected > 0 and org_id is not null)`;
  const keys = await engine.all<{ key: string; units: number; hits: number }>(sql`
    select key, count(*) as units, count(case when outcome = 'hit' then 1 end) as hits from ${counted} group by key order by key`);
  const spoken = keys.filter(({ hits }) => hits > 0);
  const funnels: UnitFunnel[] = [];
  for (const { key, units } of (spoken.length > 0 ? spoken : keys).slice(-MOST_FUNNELS)) {
    if (units < FEW_UNITS) continue;
    const all = await engine.all<UnitFunnel["units"][number]>(sql`
      select org_id, n, observed, expected, outcome = 'hit' as hit from ${counted} where key = ${key} order by org_id`);
    const drawn = new Set(
      all.toSorted((x, y) => Number(y.hit) - Number(x.hit) || y.expected - x.expected).slice(0, MOST_UNITS),
    );
    funnels.push({
      detector: meta.id,
      key,
      name: compared?.(key, params) ?? { zh: key, en: key },
      tau2: funnel(all.filter(({ hit }) => !hit)).tau2,
      compared: all.length,
      units: all.filter((unit) => drawn.has(unit)),
    });
  }
  return funnels;
}
