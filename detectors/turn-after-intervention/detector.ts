import * as z from "zod";
import { BESIDE } from "../../pipeline/beside.ts";
import { columnOf } from "../../pipeline/columns.ts";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { dateOf, localDay } from "../../pipeline/kit/zone.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { EXCLUDE, extensionWord, STOP } from "../../schemas/values.ts";
import { percent } from "../_terms/figures.ts";
import { changeParams, changesOf } from "../_terms/handlers.ts";
import { DROPPED, JUDGED, kinds, labels, optionalLabels, SUSPENDED } from "../_terms/labels.ts";
import { atLatestIn, momentTold, untilMidnight } from "../_terms/moments.ts";
import { filesThatFill, recordEvidence, recordsOf } from "../_terms/records.ts";
import { asking, asksFor, BASE_RATE, offDuty, PROTECTED, registerOf } from "../_terms/register.ts";
import { asSignal } from "../_terms/signal.ts";

const Params = z.strictObject({
  asking,
  within_days: z.int().min(1).default(30).describe("days after the inquiry that are looked at; an engineering default"),
  turns: labels(
    [...DROPPED, "变更承办人", "更换承办人", ...SUSPENDED],
    "labels of a turn: withdrawal, change of handler, a clock stopped",
  ),
  lifted: labels(
    ["释放", "解除强制措施", "解除取保候审", "解除监视居住"],
    "labels of a release or of a measure lifted, a turn as well",
  ),
  custody: optionalLabels(
    ["刑事拘留", "拘留", "执行拘留", "先行拘留", "决定拘留", "执行逮捕", "逮捕", "决定逮捕"],
    "labels of detention and arrest",
  ),
  released: optionalLabels(
    ["取保候审", "执行取保候审", "决定取保候审", "监视居住", "执行监视居住", "决定监视居住"],
    "labels of milder measures; a turn where they follow detention or arrest of the same person",
  ),
  measure_changes: optionalLabels(["变更强制措施"], "labels of a changed measure; a turn where the new one is milder"),
  milder: optionalLabels(["取保候审", "监视居住", "释放", "解除"], "milder measures, as `measure_type` names them"),
  explained_by: optionalLabels(
    [
      "调取证据",
      "鉴定意见",
      "现场勘验",
      "勘验",
      "辨认",
      "和解",
      "谅解",
      "刑事和解",
      "退赃退赔",
      "回避",
      "请示报告",
      "不批准逮捕",
      "不予批准逮捕",
      ...JUDGED,
    ],
    "labels between inquiry and turn that explain it: new evidence, settlement, recusal, a documented request, an arrest not approved, a judgment",
  ),
  ...changeParams,
  min_compared: z
    .int()
    .min(1)
    .default(30)
    .describe("neutral entries needed to compare with; fewer make the confidence low; an engineering default"),
});
type Params = z.output<typeof Params>;

