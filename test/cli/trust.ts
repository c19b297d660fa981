import { appendFileSync, chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { manifestIn } from "../cli.ts";
import { type Case, CONFIG, latest, project, RUN } from "./project.ts";

const notesIn = (folder: string): string =>
  manifestIn(latest(folder))
    .coverage.notes.map(({ en }) => en)
    .join("\n");
const executable = (folder: string): void => chmodSync(join(folder, "send.sh"), 0o755);

/** What makes runs and decisions dependable. */
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
      { args: RUN, exit: 0, after: (folder) => expect(notesIn(folder)).toContain("not what the workspace remembers") },
      { args: ["verify", "--head", `9:${"0".repeat(64)}`], exit: 3, says: ["9 were there when the head was kept"] },
      { args: ["verify", "--head", "here"], exit: 2, complains: ["It is as `xiezhi verify` prints it"] },
    ],
  },
  "a report is sent on once; what failed is sent by the next run": {
    files: project({
      "xiezhi.yaml": `${CONFIG.replace("[html] }", '[html], deliver: ["./send.sh"], deliver_seconds: 5 }')}`,
      "send.sh": "#!/bin/sh\nexit 7\n",
    }),
    steps: [
      { before: executable, args: RUN, exit: 4, complains: ["could not be sent on (it ended with 7)"] },
      {
        write: { "send.sh": '#!/bin/sh\necho "$XIEZHI_RUN" >> sent; test -f "$XIEZHI_REPORT/run.json"\n' },
        args: ["run", "--as-of", "2026-04-30", "--quiet"],
        exit: 0,
        after: (folder) => {
          expect(notesIn(folder)).toContain("was delivered when this run began");
          expect(readFileSync(join(folder, "sent"), "utf8")).toMatch(/^20260331T\S+\n20260430T\S+\n$/);
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
  "nights that are missing are named by the next run": {
    files: project(),
    steps: [
      { args: ["run", "--quiet"], exit: 0, after: (folder) => expect(notesIn(folder)).not.toContain("missing") },
      {
        args: ["run", "--quiet", "--config", "often.yaml"],
        before: (folder) => writeFileSync(join(folder, "often.yaml"), `${CONFIG}schedule: { every: 100ms }\n`),
        exit: 0,
        after: (folder) => expect(notesIn(folder)).toMatch(/\d+ runs that were due since/),
      },
    ],
  },
};
