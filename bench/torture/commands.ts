import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { openDuckDB } from "../../pipeline/engine/duckdb.ts";
import { id, type Sql, sql } from "../../pipeline/engine/sql.ts";
import { DAY } from "../../pipeline/kit/duration.ts";
import { PACKAGE_ROOT } from "../../pipeline/kit/root.ts";
import { opened } from "../../pipeline/ledger/envelope.ts";
import { verifyLedger } from "../../pipeline/ledger/verify.ts";
import { databaseIn } from "../../pipeline/workspace.ts";
import type { Warning } from "../../schemas/warning.ts";
import { CLI } from "../measure.ts";
import type { Project } from "./project.ts";

interface CommandTally {
  readonly name: string;
  /** Instants at which it could be killed, and at how many it was. */
  readonly instants: number;
  readonly kills: number;
  /** How it stood after a kill: as if it had not been given, or had been done. */
  readonly undone: number;
  readonly done: number;
  readonly differences: readonly string[];
}

interface Step {
  readonly name: string;
  readonly args: readonly string[];
  /** What it leaves behind is ended by giving it again alone: a run, and files that come after their entry. */
  readonly again?: true;
  /** Given from the start, not after the ones before it. */
  readonly anew?: true;
}

const DYING = join(PACKAGE_ROOT, "bench", "torture", "dying.ts");
const LOOK = ["suppress", "--list"];

/**
 * Gives the commands that write to the workspace and the ledger one after the other, each of them again and again from
 * the state that the ones before it left, killed (SIGKILL) at instants of its own, and half of the times killed once
 * more in the command that comes after it. Whatever the instant, the next command must find it undone or done, and,
 * given again where it is undone, it must end as when nothing happened.
 */
export async function* commands(options: {
  readonly folder: string;
  readonly project: Project;
  /** Of each command. */
  readonly kills: number;
  /** Names of those that are killed; null for all. */
  readonly only: readonly string[] | null;
  readonly random: () => number;
}): AsyncIterable<CommandTally> {
  const { folder, project, random } = options;
  const at = (name: string) => join(folder, name);
  await twoRuns(at("stage-0"), project);
  const steps = stepsFor(at("stage-0"), project);
  for (const [i, step] of steps.entries()) {
    const [before, after] = [at(`stage-${step.anew ? 0 : i}`), at(`stage-${i + 1}`)];
    await cp(before, after, { recursive: true, verbatimSymlinks: true });
    const instants = Number(await counted(after, step.args));
    if (options.only?.includes(step.name) === false) continue;
    const [undone, done] = [await stateOf(before, step), await stateOf(after, step)];
    const tally = { name: step.name, instants, kills: 0, undone: 0, done: 0, differences: [] as string[] };
    for (const instant of someOf(instants, options.kills, random)) {
      const trial = at("trial");
      await cp(before, trial, { recursive: true, verbatimSymlinks: true });
      if (await killed(trial, step.args, instant)) tally.kills += 1;
      if (random() < 0.5) await killed(trial, LOOK, 1 + Math.floor(random() * 60));
      await toTheEnd(trial, LOOK);
      const found = await stateOf(trial, step);
      if (found === done) tally.done += 1;
      else if (found === undone || step.again) {
        tally.undone += 1;
        await toTheEnd(trial, step.args);
        if ((await stateOf(trial, step)) !== done)
          tally.differences.push(`instant ${instant}: given again, it differs`);
      } else tally.differences.push(`instant ${instant}: neither undone nor done`);
      await rm(trial, { recursive: true });
    }
    yield tally;
  }
}

/** Two runs, the first of which is old enough to be purged. */
async function twoRuns(folder: string, { home, asOf }: Project): Promise<void> {
  await cp(home, folder, { recursive: true });
  const earlier = new Date(Date.parse(asOf) - DAY).toISOString();
  for (const moment of [earlier, asOf]) await toTheEnd(folder, ["run", "--quiet", "--as-of", moment]);
  const engine = await openDuckDB({ path: databaseIn(join(folder, "workspace")) });
  await engine.run(sql`update runs set finished_at = 0 where as_of = (select min(as_of) from runs)`);
  engine.close();
}

function stepsFor(folder: string, { asOf }: Project): Step[] {
  const report = readFileSync(join(folder, "reports", "latest", "warnings.ndjson"), "utf8");
  const warnings = report.split("\n", 4).map((line) => (JSON.parse(line) as Warning).warning_id);
  const [aside = "", reviewed = ""] = warnings;
  const until = new Date(Date.now() + 30 * DAY).toISOString().slice(0, 10);
  const dayAfter = new Date(Date.parse(asOf) + DAY).toISOString();
  const before = new Date(Date.parse(asOf) - 200 * DAY).toISOString().slice(0, 10);
  const view = (by: string) => ["--code", "statutory-exclusion", "--note", "the file shows it", "--by", by];
  return [
    {
      name: "suppress",
      args: `suppress ${aside} --reason data-problem --note seen --by jia --approved-by yi --until ${until}`.split(" "),
    },
    { name: "review: what the handler says", args: ["review", reviewed, "--explanation", "late", "--by", "ding"] },
    { name: "review: a view", args: ["review", reviewed, ...view("jia")] },
    { name: "review: the view that closes", args: ["review", reviewed, ...view("yi")] },
    { name: "clearance", args: ["clearance", reviewed], again: true },
    { name: "key rotate", args: ["key", "rotate"] },
    { name: "purge", args: ["purge", "--before", before] },
    { name: "run", args: ["run", "--quiet", "--as-of", dayAfter], again: true, anew: true },
  ];
}

