import { defineCases, log } from "../_kit/cases.ts";
import downgrade from "./detector.ts";

/** An assault settled by a penalty, with the appraisal before it. */
const assault = log`
  case activity  at         decision
  c1   受案登记  2025-03-01 -
  c1   鉴定意见  2025-03-20 轻伤二级
  c1   处罚决定  2025-03-28 行政拘留`;
const administrative = log`
  case case_type
  c1   治安案件`;

export default defineCases(downgrade, {
  silent: {
    "sent to the criminal procedure after the opinion": {
      log: log`
        case activity     at         decision
        c1   受案登记     2025-03-01 -
        c1   鉴定意见     2025-03-20 轻伤二级
        c1   转刑事案件   2025-03-25 -
        c1   不予处罚决定 2025-03-28 -`,
      tables: { cases: administrative },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "penalised after a decision not to prosecute, or the party brought the charge": {
      log: log`
        case activity  at         decision
        c1   鉴定意见  2025-03-20 轻伤二级
        c1   反向移送  2025-05-20 -
        c1   处罚决定  2025-05-28 -
        c2   鉴定意见  2025-03-20 轻伤二级
        c2   自诉      2025-03-25 -
        c2   调解结案  2025-03-28 -`,
      tables: {
        cases: log`
          case case_type
          c1   治安案件
          c2   治安案件`,
      },
      asOf: "2025-09-30",
      outcome: "clear",
    },
    "a second appraisal found a slight injury, or is still out": {
      log: log`
        case activity     at         decision
        c1   鉴定意见     2025-03-10 轻伤二级
        c1   重新鉴定意见 2025-04-10 轻微伤
        c1   处罚决定     2025-04-28 -`,
      tables: { cases: administrative },
      asOf: "2025-09-30",
      outcome: "clear",
    },
    "the second appraisal is not back": {
      log: log`
        case activity     at         decision
        c1   鉴定意见     2025-03-10 轻伤二级
        c1   处罚决定     2025-03-28 -
        c1   重新鉴定委托 2025-03-30 -`,
      tables: { cases: administrative },
      asOf: "2025-06-30",
      outcome: "pending",
    },
    "the second appraisal of one of two persons is not back": {
      log: log`
        case activity     at         party decision
        c1   鉴定意见     2025-03-10 v1    轻伤二级
        c1   重新鉴定委托 2025-03-12 v1    -
        c1   鉴定意见     2025-03-20 v2    轻微伤
        c1   处罚决定     2025-03-28 -     -`,
      tables: { cases: administrative },
      asOf: "2025-06-30",
      outcome: "pending",
    },
    "each of two persons was examined anew, or nobody is named": {
      log: log`
        case activity     at         party decision
        c1   鉴定意见     2025-03-10 v1    轻伤二级
        c1   鉴定意见     2025-03-10 v2    轻伤一级
        c1   重新鉴定意见 2025-04-10 v2    轻微伤
        c1   重新鉴定意见 2025-04-11 v1    轻微伤
        c1   处罚决定     2025-04-28 -     -
        c2   鉴定意见     2025-03-10 v3    轻伤二级
        c2   重新鉴定意见 2025-04-10 -     轻微伤
        c2   处罚决定     2025-04-28 -     -`,
      tables: {
        cases: log`
          case case_type
          c1   治安案件
          c2   治安案件`,
      },
      asOf: "2025-09-30",
      outcome: "clear",
    },
    "the same fact has a criminal case": {
      log: assault,
      tables: {
        cases: log`
          case case_type fact
          c1   治安案件  f1
          c2   刑事案件  f1`,
      },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "a criminal case names this one as linked, or goes on with it under another number": {
      log: log`
        case activity  at         decision
        c1   鉴定意见  2025-03-20 轻伤二级
        c1   处罚决定  2025-03-28 行政拘留
        c2   鉴定意见  2025-03-20 轻伤二级
        c2   处罚决定  2025-03-28 行政拘留`,
      tables: {
        cases: log`
          case case_type linked_cases origin_case
          c1   治安案件  -            -
          c2   治安案件  -            -
          x1   刑事案件  -            c1
          x2   刑事案件  c2           -`,
      },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "theft below the threshold": {
      log: log`
        case activity at         amount
        c1   价格认定 2025-03-20 2900
        c1   处罚决定 2025-03-28 500`,
      tables: {
        cases: log`
          case case_type cause_code
          c1   治安案件  盗窃`,
      },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "an opinion without a grade, and a linked case that is not in the data": {
      log: log`
        case activity at         decision
        c1   鉴定意见 2025-03-20 -
        c1   处罚决定 2025-03-28 行政拘留
        c2   鉴定意见 2025-03-20 轻伤一级
        c2   处罚决定 2025-03-28 行政拘留`,
      tables: {
        cases: log`
          case case_type linked_cases
          c1   治安案件  -
          c2   治安案件  x9`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "the opinion says the grade in a sentence, which may say that it is not reached": {
      log: log`
        case activity at         decision
        c1   鉴定意见 2025-03-20 构成轻伤二级
        c1   处罚决定 2025-03-28 行政拘留`,
      tables: { cases: administrative },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "a slight injury, in a sentence": {
      log: log`
        case activity at         decision
        c1   鉴定意见 2025-03-20 人体损伤程度：轻微伤
        c1   处罚决定 2025-03-28 行政拘留`,
      tables: { cases: administrative },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "a kind of case that no list has, or none": {
      log: log`
        case activity  at         decision
        c1   鉴定意见  2025-03-20 轻伤二级
        c1   处罚决定  2025-03-28 行政拘留
        c2   鉴定意见  2025-03-20 轻伤二级
        c2   处罚决定  2025-03-28 行政拘留`,
      tables: {
        cases: log`
          case case_type
          c1   治安管理案件
          c2   -`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "a civil case, mediated, with an appraisal of the injury": {
      log: log`
        case activity  at         decision
        c1   鉴定意见  2025-03-20 轻伤二级
        c1   调解结案  2025-03-28 -`,
      tables: {
        cases: log`
          case case_type
          c1   民事一审`,
      },
      asOf: "2025-06-30",
      outcome: "not applicable",
    },
    "a value that cannot be read, or a cause in other words": {
      log: log`
        case activity at         amount
        c1   价格认定 2025-03-20 8千元
        c1   处罚决定 2025-03-28 500
        c2   价格认定 2025-03-20 8000
        c2   处罚决定 2025-03-28 500`,
      tables: {
        cases: log`
          case case_type cause_code
          c1   治安案件  盗窃
          c2   治安案件  盗窃案`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "the valuation bears no figure, and the master does": {
      log: log`
        case activity at         amount
        c1   价格认定 2025-03-20 -
        c1   处罚决定 2025-03-28 500`,
      tables: {
        cases: log`
          case case_type cause_code amount
          c1   治安案件  盗窃       900`,
      },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "the valuation cannot be read, and the figure of the master may be another": {
      log: log`
        case activity at         amount
        c1   价格认定 2025-03-20 8千元
        c1   处罚决定 2025-03-28 500`,
      tables: {
        cases: log`
          case case_type cause_code amount
          c1   治安案件  盗窃       900`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "a cause that holds two listed ones, of which the lesser is reached": {
      log: log`
        case activity at         amount
        c1   价格认定 2025-03-20 6000
        c1   处罚决定 2025-03-28 500`,
      tables: {
        cases: log`
          case case_type cause_code
          c1   治安案件  诈骗、抢夺`,
      },
      asOf: "2025-06-30",
      outcome: "cannot tell",
    },
    "a valuation of a cause without a threshold": {
      log: log`
        case activity at         amount
        c1   价格认定 2025-03-20 8000
        c1   处罚决定 2025-03-28 500`,
      tables: {
        cases: log`
          case case_type cause_code
          c1   治安案件  赌博`,
      },
      asOf: "2025-06-30",
      outcome: "clear",
    },
    "nothing says which cases are administrative": { log: assault, outcome: "not evaluated" },
  },
  warns: {
    "a light injury of the second degree, settled by detention": {
      log: assault,
      tables: { cases: administrative },
      asOf: "2025-06-30",
      subjects: ["c1"],
      says: ["以“处罚决定”处理，在案鉴定意见为“轻伤二级”", "no transfer to the criminal procedure is on record"],
      severity: 3,
      cites: ["行政执法机关移送涉嫌犯罪案件的规定 3、11", "行政处罚法 27", "刑法 234"],
      evidence: ["鉴定意见", "处罚决定"],
    },
    "a theft of eight thousand yuan": {
      log: log`
        case activity at         amount
        c1   价格认定 2025-03-20 8000
        c1   处罚决定 2025-03-28 500`,
      tables: {
        cases: log`
          case case_type cause_code
          c1   治安案件  盗窃`,
      },
      asOf: "2025-06-30",
      says: ["价值 8000 元，达到标准 3000 元"],
      cites: [
        "行政执法机关移送涉嫌犯罪案件的规定 3、11",
        "行政处罚法 27",
        "关于办理盗窃刑事案件适用法律若干问题的解释 1",
      ],
      measured: 8000,
    },
    "a second person's slight injury does not make the first one's slight": {
      log: log`
        case activity     at         party decision
        c1   鉴定意见     2025-03-10 v1    轻伤二级
        c1   重新鉴定委托 2025-03-12 v2    -
        c1   重新鉴定意见 2025-03-20 v2    轻微伤
        c1   处罚决定     2025-03-28 -     -`,
      tables: { cases: administrative },
      asOf: "2025-06-30",
      says: ["鉴定意见为“轻伤二级”"],
    },
    "mediated first, and penalised when that was not kept": {
      log: log`
        case activity at         decision
        c1   鉴定意见 2025-03-01 轻伤二级
        c1   调解结案 2025-03-05 -
        c1   处罚决定 2025-04-28 行政拘留`,
      tables: { cases: administrative },
      asOf: "2025-06-30",
      says: ["案件于 2025-03-05 以“调解结案”处理"],
    },
  },
});
