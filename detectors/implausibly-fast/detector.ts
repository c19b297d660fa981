import * as z from "zod";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { DAY, HOUR } from "../../pipeline/duration.ts";
import { type Sql, sql, word } from "../../pipeline/engine/sql.ts";
import { localTime } from "../../pipeline/zone.ts";
import { percent } from "../_terms/figures.ts";
import { kinds, labels, optionalLabels } from "../_terms/labels.ts";
import { dateAlone } from "../_terms/moments.ts";
import { columnOf } from "../_terms/records.ts";

const Params = z.strictObject({
  submit: labels(
    ["呈请审批", "提交审批", "呈批", "报请审批", "提请审批", "提交审核", "送审"],
    "labels by which a file is submitted for approval",
  ),
  approve: labels(["审批", "审批通过", "审核", "法制审核", "院长审批", "检察长审批"], "labels of an approval"),
  ordered: labels(
    [
      "受案登记",
      "立案",
      "传唤",
      "询问",
      "讯问",
      "处罚前告知",
      "法制审核",
      "集体讨论",
      "审批",
      "处罚决定",
      "送达",
      "侦查终结",
      "移送审查起诉",
      "提起公诉",
      "开庭",
      "评议",
      "判决",
    ],
    "steps that the law puts in an order, so that they cannot be done at one moment",
  ),
  exempt_variants: optionalLabels(
    ["当场处罚", "on-the-spot", "速裁程序", "速裁", "fast-track", "快速办理"],
    "variants (`cases.procedure_variant`) dealt with on the spot or in one go",
  ),
  max_seconds: z.number().positive().default(60).describe("from submission to approval; an engineering default"),
  min_documents: z.int().min(1).default(2).describe("documents submitted, at least; an engineering default"),
  percentile: z
    .number()
    .positive()
    .max(0.5)
    .default(0.01)
    .describe("share of the same kind that is as fast; a default"),
  habit: z
    .number()
    .positive()
    .max(1)
    .default(0.05)
    .describe("share of the kind under `max_seconds` that makes it a habit of the place; a default"),
  min_sample: z.int().min(1).default(100).describe("of the same kind, to know its percentile; an engineering default"),
  min_steps: z.int().min(2).default(3).describe("ordered steps at one moment; an engineering default"),
  entered_later_hours: z
    .number()
    .positive()
    .default(24)
    .describe("recorded so much after the moment, the steps were entered later and say nothing of speed; a default"),
});
type Params = z.output<typeof Params>;

