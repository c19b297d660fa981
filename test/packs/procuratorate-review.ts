import { log } from "../../detectors/_kit/cases.ts";
import type { Pack } from "../kit/pack.ts";

export default {
  procedure: "procuratorate-review",
  asOf: "2025-12-31",
  of: { case_type: "审查起诉", procedure_variant: "普通程序", over_one_year: true },
  lawful: {
    "the prosecutor of the arrest also charges, after two returns": {
      log: log`
        activity           actor approver_level lawyer_present custody at
        审查逮捕受理       li    -              -              true    2025-01-06
        批准逮捕           li    检察官         -              true    2025-01-13
        审查起诉受理       li    -              -              -       2025-03-03
        分案               -     -              -              -       2025-03-03
        权利告知           li    -              -              -       2025-03-04
        讯问               li    -              -              -       2025-03-12
        听取意见           li    -              -              -       2025-03-13
        退回补充侦查       li    -              -              -       2025-04-02
        补查重报           -     -              -              -       2025-04-30
        退回补充侦查       li    -              -              -       2025-05-28
        补查重报           -     -              -              -       2025-06-27
        签署认罪认罚具结书 li    -              true           -       2025-07-10
        提起公诉           li    检察官         -              -       2025-07-25
        归档               li    -              -              -       2025-08-10`,
    },
  },
  rules: {
    "PS01-reception": {
      silent: {
        "received for an arrest only": {
          outcome: "clear",
          log: log`
          activity     at
          审查逮捕受理 2025-03-01
          归档         2025-03-10`,
        },
      },
      warns: {
        "not charged and archived, and never received": {
          log: log`
          activity at
          讯问     2025-03-01
          不起诉   2025-03-10
          归档     2025-04-10`,
        },
        "charged, and never received": {
          log: log`
          activity at
          讯问     2025-03-01
          提起公诉 2025-03-10`,
        },
      },
    },
    "PS01-assignment": {
      silent: {
        "assigned when it was received": {
          outcome: "clear",
          log: log`
          activity     at
          审查起诉受理 2025-03-01
          分案         2025-03-01
          提起公诉     2025-03-10`,
        },
      },
      warns: {
        "nobody was assigned": {
          severity: 2,
          log: log`
          activity     at
          审查起诉受理 2025-03-01
          提起公诉     2025-03-10`,
        },
      },
    },
    "PS01-interrogation": {
      silent: {
        "no decision yet": {
          outcome: "not applicable",
          log: log`
          activity     at
          审查起诉受理 2025-12-20`,
        },
        "of two, the one not charged and the other still under review": {
          outcome: "clear",
          log: log`
          activity     party at
          审查起诉受理 -     2025-03-01
          讯问         p1    2025-03-05
          讯问         p2    2025-03-05
          不起诉       p2    2025-03-20`,
        },
      },
      warns: {
        "not charged, and nobody was interrogated": {
          evidence: ["不起诉"],
          log: log`
          activity     at
          审查起诉受理 2025-03-01
          不起诉       2025-03-10`,
        },
      },
    },
    "PS01-opinions": {
      silent: {
        "the victim was heard": {
          outcome: "clear",
          log: log`
          activity         at
          听取被害人意见   2025-03-05
          提起公诉         2025-03-10`,
        },
      },
      warns: {
        "nobody was heard": {
          log: log`
          activity at
          讯问     2025-03-05
          提起公诉 2025-03-10`,
        },
      },
    },
    "PS01-rights": {
      silent: {
        "told on the second day": {
          outcome: "clear",
          log: log`
          activity at
          审查起诉受理 2025-03-03
          权利告知 2025-03-05
          提起公诉 2025-03-20`,
        },
      },
      warns: {
        "charged, and never told": {
          severity: 3,
          evidence: ["提起公诉"],
          log: log`
          activity at
          审查起诉受理 2025-03-03
          提起公诉 2025-03-20`,
        },
      },
    },
    "PS01-plea-with-lawyer": {
      silent: {
        "whether a lawyer was there is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity           lawyer_present at
          签署认罪认罚具结书 -              2025-03-05`,
        },
      },
      warns: {
        "without a lawyer": {
          severity: 3,
          log: log`
          activity           lawyer_present at
          签署认罪认罚具结书 false          2025-03-05`,
        },
      },
    },
    "PS02-decision-before-service": {
      silent: {
        "announced in the minute of the decision": {
          outcome: "clear",
          log: log`
          activity         at
          送达不起诉决定书 2025-03-05T10:00:00
          不起诉           2025-03-05T10:00:30`,
        },
      },
      warns: {
        "served a day before": {
          evidence: ["送达不起诉决定书", "不起诉"],
          log: log`
          activity         at
          送达不起诉决定书 2025-03-05
          不起诉           2025-03-06`,
        },
      },
    },
    "PS05-not-charge-approved": {
      silent: {
        "by the committee": {
          outcome: "clear",
          log: log`
          activity approver_level at
          不起诉   检察委员会     2025-03-05`,
        },
        "in words of which nobody said how high they are": {
          outcome: "clear",
          log: log`
          activity approver_level at
          不起诉   分管院领导     2025-03-05`,
        },
        "by whom is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity approver_level at
          不起诉   -              2025-03-05`,
        },
      },
      warns: {
        "by the prosecutor in charge": {
          severity: 4,
          log: log`
          activity approver_level at
          不起诉   承办检察官     2025-03-05`,
        },
      },
    },
    "PS05-refusal-approved": {
      silent: {
        "no danger to society, decided within the list of powers": {
          outcome: "clear",
          log: log`
          activity   approver_level refusal_ground at
          不批准逮捕 承办检察官     无社会危险性   2025-03-05`,
        },
      },
      warns: {
        "for want of proof, by the prosecutor in charge": {
          log: log`
          activity   approver_level refusal_ground at
          不批准逮捕 承办检察官     存疑           2025-03-05`,
        },
      },
    },
    "PS05-withdrawal-approved": {
      silent: {
        "approved by the chief prosecutor": {
          outcome: "clear",
          log: log`
          activity approver_level at
          撤回起诉 检察长 2025-05-06`,
        },
        "nothing was withdrawn": {
          outcome: "clear",
          log: log`
          activity approver_level at
          提起公诉 检察官 2025-05-06`,
        },
      },
      warns: {
        "approved by the prosecutor in charge": {
          severity: 4,
          log: log`
          activity approver_level at
          撤回起诉 承办检察官 2025-05-06`,
        },
      },
    },
    "PS08-rights-in-three-days": {
      silent: {
        "on the third day": {
          outcome: "clear",
          log: log`
          activity     at
          审查起诉受理 2025-03-03
          权利告知     2025-03-06`,
        },
      },
      warns: {
        "after nine days": {
          measured: 9,
          log: log`
          activity     at
          审查起诉受理 2025-03-03
          权利告知     2025-03-12`,
        },
      },
    },
    "PS08-not-charge-served": {
      silent: {
        "announced at once": {
          outcome: "clear",
          log: log`
          activity       at
          不起诉         2025-03-03
          宣布不起诉决定 2025-03-03`,
        },
        "in the night of the decision": {
          outcome: "pending",
          asOf: "2025-03-04T02:30",
          log: log`
          activity       at
          不起诉         2025-03-03T17:00`,
        },
      },
      warns: {
        "archived unserved": {
          log: log`
          activity at
          不起诉   2025-03-03
          归档     2025-04-03`,
        },
      },
    },
    "PS08-not-charge-served-in-time": {
      silent: {
        "announced after a week": {
          outcome: "clear",
          log: log`
          activity       at
          不起诉         2025-03-03
          宣布不起诉决定 2025-03-10`,
        },
      },
      warns: {
        "open, and not served for months": {
          severity: 3,
          evidence: ["不起诉"],
          log: log`
          activity at
          不起诉   2025-03-03`,
        },
      },
    },
    "TM02-own-investigation": {
      silent: {
        "arrested on the fourteenth day": {
          outcome: "clear",
          of: { case_origin: "自侦" },
          log: log`
          activity party at
          拘留 p1 2025-03-03
          批准逮捕 p1 2025-03-17`,
        },
        "not charged on the tenth day, and the release is not entered": {
          outcome: "clear",
          of: { case_origin: "自侦" },
          log: log`
          activity party at
          拘留     p1    2025-03-03
          不起诉   p1    2025-03-13`,
        },
        "three days more were approved": {
          outcome: "clear",
          of: { case_origin: "自侦" },
          tables: {
            extensions: log`
            kind days party at
            延长 3    p1    2025-03-15`,
          },
          log: log`
          activity party at
          拘留 p1 2025-03-03
          批准逮捕 p1 2025-03-20`,
        },
      },
      warns: {
        "twenty days more were approved, where the law allows three": {
          severity: 4,
          measured: 33,
          threshold: 17,
          of: { case_origin: "自侦" },
          tables: {
            extensions: log`
            kind days party at
            延长 20   p1    2025-03-15`,
          },
          log: log`
          activity party at
          拘留 p1 2025-03-03
          批准逮捕 p1 2025-04-05`,
        },
        "arrested on the eighteenth day": {
          severity: 4,
          of: { case_origin: "自侦" },
          log: log`
          activity party at
          拘留 p1 2025-03-03
          批准逮捕 p1 2025-03-21`,
        },
        "the other of two is held still, when the one is not charged": {
          severity: 5,
          of: { case_origin: "自侦" },
          says: ["p1"],
          log: log`
          activity party at
          拘留     p1    2025-03-03
          拘留     p2    2025-03-03
          批准逮捕 p2    2025-03-13
          不起诉   p2    2025-05-20`,
        },
        "held still": {
          severity: 5,
          of: { case_origin: "自侦" },
          log: log`
          activity party at
          拘留 p1 2025-03-03`,
        },
      },
    },
    "TM02-from-supervision": {
      silent: {
        "arrested on the tenth day": {
          outcome: "clear",
          of: { case_origin: "监察移送" },
          log: log`
          activity party at
          先行拘留 p1 2025-03-03
          决定逮捕 p1 2025-03-13`,
        },
        "twelve days, in a case of the police": {
          outcome: "not applicable",
          of: { case_origin: "公安移送" },
          log: log`
          activity party at
          拘留 p1 2025-03-03
          批准逮捕 p1 2025-03-15`,
        },
      },
      warns: {
        "ten days more were approved, where the law allows four": {
          severity: 4,
          measured: 16,
          threshold: 14,
          of: { case_origin: "监察移送" },
          tables: {
            extensions: log`
            kind days party at
            延长 10   p1    2025-03-12`,
          },
          log: log`
          activity party at
          先行拘留 p1 2025-03-03
          决定逮捕 p1 2025-03-19`,
        },
        "arrested on the twelfth day": {
          severity: 4,
          measured: 12,
          threshold: 10,
          of: { case_origin: "监察移送" },
          log: log`
          activity party at
          先行拘留 p1 2025-03-03
          决定逮捕 p1 2025-03-15`,
        },
      },
    },
    "TM03-arrest-in-custody": {
      silent: {
        "on the seventh day, in the holidays": {
          outcome: "clear",
          log: log`
          activity     party custody at
          审查逮捕受理 p1    true    2025-09-27
          批准逮捕     p1    -       2025-10-04`,
        },
        "each of two within seven days of the request": {
          outcome: "clear",
          log: log`
          activity     party custody at
          审查逮捕受理 p1    true    2025-03-03
          批准逮捕     p1    -       2025-03-10
          审查逮捕受理 p2    true    2025-03-20
          不批准逮捕   p2    -       2025-03-27`,
        },
        "whether in custody is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity     party custody at
          审查逮捕受理 p1    -       2025-03-03
          批准逮捕     p1    -       2025-03-13`,
        },
        "whose arrest was decided on is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity     party custody at
          审查逮捕受理 p1    true    2025-03-03
          审查逮捕受理 p2    true    2025-03-03
          批准逮捕     -     -       2025-03-06`,
        },
      },
      warns: {
        "on the eighth day, the holidays notwithstanding": {
          severity: 4,
          measured: 8,
          log: log`
          activity     party custody at
          审查逮捕受理 p1    true    2025-09-27
          不批准逮捕   p1    -       2025-10-05`,
        },
        "the second of two, asked for before the first was decided on": {
          severity: 4,
          says: ["p2"],
          measured: 43,
          log: log`
          activity     party custody at
          审查逮捕受理 p1    true    2025-03-01
          审查逮捕受理 p2    true    2025-03-03
          批准逮捕     p1    -       2025-03-05
          批准逮捕     p2    -       2025-04-15`,
        },
        "asked for again after a refusal": {
          measured: 12,
          log: log`
          activity     party custody at
          审查逮捕受理 p1    true    2025-03-01
          不批准逮捕   p1    -       2025-03-05
          审查逮捕受理 p1    true    2025-04-03
          批准逮捕     p1    -       2025-04-15`,
        },
      },
    },
    "TM03-arrest-in-custody-unnamed": {
      silent: {
        "the person is named, of whom another rule speaks": {
          outcome: "not applicable",
          log: log`
          activity     party custody at
          审查逮捕受理 p1    true    2025-03-03
          批准逮捕     p1    -       2025-03-13`,
        },
        "twice within seven days": {
          outcome: "clear",
          log: log`
          activity     custody at
          审查逮捕受理 true    2025-03-03
          批准逮捕     -       2025-03-10
          审查逮捕受理 true    2025-03-20
          不批准逮捕   -       2025-03-27`,
        },
      },
      warns: {
        "the second request, on the eighth day": {
          severity: 4,
          measured: 8,
          log: log`
          activity     custody at
          审查逮捕受理 true    2025-03-03
          批准逮捕     -       2025-03-10
          审查逮捕受理 true    2025-09-27
          不批准逮捕   -       2025-10-05`,
        },
      },
    },
    "TM03-arrest-not-in-custody": {
      silent: {
        "complex, twenty days": {
          outcome: "clear",
          log: log`
          activity     party custody at
          审查逮捕受理 p1    false   2025-03-03
          批准逮捕     p1    -       2025-03-21`,
          tables: {
            extensions: log`
            kind   days at
            extend 5    2025-03-15`,
          },
        },
      },
      warns: {
        "on the eighteenth day": {
          log: log`
          activity     party custody at
          审查逮捕受理 p1    false   2025-03-03
          批准逮捕     p1    -       2025-03-21`,
        },
        "the second of two": {
          says: ["p2"],
          log: log`
          activity     party custody at
          审查逮捕受理 p1    false   2025-03-03
          审查逮捕受理 p2    false   2025-03-03
          批准逮捕     p1    -       2025-03-11
          批准逮捕     p2    -       2025-03-31`,
        },
      },
    },
    "TM03-arrest-not-in-custody-unnamed": {
      silent: {
        "on the fifteenth day": {
          outcome: "clear",
          log: log`
          activity     custody at
          审查逮捕受理 false   2025-03-03
          批准逮捕     -       2025-03-18`,
        },
      },
      warns: {
        "on the eighteenth day": {
          log: log`
          activity     custody at
          审查逮捕受理 false   2025-03-03
          批准逮捕     -       2025-03-21`,
        },
      },
    },
    "TM03-charge": {
      silent: {
        "anew after a return": {
          outcome: "clear",
          log: log`
          activity     at
          审查起诉受理 2025-03-03
          退回补充侦查 2025-04-02
          补查重报     2025-05-02
          提起公诉     2025-06-03`,
        },
        "taken over from another jurisdiction": {
          outcome: "clear",
          log: log`
          activity     at
          审查起诉受理 2025-03-03
          提起公诉     2025-04-20`,
          tables: {
            extensions: log`
            kind    basis    from       at
            restart 改变管辖 2025-03-25 2025-03-25`,
          },
        },
        "fifteen days more": {
          outcome: "clear",
          log: log`
          activity     at
          审查起诉受理 2025-03-03
          提起公诉     2025-04-18`,
          tables: {
            extensions: log`
            kind   days at
            extend 15   2025-03-30`,
          },
        },
        "suspended for three weeks": {
          outcome: "clear",
          log: log`
          activity     at
          审查起诉受理 2025-03-03
          中止审查     2025-03-10
          恢复审查     2025-03-31
          提起公诉     2025-04-20`,
        },
        "one of two not charged, and after a return neither was the other one, in time": {
          outcome: "cannot tell",
          of: { party_count: 2 },
          log: log`
          activity     party at
          审查起诉受理 -     2025-03-03
          退回补充侦查 -     2025-04-02
          补查重报     -     2025-05-02
          不起诉       p2    2025-05-20`,
        },
      },
      warns: {
        "in time before the return, and late after it": {
          evidence: ["补查重报", "提起公诉"],
          log: log`
          activity     at
          审查起诉受理 2025-03-03
          退回补充侦查 2025-04-02
          补查重报     2025-05-02
          提起公诉     2025-06-10`,
        },
        "late before it was returned": {
          evidence: ["审查起诉受理", "退回补充侦查"],
          log: log`
          activity     at
          审查起诉受理 2025-03-03
          退回补充侦查 2025-04-12
          补查重报     2025-05-02
          提起公诉     2025-05-20`,
        },
      },
    },
    "TM03-charge-in-custody": {
      silent: {
        "nobody is in custody": {
          outcome: "not applicable",
          log: log`
          activity     custody at
          审查起诉受理 false   2025-03-03
          提起公诉     -       2025-06-03`,
        },
        "fifteen days more were approved": {
          outcome: "clear",
          tables: {
            extensions: log`
              kind days at
              延长 15   2025-03-28`,
          },
          log: log`
          activity     custody at
          审查起诉受理 true    2025-03-03
          提起公诉     -       2025-04-18`,
        },
        "one of two is not charged, and of the other one nothing is on record": {
          outcome: "cannot tell",
          of: { party_count: 2 },
          log: log`
          activity     party custody at
          审查起诉受理 -     true    2025-01-06
          不起诉       p2    -       2025-01-20`,
        },
        "the only one is not charged": {
          outcome: "clear",
          of: { party_count: 1 },
          log: log`
          activity     party custody at
          审查起诉受理 -     true    2025-01-06
          不起诉       p2    -       2025-01-20`,
        },
        "not charged, and of how many is not recorded": {
          outcome: "clear",
          log: log`
          activity     party custody at
          审查起诉受理 -     true    2025-01-06
          不起诉       p2    -       2025-01-20`,
        },
      },
      warns: {
        "sixty days more were approved, where the law allows fifteen": {
          severity: 4,
          measured: 72,
          threshold: 46,
          tables: {
            extensions: log`
              kind days at
              延长 60   2025-03-28`,
          },
          log: log`
          activity     custody at
          审查起诉受理 true    2025-03-03
          提起公诉     -       2025-05-14`,
        },
        "the month ends on a holiday, and runs no longer for it": {
          severity: 4,
          measured: 33,
          threshold: 31,
          log: log`
          activity     custody at
          审查起诉受理 true    2025-03-05
          提起公诉     -       2025-04-07`,
        },
        "one of two not charged in time, and the other one charged after half a year": {
          severity: 4,
          measured: 175,
          evidence: ["审查起诉受理", "提起公诉"],
          log: log`
          activity     party custody at
          审查起诉受理 -     true    2025-01-06
          不起诉       p2    -       2025-01-20
          提起公诉     p1    -       2025-06-30`,
        },
      },
    },
    "TM03-charge-fast": {
      silent: {
        "more than a year is to be expected": {
          outcome: "not applicable",
          of: { procedure_variant: "速裁程序", over_one_year: true },
          log: log`
          activity     at
          审查起诉受理 2025-03-03
          提起公诉     2025-03-17`,
        },
      },
      warns: {
        "on the fourteenth day": {
          of: { procedure_variant: "速裁程序", over_one_year: false },
          log: log`
          activity     at
          审查起诉受理 2025-03-03
          提起公诉     2025-03-17`,
        },
        "returned in time, resubmitted, and charged after eleven weeks": {
          of: { procedure_variant: "速裁程序", over_one_year: false },
          measured: 81,
          evidence: ["补查重报", "提起公诉"],
          log: log`
          activity     at
          审查起诉受理 2025-03-03
          退回补充侦查 2025-03-10
          补查重报     2025-04-10
          提起公诉     2025-06-30`,
        },
      },
    },
    "TM03-charge-fast-in-custody": {
      silent: {
        "nobody is in custody": {
          of: { procedure_variant: "速裁程序", over_one_year: false },
          outcome: "not applicable",
          log: log`
          activity     custody at
          审查起诉受理 false   2025-03-05
          提起公诉     -       2025-03-17`,
        },
        "on the tenth day": {
          of: { procedure_variant: "速裁程序", over_one_year: false },
          outcome: "clear",
          log: log`
          activity     custody at
          审查起诉受理 true    2025-03-03
          提起公诉     -       2025-03-13`,
        },
      },
      warns: {
        "the tenth day is a Saturday, and runs no longer for it": {
          of: { procedure_variant: "速裁程序", over_one_year: false },
          severity: 4,
          measured: 12,
          threshold: 10,
          log: log`
          activity     custody at
          审查起诉受理 true    2025-03-05
          提起公诉     -       2025-03-17`,
        },
      },
    },
    "TM03-charge-fast-at-most": {
      silent: {
        "on the fifteenth day": {
          outcome: "clear",
          of: { procedure_variant: "速裁程序" },
          log: log`
          activity     at
          审查起诉受理 2025-03-03
          提起公诉     2025-03-18`,
        },
        "anew after a return": {
          of: { procedure_variant: "速裁程序" },
          outcome: "clear",
          log: log`
          activity     at
          审查起诉受理 2025-03-03
          退回补充侦查 2025-03-18
          补查重报     2025-04-10
          提起公诉     2025-04-25`,
        },
      },
      warns: {
        "on the twenty-second day": {
          of: { procedure_variant: "速裁程序" },
          log: log`
          activity     at
          审查起诉受理 2025-03-03
          提起公诉     2025-03-25`,
        },
      },
    },
    "TM03-charge-fast-at-most-in-custody": {
      silent: {
        "on the fifteenth day": {
          of: { procedure_variant: "速裁程序" },
          outcome: "clear",
          log: log`
          activity     custody at
          审查起诉受理 true    2025-03-03
          提起公诉     -       2025-03-18`,
        },
      },
      warns: {
        "the fifteenth day is a Saturday, and runs no longer for it": {
          of: { procedure_variant: "速裁程序" },
          severity: 4,
          measured: 17,
          threshold: 15,
          log: log`
          activity     custody at
          审查起诉受理 true    2025-03-07
          提起公诉     -       2025-03-24`,
        },
      },
    },
    "TM03-after-withdrawal": {
      silent: {
        "decided after four weeks": {
          outcome: "clear",
          log: log`
          activity at
          提起公诉 2025-03-03
          撤回起诉 2025-05-05
          不起诉   2025-06-02`,
        },
      },
      warns: {
        "decided after two months": {
          log: log`
          activity at
          提起公诉 2025-03-03
          撤回起诉 2025-05-05
          不起诉   2025-07-08`,
        },
      },
    },
    "TM05-bail": {
      silent: {
        "charged in time, and with the charge it is the court's": {
          outcome: "clear",
          log: log`
          activity party org at
          取保候审 p1    pr  2024-03-10
          提起公诉 -     pr  2024-06-10`,
        },
        "not charged, and so without the measure": {
          outcome: "clear",
          log: log`
          activity party org at
          取保候审 p1    pr  2024-03-10
          不起诉   p1    pr  2024-06-10`,
        },
        "one is not charged, and who is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity party org at
          取保候审 p1    pr  2024-03-10
          不起诉   -     pr  2024-06-10`,
        },
      },
      warns: {
        "nothing was done about the one, and the other was not charged": {
          says: ["p1"],
          log: log`
          activity     party org at
          取保候审     p1    pr  2024-03-10
          取保候审     p2    pr  2024-03-10
          不起诉       p2    pr  2024-06-10`,
        },
        "lifted after fourteen months": {
          log: log`
          activity     party org at
          取保候审     p1    pr  2024-03-10
          解除取保候审 p1    pr  2025-05-12`,
        },
      },
    },
    "TM05-residence": {
      silent: {
        "lifted in time": {
          outcome: "clear",
          log: log`
          activity     party org at
          监视居住     p1    pr  2025-03-10
          解除监视居住 p1    pr  2025-09-10`,
        },
      },
      warns: {
        "nothing was done": {
          log: log`
          activity party org at
          监视居住 p1    pr  2025-03-10`,
        },
      },
    },
    "BL03-after-measure": {
      silent: {
        "passed on for charge in the eleventh month": {
          outcome: "clear",
          of: { case_origin: "自侦" },
          log: log`
          activity party at
          解除取保候审 p1 2024-03-03
          移送审查起诉 - 2025-02-03`,
        },
      },
      warns: {
        "only the other is not charged": {
          of: { case_origin: "自侦" },
          says: ["p1"],
          log: log`
          activity     party at
          解除取保候审 p1    2024-03-03
          解除取保候审 p2    2024-03-03
          不起诉       p2    2024-06-03`,
        },
        "no outcome for twenty months": {
          severity: 3,
          of: { case_origin: "自侦" },
          log: log`
          activity party at
          解除取保候审 p1 2024-03-03`,
        },
      },
    },
    "BL03-after-measure-unnamed": {
      silent: {
        "withdrawn in the eleventh month": {
          outcome: "clear",
          of: { case_origin: "自侦" },
          log: log`
          activity     at
          解除取保候审 2024-03-03
          撤销案件     2025-02-03`,
        },
      },
      warns: {
        "no outcome for twenty months": {
          severity: 3,
          of: { case_origin: "自侦" },
          log: log`
          activity     at
          解除取保候审 2024-03-03`,
        },
      },
    },
    "BL03-without-measure": {
      silent: {
        "on bail meanwhile": {
          outcome: "not applicable",
          of: { case_origin: "自侦" },
          log: log`
          activity party at
          自侦立案 - 2023-03-03
          取保候审 p1 2023-04-03`,
        },
      },
      warns: {
        "nothing came of it in more than two years": {
          severity: 3,
          of: { case_origin: "自侦" },
          log: log`
          activity at
          自侦立案 2023-03-03`,
        },
      },
    },
    "BL05-supplement-in-a-month": {
      silent: {
        "back on the last day": {
          outcome: "clear",
          log: log`
          activity     at
          退回补充侦查 2025-03-03
          补查重报     2025-04-03`,
        },
        "not charged, and that it came back is not entered": {
          outcome: "clear",
          log: log`
          activity     at
          退回补充侦查 2025-03-03
          不起诉       2025-03-31`,
        },
        "received again under the name of the first reception": {
          outcome: "clear",
          log: log`
          activity     at
          审查起诉受理 2025-02-10
          退回补充侦查 2025-03-03
          审查起诉受理 2025-04-02`,
        },
        "one of several not charged, and the case came back in time": {
          outcome: "clear",
          of: { party_count: 3 },
          log: log`
          activity     party at
          退回补充侦查 -     2025-03-03
          不起诉       p2    2025-03-20
          补查重报     -     2025-04-02`,
        },
      },
      warns: {
        "returned and vanished": {
          severity: 4,
          log: log`
          activity     at
          退回补充侦查 2025-03-03`,
        },
        "one of several not charged, and the case came back after three months": {
          of: { party_count: 3 },
          evidence: ["退回补充侦查", "补查重报"],
          log: log`
          activity     party at
          退回补充侦查 -     2025-03-03
          不起诉       p2    2025-03-20
          补查重报     -     2025-06-02`,
        },
      },
    },
    "BL05-third-return": {
      silent: {
        twice: {
          outcome: "clear",
          log: log`
          activity     at
          退回补充侦查 2025-03-03
          退回补充侦查 2025-05-03`,
        },
      },
      warns: {
        "three times": {
          log: log`
          activity     at
          退回补充侦查 2025-03-03
          退回补充侦查 2025-05-03
          退回补充调查 2025-07-03`,
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
          收到不立案理由说明 2025-03-10`,
        },
        "filed instead": {
          outcome: "clear",
          log: log`
          activity           at
          要求说明不立案理由 2025-03-03
          公安机关立案       2025-03-05`,
        },
      },
      warns: {
        "after three weeks": {
          severity: 4,
          log: log`
          activity           at
          要求说明不立案理由 2025-03-03
          收到不立案理由说明 2025-03-24`,
        },
      },
    },
    "XA03-filed-in-fifteen-days": {
      silent: {
        "on the fifteenth day": {
          outcome: "clear",
          log: log`
          activity     at
          通知立案     2025-03-03
          公安机关立案 2025-03-18`,
        },
      },
      warns: {
        "not filed": {
          log: log`
          activity     at
          通知立案     2025-03-03`,
        },
      },
    },
    "XA03-chased-after-three-months": {
      silent: {
        "concluded in the third month": {
          outcome: "clear",
          log: log`
          activity at
          通知立案 2025-03-01
          公安机关立案 2025-03-10
          公安机关侦查终结 2025-05-30`,
        },
        "chased on the last day": {
          outcome: "clear",
          log: log`
          activity at
          通知立案 2025-03-01
          公安机关立案 2025-03-10
          发出催办函 2025-06-10`,
        },
        "chased the day after the three months were over": {
          outcome: "clear",
          log: log`
          activity at
          通知立案 2025-03-03
          公安机关立案 2025-03-10
          发出催办函 2025-06-11`,
        },
      },
      warns: {
        "neither concluded nor chased": {
          severity: 4,
          evidence: ["公安机关立案"],
          log: log`
          activity at
          通知立案 2025-03-01
          公安机关立案 2025-03-10`,
        },
      },
    },
  },
} satisfies Pack;
