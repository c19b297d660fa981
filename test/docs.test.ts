import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pages, ROOT } from "../docs/pages.ts";

test("the generated pages are as their sources say; `npm run docs` writes them", async () => {
  const stale: string[] = [];
  for (const [path, text] of await pages()) {
    if ((await readFile(join(ROOT, path), "utf8").catch(() => null)) !== text) stale.push(path);
  }
  expect(stale).toEqual([]);
});
