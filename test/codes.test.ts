import { expect, test } from "vitest";
import { askedBy } from "../detectors/codes.ts";
import { loadDetectors } from "../detectors/registry.ts";
import { codeRows } from "../docs/codes.ts";
import { builtInProcedures, loadProcedures } from "../pipeline/procedures.ts";
import { isOff } from "../pipeline/rules/compile.ts";
import { CODES, isCode, type Question } from "../schemas/codes.ts";

const detectors = await loadDetectors();
const procedures = (await loadProcedures(await builtInProcedures(), ".")).map(({ procedure }) => procedure);

test("there are sixty-three codes, numbered without a gap in nine families", () => {
  const families = { PS: 9, TM: 9, BL: 9, IV: 9, PR: 5, OC: 6, DI: 7, XA: 6, SW: 3 };
  const numbered = Object.entries(families).flatMap(([family, many]) =>
    Array.from({ length: many }, (_, i) => `${family}0${i + 1}`),
  );
  expect(Object.keys(CODES)).toEqual(numbered);
  expect(numbered).toHaveLength(63);
});

test("detectors and rules speak under these codes only", () => {
  const used = [
    ...detectors.map(({ meta }) => meta.code),
    ...procedures.flatMap(({ rules }) => rules.map(({ code }) => code ?? "")),
  ];
  expect(used.filter((code) => !isCode(code))).toEqual([]);
});

test("every code is asked by something that is on, or says why it is not built, and not both", () => {
  const wrong = askedBy(detectors, procedures).filter(({ code, detectors: own, rules }) => {
    const question: Question = CODES[code];
    const asks = own.some(({ templates }) => templates.length === 0) || rules.some(({ rule }) => !isOff(rule));
    return asks === (question.unbuilt !== undefined);
  });
  expect(wrong.map(({ code }) => code)).toEqual([]);
});

test("the table says of every code what asks, its tier, severity and reads", () => {
  const rows = codeRows(detectors, procedures);
  expect(rows).toHaveLength(63);
  expect(rows.filter((cells) => cells.slice(0, 6).some((cell) => cell === "")).map(([code]) => code)).toEqual([]);
});
