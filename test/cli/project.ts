import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { loadDetectors } from "../../detectors/registry.ts";
import { opened } from "../../pipeline/ledger/envelope.ts";
import { type Files, manifestIn, type Said, warningsIn } from "../kit/cli.ts";
import { ndjson } from "../kit/ndjson.ts";

/** One command and what is expected of it. Every step must end without a stack, and every report must add up. */
export interface Step {
  readonly args: readonly string[] | ((folder: string) => readonly string[]);
  readonly exit: number;
  /** What the clock of the machine says; it stands still. */
  readonly clock?: string;
  /** What stdout and stderr hold. */
  readonly says?: readonly (string | RegExp)[];
  readonly complains?: readonly (string | RegExp)[];
  /** Files written before it. */
  readonly write?: Files;
  before?(folder: string): void | Promise<void>;
  after?(folder: string, said: Said): void;
}

export interface Case {
  readonly files: Files;
  readonly steps: readonly Step[];
}

export const CONFIG = `name: Test
timezone: Asia/Shanghai
sources:
  - table: events
    files: "logs/*.csv"
procedures: [./permit.yaml]
report: { language: en, formats: [html] }
`;

/** Those that serve no rule have nothing to say of a log this small, and asking them takes half the time of a run. */
const others = (await loadDetectors()).filter(({ templates }) => templates.length === 0);
export const RULES_ALONE = `${CONFIG}detectors: { ${others.map(({ meta }) => `${meta.id}: off`).join(", ")} }
`;

export const PROCEDURE = `id: permit
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

export const HEAD = "event_id,case_id,activity,occurred_at,actor_id\n";
export const CLEAN = `${HEAD}e1,A1,accept,2026-01-05 09:00:00,p1
e2,A1,decide,2026-01-06 10:00:00,p2
e3,A2,decide,2026-01-07 10:00:00,p2
e4,A3,accept,2026-01-05 09:00:00,p1
e5,A3,decide,2026-02-05 09:00:00,p2
`;
export const AS_OF = ["--as-of", "2026-03-31"];
export const RUN = ["run", ...AS_OF, "--quiet"];

export const project = (files: Files = {}): Files => ({
  "xiezhi.yaml": RULES_ALONE,
  "permit.yaml": PROCEDURE,
  "logs/a.csv": CLEAN,
  ...files,
});
export const config = (from: string, to: string): Files => project({ "xiezhi.yaml": RULES_ALONE.replace(from, to) });
export const lenient = (log: string): Files =>
  project({ "xiezhi.yaml": `${RULES_ALONE}ingest: { max_quarantine_share: 1 }\n`, "logs/a.csv": log });
export const once = (files: Files, step: Step): Case => ({ files, steps: [step] });

export const latest = (folder: string) => join(folder, "reports/latest");
const accountOf = (folder: string) => {
  const [file] = manifestIn(latest(folder)).files;
  return file && [file.rows_in, file.loaded, file.duplicates, file.changed, file.quarantined];
};
export const accounts =
  (...numbers: number[]) =>
  (folder: string) =>
    expect(accountOf(folder)).toEqual(numbers);
export const reasons = (folder: string) =>
  ndjson<{ file: string; line: number; column: string | null; reason: string }>(
    join(latest(folder), "quarantine.ndjson"),
  ).map(({ file, line, column, reason }) => `${file}:${line} ${column ?? "-"} ${reason}`);

export const XES = (body: string, head = ""): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${head}<log>\n${body}</log>\n`;
export const TRACE = `<trace><string key="concept:name" value="A1"/><event><string key="concept:name" value="accept"/><date key="time:timestamp" value="2026-01-05T09:00:00+08:00"/></event></trace>\n`;
export const xes = (content: string | Buffer): Files => ({
  "xiezhi.yaml": RULES_ALONE.replace("logs/*.csv", "logs/*.xes*"),
  "permit.yaml": PROCEDURE,
  [typeof content === "string" ? "logs/a.xes" : "logs/a.xes.gz"]: content,
});

export const ESC = "\u001b";
export const HOSTILE = `A${ESC}]0;owned\u0007${ESC}[31m\u202e\u009b31m`;
export const noControl = (_: string, { stdout, stderr }: Said) => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(`${stdout}${stderr}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
};

/** What the last report says beside its warnings. */
export const notesIn = (folder: string): string =>
  manifestIn(latest(folder))
    .coverage.notes.map(({ en }) => en)
    .join("\n");

/** How many entries of each kind the ledger has. */
export function entriesIn(folder: string): Readonly<Record<string, number>> {
  const lines = readFileSync(join(folder, "workspace/ledger.ndjson"), "utf8").split("\n").slice(0, -1);
  const counts: Record<string, number> = {};
  for (const line of lines) {
    const kind = opened(line)?.statement.predicate.kind ?? "none";
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** The open warnings: rule, case, and what people decided of them. */
export const openIn = (folder: string): string[] =>
  warningsIn(latest(folder))
    .filter(({ status }) => status !== "resolved")
    .map(({ rule, case_id, suppression, exemption }) =>
      [
        rule,
        case_id,
        ...(suppression ? [`set aside by ${suppression.author} and ${suppression.approver}`] : []),
        ...(exemption ? [`exempted ${exemption.exemption_id}`] : []),
      ].join(" "),
    )
    .sort();
