import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "vitest";
import { type Files, manifestIn, type Said, warningsIn } from "./cli.ts";

/** One command and what is expected of it. Every step must end without a stack, and every report must add up. */
export interface Step {
  readonly args: readonly string[];
  readonly exit: number;
  /** What stdout and stderr hold. */
  readonly says?: readonly (string | RegExp)[];
  readonly complains?: readonly (string | RegExp)[];
  /** Files written before it. */
  readonly write?: Files;
  before?(folder: string): void;
  after?(folder: string, said: Said): void;
}

export interface Case {
  readonly files: Files;
  readonly steps: readonly Step[];
}

const CONFIG = `name: Test
timezone: Asia/Shanghai
sources:
  - table: events
    files: "logs/*.csv"
procedures: [./permit.yaml]
report: { language: en, formats: [html] }
`;

const PROCEDURE = `id: permit
completion: all
activities:
  accept: { zh: 受理, en: Acceptance, matches: [accept] }
  decide: { zh: 决定, en: Decision, matches: [decide] }
rules:
  - id: accepted-first
    template: precedence
    activities: [accept, decide]
    severity: 4
  - id: decided-in-ten-days
    template: deadline
    activities: [accept, decide]
    limit: { duration: 10d }
    severity: 2
`;

const HEAD = "event_id,case_id,activity,occurred_at,actor_id\n";
const CLEAN = `${HEAD}e1,A1,accept,2026-01-05 09:00:00,p1
e2,A1,decide,2026-01-06 10:00:00,p2
e3,A2,decide,2026-01-07 10:00:00,p2
e4,A3,accept,2026-01-05 09:00:00,p1
e5,A3,decide,2026-02-05 09:00:00,p2
`;
const AS_OF = ["--as-of", "2026-03-31"];
const RUN = ["run", ...AS_OF, "--quiet"];

const project = (files: Files = {}): Files => ({
  "xiezhi.yaml": CONFIG,
  "permit.yaml": PROCEDURE,
  "logs/a.csv": CLEAN,
  ...files,
});
const config = (from: string, to: string): Files => project({ "xiezhi.yaml": CONFIG.replace(from, to) });
const lenient = (log: string): Files =>
  project({ "xiezhi.yaml": `${CONFIG}ingest: { max_quarantine_share: 1 }\n`, "logs/a.csv": log });
const once = (files: Files, step: Step): Case => ({ files, steps: [step] });

const latest = (folder: string) => join(folder, "reports/latest");
const accountOf = (folder: string) => {
  const [file] = manifestIn(latest(folder)).files;
  return file && [file.rows_in, file.loaded, file.duplicates, file.changed, file.quarantined];
};
const accounts =
  (...numbers: number[]) =>
  (folder: string) =>
    expect(accountOf(folder)).toEqual(numbers);
const reasons = (folder: string) =>
  readFileSync(join(latest(folder), "quarantine.ndjson"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { file: string; line: number; column: string | null; reason: string })
    .map(({ file, line, column, reason }) => `${file}:${line} ${column ?? "-"} ${reason}`);

const XES = (body: string, head = ""): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${head}<log>\n${body}</log>\n`;
const TRACE = `<trace><string key="concept:name" value="A1"/><event><string key="concept:name" value="accept"/><date key="time:timestamp" value="2026-01-05T09:00:00+08:00"/></event></trace>\n`;
const xes = (content: string | Buffer): Files => ({
  "xiezhi.yaml": CONFIG.replace("logs/*.csv", "logs/*.xes*"),
  "permit.yaml": PROCEDURE,
  [typeof content === "string" ? "logs/a.xes" : "logs/a.xes.gz"]: content,
});

const ESC = "\u001b";
const HOSTILE = `A${ESC}]0;owned\u0007${ESC}[31m\u202e\u009b31m`;
const noControl = (_: string, { stdout, stderr }: Said) => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(`${stdout}${stderr}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
};

