import type { Template } from "../../schemas/procedure.ts";
import { join, type Sql, sql } from "../engine/sql.ts";
import { layOut } from "../engine/table.ts";
import type { CompiledRule } from "./compile.ts";
import { everyLeg } from "./deadline.ts";
import { countsTerms, isPaired, runsInLegs } from "./kinds.ts";
import { legEvidence } from "./legs.ts";
import { pairedBreaches } from "./paired.ts";
import { resourceBreaches } from "./resource.ts";
import type { RuleSet } from "./ruleset.ts";
import { untilMidnight } from "./span.ts";
import { isResource } from "./template.ts";

/**
 * The events behind the hits of some rules, from the relation `hits` (`hit_no, rule_no, case_key`):
 * `hit_no, part, record_no`. Part `a` and `b` are the rule's activities; `context` is not itself in breach.
 */
export async function ruleEvidence(set: RuleSet, served: readonly CompiledRule[]): Promise<Sql> {
  const counted = served.filter(countsTerms);
  const breaches: Sql[] = [];
  if (counted.length > 0) {
    await gatherRuleEvents(set, counted);
    breaches.push(countedBreaches);
    if (counted.some(({ rule }) => ENDS.includes(rule.template))) breaches.push(endsOfCases);
  }
  if (served.some(isPaired)) breaches.push(pairedBreaches(set));
  if (served.some(({ rule }) => isResource(rule.template))) breaches.push(resourceBreaches(set));
  const apart = [...(served.some(runsInLegs) ? [legEvidence(everyLeg(set))] : []), ...(await documentsOf(set, served))];
  if (breaches.length === 0) return remembered(join(apart, sql` union all `), set, served);
  const byCase = sql`
    select h.hit_no, o.part, o.record_no, o.pos, 'events' as source_table
    from hits h join (
      ${join(
        breaches.map((breach) => sql`select rule_no, case_key, part, record_no, pos from (${breach})`),
        sql` union all `,
      )}
    ) o on o.rule_no = h.rule_no and o.case_key = h.case_key`;
  return remembered(join([byCase, ...apart], sql` union all `), set, served);
}

/** Part `document`: records whose kind of document shows that the mandatory step which is missing (PS01) was done. */
async function documentsOf({ facts: { engine, has } }: RuleSet, served: readonly CompiledRule[]): Promise<Sql[]> {
  const rows = served.flatMap(({ no, rule, procedure: { activities } }) => {
    const step = rule.activities[STEP[rule.template] ?? -1];
    if (step === undefined || (rule.code ?? "PS01") !== "PS01") return [];
    const named = [step, ...(activities[step]?.any ?? [])].flatMap((name) => activities[name]?.documents ?? []);
    return [...new Set(named)].map((doc_type) => ({ rule_no: no, doc_type }));
  });
  if (rows.length === 0 || !has("events", "doc_type")) return [];
  await layOut(engine, "rule_documents", { rule_no: "integer", doc_type: "text" }, rows);
  return [
    sql`select h.hit_no, 'document' as part, e.record_no, e.pos, 'events' as source_table
      from hits h join rule_documents d on d.rule_no = h.rule_no
      join events e on e.case_key = h.case_key and e.doc_type = d.doc_type`,
  ];
}

const remembered = (query: Sql, { memory }: RuleSet, served: readonly CompiledRule[]): Sql | Promise<Sql> =>
  memory
    ? memory.layOutEvidence(
        query,
        served.some(({ rule }) => rule.template === "deadline"),
      )
    : query;

/** Rules of what is missing in a case: the evidence shows where it stands. */
const ENDS: readonly Template[] = ["existence", "exactly", "choice", "end", "exclusive-choice", "init"];

/** Which activity a hit of the template lacks. */
const STEP: Partial<Record<Template, number>> = { existence: 0, precedence: 0, "responded-existence": 1, response: 1 };

/**
 * `rule_events`: the events of the hits' cases that count for their rules, surely or perhaps; the latest that each may
 * have been; and whether it came by the completion of the case.
 */