export default defineDetector({
  meta: {
    id: "turn-after-intervention",
    code: "IV03",
    version: "2",
    family: "intervention",
    title: { zh: "过问后案件转折（信号）", en: "Turn after an inquiry (signal)" },
    about: {
      zh: "登记了说情、具体要求等内容的过问之后若干日内，案件撤销、更换承办人、强制措施放宽或期限中止，其间没有新的证据、和解等可以解释的记录。时间先后不等于因果。",
      en: "Within some days of an entry that asked for something, the case was withdrawn or suspended, changed hands or a measure was relaxed, with no new evidence or settlement on record in between. After is not because of.",
    },
    tier: "signal",
    scope: "log",
    beside: ["IV01", "PS05"],
    severity: 2,
    needs: { events: [], interventions: ["content_class"] },
    law: [],
    innocent: [
      BASE_RATE,
      {
        zh: "其间取得新证据、达成和解或者谅解，未录入系统",
        en: "New evidence, a settlement or forgiveness came in between and was not entered",
      },
      {
        zh: "转折系此前已提出的申请、计划内轮岗或法定事由所致",
        en: "The turn followed from an earlier request, a planned rotation or a ground in law",
      },
    ],
    checks: [
      { zh: "调阅转折环节的审批理由和依据材料", en: "Read the grounds of the turn and what it rested on" },
      { zh: "核对转折动议是否早于过问", en: "Was the turn already under way before the inquiry?" },
      { zh: "听取承办人、审批人说明", en: "Hear the handler and the approver" },
    ],
    exclusions: [
      {
        zh: "了解进展、反映情况等中性过问，以及载明履职依据的过问：不适用",
        en: "Neutral entries and those that name a lawful duty are not applicable",
      },
      { zh: "量刑、处罚幅度的偏离不在此列", en: "Deviating outcomes are left to another detector" },
      {
        zh: "承办记录中有休假、调动、回避可以解释的更换，载明所依据环节的扣除时间：不是转折",
        en: "A change of handler that leave, transfer or recusal on record explains, and time not counted for an act that the approval names, are no turns",
      },
      {
        zh: "新措施不明的变更，或者不知此前的羁押是否为同一人的：无法判断",
        en: "A changed measure without the new one, or a milder one where nobody can tell whether it was the same person who was held: cannot tell",
      },
      {
        zh: "与过问同日、其一没有时刻而先后不明的转折：无法判断",
        en: "A turn of the inquiry's own day, where one of them bears no time and which came first is not known: cannot tell",
      },
      {
        zh: "登记未载内容类别或者用词不明、其后有转折的：无法判断",
        en: "A turn after an entry whose class is not recorded, or a word that nobody knows: cannot tell",
      },
      {
        zh: "单独出现时级别不超过 2；同案另有过问未登记（IV01）或者自批自办、越权审批（PS05）的提示时为 4；均不作推断",
        en: "Alone it is never above 2; beside an inquiry without an entry (IV01) or an approval by a handler or too low a level (PS05) in the same case it is 4; nothing is inferred from it",
      },
    ],
    unclear: {
      zh: "登记未写明过问内容；过问与案件变化在同一日，没有时刻，先后不明；或者强制措施变更未写明变为何种。",
      en: "What was asked is not recorded; inquiry and turn are of one day and lack a time, so that either may be first; or what a measure became is not recorded.",
    },
    references: ["最高人民检察院：过问、干预、插手记录数据（2018 年至 2020 年 3 月）"],
  },
  params: Params,
  row: z.object({
    key: z.string(),
    content_class: z.string(),
    received_at: z.number(),
    received_on: z.number(),
    turn_on: z.number(),
    turn_at: z.number(),
    turn_table: z.string(),
    turn: z.string(),
    asked: z.number(),
    asked_turned: z.number(),
    neutral: z.number(),
    neutral_turned: z.number(),
    beside_first: z.string().nullable(),
    beside_last: z.string().nullable(),
  }),
  prepare: layOutTurns,
  query: (params, situation) => {
    const today = localDay(situation.facts.zone.name, situation.asOf);
    return sql`
      select e.*, b.beside_first, b.beside_last, case
          when turn_at is not null and asks then 'hit'
          when turn_at is not null or unsure > 0 then 'cannot tell'
          when ${today} <= received_on + ${params.within_days} and closed_at is null then 'pending'
          else 'clear'
        end as outcome
      from (
        select x.*,
          count(case when asks then 1 end) over () as asked,
          count(case when asks and turned > 0 then 1 end) over () as asked_turned,
          count(case when not asks then 1 end) over () as neutral,
          count(case when not asks and turned > 0 then 1 end) over () as neutral_turned
        from (${entries(params, situation)}) x
      ) e
      left join (
        select case_key, min(code) as beside_first, max(code) as beside_last
        from ${BESIDE} where code in ${["IV01", "PS05"]} group by case_key
      ) b on b.case_key = e.case_key
      where coalesce(asks, true)`;
  },
  evidence: () => sql`
    ${recordEvidence("interventions")}
    union all
    select h.hit_no, 'b', t.record_no, t.pos, t.source_table
    from hits h join turns t on t.case_key = h.case_key and t.occurred_at = h.turn_at and not t.doubtful`,
  asking: ({ asking }) => asking,
  explain: (row, { within_days, min_compared }, { zone }) => {
    const turn = turnName(row);
    const days = row.turn_on - row.received_on;
    const rate = row.asked > 0 ? row.asked_turned / row.asked : 0;
    const base = row.neutral > 0 ? row.neutral_turned / row.neutral : 0;
    const telling = row.neutral >= min_compared && rate > base;
    const codes = [...new Set([row.beside_first, row.beside_last])].filter((code) => code !== null);
    const beside = codes.length > 0;
    return {
      message: asSignal(
        {
          zh: `过问登记 ${row.key}（内容类别“${row.content_class}”）${days === 0 ? "当日" : `之后第 ${days} 日`}出现“${turn.zh}”，其间未见新证据、和解等记录。${beside ? `同案另有 ${codes.join("、")} 的提示。` : ""}`,
          en: `${days === 0 ? "On the day of" : `On day ${days} after`} entry ${row.key} (class "${row.content_class}") the case took the turn "${turn.en}", with no new evidence or settlement on record in between.${beside ? ` The same case has a warning of ${codes.join(" and ")}.` : ""}`,
        },
        { zh: "；时间先后不等于因果，需核查", en: "; after is not because of" },
      ),
      severity: beside ? 4 : 2,
      confidence: telling ? "medium" : "low",
      measured: days,
      threshold: within_days,
      unit: "days",
      peer: {
        asking_entries: row.asked,
        asking_followed_by_turn: row.asked_turned,
        neutral_entries: row.neutral,
        neutral_followed_by_turn: row.neutral_turned,
        rate: percent(rate),
        expected: percent(base),
      },
      clock: [
        { label: { zh: "收到过问", en: "Inquiry received" }, value: momentTold(zone, row.received_at) },
        { label: { zh: "观察期（默认值）", en: "Looked at (default)" }, value: `+ ${within_days} d` },
        { label: { zh: `转折：${turn.zh}`, en: `Turn: ${turn.en}` }, value: momentTold(zone, row.turn_at) },
        { label: { zh: "观察期届满", en: "Looked at until" }, value: dateOf(row.received_on + within_days) },
      ],
      innocent: [PROTECTED],
    };
  },
});

