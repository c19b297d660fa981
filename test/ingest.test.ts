import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadDetectors } from "../detectors/registry.ts";
import { detect } from "../pipeline/detect.ts";
import type { Detector } from "../pipeline/detector.ts";
import type { Engine } from "../pipeline/engine/engine.ts";
import { id, type Sql, sql, word } from "../pipeline/engine/sql.ts";
import { buildFacts } from "../pipeline/facts.ts";
import { noLongerDelivered } from "../pipeline/ingest/absent.ts";
import { loadFile } from "../pipeline/ingest/load.ts";
import type { Holding } from "../pipeline/ingest/refusals.ts";
import { readOtherwise } from "../pipeline/ingest/settings.ts";
import { type SourceFile, sourceFiles } from "../pipeline/ingest/sources.ts";
import { zoneOf } from "../pipeline/kit/zone.ts";
import { removeCases } from "../pipeline/privacy/removals.ts";
import { buildRuleSet } from "../pipeline/rules/ruleset.ts";
import { run } from "../pipeline/run.ts";
import { type PreparedDetector, prepareDetectors } from "../pipeline/settings.ts";
import { currentRows, storedColumns } from "../pipeline/stored-rows.ts";
import { inMemoryWorkspace, openWorkspace, type WorkspaceOptions } from "../pipeline/workspace.ts";
import { Source } from "../schemas/config.ts";
import type { FileAccount } from "../schemas/run.ts";

let folder: string;
let engine: Engine;

/** One in memory for every test: laying one out on disk takes longer than most of them. */
let close: () => Promise<void>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "xiezhi-ingest-"));
  await new Promise<void>((opened, failed) => {
    const closed = inMemoryWorkspace((of) => {
      engine = of;
      opened();
      return new Promise<void>((end) => {
        close = () => {
          end();
          return closed;
        };
      });
    });
    closed.catch(failed);
  });
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

const source = (more: object = {}): Source => Source.parse({ table: "events", files: "*.csv", ...more });

async function load(
  name: string,
  content: string | Buffer,
  more: object = {},
  { zone = "Asia/Shanghai", holding = null }: { zone?: string; holding?: Holding | null } = {},
): Promise<FileAccount> {
  writeFileSync(join(folder, name), content);
  const [file] = await sourceFiles([source({ files: name, ...more })], folder);
  if (!file) throw new Error("no file");
  const [account] = await loadFile(file, {
    engine,
    scratch: folder,
    zone: zoneOf(zone),
    maxBytes: 2 ** 30,
    holding,
    given: new Set(readdirSync(folder)),
    now: 0,
  });
  if (!account) throw new Error("no account");
  expect(account.rows_in).toBe(account.loaded + account.duplicates + account.changed + account.quarantined);
  return account;
}

const stored = async (): Promise<Record<string, unknown>[]> =>
  engine.all(
    sql`select * from (${currentRows("events", (await storedColumns(engine)).get("events") ?? [])}) order by record_no`,
  );
const quarantined = (): Promise<Record<string, unknown>[]> =>
  engine.all(sql`select line, column_name, reason, value from quarantine order by line`);

const NOTHING_BARRED: Holding = { open_levels: [], excluded_cases: [], excluded_acts: [] };
const HEAD = "case_id,activity,occurred_at,actor_id\n";

describe("a file whose name looks like a pattern", () => {
  it.each(["log[1].csv", "log*.csv", "lo?1.csv", "log[1].ndjson"])("%s is read, and no other", async (name) => {
    const other = name.endsWith("csv") ? "WRONG,b,2024-01-01 00:00:00,p\n" : "";
    writeFileSync(join(folder, "log1.csv"), HEAD + other);
    const row = { case_id: "RIGHT", activity: "a", occurred_at: "2024-01-01 00:00:00", actor_id: "p" };
    const content = name.endsWith("csv") ? `${HEAD}${Object.values(row).join(",")}\n` : `${JSON.stringify(row)}\n`;
    writeFileSync(join(folder, name), content);
    const files = await sourceFiles([source({ files: `*.${name.split(".")[1]}` })], folder);
    const file = files.find((one) => one.name === name);
    if (!file) throw new Error("no file");
    await loadFile(file, { engine, scratch: folder, zone: zoneOf("UTC"), maxBytes: 2 ** 30, holding: null, now: 0 });
    expect((await stored()).map(({ case_id }) => case_id)).toEqual(["RIGHT"]);
  });
});

describe("a text has no blanks around it, and none is empty", () => {
  const row = { case_id: "A1", activity: "受理", occurred_at: "2025-01-01", place: "  所 ", stage: "  " };
  const blank = Object.keys(row).join(",");
  const xes = `<log><trace><string key="concept:name" value="A1"/><event><string key="concept:name" value="受理"/>
    <date key="time:timestamp" value="2025-01-01T00:00:00+08:00"/><string key="place" value="  所 "/>
    <string key="stage" value="  "/></event></trace></log>`;

  it.each<[string, string, object]>([
    ["a.csv", `${blank}\n${Object.values(row).join(",")}\n`, {}],
    ["values.csv", `${blank}\nA1,受理,2025-01-01,p,s\n`, { values: { place: { p: "  所 " }, stage: { s: "  " } } }],
    ["a.ndjson", JSON.stringify(row), {}],
    ["open.ndjson", JSON.stringify({ ...row, extra: 1 }), { columns: { case_id: "case_id", place: "place" } }],
    ["a.xes", xes, { format: "xes" }],
  ])("%s", async (name, content, more) => {
    await load(name, content, more);
    expect((await stored())[0]).toMatchObject({ place: "所", stage: null });
  });

  it.each(["varchar", "json", "blob"])("Parquet with a %s", async (type) => {
    const path = join(folder, "own.parquet");
    const text = (value: string) => sql`cast(${value} as ${word(type)})`;
    const place = type === "json" ? text('"p"') : text("  p ");
    await engine.run(sql`
      copy (select 'A1' as case_id, '受理' as activity, '2025-01-01' as occurred_at, ${place} as place)
      to ${word(`'${path}'`)} (format parquet)`);
    await load("a.parquet", readFileSync(path));
    expect((await stored())[0]).toMatchObject({ place: type === "json" ? '"p"' : "p" });
  });

  it.each([
    ['"[""张三 "", ""  "", "" 李四""]"', "张三;李四"],
    ['" 张三 ;  李四 "', "张三;李四"],
    ['"张三 ,李四"', "张三;李四"],
  ])("the list %s", async (cell, list) => {
    await load("a.csv", `case_id,activity,occurred_at,co_actor_ids\nA1,受理,2025-01-01,${cell}\n`);
    expect((await stored())[0]).toMatchObject({ co_actor_ids: list });
  });
});

it("a list of persons is kept with `;` between them, whatever the file has there", async () => {
  const lists = {
    "p1;p2": "p1;p2",
    "p1；p2、p3": "p1;p2;p3",
    "p1,p2，p3": "p1;p2;p3",
    "Doe, John|p2": "Doe, John;p2",
    "p1\np2": "p1;p2",
    '["p1","p2"]': "p1;p2",
    "[]": null,
    "[甲]": "[甲]",
  };
  const rows = Object.keys(lists).map((co_actor_ids, i) =>
    JSON.stringify({ case_id: `c${i}`, activity: "a", occurred_at: "2024-01-01 00:00:00", co_actor_ids }),
  );
  rows.push('{"case_id":"c8","activity":"a","occurred_at":"2024-01-01 00:00:00","co_actor_ids":["p1","p2"]}');
  writeFileSync(join(folder, "lists.ndjson"), rows.join("\n"));
  const [file] = await sourceFiles([source({ files: "lists.ndjson" })], folder);
  await loadFile(file as SourceFile, {
    engine,
    scratch: folder,
    zone: zoneOf("UTC"),
    maxBytes: 2 ** 30,
    holding: null,
    now: 0,
  });
  const kept = await engine.all<{ co_actor_ids: string | null; original: string | null }>(
    sql`select co_actor_ids, original from stored_events order by line`,
  );
  expect(kept.map(({ co_actor_ids }) => co_actor_ids)).toEqual([...Object.values(lists), "p1;p2"]);
  expect(JSON.parse(kept[1]?.original ?? "{}").co_actor_ids).toBe("p1；p2、p3");
});

it("a file is unpacked where it is compressed, whatever its name says", async () => {
  const row = (id: string) => `${HEAD}${id},a,2024-01-01 00:00:00,p\n`;
  writeFileSync(join(folder, "plain.csv.gz"), row("A1"));
  writeFileSync(join(folder, "packed.csv"), gzipSync(row("A2")));
  for (const file of await sourceFiles([source({ files: ["plain.csv.gz", "packed.csv"] })], folder))
    await loadFile(file, { engine, scratch: folder, zone: zoneOf("UTC"), maxBytes: 2 ** 30, holding: null, now: 0 });
  expect((await stored()).map(({ case_id }) => case_id)).toEqual(["A1", "A2"]);
});

it("a file is read once for a source, by however many of its patterns it is named", async () => {
  for (const name of ["a.csv", "b.csv", "c.xes"]) writeFileSync(join(folder, name), HEAD);
  const sources = [source({ files: ["b.csv", "*.csv", "c.xes", "*.xes"] }), source({ table: "cases", files: "a.csv" })];
  expect((await sourceFiles(sources, folder)).map(({ name }) => name)).toEqual(["b.csv", "a.csv", "c.xes", "a.csv"]);
});

it("what stages rows keeps the order of the file, also where rows may be refused: no operator of it may shuffle them", async () => {
  const plans: string[] = [];
  const explaining = new Proxy(engine, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (name !== "run") return typeof value === "function" ? value.bind(target) : value;
      return async (statement: Sql) => {
        if (/create or replace temp table "staged_events"/.test(statement.texts.join("?"))) {
          const plan = await target.all<{ explain_value: string }>(sql`explain ${statement}`);
          plans.push(plan.map((row) => row.explain_value).join());
        }
        return target.run(statement);
      };
    },
  });
  writeFileSync(join(folder, "order.csv"), "case_id,activity,occurred_at,密级\nA1,a,2024-01-01 00:00:00,内部\n");
  const [file] = await sourceFiles([source({ files: "order.csv" })], folder);
  if (!file) throw new Error("no file");
  const holding = { open_levels: ["内部"], excluded_cases: ["国家安全"], excluded_acts: ["技术侦查"] };
  await loadFile(file, {
    engine: explaining,
    scratch: folder,
    zone: zoneOf("UTC"),
    maxBytes: 2 ** 30,
    holding,
    now: 0,
  });
  expect(plans).toHaveLength(1);
  expect(plans[0]).toContain("READ_CSV");
  expect(plans[0]).not.toContain("JOIN");
});

