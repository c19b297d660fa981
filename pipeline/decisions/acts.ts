import type { Target } from "../../schemas/decision.ts";
import type { Warning } from "../../schemas/warning.ts";
import type { Engine } from "../engine/engine.ts";
import { findWarning, warningsUnder } from "../warnings/last-lines.ts";

/** What people may have a part in: a case or units, and records a warning rests on. */
export interface Acts extends Pick<Warning, "case_id" | "evidence"> {
  readonly units: readonly string[];
}

/** A warning that is about no case is about its unit. */
export const actsOf = ({ case_id, subject, org_id, evidence }: Warning): Acts => {
  const unit = subject.type === "org" ? subject.id : org_id;
  return { case_id, evidence, units: case_id !== null || unit === null ? [] : [unit] };
};

/**
 * What a suppression is about. A case counts with all its records, and a unit as one, also where the rule has said
 * nothing of it yet.
 */
export async function actsUnder(engine: Engine, folder: string, target: Target): Promise<Acts> {
  if ("warning_id" in target) {
    const told = await findWarning(engine, folder, target.warning_id);
    return told === null ? { case_id: null, evidence: [], units: [] } : actsOf(told);
  }
  const told = (await warningsUnder(engine, folder, target.rule, target.subject)).map(actsOf);
  return {
    case_id: target.subject,
    evidence: told.flatMap(({ evidence }) => evidence),
    units: [target.subject, ...told.flatMap(({ units }) => units)],
  };
}
