import type { Bilingual } from "../../schemas/text.ts";
import { quoted } from "../kit/json-text.ts";
import type { BriefKind, BriefWarning } from "../warnings/brief.ts";
import { quantity } from "./quantities.ts";
import { cut, figure, visible } from "./text.ts";
import { exemptedUnder, oneLevelUp } from "./words.ts";

/** Leads in short as the JSON of a chunk: for each a list of its warnings, of each a sentence and its numbers. */
export class Briefs {
  leads = 0;
  readonly #parts: Buffer[] = [];
  #next = FIRST;

  beginLead(): void {
    this.#next = this.leads === 0 ? FIRST : NEXT_LEAD;
    this.leads += 1;
  }

  add(told: Buffer): void {
    this.#parts.push(this.#next, told);
    this.#next = NEXT;
  }

  json(): Buffer {
    return Buffer.concat([...this.#parts, END]);
  }
}

const [FIRST, NEXT, NEXT_LEAD, END] = ["[[", ",", "],[", "]]"].map((text) => Buffer.from(text)) as [
  Buffer,
  Buffer,
  Buffer,
  Buffer,
];

interface Told extends Pick<BriefWarning, "threshold" | "kind"> {
  readonly json: Buffer;
}

/** Sentences that are remembered at most: who says what nobody else says is not looked for again. */
const MOST = 10_000;
const LONGEST = 600;

/**
 * What warnings say, `[zh, en, measured, threshold, ...remarks]`, as JSON that is written once for all of a kind that say
 * the same.
 */
export class Sayings {
  readonly #known = new Map<Bilingual, Map<number | null, Told>>();

  jsonOf({ message, measured, threshold, kind }: BriefWarning): Buffer {
    const known = this.#known.get(message)?.get(measured);
    if (known?.threshold === threshold && known.kind === kind) return known.json;
    const numbers = [measured, threshold].map((value) => (value === null ? "0" : pairJson(quantity(value, kind.unit))));
    const told = [sentence(message.zh), sentence(message.en), ...numbers, ...remarksOf(kind).map(pairJson)];
    const json = Buffer.from(`[${told.join(",")}]`);
    if (this.#known.size === MOST) this.#known.clear();
    const alike = this.#known.get(message) ?? new Map<number | null, Told>();
    this.#known.set(message, alike.set(measured, { threshold, kind, json }));
    return json;
  }
}

const remarksOf = ({ head_of, exemption_id }: BriefKind): Bilingual[] => [
  ...(head_of.length > 0 ? [oneLevelUp(head_of)] : []),
  ...(exemption_id === null ? [] : [exemptedUnder(exemption_id)]),
];

const sentence = (text: string): string => quoted(cut(visible(text), LONGEST, (left) => `…+${figure(left)}`));
const pairJson = ({ zh, en }: Bilingual): string => `[${quoted(visible(zh))},${quoted(visible(en))}]`;