export const GOOD: Readonly<Record<string, Case>> = {
  "a clean log: files, cases, warnings, report": once(project(), {
    args: ["run", ...AS_OF],
    exit: 0,
    says: [
      /logs\/a\.csv +events +5 +5 +0 +0 +0/,
      "Cases    3; 5 events, 2026-01-05 to 2026-02-05",
      "severity 4: 1",
      /Report +reports\/20260331T155959Z-[0-9a-f]{8}\/report\.html/,
    ],
    complains: ["Loading logs/a.csv"],
    after: noControl,
  }),
  "nothing is said with --quiet": once(project(), {
    args: RUN,
    exit: 0,
    after: (_, { stdout, stderr }) => expect(stdout + stderr).toBe(""),
  }),
  "one JSON object with --json": once(project(), {
    args: ["run", ...AS_OF, "--json"],
    exit: 0,
    after: (folder, { stdout }) => {
      const said = JSON.parse(stdout);
      expect(Object.keys(said)).toEqual(
        expect.arrayContaining(["run_id", "folder", "report", "warnings", "detectors"]),
      );
      expect(said.exit_code).toBe(0);
      expect(said.report).toBe(join(said.folder, "report.html"));
      expect(said.warnings.total).toBe(warningsIn(latest(folder)).filter(({ status }) => status !== "resolved").length);
    },
  }),
  "--fail-on is met at its severity and not above": {
    files: project(),
    steps: [
      { args: [...RUN, "--fail-on", "4"], exit: 1 },
      { args: [...RUN, "--fail-on", "5"], exit: 0 },
    ],
  },
  "the same log again is known, and its warnings unchanged": {
    files: project(),
    steps: [
      { args: RUN, exit: 0 },
      {
        args: ["run", ...AS_OF],
        exit: 0,
        says: ["known, not read again", /\d+ unchanged/],
        after: (folder) => {
          const { files, warnings } = manifestIn(latest(folder));
          expect(files.map(({ state }) => state)).toEqual(["known"]);
          expect(warnings.by_status).toEqual({ unchanged: warnings.total });
        },
      },
    ],
  },
  "a warning that is gone is resolved for one report": {
    files: project(),
    steps: [
      { args: RUN, exit: 0 },
      {
        args: RUN,
        exit: 0,
        write: { "logs/b.csv": `${HEAD}e0,A2,accept,2026-01-02 09:00:00,p1\n` },
        after: (folder) => {
          const gone = warningsIn(latest(folder)).filter(({ status }) => status === "resolved");
          expect(gone.map(({ rule, case_id }) => `${rule} ${case_id}`)).toContain("accepted-first A2");
        },
      },
      {
        args: RUN,
        exit: 0,
        after: (folder) => expect(manifestIn(latest(folder)).warnings.by_status.resolved).toBeUndefined(),
      },
    ],
  },
  "two fresh workspaces and one moment: the same bytes": {
    files: project(),
    steps: [
      { args: [...RUN, "--out", "one"], exit: 0 },
      {
        args: [...RUN, "--config", "other/xiezhi.yaml", "--out", "two"],
        exit: 0,
        write: { "other/xiezhi.yaml": CONFIG, "other/permit.yaml": PROCEDURE, "other/logs/a.csv": CLEAN },
        after: (folder) => {
          const [one, two] = ["one", "two"].map((name) => readFileSync(join(folder, name, "warnings.ndjson")));
          expect(one?.length).toBeGreaterThan(0);
          expect(one?.equals(two as Buffer)).toBe(true);
        },
      },
    ],
  },
  "one file fills two tables": {
    files: project({
      "xiezhi.yaml": CONFIG.replace(
        "procedures:",
        "  - { table: cases, files: logs/cases.csv }\n  - { table: events, files: logs/cases.csv }\nprocedures:",
      ),
      "logs/cases.csv": "case_id,activity,occurred_at,case_type\nA7,accept,2026-01-05 09:00:00,permit\n",
    }),
    steps: [
      {
        args: RUN,
        exit: 0,
        after: (folder) => {
          const { files } = manifestIn(latest(folder));
          const loaded = files.filter(({ file, state }) => file === "logs/cases.csv" && state === "loaded");
          expect(loaded.map(({ table }) => table).sort()).toEqual(["cases", "events"]);
        },
      },
    ],
  },
  "an empty file has no rows, and that is said": once(project({ "logs/a.csv": "" }), {
    args: ["run", ...AS_OF],
    exit: 0,
    says: [/logs\/a\.csv +events +0 +0 +0 +0 +0 +no rows/, "Cases    0; 0 events"],
  }),
  "a header alone has no rows either": once(project({ "logs/a.csv": HEAD }), {
    args: ["run", ...AS_OF],
    exit: 0,
    says: ["no rows"],
    after: accounts(0, 0, 0, 0, 0),
  }),
  "ragged rows are set aside with their lines": once(
    lenient(`${CLEAN}e6,A4,accept\ne7,A4,decide,2026-01-09 10:00:00,p2,more\ne8,A4,decide,2026-01-09 10:00:00,p2\n`),
    {
      args: ["run", ...AS_OF],
      exit: 0,
      says: ["2 rows in quarantine", "too-few-columns 1", "too-many-columns 1"],
      after: (folder) => {
        accounts(8, 6, 0, 0, 2)(folder);
        expect(reasons(folder).map((text) => text.split(" ")[0])).toEqual(["logs/a.csv:7", "logs/a.csv:8"]);
      },
    },
  ),
  "a time that cannot be read sets its row aside": once(lenient(`${CLEAN}e6,A4,accept,yesterday,p1\n`), {
    args: RUN,
    exit: 0,
    after: (folder) => {
      accounts(6, 5, 0, 0, 1)(folder);
      expect(reasons(folder)).toEqual(["logs/a.csv:7 occurred_at bad-time"]);
    },
  }),
  "the same record again is a duplicate, another text under its id a changed one": once(
    project({ "logs/a.csv": `${CLEAN}e1,A1,accept,2026-01-05 09:00:00,p1\ne2,A1,decide,2026-01-06 10:00:00,p9\n` }),
    { args: RUN, exit: 0, after: accounts(7, 5, 1, 1, 0) },
  ),
  "an activity that no procedure names is reported": once(
    project({ "logs/a.csv": `${CLEAN}e6,A1,sing,2026-01-06 11:00:00,p1\n` }),
    {
      args: ["run", ...AS_OF],
      exit: 0,
      says: ["activities that no procedure names: sing 1"],
      after: (folder) =>
        expect(manifestIn(latest(folder)).coverage.unmapped_activities).toEqual([{ activity: "sing", events: 1 }]),
    },
  ),
  "a case without events is counted": once(
    xes(XES(`${TRACE}<trace><string key="concept:name" value="A2"/></trace>\n`)),
    {
      args: ["run", ...AS_OF],
      exit: 0,
      says: ["Cases    2 (1 without events); 1 event"],
    },
  ),
  "one case with everything every rule says": {
    files: project(),
    steps: [
      { args: RUN, exit: 0 },
      {
        args: ["audit", "A3"],
        exit: 0,
        says: [
          "as of 2026-03-31 23:59:59 Asia/Shanghai",
          "logs/a.csv:5",
          /hit .*decided-in-ten-days · permit/,
          /clear .*accepted-first · permit/,
          'From "Acceptance" to "Decision" took 31 days',
          "It is not a finding of fact.",
        ],
      },
      { args: ["audit", "A3", "--lang", "zh"], exit: 0, says: ["办理过程", "无异常", "不是事实认定"] },
      {
        args: ["audit", "A3", "--json", "--as-of", "2026-01-10T12:00"],
        exit: 0,
        after: (_, { stdout }) => {
          const said = JSON.parse(stdout);
          expect(said.events).toHaveLength(1);
          expect(said.later).toBe(1);
          expect(said.as_of).toBe(Date.parse("2026-01-10T12:00:00+08:00"));
        },
      },
      { args: ["audit", "A33"], exit: 2, complains: ["no case A33 among the 3 loaded; the nearest are A3"] },
    ],
  },
  "one warning, by its id or the beginning of it": {
    files: project(),
    steps: [
      { args: RUN, exit: 0 },
      { args: ["explain", "0123456789abcdef0123"], exit: 2, complains: ["no warning 0123456789abcdef0123"] },
    ],
  },
  "nothing of a log reaches the terminal as an escape": {
    files: project({
      "logs/a.csv": `${HEAD}e1,${HOSTILE},decide,2026-01-05 09:00:00,${HOSTILE}\ne2,${HOSTILE},${HOSTILE},2026-01-05 09:00:00,p\n`,
    }),
    steps: [
      {
        args: ["run", ...AS_OF],
        exit: 0,
        says: [String.raw`A\x1b]0;owned\x07\x1b[31m\u202e\x9b31m 1`],
        after: noControl,
      },
      { args: ["run", ...AS_OF, "--json"], exit: 0, after: noControl },
      { args: ["audit", HOSTILE], exit: 0, says: [String.raw`A\x1b]0;owned`], after: noControl },
      {
        args: ["audit", HOSTILE, "--json"],
        exit: 0,
        after: (folder, said) => {
          noControl(folder, said);
          expect(JSON.parse(said.stdout).case_id).toBe(HOSTILE);
        },
      },
      { args: ["audit", `${HOSTILE}x`], exit: 2, complains: [String.raw`no case A\x1b]0;owned`], after: noControl },
      { args: ["check"], exit: 0, after: noControl },
    ],
  },
  "check looks at everything and leaves nothing behind": once(
    project({
      "permit.yaml": PROCEDURE.replace("matches: [accept]", "matches: [受理]"),
      "logs/a.csv": `${CLEAN}e6,A4,accept,yesterday,p1\n`,
      "xiezhi.yaml": `${CONFIG}ingest: { max_quarantine_share: 0.5 }\n`,
    }),
    {
      args: ["check"],
      exit: 0,
      says: [
        "6 rows = 5 to load + 1 to quarantine",
        "columns event_id, case_id, activity, occurred_at, actor_id",
        "logs/a.csv:7: occurred_at bad-time",
        "activities that the log never has",
        /accept +受理 +rules accepted-first, decided-in-ten-days/,
        /Activities of the log that no procedure names\n +accept +2/,
        /can be evaluated/,
        /missing data: /,
        "Ready.",
      ],
      after: (folder) => expect(readdirSync(folder).sort()).toEqual(["logs", "permit.yaml", "xiezhi.yaml"]),
    },
  ),
  "init proposes, and never overwrites": {
    files: {
      "记录/a.csv": Buffer.from(
        "b0b8bcfeb1e0bac52cbbb7bdda2cb0ecc0edcab1bce40a41312cca dcc0ed2c323032362f312f3520393a30300a".replaceAll(
          " ",
          "",
        ),
        "hex",
      ),
    },
    steps: [
      {
        args: ["init"],
        exit: 0,
        says: ["Wrote xiezhi.yaml for 1 file."],
        after: (folder) => {
          const text = readFileSync(join(folder, "xiezhi.yaml"), "utf8");
          expect(text).toContain("encoding: gb18030");
          expect(text).toContain("occurred_at: 办理时间");
          expect(text).toContain('time_format: "%Y/%m/%d %H:%M"');
        },
      },
      { args: ["check"], exit: 0, says: ["1 row = 1 to load", "Ready."] },
      { args: ["init"], exit: 2, complains: ["xiezhi.yaml: is there already and was left as it is"] },
    ],
  },
  "detectors are listed, shown, and shown as SQL": {
    files: {},
    steps: [
      { args: ["detectors"], exit: 0, says: [/TM06 +overdue +rule/] },
      {
        args: ["detectors", "list", "--json"],
        exit: 0,
        after: (_, { stdout }) => expect(JSON.parse(stdout).length).toBeGreaterThan(6),
      },
      { args: ["detectors", "show", "overdue", "--lang", "zh"], exit: 0, says: ["超过期限", "Settings"] },
      { args: ["detectors", "sql", "overdue"], exit: 0, says: [/select/, "'TM06-decision-from-filing'", /;\n$/] },
      { args: ["detectors", "show", "overdu"], exit: 2, complains: ["no detector overdu; the nearest are overdue"] },
      {
        args: ["detectors", "new", "late-thing"],
        exit: 0,
        says: ["detectors/late-thing", "detector.ts"],
        after: (folder) => {
          const text = readFileSync(join(folder, "detectors/late-thing/detector.ts"), "utf8");
          expect(text).toContain('id: "late-thing"');
        },
      },
      { args: ["detectors", "new", "late-thing"], exit: 2, complains: ["is there already"] },
      { args: ["detectors", "new", "Bad Name"], exit: 2, complains: ["an id is made of lower-case words"] },
    ],
  },
  "help is there, and the version": {
    files: {},
    steps: [
      { args: ["--help"], exit: 0, says: ["Commands:", "audit [options] <case>"] },
      { args: ["run", "--help"], exit: 0, says: ["--fail-on <severity>"] },
      { args: ["--version"], exit: 0, says: [/^\d+\.\d+\.\d+\n$/] },
    ],
  },
};

