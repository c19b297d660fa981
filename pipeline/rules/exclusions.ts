import { EXCLUDE } from "../../schemas/values.ts";
import { join, noRows, type Sql, sql, word } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { DAY } from "../kit/duration.ts";
import { approvalsIn, CLOCK, concerned } from "./approvals.ts";
import { anyPauses } from "./pauses.ts";
import type { RuleSet } from "./ruleset.ts";

/**
 * Days that do not count, of the clocks in `granted` (`limited` with `raw_on` or `raw_ms`, the last day or moment with
 * what was granted): `rule_no, case_key, key, leg, excluded, standing` (an exclusion has begun and not ended),
 * `unsaid` (one does not say when it began, or whose it is), `beyond` (one ends where working days are not known). They are counted
 * as the limit is: in days or working days, of which a span's first is not counted, or by the clock, in parts of a
 * day. Overlapping spans count once; what lies before the start, after the end or after the limit has run out counts
 * for nothing.
 */
export function exclusions(set: RuleSet): Sql {
  const sources = sourcesOf(set);
  if (sources.length === 0)
    return noRows({ ...CLOCK, excluded: "double", standing: "integer", unsaid: "integer", beyond: "integer" });
  return sql`
    with spans as (${spans(sources, set.facts)}), within as (${within(set.facts)}), numbered as (${numbered}),
      measured as (${measured}), summed as (${summed}), ended as (${ended})
    select rule_no, case_key, key, leg, sum(days) as excluded,
      max(case when to_at is null then 1 else 0 end) as standing, max(case when from_at is null then 1 else 0 end) as unsaid,
      max(case when days is null then 1 else 0 end) as beyond
    from ended
    where from_at is null or too_late = 0
    group by rule_no, case_key, key, leg`;
}

/** Where exclusions are on record: among the approvals, and where an act begins or ends a pause. */
function sourcesOf(set: RuleSet): Sql[] {
  const { facts } = set;
  const clock = sql`c.rule_no, c.case_key, c.key, c.leg, c.working, c.civil, c.limit_ms, c.start_on, c.start_ms, c.end_any,
    c.raw_on, c.raw_ms`;
  const sources: Sql[] = [];
  if (facts.columns.has("extensions")) {
    const column = approvalsIn(facts);
    sources.push(sql`
      select ${clock}, ${column("from_at")} as from_at, ${column("to_at")} as to_at
      from granted c join extensions x on ${concerned(facts)} where c.excludes and x.kind in ${EXCLUDE}`);
  }
  if (anyPauses(set)) {
    sources.push(sql`
      select ${clock}, case when not p.perhaps then p.from_at end as from_at, case when p.perhaps then p.from_at else p.to_at end as to_at
      from granted c join clock_pauses p on p.rule_no = c.rule_no and p.case_key = c.case_key
        and coalesce(p.key = c.key, true)
      where not p.perhaps or (p.from_at < coalesce(c.end_any, ${facts.asOf})
        and coalesce(${facts.engine.localDay(sql`p.to_at`, facts.zone)} >= c.start_on, true))`);
  }
  return sources;
}

/** From which day and moment to which. */
function spans(sources: readonly Sql[], { engine, zone }: Facts): Sql {
  const dayOf = (at: "from_at" | "to_at") => engine.localDay(word(at), zone);
  const momentOf = (at: "from_at" | "to_at") =>
    sql`case when civil then ${engine.localTime(word(at), zone)} else ${word(at)} end`;
  return sql`
    select *, ${dayOf("from_at")} as from_on, ${dayOf("to_at")} as to_on, ${momentOf("from_at")} as from_ms,
      ${momentOf("to_at")} as to_ms
    from (${join(sources, sql` union all `)})`;
}

/** What of them lies between the start and the end of the clock. */
function within({ engine, zone, asOf }: Facts): Sql {
  const notBefore = (start: "start_on" | "start_ms", from: "from_on" | "from_ms") =>
    sql`case when ${word(from)} < ${word(start)} then ${word(start)} else ${word(from)} end as ${word(from)}`;
  return sql`
    select rule_no, case_key, key, leg, working, limit_ms, raw_on, raw_ms, from_at, to_at, to_on, to_ms,
      ${notBefore("start_on", "from_on")}, ${notBefore("start_ms", "from_ms")}
    from spans
    where from_at is null or (from_on <= ${engine.localDay(sql`coalesce(end_any, ${asOf})`, zone)}
      and (to_at is null or case when limit_ms is null then to_on > start_on else to_ms > start_ms end))`;
}

const numberOf = (what: "from" | "to" | "raw", calendar: "f" | "t" | "l"): Sql => sql`
  case when u.working then ${word(`${calendar}.worked`)} when u.limit_ms is null then u.${word(`${what}_on`)}
    else u.${word(`${what}_ms`)} / (${DAY} * 1.0) end as ${word(`${what}_no`)}`;

/** In the days that the limit counts by. */
const numbered = sql`
  select u.*, ${numberOf("from", "f")}, ${numberOf("to", "t")}, ${numberOf("raw", "l")}
  from within u
  left join calendar f on f.day = u.from_on
  left join calendar t on t.day = u.to_on
  left join calendar l on l.day = u.raw_on`;

const order = sql`partition by rule_no, case_key, key, leg order by from_ms, to_ms rows between unbounded preceding`;
const before = sql`(${order} and 1 preceding)`;

/** How many days each adds to those before it. */
const measured = sql`
  select *, case when from_at is null or to_at is null then 0 when to_no is null then null
    else greatest(0, to_no - greatest(from_no, coalesce(max(to_no) over ${before}, from_no))) end as days
  from numbered`;

const summed = sql`select *, coalesce(sum(days) over ${before}, 0) as so_far from measured`;

const tooLate = sql`case when o.working then o.from_on > greatest(o.raw_on, q.day) else o.from_no > o.raw_no + o.so_far end`;

/** Once the limit has run out, with the days before, nothing counts that begins later. */
const ended = sql`
  select o.*, max(case when ${tooLate} then 1 else 0 end) over (${order} and current row) as too_late
  from summed o left join working_days q on q.worked = case when o.working then o.raw_no + o.so_far end`;
