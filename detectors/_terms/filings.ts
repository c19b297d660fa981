import { columnOf } from "../../pipeline/columns.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { INVESTIGATED, kinds, labels, NOT_CHARGED, optionalLabels } from "./labels.ts";

/** What says of a case how its filing and its endings are to be read. */
export const filingParams = {
  sent_on: optionalLabels(
    ["移送审查起诉", "移送起诉"],
    "labels of a case's going on to be prosecuted and tried: a filing after it does not begin the case anew",
  ),
  personal: optionalLabels(
    ["终止侦查", ...NOT_CHARGED],
    "those of the labels of an end that, where they name a party, end what concerns that party alone",
  ),
  witness: optionalLabels(
    ["询问", "调查询问", "询问证人", "询问被害人", "辨认", "被害人催问", "控告人催问", "被害人查询"],
    "labels of acts with victims and witnesses too: a party named in no other is not one who is investigated",
  ),
  investigate: labels(INVESTIGATED, "labels of investigative acts"),
};

interface Labels {
  readonly file: readonly string[];
  readonly conclude: readonly string[];
  readonly sent_on: readonly string[];
  /** What may end a case, or decide a question of its procedure. */
  readonly ruling?: readonly string[];
}

interface PersonalLabels {
  readonly file: readonly string[];
  readonly personal: readonly string[];
  readonly witness: readonly string[];
  readonly investigate: readonly string[];
}

/**
 * Lays out `partial_endings`: ends that name a party and do not end their case: `case_key, record_no, perhaps`. While
 * another party was investigated after it, the case is not ended; of a party who is named in the case by then and has
 * no end of their own nobody can say whether it is (`perhaps`). Where all have theirs, the last of them ends it. Parties
 * who are first named after the case was filed anew, and those named in acts with witnesses alone, are not asked about.
 */
export async function layOutPartialEndings(
  { file, personal, witness, investigate }: PersonalLabels,
  situation: Situation,
): Promise<void> {
  const { engine, unplaced } = situation.facts;
  const party = columnOf(situation, "events", "party_id", sql`e`);
  await engine.run(sql`
    create or replace temp table partial_endings as
    with acts as (
      select case_key, record_no, activity, occurred_at, occurred_on, party, activity in ${personal} and party is not null as ends,
        count(case when activity in ${file} then 1 end) over (partition by case_key order by occurred_on) as filing_no
      from (
        select e.case_key, e.record_no, e.activity, e.occurred_at, e.occurred_on, ${party} as party from ${unplaced} e
        where e.case_key in (select case_key from ${unplaced} where activity in ${personal})
      ) a
    ),
    ends as (
      select *, row_number() over (partition by case_key, filing_no order by occurred_at desc, record_no desc) as nth
      from acts where ends
    ),
    parties as (
      select case_key, party, min(filing_no) as named_in, min(case when ends then filing_no end) as ended_in,
        max(case when activity in ${investigate} then occurred_on end) as worked_on
      from acts where party is not null and (activity in ${witness}) is not true group by case_key, party
    ),
    others as (
      select e.case_key, e.filing_no, count(case when p.worked_on > e.occurred_on then 1 end) > 0 as pursued
      from (select * from ends where nth = 1) e
      join parties p on p.case_key = e.case_key and p.named_in <= e.filing_no and coalesce(p.ended_in > e.filing_no, true)
      group by e.case_key, e.filing_no
    )
    select e.case_key, e.record_no, coalesce(not o.pursued, false) as perhaps
    from ends e left join others o on o.case_key = e.case_key and o.filing_no = e.filing_no
    where o.case_key is not null or e.nth > 1`);
}

/**
 * Cases that were filed or concluded: `case_key, filed_at, filed_on, anew, concluded_at, perhaps_at` (the last of what
 * may have concluded it, and was not followed by what did; a ruling of a case that is `ruled` did). A filing on a later
 * day than a conclusion begins the case `anew`: the first after the last such conclusion, and those before end nothing.
 * What only may have concluded it begins nothing. `partial_endings` are laid out before.
 */
export const filings = (
  { file, conclude, sent_on, ruling = [] }: Labels,
  within: Sql = sql`true`,
  ruled: Sql = sql`false`,
): Sql => sql`
  select case_key, filed_at, filed_on, anew,
    case when filed_on is null or concluded_on >= filed_on then concluded_at end as concluded_at,
    case when (filed_on is null or perhaps_on >= filed_on) and coalesce(perhaps_at > concluded_at, true) then perhaps_at end as perhaps_at
  from (
    with acts as (
      select s.case_key, s.occurred_at, s.occurred_on, s.pos,
        case when k.kind = 'perhaps' and ${ruled} then 'end' when k.kind <> 'end' or p.record_no is null then k.kind
          when p.perhaps then 'perhaps' end as kind
      from steps s join ${kinds({ file, end: conclude, perhaps: ruling, sent: sent_on })} on k.activity = s.activity
      left join partial_endings p on p.record_no = s.record_no
      where ${within}
    ),
    marks as (
      select case_key, min(case when kind = 'file' then occurred_at end) as first_at,
        min(case when kind = 'file' then occurred_on end) as first_on,
        max(case when kind = 'file' then occurred_on end) as last_on, max(case when kind = 'file' then pos end) as last_pos,
        min(case when kind = 'end' then occurred_on end) as ended_on,
        max(case when kind = 'end' then occurred_at end) as concluded_at,
        max(case when kind = 'end' then occurred_on end) as concluded_on,
        max(case when kind = 'perhaps' then occurred_at end) as perhaps_at,
        max(case when kind = 'perhaps' then occurred_on end) as perhaps_on,
        min(case when kind = 'sent' then pos end) as sent_pos
      from acts group by case_key
    ),
    ended as (
      select m.case_key, max(e.occurred_on) as over_on
      from (select * from marks where ended_on < last_on and coalesce(sent_pos > last_pos, true)) m
      join acts e on e.case_key = m.case_key and e.kind = 'end' and e.occurred_on < m.last_on
      group by m.case_key
    ),
    again as (
      select o.case_key, min(b.occurred_at) as begun_at, min(b.occurred_on) as begun_on
      from ended o join acts b on b.case_key = o.case_key and b.kind = 'file' and b.occurred_on > o.over_on
      group by o.case_key
    )
    select m.*, coalesce(a.begun_at, m.first_at) as filed_at, coalesce(a.begun_on, m.first_on) as filed_on,
      a.case_key is not null as anew
    from marks m left join again a on a.case_key = m.case_key
  ) z`;

/** An end `at` of a case that something other than its acts states; null where the filing `f` has since begun the case anew. */
export const endOf = (at: Sql, day: Sql): Sql =>
  sql`case when coalesce(f.anew and ${day} < f.filed_on, false) then null else ${at} end`;
