import { EXCLUDE, EXTEND, RESTART, STOP } from "../../schemas/values.ts";
import { type ColumnOf, columnOf } from "../columns.ts";
import { join, noRows, type Sql, sql, word } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { DAY } from "../kit/duration.ts";
import { layOut } from "../statistics/table.ts";
import { lastDay } from "./limits.ts";
import type { RuleSet } from "./ruleset.ts";
import { graceOf } from "./span.ts";

const anyPauses = ({ rules }: RuleSet): boolean => rules.some((compiled) => compiled.pauses.length > 0);

/**
 * Lays out `clock_pauses`: `rule_no, case_key, from_at, to_at`, the spans between activities that a rule does not
 * count, where there are such rules. All rules' pauses are found together, by `pause_labels`.
 */
export async function layOutPauses(set: RuleSet): Promise<void> {
  if (!anyPauses(set)) return;
  const { engine } = set.facts;
  const columns = {
    rule_no: "integer",
    pause_no: "integer",
    activity_key: "integer",
    begins: "boolean",
    since: "integer",
  } as const;
  const labels = set.rules.flatMap(({ no, pauses }) =>
    pauses.flatMap(({ from, to, since }, i) =>
      [...new Set([...from, ...to])].map((label) => ({
        rule_no: no,
        pause_no: i + 1,
        activity_key: label,
        begins: from.includes(label),
        since,
      })),
    ),
  );
  await layOut(engine, "pause_labels", columns, labels);
  const inCase = sql`partition by rule_no, pause_no, case_key order by pos`;
  await engine.run(sql`
    create or replace temp table clock_pauses as
    select rule_no, case_key, case when since > occurred_at then since else occurred_at end as from_at, to_at
    from (
      select *, lag(begins) over (${inCase}) as resting,
        min(case when not begins then occurred_at end) over (${inCase} rows between 1 following and unbounded following) as to_at
      from (
        select p.rule_no, p.pause_no, p.begins, p.since, t.case_key, t.pos, t.occurred_at
        from trace t join pause_labels p on p.activity_key = t.activity_key join rules r on r.rule_no = p.rule_no
        join scopes s on s.procedure_no = r.procedure_no and s.case_key = t.case_key
      )
    )
    where begins and not coalesce(resting, false) and coalesce(to_at > since, true)`);
}

/**
 * Lays out `clock_allowances`, a row for each of the clocks to which approvals on record or pauses allow anything:
 * `rule_no, case_key, key, leg, granted_months, granted_days` (`capped` where more was approved than the law allows),
 * `excluded` (days, working days where the limit is in them, with parts of a day where it is in hours or elapsed time),
 * `standing` (an exclusion has begun and not ended), `unknown` (an approval that does not say how much, or from when),
 * and, of limits in days or months, the last day with all of these: `moved_on`, from the first possible start at the
 * `earliest`, from the first sure one at the `latest`, off a holiday.
 */
export async function layOutAllowances(set: RuleSet): Promise<void> {
  const { engine, columns } = set.facts;
  await engine.run(sql`create or replace temp table clock_allowances (
    rule_no integer, case_key integer, key varchar, leg integer, granted_months bigint, granted_days bigint,
    capped boolean, excluded double, standing boolean, unknown boolean, moved_on bigint, earliest bigint, latest bigint)`);
  const allowing = [
    ...(columns.has("extensions") ? [sql`select case_key from extensions`] : []),
    ...(anyPauses(set) ? [sql`select case_key from clock_pauses`] : []),
  ];
  if (allowing.length === 0) return;
  await engine.run(sql`insert into clock_allowances ${allowancesOf(join(allowing, sql` union `), set)}`);
}

