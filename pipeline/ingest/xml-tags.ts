import { detached } from "./texts.ts";

interface Tag {
  readonly text: string;
  readonly name: string;
  /** Flat: name, value, name, value … */
  readonly attributes: readonly string[];
  readonly empty: boolean;
}

/**
 * Tags met before, whole: the same few make up most of a log, and finding one again costs a fraction of reading it.
 * They are looked up by their length and last characters; the whole text decides.
 */
export class KnownTags {
  /** Behind the tag that was found. */
  end = 0;
  readonly #tags: (Tag | null)[] = new Array<Tag | null>(SLOTS).fill(null);
  readonly #hashes = new Int32Array(SLOTS);
  #hash = 0;

  /** The tag at a place of a text, if the very same was read before; `codes` are the text's characters. */
  find(text: string, codes: Uint16Array, from: number): Tag | null {
    const end = text.indexOf(">", from) + 1;
    this.#hash = 0;
    if (end === 0 || end - from > LONGEST) return null;
    let hash = end - from;
    for (let i = Math.max(from, end - TAIL); i < end; i++) hash = (Math.imul(hash, 31) + (codes[i] as number)) | 0;
    this.#hash = hash;
    this.end = end;
    const known = this.#tags[slotOf(hash)];
    return known != null && text.slice(from, end) === known.text ? known : null;
  }

  /** What the tag that was not found turned out to be. Kept only when it comes a second time: many never do. */
  meet(text: string, from: number, end: number, name: string, attributes: readonly string[], empty: boolean): void {
    if (this.#hash === 0 || end !== this.end) return;
    const slot = slotOf(this.#hash);
    if (this.#hashes[slot] === this.#hash) {
      this.#tags[slot] = { text: detached(text.slice(from, end)), name, attributes: attributes.map(detached), empty };
    }
    this.#hashes[slot] = this.#hash;
  }
}

const SLOTS = 1 << 14;
const LONGEST = 200;
const TAIL = 24;

const slotOf = (hash: number): number => (hash ^ (hash >>> 15)) & (SLOTS - 1);
