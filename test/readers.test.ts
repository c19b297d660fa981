import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVENTS } from "../fixtures/formats/log.ts";
import { formatOf } from "../pipeline/ingest/reader.ts";
import type { Format } from "../schemas/config.ts";
import { first, openReaders, type Row, readBytes, readPath, type Settings, valuesOf } from "./kit/reading.ts";

openReaders();

describe("one log, many clothes, one table", () => {
  const FIXTURES = fileURLToPath(new URL("../fixtures/formats/", import.meta.url));
  const READERS = fileURLToPath(new URL("../pipeline/ingest/readers/", import.meta.url));
  const NAMES = {
    case: ["case_id", "case:concept:name"],
    activity: ["activity", "concept:name"],
    time: ["occurred_at", "time:timestamp"],
    actor: ["actor_id", "org:resource"],
    org: ["org_id", "org:group"],
    event: ["event_id", "identity:id"],
  } as const;
  const of = (values: Row["values"], names: readonly string[]) =>
    names.map((name) => values[name]).find((value) => value !== undefined) ?? null;
  /** Texts without a zone are local to Shanghai. */
  const instant = (text: string | null) =>
    new Date(/(?:Z|[+-]\d\d:\d\d)$/.test(text ?? "") ? (text ?? "") : `${text?.replace(" ", "T")}+08:00`).toISOString();
  const counted = (shift: number) => async () => EVENTS.map((_, i) => i + 1 + shift);
  const csvLines = async () => EVENTS.map((_, i) => i + 2 + (i > 1 ? 1 : 0));
  const xesLines = async () =>
    (await readFile(`${FIXTURES}log.xes`, "utf8"))
      .split("\n")
      .flatMap((text, i) => (text.trim() === "<event>" ? [i + 1] : []));

  const CLOTHES: Readonly<Record<string, { lines: () => Promise<number[]>; settings?: Settings; note?: false }>> = {
    "log.csv": { lines: csvLines },
    "log.gb18030.csv": { lines: csvLines, settings: { encoding: "gb18030" } },
    "log.csv.gz": { lines: csvLines },
    "log.tsv": { lines: counted(1), note: false },
    "log.ndjson": { lines: counted(0) },
    "log.json": { lines: counted(0) },
    "log.parquet": { lines: counted(0) },
    "log.arrow": { lines: counted(0) },
    "log.xes": { lines: xesLines },
    "log.xes.gz": { lines: xesLines },
    "log.jsonocel": { lines: counted(0) },
    "log.xlsx": { lines: counted(1) },
  };

  for (const [name, { lines, settings, note }] of Object.entries(CLOTHES)) {
    const format = formatOf(name) as Format;
    const missing = !existsSync(`${READERS}${format}.ts`);
    test.skipIf(missing)(missing ? `${name} (there is no reader of ${format} yet)` : name, async () => {
      const contents = await readPath(FIXTURES + name, format, settings);
      const events = first(contents);
      expect(events.raw.table).toBe("events");
      expect(
        events.rows.map(({ values, attributes }) => ({
          event: of(values, NAMES.event),
          case: of(values, NAMES.case),
          activity: of(values, NAMES.activity),
          time: instant(of(values, NAMES.time)),
          actor: of(values, NAMES.actor),
          org: of(values, NAMES.org),
          note: note ?? values.note ?? attributes.note ?? null,
        })),
      ).toEqual(
        EVENTS.map((event) => ({
          event: event.event_id,
          case: event.case_id,
          activity: event.activity,
          time: instant(event.occurred_at),
          actor: event.actor_id,
          org: event.org_id,
          note: note ?? event.note,
        })),
      );
      expect(events.rows.map(({ line }) => line)).toEqual(await lines());
      expect(events.rejects).toEqual([]);
      const cases = contents.find(({ raw }) => raw.table === "cases");
      if (cases)
        expect(cases.rows.map(({ values }) => values["concept:name"])).toEqual([
          ...new Set(EVENTS.map((event) => event.case_id)),
        ]);
    });
  }
});

const xes = (inner: string) => `<?xml version="1.0" encoding="UTF-8"?>\n<log>\n${inner}\n</log>`;
const attribute = (key: string, value: string, inner?: string) =>
  inner === undefined
    ? `<string key="${key}" value="${value}"/>`
    : `<string key="${key}" value="${value}">${inner}</string>`;