/** Of the clocks of some cases. */
function allowancesOf(cases: Sql, set: RuleSet): Sql {
  const { engine, zone } = set.facts;
  const asked = lastDay(sql`c.start_on`, sql`coalesce(g.months, 0)`, sql`0`, sql`coalesce(g.days, 0)`);
  const most = lastDay(sql`c.start_on`, sql`c.most_months`, sql`0`, sql`c.most_days`);
  const moved = lastDay(
    sql`c.start_on`,
    sql`c.granted_months`,
    wholeDays(sql`coalesce(x.excluded, 0)`),
    sql`c.granted_days`,
  );
  const dueAtFirst = lastDay(
    sql`nullif(c.start_any_on, c.start_on)`,
    sql`c.granted_months`,
    wholeDays(sql`c.excluded`),
    sql`c.granted_days`,
  );
  return sql`
    with limited as (
      select l.*, k.case_key, k.key, k.party, k.leg, k.start_any, k.end_any,
        case when l.civil then coalesce(k.start_wall_sure, k.start_wall_any) else coalesce(k.start_sure, k.start_any)
          + ${graceOf(sql`coalesce(k.start_wall_sure, k.start_wall_any)`)} end as start_ms,
        ${engine.localDay(sql`k.start_any`, zone)} as start_any_on,
        ${engine.localDay(sql`coalesce(k.start_sure, k.start_any)`, zone)} as start_on
      from clocks k join limits l on l.rule_no = k.rule_no where k.case_key in (${cases})
    ),
    asked as (
      select c.*, coalesce(g.months, 0) as months, coalesce(g.days, 0) as days, coalesce(g.unclear, 0) = 1 as unclear,
        coalesce(g.after_law, 0) = 1 as after_law, case when c.limit_ms is null then ${asked.day} end as asked_on
      from limited c left join (${grants(set)}) g
        on g.rule_no = c.rule_no and g.case_key = c.case_key and g.key = c.key and g.leg = c.leg
      ${asked.joins}
    ),
    lawful as (
      select c.*, case when c.limit_ms is null then ${most.day} end as most_on,
        not c.after_law and coalesce(case when c.limit_ms is null then c.asked_on > ${most.day} else c.days > c.most_days end, false) as capped
      from asked c ${most.joins}
    ),
    granted as (
      select *, case when limit_ms is null then case when capped then most_on else asked_on end end as raw_on,
        start_ms + limit_ms + granted_days * ${DAY} as raw_ms
      from (
        select *, case when capped then most_months else months end as granted_months,
          case when capped then most_days else days end as granted_days
        from lawful
      )
    ),
    moved as (
      select c.*, coalesce(x.excluded, 0) as excluded, coalesce(x.standing, 0) = 1 as standing,
        c.unclear or coalesce(x.unsaid, 0) = 1 as unknown,
        case when c.limit_ms is null and coalesce(x.beyond, 0) = 0 then ${moved.day} end as moved_on
      from granted c left join (${exclusions(set)}) x
        on x.rule_no = c.rule_no and x.case_key = c.case_key and x.key = c.key and x.leg = c.leg
      ${moved.joins}
    ),
    earlier as (
      select c.*, case when c.start_any_on = c.start_on then c.moved_on else ${dueAtFirst.day} end as moved_any_on
      from moved c ${dueAtFirst.joins}
    )
    select c.rule_no, c.case_key, c.key, c.leg, c.granted_months, c.granted_days, c.capped, c.excluded, c.standing, c.unknown,
      c.moved_on, case when c.rolls then p.earliest else c.moved_any_on end as earliest,
      case when c.rolls then w.latest else c.moved_on end as latest
    from earlier c left join calendar w on w.day = c.moved_on left join calendar p on p.day = c.moved_any_on
    where c.granted_months + c.granted_days + c.excluded > 0 or c.standing or c.unknown
      or (c.limit_ms is null and c.moved_on is null)`;
}

/** The columns of the approvals `x`. */
const approvalsIn =
  (facts: Facts) =>
  (name: ColumnOf<"extensions">): Sql =>
    columnOf(facts, "extensions", name, sql`x`);

/**
 * The approvals `x` that concern a clock `c`: its case, its rule, its person, and in its time where it runs in legs.
 */
function concerned(facts: Facts): Sql {
  const { asOf } = facts;
  const column = approvalsIn(facts);
  const approved = column("approved_at");
  return sql`x.case_key = c.case_key and coalesce(${approved}, ${column("from_at")}, 0) <= ${asOf}
    and (${column("rule")} is null or ${column("rule")} = c.rule_id)
    and (${column("party_id")} is null or c.party is null or ${column("party_id")} = c.party)
    and (not c.in_legs or coalesce(${approved}, ${column("from_at")}, c.start_any)
      between (case when c.leg = 0 then 0 else c.start_any end) and coalesce(c.end_any, ${asOf}))`;
}

/**
 * Of those, the ones that may lengthen the clock: what names no rule and was approved before the day that it started,
 * or after the day that it ended, was meant for another.
 */
function lengthening(facts: Facts): Sql {
  const { engine, zone, asOf } = facts;
  const column = approvalsIn(facts);
  const ended = engine.localDay(sql`coalesce(c.end_any, ${asOf})`, zone);
  return sql`${concerned(facts)} and (${column("rule")} is not null
    or ${approvedOn(facts)} between c.start_any_on and ${ended})`;
}

/** The day of an approval `x`, and of one that does not say the first that it may be. */
const approvedOn = (facts: Facts): Sql => {
  const column = approvalsIn(facts);
  return facts.engine.localDay(sql`coalesce(${column("approved_at")}, ${column("from_at")}, c.start_any)`, facts.zone);
};

