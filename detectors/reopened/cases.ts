import { defineCases, from, log } from "../_kit/cases.ts";
import reopened from "./detector.ts";

const quarrel = log`
  case activity at         party
  c1   立案     2025-01-10 p1
  c1   开庭     2025-02-10 p2
  c2   立案     2025-04-20 p1
  c2   开庭     2025-05-20 p2`;
const closed = (more: string, c1: string, c2: string) => log`
  case case_type cause_code closed     ${more}
  c1   民事      买卖合同   2025-03-10 ${c1}
  c2   民事      买卖合同   -          ${c2}`;

export default defineCases(reopened, {
  silent: {
    "withdrawn, and lawfully brought again": {
      log: log`
        case activity at         party
        c1   立案     2025-01-10 p1
        c1   立案     2025-01-11 p2
        c1   准许撤诉 2025-03-10 p1
        c2   立案     2025-04-20 p1
        c2   立案     2025-04-21 p2`,
      tables: { cases: closed("", "", "") },
      asOf: "2025-12-31",
      outcome: "clear",
    },
    "the next instance, or an enforcement resumed": {
      log: quarrel,
      tables: { cases: closed("case_no", "（2025）京0105执12号", "（2025）京0105执恢3号") },
      asOf: "2025-12-31",
      outcome: "clear",
    },
    "goes on under another number, and the master says so": {
      log: quarrel,
      tables: { cases: closed("origin_case", "-", "c1") },
      asOf: "2025-12-31",
      outcome: "clear",
    },
    "ninety-one days later, and another fact sooner": {
      log: log`
        case activity at         party
        c1   立案     2025-01-10 p1
        c1   开庭     2025-02-10 p2
        c2   立案     2025-04-20 p1
        c2   开庭     2025-05-20 p2
        c3   立案     2025-06-10 p1
        c3   开庭     2025-06-11 p2`,
      tables: {
        cases: log`
          case case_type cause_code closed     fact
          c1   民事      买卖合同   2025-03-10 f1
          c2   民事      买卖合同   -          f2
          c3   民事      买卖合同   -          -`,
      },
      asOf: "2025-12-31",
      outcome: "clear",
    },
    "opened on the day that the other was closed, perhaps before it": {
      log: log`
        case activity at               party
        c1   立案     2025-01-10       p1
        c1   开庭     2025-02-10       p2
        c2   立案     2025-03-10T15:00 p1
        c2   开庭     2025-05-20       p2`,
      tables: { cases: closed("", "", "") },
      asOf: "2025-12-31",
      outcome: "cannot tell",
    },
    "opened an hour before the other was closed": {
      log: log`
        case activity at               party
        c1   立案     2025-01-10       p1
        c1   开庭     2025-02-10       p2
        c2   立案     2025-03-10T15:00 p1
        c2   开庭     2025-05-20       p2`,
      tables: {
        cases: log`
          case case_type cause_code closed
          c1   民事      买卖合同   2025-03-10T16:00
          c2   民事      买卖合同   -`,
      },
      asOf: "2025-12-31",
      outcome: "clear",
    },
    "a new case on the fact, and the kind of either is left empty": {
      log: log`
        case activity at         party
        c1   立案     2025-01-10 p1
        c2   受理     2025-04-20 p1`,
      tables: {
        cases: log`
          case case_type fact closed
          c1   -         f1   2025-03-10
          c2   -         f1   -
          c3   治安案件  f3   -`,
      },
      asOf: "2025-12-31",
      outcome: "cannot tell",
    },
    "another organ has a case on the fact, and no master says of what kind the two are": {
      log: log`
        case activity at         party org
        c1   立案     2025-01-10 p1    police
        c2   受理     2025-04-20 p1    procuratorate`,
      tables: {
        cases: log`
          case fact closed
          c1   f1   2025-03-10
          c2   f1   -`,
      },
      asOf: "2025-12-31",
      outcome: "cannot tell",
    },
    "decided against two, and served on one of them": {
      log: log`
        case activity at         party
        c1   处罚决定 2025-03-01 p1
        c1   处罚决定 2025-03-01 p2
        c1   送达     2025-03-02 p2`,
      tables: {
        cases: log`
        case fact closed
        c1   f1   2025-03-10`,
      },
      asOf: "2025-12-31",
      outcome: "cannot tell",
    },
    "another system has services, searches and approvals on record, and this one none": {
      log: [
        log`
          case activity     at         org
          c1   判决         2025-03-01 u1
          c3   终结本次执行 2025-03-01 u1`,
        from(
          "b",
          log`
            case activity     at         org
            c2   判决         2025-03-01 u2
            c2   送达         2025-03-02 u2
            c4   财产调查     2025-03-01 u2
            c4   院长批准     2025-03-01 u2`,
        ),
      ],
      tables: {
        cases: log`
        case closed
        c1   2025-03-10
        c2   2025-03-10`,
      },
      asOf: "2025-12-31",
      outcome: "cannot tell",
    },
    "the same person again, and no fact to go by": {
      log: log`
        case activity at         party
        c1   受案登记 2025-01-10 p1
        c2   受案登记 2025-04-20 p1`,
      tables: { cases: closed("", "", "") },
      asOf: "2025-12-31",
      outcome: "cannot tell",
    },
    "closed last week, and service is not due yet": {
      log: log`
        case activity at
        c1   判决     2025-03-01
        c2   判决     2025-03-01
        c2   送达     2025-03-05`,
      tables: {
        cases: log`
        case closed
        c1   2025-03-10
        c2   2025-03-10`,
      },
      asOf: "2025-03-17",
      outcome: "pending",
    },
    "a log that never says that anything was served or searched": {
      log: log`
        case activity     at
        c1   判决         2025-03-01
        c2   终结本次执行 2025-03-01`,
      tables: {
        cases: log`
        case closed
        c1   2025-03-10
        c2   2025-03-10`,
      },
      asOf: "2025-12-31",
      outcome: "cannot tell",
    },
    "a judgment whose service has a name of its own": {
      log: log`
        case activity     at
        c1   判决         2025-03-01
        c1   送达裁判文书 2025-03-02
        c2   判决         2025-03-01
        c2   送达         2025-03-02`,
      tables: {
        cases: log`
        case closed
        c1   2025-03-10
        c2   2025-03-10`,
      },
      asOf: "2025-12-31",
      outcome: "clear",
    },
    "property was searched for and the applicant confirmed": {
      log: log`
        case activity       at
        c1   网络查控       2025-02-01
        c1   申请执行人确认 2025-02-20
        c1   终结本次执行   2025-03-01`,
      asOf: "2025-12-31",
      outcome: "clear",
    },
    "approved in the morning of a day that the ending bears without a time": {
      log: log`
        case activity     at
        c1   网络查控     2025-02-01
        c1   院长批准     2025-03-01T10:00
        c1   终结本次执行 2025-03-01`,
      asOf: "2025-12-31",
      outcome: "clear",
    },
  },
  warns: {
    "a unit of which no service, search or approval is on record, where others of the log have theirs": {
      log: log`
        case activity     at         org
        c1   判决         2025-03-01 u1
        c2   判决         2025-03-01 u2
        c2   送达         2025-03-02 u2
        c3   终结本次执行 2025-03-01 u1
        c4   财产调查     2025-03-01 u2
        c4   院长批准     2025-03-01 u2`,
      tables: {
        cases: log`
        case closed
        c1   2025-03-10
        c2   2025-03-10`,
      },
      asOf: "2025-12-31",
      subjects: ["c1", "c3"],
      says: ["送达"],
    },
    "the same two parties and the same cause, forty-one days later": {
      log: quarrel,
      tables: { cases: closed("", "", "") },
      asOf: "2025-12-31",
      subjects: ["c1"],
      says: [
        "案件于 2025-03-10 结案，41 日后（2025-04-20）相同当事人、相同案由以 c2 再立（90 日以内提示，非条文）",
        "had a new case, c2 (told within 90 days, which no law sets).",
      ],
      cites: [],
      severity: 3,
      measured: 41,
      evidence: ["开庭", "立案"],
    },
    "closed by an act, in a unit whose master never says when; what another's says is no word of it": {
      log: log`
        case activity at         party org
        c1   立案     2025-01-10 p1    u1
        c1   开庭     2025-02-10 p2    u1
        c1   结案     2025-03-10 -     u1
        c2   立案     2025-04-20 p1    u1
        c2   开庭     2025-05-20 p2    u1
        c3   立案     2025-01-10 p1    u2
        c3   开庭     2025-02-10 p2    u2
        c3   结案     2025-03-10 -     u2
        c4   立案     2025-04-20 p1    u2
        c4   开庭     2025-05-20 p2    u2
        c5   立案     2025-01-10 p5    u2`,
      tables: {
        cases: log`
          case case_type cause_code closed     org
          c1   民事      买卖合同   -          u1
          c2   民事      买卖合同   -          u1
          c3   民事      租赁合同   -          u2
          c4   民事      租赁合同   -          u2
          c5   民事      租赁合同   2025-02-10 u2`,
      },
      asOf: "2025-12-31",
      subjects: ["c1"],
      says: ["案件于 2025-03-10 结案"],
    },
    "closed with a decision that nobody was served": {
      log: log`
        case activity at         party
        c1   处罚决定 2025-03-01 p1
        c2   处罚决定 2025-03-01 p2
        c2   送达     2025-03-02 p2`,
      tables: {
        cases: log`
        case closed     cause_code
        c1   2025-03-10 a
        c2   2025-03-10 b`,
      },
      asOf: "2025-12-31",
      subjects: ["c1"],
      says: ["所作裁决未见送达记录"],
      cites: ["刑事诉讼法 202", "民事诉讼法 151", "行政处罚法 61"],
      evidence: ["处罚决定"],
    },
    "not served, under the laws of 2020": {
      log: log`
        case activity at         party
        c1   处罚决定 2020-03-01 p1
        c2   处罚决定 2020-03-01 p2
        c2   送达     2020-03-02 p2`,
      tables: {
        cases: log`
        case closed     cause_code
        c1   2020-03-10 a
        c2   2020-03-10 b`,
      },
      asOf: "2020-12-31",
      subjects: ["c1"],
      says: ["所作裁决未见送达记录"],
      cites: ["刑事诉讼法 202", "民事诉讼法 148", "行政处罚法 40"],
    },
    "the claim was served and the judgment was not": {
      log: log`
        case activity at
        c1   送达     2025-01-05
        c1   判决     2025-03-01
        c2   判决     2025-03-01
        c2   送达     2025-03-02`,
      tables: {
        cases: log`
        case closed
        c1   2025-03-10
        c2   2025-03-10`,
      },
      asOf: "2025-12-31",
      subjects: ["c1"],
      says: ["所作裁决未见送达记录"],
    },
    "ended for now without a search, in a log that names no approvals": {
      log: log`
        case activity     at
        c1   终结本次执行 2025-03-01
        c2   网络查控     2025-02-20`,
      asOf: "2025-12-31",
      subjects: ["c1"],
      says: ["此前未见财产调查的记录", "there is no record of a search for property."],
    },
    "approved an hour after it was ended for now": {
      log: log`
        case activity     at
        c1   网络查控     2025-02-01
        c1   终结本次执行 2025-03-01T10:00
        c1   院长批准     2025-03-01T11:00`,
      asOf: "2025-12-31",
      says: ["此前未见院长批准或申请执行人签字确认的记录"],
    },
    "ended for now, approved, and nobody searched for property": {
      log: log`
        case activity     at
        c1   院长批准     2025-02-20
        c1   终结本次执行 2025-03-01
        c2   网络查控     2025-02-20`,
      asOf: "2025-12-31",
      subjects: ["c1"],
      says: ["未见财产调查的记录", "no record of a search for property"],
      cites: ["最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释 517"],
      evidence: ["终结本次执行"],
    },
  },
});
