import { defineCases, log, type ProcedureDraft } from "../_kit/cases.ts";
import clockApprovals from "./detector.ts";

const limit = (code: string, limit: { days: number } | { months: number }): ProcedureDraft => ({
  holidays: "china",
  activities: { accept: {}, decide: {} },
  rules: [
    {
      id: `${code}-decide`,
      code,
      template: "deadline",
      activities: ["accept", "decide"],
      limit,
      extensions: true,
      exclusions: true,
    },
  ],
});
const FROM_FILING = {
  id: "TM06-decision-from-filing",
  code: "TM06",
  template: "deadline" as const,
  activities: ["accept", "decide"],
  limit: { days: 30 },
  extensions: true,
};
const filed = { holidays: "china" as const, activities: { accept: {}, decide: {} }, rules: [FROM_FILING] };
/** Accepted on a Friday: thirty days end on Sunday 9 February 2025, and so on Monday the 10th. */
const accepted = log`
  case activity at
  c1   accept   2025-01-10`;

export default defineCases(clockApprovals, {
  procedure: limit("TM06", { days: 30 }),
  silent: {
    "approved on the last day, which a Sunday had moved": {
      log: accepted,
      tables: {
        extensions: log`
          id case kind   days approved_at         approver_level
          x1 c1   extend 30   2025-02-10T18:00 市级公安机关`,
      },
      asOf: "2025-03-01",
      outcome: "clear",
    },
    "after the thirty days, and ten of them did not count": {
      log: accepted,
      tables: {
        extensions: log`
          id case kind    days from_at    to_at      approved_at approver_level
          x1 c1   exclude -    2025-01-15 2025-01-25 2025-01-15  -
          x2 c1   extend  30   -          -          2025-02-19  县级公安机关`,
      },
      asOf: "2025-03-01",
      outcome: "clear",
    },
    "the second extension, inside the first": {
      log: accepted,
      tables: {
        extensions: log`
          id case kind   days approved_at approver_level
          x1 c1   extend 30   2025-02-05  县级公安机关
          x2 c1   extend 30   2025-03-10  县级公安机关`,
      },
      asOf: "2025-03-20",
      outcome: "clear",
    },
    "extended twice, as the law of 2026 has it": {
      log: log`
        case activity at
        c1   accept   2026-01-12`,
      procedure: filed,
      tables: {
        extensions: log`
          id case rule                      kind   days approved_at approver_level
          x1 c1   TM06-decision-from-filing extend 30   2026-02-05  县级公安机关
          x2 c1   TM06-decision-from-filing extend 30   2026-03-10  县级公安机关`,
      },
      asOf: "2026-03-20",
      outcome: "clear",
    },
    "three extensions, and which of two clocks they are meant for is not said": {
      log: log`
        case activity at
        c1   accept   2026-01-12`,
      procedure: { ...filed, rules: [FROM_FILING, { ...FROM_FILING, id: "TM06-seizure-thirty-days" }] },
      tables: {
        extensions: log`
          id case kind   days approved_at approver_level
          x1 c1   extend 30   2026-02-05  县级公安机关
          x2 c1   extend 30   2026-03-10  县级公安机关
          x3 c1   extend 30   2026-04-08  县级公安机关`,
      },
      asOf: "2026-04-20",
      outcome: "clear",
    },
    "who approved it is not recorded": {
      log: accepted,
      tables: {
        extensions: log`
          id case kind   days approved_at
          x1 c1   extend 30   2025-02-05`,
      },
      asOf: "2025-03-01",
      outcome: "cannot tell",
    },
    "no limit in use is ever extended": {
      log: accepted,
      procedure: { rules: [{ template: "deadline", activities: ["accept", "decide"], limit: { days: 30 } }] },
      tables: {
        extensions: log`
          id case kind   days approved_at
          x1 c1   extend 30   2025-05-05`,
      },
      asOf: "2025-06-01",
      outcome: "not applicable",
    },
    "asked for sixteen days before the limit of a trial": {
      log: accepted,
      procedure: limit("TM04", { months: 3 }),
      tables: {
        extensions: log`
          id case kind   months requested_at approved_at approver_level
          x1 c1   extend 3      2025-03-25   2025-04-05  院长`,
      },
      asOf: "2025-05-01",
      outcome: "clear",
    },
  },
  warns: {
    "extended a third time": {
      log: log`
        case activity at
        c1   accept   2026-01-12`,
      procedure: filed,
      tables: {
        extensions: log`
          id case kind   days approved_at approver_level
          x1 c1   extend 30   2026-02-05  县级公安机关
          x2 c1   extend 30   2026-03-10  县级公安机关
          x3 c1   extend 30   2026-04-08  县级公安机关`,
      },
      asOf: "2026-04-20",
      says: ["为第 3 次延长，规定至多 2 次", "it is extension number 3, where at most 2 are allowed"],
      evidence: ["x3"],
    },
    "approved a day after the limit": {
      log: accepted,
      tables: {
        extensions: log`
          id case kind   days approved_at approver_level
          x1 c1   extend 30   2025-02-11  县级公安机关`,
      },
      asOf: "2025-03-01",
      subjects: ["c1"],
      says: ["期限已于 2025-02-10 届满，晚 1 日", "1 day earlier"],
      severity: 3,
      measured: 1,
      evidence: ["x1"],
    },
    "approved by the station itself": {
      log: accepted,
      tables: {
        extensions: log`
          id case kind   days approved_at approver_level
          x1 c1   extend 30   2025-02-05  派出所负责人`,
      },
      asOf: "2025-03-01",
      says: ["由派出所一级批准，规定为县级以上"],
    },
    "asked for ten days before the limit of a trial": {
      log: accepted,
      procedure: limit("TM04", { months: 3 }),
      tables: {
        extensions: log`
          id case kind   months requested_at approved_at approver_level
          x1 c1   extend 3      2025-03-31   2025-04-05  院长`,
      },
      asOf: "2025-05-01",
      says: ["2025-03-31 申请，晚于届满前 15 日（2025-03-26）", "later than 15 days before"],
    },
  },
});
