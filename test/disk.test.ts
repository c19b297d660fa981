import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { latest, project, RUN } from "./cli/project.ts";
import { build, call, folderWith, manifestIn, start } from "./cli.ts";

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
      await inShell(`unshare -Urm bash -c "
      mkdir -p workspace && mount -t tmpfs -o size=40k tmpfs '${disk}'
      ${command(RUN)} 2> full; echo \\$? >> full
      mount -o remount,size=32m '${disk}'
      ${command(RUN)} 2> room; echo \\$? >> room
      mount -o remount,ro '${disk}'
      ${command(RUN)} 2> readonly; echo \\$? >> readonly"`);
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
});
