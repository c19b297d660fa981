import type { Detector } from "../pipeline/detector.ts";
import { CODES, type Code } from "../schemas/codes.ts";
import type { Procedure, Rule } from "../schemas/procedure.ts";

/**
 * What asks a code's question: detectors of the code, and rules of procedures, which a detector of any code may serve.
 */
export interface Asked {
  readonly code: Code;
  readonly detectors: readonly Detector[];
  readonly rules: readonly { readonly procedure: Procedure; readonly rule: Rule }[];
}

/** Every code with what asks its question, in the order of the codes. */
export function askedBy(detectors: readonly Detector[], procedures: readonly Procedure[]): Asked[] {
  const rules = procedures.flatMap((procedure) => procedure.rules.map((rule) => ({ procedure, rule })));
  return (Object.keys(CODES) as Code[]).map((code) => ({
    code,
    detectors: detectors.filter(({ meta }) => meta.code === code),
    rules: rules.filter(({ rule }) => rule.code === code),
  }));
}

/** The detector that serves a rule. */
export function serverOf({ template }: Rule, detectors: readonly Detector[]): Detector {
  const server = detectors.find(({ templates }) => templates.includes(template));
  if (!server) throw new Error(`no detector serves ${template}`);
  return server;
}

/** Tables and columns that a rule reads: what its template, its conditions and its clock ask for. */
export function readBy(rule: Rule, detectors: readonly Detector[]): string[] {
  const named = [rule.when, rule.unless, rule.target].flatMap((condition) => Object.keys(condition ?? {}));
  const columns = [...named, ...(rule.same ?? []), ...(rule.different ?? []), ...(rule.persons ?? []).flat()];
  const needed = serverOf(rule, detectors).meta.needs.events ?? [];
  return [
    "events",
    ...needed,
    ...columns.map((name) => name.replace(/^case\./, "cases.")),
    ...(rule.extensions || rule.exclusions || rule.restarts?.bases ? ["extensions"] : []),
  ];
}