describe("times", () => {
  const cases: [what: string, text: string, zone: string, instant: string][] = [
    ["local time of the configured zone", "2025-03-01 08:30:00", "Asia/Shanghai", "2025-03-01T00:30:00Z"],
    ["a date is midnight", "2025-03-01", "Asia/Shanghai", "2025-02-28T16:00:00Z"],
    ["ISO with T and fraction", "2025-03-01T08:30:00.250", "Asia/Shanghai", "2025-03-01T00:30:00.250Z"],
    ["an offset is obeyed", "2025-03-01T08:30:00+02:00", "Asia/Shanghai", "2025-03-01T06:30:00Z"],
    ["Z is UTC", "2025-03-01T08:30:00Z", "Asia/Shanghai", "2025-03-01T08:30:00Z"],
    ["UTC and GMT are offsets", "2025-03-01 08:30:00 UTC", "Asia/Shanghai", "2025-03-01T08:30:00Z"],
    ["without seconds, Z", "2025-03-01T08:30Z", "Asia/Shanghai", "2025-03-01T08:30:00Z"],
    ["without seconds, an offset", "2025-03-01T08:30+02:00", "Asia/Shanghai", "2025-03-01T06:30:00Z"],
    ["as many characters as a time with seconds", "2025-03-01T08:30+02", "Asia/Shanghai", "2025-03-01T06:30:00Z"],
    ["the basic format", "20250301T083000Z", "Asia/Shanghai", "2025-03-01T08:30:00Z"],
    ["the basic format, local", "20250301T0830", "Asia/Shanghai", "2025-03-01T00:30:00Z"],
    ["small letters", "2025-03-01t08:30:00z", "Asia/Shanghai", "2025-03-01T08:30:00Z"],
    ["a comma before the fraction", '"2025-03-01T08:30:00,250"', "Asia/Shanghai", "2025-03-01T00:30:00.250Z"],
    ["a negative offset", "2025-03-01 08:30:00-05:00", "Asia/Shanghai", "2025-03-01T13:30:00Z"],
    ["a day in words", "2025年3月1日", "Asia/Shanghai", "2025-02-28T16:00:00Z"],
    ["its hour in words", "2025年3月1日9时", "Asia/Shanghai", "2025-03-01T01:00:00Z"],
    ["the morning in words", "2025年3月1日 上午9时30分", "Asia/Shanghai", "2025-03-01T01:30:00Z"],
    ["the afternoon in words", "2025年03月01日 下午3时05分08秒", "Asia/Shanghai", "2025-03-01T07:05:08Z"],
    ["the afternoon beside figures", "2025/3/1 下午 12:05", "Asia/Shanghai", "2025-03-01T04:05:00Z"],
    ["wide figures and colons", "２０２５-03-01 08：30", "Asia/Shanghai", "2025-03-01T00:30:00Z"],
    ["summer time of a zone that has it", "2025-07-01 12:00:00", "Europe/Rome", "2025-07-01T10:00:00Z"],
    ["winter time of the same zone", "2025-01-01 12:00:00", "Europe/Rome", "2025-01-01T11:00:00Z"],
    ["China had summer time in 1988", "1988-07-01 12:00:00", "Asia/Shanghai", "1988-07-01T03:00:00Z"],
  ];
  it.each(cases)("%s: %s in %s", async (_what, text, zone, instant) => {
    await load("a.csv", `${HEAD}c1,x,${text},p\n`, {}, { zone });
    expect((await stored())[0]?.occurred_at).toBe(Date.parse(instant));
  });

  it("reads patterns of its own and keeps the text as it was", async () => {
    await load("a.csv", `${HEAD}c1,x,01/03/2025 08.30,p\n`, { time_format: "%d/%m/%Y %H.%M" });
    const [row] = await stored();
    expect(row?.occurred_at).toBe(Date.parse("2025-03-01T00:30:00Z"));
    expect(JSON.parse(String(row?.original))).toEqual({ occurred_at: "01/03/2025 08.30" });
  });

  it("tries patterns in order, each by itself", async () => {
    const times = ["2025-03-01 08:30:00+0200", "2025-03-01 08:30:00", "1740789000000", "2025/03/01", "25/03/01"];
    await load("a.csv", HEAD + times.map((time) => `c1,x,${time},p\n`).join(""), {
      time_format: ["%Y-%m-%d %H:%M:%S%z", "%Y-%m-%d %H:%M:%S", "epoch_ms", "%Y/%m/%d", "%y/%m/%d"],
    });
    const instants = (await stored()).map((row) => new Date(Number(row.occurred_at)).toISOString());
    expect(instants).toEqual([
      "2025-03-01T06:30:00.000Z",
      "2025-03-01T00:30:00.000Z",
      "2025-03-01T00:30:00.000Z",
      "2025-02-28T16:00:00.000Z",
      "2025-02-28T16:00:00.000Z",
    ]);
  });

  it("a time that is no date's is none, whatever its form", async () => {
    const head = HEAD.replace("\n", ",recorded_at\n");
    const beyond = ["1740789000000000000", "1e300", "nan", "290000-01-01"];
    await load("a.csv", head + ["1740789000", ...beyond].map((time) => `c1,x,2025-03-01,p,${time}\n`).join(""), {
      time_format: ["%Y-%m-%d", "epoch_s"],
    });
    const [first, ...others] = await stored();
    expect(first?.recorded_at).toBe(1740789000000);
    expect(others.map(({ recorded_at }) => recorded_at)).toEqual(beyond.map(() => null));
    expect(others.map(({ original }) => JSON.parse(String(original)).recorded_at)).toEqual(beyond);
    await load("b.csv", `${HEAD}c1,x,290000-01-01,p\nc1,x,1740789000,p\n`);
    expect(await quarantined()).toMatchObject(Array(2).fill({ column_name: "occurred_at", reason: "bad-time" }));
  });

  it("a date's midnight is one on the wall, also where it is written in UTC; any other hour is the one that is written", async () => {
    const times = [
      "2025-02-28T16:00:00Z",
      "2025-03-01T00:00:00+00:00",
      "2025-03-01T01:00:00Z",
      "2025-03-01T00:00:00+02:00",
    ];
    await load("a.csv", HEAD + times.map((time, i) => `c1,x${i},${time},p\n`).join(""));
    await buildFacts(engine, { zone: zoneOf("Asia/Shanghai"), asOf: Date.parse("2025-06-01") });
    const walls = await engine.all<{ activity: string; wall_at: number }>(
      sql`select activity, wall_at from steps order by activity`,
    );
    expect(walls.map(({ wall_at }) => new Date(wall_at).toISOString().slice(0, 16))).toEqual([
      "2025-03-01T00:00",
      "2025-03-01T00:00",
      "2025-03-01T01:00",
      "2025-03-01T00:00",
    ]);
  });

  it("a source's zone beats the config's", async () => {
    await load("a.csv", `${HEAD}c1,x,2025-03-01 08:30:00,p\n`, { timezone: "UTC" });
    expect((await stored())[0]?.occurred_at).toBe(Date.parse("2025-03-01T08:30:00Z"));
  });
});

describe("identifiers", () => {
  const written = async (column: string, values: readonly string[], more: object = {}) => {
    const head = `case_id,activity,occurred_at,${column}\n`;
    const account = await load("a.csv", head + values.map((value) => `A1,受理,2025-01-01,"${value}"\n`).join(""), more);
    return { account, rows: await stored() };
  };

  it("one who is written in other letters, with characters nobody sees or as a fraction is one and the same", async () => {
    const alike = ["A-12", "Ａ－１２", "A-1\u200b2", "\ufeffA-12\u00ad", "Ａ-12 "];
    const { rows } = await written("actor_id", [
      ...alike,
      "012345.0",
      "张　三",
      "张 三",
      "张三",
      "王 小明",
      "a-12",
      "v1.0",
    ]);
    expect(rows.map(({ actor_id }) => actor_id)).toEqual([
      ...alike.map(() => "A-12"),
      ...["012345", "张三", "张三", "张三", "王 小明", "a-12", "v1.0"],
    ]);
    const originals = rows.map(
      ({ original }) => (JSON.parse(String(original ?? "{}")) as { actor_id?: string }).actor_id,
    );
    expect(originals).toEqual([
      ...[undefined, "Ａ－１２", "A-1\u200b2", "\ufeffA-12\u00ad", "Ａ-12"],
      ...["012345.0", "张　三", "张 三", undefined, undefined, undefined, undefined],
    ]);
  });

  it("the same holds of each in a list, of units, and of cases in every table", async () => {
    const { rows } = await written("co_actor_ids", ["Ａ1、12.0;－；张 三", "p1.x;p2"]);
    expect(rows.map(({ co_actor_ids }) => co_actor_ids)).toEqual(["A1;12;张三", "p1.x;p2"]);
    await load("b.csv", "case_id,activity,occurred_at,org_id\nＡ１,受理,2025-01-02,４４０３\nA1,受理,2025-01-03,-\n");
    await load("cases.csv", "案件,org_id\nA\u200b1,440300.0\n", { table: "cases", columns: { case_id: "案件" } });
    expect((await stored()).slice(2).map(({ case_id, org_id }) => [case_id, org_id])).toEqual([
      ["A1", "4403"],
      ["A1", null],
    ]);
    expect(await engine.all(sql`select case_id, org_id from stored_cases`)).toEqual([
      { case_id: "A1", org_id: "440300" },
    ]);
  });

  it("a line of totals is no case, and no unit", async () => {
    await load("cases.csv", "case_id,amount\nA1,5\n合计,5\n", { table: "cases" });
    await load("load.csv", "org_id,period,handlers\nU1,2025-01,5\n总　计,2025-01,5\n", { table: "workload" });
    expect(await engine.all(sql`select case_id from stored_cases`)).toEqual([{ case_id: "A1" }]);
    expect(await quarantined()).toMatchObject([
      { line: 3, column_name: "case_id", reason: "missing-value", value: "合计" },
      { line: 3, column_name: "org_id", reason: "missing-value", value: "总　计" },
    ]);
  });

  it("a value map speaks of what is written", async () => {
    const { rows } = await written("actor_id", ["Ａ１", "A1"], { values: { actor_id: { Ａ１: "p9" } } });
    expect(rows.map(({ actor_id }) => actor_id)).toEqual(["p9", "A1"]);
  });

  it("what a spreadsheet has shortened names nobody, which is told, and no case, which is set aside", async () => {
    const { account, rows } = await written("actor_id", ["4.403E+17", "4.40300202401E17", "1.5", "3e10", "E5"]);
    expect(rows.map(({ actor_id }) => actor_id)).toEqual([null, null, "1.5", "3e10", "E5"]);
    expect(account.notes.map(({ en }) => en)).toEqual([
      '2 values of actor_id could not be read, such as "4.403x+17", and count as not recorded; a spreadsheet has shortened identifiers as numbers, the column is to be delivered as text',
    ]);
    await load("b.csv", "case_id,activity,occurred_at\n4.403E+17,受理,2025-01-01\n");
    expect(await quarantined()).toEqual([
      { line: 2, column_name: "case_id", reason: "shortened-number", value: "4.403E+17" },
    ]);
  });

  it("of several in the cell of one the first acted and the others took part, which is told", async () => {
    const { account, rows } = await written("actor_id", ["张三、李四", "p1；p2.0,p3", "Doe, John", "张三;无", "张三"]);
    expect(rows.map(({ actor_id, co_actor_ids }) => [actor_id, co_actor_ids])).toEqual([
      ["张三", "李四"],
      ["p1", "p2.0;p3"],
      ["Doe, John", null],
      ["张三", null],
      ["张三", null],
    ]);
    expect(JSON.parse(String(rows[0]?.original))).toMatchObject({ actor_id: "张三、李四" });
    expect(account.notes.map(({ en }) => en)).toEqual([
      "2 records name several persons in actor_id: the first is taken for who acted, the others for who took part",
    ]);
    const head = "case_id,activity,occurred_at,承办人,co_actor_ids\n";
    const columns = { case_id: "case_id", activity: "activity", occurred_at: "occurred_at", actor_id: "承办人" };
    await load("b.csv", `${head}A2,受理,2025-01-01,张三/李四,\nA2,受理,2025-01-01,张三、李四,王五\n`, { columns });
    expect((await stored()).slice(5).map(({ actor_id, co_actor_ids }) => [actor_id, co_actor_ids])).toEqual([
      ["张三/李四", null],
      ["张三", "李四;王五"],
    ]);
  });

  it("what may stand within one identifier parts persons where each stands by itself elsewhere", async () => {
    const own = ["440300|012345", "CN=Li,OU=PSB", "Smith,John", "张三（刑侦、一队）", "张三,刑警大队"];
    const several = ["张三, 李四", "李四;李四", "赵六;李四", '[""王五""]', '[""王五"",""李四""]'];
    const { rows } = await written("actor_id", [...own, ...several, "张三", "李四"]);
    expect(rows.slice(0, 10).map(({ actor_id, co_actor_ids }) => [actor_id, co_actor_ids])).toEqual([
      ...own.map((one) => [one, null]),
      ["张三", "李四"],
      ["李四", null],
      ["赵六", "李四"],
      ["王五", null],
      ["王五", "李四"],
    ]);
  });

  it("commas part plain names, and numbers that begin alike", async () => {
    const own = [
      "张三，刑警大队",
      "张三,民警",
      "刑一庭，王五",
      "民警,张三",
      "李四，助理",
      "XZ01,P001",
      "440300,012345",
      "12,345",
    ];
    const { rows } = await written("actor_id", [...own, "P001,P003", "王五，赵六", "张三,李四, 王小五"]);
    expect(rows.map(({ actor_id, co_actor_ids }) => [actor_id, co_actor_ids])).toEqual([
      ...own.map((one) => [one, null]),
      ["P001", "P003"],
      ["王五", "赵六"],
      ["张三", "李四;王小五"],
    ]);
  });

  it("a number and a name, or a name and an office, are one person unless each stands by itself elsewhere", async () => {
    const own = ["1001;张三", "李四、书记员", "王五；审判长"];
    const { rows } = await written("actor_id", [...own, "赵六;钱七", "Zhang San ; Li Si"]);
    expect(rows.map(({ actor_id, co_actor_ids }) => [actor_id, co_actor_ids])).toEqual([
      ...own.map((one) => [one, null]),
      ["赵六", "钱七"],
      ["Zhang San", "Li Si"],
    ]);
  });

  it("of several whom a case is assigned to the others are beside the first", async () => {
    const text = 'case_id,actor_id,from_at\nA1,"张三、李四",2025-01-01\nA1,王五,2025-01-02\n';
    const { notes } = await load("a.csv", text, { table: "assignments" });
    expect(await engine.all(sql`select actor_id, co_actor_ids from stored_assignments order by record_no`)).toEqual([
      { actor_id: "张三", co_actor_ids: "李四" },
      { actor_id: "王五", co_actor_ids: null },
    ]);
    expect(notes.map(({ en }) => en)).toEqual([expect.stringMatching("^1 record names several persons in actor_id")]);
  });

  it("one of several who is named alone later is a correction, and named alone again is none", async () => {
    const night = async (name: string, rows: string) =>
      load(name, `event_id,case_id,activity,occurred_at,actor_id\n${rows}`);
    const row = (event: number, actor: string) => `E${event},A1,受理,2025-01-0${event},${actor}\n`;
    await night("1.csv", row(1, "张三、李四") + row(2, "王五") + row(3, "张三、李四"));
    expect(await night("2.csv", row(1, "张三") + row(2, "王五"))).toMatchObject({ changed: 1, duplicates: 1 });
    expect(await night("3.csv", row(2, "王五") + row(1, "张三"))).toMatchObject({ changed: 0, duplicates: 2 });
    expect(await night("4.csv", row(3, "张三、李四") + row(1, "张三"))).toMatchObject({ changed: 0, duplicates: 2 });
    expect((await stored()).map(({ event_id, actor_id, co_actor_ids }) => [event_id, actor_id, co_actor_ids])).toEqual([
      ["E2", "王五", null],
      ["E3", "张三", "李四"],
      ["E1", "张三", null],
    ]);
  });

  it("one of several in a record without an identifier stands beside it, which is told", async () => {
    await load("1.csv", `${HEAD}A1,受理,2025-01-01,"张三、李四"\n`);
    const { notes, ...account } = await load("2.csv", `${HEAD}A1,受理,2025-01-01,张三\n`);
    expect(account).toMatchObject({ loaded: 1, duplicates: 0 });
    expect(notes.map(({ en }) => en)).toEqual([expect.stringMatching("stand beside them: 1;")]);
  });

  it("several who approved are each of them", async () => {
    const { rows } = await written("approver_id", ["王五、张三", "王五;张三", "王五"]);
    expect(rows.map(({ approver_id }) => approver_id)).toEqual(["王五;张三", "王五;张三", "王五"]);
    expect(String(rows[1]?.original)).not.toContain("approver_id");
  });

  it("of a label only what can be seen counts", async () => {
    await load("a.csv", "case_id,activity,occurred_at\nA1,受\u200b理,2025-01-01\nA1,受理,2025-01-02\n");
    expect((await stored()).map(({ activity }) => activity)).toEqual(["受理", "受理"]);
    const [first] = await stored();
    expect(JSON.parse(String(first?.original))).toMatchObject({ activity: "受\u200b理" });
  });
});

