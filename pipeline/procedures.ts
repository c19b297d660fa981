import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { HOLIDAYS, Procedure, type Rule } from "../schemas/procedure.ts";
import { tableOf } from "../schemas/tables.ts";
import { isInWorkingDays, mostGranted } from "./clock/limit.ts";
import { UserError } from "./kit/errors.ts";
import { didYouMean } from "./kit/nearest.ts";
import { CODE_ROOT, PACKAGE_ROOT } from "./kit/root.ts";
import { parseYaml, readText, type YamlFile } from "./kit/yaml.ts";
import { isClock, shapeOf } from "./rules/template.ts";

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

/** What the schema cannot check: that names exist, and that settings go with their template. */
function mistakesOf(file: YamlFile<Procedure>): string[] {
  const { activities, rules, completion } = file.value;
  const known = Object.keys(activities);
  const problems: string[] = [];
  const nameProblem = (name: string, where: string) => {
    const meant = known.find((activity) => activities[activity]?.matches?.includes(name));
    const hint = meant ? `; it is a label of ${meant}` : didYouMean(name, known);
    return `${where}: unknown activity ${name}${hint || `; the procedure declares ${known.join(", ") || "none"}`}`;
  };
  if (completion && completion !== "all") {
    completion.activities.forEach((name, i) => {
      if (!known.includes(name)) problems.push(nameProblem(name, file.at("completion", "activities", i)));
    });
  }
  for (const [activity, { any = [] }] of Object.entries(activities)) {
    any.forEach((name, k) => {
      const where = file.at("activities", activity, "any", k);
      if (!known.includes(name)) problems.push(nameProblem(name, where));
      else if (activities[name]?.any) problems.push(`${where}: ${name} is itself made of others; name those`);
    });
  }
  const ids = new Set<string>();
  rules.forEach((rule, i) => {
    const named = [
      ...(["activities", "with", "without", "logged"] as const).flatMap((key) =>
        (rule[key] ?? []).map((name, k) => ({ name, path: [key, k] })),
      ),
      ...(rule.pauses ?? []).flatMap(([from, to], k) =>
        [from, to].map((name, end) => ({ name, path: ["pauses", k, end] })),
      ),
      ...(rule.restarts?.activities ?? []).map((name, k) => ({ name, path: ["restarts", "activities", k] })),
    ];
    for (const { name, path } of named) {
      if (!known.includes(name)) problems.push(nameProblem(name, file.at("rules", i, ...path)));
    }
    for (const problem of ruleMistakes(rule, file.value))
      problems.push(`${file.at("rules", i, problem.key)}: rule ${rule.id}: ${problem.text}`);
    rule.law?.forEach(({ name, from, to }, k) => {
      if (from !== undefined && to !== undefined && to < from)
        problems.push(
          `${file.at("rules", i, "law", k, "to")}: rule ${rule.id}: ${name} ends on ${to}, before it begins on ${from}`,
        );
    });
    if (ids.has(rule.id)) problems.push(`${file.at("rules", i, "id")}: rule ${rule.id} is defined twice`);
    ids.add(rule.id);
  });
  return problems;
}

function* ruleMistakes(rule: Rule, { holidays }: Pick<Procedure, "holidays">): Iterable<{ key: string; text: string }> {
  const shape = shapeOf(rule.template);
  const given = rule.activities.length;
  const wanted = shape.activities;
  if (wanted === "2+" ? given < 2 : given !== wanted) {
    yield {
      key: "activities",
      text: `${rule.template} takes ${wanted === "2+" ? "two or more" : wanted} activities, not ${given}`,
    };
  }
  if (rule.template === "exclusive-choice" && given > 2) {
    yield { key: "activities", text: "exclusive-choice takes two activities" };
  }
  const counted = ["existence", "absence", "exactly", "min-actors"].includes(rule.template);
  if (rule.count !== undefined && !counted) yield { key: "count", text: `count does not go with ${rule.template}` };
  if (rule.count === 0 && rule.template !== "exactly") yield { key: "count", text: "count must be at least 1" };
  if (isClock(rule.template) !== (rule.limit !== undefined)) {
    yield {
      key: rule.limit === undefined ? "template" : "limit",
      text: isClock(rule.template) ? `${rule.template} needs a limit` : `limit does not go with ${rule.template}`,
    };
  }
  if (rule.template === "waiting-period" && rule.limit && !("days" in rule.limit || "months" in rule.limit)) {
    yield { key: "limit", text: "a waiting-period is counted in days or months" };
  }
  if ((rule.template === "role") !== (rule.roles !== undefined)) {
    yield {
      key: rule.roles === undefined ? "template" : "roles",
      text: rule.template === "role" ? "role needs roles" : `roles does not go with ${rule.template}`,
    };
  }
  if (rule.each !== undefined && rule.template !== "min-actors") {
    yield { key: "each", text: "each goes with min-actors only" };
  }
  if (rule.persons !== undefined && rule.template !== "different-actor") {
    yield { key: "persons", text: "persons goes with different-actor only" };
  }
  if (rule.tolerance !== undefined && rule.template !== "precedence" && rule.template !== "response") {
    yield { key: "tolerance", text: "tolerance goes with precedence and response only" };
  }
  for (const key of ["within", "not_before", "same", "different"] as const) {
    if (rule[key] !== undefined && shape.target === undefined && !(key === "same" && rule.template === "deadline")) {
      yield { key, text: `${key} does not go with ${rule.template}` };
    }
  }
  for (const key of ["start_at", "repeats", "extensions", "exclusions", "pauses", "restarts", "escalate"] as const) {
    if (rule[key] !== undefined && rule.template !== "deadline") yield { key, text: `${key} goes with deadline only` };
  }
  if (typeof rule.extensions === "object" && rule.extensions.days && rule.limit && !isInWorkingDays(rule.limit)) {
    yield { key: "extensions", text: "only a limit in working days can be told how granted days are counted" };
  }
  if (rule.limit && isInWorkingDays(rule.limit) && holidays === undefined) {
    yield {
      key: "limit",
      text: `working days need the procedure's \`holidays\` (${HOLIDAYS.join(", ")}): without them nobody can tell when the limit ends`,
    };
  }
  if (rule.limit && ("hours" in rule.limit || "duration" in rule.limit) && mostGranted(rule)?.months) {
    yield { key: "extensions", text: "a limit in hours or elapsed time is extended by days" };
  }
  if (rule.start_at !== undefined && tableOf("events").columns[rule.start_at]?.type !== "time") {
    yield { key: "start_at", text: `${rule.start_at} is no time column of events` };
  }
  if (rule.target !== undefined && wanted !== 2 && shape.activation !== "case") {
    yield { key: "target", text: `target does not go with ${rule.template}: \`when\` is the condition on its events` };
  }
}
