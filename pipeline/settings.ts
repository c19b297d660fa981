import type { Detector } from "./detector.ts";
import { UserError } from "./kit/errors.ts";
import { didYouMean } from "./kit/nearest.ts";
import { mistakesIn, ONCE } from "./kit/yaml.ts";

/** A detector with its settings, ready to be asked. */
export interface PreparedDetector {
  readonly detector: Detector;
  readonly params: unknown;
  readonly off: boolean;
}

/** Reads the settings of `detectors:` in the config against each detector's own schema. */
export function prepareDetectors(
  detectors: readonly Detector[],
  settings: Readonly<Record<string, unknown>>,
  where: (id: string) => string,
): PreparedDetector[] {
  const problems: string[] = [];
  for (const name of Object.keys(settings)) {
    if (!detectors.some((d) => d.meta.id === name)) {
      const hint = didYouMean(
        name,
        detectors.map(({ meta }) => meta.id),
      );
      problems.push(`${where(name)}: no detector ${name}${hint || "; `xiezhi detectors` lists them"}`);
    }
  }
  const prepared = detectors.map((detector) => {
    const setting = settings[detector.meta.id];
    const off = setting === "off" || setting === false;
    const given = typeof setting === "object" && setting !== null ? setting : {};
    const params = detector.params.safeParse(given, ONCE);
    if (!params.success) {
      for (const { text } of mistakesIn(given, detector.params, params.error)) {
        problems.push(`${where(detector.meta.id)}: ${detector.meta.id}: ${text}`);
      }
    }
    return { detector, params: params.data, off };
  });
  if (problems.length > 0) throw new UserError(problems.join("\n"));
  return prepared;
}

/**
 * The order in which detectors are asked: those that know of gaps in the feed come before those that rest on absence,
 * those that speak of what others found come last.
 */
export const inTurn = <Prepared extends Pick<PreparedDetector, "detector">>(
  prepared: readonly Prepared[],
): Prepared[] => [...prepared].sort((x, y) => turnOf(x.detector) - turnOf(y.detector));

const turnOf = ({ gaps, meta }: Detector): number => (gaps ? 0 : meta.beside ? 2 : 1);
