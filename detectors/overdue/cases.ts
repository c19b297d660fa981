import { defineCases, log, type RuleDraft } from "../_kit/cases.ts";
import overdue from "./detector.ts";

const open = (...rules: RuleDraft[]) => ({ completion: { activities: ["archive"] }, rules });
const finished = (...rules: RuleDraft[]) => ({ completion: "all" as const, rules });

const inDays: RuleDraft = { template: "deadline", activities: ["accept", "decision"], limit: { days: 30 } };
const inMonths: RuleDraft = { ...inDays, limit: { months: 1 } };
const inHours: RuleDraft = {
  template: "deadline",
  activities: ["detain", "notify"],
  limit: { duration: "24h" },
};

const custody: RuleDraft = {
  template: "deadline",
  activities: ["arrest", "release"],
  limit: { months: 2, roll: false },
  same: ["party_id"],
  extensions: true,
  severity: 4,
  escalate: [
    { open: true, severity: 5 },
    { over: 2, severity: 5 },
  ],
};
/** Each time has a clock. */
const held: RuleDraft = { ...custody, repeats: true };
const review: RuleDraft = {
  template: "deadline",
  activities: ["receive", "charge"],
  limit: { months: 1 },
  extensions: true,
  exclusions: true,
  pauses: [["return", "resubmit"]],
  restarts: { bases: ["jurisdiction"], activities: ["resubmit"] },
};
/** A return ends the clock, too. */
const returnable: RuleDraft = { ...review, activities: ["receive", "ended"], pauses: [["suspend", "resume"]] };
const returned = {
  ...open(returnable),
  activities: {
    receive: {},
    resubmit: {},
    charge: {},
    return: {},
    suspend: {},
    resume: {},
    ended: { any: ["charge", "return"] },
    archive: {},
  },
};
const bail: RuleDraft = {
  template: "deadline",
  activities: ["bail", "lift"],
  limit: { months: 12 },
  same: ["party_id"],
  restarts: { change_of: "org_id" },
};

/** Approvals are delivered, and none is of the cases below. */
const none = {
  extensions: log`
    case kind   days at
    c9   extend 30   2024-01-05`,
};

const byHolidays = (...rules: RuleDraft[]) => ({ ...open(...rules), holidays: "china" as const });
const inWorkingDays = (days: number): RuleDraft => ({
  ...inDays,
  limit: { days, calendar: "working" },
  extensions: true,
  exclusions: true,
});
const adjusted: RuleDraft = { ...inDays, extensions: true, exclusions: true };

