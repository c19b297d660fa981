import * as z from "zod";
import { addWorkingDays } from "../../pipeline/clock/calendar.ts";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { when } from "../../pipeline/kit/when.ts";
import { dateOf, localDay } from "../../pipeline/kit/zone.ts";
import { counted } from "../../schemas/text.ts";
import { ratingsOf } from "../_terms/ratings.ts";
import { filesThatFill } from "../_terms/records.ts";

const Params = z.strictObject({
  bad_score: z.number().default(2).describe("a rating of this and below is bad; for a scale of one to five, to be set"),
  call_days: z
    .int()
    .min(1)
    .default(3)
    .describe("working days within which the person is called back; from one province's practice, to be confirmed"),
  rectify_days: z
    .int()
    .min(1)
    .default(15)
    .describe("working days within which it is put right; from one province's practice, to be confirmed"),
});
type Params = z.output<typeof Params>;

export default defineDetector({
  meta: {
    id: "rating-follow-up",
    code: "SW03",
    version: "1",
    family: "service-window",
    title: { zh: "差评未回访整改", en: "Bad ratings not followed up" },
    about: {
      zh: "窗口收到的有效差评，超过规定工作日仍没有回访记录，或者没有整改记录。按窗口和月份汇总。",
      en: "Valid bad ratings of a window have no call back, or were not put right, after the working days allowed. Summed by window and month.",
    },
    tier: "rule",
    scope: "unit",
    severity: 1,
    needs: { ratings: ["followed_up_at"] },
    law: [],
    innocent: [
      { zh: "群众未留联系方式，无法回访", en: "The person left no way to be called back" },
      { zh: "差评属误评、恶意评价，未标注无效", en: "A slip or a malicious rating that was not marked as invalid" },
      { zh: "已回访整改，未录入", en: "It was followed up, and not entered" },
    ],
    checks: [
      { zh: "核对回访台账和整改记录", en: "Look in the book of call-backs and of what was put right" },
      { zh: "了解群众评价的具体事项", en: "Read what the ratings are about" },
    ],
    exclusions: [
      { zh: "迟办但已回访、整改的：不提示", en: "What was followed up late was followed up" },
      { zh: "无效评价：不计", en: "Invalid ratings are not counted" },
      {
        zh: "所在的文件没有整改栏或者其数据来源从未填写的，只看回访；没有回访栏或者从未填写的、工作日历未知的日期：无法判断",
        en: "In a file without a field for putting right, or of a source that never fills it, only the call back is looked at; without one for that, and on days outside the known calendar: cannot tell",
      },
    ],
    unclear: {
      zh: "数据来源从不记载回访和整改，或者期限所涉年份的工作日安排尚未公布。",
      en: "The source records neither calls back nor corrections, or the working days of that year are not announced.",
    },
    references: [],
  },
  params: Params,
  row: z.object({
    key: z.string(),
    bad: z.number(),
    called_of: z.number(),
    rectified_of: z.number(),
    uncalled: z.number().nullable(),
    unrectified: z.number().nullable(),
    neither: z.number(),
  }),
  prepare: async ({ call_days, rectify_days, bad_score }, situation) => {
    const days = await situation.facts.engine.all<{ day: number }>(
      sql`select distinct rated_on as day from (${ratingsOf(situation)}) r where score <= ${bad_score} order by rated_on`,
    );
    const rows = days.map(({ day }) => ({
      day,
      month: dateOf(day).slice(0, 7),
      call_by: addWorkingDays(day, call_days),
      rectify_by: addWorkingDays(day, rectify_days),
    }));
    const columns = { day: "integer", month: "text", call_by: "integer", rectify_by: "integer" } as const;
    await layOut(situation.facts.engine, "rating_due_days", columns, rows);
  },
  query: (params, situation) => sql`
    select org_id, month as key, count(*) as bad, sum(tells_call) as called_of, sum(tells_rectifying) as rectified_of,
      case when sum(tells_call) > 0 then sum(uncalled) end as uncalled,
      case when sum(tells_rectifying) > 0 then sum(unrectified) end as unrectified, sum(uncalled * unrectified) as neither,
      case
        when sum(uncalled) + sum(unrectified) > 0 then 'hit'
        when sum(untold) > 0 then 'cannot tell'
        when sum(waiting) > 0 then 'pending'
        else 'clear'
      end as outcome
    from (${badRatings(params, situation)}) b
    group by org_id, month`,
  evidence: (params, situation) => sql`
    select h.hit_no, 'a' as part, b.record_no, cast(null as integer) as pos, 'ratings' as source_table
    from hits h join (${badRatings(params, situation)}) b on b.org_id = h.org_id and b.month = h.key
    where b.uncalled + b.unrectified > 0`,
  explain: ({ key, bad, called_of, rectified_of, uncalled, unrectified, neither }, { call_days, rectify_days }) => {
    const of = (told: number, field: string) =>
      told < bad ? { zh: `${told} 条有${field}的中 `, en: `of the ${told} whose file says so ` } : { zh: "", en: "" };
    const call = of(called_of, "回访栏");
    const rectify = of(rectified_of, "整改栏");
    const wanting = [
      ...when(uncalled, (n) => ({
        zh: `${call.zh}${n} 条超过 ${call_days} 个工作日未回访`,
        en: `${call.en}${n} had no call back within ${counted(call_days, "working day")}`,
      })),
      ...when(unrectified, (n) => ({
        zh: `${rectify.zh}${n} 条超过 ${rectify_days} 个工作日未整改`,
        en: `${rectify.en}${n} ${n === 1 ? "was" : "were"} not put right within ${counted(rectify_days, "working day")}`,
      })),
    ];
    return {
      message: {
        zh: `该窗口 ${key} 有效差评 ${bad} 条，其中 ${wanting.map(({ zh }) => zh).join("，")}（期限为默认值），需核查。`,
        en: `Of ${counted(bad, "valid bad rating")} of the window in ${key}, ${wanting.map(({ en }) => en).join(" and ")} (limits are defaults).`,
      },
      severity: neither > 0 ? 2 : 1,
      measured: Math.max(uncalled ?? 0, unrectified ?? 0),
      unit: "ratings",
      missing: [
        ...when(Boolean(uncalled), () => ({ zh: "回访记录", en: "Record of the call back" })),
        ...when(Boolean(unrectified), () => ({ zh: "整改记录", en: "Record of putting it right" })),
      ],
    };
  },
});

