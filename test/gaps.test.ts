import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import type { Given } from "../detectors/_kit/cases.ts";
import { withCase } from "../detectors/_kit/evaluate.ts";
import { columnOf, Log } from "../detectors/_kit/log.ts";
import feedGap from "../detectors/feed-gap/detector.ts";
import fourEyes from "../detectors/four-eyes/detector.ts";
import missingStep from "../detectors/missing-step/detector.ts";
import { audit, openLoaded } from "../pipeline/audit.ts";
import { loadConfig } from "../pipeline/config.ts";
import { detect, inTurn, prepareDetectors } from "../pipeline/detect.ts";
import { run } from "../pipeline/run.ts";
import { forgetVerdicts } from "../pipeline/verdicts.ts";
import { dateOf, dayOf } from "../pipeline/zone.ts";

const detectors = [missingStep, fourEyes, feedGap];

/** Two units with a finished case a weekday that lacks its notice; the first delivers nothing from 7 to 13 April. */
const FIRST = dayOf("2025-03-03");
const rows = ["p1", "p2"].flatMap((org) =>
  Array.from({ length: 70 }, (_, i) => FIRST + i)
    .filter((day) => ![2, 3].includes(day % 7))
    .map(dateOf)
    .filter((date) => org === "p2" || date < "2025-04-07" || date > "2025-04-13")
    .flatMap((date) => [
      [`${org}-${date}`, "accept", `${date}T09:00`, org, "li"],
      [`${org}-${date}`, "decide", `${date}T10:00`, org, "li"],
    ]),
);
/** Open in the gap, one in each unit, and one that was closed before it. */
const events = new Log(
  ["case", "activity", "at", "org", "actor"],
  [
    ...rows,
    ...["p1", "p2"].flatMap((org) => [
      [`long-${org}`, "accept", "2025-04-03T11:00", org, "li"],
      [`long-${org}`, "decide", "2025-04-16T11:00", org, "li"],
    ]),
  ],
);
const cases = new Log(
  ["case", "opened", "closed"],
  [
    ["p1-2025-03-03", "2025-03-03", "2025-03-04"],
    ["p1-2025-04-14", "2025-04-14", null],
    ["long-p1", "2025-04-03", "2025-04-17"],
    ["long-p2", "2025-04-03", "2025-04-17"],
  ],
);
const given: Given = {
  log: events,
  tables: { cases },
  asOf: "2025-05-20",
  procedure: {
    completion: { activities: ["decide"] },
    rules: [
      { template: "existence", activities: ["notice"] },
      { template: "different-actor", activities: ["accept", "decide"] },
    ],
  },
};

/** Hits and cannot tells of each detector, and the cases that were hit, with feed-gap on or off. */
const outcomes = (setting: object | "off") =>
  withCase(given, async ({ facts, ruleSet }) => {
    const prepared = prepareDetectors(detectors, { "feed-gap": setting }, (id) => id);
    const found = new Map<string, { hit: number; "cannot tell": number; cases: (string | null)[] }>();
    for (const one of inTurn(prepared)) {
      const detection = await detect(one, { facts, ruleSet, runId: "case" });
      const cases: (string | null)[] = [];
      for await (const batch of detection.warnings()) cases.push(...batch.map(({ case_id }) => case_id));
      const { hit, "cannot tell": cannotTell } = detection.report.outcomes;
      found.set(one.detector.meta.id, { hit, "cannot tell": cannotTell, cases });
    }
    return found;
  });

describe("a gap in the feed", () => {
  test("turns hits that rest on absence into cannot tell where the case was open in it", async () => {
    const [without, within] = [await outcomes("off"), await outcomes({ min_daily_events: 1 })];
    const before = without.get("missing-step");
    const after = within.get("missing-step");
    expect(within.get("feed-gap")).toMatchObject({ hit: 1 });
    expect(before?.["cannot tell"]).toBe(0);
    expect((after?.hit ?? 0) + (after?.["cannot tell"] ?? 0)).toBe(before?.hit);
    expect(before?.cases).toContain("long-p1");
    expect(after?.cases).not.toContain("long-p1");
    // Nobody says when it was opened: what began it may have been lost.
    expect(after?.cases).not.toContain("p1-2025-04-15");
    expect(after?.cases).toEqual(
      expect.arrayContaining(["long-p2", "p1-2025-03-03", "p1-2025-03-04", "p1-2025-04-14", "p2-2025-04-08"]),
    );
  });

  test("leaves what rests on the records themselves", async () => {
    const both = [await outcomes("off"), await outcomes({ min_daily_events: 1 })].map((found) =>
      found.get("four-eyes"),
    );
    expect(both[0]?.hit).toBe(97);
    expect(both[1]).toEqual(both[0]);
  });

  test("is heeded by an audit, whether it recalls what was found or asks anew", async () => {
    const folder = mkdtempSync(join(tmpdir(), "xiezhi-gaps-"));
    mkdirSync(join(folder, "logs"));
    for (const [table, { columns, rows }] of Object.entries({ events, cases })) {
      const lines = [columns.map((name) => columnOf(table as "events" | "cases", name)), ...rows];
      writeFileSync(join(folder, "logs", `${table}.csv`), `${lines.map((line) => line.join(",")).join("\n")}\n`);
    }
    const rules = [{ id: "noticed", template: "existence", activities: ["notice"] }];
    const procedure = { id: "orders", completion: { activities: ["decide"] }, rules };
    writeFileSync(
      join(folder, "orders.yaml"),
      stringify({ ...procedure, activities: { accept: {}, notice: {}, decide: {} } }),
    );
    const file = join(folder, "xiezhi.yaml");
    const sources = ["events", "cases"].map((table) => ({ table, files: `logs/${table}.csv` }));
    writeFileSync(
      file,
      stringify({
        sources,
        procedures: ["./orders.yaml"],
        detectors: { "feed-gap": { min_daily_events: 1 } },
        report: { formats: [] },
      }),
    );
    await run({ config: file, detectors, asOf: Date.parse("2025-05-20T00:00:00+08:00") });
    const config = await loadConfig(file);
    const noticed = async () => {
      const told: unknown[] = [];
      for (const caseId of ["long-p1", "long-p2"]) {
        const { rules } = await audit({ config, detectors, caseId });
        told.push(rules.find(({ rule }) => rule === "noticed")?.outcome);
      }
      return told;
    };
    expect(await noticed()).toEqual(["cannot tell", "hit"]);
    const engine = await openLoaded(config);
    await forgetVerdicts(engine);
    engine.close();
    expect(await noticed()).toEqual(["cannot tell", "hit"]);
    rmSync(folder, { recursive: true });
  });
});
