import type { Evidence } from "../schemas/warning.ts";
import { completenessOf, loweredSaid } from "./completeness.ts";
import { contextOf } from "./context.ts";
import { attachedTo } from "./decisions/attached.ts";
import type { Detector, Situation, Telling } from "./detector.ts";
import { type Engine, transposed } from "./engine/engine.ts";
import { id, type Sql, sql, word } from "./engine/sql.ts";
import { type EvidenceRecord, evidenceOf, layOutEvidence, recordsOfHits } from "./evidence.ts";
import type { Facts } from "./facts.ts";
import type { CompiledRule } from "./rules/compile.ts";
import { type Card, makeCard, type Notice, ownOf, type Shared, type Sighting, sharedByDay } from "./warnings.ts";

export interface NoticeOptions {
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
 * the last run had it) and that run's `severity, measured, threshold, records`. At most one row each.
 */
export type Known = Sql;

/** A rule, or the detector itself, with what it brings into its warnings. */
interface RuleAtHand {
  readonly rule: CompiledRule | null;
  readonly card: Card;
  readonly sharedOn: (day: number | null) => Shared;
}

const AT_ONCE = 16_384;

/** The hits of a detector as warnings, in order, a batch in memory at a time. */
export async function* noticesOf(options: NoticeOptions): AsyncIterable<Notice[]> {
  const { detector, params, situation, engine } = options;
  const rules = await rulesAtHand(options);
  await layOutEvidence(situation.facts, detector.evidence ? await detector.evidence(params, situation) : null);
  await layOutCards(engine, rules);
  await layOutSightings(options);
  const attached = await attachedTo(engine, situation.facts);
  const context = await contextOf(engine, situation.facts, options.found);
  const completeness = await completenessOf(situation.facts);
  for (let first = 1; first <= options.hits; first += AT_ONCE) {
    const evidence = await evidenceOf(engine, first, first + AT_ONCE - 1);
    for await (const rows of sightingsOf(engine, first, first + AT_ONCE - 1)) {
      yield rows.map((row) => {
        const { rule, card, sharedOn } = rules.get(row.rule_no ?? 0) as RuleAtHand;
        const shown = evidence(row.hit_no);
        const share = completeness(row.warning_org_id);
        const told = detector.explain(detector.row.parse(row), params, tellingOf(shown, rule, situation.facts));
        return {
          hit_no: row.hit_no,
          shared: sharedOn(row.warning_acted_on),
          own: {
            ...ownOf(card, row, told, { evidence: jsonOf(shown), completeness: share }),
            context: [...loweredSaid(share), ...context(row)],
            ...attached.get(row.hit_no),
          },
        };
      });
    }
  }
}

/** The rules that have hits, by their numbers; 0 where a hit comes of no rule of a procedure. */
async function rulesAtHand({ detector, engine, shape, situation, runId }: NoticeOptions) {
  const byNo = new Map(situation.ruleSet.rules.map((rule) => [rule.no, rule]));
  const numbers = shape.has("rule_no")
    ? await engine.all<{ no: number }>(sql`select distinct coalesce(rule_no, 0) as no from hits`)
    : [{ no: 0 }];
  return new Map(
    numbers.map(({ no }): [number, RuleAtHand] => {
      const rule = byNo.get(no) ?? null;
      const card = makeCard(detector, rule);
      return [no, { rule, card, sharedOn: sharedByDay(card, runId, situation.asOf) }];
    }),
  );
}

const jsonOf = (records: readonly EvidenceRecord[]): string => `[${records.map(({ json }) => json).join(",")}]`;

export const tellingOf = (
  records: readonly EvidenceRecord[],
  rule: CompiledRule | null,
  { asOf, zone }: Pick<Facts, "asOf" | "zone">,
): Telling => ({
  parts: records.map(({ part }) => part),
  get evidence() {
    return JSON.parse(jsonOf(records)) as Evidence[];
  },
  zone: zone.name,
  asOf,
  rule,
});

