import { log } from "../../detectors/_kit/cases.ts";
import type { Pack } from "../kit/pack.ts";

export default {
  procedure: "enforcement",
  asOf: "2026-04-30",
  of: { case_type: "首次执行" },
  lawful: {
    "sealed, valued, auctioned and paid out": {
      log: log`
        activity     at
        申请执行     2024-03-01
        执行立案     2024-03-06
        执行通知     2024-03-08
        网络查控     2024-03-08
        查封裁定     2024-03-11
        查封         2024-03-12
        委托评估     2024-03-20
        评估报告     2024-05-20
        网络拍卖     2024-07-20
        执行款到账   2024-08-01
        发放执行款   2024-08-20
        执行完毕     2024-10-20
        归档         2024-11-20`,
    },
    "a settlement that was not kept, an enforcement ended for now": {
      log: log`
        activity           at
        执行立案           2024-03-06
        执行通知           2024-03-08
        执行和解           2024-04-08
        和解未履行恢复     2024-10-08
        财产调查           2024-10-20
        终结本次执行程序   2025-01-20
        归档               2025-02-20`,
    },
  },
  rules: {
    "TM01-filing-in-seven-days": {
      silent: {
        "on the seventh day": {
          outcome: "clear",
          log: log`
          activity at
          申请执行 2024-03-04
          执行立案 2024-03-11`,
        },
      },
      warns: {
        "after three weeks": {
          severity: 3,
          measured: 21,
          log: log`
          activity at
          申请执行 2024-03-04
          执行立案 2024-03-25`,
        },
      },
    },
    "PS08-notice-in-ten-days": {
      silent: {
        "on the tenth day": {
          outcome: "clear",
          log: log`
          activity at
          执行立案 2024-03-04
          执行通知 2024-03-14`,
        },
      },
      warns: {
        "after a month": {
          measured: 31,
          log: log`
          activity at
          执行立案 2024-03-04
          执行通知 2024-04-04`,
        },
      },
    },
    "PS02-ruling-before-sealing": {
      silent: {
        "ruled and sealed on one day": {
          outcome: "clear",
          log: log`
          activity at
          冻结裁定 2024-03-04T09:00
          冻结     2024-03-04T10:00`,
        },
      },
      warns: {
        "sealed, and ruled afterwards": {
          evidence: ["查封", "查封裁定"],
          log: log`
          activity at
          查封     2024-03-04
          查封裁定 2024-03-08`,
        },
      },
    },
    "PS02-valuation-before-auction": {
      silent: {
        "the price was agreed, and nobody was asked to value": {
          outcome: "not applicable",
          log: log`
          activity at
          拍卖     2024-03-04`,
        },
      },
      warns: {
        "auctioned before the valuation came": {
          evidence: ["拍卖", "评估报告"],
          log: log`
          activity at
          委托评估 2024-03-04
          拍卖     2024-04-04
          评估报告 2024-04-14`,
        },
      },
    },
    "TM04-six-months": {
      silent: {
        "half a year of suspension is not counted": {
          outcome: "clear",
          log: log`
          activity at
          执行立案 2024-03-04
          中止执行 2024-04-04
          恢复执行 2024-10-04
          执行完毕 2025-02-28`,
        },
        "three more months were approved": {
          outcome: "clear",
          log: log`
          activity at
          执行立案 2024-03-04
          执行完毕 2024-11-28`,
          tables: {
            extensions: log`
          kind months at
          延长 3      2024-08-20`,
          },
        },
        "an auction is not counted": {
          outcome: "clear",
          log: log`
          activity at
          执行立案 2025-06-03
          拍卖     2025-11-03
          拍卖成交 2026-01-05
          执行完毕 2026-01-20`,
        },
        "auctioned in time, and how it ended is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity at
          执行立案 2025-06-03
          拍卖     2025-11-03
          执行完毕 2026-01-20`,
        },
      },
      warns: {
        "nine months": {
          severity: 3,
          measured: 269,
          evidence: ["执行立案", "执行完毕"],
          log: log`
          activity at
          执行立案 2024-03-04
          执行完毕 2024-11-28`,
        },
      },
    },
    "TM04-three-months": {
      silent: {
        "a judgment is enforced": {
          outcome: "not applicable",
          log: log`
          activity at
          执行立案 2025-03-04
          执行完毕 2025-07-04`,
        },
        "in the third month": {
          outcome: "clear",
          of: { enforcement_kind: "非诉执行" },
          log: log`
          activity at
          执行立案 2025-03-04
          执行完毕 2025-06-04`,
        },
      },
      warns: {
        "five months": {
          of: { enforcement_kind: "非诉执行" },
          severity: 3,
          log: log`
          activity at
          执行立案 2025-03-04
          执行完毕 2025-08-04`,
        },
      },
    },
    "XA06-money-paid-in-thirty-days": {
      silent: {
        "each of two receipts in time": {
          outcome: "clear",
          log: log`
          activity   at
          执行款到账 2024-03-04
          发放执行款 2024-03-28
          执行款到账 2024-05-06
          发放执行款 2024-05-20`,
        },
        "payment put off with approval": {
          outcome: "clear",
          log: log`
          activity     at
          执行款到账   2024-03-04
          暂缓发放审批 2024-03-28`,
        },
      },
      warns: {
        "the second receipt lay for three months": {
          measured: 92,
          evidence: [4, 5],
          log: log`
          activity   at
          执行款到账 2024-03-04
          发放执行款 2024-03-28
          执行款到账 2024-05-06
          发放执行款 2024-08-06`,
        },
      },
    },
    "XA06-money-paid-at-the-end": {
      silent: {
        "no money came in": {
          outcome: "not applicable",
          log: log`
          activity     at
          终结执行     2024-03-04
          归档         2024-04-04`,
        },
      },
      warns: {
        "archived with the money still there": {
          severity: 4,
          evidence: ["执行款到账"],
          log: log`
          activity     at
          执行款到账   2024-03-04
          执行完毕     2024-03-14
          归档         2024-04-04`,
        },
      },
    },
  },
} satisfies Pack;
