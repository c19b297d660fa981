import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";
import { deflate } from "node:zlib";
import type { Bilingual } from "../../schemas/text.ts";
import { TIERS, type Warning } from "../../schemas/warning.ts";
import { listJson } from "../kit/json-text.ts";
import { groupBy } from "../statistics/group.ts";
import type { BriefWarning } from "../warnings/brief.ts";
import type { Card } from "../warnings/card.ts";
import type { Lead } from "../warnings/leads.ts";
import { isOpen, STANDINGS, type Standing, standingOf } from "../warnings/standing.ts";
import { Briefs, Sayings } from "./briefs.ts";
import { cut, figure, visible } from "./text.ts";
import { familyWord, SEVERITIES, STANDING_WORDS, SUBJECTS, TIER_WORDS } from "./words.ts";

/** A part of the page's data: JSON, deflated (RFC 1950) and in base64, for the script to open when it is asked for. */
export interface Chunk {
  readonly id: string;
  readonly text: string;
}

/** What the list needs of every lead and warning, column by column; see `client/page.js`, which reads it. */
interface Index {
  readonly words: Words;
  /** Numbers of the standings that ask to be looked at. */
  readonly open: readonly number[];
  /**
   * The card is what the rule says beside its warnings: trees, as the JSON of `tree.ts`. What tells it apart from others
   * of its code and title is empty where there are none.
   */
  readonly rules: [code: string, title: Pair, family: Pair, tier: number, card: string, apart: string][];
  readonly units: string[];
  readonly leads: { kind: number[]; subject: string[]; unit: number[]; warnings: number[]; since: number[] };
  readonly warnings: { id: string[]; rule: number[]; severity: number[]; standing: number[] };
  /** How many leads have all of their text in the page, and how many of either kind stand in a chunk. */
  readonly full: number;
  readonly perFull: number;
  readonly perBrief: number;
}

type Pair = readonly [zh: string, en: string];
type Words = Record<"severities" | "standings" | "subjects" | "tiers", readonly Pair[]>;

const pair = ({ zh, en }: Bilingual): Pair => [zh, en];

const WORDS: Words = {
  severities: [0, 1, 2, 3, 4, 5].map((level) => pair(SEVERITIES[level] ?? { zh: "", en: "" })),
  standings: STANDINGS.map((standing) => pair(STANDING_WORDS[standing])),
  subjects: Object.values(SUBJECTS).map(pair),
  tiers: TIERS.map((tier) => pair(TIER_WORDS[tier])),
};
const OPEN = STANDINGS.flatMap((standing, i) => (isOpen(standing) ? i : []));
const SUBJECT_TYPES = Object.keys(SUBJECTS);

/** Leads told in full in one chunk; and in short. */
const PER_FULL = 20;
const PER_BRIEF = 500;
/**
 * Leads that a page lists, those told in full among them; nobody reads further, and the page says that there are more.
 */
export const MOST_LISTED = 100_000;
/** Bytes of data a page may carry; what lies beyond is not listed either. */
const BUDGET = 42 * 2 ** 20;
const LONGEST_NAME = 200;

interface PayloadInput {
  /** Leads told in full, first things first, and each as trees in JSON. */
  readonly leads: readonly Lead[];
  readonly tree: (lead: Lead) => string;
  /** The leads after these, in short. */
  readonly rest: AsyncIterable<readonly BriefWarning[]>;
  readonly cards: readonly Card[];
  readonly card: (card: Pick<Warning, "code" | "law" | "innocent" | "checks">) => string;
}

interface Payload {
  readonly chunks: readonly Chunk[];
  /** Leads in the list. */
  readonly listed: number;
}

type Kind = Pick<Warning, "detector" | "code" | "rule" | "procedure" | "tier" | "severity"> & {
  readonly title?: Bilingual;
};

