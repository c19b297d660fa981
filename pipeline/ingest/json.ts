import { UserError } from "../kit/errors.ts";
import { pieceShown } from "./form.ts";

/** One value of a JSON document: an element of the top array, or of an array that is a member of the top object. */
export interface JsonPiece {
  /** The member it stands in; null in a top array. */
  readonly member: string | null;
  /** Position in that array, counted from 1; 0 for a member that is no array, and for the beginning of one that is. */
  readonly ordinal: number;
  readonly line: number;
  readonly text: string;
}

const MAX_DEPTH = 64;
/** Longest piece held at once, in characters. */
const MAX_PIECE = 1 << 24;

type State = "start" | "first" | "element" | "behind" | "firstKey" | "key" | "colon" | "value" | "behindMember" | "end";

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const NEWLINE = 10;

/**
 * Cuts a JSON document into pieces without holding it. The frame is checked here; the pieces are texts, to be parsed by
 * whoever takes them.
 */
export class JsonCutter {
  readonly #name: string;
  readonly #take: (piece: JsonPiece) => void;
  #state: State = "start";
  #object = false;
  #inList = false;
  #member: string | null = null;
  #ordinal = 0;
  #line = 1;
  /** The value being read, up to the end of the last block; null between values. */
  #held: string | null = null;
  #began = 1;
  #depth = 0;
  #string = false;
  #escaped = false;

  constructor(name: string, take: (piece: JsonPiece) => void) {
    this.#name = name;
    this.#take = take;
  }

  write(text: string): void {
    let i = 0;
    while (i < text.length) {
      if (this.#held !== null) i = this.#value(text, i);
      else {
        const c = text.charCodeAt(i);
        if (c === NEWLINE) this.#line++;
        if (c === NEWLINE || c === 32 || c === 9 || c === 13) i++;
        else i = this.#frame(text, i, c);
      }
    }
  }

  end(): void {
    if (this.#held !== null && this.#state === "start") this.#fail("the document is neither an array nor an object");
    if (this.#state === "start") this.#fail("there is no JSON in the file");
    if (this.#state !== "end") this.#fail("the JSON document is cut short; have it delivered again");
  }

  /** A character between values; the next position. */
  #frame(text: string, i: number, c: number): number {
    switch (this.#state) {
      case "start":
        if (c !== OPEN_LIST && c !== OPEN_OBJECT) this.#fail("the document is neither an array nor an object");
        this.#object = c === OPEN_OBJECT;
        this.#inList = !this.#object;
        this.#state = this.#object ? "firstKey" : "first";
        return i + 1;
      case "first":
        if (c === CLOSE_LIST) return this.#endList(i);
        return this.#begin(i, "behind");
      case "element":
        return this.#begin(i, "behind");
      case "behind":
        if (c === CLOSE_LIST) return this.#endList(i);
        if (c !== COMMA) this.#unexpected(text, i);
        this.#state = "element";
        return i + 1;
      case "firstKey":
        if (c === CLOSE_OBJECT) return this.#close(i);
        if (c !== QUOTE) this.#unexpected(text, i);
        return this.#begin(i, "colon");
      case "key":
        if (c !== QUOTE) this.#unexpected(text, i);
        return this.#begin(i, "colon");
      case "colon":
        if (c !== COLON) this.#unexpected(text, i);
        this.#state = "value";
        return i + 1;
      case "value":
        this.#ordinal = 0;
        if (c !== OPEN_LIST) return this.#begin(i, "behindMember");
        this.#take({ member: this.#member, ordinal: 0, line: this.#line, text: "" });
        this.#inList = true;
        this.#state = "first";
        return i + 1;
      case "behindMember":
        if (c === CLOSE_OBJECT) return this.#close(i);
        if (c !== COMMA) this.#unexpected(text, i);
        this.#state = "key";
        return i + 1;
      case "end":
        return this.#fail("text after the end of the JSON document");
    }
  }

  #begin(i: number, then: State): number {
    this.#state = then;
    this.#held = "";
    this.#began = this.#line;
    this.#depth = 0;
    this.#string = false;
    return i;
  }

  #endList(i: number): number {
    this.#inList = false;
    this.#state = this.#object ? "behindMember" : "end";
    return i + 1;
  }

  #close(i: number): number {
    this.#state = "end";
    return i + 1;
  }

