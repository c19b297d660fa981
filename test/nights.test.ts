import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { loadDetectors } from "../detectors/registry.ts";
import { openLoaded } from "../pipeline/audit/audit.ts";
import { basisOf } from "../pipeline/audit/verdicts.ts";
import { loadConfig } from "../pipeline/config.ts";
import { detect } from "../pipeline/detect.ts";
import { situationOf } from "../pipeline/detector.ts";
import type { Engine } from "../pipeline/engine/engine.ts";
import { id, sql } from "../pipeline/engine/sql.ts";
import { buildFacts, type Facts } from "../pipeline/facts.ts";
import { forgetGaps, rememberGaps } from "../pipeline/gaps.ts";
import { loadFile } from "../pipeline/ingest/load.ts";
import type { SourceFile } from "../pipeline/ingest/sources.ts";
import { DAY, HOUR } from "../pipeline/kit/duration.ts";
import { digestOf } from "../pipeline/kit/program.ts";
import { zoneOf } from "../pipeline/kit/zone.ts";
import { prepare } from "../pipeline/prepare.ts";
import { removeCases } from "../pipeline/privacy/removals.ts";
import type { MemoryOptions } from "../pipeline/rules/memory.ts";
import { buildRuleSet } from "../pipeline/rules/ruleset.ts";
import { run } from "../pipeline/run.ts";
import type { PreparedDetector } from "../pipeline/settings.ts";
import { layOutEvidence } from "../pipeline/warnings/evidence.ts";
import { inMemoryWorkspace } from "../pipeline/workspace.ts";
import { Source } from "../schemas/config.ts";
import type { Procedure } from "../schemas/procedure.ts";
import type { DetectorReport } from "../schemas/run.ts";

