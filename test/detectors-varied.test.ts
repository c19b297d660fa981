import { describe, expect, test } from "vitest";
import { loadCases } from "../detectors/_kit/cases.ts";
import { type Evaluation, evaluate } from "../detectors/_kit/evaluate.ts";
import { loadDetectors } from "../detectors/registry.ts";
import { type Changed, firstOf, reversed, withLaterEvent } from "./kit/changed.ts";

/** A case of each detector in which nothing that matters is otherwise. */
for (const { meta } of await loadDetectors()) {
  const { detector, warns } = await loadCases(meta.id);
  describe(meta.id, () => {
    const reordered = reversed(warns, detector.templates.length > 0);
    test.runIf(reordered)("says the same whatever the order of the rows", async () => {
      const [given, shuffled] = reordered as Changed;
      const said = ({ warnings }: Evaluation) =>
        warnings
          .toSorted((x, y) => (x.warning_id < y.warning_id ? -1 : 1))
          .map(({ warning_id, message, severity, measured, context, evidence }) => ({
            ...{ warning_id, message, severity, measured, context },
            evidence: evidence.map(({ event_id, part }) => `${event_id} ${part}`).sort(),
          }));
      expect(said(await evaluate(detector, shuffled))).toEqual(said(await evaluate(detector, given)));
    });

    const continued = firstOf(warns, withLaterEvent);
    test.runIf(continued)("a later event does not change what a warning is called", async () => {
      const [given, longer] = continued as Changed;
      const again = (await evaluate(detector, longer)).warnings;
      const pairs = (await evaluate(detector, given)).warnings.flatMap(({ warning_id, rule, subject }) => {
        const alike = again.filter((other) => other.rule === rule && other.subject.id === subject.id);
        return alike.length === 0 ? [] : [[warning_id, alike.map((other) => other.warning_id)] as const];
      });
      expect(pairs.length, "warnings that are there again").toBeGreaterThan(0);
      for (const [id, ids] of pairs) expect(ids).toContain(id);
    });
  });
}
