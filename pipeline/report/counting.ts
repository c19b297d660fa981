import { ASKING } from "../../schemas/values.ts";
import type { Situation } from "../detector.ts";
import type { PreparedDetector } from "../settings.ts";

/** How detectors count what pictures show too. */
export interface Counting {
  /** Lays out `cases_in_time`; see `Detector.layOutClosings`. Undefined where no detector knows how. */
  readonly layOutClosings?: (() => Promise<void>) | undefined;
  /** Classes of content that ask for something. */
  readonly asking: readonly string[];
}

/** What any detector takes as asking for something, a picture shows as that. */
export function countingOf(
  prepared: readonly PreparedDetector[],
  failed: ReadonlySet<string>,
  situation: Situation,
): Counting {
  const closings = prepared.find(({ detector }) => detector.layOutClosings && !failed.has(detector.meta.id));
  const asking = prepared.flatMap(({ detector, params, off }) => (off ? [] : (detector.asking?.(params) ?? [])));
  return {
    layOutClosings: closings && (async () => closings.detector.layOutClosings?.(closings.params, situation)),
    asking: asking.length > 0 ? asking : ASKING,
  };
}
