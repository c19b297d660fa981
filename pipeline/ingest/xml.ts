import { UserError } from "../kit/errors.ts";
import { pieceShown, withoutNames } from "./form.ts";
import { detached, isSpace, newlines, Texts } from "./texts.ts";
import { DECLARATION, ILLEGAL, NAME, unescaped } from "./xml-grammar.ts";
import { KnownTags } from "./xml-tags.ts";

/**
 * What a scanner tells, in document order. Attributes are flat: name, value, name, value …, the first `count` of the
 * array, which is used again for the next tag.
 */
export interface XmlHandler {
  open(name: string, attributes: readonly string[], count: number, line: number): void;
  close(name: string): void;
  /** Character data that is more than white space, entities replaced; may come in pieces. */
  text(text: string): void;
  /** White space between tags. */
  space?(text: string): void;
}

const MAX_DEPTH = 64;
/** Longest tag, text, comment or instruction, in characters: what must be held at once. */
const MAX_TOKEN = 1 << 24;
const PATIENCE = 1 << 17;
const [TAB, NEWLINE, SPACE, BANG, DOUBLE, AMPERSAND, SINGLE, SLASH] = [9, 10, 32, 33, 34, 38, 39, 47] as const;
const [LESS, EQUALS, GREATER, QUESTION] = [60, 61, 62, 63] as const;
const NAME_END = new Uint8Array(128);
for (const c of "\t\n\r \"'/<=>?!&") NAME_END[c.charCodeAt(0)] = 1;

const NAMES = 1 << 10;
/** A code behind the text's last one that stops every walk: XML has no such character. */
const END = 0xffff;
/** From here on a character may be half of one, or none. */
const SURROGATES = 0xd800;
/** "The token is not whole yet": the scanner waits for more text. */
const MORE = -1;

/**
 * A strict scanner of XML 1.0 without document types: elements, attributes, the five entities, character references,
 * comments, instructions, CDATA. What is not well-formed is refused with its line.
 *
 * It stands beside the `saxes` library because it reads an XES file four to five times as fast, and an XES file is
 * what the night waits for; `test/xml.test.ts` holds the two against each other.
 */
export class XmlScanner {
  readonly #name: string;
  readonly #handler: XmlHandler;
  readonly #stack: string[] = [];
  readonly #attributes: string[] = [];
  readonly #texts = new Texts();
  readonly #tags = new KnownTags();
  /** Names met, well-formed all, by a hash of their characters. */
  readonly #names: (string | undefined)[] = new Array<string | undefined>(NAMES).fill(undefined);
  #codes = new Uint16Array(0);
  #rest = "";
  #waiting = "";
  #held = "";
  #line = 1;
  #at = 0;
  #first = true;
  #rooted = false;

  /** `name` is the file as the user knows it. */
  constructor(name: string, handler: XmlHandler) {
    this.#name = name;
    this.#handler = handler;
  }

  get line(): number {
    return this.#line;
  }

  /** Whether all that was written is told, and the root element alone is open. */
  get isWithinRoot(): boolean {
    return this.#rest === "" && this.#held === "" && this.#stack.length === 1;
  }

  /** Goes on in a line, behind whole elements that another has read. */
  goOn(line: number): void {
    this.#line = line;
  }

  /** The text of a file, in pieces cut anywhere. */
  write(chunk: string): void {
    let text = this.#held + chunk;
    this.#held = "";
    const last = text.charCodeAt(text.length - 1);
    if (last === 13 || (last >= 0xd800 && last < 0xdc00)) {
      this.#held = text.slice(-1);
      text = text.slice(0, -1);
    }
    if (text.includes("\r")) text = text.replace(/\r\n?/g, "\n");
    const rest = this.#rest;
    if (rest.length > PATIENCE) {
      this.#waiting += text;
      if (this.#waiting.length >= rest.length) this.#again();
      return;
    }
    let from = 0;
    if (rest.length > 0) {
      // Only the tag on the seam is copied: the block itself stays one flat text, which is much faster to cut.
      from = text.indexOf(">") + 1;
      this.#scan(rest + text.slice(0, from), 0);
      if (this.#rest.length > 0) {
        this.#scan(this.#rest + text.slice(from), 0);
        return;
      }
    }
    this.#scan(text, from);
  }

  /** A long tag is read again only when there is twice as much of it, or it would be read for every block. */
  #again(): void {
    const text = this.#rest + this.#waiting;
    this.#waiting = "";
    this.#scan(text, 0);
  }

