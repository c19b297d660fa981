import { sameName } from "../../schemas/decision.ts";
import { PERSON_COLUMNS } from "../../schemas/persons.ts";
import type { TableName } from "../../schemas/tables.ts";
import type { Evidence } from "../../schemas/warning.ts";
import type { Engine } from "../engine/engine.ts";
import { id, join, type Sql, some, sql } from "../engine/sql.ts";
import { DAY } from "../kit/duration.ts";
import { UserError } from "../kit/errors.ts";
import { storedColumns, storedName } from "../stored-rows.ts";
import type { Acts } from "./acts.ts";

/** Tables whose rows say who had a part in a case; who merely looked at it, or excused it, is in others. */
const TELLING = ["events", "assignments", "handovers", "extensions", "interventions", "representations"] as const;

/** Those who decide nothing about some acts. */
interface Involved {
  /** Everyone whom the records of the case, and those a warning rests on, name: at work, asking, approving, concerned. */
  readonly participants: readonly string[];
  /** Whoever heads, or headed, a unit that they are about. */
  readonly heads: readonly string[];
  /** Declared conflicts that are in force: who has one with whom. */
  readonly conflicts: readonly (readonly [string, string])[];
}

/**
 * Nobody decides about acts in which they take part, of a unit that they head, or of those with whom there is a declared
 * conflict. `must`: what takes another person.
 */
export function refuseInvolved({ participants, heads, conflicts }: Involved, name: string, must: string): void {
  const isAmong = (names: readonly string[]) => names.some((one) => sameName(one, name));
  const others = conflicts.flatMap(([one, other]) => [
    ...(sameName(one, name) ? [other] : []),
    ...(sameName(other, name) ? [one] : []),
  ]);
  const why = isAmong(participants)
    ? "takes part in the acts of this lead"
    : isAmong(heads)
      ? "heads or headed the unit that this is about"
      : participants.some((participant) => others.some((other) => sameName(participant, other)))
        ? "has a declared conflict with somebody in the acts of this lead"
        : null;
  if (why !== null) throw new UserError(`${name} ${why}; another person must ${must}`);
}

/** Who may not decide about these acts, by stored records and the conflicts in force at `now` (epoch milliseconds). */
export async function involvedIn(engine: Engine, acts: Acts, now: number): Promise<Involved> {
  const stored = await storedColumns(engine);
  return {
    participants: await participantsOf(engine, acts, stored),
    heads: await headsOf(engine, acts.units, stored.get("postings") ?? []),
    conflicts: await conflictsAt(engine, now, stored.get("conflicts") ?? []),
  };
}

async function participantsOf(
  engine: Engine,
  { case_id, evidence }: Acts,
  stored: ReadonlyMap<TableName, readonly string[]>,
): Promise<string[]> {
  const named = evidence.flatMap(({ actor_id }) => actor_id ?? []);
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

async function headsOf(engine: Engine, units: readonly string[], present: readonly string[]): Promise<string[]> {
  if (units.length === 0 || !present.includes("head") || !present.includes("org_id")) return [];
  const heads = await engine.all<{ actor_id: string }>(sql`
    select distinct actor_id from stored_postings where superseded_by is null and head and org_id in ${units}`);
  return heads.map(({ actor_id }) => actor_id);
}

/** A declaration lasts to the end of its last day. */
async function conflictsAt(
  engine: Engine,
  now: number,
  present: readonly string[],
): Promise<(readonly [string, string])[]> {
  if (present.length === 0) return [];
  const time = (name: string) => (present.includes(name) ? id(name) : sql`cast(null as bigint)`);
  const rows = await engine.all<{ actor_id: string; party_id: string }>(sql`
    select distinct actor_id, party_id from stored_conflicts
    where superseded_by is null and coalesce(${time("from_at")} <= ${now}, true)
      and coalesce(${time("to_at")} > ${now - DAY}, true)`);
  return rows.map(({ actor_id, party_id }) => [actor_id, party_id] as const);
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