const HANDLER_CHANGED: Bilingual = { zh: "变更承办人", en: "change of handler" };

function turnName({ turn, turn_table }: { turn: string; turn_table: string }): Bilingual {
  if (turn_table === "assignments") return HANDLER_CHANGED;
  if (turn_table === "events") return { zh: turn, en: turn };
  const { zh, en } = extensionWord(turn);
  return { zh: `期限${zh}`, en: `time ${en}` };
}

/**
 * Lays out `turns` of the cases in the register: `case_key, record_no, pos, source_table, word` (the act, or the kind of
 * approval), `occurred_at, latest_at, occurred_on`, and whether nobody can tell that it is one (`doubtful`).
 */
async function layOutTurns(params: Params, situation: Situation): Promise<void> {
  const { facts, engine, asOf } = situation;
  const { turns, measure_changes, milder, lifted, custody, released } = params;
  const day = (at: Sql) => sql`cast(${engine.localDay(at, facts.zone)} as integer)`;
  const column = (name: "measure_type" | "party_id") => columnOf(situation, "events", name, sql`e`);
  const steps = kinds({ turn: turns, lifted, change: measure_changes, custody, released });
  const earlier = sql`(partition by case_key order by pos rows between unbounded preceding and 1 preceding)`;
  const stopped = sql`coalesce(x.approved_at, x.from_at)`;
  await facts.engine.run(sql`
    create or replace temp table turns as
    select case_key, record_no, pos, cast('events' as varchar) as source_table, activity as word, occurred_at, latest_at, occurred_on,
      (kind = 'change' and measure is null) or (kind = 'released' and before is null) as doubtful
    from (
      select m.*, lag(kind) over (partition by case_key, party, kind = 'turn' order by pos) as before,
        count(case when kind = 'custody' then 1 end) over ${earlier} as held,
        count(case when kind = 'custody' and party = '' then 1 end) over ${earlier} as held_unnamed
      from (
        select s.case_key, s.record_no, s.pos, s.activity, s.occurred_at, ${untilMidnight(sql`s.occurred_at`, sql`s.wall_at`)} as latest_at,
          s.occurred_on, case when k.kind = 'change' and ${column("measure_type")} in ${custody} then 'custody' else k.kind end as kind,
          ${column("measure_type")} as measure, coalesce(${column("party_id")}, '') as party
        from steps s join ${steps} on k.activity = s.activity join ${facts.unplaced} e on e.record_no = s.record_no
        where s.case_key in (select case_key from interventions)
      ) m
    ) t
    where kind in ('turn', 'lifted') or (kind = 'change' and coalesce(measure in ${milder}, true))
      or (kind = 'released' and (before = 'custody' or (before is null and (held_unnamed > 0 or (held > 0 and party = '')))))
    union all
    select case_key, record_no, cast(null as integer), 'assignments', ${HANDLER_CHANGED.zh}, changed_at, ${atLatestIn(facts, sql`changed_at`)}, changed_on, false
    from (${changesOf(params, situation)}) c where not by_reason and not on_leave and not moved and not recused
    union all
    select x.case_key, x.record_no, null, 'extensions', x.kind, ${stopped}, ${atLatestIn(facts, stopped)}, ${day(stopped)},
      x.kind in ${EXCLUDE} and x.file_id not in ${filesThatFill(situation, "extensions", ["act_ref"])}
    from (${recordsOf(situation, "extensions", ["kind", "from_at", "approved_at", "act_ref"])}) x
    where ${stopped} <= ${asOf} and (x.kind in ${STOP} or (x.kind in ${EXCLUDE} and x.act_ref is null))`);
}

