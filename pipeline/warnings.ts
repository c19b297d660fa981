import type { Bilingual } from "../schemas/text.ts";
import { type Evidence, type Subject, WARNING_SCHEMA_VERSION, Warning } from "../schemas/warning.ts";
import { ENOUGH } from "./completeness.ts";
import { activityName, type Detector, type Explanation } from "./detector.ts";
import type { CompiledRule } from "./rules/compile.ts";
import type { RuleSet } from "./rules/ruleset.ts";
import { dayOf } from "./zone.ts";

/** What all warnings of one rule and run have in common. */
export const SHARED_KEYS = [
  "schema_version",
  "run_id",
  "as_of",
  "detector",
  "code",
  "rule",
  "procedure",
  "detector_version",
  "tier",
  "title",
  "law",
  "checks",
  "last_seen",
] as const satisfies readonly (keyof Warning)[];
export type SharedKey = (typeof SHARED_KEYS)[number];
export type Shared = Pick<Warning, SharedKey>;

/** A warning's own part. Its evidence is as it came from the engine: the JSON text of the list. */
export type Own = Omit<Warning, SharedKey | "evidence"> & { readonly evidence: string };

/** A warning on its way to the report. The engine knows it as number `hit_no` of `sightings`. */
export interface Notice {
  readonly hit_no: number;
  readonly shared: Shared;
  readonly own: Own;
}

const KEYS = Object.keys(Warning.shape) as (keyof Warning)[];

export function warningOf({ shared, own }: Pick<Notice, "shared" | "own">): Warning {
  const all = { ...shared, ...own, evidence: JSON.parse(own.evidence) as Evidence[] };
  return Object.fromEntries(KEYS.map((key) => [key, all[key]])) as Warning;
}

/** The other way round. Warnings of one rule share what they have in common if they are given the same `known`. */
export function noticeOf(hitNo: number, warning: Warning, known: Map<string, Shared>): Notice {
  const shared = Object.fromEntries(SHARED_KEYS.map((key) => [key, warning[key]])) as Shared;
  const name = JSON.stringify(shared);
  if (!known.has(name)) known.set(name, shared);
  return {
    hit_no: hitNo,
    shared: known.get(name) ?? shared,
    own: { ...warning, evidence: JSON.stringify(warning.evidence) },
  };
}

/** What a rule brings into each of its warnings; made once. */
export interface Card
  extends Pick<
    Warning,
    | "detector"
    | "code"
    | "rule"
    | "procedure"
    | "detector_version"
    | "tier"
    | "severity"
    | "title"
    | "law"
    | "innocent"
    | "checks"
  > {}

/** A rule and the procedure that it stands in. */
type PlacedRule = Pick<CompiledRule, "rule" | "procedure">;

export function makeCard(detector: Detector, compiled: PlacedRule | null): Card {
  const { meta } = detector;
  const rule = compiled?.rule;
  return {
    detector: meta.id,
    code: rule?.code ?? meta.code,
    rule: rule?.id ?? meta.id,
    procedure: compiled?.procedure.id ?? null,
    detector_version: meta.version,
    tier: meta.tier,
    severity: rule?.severity ?? meta.severity,
    title: titleOf(detector, compiled),
    law: rule?.law ?? [...meta.law],
    innocent: rule?.innocent ?? [...meta.innocent],
    checks: rule?.checks ?? [...meta.checks],
  };
}

/** The cards of every rule that a detector serves, or its own. */
export const cardsOf = (detector: Detector, { rules }: RuleSet): Card[] =>
  detector.templates.length === 0
    ? [makeCard(detector, null)]
    : rules.filter(({ rule }) => detector.templates.includes(rule.template)).map((rule) => makeCard(detector, rule));

/**
 * What the warnings of a card share, by the day of the act that brought its rule into play (null: not known). They name
 * the law in force on that day; those of one text of the law are given the same object.
 */
export function sharedByDay(card: Card, runId: string, asOf: number): (day: number | null) => Shared {
  const whole = sharedOf(card, runId, asOf);
  const spans = card.law.map(({ from, to }) => [from ? dayOf(from) : null, to ? dayOf(to) : null] as const);
  const texts = new Map<string, Shared>();
  return (day) => {
    if (day === null || card.law.length < 2) return whole;
    const inForce = spans.map(([from, to]) => (from === null || from <= day) && (to === null || day <= to));
    if (!inForce.includes(true)) return whole;
    const name = inForce.join();
    const known = texts.get(name) ?? { ...whole, law: card.law.filter((_, i) => inForce[i]) };
    texts.set(name, known);
    return known;
  };
}

