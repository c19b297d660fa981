import { defineCases, from, log } from "../_kit/cases.ts";
import filedNotInvestigated from "./detector.ts";

export default defineCases(filedNotInvestigated, {
  silent: {
    "an appraisal ran in the gap": {
      log: log`
        case activity at
        c1   立案     2025-01-01
        c1   询问     2025-01-05
        c1   鉴定委托 2025-01-20
        c1   鉴定意见 2025-06-01
        c1   讯问     2025-06-20`,
      asOf: "2025-06-30",
      outcome: "pending",
    },
    "when the case was closed cannot be read, and nothing since it was filed": {
      log: log`
        case activity at
        c1   立案     2025-01-01
        c2   立案     2025-03-01
        c2   询问     2025-03-02
        c2   撤案     2025-03-03`,
      tables: {
        cases: log`
          case closed_at
          c1   一月上旬`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "of two appraisals one was out all the time": {
      log: log`
        case activity at
        c1   立案     2025-01-01
        c1   询问     2025-01-05
        c1   鉴定委托 2025-01-10
        c1   鉴定委托 2025-01-11
        c1   鉴定意见 2025-01-25
        c1   鉴定意见 2025-05-20`,
      asOf: "2025-06-01",
      outcome: "pending",
    },
    "suspended on record": {
      log: log`
        case activity at
        c1   立案     2025-01-01
        c1   询问     2025-01-05
        c1   中止调查 2025-01-20
        c1   恢复调查 2025-06-01
        c1   询问     2025-06-05`,
      asOf: "2025-06-30",
      outcome: "pending",
    },
    "waiting for another region": {
      log: log`
        case activity at
        c1   立案     2025-01-01
        c1   询问     2025-01-05
        c1   协查请求 2025-01-10`,
      asOf: "2025-06-30",
      outcome: "pending",
    },
    "time excluded by an approval": {
      log: log`
        case activity at
        c1   立案     2025-01-01
        c1   询问     2025-01-05
        c1   讯问     2025-05-05`,
      tables: {
        extensions: log`
          case kind    from       to
          c1   exclude 2025-01-20 2025-04-30`,
      },
      asOf: "2025-06-30",
      outcome: "pending",
    },
    "time excluded by an approval that the register has in Chinese": {
      log: log`
        case activity at
        c1   立案     2025-01-01
        c1   询问     2025-01-05
        c1   讯问     2025-05-05`,
      tables: {
        extensions: log`
          case kind from       to
          c1   扣除 2025-01-20 2025-04-30`,
      },
      asOf: "2025-06-30",
      outcome: "pending",
    },
    "nothing is to be investigated after the case went to the procuratorate": {
      log: log`
        case activity     at
        c1   立案         2025-01-01
        c1   询问         2025-01-05
        c1   移送审查起诉 2025-02-01`,
      asOf: "2025-12-31",
      outcome: "clear",
    },
    "its master leaves the kind of case empty: it may have been filed to be tried": {
      log: log`
        case activity at
        c1   立案     2025-01-01
        c1   开庭     2025-05-05
        c2   询问     2025-05-05`,
      tables: {
        cases: log`
          case case_type
          c1   -
          c2   治安案件`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "filed by a court, to be tried": {
      log: log`
        case activity at
        c1   立案     2025-01-01
        c1   开庭     2025-05-05
        c2   询问     2025-05-05`,
      tables: {
        cases: log`
          case case_type
          c1   民事一审`,
      },
      asOf: "2025-06-30",
      outcome: "not applicable",
    },
    "steady work, every two months": {
      log: log`
        case activity at
        c1   立案     2025-01-01
        c1   询问     2025-02-25
        c1   调取证据 2025-05-20
        c1   询问     2025-08-10`,
      asOf: "2025-09-30",
      outcome: "pending",
    },
    "a log that brings no investigative act at all": {
      log: log`
        case activity at
        c1   立案     2025-01-01
        c1   归档     2025-11-01`,
      asOf: "2025-12-31",
      outcome: "cannot tell",
    },
    "nobody of its system investigates on record, whatever another's do": {
      log: [
        log`
          case activity at         org
          c1   立案     2025-01-01 u1`,
        from(
          "b",
          log`
            case activity at         org
            c2   立案     2025-06-01 u2
            c2   询问     2025-06-02 u2`,
        ),
      ],
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "its system never investigates on record, and the other one that knows the case does in its own": {
      log: [
        log`
          case activity at         org
          c1   立案     2025-01-01 u1`,
        from(
          "b",
          log`
            case activity at         org
            c1   登记     2025-01-02 u2
            c2   立案     2025-06-01 u2
            c2   询问     2025-06-02 u2`,
        ),
      ],
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "ended against one of two persons, and what became of the other is not on record": {
      log: log`
        case activity at         party
        c1   立案     2025-01-01 -
        c1   讯问     2025-01-05 p1
        c1   讯问     2025-01-06 p2
        c1   终止侦查 2025-02-01 p1`,
      asOf: "2025-12-31",
      outcome: "cannot tell",
    },
    "ended against the one person there is": {
      log: log`
        case activity at         party
        c1   立案     2025-01-01 -
        c1   讯问     2025-01-05 p1
        c1   终止侦查 2025-02-01 p1`,
      asOf: "2025-12-31",
      outcome: "clear",
    },
    "a victim was asked after it ended against the one person there is": {
      log: log`
        case activity at         party
        c1   立案     2025-01-01 -
        c1   讯问     2025-01-05 p1
        c1   不起诉   2025-02-01 p1
        c1   询问     2025-02-06 v1`,
      asOf: "2025-12-31",
      outcome: "clear",
    },
    "an appraisal and an exclusion ran on from before the filing": {
      log: log`
        case activity at
        c1   鉴定委托 2025-01-05
        c1   立案     2025-01-10
        c1   鉴定意见 2025-04-01
        c1   询问     2025-04-02
        c1   侦查终结 2025-04-20
        c2   受案登记 2025-01-05
        c2   立案     2025-01-10
        c2   询问     2025-04-02
        c2   侦查终结 2025-04-20`,
      tables: {
        extensions: log`
          case kind    from       to
          c2   exclude 2025-01-08 2025-01-20
          c2   exclude 2025-01-15 2025-03-31`,
      },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "commissioned anew before the filing, and on the day another opinion came": {
      log: log`
        case activity at
        c1   鉴定委托 2025-01-02
        c1   鉴定意见 2025-01-05
        c1   鉴定委托 2025-01-06
        c1   立案     2025-01-10
        c2   立案     2025-01-10
        c2   鉴定委托 2025-01-12
        c2   鉴定意见 2025-01-20
        c2   鉴定委托 2025-01-20`,
      asOf: "2025-06-30",
      outcome: "pending",
    },
    "decided and archived under the names that the built-in procedures have": {
      log: log`
        case activity       at
        c1   立案           2025-01-06
        c1   询问           2025-01-08
        c1   行政处罚决定   2025-02-10
        c1   送达           2025-02-11
        c1   结案归档       2025-02-28
        c2   立案           2025-01-06
        c2   询问           2025-01-08
        c2   移送公安机关   2025-02-10
        c3   立案审批       2025-01-06
        c3   现场检查       2025-01-08
        c3   撤销立案       2025-02-10`,
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "a laboratory had it for four months, and what was taken was by its own name": {
      log: log`
        case activity     at
        c1   立案         2025-01-06
        c1   询问         2025-01-08
        c1   检测委托     2025-01-10
        c1   检测报告     2025-05-20
        c2   立案         2025-05-06
        c2   抽样取证     2025-05-08`,
      asOf: "2025-07-30",
      outcome: "pending",
    },
    "complete by the procedure in use": {
      log: log`
        case activity at
        c1   立案     2025-01-06
        c1   询问     2025-01-08
        c1   办结     2025-02-10`,
      procedure: { completion: { activities: ["办结"] }, activities: { 办结: {} }, rules: [] },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "questioned on the day it was filed, in whatever order the two stand": {
      log: log`
        case activity at
        c1   询问     2025-01-03
        c1   立案     2025-01-03
        c1   侦查终结 2025-03-20
        c2   询问     2025-01-03
        c2   立案     2025-01-03T10:00
        c2   侦查终结 2025-03-20`,
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "filed on the day it was mediated, and filed by the court that the case went to": {
      log: log`
        case activity     at
        c1   调解结案     2025-01-10T09:00
        c1   立案         2025-01-10T10:00
        c2   立案         2025-01-10T09:00
        c2   询问         2025-01-11T09:00
        c2   移送审查起诉 2025-02-10T09:00
        c2   登记立案     2025-03-20T09:00`,
      asOf: "2025-12-30",
      outcome: "clear",
    },
  },
  warns: {
    "filings come in one file and what is investigated in another, and of this case nothing": {
      log: [
        log`
          case activity at
          c1   立案     2025-01-01
          c2   立案     2025-06-01`,
        from(
          "b",
          log`
            case activity at
            c2   询问     2025-06-02`,
        ),
      ],
      asOf: "2025-06-30",
      subjects: ["c1"],
      says: ["180 日没有调查取证记录"],
    },
    "another system knows of the case that nobody investigates": {
      log: [
        log`
          case activity at
          c1   立案     2025-01-01
          c2   立案     2025-06-01
          c2   询问     2025-06-02`,
        from(
          "b",
          log`
            case activity at
            c1   信访登记 2025-05-01`,
        ),
      ],
      asOf: "2025-06-30",
      subjects: ["c1"],
      says: ["180 日没有调查取证记录"],
    },
    "a unit where nobody investigates on record, and others of its system do": {
      log: log`
        case activity at         org
        c1   立案     2025-01-01 u1
        c2   立案     2025-06-01 u2
        c2   询问     2025-06-02 u2`,
      asOf: "2025-06-30",
      subjects: ["c1"],
      says: ["180 日没有调查取证记录"],
    },
    "filed, and nothing since": {
      log: log`
        case activity at
        c1   受案登记 2025-01-01
        c1   立案     2025-01-03
        c2   立案     2025-03-01
        c2   询问     2025-03-02`,
      asOf: "2025-03-20",
      subjects: ["c1"],
      says: ["自立案（2025-01-03）至今，76 日没有调查取证记录"],
      severity: 2,
      measured: 76,
      evidence: ["立案"],
    },
    "the first act came after three months": {
      log: log`
        case activity at
        c1   立案     2025-01-03
        c1   询问     2025-04-03
        c1   撤案     2025-04-20`,
      asOf: "2025-06-30",
      says: ["自立案（2025-01-03）至 2025-04-03，90 日"],
      measured: 90,
      evidence: ["立案", "询问"],
    },
    "half a year without an act, an appraisal of twenty days not counted": {
      log: log`
        case activity at
        c1   立案     2025-01-01
        c1   询问     2025-01-05
        c1   鉴定委托 2025-01-10
        c1   鉴定意见 2025-01-30
        c1   讯问     2025-08-20`,
      asOf: "2025-08-30",
      says: ["自 2025-01-30 至 2025-08-20，202 日没有"],
      severity: 3,
      measured: 202,
    },
    "the person is known and the victim asked how it stands": {
      log: log`
        case activity   at
        c1   立案       2025-01-01
        c1   讯问       2025-01-05
        c1   被害人催问 2025-03-01`,
      asOf: "2025-04-30",
      says: ["115 日"],
      severity: 4,
    },
    "mediated five days before it was filed, or filed again a year after it was withdrawn": {
      log: log`
        case activity at
        c1   调解结案 2025-01-05
        c1   立案     2025-01-10
        c2   立案     2024-01-10
        c2   询问     2024-01-12
        c2   撤案     2024-02-10
        c2   立案     2025-02-11
        c3   询问     2025-03-01`,
      asOf: "2025-06-30",
      subjects: ["c1", "c2"],
      says: ["自立案（2025-01-10）至今，171 日", "自立案（2025-02-11）至今，139 日"],
    },
    "filed again a year after it was withdrawn, and entered as filed once more since": {
      log: log`
        case activity at
        c1   立案     2024-01-10
        c1   询问     2024-01-12
        c1   撤案     2024-02-10
        c1   立案审批 2025-02-11
        c1   立案     2025-06-01
        c3   询问     2025-03-01`,
      asOf: "2025-06-30",
      subjects: ["c1"],
      says: ["自立案（2025-02-11）至今，139 日"],
    },
    "an opinion too many ends no appraisal that is commissioned later, which ends with its own": {
      log: log`
        case activity at
        c1   立案     2025-01-01
        c1   鉴定意见 2025-01-04
        c1   鉴定委托 2025-01-10
        c1   鉴定意见 2025-01-20
        c1   询问     2025-05-20`,
      asOf: "2025-06-01",
      says: ["自 2025-01-20 至 2025-05-20，120 日"],
    },
    "withdrawn, closed and complete, and filed again nine months later": {
      log: log`
        case activity at
        c1   立案     2021-01-10
        c1   撤案     2021-03-10
        c1   立案     2022-01-10
        c2   询问     2025-03-01`,
      tables: {
        cases: log`
          case closed_at
          c1   2021-03-10`,
      },
      procedure: { completion: { activities: ["撤案"] }, activities: { 撤案: {} }, rules: [] },
      asOf: "2025-06-30",
      subjects: ["c1"],
      says: ["自立案（2022-01-10）至今，1267 日"],
    },
    "the victim asked, and nobody knew the person concerned before the gap ended": {
      log: log`
        case activity   at
        c1   立案       2025-01-01
        c1   被害人催问 2025-02-01
        c1   讯问       2025-06-01`,
      asOf: "2025-06-30",
      says: ["至 2025-06-01，151 日"],
      severity: 2,
    },
    "ended against one of two persons, and the other was questioned once after that": {
      log: log`
        case activity at         party
        c1   立案     2025-01-01 -
        c1   讯问     2025-01-05 p1
        c1   终止侦查 2025-02-01 p1
        c1   讯问     2025-02-06 p2`,
      asOf: "2025-06-30",
      says: ["自 2025-02-06 至今，144 日"],
    },
    "idle before it was ended against one of two persons, whatever became of the other; or until the end of both": {
      log: log`
        case activity     at         party
        c1   立案         2025-01-01 -
        c1   讯问         2025-01-05 p1
        c1   讯问         2025-01-05 p2
        c1   终止侦查     2025-06-01 p1
        c2   立案         2025-01-01 -
        c2   讯问         2025-01-05 p1
        c2   讯问         2025-01-05 p2
        c2   终止侦查     2025-01-20 p1
        c2   移送审查起诉 2025-06-01 p2`,
      asOf: "2025-06-30",
      subjects: ["c1", "c2"],
      says: ["自 2025-01-05 至 2025-06-01，147 日"],
    },
    "ended against the one person there was, filed again, and idle until the end of that": {
      log: log`
        case activity at         party
        c1   立案     2024-01-10 -
        c1   讯问     2024-01-12 p1
        c1   终止侦查 2024-02-01 p1
        c1   立案     2025-01-10 -
        c1   终止侦查 2025-06-01 p1`,
      asOf: "2025-06-30",
      subjects: ["c1"],
      says: ["自立案（2025-01-10）至 2025-06-01，142 日"],
    },
    "an appraisal that came back on the day it was commissioned rests no longer": {
      log: log`
        case activity at
        c1   立案     2025-01-10
        c1   鉴定委托 2025-01-20
        c1   鉴定意见 2025-01-20`,
      asOf: "2025-06-30",
      says: ["自 2025-01-20 至今，161 日"],
    },
  },
});
