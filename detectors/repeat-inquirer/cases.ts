import { defineCases, log } from "../_kit/cases.ts";
import repeatInquirer from "./detector.ts";

const events = log`
  case activity at         org
  c1   受案登记 2025-01-01 p1
  c2   受案登记 2025-01-01 p1
  c3   受案登记 2025-01-01 p1
  c4   受案登记 2025-01-01 p2`;
const asOf = "2025-12-31";

export default defineCases(repeatInquirer, {
  silent: {
    "a letters-and-visits officer asks under documents": {
      log: events,
      tables: {
        interventions: log`
          id   case at         inquirer content_class duty_basis
          r-01 c1   2025-03-01 XF1      具体要求      督字1号
          r-02 c2   2025-04-01 XF1      具体要求      督字2号
          r-03 c4   2025-05-01 XF1      具体要求      督字3号`,
      },
      asOf,
      outcome: "no subject",
    },
    "a leader on the duty rota": {
      log: events,
      tables: {
        interventions: log`
          id   case at               inquirer content_class
          r-01 c1   2025-03-05T15:00 LD1      打探
          r-02 c4   2025-03-05T16:00 LD1      打探`,
        postings: log`
          actor role     from       to
          LD1   信访接待 2025-02-25 2025-03-05`,
      },
      asOf,
      outcome: "no subject",
    },
    "a lawyer asks about cases of their own": {
      log: events,
      tables: {
        interventions: log`
          id   case at         inquirer content_class
          r-01 c1   2025-03-01 LS1      打探
          r-02 c4   2025-03-02 LS1      打探`,
        representations: log`
          case representative_id
          c1   LS1
          c4   LS1`,
      },
      asOf,
      outcome: "no subject",
    },
    "many plain questions about how cases stand": {
      log: events,
      tables: {
        interventions: log`
          id   case at         inquirer content_class
          r-01 c1   2025-03-01 GX1      了解进展
          r-02 c2   2025-04-01 GX1      了解进展
          r-03 c4   2025-05-01 GX1      反映情况`,
      },
      asOf,
      outcome: "no subject",
    },
    "two cases of one unit": {
      log: events,
      tables: {
        interventions: log`
          id   case at         inquirer content_class
          r-01 c1   2025-03-01 GX1      打探
          r-02 c2   2025-04-01 GX1      说情`,
      },
      asOf,
      outcome: "clear",
    },
    "three cases, more than a year apart": {
      log: events,
      tables: {
        interventions: log`
          id   case at         inquirer content_class
          r-01 c1   2023-03-01 GX1      打探
          r-02 c2   2024-04-01 GX1      说情
          r-03 c3   2025-05-01 GX1      说情`,
      },
      asOf,
      outcome: "clear",
    },
    "two cases, and a third of which nobody recorded what was asked": {
      log: events,
      tables: {
        interventions: log`
          id   case at         inquirer content_class
          r-01 c1   2025-03-01 GX1      打探
          r-02 c2   2025-06-01 GX1      说情
          r-03 c3   2025-11-01 GX1      -`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "one case, and another entry in it of which nobody recorded what was asked": {
      log: events,
      tables: {
        interventions: log`
          id   case at         inquirer content_class
          r-01 c1   2025-03-01 GX1      打探
          r-02 c1   2025-06-01 GX1      -`,
      },
      asOf,
      outcome: "clear",
    },
    "two cases, and a third of a class that nobody knows": {
      log: events,
      tables: {
        interventions: log`
          id   case at         inquirer content_class
          r-01 c1   2025-03-01 GX1      打探
          r-02 c2   2025-06-01 GX1      说情
          r-03 c3   2025-11-01 GX1      请托说情`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "nobody is identified": {
      log: events,
      tables: {
        interventions: log`
          id   case at         inquirer content_class
          r-01 c1   2025-03-01 GX1      了解进展
          r-02 c2   2025-04-01 -        说情
          r-03 c4   2025-05-01 -        说情`,
      },
      asOf,
      outcome: "cannot tell",
    },
  },
  warns: {
    "three cases of one unit within a year": {
      log: events,
      tables: {
        interventions: log`
          id   case at         inquirer content_class
          r-01 c1   2025-03-01 GX1      打探
          r-02 c2   2025-06-01 GX1      说情
          r-03 c3   2025-11-01 GX1      具体要求
          r-04 c3   2025-11-02 GX2      了解进展
          r-05 c4   2025-10-01 GX1      -`,
      },
      asOf,
      subjects: ["GX1"],
      says: ["过问人 GX1（编号）", "3 个案件、1 个单位"],
      severity: 3,
      measured: 3,
      evidence: ["r-01", "r-02", "r-03"],
    },
    "cases of two units": {
      log: events,
      tables: {
        interventions: log`
          id   case at         inquirer content_class
          r-01 c1   2025-03-01 GX1      打探
          r-02 c4   2025-06-01 GX1      打探`,
      },
      asOf,
      subjects: ["GX1"],
      says: ["2 cases of 2 units"],
      measured: 2,
    },
    "the days told are those of the year with most cases, not of all that was ever asked": {
      log: events,
      tables: {
        interventions: log`
          id   case at         inquirer content_class
          r-00 c4   2021-02-01 GX1      打探
          r-01 c1   2025-03-01 GX1      打探
          r-02 c2   2025-06-01 GX1      说情
          r-03 c3   2025-11-01 GX1      具体要求`,
      },
      asOf,
      subjects: ["GX1"],
      says: ["3 个案件、1 个单位的案件提出非履职类过问（2025-03-01 至 2025-11-01）"],
      measured: 3,
      evidence: ["r-01", "r-02", "r-03"],
    },
    "most cases and most units were of different years": {
      log: events,
      tables: {
        interventions: log`
          id   case at         inquirer content_class
          r-01 c1   2023-03-01 GX1      打探
          r-02 c4   2023-06-01 GX1      打探
          r-03 c1   2025-03-01 GX1      打探
          r-04 c2   2025-06-01 GX1      说情
          r-05 c3   2025-11-01 GX1      具体要求`,
      },
      asOf,
      says: ["3 cases of 1 unit within 365 days", "(2025-03-01 to 2025-11-01)"],
      evidence: ["r-03", "r-04", "r-05"],
    },
  },
});
