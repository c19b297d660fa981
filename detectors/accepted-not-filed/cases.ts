import { defineCases, log } from "../_kit/cases.ts";
import acceptedNotFiled from "./detector.ts";

export default defineCases(acceptedNotFiled, {
  silent: {
    "decided under the names that the built-in procedures have": {
      log: log`
        case activity     at
        c1   受案登记     2025-01-06
        c1   立案决定     2025-01-08
        c2   受案登记     2025-01-06
        c2   不予立案决定 2025-01-08
        c3   受案登记     2025-01-06
        c3   转行政处罚   2025-01-08
        c4   受案登记     2025-01-06
        c4   当场处罚决定 2025-01-06`,
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "decided not to file, on the twentieth day": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01
        c1   不予立案 2025-03-21`,
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "when the case was closed cannot be read": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01`,
      tables: {
        cases: log`
          case closed_at
          c1   2025年3月8日`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "sent to another organ": {
      log: log`
        case activity     at
        c1   接报登记     2025-03-01
        c1   移送其他机关 2025-03-05`,
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "filed after the limit: another detector's matter": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01
        c1   立案     2025-05-20`,
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "an economic case, extended to thirty days and to sixty, on the fiftieth; what is approved of another clock, or for longer than anybody may, extends nothing":
      {
        log: log`
          case activity at
          c1   受案登记 2025-03-01
          c2   受案登记 2025-03-10`,
        tables: {
          extensions: log`
            case kind   days at
            c1   延长   23   2025-03-07
            c1   extend 30   2025-03-30
            c2   extend 300  2025-03-16`,
        },
        asOf: "2025-04-20",
        outcome: "pending",
      },
    "extended by nobody knows how long, stopped, or with time not counted that may reach to this day": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01
        c2   受案登记 2025-03-01
        c3   受案登记 2025-03-01`,
      tables: {
        extensions: log`
          case kind    from       to         at
          c1   extend  -          -          2025-03-07
          c2   stop    -          -          2025-03-07
          c3   exclude 2025-03-10 2025-06-20 2025-03-10`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "the thirtieth day is a Saturday, and so the limit runs to Monday": {
      log: log`
        case activity at
        c1   受案登记 2025-05-15`,
      asOf: "2025-06-16T18:00",
      outcome: "pending",
    },
    "an appraisal is still out": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01
        c1   鉴定委托 2025-03-05`,
      asOf: "2025-06-30",
      outcome: "pending",
    },
    "a second appraisal, commissioned after the opinion of the first, is still out": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01
        c1   鉴定委托 2025-03-05
        c1   鉴定意见 2025-03-15
        c1   鉴定委托 2025-03-15`,
      asOf: "2025-06-30",
      outcome: "pending",
    },
    "filed under another report on the same fact": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01
        c2   受案登记 2025-03-02
        c2   立案     2025-03-04`,
      tables: {
        cases: log`
          case fact
          c1   f1
          c2   f1`,
      },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "a call, and the case on the same fact is filed at once under its own number": {
      log: log`
        case activity at
        r1   接报登记 2026-03-01
        a1   立案     2026-03-02`,
      tables: {
        cases: log`
          case fact
          r1   f1
          a1   f1`,
      },
      asOf: "2026-05-10",
      outcome: "clear",
    },
    "a call that goes on under another number, where it is filed": {
      log: log`
        case activity at
        r1   接报登记 2026-03-01
        a1   立案     2026-03-02`,
      tables: {
        cases: log`
          case origin_case
          a1   r1`,
      },
      asOf: "2026-05-10",
      outcome: "clear",
    },
    "a call that a filed case names as linked": {
      log: log`
        case activity at
        r1   接报登记 2026-03-01
        a1   立案     2026-03-02`,
      tables: {
        cases: log`
          case linked_cases
          a1   r1`,
      },
      asOf: "2026-05-10",
      outcome: "cannot tell",
    },
    "refused last year, and accepted again a fortnight ago": {
      log: log`
        case activity at
        c1   受案登记 2024-01-05
        c1   鉴定委托 2024-01-06
        c1   不予立案 2024-01-10
        c1   受案登记 2025-06-16`,
      asOf: "2025-06-30",
      outcome: "pending",
    },
    "filed, and the acceptance entered on the next day": {
      log: log`
        case activity at
        c1   立案     2025-03-01
        c1   受案登记 2025-03-02`,
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "a public-order case of 2025 needed no filing and is being worked on": {
      log: log`
        case activity at
        c1   受案登记 2025-11-01
        c1   询问     2025-11-02`,
      tables: {
        cases: log`
          case case_type
          c1   治安案件`,
      },
      asOf: "2025-12-20",
      outcome: "clear",
    },
    "the thirtieth day is not over": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01`,
      asOf: "2025-03-31T23:00",
      outcome: "pending",
    },
    "marked as a repetition, and nothing says of what": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01
        c1   重复报警 2025-03-02`,
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "a repetition of a linked report, which was refused": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01
        c1   不予立案 2025-03-03
        c2   受案登记 2025-03-05
        c2   重复报警 2025-03-05`,
      tables: {
        cases: log`
          case linked_cases
          c2   c1`,
      },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "the first report was withdrawn, and another of that day is marked as its repetition, in whatever order they come":
      {
        log: log`
        case activity at
        c1   受案登记 2025-03-01T14:00
        c1   重复报警 2025-03-01T14:05
        c2   受案登记 2025-03-01T09:00
        c2   撤回报案 2025-03-02
        d1   受案登记 2025-03-01T09:00
        d1   撤回报案 2025-03-02
        d2   受案登记 2025-03-01T14:00
        d2   重复报警 2025-03-01T14:05`,
        tables: {
          cases: log`
          case fact
          c1   f1
          c2   f1
          d1   f2
          d2   f2`,
        },
        asOf: "2025-06-30",
        outcome: "clear",
      },
    "closed, and nothing says how": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01`,
      tables: {
        cases: log`
          case closed
          c1   2025-03-09`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "linked to another case, where the decision may stand": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01`,
      tables: {
        cases: log`
          case linked_cases
          c1   c7`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
  },
  warns: {
    "accepted, and nothing since": {
      log: log`
        case activity at
        c1   接报登记 2025-03-01T09:00
        c1   受案登记 2025-03-01T10:00`,
      asOf: "2025-04-15",
      subjects: ["c1"],
      says: ["2025-03-01 接报或受案，已 45 日", "the longest limit is 30"],
      severity: 3,
      measured: 45,
      evidence: ["接报登记", "受案登记"],
    },
    "only looked into, which is not filing": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01
        c1   询问     2025-03-03
        c1   鉴定委托 2025-03-05
        c1   鉴定意见 2025-03-15`,
      asOf: "2025-06-30",
      says: ["已 111 日"],
      measured: 111,
    },
    "reported twice, and never filed": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01
        c2   受案登记 2025-05-25`,
      tables: {
        cases: log`
          case fact
          c1   f1
          c2   f1`,
      },
      asOf: "2025-06-10",
      subjects: ["c1"],
      says: ["同一事实另有 1 次报案"],
      severity: 4,
      evidence: ["受案登记", "受案登记"],
    },
    "the repeated report is closed as one, and nobody decided on the first": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01
        c2   受案登记 2025-05-25
        c2   重复报警 2025-05-25`,
      tables: {
        cases: log`
          case fact
          c1   f1
          c2   f1`,
      },
      asOf: "2025-06-30",
      subjects: ["c1"],
      says: ["同一事实另有 1 次报案"],
      severity: 4,
    },
    "reported again, which is on record in the first case itself": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01
        c1   重复报警 2025-05-25
        c2   受案登记 2025-05-25
        c2   重复报警 2025-05-25`,
      tables: {
        cases: log`
          case fact
          c1   f1
          c2   f1`,
      },
      asOf: "2025-06-30",
      subjects: ["c1"],
      says: ["2025-03-01 接报或受案", "同一事实另有 1 次报案"],
      severity: 4,
      evidence: ["受案登记", "受案登记", "重复报警"],
    },
    "reported again, which is on record in the first case, and that entered as accepted once more": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01
        c1   重复报警 2025-03-05
        c1   受案登记 2025-06-20
        c2   受案登记 2025-03-05
        c2   重复报警 2025-03-05`,
      tables: {
        cases: log`
          case fact
          c1   f1
          c2   f1`,
      },
      asOf: "2025-06-21",
      subjects: ["c1"],
      says: ["2025-03-01 接报或受案", "同一事实另有 1 次报案"],
    },
    "extended to sixty days, and over them": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01`,
      tables: {
        extensions: log`
          case kind    days from       to         at
          c1   extend  53   -          -          2025-03-07
          c1   exclude -    2025-03-10 2025-03-20 2025-03-10`,
      },
      asOf: "2025-06-30",
      says: ["已 121 日，期限最长 60 日", "the longest limit is 60"],
      measured: 121,
      evidence: ["受案登记", "extensions:2", "extensions:3"],
    },
    "extended by twenty-three days, which makes the thirty": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01`,
      tables: {
        extensions: log`
          case kind   days at
          c1   extend 23   2025-03-07`,
      },
      asOf: "2025-04-08",
      says: ["已 38 日，期限最长 30 日"],
    },
    "refused, accepted again a year later, and nothing since": {
      log: log`
        case activity at
        c1   受案登记 2024-01-05
        c1   鉴定委托 2024-01-06
        c1   不予立案 2024-01-10
        c1   受案登记 2025-03-01
        c1   受案登记 2025-06-29`,
      asOf: "2025-06-30",
      says: ["2025-03-01 接报或受案，已 121 日"],
    },
    "linked with another report that waits as long": {
      log: log`
        case activity at
        c1   受案登记 2025-03-01
        c2   接报登记 2025-03-01`,
      tables: {
        cases: log`
          case linked_cases
          c1   c2`,
      },
      asOf: "2025-06-30",
      subjects: ["c1", "c2"],
      says: ["已 121 日"],
    },
    "a public-order case of 2025 that nobody took up": {
      log: log`
        case activity at
        c1   受案登记 2025-11-01`,
      tables: {
        cases: log`
          case case_type
          c1   治安案件`,
      },
      asOf: "2025-12-20",
      says: ["已 49 日"],
    },
  },
});
