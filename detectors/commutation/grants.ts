import * as z from "zod";
import { addMonths } from "../../pipeline/clock/calendar.ts";
import { columnOf } from "../../pipeline/columns.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import { dayOf } from "../../pipeline/kit/zone.ts";
import { readValue } from "../../pipeline/rules/condition.ts";
import { kinds, labels, optionalLabels } from "../_terms/labels.ts";
import { holdsAny } from "../_terms/words.ts";

const attribute = (name: string, about: string) => z.string().min(1).default(name).describe(about);

export const Params = z.strictObject({
  grant: labels(["减刑裁定", "裁定减刑", "准予减刑"], "labels of a ruling that commutes a sentence"),
  refused: labels(
    ["不予", "不准", "不同意", "驳回", "撤回"],
    "parts of `events.decision` of a ruling that commutes nothing, where it takes no months off",
  ),
  committed: labels(["交付执行", "送监执行", "收监", "入监"], "labels of the day the sentence began to be executed"),
  petition: labels(["提请减刑", "提请减刑假释", "报请减刑", "减刑建议"], "labels of the petition"),
  serve: labels(["减刑裁定送达", "送达裁定书", "送达"], "labels of the ruling's service"),
  hearing: labels(["开庭", "开庭审理", "公开开庭"], "labels of a hearing"),
  opinion: labels(["检察意见", "检察机关意见", "检察建议", "出庭检察意见"], "labels of the procuratorate's opinion"),
  release: labels(
    ["暂予监外执行决定", "决定暂予监外执行", "准予暂予监外执行"],
    "labels of a release for treatment (暂予监外执行)",
  ),
  diagnosis: labels(
    ["省级指定医院诊断", "医院诊断证明", "病情诊断", "病情鉴定", "妊娠检查", "生活不能自理鉴别"],
    "labels of the document that such a release rests on",
  ),
  sentence: attribute("sentence_months", "attribute of the ruling or case: months of the sentence; life in words"),
  reduction: attribute("reduction_months", "attribute of the ruling: months taken off"),
  term: attribute("new_term_months", "attribute of the ruling: months that a life sentence is turned into"),
  conduct: attribute("conduct", "attribute of the ruling: its ground, such as 确有悔改表现、立功、重大立功"),
  strict: attribute("strict_class", "attribute of the ruling or case: yes for the classes of article 7"),
  lenient: attribute(
    "lenient_class",
    "attribute of the ruling or case: yes for minors, the old, the gravely ill and the disabled, whose times may be shorter by up to a third (articles 19 and 20)",
  ),
  outside: attribute("outside_ground", "attribute of the release or case: why the sentence is served outside"),
  undiagnosed: optionalLabels(
    ["怀孕", "正在哺乳", "怀孕或者正在哺乳", "生活不能自理", "pregnancy", "nursing", "dependent"],
    "grounds of a release that need no diagnosis of a hospital which the province names",
  ),
  must_hear: attribute("hearing_required", "attribute of the ruling or case: yes where a hearing is required"),
  life: labels(["life", "无期", "无期徒刑"], "words for a life sentence"),
});
export type Params = z.output<typeof Params>;

/** The first day of 法释〔2016〕23号; earlier rulings follow other numbers and are not judged. */
const FROM = dayOf("2017-01-01");
const MOST_MONTHS = 36;

/**
 * Lays out `sentence_acts`, what is recorded of those who were decided on: `case_key, case_id, record_no, pos, person,
 * party, source, kind, occurred_at, occurred_on, shared`, attributes, and `step`, by which acts of one day come before or after
 * the ruling, in whatever order they stand. `commutation_months`: from every day that a count of theirs may start at,
 * the day so many months later.
 */
export async function layOutActs(params: Params, situation: Situation): Promise<void> {
  const { engine, unplaced } = situation.facts;
  await engine.run(sql`
    create or replace temp table sentence_decisions as
    select distinct e.case_key, ${partyOf(situation)} as party from ${unplaced} e
    where e.activity in ${[...params.grant, ...params.release]}`);
  await engine.run(sql`create or replace temp table sentence_acts as ${acts(params, situation)}`);
  const days = await engine.all<{ day: number }>(sql`
    select distinct occurred_on as day from sentence_acts where kind in ('committed', 'grant', 'serve') order by day`);
  const months = Array.from({ length: MOST_MONTHS }, (_, i) => i + 1);
  await layOut(
    engine,
    "commutation_months",
    { day: "integer", months: "integer", due_on: "integer" },
    days.flatMap(({ day }) => months.map((n) => ({ day, months: n, due_on: addMonths(day, n) }))),
  );
}

const partyOf = (situation: Situation): Sql => columnOf(situation, "events", "party_id", sql`e`);

/**
 * An act that names nobody is of the only person that its case names, or else of everybody whom the case decides on, with
 * `shared` where these are several; the day on which one of several began to serve is not the others'. Of a decision
 * that names none of several persons, any act of its case may be.
 */
