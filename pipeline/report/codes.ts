import type { Audience } from "../../schemas/choices.ts";
import { noOutcomes, OUTCOMES, type Outcome, type OutcomeCounts } from "../../schemas/outcome.ts";
import type { DetectorReport, RuleReport } from "../../schemas/run.ts";
import { type Bilingual, byText } from "../../schemas/text.ts";
import { groupBy } from "../kit/group.ts";

/** In the order of their codes, which detectors are asked in but for those that others wait for. */
export const byCode = <Coded extends { readonly code: string }>(items: readonly Coded[]): Coded[] =>
  [...items].sort((x, y) => byText(x.code, y.code));

/** The codes that a detector spoke under in a run: those of its rules, which may be others than its own. */
export const spokenCodes = (
  { detector, code }: Pick<RuleReport, "detector" | "code">,
  rules: readonly RuleReport[],
): string[] => {
  const codes = byCode(rules.filter((rule) => rule.detector === detector)).map((rule) => rule.code);
  return codes.length > 0 ? [...new Set(codes)] : [code];
};

/** What was said under each code by each detector. */
export const toldByCode = (rules: readonly RuleReport[]) =>
  byCode(
    [...groupBy(rules, ({ code, detector }) => `${code} ${detector}`).values()].flatMap((same) => {
      const [first] = same;
      return first ? [{ code: first.code, detector: first.detector, outcomes: totalOf(same) }] : [];
    }),
  );

/**
 * The outcomes that an edition counts. Hits would tell how many of them go one level up and are not in an edition for
 * circulation, and so would what is clear, for all cases together are known.
 */
export const outcomesFor = (audience: Audience): readonly Outcome[] =>
  audience === "circulation" ? OUTCOMES.filter((outcome) => outcome !== "hit" && outcome !== "clear") : OUTCOMES;

/** What a detector lacked where it could not tell; null where it always could. */
export const unclearOf = ({ outcomes, unclear }: Pick<DetectorReport, "outcomes" | "unclear">): Bilingual | null =>
  (outcomes["cannot tell"] > 0 && unclear) || null;

/** The outcomes of some rules together. */
export function totalOf(rules: readonly Pick<RuleReport, "outcomes">[]): OutcomeCounts {
  const total = noOutcomes();
  for (const { outcomes } of rules) for (const name of OUTCOMES) total[name] += outcomes[name];
  return total;
}
