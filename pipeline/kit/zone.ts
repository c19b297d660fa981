import { DAY } from "./duration.ts";

/**
 * Offsets of a time zone from UTC, in milliseconds, and the moment from which its offset is settled for good.
 * Everything that turns local time into instants and back goes through here or through the engine's own zone tables.
 */
export interface Zone {
  readonly name: string;
  /** Instants from here on all have `offset`; null where the zone still changes its clocks. */
  readonly settled: { readonly since: number; readonly offset: number } | null;
}

const FIRST = Date.UTC(1900, 0, 1);
const LAST = Date.UTC(2100, 0, 1);

const zones = new Map<string, Zone>();

export function zoneOf(name: string): Zone {
  const zone = zones.get(name) ?? foundZone(name);
  zones.set(name, zone);
  return zone;
}

function foundZone(name: string): Zone {
  const offset = offsetAt(name, LAST);
  const recent = Array.from({ length: 24 }, (_, month) => offsetAt(name, Date.UTC(2098, month, 1)));
  if (recent.some((other) => other !== offset)) return { name, settled: null };
  if (offsetAt(name, FIRST) === offset && isSettledSince(name, FIRST, offset)) {
    return { name, settled: { since: FIRST, offset } };
  }
  let since = LAST;
  while (since > FIRST && isSettledSince(name, since - 365 * DAY, offset, since)) since -= 365 * DAY;
  return { name, settled: { since, offset } };
}

const isSettledSince = (name: string, from: number, offset: number, to = LAST): boolean => {
  for (let at = from; at < to; at += 7 * DAY) if (offsetAt(name, at) !== offset) return false;
  return true;
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** Local date and time of an instant, as `YYYY-MM-DD HH:MM:SS`. */
export function localTime(zone: string, instant: number): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("sv-SE", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    });
    formats.set(zone, format);
  }
  return format.format(instant);
}

/** Local date of an instant, as `YYYY-MM-DD`. */
export const localDate = (zone: string, instant: number): string => localTime(zone, instant).slice(0, 10);

/** Offset of local time from UTC at an instant, in milliseconds. */
export function offsetAt(zone: string, instant: number): number {
  const local = localTime(zone, instant);
  return Date.parse(`${local.replace(" ", "T")}Z`) - Math.floor(instant / 1000) * 1000;
}

/** Local date of an instant as the number of days since 1970-01-01. */
export const localDay = (zone: string, instant: number): number =>
  Math.floor((instant + offsetAt(zone, instant)) / DAY);

/** The instant at which a local day begins; `day` counts from 1970-01-01. */
export function startOfDay(zone: string, day: number): number {
  const guess = day * DAY;
  return guess - offsetAt(zone, guess - offsetAt(zone, guess));
}

/** `2026-01-31` → days since 1970-01-01. */
export const dayOf = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY);

/** Days since 1970-01-01 → `2026-01-31`. */
export const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** Days since 1970-01-01 → `2026-01`. */
export const monthText = (day: number): string => dateOf(day).slice(0, 7);
