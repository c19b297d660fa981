import { readFileSync } from "node:fs";

/** The objects of a file that has one a line. */
export const ndjson = <T>(path: string): T[] => objectsIn(readFileSync(path, "utf8"));

export const objectsIn = <T>(lines: string): T[] =>
  lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
