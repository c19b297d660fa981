import type { CompiledRule } from "./compile.ts";
import { COUNTED } from "./counted.ts";
import { isClock } from "./template.ts";

/** Rules whose evaluation looks at single events, not only at counts and first and last places. */
export const isPaired = ({ rule, shape, a, b }: CompiledRule): boolean =>
  shape.target !== undefined &&
  (shape.strength !== "plain" ||
    rule.within !== undefined ||
    rule.not_before !== undefined ||
    rule.same !== undefined ||
    rule.different !== undefined ||
    a.guard !== null ||
    // One event may be both activities, and is not its own target.
    ((shape.target === "anywhere" || rule.tolerance !== undefined) && a.labels.some((one) => b?.labels.includes(one))));

/** Rules that need no more than the counts, the first and the last of their events in a case. */
export const countsTerms = (compiled: CompiledRule): boolean =>
  isClock(compiled.rule.template)
    ? !runsInLegs(compiled)
    : COUNTED[compiled.rule.template] !== undefined && !isPaired(compiled);

/** Deadlines whose clock runs in legs: one clock for each person, or a clock that starts again. */
export const runsInLegs = ({
  rule: { template, same, restarts, repeats, start_at },
}: Pick<CompiledRule, "rule">): boolean =>
  template === "deadline" && [same, restarts, repeats, start_at].some((given) => given !== undefined);
