import * as z from "zod";
import type { Template } from "../../schemas/procedure.ts";
import { type Detector, type DetectorMeta, type Explanation, servedRules, type Telling } from "../detector.ts";
import { noRows, type Sql, sql } from "../engine/sql.ts";
import type { CompiledRule } from "./compile.ts";
import { countedOutcomes } from "./counted.ts";
import { ruleEvidence } from "./evidence.ts";
import { isPaired } from "./kinds.ts";
import { pairedOutcomes } from "./paired.ts";
import { resourceOutcomes } from "./resource.ts";
import type { RuleSet } from "./ruleset.ts";
import { isResource } from "./template.ts";
import { waitingOutcomes } from "./waiting.ts";

export const RuleRow = z.object({
  rule_no: z.number(),
  key: z.string().nullish(),
  start_at: z.number().nullish(),
  end_at: z.number().nullish(),
  start_on: z.number().nullish(),
  restarted: z.boolean().nullish(),
  granted_months: z.number().nullish(),
  granted_days: z.number().nullish(),
  capped: z.boolean().nullish(),
  excluded: z.number().nullish(),
  moved_on: z.number().nullish(),
  due_on: z.number().nullish(),
  end_on: z.number().nullish(),
  limit_ms: z.number().nullish(),
  grace_ms: z.number().nullish(),
  elapsed_ms: z.number().nullish(),
  also_over: z.number().nullish(),
  doubt: z.enum(["closing", "calendar", "approvals", "approval", "exclusion", "conditions"]).nullish(),
});
export type RuleRow = z.output<typeof RuleRow>;

interface RuleDetector {
  readonly meta: Omit<DetectorMeta, "scope">;
  readonly templates: readonly Template[];
  explain(row: RuleRow, rule: CompiledRule, telling: Telling): Explanation;
}

/** A detector that serves rules of procedures: its query is its templates' evaluation, all rules together. */
export function defineRuleDetector({ meta, templates, explain }: RuleDetector): Detector {
  const detector: Detector<Record<string, never>, RuleRow> = {
    meta: { ...meta, scope: "case" },
    templates,
    params: z.strictObject({}),
    row: RuleRow,
    prepare: async (_, { ruleSet }) => {
      // The deadlines are laid out with the rules: others read them too.
      if (!templates.includes("deadline")) await ruleSet.memory?.layOut(meta.id, outcomesOf(templates, ruleSet));
    },
    query: (_, { ruleSet }) => ruleSet.memory?.laidOut(meta.id) ?? outcomesOf(templates, ruleSet),
    evidence: (_, { ruleSet }) => ruleEvidence(ruleSet, servedRules({ templates }, ruleSet.rules)),
    explain: (row, _, telling) => explain(row, telling.rule as CompiledRule, telling),
  };
  return detector as unknown as Detector;
}

/** Only what the rule set really has is asked of the engine. */
function outcomesOf(templates: readonly Template[], set: RuleSet): Sql {
  if (templates.includes("deadline")) return sql`select * from deadlines`;
  const used = templates.filter((template) => set.rules.some(({ rule }) => rule.template === template));
  const parts: Sql[] = [];
  for (const template of used) {
    if (template === "waiting-period") parts.push(waitingOutcomes(set));
    else if (isResource(template)) parts.push(resourceOutcomes(template, set));
    else {
      const own = set.rules.filter(({ rule }) => rule.template === template);
      if (!own.every(isPaired)) parts.push(countedOutcomes(template, set));
      if (own.some(isPaired)) parts.push(pairedOutcomes([template]));
    }
  }
  if (parts.length === 0) return noRows({ rule_no: "integer", case_key: "integer", outcome: "varchar" });
  return parts.reduce((all, part) => sql`${all} union all ${part}`);
}