  /** Inside a value; the next position. */
  #value(text: string, from: number): number {
    let i = from;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (this.#string) {
        if (this.#escaped) this.#escaped = false;
        else if (c === BACKSLASH) this.#escaped = true;
        else if (c === QUOTE) {
          this.#string = false;
          if (this.#depth === 0) return this.#finish(text, from, i + 1);
        }
        continue;
      }
      if (c > BACKSLASH ? c === OPEN_OBJECT : c === OPEN_LIST) {
        if (++this.#depth > MAX_DEPTH) this.#fail(`values nested deeper than ${MAX_DEPTH}`);
      } else if (c === CLOSE_LIST || c === CLOSE_OBJECT) {
        if (this.#depth === 0) return this.#finish(text, from, i);
        if (--this.#depth === 0) return this.#finish(text, from, i + 1);
      } else if (c === QUOTE) this.#string = true;
      else if (this.#depth === 0 && (c === COMMA || c <= 32)) return this.#finish(text, from, i);
      else if (c === NEWLINE) this.#line++;
    }
    this.#held += text.slice(from);
    if ((this.#held as string).length > MAX_PIECE) this.#fail(`a value longer than ${MAX_PIECE} characters`);
    return i;
  }

  #finish(text: string, from: number, to: number): number {
    const value = (this.#held as string) + text.slice(from, to);
    this.#held = null;
    if (this.#state === "colon") this.#member = String(this.#parse(value));
    else
      this.#take({ member: this.#member, ordinal: this.#inList ? ++this.#ordinal : 0, line: this.#began, text: value });
    return to;
  }

  #parse(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      return this.#fail(`${pieceShown(text.slice(0, 40))} is not JSON`);
    }
  }

  #unexpected(text: string, i: number): never {
    return this.#fail(`${pieceShown(text.slice(i, i + 20))} where JSON needs something else`);
  }

  #fail(what: string): never {
    throw new UserError(`${this.#name}:${this.#line}: ${what}`);
  }
}

/** Numbers that JavaScript would change: long identifiers, trailing zeros, exponents. */
const DELICATE = /\d{16}|\d\.\d*0(?!\d)|\d[eE][+-]?\d|[[:,\s]-0/;
const TOKEN = /"(?:[^"\\]|\\[\s\S])*"|-?[0-9][0-9.eE+-]*/g;
const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/** What is wrong with a JSON text, without what it says: the parser's own words quote it. */
export const faultOf = (error: unknown): string =>
  (error as Error).message.replace(/(?:, )?(?:\.\.\.)?".*/s, "") || "no value can begin so";

/**
 * `JSON.parse`, but a number that would not come back as it was written becomes the text it was written as: a case
 * number of twenty digits must not turn into another one. Throws what `JSON.parse` throws.
 */
export function parseExactly(text: string): unknown {
  if (!DELICATE.test(text)) return JSON.parse(text);
  return JSON.parse(
    text.replace(TOKEN, (token) =>
      token.startsWith('"') || !NUMBER.test(token) || String(Number(token)) === token ? token : `"${token}"`,
    ),
  );
}

/** A value as the text of a field: texts as they are, nested values as JSON, null as nothing. */
export function fieldOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/**
 * Whether values are nested deeper than is read. Brackets in texts count too, so that it can only err to the careful
 * side.
 */
export function tooDeep(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === OPEN_LIST || c === OPEN_OBJECT) {
      if (++depth > MAX_DEPTH) return true;
    } else if (c === CLOSE_LIST || c === CLOSE_OBJECT) depth--;
  }
  return false;
}
