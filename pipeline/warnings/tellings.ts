import * as z from "zod";
import type { Evidence, Warning } from "../../schemas/warning.ts";
import type { Detector, Explanation, Telling } from "../detector.ts";
import type { ColumnKind, Engine } from "../engine/engine.ts";
import { transposed } from "../engine/engine.ts";
import { id, type Sql, type SqlScalar, sql, word } from "../engine/sql.ts";
import { layOut } from "../engine/table.ts";
import type { Facts } from "../facts.ts";
import { bilingualJson, listJson, quoted } from "../kit/json-text.ts";
import type { CompiledRule } from "../rules/compile.ts";
import type { Card } from "./card.ts";
import { partsOfHits, recordsJson } from "./evidence.ts";
import { numberIn } from "./texts.ts";

/** A rule, or the detector itself, with what it brings into its warnings. */
export interface RuleAtHand {
  readonly rule: CompiledRule | null;
  readonly card: Card;
  /** The same of each matter that hits name. */
  readonly cards: ReadonlyMap<string, Card>;
}

export const cardOf = ({ card, cards }: RuleAtHand, matter: string | null | undefined): Card =>
  (matter ? cards.get(matter) : undefined) ?? card;

interface TellingsOptions {
  readonly detector: Detector;
  readonly params: unknown;
  readonly engine: Engine;
  readonly facts: Pick<Facts, "asOf" | "zone">;
  /** Columns of the relation `hits`, but for `hit_no`. */
  readonly shape: ReadonlySet<string>;
  readonly hits: number;
  /** By their numbers; 0 where a hit comes of no rule of a procedure. */
  readonly rules: ReadonlyMap<number, RuleAtHand>;
}

/** What is said by default where an explanation does not say it. */
type Otherwise = Pick<Card, "severity" | "tier">;
type Column = readonly [name: string, kind: ColumnKind, read: (told: Explanation, otherwise: Otherwise) => SqlScalar];

/** What is told, as the engine keeps it: a telling's number is that of the first hit that it is told of. */
const COLUMNS: readonly Column[] = [
  ["severity", "integer", (told, { severity }) => told.severity ?? severity],
  ["confidence", "text", (told, { tier }) => told.confidence ?? (tier === "rule" ? "high" : "medium")],
  ["measured", "number", (told) => told.measured ?? null],
  ["threshold", "number", (told) => told.threshold ?? null],
  ["unit", "text", (told) => told.unit ?? null],
  ["peer", "text", ({ peer }) => (peer ? JSON.stringify(peer) : null)],
  ["message_zh", "text", (told) => told.message.zh],
  ["message_en", "text", (told) => told.message.en],
  ["missing", "text", (told) => listJson((told.missing ?? []).map(bilingualJson))],
  ["clock", "text", ({ clock = [] }) => listJson(clock.map(stepJson))],
  /** Of the line: what is measured, in the figures of JSON. */
  ["figures", "text", figuresJson],
  ["message", "text", ({ message }) => bilingualJson(message)],
];
const OTHERS: readonly (readonly [name: string, kind: ColumnKind])[] = [
  ["telling_no", "integer"],
  ["innocent_no", "integer"],
];
/** Of these, what stands in warnings as text. */
export const TOLD_TEXTS = ["figures", "message", "message_zh", "message_en", "peer", "missing", "clock"] as const;
const KINDS: readonly ColumnKind[] = [...OTHERS, ...COLUMNS].map(([, kind]) => kind);

const stepJson = ({ label, value }: NonNullable<Explanation["clock"]>[number]): string =>
  `{"label":${bilingualJson(label)},"value":${quoted(value)}}`;

function figuresJson({ measured, threshold, unit, peer }: Explanation): string {
  const [m, t, u, p] = [measured, threshold, unit, peer].map((value) => JSON.stringify(value ?? null));
  return `"measured":${m},"threshold":${t},"unit":${u},"peer":${p}`;
}

/** Columns of `hits` beside the detector's own. */
const PARTS = "§parts";
const RECORDS = "§records";

interface Tellings {
  /** The lists of innocent explanations that were told, as JSON, with their numbers. */
  readonly innocents: ReadonlyMap<string, number>;
  /** Tells what is told first of a hit from `first` to `last`. */
  tell(first: number, last: number): Promise<void>;
}

/**
 * The sentences of a detector's hits. Hits whose rows say the same are told alike, once: `told_alike` (`hit_no`,
 * `telling_no`) says which, and `tellings` holds what is told, as far as `tell` has come. Reads `hits` and
 * `evidence_rows`.
 */
