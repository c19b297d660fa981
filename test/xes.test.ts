import fc from "fast-check";
import { expect, test } from "vitest";
import type { RecordBatch, SpooledBatch } from "../pipeline/ingest/reader.ts";
import { FIELD, NULL } from "../pipeline/ingest/spool.ts";
import { XesLog, type XesTables } from "../pipeline/ingest/xes-log.ts";
import { XesReader } from "../pipeline/ingest/xes-reader.ts";
import { XmlScanner } from "../pipeline/ingest/xml.ts";

type Batch = RecordBatch | SpooledBatch;

/** Rows with their lines, what is set aside, and the columns met; or the sentence with which a log is refused. */
type Told = Readonly<Record<"rows" | "rejects" | "named", XesTables<unknown[]>>> | string;

function told(read: (named: XesTables<Set<string>>) => Iterable<Batch>): Told {
  const named = { events: new Set<string>(), cases: new Set<string>() };
  const rows: XesTables<unknown[]> = { events: [], cases: [] };
  const rejects: XesTables<unknown[]> = { events: [], cases: [] };
  try {
    for (const batch of read(named)) {
      const table = batch.table as keyof XesTables<unknown>;
      if ("spooled" in batch) rows[table].push(...rowsOf(Buffer.from(batch.spooled).toString()));
      else {
        rows[table].push(...batch.lines.map((line, i) => [line, ...batch.values.map((column) => column[i])]));
        rejects[table].push(...(batch.rejects ?? []));
      }
    }
  } catch (error) {
    // What is quoted of the file ends where it was cut.
    return (error as Error).message.replace(/".*"/, "…");
  }
  return { rows, rejects, named: { events: [...named.events].sort(), cases: [...named.cases].sort() } };
}

const rowsOf = (lines: string): unknown[] =>
  lines
    .split("\n")
    .slice(0, -1)
    .map((line) => line.split(FIELD).map((field, i) => (i === 0 ? Number(field) : field === NULL ? null : field)));

/** A text cut at places, none of which is amid a character. */
function pieces(text: string, cuts: readonly number[]): string[] {
  const characters = [...text];
  const places = [0, ...cuts.filter((at) => at < characters.length).sort((a, b) => a - b), characters.length];
  return places.slice(1).map((to, i) => characters.slice(places[i], to).join(""));
}

const byScanner = (xml: string, cuts: readonly number[] = []): Told =>
  told(function* (named) {
    const log = new XesLog("x.xes", named);
    const scanner = new XmlScanner("x.xes", log);
    for (const piece of pieces(xml, cuts)) scanner.write(piece);
    scanner.end();
    yield* log.take(0);
  });

const byReader = (xml: string, cuts: readonly number[] = [], see: (batch: Batch) => void = () => {}): Told =>
  told(function* (named) {
    const reader = new XesReader("x.xes", named);
    const blocks = pieces(xml, cuts).map((piece) => reader.read(Buffer.from(piece)));
    for (const batches of [...blocks, reader.end()]) {
      for (const batch of batches) {
        see(batch);
        yield batch;
      }
    }
  });

const joined = (parts: fc.Arbitrary<string>, most: number) =>
  fc.array(parts, { maxLength: most }).map((all) => all.join(""));
const gap = fc.constantFrom("\n", "", " ", "\n\t\t", "\r\n", "\n\n");
const ESCAPED = ["a &amp; &#26696;", "&quot;&lt;\\&gt;&apos;", "A\\b", "&#9;&#10;&#x0D;"];
const attribute = fc
  .tuple(
    fc.constantFrom("string", "date", "int", "float", "boolean", "id"),
    fc.constantFrom(
      "concept:name",
      "time:timestamp",
      "org:resource",
      "amount",
      "案由",
      "a",
      "b",
      "case_id",
      "",
      " a",
      "案由 ",
      "case_id\u3000",
    ),
    fc.constantFrom("", "A1", "受理，登记", "😀", "a > b", "it's", "2026-01-05T09:00:00+08:00", " x ", ...ESCAPED),
    fc.constantFrom("", " "),
    gap,
  )
  .map(([type, key, value, space, before]) => `${before}<${type} key="${key}" value="${value}"${space}/>`);
const event = fc.tuple(gap, joined(attribute, 4), gap).map(([a, b, c]) => `${a}<event>${b}${c}</event>`);
const trace = fc
  .tuple(
    gap,
    fc.constantFrom("", '<string key="concept:name" value="案1"/>'),
    joined(fc.oneof(attribute, event, event), 5),
    gap,
  )
  .map(([a, b, c, d]) => `${a}<trace>${b}${c}${d}</trace>`);