describe("XES", () => {
  test("nested, list and repeated attributes are kept; columns hold the first value", async () => {
    const [events, cases] = await readBytes(
      xes(`<trace>${attribute("concept:name", "c1", attribute("source", "x"))}<event>
        ${attribute("concept:name", "受案")}${attribute("concept:name", "again")}${attribute("k", "1")}${attribute("k", "2")}
        <int key="n" value="1">${attribute("unit", "天")}</int>
        <list key="l"><values>${attribute("a", "1")}${attribute("a", "2")}</values></list></event></trace>`),
      "xes",
    );
    expect(events?.rows).toMatchObject([{ line: 3, values: { "case:concept:name": "c1", "concept:name": "受案" } }]);
    expect(events?.rows[0]?.attributes).toEqual({
      "concept:name": "受案",
      "concept:name#2": "again",
      k: "1",
      "k#2": "2",
      n: "1",
      "n.attributes": { unit: "天" },
      l: null,
      "l.attributes": { a: "1", "a#2": "2" },
    });
    expect(cases?.rows).toMatchObject([
      {
        line: 3,
        values: { "concept:name": "c1" },
        attributes: { "concept:name.attributes": { source: "x" } },
      },
    ]);
  });

  test("events belong to their trace alone, whether it is named before them, after them or never", async () => {
    const event = (activity: string) => `<event>${attribute("concept:name", activity)}</event>`;
    const [events, cases] = await readBytes(
      xes(`<trace>${attribute("concept:name", "c1")}${event("a")}</trace>
        <trace>${event("b")}</trace>
        <trace>${event("c")}${attribute("concept:name", "c3")}${event("d")}</trace>
        <trace>${attribute("concept:name", "空")}</trace>`),
      "xes",
    );
    expect(events?.rows.map(({ values }) => [values["concept:name"], values["case:concept:name"]])).toEqual([
      ["a", "c1"],
      ["b", null],
      ["c", "c3"],
      ["d", "c3"],
    ]);
    expect(cases?.rows.map(({ values }) => values["concept:name"])).toEqual(["c1", null, "c3", "空"]);
  });

  test("defaults are not filled in, and UNKNOWN stays what it is", async () => {
    const [events] = await readBytes(
      xes(`<global scope="event">${attribute("org:resource", "UNKNOWN")}</global>
        <trace><event/><event>${attribute("org:resource", "UNKNOWN")}${attribute("org:role", "EMPTY")}</event></trace>`),
      "xes",
    );
    expect(events?.rows.map(({ values }) => [values["org:resource"], values["org:role"]])).toEqual([
      [null, null],
      ["UNKNOWN", "EMPTY"],
    ]);
  });

  test("an event outside of a trace or with a broken attribute is set aside with its line", async () => {
    const [events] = await readBytes(
      xes(
        `<event>${attribute("concept:name", "stray")}</event>\n<trace>\n<event><string value="1"/></event><event>text</event></trace>`,
      ),
      "xes",
    );
    expect(events?.rows).toEqual([]);
    expect(events?.rejects).toMatchObject([
      { line: 3, reason: "unreadable", value: expect.stringContaining("stray") },
      { line: 5, reason: "unreadable" },
      { line: 5, reason: "unreadable", value: expect.stringContaining('"text"') },
    ]);
  });

  const declaring = (declared: string) =>
    `<?xml version="1.0"${declared}?><log><trace>${attribute("concept:name", "案A")}</trace></log>`;
  const utf16 = Buffer.from(declaring(' encoding="UTF-16"'), "utf16le");
  test.for([
    ["UTF-16 with a mark", Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ["UTF-16 without a mark", utf16],
    ["UTF-16 of the other order, without a mark", Buffer.from(utf16).swap16()],
    [
      "the one declared",
      Buffer.from(
        Buffer.from(declaring(' encoding="GB18030"')).toString("latin1").replace("\xe6\xa1\x88", "\xb0\xb8"),
        "latin1",
      ),
    ],
    ["a mark's", Buffer.from(`\ufeff${declaring("")}`)],
    ["a mark's, whatever is declared", Buffer.from(`\ufeff${declaring(' encoding="GB2312"')}`)],
    ["UTF-8, where UTF-16 is declared in single bytes", Buffer.from(declaring(' encoding="utf-16"'))],
  ] as const)("the encoding is %s", async ([, bytes]) => {
    const [, cases] = await readBytes(bytes, "xes");
    expect(cases?.rows[0]?.values["concept:name"]).toBe("案A");
  });

  const cell = fc.string({ unit: fc.constantFrom(..."ab案😀 \"'<>&\n\t;]"), maxLength: 8 });
  const escaped = (text: string) => text.replace(/[<>&"'\n\t]/g, (char) => `&#${char.charCodeAt(0)};`);
  test("what was written is what is read", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, fc.array(fc.record({ activity: cell, other: cell }), { maxLength: 3 })), {
          minLength: 1,
          maxLength: 4,
        }),
        async (traces) => {
          const text = traces.map(
            ([name, events]) =>
              `<trace>${attribute("concept:name", escaped(name))}${events
                .map(
                  (event) =>
                    `<event>${attribute("concept:name", escaped(event.activity))}${attribute("other", escaped(event.other))}</event>`,
                )
                .join("\n")}</trace>`,
          );
          const [events, cases] = await readBytes(xes(text.join("\n")), "xes");
          expect(cases?.rows.map(({ values }) => values["concept:name"])).toEqual(traces.map(([name]) => name));
          expect(
            events?.rows.map(({ values, attributes }) => [
              values["case:concept:name"],
              values["concept:name"],
              attributes.other,
            ]),
          ).toEqual(traces.flatMap(([name, all]) => all.map((event) => [name, event.activity, event.other])));
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("NDJSON and JSON", () => {
  test("a column is found wherever it first comes, and numbers keep their digits", async () => {
    const contents = await readBytes(
      '{"case_id":440300202401310001234,"x":1.10}\n\n{"late":{"n":[1]},"X":true,"":0}\n',
      "ndjson",
    );
    expect(first(contents).rows).toEqual([
      { line: 1, attributes: {}, values: { case_id: "440300202401310001234", x: "1.10", late: null } },
      { line: 3, attributes: { "": "0" }, values: { case_id: null, x: "true", late: '{"n":[1]}' } },
    ]);
  });

  test("a line that is no object is set aside with its number", async () => {
    const contents = await readBytes(
      `{"a":1}\nnot json\n[1]\n\n{"a":"\\ud800"}\n{"a":${"[".repeat(99)}${"]".repeat(99)}}\n{"a":2}`,
      "ndjson",
    );
    expect(valuesOf(contents)).toEqual([{ a: "1" }, { a: "2" }]);
    expect(first(contents).rejects.map(({ line, reason }) => [line, reason])).toEqual(
      [2, 3, 5, 6].map((line) => [line, "unreadable"]),
    );
    expect(first(contents).rejects[0]?.value).toBe("not json");
  });

  test("an empty file has no rows", async () => {
    expect(valuesOf(await readBytes("", "ndjson"))).toEqual([]);
    expect(valuesOf(await readBytes("[]", "json"))).toEqual([]);
  });

  test("an element of an array that is no object is set aside with its position", async () => {
    const contents = await readBytes('[{"a":1}, 5, {"a":2}]', "json");
    expect(first(contents).rows.map(({ line }) => line)).toEqual([1, 3]);
    expect(first(contents).rejects).toMatchObject([{ line: 2, reason: "unreadable", value: "5" }]);
  });

  const objects = fc.array(
    fc.dictionary(
      fc.constantFrom("a", "b", "Ä", "案", "x y", '"'),
      fc.oneof(fc.string({ unit: "binary" }), fc.constant(null), fc.boolean(), fc.integer(), fc.array(fc.string())),
    ),
    { minLength: 1 },
  );
  test.for(["ndjson", "json"] as const)("what was written is what is read: %s", async (format) => {
    await fc.assert(
      fc.asyncProperty(objects, async (all) => {
        const text =
          format === "json" ? JSON.stringify(all, null, 1) : all.map((object) => JSON.stringify(object)).join("\n");
        const { rows, rejects } = first(await readBytes(text, format));
        const told = (value: unknown) =>
          value === null
            ? null
            : typeof value === "string"
              ? value
              : typeof value === "object"
                ? JSON.stringify(value)
                : String(value);
        expect(rejects).toEqual([]);
        expect(
          rows.map(({ values }) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))),
        ).toEqual(
          all.map((object) =>
            Object.fromEntries(
              Object.entries(object).flatMap(([key, value]) => (value === null ? [] : [[key, told(value)]])),
            ),
          ),
        );
      }),
      { numRuns: 40 },
    );
  });
});
