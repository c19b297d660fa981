import type { Bilingual } from "../../schemas/text.ts";
import type { BriefWarning } from "../brief.ts";
import { quoted } from "../json-text.ts";
import { quantity } from "./quantities.ts";
import { cut, figure, visible } from "./text.ts";

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

interface Told extends Pick<BriefWarning, "threshold"> {
  readonly unit: string | null;
  readonly json: Buffer;
}

/** Sentences that are remembered at most: who says what nobody else says is not looked for again. */
const MOST = 10_000;
const LONGEST = 600;

/** What warnings say, `[zh, en, measured, threshold]`, as JSON that is written once for all that say the same. */
export class Sayings {
  readonly #known = new Map<Bilingual, Map<number | null, Told>>();

  jsonOf({ message, measured, threshold, kind: { unit } }: BriefWarning): Buffer {
    const known = this.#known.get(message)?.get(measured);
    if (known?.threshold === threshold && known.unit === unit) return known.json;
    const numbers = [measured, threshold].map((value) => (value === null ? "0" : pairJson(quantity(value, unit))));
    const json = Buffer.from(`[${[sentence(message.zh), sentence(message.en), ...numbers].join(",")}]`);
    if (this.#known.size === MOST) this.#known.clear();
    const alike = this.#known.get(message) ?? new Map<number | null, Told>();
    this.#known.set(message, alike.set(measured, { threshold, unit, json }));
    return json;
  }
}

const sentence = (text: string): string => quoted(cut(visible(text), LONGEST, (left) => `…+${figure(left)}`));
const pairJson = ({ zh, en }: Bilingual): string => `[${quoted(zh)},${quoted(en)}]`;
