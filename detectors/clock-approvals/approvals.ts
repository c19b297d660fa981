import * as z from "zod";
import { mostGranted } from "../../pipeline/clock/limit.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql, word } from "../../pipeline/engine/sql.ts";
import { layOut } from "../../pipeline/engine/table.ts";
import type { CompiledRule } from "../../pipeline/rules/compile.ts";
import { everyLeg } from "../../pipeline/rules/deadline.ts";
import { CLOCK_KEY } from "../../pipeline/rules/legs.ts";
import { lastDay } from "../../pipeline/rules/limits.ts";
import { millisecondsIn } from "../../pipeline/rules/span.ts";
import { EXTEND } from "../../schemas/values.ts";
import { labels } from "../_terms/labels.ts";
import { LEVEL_NAMES, type Level, levels, rank, rankOf } from "../_terms/levels.ts";
import { extensionKey, recordsOf } from "../_terms/records.ts";

export const civil = (days: number) => ({
  "TM04-ordinary-six-months": days,
  "TM04-summary-three-months": days,
  "TM04-small-claims-two-months": days,
  "TM04-special-thirty-days": days,
  "TM04-judgment-three-months": days,
});
export const criminal = <T>(setting: T) => ({
  "TM04-ordinary": setting,
  "TM04-ordinary-in-custody": setting,
  "TM04-turned-ordinary": setting,
  "TM04-turned-ordinary-in-custody": setting,
  "TM04-private-in-custody": setting,
});

export const Params = z.strictObject({
  extend: labels(EXTEND, "words of `extensions.kind` for an extension"),
  levels,
  required: z
    .record(z.string(), z.union([z.enum(LEVEL_NAMES), z.array(z.enum(LEVEL_NAMES)).min(1)]))
    .default({
      TM01: "county",
      "TM01-filing-review": ["county", "city"],
      TM02: "county",
      "TM02-investigation": ["city", "province"],
      TM03: "county",
      TM04: "county",
      "TM04-ordinary-six-months": ["county", "city"],
      "TM04-first-instance-six-months": "province",
      "TM04-appeal-three-months": "province",
      "TM04-appeal-by-its-instance": "province",
      "TM04-appeal-by-its-kind": "province",
      "TM04-second-instance": ["province", "supreme"],
      "TM04-second-instance-in-custody": ["province", "supreme"],
      ...criminal<Level[]>(["city", "supreme"]),
      TM06: "county",
    })
    .describe(
      "by rule or code, the level below which nobody may extend, or those of the first extension and of the further ones; the least that is sure, local lists may ask for more",
    ),
  relative: z
    .array(z.string().min(1))
    .default(["上一级", "上一级公安机关", "上一级检察院", "上一级法院"])
    .describe("words for the level above whoever asks: the city's at least, and how high above it nobody can tell"),
  request_days: z
    .record(z.string(), z.int().positive())
    .default({ "TM02-investigation": 7, ...criminal(15), ...civil(15) })
    .describe("by rule or code, days before the limit expires by which an extension is asked for"),
  decision_days: z
    .record(z.string(), z.int().positive())
    .default(civil(5))
    .describe("by rule or code, days before the limit expires by which an extension is decided on"),
  times: z
    .record(z.string(), z.int().positive())
    .default({
      "TM01-filing-review": 2,
      "TM04-small-claims-two-months": 1,
      "TM04-summary-three-months": 1,
      "TM06-decision-from-acceptance": 1,
      "TM06-decision-from-filing": 2,
      "TM06-decision-unfiled": 2,
      "TM06-seizure-thirty-days": 1,
    })
    .describe("by rule or code, how often a limit is extended at most; without an entry nothing is said of how often"),
});
type Params = z.output<typeof Params>;

/** Deadline rules that approvals extend. */
export const extendable = ({ ruleSet }: Situation): CompiledRule[] =>
  ruleSet.rules.filter(({ rule }) => rule.template === "deadline" && (rule.extensions ?? false) !== false);

/**
 * `approval_rules`: what each such rule asks of an approval: `rule_no, rule, title_zh, title_en, basis, required,
 * required_later` (ranks), `ask_days, decide_days, times, most_months, most_days` (what is approved in all at most),
 * `party_part` (which part of a clock's key names the person).
 */
