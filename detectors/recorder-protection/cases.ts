import { defineCases, log } from "../_kit/cases.ts";
import detector from "./detector.ts";

const events = log`
  case activity at
  c1   受案登记 2025-01-06
  c2   受案登记 2025-01-06`;
const interventions = log`
  id   case recorder at         recorded   content_class
  r-01 c1   li       2025-02-03 2025-02-03 说情`;
const assignments = log`
  id  case actor org role   at         to
  a-1 c1   li    p1  承办人 2025-01-06 -`;
const postings = log`
  id  actor org kind at         to reason decided
  t-1 li    p1  post 2020-01-01 -  -      -`;
const usual = { interventions, assignments, postings };
const asOf = "2025-12-31";

export default defineCases(detector, {
  silent: {
    "still on the case and in the post": { log: events, tables: usual, asOf, outcome: "clear" },
    "rotations decided before the inquiry or planned, and four of a unit moved on one day": {
      log: events,
      tables: {
        assignments,
        interventions: log`
          id   case recorder at
          r-01 c1   li       2025-02-03
          r-02 c1   sun      2025-02-03
          r-03 c1   wang     2025-02-03`,
        postings: log`
          id  actor org kind     at         to         reason decided
          t-1 li    p1  post     2020-01-01 -          -      -
          t-2 li    p2  post     2025-03-03 -          -      2025-01-20
          t-3 sun   p1  post     2020-01-01 -          -      -
          t-4 sun   p1  轮岗     2025-03-01 2025-03-31 -      -
          t-5 sun   p3  post     2025-03-17 -          -      -
          u-1 wang  p5  post     2020-01-01 -          -      -
          u-2 zhao  p5  post     2020-01-01 -          -      -
          u-3 qian  p5  post     2020-01-01 -          -      -
          u-4 zhou  p5  post     2020-01-01 -          -      -
          u-5 wang  p6  post     2025-03-03 -          -      -
          u-6 zhao  p6  post     2025-03-03 -          -      -
          u-7 qian  p7  post     2025-03-03 -          -      -
          u-8 zhou  p7  post     2025-03-03 -          -      -`,
      },
      asOf,
      outcome: "clear",
    },
    "a recusal took the case from the recorder, and another was handed on half a year later": {
      log: events,
      tables: {
        postings,
        interventions: log`
          id   case recorder at
          r-01 c1   li       2025-02-03
          r-02 c2   li       2025-02-03`,
        assignments: log`
          id  case actor org role   at         to         reason
          a-1 c1   li    p1  承办人 2025-01-06 2025-03-03 -
          a-2 c1   wang  p1  承办人 2025-03-03 -          原承办人自行回避
          a-3 c2   li    p1  承办人 2025-01-06 2025-08-04 -
          a-4 c2   wang  p1  承办人 2025-08-04 -          -`,
      },
      asOf,
      outcome: "clear",
    },
    "the recusal stands with the one who recused themselves": {
      log: events,
      tables: {
        postings,
        interventions: log`
          id   case recorder at
          r-01 c1   li       2025-02-03`,
        assignments: log`
          id  case actor org role   at         to         reason
          a-1 c1   li    p1  承办人 2025-01-06 2025-03-03 回避
          a-2 c1   wang  p1  承办人 2025-03-03 -          -`,
      },
      asOf,
      outcome: "clear",
    },
    "the half year is not over": { log: events, tables: usual, asOf: "2025-06-30", outcome: "pending" },
    "nobody has loaded assignments": { log: events, tables: { interventions, postings }, asOf, outcome: "cannot tell" },
  },
  warns: {
    "taken off the case a month after the entry": {
      log: events,
      tables: {
        ...usual,
        assignments: log`
          id  case actor org role   at         to         reason
          a-1 c1   li    p1  承办人 2025-01-06 2025-03-05 -
          a-2 c1   wang  p1  承办人 2025-03-05 -          工作需要`,
      },
      asOf,
      subjects: ["c1"],
      says: ["之后第 30 日，登记人不再承办该案", "it is for the superior organ", "保护登记人"],
      severity: 3,
      measured: 30,
      evidence: ["a-2", "r-01"],
    },
    "moved to another unit, and nothing says why": {
      log: events,
      tables: {
        ...usual,
        postings: log`
          id  actor org kind at         decided
          t-1 li    p1  post 2020-01-01 -
          t-2 li    p9  post 2025-04-07 2025-03-20`,
      },
      asOf,
      says: ["岗位变动（p9）", "was moved to another post"],
      evidence: ["r-01", "t-2"],
    },
  },
});
