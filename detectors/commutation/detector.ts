import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { id, sql } from "../../pipeline/engine/sql.ts";
import { when } from "../../pipeline/kit/when.ts";
import { dateOf } from "../../pipeline/kit/zone.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { grants, layOutActs, Params, releases } from "./grants.ts";

const TABLE = id("commutations");
const LAW = "最高人民法院关于办理减刑、假释案件具体应用法律的规定";

const Row = z.object({
  key: z.string(),
  ruled_on: z.number(),
  committed_on: z.number().nullable(),
  last_on: z.number().nullable(),
  counted_from: z.number().nullable(),
  asked_on: z.number().nullable(),
  start_months: z.number().nullable(),
  interval_months: z.number().nullable(),
  reduction: z.number().nullable(),
  cap: z.number().nullable(),
  term: z.number().nullable(),
  floor: z.number().nullable(),
  start_due_on: z.number().nullable(),
  interval_due_on: z.number().nullable(),
  early: z.boolean().nullable(),
  soon: z.boolean().nullable(),
  large: z.boolean().nullable(),
  unheard: z.boolean().nullable(),
  unopined: z.boolean().nullable(),
  undiagnosed: z.boolean().nullable(),
});
type Row = z.output<typeof Row>;

export default defineDetector({
  meta: {
    id: "commutation",
    code: "OC05",
    version: "1",
    family: "outcome",
    title: {
      zh: "减刑、暂予监外执行疑似不符合起始、间隔、幅度或材料要求",
      en: "Commutation out of line: start, interval, size, hearing or documents",
    },
    about: {
      zh: "首次减刑早于起始时间，两次减刑间隔不足，一次减刑超过幅度，应当开庭而未见开庭，未见检察意见；暂予监外执行前未见指定医院的诊断、鉴定。",
      en: "A first commutation before its time, too short an interval between two, more months at once than the ground allows, no hearing where one is required, no opinion of the procuratorate; or a release for treatment with no diagnosis before it.",
    },
    tier: "rule",
    scope: "log",
    severity: 4,
    absence: true,
    needs: { events: [] },
    law: [
      {
        name: LAW,
        article: "6",
        from: "2017-01-01",
        confidence: "sure",
        note: "法释〔2016〕23号：起始一年、一年六个月、二年；一次不超过九个月、一年、一年六个月、二年；间隔一年、一年六个月，且不少于上次减去的刑期",
      },
      {
        name: LAW,
        article: "7",
        from: "2017-01-01",
        confidence: "sure",
        note: "从严类别：执行二年以上，一次不超过一年",
      },
      {
        name: LAW,
        article: "8",
        from: "2017-01-01",
        confidence: "sure",
        note: "无期徒刑：执行二年以上，间隔不少于二年，减为十九年至二十二年",
      },
      {
        name: LAW,
        article: "40",
        from: "2017-01-01",
        confidence: "sure",
        note: "间隔：前次裁定送达之日至本次报请之日",
      },
      {
        name: "最高人民法院关于适用〈中华人民共和国刑事诉讼法〉的解释",
        article: "538",
        from: "2021-03-01",
        confidence: "sure",
        note: "应当开庭的情形",
      },
      {
        name: "刑事诉讼法",
        article: "265",
        from: "2018-10-26",
        confidence: "sure",
        note: "保外就医须省级人民政府指定的医院诊断并开具证明文件",
      },
    ],
    innocent: [
      { zh: "有重大立功，裁定属性中未载明", en: "Major merit, not written down with the ruling" },
      {
        zh: "先行羁押、换押等使执行起算日早于入监日",
        en: "The sentence began before the day of commitment: detention before, transfers",
      },
      {
        zh: "上次减刑在其他监狱、法院的系统中",
        en: "The last commutation stands in the system of another prison or court",
      },
      {
        zh: "属于未成年、老年、病残罪犯，起始、间隔、幅度依法放宽，属性中未载明",
        en: "A minor, or old, ill or disabled: times and amounts are eased by law, and no attribute says so",
      },
      { zh: "开庭、检察意见以纸质形成", en: "The hearing or the opinion is on paper" },
    ],
    checks: [
      {
        zh: "调阅裁定书，核对原判刑期、执行起算日和历次减刑",
        en: "Read the ruling: the sentence, the day it began, the commutations before",
      },
      { zh: "核对立功、悔改的认定材料和公示", en: "Check the evidence of merit and repentance, and the public notice" },
      {
        zh: "核对开庭笔录、检察意见书、医院诊断证明",
        en: "Look for the record of the hearing, the opinion and the diagnosis",
      },
    ],
    exclusions: [
      { zh: "有重大立功的，不受起始、间隔限制", en: "With major merit neither start nor interval is limited" },
      {
        zh: "2017-01-01 之前的裁定适用旧规定：不判断",
        en: "Rulings before 2017-01-01 follow other numbers and are not judged",
      },
      {
        zh: "刑期、减刑依据、是否从严类别未记载而结论取决于此的：无法判断",
        en: "Where it depends on a sentence, ground or class that is not recorded: cannot tell",
      },
      { zh: "裁定不予减刑的：不算一次减刑", en: "A ruling that refuses is no commutation" },
      {
        zh: "未记载当事人的环节：案件只涉及一人的，视为该人；涉及数人的开庭、意见、送达，视为各人都有，而诊断属于哪一人无法判断",
        en: "An act that names no person is of the only one its case names; of several, a hearing, an opinion and a service are everybody's, and whose a diagnosis is cannot be told",
      },
      {
        zh: "未成年、老年、患严重疾病、残疾罪犯（属性 `lenient_class`）的起始、间隔、幅度可放宽三分之一，超出普通标准而未超出放宽标准的：无法判断；因怀孕、哺乳、生活不能自理暂予监外执行的，不查医院诊断",
        en: "Of minors, the old, the gravely ill and the disabled (`lenient_class`), whose times and amounts may be eased by a third, what exceeds the ordinary numbers and not these cannot be told; a release for pregnancy, nursing or dependence is asked for no diagnosis",
      },
      {
        zh: "假释条件、法释〔2019〕6号对贪污贿赂犯罪的从严规定不在此计算",
        en: "Parole and the stricter numbers of 法释〔2019〕6号 are not computed",
      },
      {
        zh: "数据来源中减刑裁定从未有开庭、检察意见记录的，该项不查；暂予监外执行从未有诊断、鉴定记录的，无法判断",
        en: "A source none of whose commutations has a hearing or an opinion on record is not asked for one; one none of whose releases has a diagnosis: cannot tell",
      },
    ],
    unclear: {
      zh: "刑期、减刑依据、是否属从严类别没有记载；诊断、鉴定未写明属于何人，或者数据来源从不记载。",
      en: "The sentence, the ground or whether the stricter class applies is not recorded; or a diagnosis does not say whose it is, or the source never records any.",
    },
    references: ["法释〔2016〕23号 6–9、40", "刑诉法解释 538", "监狱法 31"],
  },
  params: Params,
  row: Row,
  prepare: async (params, situation) => {
    await layOutActs(params, situation);
    await situation.facts.engine.run(sql`
      create or replace temp table ${TABLE} as
      select g.*, cast(null as boolean) as undiagnosed,
        case when coalesce(early, false) or coalesce(soon, false) or coalesce(large, false) or unheard or unopined then 'hit'
          when early is null or soon is null or large is null then 'cannot tell' else 'clear' end as outcome
      from (${grants()}) g`);
    await situation.facts.engine.run(sql`
      insert into ${TABLE} (case_key, person, key, pos, ruled_on, undiagnosed, outcome)
      select case_key, person, key, pos, ruled_on, undiagnosed,
        case when undiagnosed is null then 'cannot tell' when undiagnosed then 'hit' else 'clear' end
      from (${releases()}) r`);
  },
  query: () => sql`select * from ${TABLE}`,
  evidence: () => sql`
    select distinct h.hit_no, case when a.pos = h.pos then 'b' else 'a' end as part, a.record_no, a.pos
    from hits h join sentence_acts a on a.case_key = h.case_key and a.person = h.person and a.pos <= h.pos
      and a.kind not in ('hearing', 'opinion', 'diagnosis')`,
  explain: (row) => {
    const grounds = groundsOf(row);
    const on = dateOf(row.ruled_on);
    return {
      message: {
        zh: `${on} 的${row.undiagnosed === null ? "减刑裁定" : "暂予监外执行决定"}：${grounds.map(({ zh }) => zh).join("；")}，需核查。`,
        en: `${row.undiagnosed === null ? "The commutation" : "The release for treatment"} of ${on}: ${grounds.map(({ en }) => en).join("; ")}.`,
      },
      clock: clockOf(row),
      missing: [
        ...when(row.unheard, () => ({ zh: "开庭", en: "A hearing" })),
        ...when(row.unopined, () => ({ zh: "检察意见", en: "An opinion of the procuratorate" })),
        ...when(row.undiagnosed, () => ({
          zh: "省级指定医院诊断证明",
          en: "A diagnosis of a hospital named by the province",
        })),
      ],
    };
  },
});

