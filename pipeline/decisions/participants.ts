import { sameName } from "../../schemas/decision.ts";
import { PERSON_COLUMNS } from "../../schemas/persons.ts";
import type { TableName } from "../../schemas/tables.ts";
import type { Evidence, Warning } from "../../schemas/warning.ts";
import type { Engine } from "../engine/engine.ts";
import { id, join, type Sql, some, sql } from "../engine/sql.ts";
import { UserError } from "../errors.ts";
import { storedColumns, storedName } from "../stored-rows.ts";

/** Tables whose rows say who had a part in a case; who merely looked at it, or excused it, is in others. */
const TELLING = ["events", "assignments", "handovers", "extensions", "interventions", "representations"] as const;

/** What people may have a part in: a case, and records a warning rests on. */
export type Acts = Pick<Warning, "case_id" | "evidence">;

/** Nobody decides about acts in which they take part. `must`: what takes another person. */
export function refuseParticipant(participants: readonly string[], name: string, must: string): void {
  if (participants.some((participant) => sameName(participant, name)))
    throw new UserError(`${name} takes part in the acts of this lead; another person must ${must}`);
}

/**
 * Everyone whom the records of a warning's case, and those it rests on, name: at work, asking, approving or concerned.
 */
export async function participantsOf(engine: Engine, { case_id, evidence }: Acts): Promise<string[]> {
  const named = evidence.flatMap(({ actor_id }) => actor_id ?? []);
  const stored = await storedColumns(engine);
  for (const table of TELLING) {
    const present = stored.get(table) ?? [];
    const columns = PERSON_COLUMNS[table].filter((column) => present.includes(column));
    if (columns.length === 0) continue;
    const own = ofCase(table, present.includes("case_id") ? case_id : null);
    const rows = await engine.all<Readonly<Record<string, string | null>>>(sql`
      select distinct ${join(columns.map((column) => sql`s.${id(column)}`))}
      from ${id(storedName(table))} s join files f on f.file_id = s.file_id
      where ${some([...own, ...among(evidence.filter((record) => record.table === table))])}`);
    named.push(...rows.flatMap((row) => Object.values(row)).flatMap((people) => people?.split(";") ?? []));
  }
  return named;
}

function ofCase(table: TableName, caseId: string | null): Sql[] {
  if (caseId === null) return [];
  return table === "events"
    ? [sql`s.case_key in (select case_key from case_index where case_id = ${caseId})`]
    : [sql`s.case_id = ${caseId}`];
}

function among(evidence: readonly Evidence[]): Sql[] {
  const lines = new Map<string, number[]>();
  for (const { source } of evidence) lines.set(source.sha256, [...(lines.get(source.sha256) ?? []), source.line]);
  return [...lines].map(([sha256, at]) => sql`f.sha256 = ${sha256} and s.line in ${at}`);
}
