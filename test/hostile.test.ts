import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { tableFromIPC } from "apache-arrow";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import * as z from "zod";
import template from "../detectors/_template/detector.ts";
import { audit } from "../pipeline/audit/audit.ts";
import { loadConfig } from "../pipeline/config.ts";
import type { Detector } from "../pipeline/detector.ts";
import { id, join as joinSql, type Sql, sql, word } from "../pipeline/engine/sql.ts";
import { visible } from "../pipeline/report/text.ts";
import { zipEntries } from "../pipeline/report/zip.ts";
import { run } from "../pipeline/run.ts";
import { openWorkspace } from "../pipeline/workspace.ts";
import type { Warning } from "../schemas/warning.ts";
import { AS_OF, CLEAN, CONFIG, ESC, latest, noControl, PROCEDURE, project, RULES_ALONE } from "./cli/project.ts";
import { call, folderWith, manifestIn, type Said, warningsIn, writeAll } from "./kit/cli.ts";
import { CORPUS } from "./kit/hostile.ts";

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const folders: string[] = [];
const made = (files: Parameters<typeof folderWith>[0]): string => {
  const folder = folderWith(files);
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A detector written by someone whom nobody knows: its query tries something. */
const intruder = (id: string, query: Sql): Detector =>
  ({ ...template, meta: { ...template.meta, id }, params: z.strictObject({}), query: () => query }) as Detector;

describe("a detector of a third party", () => {
  let folder: string;
  beforeAll(() => {
    folder = made({ ...project({ "xiezhi.yaml": CONFIG }), "secret.csv": "a\nSECRET\n" });
  });
  const from = (source: string): Sql =>
    sql`select 1 as case_key, 1 as idle_ms, 'hit' as outcome, cast(x as varchar) as k from (select * from ${word(source)}) x`;
  const TRIES: Readonly<Record<string, () => Sql>> = {
    "reads a CSV": () => from(`read_csv('${folder}/secret.csv')`),
    "reads a text": () => from(`read_text('${folder}/secret.csv')`),
    "reads bytes": () => from(`read_blob('/etc/passwd')`),
    "names a file as a table": () => from(`'${folder}/secret.csv'`),
    "lists a folder": () => from(`glob('${folder}/*')`),
    "reads a page of the network": () => from("read_csv('http://127.0.0.1:9/x.csv')"),
    "reads Parquet of a bucket": () => from("read_parquet('s3://bucket/x.parquet')"),
    "copies to a file": () => sql`select 1 as case_key; copy (select 1) to ${word(`'${folder}/out.csv'`)}`,
    "attaches a database": () => sql`select 1 as case_key; attach ${word(`'${folder}/out.duckdb'`)} as x`,
    "installs an extension": () => sql`select 1 as case_key; install httpfs`,
    "loads an extension": () => sql`select 1 as case_key; load httpfs`,
    "opens the engine again": () => sql`select 1 as case_key; set enable_external_access = true`,
    "asks for the environment": () => from("(select getenv('HOME'))"),
    "has a query read it": () => from(`query('select * from read_text(''${folder}/secret.csv'')')`),
    "loads a file into a table": () => sql`copy cases from ${word(`'${folder}/secret.csv'`)}`,
    "takes the lock off": () => sql`reset lock_configuration`,
    "has queries written to a file": () => sql`pragma log_query_path = ${word(`'${folder}/out.log'`)}`,
    "drops what is stored": () => sql`select 1 as case_key, 1 as idle_ms, 'hit' as outcome; drop table stored_events`,
  };

  test("gets an error of its own for whatever it tries, and is heard if it tries nothing", async () => {
    const detectors = Object.entries(TRIES).map(([id, query]) => intruder(id, query()));
    const nothing = from("(select 1 as a)");
    const stolen = from(`read_text('${folder}/secret.csv')`);
    detectors.push(
      { ...intruder("reads in its evidence", nothing), evidence: () => stolen },
      { ...intruder("reads beforehand", nothing), prepare: (_, { facts }) => facts.engine.run(stolen) },
      intruder("tries nothing", nothing),
    );
    const { manifest } = await run({ config: join(folder, "xiezhi.yaml"), detectors, asOf: Date.UTC(2026, 2, 31) });
    expect(manifest.detectors.filter(({ state }) => state !== "error")).toMatchObject([
      { detector: "tries nothing", state: "evaluated", outcomes: { hit: 1 } },
    ]);
    expect(manifest.detectors).toHaveLength(detectors.length);
    expect(manifest.coverage.events).toBe(5);
    expect(readFileSync(join(latest(folder), "run.json"), "utf8")).not.toContain("SECRET");
    expect(readdirSync(folder).filter((name) => name.startsWith("out"))).toEqual([]);
  });

  const SAYS: Readonly<Record<string, (folder: string) => string>> = {
    inserts: () => "insert into stored_events (record_no) values (1)",
    updates: () => "update stored_events set actor_id = 'x'",
    deletes: () => "delete from stored_events",
    "deletes what others found": () => "delete from fresh",
    "deletes by a name with its schema": () => 'delete from "temp".fresh',
    "deletes by a name that a comment divides": () => "delete from temp/**/.fresh",
    truncates: () => "truncate stored_events",
    merges: () => "merge into stored_events s using (select 1 as a) u on true when matched then delete",
    drops: () => "drop table stored_events",
    "drops the facts": () => "drop table cases",
    alters: () => "alter table stored_events drop column actor_id",
    "creates a table that is kept": () => "create table kept_by_guest as select 1 as a",
    "hides a table": () => 'create temp table "STORED_events" as select 1 as a',
    "replaces the facts": () => "create or replace temp table events as select 1 as a",
    "hides a function": () => "create temp macro sha256(x) as 'same'",
    "lays a view in the way": () => "create temp view hits as select 1 as a",
    "ends the transaction": () => "commit",
    "has it executed": () => "prepare later as delete from stored_events",
    "has it explained": () => "explain analyze delete from stored_events",
    "has it queried": () => "select * from query('delete from stored_events')",
    "attaches memory": () => "attach ':memory:' as beside",
    "attaches a file": (folder) => `attach '${folder}/out.duckdb' as beside`,
    detaches: () => "detach xiezhi",
    "copies out": (folder) => `copy stored_events to '${folder}/out.csv'`,
    "copies in": (folder) => `copy stored_events from '${folder}/secret.csv'`,
    exports: (folder) => `export database '${folder}/out'`,
    imports: (folder) => `import database '${folder}/out'`,
    installs: () => "install httpfs",
    loads: () => "load httpfs",
    "sets a variable": () => "set variable x = 1",
    "sets a setting": () => "set threads = 1",
    "turns to another database": () => "use memory",
    "asks a pragma": () => "pragma enable_profiling",
    calls: () => "call enable_logging()",
    vacuums: () => "vacuum analyze stored_events",
    checkpoints: () => "checkpoint",
    "keeps a secret": () => "create secret s (type s3)",
    comments: () => "comment on table stored_events is 'x'",
    "two at once": () => "select 1; delete from stored_events",
  };

  test("writes nothing that is kept, nor what others laid out, and temp tables of its own as it likes", async () => {
    const detectors = Object.entries(SAYS).map(
      ([id, says]): Detector => ({
        ...intruder(id, from("(select 1 as a)")),
        prepare: (_, { facts }) => facts.engine.run(word(says(folder))),
      }),
    );
    const own = ["create temp table mine (a integer)", "insert into mine values (1)", "update mine set a = 2"];
    detectors.push({
      ...intruder("in its own tables", from("(select * from mine)")),
      prepare: async (_, { facts: { engine } }) => {
        for (const text of own) await engine.run(word(text));
        await engine.append("mine", ["integer"], [[[3]]]);
        await expect(engine.append("fresh", ["integer"], [[[3]]])).rejects.toThrow("may not write to fresh");
        await engine.run(sql`delete from mine where a = 3`);
      },
    });
    const { manifest } = await run({ config: join(folder, "xiezhi.yaml"), detectors, asOf: Date.UTC(2026, 2, 31) });
    const heard = manifest.detectors.filter(({ state }) => state !== "error").map(({ detector }) => detector);
    expect(heard).toEqual(["in its own tables"]);
    expect(manifest.coverage.events).toBe(5);
    expect(readdirSync(folder).filter((name) => name.startsWith("out"))).toEqual([]);
    const engine = await openWorkspace(join(folder, "workspace"));
    try {
      expect([...(await engine.tables()).keys()]).not.toContain("kept_by_guest");
      expect(await engine.all(sql`select count(*) as n, count(actor_id) as actors from stored_events`)).toEqual([
        { n: 5, actors: 5 },
      ]);
    } finally {
      engine.close();
    }
  });

  test("may call its columns what it likes", async () => {
    const names = [
      "before",
      "before_severity",
      "before_same_records",
      "occurrences",
      "first_seen",
      "status",
      "case_id",
    ];
    const own = names.map((name) => sql`null as ${id(name)}`);
    const detectors = [
      intruder("namesake", sql`select 1 as case_key, 1 as idle_ms, 'hit' as outcome, ${joinSql(own)}`),
    ];
    const config = join(folder, "xiezhi.yaml");
    const nights = [
      await run({ config, detectors, asOf: Date.UTC(2026, 2, 31) }),
      await run({ config, detectors, asOf: Date.UTC(2026, 3, 1) }),
    ];
    expect(nights.map(({ manifest }) => manifest.warnings.by_status)).toEqual([{ new: 1 }, { unchanged: 1 }]);
  });

  test("gets no further in an audit", async () => {
    const config = await loadConfig(join(folder, "xiezhi.yaml"));
    const detectors = [intruder("intruder", TRIES["reads a text"]?.() ?? sql``)];
    const { rules, events } = await audit({ config, detectors, caseId: "A1" });
    expect(rules).toMatchObject([{ outcome: "error" }]);
    expect(events).toHaveLength(2);
  });
});

describe("names and values of a configuration are never SQL", () => {
  const nasty = fc.oneof(
    fc.constantFrom(...CORPUS.filter((text) => text.trim() === text)),
    fc
      .string({ unit: fc.constantFrom(..."'\"`;-/*\\$?:()[]{}%,ab 案\u202e=".split("")), minLength: 1, maxLength: 12 })
      .filter((text) => text.trim() === text && text !== ""),
  );

  test("whatever the columns, values, labels and conditions are called", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(nasty, { minLength: 6, maxLength: 6, selector: (text) => text.toLowerCase() }),
        nasty,
        async ([caseId, activity, at, actor, extra, label], value) => {
          const names = [caseId, activity, at, actor, extra] as string[];
          const rows = [
            names,
            ["A1", "other", "2026-01-05 09:00:00", "p1", value],
            ["A2", label, "2026-01-05 09:00:00", value, ""],
          ];
          const folder = made({
            "xiezhi.yaml": stringify({
              name: value,
              sources: [
                {
                  table: "events",
                  files: "a.csv",
                  system: value,
                  columns: { case_id: caseId, activity, occurred_at: at, actor_id: actor },
                  values: { activity: { other: value, [value]: value }, actor_id: { p1: label } },
                },
              ],
              procedures: ["./p.yaml"],
              report: { language: "en", formats: [] },
            }),
            "p.yaml": stringify({
              id: "p",
              completion: "all",
              activities: { a: { zh: value, en: label, matches: [value] }, b: { zh: "b", en: "b", matches: [label] } },
              rules: [
                {
                  id: "r1",
                  template: "precedence",
                  activities: ["a", "b"],
                  severity: 3,
                  unless: { [extra as string]: value },
                },
                { id: "r2", template: "existence", activities: ["a"], severity: 3, when: { actor_id: [value, label] } },
              ],
            }),
            "a.csv": `${rows.map((row) => row.map((text) => quoted(text as string)).join(",")).join("\n")}\n`,
          });
          const said = await call(["run", ...AS_OF, "--quiet"], folder);
          if (said.exit === 2) {
            expect(said.stderr).toMatch(/^(?:(?:xiezhi|p)\.yaml:\d+|a\.csv:1): /);
            return;
          }
          expect(said).toMatchObject({ exit: 0, stderr: "" });
          const { files, detectors, coverage } = manifestIn(latest(folder));
          expect(files).toMatchObject([{ rows_in: 2, loaded: 2 }]);
          expect(coverage.events).toBe(2);
          expect(detectors.filter(({ state }) => state === "error")).toEqual([]);
        },
      ),
      { numRuns: 6, seed: 5 },
    );
  });
});

