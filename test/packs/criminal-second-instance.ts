import { log } from "../../detectors/_kit/cases.ts";
import type { Pack } from "../kit/pack.ts";

export default {
  procedure: "criminal-second-instance",
  asOf: "2025-12-31",
  of: { case_type: "刑终", defence_only: true },
  lawful: {
    "an appeal without a hearing, read for a month by the procuratorate": {
      log: log`
        activity       sentence_change at
        立案           -               2025-03-03
        分案           -               2025-03-03
        通知检察院阅卷 -               2025-03-10
        检察院阅卷完毕 -               2025-04-10
        讯问上诉人     -               2025-04-20
        评议           -               2025-05-20
        二审裁定       -               2025-06-03
        送达裁定书     -               2025-06-06
        归档           -               2025-07-03`,
    },
  },
  rules: {
    "PS01-filing": {
      silent: {
        "filed under its other name": {
          outcome: "clear",
          log: log`
          activity at
          二审立案 2025-03-03
          归档     2025-05-03`,
        },
      },
      warns: {
        "archived and never filed": {
          log: log`
          activity at
          评议     2025-03-03
          归档     2025-05-03`,
        },
      },
    },
    "PS01-assignment": {
      silent: {
        "assigned in the minute of the decision": {
          outcome: "clear",
          log: log`
          activity at
          二审裁定 2025-05-03T09:00:00
          分案     2025-05-03T09:00:20`,
        },
      },
      warns: {
        "decided and never assigned": {
          log: log`
          activity at
          二审裁定 2025-05-03`,
        },
      },
    },
    "PS01-heard": {
      silent: {
        "heard by interrogation": {
          outcome: "clear",
          log: log`
          activity   at
          讯问上诉人 2025-04-03
          二审裁定   2025-05-03`,
        },
      },
      warns: {
        "neither heard nor tried": {
          log: log`
          activity at
          评议     2025-04-03
          二审裁定 2025-05-03`,
        },
      },
    },
    "PS01-hearing-of-a-protest": {
      silent: {
        "the protest was withdrawn": {
          outcome: "not applicable",
          log: log`
          activity at
          抗诉     2025-03-03
          撤回抗诉 2025-03-20
          归档     2025-05-03`,
        },
      },
      warns: {
        "decided on paper": {
          severity: 3,
          log: log`
          activity at
          抗诉     2025-03-03
          讯问     2025-03-20
          二审裁定 2025-04-20
          归档     2025-05-03`,
        },
      },
    },
    "PS02-deliberation-before-decision": {
      silent: {
        "deliberated twice, once after": {
          outcome: "clear",
          log: log`
          activity at
          评议     2025-04-03
          二审裁定 2025-05-03
          评议     2025-05-05`,
        },
      },
      warns: {
        "deliberated after the decision": {
          log: log`
          activity at
          二审裁定 2025-05-03
          评议     2025-05-05`,
        },
      },
    },
    "PS08-served": {
      silent: {
        "not served yet": {
          outcome: "pending",
          log: log`
          activity at
          二审判决 2025-12-23`,
        },
      },
      warns: {
        "archived unserved": {
          log: log`
          activity at
          二审判决 2025-05-03
          归档     2025-06-03`,
        },
      },
    },
    "PS09-single-judge": {
      silent: {
        "a panel": {
          outcome: "clear",
          log: log`
          activity at
          立案     2025-03-03
          评议     2025-05-03`,
        },
      },
      warns: {
        "one judge": {
          log: log`
          activity at
          立案     2025-03-03
          独任审理 2025-05-03`,
        },
      },
    },
    "PS09-second-remand": {
      silent: {
        once: {
          outcome: "clear",
          log: log`
          activity at
          发回重审 2025-05-03`,
        },
      },
      warns: {
        twice: {
          log: log`
          activity at
          发回重审 2025-05-03
          发回重审 2025-11-03`,
        },
      },
    },
    "PS09-heavier-on-appeal": {
      silent: {
        "there was a protest as well": {
          outcome: "clear",
          of: { defence_only: false },
          log: log`
          activity sentence_change at
          二审判决 加重            2025-05-03`,
        },
        "how the sentence changed is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity sentence_change at
          二审判决 -               2025-05-03`,
        },
      },
      warns: {
        heavier: {
          severity: 3,
          log: log`
          activity sentence_change at
          二审判决 加重            2025-05-03`,
        },
      },
    },
    "TM04-second-instance": {
      silent: {
        "two months more, approved": {
          outcome: "clear",
          log: log`
          activity at
          立案     2025-03-03
          二审判决 2025-07-03`,
          tables: {
            extensions: log`
            kind   months at
            extend 2      2025-04-25`,
          },
        },
        "the reading does not count": {
          outcome: "clear",
          log: log`
          activity         at
          立案             2025-03-03
          移送检察院阅卷   2025-03-05
          检察院退回案卷   2025-04-05
          二审判决         2025-06-03`,
        },
        "still with the procuratorate": {
          outcome: "pending",
          log: log`
          activity         at
          立案             2025-09-03
          移送检察院阅卷   2025-09-25`,
        },
      },
      warns: {
        "four months": {
          measured: 122,
          threshold: 64,
          log: log`
          activity at
          立案     2025-03-03
          二审判决 2025-07-03`,
        },
      },
    },
    "TM04-second-instance-in-custody": {
      silent: {
        "on the last day": {
          outcome: "clear",
          log: log`
          activity custody at
          立案     true    2025-03-05
          二审判决 -       2025-05-05`,
        },
      },
      warns: {
        "the last day is a holiday and runs no longer for it": {
          severity: 3,
          measured: 62,
          threshold: 61,
          log: log`
          activity custody at
          立案     true    2025-03-05
          二审判决 -       2025-05-06`,
        },
      },
    },
    "TM04-reading": {
      silent: {
        "twice, each within a month": {
          outcome: "clear",
          log: log`
          activity         at
          移送检察院阅卷   2025-03-03
          检察院退回案卷   2025-04-03
          移送检察院阅卷   2025-05-03
          检察院退回案卷   2025-05-23`,
        },
      },
      warns: {
        "two months": {
          severity: 3,
          log: log`
          activity         at
          移送检察院阅卷   2025-03-03
          检察院退回案卷   2025-05-03`,
        },
      },
    },
  },
} satisfies Pack;
