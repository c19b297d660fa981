import * as z from "zod";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { dateOf } from "../../pipeline/kit/zone.ts";
import { counted } from "../../schemas/text.ts";
import { optionalLabels } from "../_terms/labels.ts";
import { asking, asksFor, BASE_RATE, offDuty, PROTECTED, registerOf } from "../_terms/register.ts";

const Params = z.strictObject({
  asking,
  cases: z.int().min(2).default(3).describe("cases of one inquirer that are a lead; an engineering default"),
  units: z.int().min(2).default(2).describe("units of one inquirer that are a lead; an engineering default"),
  window_days: z.int().min(1).default(365).describe("span in which they are counted; an engineering default"),
  duty_roles: optionalLabels(
    ["信访接待", "值班领导", "律师联络员"],
    "roles, as `postings.role` names them, whose holders ask in the line of duty while they hold them",
  ),
});
type Params = z.output<typeof Params>;

export default defineDetector({
  meta: {
    id: "repeat-inquirer",
    code: "IV06",
    version: "1",
    family: "intervention",
    title: { zh: "同一过问人集中过问", en: "One inquirer, several cases" },
    about: {
      zh: "同一过问人（以登记簿中的编号识别）在一段时间内（参数 `window_days`）就多个案件或多个单位的案件提出打探、说情、具体要求等非履职类过问。",
      en: "One inquirer, known by the register's identifier, asked for something in several cases, or in cases of several units, within `window_days`, under no lawful duty.",
    },
    tier: "rule",
    scope: "unit",
    severity: 3,
    needs: { interventions: ["inquirer_id", "content_class"] },
    law: [
      {
        name: "领导干部干预司法活动、插手具体案件处理的记录、通报和责任追究规定",
        article: "5",
        confidence: "sure",
        note: "件数、单位数和期间为默认值，非条文",
      },
      { name: "司法机关内部人员过问案件的记录和责任追究规定", article: "4、6", confidence: "fair", note: "2015" },
    ],
    innocent: [
      BASE_RATE,
      {
        zh: "信访接待、值班轮值等职责所在，未填写履职依据",
        en: "Letters-and-visits or rota duty whose basis was not written down",
      },
      { zh: "律师、联络员就各自代理的案件询问", en: "A lawyer or liaison officer asking about cases of their own" },
      { zh: "编号共用，或者不同的人登记为同一编号", en: "An identifier shared by several persons" },
    ],
    checks: [
      { zh: "核对编号是否同一人、当时的职务和职责", en: "Is the identifier one person, and what was their duty then?" },
      { zh: "逐案查看过问内容与案件走向", en: "Read in each case what was asked and how the case went on" },
    ],
    exclusions: [
      {
        zh: "只认编号，不认姓名；没有编号的登记：无法判断",
        en: "Identifiers only, never names; an entry without one is cannot tell",
      },
      {
        zh: "登记未载内容类别、计入与否影响结论的：无法判断",
        en: "Entries whose class is not recorded, where it depends on them: cannot tell",
      },
      {
        zh: "中性过问、载明履职依据、任职表中属值班接待职责的，以及代理人就本人代理案件的过问：不计入",
        en: "Neutral entries, those under a lawful duty or a duty posting, and representatives asking about their own case are not counted",
      },
    ],
    unclear: {
      zh: "登记没有过问人的编号；或者未写明过问内容，而计入与否影响结论。",
      en: "The entry has no identifier of the inquirer; or what was asked is not recorded, and whether it counts decides.",
    },
    references: ["最高人民检察院：过问、干预、插手记录数据（2018 年至 2020 年 3 月）"],
  },
  params: Params,
  row: z.object({
    subject_id: z.string(),
    cases: z.number(),
    units: z.number(),
    first_on: z.number(),
    last_on: z.number(),
  }),
  query: (params, situation) => sql`
    select 'series' as subject_type, inquirer_id as subject_id, cases, units, first_on, last_on,
      case when enough then 'hit' when perhaps then 'cannot tell' else 'clear' end as outcome
    from (
      select w.*, row_number() over (
        partition by inquirer_id order by enough desc, perhaps desc, cases desc, units desc, last_on desc) as nth
      from (${windows(params, situation)}) w
    ) v where nth = 1
    union all
    select 'series', null, 1, 1, received_on, received_on, 'cannot tell'
    from (${countedIn(params, situation)}) n where inquirer_id is null`,
  evidence: (params, situation) => sql`
    select h.hit_no, 'a' as part, e.record_no, cast(null as integer) as pos, 'interventions' as source_table
    from hits h join (${countedIn(params, situation)}) e
      on e.inquirer_id = h.subject_id and e.asks and e.received_on between h.first_on and h.last_on`,
  asking: ({ asking }) => asking,
  explain: ({ subject_id, cases, units, first_on, last_on }, params) => ({
    message: {
      zh: `过问人 ${subject_id}（编号）在 ${params.window_days} 日内就 ${cases} 个案件、${units} 个单位的案件提出非履职类过问（${dateOf(first_on)} 至 ${dateOf(last_on)}），需核查。`,
      en: `Inquirer ${subject_id} (an identifier) asked for something in ${counted(cases, "case")} of ${counted(units, "unit")} within ${params.window_days} days, under no lawful duty on record (${dateOf(first_on)} to ${dateOf(last_on)}).`,
    },
    measured: cases >= params.cases ? cases : units,
    threshold: cases >= params.cases ? params.cases : params.units,
    unit: cases >= params.cases ? "cases" : "units",
    innocent: [PROTECTED],
  }),
});

