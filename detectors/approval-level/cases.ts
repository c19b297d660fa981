import { defineCases, log } from "../_kit/cases.ts";
import approvalLevel from "./detector.ts";

const criminal = {
  cases: log`
    case case_type
    c1   刑事案件
    c2   治安案件`,
};

/** As the built-in procedure has them. */
const STATION = ["station", "police-station", "派出所", "派出所负责人", "派出所所长"];
const ownRules = {
  rules: [
    { amount: { gt: 500 } },
    { decision: ["detention", "拘留", "行政拘留", "行政拘留并处罚款", "revocation", "吊销许可证"] },
  ].map((what, i) => ({
    id: `PS05-station-${i}`,
    code: "PS05",
    template: "absence" as const,
    activities: ["处罚决定"],
    count: 1,
    when: { approver_level: STATION, ...what },
  })),
};

export default defineCases(approvalLevel, {
  silent: {
    "five hundred to the yuan by the station, and a thousand under the new law": {
      log: log`
        case activity at         approver_level amount decision
        c1   处罚决定 2025-12-31 派出所         500    罚款
        c2   处罚决定 2026-01-02 派出所         1000   罚款`,
      outcome: "clear",
    },
    "a delegation is on record": {
      log: log`
        case activity at         approver_level amount delegation
        c1   处罚决定 2025-06-01 派出所         800    授权〔2025〕3号
        c2   审批     2025-05-31 派出所         -      授权〔2025〕3号
        c2   处罚决定 2025-06-01 -              800    -`,
      outcome: "clear",
    },
    "the decision names no level, and the county approved before it": {
      log: log`
        case activity at         approver_level amount decision
        c1   审批     2025-05-30 派出所         -      -
        c1   审批     2025-05-31 县级公安机关   -      -
        c1   处罚决定 2025-06-01 -              800    行政拘留`,
      outcome: "clear",
    },
    "another person's approval, and another person's penalty": {
      log: log`
        case activity at               party approver_level decision
        c1   审批     2025-05-31T09:00 p1    县级公安机关   -
        c1   审批     2025-05-31T10:00 p2    派出所         -
        c1   处罚决定 2025-06-01T09:00 p1    -              行政拘留
        c1   处罚决定 2025-06-01T09:05 p2    -              警告`,
      outcome: "clear",
    },
    "the county's approval bears the decision's own day, before or behind it, and stands beside the station's": {
      log: log`
        case activity at         approver_level decision
        c1   审批     2025-05-30 派出所         -
        c1   处罚决定 2025-06-01 -              行政拘留
        c1   审批     2025-06-01 县级公安机关   -
        c2   审批     2025-06-01 县级公安机关   -
        c2   审批     2025-06-01 派出所         -
        c2   处罚决定 2025-06-01 -              行政拘留`,
      outcome: "clear",
    },
    "the county approved, and the station on the day of the decision; or one of them did of a person whom the decision does not name":
      {
        log: log`
        case activity at         party approver_level decision
        c1   审批     2025-05-31 -     县级公安机关   -
        c1   审批     2025-06-01 -     派出所         -
        c1   处罚决定 2025-06-01 -     -              行政拘留
        c2   审批     2025-05-30 p1    县级公安机关   -
        c2   审批     2025-05-31 p2    派出所         -
        c2   处罚决定 2025-06-01 -     -              行政拘留
        c3   审批     2025-05-30 p1    县级公安机关   -
        c3   审批     2025-05-31 -     派出所         -
        c3   处罚决定 2025-06-01 p1    -              行政拘留`,
        outcome: "cannot tell",
      },
    "a filing under the new law of public order, at the station": {
      log: log`
        case activity at         approver_level
        c2   立案     2026-02-01 派出所`,
      tables: criminal,
      outcome: "not applicable",
    },
    "the decision's level, or the last approval's, is a word in no list; the level of an approval before it is not its":
      {
        log: log`
        case activity at         approver_level decision
        c1   审批     2025-05-30 派出所         -
        c1   处罚决定 2025-06-01 区公安分局     行政拘留
        c2   审批     2025-05-30 派出所         -
        c2   审批     2025-05-31 区公安分局     -
        c2   处罚决定 2025-06-01 -              行政拘留
        c3   审批     2025-05-30 派出所         -
        c3   审批     2025-05-31 -              -
        c3   处罚决定 2025-06-01 -              行政拘留`,
        outcome: "cannot tell",
      },
    "a station's decision of which neither kind nor amount is recorded": {
      log: log`
        case activity at         approver_level amount decision
        c1   处罚决定 2025-06-01 派出所         -      -
        c2   处罚决定 2025-06-02 派出所         300    罚款`,
      outcome: "cannot tell",
    },
    "a warning by the station, and what the county decided, whatever it was": {
      log: log`
        case activity at         approver_level amount decision
        c1   处罚决定 2025-06-01 派出所         -      警告
        c2   处罚决定 2025-06-01 县级公安机关   -      -`,
      outcome: "clear",
    },
    "a level that is not recorded, a word that is in no list, a fine of nobody knows how much": {
      log: log`
        case activity at         approver_level decision
        c1   处罚决定 2025-06-01 -              行政拘留
        c2   处罚决定 2025-06-01 专班           行政拘留
        c3   处罚决定 2025-06-01 派出所         罚款`,
      outcome: "cannot tell",
    },
    "the procedure in use has a rule of its own": {
      log: log`
        case activity at         approver_level amount decision
        c1   处罚决定 2025-06-01 派出所         800    罚款
        c2   处罚决定 2025-06-01 派出所         -      行政拘留
        c3   处罚决定 2025-06-01 派出所         300    罚款`,
      procedure: ownRules,
      outcome: "not applicable",
    },
    "no level in the data": {
      log: log`
        case activity at         amount
        c1   处罚决定 2025-06-01 800`,
      outcome: "not evaluated",
    },
  },
  warns: {
    "eight hundred yuan by the station, before 2026": {
      log: log`
        case activity at         approver_level amount decision
        c1   处罚决定 2025-06-01 派出所         800    罚款`,
      subjects: ["c1"],
      says: ["罚款 800 元，超过派出所可以决定的 500 元", "above the 500 that a station may decide"],
      severity: 4,
      measured: 800,
      evidence: ["处罚决定"],
    },
    "detention on the word of a department's approval": {
      log: log`
        case activity at         approver_level amount decision
        c1   审批     2025-05-31 办案部门       -      -
        c1   处罚决定 2025-06-01 -              -      行政拘留`,
      says: ["由办案部门一级审批，依规定由县级以上决定或批准"],
      evidence: ["审批", "处罚决定"],
    },
    "the county refused what the station had approved": {
      log: log`
        case activity at         approver_level approval_result decision
        c1   审批     2025-05-30 派出所         同意            -
        c1   审批     2025-05-31 县级公安机关   不同意          -
        c1   处罚决定 2025-06-01 -              -               行政拘留`,
      says: ["由派出所一级审批，依规定由县级以上决定或批准"],
      evidence: ["审批", "处罚决定"],
    },
    "the station approved on the day of the decision, and nobody above it": {
      log: log`
        case activity at         party approver_level decision
        c1   审批     2025-05-30 p2    县级公安机关   -
        c1   处罚决定 2025-06-01 p1    -              行政拘留
        c1   审批     2025-06-01 p1    派出所         -`,
      says: ["由派出所一级审批"],
      evidence: ["处罚决定", "审批"],
    },
    "what the procedure's own rules do not ask: other levels, other words, the approval before": {
      log: log`
        case activity at         approver_level decision
        c1   处罚决定 2025-06-01 办案部门       行政拘留
        c2   处罚决定 2025-06-01 派出所         行政拘留五日
        c3   审批     2025-05-31 派出所         -
        c3   处罚决定 2025-06-01 -              行政拘留`,
      procedure: ownRules,
      subjects: ["c1", "c2", "c3"],
      says: ["由办案部门一级审批，依规定由县级以上决定或批准", "由派出所一级审批"],
      severity: 4,
    },
    "a criminal case filed and withdrawn by the station": {
      log: log`
        case activity at         approver_level
        c1   立案     2025-06-01 派出所
        c1   拘留     2025-06-02 县级公安机关负责人
        c1   撤案     2025-09-01 派出所`,
      tables: criminal,
      subjects: ["c1"],
      says: ["2025-06-01 的“立案”由派出所一级审批", "另有 1 项同类情形"],
      evidence: ["立案", "撤案"],
    },
  },
});
