import { log } from "../../detectors/_kit/cases.ts";
import type { Pack } from "../kit/pack.ts";

export default {
  procedure: "administrative-litigation",
  asOf: "2026-04-30",
  of: { case_type: "行政一审", procedure_variant: "普通程序" },
  lawful: {
    "filed, published, heard and judged": {
      log: log`
        activity       at
        收到起诉状     2024-03-01
        登记立案       2024-03-08
        发送起诉状副本 2024-03-12
        公告送达       2024-03-20
        公告期满       2024-05-20
        开庭审理       2024-07-01
        判决           2024-11-08
        送达判决书     2024-11-12
        归档           2024-12-01`,
    },
    "an appeal that was decided on paper": {
      of: { case_type: "行政二审" },
      log: log`
        activity     at
        二审立案     2024-03-01
        询问当事人   2024-04-01
        判决         2024-05-30
        送达判决书   2024-06-03
        归档         2024-06-20`,
    },
    "an appeal whose filing goes by the plain name": {
      of: { case_type: "行终", instance: "二审" },
      log: log`
        activity     at
        立案         2024-03-01
        询问当事人   2024-04-01
        判决         2024-05-30
        送达判决书   2024-06-03
        归档         2024-06-20`,
    },
  },
  rules: {
    "TM01-filing-in-seven-days": {
      silent: {
        "the seventh day is in National Day week": {
          outcome: "clear",
          log: log`
          activity   at
          收到起诉状 2024-09-25
          登记立案   2024-10-08`,
        },
      },
      warns: {
        "after twenty days": {
          severity: 3,
          measured: 20,
          threshold: 7,
          log: log`
          activity   at
          收到起诉状 2024-03-01
          登记立案   2024-03-21`,
        },
        "on the eighth day": {
          severity: 2,
          log: log`
          activity   at
          收到起诉状 2024-03-04
          登记立案   2024-03-12`,
        },
      },
    },
    "PS02-hearing-before-judgment": {
      silent: {
        "on appeal": {
          outcome: "not applicable",
          of: { case_type: "行政二审" },
          log: log`
          activity at
          二审立案 2024-03-01
          判决     2024-04-01`,
        },
        "on appeal, whose filing goes by the plain name": {
          outcome: "not applicable",
          of: { case_type: "行终" },
          log: log`
          activity at
          立案     2024-03-01
          判决     2024-04-01`,
        },
        "an appeal by its instance": {
          outcome: "not applicable",
          of: { instance: "二审" },
          log: log`
          activity at
          立案     2024-03-01
          判决     2024-04-01`,
        },
      },
      warns: {
        "judged without a hearing": {
          evidence: ["判决"],
          log: log`
          activity at
          登记立案 2024-03-01
          判决     2024-04-01`,
        },
      },
    },
    "TM04-first-instance-six-months": {
      silent: {
        "two months of publication do not count": {
          outcome: "clear",
          log: log`
          activity at
          登记立案 2024-03-08
          公告送达 2024-03-20
          公告期满 2024-05-20
          判决     2024-11-08`,
        },
        "an appeal by its instance": {
          outcome: "not applicable",
          of: { instance: "二审" },
          log: log`
          activity at
          立案     2024-03-08
          判决     2024-09-10`,
        },
      },
      warns: {
        "on the day after six months": {
          severity: 3,
          log: log`
          activity at
          登记立案 2024-03-08
          判决     2024-09-10`,
        },
      },
    },
    "TM04-summary-45-days": {
      silent: {
        "turned into an ordinary case": {
          outcome: "not applicable",
          of: { procedure_variant: "简易程序" },
          log: log`
          activity   at
          登记立案   2024-03-08
          简易转普通 2024-04-08
          判决       2024-06-08`,
        },
      },
      warns: {
        "on the forty-sixth day": {
          of: { procedure_variant: "简易程序" },
          measured: 46,
          threshold: 45,
          log: log`
          activity at
          登记立案 2024-03-08
          判决     2024-04-23`,
        },
      },
    },
    "TM04-appeal-three-months": {
      silent: {
        "a month more was approved": {
          outcome: "clear",
          tables: {
            extensions: log`
              kind months at
              延长 1      2024-05-20`,
          },
          log: log`
          activity at
          二审立案 2024-03-01
          判决     2024-06-28`,
        },
      },
      warns: {
        "after four months": {
          log: log`
          activity at
          二审立案 2024-03-01
          判决     2024-07-02`,
        },
      },
    },
    "TM04-appeal-by-its-kind": {
      silent: {
        "a first instance": {
          outcome: "not applicable",
          log: log`
          activity at
          立案     2024-03-01
          判决     2024-07-02`,
        },
        "a month more was approved": {
          outcome: "clear",
          of: { case_type: "行终" },
          log: log`
          activity at
          立案     2024-03-01
          判决     2024-06-28`,
          tables: {
            extensions: log`
            kind months at
            延长 1      2024-05-20`,
          },
        },
      },
      warns: {
        "after five months and a half": {
          of: { case_type: "行终" },
          measured: 169,
          evidence: ["立案", "判决"],
          log: log`
          activity at
          立案     2024-03-04
          判决     2024-08-20`,
        },
      },
    },
    "TM04-appeal-by-its-instance": {
      silent: {
        "filed under the name of an appeal, of which another rule speaks": {
          outcome: "not applicable",
          of: { instance: "二审" },
          log: log`
          activity at
          二审立案 2024-03-01
          判决     2024-07-02`,
        },
      },
      warns: {
        "after four months": {
          of: { instance: "二审" },
          log: log`
          activity at
          立案     2024-03-01
          判决     2024-07-02`,
        },
      },
    },
    "PS08-judgment-served": {
      silent: {
        "served four days later": {
          outcome: "clear",
          log: log`
          activity   at
          判决       2024-03-01
          送达判决书 2024-03-05`,
        },
      },
      warns: {
        "archived and not served": {
          evidence: ["判决"],
          log: log`
          activity at
          判决     2024-03-01
          归档     2024-04-01`,
        },
      },
    },
  },
} satisfies Pack;
