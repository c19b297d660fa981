import { defineCases, from, log } from "../_kit/cases.ts";
import lateEdit from "./detector.ts";

/** A closed and an open case as first delivered. */
const first = log`
  id case activity at               recorded         modified         approver
  e1 c1   立案     2024-03-01T09:00 2024-03-01T10:00 -                -
  e2 c1   结案     2024-05-20T09:00 2024-05-20T10:00 -                -
  e3 c2   立案     2024-03-04T09:00 2024-03-04T10:00 -                -
  e4 c2   询问     2024-03-09T09:00 2024-03-09T10:00 -                -`;
const asOf = "2024-07-01";

export default defineCases(lateEdit, {
  silent: {
    "a slip put right the same day, a question asked at another hour, a change with a memo or an approval": {
      log: [
        first,
        log`
          id case activity at               recorded         modified         approver
          e3 c2   立案     2024-03-04T08:30 2024-03-04T10:00 2024-03-04T17:00 -
          e4 c2   询问     2024-03-08T09:00 2024-03-09T10:00 2024-04-20T10:00 -
          e1 c1   立案     2024-02-28T09:00 2024-03-01T10:00 2024-06-03T10:00 -
          m1 c1   更正说明 2024-06-02T09:00 2024-06-02T10:00 -                -`,
        log`
          id case activity at               recorded         modified         approver
          e3 c2   立案     2024-03-05T08:30 2024-03-04T10:00 2024-04-04T17:00 zhao`,
      ],
      asOf,
      outcome: "clear",
    },
    "filed again after it had closed: a slip put right within two hours": {
      log: [
        log`
          id case activity at               recorded         modified         approver
          e2 c1   结案     2024-05-20T09:00 2024-05-20T10:00 -                -
          e5 c1   立案     2024-08-01T09:00 2024-08-01T10:00 -                -`,
        log`
          id case activity at               recorded         modified         approver
          e5 c1   立案     2024-08-01T08:30 2024-08-01T10:00 2024-08-01T11:00 -`,
      ],
      asOf: "2024-09-01",
      outcome: "clear",
    },
    "entered and put right on the day of a closing without a time": {
      log: [
        log`
          id case activity at               recorded         modified         approver
          e1 c1   立案     2024-05-17T09:00 2024-05-20T10:00 -                -
          e2 c1   结案     2024-05-20       2024-05-20T18:00 -                -`,
        log`
          id case activity at               recorded         modified         approver
          e1 c1   立案     2024-05-18T09:00 2024-05-20T10:00 2024-05-20T10:30 -`,
      ],
      asOf,
      outcome: "clear",
    },
    "a date gets its hour": {
      log: [
        log`
          id case activity at               recorded         modified         approver
          e1 c1   立案     2024-03-01       2024-03-01T10:00 -                -
          e2 c1   结案     2024-05-20T09:00 2024-05-20T10:00 -                -`,
        log`
          id case activity at               recorded         modified         approver
          e1 c1   立案     2024-03-01T09:12 2024-03-01T10:00 2024-06-20T10:30 -`,
      ],
      asOf,
      outcome: "not applicable",
    },
    "the closing is filled in when the case closes, and the same row came twice": {
      log: [first, first],
      tables: {
        cases: [
          log`
            case opened     closed
            c2   2024-03-04 -`,
          log`
            case opened     closed
            c2   2024-03-04 2024-06-20`,
        ],
      },
      asOf,
      outcome: "not applicable",
    },
    "delivered again with the same closing, written so that it cannot be read": {
      log: first,
      tables: {
        cases: [
          log`
            case opened     closed        modified
            c1   2024-03-01 2024-05-20    2024-05-20`,
          log`
            case opened     closed        modified
            c1   2024-03-01 2024年5月20日 2024-06-10`,
        ],
      },
      asOf,
      outcome: "not applicable",
    },
    "a list of key cases that knows nothing of the closing, and another register that has it otherwise": {
      log: first,
      tables: {
        cases: [
          log`
            case opened     closed
            c1   2024-03-01 2024-05-20`,
          log`
            case key
            c1   true`,
          log`
            case closed     number
            c1   2024-05-21 7`,
          log`
            case key
            c1   false`,
        ],
      },
      asOf,
      outcome: "not applicable",
    },
    "an open case where the log never holds approvals": {
      log: [
        log`
          id case activity at         recorded   modified
          e3 c2   立案     2024-03-04 2024-03-04 -`,
        log`
          id case activity at         recorded   modified
          e3 c2   立案     2024-03-20 2024-03-04 2024-04-10`,
      ],
      asOf,
      outcome: "cannot tell",
    },
    "an open case of a source without approvers or memos, whatever others have": {
      log: [
        log`
          id case activity org at         recorded   modified
          e3 c2   立案     u1  2024-03-04 2024-03-04 -`,
        log`
          id case activity org at         recorded   modified
          e3 c2   立案     u1  2024-03-20 2024-03-04 2024-04-10`,
        from(
          "b",
          log`
            id case activity org at         recorded   approver
            e5 c5   立案     u2  2024-03-04 2024-03-04 zhao
            m5 c5   更正说明 u2  2024-03-04 2024-03-04 -`,
        ),
      ],
      asOf,
      outcome: "cannot tell",
    },
    "several snapshots of a case that came with one run, and none says when it was changed": {
      log: first,
      tables: {
        cases: [
          log`
            case opened     closed
            c1   2024-03-01 -`,
          log`
            case opened     closed
            c1   2024-02-29 -`,
          log`
            case opened     closed
            c1   2024-02-29 2024-05-20`,
        ],
      },
      asOf,
      outcome: "cannot tell",
    },
    "another time of filing under the old time of change: it was made past the application, and nobody knows when": {
      log: [
        log`
          id case activity at               recorded         modified
          e1 c1   立案     2024-03-01T09:00 2024-03-01T10:00 2024-03-01T10:00
          e2 c1   结案     2024-05-20T09:00 2024-05-20T10:00 2024-05-20T10:00`,
        log`
          id case activity at               recorded         modified
          e1 c1   立案     2024-03-25T09:00 2024-03-01T10:00 2024-03-01T10:00`,
      ],
      asOf,
      outcome: "cannot tell",
    },
    "records without identifiers have no versions": {
      log: "case activity at\nc1 立案 2024-03-01",
      outcome: "not evaluated",
    },
  },
  warns: {
    "a unit that writes no memos, where others of its system do": {
      log: [
        log`
          id case activity org at         recorded   modified
          e3 c3   立案     u1  2024-03-04 2024-03-04 -`,
        log`
          id case activity org at         recorded   modified
          e3 c3   立案     u1  2024-03-20 2024-03-04 2024-04-10
          m5 c5   更正说明 u2  2024-03-04 2024-03-04 -`,
      ],
      asOf,
      subjects: ["c3"],
      says: ["was changed from 2024-03-04 to 2024-03-20"],
    },
    "the filing is moved after the case had closed": {
      log: [
        first,
        log`
          id case activity at               recorded         modified         approver
          e1 c1   立案     2024-03-21T09:00 2024-03-01T10:00 2024-06-03T10:00 -`,
      ],
      asOf,
      subjects: ["c1"],
      says: [
        "“立案”的办理时间由 2024-03-01 09:00:00 改为 2024-03-21 09:00:00",
        "the case had closed on 2024-05-20 09:00:00",
      ],
      severity: 3,
      measured: 1,
      evidence: ["e1", "e1"],
    },
    "the filing is moved behind the closing: that does not open the case again": {
      log: [
        first,
        log`
          id case activity at               recorded         modified         approver
          e1 c1   立案     2024-05-28T09:00 2024-03-01T10:00 2024-06-03T10:00 -`,
      ],
      asOf,
      says: ["the case had closed on 2024-05-20 09:00:00"],
    },
    "a master's closing is moved back, a limit is emptied": {
      log: first,
      tables: {
        cases: [
          log`
            case opened     closed     modified
            c1   2024-03-01 2024-05-20 -`,
          log`
            case opened     closed     modified
            c1   2024-03-01 2024-04-29 2024-06-11`,
        ],
        extensions: [
          log`
            id case kind   days at         modified
            x1 c1   extend 30   2024-04-01 -`,
          log`
            id case kind   days at         modified
            x1 c1   extend -    2024-04-01 2024-06-12`,
        ],
      },
      asOf,
      subjects: ["c1"],
      says: ["案件信息的结案时间由 2024-05-20 改为 2024-04-29", "共改动 2 处"],
      severity: 3,
    },
    "without approval in an open case": {
      log: [
        first,
        log`
          id case activity at               recorded         modified         approver
          e3 c2   撤销案件 2024-03-04T09:00 2024-03-04T10:00 2024-04-10T10:00 -
          e5 c3   立案     2024-03-11T09:00 2024-03-11T10:00 -                zhou`,
      ],
      asOf,
      subjects: ["c2"],
      says: ["的环节由 立案 改为 撤销案件", "no approval or memo is on record"],
      severity: 3,
    },
  },
});
