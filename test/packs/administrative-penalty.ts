import { log } from "../../detectors/_kit/cases.ts";
import type { Pack } from "../kit/pack.ts";

const ON_THE_SPOT = { procedure_variant: "当场处罚" };

export default {
  procedure: "administrative-penalty",
  asOf: "2026-04-30",
  of: { case_type: "行政处罚案件", procedure_variant: "普通程序", party_count: 1 },
  lawful: {
    "an ordinary case, heard, reviewed, discussed, extended and tested in a laboratory": {
      of: { legal_review_required: true, collective_discussion_required: true, hearing_right: true },
      log: log`
        activity         actor co        decision amount at
        线索登记         zhao  -         -        -      2025-03-03T09:00
        立案             li    -         -        -      2025-03-05T09:40
        现场检查         li    wang      -        -      2025-03-06T11:00
        先行登记保存     li    wang      -        -      2025-03-06T11:30
        登记保存处理决定 li    -         -        -      2025-03-14T11:30
        检测委托         li    -         -        -      2025-03-17T09:00
        检测报告         li    -         -        -      2025-04-28T09:00
        调查询问         li    wang      -        -      2025-05-06T11:00
        处罚前告知       li    wang      -        -      2025-06-10T09:00
        听证申请         li    -         -        -      2025-06-12T09:00
        听证通知         sun   -         -        -      2025-06-13T09:00
        听证             sun   "li;wang" -        -      2025-06-26T09:00
        法制审核         sun   -         -        -      2025-06-30T09:00
        集体讨论         chen  "zhou"    -        -      2025-07-01T09:00
        审批             chen  -         -        -      2025-07-01T10:00
        行政处罚决定     li    wang      罚款     80000  2025-07-02T11:00
        送达             li    wang      -        -      2025-07-11T15:00
        罚款缴纳         li    -         -        -      2025-07-23T10:00
        归档             li    -         -        -      2025-07-30T10:00`,
    },
    "on the spot, decided and served at once": {
      of: { ...ON_THE_SPOT, party_kind: "公司" },
      log: log`
        activity         actor co   decision amount at
        现场检查         li    wang -        -      2025-03-06T11:00
        当场处罚决定     li    wang 罚款     3000   2025-03-06T11:30
        送达             li    wang -        -      2025-03-06T11:30
        归档             li    -    -        -      2025-03-30T10:00`,
    },
    "a crime is suspected, and the case goes to the police and comes back": {
      log: log`
        activity           actor co   decision at
        立案               li    -    -        2025-03-03T09:40
        调查询问           li    wang -        2025-03-06T11:00
        提出移送           li    -    -        2025-03-10T09:00
        批准移送           chen  -    -        2025-03-12T09:00
        移送公安机关       li    -    -        2025-03-12T16:00
        公安机关不予立案   -     -    -        2025-03-14T16:00
        公安机关退回案卷   -     -    -        2025-03-17T16:00
        处罚前告知         li    wang -        2025-03-24T09:00
        审批               chen  -    -        2025-04-02T09:00
        处罚决定           li    wang 罚款     2025-04-02T10:00
        送达               li    -    -        2025-04-03T09:00
        归档               li    -    -        2025-04-30T09:00`,
    },
  },
  rules: {
    "PS06-each-party-notified": {
      silent: {
        "each of the two": {
          of: { party_count: 2 },
          outcome: "clear",
          log: log`
          activity     party decision at
          处罚前告知   p1    -        2025-03-05T10:00
          处罚前告知   p2    -        2025-03-05T10:00
          行政处罚决定 p1    罚款     2025-03-06T10:00
          行政处罚决定 p2    罚款     2025-03-06T10:01
          归档         -     -        2025-03-20`,
        },
        "for whom one was is not recorded": {
          of: { party_count: 2 },
          outcome: "cannot tell",
          log: log`
          activity     party decision at
          处罚前告知   p1    -        2025-03-05T10:00
          处罚前告知   -     -        2025-03-05T10:00
          行政处罚决定 p1    罚款     2025-03-06T10:00
          行政处罚决定 p2    罚款     2025-03-06T10:01
          归档         -     -        2025-03-20`,
        },
        "there is but one party": {
          outcome: "not applicable",
          log: log`
          activity     party decision at
          处罚前告知   -     -        2025-03-05T10:00
          行政处罚决定 p1    罚款     2025-03-06T10:00
          归档         -     -        2025-03-20`,
        },
      },
      warns: {
        "the one and not the other": {
          of: { party_count: 2 },
          severity: 4,
          log: log`
          activity     party decision at
          处罚前告知   p1    -        2025-03-05T10:00
          行政处罚决定 p1    罚款     2025-03-06T10:00
          行政处罚决定 p2    罚款     2025-03-06T10:01
          归档         -     -        2025-03-20`,
        },
      },
    },
    "PS08-each-party-served": {
      silent: {
        "each of the two": {
          of: { party_count: 2 },
          outcome: "clear",
          log: log`
          activity     party decision at
          行政处罚决定 p1    罚款     2025-03-05T10:00
          行政处罚决定 p2    罚款     2025-03-05T10:01
          送达         p1    -        2025-03-06T10:00
          送达         p2    -        2025-03-06T10:00
          归档         -     -        2025-03-20`,
        },
        "for whom one was is not recorded": {
          of: { party_count: 2 },
          outcome: "cannot tell",
          log: log`
          activity     party decision at
          行政处罚决定 p1    罚款     2025-03-05T10:00
          行政处罚决定 p2    罚款     2025-03-05T10:01
          送达         p1    -        2025-03-06T10:00
          送达         -     -        2025-03-06T10:00
          归档         -     -        2025-03-20`,
        },
        "there is but one party": {
          outcome: "not applicable",
          log: log`
          activity     party decision at
          行政处罚决定 p1    罚款     2025-03-05T10:00
          送达         -     -        2025-03-06T10:00
          归档         -     -        2025-03-20`,
        },
      },
      warns: {
        "the one and not the other": {
          of: { party_count: 2 },
          severity: 3,
          log: log`
          activity     party decision at
          行政处罚决定 p1    罚款     2025-03-05T10:00
          行政处罚决定 p2    罚款     2025-03-05T10:01
          送达         p1    -        2025-03-06T10:00
          归档         -     -        2025-03-20`,
        },
      },
    },
    "PS08-each-party-served-in-seven-days": {
      silent: {
        "each of the two": {
          of: { party_count: 2 },
          outcome: "clear",
          log: log`
          activity     party decision at
          行政处罚决定 p1    罚款     2025-03-05T10:00
          行政处罚决定 p2    罚款     2025-03-05T10:01
          送达         p1    -        2025-03-06T10:00
          送达         p2    -        2025-03-06T10:00
          归档         -     -        2025-03-20`,
        },
        "for whom one was is not recorded": {
          of: { party_count: 2 },
          outcome: "cannot tell",
          log: log`
          activity     party decision at
          行政处罚决定 p1    罚款     2025-03-05T10:00
          行政处罚决定 p2    罚款     2025-03-05T10:01
          送达         p1    -        2025-03-06T10:00
          送达         -     -        2025-03-18T10:00
          归档         -     -        2025-03-20`,
        },
        "there is but one party": {
          outcome: "not applicable",
          log: log`
          activity     party decision at
          行政处罚决定 p1    罚款     2025-03-05T10:00
          送达         -     -        2025-03-06T10:00
          归档         -     -        2025-03-20`,
        },
      },
      warns: {
        "the one and not the other": {
          of: { party_count: 2 },
          severity: 3,
          log: log`
          activity     party decision at
          行政处罚决定 p1    罚款     2025-03-05T10:00
          行政处罚决定 p2    罚款     2025-03-05T10:01
          送达         p1    -        2025-03-06T10:00
          送达         p2    -        2025-03-18T10:00
          归档         -     -        2025-03-20`,
        },
      },
    },
    "PS06-hearing-before-decision": {
      silent: {
        "decided after it": {
          outcome: "clear",
          log: log`
          activity     at
          听证         2025-03-05
          行政处罚决定 2025-03-10
          归档         2025-03-20`,
        },
        "held and decided on one day, the hour of the decision not recorded": {
          outcome: "cannot tell",
          log: log`
          activity     at
          行政处罚决定 2025-03-10
          听证         2025-03-10T10:00
          归档         2025-03-20`,
        },
        "one of two was decided before the other was heard": {
          outcome: "clear",
          log: log`
          activity     party at
          行政处罚决定 p1    2025-03-05
          听证         p2    2025-03-08
          行政处罚决定 p2    2025-03-10
          归档         -     2025-03-20`,
        },
      },
      warns: {
        "held when it was decided already": {
          severity: 4,
          evidence: ["听证"],
          log: log`
          activity     at
          处罚前告知   2025-03-04
          要求听证     2025-03-04T15:00
          行政处罚决定 2025-03-05T10:00
          听证         2025-03-25T10:00
          法制审核     2025-03-26T10:00
          归档         2025-04-20`,
        },
      },
    },
    "PS06-defence-reviewed-before-decision": {
      silent: {
        "urged to perform, the party spoke after the decision": {
          outcome: "not applicable",
          log: log`
          activity     at
          行政处罚决定 2025-03-04
          催告         2025-09-04
          陈述申辩     2025-09-06
          陈述申辩复核 2025-09-10
          归档         2025-12-20`,
        },
        "decided after it": {
          outcome: "clear",
          log: log`
          activity     at
          陈述申辩     2025-03-04
          陈述申辩复核 2025-03-05
          行政处罚决定 2025-03-10
          归档         2025-03-20`,
        },
        "nothing was decided": {
          outcome: "not applicable",
          log: log`
          activity     at
          陈述申辩复核 2025-03-05
          撤案         2025-03-10`,
        },
      },
      warns: {
        "reviewed when it was decided already": {
          severity: 3,
          evidence: ["陈述申辩复核"],
          log: log`
          activity     at
          陈述申辩     2025-03-04T10:30
          行政处罚决定 2025-03-04T16:00
          陈述申辩复核 2025-03-10T10:50
          归档         2025-03-20`,
        },
      },
    },
    "PS04-heard-case-reviewed-before-decision": {
      silent: {
        "never reviewed, of which another rule speaks": {
          outcome: "not applicable",
          log: log`
          activity at
          听证 2025-03-05
          行政处罚决定 2025-03-10
          归档 2025-03-20`,
        },
        "reviewed between hearing and decision": {
          outcome: "clear",
          log: log`
          activity     at
          听证         2025-03-05
          法制审核     2025-03-06
          行政处罚决定 2025-03-10
          归档 2025-03-20`,
        },
        "of several parties one may have been decided unheard": {
          of: { party_count: 2 },
          outcome: "clear",
          log: log`
          activity     at
          行政处罚决定 2025-03-03
          听证         2025-03-05
          法制审核     2025-03-06
          行政处罚决定 2025-03-10
          归档 2025-03-20`,
        },
        "nobody was heard": {
          outcome: "not applicable",
          log: log`
          activity     at
          行政处罚决定 2025-03-10
          法制审核     2025-03-12
          归档 2025-03-20`,
        },
      },
      warns: {
        "reviewed when it was decided already": {
          severity: 4,
          evidence: ["法制审核"],
          log: log`
          activity     at
          听证         2025-03-04T09:00
          行政处罚决定 2025-03-04T16:00
          法制审核     2025-03-10T14:00
          归档 2025-03-20`,
        },
      },
    },
    "PS01-filing": {
      silent: {
        "on the spot nothing is filed": {
          of: ON_THE_SPOT,
          outcome: "not applicable",
          log: log`
          activity     at
          当场处罚决定 2025-03-06`,
        },
        "of which procedure is not recorded": {
          of: { procedure_variant: "" },
          outcome: "cannot tell",
          log: log`
          activity     at
          处罚决定     2025-03-06`,
        },
      },
      warns: {
        "filed the day after it was decided": {
          severity: 3,
          evidence: ["处罚决定", "立案"],
          log: log`
          activity     at
          处罚决定     2025-03-06
          立案         2025-03-07`,
        },
      },
    },
    "PS01-archived": {
      silent: {
        "archived in the fifth month": {
          outcome: "clear",
          log: log`
          activity at
          罚款缴纳 2025-03-03
          归档 2025-08-01`,
        },
        "executed two months ago": {
          outcome: "pending",
          log: log`
          activity at
          罚款缴纳 2026-03-01`,
        },
      },
      warns: {
        "not archived for a year": {
          severity: 2,
          log: log`
          activity at
          罚款缴纳 2025-03-03`,
        },
      },
    },
    "PS02-evidence-before-decision": {
      silent: {
        "an inspection is evidence enough": {
          outcome: "clear",
          log: log`
          activity     at
          现场检查     2025-03-05
          处罚决定     2025-03-06`,
        },
      },
      warns: {
        "decided with no evidence taken": {
          evidence: ["处罚决定"],
          log: log`
          activity     at
          立案         2025-03-05
          处罚决定     2025-03-06`,
        },
      },
    },
    "PS02-notice-before-approval": {
      silent: {
        "a first approval was refused": {
          outcome: "clear",
          log: log`
          activity approval_result at
          审批 退回 2025-03-05
          处罚前告知 - 2025-03-06
          审批 同意 2025-03-12`,
        },
        "no notice at all is another rule's matter": {
          outcome: "not applicable",
          log: log`
          activity     at
          审批         2025-03-05`,
        },
      },
      warns: {
        "approved before the party was heard": {
          severity: 3,
          evidence: ["审批", "处罚前告知"],
          log: log`
          activity     at
          审批         2025-03-05
          处罚前告知   2025-03-06`,
        },
      },
    },
    "PS02-approval-before-decision": {
      silent: {
        "approved in the minute before": {
          outcome: "clear",
          log: log`
          activity     at
          审批         2025-03-05T10:00
          处罚决定     2025-03-05T10:01`,
        },
      },
      warns: {
        "refused, and decided all the same": {
          evidence: ["处罚决定"],
          log: log`
          activity approval_result at
          审批 不批准 2025-03-05T09:00
          处罚决定 - 2025-03-05T10:00`,
        },
        "decided, never approved": {
          evidence: ["处罚决定"],
          log: log`
          activity     at
          处罚决定     2025-03-05`,
        },
      },
    },
    "PS02-decision-before-execution": {
      silent: {
        "paid the day it was decided": {
          outcome: "clear",
          log: log`
          activity     at
          处罚决定     2025-03-05T10:00
          罚款缴纳     2025-03-05T16:00`,
        },
      },
      warns: {
        "paid before it was decided": {
          severity: 3,
          evidence: ["罚款缴纳", "处罚决定"],
          log: log`
          activity     at
          罚款缴纳     2025-03-04
          处罚决定     2025-03-05`,
        },
      },
    },
    "PS04-review-of-listed-classes": {
      silent: {
        "an ordinary case": {
          of: { legal_review_required: false },
          outcome: "not applicable",
          log: log`
          activity     at
          处罚决定     2025-03-05`,
        },
      },
      warns: {
        "reviewed and not passed": {
          of: { legal_review_required: true },
          severity: 4,
          log: log`
          activity approval_result at
          法制审核 不通过 2025-03-04
          处罚决定 - 2025-03-05`,
        },
        "of a listed class and not reviewed": {
          of: { legal_review_required: true },
          severity: 4,
          log: log`
          activity     at
          处罚决定     2025-03-05`,
        },
      },
    },
    "PS04-review-after-hearing": {
      silent: {
        "still open after the hearing": {
          outcome: "pending",
          log: log`
          activity     at
          听证         2025-03-05`,
        },
      },
      warns: {
        "reviewed after it and not passed": {
          evidence: ["听证"],
          log: log`
          activity approval_result at
          听证 - 2025-03-05
          法制审核 不通过 2025-03-06
          归档 - 2025-03-25`,
        },
        "heard and archived": {
          evidence: ["听证"],
          log: log`
          activity     at
          听证         2025-03-05
          归档         2025-03-25`,
        },
      },
    },
    "PS04-handler-does-not-review": {
      silent: {
        "a reviewer of its own": {
          outcome: "clear",
          log: log`
          activity     actor co   at
          现场检查     li    wang 2025-03-05
          法制审核     sun   -    2025-03-25`,
        },
      },
      warns: {
        "the inspector reviews": {
          evidence: ["现场检查", "法制审核"],
          log: log`
          activity     actor co   at
          现场检查     li    wang 2025-03-05
          法制审核     wang  -    2025-03-25`,
        },
      },
    },
    "PS01-collective-discussion": {
      silent: {
        "nobody marked the case as grave": {
          outcome: "not applicable",
          log: log`
          activity     at
          处罚决定     2025-03-05`,
        },
      },
      warns: {
        "grave, and discussed by nobody": {
          of: { collective_discussion_required: true },
          evidence: ["处罚决定"],
          log: log`
          activity     at
          处罚决定     2025-03-05`,
        },
      },
    },
    "PS05-handler-does-not-approve": {
      silent: {
        "who approved is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity     actor co   at
          调查询问     li    wang 2025-03-05
          审批         -     -    2025-03-25`,
        },
      },
      warns: {
        "the one who collected the evidence approves": {
          severity: 4,
          log: log`
          activity     actor co   at
          调取证据     li    wang 2025-03-05
          审批         li    -    2025-03-25`,
        },
      },
    },
    "PS05-handler-does-not-hear": {
      silent: {
        "the investigators are at the hearing, and do not chair it": {
          outcome: "clear",
          log: log`
          activity     actor co        at
          调查询问     li    wang      2025-03-05
          听证         sun   "li;wang" 2025-03-25`,
        },
      },
      warns: {
        "an investigator chairs": {
          evidence: ["调查询问", "听证"],
          log: log`
          activity     actor co   at
          调查询问     li    wang 2025-03-05
          听证         li    -    2025-03-25`,
        },
      },
    },
    "PS06-notice-before-decision": {
      silent: {
        "exempted from punishment, in other words": {
          outcome: "not applicable",
          log: log`
          activity     decision at
          不予处罚决定 免于行政处罚 2025-03-05`,
        },
        "no penalty, no notice": {
          outcome: "not applicable",
          log: log`
          activity       decision at
          不予处罚决定   不予处罚 2025-03-05`,
        },
        "no penalty, in the words of the official form": {
          outcome: "not applicable",
          log: log`
          activity       decision at
          不予处罚决定   不予行政处罚 2025-03-05`,
        },
        "decided in words that are in no list": {
          outcome: "cannot tell",
          log: log`
          activity       decision at
          处罚决定       责令改正 2025-03-05`,
        },
      },
      warns: {
        "goods confiscated": {
          log: log`
          activity       decision at
          处罚决定       没收违法所得三百元 2025-03-05`,
        },
        "fined under the law of 2017 without notice": {
          law: ["行政处罚法 31"],
          severity: 4,
          evidence: ["处罚决定"],
          log: log`
          activity       decision at
          处罚决定       罚款     2020-03-05`,
        },
      },
    },
    "PS06-defence-reviewed": {
      silent: {
        "reviewed within the minute, and entered first": {
          outcome: "clear",
          log: log`
          activity at
          陈述申辩复核 2026-03-03T10:00:00
          陈述申辩 2026-03-03T10:00:30
          归档 2026-03-20`,
        },
        "heard instead": {
          outcome: "clear",
          log: log`
          activity at
          陈述申辩 2026-03-03
          听证 2026-03-13
          归档 2026-03-20`,
        },
        "nothing was said in defence": {
          outcome: "not applicable",
          log: log`
          activity at
          处罚前告知 2026-03-03`,
        },
      },
      warns: {
        "never reviewed": {
          severity: 3,
          log: log`
          activity at
          陈述申辩 2026-03-03
          归档 2026-03-20`,
        },
      },
    },
    "PS06-hearing-when-asked": {
      silent: {
        withdrawn: {
          outcome: "clear",
          log: log`
          activity       at
          听证申请       2025-03-05
          撤回听证要求   2025-03-06
          归档           2025-03-26`,
        },
      },
      warns: {
        "asked for, and decided without an answer": {
          evidence: ["听证申请"],
          log: log`
          activity       at
          听证申请       2025-03-05
          处罚决定       2025-03-06
          归档           2025-03-26`,
        },
      },
    },
    "PS06-hearing-period": {
      silent: {
        "no right to a hearing on record": {
          outcome: "not applicable",
          log: log`
          activity       at
          处罚前告知     2025-03-05
          处罚决定       2025-03-06`,
        },
        waived: {
          of: { hearing_right: true },
          outcome: "not applicable",
          log: log`
          activity       at
          处罚前告知     2025-03-05
          放弃听证       2025-03-05
          处罚决定       2025-03-06`,
        },
      },
      warns: {
        "decided over the National Day holiday's first working day": {
          of: { hearing_right: true },
          measured: 9,
          log: log`
          activity       at
          处罚前告知     2025-09-30
          处罚决定       2025-10-09`,
        },
      },
    },
    "PS06-hearing-period-2017": {
      silent: {
        "on the fourth day": {
          outcome: "clear",
          of: { hearing_right: true },
          log: log`
          activity       at
          处罚前告知     2020-05-06
          处罚决定       2020-05-10`,
        },
        "under the law of 2021": {
          outcome: "not applicable",
          of: { hearing_right: true },
          log: log`
          activity       at
          处罚前告知     2025-03-05
          处罚决定       2025-03-06`,
        },
      },
      warns: {
        "the next day": {
          of: { hearing_right: true },
          severity: 4,
          measured: 1,
          law: ["行政处罚法 42"],
          log: log`
          activity       at
          处罚前告知     2020-05-06
          处罚决定       2020-05-07`,
        },
      },
    },
    "PS06-hearing-notice-seven-days": {
      silent: {
        "on the seventh working day": {
          outcome: "clear",
          log: log`
          activity       at
          听证通知       2025-03-03
          听证           2025-03-12`,
        },
      },
      warns: {
        "three working days ahead": {
          severity: 2,
          measured: 3,
          log: log`
          activity       at
          听证通知       2025-03-03
          听证           2025-03-06`,
        },
      },
    },
    "PS06-hearing-notice-seven-days-2017": {
      silent: {
        "seven days ahead, over a weekend": {
          outcome: "clear",
          log: log`
          activity       at
          听证通知       2020-05-06
          听证           2020-05-13`,
        },
      },
      warns: {
        "three days ahead": {
          severity: 2,
          log: log`
          activity       at
          听证通知       2020-05-06
          听证           2020-05-09`,
        },
      },
    },
    "PS07-two-officers": {
      silent: {
        "the second on a record of the same moment": {
          outcome: "clear",
          log: log`
          activity       actor at
          现场检查       li    2025-03-03T09:00
          现场检查       wang  2025-03-03T09:00
          归档           li    2025-03-20`,
        },
      },
      warns: {
        "one at the questioning": {
          evidence: ["调查询问"],
          log: log`
          activity       actor co   at
          现场检查       li    wang 2025-03-03T09:00
          调查询问       li    -    2025-03-04T09:00
          归档           li    -    2025-03-20`,
        },
      },
    },
    "PS08-served": {
      silent: {
        "handed over on the spot": {
          of: { procedure_variant: "简易程序" },
          outcome: "not applicable",
          log: log`
          activity       at
          当场处罚决定   2025-03-03
          归档           2025-03-20`,
        },
        "decided and open": {
          outcome: "pending",
          log: log`
          activity       at
          处罚决定       2025-03-03`,
        },
      },
      warns: {
        "archived and not served": {
          evidence: ["处罚决定"],
          log: log`
          activity       at
          处罚决定       2025-03-03
          归档           2025-03-20`,
        },
      },
    },
    "PS08-served-in-seven-days": {
      silent: {
        "on the seventh working day, nine days on": {
          outcome: "clear",
          log: log`
          activity       at
          处罚决定       2025-03-03
          送达           2025-03-12`,
        },
      },
      warns: {
        "on the eighth": {
          measured: 10,
          log: log`
          activity       at
          处罚决定       2025-03-03
          送达           2025-03-13`,
        },
      },
    },
    "PS08-served-in-seven-days-2017": {
      silent: {
        "on the seventh day, a Monday": {
          outcome: "clear",
          log: log`
          activity       at
          处罚决定       2020-03-02
          送达           2020-03-09`,
        },
        "under the law of 2021, which counts working days": {
          outcome: "not applicable",
          log: log`
          activity       at
          处罚决定       2025-03-03
          送达           2025-03-12`,
        },
      },
      warns: {
        "on the ninth day, in 2020": {
          measured: 9,
          threshold: 7,
          law: ["行政处罚法 40"],
          log: log`
          activity       at
          处罚决定       2020-03-02
          送达           2020-03-11`,
        },
      },
    },
    "PS09-one-decision": {
      silent: {
        "one for each of two companies": {
          of: { party_count: 2 },
          outcome: "clear",
          log: log`
          activity       at
          处罚决定       2025-03-03
          处罚决定       2025-03-03`,
        },
      },
      warns: {
        "fined twice": {
          evidence: [2, 3],
          log: log`
          activity       at
          处罚决定       2025-03-03
          处罚决定       2025-03-13`,
        },
      },
    },
    "PS09-spot-fine-person": {
      silent: {
        "whether a person or a company is not recorded": {
          of: ON_THE_SPOT,
          outcome: "clear",
          log: log`
          activity     amount at
          当场处罚决定 1000   2025-03-03`,
        },
      },
      warns: {
        "a citizen, 300 yuan": {
          of: { ...ON_THE_SPOT, party_kind: "公民" },
          log: log`
          activity     amount at
          当场处罚决定 300    2025-03-03`,
        },
      },
    },
    "PS09-spot-fine-person-2017": {
      silent: {
        "fifty yuan": {
          outcome: "clear",
          of: { ...ON_THE_SPOT, party_kind: "公民" },
          log: log`
          activity     amount at
          当场处罚决定 50     2020-03-03`,
        },
      },
      warns: {
        "a citizen, 200 yuan": {
          of: { ...ON_THE_SPOT, party_kind: "公民" },
          law: ["行政处罚法 33"],
          log: log`
          activity     amount at
          当场处罚决定 200    2020-03-03`,
        },
      },
    },
    "PS09-spot-fine": {
      silent: {
        "3000 yuan": {
          of: ON_THE_SPOT,
          outcome: "clear",
          log: log`
          activity     amount at
          当场处罚决定 3000   2025-03-03`,
        },
      },
      warns: {
        "5000 yuan": {
          of: ON_THE_SPOT,
          severity: 3,
          log: log`
          activity     amount at
          当场处罚决定 5000   2025-03-03`,
        },
      },
    },
    "PS09-spot-fine-2017": {
      silent: {
        "a thousand yuan": {
          outcome: "clear",
          of: ON_THE_SPOT,
          log: log`
          activity     amount at
          当场处罚决定 1000   2020-03-03`,
        },
        "3000 yuan under the law of 2021": {
          outcome: "clear",
          of: ON_THE_SPOT,
          log: log`
          activity     amount at
          当场处罚决定 3000   2025-03-03`,
        },
      },
      warns: {
        "3000 yuan": {
          of: ON_THE_SPOT,
          log: log`
          activity     amount at
          当场处罚决定 3000   2020-03-03`,
        },
      },
    },
    "PS09-fines-are-paid-to-the-bank": {
      silent: {
        "100 yuan": {
          outcome: "clear",
          log: log`
          activity     amount at
          当场收缴罚款 100    2025-03-03`,
        },
      },
      warns: {
        "500 yuan in cash": {
          severity: 3,
          evidence: ["当场收缴罚款"],
          log: log`
          activity     amount at
          当场收缴罚款 500    2025-03-03`,
        },
      },
    },
    "PS09-fines-are-paid-to-the-bank-2017": {
      silent: {
        "twenty yuan": {
          outcome: "clear",
          log: log`
          activity     amount at
          当场收缴罚款 20     2020-03-03`,
        },
      },
      warns: {
        "100 yuan in cash": {
          evidence: ["当场收缴罚款"],
          log: log`
          activity     amount at
          当场收缴罚款 100    2020-03-03`,
        },
      },
    },
    "TM06-fine-handed-in": {
      silent: {
        "two working days over a weekend": {
          outcome: "clear",
          log: log`
          activity     at
          当场收缴罚款 2025-03-07
          罚款交至机关 2025-03-11`,
        },
      },
      warns: {
        "a week later": {
          measured: 7,
          log: log`
          activity     at
          当场收缴罚款 2025-03-04
          罚款交至机关 2025-03-11`,
        },
      },
    },
    "TM06-fine-handed-in-2017": {
      silent: {
        "on the second day, moved off the weekend": {
          outcome: "clear",
          log: log`
          activity     at
          当场收缴罚款 2020-05-14
          罚款交至机关 2020-05-18`,
        },
      },
      warns: {
        "on the fourth day": {
          measured: 4,
          log: log`
          activity     at
          当场收缴罚款 2020-05-11
          罚款交至机关 2020-05-15`,
        },
      },
    },
    "TM06-fine-paid-to-bank": {
      silent: {
        "on the second working day, after a weekend": {
          outcome: "clear",
          log: log`
          activity at
          罚款交至机关 2026-03-06
          缴付银行 2026-03-10`,
        },
        "paid by the party itself": {
          outcome: "not applicable",
          log: log`
          activity at
          缴付银行 2026-03-05`,
        },
      },
      warns: {
        "on the third working day": {
          log: log`
          activity at
          罚款交至机关 2026-03-03
          缴付银行 2026-03-06`,
        },
      },
    },
    "TM06-fine-paid-to-bank-2017": {
      silent: {
        "on the second day": {
          outcome: "clear",
          log: log`
          activity     at
          罚款交至机关 2020-05-11
          缴付银行     2020-05-13`,
        },
      },
      warns: {
        "on the third day": {
          measured: 3,
          log: log`
          activity     at
          罚款交至机关 2020-05-11
          缴付银行     2020-05-14`,
        },
      },
    },
    "TM06-ninety-days": {
      silent: {
        "forty-two days at the laboratory": {
          outcome: "clear",
          log: log`
          activity     at
          立案         2025-03-03
          检测委托     2025-03-10
          检测报告     2025-04-21
          处罚决定     2025-07-10`,
        },
        "thirty days were added": {
          outcome: "clear",
          log: log`
          activity     at
          立案         2025-03-03
          处罚决定     2025-06-20`,
          tables: {
            extensions: log`
          kind days at
          延长 30   2025-05-20`,
          },
        },
        "filed before the law set a limit": {
          outcome: "not applicable",
          log: log`
          activity     at
          立案         2021-03-03
          处罚决定     2021-10-10`,
        },
      },
      warns: {
        "decided after a hundred days": {
          measured: 100,
          evidence: ["立案", "处罚决定"],
          log: log`
          activity     at
          立案         2025-03-03
          处罚决定     2025-06-11`,
        },
      },
    },
    "TM06-fine-handed-in-at-all": {
      silent: {
        "handed in late, which another rule tells": {
          outcome: "clear",
          log: log`
          activity     at
          处罚决定     2025-03-03
          当场收缴罚款 2025-03-03
          罚款交至机关 2025-03-20
          归档         2025-04-10`,
        },
        "collected on the spot and archived the same day: the two days are not over": {
          outcome: "not applicable",
          log: log`
          activity     at
          当场处罚决定 2025-03-03T10:00
          当场收缴罚款 2025-03-03T10:05
          归档         2025-03-03T16:00`,
        },
      },
      warns: {
        "archived, and never handed in": {
          severity: 3,
          evidence: ["当场收缴罚款"],
          log: log`
          activity     at
          处罚决定     2025-03-03
          当场收缴罚款 2025-03-03
          归档         2025-04-10`,
        },
      },
    },
    "TM06-fine-paid-to-bank-at-all": {
      silent: {
        "paid in late, which another rule tells": {
          outcome: "clear",
          log: log`
          activity     at
          处罚决定     2025-03-03
          罚款交至机关 2025-03-04
          罚款缴付银行 2025-03-30
          归档         2025-04-10`,
        },
      },
      warns: {
        "archived, and never paid in": {
          severity: 3,
          evidence: ["罚款交至机关"],
          log: log`
          activity     at
          处罚决定     2025-03-03
          罚款交至机关 2025-03-04
          归档         2025-04-10`,
        },
      },
    },
    "TM06-evidence-kept-seven-days": {
      silent: {
        "released on the seventh working day": {
          outcome: "clear",
          log: log`
          activity     at
          先行登记保存 2025-03-03
          解除登记保存 2025-03-12`,
        },
      },
      warns: {
        "the second of two": {
          log: log`
          activity         at
          先行登记保存     2025-03-03
          登记保存处理决定 2025-03-05
          先行登记保存     2025-04-01
          登记保存处理决定 2025-04-30`,
        },
        "released after two weeks": {
          measured: 14,
          log: log`
          activity     at
          先行登记保存 2025-03-03
          解除登记保存 2025-03-17`,
        },
      },
    },
    "TM06-evidence-kept-seven-days-2017": {
      silent: {
        "on the seventh day": {
          outcome: "clear",
          log: log`
          activity     at
          先行登记保存 2020-05-11
          解除登记保存 2020-05-18`,
        },
      },
      warns: {
        "on the ninth day": {
          measured: 9,
          law: ["行政处罚法 37"],
          log: log`
          activity     at
          先行登记保存 2020-05-11
          解除登记保存 2020-05-20`,
        },
      },
    },
    "TM06-evidence-kept-decided": {
      silent: {
        "decided on late, which another rule tells": {
          outcome: "clear",
          log: log`
          activity         at
          先行登记保存     2025-03-03
          解除登记保存     2025-04-03
          归档             2025-05-10`,
        },
        "not archived yet": {
          outcome: "pending",
          log: log`
          activity     at
          先行登记保存 2025-03-03`,
        },
      },
      warns: {
        "archived, and never decided on": {
          severity: 3,
          log: log`
          activity     at
          先行登记保存 2025-03-03
          归档         2025-05-10`,
        },
        "the same under the law of 2017": {
          law: ["行政处罚法 37"],
          log: log`
          activity     at
          先行登记保存 2020-03-03
          归档         2020-05-10`,
        },
      },
    },
    "XA04-transfer-decided-in-three-days": {
      silent: {
        "the third day is a Sunday": {
          outcome: "clear",
          log: log`
          activity     at
          提出移送     2025-03-06
          不批准移送   2025-03-10`,
        },
      },
      warns: {
        "approved after a week": {
          measured: 7,
          log: log`
          activity     at
          提出移送     2025-03-03
          批准移送     2025-03-10`,
        },
      },
    },
    "XA04-transfer-in-24-hours": {
      silent: {
        "the next morning": {
          outcome: "clear",
          log: log`
          activity     at
          批准移送     2025-03-03T16:00
          移送公安机关 2025-03-04T09:00`,
        },
      },
      warns: {
        "three days later": {
          evidence: ["批准移送", "移送公安机关"],
          log: log`
          activity     at
          批准移送     2025-03-03T16:00
          移送公安机关 2025-03-06T09:00`,
        },
      },
    },
    "XA04-police-answer-in-three-days": {
      silent: {
        "filed on the third day": {
          outcome: "clear",
          log: log`
          activity     at
          移送公安机关 2025-03-03
          公安机关立案 2025-03-06`,
        },
        "whether it is an economic case is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity     at
          移送公安机关 2025-03-03
          公安机关立案 2025-03-11`,
        },
        "an economic case": {
          outcome: "not applicable",
          of: { economic: true },
          log: log`
          activity     at
          移送公安机关 2025-03-03
          公安机关立案 2025-03-11`,
        },
      },
      warns: {
        "no answer after a year": {
          of: { economic: false },
          measured: 423,
          evidence: ["移送公安机关"],
          log: log`
          activity     at
          移送公安机关 2025-03-03`,
        },
      },
    },
    "XA04-police-answer-in-ten-days": {
      silent: {
        "on the eighth day": {
          outcome: "clear",
          of: { economic: true },
          log: log`
          activity     at
          移送公安机关 2025-03-03
          公安机关立案 2025-03-11`,
        },
        "no economic case": {
          outcome: "not applicable",
          of: { economic: false },
          log: log`
          activity     at
          移送公安机关 2025-03-03
          公安机关立案 2025-03-11`,
        },
      },
      warns: {
        "on the fifteenth day": {
          measured: 15,
          tables: {
            extensions: log`
            kind   rule  days at
            extend other 30   2025-01-05`,
          },
          of: { economic: true },
          log: log`
          activity     at
          移送公安机关 2025-03-03
          公安机关立案 2025-03-18`,
        },
      },
    },
    "XA04-police-answer-in-sixty-days": {
      silent: {
        "no economic case, of which another rule speaks": {
          outcome: "not applicable",
          of: { economic: false },
          log: log`
          activity     at
          移送公安机关 2025-03-03
          公安机关立案 2025-06-11`,
        },
        "on the sixtieth day": {
          outcome: "clear",
          log: log`
          activity     at
          移送公安机关 2025-03-03
          公安机关立案 2025-05-02`,
        },
      },
      warns: {
        "no answer after a year, and nobody says of what kind the case is": {
          measured: 423,
          evidence: ["移送公安机关"],
          log: log`
          activity     at
          移送公安机关 2025-03-03`,
        },
      },
    },
    "XA04-transfer-decided": {
      silent: {
        "refused, if late": {
          outcome: "clear",
          log: log`
          activity   at
          提出移送   2025-03-03
          不批准移送 2025-03-20
          归档       2025-05-10`,
        },
      },
      warns: {
        "archived, and nobody decided": {
          severity: 3,
          log: log`
          activity at
          提出移送 2025-03-03
          归档     2025-05-10`,
        },
      },
    },
    "XA04-transfer-made": {
      silent: {
        "made, if late": {
          outcome: "clear",
          log: log`
          activity     at
          批准移送     2025-03-03
          移送公安机关 2025-03-20
          归档         2025-05-10`,
        },
      },
      warns: {
        "approved, and archived without it": {
          severity: 3,
          log: log`
          activity at
          批准移送 2025-03-03
          归档     2025-05-10`,
        },
      },
    },
    "XA04-police-answer": {
      silent: {
        "answered, if late": {
          outcome: "clear",
          log: log`
          activity         at
          移送公安机关     2025-03-03
          公安机关不予立案 2025-03-20
          归档             2025-05-10`,
        },
        "not archived yet": {
          outcome: "pending",
          log: log`
          activity     at
          移送公安机关 2025-03-03`,
        },
      },
      warns: {
        "archived, and never answered": {
          severity: 3,
          log: log`
          activity     at
          移送公安机关 2025-03-03
          归档         2025-05-10`,
        },
      },
    },
    "XA04-returned-when-not-filed": {
      silent: {
        "filed by the police": {
          outcome: "not applicable",
          log: log`
          activity     at
          公安机关立案 2025-03-06
          归档         2025-03-26`,
        },
      },
      warns: {
        "not filed, and the file stays away": {
          evidence: ["公安机关不予立案"],
          log: log`
          activity         at
          公安机关不予立案 2025-03-06
          归档             2025-03-26`,
        },
      },
    },
    "XA04-dealt-with-after-return": {
      silent: {
        "fined after it came back": {
          outcome: "clear",
          log: log`
          activity         at
          公安机关退回案卷 2025-03-06
          处罚决定         2025-03-26`,
        },
      },
      warns: {
        "came back and was archived": {
          evidence: ["公安机关退回案卷"],
          log: log`
          activity         at
          公安机关退回案卷 2025-03-06
          归档             2025-03-26`,
        },
      },
    },
  },
} satisfies Pack;
