import { createHash } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Audience } from "../schemas/choices.ts";
import type { Procedure } from "../schemas/procedure.ts";
import { type FileAccount, noWarnings, type RuleReport, type RunManifest, type WarningCounts } from "../schemas/run.ts";
import type { Bilingual, Language } from "../schemas/text.ts";
import { askedBeside, forgetBeside } from "./beside.ts";
import { Circulation } from "./circulation/circulation.ts";
import { Texts } from "./circulation/texts.ts";
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
} from "./delivery.ts";
import { detect, FOUND, inTurn, type PreparedDetector, situationOf } from "./detect.ts";
import type { Detector } from "./detector.ts";
import { milliseconds } from "./duration.ts";
import type { Engine } from "./engine/engine.ts";
import { sql } from "./engine/sql.ts";
import { UserError } from "./errors.ts";
import { buildFacts, type Facts } from "./facts.ts";
import { forgetGaps, keepGaps, suspended } from "./gaps.ts";
import { IncompleteFile, loadFile, nothingToExamine, tooMuchQuarantine, UnreadableFile } from "./ingest/load.ts";
import { readOtherwise } from "./ingest/settings.ts";
import { type SourceFile, sourceFiles, unpackedBytes } from "./ingest/sources.ts";
import { LOOKED_BACK, layOutLookedBack, lookbackNote, rememberLookback, type Span } from "./lookback.ts";
import { makeFolder } from "./make-folder.ts";
import { missedRuns } from "./nights.ts";
import type { Notices } from "./notices.ts";
import { prepare } from "./prepare.ts";
import type { LoadedProcedure } from "./procedures.ts";
import { programDigest } from "./program.ts";
import { type PseudonymKey, usableKey } from "./pseudonyms.ts";
import { openDraft, placeReport, undelivered } from "./publish.ts";
import { openRecord, runDeed } from "./record.ts";
import { openReminders, REMINDERS, type ReminderFile } from "./reminders.ts";
import { readFunnels, type UnitFunnel } from "./report/figures.ts";
import { type MachineFiles, openMachineFiles } from "./report/machine.ts";
import { outputOf, readReport, writeReport } from "./report/write.ts";
import { PACKAGE_ROOT } from "./root.ts";
import { isOff } from "./rules/compile.ts";
import { outOfReach } from "./rules/reach.ts";
import { buildRuleSet } from "./rules/ruleset.ts";
import { openWarningStore, type WarningStore } from "./store.ts";
import { openUnrecorded } from "./unrecorded.ts";
import { basisOf, openVerdicts } from "./verdicts.ts";
import { type Card, cardsOf } from "./warnings.ts";
import { openWorkspaceOf } from "./workspace.ts";
import { type Zone, zoneOf } from "./zone.ts";

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
              basis: JSON.stringify([basis, await versionsOf(engine), options.program ?? (await programDigest())]),
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
      const detectors: RunManifest["detectors"] = [];
      const rules: RuleReport[] = [];
      const funnels: UnitFunnel[] = [];
      await forgetGaps(facts);
      await forgetBeside(engine);
      const beside = askedBeside(prepared);
      const within = lookback && LOOKED_BACK;
      const unrecorded = await openUnrecorded(prepared, { facts, ruleSet });
      for (const [i, one] of inTurn(prepared).entries()) {
        progress("detect", one.detector.meta.id, i, prepared.length);
        const detection = await detect(one, { facts, ruleSet, runId, known: store.known, within, beside });
        if (one.detector.meta.reminds) await reminders.keep(detection.warnings());
        else await keepAll(detection.notices(), machine, store);
        if (one.detector.meta.tier === "signal" && detection.report.state === "evaluated")
          funnels.push(...(await readFunnels(engine, FOUND, one)));
        await unrecorded.count(one, detection);
        if (detection.report.state === "evaluated") await verdicts.keep(one, detection.found);
        detectors.push(detection.report);
        rules.push(...detection.rules);
      }
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
        versions: await versionsOf(engine),
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
      const counting = prepared.find(({ detector }) => detector.layOutClosings && !failed.has(detector.meta.id));
      const layOutClosings =
        counting && (async () => counting.detector.layOutClosings?.(counting.params, situationOf({ facts, ruleSet })));
      const findings = {
        store,
        facts,
        funnels,
        cards,
        layOutClosings,
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

async function circulationOf(
  { engine }: Facts,
  key: PseudonymKey,
  loaded: LoadedConfig,
  prepared: readonly PreparedDetector[],
  { cards, laws }: { readonly cards: readonly Card[]; readonly laws: readonly Procedure[] },
): Promise<Circulation> {
  const ids = (of: "quotes" | "upward") =>
    new Set(prepared.flatMap(({ detector: { meta } }) => (meta[of] ? meta.id : [])));
  const titles = new Map(cards.map((card) => [JSON.stringify([card.detector, card.procedure, card.rule]), card.title]));
  return new Circulation({
    key,
    texts: await Texts.of(engine, key, JSON.stringify([laws, cards])),
    least: loaded.config.privacy.smallest_count,
    quoting: ids("quotes"),
    upward: ids("upward"),
    titleOf: ({ detector, procedure, rule, code }) =>
      titles.get(JSON.stringify([detector, procedure, rule])) ?? { zh: code, en: code },
  });
}

const handOverOf = ({ config: { report }, folder }: LoadedConfig): HandOver | null =>
  report.deliver ? { command: report.deliver, cwd: folder, timeoutMs: report.deliver_seconds * 1000 } : null;

const everyOf = ({ config }: LoadedConfig): number => milliseconds(config.schedule.every);

async function loadAll(
  files: readonly SourceFile[],
  engine: Engine,
  { config, folder }: LoadedConfig,
  zone: Zone,
  now: number,
  progress: NonNullable<RunOptions["onProgress"]>,
): Promise<FileAccount[]> {
  const scratch = join(resolve(folder, config.workspace), "scratch");
  await rm(scratch, { recursive: true, force: true });
  await makeFolder(scratch);
  const quarantine = join(resolve(folder, config.workspace), "quarantine.ndjson");
  await rm(quarantine, { force: true });
  const limit = config.ingest.max_quarantine_share;
  const given = new Set(files.map(({ name }) => name));
  const accounts: FileAccount[] = [];
  const [unreadable, incomplete]: [string[], string[]] = [[], []];
  for (const [i, file] of files.entries()) {
    progress("load", file.name, i, files.length);
    try {
      accounts.push(
        ...(await loadFile(file, {
          engine,
          scratch,
          zone,
          maxBytes: config.ingest.max_bytes,
          holding: config.privacy,
          given,
          now,
          maxQuarantineShare: limit,
          quarantine,
        })),
      );
    } catch (error) {
      if (error instanceof UnreadableFile) unreadable.push(error.message);
      else if (error instanceof IncompleteFile) incomplete.push(error.message);
      else throw error;
    }
  }
  await engine.settle();
  progress("load", "", files.length, files.length);
  await rm(scratch, { recursive: true, force: true });
  const written = unreadable.length > 0;
  unreadable.push(...accounts.flatMap((account) => tooMuchQuarantine(account, limit) ?? []));
  if (unreadable.length > 0) {
    const all = written ? `; every row set aside is in ${join(config.workspace, "quarantine.ndjson")}` : "";
    unreadable.push(`\`xiezhi check\` shows the reasons${all}`);
  }
  const stops = [...incomplete, ...unreadable];
  if (stops.length > 0) throw new UserError(stops.join("\n"));
  return accounts;
}

/** Writes the lines of warnings and keeps where they stand. */
async function keepAll(batches: AsyncIterable<Notices>, machine: MachineFiles, store: WarningStore): Promise<void> {
  for await (const notices of batches) {
    await store.keep(notices);
    await machine.write(notices);
  }
}

interface Identity {
  /** Of the procedures and detectors that are asked. */
  readonly basis: string;
  readonly accounts: readonly FileAccount[];
  readonly loaded: LoadedConfig;
  readonly lookback: Span | null;
}

/** Depends on the moment looked from, on what was read and on what was asked, so that the same run has the same id. */
function runIdOf(asOf: number, { basis, accounts, loaded, lookback }: Identity): string {
  const moment = new Date(asOf).toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "");
  const read = accounts.map((account) => account.sha256).sort();
  const inputs = createHash("sha256")
    .update(JSON.stringify([loaded.config, basis, read, ...(lookback ? [lookback] : [])]))
    .digest("hex");
  return `${lookback ? "lookback-" : ""}${moment}-${inputs.slice(0, 8)}`;
}

