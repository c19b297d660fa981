import { hash } from "node:crypto";
import type { Bilingual } from "../schemas/text.ts";
import { type Evidence, type Subject, WARNING_SCHEMA_VERSION, type Warning } from "../schemas/warning.ts";
import { activityName, type Detector, type Explanation } from "./detector.ts";
import type { CompiledRule } from "./rules/compile.ts";
import type { RuleSet } from "./rules/ruleset.ts";

/** One row of a detector's hits, as far as every detector's are alike. */
export interface HitRow {
  readonly hit_no: number;
  readonly rule_no?: number | null;
  readonly key?: string | null;
  readonly subject_case_id: string | null;
  readonly subject_org_id: string | null;
  readonly subject_type?: Subject["type"] | null;
  readonly subject_id?: string | null;
}

/** What all warnings of one rule share; made once. */
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

export function makeCard(detector: Detector, compiled: CompiledRule | null): Card {
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

export function warningOf(
  card: Card,
  hit: HitRow,
  told: Explanation,
  evidence: Evidence[],
  runId: string,
  asOf: number,
): Warning {
  const subject = subjectOf(hit);
  return {
    schema_version: WARNING_SCHEMA_VERSION,
    warning_id: warningId(card.detector, card.procedure, card.rule, subject, hit.key ?? ""),
    run_id: runId,
    as_of: asOf,
    ...card,
    severity: told.severity ?? card.severity,
    confidence: told.confidence ?? (card.tier === "rule" ? "high" : "medium"),
    status: "new",
    subject,
    case_id: hit.subject_case_id,
    org_id: hit.subject_org_id,
    measured: told.measured ?? null,
    threshold: told.threshold ?? null,
    unit: told.unit ?? null,
    peer: told.peer ?? null,
    message: told.message,
    evidence,
    missing: [...(told.missing ?? [])],
    clock: [...(told.clock ?? [])],
    innocent: told.innocent ? [...told.innocent, ...card.innocent] : card.innocent,
    first_seen: asOf,
    last_seen: asOf,
    occurrences: 1,
    exemption: null,
    suppression: null,
  };
}

/** Never of measured values, later events, paths, row order or wording: the same lead keeps its id from night to night. */
export const warningId = (
  detector: string,
  procedure: string | null,
  rule: string,
  subject: Subject,
  key: string,
): string => hash("sha256", JSON.stringify([detector, procedure, rule, subject.type, subject.id, key])).slice(0, 20);

function subjectOf(hit: HitRow): Subject {
  if (hit.subject_type && hit.subject_id != null) return { type: hit.subject_type, id: hit.subject_id };
  if (hit.subject_case_id !== null) return { type: "case", id: hit.subject_case_id };
  if (hit.subject_org_id !== null) return { type: "org", id: hit.subject_org_id };
  throw new Error("a hit names neither case, unit nor any other subject");
}

export const titleOf = ({ meta }: Detector, compiled: CompiledRule | null): Bilingual => {
  if (!compiled) return meta.title;
  if (compiled.rule.title) return compiled.rule.title;
  const names = compiled.rule.activities.map((_, i) => activityName(compiled, i));
  return {
    zh: `${meta.title.zh}：${names.map((name) => name.zh).join("、")}`,
    en: `${meta.title.en}: ${names.map((name) => name.en).join(", ")}`,
  };
};
