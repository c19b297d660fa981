import { log } from "../../detectors/_kit/cases.ts";
import type { Pack } from "../kit/pack.ts";

/** Approvals are delivered, and none concerns the clock. */
const OF_ANOTHER = log`
  kind   rule             days at
  extend TM01-filing-review 23   2025-01-05`;

export default {
  procedure: "police-criminal",
  asOf: "2025-12-31",
  of: { case_type: "刑事案件", economic: false, complainant: false },
  lawful: {
    "detained on the spot, arrested and sent for prosecution": {
      log: log`
        activity      actor co   party approver approver_level measure_basis at
        接报登记      zhao  -    -     -        -              -             2025-03-01T09:00
        刑事拘留      li    wang p1    chen     县级           现行犯        2025-03-01T09:30
        受案登记      li    wang -     -        -              -             2025-03-01T10:00
        立案          li    wang -     chen     县级           -             2025-03-01T12:00
        送看守所羁押  li    wang p1    -        -              -             2025-03-01T18:00
        讯问          li    wang p1    -        -              -             2025-03-01T20:00
        拘留通知家属  li    -    p1    -        -              -             2025-03-02T09:00
        提请批准逮捕  li    -    p1    -        -              -             2025-03-04T09:00
        批准逮捕      -     -    p1    -        -              -             2025-03-10T09:00
        执行逮捕      li    wang p1    -        -              -             2025-03-10T15:00
        讯问          li    wang p1    -        -              -             2025-03-10T17:00
        逮捕通知家属  li    -    p1    -        -              -             2025-03-11T09:00
        结案报告      li    -    -     -        -              -             2025-05-05T09:00
        侦查终结审批  li    -    -     chen     县级           -             2025-05-06T09:00
        移送审查起诉  li    -    -     -        -              -             2025-05-07T09:00
        移送情况告知  li    -    -     -        -              -             2025-05-07T10:00
        归档          li    -    -     -        -              -             2025-05-30T09:00`,
    },
    "sent for prosecution on bail, without ever asking for an arrest": {
      log: log`
        activity      actor co   party approver approver_level org at
        受案登记      li    wang -     -        -              ps  2025-03-01T10:00
        立案          li    wang -     chen     县级           ps  2025-03-03T12:00
        讯问          li    wang p1    -        -              ps  2025-03-04T09:00
        取保候审      li    wang p1    chen     县级           ps  2025-03-04T15:00
        结案报告      li    -    -     -        -              ps  2025-06-05T09:00
        侦查终结审批  li    -    -     chen     县级           ps  2025-06-06T09:00
        移送审查起诉  li    -    -     -        -              ps  2025-06-07T09:00
        移送情况告知  li    -    -     -        -              ps  2025-06-07T09:00`,
    },
  },
  rules: {
    "PS01-acceptance": {
      silent: {
        "taken over, the acceptance stands with the organ before": {
          outcome: "not applicable",
          log: log`
          activity     at
          接受移送管辖 2025-03-01
          归档         2025-04-01`,
        },
      },
      warns: {
        "archived without acceptance, and the form is on record with the filing": {
          severity: 2,
          evidence: ["立案", "归档"],
          log: log`
          activity doc_type   at
          立案     受案登记表 2025-03-01
          归档     -          2025-04-01`,
        },
        "archived without acceptance": {
          severity: 3,
          says: ["受案登记"],
          log: log`
          activity at
          立案     2025-03-01
          归档     2025-04-01`,
        },
        "under the rules of 2012": {
          law: ["公安机关办理刑事案件程序规定 168"],
          log: log`
          activity at
          立案     2020-03-01
          归档     2020-04-01`,
        },
      },
    },
    "PS01-filing": {
      silent: {
        "filed after the interrogation was entered": {
          outcome: "clear",
          log: log`
          activity     at
          立案         2025-03-01
          移送审查起诉 2025-04-01`,
        },
      },
      warns: {
        "sent for prosecution, and the decision to file lies with the files": {
          severity: 2,
          log: log`
          activity     doc_type   at
          受案登记     -          2025-03-01
          移送审查起诉 立案决定书 2025-04-01`,
        },
        "sent for prosecution, and never filed": {
          severity: 3,
          evidence: ["移送审查起诉"],
          log: log`
          activity     at
          受案登记     2025-03-01
          移送审查起诉 2025-04-01`,
        },
      },
    },
    "PS01-interrogation": {
      silent: {
        "interrogated once": {
          outcome: "clear",
          log: log`
          activity     at
          讯问         2025-03-01
          移送审查起诉 2025-04-01`,
        },
      },
      warns: {
        "nobody was interrogated": {
          evidence: ["移送审查起诉"],
          log: log`
          activity     at
          询问         2025-03-01
          移送审查起诉 2025-04-01`,
        },
      },
    },
    "PS01-interrogation-in-24h": {
      silent: {
        "in the twenty-fourth hour, that of the detention not counted": {
          outcome: "clear",
          log: log`
          activity party at
          刑事拘留 p1    2025-03-01T09:30
          讯问     p1    2025-03-02T09:59`,
        },
        "released within the day, and not interrogated": {
          outcome: "clear",
          log: log`
          activity party at
          刑事拘留 p1    2025-03-01T09:30
          释放     p1    2025-03-01T20:00
          归档     -     2025-03-20`,
        },
        "another person was interrogated in time, and who the first was is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity party at
          刑事拘留 -     2025-03-01T09:30
          讯问     p2    2025-03-01T12:00`,
        },
      },
      warns: {
        "never, of two who were detained, when the case was sent for prosecution": {
          says: ["p2"],
          evidence: [3, 5],
          log: log`
          activity     party at
          刑事拘留     p1    2025-03-01T09:30
          刑事拘留     p2    2025-03-01T09:30
          讯问         p1    2025-03-01T12:00
          移送审查起诉 -     2025-03-09T12:00`,
        },
        "two days later, the other one in time": {
          says: ["p2"],
          threshold: 24.5,
          evidence: [3, 5],
          log: log`
          activity party at
          刑事拘留 p1    2025-03-01T09:30
          刑事拘留 p2    2025-03-01T09:30
          讯问     p1    2025-03-01T12:00
          讯问     p2    2025-03-03T12:00`,
        },
      },
    },
    "PS01-arrest-interrogation-in-24h": {
      silent: {
        "interrogated the next morning": {
          outcome: "clear",
          log: log`
          activity party at
          执行逮捕 p1 2025-03-02T15:00
          讯问 p1 2025-03-03T09:00`,
        },
        "let out on bail within the day": {
          outcome: "clear",
          log: log`
          activity party at
          执行逮捕 p1 2025-03-02T15:00
          取保候审 p1 2025-03-03T09:00
          撤销案件 -  2025-03-20T09:00`,
        },
      },
      warns: {
        "never, before the case was sent for prosecution": {
          says: ["p1"],
          evidence: ["执行逮捕", "移送审查起诉"],
          log: log`
          activity     party at
          执行逮捕     p1 2025-03-02T15:00
          移送审查起诉 -  2025-04-20T09:00`,
        },
        "interrogated after two days": {
          severity: 3,
          says: ["p1"],
          log: log`
          activity party at
          执行逮捕 p1 2025-03-02T15:00
          讯问 p1 2025-03-04T16:00`,
        },
      },
    },
    "PS01-arrested-to-custody-house": {
      silent: {
        "detained before, and in the custody house since": {
          outcome: "not applicable",
          log: log`
          activity party at
          刑事拘留 p1 2025-03-01T09:00
          送看守所羁押 p1 2025-03-01T18:00
          执行逮捕 p1 2025-03-10T15:00`,
        },
        "arrested on bail, and taken there in the evening of the next day": {
          outcome: "clear",
          log: log`
          activity party at
          取保候审 p1 2025-03-01T09:00
          执行逮捕 p1 2025-04-10T15:00
          送看守所羁押 p1 2025-04-11T20:00`,
        },
      },
      warns: {
        "never taken there, when the case was sent for prosecution": {
          severity: 3,
          log: log`
          activity     party at
          执行逮捕     p1 2025-04-10T15:00
          移送审查起诉 -  2025-05-10T09:00`,
        },
        "two days later": {
          severity: 3,
          log: log`
          activity party at
          执行逮捕 p1 2025-04-10T15:00
          送看守所羁押 p1 2025-04-12T09:00`,
        },
      },
    },
    "PS01-custody-house-in-24h": {
      silent: {
        "the same evening": {
          outcome: "clear",
          log: log`
          activity     party at
          刑事拘留     p1    2025-03-01T09:30
          送看守所羁押 p1    2025-03-01T21:30`,
        },
        "released within the day": {
          outcome: "clear",
          log: log`
          activity     party at
          刑事拘留     p1    2025-03-01T09:30
          释放         p1    2025-03-02T09:00
          归档         -     2025-03-20T09:00`,
        },
      },
      warns: {
        "held five days, and released without having been there": {
          severity: 3,
          measured: 120,
          log: log`
          activity     party at
          刑事拘留     p1    2025-03-01T09:00
          释放         p1    2025-03-06T09:00
          归档         -     2025-03-20T09:00`,
        },
        "on the third day": {
          severity: 3,
          measured: 60,
          log: log`
          activity     party at
          刑事拘留     p1    2025-03-01T09:00
          送看守所羁押 p1    2025-03-03T21:00`,
        },
      },
    },
    "PS01-collective-discussion": {
      silent: {
        "not known to be grave": {
          outcome: "not applicable",
          log: log`
          activity at
          侦查终结审批 2025-05-06`,
        },
        "discussed, and approved in the same minute": {
          outcome: "clear",
          log: log`
          activity collective_discussion_required at
          侦查终结审批 true 2025-05-06T09:00
          集体讨论 - 2025-05-06T09:00`,
        },
      },
      warns: {
        "grave, and approved without a discussion": {
          severity: 3,
          log: log`
          activity collective_discussion_required at
          侦查终结审批 true 2025-05-06`,
        },
      },
    },
    "PS01-final-report": {
      silent: {
        "reported the day before": {
          outcome: "clear",
          log: log`
          activity at
          结案报告 2025-05-05
          侦查终结审批 2025-05-06`,
        },
        "no end yet": {
          outcome: "not applicable",
          log: log`
          activity at
          立案 2025-05-05`,
        },
      },
      warns: {
        "approved, and reported a week later": {
          severity: 2,
          log: log`
          activity at
          侦查终结审批 2025-05-06
          结案报告 2025-05-13`,
        },
      },
    },
    "PS02-approval-before-transfer": {
      silent: {
        "approved in the minute of the transfer": {
          outcome: "clear",
          log: log`
          activity     at
          移送审查起诉 2025-04-01T10:00:00
          侦查终结审批 2025-04-01T10:00:50`,
        },
      },
      warns: {
        "its end was refused, and it was transferred": {
          evidence: ["移送审查起诉"],
          log: log`
          activity approval_result at
          侦查终结审批 不同意 2025-04-01T10:00
          移送审查起诉 - 2025-04-02T10:00`,
        },
        "approved two days after the transfer": {
          evidence: ["移送审查起诉", "侦查终结审批"],
          log: log`
          activity     at
          移送审查起诉 2025-04-01
          侦查终结审批 2025-04-03`,
        },
      },
    },
    "PS02-approval-before-arrest": {
      silent: {
        "decided by a court": {
          outcome: "clear",
          log: log`
          activity party at
          决定逮捕 p1    2025-04-01T09:00
          执行逮捕 p1    2025-04-01T15:00`,
        },
        "whose arrest was approved is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity party at
          批准逮捕 -     2025-04-01T09:00
          执行逮捕 p1    2025-04-01T15:00`,
        },
      },
      warns: {
        "what the step is called was refused": {
          evidence: ["执行逮捕"],
          log: log`
          activity party approval_result at
          批准逮捕 p1 不批准 2025-04-01T09:00
          执行逮捕 p1 - 2025-04-01T15:00`,
        },
        "approved for the other one only": {
          severity: 3,
          evidence: [3],
          log: log`
          activity party at
          批准逮捕 p2    2025-04-01T09:00
          执行逮捕 p1    2025-04-01T15:00`,
        },
      },
    },
    "PS03-measures-before-filing": {
      silent: {
        "seized in what was an administrative case then": {
          outcome: "not applicable",
          log: log`
          activity       at
          扣押           2025-03-01
          行政案件转刑事 2025-03-05
          立案           2025-03-06`,
        },
        "an inquiry without coercion": {
          outcome: "not applicable",
          log: log`
          activity at
          调查核实 2025-03-01
          立案     2025-03-06`,
        },
      },
      warns: {
        "accounts frozen three days before the filing": {
          severity: 4,
          evidence: ["冻结", "立案"],
          log: log`
          activity at
          冻结     2025-03-03
          立案     2025-03-06`,
        },
        "on bail, and never filed": {
          evidence: ["取保候审"],
          log: log`
          activity at
          受案登记 2025-03-02
          取保候审 2025-03-03`,
        },
        "under the rules of 2012": {
          law: ["公安机关办理刑事案件程序规定 171"],
          log: log`
          activity party at
          取保候审 p1    2020-05-06
          立案     -     2020-05-20`,
        },
      },
    },
    "PS03-detention-before-filing": {
      silent: {
        "on the spot": {
          outcome: "not applicable",
          log: log`
          activity measure_basis at
          刑事拘留 先行拘留      2025-03-03
          立案     -             2025-03-06`,
        },
        "on what ground is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity measure_basis at
          刑事拘留 -             2025-03-03
          立案     -             2025-03-06`,
        },
      },
      warns: {
        "on another ground, three days before": {
          evidence: ["刑事拘留", "立案"],
          log: log`
          activity measure_basis at
          刑事拘留 网上追逃      2025-03-03
          立案     -             2025-03-06`,
        },
      },
    },
    "PS05-approver-is-no-handler": {
      silent: {
        "who approved is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity actor co   approver at
          立案     li    wang -        2025-03-01
          讯问     li    wang -        2025-03-02`,
        },
      },
      warns: {
        "the second interrogator approved the detention": {
          says: ["审批人"],
          severity: 4,
          log: log`
          activity actor co   approver at
          立案     li    wang chen     2025-03-01
          刑事拘留 li    -    wang     2025-03-02
          讯问     li    wang -        2025-03-02`,
        },
      },
    },
    "PS05-county-level": {
      silent: {
        "at county level, and once at what level is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity approver_level at
          立案     县级           2025-03-01
          刑事拘留 -              2025-03-02`,
        },
        "in words of which nobody said how high they are": {
          outcome: "clear",
          log: log`
          activity approver_level   at
          立案     县级公安机关负责人 2025-03-01
          刑事拘留 分管局领导       2025-03-02`,
        },
        "at city level": {
          outcome: "clear",
          log: log`
          activity approver_level at
          立案     市级           2025-03-01`,
        },
      },
      warns: {
        "a detention that a station approved": {
          evidence: ["刑事拘留"],
          log: log`
          activity approver_level at
          立案     县级           2025-03-01
          刑事拘留 派出所         2025-03-02`,
        },
      },
    },
    "PS07-two-interrogators": {
      silent: {
        "the second is a co-actor": {
          outcome: "clear",
          log: log`
          activity actor co   at
          讯问     li    wang 2025-03-02
          归档     li    -    2025-05-02`,
        },
      },
      warns: {
        "one officer on each of two records": {
          evidence: [2],
          log: log`
          activity actor co   at
          讯问     li    -    2025-03-02
          讯问     li    wang 2025-03-09
          归档     li    -    2025-05-02`,
        },
        "one officer on both records": {
          log: log`
          activity actor co   at
          讯问     li    -    2025-03-02
          讯问     li    -    2025-03-09
          归档     li    -    2025-05-02`,
        },
      },
    },
    "PS08-receipt": {
      silent: {
        "nobody reported it": {
          outcome: "not applicable",
          log: log`
          activity at
          受案登记 2025-05-05
          归档 2025-06-05`,
        },
        "a receipt was given": {
          outcome: "clear",
          of: { complainant: true },
          log: log`
          activity at
          受案登记 2025-05-05T09:00
          受案回执 2025-05-05T09:20
          归档 2025-06-05`,
        },
        "no receipt yet, and the case goes on": {
          outcome: "pending",
          of: { complainant: true },
          log: log`
          activity at
          受案登记 2025-05-05`,
        },
      },
      warns: {
        "archived without a receipt": {
          of: { complainant: true },
          severity: 3,
          log: log`
          activity at
          受案登记 2025-05-05
          归档 2025-06-05`,
        },
      },
    },
    "PS08-detention-told": {
      silent: {
        "telling it would have hindered the investigation": {
          outcome: "not applicable",
          log: log`
          activity party notice_exception at
          刑事拘留 p1    有碍侦查         2025-03-02
          归档     -     -                2025-05-02`,
        },
      },
      warns: {
        "one of two families was told": {
          evidence: [3],
          log: log`
          activity     party at
          刑事拘留     p1    2025-03-02
          刑事拘留     p2    2025-03-02
          拘留通知家属 p1    2025-03-02
          归档         -     2025-05-02`,
        },
      },
    },
    "PS08-detention-told-in-24h": {
      silent: {
        "the next morning": {
          outcome: "clear",
          log: log`
          activity     party at
          刑事拘留     p1    2025-03-02T22:00
          拘留通知家属 p1    2025-03-03T09:00`,
        },
      },
      warns: {
        "on the fourth day": {
          log: log`
          activity     party at
          刑事拘留     p1    2025-03-02T22:00
          拘留通知家属 p1    2025-03-05T09:00`,
        },
      },
    },
    "PS08-arrest-told-in-24h": {
      silent: {
        "could not be told": {
          outcome: "not applicable",
          log: log`
          activity     party notice_exception at
          执行逮捕     p1    无法通知         2025-03-02T22:00
          逮捕通知家属 p1    -                2025-03-12T09:00`,
        },
      },
      warns: {
        "a week later": {
          log: log`
          activity     party at
          执行逮捕     p1    2025-03-02T22:00
          逮捕通知家属 p1    2025-03-09T09:00`,
        },
        "telling would have hindered the investigation, which excuses no arrest": {
          log: log`
          activity     party notice_exception at
          执行逮捕     p1    可能有碍侦查     2025-03-02T22:00
          逮捕通知家属 p1    -                2025-03-12T09:00`,
        },
      },
    },
    "PS08-arrest-told": {
      silent: {
        "told late, which another rule tells": {
          outcome: "clear",
          log: log`
          activity     party at
          执行逮捕     p1    2025-03-02T22:00
          逮捕通知家属 p1    2025-03-09T09:00
          移送审查起诉 -     2025-04-20T09:00`,
        },
        "not told yet, and the case is open": {
          outcome: "pending",
          log: log`
          activity party at
          执行逮捕 p1    2025-12-30T22:00`,
        },
        "nobody could be told": {
          outcome: "not applicable",
          log: log`
          activity     party notice_exception at
          执行逮捕     p1    没有家属         2025-03-02T22:00
          移送审查起诉 -     -                2025-04-20T09:00`,
        },
      },
      warns: {
        "sent for prosecution, and the family of one of two never told": {
          severity: 3,
          evidence: [3],
          log: log`
          activity     party at
          执行逮捕     p1    2025-03-02T22:00
          执行逮捕     p2    2025-03-02T22:00
          逮捕通知家属 p1    2025-03-03T09:00
          移送审查起诉 -     2025-04-20T09:00`,
        },
        "telling would have hindered the investigation, which excuses no arrest": {
          severity: 3,
          evidence: ["执行逮捕"],
          law: ["刑事诉讼法 93"],
          log: log`
          activity     party notice_exception at
          执行逮捕     p1    有碍侦查         2025-03-02T22:00
          逮捕通知家属 p2    -                2025-03-03T09:00
          移送审查起诉 -     -                2025-04-20T09:00`,
        },
      },
    },
    "PS08-not-filing-served": {
      silent: {
        "nobody complained": {
          outcome: "not applicable",
          log: log`
          activity       at
          不予立案       2025-03-02
          不予立案通知   2025-03-12`,
        },
        "the third day is a Saturday": {
          outcome: "clear",
          of: { complainant: true },
          log: log`
          activity       at
          不予立案       2025-03-05
          不予立案通知   2025-03-10`,
        },
      },
      warns: {
        "ten days later": {
          of: { complainant: true },
          measured: 10,
          log: log`
          activity       at
          不予立案       2025-03-03
          不予立案通知   2025-03-13`,
        },
      },
    },
    "PS08-not-filing-served-by-archive": {
      silent: {
        "in the night of the decision": {
          outcome: "not applicable",
          of: { complainant: true },
          log: log`
          activity at
          不予立案 2025-12-30T17:00`,
        },
        "served late, which another rule tells": {
          outcome: "clear",
          of: { complainant: true },
          log: log`
          activity     at
          不予立案     2025-03-03
          不予立案通知 2025-03-13
          归档         2025-03-20`,
        },
        "nobody complained": {
          outcome: "not applicable",
          log: log`
          activity at
          不予立案 2025-03-03
          归档     2025-03-20`,
        },
      },
      warns: {
        "archived, and never served": {
          of: { complainant: true },
          severity: 3,
          evidence: ["不予立案"],
          log: log`
          activity at
          不予立案 2025-03-03
          归档     2025-03-20`,
        },
      },
    },
    "PS08-transfer-told": {
      silent: {
        "told at the same moment": {
          outcome: "clear",
          log: log`
          activity     at
          移送审查起诉 2025-03-03
          移送情况告知 2025-03-03`,
        },
      },
      warns: {
        "not told": {
          severity: 3,
          log: log`
          activity     at
          移送审查起诉 2025-03-03
          归档         2025-04-03`,
        },
      },
    },
    "PS08-withdrawal-told": {
      silent: {
        "on the third day": {
          outcome: "clear",
          log: log`
          activity at
          撤销案件 2025-03-03
          撤案告知 2025-03-06`,
        },
      },
      warns: {
        "the investigation of one person ended, and nobody was told": {
          severity: 3,
          log: log`
          activity party at
          终止侦查 p1    2025-03-03`,
        },
        "after two weeks": {
          log: log`
          activity at
          撤销案件 2025-03-03
          撤案告知 2025-03-17`,
        },
        "under the rules of 2012": {
          law: ["公安机关办理刑事案件程序规定 185"],
          log: log`
          activity party at
          终止侦查 p1    2020-03-02
          终止侦查告知 p1 2020-03-20`,
        },
      },
    },
    "PS08-withdrawal-told-by-archive": {
      silent: {
        "withdrawn, and not archived yet": {
          outcome: "not applicable",
          log: log`
          activity at
          撤销案件 2025-12-30T17:00`,
        },
        "told after two weeks, which another rule tells": {
          outcome: "clear",
          log: log`
          activity at
          撤销案件 2025-03-03
          撤案告知 2025-03-17
          归档     2025-03-20`,
        },
      },
      warns: {
        "archived, and nobody was told": {
          severity: 3,
          evidence: ["撤销案件"],
          log: log`
          activity at
          撤销案件 2025-03-03
          归档     2025-03-20`,
        },
      },
    },
    "TM01-filing-review": {
      silent: {
        "to thirty days, with approval": {
          outcome: "clear",
          log: log`
          activity at
          受案登记 2025-03-03
          立案     2025-04-02`,
          tables: {
            extensions: log`
            kind   days at
            extend 23   2025-03-07`,
          },
        },
        "turned into an administrative case on the seventh day": {
          outcome: "clear",
          log: log`
          activity   at
          受案登记   2025-03-03
          转行政案件 2025-03-10`,
        },
        "an economic case on the sixtieth day, with two approvals": {
          outcome: "clear",
          tables: {
            extensions: log`
            kind   days at
            extend 23   2025-03-07
            extend 30   2025-04-01`,
          },
          of: { economic: true },
          log: log`
          activity at
          受案登记 2025-03-03
          立案     2025-05-02`,
        },
      },
      warns: {
        "an economic case in the tenth week, whatever was approved": {
          measured: 67,
          threshold: 64,
          tables: {
            extensions: log`
            kind   days at
            extend 23   2025-03-07
            extend 30   2025-04-01
            extend 30   2025-05-01`,
          },
          of: { economic: true },
          log: log`
          activity at
          受案登记 2025-03-03
          立案     2025-05-09`,
        },
        "filed on the tenth day": {
          severity: 2,
          measured: 10,
          threshold: 7,
          log: log`
          activity at
          受案登记 2025-03-03
          立案     2025-03-13`,
        },
        "no outcome after months": {
          severity: 3,
          evidence: ["受案登记"],
          log: log`
          activity at
          受案登记 2025-09-03`,
        },
      },
    },
    "TM01-thirty-days-at-most": {
      silent: {
        "on the thirtieth day": {
          outcome: "clear",
          tables: {
            extensions: log`
            kind   days at
            extend 23   2025-03-07`,
          },
          log: log`
          activity at
          受案登记 2025-03-03
          立案     2025-04-02`,
        },
        "an economic case has longer": {
          outcome: "not applicable",
          of: { economic: true },
          log: log`
          activity at
          受案登记 2025-03-03
          立案     2025-04-28`,
        },
        "whether it is an economic case is not recorded": {
          outcome: "cannot tell",
          tables: {
            extensions: log`
            kind   days at
            extend 23   2025-03-07`,
          },
          of: { economic: "" },
          log: log`
          activity at
          受案登记 2025-03-03
          立案     2025-04-28`,
        },
      },
      warns: {
        "thirty days were added to the seven": {
          severity: 2,
          measured: 37,
          threshold: 30,
          tables: {
            extensions: log`
            kind   days at
            extend 30   2025-03-07`,
          },
          log: log`
          activity at
          受案登记 2025-03-03
          立案     2025-04-09`,
        },
        "in the thirteenth week": {
          severity: 3,
          measured: 88,
          tables: {
            extensions: log`
            kind   days at
            extend 83   2025-03-07`,
          },
          log: log`
          activity at
          受案登记 2025-03-03
          立案     2025-05-30`,
        },
      },
    },
    "TM01-referral": {
      silent: {
        "an economic case has longer": {
          outcome: "not applicable",
          of: { economic: true },
          log: log`
          activity         at
          接受行政机关移送 2025-03-03
          立案             2025-03-10`,
        },
      },
      warns: {
        "reviewed for ten days": {
          log: log`
          activity         at
          接受行政机关移送 2025-03-03
          立案             2025-03-13`,
        },
      },
    },
    "TM01-referral-economic": {
      silent: {
        "whether it is an economic case is known, and it is none": {
          outcome: "not applicable",
          log: log`
          activity at
          接受行政机关移送 2025-03-03
          立案 2025-03-24`,
        },
        "filed on the tenth day": {
          outcome: "clear",
          of: { economic: true },
          log: log`
          activity at
          接受行政机关移送 2025-03-03
          立案 2025-03-13`,
        },
        "no approvals are delivered of it, one of another clock is": {
          outcome: "clear",
          of: { economic: true },
          tables: {
            extensions: log`
            kind   rule                   days at
            extend TM01-referral-economic 30   2025-03-10`,
          },
          log: log`
          activity at
          接受行政机关移送 2025-03-03
          立案 2025-04-11`,
        },
      },
      warns: {
        "filed after six weeks": {
          of: { economic: true },
          severity: 3,
          tables: { extensions: OF_ANOTHER },
          log: log`
          activity at
          接受行政机关移送 2025-03-03
          立案 2025-04-14`,
        },
      },
    },
    "TM01-review-of-not-filing": {
      silent: {
        "decided on the thirtieth day": {
          outcome: "clear",
          tables: { extensions: OF_ANOTHER },
          log: log`
          activity at
          不予立案复议申请 2025-03-03
          不予立案复议决定 2025-04-02`,
        },
      },
      warns: {
        "decided after seventy days": {
          severity: 3,
          measured: 70,
          tables: { extensions: OF_ANOTHER },
          log: log`
          activity at
          不予立案复议申请 2025-03-03
          不予立案复议决定 2025-05-12`,
        },
      },
    },
    "TM01-second-review-of-not-filing": {
      silent: {
        "decided in a week": {
          outcome: "clear",
          tables: { extensions: OF_ANOTHER },
          log: log`
          activity at
          不予立案复核申请 2025-03-03
          不予立案复核决定 2025-03-10`,
        },
      },
      warns: {
        "decided after forty days": {
          severity: 2,
          measured: 40,
          tables: { extensions: OF_ANOTHER },
          log: log`
          activity at
          不予立案复核申请 2025-03-03
          不予立案复核决定 2025-04-12`,
        },
      },
    },
    "TM02-summons": {
      silent: {
        "over with a detention": {
          outcome: "clear",
          log: log`
          activity party at
          传唤到案 p1 2025-03-03T09:10
          刑事拘留 p1 2025-03-04T08:00`,
        },
        "left after twelve hours": {
          outcome: "clear",
          log: log`
          activity party at
          传唤到案 p1 2025-03-03T09:10
          传唤结束 p1 2025-03-03T21:30`,
        },
      },
      warns: {
        "left after a day and a half": {
          severity: 4,
          log: log`
          activity party at
          传唤到案 p1 2025-03-03T09:10
          传唤结束 p1 2025-03-04T21:30`,
        },
        "still there": {
          severity: 5,
          log: log`
          activity party at
          拘传到案 p1 2025-03-03T09:10`,
        },
      },
    },
    "TM02-summons-twelve-hours": {
      silent: {
        "a detention may be called for": {
          outcome: "not applicable",
          log: log`
          activity detention_possible party at
          传唤到案 true p1 2025-03-03T09:10
          传唤结束 - p1 2025-03-04T07:00`,
        },
        "twelve hours, the hour of the arrival not counted": {
          outcome: "clear",
          log: log`
          activity detention_possible party at
          传唤到案 false p1 2025-03-03T09:10
          传唤结束 - p1 2025-03-03T22:00`,
        },
      },
      warns: {
        "thirteen hours": {
          severity: 4,
          log: log`
          activity detention_possible party at
          传唤到案 false p1 2025-03-03T09:10
          传唤结束 - p1 2025-03-03T22:20`,
        },
      },
    },
    "TM02-request-in-three-days": {
      silent: {
        "asked on the third day, the day of the detention not counted": {
          outcome: "clear",
          tables: { extensions: OF_ANOTHER },
          log: log`
          activity party at
          刑事拘留 p1 2025-03-01T08:00
          提请批准逮捕 p1 2025-03-04T23:00`,
        },
        "released on the second day": {
          outcome: "clear",
          tables: { extensions: OF_ANOTHER },
          log: log`
          activity party at
          刑事拘留 p1 2025-03-01T08:00
          释放 p1 2025-03-03T10:00`,
        },
        "asked on the twenty-eighth day, extended for several crimes": {
          outcome: "clear",
          tables: {
            extensions: log`
            kind   rule                       days party at
            extend TM02-request-in-three-days 27   p1    2025-03-03`,
          },
          log: log`
          activity party at
          刑事拘留 p1 2025-03-01T08:00
          提请批准逮捕 p1 2025-03-29T10:00`,
        },
        "the identity was known only later": {
          outcome: "clear",
          tables: {
            extensions: log`
            kind    basis    party from       at
            restart 查清身份 p1    2025-03-04 2025-03-04`,
          },
          log: log`
          activity party at
          刑事拘留 p1 2025-03-01
          提请批准逮捕 p1 2025-03-07`,
        },
      },
      warns: {
        "asked on the fifth day, over a holiday": {
          severity: 4,
          threshold: 3,
          tables: { extensions: OF_ANOTHER },
          log: log`
          activity party at
          刑事拘留 p1 2025-09-30T08:00
          提请批准逮捕 p1 2025-10-05T10:00`,
        },
      },
    },
    "TM02-request-at-most-thirty-days": {
      silent: {
        "asked on the thirtieth day": {
          outcome: "clear",
          log: log`
          activity party at
          刑事拘留 p1 2025-03-01T08:00
          提请批准逮捕 p1 2025-03-31T10:00`,
        },
        "nobody is detained": {
          outcome: "not applicable",
          log: log`
          activity party at
          取保候审 p1 2025-03-01T08:00`,
        },
      },
      warns: {
        "asked on the thirty-second day, whatever was approved": {
          severity: 4,
          tables: {
            extensions: log`
            kind   rule                       days party at
            extend TM02-request-in-three-days 40   p1    2025-03-03`,
          },
          log: log`
          activity party at
          刑事拘留 p1 2025-03-01T08:00
          提请批准逮捕 p1 2025-04-02T10:00`,
        },
      },
    },
    "TM02-detention": {
      silent: {
        "a holiday does not matter, nor the day of the detention": {
          outcome: "clear",
          log: log`
          activity party at
          刑事拘留 p1    2025-09-25T08:00
          释放     p1    2025-10-05T23:00`,
        },
        "asked thirty days later, as approved": {
          outcome: "clear",
          log: log`
          activity party at
          刑事拘留 p1    2025-03-01
          执行逮捕 p1    2025-04-07`,
          tables: {
            extensions: log`
            kind   days party at
            extend 27   p1    2025-03-03`,
          },
        },
        "the identity was known only later": {
          outcome: "clear",
          log: log`
          activity party at
          刑事拘留 p1    2025-03-01
          执行逮捕 p1    2025-03-20`,
          tables: {
            extensions: log`
            kind    basis    party from       at
            restart 查清身份 p1    2025-03-11 2025-03-11`,
          },
        },
        "the investigation of that person ended within the ten days": {
          outcome: "clear",
          log: log`
          activity party at
          刑事拘留 p1    2025-03-01
          终止侦查 p1    2025-03-08`,
        },
        "whose investigation ended is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity party at
          刑事拘留 p1    2025-03-01
          刑事拘留 p2    2025-03-01
          终止侦查 -     2025-03-08`,
        },
      },
      warns: {
        "released on the eleventh day, moved by no holiday": {
          severity: 4,
          measured: 11,
          threshold: 10,
          log: log`
          activity party at
          刑事拘留 p1    2025-09-25T08:00
          释放     p1    2025-10-06T00:30`,
        },
        "of two detained, one is released and the investigation of that one ended, and the other is held still": {
          severity: 5,
          says: ["p1"],
          log: log`
          activity party at
          刑事拘留 p1    2025-01-10
          刑事拘留 p2    2025-01-10
          释放     p2    2025-01-18
          终止侦查 p2    2025-01-20`,
        },
        "held for a hundred and twenty days, and then sent for prosecution": {
          severity: 4,
          measured: 120,
          log: log`
          activity     party at
          刑事拘留     p1    2025-01-10
          移送审查起诉 -     2025-05-10`,
        },
        "still held, the extension is that of another": {
          severity: 5,
          says: ["p2"],
          asOf: "2025-03-20",
          log: log`
          activity party at
          刑事拘留 p1    2025-03-01
          刑事拘留 p2    2025-03-01`,
          tables: {
            extensions: log`
            kind   days party at
            extend 27   p1    2025-03-03`,
          },
        },
      },
    },
    "TM02-detention-at-most": {
      silent: {
        "arrested on the thirty-seventh day": {
          outcome: "clear",
          log: log`
          activity party at
          刑事拘留 p1    2025-03-01
          执行逮捕 p1    2025-04-07`,
        },
      },
      warns: {
        "on the thirty-eighth, whatever was approved": {
          measured: 38,
          severity: 4,
          log: log`
          activity party at
          刑事拘留 p1    2025-03-01
          执行逮捕 p1    2025-04-08`,
          tables: {
            extensions: log`
            kind   days party at
            extend 30   p1    2025-03-03`,
          },
        },
      },
    },
    "TM02-release-after-refusal": {
      silent: {
        "released the day after": {
          outcome: "clear",
          log: log`
          activity     party custody at
          刑事拘留     p1    -       2025-03-01
          不批准逮捕   p1    true    2025-03-28
          释放         p1    -       2025-03-29`,
        },
        "on bail all the time": {
          outcome: "not applicable",
          log: log`
          activity     party custody at
          取保候审     p1    -       2025-03-01
          不批准逮捕   p1    false   2025-03-28`,
        },
        "whether anybody is held is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity     party at
          不批准逮捕   p1    2025-03-28
          释放         p1    2025-04-06`,
        },
      },
      warns: {
        "nine days after the refusal, within the thirty-seven days": {
          severity: 4,
          measured: 9,
          evidence: ["不批准逮捕", "释放"],
          log: log`
          activity     party custody at
          刑事拘留     p1    -       2025-03-01
          提请批准逮捕 p1    -       2025-03-24
          不批准逮捕   p1    true    2025-03-28
          释放         p1    -       2025-04-06`,
          tables: {
            extensions: log`
            kind   days party at
            extend 27   p1    2025-03-03`,
          },
        },
        "held still, and the other one let go": {
          severity: 5,
          says: ["p2"],
          asOf: "2025-04-10",
          log: log`
          activity     party custody at
          不批准逮捕   p1    true    2025-03-28
          不批准逮捕   p2    true    2025-03-28
          取保候审     p1    -       2025-03-28`,
        },
      },
    },
    "TM02-investigation": {
      silent: {
        "extended by a month, and the case went on in time": {
          outcome: "clear",
          log: log`
          activity     party at
          执行逮捕     p1    2025-03-10
          移送审查起诉 -     2025-06-10`,
          tables: {
            extensions: log`
            kind   months at
            extend 1      2025-05-03`,
          },
        },
        "arrested on the last day of February, and sent on on the last of April": {
          outcome: "clear",
          tables: { extensions: OF_ANOTHER },
          log: log`
          activity     party at
          执行逮捕     p1    2025-02-28
          移送审查起诉 -     2025-04-30`,
        },
        "from the last day of February, and a month more, to the last of May": {
          outcome: "clear",
          log: log`
          activity     party at
          执行逮捕     p1    2025-02-28
          移送审查起诉 -     2025-05-31`,
          tables: {
            extensions: log`
            kind   months at
            extend 1      2025-04-20`,
          },
        },
        "another serious matter was found": {
          outcome: "clear",
          log: log`
          activity     party at
          执行逮捕     p1    2025-03-10
          移送审查起诉 -     2025-06-20`,
          tables: {
            extensions: log`
            kind    basis        party from       at
            restart 另有重要罪行 p1    2025-04-25 2025-04-25`,
          },
        },
        "a psychiatric appraisal does not count": {
          outcome: "clear",
          log: log`
          activity     party at
          执行逮捕     p1    2025-03-10
          移送审查起诉 -     2025-06-08`,
          tables: {
            extensions: log`
            kind    basis      party from       to
            exclude 精神病鉴定 p1    2025-04-01 2025-05-01`,
          },
        },
      },
      warns: {
        "of two who are held, the investigation of the one ended, and the other is held still": {
          severity: 5,
          says: ["p1"],
          evidence: [2],
          log: log`
          activity party at
          执行逮捕 p1    2025-01-20
          执行逮捕 p2    2025-01-20
          终止侦查 p2    2025-02-20`,
        },
        "arrested on the last day of February, and sent on on the first of May": {
          severity: 4,
          measured: 62,
          threshold: 61,
          tables: { extensions: OF_ANOTHER },
          log: log`
          activity     party at
          执行逮捕     p1    2025-02-28
          移送审查起诉 -     2025-05-01`,
        },
        "arrested on the last day but one of a February, and sent on on the last of April": {
          severity: 4,
          threshold: 60,
          tables: { extensions: OF_ANOTHER },
          log: log`
          activity     party at
          执行逮捕     p1    2024-02-28
          移送审查起诉 -     2024-04-30`,
        },
        "one of two still held after two months": {
          severity: 5,
          says: ["p2"],
          evidence: [3],
          asOf: "2025-05-15",
          log: log`
          activity party at
          执行逮捕 p1    2025-03-10
          执行逮捕 p2    2025-03-10
          释放     p1    2025-05-08`,
        },
        "the restart came when the time had run out": {
          severity: 4,
          measured: 66,
          log: log`
          activity     party at
          执行逮捕     p1    2025-03-10
          移送审查起诉 -     2025-07-10`,
          tables: {
            extensions: log`
            kind    basis        party from       at
            restart 另有重要罪行 p1    2025-05-15 2025-05-15`,
          },
        },
      },
    },
    "TM02-investigation-at-most": {
      silent: {
        "in the seventh month, three times extended": {
          outcome: "clear",
          tables: { extensions: OF_ANOTHER },
          log: log`
          activity party at
          执行逮捕 p1 2025-01-10
          移送审查起诉 - 2025-08-10`,
        },
      },
      warns: {
        "over seven months": {
          severity: 4,
          tables: { extensions: OF_ANOTHER },
          log: log`
          activity party at
          执行逮捕 p1 2025-01-10
          移送审查起诉 - 2025-08-20`,
        },
      },
    },
    "TM05-bail": {
      silent: {
        "lifted on the last day": {
          outcome: "clear",
          log: log`
          activity     party org at
          取保候审     p1    ps  2024-03-10
          解除取保候审 p1    ps  2025-03-10`,
        },
        absconded: {
          outcome: "clear",
          log: log`
          activity     party org at
          取保候审     p1    ps  2024-03-10
          脱保在逃     p1    ps  2024-05-10`,
        },
        "the investigation of that person ended": {
          outcome: "clear",
          log: log`
          activity     party org at
          取保候审     p1    ps  2024-03-10
          终止侦查     p1    ps  2024-05-10`,
        },
        "another organ decided anew": {
          outcome: "pending",
          log: log`
          activity     party org stage    at
          取保候审     p1    ps  侦查     2024-03-11
          取保候审     p1    pr  审查起诉 2025-03-03`,
        },
        "another unit decided again, and of which organ is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity     party org at
          取保候审     p1    ps  2024-01-10
          取保候审     p1    pr  2024-12-03
          解除取保候审 p1    pr  2025-11-20`,
        },
        "another unit of the same stage decided again, perhaps of the same organ": {
          outcome: "cannot tell",
          log: log`
          activity     party org  stage at
          取保候审     p1    ps1  侦查  2024-01-10
          取保候审     p1    ps2  侦查  2024-12-03
          解除取保候审 p1    ps2  侦查  2025-11-20`,
        },
        "another unit decided again, and all of it took less than a year": {
          outcome: "clear",
          log: log`
          activity     party org  at
          取保候审     p1    ps1  2024-01-10
          取保候审     p1    ps2  2024-06-03
          解除取保候审 p1    ps2  2024-12-20`,
        },
      },
      warns: {
        "nothing was done": {
          severity: 4,
          evidence: ["取保候审"],
          log: log`
          activity     party org at
          立案         -     ps  2024-03-01
          取保候审     p1    ps  2024-03-10`,
        },
        "of two on bail, the investigation of the one ended": {
          evidence: [2],
          log: log`
          activity     party org at
          取保候审     p1    ps  2024-03-10
          取保候审     p2    ps  2024-03-10
          终止侦查     p2    ps  2024-05-10`,
        },
        "another organ decided anew, and had no end for more than its own year": {
          log: log`
          activity     party org stage    at
          取保候审     p1    ps  侦查     2023-03-10
          取保候审     p1    pr  审查起诉 2024-03-03`,
        },
        "the same organ decided again": {
          evidence: [2, 4],
          log: log`
          activity     party org at
          取保候审     p1    ps  2024-03-10
          取保候审     p1    ps  2024-12-10
          解除取保候审 p1    ps  2025-09-10`,
        },
      },
    },
    "TM05-residence": {
      silent: {
        "turned into bail": {
          outcome: "clear",
          log: log`
          activity     party org at
          监视居住     p1    ps  2025-01-10
          取保候审     p1    ps  2025-05-10`,
        },
      },
      warns: {
        "lifted in the eighth month": {
          log: log`
          activity     party org at
          监视居住     p1    ps  2025-01-10
          解除监视居住 p1    ps  2025-08-20`,
        },
      },
    },
    "BL03-after-measure": {
      silent: {
        "the case is withdrawn, and then the bail lifted": {
          outcome: "pending",
          of: { economic: true },
          log: log`
          activity     party at
          撤销案件     -     2024-01-09
          解除取保候审 p1    2024-01-10`,
        },
        "not an economic case": {
          outcome: "not applicable",
          log: log`
          activity     at
          解除取保候审 2024-01-10`,
        },
        "withdrawn in time": {
          outcome: "clear",
          of: { economic: true },
          log: log`
          activity     at
          解除取保候审 2024-01-10
          撤销案件     2024-12-10`,
        },
        "of whom it was lifted is not recorded": {
          outcome: "cannot tell",
          of: { economic: true },
          log: log`
          activity     at
          解除取保候审 2024-01-10`,
        },
        "sought for since": {
          outcome: "clear",
          of: { economic: true },
          log: log`
          activity     party at
          解除取保候审 p1    2024-01-10
          上网追逃     p1    2024-05-10`,
        },
      },
      warns: {
        "only the investigation of the other ended before": {
          of: { economic: true },
          log: log`
          activity     party at
          终止侦查     p2    2024-01-09
          解除取保候审 p1    2024-01-10`,
        },
        "the other one is sought for": {
          of: { economic: true },
          log: log`
          activity     party at
          解除取保候审 p1    2024-01-10
          上网追逃     p2    2024-05-10`,
        },
        "nearly two years without outcome": {
          of: { economic: true },
          severity: 4,
          log: log`
          activity     party at
          解除取保候审 p1    2024-01-10`,
        },
        "only the investigation of the other ended": {
          of: { economic: true },
          says: ["p1"],
          log: log`
          activity     party at
          解除取保候审 p1    2024-01-10
          解除取保候审 p2    2024-01-10
          终止侦查     p2    2024-03-10`,
        },
      },
    },
    "BL03-after-measure-unnamed": {
      silent: {
        "the person is named, of whom another rule speaks": {
          outcome: "not applicable",
          of: { economic: true },
          log: log`
          activity party at
          解除取保候审 p1 2024-01-10`,
        },
        "an outcome in the eleventh month": {
          outcome: "clear",
          of: { economic: true },
          log: log`
          activity at
          解除取保候审 2024-01-10
          撤销案件 2024-12-05`,
        },
        "sought for since": {
          outcome: "clear",
          of: { economic: true },
          log: log`
          activity     at
          解除取保候审 2024-01-10
          上网追逃     2024-05-10`,
        },
      },
      warns: {
        "no outcome for nearly two years": {
          severity: 4,
          of: { economic: true },
          log: log`
          activity at
          解除取保候审 2024-01-10`,
        },
      },
    },
    "BL03-after-release": {
      silent: {
        "the investigation of the person is ended, and then they are released": {
          outcome: "pending",
          of: { economic: true },
          log: log`
          activity party at
          刑事拘留 p1    2024-01-05
          终止侦查 p1    2024-03-01T10:00
          释放     p1    2024-03-01T15:00`,
        },
        "on bail by a record that names nobody": {
          outcome: "pending",
          of: { economic: true },
          log: log`
          activity party at
          刑事拘留 p1    2024-01-05
          取保候审 -     2024-01-08T10:00
          释放     p1    2024-01-08T15:00`,
        },
        "the investigation of one of two is ended, by a record that names nobody, before one is released": {
          outcome: "cannot tell",
          of: { economic: true, party_count: 2 },
          log: log`
          activity party at
          刑事拘留 p1    2024-01-05
          刑事拘留 p2    2024-01-05
          终止侦查 -     2024-01-08T10:00
          释放     p1    2024-01-08T15:00
          释放     p2    2024-01-08T15:00`,
        },
        "the case is withdrawn, and then the person released": {
          outcome: "pending",
          of: { economic: true },
          log: log`
          activity party at
          刑事拘留 p1    2024-01-05
          撤销案件 -     2024-03-01T10:00
          释放     p1    2024-03-01T15:00`,
        },
        "sent for prosecution, and then released": {
          outcome: "pending",
          of: { economic: true },
          log: log`
          activity     party at
          刑事拘留     p1    2024-01-05
          移送审查起诉 -     2024-04-01
          释放         p1    2024-06-10`,
        },
        "the measure was changed when released": {
          outcome: "pending",
          of: { economic: true },
          log: log`
          activity     party at
          刑事拘留     p1    2024-01-05
          变更强制措施 p1    2024-01-08T10:00
          释放         p1    2024-01-08T15:00`,
        },
        "changed the next day": {
          outcome: "clear",
          of: { economic: true },
          log: log`
          activity     party at
          刑事拘留     p1    2024-01-05
          释放         p1    2024-01-08
          变更强制措施 p1    2024-01-09`,
        },
        "let go after a summons": {
          outcome: "not applicable",
          of: { economic: true },
          log: log`
          activity party at
          释放     p1    2024-01-08`,
        },
        "bailed when released, before or after it stands in the log": {
          outcome: "pending",
          of: { economic: true },
          log: log`
          activity party at
          刑事拘留 p1    2024-01-05T09:00
          取保候审 p1    2024-01-08T10:00
          释放     p1    2024-01-08T15:00`,
        },
        "bailed the next day": {
          outcome: "clear",
          of: { economic: true },
          log: log`
          activity party at
          刑事拘留 p1    2024-01-05
          释放     p1    2024-01-08
          取保候审 p1    2024-01-09`,
        },
        "the bail that came before the release was lifted, from when another clock runs": {
          outcome: "clear",
          of: { economic: true },
          log: log`
          activity     party at
          刑事拘留     p1    2024-01-05T09:00
          取保候审     p1    2024-01-08T10:00
          释放         p1    2024-01-08T15:00
          解除取保候审 p1    2025-01-08T10:00`,
        },
        "sent for prosecution in the eleventh month": {
          outcome: "clear",
          of: { economic: true },
          log: log`
          activity     party at
          刑事拘留     p1    2024-01-05
          释放         p1    2024-01-08
          移送审查起诉 -     2024-12-05`,
        },
        "of whom is not recorded": {
          outcome: "cannot tell",
          of: { economic: true },
          log: log`
          activity party at
          刑事拘留 -    2024-01-05
          释放     -    2024-01-08`,
        },
        "no economic case": {
          outcome: "not applicable",
          log: log`
          activity party at
          刑事拘留 p1    2024-01-05
          释放     p1    2024-01-08`,
        },
      },
      warns: {
        "one of two is on bail, against another the investigation ended, and the third was let go": {
          severity: 4,
          of: { economic: true, party_count: 3 },
          log: log`
          activity party at
          刑事拘留 p1    2024-01-05
          刑事拘留 p2    2024-01-05
          刑事拘留 p3    2024-01-05
          取保候审 p1    2024-01-08T10:00
          终止侦查 p2    2024-01-08T11:00
          释放     p3    2024-01-08T15:00`,
        },
        "the case came back, and the person was released": {
          of: { economic: true },
          log: log`
          activity     party at
          刑事拘留     p1    2024-01-05
          移送审查起诉 -     2024-04-01
          退回补充侦查 -     2024-05-01
          释放         p1    2024-05-10`,
        },
        "only the investigation of the other ended before the release": {
          of: { economic: true },
          log: log`
          activity party at
          刑事拘留 p1    2024-01-05
          终止侦查 p2    2024-01-07
          释放     p1    2024-01-08`,
        },
        "released from detention, and nothing since": {
          severity: 4,
          evidence: ["释放"],
          of: { economic: true },
          log: log`
          activity party at
          刑事拘留 p1    2024-01-05
          释放     p1    2024-01-08`,
        },
      },
    },
    "BL03-after-release-unnamed": {
      silent: {
        "the case is withdrawn, and then somebody released": {
          outcome: "pending",
          of: { economic: true },
          log: log`
          activity at
          刑事拘留 2024-01-05
          撤销案件 2024-03-01T10:00
          释放     2024-03-01T15:00`,
        },
        "let go after a summons": {
          outcome: "not applicable",
          of: { economic: true },
          log: log`
          activity at
          释放     2024-01-08`,
        },
        "the person is named, of whom another rule speaks": {
          outcome: "not applicable",
          of: { economic: true },
          log: log`
          activity party at
          释放     p1    2024-01-08`,
        },
      },
      warns: {
        "no outcome for nearly two years": {
          severity: 4,
          of: { economic: true },
          log: log`
          activity at
          刑事拘留 2024-01-05
          释放     2024-01-08`,
        },
      },
    },
    "BL03-without-measure": {
      silent: {
        "somebody was on bail": {
          outcome: "not applicable",
          of: { economic: true },
          log: log`
          activity at
          立案     2023-01-10
          取保候审 2023-03-10`,
        },
        "the investigation of one of two ended, and of the other one nothing is on record": {
          outcome: "cannot tell",
          of: { economic: true, party_count: 2 },
          log: log`
          activity party at
          立案     -     2022-03-01
          讯问     p1    2022-04-01
          终止侦查 p1    2023-03-01`,
        },
        "nobody was ever interrogated": {
          outcome: "not applicable",
          of: { economic: true },
          log: log`
          activity at
          立案     2022-12-10
          现场勘验 2022-12-11`,
        },
      },
      warns: {
        "filed three years ago, and somebody was interrogated": {
          of: { economic: true },
          log: log`
          activity at
          立案     2022-12-10
          讯问     2023-01-10`,
        },
      },
    },
    "BL03-without-measure-unheard": {
      silent: {
        "whether anybody is known is not recorded": {
          outcome: "cannot tell",
          of: { economic: true },
          log: log`
          activity at
          立案     2022-12-10
          现场勘验 2022-12-11`,
        },
        "nobody is known": {
          outcome: "not applicable",
          of: { economic: true, suspect_known: false },
          log: log`
          activity at
          立案     2022-12-10
          现场勘验 2022-12-11`,
        },
      },
      warns: {
        "somebody is known, and nothing was done": {
          severity: 4,
          of: { economic: true, suspect_known: true },
          log: log`
          activity at
          立案     2022-12-10
          现场勘验 2022-12-11`,
        },
      },
    },
    "BL03-not-economic-after-measure": {
      silent: {
        "sought for before, and never caught": {
          outcome: "pending",
          log: log`
          activity     party at
          取保候审     p1    2023-06-03
          上网追逃     p1    2023-09-03
          解除取保候审 p1    2024-03-03`,
        },
        "the case is withdrawn, and then the bail lifted": {
          outcome: "pending",
          log: log`
          activity     party at
          撤销案件     -     2024-03-01
          解除取保候审 p1    2024-03-03`,
        },
        "sought for since": {
          outcome: "clear",
          log: log`
          activity party at
          解除取保候审 p1 2024-03-03
          上网追逃 p1 2024-04-03`,
        },
        "ten months ago": {
          outcome: "pending",
          log: log`
          activity party at
          解除取保候审 p1 2025-03-03`,
        },
        "the investigation of that person ended, and goes on": {
          outcome: "clear",
          log: log`
          activity     party at
          解除取保候审 p1    2024-03-03
          终止侦查     p1    2024-05-03`,
        },
      },
      warns: {
        "had been sought for, and was found": {
          log: log`
          activity     party at
          上网追逃     p1    2023-06-03
          取保候审     p1    2023-09-03
          解除取保候审 p1    2024-03-03`,
        },
        "no outcome for twenty months": {
          severity: 3,
          log: log`
          activity party at
          解除取保候审 p1 2024-03-03`,
        },
      },
    },
    "BL03-not-economic-after-measure-unnamed": {
      silent: {
        "the person is named, of whom another rule speaks": {
          outcome: "not applicable",
          log: log`
          activity party at
          解除取保候审 p1 2024-01-10`,
        },
        "an outcome in the eleventh month": {
          outcome: "clear",
          log: log`
          activity at
          解除取保候审 2024-01-10
          移送审查起诉 2024-12-05`,
        },
      },
      warns: {
        "no outcome for nearly two years": {
          severity: 3,
          log: log`
          activity at
          解除取保候审 2024-01-10`,
        },
      },
    },
    "BL03-not-economic-without-measure": {
      silent: {
        "nobody was ever interrogated": {
          outcome: "not applicable",
          log: log`
          activity at
          立案 2023-03-03
          询问 2023-04-03`,
        },
      },
      warns: {
        "interrogated, and no outcome for more than two years": {
          severity: 3,
          log: log`
          activity at
          立案 2023-03-03
          讯问 2023-04-03`,
        },
      },
    },
    "BL05-supplement-in-a-month": {
      silent: {
        "twice, each within a month": {
          outcome: "clear",
          log: log`
          activity       at
          退回补充侦查   2025-03-01
          补充侦查后重报 2025-04-01
          退回补充侦查   2025-04-20
          补充侦查后重报 2025-05-20`,
        },
        "sent on again under the name of the first transfer": {
          outcome: "clear",
          log: log`
          activity     at
          移送审查起诉 2025-01-20
          退回补充侦查 2025-03-01
          移送审查起诉 2025-03-28`,
        },
      },
      warns: {
        "the second return took two months": {
          severity: 3,
          evidence: [4, 5],
          log: log`
          activity       at
          退回补充侦查   2025-03-01
          补充侦查后重报 2025-03-28
          退回补充侦查   2025-04-20
          补充侦查后重报 2025-06-20`,
        },
        "sent for prosecution, archived, returned and vanished": {
          severity: 4,
          log: log`
          activity       at
          移送审查起诉   2025-01-20
          归档           2025-02-01
          退回补充侦查   2025-03-01`,
        },
        "sent on again three months late, under the name of the first transfer": {
          measured: 115,
          evidence: [3, 4],
          log: log`
          activity     at
          移送审查起诉 2024-12-01
          退回补充侦查 2025-01-10
          移送审查起诉 2025-05-05`,
        },
      },
    },
    "BL05-third-return": {
      silent: {
        twice: {
          outcome: "clear",
          log: log`
          activity     at
          退回补充侦查 2025-03-01
          退回补充侦查 2025-05-01`,
        },
      },
      warns: {
        "three times": {
          log: log`
          activity     at
          退回补充侦查 2025-03-01
          退回补充侦查 2025-05-01
          退查         2025-07-01`,
        },
      },
    },
    "BL06-after-detention": {
      silent: {
        "sent on after ten months": {
          outcome: "clear",
          log: log`
          activity     at
          刑事拘留     2024-03-01
          移送审查起诉 2025-01-01`,
        },
        "fled and sought": {
          outcome: "not applicable",
          log: log`
          activity at
          刑事拘留 2024-03-01
          上网追逃 2024-05-01`,
        },
        "the investigation of that person ended, and the case goes on": {
          outcome: "clear",
          log: log`
          activity party at
          刑事拘留 p1    2024-03-01
          释放     p1    2024-03-10
          终止侦查 p1    2024-04-10`,
        },
      },
      warns: {
        "no outcome in more than a year": {
          log: log`
          activity party at
          刑事拘留 p1    2024-03-01
          释放     p1    2024-03-10`,
        },
        "of two, the investigation of the one ended": {
          says: ["p1"],
          log: log`
          activity party at
          刑事拘留 p1    2024-03-01
          刑事拘留 p2    2024-03-01
          释放     p1    2024-03-10
          释放     p2    2024-03-10
          终止侦查 p2    2024-04-10`,
        },
      },
    },
    "BL06-after-detention-unnamed": {
      silent: {
        "the person is named, of whom another rule speaks": {
          outcome: "not applicable",
          log: log`
          activity party at
          刑事拘留 p1 2024-01-10`,
        },
        "an outcome in the eleventh month": {
          outcome: "clear",
          log: log`
          activity at
          刑事拘留 2024-01-10
          移送审查起诉 2024-12-05`,
        },
      },
      warns: {
        "no outcome for nearly two years": {
          severity: 3,
          log: log`
          activity at
          刑事拘留 2024-01-10`,
        },
      },
    },
    "BL06-after-refusal": {
      silent: {
        withdrawn: {
          outcome: "clear",
          log: log`
          activity   at
          不批准逮捕 2024-03-01
          撤销案件   2024-06-01`,
        },
      },
      warns: {
        "no outcome in more than a year": {
          log: log`
          activity   party at
          不批准逮捕 p1    2024-03-01`,
        },
      },
    },
    "BL06-after-refusal-unnamed": {
      silent: {
        "the person is named, of whom another rule speaks": {
          outcome: "not applicable",
          log: log`
          activity party at
          不批准逮捕 p1 2024-01-10`,
        },
        "an outcome in the eleventh month": {
          outcome: "clear",
          log: log`
          activity at
          不批准逮捕 2024-01-10
          终止侦查 2024-12-05`,
        },
      },
      warns: {
        "no outcome for nearly two years": {
          severity: 3,
          log: log`
          activity at
          不批准逮捕 2024-01-10`,
        },
      },
    },
    "XA03-reason-in-seven-days": {
      silent: {
        "on the seventh day": {
          outcome: "clear",
          log: log`
          activity           at
          要求说明不立案理由 2025-03-03
          说明不立案理由     2025-03-10`,
        },
        "filed instead": {
          outcome: "clear",
          log: log`
          activity           at
          不予立案           2025-03-01
          要求说明不立案理由 2025-03-03
          立案               2025-03-05`,
        },
      },
      warns: {
        "the second request was not answered": {
          severity: 4,
          evidence: [4],
          log: log`
          activity           at
          要求说明不立案理由 2025-03-03
          说明不立案理由     2025-03-07
          要求说明不立案理由 2025-06-03`,
        },
        "asked after it was decided not to file, and never answered": {
          log: log`
          activity           at
          不予立案           2025-03-01
          要求说明不立案理由 2025-03-13`,
        },
      },
    },
    "XA03-filed-in-fifteen-days": {
      silent: {
        "on the fifteenth day": {
          outcome: "clear",
          log: log`
          activity at
          通知立案 2025-03-03
          立案     2025-03-18`,
        },
      },
      warns: {
        "filed after two months": {
          log: log`
          activity at
          通知立案 2025-03-03
          立案     2025-05-03`,
        },
      },
    },
    "XA03-concluded-in-three-months": {
      silent: {
        "chased by the procuratorate": {
          outcome: "clear",
          log: log`
          activity at
          通知立案 2025-03-01
          立案 2025-03-10
          立案监督催办 2025-06-09`,
        },
        "filed without being told to": {
          outcome: "not applicable",
          log: log`
          activity at
          立案 2025-03-10`,
        },
        "chased the day after the three months were over": {
          outcome: "clear",
          log: log`
          activity at
          通知立案 2025-03-03
          立案 2025-03-10
          立案监督催办 2025-06-11`,
        },
      },
      warns: {
        "neither concluded nor chased": {
          severity: 2,
          evidence: ["立案"],
          log: log`
          activity at
          通知立案 2025-03-01
          立案 2025-03-10`,
        },
      },
    },
  },
} satisfies Pack;
