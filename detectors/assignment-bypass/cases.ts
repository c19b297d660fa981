import { defineCases, log } from "../_kit/cases.ts";
import detector from "./detector.ts";

const events = log`
  case activity org at
  c1   登记立案 p1  2025-03-01
  c2   登记立案 p1  2025-03-02
  c3   登记立案 p1  2025-03-03
  c4   登记立案 p1  2025-03-04`;

export default defineCases(detector, {
  params: { min_recorded: 4 },
  silent: {
    "designated for a reason: specialised trial": {
      log: events,
      tables: {
        assignments: log`
          id  case actor role     at         mode reason
          a-1 c1   j1    承办法官 2025-03-01 随机 -
          a-2 c2   j2    承办法官 2025-03-02 随机 -
          a-3 c3   j3    承办法官 2025-03-03 随机 -
          a-4 c4   j1    承办法官 2025-03-04 指定 知识产权专业化审判`,
      },
      outcome: "clear",
    },
    "designated, in records that never give a reason": {
      log: events,
      tables: {
        assignments: log`
          id  case actor role     at         mode reason
          a-1 c1   j1    承办法官 2025-03-01 随机 -
          a-2 c2   j2    承办法官 2025-03-02 随机 -
          a-3 c3   j3    承办法官 2025-03-03 随机 -
          a-4 c4   j1    承办法官 2025-03-04 指定 -`,
      },
      outcome: "cannot tell",
    },
    "a key case, and one linked to another of the same judge": {
      log: events,
      tables: {
        cases: log`
          case key_case linked_cases
          c1   -        -
          c2   -        -
          c3   true     -
          c4   -        c9;c1`,
        assignments: log`
          id  case actor role     at         mode reason
          a-1 c1   j1    承办法官 2025-03-01 随机 -
          a-2 c2   j2    承办法官 2025-03-02 随机 -
          a-3 c3   j3    承办法官 2025-03-03 指定 -
          a-4 c4   j1    承办法官 2025-03-04 指定 -`,
      },
      outcome: "clear",
    },
    "a unit that designates as a rule, and a clerk": {
      log: events,
      tables: {
        assignments: log`
          id  case actor role     at         mode reason
          a-1 c1   j1    承办法官 2025-03-01 指定 -
          a-2 c2   j2    承办法官 2025-03-02 指定 -
          a-3 c3   j3    承办法官 2025-03-03 指定 -
          a-4 c4   j1    承办法官 2025-03-04 随机 -
          a-5 c4   k1    书记员   2025-03-04 指定 -`,
      },
      outcome: "not applicable",
    },
    "designated in 2020, when the unit designated as a rule, and random only since 2024": {
      log: log`
        case activity org at
        c1   登记立案 p1  2020-03-01
        c2   登记立案 p1  2020-03-02
        c3   登记立案 p1  2020-03-03
        c4   登记立案 p1  2020-03-04
        c5   登记立案 p1  2024-03-01
        c6   登记立案 p1  2024-03-02
        c7   登记立案 p1  2024-03-03
        c8   登记立案 p1  2024-03-04`,
      tables: {
        assignments: log`
          id  case actor role     at         mode reason
          a-1 c1   j1    承办法官 2020-03-01 指定 -
          a-2 c2   j2    承办法官 2020-03-02 指定 -
          a-3 c3   j3    承办法官 2020-03-03 指定 -
          a-4 c4   j1    承办法官 2020-03-04 指定 -
          a-5 c5   j1    承办法官 2024-03-01 随机 -
          a-6 c6   j2    承办法官 2024-03-02 随机 -
          a-7 c7   j3    承办法官 2024-03-03 随机 -
          a-8 c8   j1    承办法官 2024-03-04 随机 -`,
      },
      outcome: "clear",
    },
    "in words of neither list": {
      log: events,
      tables: {
        assignments: log`
          id  case actor role     at         mode     reason
          a-1 c1   j1    承办法官 2025-03-01 随机     -
          a-2 c2   j2    承办法官 2025-03-02 随机     -
          a-3 c3   j3    承办法官 2025-03-03 随机     -
          a-4 c4   j1    承办法官 2025-03-04 院长指派 -`,
      },
      outcome: "cannot tell",
    },
    "no field for reasons": {
      log: events,
      tables: {
        assignments: log`
          id  case actor role     at         mode
          a-1 c1   j1    承办法官 2025-03-01 随机
          a-2 c2   j2    承办法官 2025-03-02 随机
          a-3 c3   j3    承办法官 2025-03-03 随机
          a-4 c4   j1    承办法官 2025-03-04 指定`,
      },
      outcome: "cannot tell",
    },
    "no field for reasons in the file that brought it, whatever another has": {
      log: events,
      tables: {
        assignments: [
          log`
            id  case actor role     at         mode reason
            a-1 c1   j1    承办法官 2025-03-01 随机 -
            a-2 c2   j2    承办法官 2025-03-02 随机 -
            a-3 c3   j3    承办法官 2025-03-03 随机 -`,
          log`
            id  case actor role     at         mode
            a-4 c4   j1    承办法官 2025-03-04 指定`,
        ],
      },
      outcome: "cannot tell",
    },
    "too few assignments to know the rule": {
      log: events,
      tables: {
        assignments: log`
          id  case actor role     at         mode reason
          a-1 c1   j1    承办法官 2025-03-01 随机 -
          a-4 c4   j1    承办法官 2025-03-04 指定 -`,
      },
      outcome: "cannot tell",
    },
  },
  warns: {
    "designated, and nothing says why": {
      log: events,
      tables: {
        assignments: log`
          id  case actor role     at         mode reason
          a-1 c1   j1    承办法官 2025-03-01 随机 轮案
          a-2 c2   j2    承办法官 2025-03-02 随机 -
          a-3 c3   j3    承办法官 2025-03-03 随机 -
          a-4 c4   j1    承办法官 2025-03-04 指定 -
          a-5 c4   j2    承办法官 2025-03-09 指定 -`,
      },
      subjects: ["c4"],
      says: ["4 次分案中 75% 为随机分案，本案于 2025-03-04 指定给 j1", "with no reason on record"],
      severity: 3,
      evidence: ["a-4"],
    },
    "a unit that designated as a rule years ago, and assigns at random now": {
      log: log`
        case activity org at
        c1   登记立案 p1  2020-03-01
        c2   登记立案 p1  2020-03-02
        c3   登记立案 p1  2020-03-03
        c4   登记立案 p1  2020-03-04
        c5   登记立案 p1  2024-03-01
        c6   登记立案 p1  2024-03-02
        c7   登记立案 p1  2024-03-03
        c8   登记立案 p1  2024-03-04`,
      tables: {
        assignments: log`
          id  case actor role     at         mode reason
          a-1 c1   j1    承办法官 2020-03-01 指定 -
          a-2 c2   j2    承办法官 2020-03-02 指定 -
          a-3 c3   j3    承办法官 2020-03-03 指定 -
          a-4 c4   j1    承办法官 2020-03-04 指定 -
          a-5 c5   j1    承办法官 2024-03-01 随机 轮案
          a-6 c6   j2    承办法官 2024-03-02 随机 -
          a-7 c7   j3    承办法官 2024-03-03 指定 -
          a-8 c8   j1    承办法官 2024-03-04 随机 -`,
      },
      subjects: ["c7"],
      says: ["前后 365 日内的 4 次分案中 75% 为随机分案"],
    },
    "linked to a case of another judge": {
      log: events,
      tables: {
        cases: log`
          case linked_cases
          c4   c2`,
        assignments: log`
          id  case actor role     at         mode       reason
          a-1 c1   j1    承办法官 2025-03-01 random     -
          a-2 c2   j2    承办法官 2025-03-02 random     -
          a-3 c3   j3    承办法官 2025-03-03 designated 院长指定
          a-4 c4   j1    承办法官 2025-03-04 designated -`,
      },
      says: ["50%"],
      evidence: ["a-4"],
    },
  },
});
