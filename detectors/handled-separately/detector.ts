import * as z from "zod";
import { addMonths } from "../../pipeline/clock/calendar.ts";
import { columnOf } from "../../pipeline/columns.ts";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { noRows, type Sql, sql } from "../../pipeline/engine/sql.ts";
import { dateOf, localDay } from "../../pipeline/kit/zone.ts";
import { DROPPED, labels, NOT_CHARGED, optionalLabels, PENALISED, TRANSFERRED } from "../_terms/labels.ts";
import { linkedCases } from "../_terms/links.ts";
import { asOfStep } from "../_terms/steps.ts";

const Params = z.strictObject({
  separate: labels(["另案处理"], "labels of the act, or words of `events.decision`, that put a person's part aside"),
  at_large: optionalLabels(
    ["上网追逃", "网上追逃", "追逃", "通缉", "刑拘在逃", "批捕在逃", "脱保在逃"],
    "labels that say that the person is at large; until then nothing is expected",
  ),
  caught: optionalLabels(["抓获归案", "到案", "撤销网上追逃", "投案"], "labels that say that the person has come"),
  settled: optionalLabels(
    [
      ...TRANSFERRED,
      ...DROPPED,
      ...NOT_CHARGED,
      ...PENALISED,
      "提起公诉",
      "并案处理",
      "并案侦查",
      "移交监察机关",
      "移送监察机关",
      "行政处罚",
      "不予追究",
      "死亡终止",
    ],
    "labels that settle that person's part in this very case",
  ),
  months: z.int().min(1).default(6).describe("months in which a case of the person's own is looked for; a default"),
});
type Params = z.output<typeof Params>;

export default defineDetector({
  meta: {
    id: "handled-separately",
    code: "OC04",
    version: "1",
    family: "outcome",
    title: { zh: "另案处理未落实", en: "Handled separately, and lost" },
    about: {
      zh: "案件中记载对某人“另案处理”，满参数 `months` 所定月数仍未见该人的其他案件、关联案件或其他处理。",
      en: "The case says that a person's part is handled separately; as many months later as `months` says there is no other case of that person, no linked case and no other outcome.",
    },
    tier: "rule",
    scope: "log",
    severity: 3,
    absence: true,
    needs: { events: [] },
    law: [
      {
        name: "关于规范刑事案件“另案处理”适用的指导意见",
        from: "2014-03-06",
        confidence: "sure",
        note: "高检会〔2014〕1号；六个月为默认值，非条文",
      },
    ],
    innocent: [
      { zh: "在逃，追逃记录不在本系统", en: "At large, and the search stands in another system" },
      {
        zh: "另案在其他机关或其他地区办理，未建立关联",
        en: "The other case is with another organ or region and is not linked",
      },
      { zh: "另案中使用了不同的人员编号", en: "The other case knows the person by another identifier" },
      {
        zh: "涉密、监察机关管辖的案件不在数据范围内",
        en: "Secret cases and those of the supervisory organs are not in the data",
      },
    ],
    checks: [
      { zh: "调阅另案处理的审批材料和理由", en: "Read the approval of the separation and its ground" },
      { zh: "核实该人目前的案件和处理结果", en: "Find out in which case the person is now, and how it stands" },
      {
        zh: "核对移送文书与起诉意见书中的“另案”说明",
        en: "Compare the hand-over and what the recommendation says of it",
      },
    ],
    exclusions: [
      {
        zh: "有追逃记录、尚未到案的：暂不提示；到案后重新起算",
        en: "Pending while the person is recorded as at large; counted anew from the day they come",
      },
      {
        zh: "未记载人员编号而案件有关联案件的：不提示",
        en: "Where the person is not named, any linked case clears it",
      },
      {
        zh: "数据中既无人员编号又无关联案件栏的：无法判断",
        en: "Data with neither persons nor linked cases: cannot tell",
      },
      {
        zh: "未记载人员编号而案件中有人在逃的：无法判断",
        en: "Where the person is not named and somebody of the case is at large: cannot tell",
      },
      { zh: "关联案件中未见该人的：无法判断", en: "A linked case in which the person does not appear: cannot tell" },
    ],
    unclear: {
      zh: "未写明另案处理的是何人；关联案件中未见该人；或者数据来源既没有当事人编号，也没有关联案件一栏。",
      en: "Who is handled separately is not recorded; the person does not appear in the linked case; or the source has neither identifiers of parties nor a field for linked cases.",
    },
    references: ["高检会〔2014〕1号", "“另案处理”法律监督模型"],
  },
  params: Params,
  row: z.object({
    key: z.string(),
    party_id: z.string().nullable(),
    flagged_on: z.number(),
    counted_from: z.number(),
  }),
  query: (params, situation) => {
    const today = localDay(situation.facts.zone.name, situation.asOf);
    return sql`
      select case_key, key, party_id, flagged_on, counted_from,
        case
          when settled or elsewhere then 'clear'
          when linked and party_id is null then 'clear'
          when at_large or counted_from >= ${addMonths(today, -params.months)} then 'pending'
          when linked or searched or party_id is null and not links_known then 'cannot tell'
          else 'hit'
        end as outcome
      from (${persons(params, situation)}) x`;
  },
  evidence: ({ separate }, { has, facts }) => sql`
    select h.hit_no, 'a' as part, s.record_no, s.pos
    from hits h join ${facts.unplaced} e on e.case_key = h.case_key
      and (e.activity in ${separate} ${has("events", "decision") ? sql`or e.decision in ${separate}` : sql``})
      ${has("events", "party_id") ? sql`and coalesce(e.party_id, '') = coalesce(h.party_id, '')` : sql``}
    join steps s on s.record_no = e.record_no`,
  explain: ({ party_id, flagged_on, counted_from }, { months }, { zone, asOf }) => {
    const today = localDay(zone, asOf);
    const who = party_id === null ? { zh: "一名人员", en: "a person" } : { zh: party_id, en: party_id };
    const due = addMonths(counted_from, months);
    return {
      message: {
        zh: `${dateOf(flagged_on)} 记载对 ${who.zh} 另案处理，已 ${today - counted_from} 日，超过 ${months} 个月，未见其另案、关联案件或其他处理，需核查。`,
        en: `On ${dateOf(flagged_on)} the part of ${who.en} was put aside to be handled separately; after ${today - counted_from} days, more than ${months} months, no other case, no linked case and no other outcome is on record.`,
      },
      measured: today - counted_from,
      threshold: due - counted_from,
      unit: "days",
      missing: [{ zh: "该人的另案或处理结果", en: "The person's own case, or its outcome" }],
      clock: [
        { label: { zh: "起算", en: "Counted from" }, value: dateOf(counted_from) },
        { label: { zh: "观察期（默认值）", en: "Looked at (default)" }, value: `+ ${months} months = ${dateOf(due)}` },
        asOfStep(dateOf(today)),
      ],
    };
  },
});

