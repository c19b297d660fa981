import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadDetectors } from "../detectors/registry.ts";
import { builtInProcedures, loadProcedures } from "../pipeline/procedures.ts";
import { isOff } from "../pipeline/rules/compile.ts";
import { expectDecency, named } from "./kit/expectations.ts";
import { ask, caseId, type Pack, type Said, type WarnsCase } from "./kit/pack.ts";

const folder = join(import.meta.dirname, "packs");
const packs = new Map<string, Pack>();
for (const name of readdirSync(folder)) {
  const { default: pack } = (await import(join(folder, name))) as { default: Pack };
  packs.set(name.replace(/\.ts$/, ""), pack);
}
const builtIn = await builtInProcedures();
const procedures = await loadProcedures(builtIn, ".");
const detectors = await loadDetectors();

/** Templates by place in the case: those that take a tolerance, and all. */
const ORDERED = ["precedence", "response"];
const BY_PLACE = /^(init|end|.*response|.*precedence|.*succession)$/;

test("every procedure has its cases, and no other has", () => expect([...packs.keys()].sort()).toEqual(builtIn));

describe.each([...packs])("%s", (id, pack) => {
  const procedure = procedures.find((one) => one.procedure.id === id)?.procedure;
  if (!procedure) return;
  const said = once(() => ask(pack, procedure, detectors));
  const of = async (name: string): Promise<Said> => {
    const one = (await said()).get(name);
    if (!one) throw new Error(`no case ${name}`);
    return one;
  };

  test("its cases are its own, and of its rules", () => {
    expect(pack.procedure).toBe(id);
    const ids = procedure.rules.map((rule) => rule.id);
    expect(Object.keys(pack.rules).filter((rule) => !ids.includes(rule))).toEqual([]);
    expect(Object.keys(pack.lawful).length).toBeGreaterThan(0);
  });

  test("every rule has its say somewhere, rightly and not", () => {
    const on = procedure.rules.filter((rule) => !isOff(rule)).map((rule) => rule.id);
    const without = (kind: "silent" | "warns") =>
      on.filter((rule) => Object.keys(pack.rules[rule]?.[kind] ?? {}).length === 0);
    expect({ silent: without("silent"), warns: without("warns") }).toEqual({ silent: [], warns: [] });
  });

  test("the order of rows of one moment is never the ground of a hit", () => {
    const ordered = procedure.rules.filter(({ template }) => ORDERED.includes(template));
    expect(ordered.filter(({ tolerance }) => tolerance === undefined).map((rule) => rule.id)).toEqual([]);
    const others = procedure.rules.filter(({ template }) => BY_PLACE.test(template) && !ORDERED.includes(template));
    expect(others.map((rule) => rule.id)).toEqual([]);
  });

  const off = procedure.rules.filter(isOff).map((rule) => rule.id);
  if (off.length > 0) test.skip.each(off)("%s is off until someone switches it on", () => {});

  test.each(Object.keys(pack.lawful))("lawful: %s", async (name) => {
    const { outcomes } = await of(caseId("lawful", name));
    expect([...outcomes].filter(([, outcome]) => outcome === "hit").map(([rule]) => rule)).toEqual([]);
    expect([...outcomes.values()]).toContain("clear");
  });

  for (const [rule, { silent, warns }] of Object.entries(pack.rules)) {
    describe(rule, () => {
      test.each(Object.entries(silent))("is silent: %s", async (name, { outcome }) => {
        const { outcomes } = await of(caseId(rule, name));
        expect(outcomes.get(rule) ?? "not applicable").toBe(outcome);
      });
      test.each(Object.entries(warns))("warns: %s", async (name, given) => {
        expectWarning(await of(caseId(rule, name)), rule, given);
      });
    });
  }
});

function expectWarning({ outcomes, warnings, firstLine }: Said, rule: string, given: WarnsCase): void {
  expect(outcomes.get(rule) ?? "not applicable").toBe("hit");
  const warning = warnings.get(rule);
  if (!warning) throw new Error("a hit, and no warning of it");
  expectDecency(warning);
  const { severity, measured, threshold, evidence, message } = warning;
  for (const words of given.says ?? []) expect(`${message.zh}\n${message.en}`).toMatch(words);
  const numbers = { severity, measured, threshold };
  for (const key of ["severity", "measured", "threshold"] as const) {
    if (given[key] !== undefined) expect([key, numbers[key]]).toEqual([key, given[key]]);
  }
  if (given.law) expect(warning.law.map(({ name, article }) => `${name} ${article}`)).toEqual(given.law);
  if (given.evidence) {
    const lineOf = (line: number) => line - firstLine + 2;
    const shown = evidence.map((record, i) => named(record, given.evidence?.[i], lineOf));
    expect(shown).toEqual(given.evidence);
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
