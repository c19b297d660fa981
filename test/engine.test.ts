import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDuckDB } from "../pipeline/engine/duckdb.ts";
import type { Engine } from "../pipeline/engine/engine.ts";
import { every, id, join as joinSql, render, some, sql } from "../pipeline/engine/sql.ts";
import { zoneOf } from "../pipeline/kit/zone.ts";

const folder = mkdtempSync(join(tmpdir(), "xiezhi-engine-"));
const large = join(folder, "large.duckdb");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What every engine owes the house. A new engine is one more line here. */
const ENGINES: Record<string, () => Promise<Engine>> = {
  duckdb: () => openDuckDB({ path: ":memory:", threads: 2 }),
  "duckdb of one thread": () => openDuckDB({ path: ":memory:", threads: 1 }),
  "duckdb, large tables on disk": () => {
    writeFileSync(large, "left by one that was cut short");
    return openDuckDB({ path: join(folder, "it's.duckdb"), large: { path: large, isNeeded: true } });
  },
};

describe.each(Object.entries(ENGINES))("%s", (name, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
    await engine.run(sql`create temp table t (name varchar, n bigint, x double, yes boolean)`);
    await engine.append(
      "t",
      ["text", "integer", "number", "boolean"],
      [
        [
          ["a", null, "c'; drop table t; --"],
          [1, 2 ** 52, null],
          [0.5, null, -1e300],
          [true, null, false],
        ],
      ],
    );
  });
  afterAll(() => engine.close());

  it("gives back what was appended: texts, large integers, nulls", async () => {
    expect(await engine.all(sql`select * from t`)).toEqual([
      { name: "a", n: 1, x: 0.5, yes: true },
      { name: null, n: 2 ** 52, x: null, yes: null },
      { name: "c'; drop table t; --", n: null, x: -1e300, yes: false },
    ]);
  });

  const bound: [string, unknown][] = [
    ["a text with quotes", "'\";--"],
    [
      "a text with everything else that may mean something",
      '\\ $1 $$ $a$ -- /* " \u00a0 \u2003 \ufeff %s {} [] ?:\n\t\r\\',
    ],
    ["a text that holds NUL", "a\0b"],
    ["no text", ""],
    ["an integer below nothing", -1_740_000_000_000],
    ["an integer", 42],
    ["an integer above 2^31", 1_740_000_000_000],
    ["a fraction", 0.1],
    ["a truth value", true],
    ["nothing", null],
  ];
  it.each(bound)("binds %s", async (_what, value) => {
    expect(await engine.all(sql`select ${value as string} as v`)).toEqual([{ v: value }]);
  });

  it("a list in a hole is an SQL list, an empty one holds nothing", async () => {
    expect(await engine.all(sql`select 1 as yes where 'a' in ${["a", "b"]}`)).toHaveLength(1);
    expect(await engine.all(sql`select 1 as yes where 'a' in ${[]}`)).toHaveLength(0);
  });

  it("joins as they are written find what they find otherwise, in a hardened engine too", async () => {
    const joined = () =>
      engine.all(sql`
        select a.n from t a join range(3) r on r.range = length(a.name) where a.n in ${[1, 2, 3, 4, 5, 6, 7]}`);
    const found = await joined();
    expect(found).toHaveLength(1);
    expect(await engine.asWritten(joined)).toEqual(found);
    await expect(engine.asWritten(() => engine.run(sql`select none from t`))).rejects.toThrow("none");
    expect(await joined()).toEqual(found);
    const hardened = await open();
    await hardened.harden();
    expect(await hardened.asWritten(() => hardened.all(sql`select 1 as yes`))).toEqual([{ yes: 1 }]);
    hardened.close();
  });

  it("hands over texts of every length as they are, one by one and end to end", async () => {
    const kinds = [
      null,
      "",
      "a",
      "案卷",
      "12 bytes long",
      "twelve bytes",
      "another of its kind",
      "𠀀".repeat(900),
      "x".repeat(40),
    ];
    const mixed = Array.from({ length: 5000 }, (_, i) => kinds[(i * i) % kinds.length] ?? null);
    const columns = {
      long: mixed.map((_, i) => `${String(i).padStart(6, "0")} of many`),
      mixed,
      same: mixed.map(() => "the same for all of them"),
      none: mixed.map(() => null),
    };
    const names = Object.keys(columns);
    await engine.run(
      sql`create or replace temp table texts (${joinSql(names.map((name) => sql`${id(name)} varchar`))}, n bigint)`,
    );
    await engine.append(
      "texts",
      [...names.map(() => "text" as const), "integer"],
      [[...Object.values(columns), mixed.map((_, i) => -i)]],
    );
    const rows = await engine.all<Record<string, unknown>>(sql`select * from texts order by n desc`);
    const packed = await engine.packed(sql`texts`, id("n"), { texts: names, others: ["n"] });
    expect(packed.rows).toBe(mixed.length);
    expect(packed.others.get("n")).toEqual(mixed.map((_, i) => i + 1 - mixed.length));
    for (const [name, texts] of Object.entries(columns)) {
      expect(rows.map((row) => row[name])).toEqual(texts);
      const backwards = texts.toReversed();
      expect(packed.texts.get(name)?.lengths).toEqual(
        backwards.map((text) => (text === null ? null : Buffer.byteLength(text))),
      );
      expect(packed.texts.get(name)?.bytes.toString()).toBe(backwards.join(""));
    }
    const joined = sql`(select r.range as n, t.v from range(5000) r join (values (0, 'one of two texts'), (1, 'the other of the two')) t(k, v) on t.k = r.range % 2)`;
    const few = await engine.packed(joined, id("n"), { texts: ["v"], others: [] });
    expect(few.texts.get("v")?.bytes.toString()).toBe("one of two textsthe other of the two".repeat(2500));
  });

  it("a digest is the same whatever the engine's version", async () => {
    const texts = ["", "a 案卷 1", "context ~0123456789abcdef"];
    const md5 = (text: string) => createHash("md5").update(text).digest();
    expect(
      await engine.all(
        sql`select ${engine.digest(sql`v.t`)} as d from (values ${joinSql(texts.map((t) => sql`(${t})`))}) v(t)`,
      ),
    ).toEqual(texts.map((text) => ({ d: md5(text).readUIntLE(8, 6) })));
  });

  it("an identifier is quoted whatever it is made of", async () => {
    const name = `案 "号" ; select`;
    expect(await engine.all(sql`select 1 as ${id(name)}`)).toEqual([{ [name]: 1 }]);
  });

  it("reads an attribute by any key", async () => {
    const json = JSON.stringify({ "a.b": 1, 'q"q': "x", 键: true, none: null });
    const read = (key: string) => engine.all(sql`select ${engine.attribute(sql`${json}`, key)} as v`);
    expect(await read("a.b")).toEqual([{ v: "1" }]);
    expect(await read('q"q')).toEqual([{ v: "x" }]);
    expect(await read("键")).toEqual([{ v: "true" }]);
    expect(await read("none")).toEqual([{ v: null }]);
    expect(await read("absent")).toEqual([{ v: null }]);
  });

  it("splits a text into rows", async () => {
    expect(
      await engine.all(
        sql`select trim(p.value) as v from (select 'a; b' as s) x cross join lateral ${engine.split(sql`x.s`, "p")} order by v`,
      ),
    ).toEqual([{ v: "a" }, { v: "b" }]);
  });

  const days: [zone: string, instant: string, day: string][] = [
    ["Asia/Shanghai", "2025-03-01T15:59:59.999Z", "2025-03-01"],
    ["Asia/Shanghai", "2025-03-01T16:00:00Z", "2025-03-02"],
    ["Europe/Rome", "2025-06-30T22:00:00Z", "2025-07-01"],
    ["Europe/Rome", "2025-12-31T22:59:59Z", "2025-12-31"],
    ["UTC", "1969-12-31T23:59:59Z", "1969-12-31"],
    ["America/New_York", "2025-01-01T04:59:59Z", "2024-12-31"],
  ];
  it.each(days)("local day in %s of %s is %s", async (zone, instant, day) => {
    const rows = await engine.all(sql`select ${engine.localDay(sql`${Date.parse(instant)}`, zoneOf(zone))} as v`);
    expect(rows).toEqual([{ v: Date.parse(`${day}T00:00:00Z`) / 86_400_000 }]);
  });

  it("goes on with its rows whatever is asked meanwhile", async () => {
    let seen = 0;
    for await (const rows of engine.batches<{ n: number }>(sql`select i as n from range(10000) r(i)`)) {
      seen += rows.length;
      expect(await engine.all(sql`select 1 as n`)).toEqual([{ n: 1 }]);
    }
    expect(seen).toBe(10_000);
  });

  it("a large table is read by its name, may hide behind a temp table, and is none of those that are kept", async () => {
    await engine.run(sql`create or replace ${engine.large("many")} as select 1 as n`);
    await engine.run(sql`create or replace ${engine.large("many")} (n bigint)`);
    await engine.run(sql`insert into many values (1), (2), (3)`);
    await engine.run(sql`create or replace temp view more as select n + 1 as n from many`);
    await engine.run(sql`delete from many where n = 3`);
    expect(await engine.all(sql`select n from more order by n`)).toEqual([{ n: 2 }, { n: 3 }]);
    await engine.run(sql`alter table many rename to renamed`);
    await engine.transaction(() => engine.run(sql`create table of_many as select * from renamed`));
    const narrower = engine.run(sql`create or replace temp table renamed as select * from renamed where n = 2`);
    expect([await narrower, await engine.all(sql`select n from renamed`)]).toEqual([undefined, [{ n: 2 }]]);
    expect([...(await engine.tables()).keys()]).toEqual(expect.not.arrayContaining(["many", "renamed"]));
    expect(await engine.all(sql`select n from of_many order by n`)).toEqual([{ n: 1 }, { n: 2 }]);
    const written = engine.asGuest(() =>
      engine.run(sql`create or replace ${engine.large("of_guest")} as select 1 as n`),
    );
    await (name.includes("disk") ? expect(written).rejects.toThrow("a detector may") : written);
  });

  it("tells the columns of a table by its name, and of none that there is none", async () => {
    await engine.run(sql`create or replace temp view "half of t" as select n, name from t`);
    expect(await engine.columnsOf("t")).toEqual(["name", "n", "x", "yes"]);
    expect(await engine.columnsOf("Half of T")).toEqual(["n", "name"]);
    expect(await engine.columnsOf("t does not exist!")).toBeNull();
    await engine.run(sql`create or replace temp view broken as select n from t`);
    await engine.run(sql`alter table t rename to s`);
    await expect(engine.columnsOf("broken")).rejects.toThrow("t does not exist");
    await engine.run(sql`alter table s rename to t`);
  });

  it("undoes what a guest wrote that failed, and goes on", async () => {
    const failed = engine.asGuest(async () => {
      await engine.run(sql`create temp table of_failed as select 1 as n`);
      await engine.run(sql`insert into of_failed select cast(${"none"} as integer)`);
    });
    await expect(failed).rejects.toThrow("none");
    expect(await engine.columnsOf("of_failed")).toBeNull();
    await engine.asGuest(async () => {
      await engine.run(sql`create temp table of_failed (n bigint)`);
      await engine.append("of_failed", ["integer"], [[[1, 2]]]);
    });
    expect(await engine.all(sql`select sum(n) as n from of_failed`)).toEqual([{ n: 3 }]);
  });

  it("undoes a transaction that fails", async () => {
    await engine.run(sql`create temp table u (n bigint)`);
    await expect(
      engine.transaction(async () => {
        await engine.run(sql`insert into u values (1)`);
        throw new Error("halfway");
      }),
    ).rejects.toThrow("halfway");
    expect(await engine.all(sql`select * from u`)).toEqual([]);
  });

  it("runs statements in turn that are begun together, and tells of each what is its own", async () => {
    const sums = (n: number) =>
      engine.all<{ s: number }>(sql`select sum(i) as s from range(${n}) r(i) where i % 7 <> ${n % 7}`);
    const numbers = Array.from({ length: 8 }, (_, i) => 200_000 + i);
    const alone: { s: number }[][] = [];
    for (const n of numbers) alone.push(await sums(n));
    const threads = await engine.all(sql`select current_setting('threads') as n`);
    await engine.beside(
      async () => {
        await expect(engine.run(sql`select cast(${"none"} as integer)`)).rejects.toThrow("none");
        expect(await Promise.all(numbers.map(sums))).toEqual(alone);
        expect(await engine.all(sql`select current_setting('threads') as n`)).toEqual([{ n: 1 }]);
      },
      async () => {
        for (const [i, n] of numbers.entries()) expect(await sums(n)).toEqual(alone[i]);
      },
    );
    expect(await engine.all(sql`select current_setting('threads') as n`)).toEqual(threads);
  });

  it("tells what failed first, when all has ended, and undoes everything of the transaction", async () => {
    await engine.run(sql`create temp table v (n bigint)`);
    let ended = false;
    const failed = engine.transaction(() =>
      engine.beside(
        async () => {
          await engine.run(sql`insert into v values (cast(${"none"} as bigint))`);
        },
        async () => {
          await engine.run(sql`insert into v select i from range(300000) r(i)`).catch(() => {});
          await engine.run(sql`insert into v values (1)`).finally(() => {
            ended = true;
          });
        },
      ),
    );
    await expect(failed).rejects.toThrow("none");
    expect(ended).toBe(true);
    expect(await engine.all(sql`select * from v`)).toEqual([]);
  });

  it("tells why a transaction failed, also where that is told last", async () => {
    const failed = engine.transaction(() =>
      engine.beside(
        async () => {
          const none = await engine.run(sql`select cast(${"none"} as bigint)`).catch((error: unknown) => error);
          await setTimeout(50);
          throw none;
        },
        () => engine.run(sql`select 1`).then(() => engine.run(sql`select 2`)),
      ),
    );
    await expect(failed).rejects.toThrow("none");
  });

  it("may hold more once it is allowed to, hardened or not, and never more than it may ever", async () => {
    const other = await openDuckDB({ path: ":memory:", memoryLimit: "200MB", mostMemory: "1GB" });
    const limit = async () => (await other.all<{ n: string }>(sql`select current_setting('memory_limit') as n`))[0]?.n;
    await other.allow(100e6);
    expect(await limit()).toBe("190.7 MiB");
    await other.allow(300e6);
    expect(await limit()).toBe("286.1 MiB");
    await other.harden();
    await other.allow(5e9);
    expect(await limit()).toBe("953.6 MiB");
    await expect(other.asGuest(() => other.run(sql`set memory_limit = '2GB'`))).rejects.toThrow();
    expect(await limit()).toBe("953.6 MiB");
    other.close();
  });

  it("hardened, reads and writes no files and changes no settings", async () => {
    const other = await open();
    await other.harden();
    await expect(other.run(sql`select * from read_csv('/etc/passwd')`)).rejects.toThrow();
    await expect(other.run(sql`copy (select 1) to '/tmp/out.csv'`)).rejects.toThrow();
    await expect(other.run(sql`install httpfs`)).rejects.toThrow();
    await expect(other.run(sql`set enable_external_access = true`)).rejects.toThrow();
    await expect(other.run(sql`attach '/tmp/x.duckdb' as x`)).rejects.toThrow();
    await other.run(sql`create temp table still as select 1 as works`);
    other.close();
  });
});

