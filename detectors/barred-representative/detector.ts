import * as z from "zod";
import { addMonths } from "../../pipeline/clock/calendar.ts";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { dateOf } from "../../pipeline/kit/zone.ts";
import { POST } from "../../schemas/values.ts";
import { labels, optionalLabels } from "../_terms/labels.ts";
import { atLatestIn } from "../_terms/moments.ts";
import { recordEvidence, recordsOf } from "../_terms/records.ts";

const Params = z.strictObject({
  months: z
    .int()
    .min(1)
    .default(24)
    .describe("months after leaving in which no case may be taken as a lawyer: two years"),
  exempt_kinds: optionalLabels(
    ["guardian", "relative", "监护人", "法定代理人", "近亲属", "近亲属代理"],
    "kinds of representative that the bar does not reach: guardians and close relatives of the party",
  ),
  lay_kinds: optionalLabels(
    ["citizen", "staff", "公民代理", "单位工作人员", "社区推荐"],
    "kinds of representative that are no lawyers: only the organ once served at, and kin there, bar them",
  ),
  kin: labels(["配偶", "父母", "子女", "近亲属"], "kinds of declared relation between staff and representative"),
});
type Params = z.output<typeof Params>;

const UNTIL = "representation_barred";

export default defineDetector({
  meta: {
    id: "barred-representative",
    code: "PR01",
    version: "1",
    family: "people",
    title: { zh: "代理人、辩护人疑似属于限制代理情形", en: "A representative who may be barred from the case" },
    about: {
      zh: "代理人、辩护人离任法院或者检察院不满限制年限（参数 `months`，默认二年），或者曾在办理本案的单位任职，或者经申报系该单位人员的配偶、父母、子女。",
      en: "A representative left a court or procuratorate less than two years before (by default; `months`), or once served at the organ that handles the case, or is by declaration the spouse, parent or child of somebody who serves there.",
    },
    tier: "rule",
    scope: "case",
    severity: 4,
    needs: { representations: ["former_org"] },
    law: [
      { name: "法官法", article: "36", from: "2019-10-01", confidence: "sure" },
      { name: "检察官法", article: "37", from: "2019-10-01", confidence: "sure" },
      {
        name: "最高人民法院关于审判人员在诉讼活动中执行回避制度若干问题的规定",
        article: "8、9",
        from: "2011-06-13",
        confidence: "fair",
      },
    ],
    innocent: [
      {
        zh: "系当事人的监护人或者近亲属，代理类别填写有误",
        en: "A guardian or close relative of the party, with the kind filled in wrongly",
      },
      { zh: "单位编码沿用，实际不是同一法院", en: "The unit's code was reused for another court" },
      { zh: "离任日期登记有误，或者申报已过时", en: "The day of leaving is wrong, or the declaration out of date" },
    ],
    checks: [
      {
        zh: "核对离任时间、任职单位与代理手续",
        en: "Compare the day of leaving, the organ served at and the power of attorney",
      },
      { zh: "查阅是否已告知更换代理人", en: "Was the party told to choose another representative?" },
    ],
    exclusions: [
      { zh: "以监护人、近亲属身份代理的：不提示", en: "Guardians and close relatives of the party are passed over" },
      {
        zh: "离任满二年，或者不以律师身份代理的，在其他单位办理的案件中代理：不提示",
        en: "Two years after leaving, or of one who is no lawyer, in a case of another organ: passed over",
      },
      {
        zh: "曾在其他单位任职而离任或者代理时间不明的；登记的离任时间晚于开始代理的；近亲属关系或者其任职始于代理之后，或者代理时间不明而未涵盖办案全程的：无法判断",
        en: "Served elsewhere, with the day of leaving or of appearing unknown; left, as it is recorded, after the appearance; kin, or served here, only since some day of the case after the appearance, or on some of its days where that of the appearance is unknown: cannot tell",
      },
      { zh: "只认编号，不比对姓名", en: "Identifiers only, never names" },
    ],
    unclear: {
      zh: "何时离任、何时开始代理没有记载；或者近亲属关系及其任职只涵盖办案的一部分时间。",
      en: "When the representative left office, or came into the case, is not recorded; or kinship, or the relative's service here, covers only a part of the case.",
    },
    references: [],
  },
  params: Params,
  row: z.object({
    key: z.string(),
    ground: z.enum(["served here", "left lately", "kin"]),
    former_org: z.string().nullable(),
    left_on: z.number().nullable(),
    until_on: z.number().nullable(),
    from_on: z.number().nullable(),
  }),
  prepare: async ({ months }, situation) => {
    const { engine } = situation.facts;
    const days = await engine.all<{ day: number }>(
      sql`select distinct left_on as day from (${appearances(situation)}) a where left_on is not null order by left_on`,
    );
    const rows = days.map(({ day }) => ({ left_on: day, until_on: addMonths(day, months) }));
    await layOut(engine, UNTIL, { left_on: "integer", until_on: "integer" }, rows);
  },
  query: (params, situation) => sql`
    select x.*, case
        when ground is not null then 'hit'
        when former_org is not null and not lay and (until_on is null or from_on is null) or not sure then 'cannot tell'
        when served and left_on > from_on then 'cannot tell'
        else 'clear'
      end as outcome
    from (
      select a.case_key, a.representative_id as key, a.record_no, a.former_org, a.left_on, u.until_on, a.from_on,
        k.declared_no, k.sure, o.case_key is not null as served, coalesce(a.kind in ${params.lay_kinds}, false) as lay,
        case
          when o.case_key is not null and coalesce(a.left_on <= a.from_on, true) then 'served here'
          when a.from_on >= a.left_on and a.from_on <= u.until_on and coalesce(a.kind not in ${params.lay_kinds}, true)
            then 'left lately'
          when k.sure then 'kin'
        end as ground,
        row_number() over (partition by a.case_key, a.representative_id
          order by case when o.case_key is not null then 1 when a.from_on <= u.until_on then 2 else 3 end,
            a.from_on nulls last, a.record_no) as nth
      from (${appearances(situation)}) a
      left join representation_barred u on u.left_on = a.left_on
      left join (${organs}) o on o.case_key = a.case_key and o.org_id = a.former_org
      left join (${kin(params, situation)}) k on k.case_key = a.case_key and k.representative_id = a.representative_id
      where coalesce(a.kind not in ${params.exempt_kinds}, true)
    ) x
    where nth = 1`,
  evidence: () => sql`
    ${recordEvidence("representations")}
    union all
    select hit_no, 'b', declared_no, null, 'conflicts' from hits where ground = 'kin'`,
  explain: ({ key, ground, former_org, left_on, until_on, from_on }, { months }) => {
    const left =
      left_on === null ? { zh: "", en: "" } : { zh: `（${dateOf(left_on)} 离任）`, en: ` (left ${dateOf(left_on)})` };
    const from =
      from_on === null
        ? { zh: "", en: "" }
        : { zh: `，${dateOf(from_on)} 起代理`, en: `, appearing from ${dateOf(from_on)}` };
    const lately = ground === "left lately" && left_on !== null && until_on !== null && from_on !== null;
    const what = {
      "served here": {
        zh: `曾在办理本案的单位 ${former_org} 任职${left.zh}`,
        en: `once served at ${former_org}, which handles this case${left.en}`,
      },
      "left lately": {
        zh: `离任不满 ${months} 个月${left.zh}`,
        en: `left office less than ${months} months before${left.en}`,
      },
      kin: {
        zh: "经申报系办理本案单位人员的近亲属",
        en: "is by declaration close kin of somebody who serves at the organ that handles this case",
      },
    }[ground];
    return {
      message: {
        zh: `代理人 ${key}（编号）${what.zh}${from.zh}，疑似属于限制代理情形，需核查。`,
        en: `Representative ${key} (an identifier) ${what.en}${from.en}; the bar on representation may apply.`,
      },
      ...(lately
        ? {
            measured: from_on - left_on,
            threshold: until_on - left_on,
            unit: "days",
            clock: [
              { label: { zh: "离任", en: "Left" }, value: dateOf(left_on) },
              { label: { zh: "限制期", en: "Barred for" }, value: `+ ${months} m` },
              { label: { zh: "限制期届满", en: "Barred until" }, value: dateOf(until_on) },
              { label: { zh: "开始代理", en: "Appears from" }, value: dateOf(from_on) },
            ],
          }
        : {}),
    };
  },
});

