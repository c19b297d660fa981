import { defineCases, from, log, type RuleDraft } from "../_kit/cases.ts";
import missingStep from "./detector.ts";

/** A case is complete once it is archived. */
const untilArchived = (...rules: RuleDraft[]) => ({ completion: { activities: ["archive"] }, rules });
const finished = (...rules: RuleDraft[]) => ({ completion: "all" as const, rules });

const served: RuleDraft = { template: "response", activities: ["decision", "service"] };
const reviewed: RuleDraft = { template: "existence", activities: ["review"] };

export default defineCases(missingStep, {
  silent: {
    "while the case is open, the step can still come": {
      procedure: untilArchived(reviewed),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   decision 2025-03-04`,
      outcome: "pending",
    },
    "when the case was closed cannot be read: whether the step can still come is not known": {
      procedure: { rules: [reviewed, { ...served, within: "30d" }] },
      log: log`
        case activity at
        c1   decision 2025-03-04`,
      tables: {
        cases: log`
          case closed_at
          c1   三月上旬`,
      },
      asOf: "2025-03-20",
      outcome: "cannot tell",
    },
    "the step is there under another of its labels": {
      procedure: {
        completion: "all",
        activities: { review: { zh: "法制审核", en: "Legal review", matches: ["法制审核", "法核"] } },
        rules: [reviewed],
      },
      log: log`
        case activity at
        c1   受案登记 2025-03-01
        c1   法核     2025-03-04`,
      outcome: "clear",
    },
    "service stands before the decision in the file, and within the tolerance of its moment": {
      procedure: untilArchived({ ...served, tolerance: "1m" }),
      log: log`
        case activity at
        c1   service  2025-03-01T09:00:00
        c1   decision 2025-03-01T09:00:00
        c1   archive  2025-03-02T09:00:00
        c2   service  2025-03-01T09:00:00
        c2   decision 2025-03-01T09:01:00
        c2   archive  2025-03-02T09:00:00`,
      outcome: "clear",
    },
    "decided once more after the case was archived, and the service of that can still come": {
      procedure: untilArchived(served, { ...served, id: "of-one-person", same: ["party_id"] }),
      log: log`
        case activity party at
        c1   decision p1    2025-03-01T09:00
        c1   service  p1    2025-03-03T09:00
        c1   archive  -     2025-03-04T09:00
        c1   decision p1    2025-06-02T17:00`,
      asOf: "2025-06-03T02:30",
      outcome: "pending",
    },
    "the same where service and decision have to be of one person": {
      procedure: untilArchived({ ...served, tolerance: "1m", same: ["party_id"] }),
      log: log`
        case activity party at
        c1   service  p1    2025-03-01T09:00:00
        c1   decision p1    2025-03-01T09:00:00
        c1   archive  -     2025-03-02T09:00:00`,
      outcome: "clear",
    },
    "asked for a yes or a number, and what is recorded is neither": {
      procedure: finished(
        { ...served, when: { urgent: true } },
        { ...served, id: "large", when: { sum: { gt: 500 } } },
      ),
      log: log`
        case activity urgent sum at
        c1   decision 不详   NaN 2025-03-01
        c2   decision -      -   2025-03-01`,
      outcome: "cannot tell",
    },
    "the file says no": {
      procedure: finished({ ...served, when: { urgent: true } }),
      log: log`
        case activity urgent at
        c1   decision 否     2025-03-01
        c2   decision 0      2025-03-01`,
      outcome: "not applicable",
    },
    "a step that not every system records, on record in cases of another kind only": {
      procedure: {
        ...finished({ ...served, logged: ["service"] }),
        applies: { case_type: "police" },
      },
      log: log`
        case activity at
        c1   decision 2025-03-01
        c2   service  2025-03-02`,
      tables: {
        cases: log`
          case case_type
          c1   police
          c2   court`,
      },
      outcome: "cannot tell",
    },
    "a step that not every system records, on record in another system's cases": {
      procedure: finished({ ...served, logged: ["service"] }, { ...reviewed, recorded: ["doc_no"] }),
      log: [
        log`
          case activity at
          c1   decision 2025-03-01`,
        from(
          "b",
          log`
            case activity at         doc_no
            c2   review   2025-02-27 1
            c2   decision 2025-03-01 2
            c2   service  2025-03-02 -`,
        ),
      ],
      outcome: "cannot tell",
    },
    "a step that not every system records, on record where a case went on in another system": {
      procedure: finished({ ...served, logged: ["service"] }),
      log: [
        log`
          case activity at
          c1   decision 2025-03-01
          c2   decision 2025-03-01`,
        from(
          "b",
          log`
            case activity at
            c2   service  2025-03-02
            c3   decision 2025-03-01
            c3   service  2025-03-02`,
        ),
      ],
      outcome: "cannot tell",
    },
    "one of two steps that count alike is there": {
      procedure: {
        completion: "all",
        activities: { decision: {}, heard: { any: ["hearing", "waiver"] }, hearing: {}, waiver: {} },
        rules: [{ template: "response", activities: ["decision", "heard"] }],
      },
      log: log`
        case activity at
        c1   decision 2025-03-01
        c1   waiver   2025-03-02`,
      outcome: "clear",
    },
    "the party waived it, and the rule is silent there": {
      procedure: finished({ ...served, without: ["waiver"] }, { ...reviewed, without: ["waiver"] }),
      log: log`
        case activity at
        c1   decision 2025-03-01
        c1   waiver   2025-03-02`,
      outcome: "not applicable",
    },
    "the rule is for cases with a hearing, and there was none": {
      procedure: finished({ ...reviewed, with: ["hearing"] }),
      log: log`
        case activity at
        c1   decision 2025-03-01`,
      outcome: "not applicable",
    },
    "a step that the system of this log does not record at all": {
      procedure: finished({ ...served, logged: ["service"] }, { ...reviewed, logged: ["review"] }),
      log: log`
        case activity at
        c1   decision 2025-03-01`,
      outcome: "cannot tell",
    },
    "a case without a single event proves nothing": {
      procedure: finished(reviewed),
      log: log`
        case activity at
        c1   review   2025-03-01`,
      tables: {
        cases: log`
          case opened
          c1   2025-03-01
          c2   2025-03-01`,
      },
      outcome: "cannot tell",
    },
    "the rule is for another kind of case": {
      procedure: finished({ ...reviewed, when: { case_type: "heard" } }),
      log: log`
        case activity at
        c1   decision 2025-03-01`,
      tables: {
        cases: log`
          case case_type
          c1   ordinary`,
      },
      outcome: "not applicable",
    },
    "the kind of case is not recorded": {
      procedure: finished({ ...reviewed, when: { case_type: "heard" } }),
      log: log`
        case activity at
        c1   decision 2025-03-01
        c2   review   2025-03-01`,
      tables: {
        cases: log`
          case case_type
          c1   -
          c2   heard`,
      },
      outcome: "cannot tell",
    },
    "two inspections at the same moment are two": {
      procedure: finished({ template: "existence", activities: ["inspect"], count: 2 }),
      log: log`
        case activity actor at
        c1   inspect  li    2025-03-01T09:00
        c1   inspect  wang  2025-03-01T09:00`,
      outcome: "clear",
    },
    "one of the outcomes is enough": {
      procedure: finished({ template: "choice", activities: ["charge", "release", "transfer"] }),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   transfer 2025-03-09`,
      outcome: "clear",
    },
    "a companion step may stand before": {
      procedure: finished({ template: "responded-existence", activities: ["seize", "inventory"] }),
      log: log`
        case activity  at
        c1   inventory 2025-03-01
        c1   seize     2025-03-02`,
      outcome: "clear",
    },
    "nothing was seized, so nothing need be listed": {
      procedure: finished({ template: "responded-existence", activities: ["seize", "inventory"] }),
      log: log`
        case activity  at
        c1   accept    2025-03-01`,
      outcome: "not applicable",
    },
    "two steps that go together, in a case of another kind": {
      procedure: finished({
        template: "co-existence",
        activities: ["request", "reply"],
        when: { "case.case_type": "criminal" },
      }),
      log: log`
        case activity at
        c1   request  2025-03-01
        c1   reply    2025-03-02`,
      tables: {
        cases: log`
          case case_type
          c1   administrative`,
      },
      outcome: "not applicable",
    },
    "a request under the law, replied to before it": {
      procedure: finished({
        template: "co-existence",
        activities: ["request", "reply"],
        law: [{ name: "Act", from: "2026-01-01" }],
      }),
      log: log`
        case activity at
        c1   reply    2025-12-31
        c1   request  2026-01-02`,
      outcome: "clear",
    },
    "neither of two steps that go together": {
      procedure: finished({ template: "co-existence", activities: ["request", "reply"] }),
      log: log`
        case activity at
        c1   accept   2025-03-01`,
      outcome: "not applicable",
    },
    "at the same moment the order of the log counts": {
      procedure: finished(served),
      log: log`
        case activity at
        c1   decision 2025-03-01T09:00
        c1   service  2025-03-01T09:00`,
      outcome: "clear",
    },
    "one service after the last decision answers them all": {
      procedure: finished(served),
      log: log`
        case activity at
        c1   decision 2025-03-01
        c1   decision 2025-03-02
        c1   service  2025-03-03`,
      outcome: "clear",
    },
    "the excuse is on record": {
      procedure: finished({ ...served, unless: { decision_kind: "no penalty" } }),
      log: log`
        case activity at         decision_kind
        c1   decision 2025-03-01 "no penalty"`,
      outcome: "not applicable",
    },
    "whether the excuse holds is not recorded": {
      procedure: finished({ ...served, unless: { decision_kind: "no penalty" } }),
      log: log`
        case activity at         decision_kind
        c1   decision 2025-03-01 -`,
      outcome: "cannot tell",
    },
    "whether the answer counts is not recorded": {
      procedure: finished({ ...served, target: { receipt: "signed" } }),
      log: log`
        case activity at         receipt
        c1   decision 2025-03-01 -
        c1   service  2025-03-02 -`,
      outcome: "cannot tell",
    },
    "the decision was made before the law was in force": {
      procedure: finished({ ...served, law: [{ name: "Service Act", article: 7, from: "2025-07-01" }] }),
      log: log`
        case activity at
        c1   decision 2025-06-30T23:59`,
      outcome: "not applicable",
    },
    "answered at the very end of the window": {
      procedure: finished({ ...served, within: "24h" }),
      log: log`
        case activity at
        c1   decision 2025-03-01T09:00
        c1   service  2025-03-02T09:00`,
      outcome: "clear",
    },
    "of the decision the hour is known, of the service the date": {
      procedure: untilArchived(
        { ...served, tolerance: "1m" },
        { ...served, id: "of-one-person", tolerance: "1m", same: ["party_id"] },
      ),
      log: log`
        case activity party at
        c1   decision p1    2025-03-05T10:20
        c1   service  p1    2025-03-05
        c1   archive  -     2025-03-09`,
      outcome: "cannot tell",
    },
    "the window of hours began on a day of which the hour is not known": {
      procedure: finished({ ...served, within: "24h" }),
      log: log`
        case activity at
        c1   decision 2025-03-01
        c1   service  2025-03-02T09:00`,
      outcome: "cannot tell",
    },
    "seized at some hour of the day, listed at ten: which came first does not matter, how far apart they are does": {
      procedure: finished(
        { template: "responded-existence", activities: ["seize", "inventory"], within: "12h" },
        { template: "responded-existence", activities: ["seize", "inventory"], id: "apart", not_before: "12h" },
      ),
      log: log`
        case activity  at
        c1   seize     2025-03-01
        c1   inventory 2025-03-01T10:00`,
      outcome: "cannot tell",
    },
    "the window of hours ended on a day of which the hour is not known": {
      procedure: finished({ ...served, within: "24h" }),
      log: log`
        case activity at
        c1   decision 2025-03-01T09:00
        c1   service  2025-03-02`,
      outcome: "cannot tell",
    },
    "the window of hours was open, at whatever hour the decision was made": {
      procedure: finished({ ...served, within: "48h" }),
      log: log`
        case activity at
        c1   decision 2025-03-01
        c1   service  2025-03-02T09:00`,
      outcome: "clear",
    },
    "the last day of the window has begun": {
      procedure: untilArchived({ ...served, within: "3d" }),
      log: log`
        case activity at
        c1   decision 2025-03-01`,
      asOf: "2025-03-04T08:00",
      outcome: "pending",
    },
    "the window is still open": {
      procedure: untilArchived({ ...served, within: "7d" }),
      log: log`
        case activity at
        c1   decision 2025-03-01`,
      asOf: "2025-03-07",
      outcome: "pending",
    },
    "every party was served, in any order": {
      procedure: finished({ ...served, same: ["party_id"] }),
      log: log`
        case activity party at
        c1   decision zhao  2025-03-01
        c1   decision qian  2025-03-01
        c1   service  qian  2025-03-02
        c1   service  zhao  2025-03-03`,
      outcome: "clear",
    },
    "who was served is not recorded": {
      procedure: finished({ ...served, same: ["party_id"] }),
      log: log`
        case activity party at
        c1   decision zhao  2025-03-01
        c1   service  -     2025-03-02`,
      outcome: "cannot tell",
    },
    "each return was answered before the next": {
      procedure: finished({ template: "alternate-response", activities: ["return", "resubmit"] }),
      log: log`
        case activity at
        c1   return   2025-03-01
        c1   resubmit 2025-03-02
        c1   return   2025-03-03
        c1   resubmit 2025-03-04`,
      outcome: "clear",
    },
    "the very next step may be the one that is missing": {
      procedure: untilArchived({ template: "chain-response", activities: ["seize", "inventory"] }),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   seize    2025-03-02`,
      outcome: "pending",
    },
    "the last step is the one that should be last": {
      procedure: finished({ template: "end", activities: ["archive"] }),
      log: log`
        case activity at
        c1   archive  2025-03-01
        c1   reopen   2025-03-02
        c1   archive  2025-03-03`,
      outcome: "clear",
    },
    "what has not happened yet is not looked at": {
      procedure: untilArchived(reviewed),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   archive  2025-04-01`,
      asOf: "2025-03-15",
      outcome: "pending",
    },
    "the rule is switched off": {
      procedure: finished({ ...reviewed, enabled: false }),
      log: log`
        case activity at
        c1   accept   2025-03-01`,
      outcome: "not evaluated",
    },
  },
  warns: {
    "a step that not every system records, on record in its system, and another one knows of the case": {
      procedure: finished({ ...served, logged: ["service"] }),
      log: [
        log`
          case activity at
          c1   decision 2025-03-01
          c2   decision 2025-03-01
          c2   service  2025-03-02`,
        from(
          "b",
          log`
            case activity at
            c1   petition 2025-05-01`,
        ),
      ],
      subjects: ["c1"],
      says: ["service"],
    },
    "a step that not every system records, on record in a file of its own": {
      procedure: finished({ ...served, logged: ["service"] }),
      log: [
        log`
          case activity at
          c1   decision 2025-03-01
          c2   decision 2025-03-01`,
        from(
          "b",
          log`
            case activity at
            c2   service  2025-03-02`,
        ),
      ],
      subjects: ["c1"],
      says: ["service"],
    },
    "a step that not every system records, on record in a file of the same system": {
      procedure: finished({ ...served, logged: ["service"] }),
      log: [
        log`
          case activity at
          c1   decision 2025-03-01`,
        log`
          case activity at
          c2   decision 2025-03-01
          c2   service  2025-03-02`,
      ],
      subjects: ["c1"],
      says: ["service"],
    },
    "what was not served when the case was archived is not mended by taking it up again": {
      procedure: untilArchived(served),
      log: log`
        case activity at
        c1   decision 2025-03-01T09:00
        c1   service  2025-03-03T09:00
        c1   decision 2025-03-04T09:00
        c1   archive  2025-03-05T09:00
        c1   decision 2025-06-02T17:00`,
      says: ['After "decision" no "service" is on record.'],
      measured: 1,
      evidence: [4],
    },
    "decided twice, and the service of the second can still come in time": {
      procedure: untilArchived({ ...served, within: "10d" }),
      log: log`
        case activity at
        c1   decision 2025-03-01
        c1   decision 2025-05-30`,
      asOf: "2025-06-01",
      says: ['After "decision" no "service" within 10 days is on record.'],
      measured: 1,
      evidence: [2],
    },
    "decided twice, and the first may have been served": {
      procedure: untilArchived({ ...served, target: { receipt: "signed" } }),
      log: log`
        case activity receipt at
        c1   decision -       2025-03-01
        c1   service  -       2025-03-02
        c1   decision -       2025-03-03
        c1   archive  -       2025-03-04`,
      says: ['After "decision" no "service" of the kind that the rule asks for is on record.'],
      measured: 1,
      evidence: [4],
    },
    "served on a day, and decided on the next": {
      procedure: untilArchived(
        { ...served, tolerance: "1m" },
        { ...served, id: "of-one-person", tolerance: "1m", same: ["party_id"] },
      ),
      log: log`
        case activity party at
        c1   service  p1    2025-03-04
        c1   decision p1    2025-03-05
        c1   archive  -     2025-03-09`,
      subjects: ["c1", "c1"],
      says: ['After "decision" no "service" is on record.'],
    },
    "too late for the window of hours, whatever the hour of the decision": {
      procedure: finished({ ...served, within: "24h" }),
      log: log`
        case activity at
        c1   decision 2025-03-01
        c1   service  2025-03-03T00:30`,
      says: ["within 24 hours"],
    },
    "on the day that the case was closed, which is a date": {
      procedure: { rules: [served] },
      log: log`
        case activity at
        c1   decision 2025-03-04T09:00`,
      tables: {
        cases: log`
          case closed
          c1   2025-03-04`,
      },
      says: ["service"],
    },
    "a second more than the tolerance before the decision": {
      procedure: untilArchived({ ...served, tolerance: "1m" }),
      log: log`
        case activity at
        c1   service  2025-03-01T09:00:00
        c1   decision 2025-03-01T09:01:01
        c1   archive  2025-03-02T09:00:00`,
      says: ['After "decision" no "service" is on record'],
    },
    "heard and not reviewed, in a log that knows of reviews": {
      procedure: finished({ ...reviewed, with: ["hearing"], logged: ["review"] }),
      log: log`
        case activity at
        c1   hearing  2025-03-01
        c2   review   2025-03-01`,
      subjects: ["c1"],
      says: ["review"],
    },
    "a waiver in another case waives nothing here": {
      procedure: finished({ ...served, without: ["waiver"] }),
      log: log`
        case activity at
        c1   decision 2025-03-01
        c2   decision 2025-03-01
        c2   waiver   2025-03-02`,
      subjects: ["c1"],
      says: ["decision"],
    },
    "archived without a review": {
      procedure: untilArchived({ ...reviewed, severity: 4 }),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   archive  2025-03-09
        c2   review   2025-03-01
        c2   archive  2025-03-09`,
      subjects: ["c1"],
      says: ["日志中没有“review”的记录，需核查。", 'There is no record of "review" in the log.'],
      severity: 4,
      measured: 0,
      evidence: ["archive"],
    },
    "inspected once where twice is asked for": {
      procedure: finished({ template: "existence", activities: ["inspect"], count: 2 }),
      log: log`
        case activity at
        c1   inspect  2025-03-01
        c1   decision 2025-03-02`,
      says: ["应不少于 2 次", "on record once; at least 2 are expected"],
      severity: 3,
      measured: 1,
      evidence: ["inspect", "decision"],
    },
    "closed, and none of the outcomes is there": {
      procedure: { rules: [{ template: "choice", activities: ["charge", "release", "transfer"] }] },
      log: log`
        case activity at
        c1   accept   2025-03-01`,
      tables: {
        cases: log`
          case closed
          c1   2025-03-20`,
      },
      asOf: "2025-03-21",
      says: ['None of "charge", "release", "transfer" is on record'],
      evidence: ["accept"],
    },
    "seized, and never listed": {
      procedure: finished({ template: "responded-existence", activities: ["seize", "inventory"] }),
      log: log`
        case activity at
        c1   seize    2025-03-01
        c1   seize    2025-03-02`,
      says: ['"seize" is on record, and nowhere in the case is "inventory"'],
      measured: 2,
      evidence: [2, 3],
    },
    "listed, but too long after": {
      procedure: finished({ template: "responded-existence", activities: ["seize", "inventory"], within: "24h" }),
      log: log`
        case activity  at
        c1   seize     2025-03-01T09:00
        c1   inventory 2025-03-02T09:01`,
      says: ["全案没有间隔不超过 24 小时的“inventory”", "within 24 hours"],
      evidence: ["seize"],
    },
    "a reply that nobody asked for": {
      procedure: finished({ template: "co-existence", activities: ["request", "reply"] }),
      log: log`
        case activity at
        c1   reply    2025-03-01`,
      says: ["有“reply”的记录，没有“request”的记录", '"reply" is on record with no "request"; either both'],
      evidence: ["reply"],
    },
    "a reply that came too long after it was asked for": {
      procedure: finished({ template: "co-existence", activities: ["request", "reply"], within: "10d" }),
      log: log`
        case activity at
        c1   request  2025-03-01
        c1   reply    2025-04-01`,
      says: [
        "有“request”的记录，没有间隔不超过 10 日的“reply”的记录；有“reply”的记录，没有间隔不超过 10 日的“request”的记录",
        '"request" is on record with no "reply" within 10 days; "reply" is on record with no "request" within 10 days;',
      ],
      evidence: ["request", "reply"],
    },
    "a review of another kind than the rule asks for": {
      procedure: finished({ ...reviewed, target: { level: "city" } }),
      log: log`
        case activity level  at
        c1   review   county 2025-03-01`,
      says: [
        "没有合于规则所定条件的“review”的记录",
        'no record of "review" of the kind that the rule asks for in the log',
      ],
      evidence: [2],
    },
    "a second decision was never served": {
      procedure: untilArchived(served),
      log: log`
        case activity at
        c1   decision 2025-03-01
        c1   service  2025-03-02
        c1   decision 2025-03-03
        c1   archive  2025-03-04`,
      says: ["1 次“decision”之后没有“service”的记录", 'After "decision" no "service" is on record.'],
      measured: 1,
      evidence: [4],
    },
    "at the same moment, but the log has the service first": {
      procedure: finished(served),
      log: log`
        case activity at
        c1   service  2025-03-01T09:00
        c1   decision 2025-03-01T09:00`,
      says: ['no "service" is on record'],
    },
    "still open, but the window has passed": {
      procedure: untilArchived({ ...served, within: "7d" }),
      log: log`
        case activity at
        c1   decision 2025-03-01`,
      asOf: "2025-03-09",
      says: ['no "service" within 7 days is on record'],
      evidence: ["decision"],
    },
    "answered before it could be": {
      procedure: finished({ template: "response", activities: ["notice", "decision"], not_before: "3d" }),
      log: log`
        case activity at
        c1   notice   2025-03-01
        c1   decision 2025-03-02`,
      says: ["之后没有间隔不少于 3 日的“decision”", "at least 3 days away"],
      evidence: ["notice"],
    },
    "on the first day of the law": {
      procedure: finished({ ...served, law: [{ name: "Service Act", article: 7, from: "2025-07-01" }] }),
      log: log`
        case activity at
        c1   decision 2025-06-30T23:59
        c1   decision 2025-07-01T00:00`,
      says: ['After "decision" no "service" is on record.'],
      measured: 1,
      evidence: [3],
    },
    "a penalty was not served; what else was decided does not matter": {
      procedure: finished({ ...served, when: { amount: { gt: 500 } } }),
      log: log`
        case activity at         amount
        c1   decision 2025-03-01 1000
        c1   decision 2025-03-02 200
        c1   decision 2025-03-03 -`,
      says: ['no "service" is on record'],
      evidence: [2],
    },
    "the file says yes in its own words": {
      procedure: finished({ ...served, when: { urgent: true } }),
      log: log`
        case activity urgent at
        c1   decision 是     2025-03-01
        c1   decision 否     2025-03-02`,
      says: ['no "service" is on record'],
      evidence: [2],
    },
    "one of two parties was not served": {
      procedure: finished({ ...served, same: ["party_id"] }),
      log: log`
        case activity party at
        c1   decision zhao  2025-03-01
        c1   decision qian  2025-03-01
        c1   service  qian  2025-03-02`,
      says: ["之后没有同一当事人的“service”的记录", 'After "decision" no "service" of the same party is on record.'],
      evidence: [2],
    },
    "returned twice and resubmitted once": {
      procedure: finished({ template: "alternate-response", activities: ["return", "resubmit"] }),
      log: log`
        case activity at
        c1   return   2025-03-01
        c1   return   2025-03-02
        c1   resubmit 2025-03-03`,
      says: ["下一次之前", "before the next one"],
      evidence: [2],
    },
    "something else came right after the seizure": {
      procedure: untilArchived({ template: "chain-response", activities: ["seize", "inventory"] }),
      log: log`
        case activity  at
        c1   seize     2025-03-01
        c1   decision  2025-03-02
        c1   inventory 2025-03-03`,
      says: ["紧接着", "right after it"],
      evidence: ["seize"],
    },
    "complete, and something stands after the last step": {
      procedure: finished({ template: "end", activities: ["archive"] }),
      log: log`
        case activity at
        c1   archive  2025-03-01
        c1   reopen   2025-03-02`,
      says: ["最后一个环节不是“archive”", 'its last step is not "archive"'],
      evidence: ["archive", "reopen"],
    },
  },
});
