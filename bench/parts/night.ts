import { cp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { inDuckDB } from "../duckdb.ts";
import { median, report } from "../figure.ts";
import { generatedLog } from "../generated-log.ts";
import { type Bench, coldRun, type Measured, seconds, xiezhi } from "../measure.ts";

/** The night after: the last hundredth of the events recorded comes to a workspace that has the others. */
export async function benchNight(bench: Bench): Promise<void> {
  const { home: generated, asOf } = await generatedLog(bench);
  const home = join(bench.folder, "night");
  const logs = join(home, "logs");
  const whole = join(generated, "logs", "police-*.csv");
  const held = join(home, "held.csv");
  await rm(home, { recursive: true, force: true });
  await cp(join(generated, "xiezhi.yaml"), join(home, "xiezhi.yaml"));
  await cp(join(generated, "logs"), logs, { recursive: true, filter: (path) => !/police-/.test(path) });
  const rows = `read_csv('${whole}', all_varchar = true)`;
  const last = `(select quantile_disc("录入时间", 0.99) from ${rows})`;
  const day = join(logs, "police-day.csv");
  await inDuckDB(":memory:", `copy (select * from ${rows} where "录入时间" <= ${last}) to '${day}' (header)`);
  await inDuckDB(":memory:", `copy (select * from ${rows} where "录入时间" > ${last}) to '${held}' (header)`);
  const night = join(logs, "police-night.csv");
  const nights: Measured[] = [];
  const full: Measured[] = [];
  for (let i = 0; i < bench.runs; i++) {
    await coldRun(home, ["--as-of", asOf]);
    await rename(held, night);
    nights.push(await xiezhi("run", "--config", join(home, "xiezhi.yaml"), "--quiet", "--as-of", asOf));
    full.push(await coldRun(home, ["--as-of", asOf]));
    await rename(night, held);
  }
  report("night: one hundredth of the events more", seconds(nights), "s");
  const shares = nights.map((run, i) => (100 * run.seconds) / (full[i]?.seconds ?? Number.NaN));
  report("  of the full run, run by run", median(shares), "%", { most: 8 });
}
