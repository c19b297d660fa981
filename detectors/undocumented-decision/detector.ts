import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { dateOf, localDay } from "../../pipeline/kit/zone.ts";
import { DECIDED, FILED, labels, optionalLabels } from "../_terms/labels.ts";
import { filesThatFill } from "../_terms/records.ts";
import { holdsAny } from "../_terms/words.ts";

const Params = z.strictObject({
  decide: labels(
    [...FILED, ...DECIDED, "不予立案", "拘留", "逮捕", "取保候审", "监视居住"],
    "labels of decisions that are made by a numbered document",
  ),
  document: optionalLabels(
    ["制作文书", "文书制作", "文书签发", "文书编号", "文书归档"],
    "labels of acts that make a document, where the source records it apart from the decision",
  ),
  match_days: z
    .int()
    .min(0)
    .default(3)
    .describe("days between a decision and its document, and until a number is entered; an engineering default"),
  min_acts: z.int().min(1).default(5).describe("decisions of a kind that show whether a unit numbers them; a default"),
  min_share: z
    .number()
    .positive()
    .max(1)
    .default(0.5)
    .describe("share of them with a number, below which the unit does not deliver numbers; an engineering default"),
  placeholders: optionalLabels(
    ["待补", "待定", "待编", "待填", "待录", "暂无", "暂缺", "未编号", "to follow", "pending"],
    "words of `doc_no` that say that the number is yet to come: none",
  ),
  served: labels(
    ["决定书", "判决书", "裁定书", "裁判文书", "通知书", "拘留证", "逮捕证"],
    "words of a service's label that name the document: its number may be the decision's, that of another service is its own",
  ),
  open_levels: labels(["公开", "无", "非密", "none", "public"], "values of `secrecy_level` that mean no secrecy"),
});
type Params = z.output<typeof Params>;

export default defineDetector({
  meta: {
    id: "undocumented-decision",
    code: "DI07",
    version: "1",
    family: "data-integrity",
    title: { zh: "决定无文书号、无文书", en: "Decision without a document" },
    about: {
      zh: "立案、强制措施、处罚、裁判等决定没有文书号，前后数日内也没有制作文书的记录，而本单位的同类决定通常有文书号。",
      en: "A decision bears no document number and no document was made around it, while the unit's decisions of that kind usually bear one.",
    },
    tier: "rule",
    scope: "log",
    severity: 2,
    absence: true,
    needs: { events: ["doc_no"] },
    law: [
      { name: "行政处罚法", article: "47、59", from: "2021-07-15", confidence: "sure", note: "全过程记录；处罚决定书" },
      {
        name: "公安机关办理刑事案件程序规定",
        article: "178",
        from: "2020-09-01",
        confidence: "fair",
        note: "立案、不予立案决定书",
      },
    ],
    innocent: [
      { zh: "涉密文书在系统外办理", en: "A classified document, made off the system" },
      { zh: "文书号填在其他字段或纸质登记簿", en: "The number stands in another field or a paper register" },
      { zh: "当庭、当场口头决定，文书随后补制", en: "An oral decision whose paper follows" },
    ],
    checks: [
      { zh: "在文书登记簿和卷宗中查该决定的文书", en: "Look for the document in its register and in the file" },
      { zh: "核对审批流转记录", en: "Look at the record of its approval" },
    ],
    exclusions: [
      { zh: "前后数日内另有制作文书记录的：不提示", en: "A document made within the days is found and clear" },
      {
        zh: "本单位同类决定多半没有文书号的，或者所在的文件没有文书号栏、其数据来源从未填写的：来源未报送，无法判断",
        en: "Where most decisions of that kind in the unit bear none, where the file has no field for it, or where the source never fills it, it is not delivered: cannot tell",
      },
      {
        zh: "文书号写明待补的，视为没有；同时载有数字的，或者不含数字、又不在所列之内的，无法判断",
        en: "A number that is marked as yet to come is none; where figures stand beside the mark, or words without a figure that are not among those: cannot tell",
      },
      {
        zh: "数日内送达决定书等文书的记录载有文书号、又不是本案其他决定的，可能是该决定的：无法判断；其他送达的文书号是其自身的",
        en: "A number at the service of a named document within the days that no other decision of the case bears may be this one's: cannot tell; that of any other service is its own",
      },
      { zh: "标有密级的记录或案件：无法判断", en: "Records and cases with a secrecy level: cannot tell" },
      { zh: "未满录入日数的：待定", en: "Within the days for entering the number: pending" },
    ],
    unclear: {
      zh: "数据来源或者本单位同类决定多半没有文书号，所填文字不知何意，文书号只见于随后的送达，或者记录标有密级。",
      en: "The source, or most such decisions of the unit, bear no document numbers; the words in the field are not known; only the service that follows bears a number; or the record is classified.",
    },
    references: [],
  },
  params: Params,
  row: z.object({
    n: z.number(),
    activity: z.string(),
    occurred_on: z.number(),
    acts: z.number(),
    numbered: z.number(),
  }),
  prepare: async (params, situation) => {
    const { engine } = situation.facts;
    await engine.run(sql`create or replace temp table decisions as ${decisions(params, situation)}`);
    await engine.run(sql`create or replace temp table judged_decisions as ${judged(params, situation)}`);
  },
  query: () => sql`
    select case_key, n, activity, occurred_on, acts, numbered,
      case rank when 3 then 'hit' when 2 then 'cannot tell' when 1 then 'pending' else 'clear' end as outcome
    from (
      select *, count(case when rank = 3 then 1 end) over (partition by case_key) as n,
        row_number() over (partition by case_key order by rank desc, pos) as nth
      from judged_decisions
    ) x where nth = 1`,
  evidence: () => sql`
    select h.hit_no, 'a' as part, d.record_no, d.pos
    from hits h join judged_decisions d on d.case_key = h.case_key and d.rank = 3`,
  explain: ({ n, activity, occurred_on, acts, numbered }, { match_days }) => ({
    message: {
      zh: `${dateOf(occurred_on)} 的“${activity}”没有文书号，前后 ${match_days} 日内未见制作文书的记录${n > 1 ? `；本案共 ${n} 项` : ""}。本单位同类决定 ${acts} 项中 ${numbered} 项有文书号，需核查。`,
      en: `"${activity}" of ${dateOf(occurred_on)} bears no document number, and no document was made within ${match_days} days of it${n > 1 ? `; ${n} such decisions in this case` : ""}. Of the unit's ${acts} decisions of that kind ${numbered} bear one.`,
    },
    measured: n,
    unit: "decisions",
    missing: [{ zh: "文书号或文书", en: "Document or its number" }],
  }),
});