/**
 * What approvals on record add to a clock of `limited`: `rule_no, case_key, key, leg, months, days, after_law` (one was
 * approved when the law of the rule was over, so that what it allowed at most does not hold), `unclear` (an approval
 * that names neither, a restart without its moment or on a basis that no rule of the procedure names, a stop, or a kind
 * that nobody knows).
 */
function grants({ facts }: RuleSet): Sql {
  if (!facts.columns.has("extensions")) return nothing(["months", "days", "after_law", "unclear"]);
  const column = approvalsIn(facts);
  const extends_ = sql`c.extends and x.kind in ${EXTEND}`;
  const strange = sql`case when x.kind in ${RESTART} then c.restarts and b.own is null
    else x.kind not in ${[...EXTEND, ...EXCLUDE]} and (c.extends or c.excludes or c.restarts) end`;
  return sql`
    select c.rule_no, c.case_key, c.key, c.leg,
      cast(sum(case when ${extends_} then coalesce(${column("months")}, 0) else 0 end) as bigint) as months,
      cast(sum(case when ${extends_} then coalesce(${column("days")}, 0) else 0 end) as bigint) as days,
      max(case when ${extends_} and ${approvedOn(facts)} > c.law_ends then 1 else 0 end) as after_law,
      max(case when ${extends_} and (coalesce(${column("days")}, ${column("months")}) is null
        or (c.limit_ms is not null and ${column("months")} is not null)) then 1
        when b.own and ${column("from_at")} is null then 1 when ${strange} then 1 else 0 end) as unclear
    from limited c join extensions x on ${lengthening(facts)}
    left join restart_bases b on b.rule_no = c.rule_no and x.kind in ${RESTART} and b.basis = ${column("basis")}
    where (${extends_}) or b.own or ${strange}
    group by c.rule_no, c.case_key, c.key, c.leg`;
}

/** Of limits in days exclusions are whole days. */
const wholeDays = (days: Sql): Sql => sql`cast(${days} as bigint)`;

/**
 * Days that do not count, of the clocks in `granted` (`limited` with `raw_on` or `raw_ms`, the last day or moment with
 * what was granted): `rule_no, case_key, key, leg, excluded, standing` (an exclusion has begun and not ended),
 * `unsaid` (one does not say when it began), `beyond` (one ends where working days are not known). They are counted
 * as the limit is: in days or working days, of which a span's first is not counted, or by the clock, in parts of a
 * day. Overlapping spans count once; what lies before the start, after the end or after the limit has run out counts
 * for nothing.
 */
function exclusions(set: RuleSet): Sql {
  const { facts } = set;
  const { engine, zone, asOf } = facts;
  const sources: Sql[] = [];
  const clock = sql`${CLOCK}, c.working, c.civil, c.limit_ms, c.start_on, c.start_ms, c.end_any, c.raw_on, c.raw_ms`;
  if (facts.columns.has("extensions")) {
    const column = approvalsIn(facts);
    sources.push(sql`
      select ${clock}, ${column("from_at")} as from_at, ${column("to_at")} as to_at
      from granted c join extensions x on ${concerned(facts)} where c.excludes and x.kind in ${EXCLUDE}`);
  }
  if (anyPauses(set)) {
    sources.push(sql`
      select ${clock}, p.from_at, p.to_at
      from granted c join clock_pauses p on p.rule_no = c.rule_no and p.case_key = c.case_key`);
  }
  if (sources.length === 0) return nothing(["excluded", "standing", "unsaid", "beyond"]);
  const order = sql`partition by rule_no, case_key, key, leg order by from_ms, to_ms rows between unbounded preceding`;
  const before = sql`(${order} and 1 preceding)`;
  const union = sources.reduce((all, source) => sql`${all} union all ${source}`);
  const dayOf = (at: "from_at" | "to_at") => engine.localDay(word(at), zone);
  const momentOf = (at: "from_at" | "to_at") =>
    sql`case when civil then ${engine.localTime(word(at), zone)} else ${word(at)} end`;
  const notBefore = (start: "start_on" | "start_ms", from: "from_on" | "from_ms") =>
    sql`case when ${word(from)} < ${word(start)} then ${word(start)} else ${word(from)} end as ${word(from)}`;
  const numberOf = (what: "from" | "to" | "raw", calendar: "f" | "t" | "l") => sql`
    case when u.working then ${word(`${calendar}.worked`)} when u.limit_ms is null then u.${word(`${what}_on`)}
      else u.${word(`${what}_ms`)} / (${DAY} * 1.0) end as ${word(`${what}_no`)}`;
  const tooLate = sql`case when o.working then o.from_on > greatest(o.raw_on, q.day) else o.from_no > o.raw_no + o.so_far end`;
  return sql`
    select rule_no, case_key, key, leg, sum(days) as excluded,
      max(case when to_at is null then 1 else 0 end) as standing, max(case when from_at is null then 1 else 0 end) as unsaid,
      max(case when days is null then 1 else 0 end) as beyond
    from (
      select o.*, max(case when ${tooLate} then 1 else 0 end) over (${order} and current row) as too_late
      from (
        select *, coalesce(sum(days) over ${before}, 0) as so_far
        from (
          select *, case when from_at is null or to_at is null then 0 when to_no is null then null
            else greatest(0, to_no - greatest(from_no, coalesce(max(to_no) over ${before}, from_no))) end as days
          from (
            select u.*, ${numberOf("from", "f")}, ${numberOf("to", "t")}, ${numberOf("raw", "l")}
            from (
              select rule_no, case_key, key, leg, working, limit_ms, raw_on, raw_ms, from_at, to_at, to_on, to_ms,
                ${notBefore("start_on", "from_on")}, ${notBefore("start_ms", "from_ms")}
              from (
                select *, ${dayOf("from_at")} as from_on, ${dayOf("to_at")} as to_on, ${momentOf("from_at")} as from_ms,
                  ${momentOf("to_at")} as to_ms
                from (${union})
              )
              where from_at is null or (from_on <= ${engine.localDay(sql`coalesce(end_any, ${asOf})`, zone)}
                and (to_at is null or case when limit_ms is null then to_on > start_on else to_ms > start_ms end))
            ) u
            left join calendar f on f.day = u.from_on
            left join calendar t on t.day = u.to_on
            left join calendar l on l.day = u.raw_on
          )
        )
      ) o left join working_days q on q.worked = case when o.working then o.raw_no + o.so_far end
    )
    where from_at is null or too_late = 0
    group by rule_no, case_key, key, leg`;
}

