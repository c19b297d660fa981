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
import { audit, openLoaded } from "../pipeline/audit/audit.ts";
import { forgetVerdicts } from "../pipeline/audit/verdicts.ts";
import { loadConfig } from "../pipeline/config.ts";
import { detect } from "../pipeline/detect.ts";
import { dateOf, dayOf } from "../pipeline/kit/zone.ts";
import { rememberPurge } from "../pipeline/privacy/whole-since.ts";
import { run } from "../pipeline/run.ts";
import { inTurn, type PreparedDetector, prepareDetectors } from "../pipeline/settings.ts";
import { warningsIn } from "./kit/cli.ts";

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

  test("is none before the latest purge, though the source still declares what it holds of those days", async () => {
    const totals = new Log(["org", "day", "events"], [["p1", "2025-03-04", "9"]]);
    const found = (since: string | null) =>
      withCase({ ...given, tables: { control_totals: totals } }, async ({ facts, ruleSet }) => {
        if (since) await rememberPurge(facts.engine, Date.parse(`${since}T00:00:00+08:00`));
        const [gap, step] = prepareDetectors([feedGap, missingStep], {}, (id) => id) as [
          PreparedDetector,
          PreparedDetector,
        ];
        const { report } = await detect(gap, { facts, ruleSet, runId: "case" });
        const severities = new Set<number>();
        for await (const batch of (await detect(step, { facts, ruleSet, runId: "case" })).warnings())
          for (const { org_id, severity } of batch) if (org_id === "p1") severities.add(severity);
        return [report.outcomes.hit, ...severities];
      });
    expect(await found(null)).toEqual([1, 2]);
    expect(await found("2025-03-05")).toEqual([0, 3]);
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
    const day = (date: string) => Date.parse(`${date}T00:00:00+08:00`);
    await run({ config: file, detectors, asOf: day("2025-05-20") });
    // Looks back from before the gap, and changes nothing of what the nights say.
    await run({ config: file, detectors, asOf: day("2025-04-04"), lookback: { since: 0, until: null } });
    const config = await loadConfig(file);
    const told = [
      ["cannot tell", true],
      ["hit", undefined],
    ];
    const noticed = async () => {
      const said: unknown[] = [];
      for (const caseId of ["long-p1", "long-p2"]) {
        const { rules } = await audit({ config, detectors, caseId });
        const { outcome, unclear } = rules.find(({ rule }) => rule === "noticed") ?? {};
        said.push([outcome, unclear?.en.includes("a gap (DI06)")]);
      }
      return said;
    };
    expect(await noticed()).toEqual(told);
    const engine = await openLoaded(config);
    await forgetVerdicts(engine);
    engine.close();
    expect(await noticed()).toEqual(told);
    rmSync(folder, { recursive: true });
  });
});

/** A unit whose source declares, file by file, how many acts it holds of a day, and some of them may not be held. */
test("what was refused is not missing, a total that is said anew counts, and an audit counts the whole log", async () => {
  const folder = mkdtempSync(join(tmpdir(), "xiezhi-totals-"));
  mkdirSync(join(folder, "logs"));
  const put = (name: string, ...rows: string[]) => writeFileSync(join(folder, "logs", name), `${rows.join("\n")}\n`);
  const table = (table: string) => ({ table, files: `logs/${table}-*.csv` });
  const rules = [{ id: "noticed", template: "existence", activities: ["notice"], severity: 4 }];
  const activities = { accept: {}, notice: {}, decide: {} };
  writeFileSync(
    join(folder, "orders.yaml"),
    stringify({ id: "orders", completion: { activities: ["decide"] }, activities, rules }),
  );
  writeFileSync(
    join(folder, "xiezhi.yaml"),
    stringify({
      sources: ["events", "control_totals", "cases", "workload"].map(table),
      procedures: ["./orders.yaml"],
      report: { formats: [] },
    }),
  );
  const file = join(folder, "xiezhi.yaml");
  const night = async (date: string): Promise<unknown[]> => {
    const asOf = Date.parse(`${date}T00:00:00+08:00`);
    const { folder: report } = await run({ config: file, detectors, asOf });
    const rows = warningsIn(report).filter(({ status }) => status !== "resolved");
    return rows.map(({ code, case_id, severity }) => [code, case_id, severity]).sort();
  };
  const act = (id: string, of: string, activity: string, time: string, sealed = "") =>
    `${id},${of},${activity},2026-01-06 ${time},u1,${sealed}`;
  const acts = [
    act("e1", "K1", "accept", "09:00"),
    act("e2", "K1", "decide", "10:00"),
    act("e3", "K2", "accept", "11:00"),
    act("e4", "K3", "accept", "12:00", "是"),
  ];
  const head = "event_id,case_id,activity,occurred_at,org_id,封存";
  put("events-1.csv", head, ...acts);
  put("control_totals-1.csv", "org_id,day,events", "u1,2026-01-06,9");
  put("cases-1.csv", "case_id,封存", "K1,否");
  put("workload-1.csv", "org_id,period,handlers", "u1,2026-01,2");
  const step = ["PS01", "K1", 4];
  expect(await night("2026-01-07")).toEqual([["DI06", null, 1]]);
  put("control_totals-2.csv", "org_id,day,events", "u1,2026-01-06,4");
  expect(await night("2026-01-08")).toEqual([step]);
  put("control_totals-3.csv", "org_id,day,events", "u1,2026-01-06,9", "u1,2026-01-05,0");
  expect(await night("2026-01-08")).toEqual([["DI06", null, 1]]);
  put("control_totals-4.csv", "total_id,org_id,day,events", "t1,u1,2026-01-06,9");
  put("control_totals-5.csv", "total_id,org_id,day,events", "t1,u1,2026-01-06,4");
  put("control_totals-6.csv", "total_id,org_id,day,events", "t1,u1,2026-01-06,9", "t2,u1,2026-01-05,0");
  expect(await night("2026-01-08")).toEqual([["DI06", null, 1]]);
  put("control_totals-7.csv", "org_id,day,events", "u1,2026-01-06,4", "u1,2026-01-05,0");
  expect(await night("2026-01-08")).toEqual([step]);
  // The same acts again, and a whole case that is sealed now.
  const other = act("e6", "K5", "accept", "14:00").replace("01-06", "01-07");
  put("events-2.csv", head, ...acts, other, act("e5", "K1", "accept", "13:00").replace("01-06", "01-07"));
  put("cases-2.csv", "case_id,封存", "K2,是");
  expect(await night("2026-01-09")).toEqual([step]);
  const config = await loadConfig(file);
  const { rules: told } = await audit({ config, detectors, caseId: "K1", asOf: Date.parse("2026-01-08T00:00:00Z") });
  const warning = told.flatMap(({ warning }) => warning ?? []);
  expect(warning.map(({ code, severity }) => [code, severity])).toEqual([["PS01", 4]]);
  expect(warning.flatMap(({ context }) => context.map(({ en }) => en))).toEqual([
    "In 2026-01 the unit had 2 handlers at work and 2 new cases, 1 each.",
  ]);
  rmSync(folder, { recursive: true });
});