export default defineDetector({
  meta: {
    id: "implausibly-fast",
    code: "TM08",
    version: "1",
    family: "timing",
    title: { zh: "异常速办、秒批（信号）", en: "Implausibly fast (signal)" },
    about: {
      zh: "多份文书提交后极短时间（参数 `max_seconds`）内即审批，且属同类审批中最快的一小部分（参数 `percentile`）；或数个（参数 `min_steps`）有先后次序的环节记载为同一时刻。统计信号，不是结论。",
      en: "An approval less than `max_seconds` after several documents were submitted, and among the fastest of its kind (`percentile`); or several steps that have an order (`min_steps`), at one and the same moment. A signal, not a finding.",
    },
    tier: "signal",
    scope: "log",
    severity: 2,
    needs: { events: [] },
    law: [],
    innocent: [
      { zh: "线下审阅、签批后在系统补点", en: "Read and approved on paper, and only clicked afterwards" },
      { zh: "速裁、快速办理集中处理，当场处罚", en: "Fast-track cases dealt with together, penalties on the spot" },
      { zh: "提交前已预先阅卷、会商", en: "The file had been read and discussed before it was submitted" },
      { zh: "系统以提交时间批量写入各环节时间", en: "The system wrote one time for several steps" },
    ],
    checks: [
      { zh: "查阅纸质呈批表的签署时间", en: "Read the time of the signature on paper" },
      { zh: "查看审批前的阅卷日志", en: "Look in the access log for a reading of the file before" },
      { zh: "核对各环节文书载明的时间", en: "Compare the times written in the documents of each step" },
    ],
    exclusions: [
      {
        zh: "同类审批不足一百次，或文书号未载入：无法判断",
        en: "Fewer than a hundred of the kind, or no document numbers: cannot tell",
      },
      {
        zh: "同类中百分之五以上在六十秒内，或百分之一以上同一时刻（系统或单位的习惯）：不提示",
        en: "Where more than 5% of the kind take less than sixty seconds, or more than 1% of the cases have such a moment, it is a habit of the place, and passed over",
      },
      {
        zh: "只有日期、没有时刻的记录，单位的记录只精确到分的：同一时刻无法判断",
        en: "Dates without a time, and units whose records have no seconds, cannot tell what is one moment",
      },
      {
        zh: "载明当事人的：只与同一人或者未载明当事人的提交、文书相比",
        en: "An approval that names a person is held against what was submitted of that person, or of none that is named",
      },
      {
        zh: "当场处罚、速裁、快速办理：不提示，也不计入同类",
        en: "Penalties on the spot and fast-track cases are passed over, and are of another kind than the rest",
      },
      {
        zh: "事后补录（录入晚于所载时间一日以上）：属补录，由 DI02 处理",
        en: "Entered more than a day later: that is late entry, the matter of DI02",
      },
    ],
    references: [],
  },
  params: Params,
  row: z.object({
    key: z.string(),
    kind: z.enum(["approval", "moment"]),
    moment_at: z.number(),
    seconds: z.number().nullable(),
    documents: z.number().nullable(),
    activity: z.string().nullable(),
    n: z.number(),
    as_fast: z.number(),
    steps: z.number().nullable(),
  }),
  query: (params, situation) =>
    sql`select * from (${approvals(params, situation)}) a union all select * from (${moments(params, situation)}) m`,
  evidence: ({ submit, ordered }) => sql`
    select h.hit_no, case when s.occurred_at = h.moment_at then 'b' else 'a' end as part, s.record_no, s.pos
    from hits h join steps s on s.case_key = h.case_key and (
      (h.kind = 'moment' and s.occurred_at = h.moment_at and s.activity in ${ordered})
      or (h.kind = 'approval' and (
        (s.occurred_at = h.moment_at and s.activity = h.activity) or (s.activity in ${submit} and s.occurred_at = h.moment_at - cast(h.seconds * 1000 as bigint)))))`,
  explain: (row, params, { zone }) => {
    const when = localTime(zone, row.moment_at);
    const share = percent(row.as_fast / row.n, 2);
    const peer = { n: row.n, as_fast: row.as_fast, rate: share };
    return row.kind === "approval"
      ? {
          message: {
            zh: `${when} 的“${row.activity}”距提交 ${row.seconds} 秒，所附文书 ${row.documents} 份；同类 ${row.n} 次审批中同样快的占 ${share}。此为统计信号，不是结论，需核查。`,
            en: `"${row.activity}" of ${when} came ${row.seconds} s after ${row.documents} documents were submitted; of ${row.n} approvals of its kind ${share} were as fast. This is a signal, not a finding.`,
          },
          measured: row.seconds,
          threshold: params.max_seconds,
          unit: "seconds",
          peer,
        }
      : {
          message: {
            zh: `${row.steps} 个有先后次序的环节均记载为 ${when}；${row.n} 个同类案件中有此情形的占 ${share}。此为统计信号，不是结论，需核查。`,
            en: `${row.steps} steps that have an order all bear the time ${when}; of ${row.n} cases of its kind ${share} have such a moment. This is a signal, not a finding.`,
          },
          measured: row.steps,
          threshold: params.min_steps,
          unit: "steps",
          peer,
        };
  },
});