/** Packs every lead for the page's script: those told in full as trees, the others as a sentence each. */
export async function pack({ leads, tree, rest, cards, card }: PayloadInput): Promise<Payload> {
  const index = emptyIndex(leads.length);
  const rules = new Map<string, number>();
  const named: Kind[] = [];
  const units = new Map<string, number>();
  const ruleOf = (warning: Kind): number => {
    const name = `${warning.detector}\n${warning.procedure}\n${warning.rule}`;
    const known = rules.get(name);
    if (known !== undefined) return known;
    const own = cards.find(
      (c) => c.detector === warning.detector && c.procedure === warning.procedure && c.rule === warning.rule,
    );
    const title = own?.title ?? warning.title ?? { zh: warning.rule, en: warning.rule };
    rules.set(name, index.rules.length);
    index.rules.push([
      shortName(warning.code),
      [shortName(title.zh), shortName(title.en)],
      pair(familyWord(warning.code)),
      TIERS.indexOf(warning.tier),
      own ? card(own) : "[]",
      "",
    ]);
    named.push(warning);
    return index.rules.length - 1;
  };
  const unitOf = (unit: string | null): number => {
    if (unit === null) return -1;
    const known = units.get(unit) ?? index.units.push(shortName(unit)) - 1;
    units.set(unit, known);
    return known;
  };
  const addLead = (subject: Warning["subject"], unit: string | null, since: number) => {
    index.leads.kind.push(SUBJECT_TYPES.indexOf(subject.type));
    index.leads.subject.push(shortName(subject.id));
    index.leads.unit.push(unitOf(unit));
    index.leads.warnings.push(0);
    index.leads.since.push(Math.floor(since / 1000));
  };
  const addWarning = (id: string, severity: number, rule: number, standing: Standing) => {
    index.leads.warnings[index.leads.warnings.length - 1] = (index.leads.warnings.at(-1) ?? 0) + 1;
    index.warnings.id.push(visible(id));
    index.warnings.rule.push(rule);
    index.warnings.severity.push(severity);
    index.warnings.standing.push(STANDINGS.indexOf(standing));
  };

  const packer = new Packer();
  for (let i = 0; i < leads.length; i += PER_FULL) {
    const some = leads.slice(i, i + PER_FULL);
    packer.add(`page-full-${i / PER_FULL}`, listJson(some.map(tree)));
    for (const lead of some) {
      addLead(lead.subject, lead.org_id, Math.min(...lead.warnings.map((w) => w.first_seen)));
      for (const warning of lead.warnings)
        addWarning(warning.warning_id, warning.severity, ruleOf(warning), standingOf(warning));
    }
    await packer.settle();
  }
  const sayings = new Sayings();
  const ruleOfKind = new Map<Kind, number>();
  let briefs = new Briefs();
  let last: BriefWarning | null = null;
  const flush = async () => {
    if (briefs.leads > 0)
      packer.add(`page-brief-${(index.leads.kind.length - leads.length - briefs.leads) / PER_BRIEF}`, briefs.json());
    briefs = new Briefs();
    await packer.settle();
  };
  listing: for await (const batch of rest) {
    for (const warning of batch) {
      const { kind, subject_id } = warning;
      if (last?.subject_id !== subject_id || last.kind.subject_type !== kind.subject_type) {
        if (briefs.leads === PER_BRIEF) await flush();
        if (packer.bytes > BUDGET) break listing;
        addLead({ type: kind.subject_type, id: subject_id }, warning.org_id, warning.first_seen);
        briefs.beginLead();
        last = warning;
      }
      const rule = ruleOfKind.get(kind) ?? ruleOf(kind);
      ruleOfKind.set(kind, rule);
      addWarning(warning.warning_id, kind.severity, rule, kind.standing);
      briefs.add(sayings.jsonOf(warning));
    }
  }
  await flush();
  tellApart(index.rules, named);
  packer.add("page-index-data", JSON.stringify(index));
  return { chunks: await packer.chunks(), listed: index.leads.kind.length };
}

/** Says of rules of one code and title which is which: by their procedures, or where these are the same by their ids. */
function tellApart(rules: Index["rules"], named: readonly Kind[]): void {
  const alike = groupBy(
    named.map((name, i) => ({ name, rule: rules[i] as Index["rules"][number] })),
    ({ rule: [code, title] }) => JSON.stringify([code, title]),
  );
  for (const group of alike.values()) {
    if (group.length === 1) continue;
    const procedures = new Set(group.map(({ name }) => name.procedure));
    const byProcedure = procedures.size === group.length;
    for (const { name, rule } of group) rule[5] = shortName((byProcedure ? name.procedure : null) ?? name.rule);
  }
}

const shortName = (text: string): string => cut(visible(text), LONGEST_NAME, (left) => `…+${figure(left)}`);

const emptyIndex = (full: number): Index => ({
  words: WORDS,
  open: OPEN,
  rules: [],
  units: [],
  leads: { kind: [], subject: [], unit: [], warnings: [], since: [] },
  warnings: { id: [], rule: [], severity: [], standing: [] },
  full,
  perFull: PER_FULL,
  perBrief: PER_BRIEF,
});

const compress = promisify(deflate);

/** Compresses chunks beside the work that makes them. */
class Packer {
  readonly #waiting: Promise<Chunk>[] = [];
  bytes = 0;

  add(id: string, json: string | Buffer): void {
    const packed = compress(json, { level: 3 }).then((bytes) => {
      this.bytes += Math.ceil(bytes.length / 3) * 4;
      return { id, text: bytes.toString("base64") };
    });
    this.#waiting.push(packed);
  }

  /** Lets no more than a few chunks wait to be compressed, and those who wait for the engine go on. */
  async settle(): Promise<void> {
    await this.#waiting.at(-4);
    await setImmediate();
  }

  chunks(): Promise<Chunk[]> {
    return Promise.all(this.#waiting);
  }
}