export async function openTellings(options: TellingsOptions): Promise<Tellings> {
  const { engine } = options;
  await engine.run(sql`create or replace temp table told_alike as ${alike(options)}`);
  await layOutTellings(engine);
  const innocents = new Map<string, number>();
  return { innocents, tell: (first, last) => tell(options, innocents, first, last) };
}

const layOutTellings = (engine: Engine): Promise<void> =>
  layOut(engine, "tellings", Object.fromEntries([...OTHERS, ...COLUMNS].map(([name, kind]) => [name, kind])), []);

/** Lays out what was told before as the `tellings` of now, numbered from 1; and the lists of innocent explanations. */
export async function tellAgain(engine: Engine, warnings: readonly Warning[]): Promise<Map<string, number>> {
  await layOutTellings(engine);
  const innocents = new Map<string, number>();
  const told = warnings.map((warning, i) => {
    const no = numberIn(innocents, listJson(warning.innocent.map(bilingualJson)));
    return [i + 1, no, ...COLUMNS.map(([, , read]) => read(warning as Explanation, warning))];
  });
  await engine.append("tellings", KINDS, [transposed(told, KINDS.length)]);
  return innocents;
}

/** A row's values name what is told of it, but where the sentence speaks of the records themselves. */
function alike({ detector: { meta, row }, engine, shape, hits }: TellingsOptions): Sql {
  const parts = sql`left join (${partsOfHits(engine, hits)}) p on p.hit_no = h.hit_no`;
  if (meta.ofRecords) return sql`select h.hit_no, h.hit_no as telling_no, p.words as parts from hits h ${parts}`;
  const read =
    row instanceof z.ZodObject && !row.def.catchall ? ["rule_no", "matter", ...Object.keys(row.shape)] : [...shape];
  const said = [...new Set(read)].filter((name) => shape.has(name)).map((name) => sql`h.${id(name)}`);
  return sql`
    with said as (select h.hit_no, p.words as parts, ${engine.jsonList([...said, sql`p.words`])} as words from hits h ${parts})
    select s.hit_no, f.telling_no, s.parts
    from said s join (select words, min(hit_no) as telling_no from said group by words) f on f.words = s.words`;
}

const ofCards = new WeakMap<Card, string>();
function innocentJson({ innocent = [] }: Explanation, card: Card): string {
  if (innocent.length > 0) return listJson([...innocent, ...card.innocent].map(bilingualJson));
  const json = ofCards.get(card) ?? listJson(card.innocent.map(bilingualJson));
  ofCards.set(card, json);
  return json;
}

interface HitRow {
  readonly hit_no: number;
  readonly rule_no?: number | null;
  readonly matter?: string | null;
  readonly [PARTS]: string | null;
  readonly [RECORDS]: string | null;
}

async function tell(
  options: TellingsOptions,
  innocents: Map<string, number>,
  first: number,
  last: number,
): Promise<void> {
  const { detector, params, engine, facts, rules } = options;
  const of = detector.meta.ofRecords ? sql`'[' || r.words || ']'` : sql`cast(null as varchar)`;
  const within = (name: string) => sql`${word(name)}.hit_no between ${first} and ${last}`;
  const records = detector.meta.ofRecords
    ? sql`left join (${recordsJson(engine, first, last)}) r on r.hit_no = h.hit_no`
    : sql``;
  const rows = engine.batches<HitRow>(sql`
    select h.*, a.parts as ${id(PARTS)}, ${of} as ${id(RECORDS)}
    from hits h join told_alike a on a.hit_no = h.hit_no ${records}
    where a.telling_no = a.hit_no and ${within("h")} and ${within("a")} order by h.hit_no`);
  for await (const batch of rows) {
    const told = batch.map((row) => {
      const atHand = rules.get(row.rule_no ?? 0) as RuleAtHand;
      const card = cardOf(atHand, row.matter);
      const explanation = detector.explain(detector.row.parse(row), params, tellingOf(row, atHand.rule, facts));
      const no = numberIn(innocents, innocentJson(explanation, card));
      return [row.hit_no, no, ...COLUMNS.map(([, , read]) => read(explanation, card))];
    });
    await engine.append("tellings", KINDS, [transposed(told, KINDS.length)]);
  }
}

const tellingOf = (
  { [PARTS]: parts, [RECORDS]: records }: HitRow,
  rule: CompiledRule | null,
  { asOf, zone }: Pick<Facts, "asOf" | "zone">,
): Telling => ({
  parts: parts?.split(" ") ?? [],
  get evidence() {
    if (records === null) throw new Error("its sentence speaks of records, and it does not say so: `ofRecords`");
    return JSON.parse(records) as Evidence[];
  },
  zone: zone.name,
  asOf,
  rule,
});
