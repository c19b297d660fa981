import fc from "fast-check";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { XmlScanner } from "../pipeline/ingest/xml.ts";

/** Tags and texts in document order, adjacent texts as one; null where the document is refused. */
type Told = (string | readonly string[])[] | null;

function told(
  write: (say: {
    open(name: string, attributes: string[]): void;
    close(name: string): void;
    text(text: string): void;
  }) => void,
): Told {
  const all: (string | readonly string[])[] = [];
  let text = "";
  const flush = () => {
    if (text !== "") all.push(text);
    text = "";
  };
  try {
    write({
      open: (name, attributes) => {
        flush();
        all.push(["<", name, ...attributes]);
      },
      close: (name) => {
        flush();
        all.push([">", name]);
      },
      text: (more) => {
        text += more;
      },
    });
  } catch {
    return null;
  }
  return all;
}

const scanned = (xml: string, cuts: readonly number[] = []): Told =>
  told((say) => {
    const scanner = new XmlScanner("x.xes", {
      open: (name, attributes, count) => say.open(name, attributes.slice(0, count)),
      close: (name) => say.close(name),
      text: (text) => say.text(text),
      space: (text) => say.text(text),
    });
    let from = 0;
    for (const cut of [...cuts].sort((a, b) => a - b)) {
      scanner.write(xml.slice(from, Math.max(from, cut)));
      from = Math.max(from, cut);
    }
    scanner.write(xml.slice(from));
    scanner.end();
  });

const byLibrary = (xml: string): Told =>
  told((say) => {
    const parser = new SaxesParser({ xmlns: false, position: false });
    let depth = 0;
    parser.on("opentag", ({ name, attributes }) => {
      depth++;
      say.open(name, Object.entries(attributes as Record<string, string>).flat());
    });
    parser.on("closetag", ({ name }) => {
      depth--;
      say.close(name);
    });
    parser.on("text", (text) => depth > 0 && say.text(text));
    parser.on("cdata", (text) => say.text(text));
    parser.write(xml).close();
  });

const name = fc.constantFrom("log", "trace", "event", "string", "a:b", "é", "x-1", "中文");
const text = fc
  .array(
    fc.constantFrom("a", "受案", " ", "\n", "\t", "\r\n", "\r", "&amp;", "&lt;", "&#10;", "&#x4E2D;", "😀", "]", "'"),
  )
  .map((parts) => parts.join(""));
const value = fc
  .tuple(text, fc.constantFrom("", "", ">", "/>"), fc.constantFrom('"', "'"))
  .map(([inner, end, quote]) => quote + inner.replaceAll(quote, "") + end + quote);
const tag = fc
  .tuple(
    name,
    fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, maxLength: 4 }),
    fc.constantFrom(" ", "\n", "  ", "\t"),
  )
  .map(
    ([element, attributes, gap]) =>
      [element, attributes.map(([key, given]) => `${gap}${key}=${given}`).join("")] as const,
  );
const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  content: fc
    .tuple(
      fc.array(
        fc.oneof(
          { maxDepth: 4 },
          text,
          fc.constantFrom("<!-- ein – Wort -->", "<![CDATA[<&]] >]]>", "<?pi some ?>", "<!---->"),
          tie("element"),
        ),
        { maxLength: 5 },
      ),
      fc.constantFrom(1, 1, 1, 4),
    )
    .map(([parts, times]) => parts.join("").repeat(times)),
  element: fc
    .tuple(tag, fc.option(tie("content")), fc.constantFrom("", " ", "\n"))
    .map(([[element, attributes], content, gap]) =>
      content === null
        ? `<${element}${attributes}${gap}/>`
        : `<${element}${attributes}${gap}>${content}</${element}${gap}>`,
    ),
}));
const document = fc
  .tuple(
    fc.constantFrom("", '<?xml version="1.0" encoding="UTF-8"?>\n', "<?xml version='1.0' ?>", "<!-- a -->\n"),
    element,
    fc.constantFrom("", "\n", "<!-- z -->"),
  )
  .map((parts) => parts.join(""));
