import { log } from "../../detectors/_kit/cases.ts";
import type { Pack } from "../kit/pack.ts";

export default {
  procedure: "civil-second-instance",
  asOf: "2026-04-30",
  of: { case_type: "民事二审", procedure_variant: "合议制" },
  lawful: {
    "decided on the file after the parties were questioned": {
      log: log`
        activity     actor co           at
        二审立案     -     -            2024-03-04
        询问当事人   li    -            2024-04-04
        评议         li    "wang;zhao"  2024-05-06
        二审判决     li    "wang;zhao"  2024-06-03
        送达判决书   -     -            2024-06-11
        归档         -     -            2024-07-11`,
    },
    "one judge, with the consent of both parties, on a suspended case": {
      of: { procedure_variant: "独任" },
      log: log`
        activity     actor at
        二审立案     -     2024-03-04
        中止诉讼     li    2024-03-20
        恢复诉讼     li    2024-06-20
        开庭         li    2024-07-04
        评议         li    2024-07-06
        二审判决     li    2024-08-23
        送达判决书   -     2024-08-30
        归档         -     2024-09-11`,
    },
  },
  rules: {
    "TM04-judgment-three-months": {
      silent: {
        "one more month was approved": {
          outcome: "clear",
          log: log`
          activity at
          二审立案 2024-03-04
          二审判决 2024-07-03`,
          tables: {
            extensions: log`
          kind months at
          延长 1      2024-05-20`,
          },
        },
        "an appeal against a ruling has its own limit": {
          of: { appeal_of: "裁定" },
          outcome: "not applicable",
          log: log`
          activity at
          二审立案 2024-03-04
          二审裁定 2024-07-03`,
        },
      },
      warns: {
        "four months": {
          severity: 3,
          measured: 121,
          evidence: ["二审立案", "二审判决"],
          log: log`
          activity at
          二审立案 2024-03-04
          二审判决 2024-07-03`,
        },
      },
    },
    "TM04-ruling-thirty-days": {
      silent: {
        "the thirtieth day": {
          of: { appeal_of: "裁定" },
          outcome: "clear",
          log: log`
          activity at
          二审立案 2024-03-04
          二审裁定 2024-04-03`,
        },
        "twenty days more, as the president of the court approved": {
          of: { appeal_of: "裁定" },
          outcome: "clear",
          log: log`
          activity at
          二审立案 2026-03-02
          二审裁定 2026-04-15`,
          tables: {
            extensions: log`
            kind days at
            延长 20   2026-03-25`,
          },
        },
      },
      warns: {
        "two months": {
          of: { appeal_of: "裁定" },
          measured: 61,
          log: log`
          activity at
          二审立案 2024-03-04
          二审裁定 2024-05-04`,
        },
      },
    },
    "PS02-heard-before-judgment": {
      silent: {
        "remitted without a hearing": {
          outcome: "not applicable",
          log: log`
          activity at
          发回重审 2024-05-04`,
        },
      },
      warns: {
        "neither heard nor questioned": {
          evidence: ["二审判决"],
          log: log`
          activity at
          二审立案 2024-03-04
          二审判决 2024-05-04`,
        },
      },
    },
    "PS07-panel-of-three": {
      silent: {
        "three names on three records of one moment": {
          outcome: "clear",
          log: log`
          activity actor at
          评议     li    2024-05-04T09:00
          评议     wang  2024-05-04T09:00
          评议     zhao  2024-05-04T09:00
          归档     -     2024-06-04`,
        },
        "a judge alone by consent": {
          of: { procedure_variant: "独任制" },
          outcome: "not applicable",
          log: log`
          activity actor at
          评议     li    2024-05-04
          归档     -     2024-06-04`,
        },
      },
      warns: {
        "two of them": {
          severity: 3,
          evidence: ["评议"],
          log: log`
          activity actor co   at
          评议     li    wang 2024-05-04
          归档     -     -    2024-06-04`,
        },
      },
    },
    "PS08-judgment-served": {
      silent: {
        "judged last week": {
          outcome: "pending",
          log: log`
          activity at
          二审判决 2026-04-24`,
        },
      },
      warns: {
        "archived and not served": {
          evidence: ["二审判决"],
          log: log`
          activity at
          二审判决 2024-05-04
          归档     2024-06-04`,
        },
      },
    },
  },
} satisfies Pack;
