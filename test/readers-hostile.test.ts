import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "../pipeline/kit/errors.ts";
import type { Format } from "../schemas/config.ts";
import { openReaders, readBytes, type Settings } from "./kit/reading.ts";

openReaders();

const fixture = (name: string) => readFile(fileURLToPath(new URL(`../fixtures/formats/${name}`, import.meta.url)));
const cut = async (name: string, share: number) => {
  const bytes = await fixture(name);
  return bytes.subarray(0, Math.floor(bytes.length * share));
};

interface Bad {
  readonly format: Format;
  readonly bytes: string | Uint8Array | (() => Promise<Uint8Array>);
  readonly settings?: Settings;
  readonly says: RegExp;
}

const wrongBytes = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22]);
const deep = (open: string, close: string) => open.repeat(70) + close.repeat(70);

const BAD: Readonly<Record<string, Bad>> = {
  "XES: empty": { format: "xes", bytes: "", says: /: the file is empty, it is not an XES log$/ },
  "XES: a document type": {
    format: "xes",
    bytes: '<?xml version="1.0"?>\n<!DOCTYPE log []>\n<log/>',
    says: /:2: document types .* remove the DOCTYPE$/,
  },
  "XES: a billion laughs": {
    format: "xes",
    bytes: '<!DOCTYPE l [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><log/>',
    says: /:1: document types/,
  },
  "XES: another kind of XML": {
    format: "xes",
    bytes: "<html><body/></html>",
    says: /:1: an XES log begins with <log>, this file with <html>$/,
  },
  "XES: no XML": { format: "xes", bytes: "case_id,activity\n1,a\n", says: /no XML element/ },
  "XES: cut short": { format: "xes", bytes: () => cut("log.xes", 0.5), says: /the file ends (?:inside|before)/ },
  "XES: cut gzip": {
    format: "xes",
    bytes: () => cut("log.xes.gz", 0.5),
    says: /the gzip archive is cut short or damaged/,
  },
  "XES: not of its encoding": {
    format: "xes",
    bytes: Buffer.from('<?xml version="1.0"?><log a="\xb0\xb8"/>', "latin1"),
    says: /not utf-8 near byte 29;/,
  },
  "XES: an encoding nobody knows": {
    format: "xes",
    bytes: '<?xml version="1.0" encoding="klingon"?><log/>',
    says: /:1: the encoding klingon is not known/,
  },
  "XES: an attribute without end": {
    format: "xes",
    bytes: `<log><trace><string key="${"x".repeat(17 << 20)}`,
    says: /longer than 16777216 characters/,
  },
  "XES: nested deeper than is read": {
    format: "xes",
    bytes: `<log><trace>${'<string key="a">'.repeat(70)}`,
    says: /nested deeper than 64/,
  },
  "XES: a trace in a trace": {
    format: "xes",
    bytes: "<log><trace>\n<trace/></trace></log>",
    says: /:2: a <trace> cannot stand here$/,
  },
  "XES: a gzip bomb": {
    format: "xes",
    bytes: gzipSync(`<log>${" ".repeat(1 << 20)}</log>`),
    settings: { maxBytes: 1 << 16 },
    says: /larger than 65536 bytes once unpacked/,
  },
  "JSON: empty": { format: "json", bytes: " \n", says: /: the file is empty, it is not a JSON document$/ },
  "JSON: cut short": {
    format: "json",
    bytes: () => cut("log.json", 0.5),
    says: /the JSON document is cut short; have it delivered again$/,
  },
  "JSON: a fault in a record": { format: "json", bytes: '[{"a":1},\n{"a":tru}]', says: /:2: not JSON/ },
  "JSON: a fault near what it says of a person": {
    format: "json",
    bytes: '[x\n {"name":"SOMEBODY"}]',
    says: /^(?!.*SOMEBODY).*:1: not JSON \(Unexpected token 'x'\)$/,
  },
  "JSON: a comma too many": { format: "json", bytes: '[{"a":1},]', says: /not JSON|needs something else/ },
  "JSON: two documents": { format: "json", bytes: '[{"a":1}] []', says: /text after the end/ },
  "JSON: neither array nor object": { format: "json", bytes: "12", says: /neither an array nor an object/ },
  "JSON: an object that is no OCEL": {
    format: "json",
    bytes: '{"data":[{"a":1}]}',
    says: /neither an array of objects nor OCEL 2\.0 .* has data$/,
  },
  "JSON: nested deeper than is read": { format: "json", bytes: `[${deep("[", "]")}]`, says: /nested deeper than 64/ },
  "JSON: not of its encoding": { format: "json", bytes: wrongBytes, says: /not utf-8 near byte 2;/ },
  "NDJSON: not of its encoding": {
    format: "ndjson",
    bytes: wrongBytes,
    says: /not utf-8 near byte 2; name the file's encoding/,
  },
  "OCEL: empty": { format: "ocel", bytes: "", says: /: the file is empty, it is not an OCEL log$/ },
  "OCEL: version 1": { format: "ocel", bytes: '{"ocel:events":{}}', says: /OCEL 1\.0, which is not read/ },
  "OCEL: an array": { format: "ocel", bytes: "[{}]", says: /an OCEL 2\.0 log is an object/ },
  "OCEL: cut short": {
    format: "ocel",
    bytes: () => cut("log.jsonocel", 0.7),
    says: /the JSON document is cut short; have it delivered again$/,
  },
  "OCEL: a database": {
    format: "ocel",
    bytes: "SQLite format 3\u0000",
    says: /an SQLite database; of OCEL 2\.0 the JSON form is read/,
  },
  "XLSX: empty": { format: "xlsx", bytes: "", says: /: the file is empty, it is not an XLSX workbook$/ },
  "XLSX: not a ZIP": { format: "xlsx", bytes: "case_id,activity", says: /: not an XLSX workbook$/ },
  "XLSX: an old workbook": {
    format: "xlsx",
    bytes: Buffer.from("d0cf11e0a1b11ae1", "hex"),
    says: /old \.xls or a password-protected workbook/,
  },
  "XLSX: cut short": { format: "xlsx", bytes: () => cut("log.xlsx", 0.6), says: /not a readable ZIP archive/ },
  "XLSX: another kind of ZIP": {
    format: "xlsx",
    bytes: Buffer.from(`504b0506${"00".repeat(18)}`, "hex"),
    says: /cannot be read as XLSX/,
  },
  "Arrow: empty": { format: "arrow", bytes: "", says: /: the file is empty, it is not an Arrow file$/ },
  "Arrow: not Arrow": { format: "arrow", bytes: "case_id,activity\n1,a\n", says: /not a readable Arrow file/ },
  "Arrow: cut short": {
    format: "arrow",
    bytes: () => cut("log.arrow", 0.6),
    says: /: the Arrow file is cut short; have it delivered again$/,
  },
  "Arrow: Feather 1": { format: "arrow", bytes: "FEA1xxxxFEA1", says: /Feather version 1 is not read/ },
  "Parquet: empty": { format: "parquet", bytes: "", says: /: the file is empty, it is not a Parquet file$/ },
  "Parquet: not Parquet": {
    format: "parquet",
    bytes: "case_id,activity",
    says: /: not a Parquet file, it does not begin with PAR1$/,
  },
  "Parquet: cut short": {
    format: "parquet",
    bytes: () => cut("log.parquet", 0.6),
    says: /: the Parquet file is cut short; have it delivered again$/,
  },
  "Parquet: a false footer": {
    format: "parquet",
    bytes: `PAR1${"x".repeat(100)}PAR1`,
    says: /: cannot be read as Parquet \([^\n]*\)$/,
  },
};

