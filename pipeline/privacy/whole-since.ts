import type { Engine } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { DAY } from "../kit/duration.ts";
import { localDay } from "../kit/zone.ts";

const SINCE = "whole_since";

/** Remembers that what lies before a moment was purged, though cases of it may stay. */
export async function rememberPurge(engine: Engine, before: number): Promise<void> {
  const since = Math.max(before, (await purgedBefore(engine)) ?? before);
  await engine.run(sql`delete from meta where name = ${SINCE}`);
  await engine.run(sql`insert into meta values (${SINCE}, ${String(since)})`);
  await engine.run(sql`delete from refused_acts where on_day < ${Math.floor(since / DAY)}`);
}

/** The moment before which all was purged that may go; null where nothing was. */
export async function purgedBefore(engine: Engine): Promise<number | null> {
  const [row] = await engine.all<{ value: string }>(sql`select value from meta where name = ${SINCE}`);
  return row ? Number(row.value) : null;
}

/**
 * The local day from which on the log is whole; before it, what is missing may have been purged. Null where nothing
 * was.
 */
export async function wholeSince({ engine, zone }: Pick<Facts, "engine" | "zone">): Promise<number | null> {
  const before = await purgedBefore(engine);
  return before === null ? null : localDay(zone.name, before);
}