export async function layOutRules(params: Params, situation: Situation): Promise<void> {
  const settingOf = <T>(settings: Readonly<Record<string, T>>, { rule }: CompiledRule): T | undefined =>
    settings[rule.id] ?? settings[rule.code ?? ""];
  await layOut(
    situation.facts.engine,
    "approval_rules",
    {
      rule_no: "integer",
      rule: "text",
      title_zh: "text",
      title_en: "text",
      basis: "text",
      required: "integer",
      required_later: "integer",
      ask_days: "integer",
      decide_days: "integer",
      times: "integer",
      most_months: "integer",
      most_days: "integer",
      party_part: "integer",
    },
    extendable(situation).map((compiled) => {
      const levels = [settingOf(params.required, compiled) ?? []].flat();
      const most = mostGranted(compiled.rule);
      return {
        rule_no: compiled.no,
        rule: compiled.rule.id,
        title_zh: compiled.rule.title?.zh ?? compiled.rule.id,
        title_en: compiled.rule.title?.en ?? compiled.rule.id,
        basis: (compiled.rule.law ?? []).map(({ name, article }) => `《${name}》${article ?? ""}`).join("；"),
        required: levels[0] ? rank(levels[0]) : null,
        required_later: levels.length > 0 ? rank(levels.at(-1) as Level) : null,
        ask_days: settingOf(params.request_days, compiled) ?? null,
        decide_days: settingOf(params.decision_days, compiled) ?? null,
        times: settingOf(params.times, compiled) ?? null,
        most_months: most?.months ?? null,
        most_days: most?.days ?? null,
        party_part: (compiled.rule.same ?? []).indexOf("party_id") + 1 || null,
      };
    }),
  );
}

/**
 * Every extension beside the clock that it extends, as that clock stood before it: `expires_on` (with what was granted
 * earlier and what was not counted, off a holiday), `ask_by`, `decide_by`, `approved_on`, `requested_on`, `level`,
 * `turn` (the how manyth it is of those that surely extend this clock; where several persons share it, of those of one
 * person and of nobody), `months_in_all` and `days_in_all` (what those of one person come to), `after_law` (approved
 * when the law of the clock was over). Of several clocks that it may be meant for, the one that expires last; one that
 * names no rule is not meant for a clock that had ended in time.
 */
export function approvals(params: Params, situation: Situation): Sql {
  const day = dayIn(situation);
  return sql`
    with granted as (${granted(params, situation)}), expiring as (${expiring(situation)}), rolled as (${ROLLED}),
      counted as (${COUNTED}), extended as (${EXTENDED})
    select o.record_no, o.case_key, o.key, r.rule as matter, r.title_zh, r.title_en, r.basis, o.start_on, o.expires_on, o.level, o.above,
      case when o.meant = 1 and o.turn > 1 then r.required_later else r.required end as required, r.ask_days, r.decide_days, r.times,
      r.most_months, r.most_days, case when o.meant = 1 then cast(o.turn as integer) end as turn,
      case when o.meant = 1 then cast(o.months_in_all as integer) end as months_in_all,
      case when o.meant = 1 then cast(o.days_in_all as integer) end as days_in_all, coalesce(o.after_law, false) as after_law, o.unsure,
      o.expires_on - r.ask_days as ask_by, o.expires_on - r.decide_days as decide_by, ${day(sql`o.approved_at`)} as approved_on,
      case when o.requested_at is not null then ${day(sql`o.requested_at`)} end as requested_on
    from (
      select *, row_number() over (partition by record_no order by expires_on desc nulls first, rule_no) as nth from extended
    ) o join approval_rules r on r.rule_no = o.rule_no
    where nth = 1`;
}

const dayIn =
  ({ engine, facts }: Situation) =>
  (instant: Sql) =>
    sql`cast(${engine.localDay(instant, facts.zone)} as integer)`;

