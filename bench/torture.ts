import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Random } from "../fixtures/generator/random.ts";
import { crash } from "./torture/crash.ts";

/**
 * What the program withstands, in figures: `npm run torture -- --kills 200 --cases 1500 --seed 1`.
 * Ends with 1 where something did not hold.
 */
const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "200" },
    cases: { type: "string", default: "1500" },
    seed: { type: "string", default: "1" },
  },
});

const folder = await mkdtemp(join(tmpdir(), "xiezhi-torture-"));
const random = new Random(Number(values.seed));

try {
  const { kills, byMoment, differences } = await crash({
    folder,
    kills: Number(values.kills),
    cases: Number(values.cases),
    random: () => random.next(),
  });
  console.log(
    `killed ${kills} times: ${Object.entries(byMoment)
      .map(([moment, n]) => `${moment} ${n}`)
      .join(", ")}`,
  );
  console.log(`ends that differ from the undisturbed run: ${differences.length}`);
  for (const difference of differences) console.log(`  ${difference}`);
  if (differences.length > 0) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
