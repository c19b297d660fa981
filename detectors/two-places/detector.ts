import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { type Sql, some, sql } from "../../pipeline/engine/sql.ts";
import { MINUTE } from "../../pipeline/kit/duration.ts";
import { NOTHING, truthOf } from "../../pipeline/kit/truth.ts";
import { localTime } from "../../pipeline/kit/zone.ts";
import { labels, optionalLabels } from "../_terms/labels.ts";
import { isDate } from "../_terms/moments.ts";
import { holdsAny } from "../_terms/words.ts";

const Params = z.strictObject({
  activities: labels(
    ["讯问", "询问", "开庭", "庭审", "辨认", "现场勘验", "勘验", "搜查", "听证", "调解"],
    "labels of acts at which an officer is present in person",
  ),
  min_overlap_minutes: z
    .number()
    .positive()
    .default(10)
    .describe("minutes two acts overlap, at least: clocks differ by a few; an engineering default"),
  max_hours: z
    .number()
    .positive()
    .max(24)
    .default(24)
    .describe("a longer span is a wrong entry and left aside; an engineering default"),
  remote_places: optionalLabels(["远程", "视频", "线上", "互联网"], "words of a place that mean a remote link"),
  remote_attribute: z
    .string()
    .min(1)
    .default("remote")
    .describe(
      "attribute of an event that says it was held by remote link; any word does but one for no or for nothing",
    ),
});
type Params = z.output<typeof Params>;

export default defineDetector({
  meta: {
    id: "two-places",
    code: "PR05",
    version: "1",
    family: "people",
    title: { zh: "人员时空冲突", en: "One officer in two places" },
    about: {
      zh: "按记录的起止时间，同一人员在同一时段参加了地点不同的两项讯问、询问、庭审等活动，且均非远程视频方式。",
      en: "By the recorded spans one officer took part in two interviews, hearings or the like at different places at the same time, and neither was held by remote link.",
    },
    tier: "rule",
    scope: "log",
    quotes: true,
    severity: 3,
    needs: { events: ["actor_id", "place", "started_at", "ended_at"] },
    law: [
      {
        name: "刑事诉讼法",
        article: "118",
        from: "2018-10-26",
        confidence: "sure",
        note: "讯问时侦查人员不得少于二人",
      },
      { name: "行政处罚法", article: "42", from: "2021-07-15", confidence: "sure", note: "执法人员不得少于两人" },
    ],
    innocent: [
      { zh: "以远程视频方式参加，未标注", en: "One of them was by remote link and not marked so" },
      { zh: "办案设备时钟不准，或者起止时间填写有误", en: "A clock was wrong, or a span was filled in wrongly" },
      { zh: "笔录模板自动带出姓名，本人并未参加", en: "A template filled in the name of somebody who was not there" },
      { zh: "同一场所使用了两个名称", en: "One place under two names" },
    ],
    checks: [
      { zh: "调看两处的同步录音录像和出入记录", en: "Look at the recordings and the entry logs of both places" },
      { zh: "核对笔录签名", en: "Compare the signatures on the records" },
    ],
    exclusions: [
      {
        zh: "远程视频、地点相同、重叠只有几分钟的：不提示",
        en: "A remote link, the same place, or an overlap of minutes: passed over",
      },
      {
        zh: "没有起止时间或者地点的：无法判断；不以前后环节推算",
        en: "Without a span or a place: cannot tell; spans are never guessed from the next act",
      },
      {
        zh: "开始只有日期的：何时到场无法判断；结束只有日期的，自该日零时之后不计",
        en: "Where the start is a date alone, cannot tell; where the end is, nothing of its day counts",
      },
    ],
    unclear: {
      zh: "讯问、询问、庭审等没有记载起止时间或者地点，只有日期没有时刻，或者历时数日。",
      en: "Interviews or hearings have no beginning, end or place on record, have dates without times, or last for days.",
    },
    references: [],
  },
  params: Params,
  row: z.object({
    officer: z.string(),
    other_case: z.string(),
    place: z.string(),
    other_place: z.string(),
    started_at: z.number(),
    ended_at: z.number(),
    other_start: z.number(),
    other_end: z.number(),
    overlap: z.number(),
  }),
  prepare: async (params, situation) => {
    const { engine } = situation.facts;
    await engine.run(sql`create or replace temp table presences as ${presences(params, situation)}`);
    await engine.run(sql`create or replace temp table meetings as ${meetings(params)}`);
  },
  query: () => sql`
    select case_key, officer || '|' || started_at || '|' || other_start as key, officer, other_case, place, other_place,
      started_at, ended_at, other_start, other_end, overlap, other_no, 'hit' as outcome
    from meetings
    union all
    select case_key, null, null, null, null, null, null, null, null, null, null, null,
      case when count(*) > count(case when settled then 1 end) then 'cannot tell' else 'clear' end
    from presences where case_key not in (select case_key from meetings)
    group by case_key`,
  evidence: () => sql`
    select h.hit_no, 'a' as part, s.record_no, s.pos from hits h join steps s on s.record_no = h.other_no
    union all
    select h.hit_no, 'b', s.record_no, s.pos
    from hits h join presences p on p.case_key = h.case_key and p.officer = h.officer and p.started_at = h.started_at
    join steps s on s.record_no = p.record_no and s.record_no <> h.other_no`,
  explain: (row, { min_overlap_minutes }, { zone }) => {
    const span = (from: number, to: number) =>
      `${localTime(zone, from).slice(0, 16)}–${localTime(zone, to).slice(11, 16)}`;
    const minutes = Math.floor(row.overlap / MINUTE);
    const [mine, other] = [span(row.started_at, row.ended_at), span(row.other_start, row.other_end)];
    return {
      message: {
        zh: `数据显示，人员 ${row.officer}（编号）${mine} 在“${row.place}”，${other} 在“${row.other_place}”（案件 ${row.other_case}），重叠 ${minutes} 分钟，均未标注远程方式，需核查。`,
        en: `The data have ${row.officer} (an identifier) at ${row.place} ${mine} and at ${row.other_place} ${other} (case ${row.other_case}), ${minutes} minutes of it at once; neither is marked as remote.`,
      },
      measured: minutes,
      threshold: min_overlap_minutes,
      unit: "minutes",
      clock: [
        { label: { zh: row.place, en: row.place }, value: mine },
        { label: { zh: row.other_place, en: row.other_place }, value: other },
        { label: { zh: "重叠", en: "Overlap" }, value: `${minutes} min` },
      ],
    };
  },
});

