import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** What each room may import from: its own and those to its left. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  schemas: ["schemas"],
  pipeline: ["schemas", "pipeline"],
  detectors: ["schemas", "pipeline", "detectors"],
  fixtures: ["schemas", "pipeline", "fixtures"],
  bin: ["schemas", "pipeline", "detectors", "fixtures", "bin"],
};

interface Import {
  readonly from: string;
  readonly to: string;
}

const sourcesIn = (room: string): string[] =>
  readdirSync(join(root, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mts|mjs|js)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith(join("detectors", "_copy-")));

/** Static and dynamic imports. */
const SPECIFIER = /(?:\bfrom\s*|\bimport\s*\(?\s*)(["'`])(\.[^"'`]*)\1/g;

function importsOf(from: string): Import[] {
  const text = readFileSync(join(root, from), "utf8");
  return [...text.matchAll(SPECIFIER)].map(([, , specifier = ""]) => ({
    from,
    to: relative(root, join(root, dirname(from), specifier.replace(/\$\{.*$/, ""))),
  }));
}

const roomOf = (path: string): string => path.split(sep)[0] ?? "";
const shown = ({ from, to }: Import): string => `${from} → ${to}`;

describe.each(Object.entries(ROOMS))("%s", (room, allowed) => {
  const imports = sourcesIn(room).flatMap(importsOf);

  test(`imports from ${allowed.join(", ")} only`, () => {
    expect(imports.filter(({ to }) => !allowed.includes(roomOf(to))).map(shown)).toEqual([]);
  });
});

test("the kit of the pipeline knows no other room but the engine's SQL", () => {
  const known = [join("pipeline", "kit"), join("pipeline", "engine", "sql.ts")];
  const others = sourcesIn("pipeline")
    .filter((path) => path.startsWith(join("pipeline", "kit")))
    .flatMap(importsOf)
    .filter(({ to }) => roomOf(to) === "pipeline" && !known.some((place) => to.startsWith(place)));
  expect(others.map(shown)).toEqual([]);
});

test("lines are read to the byte: of later versions of Node, `readline` ends them at U+2028 too", () => {
  const readers = Object.keys(ROOMS)
    .flatMap(sourcesIn)
    .filter((path) => /(["'`])(?:node:)?readline\1/.test(readFileSync(join(root, path), "utf8")));
  expect(readers).toEqual([]);
});

test("a detector imports from its own folder and from folders that are none", () => {
  const strangers = sourcesIn("detectors")
    .flatMap(importsOf)
    .filter(({ from, to }) => {
      const [, folder, file] = from.split(sep);
      const [room, other] = to.split(sep);
      return file !== undefined && room === "detectors" && other !== folder && !other?.startsWith("_");
    });
  expect(strangers.filter(({ from }) => !from.startsWith(join("detectors", "_kit"))).map(shown)).toEqual([]);
});

test("the test sees imports of every kind", () => {
  const kinds = [
    'import { a } from "../pipeline/a.ts";',
    'import "../pipeline/a.ts";',
    'export type { A } from "../pipeline/a.ts";',
    'await import("../pipeline/a.ts")',
    'import {\n  a,\n} from "../pipeline/a.ts";',
  ];
  for (const kind of kinds)
    expect([...kind.matchAll(SPECIFIER)].map((match) => match[2])[0]).toMatch(/^\.\.\/pipeline\//);
});