/** One row per case and person put aside, with whatever else is known of that person. */
function persons({ separate, at_large, caught, settled }: Params, situation: Situation): Sql {
  const { has, facts } = situation;
  const named = has("events", "party_id");
  const party = columnOf(situation, "events", "party_id", sql`e`);
  const decided = has("events", "decision") ? sql`or coalesce(e.decision in ${separate}, false)` : sql``;
  const same = named ? sql`and coalesce(e.party_id, f.party_id, '') = coalesce(f.party_id, '')` : sql``;
  const elsewhere = named
    ? sql`exists (select 1 from others o where o.party_id = f.party_id and o.case_key <> f.case_key)`
    : sql`false`;
  return sql`
    with flagged as (
      select e.case_key, ${party} as party_id, min(e.occurred_at) as flagged_at, min(e.occurred_on) as flagged_on
      from ${facts.unplaced} e where e.activity in ${separate} ${decided}
      group by e.case_key, ${party}
    ),
    others as (
      ${
        named
          ? sql`select distinct e.party_id, e.case_key from ${facts.unplaced} e
              where e.party_id in (select party_id from flagged) and not (e.activity in ${separate} ${decided})`
          : noRows({ party_id: "varchar", case_key: "integer" })
      }
    )
    select f.case_key, coalesce(f.party_id, '') as key, f.party_id, f.flagged_on,
      greatest(f.flagged_on, coalesce(t.caught_on, f.flagged_on)) as counted_from,
      coalesce(t.settled, 0) > 0 as settled, coalesce(t.lost_at > coalesce(t.caught_at, 0), false) as at_large,
      ${elsewhere} as elsewhere, l.case_key is not null as linked, w.case_key is not null as searched,
      coalesce(c.brought like '%,linked_cases,%', false) as links_known
    from flagged f join cases c on c.case_key = f.case_key
    left join (
      select distinct case_key from (
        select e.case_key, max(case when e.activity in ${at_large} then e.occurred_at end) as lost_at,
          max(case when e.activity in ${caught} then e.occurred_at end) as caught_at
        from ${facts.unplaced} e where e.activity in ${[...at_large, ...caught]} and ${party} is not null
        group by e.case_key, ${party}
      ) p where lost_at > coalesce(caught_at, 0)
    ) w on w.case_key = f.case_key and f.party_id is null
    left join (select distinct case_key from (${linkedCases(situation)}) u) l on l.case_key = f.case_key
    left join (
      select f.case_key, coalesce(f.party_id, '') as party,
        count(case when e.activity in ${settled} and e.occurred_at >= f.flagged_at ${named ? sql`and e.party_id = f.party_id` : sql`and false`} then 1 end) as settled,
        max(case when e.activity in ${at_large} then e.occurred_at end) as lost_at,
        max(case when e.activity in ${caught} then e.occurred_at end) as caught_at,
        max(case when e.activity in ${caught} then e.occurred_on end) as caught_on
      from flagged f join ${facts.unplaced} e on e.case_key = f.case_key ${same}
      where e.activity in ${[...settled, ...at_large, ...caught]}
      group by f.case_key, coalesce(f.party_id, '')
    ) t on t.case_key = f.case_key and t.party = coalesce(f.party_id, '')`;
}