test("whatever folders and files are called, they are the ones that are read and written", async () => {
  const of = (what: string) => `${what}'"; drop table x; -- $1 [a]{b}*`;
  const folder = made({
    "xiezhi.yaml": stringify({
      ...parse(RULES_ALONE),
      workspace: of("workspace"),
      ledger: { file: of("ledger"), key: of("key"), heads: of("heads") },
      sources: [{ table: "events", files: "logs'*/*.csv" }],
      procedures: [`./${of("permit")}.yaml`],
      report: { folder: of("reports"), formats: ["html"] },
    }),
    [`${of("permit")}.yaml`]: PROCEDURE,
    [`${of("logs")}/${of("a")}.csv`]: CLEAN,
  });
  const names = ["heads", "key", "ledger", "logs", "permit", "reports", "workspace"];
  for (const args of [["run", ...AS_OF, "--quiet"], ["purge", "--before", "2026-01-01"], ["verify"]]) {
    const { exit, stderr } = await call(args, folder);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
  }
  expect(readdirSync(folder).sort()).toEqual([
    ...names.map((name) => of(name) + (name === "permit" ? ".yaml" : "")),
    "xiezhi.yaml",
  ]);
  expect(manifestIn(join(folder, of("reports"), "latest")).files).toMatchObject([{ loaded: 5 }]);
});

