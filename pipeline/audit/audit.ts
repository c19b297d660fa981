import { existsSync } from "node:fs";
import type { Outcome } from "../../schemas/outcome.ts";
import type { Citation, Procedure } from "../../schemas/procedure.ts";
import { type Bilingual, byText } from "../../schemas/text.ts";
import type { ClockStep, Tier, Warning } from "../../schemas/warning.ts";
import { askedBeside } from "../beside.ts";
import { type LoadedConfig, workspaceFolder } from "../config.ts";
import { suppressedNow } from "../decisions/attached.ts";
import { closedNow } from "../decisions/closings.ts";
import { type Decided, readDecided } from "../decisions/decided.ts";
import { failure } from "../detect.ts";
import { type Detector, servedRules, servesRules, situationOf } from "../detector.ts";
import { columnNames, type Engine, one } from "../engine/engine.ts";
import { id, type Sql, sql } from "../engine/sql.ts";
import { buildFacts, type Facts } from "../facts.ts";
import { alike } from "../ingest/identifiers.ts";
import { UserError } from "../kit/errors.ts";
import { theNearest } from "../kit/nearest.ts";
import { zoneOf } from "../kit/zone.ts";
import { recordView } from "../ledger/record.ts";
import { missingNeeds, NO_RULES } from "../needs.ts";
import { ownRule } from "../outcomes.ts";
import { prepare } from "../prepare.ts";
import { isOff } from "../rules/compile.ts";
import { buildRuleSet, compileRuleSet, proceduresMet, type RuleSet } from "../rules/ruleset.ts";
import { inTurn, type PreparedDetector } from "../settings.ts";
import { makeCard } from "../warnings/card.ts";
import { warningsOfCase } from "../warnings/last-lines.ts";
import { livesOf, type PastState, pastOf } from "../warnings/lives.ts";
import { databaseIn, openWorkspaceOf, PATIENCE } from "../workspace.ts";
import { askOfCase, type CaseVerdict, type Found, readFound } from "./case-verdict.ts";
import { basisOf, recallVerdicts } from "./verdicts.ts";

/** One recorded act of a case and where it stands in its source. Times are epoch milliseconds. */
interface AuditedEvent {
  readonly pos: number;
  readonly event_id: string | null;
  readonly activity: string;
  readonly occurred_at: number;
  readonly recorded_at: number | null;
  readonly actor_id: string | null;
  readonly role: string | null;
  readonly org_id: string | null;
  readonly file: string;
  readonly sha256: string;
  readonly line: number;
}

/** What one rule, or one detector that needs no rule, says of the case. */
export interface AuditedRule {
  readonly detector: string;
  readonly code: string;
  readonly rule: string;
  readonly procedure: string | null;
  readonly template: string | null;
  readonly title: Bilingual;
  readonly tier: Tier;
  readonly severity: number;
  readonly outcome: Outcome | "not evaluated" | "off";
  /** Why there is no outcome. */
  readonly reason: Bilingual | null;
  /** Where it cannot tell: what is not on record or not clear. */
  readonly unclear: Bilingual | null;
  readonly measured: number | null;
  readonly threshold: number | null;
  readonly unit: string | null;
  readonly clock: readonly ClockStep[];
  readonly law: readonly Citation[];
  /** For a hit: with its life, and its closing, as the last run left it; `occurrences` 0 where no run has told it. */
  readonly warning: Warning | null;
}

export interface Audit {
  readonly case_id: string;
  readonly org_id: string | null;
  readonly opened_at: number | null;
  readonly closed_at: number | null;
  readonly as_of: number;
  readonly timezone: string;
  readonly events: readonly AuditedEvent[];
  /** Events that lie after the moment looked from. */
  readonly later: number;
  readonly rules: readonly AuditedRule[];
  /** What people have entered about the warnings. */
  readonly decided: Decided;
  /** What its warnings said before, by their ids. */
  readonly past: Readonly<Record<string, readonly PastState[]>>;
}

interface AuditOptions {
  readonly config: LoadedConfig;
  readonly detectors: readonly Detector[];
  readonly caseId: string;
  /** Epoch milliseconds; by default the moment of the last run. */
  readonly asOf?: number | undefined;
}

