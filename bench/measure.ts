import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** What a whole process took: seconds by the clock, and the peak of its memory in MB (Linux only). */
export interface Measured {
  readonly seconds: number;
  readonly peakMb: number | null;
}

/** Runs a command to its end; its peak memory is read from the kernel while it runs. */
export async function measure(
  command: string,
  args: readonly string[],
  options: { cwd?: string } = {},
): Promise<Measured> {
  const started = performance.now();
  const child = spawn(command, args, { ...options, stdio: ["ignore", "ignore", "inherit"] });
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
  return { seconds: (performance.now() - started) / 1000, peakMb };
}

function peakOf(pid: number | undefined): number | null {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return line ? Number(line[1]) / 1024 : null;
  } catch {
    return null;
  }
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};