/**
 * Who was present at which act, unless by remote link: `record_no, case_key, officer, place, started_at, ended_at` with
 * nulls where place or span are not recorded or cannot be, and whether the span is `settled`: of an end that may be a
 * date alone only the beginning of its day is sure.
 */
function presences({ activities, max_hours, remote_places, remote_attribute }: Params, situation: Situation): Sql {
  const { facts, engine, asOf } = situation;
  const attribute = engine.attribute(sql`e.attrs`, remote_attribute);
  const remote = some([
    holdsAny(sql`e.place`, remote_places),
    sql`${attribute} is not null and coalesce(${truthOf(attribute)}, ${attribute} not in ${NOTHING})`,
  ]);
  const acts = sql`
    select e.record_no, e.case_key, e.actor_id, ${columnOf(situation, "events", "co_actor_ids", sql`e`)} as co_actor_ids,
      e.place, e.started_at, e.ended_at
    from ${facts.unplaced} e
    where e.activity in ${activities} and not (${remote}) and coalesce(e.started_at <= ${asOf}, true)`;
  const dated = (at: Sql) => isDate(facts.engine.localTime(at, facts.zone));
  const whole = sql`p.place is not null and p.ended_at > p.started_at and p.ended_at - p.started_at <= ${max_hours * 60 * MINUTE}
    and not ${dated(sql`p.started_at`)}`;
  return sql`
    select p.record_no, p.case_key, p.officer, case when ${whole} then p.place end as place,
      case when ${whole} then p.started_at end as started_at, case when ${whole} then p.ended_at end as ended_at,
      ${whole} and not ${dated(sql`p.ended_at`)} as settled
    from (
      select record_no, case_key, actor_id as officer, place, started_at, ended_at from (${acts}) a where actor_id is not null
      union all
      select b.record_no, b.case_key, c.value, b.place, b.started_at, b.ended_at
      from (select * from (${acts}) a where co_actor_ids is not null) b cross join lateral ${engine.split(sql`b.co_actor_ids`, "c")} where c.value <> ''
    ) p`;
}

/**
 * Acts that began while the same officer was at another place, each with the latest begun of those; acts of one case
 * and moment are one, as the records of two persons questioned together are. By whole days, so that the join stays
 * small.
 */
const meetings = ({ min_overlap_minutes }: Params): Sql => sql`
  select * from (
    select m.*, row_number() over (
      partition by case_key, officer, started_at, other_start order by overlap desc, place, record_no) as nth
    from (
      select l.record_no, l.case_key, l.officer, l.place, l.started_at, l.ended_at, e.record_no as other_no,
        o.case_id as other_case, e.place as other_place, e.started_at as other_start, e.ended_at as other_end,
        least(l.ended_at, e.ended_at) - l.started_at as overlap,
        row_number() over (partition by l.record_no, l.officer order by e.started_at desc, e.record_no) as latest
      from presences l
      join (
        select p.*, d.day from presences p join (
          select record_no, officer, cast(floor(started_at / 86400000) as bigint) as day from presences where started_at is not null
          union
          select record_no, officer, cast(floor(ended_at / 86400000) as bigint) from presences where started_at is not null
        ) d on d.record_no = p.record_no and d.officer = p.officer
      ) e on e.officer = l.officer and e.day = cast(floor(l.started_at / 86400000) as bigint)
        and e.record_no <> l.record_no and e.place <> l.place
        and (e.started_at < l.started_at or (e.started_at = l.started_at and e.record_no < l.record_no))
        and least(l.ended_at, e.ended_at) - l.started_at >= ${min_overlap_minutes * MINUTE}
      join cases o on o.case_key = e.case_key
      where l.started_at is not null
    ) m
    where latest = 1
  ) x
  where nth = 1`;
