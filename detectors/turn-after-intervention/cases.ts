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
    "withdrawn after an entry of which nobody recorded what was asked": {
      log: log`
        case activity at
        c1   立案     2025-03-01
        c1   撤案     2025-03-12`,
      tables: {
        interventions: log`
          id   case at         content_class
          r-01 c1   2025-03-10 -
          r-02 c1   2024-03-10 说情`,
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
