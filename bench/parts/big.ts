import { join } from "node:path";
import { citiesOf } from "../cities.ts";
import { median, report } from "../figure.ts";
import { generatedLog, rewrite } from "../generated-log.ts";
import { type Bench, coldRun, type Measured, peak, seconds } from "../measure.ts";

/** What the engine may hold and spill of it. */
const LIMITS = "engine: { memory_limit: 5GB, spill_limit: 35GB }\n";

/**
 * A log of many times the events, of one city and of many: what does not fit in memory is spilled, and an event takes no
 * longer than in the smaller log.
 */
export async function benchBig(bench: Bench): Promise<void> {
  const city = await generatedLog(bench);
  const of = (cities: number, name: string) => citiesOf(city, cities, join(bench.folder, name));
  const small = await of(1, "city");
  const big = await of(Math.round(bench.big / bench.events), "cities");
  await rewrite(join(big.home, "xiezhi.yaml"), (text) => `${text}\n${LIMITS}`);
  const runs: { small: Measured; big: Measured }[] = [];
  for (let i = 0; i < bench.runs; i++) {
    runs.push({
      small: await coldRun(small.home, ["--as-of", small.asOf]),
      big: await coldRun(big.home, ["--as-of", big.asOf]),
    });
  }
  const each = (run: Measured, events: number) => run.seconds / events;
  report(`big: ${big.events} events, cold, to a report`, seconds(runs.map((run) => run.big)), "s");
  const ratios = runs.map((run) => each(run.big, big.events) / each(run.small, small.events));
  report(`  time for an event, to that of ${small.events}`, median(ratios), "x", { most: 1.3 });
  report("  peak memory", peak(runs.map((run) => run.big)), "MB", { most: 8192 });
}
