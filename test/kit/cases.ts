import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Cases, loadCases, type SilentCase, type WarnsCase } from "../../detectors/_kit/cases.ts";
import { type Evaluation, evaluate } from "../../detectors/_kit/evaluate.ts";
import { loadDetectors } from "../../detectors/registry.ts";
import type { Detector, DetectorMeta } from "../../pipeline/detector.ts";
import { noOutcomes } from "../../schemas/outcome.ts";
import type { Warning } from "../../schemas/warning.ts";
import { expectDecency, named } from "./expectations.ts";

const folder = join(import.meta.dirname, "../../detectors");

/** Shows the detectors that are `meant` their cases. */
export async function testCases(meant: (detector: Detector) => boolean): Promise<void> {
  const ids = (await loadDetectors()).filter(meant).map(({ meta }) => meta.id);
  const shown = ids.filter((id) => existsSync(join(folder, id, "cases.ts")));
  test("every detector has cases", () => expect(shown).toEqual(ids));
  for (const id of shown) testCasesOf(id, await loadCases(id));
}

const testCasesOf = (id: string, { detector, silent, warns }: Cases) =>
  describe(id, () => {
    test("its cases are its own", () => expect(detector.meta.id).toBe(id));

    test("has at least two cases of each kind", () => {
      expect(Object.keys(silent).length).toBeGreaterThanOrEqual(2);
      expect(Object.keys(warns).length).toBeGreaterThanOrEqual(2);
    });

    test.concurrent.each(Object.entries(silent))("is silent: %s", async (_, given) => {
      expectSilence(await evaluate(detector, given), given);
    });

    test.concurrent.each(Object.entries(warns))("warns: %s", async (_, given) => {
      const evaluation = await evaluate(detector, given);
      expectWarning(evaluation, given);
      for (const warning of evaluation.warnings) {
        expectDecency(warning);
        expectModesty(warning, detector.meta);
        if (detector.templates.length === 0 && !detector.meta.reminds) expect(warning.code).toBe(detector.meta.code);
      }
    });
  });

/** A signal says that it is one only. */
function expectModesty({ severity, message, peer }: Warning, { about, tier, beside }: DetectorMeta): void {
  if (tier !== "signal") return;
  if (typeof peer?.expected === "number") expect(peer).toMatchObject({ observed: expect.any(Number) });
  expect(severity).toBeLessThanOrEqual(beside ? 4 : 2);
  expect(`${about.zh}${message.zh}`).toContain("统计信号，不是结论");
  expect(`${about.en}${message.en}`).toContain("signal, not a finding");
}

function expectSilence({ report, warnings }: Evaluation, { outcome }: SilentCase): void {
  expect(warnings.map(({ message }) => message.en)).toEqual([]);
  if (report.state === "error") throw new Error(report.reason?.en);
  if (outcome === "not evaluated") expect(report.state).toBe("not evaluated");
  else expect([report.state, report.reason?.en]).toEqual(["evaluated", undefined]);
  if (outcome === "no subject") expect(report.outcomes).toEqual(noOutcomes());
  else if (outcome !== "not evaluated")
    expect(report.outcomes).toMatchObject({ [outcome]: expect.toSatisfy((n) => n > 0) });
}

function expectWarning({ report, warnings }: Evaluation, given: WarnsCase): void {
  expect([report.state, report.reason?.en]).toEqual(["evaluated", undefined]);
  expect(new Set(warnings.map(({ warning_id }) => warning_id)).size, "names of warnings").toBe(warnings.length);
  const subjects = warnings.map(({ subject }) => subject.id).sort();
  if (given.subjects) expect(subjects).toEqual([...given.subjects].sort());
  else expect(subjects).toHaveLength(1);
  const messages = warnings.flatMap(({ message }) => [message.zh, message.en]).join("\n");
  for (const words of given.says) {
    if (typeof words === "string") expect(messages).toContain(words);
    else expect(messages).toMatch(words);
  }
  for (const warning of warnings) {
    if (given.severity !== undefined) expect(warning.severity).toBe(given.severity);
    if (given.measured !== undefined) expect(warning.measured).toBe(given.measured);
  }
  if (given.cites) {
    const cited = warnings.flatMap(({ law }) =>
      law.map(({ name, article }) => `${name}${article ? ` ${article}` : ""}`),
    );
    expect([...new Set(cited)].sort()).toEqual([...given.cites].sort());
  }
  if (given.evidence) {
    const shown = warnings.flatMap(({ evidence }) => evidence);
    expect(shown.map((record, i) => named(record, given.evidence?.[i]))).toEqual(given.evidence);
  }
}
