import { UserError } from "../pipeline/kit/errors.ts";
import { dateOf, dayOf, localDate, localTime, offsetAt, startOfDay } from "../pipeline/kit/zone.ts";

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

/**
 * The moment that `--as-of` looks from. Today's date is now, and no moment lies ahead: clocks that run would count as
 * run out, while what is done until then is on no record yet.
 */
export function lookedFrom(text: string, zone: string): number {
  const now = Date.now();
  const moment = momentOf(text, zone);
  if (moment <= now) return moment;
  if (text.trim() === localDate(zone, now)) return now;
  throw new UserError(
    `--as-of ${text}: lies ahead of the clock of this machine (${saidMoment(now, zone)}), and what is done until then is on no record yet; which limits run out soon is told by the reminders of a run`,
  );
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