const CLOCK = sql`c.rule_no, c.case_key, c.key, c.leg`;

const nothing = (
  names: readonly ("months" | "days" | "after_law" | "unclear" | "excluded" | "standing" | "unsaid" | "beyond")[],
): Sql =>
  sql`select ${CLOCK}${names.reduce((all, name) => sql`${all}, cast(null as bigint) as ${word(name)}`, sql``)} from limited c where false`;

/** Whether the log itself says of some act what it does to a clock. */
export const anyOperations = ({ facts }: RuleSet): boolean => facts.has("events", "clock_op");

/**
 * Lays out `unheeded_operations`, where there may be any: `case_key`, and since when the case has an act that extends a
 * clock, excludes time from one or restarts it, while the approvals hold none of that kind (`extends_at`,
 * `excludes_at`). An act does not say by how much, so a clock that heeds approvals cannot be told from then on.
 */
export async function layOutOperations(set: RuleSet): Promise<void> {
  if (!anyOperations(set)) return;
  const { engine, has } = set.facts;
  const approved = (kinds: readonly string[]) =>
    has("extensions", "kind")
      ? sql`select case_key from extensions where kind in ${kinds} and case_key is not null`
      : noRows({ case_key: "integer" });
  const since = (operations: readonly string[], kinds: readonly string[]) => sql`
    min(case when clock_op in ${operations} and case_key not in (${approved(kinds)}) then occurred_at end)`;
  await engine.run(sql`
    create or replace temp table unheeded_operations as
    select case_key, ${since(EXTEND, EXTEND)} as extends_at,
      ${since([...EXCLUDE, ...RESTART], [...EXCLUDE, ...RESTART])} as excludes_at
    from events where clock_op in ${[...EXTEND, ...EXCLUDE, ...RESTART]} group by case_key`);
}

/**
 * Approvals of kinds that no clock reads, and restarts on a basis that no rule names: clocks they concern cannot tell.
 */
export interface UnreadApproval {
  readonly kind: string;
  /** Of a restart. */
  readonly basis: string | null;
  readonly rows: number;
}

export async function unreadApprovals({ rules, facts }: RuleSet): Promise<UnreadApproval[]> {
  if (!facts.columns.has("extensions")) return [];
  const bases = rules.flatMap(({ rule }) => rule.restarts?.bases ?? []);
  const basis = sql`case when x.kind in ${RESTART} then ${approvalsIn(facts)("basis")} end`;
  return facts.engine.all<UnreadApproval>(sql`
    select kind, basis, count(*) as rows from (select x.kind, ${basis} as basis from extensions x)
    where case when kind in ${RESTART} then ${bases.length > 0 ? sql`coalesce(basis not in ${bases}, true)` : sql`false`}
      else kind not in ${[...EXTEND, ...EXCLUDE, ...STOP]} end
    group by kind, basis order by kind, basis`);
}
