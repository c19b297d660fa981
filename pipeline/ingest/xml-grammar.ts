/** What XML 1.0 allows, as patterns. */
export const ILLEGAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const START =
  ":A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}";
export const NAME = new RegExp(`^[${START}][-.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}-\\u{2040}${START}]*$`, "u");
export const DECLARATION =
  /^<\?xml\s+version\s*=\s*(?:"1\.\d+"|'1\.\d+')(?:\s+encoding\s*=\s*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>$/;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const REFERENCE = /&(?:#x([0-9a-fA-F]+);|#([0-9]+);|([A-Za-z_:][\w:.-]*);)?/g;

/** Entities and character references replaced; `fail` is told what is wrong and where in the text. */
export function unescaped(text: string, fail: (what: string, at: number) => never): string {
  return text.replace(REFERENCE, (whole: string, hex?: string, decimal?: string, named?: string, at = 0) => {
    if (named !== undefined) {
      const value = Object.hasOwn(ENTITIES, named) ? ENTITIES[named] : undefined;
      return value ?? fail(`the entity ${whole} is not one of the five of XML`, at);
    }
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal ?? Number.NaN);
    if (Number.isNaN(code)) return fail("“&” that begins no entity; write &amp;", at);
    const value = code <= 0x10ffff ? String.fromCodePoint(code) : "\0";
    return value !== "\r" && ILLEGAL.test(value) ? fail(`${whole} is not a character of XML`, at) : value;
  });
}
