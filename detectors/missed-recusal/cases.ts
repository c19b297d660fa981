import { defineCases, log } from "../_kit/cases.ts";
import detector from "./detector.ts";

const events = log`
  case activity actor party at
  c1   受案登记 li    -     2025-03-01
  c1   询问     li    P77   2025-03-03
  c1   处罚决定 li    P77   2025-03-20`;

export default defineCases(detector, {
  silent: {
    "the declaration had ended, was made afterwards, or is about another person": {
      log: events,
      tables: {
        conflicts: log`
          id  actor party kind   at         to
          d-1 li    P77   近亲属 2020-01-01 2024-12-31
          d-2 li    P77   近亲属 2025-04-01 -
          d-3 li    P78   近亲属 2020-01-01 -
          d-4 wang  P77   近亲属 2020-01-01 -`,
      },
      outcome: "clear",
    },
    "recused on the second day, and another went on": {
      log: log`
        case activity actor party at
        c1   受案登记 li    P77   2025-03-01
        c1   自行回避 li    -     2025-03-02
        c1   询问     wang  P77   2025-03-03`,
      tables: {
        conflicts: log`
          id  actor party at
          d-1 li    P77   2020-01-01`,
      },
      outcome: "clear",
    },
    "recused in the morning, and handed the papers over in the afternoon; heard as a witness": {
      log: log`
        case activity     actor party role   at
        c1   受案登记     li    P77   民警   2025-03-01T09:00
        c1   自行回避     li    -     民警   2025-03-02T09:00
        c1   移交案件材料 li    -     民警   2025-03-02T15:00
        c1   询问         wang  P77   民警   2025-03-03T09:00
        c2   询问         li    P77   证人   2025-03-03T09:00`,
      tables: {
        conflicts: log`
          id  actor party at
          d-1 li    P77   2025-03-02`,
      },
      outcome: "clear",
    },
    "passed something on after the recusal, in words of its own; a recusal elsewhere may be theirs": {
      log: log`
        case activity     actor org    party at
        c1   自行回避     li    p1     P77   2025-03-02T09:00
        c1   卷宗交接     li    p1     -     2025-03-02T15:00
        c2   回避决定     zhou  p2     P77   2025-03-02T09:00
        c2   移交案件材料 li    p1     -     2025-03-02T15:00`,
      tables: {
        conflicts: log`
          id  actor party at
          d-1 li    P77   2020-01-01`,
      },
      outcome: "cannot tell",
    },
    "something of a recusal is on record, in words of its own": {
      log: log`
        case activity     actor party at
        c1   受案登记     li    P77   2025-03-01
        c1   回避申请审批 zhao  -     2025-03-02
        c1   询问         li    P77   2025-03-03`,
      tables: {
        conflicts: log`
          id  actor party at
          d-1 li    P77   2020-01-01`,
      },
      outcome: "cannot tell",
    },
    "recused by a decision of the head's, or as the clerk entered it": {
      log: log`
        case activity actor party at
        c1   立案审批 zhou  -     2025-03-01
        c1   询问     li    P77   2025-03-02
        c1   回避决定 zhou  -     2025-03-03
        c2   询问     li    P77   2025-03-02
        c2   自行回避 clerk -     2025-03-03`,
      tables: {
        conflicts: log`
          id  actor party at
          d-1 li    P77   2020-01-01`,
      },
      outcome: "clear",
    },
    "it was decided that no recusal is needed": {
      log: log`
        case activity     actor party at
        c1   受案登记     li    P77   2025-03-01
        c1   驳回回避申请 zhou  -     2025-03-02
        c1   询问         li    P77   2025-03-03`,
      tables: {
        conflicts: log`
          id  actor party at
          d-1 li    P77   2020-01-01`,
      },
      outcome: "clear",
    },
    "the lawyer came into the case when they had handed it on, or is yet to come": {
      log: log`
        case activity actor at
        c1   开庭     zhao  2025-03-03
        c1   宣判     wang  2025-06-20
        c2   开庭     wang  2025-03-03`,
      tables: {
        conflicts: log`
          id  actor party at
          d-1 zhao  L5    2020-01-01`,
        representations: log`
          id  case representative party at
          f-1 c1   L5             P1    2025-05-10
          f-2 c2   L7             P2    2025-02-01`,
      },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "recused on the day, the hour not recorded": {
      log: log`
        case activity actor party at
        c1   询问     li    P77   2025-03-03T09:00
        c1   自行回避 li    -     2025-03-03
        c1   处罚决定 wang  P77   2025-03-20`,
      tables: {
        conflicts: log`
          id  actor party at
          d-1 li    P77   2020-01-01`,
      },
      outcome: "clear",
    },
    "declared on the day of the act, before or after it": {
      log: log`
        case activity actor party at
        c1   询问     li    P77   2025-03-03T09:00`,
      tables: {
        conflicts: log`
          id  actor party at
          d-1 li    P77   2025-03-03`,
      },
      outcome: "cannot tell",
    },
    "on the day that the lawyer came into the case, before or after it": {
      log: log`
        case activity actor at
        c1   开庭     zhao  2025-05-10T09:00`,
      tables: {
        conflicts: log`
          id  actor party at
          d-1 zhao  L5    2020-01-01`,
        representations: log`
          id  case representative party at
          f-1 c1   L5             P1    2025-05-10`,
      },
      outcome: "cannot tell",
    },
    "the court has a recusal on record, or finds that none is needed, and does not say whose": {
      log: log`
        case activity     actor org    party at
        c1   询问         li    police P77   2025-03-03
        c1   回避决定     zhou  court  -     2025-08-03
        c2   询问         li    police P77   2025-03-03
        c2   驳回回避申请 zhou  court  -     2025-08-03`,
      tables: {
        conflicts: log`
          id  actor party at
          d-1 li    P77   2020-01-01`,
      },
      outcome: "cannot tell",
    },
    "no party is known in this case, whatever other cases have": {
      log: log`
        case activity actor party at
        c1   询问     li    -     2025-03-03
        c2   询问     wang  P1    2025-03-03`,
      tables: {
        conflicts: log`
          id  actor party at
          d-1 li    P77   2020-01-01`,
      },
      outcome: "cannot tell",
    },
    "no party is known": {
      log: log`
        case activity actor at
        c1   询问     li    2025-03-03`,
      tables: {
        conflicts: log`
          id  actor party at
          d-1 li    P77   2020-01-01`,
      },
      outcome: "cannot tell",
    },
  },
  warns: {
    "handled against a relative, as declared": {
      log: events,
      tables: {
        conflicts: log`
          id  actor party kind   at
          d-1 li    P77   近亲属 2025-03-02`,
      },
      subjects: ["c1"],
      says: ["利益冲突（近亲属）", "仍有 2 项办理记录（最早 2025-03-03）", "no recusal is on record"],
      severity: 4,
      measured: 2,
      evidence: ["询问", "处罚决定", "d-1"],
    },
    "another officer of the case recused themselves": {
      log: log`
        case activity actor party at
        c1   受案登记 wang  -     2025-03-01
        c1   询问     li    P77   2025-03-02
        c1   处罚决定 li    P77   2025-03-20
        c1   自行回避 wang  -     2025-03-21`,
      tables: {
        conflicts: log`
          id  actor party at
          d-1 li    P77   2020-01-01`,
      },
      says: ["人员 li（编号）", "仍有 2 项办理记录"],
    },
    "acted three days after the recusal": {
      log: log`
        case activity actor party at
        c1   自行回避 li    -     2025-03-02
        c1   询问     wang  P77   2025-03-03
        c1   送达     li    P77   2025-03-05`,
      tables: {
        conflicts: log`
          id  actor party at
          d-1 li    P77   2020-01-01`,
      },
      says: [/2025-03-02 记载回避之后仍有 1 项办理记录/, "after the recusal on record of 2025-03-02."],
      evidence: ["自行回避", "送达", "d-1"],
    },
    "handed over with no recusal on record, and approved as a witness of the search": {
      log: log`
        case activity     actor approver role   party at
        c1   移交案件材料 li    -        民警   P77   2025-03-02T15:00
        c1   搜查         wang  li       见证人 P77   2025-03-03T15:00`,
      tables: {
        conflicts: log`
          id  actor party at
          d-1 li    P77   2020-01-01`,
      },
      says: ["仍有 2 项办理记录"],
    },
    "the declaration was in force to the end of the day, and was made twice": {
      log: log`
        case activity actor party at
        c1   询问     li    P77   2025-03-03T10:00`,
      tables: {
        conflicts: log`
          id  actor party at         to
          d-1 li    P77   2020-01-01 2025-03-03
          d-2 li    P77   2021-01-01 -`,
      },
      says: ["仍有 1 项办理记录"],
      measured: 1,
      evidence: ["询问", "d-1", "d-2"],
    },
    "the party was there before the lawyer": {
      log: log`
        case activity actor at
        c1   开庭     zhao  2025-03-03`,
      tables: {
        conflicts: log`
          id  actor party at
          d-1 zhao  P1    2020-01-01`,
        representations: log`
          id  case representative party at
          f-1 c1   L5             P1    2025-05-10`,
      },
      asOf: "2025-06-30",
      says: ["与本案 P1"],
    },
    "approved, and assisted, in a case of a lawyer they are bound to": {
      log: log`
        case activity actor co  approver at
        c1   开庭     li    qian -       2025-03-03
        c1   宣判     li    -    sun、zhao 2025-03-20`,
      tables: {
        conflicts: log`
          id  actor party at
          d-1 zhao  L5    2020-01-01
          d-2 qian  L5    2020-01-01`,
        representations: log`
          id  case representative party
          f-1 c1   L5             P1`,
      },
      subjects: ["c1", "c1"],
      says: ["zhao", "qian"],
      evidence: ["开庭", "d-2", "宣判", "d-1"],
    },
  },
});