const day = (at: number | null): string => dateOf(at ?? 0);

function groundsOf(row: Row): Bilingual[] {
  return [
    ...when(row.early, () => ({
      zh: `自 ${day(row.committed_on)} 交付执行起应满 ${row.start_months} 个月（${day(row.start_due_on)}）方可减刑`,
      en: `executed since ${day(row.committed_on)}, ${row.start_months} months are needed first (${day(row.start_due_on)})`,
    })),
    ...when(row.soon, () => ({
      zh: `距上次减刑（${day(row.counted_from)} 起算）不足 ${row.interval_months} 个月，报请日 ${day(row.asked_on)}，最早为 ${day(row.interval_due_on)}`,
      en: `asked for on ${day(row.asked_on)}, less than ${row.interval_months} months after the last (counted from ${day(row.counted_from)}; the first day is ${day(row.interval_due_on)})`,
    })),
    ...when(row.large && row.reduction !== null, () => ({
      zh: `一次减刑 ${row.reduction} 个月，按所载依据不超过 ${row.cap} 个月`,
      en: `${row.reduction} months at once, where the ground on record allows ${row.cap}`,
    })),
    ...when(row.large && row.reduction === null, () => ({
      zh: `无期徒刑减为 ${row.term} 个月，按所载依据不少于 ${row.floor} 个月`,
      en: `life became ${row.term} months, where the ground on record asks for ${row.floor} at least`,
    })),
    ...when(row.unheard, () => ({ zh: "应当开庭，未见开庭记录", en: "a hearing is required and none is on record" })),
    ...when(row.unopined, () => ({ zh: "未见检察意见", en: "no opinion of the procuratorate is on record" })),
    ...when(row.undiagnosed, () => ({ zh: "此前未见医院诊断、鉴定", en: "no diagnosis is on record before it" })),
  ];
}

function clockOf(row: Row) {
  const steps = (
    from: number | null,
    months: number | null,
    due: number | null,
    to: number | null,
    what: { zh: string; en: string },
  ) => [
    { label: what, value: day(from) },
    { label: { zh: "应满", en: "Months needed" }, value: `+ ${months} months = ${day(due)}` },
    { label: { zh: "实际", en: "What was done" }, value: day(to) },
  ];
  return [
    ...(row.early
      ? steps(row.committed_on, row.start_months, row.start_due_on, row.ruled_on, {
          zh: "交付执行",
          en: "Execution began",
        })
      : []),
    ...(row.soon
      ? steps(row.counted_from, row.interval_months, row.interval_due_on, row.asked_on, {
          zh: "上次减刑送达",
          en: "The last one was served",
        })
      : []),
  ];
}
