import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { inDuckDB } from "../duckdb.ts";
import { median, report } from "../figure.ts";
import { generatedLog, rewrite } from "../generated-log.ts";
import { type Bench, coldRun, type Measured, peak, printSteps, script, seconds, xiezhi } from "../measure.ts";

/** All detectors on the generated log, from CSV and from Parquet, against DuckDB's bare load of the same file. */
export async function benchGenerated(bench: Bench): Promise<void> {
  const { home, asOf, events } = await generatedLog(bench);
  const csv = await compare(bench, home, asOf, join(home, "logs", "police-*.csv"));
  report("CSV: bare DuckDB load", seconds(csv.bare), "s");
  report("CSV: full run, all detectors, cold, to a report", seconds(csv.full), "s");
  report("  ratio to the bare load, run by run", csv.ratio, "x", { most: 1.6 });
  report("  time for a million events", (seconds(csv.full) / events) * 1e6, "s");
  report("  peak memory", peak(csv.full), "MB", { most: 4096 });
  await printSteps(home);
  const held = await xiezhi("evaluate", "--config", join(home, "xiezhi.yaml"), "--json");
  const { faults } = JSON.parse(held.printed) as { faults: number };
  report("  plants missed, and warnings where nothing was planted", faults, "", { most: 0 });

  const asParquet = join(bench.folder, "parquet");
  await rm(asParquet, { recursive: true, force: true });
  await cp(join(home, "xiezhi.yaml"), join(asParquet, "xiezhi.yaml"));
  await cp(join(home, "logs"), join(asParquet, "logs"), { recursive: true, filter: (path) => !/police-/.test(path) });
  const file = join(asParquet, "logs", "police.parquet");
  await inDuckDB(
    ":memory:",
    `copy (select * from read_csv('${join(home, "logs", "police-*.csv")}', types = {'办理时间': 'TIMESTAMP', '录入时间': 'TIMESTAMP'}, all_varchar = false)) to '${file}'`,
  );
  await rewrite(join(asParquet, "xiezhi.yaml"), (text) =>
    text.replace("logs/police-*.csv", "logs/police.parquet").replace("format: csv", "format: parquet"),
  );
  const parquet = await compare(bench, asParquet, asOf, file);
  report("Parquet: bare DuckDB load", seconds(parquet.bare), "s");
  report("Parquet: full run, all detectors, cold, to a report", seconds(parquet.full), "s");
  report("  ratio to the bare load, run by run", parquet.ratio, "x", { most: 2.5 });
}

async function compare({ folder, runs }: Bench, home: string, asOf: string, files: string) {
  const bare: Measured[] = [];
  const full: Measured[] = [];
  for (let i = 0; i < runs; i++) {
    const database = join(folder, "bare.duckdb");
    await rm(database, { force: true });
    bare.push(await script("bare-load.ts", database, files));
    full.push(await coldRun(home, ["--as-of", asOf]));
  }
  return { bare, full, ratio: median(full.map((run, i) => run.seconds / (bare[i]?.seconds ?? Number.NaN))) };
}