/** What is in no plain trace, or not at such a place. */
const ODD = `
<!-- </trace> -->
<![CDATA[</trace>]]>
<?pi </trace>?>
<!-- <trace> -->
text
&amp;
<string key="n" value="</trace>"/>
<string key="n" value="a &amp;&#10;\\"/>
<string key='n' value='"'/>
<string value="v" key="k"/>
<string key="k"/>
<string  key="k" value="v"/>
<string key="k" value="v" a=""/>
<string key="k" value="&b;&#0;&"/>
<string key="k" value="v"><int key="i" value="1"/></string>
<string key="a\\" value="v"/>
<list key="l"><values/></list>
<x:event></x:event>
<event/>
<event></event>
<event >
<event>
</event>
</event >
<trace>
</trace>
</x:trace>
<trace/>
<log>
</log>
<!DOCTYPE log>
</
<
>
"`.split("\n");
const odd = fc.constantFrom(...ODD, "\r", "\t", "\n");
const log = fc
  .tuple(
    fc.constantFrom("", '<?xml version="1.0" encoding="UTF-8" ?>\n', "<!-- a -->"),
    fc.constantFrom("log", "log", "log", 'log a="</trace>"', "x:log"),
    joined(fc.oneof({ weight: 6, arbitrary: trace }, { weight: 1, arbitrary: fc.oneof(event, odd) }), 8),
    gap,
  )
  .map(([head, root, inner, end]) => `${head}<${root}>${inner}${end}</${root.split(" ")[0]}>${end}`);
const cuts = fc.array(fc.nat(1500), { maxLength: 8 });

test("logs are read as the scanner alone would, wherever they are cut", () => {
  fc.assert(
    fc.property(log, cuts, (xml, at) => {
      expect(byReader(xml, at)).toEqual(byScanner(xml, at));
    }),
    { numRuns: 600 },
  );
});

test("so are logs in which anything is out of place, and refused in the same words", () => {
  const edits = fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.option(odd)), { minLength: 1, maxLength: 3 });
  const broken = fc.tuple(log, edits).map(([xml, all]) => {
    const characters = [...xml];
    for (const [at, length, insert] of all) characters.splice(at % (characters.length + 1), length, insert ?? "");
    return characters.join("");
  });
  fc.assert(
    fc.property(broken, cuts, (xml, at) => {
      expect(byReader(xml, at)).toEqual(byScanner(xml, at));
    }),
    { numRuns: 1200 },
  );
});

const NAME = '<string key="concept:name" value="1" />';
const PLAIN = `<trace>\n${NAME}\n<event>\r\n<date key="time:timestamp" value="2026"/></event>\n</trace>\n`;
const kindsOf = (xml: string): string[] => {
  const kinds: string[] = [];
  expect(byReader(xml, [], (batch) => kinds.push("spooled" in batch ? "plain" : "scanned"))).toEqual(byScanner(xml));
  return kinds;
};

test("traces are plain as most programs write them, and rows of others stand among theirs", () => {
  const other = PLAIN.replace("<event>", "<event><!-- a -->");
  expect(kindsOf(`<log>${PLAIN}${PLAIN}${other}${PLAIN}</log>`).join(" ")).toMatch(/plain.*scanned.*plain/);
});

/** What is put into a trace for which the scanner must take it. */
const SCANNED: Readonly<Record<string, string>> = {
  "a name that is long": `<trace>${NAME.replace("1", "x".repeat(257))}<event></event></trace>`,
  "a name that comes late": `<trace><event></event>${NAME}</trace>`,
  "a trace that is long": `<trace>${NAME}${'<event><string key="a" value="b"/></event>'.repeat(7000)}</trace>`,
  "a key that is long": `<trace>${NAME}<int key="${"x".repeat(257)}" value="1"/></trace>`,
  "keys without end": `<trace>${NAME}${Array.from({ length: 1100 }, (_, i) => `<int key="${i}" value="1"/>`).join("")}</trace>`,
};
test.for(Object.entries(SCANNED))("scanned: %s", ([, xml]) => {
  expect(kindsOf(`<log><trace></trace>${xml}</log>`)).not.toContain("plain");
});

const REFUSED: Readonly<Record<string, readonly [string, RegExp]>> = {
  "a control character": ['<string key="a" value="\u0001"/>', /^x\.xes:12: the character U\+0001 is not allowed/],
  "no character": ['<string key="a" value="\uffff"/>', /^x\.xes:12: the character U\+FFFF is not allowed/],
  "no character in a key": ['<string key="\ufffe" value=""/>', /^x\.xes:12: the character U\+FFFE is not allowed/],
  "an attribute given twice": ['<string key="a" value="" key="a"/>', /^x\.xes:12: attribute key given twice/],
  "an entity of its own": ['<string key="a" value="&a;"/>', /^x\.xes:12: the entity &a;/],
  "a trace in a trace": ["<trace/>", /^x\.xes:12: a <trace> cannot stand here/],
  "a log that ends within it": ["</log>", /^x\.xes:12: … where <\/trace> must come first/],
};
test.for(Object.entries(REFUSED))("refused with its line behind plain traces: %s", ([, [inner, says]]) => {
  expect(byReader(`<log>\n${PLAIN}${PLAIN}<trace>${inner}</trace>${PLAIN}</log>`)).toMatch(says);
});
