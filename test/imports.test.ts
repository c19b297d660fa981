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
/** Of those beside the house, of which it knows nothing. */
const BESIDE: typeof ROOMS = {
  bench: [...Object.keys(ROOMS), "bench", "test"],
  test: [...Object.keys(ROOMS), "bench", "docs", "test"],
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

/** Of an import, or an export from another file: whether it brings types alone, which a running program never sees. */
const STATEMENT = /^(?:import|export)\s+(type\s)?(?:([^;"'`]*?)\s*from\s*)?["'](\.[^"']*)["']/gm;
const isOfTypes = (brought: string): boolean => /^\{(?:\s*type\s[^,}]*,?)*\s*\}$/.test(brought.trim());

const importedAtRunTime = (from: string): string[] =>
  [...readFileSync(join(root, from), "utf8").matchAll(STATEMENT)].flatMap(([, type, brought, specifier = ""]) =>
    type || (brought && isOfTypes(brought)) ? [] : [relative(root, join(root, dirname(from), specifier))],
  );

/** The files of each cycle of a graph, by the way around it. */
function cyclesIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const follow = (path: readonly string[], file: string): void => {
    const met = path.indexOf(file);
    if (met >= 0) cycles.push([...path.slice(met), file].join(" → "));
    if (met >= 0 || done.has(file)) return;
    for (const next of graph.get(file) ?? []) follow([...path, file], next);
    done.add(file);
  };
  for (const file of graph.keys()) follow([], file);
  return cycles;
}

const roomOf = (path: string): string => path.split(sep)[0] ?? "";
const shown = ({ from, to }: Import): string => `${from} → ${to}`;

describe.each(Object.entries({ ...ROOMS, ...BESIDE }))("%s", (room, allowed) => {
  const imports = sourcesIn(room).flatMap(importsOf);

  test(`imports from ${allowed.join(", ")} only`, () => {
    expect(imports.filter(({ to }) => !allowed.includes(roomOf(to))).map(shown)).toEqual([]);
  });
});

test("no file is loaded by what it loads itself", () => {
  const files = Object.keys({ ...ROOMS, ...BESIDE }).flatMap(sourcesIn);
  expect(cyclesIn(new Map(files.map((file) => [file, importedAtRunTime(file)])))).toEqual([]);
});

test("cycles are seen, however long", () => {
  const ways = { a: ["b"], b: ["c"], c: ["d", "a"], d: ["d"], e: ["a"] };
  expect(cyclesIn(new Map(Object.entries(ways)))).toEqual(["d → d", "a → b → c → a"]);
  expect(isOfTypes("{ type A, type B }")).toBe(true);
  expect(isOfTypes("{ type A, b }")).toBe(false);
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
