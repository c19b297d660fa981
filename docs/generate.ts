import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pages, ROOT } from "./pages.ts";

/**
 * Writes the generated pages; with `--check` writes nothing, names those that are not as they should be, and exits 1.
 */
const check = process.argv.includes("--check");
const stale: string[] = [];
for (const [path, text] of await pages()) {
  const file = join(ROOT, path);
  const found = await readFile(file, "utf8").catch(() => null);
  if (found === text) continue;
  stale.push(path);
  if (check) continue;
  if (text === null) {
    await rm(file);
    continue;
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
for (const path of stale) console.log(check ? `${path} is stale; run \`npm run docs\`` : path);
if (check && stale.length > 0) process.exitCode = 1;
