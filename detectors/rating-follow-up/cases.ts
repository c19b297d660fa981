import { defineCases, log } from "../_kit/cases.ts";
import detector from "./detector.ts";

const asOf = "2025-10-31";

export default defineCases(detector, {
  silent: {
    "called back and put right, if late; good and invalid ratings": {
      tables: {
        ratings: log`
          id  org at               score valid followed_up rectified
          g-1 w1  2025-09-01T09:00 1     true  2025-09-12  2025-10-10
          g-2 w1  2025-09-01T09:10 2     -     2025-09-02  2025-09-03
          g-3 w1  2025-09-01T09:20 5     true  -           -
          g-4 w1  2025-09-01T09:30 1     false -           -`,
      },
      asOf,
      outcome: "clear",
    },
    "three working days over the long holiday of October end on the eleventh": {
      tables: {
        ratings: log`
          id  org at               score followed_up
          g-1 w1  2025-09-30T09:00 1     -
          g-2 w2  2025-09-10T09:00 1     2025-09-11`,
      },
      asOf: "2025-10-11T20:00",
      outcome: "pending",
    },
    "a year whose holidays are not announced": {
      tables: {
        ratings: log`
          id  org at               score followed_up
          g-1 w1  2027-03-01T09:00 1     -
          g-2 w1  2027-03-01T09:10 1     2027-03-02`,
      },
      asOf: "2027-05-01",
      outcome: "cannot tell",
    },
    "the file of this window records neither, whatever another's has": {
      tables: {
        ratings: [
          log`
            id  org at               score
            g-1 w1  2025-09-01T09:00 1`,
          log`
            id  org at               score followed_up rectified
            g-2 w2  2025-09-01T09:00 1     2025-09-02  2025-09-03`,
        ],
      },
      asOf,
      outcome: "cannot tell",
    },
    "no file records call-backs": {
      tables: {
        ratings: log`
          id  org at               score
          g-1 w1  2025-09-01T09:00 1`,
      },
      asOf,
      outcome: "not evaluated",
    },
  },
  warns: {
    "nobody was called back, and nothing put right": {
      tables: {
        ratings: log`
          id  org at               score followed_up rectified
          g-1 w1  2025-09-01T09:00 1     -           -
          g-2 w1  2025-09-08T09:10 2     2025-09-09  -
          g-3 w1  2025-09-15T09:20 1     2025-09-16  2025-09-17
          g-4 w2  2025-09-15T09:20 1     2025-09-16  2025-09-17`,
      },
      asOf,
      subjects: ["w1"],
      says: [
        "2025-09 有效差评 3 条，其中 1 条超过 3 个工作日未回访，2 条超过 15 个工作日未整改",
        "limits are defaults",
      ],
      severity: 2,
      measured: 2,
      evidence: ["g-1", "g-2"],
    },
    "the third working day has gone by; where nobody records putting right, only that counts": {
      tables: {
        ratings: log`
          id  org at               score followed_up
          g-1 w1  2025-09-30T09:00 1     -
          g-2 w1  2025-09-30T09:10 1     2025-09-30T16:00`,
      },
      asOf: "2025-10-12T00:30",
      says: [
        "1 had no call back within 3 working days (limits are defaults)",
        "1 条超过 3 个工作日未回访（期限为默认值）",
      ],
      severity: 1,
      evidence: ["g-1"],
    },
    "what a rating's own file has no field for is counted of the others alone": {
      tables: {
        ratings: [
          log`
            id  org at               score rectified
            g-0 w3  2025-08-01T09:00 1     2025-08-02
            g-1 w1  2025-09-01T09:00 1     -
            g-2 w1  2025-09-02T09:00 1     -
            g-4 w2  2025-09-02T09:00 1     -`,
          log`
            id  org at               score followed_up
            g-3 w1  2025-09-03T09:00 1     2025-09-04`,
        ],
      },
      asOf,
      subjects: ["w1", "w2"],
      says: [
        "有效差评 3 条，其中 1 条有回访栏的中 0 条超过 3 个工作日未回访，2 条有整改栏的中 2 条超过 15 个工作日未整改（期限为默认值）",
        "Of 3 valid bad ratings of the window in 2025-09, of the 1 whose file says so 0 had no call back within 3 working days and of the 2 whose file says so 2 were not put right within 15 working days (limits are defaults).",
        "有效差评 1 条，其中 1 条超过 15 个工作日未整改（期限为默认值）",
        "Of 1 valid bad rating of the window in 2025-09, 1 was not put right within 15 working days (limits are defaults).",
      ],
    },
  },
});
