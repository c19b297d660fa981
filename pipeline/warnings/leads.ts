import { byText } from "../../schemas/text.ts";
import type { Warning } from "../../schemas/warning.ts";
import { isOpen, standingOf } from "./standing.ts";

/** The warnings of one case, unit, pair or series, to be looked at together. There is no score of guilt. */
export interface Lead {
  readonly subject: Warning["subject"];
  readonly case_id: string | null;
  readonly org_id: string | null;
  /** That of the gravest of its warnings that are open, or of all where none is. */
  readonly severity: number;
  readonly warnings: readonly Warning[];
}

/**
 * Groups warnings that come sorted by subject into leads, one at a time.
 * Within a lead the most severe warning comes first, after all that are open those that are quiet.
 */
export function* leadsOf(warnings: Iterable<Warning>): Iterable<Lead> {
  let group: Warning[] = [];
  for (const warning of warnings) {
    const current = group[0]?.subject;
    if (current && (current.type !== warning.subject.type || current.id !== warning.subject.id)) {
      yield lead(group);
      group = [];
    }
    group.push(warning);
  }
  if (group.length > 0) yield lead(group);
}

function lead(group: readonly Warning[]): Lead {
  const warnings = [...group].sort(
    (a, b) => rankOf(b) - rankOf(a) || b.severity - a.severity || byText(a.warning_id, b.warning_id),
  );
  const first = warnings[0] as Warning;
  return {
    subject: first.subject,
    case_id: first.case_id,
    org_id: warnings.find((w) => w.org_id !== null)?.org_id ?? null,
    severity: first.severity,
    warnings,
  };
}

const isOpenNow = (warning: Warning): boolean => isOpen(standingOf(warning));
const rankOf = (warning: Warning): number => (isOpenNow(warning) ? 2 : warning.status === "resolved" ? 0 : 1);

/** Whether a lead has something to be looked at. */
export const isToBeSeen = ({ warnings }: Pick<Lead, "warnings">): boolean => warnings.some(isOpenNow);

interface Choice {
  readonly chosen: readonly Lead[];
  /** Ids that are of no lead. */
  readonly unknown: readonly string[];
  /** How many the first so many were to be; null where ids were named. */
  readonly top: number | null;
}

/**
 * Leads chosen by `top:<n>`, of those with something to be looked at, or by ids of warnings, cases or units that stand
 * between commas.
 */
export function choose(leads: readonly Lead[], wanted: string): Choice {
  const top = /^top:(\d+)$/.exec(wanted)?.[1];
  if (top !== undefined)
    return { chosen: leads.filter(isToBeSeen).slice(0, Number(top)), unknown: [], top: Number(top) };
  const ids = wanted.split(",").map((id) => id.trim());
  const isOf = ({ subject, warnings }: Lead, id: string) =>
    subject.id === id || warnings.some((w) => id.length >= 4 && w.warning_id.startsWith(id));
  return {
    chosen: leads.filter((lead) => ids.some((id) => isOf(lead, id))),
    unknown: ids.filter((id) => !leads.some((lead) => isOf(lead, id))),
    top: null,
  };
}