/**
 * Bad ratings with what is wanting of each: `record_no, org_id, month, tells_call, tells_rectifying` (its file has the
 * field), `uncalled, unrectified, waiting, untold`.
 */
function badRatings({ bad_score }: Params, situation: Situation): Sql {
  const { facts, asOf } = situation;
  const today = localDay(facts.zone.name, asOf);
  const keeps = (column: "followed_up_at" | "rectified_at") =>
    sql`r.file_id in ${filesThatFill(situation, "ratings", [column])}`;
  const call = sql`r.followed_up_at is null and ${keeps("followed_up_at")}`;
  const rectify = sql`r.rectified_at is null and ${keeps("rectified_at")}`;
  return sql`
    select r.record_no, r.org_id, d.month, case when ${keeps("followed_up_at")} then 1 else 0 end as tells_call,
      case when ${keeps("rectified_at")} then 1 else 0 end as tells_rectifying,
      case when ${call} and ${today} > d.call_by then 1 else 0 end as uncalled,
      case when ${rectify} and ${today} > d.rectify_by then 1 else 0 end as unrectified,
      case when (${call} and ${today} <= d.call_by) or (${rectify} and ${today} <= d.rectify_by) then 1 else 0 end as waiting,
      case when (${call} and d.call_by is null) or (${rectify} and d.rectify_by is null)
        or not ${keeps("followed_up_at")} then 1 else 0 end as untold
    from (${ratingsOf(situation)}) r join rating_due_days d on d.day = r.rated_on
    where r.score <= ${bad_score}`;
}
