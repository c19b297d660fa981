import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { filesOf, type Given, loadCases } from "../detectors/_kit/cases.ts";
import { asOfIn, type Evaluation, evaluate } from "../detectors/_kit/evaluate.ts";
import { columnOf, Log, momentsOf } from "../detectors/_kit/log.ts";
import { loadDetectors } from "../detectors/registry.ts";
import { FAMILIES } from "../pipeline/detector.ts";
import { Citation, TEMPLATES } from "../schemas/procedure.ts";
import { TABLE_NAMES, type TableName, tableOf } from "../schemas/tables.ts";
import { Bilingual } from "../schemas/text.ts";
import { TIERS, Warning } from "../schemas/warning.ts";

const folder = join(import.meta.dirname, "..", "detectors");
const detectors = await loadDetectors();
const found = new Map<string, Promise<readonly (readonly [Given, Evaluation])[]>>();

/** What every case that warns says; evaluated once for all of the tests below. */
function warned(id: string): Promise<readonly (readonly [Given, Evaluation])[]> {
  const known = found.get(id);
  if (known) return known;
  const pending = loadCases(id).then(async ({ detector, warns }) =>
    Promise.all(Object.values(warns).map(async (given) => [given, await evaluate(detector, given)] as const)),
  );
  found.set(id, pending);
  return pending;
}

/** Words no text of the house may use about the people whose work it reads. */
const BANNED = /违法|违纪|造假|徇私|腐败|嫌疑人|\b(illegal|corrupt|fraud|guilty|offender)/i;

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

  test("uses no word that judges people", async () => {
    const { law: _, references: __, ...texts } = meta;
    expect(JSON.stringify(texts)).not.toMatch(BANNED);
    for (const [, { warnings }] of await warned(id)) {
      for (const { message, title, missing, clock } of warnings) {
        expect(JSON.stringify({ message, title, missing, clock })).not.toMatch(BANNED);
      }
    }
  });

  test("makes warnings of the published shape", async () => {
    for (const [, { warnings }] of await warned(id)) for (const warning of warnings) Warning.parse(warning);
  });

  test.runIf(meta.tier === "signal")("says that it is a signal, and never loudly", async () => {
    expect(meta.severity).toBeLessThanOrEqual(2);
    for (const [, { warnings }] of await warned(id)) {
      for (const { message, severity } of warnings) {
        expect(severity).toBeLessThanOrEqual(2);
        expect(`${meta.about.zh}${message.zh}`).toContain("统计信号，不是结论");
        expect(`${meta.about.en}${message.en}`).toContain("signal, not a finding");
      }
    }
  });

  test("says the same whatever the order of the rows", async () => {
    for (const [given, { warnings }] of await warned(id)) {
      const shuffled = reversed(given);
      if (shuffled === null) continue;
      const again = await evaluate(detector, shuffled);
      expect(again.warnings.map(({ warning_id, message }) => [warning_id, message])).toEqual(
        warnings.map(({ warning_id, message }) => [warning_id, message]),
      );
      return;
    }
  });

  test("a later event does not change what a warning is called", async () => {
    for (const [given, { warnings }] of await warned(id)) {
      const longer = withLaterEvent(given);
      if (longer === null) continue;
      const again = await evaluate(detector, longer);
      for (const { warning_id, rule, subject } of warnings) {
        const ids = again.warnings.filter((other) => other.rule === rule && other.subject.id === subject.id);
        if (ids.length > 0) expect(ids.map((other) => other.warning_id)).toContain(warning_id);
      }
      return;
    }
  });
});

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