/** One case as last loaded: its timeline, and what every rule says of it, the clear ones too. */
export async function audit({ config, detectors, caseId, asOf }: AuditOptions): Promise<Audit> {
  const { procedures, prepared } = await prepare(config, detectors);
  const engine = await openLoaded(config);
  try {
    const caseKey = await keyOf(engine, caseId);
    const moment = asOf ?? (await lastMoment(engine)) ?? Date.now();
    const recalled = await recallVerdicts(engine, { caseKey, asOf: moment, basis: basisOf(prepared, procedures) });
    await engine.harden();
    const zone = zoneOf(config.config.timezone);
    const laws = procedures.map(({ procedure }) => procedure);
    const facts = await buildFacts(engine, { zone, asOf: moment, caseKeys: [caseKey], eventsAlone: true });
    const events = await eventsOf(engine);
    const told: Told = {
      facts,
      ruleSet: await compileRuleSet(laws, facts, { logged: recalled?.logged }),
      procedures: laws,
    };
    const warned = await warningsOfCase(engine, workspaceFolder(config), caseId);
    const closed = new Map((await closedNow(engine, warned)).map(({ warning_id, closing }) => [warning_id, closing]));
    const standing = await suppressedNow(engine, recalled ? warned : [], moment);
    const rules: AuditedRule[] = [];
    const unasked: PreparedDetector[] = [];
    for (const one of inTurn(prepared)) {
      const found = recalled?.found.get(one.detector.meta.id);
      const silent = whySilent(one, told);
      if (silent) rules.push(silent);
      else if (found) rules.push(...(await recall(one, found, standing, told)));
      else unasked.push(one);
    }
    rules.push(...(await askAll(unasked, told, caseKey, askedBeside(prepared))));
    const ids = rules.flatMap(({ warning }) => warning?.warning_id ?? []);
    const lives = await livesOf(engine, ids);
    const result: Audit = {
      ...(await caseOf(engine, caseKey)),
      as_of: moment,
      timezone: zone.name,
      events,
      later: await laterThan(engine, caseKey, moment),
      rules: rules
        .map((rule) => ({
          ...rule,
          warning: rule.warning && {
            ...rule.warning,
            ...(lives.get(rule.warning.warning_id) ?? UNTOLD),
            closing: closed.get(rule.warning.warning_id) ?? null,
          },
        }))
        .sort((x, y) => byText(x.code, y.code) || byText(x.rule, y.rule)),
      decided: await readDecided(engine, ids),
      past: Object.fromEntries(await pastOf(engine, ids)),
    };
    await recordView(engine, config, `case ${caseId}`, result);
    return result;
  } finally {
    engine.close();
  }
}

const UNTOLD = { occurrences: 0 } as const;

/** The workspace of a configuration, which a run must have filled; waits a while for another process that holds it. */
export async function openLoaded(loaded: LoadedConfig, waitMs: number = PATIENCE): Promise<Engine> {
  const folder = workspaceFolder(loaded);
  if (existsSync(databaseIn(folder))) return openWorkspaceOf(loaded, { waitMs });
  throw new UserError(
    `${loaded.file}: nothing was loaded yet (no workspace in ${folder}); \`xiezhi run --config ${loaded.file}\` loads the logs`,
  );
}

async function keyOf(engine: Engine, caseId: string): Promise<number> {
  const [known] = await engine.all<{ case_key: number }>(
    sql`select case_key from case_index where case_id in (${caseId}, ${alike(sql`cast(${caseId} as varchar)`)})`,
  );
  if (known) return known.case_key;
  const ids = (await engine.all<{ case_id: string }>(sql`select case_id from case_index`)).map((row) => row.case_id);
  if (ids.length === 0)
    throw new UserError("nothing was loaded yet: the workspace holds no case; `xiezhi run` loads the logs");
  const hint = theNearest(caseId, ids) || ", and none like it";
  throw new UserError(`no case ${caseId} among the ${ids.length} loaded${hint}`);
}

async function lastMoment(engine: Engine): Promise<number | null> {
  const [last] = await engine.all<{ as_of: number }>(sql`select as_of from runs order by finished_at desc limit 1`);
  return last?.as_of ?? null;
}

const caseOf = (
  engine: Engine,
  caseKey: number,
): Promise<Pick<Audit, "case_id" | "org_id" | "opened_at" | "closed_at">> =>
  one(engine, sql`select case_id, org_id, opened_at, closed_at from cases where case_key = ${caseKey}`);

