import type { Audience } from "../schemas/choices.ts";
import type { RunManifest } from "../schemas/run.ts";
import type { Language } from "../schemas/text.ts";
import { basisOf, openVerdicts } from "./audit/verdicts.ts";
import { loadConfig, workspaceFolder } from "./config.ts";
import { registerToEnter } from "./decisions/entered.ts";
import { decideDelivery, deliver, drafting, handOverOf, recoverDeliveries } from "./delivery/delivery.ts";
import { placeReport } from "./delivery/publish.ts";
import type { Detector } from "./detector.ts";
import type { Engine } from "./engine/engine.ts";
import { examine } from "./examine.ts";
import { buildFacts } from "./facts.ts";
import { findingsOf, keepFindings } from "./findings.ts";
import { noLongerDelivered } from "./ingest/absent.ts";
import { loadAll } from "./ingest/load-all.ts";
import { readOtherwise } from "./ingest/settings.ts";
import { sourceFiles, unpackedBytes } from "./ingest/sources.ts";
import { nothingToExamine } from "./ingest/stops.ts";
import { UserError } from "./kit/errors.ts";
import { programDigest } from "./kit/program.ts";
import { zoneOf } from "./kit/zone.ts";
import { openRecord, runDeed } from "./ledger/record.ts";
import { layOutLookedBack, rememberLookback, type Span } from "./lookback.ts";
import type { Making } from "./making.ts";
import { manifestOf, rememberRun, runIdOf, versionsOf } from "./manifest.ts";
import { missedRuns } from "./nights.ts";
import { prepare } from "./prepare.ts";
import { NO_KEY, usableKey } from "./privacy/pseudonyms.ts";
import { readReport, writeReport } from "./report/write.ts";
import type { MemoryOptions } from "./rules/memory.ts";
import { buildRuleSet } from "./rules/ruleset.ts";
import { WarningStore } from "./warnings/store.ts";
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

/** The whole way, once: finish what was left, load what is new, ask every detector, publish the report. */
export async function run(options: RunOptions): Promise<RunResult> {
  const startedAt = Date.now();
  const { asOf = startedAt, lookback: span = null, onProgress: progress = () => {} } = options;
  const loaded = await loadConfig(options.config);
  const { config } = loaded;
  const { procedures, prepared } = await prepare(loaded, options.detectors);
  const files = await sourceFiles(config.sources, loaded.folder, (i) => loaded.at("sources", i, "files"));
  const zone = zoneOf(config.timezone);
  const engine = await openWorkspaceOf(loaded, { waitMs: options.waitMs, loading: unpackedBytes(files) });
  try {
    const { ledger, notes } = await openRecord(engine, loaded, startedAt);
    const isCirculated = (options.audience ?? config.report.audience) === "circulation";
    const { key, why: uncirculated, notes: ofKey } = isCirculated ? await usableKey(engine, loaded) : NO_KEY;
    const recovery = await recoverDeliveries(engine, ledger, handOverOf(loaded));
    notes.push(...ofKey, ...recovery.notes);
    // A run for another moment is no night, and its report is to be the same whenever it is made.
    if (options.asOf === undefined && !span) notes.push(...(await missedRuns(engine, config, startedAt)));

    const accounts = await loadAll(engine, files, loaded, { now: asOf, progress });
    notes.push(...(await readOtherwise(engine, files, zone)), ...(await noLongerDelivered(engine, accounts)));
    progress("facts", "", 0, 1);
    const facts = await buildFacts(engine, { zone, asOf });
    const nothing = await nothingToExamine(engine, accounts);
    if (nothing) throw new UserError(nothing);

    const basis = basisOf(prepared, procedures);
    const laws = procedures.map(({ procedure }) => procedure);
    const memory = span ? undefined : await memoryOf(options, engine, basis);
    const ruleSet = await buildRuleSet(laws, facts, { memory });
    const lookback = span && (await layOutLookedBack(facts, span));
    const runId = runIdOf(asOf, { basis, accounts, loaded, lookback });
    const place = await placeReport(runId, loaded, { out: options.out, isNight: !lookback });
    const store = await WarningStore.open(engine, workspaceFolder(loaded), runId);
    const verdicts = openVerdicts(engine, basis);
    const language = options.language ?? config.report.language;
    const asked = { runId, startedAt, loaded, procedures, prepared, lookback, language, chosen: options.leads, key };
    const making: Making = { ...asked, accounts, facts, ruleSet, notes, place, store, verdicts };

    const manifest = await drafting(engine, runId, place, () => decide(making, progress));
    await store.tidy();
    const { failure, sentBefore } = await deliver(engine, ledger, runId, handOverOf(loaded));
    progress("report", "", 1, 1);
    const undelivered = failure === null ? recovery.undelivered : [...recovery.undelivered, failure];
    return { manifest, folder: place.target, undelivered, sentBefore, uncirculated };
  } finally {
    engine.close();
  }
}

/** Asks every detector and puts the report together. What it says is then told, whatever becomes of this process. */
async function decide(making: Making, progress: NonNullable<RunOptions["onProgress"]>): Promise<RunManifest> {
  const { runId, loaded, facts, lookback, place } = making;
  const { engine } = facts;
  await engine.harden();
  const examined = await examine(making, progress);
  progress("report", "", 0, 1);
  const findings = await findingsOf(making, examined);
  const manifest = await manifestOf(making, examined, findings.internal);
  const edition = await readReport(place.draft, manifest, findings);
  await engine.transaction(async () => {
    // What is kept for the next run is written while the pages are put together.
    await engine.beside(
      () => writeReport(place.draft, edition, findings),
      () => keepFindings(making, examined),
    );
    const deed = await runDeed(manifest, place, loaded, await registerToEnter(engine));
    await (lookback ? rememberLookback(engine, manifest) : rememberRun(engine, manifest));
    await decideDelivery(engine, runId, deed);
  });
  return manifest;
}

const memoryOf = async ({ full, program }: RunOptions, engine: Engine, basis: string): Promise<MemoryOptions> => ({
  basis: JSON.stringify([basis, versionsOf(engine), program ?? (await programDigest())]),
  recall: full !== true,
});
