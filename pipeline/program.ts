import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CODE_ROOT, PACKAGE_ROOT } from "./root.ts";

/** Where the build keeps the digest, beside the code that it has built. */
const BUILT = join(CODE_ROOT, "program.sha256");
let known: Promise<string> | undefined;

/** Tells the program that runs, with its libraries, from what it was before it was mended. */
export function programDigest(): Promise<string> {
  known ??= readFile(BUILT, "utf8").catch(() => digestOf(CODE_ROOT));
  return known;
}

/** Reads the program for all who will start what was built of it. */
export const keepProgramDigest = async (): Promise<void> => writeFile(BUILT, await digestOf(CODE_ROOT));

/** Folders of the code that outcomes are made by, as it is written and as it is built. */
const FOLDERS = ["schemas", "pipeline", "detectors", "parts"];

export async function digestOf(root: string): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of FOLDERS) {
    const names = await readdir(join(root, folder), { recursive: true }).catch(() => []);
    for (const name of names.filter((one) => /\.[jt]sx?$/.test(one)).sort())
      hash.update(name).update(await readFile(join(root, folder, name)));
  }
  return hash.update(await readFile(join(PACKAGE_ROOT, "package-lock.json")).catch(() => "")).digest("hex");
}
