import { defineCases, log } from "../_kit/cases.ts";
import lateRegistration from "./detector.ts";

const events = log`
  case activity at
  c1   受案登记 2025-03-01
  c2   受案登记 2025-03-01`;
const asOf = "2025-06-30";

export default defineCases(lateRegistration, {
  silent: {
    "entered on the third day, whatever the hour": {
      log: events,
      tables: {
        interventions: log`
          id   case org at               recorded
          r-01 c1   p1  2025-03-03T08:00 2025-03-06T23:00`,
      },
      asOf,
      outcome: "clear",
    },
    "cleared up in a declared span of self-correction, which is welcome": {
      log: events,
      tables: {
        interventions: log`
          id   case org at         recorded
          r-01 c1   p1  2025-03-03 2025-05-12`,
      },
      params: { campaigns: [{ from: "2025-05-10", to: "2025-05-31" }] },
      asOf,
      outcome: "clear",
    },
    "entered within the days, though the case had closed": {
      log: events,
      tables: {
        cases: log`
          case closed
          c1   2025-03-04`,
        interventions: log`
          id   case org at         recorded
          r-01 c1   p1  2025-03-03 2025-03-05`,
      },
      asOf,
      outcome: "clear",
    },
    "no time of entry": {
      log: events,
      tables: {
        interventions: log`
          id   case org at         recorded
          r-01 c1   p1  2025-03-03 -`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "entered before it was received: one of the times is wrong": {
      log: events,
      tables: {
        interventions: log`
          id   case org at         recorded
          r-01 c1   p1  2025-03-03 2025-03-01`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "the register keeps no time of entry": {
      log: events,
      tables: {
        interventions: log`
          id   case org at
          r-01 c1   p1  2025-03-03`,
      },
      asOf,
      outcome: "not evaluated",
    },
  },
  warns: {
    "entered on the ninth day": {
      log: events,
      tables: {
        interventions: log`
          id   case org at         recorded
          r-01 c1   p1  2025-03-03 2025-03-12`,
      },
      asOf,
      subjects: ["c1"],
      says: ["第 9 日登记，提示线（默认值）为 3 日", "that is welcome"],
      severity: 1,
      measured: 9,
      evidence: ["r-01"],
    },
    "entered after the case had closed and an inspection had begun": {
      log: events,
      tables: {
        cases: log`
          case closed
          c1   2025-03-20
          c2   -`,
        interventions: log`
          id   case org at         recorded
          r-01 c1   p1  2025-03-03 2025-04-12`,
      },
      params: { inspections: ["2025-04-01"] },
      asOf,
      says: ["案件已于 2025-03-20 办结", "an inspection had begun on 2025-04-01"],
      severity: 2,
    },
    "a unit's own clearing-up stays a note, and is called welcome": {
      log: events,
      tables: {
        cases: log`
          case closed
          c1   2025-03-20`,
        interventions: log`
          id   case org at         recorded
          r-01 c1   p1  2025-03-03 2025-04-12
          r-02 c2   p1  2025-03-04 2025-04-12`,
      },
      params: { batch: 2 },
      asOf,
      subjects: ["c1", "c2"],
      says: ["当日补录 2 条，疑为自查自纠，主动补录应予肯定", "that is welcome"],
      severity: 1,
    },
  },
});
