import { readClocks } from "../clocks.ts";
import { median, report } from "../figure.ts";
import type { Bench } from "../measure.ts";

/** As many clocks as there would be events, read in memory. */
export async function benchClocks({ events, runs }: Bench): Promise<void> {
  for (const kind of ["plain", "personal"] as const) {
    const results = [];
    for (let i = 0; i < runs; i++) results.push(await readClocks(events, kind));
    const what = kind === "plain" ? "one for the case" : "one for each person, started anew";
    report(`${results[0]?.clocks} clocks, ${what}`, median(results.map((r) => r.seconds)), "s");
    report("  of the processor", median(results.map((r) => r.cpuSeconds)), "s");
  }
}
