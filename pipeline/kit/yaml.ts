import { isUtf8 } from "node:buffer";
import { readFile } from "node:fs/promises";
import { type Document, isMap, isPair, isScalar, LineCounter, type Node, parseDocument, visit } from "yaml";
import type * as z from "zod";
import { causeOf, UserError } from "./errors.ts";
import { didYouMean } from "./nearest.ts";

const MAX_YAML = 4_000_000;
/** Mistakes of a file that are told at once. */
const TOLD = 50;
/** For data read once: compiling the schema to a function takes longer than interpreting it. */
export const ONCE = { jitless: true } as const;

/** A validated YAML file that still knows on which line everything stands. */
export interface YamlFile<T> {
  readonly value: T;
  readonly file: string;
  /** `file:line` of the node at a path, or of the nearest one above it that exists. */
  at(...path: (string | number)[]): string;
}

/**
 * Reads and validates; every mistake is reported at once, a sentence and a line each. `name` is how messages call it.
 */
export async function readYaml<Schema extends z.ZodType>(
  path: string,
  name: string,
  schema: Schema,
): Promise<YamlFile<z.output<Schema>>> {
  return parseYaml(await readText(path, name), name, schema);
}

export async function readText(path: string, name: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      error.code === "ENOENT"
        ? `${name}: no such file; correct its path where it is named`
        : `${name}: cannot be read (${causeOf(error)?.cause ?? error.code}); see to that and run again`,
    );
  });
  if (isUtf8(bytes)) return bytes.toString("utf8");
  const lines = bytes.toString("latin1").split("\n");
  const line = lines.findIndex((text) => !isUtf8(Buffer.from(text, "latin1"))) + 1;
  throw new UserError(`${name}:${line}: not UTF-8; save the file in that encoding`);
}

export function parseYaml<Schema extends z.ZodType>(
  text: string,
  name: string,
  schema: Schema,
): YamlFile<z.output<Schema>> {
  if (text.length > MAX_YAML) throw new UserError(`${name}: longer than ${MAX_YAML} characters; name another file`);
  const lines = new LineCounter();
  // Asked to look for repeated keys, the parser compares each with every other.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
  const at = (...keys: (string | number)[]) => `${name}:${lines.linePos(offsetOf(document, keys)).line}`;
  // Of what is no YAML the first mistake counts: the others often follow from it.
  const syntax = document.errors.slice(0, 1).map(({ pos, code, message }) => {
    return { at: pos[0], message: code === "MULTIPLE_DOCS" ? "another document begins here; one is read" : message };
  });
  const broken = syntax.length > 0 ? syntax : [...repeatedKeys(document), ...aliasesOfNothing(document)];
  if (broken.length > 0) {
    throw mistakes(broken, (e) => `${name}:${lines.linePos(e.at).line}: ${e.message.split(/\n| at line \d/)[0]}`);
  }
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw new UserError(`${name}: its aliases repeat each other without end; write out what they stand for`);
  }
  const result = schema.safeParse(data, ONCE);
  if (!result.success) {
    throw mistakes(mistakesIn(data, schema, result.error), ({ path, text: problem }) => `${at(...path)}: ${problem}`);
  }
  return { value: result.data, file: name, at };
}

function mistakes<T>(found: readonly T[], told: (mistake: T) => string): UserError {
  const more = found.length > TOLD ? [`and ${found.length - TOLD} more mistakes`] : [];
  return new UserError([...found.slice(0, TOLD).map(told), ...more].join("\n"));
}

function repeatedKeys(document: Document.Parsed): { at: number; message: string }[] {
  const found: { at: number; message: string }[] = [];
  visit(document, {
    Map(_, { items }) {
      const met = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (met.has(key.value)) found.push({ at: key.range?.[0] ?? 0, message: `key ${key.value} stands there twice` });
        met.add(key.value);
      }
    },
  });
  return found;
}

function aliasesOfNothing(document: Document.Parsed): { at: number; message: string }[] {
  const found: { at: number; message: string }[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) === undefined)
        found.push({ at: alias.range?.[0] ?? 0, message: `nothing above is named &${alias.source}` });
    },
  });
  return found;
}

/** Offset of the key (or item) that a path names; the nearest existing one above it otherwise. */
function offsetOf(document: Document.Parsed, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true) as Node | null | undefined;
    const key = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && String(item.key) === String(key));
      const range = (pair?.key as Node | undefined)?.range;
      if (range) return range[0];
    }
    const node = document.getIn(path.slice(0, length), true) as Node | null | undefined;
    if (node?.range) return node.range[0];
  }
  return 0;
}

