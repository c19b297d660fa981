import type { Engine } from "../engine/engine.ts";
import type { Sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { absencePart } from "./context/absences.ts";
import { approvalPart, suspensionPart } from "./context/approvals.ts";
import { ratePart } from "./context/base-rates.ts";
import { loadPart, loadsOf } from "./context/loads.ts";

/**
 * Sentences that may explain a warning, in a relation that is joined to `sightings s`: JSON of them, between commas.
 */
export interface ContextPart {
  readonly said: Sql;
  readonly join: Sql;
}

/**
 * What is on record beside the warnings of a detector and may speak for those concerned, naming nobody: the unit's load
 * in that month beside its peers', leave and emergency duty of those who acted, approvals and suspensions on record in
 * the case, and how often the same rule was hit among the unit's peers. Reads `sightings`, `evidence_rows` and `found`, each once.
 */
export async function contextOf(engine: Engine, facts: Facts, found: Sql | null): Promise<ContextPart[]> {
  const loads = await loadsOf(facts);
  const parts = [
    loads && (await loadPart(engine, loads)),
    await absencePart(engine, facts),
    await approvalPart(engine, facts),
    await suspensionPart(engine, facts),
    found && (await ratePart(engine, found, loads)),
  ];
  return parts.filter((part) => part !== null);
}
