import fc from "fast-check";
import { expect, test } from "vitest";
import type { ProcedureDraft, RuleDraft } from "../detectors/_kit/cases.ts";
import { withCase } from "../detectors/_kit/evaluate.ts";
import { Log } from "../detectors/_kit/log.ts";
import { loadDetectors } from "../detectors/registry.ts";
import { detect } from "../pipeline/detect.ts";
import { situationOf } from "../pipeline/detector.ts";
import { sql } from "../pipeline/engine/sql.ts";
import { HOUR } from "../pipeline/kit/duration.ts";
import { prepareDetectors } from "../pipeline/settings.ts";
import {
  COUNT_TEMPLATES,
  ORDER_TEMPLATES,
  POSITION_TEMPLATES,
  TEMPLATES,
  type Template,
} from "../schemas/procedure.ts";
import {
  type Act,
  type Case,
  holds,
  isUnknown,
  type ReferenceRule,
  type Test,
  type Verdict,
  verdict,
} from "./declare/reference.ts";

const ACTIVITIES = ["a", "b", "c", "d"];
const START = Date.parse("2025-01-30T00:00:00+08:00");
const NOW = START + 60 * HOUR;

const maybe = <T>(arbitrary: fc.Arbitrary<T>, weight = 2) =>
  fc.oneof({ arbitrary, weight }, { arbitrary: fc.constant(null), weight: 1 });
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 2 }, { arbitrary, weight: 1 });

const act: fc.Arbitrary<Act> = fc.record({
  activity: fc.constantFrom(...ACTIVITIES),
  at: fc.integer({ min: 0, max: 9 }).map((n) => START + n * 8 * HOUR),
  persons: fc
    .tuple(maybe(fc.constantFrom("li", "wang", "zhao"), 4), sometimes(fc.constantFrom("wang", "sun")))
    .map(([actor, co]) => (co ? [actor, co] : [actor])),
  role: maybe(fc.constantFrom("leader", "clerk")),
  party: maybe(fc.constantFrom("p", "q"), 4),
  mark: maybe(fc.constantFrom("x", "y"), 4),
  kind: maybe(fc.constantFrom("u", "v"), 1),
});

const log: fc.Arbitrary<Case[]> = fc
  .array(fc.tuple(maybe(fc.constantFrom("u", "v")), fc.array(act, { minLength: 1, maxLength: 8 })), {
    minLength: 30,
    maxLength: 30,
  })
  .map((cases) => cases.map(([kind, acts], i) => ({ id: `case${i + 1}`, kind, acts })));

const condition: fc.Arbitrary<Test> = fc
  .record({
    mark: sometimes(
      fc.oneof(
        fc.constantFrom("x", "y"),
        fc.constant(["x", "z"]),
        fc.constant({ not: "x" }),
        fc.boolean().map((present) => ({ present })),
      ),
    ),
    kind: sometimes(fc.constantFrom("u", "v")),
    "case.kind": sometimes(fc.constantFrom("u", "v")),
  })
  .map((tests) => Object.fromEntries(Object.entries(tests).filter(([, test]) => test !== undefined)) as Test)
  .filter((tests) => Object.keys(tests).length > 0);

const companions = fc.subarray(ACTIVITIES, { minLength: 1, maxLength: 2 });
const span = fc.constantFrom("0h", "8h", "24h", "32h", "1d");
const correlated = fc.subarray(["party_id", "mark"], { minLength: 1 });
const law = fc.constantFrom(
  [{ name: "Act", from: "2025-01-31" }],
  [{ name: "Act", to: "2025-01-30" }],
  [
    { name: "Act", from: "2025-01-31", to: "2025-01-31" },
    { name: "Act", from: "2025-02-02" },
  ],
);

/** Where one activity in both places says something: twice in a row, twice at all, by one person. */
const TWICE = [
  "responded-existence",
  "co-existence",
  "response",
  "precedence",
  "not-responded-existence",
  "not-co-existence",
  "not-response",
  "not-precedence",
  "not-succession",
  "not-chain-response",
  "not-chain-precedence",
  "not-chain-succession",
  "different-actor",
];

