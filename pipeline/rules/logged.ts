import type { Procedure } from "../../schemas/procedure.ts";
import { type Sql, sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { currentRows, storedColumns } from "../stored-rows.ts";
import { isOff, labelsOf } from "./compile.ts";
import { conditionSql } from "./condition.ts";

/**
 * Of each procedure, by its id, which of the steps that not every system records its own cases have anywhere in the
 * workspace.
 */
export type Logged = ReadonlyMap<string, ReadonlySet<number>>;

/** Asks the stored rows, so that a look at one case knows what the whole log records. */
export async function readLogged(
  procedures: readonly Procedure[],
  activityKeys: ReadonlyMap<string, number>,
  facts: Facts,
): Promise<Logged> {
  const logged = new Map<string, ReadonlySet<number>>();
  const columns = (await storedColumns(facts.engine)).get("cases");
  const masters = columns
    ? currentRows("cases", columns)
    : sql`select cast(null as varchar) as case_id, cast(null as varchar) as attrs where false`;
  for (const procedure of procedures) {
    const steps = procedure.rules.filter((rule) => !isOff(rule)).flatMap(({ logged = [] }) => logged);
    const labels = labelsOf(procedure, steps, activityKeys);
    logged.set(procedure.id, labels.length === 0 ? new Set() : await labelsIn(procedure, labels, masters, facts));
  }
  return logged;
}

async function labelsIn(
  { applies }: Procedure,
  labels: readonly number[],
  masters: Sql,
  facts: Facts,
): Promise<Set<number>> {
  const { engine, asOf } = facts;
  const rows = await engine.all<{ activity_key: number }>(sql`
    select distinct s.activity_key
    from stored_events s join case_index i on i.case_key = s.case_key left join (${masters}) c on c.case_id = i.case_id
    where s.superseded_by is null and s.occurred_at <= ${asOf} and s.activity_key in ${labels}
      and ${applies ? sql`(${conditionSql(applies, "case", facts)}) is not false` : sql`true`}`);
  return new Set(rows.map(({ activity_key }) => activity_key));
}
