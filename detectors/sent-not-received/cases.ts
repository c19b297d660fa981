import { defineCases, log } from "../_kit/cases.ts";
import sentNotReceived from "./detector.ts";

/** Both organs go on with other cases. */
const events = log`
  case activity at         org
  c1   立案     2025-03-03 police
  z1   受理     2025-03-20 court
  z2   受理     2025-11-10 court`;
const asOf = "2025-11-30";

export default defineCases(sentNotReceived, {
  silent: {
    "received in time, received late, sent back, sent back and received at last": {
      log: events,
      tables: {
        handovers: log`
          id handover_no side     case org    to_org at               returned
          a1 no-1        sent     c1   police court 2025-03-03T10:00 -
          a2 no-1        received c9   court  court 2025-03-05T10:00 -
          a3 no-2        sent     c1   police court 2025-03-03T10:00 -
          a4 no-2        received c9   court  court 2025-06-05T10:00 -
          a5 no-3        sent     c1   police court 2025-03-03T10:00 -
          a6 no-3        received c9   court  court 2025-03-06T10:00 true
          a7 no-4        移送     c1   police court 2025-03-03T10:00 -
          a8 no-4        接收     c9   court  court 2025-03-04T10:00 true
          a9 no-4        移送     c1   police court 2025-04-03T10:00 -
          b1 no-4        接收     c9   court  court 2025-04-04T10:00 -`,
      },
      asOf,
      outcome: "clear",
    },
    "a number of two senders to one organ, whose only receipt names none of them": {
      log: events,
      tables: {
        handovers: log`
          handover_no side     case org   to_org at
          no-9        sent     c1   pa    court  2025-03-03
          no-9        sent     c2   pb    court  2025-03-05
          no-9        received p2   court court  2025-03-06`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "the receiver writes its own name in another way; and where two senders use the number that may be either's": {
      log: events,
      tables: {
        handovers: log`
          handover_no side     case org     from_org to_org at
          no-0        received z1   court   -        court  2025-03-03
          no-1        sent     c1   police  police   court  2025-03-03
          no-1        received p1   court-2 police   -      2025-03-04
          no-2        sent     c1   police  police   court  2025-03-03
          no-2        sent     c2   customs customs  court  2025-03-03
          no-2        received p1   court-2 -        -      2025-03-04`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "the last day falls into a week of holidays": {
      log: log`
        case activity at         org
        z1   受理     2025-03-20 court
        z2   受理     2025-10-08 court`,
      tables: {
        handovers: log`
          handover_no side     org    to_org at               kind
          no-0        received court  court 2025-03-03T10:00 案卷
          no-1        sent     police court 2025-09-30T10:00 案卷`,
      },
      asOf: "2025-10-08T20:00",
      outcome: "pending",
    },
    "a matter of another organ's jurisdiction, sent yesterday at a time not known": {
      log: log`
        case activity at               org
        c1   立案     2025-03-03       police
        z1   受理     2025-03-21T10:30 court`,
      tables: {
        handovers: log`
          id handover_no side     case org    to_org at               kind
          a1 no-1        sent     c1   police court 2025-03-19       管辖
          a2 no-3        sent     c9   police court 2025-03-17T10:00 -
          a3 no-3        received c9   court  court 2025-03-18T10:00 -`,
      },
      asOf: "2025-03-20T20:00",
      outcome: "pending",
    },
    "the receiver's data end before the limit, or hold no receipt at all": {
      log: log`
        case activity at         org
        c1   立案     2025-03-03 police
        z1   受理     2025-03-06 court
        z2   受理     2025-11-06 prison`,
      tables: {
        handovers: log`
          handover_no side     org    to_org at
          no-0        received court  court  2025-03-01
          no-1        sent     police court  2025-03-03
          no-2        sent     police prison 2025-03-03`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "received in the same case under a number that nobody sent": {
      log: events,
      tables: {
        handovers: log`
          handover_no side     case org    to_org at
          no-1        sent     c1   police court 2025-03-03
          no-l        received c1   court  court 2025-03-05`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "the register has other words for its sides": {
      log: events,
      tables: {
        handovers: log`
          handover_no side   case org    to_org at
          no-1        移送方 c1   police court 2025-03-03
          no-2        移送方 -    police court 2025-03-03`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "a record of the same number may be the receipt, in other words": {
      log: events,
      tables: {
        handovers: log`
          handover_no side     case org    to_org at
          no-1        sent     c1   police court 2025-03-03
          no-1        签收方   c9   court  court 2025-03-05
          no-2        received c9   court  court 2025-03-05`,
      },
      asOf,
      outcome: "cannot tell",
    },
  },
  warns: {
    "the number of a sending that did not arrive is another's too, which did; and one sender has two such": {
      log: events,
      tables: {
        handovers: log`
          id handover_no side     case org   from_org to_org at
          a1 no-7        sent     c1   pa    pa       court  2025-03-03
          a2 no-7        sent     c2   pb    pb       court  2025-03-05
          a3 no-7        received p2   court pb       court  2025-03-06
          a4 no-8        sent     c1   pa    pa       court  2025-03-03
          a5 no-8        sent     c1   pb    pb       court  2025-03-05`,
      },
      asOf,
      subjects: ["c1", "c1", "c1"],
      says: ["pa 于 2025-03-03 向 court 移送 no-7", "pb 于 2025-03-05 向 court 移送 no-8"],
      evidence: ["a1", "a4", "a5"],
    },
    "sent on a day without a time, and thirty hours after the end of it nothing has arrived": {
      log: log`
        case activity at               org
        c1   立案     2025-03-03       police
        z1   受理     2025-03-21T10:30 court`,
      tables: {
        handovers: log`
          id handover_no side     case org    to_org at               kind
          a1 no-1        sent     c1   police court 2025-03-19       管辖
          a2 no-3        sent     c9   police court 2025-03-17T10:00 -
          a3 no-3        received c9   court  court 2025-03-18T10:00 -`,
      },
      asOf: "2025-03-21T11:00",
      says: [
        "police 于 2025-03-19（无时刻，自当日终了起算）向 court 移送 no-1",
        "期限 24 小时（2025-03-21 00:00:00 届满），已 35 小时",
      ],
      measured: 35,
    },
    "nothing arrived, not even after it had been sent back once": {
      log: events,
      tables: {
        handovers: log`
          id handover_no side     case org    to_org at               returned
          a1 no-1        sent     c1   police court 2025-03-03T10:00 -
          a2 no-2        sent     c1   police court 2025-03-03T11:00 -
          a3 no-2        received c9   court  court 2025-03-05T10:00 -
          a4 no-4        sent     c1   police court 2025-03-03T12:00 -
          a5 no-4        received c9   court  court 2025-03-04T10:00 true
          a6 no-4        sent     c1   police court 2025-04-03T10:00 -`,
      },
      asOf: "2025-11-12",
      subjects: ["c1", "c1"],
      says: ["向 court 移送 no-1，期限 7 日（2025-03-10 届满），已 254 日", "sent hand-over no-4 to court"],
      severity: 3,
      evidence: ["a1", "a6"],
    },
    "sent once more under a number that was received before, and that did not arrive": {
      log: events,
      tables: {
        handovers: log`
          id handover_no side     case org    to_org at
          a1 no-1        sent     c1   police court 2025-03-03T10:00
          a2 no-1        received c9   court  court 2025-03-05T10:00
          a3 no-1        sent     c1   police court 2025-04-03T10:00`,
      },
      asOf,
      subjects: ["c1"],
      says: ["police 于 2025-04-03 10:00:00 向 court 移送 no-1"],
      evidence: ["a3"],
    },
    "a case of another organ's jurisdiction after twenty-four hours; a file on the fourth day, whose case is unknown": {
      log: log`
        case activity at               org
        c1   立案     2025-03-03       police
        z1   受理     2025-03-21T10:30 court`,
      tables: {
        handovers: log`
          id handover_no side     case org    to_org at               kind
          a1 no-1        sent     c1   police court 2025-03-19T10:00 管辖
          a2 no-2        sent     -    police court 2025-03-17T10:00 案卷
          a3 no-3        received c9   court  court 2025-03-18T10:00 -
          a4 no-3        sent     c9   police court 2025-03-17T10:00 -`,
        cases: log`
          case org
          c1   police`,
      },
      asOf: "2025-03-21T11:00",
      subjects: ["c1", "no-2"],
      says: ["期限 24 小时（2025-03-20 11:00:00 届满），已 48 小时", "the limit of 3 days ended 2025-03-20"],
    },
  },
});