async function eventsOf(engine: Engine): Promise<AuditedEvent[]> {
  const present = await columnNames(engine, sql`events`);
  const own = (name: string, type: Sql): Sql =>
    present.has(name) ? sql`e.${id(name)}` : sql`cast(null as ${type}) as ${id(name)}`;
  return engine.all<AuditedEvent>(sql`
    select e.pos, ${own("event_id", sql`varchar`)}, e.activity, e.occurred_at, ${own("recorded_at", sql`bigint`)},
      e.actor_id, ${own("role", sql`varchar`)}, e.org_id, f.path as file, f.sha256, e.line
    from events e join files f on f.file_id = e.file_id order by e.pos`);
}

const laterThan = async (engine: Engine, caseKey: number, moment: number): Promise<number> =>
  (
    await one<{ n: number }>(
      engine,
      sql`select count(*) as n from stored_events where case_key = ${caseKey} and superseded_by is null and occurred_at > ${moment}`,
    )
  ).n;

/** What detectors told of the case, or will. */
interface Told {
  readonly facts: Facts;
  readonly ruleSet: RuleSet;
  /** All that are in use. */
  readonly procedures: readonly Procedure[];
}

interface Looked extends Told {
  /** Codes whose hits in the case others speak of. */
  readonly beside: ReadonlySet<string>;
}

/** The line of a detector that is not asked. */
function whySilent(prepared: PreparedDetector, looked: Told): AuditedRule | null {
  const { detector, off } = prepared;
  if (off) return without(prepared, "off", null);
  const reason =
    missingNeeds(detector, situationOf(looked)) ??
    (servesRules(detector) && rulesOf(detector, looked).length === 0 ? NO_RULES : null) ??
    (detector.meta.scope === "unit" ? LOOKS_AT_UNITS : null);
  return reason && without(prepared, "not evaluated", reason);
}

const LOOKS_AT_UNITS: Bilingual = { zh: "以单位等为对象，不针对单个案件", en: "looks at units, not at single cases" };

/** The rules that a detector serves, in all procedures in use. */
const rulesOf = (detector: Detector, { procedures }: Told) =>
  procedures.flatMap((procedure) =>
    servedRules(
      detector,
      procedure.rules.filter((rule) => !isOff(rule)).map((rule) => ({ procedure, rule })),
    ),
  );

/** Those that look at the case alone are asked of it, the others of the whole log. */
async function askAll(
  unasked: readonly PreparedDetector[],
  { facts: { engine, zone, asOf }, ruleSet: { logged }, procedures }: Told,
  caseKey: number,
  beside: ReadonlySet<string>,
): Promise<AuditedRule[]> {
  const rules: AuditedRule[] = [];
  const ask = async (scope: "case" | "log", look: () => Promise<Pick<Looked, "facts" | "ruleSet">>): Promise<void> => {
    const those = unasked.filter(({ detector }) => detector.meta.scope === scope);
    if (those.length === 0) return;
    const looked = { ...(await look()), procedures, beside };
    for (const one of those) rules.push(...(await auditOne(one, looked, caseKey)));
  };
  await ask("case", async () => {
    const facts = await buildFacts(engine, { zone, asOf, caseKeys: [caseKey] });
    return { facts, ruleSet: await buildRuleSet(await proceduresMet(procedures, facts), facts, { logged }) };
  });
  await ask("log", async () => {
    const facts = await buildFacts(engine, { zone, asOf });
    return { facts, ruleSet: await buildRuleSet(procedures, facts, { logged }) };
  });
  return rules;
}

async function auditOne(prepared: PreparedDetector, looked: Looked, caseKey: number): Promise<AuditedRule[]> {
  const { detector } = prepared;
  const idle = servesRules(detector) && servedRules(detector, looked.ruleSet.rules).length === 0;
  if (idle) return saidOf(prepared, { found: [], warnings: [] }, looked);
  return orError(prepared, async () =>
    saidOf(prepared, await askOfCase(prepared, { ...looked, runId: "audit" }, caseKey), looked),
  );
}

/** The line of a detector that fails says so, beside what the others say. */
const orError = (prepared: PreparedDetector, lines: () => Promise<AuditedRule[]>): Promise<AuditedRule[]> =>
  lines().catch((error: unknown) => [without(prepared, "error", failure(error))]);

/** What the last run found of the case. */
async function recall(
  prepared: PreparedDetector,
  verdicts: Sql,
  warned: readonly Warning[],
  told: Told,
): Promise<AuditedRule[]> {
  const warnings = warned.filter(({ detector }) => detector === prepared.detector.meta.id);
  return orError(prepared, async () =>
    saidOf(prepared, { found: await readFound(verdicts, prepared, told), warnings }, told),
  );
}

