import { existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build, folderWith, manifestIn, ROOT, type Said, start, warningsIn, writeAll } from "./cli.ts";
import { BAD, type Case, GOOD } from "./cli-cases.ts";

let built = "";
beforeAll(async () => {
  built = await build();
}, 120_000);
afterAll(() => rmSync(built, { recursive: true, force: true }));

const xiezhi = (args: readonly string[], cwd: string): Promise<Said> =>
  start([join(built, "bin/xiezhi.js")], args, cwd);

async function play({ files, steps }: Case): Promise<void> {
  const folder = folderWith(files);
  for (const step of steps) {
    writeAll(folder, step.write ?? {});
    step.before?.(folder);
    const said = await xiezhi(step.args, folder);
    const told = `${said.stdout}\n${said.stderr}`;
    expect(said.exit, told).toBe(step.exit);
    expect(said.stderr).not.toMatch(/^\s+at .*:\d+/m);
    for (const text of step.says ?? []) expect(said.stdout).toMatch(text);
    for (const text of step.complains ?? []) expect(said.stderr).toMatch(text);
    step.after?.(folder, said);
    addsUp(join(folder, "reports/latest"));
  }
  rmSync(folder, { recursive: true, force: true });
}

function addsUp(report: string): void {
  if (!existsSync(report)) return;
  const { files, warnings } = manifestIn(report);
  for (const { file, rows_in, loaded, duplicates, changed, quarantined } of files) {
    expect([file, loaded + duplicates + changed + quarantined]).toEqual([file, rows_in]);
  }
  const open = warningsIn(report).filter(({ status }) => status !== "resolved");
  expect(open.length).toBe(warnings.total);
}

describe.concurrent("what works", () => {
  test.each(Object.entries(GOOD))("%s", (_, one) => play(one));
});

describe.concurrent("what does not, in a sentence and without a stack", () => {
  test.each(Object.entries(BAD))("%s", (_, one) => play(one));
});

describe.concurrent("the whole way", () => {
  test("a demo, a case and a warning of it", async () => {
    const folder = folderWith({});
    const demo = await xiezhi(["demo", "here", "--cases", "300", "--seed", "7", "--json"], folder);
    expect(demo.exit, demo.stderr).toBe(0);
    const { report, demo: made } = JSON.parse(demo.stdout);
    expect(existsSync(report)).toBe(true);
    expect(made.cases).toBe(300);
    const [warning] = warningsIn(join(report, "..")).filter(({ case_id }) => case_id !== null);
    const {
      warning_id: id,
      case_id,
      title,
    } = warning as { warning_id: string; case_id: string; title: { en: string } };
    const flags = ["--config", "here/xiezhi.yaml", "--lang", "en"];
    const explained = await xiezhi(["explain", id.slice(0, 12), ...flags], folder);
    expect(explained.stdout).toContain(id);
    expect(explained.stdout).toContain(title.en);
    const audited = await xiezhi(["audit", case_id, ...flags, "--json"], folder);
    expect(audited.exit, audited.stderr).toBe(0);
    const hits = JSON.parse(audited.stdout).rules.flatMap(
      (rule: { warning: { warning_id: string } | null }) => rule.warning?.warning_id ?? [],
    );
    expect(hits).toContain(id);
    const again = await xiezhi(["demo", "here", "--cases", "300", "--seed", "8", "--quiet"], folder);
    expect(again).toEqual({ exit: 0, stdout: "", stderr: "" });
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(["README.md", "README.zh-CN.md"])("the examples of %s are read as they stand", async (name) => {
    const [config = "", procedure = ""] = [
      ...readFileSync(join(ROOT, name), "utf8").matchAll(/```yaml\n([\s\S]*?)```/g),
    ].map(([, text]) => text);
    const folder = folderWith({ "xiezhi.yaml": config, "procedures/permit.yaml": procedure });
    const { stdout, stderr } = await xiezhi(["check", "--json", "--quiet"], folder);
    const { problems, procedures } = JSON.parse(stdout);
    expect(
      problems.map((text: string) => text.replace(/ matches .*/, "")),
      stderr,
    ).toEqual(["xiezhi.yaml:6: no file", "xiezhi.yaml:9: no file", "xiezhi.yaml:10: no file"]);
    expect(procedures.map(({ procedure: id }: { procedure: string }) => id)).toEqual([
      "public-order-penalty",
      "permit",
    ]);
    rmSync(folder, { recursive: true, force: true });
  });

  test("the command starts through a link, as npx has it", async () => {
    const folder = folderWith({});
    symlinkSync(join(built, "bin/xiezhi.js"), join(folder, "xiezhi"));
    const said = await start([join(folder, "xiezhi")], ["--version"], folder);
    expect(said).toEqual({ exit: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: "" });
    rmSync(folder, { recursive: true, force: true });
  });
});
