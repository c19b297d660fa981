import type { Target } from "../../schemas/decision.ts";
import type { Engine } from "../engine/engine.ts";
import { findWarning, warningsUnder } from "../store.ts";
import type { Acts } from "./participants.ts";

/** What a suppression is about. A case counts with all its records, also where the rule has said nothing of it yet. */
export async function actsOf(engine: Engine, folder: string, target: Target): Promise<Acts> {
  if ("warning_id" in target) {
    return (await findWarning(engine, folder, target.warning_id)) ?? { case_id: null, evidence: [] };
  }
  const told = await warningsUnder(engine, folder, target.rule, target.subject);
  return { case_id: target.subject, evidence: told.flatMap(({ evidence }) => evidence) };
}