describe("hostile texts of a log stay texts in every output", () => {
  let folder: string;
  let said: Said;
  beforeAll(async () => {
    const rows = CORPUS.flatMap((text, i) => [
      [`e${i}`, text, "decide", "2026-01-05 09:00:00", text, text],
      [`f${i}`, `C${i}`, text, "2026-01-05 09:00:00", text, text],
    ]);
    const header = ["event_id", "case_id", "activity", "occurred_at", "actor_id", "org_id"];
    folder = made(
      project({
        "xiezhi.yaml": CONFIG.replace(
          "[html]",
          `[html, xlsx, docx], leads: 'top:100', audience: circulation, deliver: [sh, -c, 'env -0 > environment']`,
        ),
        "logs/a.csv": [header, ...rows].map((row) => row.map(quoted).join(",")).join("\n"),
      }),
    );
    said = await call(["run", ...AS_OF], folder);
  });

  /** The parts of a ZIP archive, unpacked. */
  const partsOf = (path: string): Map<string, string> => {
    const bytes = readFileSync(path);
    return new Map(
      [...zipEntries(bytes)].map(({ name, method, compressed }) => [
        name,
        (method === 0 ? compressed : inflateRawSync(compressed)).toString("utf8"),
      ]),
    );
  };
  const textOf = (xml: string): string => {
    let text = "";
    const parser = new SaxesParser();
    parser.on("error", (error) => {
      throw error;
    });
    parser.on("text", (piece) => {
      text += piece;
    });
    parser.write(xml).close();
    return text;
  };

  /** An identifier has no blanks around it, and nothing that nobody sees. */
  const keptOf = (text: string): string => text.replace(/\t$/, "").replace(/[^\P{C}\t\n\v\f\r\u0085]/gu, "");

  test("the terminal", () => {
    expect(said.exit).toBe(0);
    noControl(folder, said);
  });

  test("the machine files", () => {
    const subjects = new Set(warningsIn(latest(folder)).map(({ case_id }) => case_id));
    expect(CORPUS.map(keptOf).filter((text) => !subjects.has(text))).toEqual([]);
  });

  const noMarkup = (html: string): void => {
    for (const text of CORPUS.filter((one) => /<[a-z/!]/i.test(one))) expect(html).not.toContain(text);
    expect(html).not.toMatch(/<(img|svg)[^>]*on(error|load)=alert/i);
    expect(html).not.toMatch(/(href|src)="(?!#|data:|")/i);
    for (const char of [ESC, "\u202e"]) expect(html).not.toContain(char);
  };
  /** The texts of the parts of a document, none of which is a formula or leads out of it. */
  const documentOf = (path: string): string => {
    const parts = partsOf(path);
    for (const [name, xml] of parts) {
      expect([name, /<f[ >]/.test(xml)]).toEqual([name, false]);
      expect([name, /TargetMode="External"/.test(xml)]).toEqual([name, false]);
    }
    const texts = [...parts].filter(([name]) => /\.xml$/.test(name)).map(([, xml]) => textOf(xml));
    return texts.join("\n");
  };

  test.each(["report.html", "circulation/report.html"])("the page %s", (file) => {
    noMarkup(readFileSync(join(latest(folder), file), "utf8"));
  });

  test.each(["report.xlsx", "leads.docx"])("%s", (file) => {
    const all = documentOf(join(latest(folder), file));
    for (const text of CORPUS) expect(all).toContain(visible(keptOf(text)).trim().slice(0, 200));
  });

  test.each(["report.xlsx", "leads.docx"])("circulation/%s", (file) => {
    expect(documentOf(join(latest(folder), "circulation", file))).not.toBe("");
  });

  test("Arrow IPC", () => {
    const table = tableFromIPC(readFileSync(join(latest(folder), "warnings.arrow")));
    const subjects = new Set([...(table.getChild("case_id") ?? [])]);
    expect(CORPUS.map(keptOf).filter((text) => !subjects.has(text))).toEqual([]);
  });

  test("the command that sends a report on hears of a folder and a run", () => {
    const environment = readFileSync(join(folder, "environment"), "utf8").split("\0");
    expect(environment.filter((one) => one.startsWith("XIEZHI_")).sort()).toEqual([
      `XIEZHI_REPORT=${realpathSync(latest(folder))}`,
      `XIEZHI_RUN=${manifestIn(latest(folder)).run_id}`,
    ]);
  });

  test("the page of a case", async () => {
    for (const text of CORPUS.filter((one) => /[<&]|script/.test(one) || one.includes(ESC))) {
      const { exit, stderr } = await call(["audit", "--html", "case.html", "--", text], folder);
      expect(exit, stderr).toBe(0);
      noMarkup(readFileSync(join(folder, "case.html"), "utf8"));
    }
  });

  test("a clearance, and what reviewers write", async () => {
    const note = CORPUS.join(" ").replace(/\0/g, "");
    const { warning_id: id } = warningsIn(latest(folder)).find(({ case_id }) => case_id === CORPUS[0]) as Warning;
    for (const by of [`jia${CORPUS[1]}`, `yi${ESC}[2J`]) {
      const view = ["--code", "data-problem", "--note", note, "--by", by];
      const said = await call(["review", id, ...view], folder);
      expect(said.exit, said.stderr).toBe(0);
      noControl(folder, said);
    }
    const explained = await call(["review", id, "--explanation", note, "--by", `ding${CORPUS[20]}`], folder);
    noControl(folder, explained);
    const said = await call(["clearance", id], folder);
    expect(said.exit, said.stderr).toBe(0);
    noControl(folder, said);
    noMarkup(readFileSync(join(folder, `clearances/clearance-${id}.html`), "utf8"));
    expect(documentOf(join(folder, `clearances/clearance-${id}.docx`))).toContain("<script>alert(1)</script>");
    noControl(folder, await call(["explain", id], folder));
    noControl(folder, await call(["explain", id, "--json"], folder));
  });

  test("what check and verify say", async () => {
    for (const args of [["check"], ["check", "--json"], ["verify"], ["verify", "--json"]]) {
      const said = await call(args, folder);
      expect(said.exit, said.stderr).toBe(0);
      noControl(folder, said);
    }
  });

  test("what is asked of single cases and warnings", async () => {
    const [first] = warningsIn(latest(folder));
    for (const text of [CORPUS[0], CORPUS[20], CORPUS[22]]) {
      const audited = await call(["audit", text as string], folder);
      expect(audited.exit).toBe(0);
      noControl(folder, audited);
    }
    noControl(folder, await call(["explain", first?.warning_id ?? ""], folder));
    noControl(folder, await call(["explain", `${CORPUS[20]}`], folder));
    noControl(folder, await call(["suppress", "--rule", `${CORPUS[20]}`, "--subject", `${CORPUS[21]}`], folder));
  });
});

