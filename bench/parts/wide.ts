import { join } from "node:path";
import { report } from "../figure.ts";
import { type Bench, peak, realLog, script, seconds, several } from "../measure.ts";

/** Rules by the thousand on a real log of 398 activities. */
export async function benchWide(bench: Bench): Promise<void> {
  const log = realLog(bench, "bpic15_1.xes.gz");
  if (log === null) return;
  const wide = await several(bench.runs, (run) => script("wide.ts", log, join(bench.folder, `wide-${run}`)));
  const { rules, judged } = JSON.parse(wide[0]?.printed ?? "{}") as { rules: number; judged: number };
  report(`wide: ${rules} rules on bpic15_1, ${judged} judgements`, seconds(wide), "s", { most: 15 });
  report("  peak memory", peak(wide), "MB", { most: 1536 });
}
