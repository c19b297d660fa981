import { defineCases, log, type ProcedureDraft, type RuleDraft } from "../_kit/cases.ts";
import clockApprovals from "./detector.ts";

const limit = (code: string, limit: { days: number } | { months: number }, id = `${code}-decide`): ProcedureDraft => ({
  holidays: "china",
  activities: { accept: {}, decide: {} },
  rules: [
    {
      id,
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
const custody: ProcedureDraft = {
  holidays: "china",
  activities: { accept: {}, release: {} },
  rules: [
    {
      id: "TM02-investigation",
      code: "TM02",
      template: "deadline",
      activities: ["accept", "release"],
      same: ["party_id"],
      limit: { months: 2 },
      extensions: true,
    },
  ],
};
const FROM_ACCEPTANCE: RuleDraft = {
  ...FROM_FILING,
  id: "TM06-decision-from-acceptance",
  extensions: { most: { days: 30 } },
  law: [{ name: "治安管理处罚法", article: "99", from: "2013-01-01", to: "2025-12-31" }],
};
const CIVIL = limit("TM04", { months: 3 }, "TM04-summary-three-months");
/** Accepted on a Friday: thirty days end on Sunday 9 February 2025, and so on Monday the 10th. */
const accepted = log`
  case activity at
  c1   accept   2025-01-10`;

export default defineCases(clockApprovals, {
  procedure: limit("TM06", { days: 30 }),
  silent: {
    "approved on the last day of April, to which two months run from the last of February": {
      procedure: { ...filed, month_end: "last-day", rules: [{ ...FROM_FILING, limit: { months: 2 } }] },
      log: log`
        case activity at
        c1   accept   2025-02-28`,
      tables: {
        extensions: log`
          id case kind   days approved_at         approver_level
          x1 c1   extend 30   2025-04-30T18:00 市级公安机关`,
      },
      asOf: "2025-05-10",
      outcome: "clear",
    },
    "approved after the limit, which an earlier extension of unknown length may have moved": {
      log: accepted,
      tables: {
        extensions: log`
          id case kind   days approved_at approver_level
          x1 c1   extend -    2025-02-07  市级公安机关
          x2 c1   extend 30   2025-03-07  市级公安机关`,
      },
      asOf: "2025-04-20",
      outcome: "cannot tell",
    },
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
    "asked for sixteen days before the limit of a trial, decided on five days before it": {
      log: accepted,
      procedure: CIVIL,
      tables: {
        extensions: log`
          id case kind   months requested_at approved_at approver_level
          x1 c1   extend 3      2025-03-25   2025-04-05  院长`,
      },
      asOf: "2025-05-01",
      outcome: "clear",
    },
    "a criminal trial, extended by the court above on its last day": {
      log: accepted,
      procedure: limit("TM04", { months: 3 }, "TM04-ordinary"),
      tables: {
        extensions: log`
          id case kind   months requested_at approved_at approver_level
          x1 c1   extend 3      2025-03-25   2025-04-10  上一级法院`,
      },
      asOf: "2025-05-01",
      outcome: "clear",
    },
    "custody extended by the procuratorate next above, and again: how high that is, nobody can tell": {
      log: log`
        case activity at
        c1   accept   2024-12-10`,
      procedure: limit("TM02", { months: 2 }, "TM02-investigation"),
      tables: {
        extensions: log`
          id case rule               kind   months requested_at approved_at approver_level
          x1 c1   TM02-investigation extend 1      2025-01-25   2025-02-03  上一级检察院
          x2 c1   TM02-investigation extend 2      2025-02-25   2025-03-05  上一级检察院`,
      },
      asOf: "2025-04-01",
      outcome: "cannot tell",
    },
    "custody extended a second time by the procuratorate of the province": {
      log: log`
        case activity at
        c1   accept   2024-12-10`,
      procedure: limit("TM02", { months: 2 }, "TM02-investigation"),
      tables: {
        extensions: log`
          id case rule               kind   months requested_at approved_at approver_level
          x1 c1   TM02-investigation extend 1      2025-01-25   2025-02-03  分州市检察院
          x2 c1   TM02-investigation extend 2      2025-02-25   2025-03-05  省级检察院`,
      },
      asOf: "2025-04-01",
      outcome: "clear",
    },
    "two persons arrested on one day, the custody of each extended once": {
      log: log`
        case activity at         party_id
        c1   accept   2024-12-10 p1
        c1   accept   2024-12-10 p2`,
      procedure: custody,
      tables: {
        extensions: log`
          id case party rule               kind   months requested_at approved_at approver_level
          x1 c1   p1    TM02-investigation extend 1      2025-01-25   2025-02-03  分州市检察院
          x2 c1   p2    TM02-investigation extend 1      2025-01-25   2025-02-04  分州市检察院`,
      },
      asOf: "2025-02-20",
      outcome: "clear",
    },
    "one limit, extended once of each of two persons": {
      log: accepted,
      procedure: limit("TM06", { days: 30 }, "TM06-decision-from-acceptance"),
      tables: {
        extensions: log`
          id case party rule                          kind   days approved_at approver_level
          x1 c1   p1    TM06-decision-from-acceptance extend 30   2025-02-05  市级公安机关
          x2 c1   p2    TM06-decision-from-acceptance extend 30   2025-02-05  市级公安机关`,
      },
      asOf: "2025-03-01",
      outcome: "clear",
    },
    "the trial of two defendants, extended once of each by the court above": {
      log: accepted,
      procedure: limit("TM04", { months: 3 }, "TM04-ordinary"),
      tables: {
        extensions: log`
          id case party rule          kind   months requested_at approved_at approver_level
          x1 c1   p1    TM04-ordinary extend 3      2025-03-20   2025-04-01  中级法院
          x2 c1   p2    TM04-ordinary extend 3      2025-03-20   2025-04-01  中级法院`,
      },
      asOf: "2025-05-01",
      outcome: "clear",
    },
    "decided in time; what was extended months later, nobody says": {
      log: log`
        case activity at
        c1   accept   2025-01-10
        c1   decide   2025-01-20`,
      tables: {
        extensions: log`
          id case kind   days approved_at approver_level
          x1 c1   extend 30   2025-03-01  县级公安机关`,
      },
      asOf: "2025-04-01",
      outcome: "not applicable",
    },
    "accepted under the old law, and extended a second time under the new, which allows it": {
      log: log`
        case activity at
        c1   accept   2025-12-10`,
      procedure: { ...filed, rules: [FROM_ACCEPTANCE] },
      tables: {
        extensions: log`
          id case kind   days approved_at approver_level
          x1 c1   extend 30   2026-01-05  市级公安机关
          x2 c1   extend 30   2026-02-05  市级公安机关`,
      },
      asOf: "2026-02-20",
      outcome: "cannot tell",
    },
    "a month where the law has thirty days": {
      log: log`
        case activity at
        c1   accept   2025-01-10`,
      procedure: { ...filed, rules: [FROM_ACCEPTANCE] },
      tables: {
        extensions: log`
          id case kind   months approved_at approver_level
          x1 c1   extend 1      2025-02-05  市级公安机关`,
      },
      asOf: "2025-02-20",
      outcome: "clear",
    },
    "thirty days for each of two persons": {
      log: accepted,
      procedure: { ...filed, rules: [FROM_ACCEPTANCE] },
      tables: {
        extensions: log`
          id case party kind   days approved_at approver_level
          x1 c1   p1    extend 30   2025-02-05  市级公安机关
          x2 c1   p2    extend 30   2025-02-05  市级公安机关`,
      },
      asOf: "2025-02-20",
      outcome: "clear",
    },
    "a second instance, extended by the High Court": {
      log: accepted,
      procedure: limit("TM04", { months: 2 }, "TM04-second-instance"),
      tables: {
        extensions: log`
          id case kind   months approved_at approver_level
          x1 c1   extend 2      2025-03-05  高级法院`,
      },
      asOf: "2025-04-01",
      outcome: "clear",
    },
    "an enforcement, for which no days are named": {
      log: accepted,
      procedure: limit("TM04", { months: 3 }, "TM04-six-months"),
      tables: {
        extensions: log`
          id case kind   months requested_at approved_at approver_level
          x1 c1   extend 3      2025-04-08   2025-04-09  院长`,
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
      cites: ["治安管理处罚法 118"],
      evidence: ["x3"],
    },
    "extended of the case, and then of one of its persons; of one person, and then of the case": {
      log: log`
        case activity at
        c1   accept   2025-01-10
        c2   accept   2025-01-10`,
      procedure: limit("TM06", { days: 30 }, "TM06-decision-from-acceptance"),
      tables: {
        extensions: log`
          id case party rule                          kind   days approved_at approver_level
          x1 c1   -     TM06-decision-from-acceptance extend 30   2025-02-05  市级公安机关
          x2 c1   p1    TM06-decision-from-acceptance extend 30   2025-02-06  市级公安机关
          x3 c2   p1    TM06-decision-from-acceptance extend 30   2025-02-05  市级公安机关
          x4 c2   p2    TM06-decision-from-acceptance extend 30   2025-02-05  市级公安机关
          x5 c2   -     TM06-decision-from-acceptance extend 30   2025-02-06  市级公安机关`,
      },
      asOf: "2025-03-01",
      subjects: ["c1", "c2"],
      says: ["为第 2 次延长，规定至多 1 次"],
      evidence: ["x2", "x5"],
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
    "decided late, and extended only then": {
      log: log`
        case activity at
        c1   accept   2025-01-10
        c1   decide   2025-02-20`,
      tables: {
        extensions: log`
          id case kind   days approved_at approver_level
          x1 c1   extend 30   2025-02-25  县级公安机关`,
      },
      asOf: "2025-04-01",
      says: ["期限已于 2025-02-10 届满，晚 15 日"],
    },
    "the custody of one of two persons extended a second time, and not by the province": {
      log: log`
        case activity at         party_id
        c1   accept   2024-12-10 p1
        c1   accept   2024-12-10 p2`,
      procedure: custody,
      tables: {
        extensions: log`
          id case party rule               kind   months requested_at approved_at approver_level
          x1 c1   p1    TM02-investigation extend 1      2025-01-25   2025-02-03  分州市检察院
          x2 c1   p2    TM02-investigation extend 1      2025-01-25   2025-02-04  分州市检察院
          x3 c1   p2    TM02-investigation extend 2      2025-02-25   2025-03-05  分州市检察院`,
      },
      asOf: "2025-04-01",
      says: ["由市级（上一级）一级批准，规定为省级以上"],
      evidence: ["x3"],
    },
    "a custody extended when it had expired, and started anew since": {
      log: log`
        case activity at         party_id
        c1   accept   2026-01-05 p1`,
      procedure: {
        ...custody,
        rules: custody.rules.map((rule) => ({ ...rule, restarts: { bases: ["另有重要罪行"] } })),
      },
      tables: {
        extensions: log`
          id case party kind    months basis        from_at    requested_at approved_at approver_level
          x1 c1   p1    extend  1      -            -          2026-02-20   2026-03-20  分州市检察院
          x2 c1   p1    restart -      另有重要罪行 2026-03-25 -            2026-03-25  县级公安机关`,
      },
      asOf: "2026-04-10",
      says: ["期限已于 2026-03-05 届满，晚 15 日"],
      evidence: ["x1"],
    },
    "sixty days where the law has thirty": {
      log: accepted,
      procedure: { ...filed, rules: [FROM_ACCEPTANCE] },
      tables: {
        extensions: log`
          id case kind   days approved_at approver_level
          x1 c1   extend 60   2025-02-05  市级公安机关`,
      },
      asOf: "2025-03-01",
      says: ["累计批准延长 60 日，规定至多 30 日", "comes to 60 days, where the law allows 30 days at most"],
    },
    "a second instance, extended by the court itself": {
      log: accepted,
      procedure: limit("TM04", { months: 2 }, "TM04-second-instance"),
      tables: {
        extensions: log`
          id case kind   months approved_at approver_level
          x1 c1   extend 2      2025-03-05  院长`,
      },
      asOf: "2025-04-01",
      says: ["由县级一级批准，规定为省级以上"],
    },
    "a limit in working days, extended by days of the calendar when it had expired": {
      log: accepted,
      procedure: {
        ...filed,
        rules: [{ ...FROM_FILING, limit: { days: 5, calendar: "working" }, extensions: { days: "calendar" } }],
      },
      tables: {
        extensions: log`
          id case kind   days approved_at approver_level
          x1 c1   extend 30   2025-01-20  县级公安机关`,
      },
      asOf: "2025-02-01",
      says: ["期限已于 2025-01-17 届满，晚 3 日"],
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
      procedure: CIVIL,
      tables: {
        extensions: log`
          id case kind   months requested_at approved_at approver_level
          x1 c1   extend 3      2025-03-31   2025-04-05  院长`,
      },
      asOf: "2025-05-01",
      says: ["2025-03-31 申请，晚于届满前 15 日（2025-03-26）", "later than 15 days before"],
    },
    "asked for in time, and decided on two days before the limit": {
      log: accepted,
      procedure: CIVIL,
      tables: {
        extensions: log`
          id case kind   months requested_at approved_at approver_level
          x1 c1   extend 3      2025-03-20   2025-04-08  院长`,
      },
      asOf: "2025-05-01",
      says: [
        "（TM04-summary-three-months）：晚于届满前 5 日（2025-04-05）决定，需核查",
        "decided later than 5 days before the limit (2025-04-05)",
      ],
    },
    "custody extended a second time, and not by the province": {
      log: log`
        case activity at
        c1   accept   2024-12-10`,
      procedure: limit("TM02", { months: 2 }, "TM02-investigation"),
      tables: {
        extensions: log`
          id case rule               kind   months requested_at approved_at approver_level
          x1 c1   TM02-investigation extend 1      2025-01-25   2025-02-03  分州市检察院
          x2 c1   TM02-investigation extend 2      2025-02-25   2025-03-05  分州市检察院`,
      },
      asOf: "2025-04-01",
      says: ["由市级（上一级）一级批准，规定为省级以上", "where the province or above is needed"],
      evidence: ["x2"],
    },
    "a criminal trial, extended by the president of the court itself": {
      log: accepted,
      procedure: limit("TM04", { months: 3 }, "TM04-ordinary"),
      tables: {
        extensions: log`
          id case kind   months requested_at approved_at approver_level
          x1 c1   extend 3      2025-03-20   2025-04-01  院长`,
      },
      asOf: "2025-05-01",
      says: ["由县级一级批准，规定为市级（上一级）以上"],
    },
    "two persons' extensions of one moment, neither with an identifier": {
      log: log`
        case activity at         party_id
        c1   accept   2024-12-10 p1
        c1   accept   2024-12-10 p2`,
      procedure: custody,
      tables: {
        extensions: log`
          case party rule               kind   months requested_at approved_at approver_level
          c1   p1    TM02-investigation extend 1      2025-01-25   2025-02-20  分州市检察院
          c1   p2    TM02-investigation extend 1      2025-01-25   2025-02-20  分州市检察院`,
      },
      asOf: "2025-04-01",
      subjects: ["c1", "c1"],
      says: ["期限已于 2025-02-10 届满"],
    },
  },
});
