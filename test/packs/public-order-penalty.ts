import { log } from "../../detectors/_kit/cases.ts";
import type { Pack } from "../pack.ts";

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
        审批       chen  -    -        2025-03-01T15:00
        处罚决定   li    wang 罚款     2025-03-01T16:00
        送达       li    wang -        2025-03-01T16:10
        归档       li    -    -        2025-03-20T10:00`,
    },
  },
  rules: {
    "PS01-acceptance": {
      silent: {
        "not accepted yet, and open": {
          outcome: "pending",
          log: log`
          activity at
          接报登记 2025-12-29`,
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
        "archived without a word of acceptance": {
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
    "PS02-approval-before-decision": {
      silent: {
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
          severity: 4,
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
      },
      warns: {
        "fined without notice": {
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
    "TM06-decision-from-acceptance": {
      silent: {
        "the thirtieth day is a Sunday and moves to the Monday": {
          outcome: "clear",
          log: log`
          activity at
          受案登记 2025-03-21
          处罚决定 2025-04-21`,
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
        "no decision after fifty days": {
          measured: 50,
          evidence: ["立案"],
          asOf: "2026-02-24",
          log: log`
          activity at
          立案     2026-01-05`,
        },
      },
    },
    "PS08-served": {
      silent: {
        "served the same day": {
          outcome: "clear",
          log: log`
          activity decision at
          处罚决定 拘留     2025-03-02T10:00
          送达     -        2025-03-02T10:05`,
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
