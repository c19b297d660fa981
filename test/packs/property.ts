import { log } from "../../detectors/_kit/cases.ts";
import type { Pack } from "../kit/pack.ts";

const CRIMINAL = { case_type: "刑事案件" };

export default {
  procedure: "property",
  asOf: "2026-04-30",
  of: { case_type: "治安案件" },
  lawful: {
    "seized in urgency, stored the same day, tested, extended, returned": {
      log: log`
        activity     actor co   at
        扣押         li    wang 2025-03-03T22:00
        开具扣押清单 li    wang 2025-03-03T22:10
        扣押审批     chen  -    2025-03-04T09:00
        入库         zhou  li   2025-03-04T10:00
        调用出库     li    zhou 2025-03-06T09:00
        鉴定委托     li    -    2025-03-06T10:00
        鉴定意见     li    -    2025-04-20T10:00
        归还入库     zhou  li   2025-04-21T10:00
        发还         li    zhou 2025-06-10T10:00
        归档         li    -    2025-06-30T10:00`,
      tables: {
        extensions: log`
          kind days at
          延长 30   2025-03-28`,
      },
    },
    "in a criminal case property is kept until the judgment": {
      of: CRIMINAL,
      log: log`
        activity     actor co   at
        扣押审批     chen  -    2025-03-03T21:00
        扣押         li    wang 2025-03-03T22:00
        扣押清单     li    wang 2025-03-03T22:10
        移交保管     zhou  -    2025-03-04T10:00
        随案移送     zhou  li   2025-11-10T10:00
        归档         li    -    2025-11-30T10:00`,
    },
  },
  rules: {
    "TM06-seizure-thirty-days": {
      silent: {
        "thirty-nine days, ten of them at the laboratory": {
          outcome: "clear",
          log: log`
          activity     at
          扣押         2025-03-03
          检测委托     2025-03-10
          检测报告     2025-03-20
          解除扣押     2025-04-11`,
        },
        "a criminal case has no such limit": {
          of: CRIMINAL,
          outcome: "not applicable",
          log: log`
          activity     at
          扣押         2025-03-03
          发还         2025-09-11`,
        },
      },
      warns: {
        "given back, and seized once more for a year": {
          evidence: [4],
          tables: {
            extensions: log`
            kind   rule  days at
            extend other 30   2025-01-05`,
          },
          log: log`
          activity     at
          扣押         2025-03-03
          发还         2025-03-10
          扣押         2025-04-01`,
        },
        "a hundred and fifty days approved, where the law allows thirty": {
          measured: 120,
          threshold: 64,
          log: log`
          activity     at
          扣押         2025-03-03
          解除扣押     2025-07-01`,
          tables: {
            extensions: log`
            kind   days at
            extend 150  2025-03-25`,
          },
        },
        "still held after a year": {
          measured: 423,
          evidence: ["扣押"],
          log: log`
          activity     at
          扣押         2025-03-03`,
        },
      },
    },
    "PS02-seizure-approved": {
      silent: {
        "approved within the day": {
          outcome: "clear",
          log: log`
          activity     at
          扣押         2025-03-03T22:00
          扣押审批     2025-03-04T21:00`,
        },
      },
      warns: {
        "refused, and seized all the same": {
          evidence: ["扣押"],
          log: log`
          activity approval_result at
          扣押审批 不批准 2025-03-03T20:00
          扣押 - 2025-03-03T22:00`,
        },
        "approved a week later": {
          evidence: ["扣押", "扣押审批"],
          log: log`
          activity     at
          扣押         2025-03-03T22:00
          扣押审批     2025-03-10T21:00`,
        },
      },
    },
    "PS07-two-officers-seize": {
      silent: {
        "two of them, in a criminal case": {
          of: CRIMINAL,
          outcome: "clear",
          log: log`
          activity actor co   at
          扣押     li    wang 2026-03-03
          归档     li    -    2026-03-30`,
        },
      },
      warns: {
        "one officer before the camera, which the law allows in public-order cases only": {
          of: CRIMINAL,
          severity: 3,
          log: log`
          activity actor av_ref at
          扣押     li    AV-1   2026-03-03
          归档     li    -      2026-03-30`,
        },
      },
    },
    "PS07-two-officers-seize-until-2025": {
      silent: {
        "two of them": {
          outcome: "clear",
          log: log`
          activity actor co   at
          扣押     li    wang 2025-03-03
          归档     li    -    2025-03-30`,
        },
      },
      warns: {
        "one officer before the camera, a year too early": {
          severity: 3,
          law: ["行政强制法 18", "公安机关办理行政案件程序规定 52"],
          log: log`
          activity actor av_ref at
          扣押     li    AV-1   2025-03-03
          归档     li    -      2025-03-30`,
        },
      },
    },
    "PS07-two-officers-seize-or-recording": {
      silent: {
        "one officer before the camera": {
          outcome: "not applicable",
          log: log`
          activity actor av_ref at
          扣押     li    AV-1   2026-03-03
          归档     li    -      2026-03-30`,
        },
        "nobody is named": {
          outcome: "cannot tell",
          log: log`
          activity actor av_ref at
          扣押     -     -      2026-03-03
          归档     li    -      2026-03-30`,
        },
      },
      warns: {
        "one officer, no camera": {
          severity: 4,
          evidence: ["扣押"],
          log: log`
          activity actor av_ref at
          扣押     li    -      2026-03-03
          归档     li    -      2026-03-30`,
        },
      },
    },
    "PS07-two-officers-seize-outside": {
      silent: {
        "in the rooms of the organ": {
          outcome: "not applicable",
          log: log`
          activity actor av_ref place  at
          扣押     li    AV-1   办案区 2026-03-03
          归档     li    -      -      2026-03-30`,
        },
      },
      warns: {
        "one officer at the scene, before a camera": {
          severity: 4,
          evidence: ["扣押"],
          log: log`
          activity actor av_ref place at
          扣押     li    AV-1   现场  2026-03-03
          归档     li    -      -     2026-03-30`,
        },
      },
    },
    "XA06-list-of-items": {
      silent: {
        "listed before it was carried away": {
          outcome: "clear",
          log: log`
          activity     at
          开具扣押清单 2026-03-03T09:00
          扣押         2026-03-03T09:10`,
        },
      },
      warns: {
        "archived with no list": {
          evidence: ["扣押"],
          log: log`
          activity     at
          扣押         2026-03-03
          归档         2026-03-30`,
        },
      },
    },
    "XA06-stored-or-settled": {
      silent: {
        "given back to the victim on the day": {
          outcome: "clear",
          log: log`
          activity     at
          扣押         2026-03-03
          发还         2026-03-03
          归档         2026-03-30`,
        },
        "seized yesterday": {
          outcome: "pending",
          log: log`
          activity     at
          扣押         2026-04-29`,
        },
      },
      warns: {
        "never seen again": {
          severity: 4,
          evidence: ["扣押"],
          log: log`
          activity     at
          扣押         2026-03-03
          归档         2026-03-30`,
        },
      },
    },
    "XA06-stored-in-a-day": {
      silent: {
        "each of two seizures within the day": {
          outcome: "clear",
          log: log`
          activity     at
          扣押         2026-03-03T09:00
          入库         2026-03-03T17:00
          扣押         2026-03-05T09:00
          入库         2026-03-06T08:00`,
        },
      },
      warns: {
        "the second after four days": {
          measured: 96,
          evidence: [4, 5],
          log: log`
          activity     at
          扣押         2026-03-03T09:00
          入库         2026-03-03T17:00
          扣押         2026-03-05T09:00
          入库         2026-03-09T09:00`,
        },
      },
    },
    "XA06-keeper-is-not-the-handler": {
      silent: {
        "the handler brings it and the keeper takes it": {
          outcome: "clear",
          log: log`
          activity     actor co   at
          扣押         li    wang 2026-03-03T09:00
          入库         zhou  li   2026-03-03T17:00`,
        },
        "who took it is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity     actor co   at
          扣押         li    wang 2026-03-03T09:00
          入库         -     li   2026-03-03T17:00`,
        },
        "the second officer brought it, and who keeps it is not recorded": {
          outcome: "cannot tell",
          log: log`
          activity     actor co   role   at
          扣押         li    wang -      2026-03-03T09:00
          入库         wang  -    移交人 2026-03-03T17:00`,
        },
      },
      warns: {
        "the source has a role for everybody": {
          log: log`
          activity     actor co   role   at
          扣押         li    wang 民警   2026-03-03T09:00
          入库         wang  -    民警   2026-03-03T17:00`,
        },
        "the second officer is recorded as its keeper": {
          log: log`
          activity     actor co   role   at
          扣押         li    wang -      2026-03-03T09:00
          入库         wang  -    保管员 2026-03-03T17:00`,
        },
        "the second officer keeps it": {
          severity: 4,
          evidence: ["扣押", "入库"],
          log: log`
          activity     actor co   at
          扣押         li    wang 2026-03-03T09:00
          入库         wang  -    2026-03-03T17:00`,
        },
      },
    },
    "XA06-brought-back": {
      silent: {
        "taken out and handed over with the case": {
          outcome: "clear",
          log: log`
          activity     at
          涉案财物出库 2026-03-03
          随案移送     2026-03-05
          归档         2026-03-30`,
        },
      },
      warns: {
        "taken out, and the case archived": {
          severity: 4,
          evidence: ["涉案财物出库"],
          log: log`
          activity     at
          涉案财物出库 2026-03-03
          归档         2026-03-30`,
        },
      },
    },
    "XA06-settled-at-the-end": {
      silent: {
        "stored while the case is open": {
          outcome: "pending",
          log: log`
          activity     at
          扣押         2026-04-03
          入库         2026-04-03`,
        },
      },
      warns: {
        "stored, and forgotten when the case was archived": {
          evidence: ["扣押"],
          log: log`
          activity     at
          扣押         2026-03-03
          入库         2026-03-03
          归档         2026-04-20`,
        },
      },
    },
  },
} satisfies Pack;