it("a database for large tables is gone with the engine", async () => {
  const engine = await openDuckDB({ path: join(folder, "b.duckdb"), large: { path: large, isNeeded: true } });
  await engine.run(sql`create or replace ${engine.large("many")} as select 1 as n`);
  expect(existsSync(large)).toBe(true);
  engine.close();
  expect(existsSync(large)).toBe(false);
});

it("no more is spilled than may be", async () => {
  const spill = join(folder, "spill");
  const engine = await openDuckDB({
    path: join(folder, "c.duckdb"),
    memoryLimit: "40MB",
    threads: 1,
    spill,
    spillLimit: "20MB",
  });
  const spilled = () => readdirSync(spill).reduce((bytes, name) => bytes + statSync(join(spill, name)).size, 0);
  const layOut = (rows: number) =>
    engine.run(sql`create or replace temp table wide as
      select range as a, hash(range) as b, hash(range + 1) as c from range(${rows})`);
  await layOut(2_000_000);
  expect(spilled()).toBeGreaterThan(0);
  await expect(layOut(8_000_000)).rejects.toThrow(/Out of Memory/);
  expect(spilled()).toBeLessThan(21_000_000);
  engine.close();
});

describe("sql as a value", () => {
  it("nests and keeps the order of its values", () => {
    const inner = sql`b = ${2}`;
    const statement = sql`select * from t where a = ${1} and ${every([inner, some([sql`c = ${3}`, sql`d`])])}`;
    expect(render(statement, (n) => `$${n}`)).toBe("select * from t where a = $1 and (b = $2) and ((c = $3) or (d))");
    expect(statement.values).toEqual([1, 2, 3]);
  });

  it("joins nothing to nothing", () => {
    expect(render(joinSql([]), () => "?")).toBe("");
    expect(render(every([]), () => "?")).toBe("true");
    expect(render(some([]), () => "?")).toBe("false");
  });
});
