import { defineCases, log } from "../_kit/cases.ts";
import turnAfterIntervention from "./detector.ts";

const asked = {
  interventions: log`
  id   case at               content_class duty_basis
  r-01 c1   2025-03-10T10:00 说情          -`,
};

export default defineCases(turnAfterIntervention, {
  silent: {
    "asking how it stands is neutral": {
      log: log`
        case activity at
        c1   立案     2025-03-01
        c1   撤案     2025-03-12`,
      tables: {
        interventions: log`
          id   case at         content_class duty_basis
          r-01 c1   2025-03-10 了解进展      -`,
      },
      asOf: "2025-06-30",
      outcome: "not applicable",
    },
    "asked under a lawful duty": {
      log: log`
        case activity at
        c1   立案     2025-03-01
        c1   撤案     2025-03-12`,
      tables: {
        interventions: log`
          id   case at         content_class duty_basis
          r-01 c1   2025-03-10 具体要求      督字〔2025〕3号`,
      },
      asOf: "2025-06-30",
      outcome: "not applicable",
    },
    "new evidence came in between": {
      log: log`
        case activity at
        c1   立案     2025-03-01
        c1   鉴定意见 2025-03-15
        c1   撤案     2025-03-18`,
      tables: asked,
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "the parties settled": {
      log: log`
        case activity   at
        c1   立案       2025-03-01
        c1   刑事和解   2025-03-15
        c1   变更承办人 2025-03-18`,
      tables: asked,
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "settled and withdrawn on one day, of which the log has no times": {
      log: log`
        case activity at
        c1   立案     2025-03-01
        c1   撤案     2025-03-18
        c1   刑事和解 2025-03-18`,
      tables: asked,
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "forgiven in the afternoon of a day that the withdrawal bears without a time": {
      log: log`
        case activity at
        c1   立案     2025-03-01
        c1   谅解     2025-03-18T15:00
        c1   撤案     2025-03-18`,
      tables: asked,
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "forgiven on the day of the inquiry, before or after it": {
      log: log`
        case activity at
        c1   立案     2025-03-01
        c1   谅解     2025-03-10
        c1   撤案     2025-03-12`,
      tables: asked,
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "the turn came before the inquiry": {
      log: log`
        case activity at
        c1   立案     2025-03-01
        c1   中止调查 2025-03-09`,
      tables: asked,
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "withdrawn in the morning of a day on which, at what hour nobody recorded, somebody asked for it": {
      log: log`
        case activity at
        c1   立案     2025-03-01
        c1   撤案     2025-03-10T09:00`,
      tables: {
        interventions: log`
          id   case at         content_class duty_basis
          r-01 c1   2025-03-10 说情          -`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "withdrawn on the day of the inquiry, at what hour nobody recorded": {
      log: log`
        case activity at
        c1   立案     2025-03-01
        c1   撤案     2025-03-10`,
      tables: asked,
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "asked for and withdrawn on one day, of which neither has a time": {
      log: log`
        case activity at
        c1   立案     2025-03-01
        c1   撤案     2025-03-10`,
      tables: {
        interventions: log`
          id   case at         content_class duty_basis
          r-01 c1   2025-03-10 说情          -`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "withdrawn an hour before the inquiry": {
      log: log`
        case activity at
        c1   立案     2025-03-01
        c1   撤案     2025-03-10T09:00`,
      tables: asked,
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "bail that follows no detention, that of another person, or an arrest that was not approved": {
      log: log`
        case activity   at         party
        c1   立案       2025-03-01 -
        c1   取保候审   2025-03-14 p1
        c2   刑事拘留   2025-03-02 p2
        c2   取保候审   2025-03-14 p1
        c3   刑事拘留   2025-03-02 p1
        c3   取保候审   2025-03-05 p1
        c3   决定取保候审 2025-03-14 p1
        c4   刑事拘留   2025-03-02 p1
        c4   不批准逮捕 2025-03-13 p1
        c4   释放       2025-03-14 p1`,
      tables: {
        interventions: log`
          id   case at               content_class
          r-01 c1   2025-03-10T10:00 说情
          r-02 c2   2025-03-10T10:00 说情
          r-03 c3   2025-03-10T10:00 说情
          r-04 c4   2025-03-10T10:00 说情`,
      },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "bail of somebody after the detention of nobody named": {
      log: log`
        case activity at         party
        c1   刑事拘留 2025-03-02 -
        c1   取保候审 2025-03-14 p1`,
      tables: asked,
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "the handler went on leave, and time was not counted for an appraisal that is named": {
      log: log`
        case activity at
        c1   立案     2025-03-01`,
      tables: {
        ...asked,
        assignments: log`
          case actor org role   at         to         reason
          c1   li    p1  承办人 2025-03-01 2025-03-14 -
          c1   wang  p1  承办人 2025-03-14 -          原承办人休假`,
        extensions: log`
          case kind    from       to         at         act_ref
          c1   exclude 2025-03-12 2025-03-25 2025-03-12 鉴聘字〔2025〕1号
          c1   extend  -          -          2025-03-13 -`,
      },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "the measure became stricter": {
      log: log`
        case activity     at         measure_type
        c1   立案         2025-03-01 -
        c1   变更强制措施 2025-03-14 逮捕`,
      tables: asked,
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "nothing says what the measure became": {
      log: log`
        case activity     at
        c1   立案         2025-03-01
        c1   变更强制措施 2025-03-14`,
      tables: asked,
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "withdrawn after an entry of which nobody recorded what was asked, or in words of its own": {
      log: log`
        case activity at
        c1   立案     2025-03-01
        c1   撤案     2025-03-12
        c2   立案     2025-03-01
        c2   撤案     2025-03-12`,
      tables: {
        interventions: log`
          id   case at         content_class
          r-01 c1   2025-03-10 -
          r-02 c1   2024-03-10 说情
          r-03 c2   2025-03-10 请托说情`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "the month is not over": {
      log: log`
        case activity at
        c1   立案     2025-03-01`,
      tables: asked,
      asOf: "2025-03-30",
      outcome: "pending",
    },
  },
  warns: {
    "withdrawn two days after somebody asked for it": {
      log: log`
        case activity at
        c1   立案     2025-03-01
        c1   询问     2025-03-11
        c1   撤案     2025-03-12`,
      tables: asked,
      asOf: "2025-06-30",
      subjects: ["c1"],
      says: ["第 2 日出现“撤案”", "after is not because of", "统计信号，不是结论"],
      severity: 2,
      measured: 2,
      evidence: ["撤案", "r-01"],
    },
    "withdrawn an hour after somebody asked for it": {
      log: log`
        case activity at
        c1   立案     2025-03-01
        c1   撤案     2025-03-10T11:00`,
      tables: asked,
      asOf: "2025-06-30",
      says: ["过问登记 r-01（内容类别“说情”）当日出现“撤案”"],
      measured: 0,
    },
    "let out on bail, released, or bail lifted, by the built-in procedures' names": {
      log: log`
        case activity     at         party
        c1   刑事拘留     2025-03-02 p1
        c1   取保候审     2025-03-14 p1
        c2   逮捕         2025-03-02 -
        c2   监视居住     2025-03-14 -
        c3   刑事拘留     2025-03-02 p1
        c3   释放         2025-03-14 p1
        c4   取保候审     2025-03-02 p1
        c4   解除取保候审 2025-03-14 p1`,
      tables: {
        interventions: log`
          id   case at               content_class
          r-01 c1   2025-03-10T10:00 说情
          r-02 c2   2025-03-10T10:00 说情
          r-03 c3   2025-03-10T10:00 说情
          r-04 c4   2025-03-10T10:00 说情`,
      },
      asOf: "2025-06-30",
      subjects: ["c1", "c2", "c3", "c4"],
      says: ["“取保候审”", "“监视居住”", "“释放”", "“解除取保候审”"],
    },
    "given to another handler, as the assignments alone have it": {
      log: log`
        case activity at
        c1   立案     2025-03-01`,
      tables: {
        ...asked,
        assignments: log`
          id  case actor org role   at         to
          a-1 c1   li    p1  承办人 2025-03-01 2025-03-14
          a-2 c1   wang  p1  承办人 2025-03-14 -`,
      },
      asOf: "2025-06-30",
      says: ["第 4 日出现“变更承办人”", '"change of handler"'],
      evidence: ["a-2", "r-01"],
    },
    "its clock stopped, and that of another not counted for nobody knows what": {
      log: log`
        case activity at
        c1   立案     2025-03-01
        c2   立案     2025-03-01`,
      tables: {
        interventions: log`
          id   case at               content_class
          r-01 c1   2025-03-10T10:00 说情
          r-02 c2   2025-03-10T10:00 说情`,
        extensions: log`
          id  case kind from       at         act_ref
          x-1 c1   stop -          2025-03-14 -
          x-2 c2   扣除 2025-03-15 2025-03-15 -
          x-3 c1   延长 -          2025-06-15 延字1号`,
      },
      asOf: "2025-06-30",
      subjects: ["c1", "c2"],
      says: ["“期限停止计算”", '"time not counted"'],
      evidence: ["x-1", "r-01", "x-2", "r-02"],
    },
    "a measure relaxed nine days after": {
      log: log`
        case activity     at         measure_type
        c1   立案         2025-03-01 -
        c1   变更强制措施 2025-03-19 取保候审
        c2   立案         2025-03-01 -
        c2   撤案         2025-03-20 -`,
      tables: {
        interventions: log`
          id   case at         content_class duty_basis
          r-01 c1   2025-03-10 具体要求      -
          r-02 c2   2025-03-10 了解进展      -`,
      },
      asOf: "2025-06-30",
      says: ["变更强制措施", "第 9 日"],
      evidence: ["变更强制措施", "r-01"],
    },
  },
});
