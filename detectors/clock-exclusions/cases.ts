import { defineCases, from, log } from "../_kit/cases.ts";
import { Log } from "../_kit/log.ts";
import clockExclusions from "./detector.ts";

const opened = log`
  case activity at
  c1   立案     2025-01-10`;

/** Closed cases of a hundred days with one exclusion each; so many of them of sixty days, the rest of twenty. */
function units(long: Readonly<Record<string, number>>, closed = true, endless?: string) {
  const rows = Object.entries(long).flatMap(([org, n]) =>
    Array.from({ length: 40 }, (_, i) => ({ id: `${org}-${i}`, org, to: i < n ? "2025-04-01" : "2025-02-20" })),
  );
  return {
    log: new Log(
      ["case", "activity", "at", "org"],
      rows.map(({ id, org }) => [id, "立案", "2025-01-10", org]),
    ),
    tables: {
      cases: new Log(
        ["case", "org", "closed"],
        rows.map(({ id, org }) => [id, org, closed ? "2025-04-20" : null]),
      ),
      extensions: new Log(
        ["id", "case", "kind", "from_at", "to_at", "act_ref"],
        rows.map(({ id, org, to }) => [
          `x-${id}`,
          id,
          "exclude",
          "2025-01-31",
          org === endless ? null : to,
          `鉴聘〔2025〕${id}`,
        ]),
      ),
    },
    asOf: "2025-12-31",
  };
}
const peers = { u1: 2, u2: 3, u3: 4, u4: 2, u5: 3, u7: 4, u8: 3, u9: 2 };