describe("what may not be held", () => {
  const holding: Holding = {
    open_levels: ["内部", "for internal use"],
    excluded_cases: ["国家安全", "state security"],
    excluded_acts: ["技术侦查"],
  };
  const HEADS = "case_id,activity,occurred_at,case_type,密级,封存\n";
  const row = (activity: string, kind = "", level = "", sealed = "") =>
    `A1,${activity},2025-01-01,${kind},${level},${sealed}\n`;
  const refused: [string, string][] = [
    ["an act with a blank of no width in it", row("批准技\u200b术侦查")],
    ["one with a variation selector", row("批准技\ufe00术侦查")],
    ["one with a tab that goes down", row("技\u000b术侦查")],
    ["one with a blank that is as wide as a character", row("技术　侦查")],
    ["one that is set wide", row("技 术 侦 查")],
    ["one behind a mark of direction", row("\u202e技\u2066术侦查")],
    ["a kind of case in wide letters", row("受理", "ＳＴＡＴＥ　ｓｅｃｕｒｉｔｙ")],
    ["one in capitals", row("受理", "State Security")],
    ["one with a soft hyphen", row("受理", "危害国\u00ad家安全")],
    ["a level with a mark of order of bytes in it", row("受理", "", "机\ufeff密")],
    ["a seal with a blank of no width", row("受理", "", "", "\u200b是")],
    ["a seal in wide figures", row("受理", "", "", "１")],
  ];
  it.each(refused)("is refused: %s", async (_what, text) => {
    expect(await load("a.csv", HEADS + text, {}, { holding })).toMatchObject({ refused: 1 });
  });

  const open: [string, string][] = [
    ["a level with a blank of no width", row("受理", "", "内部\u200b")],
    ["one in wide letters", row("受理", "", "For　Internal　Use")],
    ["no seal, in wide letters", row("受理", "", "", "ＮＯ\u200e")],
    ["a blank as wide as a character alone", row("受理", "", "　", "\u200b")],
    ["an act that begins alike", row("技术鉴定")],
  ];
  it.each(open)("may be held: %s", async (_what, text) => {
    expect(await load("a.csv", HEADS + text, {}, { holding })).toMatchObject({ refused: 0, loaded: 1 });
  });

  it("is refused in what a value map makes of it, however the value is written", async () => {
    const more = { values: { activity: { T01: "技术侦查", 受理: "受案登记" }, secrecy_level: { 1: "内部" } } };
    const rows = [row("Ｔ０１"), row("T\u200b01"), row("受\u200b理"), row("受理", "", "１")].join("");
    expect(await load("a.csv", HEADS + rows, more, { holding })).toMatchObject({ refused: 2, loaded: 2 });
    expect((await stored()).map(({ activity }) => activity)).toEqual(["受案登记", "受案登记"]);
  });

  it("is refused by columns and attributes whose names have characters that nobody sees", async () => {
    await load("a.csv", `${HEADS.replace("密级", "密\u200b级")}${row("受理", "", "机密")}`, {}, { holding });
    const record = { case_id: "A2", activity: "受理", occurred_at: "2025-01-01", "\u200e密级": "机密" };
    await load("b.ndjson", `${JSON.stringify(record)}\n`, {}, { holding });
    const event =
      '<event><string key="concept:name" value="受理"/><date key="time:timestamp" value="2025-01-01T00:00:00Z"/><string key="密\u2060级" value="机密"/></event>';
    const xes = `<log><trace><string key="concept:name" value="A3"/>${event}</trace></log>`;
    await load("c.xes", xes, {}, { holding });
    expect(await stored()).toEqual([]);
    expect(await quarantined()).toMatchObject([{ reason: "secret" }, { reason: "secret" }, { reason: "secret" }]);
  });

  it("is not quoted where a record breaks off, in whatever letters it is written", async () => {
    const record = { case_id: "A1", 密级: "机密" };
    const escaped = JSON.stringify(record).replace(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
    await load("a.ndjson", `${escaped.slice(0, -3)}\n`, {}, { holding });
    expect(await quarantined()).toMatchObject([{ reason: "unreadable", value: null }]);
  });
});

it("of every text only what can be seen counts, and yes and numbers are such in any width", async () => {
  const values = {
    occurred_at: "\u200e2025-01-01 09:00",
    place: "讯问室\u200b1",
    role: "主办\u200e",
    custody: "是\u200b",
  };
  const more = { amount: "１２００", quantity: "３.５" };
  const head = [...Object.keys(values), ...Object.keys(more)].join(",");
  const row = [...Object.values(values), ...Object.values(more)].join(",");
  const account = await load("a.csv", `case_id,activity,${head}\nA1,受理,${row}\n`);
  expect(account).toMatchObject({ loaded: 1, notes: [] });
  expect(await stored()).toMatchObject([
    { place: "讯问室1", role: "主办", custody: true, amount: 1200, quantity: 3.5 },
  ]);
});

describe("quarantine", () => {
  const cases: [what: string, text: string, rows: object[]][] = [
    [
      "ragged rows",
      `${HEAD}c1,x,2025-01-01,p\nc1,x\nc1,y,2025-01-02,p,q\nc1,z,2025-01-03,p\n`,
      [
        { line: 3, reason: "too-few-columns" },
        { line: 4, reason: "too-many-columns" },
      ],
    ],
    [
      "a time that cannot be read",
      `${HEAD}c1,x,yesterday,p\n`,
      [{ line: 2, column_name: "occurred_at", reason: "bad-time", value: "yesterday" }],
    ],
    ["a day that does not exist", `${HEAD}c1,x,2025-02-30,p\n`, [{ line: 2, reason: "bad-time" }]],
    [
      "a year of two digits, which is not one of the first century",
      `${HEAD}c1,x,26-01-08 09:00:00,p\nc1,x,26-1-5,p\nc1,x,26/01/08 09:00:00Z,p\n`,
      [2, 3, 4].map((line) => ({ line, column_name: "occurred_at", reason: "bad-time" })),
    ],
    [
      "from when to when, of which the end is no offset; and an hour of the afternoon that there is not",
      `${HEAD}c1,x,2025-03-01 09:30-10:30,p\nc1,x,2025年3月1日 下午15时,p\nc1,x,2025年2月30日,p\n`,
      [2, 3, 4].map((line) => ({ line, column_name: "occurred_at", reason: "bad-time" })),
    ],
    ["no case", `${HEAD},x,2025-01-01,p\n`, [{ line: 2, column_name: "case_id", reason: "missing-value" }]],
    ["no activity", `${HEAD}c1,,2025-01-01,p\n`, [{ line: 2, column_name: "activity", reason: "missing-value" }]],
    [
      "a quote that is never closed",
      `${HEAD}c1,x,2025-01-01,p\nc1,"x,2025-01-02,p\n`,
      [{ line: 3, reason: "broken-quotes" }],
    ],
  ];
  it.each(cases)("%s", async (_what, text, rows) => {
    const account = await load("a.csv", text);
    expect(account.quarantined).toBe(rows.length);
    expect(await quarantined()).toMatchObject(rows);
  });

  const titled: [string, string, object, number][] = [
    ["a title", "某市公安局2025年案件流转表,,,\n案件,环节,时间,警号\n", {}, 2],
    ["a title without commas, and a blank line", "某市公安局2025年案件流转表\n\n案件,环节,时间,警号\n", {}, 3],
    ["a mark of order behind a title", "案件流转表,,,\r\n\ufeff案件,环节,时间,警号\r\n", {}, 2],
    ["cells of who made it, and when", "流转表,,,\n单位：某局,,制表：张三,\n案件,环节,时间,警号\n", {}, 3],
    ["an upper header over several columns", "办理情况,,,人员\n案件,环节,时间,警号\n", {}, 2],
    ["what a spreadsheet reads of the delimiter", "sep=;\r\n案件;环节;时间;警号\r\n", {}, 2],
  ];
  it.each(titled)(
    "a header below %s is read, which is told, and lines are the file's",
    async (_what, head, more, line) => {
      const delimiter = head.startsWith("sep=;") ? ";" : ",";
      const rows = [
        "A1,受理,2025-01-01,p1",
        "A2,受理,2025-13-01,p1",
        '"A\n3",受理,2025-01-01,p1',
        "合计,3",
        "A4,决定,2025-01-02,p1",
      ];
      const columns = { case_id: "案件", activity: "环节", occurred_at: "时间", actor_id: "警号" };
      const text = `${head}${rows.map((row) => row.replaceAll(",", delimiter)).join("\n")}\n`;
      const account = await load("a.csv", text, { columns, ...more });
      expect(account).toMatchObject({ loaded: 3, quarantined: 2 });
      expect(account.notes.map(({ en }) => en)).toEqual([
        expect.stringMatching(`^row ${line} is taken for the header`),
      ]);
      expect((await stored()).map((row) => row.line)).toEqual([line + 1, line + 3, line + 6]);
      expect((await quarantined()).map((row) => row.line)).toEqual([line + 2, line + 5]);
    },
  );

  it("two exports in one file are no title and a table: nothing of the first is passed over", async () => {
    const text = "案件,环节,时间,警号\nA1,受理,2025-01-01,p1\n案件,环节,时间,警号,审批人\nA2,受理,2025-01-02,p1,p2\n";
    const columns = { case_id: "案件", activity: "环节", occurred_at: "时间", actor_id: "警号", approver_id: "审批人" };
    await expect(load("a.csv", text, { columns })).rejects.toThrow("a.csv:1: no column 审批人 (mapped to approver_id)");
  });

  it("a header in two rows that cannot be put together is told in one sentence", async () => {
    const text = "案件,办理情况,,警号\n,环节,时间,\nA1,受理,2025-01-01,p1\n";
    const columns = { case_id: "案件", activity: "环节", occurred_at: "时间", actor_id: "警号" };
    await expect(load("a.csv", text, { columns })).rejects.toThrow(
      "a.csv:1: no column 环节 (mapped to activity); the file has 案件, 办理情况, column3, 警号",
    );
  });

  it("a comma at the end of each line makes a column without a name, and no other", async () => {
    const account = await load("a.csv", `${HEAD.trim()},\nc1,a,2025-01-01,p,\n`);
    expect(account).toMatchObject({ loaded: 1, quarantined: 0 });
  });

  it("lines stay right after blank lines, line ends in a field and rejected rows", async () => {
    await load("a.csv", `${HEAD}c1,a,2025-01-01,p\n\nc1,"b\nb",2025-01-02,p\nc1,broken\nc1,c,2025-01-03,p\n`);
    expect((await stored()).map((row) => [row.activity, row.line])).toEqual([
      ["a", 2],
      ["b\nb", 4],
      ["c", 7],
    ]);
    expect(await quarantined()).toMatchObject([{ line: 6 }]);
  });

  const lines: [what: string, text: string, rows: [activity: string, line: number][]][] = [
    [
      "a heading in LF, rows in CRLF",
      `${HEAD}c1,a,2025-01-01,p\r\nc1,b,2025-01-02,p\r\n`,
      [
        ["a", 2],
        ["b", 3],
      ],
    ],
    [
      "line ends of all kinds, and in quotes they stay what they are",
      `${HEAD}c1,a,2025-01-01,p\r\n\r\nc1,"b\r\nb",2025-01-02,p\nc1,"c\nc\r",2025-01-03,p\rc1,d,2025-01-04,p\n`,
      [
        ["a", 2],
        ["b\r\nb", 4],
        ["c\nc\r", 6],
        ["d", 9],
      ],
    ],
    [
      "CRLF behind quotes, the rest in LF",
      `${HEAD}c1,a,2025-01-01,p\nc1,b,2025-01-02,"p"\r\nc1,c,2025-01-03,p\n`,
      [
        ["a", 2],
        ["b", 3],
        ["c", 4],
      ],
    ],
    [
      "line ends in CR, and LF in quotes",
      `${HEAD}c1,"a\na",2025-01-01,p\nc1,b,2025-01-02,p\n`.replaceAll(/(?<!a)\n/g, "\r"),
      [
        ["a\na", 2],
        ["b", 4],
      ],
    ],
    [
      "line ends in CR alone",
      `${HEAD}c1,a,2025-01-01,p\nc1,b,2025-01-02,p\n`.replaceAll("\n", "\r"),
      [
        ["a", 2],
        ["b", 3],
      ],
    ],
    [
      "a quote amid a field is text, and opens nothing",
      `${HEAD}c1,a",2025-01-01,p\nc1,b,2025-01-02,p\nc1, "c\nc",2025-01-03,p\nc1,d"d,2025-01-04,p\n`,
      [
        ['a"', 2],
        ["b", 3],
        ["c\nc", 4],
        ['d"d', 6],
      ],
    ],
    [
      "a quote amid a column's name",
      `case_id,activity,occurred_at,size 5"\nc1,a,2025-01-01,p\nc1,"b\nb",2025-01-01,p\n`,
      [
        ["a", 2],
        ["b\nb", 3],
      ],
    ],
  ];
  it.each(lines)("lines stay right: %s", async (_what, text, rows) => {
    expect((await load("a.csv", text)).quarantined).toBe(0);
    expect((await stored()).map((row) => [row.activity, row.line])).toEqual(rows);
  });

  it("an optional value that cannot be read is kept as text, and told of its file; one that stands for nothing is nothing", async () => {
    const head = "case_id,activity,occurred_at,录入时间,amount\n";
    const rows = ["soon,", "张三,-", "2025-13-01 00:00:00,1.5元", "NULL,无", ",7"];
    const account = await load("a.csv", head + rows.map((row) => `c1,x,2025-01-01,${row}\n`).join(""), {
      columns: { recorded_at: "录入时间" },
    });
    expect(account.loaded).toBe(5);
    const originals = (await stored()).map(({ recorded_at, original }) => {
      expect(recorded_at).toBeNull();
      return JSON.parse(String(original));
    });
    expect(originals).toMatchObject([
      { recorded_at: "soon" },
      { recorded_at: "张三" },
      { recorded_at: "2025-13-01 00:00:00", amount: "1.5元" },
      expect.not.objectContaining({ recorded_at: expect.anything() }),
      expect.not.objectContaining({ recorded_at: expect.anything() }),
    ]);
    expect(account.notes.map(({ en }) => en)).toEqual([
      '3 values of 录入时间 could not be read, such as "xxxx", and count as not recorded; `time_format:` gives the form of times',
      '1 value of amount could not be read, such as "1.5字", and counts as not recorded',
    ]);
    expect(
      (
        await load("b.csv", head + rows.map((row) => `c1,x,2025-01-01,${row}\n`).join(""), {
          columns: { recorded_at: "录入时间" },
        })
      ).notes,
    ).toEqual([expect.objectContaining({ en: expect.stringContaining("the same content as") }), ...account.notes]);
  });
});

describe("numbers", () => {
  const cases: [what: string, text: string, column: "amount" | "months", value: number | null][] = [
    ["thousands apart by commas", '"1,234,567.5"', "amount", 1234567.5],
    ["a comma elsewhere may be anything", '"1,5"', "amount", null],
    ["a whole number", "12", "months", 12],
    ["a whole number, written out", "12.0", "months", 12],
    ["a part of a whole number is none", "1.5", "months", null],
    ["what is without end is none", "1e999", "amount", null],
    ["and none by name", "inf", "amount", null],
  ];
  it.each(cases)("%s: %s", async (_what, text, column, value) => {
    const [table, header, before] =
      column === "amount"
        ? ["events", "case_id,activity,occurred_at", "c1,x,2025-01-01"]
        : ["extensions", "extension_id,case_id,kind", "x1,c1,extend"];
    await load("a.csv", `${header},${column}\n${before},${text}\n`, { table });
    const [row] = await engine.all<Record<string, unknown>>(sql`select * from ${id(`stored_${table}`)}`);
    expect(row?.[column]).toBe(value);
    if (value === null) expect(JSON.parse(String(row?.original))).toMatchObject({ [column]: text.replaceAll('"', "") });
  });
});

it("a file that is written to while it is read is not loaded", async () => {
  const path = join(folder, "a.csv");
  writeFileSync(path, `${HEAD}c1,x,2025-01-01,p\n`);
  const [file] = await sourceFiles([source({ files: "a.csv" })], folder);
  const options = { engine, scratch: folder, zone: zoneOf("UTC"), maxBytes: 2 ** 30, holding: null, now: 0 };
  const onStaged = () => appendFileSync(path, "c2,x,2025-01-01,p\n");
  await expect(loadFile(file as SourceFile, { ...options, onStaged })).rejects.toThrow(
    "a.csv: it was written to while it was read; run again once its delivery is complete",
  );
  expect(await engine.all(sql`select * from files`)).toEqual([]);
  expect(await loadFile(file as SourceFile, options)).toMatchObject([{ loaded: 2 }]);
});

it("files that are written to meanwhile are named at once, and the others are loaded", async () => {
  const home = mkdtempSync(join(folder, "growing-"));
  for (const name of ["a", "b", "c"]) writeFileSync(join(home, `${name}.csv`), `${HEAD}c1,x,2025-01-01,${name}\n`);
  writeFileSync(join(home, "xiezhi.yaml"), 'timezone: UTC\nsources: [{ table: events, files: "*.csv" }]\n');
  let growing: NodeJS.Timeout | undefined;
  const onProgress = (_: string, name: string) => {
    clearInterval(growing);
    if (name !== "a.csv" && name !== "c.csv") return;
    growing = setInterval(() => appendFileSync(join(home, name), "c2,x,2025-01-01,p\n"), 1);
  };
  const ended = run({ config: join(home, "xiezhi.yaml"), detectors: [], asOf: Date.parse("2026-01-01"), onProgress });
  const again = "it was written to while it was read; run again once its delivery is complete";
  await expect(ended.finally(() => clearInterval(growing))).rejects.toMatchObject({
    name: "UserError",
    message: `a.csv: ${again}\nc.csv: ${again}`,
    exit: 2,
  });
  const of = await openWorkspace(join(home, "workspace"));
  expect(await of.all(sql`select path from files`).finally(() => of.close())).toEqual([{ path: "b.csv" }]);
});

describe("what rules alone ask of", () => {
  const own = { case_id: "案件", activity: "环节", occurred_at: "时间" };
  const asked = { attributes: { legal_review_required: "需法制审核" } };

  it("goes by the name that the source gives it, in words of its value map", async () => {
    const values = { legal_review_required: { 需要: "true" } };
    await load("a.csv", "案件,环节,时间,需法制审核,备注\nA1,决定,2025-01-01,需要,x\nA2,决定,2025-01-01,,x\n", {
      ...asked,
      columns: own,
      values,
    });
    expect((await stored()).map(({ attrs }) => JSON.parse(String(attrs)))).toEqual([
      { 备注: "x", legal_review_required: "true" },
      { 备注: "x" },
    ]);
  });

  it("is found among the members of objects, and missed where a file with a header has none", async () => {
    const object = { 案件: "A1", 环节: "决定", 时间: "2025-01-01", 需法制审核: true };
    await load("a.ndjson", `${JSON.stringify(object)}\n`, { ...asked, columns: own });
    expect(JSON.parse(String((await stored())[0]?.attrs)).legal_review_required).toBe("true");
    await expect(load("b.csv", "案件,环节,时间\nA1,决定,2025-01-01\n", { ...asked, columns: own })).rejects.toThrow(
      "b.csv:1: no column 需法制审核 (mapped to legal_review_required)",
    );
  });
});

describe("the same again", () => {
  const BODY = "c1,x,2025-01-01,p\nc1,x,2025-01-01,p\nc2,y,2025-01-02,q\n";

  it("a file is known by its content, whatever its name", async () => {
    await load("a.csv", HEAD + BODY);
    const again = await load("b.csv", HEAD + BODY);
    expect(again).toMatchObject({ state: "known", loaded: 0, duplicates: 3 });
    expect(again.notes[0]?.en).toBe("the same content as a.csv, where its records are counted");
    rmSync(join(folder, "a.csv"));
    expect(await load("c.csv", HEAD + BODY)).toMatchObject({ state: "known", loaded: 3, notes: [] });
    expect(await stored()).toHaveLength(3);
  });

  it("what a file that is gone has brought still counts, which is told", async () => {
    const gone = await load("a.csv", HEAD + BODY);
    await load("b.csv", `${HEAD}c3,z,2025-01-03,r\n`);
    const there = await load("b.csv", `${HEAD}c3,z,2025-01-03,r\nc4,z,2025-01-03,r\n`);
    expect(await noLongerDelivered(engine, [gone, there])).toEqual([]);
    expect((await noLongerDelivered(engine, [there])).map(({ en }) => en)).toEqual([
      "1 file loaded before is no longer delivered, and 3 records of it still count; names and hashes are in the manifests (run.json) of the runs that loaded them",
    ]);
  });

  it("equal rows in one file are different acts; delivered again they are duplicates", async () => {
    expect(await load("a.csv", HEAD + BODY)).toMatchObject({ loaded: 3, duplicates: 0 });
    expect(await load("b.csv", `${HEAD}${BODY}c3,z,2025-01-03,r\n`)).toMatchObject({ loaded: 1, duplicates: 3 });
    expect(await load("c.csv", `${HEAD}c1,x,2025-01-01,p\nc1,x,2025-01-01,p\nc1,x,2025-01-01,p\n`)).toMatchObject({
      loaded: 1,
      duplicates: 2,
    });
  });

  const ID = "event_id,case_id,activity,occurred_at\n";
  it("the same identifier with other content is a changed record, and both versions stay", async () => {
    await load("a.csv", `${ID}e1,c1,x,2025-01-01\ne2,c1,y,2025-01-02\n`);
    expect(await load("b.csv", `${ID}e1,c1,x,2025-01-05\ne2,c1,y,2025-01-02\ne3,c1,z,2025-01-03\n`)).toMatchObject({
      loaded: 1,
      duplicates: 1,
      changed: 1,
    });
    const versions = await engine.all<{ occurred_at: number; current: boolean }>(
      sql`select occurred_at, superseded_by is null as current from stored_events where event_id = 'e1' order by record_no`,
    );
    expect(versions.map((row) => row.current)).toEqual([false, true]);
    expect(await stored()).toHaveLength(3);
  });

  it("an identifier twice in one file: equal is a duplicate, different is changed", async () => {
    expect(
      await load("a.csv", `${ID}e1,c1,x,2025-01-01\ne1,c1,x,2025-01-01\ne2,c1,y,2025-01-01\ne2,c1,y,2025-01-02\n`),
    ).toMatchObject({
      loaded: 2,
      duplicates: 1,
      changed: 1,
    });
    expect(await stored()).toHaveLength(2);
  });

  const again: [what: string, first: string, then: string][] = [
    [
      "with a further column that is empty",
      `${HEAD}c1,x,2025-01-01,p\n`,
      "case_id,activity,occurred_at,actor_id,note\nc1,x,2025-01-01,p,\nc2,x,2025-01-01,p,n\n",
    ],
    [
      "with its columns in another order",
      "case_id,activity,occurred_at,b,a\nc1,x,2025-01-01,1,2\n",
      "case_id,activity,occurred_at,a,b\nc1,x,2025-01-01,2,1\nc2,x,2025-01-01,,\n",
    ],
    [
      "the same with identifiers",
      `${ID.trim()},b,a\ne1,c1,x,2025-01-01,1,2\n`,
      `${ID.trim()},a,b\ne1,c1,x,2025-01-01,2,1\ne2,c2,x,2025-01-01,,\n`,
    ],
  ];
  it.each(again)("a record delivered again %s is a duplicate", async (_what, first, then) => {
    await load("a.csv", first);
    expect(await load("b.csv", then)).toMatchObject({ duplicates: 1, loaded: 1, changed: 0 });
  });

  it("a record without an identifier that comes again with more to it stands beside the first, and that is told", async () => {
    const row = "c1,x,2025-01-01,p";
    expect(await load("a.csv", `${HEAD}${row}\n`)).toMatchObject({ notes: [] });
    const wider = `${HEAD.replace("\n", ",org_id\n")}${row},u1\nc2,x,2025-01-01,p,u1\n`;
    const { loaded, notes } = await load("b.csv", wider);
    expect([loaded, notes.map(({ en }) => en)]).toEqual([
      2,
      [
        "records without an identifier that agree with earlier ones in case, activity and time, differ otherwise, and stand beside them: 1; if they are the same, only an `event_id` of the source tells so",
      ],
    ]);
    expect(await load("c.csv", `${wider}c3,x,2025-01-01,p,u1\n`)).toMatchObject({ loaded: 1, notes: [] });
  });

  it("members of objects may come in any order, or first in a later object", async () => {
    const event = { case_id: "c1", activity: "x", occurred_at: "2025-01-01" };
    await load("a.ndjson", JSON.stringify({ ...event, a: 1, b: 2 }));
    const then = [
      { ...event, case_id: "c2", c: 3 },
      { b: 2, ...event, a: 1 },
    ].map((one) => JSON.stringify(one));
    expect(await load("b.ndjson", then.join("\n"))).toMatchObject({ duplicates: 1, loaded: 1 });
  });

  it("members whose names differ by case alone are one, and an object that has both loses neither", async () => {
    const [one, other, both] = [
      { Case_ID: "c1", activity: "x", occurred_at: "2025-01-01", actor_id: "p1" },
      { case_id: "c2", activity: "x", occurred_at: "2025-01-01", Actor_ID: "p2" },
      { case_id: "c3", activity: "x", occurred_at: "2025-01-01", Actor_ID: "p3", actor_id: "p4", ACTOR_ID: "p5" },
    ].map((object) => JSON.stringify(object));
    await load("a.ndjson", `${one}\n${other}\n${both}\n`);
    const rows = (await stored()).map(({ case_id, actor_id, attrs }) => [case_id, actor_id, attrs]);
    expect(rows.sort()).toEqual([
      ["c1", "p1", null],
      ["c2", "p2", null],
      ["c3", "p4", '{"Actor_ID":"p3","ACTOR_ID":"p5"}'],
    ]);
  });

  it("what stands for no identifier makes no two records one, and no two cases", async () => {
    for (const system of ["", "police"]) {
      const rows = ["-,1,x", "NULL,2,y", "-,3,z", "无,-,x", "e1,未知,x"].map((row) => `${row},2025-01-01\n`).join("");
      const content = ID + rows.replaceAll(/,(?=\d,)/g, `,${system}c`);
      expect(await load(`${system}.csv`, content, { system })).toMatchObject({ loaded: 3, changed: 0, quarantined: 2 });
    }
    expect((await stored()).map(({ event_id }) => event_id)).toEqual(Array(6).fill(null));
    const entries = "exemption_id,reason,case_id,org_id\n-,pilot,,\nx1,pilot,无,u1\n";
    expect(await load("r.csv", entries, { table: "exemptions" })).toMatchObject({ loaded: 1, quarantined: 1 });
    const handovers = "handover_no,side,at,case_id\nn1,sent,2025-01-01,-\n";
    expect(await load("h.csv", handovers, { table: "handovers" })).toMatchObject({ loaded: 1 });
    const asked = "record_id,case_id,received_at\ni1,NULL,2025-01-01\n";
    expect(await load("i.csv", asked, { table: "interventions" })).toMatchObject({ quarantined: 1 });
    for (const table of ["exemptions", "handovers"])
      expect(await engine.all(sql`select case_id from ${id(`stored_${table}`)}`)).toEqual([{ case_id: null }]);
  });

  it("two systems may number their records alike", async () => {
    await load("a.csv", `${ID}e1,c1,x,2025-01-01\n`, { system: "police" });
    expect(await load("b.csv", `${ID}e1,c1,y,2025-01-05\n`, { system: "court" })).toMatchObject({ loaded: 1 });
    expect((await stored()).map((row) => row.event_id).sort()).toEqual(["court:e1", "police:e1"]);
  });

  it("an old version delivered again is no news, and told", async () => {
    await load("a.csv", `${ID}e1,c1,x,2025-01-01\n`);
    await load("b.csv", `${ID}e1,c1,x,2025-01-05\n`);
    expect(await load("c.csv", `${ID}e1,c1,x,2025-01-01\ne9,c9,x,2025-01-01\n`)).toMatchObject({
      duplicates: 1,
      loaded: 1,
      notes: [
        {
          en: "records that came again as they were before they were changed: 1; what they were changed to still counts",
        },
      ],
    });
    expect((await stored()).find((row) => row.event_id === "e1")?.occurred_at).toBe(Date.parse("2025-01-04T16:00:00Z"));
    expect(await load("d.csv", `${ID}e1,c1,x,2025-01-05\ne9,c9,x,2025-01-01\n`)).toMatchObject({ notes: [] });
  });

  it("what says again what it said before its later version was taken out is no duplicate", async () => {
    await load("a.csv", `${ID}e1,c1,x,2025-01-01\n`);
    await load("b.csv", `${ID}e1,c2,x,2025-01-01\n`);
    await removeCases(engine, sql`select 'c2' as case_id`, "purged", 0);
    expect(await load("c.csv", `${ID}e1,c1,x,2025-01-01\ne9,c9,x,2025-01-01\n`)).toMatchObject({ loaded: 2 });
    expect(await stored()).toHaveLength(2);
  });

  const MODIFIED = "event_id,case_id,activity,occurred_at,modified_at\n";
  const orders: [what: string, files: string[], day: number, changed: number][] = [
    ["the later one last", ["e1,c1,x,2025-01-01,2025-02-02", "e1,c1,x,2025-01-05,2025-02-10"], 5, 1],
    ["the later one first", ["e1,c1,x,2025-01-05,2025-02-10", "e1,c1,x,2025-01-01,2025-02-02"], 5, 1],
    ["both in one file", ["e1,c1,x,2025-01-05,2025-02-10\ne1,c1,x,2025-01-01,2025-02-02"], 5, 1],
    ["one that does not say when comes last", ["e1,c1,x,2025-01-05,2025-02-10", "e1,c1,x,2025-01-01,"], 1, 1],
    [
      "and what is older than those before it never counts",
      ["e1,c1,x,2025-01-05,2025-02-10", "e1,c1,x,2025-01-03,", "e1,c1,x,2025-01-01,2025-02-02"],
      3,
      1,
    ],
  ];
  it("of two versions the one changed later counts", async () => {
    for (const [i, [what, files, day, changed]] of orders.entries()) {
      let account: FileAccount | undefined;
      for (const [n, rows] of files.entries())
        account = await load(`p-${i}-${10 - n}.csv`, `${MODIFIED}${rows.replaceAll("e1", `${i}`)}\n`);
      expect(account?.changed, what).toBe(changed);
      const standing = (await stored()).filter(({ event_id }) => event_id === `${i}`);
      expect(standing, what).toMatchObject([{ occurred_at: Date.UTC(2025, 0, day - 1, 16) }]);
    }
  });
});

/** Files of cases in the order in which they come, and what is held of their cases after the last of them. */
describe("what is known of a case, from several files", () => {
  const FULL = "case_id,case_type,closed_at,grade\n";
  const KEYS = "case_id,key_case,note\n";
  const DATED = "case_id,closed_at,modified_at\n";
  const open = `${FULL}K1,permit,,2\n`;
  const closed = `${FULL}K1,permit,2026-01-08,3\n`;
  const key = `${KEYS}K1,是,asked\n`;
  /** The same record among others, so that the file is another. */
  const more = (file: string, of: string) =>
    `${file}${of}${",".repeat(file.split("\n")[0]?.match(/,/g)?.length ?? 0)}\n`;
  const [permit, whole, openKey] = [
    { case_type: "permit", closed: "2026-01-08", grade: "3" },
    { case_type: "permit", closed: "2026-01-08", grade: "3", key_case: true, note: "asked" },
    { case_type: "permit", grade: "2", key_case: true, note: "asked" },
  ];
  const other = { case_id: "K9", closed_at: "2026-01-08" };
  const object = (grade: string, day: string, more = {}) =>
    `${JSON.stringify({ case_id: "K1", grade, modified_at: `2026-${day}`, ...more })}\n`;
  type Told = { case_type?: string; closed?: string; key_case?: boolean; grade?: string; note?: string };
  const histories: Record<string, [files: string[], of: Told, last: Partial<FileAccount>]> = {
    "a file without its columns leaves them as they are": [[closed, key], whole, { changed: 1 }],
    "nor does their order matter": [[key, closed], whole, { changed: 1 }],
    "what one of them says again is no news": [[closed, key, more(closed, "K2")], whole, { duplicates: 1, loaded: 1 }],
    "what one of them changes": [[closed, key, `${FULL}K1,permit,,2\n`], openKey, { changed: 1 }],
    "what was emptied is empty": [
      [closed, key, `${FULL}K1,permit,,\n`],
      { case_type: "permit", key_case: true, note: "asked" },
      { changed: 1 },
    ],
    "what comes back counts": [
      [open, closed, more(open, "K2")],
      { case_type: "permit", grade: "2" },
      { changed: 1, loaded: 1 },
    ],
    "and again, as often as it does": [[open, closed, more(open, "K2"), more(closed, "K2")], permit, { changed: 1 }],
    "all of it delivered again in order changes nothing": [
      [open, closed, key, more(open, "K2"), more(closed, "K2"), more(key, "K2")],
      whole,
      { duplicates: 2 },
    ],
    "within one file the last row counts": [
      [`${FULL}K1,permit,,2\nK1,permit,2026-01-08,3\nK1,permit,,2\n`],
      { case_type: "permit", grade: "2" },
      { loaded: 1, changed: 2 },
    ],
    "rows of one file that were all said before": [
      [`${FULL}K1,permit,,2\nK1,permit,2026-01-08,3\n`, key, `${FULL}K1,permit,,2\nK1,permit,2026-01-08,3\nK2,,,\n`],
      whole,
      { duplicates: 2 },
    ],
    "what a file says, takes back and says again": [
      [open, closed, `${FULL}K1,other,,\nK1,permit,,2\nK1,other,,\n`],
      { case_type: "other" },
      { changed: 1, duplicates: 2 },
    ],
    "members of objects that no object of the file has": [
      [closed, '{"case_id":"K1","key_case":"是","note":"asked"}\n', '{"case_id":"K1","key_case":"否"}\n'],
      { ...whole, key_case: false },
      { changed: 1 },
    ],
    "members whose names differ by capitals are one, and say nothing of those that no object has": [
      [closed, '{"Case_ID":"K1","key_Case":"是","note":"asked"}\n{"case_id":"K9","key_case":"否","Note":"asked"}\n'],
      whole,
      { changed: 1 },
    ],
    "the entry that was changed last counts, whenever it comes": [
      [`${DATED}K1,2026-01-08,2026-02-10\n`, `${DATED}K1,,2026-02-02\n`],
      { closed: "2026-01-08" },
      { changed: 1 },
    ],
    "but of another file nothing is older": [
      [
        `${DATED}K1,2026-01-08,2026-02-10\n`,
        "case_id,case_type,modified_at\nK1,permit,2026-02-02\n",
        `${DATED}K1,2026-01-09,2026-02-05\n`,
      ],
      { closed: "2026-01-08", case_type: "permit" },
      { changed: 1 },
    ],
    "an older entry does not count, though no object of its file has a member that others had": [
      [`${object("2", "02-10")}${object("9", "02-01", other)}`, object("3", "02-02")],
      { grade: "2" },
      { changed: 1 },
    ],
    "nor one of a file that has more members than those before it": [
      [object("2", "02-10"), `${object("3", "02-02")}${object("9", "02-01", other)}`],
      { grade: "2" },
      { changed: 1 },
    ],
  };
  const told = async (of: string): Promise<Told> => {
    const columns = (await storedColumns(engine)).get("cases") ?? [];
    const rows = await engine.all<Record<string, string | number | null>>(
      sql`select * from (${currentRows("cases", columns)}) where case_id = ${of}`,
    );
    expect(rows).toHaveLength(1);
    const { case_type, key_case, closed_at, attrs } = rows[0] ?? {};
    const closed = typeof closed_at === "number" ? new Date(closed_at + 8 * 3600_000).toISOString().slice(0, 10) : null;
    const all = { case_type, key_case, closed, ...JSON.parse(String(attrs ?? "{}")) };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== undefined));
  };
  const deliver = (name: string, of: string, content: string) =>
    load(name, content.replaceAll("K", `${of}-K`), { table: "cases" });

  it("columns that a file does not bring stay as they were said, and what was said last counts", async () => {
    for (const [i, [what, [files, of, last]]] of Object.entries(histories).entries()) {
      let account: FileAccount | undefined;
      for (const [n, content] of files.entries()) {
        const format = content.startsWith("{") ? "ndjson" : "csv";
        account = await deliver(`cases-${i}-${n}.${format}`, `${i}`, content);
      }
      expect(await told(`${i}-K1`), what).toEqual(of);
      expect(account, what).toMatchObject(last);
    }
  });

  /** Two registers that have the closing in common; rows of few values, so that they come again. */
  const registers = {
    one: ["case_type", "closed", "grade"],
    other: ["closed", "key_case", "note"],
  } as const;
  const row = fc.record({
    of: fc.constantFrom("K1", "K2"),
    case_type: fc.constantFrom("permit", ""),
    closed: fc.constantFrom("2026-01-08", "2026-01-09", ""),
    grade: fc.constantFrom("2", ""),
    key_case: fc.constantFrom("true", ""),
    note: fc.constantFrom("asked", ""),
  });
  const delivery = fc.tuple(fc.constantFrom("one", "other"), fc.array(row, { minLength: 1, maxLength: 3 }));

  it("is what the last rows said that had a column for it, however the rows come, and come again", async () => {
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(delivery, { minLength: 5, maxLength: 5 }), async (deliveries) => {
        const run = `r${n++}`;
        const last = new Map<string, Record<string, string>>();
        const versions: number[] = [];
        for (const time of [1, 2, 3]) {
          for (const [i, [register, rows]] of deliveries.entries()) {
            const columns = registers[register];
            const header = `case_id,${columns.join(",").replace("closed", "closed_at")}`;
            const lines = rows.map((one) => [one.of, ...columns.map((name) => one[name])].join(","));
            const alone = `${run}-${time}-${i},,,`;
            await deliver(`${run}-${time}-${i}.csv`, run, `${[header, ...lines, alone].join("\n")}\n`);
            for (const { of, ...values } of rows)
              last.set(of, { ...last.get(of), ...Object.fromEntries(columns.map((name) => [name, values[name]])) });
          }
          for (const [of, values] of last) {
            const { key_case, ...texts } = Object.fromEntries(
              Object.entries(values).filter(([, value]) => value !== ""),
            );
            expect(await told(`${run}-${of}`)).toEqual({ ...texts, ...(key_case && { key_case: true }) });
          }
          const [held] = await engine.all<{ n: number }>(
            sql`select count(*) as n from stored_cases where starts_with(case_id, ${`${run}-K`})`,
          );
          versions.push(held?.n ?? 0);
        }
        expect(versions[2]).toBe(versions[1]);
      }),
      { numRuns: 1 },
    );
  });

  it("registers whose records brought the same once stay two", async () => {
    await deliver("court.ndjson", "c", object("2", "02-10"));
    await deliver("police.ndjson", "c", object("3", "02-02"));
    expect(await told("c-K1")).toEqual({ grade: "3" });
    await deliver("court.ndjson", "c", object("2", "02-11", { case_type: "permit" }));
    await deliver("police.ndjson", "c", object("4", "02-03"));
    expect(await told("c-K1")).toEqual({ grade: "4", case_type: "permit" });
    await load("acts.csv", `${HEAD}c-K1,x,2025-01-01,p\n`);
    await buildFacts(engine, { zone: zoneOf("UTC"), asOf: Date.parse("2026-06-01") });
    expect(await engine.all(sql`select brought from cases`)).toEqual([{ brought: ",case_id,modified_at," }]);
  });

  it("a file that becomes again what it was is read again, and so is a new one beside it; a new name for it is none", async () => {
    for (const content of [open, closed, open]) await deliver("cases.csv", "a", content);
    expect(await told("a-K1")).toEqual({ case_type: "permit", grade: "2" });
    expect(await deliver("cases.csv", "a", open)).toMatchObject({ state: "known", rows_in: 1 });
    expect(await deliver("moved.csv", "a", closed)).toMatchObject({ state: "known" });
    expect(await told("a-K1")).toEqual({ case_type: "permit", grade: "2" });
    for (const [i, content] of [open, closed, open].entries()) await deliver(`cases-${i}.csv`, "b", content);
    expect(await told("b-K1")).toEqual({ case_type: "permit", grade: "2" });
    expect(await deliver("cases-2.csv", "b", open)).toMatchObject({ state: "known" });
  });

  it("a change of a closing is a late edit whatever members the objects of a night have; what another register says is none", async () => {
    const [detector] = (await loadDetectors()).filter(({ meta }) => meta.id === "late-edit");
    const [prepared] = prepareDetectors([detector as Detector], {}, String);
    await load("acts.csv", "event_id,case_id,activity,occurred_at\ne1,a-K1,立案,2025-12-01\n");
    const told = { case_id: "K1", opened_at: "2025-12-01", case_type: "permit" };
    const open = { ...told, modified_at: "2026-02-01" };
    const closed = { ...told, closed_at: "2026-01-08", modified_at: "2026-02-10" };
    const moved = { ...told, closed_at: "2026-01-20", modified_at: "2026-03-10" };
    const other = { case_id: "K2", case_no: "7" };
    const moves: Record<string, (object[] | string)[]> = {
      a: [[closed, other], [moved]],
      b: [[closed], [moved, other]],
      c: [[closed], [{ ...open, case_type: "other", modified_at: "2026-02-20" }], [moved]],
      d: [[closed], "case_id,closed_at\nK1,2026-01-20\n", [{ ...open, case_type: "other", modified_at: "2026-02-20" }]],
      e: [[open], [closed, other]],
    };
    for (const [of, nights] of Object.entries(moves))
      for (const [i, night] of nights.entries())
        await (typeof night === "string"
          ? deliver(`${of}.csv`, of, night)
          : deliver(`${of}-${i}.ndjson`, of, night.map((one) => `${JSON.stringify(one)}\n`).join("")));
    const facts = await buildFacts(engine, { zone: zoneOf("Asia/Shanghai"), asOf: Date.parse("2026-06-01") });
    const asked = { facts, ruleSet: await buildRuleSet([], facts), runId: "night" };
    const hits: (string | null)[] = [];
    for await (const some of (await detect(prepared as PreparedDetector, asked)).warnings())
      hits.push(...some.map(({ case_id }) => case_id));
    expect(hits.sort()).toEqual(["a-K1", "b-K1", "c-K1"]);
  });
});

