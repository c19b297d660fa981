import { createReadStream, existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, test } from "vitest";
import { call, folderWith, manifestIn, ROOT } from "./kit/cli.ts";

/**
 * Four public logs and the cases that break each rule of fixtures/procedures, counted by other means than this project.
 * The logs are not part of it: fixtures/procedures/README.md says how to get them, and where they are absent, the tests
 * are skipped.
 */
const LOGS = resolve(process.env.XIEZHI_LOGS ?? join(ROOT, "../shared/data"));

interface Known {
  readonly file: string;
  /** Further lines of the source. */
  readonly source?: string;
  readonly timezone: string;
  readonly cases: number;
  readonly events: number;
  readonly hits: Readonly<Record<string, number>>;
}

const KNOWN: Readonly<Record<string, Known>> = {
  // de Leoni & Mannhardt, doi:10.4121/uuid:270fd440-1057-4fb9-89a9-b699b47990f5
  "road-traffic-fines": {
    file: "road_traffic_fines.xes.gz",
    timezone: "Europe/Rome",
    cases: 150_370,
    events: 561_470,
    hits: {
      "starts-with-creation": 0,
      "sent-before-notified": 0,
      "appeal-sent-before-result": 82,
      "appeal-date-before-sending": 4,
      "notified-after-sending": 24_127,
      "payment-after-penalty": 60_727,
      "offender-told-of-result": 105,
      "appeal-sent-after-date": 51,
      "paid-or-collected": 2_126,
      "one-payment": 7_542,
      "sent-within-90-days": 49_772,
      "appeal-within-60-days": 582,
    },
  },
  // Buijs, doi:10.4121/uuid:a07386a5-7be3-4367-9535-70bc9e77dbe6
  receipt: {
    file: "receipt.xes.gz",
    timezone: "Europe/Amsterdam",
    cases: 1_434,
    events: 8_577,
    hits: {
      "determined-before-printed": 1,
      "determined-after-check": 14,
      "checked-after-receipt": 118,
      "indication-after-advice": 26,
      "stop-advice-present": 125,
      "stop-indication-present": 151,
      "checker-does-not-determine": 1_042,
      "adviser-does-not-decide": 1_261,
      "one-check": 35,
      "one-stop-advice": 59,
    },
  },
  // Invisible Institute, public records, pseudonymised
  "police-force-reports": {
    file: "police_force_reports.csv.gz",
    timezone: "America/Chicago",
    cases: 67_044,
    events: 201_401,
    hits: {
      "submitter-does-not-review": 1_214,
      "submitter-does-not-approve": 49,
      "reviewer-does-not-approve": 5_326,
      "submitted-before-reviewed": 31,
      "reviewed-before-approved": 5,
      "reviewed-after-submission": 1,
      "submission-present": 23,
      "review-present": 2,
      "one-submission": 22,
      "one-review": 19,
      "one-approval": 221,
      "approved-within-7-days": 863,
    },
  },
  // van Dongen, BPI Challenge 2015, log 1; these counts are told in fixtures/procedures/bpic15.yaml
  bpic15: {
    file: "bpic15_1.xes.gz",
    timezone: "Europe/Amsterdam",
    cases: 1_199,
    events: 52_217,
    hits: {
      "starts-with-submission": 61,
      "receipt-confirmed": 5,
      "submission-before-confirmation": 38,
      "confirmation-before-decision": 0,
      "decision-before-sending": 37,
      "decision-sent": 58,
      "missing-data-received": 33,
      "drafter-does-not-send": 234,
      "one-decision": 3,
      "decision-within-98-days": 145,
    },
  },
};

const configOf = (id: string, { file, source = "", timezone }: Known): string => `name: ${id}
timezone: ${timezone}
sources:
  - table: events
    files: ${JSON.stringify(join(LOGS, file))}
${source}procedures: [${JSON.stringify(join(ROOT, "fixtures/procedures", `${id}.yaml`))}]
report: { formats: [] }
`;

/** Warnings per rule of a procedure, counted from their lines, of which there may be many. */
async function countLines(path: string, id: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const [, rule, procedure] = /"rule":"([^"]+)","procedure":"([^"]+)"/.exec(line.slice(0, 500)) ?? [];
    if (rule && procedure === id) counts[rule] = (counts[rule] ?? 0) + 1;
  }
  return counts;
}

describe("logs whose counts are known", () => {
  for (const [id, known] of Object.entries(KNOWN)) {
    test.skipIf(!existsSync(join(LOGS, known.file)))(
      `${id}: every rule finds the cases that break it, and no other`,
      async () => {
        const folder = folderWith({ "xiezhi.yaml": configOf(id, known) });
        const said = await call(["run", "--as-of", "2020-01-01", "--out", "report", "--quiet"], folder);
        expect(said).toEqual({ exit: 0, stdout: "", stderr: "" });
        const { coverage, rules, files } = manifestIn(join(folder, "report"));
        expect([coverage.cases, coverage.events]).toEqual([known.cases, known.events]);
        for (const one of files) expect(one.loaded + one.duplicates + one.changed + one.quarantined).toBe(one.rows_in);
        const own = rules.filter(({ procedure }) => procedure === id);
        expect(Object.fromEntries(own.map(({ rule, outcomes }) => [rule, outcomes.hit]))).toEqual(known.hits);
        const warned = await countLines(join(folder, "report/warnings.ndjson"), id);
        for (const [rule, hits] of Object.entries(known.hits)) expect([rule, warned[rule] ?? 0]).toEqual([rule, hits]);
        rmSync(folder, { recursive: true, force: true });
      },
      300_000,
    );
  }
});
