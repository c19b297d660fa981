import { sql } from "../engine/sql.ts";
import { layOut } from "../statistics/table.ts";
import type { RuleSet } from "./ruleset.ts";

export const anyPauses = ({ rules }: RuleSet): boolean => rules.some((compiled) => compiled.pauses.length > 0);

/**
 * Lays out `clock_pauses`: `rule_no, case_key, from_at, to_at`, the spans between activities that a rule does not
 * count, where there are such rules. All rules' pauses are found together, by `pause_labels`.
 */
export async function layOutPauses(set: RuleSet): Promise<void> {
  if (!anyPauses(set)) return;
  const { engine } = set.facts;
  const columns = {
    rule_no: "integer",
    pause_no: "integer",
    activity_key: "integer",
    begins: "boolean",
    since: "integer",
  } as const;
  const labels = set.rules.flatMap(({ no, pauses }) =>
    pauses.flatMap(({ from, to, since }, i) =>
      [...new Set([...from, ...to])].map((label) => ({
        rule_no: no,
        pause_no: i + 1,
        activity_key: label,
        begins: from.includes(label),
        since,
      })),
    ),
  );
  await layOut(engine, "pause_labels", columns, labels);
  const inCase = sql`partition by rule_no, pause_no, case_key order by pos`;
  await engine.run(sql`
    create or replace temp table clock_pauses as
    select rule_no, case_key, case when since > occurred_at then since else occurred_at end as from_at, to_at
    from (
      select *, lag(begins) over (${inCase}) as resting,
        min(case when not begins then occurred_at end) over (${inCase} rows between 1 following and unbounded following) as to_at
      from (
        select p.rule_no, p.pause_no, p.begins, p.since, t.case_key, t.pos, t.occurred_at
        from trace t join pause_labels p on p.activity_key = t.activity_key join rules r on r.rule_no = p.rule_no
        join scopes s on s.procedure_no = r.procedure_no and s.case_key = t.case_key
      )
    )
    where begins and not coalesce(resting, false) and coalesce(to_at > since, true)`);
}
