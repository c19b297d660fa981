import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { AS_OF, latest, project, RULES_ALONE, RUN } from "./cli/project.ts";
import { build, call, folderWith, manifestIn, start } from "./kit/cli.ts";

let built = "";
beforeAll(async () => {
  built = await build();
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

let folder: string;
beforeEach(() => {
  folder = folderWith(project());
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const command = (args: readonly string[]): string =>
  [process.execPath, join(built, "bin/xiezhi.js"), ...args].map((word) => `'${word}'`).join(" ");
const SHELL = [
  "-e",
  "process.exitCode = require('node:child_process').spawnSync('bash', ['-c', process.argv[1]], { stdio: 'inherit' }).status",
];
const inShell = (script: string) => start(SHELL, [script], folder);
/** A script that may mount file systems of its own. */
const withMounts = (script: string) => {
  writeFileSync(join(folder, "script.sh"), script);
  return inShell("unshare -Urm bash script.sh");
};
const mayMount = spawnSync("unshare", ["-Urm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0;

describe("where there is no room, or no leave to write", () => {
  test("a file that may not grow", async () => {
    const { exit, stderr } = await inShell(`ulimit -f 1; exec ${command(RUN)}`);
    expect(stderr).toMatch(/a file may not grow as large as it needs to/);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect([3, 4]).toContain(exit);
    expect(await call(RUN, folder)).toMatchObject({ exit: 0, stderr: "" });
    expect(manifestIn(latest(folder)).files).toMatchObject([{ rows_in: 5, loaded: 5 }]);
    expect(await call(["verify"], folder)).toMatchObject({ exit: 0 });
  });

  test("more than the engine may hold and spill", async () => {
    const settings = join(folder, "xiezhi.yaml");
    const before = readFileSync(settings, "utf8");
    writeFileSync(settings, `${before}\nengine: { memory_limit: 2MB, spill_limit: 1MB }\n`);
    const { exit, stderr } = await call(RUN, folder);
    expect(stderr).toMatch(/^the engine: the memory that the engine may use.*engine\.memory_limit/);
    expect(stderr.trimEnd()).not.toContain("\n");
    expect(exit).toBe(3);
    writeFileSync(settings, before);
    expect(await call(RUN, folder)).toMatchObject({ exit: 0, stderr: "" });
  });

  test.skipIf(!mayMount)(
    "a full disk, then room, then a disk that may only be read",
    async () => {
      const disk = join(folder, "workspace");
      await withMounts(`
      mkdir -p workspace && mount -t tmpfs -o size=40k tmpfs '${disk}'
      ${command(RUN)} 2> full; echo $? >> full
      mount -o remount,size=32m '${disk}'
      ${command(RUN)} 2> room; echo $? >> room
      mount -o remount,ro '${disk}'
      ${command(RUN)} 2> readonly; echo $? >> readonly`);
      const [full, room, readonly] = ["full", "room", "readonly"].map((name) =>
        readFileSync(join(folder, name), "utf8"),
      );
      expect(full).toMatch(/the disk is full.*\n[34]\n$/);
      expect(room).toBe("0\n");
      expect(readonly).toMatch(/the file system is read-only.*\n3\n$/);
      expect(`${full}${readonly}`).not.toMatch(/^\s+at /m);
    },
    300_000,
  );

  test.skipIf(!mayMount)(
    "no room for the ledger: what was decided is entered when there is",
    async () => {
      writeFileSync(join(folder, "xiezhi.yaml"), `${RULES_ALONE}ledger: { file: small/ledger.ndjson }\n`);
      const view = "--code settled --note seen --by jia --config xiezhi.yaml";
      await withMounts(`
      mkdir -p small && mount -t tmpfs -o size=32k tmpfs small
      ${command(RUN)}
      id=$(grep -o '"warning_id":"[0-9a-f]*' reports/latest/warnings.ndjson | head -1 | cut -c15-)
      cat /dev/zero > small/filled 2> /dev/null
      ${command(["run", "--as-of", "2026-04-01", "--quiet"])} 2> run; echo $? >> run
      ${command(["review"])} $id ${view} 2> review; echo $? >> review
      rm small/filled
      ${command(["run", "--as-of", "2026-04-02", "--quiet"])} 2> room; echo $? >> room
      ${command(["verify", "--json"])} > verified`);
      const [run, review, room, verified] = ["run", "review", "room", "verified"].map((name) =>
        readFileSync(join(folder, name), "utf8"),
      );
      for (const said of [run, review]) {
        expect(said).toMatch(/small\/ledger\.ndjson: the disk is full; make room.*intact\n3\n$/);
        expect(said).not.toMatch(/^\s+at /m);
      }
      expect(room).toBe("0\n");
      expect(JSON.parse(verified ?? "")).toMatchObject({ findings: [], byKind: { key: 1, run: 3, review: 1 } });
      const { coverage } = manifestIn(latest(folder));
      expect(coverage.notes.map(({ en }) => en).join()).toContain("was delivered when this run began");
    },
    300_000,
  );

  test.skipIf(!mayMount)(
    "no room for the report: none is there half, and the next run makes it",
    async () => {
      await withMounts(`
      mkdir -p reports && mount -t tmpfs -o size=60k tmpfs reports
      ${command(RUN)} 2> full; echo $? >> full
      ls -A reports > left
      mount -o remount,size=64m reports
      ${command(RUN)} 2> room; echo $? >> room
      ls reports/latest/ > there
      mount -o remount,ro reports
      ${command(["run", "--as-of", "2026-04-01", "--quiet"])} 2> readonly; echo $? >> readonly`);
      const [full, left, room, there, readonly] = ["full", "left", "room", "there", "readonly"].map((name) =>
        readFileSync(join(folder, name), "utf8"),
      );
      expect(full).toMatch(/the report could not be delivered \(the disk is full\).*\n4\n$/);
      expect(left).toBe("");
      expect(room).toBe("0\n");
      expect(there).toContain("report.html");
      expect(readonly).toMatch(/the report could not be delivered \(the file system is read-only\).*\n4\n$/);
      expect(await call(["verify"], folder)).toMatchObject({ stdout: expect.stringContaining(": 2 entries") });
    },
    300_000,
  );
});

describe("where what is told reaches nobody", () => {
  test.each([
    ["whoever reads it has seen enough", "2>&1 | head -1", 0],
    ["it cannot be written, nor what is told beside", "> /dev/full 2> /dev/full", 3],
  ])("a run is done although %s", async (_, where, exit) => {
    const said = await inShell(`set -o pipefail; ${command(["run", ...AS_OF])} ${where}`);
    expect(said).toMatchObject({ exit, stderr: "" });
    expect(manifestIn(latest(folder)).files).toMatchObject([{ rows_in: 5, loaded: 5 }]);
  });

  test("an answer that cannot be written is none", async () => {
    const { exit, stderr } = await inShell(`${command(["--version"])} > /dev/full`);
    expect([exit, stderr]).toEqual([3, "what was to be told could not be written: the disk is full\n"]);
  });

  test("an error that nobody caught is no run that is done", async () => {
    const late = `process.on("newListener", (of) => of === "uncaughtException" && setImmediate(() => { throw Error("late") }))`;
    const { exit, stderr } = await start(
      [`--import=data:text/javascript,${late}`, join(built, "bin/xiezhi.js")],
      ["--version"],
      folder,
    );
    expect([exit, stderr.split("\n")[0]]).toEqual([3, "late"]);
  });
});