describe("mapping", () => {
  it("maps columns and values, and keeps what has no column as attributes", async () => {
    await load("a.csv", "案件编号,环节,办理时间,警号,备注\nA1,SA,2025-01-01,无,加急\n", {
      columns: { case_id: "案件编号", activity: "环节", occurred_at: "办理时间", actor_id: "警号" },
      values: { activity: { SA: "受案登记" }, actor_id: { 无: "" } },
    });
    const [row] = await stored();
    expect(row).toMatchObject({ case_id: "A1", activity: "受案登记", actor_id: null });
    expect(JSON.parse(String(row?.attrs))).toEqual({ 备注: "加急" });
    expect(JSON.parse(String(row?.original))).toMatchObject({ activity: "SA", actor_id: "无" });
  });

  it("what stands for nothing names nobody, and anything else; in other columns it is a label like any", async () => {
    const rows = ["NULL,p1;-;n/a;p2,/,-", '\\N,"NULL,无",A-1,无', "无名,未知;NULL,--,N/A", "N/A,p3,无,无"];
    await load(
      "a.csv",
      `case_id,activity,occurred_at,actor_id,co_actor_ids,doc_no,decision\n${rows.map((row) => `A1,受理,2025-01-01,${row}\n`).join("")}`,
      { values: { actor_id: { "N/A": "p9" } } },
    );
    expect(
      (await stored()).map(({ actor_id, co_actor_ids, doc_no, decision }) => [
        actor_id,
        co_actor_ids,
        doc_no,
        decision,
      ]),
    ).toEqual([
      [null, "p1;p2", null, "-"],
      [null, null, "A-1", "无"],
      ["无名", null, null, "N/A"],
      ["p9", "p3", null, "无"],
    ]);
    const [first] = await stored();
    expect(JSON.parse(String(first?.original))).toMatchObject({
      actor_id: "NULL",
      co_actor_ids: "p1;-;n/a;p2",
      doc_no: "/",
    });
    await load("b.csv", "actor_id,party_id,declaration_id\nNULL,p1,d1\n", { table: "conflicts" });
    expect(await quarantined()).toMatchObject([{ column_name: "actor_id", reason: "missing-value", value: "NULL" }]);
  });

  it("blanks around a text are no part of it, in columns and attributes; of a text of blanks nothing is recorded", async () => {
    const rows = [
      "A1,受理,2025-01-01,p1,简易",
      "A1  , 受理\t,2025-01-02 08:00:00 ,   ,简易  ",
      '\u3000A1,\u00a0SA ,2025-01-03,"p2 \n",',
    ];
    const account = await load(
      "a.csv",
      `case_id,activity,occurred_at,actor_id,程序\n${rows.join("\n")}\nA1, ,2025-01-04,p3,\n`,
      {
        values: { activity: { "SA ": "受理" } },
      },
    );
    expect(account).toMatchObject({ loaded: 3, quarantined: 1 });
    expect((await stored()).map(({ case_id, activity, actor_id }) => [case_id, activity, actor_id])).toEqual([
      ["A1", "受理", "p1"],
      ["A1", "受理", null],
      ["A1", "受理", "p2"],
    ]);
    expect((await stored()).map(({ attrs }) => JSON.parse(String(attrs ?? "{}")))).toEqual([
      { 程序: "简易" },
      { 程序: "简易" },
      {},
    ]);
  });

  it("a member that no record of a file has is said to be absent, and is no reason to stop", async () => {
    const event = JSON.stringify({ case_id: "c1", activity: "x", occurred_at: "2025-01-01" });
    const columns = { actor_id: "handler" };
    const account = await load("a.ndjson", `${event}\n`, { columns });
    expect(account).toMatchObject({ loaded: 1, notes: [{ en: "no record has handler, which the source maps" }] });
    expect(
      await load("b.ndjson", `${event.replace("c1", "c2").replace("}", ',"handler":"p"}')}\n`, { columns }),
    ).toMatchObject({
      loaded: 1,
      notes: [],
    });
  });

  it("attributes of XES that go by the name of a column fill it", async () => {
    const event = `<string key="concept:name" value="x"/><date key="time:timestamp" value="2025-01-01T00:00:00Z"/>
      <date key="recorded_at" value="2025-01-02T00:00:00Z"/><string key="event_id" value="e1"/><string key="note" value="n"/>`;
    const trace = `<string key="concept:name" value="c1"/><date key="closed_at" value="2025-02-01T00:00:00Z"/>`;
    await load("a.xes", `<log><trace>${trace}<event>${event}</event></trace></log>`);
    const [row] = await stored();
    expect(row).toMatchObject({ event_id: "e1", recorded_at: Date.parse("2025-01-02T00:00:00Z") });
    const [master] = await engine.all<{ closed_at: number }>(sql`select closed_at from stored_cases`);
    expect(master?.closed_at).toBe(Date.parse("2025-02-01T00:00:00Z"));
  });

  const trace = `<trace><string key="concept:name" value="c1"/><date key="ended" value="2025-02-01T00:00:00Z"/>
    <event><string key="concept:name" value="x"/><date key="when" value="2025-01-01T00:00:00Z"/></event></trace>`;
  const objects = JSON.stringify({
    objectTypes: [],
    eventTypes: [],
    objects: [
      {
        id: "c1",
        type: "file",
        attributes: [{ name: "ended", time: "2025-01-01T00:00:00Z", value: "2025-02-01T00:00:00Z" }],
      },
      { id: "o1", type: "other", attributes: [] },
    ],
    events: [
      {
        id: "e1",
        type: "x",
        time: "2025-01-01T00:00:00Z",
        attributes: [],
        relationships: [
          { objectId: "c1", qualifier: "" },
          { objectId: "o1", qualifier: "" },
        ],
      },
    ],
  });
  const severalTables: [name: string, content: string, events: object, cases: object][] = [
    ["a.xes", `<log>${trace}</log>`, { occurred_at: "when" }, { closed_at: "ended" }],
    ["a.jsonocel", objects, { case_id: "file" }, { case_id: "file", closed_at: "ended" }],
    ["a.jsonocel", objects, {}, { case_id: "file", closed_at: "ended" }],
  ];
  const orders = severalTables.flatMap((one) => [[...one, "events first"] as const, [...one, "cases first"] as const]);
  it.each(orders)(
    "%s is read once for two sources, each of which maps its own table",
    async (name, content, events, cases, order) => {
      writeFileSync(join(folder, name), content);
      const sources = [
        source({ files: name, columns: events }),
        source({ files: name, table: "cases", columns: cases }),
      ];
      const files = await sourceFiles(order === "events first" ? sources : sources.toReversed(), folder);
      expect(files).toHaveLength(1);
      const about = { engine, scratch: folder, zone: zoneOf("UTC"), maxBytes: 2 ** 30, holding: null, now: 0 };
      await loadFile(files[0] as SourceFile, about);
      expect(await stored()).toMatchObject([{ case_id: "c1", activity: "x", occurred_at: Date.UTC(2025, 0, 1) }]);
      const masters = await engine.all(sql`select case_id, closed_at from stored_cases`);
      expect(masters).toEqual([{ case_id: "c1", closed_at: Date.UTC(2025, 1, 1) }]);
    },
  );

  it("an event of an OCEL log that comes again with a further case is the same in those it had", async () => {
    const log = (...cases: string[]) =>
      JSON.stringify({
        objectTypes: [],
        eventTypes: [],
        objects: cases.map((id) => ({ id, type: "file", attributes: [] })),
        events: [
          {
            id: "e1",
            type: "x",
            time: "2025-01-01T00:00:00Z",
            attributes: [],
            relationships: cases.map((objectId) => ({ objectId, qualifier: "of" })),
          },
        ],
      });
    for (const [i, cases] of [["c2"], ["c2", "c3"], ["c3", "c1", "c2"], ["c1", "c3", "c2"]].entries()) {
      await load(`${i}.jsonocel`, log(...cases));
      expect((await stored()).map(({ case_id }) => case_id).sort()).toEqual([...cases].sort());
    }
  });

  it.each([
    ["c", "", "e"],
    ["1", ".0", "7"],
  ])(
    "an event of an OCEL log that comes again with fewer cases stands in those it has, and once in one it has again (%s1%s)",
    async (before, behind, event) => {
      const log = (...cases: string[]) =>
        JSON.stringify({
          objects: ["c1", "c2", "c3"].map((id) => ({ id: `${id.replace("c", before)}${behind}`, type: "file" })),
          events: [cases, ["c3"]].map((of, i) => ({
            id: `${event}${i}${behind}`,
            type: `x${i}`,
            time: "2025-01-01T00:00:00Z",
            relationships: of.map((id) => ({ objectId: `${id.replace("c", before)}${behind}`, qualifier: "of" })),
          })),
        });
      const nights = [["c1", "c2", "c3"], ["c2", "c3"], ["c3"], ["c3", "c2"], ["c2"], ["c1", "c3", "c2"]];
      for (const [i, cases] of nights.entries()) {
        const { notes } = await load(`${i}.jsonocel`, log(...cases));
        expect((await stored()).map(({ activity, case_id }) => [activity, case_id]).sort()).toEqual([
          ...cases.toSorted().map((id) => ["x0", id.replace("c", before)]),
          ["x1", `${before}3`],
        ]);
        expect(notes.map(({ en }) => en)).toEqual(
          [1, 2, 4].includes(i)
            ? ["records of events that came again without a case they had: 1; in that case they count no more"]
            : [],
        );
      }
    },
  );

  it("nothing is held of an event of an OCEL log that is sealed, in whatever case it stood", async () => {
    const log = (cases: string[], attributes: object[]) =>
      JSON.stringify({
        objects: ["c1", "c2"].map((id) => ({ id, type: "file" })),
        events: [
          {
            id: "e1",
            type: "x",
            time: "2025-01-01T00:00:00Z",
            attributes,
            relationships: cases.map((objectId) => ({ objectId, qualifier: "of" })),
          },
        ],
      });
    await load("a.jsonocel", log(["c1", "c2"], []));
    await load("b.jsonocel", log(["c1"], [{ name: "sealed", value: "是" }]), {}, { holding: NOTHING_BARRED });
    expect(await engine.all(sql`select event_id from stored_events`)).toEqual([]);
  });

  const shared = (cases: string[], attributes: Record<string, string> = {}, time = "2025-01-01T00:00:00Z") =>
    JSON.stringify({
      objects: ["c1", "c2", "c3"].map((id) => ({ id, type: "file" })),
      events: [
        {
          id: "e1",
          type: "x",
          time,
          attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })),
          relationships: cases.map((objectId) => ({ objectId, qualifier: "of" })),
        },
      ],
    });

  it("an event of an OCEL log stays in the cases that may be held, however often it comes with one that may not", async () => {
    await load("a.jsonocel", shared(["c1", "c2"]));
    const kept = sql`select record_no, event_id from stored_events where event_id = 'e1@c2'`;
    const before = await engine.all(kept);
    expect(before).toHaveLength(1);
    await removeCases(engine, sql`select 'c1' as case_id`, "sealed", 0);
    for (const [i, cases] of [["c1", "c2"], ["c1"]].entries()) {
      await load(`b${i}.jsonocel`, `${shared(cases)} `);
      expect(await engine.all(kept)).toEqual(before);
      expect((await stored()).map(({ case_id }) => case_id)).toEqual(["c2"]);
    }
  });

  const at = (day: string) => ({ modified_at: `2025-02-${day}` });
  const exports: Record<string, [nights: string[], cases: string[]]> = {
    "an older one takes it from no case that it has since": [
      [shared(["c1"], at("10")), shared(["c1", "c2"], at("20")), `${shared(["c1"], at("10"))} `],
      ["c1", "c2"],
    ],
    "nor does one that was never seen": [
      [shared(["c1", "c2"], at("20")), shared(["c1"], at("10"))],
      ["c1", "c2"],
    ],
    "an older one brings it back to none that it left": [
      [shared(["c1", "c2"], at("10")), shared(["c1"], at("20")), `${shared(["c1", "c2"], at("10"))} `],
      ["c1"],
    ],
    "a version before its change, without a time, neither": [
      [shared(["c1", "c2"]), shared(["c1"]), `${shared(["c1", "c2"])} `],
      ["c1"],
    ],
    "nor to one that it had not yet": [[shared(["c1"], at("20")), shared(["c1", "c2"], at("10"))], ["c1"]],
    "one that says twice what stands takes it from none": [
      [shared(["c1", "c2"]), shared(["c1", "c2"]).replace(/"events":\[(.*)\]/, '"events":[$1,$1]')],
      ["c1", "c2"],
    ],
    "one whose time cannot be read takes it from none": [
      [shared(["c1", "c2"]), shared(["c1"], {}, "soon")],
      ["c1", "c2"],
    ],
    "nor does one that names no case": [
      [shared(["c1", "c2"]), shared([])],
      ["c1", "c2"],
    ],
  };
  it.each(Object.entries(exports))("of exports of an event of an OCEL log %s", async (_what, [nights, cases]) => {
    for (const [i, night] of nights.entries()) await load(`${i}.jsonocel`, night);
    expect((await stored()).map(({ case_id }) => case_id).sort()).toEqual(cases);
    expect(new Set((await stored()).map(({ modified_at }) => modified_at)).size).toBe(1);
  });

  it("two sources for one OCEL log cannot take objects of two types for its cases", async () => {
    writeFileSync(join(folder, "a.jsonocel"), objects);
    const sources = (["events", "cases"] as const).map((table, i) =>
      source({ table, files: "a.jsonocel", columns: { case_id: ["file", "other"][i] } }),
    );
    const [file] = await sourceFiles(sources, folder);
    const about = { engine, scratch: folder, zone: zoneOf("UTC"), maxBytes: 2 ** 30, holding: null, now: 0 };
    await expect(loadFile(file as SourceFile, about)).rejects.toThrow(
      "a.jsonocel: its sources map case_id to file, other; the case is one type of objects in all tables",
    );
  });

  it.each([
    ["a.csv", ["events", "events"], 2],
    ["a.xes", ["events", "cases", "cases"], 3],
  ] as const)("%s is not read into a table in two ways", async (name, tables, line) => {
    writeFileSync(join(folder, name), "");
    const sources = tables.map((table, i) => source({ table, files: name, columns: { case_id: `id ${i}` } }));
    const where = (i: number) => `xiezhi.yaml:${i + 1}`;
    await expect(sourceFiles(sources, folder, where)).rejects.toThrow(
      `xiezhi.yaml:${line}: ${name}: xiezhi.yaml:${line - 1} has it read into ${tables.at(-1)} in another way; a file is read into a table once`,
    );
    await expect(sourceFiles(sources.slice(0, line - 1), folder)).resolves.toHaveLength(1);
  });

  it.each(["a.xes", "a.jsonocel"])("%s cannot be a register, and says so", async (name) => {
    writeFileSync(join(folder, name), "");
    const named = sourceFiles([source({ files: name, table: "postings" })], folder, () => "xiezhi.yaml:3");
    await expect(named).rejects.toThrow(
      /^xiezhi\.yaml:3: a\.\w+: an (XES|OCEL) log fills events and cases, not postings$/,
    );
  });

  const empty = {
    "a.ndjson": "",
    "b.json": "[]",
    "c.ocel.json": '{"objectTypes":[],"eventTypes":[],"events":[],"objects":[]}',
  };
  it.each(Object.entries(empty))("%s without a record has no rows", async (name, content) => {
    expect(await load(name, content)).toMatchObject({ rows_in: 0, notes: [{ en: "the file has no rows" }] });
  });

  it("lines that are no JSON are set aside, each by its number", async () => {
    expect(await load("a.ndjson", "case_id,activity\nc1,x\n")).toMatchObject({ rows_in: 2, quarantined: 2 });
    expect(await quarantined()).toMatchObject([{ line: 1, reason: "unreadable" }, { line: 2 }]);
  });

  it("files that were read by other settings than those of now are told, as long as their rows are held", async () => {
    const content = "案号,环节,时间,人\nA1,受理,2025-01-01 08:00,p1\n";
    const columns = { case_id: "案号", activity: "环节", occurred_at: "时间" };
    const now = { columns: { ...columns, actor_id: "人" } };
    const told = async (more: object, zone = "Asia/Shanghai") =>
      (await readOtherwise(engine, await sourceFiles([source(more)], folder), zoneOf(zone))).map(({ en }) => en);
    await load("a.csv", content, { columns });
    await load("b.csv", content.replace("A1", "A2"), now);
    expect(await told({ columns, files: "a.csv" })).toEqual([]);
    expect(await told(now)).toEqual([expect.stringMatching(/^1 file had been read by other settings of its source/)]);
    expect(await told(now, "UTC")).toEqual([expect.stringMatching(/^2 files had/)]);
    await load("a.csv", `${content}A3,受理,2025-01-01 08:00,p1\n`, now);
    expect(await told(now)).toHaveLength(1);
  });

  it("files are read by the same settings whatever the order of their keys, and beside another source", async () => {
    const told = async (...sources: Source[]) =>
      readOtherwise(engine, await sourceFiles(sources, folder), zoneOf("UTC"));
    const events = {
      files: "a.csv",
      columns: { activity: "环节", occurred_at: "时间" },
      values: { activity: { a: "b", c: "d" } },
    };
    await load("a.csv", "case_id,环节,时间\nA1,受理,2025-01-01 08:00\n", events, { zone: "UTC" });
    const turned = {
      ...events,
      values: { activity: { c: "d", a: "b" } },
      columns: { occurred_at: "时间", activity: "环节" },
    };
    expect(await told(source(turned))).toEqual([]);
    expect(await told(source(events), source({ table: "cases", files: "a.csv" }))).toEqual([]);
    expect(await told(source({ ...events, values: { activity: { a: "d", c: "b" } } }))).toHaveLength(1);
    rmSync(join(folder, "a.csv"));
    const when = { files: "a.xes", columns: { occurred_at: "when" } };
    await load("a.xes", `<log>${trace}</log>`, when, { zone: "UTC" });
    expect(await told(source(when), source({ table: "cases", files: "a.xes" }))).toEqual([]);
    const ended = source({ table: "cases", files: "a.xes", columns: { closed_at: "ended" } });
    expect(await told(source(when), ended)).toHaveLength(1);
  });

  const refused: [what: string, text: string | Buffer, more: object, message: RegExp][] = [
    [
      "a mapped column that is not there",
      `${HEAD}`,
      { columns: { case_id: "案号" } },
      /^a\.csv:1: no column 案号 \(mapped to case_id\); the file has case_id/,
    ],
    ["a required column that nothing gives", "case_id,activity\nc,a\n", {}, /^a\.csv:1: no column for occurred_at/],
    [
      "a canonical column that does not exist",
      `${HEAD}`,
      { columns: { case: "case_id" } },
      /case is not a column of events/,
    ],
    [
      "a header with a line end in a name",
      'case_id,"a\nb"\n1,2\n',
      {},
      /^a\.csv:1: no column for activity \(.*\); map it under sources → columns\. The file has case_id, a b$/,
    ],
    [
      "a header that names a column twice",
      "case_id,case_id\n",
      {},
      /^a\.csv:1: the header gives columns 1 and 2 one name; the file has case_id, case_id$/,
    ],
    [
      "a header whose names differ by capitals alone",
      "case_id,activity,Case_ID\n",
      {},
      /^a\.csv:1: the header gives columns 1 and 3 one name; the file has case_id, activity, Case_ID$/,
    ],
    ["another encoding", Buffer.from([0xb0, 0xb8, 0xbc, 0xfe, 0x0a]), {}, /^a\.csv:1: not utf-8 near byte 0/],
    ["GB18030 that is UTF-8", "案,件\n\u{1F600}\n", { encoding: "utf-16le" }, /not utf-16le|no column/],
    ["a gzip archive cut short", gzipSync(HEAD.repeat(100)).subarray(0, 40), {}, /gzip archive is cut short/],
  ];
  it.each(refused)("refuses %s in one sentence, and loads nothing", async (_what, text, more, message) => {
    const failure = await load("a.csv", text, more).catch((error: Error) => error);
    expect(failure).toMatchObject({ name: "UserError" });
    expect((failure as Error).message).toMatch(message);
    expect((failure as Error).message).not.toContain("\n");
    expect(await engine.all(sql`select * from files`)).toEqual([]);
  });

  it("reads GB18030", async () => {
    const bytes = Buffer.from([0xca, 0xdc, 0xb0, 0xb8]); // 受案
    await load("a.csv", Buffer.concat([Buffer.from(`${HEAD}c1,`), bytes, Buffer.from(",2025-01-01,p\n")]), {
      encoding: "gb18030",
    });
    expect((await stored())[0]?.activity).toBe("受案");
  });
});

