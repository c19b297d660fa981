import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { dateOf } from "../../pipeline/kit/zone.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { round } from "../_terms/figures.ts";
import { asSignal, FALSE_DISCOVERY, twoDigits } from "../_terms/signal.ts";
import { layOutDeviations, Params, TABLE } from "./peers.ts";

export default defineDetector({
  meta: {
    id: "outcome-deviation",
    code: "OC01",
    version: "1",
    family: "outcome",
    title: { zh: "类案处理结果偏离（信号）", en: "Outcome unlike those of similar cases (signal)" },
    about: {
      zh: "同一年度、案由、程序、地区和关键事实相同的若干案件（参数 `min_peers`）中，某案处理结果（罚款数额、刑期等）远离其余（稳健 z 值，参数 `min_z`）。只说明与同类案件不同，不评价是否适当。统计信号，不是结论。",
      en: "Among cases of the same year, cause, procedure, region and key facts, as many as `min_peers` says, the outcome of one (a fine, a term) lies far from the others' (a robust z of `min_z` and more). It says that the case is unlike the others, not that it is wrong. A signal, not a finding.",
    },
    tier: "signal",
    scope: "log",
    severity: 1,
    needs: { events: [], cases: ["cause_code"] },
    law: [],
    innocent: [
      {
        zh: "存在日志未记载的法定、酌定情节（自首、退赃、谅解、累犯、认罪认罚等）",
        en: "Circumstances that the log does not record: surrender, restitution, forgiveness, recidivism, a plea",
      },
      { zh: "数额、后果在同一档次内差异较大", en: "Values or consequences differ inside one band" },
      { zh: "数罪并罚、多人共同案件", en: "Several charges, or several persons, in one case" },
    ],
    checks: [
      {
        zh: "由审判监督、案件评查渠道调阅文书说理部分",
        en: "Through the channels of trial supervision and case review only: read the reasons given",
      },
      { zh: "核对缺失情节是否存在于卷宗", en: "See whether the circumstances missing here are in the file" },
      { zh: "核对金额、刑期是否录入错误", en: "See whether the number was entered wrongly" },
    ],
    exclusions: [
      {
        zh: "同类案件不足三十件，或本案缺少分组事实的：无法判断",
        en: "Fewer than thirty peers, or a fact of the grouping missing in this case: cannot tell",
      },
      { zh: "与中位数相差不到一倍的：不提示", en: "Less than twice, and more than half of, the median is passed over" },
      {
        zh: "同类中 2% 以上同样偏离的，属另一种处理档次：不提示",
        en: "Where more than 2% of the peers lie as far out, that is another tariff, and passed over",
      },
      { zh: "没有处理结果数值的案件不比较", en: "A decision without a number is not compared" },
    ],
    unclear: {
      zh: "同类案件太少，或者本案没有记载地区、案由等用以归类的事实。",
      en: "There are too few similar cases, or the case lacks a fact by which they are grouped, such as its region or cause.",
    },
    references: ["Iglewicz & Hoaglin 1993, How to detect and handle outliers (modified z-score, 3.5)", FALSE_DISCOVERY],
  },
  params: Params,
  row: z.object({
    decided_on: z.number(),
    value: z.number(),
    unrecorded: z.string(),
    unrecorded_facts: z.string(),
    group_name: z.string(),
    peers: z.number(),
    median: z.number(),
    q1: z.number(),
    q3: z.number(),
    z: z.number(),
    q: z.number(),
  }),
  prepare: layOutDeviations,
  query: () => sql`select * from ${TABLE}`,
  evidence: () => sql`
    select h.hit_no, 'a' as part, s.record_no, s.pos from hits h join steps s on s.case_key = h.case_key and s.pos = h.pos`,
  explain: (row, { unit, factors, min_z, alike }) => {
    const factorsMissing = row.unrecorded.split(";").filter((name) => name !== "");
    const known = Object.keys(factors).filter((name) => !factorsMissing.includes(name));
    const of =
      unit === "yuan"
        ? { zh: "元", en: "yuan" }
        : unit === "months"
          ? { zh: "个月", en: "months" }
          : { zh: unit, en: unit };
    const facts = row.unrecorded_facts.split(";").filter((name) => name !== "");
    const group = grouped(
      row.group_name,
      alike.filter((name) => !facts.includes(name)),
    );
    return {
      message: asSignal(
        {
          zh: `${dateOf(row.decided_on)} 处理结果为 ${round(row.value)} ${of.zh}；${row.peers} 件同类案件（${group.zh}）中位数 ${round(row.median)} ${of.zh}，四分位 ${round(row.q1)}–${round(row.q3)}，稳健 z = ${round(row.z)}。未见记载的因素：${factorsMissing.length > 0 ? factorsMissing.join("、") : "无"}。`,
          en: `The outcome of ${dateOf(row.decided_on)} is ${round(row.value)} ${of.en}; among ${row.peers} similar cases (${group.en}) the median is ${round(row.median)} ${of.en} and the quartiles ${round(row.q1)} and ${round(row.q3)}, robust z = ${round(row.z)}. Not on record: ${factorsMissing.length > 0 ? factorsMissing.map((name) => factors[name]).join(", ") : "nothing"}.`,
        },
        { zh: "，不评价处理是否适当", en: ", and no word on whether the outcome is right" },
      ),
      severity: factorsMissing.length === 0 ? 2 : 1,
      confidence: factorsMissing.length === 0 ? "medium" : "low",
      measured: round(row.z),
      threshold: min_z,
      unit: "robust z",
      peer: {
        group: row.group_name,
        peers: row.peers,
        value: round(row.value),
        median: round(row.median),
        q1: round(row.q1),
        q3: round(row.q3),
        q: twoDigits(row.q),
        factors_recorded: known.join("、"),
      },
      missing: [...factorsMissing.map((name) => ({ zh: name, en: factors[name] ?? name })), ...facts.map(factName)],
    };
  },
});

/** Names of the facts that peers are alike in. */
const FACTS: Readonly<Record<string, Bilingual>> = {
  "case.cause_code": { zh: "案由", en: "cause" },
  procedure_variant: { zh: "程序", en: "procedure" },
  decision: { zh: "决定种类", en: "kind of decision" },
  region: { zh: "地区", en: "region" },
  party_count: { zh: "当事人人数", en: "parties" },
  minor: { zh: "是否未成年人", en: "minor" },
};
const factName = (name: string): Bilingual => FACTS[name] ?? { zh: name, en: name };

/** A year and facts, each of these behind its name, unless a fact itself has what stands between them. */
function grouped(name: string, facts: readonly string[]): Bilingual {
  const [year = "", ...values] = name.split(" / ");
  if (values.length !== facts.length) return { zh: name, en: name };
  const named = facts.map((fact, i) => ({ fact: factName(fact), value: values[i] ?? "" }));
  return {
    zh: [year, ...named.map(({ fact, value }) => `${fact.zh}：${value}`)].join(" / "),
    en: [year, ...named.map(({ fact, value }) => `${fact.en}: ${value}`)].join(" / "),
  };
}