describe("what cannot be read is refused in one sentence", () => {
  test.for(Object.entries(BAD))("%s", async ([, { format, bytes, settings, says }]) => {
    const input = typeof bytes === "function" ? await bytes() : bytes;
    const error = await readBytes(input, format, settings).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toMatch(says);
    expect((error as UserError).message).not.toContain("\n");
  });
});

describe("a row too long for the engine is set aside, the others stay", () => {
  const long = "案".repeat(700_000);
  test.for([
    ["ndjson", `{"a":"1"}\n{"a":"${long}"}\n{"a":"3"}`],
    ["json", `[{"a":"1"},{"a":"${long}"},{"a":"3"}]`],
  ] as const)("%s", async ([format, text]) => {
    const [contents] = await readBytes(text, format);
    expect(contents?.rows.map(({ values }) => values.a)).toEqual(["1", "3"]);
    expect(contents?.rejects).toMatchObject([{ line: 2, reason: "line-too-long" }]);
  });
});

describe("damage anywhere is told, never a crash", () => {
  const FILES: Readonly<Record<string, Format>> = {
    "log.xes": "xes",
    "log.json": "json",
    "log.ndjson": "ndjson",
    "log.jsonocel": "ocel",
    "log.xlsx": "xlsx",
    "log.arrow": "arrow",
  };
  test.for(Object.entries(FILES))("%s", async ([name, format]) => {
    const whole = await fixture(name);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }),
        fc.option(fc.nat(whole.length)),
        async (edits, end) => {
          const bytes = Buffer.from(whole);
          for (const [at, byte] of edits) bytes[at] = byte;
          try {
            await readBytes(bytes.subarray(0, end ?? bytes.length), format);
          } catch (error) {
            expect(error).toBeInstanceOf(UserError);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
