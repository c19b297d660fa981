import type { Warning } from "../../schemas/warning.ts";
import { layOutAttached } from "../decisions/attached.ts";
import type { Detector, Situation } from "../detector.ts";
import { type Engine, transposed } from "../engine/engine.ts";
import { id, join, type Sql, type SqlScalar, sql, word } from "../engine/sql.ts";
import { DAY, HOUR } from "../kit/duration.ts";
import { bilingualJson, listJson } from "../kit/json-text.ts";
import { makeCard, SHARED_KEYS, type Shared, sharedByDay } from "./card.ts";
import { loweredPart } from "./completeness.ts";
import { type ContextPart, contextOf } from "./context.ts";
import { layOutEvidence, recordsJson, recordsOfHits } from "./evidence.ts";
import { type Form, formOf, layOutForms } from "./forms.ts";
import { isClosed, isReopened, isSetAside } from "./standing.ts";
import { cardOf, openTellings, type RuleAtHand, tellAgain } from "./tellings.ts";
import { numberIn } from "./texts.ts";

/*
 * Words of this part of the house:
 * - a hit is a row that a detector's query found;
 * - its sighting is that hit as a warning: which one it is, of what subject, and how it fared so far;
 * - a card is what a rule, or a detector, puts into all of its warnings: titles, law, explanations, checks;
 * - a form is what the warnings of a card under one text of the law share, with the text of their lines between;
 * - a telling is what is said of a hit: sentence, numbers, arithmetic; hits of which the same is said share one;
 * - a notice is a sighting, its telling and what stands beside it, ready to be written.
 */

interface NoticeOptions {
  readonly detector: Detector;
  readonly params: unknown;
  readonly situation: Situation;
  readonly engine: Engine;
  readonly runId: string;
  /** Columns of the relation `hits`, whose rows are numbered by `hit_no` from 1. */
  readonly shape: ReadonlySet<string>;
  readonly hits: number;
  /** All outcomes that the hits are among, where they are about cases: `rule_no, case_key, outcome`. */
  readonly found: Sql | null;
  /** What runs before knew of its warnings ({@link Known}); nothing by default. */
  readonly known?: Sql | undefined;
}

/**
 * What is known of a warning from the runs before, as columns: `warning_id, first_seen, occurrences`, `before` (whether
 * the last run had it) and that run's `severity, measured, threshold, last_seen, records`. At most one row each.
 */
export type Known = Sql;

/**
 * Warnings on their way to the report: the rows of the relation `notices` ({@link NOTICE_COLUMNS}), in the order of
 * `hit_no`, and what is told of them in `tellings`, until the next ones are asked for. What warnings have in common
 * stands beside it.
 */
export interface Notices {
  /** By `form_no`. */
  readonly forms: readonly Form[];
  /** By `innocent_no`: the JSON of the list. */
  readonly innocents: readonly string[];
  /** `hit_no` of the first and the last. */
  readonly first: number;
  readonly last: number;
}

/**
 * Columns of `notices`. Nested parts are the text of their JSON. `telling_no` is the `hit_no` of the first that the
 * same is told of.
 */
const NOTICE_COLUMNS = {
  hit_no: "bigint",
  telling_no: "bigint",
  form_no: "bigint",
  warning_id: "varchar",
  severity: "bigint",
  confidence: "varchar",
  status: "varchar",
  subject_type: "varchar",
  subject_id: "varchar",
  case_id: "varchar",
  org_id: "varchar",
  measured: "double",
  threshold: "double",
  unit: "varchar",
  evidence: "varchar",
  context: "varchar",
  innocent_no: "bigint",
  first_seen: "bigint",
  last_seen: "bigint",
  occurrences: "bigint",
  records: "decimal(38, 0)",
  exemption: "varchar",
  suppression: "varchar",
  closing: "varchar",
  head_of: "varchar",
  exemption_id: "varchar",
  suppression_id: "varchar",
  set_aside: "boolean",
  closed: "boolean",
  reopened: "boolean",
} as const;

const AT_ONCE = 16_384;

