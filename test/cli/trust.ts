import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { manifestIn, warningsIn } from "../kit/cli.ts";
import {
  type Case,
  CLEAN,
  entriesIn,
  HEAD,
  latest,
  notesIn,
  openIn,
  PROCEDURE,
  project,
  RULES_ALONE,
  RUN,
} from "./project.ts";

const NIGHT = ["run", "--quiet"];
const LOOK = ["--as-of", "2026-04-01"];
const executable = (folder: string): void => chmodSync(join(folder, "send.sh"), 0o755);

/** What makes runs dependable. */
export const TRUST: Readonly<Record<string, Case>> = {
  "the ledger: a run, a look, a new key, and what was done to it since": {
    files: project(),
    steps: [
      { args: RUN, exit: 0 },
      { args: ["audit", "A1", "--json"], exit: 0 },
      { args: ["key", "rotate"], exit: 0, says: ["key export"] },
      { args: ["key", "export"], exit: 0, says: ["BEGIN PUBLIC KEY"] },
      { args: RUN, exit: 0 },
      {
        args: ["verify", "--json"],
        exit: 0,
        after: (folder, { stdout }) => {
          const { head, byKind, files } = JSON.parse(stdout);
          expect(byKind).toEqual({ key: 2, run: 2, view: 1 });
          expect(files.outputs.map(({ state }: { state: string }) => state)).toContain("unchanged");
          writeFileSync(join(folder, "kept"), `${head.count}:${head.sha256}`);
          appendFileSync(join(latest(folder), "warnings.ndjson"), "\n");
        },
      },
      {
        args: ["verify"],
        exit: 3,
        says: ["Outputs that are not as they were made", /reports\/\S+\/warnings\.ndjson \(entry 5\)/],
        after: (folder) => {
          const ledger = join(folder, "workspace/ledger.ndjson");
          writeFileSync(ledger, `${readFileSync(ledger, "utf8").split("\n").slice(0, 3).join("\n")}\n`);
        },
      },
      { args: ["verify"], exit: 3, says: ["entries missing; 3 entries, but 5 were there"] },
      { args: RUN, exit: 0, after: (folder) => expect(notesIn(folder)).toContain("not what the workspace remembers") },
      { args: ["verify", "--head", `9:${"0".repeat(64)}`], exit: 3, says: ["9 were there when the head was kept"] },
      { args: ["verify", "--head", "here"], exit: 2, complains: ["It is as `xiezhi verify` prints it"] },
      { args: ["verify", "--key", "no.pem"], exit: 2, complains: ["--key no.pem: no such file"] },
      { args: ["verify", "--key", "xiezhi.yaml"], exit: 2, complains: ["--key xiezhi.yaml: no key in the form"] },
    ],
  },
  "a look back tells of the cases of its time, and changes nothing of the nights": {
    files: project({
      "xiezhi.yaml": RULES_ALONE.replace("procedures:", '  - { table: interventions, files: "r.csv" }\nprocedures:'),
      "permit.yaml": PROCEDURE.replace("completion: all\n", ""),
      "r.csv": "record_id,case_id,received_at,recorded_at\nr1,ASKED,2021-12-31 09:00:00,2022-03-01 09:00:00\n",
      "logs/a.csv": `${CLEAN}e6,OLD,decide,2021-05-06 09:00:00,p2\ne8,ASKED,decide,2019-05-06 09:00:00,p2\ne9,OPEN,accept,2026-03-01 09:00:00,p1\n`,
    }),
    steps: [
      { args: RUN, exit: 0, after: (folder) => expect(openIn(folder)).toContain("accepted-first OLD") },
      {
        args: ["lookback", "--since", "2020-01-01", "--until", "2021-12-31", ...LOOK, "--json"],
        exit: 0,
        after: (folder, { stdout }) => {
          const { folder: report } = JSON.parse(stdout);
          expect(warningsIn(report).map(({ rule, case_id, status }) => `${rule} ${case_id} ${status}`)).toEqual([
            "accepted-first OLD unchanged",
            "accepted-first ASKED unchanged",
          ]);
          const { run_id, lookback, rules, coverage } = manifestIn(report);
          expect(run_id).toMatch(/^lookback-20260401T/);
          expect(lookback).toMatchObject({ cases: 2 });
          expect(coverage.cases).toBe(6);
          expect(rules.map(({ outcomes }) => Object.values(outcomes).reduce((sum, n) => sum + n, 0))).toEqual([2, 2]);
          expect(readFileSync(join(report, "report.html"), "utf8")).toContain("Looking back to");
          expect(manifestIn(latest(folder)).run_id).toMatch(/^20260331T/);
        },
      },
      {
        write: { "logs/b.csv": `${HEAD}e7,A4,decide,2026-03-30 09:00:00,p2\n` },
        args: ["lookback", "--since", "2022-01-01", ...LOOK, "--json"],
        exit: 0,
        after: (_, { stdout }) => {
          const told = warningsIn(JSON.parse(stdout).folder).map(({ rule, case_id, status }) => [
            rule,
            case_id,
            status,
          ]);
          expect(told).toContainEqual(["accepted-first", "A4", "new"]);
          const cases = told.map(([, case_id]) => case_id);
          expect(cases).not.toContain("OLD");
          expect(cases).toContain("ASKED");
        },
      },
      {
        args: ["run", "--as-of", "2026-04-02", "--quiet"],
        exit: 0,
        after: (folder) => {
          const told = warningsIn(latest(folder)).map(({ rule, case_id, status }) => `${rule} ${case_id} ${status}`);
          expect(told).toContain("accepted-first OLD unchanged");
          expect(told).toContain("accepted-first A4 new");
          // A clock that has run on for two days is no news.
          expect(told).toContain("decided-in-ten-days OPEN unchanged");
        },
      },
      { args: ["verify"], exit: 0, says: ["5 entries", "24 as they were"] },
      { args: ["lookback"], exit: 2, complains: ["--since"] },
      { args: ["lookback", "--since", "soon"], exit: 2, complains: ["--since soon: not a date"] },
      { args: ["lookback", "--since", "2027-01-01", ...LOOK], exit: 2, complains: ["lies after the moment"] },
      {
        args: ["lookback", "--since", "2026-01-01", "--until", "2025-01-01"],
        exit: 2,
        complains: ["lies before --since"],
      },
      { clock: "2999-01-01T00:00:00Z", args: ["run", "--as-of", "2998-12-31", "--quiet"], exit: 0 },
      {
        clock: "2999-01-01T00:00:00Z",
        args: ["purge", "--before", "2998-01-01", "--json"],
        exit: 0,
        after: (folder) => expect(readdirSync(join(folder, "reports")).filter((name) => /look/.test(name))).toEqual([]),
      },
    ],
  },
  "the head of the ledger is kept on another medium, and what is cut off shows there": {
    files: project({ "xiezhi.yaml": `${RULES_ALONE}ledger: { heads: medium/heads }\n` }),
    steps: [
      { args: RUN, exit: 0, after: (folder) => expect(notesIn(folder)).toContain("could not be kept in") },
      {
        args: ["verify"],
        exit: 3,
        says: ["the heads kept in medium/heads: not there", "heads not as they were kept; medium/heads is not there"],
      },
      {
        before: (folder) => mkdirSync(join(folder, "medium")),
        args: RUN,
        exit: 0,
        after: (folder) => expect(notesIn(folder)).not.toContain("could not be kept in"),
      },
      {
        before: (folder) => rmSync(join(latest(folder), "report.html")),
        args: ["verify"],
        exit: 0,
        says: [
          "the heads kept in medium/heads: up to entry 3 of 3",
          /Outputs that are no longer there, and that no purge took\n {2}· reports\/\S+\/report\.html \(entry 3\)/,
          "every output that is there is as it was made",
        ],
      },
      {
        before: (folder) => {
          const ledger = join(folder, "workspace/ledger.ndjson");
          writeFileSync(ledger, `${readFileSync(ledger, "utf8").split("\n").slice(0, 2).join("\n")}\n`);
          rmSync(join(folder, "workspace/xiezhi.duckdb"));
        },
        args: ["verify"],
        exit: 3,
        says: ["entries missing; 2 entries, but 3 were there", "what the workspace remembers: not asked"],
      },
      // The workspace is begun anew, and remembers nothing of the third entry that was.
      { args: RUN, exit: 0 },
      { args: ["verify", "--json"], exit: 3, says: ['"line":3,"fault":"head differs"'] },
      {
        before: (folder) => appendFileSync(join(folder, "medium/heads"), "no head\n"),
        args: ["verify"],
        exit: 3,
        says: [/no head in line \d of medium\/heads/],
      },
    ],
  },
  "a report is sent on once; what failed is sent by the next run": {
    files: project({
      "xiezhi.yaml": `${RULES_ALONE.replace("[html] }", '[html], deliver: ["./send.sh"], deliver_seconds: 5 }')}`,
      "send.sh": "#!/bin/sh\nexit 7\n",
    }),
    steps: [
      { before: executable, args: RUN, exit: 4, complains: ["could not be sent on (it ended with 7)"] },
      {
        write: {
          "send.sh": '#!/bin/sh\necho "$XIEZHI_RUN" >> sent; env > environment; test -f "$XIEZHI_REPORT/run.json"\n',
        },
        before: () => {
          process.env.XIEZHI_LEDGER_PASSPHRASE = "the key's alone";
        },
        args: ["run", "--as-of", "2026-04-30", "--quiet"],
        exit: 0,
        after: (folder) => {
          expect(notesIn(folder)).toContain("was delivered when this run began");
          expect(readFileSync(join(folder, "sent"), "utf8")).toMatch(/^20260331T\S+\n20260430T\S+\n$/);
          expect(entriesIn(folder)).toEqual({ key: 1, run: 2, export: 3 });
          delete process.env.XIEZHI_LEDGER_PASSPHRASE;
          expect(readFileSync(join(folder, "environment"), "utf8")).not.toContain("the key's alone");
        },
      },
      {
        args: ["run", "--as-of", "2026-04-30"],
        exit: 0,
        says: [/sent on \d{4}-\S+ \S+ .*when this run was first made, and not sent again/],
        after: (folder) => expect(readFileSync(join(folder, "sent"), "utf8").split("\n")).toHaveLength(3),
      },
      {
        write: { "send.sh": "#!/bin/sh\nexit 7\n" },
        args: ["run", "--as-of", "2026-05-01", "--quiet"],
        exit: 4,
      },
      {
        write: { "send.sh": '#!/bin/sh\necho "$XIEZHI_RUN" >> sent\n' },
        args: ["run", "--as-of", "2026-05-01", "--json"],
        exit: 0,
        after: (folder, { stdout }) => {
          expect(JSON.parse(stdout)).toMatchObject({ undelivered: [], sent_before: expect.any(String) });
          expect(readFileSync(join(folder, "sent"), "utf8").match(/^20260501T/gm)).toHaveLength(1);
        },
      },
      {
        write: { "permit.yaml": PROCEDURE.replace("duration: 10d", "duration: 20d") },
        args: ["run", "--as-of", "2026-05-01", "--quiet"],
        exit: 0,
        after: (folder) => {
          expect(readFileSync(join(folder, "sent"), "utf8").match(/^20260501T/gm)).toHaveLength(2);
          expect(manifestIn(latest(folder)).procedures).toMatchObject([{ procedure: "permit", file: "permit.yaml" }]);
          expect(readdirSync(join(folder, "reports")).filter((name) => name.startsWith("20260501T"))).toHaveLength(2);
        },
      },
      {
        write: { "send.sh": "#!/bin/sh\nsleep 60\n" },
        args: ["run", "--as-of", "2026-05-31", "--config", "slow.yaml", "--quiet"],
        before: (folder) =>
          writeFileSync(
            join(folder, "slow.yaml"),
            readFileSync(join(folder, "xiezhi.yaml"), "utf8").replace("seconds: 5", "seconds: 1"),
          ),
        exit: 4,
        complains: ["not done after 1 s"],
      },
    ],
  },
  "a run made again says the same, and is held against the run before it": {
    files: project(),
    steps: [
      { args: RUN, exit: 0 },
      {
        write: {
          "logs/b.csv": `${HEAD}e5,A3,decide,2026-02-08 09:00:00,p2\ne0,A2,accept,2026-01-02 09:00:00,p1\n`,
          "logs/c.csv": `${HEAD}e6,A4,decide,2026-02-08 09:00:00,p2\n`,
        },
        args: ["run", "--as-of", "2026-04-01", "--quiet"],
        exit: 0,
        after: (folder) => {
          expect(manifestIn(latest(folder)).warnings.by_status).toEqual({ new: 1, resolved: 1, updated: 1 });
          copyFileSync(join(latest(folder), "warnings.ndjson"), join(folder, "first"));
          copyFileSync(join(latest(folder), "report.html"), join(folder, "first.html"));
        },
      },
      ...Array.from({ length: 2 }, () => ({
        args: ["run", "--as-of", "2026-04-01", "--quiet"],
        exit: 0,
        after: (folder: string) => {
          const of = (path: string) => readFileSync(join(folder, path), "utf8");
          expect(of("reports/latest/warnings.ndjson")).toBe(of("first"));
          const changes = (path: string) => of(path).match(/<span class="change">.*?<\/span><\/span>/g);
          expect(changes("reports/latest/report.html")).toEqual(changes("first.html"));
          expect(changes("first.html")).not.toBeNull();
        },
      })),
      {
        args: ["run", "--as-of", "2026-04-02", "--quiet"],
        exit: 0,
        after: (folder) => {
          expect(manifestIn(latest(folder)).warnings.by_status).toEqual({ unchanged: 2 });
          const updated = warningsIn(latest(folder)).find(({ case_id }) => case_id === "A3");
          expect(updated).toMatchObject({ occurrences: 3 });
        },
      },
      {
        args: (folder) => [
          "explain",
          warningsIn(latest(folder)).find(({ case_id }) => case_id === "A3")?.warning_id ?? "",
          "--json",
        ],
        exit: 0,
        after: (_, { stdout }) => expect(JSON.parse(stdout).past).toMatchObject([{ measured: 31, became: "updated" }]),
      },
    ],
  },
  "nights that are missing are named by the next run": {
    files: project({ "often.yaml": `${RULES_ALONE}schedule: { every: 100ms }\n` }),
    steps: [
      { clock: "2026-04-01T22:00+08:00", args: NIGHT, missing: null },
      { clock: "2026-04-03T12:00+08:00", args: [...NIGHT, "--as-of", "2026-03-31"], missing: null },
      {
        clock: "2026-04-03T22:20+08:00",
        args: NIGHT,
        missing: "1 run that was due since 2026-04-01 22:00 is missing (2026-04-02); this run covers its data",
      },
      { clock: "2026-04-04T22:10+08:00", args: NIGHT, missing: null },
      {
        clock: "2036-04-04T22:10+08:00",
        args: [...NIGHT, "--config", "often.yaml"],
        missing:
          /^3,156,191,999 runs that were due since 2026-04-04 22:10 are missing \((2026-04-04, ){9}2026-04-04 and 3156191989 more\); this run covers their data$/,
      },
    ].map(({ clock, args, missing }) => ({
      clock,
      args,
      exit: 0,
      after: (folder: string) => {
        const told = notesIn(folder)
          .split("\n")
          .find((note) => note.includes("missing"));
        if (missing === null) expect(told).toBeUndefined();
        else expect(told).toMatch(missing);
      },
    })),
  },
  "what a warning said before stays on record": {
    files: project(),
    steps: [
      { args: RUN, exit: 0 },
      { write: { "logs/b.csv": `${HEAD}e5,A3,decide,2026-02-08 09:00:00,p2\n` }, args: RUN, exit: 0 },
      { args: ["run", "--as-of", "2026-04-01", "--quiet"], exit: 0 },
      { write: { "logs/c.csv": `${HEAD}e5,A3,decide,2026-02-09 09:00:00,p2\n` }, args: RUN, exit: 0 },
      {
        args: (folder) => [
          "explain",
          warningsIn(latest(folder)).find(({ case_id }) => case_id === "A3")?.warning_id ?? "",
          "--json",
        ],
        exit: 0,
        after: (_, { stdout }) => {
          const { measured, status, past } = JSON.parse(stdout);
          expect({ measured, status }).toEqual({ measured: 35, status: "updated" });
          expect(past).toMatchObject([
            { status: "new", measured: 31, occurrences: 1, became: "updated" },
            { status: "unchanged", measured: 34, occurrences: 3, became: "updated" },
          ]);
        },
      },
    ],
  },
};
