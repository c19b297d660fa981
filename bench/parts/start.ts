import { report } from "../figure.ts";
import { type Bench, seconds, several, xiezhi } from "../measure.ts";

/** How long the command line takes to say anything. */
export async function benchStart({ runs }: Bench): Promise<void> {
  const started = await several(Math.max(runs, 11), () => xiezhi("--help"));
  report("start: --help", seconds(started) * 1000, "ms", { most: 150 });
}
