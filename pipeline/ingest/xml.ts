import { UserError } from "../errors.ts";

/**
 * What a scanner tells, in document order. Attributes are flat: name, value, name, value …; the array is used again
 * for the next tag, its texts are not.
 */
export interface XmlHandler {
  open(name: string, attributes: readonly string[], line: number): void;
  close(name: string, line: number): void;
  /** Character data, entities replaced; may come in pieces. Without it texts are checked but not built. */
  text?(text: string): void;
}

const MAX_DEPTH = 64;
/** Longest tag, text, comment or instruction, in characters: what must be held at once. */
const MAX_TOKEN = 1 << 24;
const ILLEGAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const START =
  ":A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}";
const NAME = new RegExp(`^[${START}][-.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}-\\u{2040}${START}]*$`, "u");
const DECLARATION =
  /^<\?xml\s+version\s*=\s*(?:"1\.\d+"|'1\.\d+')(?:\s+encoding\s*=\s*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>$/;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const REFERENCE = /&(?:#x([0-9a-fA-F]+);|#([0-9]+);|([A-Za-z_:][\w:.-]*);)?/g;

const TAB = 9;
const NEWLINE = 10;
const SPACE = 32;
const BANG = 33;
const DOUBLE = 34;
const AMPERSAND = 38;
const SINGLE = 39;
const SLASH = 47;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;
const QUESTION = 63;
const NAME_END = new Uint8Array(128);
for (const c of "\t\n\r \"'/<=>?!&") NAME_END[c.charCodeAt(0)] = 1;

const INTERNED = 1 << 10;
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
  /** Names met, by hash of their characters, so that a name met again costs no new string. */
  readonly #names: (string | undefined)[] = new Array(INTERNED);
  #rest = "";
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

  write(chunk: string): void {
    let text = this.#held + chunk;
    this.#held = "";
    const last = text.charCodeAt(text.length - 1);
    if (last === 13 || (last >= 0xd800 && last < 0xdc00)) {
      this.#held = text.slice(-1);
      text = text.slice(0, -1);
    }
    if (text.includes("\r")) text = text.replace(/\r\n?/g, "\n");
    if (ILLEGAL.test(text)) this.#illegal(this.#rest + text);
    this.#scan(this.#rest.length === 0 ? text : this.#rest + text);
  }

  end(): void {
    if (this.#held === "\r") this.#scan(`${this.#rest}\n`);
    else if (this.#held !== "") this.#fail("half a character at the end", this.#line);
    if (this.#rest.trimStart().length > 0 && this.#rest.includes("<")) {
      this.#fail(`the file ends inside ${JSON.stringify(this.#rest.trimStart().slice(0, 40))}`, this.#line);
    }
    const open = this.#stack.at(-1);
    if (open !== undefined) this.#fail(`the file ends before </${open}>`, this.#line);
    if (!this.#rooted) this.#fail("there is no XML element in the file", this.#line);
    if (!isSpace(this.#rest)) this.#fail("text after the end of the document", this.#line);
  }

  #scan(text: string): void {
    let i = 0;
    while (i < text.length) {
      const next = text.charCodeAt(i) === LESS ? this.#markup(text, i) : this.#run(text, i);
      if (next === MORE) break;
      this.#first = false;
      i = next;
    }
    this.#rest = i === 0 ? text : text.slice(i);
    if (this.#rest.length > MAX_TOKEN) {
      this.#fail(`a tag or text longer than ${MAX_TOKEN} characters`, this.#line);
    }
  }

  /** Character data up to the next `<`. */
  #run(text: string, from: number): number {
    let line = this.#line;
    let i = from;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === NEWLINE) line++;
      else if (c !== SPACE && c !== TAB) break;
    }
    if (i === text.length) return MORE;
    if (text.charCodeAt(i) !== LESS) {
      const end = text.indexOf("<", i);
      if (end === -1) return MORE;
      if (this.#stack.length === 0) this.#fail("text outside of the root element", line);
      const data = text.slice(from, end);
      if (data.includes("]]>")) this.#fail("“]]>” in text", line);
      const plain = data.includes("&") ? this.#replace(data, this.#line) : data;
      this.#line += newlines(data);
      this.#handler.text?.(plain);
      return end;
    }
    if (this.#handler.text && this.#stack.length > 0) this.#handler.text(text.slice(from, i));
    this.#line = line;
    return i;
  }

  #markup(text: string, from: number): number {
    switch (text.charCodeAt(from + 1)) {
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
    let line = this.#line;
    const attributes = this.#attributes;
    attributes.length = 0;
    const name = this.#word(text, from + 1, line);
    if (name === null) return MORE;
    let i = this.#at;
    for (;;) {
      const before = i;
      let c = text.charCodeAt(i);
      while (c === SPACE || c === NEWLINE || c === TAB) {
        if (c === NEWLINE) line++;
        c = text.charCodeAt(++i);
      }
      if (i >= text.length) return MORE;
      if (c === GREATER || c === SLASH) break;
      if (i === before) this.#fail(`a space is missing in <${name}>`, line);
      const key = this.#word(text, i, line);
      if (key === null) return MORE;
      i = this.#at;
      for (c = text.charCodeAt(i); c === SPACE || c === NEWLINE || c === TAB; c = text.charCodeAt(++i)) {
        if (c === NEWLINE) line++;
      }
      if (i >= text.length) return MORE;
      if (c !== EQUALS) this.#fail(`attribute ${key} of <${name}> has no value`, line);
      i++;
      for (c = text.charCodeAt(i); c === SPACE || c === NEWLINE || c === TAB; c = text.charCodeAt(++i)) {
        if (c === NEWLINE) line++;
      }
      if (i >= text.length) return MORE;
      if (c !== DOUBLE && c !== SINGLE) this.#fail(`the value of ${key} in <${name}> is not in quotes`, line);
      const start = ++i;
      let plain = true;
      const began = line;
      for (; i < text.length; i++) {
        const d = text.charCodeAt(i);
        if (d === c) break;
        if (d === LESS) this.#fail(`“<” in the value of ${key} in <${name}>`, line);
        if (d < SPACE || d === AMPERSAND) {
          plain = false;
          if (d === NEWLINE) line++;
        }
      }
      if (i >= text.length) return MORE;
      const value = text.slice(start, i);
      attributes.push(key, plain ? value : this.#replace(value.replace(/[\t\n]/g, " "), began));
      i++;
    }
    const empty = text.charCodeAt(i) === SLASH;
    if (empty) {
      i++;
      if (i >= text.length) return MORE;
      if (text.charCodeAt(i) !== GREATER) this.#fail(`“/” in the middle of <${name}>`, line);
    }
    this.#unique(name, line);
    if (this.#stack.length === 0 && this.#rooted) this.#fail(`a second root element <${name}>`, line);
    this.#rooted = true;
    if (this.#stack.length >= MAX_DEPTH) this.#fail(`elements nested deeper than ${MAX_DEPTH}`, line);
    const began = this.#line;
    this.#line = line;
    this.#handler.open(name, attributes, began);
    if (empty) this.#handler.close(name, line);
    else this.#stack.push(name);
    return i + 1;
  }

  #close(text: string, from: number): number {
    const name = this.#stack.at(-1);
    let i = from + 2;
    if (name !== undefined && text.startsWith(name, i)) {
      i += name.length;
      let line = this.#line;
      let c = text.charCodeAt(i);
      for (; c === SPACE || c === NEWLINE || c === TAB; c = text.charCodeAt(++i)) if (c === NEWLINE) line++;
      if (i >= text.length) return MORE;
      if (c === GREATER) {
        this.#line = line;
        this.#stack.pop();
        this.#handler.close(name, line);
        return i + 1;
      }
    }
    const end = text.indexOf(">", from);
    if (end === -1) return MORE;
    const wrong = text.slice(from, end + 1).slice(0, 80);
    return this.#fail(
      name === undefined ? `${wrong} closes nothing` : `${wrong} where </${name}> must come first`,
      this.#line,
    );
  }

  /** Comment, CDATA or — refused — a declaration. */
  #bang(text: string, from: number): number {
    if (text.startsWith("<!--", from)) {
      const end = text.indexOf("--", from + 4);
      if (end === -1 || end + 2 >= text.length) return MORE;
      if (text.charCodeAt(end + 2) !== GREATER) this.#fail("“--” inside a comment", this.#line);
      return this.#skip(text, from, end + 3);
    }
    if (text.startsWith("<![CDATA[", from)) {
      if (this.#stack.length === 0) this.#fail("text outside of the root element", this.#line);
      const end = text.indexOf("]]>", from + 9);
      if (end === -1) return MORE;
      this.#handler.text?.(text.slice(from + 9, end));
      return this.#skip(text, from, end + 3);
    }
    const head = text.slice(from, from + 9);
    if (head.length < 9 && ("<!--".startsWith(head) || "<![CDATA[".startsWith(head) || "<!DOCTYPE".startsWith(head))) {
      return MORE;
    }
    return this.#fail(
      head === "<!DOCTYPE"
        ? "document types and their entities are not read, they can make a file mean anything; remove the DOCTYPE"
        : `${head}… is not XML`,
      this.#line,
    );
  }

  #instruction(text: string, from: number): number {
    const end = text.indexOf("?>", from + 2);
    if (end === -1) return MORE;
    const whole = text.slice(from, end + 2);
    const target = /^<\?([^\s?]*)/.exec(whole)?.[1] ?? "";
    if (target === "xml") {
      if (!this.#first) this.#fail("an XML declaration that is not at the very start of the file", this.#line);
      if (!DECLARATION.test(whole)) this.#fail(`a malformed XML declaration: ${whole.slice(0, 80)}`, this.#line);
    } else if (
      !NAME.test(target) ||
      target.toLowerCase() === "xml" ||
      !/^(?:\s|\?>$)/.test(whole.slice(2 + target.length))
    ) {
      this.#fail(`a malformed instruction: ${whole.slice(0, 80)}`, this.#line);
    }
    return this.#skip(text, from, end + 2);
  }

  #skip(text: string, from: number, to: number): number {
    this.#line += newlines(text.slice(from, to));
    return to;
  }

  /** The name at a position; null where the text ends before the name does. Leaves `#at` behind it. */
  #word(text: string, from: number, line: number): string | null {
    let hash = 0;
    let i = from;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c < 128 && NAME_END[c] === 1) break;
      hash = (hash * 31 + c) | 0;
    }
    if (i === text.length) return null;
    this.#at = i;
    const slot = hash & (INTERNED - 1);
    const known = this.#names[slot];
    if (known !== undefined && known.length === i - from && text.startsWith(known, from)) return known;
    const name = detached(text.slice(from, i));
    if (!NAME.test(name)) this.#fail(`${JSON.stringify(name.slice(0, 40))} is not a name`, line);
    this.#names[slot] = name;
    return name;
  }

  #unique(name: string, line: number): void {
    const all = this.#attributes;
    if (all.length > 32) {
      const keys = all.filter((_, i) => i % 2 === 0);
      if (new Set(keys).size < keys.length) this.#fail(`an attribute given twice in <${name}>`, line);
      return;
    }
    for (let i = 2; i < all.length; i += 2) {
      for (let k = 0; k < i; k += 2) {
        if (all[i] === all[k]) this.#fail(`attribute ${all[i]} given twice in <${name}>`, line);
      }
    }
  }

  #replace(text: string, line: number): string {
    return text.replace(REFERENCE, (whole, hex?: string, decimal?: string, named?: string) => {
      if (named !== undefined) {
        const value = Object.hasOwn(ENTITIES, named) ? ENTITIES[named] : undefined;
        return value ?? this.#fail(`the entity ${whole} is not one of the five of XML`, line);
      }
      const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal ?? Number.NaN);
      if (Number.isNaN(code)) this.#fail("“&” that begins no entity; write &amp;", line);
      const value = code <= 0x10ffff ? String.fromCodePoint(code) : "\0";
      return value !== "\r" && ILLEGAL.test(value) ? this.#fail(`${whole} is not a character of XML`, line) : value;
    });
  }

  #illegal(text: string): never {
    const at = text.search(ILLEGAL);
    const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0");
    return this.#fail(`the character U+${code} is not allowed in XML`, this.#line + newlines(text.slice(0, at)));
  }

  #fail(what: string, line: number): never {
    throw new UserError(`${this.#name}:${line}: ${what}`);
  }
}

const isSpace = (text: string): boolean => /^[ \t\n]*$/.test(text);

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

/** A copy: a slice would keep the whole block it was cut from in memory. */
export const detached = (text: string): string => Buffer.from(text, "utf16le").toString("utf16le");