export default defineCases(overdue, {
  procedure: open(inDays),
  silent: {
    "the last day runs to its end; the first is not counted": {
      log: log`
        case activity at
        c1   accept   2025-03-01T00:00
        c1   decision 2025-03-31T23:59:59`,
      outcome: "clear",
    },
    "still open, on the last day": {
      log: log`
        case activity at
        c1   accept   2025-03-01T08:00`,
      asOf: "2025-03-31T23:59",
      outcome: "pending",
    },
    "a later decision does not undo the first": {
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   decision 2025-03-20
        c1   decision 2025-06-01`,
      outcome: "clear",
    },
    "served in the minute before the decision was entered, or on its day by a record that is a date": {
      procedure: finished({ ...inHours, activities: ["decision", "serve"] }),
      log: log`
        case activity at
        c1   serve    2025-03-01T09:00:10
        c1   decision 2025-03-01T09:00:40
        c1   serve    2025-03-09T09:00
        c2   serve    2025-03-01
        c2   decision 2025-03-01T09:00
        c2   serve    2025-03-09T09:00`,
      outcome: "clear",
    },
    "notified before the detention was entered, and perhaps of that": {
      procedure: open(inHours),
      log: log`
        case activity at
        c1   notify   2025-03-01T08:00
        c1   detain   2025-03-01T09:00`,
      asOf: "2025-03-09T09:00",
      outcome: "cannot tell",
    },
    "taken up again after it was archived, and perhaps not for the first time": {
      procedure: open({ ...inDays, when: { source: "report" } }),
      log: log`
        case activity source at
        c1   accept   -      2025-01-08
        c1   archive  -      2025-01-10
        c1   accept   report 2025-02-14`,
      asOf: "2025-06-01",
      outcome: "cannot tell",
    },
    "within 24 hours of the last hour of a day whose hour is not recorded, or not, and one cannot tell": {
      procedure: finished(inHours),
      log: log`
        case activity at
        c1   detain   2025-03-01
        c1   notify   2025-03-02T23:00
        c2   detain   2025-03-01T22:00
        c2   notify   2025-03-02`,
      outcome: "cannot tell",
    },
    "brought in on a day whose hour is not recorded, and looked at in the night after it": {
      procedure: open({ ...inHours, limit: { hours: 24 } }),
      log: log`
        case activity at
        c1   detain   2026-02-28`,
      asOf: "2026-03-01T02:30",
      outcome: "cannot tell",
    },
    "the clock never started": {
      log: log`
        case activity at
        c1   decision 2025-03-01`,
      asOf: "2026-03-01",
      outcome: "not applicable",
    },
    "a finished case without a decision is another rule's matter": {
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   archive  2025-06-01`,
      outcome: "not applicable",
    },
    "a month from the 31st ends on the last day of the next": {
      procedure: open(inMonths),
      log: log`
        case activity at
        c1   accept   2025-01-31
        c1   decision 2025-02-28T23:00`,
      outcome: "clear",
    },
    "to the very millisecond": {
      procedure: finished(inHours),
      log: log`
        case activity at
        c1   detain   2025-03-01T22:15:30
        c1   notify   2025-03-02T22:15:30`,
      outcome: "clear",
    },
    "what should have been notified may not have needed it": {
      procedure: finished({ ...inHours, when: { custody: true } }),
      log: log`
        case activity custody at
        c1   detain   -       2025-03-01
        c1   notify   -       2025-03-09`,
      outcome: "cannot tell",
    },
    "late, if what ended it counts; not at all, if it does not": {
      procedure: finished({ ...inHours, target: { receipt: "signed" } }),
      log: log`
        case activity receipt at
        c1   detain   -       2025-03-01
        c1   notify   -       2025-03-09`,
      outcome: "cannot tell",
    },
    "when the case was closed cannot be read, so that its clock may have ended": {
      procedure: { rules: [inHours, { ...inHours, id: "each", same: ["party_id"] }] },
      log: log`
        case activity party at
        c1   detain   p1    2025-03-01`,
      tables: {
        cases: log`
          case closed_at
          c1   三月初`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "the clock started before the law was in force": {
      procedure: finished({ ...inHours, law: [{ name: "Act", article: 85, from: "2025-03-02" }] }),
      log: log`
        case activity at
        c1   detain   2025-03-01T23:59
        c1   notify   2025-03-09`,
      outcome: "not applicable",
    },
    "the last day is a holiday and moves to the next working day": {
      procedure: byHolidays(inDays),
      log: log`
        case activity at
        c1   accept   2025-04-01
        c1   decision 2025-05-06T17:00`,
      outcome: "clear",
    },
    "ten working days, a Sunday made up among them": {
      procedure: byHolidays({ ...inDays, limit: { days: 10, calendar: "working" } }),
      log: log`
        case activity at
        c1   accept   2025-04-25
        c1   decision 2025-05-13`,
      outcome: "clear",
    },
    "thirty more days were approved": {
      procedure: open(adjusted),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   decision 2025-04-30`,
      tables: {
        extensions: log`
          case kind   days at
          c1   extend 30   2025-03-28`,
      },
      outcome: "clear",
    },
    "the time of an appraisal is not counted, and not twice": {
      procedure: open(adjusted),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   decision 2025-04-15`,
      tables: {
        extensions: log`
          case kind    from       to
          c1   exclude 2025-03-05 2025-03-15
          c1   exclude 2025-03-10 2025-03-20`,
      },
      outcome: "clear",
    },
    "an appraisal in the second day of a limit in hours, which would else be over": {
      procedure: open({ ...inHours, limit: { hours: 72 }, exclusions: true }),
      log: log`
        case activity at
        c1   detain   2024-03-04T10:00
        c1   notify   2024-03-12T10:00`,
      tables: {
        extensions: log`
          case kind    from             to
          c1   exclude 2024-03-05T09:00 2024-03-10T09:00`,
      },
      outcome: "clear",
    },
    "eight hours of one day are not counted, and of a limit in hours they are no less than eight": {
      procedure: open({ ...inHours, limit: { hours: 24 }, exclusions: true }),
      log: log`
        case activity at
        c1   detain   2025-03-01T22:15
        c1   notify   2025-03-03T07:00`,
      tables: {
        extensions: log`
          case kind    from             to
          c1   exclude 2025-03-02T09:00 2025-03-02T17:00`,
      },
      outcome: "clear",
    },
    "a pause in the second day of a limit in elapsed days": {
      procedure: open({ ...inHours, limit: { duration: "7d" }, pauses: [["appraise", "appraised"]] }),
      log: log`
        case activity  at
        c1   detain    2024-03-04T10:00
        c1   appraise  2024-03-05
        c1   appraised 2024-03-10
        c1   notify    2024-03-12T10:00`,
      outcome: "clear",
    },
    "of a limit in working days an appraisal takes the working days, the weekend after it counts for nothing": {
      procedure: byHolidays(inWorkingDays(4)),
      log: log`
        case activity at
        c1   accept   2024-03-04
        c1   decision 2024-03-12`,
      tables: {
        extensions: log`
          case kind    from       to
          c1   exclude 2024-03-05 2024-03-07
          c1   exclude 2024-03-06 2024-03-07`,
      },
      outcome: "clear",
    },
    "days that are granted on a limit in working days are working days": {
      procedure: byHolidays(inWorkingDays(4)),
      log: log`
        case activity at
        c1   accept   2024-03-04
        c1   decision 2024-03-15`,
      tables: {
        extensions: log`
          case kind   days at
          c1   extend 5    2024-03-07`,
      },
      outcome: "clear",
    },
    "days that are granted on it are days of the calendar where the rule says so": {
      procedure: byHolidays({ ...inWorkingDays(4), extensions: { days: "calendar" } }),
      log: log`
        case activity at
        c1   accept   2024-03-04
        c1   decision 2024-03-13`,
      tables: {
        extensions: log`
          case kind   days at
          c1   extend 5    2024-03-07`,
      },
      outcome: "clear",
    },
    "an appraisal that lasts into a year whose working days are not known": {
      procedure: byHolidays(inWorkingDays(10)),
      log: log`
        case activity at
        c1   accept   2026-12-01
        c1   decision 2027-12-01`,
      tables: {
        extensions: log`
          case kind    from       to
          c1   exclude 2026-12-03 2027-02-01`,
      },
      outcome: "cannot tell",
    },
    "since when time is not counted is not recorded": {
      procedure: open(adjusted),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   decision 2025-04-15`,
      tables: {
        extensions: log`
          case kind    from to         at
          c1   exclude -    2025-03-20 2025-03-05`,
      },
      outcome: "cannot tell",
    },
    "an appraisal has begun and is not back": {
      procedure: open(adjusted),
      log: log`
        case activity at
        c1   accept   2025-03-01`,
      tables: {
        extensions: log`
          case kind    from       to
          c1   exclude 2025-03-05 -`,
      },
      asOf: "2025-06-01",
      outcome: "pending",
    },
    "an extension whose days are not recorded": {
      procedure: open(adjusted),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   decision 2025-04-15`,
      tables: {
        extensions: log`
          case kind   days at
          c1   extend -    2025-03-28`,
      },
      outcome: "cannot tell",
    },
    "approved on the day that it began, or before it for this very clock": {
      procedure: open({ id: "custody", ...custody }),
      log: log`
        case activity party at
        c1   arrest   p1    2025-03-01T10:00
        c1   release  p1    2025-07-01`,
      tables: {
        extensions: log`
          case kind   months rule    at
          c1   extend 1      -       2025-03-01
          c1   extend 1      custody 2025-02-20`,
      },
      outcome: "clear",
    },
    "an approval of a kind that nobody knows": {
      procedure: open(adjusted),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   decision 2025-04-15`,
      tables: {
        extensions: log`
          case kind days at
          c1   延期 30   2025-03-28`,
      },
      outcome: "cannot tell",
    },
    "the clock was stopped, and nothing says what it came to": {
      procedure: open(adjusted),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   decision 2025-04-15`,
      tables: {
        extensions: log`
          case kind from       at
          c1   stop 2025-03-10 2025-03-10`,
      },
      outcome: "cannot tell",
    },
    "started anew, on a basis that the rule does not know by that name": {
      procedure: open(review),
      log: log`
        case activity at
        c1   receive  2025-03-01
        c1   charge   2025-04-20`,
      tables: {
        extensions: log`
          case kind    basis                    from       at
          c1   restart 改变管辖（三百四十五条） 2025-03-25 2025-03-25`,
      },
      outcome: "cannot tell",
    },
    "started anew, as the page says it": {
      procedure: open(review),
      log: log`
        case activity at
        c1   receive  2025-03-01
        c1   charge   2025-04-20`,
      tables: {
        extensions: log`
          case kind     basis        from       at
          c1   重新起算 jurisdiction 2025-03-25 2025-03-25`,
      },
      outcome: "clear",
    },
    "each person has a clock of their own": {
      procedure: open(custody),
      log: log`
        case activity party at
        c1   arrest   p1    2025-03-01
        c1   release  p1    2025-04-20
        c1   arrest   p2    2025-04-15
        c1   release  p2    2025-06-15`,
      outcome: "clear",
    },
    "an extension of a month, to the end of a short one, for one of two": {
      procedure: open(custody),
      log: log`
        case activity party at
        c1   arrest   p1    2024-12-31
        c1   arrest   p2    2025-03-01
        c1   release  p1    2025-03-31
        c1   release  p2    2025-05-01`,
      tables: {
        extensions: log`
          case kind   months party at
          c1   extend 1      p1    2025-02-25`,
      },
      outcome: "clear",
    },
    "the whole case went on to the next organ, and everybody with it": {
      procedure: {
        ...open({ ...custody, activities: ["arrest", "ended"] }),
        activities: {
          arrest: {},
          release: {},
          transfer: { whole: true },
          ended: { any: ["release", "transfer"] },
          archive: {},
        },
      },
      log: log`
        case activity party at
        c1   arrest   p1    2025-03-01
        c1   transfer -     2025-04-01`,
      tables: none,
      asOf: "2025-09-01",
      outcome: "clear",
    },
    "over, and no file has brought approvals": {
      procedure: open(custody),
      log: log`
        case activity party at
        c1   arrest   p1    2025-03-01`,
      asOf: "2025-07-01",
      outcome: "cannot tell",
    },
    "an act says that the limit was extended, and the approvals do not hold by how much": {
      procedure: open(adjusted),
      log: log`
        case activity clock_op at
        c1   accept   start    2025-03-01
        c1   report   extend   2025-03-20
        c1   decision stop     2025-04-15`,
      tables: none,
      outcome: "cannot tell",
    },
    "who was released is not recorded": {
      procedure: open(custody),
      log: log`
        case activity party at
        c1   arrest   p1    2025-03-01
        c1   release  -     2025-04-01`,
      tables: none,
      asOf: "2025-09-01",
      outcome: "cannot tell",
    },
    "released in the minute before the arrest was entered": {
      procedure: open(custody),
      log: log`
        case activity party at
        c1   release  p1    2025-03-01T09:00:10
        c1   arrest   p1    2025-03-01T09:00:40`,
      asOf: "2025-09-01",
      outcome: "clear",
    },
    "released on the day of the arrest, by a record that is a date": {
      procedure: open(custody, { ...held, id: "told", activities: ["arrest", "notify"] }),
      log: log`
        case activity party at
        c1   release  p1    2025-03-01
        c1   notify   p1    2025-03-01
        c1   arrest   p1    2025-03-01T09:00`,
      tables: none,
      asOf: "2025-09-01",
      outcome: "clear",
    },
    "of two that were arrested one was released that day": {
      procedure: open(custody),
      log: log`
        case activity party at
        c1   release  p1    2025-03-01
        c1   arrest   p1    2025-03-01T09:00
        c1   arrest   p2    2025-03-01T10:00
        c1   release  p2    2025-03-20`,
      tables: none,
      asOf: "2025-09-01",
      outcome: "clear",
    },
    "charged on the day that the case came back, by a record that is a date": {
      procedure: returned,
      log: log`
        case activity at
        c1   receive  2025-03-01
        c1   return   2025-03-20
        c1   resubmit 2025-04-10T09:00
        c1   charge   2025-04-10`,
      tables: none,
      asOf: "2025-09-01",
      outcome: "clear",
    },
    "what ended the clock on the day that the case came back may have come first": {
      procedure: open(review),
      log: log`
        case activity at
        c1   receive  2025-03-01
        c1   charge   2025-03-28
        c1   resubmit 2025-03-28T09:00`,
      tables: none,
      asOf: "2025-09-01",
      outcome: "cannot tell",
    },
    "returned, and back on the same day, in records one of which at least is a date, and nothing since": {
      procedure: returned,
      log: log`
        case activity at
        c1   receive  2025-03-01
        c1   return   2025-03-28
        c1   resubmit 2025-03-28T09:00
        c2   receive  2025-03-01
        c2   return   2025-03-28T09:00
        c2   resubmit 2025-03-28
        c3   receive  2025-03-01
        c3   return   2025-03-28
        c3   resubmit 2025-03-28`,
      tables: none,
      asOf: "2025-09-01",
      outcome: "cannot tell",
    },
    "transferred to another organ, whose time began on that day, and charged too late or not": {
      procedure: returned,
      log: log`
        case activity at
        c1   receive  2025-03-01
        c1   return   2025-03-25
        c1   charge   2025-06-20`,
      tables: {
        extensions: log`
          case kind    basis        from       at
          c1   restart jurisdiction 2025-03-25 2025-03-25`,
      },
      outcome: "cannot tell",
    },
    "released and arrested anew on one day, in whichever order": {
      procedure: open(held),
      log: log`
        case activity party at
        c1   arrest   p1    2025-02-01T09:00
        c1   release  p1    2025-03-01
        c1   arrest   p1    2025-03-01T09:00`,
      tables: none,
      asOf: "2025-09-01",
      outcome: "cannot tell",
    },
    "arrested and released on one day, and once more on another, in records that are dates or of one minute": {
      procedure: open(held),
      log: log`
        case activity party at
        c1   arrest   p1    2025-02-01
        c1   release  p1    2025-02-01
        c1   arrest   p1    2025-03-01
        c1   release  p1    2025-03-01
        c2   arrest   p1    2025-02-01T09:00:10
        c2   release  p1    2025-02-01T09:00:50
        c2   arrest   p1    2025-03-01T09:00:10
        c2   release  p1    2025-03-01T09:00:50`,
      tables: none,
      asOf: "2025-09-01",
      outcome: "clear",
    },
    "released and arrested anew on one day, and on another": {
      procedure: open(held),
      log: log`
        case activity party at
        c1   arrest   p1    2025-01-20
        c1   release  p1    2025-02-01
        c1   arrest   p1    2025-02-01T09:00
        c1   release  p1    2025-03-01
        c1   arrest   p1    2025-03-01T09:00`,
      tables: none,
      asOf: "2025-09-01",
      outcome: "cannot tell",
    },
    "released and arrested anew on one day, after a release that may not count": {
      procedure: open({ ...held, target: { receipt: "signed" } }),
      log: log`
        case activity party receipt at
        c1   arrest   p1    -       2025-02-01
        c1   release  p1    -       2025-02-10
        c1   release  p1    signed  2025-03-01
        c1   arrest   p1    -       2025-03-01T09:00`,
      tables: none,
      asOf: "2025-09-01",
      outcome: "cannot tell",
    },
    "released twice on the day of a new arrest, once of them before it": {
      procedure: open(held),
      log: log`
        case activity party at
        c1   arrest   p1    2025-01-20
        c1   release  p1    2025-02-01
        c1   release  p1    2025-02-01T10:00
        c1   arrest   p1    2025-02-01T12:00
        c1   release  p1    2025-03-01
        c1   arrest   p1    2025-03-01T09:00`,
      tables: none,
      asOf: "2025-09-01",
      outcome: "cannot tell",
    },
    "released and arrested anew on one day, and it is early to tell": {
      procedure: open(held),
      log: log`
        case activity party at
        c1   arrest   p1    2025-02-01
        c1   release  p1    2025-03-01
        c1   arrest   p1    2025-03-01`,
      tables: none,
      asOf: "2025-04-01",
      outcome: "pending",
    },
    "released before or after the arrest of that day, which is a date": {
      procedure: open(held),
      log: log`
        case activity party at
        c1   arrest   p1    2025-02-01
        c1   arrest   p1    2025-03-01
        c1   release  p1    2025-03-01T10:00`,
      tables: none,
      asOf: "2025-09-01",
      outcome: "cannot tell",
    },
    "arrested twice on a day, and released after the first or the second": {
      procedure: open(held),
      log: log`
        case activity party at
        c1   release  p1    2025-03-01
        c1   arrest   p1    2025-03-01T09:00
        c1   arrest   p1    2025-03-01T21:00`,
      tables: none,
      asOf: "2025-09-01",
      outcome: "cannot tell",
    },
    "released and arrested anew on one day, and released once more": {
      procedure: open(held),
      log: log`
        case activity party at
        c1   arrest   p1    2025-02-01
        c1   release  p1    2025-03-01
        c1   arrest   p1    2025-03-01T09:00
        c1   release  p1    2025-04-01`,
      tables: none,
      asOf: "2025-09-01",
      outcome: "clear",
    },
    "of a limit of hours that ends on its day, by a record that is a date": {
      procedure: open({ ...inHours, limit: { hours: 8 }, same: ["party_id"], repeats: true }),
      log: log`
        case activity party at
        c1   notify   p1    2025-03-01
        c1   detain   p1    2025-03-01T09:00`,
      asOf: "2025-03-09",
      outcome: "cannot tell",
    },
    "the case comes back and the clock starts anew": {
      procedure: open(review),
      log: log`
        case activity at
        c1   receive  2025-03-01
        c1   return   2025-03-28
        c1   resubmit 2025-04-27
        c1   charge   2025-05-27`,
      outcome: "clear",
    },
    "a new jurisdiction starts the clock anew": {
      procedure: open(review),
      log: log`
        case activity at
        c1   receive  2025-03-01
        c1   charge   2025-04-20`,
      tables: {
        extensions: log`
          case kind    basis        from       at
          c1   restart jurisdiction 2025-03-25 2025-03-25`,
      },
      outcome: "clear",
    },
    "when the jurisdiction changed is not recorded": {
      procedure: open(review),
      log: log`
        case activity at
        c1   receive  2025-03-01
        c1   charge   2025-04-20`,
      tables: {
        extensions: log`
          case kind    basis        from at
          c1   restart jurisdiction -    2025-03-25`,
      },
      outcome: "cannot tell",
    },
    "accepted and decided once more, with nothing that starts the clock anew": {
      procedure: open({ ...inDays, restarts: { activities: ["return"] } }),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   decision 2025-03-20
        c1   accept   2025-06-01
        c1   decision 2025-09-01`,
      outcome: "clear",
    },
    "arrested and released once more, and the rule speaks of the first time": {
      procedure: open(custody),
      log: log`
        case activity party at
        c1   arrest   p1    2025-03-01
        c1   release  p1    2025-03-20
        c1   arrest   p1    2025-06-01
        c1   release  p1    2025-09-01`,
      tables: none,
      outcome: "clear",
    },
    "the second time, if it is not the first that counts": {
      procedure: open({ ...inDays, when: { source: "report" }, restarts: { activities: ["return"] } }),
      log: log`
        case activity source at
        c1   accept   -      2025-03-01
        c1   decision -      2025-03-20
        c1   accept   report 2025-06-01
        c1   decision -      2025-09-01`,
      outcome: "cannot tell",
    },
    "accepted before the case was archived and once more after it, and which of them counts is not recorded": {
      procedure: open({ ...inDays, when: { source: "report" }, repeats: true }),
      log: log`
        case activity source at
        c1   accept   -      2025-01-08
        c1   archive  -      2025-01-10
        c1   accept   report 2025-01-14`,
      asOf: "2025-06-01",
      outcome: "cannot tell",
    },
    "accepted once more after a decision that may not have ended the clock of a case that was archived": {
      procedure: open({ ...inDays, target: { source: "report" }, repeats: true }),
      log: log`
        case activity source at
        c1   accept   report 2025-01-08
        c1   archive  -      2025-01-10
        c1   decision -      2025-01-14
        c1   accept   report 2025-01-18`,
      asOf: "2025-06-01",
      outcome: "cannot tell",
    },
    "another organ decides on bail again": {
      procedure: open(bail),
      log: log`
        case activity party org    at
        c1   bail     p1    police 2024-01-10
        c1   bail     p1    court  2024-12-01
        c1   lift     p1    court  2025-11-30`,
      outcome: "clear",
    },
    "half a month is fifteen days": {
      procedure: open({ ...inDays, limit: { months: 1.5 } }),
      log: log`
        case activity at
        c1   accept   2025-01-31
        c1   decision 2025-03-15`,
      outcome: "clear",
    },
    "the hour it starts in is not counted": {
      procedure: finished({ ...inHours, limit: { hours: 24 } }),
      log: log`
        case activity at
        c1   detain   2025-03-01T22:15
        c1   notify   2025-03-02T23:00`,
      outcome: "clear",
    },
    "from when the measure began, not from when it was decided": {
      procedure: open({ ...custody, start_at: "measure_start" }),
      log: log`
        case activity party measure_start at
        c1   arrest   p1    2025-03-10    2025-03-01
        c1   release  p1    -             2025-05-10`,
      outcome: "clear",
    },
    "when the measure began is not recorded": {
      procedure: open({ ...custody, start_at: "measure_start" }),
      log: log`
        case activity party measure_start at
        c1   arrest   p1    -             2025-03-01
        c1   release  p1    2025-05-10    2025-05-10`,
      outcome: "cannot tell",
    },
    "only from a start that may not count would it be too long": {
      procedure: open({ ...inDays, when: { source: "report" } }),
      log: log`
        case activity source at
        c1   accept   -      2025-03-01
        c1   accept   report 2025-03-25
        c1   decision -      2025-04-10`,
      outcome: "cannot tell",
    },
    "approved on the day of the decision": {
      procedure: open(adjusted),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   decision 2025-04-15T10:00`,
      tables: {
        extensions: log`
          case kind   days at
          c1   extend 30   2025-04-15T16:00`,
      },
      outcome: "clear",
    },
    "as many days as the law allows, in two approvals": {
      procedure: open({ ...adjusted, limit: { months: 1 }, extensions: { most: { days: 15 } } }),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   decision 2025-04-16`,
      tables: {
        extensions: log`
          case kind   days at
          c1   extend 10   2025-03-28
          c1   extend 5    2025-04-10`,
      },
      outcome: "clear",
    },
    "begun under a law that is over, and extended by more than it allowed under the next": {
      procedure: open({
        ...adjusted,
        extensions: { most: { days: 30 } },
        law: [{ name: "the old law", to: "2025-12-31" }],
      }),
      log: log`
        case activity at
        c1   accept   2025-12-10
        c1   decision 2026-03-05`,
      tables: {
        extensions: log`
          case kind   days at
          c1   extend 30   2026-01-05
          c1   extend 30   2026-02-05`,
      },
      outcome: "clear",
    },
    "a hearing that counts no longer, from the day of the new law on": {
      procedure: open({ ...inDays, pauses: [["ask", "heard", "2026-01-01"]] }),
      log: log`
        case activity at
        c1   accept   2025-12-10
        c1   ask      2025-12-28
        c1   heard    2026-01-20
        c1   decision 2026-01-28`,
      outcome: "clear",
    },
  },
  warns: {
    "decided a second after the last day": {
      log: log`
        case activity at
        c1   accept   2025-03-01T23:59
        c1   decision 2025-04-01T00:00:01`,
      says: ["历时 31 日，期限为 30 日", 'It took 31 days from "accept" to "decision"; the limit is 30 days.'],
      severity: 3,
      measured: 31,
      evidence: ["accept", "decision"],
    },
    "what was served before the decision was another paper, and the first service after it counts": {
      procedure: finished({ ...inDays, activities: ["decision", "serve"] }),
      log: log`
        case activity at
        c1   serve    2025-03-10
        c1   decision 2025-03-14
        c1   serve    2025-04-20
        c1   serve    2025-04-25`,
      says: ["took 37 days from"],
      evidence: [3, 4],
    },
    "the same where the decision has to be of a kind, and the service": {
      procedure: finished({
        ...inDays,
        activities: ["decision", "serve"],
        when: { kind: "fine" },
        target: { receipt: "signed" },
      }),
      log: log`
        case activity kind receipt at
        c1   serve    -    signed  2025-03-10
        c1   decision fine -       2025-03-14
        c1   serve    -    refused 2025-03-20
        c1   serve    -    signed  2025-04-20`,
      says: ["took 37 days from"],
      evidence: [3, 5],
    },
    "filed for the first time after the case was complete, and nothing since": {
      procedure: open(inDays),
      log: log`
        case activity at
        c1   archive  2025-01-06T10:00
        c1   accept   2025-02-10T10:00`,
      asOf: "2025-06-01",
      says: ['111 days after "accept" there is still no record of "decision"'],
      evidence: ["accept"],
    },
    "over from the end of the day whose hour is not recorded": {
      procedure: finished(inHours),
      log: log`
        case activity at
        c1   detain   2025-03-01
        c1   notify   2025-03-03T00:10`,
      says: ['from "detain" to "notify"'],
    },
    "still open, past the last day": {
      log: log`
        case activity at
        c1   accept   2025-03-01
        c2   accept   2025-04-20`,
      asOf: "2025-05-01",
      subjects: ["c1"],
      says: ["已 61 日，仍无“decision”的记录", 'there is still no record of "decision"'],
      measured: 61,
      evidence: ["accept"],
    },
    "accepted twice, and the clock runs from the first": {
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   accept   2025-03-25
        c1   decision 2025-04-05`,
      says: ["35 days"],
      evidence: [2, 4],
    },
    "a month from the 30th of January, in a common year": {
      procedure: open(inMonths),
      log: log`
        case activity at
        c1   accept   2025-01-30
        c1   decision 2025-03-01`,
      says: ["took 30 days from", "the limit is 1 month (29 days)"],
      measured: 30,
    },
    "a second over 24 hours and the rest of the hour it starts in": {
      procedure: finished({ ...inHours, limit: { hours: 24 } }),
      log: log`
        case activity at
        c1   detain   2025-03-01T22:30
        c1   notify   2025-03-02T23:00:01`,
      says: [
        "期限为 24 小时，不计起始之时后 24.5 小时，超出 1 秒，需核查",
        "the limit is 24 hours, or 24.5 hours with the hour it starts in, over by 1 second.",
      ],
    },
    "half an hour over three days": {
      procedure: finished({ ...inHours, limit: { duration: "73h" } }),
      log: log`
        case activity at
        c1   detain   2025-03-01T22:00
        c1   notify   2025-03-04T23:30`,
      says: ["took 3 days 1 hour", "the limit is 3 days 1 hour, over by 30 minutes."],
    },
    "a minute over 24 hours": {
      procedure: finished(inHours),
      log: log`
        case activity at
        c1   detain   2025-03-01T22:15
        c1   notify   2025-03-02T22:16`,
      says: ['from "detain" to "notify"'],
      evidence: ["detain", "notify"],
    },
    "an act says that it started the clock and another that it stopped it, and it is over": {
      procedure: open(adjusted),
      log: log`
        case activity clock_op at
        c1   accept   start    2025-03-01
        c1   decision stop     2025-04-15`,
      tables: none,
      says: ["took 45 days from", "the limit is 30 days"],
    },
    "an act says that the limit was extended, the approvals say by how much, and it is over": {
      procedure: open(adjusted),
      log: log`
        case activity clock_op at
        c1   accept   start    2025-03-01
        c1   report   extend   2025-03-20
        c1   decision -        2025-05-01`,
      tables: {
        extensions: log`
          case kind   days at
          c1   extend 30   2025-03-20`,
      },
      says: ["took 61 days from", "the limit is 30 days, or 60 days with what was approved"],
    },
    "over the extended limit too": {
      procedure: open(adjusted),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   decision 2025-05-01`,
      tables: {
        extensions: log`
          case kind   days at
          c1   extend 30   2025-03-28
          c2   extend 30   2025-03-28`,
      },
      says: ["期限为 30 日，延长后 60 日", "took 61 days from"],
      measured: 61,
    },
    "custody is not moved by a holiday": {
      procedure: byHolidays({ ...inDays, limit: { days: 30, roll: false } }),
      log: log`
        case activity at
        c1   accept   2025-04-01
        c1   decision 2025-05-02`,
      says: ["took 31 days from", "the limit is 30 days"],
    },
    "after the working day to which a holiday had moved the last day": {
      procedure: byHolidays(inDays),
      log: log`
        case activity at
        c1   accept   2025-04-01
        c1   decision 2025-05-08`,
      says: ["历时 37 日，期限为 30 日，顺延后 35 日", "the limit is 30 days, or 35 days with the days it rolls over."],
      measured: 37,
    },
    "the day after ten working days": {
      procedure: byHolidays({ ...inDays, limit: { days: 10, calendar: "working" } }),
      log: log`
        case activity at
        c1   accept   2025-04-25
        c1   decision 2025-05-14`,
      says: ["took 19 days from", "the limit is 10 working days (18 days)"],
    },
    "the day after days of the calendar that were granted on a limit in working days": {
      procedure: byHolidays({ ...inWorkingDays(4), extensions: { days: "calendar" } }),
      log: log`
        case activity at
        c1   accept   2024-03-04
        c1   decision 2024-03-14`,
      tables: {
        extensions: log`
          case kind   days at
          c1   extend 5    2024-03-07`,
      },
      says: ["took 10 days", "the limit is 4 working days, or 9 days with what was approved"],
    },
    "counted from the first start that surely counts": {
      procedure: open({ ...inDays, when: { source: "report" } }),
      log: log`
        case activity source at
        c1   accept   -      2025-03-01
        c1   accept   report 2025-03-05
        c1   decision -      2025-04-10`,
      says: ["took 36 days from", "the limit is 30 days"],
      measured: 36,
      evidence: [3, 4],
    },
    "over for one of two, and still held": {
      procedure: open(custody),
      log: log`
        case activity party at
        c1   arrest   p1    2025-03-01
        c1   release  p1    2025-04-20
        c1   arrest   p2    2025-04-15`,
      asOf: "2025-06-16",
      tables: none,
      says: ["当事人 p2：自“arrest”起已 62 日", 'Party p2: 62 days after "arrest"'],
      measured: 62,
      severity: 5,
      evidence: [4],
    },
    "what was approved before it began was meant for another clock": {
      procedure: open(custody),
      log: log`
        case activity party at
        c1   arrest   p1    2025-03-01T10:00
        c1   release  p1    2025-05-15`,
      tables: {
        extensions: log`
          case kind   months at
          c1   extend 1      2025-02-28`,
      },
      says: ["took 75 days", "the limit is 2 months (61 days)"],
    },
    "what was approved before it began does not lengthen a clock without legs either": {
      procedure: open(adjusted),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   decision 2025-04-20`,
      tables: {
        extensions: log`
          case kind   days at
          c1   extend 30   2025-01-08`,
      },
      says: ["took 50 days", "the limit is 30 days."],
    },
    "an approval of a kind that nobody knows does not excuse a clock that nothing may lengthen": {
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   decision 2025-04-15`,
      tables: {
        extensions: log`
          case kind days at
          c1   延期 30   2025-03-28`,
      },
      says: ["took 45 days"],
    },
    "started anew on a basis that is another clock's": {
      procedure: open({ id: "review", ...review }, { id: "custody", ...custody, restarts: { bases: ["identity"] } }),
      log: log`
        case activity at
        c1   receive  2025-03-01
        c1   charge   2025-04-20`,
      tables: {
        extensions: log`
          case kind    basis    from       at
          c1   restart identity 2025-03-25 2025-03-25`,
      },
      says: ["took 50 days"],
    },
    "over and released since": {
      procedure: open(custody),
      log: log`
        case activity party at
        c1   arrest   p1    2025-03-01
        c1   release  p1    2025-05-02`,
      tables: none,
      says: ["当事人 p1：“arrest”至“release”历时 62 日，期限为 2 个月（61 日）"],
      severity: 4,
      evidence: [2, 3],
    },
    "more than twice the limit": {
      procedure: open(custody),
      log: log`
        case activity party at
        c1   arrest   p1    2025-03-01
        c1   release  p1    2025-07-31`,
      tables: none,
      says: ["took 152 days from", "the limit is 2 months (61 days)"],
      severity: 5,
    },
    "held too long once, and again now": {
      procedure: open(held),
      log: log`
        case activity party at
        c1   arrest   p1    2025-01-01
        c1   release  p1    2025-03-10
        c1   arrest   p1    2025-06-01`,
      asOf: "2026-01-01",
      tables: none,
      says: ["已 214 日，仍无", "此外另有 1 次超过期限", "It was over the limit 1 more time."],
      severity: 5,
      evidence: [2, 3, 4],
    },
    "held too long twice, the second time by more": {
      procedure: open(held),
      log: log`
        case activity party at
        c1   arrest   p1    2024-01-01
        c1   release  p1    2024-03-10
        c1   arrest   p1    2024-06-01
        c1   release  p1    2024-11-01
        c1   arrest   p1    2024-12-01`,
      asOf: "2024-12-15",
      tables: none,
      says: ["历时 153 日", "此外另有 1 次超过期限"],
      evidence: [2, 3, 4, 5],
    },
    "extended only when it had ended": {
      procedure: open(adjusted),
      log: log`
        case activity at
        c1   accept   2025-03-01
        c1   decision 2025-04-15`,
      asOf: "2025-06-15",
      tables: {
        extensions: log`
          case kind   days at
          c1   extend 30   2025-06-01`,
      },
      says: ["took 45 days", "the limit is 30 days."],
    },
    "twenty days approved where the law allows three": {
      procedure: open({ ...custody, limit: { days: 14, roll: false }, extensions: { most: { days: 3 } } }),
      log: log`
        case activity party at
        c1   arrest   p1    2026-03-02
        c1   release  p1    2026-04-04`,
      tables: {
        extensions: log`
          case kind   days at
          c1   extend 20   2026-03-14`,
      },
      says: ["历时 33 日，期限为 14 日，延长后 17 日", "the limit is 14 days, or 17 days with what was approved"],
    },
    "half a year approved where the law allows two months": {
      procedure: open({ ...adjusted, limit: { months: 2 }, extensions: { most: { months: 2 } } }),
      log: log`
        case activity at
        c1   accept   2025-01-10
        c1   decision 2025-05-11`,
      tables: {
        extensions: log`
          case kind   months at
          c1   extend 6      2025-03-01`,
      },
      says: ["took 121 days", "the limit is 2 months, or 120 days with what was approved"],
    },
    "a hearing from when it still counted": {
      procedure: open({ ...inDays, pauses: [["ask", "heard", "2026-01-01"]] }),
      log: log`
        case activity at
        c1   accept   2025-11-10
        c1   ask      2025-11-20
        c1   heard    2025-12-08
        c1   decision 2025-12-22`,
      says: ["took 42 days", "the limit is 30 days."],
    },
    "the first organ did nothing when its time ran out": {
      procedure: open(bail),
      log: log`
        case activity party org    at
        c1   bail     p1    police 2024-01-10
        c1   bail     p1    police 2024-06-10
        c1   bail     p1    court  2025-01-11
        c1   lift     p1    court  2025-11-30`,
      says: ["took 367 days from", "the limit is 12 months (366 days)"],
      evidence: [2, 4],
    },
    "over after it came back, and what was approved before does not help": {
      procedure: open(review),
      log: log`
        case activity at
        c1   receive  2025-03-01
        c1   resubmit 2025-04-20
        c1   charge   2025-05-21`,
      tables: {
        extensions: log`
          case kind   days at
          c1   extend 30   2025-03-25`,
      },
      says: ["took 31 days from", "the limit is 1 month (30 days)"],
      evidence: ["resubmit", "charge"],
    },
    "an appraisal commissioned after the limit had run out": {
      procedure: open({ ...inDays, pauses: [["appraise", "appraised"]] }),
      log: log`
        case activity  at
        c1   accept    2025-03-01
        c1   appraise  2025-03-05
        c1   appraised 2025-03-10
        c1   appraise  2025-04-07
        c1   appraised 2025-05-20
        c1   decision  2025-05-25`,
      says: ["期限为 30 日，扣除后 35 日", "took 85 days from", "or 35 days with the time not counted"],
    },
    "an exclusion that begins after the limit has run out does not let in the next": {
      procedure: open({ ...adjusted, limit: { days: 10, roll: false } }),
      log: log`
        case activity at
        c1   accept   2024-05-13
        c1   decision 2024-05-26`,
      tables: {
        extensions: log`
          case kind    from       to
          c1   exclude 2024-05-25 2024-05-31
          c1   exclude 2024-05-26 2024-06-03`,
      },
      says: ['It took 13 days from "accept" to "decision"; the limit is 10 days.'],
    },
    "an exclusion of a weekend takes nothing of a limit in working days": {
      procedure: byHolidays(inWorkingDays(5)),
      log: log`
        case activity at
        c1   accept   2024-03-04
        c1   decision 2024-03-12`,
      tables: {
        extensions: log`
          case kind    from       to
          c1   exclude 2024-03-09 2024-03-10`,
      },
      says: ["took 8 days", "the limit is 5 working days (7 days)"],
    },
    "an exclusion that begins on the weekend after the last working day": {
      procedure: byHolidays(inWorkingDays(4)),
      log: log`
        case activity at
        c1   accept   2024-03-04
        c1   decision 2024-03-12`,
      tables: {
        extensions: log`
          case kind    from       to
          c1   exclude 2024-03-09 2024-03-14`,
      },
      says: ["took 8 days", "the limit is 4 working days (4 days)"],
    },
    "an hour that is not counted around midnight is no day of a limit in hours": {
      procedure: open({ ...inHours, pauses: [["appraise", "appraised"]] }),
      log: log`
        case activity  at
        c1   detain    2025-03-01T10:00
        c1   appraise  2025-03-01T23:30
        c1   appraised 2025-03-02T00:30
        c1   notify    2025-03-02T11:01`,
      says: ["the limit is 24 hours, or 25 hours with the time not counted."],
    },
    "an exclusion that begins the day after a limit in hours has run out": {
      procedure: open({ ...inHours, limit: { hours: 72 }, exclusions: true }),
      log: log`
        case activity at
        c1   detain   2024-03-04T10:00
        c1   notify   2024-03-12T10:00`,
      tables: {
        extensions: log`
          case kind    from       to
          c1   exclude 2024-03-08 2024-03-13`,
      },
      says: ["took 8 days", "the limit is 72 hours, or 3 days 1 hour with the hour it starts in."],
    },
    "the second time": {
      procedure: open({ ...inDays, activities: ["return", "resubmit"], repeats: true }),
      log: log`
        case activity at
        c1   return   2025-03-01
        c1   resubmit 2025-03-20
        c1   return   2025-04-10
        c1   resubmit 2025-05-20`,
      says: ["took 40 days from", "the limit is 30 days"],
      evidence: [4, 5],
    },
    "held too long, whatever of the day the release came, and perhaps once more since": {
      procedure: open(held),
      log: log`
        case activity party at
        c1   arrest   p1    2025-01-01
        c1   release  p1    2025-03-10
        c1   arrest   p1    2025-03-10T09:00`,
      asOf: "2025-09-01",
      tables: none,
      says: ["took 68 days", "the limit is 2 months (59 days)"],
      severity: 4,
      evidence: [2, 3],
    },
    "arrested once more, and each time has a clock": {
      procedure: open(held),
      log: log`
        case activity party at
        c1   arrest   p1    2025-03-01
        c1   release  p1    2025-03-20
        c1   arrest   p1    2025-06-01
        c1   release  p1    2025-09-01`,
      tables: none,
      says: ["took 92 days", "the limit is 2 months (61 days)"],
      evidence: [4, 5],
    },
    "accepted once more after the case was archived, and nothing since": {
      procedure: open({ ...inDays, when: { source: "report" }, repeats: true }),
      log: log`
        case activity source at
        c1   accept   report 2025-01-08
        c1   decision -      2025-01-09
        c1   archive  -      2025-01-10
        c1   accept   report 2025-01-14`,
      asOf: "2025-06-01",
      says: ['138 days after "accept" there is still no record of "decision"'],
      evidence: [5],
    },
    "the first start does not count, and the second is the first": {
      procedure: open({ ...inDays, when: { source: "report" }, restarts: { activities: ["return"] } }),
      log: log`
        case activity source at
        c1   accept   phone  2025-03-01
        c1   decision -      2025-03-20
        c1   accept   report 2025-06-01
        c1   decision -      2025-09-01`,
      says: ["took 92 days"],
      evidence: [4, 5],
    },
    "an hour too late, the hour it started in not counted": {
      procedure: finished({ ...inHours, limit: { hours: 24 } }),
      log: log`
        case activity at
        c1   detain   2025-03-01T22:15
        c1   notify   2025-03-03T00:00`,
      says: [
        "期限为 24 小时，不计起始之时后 24.75 小时",
        "took 25.75 hours from",
        "the limit is 24 hours, or 24.75 hours with",
      ],
    },
    "surely in custody": {
      procedure: finished({ ...inHours, when: { custody: true } }),
      log: log`
        case activity custody at
        c1   detain   false   2025-03-01
        c1   detain   true    2025-03-02
        c1   notify   -       2025-03-09`,
      says: ["历时 7 日", "took 7 days from", "the limit is 24 hours."],
      measured: 168,
      evidence: [3, 4],
    },
  },
});
