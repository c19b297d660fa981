import { expect } from "vitest";
import { quantity } from "../../pipeline/report/quantities.ts";
import { keyWord } from "../../pipeline/report/words.ts";
import { type Evidence, Warning } from "../../schemas/warning.ts";
import { BANNED } from "./words.ts";

/** What is said of people's work has the published shape and judges nobody. */
export function expectDecency(warning: Warning): void {
  Warning.parse(warning);
  const { message, title, missing, clock } = warning;
  expect(JSON.stringify({ message, title, missing, clock })).not.toMatch(BANNED);
  const keys = Object.keys(warning.peer ?? {}).filter((key) => keyWord(key).zh === key);
  const unit = warning.unit !== null && quantity(1, warning.unit).zh.includes(warning.unit) ? [warning.unit] : [];
  expect([...unit, ...keys], "words that a Chinese report has no word for").toEqual([]);
}

/**
 * A record in the way that the expectation names its own: by line, by `table:line`, by its id, or by its activity.
 * `lineOf` turns a line of the file into the line that the expectation counts.
 */
export function named(
  { table, activity, event_id, source }: Evidence,
  like: string | number | undefined,
  lineOf: (line: number) => number = (line) => line,
): string | number {
  if (typeof like === "number") return lineOf(source.line);
  if (like !== undefined && /^[a-z_]+:\d+$/.test(like)) return `${table}:${source.line}`;
  return like === event_id ? event_id : (activity ?? event_id);
}
