import type { Bilingual } from "../../schemas/text.ts";
import { TIERS, type Warning } from "../../schemas/warning.ts";
import { groupBy } from "../kit/group.ts";
import type { Card } from "../warnings/card.ts";
import { isOpen, STANDINGS, type Standing } from "../warnings/standing.ts";
import { cut, figure, visible } from "./text.ts";
import { familyWord, SEVERITIES, STANDING_WORDS, SUBJECTS, TIER_WORDS } from "./words.ts";

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
export const PER_FULL = 20;
export const PER_BRIEF = 500;

export type Kind = Pick<Warning, "detector" | "code" | "rule" | "procedure" | "tier" | "severity"> & {
  readonly title?: Bilingual;
};

/** The cards of detectors and rules, and what the page says of each, as a tree in JSON. */
export interface Cards {
  readonly cards: readonly Card[];
  readonly card: (card: Pick<Warning, "code" | "law" | "innocent" | "checks">) => string;
}

/** Leads and warnings as they are added, and the rules and units that they name, each once. */
export class Listing {
  readonly #index: Index;
  readonly #cards: Cards;
  readonly #rules = new Map<string, number>();
  readonly #named: Kind[] = [];
  readonly #units = new Map<string, number>();

  constructor(full: number, cards: Cards) {
    this.#index = emptyIndex(full);
    this.#cards = cards;
  }

  get leads(): number {
    return this.#index.leads.kind.length;
  }

  addLead({ type, id }: Warning["subject"], unit: string | null, since: number): void {
    const { leads } = this.#index;
    leads.kind.push(SUBJECT_TYPES.indexOf(type));
    leads.subject.push(shortName(id));
    leads.unit.push(this.#unitOf(unit));
    leads.warnings.push(0);
    leads.since.push(Math.floor(since / 1000));
  }

  /** Adds a warning of the last lead. */
  addWarning(id: string, severity: number, rule: number, standing: Standing): void {
    const { leads, warnings } = this.#index;
    leads.warnings[leads.warnings.length - 1] = (leads.warnings.at(-1) ?? 0) + 1;
    warnings.id.push(visible(id));
    warnings.rule.push(rule);
    warnings.severity.push(severity);
    warnings.standing.push(STANDINGS.indexOf(standing));
  }

  ruleOf(warning: Kind): number {
    const { detector, procedure, rule } = warning;
    const name = `${detector}\n${procedure}\n${rule}`;
    const known = this.#rules.get(name);
    if (known !== undefined) return known;
    const { cards, card } = this.#cards;
    const own = cards.find((c) => c.detector === detector && c.procedure === procedure && c.rule === rule);
    const title = own?.title ?? warning.title ?? { zh: rule, en: rule };
    const { rules } = this.#index;
    rules.push([
      shortName(warning.code),
      [shortName(title.zh), shortName(title.en)],
      pair(familyWord(warning.code)),
      TIERS.indexOf(warning.tier),
      own ? card(own) : "[]",
      "",
    ]);
    this.#named.push(warning);
    this.#rules.set(name, rules.length - 1);
    return rules.length - 1;
  }

  #unitOf(unit: string | null): number {
    if (unit === null) return -1;
    const known = this.#units.get(unit) ?? this.#index.units.push(shortName(unit)) - 1;
    this.#units.set(unit, known);
    return known;
  }

  json(): string {
    tellApart(this.#index.rules, this.#named);
    return JSON.stringify(this.#index);
  }
}

const LONGEST_NAME = 200;
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
