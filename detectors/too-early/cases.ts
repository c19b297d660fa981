import { defineCases, log, type RuleDraft } from "../_kit/cases.ts";
import tooEarly from "./detector.ts";

const open = (...rules: RuleDraft[]) => ({
  completion: { activities: ["archive"] },
  holidays: "china" as const,
  rules,
});
const fiveWorkingDays: RuleDraft = {
  template: "waiting-period",
  activities: ["notice", "decision"],
  limit: { days: 5, calendar: "working" },
  without: ["waiver"],
};
const threeDays: RuleDraft = { template: "waiting-period", activities: ["summons", "hearing"], limit: { days: 2 } };

export default defineCases(tooEarly, {
  procedure: open(fiveWorkingDays, threeDays),
  silent: {
    "decided on the day after the fifth working day": {
      log: log`
        case activity at
        c1   notice   2025-03-03T09:00
        c1   decision 2025-03-11T09:00`,
      outcome: "clear",
    },
    "the party waived the period": {
      log: log`
        case activity at
        c1   notice   2025-03-03T09:00
        c1   waiver   2025-03-03T10:00
        c1   decision 2025-03-04T09:00`,
      outcome: "not applicable",
    },
    "no notice before it, which is another rule's matter": {
      log: log`
        case activity at
        c1   decision 2025-03-03T09:00
        c1   notice   2025-03-03T10:00`,
      outcome: "not applicable",
    },
    "a second notice, and the wait runs from the first": {
      log: log`
        case activity at
        c1   notice   2025-03-03
        c1   notice   2025-03-10
        c1   decision 2025-03-11`,
      outcome: "clear",
    },
    "whether the rule is for this decision is not recorded": {
      procedure: open({ ...fiveWorkingDays, when: { hearing_right: true } }),
      log: log`
        case activity hearing_right at
        c1   notice   -             2025-03-03
        c1   decision -             2025-03-04`,
      outcome: "cannot tell",
    },
    "heard before the summons, and then in time": {
      log: log`
        case activity at
        c1   hearing  2025-03-01
        c1   summons  2025-03-03
        c1   hearing  2025-03-06`,
      outcome: "clear",
    },
    "too early only after a last summons that may be the one that counts": {
      procedure: open({ ...threeDays, target: { kind: "hearing" } }),
      log: log`
        case activity kind    at
        c1   summons  -       2025-01-08
        c1   hearing  -       2025-01-14
        c1   summons  hearing 2025-01-22
        c1   hearing  -       2025-01-23`,
      outcome: "cannot tell",
    },
    "too early only after a second notice that may be the one that counts": {
      procedure: open({ ...threeDays, target: { kind: "hearing" } }),
      log: log`
        case activity kind at
        c1   summons  -    2025-01-08
        c1   summons  -    2025-01-12
        c1   hearing  -    2025-01-14`,
      outcome: "cannot tell",
    },
    "too early after the second notice, if the first and the first decision do not count, and one more came later": {
      procedure: open({ ...threeDays, target: { kind: "hearing" }, when: { kind: "hearing" } }),
      log: log`
        case activity kind    at
        c1   summons  -       2025-01-08
        c1   hearing  -       2025-01-11
        c1   summons  -       2025-01-12
        c1   hearing  hearing 2025-01-14
        c1   summons  -       2025-01-20`,
      outcome: "cannot tell",
    },
    "of the summonses that may count the later came after the hearing": {
      procedure: open({ ...threeDays, target: { kind: "hearing" } }),
      log: log`
        case activity kind    at
        c1   summons  -       2025-01-08
        c1   hearing  -       2025-01-14
        c1   summons  -       2025-01-20
        c1   summons  hearing 2025-01-22`,
      outcome: "clear",
    },
    "working days of a year that is not known yet": {
      log: log`
        case activity at
        c1   notice   2031-03-03
        c1   decision 2031-03-04`,
      outcome: "cannot tell",
    },
  },
  warns: {
    "decided on the fifth working day": {
      log: log`
        case activity at
        c1   notice   2025-03-03T09:00
        c1   decision 2025-03-10T17:00`,
      says: ["第 7 日即有“decision”，期间为 5 个工作日，至 2025-03-10 届满", 'came 7 days after "notice"'],
      severity: 3,
      measured: 7,
      evidence: ["notice", "decision"],
    },
    "the last day is a holiday, and the period runs on": {
      procedure: open({ ...threeDays, limit: { days: 3 } }),
      log: log`
        case activity at
        c1   summons  2025-09-30
        c1   hearing  2025-10-08`,
      says: ["2025-10-09"],
      measured: 8,
    },
    "decided before the notice too, and once more on the day after it": {
      log: log`
        case activity at
        c1   decision 2025-02-10T09:00
        c1   notice   2025-03-03T09:00
        c1   decision 2025-03-04T09:00`,
      says: ["came 1 day after"],
      measured: 1,
      evidence: [3, 4],
    },
    "summoned for the day after tomorrow": {
      log: log`
        case activity at
        c1   summons  2025-03-03
        c1   hearing  2025-03-05
        c2   summons  2025-03-03
        c2   hearing  2025-03-06`,
      subjects: ["c1"],
      says: ["came 2 days after"],
    },
  },
});
