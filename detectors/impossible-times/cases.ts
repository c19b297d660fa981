import { defineCases, log } from "../_kit/cases.ts";
import impossibleTimes from "./detector.ts";

const asOf = "2025-06-30";

export default defineCases(impossibleTimes, {
  silent: {
    "scheduled ahead, entered the same evening, signed and served on one day, ended at the moment or on the day it began":
      {
        log: log`
        case activity at               recorded         org doc_no doc_signed       measure_start    measure_end
        c1   受案     2025-03-03T08:00 2025-03-03T07:30 p1  -      -                -                -
        c1   排庭     2025-04-20T09:00 2025-03-20T09:00 p1  -      -                -                -
        c1   处罚决定 2025-04-21T09:00 2025-04-21T09:05 p1  d-1    2025-04-21T10:00 2025-04-21       2025-04-21
        c1   传唤     2025-04-21T09:00 2025-04-21T09:05 p1  -      -                2025-04-21T09:00 2025-04-21
        c1   送达     2025-04-21T09:30 2025-04-21T09:35 p1  d-1    -                -                -`,
        tables: {
          cases: log`
          case fact_at
          c1   2025-03-03T12:00`,
        },
        asOf,
        outcome: "clear",
      },
    "the unit records none of the times that are compared": {
      log: log`
        case activity at         org
        c1   受案     2025-03-03 p1`,
      asOf,
      outcome: "cannot tell",
    },
  },
  warns: {
    "one of each, told apart by unit and kind": {
      log: log`
        id case activity at               recorded         org doc_no doc_signed measure_start measure_end started          ended
        e1 c1   受案     1970-01-01T08:00 2025-03-03T07:30 p1  -      -          -             -           -                -
        e2 c1   询问     2025-04-20T09:00 2025-03-20T09:00 p1  -      -          -             -           -                -
        e3 c1   拘留     2025-04-21T09:00 2025-04-21T09:05 p1  -      -          2025-04-21    2025-04-11  -                -
        e4 c2   处罚决定 2025-04-22T09:00 2025-04-22T09:05 p2  d-1    2025-05-09 -             -           -                -
        e5 c2   送达     2025-04-23T09:30 2025-04-23T09:35 p2  d-1    -          -             -           -                -
        e6 c2   讯问     2025-04-24T09:30 2025-04-24T09:35 p2  -      -          -             -           2025-04-24T09:30 2025-04-24T08:30`,
      asOf,
      subjects: ["p1", "p1", "p1", "p2", "p2"],
      says: [
        "有 1 条为占位日期",
        "Of 3 records that can be compared, 1 bears a placeholder date",
        "1 is recorded as done after it was entered",
        "的发生时间晚于录入时间",
        "的措施终止早于起始",
        "送达时文书尚未签发",
        "的环节结束早于开始",
      ],
      severity: 1,
      evidence: ["e2", "e3", "e1", "e5", "e6"],
    },
    "before the fact, and often": {
      log: log`
        case activity at
        c1   受案     2025-02-03
        c1   询问     2025-02-04
        c1   勘验     2025-02-05`,
      tables: {
        cases: log`
          case fact_at
          c1   2025-03-03`,
      },
      params: { repeated: 3 },
      asOf,
      subjects: ["events"],
      says: ["Of 3 records that can be compared, 3 lie before the fact"],
      severity: 2,
      measured: 3,
    },
  },
});
