import { defineCases, log } from "../_kit/cases.ts";
import longPending from "./detector.ts";

/** A master that says when cases end: without one, nobody could say of a case that it has not. */
const master = {
  cases: log`
    case closed_at
    c9   2021-02-01`,
};

export default defineCases(longPending, {
  silent: {
    "suspended on record, and not resumed": {
      log: log`
        case activity at
        c1   立案     2024-01-10
        c1   中止调查 2024-03-01`,
      tables: master,
      asOf: "2025-06-30",
      outcome: "pending",
    },
    "an appraisal is out": {
      log: log`
        case activity at
        c1   立案     2024-01-10
        c1   鉴定委托 2024-12-01`,
      tables: master,
      asOf: "2025-06-30",
      outcome: "pending",
    },
    "two appraisals were commissioned, and one opinion came": {
      log: log`
        case activity at
        c1   立案     2024-01-10
        c1   鉴定委托 2024-12-01
        c1   鉴定委托 2024-12-02
        c1   鉴定意见 2025-01-10`,
      tables: master,
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
      tables: master,
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
    "not charged two years ago": {
      log: log`
        case activity     at
        c1   立案         2022-03-10
        c1   不起诉       2022-06-20`,
      tables: master,
      asOf: "2024-06-30",
      outcome: "clear",
    },
    "a year to the day": {
      log: log`
        case activity at
        c1   立案     2024-01-10
        c1   询问     2024-11-10`,
      tables: master,
      asOf: "2025-01-10T20:00",
      outcome: "pending",
    },
    "a log that never says that a case ended": {
      log: log`
        case activity at
        c1   立案     2020-01-10
        c2   询问     2020-01-12`,
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "a unit that never says that a case ended, beside a court whose master does": {
      log: log`
        case activity org at
        c1   立案     p1  2024-01-10`,
      tables: {
        cases: log`
          case org   closed
          c9   court 2021-02-01`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "what is on record of its closing is a date that cannot be read, or a system's default": {
      log: log`
        case activity at
        c1   立案     2022-01-10
        c2   立案     2022-01-10
        c3   立案     2022-01-10`,
      tables: {
        cases: log`
          case closed_at
          c1   2022年2月8日
          c2   1900-01-01
          c3   0001-01-01`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "complete by the procedure in use": {
      log: log`
        case activity at
        c1   立案     2020-01-10
        c1   办结     2020-03-10
        c2   立案     2025-06-01`,
      procedure: { completion: { activities: ["办结"] }, activities: { 办结: {} }, rules: [] },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "judged, enforced or not filed, and neither archived nor closed": {
      log: log`
        case activity     at
        c1   登记立案     2022-01-10
        c1   宣告判决     2022-06-20
        c2   执行立案     2022-01-10
        c2   终结本次执行 2022-06-20
        c3   受案登记     2022-01-10
        c3   不予立案决定 2022-01-12
        c4   立案         2022-01-10
        c4   当场处罚决定 2022-01-10`,
      tables: master,
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "valued for sale, or stayed, in an enforcement": {
      log: log`
        case activity at
        c1   执行立案 2024-01-10
        c1   委托评估 2024-12-01
        c2   执行立案 2024-01-10
        c2   中止执行 2024-12-01`,
      tables: master,
      asOf: "2025-06-30",
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
    "two approved exclusions that overlap are one rest": {
      log: log`
        case activity at
        c1   立案     2024-01-10
        c1   询问     2025-03-01`,
      tables: {
        ...master,
        extensions: log`
          case kind    from       to
          c1   exclude 2024-03-01 2024-04-01
          c1   exclude 2024-03-15 2024-06-01`,
      },
      asOf: "2025-04-01",
      outcome: "pending",
    },
    "ended against one of two persons, and nothing says what became of the other; or a ruling that may be about anything":
      {
        log: log`
        case activity at         party
        c1   立案     2022-01-10 -
        c1   讯问     2022-01-12 p1
        c1   讯问     2022-01-13 p2
        c1   终止侦查 2022-06-20 p1
        c2   登记立案 2022-01-10 -
        c2   裁定     2022-02-10 -`,
        tables: master,
        asOf: "2025-06-30",
        outcome: "cannot tell",
      },
    "a ruling that may be about anything, and entered as filed once more since": {
      log: log`
        case activity at
        c1   登记立案 2022-01-10
        c1   裁定     2022-02-10
        c1   立案审批 2025-01-10`,
      tables: master,
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "ended against one of two persons, a victim asked after that, and entered as filed once more since": {
      log: log`
        case activity at         party
        c1   立案     2022-01-10 -
        c1   讯问     2022-01-12 p1
        c1   讯问     2022-01-13 p2
        c1   不起诉   2022-06-20 p1
        c1   询问     2022-07-01 v1
        c1   立案审批 2025-01-10 -`,
      tables: master,
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "victims were asked before and after it ended against the one person there is": {
      log: log`
        case activity at         party
        c1   立案     2022-01-10 -
        c1   询问     2022-01-11 v1
        c1   讯问     2022-01-12 p1
        c1   不起诉   2022-06-20 p1
        c1   询问     2022-07-01 v1`,
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "ended against each of the persons, or against nobody by name; a commutation that was ruled on": {
      log: log`
        case activity at         party
        c1   立案     2022-01-10 -
        c1   讯问     2022-01-12 p1
        c1   讯问     2022-01-13 p2
        c1   终止侦查 2022-06-20 p1
        c1   不起诉   2022-07-20 p2
        c2   立案     2022-01-10 -
        c2   讯问     2022-01-13 p2
        c2   终止侦查 2022-06-20 -
        c3   立案     2022-01-10 -
        c3   裁定     2022-02-10 -`,
      tables: {
        cases: log`
          case case_type closed
          c3   刑更   -
          c9   刑更   2021-02-01`,
      },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "filed by the court that the case went to, and filed again in the year": {
      log: log`
        case activity     at
        c1   立案         2023-01-10
        c1   移送起诉     2023-03-10
        c1   登记立案     2023-05-10
        c2   立案         2023-01-10
        c2   撤案         2023-03-10
        c2   立案         2025-05-10`,
      asOf: "2025-06-30",
      outcome: "pending",
    },
  },
  warns: {
    "nothing of it on record but in a register that knows no endings, and other cases of its unit ended": {
      log: log`
        case activity     org at
        c2   立案         p1  2024-01-10
        c2   移送审查起诉 p1  2024-03-10`,
      tables: {
        cases: log`
          case org opened
          c1   p1  2023-01-10`,
      },
      asOf: "2025-06-30",
      subjects: ["c1"],
      says: ["自 2023-01-10 起"],
    },
    "a unit that has ended nothing, where others of its system have": {
      log: log`
        case activity     org at
        c1   立案         p1  2024-01-10
        c2   立案         p2  2024-01-10
        c2   移送审查起诉 p2  2024-03-10`,
      asOf: "2025-06-30",
      subjects: ["c1"],
      says: ["超过 12 个月"],
    },
    "open for a year and two months": {
      log: log`
        case activity at
        c1   受案登记 2024-01-05
        c1   立案     2024-01-10
        c1   询问     2025-03-01`,
      tables: master,
      asOf: "2025-03-10",
      subjects: ["c1"],
      says: ["自 2024-01-10 起已 425 日，超过 12 个月", "the last record is of 2025-03-01"],
      severity: 2,
      measured: 425,
      evidence: ["受案登记", "立案", "询问"],
    },
    "open in its own master, of a unit that closed nothing; and nothing of it there, of a unit that sent others on": {
      log: log`
        case activity     org at
        c1   立案         p1  2024-01-10
        c2   立案         p2  2024-01-10
        c3   立案         p2  2024-01-10
        c3   移送审查起诉 p2  2024-03-10`,
      tables: {
        cases: log`
          case org   closed
          c1   p1    -
          c9   court 2021-02-01`,
      },
      asOf: "2025-06-30",
      subjects: ["c1", "c2"],
      says: ["超过 12 个月"],
    },
    "more than eighteen months, the suspension not counted": {
      log: log`
        case activity at
        c1   立案     2023-01-10
        c1   中止调查 2023-03-01
        c1   恢复调查 2023-06-01
        c1   询问     2024-11-01`,
      tables: master,
      asOf: "2024-12-01",
      says: ["超过 18 个月", "其中 92 日中止"],
      severity: 3,
      measured: 599,
    },
    "ended against one of two persons, and the other was questioned after that": {
      log: log`
        case activity at         party
        c1   立案     2022-01-10 -
        c1   讯问     2022-01-12 p1
        c1   终止侦查 2022-06-20 p1
        c1   讯问     2022-08-13 p2`,
      tables: master,
      asOf: "2025-06-30",
      says: ["自 2022-01-10 起", "超过 36 个月"],
    },
    "ended against one of two persons, the other questioned, and entered as filed once more since": {
      log: log`
        case activity at         party
        c1   立案     2022-01-10 -
        c1   讯问     2022-01-12 p2
        c1   终止侦查 2024-06-01 p1
        c1   讯问     2024-07-01 p2
        c1   立案审批 2024-12-01 -`,
      tables: master,
      asOf: "2025-06-30",
      says: ["自 2022-01-10 起", "超过 36 个月"],
    },
    "ended against the one person there was, and filed again, against another; or ruled on, and filed again": {
      log: log`
        case activity at         party
        c1   立案     2021-01-10 -
        c1   讯问     2021-01-12 p1
        c1   终止侦查 2021-06-01 p1
        c1   立案     2024-01-10 -
        c1   讯问     2024-01-12 p2
        c2   立案     2021-01-10 -
        c2   裁定     2021-02-10 -
        c2   立案     2024-01-10 -`,
      tables: {
        cases: log`
          case case_type closed
          c2   刑更      -
          c9   刑更      2021-02-01`,
      },
      asOf: "2025-06-30",
      subjects: ["c1", "c2"],
      says: ["自 2024-01-10 起", "超过 12 个月"],
    },
    "opened three years ago, and no filing on record": {
      log: log`
        case activity at
        c1   接报登记 2022-01-10
        c1   询问     2022-01-12`,
      tables: master,
      asOf: "2025-06-30",
      says: ["超过 36 个月"],
      severity: 3,
    },
    "withdrawn and filed again: what was withdrawn is not what is open": {
      log: log`
        case activity at
        c1   立案     2021-01-10
        c1   撤案     2021-03-10
        c1   立案     2022-01-10`,
      asOf: "2025-06-30",
      says: ["自 2022-01-10 起", "超过 36 个月"],
    },
    "withdrawn twice, filed again after either, and entered as filed once more since": {
      log: log`
        case activity at
        c1   立案     2019-01-10
        c1   撤案     2019-03-10
        c1   立案     2020-01-10
        c1   撤案     2020-03-10
        c1   立案审批 2022-01-10
        c1   立案     2025-05-10`,
      asOf: "2025-06-30",
      says: ["自 2022-01-10 起", "超过 36 个月"],
    },
    "withdrawn, closed and complete, and filed again": {
      log: log`
        case activity at
        c1   立案     2021-01-10
        c1   撤案     2021-03-10
        c1   立案     2022-01-10`,
      tables: {
        cases: log`
          case closed_at
          c1   2021-03-10`,
      },
      procedure: { completion: { activities: ["撤案"] }, activities: { 撤案: {} }, rules: [] },
      asOf: "2025-06-30",
      says: ["自 2022-01-10 起", "超过 36 个月"],
    },
    "judged, and filed again for the appeal": {
      log: log`
        case activity at
        c1   登记立案 2022-01-10
        c1   宣判     2022-06-20
        c1   二审立案 2022-08-10`,
      asOf: "2025-06-30",
      says: ["自 2022-08-10 起"],
    },
    "suspended while an appraisal ran: the sixty days count once": {
      log: log`
        case activity at
        c1   立案     2024-10-01
        c1   中止侦查 2024-12-01
        c1   鉴定委托 2024-12-01
        c1   恢复侦查 2025-01-30
        c1   鉴定意见 2025-01-30
        c1   询问     2025-02-03`,
      tables: master,
      asOf: "2025-12-31",
      says: ["其中 60 日中止"],
      measured: 396,
    },
    "an appraisal from before the filing takes nothing off but what came after it": {
      log: log`
        case activity at
        c1   受案登记 2024-06-01
        c1   鉴定委托 2024-06-05
        c1   立案     2024-10-10
        c1   鉴定意见 2024-10-15`,
      tables: master,
      asOf: "2025-12-31",
      says: ["自 2024-10-10 起已 447 日（其中 5 日中止"],
      measured: 442,
    },
  },
});
