import { join, resolve } from "node:path";
import type { Audience } from "../schemas/choices.ts";
import type { DetectorReport, RuleReport, RunManifest } from "../schemas/run.ts";
import type { Language } from "../schemas/text.ts";
import { basisOf, openVerdicts, type Verdicts } from "./audit/verdicts.ts";
import { askedBeside, forgetBeside } from "./beside.ts";
import { circulationOf } from "./circulation/edition.ts";
import { type LoadedConfig, loadConfig } from "./config.ts";
import { coverageOf, quarantineOf } from "./coverage.ts";
import { registerToEnter } from "./decisions/entered.ts";
import { exemptionNotes } from "./decisions/exemptions.ts";
import { suppressionNotes } from "./decisions/suppressions.ts";
import {
  beginDelivery,
  decideDelivery,
  deliver,
  giveUpDelivery,
  type HandOver,
  recoverDeliveries,
} from "./delivery/delivery.ts";
import { openDraft, placeReport, undelivered } from "./delivery/publish.ts";
import { type DetectOptions, detect, FOUND, inTurn, type PreparedDetector, situationOf } from "./detect.ts";
import type { Detector } from "./detector.ts";
import { buildFacts } from "./facts.ts";
import { forgetGaps, keepGaps, suspended } from "./gaps.ts";
import { nothingToExamine } from "./ingest/load.ts";
import { loadAll } from "./ingest/load-all.ts";
import { readOtherwise } from "./ingest/settings.ts";
import { sourceFiles, unpackedBytes } from "./ingest/sources.ts";
import { milliseconds } from "./kit/duration.ts";
import { UserError } from "./kit/errors.ts";
import { programDigest } from "./kit/program.ts";
import { zoneOf } from "./kit/zone.ts";
import { openRecord, runDeed } from "./ledger/record.ts";
import { LOOKED_BACK, layOutLookedBack, lookbackNote, rememberLookback, type Span } from "./lookback.ts";
import { notesOf, rememberRun, runIdOf, tally, versionsOf } from "./manifest.ts";
import { missedRuns } from "./nights.ts";
import { prepare } from "./prepare.ts";
import { usableKey } from "./privacy/pseudonyms.ts";
import { countingOf } from "./report/counting.ts";
import { readFunnels, type UnitFunnel } from "./report/funnels.ts";
import { type MachineFiles, openMachineFiles } from "./report/machine.ts";
import { openReminders, REMINDERS, type ReminderFile } from "./report/reminders.ts";
import { outputOf, readReport, writeReport } from "./report/write.ts";
import { outOfReach } from "./rules/reach.ts";
import { buildRuleSet } from "./rules/ruleset.ts";
import { openUnrecorded, type UnrecordedSoFar } from "./unrecorded.ts";
import { cardsOf } from "./warnings/card.ts";
import type { Notices } from "./warnings/notices.ts";
import { openWarningStore, type WarningStore } from "./warnings/store.ts";
import { openWorkspaceOf } from "./workspace.ts";

export type Step = "load" | "facts" | "detect" | "report";

export interface RunOptions {
  readonly config: string;
  readonly detectors: readonly Detector[];
  /** The moment the run looks from, epoch milliseconds; now by default. */
  readonly asOf?: number | undefined;
  /** Exact folder of the report; by default a folder per run below `report.folder`. */
  readonly out?: string | undefined;
  readonly language?: Language | undefined;
  /** How long to wait for another process that holds the workspace, in milliseconds; not at all by default. */
  readonly waitMs?: number | undefined;
  /** The leads that get a sheet: `top:20`, or ids of warnings, cases or units; the configuration's by default. */
  readonly leads?: string | undefined;
  /** The configuration's by default. */
  readonly audience?: Audience | undefined;
  /** Looks at every case anew, and uses nothing of what the last run found. */
  readonly full?: boolean | undefined;
  /** Looks at every case with a record in this time anew, and leaves what the nightly runs remember as it is. */
  readonly lookback?: Span | undefined;
  /** Tells the code that runs, detectors and all, from what it was before; by default by this program's own. */
  readonly program?: string | undefined;
  onProgress?(step: Step, what: string, done: number, total: number): void;
}

export interface RunResult {
  readonly manifest: RunManifest;
  readonly folder: string;
  /** Reports that could not be sent on, in a sentence each; the next run tries again. */
  readonly undelivered: readonly string[];
  /**
   * When the report of this run was sent on by an earlier making of it, after which it is not sent again; else null.
   */
  readonly sentBefore: number | null;
  /** Why the edition for circulation that was asked for is not there; null where it is, or was not asked for. */
  readonly uncirculated: string | null;
}

/** What the engine takes of memory for each byte of warnings, to put them in order for their list and the next run. */
const PER_BYTE = 0.4;