/**
 * Who appeared in which case: `record_no, case_key, representative_id, kind, former_org, left_on, from_on`, and between
 * which moments they may have begun (`begun_at, begun_by`) and went on at most (`until_at`).
 */
function appearances(situation: Situation): Sql {
  const { engine, facts, asOf } = situation;
  const day = (instant: Sql) => sql`cast(${engine.localDay(instant, facts.zone)} as integer)`;
  const columns = ["representative_id", "kind", "former_org", "left_at", "from_at"] as const;
  const until = sql`greatest(coalesce(r.from_at, 0), coalesce(c.closed_at, ${asOf}))`;
  return sql`
    select r.record_no, r.case_key, r.representative_id, r.kind, r.former_org,
      ${day(sql`r.left_at`)} as left_on, ${day(sql`r.from_at`)} as from_on, coalesce(r.from_at, c.opened_at, 0) as begun_at,
      coalesce(r.from_at, ${until}) as begun_by, ${until} as until_at
    from (${recordsOf(situation, "representations", columns)}) r join cases c on c.case_key = r.case_key
    where coalesce(r.from_at <= ${asOf}, true)`;
}

/** The units that act in a case or are in charge of it: `case_key, org_id`. */
const organs = sql`
  select case_key, org_id from steps where org_id is not null
  union
  select case_key, org_id from cases where org_id is not null`;

/**
 * Representatives with declared kin who serve at a unit of the case while they appear: `case_key, representative_id,
 * declared_no`, and whether it is `sure` that they did when the appearance began.
 */
function kin(params: Params, situation: Situation): Sql {
  const within = (x: Sql, from: Sql, to: Sql) =>
    sql`coalesce(${x}.from_at <= ${from}, true) and coalesce(${atLatestIn(situation.facts, sql`${x}.to_at`)} >= ${to}, true)`;
  const [relation, post] = [sql`d`, sql`p`];
  return sql`
    select case_key, representative_id, min(case when sure then record_no end) as declared_no, count(case when sure then 1 end) > 0 as sure
    from (
      select a.case_key, a.representative_id, d.record_no,
        ${within(relation, sql`a.begun_at`, sql`a.begun_by`)} and ${within(post, sql`a.begun_at`, sql`a.begun_by`)} as sure
      from (${appearances(situation)}) a
      join (${recordsOf(situation, "conflicts", ["actor_id", "party_id", "kind", "from_at", "to_at"])}) d
        on d.party_id = a.representative_id and d.kind in ${params.kin} and ${within(relation, sql`a.until_at`, sql`a.begun_at`)}
      join (${recordsOf(situation, "postings", ["actor_id", "org_id", "kind", "from_at", "to_at"])}) p
        on p.actor_id = d.actor_id and coalesce(p.kind in ${POST}, true) and ${within(post, sql`a.until_at`, sql`a.begun_at`)}
      join (${organs}) o on o.case_key = a.case_key and o.org_id = p.org_id
    ) x group by case_key, representative_id`;
}
