import { defineCases, from, log, parseLog } from "../_kit/cases.ts";
import brokenReferral from "./detector.ts";

const asOf = "2025-12-31";
/** Their systems know each kind of act. */
const known = [
  "z1 移送公安机关 2024-03-01 工商",
  "z2 退回案卷材料 2024-03-01 公安",
  "z3 反向移送 2024-03-01 检察",
].join("\n");
const withResults = known.replaceAll(/$/gm, " -");

export default defineCases(brokenReferral, {
  silent: {
    "in time at every step: sent, decided, passed on, refused and returned, dropped and sent back or found to need none":
      {
        log: `case activity at org
        ${known}
        a1 批准移送 2025-03-03T10:00 工商
        p1 立案 2025-03-07 公安
        p2 不予立案 2025-03-06 公安
        p2 退回案卷材料 2025-03-10 公安
        p3 移送其他机关 2025-03-05 公安
        p4 立案 2025-03-06 公安
        j1 不起诉决定 2025-06-06 检察
        j1 检察意见 2025-06-16 检察
        p4 不起诉决定 2025-06-06 检察
        p4 无需行政处罚 2025-06-06 检察
        x1 不起诉决定 2025-06-06 检察`,
        tables: {
          cases: log`
          case case_type
          p1   盗窃
          p2   盗窃
          p3   盗窃
          p4   盗窃`,
          handovers: log`
          handover_no side     case at               kind
          no-1        sent     a1   2025-03-04T10:50 行刑衔接
          no-1        received p1   2025-03-04T15:00 行刑衔接
          no-2        sent     a2   2025-03-04T09:00 行刑衔接
          no-2        received p2   2025-03-04T15:00 行刑衔接
          no-3        sent     a3   2025-03-04T09:00 行刑衔接
          no-3        received p3   2025-03-04T15:00 行刑衔接
          no-4        sent     a4   2025-03-04T09:00 行刑衔接
          no-4        received p4   2025-03-04T15:00 行刑衔接
          no-9        sent     p1   2025-05-04T09:00 案卷
          no-9        received j1   2025-05-04T09:00 案卷`,
        },
        asOf,
        outcome: "clear",
      },
    "approved on a day without a time, referred on the next: perhaps within twenty-four hours, perhaps not": {
      log: `case activity at org
        ${known}
        a1 批准移送   2025-03-01 工商
        a2 批准移送   2025-03-01T10:00 工商
        a2 移送公安机关 2025-03-02 工商`,
      tables: {
        handovers: log`
          handover_no side case at               kind
          no-1        sent a1   2025-03-02T15:00 行刑衔接`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "approved and referred on one day without times": {
      log: log`
        case activity     at
        a1   批准移送     2025-03-01
        a1   移送公安机关 2025-03-01`,
      tables: {
        handovers: log`
          handover_no side case at         kind
          no-1        sent a1   2025-03-01 行刑衔接`,
      },
      asOf,
      outcome: "clear",
    },
    "decided on the sixth day, and what kind of crime it is is not known; refused, and returns are never recorded": {
      log: log`
        case activity at
        p1   立案     2025-03-10
        p2   不予立案 2025-03-05`,
      tables: {
        handovers: log`
          handover_no side     case at         kind
          no-1        sent     a1   2025-03-04 行刑衔接
          no-1        received p1   2025-03-04 行刑衔接
          no-2        sent     a2   2025-03-04 行刑衔接
          no-2        received p2   2025-03-04 行刑衔接`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "the referral was not approved": {
      log: `case activity at org approval_result
        ${withResults}
        a1 移送审批 2025-03-03T10:00 工商 不批准
        a2 批准移送 2025-03-03T10:00 工商 退回`,
      tables: {
        handovers: log`
          handover_no side     case at               kind
          no-9        sent     a9   2025-03-04T09:00 行刑衔接`,
      },
      asOf,
      outcome: "not applicable",
    },
    "whether the referral was approved is not recorded": {
      log: `case activity at org approval_result
        ${withResults}
        a1 移送审批 2025-03-03T10:00 工商 -`,
      tables: {
        handovers: log`
          handover_no side     case at               kind
          no-9        sent     a9   2025-03-04T09:00 行刑衔接`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "approved again after it was sent, nothing came back and nothing more was sent": {
      log: `case activity at org
        ${known}
        a1 批准移送 2025-03-03T10:00 工商
        a1 批准移送 2025-06-01T10:00 工商
        p1 立案 2025-03-04 公安`,
      tables: {
        handovers: log`
          handover_no side     case at               kind
          no-1        sent     a1   2025-03-03T15:00 行刑衔接
          no-1        received p1   2025-03-03T16:00 行刑衔接`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "filed two days after it was sent, and the receipt bears a day after that": {
      log: log`
        case activity at
        p1   立案     2025-03-06`,
      tables: {
        handovers: log`
          handover_no side     case at         kind
          no-1        sent     a1   2025-03-04 行刑衔接
          no-1        received p1   2025-03-07 行刑衔接`,
      },
      asOf,
      outcome: "clear",
    },
    "others record what was sent, returned and sent back, and this system never": {
      log: [
        log`
          case activity   at               org
          a1   批准移送   2025-03-03T10:00 税务
          p3   不予立案   2025-03-06       森林公安
          p4   立案       2025-03-06       森林公安
          j4   不起诉决定 2025-08-06       铁路检察`,
        from("b", parseLog(`case activity at org\n${known}`)),
      ],
      tables: {
        handovers: log`
          handover_no side     case at               kind
          no-3        received p3   2025-03-05T15:00 行刑衔接
          no-3        sent     -    2025-03-04T11:00 行刑衔接
          no-4        received p4   2025-03-05T15:00 行刑衔接
          no-4        sent     -    2025-03-04T11:00 行刑衔接
          no-5        sent     p4   2025-05-04T11:00 案卷
          no-5        received j4   2025-05-05T15:00 案卷`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "two organs referred the matter, and it was sent back to one of them": {
      log: `case activity at org
        ${known}
        p1 立案 2025-03-06 公安
        p1 不起诉决定 2025-06-06 检察`,
      tables: {
        handovers: log`
          handover_no side     case from_org to_org at               kind
          no-1        sent     a1   工商     公安   2025-03-04T11:00 行刑衔接
          no-1        received p1   工商     公安   2025-03-05T15:00 行刑衔接
          no-2        sent     a2   税务     公安   2025-03-04T11:00 行刑衔接
          no-2        received p1   税务     公安   2025-03-05T15:00 行刑衔接
          no-3        sent     p1   检察     税务   2025-06-10T15:00 反向移送`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "refused, referred anew and filed: the first referral is over when it is not prosecuted": {
      log: `case activity at org
        ${known}
        p1 不予立案 2025-03-06 公安
        p1 退回案卷材料 2025-03-07 公安
        p1 立案 2025-04-06 公安
        p1 不起诉决定 2025-06-06 检察
        p1 反向移送 2025-06-07 检察`,
      tables: {
        handovers: log`
          handover_no side     case at               kind
          no-1        sent     a1   2025-03-04T11:00 行刑衔接
          no-1        received p1   2025-03-05T15:00 行刑衔接
          no-2        sent     a1   2025-04-04T11:00 行刑衔接
          no-2        received p1   2025-04-05T15:00 行刑衔接`,
      },
      asOf,
      outcome: "clear",
    },
    "sent back for correction, approved and sent again, each on the day, and the second receipt is not on record": {
      log: `case activity at org
        ${known}
        a1 批准移送 2025-03-03T10:00 工商
        a1 批准移送 2025-03-10T10:00 工商`,
      tables: {
        handovers: log`
          handover_no side     case at               kind     returned
          no-1        sent     a1   2025-03-03T15:00 行刑衔接 -
          no-1        received p1   2025-03-03T16:00 行刑衔接 -
          no-1        received p1   2025-03-06T16:00 行刑衔接 true
          no-1        sent     a1   2025-03-10T15:00 行刑衔接 -`,
      },
      asOf,
      outcome: "clear",
    },
    "economic crime with an approved extension; approved this morning": {
      log: log`
        case activity at
        p1   立案     2025-12-22
        a2   批准移送 2025-12-30T18:00`,
      tables: {
        cases: log`
          case case_type
          p1   经济犯罪`,
        extensions: log`
          case kind   days at
          p1   extend 30   2025-11-10`,
        handovers: log`
          handover_no side     case at         kind
          no-1        sent     a1   2025-11-04 行刑衔接
          no-1        received p1   2025-11-04 行刑衔接`,
      },
      asOf,
      outcome: "pending",
    },
  },
  warns: {
    "organs with nothing sent, returned or sent back on record, where others of their system have": {
      log: `case activity at org
        ${known}
        a1 批准移送 2025-03-03T10:00 税务
        p3 不予立案 2025-03-06 森林公安
        p4 立案 2025-03-06 森林公安
        j4 不起诉决定 2025-08-06 铁路检察`,
      tables: {
        handovers: log`
          handover_no side     case at               kind
          no-3        received p3   2025-03-05T15:00 行刑衔接
          no-3        sent     -    2025-03-04T11:00 行刑衔接
          no-4        received p4   2025-03-05T15:00 行刑衔接
          no-4        sent     -    2025-03-04T11:00 行刑衔接
          no-5        sent     p4   2025-05-04T11:00 案卷
          no-5        received j4   2025-05-05T15:00 案卷`,
      },
      asOf,
      subjects: ["a1", "j4", "p3"],
      says: ["is not on record after 302 days", "nothing says that its papers went back", "was not prosecuted"],
    },
    "sent three days after the approval, decided on the sixth day of three": {
      log: `case activity at org
        ${known}
        a1 批准移送 2025-03-03T10:00 工商
        p1 立案 2025-03-13 公安`,
      tables: {
        cases: log`
          case case_type
          p1   盗窃`,
        handovers: log`
          id handover_no side     case at               kind
          a1 no-1        sent     a1   2025-03-06T11:00 行刑衔接
          a2 no-1        received p1   2025-03-07T15:00 行刑衔接`,
      },
      asOf,
      subjects: ["a1", "p1"],
      says: ["72 小时后移送，期限 24 小时", "期限至 2025-03-10，6 日后才有立案"],
      severity: 3,
    },
    "approved on a day without a time, sent on the third day after it": {
      log: `case activity at org
        ${known}
        a1 批准移送 2025-03-01 工商`,
      tables: {
        handovers: log`
          handover_no side case at               kind
          no-1        sent a1   2025-03-04T11:00 行刑衔接`,
      },
      asOf,
      says: ["2025-03-01（无时刻，自当日终了起算）批准移送涉嫌犯罪案件，59 小时后移送"],
      measured: 59,
    },
    "two organs referred a matter under one number, and the police decided on the later": {
      log: `case activity at org
        ${known}
        p2 立案 2025-03-05 公安`,
      tables: {
        cases: log`
          case case_type
          p1   盗窃
          p2   盗窃`,
        handovers: log`
          handover_no side     case from_org to_org at               kind
          no-9        sent     a1   工商     pa     2025-03-03T11:00 行刑衔接
          no-9        received p1   工商     pa     2025-03-03T15:00 行刑衔接
          no-9        sent     a2   税务     pb     2025-03-04T11:00 行刑衔接
          no-9        received p2   税务     pb     2025-03-04T15:00 行刑衔接`,
      },
      asOf: "2025-04-01",
      subjects: ["p1"],
      says: ["移送 no-9 于 2025-03-03 15:00:00 接收"],
    },
    "received and never decided, whatever is sent under its number once more without a receipt": {
      log: `case activity at org
        ${known}
        p1 询问 2025-03-06 公安`,
      tables: {
        cases: log`
          case case_type
          p1   盗窃`,
        handovers: log`
          handover_no side     case at               kind
          no-1        sent     a1   2025-03-04T11:00 行刑衔接
          no-1        received p1   2025-03-05T15:00 行刑衔接
          no-1        sent     a1   2025-03-20T11:00 行刑衔接`,
      },
      asOf,
      subjects: ["p1"],
      says: ["移送 no-1 于 2025-03-05 15:00:00 接收"],
    },
    "refused and sent back, approved once more, and never sent again": {
      log: `case activity at org
        ${known}
        a1 批准移送 2025-03-03T10:00 工商
        p1 不予立案 2025-03-05T10:00 公安
        p1 退回案卷材料 2025-03-06T10:00 公安
        a1 批准移送 2025-06-01T10:00 工商`,
      tables: {
        handovers: log`
          handover_no side     case at               kind
          no-1        sent     a1   2025-03-03T15:00 行刑衔接
          no-1        received p1   2025-03-03T16:00 行刑衔接`,
      },
      asOf,
      subjects: ["a1"],
      says: ["2025-06-01 10:00:00 批准移送涉嫌犯罪案件，至今"],
    },
    "the same step approved it": {
      log: `case activity at org approval_result
        ${withResults}
        a1 移送审批 2025-03-03T10:00 工商 同意`,
      tables: {
        handovers: log`
          handover_no side     case at               kind
          no-9        sent     a9   2025-03-04T09:00 行刑衔接`,
      },
      asOf,
      subjects: ["a1"],
      says: ["未见移送记录"],
    },
    "refused and returned, referred and refused anew a year later, and not returned": {
      log: `case activity at org
        ${known}
        p1 不予立案 2024-03-06 公安
        p1 退回案卷材料 2024-03-08 公安
        p1 不予立案 2025-03-06 公安`,
      tables: {
        cases: log`
          case case_type
          p1   盗窃`,
        handovers: log`
          handover_no side     case at         kind
          no-1        sent     a1   2024-03-04 行刑衔接
          no-1        received p1   2024-03-05 行刑衔接
          no-2        sent     a1   2025-03-04 行刑衔接
          no-2        received p1   2025-03-05 行刑衔接`,
      },
      asOf,
      subjects: ["p1"],
      says: ["移送 no-2 于 2025-03-06"],
    },
    "sent back, referred anew, not prosecuted again, and not sent back": {
      log: `case activity at org
        ${known}
        p1 立案 2025-03-06 公安
        p1 不起诉决定 2025-04-06 检察
        p1 反向移送 2025-04-07 检察
        p1 立案 2025-06-06 公安
        p1 不起诉决定 2025-08-06 检察`,
      tables: {
        handovers: log`
          handover_no side     case at               kind
          no-1        sent     a1   2025-03-04T11:00 行刑衔接
          no-1        received p1   2025-03-05T15:00 行刑衔接
          no-2        sent     a1   2025-06-04T11:00 行刑衔接
          no-2        received p1   2025-06-05T15:00 行刑衔接`,
      },
      asOf,
      subjects: ["p1"],
      says: ["经移送 no-2 而来的案件于 2025-08-06 决定不起诉，已 147 日"],
    },
    "never sent, never decided, never returned, never sent back": {
      log: `case activity at org
        ${known}
        a1 批准移送 2025-03-03T10:00 工商
        p3 不予立案 2025-03-06 公安
        p4 立案 2025-03-06 公安
        j4 不起诉决定 2025-08-06 检察`,
      tables: {
        cases: log`
          case case_type
          p2   盗窃
          p3   盗窃
          p4   盗窃`,
        handovers: log`
          id handover_no side     case at               kind
          b1 no-2        sent     a2   2025-03-06T11:00 行刑衔接
          b2 no-2        received p2   2025-03-07T15:00 行刑衔接
          c1 no-3        sent     a3   2025-03-04T11:00 行刑衔接
          c2 no-3        received p3   2025-03-05T15:00 行刑衔接
          d1 no-4        sent     a4   2025-03-04T11:00 行刑衔接
          d2 no-4        received p4   2025-03-05T15:00 行刑衔接
          e1 no-5        sent     p4   2025-05-04T11:00 案卷
          e2 no-5        received j4   2025-05-05T15:00 案卷`,
      },
      asOf,
      subjects: ["a1", "p2", "p3", "j4"],
      says: [
        "未见移送记录",
        "no decision on filing is on record",
        "未见退回案卷材料的记录",
        "not prosecuted (2025-08-06); 147 days",
      ],
      severity: 3,
    },
  },
});
