import { defineCases, log } from "../_kit/cases.ts";
import noFollowUp from "./detector.ts";

const events = log`
  case activity at
  c1   受案登记 2025-03-01`;

export default defineCases(noFollowUp, {
  silent: {
    "found to be a lawful duty": {
      log: events,
      tables: {
        interventions: log`
          id   case at         recorded   content_class triage triaged outcome
          r-01 c1   2025-03-03 2025-03-04 了解进展      -      -       属依法履职`,
      },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "settled late is settled": {
      log: events,
      tables: {
        interventions: log`
          id   case at         recorded   content_class triage     triaged
          r-01 c1   2025-03-03 2025-03-04 说情          属正常了解 2025-05-20`,
      },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "the month is not over": {
      log: events,
      tables: {
        interventions: log`
          id   case at         recorded   content_class triaged
          r-00 c1   2025-01-03 2025-01-04 说情          2025-01-20
          r-01 c1   2025-03-03 2025-03-04 说情          -`,
      },
      asOf: "2025-04-04",
      outcome: "pending",
    },
    "its register keeps nothing of what followed, whatever another does": {
      log: events,
      tables: {
        interventions: [
          log`
            id   case at         recorded   content_class
            r-01 c1   2025-03-03 2025-03-04 说情`,
          log`
            id   case at         recorded   content_class triaged
            r-02 c1   2025-03-03 2025-03-04 说情          2025-03-10`,
        ],
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "a register that keeps nothing of what followed": {
      log: events,
      tables: {
        interventions: log`
          id   case at         recorded   content_class
          r-01 c1   2025-03-03 2025-03-04 说情`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
  },
  warns: {
    "nothing of what followed is ever entered": {
      log: events,
      tables: {
        interventions: log`
          id   case at         recorded   content_class triaged
          r-01 c1   2025-03-03 2025-03-04 说情          -`,
      },
      asOf: "2025-04-30",
      subjects: ["c1"],
      says: ["r-01"],
    },
    "neither triaged nor reported": {
      log: events,
      tables: {
        interventions: log`
          id   case recorder at         recorded   content_class triaged    reported_to reported_at
          r-00 c1   li       2025-01-03 2025-01-04 说情          2025-01-20 -           -
          r-01 c1   li       2025-03-03 2025-03-04 说情          -          -           -`,
      },
      asOf: "2025-04-30",
      subjects: ["c1"],
      says: ["登记后已 57 日", "与登记人无关", "the recorder has done their part"],
      severity: 2,
      measured: 57,
      evidence: ["r-01"],
    },
    "reported, and nothing came of it": {
      log: events,
      tables: {
        interventions: log`
          id   case recorder at         recorded   content_class triaged    reported_to reported_at
          r-01 c1   li       2025-03-03 2025-03-04 反映情况      2025-03-09 机关纪检    2025-03-05
          r-02 c1   li       2025-03-06 2025-03-06 具体要求      -          机关纪检    2025-03-07`,
      },
      asOf: "2025-04-30",
      says: ["r-02", "接收：机关纪检"],
      evidence: ["r-02"],
    },
    "what stands for nothing is no triage, nor an outcome": {
      log: events,
      tables: {
        interventions: log`
          id   case at         recorded   triage outcome triaged
          r-00 c1   2025-01-03 2025-01-04 -      -       2025-01-20
          r-01 c1   2025-03-03 2025-03-04 无     /       -`,
      },
      asOf: "2025-04-30",
      says: ["登记后已 57 日"],
    },
    "triaged only after the moment looked from": {
      log: events,
      tables: {
        interventions: log`
          id   case at         recorded   content_class triage     triaged
          r-01 c1   2025-03-03 2025-03-04 说情          属正常了解 2025-05-20`,
      },
      asOf: "2025-04-30",
      says: ["r-01"],
    },
  },
});
