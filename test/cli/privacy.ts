import { createSecretKey } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { openDuckDB } from "../../pipeline/engine/duckdb.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { pseudonym } from "../../pipeline/privacy/pseudonyms.ts";
import type { RunManifest } from "../../schemas/run.ts";
import { manifestIn, warningsIn } from "../kit/cli.ts";
import {
  AS_OF,
  type Case,
  CLEAN,
  CONFIG,
  HEAD,
  latest,
  notesIn,
  project,
  RULES_ALONE,
  RUN,
  reasons,
  TRACE,
  XES,
} from "./project.ts";

/** Every byte below a folder, the workspace's database with what it has written ahead included. */
function everythingIn(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Buffer.concat(files.map((entry) => readFileSync(join(entry.parentPath, entry.name))));
}

const marked = (rows: string): string => `${HEAD.trim()},密级,封存\n${rows}`;
const MARKED = marked(`e1,A1,accept,2026-01-05 09:00:00,p1,,
e2,A1,decide,2026-01-06 10:00:00,p2,公开,否
e3,A2,decide,2026-01-07 10:00:00,SECRET-OFFICER,秘密★20年,
e4,A3,accept,2026-01-05 09:00:00,SEALED-OFFICER,,未成年人犯罪记录封存
e5,A4,对SPIED-ON采取技术侦查措施,2026-01-05 09:00:00,p1,,
e6,A5,accept,no date of HIDDEN-TIME,p1,机密,
e7,A6,accept,2026-01-05 09:00:00,BROKEN-ROW,,,x,y
`);

/** Marks where nobody may have looked for them: other names, a second column, other tables, attributes. */
const SCATTERED = project({
  "xiezhi.yaml": `${CONFIG.replace('"logs/*.csv"', '"logs/*"').replace("procedures:", '  - { table: interventions, files: "r.csv" }\nprocedures:')}`,
  "logs/a.csv": `${HEAD.trim()},sealed_flag,封存,犯罪记录封存,案件类型\n${[
    "e1,A1,accept,2026-01-05 09:00:00,p1,0,,,",
    "e2,A2,accept,2026-01-05 09:00:00,HELD-1,1,,,",
    "e3,A3,accept,2026-01-05 09:00:00,HELD-2,0,否,是,",
    "e4,A4,accept,2026-01-05 09:00:00,HELD-3,,,,国安案件",
  ].join("\n")}\n`,
  "logs/b.xes": XES(
    [
      '<string key="密级" value="机密"/>|HELD-4|',
      '|HELD-5|<boolean key="Sealed" value="true"/>',
      '|HELD-8|<string key="密级 " value="秘密"/>',
      '|HELD-9|<string key="密级" value="公开"/><string key="密级" value="秘密"/>',
      '<string key="密级" value="公开"/>|p1|<string key="secrecy_level" value="none"/>',
    ]
      .map((marks, i) => {
        const [ofCase, actor, ofEvent] = marks.split("|");
        return TRACE.replace('"A1"/>', `"X${i}"/>${ofCase}`).replace(
          "</event>",
          `<string key="org:resource" value="${actor}"/>${ofEvent}</event>`,
        );
      })
      .join(""),
  ),
  "logs/c.ndjson": `${["密级 ", "\u3000密级", "密\u3000级", "ＳＥＡＬＥＤ"]
    .map((name, i) =>
      JSON.stringify({
        ...{ event_id: `n${i}`, case_id: `N${i}`, activity: "accept", occurred_at: "2026-01-05 09:00:00" },
        ...{ actor_id: `HELD-7${i}`, [name]: "机密" },
      }),
    )
    .join("\n")}\n`,
  "logs/d.jsonocel": JSON.stringify({
    objects: [{ id: "O1", type: "case", attributes: [] }],
    events: [
      {
        ...{ id: "o1", type: "accept", time: "2026-01-05T09:00:00+08:00" },
        attributes: [" 密级", "resource"].map((name, i) => ({ name, value: i === 0 ? "机密" : "HELD-10" })),
        relationships: [{ objectId: "O1", qualifier: "case" }],
      },
    ],
  }),
  "r.csv": "record_id,case_id,received_at,inquirer_id,密级\nr1,A1,2026-01-05 09:00:00,HELD-6,机密\n",
});

