import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "vitest";
import {
  accounts,
  type Case,
  CLEAN,
  CONFIG,
  config,
  HEAD,
  once,
  PROCEDURE,
  project,
  RULES_ALONE,
  RUN,
  TRACE,
  XES,
  xes,
} from "./project.ts";

/** What does not work, and is said in a sentence and without a stack. */
export const FAILS: Readonly<Record<string, Case>> = {
  "no configuration in an empty folder": once(
    {},
    { args: ["run"], exit: 2, complains: ["xiezhi init", "xiezhi demo"] },
  ),
  "a configuration that is not there": once(
    {},
    { args: ["run", "--config", "no.yaml"], exit: 2, complains: ["no.yaml: no such file"] },
  ),
  ...Object.fromEntries(
    ["run", "check"].flatMap((command) =>
      Object.entries({ "an empty file": "", "a header alone": HEAD }).map(([what, text]) => [
        `nothing but ${what}: ${command}`,
        once(project({ "logs/a.csv": text }), {
          args: [command, "-q"],
          exit: 2,
          complains: ["logs/a.csv: no rows, and without an event there is nothing to examine"],
        }),
      ]),
    ),
  ),
  "an unknown command": once({}, { args: ["rnu"], exit: 2, complains: ["unknown command 'rnu'", "Did you mean run?"] }),
  "an unknown flag": once(project(), { args: ["run", "--colour"], exit: 2, complains: ["unknown option '--colour'"] }),
  "a severity that is none": once(project(), {
    args: ["run", "--fail-on", "high"],
    exit: 2,
    complains: ["a severity from 1 to 5"],
  }),
  ...Object.fromEntries(
    ["top:x", "top:0", "top:", " "].map((choice) => [
      `a choice of leads that is none: ${choice}`,
      once(project(), { args: [...RUN, "--leads", choice], exit: 2, complains: ["It is top: and a number from 1"] }),
    ]),
  ),
  "a choice of leads that is none in the configuration": once(config("[html] }", "[html], leads: 'top:0' }"), {
    args: RUN,
    exit: 2,
    complains: [/^xiezhi\.yaml:7: .*It is top: and a number from 1/m],
  }),
  "a moment that is none": once(project(), {
    args: ["run", "--as-of", "2026-02-30"],
    exit: 2,
    complains: ["--as-of 2026-02-30: neither a date nor a time"],
  }),
  "an hour that no day has": once(project(), {
    args: ["run", "--as-of", "2026-03-31T25:00"],
    exit: 2,
    complains: ["--as-of 2026-03-31T25:00: neither a date nor a time"],
  }),
  ...Object.fromEntries(
    [["run"], ["audit", "A1"], ["lookback", "--since", "2026-01-01"]].map((command) => [
      `a moment that is yet to come: ${command[0]}`,
      once(project(), {
        clock: "2026-04-01T10:00+08:00",
        args: [...command, "--as-of", "2026-04-02"],
        exit: 2,
        complains: ["--as-of 2026-04-02: lies ahead of the clock of this machine (2026-04-01 10:00:00 Asia/Shanghai)"],
      }),
    ]),
  ),
  "a key that is none": once(config("name: Test", "nmae: Test"), {
    args: RUN,
    exit: 2,
    complains: [/^xiezhi\.yaml:1: unknown key nmae; did you mean name\?$/m],
  }),
  "a value that is none": once(config("language: en", "language: enn"), {
    args: RUN,
    exit: 2,
    complains: [/^xiezhi\.yaml:7: report\.language: enn is none of its values; did you mean en\?$/m],
  }),
  "a key without a value": once(config("name: Test", "name:"), {
    args: RUN,
    exit: 2,
    complains: [/^xiezhi\.yaml:1: name: is empty; it takes a text$/m],
  }),
  "a key that stands there twice": once(config("name: Test", "name: Test\nname: Test"), {
    args: RUN,
    exit: 2,
    complains: [/^xiezhi\.yaml:2: key name stands there twice$/m],
  }),
  "an alias of nothing": once(config("name: Test", "name: *other"), {
    args: RUN,
    exit: 2,
    complains: [/^xiezhi\.yaml:1: nothing above is named &other$/m],
  }),
  "values of another kind": {
    files: project(),
    steps: (
      [
        ["name: Test", "name: [Test]", /^xiezhi\.yaml:1: name: a list is not what it takes: a text$/m],
        [
          "formats: [html]",
          "formats: [pdf]",
          /^xiezhi\.yaml:\d+: report\.formats\.0: pdf is none of its values; it takes html, xlsx or docx$/m,
        ],
        [
          "name: Test",
          "detectors: { overdue: maybe }",
          /^xiezhi\.yaml:1: detectors\.overdue: "maybe" is not what it takes: off, on, true or false or keys of its own$/m,
        ],
        [
          "Asia/Shanghai",
          "Asia/Shangai",
          /^xiezhi\.yaml:\d+: timezone: Asia\/Shangai is no time zone of the IANA list, such as Asia\/Shanghai$/m,
        ],
        [
          '"logs/*.csv"',
          "logs",
          /^xiezhi\.yaml:5: logs: not a file; name its files with a pattern such as logs\/\*\.csv$/m,
        ],
      ] as const
    ).map(([from, to, told]) => ({
      write: { "xiezhi.yaml": CONFIG.replace(from, to) },
      args: RUN,
      exit: 2,
      complains: [told],
    })),
  },
  "YAML that is none": once(config("sources:", "sources: ["), {
    args: RUN,
    exit: 2,
    complains: [/^xiezhi\.yaml:\d+: /],
  }),
  "a column that no table has": once(
    config('files: "logs/*.csv"', 'files: "logs/*.csv"\n    columns: { cas_id: case_id }'),
    { args: RUN, exit: 2, complains: [/^xiezhi\.yaml:6: cas_id is not a column of events; did you mean case_id/m] },
  ),
  "a column named as an attribute": once(
    config('files: "logs/*.csv"', 'files: "logs/*.csv"\n    attributes: { org_id: 单位 }'),
    { args: RUN, exit: 2, complains: [/^xiezhi\.yaml:6: org_id is a column of events; name it under `columns`$/m] },
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
      complains: [/^permit\.yaml:9: unknown activity acept; did you mean accept\?$/m],
    },
  ),
  "mistakes of a procedure": {
    files: project(),
    steps: (
      [
        [
          "limit: { duration: 10d }",
          "limit: { days: 10 }\n    extensions: { days: calendar }",
          /^permit\.yaml:15: rule decided-in-ten-days: only a limit in working days can be told how granted days are counted$/m,
        ],
        [
          "limit: { duration: 10d }",
          "limit: { days: 10, calendar: working }",
          /^permit\.yaml:14: rule decided-in-ten-days: working days need the procedure's `holidays` \(china\): without them nobody can tell when the limit ends$/m,
        ],
        [
          "[accept, decide]",
          "[review, decide]",
          /^permit\.yaml:9: unknown activity review; the procedure declares accept, decide$/m,
        ],
        [
          "precedence",
          "precedent",
          /^permit\.yaml:8: rules\.0\.template: precedent is none of its values; did you mean precedence\?$/m,
        ],
        [
          "template:",
          "tempalte:",
          /^permit\.yaml:7: rules\.0\.template: is missing; it takes existence, .* or waiting-period\n.*: unknown key tempalte; did you mean template\?$/m,
        ],
        [
          "template:",
          "law: [{ name: Act, from: 2026-02-30 }]\n    template:",
          /^permit\.yaml:8: .*from: 2026-02-30 is no date of the form 2026-01-31$/m,
        ],
        [
          "template:",
          "law: [{ name: Act, from: 2026-02-01, to: 2025-12-31 }]\n    template:",
          /^permit\.yaml:8: rule .*: Act ends on 2025-12-31, before it begins on 2026-02-01$/m,
        ],
        [
          "completion: ",
          "completion: later # ",
          /^permit\.yaml:\d+: completion: "later" is not what it takes: all or keys of its own$/m,
        ],
      ] as const
    ).map(([from, to, told]) => ({
      write: { "permit.yaml": PROCEDURE.replace(from, to) },
      args: RUN,
      exit: 2,
      complains: [told],
    })),
  },
  "a procedure in another encoding": once(project(), {
    before: (folder) => writeFileSync(join(folder, "permit.yaml"), Buffer.from([0x69, 0x64, 0x3a, 0x0a, 0xd0, 0xed])),
    args: RUN,
    exit: 2,
    complains: [/^permit\.yaml:2: not UTF-8; save the file in that encoding$/m],
  }),
  "a detector that is none": once(project({ "xiezhi.yaml": `${CONFIG}detectors:\n  over-due: off\n` }), {
    args: RUN,
    exit: 2,
    complains: [/^xiezhi\.yaml:9: no detector over-due; did you mean overdue\?$/m],
  }),
  "a setting that a detector has not": once(
    project({ "xiezhi.yaml": `${CONFIG}detectors:\n  overdue: { days: 3 }\n` }),
    { args: RUN, exit: 2, complains: [/^xiezhi\.yaml:9: overdue: unknown key days$/m] },
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
  "columns apart by something else": once(project({ "logs/a.csv": CLEAN.replaceAll(",", ";") }), {
    args: RUN,
    exit: 2,
    complains: [
      /^logs\/a\.csv:1: no column for case_id .* The file has event_id;case_id;.* in one column; is it `delimiter: ";"`\?$/m,
    ],
  }),
  "no column for what is required": once(project({ "logs/a.csv": "case_id,when\nA1,2026-01-05\n" }), {
    args: RUN,
    exit: 2,
    complains: [/^logs\/a\.csv:1: no column for activity/m],
  }),
  "the wrong encoding": once(project({ "logs/a.csv": Buffer.from("b0b8bcfeb1e0bac50a41310a", "hex") }), {
    args: RUN,
    exit: 2,
    complains: [/^logs\/a\.csv:1: not utf-8 near byte 0; name the file's encoding/m],
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
    files: project({ "logs/a.csv": `${CLEAN}e6,A4,accept,王五 of 12345 on 2026-13-05,p1\n` }),
    steps: [
      {
        args: RUN,
        exit: 2,
        complains: [
          /^logs\/a\.csv: 1 of 6 rows could not be read, more than 5 %, so nothing is detected: line 7, occurred_at: the time cannot be read \("字字 xx 99999 xx 2026-13-05"\), `time_format:`/m,
          /^`xiezhi check` shows the reasons; every row set aside of files that are not loaded is in workspace.quarantine\.ndjson$/m,
        ],
      },
      {
        args: RUN,
        exit: 2,
        complains: [/^logs\/a\.csv: 1 of 6 rows could not be read/m],
        after: (folder) =>
          expect(JSON.parse(readFileSync(join(folder, "workspace/quarantine.ndjson"), "utf8"))).toMatchObject({
            file: "logs/a.csv",
            line: 7,
            column: "occurred_at",
            reason: "bad-time",
            value: "王五 of 12345 on 2026-13-05",
          }),
      },
      { args: ["check"], exit: 2, says: ["bad-time"], complains: ["1 of 6 rows could not be read"] },
      {
        args: ["check", "--json"],
        exit: 2,
        says: ['"form":"字字 xx 99999 xx 2026-13-05"'],
        after: (_, { stdout, stderr }) => expect(stdout + stderr).not.toMatch(/王五|12345/),
      },
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
  ...Object.fromEntries(
    Object.entries({
      "logs/a.csv": "something else of that name is there",
      "logs/a.csv/w": "a part of the path is a file",
    }).map(([workspace, cause]) => [
      `a workspace at ${workspace}, where a file stands`,
      once(config("sources:", `workspace: ${workspace}\nsources:`), {
        args: RUN,
        exit: 2,
        complains: [`${workspace}: ${cause}`],
      }),
    ]),
  ),
  "a report beside which nobody can write": once(project(), {
    args: [...RUN, "--out", "/proc/tonight"],
    exit: 4,
    complains: ["/proc/tonight: the report could not be delivered (no such file or folder)"],
  }),
  "a report below a folder that cannot be made": once(project(), {
    args: [...RUN, "--out", "/proc/not/tonight"],
    exit: 4,
    complains: ["/proc/not/tonight: the report could not be delivered (no such file or folder)"],
  }),
  "a report that cannot be written, which is no hindrance to the next one": {
    files: project(),
    steps: [
      {
        args: [...RUN, "--out", "logs/a.csv/report"],
        exit: 4,
        complains: ["the report could not be delivered (a part of the path is a file)"],
      },
      { args: RUN, exit: 0 },
    ],
  },
  "a workspace that the engine would misread": once(config("sources:", 'workspace: "w?x"\nsources:'), {
    args: RUN,
    exit: 2,
    complains: ["w?x: a workspace cannot have “?” in its path"],
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
  "a file that could hardly be read is not kept, and is read anew once its mapping is right": {
    files: project({ "xiezhi.yaml": `${RULES_ALONE.replace(/ {4}files/, "    time_format: epoch_s\n    files")}` }),
    steps: [
      { args: RUN, exit: 2, complains: ["logs/a.csv: 5 of 5 rows could not be read", "xiezhi check"] },
      { args: ["check", "--config", "."], exit: 2, complains: ["it is a folder"] },
      { args: RUN, exit: 0, write: { "xiezhi.yaml": RULES_ALONE }, after: accounts(5, 5, 0, 0, 0) },
    ],
  },
  "no logs to propose for": once({ "letter.pdf": "" }, { args: ["init"], exit: 2, complains: ["no logs here"] }),
};