  end(): void {
    if (this.#waiting !== "") this.#again();
    if (this.#held === "\r") this.#scan(`${this.#rest}\n`, 0);
    else if (this.#held !== "") this.#fail("half a character at the end");
    if (this.#rest.trimStart().length > 0 && this.#rest.includes("<")) {
      this.#fail(`the file ends inside ${pieceShown(this.#rest.trimStart().slice(0, 40))}`);
    }
    const open = this.#stack.at(-1);
    if (open !== undefined) this.#fail(`the file ends before </${open}>`);
    if (!this.#rooted) this.#fail("there is no XML element in the file");
    if (!isSpace(this.#rest)) this.#fail("text after the end of the document");
  }

  #scan(text: string, from: number): void {
    const codes = this.#load(text);
    let i = from;
    while (i < text.length) {
      const next = codes[i] === LESS ? this.#markup(text, i) : this.#run(text, i);
      if (next === MORE) break;
      this.#first = false;
      i = next;
    }
    this.#rest = detached(text.slice(i));
    this.#legal(this.#rest);
    if (this.#rest.length > MAX_TOKEN) {
      this.#fail(`a tag or text longer than ${MAX_TOKEN} characters`);
    }
  }

  /** The text as numbers, beside it: walking them costs half of asking the text for each character. */
  #load(text: string): Uint16Array {
    if (this.#codes.length <= text.length) this.#codes = new Uint16Array(text.length * 2 + 1);
    Buffer.from(this.#codes.buffer).write(text, "utf16le");
    this.#codes[text.length] = END;
    return this.#codes;
  }

  /** Character data up to the next `<`. */
  #run(text: string, from: number): number {
    const codes = this.#codes;
    let line = this.#line;
    let i = from;
    let c = codes[i] as number;
    for (; c === SPACE || c === NEWLINE || c === TAB; c = codes[++i] as number) if (c === NEWLINE) line++;
    if (c === END) return MORE;
    if (c !== LESS) {
      const end = text.indexOf("<", i);
      if (end === -1) return MORE;
      if (this.#stack.length === 0) this.#fail("text outside of the root element", line);
      const data = text.slice(from, end);
      this.#legal(data);
      if (data.includes("]]>")) this.#fail("“]]>” in text", line);
      const plain = data.includes("&") ? this.#replace(data, this.#line) : data;
      this.#line += newlines(data);
      this.#handler.text(plain);
      return end;
    }
    if (this.#handler.space && this.#stack.length > 0) this.#handler.space(text.slice(from, i));
    this.#line = line;
    return i;
  }

  #markup(text: string, from: number): number {
    switch (this.#codes[from + 1]) {
      case SLASH:
        return this.#close(text, from);
      case BANG:
        return this.#bang(text, from);
      case QUESTION:
        return this.#instruction(text, from);
      default:
        return from + 1 === text.length ? MORE : this.#open(text, from);
    }
  }

  #open(text: string, from: number): number {
    const known = this.#tags.find(text, this.#codes, from);
    if (known === null) return this.#read(text, from);
    this.#enter(known.name, known.attributes, known.attributes.length, known.empty, this.#line);
    return this.#tags.end;
  }

  #read(text: string, from: number): number {
    const codes = this.#codes;
    const attributes = this.#attributes;
    let count = 0;
    const began = this.#line;
    const name = this.#word(text, from + 1);
    if (name === null) return this.#more(began);
    let i = this.#at;
    let c: number;
    for (;;) {
      const before = i;
      i = this.#space(i);
      c = codes[i] as number;
      if (c === GREATER || c === SLASH) break;
      if (c === END) return this.#more(began);
      if (i === before) this.#fail(`a space is missing in <${name}>`);
      const key = this.#word(text, i);
      if (key === null) return this.#more(began);
      i = this.#space(this.#at);
      c = codes[i] as number;
      if (c === END) return this.#more(began);
      if (c !== EQUALS) this.#fail(`attribute ${key} of <${name}> has no value`);
      i = this.#space(i + 1);
      c = codes[i] as number;
      if (c === END) return this.#more(began);
      if (c !== DOUBLE && c !== SINGLE) this.#fail(`the value of ${key} in <${name}> is not in quotes`);
      const value = this.#value(text, i, key, name);
      if (value === null) return this.#more(began);
      attributes[count++] = key;
      attributes[count++] = value;
      i = this.#at;
    }
    const empty = c === SLASH;
    if (empty) {
      c = codes[++i] as number;
      if (c === END) return this.#more(began);
      if (c !== GREATER) this.#fail(`“/” in the middle of <${name}>`);
    }
    if (count > 2) this.#unique(name, count);
    if (this.#line === began) this.#tags.meet(text, from, i + 1, name, attributes.slice(0, count), empty);
    this.#enter(name, attributes, count, empty, began);
    return i + 1;
  }

  #enter(name: string, attributes: readonly string[], count: number, empty: boolean, line: number): void {
    if (this.#stack.length === 0 && this.#rooted) this.#fail(`a second root element <${name}>`);
    this.#rooted = true;
    if (this.#stack.length >= MAX_DEPTH) this.#fail(`elements nested deeper than ${MAX_DEPTH}`);
    this.#handler.open(name, attributes, count, line);
    if (empty) this.#handler.close(name);
    else this.#stack.push(name);
  }

  /** The tag will be read again from its start, once it is whole. */
  #more(line: number): typeof MORE {
    this.#line = line;
    return MORE;
  }

  /** Where the white space that begins here ends. */
  #space(from: number): number {
    const codes = this.#codes;
    let i = from;
    for (let c = codes[i]; c === SPACE || c === NEWLINE || c === TAB; c = codes[++i]) if (c === NEWLINE) this.#line++;
    return i;
  }

  /** The value in quotes at a position; null where the text ends before it does. Leaves `#at` behind it. */
  #value(text: string, from: number, key: string, name: string): string | null {
    const codes = this.#codes;
    const quote = codes[from] as number;
    const began = this.#line;
    let plain = true;
    let hash = 0;
    let i = from + 1;
    for (let c = codes[i] as number; c !== quote; c = codes[++i] as number) {
      hash = (Math.imul(hash, 31) + c) | 0;
      if (c > LESS && c < SURROGATES) continue;
      if (c === LESS) this.#fail(`“<” in the value of ${key} in <${name}>`);
      if (c === END && i >= text.length) return null;
      if (c < SPACE || c === AMPERSAND || c >= SURROGATES) plain = false;
      if (c === NEWLINE) this.#line++;
    }
    this.#at = i + 1;
    if (plain) return this.#texts.cut(text, from + 1, i, hash);
    const value = text.slice(from + 1, i);
    this.#legal(value);
    return this.#replace(value.replace(/[\t\n]/g, " "), began);
  }

  #close(text: string, from: number): number {
    const name = this.#stack.at(-1);
    const began = this.#line;
    if (name !== undefined && text.startsWith(name, from + 2)) {
      const i = this.#space(from + 2 + name.length);
      const c = this.#codes[i];
      if (c === END) return this.#more(began);
      if (c === GREATER) {
        this.#stack.pop();
        this.#handler.close(name);
        return i + 1;
      }
    }
    const end = text.indexOf(">", from);
    if (end === -1) return this.#more(began);
    const wrong = pieceShown(text.slice(from, end + 1));
    return this.#fail(
      name === undefined ? `${wrong} closes nothing` : `${wrong} where </${name}> must come first`,
      began,
    );
  }

  /** Comment, CDATA or — refused — a declaration. */
  #bang(text: string, from: number): number {
    if (text.startsWith("<!--", from)) {
      const end = text.indexOf("--", from + 4);
      if (end === -1 || end + 2 >= text.length) return MORE;
      if (text.charCodeAt(end + 2) !== GREATER) this.#fail("“--” inside a comment");
      return this.#skip(text, from, end + 3);
    }
    if (text.startsWith("<![CDATA[", from)) {
      if (this.#stack.length === 0) this.#fail("text outside of the root element");
      const end = text.indexOf("]]>", from + 9);
      if (end === -1) return MORE;
      this.#skip(text, from, end + 3);
      this.#handler.text(text.slice(from + 9, end));
      return end + 3;
    }
    const head = text.slice(from, from + 9);
    if (head.length < 9 && ("<!--".startsWith(head) || "<![CDATA[".startsWith(head) || "<!DOCTYPE".startsWith(head))) {
      return MORE;
    }
    return this.#fail(
      head === "<!DOCTYPE"
        ? "document types and their entities are not read, they can make a file mean anything; remove the DOCTYPE"
        : `${pieceShown(head)} is not XML`,
      this.#line,
    );
  }