describe("sources", () => {
  it("follows no link out of the declared folder", async () => {
    const outside = mkdtempSync(join(tmpdir(), "xiezhi-outside-"));
    writeFileSync(join(outside, "secret.csv"), HEAD);
    symlinkSync(join(outside, "secret.csv"), join(folder, "link.csv"));
    await expect(sourceFiles([source()], folder)).rejects.toThrow(/leads out of/);
    rmSync(outside, { recursive: true });
  });

  it("what an office program lays beside an open workbook is none", async () => {
    for (const name of ["台账.xlsx", "~$台账.xlsx"]) writeFileSync(join(folder, name), "");
    const files = await sourceFiles([source({ files: "*.xlsx" })], folder);
    expect(files.map(({ name }) => name)).toEqual(["台账.xlsx"]);
  });

  it("says when a pattern matches nothing", async () => {
    await expect(sourceFiles([source({ files: "none-*.csv" })], folder)).rejects.toThrow(
      /no file matches none-\*\.csv/,
    );
  });
});

/**
 * Whatever the bytes, every line of a file but a blank one is loaded, a duplicate, changed, quarantined, or the file is
 * refused.
 */
it("accounts for every row of random files", async () => {
  const field = fc.constantFrom(
    "c1",
    "c2",
    "",
    "x",
    "2025-01-01",
    "2025-13-01",
    '"q',
    "a\tb",
    "é",
    "案",
    "=1+1",
    "\u202e",
    "'",
  );
  const row = fc.array(field, { minLength: 1, maxLength: 6 }).map((fields) => fields.join(","));
  let n = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (rows) => {
      n += 1;
      const account = await load(`r${n}.csv`, `${HEAD}${rows.join("\n")}\n`);
      expect(account.rows_in).toBeLessThanOrEqual(rows.length);
      const unclosed = rows.some((text) => text.includes('"q'));
      if (!unclosed && account.state === "loaded")
        expect(account.rows_in).toBe(rows.filter((text) => text !== "").length);
    }),
    { numRuns: 40 },
  );
});

