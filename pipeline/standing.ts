import type { RunManifest } from "../schemas/run.ts";
import { STATUSES, type Warning } from "../schemas/warning.ts";

/** Why nobody needs to look at a warning that is still told. */
const QUIET = ["set aside", "closed"] as const;

/** How a warning stands to the run before; of those that were closed and have changed, and of the quiet, why they do. */
export const STANDINGS = [...STATUSES, "reopened", ...QUIET] as const;
export type Standing = (typeof STANDINGS)[number];

type Decided = Pick<Warning, "suppression" | "closing">;

/** One that is shown again for a second look is not. */
export const isSetAside = ({ suppression }: Pick<Decided, "suppression">): boolean =>
  suppression !== null && suppression.sampled !== true;

export const isClosed = ({ closing }: Pick<Decided, "closing">): boolean =>
  closing !== null && closing.changed === null;

export const isReopened = ({ closing }: Pick<Decided, "closing">): boolean =>
  closing !== null && closing.changed !== null;

/** Every warning has one standing; of those that are set aside and were closed, that they are set aside. */
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