/** The whole way, once: finish what was left, load what is new, ask every detector, publish the report. */
export async function run(options: RunOptions): Promise<RunResult> {
  const startedAt = Date.now();
  const asOf = options.asOf ?? startedAt;
  const progress = options.onProgress ?? (() => {});
  const loaded = await loadConfig(options.config);
  const { procedures, prepared } = await prepare(loaded, options.detectors);
  const files = await sourceFiles(loaded.config.sources, loaded.folder, (i) => loaded.at("sources", i, "files"));
  const zone = zoneOf(loaded.config.timezone);
  const handOver = handOverOf(loaded);
  const circulated = (options.audience ?? loaded.config.report.audience) === "circulation";
  const engine = await openWorkspaceOf(loaded, { waitMs: options.waitMs, loading: unpackedBytes(files) });
  try {
    const { ledger, notes } = await openRecord(engine, loaded, startedAt);
    const usable = circulated ? await usableKey(engine, loaded) : null;
    if (usable?.key === null) notes.push(usable.note);
    const recovery = await recoverDeliveries(engine, ledger, handOver);
    notes.push(...recovery.notes);
    // A run for another moment is no night, and its report is to be the same whenever it is made.
    if (options.asOf === undefined && !options.lookback)
      notes.push(...(await missedRuns(engine, startedAt, everyOf(loaded), zone)));
    const accounts = await loadAll(files, engine, loaded, zone, asOf, progress);
    notes.push(...(await readOtherwise(engine, files, zone)));
    progress("facts", "", 0, 1);
    const facts = await buildFacts(engine, { zone, asOf });
    const nothing = await nothingToExamine(engine, accounts);
    if (nothing) throw new UserError(nothing);
    const basis = basisOf(prepared, procedures);
    const laws = procedures.map(({ procedure }) => procedure);
    const ruleSet = await buildRuleSet(
      laws,
      facts,
      options.lookback
        ? {}
        : {
            memory: {
              basis: JSON.stringify([basis, versionsOf(engine), options.program ?? (await programDigest())]),
              recall: options.full !== true,
            },
          },
    );
    const lookback = options.lookback ? await layOutLookedBack(facts, options.lookback) : null;
    const runId = runIdOf(asOf, { basis, accounts, loaded, lookback });
    const reports = resolve(loaded.folder, loaded.config.report.folder);
    const exact = lookback ? join(reports, runId) : undefined;
    const place = await placeReport(runId, reports, options.out ? resolve(options.out) : exact);
    await beginDelivery(engine, runId, place);
    let machine: MachineFiles | undefined;
    let reminders: ReminderFile | undefined;
    let store: WarningStore;
    let manifest: RunManifest;
    try {
      await openDraft(place);
      await engine.harden();
      machine = await openMachineFiles(place.draft, engine);
      reminders = await openReminders(place.draft);
      store = await openWarningStore(engine, resolve(loaded.folder, loaded.config.workspace), runId);
      const verdicts = openVerdicts(engine, basis);
      const { detectors, rules, funnels, unrecorded } = await examine(prepared, {
        facts,
        ruleSet,
        runId,
        known: store.known,
        within: lookback && LOOKED_BACK,
        beside: askedBeside(prepared),
        machine,
        reminders,
        store,
        verdicts,
        progress,
      });
      const asked = detectors.filter(({ state }) => state === "evaluated").map(({ detector }) => detector);
      if (!lookback) await keepAll(store.resolved(asked), machine, store);
      progress("report", "", 0, 1);
      const outputs = await machine.close();
      await engine.allow(PER_BYTE * Math.max(...outputs.map(({ bytes }) => bytes)));
      await store.place(machine.lineBytes);
      const matched = await store.attached("suppression_id");
      const internal = lookback
        ? []
        : [
            ...(await suppressionNotes(engine, { asOf, zone: zone.name, matched })),
            ...(await exemptionNotes(facts, await store.attached("exemption_id"))),
          ];
      manifest = {
        schema_version: 1,
        run_id: runId,
        name: loaded.config.name,
        as_of: asOf,
        lookback,
        timezone: loaded.config.timezone,
        language: options.language ?? loaded.config.report.language,
        started_at: startedAt,
        finished_at: 0,
        versions: versionsOf(engine),
        procedures: procedures.map(({ procedure, file, sha256 }) => ({ procedure: procedure.id, file, sha256 })),
        files: accounts,
        quarantine: await quarantineOf(engine),
        coverage: {
          ...(await coverageOf(facts, procedures, [
            ...(lookback ? [lookbackNote(lookback, zone.name)] : []),
            ...notes,
            ...notesOf(procedures),
            ...(await outOfReach(laws, ruleSet)).map(({ said }) => said),
            ...internal,
          ])),
          unrecorded: unrecorded.told(),
        },
        detectors,
        rules,
        warnings: await tally(store),
        outputs,
      };
      const cards = prepared.flatMap(({ detector }) => cardsOf(detector, ruleSet));
      await reminders.close();
      manifest.outputs.push(await outputOf(place.draft, REMINDERS));
      const circulation = usable?.key
        ? await circulationOf(facts, usable.key, loaded, prepared, { cards, laws })
        : null;
      const failed = new Set(detectors.filter(({ state }) => state === "error").map(({ detector }) => detector));
      const findings = {
        store,
        facts,
        funnels,
        cards,
        counting: countingOf(prepared, failed, situationOf({ facts, ruleSet })),
        loaded,
        chosen: options.leads,
        internal,
        circulation,
      };
      const keepFindings = async () => {
        if (lookback) return;
        await store.commit(join(place.draft, "warnings.ndjson"));
        await keepGaps(facts);
        const whole = detectors.every(({ state }) => state !== "error");
        await verdicts.commit(asOf, ruleSet.logged, {
          memory: whole ? ruleSet.memory : null,
          suspended: suspended(facts),
        });
        await ruleSet.memory?.commit(whole);
      };
      const edition = await readReport(place.draft, manifest, findings);
      await engine.transaction(async () => {
        // What is kept for the next run is written while the pages are put together.
        await engine.beside(() => writeReport(place.draft, edition, findings), keepFindings);
        const deed = await runDeed(manifest, place, loaded, await registerToEnter(engine));
        await (lookback ? rememberLookback(engine, manifest) : rememberRun(engine, manifest));
        await decideDelivery(engine, runId, deed);
      });
    } catch (error) {
      await machine?.abort();
      await reminders?.close();
      // What cannot be cleared away now, on a full disk, the next run clears.
      await giveUpDelivery(engine, runId, place).catch(() => {});
      throw undelivered(error, place.target);
    }
    await store.tidy();
    const { failure, sentBefore } = await deliver(engine, ledger, runId, handOver);
    progress("report", "", 1, 1);
    const failures = failure === null ? recovery.undelivered : [...recovery.undelivered, failure];
    return {
      manifest,
      folder: place.target,
      undelivered: failures,
      sentBefore,
      uncirculated: usable?.key === null ? usable.why : null,
    };
  } finally {
    engine.close();
  }
}

