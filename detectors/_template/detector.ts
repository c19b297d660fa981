import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { DAY } from "../../pipeline/kit/duration.ts";

/**
 * A detector to start from: it says of a case that nothing was recorded in it for a long time. Its id is its folder's
 * name; what it may ask the engine for is written at `Facts` in pipeline/facts.ts, what it returns at `Detector` in
 * pipeline/detector.ts.
 */
export default defineDetector({
  meta: {
    id: "_template",
    code: "XX00",
    version: "1",
    family: "backlog",
    title: { zh: "环节之间长时间没有记录", en: "A long time without a record" },
    about: {
      zh: "同一案件前后两条记录之间相隔的天数达到参数所设。",
      en: "Between a record of a case and the next there are at least as many days as the setting says.",
    },
    tier: "rule",
    scope: "case",
    severity: 2,
    needs: { events: [] },
    law: [],
    innocent: [{ zh: "其间的办理以纸质方式进行，未录入系统", en: "What was done in between is on paper only" }],
    checks: [{ zh: "调阅纸质卷宗，核对其间的办理情况", en: "Look in the paper file for what was done in between" }],
    exclusions: [
      { zh: "最后一条记录之后的时间：不计", en: "The time after the last record is left to other detectors" },
    ],
    references: [],
  },
  params: z.strictObject({
    days: z.int().positive().default(90).describe("days between two records that are worth a look; a default, no law"),
  }),
  row: z.object({ idle_ms: z.number() }),
  query: ({ days }) => sql`
    select case_key, max(idle_ms) as idle_ms, case when max(idle_ms) >= ${days * DAY} then 'hit' else 'clear' end as outcome
    from (
      select case_key, occurred_at - lag(occurred_at) over (partition by case_key order by pos) as idle_ms from steps
    ) gaps
    where idle_ms is not null
    group by case_key`,
  evidence: ({ days }) => sql`
    select h.hit_no, 'context' as part, g.record_no, g.pos
    from hits h join (
      select case_key, record_no, pos,
        occurred_at - lag(occurred_at) over (partition by case_key order by pos) as before_ms,
        lead(occurred_at) over (partition by case_key order by pos) - occurred_at as after_ms
      from steps
    ) g on g.case_key = h.case_key
    where g.before_ms >= ${days * DAY} or g.after_ms >= ${days * DAY}`,
  explain: ({ idle_ms }, { days: threshold }) => {
    const days = Math.floor(idle_ms / DAY);
    return {
      message: {
        zh: `前后两条记录最长相隔 ${days} 日，需核查。`,
        en: `The longest time between two records is ${days} days.`,
      },
      measured: days,
      threshold,
      unit: "days",
    };
  },
});
