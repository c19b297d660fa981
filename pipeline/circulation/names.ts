const WORD = /[0-9A-Za-z]/;

/** A name of figures alone, and few of them, that a text may hold as a number or a part of a date. */
export const isNumberLike = (name: string): boolean => /^\d{1,4}$/.test(name);

/**
 * Finds any of many names in texts. A name of Latin letters or figures is found where it stands alone, one of other
 * letters anywhere; where several begin at one place, the longest is.
 */
export class NameFinder {
  /** By first character: the names, and how long they are, the longest first. */
  readonly #names = new Map<string, { readonly all: Set<string>; lengths: number[] }>();

  constructor(names: Iterable<string>) {
    for (const name of names) {
      if (name === "") continue;
      const own = this.#names.get(name.charAt(0)) ?? { all: new Set<string>(), lengths: [] };
      own.all.add(name);
      if (!own.lengths.includes(name.length)) own.lengths.push(name.length);
      this.#names.set(name.charAt(0), own);
    }
    for (const own of this.#names.values()) own.lengths.sort((a, b) => b - a);
  }

  has(text: string): boolean {
    return this.#names.get(text.charAt(0))?.all.has(text) ?? false;
  }

  /** The text with something else in the place of every name. */
  replace(text: string, by: (name: string) => string): string {
    let replaced = "";
    let from = 0;
    for (let at = 0; at < text.length; ) {
      const name = this.#at(text, at);
      if (name === null) {
        at += 1;
        continue;
      }
      replaced += text.slice(from, at) + by(name);
      at += name.length;
      from = at;
    }
    return from === 0 ? text : replaced + text.slice(from);
  }

  #at(text: string, at: number): string | null {
    const own = this.#names.get(text.charAt(at));
    if (!own) return null;
    for (const length of own.lengths) {
      const name = text.slice(at, at + length);
      if (own.all.has(name) && standsAlone(text, at, at + length)) return name;
    }
    return null;
  }
}

const standsAlone = (text: string, from: number, to: number): boolean =>
  !(joins(text, from - 1, from) || joins(text, to - 1, to));

/** Whether two characters beside each other are of one word. */
const joins = (text: string, a: number, b: number): boolean => WORD.test(text.charAt(a)) && WORD.test(text.charAt(b));
