import type { DetectorReport, RuleReport, RunManifest } from "../schemas/run.ts";
import { askedBeside, forgetBeside } from "./beside.ts";
import { detect } from "./detect.ts";
import { forgetGaps } from "./gaps.ts";
import { LOOKED_BACK } from "./lookback.ts";
import type { Making } from "./making.ts";
import { FOUND } from "./outcomes.ts";
import { readFunnels, type UnitFunnel } from "./report/funnels.ts";
import { type MachineFiles, type Output, openMachineFiles } from "./report/machine.ts";
import { openReminders, REMINDERS, type ReminderFile } from "./report/reminders.ts";
import { outputOf } from "./report/write.ts";
import { inTurn } from "./settings.ts";
import { openUnrecorded } from "./unrecorded.ts";
import type { Notices } from "./warnings/notices.ts";
import type { WarningStore } from "./warnings/store.ts";

/** What detectors said, and the files that have their warnings. */
export interface Examined {
  readonly detectors: readonly DetectorReport[];
  readonly rules: readonly RuleReport[];
  readonly funnels: readonly UnitFunnel[];
  readonly unrecorded: RunManifest["coverage"]["unrecorded"];
  readonly outputs: readonly Output[];
}

/** What the engine takes of memory for each byte of warnings, to put them in order for their list and the next run. */
const PER_BYTE = 0.4;

type Progress = (step: "detect", what: string, done: number, total: number) => void;

/** Asks every detector, and writes what it finds into the report's files for programs. */
export async function examine(making: Making, progress: Progress): Promise<Examined> {
  const { engine } = making.facts;
  const { draft } = making.place;
  const machine = await openMachineFiles(draft, engine);
  let reminders: ReminderFile | undefined;
  try {
    reminders = await openReminders(draft);
    const asked = await askInTurn(making, { machine, reminders, progress });
    if (!making.lookback) await keepAll(making.store.resolved(evaluated(asked)), machine, making.store);
    const outputs = await machine.close();
    await reminders.close();
    await engine.allow(PER_BYTE * Math.max(...outputs.map(({ bytes }) => bytes)));
    await making.store.place(machine.lineBytes);
    return { ...asked, outputs: [...outputs, await outputOf(draft, REMINDERS)] };
  } catch (error) {
    await machine.abort();
    await reminders?.close();
    throw error;
  }
}

const evaluated = ({ detectors }: Pick<Examined, "detectors">): string[] =>
  detectors.filter(({ state }) => state === "evaluated").map(({ detector }) => detector);

interface Asking {
  readonly machine: MachineFiles;
  readonly reminders: ReminderFile;
  readonly progress: Progress;
}

async function askInTurn(
  { prepared, facts, ruleSet, runId, lookback, store, verdicts }: Making,
  { machine, reminders, progress }: Asking,
): Promise<Omit<Examined, "outputs">> {
  const within = lookback && LOOKED_BACK;
  const asking = {
    facts,
    ruleSet,
    runId,
    within,
    known: (detector: string) => store.known(detector),
    beside: askedBeside(prepared),
  };
  await forgetGaps(facts);
  await forgetBeside(facts.engine);
  const unrecorded = await openUnrecorded(prepared, { facts, ruleSet });
  const detectors: DetectorReport[] = [];
  const rules: RuleReport[] = [];
  const funnels: UnitFunnel[] = [];
  for (const [i, one] of inTurn(prepared).entries()) {
    const { meta } = one.detector;
    progress("detect", meta.id, i, prepared.length);
    const detection = await detect(one, asking);
    const { report, found } = detection;
    if (meta.reminds) await reminders.keep(detection.warnings());
    else await keepAll(detection.notices(), machine, store);
    if (meta.tier === "signal" && report.state === "evaluated")
      funnels.push(...(await readFunnels(facts.engine, FOUND, one)));
    await unrecorded.count(one, detection);
    if (report.state === "evaluated") await verdicts.keep(one, found);
    detectors.push(report);
    rules.push(...detection.rules);
  }
  return { detectors, rules, funnels, unrecorded: unrecorded.told() };
}

/** Writes the lines of warnings and keeps where they stand. */
async function keepAll(batches: AsyncIterable<Notices>, machine: MachineFiles, store: WarningStore): Promise<void> {
  for await (const notices of batches) {
    await store.keep(notices);
    await machine.write(notices);
  }
}