/**
 * Every entry of the register with the first unexplained turn after it, how many are `unsure`, because they may have come
 * before it or may be none, and whether it asks for something: null where its class is not recorded.
 */
function entries({ asking, explained_by, within_days }: Params, situation: Situation): Sql {
  return sql`
    select r.record_no, r.case_key, r.record_id as key, r.content_class, r.received_at, r.received_on, c.closed_at,
      r.free and ${asksFor(sql`r.content_class`, asking)} as asks,
      count(case when not t.unsure then 1 end) as turned,
      count(case when t.unsure and not t.explained then 1 end) as unsure,
      max(case when t.nth = 1 then t.occurred_at end) as turn_at, max(case when t.nth = 1 then t.occurred_on end) as turn_on,
      max(case when t.nth = 1 then t.source_table end) as turn_table, max(case when t.nth = 1 then t.word end) as turn
    from (
      select e.*, ${offDuty} as free from (${registerOf(situation, ["content_class", "duty_basis"])}) e
      where case_key is not null
    ) r
    join cases c on c.case_key = r.case_key
    left join (
      select a.*, case when not unsure and not explained
          then row_number() over (partition by entry_no, unsure, explained order by occurred_at, source_table, record_no) end as nth
      from (
        select e.record_no as entry_no, t.record_no, t.source_table, t.word, t.occurred_at, t.occurred_on,
          t.doubtful or t.occurred_at <= ${atLatestIn(situation.facts, sql`e.received_at`)} as unsure,
          count(x.pos) > 0 as explained
        from (${registerOf(situation)}) e
        join turns t on t.case_key = e.case_key and t.latest_at > e.received_at and t.occurred_on <= e.received_on + ${within_days}
        left join (
          select case_key, pos, occurred_at, ${untilMidnight(sql`occurred_at`, sql`wall_at`)} as latest_at from steps
          where activity in ${explained_by} and case_key in (select case_key from interventions)
        ) x
          on x.case_key = e.case_key and coalesce(x.pos <> t.pos, true) and x.latest_at > e.received_at
            and x.occurred_at <= t.latest_at
        group by e.record_no, e.received_at, t.record_no, t.source_table, t.word, t.occurred_at, t.occurred_on, t.doubtful
      ) a
    ) t on t.entry_no = r.record_no
    group by r.record_no, r.case_key, r.record_id, r.content_class, r.received_at, r.received_on, c.closed_at, r.free`;
}