export const BAD: Readonly<Record<string, Case>> = {
  "no configuration in an empty folder": once(
    {},
    { args: ["run"], exit: 2, complains: ["xiezhi init", "xiezhi demo"] },
  ),
  "a configuration that is not there": once(
    {},
    { args: ["run", "--config", "no.yaml"], exit: 2, complains: ["no.yaml: no such file"] },
  ),
  "an unknown command": once({}, { args: ["rnu"], exit: 2, complains: ["unknown command 'rnu'", "Did you mean run?"] }),
  "an unknown flag": once(project(), { args: ["run", "--colour"], exit: 2, complains: ["unknown option '--colour'"] }),
  "a severity that is none": once(project(), {
    args: ["run", "--fail-on", "high"],
    exit: 2,
    complains: ["a severity from 1 to 5"],
  }),
  "a moment that is none": once(project(), {
    args: ["run", "--as-of", "2026-02-30"],
    exit: 2,
    complains: ["--as-of 2026-02-30: neither a date nor a time"],
  }),
  "a key that is none": once(config("name: Test", "nmae: Test"), {
    args: RUN,
    exit: 2,
    complains: [/^xiezhi\.yaml:1: unknown key nmae$/m],
  }),
  "YAML that is none": once(config("sources:", "sources: ["), {
    args: RUN,
    exit: 2,
    complains: [/^xiezhi\.yaml:\d+: /],
  }),
  "a column that no table has": once(
    config('files: "logs/*.csv"', 'files: "logs/*.csv"\n    columns: { cas_id: case_id }'),
    { args: RUN, exit: 2, complains: [/^xiezhi\.yaml:6: cas_id is not a column of events/m] },
  ),
  "a procedure that is not built in": once(config("./permit.yaml", "permit"), {
    args: RUN,
    exit: 2,
    complains: [/^xiezhi\.yaml:6: no procedure permit; built in are .*public-order-penalty/m],
  }),
  "a procedure's file that is not there": once(config("./permit.yaml", "./no.yaml"), {
    args: RUN,
    exit: 2,
    complains: [/^xiezhi\.yaml:6: \.\/no\.yaml: no such file/m],
  }),
  "a rule of an activity that is none": once(
    project({ "permit.yaml": PROCEDURE.replace("[accept, decide]", "[acept, decide]") }),
    {
      args: RUN,
      exit: 2,
      complains: [/^permit\.yaml:9: unknown activity acept; the procedure declares accept, decide$/m],
    },
  ),
  "a detector that is none": once(project({ "xiezhi.yaml": `${CONFIG}detectors:\n  over-due: off\n` }), {
    args: RUN,
    exit: 2,
    complains: [/^xiezhi\.yaml:9: no detector over-due/m],
  }),
  "a setting that a detector has not": once(
    project({ "xiezhi.yaml": `${CONFIG}detectors:\n  overdue: { days: 3 }\n` }),
    { args: RUN, exit: 2, complains: [/^xiezhi\.yaml:9: overdue/m] },
  ),
  "several mistakes are told at once": once(
    project({ "xiezhi.yaml": `${CONFIG.replace("./permit.yaml", "permit")}detectors:\n  over-due: off\n` }),
    { args: RUN, exit: 2, complains: [/no procedure permit/, /no detector over-due/] },
  ),
  "no file of a source": once(config("logs/*.csv", "lgos/*.csv"), {
    args: RUN,
    exit: 2,
    complains: [/^xiezhi\.yaml:5: no file matches lgos\/\*\.csv/m],
  }),
  "a mapped column that the file has not": once(
    config('files: "logs/*.csv"', 'files: "logs/*.csv"\n    columns: { activity: 环节 }'),
    {
      args: RUN,
      exit: 2,
      complains: [/^logs\/a\.csv:1: no column 环节 \(mapped to activity\); the file has event_id/m],
    },
  ),
  "no column for what is required": once(project({ "logs/a.csv": "case_id,when\nA1,2026-01-05\n" }), {
    args: RUN,
    exit: 2,
    complains: [/^logs\/a\.csv:1: no column for activity/m],
  }),
  "the wrong encoding": once(project({ "logs/a.csv": Buffer.from("b0b8bcfeb1e0bac50a41310a", "hex") }), {
    args: RUN,
    exit: 2,
    complains: [/^logs\/a\.csv: not utf-8 near byte 0; name the file's encoding/m],
  }),
  "bytes in a row that are not of the encoding": once(
    project({
      "logs/a.csv": Buffer.concat([
        Buffer.from(CLEAN),
        Buffer.from("e9,A9,\xb0\xb8,2026-01-05 09:00:00,p1\n", "latin1"),
      ]),
    }),
    { args: RUN, exit: 2, complains: [/logs\/a\.csv/] },
  ),
  "an archive cut short": once(xes(gzipSync(XES(TRACE.repeat(500))).subarray(0, 200)), {
    args: RUN,
    exit: 2,
    complains: ["the gzip archive is cut short or damaged"],
  }),
  "XML with a DOCTYPE": once(xes(XES(TRACE, '<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n')), {
    args: RUN,
    exit: 2,
    complains: [/^logs\/a\.xes:2: document types and their entities are not read/m],
  }),
  "XML cut short": once(xes(XES(TRACE).slice(0, -20)), { args: RUN, exit: 2, complains: [/^logs\/a\.xes:\d+: /m] }),
  "too many rows set aside, also the second time": {
    files: project({ "logs/a.csv": `${CLEAN}e6,A4,accept,yesterday,p1\n` }),
    steps: [
      {
        args: RUN,
        exit: 2,
        complains: [/^logs\/a\.csv: 1 of 6 rows could not be read, more than 5 %/m, "xiezhi check"],
      },
      { args: RUN, exit: 2, complains: [/^logs\/a\.csv: 1 of 6 rows could not be read/m] },
      { args: ["check"], exit: 2, says: ["bad-time"], complains: ["1 of 6 rows could not be read"] },
    ],
  },
  "a link that leads out of its folder": once(config("logs/*.csv", "in/*.csv"), {
    args: RUN,
    exit: 2,
    write: { "in/b.csv": CLEAN },
    before: (folder) => symlinkSync(join(folder, "logs/a.csv"), join(folder, "in/a.csv")),
    complains: ["a link that leads out of"],
  }),
  "a folder for the report that holds something else": once(project({ "out/letter.txt": "mine" }), {
    args: [...RUN, "--out", "out"],
    exit: 2,
    complains: ["out: holds files that are not a report"],
    after: (folder) => expect(readdirSync(join(folder, "out"))).toEqual(["letter.txt"]),
  }),
  "a report that cannot be written": once(project(), {
    args: [...RUN, "--out", "logs/a.csv/report"],
    exit: 4,
    complains: ["the report could not be delivered (a part of the path is a file)"],
  }),
  "a workspace that is none": once(project({ "workspace/xiezhi.duckdb": "not a database" }), {
    args: RUN,
    exit: 2,
    complains: ["cannot be opened as a workspace"],
  }),
  "an audit before the first run": once(project(), {
    args: ["audit", "A1"],
    exit: 2,
    complains: ["nothing was loaded yet", "xiezhi run"],
    after: (folder) => expect(existsSync(join(folder, "workspace"))).toBe(false),
  }),
  "check tells every mistake with its place": once(
    project({
      "xiezhi.yaml": `${CONFIG}detectors:\n  over-due: off\n`,
      "permit.yaml": PROCEDURE.replace("[accept, decide]", "[acept, decide]"),
      "logs/b.csv": "case_id,when\nA1,2026-01-05\n",
    }),
    {
      args: ["check"],
      exit: 2,
      says: ["logs/a.csv"],
      complains: [/^permit\.yaml:9: /m, /^xiezhi\.yaml:9: /m, /^logs\/b\.csv:1: /m],
    },
  ),
  "a demo in a folder that holds something else": once(
    { "mine/letter.txt": "mine" },
    { args: ["demo", "mine"], exit: 2, complains: ["mine: holds files that are not a demo"] },
  ),
  "no logs to propose for": once({ "letter.pdf": "" }, { args: ["init"], exit: 2, complains: ["no logs here"] }),
};
