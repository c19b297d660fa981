import { type Cases, filesOf, type Given } from "../../detectors/_kit/cases.ts";
import { asOfIn } from "../../detectors/_kit/evaluate.ts";
import { columnOf, Log, momentsOf } from "../../detectors/_kit/log.ts";
import type { TableName } from "../../schemas/tables.ts";

/** A case, and what becomes of it. */
export type Changed = readonly [given: Given, changed: Given];

/** The first case that can be changed so. */
export function firstOf(cases: Cases["warns"], change: (given: Given) => Given | null): Changed | null {
  for (const given of Object.values(cases)) {
    const changed = change(given);
    if (changed) return [given, changed];
  }
  return null;
}

/**
 * A case and the same with the rows of each of its files in reverse. Rules may look at the order of rows of one moment,
 * and a case of theirs has none; of a detector of its own it is one that has, if there is any.
 */
export function reversed(cases: Cases["warns"], ofRules: boolean): Changed | null {
  const all = Object.values(cases);
  const given = ofRules ? all.find((one) => !hasTies(one)) : (all.find(hasTies) ?? all[0]);
  if (!given) return null;
  const tables: Partial<Record<TableName, Log[]>> = {};
  for (const { table, log } of filesOf(given))
    tables[table] = [...(tables[table] ?? []), new Log(log.columns, log.rows.toReversed(), log.system)];
  const { log: _, ...rest } = given;
  return [given, { ...rest, tables }];
}

const hasTies = (given: Given): boolean => {
  const events = filesOf(given).filter(({ table }) => table === "events");
  const moments = events.flatMap(({ table, log }) => momentsOf(table, log));
  return new Set(moments).size < moments.length;
};

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
  const later = new Log(first.columns, [names.map((name) => values[name] ?? null)], first.system);
  const moment = new Date(asOf + 8 * 3_600_000).toISOString().slice(0, 19);
  return { ...given, log: [...events.map(({ log }) => log), later], asOf: moment };
}
