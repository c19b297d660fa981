import { dateOf, dayOf } from "../../pipeline/kit/zone.ts";
import { defineCases, log } from "../_kit/cases.ts";
import { Log } from "../_kit/log.ts";
import feedGap from "./detector.ts";

interface Habit {
  readonly but?: readonly [string, string];
  readonly every?: number;
  /** From this day on there is a record a day, whatever there was before. */
  readonly until?: string;
}

/**
 * A record a working day from 3 March 2025 on for `days` days, but for the days left out; every other day where
 * thinned.
 */
function daily(units: Readonly<Record<string, Habit>>, days = 70) {
  const first = dayOf("2025-03-03");
  const rows = Object.entries(units).flatMap(([org, { but, every = 1, until }]) =>
    Array.from({ length: days }, (_, i) => first + i)
      .filter((day) => ![2, 3].includes(day % 7) && (day % every === 0 || dateOf(day) >= (until ?? "9999")))
      .map(dateOf)
      .filter((date) => but === undefined || date < but[0] || date > but[1])
      .map((date) => [`${org}-${date}`, "受案", `${date}T09:00`, org]),
  );
  return new Log(["case", "activity", "at", "org"], rows);
}

const asOf = "2025-05-20";

export default defineCases(feedGap, {
  params: { min_daily_events: 1 },
  silent: {
    "a long weekend with public holidays, two quiet days, and a source that holds as many as are loaded": {
      log: daily({ p1: { but: ["2025-05-01", "2025-05-05"] }, p2: { but: ["2025-04-08", "2025-04-09"] }, p3: {} }),
      tables: {
        control_totals: log`
          org day        events
          p3  2025-03-03 1
          p3  2025-03-08 0`,
      },
      asOf,
      outcome: "clear",
    },
    "a unit with a record now and then, and one that is often quiet for three days": {
      log: daily({ p1: { every: 5 }, p2: { every: 4 }, p3: {} }),
      asOf,
      outcome: "cannot tell",
    },
    "a unit with all its records on one day, and one with a few at the beginning: neither delivers daily": {
      log: daily({ p1: { but: ["2025-03-04", "2025-07-01"] }, p2: { but: ["2025-03-12", "2025-07-01"] }, p3: {} }),
      asOf,
      outcome: "clear",
    },
    "as regular, and with a record a day: its cases may all rest at once": {
      log: daily({ p1: { but: ["2025-04-07", "2025-04-13"] }, p2: {} }),
      params: { min_daily_events: 20 },
      asOf,
      outcome: "cannot tell",
    },
    "thin at first, when old cases were brought in, and daily since": {
      log: daily({ p1: { every: 2, until: "2025-06-01", but: ["2025-04-07", "2025-04-16"] }, p2: {} }, 400),
      params: { min_daily_events: 0.5 },
      outcome: "clear",
    },
    "not long in the log": {
      log: daily({ p1: { but: ["2025-03-10", "2025-03-14"] }, p2: {} }, 25),
      outcome: "cannot tell",
    },
  },
  warns: {
    "a week without a record while the others go on": {
      log: daily({ p1: { but: ["2025-04-07", "2025-04-13"] }, p2: {}, p3: {} }),
      asOf,
      subjects: ["p1"],
      says: [
        "2025-04-05 至 2025-04-13 共 5 个工作日没有任何记录",
        "has 5 working days without a record from 2025-04-05 to 2025-04-13",
      ],
      severity: 1,
      measured: 5,
      evidence: ["受案", "受案"],
    },
    "nothing more from one unit, and less from another than its source holds": {
      log: daily({ p1: { but: ["2025-05-03", "2025-12-31"] }, p2: {} }),
      tables: {
        control_totals: log`
          org day        events
          p2  2025-03-11 3
          p2  2025-03-12 2
          p2  2025-03-13 1
          p2  2025-03-20 2`,
      },
      asOf,
      subjects: ["p1", "p2", "p2"],
      says: [
        "2025-05-03 至 2025-05-09 共 4 个工作日",
        "2025-03-11 至 2025-03-12 来源申报 5 条记录，载入 2 条，少 3 条",
        "has 3 records fewer than the 5 that the source declares from 2025-03-11 to 2025-03-12;",
        "has 1 record fewer than the 2 that the source declares on 2025-03-20;",
      ],
    },
  },
});
