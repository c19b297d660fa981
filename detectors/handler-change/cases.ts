import { defineCases, log } from "../_kit/cases.ts";
import detector from "./detector.ts";

const events = log`
  case activity at
  c1   受案登记 2025-01-06
  c1   询问     2025-01-08
  c1   处罚决定 2025-03-20`;

export default defineCases(detector, {
  silent: {
    "the old handler recused themselves, which is to be welcomed": {
      log: events,
      tables: {
        assignments: log`
          id  case actor org role   at         to         reason   approver
          a-1 c1   li    p1  承办人 2025-01-06 2025-03-18 -        -
          a-2 c1   wang  p1  承办人 2025-03-18 -          自行回避 -`,
      },
      outcome: "clear",
    },
    "the recusal stands with the one who recused themselves": {
      log: events,
      tables: {
        assignments: log`
          id  case actor org role   at         to         reason   approver
          a-1 c1   li    p1  承办人 2025-01-06 2025-03-18 自行回避 -
          a-2 c1   wang  p1  承办人 2025-03-18 -          -        -`,
      },
      outcome: "clear",
    },
    "its file has neither reasons nor approvers, whatever another's has": {
      log: log`
        case activity at
        c1   受案登记 2025-01-06
        c1   处罚决定 2025-06-20`,
      tables: {
        assignments: [
          log`
            id  case actor org role   at         to
            a-1 c1   li    p1  承办人 2025-01-06 2025-03-18
            a-2 c1   wang  p1  承办人 2025-03-18 -`,
          log`
            id  case actor org role   at         reason approver
            a-3 c2   sun   j1  承办人 2025-01-06 轮案   zhou`,
        ],
      },
      outcome: "cannot tell",
    },
    "neither a reason nor an approver is ever given in its records": {
      log: log`
        case activity at
        c1   受案登记 2025-01-06
        c1   处罚决定 2025-06-20`,
      tables: {
        assignments: log`
          id  case actor org role   at         to         reason approver
          a-1 c1   li    p1  承办人 2025-01-06 2025-03-18 -      -
          a-2 c1   wang  p1  承办人 2025-03-18 -          -      -`,
      },
      outcome: "cannot tell",
    },
    "one of its handlers is of a unit that is not on record, where those of others are": {
      log: log`
        case activity at         org
        c1   受案登记 2025-01-06 p1
        c1   处罚决定 2025-06-20 p1`,
      tables: {
        assignments: log`
          id  case actor org role   at         to         reason approver
          a-1 c1   li    p1  承办人 2025-01-06 2025-03-18 -      -
          a-2 c1   wang  -   承办人 2025-03-18 -          -      -
          a-3 c2   sun   p1  承办人 2025-01-06 -          轮案   zhou`,
      },
      outcome: "cannot tell",
    },
    "no approver, in records that never say why: it may be leave": {
      log: log`
        case activity at
        c1   受案登记 2025-01-06
        c1   处罚决定 2025-06-20`,
      tables: {
        assignments: log`
          id  case actor org role   at         to         approver
          a-1 c1   li    p1  承办人 2025-01-06 2025-03-18 -
          a-2 c1   wang  p1  承办人 2025-03-18 -          -
          a-3 c2   sun   p1  承办人 2025-01-06 -          zhou`,
      },
      outcome: "cannot tell",
    },
    "leave and a transfer that only the postings know of, with a co-handler": {
      log: events,
      tables: {
        assignments: log`
          id  case actor org role   at         to         reason approver
          a-1 c1   li    p1  承办人 2025-01-06 2025-02-03 -      -
          a-2 c1   wang  p1  承办人 2025-02-03 2025-03-03 -      -
          a-3 c1   zhao  p1  承办人 2025-03-03 -          -      -
          a-4 c1   qian  p1  书记员 2025-02-10 -          -      -`,
        postings: log`
          id  actor org kind  at         to
          t-1 li    p1  leave 2025-02-05 2025-02-28
          t-2 wang  p2  post  2025-03-10 -`,
      },
      outcome: "clear",
    },
    "leave, emergency duty, a rotation and a transfer, as the postings have them in Chinese": {
      log: events,
      tables: {
        assignments: log`
          id  case actor org role   at         to         reason approver
          a-1 c1   li    p1  承办人 2025-01-06 2025-02-03 -      -
          a-2 c1   wang  p1  承办人 2025-02-03 2025-02-17 -      -
          a-3 c1   zhao  p1  承办人 2025-02-17 2025-03-03 -      -
          a-4 c1   sun   p1  承办人 2025-03-03 2025-03-10 -      -
          a-5 c1   qian  p1  承办人 2025-03-10 -          -      -`,
        postings: log`
          id  actor org kind at         to
          t-1 li    p1  休假 2025-02-05 2025-02-28
          t-2 wang  p1  应急 2025-02-16 2025-02-28
          t-3 zhao  p1  轮岗 2025-03-01 -
          t-4 sun   p2  任职 2025-03-12 -`,
      },
      outcome: "clear",
    },
    "two handle it together, and another unit takes it over": {
      log: events,
      tables: {
        assignments: log`
          id  case actor org role   at         to         reason approver
          a-1 c1   li    p1  承办人 2025-01-06 -          -      -
          a-2 c1   wang  p1  承办人 2025-01-07 2025-03-18 -      -
          a-3 c1   zhao  p2  承办人 2025-03-18 -          -      -`,
      },
      outcome: "clear",
    },
    "one change in each of two units, and a decision of the other one's": {
      log: log`
        case activity org at
        c1   受案登记 p1  2025-01-06
        c1   批准逮捕 j1  2025-02-06
        c1   提起公诉 j1  2025-06-20`,
      tables: {
        assignments: log`
          id  case actor org role   at         to         reason   approver
          a-1 c1   li    p1  承办人 2025-01-06 2025-02-03 -        -
          a-2 c1   wang  p1  承办人 2025-02-03 -          均衡分案 zhou
          a-3 c1   zhao  j1  承办人 2025-04-01 2025-05-05 -        -
          a-4 c1   qian  j1  承办人 2025-05-05 -          均衡分案 sun`,
      },
      outcome: "clear",
    },
    "the one on leave comes back": {
      log: events,
      tables: {
        assignments: log`
          id  case actor org role   at         to         reason approver
          a-1 c1   li    p1  承办人 2025-01-06 2025-02-05 -      -
          a-2 c1   wang  p1  承办人 2025-02-05 2025-03-01 -      -
          a-3 c1   li    p1  承办人 2025-03-01 -          -      -`,
        postings: log`
          id  actor org kind  at         to
          t-1 li    p1  leave 2025-02-05 2025-02-28`,
      },
      outcome: "clear",
    },
    "of two in one cell one goes on alone, and another comes beside them": {
      log: events,
      tables: {
        assignments: log`
          id  case actor   org role   at         to         reason approver
          a-1 c1   li;wang p1  承办人 2025-01-06 2025-02-03 -      -
          a-2 c1   wang    p1  承办人 2025-02-03 2025-03-10 -      -
          a-3 c1   zhao、wang p1 承办人 2025-03-10 -        -      -`,
      },
      outcome: "clear",
    },
    "a co-handler leaves, and long after that another joins the one who stayed": {
      log: events,
      tables: {
        assignments: log`
          id  case actor org role   at         to         reason approver
          a-1 c1   li    p1  承办人 2025-01-06 2025-01-20 -      -
          a-2 c1   wang  p1  承办人 2025-01-07 -          -      -
          a-3 c1   zhao  p1  承办人 2025-03-10 -          -      -`,
      },
      outcome: "clear",
    },
    "one change, with reason and approval, weeks before the decision": {
      log: events,
      tables: {
        assignments: log`
          id  case actor org role   at         to         reason   approver
          a-1 c1   li    p1  承办人 2025-01-06 2025-02-03 -        -
          a-2 c1   wang  p1  承办人 2025-02-03 -          均衡分案 zhou`,
      },
      outcome: "clear",
    },
    "neither reason nor approver is ever recorded": {
      log: events,
      tables: {
        assignments: log`
          id  case actor org role   at         to
          a-1 c1   li    p1  承办人 2025-01-06 2025-02-03
          a-2 c1   wang  p1  承办人 2025-02-03 -`,
      },
      outcome: "cannot tell",
    },
    "changed on the day of the decision, either a date alone: before or after it": {
      log: log`
        case activity org at
        c1   处罚决定 p1  2025-03-20
        c2   处罚决定 p1  2025-03-20T09:00`,
      tables: {
        assignments: log`
          id  case actor org role   at               to               reason   approver
          a-1 c1   li    p1  承办人 2025-01-06       2025-03-20       -        -
          a-2 c1   wang  p1  承办人 2025-03-20       -                均衡分案 zhou
          b-1 c2   li    p1  承办人 2025-01-06       2025-03-20       -        -
          b-2 c2   wang  p1  承办人 2025-03-20       -                均衡分案 zhou`,
      },
      outcome: "cannot tell",
    },
    "no assignments are loaded": { log: events, outcome: "not evaluated" },
  },
  warns: {
    "why the second took over says nothing of why they left": {
      log: events,
      tables: {
        assignments: log`
          id  case actor org role   at         to         reason         approver
          a-1 c1   li    p1  承办人 2025-01-06 2025-02-03 -              -
          a-2 c1   wang  p1  承办人 2025-02-03 2025-03-18 原承办人回避   -
          a-3 c1   zhao  p1  承办人 2025-03-18 -          -              -`,
      },
      says: ["更换承办人 1 次（2025-03-18）", "未载理由"],
      evidence: ["处罚决定", "a-2", "a-3"],
    },
    "no reason and no approval": {
      log: events,
      tables: {
        assignments: log`
          id  case actor org role   at         to         reason approver
          a-1 c1   li    p1  承办人 2025-01-06 2025-02-03 -      -
          a-2 c1   wang  p1  承办人 2025-02-03 -          -      -
          a-3 c2   sun   p1  承办人 2025-01-06 -          轮案   zhou`,
      },
      subjects: ["c1"],
      says: [
        "更换承办人 1 次（2025-02-03）",
        "，未载理由，未载批准人",
        "changed its handler once",
        "; no approver is on record",
      ],
      severity: 2,
      evidence: ["a-1", "a-2"],
    },
    "taken off two days before the decision, while a co-handler stayed": {
      log: events,
      tables: {
        assignments: log`
          id  case actor org role   at         to         reason approver
          a-1 c1   li    p1  承办人 2025-01-06 2025-03-18 -      -
          a-2 c1   wang  p1  承办人 2025-01-07 -          -      -
          a-3 c1   zhao  p1  承办人 2025-03-18 -          -      -`,
      },
      says: ["更换承办人 1 次（2025-03-18）"],
      evidence: ["处罚决定", "a-1", "a-3"],
    },
    "the unit has another name in the records of acts": {
      log: log`
        case activity org at
        c1   询问     31  2025-01-08
        c1   处罚决定 31  2025-03-20`,
      tables: {
        assignments: log`
          id  case actor org role   at         to         reason   approver
          a-1 c1   li    p1  承办人 2025-01-06 2025-03-18 -        -
          a-2 c1   zhao  p1  承办人 2025-03-18 -          工作需要 zhou`,
      },
      says: ["within 7 days before a decision"],
    },
    "changed two hours before the decision": {
      log: log`
        case activity org at
        c1   处罚决定 p1  2025-03-20T11:00`,
      tables: {
        assignments: log`
          id  case actor org role   at               to               reason   approver
          a-1 c1   li    p1  承办人 2025-01-06       2025-03-20T09:00 -        -
          a-2 c1   wang  p1  承办人 2025-03-20T09:00 -                均衡分案 zhou`,
      },
      says: ["within 7 days before a decision"],
    },
    "twice, the second time two days before the decision": {
      log: events,
      tables: {
        assignments: log`
          id  case actor org role   at         to         reason   approver
          a-1 c1   li    p1  承办人 2025-01-06 2025-02-03 -        -
          a-2 c1   wang  p1  承办人 2025-02-03 2025-03-18 均衡分案 zhou
          a-3 c1   zhao  p1  承办人 2025-03-18 -          工作需要 zhou`,
      },
      says: ["更换承办人 2 次", "1 within 7 days before a decision"],
      severity: 3,
      measured: 2,
      evidence: ["处罚决定", "a-1", "a-2", "a-3"],
    },
  },
});
