import { z } from "zod";
import type { Template } from "../../schemas/procedure.ts";
import type { Detector, DetectorMeta, Explanation, Telling } from "../detector.ts";
import { type Sql, sql, word } from "../engine/sql.ts";
import type { CompiledRule } from "./compile.ts";
import { COUNTED, countedOutcomes } from "./counted.ts";
import { deadlineOutcomes } from "./deadline.ts";
import { ruleEvidence } from "./evidence.ts";
import { pairedOutcomes } from "./paired.ts";
import { resourceOutcomes } from "./resource.ts";
import type { RuleSet } from "./ruleset.ts";
import { isResource } from "./template.ts";

const RuleRow = z.object({
  rule_no: z.number(),
  start_at: z.number().nullish(),
  end_at: z.number().nullish(),
  start_on: z.number().nullish(),
  raw_on: z.number().nullish(),
  extended: z.number().nullish(),
  excluded: z.number().nullish(),
  due_on: z.number().nullish(),
  end_on: z.number().nullish(),
  limit_ms: z.number().nullish(),
  elapsed_ms: z.number().nullish(),
});
export type RuleRow = z.output<typeof RuleRow>;

interface RuleDetector {
  readonly meta: DetectorMeta;
  readonly templates: readonly Template[];
  explain(row: RuleRow, rule: CompiledRule, telling: Telling): Explanation;
}

/** A detector that serves rules of procedures: its query is its templates' evaluation, all rules together. */
export function defineRuleDetector({ meta, templates, explain }: RuleDetector): Detector {
  const detector: Detector<Record<string, never>, RuleRow> = {
    meta,
    templates,
    params: z.strictObject({}),
    row: RuleRow,
    query: (_, { ruleSet }) => outcomesOf(templates, ruleSet),
    evidence: (_, { ruleSet }) => ruleEvidence(ruleSet, servedBy(templates, ruleSet)),
    explain: (row, _, telling) => explain(row, telling.rule as CompiledRule, telling),
  };
  return detector as unknown as Detector;
}

const servedBy = (templates: readonly Template[], { rules }: RuleSet): CompiledRule[] =>
  rules.filter(({ rule }) => templates.includes(rule.template));

const DEADLINE_COLUMNS = [
  "start_at",
  "end_at",
  "start_on",
  "raw_on",
  "extended",
  "excluded",
  "due_on",
  "end_on",
  "limit_ms",
  "elapsed_ms",
] as const;
const noDeadline = DEADLINE_COLUMNS.reduce((all, name) => sql`${all}, cast(null as bigint) as ${word(name)}`, sql``);

/** Only what the rule set really has is asked of the engine. */
function outcomesOf(templates: readonly Template[], set: RuleSet): Sql {
  const used = templates.filter((template) => set.rules.some(({ rule }) => rule.template === template));
  const parts: Sql[] = [];
  for (const template of used) {
    if (template === "deadline") parts.push(deadlineOutcomes(set));
    else if (isResource(template)) parts.push(sql`select *${noDeadline} from (${resourceOutcomes(template, set)})`);
    else {
      if (COUNTED[template]) {
        const pick = (list: Sql, slot: Sql) => set.facts.engine.pick(list, slot);
        parts.push(sql`select *${noDeadline} from (${countedOutcomes(template, pick)})`);
      }
      parts.push(sql`select *${noDeadline} from (${pairedOutcomes([template])})`);
    }
  }
  if (parts.length === 0) {
    return sql`select cast(null as integer) as rule_no, cast(null as integer) as case_key, cast(null as varchar) as outcome${noDeadline} where false`;
  }
  return parts.reduce((all, part) => sql`${all} union all ${part}`);
}
