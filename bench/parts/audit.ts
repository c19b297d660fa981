import { existsSync } from "node:fs";
import { join } from "node:path";
import { report } from "../figure.ts";
import { generatedLog } from "../generated-log.ts";
import { type Bench, coldRun, seconds, several, xiezhi } from "../measure.ts";

/** One case of the generated log's workspace, audited; what starting alone takes is taken off. */
export async function benchAudit(bench: Bench): Promise<void> {
  const { home, asOf } = await generatedLog(bench);
  if (!existsSync(join(home, "workspace"))) await coldRun(home, ["--as-of", asOf]);
  const runs = Math.max(bench.runs, 5);
  const started = await several(runs, () => xiezhi("--help"));
  const audited = await several(runs, () =>
    xiezhi("audit", CASE, "--config", join(home, "xiezhi.yaml"), "--as-of", asOf),
  );
  report("audit of one case, after start-up", (seconds(audited) - seconds(started)) * 1000, "ms", { most: 300 });
}

/** The first case of the generator's first unit, whatever the size of the log. */
const CASE = "A9901012024000001";