const memory: [string, WorkspaceOptions, string][] = [
  ["little", { memoryLimit: "2.5GB", loading: 1_000_000 }, "190.7 MiB"],
  ["a tenth of a gigabyte", { memoryLimit: "2.5GB", loading: 100_000_000 }, "19. MiB"],
  ["more than is allowed", { memoryLimit: "0.3GB", loading: 200_000_000 }, "286.1 MiB"],
  [
    "little, of which hardly anything may be spilled",
    { memoryLimit: "2.5GB", spillLimit: "1MB", loading: 1 },
    "2.3 GiB",
  ],
  ["nothing", { memoryLimit: "2.5GB" }, "2.3 GiB"],
];
it.each(memory)("gives the engine memory for loading %s", async (what, options, limit) => {
  const other = await openWorkspace(join(folder, what), options);
  try {
    await other.settle();
    const rows = await other.all<{ limit: string }>(sql`select current_setting('memory_limit') as "limit"`);
    expect(rows[0]?.limit).toMatch(new RegExp(`^${limit.replace(". ", "\\d\\.\\d ")}$`));
  } finally {
    other.close();
  }
});

it("lays out what a workspace of an earlier version lacks, and refuses one of another layout", async () => {
  const place = join(folder, "earlier");
  const opened = async (work: (of: Engine) => Promise<void>) => {
    const of = await openWorkspace(place);
    await work(of).finally(() => of.close());
  };
  await opened(async (of) => {
    await of.run(sql`insert into feed_gaps values ('u1', 1, 2)`);
    await of.run(sql`drop table lookbacks`);
    await of.run(sql`alter table reviews drop column occurrences`);
    await of.run(sql`update meta set value = 'of an earlier version' where name = 'laid_out'`);
  });
  await opened(async (of) => {
    expect(await of.columnsOf("lookbacks")).toEqual(["run_id", "finished_at"]);
    expect(await of.columnsOf("reviews")).toContain("occurrences");
    expect(await of.all(sql`select org_id from feed_gaps`)).toEqual([{ org_id: "u1" }]);
    await of.run(sql`update meta set value = '1' where name = 'layout'`);
  });
  await expect(openWorkspace(place)).rejects.toThrow("made by another version (layout 1, this one reads");
});