/** Random histories, night by night: what is found by way of the night before is what looking at every case finds. */
const folder = mkdtempSync(join(tmpdir(), "xiezhi-nights-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ASKED = [
  "missing-step",
  "wrong-order",
  "four-eyes",
  "too-early",
  "min-actors",
  "forbidden-step",
  "repeated-step",
  "overdue",
  "expiring-clocks",
  "clock-approvals",
  "backdated-entry",
  "approval-level",
  "long-pending",
];
const detectors = (await loadDetectors()).filter(({ meta }) => ASKED.includes(meta.id));

const ACTIVITIES = ["accept", "notice", "appraise", "opinion", "approve", "decide", "serve", "close", "review"];
const RULES = [
  { id: "exists", template: "existence", activities: ["notice"] },
  { id: "once", template: "absence", activities: ["decide"], count: 2 },
  { id: "starts", template: "init", activities: ["accept"] },
  { id: "answered", template: "response", activities: ["accept", "notice"] },
  { id: "answered-soon", template: "response", activities: ["decide", "serve"], within: "10d" },
  { id: "returned-soon", template: "response", activities: ["appraise", "opinion"], within: "10d" },
  { id: "answered-each", template: "alternate-response", activities: ["notice", "approve"], within: "20d" },
  { id: "answered-next", template: "chain-response", activities: ["approve", "decide"], same: ["party_id"] },
  { id: "before", template: "precedence", activities: ["notice", "decide"], unless: { decision_kind: "none" } },
  { id: "by-grade", template: "precedence", activities: ["approve", "decide"], when: { grade: { gte: 2 } } },
  { id: "never-both", template: "not-succession", activities: ["close", "decide"] },
  { id: "recorded", template: "response", activities: ["decide", "close"], logged: ["review"], without: ["appraise"] },
  { id: "two-hands", template: "different-actor", activities: ["notice", "approve"] },
  { id: "two-present", template: "min-actors", activities: ["notice"], count: 2 },
  { id: "two-named", template: "min-actors", activities: ["review"], recorded: ["decision_kind", "party_id"] },
  { id: "wait", template: "waiting-period", activities: ["notice", "decide"], limit: { days: 5, calendar: "working" } },
  {
    id: "TM01-decide",
    code: "TM01",
    template: "deadline",
    activities: ["accept", "decide"],
    limit: { months: 1 },
    extensions: { most: { days: 20 } },
    exclusions: true,
    pauses: [["appraise", "opinion", "2025-01-15"]],
  },
  { id: "TM02-serve", code: "TM02", template: "deadline", activities: ["decide", "serve"], limit: { hours: 24 } },
  {
    id: "TM03-party",
    code: "TM03",
    template: "deadline",
    activities: ["notice", "approve"],
    limit: { days: 7, calendar: "working" },
    same: ["party_id"],
    repeats: true,
    extensions: true,
    restarts: { activities: ["review"], bases: ["again"] },
  },
  {
    id: "TM04-graded",
    code: "TM04",
    template: "deadline",
    activities: ["accept", "serve"],
    limit: { days: 40 },
    when: { decision_kind: { not: "none" } },
    target: { decision_kind: "fine" },
  },
];

const procedures = {
  "orders.yaml": {
    id: "orders",
    applies: { case_type: { not: "other" } },
    completion: { activities: ["close"] },
    holidays: "china",
    activities: Object.fromEntries(ACTIVITIES.map((name) => [name, name === "review" ? { whole: true } : {}])),
    rules: RULES,
  },
  "others.yaml": {
    id: "others",
    applies: { case_type: "other" },
    activities: { accept: {}, decide: {}, close: {} },
    rules: [
      { id: "ends", template: "end", activities: ["close"] },
      { ...RULES[3], activities: ["accept", "decide"] },
    ],
  },
};

/** What an operator may have changed from one night to the next: settings, the zone, the law. */
const [ORDERS, OTHERS] = [procedures["orders.yaml"], procedures["others.yaml"]];
const VARIANTS: readonly { settings?: object; timezone?: string; procedures?: object }[] = [
  {},
  { settings: { "expiring-clocks": { days: 20 }, "long-pending": { months: [1, 2] }, overdue: "off" } },
  {
    timezone: "Europe/Rome",
    settings: { "wrong-order": "off", "clock-approvals": "off" },
    procedures: {
      "others.yaml": { ...OTHERS, completion: "all" },
      "orders.yaml": {
        ...ORDERS,
        completion: { activities: ["serve"] },
        activities: { ...ORDERS.activities, notice: { matches: ["notice", "appraise"] } },
        rules: RULES.filter(({ id }) => id !== "starts").map((rule) =>
          "limit" in rule ? { ...rule, limit: { days: 3 } } : rule,
        ),
      },
    },
  },
];

const START = Date.parse("2025-01-06T01:00:00Z");
const moment = (at: number | null): string => (at === null ? "" : new Date(START + at).toISOString());

type Brought = Pick<Night, "events" | "cases" | "without" | "extensions">;

/** A night: what it brings, the moment looked from, and what happens to the workspace before it. */
interface Night {
  readonly events: readonly EventRow[];
  readonly cases: readonly CaseRow[];
  /** Columns that the file of cases does not bring. */
  readonly without: readonly string[];
  readonly extensions: readonly ExtensionRow[];
  readonly forward: number;
  readonly removed: string | null;
  /** A unit and the first day of a gap in its feed. */
  readonly gap: readonly [unit: string, day: number] | null;
  /** Which of the variants holds from now on; null where nothing was changed. */
  readonly variant: number | null;
  /** A detector that fails. */
  readonly fails: string | null;
}
type EventRow = [id: number, case_id: string, activity: string, at: number, entered: number, ...texts: string[]];
type CaseRow = [case_id: string, case_type: string, grade: string, closed: number | null];
type ExtensionRow = [id: number, case_id: string, kind: string, days: string, from: number, to: number | null];

const sometimes = <T, U>(value: fc.Arbitrary<T>, other: U, weight = 3): fc.Arbitrary<T | U> =>
  fc.oneof({ weight, arbitrary: value as fc.Arbitrary<T | U> }, { weight: 1, arbitrary: fc.constant(other) });
const rarely = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 1, arbitrary: value }, { weight: 5, arbitrary: fc.constant(null) });
const caseId = fc.integer({ min: 1, max: 9 }).map((n) => `c${n}`);
const when = fc.integer({ min: 0, max: 70 * 24 }).map((hours) => hours * HOUR);
const unit = fc.constantFrom("u1", "u2");
/** Few identifiers, so that records come again, as they were or changed, and perhaps in another case. */
const event: fc.Arbitrary<EventRow> = fc
  .tuple(
    fc.integer({ min: 1, max: 60 }),
    caseId,
    fc.constantFrom(...ACTIVITIES),
    when,
    when,
    sometimes(fc.constantFrom("li", "wang", "zhao"), ""),
    unit,
    sometimes(fc.constantFrom("p1", "p2"), ""),
    sometimes(fc.constantFrom("fine", "none"), ""),
  )
  .map(([id, ...rest]) => [id, ...rest] as EventRow);
