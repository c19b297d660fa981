import { log } from "../../detectors/_kit/cases.ts";
import type { Pack } from "../kit/pack.ts";

export default {
  procedure: "commutation-parole",
  asOf: "2025-12-31",
  of: { case_type: "刑更", hearing_required: false },
  lawful: {
    "proposed, published and ruled on without a hearing": {
      log: log`
        activity     original_months months_served months_since_last merit reduction_months at
        监区提议     -               -             -                 -     -                2025-02-10
        监狱评审     -               -             -                 -     -                2025-02-15
        狱内公示     -               -             -                 -     -                2025-02-16
        检察意见     -               -             -                 -     -                2025-02-25
        提请减刑     84              40            20                悔改  -                2025-03-03
        立案         -               -             -                 -     -                2025-03-05
        立案公示     -               -             -                 -     -                2025-03-07
        减刑裁定     84              -             -                 悔改  8                2025-04-03
        送达裁定书   -               -             -                 -     -                2025-04-08
        归档         -               -             -                 -     -                2025-04-20`,
    },
  },
  rules: {
    "PS01-filing": {
      silent: {
        "filed in the minute of the ruling": {
          outcome: "clear",
          log: log`
          activity at
          裁定     2025-04-03T09:00:00
          立案     2025-04-03T09:00:50`,
        },
      },
      warns: {
        "ruled on and never filed": {
          log: log`
          activity at
          裁定     2025-04-03`,
        },
      },
    },
    "PS01-published": {
      silent: {
        published: {
          outcome: "clear",
          log: log`
          activity at
          公示     2025-03-03
          裁定     2025-04-03`,
        },
      },
      warns: {
        "published in the prison only": {
          severity: 3,
          log: log`
          activity at
          狱内公示 2025-03-03
          裁定     2025-04-03`,
        },
      },
    },
    "PS06-published-five-days": {
      silent: {
        "on the sixth day": {
          outcome: "clear",
          log: log`
          activity at
          公示     2025-03-03
          裁定     2025-03-09`,
        },
      },
      warns: {
        "on the third": {
          log: log`
          activity at
          公示     2025-03-03
          裁定     2025-03-06`,
        },
      },
    },
    "PS08-published-in-five-days": {
      silent: {
        "the fifth day is a Saturday": {
          outcome: "clear",
          log: log`
          activity at
          立案     2025-03-03
          公示     2025-03-10`,
        },
      },
      warns: {
        "after two weeks": {
          log: log`
          activity at
          立案     2025-03-03
          公示     2025-03-17`,
        },
      },
    },
    "PS08-served-in-seven-days": {
      silent: {
        "on the seventh day": {
          outcome: "clear",
          log: log`
          activity   at
          裁定       2025-03-03
          送达裁定书 2025-03-10`,
        },
      },
      warns: {
        "after two weeks": {
          log: log`
          activity   at
          裁定       2025-03-03
          送达裁定书 2025-03-17`,
        },
        "after two weeks, before the interpretation of 2021": {
          law: ["最高人民法院关于减刑、假释案件审理程序的规定 18"],
          log: log`
          activity   at
          裁定       2020-03-03
          送达裁定书 2020-03-17`,
        },
      },
    },
    "PS08-served": {
      silent: {
        "served late, which another rule tells": {
          outcome: "clear",
          log: log`
          activity   at
          裁定       2025-03-03
          送达裁定书 2025-03-30
          归档       2025-04-10`,
        },
        "not archived yet": {
          outcome: "pending",
          log: log`
          activity at
          裁定     2025-03-03`,
        },
      },
      warns: {
        "archived, and never served": {
          severity: 3,
          evidence: ["裁定"],
          log: log`
          activity at
          裁定     2025-03-03
          归档     2025-04-10`,
        },
      },
    },
    "TM04-ruling": {
      silent: {
        "a month more, approved": {
          outcome: "clear",
          log: log`
          activity at
          立案     2025-03-03
          裁定     2025-05-05`,
          tables: {
            extensions: log`
            kind   months at
            extend 1      2025-03-25`,
          },
        },
        "withdrawn in time": {
          outcome: "clear",
          log: log`
          activity     at
          立案         2025-03-03
          准许撤回提请 2025-03-23`,
        },
      },
      warns: {
        "half a year approved, where the law allows a month": {
          measured: 122,
          threshold: 64,
          log: log`
          activity at
          立案     2025-03-03
          裁定     2025-07-03`,
          tables: {
            extensions: log`
            kind   months at
            extend 6      2025-03-25`,
          },
        },
        "two months": {
          severity: 3,
          log: log`
          activity at
          立案     2025-03-03
          裁定     2025-05-05`,
        },
      },
    },
    "OC05-opinion": {
      silent: {
        "given in time": {
          outcome: "clear",
          log: log`
          activity     at
          检察机关意见 2025-03-03
          裁定         2025-05-05`,
        },
      },
      warns: {
        "given after the ruling": {
          severity: 4,
          evidence: ["裁定", "检察意见"],
          log: log`
          activity at
          裁定     2025-05-05
          检察意见 2025-05-08`,
        },
      },
    },
    "OC05-hearing": {
      silent: {
        "none is required": {
          outcome: "not applicable",
          log: log`
          activity at
          裁定     2025-05-05`,
        },
      },
      warns: {
        "required and not held": {
          of: { hearing_required: true },
          log: log`
          activity at
          裁定     2025-05-05`,
        },
        "required and not held, before the interpretation of 2021": {
          of: { hearing_required: true },
          law: ["最高人民法院关于减刑、假释案件审理程序的规定 6"],
          log: log`
          activity at
          裁定     2020-05-06`,
        },
      },
    },
    "OC05-start-under-five-years": {
      silent: {
        "great merit": {
          outcome: "clear",
          log: log`
          activity original_months months_served merit    at
          提请减刑 48              8             重大立功 2025-03-03`,
        },
        "how much was served is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity original_months months_served merit at
          提请减刑 48              -             悔改  2025-03-03`,
        },
      },
      warns: {
        "after ten months": {
          log: log`
          activity original_months months_served merit at
          提请减刑 48              10            悔改  2025-03-03`,
        },
      },
    },
    "OC05-start-five-to-ten-years": {
      silent: {
        "after a year and a half": {
          outcome: "clear",
          log: log`
          activity original_months months_served merit at
          提请减刑 60              18            悔改  2025-03-03`,
        },
      },
      warns: {
        "after fourteen months": {
          log: log`
          activity original_months months_served merit at
          提请减刑 60              14            悔改  2025-03-03`,
        },
      },
    },
    "OC05-start-ten-years": {
      silent: {
        "after two years": {
          outcome: "clear",
          log: log`
          activity original_months months_served merit at
          提请减刑 180             24            悔改  2025-03-03`,
        },
      },
      warns: {
        "after twenty months": {
          log: log`
          activity original_months months_served merit at
          提请减刑 180             20            悔改  2025-03-03`,
        },
      },
    },
    "OC05-interval-under-ten-years": {
      silent: {
        "a year later": {
          outcome: "clear",
          log: log`
          activity original_months months_since_last merit at
          提请减刑 84              12                悔改  2025-03-03`,
        },
        "the first one": {
          outcome: "cannot tell",
          log: log`
          activity original_months months_since_last merit at
          提请减刑 84              -                 悔改  2025-03-03`,
        },
      },
      warns: {
        "nine months later": {
          log: log`
          activity original_months months_since_last merit at
          提请减刑 84              9                 悔改  2025-03-03`,
        },
      },
    },
    "OC05-interval-ten-years": {
      silent: {
        "great merit": {
          outcome: "clear",
          log: log`
          activity original_months months_since_last merit          at
          提请减刑 180             14                悔改并重大立功 2025-03-03`,
        },
      },
      warns: {
        "fourteen months later": {
          log: log`
          activity original_months months_since_last merit at
          提请减刑 180             14                立功  2025-03-03`,
        },
      },
    },
    "OC05-size": {
      silent: {
        "a year for both": {
          outcome: "clear",
          log: log`
          activity merit      reduction_months at
          减刑裁定 悔改并立功 12               2025-03-03`,
        },
      },
      warns: {
        "a year for repentance alone": {
          log: log`
          activity merit reduction_months at
          减刑裁定 悔改  12               2025-03-03`,
        },
      },
    },
    "OC05-size-at-most": {
      silent: {
        "two years": {
          outcome: "clear",
          log: log`
          activity original_months reduction_months at
          减刑裁定 180             24               2025-03-03`,
        },
      },
      warns: {
        "three years": {
          log: log`
          activity original_months reduction_months at
          减刑裁定 180             36               2025-03-03`,
        },
      },
    },
    "OC05-diagnosis": {
      silent: {
        "a woman with child needs no diagnosis of illness": {
          outcome: "not applicable",
          log: log`
          activity         outside_ground at
          决定暂予监外执行 怀孕           2025-03-03`,
        },
      },
      warns: {
        "for illness, without one": {
          severity: 4,
          log: log`
          activity         outside_ground at
          决定暂予监外执行 严重疾病       2025-03-03`,
        },
      },
    },
  },
} satisfies Pack;