/** Extensions by each clock that they may be meant for, with what was granted of it before. */
function granted({ levels, relative, extend }: Params, situation: Situation): Sql {
  const { asOf } = situation;
  const day = dayIn(situation);
  const columns = [
    "extension_id",
    "rule",
    "party_id",
    "kind",
    "days",
    "months",
    "requested_at",
    "approved_at",
    "approver_level",
  ] as const;
  const earlier = sql`(partition by x.case_key, d.rule_no, d.key, d.leg order by x.approved_at, x.record_no
    rows between unbounded preceding and 1 preceding)`;
  const before = (amount: "days" | "months") =>
    sql`cast(coalesce(sum(coalesce(x.${word(amount)}, 0)) over ${earlier}, 0) as bigint)`;
  const lengthUnknown = sql`count(case when x.days is null and x.months is null then 1 end) over ${earlier} > 0`;
  return sql`
    select x.record_no, x.case_key, ${extensionKey("approved_at", ["rule", "party_id", "days", "months"])} as key, x.requested_at, x.approved_at,
      ${rankOf(sql`x.approver_level`, levels)} as level, coalesce(x.approver_level in ${relative}, false) as above,
      x.rule is not null as named, x.party_id as party, d.rule_no, d.key as clock, d.leg, x.months, x.days,
      d.start_at, d.end_at, d.start_on, d.end_on, d.excluded, d.limit_ms, d.grace_ms,
      coalesce(d.outcome = 'cannot tell' and d.doubt = 'conditions', false) or ${lengthUnknown} as unsure,
      ${day(sql`x.approved_at`)} > l.law_ends as after_law, ${before("months")} as months_before, ${before("days")} as days_before
    from (${recordsOf(situation, "extensions", columns)}) x
    join ${everyLeg(situation.ruleSet)} d on d.case_key = x.case_key and x.approved_at >= d.start_at
    join approval_rules r on r.rule_no = d.rule_no
      and (x.party_id is null or r.party_part is null or d.key = '' or split_part(d.key, ${CLOCK_KEY}, r.party_part) = x.party_id)
    join limits l on l.rule_no = d.rule_no and coalesce(x.rule = l.rule_id, true)
      and (not l.in_legs or x.approved_at <= coalesce(d.end_at, ${asOf}))
    where x.kind in ${extend} and x.approved_at <= ${asOf}`;
}

/** The last day of the clock before each, as it is counted. */
function expiring(situation: Situation): Sql {
  const day = dayIn(situation);
  const due = lastDay(
    sql`c.start_on`,
    sql`c.months_before`,
    sql`cast(coalesce(c.excluded, 0) as bigint)`,
    sql`c.days_before`,
  );
  return sql`
    select c.*, case when c.limit_ms is null then ${due.day}
      else ${day(sql`c.start_at + c.limit_ms + coalesce(c.grace_ms, 0) + ${millisecondsIn(sql`c.days_before + coalesce(c.excluded, 0)`)}`)} end as raw_on
    from (
      select g.*, l.rolls, l.working, l.grants_working, l.before_days, l.limit_months, l.after_days, l.to_month_end
      from granted g join limits l on l.rule_no = g.rule_no
    ) c ${due.joins}`;
}

/** That day off a holiday. */
const ROLLED = sql`
  select e.*, case when e.rolls and e.limit_ms is null then k.latest else e.raw_on end as expires_on
  from expiring e left join calendar k on k.day = e.raw_on`;

const upTo = (more = sql``) => sql`(partition by case_key, rule_no, clock, leg${more} order by approved_at, record_no
  rows between unbounded preceding and current row)`;
const own = upTo(sql`, party`);

/** Without those of a clock that had ended in time and is not named; of what is surely `meant` for one, what there is so far. */
const COUNTED = sql`
  select *, sum(meant) over ${own} as own, coalesce(sum(case when party is null then meant end) over ${upTo()}, 0) as of_nobody,
    sum(meant * coalesce(months, 0)) over ${own} as months_in_all, sum(meant * coalesce(days, 0)) over ${own} as days_in_all
  from (
    select *, case when named or count(*) over (partition by record_no) = 1 then 1 end as meant
    from rolled where named or coalesce(approved_at <= end_at or end_on > expires_on, true)
  ) m`;

/** Where several persons share a clock, whoever was granted most counts, and what was granted to nobody by name. */
const EXTENDED = sql`
  select *, of_nobody + case when party is not null then own
    else coalesce(max(case when party is not null then own end) over ${upTo()}, 0) end as turn
  from counted`;
