const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

export const HOUR = UNITS.h;
export const DAY = UNITS.d;

/** `90d`, `36h`, `30m` … in milliseconds; a day is 24 hours. The schema has checked the form. */
export function milliseconds(duration: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w)$/.exec(duration);
  if (!match) throw new Error(`not a duration: ${duration}`);
  return Math.round(Number(match[1]) * UNITS[match[2] as keyof typeof UNITS]);
}
