import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import type { Rule } from "../../schemas/procedure.ts";

/**
 * Cases of the procedures in use that have a rule of this kind: what it says of them need not be said twice. A rule
 * whose second activity the log never names can say nothing, and does not count.
 */
export function casesWithRule({ ruleSet }: Situation, test: (rule: Rule) => boolean): Sql {
  const rules = ruleSet.rules.filter(({ rule, b }) => test(rule) && b?.labels.length !== 0).map(({ no }) => no);
  return sql`
    select s.case_key from ${ruleSet.everyScope} s join rules r on r.procedure_no = s.procedure_no where s.sure and r.rule_no in ${rules}`;
}
