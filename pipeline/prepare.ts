import type { LoadedConfig } from "./config.ts";
import type { Detector } from "./detector.ts";
import { UserError } from "./kit/errors.ts";
import { type LoadedProcedure, loadProcedures } from "./procedures.ts";
import { type PreparedDetector, prepareDetectors } from "./settings.ts";

/** Everything that can be wrong in the configuration is told before anything is loaded. */
export async function prepare(
  { config, folder, at }: LoadedConfig,
  detectors: readonly Detector[],
): Promise<{ procedures: LoadedProcedure[]; prepared: PreparedDetector[] }> {
  const problems: string[] = [];
  const tell = (error: unknown): never[] => {
    if (!(error instanceof UserError)) throw error;
    problems.push(error.message);
    return [];
  };
  const procedures = await loadProcedures(config.procedures, folder, (i) => at("procedures", i)).catch(tell);
  let prepared: PreparedDetector[] = [];
  try {
    prepared = prepareDetectors(detectors, config.detectors, (id) => at("detectors", id));
  } catch (error) {
    tell(error);
  }
  if (problems.length > 0) throw new UserError(problems.join("\n"));
  return { procedures, prepared };
}
