import { defineCases, log } from "../_kit/cases.ts";
import commutation from "./detector.ts";

/** A sentence of four years, with a first commutation of so many months on a day. */
const four = (ruled: string, months: number, conduct: string, more = "") => log`
  case activity at         party sentence_months reduction_months conduct strict_class hearing_required
  c1   入监     2019-01-10 p1    48              -                -       -            -
  c1   减刑裁定 ${ruled}   p1    48              ${months}        ${conduct} 否        -
  ${more}`;

export default defineCases(commutation, {
  silent: {
    "a year to the day, and nine months for repentance": {
      log: four("2020-01-10", 9, "确有悔改表现"),
      asOf: "2021-01-01",
      outcome: "clear",
    },
    "major merit lifts the limits of start and interval, and there was a hearing": {
      log: four(
        "2019-06-10",
        18,
        "重大立功",
        `c1 开庭     2019-06-01 p1 -  - -        -  -
         c1 减刑裁定 2019-12-10 p1 48 18 重大立功 否 -
         c1 开庭     2019-12-01 p1 -  - -        -  -`,
      ),
      asOf: "2021-01-01",
      outcome: "clear",
    },
    "the prison and the court both recorded the ruling": {
      log: log`
        case activity at         party sentence_months reduction_months conduct      strict_class
        c1   入监     2018-01-10 p1    48              -                -            -
        c1   减刑裁定 2019-03-10 p1    48              9                确有悔改表现 否
        c2   减刑裁定 2019-03-10 p1    48              9                确有悔改表现 否`,
      asOf: "2021-01-01",
      outcome: "clear",
    },
    "two years between the rulings, counted to the petition": {
      log: four(
        "2020-01-10",
        9,
        "确有悔改表现",
        "c1 报请减刑 2021-01-10 p1 - - - - -\nc1 减刑裁定 2021-03-10 p1 48 9 确有悔改表现 否 -",
      ),
      asOf: "2022-01-01",
      outcome: "clear",
    },
    "opinion, hearing and service bear the ruling's own day, before or behind it in the file": {
      log: four(
        "2019-06-10",
        18,
        "重大立功",
        `c1 检察意见 2019-06-10 p1 -  -  -        -  -
         c1 开庭     2019-06-10 p1 -  -  -        -  -
         c2 送达     2020-12-10 p1 -  -  -        -  -
         c2 开庭     2020-12-10 p1 -  -  -        -  -
         c2 减刑裁定 2020-12-10 p1 48 9  确有悔改表现 否 -
         c2 检察意见 2020-12-10 p1 -  -  -        -  -`,
      ),
      asOf: "2021-01-01",
      outcome: "clear",
    },
    "opinion, hearing, service and commitment name nobody, and the case is of one prisoner": {
      log: log`
        case activity at         party sentence_months reduction_months conduct  strict_class
        c1   入监     2018-01-10 -     48              -                -        -
        c1   检察意见 2018-03-01 -     -               -                -        -
        c1   开庭     2018-03-05 -     -               -                -        -
        c1   减刑裁定 2018-03-10 p1    48              18               重大立功 否
        c2   检察意见 2019-03-01 p2    -               -                -        -
        c2   开庭     2019-03-05 p2    -               -                -        -
        c2   减刑裁定 2019-03-10 -     48              18               重大立功 否`,
      asOf: "2021-01-01",
      outcome: "clear",
    },
    "one hearing and one opinion for two prisoners of a case": {
      log: log`
        case activity at         party sentence_months reduction_months conduct  strict_class
        c1   检察意见 2018-03-01 -     -               -                -        -
        c1   开庭     2018-03-05 -     -               -                -        -
        c1   减刑裁定 2018-03-10 p1    48              18               重大立功 否
        c1   减刑裁定 2018-03-10 p2    48              18               重大立功 否`,
      asOf: "2021-01-01",
      outcome: "clear",
    },
    "hearings and opinions that others record, and of commutations nobody": {
      log: log`
        case activity   at         org    party sentence_months reduction_months conduct      strict_class hearing_required
        k1   入监       2018-01-10 prison p1    48              -                -            -            -
        k1   减刑裁定   2019-03-10 court1 p1    48              9                确有悔改表现 否           是
        j9   不起诉决定 2020-02-01 proc   p7    -               -                -            -            -
        j9   检察意见   2020-02-05 proc   p7    -               -                -            -            -
        m1   登记立案   2020-02-05 court1 p8    -               -                -            -            -
        m1   开庭       2020-03-05 court1 p8    -               -                -            -            -`,
      asOf: "2021-01-01",
      outcome: "clear",
    },
    "what was asked for before was refused": {
      log: log`
        case activity at         party sentence_months reduction_months conduct      strict_class decision
        c1   入监     2018-01-10 p1    48              -                -            -            -
        c1   检察意见 2020-01-05 p1    -               -                -            -            -
        c1   减刑裁定 2020-01-10 p1    48              -                -            -            不予减刑
        c1   检察意见 2020-08-05 p1    -               -                -            -            -
        c1   减刑裁定 2020-08-10 p1    48              9                确有悔改表现 否           对罚金不予减免，减刑九个月`,
      asOf: "2021-01-01",
      outcome: "clear",
    },
    "whether the ground was major merit is not recorded": {
      log: four("2019-08-10", 12, "-"),
      asOf: "2021-01-01",
      outcome: "cannot tell",
    },
    "before 2017 other numbers held": {
      log: log`
        case activity at         party sentence_months reduction_months conduct      strict_class
        c1   入监     2015-01-10 p1    48              -                -            -
        c1   减刑裁定 2015-06-10 p1    48              12               确有悔改表现 否`,
      asOf: "2021-01-01",
      outcome: "not applicable",
    },
    "the hospital's diagnosis came first, and a log that has none": {
      log: log`
        case activity           at         party
        c1   病情诊断           2020-01-10 p1
        c1   暂予监外执行决定   2020-02-10 p1`,
      asOf: "2021-01-01",
      outcome: "clear",
    },
    "a minor after eight months, with twelve months off: both may be eased": {
      log: log`
        case activity at         party sentence_months reduction_months conduct      strict_class lenient_class
        c1   入监     2019-01-10 p1    48              -                -            -            -
        c1   减刑裁定 2019-09-10 p1    48              12               确有悔改表现 否           是`,
      asOf: "2021-01-01",
      outcome: "cannot tell",
    },
    "released while nursing, which no hospital has to certify; another was ill, and one did": {
      log: log`
        case activity         at         party outside_ground
        c1   决定暂予监外执行 2020-02-10 p1    正在哺乳
        c2   医院诊断证明     2020-02-01 p2    -
        c2   决定暂予监外执行 2020-02-10 p2    严重疾病`,
      asOf: "2021-01-01",
      outcome: "clear",
    },
    "the diagnosis names nobody: of the only one released, or whose it is cannot be told": {
      log: log`
        case activity         at         party
        c1   病情诊断         2020-01-10 -
        c1   暂予监外执行决定 2020-02-10 p1
        c2   病情诊断         2020-01-10 -
        c2   暂予监外执行决定 2020-02-10 p2
        c2   暂予监外执行决定 2020-02-10 p3`,
      asOf: "2021-01-01",
      outcome: "cannot tell",
    },
    "a log that never records a diagnosis": {
      log: log`
        case activity         at         party
        c1   暂予监外执行决定 2020-02-10 p1`,
      asOf: "2021-01-01",
      outcome: "cannot tell",
    },
  },
  warns: {
    "a minor after six months, with thirteen off: beyond what the law eases": {
      log: log`
        case activity at         party sentence_months reduction_months conduct      strict_class lenient_class
        c1   入监     2019-01-10 p1    48              -                -            -            -
        c1   减刑裁定 2019-07-10 p1    48              13               确有悔改表现 否           是`,
      asOf: "2021-01-01",
      subjects: ["c1"],
      says: ["一次减刑 13 个月", "应满 12 个月"],
    },
    "a court that has neither hearing nor opinion on record, where others of its system have": {
      log: log`
        case activity   at         org    party sentence_months reduction_months conduct      strict_class hearing_required
        k1   入监       2018-01-10 prison p1    48              -                -            -            -
        k1   减刑裁定   2019-03-10 court1 p1    48              9                确有悔改表现 否           是
        k2   入监       2018-01-10 prison p2    48              -                -            -            -
        k2   检察意见   2019-03-05 court2 p2    -               -                -            -            -
        k2   开庭       2019-03-06 court2 p2    -               -                -            -            -
        k2   减刑裁定   2019-03-10 court2 p2    48              9                确有悔改表现 否           是`,
      asOf: "2021-01-01",
      subjects: ["k1"],
      says: ["应当开庭，未见开庭记录", "未见检察意见"],
    },
    "seven months after commitment, and a year at once for repentance alone": {
      log: four("2019-08-10", 12, "确有悔改表现"),
      asOf: "2021-01-01",
      subjects: ["c1"],
      says: [
        "自 2019-01-10 交付执行起应满 12 个月（2020-01-10）方可减刑",
        "一次减刑 12 个月，按所载依据不超过 9 个月",
        "12 months are needed first",
      ],
      severity: 4,
      evidence: ["入监", "减刑裁定"],
    },
    "asked for ten months after the last was served, in another case of the same person": {
      log: log`
        case activity at         party sentence_months reduction_months conduct      strict_class
        c1   入监     2018-01-10 p1    48              -                -            -
        c1   减刑裁定 2019-03-10 p1    48              9                确有悔改表现 否
        c1   送达     2019-03-20 p1    -               -                -            -
        c2   报请减刑 2020-01-20 p1    -               -                -            -
        c2   减刑裁定 2020-02-20 p1    48              9                确有悔改表现 否`,
      asOf: "2021-01-01",
      subjects: ["c2"],
      says: ["不足 12 个月，报请日 2020-01-20，最早为 2020-03-20"],
      evidence: ["报请减刑", "减刑裁定"],
    },
    "a refusal between two commutations does not begin the interval anew, nor is its opinion the next one's": {
      log: log`
        case activity at         party sentence_months reduction_months conduct      strict_class decision
        c1   入监     2018-01-10 p1    48              -                -            -            -
        c1   检察意见 2019-03-01 p1    -               -                -            -            -
        c1   减刑裁定 2019-03-10 p1    48              9                确有悔改表现 否           -
        c1   送达     2019-03-20 p1    -               -                -            -            -
        c1   检察意见 2019-09-01 p1    -               -                -            -            -
        c1   减刑裁定 2019-09-10 p1    48              -                -            -            驳回减刑建议
        c1   送达     2019-09-20 p1    -               -                -            -            -
        c1   减刑裁定 2020-02-20 p1    48              9                确有悔改表现 否           准予减刑`,
      asOf: "2021-01-01",
      subjects: ["c1"],
      says: ["距上次减刑（2019-03-20 起算）不足 12 个月", "最早为 2020-03-20", "未见检察意见"],
    },
    "life became twenty years for repentance, nobody was heard though required, and no opinion": {
      log: log`
        case activity at         party sentence_months new_term_months conduct      hearing_required strict_class
        c1   入监     2018-01-10 p1    无期徒刑        -               -            -                -
        c1   减刑裁定 2020-03-10 p1    无期徒刑        240             确有悔改表现 是               否
        c2   检察意见 2020-03-01 p2    -               -               -            -                -
        c2   开庭     2020-03-02 p2    -               -               -            -                -
        c2   减刑裁定 2020-03-10 p2    无期徒刑        264             确有悔改表现 是               否`,
      asOf: "2021-01-01",
      subjects: ["c1"],
      says: ["无期徒刑减为 240 个月，按所载依据不少于 264 个月", "应当开庭，未见开庭记录", "未见检察意见"],
    },
    "released for treatment with no diagnosis": {
      log: log`
        case activity         at         party
        c1   暂予监外执行决定 2020-02-10 p1
        c2   病情诊断         2020-01-10 p2
        c2   暂予监外执行决定 2020-02-10 p2`,
      asOf: "2021-01-01",
      subjects: ["c1"],
      says: ["暂予监外执行决定：此前未见医院诊断、鉴定"],
    },
    "two prisoners of one case on one day, and one diagnosis for two": {
      log: log`
        case activity         at         party sentence_months reduction_months conduct      strict_class
        c1   减刑裁定         2019-06-10 p1    48              12               确有悔改表现 否
        c1   减刑裁定         2019-06-10 p2    48              15               确有悔改表现 否
        c2   病情诊断         2020-01-10 p3    -               -                -            -
        c2   暂予监外执行决定 2020-02-10 p3    -               -                -            -
        c2   暂予监外执行决定 2020-02-10 p4    -               -                -            -`,
      asOf: "2021-01-01",
      subjects: ["c1", "c1", "c2"],
      says: ["一次减刑 12 个月", "一次减刑 15 个月", "此前未见医院诊断、鉴定"],
    },
  },
});
