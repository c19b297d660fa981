import { defineCases, from, log } from "../_kit/cases.ts";
import detector from "./detector.ts";

const events = log`
  case activity actor co   approver org at
  c1   受案登记 li    -    -        p1  2025-03-01
  c1   询问     li    wang -        p1  2025-03-03
  c1   审批     li    -    zhao     p1  2025-03-20
  c2   受案登记 qian  -    -        p1  2025-03-01`;
const postings = log`
  id  actor org role at         to         head
  t-1 sun   p1  所长 2020-01-01 -          true
  t-2 zhou  p9  评查 2020-01-01 -          -
  t-3 feng  p9  内勤 2020-01-01 -          -
  t-4 chen  p9  案管 2020-01-01 2024-12-31 -
  t-5 shen  p9  评查 2020-01-01 2025-03-04 -`;
const asOf = "2025-06-30";

export default defineCases(detector, {
  silent: {
    "whoever works on, assists, approves, heads or reviews the case": {
      log: events,
      tables: {
        postings,
        access_log: log`
          id  case actor at               action basis
          x-1 c1   li    2025-03-04       export -
          x-2 c1   wang  2025-03-04       print  -
          x-3 c1   zhao  2025-03-04       export -
          x-4 c1   sun   2025-03-04       export -
          x-5 c1   zhou  2025-03-04       export -
          x-6 c1   shen  2025-03-04T16:00 export -`,
      },
      asOf,
      outcome: "clear",
    },
    "one of several who approved in one cell, and of several whom it is assigned to": {
      log: log`
        case activity actor approver   org at
        c1   受案登记 li    -          p1  2025-03-01
        c1   审批     li    zhao、zhou p1  2025-03-20`,
      tables: {
        assignments: log`
          id  case actor    at
          a-1 c1   "li;feng" 2025-03-01`,
        access_log: log`
          id  case actor at         action basis
          x-1 c1   zhou  2025-03-04 export -
          x-2 c1   feng  2025-03-04 export -`,
      },
      asOf,
      outcome: "clear",
    },
    "opened once, for something in words of its own, which may have taken data out": {
      log: events,
      tables: {
        postings,
        access_log: log`
          id  case actor at         action   basis
          x-1 c1   feng  2025-03-04 批量下传 -
          x-2 c1   zhou  2025-03-04 export   督字〔2025〕7号`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "opened twice, and three times within one day": {
      log: events,
      tables: {
        postings,
        access_log: log`
          id  case actor at               action basis
          x-1 c1   feng  2025-03-04       view   -
          x-2 c1   feng  2025-03-05       view   -
          x-3 c2   feng  2025-03-04T09:00 view   -
          x-4 c2   feng  2025-03-04T09:01 view   -
          x-5 c2   feng  2025-03-04T09:02 view   -`,
      },
      asOf,
      outcome: "clear",
    },
    "a log of access in which a basis is never given, whatever another's has": {
      log: events,
      tables: {
        postings,
        access_log: [
          from(
            "a",
            log`
              id  case actor at         action basis
              x-1 c1   feng  2025-03-04 export -`,
          ),
          from(
            "b",
            log`
              id  case actor at         action basis
              x-2 c1   zhou  2025-03-04 export 督字〔2025〕7号`,
          ),
        ],
      },
      asOf,
      outcome: "cannot tell",
    },
    "a person whose post came without its role, whatever others' have": {
      log: events,
      tables: {
        postings: [
          from("a", postings),
          from(
            "b",
            log`
              id  actor org kind at
              t-9 he    p9  任职 2020-01-01`,
          ),
        ],
        access_log: log`
          id  case actor at         action basis
          x-1 c1   he    2025-03-04 export -
          x-2 c1   zhou  2025-03-04 export 督字〔2025〕7号`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "the task is given": {
      log: events,
      tables: {
        postings,
        access_log: log`
          id  case actor at         action basis
          x-1 c1   feng  2025-03-04 export 督字〔2025〕7号`,
      },
      asOf,
      outcome: "not applicable",
    },
    "no postings are loaded: it may be somebody of case management": {
      log: events,
      tables: {
        access_log: log`
          id  case actor at         action basis
          x-1 c1   feng  2025-03-04 export -
          x-2 c2   feng  2025-03-04 view   督字〔2025〕7号`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "the access log keeps no basis": {
      log: events,
      tables: {
        postings,
        access_log: log`
          id  case actor at         action
          x-1 c1   feng  2025-03-04 export`,
      },
      asOf,
      outcome: "not evaluated",
    },
  },
  warns: {
    "opened on three days by a clerk of another unit": {
      log: events,
      tables: {
        postings,
        access_log: log`
          id  case actor at         action basis
          x-1 c1   feng  2025-03-04 view   -
          x-2 c1   feng  2025-03-11 view   -
          x-3 c1   feng  2025-03-18 view   -
          x-4 c1   feng  2025-03-19 view   督字〔2025〕7号`,
      },
      asOf,
      subjects: ["c1"],
      says: ["3 日打开案件 3 次，均未填写依据", "gave no basis"],
      severity: 3,
      measured: 3,
      evidence: ["x-1", "x-2", "x-3"],
    },
    "exported once, by somebody who had left case management": {
      log: events,
      tables: {
        postings,
        access_log: log`
          id  case actor at         action basis
          x-1 c2   chen  2025-03-04 export -
          x-2 c1   li    2025-03-04 view   承办`,
      },
      asOf,
      subjects: ["c2"],
      says: ["导出、打印 1 次"],
      evidence: ["x-1"],
    },
  },
});