const caseRow: fc.Arbitrary<CaseRow> = fc.tuple(
  caseId,
  sometimes(fc.constantFrom("order", "other"), "order"),
  sometimes(fc.constantFrom("1", "2", "3"), ""),
  sometimes(when, null, 1),
);
const extension: fc.Arbitrary<ExtensionRow> = fc.tuple(
  fc.integer({ min: 1, max: 9 }),
  caseId,
  fc.constantFrom("extend", "exclude", "restart"),
  sometimes(fc.constantFrom("5", "30"), ""),
  when,
  sometimes(when, null, 1),
);
const night: fc.Arbitrary<Night> = fc.record({
  events: fc.array(event, { maxLength: 4 }),
  cases: fc.array(caseRow, { maxLength: 1 }),
  without: fc.constantFrom([], ["closed_at"], ["case_type", "grade"]),
  extensions: fc.array(extension, { maxLength: 1 }),
  forward: fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 0, max: 30 * 24 }).map((hours) => hours * HOUR) },
    { weight: 1, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constant(-3 * DAY) },
  ),
  removed: rarely(caseId),
  gap: sometimes(fc.tuple(unit, fc.integer({ min: 0, max: 60 })), null, 1),
  variant: rarely(fc.nat({ max: VARIANTS.length - 1 })),
  fails: rarely(fc.constantFrom(...ASKED)),
});
const history = fc.tuple(
  fc.array(event, { minLength: 30, maxLength: 60 }),
  fc.array(night, { minLength: 3, maxLength: 4 }),
);

const TABLES = {
  events: [
    "event_id",
    "case_id",
    "activity",
    "occurred_at",
    "recorded_at",
    "actor_id",
    "org_id",
    "party_id",
    "decision_kind",
  ],
  cases: ["case_id", "case_type", "grade", "closed_at"],
  extensions: ["extension_id", "case_id", "kind", "days", "from_at", "to_at", "approved_at", "basis"],
} as const;

/**
 * Tables are there from the first night on: one that is new changes what rules can ask, and every case is looked at.
 */
const FIRST: Night = {
  events: [],
  cases: [1, 2, 3, 4, 5, 6].map((n) => [`c${n}`, "order", String(n % 4), null]),
  without: [],
  extensions: [[1, "c2", "extend", "5", 0, null]],
  forward: 0,
  removed: null,
  gap: null,
  variant: null,
  fails: null,
};

/** A window that runs out beside one that had: the date alone changes what the notice rests on. */
const windows: [EventRow[], Night[]] = [
  [10, 30].map((day, i) => [i + 1, "c1", "appraise", day * DAY, 0, "li", "u1", "", ""]),
  [{ ...FIRST, cases: [], extensions: [], forward: 10 * DAY }],
];

