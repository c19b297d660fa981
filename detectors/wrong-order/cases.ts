import { defineCases, log, type RuleDraft } from "../_kit/cases.ts";
import wrongOrder from "./detector.ts";

const open = (...rules: RuleDraft[]) => ({ completion: { activities: ["archive"] }, rules });
const finished = (...rules: RuleDraft[]) => ({ completion: "all" as const, rules });

const noticeFirst: RuleDraft = { template: "precedence", activities: ["notice", "decision"] };
const succession: RuleDraft = { template: "succession", activities: ["request", "approve"] };
const bothWays = (rule: Partial<RuleDraft>): RuleDraft[] =>
  (["succession", "alternate-succession", "chain-succession"] as const).map((template) => ({
    ...succession,
    ...rule,
    template,
  }));
const aMinute = { ...noticeFirst, tolerance: "1m" };

export default defineCases(wrongOrder, {
  procedure: open(noticeFirst),
  silent: {
    "at the same moment the order of the log counts": {
      log: log`
        case activity at
        c1   notice   2025-03-01T09:00
        c1   decision 2025-03-01T09:00`,
      outcome: "clear",
    },
    "one notice stands before every decision": {
      log: log`
        case activity at
        c1   notice   2025-03-01
        c1   decision 2025-03-02
        c1   decision 2025-03-03`,
      outcome: "clear",
    },
    "no decision, no need of a notice": {
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   archive  2025-03-02`,
      outcome: "not applicable",
    },
    "the notice was entered within the tolerance after the decision": {
      procedure: open({ ...noticeFirst, tolerance: "1m" }),
      log: log`
        case activity at
        c1   decision 2025-03-01T09:00:00
        c1   notice   2025-03-01T09:01:00`,
      outcome: "clear",
    },
    "oral notice was allowed": {
      procedure: open({ ...noticeFirst, unless: { procedure_variant: "fast-track" } }),
      log: log`
        case activity at
        c1   decision 2025-03-01`,
      tables: {
        cases: log`
          case procedure_variant
          c1   fast-track`,
      },
      outcome: "not applicable",
    },
    "whether oral notice was allowed is not recorded": {
      procedure: open({ ...noticeFirst, unless: { procedure_variant: "fast-track" } }),
      log: log`
        case activity at
        c1   decision 2025-03-01
        c2   notice   2025-03-01`,
      tables: {
        cases: log`
          case procedure_variant
          c1   -
          c2   fast-track`,
      },
      outcome: "cannot tell",
    },
    "whether the earlier notice was of the right kind is not recorded": {
      procedure: open({ ...noticeFirst, target: { doc_type: "penalty notice" } }),
      log: log`
        case activity doc_type at
        c1   notice   -        2025-03-01
        c1   decision -        2025-03-02`,
      outcome: "cannot tell",
    },
    "decided on the last day of the old law": {
      procedure: open({
        ...noticeFirst,
        law: [
          { name: "Penalty Act", article: 112, from: "2026-01-01" },
          { name: "Another Act", article: 1, to: "2025-01-31" },
        ],
      }),
      log: log`
        case activity at
        c1   decision 2025-12-31T23:59`,
      outcome: "not applicable",
    },
    "notice long enough before, after one that was too late": {
      procedure: open({ ...noticeFirst, not_before: "3d" }),
      log: log`
        case activity at
        c1   notice   2025-03-01
        c1   notice   2025-03-05
        c1   decision 2025-03-06`,
      outcome: "clear",
    },
    "each decision has a hearing of its own": {
      procedure: open({ template: "alternate-precedence", activities: ["hearing", "decision"] }),
      log: log`
        case activity at
        c1   hearing  2025-03-01
        c1   decision 2025-03-02
        c1   hearing  2025-03-03
        c1   decision 2025-03-04`,
      outcome: "clear",
    },
    "the approval stands right before the seizure": {
      procedure: open({ template: "chain-precedence", activities: ["approve", "seize"] }),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   approve  2025-03-02
        c1   seize    2025-03-02`,
      outcome: "clear",
    },
    "requested, and the approval can still come": {
      procedure: open(succession),
      log: log`
        case activity at
        c1   request  2025-03-01`,
      outcome: "pending",
    },
    "one approval for two requests will do": {
      procedure: finished(succession),
      log: log`
        case activity at
        c1   request  2025-03-01
        c1   request  2025-03-02
        c1   approve  2025-03-03`,
      outcome: "clear",
    },
    "request and approval take turns": {
      procedure: finished({ ...succession, template: "alternate-succession" }),
      log: log`
        case activity at
        c1   request  2025-03-01
        c1   other    2025-03-01
        c1   approve  2025-03-02
        c1   request  2025-03-03
        c1   approve  2025-03-04`,
      outcome: "clear",
    },
    "request and approval always side by side": {
      procedure: finished({ ...succession, template: "chain-succession" }),
      log: log`
        case activity at
        c1   other    2025-03-01
        c1   request  2025-03-02
        c1   approve  2025-03-03`,
      outcome: "clear",
    },
    "the rule is silent in such a case, of its requests as of its approvals": {
      procedure: finished(...bothWays({ unless: { procedure_variant: "fast-track" } })),
      log: log`
        case activity at
        c1   request  2025-03-01
        c1   approve  2025-03-02`,
      tables: {
        cases: log`
          case procedure_variant
          c1   fast-track`,
      },
      outcome: "not applicable",
    },
    "requested and approved before the law was in force": {
      procedure: finished(...bothWays({ law: [{ name: "Act", from: "2026-01-01" }] })),
      log: log`
        case activity at
        c1   request  2025-03-01
        c1   approve  2025-03-02`,
      outcome: "not applicable",
    },
    "approved under the law on a request from before it": {
      procedure: finished(...bothWays({ law: [{ name: "Act", from: "2026-01-01" }] })),
      log: log`
        case activity at
        c1   request  2025-12-31
        c1   approve  2026-01-02`,
      outcome: "clear",
    },
    "whether the rule speaks of an approval is not recorded": {
      procedure: finished({ ...succession, when: { amount: { gt: 500 } } }),
      log: log`
        case activity amount at
        c1   approve  -      2025-03-01`,
      outcome: "cannot tell",
    },
    "a decision of which only the date is known, and the notice of that day": {
      procedure: open(aMinute, { ...aMinute, id: "of-one-person", same: ["party_id"] }),
      log: log`
        case activity party at
        c1   notice   p1    2025-03-05T10:20
        c1   decision p1    2025-03-05`,
      outcome: "cannot tell",
    },
    "a decision at an hour, and a notice of that day": {
      procedure: open(aMinute, { ...aMinute, id: "of-one-person", same: ["party_id"] }),
      log: log`
        case activity party at
        c1   notice   p1    2025-03-05
        c1   decision p1    2025-03-05T10:20`,
      outcome: "clear",
    },
    "a second decision of that day came at an hour, as close to the notice as is tolerated": {
      procedure: open({ ...noticeFirst, tolerance: "2h" }),
      log: log`
        case activity at
        c1   decision 2025-03-05
        c1   decision 2025-03-05T08:00
        c1   notice   2025-03-05T09:00`,
      outcome: "cannot tell",
    },
    "a day from the notice to a decision of which only the date is known": {
      procedure: finished({ ...noticeFirst, not_before: "24h" }),
      log: log`
        case activity at
        c1   notice   2025-03-01T15:00
        c1   decision 2025-03-02`,
      outcome: "cannot tell",
    },
    "the first step is the first, at the moment of the second": {
      procedure: open({ template: "init", activities: ["accept"] }),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   file     2025-03-01`,
      outcome: "clear",
    },
  },
  warns: {
    "decided, and the notice came only later": {
      log: log`
        case activity at
        c1   decision 2025-03-01
        c1   notice   2025-03-02`,
      says: ["没有在先的“notice”（其后才有）", 'with no "notice" before it (one came only later)'],
      severity: 3,
      measured: 1,
      evidence: ["decision", "notice"],
    },
    "at the same moment, but the log has the decision first": {
      log: log`
        case activity at
        c1   decision 2025-03-01T09:00
        c1   notice   2025-03-01T09:00`,
      says: ["one came only later"],
    },
    "decided twice, and no notice at all": {
      log: log`
        case activity at
        c1   decision 2025-03-01
        c1   decision 2025-03-02`,
      says: ["2 次“decision”", '"decision" is on record 2 times with no "notice" before it.'],
      measured: 2,
      evidence: [2, 3],
    },
    "decided on a day, and the notice came on the next": {
      procedure: open(aMinute, { ...aMinute, id: "of-one-person", same: ["party_id"] }),
      log: log`
        case activity party at
        c1   decision p1    2025-03-04
        c1   notice   p1    2025-03-05
        c2   decision p1    2025-03-04
        c2   notice   p1    2025-03-05T10:20`,
      subjects: ["c1", "c1", "c2", "c2"],
      says: ['with no "notice" before it'],
      measured: 1,
    },
    "a second decision of that day came at an hour before the notice": {
      procedure: open(aMinute, { ...aMinute, id: "of-one-person", same: ["party_id"] }),
      log: log`
        case activity party at
        c1   decision p1    2025-03-05
        c1   decision p1    2025-03-05T08:00
        c1   notice   p1    2025-03-05T09:00`,
      subjects: ["c1", "c1"],
      says: ["one came only later", 'with no "notice" of the same party before it.'],
      measured: 1,
    },
    "a rule without a tolerance goes by the order of the log": {
      log: log`
        case activity at
        c1   notice   2025-03-05T10:20
        c1   decision 2025-03-05`,
      says: ["one came only later"],
    },
    "a decision that is tolerated is not counted with one that is not": {
      procedure: open(aMinute),
      log: log`
        case activity at
        c1   decision 2025-03-01T09:00:00
        c1   decision 2025-03-01T09:30:00
        c1   notice   2025-03-01T09:30:30`,
      says: ["one came only later"],
      measured: 1,
      evidence: [2, "notice"],
    },
    "a decision that a notice of an unknown kind may precede is not counted with one that none does": {
      procedure: open({ ...noticeFirst, target: { doc_type: "penalty notice" } }),
      log: log`
        case activity doc_type at
        c1   decision -        2025-03-01
        c1   notice   -        2025-03-02
        c1   decision -        2025-03-03`,
      says: ['with no "notice" of the kind that the rule asks for before it.'],
      measured: 1,
      evidence: [2],
    },
    "one second over the tolerance": {
      procedure: open({ ...noticeFirst, tolerance: "1m" }),
      log: log`
        case activity at
        c1   decision 2025-03-01T09:00:00
        c1   notice   2025-03-01T09:01:01`,
      says: ["one came only later"],
    },
    "the excuse does not hold": {
      procedure: open({ ...noticeFirst, unless: { procedure_variant: ["fast-track", "on the spot"] } }),
      log: log`
        case activity at
        c1   decision 2025-03-01`,
      tables: {
        cases: log`
          case procedure_variant
          c1   ordinary`,
      },
      says: ['"decision" is on record with no "notice" before it'],
    },
    "the earlier notice was of another kind": {
      procedure: open({ ...noticeFirst, target: { doc_type: "penalty notice" } }),
      log: log`
        case activity doc_type          at
        c1   notice   "notice of rights" 2025-03-01
        c1   decision -                  2025-03-02`,
      says: ["没有合于规则所定条件、在先的“notice”", 'with no "notice" of the kind that the rule asks for before it.'],
      evidence: ["decision"],
    },
    "decided on the first day of the law": {
      procedure: open({ ...noticeFirst, law: [{ name: "Penalty Act", article: 112, from: "2026-01-01" }] }),
      log: log`
        case activity at
        c1   decision 2025-12-31T23:59
        c1   decision 2026-01-01T00:00`,
      says: ['"decision" is on record with no "notice"'],
      measured: 1,
      evidence: [3],
    },
    "the request period had not run out": {
      procedure: open({ ...noticeFirst, not_before: "3d" }),
      log: log`
        case activity at
        c1   notice   2025-03-01
        c1   decision 2025-03-03T23:59`,
      says: ["没有在先、间隔不少于 3 日的“notice”", 'with no "notice" before it at least 3 days away.'],
      evidence: ["decision"],
    },
    "the notice was too old": {
      procedure: open({ ...noticeFirst, within: "30d" }),
      log: log`
        case activity at
        c1   notice   2025-03-01
        c1   decision 2025-04-01`,
      says: ["没有在先、间隔不超过 30 日的“notice”", 'with no "notice" before it within 30 days.'],
      evidence: ["decision"],
    },
    "the approval before the arrest was for another person": {
      procedure: open({ template: "precedence", activities: ["approve", "arrest"], same: ["party_id"] }),
      log: log`
        case activity party at
        c1   approve  p1    2025-03-01
        c1   arrest   p2    2025-03-02`,
      says: ["没有同一当事人、在先的“approve”", '"arrest" is on record with no "approve" of the same party before it.'],
      evidence: ["arrest"],
    },
    "who requested approved it too": {
      procedure: finished({ ...succession, different: ["actor_id", "org_id"], target: { urgent: true }, within: "7d" }),
      log: log`
        case activity actor org urgent at
        c1   request  li    u1  -      2025-03-01
        c1   approve  li    u1  yes    2025-03-02`,
      says: [
        "没有另一办理人员和单位、在先、间隔不超过 7 日的“request”",
        '"approve" is on record with no "request" of another actor and unit before it within 7 days',
        '"request" is on record with no "approve" of another actor and unit of the kind that the rule asks for to follow it within 7 days',
      ],
    },
    "two decisions on one hearing": {
      procedure: open({ template: "alternate-precedence", activities: ["hearing", "decision"] }),
      log: log`
        case activity at
        c1   hearing  2025-03-01
        c1   decision 2025-03-02
        c1   decision 2025-03-03`,
      says: ["没有在先、专为该次的“hearing”", '"decision" is on record with no "hearing" of its own before it'],
      evidence: [4],
    },
    "something stands between approval and seizure": {
      procedure: open({ template: "chain-precedence", activities: ["approve", "seize"] }),
      log: log`
        case activity at
        c1   approve  2025-03-01
        c1   other    2025-03-02
        c1   seize    2025-03-03`,
      says: ["紧邻其前", 'with no "approve" right before it'],
      evidence: ["seize"],
    },
    "approved before it was requested, and again never": {
      procedure: finished(succession),
      log: log`
        case activity at
        c1   approve  2025-03-01
        c1   request  2025-03-02`,
      says: ['with no "request" before it', 'with no "approve" to follow it'],
      measured: 2,
      evidence: ["approve", "request"],
    },
    "approved out of the blue, in an open case": {
      procedure: open(succession),
      log: log`
        case activity at
        c1   approve  2025-03-01`,
      says: ['with no "request" before it'],
      evidence: ["approve"],
    },
    "approved before it was requested, and the approval of that request can still come": {
      procedure: open(succession, { ...succession, id: "of-one-person", same: ["party_id"] }),
      log: log`
        case activity party at
        c1   approve  p1    2025-03-01
        c1   request  p1    2025-03-05`,
      subjects: ["c1", "c1"],
      says: [/^"approve" is on record with no "request" before it\.$/m],
      measured: 1,
      evidence: ["approve", "approve"],
    },
    "approved under the law without a request": {
      procedure: finished({ ...succession, law: [{ name: "Act", from: "2026-01-01" }] }),
      log: log`
        case activity at
        c1   approve  2025-12-30
        c1   approve  2026-01-02`,
      says: ['with no "request" before it'],
      measured: 1,
      evidence: [3],
    },
    "requested twice before the approval": {
      procedure: finished({ ...succession, template: "alternate-succession" }),
      log: log`
        case activity at
        c1   request  2025-03-01
        c1   request  2025-03-02
        c1   approve  2025-03-03`,
      says: ['"request" is on record with no "approve" before the next one'],
      evidence: [2],
    },
    "something stands between request and approval": {
      procedure: finished({ ...succession, template: "chain-succession" }),
      log: log`
        case activity at
        c1   request  2025-03-01
        c1   other    2025-03-02
        c1   approve  2025-03-03`,
      says: ['with no "request" right before it', 'with no "approve" right after it', "之后没有紧接着的“approve”"],
      evidence: ["request", "approve"],
    },
    "the case begins with something else": {
      procedure: open({ template: "init", activities: ["accept"] }),
      log: log`
        case activity at
        c1   seize    2025-03-01
        c1   accept   2025-03-02`,
      says: ["第一个环节不是“accept”", 'The first step of the case is not "accept".'],
      evidence: ["seize", "accept"],
    },
  },
});
