import { log } from "../../detectors/_kit/cases.ts";
import type { Pack } from "../kit/pack.ts";

const SUMMARY = { procedure_variant: "简易程序" };
const SMALL = { procedure_variant: "小额诉讼" };

export default {
  procedure: "civil-first-instance",
  asOf: "2026-04-30",
  of: { case_type: "民事一审", procedure_variant: "普通程序" },
  lawful: {
    "an ordinary case before a panel, published, appraised and adjourned twice": {
      of: { panel: true },
      log: log`
        activity           at
        收到起诉状         2024-03-01
        立案               2024-03-06
        分案               2024-03-07
        公告送达           2024-03-08
        发送起诉状副本     2024-03-08
        公告期满           2024-05-08
        开庭通知           2024-05-10
        开庭               2024-05-20
        委托鉴定           2024-05-21
        延期审理           2024-05-21
        收到鉴定意见       2024-07-21
        开庭               2024-08-10
        延期审理           2024-08-10
        开庭               2024-09-05
        合议庭评议         2024-09-20
        判决               2024-12-20
        送达判决书         2024-12-25
        归档               2025-01-20`,
    },
    "a summary case by one judge, summoned by telephone the day before": {
      of: SUMMARY,
      log: log`
        activity           at
        收到起诉状         2024-03-01
        立案               2024-03-04
        分案               2024-03-04
        发送起诉状副本     2024-03-05
        开庭通知           2024-03-19
        开庭               2024-03-20
        判决               2024-03-20
        送达判决书         2024-03-28
        归档               2024-04-20`,
    },
    "turned into the ordinary procedure in time, and ended within its six months": {
      log: log`
        activity           at
        立案               2024-03-04
        简易转普通         2024-05-20
        开庭               2024-06-20
        调解结案           2024-09-02
        归档               2024-09-20`,
    },
    "a small claim withdrawn": {
      of: SMALL,
      log: log`
        activity           at
        立案               2024-03-04
        准予撤诉裁定       2024-04-20
        归档               2024-05-20`,
    },
  },
  rules: {
    "PS01-filing": {
      silent: {
        "not accepted": {
          outcome: "clear",
          log: log`
          activity at
          收到起诉状 2024-03-01
          不予受理 2024-03-05`,
        },
      },
      warns: {
        "judged and archived, and never filed": {
          severity: 3,
          evidence: ["归档"],
          log: log`
          activity at
          开庭 2024-03-01
          归档 2024-03-20`,
        },
      },
    },
    "PS01-assignment": {
      silent: {
        "ended by mediation before it was assigned": {
          outcome: "not applicable",
          log: log`
          activity at
          立案 2024-03-01
          调解结案 2024-03-05`,
        },
      },
      warns: {
        "judged, and assigned to nobody": {
          severity: 2,
          evidence: ["判决"],
          log: log`
          activity at
          立案 2024-03-01
          判决 2024-04-05`,
        },
      },
    },
    "PS01-copy-served": {
      silent: {
        "served by publication": {
          outcome: "not applicable",
          log: log`
          activity at
          立案 2024-03-01
          公告送达 2024-03-05
          判决 2024-07-05`,
        },
      },
      warns: {
        "judged, and no copy was sent": {
          severity: 3,
          evidence: ["判决"],
          log: log`
          activity at
          立案 2024-03-01
          判决 2024-04-05`,
        },
      },
    },
    "TM01-filing-in-seven-days": {
      silent: {
        "the seventh day is a Saturday": {
          outcome: "clear",
          log: log`
          activity   at
          收到起诉状 2024-03-02
          立案       2024-03-11`,
        },
        "refused in time": {
          outcome: "clear",
          log: log`
          activity   at
          收到起诉状 2024-03-04
          不予受理   2024-03-11`,
        },
      },
      warns: {
        "filed after ten days": {
          severity: 2,
          measured: 10,
          log: log`
          activity   at
          收到起诉状 2024-03-04
          立案       2024-03-14`,
        },
        "filed after a month": {
          severity: 3,
          measured: 31,
          log: log`
          activity   at
          收到起诉状 2024-03-04
          立案       2024-04-04`,
        },
      },
    },
    "PS02-hearing-before-judgment": {
      silent: {
        "the special procedure needs none": {
          of: { procedure_variant: "特别程序" },
          outcome: "not applicable",
          log: log`
          activity at
          判决     2024-03-14`,
        },
        "withdrawn without a hearing": {
          outcome: "not applicable",
          log: log`
          activity     at
          准予撤诉裁定 2024-03-14`,
        },
      },
      warns: {
        "judged without a hearing": {
          severity: 3,
          evidence: ["判决"],
          log: log`
          activity at
          立案     2024-03-04
          判决     2024-03-14`,
        },
      },
    },
    "PS01-panel-deliberates": {
      silent: {
        "a single judge has nobody to deliberate with": {
          outcome: "not applicable",
          log: log`
          activity at
          判决     2024-03-14`,
        },
      },
      warns: {
        "a panel deliberates after its judgment": {
          of: { panel: true },
          evidence: ["判决", "评议"],
          log: log`
          activity at
          判决     2024-03-14
          评议     2024-03-15`,
        },
      },
    },
    "PS08-copy-in-five-days": {
      silent: {
        "on the fifth day": {
          outcome: "clear",
          log: log`
          activity       at
          立案           2024-03-04
          发送起诉状副本 2024-03-08`,
        },
      },
      warns: {
        "after three weeks": {
          measured: 21,
          log: log`
          activity       at
          立案           2024-03-04
          发送起诉状副本 2024-03-25`,
        },
      },
    },
    "PS08-hearing-announced-in-time": {
      silent: {
        "on Monday for Thursday": {
          outcome: "clear",
          log: log`
          activity at
          送达传票 2024-03-04T17:00
          开庭     2024-03-07T09:00`,
        },
        "a summary case needs no such time": {
          of: SUMMARY,
          outcome: "not applicable",
          log: log`
          activity at
          送达传票 2024-03-04
          开庭     2024-03-05`,
        },
      },
      warns: {
        "on Monday for Tuesday": {
          severity: 3,
          measured: 1,
          evidence: ["送达传票", "开庭"],
          log: log`
          activity at
          送达传票 2024-03-04
          开庭     2024-03-05`,
        },
      },
    },
    "PS06-defence-period": {
      silent: {
        "on the sixteenth day": {
          outcome: "clear",
          log: log`
          activity at
          发送起诉状副本 2024-03-04
          开庭 2024-03-20`,
        },
        "the answer came on the third day": {
          outcome: "not applicable",
          log: log`
          activity at
          发送起诉状副本 2024-03-04
          提交答辩状 2024-03-07
          开庭 2024-03-12`,
        },
        "a summary case": {
          outcome: "not applicable",
          of: SUMMARY,
          log: log`
          activity at
          发送起诉状副本 2024-03-04
          开庭 2024-03-12`,
        },
      },
      warns: {
        "heard on the eighth day, without an answer": {
          severity: 3,
          log: log`
          activity at
          发送起诉状副本 2024-03-04
          开庭 2024-03-12`,
        },
      },
    },
    "TM04-ordinary-six-months": {
      silent: {
        "the two months of a publication are not counted": {
          outcome: "clear",
          log: log`
          activity at
          立案     2024-01-08
          公告     2024-02-01
          公告期满 2024-04-01
          判决     2024-09-02`,
        },
        "six more months were approved": {
          outcome: "clear",
          log: log`
          activity at
          立案     2024-01-08
          判决     2024-12-30`,
          tables: {
            extensions: log`
          kind months at
          延长 6      2024-06-20`,
          },
        },
      },
      warns: {
        "judged after eight months": {
          law: ["民事诉讼法 152"],
          severity: 3,
          measured: 244,
          evidence: ["立案", "判决"],
          log: log`
          activity at
          立案     2024-01-08
          判决     2024-09-08`,
        },
        "no end after two years": {
          measured: 843,
          evidence: ["立案"],
          log: log`
          activity at
          立案     2024-01-08`,
        },
      },
    },
    "TM04-summary-three-months": {
      silent: {
        "on the last day": {
          of: SUMMARY,
          outcome: "clear",
          log: log`
          activity at
          立案     2024-01-08
          判决     2024-04-08`,
        },
        "turned into the ordinary procedure, though the case still says otherwise": {
          of: SUMMARY,
          outcome: "not applicable",
          log: log`
          activity   at
          立案       2024-01-08
          简易转普通 2024-03-08
          判决       2024-06-08`,
        },
      },
      warns: {
        "from the last day of February to the same day of May, and no further": {
          of: SUMMARY,
          threshold: 90,
          log: log`
          activity at
          立案     2024-02-29
          判决     2024-05-31`,
        },
        "a day late": {
          of: SUMMARY,
          measured: 92,
          log: log`
          activity at
          立案     2024-01-08
          判决     2024-04-09`,
        },
      },
    },
    "TM04-small-claims-two-months": {
      silent: {
        "before the law of 2022 a small claim had no limit of its own": {
          of: SMALL,
          outcome: "not applicable",
          log: log`
          activity at
          立案     2021-01-08
          判决     2021-04-09`,
        },
      },
      warns: {
        "three months": {
          of: SMALL,
          measured: 91,
          log: log`
          activity at
          立案     2024-01-08
          判决     2024-04-08`,
        },
      },
    },
    "TM04-small-claims-three-months-2017": {
      silent: {
        "within three months": {
          of: SMALL,
          outcome: "clear",
          log: log`
          activity at
          立案     2021-01-08
          判决     2021-04-08`,
        },
        "filed under the law of 2022": {
          of: SMALL,
          outcome: "not applicable",
          log: log`
          activity at
          立案     2022-01-07
          判决     2022-06-08`,
        },
      },
      warns: {
        "five months": {
          of: SMALL,
          log: log`
          activity at
          立案     2021-01-08
          判决     2021-06-08`,
        },
      },
    },
    "TM04-special-thirty-days": {
      silent: {
        "a year of publication comes first": {
          of: { procedure_variant: "特别程序" },
          outcome: "clear",
          log: log`
          activity at
          立案     2024-01-08
          公告     2024-01-09
          公告期满 2025-01-09
          判决     2025-02-07`,
        },
        "within thirty days of the end of the publication": {
          of: { procedure_variant: "特别程序" },
          outcome: "clear",
          log: log`
          activity at
          立案     2026-01-05
          公告     2026-01-12
          公告期满 2026-03-12
          判决     2026-04-10`,
        },
      },
      warns: {
        "sixty days": {
          of: { procedure_variant: "特别程序" },
          measured: 60,
          log: log`
          activity at
          立案     2024-01-08
          判决     2024-03-08`,
        },
        "two months after the end of the publication": {
          of: { procedure_variant: "特别程序" },
          evidence: ["公告期满", "判决"],
          log: log`
          activity at
          立案     2025-01-08
          公告     2025-01-13
          公告期满 2025-04-14
          判决     2025-06-16`,
        },
      },
    },
    "TM04-summary-at-most": {
      silent: {
        "three months and a half": {
          outcome: "clear",
          of: SUMMARY,
          tables: {
            extensions: log`
            kind   rule                      months at
            extend TM04-summary-three-months 1      2024-05-20`,
          },
          log: log`
          activity at
          立案 2024-03-04
          判决 2024-06-20`,
        },
        "turned into the ordinary procedure": {
          outcome: "not applicable",
          of: SUMMARY,
          log: log`
          activity at
          立案 2024-03-04
          简易转普通 2024-05-20
          判决 2024-08-20`,
        },
      },
      warns: {
        "five months, extended by two": {
          of: SUMMARY,
          severity: 3,
          tables: {
            extensions: log`
            kind   rule                      months at
            extend TM04-summary-three-months 2      2024-05-20`,
          },
          log: log`
          activity at
          立案 2024-03-04
          判决 2024-08-01`,
        },
      },
    },
    "TM04-small-claims-at-most": {
      silent: {
        "eleven weeks": {
          outcome: "clear",
          of: SMALL,
          tables: {
            extensions: log`
            kind   rule                        months at
            extend TM04-small-claims-two-months 1      2024-04-20`,
          },
          log: log`
          activity at
          立案 2024-03-04
          判决 2024-05-20`,
        },
        "turned into a summary case": {
          outcome: "not applicable",
          of: SMALL,
          log: log`
          activity at
          立案 2024-03-04
          小额转简易 2024-04-20
          判决 2024-08-20`,
        },
      },
      warns: {
        "four months, extended by two": {
          of: SMALL,
          severity: 3,
          tables: {
            extensions: log`
            kind   rule                        months at
            extend TM04-small-claims-two-months 2      2024-04-20`,
          },
          log: log`
          activity at
          立案 2024-03-04
          判决 2024-07-01`,
        },
      },
    },
    "PS09-converted-before-expiry": {
      silent: {
        "never converted": {
          outcome: "not applicable",
          log: log`
          activity   at
          立案       2024-01-08`,
        },
        "converted in the third month": {
          outcome: "clear",
          log: log`
          activity   at
          立案       2024-01-08
          简易转普通 2024-04-07`,
        },
      },
      warns: {
        "converted in the fifth": {
          severity: 3,
          evidence: ["立案", "简易转普通"],
          log: log`
          activity   at
          立案       2024-01-08
          简易转普通 2024-05-10`,
        },
      },
    },
    "PS09-small-claim-converted-before-expiry": {
      silent: {
        "in the second month": {
          outcome: "clear",
          log: log`
          activity   at
          立案       2024-01-08
          小额转简易 2024-03-07`,
        },
      },
      warns: {
        "in the fourth": {
          log: log`
          activity   at
          立案       2024-01-08
          小额转普通 2024-04-10`,
        },
      },
    },
    "PS09-not-a-small-claim": {
      silent: {
        "nobody says that it is excluded": {
          of: SMALL,
          outcome: "not applicable",
          log: log`
          activity at
          判决     2024-03-08`,
        },
        "it was turned into an ordinary case": {
          of: { ...SMALL, small_claims_excluded: true },
          outcome: "clear",
          log: log`
          activity   at
          小额转普通 2024-02-08
          判决       2024-03-08`,
        },
      },
      warns: {
        "a dispute of personal status": {
          of: { ...SMALL, small_claims_excluded: true },
          log: log`
          activity at
          判决     2024-03-08`,
        },
      },
    },
    "TM07-adjourned-twice-at-most": {
      silent: {
        twice: {
          outcome: "clear",
          log: log`
          activity at
          延期审理 2024-03-08
          延期审理 2024-04-08`,
        },
      },
      warns: {
        "three times": {
          severity: 2,
          evidence: [2, 3, 4],
          log: log`
          activity at
          延期审理 2024-03-08
          延期审理 2024-04-08
          延期审理 2024-05-08`,
        },
      },
    },
    "TM07-adjourned-once-at-most": {
      silent: {
        once: {
          of: SUMMARY,
          outcome: "clear",
          log: log`
          activity at
          延期审理 2024-03-08`,
        },
      },
      warns: {
        twice: {
          of: SUMMARY,
          log: log`
          activity at
          延期审理 2024-03-08
          延期审理 2024-04-08`,
        },
      },
    },
    "TM07-next-hearing-in-a-month": {
      silent: {
        "an appraisal comes between": {
          outcome: "clear",
          log: log`
          activity at
          延期审理 2024-03-08
          委托鉴定 2024-03-08
          鉴定意见 2024-05-08
          开庭     2024-06-03`,
        },
      },
      warns: {
        "three months later": {
          measured: 92,
          evidence: ["延期审理", "开庭"],
          log: log`
          activity at
          开庭     2024-03-08T09:00
          延期审理 2024-03-08T11:00
          开庭     2024-06-08`,
        },
      },
    },
    "PS08-judgment-served": {
      silent: {
        mediated: {
          outcome: "not applicable",
          log: log`
          activity at
          调解结案 2024-03-08
          归档     2024-04-08`,
        },
      },
      warns: {
        "archived and not served": {
          severity: 3,
          evidence: ["判决"],
          log: log`
          activity at
          判决     2024-03-08
          归档     2024-04-08`,
        },
      },
    },
    "PS08-judgment-sent-in-ten-days": {
      silent: {
        "served by publication": {
          outcome: "not applicable",
          log: log`
          activity   at
          判决       2024-03-08
          公告送达   2024-03-10
          送达判决书 2024-05-10`,
        },
        "the tenth day runs into the Labour Day holiday": {
          outcome: "clear",
          log: log`
          activity   at
          判决       2024-04-22
          送达判决书 2024-05-06`,
        },
      },
      warns: {
        "after three weeks": {
          severity: 3,
          measured: 21,
          log: log`
          activity   at
          判决       2024-03-08
          送达判决书 2024-03-29`,
        },
      },
    },
  },
} satisfies Pack;
