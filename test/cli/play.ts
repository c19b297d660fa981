import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { call, folderWith, manifestIn, warningsIn, writeAll } from "../cli.ts";
import { judgesIn } from "../words.ts";
import { filesIn, textOf } from "../written.ts";
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
  const open = warningsIn(report).filter(({ status }) => status !== "resolved");
  expect(open.length).toBe(warnings.total);
}
