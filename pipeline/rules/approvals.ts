import { EXCLUDE, EXTEND, RESTART, STOP } from "../../schemas/values.ts";
import { type ColumnOf, columnOf } from "../columns.ts";
import { noRows, type Sql, sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import type { RuleSet } from "./ruleset.ts";

/** What tells clocks apart. */
export const CLOCK = { rule_no: "integer", case_key: "integer", key: "varchar", leg: "integer" } as const;

/** The columns of the approvals `x`. */
export const approvalsIn =
  (facts: Facts) =>
  (name: ColumnOf<"extensions">): Sql =>
    columnOf(facts, "extensions", name, sql`x`);

/**
 * The approvals `x` that concern a clock `c`: its case, its rule, its person, and in its time where it runs in legs.
 */
export function concerned(facts: Facts): Sql {
  const { asOf } = facts;
  const column = approvalsIn(facts);
  const approved = column("approved_at");
  return sql`x.case_key = c.case_key and coalesce(${approved}, ${column("from_at")}, 0) <= ${asOf}
    and (${column("rule")} is null or ${column("rule")} = c.rule_id)
    and (${column("party_id")} is null or c.party is null or ${column("party_id")} = c.party)
    and (not c.in_legs or coalesce(${approved}, ${column("from_at")}, c.start_any)
      between (case when c.leg = 0 then 0 else c.start_any end) and coalesce(c.end_any, ${asOf}))`;
}

/**
 * Of those, the ones that may lengthen the clock: what names no rule and was approved before the day that it started,
 * or after the day that it ended, was meant for another.
 */
function lengthening(facts: Facts): Sql {
  const { engine, zone, asOf } = facts;
  const column = approvalsIn(facts);
  const ended = engine.localDay(sql`coalesce(c.end_any, ${asOf})`, zone);
  return sql`${concerned(facts)} and (${column("rule")} is not null
    or ${approvedOn(facts)} between c.start_any_on and ${ended})`;
}

/** The day of an approval `x`, and of one that does not say the first that it may be. */
const approvedOn = (facts: Facts): Sql => {
  const column = approvalsIn(facts);
  return facts.engine.localDay(sql`coalesce(${column("approved_at")}, ${column("from_at")}, c.start_any)`, facts.zone);
};

/**
 * What approvals on record add to a clock of `limited`: `rule_no, case_key, key, leg, months, days, after_law` (one was
 * approved when the law of the rule was over, so that what it allowed at most does not hold), `unclear` (an approval
 * that names neither, a restart without its moment or on a basis that no rule of the procedure names, a stop, or a kind
 * that nobody knows).
 */
export function grants({ facts }: RuleSet): Sql {
  if (!facts.columns.has("extensions"))
    return noRows({ ...CLOCK, months: "bigint", days: "bigint", after_law: "integer", unclear: "integer" });
  const column = approvalsIn(facts);
  const lengthens = sql`c.extends and x.kind in ${EXTEND}`;
  const strange = sql`case when x.kind in ${RESTART} then c.restarts and b.own is null
    else x.kind not in ${[...EXTEND, ...EXCLUDE]} and (c.extends or c.excludes or c.restarts) end`;
  return sql`
    select c.rule_no, c.case_key, c.key, c.leg,
      cast(sum(case when ${lengthens} then coalesce(${column("months")}, 0) else 0 end) as bigint) as months,
      cast(sum(case when ${lengthens} then coalesce(${column("days")}, 0) else 0 end) as bigint) as days,
      max(case when ${lengthens} and ${approvedOn(facts)} > c.law_ends then 1 else 0 end) as after_law,
      max(case when ${lengthens} and (coalesce(${column("days")}, ${column("months")}) is null
        or (c.limit_ms is not null and ${column("months")} is not null)) then 1
        when b.own and ${column("from_at")} is null then 1 when ${strange} then 1 else 0 end) as unclear
    from limited c join extensions x on ${lengthening(facts)}
    left join restart_bases b on b.rule_no = c.rule_no and x.kind in ${RESTART} and b.basis = ${column("basis")}
    where (${lengthens}) or b.own or ${strange}
    group by c.rule_no, c.case_key, c.key, c.leg`;
}

/**
 * Approvals of kinds that no clock reads, and restarts on a basis that no rule names: clocks they concern cannot tell.
 */
export interface UnreadApproval {
  readonly kind: string;
  /** Of a restart. */
  readonly basis: string | null;
  readonly rows: number;
}

export async function unreadApprovals({ rules, facts }: RuleSet): Promise<UnreadApproval[]> {
  if (!facts.columns.has("extensions")) return [];
  const bases = rules.flatMap(({ rule }) => rule.restarts?.bases ?? []);
  const basis = sql`case when x.kind in ${RESTART} then ${approvalsIn(facts)("basis")} end`;
  return facts.engine.all<UnreadApproval>(sql`
    select kind, basis, count(*) as rows from (select x.kind, ${basis} as basis from extensions x)
    where case when kind in ${RESTART} then ${bases.length > 0 ? sql`coalesce(basis not in ${bases}, true)` : sql`false`}
      else kind not in ${[...EXTEND, ...EXCLUDE, ...STOP]} end
    group by kind, basis order by kind, basis`);
}
