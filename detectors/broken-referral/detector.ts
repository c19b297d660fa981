import * as z from "zod";
import { defineDetector, type Explanation } from "../../pipeline/detector.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { HOUR, hoursTold } from "../../pipeline/kit/duration.ts";
import { dateOf, localDay } from "../../pipeline/kit/zone.ts";
import { counted } from "../../schemas/text.ts";
import { countedFrom, DATES_ALONE, hoursRun, momentTold } from "../_terms/moments.ts";
import { CHECKS, layOutReferrals, Params } from "./referrals.ts";

const Row = z.object({
  name: z.enum(CHECKS),
  handover_no: z.string().nullable(),
  since_at: z.number(),
  end_at: z.number().nullable(),
  due_at: z.number(),
});

export default defineDetector({
  meta: {
    id: "broken-referral",
    code: "XA04",
    version: "1",
    family: "cross-agency",
    title: { zh: "行刑衔接断点", en: "Break between administrative and criminal procedure" },
    about: {
      zh: "批准移送后未在期限内移送（默认二十四小时），公安机关接收后未在期限内决定是否立案（默认三日），不予立案后未退回，不起诉后未反向移送。按双方申报的移送编号衔接。",
      en: "An approved referral is not sent in time (by default a day), the police do not decide on it in time (by default three days), a refusal brings no papers back, or a decision not to prosecute is not sent back to be penalised. The organs' cases are joined by the number both give the hand-over.",
    },
    tier: "rule",
    scope: "log",
    severity: 3,
    absence: true,
    needs: { handovers: ["kind", "case_id"] },
    law: [
      {
        name: "行政执法机关移送涉嫌犯罪案件的规定",
        article: "5、8、10",
        confidence: "sure",
        note: "二十四小时内移送，三日内审查决定，不予立案退回；2020 年修订",
      },
      { name: "公安机关办理刑事案件程序规定", article: "180", from: "2020-09-01", confidence: "sure" },
      {
        name: "最高人民检察院、公安部关于公安机关办理经济犯罪案件的若干规定",
        article: "16",
        confidence: "fair",
        note: "公通字〔2017〕25号：经济犯罪十日、三十日、再三十日",
      },
      {
        name: "刑事诉讼法",
        article: "177",
        from: "2018-10-26",
        confidence: "sure",
        note: "不起诉后提出检察意见，移送有关主管机关",
      },
    ],
    innocent: [
      { zh: "纸质移送，登记滞后或移送编号不一致", en: "Handed over on paper, entered late or under another number" },
      { zh: "重大复杂案件延长审查，审批未录入", en: "A complex matter whose extended review is not entered" },
      { zh: "被不起诉人无须行政处罚，未录入认定", en: "No penalty is called for, and that was not entered" },
    ],
    checks: [
      { zh: "核对移送书、回执和送达时间", en: "Compare the letter of referral, its receipt and its date" },
      { zh: "向公安机关了解审查情况和延长审批", en: "Ask the police about the review and its extension" },
      { zh: "核对检察意见书及行政机关的回复", en: "Look for the procuratorate's opinion and the answer to it" },
    ],
    exclusions: [
      DATES_ALONE,
      {
        zh: "没有案件类型时，三日至经济犯罪期限之间的决定：无法判断",
        en: "Without the kind of case, a decision between three days and the limit of economic crime: cannot tell",
      },
      {
        zh: "不批准移送的，不查移送；审批结果未载的，以及移送之后再次批准而未见再移送、又未见退回或不予立案的：无法判断",
        en: "A refused referral is not looked for. Where whether it was approved is not recorded, or where after a referral another approval stands with no further referral, and nothing came back: cannot tell",
      },
      { zh: "不予立案后又立案的，不查退回", en: "A refusal that was followed by filing needs no return" },
      {
        zh: "不是经移送而来的案件，不起诉后不查反向移送；经几次移送而来的，逐一查，只移送了其中一个机关的，对其余机关无法判断",
        en: "Cases that no referral began are not looked at for a way back. Of several referrals to one case each is asked; what was sent to the organ of one alone cannot be told of the others",
      },
      {
        zh: "数据来源从不记录相应环节或移送的：无法判断",
        en: "A source that never records acts or hand-overs of that kind: cannot tell",
      },
    ],
    unclear: {
      zh: "数据来源从不记载移送、退回等环节；审批结果、案件类型没有记载；只有日期、没有时刻；或者几次移送中不知对应哪一次。",
      en: "The source never records referrals or returns; whether it was approved, or the kind of case, is not recorded; the hour is unknown; or one of several referrals is meant.",
    },
    references: [],
  },
  params: Params,
  row: Row,
  prepare: layOutReferrals,
  query: () => sql`
    select case_key, case when case_key is null then 'series' end as subject_type,
      case when case_key is null then round end as subject_id, key, name, round, handover_no, since_at, end_at, due_at, outcome
    from referral_checks`,
  evidence: () => sql`
    select h.hit_no, 'a' as part, r.sent_no as record_no, cast(null as integer) as pos, 'handovers' as source_table
    from hits h join referrals r on r.round = h.round
    union
    select h.hit_no, 'b', r.received_no, null, 'handovers'
    from hits h join referrals r on r.round = h.round and r.received_no is not null
    union
    select h.hit_no, 'b', r.record_no, null, 'handovers'
    from hits h join handover_records r on r.case_key = h.case_key and r.happened_at = h.end_at and r.sent
    where h.name = 'transfer'
    union
    select h.hit_no, 'context', a.record_no, a.pos, 'events'
    from hits h join referral_acts a on a.case_key = h.case_key and (
      (h.name = 'transfer' and a.kind in ('approve', 'refer')) or (h.name = 'review' and a.kind = 'decide')
      or (h.name = 'return' and a.kind = 'decline') or (h.name = 'reverse' and a.kind = 'drop'))`,
  explain: (row, params, { zone, asOf }) => SENTENCES[row.name](row, params, { zone, asOf }),
});

