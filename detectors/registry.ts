import { readdir } from "node:fs/promises";
import { extname } from "node:path";
import type { Detector } from "../pipeline/detector.ts";

/** Every folder here that does not start with `_` is a detector; there is no list to keep. Sorted by code, then id. */
export async function loadDetectors(): Promise<Detector[]> {
  const here = new URL(".", import.meta.url);
  const entries = await readdir(here, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("_"))
    .map((entry) => entry.name);
  const detectors = await Promise.all(names.map((name) => loadDetector(name)));
  return detectors.sort((x, y) => compare(x.meta.code, y.meta.code) || compare(x.meta.id, y.meta.id));
}

async function loadDetector(name: string): Promise<Detector> {
  const module = await import(new URL(`./${name}/detector${extname(import.meta.url)}`, import.meta.url).href);
  return (module as { default: Detector }).default;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
