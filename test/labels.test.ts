import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import {
  APPRAISED,
  ARCHIVED,
  COMMISSIONED,
  CONCLUDED,
  DECIDED,
  DECLINED,
  FILED,
  FILED_LATER,
  RESUMED,
  SUSPENDED,
} from "../detectors/_terms/labels.ts";
import handledSeparately from "../detectors/handled-separately/detector.ts";
import intakeSuppression from "../detectors/intake-suppression/detector.ts";
import longPending from "../detectors/long-pending/detector.ts";
import unrecordedIntervention from "../detectors/unrecorded-intervention/detector.ts";
import type { Detector } from "../pipeline/detector.ts";
import { Procedure } from "../schemas/procedure.ts";

const folder = join(import.meta.dirname, "..", "procedures");
const builtIn = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => Procedure.parse(parse(readFileSync(join(folder, name), "utf8"))));

type Activities = Procedure["activities"];

/** The labels of an activity of a procedure, or of those that it stands for. */
const labelsOf = (activities: Activities, key: string): readonly string[] => {
  const { matches, any } = activities[key] ?? {};
  return any ? any.flatMap((one) => labelsOf(activities, one)) : (matches ?? []);
};
const named = (keys: readonly string[], procedures = builtIn) =>
  procedures.flatMap(({ activities }) => keys.flatMap((key) => labelsOf(activities, key)));

/** The outcomes of a case by a procedure, and what completes it. */
const outcomes = builtIn.flatMap(({ activities, completion }) => {
  const outcome = ["outcome", "trial-end", "concluded", "ended"].find((key) => activities[key]?.any);
  const completing = typeof completion === "object" ? completion.activities : [];
  return [...(outcome ? [outcome] : []), ...completing].flatMap((key) => labelsOf(activities, key));
});

const takingIn = builtIn.filter(({ id }) => id !== "procuratorate-review");
const police = builtIn.filter(({ id }) => /penalty|police|property/.test(id));
const penalties = builtIn.filter(({ id }) => id.endsWith("penalty"));

const listed = ({ params }: Detector, name: string): readonly string[] =>
  z
    .record(z.string(), z.unknown())
    .transform((values) => z.array(z.string()).parse(values[name]))
    .parse(params.parse({}));

/** In a civil case this is what a plaintiff does. */
const AMBIGUOUS = "起诉";

test.each<[string, readonly string[], readonly string[]]>([
  [
    "a report, or the receipt of a suit",
    named(["report", "accept", "receive"], takingIn),
    listed(intakeSuppression, "report"),
  ],
  [
    "an approval",
    named(["check", "legal-review", "discuss", "approve", "close", "ask"], police).filter((label) =>
      /审|讨论/.test(label),
    ),
    listed(unrecordedIntervention, "approvals"),
  ],
  ["a filing", named(["file", "file-appeal"]), [...FILED, ...FILED_LATER]],
  ["a decision not to file", named(["not-filed", "not-file", "not-accepted"]), DECLINED],
  ["an appraisal's commissioning", named(["appraise", "assess"]), COMMISSIONED],
  ["an appraisal", named(["appraised", "assessed"]), APPRAISED],
  ["a suspension", named(["suspend"]), SUSPENDED],
  ["a resumption", named(["resume"]), RESUMED],
  ["the archive", named(["archive"]), ARCHIVED],
  ["a penalty's conclusion", named(["concluded"], penalties), [...CONCLUDED, ...DECLINED]],
  ["a decision", named(["decision", "pronounce", "judge"]), DECIDED],
  [
    "an outcome",
    outcomes.filter((label) => label !== AMBIGUOUS),
    [...listed(longPending, "conclude"), ...listed(longPending, "ruling")],
  ],
  ["a person's search", named(["abscond"]), listed(handledSeparately, "at_large")],
  [
    "a person's outcome",
    [...named(["not-charge"]), ...named(["decision"], penalties)],
    listed(handledSeparately, "settled"),
  ],
])("detectors know what the built-in procedures call %s", (_, labels, list) => {
  expect(labels.length).toBeGreaterThan(0);
  expect(labels.filter((label) => !list.includes(label))).toEqual([]);
});