describe("files made to exhaust whoever reads them", () => {
  const folder = mkdtempSync(join(tmpdir(), "xiezhi-exhaust-"));
  folders.push(folder);
  const told = async (files: Parameters<typeof writeAll>[1]): Promise<Said> => {
    const own = join(folder, Math.random().toString(36).slice(2));
    mkdirSync(own);
    writeAll(own, files);
    return call(["run", ...AS_OF, "--quiet"], own);
  };

  test.each([
    [
      "a file larger than allowed",
      project({ "xiezhi.yaml": `${CONFIG}ingest: { max_bytes: 100 }\n` }),
      /larger than 100 bytes; raise ingest\.max_bytes/,
    ],
    [
      "more columns than a log has",
      project({
        "logs/a.csv": `${CLEAN.split("\n")[0]}${Array.from({ length: 5000 }, (_, i) => `,x${i}`).join("")}\n`,
      }),
      /5005 columns; more than 4096 are not read/,
    ],
    [
      "a configuration that multiplies itself",
      project({
        "xiezhi.yaml": `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nname: [*c,*c,*c,*c,*c,*c,*c]\n`,
      }),
      /xiezhi\.yaml/,
    ],
    [
      "a configuration of more keys than can be held against each other",
      project({ "xiezhi.yaml": `${Array.from({ length: 30_000 }, (_, i) => `k${i}: 1`).join("\n")}\n${CONFIG}` }),
      /^xiezhi\.yaml:50: unknown key k49; there are name, .*\nand 29950 more mistakes$/m,
    ],
    ["a configuration nested without end", project({ "xiezhi.yaml": `a: ${"[".repeat(50_000)}` }), /^xiezhi\.yaml:1: /],
    [
      "a pattern made to be tried for ever",
      project({
        "xiezhi.yaml": CONFIG.replace("logs/*.csv", `logs/${"+(+(a|aa))".repeat(20)}b*.csv`),
        [`logs/${"a".repeat(60)}.csv`]: CLEAN,
      }),
      /no file matches/,
    ],
  ] as const)(
    "%s",
    async (_, files, says) => {
      const { exit, stderr } = await told(files);
      expect(exit).toBe(2);
      expect(stderr).toMatch(says);
      expect(stderr).not.toMatch(/^\s+at /m);
    },
    60_000,
  );
});
