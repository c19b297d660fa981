import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { dateOf } from "../../pipeline/kit/zone.ts";
import { counted } from "../../schemas/text.ts";
import { layOutNumbers, Params, seriesOutcomes, sharedNumbers, yearOutcomes } from "./numbers.ts";

export default defineDetector({
  meta: {
    id: "case-number-series",
    code: "DI01",
    version: "1",
    family: "data-integrity",
    title: { zh: "案号断号、重号、跳年", en: "Gap, duplicate or wrong year in case numbers" },
    about: {
      zh: "法院案号按法院、类型、年度连续编排：其间缺号、两案同号、年度与案件时间不符的，提示核对。缺号不等于案件被删除。",
      en: "Courts number their cases in sequence per court, type and year: a missing number, a number that two cases hold, or a year outside the case's life is shown. A missing number is not a deleted case.",
    },
    tier: "rule",
    scope: "log",
    severity: 2,
    needs: { cases: ["case_no"] },
    law: [
      {
        name: "最高人民法院关于人民法院案件案号的若干规定",
        article: "2、3",
        from: "2016-01-01",
        confidence: "sure",
        note: "法〔2015〕137号，法〔2018〕335号修正",
      },
    ],
    innocent: [
      { zh: "案号作废、重新编号，作废登记未进入日志", en: "The number was void and its register is not in the log" },
      { zh: "系统间同步延迟，或该案不在报送范围", en: "The feed lags, or the case is outside what is delivered" },
      { zh: "涉密、封存案件未报送", en: "Secret or sealed cases are not delivered" },
      { zh: "合并、移送后一案两个标识", en: "One case with two identifiers after a merger or transfer" },
    ],
    checks: [
      { zh: "在立案登记簿中查缺号的去向", en: "Look in the register of filings for what became of the number" },
      { zh: "核对作废案号登记", en: "Look in the register of void numbers" },
      { zh: "核对同号案件的当事人和收案时间", en: "Compare the parties and filing of the cases that share it" },
    ],
    exclusions: [
      {
        zh: "刑事复核案件的编号随机确定，不查断号",
        en: "Numbers of criminal review cases are random; gaps are not looked for",
      },
      {
        zh: "已载到的号码不足全部的九成，或者不足二十个：只报送了一部分，无法判断",
        en: "A series of which less than nine tenths, or fewer than twenty numbers, are loaded was delivered in part: cannot tell",
      },
      {
        zh: "后一号立案未满同步期的缺号：待定",
        en: "A gap before a number that is younger than the settling time: pending",
      },
      {
        zh: "之一、之二等同案文书编号，互为关联的案件：不算重号",
        en: "号之一 and 号之二 are rulings in one case, and linked cases share a number on purpose",
      },
      {
        zh: "何时立案未载，而日志中首个环节不是立案的：该案可能始于日志之前，年度是否相符无法判断",
        en: "A case of which no source says when it was opened, and whose first act on record is no filing, may have begun before the log: whether the year fits cannot be told",
      },
      {
        zh: "不是法院案号的编号，以及不同单位的同号：无法判断；重号按案号提示，逐案看，是谁的案号无法判断",
        en: "Numbers that are no court's, and numbers that cases of different units share: cannot tell. A number that two cases hold is told as a number; of each of them it cannot tell whose it is",
      },
      {
        zh: "本单位作废案号的记录未载明案号的，缺号不多于此类记录：无法判断",
        en: "No more numbers missing than the unit voided in records that do not name them: cannot tell",
      },
      {
        zh: "单位数据有断档的，其缺号无法判断：所缺案件或作废记录可能在断档之中",
        en: "Numbers missing from a unit whose feed has a gap: cannot tell, for the case or the record that voids it may lie in the gap",
      },
    ],
    unclear: {
      zh: "号码只载入一部分，或者该单位数据有断档；作废记录未写明案号；案件可能始于日志之前；编号不是法院案号，或者几案同号。",
      en: "The series came in part or its feed has a gap; records of void numbers do not name them; the case may have begun before the log; or the number is no court's, or several cases'.",
    },
    references: ["法〔2015〕137号", "法〔2018〕335号"],
  },
  params: Params,
  row: z.object({
    key: z.enum(["gap", "duplicate", "year"]),
    subject_id: z.string().nullable(),
    text: z.string().nullable(),
    n: z.number().nullable(),
    first: z.number().nullable(),
    last: z.number().nullable(),
    ranges: z.string().nullable(),
    open_ranges: z.number().nullable(),
    opened_on: z.number().nullable(),
  }),
  prepare: layOutNumbers,
  query: (params, situation) => sql`
    select cast(null as integer) as case_key, 'series' as subject_type, series as subject_id, org_id, 'gap' as key,
      series as text, missing as n, first, last, ranges, open_ranges, cast(null as integer) as opened_on, true as absent, outcome
    from (${seriesOutcomes(params, situation)}) g
    union all
    select null, 'series', text, org_id, 'duplicate', text, holders, null, null, null, null, null, false, outcome
    from (${sharedNumbers(situation)}) d
    union all
    select case_key, null, null, null, 'year', text, null, null, null, null, null, opened_on, false, outcome
    from (${yearOutcomes(params, situation)}) y`,
  evidence: () => sql`
    select h.hit_no, 'b' as part, s.record_no, s.pos
    from hits h join number_gaps g on g.series = h.subject_id and g.settled
    join numbered_cases c on c.series = g.series and c.sub = 0 and (c.serial = g.after or c.serial = g.before)
    join steps s on s.case_key = c.case_key and s.pos = 1
    where h.key = 'gap'
    union
    select h.hit_no, 'a', s.record_no, s.pos
    from hits h join numbered_cases c on c.text = h.subject_id join steps s on s.case_key = c.case_key and s.pos = 1
    where h.key = 'duplicate'
    union
    select h.hit_no, 'a', s.record_no, s.pos
    from hits h join steps s on s.case_key = h.case_key and s.pos = 1
    where h.key = 'year'`,
  explain: ({ key, text, n, first, last, ranges, open_ranges, opened_on }) => {
    if (key === "duplicate") {
      return {
        message: {
          zh: `案号“${text}”由 ${n} 个案件使用，案号应具有唯一性，需核查。`,
          en: `${n} cases hold the number ${text}; a number belongs to one case.`,
        },
        severity: 3,
        measured: n,
        threshold: 1,
        unit: "cases",
      };
    }
    if (key === "year") {
      return {
        message: {
          zh: `案号“${text}”的年度与案件时间不符：该案 ${dateOf(opened_on as number)} 起办理，需核查。`,
          en: `The year in ${text} lies outside the life of the case, which was opened on ${dateOf(opened_on as number)}.`,
        },
      };
    }
    const more = (open_ranges ?? 0) > (ranges ?? "").split(", ").length;
    return {
      message: {
        zh: `${text}字案号 ${first} 至 ${last} 号之间缺 ${n} 个：${(ranges ?? "").replaceAll(", ", "、")}${more ? " 等" : ""}。缺号不等于案件被删除，请先查作废登记，需核查。`,
        en: `${counted(n ?? 0, "number")} ${n === 1 ? "is" : "are"} missing between ${first} and ${last} of ${text}: ${ranges}${more ? " and more" : ""}. A missing number is not a deleted case; look first for void numbers.`,
      },
      measured: n,
      unit: "numbers",
    };
  },
});
