import type { Bilingual } from "../../schemas/text.ts";
import { WARNING_SCHEMA_VERSION, type Warning } from "../../schemas/warning.ts";
import { activityName, type Detector, type OfMatters, servedRules, servesRules } from "../detector.ts";
import { dayOf } from "../kit/zone.ts";
import type { CompiledRule } from "../rules/compile.ts";
import type { RuleSet } from "../rules/ruleset.ts";

/** What all warnings of one rule and run have in common. */
export const SHARED_KEYS = [
  "schema_version",
  "run_id",
  "as_of",
  "detector",
  "code",
  "rule",
  "procedure",
  "detector_version",
  "tier",
  "title",
  "law",
  "checks",
] as const satisfies readonly (keyof Warning)[];
export type SharedKey = (typeof SHARED_KEYS)[number];
export type Shared = Pick<Warning, SharedKey>;

/** What a rule brings into each of its warnings; made once. */
export interface Card
  extends Pick<
    Warning,
    | "detector"
    | "code"
    | "rule"
    | "procedure"
    | "detector_version"
    | "tier"
    | "severity"
    | "title"
    | "law"
    | "innocent"
    | "checks"
  > {}

/** A rule and the procedure that it stands in. */
type PlacedRule = Pick<CompiledRule, "rule" | "procedure">;

/** The card of a rule, or of the detector's own hits: of all of them, or of those of one matter. */
export function makeCard(detector: Detector, compiled: PlacedRule | null, matter: string | null = null): Card {
  const { meta } = detector;
  const rule = compiled?.rule;
  return {
    detector: meta.id,
    code: rule?.code ?? meta.code,
    rule: rule?.id ?? meta.id,
    procedure: compiled?.procedure.id ?? null,
    detector_version: meta.version,
    tier: meta.tier,
    severity: rule?.severity ?? meta.severity,
    title: titleOf(detector, compiled),
    law: rule?.law ?? ofMatter(meta.law, matter),
    innocent: rule?.innocent ?? ofMatter(meta.innocent, matter),
    checks: rule?.checks ?? ofMatter(meta.checks, matter),
  };
}

const ofMatter = <Item extends OfMatters>(items: readonly Item[], matter: string | null): Omit<Item, "matters">[] =>
  items
    .filter(({ matters }) => matter === null || matters === undefined || matters.includes(matter))
    .map(({ matters: _, ...item }) => item);

/** The cards of every rule that a detector serves, or its own. */
export const cardsOf = (detector: Detector, { rules }: RuleSet): Card[] =>
  servesRules(detector)
    ? servedRules(detector, rules).map((rule) => makeCard(detector, rule))
    : [makeCard(detector, null)];

/**
 * What the warnings of a card share, by the day of the act that brought its rule into play (null: not known). They name
 * the law in force on that day; those of one text of the law are given the same object.
 */
export function sharedByDay(card: Card, runId: string, asOf: number): (day: number | null) => Shared {
  const whole = sharedOf(card, runId, asOf);
  const spans = card.law.map(({ from, to }) => [from ? dayOf(from) : null, to ? dayOf(to) : null] as const);
  const texts = new Map<string, Shared>();
  return (day) => {
    if (day === null || card.law.length < 2) return whole;
    const inForce = spans.map(([from, to]) => (from === null || from <= day) && (to === null || day <= to));
    if (!inForce.includes(true)) return whole;
    const name = inForce.join();
    const known = texts.get(name) ?? { ...whole, law: card.law.filter((_, i) => inForce[i]) };
    texts.set(name, known);
    return known;
  };
}

const sharedOf = (card: Card, runId: string, asOf: number): Shared => ({
  schema_version: WARNING_SCHEMA_VERSION,
  run_id: runId,
  as_of: asOf,
  detector: card.detector,
  code: card.code,
  rule: card.rule,
  procedure: card.procedure,
  detector_version: card.detector_version,
  tier: card.tier,
  title: card.title,
  law: card.law,
  checks: card.checks,
});

export const titleOf = ({ meta }: Detector, compiled: PlacedRule | null): Bilingual => {
  if (!compiled) return meta.title;
  if (compiled.rule.title) return compiled.rule.title;
  const names = compiled.rule.activities.map((_, i) => activityName(compiled, i));
  return {
    zh: `${meta.title.zh}：${names.map((name) => name.zh).join("、")}`,
    en: `${meta.title.en}: ${names.map((name) => name.en).join(", ")}`,
  };
};