function ruleOf(template: Template): fc.Arbitrary<RuleDraft> {
  const of = <T extends string>(list: readonly T[]) => (list as readonly string[]).includes(template);
  const single = of(COUNT_TEMPLATES) || of(POSITION_TEMPLATES) || template === "min-actors" || template === "role";
  const pair = fc.shuffledSubarray(ACTIVITIES, { minLength: 2, maxLength: 2 });
  const activities = single
    ? fc.constantFrom(...ACTIVITIES.map((name) => [name]))
    : template === "choice"
      ? fc.shuffledSubarray(ACTIVITIES, { minLength: 2, maxLength: 3 })
      : TWICE.includes(template)
        ? fc.oneof({ arbitrary: pair, weight: 5 }, { arbitrary: fc.constant(["a", "a"]), weight: 1 })
        : pair;
  const ordered = of(ORDER_TEMPLATES);
  const given: Record<string, fc.Arbitrary<unknown>> = {
    activities,
    when: sometimes(condition),
    unless: sometimes(condition),
    law: sometimes(law),
    with: sometimes(companions),
    without: sometimes(companions),
    ...(["absence", "min-actors", "role"].includes(template) ? {} : { target: sometimes(condition) }),
    ...(of(COUNT_TEMPLATES) ? { count: sometimes(fc.integer({ min: 1, max: 3 })) } : {}),
    ...(template === "min-actors" ? { count: sometimes(fc.integer({ min: 1, max: 3 })) } : {}),
    ...(ordered ? { within: sometimes(span), not_before: sometimes(span) } : {}),
    ...(ordered ? { same: sometimes(correlated), different: sometimes(correlated) } : {}),
    ...(template === "precedence" || template === "response" ? { tolerance: sometimes(span) } : {}),
    ...(template === "role" ? { roles: fc.constantFrom(["leader"], ["leader", "clerk"]) } : {}),
    ...(template === "waiting-period" ? { limit: fc.constantFrom({ days: 1 }, { days: 2 }, { months: 1 }) } : {}),
    ...(template === "deadline"
      ? { limit: fc.constantFrom({ days: 1 }, { days: 2 }, { months: 1 }, { duration: "12h" }, { duration: "36h" }) }
      : {}),
  };
  return fc.record(given).map(
    (rule) =>
      ({
        template,
        ...Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined)),
      }) as unknown as RuleDraft,
  );
}

/** Rules of each template in a procedure. */
const EACH = 2;

const rules: fc.Arbitrary<RuleDraft[]> = fc
  .tuple(...TEMPLATES.map((template) => fc.array(ruleOf(template), { minLength: EACH, maxLength: EACH })))
  .map((lists) => lists.flat());

/** One finished procedure, one of cases that are complete with a `d`, one for a kind of case that may be unknown. */
const batch = fc.tuple(log, rules, rules, rules).map(([cases, finished, open, kind]) => ({
  cases,
  procedures: [
    { id: "finished", completion: "all" as const, rules: finished },
    { id: "open", completion: { activities: ["d"] }, rules: open },
    { id: "kind", completion: "all" as const, applies: { kind: "u" }, rules: kind },
  ],
}));

const local = (at: number) => new Date(at + 8 * HOUR).toISOString().slice(0, 16);

const eventsOf = (cases: readonly Case[]) =>
  new Log(
    ["case", "activity", "at", "actor", "co", "role", "party", "mark", "kind"],
    cases.flatMap(({ id, acts }) =>
      acts.map((one) => [
        id,
        one.activity,
        local(one.at),
        one.persons[0] ?? null,
        one.persons[1] ?? null,
        one.role,
        one.party,
        one.mark,
        one.kind,
      ]),
    ),
  );

/** Every verdict of the engine, and every hit that became a warning with evidence of its own case. */
async function judged(cases: readonly Case[], procedures: readonly ProcedureDraft[]) {
  const detectors = (await loadDetectors()).filter(({ templates }) => templates.length > 0);
  const prepared = prepareDetectors(detectors, {}, (id) => id);
  const tables = {
    cases: new Log(
      ["case_id", "kind"],
      cases.map(({ id, kind }) => [id, kind]),
    ),
  };
  const given = { log: eventsOf(cases), tables, procedure: procedures, asOf: local(NOW) };
  return withCase(given, async (loaded) => {
    const { engine } = loaded.facts;
    const verdicts = new Map<string, Verdict>();
    const warned = new Set<string>();
    const names = new Map(loaded.ruleSet.rules.map(({ no, rule, procedure }) => [no, `${procedure.id} ${rule.id}`]));
    for (const one of prepared) {
      const query = one.detector.query(one.params, situationOf(loaded));
      const rows = await engine.all<{ rule_no: number; case_id: string; outcome: Verdict }>(
        sql`select x.rule_no, c.case_id, x.outcome from (${query}) x join cases c on c.case_key = x.case_key`,
      );
      for (const row of rows) {
        const key = `${names.get(row.rule_no)} ${row.case_id}`;
        if (verdicts.has(key)) throw new Error(`two verdicts for ${key}`);
        verdicts.set(key, row.outcome);
      }
      const detection = await detect(one, { ...loaded, runId: "test" });
      if (detection.report.state === "error") throw new Error(detection.report.reason?.en);
      for await (const warnings of detection.warnings()) {
        for (const { procedure, rule, subject, evidence } of warnings) {
          if (evidence.length > 0) warned.add(`${procedure} ${rule} ${subject.id}`);
        }
      }
    }
    return { verdicts, warned };
  });
}

const SEED = Number(process.env.XIEZHI_SEED ?? 20_260_101);
const BATCHES = Number(process.env.XIEZHI_BATCHES ?? 1);