/** The hits of a detector as warnings, in order, some thousands laid out at a time. */
export async function* noticesOf(options: NoticeOptions): AsyncIterable<Notices> {
  const { detector, params, situation, engine, shape, hits } = options;
  const { facts } = situation;
  const rules = await rulesAtHand(options);
  const evidence = await engine.asGuest(() => detector.evidence?.(params, situation));
  await layOutEvidence(facts, evidence ?? null);
  await layOutCards(engine, rules);
  await layOutSightings(options);
  const shared = new Map(
    [...rules.values()].flatMap(({ card, cards }) =>
      [card, ...cards.values()].map((one) => [one, sharedByDay(one, options.runId, facts.asOf)] as const),
    ),
  );
  const forms = await layOutForms(engine, (no, matter) => {
    const card = cardOf(rules.get(no) as RuleAtHand, matter);
    return shared.get(card) as (day: number | null) => Shared;
  });
  // The detector that reports gaps is as sure of them where data are missing.
  const lowered = detector.gaps ? null : await loweredPart(engine, facts);
  const context = [...(lowered ? [onlyIfLowered(lowered)] : []), ...(await contextOf(engine, facts, options.found))];
  const laidOut = { lowered, context, attached: await layOutAttached(engine, facts), asOf: facts.asOf };
  const tellings = await openTellings({ detector, params, engine, facts, shape, hits, rules });
  for (let first = 1; first <= hits; first += AT_ONCE) {
    const last = Math.min(first + AT_ONCE - 1, hits);
    await tellings.tell(first, last);
    await engine.run(sql`create or replace temp table notices as ${noticesBetween(engine, laidOut, first, last)}`);
    yield { forms, innocents: [...tellings.innocents.keys()], first, last };
  }
}

/** The rules that have hits, by their numbers; 0 where a hit comes of no rule of a procedure. */
async function rulesAtHand({ detector, engine, shape, situation }: NoticeOptions): Promise<Map<number, RuleAtHand>> {
  const byNo = new Map(situation.ruleSet.rules.map((rule) => [rule.no, rule]));
  const numbers = shape.has("rule_no")
    ? await engine.all<{ no: number }>(sql`select distinct coalesce(rule_no, 0) as no from hits order by no`)
    : [{ no: 0 }];
  const matters = shape.has("matter")
    ? await engine.all<{ matter: string }>(
        sql`select distinct matter from hits where matter is not null order by matter`,
      )
    : [];
  return new Map(
    numbers.map(({ no }) => {
      const rule = byNo.get(no) ?? null;
      const cards = new Map(matters.map(({ matter }) => [matter, makeCard(detector, rule, matter)]));
      return [no, { rule, card: makeCard(detector, rule), cards }];
    }),
  );
}

/** `cards`: what names the warnings of each rule, by the rule's number; 0 for a detector of its own. */
async function layOutCards(engine: Engine, rules: ReadonlyMap<number, RuleAtHand>): Promise<void> {
  await engine.run(sql`create or replace temp table cards (
    rule_no integer, detector varchar, code varchar, rule varchar, procedure varchar, tier varchar,
    activation varchar, dated boolean)`);
  const rows = [...rules].map(
    ([
      no,
      {
        rule: compiled,
        card: { detector, code, rule, procedure, tier, law },
      },
    ]) => {
      return [no, detector, code, rule, procedure, tier, compiled?.shape.activation ?? null, law.length > 1];
    },
  );
  await engine.append("cards", ["integer", ...Array<"text">(6).fill("text"), "boolean"], [transposed(rows, 8)]);
}

/**
 * `sightings`: which warning each hit is, and its life so far. Whatever else belongs to a warning and is known to the
 * engine is joined here, once.
 *
 * The id is never of measured values, later events, paths, row order or wording: the same lead keeps it from night to
 * night.
 */