/** Every approval after a submission, with how long it took and how many of its kind were as fast. */
function approvals(params: Params, situation: Situation): Sql {
  const { has } = situation;
  const kind = has("cases", "case_type") ? sql`coalesce(c.case_type, '')` : sql`''`;
  const documented = has("events", "doc_no");
  return sql`
    with marks as (
      select s.*, ${latest("submit", sql`occurred_at`)} as submitted_at, ${latest("submit", sql`pos`)} as submitted_pos,
        ${latest("approve", sql`pos`)} as last_pos
      from (${submissions(params, situation)}) s
      window earlier as (partition by s.case_key order by s.pos rows between unbounded preceding and 1 preceding),
        own as (partition by s.case_key, s.party_id order by s.pos rows between unbounded preceding and 1 preceding)
    ),
    timed as (
      select m.case_key, m.pos, m.record_no, m.occurred_at, m.activity, m.org_id, m.party_id, coalesce(m.last_pos, 0) as last_pos,
        ${exempt(params, situation)} as exempt,
        (m.occurred_at - m.submitted_at) / 1000.0 as seconds,
        not ${dateAlone(sql`m.wall_at`)} and not ${dateAlone(sql`(m.submitted_at + m.wall_at - m.occurred_at)`)} as timed, m.activity || ' ' || ${kind} as type
      from marks m join cases c on c.case_key = m.case_key
      where m.kind = 'approve' and m.submitted_pos > coalesce(m.last_pos, 0)
    ),
    ranked as (
      select t.*, count(case when timed then 1 end) over (partition by type, exempt) as n,
        count(case when timed and seconds < ${params.max_seconds} then 1 end) over (partition by type, exempt) as quick,
        count(case when timed then 1 end) over (partition by type, exempt order by seconds range between unbounded preceding and current row) as as_fast
      from timed t
    )
    select r.case_key, 'approval ' || cast(r.occurred_at as varchar) as key, 'approval' as kind, r.occurred_at as moment_at, r.seconds,
      d.documents, r.activity, r.n, r.as_fast, cast(null as bigint) as steps,
      case
        when not r.timed and r.seconds < ${DAY / 1000} then 'cannot tell'
        when r.seconds >= ${params.max_seconds} or r.exempt then 'clear'
        when t.unit is not null then 'cannot tell'
        when r.n < ${params.min_sample} then 'cannot tell'
        when r.as_fast > ${params.percentile} * r.n or r.quick > ${params.habit} * r.n then 'clear'
        when coalesce(e.recorded_at - r.occurred_at > ${params.entered_later_hours * HOUR}, false) then 'clear'
        when not ${documented} then 'cannot tell'
        when coalesce(d.documents, 0) >= ${params.min_documents} then 'hit'
        else 'clear'
      end as outcome
    from ranked r
    left join (${documented ? documents(params, situation) : noDocuments}) d on d.case_key = r.case_key and d.pos = r.pos
    left join (${entries(params, situation)}) e on e.record_no = r.record_no
    left join (${toTheMinute}) t on t.unit = coalesce(r.org_id, '')`;
}

/** Submissions and approvals: `case_key, pos, record_no, occurred_at, wall_at, activity, org_id, kind, party_id`. */
const submissions = ({ submit, approve }: Params, { has }: Situation): Sql =>
  has("events", "party_id")
    ? sql`
      select s.case_key, s.pos, s.record_no, s.occurred_at, s.wall_at, s.activity, s.org_id, k.kind, s.party_id
      from events s join ${kinds({ submit, approve })} on k.activity = s.activity`
    : sql`
      select s.case_key, s.pos, s.record_no, s.occurred_at, s.wall_at, s.activity, s.org_id, k.kind, cast(null as varchar) as party_id
      from steps s join ${kinds({ submit, approve })} on k.activity = s.activity`;

/** Of a kind the last before a mark that names the same person or none; before one that names nobody any. */
function latest(kind: "submit" | "approve", column: Sql): Sql {
  const of = (condition: Sql) => sql`max(case when s.kind = ${kind} and ${condition} then s.${column} end)`;
  return sql`case when s.party_id is null then ${of(sql`true`)} over earlier
    else greatest(coalesce(${of(sql`true`)} over own, 0), coalesce(${of(sql`s.party_id is null`)} over earlier, 0)) end`;
}

/** Cases that are dealt with on the spot or in one go. */
const exempt = ({ exempt_variants }: Params, { has }: Situation): Sql =>
  has("cases", "procedure_variant") ? sql`coalesce(c.procedure_variant in ${exempt_variants}, false)` : sql`false`;

/** Units of which no time has seconds: what is one moment of theirs cannot be told. */
const toTheMinute = sql`
  select coalesce(org_id, '') as unit from steps group by coalesce(org_id, '') having max(occurred_at % 60000) = 0`;

/** Approvals faster than nearly all of their kind. */
const fast = ({ max_seconds, percentile }: Params): Sql =>
  sql`r.seconds < ${max_seconds} and r.as_fast <= ${percentile} * r.n`;

