import { type Cases, filesOf, type Given } from "../detectors/_kit/cases.ts";
import { asOfIn } from "../detectors/_kit/evaluate.ts";
import { columnOf, Log, momentsOf } from "../detectors/_kit/log.ts";
import type { TableName } from "../schemas/tables.ts";

/** The first case that can be changed so, and what becomes of it. */
export function firstOf(cases: Cases["warns"], change: (given: Given) => Given | null): [Given, Given] | [null, null] {
  for (const given of Object.values(cases)) {
    const changed = change(given);
    if (changed) return [given, changed];
  }
  return [null, null];
}

/** The case with the rows of each of its files in reverse; null where equal times make their order matter. */
export function reversed(given: Given): Given | null {
  const tables: Partial<Record<TableName, Log[]>> = {};
  for (const { table, log } of filesOf(given)) {
    const moments = momentsOf(table, log);
    if (table === "events" && new Set(moments).size < moments.length) return null;
    tables[table] = [...(tables[table] ?? []), new Log(log.columns, log.rows.toReversed())];
  }
  const { log: _, ...rest } = given;
  return { ...rest, tables };
}

/** The case with one more event, an hour before the moment looked from; null where it has no events. */
export function withLaterEvent(given: Given): Given | null {
  const events = filesOf(given).filter(({ table }) => table === "events");
  const first = events[0]?.log;
  if (!first || given.log === undefined) return null;
  const names = first.columns.map((name) => columnOf("events", name));
  const asOf = asOfIn(given);
  const at = new Date(asOf + 7 * 3_600_000).toISOString().slice(0, 16);
  const values: Record<string, string | null> = {
    case_id: first.rows[0]?.[names.indexOf("case_id")] ?? "c1",
    activity: "a later act",
    occurred_at: at,
    event_id: "later",
  };
  const later = new Log(first.columns, [names.map((name) => values[name] ?? null)]);
  const moment = new Date(asOf + 8 * 3_600_000).toISOString().slice(0, 19);
  return { ...given, log: [...events.map(({ log }) => log), later], asOf: moment };
}
