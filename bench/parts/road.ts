import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../../pipeline/kit/root.ts";
import { median, report } from "../figure.ts";
import { type Bench, coldRun, peak, printSteps, realLog, script, seconds, several } from "../measure.ts";

/** A real log of 561,470 events in 185 MB of XML: read alone, and run to a report. */
export async function benchRoad(bench: Bench): Promise<void> {
  const log = realLog(bench, "road_traffic_fines.xes.gz");
  if (log === null) return;
  const home = join(bench.folder, "road");
  await mkdir(home, { recursive: true });
  const procedure = join(PACKAGE_ROOT, "fixtures", "procedures", "road-traffic-fines.yaml");
  await writeFile(
    join(home, "xiezhi.yaml"),
    `timezone: Europe/Rome\nsources:\n  - { table: events, files: ${JSON.stringify(log)} }\nprocedures: [${JSON.stringify(procedure)}]\n`,
  );
  const read = await several(bench.runs, () => script("read-xes.ts", log));
  const rates = read.map(({ printed }) => {
    const { seconds, bytes } = JSON.parse(printed) as { seconds: number; bytes: number };
    return bytes / 1e6 / seconds;
  });
  report("road traffic fines: XML read", median(rates), "MB/s", { least: 60 });
  report("  peak memory of reading", peak(read), "MB");
  const full = await several(bench.runs, () => coldRun(home));
  report("  whole run, 561,470 events XES.gz, cold, to a report", seconds(full), "s", { most: 5 });
  report("  peak memory", peak(full), "MB", { most: 500 });
  await printSteps(home);
}
