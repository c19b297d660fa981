import { UserError } from "../pipeline/errors.ts";
import { dateOf, dayOf, localTime, offsetAt, startOfDay } from "../pipeline/zone.ts";

const FORM = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2}(?:\.\d{1,9})?))?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** The moment a person means, epoch milliseconds: a date is the end of that day in the zone, a time is local to it. */
export function momentOf(text: string, zone: string, flag: "--as-of" | "--until" = "--as-of"): number {
  const [, date, time, seconds = "00", offset] = FORM.exec(text.trim()) ?? [];
  const moment =
    date === undefined ? Number.NaN : dateExists(date) ? read(date, time, seconds, offset, zone) : Number.NaN;
  if (Number.isNaN(moment)) {
    throw new UserError(
      `${flag} ${text}: neither a date nor a time; write 2026-03-31 (the end of that day) or 2026-03-31T18:00, read in the zone of the configuration (${zone})`,
    );
  }
  return moment;
}

function read(
  date: string,
  time: string | undefined,
  seconds: string,
  offset: string | undefined,
  zone: string,
): number {
  if (time === undefined) return startOfDay(zone, dayOf(date) + 1) - 1;
  if (offset !== undefined) return Date.parse(`${date}T${time}:${seconds}${offset.toUpperCase()}`);
  const guess = Date.parse(`${date}T${time}:${seconds}Z`);
  if (Number.isNaN(guess)) return guess;
  return guess - offsetAt(zone, guess - offsetAt(zone, guess));
}

const dateExists = (date: string): boolean =>
  !Number.isNaN(Date.parse(`${date}T00:00:00Z`)) && dateOf(dayOf(date)) === date;

/** The instant at which a local day begins. */
export function dayBegins(text: string, zone: string, flag: "--before" | "--since"): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !dateExists(text)) {
    throw new UserError(`${flag} ${text}: not a date; write it as 2026-03-31`);
  }
  return startOfDay(zone, dayOf(text));
}

/** `2026-03-31 18:00:00 Asia/Shanghai`. */
export const saidMoment = (moment: number, zone: string): string => `${localTime(zone, moment)} ${zone}`;
