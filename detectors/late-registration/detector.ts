import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { type Sql, some, sql } from "../../pipeline/engine/sql.ts";
import { when } from "../../pipeline/kit/when.ts";
import { dateOf, dayOf } from "../../pipeline/kit/zone.ts";
import { counted } from "../../schemas/text.ts";
import { momentTold } from "../_terms/moments.ts";
import { recordEvidence } from "../_terms/records.ts";
import { BASE_RATE, PROTECTED, registerOf } from "../_terms/register.ts";
import { limitStep, marginStep } from "../_terms/steps.ts";

const Params = z.strictObject({
  limit_days: z
    .int()
    .min(0)
    .default(3)
    .describe("days between receipt and entry, the day of receipt not counted; an engineering default"),
  batch: z
    .int()
    .min(2)
    .default(5)
    .describe("late entries of one unit on one day that look like its own clearing-up; an engineering default"),
  inspections: z.array(z.iso.date()).default([]).describe("days on which an inspection began"),
  campaigns: z
    .array(z.strictObject({ from: z.iso.date(), to: z.iso.date() }))
    .default([])
    .describe("spans of declared self-correction: what was entered in them is welcome and passed over"),
});

export default defineDetector({
  meta: {
    id: "late-registration",
    code: "IV02",
    version: "1",
    family: "intervention",
    title: { zh: "过问登记迟延、补录", en: "Late entry in the register of inquiries" },
    about: {
      zh: "过问登记的录入时间距收到时间超过规定日数；结案后或检查开始后才登记的，级别提高。",
      en: "An inquiry was entered more days after its receipt than allowed; higher where that was after the case had closed or an inspection had begun.",
    },
    tier: "rule",
    scope: "log",
    severity: 1,
    needs: { interventions: ["recorded_at"] },
    law: [
      {
        name: "领导干部干预司法活动、插手具体案件处理的记录、通报和责任追究规定",
        article: "5",
        confidence: "sure",
        note: "“及时”记录；日数为默认值，非条文",
      },
    ],
    innocent: [
      BASE_RATE,
      {
        zh: "自查自纠中主动补录：应予肯定，不宜因此追究",
        en: "Entered late of one's own accord while clearing up: this is welcome and should not be held against anybody",
      },
      { zh: "外出办案、系统停用期间无法录入", en: "Away on a case, or the system was down" },
      { zh: "先在纸质登记簿登记，后录入系统", en: "Entered in the paper register first" },
    ],
    checks: [
      { zh: "核对纸质登记簿和录入日志", en: "Compare with the paper register and the log of entries" },
      {
        zh: "核对补录是否与检查、自查通知的时间相合",
        en: "See whether the entry follows a notice of inspection or self-correction",
      },
    ],
    exclusions: [
      {
        zh: "配置中申明的自查自纠期间的补录：不提示",
        en: "Entries made in a declared span of self-correction are passed over",
      },
      { zh: "结案后登记但未超过日数的：不提示", en: "An entry after the closing that is within the days is in time" },
      {
        zh: "无登记时间、登记早于收到、案件不在日志中的：无法判断",
        en: "Without a time of entry, with an entry before the receipt, or on a case that is not in the log: cannot tell",
      },
    ],
    unclear: {
      zh: "登记没有录入时间，录入时间早于收到时间，或者所涉案件不在已载入的数据中。",
      en: "The entry has no time of entry, or one before its receipt, or its case is not in the data.",
    },
    references: ["最高人民检察院：过问、干预、插手记录数据（2018 年至 2020 年 3 月）"],
  },
  params: Params,
  row: z.object({
    key: z.string(),
    received_at: z.number(),
    recorded_at: z.number(),
    late_days: z.number(),
    closed_on: z.number().nullable(),
    inspection_on: z.number().nullable(),
    batch: z.number(),
  }),
  query: ({ limit_days, inspections, campaigns }, situation) => {
    const { engine, facts } = situation;
    const inCampaign = some(
      campaigns.map(({ from, to }) => sql`e.recorded_on between ${dayOf(from)} and ${dayOf(to)}`),
    );
    const inspection = inspections.reduce<Sql>(
      (rest, date) => sql`case when e.received_on < ${dayOf(date)} and e.recorded_on >= ${dayOf(date)}
        then cast(${dayOf(date)} as integer) else ${rest} end`,
      sql`cast(null as integer)`,
    );
    const late = sql`e.recorded_on - e.received_on > ${limit_days}`;
    return sql`
      select e.case_key, e.record_id as key, e.record_no, e.received_at, e.recorded_at,
        e.recorded_on - e.received_on as late_days, ${inspection} as inspection_on,
        case when c.closed_at >= e.received_at and c.closed_at < e.recorded_at
          then cast(${engine.localDay(sql`c.closed_at`, facts.zone)} as integer) end as closed_on,
        case when e.org_id is null then 0
          else count(case when ${late} then 1 end) over (partition by e.org_id, e.recorded_on) end as batch,
        case
          when e.case_key is null or e.recorded_at is null or e.recorded_on < e.received_on then 'cannot tell'
          when not (${late}) or ${inCampaign} then 'clear'
          else 'hit'
        end as outcome
      from (${registerOf(situation, ["org_id"])}) e left join cases c on c.case_key = e.case_key`;
  },
  evidence: () => recordEvidence("interventions"),
  explain: (row, { limit_days, batch }, { zone }) => {
    const { received_at, recorded_at, late_days, closed_on, inspection_on } = row;
    const cleared = row.batch >= batch;
    const after = [
      ...when(closed_on, (on) => ({ zh: `案件已于 ${dateOf(on)} 办结`, en: `the case had closed on ${dateOf(on)}` })),
      ...when(inspection_on, (on) => ({
        zh: `检查已于 ${dateOf(on)} 开始`,
        en: `an inspection had begun on ${dateOf(on)}`,
      })),
    ];
    const zhAfter = after.map(({ zh }) => `，登记时${zh}`).join("");
    const enAfter = after.map(({ en }) => `; ${en} by then`).join("");
    const zhBatch = cleared
      ? `同单位当日补录 ${row.batch} 条，疑为自查自纠，主动补录应予肯定。`
      : "如属主动补录，应予肯定。";
    const enBatch = cleared
      ? ` The unit made ${row.batch} late entries that day, which looks like clearing up of its own accord; that is welcome.`
      : " If it was entered of somebody's own accord, that is welcome.";
    return {
      message: {
        zh: `过问登记 ${row.key} 于收到后第 ${late_days} 日登记，提示线（默认值）为 ${limit_days} 日${zhAfter}，需核查。${zhBatch}`,
        en: `Entry ${row.key} was made on day ${late_days} after the inquiry was received; the line (a default) is ${counted(limit_days, "day")}${enAfter}.${enBatch}`,
      },
      severity: after.length > 0 && !cleared ? 2 : 1,
      measured: late_days,
      threshold: limit_days,
      unit: "days",
      clock: [
        { label: { zh: "收到", en: "Received" }, value: momentTold(zone, received_at) },
        limitStep(limit_days),
        { label: { zh: "登记", en: "Entered" }, value: momentTold(zone, recorded_at) },
        marginStep(limit_days - late_days, "d"),
      ],
      innocent: [PROTECTED],
    };
  },
});