/** Where the engine, if something is not recorded, may be more careful than it need be, and never less. */
const CAREFUL = ["min-actors", "deadline", "waiting-period"];

test("every template means what it says", async () => {
  let compared = 0;
  for (const { cases, procedures } of fc.sample(batch, { seed: SEED, numRuns: BATCHES })) {
    const { verdicts, warned } = await judged(cases, procedures);
    const wrong: Mismatch[] = [];
    for (const { rules: own, ...procedure } of procedures) {
      for (const [i, draft] of own.entries()) {
        const rule = draft as ReferenceRule;
        const name = `${procedure.id} ${rule.template}${i % EACH === 0 ? "" : `-${(i % EACH) + 1}`}`;
        for (const one of cases.map(seenBy)) {
          if (one.acts.length === 0) continue;
          const completing = one.acts.filter(({ activity }) => procedure.completion === "all" || activity === "d");
          const completedAt = completing.at(-1)?.at ?? null;
          const covers = procedure.id === "kind" ? holds({ kind: "u" }, null, one.kind) : true;
          const view = { completedAt, asOf: NOW, covers };
          const expected = verdict(rule, one, view);
          const actual = verdicts.get(`${name} ${one.id}`) ?? "not applicable";
          const careful = actual === "cannot tell" && CAREFUL.includes(rule.template) && isUnknown(rule, one, view);
          const shown = actual !== "hit" || warned.has(`${name} ${one.id}`);
          compared += 1;
          if ((actual === expected || careful) && shown) continue;
          const told = actual === expected ? "a hit without evidence" : `expected ${expected}, not ${actual}`;
          wrong.push({ name, told, rule, one, complete: completedAt !== null });
        }
      }
    }
    expect(smallest(wrong).map(describe).join("\n\n")).toBe("");
  }
  expect(compared).toBeGreaterThan(2_000);
});

test("a case without events is never a hit, and never clear of what only an event could show", async () => {
  const single = ["existence", "exactly", "init", "end"] as const;
  const double = ["choice", "exclusive-choice"] as const;
  const rules: RuleDraft[] = [
    ...single.map((template) => ({ id: template, template, activities: ["a"] })),
    ...double.map((template) => ({ id: template, template, activities: ["a", "b"] })),
    { id: "deadline", template: "deadline", activities: ["a", "b"], limit: { duration: "36h" } },
  ];
  const empty: Case = { id: "empty", kind: "u", acts: [] };
  const other: Case = {
    id: "other",
    kind: "u",
    acts: ["b", "a"].map((activity, i) => ({
      activity,
      at: START + i * HOUR,
      persons: ["li"],
      role: null,
      party: null,
      mark: null,
      kind: null,
    })),
  };
  const procedures: ProcedureDraft[] = [
    { id: "finished", completion: "all", rules },
    { id: "open", completion: { activities: ["d"] }, rules },
  ];
  const { verdicts } = await judged([empty, other], procedures);
  for (const template of [...single, ...double]) {
    expect([template, verdicts.get(`finished ${template} empty`)]).toEqual([template, "cannot tell"]);
    expect([template, verdicts.get(`open ${template} empty`)]).toEqual([template, "pending"]);
  }
  expect(verdicts.get("finished init other")).toBe("hit");
  expect(verdicts.get("finished end other")).toBe("clear");
});

/** What the engine sees of a case: what has happened by now, in its order. */
const seenBy = (one: Case): Case => ({
  ...one,
  acts: one.acts
    .filter(({ at }) => at <= NOW)
    .map((act, order) => ({ act, order }))
    .sort((x, y) => x.act.at - y.act.at || x.order - y.order)
    .map(({ act }) => act),
});

interface Mismatch {
  readonly name: string;
  readonly told: string;
  readonly rule: ReferenceRule;
  readonly one: Case;
  readonly complete: boolean;
}

/** Of each kind of mismatch the one with the shortest case. */
function smallest(wrong: readonly Mismatch[]): Mismatch[] {
  const kinds = new Map<string, Mismatch>();
  for (const mismatch of wrong) {
    const kind = `${mismatch.rule.template}: ${mismatch.told}`;
    const known = kinds.get(kind);
    if (!known || mismatch.one.acts.length < known.one.acts.length) kinds.set(kind, mismatch);
  }
  return [...kinds.values()];
}

const describe = ({ name, told, rule, one, complete }: Mismatch): string =>
  [
    `${name}: ${told} (seed ${SEED})`,
    JSON.stringify(rule),
    `case of kind ${one.kind}, ${complete ? "complete" : "open"}`,
    ...one.acts.map(
      ({ activity, at, persons, role, party, mark, kind }) =>
        `  ${activity} ${local(at)} persons=${persons.map((p) => p ?? "-").join(";")} role=${role} party=${party} mark=${mark} kind=${kind}`,
    ),
  ].join("\n");
