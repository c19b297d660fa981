import { afterEach, beforeEach, expect, test } from "vitest";
import { table, width } from "../bin/terminal.ts";

const COLUMNS = Array.from({ length: 4 }, () => ({ title: "" }));
const ROWS = [
  ["命中", "TM02", "拘留后的羁押期限", "TM02-detention · police-criminal"],
  ["未命中", "PS07", "讯问", "two"],
];

const before = process.stdout.columns;
beforeEach(() => {
  process.stdout.columns = 40;
});
afterEach(() => {
  process.stdout.columns = before;
});

test("what has no room beside goes below, under a column that has room for it", () => {
  const lines = table(COLUMNS, ROWS, "  ").text.split("\n");
  expect(lines).toEqual([
    "  命中    TM02  拘留后的羁押期限",
    "        TM02-detention · police-criminal",
    "  未命中  PS07  讯问              two",
  ]);
  expect(Math.max(...lines.map(width))).toBeLessThanOrEqual(40);
});

test("what is no terminal gets a line for each row", () => {
  process.stdout.columns = 0;
  expect(table(COLUMNS, ROWS).text.split("\n")).toHaveLength(2);
});