interface Mistake {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/** What a schema finds wrong with data, a sentence each; an unknown name is told with those that are most like it. */
export const mistakesIn = (data: unknown, schema: z.ZodType, error: z.ZodError): Mistake[] =>
  error.issues.flatMap((issue) => sentences(issue, { data, schema }));

interface About {
  readonly data: unknown;
  readonly schema: z.ZodType;
}

function sentences(issue: z.core.$ZodIssue, about: About): Mistake[] {
  const path = issue.path.map((key) => (typeof key === "number" ? key : String(key)));
  const where = path.length > 0 ? `${path.join(".")}: ` : "";
  if (issue.code === "unrecognized_keys") {
    const known = [...keysAt(about.schema, path)];
    const hint = (key: string) =>
      didYouMean(key, known) || (known.length > 0 && known.length <= FEW ? `; there are ${known.join(", ")}` : "");
    return issue.keys.map((key) => ({ path: [...path, key], text: `${where}unknown key ${key}${hint(key)}` }));
  }
  if (issue.code === "invalid_value") {
    const given = valueAt(about.data, path);
    const values = issue.values.map(String);
    if (given == null) return [{ path, text: `${where}${lackOf(given)}; it takes ${alternatives(values)}` }];
    const hint = (typeof given === "string" && didYouMean(given, values)) || `; it takes ${alternatives(values)}`;
    const named = typeof given === "string" ? given : shownValue(given);
    return [{ path, text: `${where}${named} is none of its values${hint}` }];
  }
  if (issue.code === "invalid_type") {
    const given = valueAt(about.data, path);
    const wanted = KINDS[issue.expected] ?? issue.expected;
    if (given == null) return [{ path, text: `${where}${lackOf(given)}; it takes ${wanted}` }];
    return [{ path, text: `${where}${shownValue(given)} is not what it takes: ${wanted}` }];
  }
  if (issue.code === "invalid_union" && issue.message === "Invalid input") {
    const closest = issue.errors
      .filter((branch) => branch.length > 0)
      .sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
    if (closest && depth(closest) > 0) {
      return closest.flatMap((inner) =>
        sentences({ ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue, about),
      );
    }
    const given = valueAt(about.data, path);
    const kinds = issue.errors.flat().flatMap((inner) => {
      if (inner.code === "invalid_value") return inner.values.map(String);
      return inner.code === "invalid_type" ? (KINDS[inner.expected] ?? inner.expected) : [];
    });
    const is = given == null ? lackOf(given) : `${shownValue(given)} is not what it takes`;
    return [{ path, text: `${where}${is}${given == null ? "; it takes" : ":"} ${alternatives([...new Set(kinds)])}` }];
  }
  return [{ path, text: `${where}${issue.message}` }];
}

const lackOf = (given: null | undefined): string => (given === null ? "is empty" : "is missing");

/** A value for a message: in short, or its kind. */
function shownValue(given: unknown): string {
  if (Array.isArray(given)) return "a list";
  if (typeof given === "string") return JSON.stringify(given.slice(0, 100));
  return typeof given === "object" ? "a mapping" : String(given);
}

const alternatives = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;

const KINDS: Readonly<Record<string, string>> = {
  array: "a list",
  object: "keys of its own",
  record: "keys of its own",
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};

const depth = (issues: readonly z.core.$ZodIssue[]): number =>
  Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === "unrecognized_keys" ? 1 : 0)));

/** Keys that are listed whole where none of them is like the one that was given. */
const FEW = 40;

const valueAt = (data: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key], data);

/** The keys that a schema knows of the object at a path. */
function keysAt(schema: unknown, path: readonly (string | number)[]): Set<string> {
  const { def } = schema as { def: Record<string, unknown> & { options?: unknown[]; shape?: Record<string, unknown> } };
  const within = def.innerType ?? def.in ?? (typeof def.getter === "function" ? def.getter() : undefined);
  if (within) return keysAt(within, path);
  if (def.options) return new Set(def.options.flatMap((option) => [...keysAt(option, path)]));
  const [first, ...rest] = path;
  if (first === undefined) return new Set(Object.keys(def.shape ?? {}));
  const inner = def.shape?.[first] ?? def.element ?? def.valueType;
  return inner ? keysAt(inner, rest) : new Set();
}
