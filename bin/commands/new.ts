import { existsSync } from "node:fs";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../pipeline/kit/errors.ts";
import { PACKAGE_ROOT } from "../../pipeline/kit/root.ts";
import { bold, dim, plainTable, say, shown } from "../terminal.ts";

const TEMPLATE = join(PACKAGE_ROOT, "detectors", "_template");

export default async function newDetector(id: string): Promise<number> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    throw new UserError(`${id}: an id is made of lower-case words with hyphens, such as late-handover`);
  }
  const folder = join("detectors", id);
  if (existsSync(folder)) throw new UserError(`${folder}: is there already; nothing was changed`);
  if (!existsSync(TEMPLATE)) throw new UserError(`${TEMPLATE}: the template is missing from this installation`, 3);
  await copyAs(id, folder);
  say(shown`${bold(folder)}`);
  for (const name of (await readdir(folder)).sort()) say(shown`  ${name}`);
  say();
  say("Write what it looks for in detector.ts and what it says of small logs in cases.ts, then");
  const next = [
    [`npx vitest run -t ${id}`, dim("asks its cases")],
    ["npm run docs", dim("writes its page")],
  ];
  say(plainTable(next, "  "));
  if (!existsSync(join("detectors", "registry.ts"))) {
    say();
    say("Detectors are loaded from Xiezhi's own folder detectors/: this one runs once it is there.");
  }
  return 0;
}

async function copyAs(id: string, folder: string): Promise<void> {
  try {
    await cp(TEMPLATE, folder, { recursive: true });
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      await writeFile(path, renamed(await readFile(path, "utf8"), id));
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The template calls itself `_template` where a detector has its id. */
const renamed = (text: string, id: string): string => text.replaceAll("_template", id);