function acts(params: Params, situation: Situation): Sql {
  const { facts } = situation;
  const named = {
    grant: params.grant,
    committed: params.committed,
    petition: params.petition,
    serve: params.serve,
    hearing: params.hearing,
    opinion: params.opinion,
    release: params.release,
    diagnosis: params.diagnosis,
  };
  const read = (name: string) => readValue(name, "event", facts);
  const yes = (name: string) =>
    sql`case when lower(trim(${read(name).text})) in ${YES} then true when nullif(trim(${read(name).text}), '') is not null then false end`;
  const decision = read("decision").text;
  const refused = holdsAny(decision, params.refused);
  const party = partyOf(situation);
  return sql`
    with acts as (
      select a.*, coalesce(party, case when min(party) over (partition by case_key) = max(party) over (partition by case_key)
        then min(party) over (partition by case_key) end) as whose
      from (
        select e.case_key, c.case_id, e.record_no, e.pos, ${party} as party, f.source,
          case when k.kind = 'grant' and (${refused}) and coalesce(${read(params.reduction).number}, 0) = 0
            and ${read(params.term).number} is null then 'refused' else k.kind end as kind,
          case k.kind when 'grant' then 1 when 'serve' then 2 else 0 end as step, e.occurred_at, e.occurred_on,
          nullif(trim(${read(params.conduct).text}), '') as conduct, ${read(params.reduction).number} as reduction,
          ${read(params.term).number} as term, coalesce(trim(${read(params.sentence).text}) in ${params.life}, false) as life,
          ${read(params.sentence).number} as sentence, ${yes(params.strict)} as strict, ${yes(params.must_hear)} as must_hear,
          coalesce(${yes(params.lenient)}, false) as lenient, coalesce(trim(${read(params.outside).text}) in ${params.undiagnosed}, false) as other_ground
        from events e join ${kinds(named)} on k.activity = e.activity join cases c on c.case_key = e.case_key
          join file_sources f on f.file_id = e.file_id
        where e.activity in ${Object.values(named).flat()} and (e.case_key in (select case_key from sentence_decisions)
          or ${party} in (select party from sentence_decisions))
      ) a
    ),
    decided as (
      select *, count(*) over (partition by case_key) > 1 as several
      from (select distinct case_key, whose, ${person} as person from acts where kind in ${DECISIONS}) d
    )
    select a.*, ${person} as person, false as shared from acts a where whose is not null or kind in ${DECISIONS}
    union all
    select a.*, d.person, d.several from acts a join decided d on d.case_key = a.case_key
    where (a.whose is null or d.whose is null) and a.kind not in ${DECISIONS}
      and not (d.several and a.kind = 'committed')`;
}

const DECISIONS = ["grant", "refused", "release"];
const YES = ["true", "yes", "1", "是"];

/** A prisoner is known by their identifier, or, where there is none, by the case. */
const person = sql`coalesce('p' || whose, 'c' || case_id)`;

/**
 * Every ruling that commutes a sentence, with the arithmetic of 法释〔2016〕23号 arts 6–8: `start_due_on` (first day of a
 * first commutation), `interval_due_on` (first day of another petition, art. 40), `cap` (most months at once), and, of
 * each part, whether it is out of line: true, false, or null where the data do not say. Rulings of one person and day
 * are records of one; one that refuses begins a round of acts of its own, and no interval. Of a source none of whose
 * rulings has a hearing, or an opinion, nobody can say that one is missing.
 */
