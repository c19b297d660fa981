import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openDuckDB } from "../../pipeline/engine/duckdb.ts";
import { id, sql } from "../../pipeline/engine/sql.ts";
import { verifyLedger } from "../../pipeline/ledger/verify.ts";
import { databaseIn } from "../../pipeline/workspace.ts";
import { CLI } from "../measure.ts";
import type { Project } from "./project.ts";

/** Where in a run a kill fell, as far as the files tell that were there when it fell. */
type Moment = "before loading" | "loading" | "detecting" | "reporting" | "decided" | "published" | "entered";

interface CrashTally {
  readonly kills: number;
  readonly byMoment: Readonly<Partial<Record<Moment, number>>>;
  /** Trials whose end was not the undisturbed one, and what differed. */
  readonly differences: readonly string[];
}

interface End {
  readonly tables: string;
  /** SHA-256 of the report's lines as they are. */
  readonly bytes: string;
}

/**
 * Runs a demo log once undisturbed, then again and again in workspaces of their own, each killed (SIGKILL) one to three
 * times at random moments before it is left to end, and compares the ends.
 */
export async function crash(options: {
  readonly folder: string;
  readonly project: Project;
  readonly kills: number;
  readonly random: () => number;
  onKill?(done: number): void;
}): Promise<CrashTally> {
  const { folder, random } = options;
  const { home, asOf } = options.project;
  const undisturbed = new Trial(join(folder, "undisturbed"), home, asOf);
  const started = performance.now();
  await undisturbed.toTheEnd();
  const length = performance.now() - started;
  const expected = await undisturbed.end();
  const byMoment: Partial<Record<Moment, number>> = {};
  const differences: string[] = [];
  let kills = 0;
  for (let trial = 1; kills < options.kills; trial++) {
    const one = new Trial(join(folder, `trial-${trial}`), home, asOf);
    for (let times = 1 + Math.floor(random() * 3); times > 0 && kills < options.kills; times--) {
      const moment = await one.killed(triggerFrom(random, length));
      if (moment === null) continue;
      kills += 1;
      byMoment[moment] = (byMoment[moment] ?? 0) + 1;
      options.onKill?.(kills);
    }
    await one.toTheEnd();
    const found = await one.end();
    if (found.tables !== expected.tables) differences.push(`trial ${trial}: what is stored differs`);
    if (found.bytes !== expected.bytes) differences.push(`trial ${trial}: the report's lines differ in some byte`);
    differences.push(...(await one.leftovers()).map((what) => `trial ${trial}: ${what}`));
    rmSync(one.folder, { recursive: true, force: true });
  }
  return { kills, byMoment, differences };
}

/** When to kill: after a time, or a little after a file is there that marks a step. */
type Trigger =
  | { readonly after: number }
  | { readonly seen: (trial: Trial) => boolean; readonly delay: number; readonly atMost: number };

function triggerFrom(random: () => number, length: number): Trigger {
  const steps = [
    (trial: Trial) => trial.draftHas("warnings.ndjson"),
    (trial: Trial) => trial.draftHas("report.html"),
    (trial: Trial) => trial.draftHas("report.xlsx"),
    (trial: Trial) => trial.draftHas("run.json"),
    (trial: Trial) => trial.workspaceHas(/^warnings-.*ndjson/),
    (trial: Trial) => trial.isPublished(),
    (trial: Trial) => trial.entries() > trial.entriesBefore,
  ];
  if (random() < 0.5) return { after: random() * length * 1.05 };
  const seen = steps[Math.floor(random() * steps.length)] as (trial: Trial) => boolean;
  return { seen, delay: random() < 0.5 ? 0 : random() * 60, atMost: length * 3 };
}

class Trial {
  readonly folder: string;
  readonly #home: string;
  readonly #asOf: string;
  entriesBefore = 0;

  constructor(folder: string, home: string, asOf: string) {
    this.folder = folder;
    this.#home = home;
    this.#asOf = asOf;
  }