const cuts = fc.array(fc.nat(400), { maxLength: 6 });

test("well-formed XML is told as the saxes library tells it, wherever the text is cut", () => {
  fc.assert(
    fc.property(document, cuts, (xml, at) => {
      const expected = byLibrary(xml);
      expect(expected).not.toBeNull();
      expect(scanned(xml, at)).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});

test("tags that come again are told as they were, and are not taken for others that look alike", () => {
  const alike = (word: string) => `<string key="${word}" value="a value longer than what is looked at"/>`;
  const tags = [alike("one"), alike("two"), `<a x="1>" y='/>'/>`, `<a x="&amp;"/>`, "<a\n x='1'/>", "<a></a>"];
  const xml = `<log>${Array.from({ length: 5 }, () => tags.join("\n")).join("")}</log>`;
  expect(scanned(xml, [])).toEqual(byLibrary(xml));
});

/** What the library lets through although the standard does not: half a surrogate pair, `<?x?y ?>`. */
const LENIENT = [/\p{Surrogate}/u, /<\?[^\s?]*\?[^>]/];

const scrap = fc.constantFrom(
  ..."<>&;\"'=/!?[]-# \n\r\tax:0",
  "\u0000",
  "\uffff",
  "<!--",
  "-->",
  "]]>",
  "<?",
  "?>",
  "&#0;",
  "&#xD800;",
  "&amp",
  "&foo;",
  "</a>",
  "<a",
  "<a a='1' a='2'>",
  "<?xml version='1.0'?>",
  "<![CDATA[",
  "\u00b7",
  "é",
);
const broken = fc
  .tuple(document, fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.option(scrap)), { minLength: 1, maxLength: 3 }))
  .map(([xml, edits]) =>
    edits.reduce((all, [at, length, insert]) => {
      const from = at % (all.length + 1);
      return all.slice(0, from) + (insert ?? "") + all.slice(from + length);
    }, xml),
  )
  .filter((xml) => !xml.includes("<!D") && !LENIENT.some((pattern) => pattern.test(xml)));

test("mutated XML is refused where the saxes library refuses it, and told alike where it does not", () => {
  fc.assert(
    fc.property(broken, cuts, (xml, at) => {
      expect(scanned(xml, at)).toEqual(byLibrary(xml));
    }),
    { numRuns: 3000 },
  );
});

const REFUSED: Readonly<Record<string, readonly [string, RegExp]>> = {
  "a document type": [
    '<?xml version="1.0"?>\n<!DOCTYPE log [<!ENTITY a "b">]>\n<log/>',
    /^x\.xes:2: document types .* DOCTYPE/,
  ],
  "an entity of its own": ["<log>\n\n&bomb;</log>", /^x\.xes:3: the entity &bomb;/],
  "tags that do not match": ["<log>\n<trace>\n</log>", /^x\.xes:3: "<\/log>" where <\/trace> must come first/],
  "an attribute given twice": ["<log>\n<a k='1' k='2'/></log>", /^x\.xes:2: attribute k given twice/],
  "a cut in a tag": ["<log>\n<trace", /^x\.xes:2: the file ends inside "<trace"/],
  "a cut between tags": ["<log>\n<trace>\n", /the file ends before <\/trace>/],
  "a character that is not allowed": ["<log>\n<a k='\u0001'/></log>", /^x\.xes:2: the character U\+0001/],
  "half a character": ["<log>\ud800a</log>", /^x\.xes:1: the character U\+D800/],
  "no XML at all": ["case_id,activity\n1,a\n", /text outside of the root element|no XML element/],
  "nesting without end": ["<a>".repeat(100), /nested deeper than 64/],
  "a tag without end": [`<a k='${"x".repeat(17 << 20)}`, /longer than \d+ characters/],
};

test.for(Object.entries(REFUSED))("refused in one sentence with its line: %s", ([, [xml, says]]) => {
  const scanner = new XmlScanner("x.xes", { open: () => {}, close: () => {}, text: () => {} });
  expect(() => {
    scanner.write(xml);
    scanner.end();
  }).toThrow(says);
});
