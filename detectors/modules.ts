import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Detector } from "../pipeline/detector.ts";
import { moduleNamed, PACKAGE_ROOT } from "../pipeline/kit/root.ts";

/**
 * The module of every folder here that does not start with `_`. The build puts its own list of them in this file's
 * place.
 */
export async function detectorModules(): Promise<readonly { readonly default: Detector }[]> {
  const entries = await readdir(join(PACKAGE_ROOT, "detectors"), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith("_"));
  return Promise.all(
    folders.map(({ name }) => moduleNamed("detectors", name, "detector") as Promise<{ default: Detector }>),
  );
}
