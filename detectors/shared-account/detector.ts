import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { counted } from "../../schemas/text.ts";
import { percent, round } from "../_terms/figures.ts";
import { asSignal, FALSE_DISCOVERY, FUNNEL_PLOTS, rarity } from "../_terms/signal.ts";
import { HEADINGS, judge, layOutEntries, Params } from "./accounts.ts";

export default defineDetector({
  meta: {
    id: "shared-account",
    code: "DI05",
    version: "1",
    family: "data-integrity",
    title: { zh: "账号混用、批量操作（信号）", en: "Shared accounts, approvals in bulk (signal)" },
    about: {
      zh: "单位一个季度中，同一账号数分钟内（参数 `switch_minutes`）在两台终端录入，或者数分钟内批量审批（参数 `bulk`、`bulk_minutes`）的“账号日”，明显多于其他单位。只针对单位。统计信号，不是结论。",
      en: "In a quarter a unit has many more days on which one account was used at two terminals within `switch_minutes`, or approved `bulk` files within `bulk_minutes`, than the other units have. About units only. A signal, not a finding.",
    },
    tier: "signal",
    scope: "unit",
    severity: 2,
    needs: { events: ["account_id", "org_id"] },
    law: [],
    innocent: [
      { zh: "按规定由内勤代录，角色未登记", en: "Clerks who enter for others by rule, whose role is not on record" },
      { zh: "统一门户、单点登录或公用终端", en: "A portal, a single sign-on or a shared desk" },
      { zh: "集中宣判、批量结案时集中审批", en: "Approvals made together for a batch of cases" },
      { zh: "线下审阅后集中补点", en: "Read on paper and clicked through afterwards" },
    ],
    checks: [
      { zh: "核对账号分配与登录日志", en: "Compare the allotment of accounts with the log of sign-ins" },
      {
        zh: "了解代录、集中审批的内部规定",
        en: "Ask for the unit's rules on entering for others and on approving in batches",
      },
      { zh: "抽查被批量审批的文书", en: "Read a sample of what was approved in bulk" },
    ],
    exclusions: [
      {
        zh: "内勤等代录角色、配置中列出的公用终端：不计",
        en: "Entries of clerks' roles and at the shared terminals named in the settings are left out",
      },
      { zh: "一日的批量只算该账号的一日，不论多少件", en: "A batch marks one day of one account, however long it was" },
      { zh: "只有日期、没有时刻的录入：不计", en: "Entries with a date and no time are left out" },
      {
        zh: "账号日不足五十，或可比单位不足三个：无法判断",
        en: "Fewer than fifty days of use, or fewer than three other units: cannot tell",
      },
      { zh: "未满的季度：不计", en: "The running quarter is left out" },
    ],
    unclear: {
      zh: "本单位账号有记录的天数太少，或者可供比较的其他单位太少。",
      en: "The accounts of the unit were at work on too few days, or there are too few other units to compare it with.",
    },
    references: [FUNNEL_PLOTS, FALSE_DISCOVERY],
  },
  params: Params,
  row: z.object({
    period: z.string(),
    heading: z.enum(HEADINGS),
    n: z.number(),
    observed: z.number(),
    accounts: z.number(),
    peers: z.number(),
    rate: z.number(),
    expected: z.number(),
    tau2: z.number(),
    p: z.number(),
    q: z.number(),
  }),
  prepare: async (params, situation) => {
    await layOutEntries(params, situation);
    await judge(params, situation);
  },
  query: () => sql`select * from shared_accounts`,
  evidence: ({ sample }) => sql`
    select hit_no, 'a' as part, record_no, pos from (
      select h.hit_no, e.record_no, e.pos, row_number() over (partition by h.hit_no order by e.day, e.record_no) as nth
      from hits h join account_entries e on e.unit = h.org_id and e.period = h.period
        and ((h.heading = 'terminals' and e.terminals = 1) or (h.heading = 'bulk' and e.bulk = 1))
    ) x where nth <= ${sample}`,
  explain: ({ period, heading, n, observed, accounts, peers, rate, expected, tau2, p, q }, params) => {
    const { switch_minutes, bulk, bulk_minutes, min_ratio } = params;
    const what =
      heading === "terminals"
        ? {
            zh: `同一账号 ${switch_minutes} 分钟内在两台终端录入`,
            en: `one account was used at two terminals within ${switch_minutes} minutes`,
          }
        : {
            zh: `同一账号 ${bulk_minutes} 分钟内审批 ${bulk} 件以上`,
            en: `one account approved ${bulk} files and more within ${bulk_minutes} minutes`,
          };
    return {
      message: asSignal(
        {
          zh: `该单位 ${period} 共 ${n} 个账号日，其中 ${observed} 个（涉及 ${accounts} 个账号）${what.zh}；按 ${peers} 个其他单位的比例（不低于 ${percent(params.base_share)}）约可预期 ${round(expected, 1)} 个。`,
          en: `In ${period} the unit's accounts were used on ${n} days in all, and on ${observed} of them (${counted(accounts, "account")}) ${what.en}; at the rate of the ${peers} other units (at least ${percent(params.base_share)}) about ${round(expected, 1)} would be expected.`,
        },
        { zh: "；请先了解代录和集中审批的规定，需核查", en: "; ask first for the rules on entering for others" },
      ),
      severity: 2,
      measured: round(observed / expected, 1),
      threshold: min_ratio,
      unit: "ratio",
      peer: {
        period,
        n,
        observed,
        expected: round(expected, 1),
        rate: percent(rate),
        peers,
        ...rarity({ tau2, p, q }),
      },
    };
  },
});
