import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { join, noRows, type Sql, sql, word } from "../../pipeline/engine/sql.ts";
import { dateOf, localDay } from "../../pipeline/kit/zone.ts";
import { readValue } from "../../pipeline/rules/condition.ts";
import { kinds, labels, optionalLabels, TRIED } from "../_terms/labels.ts";
import { continuedCases, linkedCases } from "../_terms/links.ts";
import { holdsAny } from "../_terms/words.ts";

const Params = z.strictObject({
  administrative_types: labels(
    ["治安案件", "治安", "行政案件", "行政处罚", "public-order", "administrative"],
    "kinds of case (`cases.case_type`) that are administrative",
  ),
  criminal_types: labels(["刑事案件", "刑事", "criminal"], "kinds of case (`cases.case_type`) that are criminal"),
  other_types: optionalLabels(
    TRIED,
    "kinds of case that are neither and not looked at; of any other it cannot be told",
  ),
  settle: labels(
    [
      "处罚决定",
      "行政处罚决定",
      "当场处罚",
      "不予处罚决定",
      "转行政调解",
      "调解结案",
      "当场调解",
      "治安调解",
      "治安调解书",
    ],
    "labels by which an administrative case is settled",
  ),
  opinion: labels(
    ["鉴定意见", "收到鉴定意见", "重新鉴定意见"],
    "labels of an appraisal's arrival; `injury` reads the grade from it",
  ),
  injury: z.string().default("decision").describe("column or attribute of the opinion that holds the grade"),
  grades: labels(
    ["轻伤二级", "轻伤一级", "轻伤", "重伤二级", "重伤一级", "重伤"],
    "grades of injury that reach the criminal threshold, the gravest last",
  ),
  valuation: labels(["价格认定", "价格认定结论", "价格鉴定意见"], "labels of a valuation; its `amount` is the value"),
  amounts: z
    .record(z.string(), z.number().positive())
    .default({ 盗窃: 3000, 诈骗: 10_000, 抢夺: 3000, 敲诈勒索: 5000, 故意毁坏财物: 5000, 故意损毁财物: 5000 })
    .describe(
      "by `cases.cause_code`, the value from which the matter is criminal; the highest that a province may set, and the local figure should take its place",
    ),
  transfer: labels(
    [
      "转刑事案件",
      "转为刑事案件",
      "呈请转为刑事案件",
      "刑事立案",
      "移送刑侦",
      "移送审查起诉",
      "移送公安机关",
      "移送其他机关",
      "移送司法机关",
    ],
    "labels of a transfer to the criminal procedure",
  ),
  answered: labels(
    ["不起诉决定", "反向移送", "检察意见", "刑事不予立案", "不予立案", "情节显著轻微认定", "自诉", "刑事和解"],
    "labels that say that the criminal side was decided, or is the party's own to bring",
  ),
  grace_days: z.int().min(0).default(10).describe("days left for the transfer after both are known; a default, no law"),
  again: optionalLabels(["重新鉴定委托"], "labels of a second appraisal that has been commissioned"),
});
type Params = z.output<typeof Params>;

/** What a value is of, where it is no injury: causes of which the law is cited, and any other. */
const VALUES = ["盗窃", "诈骗", "抢夺", "敲诈勒索", "故意毁坏财物", "故意损毁财物", "value"];

