import { describe, expect, test } from "vitest";
import { evaluate, type Told } from "../pipeline/evaluate.ts";
import type { Label } from "../schemas/label.ts";

const label = (code: string, id: string, kind: Label["kind"] = "plant", rule?: string): Label => ({
  code,
  kind,
  subject: { type: "case", id },
  ...(rule ? { rule } : {}),
  note: "",
});
const told = (code: string, id: string, rule = code): Told => ({
  code,
  rule,
  tier: "rule",
  subject: { type: "case", id },
  message: { zh: "", en: "" },
  warning_id: `${rule} ${id}`,
});

interface Example {
  readonly labels: readonly Label[];
  readonly warnings: readonly Told[];
  /** planted, found, told, false, look-alikes, alerted, precision, recall */
  readonly counts: readonly (number | null)[];
}

const EXAMPLES: Readonly<Record<string, Example>> = {
  "a plant that is found": {
    labels: [label("PS01", "c1")],
    warnings: [told("PS01", "c1")],
    counts: [1, 1, 1, 0, 0, 0, 1, 1],
  },
  "a plant that is missed": { labels: [label("PS01", "c1")], warnings: [], counts: [1, 0, 0, 0, 0, 0, null, 0] },
  "a look-alike that is warned of is false too": {
    labels: [label("PS01", "c1", "look-alike")],
    warnings: [told("PS01", "c1")],
    counts: [0, 0, 1, 1, 1, 1, 0, null],
  },
  "a look-alike beside a plant of the same rule accounts for nothing": {
    labels: [label("PS01", "c1"), label("PS01", "c1", "look-alike")],
    warnings: [told("PS01", "c1")],
    counts: [1, 1, 1, 0, 1, 0, 1, 1],
  },
  "another rule of the code is not the one that was planted": {
    labels: [label("PS01", "c1", "plant", "a")],
    warnings: [told("PS01", "c1", "b")],
    counts: [1, 0, 1, 1, 0, 0, 0, 0],
  },
  "a unit's several periods are one plant": {
    labels: [label("BL07", "u1")],
    warnings: [told("BL07", "u1"), told("BL07", "u1")],
    counts: [1, 1, 2, 0, 0, 0, 1, 1],
  },
  "a warning of which nothing is known is false": {
    labels: [],
    warnings: [told("PS01", "c9")],
    counts: [0, 0, 1, 1, 0, 0, 0, null],
  },
};

describe("what was told, held against what was planted", () => {
  test.each(Object.entries(EXAMPLES))("%s", (_, { labels, warnings, counts }) => {
    const [tally, ...more] = evaluate(labels, warnings);
    expect(more).toEqual([]);
    expect(
      tally && [
        tally.planted,
        tally.found,
        tally.told,
        tally.false.length,
        tally.lookAlikes,
        tally.alerted.length,
        tally.precision,
        tally.recall,
      ],
    ).toEqual(counts);
  });

  test("codes come in their order", () =>
    expect(evaluate([label("TM01", "c"), label("BL01", "c")], [told("PS01", "c")]).map(({ code }) => code)).toEqual([
      "BL01",
      "PS01",
      "TM01",
    ]));
});
