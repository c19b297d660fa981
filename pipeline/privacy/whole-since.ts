import type { Engine } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { DAY } from "../kit/duration.ts";
import { localDay } from "../kit/zone.ts";
import { metaOf, setMeta } from "../meta.ts";

/** Remembers that what lies before a moment was purged, though cases of it may stay. */
export async function rememberPurge(engine: Engine, before: number): Promise<void> {
  const since = Math.max(before, (await purgedBefore(engine)) ?? before);
  await setMeta(engine, "whole_since", String(since));
  await engine.run(sql`delete from refused_acts where on_day < ${Math.floor(since / DAY)}`);
}

/** The moment before which all was purged that may go; null where nothing was. */
export async function purgedBefore(engine: Engine): Promise<number | null> {
  const since = await metaOf(engine, "whole_since");
  return since === null ? null : Number(since);
}

/**
 * The local day from which on the log is whole; before it, what is missing may have been purged. Null where nothing
 * was.
 */
export async function wholeSince({ engine, zone }: Pick<Facts, "engine" | "zone">): Promise<number | null> {
  const before = await purgedBefore(engine);
  return before === null ? null : localDay(zone.name, before);
}
