import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { loadDetectors } from "../detectors/registry.ts";
import { run } from "../pipeline/run.ts";
import type { Warning } from "../schemas/warning.ts";
import { warningsIn } from "./kit/cli.ts";

const folder = mkdtempSync(join(tmpdir(), "xiezhi-redelivery-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ASKED = [
  "missing-step",
  "wrong-order",
  "four-eyes",
  "overdue",
  "repeated-step",
  "handler-change",
  "shared-account",
];
const detectors = (await loadDetectors()).filter(({ meta }) => ASKED.includes(meta.id));
const AS_OF = Date.parse("2026-03-31T16:00:00Z");
const START = Date.parse("2026-01-05T01:00:00Z");
const MINUTE = 60_000;

const PROCEDURE = {
  id: "permit",
  completion: "all",
  activities: { accept: {}, notice: {}, approve: {}, decide: {}, serve: {} },
  rules: [
    { id: "noticed", template: "existence", activities: ["notice"] },
    { id: "once", template: "absence", activities: ["decide"], count: 2 },
    { id: "accepted-first", template: "precedence", activities: ["accept", "decide"] },
    { id: "served", template: "response", activities: ["decide", "serve"], within: "3d" },
    { id: "two-hands", template: "different-actor", activities: ["notice", "approve"] },
    { id: "in-ten-days", template: "deadline", activities: ["accept", "decide"], limit: { duration: "10d" } },
  ],
};

type Row = readonly string[];
const HEADER = ["event_id", "case_id", "activity", "occurred_at", "actor_id", "org_id"];

/** Acts of some cases, no two of a case in one minute: what comes first of two is otherwise told by their place. */
const log = (prefix: string, from: number) =>
  fc
    .uniqueArray(
      fc.record({
        of: fc.integer({ min: 1, max: 5 }),
        activity: fc.constantFrom(...Object.keys(PROCEDURE.activities)),
        minute: fc.integer({ min: 0, max: 60 * 24 * 60 }),
        actor: fc.constantFrom("li", "wang", "zhao", ""),
      }),
      { minLength: 12, maxLength: 30, selector: ({ of, minute }) => `${of} ${minute}` },
    )
    .map((acts) =>
      acts.map(({ of, activity, minute, actor }, i): Row => {
        const at = new Date(from + minute * MINUTE).toISOString();
        return [`${prefix}${i}`, `${prefix}${of}`, activity, at, actor, "u1"];
      }),
    );

/** The same rows in some order, in one to four files of other names. */
const delivered = (rows: readonly Row[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...rows], { minLength: rows.length }),
      fc.array(fc.integer({ min: 0, max: rows.length }), { maxLength: 3 }),
      fc.string({ unit: fc.constantFrom(..."abcz"), minLength: 1, maxLength: 3 }),
    )
    .map(([all, cuts, name]) => {
      const ends = [0, ...[...new Set(cuts)].sort((a, b) => a - b), all.length];
      return ends.slice(1).map((end, i) => ({ name: `${name}${ends.length - i}.csv`, rows: all.slice(ends[i], end) }));
    });

type Delivery = readonly { readonly name: string; readonly rows: readonly Row[] }[];

/** Identifiers may be missing: the same act is then known by all that it says. */
const history = fc
  .tuple(log("c", START), log("h", START - 400 * 24 * 60 * MINUTE), fc.boolean())
  .chain(([now, before, named]) => {
    const rows = (given: readonly Row[]) => given.map((row) => (named ? row : ["", ...row.slice(1)]));
    const all = [...rows(now), ...rows(before)];
    return fc.record({
      first: delivered(rows(now)),
      again: delivered(all),
      anew: delivered(all),
    });
  });

function project(): string {
  const home = mkdtempSync(join(folder, "project-"));
  const config = {
    timezone: "Asia/Shanghai",
    sources: [{ table: "events", files: "logs/*.csv" }],
    procedures: ["./permit.yaml"],
    report: { formats: [] },
  };
  writeFileSync(join(home, "permit.yaml"), stringify(PROCEDURE));
  writeFileSync(join(home, "xiezhi.yaml"), stringify(config));
  return home;
}

async function warningsOf(home: string, delivery: Delivery): Promise<Warning[]> {
  rmSync(join(home, "logs"), { recursive: true, force: true });
  mkdirSync(join(home, "logs"));
  for (const { name, rows } of delivery.filter((file) => file.rows.length > 0))
    writeFileSync(join(home, "logs", name), `${[HEADER, ...rows].map((row) => row.join(",")).join("\n")}\n`);
  const result = await run({ config: join(home, "xiezhi.yaml"), detectors, asOf: AS_OF });
  return warningsIn(result.folder);
}

/** What a warning says, without its life and without where its records stood. */
const says = ({ warning_id, rule, case_id, severity, measured, message, evidence }: Warning): string =>
  JSON.stringify([
    warning_id,
    rule,
    case_id,
    severity,
    measured,
    message,
    evidence.map(({ occurred_at }) => occurred_at),
  ]);

test("a warning is the same however its records are delivered, and when they are delivered again with more", async () => {
  let told = 0;
  await fc.assert(
    fc.asyncProperty(history, async ({ first, again, anew }) => {
      const home = project();
      const before = await warningsOf(home, first);
      const after = await warningsOf(home, again);
      told += before.length;
      const known = new Set(before.map(({ warning_id }) => warning_id));
      for (const { warning_id, status, case_id } of after)
        expect([case_id, status]).toEqual([case_id, known.has(warning_id) ? "unchanged" : "new"]);
      expect(
        after
          .filter(({ case_id }) => case_id?.startsWith("c"))
          .map(says)
          .sort(),
      ).toEqual(before.map(says).sort());
      expect((await warningsOf(project(), anew)).map(says).sort()).toEqual(after.map(says).sort());
    }),
    { numRuns: 2, seed: 4, endOnFailure: true },
  );
  expect(told).toBeGreaterThan(10);
});