/** A line for each rule served, or for the detector itself; several where it speaks of several records of the case. */
function saidOf(prepared: PreparedDetector, { found: rows, warnings: hits }: CaseVerdict, looked: Told): AuditedRule[] {
  const { detector } = prepared;
  // A reminder's numbers are the days left and the instant of expiry, which only its own file explains.
  const found = detector.meta.reminds ? rows.map(clockAlone) : rows;
  const blank = without(prepared, "not applicable", null);
  const { unclear = null } = detector.meta;
  if (!servesRules(detector)) return rowsOf(blank, { found, hits, unclear });
  return rulesOf(detector, looked).flatMap(({ procedure, rule }) => {
    const own = found.filter((row) => row.rule?.rule === rule && row.rule.procedure === procedure);
    const warnings = hits.filter((hit) => hit.rule === rule.id && hit.procedure === procedure.id);
    const { code, title, severity, law } = makeCard(detector, { rule, procedure });
    const { id: name, template } = rule;
    return rowsOf(
      { ...blank, rule: name, code, procedure: procedure.id, template, title, severity, law },
      { found: own, hits: warnings, unclear },
    );
  });
}

const clockAlone = (row: Found): Found => ({
  ...row,
  told: row.told && { ...row.told, measured: null, threshold: null },
});

interface Verdict {
  readonly found: readonly Found[];
  readonly hits: readonly Warning[];
  /** What may be the reason where it cannot tell. */
  readonly unclear: Bilingual | null;
}

/** Hits first. Where several records of a case have one outcome, for one reason and without arithmetic, it is said once. */
function rowsOf(blank: AuditedRule, { found, hits, unclear }: Verdict): AuditedRule[] {
  if (found.length === 0) return [blank];
  const rest = found
    .filter(({ outcome }) => outcome !== "hit")
    .map(
      ({ outcome, suspended, told }): AuditedRule => ({
        ...blank,
        outcome,
        unclear: outcome === "cannot tell" ? (suspended ? IN_A_GAP : (told?.unclear ?? unclear)) : null,
        ...arithmetic(outcome === "pending" || isOfIt(told, blank) ? told : null),
      }),
    );
  const warned = hits.map(
    (warning): AuditedRule => ({
      ...blank,
      outcome: "hit",
      severity: warning.severity,
      ...arithmetic(warning),
      warning,
    }),
  );
  const bare = (rule: AuditedRule) => rule.clock.length === 0 && rule.measured === null;
  const said = new Set<string>();
  const told = rest.filter((rule) => {
    const what = rule.unclear?.en ?? rule.outcome;
    return !bare(rule) || (!said.has(what) && said.add(what));
  });
  return [...warned, ...told];
}

const IN_A_GAP: Bilingual = {
  zh: "所在单位的数据有断档（DI06），没有记录的可能正在所缺的数据之中；补齐或者查明断档之前，不作提示。",
  en: "The unit's feed has a gap (DI06): what is not on record may be among what was not delivered. Nothing is told of it until the gap is filled or explained.",
};

/**
 * Whether a row's arithmetic is that of an outcome which is no hit: detectors without rules of a procedure count for
 * hits, so that what exceeds their limit speaks of something else.
 */
const isOfIt = (told: MaybeNumbers | null, { template }: AuditedRule): boolean =>
  told?.clock !== undefined && (template !== null || (told.measured ?? Number.NaN) <= (told.threshold ?? Number.NaN));

type Numbers = Pick<AuditedRule, "measured" | "threshold" | "unit" | "clock">;
type MaybeNumbers = { [name in keyof Numbers]?: Numbers[name] | undefined };

const arithmetic = (told: MaybeNumbers | null): Numbers => ({
  measured: told?.measured ?? null,
  threshold: told?.threshold ?? null,
  unit: told?.unit ?? null,
  clock: told?.clock ?? [],
});

const without = (
  { detector }: PreparedDetector,
  outcome: AuditedRule["outcome"],
  reason: Bilingual | null,
): AuditedRule => ({
  ...ownRule(detector),
  severity: detector.meta.severity,
  outcome,
  reason,
  unclear: null,
  ...arithmetic(null),
  law: makeCard(detector, null).law,
  warning: null,
});
