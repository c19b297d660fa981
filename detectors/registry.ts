import type { Detector } from "../pipeline/detector.ts";
import { byText } from "../schemas/text.ts";
import { detectorModules } from "./modules.ts";

/** Every folder here that does not start with `_` is a detector; there is no list to keep. Sorted by code, then id. */
export async function loadDetectors(): Promise<Detector[]> {
  const detectors = (await detectorModules()).map((module) => module.default);
  return detectors.sort((x, y) => byText(x.meta.code, y.meta.code) || byText(x.meta.id, y.meta.id));
}