/** When the fast approvals were recorded. */
const entries = (params: Params, situation: Situation): Sql =>
  situation.has("events", "recorded_at")
    ? sql`select e.record_no, e.recorded_at from ${situation.facts.unplaced} e
        where e.activity in ${params.approve} and e.record_no in (select r.record_no from ranked r where ${fast(params)})`
    : sql`select cast(null as bigint) as record_no, cast(null as bigint) as recorded_at where false`;

const noDocuments = sql`select cast(null as integer) as case_key, cast(null as integer) as pos, cast(null as bigint) as documents where false`;

/** Documents that came up between one approval and the one before, of the approvals that were fast. */
const documents = (params: Params, situation: Situation): Sql => sql`
  select r.case_key, r.pos, count(distinct e.doc_no) as documents
  from ranked r join events e on e.case_key = r.case_key and e.pos > r.last_pos and e.pos < r.pos
  where ${fast(params)} and e.doc_no is not null and nullif(trim(e.doc_no), '') is not null
    and coalesce(r.party_id = ${columnOf(situation, "events", "party_id", word("e"))}, true)
  group by r.case_key, r.pos`;

/** Cases with enough ordered steps: whether so many of them bear one and the same time. */
function moments(params: Params, situation: Situation): Sql {
  const { has } = situation;
  const kind = has("cases", "case_type") ? sql`coalesce(c.case_type, '')` : sql`''`;
  const among = exempt(params, situation);
  const later = has("events", "recorded_at")
    ? sql`select e.case_key, e.occurred_at, min(${columnOf(situation, "events", "recorded_at", word("e"))}) as recorded_at
        from ${situation.facts.unplaced} e where e.activity in ${params.ordered} and (e.case_key, e.occurred_at) in (select case_key, occurred_at from tied)
        group by e.case_key, e.occurred_at`
    : sql`select cast(null as integer) as case_key, cast(null as bigint) as occurred_at, cast(null as bigint) as recorded_at where false`;
  return sql`
    with placed as (
      select case_key, occurred_at, wall_at, count(*) as steps
      from steps where activity in ${params.ordered} group by case_key, occurred_at, wall_at
    ),
    tied as (
      select case_key, occurred_at, steps, coarse, row_number() over (partition by case_key order by steps desc, occurred_at) as nth
      from (
        select s.case_key, s.occurred_at, count(distinct s.activity) as steps, count(*) = count(u.unit) as coarse
        from placed p join steps s on s.case_key = p.case_key and s.occurred_at = p.occurred_at and s.activity in ${params.ordered}
        left join (${toTheMinute}) u on u.unit = coalesce(s.org_id, '')
        where p.steps >= ${params.min_steps} and not ${dateAlone(sql`p.wall_at`)}
        group by s.case_key, s.occurred_at
      ) t where steps >= ${params.min_steps}
    ),
    looked as (
      select p.case_key, sum(p.steps) as steps, sum(case when ${dateAlone(sql`p.wall_at`)} then p.steps else 0 end) as dates
      from placed p group by p.case_key having sum(p.steps) >= ${params.min_steps}
    ),
    judged as (
      select l.case_key, t.occurred_at as moment_at, t.steps, coalesce(t.coarse, l.dates >= ${params.min_steps}) as untold, ${among} as exempt,
        coalesce(r.recorded_at - t.occurred_at > ${params.entered_later_hours * HOUR}, false) as later,
        count(*) over (partition by ${kind}, ${among}) as n, count(t.occurred_at) over (partition by ${kind}, ${among}) as as_fast
      from looked l join cases c on c.case_key = l.case_key
      left join tied t on t.case_key = l.case_key and t.nth = 1
      left join (${later}) r on r.case_key = t.case_key and r.occurred_at = t.occurred_at
    )
    select case_key, 'moment ' || cast(moment_at as varchar) as key, 'moment' as kind, moment_at, cast(null as double) as seconds,
      cast(null as bigint) as documents, cast(null as varchar) as activity, n, as_fast, steps,
      case
        when exempt or later or (moment_at is null and not untold) then 'clear'
        when untold then 'cannot tell'
        when n < ${params.min_sample} then 'cannot tell'
        when as_fast > ${params.percentile} * n then 'clear'
        else 'hit'
      end as outcome
    from judged`;
}
