import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadDetectors } from "../detectors/registry.ts";
import { generateDemo } from "../fixtures/generator/demo.ts";
import { run } from "../pipeline/run.ts";

/**
 * What the signals say of logs with nothing planted: units that differ as real ones do, and nothing else. Every warning
 * is a false alarm, counted here by detector and per 100 unit-periods (a unit in a calendar quarter).
 * `npm run null -- --seeds 20 --cases 6000`; ends with exit code 1 where there is more than one per 100.
 */
const { values } = parseArgs({
  options: { seeds: { type: "string", default: "20" }, cases: { type: "string", default: "6000" } },
});
const seeds = Number(values.seeds);
const UNITS = 12;
const QUARTERS = 10;
const ALLOWED = 1;

const detectors = (await loadDetectors()).filter(({ meta }) => meta.tier === "signal");
const alarms = new Map(detectors.map(({ meta }) => [meta.id, { code: meta.code, state: "", judged: 0, alarms: 0 }]));
for (let seed = 1; seed <= seeds; seed++) {
  const folder = await mkdtemp(join(tmpdir(), "xiezhi-null-"));
  try {
    const { config, asOf } = await generateDemo({ folder, cases: Number(values.cases), seed, nothingPlanted: true });
    const { manifest } = await run({ config, detectors, asOf: Date.parse(asOf) });
    for (const { detector, state, outcomes } of manifest.detectors) {
      const sum = alarms.get(detector);
      if (!sum) continue;
      sum.state = state;
      sum.alarms += outcomes.hit;
      sum.judged += outcomes.hit + outcomes.clear + outcomes.pending;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const unitPeriods = UNITS * QUARTERS * seeds;
for (const [id, sum] of alarms) {
  const rate = ((100 * sum.alarms) / unitPeriods).toFixed(2);
  console.log(
    `${sum.code} ${id.padEnd(26)} ${sum.state.padEnd(14)} ${String(sum.judged).padStart(8)} judged ${String(sum.alarms).padStart(5)} warnings ${rate.padStart(6)} per 100`,
  );
}
const total = [...alarms.values()].reduce((sum, one) => sum + one.alarms, 0);
const rate = (100 * total) / unitPeriods;
console.log(
  `${total} warnings on nothing over ${seeds} seeds and ${unitPeriods} unit-quarters: ${rate.toFixed(2)} per 100, at most ${ALLOWED} allowed`,
);
if (rate > ALLOWED) process.exitCode = 1;
