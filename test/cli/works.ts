import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { manifestIn, warningsIn } from "../kit/cli.ts";
import {
  AS_OF,
  accounts,
  type Case,
  CLEAN,
  CONFIG,
  entriesIn,
  HEAD,
  HOSTILE,
  latest,
  lenient,
  noControl,
  notesIn,
  once,
  openIn,
  PROCEDURE,
  project,
  RULES_ALONE,
  RUN,
  reasons,
  TRACE,
  XES,
  xes,
} from "./project.ts";

/** Two units that record something every day, of which one falls silent, and a case that waits for its decision. */
const WAITING_AMID_SILENCE = [
  ...Array.from({ length: 90 }, (_, i) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10)).flatMap(
    (day) =>
      (day < "2026-03-19" ? ["U1", "U2"] : ["U1"]).map(
        (unit) => `${day} ${unit},${unit},visit,${day} 09:00:00,p1,${unit}`,
      ),
  ),
  "e1,A1,accept,2026-03-02 09:00:00,p1,U1",
].join("\n");

/** What is left of it in what is kept: texts lose what nobody sees. */
const SEEN = "A]0;owned[31m31m";

/** A file that is a whole page, readable by its owner alone. */
const pageOf = (name: string) => (folder: string) => {
  const page = readFileSync(join(folder, name), "utf8");
  expect(page).toMatch(/^<!doctype html>[\s\S]*decided-in-ten-days[\s\S]*<\/html>\n$/);
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
};

