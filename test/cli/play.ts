import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, vi } from "vitest";
import type { Warning } from "../../schemas/warning.ts";
import { call, folderWith, manifestIn, warningsIn, writeAll } from "../kit/cli.ts";
import { judgesIn } from "../kit/words.ts";
import { filesIn, textOf } from "../kit/written.ts";
import type { Case } from "./project.ts";

/** Plays a case in a folder of its own. */
export async function play({ files, steps }: Case): Promise<void> {
  const folder = folderWith(files);
  for (const step of steps) {
    writeAll(folder, step.write ?? {});
    await step.before?.(folder);
    const args = typeof step.args === "function" ? step.args(folder) : step.args;
    if (step.clock) vi.useFakeTimers({ toFake: ["Date"], now: new Date(step.clock) });
    const said = await call(args, folder).finally(() => vi.useRealTimers());
    const told = `${said.stdout}\n${said.stderr}`;
    expect(said.exit, told).toBe(step.exit);
    expect(said.stderr).not.toMatch(/^\s+at .*:\d+/m);
    expect(judgesIn(told)).toBe(null);
    for (const text of step.says ?? []) expect(said.stdout).toMatch(text);
    for (const text of step.complains ?? []) expect(said.stderr).toMatch(text);
    step.after?.(folder, said);
    addsUp(join(folder, "reports/latest"));
  }
  for (const path of filesIn(folder).filter((one) => REPORTS.test(one)))
    expect(judgesIn(textOf(path)), path).toBe(null);
  rmSync(folder, { recursive: true, force: true });
}

/** What people and programs are given to read, wherever a case has it written. */
const REPORTS = /\.(html|docx|xlsx|arrow)$|\b(warnings|reminders|quarantine|circulation-ids)\.ndjson$|\brun\.json$/;

function addsUp(report: string): void {
  if (!existsSync(report)) return;
  const { files, warnings } = manifestIn(report);
  for (const { file, rows_in, loaded, duplicates, changed, quarantined } of files) {
    expect([file, loaded + duplicates + changed + quarantined]).toEqual([file, rows_in]);
  }
  // Every warning is counted by its severity; of those that are set aside or closed, each once more, as one of them.
  const told = warningsIn(report).filter(({ status }) => status !== "resolved");
  const [aside, others] = parted(told, ({ suppression }) => suppression !== null && suppression.sampled !== true);
  const [closed] = parted(others, ({ closing }) => closing !== null && closing.changed === null);
  const { total, by_severity, by_set_aside, by_closed, reopened } = warnings;
  expect({ total, by_severity, by_set_aside, by_closed, reopened }).toEqual({
    total: told.length,
    by_severity: bySeverity(told),
    by_set_aside: bySeverity(aside),
    by_closed: bySeverity(closed),
    reopened: others.filter(({ closing }) => closing !== null && closing.changed !== null).length,
  });
}

const parted = (warnings: readonly Warning[], is: (warning: Warning) => boolean) =>
  [warnings.filter(is), warnings.filter((warning) => !is(warning))] as const;

function bySeverity(warnings: readonly Warning[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { severity } of warnings) counts[severity] = (counts[severity] ?? 0) + 1;
  return counts;
}
