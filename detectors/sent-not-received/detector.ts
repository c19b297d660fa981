import * as z from "zod";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { type Sql, sql, word } from "../../pipeline/engine/sql.ts";
import { DAY, daysTold, HOUR, hoursTold } from "../../pipeline/kit/duration.ts";
import { dateOf, localDay, localTime } from "../../pipeline/kit/zone.ts";
import { sideParams } from "../_terms/handovers.ts";
import { optionalLabels } from "../_terms/labels.ts";
import { layOutLastDays } from "../_terms/last-days.ts";
import { afterItsHour, atLatestIn, countedFrom, DATES_ALONE, hoursRun, momentTold } from "../_terms/moments.ts";
import { recordEvidence } from "../_terms/records.ts";
import { layOutRounds, mayBeOf, SHARED_NUMBERS } from "../_terms/rounds.ts";
import { asOfStep, limitStep } from "../_terms/steps.ts";

const Params = z.strictObject({
  ...sideParams,
  limit_days: z
    .int()
    .min(1)
    .default(7)
    .describe("days until the receipt of a hand-over of any other kind; an engineering default"),
  file_kinds: optionalLabels(["file", "案卷", "移卷", "卷宗"], "values of `handovers.kind` for a case file"),
  file_days: z.int().min(1).default(3).describe("days until the receipt of a case file (刑诉法 231)"),
  jurisdiction_kinds: optionalLabels(
    ["jurisdiction", "管辖", "移送管辖"],
    "values of `handovers.kind` for a transfer to the organ that has jurisdiction",
  ),
  jurisdiction_hours: z
    .number()
    .positive()
    .default(24)
    .describe("hours until the receipt of a transfer of jurisdiction (公安机关办理刑事案件程序规定 175)"),
});
type Params = z.output<typeof Params>;

export default defineDetector({
  meta: {
    id: "sent-not-received",
    code: "XA01",
    version: "1",
    family: "cross-agency",
    title: { zh: "移送未接收", en: "Sent, not received" },
    about: {
      zh: "一方登记了移送，超过期限，接收方没有同一移送编号的接收登记，也没有退回补正的记录。",
      en: "One side recorded a hand-over, and after the limit the other side has no receipt under its number, nor was it sent back for correction.",
    },
    tier: "rule",
    scope: "log",
    severity: 3,
    absence: true,
    needs: { handovers: ["to_org"] },
    law: [
      { name: "刑事诉讼法", article: "231", from: "2018-10-26", confidence: "sure", note: "上诉案卷三日内移送" },
      {
        name: "公安机关办理刑事案件程序规定",
        article: "175",
        from: "2020-09-01",
        confidence: "sure",
        note: "二十四小时内移送有管辖权的机关；其他种类的日数为默认值",
      },
    ],
    innocent: [
      { zh: "已退回补正，未录入", en: "It was sent back for correction, and that was not entered" },
      { zh: "双方登记的移送编号不一致", en: "The sides wrote the number differently" },
      { zh: "接收方以纸质回执签收，尚未补录", en: "The receipt is on paper and not entered yet" },
      { zh: "邮寄、机要在途", en: "It is in the mail" },
    ],
    checks: [
      {
        zh: "向双方核对移送清单、回执和邮寄单号",
        en: "Compare the list, the receipt and the mailing number with both sides",
      },
      { zh: "确认案卷、人员、物品现在何处", en: "Ask where the file, the persons and the items are now" },
    ],
    exclusions: [
      SHARED_NUMBERS,
      DATES_ALONE,
      {
        zh: "移送、接收一栏为所列词语以外的：分不清哪一方登记，无法判断",
        en: "Where the side is in words of no list nobody can tell who made the record: cannot tell",
      },
      { zh: "期限后才接收的：已接收，不提示", en: "What was received late is received" },
      {
        zh: "日数的末日为节假日的，顺延；小时不顺延",
        en: "A limit in days that ends on a holiday moves to the next working day; hours do not",
      },
      {
        zh: "接收方从未报送接收登记，或其数据止于期限之前：无法判断",
        en: "A receiver that delivers no receipts, or whose data end before the limit: cannot tell",
      },
      {
        zh: "同案或同一对单位之间另有编号对不上的接收：可能是编号不一致，无法判断",
        en: "A receipt under a number that nobody sent, in the same case or between the same units: perhaps the same hand-over, cannot tell",
      },
    ],
    unclear: {
      zh: "接收方未报送接收登记，或者数据止于期限之前；几次移送同号，或者编号对不上；只有日期、没有时刻；登记一方的用语不能识别。",
      en: "The receiver delivered no receipts, or not so far; several sendings share a number, or a receipt's number differs; the hour is unknown; or which side made the record is.",
    },
    references: [],
  },
  params: Params,
  row: z.object({
    handover_no: z.string(),
    from_org: z.string().nullable(),
    to_org: z.string().nullable(),
    kind: z.string().nullable(),
    sent_at: z.number(),
    due_at: z.number().nullable(),
    due_on: z.number().nullable(),
  }),
  prepare: async (params, situation) => {
    const { engine } = situation.facts;
    await layOutRounds(params, situation);
    const sent = await engine.all<{ sent_on: number }>(sql`select distinct sent_on from handover_rounds`);
    const { file_days, limit_days } = params;
    await layOutLastDays(
      engine,
      sent.flatMap(({ sent_on }) => [sent_on + file_days, sent_on + limit_days]),
    );
    await engine.run(sql`create or replace temp table sendings as ${sendings(params, situation)}`);
  },
  query: () => sql`
    select case_key, case when case_key is null then 'series' end as subject_type,
      case when case_key is null then round end as subject_id, round as key, handover_no, from_org, to_org, kind, sent_at,
      due_at, due_on, sent_no, outcome
    from sendings
    union all
    select case_key, case when case_key is null then 'series' end, case when case_key is null then handover_no end, handover_no, handover_no,
      null, null, null, null, null, null, null, 'cannot tell'
    from handover_unsided where handover_no not in (select handover_no from sendings)`,
  evidence: () => recordEvidence("handovers", "sent_no"),
  explain: ({ handover_no, from_org, to_org, kind, sent_at, due_at, due_on }, params, { zone, asOf }) => {
    const days = localDay(zone, asOf) - localDay(zone, sent_at);
    const inHours = due_on === null;
    const ran = due_at === null ? 0 : asOf - due_at + params.jurisdiction_hours * HOUR;
    const time = momentTold(zone, sent_at);
    const from = inHours ? countedFrom(zone, sent_at) : { zh: `${time} `, en: time };
    const inDays = params.file_kinds.includes(kind ?? "") ? params.file_days : params.limit_days;
    const limit = inHours ? params.jurisdiction_hours : inDays;
    const timed = time.includes(" ");
    const due = inHours ? localTime(zone, due_at as number) : dateOf(due_on);
    const told = inHours
      ? { limit: hoursTold(limit), gone: hoursRun(ran) }
      : { limit: daysTold(limit), gone: daysTold(days) };
    const what = kind === null ? "" : `（种类“${kind}”）`;
    return {
      message: {
        zh: `${from_org ? `${from_org} ` : "移送方"}于 ${from.zh}向 ${to_org} 移送 ${handover_no}${what}，期限 ${told.limit.zh}（${due} 届满），已 ${told.gone.zh}，未见接收或退回的登记，需核查。`,
        en: `${from_org ?? "The sender"} sent hand-over ${handover_no}${kind === null ? "" : ` (${kind})`} to ${to_org} on ${from.en}; after ${told.gone.en} (the limit of ${told.limit.en} ended ${due}) neither a receipt nor a return is on record.`,
      },
      measured: inHours ? Math.floor(ran / HOUR) : days,
      threshold: limit,
      unit: inHours ? "hours" : "days",
      missing: [{ zh: "接收登记", en: "Receipt" }],
      clock: [
        { label: { zh: "移送", en: "Sent" }, value: time },
        inHours ? { label: timed ? LIMIT : LIMIT_FROM_DAYS_END, value: `+ ${limit} h` } : limitStep(limit),
        { label: { zh: "届满（节假日顺延）", en: "Expires (moved off holidays)" }, value: due },
        asOfStep(localTime(zone, asOf)),
      ],
    };
  },
});

