import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { when } from "../../pipeline/kit/when.ts";
import { dateOf, localDay } from "../../pipeline/kit/zone.ts";
import { counted } from "../../schemas/text.ts";
import { filesWith, recordEvidence } from "../_terms/records.ts";
import { BASE_RATE, PROTECTED, registerOf } from "../_terms/register.ts";
import { asOfStep, expiresStep, marginStep } from "../_terms/steps.ts";

const DISPOSALS = ["triage", "triaged_at", "outcome", "follow_up_at"] as const;

export default defineDetector({
  meta: {
    id: "no-follow-up",
    code: "IV05",
    version: "1",
    family: "intervention",
    title: { zh: "过问登记后未处置", en: "Registered, and not followed up" },
    about: {
      zh: "过问已登记，超过规定日数仍无研判、处置或反馈的记录。应由接收登记的部门处置，与登记人无关。",
      en: "An inquiry was registered, and after the days allowed nothing says that it was triaged, settled or followed up. That is for the department that receives entries; the recorder has done their part.",
    },
    tier: "rule",
    scope: "case",
    severity: 2,
    needs: { interventions: [] },
    law: [
      {
        name: "领导干部干预司法活动、插手具体案件处理的记录、通报和责任追究规定",
        article: "7",
        confidence: "fair",
        note: "定期汇总报告；日数为默认值",
      },
    ],
    innocent: [
      BASE_RATE,
      { zh: "属正常了解，已口头研判，未填写结果", en: "A plain question, judged orally and not written down" },
      {
        zh: "研判结果记录在另一平台或定期汇总报告中",
        en: "The result stands on another platform or in the periodic report",
      },
    ],
    checks: [
      {
        zh: "向接收登记的部门了解研判情况和当期汇总报告",
        en: "Ask the department that receives entries for its triage and the report of the period",
      },
      { zh: "核对登记是否已送达接收部门", en: "See whether the entry reached that department" },
    ],
    exclusions: [
      { zh: "处置迟但已处置的：不提示", en: "What was settled late is settled" },
      {
        zh: "所在登记簿没有任何处置类字段（不论其他登记簿有无）、案件不在日志中的：无法判断；有字段而从未填写的，照常提示",
        en: "An entry of a register without any field for what followed, whatever other registers have, or on a case that is not in the log: cannot tell; one that has the field and never fills it is told of",
      },
    ],
    unclear: {
      zh: "过问登记簿没有研判、处置、反馈各栏，或者所涉案件不在已载入的数据中。",
      en: "The register has no fields for what followed an entry (assessment, handling, feedback), or the case is not in the data.",
    },
    references: [
      "最高人民检察院：过问、干预、插手记录数据（2018 年至 2020 年 3 月）",
      "最高人民检察院 2019-08-23 实施办法（月报告）",
    ],
  },
  params: z.strictObject({
    due_days: z
      .int()
      .min(1)
      .default(31)
      .describe("days after the entry within which a result is expected: one monthly report; an engineering default"),
  }),
  row: z.object({
    key: z.string(),
    since_on: z.number(),
    content_class: z.string().nullable(),
    reported_to: z.string().nullable(),
    reported: z.boolean(),
  }),
  query: ({ due_days }, situation) => {
    const today = localDay(situation.facts.zone.name, situation.asOf);
    const columns = [...DISPOSALS, "content_class", "reported_to", "reported_at"] as const;
    const { asOf } = situation;
    return sql`
      select case_key, record_id as key, record_no, content_class, reported_to, since_on,
        coalesce(reported_at <= ${asOf}, reported_to is not null) as reported,
        case
          when case_key is null or file_id not in ${filesWith(situation, "interventions", DISPOSALS)} then 'cannot tell'
          when settled then 'clear'
          when ${today} <= since_on + ${due_days} then 'pending'
          else 'hit'
        end as outcome
      from (
        select e.*, coalesce(e.recorded_on, e.received_on) as since_on,
          coalesce(e.triaged_at <= ${asOf}, false) or coalesce(e.follow_up_at <= ${asOf}, false)
            or (coalesce(e.triaged_at, e.follow_up_at) is null
              and coalesce(e.triage, e.outcome) is not null) as settled
        from (${registerOf(situation, columns)}) e
      ) x`;
  },
  evidence: () => recordEvidence("interventions"),
  explain: ({ key, since_on, content_class, reported_to, reported }, { due_days }, { zone, asOf }) => {
    const today = localDay(zone, asOf);
    const to = reported_to ? `（接收：${reported_to}）` : "";
    const toEn = reported_to ? ` (received by ${reported_to})` : "";
    const what = content_class ? `，内容类别“${content_class}”` : "";
    const whatEn = content_class ? `, class "${content_class}",` : "";
    return {
      message: {
        zh: `过问登记 ${key}${what}，登记后已 ${today - since_on} 日，未见研判、处置或反馈记录${to}，提示线（默认值）为 ${due_days} 日。应由接收部门处置，与登记人无关，需核查。`,
        en: `Entry ${key}${whatEn} has no triage, result or follow-up ${today - since_on} days after it was made${toEn}; the line (a default) is ${counted(due_days, "day")}. This is for the recipient; the recorder has done their part.`,
      },
      measured: today - since_on,
      threshold: due_days,
      unit: "days",
      missing: [
        { zh: "研判意见或处置结果", en: "Triage or result" },
        ...when(!reported, () => ({ zh: "报告记录", en: "Report to the department that receives entries" })),
      ],
      clock: [
        { label: { zh: "登记", en: "Entered" }, value: dateOf(since_on) },
        { label: { zh: "应处置期限（默认值）", en: "Result expected within (default)" }, value: `+ ${due_days} d` },
        expiresStep(dateOf(since_on + due_days)),
        asOfStep(dateOf(today)),
        marginStep(since_on + due_days - today, "d"),
      ],
      innocent: [PROTECTED],
    };
  },
});
