import { CLOCK_TEMPLATES, RESOURCE_TEMPLATES, type Template } from "../../schemas/procedure.ts";

/**
 * What a Declare template says, in terms that its evaluation is made from.
 * Sources: Pesic, Schonenberg & van der Aalst 2007 (DECLARE); Burattini, Maggi & Sperduti 2016 (MP-Declare: data
 * conditions, correlation, time); Bauer, Leucker & Schallhart 2010 (RV-LTL: what an open case can still satisfy).
 */
export interface TemplateShape {
  readonly activities: 1 | 2 | "2+";
  /** Which activity calls the rule into play: its events carry `when`, `unless` and the law's dates. */
  readonly activation: "a" | "b" | "case";
  /** Where the target must (or, negated, must not) stand, seen from the activation. */
  readonly target?: "after" | "before" | "anywhere" | "both";
  readonly strength?: "plain" | "alternate" | "chain";
  readonly negated?: true;
}

const SHAPES = {
  existence: { activities: 1, activation: "case" },
  absence: { activities: 1, activation: "a" },
  exactly: { activities: 1, activation: "case" },
  init: { activities: 1, activation: "case" },
  end: { activities: 1, activation: "case" },
  "responded-existence": { activities: 2, activation: "a", target: "anywhere", strength: "plain" },
  "co-existence": { activities: 2, activation: "a", target: "anywhere", strength: "plain" },
  response: { activities: 2, activation: "a", target: "after", strength: "plain" },
  precedence: { activities: 2, activation: "b", target: "before", strength: "plain" },
  succession: { activities: 2, activation: "a", target: "both", strength: "plain" },
  "alternate-response": { activities: 2, activation: "a", target: "after", strength: "alternate" },
  "alternate-precedence": { activities: 2, activation: "b", target: "before", strength: "alternate" },
  "alternate-succession": { activities: 2, activation: "a", target: "both", strength: "alternate" },
  "chain-response": { activities: 2, activation: "a", target: "after", strength: "chain" },
  "chain-precedence": { activities: 2, activation: "b", target: "before", strength: "chain" },
  "chain-succession": { activities: 2, activation: "a", target: "both", strength: "chain" },
  "not-responded-existence": { activities: 2, activation: "a", target: "anywhere", strength: "plain", negated: true },
  "not-co-existence": { activities: 2, activation: "a", target: "anywhere", strength: "plain", negated: true },
  "not-response": { activities: 2, activation: "a", target: "after", strength: "plain", negated: true },
  "not-precedence": { activities: 2, activation: "b", target: "before", strength: "plain", negated: true },
  "not-succession": { activities: 2, activation: "a", target: "after", strength: "plain", negated: true },
  "not-chain-response": { activities: 2, activation: "a", target: "after", strength: "chain", negated: true },
  "not-chain-precedence": { activities: 2, activation: "b", target: "before", strength: "chain", negated: true },
  "not-chain-succession": { activities: 2, activation: "a", target: "after", strength: "chain", negated: true },
  choice: { activities: "2+", activation: "case" },
  "exclusive-choice": { activities: "2+", activation: "case" },
  "different-actor": { activities: 2, activation: "a" },
  "same-actor": { activities: 2, activation: "a" },
  "min-actors": { activities: 1, activation: "a" },
  role: { activities: 1, activation: "a" },
  deadline: { activities: 2, activation: "a" },
  "waiting-period": { activities: 2, activation: "b" },
} as const satisfies Record<Template, TemplateShape>;

export const shapeOf = (template: Template): TemplateShape => SHAPES[template];

/** Whether events of both activities call the rule into play. */
export const callsBothWays = (template: Template): boolean =>
  shapeOf(template).target === "both" || template.endsWith("co-existence");

/** Whether a template counts time by statute. */
export const isClock = (template: Template): boolean => (CLOCK_TEMPLATES as readonly Template[]).includes(template);

/** Whether a template is about the persons of its events. */
export const isResource = (template: Template): boolean =>
  (RESOURCE_TEMPLATES as readonly Template[]).includes(template);
