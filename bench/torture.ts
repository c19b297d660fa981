import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Random } from "../fixtures/generator/random.ts";
import { openDuckDB } from "../pipeline/engine/duckdb.ts";
import { commands } from "./torture/commands.ts";
import { crash } from "./torture/crash.ts";
import { fuzz, SUBJECTS } from "./torture/fuzz.ts";
import { demoIn, type Project } from "./torture/project.ts";

/**
 * What the program withstands, in figures: `npm run torture -- --kills 200 --cases 1500 --commands 40 --fuzz 10000
 * --seed 1`: so many kills of runs at random moments, and of each command at instants that are counted, or of those
 * that `--only` names. `--detectors` names those that the killed runs ask (all by default), `--police` leaves them the
 * police log alone, `--readers` names those that are fuzzed.
 * Ends with 1 where something did not hold.
 */
const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "200" },
    commands: { type: "string", default: "40" },
    only: { type: "string" },
    cases: { type: "string", default: "1500" },
    detectors: { type: "string" },
    police: { type: "boolean", default: false },
    fuzz: { type: "string", default: "10000" },
    readers: { type: "string", default: Object.keys(SUBJECTS).join(",") },
    seed: { type: "string", default: "1" },
  },
});

const folder = await mkdtemp(join(tmpdir(), "xiezhi-torture-"));
try {
  const random = new Random(Number(values.seed));
  const of = { cases: Number(values.cases), detectors: values.detectors?.split(",") ?? null };
  if (Number(values.kills) > 0) {
    await killed(await demoIn(join(folder, "demo"), { ...of, policeAlone: values.police }), () => random.next());
  }
  if (Number(values.commands) > 0) {
    await killedCommands(await demoIn(join(folder, "small"), { ...of, cases: 150, policeAlone: true }), () =>
      random.next(),
    );
  }
  if (Number(values.fuzz) > 0) await fuzzed();
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function killed(project: Project, random: () => number): Promise<void> {
  const { kills, byMoment, differences } = await crash({
    folder,
    project,
    kills: Number(values.kills),
    random,
    onKill: (done) => {
      if (done % 10 === 0) console.error(`${done} killed`);
    },
  });
  const moments = Object.entries(byMoment).map(([moment, n]) => `${moment} ${n}`);
  console.log(`killed ${kills} times: ${moments.join(", ")}`);
  console.log(`ends that differ from the undisturbed run: ${differences.length}`);
  for (const difference of differences) console.log(`  ${difference}`);
  if (differences.length > 0) process.exitCode = 1;
}

async function killedCommands(project: Project, random: () => number): Promise<void> {
  const kills = Number(values.commands);
  const only = values.only?.split(",") ?? null;
  for await (const { name, instants, ...tally } of commands({ folder, project, kills, only, random })) {
    const { undone, done, differences } = tally;
    console.log(
      `${name}: killed at ${tally.kills} of ${instants} instants; then undone ${undone}, done ${done}, else ${differences.length}`,
    );
    for (const difference of differences) console.log(`  ${difference}`);
    if (differences.length > 0) process.exitCode = 1;
  }
}

async function fuzzed(): Promise<void> {
  const engine = await openDuckDB({ path: ":memory:" });
  for (const name of values.readers.split(",")) {
    try {
      const tally = await fuzz(name, { engine, folder, inputs: Number(values.fuzz), seed: Number(values.seed) });
      const { inputs, refused, rows, setAside, slowest } = tally;
      console.log(
        `${name}: ${inputs} inputs, ${refused} refused; of the others ${rows} rows read, ${setAside} set aside; slowest ${Math.round(slowest)} ms`,
      );
    } catch (error) {
      console.log(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  }
  engine.close();
}
