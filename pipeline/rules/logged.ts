import type { Procedure, Rule } from "../../schemas/procedure.ts";
import { id, join, type Sql, sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { currentRows, storedColumns } from "../stored-rows.ts";
import { isLabel, isOff, labelsOf } from "./compile.ts";
import { conditionSql, readValue } from "./condition.ts";

/**
 * Of each procedure, by its id, what not every system records and its own cases have anywhere in the workspace: steps,
 * by their labels, and all that a rule asks to be recorded, by the rule's id.
 */
export type Logged = ReadonlyMap<string, ReadonlySet<number | string>>;

/** Whether a log has what a rule says that not every log has. */
export const isLogged = (
  { id: rule, logged, recorded }: Rule,
  procedure: Procedure,
  activityKeys: ReadonlyMap<string, number>,
  known: Logged,
): boolean => {
  const has = known.get(procedure.id) ?? new Set();
  return (
    (logged === undefined || labelsOf(procedure, logged, activityKeys).some((label) => has.has(label))) &&
    (recorded === undefined || has.has(rule))
  );
};

/** Asks the stored rows, so that a look at one case knows what the whole log records. */
export async function readLogged(
  procedures: readonly Procedure[],
  activityKeys: ReadonlyMap<string, number>,
  facts: Facts,
): Promise<Logged> {
  const logged = new Map<string, ReadonlySet<number | string>>();
  const columns = (await storedColumns(facts.engine)).get("cases");
  const masters = columns
    ? currentRows("cases", columns)
    : sql`select cast(null as varchar) as case_id, cast(null as varchar) as attrs where false`;
  for (const procedure of procedures) {
    const rules = procedure.rules.filter((rule) => !isOff(rule));
    const labels = labelsOf(
      procedure,
      rules.flatMap(({ logged = [] }) => logged),
      activityKeys,
    );
    const recording = rules.flatMap(({ id: rule, activities, recorded }) =>
      recorded === undefined ? [] : [{ rule, labels: labelsOf(procedure, activities, activityKeys), recorded }],
    );
    logged.set(
      procedure.id,
      new Set([
        ...(labels.length === 0 ? [] : await labelsIn(procedure, labels, masters, facts)),
        ...(recording.length === 0 ? [] : await recordingIn(procedure, recording, masters, facts)),
      ]),
    );
  }
  return logged;
}

/** The stored events of a procedure's cases up to the moment looked from, as `e`. */
const eventsOf = ({ applies }: Procedure, masters: Sql, facts: Facts): Sql => sql`
  stored_events e join case_index i on i.case_key = e.case_key left join (${masters}) c on c.case_id = i.case_id
  where e.superseded_by is null and e.occurred_at <= ${facts.asOf}
    and ${applies ? sql`(${conditionSql(applies, "case", facts)}) is not false` : sql`true`}`;

async function labelsIn(
  procedure: Procedure,
  labels: readonly number[],
  masters: Sql,
  facts: Facts,
): Promise<number[]> {
  const rows = await facts.engine.all<{ activity_key: number }>(sql`
    select distinct e.activity_key from ${eventsOf(procedure, masters, facts)} and e.activity_key in ${labels}`);
  return rows.map(({ activity_key }) => activity_key);
}

interface Recording {
  readonly rule: string;
  readonly labels: readonly number[];
  readonly recorded: readonly string[];
}

/** The rules of which each column is filled somewhere. */
async function recordingIn(
  procedure: Procedure,
  recording: readonly Recording[],
  masters: Sql,
  facts: Facts,
): Promise<string[]> {
  const filled = recording.flatMap(({ rule, labels, recorded }) =>
    recorded.map((name) => ({
      rule,
      some: sql`${isLabel(labels, "e")} and ${readValue(name, "event", facts).text} is not null`,
    })),
  );
  const counts = filled.map(({ some }, i) => sql`max(case when ${some} then 1 else 0 end) as ${id(String(i))}`);
  const acts = [...new Set(recording.flatMap(({ labels }) => labels))];
  const [found = {}] = await facts.engine.all<Record<string, number | null>>(sql`
    select ${join(counts)} from ${eventsOf(procedure, masters, facts)} and ${isLabel(acts, "e")}`);
  const lacking = new Set(filled.flatMap(({ rule }, i) => (found[i] === 1 ? [] : [rule])));
  return recording.flatMap(({ rule }) => (lacking.has(rule) ? [] : [rule]));
}
