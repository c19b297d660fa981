import { createWriteStream } from "node:fs";
import { cp, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { loadDetectors } from "../../detectors/registry.ts";
import { report } from "../figure.ts";
import { type Bench, type Measured, peak, printSteps, seconds, xiezhi } from "../measure.ts";

const FINDER = "missing-step";

/** From a loaded log to a published report in which every case has a warning. */
export async function benchMany({ folder, hits, runs }: Bench): Promise<void> {
  const home = join(folder, "many");
  await layOut(home, hits);
  await xiezhi("run", "--config", join(home, "load.yaml"), "--quiet");
  await rename(join(home, "workspace"), join(home, "loaded"));
  const found: Measured[] = [];
  const clear: Measured[] = [];
  for (let i = 0; i < runs; i++) {
    clear.push(await againOn(home, "load.yaml"));
    found.push(await againOn(home, "find.yaml"));
  }
  report(`a run that finds nothing in ${hits} loaded cases`, seconds(clear), "s");
  report("  one that finds and writes a warning in each", seconds(found), "s");
  report("  the warnings alone", seconds(found) - seconds(clear), "s", { most: 10 });
  report("  peak memory", peak(found), "MB");
  await printSteps(home);
}

async function againOn(home: string, config: string): Promise<Measured> {
  for (const made of ["workspace", "reports"]) await rm(join(home, made), { recursive: true, force: true });
  await cp(join(home, "loaded"), join(home, "workspace"), { recursive: true });
  return xiezhi("run", "--config", join(home, config), "--quiet");
}

/**
 * A log in which the second step is never taken, and two configurations: one that does not look for it, one that does.
 */
async function layOut(home: string, cases: number): Promise<void> {
  await mkdir(home, { recursive: true });
  const rows = function* () {
    yield "case_id,activity,occurred_at,actor_id,org_id\n";
    for (let i = 0; i < cases; i++) {
      const day = new Date(Date.UTC(2025, 0, 1 + (i % 300))).toISOString().slice(0, 10);
      yield `c${i},accept,${day}T09:00:00,p${i % 500},o${i % 50}\nc${i},close,${day}T17:00:00,p${i % 500},o${i % 50}\n`;
    }
  };
  await pipeline(Readable.from(rows()), createWriteStream(join(home, "events.csv")));
  await writeFile(
    join(home, "steps.yaml"),
    [
      "id: steps",
      "title: { zh: 步骤, en: Steps }",
      "completion: { activities: [close] }",
      "activities: { accept: {}, decide: {}, close: {} }",
      `rules: [{ id: decided, template: existence, activities: [decide] }]`,
      "",
    ].join("\n"),
  );
  const others = (await loadDetectors()).map(({ meta }) => meta.id).filter((id) => id !== FINDER);
  const off = (ids: readonly string[]) => `{ ${ids.map((id) => `${id}: off`).join(", ")} }`;
  const config = (ids: readonly string[]) =>
    `sources: [{ table: events, files: events.csv }]\nprocedures: [./steps.yaml]\ndetectors: ${off(ids)}\n`;
  await writeFile(join(home, "load.yaml"), config([...others, FINDER]));
  await writeFile(join(home, "find.yaml"), config(others));
}