const LIMIT = { zh: "期限（开始的小时不计入）", en: "Limit (the hour it starts in not counted)" };
const LIMIT_FROM_DAYS_END = { zh: "期限（自当日终了起算）", en: "Limit (from the end of that day)" };

/** One row per hand-over with its limit and outcome. */
function sendings(params: Params, situation: Situation): Sql {
  const { facts, asOf, has } = situation;
  const today = localDay(facts.zone.name, asOf);
  const acts = has("events", "org_id")
    ? sql`union all select org_id, occurred_at, 0 from trace where org_id in (select to_org from handover_rounds)`
    : sql``;
  return sql`
    select l.*,
      case
        when l.returned or l.received_no is not null then 'clear'
        when l.due_on >= ${today} or l.due_at >= ${asOf} then 'pending'
        when coalesce(f.receipts, 0) = 0 or f.heard_at < coalesce(l.due_at, l.sent_at + (l.due_on - l.sent_on + 1) * ${DAY})
          then 'cannot tell'
        when l.unsure or n.sent_no is not null or u.handover_no is not null then 'cannot tell'
        else 'hit'
      end as outcome
    from (${limited(params, situation)}) l
    left join (
      select to_org, max(happened_at) as heard_at, max(receipt) as receipts
      from (select to_org, happened_at, 1 as receipt from handover_records where not sent ${acts}) x group by to_org
    ) f on f.to_org = l.to_org
    left join (${underOtherNumbers}) n on n.sent_no = l.sent_no
    left join handover_unsided u on u.handover_no = l.handover_no`;
}

/** Hand-overs that may have been received under a number that nobody sent to that organ. */
const underOtherNumbers = sql`
  select distinct s.sent_no
  from handover_rounds s join handover_records r on not r.sent and r.to_org = s.to_org and r.happened_at >= s.sent_at - ${DAY}
    and (r.case_key = s.sent_case or (r.from_org = s.from_org and r.happened_at <= s.sent_at + ${31 * DAY}))
  where s.received_no is null and not s.returned and not exists (
    select 1 from handover_rounds o where o.handover_no = r.handover_no and ${mayBeOf(word("o"), word("r"))})`;

const limited = (params: Params, { facts }: Situation): Sql => sql`
  select r.sent_case as case_key, r.*, coalesce(d.latest, r.raw_on) as due_on
  from (
    select *,
      case when kind in ${params.jurisdiction_kinds} then ${afterItsHour(facts, atLatestIn(facts, sql`sent_at`))} + ${params.jurisdiction_hours * HOUR} end as due_at,
      case when kind in ${params.jurisdiction_kinds} then null
        when kind in ${params.file_kinds} then sent_on + ${params.file_days}
        else sent_on + ${params.limit_days} end as raw_on
    from handover_rounds
  ) r left join last_days d on d.day = r.raw_on`;
