import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Cases, filesOf, type Given, loadCases } from "../detectors/_kit/cases.ts";
import { asOfIn, evaluate } from "../detectors/_kit/evaluate.ts";
import { columnOf, Log, momentsOf } from "../detectors/_kit/log.ts";
import { loadDetectors } from "../detectors/registry.ts";
import { FAMILIES } from "../pipeline/detector.ts";
import { Citation, TEMPLATES } from "../schemas/procedure.ts";
import { TABLE_NAMES, type TableName, tableOf } from "../schemas/tables.ts";
import { Bilingual } from "../schemas/text.ts";
import { TIERS } from "../schemas/warning.ts";
import { BANNED } from "./words.ts";

const folder = join(import.meta.dirname, "..", "detectors");
const detectors = await loadDetectors();
test("folders are detectors unless they start with _", () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const ids = folders.map(({ name }) => name).filter((name) => !name.startsWith("_"));
  expect(detectors.map(({ meta }) => meta.id).sort()).toEqual(ids.sort());
  expect(new Set(ids).size).toBe(detectors.length);
});

test("every template is served by exactly one detector", () => {
  expect(detectors.flatMap(({ templates }) => templates).sort()).toEqual([...TEMPLATES].sort());
});

describe.each(detectors.map((detector) => [detector.meta.id, detector] as const))("%s", (id, detector) => {
  const { meta } = detector;

  test("is complete", () => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(existsSync(join(folder, id, "detector.ts"))).toBe(true);
    expect(meta.code).toMatch(/^[A-Z]{2}\d{2}$/);
    expect(meta.version).toMatch(/^\d+(\.\d+)*$/);
    expect(FAMILIES).toContain(meta.family);
    expect(TIERS).toContain(meta.tier);
    expect(meta.severity).toBeOneOf([1, 2, 3, 4, 5]);
    for (const text of [meta.title, meta.about, ...meta.innocent, ...meta.checks, ...meta.exclusions]) {
      expect(Bilingual.safeParse(text).success).toBe(true);
    }
    expect(meta.innocent.length).toBeGreaterThan(0);
    expect(meta.checks.length).toBeGreaterThan(0);
    for (const citation of meta.law) Citation.parse(citation);
  });

  test.runIf(meta.tier === "signal")("is quiet, being a signal", () => expect(meta.severity).toBeLessThanOrEqual(2));

  test("needs tables and columns that exist", () => {
    for (const [table, columns] of Object.entries(meta.needs)) {
      expect(TABLE_NAMES).toContain(table);
      for (const column of columns) expect(Object.keys(tableOf(table as TableName).columns)).toContain(column);
    }
    expect(Object.keys(meta.needs).length).toBeGreaterThan(0);
  });

  test("has settings with defaults for all", () => {
    expect(detector.params.safeParse({}).error?.issues.map((issue) => issue.path.join(".")) ?? []).toEqual([]);
  });

  test("uses no word that judges people", () => {
    const { law: _, references: __, ...texts } = meta;
    expect(JSON.stringify(texts)).not.toMatch(BANNED);
  });

  test("says the same whatever the order of the rows", async () => {
    const { warns } = await loadCases(id);
    const [given, shuffled] = firstOf(warns, reversed);
    if (!given) return;
    const said = async (one: Given) =>
      (await evaluate(detector, one)).warnings.map(({ warning_id, message }) => [warning_id, message]);
    expect(await said(shuffled)).toEqual(await said(given));
  });

  test("a later event does not change what a warning is called", async () => {
    const { warns } = await loadCases(id);
    const [given, longer] = firstOf(warns, withLaterEvent);
    if (!given) return;
    const again = (await evaluate(detector, longer)).warnings;
    for (const { warning_id, rule, subject } of (await evaluate(detector, given)).warnings) {
      const alike = again.filter((other) => other.rule === rule && other.subject.id === subject.id);
      if (alike.length > 0) expect(alike.map((other) => other.warning_id)).toContain(warning_id);
    }
  });
});

/** The first case that can be changed so, and what becomes of it. */
function firstOf(cases: Cases["warns"], change: (given: Given) => Given | null): [Given, Given] | [null, null] {
  for (const given of Object.values(cases)) {
    const changed = change(given);
    if (changed) return [given, changed];
  }
  return [null, null];
}

/** The case with the rows of each of its files in reverse; null where equal times make their order matter. */
function reversed(given: Given): Given | null {
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
function withLaterEvent(given: Given): Given | null {
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
