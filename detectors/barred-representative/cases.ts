import { defineCases, log } from "../_kit/cases.ts";
import detector from "./detector.ts";

const events = log`
  case activity org   at
  c1   开庭     court 2025-03-03`;

export default defineCases(detector, {
  silent: {
    "two years and a day after leaving another court, and one who never was at any": {
      log: events,
      tables: {
        representations: log`
          id  case representative kind     former_org left       at
          f-1 c1   L1             retained court9     2023-02-28 2025-03-01
          f-2 c1   L2             retained -          -          2025-03-01`,
      },
      outcome: "clear",
    },
    "the party's father, once a judge here": {
      log: events,
      tables: {
        representations: log`
          id  case representative kind   former_org left       at
          f-1 c1   L1             近亲属 court      2015-02-28 2025-03-01
          f-2 c1   L2             -      -          -          2025-03-01`,
      },
      outcome: "clear",
    },
    "no lawyer, and left another court lately": {
      log: events,
      tables: {
        representations: log`
          id  case representative kind         former_org left       at
          f-1 c1   L1             公民代理     court9     2024-12-01 2025-03-01
          f-2 c1   L2             单位工作人员 court9     -          2025-03-01`,
      },
      outcome: "clear",
    },
    "left this very court only after the appearance, as it is recorded": {
      log: events,
      tables: {
        representations: log`
          id  case representative kind     former_org left       at
          f-1 c1   L1             retained court      2025-05-01 2025-03-01`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "kin of somebody of another court": {
      log: events,
      tables: {
        representations: log`
          id  case representative kind     former_org left at
          f-1 c1   L1             retained -          -    2025-03-01
          f-2 c1   L2             retained court8     2020-01-01 2025-03-01`,
        conflicts: log`
          id  actor party kind at
          d-1 j9    L1    子女 2020-01-01`,
        postings: log`
          id  actor org    kind at
          t-1 j9    court9 post 2020-01-01`,
      },
      outcome: "clear",
    },
    "kin only after the case, or of somebody who came to the court only then": {
      log: events,
      tables: {
        cases: log`
          case org   closed
          c1   court 2025-06-30`,
        representations: log`
          id  case representative kind     former_org at
          f-1 c1   L1             retained -          2025-03-01
          f-2 c1   L2             retained -          -`,
        conflicts: log`
          id  actor party kind at
          d-1 j9    L1    配偶 2025-08-01
          d-2 j8    L2    子女 2015-01-01`,
        postings: log`
          id  actor org   kind at
          t-1 j9    court post 2015-01-01
          t-2 j8    court post 2025-08-01`,
      },
      asOf: "2025-12-31",
      outcome: "clear",
    },
    "kin since a day of the case after the appearance; the kin served here for a part of the case, and when the appearance began is not recorded":
      {
        log: log`
          case activity org   at
          c1   立案     court 2025-02-03
          c1   开庭     court 2025-03-03
          c2   立案     court 2025-02-03
          c2   开庭     court 2025-03-03`,
        tables: {
          representations: log`
            id  case representative kind     former_org at
            f-1 c1   L1             retained -          2025-02-10
            f-2 c2   L2             retained -          -`,
          conflicts: log`
            id  actor party kind at
            d-1 j9    L1    配偶 2025-02-20
            d-2 j8    L2    子女 2015-01-01`,
          postings: log`
            id  actor org   kind at
            t-1 j9    court post 2015-01-01
            t-2 j8    court post 2025-02-20`,
        },
        asOf: "2025-06-30",
        outcome: "cannot tell",
      },
    "served elsewhere, and nobody wrote down when that ended": {
      log: events,
      tables: {
        representations: log`
          id  case representative kind     former_org at
          f-1 c1   L1             retained court9     2025-03-01`,
      },
      outcome: "cannot tell",
    },
    "no file says where representatives served": {
      log: events,
      tables: {
        representations: log`
          id  case representative at
          f-1 c1   L1             2025-03-01`,
      },
      outcome: "not evaluated",
    },
  },
  warns: {
    "on the last day of the two years": {
      log: events,
      tables: {
        representations: log`
          id  case representative kind     former_org left       at
          f-1 c1   L1             retained court9     2023-02-28 2025-02-28`,
      },
      subjects: ["c1"],
      says: ["离任不满 24 个月（2023-02-28 离任）", "appearing from 2025-02-28"],
      severity: 4,
      measured: 731,
      evidence: ["f-1"],
    },
    "when the appearance began is not recorded, and the spouse served here all through the case": {
      log: events,
      tables: {
        representations: log`
          id  case representative kind     former_org
          f-1 c1   L1             retained -`,
        conflicts: log`
          id  actor party kind at
          d-1 j9    L1    配偶 2020-01-01`,
        postings: log`
          id  actor org   kind at
          t-1 j9    court post 2020-01-01`,
      },
      asOf: "2025-06-30",
      subjects: ["c1"],
      says: ["经申报系办理本案单位人员的近亲属"],
      evidence: ["d-1", "f-1"],
    },
    "appeared on the last day on which the spouse served here": {
      log: events,
      tables: {
        representations: log`
          id  case representative kind     former_org at
          f-1 c1   L1             retained -          2025-03-01`,
        conflicts: log`
          id  actor party kind at         to
          d-1 j9    L1    配偶 2020-01-01 2025-03-01`,
        postings: log`
          id  actor org   kind at         to
          t-1 j9    court post 2020-01-01 2025-03-01`,
      },
      asOf: "2025-06-30",
      subjects: ["c1"],
      says: ["经申报系办理本案单位人员的近亲属"],
    },
    "once of this very court, and the daughter of one of its judges": {
      log: events,
      tables: {
        representations: log`
          id  case representative kind     former_org left       at
          f-1 c1   L1             retained court      2005-01-01 2025-03-01
          f-2 c1   L2             retained -          -          2025-03-01`,
        conflicts: log`
          id  actor party kind at
          d-1 j9    L2    子女 2020-01-01`,
        postings: log`
          id  actor org   kind at
          t-1 j9    court post 2020-01-01`,
      },
      subjects: ["c1", "c1"],
      says: ["曾在办理本案的单位 court 任职", "close kin of somebody"],
      evidence: ["f-1", "d-1", "f-2"],
    },
  },
});
