import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const HERE = fileURLToPath(import.meta.url);
const SUFFIX = extname(HERE);

function folderAbove(has: string): string {
  let folder = dirname(HERE);
  while (!existsSync(join(folder, has))) folder = dirname(folder);
  return folder;
}

/** Folder of the package, whether the code runs from its sources or as it was built. */
export const PACKAGE_ROOT = folderAbove("package.json");

/** The package's version. */
export const { version: VERSION } = JSON.parse(readFileSync(join(PACKAGE_ROOT, "package.json"), "utf8")) as {
  readonly version: string;
};

/** Folder of the code that runs: the package's own, or where it was built. */
export const CODE_ROOT = folderAbove(join("bin", `xiezhi${SUFFIX}`));

/** A module that is found by its name while the program runs: its path from the root of the code, without a suffix. */
export const moduleNamed = (...path: string[]): Promise<unknown> =>
  import(pathToFileURL(`${join(CODE_ROOT, ...path)}${SUFFIX}`).href);
