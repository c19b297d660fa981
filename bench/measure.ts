import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../pipeline/kit/root.ts";
import type { RunManifest } from "../schemas/run.ts";
import { median } from "./figure.ts";

/** What a part of the bench is given. */
export interface Bench {
  /** For what is generated and made; parts of one run share it. */
  readonly folder: string;
  /** Where the real logs are, if they are. */
  readonly data: string;
  readonly events: number;
  /** Of the log of many times the events. */
  readonly big: number;
  readonly hits: number;
  readonly runs: number;
}

export const CLI = join(PACKAGE_ROOT, "dist", "bin", "xiezhi.js");

/** What a whole process took: seconds by the clock, the peak of its memory in MB (Linux only), and what it printed. */
export interface Measured {
  readonly seconds: number;
  readonly peakMb: number | null;
  readonly printed: string;
}

/** Runs a command to its end; its peak memory is read from the kernel while it runs. */
export async function measure(
  command: string,
  args: readonly string[],
  options: { cwd?: string } = {},
): Promise<Measured> {
  const started = performance.now();
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  let peakMb: number | null = null;
  const watch = setInterval(() => {
    peakMb = peakOf(child.pid) ?? peakMb;
  }, 20);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  clearInterval(watch);
  if (code !== 0 && code !== 1) throw new Error(`${command} ${args.join(" ")} ended with ${code}`);
  return { seconds: (performance.now() - started) / 1000, peakMb, printed };
}

function peakOf(pid: number | undefined): number | null {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return line ? Number(line[1]) / 1024 : null;
  } catch {
    return null;
  }
}

export async function several(runs: number, once: (run: number) => Promise<Measured>): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (let i = 0; i < runs; i++) measured.push(await once(i));
  return measured;
}

export const seconds = (measured: readonly Measured[]): number => median(measured.map((run) => run.seconds));
export const peak = (measured: readonly Measured[]): number => Math.max(...measured.map((run) => run.peakMb ?? 0));

/** A script of this folder, with its arguments. */
export const script = (name: string, ...args: readonly string[]): Promise<Measured> =>
  measure(process.execPath, ["--import", "tsx", join(PACKAGE_ROOT, "bench", name), ...args], { cwd: PACKAGE_ROOT });

export const xiezhi = (...args: readonly string[]): Promise<Measured> => measure(process.execPath, [CLI, ...args]);

/** A run with neither workspace nor reports before it. */
export async function coldRun(home: string, more: readonly string[] = []): Promise<Measured> {
  for (const made of ["workspace", "reports"]) await rm(join(home, made), { recursive: true, force: true });
  return xiezhi("run", "--config", join(home, "xiezhi.yaml"), "--quiet", ...more);
}

/** What each detector of the last run took and found. */
export async function printSteps(home: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(home, "reports", "latest", "run.json"), "utf8")) as RunManifest;
  for (const { detector, state, seconds, outcomes } of manifest.detectors) {
    if (state !== "evaluated") continue;
    const [took, hits] = [seconds.toFixed(2).padStart(8), String(outcomes.hit).padStart(9)];
    console.log(`    ${detector.padEnd(28)} ${took} s ${hits} hits`);
  }
}

/** A real log, or null where the folder does not hold it. */
export function realLog({ data }: Bench, name: string): string | null {
  const log = join(data, name);
  if (existsSync(log)) return log;
  console.log(`${name}: left out, it is not in ${data}`);
  return null;
}
