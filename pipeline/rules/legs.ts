import { RESTART } from "../../schemas/values.ts";
import { type ColumnOf, columnOf } from "../columns.ts";
import { join, type Sql, sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { DAY } from "../kit/duration.ts";
import { type CompiledRule, isLabel, type Side } from "./compile.ts";
import { runsInLegs } from "./kinds.ts";
import { attributeOf } from "./paired.ts";
import type { RuleSet } from "./ruleset.ts";
import { looksClose } from "./sides.ts";
import { isDate } from "./span.ts";

/**
 * Lays out the clocks that run in legs, where there are any. A start opens a leg unless one is running; an end closes
 * it; a restart closes it and opens the next. Of the legs that starts open only the first counts, unless the rule
 * repeats. Acts of one minute count as simultaneous, and a date as any minute of its day, ends last, so that their
 * order is never the ground of a hit; an end that may as well be an earlier clock's stands in both places.
 *
 * `clock_marks`: `rule_no, case_key, key, party, kind` (start, restart, end; `personal` until it is known whether it is
 * an end), `at, wall, place` (in the clock, by which its marks are in order), `pos, record_no, source_table, sure,
 * change, surely` (what must differ with `change`; '' where nothing must); `key` tells the clocks of a case apart.
 * `clock_legs`: `rule_no, case_key, key, party, leg, restarted, alone` (the clock has no other leg), the moments of
 * `clocks` (see `clocksOf`), and, where it is not known which starts and ends count, when the clock that runs in the
 * leg was started at the earliest and at the latest: `begun_first, begun_last`.
 */
export async function layOutLegs({ rules, facts }: RuleSet): Promise<void> {
  const { engine } = facts;
  const clocks = rules.filter(runsInLegs);
  if (clocks.length === 0) return;
  await engine.run(sql`create or replace ${engine.large("unplaced_marks")} (
    rule_no integer, case_key integer, key varchar, party varchar, kind varchar, "at" bigint, wall bigint, pos integer,
    record_no bigint, source_table varchar, sure boolean, change varchar, surely varchar, whole boolean)`);
  for (const compiled of clocks) {
    await addMarks(compiled, "start", compiled.a, facts);
    if (compiled.b) await addMarks(compiled, "end", compiled.b, facts);
    if (compiled.restart) await addMarks(compiled, "restart", compiled.restart, facts);
  }
  await shareUnnamed(facts);
  for (const compiled of clocks) await addApprovedRestarts(compiled, facts);
  await placeMarks(facts);
  if (clocks.some(({ personal }) => personal.length > 0)) await settlePersonal(facts);
  await engine.run(sql`create or replace ${engine.large("clock_legs")} as ${legsThatCount}`);
}

/** Stands between the parts of a clock's key. */
export const CLOCK_KEY = " · ";

/** What tells the clocks of a case apart, as one text; '' where nothing does, null where part of it is not recorded. */
const keyOf = (names: readonly string[] | undefined, facts: Facts): Sql =>
  names === undefined
    ? sql`''`
    : join(
        names.map((name) => attributeOf(name, facts)),
        sql` || ${CLOCK_KEY} || `,
      );

async function addMarks(
  compiled: CompiledRule,
  kind: "start" | "restart" | "end",
  side: Side,
  facts: Facts,
): Promise<void> {
  const { no, rule, whole, personal, procedureNo } = compiled;
  const { engine, zone } = facts;
  const starts = kind === "start";
  const given = starts ? rule.start_at : undefined;
  const start = given && columnOf(facts, "events", given as ColumnOf<"events">, sql`e`);
  const [change, surely] = [rule.restarts?.change_of, rule.restarts?.sure_by].map((name) =>
    starts && name !== undefined ? attributeOf(name, facts) : sql`''`,
  ) as [Sql, Sql];
  const sure = side.condition === null ? sql`true` : sql`(${side.condition}) is true`;
  const common = kind === "start" || rule.same === undefined ? sql`false` : isLabel(whole, "e");
  const close = !side.certain || looksClose(compiled);
  await engine.run(sql`
    insert into unplaced_marks
    select ${no}, e.case_key, case when ${common} then null else ${keyOf(rule.same, facts)} end,
      ${rule.same?.includes("party_id") ? columnOf(facts, "events", "party_id", sql`e`) : sql`cast(null as varchar)`},
      ${kind === "end" && personal.length > 0 ? sql`case when ${isLabel(personal, "e")} then 'personal' else 'end' end` : sql`${kind}`},
      ${start ? sql`coalesce(${start}, e.occurred_at)` : sql`e.occurred_at`},
      ${start ? sql`coalesce(${engine.localTime(start, zone)}, e.wall_at)` : sql`e.wall_at`},
      e.pos, e.record_no, 'events', ${sure} ${start ? sql`and ${start} is not null` : sql``}, ${change}, ${surely},
      ${common}
    from ${close ? sql`wide e join case_values c on c.case_key = e.case_key` : sql`trace e join scopes s on s.case_key = e.case_key`}
    where ${close ? sql`e` : sql`s`}.procedure_no = ${procedureNo}
      and ${isLabel(side.labels, "e")} ${side.condition === null ? sql`` : sql`and (${side.condition}) is not false`}`);
}

/**
 * An end or restart of the whole case is everybody's; one that does not say whose it is may be anybody's; a start that
 * does not is of an unknown clock.
 */
async function shareUnnamed({ engine }: Facts): Promise<void> {
  await engine.run(sql`update unplaced_marks set sure = sure and whole where key is null`);
  await engine.run(sql`
    insert into unplaced_marks
    select m.rule_no, m.case_key, k.key, k.party, m.kind, m."at", m.wall, m.pos, m.record_no, m.source_table, m.sure,
      m.change, m.surely, m.whole
    from unplaced_marks m join (${clocksOf}) k on k.rule_no = m.rule_no and k.case_key = m.case_key
    where m.key is null and m.kind <> 'start'`);
}

const clocksOf = sql`select distinct rule_no, case_key, key, party from unplaced_marks where kind = 'start' and key is not null`;

async function addApprovedRestarts({ no, rule }: CompiledRule, facts: Facts): Promise<void> {
  const { engine, zone, asOf, has } = facts;
  const bases = rule.restarts?.bases;
  if (!bases || !has("extensions", "basis") || !has("extensions", "from_at")) return;
  await engine.run(sql`
    insert into unplaced_marks
    select ${no}, x.case_key, k.key, k.party, 'restart', x.from_at, ${engine.localTime(sql`x.from_at`, zone)}, 2147483647,
      x.record_no, 'extensions', true, null, null, false
    from extensions x join (${clocksOf}) k on k.case_key = x.case_key and k.rule_no = ${no}
    where x.kind in ${RESTART} and x.basis in ${bases} and x.from_at <= ${asOf}
      ${has("extensions", "rule") ? sql`and (x.rule is null or x.rule = ${rule.id})` : sql``}
      ${has("extensions", "party_id") ? sql`and (x.party_id is null or k.party is null or x.party_id = k.party)` : sql``}`);
}

const clock = sql`partition by rule_no, case_key, key`;
const begins = sql`kind in ('start', 'restart')`;
const minute = sql`floor("at" / 60000.0)`;
const dayOf = (wall: Sql): Sql => sql`floor(${wall} / ${DAY})`;

/** Lays out `clock_marks`. Only where a clock begins and ends on one day can there be doubt in which order. */
async function placeMarks({ engine }: Facts): Promise<void> {
  const minuteIf = (condition: Sql) => sql`case when ${condition} then ${minute} end`;
  await engine.run(sql`
    create or replace temp table busy_days as
    select rule_no, case_key, key, day, max(${minuteIf(begins)}) as last_begin,
      min(${minuteIf(sql`${begins} and ${isDate(sql`wall`)}`)}) as dated_begin
    from (select *, ${dayOf(sql`wall`)} as day from unplaced_marks where key is not null) m
    group by rule_no, case_key, key, day having count(${minuteIf(begins)}) between 1 and count(*) - 1`);
  await engine.run(
    sql`create or replace ${engine.large("clock_marks")} as ${atTheirMinutes} union all select * from (${onBusyDays})`,
  );
  await engine.run(sql`drop table unplaced_marks`);
}

const sameClock = sql`b.rule_no = m.rule_no and b.case_key = m.case_key and b.key = m.key`;
const busyClocks = sql`(select distinct rule_no, case_key, key from busy_days) b`;

const atTheirMinutes = sql`
  select m.rule_no, m.case_key, m.key, party, kind, "at", wall, ${minute} + case when ${begins} then 0 else 0.5 end as place,
    pos, record_no, source_table, sure, change, surely, whole
  from unplaced_marks m left join ${busyClocks} on ${sameClock} where b.rule_no is null`;

/** The marks of clocks that have a busy day, with their `own` minute and what began on their day. */
const ofBusyClocks = sql`
  select m.*, ${minute} as own, not (${begins}) as ends, kind = 'end' and sure as surely_ends,
    ${isDate(sql`wall`)} as dated, d.last_begin, d.dated_begin
  from unplaced_marks m join ${busyClocks} on ${sameClock}
  left join busy_days d
    on d.rule_no = m.rule_no and d.case_key = m.case_key and d.key = m.key and d.day = ${dayOf(sql`m.wall`)}`;

/** An end may come before what began on its day by a date, and after what began before it, a date after all of its day. */
const placed = sql`
  select *, case when ends then least(own, coalesce(dated_begin, own)) - 0.5 else own end as earliest,
    case when ends then greatest(own, case when dated then coalesce(last_begin, own) else own end) + 0.5
      else own end as latest
  from marks`;

const byEarliest = sql`${clock} order by earliest, "at", pos`;
const preceding = sql`over (${byEarliest} rows between unbounded preceding and 1 preceding)`;
const following = sql`over (${byEarliest} rows between 1 following and unbounded following)`;

/** Whether the clock began between the places of an end, first at `next_begin`, and on the day of a date `several` times. */
const ordered = sql`
  select *, ends and coalesce(next_begin < latest, false) as between_places,
    ends and coalesce(dated and last_begin > next_begin, false) as several
  from (select *, min(case when not ends then own end) ${following} as next_begin from placed)`;

/** What stands `within` the places of a sure end that has one beginning there: after them the clock runs if it ran before. */
const spanned = sql`
  select *, coalesce(max(case when surely_ends and between_places and not several then latest end) ${preceding} > own, false) as within
  from ordered`;

const begun = sql`max(case when not ends and not within then own end) ${preceding}`;
const ended = sql`max(case when surely_ends and not between_places and not within then latest end) ${preceding}`;

/** Whether the clock may have been running before the mark: something began since it last surely ended. */
const running = sql`select *, coalesce(${begun} > ${ended}, ${begun} is not null) as ran from spanned`;

/** Whether an end may as well be an earlier beginning's, at the `soonest`, as that of one between its places. */
const doubted = sql`
  select *, case when ran then between_places else several end as twice,
    case when ran then earliest else next_begin + 0.5 end as soonest
  from running`;

/**
 * An end has its latest place, and where it has two, it surely was one at the soonest (but for a `personal` one, that may
 * be none), and perhaps one of the later beginning's `again`.
 */
const onBusyDays = sql`
  with marks as (${ofBusyClocks}), placed as (${placed}), ordered as (${ordered}), spanned as (${spanned}),
    running as (${running}), doubted as (${doubted})
  select rule_no, case_key, key, party, kind, "at", wall,
    case when twice and not again then soonest else latest end as place,
    pos, record_no, source_table, sure and not again and (not twice or kind = 'end') as sure, change, surely, whole
  from doubted join (select false as again union all select true) on twice or not again`;

const order = sql`order by place, "at", pos`;
const before = sql`over (${clock} ${order} rows between unbounded preceding and 1 preceding)`;
const after = sql`over (${clock} ${order} rows between 1 following and unbounded following)`;

/**
 * A start under another value of `change_of` than the start before it starts the clock anew; surely, if both are known,
 * and what it must differ in beside does.
 */
const changed = sql`
  select rule_no, case_key, key, party, "at", wall, place, pos,
    case when anew then 'restart' else kind end as kind, sure and not (anew and unknown) as sure
  from (
    select *, coalesce(kind = 'start' and again and coalesce(change <> previous, true), false) as anew,
      change is null or previous is null or (surely <> '' or surely is null) and coalesce(surely = surely_before, true) as unknown
    from (
      select *, lag(change) over (${clock}, kind order by "at", pos) as previous,
        lag(surely) over (${clock}, kind order by "at", pos) as surely_before,
        lag(true) over (${clock}, kind order by "at", pos) is not null as again
      from clock_marks
    )
  )`;

/** Where a clock runs on to another end, an act on one person was none: somebody remained in the case. */
async function settlePersonal({ engine }: Facts): Promise<void> {
  await engine.run(sql`
    insert into clock_marks
    select rule_no, case_key, key, party, 'end', "at", wall, place, pos, record_no, source_table, sure, change, surely, whole
    from (
      select *, min(case when kind = 'end' then "at" end) ${after} as ends_at,
        min(case when kind in ('start', 'restart') then "at" end) ${after} as begins_at
      from clock_marks where rule_no in (select rule_no from clock_marks where kind = 'personal')
    )
    where kind = 'personal' and (ends_at is null or coalesce(begins_at < ends_at, false))`);
  await engine.run(sql`delete from clock_marks where kind = 'personal'`);
}

/** A restart counts only where the clock was started: the rule's condition stands on its starts. */
const legs = sql`
  select rule_no, case_key, key, max(party) as party, leg, max(case when kind = 'restart' then 1 else 0 end) = 1 as restarted,
    min("at") as start_any, min(wall) as start_wall_any,
    min(case when surely then "at" end) as start_sure, min(case when surely then wall end) as start_wall_sure,
    min(end_any) as end_any, min(end_wall_any) as end_wall_any, min(end_sure) as end_sure, min(end_wall_sure) as end_wall_sure,
    max(era) as era, max("at") as start_last
  from (
    select *, kind = 'start' or started is not null as begins,
      sure and (kind = 'start' or coalesce(started = 1, false)) as surely
    from (
      select *,
        cast(coalesce(sum(case when kind <> 'start' then 1 else 0 end) ${before}, 0)
          + case when kind = 'restart' then 1 else 0 end as integer) as leg,
        cast(coalesce(sum(case when kind <> 'start' and sure then 1 else 0 end) ${before}, 0)
          + case when kind = 'restart' and sure then 1 else 0 end as integer) as era,
        max(case when kind = 'start' then case when sure then 1 else 0 end end) ${before} as started,
        min(case when kind <> 'start' then "at" end) ${after} as end_any,
        min(case when kind <> 'start' then wall end) ${after} as end_wall_any,
        min(case when kind <> 'start' and sure then "at" end) ${after} as end_sure,
        min(case when kind <> 'start' and sure then wall end) ${after} as end_wall_sure
      from (${changed})
    )
  )
  where kind <> 'end' and begins
  group by rule_no, case_key, key, leg`;

/** Where it is not sure that the clock was started before, a later start may be its first. */
const legsThatCount = sql`
  select rule_no, case_key, key, party, leg, restarted, start_any, start_wall_any,
    case when perhaps then null else start_sure end as start_sure,
    case when perhaps then null else start_wall_sure end as start_wall_sure,
    end_any, end_wall_any, end_sure, end_wall_sure, alone, begun_first, coalesce(start_sure, start_last) as begun_last
  from (
    select *, count(*) over (${clock}) = 1 as alone, min(start_any) over (${clock}, era order by leg) as begun_first, not repeats and not restarted and row_number() over (${clock} order by leg) > 1 as perhaps,
      count(start_sure) over (${clock} order by leg rows between unbounded preceding and 1 preceding) as begun
    from (${legs}) join (select rule_no, repeats from limits) using (rule_no)
  )
  where not perhaps or begun = 0`;

/**
 * The marks of the legs over the limit (of `legs`), of the relation `hits`: `hit_no, part, record_no, pos,
 * source_table`.
 */
export const legEvidence = (legs: Sql): Sql => sql`
  select hit_no, min(part) as part, record_no, pos, source_table
  from (
    select h.hit_no, case when m."at" = l.start_at and m.kind <> 'end' then 'a' else 'b' end as part, m.record_no,
      case when m.source_table = 'events' then m.pos end as pos, m.source_table
    from hits h join ${legs} l on l.rule_no = h.rule_no and l.case_key = h.case_key and l.key = h.key and l.outcome = 'hit'
    join clock_marks m on m.rule_no = h.rule_no and m.case_key = h.case_key and m.key = h.key
    where (m."at" = l.start_at and m.kind <> 'end') or m."at" = l.end_at
  )
  group by hit_no, record_no, pos, source_table`;
