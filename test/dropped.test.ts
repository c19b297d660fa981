import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDetectors } from "../detectors/registry.ts";
import { generateDemo } from "../fixtures/generator/demo.ts";
import { dropRows } from "../fixtures/generator/dropped.ts";
import { evaluate, type Tally } from "../pipeline/evaluate.ts";
import { run } from "../pipeline/run.ts";
import type { RunManifest } from "../schemas/run.ts";
import { ndjson } from "./kit/ndjson.ts";

/** A small demo of which a tenth of the acts did not arrive, while the sources declare how many they hold. */
const folder = mkdtempSync(join(tmpdir(), "xiezhi-dropped-"));
afterAll(() => rmSync(folder, { recursive: true }));

let tallies: Tally[];
let manifest: RunManifest;
let dropped: number;

beforeAll(async () => {
  const { config, labels, asOf } = await generateDemo({ folder, cases: 200, seed: 4 });
  dropped = dropRows({ folder, share: 0.1, seed: 4 });
  writeFileSync(config, readFileSync(config, "utf8").replace("formats: [html, xlsx]", "formats: []"));
  const detectors = (await loadDetectors()).filter(({ meta }) => meta.tier === "rule");
  const report = await run({ config, detectors, asOf: Date.parse(asOf) });
  manifest = report.manifest;
  tallies = evaluate(ndjson(labels), ndjson(join(report.folder, "warnings.ndjson")));
});

describe("a tenth of the acts did not arrive, and the sources say how many they hold", () => {
  test("that records are missing is told", () => {
    expect(dropped).toBeGreaterThan(300);
    expect(tallies.find(({ code }) => code === "DI06")?.told).toBeGreaterThan(20);
  });

  test("nothing is told that was not planted: what rests on the absence of an act is cannot tell", () => {
    const untrue = tallies.filter(({ code }) => code !== "DI06").flatMap((tally) => tally.false);
    expect(untrue.map(({ rule, subject }) => `${rule} ${subject.id}`)).toEqual([]);
    const overdue = manifest.detectors.find(({ detector }) => detector === "overdue");
    expect(overdue?.outcomes["cannot tell"]).toBeGreaterThan(20);
  });

  test("what stands on what is on record is found all the same", () => {
    const found = tallies.filter((tally) => tally.code !== "DI06" && tally.found > 0).map(({ code }) => code);
    expect(found).toEqual(expect.arrayContaining(["IV02", "IV05", "PR02", "PR03", "PR05"]));
  });
});