/** Writes the files of a night that has rows for them. */
function bring(home: string, name: string, { events, cases, without, extensions }: Brought): SourceFile[] {
  const rows = {
    events: events.map(([id, of, activity, at, entered, ...rest]) => [
      `e${id}`,
      of,
      activity,
      moment(at),
      moment(at + entered / 9),
      ...rest,
    ]),
    cases: cases.map(([of, type, grade, closed]) => [of, type, grade, moment(closed)]),
    extensions: extensions.map(([id, of, kind, days, from, to]) => [
      `x${id}`,
      of,
      kind,
      days,
      moment(from),
      moment(to),
      moment(from),
      "again",
    ]),
  };
  return (Object.keys(TABLES) as (keyof typeof TABLES)[]).flatMap((table) => {
    if (rows[table].length === 0) return [];
    const path = join(home, "logs", `${table}-${name}.csv`);
    const lines = [TABLES[table], ...rows[table]].map((line: readonly unknown[]) =>
      line.filter((_, i) => table !== "cases" || !without.includes(TABLES.cases[i] ?? "")).join(","),
    );
    writeFileSync(path, `${lines.join("\n")}\n`);
    const source = Source.parse({ table, files: path });
    return [{ path, name: `${table}-${name}.csv`, format: "csv" as const, bytes: statSync(path).size, source }];
  });
}

function project({ settings = {}, timezone = "Asia/Shanghai", procedures: changed = {} } = VARIANTS[0] ?? {}): {
  home: string;
  config: string;
} {
  const home = mkdtempSync(join(folder, "project-"));
  mkdirSync(join(home, "logs"));
  for (const [file, procedure] of Object.entries({ ...procedures, ...changed }))
    writeFileSync(join(home, file), stringify(procedure));
  const config = join(home, "xiezhi.yaml");
  const sources = Object.keys(TABLES).map((table) => ({ table, files: `logs/${table}-*.csv` }));
  const files = Object.keys(procedures).map((file) => `./${file}`);
  const report = { formats: [] };
  writeFileSync(config, stringify({ timezone, sources, procedures: files, detectors: settings, report }));
  return { home, config };
}

async function inWorkspace<T>(config: string, work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await openLoaded(await loadConfig(config));
  try {
    return await engine.transaction(() => work(engine));
  } finally {
    engine.close();
  }
}

interface Told {
  readonly outcome: Omit<DetectorReport, "seconds">;
  readonly rules: readonly object[];
  readonly found: readonly string[];
  readonly evidence: readonly string[];
}

interface Asked {
  readonly prepared: readonly PreparedDetector[];
  readonly laws: readonly Procedure[];
  readonly facts: Facts;
  readonly gap: Night["gap"];
}

/** What every detector finds, and what it rests on: by what the last night found, or by looking at every case. */
async function ask({ prepared, laws, facts, gap }: Asked, memory?: MemoryOptions): Promise<Told[]> {
  const { engine } = facts;
  const ruleSet = await buildRuleSet(laws, facts, { memory });
  await forgetGaps(facts);
  if (gap) {
    const day = Math.floor(START / DAY) + gap[1];
    await rememberGaps(facts, sql`select ${gap[0]} as org_id, ${day} as first_on, ${day + 3} as last_on`);
  }
  const told: Told[] = [];
  for (const one of prepared) {
    const { report, rules, found } = await detect(one, { facts, ruleSet, runId: "night" });
    const { detector, params } = one;
    const situation = situationOf({ facts, ruleSet });
    const hits = report.outcomes.hit > 0;
    if (hits) await layOutEvidence(facts, (await detector.evidence?.(params, situation)) ?? null);
    const { seconds: _, ...outcome } = report;
    told.push({
      outcome,
      rules,
      found: report.state === "evaluated" ? await rowsOf(engine, found) : [],
      evidence: hits ? await rowsOf(engine, "evidence_rows") : [],
    });
  }
  await ruleSet.memory?.commit(!told.some(({ outcome }) => outcome.state === "error"));
  return told;
}

const failing = ({ detector, ...rest }: PreparedDetector): PreparedDetector => ({
  ...rest,
  detector: { ...detector, prepare: () => Promise.reject(new Error("fails")) },
});

