/** Texts met before, by a hash of their characters: a log says the same few words millions of times. */
export class Texts {
  readonly #hashes = new Int32Array(SLOTS);
  readonly #texts: (string | null)[] = new Array<string | null>(SLOTS).fill(null);

  cut(text: string, from: number, to: number, hash: number): string {
    if (to - from > LONGEST) return text.slice(from, to);
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    if (this.#hashes[slot] !== hash) {
      this.#hashes[slot] = hash;
      this.#texts[slot] = null;
      return text.slice(from, to);
    }
    const known = this.#texts[slot];
    if (known != null && known.length === to - from && text.startsWith(known, from)) return known;
    // Kept only when it comes a second time: most identifiers never do.
    const kept = detached(text.slice(from, to));
    this.#texts[slot] = kept;
    return kept;
  }
}

const SLOTS = 1 << 13;
const LONGEST = 48;

/** How many line ends a text holds. */
export function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

/** A copy: a slice would keep the whole block it was cut from in memory. */
export const detached = (text: string): string => Buffer.from(text, "utf16le").toString("utf16le");

export const isSpace = (text: string): boolean => /^[ \t\n]*$/.test(text);
