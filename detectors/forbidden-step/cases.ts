import { defineCases, log, type RuleDraft } from "../_kit/cases.ts";
import forbiddenStep from "./detector.ts";

const open = (...rules: RuleDraft[]) => ({ completion: { activities: ["archive"] }, rules });
const finished = (...rules: RuleDraft[]) => ({ completion: "all" as const, rules });

const notAfter: RuleDraft = { template: "not-response", activities: ["waive", "penalty"] };
const notBefore: RuleDraft = { template: "not-precedence", activities: ["waive", "penalty"] };
const notBoth: RuleDraft = { template: "not-co-existence", activities: ["summary", "hearing"] };
const notTwice: RuleDraft[] = [
  { template: "not-co-existence", activities: ["decision", "decision"] },
  { template: "not-responded-existence", activities: ["decision", "decision"] },
];

export default defineCases(forbiddenStep, {
  silent: {
    "the other way round is allowed": {
      procedure: finished(notAfter),
      log: log`
        case activity at
        c1   penalty  2025-03-01
        c1   waive    2025-03-02`,
      outcome: "clear",
    },
    "at the same moment the order of the log counts": {
      procedure: finished(notAfter),
      log: log`
        case activity at
        c1   penalty  2025-03-01
        c1   waive    2025-03-01`,
      outcome: "clear",
    },
    "the two are in different cases": {
      procedure: finished(notBoth),
      log: log`
        case activity at
        c1   summary  2025-03-01
        c2   hearing  2025-03-02`,
      outcome: "clear",
    },
    "one decision is not two": {
      procedure: finished(...notTwice),
      log: log`
        case activity at
        c1   decision 2025-03-01`,
      outcome: "clear",
    },
    "one act that counts as both activities": {
      procedure: {
        completion: "all",
        activities: { penalty: { any: ["fine", "detention"] }, fine: {}, detention: {} },
        rules: [{ template: "not-co-existence", activities: ["penalty", "fine"] }],
      },
      log: log`
        case activity at
        c1   fine     2025-03-01`,
      outcome: "clear",
    },
    "both before the law was in force": {
      procedure: finished({ ...notBoth, law: [{ name: "Act", article: 1, from: "2025-07-01" }] }),
      log: log`
        case activity at
        c1   summary  2025-06-01
        c1   hearing  2025-06-02`,
      outcome: "not applicable",
    },
    "neither is there": {
      procedure: finished(notBoth),
      log: log`
        case activity at
        c1   accept   2025-03-01`,
      outcome: "not applicable",
    },
    "the rule asks only where the first is there": {
      procedure: finished({ template: "not-responded-existence", activities: ["summary", "hearing"] }),
      log: log`
        case activity at
        c1   hearing  2025-03-01`,
      outcome: "not applicable",
    },
    "whether the first was of the kind is not recorded": {
      procedure: finished({
        template: "not-responded-existence",
        activities: ["summary", "hearing"],
        when: { minor: true },
      }),
      log: log`
        case activity at         minor
        c1   summary  2025-03-01 -
        c1   hearing  2025-03-02 -`,
      outcome: "cannot tell",
    },
    "the second came outside of the window": {
      procedure: finished({ ...notAfter, within: "30d" }),
      log: log`
        case activity at
        c1   waive    2025-03-01
        c1   penalty  2025-04-01`,
      outcome: "clear",
    },
    "the penalty of another party": {
      procedure: finished({ ...notAfter, same: ["party_id"] }),
      log: log`
        case activity party at
        c1   waive    zhao  2025-03-01
        c1   penalty  qian  2025-03-02`,
      outcome: "clear",
    },
    "whose penalty it was is not recorded": {
      procedure: finished({ ...notAfter, same: ["party_id"] }),
      log: log`
        case activity party at
        c1   waive    zhao  2025-03-01
        c1   penalty  -     2025-03-02`,
      outcome: "cannot tell",
    },
    "nothing was waived before the penalty": {
      procedure: finished(notBefore),
      log: log`
        case activity at
        c1   penalty  2025-03-01
        c1   waive    2025-03-02`,
      outcome: "clear",
    },
    "the penalty was made before the law was in force": {
      procedure: finished({ ...notBefore, law: [{ name: "Act", article: 1, from: "2025-07-01" }] }),
      log: log`
        case activity at
        c1   waive    2025-06-01
        c1   penalty  2025-06-30`,
      outcome: "not applicable",
    },
    "the penalty does not come right after": {
      procedure: finished(
        { template: "not-chain-response", activities: ["waive", "penalty"] },
        { template: "not-chain-precedence", activities: ["waive", "penalty"] },
        { template: "not-chain-succession", activities: ["waive", "penalty"] },
      ),
      log: log`
        case activity at
        c1   waive    2025-03-01
        c1   review   2025-03-02
        c1   penalty  2025-03-03`,
      outcome: "clear",
    },
    "neither of two, and one can still come": {
      procedure: open({ template: "exclusive-choice", activities: ["charge", "release"] }),
      log: log`
        case activity at
        c1   accept   2025-03-01`,
      outcome: "pending",
    },
    "one of two, twice": {
      procedure: finished({ template: "exclusive-choice", activities: ["charge", "release"] }),
      log: log`
        case activity at
        c1   charge   2025-03-01
        c1   charge   2025-03-02`,
      outcome: "clear",
    },
  },
  warns: {
    "a penalty after it was waived, in a case still open": {
      procedure: open(notAfter),
      log: log`
        case activity at
        c1   penalty  2025-03-01
        c1   waive    2025-03-02
        c1   penalty  2025-03-03`,
      says: ["“waive”之后出现了“penalty”", '"penalty" comes after "waive"; the rule says it must not.'],
      severity: 3,
      evidence: [3, 4],
    },
    "at the same moment, but the log has the waiver first": {
      procedure: open(notAfter),
      log: log`
        case activity at
        c1   waive    2025-03-01
        c1   penalty  2025-03-01`,
      says: ["comes after"],
    },
    "the same party, within the window": {
      procedure: finished({ ...notAfter, within: "30d", same: ["party_id"] }),
      log: log`
        case activity party at
        c1   waive    zhao  2025-03-01
        c1   penalty  qian  2025-03-02
        c1   penalty  zhao  2025-03-31`,
      says: [
        "“waive”之后出现了“penalty”，间隔不超过 30 日，依规则不应如此",
        '"penalty" comes after "waive" within 30 days; the rule says it must not.',
      ],
      evidence: [2, 4],
    },
    "a penalty under the law, after a waiver before it": {
      procedure: finished({ ...notBefore, law: [{ name: "Act", article: 1, from: "2025-07-01" }] }),
      log: log`
        case activity at
        c1   waive    2025-06-01
        c1   penalty  2025-07-01`,
      says: ['"penalty" comes after "waive"'],
      evidence: ["waive", "penalty"],
    },
    "one after the other": {
      procedure: finished({ template: "not-succession", activities: ["waive", "penalty"] }),
      log: log`
        case activity at
        c1   waive    2025-03-01
        c1   review   2025-03-02
        c1   penalty  2025-03-03`,
      says: ["comes after"],
      evidence: ["waive", "penalty"],
    },
    "right after, by each of the three rules": {
      procedure: finished(
        { template: "not-chain-response", activities: ["waive", "penalty"] },
        { template: "not-chain-precedence", activities: ["waive", "penalty"] },
        { template: "not-chain-succession", activities: ["waive", "penalty"] },
      ),
      log: log`
        case activity at
        c1   waive    2025-03-01
        c1   penalty  2025-03-02`,
      subjects: ["c1", "c1", "c1"],
      says: ["之后紧接着出现了“penalty”", '"penalty" comes right after "waive"'],
      evidence: ["waive", "penalty", "waive", "penalty", "waive", "penalty"],
    },
    "both, in whatever order": {
      procedure: finished(notBoth),
      log: log`
        case activity at
        c1   hearing  2025-03-01
        c1   summary  2025-03-02`,
      says: ["均有记录，依规则不应并存", "they exclude each other"],
      measured: 2,
      evidence: ["hearing", "summary"],
    },
    "both within the window": {
      procedure: finished({ ...notBoth, within: "30d" }),
      log: log`
        case activity at
        c1   summary  2025-03-01
        c1   hearing  2025-03-20`,
      says: [
        "“summary”与“hearing”均有记录，间隔不超过 30 日，依规则不应并存",
        'Both "summary" and "hearing" are on record in one case within 30 days; the rule says they exclude each other.',
      ],
      evidence: ["summary", "hearing"],
    },
    "two decisions": {
      procedure: finished(...notTwice),
      log: log`
        case activity at
        c1   decision 2025-03-01
        c1   decision 2025-03-02`,
      subjects: ["c1", "c1"],
      says: ["exclude each other"],
      measured: 2,
      evidence: [2, 3, 2, 3],
    },
    "whichever of the two came under the law": {
      procedure: finished({ ...notBoth, law: [{ name: "Act", article: 1, from: "2025-07-01" }] }),
      log: log`
        case activity at
        c1   summary  2025-06-30
        c1   hearing  2025-07-01
        c2   hearing  2025-06-30
        c2   summary  2025-07-01`,
      subjects: ["c1", "c2"],
      says: ["exclude each other"],
      measured: 2,
    },
    "surely of the kind, and a hearing before it": {
      procedure: finished({
        template: "not-responded-existence",
        activities: ["summary", "hearing"],
        when: { minor: true },
      }),
      log: log`
        case activity at         minor
        c1   hearing  2025-03-01 -
        c1   summary  2025-03-02 true`,
      says: ["exclude each other"],
      evidence: ["hearing", "summary"],
    },
    "both of two where one is expected": {
      procedure: open({ template: "exclusive-choice", activities: ["charge", "release"] }),
      log: log`
        case activity at
        c1   charge   2025-03-01
        c1   release  2025-03-02`,
      says: ["均有记录，两者应择一", 'Both "charge" and "release" are on record'],
      evidence: ["charge", "release"],
    },
    "archived with neither of two": {
      procedure: open({ template: "exclusive-choice", activities: ["charge", "release"] }),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   archive  2025-03-02`,
      says: ["均无记录，两者应择一", 'Neither "charge" nor "release" is on record'],
      evidence: ["archive"],
    },
    "neither of two is of the kind that is asked for": {
      procedure: finished({
        template: "exclusive-choice",
        activities: ["charge", "release"],
        target: { level: "city" },
      }),
      log: log`
        case activity level  at
        c1   charge   county 2025-03-01`,
      says: [
        "合于规则所定条件的“charge”与“release”均无记录",
        'Neither "charge" nor "release" of the kind that the rule asks for is on record',
      ],
    },
  },
});
