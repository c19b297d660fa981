import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { Procedure } from "../schemas/procedure.ts";
import { UserError } from "./kit/errors.ts";
import { didYouMean } from "./kit/nearest.ts";
import { CODE_ROOT, PACKAGE_ROOT } from "./kit/root.ts";
import { parseYaml, readText } from "./kit/yaml.ts";
import { mistakesOf } from "./rules/mistakes.ts";

/** A procedure, and where each of its rules stands in its file. */
export interface LoadedProcedure {
  readonly procedure: Procedure;
  readonly file: string;
  /** Of the file's text. */
  readonly sha256: string;
}

const BUILT_IN = join(PACKAGE_ROOT, "procedures");

/** Ids of the procedures that come with the package. */
export async function builtInProcedures(): Promise<string[]> {
  const names = await readdir(BUILT_IN).catch(() => []);
  return names
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => name.slice(0, -".yaml".length))
    .sort();
}

/** Loads procedures named by built-in id or by path (relative to the config's folder). */
export async function loadProcedures(
  names: readonly string[],
  folder: string,
  where: (position: number) => string = () => "procedures",
): Promise<LoadedProcedure[]> {
  const loaded: LoadedProcedure[] = [];
  const problems: string[] = [];
  for (const [i, name] of names.entries()) {
    try {
      loaded.push(await loadProcedure(name, folder, where(i)));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(error.message);
    }
  }
  for (const [i, { procedure, file }] of loaded.entries()) {
    const same = loaded.findIndex((other) => other.procedure.id === procedure.id);
    if (same < i) problems.push(`${file}: procedure ${procedure.id} is already defined in ${loaded[same]?.file}`);
  }
  if (problems.length > 0) throw new UserError(problems.join("\n"));
  return loaded;
}

async function loadProcedure(name: string, folder: string, where: string): Promise<LoadedProcedure> {
  const isPath = /[\\/]|\.ya?ml$/.test(name);
  const builtIn = await builtInProcedures();
  if (!isPath && !builtIn.includes(name)) {
    const hint = didYouMean(name, builtIn) || `; built in are ${builtIn.join(", ") || "none"}`;
    throw new UserError(
      `${where}: no procedure ${name}${hint}${hint.endsWith("?") ? " Else" : ", or"} give the path of a .yaml file`,
    );
  }
  const path = isPath ? resolve(folder, name) : join(BUILT_IN, `${name}.yaml`);
  const shown = isPath ? relative(folder, path) || path : `procedures/${name}.yaml`;
  if (!existsSync(path))
    throw new UserError(`${where}: ${name}: no such file (looked for ${path}); correct it under \`procedures\``);
  const file = shown.startsWith("..") ? path : shown;
  const text = await readText(path, file);
  const sha256 = createHash("sha256").update(text).digest("hex");
  const known = await readBefore();
  const procedure = known.get(sha256) ?? parseProcedure(text, file);
  known.set(sha256, procedure);
  return { procedure, file, sha256 };
}

function parseProcedure(text: string, name: string): Procedure {
  const file = parseYaml(text, name, Procedure);
  const problems = mistakesOf(file);
  if (problems.length > 0) throw new UserError(problems.join("\n"));
  return file.value;
}

/** Where the build keeps the package's own procedures, beside the code that it has built. */
const BUILT = join(CODE_ROOT, "procedures.json");
let read: Promise<Map<string, Procedure>> | undefined;

/**
 * Procedures as they were read, by the SHA-256 of their text: reading a long one takes longer than asking its rules.
 */
function readBefore(): Promise<Map<string, Procedure>> {
  read ??= readFile(BUILT, "utf8").then(
    (built) => new Map(JSON.parse(built) as [string, Procedure][]),
    () => new Map(),
  );
  return read;
}

/** Parses the procedures at build time, so that no start has to. */
export async function keepBuilt(names: readonly string[]): Promise<void> {
  await loadProcedures(names, ".");
  await writeFile(BUILT, JSON.stringify([...(await readBefore())]));
}