export default defineDetector({
  meta: {
    id: "downgrade",
    code: "OC02",
    version: "1",
    family: "outcome",
    title: { zh: "疑似降格处理、以罚代刑", en: "Settled below the criminal threshold that the file shows" },
    about: {
      zh: "行政案件以处罚或调解办结，而在案鉴定、价格认定已达刑事追诉标准，未见移送或刑事立案的记录。",
      en: "An administrative case was settled by a penalty or by mediation, while the appraisal or valuation on file reaches the criminal threshold and no transfer to the criminal procedure is on record.",
    },
    tier: "rule",
    scope: "log",
    severity: 3,
    absence: true,
    needs: { events: [], cases: ["case_type"] },
    law: [
      {
        name: "行政执法机关移送涉嫌犯罪案件的规定",
        article: "3、11",
        from: "2001-07-09",
        confidence: "sure",
        note: "不得以行政处罚代替移送",
      },
      { name: "行政处罚法", article: "27", from: "2021-07-15", confidence: "sure" },
      {
        name: "刑法",
        article: "234",
        from: "1997-10-01",
        confidence: "fair",
        note: "故意伤害：轻伤以上",
        matters: ["injury"],
      },
      {
        name: "关于办理盗窃刑事案件适用法律若干问题的解释",
        article: "1",
        from: "2013-04-04",
        confidence: "fair",
        note: "法释〔2013〕8号：一千元至三千元以上，取区间上限为默认值",
        matters: ["盗窃"],
      },
      {
        name: "关于办理诈骗刑事案件具体应用法律若干问题的解释",
        article: "1",
        from: "2011-04-08",
        confidence: "fair",
        note: "法释〔2011〕7号：三千元至一万元以上，取区间上限为默认值",
        matters: ["诈骗"],
      },
      {
        name: "关于办理抢夺刑事案件适用法律若干问题的解释",
        article: "1",
        from: "2013-11-18",
        confidence: "fair",
        note: "法释〔2013〕25号：一千元至三千元以上，取区间上限为默认值",
        matters: ["抢夺"],
      },
      {
        name: "关于办理敲诈勒索刑事案件适用法律若干问题的解释",
        article: "1",
        from: "2013-04-27",
        confidence: "fair",
        note: "法释〔2013〕10号：二千元至五千元以上，取区间上限为默认值",
        matters: ["敲诈勒索"],
      },
      {
        name: "最高人民检察院、公安部关于公安机关管辖的刑事案件立案追诉标准的规定（一）",
        article: "33",
        from: "2008-06-25",
        confidence: "fair",
        note: "公通字〔2008〕36号：五千元以上",
        matters: ["故意毁坏财物", "故意损毁财物"],
      },
    ],
    innocent: [
      { zh: "情节显著轻微，不认为是犯罪", en: "The matter is plainly minor and no crime in law" },
      { zh: "告诉才处理或被害人已自诉", en: "The party brings the charge, and has done so" },
      {
        zh: "检察机关不起诉后移送行政处罚（反向衔接）",
        en: "Sent back for a penalty after a decision not to prosecute",
      },
      { zh: "刑事部分另立案号，未与本案关联", en: "The criminal part has a number of its own that is not linked" },
      {
        zh: "系预防、意外等，责任不在当事人",
        en: "The injury was an accident, or not the party's doing",
        matters: ["injury"],
      },
    ],
    checks: [
      {
        zh: "调阅鉴定意见、价格认定和处理呈批材料",
        en: "Read the appraisal or valuation and the approval of the outcome",
      },
      {
        zh: "核对是否有移送、刑事立案或不予立案文书",
        en: "Look for a transfer, a criminal filing or a decision not to file",
      },
      { zh: "按当地追诉标准核对数额", en: "Compare the value with the local threshold", matters: VALUES },
    ],
    exclusions: [
      {
        zh: "已移送、刑事立案，或同一事实、关联、换号的案件中另有刑事案件的：不提示",
        en: "Transferred, filed as criminal, or a criminal case on the same fact, linked, or under another number: clear",
      },
      {
        zh: "以每人最后一次鉴定意见为准；重新鉴定未出结果的，暂不提示",
        en: "The last opinion of each person counts; while a second is out, pending",
      },
      {
        zh: "鉴定意见未载明等级，或以其他表述提及等级，价格认定没有可读的价值，案由只是包含所列案由，或关联案件未在数据中的：无法判断",
        en: "An opinion without a grade, or that speaks of one in other words; a valuation without a value that can be read; a cause that only holds a listed one; or a linked case that is not in the data: cannot tell",
      },
      {
        zh: "案件类型未填或者不在参数所列之内的，不知是否行政案件：无法判断",
        en: "A case whose kind is empty or not among the settings may not be administrative: cannot tell",
      },
    ],
    unclear: {
      zh: "鉴定意见的等级、价格认定的价值读不出，案由或者案件类型不在所列之内；或者关联案件不在已载入的数据中。",
      en: "The grade in the opinion or the value in the valuation cannot be read, the cause or the kind of case is not quite a listed one, or the linked case is not in the data.",
    },
    references: ["行政执法机关移送涉嫌犯罪案件的规定 3、5、11"],
  },
  params: Params,
  row: z.object({
    settled_on: z.number(),
    settled_as: z.string(),
    grade: z.string().nullable(),
    value: z.number().nullable(),
    cause: z.string().nullable(),
    threshold: z.number().nullable(),
  }),
  query: (params, situation) => {
    const today = localDay(situation.facts.zone.name, situation.asOf);
    return sql`
      select case_key, settled_on, settled_as, grade, value, cause, threshold,
        case when grade is not null then 'injury' when cause in ${VALUES} then cause else 'value' end as matter,
        case
          when answered then 'clear'
          when not (graded or valued) and unclear then 'cannot tell'
          when not (graded or valued) then 'clear'
          when second_out or ${today} <= greatest(settled_on, shown_on) + ${params.grace_days} then 'pending'
          when linked or not administrative then 'cannot tell'
          else 'hit'
        end as outcome
      from (${settled(params, situation)}) x
      where administrative or graded or valued or unclear`;
  },
  evidence: ({ settle, opinion, valuation }) => sql`
    select h.hit_no, case when s.activity in ${settle} then 'b' else 'a' end as part, s.record_no, s.pos
    from hits h join steps s on s.case_key = h.case_key and s.activity in ${[...settle, ...opinion, ...valuation]}`,
  explain: ({ settled_on, settled_as, grade, value, cause, threshold }) => {
    const shown = grade
      ? { zh: `鉴定意见为“${grade}”`, en: `the appraisal says "${grade}"` }
      : {
          zh: `案由“${cause}”，价值 ${value} 元，达到标准 ${threshold} 元`,
          en: `the cause is "${cause}" and the value ${value} yuan, the threshold ${threshold}`,
        };
    return {
      message: {
        zh: `案件于 ${dateOf(settled_on)} 以“${settled_as}”处理，在案${shown.zh}，未见移送或刑事立案的记录，需核查。`,
        en: `The case was settled on ${dateOf(settled_on)} by "${settled_as}"; ${shown.en}, and no transfer to the criminal procedure is on record.`,
      },
      measured: grade ? null : value,
      threshold: grade ? null : threshold,
      unit: grade ? null : "yuan",
      missing: [{ zh: "移送或刑事立案、不予立案的决定", en: "A transfer, or a decision on the criminal side" }],
    };
  },
});