const FIGURES = "0123456789０１２３４５６７８９一二三四五六七八九十百";
const toCome = (placeholders: readonly string[]): Sql => holdsAny(sql`e.doc_no`, placeholders);
const hasFigure = holdsAny(sql`e.doc_no`, [...FIGURES]);

/**
 * Whether a document number says that it is yet to come, or is none. Other words without a figure may say anything, and
 * of a figure beside such words it may be something else that is to come.
 */
const isBlank = (placeholders: readonly string[]): Sql =>
  sql`(e.doc_no is null or ${toCome(placeholders)} and not ${hasFigure})`;
const isNumber = (placeholders: readonly string[]): Sql =>
  sql`(e.doc_no is not null and not ${toCome(placeholders)} and ${hasFigure})`;

function decisions({ decide, placeholders, open_levels }: Params, situation: Situation): Sql {
  const level = (table: "events" | "cases", alias: Sql) => {
    const column = columnOf(situation, table, "secrecy_level", alias);
    return sql`(${column} is not null and ${column} not in ${open_levels})`;
  };
  const unit = situation.has("events", "org_id") ? sql`coalesce(e.org_id, c.org_id, '')` : sql`coalesce(c.org_id, '')`;
  return sql`
    select e.case_key, e.pos, e.record_no, e.activity, e.occurred_on, ${unit} as unit,
      ${isNumber(placeholders)} as numbered, ${isBlank(placeholders)} as blank, e.doc_no, ${level("events", sql`e`)} or ${level("cases", sql`c`)} as secret,
      e.file_id in ${filesThatFill(situation, "events", ["doc_no"])} as told
    from events e join cases c on c.case_key = e.case_key
    where e.activity in ${decide}`;
}

/** `rank` 3 without a document, 2 cannot tell, 1 pending, 0 in order. */
function judged(params: Params, { facts, asOf }: Situation): Sql {
  const { document, placeholders, served, match_days, min_acts, min_share } = params;
  const today = localDay(facts.zone.name, asOf);
  const serves = sql`(e.activity like '%送达%' and ${holdsAny(sql`e.activity`, served)})`;
  return sql`
    select d.case_key, d.pos, d.record_no, d.activity, d.occurred_on, u.acts, u.numbered_acts as numbered,
      case
        when d.numbered or m.record_no is not null then 0
        when d.secret or not d.told or not d.blank or v.record_no is not null or u.acts < ${min_acts} or u.numbered_acts < ${min_share} * u.acts then 2
        when d.occurred_on + ${match_days} >= ${today} then 1
        else 3
      end as rank
    from decisions d
    join (
      select unit, activity, count(*) as acts, sum(case when numbered then 1 else 0 end) as numbered_acts
      from decisions group by unit, activity
    ) u on u.unit = d.unit and u.activity = d.activity
    left join (
      select distinct d.record_no
      from decisions d join events e on e.case_key = d.case_key and e.activity in ${document}
        and e.occurred_on between d.occurred_on - ${match_days} and d.occurred_on + ${match_days}
      where not d.numbered
    ) m on m.record_no = d.record_no
    left join (
      select distinct d.record_no
      from decisions d join events e on e.case_key = d.case_key and ${serves} and ${isNumber(placeholders)}
        and e.occurred_on between d.occurred_on and d.occurred_on + ${match_days}
      left join decisions o on o.case_key = e.case_key and o.doc_no = e.doc_no
      where not d.numbered and o.record_no is null
    ) v on v.record_no = d.record_no`;
}