type Sentence = (
  row: z.output<typeof Row>,
  params: z.output<typeof Params>,
  at: { readonly zone: string; readonly asOf: number },
) => Explanation;

const SENTENCES: Record<(typeof CHECKS)[number], Sentence> = {
  transfer: ({ since_at, end_at, due_at }, { transfer_hours }, { zone, asOf }) => {
    const ran = (end_at ?? asOf) - due_at + transfer_hours * HOUR;
    const hours = Math.floor(ran / HOUR);
    const from = countedFrom(zone, since_at);
    const run = hoursRun(ran);
    const atLeast = end_at !== null && !momentTold(zone, end_at).includes(" ");
    const waited = atLeast ? { zh: `至少 ${run.zh}`, en: `at least ${run.en}` } : run;
    const none = end_at === null;
    return {
      message: {
        zh: `${from.zh}批准移送涉嫌犯罪案件，${none ? `至今 ${waited.zh}未见移送记录` : `${waited.zh}后移送`}，期限 ${hoursTold(transfer_hours).zh}，需核查。`,
        en: `The referral was approved at ${from.en} and ${none ? `is not on record after ${waited.en}` : `was made after ${waited.en}`}; the limit is ${hoursTold(transfer_hours).en}.`,
      },
      measured: hours,
      threshold: transfer_hours,
      unit: "hours",
      ...(none ? { missing: [{ zh: "移送记录", en: "The referral" }] } : {}),
    };
  },
  review: ({ handover_no, since_at, end_at, due_at }, _, { zone, asOf }) => {
    const days = localDay(zone, end_at ?? asOf) - localDay(zone, since_at);
    const none = end_at === null;
    return {
      message: {
        zh: `移送 ${handover_no} 于 ${momentTold(zone, since_at)} 接收，期限至 ${dateOf(due_at)}，${none ? `至今 ${days} 日未见` : `${days} 日后才有`}立案、不予立案或转送的决定，需核查。`,
        en: `Referral ${handover_no} was received on ${momentTold(zone, since_at)}, with the limit ending ${dateOf(due_at)}; ${none ? `after ${counted(days, "day")} no decision on filing is on record` : `the decision on filing came after ${counted(days, "day")}`}.`,
      },
      measured: days,
      threshold: due_at - localDay(zone, since_at),
      unit: "days",
      ...(none ? { missing: [{ zh: "是否立案的决定", en: "Decision on filing" }] } : {}),
    };
  },
  return: ({ handover_no, since_at }, { return_days }, { zone, asOf }) => {
    const days = localDay(zone, asOf) - localDay(zone, since_at);
    return {
      message: {
        zh: `移送 ${handover_no} 于 ${momentTold(zone, since_at)} 决定不予立案，已 ${days} 日，未见退回案卷材料的记录（默认 ${return_days} 日），需核查。`,
        en: `Referral ${handover_no} was refused on ${momentTold(zone, since_at)}; ${counted(days, "day")} later nothing says that its papers went back (${return_days} by default).`,
      },
      measured: days,
      threshold: return_days,
      unit: "days",
      missing: [{ zh: "退回记录", en: "Return of the papers" }],
    };
  },
  reverse: ({ handover_no, since_at }, { reverse_days }, { zone, asOf }) => {
    const days = localDay(zone, asOf) - localDay(zone, since_at);
    return {
      message: {
        zh: `经移送 ${handover_no} 而来的案件于 ${momentTold(zone, since_at)} 决定不起诉，已 ${days} 日，未见反向移送、检察意见或无须处罚的认定（默认 ${reverse_days} 日），需核查。`,
        en: `The case that referral ${handover_no} began was not prosecuted (${momentTold(zone, since_at)}); ${counted(days, "day")} later it was neither sent back for a penalty nor found to need none (${reverse_days} by default).`,
      },
      measured: days,
      threshold: reverse_days,
      unit: "days",
      missing: [{ zh: "反向移送或无须处罚的认定", en: "The way back, or a finding that no penalty is called for" }],
    };
  },
};