/** The rows of what was found; which of them a gap held back is marked where they are asked anew alone. */
async function rowsOf(engine: Engine, relation: string): Promise<string[]> {
  const rows = await engine.all<{ suspended?: boolean }>(sql`select * from ${id(relation)}`);
  return rows.map(({ suspended: _, ...row }) => JSON.stringify(row)).sort();
}

test("a night that looks at the cases at work alone finds what one that looks at all of them finds", async () => {
  const { home } = project();
  const variants = await Promise.all(
    VARIANTS.map(async (variant) => {
      const loaded = await loadConfig(project(variant).config);
      const { procedures: laws, prepared } = await prepare(loaded, detectors);
      return { prepared, laws, zone: zoneOf(loaded.config.timezone) };
    }),
  );
  await fc.assert(
    fc.asyncProperty(history, ([first, nights]) =>
      inMemoryWorkspace(async (engine) => {
        let asOf = START + 35 * DAY;
        let held = 0;
        for (const [i, night] of [{ ...FIRST, events: first }, ...nights].entries()) {
          const { forward, removed, gap, variant, fails, ...more } = night;
          asOf += forward;
          held = variant ?? held;
          const { prepared, laws, zone } = variants[held] as (typeof variants)[number];
          if (removed !== null) await removeCases(engine, sql`select ${removed} as case_id`, "purged", asOf);
          for (const file of bring(home, String(i), more))
            await loadFile(file, { engine, scratch: home, zone, maxBytes: 2 ** 30, holding: null, now: asOf });
          const facts = await buildFacts(engine, { zone, asOf });
          const asked = {
            prepared: prepared.map((one) => (one.detector.meta.id === fails ? failing(one) : one)),
            laws: laws.map(({ procedure }) => procedure),
            facts,
            gap,
          };
          const memory = { basis: basisOf(prepared, laws), recall: true };
          expect(await ask(asked, memory)).toEqual(await ask(asked));
        }
      }),
    ),
    { numRuns: 2, examples: [[windows]], endOnFailure: true },
  );
});

test("what is recalled is not looked at again, unless a run is to look at everything or the program is another", async () => {
  const { home, config } = project();
  const event = (id: number, of: string, activity: string, day: number): EventRow =>
    [id, of, activity, day * DAY, 0, "li", "u1", "", ""] as const;
  const asOf = START + 5 * DAY;
  const missing = async (day: number, full: boolean, program?: string): Promise<number> => {
    const { manifest } = await run({ config, detectors, asOf: asOf + day * DAY, full, program });
    return manifest.detectors.find(({ detector }) => detector === "missing-step")?.outcomes.hit ?? 0;
  };
  bring(home, "1", {
    ...FIRST,
    events: [event(1, "c1", "decide", 1), event(2, "c1", "close", 2), event(3, "c2", "accept", 1)],
  });
  const before = await missing(0, false);
  expect(before).toBeGreaterThan(1);
  const forget = () =>
    inWorkspace(config, (engine) => engine.run(sql`delete from "rules_kept_missing-step" where outcome = 'hit'`));
  await forget();
  bring(home, "2", { ...FIRST, cases: [], extensions: [], events: [event(4, "c2", "accept", 3)] });
  expect(await missing(1, false)).toBe(0);
  expect(await missing(2, true)).toBe(before);
  await forget();
  expect(await missing(3, false)).toBe(0);
  expect(await missing(4, false, "mended")).toBe(before);
});

test("a program is told by its code", async () => {
  const root = mkdtempSync(join(folder, "program-"));
  const digests = [await digestOf(root)];
  for (const [file, text] of [
    ["pipeline/rules/a.ts", "1"],
    ["pipeline/rules/a.ts", "2"],
    ["parts/a.js", "2"],
  ] as const) {
    mkdirSync(join(root, file, ".."), { recursive: true });
    writeFileSync(join(root, file), text);
    digests.push(await digestOf(root));
  }
  expect(new Set(digests).size).toBe(4);
  writeFileSync(join(root, "README.md"), "of no matter");
  expect(await digestOf(root)).toBe(digests.at(-1));
});
