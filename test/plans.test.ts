import { describe, expect, test } from "vitest";
import { type Given, loadCases } from "../detectors/_kit/cases.ts";
import { asOfIn, proceduresOf, withFiles, zone } from "../detectors/_kit/evaluate.ts";
import { loadDetectors } from "../detectors/registry.ts";
import { detect } from "../pipeline/detect.ts";
import type { Engine } from "../pipeline/engine/engine.ts";
import { type Sql, sql } from "../pipeline/engine/sql.ts";
import { buildFacts } from "../pipeline/facts.ts";
import { buildRuleSet } from "../pipeline/rules/ruleset.ts";
import { prepareDetectors } from "../pipeline/settings.ts";

/**
 * Joins that look at every pair of rows take minutes of a log of millions, and nothing of a case. An engine plans them
 * where an outer join has a condition besides equality, or an inner one nothing but alternatives.
 */
const EVERY_PAIR = /BLOCKWISE_NL_JOIN/;

/** What detectors have in common is looked at once: how its rows are joined is no matter of the log. */
const seen = new Set<string>();

/** An engine that tells, of every statement that has a plan, which of them looks at every pair. */
function explaining(engine: Engine, tell: (statement: string) => void): Engine {
  const look = async (statement: Sql) => {
    const text = statement.texts.join("?").trim();
    if (!/^(select|with|insert|update|delete)|^create .*\bas\b/s.test(text) || seen.has(text)) return;
    seen.add(text);
    const plan = await engine.all<{ explain_value: string }>(sql`explain ${statement}`);
    if (plan.some(({ explain_value }) => EVERY_PAIR.test(explain_value))) tell(text.replace(/\s+/g, " "));
  };
  return new Proxy(engine, {
    get(target, name) {
      if (name === "run")
        return async (statement: Sql) => {
          await look(statement);
          return target.run(statement);
        };
      if (name === "all")
        return async (statement: Sql) => {
          await look(statement);
          return target.all(statement);
        };
      if (name === "batches")
        return async function* (statement: Sql) {
          await look(statement);
          yield* target.batches(statement);
        };
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

async function slowStatements(id: string, given: Given): Promise<string[]> {
  const slow: string[] = [];
  const { detector } = await loadCases(id);
  const [prepared] = prepareDetectors([detector], { [id]: given.params ?? {} }, (name) => name);
  await withFiles(given, async (raw, folder) => {
    const engine = explaining(raw, (statement) => slow.push(statement));
    const facts = await buildFacts(engine, { zone, asOf: asOfIn(given) });
    const ruleSet = await buildRuleSet(await proceduresOf(given.procedure, folder), facts);
    if (!prepared) throw new Error("one detector makes one prepared detector");
    const { warnings } = await detect(prepared, { facts, ruleSet, runId: "case" });
    for await (const _ of warnings());
  });
  return slow;
}

const detectors = await loadDetectors();

describe("no statement looks at every pair of rows", () => {
  test.each(detectors.map(({ meta }) => meta.id))("%s", async (id) => {
    const { warns } = await loadCases(id);
    const [given] = Object.values(warns);
    if (given) expect(await slowStatements(id, given)).toEqual([]);
  });

  test("a join that does is noticed", async () => {
    const told: string[] = [];
    const { warns } = await loadCases("missing-step");
    await withFiles(Object.values(warns)[0] as Given, async (raw) => {
      const engine = explaining(raw, (statement) => told.push(statement));
      await engine.run(
        sql`create temp table pairs as select x.i as a, y.i as b from range(9) x(i) left join range(9) y(i) on x.i = y.i and coalesce(x.i > y.i or y.i = 3, true)`,
      );
    });
    expect(told).toHaveLength(1);
  });
});
