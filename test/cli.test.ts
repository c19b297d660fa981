import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { play } from "./cli/play.ts";
import { latest, project, RULES_ALONE, RUN } from "./cli/project.ts";
import { WORKS } from "./cli/works.ts";
import { build, call, folderWith, manifestIn, ROOT, type Said, start, warningsIn } from "./kit/cli.ts";

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

  test("whatever is entered at the same time is entered, one after the other", async () => {
    const folder = folderWith(project());
    await call(RUN, folder);
    const [first, second] = warningsIn(latest(folder)).map(({ warning_id }) => warning_id);
    const view = ["--code", "settled", "--note", "seen", "--by"];
    const aside = ["--reason", "data-problem", "--note", "seen", "--by", "a", "--approved-by", "b", "--until"];
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const all = [
      ["review", `${first}`, ...view, "jia"],
      ["review", `${first}`, ...view, "yi"],
      ["review", `${first}`, "--explanation", "late", "--by", "ding"],
      ["suppress", `${first}`, ...aside, until],
      ["suppress", `${second}`, ...aside, until],
      ["run", "--as-of", "2026-04-01", "--quiet", "--wait", "60"],
    ];
    const said = await Promise.all(all.map((args) => xiezhi(args, folder)));
    expect(said.map(({ exit, stderr }) => ({ exit, stderr }))).toEqual(all.map(() => ({ exit: 0, stderr: "" })));
    const verified = JSON.parse((await call(["verify", "--json"], folder)).stdout);
    expect(verified).toMatchObject({
      findings: [],
      byKind: { key: 1, run: 2, review: 3, suppression: 2 },
      exit_code: 0,
    });
    const reviewed = JSON.parse((await call(["review", `${first}`, "--json"], folder)).stdout);
    expect(reviewed).toMatchObject({ state: "closed", explanations: [{ by: "ding" }] });
    const set = JSON.parse((await call(["suppress", "--list", "--json"], folder)).stdout);
    expect(set.suppressions.map((row: { warning_id: string }) => row.warning_id).sort()).toEqual(
      [first, second].sort(),
    );
    rmSync(folder, { recursive: true, force: true });
  });

  test("a night that is killed while its report is sent on is told of by the next, and not sent twice", async () => {
    const deliver = (command: string) => RULES_ALONE.replace("[html] }", `[html], deliver: [sh, -c, '${command}'] }`);
    const folder = folderWith(project({ "xiezhi.yaml": deliver("kill -9 $PPID") }));
    expect(await xiezhi(["run", "--quiet"], folder)).toMatchObject({ exit: null });
    writeFileSync(join(folder, "xiezhi.yaml"), deliver("echo $XIEZHI_RUN >> sent"));
    const next = await call(["run"], folder);
    expect(next).toMatchObject({ exit: 0, stdout: expect.stringContaining("whether it arrived cannot be told") });
    expect(readFileSync(join(folder, "sent"), "utf8")).toBe(`${manifestIn(latest(folder)).run_id}\n`);
    expect(JSON.parse((await call(["verify", "--json"], folder)).stdout)).toMatchObject({
      findings: [],
      byKind: { key: 1, run: 2, export: 2 },
    });
    rmSync(folder, { recursive: true, force: true });
  });

  test("while a run holds the workspace, another says who does, and the ledger is read without it", async () => {
    const deliver = RULES_ALONE.replace("[html] }", "[html], deliver: [sleep, '30'] }");
    const folder = folderWith(project({ "xiezhi.yaml": `${deliver}ledger: { heads: heads }\n` }));
    const holder = spawn(process.execPath, [join(built, "bin/xiezhi.js"), ...RUN], { cwd: folder, stdio: "ignore" });
    await vi.waitUntil(() => existsSync(latest(folder)), { timeout: 30_000 });
    const another = await call(RUN, folder);
    expect(another).toMatchObject({ exit: 3, stderr: expect.stringContaining(`process ${holder.pid} is using this`) });
    // An entry's head is kept a moment after the entry is written.
    const { stdout, exit } = await vi.waitFor(
      async () => {
        const said = await call(["verify"], folder);
        expect(said.stdout).toMatch(/Held to {2}the heads kept in heads: up to entry (\d) of \1\n/);
        return said;
      },
      { timeout: 20_000, interval: 500 },
    );
    expect(exit, stdout).toBe(0);
    expect(stdout).toContain(
      `not asked: ${join(folder, "workspace/xiezhi.duckdb")}: process ${holder.pid} is using this workspace`,
    );
    holder.kill("SIGKILL");
    await new Promise((resolve) => holder.on("close", resolve));
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
