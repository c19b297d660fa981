import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadDetectors } from "../detectors/registry.ts";
import { generateDemo } from "../fixtures/generator/demo.ts";
import { dropRows } from "../fixtures/generator/dropped.ts";
import { evaluate } from "../pipeline/evaluate.ts";
import { run } from "../pipeline/run.ts";
import type { Label } from "../schemas/label.ts";
import type { Warning } from "../schemas/warning.ts";
import { ndjson } from "../test/kit/ndjson.ts";

/**
 * What the rules say of a log of which a tenth of the acts did not arrive, where the sources declare how many they
 * hold: nothing that was not planted may be told, but that records are missing. What rests on the absence of an act has
 * to be *cannot tell*. `npm run dropped -- --seeds 3 --cases 6000 --share 0.1`; ends with exit code 1 where a hit is
 * false.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "3" },
    cases: { type: "string", default: "6000" },
    share: { type: "string", default: "0.1" },
  },
});
const detectors = (await loadDetectors()).filter(({ meta }) => meta.tier === "rule");

let wrong = 0;
for (let seed = 1; seed <= Number(values.seeds); seed++) {
  const folder = await mkdtemp(join(tmpdir(), "xiezhi-dropped-"));
  try {
    const { config, labels, asOf } = await generateDemo({ folder, cases: Number(values.cases), seed });
    const dropped = dropRows({ folder, share: Number(values.share), seed });
    const report = await run({ config, detectors, asOf: Date.parse(asOf) });
    const warnings = ndjson<Warning>(join(report.folder, "warnings.ndjson"));
    const tallies = evaluate(ndjson<Label>(labels), warnings).filter(({ code }) => code !== "DI06");
    const sum = (size: (tally: (typeof tallies)[number]) => number) =>
      tallies.reduce((all, tally) => all + size(tally), 0);
    const untrue = tallies.flatMap((tally) => tally.false);
    wrong += untrue.length;
    console.log(
      `seed ${seed}: ${dropped} acts dropped; ${sum(({ found }) => found)} of ${sum(({ planted }) => planted)} plants found, ${untrue.length} false`,
    );
    for (const { code, rule, subject, message } of untrue)
      console.log(`  ${code} ${rule} ${subject.id}: ${message.en}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
if (wrong > 0) process.exitCode = 1;
