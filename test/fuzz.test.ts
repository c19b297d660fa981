import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fuzz, SUBJECTS } from "../bench/torture/fuzz.ts";
import { openDuckDB } from "../pipeline/engine/duckdb.ts";
import type { Engine } from "../pipeline/engine/engine.ts";

let engine: Engine;
let folder: string;
beforeAll(async () => {
  engine = await openDuckDB({ path: ":memory:" });
  folder = mkdtempSync(join(tmpdir(), "xiezhi-fuzz-"));
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("whatever happens to a file, every row of it is read or set aside, or it is refused in a sentence", () => {
  test.each(Object.keys(SUBJECTS))("%s", async (name) => {
    expect(await fuzz(name, { engine, folder, inputs: 40, seed: 1 })).toMatchObject({ inputs: 40 });
  });
});