/** So many different whole numbers from 1 to `most`, or all of them. */
function someOf(most: number, wanted: number, random: () => number): number[] {
  const left = Array.from({ length: most }, (_, i) => i + 1);
  return Array.from(
    { length: Math.min(wanted, most) },
    () => left.splice(Math.floor(random() * left.length), 1)[0] as number,
  );
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

function ending(folder: string, entry: readonly string[], args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [...entry, ...args], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr?.on("data", (text) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on("close", (code, signal) => resolve({ code, signal, stderr })));
}

async function toTheEnd(folder: string, args: readonly string[], entry: readonly string[] = [CLI]): Promise<void> {
  const { code, stderr } = await ending(folder, entry, args);
  if (code !== 0) throw new Error(`${args.join(" ")}: left alone, it ended with ${code}: ${stderr}`);
}

const TSX = import.meta.resolve("tsx");
const dying = (instant: number, count: string): string[] => ["--import", TSX, DYING, CLI, String(instant), count];

async function counted(folder: string, args: readonly string[]): Promise<string> {
  const count = `${folder}.count`;
  await toTheEnd(folder, args, dying(0, count));
  return readFileSync(count, "utf8");
}

/** Whether it was killed; it may have ended before. */
async function killed(folder: string, args: readonly string[], instant: number): Promise<boolean> {
  const { code, signal, stderr } = await ending(folder, dying(instant, ""), args);
  if (signal !== "SIGKILL" && code !== 0) throw new Error(`${args.join(" ")}: ended with ${code}: ${stderr}`);
  return signal === "SIGKILL";
}

/** What was decided by people, without the moment; and what a purge takes rows from, as it was stored. */
const DECIDED: Readonly<Record<string, Sql>> = {
  suppressions: sql`warning_id, rule, subject_id, reason, note, author, approver, expires_at`,
  suppressions_lifted: sql`suppression_id, lifted_by`,
  reviews: sql`warning_id, code, note, reviewer`,
  explanations: sql`warning_id, text, given_by`,
  refused_cases: sql`case_digest, reason`,
  removals: sql`file_id, table_name, reason, row_count`,
  deliveries: sql`run_id, state`,
  deeds_to_enter: sql`deed`,
  quarantine: sql`*`,
  case_index: sql`*`,
  warnings: sql`*`,
  runs: sql`run_id`,
};

/** Everything that a command may have changed, but for when; a look before it is no difference. */
async function stateOf(folder: string, { again }: Step): Promise<string> {
  const state: Record<string, unknown> = {};
  const engine = await openDuckDB({ path: databaseIn(join(folder, "workspace")) });
  const tables = [...(await engine.tables()).keys()].filter((name) => name.startsWith("stored_"));
  try {
    for (const [name, columns] of [...Object.entries(DECIDED), ...tables.map((name) => [name, sql`*`] as const)]) {
      const rows = await engine.all(sql`select ${columns} from ${id(name)}`);
      const lines = rows.map((row) =>
        JSON.stringify(row, (_, value) => (typeof value === "bigint" ? `${value}n` : value)),
      );
      state[name] = [lines.length, createHash("sha256").update(lines.sort().join("\n")).digest("hex")];
    }
    state.toClear = await engine.all(sql`select value from meta where name = 'to_clear'`);
  } finally {
    engine.close();
  }
  const ledger = join(folder, "workspace", "ledger.ndjson");
  const { findings } = await verifyLedger(ledger);
  const entries = readFileSync(ledger, "utf8").split("\n").slice(0, -1);
  const kinds = entries.map((line) => opened(line)?.statement.predicate.kind ?? "none");
  state.ledger = [findings, kinds.filter((kind) => kind !== "view" && !(again && ["run", "export"].includes(kind)))];
  const names = ["workspace", "reports", "clearances"].flatMap((name) => filesBelow(join(folder, name)));
  state.files = names
    .map((name) => name.replace(/\.pem\.[0-9a-f]{32}$/, ".pem.old").replace(/-[0-9a-f]{8}\.ndjson$/, ""))
    .sort();
  return JSON.stringify(state);
}

const filesBelow = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) =>
        join(folder, name).slice(folder.lastIndexOf("/")),
      )
    : [];
