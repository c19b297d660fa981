import { columnOf } from "../columns.ts";
import { join, type Sql, sql } from "../engine/sql.ts";
import { layOut } from "../engine/table.ts";
import type { CompiledRule } from "./compile.ts";
import { conditionSql } from "./condition.ts";
import { runsInLegs } from "./kinds.ts";
import type { RuleSet } from "./ruleset.ts";

export const anyPauses = ({ rules }: RuleSet): boolean => rules.some((compiled) => compiled.pauses.length > 0);

/** Of clocks of each person, what names somebody pauses that one's alone, unless it is an act on the whole case. */
const pausesEachPersons = (compiled: CompiledRule): boolean =>
  compiled.rule.same?.includes("party_id") === true && runsInLegs(compiled);

/**
 * Lays out `clock_pauses`: `rule_no, case_key, key, from_at, to_at, perhaps`, the spans between activities that a rule
 * does not count, where there are such rules; `key` is null where they are those of all the clocks of the case, and
 * `perhaps` true where the act does not say whose it is and there are several whose it may be. All rules' pauses are
 * found together, by `pause_labels`. Reads `clock_legs`.
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
    personal: "boolean",
    whole: "boolean",
  } as const;
  const labels = set.rules.flatMap((compiled) =>
    compiled.pauses.flatMap(({ from, to, since }, i) =>
      [...new Set([...from, ...to])].map((label) => ({
        rule_no: compiled.no,
        pause_no: i + 1,
        activity_key: label,
        begins: from.includes(label),
        since,
        personal: pausesEachPersons(compiled),
        whole: compiled.whole.includes(label),
      })),
    ),
  );
  await layOut(engine, "pause_labels", columns, labels);
  const personal = set.rules.some((compiled) => compiled.pauses.length > 0 && pausesEachPersons(compiled));
  const inClock = sql`partition by rule_no, pause_no, case_key, key order by pos`;
  await engine.run(sql`
    create or replace temp table clock_pauses as
    select rule_no, case_key, key, case when since > occurred_at then since else occurred_at end as from_at, to_at, perhaps
    from (
      select *, lag(begins) over (${inClock}) as resting,
        min(case when not begins then occurred_at end) over (${inClock} rows between 1 following and unbounded following) as to_at
      from (${join([ofTheCase, ...(personal ? [ofEachPerson(set)] : [])], sql` union all `)})
    )
    where begins and not coalesce(resting, false) and coalesce(to_at > since, true)`);
}

const marks = sql`p.rule_no, p.pause_no, p.begins, p.since, t.case_key, t.pos, t.occurred_at`;
const inScope = sql`
  join rules r on r.rule_no = p.rule_no join scopes s on s.procedure_no = r.procedure_no and s.case_key = t.case_key`;

const ofTheCase = sql`
  select ${marks}, cast(null as varchar) as key, false as perhaps
  from trace t join pause_labels p on p.activity_key = t.activity_key and not p.personal ${inScope}`;

const ofEachPerson = ({ facts: { values: _, ...facts } }: RuleSet): Sql => sql`
  select m.rule_no, m.pause_no, m.begins, m.since, m.case_key, m.pos, m.occurred_at, k.key,
    m.party is null and not m.whole and (k.several or n.case_key is not null) as perhaps
  from (
    select ${marks}, p.whole, case when not p.whole then ${columnOf(facts, "events", "party_id", sql`t`)} end as party
    from events t join pause_labels p on p.activity_key = t.activity_key and p.personal ${inScope}
  ) m join (
    select *, count(*) over (partition by rule_no, case_key) > 1 as several
    from (select distinct rule_no, case_key, key, party from clock_legs) l
  ) k on k.rule_no = m.rule_no and k.case_key = m.case_key and coalesce(k.party = m.party, true)
  left join (
    select c.case_key from cases c where (${conditionSql({ "case.party_count": { gte: 2 } }, "case", facts)}) is true
  ) n on n.case_key = m.case_key`;
