import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { log } from "../detectors/_kit/cases.ts";
import { evaluate } from "../detectors/_kit/evaluate.ts";
import overdue from "../detectors/overdue/detector.ts";
import { addMonths, addWorkingDays, isWorkingDay, rollForward } from "../pipeline/clock/calendar.ts";
import { lastDay } from "../pipeline/clock/limit.ts";
import { dateOf, dayOf, localDay, localTime, offsetAt, startOfDay, zoneOf } from "../pipeline/kit/zone.ts";
import { Limit } from "../schemas/procedure.ts";

describe("working days in China", () => {
  const days: [day: string, working: boolean | null, why: string][] = [
    ["2025-01-26", true, "a Sunday worked in place of a day of Spring Festival"],
    ["2025-01-28", false, "Spring Festival"],
    ["2025-10-01", false, "National Day"],
    ["2025-10-09", true, "a Thursday"],
    ["2025-10-11", true, "a Saturday worked in place of a holiday"],
    ["2026-02-16", false, "Spring Festival 2026"],
    ["2003-05-01", null, "before the first year that is known"],
    ["2027-10-01", null, "after the last year that is known"],
  ];
  it.each(days)("%s: %s (%s)", (day, working) => {
    expect(isWorkingDay(dayOf(day))).toBe(working);
  });

  const rolls: [day: string, to: string][] = [
    ["2025-09-30", "2025-09-30"],
    ["2025-10-01", "2025-10-09"],
    ["2025-03-01", "2025-03-03"],
  ];
  it.each(rolls)("a limit that ends on %s ends on %s", (day, to) => {
    expect(rollForward(dayOf(day))).toEqual({ earliest: dayOf(to), latest: dayOf(to) });
  });

  it("beyond the known years the end lies between two days", () => {
    const { earliest, latest } = rollForward(dayOf("2027-02-06"));
    expect(earliest).toBe(dayOf("2027-02-06"));
    expect(latest).toBeGreaterThan(earliest);
  });

  it("five working days over National Day", () => {
    expect(dateOf(addWorkingDays(dayOf("2025-09-29"), 5) as number)).toBe("2025-10-13");
  });
});

describe("limits", () => {
  const limits: [start: string, limit: object, last: string | null][] = [
    ["2025-03-01", { days: 30 }, "2025-03-31"],
    ["2025-01-31", { months: 1 }, "2025-02-28"],
    ["2024-01-31", { months: 1 }, "2024-02-29"],
    ["2025-12-15", { months: 2 }, "2026-02-15"],
    ["0050-01-31", { months: 1 }, "0050-02-28"],
    ["2025-09-29", { days: 2, calendar: "working" }, "2025-10-09"],
    ["2027-05-01", { days: 2, calendar: "working" }, null],
  ];
  it.each(limits)("from %s, %o ends on %s", (start, limit, last) => {
    const due = lastDay(dayOf(start), Limit.parse(limit), {});
    expect(due === null ? null : dateOf(due)).toBe(last);
  });

  const ends: [start: string, months: number, last: string, why: string][] = [
    ["2025-02-28", 2, "2025-04-30", "the last day of a month to the last day of another"],
    ["2024-02-28", 2, "2024-04-28", "not the last day of that February"],
    ["2024-02-29", 12, "2025-02-28", "a year later"],
    ["2025-04-30", 1.5, "2025-06-15", "half a month is fifteen days all the same"],
    ["2025-01-30", 1, "2025-02-28", "a month that has no such day"],
    ["2025-03-30", 1, "2025-04-30", "the same day"],
  ];
  it.each(ends)("in criminal cases, from %s %d months end on %s (%s)", (start, months, last) => {
    expect(dateOf(lastDay(dayOf(start), Limit.parse({ months }), { month_end: "last-day" }) as number)).toBe(last);
  });

  it("a month later is never more than 31 days later, nor in the month after", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: dayOf("2000-01-01"), max: dayOf("2040-12-31") }),
        fc.integer({ min: 1, max: 36 }),
        (day, months) => {
          const due = addMonths(day, months);
          const [y, m] = dateOf(day).split("-").map(Number) as [number, number];
          const [dueY, dueM] = dateOf(due).split("-").map(Number) as [number, number];
          expect(dueY * 12 + dueM - (y * 12 + m)).toBe(months);
        },
      ),
    );
  });
});

it("what is added to a limit in working days is told in working days", async () => {
  const { warnings } = await evaluate(overdue, {
    procedure: {
      holidays: "china",
      rules: [
        {
          template: "deadline",
          activities: ["accept", "decide"],
          limit: { days: 4, calendar: "working" },
          extensions: true,
          exclusions: true,
        },
      ],
    },
    log: log`
      case activity at
      c1   accept   2024-03-04T09:00
      c1   decide   2024-03-18T09:00`,
    tables: {
      extensions: log`
        case kind    days from       to         at
        c1   extend  1    -          -          2024-03-05
        c1   exclude -    2024-03-07 2024-03-11 2024-03-07`,
    },
  });
  expect(warnings.map(({ clock }) => clock?.map(({ value }) => value))).toEqual([
    [
      "2024-03-04 09:00:00",
      "+ 4 working days → 2024-03-08",
      "+ 1 working day",
      "+ 2 working days",
      "2024-03-13",
      "2024-03-18 09:00:00",
      "5 d",
    ],
  ]);
});

describe("zones", () => {
  it("China's clocks are settled since 1991, Italy's are not", () => {
    expect(zoneOf("Asia/Shanghai").settled?.offset).toBe(8 * 3_600_000);
    expect(zoneOf("Asia/Shanghai").settled?.since).toBeGreaterThan(Date.UTC(1991, 8, 15));
    expect(zoneOf("Asia/Shanghai").settled?.since).toBeLessThan(Date.UTC(1993, 0, 1));
    expect(zoneOf("Europe/Rome").settled).toBeNull();
    expect(zoneOf("UTC").settled?.offset).toBe(0);
  });

  it("a day begins where the day before it ends, in every zone", () => {
    const zones = fc.constantFrom("Asia/Shanghai", "Europe/Rome", "America/New_York", "Australia/Lord_Howe", "UTC");
    fc.assert(
      fc.property(zones, fc.integer({ min: dayOf("1995-01-01"), max: dayOf("2035-12-31") }), (zone, day) => {
        const start = startOfDay(zone, day);
        expect(localDay(zone, start)).toBe(day);
        expect(localDay(zone, start - 1)).toBe(day - 1);
      }),
      { numRuns: 300 },
    );
  });

  it("shows local time to the second", () => {
    expect(localTime("Asia/Shanghai", Date.parse("2025-03-01T16:00:00Z"))).toBe("2025-03-02 00:00:00");
    expect(offsetAt("Europe/Rome", Date.parse("2025-07-01T00:00:00Z"))).toBe(2 * 3_600_000);
  });
});
