import type { Procedure } from "../../schemas/procedure.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { sql } from "../engine/sql.ts";
import { isRecorded } from "./asked.ts";
import type { RuleSet } from "./ruleset.ts";

/** A procedure that cases perhaps fall under and none surely does: its rules can tell nothing but "cannot tell". */
export interface OutOfReach {
  readonly procedure: string;
  readonly said: Bilingual;
}

/** Procedures that no case is known to fall under, for want of what their `applies` reads. */
export async function outOfReach(
  procedures: readonly Procedure[],
  { facts, everyScope }: RuleSet,
): Promise<OutOfReach[]> {
  const unsure = await facts.engine.all<{ procedure_no: number }>(sql`
    select procedure_no from ${everyScope} group by procedure_no
    having count(case when sure then 1 end) = 0 order by procedure_no`);
  const found: OutOfReach[] = [];
  for (const { procedure_no } of unsure) {
    const { id = "", applies = {} } = procedures[procedure_no - 1] ?? {};
    const lacking: string[] = [];
    for (const name of Object.keys(applies).map((given) => given.replace(/^case\./, "")))
      if (!(await isRecorded("cases", name, facts))) lacking.push(name);
    if (lacking.length > 0) found.push({ procedure: id, said: outOfReachSaid(id, lacking) });
  }
  return found;
}

const outOfReachSaid = (procedure: string, names: readonly string[]): Bilingual => ({
  zh: `无法确定任何案件是否适用程序 ${procedure}（其 \`applies\` 读取 ${names.join("、")}，日志中没有案件载有该项）：其规则均不会命中。请补充该列，或者复制该程序并去掉 \`applies\`。`,
  en: `No case can be known to fall under ${procedure} (its \`applies\` reads ${names.join(", ")}, which no case of the log has): none of its rules can hit. Bring the column, or copy the procedure and drop \`applies\`.`,
});
