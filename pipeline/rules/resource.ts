import type { RULE_PERSONS, Template } from "../../schemas/procedure.ts";
import { type ColumnOf, columnOf } from "../columns.ts";
import { transposed } from "../engine/engine.ts";
import { type Sql, sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import type { CompiledRule } from "./compile.ts";
import type { RuleSet } from "./ruleset.ts";
import { isDate } from "./span.ts";
import { isResource } from "./template.ts";

/**
 * Who took part in the events of the resource rules, one row per event and person; `person` is null where nobody is
 * recorded: `rule_no, part, case_key, pos, act, whose, record_no, person, role, sure`; `act` and `whose` tell apart what
 * a rule looks at apart. Co-actors count as well, but for `same-actor`, which asks who acted: somebody who assists does not make it
 * another person's act. A rule may name other columns.
 */
export async function gatherParticipants({ rules, facts, sides }: RuleSet): Promise<void> {
  const { engine, has } = facts;
  const sought = rules.filter(({ rule }) => isResource(rule.template)).flatMap(personsOf);
  const about = new Set(sought.map(([no]) => no));
  const events = sides.events(false, (no) => about.has(no));
  if (!events) return;
  await engine.run(sql`create or replace ${engine.large("participants")} (
    rule_no integer, part varchar, case_key integer, pos integer, act bigint, whose varchar, record_no bigint, person varchar,
    role varchar, sure boolean)`);
  await engine.run(
    sql`create or replace temp table rule_persons (rule_no integer, part varchar, named varchar, each boolean)`,
  );
  await engine.append("rule_persons", ["integer", "text", "text", "boolean"], [transposed(sought, 4)]);
  const recordedIn = (column: ColumnOf<"events">) => columnOf(facts, "events", column, sql`e`);
  const anyEach = rules.some(({ rule }) => rule.each);
  const whose = anyEach
    ? sql`case when n.each and ${isDate(sql`e.wall_at`)} then ${recordedIn("party_id")} end`
    : sql`cast(null as varchar)`;
  for (const column of new Set(sought.map(([, , named]) => named))) {
    const others = column === "co_actor_ids";
    if (others && !has("events", column)) continue;
    const several = others || (column === "approver_id" && has("events", column));
    const recorded = column === "actor_id" ? sql`e.actor_id` : recordedIn(column);
    await engine.run(sql`
      insert into participants
      select rule_no, part, case_key, pos, act, whose, record_no, ${several ? sql`nullif(p.value, '')` : sql`person`}, role,
        met is true${column === "approver_id" ? sql` and position(';' in coalesce(person, '')) = 0` : sql``}
      from (
        select l.no as rule_no, l.part, e.case_key, e.pos, case when n.each then e.occurred_at else 0 end as act, ${whose} as whose, e.record_no, ${recorded} as person, ${recordedIn("role")} as role, ${events.met} as met
        from ${events.from} join rule_persons n on n.rule_no = l.no and n.part = l.part and n.named = ${column}
      ) ${several ? sql`x cross join lateral ${engine.split(sql`coalesce(x.person, '')`, "p")}` : sql``}
      where met is not false ${others ? sql`and p.value <> ''` : sql``}`);
  }
  if (anyEach) await shareUnnamedActs(facts);
}

/** Where of the acts of a date one does not say whom it concerned, it may have been any of them. */
async function shareUnnamedActs({ engine }: Facts): Promise<void> {
  await engine.run(sql`
    update participants set whose = null
    where whose is not null and exists (
      select 1 from participants o where o.rule_no = participants.rule_no and o.case_key = participants.case_key
        and o.act = participants.act and o.whose is null)`);
}

/** The columns that name the persons of a rule's sides, and whether it looks at each act apart. */
function personsOf({ no, rule, b }: CompiledRule) {
  const [ofA, ofB] = rule.persons ?? (rule.template === "same-actor" ? [ACTED, ACTED] : [TOOK_PART, TOOK_PART]);
  const named = (part: "a" | "b", columns: readonly PersonColumn[]) =>
    columns.map((column) => [no, part, column, rule.each ?? false] as const);
  return [...named("a", ofA), ...(b ? named("b", ofB) : [])];
}

type PersonColumn = (typeof RULE_PERSONS)[number];
const ACTED: readonly PersonColumn[] = ["actor_id"];
const TOOK_PART: readonly PersonColumn[] = ["actor_id", "co_actor_ids"];

/** One record is no two acts, unless the rule asks of it for persons in different columns. */
function areApart(rules: RuleSet["rules"]): Sql {
  const named = rules.filter(({ rule }) => rule.persons !== undefined).map(({ no }) => no);
  return named.length === 0
    ? sql`b.record_no <> a.record_no`
    : sql`(b.record_no <> a.record_no or a.rule_no in ${named})`;
}

const outcome = (hit: Sql, perhaps: Sql): Sql =>
  sql`case when ${hit} then 'hit' when ${perhaps} then 'cannot tell' else 'clear' end as outcome`;

/** Outcomes of the resource rules of a template: `rule_no, case_key, outcome`. Nobody recorded = cannot tell. */
export const resourceOutcomes = (template: Template, { rules }: RuleSet): Sql => sql`
  select x.rule_no, x.case_key, case when x.outcome = 'hit' and not s.sure then 'cannot tell' else x.outcome end as outcome
  from (${outcomesWhere(template, rules)}) x join rules r on r.rule_no = x.rule_no
  join scopes s on s.procedure_no = r.procedure_no and s.case_key = x.case_key`;

function outcomesWhere(template: Template, rules: RuleSet["rules"]): Sql {
  switch (template) {
    case "different-actor":
      return sql`
        select p.rule_no, p.case_key, ${outcome(sql`coalesce(max(x.sure), 0) = 1`, sql`max(x.sure) is not null or count(*) > count(p.person)`)}
        from participants p join rules r on r.rule_no = p.rule_no
        left join (
          select a.rule_no, a.case_key, max(case when a.sure and b.sure then 1 else 0 end) as sure
          from participants a join participants b
            on b.rule_no = a.rule_no and b.case_key = a.case_key and b.person = a.person and ${areApart(rules)}
          where a.part = 'a' and b.part = 'b'
          group by a.rule_no, a.case_key
        ) x on x.rule_no = p.rule_no and x.case_key = p.case_key
        where r.template = ${template}
        group by p.rule_no, p.case_key
        having max(case when p.part = 'a' then 1 end) = 1 and max(case when p.part = 'b' then 1 end) = 1`;
    case "same-actor":
      return sql`
        select p.rule_no, p.case_key,
          ${outcome(
            sql`count(distinct case when p.sure then p.person end) > 1
              and max(case when p.part = 'a' and p.sure then 1 end) = 1 and max(case when p.part = 'b' and p.sure then 1 end) = 1`,
            sql`count(distinct p.person) > 1 or count(*) > count(p.person)`,
          )}
        from participants p join rules r on r.rule_no = p.rule_no
        where r.template = ${template}
        group by p.rule_no, p.case_key
        having max(case when p.part = 'a' then 1 end) = 1 and max(case when p.part = 'b' then 1 end) = 1`;
    case "min-actors":
      return sql`
        select rule_no, case_key, case max(worst) when 3 then 'hit' when 2 then 'cannot tell' when 1 then 'pending' else 'clear' end as outcome
        from (
          select p.rule_no, p.case_key,
            case
              when count(distinct case when p.sure then p.person end) >= min(r.times) then 0
              when count(*) > count(p.person) or max(case when p.sure then 1 else 0 end) = 0 or count(distinct p.person) >= min(r.times) then 2
              when count(s.complete) = 0 then 2
              when min(case when s.complete then 1 else 0 end) = 0 then 1
              else 3
            end as worst
          from participants p join rules r on r.rule_no = p.rule_no
          join scopes s on s.procedure_no = r.procedure_no and s.case_key = p.case_key
          where r.template = ${template}
          group by p.rule_no, p.case_key, p.act, p.whose
        ) group by rule_no, case_key`;
    case "role": {
      const wrong = roleIsWrong(rules);
      return sql`
        select p.rule_no, p.case_key,
          ${outcome(sql`max(case when p.sure and ${wrong} then 1 else 0 end) = 1`, sql`max(case when ${wrong} or p.role is null then 1 else 0 end) = 1`)}
        from participants p join rules r on r.rule_no = p.rule_no
        where r.template = ${template}
        group by p.rule_no, p.case_key`;
    }
    default:
      throw new Error(`${template} is not about persons`);
  }
}

/** Whether a participant's recorded role is not one of its rule's roles. */
function roleIsWrong(rules: RuleSet["rules"]): Sql {
  const named = rules.filter(({ rule }) => rule.roles !== undefined);
  if (named.length === 0) return sql`false`;
  const cases = named.map(({ no, rule }) => sql`when ${no} then p.role not in ${rule.roles ?? []}`);
  return sql`(case p.rule_no ${cases.reduce((all, one) => sql`${all} ${one}`)} end)`;
}

/**
 * The events that break a resource rule, each once, of the cases in `hits`: `rule_no, case_key, part, record_no, pos`.
 */
export const resourceBreaches = ({ rules }: RuleSet): Sql => sql`
  with involved as (
    select p.* from participants p join hits h on h.rule_no = p.rule_no and h.case_key = p.case_key where p.sure
  ), shared as (
    select a.rule_no, a.case_key, a.person
    from involved a join involved b
      on b.rule_no = a.rule_no and b.case_key = a.case_key and b.person = a.person and ${areApart(rules)}
    where a.part = 'a' and b.part = 'b'
    group by a.rule_no, a.case_key, a.person
  ), few as (
    select p.rule_no, p.case_key, p.act, p.whose from involved p join rules r on r.rule_no = p.rule_no
    where r.template = 'min-actors'
    group by p.rule_no, p.case_key, p.act, p.whose having count(distinct p.person) < min(r.times)
  )
  select p.rule_no, p.case_key, min(p.part) as part, p.record_no, p.pos
  from involved p join rules r on r.rule_no = p.rule_no
  left join shared x on x.rule_no = p.rule_no and x.case_key = p.case_key and x.person = p.person
  left join few f on f.rule_no = p.rule_no and f.case_key = p.case_key and f.act = p.act
    and f.whose is not distinct from p.whose
  where case r.template
    when 'different-actor' then x.person is not null
    when 'min-actors' then f.act is not null
    when 'role' then ${roleIsWrong(rules)}
    else true end
  group by p.rule_no, p.case_key, p.record_no, p.pos`;
