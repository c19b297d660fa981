import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { join, sql, word } from "../../pipeline/engine/sql.ts";
import { when } from "../../pipeline/kit/when.ts";
import { dateOf } from "../../pipeline/kit/zone.ts";
import { counted } from "../../schemas/text.ts";
import { endedWithoutSearch, layOutCases, Params, reopened, unserved } from "./closed.ts";

export default defineDetector({
  meta: {
    id: "reopened",
    code: "OC06",
    version: "1",
    family: "outcome",
    title: { zh: "结案复立、疑似未实际办结", en: "Closed, then opened again, or closed before it was done" },
    about: {
      zh: "结案后一段时间内（参数 `within_days`），相同当事人、相同案由（或同一事实）以新案号再立；或结案时裁决未见送达；或终结本次执行程序前未见财产调查、未见批准或申请执行人确认。",
      en: "Within as many days of its closing as `within_days` says the same parties and cause (or the same fact) have a new case; or a case was closed and its decision never served; or an enforcement was ended for now with no search for property, or without the approval or confirmation that it needs.",
    },
    tier: "rule",
    scope: "log",
    severity: 3,
    absence: true,
    needs: { events: [] },
    law: [
      {
        name: "最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释",
        article: "519",
        from: "2015-02-04",
        to: "2022-04-09",
        confidence: "fair",
        note: "终结本次执行程序",
        matters: ["enforcement"],
      },
      {
        name: "最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释",
        article: "517",
        from: "2022-04-10",
        confidence: "sure",
        note: "终结本次执行程序须经财产调查；申请执行人签字确认，或合议庭审查核实并经院长批准",
        matters: ["enforcement"],
      },
      {
        name: "行政处罚法",
        article: "40",
        from: "2018-01-01",
        to: "2021-07-14",
        confidence: "fair",
        note: "处罚决定的送达",
        matters: ["unserved"],
      },
      {
        name: "行政处罚法",
        article: "61",
        from: "2021-07-15",
        confidence: "sure",
        note: "处罚决定的送达",
        matters: ["unserved"],
      },
      {
        name: "刑事诉讼法",
        article: "202",
        from: "2018-10-26",
        confidence: "sure",
        note: "刑事判决的送达",
        matters: ["unserved"],
      },
      {
        name: "民事诉讼法",
        article: "148",
        from: "2017-07-01",
        to: "2021-12-31",
        confidence: "fair",
        note: "民事判决的发送",
        matters: ["unserved"],
      },
      {
        name: "民事诉讼法",
        article: "151",
        from: "2022-01-01",
        confidence: "sure",
        note: "民事判决的发送",
        matters: ["unserved"],
      },
    ],
    innocent: [
      {
        zh: "依法撤诉后再诉、恢复执行、发回重审",
        en: "Withdrawn and lawfully brought again, enforcement resumed, remitted",
        matters: ["again"],
      },
      { zh: "相同当事人之间另有一起纠纷或行为", en: "Another matter between the same parties", matters: ["again"] },
      { zh: "系列案件、分案审理", en: "A series of cases, or one case split", matters: ["again"] },
      { zh: "送达以纸质或在其他系统办理", en: "Service is on paper or in another system", matters: ["unserved"] },
      {
        zh: "财产调查、批准以纸质或在其他系统办理",
        en: "The search for property, or the approval, is on paper or in another system",
        matters: ["enforcement"],
      },
    ],
    checks: [
      {
        zh: "比对两案诉讼请求、事实和证据",
        en: "Compare claims, facts and evidence of the two cases",
        matters: ["again"],
      },
      {
        zh: "向当事人了解是否被要求撤回后重新申请",
        en: "Ask the parties whether they were told to withdraw and apply again",
        matters: ["again"],
      },
      { zh: "查阅送达回证", en: "Look for the proof of service", matters: ["unserved"] },
      {
        zh: "查阅财产调查表和终本审批材料",
        en: "Look for the search for property and the approval",
        matters: ["enforcement"],
      },
    ],
    exclusions: [
      {
        zh: "以撤诉、移送、发回等方式结案的，审级、执行等后续程序的，上一案件办结前已立案的：不提示",
        en: "Clear where the first ended by withdrawal, transfer or remittal, where the second is its next instance or its enforcement, or was opened before the first was closed",
      },
      {
        zh: "只有一名当事人时，须事实编号相同才提示；没有事实编号的：无法判断",
        en: "One party alone says too little: the fact must be the same, and without it cannot tell",
      },
      {
        zh: "裁决之前的送达不是裁决的送达；数据来源从不记载裁决的送达、财产调查或批准的：就此无法判断",
        en: "What was served before the decision is not its service; of service, searches or approvals that its source never records it cannot tell",
      },
      {
        zh: "裁决写明当事人而送达记录只见其他当事人的：无法判断",
        en: "A decision that names a party, with service on others alone: cannot tell",
      },
      {
        zh: "新案与结案同日、先后不明的，两案登记的案件类型都未填的，或者没有案件类型栏而由另一单位立案（可能是下一程序）的：无法判断",
        en: "A new case of the day of the closing that may have come first, one whose kind the masters of both leave empty, or another unit's where no master has a field for it, which may be the next stage: cannot tell",
      },
    ],
    unclear: {
      zh: "没有事实编号、案件类型，不知是否同案；结案与再立同日；只送达部分当事人；数据来源从不记载送达、财产调查、批准。",
      en: "No fact number or kind of case shows whether both are one matter; closed and opened on one day; only some parties served; or the source never records services, searches or approvals.",
    },
    references: ["最高人民法院关于严格规范终结本次执行程序的规定（法〔2016〕373号）"],
  },
  params: Params,
  row: z.object({
    key: z.enum(["again", "unserved", "enforcement"]),
    closed_on: z.number(),
    other_case: z.string().nullable(),
    other_on: z.number().nullable(),
    by_fact: z.boolean().nullable(),
    searched: z.boolean().nullable(),
    approved: z.boolean().nullable(),
  }),
  prepare: layOutCases,
  awaits: ({ decided, serve, end_enforcement, search, approve }) => [
    { name: { zh: "送达", en: "Service" }, acts: serve, calledBy: decided, key: "unserved" },
    {
      name: { zh: "财产查控", en: "Search for property" },
      acts: search,
      calledBy: end_enforcement,
      key: "enforcement",
    },
    {
      name: { zh: "终本审批或确认", en: "Approval or confirmation of the ending" },
      acts: approve,
      calledBy: end_enforcement,
      key: "enforcement",
    },
  ],
  query: (params, situation) =>
    join(
      [reopened, unserved, endedWithoutSearch].map(
        (part) => sql`select p.*, p.key as matter from (${part(params, situation)}) p`,
      ),
      word(" union all "),
    ),
  evidence: ({ decided, end_enforcement }) => sql`
    select h.hit_no, 'a' as part, s.record_no, s.pos
    from hits h join cases c on c.case_key = h.case_key
    join steps s on s.case_key = h.case_key and (
      (h.key = 'again' and s.pos = c.event_count) or (h.key = 'unserved' and s.activity in ${decided})
      or (h.key = 'enforcement' and s.activity in ${end_enforcement}))
    union all
    select h.hit_no, 'b', s.record_no, s.pos
    from hits h join cases c on c.case_id = h.other_case join steps s on s.case_key = c.case_key and s.pos = 1`,
  explain: (row, { within_days }) => {
    const closed = dateOf(row.closed_on);
    if (row.key === "again") {
      const days = (row.other_on ?? row.closed_on) - row.closed_on;
      return {
        message: {
          zh: `案件于 ${closed} 结案，${days} 日后（${dateOf(row.other_on ?? 0)}）${row.by_fact ? "同一事实" : "相同当事人、相同案由"}以 ${row.other_case} 再立（${within_days} 日以内提示，非条文），需核查。`,
          en: `The case was closed on ${closed}; ${counted(days, "day")} later (${dateOf(row.other_on ?? 0)}) ${row.by_fact ? "the same fact" : "the same parties and cause"} had a new case, ${row.other_case} (told within ${counted(within_days, "day")}, which no law sets).`,
        },
        measured: days,
        threshold: within_days,
        unit: "days",
      };
    }
    if (row.key === "unserved") {
      return {
        message: {
          zh: `案件于 ${closed} 结案，所作裁决未见送达记录，需核查。`,
          en: `The case was closed on ${closed} and no service of its decision is on record.`,
        },
        missing: [{ zh: "送达", en: "Service" }],
      };
    }
    const missing = [
      ...when(row.searched === false, () => ({ zh: "财产调查", en: "A search for property" })),
      ...when(row.approved === false, () => ({
        zh: "院长批准或申请执行人签字确认",
        en: "The president's approval or the applicant's confirmation",
      })),
    ];
    return {
      message: {
        zh: `${closed} 终结本次执行程序，此前未见${missing.map(({ zh }) => zh).join("、")}的记录，需核查。`,
        en: `On ${closed} the enforcement was ended for now; before it there is no record of ${missing.map(({ en }) => en.toLowerCase()).join(", or ")}.`,
      },
      missing,
    };
  },
});