interface Examining extends DetectOptions {
  readonly machine: MachineFiles;
  readonly reminders: ReminderFile;
  readonly store: WarningStore;
  readonly verdicts: Verdicts;
  readonly progress: NonNullable<RunOptions["onProgress"]>;
}

interface Examined {
  readonly detectors: DetectorReport[];
  readonly rules: RuleReport[];
  readonly funnels: UnitFunnel[];
  readonly unrecorded: UnrecordedSoFar;
}

/** Asks every detector in turn; what it finds goes into the files of the report and to what the next run knows. */
async function examine(prepared: readonly PreparedDetector[], examining: Examining): Promise<Examined> {
  const { facts, ruleSet, machine, reminders, store, verdicts, progress } = examining;
  await forgetGaps(facts);
  await forgetBeside(facts.engine);
  const unrecorded = await openUnrecorded(prepared, { facts, ruleSet });
  const examined: Examined = { detectors: [], rules: [], funnels: [], unrecorded };
  for (const [i, one] of inTurn(prepared).entries()) {
    progress("detect", one.detector.meta.id, i, prepared.length);
    const detection = await detect(one, examining);
    if (one.detector.meta.reminds) await reminders.keep(detection.warnings());
    else await keepAll(detection.notices(), machine, store);
    if (one.detector.meta.tier === "signal" && detection.report.state === "evaluated")
      examined.funnels.push(...(await readFunnels(facts.engine, FOUND, one)));
    await unrecorded.count(one, detection);
    if (detection.report.state === "evaluated") await verdicts.keep(one, detection.found);
    examined.detectors.push(detection.report);
    examined.rules.push(...detection.rules);
  }
  return examined;
}

const handOverOf = ({ config: { report }, folder }: LoadedConfig): HandOver | null =>
  report.deliver ? { command: report.deliver, cwd: folder, timeoutMs: report.deliver_seconds * 1000 } : null;

const everyOf = ({ config }: LoadedConfig): number => milliseconds(config.schedule.every);

/** Writes the lines of warnings and keeps where they stand. */
async function keepAll(batches: AsyncIterable<Notices>, machine: MachineFiles, store: WarningStore): Promise<void> {
  for await (const notices of batches) {
    await store.keep(notices);
    await machine.write(notices);
  }
}
