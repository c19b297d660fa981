import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Source } from "../schemas/config.ts";
import { activitiesOf, type Procedure } from "../schemas/procedure.ts";
import type { FileAccount, RunManifest } from "../schemas/run.ts";
import type { TableName } from "../schemas/tables.ts";
import type { Bilingual } from "../schemas/text.ts";
import type { LoadedConfig } from "./config.ts";
import { coverageOf } from "./coverage.ts";
import { type Detector, situationOf } from "./detector.ts";
import type { Engine } from "./engine/engine.ts";
import { sql } from "./engine/sql.ts";
import { buildFacts, type Facts } from "./facts.ts";
import { masked } from "./ingest/form.ts";
import { loadFile } from "./ingest/load.ts";
import type { Staged } from "./ingest/normalise.ts";
import { REASONS, type Reason } from "./ingest/reasons.ts";
import { type SourceFile, sourceFiles, together, unpackedBytes } from "./ingest/sources.ts";
import { nothingToExamine, tooMuchQuarantine } from "./ingest/stops.ts";
import { UserError } from "./kit/errors.ts";
import { zoneOf } from "./kit/zone.ts";
import { whyNot } from "./needs.ts";
import { prepare } from "./prepare.ts";
import type { LoadedProcedure } from "./procedures.ts";
import { type UnreadApproval, unreadApprovals } from "./rules/approvals.ts";
import { type Unrecorded, unrecordedNames } from "./rules/asked.ts";
import { isOff, matchesOf } from "./rules/compile.ts";
import { type OutOfReach, outOfReach } from "./rules/reach.ts";
import { buildRuleSet } from "./rules/ruleset.ts";
import type { PreparedDetector } from "./settings.ts";
import { lastFile } from "./stored-rows.ts";
import { openWorkspace } from "./workspace.ts";

/** A table of a file: canonical columns, the file's names for them, and the names left over as attributes. */
export interface CheckedTable {
  readonly table: TableName;
  readonly columns: readonly (readonly [canonical: string, own: string])[];
  readonly rest: readonly string[];
}

export interface SetAside {
  readonly line: number;
  readonly column: string | null;
  readonly reason: Reason;
  readonly explanation: Bilingual;
  /** What the value looks like: itself may name a person, and goes no further than the quarantine of a report. */
  readonly form: string | null;
}

export interface CheckedFile {
  readonly file: string;
  readonly format: string;
  readonly tables: readonly CheckedTable[];
  readonly accounts: readonly FileAccount[];
  /** The first rows that a run would set aside. */
  readonly quarantine: readonly SetAside[];
}

export interface CheckedProcedure {
  readonly procedure: string;
  readonly file: string;
  readonly rules: number;
  readonly off: readonly string[];
  /** Why no case is known to fall under it; null where some are, or none might. */
  readonly reach: Bilingual | null;
  /** Activities that the log never has, and the rules that speak of them. */
  readonly absent: readonly {
    readonly activity: string;
    readonly labels: readonly string[];
    readonly rules: readonly string[];
  }[];
  /** Columns and attributes that rules ask of and no row has, so that they cannot tell. */
  readonly unrecorded: readonly Unrecorded[];
}

interface CheckedDetector {
  readonly detector: string;
  readonly code: string;
  readonly state: "ready" | "not evaluated" | "off";
  readonly reason: Bilingual | null;
}

export interface Check {
  /** What keeps a run from being made, a sentence each. */
  readonly problems: readonly string[];
  readonly files: readonly CheckedFile[];
  readonly approvals: readonly UnreadApproval[];
  readonly coverage: RunManifest["coverage"] | null;
  readonly procedures: readonly CheckedProcedure[];
  readonly detectors: readonly CheckedDetector[];
}

interface CheckOptions {
  readonly config: LoadedConfig;
  readonly detectors: readonly Detector[];
  onProgress?(what: string, done: number, total: number): void;
}

