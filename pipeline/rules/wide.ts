import type { Condition } from "../../schemas/procedure.ts";
import { id, join, sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { type CompiledRule, isLabel } from "./compile.ts";
import { sidesOf } from "./sides.ts";
import { isResource } from "./template.ts";

const IN_TRACE = ["case_id", "activity", "occurred_at", "actor_id", "org_id"];

/**
 * `wide`: the events that some rule looks at more closely than the trace shows them, joined once with the columns
 * that the rules ask of: the trace's own, `attrs`, and what conditions, correlations and resource rules name.
 */
export async function layOutWide(rules: readonly CompiledRule[], { engine, columns }: Facts): Promise<void> {
  const loaded = columns.get("events") ?? new Set<string>();
  const close = rules.flatMap(sidesOf).filter(({ near }) => !near);
  if (close.length === 0) return;
  const labels = [...new Set(close.flatMap(({ side }) => side.labels))];
  const named = rules.flatMap(({ rule }) => [
    ...[rule.when, rule.unless, rule.target].flatMap(namesOf),
    ...(rule.same ?? []),
    ...(rule.different ?? []),
    ...(rule.persons ?? []).flat(),
    ...(rule.start_at ? [rule.start_at] : []),
    ...(rule.restarts?.change_of ? [rule.restarts.change_of] : []),
    ...(isResource(rule.template) ? ["co_actor_ids", "role"] : []),
  ]);
  const wanted = [...new Set(named)].filter((name) => loaded.has(name) && !IN_TRACE.includes(name));
  await engine.run(sql`
    create or replace temp table wide as
    select e.*, s.attrs${wanted.length > 0 ? sql`, ${join(wanted.map((name) => sql`s.${id(name)}`))}` : sql``}
    from trace e join stored_events s on s.record_no = e.record_no
    where ${isLabel(labels, "e")}`);
}

const namesOf = (condition: Condition | undefined): string[] => Object.keys(condition ?? {});
