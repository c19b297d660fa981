import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cases, type Given, loadCases } from "../detectors/_kit/cases.ts";
import { asOfIn, proceduresOf, withFiles, zone } from "../detectors/_kit/evaluate.ts";
import { loadDetectors } from "../detectors/registry.ts";
import { detect } from "../pipeline/detect.ts";
import { type Situation, situationOf } from "../pipeline/detector.ts";
import type { Engine } from "../pipeline/engine/engine.ts";
import { type Sql, sql, word } from "../pipeline/engine/sql.ts";
import { buildFacts } from "../pipeline/facts.ts";
import { buildRuleSet } from "../pipeline/rules/ruleset.ts";
import { prepareDetectors } from "../pipeline/settings.ts";
import { Postgres } from "./kit/postgres.ts";

const detectors = await loadDetectors();

let postgres: Postgres;
beforeAll(async () => {
  postgres = await Postgres.open();
});
afterAll(() => postgres.close());

/** One case that warns and one that is silent with rows to show for it. */
const chosen = ({ warns, silent }: Cases): Given[] => [
  ...Object.values(warns).slice(0, 1),
  ...Object.values(silent)
    .filter(({ outcome }) => outcome !== "not evaluated" && outcome !== "not applicable")
    .slice(0, 1),
];

describe.each(detectors.map(({ meta }) => meta.id))("%s", (name) => {
  test("finds the same with an engine of another make", async () => {
    for (const given of chosen(await loadCases(name))) {
      await withFound(name, given, [], async (here) => {
        for (const table of await tablesOf(here.engine)) await postgres.copy(here.engine, table);
        const { facts, ruleSet } = here.situation;
        const engine = postgres as unknown as Engine;
        const situation = situationOf({
          facts: { ...facts, engine },
          ruleSet: { ...ruleSet, facts: { ...ruleSet.facts, engine } },
        });
        const { detector, params } = here.prepared;
        await detector.prepare?.(params, situation);
        await postgres.run(sql`create or replace temp table found as ${detector.query(params, situation)}`);
        expect(await rowsOf(postgres, sql`found`)).toEqual(await rowsOf(here.engine, sql`found`));
        if (!detector.evidence || here.hits === 0) return;
        const evidence = async (engine: Pick<Engine, "all">, of: Situation) =>
          rowsOf(engine, sql`(${(await detector.evidence?.(params, of)) as Sql}) e`);
        expect(await evidence(postgres, situation)).toEqual(await evidence(here.engine, here.situation));
      });
    }
  });

  test("finds the same with an engine of other habits", async () => {
    for (const given of chosen(await loadCases(name))) {
      const found = (habits: readonly Sql[]) =>
        withFound(name, given, habits, ({ engine }) => rowsOf(engine, sql`found`));
      expect(await found(HABITS)).toEqual(await found([]));
    }
  });
});

/** What engines disagree about, each as one that others do not share: detectors must not depend on any. */
const HABITS: readonly Sql[] = [
  // The greatest and the least of values of which one is not known are not known.
  ...(["greatest", "least"] as const).flatMap((name) => {
    const of = word(`${name}_of_two`);
    const two = word(name === "greatest" ? ">=" : "<=");
    return [
      sql`create temp macro ${of}(a, b) as case when a is null or b is null then null when a ${two} b then a else b end`,
      sql`create temp macro ${word(name)}(a) as a, (a, b) as ${of}(a, b), (a, b, c) as ${of}(${of}(a, b), c),
        (a, b, c, d) as ${of}(${of}(a, b), ${of}(c, d)), (a, b, c, d, e) as ${of}(${of}(${of}(a, b), ${of}(c, d)), e)`,
    ];
  }),
  // Nor is what an unknown text is part of.
  sql`create temp macro concat(a, b) as a || b, (a, b, c) as a || b || c, (a, b, c, d) as a || b || c || d,
    (a, b, c, d, e) as a || b || c || d || e, (a, b, c, d, e, f) as a || b || c || d || e || f,
    (a, b, c, d, e, f, g) as a || b || c || d || e || f || g`,
  // A text is as long as it has bytes.
  sql`create temp macro length(a) as strlen(a)`,
  // Integers are divided as such, and nulls come first.
  sql`set session integer_division = true`,
  sql`set session default_null_order = 'nulls_first'`,
];

interface Here {
  readonly engine: Engine;
  readonly situation: Situation;
  readonly prepared: ReturnType<typeof prepareDetectors>[number];
  readonly hits: number;
}

/** Asks a detector of a case, and lets `look` have what it found, as `found` and, numbered, `hits`. */
async function withFound<T>(
  name: string,
  given: Given,
  habits: readonly Sql[],
  look: (here: Here) => Promise<T>,
): Promise<T> {
  const { detector } = await loadCases(name);
  const [prepared] = prepareDetectors([detector], { [name]: given.params ?? {} }, () => name);
  if (!prepared) throw new Error("one detector makes one prepared detector");
  return withFiles(given, async (engine, folder) => {
    const facts = await buildFacts(engine, { zone, asOf: asOfIn(given) });
    const ruleSet = await buildRuleSet(await proceduresOf(given.procedure, folder), facts);
    for (const habit of habits) await engine.run(habit);
    const { report } = await detect(prepared, { facts, ruleSet, runId: "case" });
    expect([report.state, report.reason]).toEqual(["evaluated", null]);
    return look({ engine, situation: situationOf({ facts, ruleSet }), prepared, hits: report.outcomes.hit });
  });
}

type Row = Readonly<Record<string, unknown>>;

/** In an order of their own, numbers as far as engines agree on them. */
async function rowsOf(engine: Pick<Engine, "all">, relation: Sql): Promise<string[]> {
  const told = (value: unknown) => (typeof value === "number" ? Number(value.toPrecision(9)) : value);
  return (await engine.all<Row>(sql`select * from ${relation}`))
    .map((row) =>
      JSON.stringify(
        Object.keys(row)
          .sort()
          .map((column) => [column, told(row[column])]),
      ),
    )
    .sort();
}

const tablesOf = async (engine: Engine): Promise<string[]> =>
  (
    await engine.all<{ name: string }>(sql`
      select table_name as name from duckdb_tables()
      where not internal and database_name in (current_database(), 'temp')
      union select view_name from duckdb_views() where not internal and database_name in (current_database(), 'temp')`)
  ).map(({ name }) => name);