export default defineCases(clockExclusions, {
  silent: {
    "more than half of the time, with the document it rests on": {
      log: opened,
      tables: {
        extensions: log`
          id case kind    from_at    to_at      act_ref
          x1 c1   exclude 2025-01-15 2025-06-15 鉴聘〔2025〕12号`,
      },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "no reference, and the appraisal was commissioned that week": {
      log: log`
        case activity at
        c1   立案     2025-01-10
        c1   鉴定委托 2025-01-18`,
      tables: {
        extensions: log`
          id case kind    from_at    to_at      act_ref
          x1 c1   exclude 2025-01-20 2025-02-20 -`,
      },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "suspended twice": {
      log: log`
        case activity at
        c1   立案     2025-01-10
        c1   中止调查 2025-02-01
        c1   恢复调查 2025-02-10
        c1   中止调查 2025-03-01`,
      tables: {
        extensions: log`
        id case kind   from_at    approved_at
        x1 c9   extend 2025-01-20 2025-01-20`,
      },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "suspended once, of three persons": {
      log: log`
        case activity at               party
        c1   立案     2025-01-10       -
        c1   中止审理 2025-03-01T09:00 p1
        c1   中止审理 2025-03-01T09:05 p2
        c1   中止审理 2025-03-01T09:05 p3`,
      tables: {
        extensions: log`
          id case party kind    from_at    to_at      basis
          x1 c1   p1    exclude 2025-03-01 2025-04-01 中止审理
          x2 c1   p2    exclude 2025-03-01 2025-04-01 中止审理
          x3 c1   p3    exclude 2025-03-01 2025-04-01 中止审理`,
      },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "neither references nor any such act in the data": {
      log: opened,
      tables: {
        extensions: log`
          id case kind    from_at    to_at
          x1 c1   exclude 2025-01-20 2025-02-20`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "another system's exclusions have references and acts they rest on, and this one's have neither": {
      log: [
        log`
          case activity at         org
          c1   立案     2025-01-10 a`,
        from(
          "b",
          log`
            case activity at         org
            c2   立案     2025-01-10 b
            c2   鉴定委托 2025-01-18 b`,
        ),
      ],
      tables: {
        extensions: [
          log`
            id case kind    from_at    to_at      act_ref
            x1 c1   exclude 2025-01-20 2025-02-20 -`,
          from(
            "b",
            log`
              id case kind    from_at    to_at      act_ref
              x2 c2   exclude 2025-03-20 2025-04-20 鉴聘〔2025〕12号`,
          ),
        ],
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "a unit whose exclusions have no end on record": {
      ...units({ ...peers, u6: 30 }, true, "u6"),
      outcome: "clear",
    },
    "a unit with many long exclusions, whose cases are all still open": {
      ...units({ ...peers, u6: 30 }, false),
      outcome: "clear",
    },
    "a quarter more than others": { ...units({ ...peers, u6: 5 }), outcome: "clear" },
  },
  warns: {
    "a unit whose exclusions rest on nothing, where others of its system have references and acts": {
      log: log`
        case activity at         org
        c1   立案     2025-01-10 a
        c2   立案     2025-01-10 b
        c2   鉴定委托 2025-01-18 b`,
      tables: {
        extensions: log`
          id case kind    from_at    to_at      act_ref
          x1 c1   exclude 2025-01-20 2025-02-20 -
          x2 c2   exclude 2025-03-20 2025-04-20 鉴聘〔2025〕12号`,
      },
      asOf: "2025-06-30",
      subjects: ["c1"],
      says: ["自 2025-01-20 起扣除 31 日"],
    },
    "an exclusion that nothing supports": {
      log: log`
        case activity at
        c1   立案     2025-01-10
        c1   鉴定委托 2025-04-18`,
      tables: {
        extensions: log`
          id case kind    from_at    to_at      basis act_ref
          x1 c1   exclude 2025-01-20 2025-02-20 鉴定  -`,
      },
      asOf: "2025-06-30",
      subjects: ["c1"],
      says: ["自 2025-01-20 起扣除 31 日（鉴定），未载依据文号", "signal, not a finding"],
      severity: 2,
      measured: 31,
      evidence: ["x1"],
    },
    "an exclusion that nothing supports, in a closed case, and no end of it is on record": {
      log: log`
        case activity at
        c1   立案     2025-01-10
        c1   鉴定委托 2025-04-18`,
      tables: {
        cases: log`
          case closed
          c1   2025-04-20`,
        extensions: log`
          id case kind    from_at    act_ref
          x1 c1   exclude 2025-01-20 -`,
      },
      asOf: "2025-12-31",
      says: [
        "自 2025-01-20 起扣除，未载止日，未载依据文号",
        "from 2025-01-20 on is not counted, with no end on record",
      ],
      evidence: ["x1"],
    },
    "approved for longer than the case then took": {
      log: log`
        case activity at
        c1   立案     2025-01-10
        c1   鉴定委托 2025-04-18`,
      tables: {
        cases: log`
          case closed
          c1   2025-02-10`,
        extensions: log`
          id case kind    from_at    to_at      act_ref
          x1 c1   exclude 2025-01-20 2025-06-20 -`,
      },
      asOf: "2025-12-31",
      says: ["扣除 21 日"],
      measured: 21,
    },
    "suspended three times": {
      log: log`
        case activity at
        c1   立案     2025-01-10
        c1   中止调查 2025-02-01
        c1   恢复调查 2025-02-10
        c1   中止调查 2025-03-01
        c1   恢复调查 2025-03-10
        c1   中止调查 2025-04-01`,
      tables: {
        extensions: log`
        id case kind   from_at    approved_at
        x1 c9   extend 2025-01-20 2025-01-20`,
      },
      asOf: "2025-06-30",
      says: ["本案中止 3 次", "统计信号，不是结论"],
      evidence: ["中止调查", "中止调查", "中止调查"],
    },
    "suspended three times, twice on one day": {
      log: log`
        case activity at
        c1   立案     2025-01-10T09:00
        c1   中止调查 2025-02-01T09:00
        c1   恢复调查 2025-02-01T14:00
        c1   中止调查 2025-02-01T17:00
        c1   恢复调查 2025-02-02T09:00
        c1   中止调查 2025-03-01T09:00`,
      tables: {
        extensions: log`
        id case kind   from_at    approved_at
        x1 c9   extend 2025-01-20 2025-01-20`,
      },
      asOf: "2025-06-30",
      says: ["本案中止 3 次"],
    },
    "three in four of a unit's cases, one in twelve elsewhere": {
      ...units({ ...peers, u6: 30 }),
      params: { sample: 2 },
      subjects: ["u6"],
      says: ["有扣除的已结案件 40 件，其中 30 件扣除时间超过全部时间的 50.0%"],
    },
    "two exclusions from one day on, neither with an identifier": {
      log: log`
        case activity at
        c1   立案     2025-01-10
        c1   鉴定委托 2025-04-18`,
      tables: {
        extensions: log`
          case kind    from_at    to_at      basis act_ref
          c1   exclude 2025-01-20 2025-02-20 鉴定  -
          c1   exclude 2025-01-20 2025-02-25 公告  -`,
      },
      asOf: "2025-06-30",
      subjects: ["c1", "c1"],
      says: ["扣除 31 日（鉴定）", "扣除 5 日（公告）"],
    },
  },
});