const sharedOf = (card: Card, runId: string, asOf: number): Shared => ({
  schema_version: WARNING_SCHEMA_VERSION,
  run_id: runId,
  as_of: asOf,
  detector: card.detector,
  code: card.code,
  rule: card.rule,
  procedure: card.procedure,
  detector_version: card.detector_version,
  tier: card.tier,
  title: card.title,
  law: card.law,
  checks: card.checks,
  last_seen: asOf,
});

/** A row of `sightings`: which warning a hit is, and its life so far. */
export interface Sighting {
  readonly warning_id: string;
  readonly warning_subject_type: Subject["type"] | null;
  readonly warning_subject_id: string | null;
  readonly warning_case_id: string | null;
  readonly warning_org_id: string | null;
  /** Local date of the act that brought the rule into play; null where nothing says when that was. */
  readonly warning_acted_on: number | null;
  readonly warning_first_seen: number;
  readonly warning_occurrences: number;
  /** The same of the run before; null where it was not among its warnings. */
  readonly warning_before: boolean;
  readonly warning_before_severity: number | null;
  readonly warning_before_measured: number | null;
  readonly warning_before_threshold: number | null;
  readonly warning_before_same_records: boolean;
}

/** What a warning rests on: the JSON text of its records, and which share of its unit's data there is, 0 to 1. */
export interface Grounds {
  readonly evidence: string;
  readonly completeness: number;
}

export function ownOf(card: Card, seen: Sighting, told: Explanation, { evidence, completeness }: Grounds): Own {
  const severity = severityOn(told.severity ?? card.severity, completeness);
  const measured = told.measured ?? null;
  const threshold = told.threshold ?? null;
  return {
    warning_id: seen.warning_id,
    severity,
    confidence: told.confidence ?? (card.tier === "rule" ? "high" : "medium"),
    status: statusOf(seen, { severity, measured, threshold }),
    subject: subjectOf(seen),
    case_id: seen.warning_case_id,
    org_id: seen.warning_org_id,
    measured,
    threshold,
    unit: told.unit ?? null,
    peer: told.peer ?? null,
    message: told.message,
    evidence,
    missing: (told.missing ?? []) as Bilingual[],
    clock: (told.clock ?? []) as Warning["clock"],
    context: [],
    innocent: told.innocent ? [...told.innocent, ...card.innocent] : card.innocent,
    first_seen: seen.warning_first_seen,
    occurrences: seen.warning_occurrences,
    exemption: null,
    suppression: null,
    head_of: [],
  };
}

/** One step less where less than enough of the data is there. */
export const severityOn = (severity: number, completeness: number): number =>
  completeness < ENOUGH ? Math.max(1, severity - 1) : severity;

/** Updated by what a reader would call a change: measured values, severity, the acts it rests on. Not by wording. */
function statusOf(seen: Sighting, now: Pick<Own, "severity" | "measured" | "threshold">): Warning["status"] {
  if (!seen.warning_before) return "new";
  const same =
    seen.warning_before_same_records &&
    seen.warning_before_severity === now.severity &&
    seen.warning_before_measured === now.measured &&
    seen.warning_before_threshold === now.threshold;
  return same ? "unchanged" : "updated";
}

function subjectOf({ warning_subject_type: type, warning_subject_id: id }: Sighting): Subject {
  if (type === null || id === null) throw new Error("a hit names neither case, unit nor any other subject");
  return { type, id };
}

export const titleOf = ({ meta }: Detector, compiled: PlacedRule | null): Bilingual => {
  if (!compiled) return meta.title;
  if (compiled.rule.title) return compiled.rule.title;
  const names = compiled.rule.activities.map((_, i) => activityName(compiled, i));
  return {
    zh: `${meta.title.zh}：${names.map((name) => name.zh).join("、")}`,
    en: `${meta.title.en}: ${names.map((name) => name.en).join(", ")}`,
  };
};
