import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { id, sql } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { round } from "../_terms/figures.ts";
import { ratingsOf } from "../_terms/ratings.ts";
import { COLUMNS, judge, Params } from "./ranks.ts";

const TABLE = "last_place";

export default defineDetector({
  meta: {
    id: "last-place",
    code: "SW01",
    version: "1",
    family: "service-window",
    title: { zh: "窗口满意度连续末位", en: "A window at the last place several times in a row" },
    about: {
      zh: "同类业务窗口按有效评价均分排列，某窗口连续若干期居末位，每期样本充足且均分的 95% 上限低于同类中位数。只说明触发条件疑似成立，不提出任何人事处理建议。",
      en: "Among windows of like business, by the mean of valid ratings, one is last in several periods in a row, each with ratings enough and the upper 95% limit of its mean below the group's median. It says that the trigger's condition appears met, and recommends nothing about persons.",
    },
    tier: "rule",
    scope: "unit",
    severity: 2,
    needs: { ratings: ["group_id"] },
    law: [],
    innocent: [
      {
        zh: "业务难度大、排队时间长，与同组窗口不可比",
        en: "Harder business and longer queues than the others of the group",
      },
      { zh: "集中投诉、恶意差评", en: "A campaign of complaints" },
      { zh: "系统故障、政策变化期间评价偏低", en: "Ratings fell while a system was down or a policy changed" },
      { zh: "评价渠道不同（现场、短信）", en: "Ratings came by other channels than those of the others" },
    ],
    checks: [
      { zh: "请人工复核：核对评价数据、分组和周期", en: "Review by hand: the ratings, the group and the period" },
      { zh: "了解业务构成、人手和系统情况", en: "Ask about the mix of business, hands and systems" },
    ],
    exclusions: [
      {
        zh: "末位但不显著（均分 95% 上限不低于同类中位数）的一期即中断：不提示",
        en: "Last but not beyond doubt (the upper 95% limit is not below the group's median): such a period ends the run, and nothing is said",
      },
      {
        zh: "每期有效评价不足三十条、同组可排列窗口过少、没有分组的：无法判断",
        en: "Fewer than thirty valid ratings in a period, too few windows to rank, or no group: cannot tell",
      },
      {
        zh: "均分相同的并列；各窗口均分全部相同的没有末位",
        en: "Equal means share a place; where all are equal nobody is last",
      },
      { zh: "无效评价、工作人员自评：不计", en: "Invalid ratings and those by staff are not counted" },
    ],
    unclear: {
      zh: "每期有效评价太少，同类窗口太少，或者没有记载哪些窗口属同一类。",
      en: "There are too few valid ratings in a period, too few windows to rank, or nothing says which windows are alike.",
    },
    references: [],
  },
  params: Params,
  row: z.object({
    group_id: z.string(),
    first_period: z.string(),
    last_period: z.string(),
    periods: z.number(),
    n: z.number(),
    least_n: z.number(),
    mean: z.number(),
    upper: z.number(),
    median: z.number(),
    windows: z.number(),
    shared: z.number(),
  }),
  prepare: async (params, situation) => layOut(situation.facts.engine, TABLE, COLUMNS, await judge(params, situation)),
  query: () => sql`select * from ${id(TABLE)}`,
  evidence: ({ sample }, situation) => sql`
    select hit_no, 'a' as part, record_no, cast(null as integer) as pos, 'ratings' as source_table from (
      select h.hit_no, r.record_no,
        row_number() over (partition by h.hit_no order by r.score, r.rated_at desc, r.record_no) as nth
      from hits h join rating_periods p on p.no between h.first_no and h.last_no
      join (${ratingsOf(situation)}) r on r.org_id = h.org_id and r.group_id = h.group_id and r.rated_on between p.first_on and p.last_on and not r.staff
    ) x where nth <= ${sample}`,
  explain: (row, { times }) => {
    const shared =
      row.shared > 1 ? { zh: `（${row.shared} 个窗口并列）`, en: ` (shared by ${row.shared})` } : { zh: "", en: "" };
    return {
      message: {
        zh: `该窗口自 ${row.first_period} 至 ${row.last_period} 连续 ${row.periods} 期居“${row.group_id}”${row.windows} 个同类窗口末位${shared.zh}，每期有效评价均不少于 ${row.least_n} 条；最近一期均分 ${round(row.mean)}（95% 上限 ${round(row.upper)}），同类中位数 ${round(row.median)}。触发条件疑似成立，请人工复核。`,
        en: `From ${row.first_period} to ${row.last_period}, ${row.periods} periods in a row, the window was last of ${row.windows} like windows (${row.group_id})${shared.en}, with ${row.least_n} valid ratings and more in each; in the latest its mean is ${round(row.mean)} (upper 95% limit ${round(row.upper)}) and the group's median ${round(row.median)}. The trigger's condition appears met; it is to be reviewed by hand.`,
      },
      measured: row.periods,
      threshold: times,
      unit: "periods",
      peer: {
        peer_group: row.group_id,
        windows: row.windows,
        period: row.last_period,
        n: row.n,
        mean: round(row.mean),
        upper: round(row.upper),
        median: round(row.median),
      },
    };
  },
});