/**
 * One row per settled case that an appraisal or a value speaks of and that is, or may be, administrative: what they show
 * (`graded`, `valued`), and whether they are `unclear`: no grade or value can be read, or the cause is not quite a known one.
 */
function settled(params: Params, situation: Situation): Sql {
  const groups = kinds({
    settle: params.settle,
    answered: [...params.transfer, ...params.answered],
    again: params.again,
    valuation: params.valuation,
  });
  const text = (name: "linked_cases" | "cause_code") => columnOf(situation, "cases", name, sql`c`);
  const ofCase = columnOf(situation, "cases", "amount", sql`c`);
  // A cause may hold several of them: what any may make criminal is not clear.
  const amounts = Object.entries(params.amounts).sort(([, a], [, b]) => a - b);
  const threshold = (meant: (cause: string) => Sql) =>
    join(
      [
        sql`when false then null`,
        ...amounts.map(([cause, amount]) => sql`when ${meant(cause)} then cast(${amount} as double)`),
      ],
      word(" "),
    );
  return sql`
    select y.*, coalesce(value >= threshold, false) as valued,
      ungraded or coalesce(unvalued and coalesce(threshold, near) is not null, false) or coalesce(value >= near, false) as unclear
    from (
      select z.*, case ${threshold((cause) => sql`cause = ${cause}`)} end as threshold,
        case ${threshold((cause) => sql`cause <> ${cause} and cause like ${`%${cause}%`}`)} end as near from (
        select c.case_key, c.case_type in ${params.administrative_types} is true as administrative, coalesce(v.unread > 0, false) or a.valued_on is not null and coalesce(v.value, ${ofCase}) is null as unvalued,
          a.settled_on, a.settled_as, a.answered > 0 or f.case_key is not null as answered,
          coalesce(o.second_out, a.again > 0) as second_out,
          case when o.grade in ${params.grades} then o.grade end as grade, coalesce(o.grade in ${params.grades}, false) as graded,
          o.case_key is not null and o.grade is null as ungraded, coalesce(o.on_day, a.valued_on, a.settled_on) as shown_on,
          coalesce(v.value, ${ofCase}) as value, ${text("cause_code")} as cause, ${text("linked_cases")} is not null as linked
        from (
          select case_key, min(case when kind = 'settle' then occurred_on end) as settled_on,
            min(case when kind = 'settle' and nth = 1 then activity end) as settled_as,
            max(case when kind = 'valuation' then occurred_on end) as valued_on,
            count(case when kind = 'again' then 1 end) as again,
            count(case when kind = 'answered' then 1 end) as answered
          from (
            select s.case_key, s.activity, s.occurred_on, k.kind,
              row_number() over (partition by s.case_key, k.kind order by s.pos) as nth
            from steps s join ${groups} on k.activity = s.activity
          ) s group by case_key
        ) a
        join cases c on c.case_key = a.case_key
          and coalesce(c.case_type not in ${[...params.criminal_types, ...params.other_types]}, true)
        left join (${lastOpinions(params, situation)}) o on o.case_key = a.case_key
        left join (${valuations(params, situation)}) v on v.case_key = a.case_key
        left join (${criminalElsewhere(params, situation)}) f on f.case_key = a.case_key
        where a.settled_on is not null and (o.case_key is not null or a.valued_on is not null or ${ofCase} is not null)
      ) z
    ) y`;
}