/** Tries everything that a run would do before it detects, in a workspace that is thrown away. */
export async function check(options: CheckOptions): Promise<Check> {
  const { config: loaded } = options;
  const problems: string[] = [];
  const tell = (error: unknown): void => {
    if (!(error instanceof UserError)) throw error;
    problems.push(...error.message.split("\n"));
  };
  let procedures: readonly LoadedProcedure[] = [];
  let prepared: readonly PreparedDetector[] = [];
  try {
    ({ procedures, prepared } = await prepare(loaded, options.detectors));
  } catch (error) {
    tell(error);
  }
  const { sources } = loaded.config;
  const where = (source: Source) => loaded.at("sources", sources.indexOf(source), "files");
  const named: SourceFile[] = [];
  for (const source of sources) {
    const found = await sourceFiles([source], loaded.folder, () => where(source)).catch(tell);
    named.push(...(found ?? []));
  }
  let files: readonly SourceFile[] = named;
  try {
    files = together(named, where);
  } catch (error) {
    tell(error);
  }
  const folder = await mkdtemp(join(tmpdir(), "xiezhi-check-"));
  const engine = await openWorkspace(folder, {
    memoryLimit: loaded.config.engine.memory_limit,
    spillLimit: loaded.config.engine.spill_limit,
    threads: loaded.config.engine.threads,
    loading: unpackedBytes(files),
  });
  try {
    const checked = await checkFiles(files, folder, engine, options, tell);
    const zone = zoneOf(loaded.config.timezone);
    const facts = await buildFacts(engine, { zone, asOf: Date.now() });
    const nothing = await nothingToExamine(
      engine,
      checked.flatMap(({ accounts }) => accounts),
    );
    if (nothing) tell(new UserError(nothing));
    const laws = procedures.map(({ procedure }) => procedure);
    const ruleSet = await buildRuleSet(laws, facts);
    const beyond = await outOfReach(laws, ruleSet);
    return {
      problems,
      files: checked,
      approvals: await unreadApprovals(ruleSet),
      coverage: checked.length > 0 ? await coverageOf(facts, procedures, []) : null,
      procedures: await checkProcedures(procedures, facts, beyond),
      detectors: prepared.map((one) => {
        const reason = one.off ? null : whyNot(one.detector, situationOf({ facts, ruleSet }));
        const state = one.off ? "off" : reason ? "not evaluated" : "ready";
        return { detector: one.detector.meta.id, code: one.detector.meta.code, state, reason };
      }),
    };
  } finally {
    engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function checkFiles(
  files: readonly SourceFile[],
  folder: string,
  engine: Engine,
  { config: { config }, onProgress }: CheckOptions,
  tell: (error: unknown) => void,
): Promise<CheckedFile[]> {
  const scratch = join(folder, "scratch");
  await mkdir(scratch);
  const zone = zoneOf(config.timezone);
  const checked: CheckedFile[] = [];
  for (const [i, file] of files.entries()) {
    onProgress?.(file.name, i, files.length);
    const tables: CheckedTable[] = [];
    const onStaged = (_: SourceFile, staged: Staged) => tables.push(tableOfStaged(staged));
    try {
      const before = await lastFile(engine);
      const accounts = await loadFile(file, {
        engine,
        scratch,
        zone,
        maxBytes: config.ingest.max_bytes,
        holding: config.privacy,
        now: 0,
        onStaged,
      });
      const quarantine = await firstSetAside(engine, before);
      checked.push({ file: file.name, format: file.format, tables, accounts, quarantine });
      for (const account of accounts) {
        const sentence = tooMuchQuarantine(account, config.ingest.max_quarantine_share);
        if (sentence) tell(new UserError(sentence));
      }
    } catch (error) {
      tell(error);
    }
  }
  return checked;
}

const tableOfStaged = ({ table, columns, names, rest }: Staged): CheckedTable => ({
  table,
  columns: columns.map((canonical) => [canonical, names.get(canonical) ?? canonical]),
  rest,
});

const SHOWN = 5;

async function firstSetAside(engine: Engine, before: number): Promise<SetAside[]> {
  const rows = await engine.all<Omit<SetAside, "explanation" | "form"> & { readonly value: string | null }>(sql`
    select line, column_name as "column", reason, value from quarantine
    where file_id > ${before} order by file_id, line, column_name limit ${SHOWN}`);
  return rows.map(({ value, ...row }) => ({
    ...row,
    explanation: REASONS[row.reason],
    form: value === null ? null : masked(value),
  }));
}

const speaksOf = ({ activities }: Procedure, name: string, activity: string): boolean =>
  name === activity || (activities[name]?.any?.includes(activity) ?? false);

async function checkProcedures(
  procedures: readonly LoadedProcedure[],
  facts: Facts,
  beyond: readonly OutOfReach[],
): Promise<CheckedProcedure[]> {
  const rows = await facts.engine.all<{ activity: string }>(sql`select activity from activity_index`);
  const seen = new Set(rows.map(({ activity }) => activity));
  const checked: CheckedProcedure[] = [];
  for (const { procedure, file } of procedures) {
    const on = procedure.rules.filter((rule) => !isOff(rule));
    const absent = Object.keys(procedure.activities)
      .map((activity) => ({
        activity,
        labels: matchesOf(procedure, activity),
        rules: on
          .filter((rule) => activitiesOf(rule).some((name) => speaksOf(procedure, name, activity)))
          .map(({ id }) => id),
      }))
      .filter(({ labels }) => !labels.some((label) => seen.has(label)));
    const off = procedure.rules.filter(isOff).map((rule) => rule.id);
    const unrecorded = seen.size === 0 ? [] : await unrecordedNames(procedure, facts);
    const { said: reach = null } = beyond.find((one) => one.procedure === procedure.id) ?? {};
    checked.push({ procedure: procedure.id, file, rules: on.length, off, reach, absent, unrecorded });
  }
  return checked;
}