  async #start(): Promise<ChildProcess> {
    await mkdir(this.folder, { recursive: true });
    for (const name of ["logs", "xiezhi.yaml", "procedures"]) {
      if (existsSync(join(this.#home, name)) && !existsSync(join(this.folder, name))) {
        await symlink(join(this.#home, name), join(this.folder, name));
      }
    }
    this.entriesBefore = this.entries();
    const args = [CLI, "run", "--quiet", "--as-of", this.#asOf];
    return spawn(process.execPath, args, { cwd: this.folder, stdio: ["ignore", "ignore", "pipe"] });
  }

  async toTheEnd(): Promise<void> {
    const child = await this.#start();
    let complaints = "";
    child.stderr?.on("data", (text) => {
      complaints += text;
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    if (code !== 0) throw new Error(`a run that was left alone ended with ${code}: ${complaints}`);
  }

  /** Where it was when it was killed; null where it had ended before. */
  async killed(trigger: Trigger): Promise<Moment | null> {
    const child = await this.#start();
    child.stderr?.resume();
    let ended = false;
    const end = new Promise((resolve) =>
      child.on("close", () => {
        ended = true;
        resolve(null);
      }),
    );
    if ("after" in trigger) await Promise.race([pause(trigger.after), end]);
    else {
      const until = performance.now() + trigger.atMost;
      while (!ended && performance.now() < until && !trigger.seen(this)) await pause(1);
      await pause(trigger.delay);
    }
    if (ended) return null;
    child.kill("SIGKILL");
    await end;
    return child.signalCode === "SIGKILL" ? this.#moment() : null;
  }

  #moment(): Moment {
    if (this.entries() > this.entriesBefore && this.isPublished()) return "entered";
    if (this.isPublished()) return "published";
    if (this.draftHas("run.json")) return this.workspaceHas(/^warnings-.*ndjson/) ? "decided" : "reporting";
    if (this.draftHas("report.html")) return "reporting";
    if (this.draftHas("warnings.ndjson")) return "detecting";
    return this.workspaceHas(/\.duckdb/) ? "loading" : "before loading";
  }

  draftHas = (name: string): boolean =>
    listed(join(this.folder, "reports")).some(
      (folder) => folder.includes(".draft-") && existsSync(join(this.folder, "reports", folder, name)),
    );

  workspaceHas = (name: RegExp): boolean => listed(join(this.folder, "workspace")).some((file) => name.test(file));

  isPublished = (): boolean => existsSync(join(this.folder, "reports", "latest"));

  entries(): number {
    const ledger = join(this.folder, "workspace", "ledger.ndjson");
    return existsSync(ledger) ? readFileSync(ledger, "utf8").split("\n").length - 1 : 0;
  }

  /** What is stored, but for when a file was read, and what is warned of. */
  async end(): Promise<End> {
    const engine = await openDuckDB({ path: databaseIn(join(this.folder, "workspace")) });
    const tables = createHash("sha256");
    try {
      const names = await engine.all<{ name: string }>(sql`
        select table_name as name from information_schema.tables where table_name like 'stored_%' order by 1`);
      const stored = ["case_index", "activity_index", "quarantine", ...names.map(({ name }) => name)];
      for (const name of stored) {
        const rows = await engine.all(sql`
          select count(*) as rows, md5(string_agg(cast(t as varchar), ',' order by cast(t as varchar))) as sum
          from ${id(name)} t`);
        tables.update(`${name} ${JSON.stringify(rows)}`);
      }
    } finally {
      engine.close();
    }
    const lines = (name: string) => readFileSync(join(this.folder, "reports", "latest", name), "utf8");
    const bytes = createHash("sha256");
    for (const name of ["warnings.ndjson", "reminders.ndjson", "quarantine.ndjson"]) bytes.update(lines(name));
    return { tables: tables.digest("hex"), bytes: bytes.digest("hex") };
  }

  async leftovers(): Promise<string[]> {
    const { findings } = await verifyLedger(join(this.folder, "workspace", "ledger.ndjson"));
    const drafts = listed(join(this.folder, "reports")).filter((name) => name.startsWith("."));
    const lines = listed(join(this.folder, "workspace")).filter((name) => /^warnings-.*ndjson/.test(name));
    return [
      ...findings.map(({ fault }) => `the ledger: ${fault}`),
      ...drafts.map((name) => `reports/${name} is left`),
      ...(lines.length === 1 ? [] : [`${lines.length} files of warnings in the workspace`]),
      ...(listed(join(this.folder, "workspace", "scratch")).length === 0 ? [] : ["scratch files are left"]),
    ];
  }
}

const listed = (folder: string): string[] =>
  existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder) : [];