  #instruction(text: string, from: number): number {
    const end = text.indexOf("?>", from + 2);
    if (end === -1) return MORE;
    const whole = text.slice(from, end + 2);
    const target = /^<\?([^\s?]*)/.exec(whole)?.[1] ?? "";
    if (target === "xml") {
      if (!this.#first) this.#fail("an XML declaration that is not at the very start of the file");
      if (!DECLARATION.test(whole)) this.#fail(`a malformed XML declaration: ${pieceShown(whole)}`);
    } else if (
      !NAME.test(target) ||
      target.toLowerCase() === "xml" ||
      !/^(?:\s|\?>$)/.test(whole.slice(2 + target.length))
    ) {
      this.#fail(`a malformed instruction: ${pieceShown(whole)}`);
    }
    return this.#skip(text, from, end + 2);
  }

  #skip(text: string, from: number, to: number): number {
    const skipped = text.slice(from, to);
    this.#legal(skipped);
    this.#line += newlines(skipped);
    return to;
  }

  /** The name at a position; null where the text ends before it does. Leaves `#at` behind it. */
  #word(text: string, from: number): string | null {
    const codes = this.#codes;
    let hash = 0;
    let i = from;
    let c = codes[i] as number;
    for (; c >= 128 ? c !== END : NAME_END[c] === 0; c = codes[++i] as number) hash = (Math.imul(hash, 31) + c) | 0;
    if (c === END) return null;
    this.#at = i;
    const slot = hash & (NAMES - 1);
    const known = this.#names[slot];
    if (known !== undefined && known.length === i - from && text.startsWith(known, from)) return known;
    const name = detached(text.slice(from, i));
    if (!NAME.test(name)) this.#fail(`${pieceShown(name)} is not a name`);
    this.#names[slot] = name;
    return name;
  }

  #unique(name: string, count: number): void {
    const all = this.#attributes;
    if (count > 32) {
      const keys = new Set<string>();
      for (let i = 0; i < count; i += 2) keys.add(all[i] as string);
      if (keys.size < count / 2) this.#fail(`an attribute given twice in <${name}>`);
      return;
    }
    for (let i = 2; i < count; i += 2) {
      for (let k = 0; k < i; k += 2) if (all[i] === all[k]) this.#fail(`attribute ${all[i]} given twice in <${name}>`);
    }
  }

  #replace(text: string, began: number): string {
    return unescaped(text, (what, at) => this.#fail(what, began + newlines(text.slice(0, at))));
  }

  #legal(text: string): void {
    const at = text.search(ILLEGAL);
    if (at === -1) return;
    const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0");
    this.#fail(`the character U+${code} is not allowed in XML`, this.#line + newlines(text.slice(0, at)));
  }

  #fail(what: string, line = this.#line): never {
    throw new UserError(`${this.#name}:${line}: ${withoutNames(what)}`);
  }
}
