import { createWriteStream, existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { generateDemo } from "../fixtures/generator/demo.ts";
import { bytesOf } from "../pipeline/ingest/bytes.ts";
import { PACKAGE_ROOT } from "../pipeline/root.ts";
import type { RunManifest } from "../schemas/run.ts";
import { readClocks } from "./clocks.ts";
import { type Measured, measure, median } from "./measure.ts";

/**
 * Figures of whole processes, medians of several runs, and ratios against DuckDB alone in the same run.
 * `npm run bench -- --events 10000000 --runs 3 --data <folder of real logs>`; reported, never asserted.
 * `--only road`, `generated` or `clocks` runs one part; for clocks, `--events` is how many of them.
 */
const { values } = parseArgs({
  options: {
    events: { type: "string", default: "10000000" },
    runs: { type: "string", default: "3" },
    data: { type: "string", default: join(PACKAGE_ROOT, "..", "shared", "data") },
    only: { type: "string" },
    keep: { type: "boolean", default: false },
  },
});
const runs = Number(values.runs);
const CLI = join(PACKAGE_ROOT, "dist", "bin", "xiezhi.js");
const EVENTS_PER_CASE = 13.4;

if (!existsSync(CLI)) throw new Error("dist is missing; run `npm run build` first");
const folder = await mkdtemp(join(tmpdir(), "xiezhi-bench-"));
try {
  const wanted = (part: string) => values.only === undefined || values.only === part;
  if (wanted("road")) await benchRoadTraffic();
  if (wanted("generated")) await benchGenerated(Number(values.events));
  if (wanted("clocks")) await benchClocks(Number(values.events));
} finally {
  if (values.keep) console.log(`kept: ${folder}`);
  else await rm(folder, { recursive: true, force: true });
}

async function benchRoadTraffic(): Promise<void> {
  const log = join(values.data, "road_traffic_fines.xes.gz");
  if (!existsSync(log)) {
    console.log(`road traffic fines: left out, ${log} is not there`);
    return;
  }
  const home = join(folder, "road");
  await mkdir(home, { recursive: true });
  const procedure = join(PACKAGE_ROOT, "fixtures", "procedures", "road-traffic-fines.yaml");
  await writeFile(
    join(home, "xiezhi.yaml"),
    `timezone: Europe/Rome\nsources:\n  - { table: events, files: ${JSON.stringify(log)} }\nprocedures: [${JSON.stringify(procedure)}]\n`,
  );
  const results = [];
  for (let i = 0; i < runs; i++) results.push(await coldRun(home, []));
  report(
    "road traffic fines, 561,470 events XES.gz, cold, to a report",
    median(results.map((r) => r.seconds)),
    "s",
    10,
  );
  report("  peak memory", Math.max(...results.map((r) => r.peakMb ?? 0)), "MB", 600);
  await printSteps(home);
}

async function benchGenerated(events: number): Promise<void> {
  const home = join(folder, "generated");
  await mkdir(home, { recursive: true });
  const demo = await generateDemo({ folder: home, cases: Math.ceil(events / EVENTS_PER_CASE), seed: 1 });
  const bytes = await toUtf8(join(home, "logs"));
  await rewriteConfig(join(home, "xiezhi.yaml"));
  console.log(`generated: ${demo.events} events, ${demo.cases} cases, ${Math.round(bytes / 1e6)} MB of CSV`);
  const bare: Measured[] = [];
  const full: Measured[] = [];
  for (let i = 0; i < runs; i++) {
    const database = join(folder, "bare.duckdb");
    await rm(database, { force: true });
    bare.push(
      await measure(
        process.execPath,
        ["--import", "tsx", join(PACKAGE_ROOT, "bench", "bare-load.ts"), database, join(home, "logs", "police-*.csv")],
        { cwd: PACKAGE_ROOT },
      ),
    );
    full.push(await coldRun(home, ["--as-of", demo.asOf]));
  }
  report("bare DuckDB load of the same files", median(bare.map((r) => r.seconds)), "s");
  report("full run, all detectors, cold, to a report", median(full.map((r) => r.seconds)), "s");
  report(
    "  ratio to the bare load, run by run",
    median(full.map((r, i) => r.seconds / (bare[i]?.seconds ?? 1))),
    "x",
    1.6,
  );
  report("  peak memory", Math.max(...full.map((r) => r.peakMb ?? 0)), "MB", 4096);
  await printSteps(home);
}

async function benchClocks(clocks: number): Promise<void> {
  for (const kind of ["plain", "personal"] as const) {
    const results = [];
    for (let i = 0; i < runs; i++) results.push(await readClocks(clocks, kind));
    const what = kind === "plain" ? "one for the case" : "one for each person, started anew";
    report(`${results[0]?.clocks} clocks, ${what}`, median(results.map((r) => r.seconds)), "s");
    report("  of the processor", median(results.map((r) => r.cpuSeconds)), "s");
  }
}

async function coldRun(home: string, more: readonly string[]) {
  await rm(join(home, "workspace"), { recursive: true, force: true });
  await rm(join(home, "reports"), { recursive: true, force: true });
  return measure(process.execPath, [CLI, "run", "--config", join(home, "xiezhi.yaml"), "--quiet", ...more]);
}

async function printSteps(home: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(home, "reports", "latest", "run.json"), "utf8")) as RunManifest;
  for (const { detector, state, seconds, outcomes } of manifest.detectors) {
    if (state === "evaluated")
      console.log(
        `    ${detector.padEnd(28)} ${seconds.toFixed(2).padStart(8)} s ${String(outcomes.hit).padStart(9)} hits`,
      );
  }
}

async function toUtf8(logs: string): Promise<number> {
  let bytes = 0;
  for (const name of (await readdir(logs)).filter((file) => file.startsWith("police-"))) {
    const path = join(logs, name);
    const decoder = new TextDecoder("gb18030");
    const texts = async function* () {
      for await (const block of bytesOf(path, Number.MAX_SAFE_INTEGER)) yield decoder.decode(block, { stream: true });
      yield decoder.decode();
    };
    await pipeline(Readable.from(texts()), createWriteStream(`${path}.utf8`));
    await rename(`${path}.utf8`, path);
    bytes += (await stat(path)).size;
  }
  return bytes;
}

async function rewriteConfig(path: string): Promise<void> {
  await writeFile(path, (await readFile(path, "utf8")).replace("encoding: gb18030", "encoding: utf-8"));
}

function report(what: string, figure: number, unit: string, bar?: number): void {
  const shown = `${figure.toFixed(figure < 100 ? 2 : 0)} ${unit}`;
  const judged = bar === undefined ? "" : `   bar ${bar} ${unit}   ${figure <= bar ? "met" : "NOT met"}`;
  console.log(`${what.padEnd(60)} ${shown.padStart(12)}${judged}`);
}