/**
 * What an inquirer asked for up to each day of an entry: `inquirer_id, first_on, last_on, cases, units, enough`, and
 * `perhaps`: with what is not known to be asked.
 */
const windows = (params: Params, situation: Situation): Sql => sql`
  select x.*, cases >= ${params.cases} or units >= ${params.units} as enough,
    all_cases >= ${params.cases} or all_units >= ${params.units} as perhaps
  from (
    select b.inquirer_id, min(case when a.asks then a.received_on end) as first_on,
      max(case when a.asks then a.received_on end) as last_on, count(distinct case when a.asks then a.case_id end) as cases,
      count(distinct case when a.asks then a.unit end) as units, count(distinct a.case_id) as all_cases,
      count(distinct a.unit) as all_units
    from (select distinct inquirer_id, received_on from (${countedIn(params, situation)}) d) b
    join (${countedIn(params, situation)}) a
      on a.inquirer_id = b.inquirer_id and a.received_on between b.received_on - ${params.window_days} and b.received_on
    group by b.inquirer_id, b.received_on
  ) x`;

/**
 * Entries that count: they name no duty, and ask for something, unless their class is not recorded: `record_no,
 * inquirer_id, case_id, unit, received_on, asks`.
 */
function countedIn({ asking: classes, duty_roles }: Params, situation: Situation): Sql {
  const { engine, facts, has } = situation;
  const entry = registerOf(situation, ["inquirer_id", "content_class", "duty_basis", "org_id"]);
  const onDuty = has("postings", "role")
    ? sql`and not exists (
        select 1 from postings p where p.actor_id = e.inquirer_id and p.role in ${duty_roles}
          and p.from_at <= e.received_at ${has("postings", "to_at") ? sql`and coalesce(${engine.localDay(sql`p.to_at`, facts.zone)} >= e.received_on, true)` : sql``})`
    : sql``;
  const ownCase = has("representations", "representative_id")
    ? sql`and not exists (
        select 1 from representations r where r.representative_id = e.inquirer_id and r.case_id = e.case_id)`
    : sql``;
  return sql`
    select e.record_no, e.inquirer_id, e.case_id, e.received_on,
      coalesce(e.org_id, c.org_id) as unit, ${asksFor(sql`e.content_class`, classes)} is not null as asks
    from (${entry}) e left join cases c on c.case_key = e.case_key
    where coalesce(${asksFor(sql`e.content_class`, classes)}, true) and ${offDuty} ${onDuty} ${ownCase}`;
}
