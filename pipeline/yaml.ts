import { readFile } from "node:fs/promises";
import { type Document, isMap, isPair, isScalar, LineCounter, type Node, parseDocument, visit } from "yaml";
import * as z from "zod";
import { causeOf, UserError } from "./errors.ts";

const MAX_YAML = 4_000_000;
/** Mistakes of a file that are told at once. */
const TOLD = 50;

/** A validated YAML file that still knows on which line everything stands. */
export interface YamlFile<T> {
  readonly value: T;
  readonly file: string;
  /** `file:line` of the node at a path, or of the nearest one above it that exists. */
  at(...path: (string | number)[]): string;
}

/** Reads and validates; every mistake is reported at once, a sentence and a line each. `name` is how messages call it. */
export async function readYaml<Schema extends z.ZodType>(
  path: string,
  name: string,
  schema: Schema,
): Promise<YamlFile<z.output<Schema>>> {
  return parseYaml(await readText(path, name), name, schema);
}

export async function readText(path: string, name: string): Promise<string> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      error.code === "ENOENT"
        ? `${name}: no such file`
        : `${name}: cannot be read: ${causeOf(error)?.cause ?? error.code}`,
    );
  });
}

export function parseYaml<Schema extends z.ZodType>(
  text: string,
  name: string,
  schema: Schema,
): YamlFile<z.output<Schema>> {
  if (text.length > MAX_YAML) throw new UserError(`${name}: longer than ${MAX_YAML} characters`);
  const lines = new LineCounter();
  // Asked to look for repeated keys, the parser compares each with every other.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
  const at = (...keys: (string | number)[]) => `${name}:${lines.linePos(offsetOf(document, keys)).line}`;
  const broken = [...document.errors.map(({ pos, message }) => ({ at: pos[0], message })), ...repeatedKeys(document)];
  if (broken.length > 0) {
    throw mistakes(broken, (e) => `${name}:${lines.linePos(e.at).line}: ${e.message.split("\n")[0]}`);
  }
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new UserError(`${name}: ${error instanceof Error ? error.message : "cannot be read"}`);
  }
  const result = schema.safeParse(data);
  if (!result.success) {
    const problems = result.error.issues.flatMap((issue) => sentences(issue));
    throw mistakes(problems, ({ path, text: problem }) => `${at(...path)}: ${problem}`);
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

function sentences(issue: z.core.$ZodIssue): { path: (string | number)[]; text: string }[] {
  const path = issue.path.map((key) => (typeof key === "number" ? key : String(key)));
  const where = path.length > 0 ? `${path.join(".")}: ` : "";
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...path, key], text: `${where}unknown key ${key}` }));
  }
  if (issue.code === "invalid_union" && issue.message === "Invalid input") {
    const closest = issue.errors
      .filter((branch) => branch.length > 0)
      .sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
    if (closest && depth(closest) > 0) {
      return closest.flatMap((inner) =>
        sentences({ ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue),
      );
    }
    return [
      {
        path,
        text: `${where}${z
          .prettifyError({ issues: [issue] } as z.ZodError)
          .split("\n")[0]
          ?.replace(/^✖ /, "")}`,
      },
    ];
  }
  return [{ path, text: `${where}${issue.message}` }];
}

const depth = (issues: readonly z.core.$ZodIssue[]): number =>
  Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === "unrecognized_keys" ? 1 : 0)));