/** What works. */
export const WORKS: Readonly<Record<string, Case>> = {
  "a clean log: files, cases, warnings, report": once(project({ "xiezhi.yaml": CONFIG }), {
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
  "what a report says is said in its language, on the terminal too": once(project(), {
    args: ["run", ...AS_OF, "--lang", "zh"],
    exit: 0,
    says: ["所用程序中没有此类规则", "已停用"],
    after: (_, { stdout }) => expect(stdout).not.toMatch(/no procedure in use|switched off/),
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
        args: ["run", "--as-of", "2026-04-01"],
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
  "a warning about a unit names it once": {
    files: project({
      "xiezhi.yaml": RULES_ALONE.replace("feed-gap: off, ", "").replace(
        "procedures:",
        '  - { table: control_totals, files: "totals.csv" }\nprocedures:',
      ),
      "logs/a.csv": `${HEAD.trim()},org_id\ne1,A1,accept,2026-01-05 09:00:00,p1,U7\n`,
      "totals.csv": "org_id,day,events\nU7,2026-01-05,9\n",
    }),
    steps: [
      { args: RUN, exit: 0 },
      {
        args: (folder) => ["explain", warningsIn(latest(folder))[0]?.warning_id ?? ""],
        exit: 0,
        says: [/^Unit +U7$/m],
        after: (_, { stdout }) => expect(stdout).not.toMatch(/^unit /m),
      },
    ],
  },
  "a day that has passed, or has not passed yet, changes nothing of a warning": {
    files: project({
      "xiezhi.yaml": RULES_ALONE.replace(
        "feed-gap: off",
        "feed-gap: { min_daily_events: 1, min_span: 20, around: 5, max_chance: 1 }",
      ),
      "permit.yaml": PROCEDURE.replace("completion: all", "completion: { activities: [decide] }"),
      "logs/a.csv": `${HEAD.trim()},org_id\n${WAITING_AMID_SILENCE}\n`,
    }),
    steps: [
      { day: "2026-03-27", told: ["DI06 new 7", "TM06 new 25.62"] },
      { day: "2026-03-30", told: ["DI06 unchanged 8", "TM06 unchanged 28.62"] },
      { day: "2026-03-27", told: ["DI06 unchanged 7", "TM06 unchanged 25.62"] },
    ].map(({ day, told }) => ({
      args: ["run", "--as-of", day, "--quiet"],
      exit: 0,
      after: (folder: string) => {
        const found = warningsIn(latest(folder)).map(({ code, status, measured }) => `${code} ${status} ${measured}`);
        expect(found).toEqual(told);
      },
    })),
  },
  "a look from today's date is one from now, from which the hours that are left of it still run": {
    files: project(),
    steps: [
      {
        clock: "2026-04-01T10:00+08:00",
        args: ["run", "--as-of", "2026-04-01", "--quiet"],
        exit: 0,
        after: (folder) => expect(manifestIn(latest(folder)).as_of).toBe(Date.parse("2026-04-01T10:00+08:00")),
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
        args: ["run", "--as-of", "2026-04-01", "--quiet"],
        exit: 0,
        after: (folder) => {
          expect(manifestIn(latest(folder)).warnings.by_status.resolved).toBeUndefined();
          const before = readdirSync(join(folder, "reports")).sort()[0] ?? "";
          const { warning_id } =
            warningsIn(join(folder, "reports", before)).find(({ case_id }) => case_id === "A2") ?? {};
          writeFileSync(join(folder, "gone"), String(warning_id));
        },
      },
      {
        args: (folder) => ["explain", readFileSync(join(folder, "gone"), "utf8")],
        exit: 0,
        says: ["The last run did not tell this warning", "first seen 2026-03-31", "then not found again"],
      },
      {
        args: (folder) => ["explain", readFileSync(join(folder, "gone"), "utf8").slice(0, 8), "--json"],
        exit: 0,
        says: [/"detector":\s*"wrong-order".*"became":\s*"resolved"/s],
      },
    ],
  },
  "two fresh workspaces and one moment: the same bytes": {
    files: project({ "xiezhi.yaml": CONFIG }),
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
      "xiezhi.yaml": RULES_ALONE.replace(
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
  "an empty file beside one with rows has none, and that is said": once(
    project({ "logs/b.csv": "", "logs/a.csv": CLEAN }),
    {
      args: ["run", ...AS_OF],
      exit: 0,
      says: [/logs\/b\.csv +events +0 +0 +0 +0 +0 +no rows/],
    },
  ),
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
      const [file] = manifestIn(latest(folder)).files;
      expect(JSON.parse(readFileSync(join(latest(folder), "quarantine.ndjson"), "utf8")).sha256).toBe(file?.sha256);
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
  "a procedure that no case is known to fall under is said to tell nothing": {
    files: project({ "permit.yaml": `applies: { case_type: permit }\n${PROCEDURE}` }),
    steps: [
      {
        args: ["check"],
        exit: 0,
        says: [
          "No case can be known to fall under permit (its `applies` reads case_type, which no case of the log has)",
          "Ready, but for permit: see above. `xiezhi run",
        ],
      },
      {
        args: RUN,
        exit: 0,
        after: (folder) => {
          expect(notesIn(folder)).toContain("No case can be known to fall under permit (its `applies` reads case_type");
          expect(openIn(folder)).toEqual([]);
        },
      },
      ...[
        { "permit.yaml": `applies: { case_type: { present: false } }\n${PROCEDURE}` },
        {
          "permit.yaml": `applies: { case_type: permit }\n${PROCEDURE}`,
          "xiezhi.yaml": RULES_ALONE.replace("procedures:", "  - { table: cases, files: cases.csv }\nprocedures:"),
          "cases.csv": "case_id,case_type\nA2,permit\nA3,permit\n",
        },
      ].map((write) => ({
        write,
        args: RUN,
        exit: 0,
        after: (folder: string) => {
          expect(notesIn(folder)).not.toContain("No case can be known");
          expect(openIn(folder)).toEqual(["accepted-first A2", "decided-in-ten-days A3"]);
        },
      })),
    ],
  },
  "a row for each code that something was found under, in the order of codes": once(
    project({
      "permit.yaml": PROCEDURE.replace("template: deadline", "code: TM02\n    template: deadline").replace(
        "template: precedence",
        "code: PS11\n    template: precedence",
      ),
    }),
    {
      args: ["run", ...AS_OF],
      exit: 0,
      says: [/hit +clear +pending +cannot tell\n +PS11 wrong-order +1 .*\n +TM02 overdue +1 .*\n/],
      after: (folder) => {
        const page = readFileSync(join(latest(folder), "report.html"), "utf8").replace(/<[^>]*>/g, " ");
        expect(page.match(/[A-Z]{2}\d\d(?=\D+ overdue\b)/g)).toEqual(["TM02"]);
      },
    },
  ),
  "one case with everything every rule says": {
    files: project(),
    steps: [
      {
        args: [...RUN, "--leads", "A3, nothere"],
        exit: 0,
        after: (folder) => {
          expect(existsSync(join(latest(folder), "leads.docx"))).toBe(true);
          expect(manifestIn(latest(folder)).coverage.notes.map(({ en }) => en)).toContain(
            "No sheet was made for nothere: not among the first 2 leads of this run",
          );
        },
      },
      {
        args: ["audit", "A3"],
        exit: 0,
        says: [
          "as of 2026-03-31 23:59:59 Asia/Shanghai",
          "logs/a.csv:5",
          /hit .*decided-in-ten-days · permit/,
          /clear .*accepted-first · permit/,
          'It took 31 days from "Acceptance" to "Decision"',
          "It is not a finding of fact.",
        ],
      },
      {
        args: ["audit", "A1"],
        exit: 0,
        says: [/clear +\S+ .*Start \(.*; Within, left 8.96 days$/m],
      },
      {
        args: ["audit", "A3", "--lang", "zh"],
        exit: 0,
        says: [/收案 +2026-01-05 09:00/, "办理过程", "未命中", "不是事实认定"],
      },
      {
        args: ["audit", "A3", "--html", "pages/a3.html"],
        exit: 2,
        complains: ["pages: no such file or folder; --html names a file in a folder that is there"],
      },
      { args: ["audit", "A3", "--html", "logs"], exit: 2, complains: ["logs: it is a folder; --html names a file"] },
      {
        args: ["audit", "A3", "--html", "xiezhi.yaml/a3.html"],
        exit: 2,
        complains: ["xiezhi.yaml: a part of the path is a file"],
        after: (folder) => expect(entriesIn(folder)).not.toHaveProperty("export"),
      },
      { args: ["audit", "A3", "--html", "a3.html"], exit: 0, says: ["written to a3.html"], after: pageOf("a3.html") },
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
  "what is not on record, below a rule that cannot tell": {
    files: project({
      "permit.yaml": `${PROCEDURE}    extensions: true
  - { id: two-persons, template: different-actor, activities: [accept, decide] }\n`,
      "logs/a.csv": CLEAN.replace("2026-01-06 10:00:00,p2", "2026-01-06 10:00:00,"),
    }),
    steps: [
      {
        args: RUN,
        exit: 0,
        after: (folder) =>
          expect(readFileSync(join(latest(folder), "report.html"), "utf8")).toContain("环节没有记载人员"),
      },
      { args: ["audit", "A1"], exit: 0, says: [/cannot tell .*two-persons · permit\n {10,}A step names nobody/] },
      {
        args: ["audit", "A3"],
        exit: 0,
        says: [/cannot tell .*decided-in-ten-days · permit\n {10,}Approvals of extensions/],
      },
    ],
  },
  "one warning, by its id or the beginning of it": {
    files: project(),
    steps: [
      { args: RUN, exit: 0 },
      { args: ["explain", "0123456789abcdef0123"], exit: 2, complains: ["no warning 0123456789abcdef0123"] },
      { args: ["explain", "3e"], exit: 2, complains: ["3e: too short; give at least the first 4 characters"] },
      {
        args: (folder) => ["explain", warningsIn(latest(folder))[0]?.warning_id.slice(0, 4) ?? ""],
        exit: 0,
        says: [/[0-9a-f]{20}/],
      },
      {
        args: (folder) => ["explain", warningsIn(latest(folder))[0]?.warning_id ?? ""],
        exit: 0,
        says: [/[0-9a-f]{20}/],
      },
    ],
  },
  "nothing of a log reaches the terminal as an escape": {
    files: project({
      "xiezhi.yaml": CONFIG,
      "logs/a.csv": `${HEAD}e1,${HOSTILE},decide,2026-01-05 09:00:00,${HOSTILE}\ne2,${HOSTILE},${HOSTILE},2026-01-05 09:00:00,p\n`,
    }),
    steps: [
      {
        args: ["run", ...AS_OF],
        exit: 0,
        says: [`${SEEN} 1`],
        after: noControl,
      },
      { args: ["run", ...AS_OF, "--json"], exit: 0, after: noControl },
      { args: ["audit", HOSTILE], exit: 0, says: [SEEN], after: noControl },
      {
        args: ["audit", HOSTILE, "--json"],
        exit: 0,
        after: (folder, said) => {
          noControl(folder, said);
          expect(JSON.parse(said.stdout).case_id).toBe(SEEN);
        },
      },
      { args: ["audit", `${HOSTILE}x`], exit: 2, complains: [String.raw`no case A\x1b]0;owned`], after: noControl },
      { args: ["check"], exit: 0, after: noControl },
    ],
  },
  "check looks at everything and leaves nothing behind": once(
    project({
      "permit.yaml": PROCEDURE.replace("matches: [accept]", "matches: [受理]"),
      "logs/a.csv": `${CLEAN}${"e6,A4,accept,yesterday,p1\n".repeat(7)}`,
      "xiezhi.yaml": `${CONFIG}ingest: { max_quarantine_share: 0.6 }\n`,
    }),
    {
      args: ["check"],
      exit: 0,
      says: [
        "12 rows = 5 to load + 7 to quarantine",
        "columns event_id, case_id, activity, occurred_at, actor_id",
        "logs/a.csv:7: occurred_at bad-time",
        "and 2 more set aside",
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
  "check names approvals that no clock can read": once(
    project({
      "permit.yaml": PROCEDURE.replace("10d }", "10d }\n    restarts: { bases: [moved] }"),
      "extensions.csv":
        "case_id,kind,basis,approved_at,from_at\nA1,延期,,2026-01-06,\nA1,restart,改判,2026-01-06,2026-01-06\nA1,restart,moved,2026-01-06,2026-01-06\nA1,stop,,2026-01-06,\n",
      "xiezhi.yaml": CONFIG.replace("procedures:", "  - { table: extensions, files: extensions.csv }\nprocedures:"),
    }),
    {
      args: ["check"],
      exit: 0,
      says: ["extensions.kind 延期: 1 approval that no clock reads", "extensions.basis 改判: 1 approval that no rule"],
      after: (_, { stdout }) => expect(stdout).not.toMatch(/extensions\.(basis moved|kind (stop|restart))/),
    },
  ),
  "a rule asks of columns by the names of the file, and check names what it asks of in vain": {
    files: project({
      "logs/a.csv":
        "event_id,案号,activity,occurred_at,警号,*\ne1,A1,accept,2026-01-05 09:00:00,p1,x\ne2,A2,accept,2026-01-05 09:00:00,p2,x\n",
      "xiezhi.yaml": CONFIG.replace(/ {4}files/, "    columns: { case_id: 案号, actor_id: 警号 }\n    files"),
      "permit.yaml": `id: permit
completion: all
activities: { accept: {}, decide: {} }
rules:
  - { id: person, template: response, activities: [accept, decide], when: { 警号: p1 } }
  - { id: act, template: response, activities: [accept, decide], when: { activity: accept, case_id: A2, "*": x } }
  - { id: counted, template: existence, activities: [accept], target: { actor_id: p2 } }
  - { id: vain, template: existence, activities: [accept], when: { 警号: p1, unit: u1 } }
`,
    }),
    steps: [
      {
        args: RUN,
        exit: 0,
        after: (folder) =>
          expect(
            warningsIn(latest(folder))
              .filter(({ procedure }) => procedure === "permit")
              .map(({ rule, case_id }) => `${rule} ${case_id}`)
              .sort(),
          ).toEqual(["act A2", "counted A1", "person A1"]),
      },
      {
        args: ["check"],
        exit: 0,
        says: [
          "警号: asked of by vain, and no case has it, only events do",
          "unit: asked of by vain, and the log never has it",
        ],
      },
    ],
  },
  "init proposes, and never overwrites": {
    files: {
      "记录/a.csv": Buffer.from(
        "b0b8bcfeb1e0bac52cbbb7bdda2cb0ecc0edcab1bce40a41312cca dcc0ed2c323032362f312f3520393a30300a".replaceAll(
          " ",
          "",
        ),
        "hex",
      ),
      "记录/b.ndjson": '{"case_id":"A2","activity":"受理","occurred_at":1767225600000}\n',
      "案件信息.csv": "案件编号,案号\nA1,（2026）京0105民初1号\n",
    },
    steps: [
      {
        args: ["init"],
        exit: 0,
        says: ["Wrote xiezhi.yaml for 3 files."],
        after: (folder) => {
          const text = readFileSync(join(folder, "xiezhi.yaml"), "utf8");
          const schema = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text)?.[1] ?? "";
          expect(JSON.parse(readFileSync(new URL(schema), "utf8")).title).toBe("Configuration of Xiezhi");
          expect(text).toContain("encoding: gb18030");
          expect(text).toContain("occurred_at: 办理时间");
          expect(text).toContain('time_format: "%Y/%m/%d %H:%M"');
          expect(text).toContain('time_format: "epoch_ms"');
          expect(text).toMatch(/case_id: 案件编号\n +case_no: 案号\n/);
        },
      },
      { args: ["check"], exit: 0, says: [/(1 row = 1 to load[\s\S]*){3}/, "Ready."] },
      { args: ["init"], exit: 2, complains: ["xiezhi.yaml: is there already and was left as it is"] },
    ],
  },
  "init finds columns however their names are written, and the one number that tells cases apart": {
    files: {
      "cases.csv": "case_no,case_type\nX1,刑事\n",
      "en/cases.csv": "Case Number,Case ID,Opened At\nX1,1,2026-01-05\n",
      "en/events.csv": "CASE-ID,Activity,Complete Timestamp,Resource\n1,受理,2026-01-05 09:00:00,p\n",
      "宽/a.csv": Buffer.from("\ufeff案号,环节,办理时间\nX1,受理,2026-01-05 09:00:00\n", "utf16le").swap16(),
    },
    steps: [
      {
        args: ["init"],
        exit: 0,
        says: ["Wrote xiezhi.yaml for 4 files."],
        after: (folder) => {
          const text = readFileSync(join(folder, "xiezhi.yaml"), "utf8");
          expect(text).toMatch(/files: cases.csv\n +columns:\n +case_type: case_type\n +case_id: case_no\n/);
          expect(text).toMatch(/files: en\/cases.csv\n +columns:\n +case_id: Case ID\n +opened_at: Opened At\n/);
          expect(text).toMatch(/case_no: Case Number\n/);
          expect(text).toMatch(/files: en\/events.csv\n +columns:\n(?: +.*\n)*? +case_id: CASE-ID\n/);
          expect(text).toMatch(/files: 宽\/a.csv\n +encoding: utf-16be\n +columns:\n +case_id: 案号\n/);
        },
      },
      { args: ["check"], exit: 0, says: [/(1 row = 1 to load[\s\S]*){4}/, "Ready."] },
    ],
  },
  "init proposes a pattern for each form of time that it sees": {
    files: {
      "点.csv": "案号,环节,办理时间\nX1,受理,2026.1.5\nX2,受理,2026.01.05 09:00\n",
      "年月日.csv":
        "案号,环节,办理时间,录入时间\nX3,受理,2026年1月5日 9时5分30秒,2026/1/5 9:05\nX4,受理,2026年1月5日,2026-1-6 9:05\n",
      "连字.csv": "案号,环节,办理时间\nX5,受理,2026-1-5 9:00\nX6,受理,2026-1-5\n",
      "横/a.csv": "案号,环节,办理时间\nX7,受理,2026-1-5 9:00\nX8,受理,2026-1-5\n",
    },
    steps: [
      {
        args: ["init"],
        exit: 0,
        after: (folder) => {
          const text = readFileSync(join(folder, "xiezhi.yaml"), "utf8");
          expect(text).toMatch(/files: \[点.csv, 连字.csv\]\n +time_format: \["%Y.%m.%d", "%Y.%m.%d %H:%M", "%Y-%m-%d/);
          expect(text).toContain('"%Y年%m月%d日 %H时%M分%S秒", "%Y年%m月%d日", "%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M"]');
          expect(text.match(/time_format/g)).toHaveLength(2);
        },
      },
      { args: ["check"], exit: 0, says: [/(2 rows = 2 to load[\s\S]*){4}/, "Ready."] },
    ],
  },
  "init tells by its name what a file holds that it does not look into": {
    files: { "2025过问登记.parquet": "", "案件台账.parquet": "", "流程.parquet": "", "cases.xes": "" },
    steps: [
      {
        args: ["init"],
        exit: 0,
        after: (folder) => {
          const text = readFileSync(join(folder, "xiezhi.yaml"), "utf8");
          expect([...text.matchAll(/table: (.*)\n +files: (.*)/g)].map(([, ...told]) => told)).toEqual([
            ["events", "cases.xes"],
            ["events", "流程.parquet"],
            ["cases", "案件台账.parquet"],
            ["interventions", '"2025过问登记.parquet"'],
          ]);
          expect(text).toContain("# columns: { record_id: …, case_id: …, received_at: … }");
        },
      },
    ],
  },
  "init names the columns of a file that it does not recognise": {
    files: { "a.csv": "编号,步骤,发生时间,科室\n1,受理,2026-01-05 09:00:00,一科\n" },
    steps: [
      {
        args: ["init"],
        exit: 0,
        says: ["no column found for case_id", "No table was recognised: fill in `sources` in xiezhi.yaml"],
        after: (folder) => {
          const text = readFileSync(join(folder, "xiezhi.yaml"), "utf8");
          expect(text).toMatch(/# {5}activity: 步骤\n[\s\S]*# case_id: \? .*\(required\)\n.*编号$/m);
        },
      },
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
      {
        args: ["detectors", "show", "overdue", "--lang", "zh"],
        exit: 0,
        says: ["超过期限", "参数\n", "可能的合理解释\n", "规则模板"],
      },
      {
        args: ["detectors", "show", "PS03"],
        exit: 0,
        says: ["PS03", "Rules of the built-in procedures", /PS03-\S+ +police-criminal +wrong-order /],
      },
      {
        args: ["detectors", "show", "TM06", "--json"],
        exit: 0,
        says: [/^\{"code":"TM06".*"detectors":\[\{"id":"overdue".*"rules":\[\{.*"detector":"overdue"/],
      },
      {
        args: ["detectors", "show", "ZZ01"],
        exit: 2,
        complains: ["no detector ZZ01", "`xiezhi detectors` lists them"],
      },
      { args: ["detectors", "sql", "overdue"], exit: 0, says: [/select/, "then 'hit'", "join due_days", /;\n$/] },
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
