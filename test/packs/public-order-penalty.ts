import { log } from "../../detectors/_kit/cases.ts";
import type { Pack } from "../kit/pack.ts";

export default {
  procedure: "public-order-penalty",
  asOf: "2026-04-30",
  of: { case_type: "治安案件", procedure_variant: "一般程序", party_count: 1 },
  lawful: {
    "from acceptance to the archive under the law of 2012": {
      log: log`
        activity   actor co   decision at
        接报登记   zhao  -    -        2025-03-01T09:00
        受案登记   li    wang -        2025-03-01T09:40
        询问       li    wang -        2025-03-01T11:00
        处罚前告知 li    wang -        2025-03-10T09:00
        审核       sun   -    -        2025-03-11T09:00
        审批       chen  -    -        2025-03-12T09:00
        处罚决定   li    wang 罚款     2025-03-12T10:00
        送达       li    wang -        2025-03-12T15:00
        执行       li    -    -        2025-03-13T10:00
        归档       li    -    -        2025-03-20T10:00`,
    },
    "fast-track, notified by word of mouth": {
      of: { procedure_variant: "快速办理" },
      log: log`
        activity   actor co   decision at
        受案登记   li    wang -        2025-03-01T09:40
        询问       li    wang -        2025-03-01T11:00
        快速办理书面同意 li -  -        2025-03-01T11:30
        审核       sun   -    -        2025-03-01T14:00
        审批       chen  -    -        2025-03-01T15:00
        处罚决定   li    wang 罚款     2025-03-01T16:00
        送达       li    wang -        2025-03-01T16:10
        执行       li    -    -        2025-03-02T10:00
        归档       li    -    -        2025-03-20T10:00`,
    },
    "on the spot, small, by one officer, with neither approval nor questioning": {
      of: { procedure_variant: "当场处罚" },
      log: log`
        activity     actor decision amount at
        受案登记     li    -        -      2026-03-01T09:40
        当场处罚决定 li    罚款     500    2026-03-01T09:50
        送达         li    -        -      2026-03-01T09:50
        当场收缴罚款 li    -        200    2026-03-01T09:55
        当场处罚备案 li    -        -      2026-03-02T08:00
        罚款交至机关 li    -        -      2026-03-03T08:00
        执行         li    -        -      2026-03-03T08:00
        归档         li    -        -      2026-03-20T10:00`,
    },
    "heard, reviewed and discussed under the new law, a minor's guardian told, after two appraisals": {
      of: { legal_review_required: true },
      log: log`
        activity   actor co   approver approver_level minor decision av_ref amount at
        接报登记   zhao  -    -        -              -     -        -      -      2026-01-05T09:00
        受案登记   li    wang -        -              -     -        -      -      2026-01-05T09:40
        立案       li    wang -        -              -     -        -      -      2026-01-05T10:00
        传唤到案   li    wang -        -              -     -        -      -      2026-01-05T11:00
        询问       li    -    -        -              -     -        AV-1   -      2026-01-05T12:00
        现场勘验   li    wang -        -              -     -        -      -      2026-01-05T15:00
        询问查证结束 li  wang -        -              -     -        -      -      2026-01-05T20:00
        鉴定委托   li    -    -        -              -     -        -      -      2026-01-08T09:00
        鉴定意见   li    -    -        -              -     -        -      -      2026-02-08T09:00
        处罚前告知 li    wang -        -              -     -        -      -      2026-02-10T09:00
        通知监护人 li    wang -        -              -     -        -      -      2026-02-10T09:00
        要求听证   li    -    -        -              -     -        -      -      2026-02-12T09:00
        听证       sun   "li;wang" -   -              -     -        -      -      2026-03-03T09:00
        法制审核   sun   -    -        -              -     -        -      -      2026-03-04T09:00
        集体讨论   chen  -    -        -              -     -        -      -      2026-03-05T09:00
        审批       chen  -    -        county         -     -        -      -      2026-03-05T10:00
        处罚决定   li    wang chen     county         true  罚款     -      4500   2026-03-05T11:00
        送达       li    wang -        -              -     -        -      -      2026-03-06T15:00
        执行       li    -    -        -              -     -        -      -      2026-03-13T10:00
        归档       li    -    -        -              -     -        -      -      2026-03-20T10:00`,
    },
  },
  rules: {
    "PS02-each-party-questioned": {
      silent: {
        "an organisation cannot be questioned": {
          outcome: "not applicable",
          of: { party_count: 2, party_kind: "单位" },
          log: log`
          activity party decision at
          询问 p1 - 2025-03-05T10:00
          处罚决定 p2 罚款 2025-03-06T10:01
          归档 - - 2025-03-20`,
        },
        "each of the two": {
          of: { party_count: 2 },
          outcome: "clear",
          log: log`
          activity party decision at
          询问     p1    -        2025-03-05T10:00
          询问     p2    -        2025-03-05T10:00
          处罚决定 p1    罚款     2025-03-06T10:00
          处罚决定 p2    罚款     2025-03-06T10:01
          归档     -     -        2025-03-20`,
        },
        "for whom one was is not recorded": {
          of: { party_count: 2 },
          outcome: "cannot tell",
          log: log`
          activity party decision at
          询问     p1    -        2025-03-05T10:00
          询问     -     -        2025-03-05T10:00
          处罚决定 p1    罚款     2025-03-06T10:00
          处罚决定 p2    罚款     2025-03-06T10:01
          归档     -     -        2025-03-20`,
        },
        "there is but one party": {
          outcome: "not applicable",
          log: log`
          activity party decision at
          询问     -     -        2025-03-05T10:00
          处罚决定 p1    罚款     2025-03-06T10:00
          归档     -     -        2025-03-20`,
        },
      },
      warns: {
        "the one and not the other": {
          of: { party_count: 2 },
          severity: 3,
          log: log`
          activity party decision at
          询问     p1    -        2025-03-05T10:00
          处罚决定 p1    罚款     2025-03-06T10:00
          处罚决定 p2    罚款     2025-03-06T10:01
          归档     -     -        2025-03-20`,
        },
      },
    },
    "PS06-each-party-notified": {
      silent: {
        "each of the two": {
          of: { party_count: 2 },
          outcome: "clear",
          log: log`
          activity   party decision at
          处罚前告知 p1    -        2025-03-05T10:00
          处罚前告知 p2    -        2025-03-05T10:00
          处罚决定   p1    罚款     2025-03-06T10:00
          处罚决定   p2    罚款     2025-03-06T10:01
          归档       -     -        2025-03-20`,
        },
        "for whom one was is not recorded": {
          of: { party_count: 2 },
          outcome: "cannot tell",
          log: log`
          activity   party decision at
          处罚前告知 p1    -        2025-03-05T10:00
          处罚前告知 -     -        2025-03-05T10:00
          处罚决定   p1    罚款     2025-03-06T10:00
          处罚决定   p2    罚款     2025-03-06T10:01
          归档       -     -        2025-03-20`,
        },
        "there is but one party": {
          outcome: "not applicable",
          log: log`
          activity   party decision at
          处罚前告知 -     -        2025-03-05T10:00
          处罚决定   p1    罚款     2025-03-06T10:00
          归档       -     -        2025-03-20`,
        },
      },
      warns: {
        "the one and not the other": {
          of: { party_count: 2 },
          severity: 4,
          log: log`
          activity   party decision at
          处罚前告知 p1    -        2025-03-05T10:00
          处罚决定   p1    罚款     2025-03-06T10:00
          处罚决定   p2    罚款     2025-03-06T10:01
          归档       -     -        2025-03-20`,
        },
      },
    },
    "PS08-each-party-served": {
      silent: {
        "each of the two": {
          of: { party_count: 2 },
          outcome: "clear",
          log: log`
          activity party decision at
          处罚决定 p1    罚款     2025-03-05T10:00
          处罚决定 p2    罚款     2025-03-05T10:01
          送达     p1    -        2025-03-06T10:00
          送达     p2    -        2025-03-06T10:00
          归档     -     -        2025-03-20`,
        },
        "for whom one was is not recorded": {
          of: { party_count: 2 },
          outcome: "cannot tell",
          log: log`
          activity party decision at
          处罚决定 p1    罚款     2025-03-05T10:00
          处罚决定 p2    罚款     2025-03-05T10:01
          送达     p1    -        2025-03-06T10:00
          送达     -     -        2025-03-06T10:00
          归档     -     -        2025-03-20`,
        },
        "there is but one party": {
          outcome: "not applicable",
          log: log`
          activity party decision at
          处罚决定 p1    罚款     2025-03-05T10:00
          送达     -     -        2025-03-06T10:00
          归档     -     -        2025-03-20`,
        },
      },
      warns: {
        "the one and not the other": {
          of: { party_count: 2 },
          severity: 3,
          log: log`
          activity party decision at
          处罚决定 p1    罚款     2025-03-05T10:00
          处罚决定 p2    罚款     2025-03-05T10:01
          送达     p1    -        2025-03-06T10:00
          归档     -     -        2025-03-20`,
        },
      },
    },
    "PS08-each-party-served-in-two-days": {
      silent: {
        "each of the two": {
          of: { party_count: 2 },
          outcome: "clear",
          log: log`
          activity party decision at
          处罚决定 p1    罚款     2025-03-05T10:00
          处罚决定 p2    罚款     2025-03-05T10:01
          送达     p1    -        2025-03-06T10:00
          送达     p2    -        2025-03-06T10:00
          归档     -     -        2025-03-20`,
        },
        "for whom one was is not recorded": {
          of: { party_count: 2 },
          outcome: "cannot tell",
          log: log`
          activity party decision at
          处罚决定 p1    罚款     2025-03-05T10:00
          处罚决定 p2    罚款     2025-03-05T10:01
          送达     p1    -        2025-03-06T10:00
          送达     -     -        2025-03-18T10:00
          归档     -     -        2025-03-20`,
        },
        "there is but one party": {
          outcome: "not applicable",
          log: log`
          activity party decision at
          处罚决定 p1    罚款     2025-03-05T10:00
          送达     -     -        2025-03-06T10:00
          归档     -     -        2025-03-20`,
        },
      },
      warns: {
        "the one and not the other": {
          of: { party_count: 2 },
          severity: 3,
          log: log`
          activity party decision at
          处罚决定 p1    罚款     2025-03-05T10:00
          处罚决定 p2    罚款     2025-03-05T10:01
          送达     p1    -        2025-03-06T10:00
          送达     p2    -        2025-03-18T10:00
          归档     -     -        2025-03-20`,
        },
      },
    },
    "PS01-each-party-executed": {
      silent: {
        "one detention is not executed": {
          outcome: "clear",
          of: { party_count: 2 },
          log: log`
          activity party decision at
          处罚决定 p1 罚款 2025-03-05T10:00
          处罚决定 p2 行政拘留五日（不执行） 2025-03-05T10:01
          执行 p1 - 2025-03-06T10:00
          归档 - - 2025-03-20`,
        },
        "each of the two": {
          of: { party_count: 2 },
          outcome: "clear",
          log: log`
          activity party decision at
          处罚决定 p1    罚款     2025-03-05T10:00
          处罚决定 p2    罚款     2025-03-05T10:01
          执行     p1    -        2025-03-06T10:00
          执行     p2    -        2025-03-06T10:00
          归档     -     -        2025-03-20`,
        },
        "for whom one was is not recorded": {
          of: { party_count: 2 },
          outcome: "cannot tell",
          log: log`
          activity party decision at
          处罚决定 p1    罚款     2025-03-05T10:00
          处罚决定 p2    罚款     2025-03-05T10:01
          执行     p1    -        2025-03-06T10:00
          执行     -     -        2025-03-06T10:00
          归档     -     -        2025-03-20`,
        },
        "there is but one party": {
          outcome: "not applicable",
          log: log`
          activity party decision at
          处罚决定 p1    罚款     2025-03-05T10:00
          执行     -     -        2025-03-06T10:00
          归档     -     -        2025-03-20`,
        },
      },
      warns: {
        "the one and not the other": {
          of: { party_count: 2 },
          severity: 2,
          log: log`
          activity party decision at
          处罚决定 p1    罚款     2025-03-05T10:00
          处罚决定 p2    罚款     2025-03-05T10:01
          执行     p1    -        2025-03-06T10:00
          归档     -     -        2025-03-20`,
        },
      },
    },
    "PS06-hearing-before-decision": {
      silent: {
        "decided after it": {
          outcome: "clear",
          log: log`
          activity at
          听证     2025-03-05
          处罚决定 2025-03-10
          归档     2025-03-20`,
        },
        "held and decided on one day, the hour of the decision not recorded": {
          outcome: "cannot tell",
          log: log`
          activity at
          处罚决定 2025-03-10
          听证     2025-03-10T10:00
          归档     2025-03-20`,
        },
        "one of two was decided before the other was heard": {
          outcome: "clear",
          log: log`
          activity party at
          处罚决定 p1    2025-03-05
          听证     p2    2025-03-08
          处罚决定 p2    2025-03-10
          归档     -     2025-03-20`,
        },
      },
      warns: {
        "held when it was decided already": {
          severity: 4,
          evidence: ["听证"],
          log: log`
          activity   at
          处罚前告知 2025-03-04
          要求听证   2025-03-04T15:00
          处罚决定   2025-03-05T10:00
          听证       2025-03-25T10:00
          法制审核   2025-03-26T10:00
          归档       2025-04-20`,
        },
      },
    },
    "PS06-defence-reviewed-before-decision": {
      silent: {
        "urged to perform, the party spoke after the decision": {
          outcome: "not applicable",
          log: log`
          activity     at
          处罚决定 2025-03-04
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
          处罚决定     2025-03-10
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
          处罚决定     2025-03-04T16:00
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
          处罚决定 2025-03-10
          归档 2025-03-20`,
        },
        "reviewed between hearing and decision": {
          outcome: "clear",
          log: log`
          activity at
          听证     2025-03-05
          法制审核 2025-03-06
          处罚决定 2025-03-10
          归档 2025-03-20`,
        },
        "of several parties one may have been decided unheard": {
          of: { party_count: 2 },
          outcome: "clear",
          log: log`
          activity at
          处罚决定 2025-03-03
          听证     2025-03-05
          法制审核 2025-03-06
          处罚决定 2025-03-10
          归档 2025-03-20`,
        },
        "nobody was heard": {
          outcome: "not applicable",
          log: log`
          activity at
          处罚决定 2025-03-10
          法制审核 2025-03-12
          归档 2025-03-20`,
        },
      },
      warns: {
        "reviewed when it was decided already": {
          severity: 4,
          evidence: ["法制审核"],
          log: log`
          activity at
          听证     2025-03-04T09:00
          处罚决定 2025-03-04T16:00
          法制审核 2025-03-10T14:00
          归档 2025-03-20`,
        },
      },
    },
    "PS06-hearing-when-asked-2000": {
      silent: {
        heard: {
          outcome: "clear",
          log: log`
          activity decision amount at
          要求听证 -        -      2025-03-05
          听证     -        -      2025-03-12
          处罚决定 罚款     3000   2025-03-15
          归档     -        -      2025-03-20`,
        },
        "a fine that gives no right to a hearing": {
          outcome: "not applicable",
          log: log`
          activity decision amount at
          要求听证 -        -      2025-03-05
          处罚决定 罚款     300    2025-03-15
          归档     -        -      2025-03-20`,
        },
      },
      warns: {
        "asked for and never answered": {
          severity: 4,
          evidence: ["处罚决定"],
          log: log`
          activity decision amount at
          要求听证 -        -      2025-03-05
          处罚决定 罚款     3000   2025-03-15
          归档     -        -      2025-03-20`,
        },
      },
    },
    "PS06-hearing-when-asked-4000": {
      silent: {
        heard: {
          outcome: "clear",
          log: log`
          activity decision amount at
          要求听证 -        -      2026-03-05
          听证     -        -      2026-03-12
          处罚决定 罚款     4000   2026-03-15
          归档     -        -      2026-03-20`,
        },
        "a fine that gives no right to one from 2026": {
          outcome: "not applicable",
          log: log`
          activity decision amount at
          要求听证 -        -      2026-03-05
          处罚决定 罚款     3000   2026-03-15
          归档     -        -      2026-03-20`,
        },
      },
      warns: {
        "asked for and never answered": {
          severity: 4,
          evidence: ["处罚决定"],
          log: log`
          activity decision amount at
          要求听证 -        -      2026-03-05
          处罚决定 罚款     4000   2026-03-15
          归档     -        -      2026-03-20`,
        },
      },
    },
    "PS06-hearing-when-asked-licence": {
      silent: {
        heard: {
          outcome: "clear",
          log: log`
          activity decision   amount at
          要求听证 -          -      2025-03-05
          听证     -          -      2025-03-12
          处罚决定 吊销许可证 -      2025-03-15
          归档     -          -      2025-03-20`,
        },
        fined: {
          outcome: "not applicable",
          log: log`
          activity decision amount at
          要求听证 -        -      2025-03-05
          处罚决定 罚款     300    2025-03-15
          归档     -        -      2025-03-20`,
        },
      },
      warns: {
        "asked for and never answered": {
          severity: 4,
          evidence: ["处罚决定"],
          log: log`
          activity decision   amount at
          要求听证 -          -      2025-03-05
          处罚决定 吊销许可证 -      2025-03-15
          归档     -          -      2025-03-20`,
        },
      },
    },
    "PS06-hearing-when-asked-suspension": {
      silent: {
        heard: {
          outcome: "clear",
          log: log`
          activity decision     amount at
          要求听证 -            -      2026-03-05
          听证     -            -      2026-03-12
          处罚决定 责令停业整顿 -      2026-03-15
          归档     -            -      2026-03-20`,
        },
        "until 2025 it gave no right to one": {
          outcome: "not applicable",
          log: log`
          activity decision     amount at
          要求听证 -            -      2025-03-05
          处罚决定 责令停业整顿 -      2025-03-15
          归档     -            -      2025-03-20`,
        },
      },
      warns: {
        "asked for and never answered": {
          severity: 4,
          evidence: ["处罚决定"],
          log: log`
          activity decision     amount at
          要求听证 -            -      2026-03-05
          处罚决定 责令停业整顿 -      2026-03-15
          归档     -            -      2026-03-20`,
        },
      },
    },
    "PS06-hearing-when-asked-minor": {
      silent: {
        heard: {
          of: { minor: true },
          outcome: "clear",
          log: log`
          activity decision at
          要求听证 -        2026-03-05
          听证     -        2026-03-12
          处罚决定 行政拘留 2026-03-15
          归档     -        2026-03-20`,
        },
        "an adult has no right to one": {
          of: { minor: false },
          outcome: "not applicable",
          log: log`
          activity decision at
          要求听证 -        2026-03-05
          处罚决定 行政拘留 2026-03-15
          归档     -        2026-03-20`,
        },
      },
      warns: {
        "asked for and never answered": {
          of: { minor: true },
          severity: 4,
          evidence: ["处罚决定"],
          log: log`
          activity decision at
          要求听证 -        2026-03-05
          处罚决定 行政拘留 2026-03-15
          归档     -        2026-03-20`,
        },
      },
    },
    "PS01-filing": {
      silent: {
        "decided not to file": {
          outcome: "clear",
          log: log`
          activity at
          接报登记 2026-01-05
          不予立案 2026-01-06
          归档     2026-01-20`,
        },
        "accepted in the last year of the old law": {
          outcome: "not applicable",
          log: log`
          activity at
          接报登记 2025-12-31
          归档     2026-01-20`,
        },
        "punished on the spot": {
          outcome: "not applicable",
          of: { procedure_variant: "当场处罚" },
          log: log`
          activity     at
          受案登记     2026-01-05T09:40
          当场处罚决定 2026-01-05T09:50
          归档         2026-01-20`,
        },
      },
      warns: {
        "reported and archived": {
          severity: 3,
          evidence: ["归档"],
          log: log`
          activity at
          接报登记 2026-01-05
          归档     2026-01-20`,
        },
        "accepted, decided after five months, and never filed": {
          severity: 3,
          asOf: "2026-06-30",
          log: log`
          activity at
          接报登记 2026-01-05
          受案登记 2026-01-05
          处罚决定 2026-06-01
          归档     2026-06-10`,
        },
      },
    },
    "TM01-review-of-the-report": {
      silent: {
        "passed to mediation on the third day": {
          outcome: "clear",
          log: log`
          activity   at
          接报登记   2025-03-04
          转行政调解 2025-03-07`,
        },
        "under the new law the case is filed at once, which is another rule": {
          outcome: "not applicable",
          log: log`
          activity   at
          接报登记   2026-03-04
          立案       2026-03-17`,
        },
      },
      warns: {
        "accepted on the fourth day": {
          severity: 2,
          measured: 4,
          evidence: ["接报登记", "受案登记"],
          log: log`
          activity   at
          接报登记   2025-03-03
          受案登记   2025-03-07`,
        },
        "more than twice the time": {
          severity: 3,
          measured: 7,
          log: log`
          activity   at
          接报登记   2025-03-03
          受案登记   2025-03-10`,
        },
      },
    },
    "PS03-seizure-before-acceptance": {
      silent: {
        "seized in urgency, accepted within the day": {
          outcome: "clear",
          log: log`
          activity   at
          扣押       2025-03-03T22:00
          受案登记   2025-03-04T09:00`,
        },
        "filed, and then seized": {
          outcome: "clear",
          log: log`
          activity   at
          立案       2026-03-03T08:00
          扣押       2026-03-03T22:00`,
        },
      },
      warns: {
        "accepted three days after": {
          severity: 4,
          evidence: ["扣押", "受案登记"],
          log: log`
          activity   at
          扣押       2025-03-03T22:00
          受案登记   2025-03-06T09:00`,
        },
      },
    },
    "PS05-station-fine-500": {
      silent: {
        "600 yuan, by the county": {
          outcome: "clear",
          log: log`
          activity approver_level amount at
          处罚决定 county         600    2025-12-31`,
        },
        "600 yuan by the station, the day the new law came": {
          outcome: "clear",
          log: log`
          activity approver_level amount at
          处罚决定 派出所         600    2026-01-01`,
        },
        "nobody wrote down who decided": {
          outcome: "cannot tell",
          log: log`
          activity approver_level amount at
          处罚决定 -              600    2025-12-31`,
        },
        "with a written delegation": {
          outcome: "clear",
          log: log`
          activity approver_level amount delegation      at
          处罚决定 派出所         600    授权〔2025〕3号 2025-12-31`,
        },
      },
      warns: {
        "600 yuan by the station under the old law": {
          severity: 4,
          evidence: ["处罚决定"],
          log: log`
          activity approver_level amount at
          处罚决定 派出所         600    2025-12-31`,
        },
      },
    },
    "PS05-station-fine-1000": {
      silent: {
        "1000 yuan exactly": {
          outcome: "clear",
          log: log`
          activity approver_level amount at
          处罚决定 派出所         1000   2026-01-01`,
        },
        "with a written delegation": {
          outcome: "clear",
          log: log`
          activity approver_level amount delegation      at
          处罚决定 派出所         1200   授权〔2025〕3号 2026-03-03`,
        },
      },
      warns: {
        "by the head of the station, in those words": {
          log: log`
          activity approver_level amount at
          处罚决定 派出所负责人   1200   2026-03-03`,
        },
        "1001 yuan": {
          evidence: ["处罚决定"],
          log: log`
          activity approver_level amount at
          处罚决定 派出所         1001   2026-01-01`,
        },
      },
    },
    "PS05-station-other-penalties": {
      silent: {
        "a warning by the station": {
          outcome: "clear",
          log: log`
          activity approver_level decision at
          处罚决定 派出所         警告     2026-01-05`,
        },
        "a detention by the county": {
          outcome: "clear",
          log: log`
          activity approver_level decision at
          处罚决定 县级公安机关   行政拘留 2026-01-05`,
        },
        "decided in words that are in no list": {
          outcome: "cannot tell",
          log: log`
          activity approver_level decision at
          处罚决定 派出所         治安处罚 2026-01-05`,
        },
      },
      warns: {
        "a detention of so many days, or an order to close, by the station": {
          evidence: [2, 3],
          log: log`
          activity approver_level decision at
          处罚决定 派出所         行政拘留五日 2025-01-05
          处罚决定 派出所         责令停业整顿 2025-01-06`,
        },
        "a detention by the station": {
          evidence: ["处罚决定"],
          log: log`
          activity approver_level decision at
          处罚决定 派出所         行政拘留 2025-01-05`,
        },
      },
    },
    "PS05-approver-on-the-decision": {
      silent: {
        "the approver is somebody else": {
          outcome: "clear",
          log: log`
          activity actor co   approver at
          处罚决定 li    wang chen     2025-03-05`,
        },
        "on the spot one officer decides": {
          of: { procedure_variant: "当场处罚" },
          outcome: "not applicable",
          log: log`
          activity actor co   approver at
          处罚决定 li    -    li       2025-03-05`,
        },
      },
      warns: {
        "the handler's own approval": {
          severity: 4,
          evidence: ["处罚决定"],
          log: log`
          activity actor co   approver at
          处罚决定 li    wang wang     2025-03-05`,
        },
      },
    },
    "PS05-handler-does-not-hear": {
      silent: {
        "the investigators put their case at the hearing": {
          outcome: "clear",
          log: log`
          activity actor co        at
          询问     li    wang      2025-03-05
          听证     sun   "li;wang" 2025-03-15`,
        },
      },
      warns: {
        "the second officer chairs": {
          evidence: ["询问", "听证"],
          log: log`
          activity actor co        at
          询问     li    wang      2025-03-05
          听证     wang  li        2025-03-15`,
        },
      },
    },
    "PS04-review-of-listed-classes": {
      silent: {
        "nobody marked the class": {
          outcome: "not applicable",
          log: log`
          activity at
          处罚决定 2025-03-05`,
        },
        "reviewed the day before": {
          of: { legal_review_required: true },
          outcome: "clear",
          log: log`
          activity at
          法制审核 2025-03-04
          处罚决定 2025-03-05`,
        },
      },
      warns: {
        "reviewed and not passed": {
          of: { legal_review_required: true },
          severity: 4,
          evidence: ["处罚决定"],
          log: log`
          activity approval_result at
          法制审核 不通过 2025-03-04T09:00
          处罚决定 - 2025-03-05T10:00`,
        },
        "marked, and reviewed after the decision": {
          of: { legal_review_required: true },
          severity: 4,
          evidence: ["处罚决定", "法制审核"],
          log: log`
          activity at
          处罚决定 2025-03-05
          法制审核 2025-03-06`,
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
        "withdrawn by the party": {
          outcome: "clear",
          log: log`
          activity     at
          要求听证     2025-03-05
          撤回听证要求 2025-03-06
          归档         2025-03-20`,
        },
        "no right to one, and told so": {
          outcome: "clear",
          log: log`
          activity     at
          要求听证     2025-03-05
          不予受理听证 2025-03-06
          归档         2025-03-20`,
        },
      },
      warns: {
        "asked for and never held": {
          severity: 3,
          evidence: ["要求听证"],
          log: log`
          activity     at
          要求听证     2025-03-05
          处罚决定     2025-03-16
          归档         2025-03-20`,
        },
      },
    },
    "PS06-hearing-period-2000": {
      silent: {
        "waived in writing": {
          outcome: "not applicable",
          log: log`
          activity   amount at
          处罚前告知 -      2025-03-05
          放弃听证   -      2025-03-05
          处罚决定   2000   2025-03-06`,
        },
        "1900 yuan give no right to a hearing": {
          outcome: "not applicable",
          log: log`
          activity   amount at
          处罚前告知 -      2025-03-05
          处罚决定   1900   2025-03-06`,
        },
        "2000 yuan under the new law": {
          outcome: "not applicable",
          log: log`
          activity   amount at
          处罚前告知 -      2026-03-05
          处罚决定   2000   2026-03-06`,
        },
        "the day after the fifth working day": {
          outcome: "clear",
          log: log`
          activity   amount at
          处罚前告知 -      2025-03-05
          处罚决定   2000   2025-03-13`,
        },
      },
      warns: {
        "the next day": {
          severity: 4,
          measured: 1,
          evidence: ["处罚前告知", "处罚决定"],
          log: log`
          activity   amount at
          处罚前告知 -      2025-03-05
          处罚决定   2000   2025-03-06`,
        },
      },
    },
    "PS06-hearing-period-2000-until-2021": {
      silent: {
        "on the fifth day": {
          outcome: "clear",
          log: log`
          activity   amount at
          处罚前告知 -      2020-05-06
          处罚决定   3000   2020-05-11`,
        },
        waived: {
          outcome: "not applicable",
          log: log`
          activity   amount at
          处罚前告知 -      2020-05-06
          放弃听证   -      2020-05-06
          处罚决定   3000   2020-05-07`,
        },
      },
      warns: {
        "the next day": {
          severity: 4,
          measured: 1,
          log: log`
          activity   amount at
          处罚前告知 -      2020-05-06
          处罚决定   3000   2020-05-07`,
        },
      },
    },
    "PS06-hearing-period-4000": {
      silent: {
        "heard, and decided the same day": {
          outcome: "not applicable",
          log: log`
          activity   amount at
          处罚前告知 -      2026-03-05
          听证       -      2026-03-06
          处罚决定   4000   2026-03-06`,
        },
      },
      warns: {
        "on the fifth working day": {
          measured: 7,
          log: log`
          activity   amount at
          处罚前告知 -      2026-03-05
          处罚决定   4000   2026-03-12`,
        },
      },
    },
    "PS06-hearing-period-licence": {
      silent: {
        "decided on the seventh day, when the time to ask was over": {
          outcome: "clear",
          log: log`
          activity decision at
          处罚前告知 - 2026-03-02
          处罚决定 吊销许可证 2026-03-10`,
        },
        "before the law of 2021 there were three days to ask, of which another rule speaks": {
          outcome: "not applicable",
          log: log`
          activity decision at
          处罚前告知 - 2019-03-04
          处罚决定 吊销许可证 2019-03-08`,
        },
        "a hearing was waived": {
          outcome: "not applicable",
          log: log`
          activity decision at
          处罚前告知 - 2026-03-02
          放弃听证 - 2026-03-02
          处罚决定 吊销许可证 2026-03-03`,
        },
        "a fine alone": {
          outcome: "not applicable",
          log: log`
          activity decision at
          处罚前告知 - 2026-03-02
          处罚决定 罚款 2026-03-03`,
        },
      },
      warns: {
        "decided the day after the notice": {
          severity: 4,
          law: ["治安管理处罚法 117"],
          log: log`
          activity decision at
          处罚前告知 - 2026-03-02
          处罚决定 吊销许可证 2026-03-03`,
        },
        "the same under the law of 2012": {
          law: ["治安管理处罚法 98", "行政处罚法 64"],
          log: log`
          activity decision at
          处罚前告知 - 2025-03-03
          处罚决定 吊销许可证 2025-03-04`,
        },
      },
    },
    "PS06-hearing-period-licence-until-2021": {
      silent: {
        "on the fourth day": {
          outcome: "clear",
          log: log`
          activity   decision   at
          处罚前告知 -          2020-05-06
          处罚决定   吊销许可证 2020-05-10`,
        },
        "under the law of 2021": {
          outcome: "not applicable",
          log: log`
          activity   decision   at
          处罚前告知 -          2021-07-15
          处罚决定   吊销许可证 2021-07-19`,
        },
      },
      warns: {
        "the next day": {
          severity: 4,
          measured: 1,
          law: ["治安管理处罚法 98", "行政处罚法 42", "公安机关办理行政案件程序规定 133"],
          log: log`
          activity   decision   at
          处罚前告知 -          2020-05-06
          处罚决定   吊销许可证 2020-05-07`,
        },
      },
    },
    "PS06-hearing-period-suspension": {
      silent: {
        "decided on the seventh day, when the time to ask was over": {
          outcome: "clear",
          log: log`
          activity decision at
          处罚前告知 - 2026-03-02
          处罚决定 停业整顿 2026-03-10`,
        },
        "a hearing was waived": {
          outcome: "not applicable",
          log: log`
          activity decision at
          处罚前告知 - 2026-03-02
          放弃听证 - 2026-03-02
          处罚决定 停业整顿 2026-03-03`,
        },
        "no hearing was due before 2026": {
          outcome: "not applicable",
          log: log`
          activity decision at
          处罚前告知 - 2025-03-03
          处罚决定 停业整顿 2025-03-04`,
        },
      },
      warns: {
        "in other words": {
          log: log`
          activity decision at
          处罚前告知 - 2026-03-02
          处罚决定 责令停产停业 2026-03-03`,
        },
        "decided the day after the notice": {
          severity: 4,
          log: log`
          activity decision at
          处罚前告知 - 2026-03-02
          处罚决定 停业整顿 2026-03-03`,
        },
      },
    },
    "PS06-hearing-period-minor": {
      silent: {
        "of age": {
          outcome: "not applicable",
          log: log`
          activity decision minor at
          处罚前告知 - - 2026-03-02
          处罚决定 拘留 false 2026-03-03`,
        },
        "nobody recorded the age": {
          outcome: "not applicable",
          log: log`
          activity decision minor at
          处罚前告知 - - 2026-03-02
          处罚决定 拘留 - 2026-03-03`,
        },
      },
      warns: {
        "in so many words": {
          log: log`
          activity decision minor at
          处罚前告知 - - 2026-03-02
          处罚决定 行政拘留三日 true 2026-03-03`,
        },
        "a minor, detained the day after the notice": {
          severity: 4,
          log: log`
          activity decision minor at
          处罚前告知 - - 2026-03-02
          处罚决定 拘留 true 2026-03-03`,
        },
      },
    },
    "PS06-guardian": {
      silent: {
        "an adult": {
          outcome: "not applicable",
          log: log`
          activity   minor at
          处罚决定   false 2026-03-06`,
        },
        "nobody wrote down how old": {
          outcome: "not applicable",
          log: log`
          activity   minor at
          处罚决定   -     2026-03-06`,
        },
      },
      warns: {
        "a minor, and no word to the guardian": {
          severity: 4,
          evidence: ["处罚决定"],
          log: log`
          activity   minor decision at
          处罚决定   true  罚款     2026-03-06`,
        },
      },
    },
    "PS06-fast-track-consent": {
      silent: {
        "agreed before": {
          of: { procedure_variant: "快速办理" },
          outcome: "clear",
          log: log`
          activity         at
          快速办理书面同意 2025-03-05T09:00
          处罚决定         2025-03-05T15:00`,
        },
        "an ordinary case": {
          outcome: "not applicable",
          log: log`
          activity         at
          处罚决定         2025-03-05T15:00`,
        },
      },
      warns: {
        "agreed after": {
          of: { procedure_variant: "快速办理" },
          evidence: ["处罚决定", "快速办理书面同意"],
          log: log`
          activity         at
          处罚决定         2025-03-05T15:00
          快速办理书面同意 2025-03-05T16:00`,
        },
      },
    },
    "PS07-recorded-in-the-station": {
      silent: {
        recorded: {
          outcome: "clear",
          log: log`
          activity place av_ref at
          询问 办案场所 av-1 2026-03-03`,
        },
        "at the party's home": {
          outcome: "clear",
          log: log`
          activity place av_ref at
          询问 当事人住处 - 2026-03-03`,
        },
        "before 2026": {
          outcome: "clear",
          log: log`
          activity place av_ref at
          询问 办案场所 - 2025-03-03`,
        },
      },
      warns: {
        "in the rooms of the organ, with no recording": {
          severity: 3,
          log: log`
          activity place av_ref at
          询问 办案场所 - 2026-03-03`,
        },
      },
    },
    "PS07-two-inspectors": {
      silent: {
        "two names on two records of one moment": {
          outcome: "clear",
          log: log`
          activity actor at
          现场勘验 li    2026-03-01T10:00
          现场勘验 wang  2026-03-01T10:00
          归档     li    2026-03-20`,
        },
        "who was the second is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity actor at
          现场勘验 li    2026-03-01T10:00
          现场勘验 -     2026-03-01T10:00
          归档     li    2026-03-20`,
        },
      },
      warns: {
        "one alone at the second inspection": {
          evidence: [3],
          log: log`
          activity actor co   at
          现场勘验 li    wang 2026-03-01T10:00
          检查     li    -    2026-03-02T10:00
          归档     li    -    2026-03-20`,
        },
      },
    },
    "TM06-questioning-on-a-summons": {
      silent: {
        "each of two left in time": {
          outcome: "clear",
          log: log`
          activity     party at
          传唤到案     p     2026-03-01T08:00
          询问查证结束 p     2026-03-01T20:00
          传唤到案     q     2026-03-03T08:00
          询问查证结束 q     2026-03-04T07:00`,
        },
      },
      warns: {
        "one of two after twenty-seven hours": {
          severity: 3,
          says: ["q"],
          evidence: [4, 5],
          log: log`
          activity     party at
          传唤到案     p     2026-03-01T08:00
          询问查证结束 p     2026-03-01T20:00
          传唤到案     q     2026-03-03T08:00
          询问查证结束 q     2026-03-04T11:00`,
        },
      },
    },
    "PS01-collective-discussion": {
      silent: {
        "discussed before the decision": {
          outcome: "clear",
          log: log`
          activity collective_discussion_required at
          集体讨论 - 2026-03-02
          处罚决定 true 2026-03-03`,
        },
        "an ordinary case": {
          outcome: "not applicable",
          log: log`
          activity collective_discussion_required at
          处罚决定 - 2026-03-03`,
        },
      },
      warns: {
        "grave, and decided without a discussion": {
          law: ["治安管理处罚法 113"],
          severity: 3,
          evidence: ["处罚决定"],
          log: log`
          activity collective_discussion_required at
          处罚决定 true 2026-03-03`,
        },
      },
    },
    "TM06-questioning-eight-hours": {
      silent: {
        "ten hours, and a detention may follow": {
          outcome: "not applicable",
          log: log`
          activity detention_possible party at
          传唤到案 true p1 2025-03-03T09:10
          询问查证结束 - p1 2025-03-03T19:00`,
        },
        "eight hours, the hour of the arrival not counted": {
          outcome: "clear",
          log: log`
          activity detention_possible party at
          传唤到案 false p1 2025-03-03T09:10
          询问查证结束 - p1 2025-03-03T18:00`,
        },
        "ten hours under the new law": {
          outcome: "not applicable",
          log: log`
          activity detention_possible party at
          传唤到案 false p1 2026-03-03T09:10
          询问查证结束 - p1 2026-03-03T19:00`,
        },
      },
      warns: {
        "nine hours and a minute": {
          severity: 3,
          law: ["治安管理处罚法 83"],
          log: log`
          activity detention_possible party at
          传唤到案 false p1 2025-03-03T09:10
          询问查证结束 - p1 2025-03-03T18:11`,
        },
      },
    },
    "TM06-questioning-twelve-hours": {
      silent: {
        "eleven hours": {
          outcome: "clear",
          log: log`
          activity detention_possible party at
          传唤到案 false p1 2026-03-03T09:10
          询问查证结束 - p1 2026-03-03T20:10`,
        },
      },
      warns: {
        "fourteen hours": {
          severity: 3,
          law: ["治安管理处罚法 97"],
          log: log`
          activity detention_possible party at
          传唤到案 false p1 2026-03-03T09:10
          询问查证结束 - p1 2026-03-03T23:10`,
        },
      },
    },
    "TM06-fine-paid-to-bank": {
      silent: {
        "on the second day": {
          outcome: "clear",
          log: log`
          activity at
          罚款交至机关 2026-03-03
          缴付银行 2026-03-05`,
        },
        "paid by the party itself": {
          outcome: "not applicable",
          log: log`
          activity at
          缴付银行 2026-03-05`,
        },
      },
      warns: {
        "the second of two": {
          measured: 10,
          log: log`
          activity     at
          罚款交至机关 2026-03-03
          缴付银行     2026-03-05
          罚款交至机关 2026-03-10
          缴付银行     2026-03-20`,
        },
        "on the third day": {
          measured: 3,
          log: log`
          activity at
          罚款交至机关 2026-03-03
          缴付银行 2026-03-06`,
        },
      },
    },
    "TM06-fast-track": {
      silent: {
        "decided after forty-seven hours": {
          of: { procedure_variant: "快速办理" },
          outcome: "clear",
          log: log`
          activity     at
          传唤到案     2025-03-01T08:00
          处罚决定     2025-03-03T07:00`,
        },
        "an ordinary case takes longer": {
          outcome: "not applicable",
          log: log`
          activity     at
          传唤到案     2025-03-01T08:00
          处罚决定     2025-03-13T07:00`,
        },
      },
      warns: {
        "decided on the third day": {
          of: { procedure_variant: "快速办理" },
          evidence: ["传唤到案", "处罚决定"],
          log: log`
          activity     at
          传唤到案     2025-03-01T08:00
          处罚决定     2025-03-03T12:00`,
        },
      },
    },
    "TM06-spot-report": {
      silent: {
        "reported the next morning": {
          of: { procedure_variant: "当场处罚" },
          outcome: "clear",
          log: log`
          activity     at
          当场处罚决定 2026-03-01T10:00
          当场处罚备案 2026-03-02T09:00`,
        },
      },
      warns: {
        "reported two days after": {
          of: { procedure_variant: "当场处罚" },
          severity: 3,
          log: log`
          activity     at
          当场处罚决定 2026-03-01T10:00
          当场处罚备案 2026-03-03T10:00`,
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
    "TM06-fine-handed-in": {
      silent: {
        "on the second day": {
          outcome: "clear",
          log: log`
          activity     at
          当场收缴罚款 2026-03-03
          罚款交至机关 2026-03-05`,
        },
      },
      warns: {
        "the second of two": {
          measured: 10,
          log: log`
          activity     at
          当场收缴罚款 2026-03-03
          罚款交至机关 2026-03-05
          当场收缴罚款 2026-03-10
          罚款交至机关 2026-03-20`,
        },
        "on the third day": {
          measured: 3,
          log: log`
          activity     at
          当场收缴罚款 2026-03-03
          罚款交至机关 2026-03-06`,
        },
      },
    },
    "PS08-family-told": {
      silent: {
        "a fine concerns nobody else": {
          outcome: "not applicable",
          log: log`
          activity     decision at
          处罚决定     罚款     2026-03-03
          归档         -        2026-03-20`,
        },
        "told by telephone on the day": {
          outcome: "clear",
          log: log`
          activity     decision at
          处罚决定     行政拘留 2026-03-03
          通知家属     -        2026-03-03
          归档         -        2026-03-20`,
        },
        "decided in words that are in no list": {
          outcome: "cannot tell",
          log: log`
          activity     decision at
          处罚决定     治安处罚 2026-03-03
          归档         -        2026-03-20`,
        },
      },
      warns: {
        "for five days": {
          evidence: ["处罚决定"],
          log: log`
          activity     decision at
          处罚决定     行政拘留五日 2026-03-03
          归档         -        2026-03-20`,
        },
        "detained and nobody told": {
          evidence: ["处罚决定"],
          log: log`
          activity     decision at
          处罚决定     行政拘留 2026-03-03
          归档         -        2026-03-20`,
        },
      },
    },
    "PS01-executed": {
      silent: {
        "a detention that is not executed": {
          outcome: "not applicable",
          log: log`
          activity decision at
          处罚决定 行政拘留五日（不执行） 2026-03-03
          归档 - 2026-03-20`,
        },
        "put off because of a review": {
          outcome: "clear",
          log: log`
          activity     decision at
          处罚决定     行政拘留 2026-03-03
          暂缓执行     -        2026-03-04
          归档         -        2026-03-20`,
        },
        "a warning needs no execution": {
          outcome: "not applicable",
          log: log`
          activity     decision at
          处罚决定     警告     2026-03-03
          归档         -        2026-03-20`,
        },
        "no penalty, in the words of the official form": {
          outcome: "not applicable",
          log: log`
          activity     decision at
          不予处罚决定 不予行政处罚 2026-03-03
          归档         -        2026-03-20`,
        },
      },
      warns: {
        "a warning and a fine": {
          log: log`
          activity     decision at
          处罚决定     警告并处罚款二百元 2026-03-03
          归档         -        2026-03-20`,
        },
        "fined, archived, never paid": {
          severity: 2,
          evidence: ["处罚决定"],
          log: log`
          activity     decision at
          处罚决定     罚款     2026-03-03
          归档         -        2026-03-20`,
        },
      },
    },
    "PS09-minor-in-fast-track": {
      silent: {
        "a minor in an ordinary case": {
          outcome: "clear",
          log: log`
          activity     minor at
          处罚决定     true  2026-03-03`,
        },
      },
      warns: {
        "a minor in the fast track": {
          of: { procedure_variant: "快速办理" },
          evidence: ["处罚决定"],
          log: log`
          activity     minor at
          处罚决定     true  2026-03-03`,
        },
      },
    },
    "PS09-long-detention-in-fast-track": {
      silent: {
        "nine days": {
          of: { procedure_variant: "快速办理" },
          outcome: "clear",
          log: log`
          activity     detention_days at
          处罚决定     9              2026-03-03`,
        },
      },
      warns: {
        "ten days": {
          of: { procedure_variant: "快速办理" },
          evidence: ["处罚决定"],
          log: log`
          activity     detention_days at
          处罚决定     10             2026-03-03`,
        },
      },
    },
    "PS09-spot-fine-200": {
      silent: {
        "200 yuan": {
          of: { procedure_variant: "当场处罚" },
          outcome: "clear",
          log: log`
          activity     amount at
          当场处罚决定 200    2025-03-03`,
        },
        "300 yuan under the new law": {
          of: { procedure_variant: "当场处罚" },
          outcome: "clear",
          log: log`
          activity     amount at
          当场处罚决定 300    2026-03-03`,
        },
      },
      warns: {
        "300 yuan": {
          of: { procedure_variant: "当场处罚" },
          evidence: ["当场处罚决定"],
          log: log`
          activity     amount at
          当场处罚决定 300    2025-03-03`,
        },
      },
    },
    "PS09-spot-fine-500": {
      silent: {
        "500 yuan": {
          of: { procedure_variant: "当场处罚" },
          outcome: "clear",
          log: log`
          activity     amount at
          当场处罚决定 500    2026-03-03`,
        },
      },
      warns: {
        "501 yuan": {
          of: { procedure_variant: "当场处罚" },
          evidence: ["当场处罚决定"],
          log: log`
          activity     amount at
          当场处罚决定 501    2026-03-03`,
        },
      },
    },
    "PS09-collected-over-50": {
      silent: {
        "50 yuan": {
          outcome: "clear",
          log: log`
          activity     amount at
          当场收缴罚款 50     2025-03-03`,
        },
      },
      warns: {
        "100 yuan": {
          evidence: ["当场收缴罚款"],
          log: log`
          activity     amount at
          当场收缴罚款 100    2025-03-03`,
        },
      },
    },
    "PS09-collected-over-200": {
      silent: {
        "how much is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity     amount at
          当场收缴罚款 -      2026-03-03`,
        },
      },
      warns: {
        "300 yuan": {
          evidence: ["当场收缴罚款"],
          log: log`
          activity     amount at
          当场收缴罚款 300    2026-03-03`,
        },
      },
    },
    "PS01-acceptance": {
      silent: {
        "filed, not accepted yet, and open": {
          outcome: "pending",
          log: log`
          activity at
          立案     2025-12-29`,
        },
        "filed at once under the new law": {
          outcome: "not applicable",
          log: log`
          activity at
          立案     2026-01-05
          归档     2026-01-20`,
        },
        "reported on the last evening of the old law, and filed at once under the new": {
          outcome: "not applicable",
          log: log`
          activity at
          接报登记 2025-12-31T22:00
          立案     2026-01-01T09:00
          归档     2026-01-20`,
        },
        "punished on the spot, where nothing is accepted": {
          outcome: "not applicable",
          log: log`
          activity     at
          当场处罚决定 2025-03-01
          归档         2025-03-20`,
        },
        "accepted under the other name of the form": {
          outcome: "clear",
          log: log`
          activity at
          受理登记 2025-03-01
          归档     2025-03-20`,
        },
      },
      warns: {
        "filed under the old law, and archived under the new": {
          evidence: ["立案"],
          log: log`
          activity at
          立案     2025-12-31T09:00
          归档     2026-01-20`,
        },
        "archived without a word of acceptance": {
          law: ["治安管理处罚法 77", "公安机关办理行政案件程序规定 61"],
          severity: 3,
          says: ["受案登记"],
          evidence: ["归档"],
          log: log`
          activity at
          询问     2025-03-01
          归档     2025-03-20`,
        },
      },
    },
    "PS01-archived": {
      silent: {
        "archived in the fifth month": {
          outcome: "clear",
          log: log`
          activity at
          执行 2025-03-03
          归档 2025-08-01`,
        },
        "executed two months ago": {
          outcome: "pending",
          log: log`
          activity at
          执行 2026-03-01`,
        },
      },
      warns: {
        "not archived for a year": {
          severity: 2,
          log: log`
          activity at
          执行 2025-03-03`,
        },
      },
    },
    "PS02-questioning-before-decision": {
      silent: {
        "questioned in the minute of the decision": {
          outcome: "clear",
          log: log`
          activity at
          处罚决定 2025-03-01T10:00:00
          询问     2025-03-01T10:00:40`,
        },
      },
      warns: {
        "questioned an hour after the decision": {
          evidence: ["处罚决定", "询问"],
          log: log`
          activity at
          处罚决定 2025-03-01T10:00
          询问     2025-03-01T11:00`,
        },
      },
    },
    "PS01-internal-review": {
      silent: {
        "the legal review is one": {
          outcome: "clear",
          log: log`
          activity at
          法制审核 2025-03-01T09:00
          处罚决定 2025-03-01T10:00`,
        },
        "reviewed in the minute of the decision, and entered after it": {
          outcome: "clear",
          log: log`
          activity at
          处罚决定 2025-03-01T10:00
          审核     2025-03-01T10:01`,
        },
        "on the spot": {
          outcome: "not applicable",
          of: { procedure_variant: "当场处罚" },
          log: log`
          activity at
          处罚决定 2025-03-01T10:00`,
        },
      },
      warns: {
        "approved and decided without a review": {
          severity: 3,
          evidence: ["处罚决定"],
          log: log`
          activity at
          审批     2025-03-01T09:00
          处罚决定 2025-03-01T10:00`,
        },
      },
    },
    "PS02-approval-before-decision": {
      silent: {
        "no result was entered": {
          outcome: "clear",
          log: log`
          activity approval_result at
          审批 - 2025-03-01T09:00
          处罚决定 - 2025-03-01T10:00`,
        },
        "refused at first, then approved": {
          outcome: "clear",
          log: log`
          activity approval_result at
          审批 退回 2025-03-01T08:00
          审批 同意 2025-03-01T09:00
          处罚决定 - 2025-03-01T10:00`,
        },
        "approved for the second time after the decision": {
          outcome: "clear",
          log: log`
          activity at
          审批     2025-03-01T09:00
          处罚决定 2025-03-01T10:00
          审批     2025-03-02T10:00`,
        },
      },
      warns: {
        "refused, and decided all the same": {
          evidence: ["处罚决定"],
          log: log`
          activity approval_result at
          审批 不同意 2025-03-01T09:00
          处罚决定 - 2025-03-01T10:00`,
        },
        "approved the day after": {
          evidence: ["处罚决定", "审批"],
          log: log`
          activity at
          处罚决定 2025-03-01T10:00
          审批     2025-03-02T10:00`,
        },
      },
    },
    "PS02-decision-before-execution": {
      silent: {
        "executed on the day of the decision": {
          outcome: "clear",
          log: log`
          activity at
          处罚决定 2025-03-01T10:00
          执行     2025-03-01T11:00`,
        },
      },
      warns: {
        "executed before it was decided": {
          severity: 3,
          evidence: ["执行", "处罚决定"],
          log: log`
          activity at
          执行     2025-03-01T10:00
          处罚决定 2025-03-01T11:00`,
        },
      },
    },
    "PS06-notice-before-decision": {
      silent: {
        "exempted from punishment, in other words": {
          outcome: "not applicable",
          log: log`
          activity     decision at
          不予处罚决定 免于处罚 2025-03-05`,
        },
        "no penalty, no notice": {
          outcome: "not applicable",
          log: log`
          activity       decision at
          不予处罚决定   不予处罚 2025-03-01T10:00`,
        },
        "nobody wrote down what was decided": {
          outcome: "cannot tell",
          log: log`
          activity       decision at
          处罚决定       -        2025-03-01T10:00`,
        },
        "no penalty, in the words of the official form and in others": {
          outcome: "not applicable",
          log: log`
          activity       decision at
          不予处罚决定   不予行政处罚 2025-03-01T10:00
          处罚决定       "不予处罚，收缴毒品" 2025-03-01T10:00`,
        },
        "decided in words that are in no list": {
          outcome: "cannot tell",
          log: log`
          activity       decision at
          处罚决定       训诫     2025-03-01T10:00`,
        },
      },
      warns: {
        "nothing but a penalty, or a detention that is not executed, or one of two who went free": {
          evidence: [2, 3, 4],
          log: log`
          activity decision at
          处罚决定 行政处罚 2025-03-02T10:00
          处罚决定 行政拘留五日（不予执行） 2025-03-03T10:00
          处罚决定 甲罚款二百元，乙不予行政处罚 2025-03-04T10:00`,
        },
        "the same from the first day of the new law": {
          law: ["治安管理处罚法 112", "行政处罚法 44"],
          log: log`
          activity decision at
          立案     -        2025-12-30
          处罚决定 罚款     2026-01-01`,
        },
        "fined without notice": {
          law: ["治安管理处罚法 94", "行政处罚法 44"],
          severity: 4,
          evidence: ["处罚决定"],
          log: log`
          activity decision at
          受案登记 -        2025-03-01T09:00
          处罚决定 罚款     2025-03-02T10:00`,
        },
      },
    },
    "PS05-handler-does-not-approve": {
      silent: {
        "somebody else approves": {
          outcome: "clear",
          log: log`
          activity actor co   at
          询问     li    wang 2025-03-01
          审批     chen  -    2025-03-02`,
        },
        "nobody knows who approved": {
          outcome: "cannot tell",
          log: log`
          activity actor co   at
          询问     li    wang 2025-03-01
          审批     -     -    2025-03-02`,
        },
      },
      warns: {
        "the second officer approves": {
          severity: 4,
          evidence: ["询问", "审批"],
          log: log`
          activity actor co   at
          询问     li    wang 2025-03-01
          审批     wang  -    2025-03-02`,
        },
      },
    },
    "PS04-handler-does-not-review": {
      silent: {
        "the legal officer reviews": {
          outcome: "clear",
          log: log`
          activity actor co   at
          询问     li    wang 2025-03-01
          法制审核 sun   -    2025-03-02`,
        },
      },
      warns: {
        "the handler reviews": {
          evidence: ["询问", "法制审核"],
          log: log`
          activity actor co   at
          询问     li    wang 2025-03-01
          法制审核 li    -    2025-03-02`,
        },
      },
    },
    "PS04-review-after-hearing": {
      silent: {
        "an ordinary case needs no legal review": {
          outcome: "not applicable",
          log: log`
          activity at
          处罚决定 2025-03-02
          归档     2025-03-20`,
        },
      },
      warns: {
        "reviewed after it and not passed": {
          severity: 4,
          evidence: ["听证"],
          log: log`
          activity approval_result at
          听证 - 2025-03-05
          法制审核 未通过 2025-03-06
          归档 - 2025-03-20`,
        },
        "reviewed before the hearing only": {
          severity: 4,
          evidence: ["听证"],
          log: log`
          activity at
          法制审核 2025-03-01
          听证     2025-03-05
          归档     2025-03-20`,
        },
      },
    },
    "PS07-two-officers": {
      silent: {
        "the second officer is named beside the first": {
          outcome: "clear",
          log: log`
          activity actor co   at
          询问     li    wang 2025-03-01
          归档     li    -    2025-03-20`,
        },
        "under the new law the recording counts, by another rule": {
          outcome: "not applicable",
          log: log`
          activity actor co   at
          询问     li    -    2026-01-01
          归档     li    -    2026-01-20`,
        },
      },
      warns: {
        "one officer on the last day of the old law": {
          evidence: ["询问"],
          log: log`
          activity actor at
          询问     li    2025-12-31
          归档     li    2026-01-20`,
        },
      },
    },
    "PS07-two-officers-or-recording": {
      silent: {
        "one officer in front of the camera": {
          outcome: "not applicable",
          log: log`
          activity actor av_ref at
          询问     li    AV-1   2026-01-01
          归档     li    -      2026-01-20`,
        },
        "the second name may still be entered": {
          outcome: "pending",
          log: log`
          activity actor at
          询问     li    2026-04-29`,
        },
      },
      warns: {
        "one officer and no recording": {
          severity: 4,
          evidence: ["询问"],
          log: log`
          activity actor av_ref at
          询问     li    -      2026-01-01
          归档     li    -      2026-01-20`,
        },
      },
    },
    "PS07-two-officers-outside": {
      silent: {
        "in the rooms of the organ": {
          outcome: "not applicable",
          log: log`
          activity actor av_ref place    at
          询问     li    AV-1   办案场所 2026-01-01
          归档     li    -      -        2026-01-20`,
        },
        "two officers at the scene": {
          outcome: "clear",
          log: log`
          activity actor co   av_ref place at
          询问     li    wang AV-1   现场  2026-01-01
          归档     li    -    -      -     2026-01-20`,
        },
        "where is not recorded": {
          outcome: "not applicable",
          log: log`
          activity actor av_ref at
          询问     li    AV-1   2026-01-01
          归档     li    -      2026-01-20`,
        },
      },
      warns: {
        "one officer at the scene, before a camera": {
          severity: 4,
          evidence: ["询问"],
          log: log`
          activity actor av_ref place at
          询问     li    AV-9   现场  2026-01-01
          归档     li    -      -     2026-01-20`,
        },
      },
    },
    "TM06-decision-from-acceptance": {
      silent: {
        "the thirtieth day is a Sunday and moves to the Monday": {
          outcome: "clear",
          log: log`
          activity at
          受案登记 2025-03-21
          处罚决定 2025-04-21`,
        },
        "a hearing in the days of the law of 2025, which does not count it": {
          outcome: "clear",
          log: log`
          activity at
          受案登记 2025-12-10
          要求听证 2026-01-06
          听证     2026-01-20
          处罚决定 2026-01-20`,
        },
        "thirty days were added": {
          outcome: "clear",
          log: log`
          activity at
          受案登记 2025-03-03
          处罚决定 2025-05-06`,
          tables: {
            extensions: log`
          kind days at
          延长 30   2025-03-30`,
          },
        },
      },
      warns: {
        "ninety days were approved at once": {
          measured: 92,
          threshold: 64,
          log: log`
          activity at
          受案登记 2025-03-03
          处罚决定 2025-06-03`,
          tables: {
            extensions: log`
          kind days at
          延长 90   2025-03-30`,
          },
        },
        "decided on the thirty-first day": {
          measured: 31,
          evidence: ["受案登记", "处罚决定"],
          log: log`
          activity at
          受案登记 2025-03-03
          处罚决定 2025-04-03`,
        },
      },
    },
    "TM06-decision-from-filing": {
      silent: {
        "the hearing is not counted": {
          outcome: "clear",
          log: log`
          activity at
          立案     2026-01-05
          处罚决定 2026-02-10`,
          tables: {
            extensions: log`
          kind from       to         at
          扣除 2026-01-15 2026-01-25 2026-01-15`,
          },
        },
      },
      warns: {
        "no decision after a hundred and fifteen days": {
          measured: 115,
          evidence: ["立案"],

          log: log`
          activity at
          立案     2026-01-05`,
        },
      },
    },
    "TM06-decision-unfiled": {
      silent: {
        "filed the same day, of which another rule speaks": {
          outcome: "not applicable",
          log: log`
          activity at
          受案登记 2026-02-02
          立案     2026-02-02
          处罚决定 2026-04-20`,
        },
        "decided on the thirtieth day": {
          outcome: "clear",
          log: log`
          activity at
          受案登记 2026-02-02
          处罚决定 2026-03-04`,
        },
        "not decided, which the detector of unfiled cases tells": {
          outcome: "not applicable",
          log: log`
          activity at
          受案登记 2026-02-02`,
        },
      },
      warns: {
        "decided after eleven weeks, and never filed": {
          severity: 3,
          measured: 77,
          evidence: ["受案登记", "处罚决定"],
          log: log`
          activity at
          受案登记 2026-02-02
          询问     2026-02-03
          处罚决定 2026-04-20`,
        },
      },
    },
    "TM06-ninety-days-at-most": {
      silent: {
        "on the ninetieth day, extended twice": {
          outcome: "clear",
          tables: {
            extensions: log`
            kind   rule                      days at
            extend TM06-decision-from-filing 60   2026-01-20`,
          },
          log: log`
          activity at
          立案 2026-01-04
          处罚决定 2026-04-04`,
        },
        "a hundred days, of which an appraisal took twenty": {
          outcome: "clear",
          tables: {
            extensions: log`
            kind   rule                      days at
            extend TM06-decision-from-filing 60   2026-01-20`,
          },
          log: log`
          activity at
          立案 2026-01-04
          鉴定委托 2026-01-06
          鉴定意见 2026-01-26
          处罚决定 2026-04-14`,
        },
      },
      warns: {
        "a hundred days, extended a third time": {
          severity: 3,
          tables: {
            extensions: log`
            kind   rule                      days at
            extend TM06-decision-from-filing 90   2026-01-20`,
          },
          log: log`
          activity at
          立案 2026-01-04
          处罚决定 2026-04-14`,
        },
      },
    },
    "PS08-served": {
      silent: {
        "handed over on the spot": {
          of: { procedure_variant: "当场处罚" },
          outcome: "not applicable",
          log: log`
          activity     decision at
          当场处罚决定 罚款     2025-03-02T10:00
          归档         -        2025-03-20`,
        },
        "served the same day": {
          outcome: "clear",
          log: log`
          activity decision at
          处罚决定 拘留     2025-03-02T10:00
          送达     -        2025-03-02T10:05`,
        },
        "no penalty, in the words of the official form": {
          outcome: "not applicable",
          log: log`
          activity     decision at
          不予处罚决定 不予行政处罚 2025-03-02
          归档         -        2025-03-20`,
        },
      },
      warns: {
        "archived and not served": {
          evidence: ["处罚决定"],
          log: log`
          activity decision at
          处罚决定 拘留     2025-03-02
          归档     -        2025-03-20`,
        },
      },
    },
    "PS08-served-in-two-days": {
      silent: {
        "the second day is a Sunday": {
          outcome: "clear",
          log: log`
          activity decision at
          处罚决定 罚款     2025-03-07
          送达     -        2025-03-10`,
        },
      },
      warns: {
        "served on the third day": {
          measured: 3,
          log: log`
          activity decision at
          处罚决定 罚款     2025-03-04
          送达     -        2025-03-07`,
        },
      },
    },
    "PS09-hearing-in-fast-track": {
      silent: {
        "a hearing in an ordinary case": {
          outcome: "clear",
          log: log`
          activity at
          听证     2025-03-04`,
        },
      },
      warns: {
        "a hearing in a fast-track case": {
          of: { procedure_variant: "快速办理" },
          evidence: ["听证"],
          log: log`
          activity at
          听证     2025-03-04`,
        },
      },
    },
    "PS09-not-filed-yet-decided": {
      silent: {
        "not filed, and that was all": {
          outcome: "clear",
          log: log`
          activity at
          不予立案 2025-03-04`,
        },
      },
      warns: {
        "not filed, and fined": {
          evidence: ["不予立案", "处罚决定"],
          log: log`
          activity at
          不予立案 2025-03-04
          处罚决定 2025-03-14`,
        },
      },
    },
    "PS09-one-decision": {
      silent: {
        "two decisions for two parties": {
          of: { party_count: 2 },
          outcome: "clear",
          log: log`
          activity at
          处罚决定 2025-03-04
          处罚决定 2025-03-04`,
        },
      },
      warns: {
        "two decisions for one party": {
          evidence: [2, 3],
          log: log`
          activity at
          处罚决定 2025-03-04
          处罚决定 2025-03-14`,
        },
      },
    },
  },
} satisfies Pack;