const withCases = `${RULES_ALONE.replace("procedures:", '  - { table: cases, files: "cases/*.csv" }\nprocedures:')}`;
const withNumbers = withCases.replace("case-number-series: off, ", "");
const CASES = "case_id,case_type,密级,封存\nA1,permit,,\nA2,permit,,\nA3,permit,,\n";

const POSTS = "posting_id,actor_id,from_at,to_at\n";

const KEY = createSecretKey(Buffer.from("5".repeat(64), "hex"));
const CIRCULATED = [...RUN, "--audience", "circulation"];
const PSEUDONYM = pseudonym(KEY, "p2");
const asked = (name: string, by: string, approver: string): string[] => [
  "reidentify",
  name,
  "--by",
  by,
  "--approved-by",
  approver,
  "--reason",
  "a talk",
];

async function firstRunWasIn2020(folder: string): Promise<void> {
  const engine = await openDuckDB({ path: join(folder, "workspace/xiezhi.duckdb") });
  await engine.run(sql`update runs set finished_at = 1577836800000 where run_id like '20260331%'`);
  engine.close();
}

/** A detector that does not run to its end leaves what it would have told untold. */
async function oneFailed(folder: string): Promise<void> {
  const engine = await openDuckDB({ path: join(folder, "workspace/xiezhi.duckdb") });
  const [run] = await engine.all<{ manifest: string }>(sql`select manifest from runs order by as_of desc limit 1`);
  const manifest = JSON.parse(run?.manifest ?? "") as RunManifest;
  const detectors = manifest.detectors.map((one) => (one.detector === "overdue" ? { ...one, state: "error" } : one));
  await engine.run(sql`
    update runs set manifest = ${JSON.stringify({ ...manifest, detectors })} where run_id = ${manifest.run_id}`);
  engine.close();
}

const PURGE = ["purge", "--before", "2025-01-01"];
const CONFLICTS = "declaration_id,actor_id,party_id,from_at,to_at\nK1,pC,x,2022-01-01,2023-05-31\n";
const SERIES = Array.from({ length: 30 }, (_, i) => i + 1);
/** One is closed, one open, and of one a system's default date says that it is not known. */
const CLOSINGS = new Map([
  [10, "2024-12-25"],
  [11, ""],
  [12, "1970-01-01 08:00:00"],
]);
const codesIn = (folder: string): string[] => warningsIn(latest(folder)).map(({ code }) => code);