async function layOutSightings({ engine, shape, situation, known }: NoticeOptions): Promise<void> {
  const none = sql`cast(null as varchar)`;
  const own = (name: string) => (shape.has(name) ? sql`h.${id(name)}` : none);
  const ofCase = shape.has("case_key")
    ? { key: sql`c.case_key`, id: sql`c.case_id`, org: sql`c.org_id` }
    : { key: sql`cast(null as integer)`, id: none, org: none };
  const [type, subject] = [own("subject_type"), own("subject_id")];
  const named = sql`${type} is not null and ${subject} is not null`;
  const identity = ["c.detector", "c.procedure", "c.rule", "n.subject_type", "n.subject_id", "n.key"].map(word);
  const { asOf } = situation;
  await engine.run(sql`
    create or replace temp table sightings as
    select v.*, case when v.dated then v.acted_on end as law_day
    from (
    select w.*, coalesce(e.records, 0) as records, coalesce(e.named, 0) as named, coalesce(k.first_seen, ${asOf}) as first_seen, ${asOf} as last_seen,
      coalesce(k.occurrences, 0) + 1 as occurrences, coalesce(k.before, false) as before, k.severity as before_severity,
      k.measured as before_measured, k.threshold as before_threshold, k.last_seen as before_at,
      coalesce(k.records in (coalesce(e.records, 0), coalesce(e.named, 0)), false) as before_same_records,
      case w.activation when 'case' then w.case_began_on
        else ${engine.localDay(sql`case w.activation when 'b' then coalesce(e.b_at, e.first_at) else coalesce(e.a_at, e.first_at) end`, situation.facts.zone)}
      end as acted_on
    from (
      select n.hit_no, n.rule_no, n.subject_type, n.subject_id, n.case_key, n.case_id, n.case_began_on, c.activation, c.dated,
        n.matter, n.org_id, substr(${engine.sha256(engine.jsonList(identity))}, 1, 20) as warning_id
      from (
        select h.hit_no, ${shape.has("rule_no") ? sql`coalesce(h.rule_no, 0)` : sql`0`} as rule_no, coalesce(${own("key")}, '') as key, ${own("matter")} as matter,
          case when ${named} then ${type} when ${ofCase.id} is not null then 'case'
            when coalesce(${own("org_id")}, ${ofCase.org}) is not null then 'org' end as subject_type,
          coalesce(case when ${named} then ${subject} end, ${ofCase.id}, ${own("org_id")}, ${ofCase.org}) as subject_id,
          ${shape.has("case_key") ? sql`c.first_on` : sql`cast(null as integer)`} as case_began_on,
          ${ofCase.key} as case_key, ${ofCase.id} as case_id, coalesce(${own("org_id")}, ${ofCase.org}) as org_id
        from hits h ${shape.has("case_key") ? sql`left join cases c on c.case_key = h.case_key` : sql``}
      ) n join cards c on c.rule_no = n.rule_no
    ) w
    left join (${recordsOfHits(engine)}) e on e.hit_no = w.hit_no
    left join (${known ?? NOTHING_KNOWN}) k on k.warning_id = w.warning_id
    ) v`);
}

const NOTHING_KNOWN: Known = sql`
  select cast(null as varchar) as warning_id, cast(null as bigint) as first_seen, cast(null as bigint) as occurrences,
    false as before, cast(null as integer) as severity, cast(null as double) as measured,
    cast(null as double) as threshold, cast(null as bigint) as last_seen, cast(null as decimal(38, 0)) as records
  where false`;

/** A severity of 1 cannot be lowered, so nothing is said there. */
const onlyIfLowered = ({ said, join }: ContextPart): ContextPart => ({
  said: sql`case when t.severity > 1 then ${said} end`,
  join,
});

interface LaidOut {
  readonly lowered: ContextPart | null;
  readonly context: readonly ContextPart[];
  readonly attached: boolean;
  readonly asOf: number;
}

function noticesBetween(
  engine: Engine,
  { lowered, context, attached, asOf }: LaidOut,
  first: number,
  last: number,
): Sql {
  const severity = lowered
    ? sql`case when ${lowered.said} is not null and t.severity > 1 then t.severity - 1 else t.severity end`
    : sql`t.severity`;
  const said = context.length > 0 ? sql`concat_ws(',', ${join(context.map((part) => part.said))})` : sql`''`;
  const own = (name: string, none: Sql) => (attached ? sql`coalesce(a.${id(name)}, ${none})` : none);
  const text = sql`cast(null as varchar)`;
  return sql`
    select ${join(Object.keys(NOTICE_COLUMNS).map((name) => (JUDGED[name] ? sql`${JUDGED[name]} as ${id(name)}` : id(name))))}
    from (select *, ${CLOSED} as closed from (select *, ${STATUS} as status from (
        select s.hit_no, k.telling_no, fo.form_no, s.warning_id, ${severity} as severity,
          t.confidence, s.subject_type, s.subject_id, s.case_id, s.org_id, t.measured, t.threshold, t.unit,
          '[' || coalesce(e.words, '') || ']' as evidence, '[' || ${said} || ']' as context, t.innocent_no, s.first_seen, ${asOf} as last_seen, s.occurrences, s.records,
          ${own("exemption", text)} as exemption, ${own("suppression", text)} as suppression,
          ${own("head_of", sql`'[]'`)} as head_of, ${own("exemption_id", text)} as exemption_id,
          ${own("suppression_id", text)} as suppression_id, ${own("set_aside", sql`false`)} as set_aside,
          ${own("closing", text)} as closing_unchanged, ${own("reopening", text)} as closing_changed,
          s.before, s.before_severity, s.before_measured, s.before_threshold, s.before_at, s.before_same_records
        from sightings s join told_alike k on k.hit_no = s.hit_no join tellings t on t.telling_no = k.telling_no
        join forms fo on fo.rule_no = s.rule_no and fo.matter is not distinct from s.matter and fo.law_day is not distinct from s.law_day
        left join (${recordsJson(engine, first, last)}) e on e.hit_no = s.hit_no
        ${attached ? sql`left join attached a on a.hit_no = s.hit_no` : sql``}
        ${join(
          context.map((part) => part.join),
          sql` `,
        )}
        where s.hit_no between ${first} and ${last} and k.hit_no between ${first} and ${last}
    )))`;
}