/**
 * Of each case the gravest of the opinions that stand, the last of each person: `case_key, on_day, grade` (null where it
 * names none, or speaks of one in a sentence, which may say that it is not reached), `second_out`. One that names nobody
 * may be of anybody.
 */
function lastOpinions({ opinion, again, injury, grades }: Params, situation: Situation): Sql {
  const party = columnOf(situation, "events", "party_id", sql`e`);
  const text = sql`nullif(trim(${readValue(injury, "event", situation.facts).text}), '')`;
  const groups = kinds({ opinion, again: again.filter((label) => !opinion.includes(label)) });
  const last = (which: Sql, of: Sql = sql``) =>
    sql`coalesce(max(case when ${which} then pos end) over (partition by case_key ${of}), 0)`;
  const gravity = join(
    grades.map((grade, i) => sql`when grade = ${grade} then ${i + 1}`),
    word(" "),
  );
  return sql`
    select case_key, on_day, grade, second_out from (
      select s.*, row_number() over (
        partition by case_key order by gravity > 0 desc, gravity > 0 and second_out, gravity desc, pos) as nth
      from (
        select m.*, case when grade is null then 0 ${gravity} else -1 end as gravity, case when party is null then again_any > pos else again_own > pos or again_unnamed > last_any end as second_out
        from (
          select x.*, ${last(sql`not again`, sql`, party`)} as last_own, ${last(sql`not again and party is null`)} as last_unnamed,
            ${last(sql`not again`)} as last_any, ${last(sql`again`, sql`, party`)} as again_own,
            ${last(sql`again and party is null`)} as again_unnamed, ${last(sql`again`)} as again_any
          from (
            select e.case_key, e.pos, e.occurred_on as on_day, ${party} as party, k.kind = 'again' as again,
              case when ${text} in ${grades} or not ${holdsAny(text, grades)} then ${text} end as grade
            from events e join ${groups} on k.activity = e.activity join cases c on c.case_key = e.case_key
          ) x
        ) m
        where not again and pos = case when party is null then last_any else last_own end and pos >= last_unnamed
      ) s
    ) q where nth = 1`;
}

/** The value of each case, and how many could not be read: `case_key, value, unread`. */
const valuations = ({ valuation }: Params, { has, facts, engine }: Situation): Sql =>
  has("events", "amount")
    ? sql`
      select case_key, max(amount) as value,
        count(case when amount is null then ${engine.attribute(sql`e.original`, "amount")} end) as unread
      from ${facts.unplaced} e where activity in ${valuation} group by case_key`
    : noRows({ case_key: "integer", value: "double", unread: "bigint" });

/**
 * Cases whose fact has a criminal case, or which are linked with one, or go on as one or with one under another number.
 */
function criminalElsewhere({ criminal_types }: Params, situation: Situation): Sql {
  const others = [linkedCases(situation), continuedCases(situation)];
  const back = sql`select other_key, case_key from (${continuedCases(situation)}) k`;
  const alike = situation.has("cases", "fact_id")
    ? [
        sql`select c.case_key, o.case_key from cases c join cases o on o.fact_id = c.fact_id and o.case_key <> c.case_key`,
      ]
    : [];
  return sql`
    select distinct k.case_key from (${join([...others, back, ...alike], word(" union all "))}) k
    join cases o on o.case_key = k.other_key and o.case_type in ${criminal_types}`;
}
