import type { Condition } from "../../schemas/procedure.ts";
import { id, join, sql } from "../engine/sql.ts";
import { columnsNamed } from "./condition.ts";
import type { RuleSet } from "./ruleset.ts";
import { labelNoOf, sidesOf } from "./sides.ts";
import { isResource } from "./template.ts";

const IN_TRACE = ["occurred_at", "actor_id", "org_id"];

/** Columns of events that are kept by keys, and where their values stand. */
const BY_KEY = {
  activity: { value: sql`a.activity`, from: sql`join activity_index a on a.activity_key = e.activity_key` },
  case_id: { value: sql`i.case_id`, from: sql`join case_index i on i.case_key = e.case_key` },
};

/**
 * `wide`: the events that some rule looks at more closely than the trace shows them, once for each procedure whose
 * rules do, as `procedure_no` and `label_no` say; joined once with the columns that the rules ask of: the trace's own,
 * `attrs`, and what conditions, correlations and resource rules name. Reads `rule_labels` and `scopes`.
 */
export async function layOutWide({ rules, facts }: RuleSet): Promise<void> {
  if (rules.flatMap(sidesOf).every(({ near }) => near)) return;
  const named = rules.flatMap(({ rule }) => [
    ...[rule.when, rule.unless, rule.target].flatMap(namesOf),
    ...(rule.same ?? []),
    ...(rule.different ?? []),
    ...(rule.persons ?? []).flat(),
    ...(rule.start_at ? [rule.start_at] : []),
    ...(rule.restarts?.change_of ? [rule.restarts.change_of] : []),
    ...(rule.restarts?.sure_by ? [rule.restarts.sure_by] : []),
    ...(isResource(rule.template) ? ["co_actor_ids", "role"] : []),
    ...(rule.each ? ["party_id"] : []),
  ]);
  const wanted = [...new Set(named.flatMap((name) => columnsNamed("events", name, facts)))];
  const keyed = wanted.flatMap((name) => (name === "activity" || name === "case_id" ? BY_KEY[name] : []));
  const stored = wanted.filter((name) => !(name in BY_KEY) && !IN_TRACE.includes(name));
  const columns = [...keyed.map(({ value }) => value), ...stored.map((name) => sql`s.${id(name)}`)];
  const label = labelNoOf(sql`c.procedure_no`, sql`e.activity_key`);
  await facts.engine.run(sql`
    create or replace ${facts.engine.large("wide")} as
    select ${join([sql`e.*`, sql`s.attrs`, ...columns])}
    from (
      select e.*, c.procedure_no, ${label} as label_no from trace e join scopes c on c.case_key = e.case_key
      where ${label} in (select label_no from rule_labels where not near)
    ) e join stored_events s on s.record_no = e.record_no ${join(
      keyed.map(({ from }) => from),
      sql` `,
    )}`);
}

const namesOf = (condition: Condition | undefined): string[] => Object.keys(condition ?? {});