/**
 * What grows by itself from night to night while nothing is done: no more than the time between the two moments, of
 * which either may be the later one.
 */
const GROWN = sql`
  coalesce(unit in ('days', 'working days', 'hours')
    and (measured - before_measured) * (case when last_seen < before_at then -1 else 1 end)
    between 0 and abs(last_seen - before_at) / (case unit when 'hours' then ${word(`${HOUR}.0`)} else ${word(`${DAY}.0`)} end) + 1, false)`;

/**
 * Updated by what a reader would call a change: measured values, severity, the acts it rests on. Not by wording, nor by
 * another day that has passed.
 */
const STATUS = sql`
  case when not before then 'new'
    when before_same_records and before_severity is not distinct from severity
      and before_threshold is not distinct from threshold
      and (before_measured is not distinct from measured or ${GROWN}) then 'unchanged'
    else 'updated' end`;

const CLOSED = sql`(closing_unchanged is not null and (closing_changed is null or status = 'unchanged'))`;

/** What follows from how a hit stands to the run before. */
const JUDGED: Readonly<Record<string, Sql | undefined>> = {
  closing: sql`case when closed then closing_unchanged else closing_changed end`,
  reopened: sql`(closing_changed is not null and not closed)`,
};

/** Lays out warnings of a run before as the `notices` of this one. */
export async function layOutAgain(engine: Engine, warnings: readonly Warning[]): Promise<Notices> {
  const innocents = await tellAgain(engine, warnings);
  const forms = new Map<string, number>();
  const names = Object.keys(NOTICE_COLUMNS).filter((name) => name !== "records") as NoticeColumn[];
  const rows = warnings.map((warning, i) => {
    const own: Record<string, unknown> = {
      ...warning,
      hit_no: i + 1,
      telling_no: i + 1,
      form_no: numberIn(forms, JSON.stringify(sharedPart(warning))),
      innocent_no: innocents.get(listJson(warning.innocent.map(bilingualJson))),
      subject_type: warning.subject.type,
      subject_id: warning.subject.id,
      exemption_id: warning.exemption && String(warning.exemption.exemption_id),
      suppression_id: warning.suppression && String(warning.suppression.suppression_id),
      set_aside: isSetAside(warning),
      closed: isClosed(warning),
      reopened: isReopened(warning),
    };
    return names.map((name) => {
      const value = own[name] ?? null;
      return (typeof value === "object" && value !== null ? JSON.stringify(value) : value) as SqlScalar;
    });
  });
  const columns = names.map((name) => sql`${id(name)} ${word(NOTICE_COLUMNS[name])}`);
  await engine.run(sql`create or replace temp table again (${join(columns)})`);
  await engine.append(
    "again",
    names.map((name) => APPENDED[NOTICE_COLUMNS[name]]),
    [transposed(rows, names.length)],
  );
  const all = Object.keys(NOTICE_COLUMNS).map((name) =>
    name === "records" ? sql`cast(null as decimal(38, 0)) as records` : id(name),
  );
  await engine.run(sql`create or replace temp table notices as select ${join(all)} from again`);
  return {
    forms: [...forms.keys()].map((json) => formOf(JSON.parse(json) as Shared)),
    innocents: [...innocents.keys()],
    first: 1,
    last: warnings.length,
  };
}

type NoticeColumn = Exclude<keyof typeof NOTICE_COLUMNS, "records">;
const APPENDED = { varchar: "text", bigint: "integer", double: "number", boolean: "boolean" } as const;
const sharedPart = (warning: Warning): Shared =>
  Object.fromEntries(SHARED_KEYS.map((key) => [key, warning[key]])) as Shared;
