import { log } from "../../detectors/_kit/cases.ts";
import type { Pack } from "../kit/pack.ts";

const summary = { procedure_variant: "简易程序" };
const fast = { procedure_variant: "速裁程序" };

export default {
  procedure: "criminal-trial",
  asOf: "2025-12-31",
  of: {
    case_type: "刑初",
    procedure_variant: "普通程序",
    trial_formation: "合议庭",
    minor: false,
    not_guilty_plea: false,
    outcome: "有罪",
  },
  lawful: {
    "an ordinary trial by a panel": {
      log: log`
        activity       party remaining_months at
        收到起诉       -     -                2025-03-03
        立案           -     -                2025-03-05
        分案           -     -                2025-03-05
        送达起诉书副本 p1    -                2025-03-10
        开庭审理       -     -                2025-04-08T09:00
        最后陈述       p1    -                2025-04-08T11:00
        评议           -     -                2025-04-10
        定期宣判       -     -                2025-05-20
        送达判决书     p1    -                2025-05-20
        判决生效       -     -                2025-06-02
        送达执行文书   p1    20               2025-06-10
        送交监狱       p1    -                2025-07-05
        归档           -     -                2025-07-30`,
    },
    "fast-track, one judge, pronounced at the hearing": {
      of: { ...fast, trial_formation: "独任", over_one_year: false },
      log: log`
        activity       at
        收到起诉       2025-03-03
        立案           2025-03-05
        分案           2025-03-05
        开庭审理       2025-03-13T09:00
        最后陈述       2025-03-13T09:10
        当庭宣判       2025-03-13T09:15
        送达判决书     2025-03-13T09:20`,
    },
    "summary, one judge, the copy served the day before": {
      of: { ...summary, trial_formation: "独任", over_three_years: false },
      log: log`
        activity       at
        立案           2025-03-05
        分案           2025-03-05
        送达起诉书副本 2025-03-11
        开庭审理       2025-03-12T09:00
        最后陈述       2025-03-12T10:10
        当庭宣判       2025-03-12T10:15
        送达判决书     2025-03-17`,
    },
  },
  rules: {
    "PS08-each-party-served": {
      silent: {
        "each of the two": {
          of: { party_count: 2 },
          outcome: "clear",
          log: log`
          activity   party decision at
          当庭宣判   p1    -        2025-03-05T10:00
          当庭宣判   p2    -        2025-03-05T10:01
          送达判决书 p1    -        2025-03-06T10:00
          送达判决书 p2    -        2025-03-06T10:00
          归档       -     -        2025-03-20`,
        },
        "for whom one was is not recorded": {
          of: { party_count: 2 },
          outcome: "cannot tell",
          log: log`
          activity   party decision at
          当庭宣判   p1    -        2025-03-05T10:00
          当庭宣判   p2    -        2025-03-05T10:01
          送达判决书 p1    -        2025-03-06T10:00
          送达判决书 -     -        2025-03-06T10:00
          归档       -     -        2025-03-20`,
        },
        "there is but one party": {
          of: { party_count: 1 },
          outcome: "not applicable",
          log: log`
          activity   party decision at
          当庭宣判   p1    -        2025-03-05T10:00
          送达判决书 -     -        2025-03-06T10:00
          归档       -     -        2025-03-20`,
        },
      },
      warns: {
        "the one and not the other": {
          of: { party_count: 2 },
          severity: 3,
          log: log`
          activity   party decision at
          当庭宣判   p1    -        2025-03-05T10:00
          当庭宣判   p2    -        2025-03-05T10:01
          送达判决书 p1    -        2025-03-06T10:00
          归档       -     -        2025-03-20`,
        },
      },
    },
    "PS08-each-party-served-in-five-days": {
      silent: {
        "each of the two": {
          of: { party_count: 2 },
          outcome: "clear",
          log: log`
          activity   party decision at
          当庭宣判   p1    -        2025-03-05T10:00
          当庭宣判   p2    -        2025-03-05T10:01
          送达判决书 p1    -        2025-03-06T10:00
          送达判决书 p2    -        2025-03-06T10:00
          归档       -     -        2025-03-20`,
        },
        "for whom one was is not recorded": {
          of: { party_count: 2 },
          outcome: "cannot tell",
          log: log`
          activity   party decision at
          当庭宣判   p1    -        2025-03-05T10:00
          当庭宣判   p2    -        2025-03-05T10:01
          送达判决书 p1    -        2025-03-06T10:00
          送达判决书 -     -        2025-03-18T10:00
          归档       -     -        2025-03-20`,
        },
        "there is but one party": {
          of: { party_count: 1 },
          outcome: "not applicable",
          log: log`
          activity   party decision at
          当庭宣判   p1    -        2025-03-05T10:00
          送达判决书 -     -        2025-03-06T10:00
          归档       -     -        2025-03-20`,
        },
      },
      warns: {
        "the one and not the other": {
          of: { party_count: 2 },
          severity: 3,
          log: log`
          activity   party decision at
          当庭宣判   p1    -        2025-03-05T10:00
          当庭宣判   p2    -        2025-03-05T10:01
          送达判决书 p1    -        2025-03-06T10:00
          送达判决书 p2    -        2025-03-18T10:00
          归档       -     -        2025-03-20`,
        },
      },
    },
    "PS01-filing": {
      silent: {
        "returned to the procuratorate": {
          outcome: "clear",
          log: log`
          activity   at
          收到起诉   2025-03-03
          退回检察院 2025-03-05
          归档       2025-03-15`,
        },
      },
      warns: {
        "archived and never filed": {
          log: log`
          activity at
          开庭审理 2025-03-05
          归档     2025-05-15`,
        },
      },
    },
    "PS01-assignment": {
      silent: {
        "not judged yet": {
          outcome: "not applicable",
          log: log`
          activity at
          立案     2025-12-05`,
        },
      },
      warns: {
        "judged and never assigned": {
          log: log`
          activity at
          立案     2025-03-05
          当庭宣判 2025-04-05`,
        },
      },
    },
    "PS01-copy-served": {
      silent: {
        "not needed in a fast-track trial": {
          outcome: "not applicable",
          of: fast,
          log: log`
          activity at
          开庭审理 2025-03-05`,
        },
        "served in the minute of the hearing, however late": {
          outcome: "clear",
          log: log`
          activity       at
          开庭审理       2025-03-05T09:00:00
          送达起诉书副本 2025-03-05T09:00:30`,
        },
      },
      warns: {
        "an ordinary trial without it": {
          evidence: ["开庭审理"],
          log: log`
          activity at
          开庭审理 2025-03-05
          归档     2025-06-05`,
        },
      },
    },
    "PS01-last-statement": {
      silent: {
        heard: {
          outcome: "clear",
          log: log`
          activity at
          最后陈述 2025-03-05
          宣判     2025-03-25`,
        },
      },
      warns: {
        "not heard": {
          log: log`
          activity at
          开庭审理 2025-03-05
          宣判     2025-03-25
          归档     2025-06-05`,
        },
      },
    },
    "PS02-hearing-before-judgment": {
      silent: {
        "in one minute": {
          outcome: "clear",
          log: log`
          activity at
          当庭宣判 2025-03-05T10:00:00
          开庭审理 2025-03-05T10:00:30`,
        },
      },
      warns: {
        "judged a day before the hearing": {
          severity: 3,
          evidence: ["宣判", "开庭审理"],
          log: log`
          activity at
          宣判     2025-03-05
          开庭审理 2025-03-06`,
        },
      },
    },
    "PS02-deliberation-before-judgment": {
      silent: {
        "one judge has nobody to deliberate with": {
          outcome: "not applicable",
          of: { trial_formation: "独任" },
          log: log`
          activity at
          开庭审理 2025-03-05
          宣判     2025-03-06`,
        },
      },
      warns: {
        "the panel deliberated after the judgment": {
          log: log`
          activity at
          宣判     2025-03-06
          评议     2025-03-08`,
        },
      },
    },
    "PS08-copy-ten-days": {
      silent: {
        "on the tenth day before": {
          outcome: "clear",
          log: log`
          activity       at
          送达起诉书副本 2025-03-03
          开庭审理       2025-03-13`,
        },
      },
      warns: {
        "five days before": {
          log: log`
          activity       at
          送达起诉书副本 2025-03-03
          开庭审理       2025-03-08`,
        },
      },
    },
    "PS08-served": {
      silent: {
        "not served yet": {
          outcome: "pending",
          log: log`
          activity at
          定期宣判 2025-12-30`,
        },
      },
      warns: {
        "archived unserved": {
          log: log`
          activity at
          宣判     2025-03-06
          归档     2025-04-06`,
        },
      },
    },
    "PS08-served-in-five-days": {
      silent: {
        "on the fifth day": {
          outcome: "clear",
          log: log`
          activity   at
          当庭宣判   2025-03-05
          送达判决书 2025-03-10`,
        },
      },
      warns: {
        "two weeks later": {
          measured: 14,
          log: log`
          activity   at
          当庭宣判   2025-03-05
          送达判决书 2025-03-19`,
        },
      },
    },
    "PS08-served-at-once": {
      silent: {
        "the next day": {
          outcome: "clear",
          log: log`
          activity   at
          定期宣判   2025-03-05
          送达判决书 2025-03-06`,
        },
      },
      warns: {
        "a week later": {
          log: log`
          activity   at
          定期宣判   2025-03-05
          送达判决书 2025-03-12`,
        },
      },
    },
    "PS09-fast-track-minor": {
      silent: {
        "a minor, in a summary trial": {
          outcome: "not applicable",
          of: { ...summary, minor: true },
          log: log`
          activity at
          当庭宣判 2025-03-05`,
        },
        "the trial was turned into a summary one first": {
          outcome: "clear",
          of: { ...fast, minor: true },
          log: log`
          activity     at
          转为简易程序 2025-03-04
          宣判         2025-03-05`,
        },
      },
      warns: {
        "a minor": {
          of: { ...fast, minor: true },
          log: log`
          activity at
          当庭宣判 2025-03-05`,
        },
      },
    },
    "PS09-fast-track-contested": {
      silent: {
        "turned into an ordinary trial": {
          outcome: "not applicable",
          of: { not_guilty_plea: true },
          log: log`
          activity     at
          转为普通程序 2025-03-05
          宣判         2025-04-05`,
        },
        "turned into an ordinary trial on the day of the judgment, whichever stands first": {
          outcome: "clear",
          of: { ...fast, not_guilty_plea: true },
          log: log`
          activity     at
          宣判         2025-04-05
          转为普通程序 2025-04-05`,
        },
      },
      warns: {
        "turned into an ordinary trial when judgment was given": {
          of: { ...fast, not_guilty_plea: true },
          log: log`
          activity     at
          当庭宣判     2025-03-05
          转为普通程序 2025-03-10`,
        },
        "the defence contests the charge": {
          of: { ...fast, not_guilty_plea: true },
          log: log`
          activity at
          当庭宣判 2025-03-05`,
        },
      },
    },
    "PS09-fast-track-three-years": {
      silent: {
        "three years to the day": {
          outcome: "not applicable",
          of: fast,
          log: log`
          activity sentence_months at
          当庭宣判 36              2025-03-05`,
        },
        "how long is not recorded": {
          outcome: "cannot tell",
          of: fast,
          log: log`
          activity sentence_months at
          当庭宣判 -               2025-03-05`,
        },
        "the variant stayed, and the trial had become an ordinary one": {
          outcome: "clear",
          of: fast,
          log: log`
          activity     sentence_months at
          转为普通程序 -               2025-03-05
          定期宣判     48              2025-05-05`,
        },
      },
      warns: {
        "three and a half": {
          of: fast,
          log: log`
          activity sentence_months at
          当庭宣判 42              2025-03-05`,
        },
      },
    },
    "PS09-fast-track-excluded": {
      silent: {
        "an ordinary trial": {
          outcome: "not applicable",
          of: { fast_track_excluded: true },
          log: log`
          activity at
          定期宣判 2025-05-06`,
        },
        "nothing excludes it": {
          outcome: "not applicable",
          of: { ...fast, fast_track_excluded: false },
          log: log`
          activity at
          当庭宣判 2025-05-06`,
        },
        "the ground came up late and the trial was converted": {
          outcome: "clear",
          of: { ...fast, fast_track_excluded: true },
          log: log`
          activity     at
          转为普通程序 2025-03-05
          定期宣判     2025-05-06`,
        },
      },
      warns: {
        "another ground excludes it": {
          of: { ...fast, fast_track_excluded: true },
          severity: 3,
          log: log`
          activity at
          当庭宣判 2025-05-06`,
        },
      },
    },
    "TM01-acceptance": {
      silent: {
        "on the seventh day": {
          outcome: "clear",
          log: log`
          activity at
          收到起诉 2025-03-03
          立案     2025-03-10`,
        },
      },
      warns: {
        "after three weeks": {
          severity: 3,
          log: log`
          activity at
          收到起诉 2025-03-03
          立案     2025-03-24`,
        },
        "two weeks, under the interpretation of 2012": {
          law: ["最高人民法院关于适用〈中华人民共和国刑事诉讼法〉的解释 181"],
          log: log`
          activity   at
          收到起诉书 2020-03-02
          立案       2020-03-16`,
        },
      },
    },
    "TM04-ordinary": {
      silent: {
        "three months more, as the court above approved": {
          outcome: "clear",
          log: log`
          activity at
          立案     2025-03-03
          宣判     2025-09-03`,
          tables: {
            extensions: log`
            kind   months at
            extend 3      2025-05-25`,
          },
        },
        "the appraisal does not count": {
          outcome: "clear",
          log: log`
          activity at
          立案     2025-03-03
          宣判     2025-06-20`,
          tables: {
            extensions: log`
            kind    from       to
            exclude 2025-04-01 2025-05-06`,
          },
        },
        "suspended, and for how long is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity at
          立案     2025-03-03
          中止审理 2025-04-03
          宣判     2025-07-20`,
        },
        "anew after supplementary investigation": {
          outcome: "clear",
          log: log`
          activity         at
          立案             2025-03-03
          补充侦查延期审理 2025-05-03
          补充侦查完毕移送 2025-06-03
          宣判             2025-09-02`,
        },
        "put off for more investigation, and judged within the time that is counted": {
          outcome: "clear",
          log: log`
          activity         at
          立案             2025-03-03
          补充侦查延期审理 2025-05-20
          补充侦查完毕移送 2025-06-19
          宣判             2025-08-20`,
        },
        "put off for more investigation, and not back yet": {
          outcome: "pending",
          log: log`
          activity         at
          立案             2025-09-03
          补充侦查延期审理 2025-11-20`,
        },
        "it was a summary trial first": {
          outcome: "clear",
          log: log`
          activity     at
          立案         2025-03-03
          转为普通程序 2025-03-20
          宣判         2025-06-20`,
        },
      },
      warns: {
        "four months": {
          severity: 3,
          measured: 123,
          threshold: 92,
          evidence: ["立案", "宣判"],
          log: log`
          activity at
          立案     2025-03-03
          宣判     2025-07-04`,
        },
        "put off for more investigation when the time had run out": {
          measured: 108,
          log: log`
          activity         at
          立案             2025-03-03
          补充侦查延期审理 2025-06-10
          补充侦查完毕移送 2025-06-19
          宣判             2025-08-20`,
        },
        "suspended for a month, and still too long": {
          log: log`
          activity at
          立案     2025-03-03
          中止审理 2025-04-03
          恢复审理 2025-05-03
          宣判     2025-08-20`,
        },
      },
    },
    "TM04-turned-ordinary": {
      silent: {
        "judged on the last day after it was turned": {
          of: summary,
          outcome: "clear",
          log: log`
          activity     at
          立案         2025-03-03
          转为普通程序 2025-03-20
          宣判         2025-06-20`,
        },
        "the case says that it is an ordinary one, of which another rule speaks": {
          outcome: "not applicable",
          log: log`
          activity     at
          立案         2025-03-03
          转为普通程序 2025-03-20
          宣判         2025-07-20`,
        },
        "three months more, as the court above approved": {
          of: summary,
          outcome: "clear",
          log: log`
          activity     at
          立案         2025-03-03
          转为普通程序 2025-03-20
          宣判         2025-09-20`,
          tables: {
            extensions: log`
            kind   months at
            extend 3      2025-06-05`,
          },
        },
      },
      warns: {
        "a summary trial turned, and not judged for nine months": {
          of: summary,
          severity: 3,
          evidence: ["转为普通程序"],
          log: log`
          activity     at
          立案         2025-03-03
          转为普通程序 2025-03-20`,
        },
        "a fast-track trial turned, and judged in the fifth month": {
          of: fast,
          log: log`
          activity     at
          立案         2025-03-03
          转为普通程序 2025-03-10
          宣判         2025-07-20`,
        },
      },
    },
    "TM04-turned-ordinary-in-custody": {
      silent: {
        "nobody is in custody": {
          of: summary,
          outcome: "not applicable",
          log: log`
          activity     custody at
          立案         -       2025-03-03
          转为普通程序 false   2025-03-21
          宣判         -       2025-06-23`,
        },
        "judged on the last day after it was turned": {
          of: { ...summary, custody: true },
          outcome: "clear",
          log: log`
          activity     at
          立案         2025-03-03
          转为普通程序 2025-03-20
          宣判         2025-06-20`,
        },
      },
      warns: {
        "the last day is a Saturday, and runs no longer for it": {
          of: { ...summary, custody: true },
          severity: 3,
          evidence: ["转为普通程序", "宣判"],
          log: log`
          activity     at
          立案         2025-03-03
          转为普通程序 2025-03-21
          宣判         2025-06-23`,
        },
      },
    },
    "TM04-ordinary-in-custody": {
      silent: {
        "nobody is in custody, and the last day is moved off May Day": {
          outcome: "not applicable",
          log: log`
          activity custody at
          立案     false   2025-02-01
          宣判     -       2025-05-06`,
        },
        "on the last day, May Day itself": {
          outcome: "clear",
          log: log`
          activity custody at
          立案     true    2025-02-01
          宣判     -       2025-05-01`,
        },
      },
      warns: {
        "the day after the last, which May Day does not move": {
          severity: 3,
          measured: 90,
          threshold: 89,
          log: log`
          activity custody at
          立案     true    2025-02-01
          宣判     -       2025-05-02`,
        },
      },
    },
    "TM04-summary": {
      silent: {
        "more than three years are to be expected": {
          outcome: "not applicable",
          of: { ...summary, over_three_years: true },
          log: log`
          activity at
          立案     2025-03-03
          当庭宣判 2025-04-03`,
        },
        "turned into an ordinary trial on the twentieth day, a Sunday": {
          outcome: "clear",
          of: { ...summary, over_three_years: false },
          log: log`
          activity     at
          立案         2025-03-03
          转为普通程序 2025-03-24
          宣判         2025-05-03`,
        },
        "fast-track until the tenth day, and counted anew from the change": {
          of: { ...summary, over_three_years: false },
          outcome: "clear",
          log: log`
          activity     at
          立案         2025-03-03
          转为简易程序 2025-03-12
          宣判         2025-04-01`,
        },
      },
      warns: {
        "a month": {
          of: { ...summary, over_three_years: false },
          log: log`
          activity at
          立案     2025-03-03
          当庭宣判 2025-04-03`,
        },
        "twenty-four days from the change of a fast-track trial": {
          of: { ...summary, over_three_years: false },
          measured: 24,
          evidence: ["转为简易程序", "宣判"],
          log: log`
          activity     at
          立案         2025-03-03
          转为简易程序 2025-03-12
          宣判         2025-04-05`,
        },
      },
    },
    "TM04-turned-summary": {
      silent: {
        "a month and a half after it was turned": {
          of: fast,
          outcome: "clear",
          log: log`
          activity     at
          立案         2025-03-03
          转为简易程序 2025-03-12
          宣判         2025-04-27`,
        },
        "the case says that it is a summary one, of which other rules speak": {
          of: summary,
          outcome: "not applicable",
          log: log`
          activity     at
          立案         2025-03-03
          转为简易程序 2025-03-12
          宣判         2025-07-27`,
        },
      },
      warns: {
        "turned, and judged after three months": {
          of: fast,
          evidence: ["转为简易程序", "宣判"],
          log: log`
          activity     at
          立案         2025-03-03
          转为简易程序 2025-03-12
          宣判         2025-06-12`,
        },
      },
    },
    "TM04-turned-summary-in-custody": {
      silent: {
        "nobody is in custody": {
          of: fast,
          outcome: "not applicable",
          log: log`
          activity     custody at
          转为简易程序 false   2025-03-12
          宣判         -       2025-06-12`,
        },
      },
      warns: {
        "the last day is a Sunday, and the person is held": {
          of: { ...fast, custody: true },
          log: log`
          activity     at
          立案         2025-03-03
          转为简易程序 2025-03-12
          宣判         2025-04-28`,
        },
      },
    },
    "TM04-summary-in-custody": {
      silent: {
        "nobody is in custody": {
          of: { ...summary, over_three_years: false },
          outcome: "not applicable",
          log: log`
          activity custody at
          立案     false   2025-03-03
          宣判     -       2025-04-03`,
        },
        "on the twentieth day": {
          of: { ...summary, over_three_years: false },
          outcome: "clear",
          log: log`
          activity custody at
          立案     true    2025-03-03
          宣判     -       2025-03-23`,
        },
      },
      warns: {
        "the twentieth day is a Sunday, and the person is held": {
          of: { ...summary, over_three_years: false },
          measured: 21,
          threshold: 20,
          log: log`
          activity custody at
          立案     true    2025-03-03
          定期宣判 -       2025-03-24`,
        },
      },
    },
    "TM04-summary-at-most": {
      silent: {
        "a month and a half": {
          outcome: "clear",
          of: summary,
          log: log`
          activity at
          立案     2025-03-03
          当庭宣判 2025-04-18`,
        },
      },
      warns: {
        "two months": {
          of: summary,
          log: log`
          activity at
          立案     2025-03-03
          当庭宣判 2025-05-03`,
        },
      },
    },
    "TM04-summary-at-most-in-custody": {
      silent: {
        "on the last day of a month and a half": {
          of: summary,
          outcome: "clear",
          log: log`
          activity custody at
          立案     true    2025-03-03
          宣判     -       2025-04-18`,
        },
      },
      warns: {
        "the last day is a Saturday, and the person is held": {
          of: summary,
          log: log`
          activity custody at
          立案     true    2025-03-04
          宣判     -       2025-04-21`,
        },
      },
    },
    "TM04-fast-track": {
      silent: {
        "more than a year is to be expected": {
          outcome: "not applicable",
          of: { ...fast, over_one_year: true },
          log: log`
          activity at
          立案     2025-03-03
          当庭宣判 2025-03-17`,
        },
        "turned into a summary trial on the tenth day": {
          of: { ...fast, over_one_year: false },
          outcome: "clear",
          log: log`
          activity     at
          立案         2025-03-03
          转为简易程序 2025-03-13
          宣判         2025-04-03`,
        },
      },
      warns: {
        "two weeks": {
          of: { ...fast, over_one_year: false },
          log: log`
          activity at
          立案     2025-03-03
          当庭宣判 2025-03-17`,
        },
      },
    },
    "TM04-fast-track-in-custody": {
      silent: {
        "on the tenth day": {
          of: { ...fast, over_one_year: false },
          outcome: "clear",
          log: log`
          activity custody at
          立案     true    2025-03-03
          当庭宣判 -       2025-03-13`,
        },
      },
      warns: {
        "the tenth day is a Saturday, and the person is held": {
          of: { ...fast, over_one_year: false },
          measured: 12,
          threshold: 10,
          log: log`
          activity custody at
          立案     true    2025-03-05
          当庭宣判 -       2025-03-17`,
        },
      },
    },
    "TM04-fast-track-at-most": {
      silent: {
        "fifteen days": {
          outcome: "clear",
          of: fast,
          log: log`
          activity at
          立案     2025-03-03
          当庭宣判 2025-03-18`,
        },
      },
      warns: {
        "three weeks": {
          of: fast,
          log: log`
          activity at
          立案     2025-03-03
          当庭宣判 2025-03-24`,
        },
      },
    },
    "TM04-fast-track-at-most-in-custody": {
      silent: {
        "on the fifteenth day": {
          of: fast,
          outcome: "clear",
          log: log`
          activity custody at
          立案     true    2025-03-03
          当庭宣判 -       2025-03-18`,
        },
      },
      warns: {
        "the fifteenth day is a Saturday, and the person is held": {
          of: fast,
          measured: 17,
          threshold: 15,
          log: log`
          activity custody at
          立案     true    2025-03-07
          当庭宣判 -       2025-03-24`,
        },
      },
    },
    "TM04-private": {
      silent: {
        "settled in the fifth month": {
          outcome: "clear",
          of: { procedure_variant: "自诉程序", custody: false },
          log: log`
          activity at
          立案     2025-03-03
          准许撤诉 2025-08-03`,
        },
      },
      warns: {
        "eight months": {
          of: { procedure_variant: "自诉程序", custody: false },
          log: log`
          activity at
          立案     2025-03-03
          宣判     2025-11-03`,
        },
      },
    },
    "TM04-private-in-custody": {
      silent: {
        "nobody is held": {
          outcome: "not applicable",
          of: { procedure_variant: "自诉程序", custody: false },
          log: log`
          activity at
          立案 2025-03-03
          宣判 2025-08-03`,
        },
        "suspended for four months": {
          outcome: "clear",
          of: { procedure_variant: "自诉程序", custody: true },
          tables: {
            extensions: log`
            kind   rule          days at
            extend TM04-ordinary 1    2025-03-05`,
          },
          log: log`
          activity at
          立案 2025-03-03
          中止审理 2025-04-01
          恢复审理 2025-08-01
          宣判 2025-09-20`,
        },
      },
      warns: {
        "four months": {
          of: { procedure_variant: "自诉程序", custody: true },
          severity: 3,
          tables: {
            extensions: log`
            kind   rule          days at
            extend TM04-ordinary 1    2025-03-05`,
          },
          log: log`
          activity at
          立案 2025-03-03
          宣判 2025-07-03`,
        },
      },
    },
    "TM04-appeal-files": {
      silent: {
        "three days after the time to appeal": {
          outcome: "clear",
          log: log`
          activity     at
          上诉         2025-03-03
          移送上诉案卷 2025-03-16`,
        },
        "the tenth day is a Saturday, and three more follow the Monday": {
          outcome: "clear",
          log: log`
          activity     at
          上诉         2025-03-05
          移送上诉案卷 2025-03-20`,
        },
        "the tenth day falls into National Day": {
          outcome: "clear",
          log: log`
          activity     at
          上诉         2025-09-22
          移送上诉案卷 2025-10-13`,
        },
      },
      warns: {
        "after a month": {
          log: log`
          activity     at
          上诉         2025-03-03
          移送上诉案卷 2025-04-03`,
        },
      },
    },
    "TM04-appeal-files-sent": {
      silent: {
        "sent after a month, which another rule tells": {
          outcome: "clear",
          log: log`
          activity     at
          上诉         2025-03-03
          移送上诉案卷 2025-04-03
          归档         2025-05-03`,
        },
        "taken back": {
          outcome: "not applicable",
          log: log`
          activity at
          上诉     2025-03-03
          撤回上诉 2025-03-08
          归档     2025-05-03`,
        },
        "not archived yet": {
          outcome: "pending",
          log: log`
          activity at
          上诉     2025-12-25`,
        },
      },
      warns: {
        "archived, and never sent": {
          severity: 3,
          evidence: ["上诉"],
          log: log`
          activity at
          上诉     2025-03-03
          归档     2025-05-03`,
        },
      },
    },
    "TM05-bail": {
      silent: {
        "absconded in the third month": {
          outcome: "clear",
          log: log`
          activity party org at
          取保候审 p1    ct  2024-03-03
          上网追逃 p1    ct  2024-06-03`,
        },
        "over with the judgment": {
          outcome: "clear",
          log: log`
          activity party org at
          取保候审 p1    ct  2024-03-03
          判决生效 -     ct  2024-10-03`,
        },
      },
      warns: {
        "nothing was done": {
          severity: 4,
          log: log`
          activity party org at
          取保候审 p1    ct  2024-03-03`,
        },
      },
    },
    "TM05-residence": {
      silent: {
        "turned into an arrest": {
          outcome: "clear",
          log: log`
          activity party org at
          监视居住 p1    ct  2025-03-03
          决定逮捕 p1    ct  2025-05-03`,
        },
      },
      warns: {
        "lifted in the eighth month": {
          log: log`
          activity     party org at
          监视居住     p1    ct  2025-03-03
          解除监视居住 p1    ct  2025-10-13`,
        },
      },
    },
    "XA05-documents-in-ten-days": {
      silent: {
        "guilty, and exempted from punishment": {
          outcome: "not applicable",
          of: { outcome: "有罪，免予刑事处罚" },
          log: log`
          activity     at
          判决生效     2025-03-03
          归档         2025-05-03`,
        },
        "guilty, and why they are exempted from punishment": {
          outcome: "not applicable",
          of: { outcome: "有罪，因情节轻微免予刑事处罚" },
          log: log`
          activity     at
          判决生效     2025-03-03
          归档         2025-05-03`,
        },
        "exempted, in short": {
          outcome: "not applicable",
          of: { outcome: "有罪免刑" },
          log: log`
          activity     at
          判决生效     2025-03-03
          归档         2025-05-03`,
        },
        acquitted: {
          outcome: "not applicable",
          of: { outcome: "无罪" },
          log: log`
          activity at
          判决生效 2025-03-03`,
        },
        "a fine alone, which the court collects": {
          outcome: "not applicable",
          of: { outcome: "单处罚金" },
          log: log`
          activity     at
          判决生效     2025-03-03
          送达执行文书 2025-04-03`,
        },
        "an outcome in words that are in no list": {
          outcome: "cannot tell",
          of: { outcome: "其他" },
          log: log`
          activity     at
          判决生效     2025-03-03
          送达执行文书 2025-04-03`,
        },
      },
      warns: {
        "a term and a fine": {
          of: { outcome: "有期徒刑三年，并处罚金" },
          log: log`
          activity     at
          判决生效     2025-03-03
          送达执行文书 2025-04-03`,
        },
        "a month": {
          severity: 4,
          log: log`
          activity     at
          判决生效     2025-03-03
          送达执行文书 2025-04-03`,
        },
      },
    },
    "XA05-documents": {
      silent: {
        "guilty, and exempted from punishment": {
          outcome: "not applicable",
          of: { outcome: "有罪，免予刑事处罚" },
          log: log`
          activity     at
          判决生效     2025-03-03
          归档         2025-05-03`,
        },
        "guilty, and why they are exempted from punishment": {
          outcome: "not applicable",
          of: { outcome: "有罪，因情节轻微免予刑事处罚" },
          log: log`
          activity     at
          判决生效     2025-03-03
          归档         2025-05-03`,
        },
        "exempted, in short": {
          outcome: "not applicable",
          of: { outcome: "有罪免刑" },
          log: log`
          activity     at
          判决生效     2025-03-03
          归档         2025-05-03`,
        },
        acquitted: {
          outcome: "not applicable",
          of: { outcome: "无罪" },
          log: log`
          activity at
          判决生效 2025-03-03
          归档     2025-05-03`,
        },
        "not archived yet": {
          outcome: "pending",
          log: log`
          activity at
          判决生效 2025-12-25`,
        },
        "a fine alone, which the court collects": {
          outcome: "not applicable",
          of: { outcome: "单处罚金" },
          log: log`
          activity     at
          判决生效     2025-03-03
          归档         2025-05-03`,
        },
        "an outcome in words that are in no list": {
          outcome: "cannot tell",
          of: { outcome: "其他" },
          log: log`
          activity     at
          判决生效     2025-03-03
          归档         2025-05-03`,
        },
      },
      warns: {
        "one is exempted for a reason, and another one has a term": {
          of: { outcome: "甲有期徒刑三年；乙有罪，因情节轻微免予刑事处罚" },
          log: log`
          activity     at
          判决生效     2025-03-03
          归档         2025-05-03`,
        },
        "one is exempted, and another one has a term": {
          of: { outcome: "甲有期徒刑三年；乙有罪，免予刑事处罚" },
          log: log`
          activity     at
          判决生效     2025-03-03
          归档         2025-05-03`,
        },
        "a term and a fine": {
          of: { outcome: "有期徒刑三年，并处罚金" },
          log: log`
          activity     at
          判决生效     2025-03-03
          归档         2025-05-03`,
        },
        "archived, and never executed": {
          severity: 4,
          evidence: ["判决生效"],
          log: log`
          activity at
          判决生效 2025-03-03
          归档     2025-05-03`,
        },
      },
    },
    "XA05-prison-in-thirty-days": {
      silent: {
        "two months to serve": {
          outcome: "not applicable",
          log: log`
          activity     party remaining_months at
          送达执行文书 p1    2                2025-03-03`,
        },
        "executed outside prison": {
          outcome: "not applicable",
          log: log`
          activity         party remaining_months at
          送达执行文书     p1    20               2025-03-03
          暂予监外执行决定 p1    -                2025-03-20`,
        },
      },
      warns: {
        "one of two still not in prison": {
          says: ["p2"],
          log: log`
          activity     party remaining_months at
          送达执行文书 p1    20               2025-03-03
          送达执行文书 p2    30               2025-03-03
          送交监狱     p1    -                2025-03-20`,
        },
      },
    },
    "XA05-prison": {
      silent: {
        "two months to serve": {
          outcome: "not applicable",
          log: log`
          activity     party remaining_months at
          送达执行文书 p1    2                2025-03-03
          归档         -     -                2025-05-03`,
        },
        "how long is left is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity     party remaining_months at
          送达执行文书 p1    -                2025-03-03
          归档         -     -                2025-05-03`,
        },
        "taken there, if late": {
          outcome: "clear",
          log: log`
          activity     party remaining_months at
          送达执行文书 p1    20               2025-03-03
          送交监狱     p1    -                2025-04-20
          归档         -     -                2025-05-03`,
        },
        "executed outside prison, as was decided before or after the documents went out": {
          outcome: "clear",
          log: log`
          activity         party remaining_months at
          暂予监外执行决定 p1    -                2025-03-01
          送达执行文书     p1    20               2025-03-03
          送达执行文书     p2    20               2025-03-03
          暂予监外执行决定 p2    -                2025-03-20
          归档             -     -                2025-05-03`,
        },
      },
      warns: {
        "of two, the one whose term is not executed outside prison": {
          evidence: [2],
          log: log`
          activity         party remaining_months at
          送达执行文书     p1    20               2025-03-03
          送达执行文书     p2    20               2025-03-03
          暂予监外执行决定 p2    -                2025-03-20
          归档             -     -                2025-05-03`,
        },
        "of two, the one never taken there": {
          severity: 4,
          evidence: [3],
          log: log`
          activity     party remaining_months at
          送达执行文书 p1    20               2025-03-03
          送达执行文书 p2    20               2025-03-03
          送交监狱     p1    -                2025-03-20
          归档         -     -                2025-05-03`,
        },
      },
    },
    "XA05-community-in-ten-days": {
      silent: {
        "an earlier probation is revoked": {
          outcome: "not applicable",
          of: { outcome: "撤销缓刑，决定执行有期徒刑三年" },
          log: log`
          activity at
          判决生效 2025-03-03
          归档     2025-05-03`,
        },
        "probation is refused": {
          outcome: "not applicable",
          of: { outcome: "有期徒刑三年，不予缓刑" },
          log: log`
          activity at
          判决生效 2025-03-03
          归档     2025-05-03`,
        },
        "reported on the tenth day": {
          of: { outcome: "缓刑" },
          outcome: "clear",
          log: log`
          activity     at
          判决生效     2025-03-03
          社区矫正报到 2025-03-13`,
        },
        "a term in prison": {
          of: { outcome: "有期徒刑" },
          outcome: "not applicable",
          log: log`
          activity     at
          判决生效     2025-03-03
          送达执行文书 2025-03-10`,
        },
      },
      warns: {
        "in the words of the judgment": {
          of: { outcome: "有期徒刑二年，宣告缓刑三年" },
          log: log`
          activity     at
          判决生效     2025-03-03
          社区矫正报到 2025-03-24`,
        },
        "reported after three weeks": {
          of: { outcome: "缓刑" },
          severity: 4,
          measured: 21,
          threshold: 10,
          log: log`
          activity     at
          判决生效     2025-03-03
          社区矫正报到 2025-03-24`,
        },
      },
    },
    "XA05-community": {
      silent: {
        "an earlier probation is revoked": {
          outcome: "not applicable",
          of: { outcome: "撤销缓刑，决定执行有期徒刑三年" },
          log: log`
          activity at
          判决生效 2025-03-03
          归档     2025-05-03`,
        },
        "probation is refused": {
          outcome: "not applicable",
          of: { outcome: "有期徒刑三年，不予缓刑" },
          log: log`
          activity at
          判决生效 2025-03-03
          归档     2025-05-03`,
        },
        "a term in prison": {
          outcome: "not applicable",
          log: log`
          activity at
          判决生效 2025-03-03
          归档     2025-05-03`,
        },
        "reported late, which another rule tells": {
          outcome: "clear",
          of: { outcome: "缓刑" },
          log: log`
          activity     at
          判决生效     2025-03-03
          社区矫正报到 2025-04-03
          归档         2025-05-03`,
        },
      },
      warns: {
        "in the words of the judgment": {
          of: { outcome: "有期徒刑二年，宣告缓刑三年" },
          log: log`
          activity     at
          判决生效     2025-03-03
          归档         2025-05-03`,
        },
        "archived, and never reported": {
          of: { outcome: "缓刑" },
          severity: 4,
          log: log`
          activity at
          判决生效 2025-03-03
          归档     2025-05-03`,
        },
      },
    },
  },
} satisfies Pack;
