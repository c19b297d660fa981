import { defineCases, log, type ProcedureDraft } from "../_kit/cases.ts";
import { Log } from "../_kit/log.ts";
import backdatedEntry from "./detector.ts";

const asOf = "2025-06-30";

/** Twenty-one entries of a unit, all but the last `slow` of which are made the same day; those take eight days. */
const habits = (org: string, slow: number, more: readonly string[][] = []) =>
  new Log(
    ["case", "activity", "at", "recorded", "org"],
    [
      ...Array.from({ length: 21 }, (_, i) => [
        `${org}-${i}`,
        "询问",
        `2025-03-03T09:${String(i).padStart(2, "0")}`,
        i < 21 - slow ? "2025-03-03T18:00" : "2025-03-11T18:00",
        org,
      ]),
      ...more,
    ],
  );

const deadline: ProcedureDraft = {
  completion: { activities: ["归档"] },
  rules: [{ template: "deadline", activities: ["受案", "处罚决定"], limit: { days: 30 } }],
};

export default defineCases(backdatedEntry, {
  silent: {
    "on the third day; a unit that works on paper; what was done while the system was down": {
      log: [
        habits("paper", 12),
        log`
          case activity at               recorded         org
          c1   询问     2025-03-03T08:00 2025-03-06T23:00 p1
          c2   询问     2025-04-10T08:00 2025-04-23T09:00 p1`,
      ],
      params: { outages: [{ from: "2025-04-09", to: "2025-04-20" }] },
      asOf,
      outcome: "clear",
    },
    "no time of entry, or one that lies before the act": {
      log: log`
        case activity at         recorded
        c1   询问     2025-03-03 -
        c2   开庭     2025-03-20 2025-03-03`,
      asOf,
      outcome: "cannot tell",
    },
    "the source keeps no time of entry": { log: "case activity at\nc1 询问 2025-03-03", outcome: "not evaluated" },
  },
  warns: {
    "a week later than anybody in the unit; the decision was in time either way": {
      procedure: deadline,
      log: habits("p1", 0, [
        ["c1", "受案", "2025-03-03T09:00", "2025-03-03T18:00", "p1"],
        ["c1", "处罚决定", "2025-03-10T09:30", "2025-03-18T18:00", "p1"],
      ]),
      asOf,
      subjects: ["c1"],
      says: ["相隔 8 日（默认 3 日以内）", "8 days later (3 days by default)"],
      severity: 1,
      measured: 8,
      evidence: ["处罚决定"],
    },
    "later than a unit that works on paper; the days alone are known": {
      log: habits("paper", 12, [["c1", "告知", "2025-03-03", "2025-03-15", "paper"]]),
      asOf,
      subjects: ["c1"],
      says: [
        "“告知”记为 2025-03-03 发生，2025-03-15 录入，相隔 12 日（本单位 95% 的录入在 8 日以内）",
        "recorded for 2025-03-03 and was entered on 2025-03-15, 12 days later (95% of the unit's entries are made within 8 days)",
      ],
      measured: 12,
    },
    "entered when the limit had ended, and by its recorded time it is kept": {
      procedure: deadline,
      log: log`
        case activity at               recorded         org
        c1   受案     2025-03-03T09:00 2025-03-03T18:00 p1
        c1   处罚决定 2025-03-31T09:30 2025-04-22T18:00 p1
        c1   送达     2025-04-01T09:30 2025-04-22T18:05 p1`,
      asOf,
      subjects: ["c1"],
      says: ["而录入时期限（2025-04-02）已过", "本案共 2 项"],
      severity: 3,
      evidence: ["处罚决定", "送达"],
    },
    "the same of a clock that started anew since, and runs": {
      procedure: { ...deadline, rules: deadline.rules.map((rule) => ({ ...rule, repeats: true as const })) },
      log: log`
        case activity at               recorded         org
        c1   受案     2025-03-03T09:00 2025-03-03T18:00 p1
        c1   处罚决定 2025-03-31T09:30 2025-04-22T18:00 p1
        c1   受案     2025-04-23T09:30 2025-04-23T18:05 p1`,
      asOf: "2025-05-05",
      says: ["而录入时期限（2025-04-02）已过"],
      severity: 3,
      evidence: [3],
    },
    "the decision was entered on its day; what was done beside it, and entered when the limit had ended, keeps no limit":
      {
        procedure: deadline,
        log: log`
        case activity at         recorded   org
        c1   受案     2025-03-03 2025-03-03 p1
        c1   处罚决定 2025-03-31 2025-03-31 p1
        c1   送达     2025-03-31 2025-04-22 p1`,
        asOf,
        says: [/录入，相隔 22 日（默认 3 日以内），需核查/],
        severity: 1,
        evidence: ["送达"],
      },
    "of two persons' clocks that ended on one day, that of the one whose decision came late had not run out": {
      procedure: {
        completion: { activities: ["归档"] },
        rules: [{ template: "deadline", activities: ["受案", "处罚决定"], limit: { days: 30 }, same: ["party_id"] }],
      },
      log: log`
        case activity at         recorded   org party
        c1   受案     2025-03-03 2025-03-03 p1  a
        c1   受案     2025-03-28 2025-03-28 p1  b
        c1   处罚决定 2025-03-31 2025-03-31 p1  a
        c1   处罚决定 2025-03-31 2025-04-22 p1  b`,
      asOf,
      says: [/录入，相隔 22 日（默认 3 日以内），需核查/],
      severity: 1,
    },
    "after an inspection had begun; in a campaign that is said, and stays a note": {
      log: log`
        case activity at               recorded         org
        c1   告知     2025-03-03T09:00 2025-05-12T18:00 p1`,
      params: { inspections: ["2025-05-10"] },
      asOf,
      says: ["录入在 2025-05-10 检查开始之后"],
      severity: 3,
    },
    "the same in a declared campaign of self-correction": {
      log: log`
        case activity at               recorded         org
        c1   告知     2025-03-03T09:00 2025-05-12T18:00 p1`,
      params: { inspections: ["2025-05-10"], campaigns: [{ from: "2025-05-10", to: "2025-05-31" }] },
      asOf,
      says: ["主动补录应予肯定", "which is welcome"],
      severity: 1,
    },
  },
});
