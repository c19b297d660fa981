import { defineCases, from, log } from "../_kit/cases.ts";
import unrecordedIntervention from "./detector.ts";

const register = {
  interventions: log`
  id   case recorder at         recorded   content_class
  r-01 c9   li       2025-01-06 2025-01-06 了解进展`,
};
const open = "2025-03-31";

export default defineCases(unrecordedIntervention, {
  silent: {
    "supervision under a document number is a lawful channel": {
      log: log`
        case activity actor at         doc_no
        c1   受案登记 li    2025-03-01 -
        c1   督办     dc1   2025-03-03 督字〔2025〕7号`,
      tables: register,
      asOf: open,
      outcome: "clear",
    },
    "a request for instruction is not an inquiry": {
      log: log`
        case activity actor at
        c1   受案登记 li    2025-03-01
        c1   请示报告 li    2025-03-03`,
      tables: register,
      asOf: open,
      outcome: "not applicable",
    },
    "who approves in the case gave guidance in writing": {
      log: log`
        case activity actor at
        c1   受案登记 li    2025-03-01
        c1   批示     zhao  2025-03-03
        c1   审批     zhao  2025-03-20`,
      tables: register,
      asOf: open,
      outcome: "clear",
    },
    "who approved the end of the investigation, or reviewed the case, under the name of the built-in procedure": {
      log: log`
        case activity     actor at
        c1   批示         zhao  2025-03-03
        c1   侦查终结审批 zhao  2025-03-20
        c2   批示         qian  2025-03-03
        c2   办案部门审核 qian  2025-03-20
        c3   批示         sun   2025-03-03
        c3   法制审核     sun   2025-03-20
        c4   批示         wu    2025-03-03
        c4   负责人审批   wu    2025-03-20`,
      tables: register,
      asOf: open,
      outcome: "clear",
    },
    "who is named as a decision's approver, or sat in its collective discussion, gave guidance in writing": {
      log: log`
        case activity actor approver co       at
        c1   批示     zhao  -        -        2025-03-03
        c1   处罚决定 li    sun、zhao -       2025-03-20
        c2   批示     qian  -        -        2025-03-03
        c2   集体讨论 li    -        sun;qian 2025-03-20`,
      tables: register,
      asOf: open,
      outcome: "clear",
    },
    "registered two days later": {
      log: log`
        case activity actor at
        c1   受案登记 li    2025-03-01
        c1   转递材料 gw1   2025-03-03T10:00`,
      tables: {
        interventions: log`
          id   case recorder at               recorded         content_class
          r-01 c9   li       2025-01-06       2025-01-06       了解进展
          r-02 c1   li       2025-03-03T10:00 2025-03-05T09:00 了解进展`,
      },
      asOf: open,
      outcome: "clear",
    },
    "registered late is another detector's matter": {
      log: log`
        case activity   actor at
        c1   受案登记   li    2025-03-01
        c1   协调会纪要 gw1   2025-03-03`,
      tables: {
        interventions: log`
          id   case recorder at         recorded   content_class
          r-02 c1   li       2025-03-03 2025-03-25 反映情况`,
      },
      asOf: open,
      outcome: "clear",
    },
    "the third day is not over": {
      log: log`
        case activity actor at
        c1   受案登记 li    2025-03-01
        c1   批示     gw1   2025-03-28T09:00`,
      tables: register,
      asOf: "2025-03-31T20:00",
      outcome: "pending",
    },
    "nobody is named with the instruction": {
      log: log`
        case activity actor at
        c1   受案登记 li    2025-03-01
        c1   批示     -     2025-03-03`,
      tables: register,
      asOf: open,
      outcome: "cannot tell",
    },
    "supervision, and no file brings document numbers": {
      log: log`
        case activity actor at
        c1   受案登记 li    2025-03-01
        c1   督办     dc1   2025-03-03`,
      tables: register,
      asOf: open,
      outcome: "cannot tell",
    },
    "supervision, from a system that never fills in a document number, whatever another does": {
      log: [
        from(
          "a",
          log`
            case activity actor at         doc_no
            c1   受案登记 li    2025-03-01 -
            c1   督办     dc1   2025-03-03 -`,
        ),
        from(
          "b",
          log`
            case activity actor at         doc_no
            c2   受案登记 li    2025-03-01 受1号`,
        ),
      ],
      tables: register,
      asOf: open,
      outcome: "cannot tell",
    },
    "the register had not begun": {
      log: log`
        case activity actor at
        c1   受案登记 li    2024-03-01
        c1   批示     gw1   2024-03-03`,
      tables: register,
      asOf: open,
      outcome: "cannot tell",
    },
    "looked at before the register had begun": {
      log: log`
        case activity actor at
        c1   批示     gw1   2024-12-01`,
      tables: register,
      asOf: "2024-12-31",
      outcome: "cannot tell",
    },
    "no register at all": {
      log: log`
        case activity actor at
        c1   批示     gw1   2025-03-03`,
      outcome: "not evaluated",
    },
  },
  warns: {
    "papers passed on, and no entry": {
      log: log`
        case activity actor at
        c1   受案登记 li    2025-03-01
        c1   转递材料 gw1   2025-03-03
        c1   审批     zhao  2025-03-20`,
      tables: register,
      asOf: open,
      subjects: ["c1"],
      says: ["“转递材料”共 1 项（2025-03-03）", "no entry within 3 days of it", "登记 0 条"],
      severity: 3,
      measured: 28,
      evidence: ["转递材料"],
    },
    "an entry of another month does not speak of this instruction": {
      log: log`
        case activity   actor at
        c1   受案登记   li    2025-01-01
        c1   批示       gw1   2025-03-03
        c1   协调会纪要 li    2025-03-06`,
      tables: {
        interventions: log`
          id   case recorder at         recorded   content_class
          r-02 c1   li       2025-01-20 2025-01-20 了解进展`,
      },
      asOf: open,
      says: ["“批示”“协调会纪要”共 2 项", "on this case in all: 1"],
      evidence: ["批示", "协调会纪要", "r-02"],
    },
    "who approved an instruction of their own approves nothing in the case": {
      log: log`
        case activity actor approver at
        c1   批示     gw1   gw1      2025-03-03
        c1   处罚决定 li    zhao     2025-03-20`,
      tables: register,
      asOf: open,
      says: ["“批示”共 1 项"],
      evidence: ["批示"],
    },
    "supervision without a document number": {
      log: log`
        case activity actor at         doc_no
        c1   受案登记 li    2025-03-01 受1号
        c1   督办     dc1   2025-03-03 -`,
      tables: register,
      asOf: open,
      says: ["“督办”"],
    },
  },
});
