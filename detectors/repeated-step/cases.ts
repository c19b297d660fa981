import { defineCases, log, type RuleDraft } from "../_kit/cases.ts";
import repeatedStep from "./detector.ts";

const open = (...rules: RuleDraft[]) => ({ completion: { activities: ["archive"] }, rules });

const oneDecision: RuleDraft = { template: "absence", activities: ["decision"], count: 2 };
const neverReopened: RuleDraft = { template: "absence", activities: ["reopen"] };
const twoSamples: RuleDraft = { template: "exactly", activities: ["sample"], count: 2 };

export default defineCases(repeatedStep, {
  procedure: open(oneDecision),
  silent: {
    "once is allowed": {
      log: log`
        case activity at
        c1   decision 2025-03-01
        c1   archive  2025-03-02`,
      outcome: "clear",
    },
    "one each in two cases": {
      log: log`
        case activity at
        c1   decision 2025-03-01
        c2   decision 2025-03-01`,
      outcome: "clear",
    },
    "the same record delivered twice is one": {
      log: [
        log`
          id case activity at
          e1 c1   decision 2025-03-01
          e2 c1   service  2025-03-02`,
        log`
          id case activity at
          e1 c1   decision 2025-03-01
          e3 c1   archive  2025-03-03`,
      ],
      outcome: "clear",
    },
    "the second is a correction, and the rule leaves those aside": {
      procedure: open({ ...oneDecision, unless: { doc_type: "correction" } }),
      log: log`
        case activity doc_type   at
        c1   decision penalty    2025-03-01
        c1   decision correction 2025-03-02`,
      outcome: "clear",
    },
    "what kind the second is, is not recorded": {
      procedure: open({ ...oneDecision, unless: { doc_type: "correction" } }),
      log: log`
        case activity doc_type at
        c1   decision penalty  2025-03-01
        c1   decision -        2025-03-02`,
      outcome: "cannot tell",
    },
    "the first was made before the law was in force": {
      procedure: open({ ...oneDecision, law: [{ name: "Act", article: 1, from: "2025-07-01", to: "2025-12-31" }] }),
      log: log`
        case activity at
        c1   decision 2025-06-30T23:59
        c1   decision 2025-07-01
        c1   decision 2026-01-01`,
      outcome: "clear",
    },
    "the case was never reopened": {
      procedure: open(neverReopened),
      log: log`
        case activity at
        c1   archive  2025-03-01`,
      outcome: "clear",
    },
    "exactly as many as asked for, at one moment": {
      procedure: open(twoSamples),
      log: log`
        case activity at
        c1   sample   2025-03-01
        c1   sample   2025-03-01
        c1   archive  2025-03-02`,
      outcome: "clear",
    },
    "one of two so far": {
      procedure: open(twoSamples),
      log: log`
        case activity at
        c1   sample   2025-03-01`,
      outcome: "pending",
    },
    "no sample, and it is not known whether the rule is for this case": {
      procedure: { completion: "all", rules: [{ ...twoSamples, when: { case_type: "food" } }] },
      log: log`
        case activity at
        c1   accept   2025-03-01
        c2   accept   2025-03-01`,
      tables: {
        cases: log`
          case case_type
          c1   -
          c2   drugs`,
      },
      outcome: "cannot tell",
    },
  },
  warns: {
    "decided twice, in a case still open": {
      log: log`
        case activity at
        c1   decision 2025-03-01
        c1   decision 2025-03-02`,
      says: ["“decision”的记录为 2 次，依规则至多 1 次", '"decision" is on record 2 times; the rule allows one.'],
      severity: 2,
      measured: 2,
      evidence: [2, 3],
    },
    "two records of one moment are two": {
      log: log`
        case activity actor at
        c1   decision li    2025-03-01
        c1   decision wang  2025-03-01`,
      says: ["2 次"],
      measured: 2,
    },
    "two that surely are no corrections": {
      procedure: open({ ...oneDecision, unless: { doc_type: "correction" } }),
      log: log`
        case activity doc_type at
        c1   decision penalty  2025-03-01
        c1   decision -        2025-03-02
        c1   decision penalty  2025-03-03`,
      says: ["2 次"],
      evidence: [2, 4],
    },
    "two while the law was in force": {
      procedure: open({ ...oneDecision, law: [{ name: "Act", article: 1, from: "2025-07-01", to: "2025-12-31" }] }),
      log: log`
        case activity at
        c1   decision 2025-07-01
        c1   decision 2025-12-31T23:59
        c1   decision 2026-01-01`,
      says: ["2 times"],
      evidence: [2, 3],
    },
    "what must not be there at all is there once": {
      procedure: open(neverReopened),
      log: log`
        case activity at
        c1   archive  2025-03-01
        c1   reopen   2025-03-02
        c2   archive  2025-03-01`,
      subjects: ["c1"],
      says: ["依规则不应出现", '"reopen" is on record once; the rule says it must not be.'],
      evidence: ["reopen"],
    },
    "one more than exactly asked for, whatever comes": {
      procedure: open(twoSamples),
      log: log`
        case activity at
        c1   sample   2025-03-01
        c1   sample   2025-03-02
        c1   sample   2025-03-03`,
      says: ["应为 2 次", '"sample" is on record 3 times; 2 are expected.'],
      measured: 3,
    },
    "one of two was of another kind": {
      procedure: open({ ...twoSamples, target: { kind: "blood" } }),
      log: log`
        case activity kind  at
        c1   sample   blood 2025-03-01
        c1   sample   hair  2025-03-01
        c1   archive  -     2025-03-02`,
      says: [
        "合于规则所定条件的“sample”的记录为 1 次",
        '"sample" of the kind that the rule asks for is on record once',
      ],
      measured: 1,
    },
    "archived with one of two": {
      procedure: open(twoSamples),
      log: log`
        case activity at
        c1   sample   2025-03-01
        c1   archive  2025-03-02`,
      says: ['"sample" is on record once; 2 are expected.'],
      measured: 1,
    },
  },
});