export function grants(): Sql {
  const major = sql`conduct like '%重大立功%'`;
  const both = sql`conduct like '%悔改%' and replace(conduct, '重大立功', '') like '%立功%'`;
  const cap = sql`case when conduct is null then 24
    when ${major} then case when conduct like '%悔改%' then 24 else 18 end when ${both} then 12 else 9 end`;
  const floor = sql`case when conduct is null then 228
    when ${major} then case when conduct like '%悔改%' then 228 else 240 end when ${both} then 252 else 264 end`;
  const freed = sql`coalesce(${major}, false)`;
  return sql`
    with marks as (
      select * from (
        select a.*, row_number() over (partition by person, kind, occurred_on order by reduction desc nulls last, case_id, pos) as copy
        from sentence_acts a
      ) c where kind not in ('grant', 'refused') or copy = 1
    ),
    rounds as (
      select m.*, count(case when kind in ('grant', 'refused') then 1 end) over (
        partition by person order by occurred_on, step, occurred_at, case_key, pos rows between unbounded preceding and 1 preceding) as round
      from marks m
    ),
    around as (
      select person, round, max(case when kind = 'petition' then occurred_on end) as petition_on,
        min(case when kind = 'serve' then occurred_on end) as served_on,
        count(case when kind = 'hearing' then 1 end) as hearings, count(case when kind = 'opinion' then 1 end) as opinions
      from rounds group by person, round
    ),
    rulings as (
      select r.case_key, r.source, r.pos, r.person, r.party, r.round, r.occurred_on as ruled_on, r.conduct, r.reduction, r.term, r.life, r.sentence,
        r.strict, r.lenient, r.must_hear, lag(r.occurred_on) over w as last_on, lag(r.round) over w as last_round,
        lag(r.reduction) over w as last_reduction
      from rounds r where r.kind = 'grant' window w as (partition by r.person order by r.round)
    ),
    counted as (
      select g.*, c.committed_on, coalesce(a.petition_on, g.ruled_on) as asked_on, a.hearings, a.opinions,
        max(a.hearings) over (partition by g.source) > 0 as hearings_known, max(a.opinions) over (partition by g.source) > 0 as opinions_known,
        coalesce(l.served_on, g.last_on) as counted_from, not g.life and g.sentence is null as unknown_sentence,
        case when g.life or coalesce(g.strict, false) then 24 when g.sentence < 60 then 12 when g.sentence < 120 then 18 else 24 end as start_months,
        greatest(case when g.life then 24 when g.sentence < 120 or (g.sentence = 120 and g.strict) then 12 else 18 end,
          least(coalesce(g.last_reduction, 0), ${MOST_MONTHS})) as interval_months,
        case when g.strict then least(${cap}, 12) else ${cap} end as cap, ${floor} as floor
      from rulings g left join around a on a.person = g.person and a.round = g.round
      left join around l on l.person = g.person and l.round = g.last_round + 1
      left join (select person, min(occurred_on) as committed_on from marks where kind = 'committed' group by person) c
        on c.person = g.person
      where g.ruled_on >= ${FROM}
    )
    select x.case_key, x.person, 'grant ' || ${dayAndParty(sql`x.ruled_on`, sql`x.party`)} as key, x.pos, x.ruled_on, x.committed_on, x.last_on, x.counted_from,
      x.asked_on, x.start_months, x.interval_months, x.reduction, x.cap, x.term, x.floor, s.due_on as start_due_on,
      i.due_on as interval_due_on,
      case when x.last_on is not null or ${freed} then false when x.committed_on is null or x.unknown_sentence then null
        when x.ruled_on >= s.due_on then case when x.strict is null and not x.life and x.ruled_on < t.due_on then null else false end
        when x.conduct is null or (x.lenient and x.ruled_on >= es.due_on) then null else true end as early,
      case when x.last_on is null or ${freed} then false when x.unknown_sentence then null
        when x.asked_on >= i.due_on then false when x.conduct is null or (x.lenient and x.asked_on >= ei.due_on) then null else true end as soon,
      case when x.reduction is not null then case when x.reduction > x.cap then case when not x.lenient or 3 * x.reduction > 4 * x.cap then true end when x.conduct is null and x.reduction > 9 then null
          when x.strict is null and x.reduction > 12 then null else false end
        when x.life and x.term is not null then case when x.term < x.floor then case when not x.lenient or 3 * x.term < 2 * x.floor then true end when x.conduct is null and x.term < 264 then null else false end
        end as large,
      x.hearings_known and x.hearings = 0 and (coalesce(x.must_hear, false) or ${freed}) as unheard,
      x.opinions_known and x.opinions = 0 as unopined
    from counted x
    left join commutation_months s on s.day = x.committed_on and s.months = x.start_months
    left join commutation_months t on t.day = x.committed_on and t.months = 24
    left join commutation_months i on i.day = x.counted_from and i.months = x.interval_months
    left join commutation_months es on es.day = x.committed_on and es.months = ${eased(sql`x.start_months`)}
    left join commutation_months ei on ei.day = x.counted_from and ei.months = ${eased(sql`x.interval_months`)}`;
}

/** Articles 19 and 20 let times be shorter, and amounts larger, by a third at most. */
const eased = (months: Sql): Sql => sql`cast(floor(${months} * 2 / 3.0) as integer)`;

/** What tells apart what was decided in a case: its day, and of whom, where that is recorded. */
const dayAndParty = (day: Sql, party: Sql): Sql => sql`cast(${day} as varchar) || coalesce(' p' || ${party}, '')`;

/**
 * Every release: whether no diagnosis came before one for treatment, null where one did that may be another's, or where
 * no release of its source has any.
 */
export const releases = (): Sql => sql`
  select x.*, case when own > 0 or other_ground then false when perhaps = 0 and max(own + perhaps) over (partition by source) > 0 then true end as undiagnosed
  from (
    select r.case_key, max(r.source) as source, r.person, 'release ' || ${dayAndParty(sql`r.occurred_on`, sql`min(r.party)`)} as key, max(r.pos) as pos,
      r.occurred_on as ruled_on, max(case when r.other_ground then 1 else 0 end) = 1 as other_ground,
      count(case when not d.shared then 1 end) as own, count(case when d.shared then 1 end) as perhaps
    from sentence_acts r
    left join (select person, occurred_at, shared from sentence_acts where kind = 'diagnosis') d
      on d.person = r.person and d.occurred_at <= r.occurred_at
    where r.kind = 'release' group by r.case_key, r.occurred_on, r.person
  ) x`;
