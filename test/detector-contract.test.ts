import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCases } from "../detectors/_kit/cases.ts";
import { loadDetectors } from "../detectors/registry.ts";
import { proseIn } from "../docs/pages.ts";
import { FAMILIES, type OfMatters } from "../pipeline/detector.ts";
import { lawTitle } from "../pipeline/report/laws.ts";
import { columnName } from "../schemas/names.ts";
import { Citation, TEMPLATES } from "../schemas/procedure.ts";
import { TABLE_NAMES, type TableName, tableOf } from "../schemas/tables.ts";
import { Bilingual } from "../schemas/text.ts";
import { TIERS } from "../schemas/warning.ts";
import { BANNED } from "./kit/words.ts";

const folder = join(import.meta.dirname, "..", "detectors");
const detectors = await loadDetectors();

/** What is cited or said of a detector's hits, whichever matters it goes with. */
const whole = <Item extends OfMatters>({ matters: _, ...item }: Item): Omit<Item, "matters"> => item;

test("folders are detectors unless they start with _", () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const ids = folders.map(({ name }) => name).filter((name) => !name.startsWith("_"));
  expect(detectors.map(({ meta }) => meta.id).sort()).toEqual(ids.sort());
  expect(new Set(ids).size).toBe(detectors.length);
});

test.each(["_template", ...detectors.map(({ meta }) => meta.id)])("the page of %s has its two parts", (id) => {
  const path = join(folder, id, "README.md");
  const parts = proseIn(path, readFileSync(path, "utf8"))
    .split(/^(?=## )/m)
    .map((part) => part.split("\n\n"));
  expect(parts.map(([heading]) => heading)).toEqual(["## How it decides · 判断方法", "## Known gaps · 局限"]);
  for (const [, text] of parts) expect(text?.trim()).toBeTruthy();
});

test("every template is served by exactly one detector", () => {
  expect(detectors.flatMap(({ templates }) => templates).sort()).toEqual([...TEMPLATES].sort());
});

describe.each(detectors.map((detector) => [detector.meta.id, detector] as const))("%s", (id, detector) => {
  const { meta } = detector;

  test("is complete", () => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(meta.code).toMatch(/^[A-Z]{2}\d{2}$/);
    expect(meta.version).toMatch(/^\d+(\.\d+)*$/);
    expect(FAMILIES).toContain(meta.family);
    expect(TIERS).toContain(meta.tier);
    expect(meta.severity).toBeOneOf([1, 2, 3, 4, 5]);
    for (const text of [meta.title, meta.about, ...[...meta.innocent, ...meta.checks].map(whole), ...meta.exclusions])
      Bilingual.parse(text);
    expect(meta.innocent.length).toBeGreaterThan(0);
    expect(meta.checks.length).toBeGreaterThan(0);
    for (const citation of meta.law) {
      expect(lawTitle(Citation.parse(whole(citation)).name).en, "an English name of the law").not.toBe(citation.name);
    }
  });

  test.runIf(meta.tier === "signal")("is quiet, being a signal", () => expect(meta.severity).toBeLessThanOrEqual(2));

  test("needs tables and columns that exist", () => {
    for (const [table, columns] of Object.entries(meta.needs)) {
      expect(TABLE_NAMES).toContain(table);
      for (const column of columns) {
        expect(Object.keys(tableOf(table as TableName).columns)).toContain(column);
        expect(columnName(column).zh, `the name of ${column} in a sentence`).not.toBe(column);
      }
    }
    expect(Object.keys(meta.needs).length).toBeGreaterThan(0);
  });

  test("has settings with defaults for all", () => {
    expect(detector.params.safeParse({}).error?.issues.map((issue) => issue.path.join(".")) ?? []).toEqual([]);
  });

  test("says what it lacks where it cannot tell, and only then", async () => {
    const { silent } = await loadCases(id);
    const shown = Object.values(silent).some(({ outcome }) => outcome === "cannot tell");
    expect(meta.unclear !== undefined, "a case whose outcome is `cannot tell`").toBe(shown);
    if (!meta.unclear) return;
    expect(Bilingual.safeParse(meta.unclear).success).toBe(true);
    expect(meta.unclear.zh.length).toBeLessThanOrEqual(60);
    expect(meta.unclear.en.split(" ").length).toBeLessThanOrEqual(40);
  });

  test("uses no word that judges people", () => {
    const { law: _, references: __, ...texts } = meta;
    expect(JSON.stringify(texts)).not.toMatch(BANNED);
  });
});
