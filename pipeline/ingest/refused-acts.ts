import type { Engine } from "../engine/engine.ts";
import { id, type Sql, sql } from "../engine/sql.ts";
import type { Zone } from "../kit/zone.ts";
import { currentRows, storedColumns } from "../stored-rows.ts";
import type { Staged } from "./normalise.ts";
import { REFUSALS } from "./reasons.ts";

/**
 * Keeps how many acts of a unit and day a file has that may not be held, so that they are not taken for missing. To be
 * called when what is refused is known, before it is gone.
 */
export async function keepRefused(engine: Engine, { table, name, columns }: Staged, fileId: number, zone: Zone) {
  if (table !== "events" || !columns.includes("org_id")) return;
  await keep(
    engine,
    sql`select ${fileId} as file_id, org_id, occurred_at from ${id(name)} where problem_reason in ${REFUSALS}`,
    zone,
  );
}

/** Keeps the units and days of stored acts of cases that a file now bars. */
export async function keepTakenOut(engine: Engine, { table, name }: Staged, zone: Zone): Promise<void> {
  const stored = (await storedColumns(engine)).get("events");
  if (table !== "cases" || !stored?.includes("org_id")) return;
  const barred = sql`
    case_key in (select case_key from case_index where case_id in (
      select case_id from ${id(name)} where problem_reason in ${REFUSALS}))`;
  await keep(engine, currentRows("events", ["org_id", "occurred_at"], "current", barred), zone);
}

const keep = (engine: Engine, acts: Sql, zone: Zone): Promise<void> =>
  engine.run(sql`
    insert into refused_acts
    select file_id, org_id, ${engine.localDay(sql`occurred_at`, zone)} as on_day, count(*) from (${acts}) a
    where org_id is not null and occurred_at is not null group by file_id, org_id, on_day`);