/** What is held of persons, and for how long. */
export const PRIVACY: Readonly<Record<string, Case>> = {
  "records that may not be held are counted, and nothing of them is kept": {
    files: project({
      "xiezhi.yaml": CONFIG.replace(
        'files: "logs/*.csv"',
        'files: "logs/*.csv"\n    columns: { case_id: case_id, activity: activity, occurred_at: occurred_at, actor_id: actor_id }',
      ).concat("ingest: { max_quarantine_share: 0.2 }\n"),
      "logs/a.csv": MARKED,
    }),
    steps: [
      {
        args: ["check"],
        exit: 0,
        after: (_, { stdout, stderr }) => expect(stdout + stderr).not.toMatch(/OFFICER|SPIED|HIDDEN|BROKEN/),
      },
      {
        args: RUN,
        exit: 0,
        after: (folder) => {
          expect(reasons(folder)).toEqual([
            "logs/a.csv:4 密级 secret",
            "logs/a.csv:5 封存 sealed",
            "logs/a.csv:6 activity excluded",
            "logs/a.csv:7 密级 secret",
            "logs/a.csv:8 - too-many-columns",
          ]);
          const [file] = manifestIn(latest(folder)).files;
          expect(file).toMatchObject({ rows_in: 7, loaded: 2, quarantined: 5, refused: 4 });
          expect(notesIn(folder)).toContain("bears a secrecy level and was refused: 2");
          const kept = Buffer.concat([
            everythingIn(join(folder, "reports")),
            everythingIn(join(folder, "workspace")),
          ]).toString("latin1");
          expect(kept).not.toMatch(/SECRET-OFFICER|SEALED-OFFICER|SPIED-ON|HIDDEN-TIME|BROKEN-ROW/);
        },
      },
      { args: RUN, exit: 0, after: (folder) => expect(manifestIn(latest(folder)).files[0]?.refused).toBe(4) },
    ],
  },
  "a mark is found under any of its names, in any table": {
    files: SCATTERED,
    steps: [
      {
        args: RUN,
        exit: 0,
        after: (folder) => {
          expect(reasons(folder)).toEqual([
            "logs/a.csv:3 sealed_flag sealed",
            "logs/a.csv:4 犯罪记录封存 sealed",
            "logs/a.csv:5 案件类型 excluded",
            "logs/b.xes:3 case_id secret",
            "logs/b.xes:4 sealed sealed",
            "logs/b.xes:5 密级 secret",
            "logs/b.xes:6 密级#2 secret",
            "logs/b.xes:3 密级 secret",
            "logs/c.ndjson:1 密级 secret",
            "logs/c.ndjson:2 密级 secret",
            "logs/c.ndjson:3 密\u3000级 secret",
            "logs/c.ndjson:4 ＳＥＡＬＥＤ sealed",
            "logs/d.jsonocel:1 密级 secret",
            "r.csv:2 密级 secret",
          ]);
          expect(manifestIn(latest(folder)).coverage.events).toBe(2);
          const kept = Buffer.concat([everythingIn(join(folder, "reports")), everythingIn(join(folder, "workspace"))]);
          expect(kept.toString("latin1")).not.toMatch(/HELD-\d/);
        },
      },
    ],
  },
  "a case that is sealed later is taken out, and stays out": {
    files: project({ "xiezhi.yaml": withCases, "cases/1.csv": CASES }),
    steps: [
      {
        args: RUN,
        exit: 0,
        after: (folder) => expect(warningsIn(latest(folder)).map(({ case_id }) => case_id)).toContain("A2"),
      },
      {
        write: { "cases/2.csv": CASES.replace("A2,permit,,", "A2,permit,,已封存") },
        args: RUN,
        exit: 0,
        after: (folder) => {
          expect(warningsIn(latest(folder)).map(({ case_id }) => case_id)).not.toContain("A2");
          expect(notesIn(folder)).toContain("taken out of the workspace (the record is sealed and was refused: 2)");
        },
      },
      {
        write: { "logs/b.csv": CLEAN.concat("e9,A2,accept,2026-02-01 09:00:00,p1\n") },
        args: ["run", ...AS_OF, "--quiet"],
        exit: 0,
        after: (folder) => {
          expect(manifestIn(latest(folder)).coverage.cases).toBe(2);
          expect(manifestIn(latest(folder)).files.find(({ file }) => file === "logs/b.csv")).toMatchObject({
            rows_in: 6,
            duplicates: 4,
            refused: 2,
          });
        },
      },
      { args: ["audit", "A2"], exit: 2, complains: ["no case A2"] },
    ],
  },
  "an act that is sealed later is taken out, and what was told of it is told no more": {
    files: project({
      "logs/a.csv": CLEAN.replace(
        "e3,A2,decide,2026-01-07 10:00:00,p2",
        "e3,A2,decide,2026-01-07 10:00:00,LATER",
      ).concat("e6,A2,decide,2026-01-09 10:00:00,p3\ne7,A4,decide,2026-01-09 10:00:00,LATER\n"),
    }),
    steps: [
      {
        args: RUN,
        exit: 0,
        after: (folder) => expect(JSON.stringify(warningsIn(latest(folder)))).toContain("LATER"),
      },
      {
        write: {
          "logs/b.csv": marked(
            "e3,A2,decide,2026-01-07 10:00:00,LATER,,\ne3,A2,decide,2026-01-07 10:00:00,LATER,,是\ne7,A4,decide,2026-01-09 10:00:00,LATER,,是\n",
          ),
        },
        args: RUN,
        exit: 0,
        after: (folder) => {
          expect(notesIn(folder)).toContain("taken out of the workspace (the record is sealed and was refused: 2)");
          expect(everythingIn(realpathSync(latest(folder))).toString()).not.toContain("LATER");
          const told = warningsIn(latest(folder)).filter(({ case_id }) => case_id === "A2");
          expect(told.map(({ rule, status }) => [rule, status])).toEqual([["accepted-first", "updated"]]);
          expect(told[0]?.evidence.map(({ event_id }) => event_id)).toEqual(["e6"]);
          expect(manifestIn(latest(folder)).coverage.cases).toBe(3);
        },
      },
      { args: ["audit", "A4"], exit: 2, complains: ["no case A4"] },
    ],
  },
  "who stands behind a pseudonym is told to two persons with a reason, and the ledger knows that they asked": {
    files: project({ "pseudonym-key": `${"5".repeat(64)}\n` }),
    steps: [
      { args: RUN, exit: 0 },
      { args: asked(PSEUDONYM, "jia", "yi"), exit: 3, complains: ["others may read the key"] },
      {
        before: (folder) => chmodSync(join(folder, "pseudonym-key"), 0o600),
        args: asked("P2", "jia", "yi"),
        exit: 2,
        complains: ["not a pseudonym"],
      },
      { args: asked(PSEUDONYM, "jia", " JI\uff21 "), exit: 2, complains: ["another person than the one who asks"] },
      { args: ["verify", "--json"], exit: 0, says: [/"byKind":\{"key":1,"run":1\}/] },
      { args: asked(PSEUDONYM, "jia", "yi"), exit: 0, says: [`${PSEUDONYM} p2`] },
      { args: asked("P000000000000", "jia", "yi"), exit: 2, complains: ["nobody whom the workspace holds"] },
      {
        args: ["verify", "--json"],
        exit: 0,
        says: ['"re-identification":2'],
        after: (folder) => {
          const entries = readFileSync(join(folder, "workspace/ledger.ndjson"), "utf8").trim().split("\n");
          const told = entries.map((line) => Buffer.from(JSON.parse(line).payload, "base64").toString("utf8"));
          expect(told.at(-2)).toContain('"approver":"yi","reason":"a talk"');
          expect(told.join("")).not.toMatch(/"p2"/);
        },
      },
    ],
  },
  "a key of the pseudonyms that is gone, or is another one, is not passed over": {
    files: project(),
    steps: [
      { args: CIRCULATED, exit: 0 },
      {
        before: (folder) => renameSync(join(folder, "pseudonym-key"), join(folder, "kept")),
        args: CIRCULATED,
        exit: 3,
        complains: [
          "the key of the pseudonyms is not there; restore it",
          "xiezhi key pseudonyms",
          "is complete but for the edition for circulation",
        ],
        after: (folder) => {
          expect(existsSync(join(folder, "pseudonym-key"))).toBe(false);
          expect(notesIn(folder)).toContain("made: the key of the pseudonyms is not there, and is to be restored");
          expect(warningsIn(latest(folder))).toHaveLength(2);
          for (const name of ["circulation", "circulation-ids.ndjson"])
            expect(existsSync(join(latest(folder), name))).toBe(false);
        },
      },
      { args: ["key", "pseudonyms"], exit: 0, says: [/^New key of the pseudonyms {2}pseudonym-key\n/] },
      {
        write: { "before.yaml": `${RULES_ALONE}privacy: { pseudonym_key: ./kept }\n` },
        args: (folder) => {
          const key = createSecretKey(Buffer.from(readFileSync(join(folder, "kept"), "utf8").trim(), "hex"));
          return [...asked(pseudonym(key, "p2"), "jia", "yi"), "--config", "before.yaml"];
        },
        exit: 0,
        says: [/^P\w+ p2\n/],
      },
      {
        args: CIRCULATED,
        exit: 0,
        after: (folder) => renameSync(join(folder, "kept"), join(folder, "pseudonym-key")),
      },
      {
        args: CIRCULATED,
        exit: 3,
        complains: ["not the key that earlier pseudonyms were made with"],
        after: (folder) => expect(notesIn(folder)).toContain("is not the one that earlier pseudonyms were made with"),
      },
      {
        before: (folder) => chmodSync(join(folder, "pseudonym-key"), 0o644),
        args: CIRCULATED,
        exit: 3,
        complains: ["others may read the key"],
        after: (folder) => expect(notesIn(folder)).toContain("may be read by others"),
      },
      {
        before: (folder) => {
          renameSync(join(folder, "pseudonym-key"), join(folder, "kept"));
          writeFileSync(join(folder, "pseudonym-key"), "no key", { mode: 0o600 });
        },
        args: CIRCULATED,
        exit: 3,
        complains: ["not a key of pseudonyms"],
        after: (folder) => {
          expect(notesIn(folder)).toContain("is not what its file holds");
          renameSync(join(folder, "kept"), join(folder, "pseudonym-key"));
          chmodSync(join(folder, "pseudonym-key"), 0o600);
        },
      },
      { args: ["key", "pseudonyms"], exit: 0, says: ["From now on", "keep the one before"] },
      { args: ["key", "pseudonyms"], exit: 0, says: ["already"] },
      { args: ["verify", "--json"], exit: 0, says: ['"pseudonym-key":2'] },
    ],
  },
  "what is older than a day is purged; the ledger and the reports know it": {
    files: project({
      "xiezhi.yaml": `${withCases.replace("procedures:", '  - { table: postings, files: "posts/*.csv" }\n  - { table: handovers, files: "handovers.csv" }\nprocedures:')}ingest: { max_quarantine_share: 0.5 }\n`,
      "cases/1.csv": "case_id,case_type,opened_at\nCOMING,permit,1970-01-01 08:00:00\n",
      "posts/1.csv": `${POSTS}p1,OLD-OFFICER,2015-01-01,\n`,
      "posts/2.csv": `${POSTS}p1,OLD-OFFICER,2015-01-01,2020-02-01\np2,p2,2015-01-01,\n`,
      "handovers.csv": "record_id,handover_no,side,at,org_id,persons\nh1,n1,sent,2020-01-05,u1,OLD-OFFICER\n",
      "logs/a.csv": `${CLEAN}e6,OLD,accept,2020-01-05 09:00:00,OLD-OFFICER
e7,OLD,decide,2020-01-06 09:00:00,p2
e8,WATCHED,decide,2020-01-06 09:00:00,p2
e9,BAD,decide,no time of BAD-OFFICER,p2
`,
    }),
    steps: [
      { args: RUN, exit: 0, after: (folder) => expect(everythingIn(folder).includes("OLD-OFFICER")).toBe(true) },
      { args: ["purge", "--before", "2999-01-01"], exit: 2, complains: ["this day lies ahead"] },
      { args: ["purge", "--before", "yesterday"], exit: 2, complains: ["not a date"] },
      {
        args: ["purge", "--before", "2025-01-01", "--dry-run", "--json"],
        exit: 0,
        says: [/"cases":1,"kept":1,"undated":1/],
        after: (folder) => expect(everythingIn(join(folder, "workspace")).includes("OLD-OFFICER")).toBe(true),
      },
      {
        args: ["purge", "--before", "2025-01-01"],
        exit: 0,
        says: [
          "Purged: 1 case with 5 rows",
          "because the last run warns of them, or by their records: 1",
          "no record has a time: 1",
        ],
        after: (folder) => {
          const held = everythingIn(join(folder, "workspace"));
          expect(held.includes("OLD-OFFICER")).toBe(false);
          expect(held.includes("WATCHED")).toBe(true);
        },
      },
      {
        write: {
          "posts/3.csv": `${POSTS}p1,OLD-OFFICER,2015-01-01,2020-02-01\np2,p2,2015-01-01,2021-01-01\np3,p3,2026-01-01,\n`,
          "logs/b.csv": `${HEAD}e6,OLD,accept,2020-01-05 09:00:00,OLD-OFFICER\ne10,COMING,decide,2026-04-01 09:00:00,p2\n`,
        },
        args: ["run", "--as-of", "2026-04-30", "--quiet"],
        exit: 0,
        after: (folder) => {
          expect(notesIn(folder)).toMatch(/counted and nothing of them kept \(the case or entry was purged [^:]*: 3\)/);
          expect(notesIn(folder)).toMatch(/taken out of the workspace \(the case or entry was purged [^:]*: 6\)/);
          expect(warningsIn(latest(folder)).map(({ case_id }) => case_id)).toEqual(
            expect.arrayContaining(["COMING", "WATCHED"]),
          );
          const posts = manifestIn(latest(folder)).files.find(({ file }) => file === "posts/3.csv");
          expect(posts).toMatchObject({ rows_in: 3, loaded: 1, refused: 2 });
          expect(manifestIn(latest(folder)).files.find(({ file }) => file === "logs/b.csv")).toMatchObject({
            rows_in: 2,
            loaded: 1,
            refused: 1,
          });
        },
      },
      {
        before: firstRunWasIn2020,
        args: ["purge", "--before", "2025-01-01"],
        exit: 0,
        says: [/Reports\n {2}· reports\/20260331T/, "Texts of unreadable rows: 0"],
        after: (folder) => expect(readdirSync(join(folder, "reports"))).toHaveLength(2),
      },
      {
        args: ["verify"],
        exit: 0,
        says: ["5 rows of 1 case and ended posts", /[1-9] purged as they were, 0 no longer there/],
      },
      { args: ["audit", "OLD"], exit: 2, complains: ["no case OLD"] },
    ],
  },
  "a purge that was cut short is ended by the next command": {
    files: project({
      "logs/a.csv": `${CLEAN}e6,OLD,accept,2020-01-05 09:00:00,OLD-OFFICER\ne7,OLD,decide,2020-01-06 09:00:00,p2\n`,
    }),
    steps: [
      { args: RUN, exit: 0 },
      { before: firstRunWasIn2020, args: ["run", "--as-of", "2026-04-30", "--quiet"], exit: 0 },
      {
        // What stands in the way of the database's new copy cuts it off after its transaction and its entry.
        before: (folder) => void mkdirSync(join(folder, "workspace/xiezhi.duckdb.rewritten/x"), { recursive: true }),
        args: ["purge", "--before", "2025-01-01"],
        exit: 3,
        complains: ["xiezhi.duckdb.rewritten"],
        after: (folder) => expect(everythingIn(join(folder, "workspace")).includes("OLD-OFFICER")).toBe(true),
      },
      {
        before: (folder) => rmSync(join(folder, "workspace/xiezhi.duckdb.rewritten"), { recursive: true }),
        args: ["suppress", "--list"],
        exit: 0,
        after: (folder) => {
          expect(everythingIn(join(folder, "workspace")).includes("OLD-OFFICER")).toBe(false);
          expect(readdirSync(join(folder, "reports")).filter((name) => name.startsWith("2026"))).toHaveLength(1);
        },
      },
      { args: ["audit", "OLD"], exit: 2, complains: ["no case OLD"] },
      {
        args: ["verify"],
        exit: 0,
        says: ["2 rows of 1 case and ended posts", /[1-9] purged as they were, 0 no longer/],
      },
      { args: RUN, exit: 0 },
    ],
  },
  "what was purged is no gap, and what is open or goes on stays": {
    files: project({
      "xiezhi.yaml": withNumbers.replace("procedures:", '  - { table: postings, files: "posts.csv" }\nprocedures:'),
      "posts.csv": "posting_id,actor_id,org_id,from_at,to_at\nP1,GONE,D1,2020-01-01,2024-06-30\nP2,p2,D1,2020-01-01,\n",
      "cases/1.csv": `case_id,case_no,org_id,opened_at,closed_at\n${SERIES.map(
        (n) => `N${n},（2024）京0101刑初${n}号,D1,2024-12-20 09:00:00,${CLOSINGS.get(n) ?? "2025-02-01"}\n`,
      ).join("")}`,
      "logs/a.csv": HEAD + SERIES.map((n) => `e${n},N${n},accept,2024-12-20 09:00:00,p1\n`).join(""),
    }),
    steps: [
      { args: RUN, exit: 0, after: (folder) => expect(codesIn(folder)).not.toContain("DI01") },
      {
        args: ["purge", "--before", "2025-01-01"],
        exit: 0,
        says: ["Purged: 1 case with 3 rows", "as their closing is no moment: 1", "no closing is on record: 1"],
      },
      {
        args: RUN,
        exit: 0,
        after: (folder) => {
          expect(codesIn(folder)).not.toContain("DI01");
          expect(manifestIn(latest(folder)).coverage.cases).toBe(29);
          expect(everythingIn(join(folder, "workspace")).includes("GONE")).toBe(false);
        },
      },
    ],
  },
  "what a notice about no case, or about another, rests on is not purged": {
    files: project({
      "xiezhi.yaml": withNumbers
        .replace("missed-recusal: off, ", "")
        .replace("procedures:", '  - { table: conflicts, files: "conflicts/*.csv" }\nprocedures:'),
      "conflicts/1.csv": CONFLICTS,
      "cases/1.csv": `case_id,case_no,org_id,opened_at,closed_at\n${["A", "B", "C", "D"]
        .map(
          (name, i) => `${name},（2023）京0105刑初${Math.max(7, 6 + i)}号,D1,2023-01-09 09:00:00,2023-06-01 09:00:00\n`,
        )
        .join("")}`,
      "logs/a.csv": `${HEAD.trim()},party_id\n${["A", "B", "C", "D"]
        .map((name) => `e${name},${name},accept,2023-01-09 09:00:00,p${name},${name === "C" ? "x" : ""}\n`)
        .join("")}`,
    }),
    steps: [
      { args: RUN, exit: 0, after: (folder) => expect(codesIn(folder).sort()).toEqual(["DI01", "PR01"]) },
      { args: ["purge", "--before", "2024-01-01"], exit: 0, says: ["Purged: 1 case with", "their records: 3"] },
      {
        // The declaration has ended, and comes again with the register.
        write: { "conflicts/2.csv": `${CONFLICTS}K2,p9,y,2023-01-01,2023-03-01\n` },
        args: RUN,
        exit: 0,
        after: (folder) => {
          const told = warningsIn(latest(folder)).map(({ code, status }) => `${code} ${status}`);
          expect(told.sort()).toEqual(["DI01 unchanged", "PR01 unchanged"]);
        },
      },
    ],
  },
  "nothing is purged that the last run did not look at": {
    files: project({ "logs/a.csv": `${CLEAN}e6,OLD,decide,2023-01-06 09:00:00,p2\n` }),
    steps: [
      { args: ["run", "--as-of", "2023-12-31", "--quiet"], exit: 0 },
      {
        args: [...PURGE, "--dry-run"],
        exit: 2,
        complains: ["the last run looked from 2023-12-31, which is before that day; run again, then purge"],
      },
      { args: RUN, exit: 0 },
      {
        before: oneFailed,
        args: PURGE,
        exit: 2,
        complains: ["the last run could not ask overdue; run again, then purge"],
      },
      { args: RUN, exit: 0 },
      {
        write: { "logs/b.csv": `${HEAD}e7,LATE,decide,2023-01-06 09:00:00,p2\n` },
        args: [...RUN, "--out", "xiezhi.yaml/report"],
        exit: 4,
      },
      { args: PURGE, exit: 2, complains: ["the last run has not looked at all that is loaded"] },
      { args: RUN, exit: 0 },
      { args: PURGE, exit: 0, says: ["Purged: 0 cases", "their records: 2"] },
    ],
  },
};
