import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RunManifest } from "../../schemas/run.ts";
import type { Warning } from "../../schemas/warning.ts";
import { ndjson } from "./ndjson.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export type Files = Readonly<Record<string, string | Buffer>>;

/** A folder of its own with files in it, as a user would have them. */
export function folderWith(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), "xiezhi-cli-"));
  writeAll(folder, files);
  return folder;
}

export function writeAll(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

export interface Said {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as a process of its own, without a terminal. `entry` is what node is given before the arguments. */
export function start(entry: readonly string[], args: readonly string[], cwd: string): Promise<Said> {
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...entry, ...args], {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (exit) => resolve({ exit, stdout, stderr }));
  });
}

/** The same within this process, which is quicker by the time that a process takes to start. One at a time. */
export async function call(args: readonly string[], cwd: string): Promise<Said> {
  const { answer } = await import("../../bin/command-line.ts");
  const home = process.cwd();
  const { env } = process;
  const { NO_COLOR: _, FORCE_COLOR: __, ...plain } = env;
  process.env = plain;
  const stdout = captured(process.stdout);
  const stderr = captured(process.stderr);
  process.chdir(cwd);
  try {
    return { exit: await answer(args), stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    process.chdir(home);
    process.env = env;
    stdout.release();
    stderr.release();
  }
}

/** Keeps what is written to a stream until it is released. */
function captured(stream: NodeJS.WriteStream) {
  const { write } = stream;
  let text = "";
  stream.write = (chunk: string | Uint8Array) => {
    text += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
    return true;
  };
  return {
    text: () => text,
    release: () => {
      stream.write = write;
    },
  };
}

/** Builds the command into a folder of its own, as an installation has it; to be removed by the caller. */
export async function build(): Promise<string> {
  mkdirSync(join(ROOT, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(ROOT, ".cache/cli-"));
  const { stderr } = await start([join(ROOT, "bin/build.mjs")], [folder], ROOT);
  if (existsSync(join(folder, "bin/xiezhi.js"))) return folder;
  rmSync(folder, { recursive: true, force: true });
  throw new Error(`the command was not built: ${stderr}`);
}

export const manifestIn = (report: string): RunManifest =>
  JSON.parse(readFileSync(join(report, "run.json"), "utf8")) as RunManifest;

export const warningsIn = (report: string): Warning[] => ndjson(join(report, "warnings.ndjson"));
