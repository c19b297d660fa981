import { defineCases, log } from "../_kit/cases.ts";
import detector from "./detector.ts";

export default defineCases(detector, {
  silent: {
    "one prosecutor for arrest and charge, who then pleads in court": {
      log: log`
        case activity         stage    actor role   at
        c1   讯问             侦查     li    -      2025-01-03
        c1   批准逮捕         审查逮捕 p1    检察官 2025-02-03
        c1   自行补充侦查     侦查     p1    检察官 2025-02-20
        c1   执行逮捕         审查逮捕 li    -      2025-02-04
        c1   提起公诉         审查起诉 p1    检察官 2025-03-03
        c1   开庭             一审     li    侦查人员 2025-04-04
        c1   出庭支持公诉     一审     p1    -      2025-04-03
        c1   开庭             一审     p1    公诉人 2025-04-04
        c1   宣判             一审     j1    审判长 2025-04-20`,
      outcome: "clear",
    },
    "after the remand the same panel sits in the second instance again": {
      log: log`
        case activity stage actor at
        c1   开庭     一审  j1    2025-01-03
        c1   发回重审 二审  j2    2025-03-03
        c1   开庭     重审  j3    2025-05-03
        c1   裁定     二审  j2    2025-07-03`,
      outcome: "clear",
    },
    "a clerk of both instances, and a registry that enters both": {
      log: log`
        case activity stage actor role   at
        c1   登记立案 一审  k1    -      2025-01-02
        c1   开庭     一审  k2    书记员 2025-01-03
        c1   登记立案 再审  k1    -      2025-03-02
        c1   开庭     再审  k2    书记员 2025-03-03
        c1   宣判     再审  j2    审判长 2025-03-04`,
      outcome: "not applicable",
    },
    "an act of the investigation is nobody's": {
      log: log`
        case activity stage    actor at
        c1   讯问     侦查     -     2025-01-03
        c1   审查报告 审查起诉 p1    2025-03-03`,
      outcome: "cannot tell",
    },
    "the stage is not filled in": {
      log: log`
        case activity stage    actor at
        c1   讯问     侦查     li    2025-01-03
        c1   讯问     -        p1    2025-02-03`,
      outcome: "cannot tell",
    },
  },
  warns: {
    "investigated, and then reviewed the charge": {
      log: log`
        case activity stage    actor co   at
        c1   讯问     侦查     li    wang 2025-01-03
        c1   审查报告 审查起诉阶段 wang -  2025-03-03`,
      subjects: ["c1"],
      says: ["参与过本案“侦查”（2025-01-03），又在“审查起诉”", "wang (an identifier)"],
      severity: 4,
      evidence: ["讯问", "审查报告"],
    },
    "where no activity is left aside, whoever enters counts": {
      log: log`
        case activity stage    actor at
        c1   讯问     侦查     li    2025-01-03
        c1   送达     审查起诉 li    2025-03-03`,
      params: { activities_aside: [] },
      says: ["又在“审查起诉”"],
    },
    "sat in the first instance, and in the second under another number": {
      log: log`
        case activity stage actor at
        c1   开庭     一审  j1    2025-01-03
        c2   开庭     二审  j1    2025-05-03`,
      tables: {
        cases: log`
          case origin_case
          c1   -
          c2   c1`,
      },
      subjects: ["c2"],
      says: ['handled its stage "二审"'],
      evidence: [2, 3],
    },
  },
});
