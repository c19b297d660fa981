import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { dateOf, localDay } from "../../pipeline/kit/zone.ts";
import { CHANNELS, INQUIRERS } from "../../schemas/values.ts";
import { labels } from "../_terms/labels.ts";
import { filesThatFill, recordEvidence } from "../_terms/records.ts";
import { BASE_RATE, CONTENT, isOneOf, PROTECTED, registerOf } from "../_terms/register.ts";
import { asOfStep } from "../_terms/steps.ts";

export default defineDetector({
  meta: {
    id: "oral-guidance",
    code: "IV08",
    version: "1",
    family: "intervention",
    title: { zh: "口头指导未书面化", en: "Oral guidance not put on paper" },
    about: {
      zh: "内部人员就案件口头提出要求或者指导意见，登记后若干日内，既无书面意见，也无载体留存的记录。应由提出意见的人员补充书面意见，与登记人无关。",
      en: "Somebody of the organ asked for or guided something in a case by word of mouth, and days after the entry there is neither a written opinion nor a note that is kept. Putting it on paper is for whoever gave the guidance; the recorder has done their part.",
    },
    tier: "rule",
    scope: "case",
    severity: 2,
    absence: true,
    needs: { interventions: ["channel", "content_class", "category"] },
    law: [
      {
        name: "司法机关内部人员过问案件的记录和责任追究规定",
        article: "4",
        confidence: "fair",
        note: "2015；日数为默认值，非条文",
      },
    ],
    innocent: [
      BASE_RATE,
      { zh: "书面意见已入卷，未录入系统", en: "The written opinion is in the file and was not entered" },
      {
        zh: "口头意见已由办案人员记录在案，登记簿未填写载体",
        en: "The handler noted it in the file and the register does not say so",
      },
      { zh: "只是了解进展，内容类别填写有误", en: "It only asked about progress, and the class is wrong" },
    ],
    checks: [
      { zh: "查阅卷内有无书面意见或者记录", en: "Look in the file for a written opinion or a note" },
      { zh: "请提出意见的人员补充书面意见", en: "Ask whoever gave the guidance to put it in writing" },
    ],
    exclusions: [
      {
        zh: "了解进展、反映情况等不含指导意见的：不适用",
        en: "Entries that only ask or report guide nothing and are not applicable",
      },
      {
        zh: "以文件、批示、信息等书面方式提出的，外单位人员的：不适用",
        en: "Written channels, and persons from outside the organ, are not applicable",
      },
      {
        zh: "案件中有时间相近的书面意见环节，或者此后、下一次口头指导之前补有书面意见的：不提示",
        en: "A written opinion in the case at about that time, or late, before anything else was guided orally, is the paper asked for",
      },
      {
        zh: "迟来的书面意见在其后又一次口头指导之后的：属于哪一次，无法判断",
        en: "A late opinion that came after further oral guidance may be the paper of either: cannot tell",
      },
      {
        zh: "所在登记簿没有载体栏或者从未填写（不论其他登记簿如何）而案件中未见书面意见的，方式、类别或人员类别未填或者用词不明的：无法判断",
        en: "An entry of a register without a field for the medium, or that never fills it, whatever other registers do, in a case without a written opinion, or one without channel, class or category, or with a word there that nobody knows: cannot tell",
      },
    ],
    unclear: {
      zh: "登记簿没有载体一栏或者从未填写；方式、内容、人员类别未填或者用词不明；或者迟来的书面意见不知对应哪一次口头指导。",
      en: "The register never says how it was kept on paper; channel, content or category are empty or in unknown words; or a late written opinion may belong to either of two entries.",
    },
    references: ["最高人民检察院：过问、干预、插手记录数据（2018 年至 2020 年 3 月）"],
  },
  params: z.strictObject({
    oral: labels(["当面", "电话", "会议", "口头"], "oral channels"),
    insiders: labels(["内部人员"], "categories of inquirers who guide cases within the organ"),
    guidance: labels(["具体要求", "督促依法"], "classes of content that guide a case"),
    written: labels(
      ["书面指导意见", "书面意见", "批示", "指导意见入卷", "会议纪要", "协调会纪要"],
      "labels of a written opinion or of a note put in the file",
    ),
    days: z
      .int()
      .min(0)
      .default(7)
      .describe("days before and after the guidance within which its paper is looked for; an engineering default"),
  }),
  row: z.object({ key: z.string(), channel: z.string(), content_class: z.string(), received_on: z.number() }),
  query: ({ oral, insiders, guidance, written, days }, situation) => {
    const today = localDay(situation.facts.zone.name, situation.asOf);
    const columns = ["channel", "category", "content_class", "medium_kept"] as const;
    return sql`
      with entries as (
        select e.*, lead(received_on) over (partition by case_key order by received_on, record_no) as next_on
        from (
          select r.*, ${isOneOf(sql`r.channel`, oral, CHANNELS)} as by_mouth,
            ${isOneOf(sql`r.category`, insiders, INQUIRERS)} as of_the_organ,
            ${isOneOf(sql`r.content_class`, guidance, CONTENT)} as guides
          from (${registerOf(situation, columns)}) r
        ) e
        where coalesce(e.by_mouth, true) and coalesce(e.of_the_organ, true) and coalesce(e.guides, true)
      )
      select e.case_key, e.record_id as key, e.record_no, e.channel, e.content_class, e.received_on,
        case
          when e.case_key is null or e.by_mouth is null or e.of_the_organ is null or e.guides is null then 'cannot tell'
          when e.medium_kept is not null then 'clear'
          when w.answered then 'clear'
          when ${today} <= e.received_on + ${days} then 'pending'
          when w.answered is not null or e.file_id not in ${filesThatFill(situation, "interventions", ["medium_kept"])}
            then 'cannot tell'
          else 'hit'
        end as outcome
      from entries e left join (
        select e.record_no,
          bool_or(s.occurred_on <= e.received_on + ${days} or coalesce(s.occurred_on < e.next_on, true)) as answered
        from entries e join steps s on s.case_key = e.case_key and s.activity in ${written}
          and s.occurred_on >= e.received_on - ${days}
        group by e.record_no
      ) w on w.record_no = e.record_no`;
  },
  evidence: () => recordEvidence("interventions"),
  explain: ({ key, channel, content_class, received_on }, { days }, { zone, asOf }) => {
    const gone = localDay(zone, asOf) - received_on;
    return {
      message: {
        zh: `过问登记 ${key}：内部人员以“${channel}”方式提出“${content_class}”，${gone} 日后仍未见书面意见，也未见载体留存，需核查。应由提出意见的人员书面化，与登记人无关。`,
        en: `Entry ${key}: somebody of the organ gave guidance of the class "${content_class}" by the channel "${channel}", and ${gone} days later there is neither a written opinion nor a medium kept. Putting it on paper is for them; the recorder has done their part.`,
      },
      measured: gone,
      threshold: days,
      unit: "days",
      missing: [{ zh: "书面意见或者载体", en: "Written opinion or medium" }],
      clock: [
        { label: { zh: "口头提出", en: "Said" }, value: dateOf(received_on) },
        { label: { zh: "应有书面意见（默认值）", en: "Paper expected within (default)" }, value: `+ ${days} d` },
        asOfStep(dateOf(received_on + gone)),
      ],
      innocent: [PROTECTED],
    };
  },
});
