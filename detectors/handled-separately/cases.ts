import { defineCases, log } from "../_kit/cases.ts";
import handledSeparately from "./detector.ts";

export default defineCases(handledSeparately, {
  silent: {
    "the person has a case of their own, or was sent to another organ": {
      log: log`
        case activity     at         party
        c1   另案处理     2025-01-10 p2
        c2   立案         2024-12-20 p2
        c3   另案处理     2025-01-10 p3
        c3   移送其他机关 2025-02-10 p3`,
      asOf: "2025-12-31",
      outcome: "clear",
    },
    "put apart by both organs, and questioned in a case of their own": {
      log: log`
        case activity     at         party decision
        c1   另案处理     2025-01-10 p2    -
        c2   受理         2025-02-10 p2    另案处理
        c3   讯问         2025-03-10 p2    -`,
      asOf: "2025-12-31",
      outcome: "clear",
    },
    "not charged, or penalised, in this very case": {
      log: log`
        case activity     at         party
        c1   另案处理     2025-01-10 p2
        c1   不起诉决定   2025-03-10 p2
        c2   另案处理     2025-01-10 p3
        c2   行政处罚决定 2025-03-10 p3`,
      asOf: "2025-12-31",
      outcome: "clear",
    },
    "sought, or gone while on bail": {
      log: log`
        case activity at         party
        c1   另案处理 2025-01-10 p2
        c1   通缉     2025-01-11 p2
        c2   另案处理 2025-01-10 p3
        c2   脱保在逃 2025-01-11 p3`,
      asOf: "2025-12-31",
      outcome: "pending",
    },
    "recorded as at large": {
      log: log`
        case activity at         party
        c1   上网追逃 2024-12-01 p2
        c1   另案处理 2025-01-10 p2`,
      asOf: "2025-12-31",
      outcome: "pending",
    },
    "came two months ago": {
      log: log`
        case activity at         party
        c1   上网追逃 2024-12-01 p2
        c1   另案处理 2025-01-10 p2
        c1   抓获归案 2025-10-31 p2`,
      asOf: "2025-12-31",
      outcome: "pending",
    },
    "six months to the day": {
      log: log`
        case activity at         party
        c1   另案处理 2025-01-10 p2`,
      asOf: "2025-07-10T20:00",
      outcome: "pending",
    },
    "the person is not named, and the case is linked from another": {
      log: log`
        case activity at
        c1   另案处理 2025-01-10
        c2   立案     2025-01-12`,
      tables: {
        cases: log`
          case linked_cases
          c2   "c9;c1"`,
      },
      asOf: "2025-12-31",
      outcome: "clear",
    },
    "linked, and the person does not appear there": {
      log: log`
        case activity at         party
        c1   另案处理 2025-01-10 p2
        c2   立案     2025-01-12 p7`,
      tables: {
        cases: log`
          case linked_cases
          c1   c2`,
      },
      asOf: "2025-12-31",
      outcome: "cannot tell",
    },
    "the person is not named, and somebody of the case is at large": {
      log: log`
        case activity at         party
        c1   另案处理 2025-01-10 -
        c1   上网追逃 2025-01-11 p2
        c2   立案     2025-01-12 p7`,
      tables: {
        cases: log`
          case linked_cases
          c2   c9`,
      },
      asOf: "2025-12-31",
      outcome: "cannot tell",
    },
    "the person is not named, and only another's register has a field for linked cases": {
      log: log`
        case activity at         party
        c1   另案处理 2025-01-10 -
        c2   立案     2025-01-12 p7`,
      tables: {
        cases: [
          log`
            case case_type
            c1   刑事`,
          log`
            case linked_cases
            c2   c9`,
        ],
      },
      asOf: "2025-12-31",
      outcome: "cannot tell",
    },
    "neither persons nor linked cases in the data": {
      log: log`
        case activity at
        c1   另案处理 2025-01-10`,
      asOf: "2025-12-31",
      outcome: "cannot tell",
    },
  },
  warns: {
    "nothing in eleven months, of one of two persons": {
      log: log`
        case activity     at         party
        c1   另案处理     2025-01-10 p2
        c1   另案处理     2025-01-10 p3
        c1   移送审查起诉 2025-02-10 p1
        c2   立案         2025-01-15 p3`,
      asOf: "2025-12-31",
      subjects: ["c1"],
      says: ["2025-01-10 记载对 p2 另案处理，已 355 日", "more than 6 months"],
      severity: 3,
      measured: 355,
      evidence: ["另案处理"],
    },
    "written as a decision, and counted from the day the person came": {
      log: log`
        case activity     at         party decision
        c1   移送审查起诉 2024-06-10 p2    另案处理
        c1   上网追逃     2024-06-12 p2    -
        c1   抓获归案     2025-01-05 p2    -`,
      asOf: "2025-12-31",
      says: ["已 360 日"],
    },
    "put apart by the police and by the organ after them, and nothing else": {
      log: log`
        case activity     at         party decision
        c1   另案处理     2025-01-10 p2    -
        c2   另案处理     2025-02-10 p2    -
        c3   受理         2025-02-10 p2    另案处理`,
      asOf: "2025-12-31",
      subjects: ["c1", "c2", "c3"],
      says: ["2025-01-10 记载对 p2 另案处理"],
    },
  },
});
