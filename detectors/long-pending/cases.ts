import { defineCases, log } from "../_kit/cases.ts";
import longPending from "./detector.ts";

export default defineCases(longPending, {
  silent: {
    "suspended on record, and not resumed": {
      log: log`
        case activity at
        c1   立案     2024-01-10
        c1   中止调查 2024-03-01`,
      asOf: "2025-06-30",
      outcome: "pending",
    },
    "an appraisal is out": {
      log: log`
        case activity at
        c1   立案     2024-01-10
        c1   鉴定委托 2024-12-01`,
      asOf: "2025-06-30",
      outcome: "pending",
    },
    "without the five months of suspension it is not a year": {
      log: log`
        case activity at
        c1   立案     2024-01-10
        c1   中止调查 2024-03-01
        c1   恢复调查 2024-08-01
        c1   询问     2025-04-01`,
      asOf: "2025-05-01",
      outcome: "pending",
    },
    "took thirteen months and is closed": {
      log: log`
        case activity     at
        c1   立案         2024-01-10
        c1   移送审查起诉 2025-02-20`,
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "a year to the day": {
      log: log`
        case activity at
        c1   立案     2024-01-10
        c1   询问     2024-11-10`,
      asOf: "2025-01-10T20:00",
      outcome: "pending",
    },
    "a case of which nothing is recorded": {
      log: log`
        case activity at
        c1   立案     2025-01-10`,
      tables: {
        cases: log`
          case case_type
          c1   刑事案件
          c2   刑事案件`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
  },
  warns: {
    "open for a year and two months": {
      log: log`
        case activity at
        c1   受案登记 2024-01-05
        c1   立案     2024-01-10
        c1   询问     2025-03-01`,
      asOf: "2025-03-10",
      subjects: ["c1"],
      says: ["自 2024-01-10 起已 425 日，超过 12 个月", "the last record is of 2025-03-01"],
      severity: 2,
      measured: 425,
      evidence: ["受案登记", "立案", "询问"],
    },
    "more than eighteen months, the suspension not counted": {
      log: log`
        case activity at
        c1   立案     2023-01-10
        c1   中止调查 2023-03-01
        c1   恢复调查 2023-06-01
        c1   询问     2024-11-01`,
      asOf: "2024-12-01",
      says: ["超过 18 个月", "其中 92 日中止"],
      severity: 3,
      measured: 599,
    },
    "opened three years ago, and no filing on record": {
      log: log`
        case activity at
        c1   接报登记 2022-01-10
        c1   询问     2022-01-12`,
      asOf: "2025-06-30",
      says: ["超过 36 个月"],
      severity: 3,
    },
  },
});
