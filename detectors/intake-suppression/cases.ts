import { defineCases } from "../_kit/cases.ts";
import { Log } from "../_kit/log.ts";
import intakeSuppression from "./detector.ts";

/** Days of the month on which a unit's cases are reported and filed; a day after the 30th is in the next month. */
interface Unit {
  readonly reported: readonly number[];
  readonly filed: readonly number[];
}

/** Every month of 2025 alike; 24 to 30 hold most months' last five working days, 31 to 37 the first ones after. */
function filings(
  units: Readonly<Record<string, Unit>>,
  { reports = Number.POSITIVE_INFINITY, batch = 0, received = "收到起诉材料" } = {},
) {
  const batched = Array.from({ length: batch }, (_, n) => [
    [`b${n}`, "收到起诉材料", `2025-06-${24 + (n % 5)}T08:30:${pad(n)}`, "p4"],
    [`b${n}`, "登记立案", `2025-07-01T08:30:${pad(n)}`, "p4"],
  ]).flat();
  const rows = Object.entries(units).flatMap(([org, { reported, filed }]) =>
    Array.from({ length: 12 }, (_, month) =>
      filed.flatMap((day, n) => {
        const id = `${org}-${month}-${n}`;
        const minute = `${pad(n % 24)}:${pad(month)}:${pad(n % 60)}`;
        const report = [id, received, `${date(month, reported[n % reported.length] ?? 1)}T${minute}`, org];
        return [
          ...(month * filed.length + n < reports ? [report] : []),
          [id, "登记立案", `${date(month, day)}T${minute}`, org],
        ];
      }),
    ).flat(),
  );
  return { log: new Log(["case", "activity", "at", "org"], [...rows, ...batched]), asOf: "2026-03-05" };
}

const pad = (n: number): string => String(n).padStart(2, "0");
const date = (month: number, day: number): string => new Date(Date.UTC(2025, month, day)).toISOString().slice(0, 10);

const EVERY_OTHER = Array.from({ length: 15 }, (_, i) => 2 * i + 1);
const even: Unit = { reported: EVERY_OTHER, filed: EVERY_OTHER };
const peers = { p1: even, p2: even, p3: even };
/** What comes in the last week waits for the next month. */
const held: Unit = { reported: EVERY_OTHER, filed: [1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 32, 33, 34, 36] };

export default defineCases(intakeSuppression, {
  silent: {
    "fewer people come at the month's end and more after it": {
      ...filings({ ...peers, p4: { reported: held.filed, filed: held.filed } }),
      outcome: "clear",
    },
    "less is filed in the last week, and no more after it": {
      ...filings({ ...peers, p4: { reported: EVERY_OTHER, filed: EVERY_OTHER.map((day) => (day > 26 ? 15 : day)) } }),
      outcome: "clear",
    },
    "all of the rebound is one batch in July": { ...filings({ ...peers, p4: even }, { batch: 40 }), outcome: "clear" },
    "a log without reports or applications": {
      ...filings({ ...peers, p4: held }, { reports: 0 }),
      outcome: "cannot tell",
    },
    "a report or two in a year say nothing of when people came": {
      ...filings({ ...peers, p4: held }, { reports: 2 }),
      outcome: "cannot tell",
    },
    "filed on every other day of the month": { ...filings({ ...peers, p4: even }), outcome: "clear" },
  },
  warns: {
    "what comes in the last week is filed in the next month": {
      ...filings({ ...peers, p4: held }),
      subjects: ["p4"],
      says: ["2025 年立案", "各月最后 5 个工作日", "统计信号，不是结论", "signal, not a finding"],
      severity: 2,
    },
    "the same in the civil procedure's own words": {
      ...filings({ ...peers, p4: held }, { received: "收到起诉状" }),
      subjects: ["p4"],
      says: ["2025 年立案"],
    },
    "the same, with three filings a month less elsewhere": {
      ...filings({ p1: { ...even, filed: EVERY_OTHER.slice(3) }, p2: even, p3: even, p4: held }),
      subjects: ["p4"],
      says: ["the rebound is 50.82 times what is expected"],
    },
  },
});