async function versionsOf(engine: Engine): Promise<Record<string, string>> {
  const { version } = JSON.parse(await readFile(join(PACKAGE_ROOT, "package.json"), "utf8")) as { version: string };
  return { xiezhi: version, node: process.versions.node, [engine.name]: engine.version };
}

/** What the reader should know of the rules themselves. */
function notesOf(procedures: readonly LoadedProcedure[]): Bilingual[] {
  return procedures.flatMap(({ procedure }) => {
    const off = procedure.rules.filter(isOff).map((rule) => rule.id);
    return off.length === 0
      ? []
      : [
          {
            zh: `程序 ${procedure.id} 中未启用的规则（依据未确认或已关闭）：${off.join("、")}`,
            en: `Rules of ${procedure.id} that are off (citation unsure, or switched off): ${off.join(", ")}`,
          },
        ];
  });
}

async function tally(store: WarningStore): Promise<WarningCounts> {
  const warnings = noWarnings();
  for (const { by, name, n } of await store.counts()) {
    if (by === "exempted" || by === "reopened") warnings[by] = n;
    else warnings[`by_${by}`][name] = n;
    if (by === "tier") warnings.total += n;
  }
  return warnings;
}

async function rememberRun(engine: Engine, manifest: RunManifest): Promise<void> {
  await engine.run(sql`delete from runs where run_id = ${manifest.run_id}`);
  await engine.run(
    sql`insert into runs values (${manifest.run_id}, ${manifest.as_of}, ${manifest.finished_at}, ${JSON.stringify(manifest)})`,
  );
}
