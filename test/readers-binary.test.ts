import { deflateRawSync } from "node:zlib";
import {
  Binary,
  Bool,
  DateDay,
  Decimal,
  Dictionary,
  Field,
  Float32,
  Float64,
  Int32,
  Int64,
  LargeUtf8,
  List,
  Struct,
  Table,
  TimestampMicrosecond,
  TimestampNanosecond,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import { describe, expect, test } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { sql } from "../pipeline/engine/sql.ts";
import { openReaders, readBytes, readParquet, valuesOf } from "./kit/reading.ts";

openReaders();

describe("OCEL 2.0", () => {
  const event = (id: string, related: readonly (readonly [string, string])[], attributes: object[] = []) => ({
    id,
    type: "受理",
    time: "2024-01-01T00:00:00Z",
    attributes,
    relationships: related.map(([objectId, qualifier]) => ({ objectId, qualifier })),
  });
  const object = (id: string, type: string, attributes: object[] = []) => ({ id, type, attributes, relationships: [] });
  const log = {
    events: [
      event("e1", [
        ["o1", "case"],
        ["p2", "decided by"],
        ["p1", "accepted by"],
      ]),
      event(
        "e2",
        [
          ["o2", "case"],
          ["o1", "case"],
          ["o1", "again"],
        ],
        [
          { name: "resource", value: "警1" },
          { name: "fee", value: 1.5 },
        ],
      ),
      event("e3", []),
    ],
    objectTypes: [{ name: "order", attributes: [] }],
    eventTypes: [],
    objects: [
      object("o1", "order", [
        { name: "state", time: "2024-01-02T00:00:00Z", value: "closed" },
        { name: "state", time: "2024-01-01T00:00:00Z", value: "open" },
      ]),
      object("o2", "order"),
      object("p1", "person"),
      object("p2", "person"),
    ],
  };

  test("an event of several cases is a row in each; one of none has no case", async () => {
    const [events, cases] = await readBytes(JSON.stringify(log), "ocel");
    const told = events?.rows.map(({ line, values: v }) => [
      line,
      v["identity:id"],
      v["case:concept:name"],
      v["org:resource"],
    ]);
    expect(told).toEqual([
      [1, "e1", "o1", "p2"],
      [2, "e2@o2", "o2", "警1"],
      [2, "e2", "o1", "警1"],
      [3, "e3", null, null],
    ]);
    expect(events?.rows[1]?.attributes).toMatchObject({ fee: "1.5", relationships: [{ objectId: "o2" }, {}, {}] });
    expect(cases?.rows).toEqual([
      {
        line: 1,
        values: { "concept:name": "o1" },
        attributes: { state: "closed", "state@2024-01-01T00:00:00Z": "open", relationships: [] },
      },
      { line: 2, values: { "concept:name": "o2" }, attributes: { relationships: [] } },
    ]);
  });

  test("columns may be mapped to object types and qualifiers", async () => {
    const columns = { case_id: "order", approver_id: "decided by", co_actor_ids: "person" };
    const [events] = await readBytes(JSON.stringify(log), "ocel", { columns });
    expect(events?.rows[0]?.values).toMatchObject({ order: "o1", "decided by": "p2", person: "p2;p1" });
    const [asJson] = await readBytes(JSON.stringify(log), "json", { columns });
    expect(asJson?.rows).toEqual(events?.rows);
  });

  test("with several types and no choice the types are named", async () => {
    const objects = [...log.objects, object("x", "invoice")];
    await expect(readBytes(JSON.stringify({ ...log, objects }), "ocel")).rejects.toThrow(
      /choose one with `columns: \{ case_id: … \}`, its object types are invoice, order, person/,
    );
    await expect(readBytes(JSON.stringify(log), "ocel", { columns: { case_id: "oder" } })).rejects.toThrow(
      /no objects of type oder .* order, person/,
    );
  });
});

/** A stream of two rows with columns compressed by LZ4, written by pyarrow 25. */
const LZ4_STREAM = Buffer.from(
  [
    "/////9AAAAAQAAAAAAAKAAwABgAFAAgACgAAAAABBAAMAAAACAAIAAAABAAIAAAABAAAAAMAAAB0AAAANAAAAAQAAACo////AAAB",
    "BRAAAAAcAAAABAAAAAAAAAALAAAAb2NjdXJyZWRfYXQAnP///9T///8AAAEFEAAAABwAAAAEAAAAAAAAAAgAAABhY3Rpdml0eQAA",
    "AADI////EAAUAAgABgAHAAwAAAAQABAAAAAAAAEFEAAAABwAAAAEAAAAAAAAAAcAAABjYXNlX2lkAAQABAAEAAAA/////ygBAAAU",
    "AAAAAAAAAAwAGAAGAAUACAAMAAwAAAAAAwQAHAAAAAABAAAAAAAAAAAAAAwAHAAQAAQACAAMAAwAAAC4AAAAHAAAABQAAAACAAAA",
    "AAAAAAAAAAAEAAQABAAAAAkAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAjAAAAAAAAACgAAAAAAAAAHwAAAAAAAABIAAAAAAAA",
    "AAAAAAAAAAAASAAAAAAAAAAjAAAAAAAAAHAAAAAAAAAALgAAAAAAAACgAAAAAAAAAAAAAAAAAAAAoAAAAAAAAAAjAAAAAAAAAMgA",
    "AAAAAAAANAAAAAAAAAAAAAAAAwAAAAIAAAAAAAAAAAAAAAAAAAACAAAAAAAAAAAAAAAAAAAAAgAAAAAAAAAAAAAAAAAAAAwAAAAA",
    "AAAABCJNGGBAggwAAIAAAAAABAAAAAgAAAAAAAAAAAAAAAAIAAAAAAAAAAQiTRhgQIIIAACA5qGIMeahiDEAAAAAAAwAAAAAAAAA",
    "BCJNGGBAggwAAIAAAAAAMAAAADYAAAAAAAAAAAAAAAA2AAAAAAAAAAQiTRhgQIIXAAAAz+WPl+ahiOeZu+iusAwAEWDnq4vmoYgA",
    "AAAAAAAMAAAAAAAAAAQiTRhgQIIMAACAAAAAABMAAAAmAAAAAAAAAAAAAAAAJgAAAAAAAAAEIk0YYECCHQAAAPoEMjAyNi0wMS0w",
    "NSAwOTowMDowMBMAUDAwOjAwAAAAAAAAAAD/////AAAAAA==",
  ].join(""),
  "base64",
);

describe("Arrow", () => {
  test("columns compressed by LZ4 are read, and damaged ones are told in a sentence", async () => {
    const [events] = await readBytes(LZ4_STREAM, "arrow");
    expect(events?.rows.map(({ values }) => values)).toEqual([
      { case_id: "案1", activity: "受案登记受案登记受案登记受案登记", occurred_at: "2026-01-05 09:00:00" },
      { case_id: "案1", activity: "立案", occurred_at: "2026-01-05 09:00:00" },
    ]);
    const frame = Buffer.from("04224d18", "hex");
    for (let at = LZ4_STREAM.indexOf(frame); at >= 0; at = LZ4_STREAM.indexOf(frame, at + 1)) {
      for (const [place, byte] of [
        [0, 0],
        [7, 0xff],
        [11, 0xff],
      ] as const) {
        const damaged = Buffer.from(LZ4_STREAM);
        damaged[at + place] = byte;
        const told = await readBytes(damaged, "arrow").then(
          () => "read",
          (error: Error) => error.message,
        );
        expect(told).toMatch(
          place === 11 ? /^read$|: not a readable Arrow file \([^\n]+\)$/ : /: not a readable Arrow file \([^\n]+\)$/,
        );
      }
    }
  });

  const table = new Table({
    text: vectorFromArray(["案", null], new Utf8()),
    large: vectorFromArray(["a", "b"], new LargeUtf8()),
    dictionary: vectorFromArray(["警1", "警1"], new Dictionary(new Utf8(), new Int32())),
    long: vectorFromArray([4403002024013100n, -1n], new Int64()),
    real: vectorFromArray([0.1, null], new Float64()),
    yes: vectorFromArray([true, false], new Bool()),
    day: vectorFromArray([new Date("2024-02-29"), null], new DateDay()),
    local: vectorFromArray([1706688000000, 1706688000500], new TimestampMicrosecond()),
    zoned: vectorFromArray([1706688000000, null], new TimestampNanosecond("Asia/Shanghai")),
    list: vectorFromArray([["a", null], []], new List(new Field("item", new Utf8()))),
    struct: vectorFromArray([{ a: 1n }, null], new Struct([new Field("a", new Int64())])),
    bytes: vectorFromArray([Uint8Array.of(1, 255), null], new Binary()),
  });
  const expected = [
    {
      text: "案",
      large: "a",
      dictionary: "警1",
      long: "4403002024013100",
      real: "0.1",
      yes: "true",
      day: "2024-02-29",
      local: "2024-01-31 08:00:00",
      zoned: "2024-01-31T08:00:00Z",
      list: '["a",null]',
      struct: '{"a":"1"}',
      bytes: "01ff",
    },
    {
      text: null,
      large: "b",
      dictionary: "警1",
      long: "-1",
      real: null,
      yes: "false",
      day: null,
      local: "2024-01-31 08:00:00.5",
      zoned: null,
      list: "[]",
      struct: null,
      bytes: null,
    },
  ];

  test.for(["file", "stream"] as const)("every type is told in text: %s", async (form) => {
    expect(valuesOf(await readBytes(tableToIPC(table, form), "arrow"))).toEqual(expected);
  });

  test("decimals have their scale, names are told apart, batches count on", async () => {
    const decimals = Uint32Array.of(12345, 0, 0, 0, -5 >>> 0, -1 >>> 0, -1 >>> 0, -1 >>> 0);
    const { makeData, Vector } = await import("apache-arrow");
    const type = new Decimal(2, 10, 128);
    const amounts = new Table({
      Amount: new Vector([makeData({ type, length: 2, data: decimals })]),
      amount: vectorFromArray(["a", "b"], new Utf8()),
    });
    const contents = await readBytes(tableToIPC(amounts.concat(amounts), "file"), "arrow");
    expect(contents[0]?.rows.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
    expect(valuesOf(contents).slice(0, 2)).toEqual([
      { Amount: "123.45", "amount#2": "a" },
      { Amount: "-0.05", "amount#2": "b" },
    ]);
  });
});

test("blanks beside the name of a Parquet column are no part of it", async () => {
  expect(valuesOf(await readParquet(sql`select '机密' as "密级 ", 'a' as " b", 'c' as "b"`))).toEqual([
    { 密级: "机密", b: "a", "b#2": "c" },
  ]);
});

test("numbers are the same texts in Arrow and in Parquet", async () => {
  const single = [1, 0.1, -2.5, 16777216, 3.4028235e38, Number.NaN, null];
  const double = [1, 0.1, 9007199254740991, -0, 1.5e300, Number.NaN, null];
  const singles = ["1", "0.1", "-2.5", "16777216", "3.4028235e+38", null, null];
  const doubles = ["1", "0.1", "9007199254740991", "0", "1.5e+300", null, null];
  const expected = singles.map((s, i) => ({ s, d: doubles[i] }));
  const arrow = new Table({ s: vectorFromArray(single, new Float32()), d: vectorFromArray(double, new Float64()) });
  expect(valuesOf(await readBytes(tableToIPC(arrow, "file"), "arrow"))).toEqual(expected);
  const rows = single.map(
    (s, i) =>
      sql`select ${i} as n, cast(${number(s)} as float) as s, cast(${number(double[i] ?? null)} as double) as d`,
  );
  const all = rows.reduce((above, row) => sql`${above} union all ${row}`);
  expect(valuesOf(await readParquet(sql`select s, d from (${all}) order by n`))).toEqual(expected);
});
const number = (value: number | null) => (value === null ? sql`null` : sql`cast(${String(value)} as double)`);

describe("XLSX", () => {
  const header = ["case_id", "when", "n", "flag", null].map((value) => (value === null ? null : { value }));

  test("dates, numbers, blank rows and columns without a title", async () => {
    const buffer = await writeXlsxFile([
      header,
      [
        { value: " 案1 " },
        { value: new Date("2024-01-31T08:00:00Z"), type: Date, format: "yyyy-mm-dd hh:mm" },
        { value: 0.1 + 0.2 },
        { value: true },
        { value: "x" },
      ],
      [null, null],
      [
        { value: "2" },
        { value: new Date("2024-01-31T00:00:01Z"), type: Date, format: "yyyy/m/d" },
        { value: -1.25e-7 },
        { value: false },
      ],
      [{ value: "3" }, null, { value: 44030020240131 }],
      [{ value: "4" }, { value: new Date("1899-12-30T10:30:00Z"), type: Date, format: "hh:mm" }],
    ]).toBuffer();
    const contents = await readBytes(buffer, "xlsx");
    expect(contents[0]?.rows.map(({ line }) => line)).toEqual([2, 4, 5, 6]);
    expect(valuesOf(contents)).toEqual([
      { case_id: " 案1 ", when: "2024-01-31 08:00:00", n: "0.3", flag: "true", column5: "x" },
      { case_id: "2", when: "2024-01-31 00:00:01", n: "-0.000000125", flag: "false", column5: null },
      { case_id: "3", when: null, n: "44030020240131", flag: null, column5: null },
      { case_id: "4", when: "10:30:00", n: null, flag: null, column5: null },
    ]);
  });

  test("the sheet is the one named", async () => {
    const sheet = (value: string) => [[{ value: "a" }], [{ value }]];
    const buffer = await writeXlsxFile([
      { data: sheet("1"), sheet: "一" },
      { data: sheet("2"), sheet: "2024年2月" },
    ]).toBuffer();
    const [unnamed] = await readBytes(buffer, "xlsx");
    expect(unnamed?.rows.map(({ values }) => values)).toEqual([{ a: "1" }]);
    expect(unnamed?.raw.notes?.map(({ en }) => en)).toEqual([expect.stringMatching(/passed over: 2024年2月;/)]);
    const [named] = await readBytes(buffer, "xlsx", { sheet: "2024年2月" });
    expect(named?.raw.notes).toEqual([]);
    const behind = await writeXlsxFile([
      { data: [], sheet: "说明" },
      { data: sheet("2"), sheet: "R&D" },
      { data: [], sheet: "三" },
    ]).toBuffer();
    await expect(readBytes(behind, "xlsx")).rejects.toThrow(/its first sheet is empty; `sheet: R&D`/);
    expect(valuesOf(await readBytes(buffer, "xlsx", { sheet: "2024年2月" }))).toEqual([{ a: "2" }]);
    await expect(readBytes(buffer, "xlsx", { sheet: "三" })).rejects.toThrow(
      /no sheet 三; the workbook has 一, 2024年2月$/,
    );
  });

  test("what Excel writes: shared and inline texts, formulas with their stored value, errors as nothing", async () => {
    const cells = `<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>
      <row r="3"><c r="A3"><f>1+1</f><v>2</v></c><c r="B3" t="e"><v>#N/A</v></c></row>
      <row r="4"><c r="A4" t="str"><f>"x"</f><v>x</v></c><c r="B4"><v>1.5E-3</v></c></row>`;
    const contents = await readBytes(workbook(cells), "xlsx");
    expect(contents[0]?.rows.map(({ line, values }) => [line, values])).toEqual([
      [3, { a: "2", b: null }],
      [4, { a: "x", b: "0.0015" }],
    ]);
  });

  test("a title above the table is no header, which is told", async () => {
    const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const cells = `<row r="1">${cell("A1", "某市公安局案件台账")}</row><row r="3">${cell("A3", "a")}${cell("B3", "b")}</row>
      <row r="4">${cell("A4", "1")}</row>`;
    const [contents] = await readBytes(workbook(cells), "xlsx");
    expect(contents?.rows.map(({ line, values }) => [line, values])).toEqual([[4, { a: "1", b: null }]]);
    expect(contents?.raw.notes?.map(({ en }) => en)).toEqual([expect.stringMatching(/^row 3 is taken for the header/)]);
  });

  test("a whole number of more than fifteen figures has lost the others, and is shown as the sheet does", async () => {
    const cells = `<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>
      ${["440300202401310000", "4.4030020240131E+17", "1234567890123456"].map((n, i) => `<row r="${i + 2}"><c r="A${i + 2}"><v>${n}</v></c></row>`).join("")}
      <row r="5"><c r="A5" t="inlineStr"><is><t>440300202401310012</t></is></c></row>`;
    expect(valuesOf(await readBytes(workbook(cells), "xlsx")).map(({ a }) => a)).toEqual([
      ...["4.40300202401310E+17", "4.40300202401310E+17", "1234567890123456", "440300202401310012"],
    ]);
  });

  test.for([
    ["1", "2026-01-05 09:00:00"],
    ["true", "2026-01-05 09:00:00"],
    ["0", "2022-01-04 09:00:00"],
    ["false", "2022-01-04 09:00:00"],
  ])("days are counted from where the workbook says: date1904 = %s", async ([word, when]) => {
    const parts = {
      "xl/workbook.xml": `<workbook><workbookPr backupFile="false" date1904="${word}"/>${SHEETS}</workbook>`,
      "xl/_rels/workbook.xml.rels": `<Relationships>${RELATIONSHIP("1", "worksheet", "worksheets/sheet1")}${RELATIONSHIP("2", "styles", "styles")}</Relationships>`,
      "xl/styles.xml": `<styleSheet><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>`,
    };
    const cells = `<row r="1"><c r="A1" t="inlineStr"><is><t>when</t></is></c></row>
      <row r="2"><c r="A2" s="1"><v>44565.375</v></c></row><row r="3"><c r="A3" s="1"><v>0.4375</v></c></row>`;
    expect(valuesOf(await readBytes(workbook(cells, { parts }), "xlsx"))).toEqual([{ when }, { when: "10:30:00" }]);
  });

  test("dates in words are refused, which would be read as times of the machine's zone", async () => {
    const cells = `<row r="1"><c r="A1" t="inlineStr"><is><t>when</t></is></c></row>
      <row r="2"><c r="A2" s="0" t="d"><v>2026-01-05T09:00:00</v></c></row>`;
    await expect(readBytes(workbook(cells), "xlsx")).rejects.toThrow(/dates in words \(Strict Open XML\)/);
    const spoken = `<row r="1"><c r="A1" t="inlineStr"><is><t>&lt;c t="d"></t></is></c></row>`;
    expect(await readBytes(workbook(spoken), "xlsx")).toHaveLength(1);
  });

  test("a bomb, a lying directory and rows beyond every sheet are refused", async () => {
    const filler = `<row r="1"><c r="A1"><v>${"1".repeat(1 << 20)}</v></c></row>`;
    await expect(readBytes(workbook(filler), "xlsx", { maxBytes: 1 << 20 })).rejects.toThrow(
      /holds more than 1048576 bytes/,
    );
    await expect(readBytes(workbook(filler, { size: 100 }), "xlsx", { maxBytes: 1 << 20 })).rejects.toThrow(
      /holds more than 1048576 bytes/,
    );
    await expect(readBytes(workbook('<row r="99999999999"/>'), "xlsx")).rejects.toThrow(
      /beyond the limits of a spreadsheet/,
    );
    await expect(readBytes(workbook('<row r="1"><c r="ZZZZZ1"><v>1</v></c></row>'), "xlsx")).rejects.toThrow(
      /beyond the limits/,
    );
    await expect(readBytes(workbook(filler, { flags: 1 }), "xlsx")).rejects.toThrow(/encrypted/);
  });
});

const SHEETS = `<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>`;
const RELATIONSHIP = (id: string, type: string, target: string) =>
  `<Relationship Id="rId${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}.xml"/>`;

interface ByHand {
  /** What the directory says of sizes, where it lies. */
  readonly size?: number;
  readonly flags?: number;
  /** Parts beside, or instead of, those of the plainest workbook. */
  readonly parts?: Readonly<Record<string, string>>;
}

/** A workbook of one sheet, by hand. */
function workbook(cells: string, { size, flags = 0, parts = {} }: ByHand = {}): Buffer {
  const entries: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    "xl/workbook.xml": `<workbook>${SHEETS}</workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${RELATIONSHIP("1", "worksheet", "worksheets/sheet1")}</Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${cells}</sheetData></worksheet>`,
    ...parts,
  };
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [path, text] of Object.entries(entries)) {
    const packed = deflateRawSync(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(text), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size ?? Buffer.byteLength(text), 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(path), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    central.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), common, tail, Buffer.from(path)]));
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(locals.length, 4);
  end.writeUInt16LE(locals.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...locals, directory, Buffer.from("PK\x05\x06"), end]);
}

function crc32(text: string): number {
  let crc = ~0;
  for (const byte of Buffer.from(text)) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
