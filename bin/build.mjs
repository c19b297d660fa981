// `npm run build`: compiles into dist from scratch, so that nothing stays of a file that is gone, reads the package's
// procedures once for all, and lets `npx xiezhi` find the command in this folder.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, symlinkSync } from "node:fs";

rmSync("dist", { recursive: true, force: true });
for (const script of [
  ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"],
  ["dist/bin/built-procedures.js"],
]) {
  const { status } = spawnSync(process.execPath, script, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
chmodSync("dist/bin/xiezhi.js", 0o755);

const command = "node_modules/.bin/xiezhi";
mkdirSync("node_modules/.bin", { recursive: true });
rmSync(command, { force: true });
try {
  symlinkSync("../../dist/bin/xiezhi.js", command);
} catch {
  // Where links need a privilege, npx takes its longer way.
}
