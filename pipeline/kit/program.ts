import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CODE_ROOT, PACKAGE_ROOT } from "./root.ts";

/** Where the build keeps the digest, beside the code that it has built. */
const BUILT = join(CODE_ROOT, "program.sha256");
let known: Promise<string> | undefined;

/** A digest of the running program's code and libraries: what was found by other code is not recalled. */
export function programDigest(): Promise<string> {
  known ??= readFile(BUILT, "utf8").catch(() => digestOf(CODE_ROOT));
  return known;
}

/** Computes the digest at build time, so that no start has to. */
export const keepProgramDigest = async (): Promise<void> => writeFile(BUILT, await digestOf(CODE_ROOT));

/** Folders of the code that outcomes depend on, in the sources and as built. */
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
