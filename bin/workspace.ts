import { openLoaded } from "../pipeline/audit/audit.ts";
import type { LoadedConfig } from "../pipeline/config.ts";
import type { Engine } from "../pipeline/engine/engine.ts";

/** Opens the workspace that a run has filled for as long as `work` takes. */
export async function withWorkspace<T>(
  loaded: LoadedConfig,
  work: (engine: Engine) => Promise<T>,
  waitMs?: number,
): Promise<T> {
  const engine = await openLoaded(loaded, waitMs);
  try {
    return await work(engine);
  } finally {
    engine.close();
  }
}
