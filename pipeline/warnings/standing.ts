import type { RunManifest } from "../../schemas/run.ts";
import { STATUSES, type Warning } from "../../schemas/warning.ts";

/** Standings of warnings that are still listed but need nobody's attention. */
const QUIET = ["set aside", "closed"] as const;

/** A warning's status against the run before, unless it was reopened, set aside or closed. */
export const STANDINGS = [...STATUSES, "reopened", ...QUIET] as const;
export type Standing = (typeof STANDINGS)[number];

type Decided = Pick<Warning, "suppression" | "closing">;

/** A suppressed warning in this month's sample does not count as set aside. */
export const isSetAside = ({ suppression }: Pick<Decided, "suppression">): boolean =>
  suppression !== null && suppression.sampled !== true;

export const isClosed = ({ closing }: Pick<Decided, "closing">): boolean =>
  closing !== null && closing.changed === null;

export const isReopened = ({ closing }: Pick<Decided, "closing">): boolean =>
  closing !== null && closing.changed !== null;

/** The one standing of a warning; set aside comes before closed. */
export function standingOf(warning: Decided & Pick<Warning, "status">): Standing {
  if (warning.status === "resolved") return "resolved";
  if (isSetAside(warning)) return "set aside";
  if (isClosed(warning)) return "closed";
  return isReopened(warning) ? "reopened" : warning.status;
}

export const isOpen = (standing: Standing): boolean =>
  standing !== "resolved" && !QUIET.some((one) => one === standing);

/** How many of a run's warnings of a level nobody needs to look at now. */
export const quietOf = ({ by_set_aside, by_closed }: RunManifest["warnings"], level: number): number =>
  (by_set_aside[level] ?? 0) + (by_closed?.[level] ?? 0);
