import type { Bilingual } from "../../schemas/text.ts";
import type { Evidence, Warning } from "../../schemas/warning.ts";
import { DAY } from "../kit/duration.ts";
import { BOX, type Mark } from "./lanes.ts";

/** One warning below the lanes: what it counts, links or misses. */
export interface RuleLane {
  readonly warning: Warning;
  readonly y: number;
  readonly drops: readonly { x: number; from: number }[];
  readonly limit: { readonly from: number; readonly due: number; readonly to: number } | null;
  /** Between the parts of the rule; where their order matters it points backwards if they came the wrong way round. */
  readonly link: { readonly from: number; readonly to: number; readonly ordered: boolean } | null;
  readonly missing: { readonly x: number; readonly after: boolean; readonly what: Bilingual } | null;
}

interface RuleLaneOf {
  readonly warning: Warning;
  readonly y: number;
  readonly limit: RuleLane["limit"];
  /** Where a record that the warning rests on stands. */
  readonly markOf: (record: Evidence) => Mark | undefined;
  readonly isOrdered: boolean;
}

export function ruleLane({ warning, y, limit, markOf, isOrdered: ordered }: RuleLaneOf): RuleLane {
  const marks = warning.evidence.flatMap((record) => {
    const mark = markOf(record);
    return mark ? [{ part: record.part, x: mark.x, y: mark.y }] : [];
  });
  const firstOf = (part: string) => marks.find((mark) => mark.part === part);
  const b = firstOf("b");
  const a = firstOf("a") ?? (ordered ? firstOf("context") : undefined);
  const what = warning.missing[0];
  const xs = [...marks.map((mark) => mark.x), ...(limit ? [limit.to] : [])];
  const before = a === undefined && b !== undefined;
  return {
    warning,
    y,
    drops: marks.map((mark) => ({ x: mark.x, from: mark.y })),
    limit,
    link: a && b && a.x !== b.x ? { from: a.x, to: b.x, ordered } : null,
    missing:
      what && xs.length > 0
        ? {
            x: before
              ? Math.max(BOX.left + 16, Math.min(...xs) - 46)
              : Math.min(BOX.width - BOX.right - 8, Math.max(...xs) + (limit ? 0 : 46)),
            after: !before,
            what,
          }
        : null,
  };
}

const UNITS: Readonly<Record<string, number>> = { days: DAY, hours: DAY / 24, minutes: 60_000, seconds: 1_000, ms: 1 };
/** As far from 1970 as a picture's axis goes. */
const FAR = 8e14;
const DATED = /^\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?$/;

const wallOf = (local: string): number =>
  Date.parse(`${local.length === 10 ? `${local}T00:00` : local.replace(" ", "T")}Z`);

/**
 * Start, limit and end of a time beyond its limit, on the clock of the wall; null where the warning measures something
 * else. The start is the dated step of the arithmetic, or the record, from which the measured time leads to another.
 */
export function limitOf(
  warning: Warning,
  wall: (instant: number) => number,
): { from: number; due: number; to: number } | null {
  const { measured, threshold, unit, clock, evidence, as_of } = warning;
  const length = UNITS[unit ?? ""];
  if (measured === null || threshold === null || length === undefined || measured <= threshold) return null;
  const dated = clock.flatMap(({ value }) => (DATED.test(value) ? [wallOf(value)] : []));
  const recorded = evidence.flatMap(({ occurred_at }) => (occurred_at === null ? [] : [wall(occurred_at)]));
  const moments = [...dated, ...recorded, wall(as_of)];
  const slack = Math.min(1.5 * DAY, 1.5 * length);
  const leads = (from: number) => moments.some((to) => to > from && Math.abs(to - from - measured * length) <= slack);
  const from = [...dated, ...recorded].find(leads) ?? dated[0] ?? Math.min(...recorded);
  const limit = { from, due: from + threshold * length, to: from + measured * length };
  return Number.isFinite(from) && limit.to < FAR && limit.due > -FAR ? limit : null;
}
