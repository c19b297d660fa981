import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { id, sql } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { percent, round } from "../_terms/figures.ts";
import { asSignal, FALSE_DISCOVERY, OVERDISPERSION, rarity } from "../_terms/signal.ts";
import { COLUMNS, HEADINGS, judge, marked, Params } from "./marks.ts";

const TABLE = "suspect_ratings";

export default defineDetector({
  meta: {
    id: "suspect-ratings",
    code: "SW02",
    version: "1",
    family: "service-window",
    title: { zh: "评价数据疑似失真（信号）", en: "Ratings that may not be the public's (signal)" },
    about: {
      zh: "与同类窗口相比，某窗口一个时期的评价在同一设备上短时集中、由同一人反复作出、由工作人员作出的明显偏多，或者全部为最高分而同类窗口并非如此。只针对窗口。统计信号，不是结论。",
      en: "Beside like windows, a window's ratings of a period come in bursts at one device, again and again from one person, or from staff, far more often; or all are top marks where those of the others are not. About windows only. A signal, not a finding.",
    },
    tier: "signal",
    scope: "unit",
    severity: 2,
    needs: { ratings: ["group_id"] },
    law: [],
    innocent: [
      { zh: "脱机评价集中上传", en: "Ratings given off line and uploaded together" },
      { zh: "集中办理（团体业务）后依次评价", en: "A group was served together and rated one after another" },
      { zh: "代办人员、中介代多人办理", en: "An agent who acts for many persons" },
      { zh: "服务确实好，窗口业务简单", en: "The service is good and the business simple" },
    ],
    checks: [
      {
        zh: "调看评价时段的窗口录像和办件记录",
        en: "Look at the recording of the window and its business at the time",
      },
      { zh: "抽取部分评价回访", en: "Call back a sample of those who rated" },
    ],
    exclusions: [
      { zh: "同一时刻上传的多条评价：不作短时集中", en: "Ratings uploaded at one and the same moment are no burst" },
      { zh: "同类窗口也普遍如此的：不提示", en: "What is common among like windows is passed over" },
      {
        zh: "全部最高分，而同类窗口也几乎都是最高分的：不提示",
        en: "All top marks where those of the others nearly are: passed over",
      },
      {
        zh: "评价不足五十条、同类窗口不足三个的：无法判断",
        en: "Fewer than fifty ratings, or fewer than three like windows: cannot tell",
      },
    ],
    unclear: {
      zh: "窗口的评价太少，或者可供比较的同类窗口太少。",
      en: "The window has too few ratings, or there are too few windows of its kind to compare it with.",
    },
    references: [FALSE_DISCOVERY, OVERDISPERSION],
  },
  params: Params,
  row: z.object({
    group_id: z.string(),
    period: z.string(),
    heading: z.enum(HEADINGS),
    n: z.number(),
    observed: z.number(),
    peers: z.number(),
    rate: z.number(),
    expected: z.number(),
    tau2: z.number(),
    p: z.number(),
    q: z.number(),
  }),
  prepare: async (params, situation) => layOut(situation.facts.engine, TABLE, COLUMNS, await judge(params, situation)),
  query: () => sql`select * from ${id(TABLE)}`,
  evidence: (params, situation) => sql`
    select hit_no, 'a' as part, record_no, cast(null as integer) as pos, 'ratings' as source_table from (
      select h.hit_no, m.record_no, row_number() over (partition by h.hit_no order by m.rated_at, m.record_no) as nth
      from hits h join (${marked(params, situation)}) m on m.org_id = h.org_id and m.no = h.no
        and case h.heading when 'burst' then m.burst when 'rater' then m.rater when 'staff' then m.staff else m.top end = 1
    ) x where nth <= ${params.sample}`,
  compared: (key, params) => {
    const [period = "", heading = ""] = key.split(/ (?=\S+$)/);
    const what = HEADINGS.find((one) => one === heading);
    const { zh, en } = what ? countedAs(params)[what] : { zh: heading, en: heading };
    return { zh: `${zh}，${period}`, en: `${en}, ${period}` };
  },
  explain: (row, params) => {
    const what = countedAs(params)[row.heading];
    return {
      message: asSignal({
        zh: `该窗口 ${row.period} 有效评价 ${row.n} 条，其中${what.zh} ${row.observed} 条；按“${row.group_id}”其他 ${row.peers} 个窗口的比例（${percent(row.rate)}）应约 ${round(row.expected, 1)} 条。`,
        en: `Of the window's ${row.n} valid ratings in ${row.period}, ${row.observed} were ${what.en}; at the rate of the ${row.peers} other windows of ${row.group_id} (${percent(row.rate)}) about ${round(row.expected, 1)} would be.`,
      }),
      measured: row.observed,
      threshold: round(row.expected, 1),
      unit: "ratings",
      peer: {
        peer_group: row.group_id,
        peers: row.peers,
        period: row.period,
        n: row.n,
        observed: row.observed,
        expected: round(row.expected, 1),
        rate: percent(row.rate),
        ...rarity(row),
      },
    };
  },
});

/** The ratings that are counted under each heading. */
const countedAs = (params: Params): Record<(typeof HEADINGS)[number], Bilingual> => ({
  burst: {
    zh: `在同一设备 ${params.burst_minutes} 分钟内连续第 ${params.burst} 条以后的评价`,
    en: `the ${params.burst}th or a later one at one device within ${params.burst_minutes} minutes`,
  },
  rater: {
    zh: `同一人第 ${params.per_rater} 条以后的评价`,
    en: `beyond the first ${params.per_rater} of one person`,
  },
  staff: { zh: "工作人员作出的评价", en: "given by staff" },
  top: { zh: "最高分以下的评价", en: "below the top mark" },
});