/** `cards`: what the warnings of each rule have in common, by the rule's number; 0 for a detector of its own. */
async function layOutCards(engine: Engine, rules: ReadonlyMap<number, RuleAtHand>): Promise<void> {
  await engine.run(sql`create or replace temp table cards (
    rule_no integer, detector varchar, code varchar, rule varchar, procedure varchar, tier varchar,
    activation varchar)`);
  const rows = [...rules].map(
    ([
      no,
      {
        rule: compiled,
        card: { detector, code, rule, procedure, tier },
      },
    ]) => {
      return [no, detector, code, rule, procedure, tier, compiled?.shape.activation ?? null];
    },
  );
  await engine.append("cards", ["integer", ...Array<"text">(6).fill("text")], [transposed(rows, 7)]);
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
  const ofCase = shape.has("case_key") ? { id: sql`c.case_id`, org: sql`c.org_id` } : { id: none, org: none };
  const [type, subject] = [own("subject_type"), own("subject_id")];
  const named = sql`${type} is not null and ${subject} is not null`;
  const identity = ["c.detector", "c.procedure", "c.rule", "n.subject_type", "n.subject_id", "n.key"].map(word);
  const { asOf } = situation;
  await engine.run(sql`
    create or replace temp table sightings as
    select w.*, coalesce(e.records, 0) as records, coalesce(k.first_seen, ${asOf}) as first_seen, ${asOf} as last_seen,
      coalesce(k.occurrences, 0) + 1 as occurrences, coalesce(k.before, false) as before, k.severity as before_severity,
      k.measured as before_measured, k.threshold as before_threshold,
      coalesce(k.records = coalesce(e.records, 0), false) as before_same_records,
      case w.activation when 'case' then w.case_began_on
        else ${engine.localDay(sql`case w.activation when 'b' then coalesce(e.b_at, e.first_at) else coalesce(e.a_at, e.first_at) end`, situation.facts.zone)}
      end as acted_on
    from (
      select n.hit_no, n.rule_no, n.subject_type, n.subject_id, n.case_id, n.case_began_on, c.activation,
        n.org_id, substr(${engine.sha256(engine.jsonList(identity))}, 1, 20) as warning_id
      from (
        select h.hit_no, ${shape.has("rule_no") ? sql`coalesce(h.rule_no, 0)` : sql`0`} as rule_no, coalesce(${own("key")}, '') as key,
          case when ${named} then ${type} when ${ofCase.id} is not null then 'case'
            when coalesce(${own("org_id")}, ${ofCase.org}) is not null then 'org' end as subject_type,
          coalesce(case when ${named} then ${subject} end, ${ofCase.id}, ${own("org_id")}, ${ofCase.org}) as subject_id,
          ${shape.has("case_key") ? sql`c.first_on` : sql`cast(null as integer)`} as case_began_on,
          ${ofCase.id} as case_id, coalesce(${own("org_id")}, ${ofCase.org}) as org_id
        from hits h ${shape.has("case_key") ? sql`left join cases c on c.case_key = h.case_key` : sql``}
      ) n join cards c on c.rule_no = n.rule_no
    ) w
    left join (${recordsOfHits(engine)}) e on e.hit_no = w.hit_no
    left join (${known ?? NOTHING_KNOWN}) k on k.warning_id = w.warning_id`);
}

const NOTHING_KNOWN: Known = sql`
  select cast(null as varchar) as warning_id, cast(null as bigint) as first_seen, cast(null as bigint) as occurrences,
    false as before, cast(null as integer) as severity, cast(null as double) as measured,
    cast(null as double) as threshold, cast(null as decimal(38, 0)) as records
  where false`;

type SightingRow = Sighting & { readonly hit_no: number; readonly rule_no?: number | null };

const sightingsOf = (engine: Engine, first: number, last: number): AsyncIterable<SightingRow[]> =>
  engine.batches<SightingRow>(sql`
    select h.*, s.warning_id, s.subject_type as warning_subject_type, s.subject_id as warning_subject_id,
      s.case_id as warning_case_id, s.org_id as warning_org_id, s.acted_on as warning_acted_on, s.first_seen as warning_first_seen,
      s.occurrences as warning_occurrences, s.before as warning_before, s.before_severity as warning_before_severity,
      s.before_measured as warning_before_measured, s.before_threshold as warning_before_threshold,
      s.before_same_records as warning_before_same_records
    from hits h join sightings s on s.hit_no = h.hit_no
    where h.hit_no between ${first} and ${last} and s.hit_no between ${first} and ${last}
    order by h.hit_no`);
