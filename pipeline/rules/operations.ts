import { EXCLUDE, EXTEND, RESTART } from "../../schemas/values.ts";
import { noRows, sql } from "../engine/sql.ts";
import type { RuleSet } from "./ruleset.ts";

/** Whether the log itself says of some act what it does to a clock. */
export const anyOperations = ({ facts }: RuleSet): boolean => facts.has("events", "clock_op");

/**
 * Lays out `unheeded_operations`, where there may be any: `case_key`, and since when the case has an act that extends a
 * clock, excludes time from one or restarts it, while the approvals hold none of that kind (`extends_at`,
 * `excludes_at`). An act does not say by how much, so a clock that heeds approvals cannot be told from then on.
 */
export async function layOutOperations(set: RuleSet): Promise<void> {
  if (!anyOperations(set)) return;
  const { engine, has } = set.facts;
  const approved = (kinds: readonly string[]) =>
    has("extensions", "kind")
      ? sql`select case_key from extensions where kind in ${kinds} and case_key is not null`
      : noRows({ case_key: "integer" });
  const since = (operations: readonly string[], kinds: readonly string[]) => sql`
    min(case when clock_op in ${operations} and case_key not in (${approved(kinds)}) then occurred_at end)`;
  await engine.run(sql`
    create or replace temp table unheeded_operations as
    select case_key, ${since(EXTEND, EXTEND)} as extends_at,
      ${since([...EXCLUDE, ...RESTART], [...EXCLUDE, ...RESTART])} as excludes_at
    from events where clock_op in ${[...EXTEND, ...EXCLUDE, ...RESTART]} group by case_key`);
}
