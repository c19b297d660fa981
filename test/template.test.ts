import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cases, loadCases } from "../detectors/_kit/cases.ts";
import { evaluate } from "../detectors/_kit/evaluate.ts";

/** Begins with `_`, so that nothing takes it for a detector while it is there. */
const ID = `_copy-${process.pid}`;
const root = join(import.meta.dirname, "..");
const folder = join(root, "detectors", ID);

beforeAll(() => {
  cpSync(join(root, "detectors", "_template"), folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    writeFileSync(path, readFileSync(path, "utf8").replaceAll("_template", ID));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a copy of the template type-checks", () => {
  const config = { extends: "../../tsconfig.json", include: ["./*.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const { stdout, status } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
  expect([status, stdout]).toEqual([0, ""]);
});

test("a copy of the template passes its cases under its own name", async () => {
  const { detector, silent, warns }: Cases = await loadCases(ID);
  expect(detector.meta.id).toBe(ID);
  for (const given of Object.values(silent)) {
    const { report, warnings } = await evaluate(detector, given);
    expect([report.state, warnings]).toEqual(["evaluated", []]);
    if (given.outcome) expect(report.outcomes).toMatchObject({ [given.outcome]: 1 });
  }
  for (const given of Object.values(warns)) {
    const [warning, ...others] = (await evaluate(detector, given)).warnings;
    expect(others).toEqual([]);
    for (const words of given.says) expect(`${warning?.message.zh}\n${warning?.message.en}`).toMatch(words);
  }
});
