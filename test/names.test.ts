import { describe, expect, test } from "vitest";
import { masked, withForms } from "../pipeline/ingest/form.ts";
import { sameName } from "../schemas/decision.ts";

/** Two persons who must be two cannot be one under two spellings. */
describe("one name however it is written", () => {
  const SAME: readonly (readonly [string, string])[] = [
    ["Wang", "wang"],
    ["Wang", " WANG\t"],
    ["Wang Wu", "WangWu"],
    ["wang", "\uff57\uff41\uff4e\uff47"],
    ["甲", "甲\u200b"],
    ["甲", "\u3000甲\u00a0"],
    ["甲\ufe0f", "甲"],
    ["\u202e甲", "甲"],
    ["é", "e\u0301"],
    ["Straße", "STRASSE"],
    ["0123", "０１２３"],
    ["㈱", "(株)"],
  ];
  test.each(SAME)("%j is %j", (one, other) => expect(sameName(one, other)).toBe(true));

  const OTHER: readonly (readonly [string, string])[] = [
    ["甲", "乙"],
    ["王一", "王二"],
    ["1-1", "11"],
    ["a", "á"],
    ["p1", "p11"],
  ];
  test.each(OTHER)("%j is not %j", (one, other) => expect(sameName(one, other)).toBe(false));
});

describe("a value that could not be read is told by its form alone", () => {
  const FORMS: readonly (readonly [string, string])[] = [
    ["2026-13-05 25:00", "2026-13-05 25:00"],
    ["2026年1月5日 上午9时", "2026年1月5日 上午9时"],
    ["5 March 2026", "5 March 2026"],
    ["yesterday", "yesterday"],
    ["张三 110101199001011234", "字字 999999999999999999"],
    ["Wang Wu, 13800138000", "xxxx xx, 99999999999"],
    [`${"jan".repeat(26)}字`, `${"x".repeat(78)}字`],
    ["a".repeat(90), `${"x".repeat(80)}…`],
  ];
  test.each(FORMS)("%j is %j", (value, form) => expect(masked(value)).toBe(form));
});

test("what the engine quotes of a value is told by its form", () => {
  const bad =
    'Invalid Input Error: Invalid string encoding found in Parquet file "a.parquet": value "ZHANG\\xFF" is not valid UTF8!';
  expect(withForms(bad)).not.toContain("ZHANG");
  expect(withForms(bad)).toContain('Parquet file "a.parquet"');
  expect(withForms("Conversion Error: Could not convert string '张三' to INT32")).toBe(
    "Conversion Error: Could not convert string '字字' to INT32",
  );
  expect(withForms('Binder Error: no column "value"')).toBe('Binder Error: no column "value"');
});
