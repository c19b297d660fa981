import { expect, test } from "vitest";
import { Params } from "../detectors/clock-approvals/approvals.ts";
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

test("what approvals are held against is set for rules and codes that there are", () => {
  const { params } = detectors.find(({ meta }) => meta.id === "clock-approvals") ?? {};
  const { required, request_days, decision_days, times } = Params.parse(params?.parse({}));
  const rules = procedures
    .flatMap((procedure) => procedure.rules)
    .filter(({ extensions = false }) => extensions !== false);
  const known = new Set(rules.flatMap(({ id, code = "" }) => [id, code]));
  const named = [required, request_days, decision_days, times].flatMap((settings) => Object.keys(settings));
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

/** How severe a breach of a code is; the second where it is worse than usual, or only late. */
const SEVERITIES: Readonly<Record<string, readonly number[]>> = {
  ...{ PS01: [2, 3], PS02: [3], PS03: [4], PS04: [3, 4], PS05: [4], PS06: [4], PS07: [3, 4], PS08: [3], PS09: [3] },
  ...{ TM01: [2], TM02: [4], TM03: [3, 4], TM04: [3], TM05: [4], TM06: [3], TM07: [2, 3], BL03: [3, 4], BL05: [3, 4] },
  ...{ BL06: [3], XA03: [4], XA04: [3], XA05: [4], XA06: [4], OC05: [4] },
};
/** What is asked under a code and is less than what it is about: the form of a notice, one that is no penalty's, or what another organ is to do. */
const LESSER = [
  "administrative-penalty PS06-defence-reviewed",
  "administrative-penalty PS06-defence-reviewed-before-decision",
  "administrative-penalty PS06-hearing-notice-seven-days",
  "administrative-penalty PS06-hearing-notice-seven-days-2017",
  "civil-first-instance PS06-defence-period",
  "commutation-parole PS06-published-five-days",
  "police-criminal XA03-concluded-in-three-months",
  "public-order-penalty PS06-defence-reviewed",
  "public-order-penalty PS06-defence-reviewed-before-decision",
  "public-order-penalty PS06-fast-track-consent",
  "public-order-penalty PS06-hearing-when-asked",
];

test("a rule is as severe as its code", () => {
  const odd = procedures.flatMap(({ id: procedure, rules }) =>
    rules
      .filter(({ code = "", severity = 0 }) => !SEVERITIES[code]?.includes(severity))
      .map(({ id }) => `${procedure} ${id}`),
  );
  expect(odd.sort()).toEqual(LESSER);
});
