import { defineCases, log, type ProcedureDraft, type RuleDraft } from "../_kit/cases.ts";
import expiringClocks from "./detector.ts";

const decide = (more: Partial<RuleDraft> = {}): ProcedureDraft => ({
  activities: { accept: { zh: "受案" }, decide: { zh: "决定" } },
  rules: [
    {
      id: "TM06-decide",
      code: "TM06",
      template: "deadline",
      activities: ["accept", "decide"],
      limit: { days: 30 },
      ...more,
    },
  ],
});
const accepted = log`
  case activity actor at
  c1   accept   duty  2025-01-10
  c1   note     li    2025-01-12`;

export default defineCases(expiringClocks, {
  procedure: decide(),
  silent: {
    "eight days are left": { log: accepted, asOf: "2025-02-01T09:00", outcome: "pending" },
    "expired yesterday: that is the deadline rule's": { log: accepted, asOf: "2025-02-10T09:00", outcome: "clear" },
    "decided in time": {
      log: log`
        case activity at
        c1   accept   2025-01-10
        c1   decide   2025-02-01`,
      asOf: "2025-02-05T09:00",
      outcome: "clear",
    },
    "four days of custody are left, and it is not moved off the Sunday": {
      log: accepted,
      procedure: decide({ limit: { days: 30, roll: false } }),
      asOf: "2025-02-05T09:00",
      outcome: "pending",
    },
    "an appraisal is out, and the clock stands still": {
      log: accepted,
      tables: {
        extensions: log`
          id case kind    from_at    to_at
          x1 c1   exclude 2025-01-20 -`,
      },
      procedure: decide({ exclusions: true }),
      asOf: "2025-02-05T09:00",
      outcome: "pending",
    },
    "over, and no file has brought approvals by which it may run on": {
      log: accepted,
      procedure: decide({ exclusions: true }),
      asOf: "2025-02-20T09:00",
      outcome: "cannot tell",
    },
    "a limit in hours": {
      log: accepted,
      procedure: decide({ limit: "48h" }),
      asOf: "2025-01-11T09:00",
      outcome: "not applicable",
    },
  },
  warns: {
    "four days are left": {
      log: accepted,
      asOf: "2025-02-05T09:00",
      subjects: ["c1"],
      says: ["“决定”的期限于 2025-02-09 届满，还有 4 日", "a reminder, no lead"],
      severity: 1,
      measured: 4,
      evidence: ["accept", "note"],
    },
    "the run before it was late, and this one has two days": {
      log: log`
        case activity at
        c1   accept   2025-01-10
        c1   decide   2025-03-01
        c1   accept   2025-06-02`,
      procedure: decide({ repeats: true }),
      asOf: "2025-06-30",
      says: ["“决定”的期限于 2025-07-02 届满，还有 2 日"],
      measured: 2,
      evidence: [4],
    },
    "the last day, ten more of them granted; the one assigned is told": {
      log: accepted,
      tables: {
        extensions: log`
          id case kind   days approved_at
          x1 c1   extend 10   2025-02-01`,
        assignments: log`
          id case actor from_at    to_at
          a1 c1   zhao  2025-01-10 2025-01-20
          a2 c1   wang  2025-01-20 -`,
      },
      procedure: decide({ extensions: true }),
      asOf: "2025-02-19T23:00",
      says: ["还有 0 日"],
      measured: 0,
      evidence: ["accept", "a2"],
    },
  },
});
