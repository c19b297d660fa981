import { existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { play } from "./cli/play.ts";
import { WORKS } from "./cli/works.ts";
import { build, call, folderWith, ROOT, type Said, start, warningsIn } from "./cli.ts";

let built = "";
beforeAll(async () => {
  built = await build();
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

const xiezhi = (args: readonly string[], cwd: string): Promise<Said> =>
  start([join(built, "bin/xiezhi.js")], args, cwd);

describe("what works", () => {
  test.each(Object.entries(WORKS))("%s", (_, one) => play(one));
});

describe("the whole way", () => {
  test("a demo, a case and a warning of it", async () => {
    const folder = folderWith({});
    const demo = await xiezhi(["demo", "here", "--cases", "100", "--seed", "7", "--json"], folder);
    expect(demo.exit, demo.stderr).toBe(0);
    const { report, demo: made } = JSON.parse(demo.stdout);
    expect(existsSync(report)).toBe(true);
    expect(made.cases).toBe(100);
    const [warning] = warningsIn(join(report, "..")).filter(({ case_id }) => case_id !== null);
    const {
      warning_id: id,
      case_id,
      title,
    } = warning as { warning_id: string; case_id: string; title: { en: string } };
    const flags = ["--config", "here/xiezhi.yaml", "--lang", "en"];
    const explained = await call(["explain", id.slice(0, 12), ...flags], folder);
    expect(explained.stdout).toContain(id);
    expect(explained.stdout).toContain(title.en);
    const audited = await xiezhi(["audit", case_id, ...flags, "--json"], folder);
    expect(audited.exit, audited.stderr).toBe(0);
    const hits = JSON.parse(audited.stdout).rules.flatMap(
      (rule: { warning: { warning_id: string } | null }) => rule.warning?.warning_id ?? [],
    );
    expect(hits).toContain(id);
    const again = await call(["demo", "here", "--cases", "100", "--null", "--quiet"], folder);
    expect(again).toEqual({ exit: 0, stdout: "", stderr: "" });
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(["README.md", "README.zh-CN.md"])("the examples of %s are read as they stand", async (name) => {
    const [config = "", procedure = ""] = [
      ...readFileSync(join(ROOT, name), "utf8").matchAll(/```yaml\n([\s\S]*?)```/g),
    ].map(([, text]) => text);
    const folder = folderWith({ "xiezhi.yaml": config, "procedures/permit.yaml": procedure });
    const { stdout, stderr } = await call(["check", "--json", "--quiet"], folder);
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
