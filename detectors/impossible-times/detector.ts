import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { id, join, sql, word } from "../../pipeline/engine/sql.ts";
import { type Bilingual, counted } from "../../schemas/text.ts";
import { KINDS, type Kind, layOutTimes, Params } from "./times.ts";

export default defineDetector({
  meta: {
    id: "impossible-times",
    code: "DI04",
    version: "1",
    family: "data-integrity",
    title: { zh: "时间不合逻辑", en: "Times that cannot be" },
    about: {
      zh: "占位日期、录入之后才发生、措施或环节先止后起、早于案件事实、送达之后才签发的记录。供数据管理单位核改，不针对办案人员。",
      en: "Placeholder dates, acts that lie after their entry, measures or acts that end before they begin, acts before the fact they are about, documents signed after their service. For the owner of the data, about nobody's work.",
    },
    tier: "rule",
    scope: "unit",
    severity: 1,
    needs: { events: [] },
    law: [],
    innocent: [
      { zh: "系统缺省日期、时区或时钟不一致", en: "A system's default date, another time zone or a clock that is off" },
      { zh: "环节预先录入（排期、预约）", en: "Acts entered ahead: a schedule, an appointment" },
      { zh: "补签、更正后重新签发文书", en: "A document signed anew after a correction" },
    ],
    checks: [
      {
        zh: "与数据报送单位核对字段含义和时钟",
        en: "Ask the owner of the data what the field means and how its clock runs",
      },
      { zh: "抽查几条记录与纸质文书对照", en: "Compare a few records with paper" },
    ],
    exclusions: [
      { zh: "排期等预先录入的环节：不查", en: "Acts that are entered ahead are left out" },
      {
        zh: "不存在的日期（如 2 月 30 日）不能入库，见报告所附隔离清单",
        en: "A date that does not exist, such as the 30th of February, is not loaded; the list of quarantined rows has it",
      },
      {
        zh: "晚于检查时点的事件不参与检查，数量见报告",
        en: "Events after the moment of the run are not looked at; the report counts them",
      },
      { zh: "该单位没有相应时间字段的：无法判断", en: "A unit without the times that a check compares: cannot tell" },
    ],
    unclear: {
      zh: "本单位的记录没有所要比对的时间，如录入时间、措施起止时间、案件事实发生时间、文书签发时间。",
      en: "The unit records none of the times that are compared, such as those of entry, of a measure's beginning and end, of the fact, or of signing.",
    },
    references: [],
  },
  params: Params,
  row: z.object({ key: z.enum(KINDS), odd: z.number(), known: z.number() }),
  prepare: layOutTimes,
  query: () => sql`
    select nullif(unit, '') as org_id, case when unit = '' then 'series' end as subject_type,
      case when unit = '' then 'events' end as subject_id, unit, kind as key, odd, known,
      case when known = 0 then 'cannot tell' when odd > 0 then 'hit' else 'clear' end as outcome
    from time_checks`,
  evidence: ({ sample }) => sql`
    select hit_no, 'a' as part, record_no, pos from (
      select h.hit_no, o.record_no, o.pos, row_number() over (partition by h.hit_no order by o.record_no) as nth
      from hits h join odd_times o on o.unit = h.unit
      where ${join(
        KINDS.map((kind) => sql`(h.key = ${kind} and o.${id(kind)})`),
        word(" or "),
      )}
    ) x where nth <= ${sample}`,
  explain: ({ key, odd, known }, { repeated, earliest }) => {
    const what = SENTENCES[key];
    return {
      message: {
        zh: `可核对的 ${known} 条记录中有 ${odd} 条${what.zh}，请数据管理单位核改，需核查。`,
        en: `Of ${counted(known, "record")} that can be compared, ${odd} ${odd === 1 ? what.one : what.en}; for the owner of the data to look at.`,
      },
      severity: odd >= repeated ? 2 : 1,
      measured: odd,
      unit: "records",
      ...(key === "placeholder"
        ? {
            clock: [
              { label: { zh: "最早可能日期（参数）", en: "Earliest possible day (a setting)" }, value: earliest },
            ],
          }
        : {}),
    };
  },
});

/** `one` is the English of a single record. */
const SENTENCES: Record<Kind, Bilingual & { readonly one: string }> = {
  placeholder: { zh: "为占位日期", en: "bear a placeholder date", one: "bears a placeholder date" },
  future: {
    zh: "的发生时间晚于录入时间",
    en: "are recorded as done after they were entered",
    one: "is recorded as done after it was entered",
  },
  measure: {
    zh: "的措施终止早于起始",
    en: "have a measure that ends before it begins",
    one: "has a measure that ends before it begins",
  },
  span: { zh: "的环节结束早于开始", en: "end before they begin", one: "ends before it begins" },
  fact: {
    zh: "早于案件事实发生时间",
    en: "lie before the fact that the case is about",
    one: "lies before the fact that the case is about",
  },
  signing: {
    zh: "送达时文书尚未签发",
    en: "serve a document that was signed later",
    one: "serves a document that was signed later",
  },
};