async function gatherRuleEvents({ facts: { engine }, sides }: RuleSet, rules: readonly CompiledRule[]): Promise<void> {
  await engine.run(sql`create or replace temp table rule_events (
    rule_no integer, part varchar, case_key integer, pos integer, record_no bigint, occurred_at bigint, latest bigint,
    sure boolean, by_then boolean)`);
  const served = new Set(rules.map(({ no }) => no));
  for (const near of [true, false]) {
    const events = sides.events(near, (no) => served.has(no), ofHits);
    if (!events) continue;
    await engine.run(sql`
      insert into rule_events
      select rule_no, part, case_key, pos, record_no, occurred_at, latest, met is true, by_then is true
      from (
        select h.rule_no, l.part, e.case_key, e.pos, e.record_no, e.occurred_at,
          ${untilMidnight(sql`e.occurred_at`, sql`e.wall_at`)} as latest, ${events.met} as met,
          k.complete and e.occurred_at <= k.completed_at as by_then
        from ${events.from} join hits h on h.rule_no = l.no and h.case_key = e.case_key
        join rules r on r.rule_no = l.no
        join scopes k on k.procedure_no = r.procedure_no and k.case_key = e.case_key
        where r.a is not null
      ) where met is not false`);
  }
}

const ofHits = (events: Sql): Sql => sql`(select * from ${events} where case_key in (select case_key from hits))`;

/** An act that was to be answered by the completion of the case, and came after all that may be its answer. */
const unanswered = sql`(e.part = 'a' and e.by_then and e.pos >= coalesce(may_end, 0) and (r.tolerance_ms is null
  or may_end is null or (e.occurred_at - may_end_at > r.tolerance_ms and e.occurred_at > may_end_latest)))`;

/** An act that came before all that may be what was to precede it. */
const early = sql`(e.part = 'b' and e.pos <= coalesce(may_begin, e.pos) and (r.tolerance_ms is null
  or may_begin is null or (may_begin_at - e.occurred_at > r.tolerance_ms and may_begin_at > e.latest)))`;

const countedBreaches = sql`
  select e.rule_no, e.case_key,
    case when e.part = 'a' and r.template = 'precedence' then 'context' else e.part end as part, e.record_no, e.pos
  from rule_events e join rules r on r.rule_no = e.rule_no
  join (
    select rule_no, case_key,
      min(case when sure and part = 'a' then pos end) as a_first, max(case when sure and part = 'a' then pos end) as a_last,
      max(case when sure and part = 'b' then pos end) as b_last,
      min(case when sure and part = 'b' and pos > begun then pos end) as b_next,
      min(case when sure and part = 'b' and occurred_at >= begun_at then pos end) as b_after,
      min(case when part = 'a' then pos end) as may_begin, min(case when part = 'a' then occurred_at end) as may_begin_at,
      max(case when part = 'b' then pos end) as may_end, max(case when part = 'b' then occurred_at end) as may_end_at,
      max(case when part = 'b' then latest end) as may_end_latest
    from (
      select *, min(case when sure and part = 'a' then pos end) over (partition by rule_no, case_key) as begun,
        min(case when sure and part = 'a' then occurred_at end) over (partition by rule_no, case_key) as begun_at
      from rule_events
    ) group by rule_no, case_key
  ) x on x.rule_no = e.rule_no and x.case_key = e.case_key
  where e.sure and case r.template
    when 'response' then ${unanswered}
    when 'precedence' then ${early} or (e.part = 'a' and e.pos = a_first)
    when 'succession' then ${unanswered} or ${early}
    when 'waiting-period' then (e.part = 'a' and e.pos = a_first) or (e.part = 'b' and e.pos = b_after)
    when 'deadline' then (e.part = 'a' and e.pos = a_first) or (e.part = 'b' and e.pos = b_next)
    when 'not-response' then (e.part = 'a' and e.pos < b_last) or (e.part = 'b' and e.pos > a_first)
    when 'not-precedence' then (e.part = 'a' and e.pos < b_last) or (e.part = 'b' and e.pos > a_first)
    when 'not-succession' then (e.part = 'a' and e.pos < b_last) or (e.part = 'b' and e.pos > a_first)
    else true end`;

const endsOfCases = sql`
  select h.rule_no, h.case_key, 'context' as part, t.record_no, t.pos
  from hits h join rules r on r.rule_no = h.rule_no
  join cases c on c.case_key = h.case_key
  join trace t on t.case_key = h.case_key and t.pos = case r.template when 'init' then 1 else c.event_count end
  where r.template in ${ENDS} and not exists (
    select 1 from rule_events e where e.rule_no = h.rule_no and e.case_key = h.case_key and e.record_no = t.record_no and e.sure)`;
