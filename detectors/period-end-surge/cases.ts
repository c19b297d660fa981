import { defineCases } from "../_kit/cases.ts";
import { Log } from "../_kit/log.ts";
import periodEndSurge from "./detector.ts";

/** Day of the month a unit's n-th case of each month is opened and closed on. */
interface Unit {
  readonly perMonth: number;
  readonly opened: (n: number, month: number) => number;
  readonly closed: (n: number, month: number) => number;
}

/**
 * The closings of units in 2025; days 24 to 30 hold each month's last five working days (of 30 days, to keep it short).
 */
function closings(units: Readonly<Record<string, Unit>>) {
  const rows = Object.entries(units).flatMap(([org, unit]) =>
    Array.from({ length: 12 }, (_, m) =>
      Array.from({ length: unit.perMonth }, (_, n) => ({
        id: `${org}-${m + 1}-${n}`,
        org,
        opened: date(m + 1, unit.opened(n, m)),
        closed: date(m + 1, unit.closed(n, m)),
      })),
    ).flat(),
  );
  return {
    log: new Log(
      ["case", "activity", "at", "org"],
      rows.flatMap(({ id, org, opened, closed }, i) => [
        [id, "受案登记", `${opened}T09:${pad(i % 60)}:${pad(Math.floor(i / 60) % 60)}`, org],
        [id, "归档", `${closed}T16:${pad(i % 60)}:${pad(Math.floor(i / 60) % 60)}`, org],
      ]),
    ),
    tables: {
      cases: new Log(
        ["case", "org", "opened", "closed"],
        rows.map(({ id, org, opened, closed }) => [id, org, opened, closed]),
      ),
    },
    asOf: "2026-01-05",
  };
}

const pad = (n: number): string => String(n).padStart(2, "0");
const date = (month: number, day: number): string => `2025-${pad(month)}-${pad(Math.min(day, month === 2 ? 28 : 30))}`;

const even: Unit = { perMonth: 10, opened: (n) => n + 1, closed: (n) => n * 3 + 1 };
const peers = { p1: even, p2: even, p3: even };
const rushed: Unit = { ...even, closed: (n) => (n < 8 ? 25 + (n % 6) : n) };

/** The same closings, of which some are taken up again three weeks later. */
function returned(of: ReturnType<typeof closings>, which: (id: string) => boolean) {
  const back = of.log.rows.filter(([id, activity]) => activity === "归档" && which(String(id)));
  return {
    ...of,
    asOf: "2026-02-05",
    log: new Log(of.log.columns, [
      ...of.log.rows,
      ...back.map(([id, , at, org]) => [id ?? null, "恢复侦查", later(String(at)), org ?? null]),
    ]),
  };
}
const later = (at: string): string => new Date(Date.parse(`${at}Z`) + 21 * 86_400_000).toISOString().slice(0, 19);

export default defineCases(periodEndSurge, {
  silent: {
    "intake crowds at the month's end, and cases are settled at once": {
      ...closings({ ...peers, p4: { ...rushed, opened: (n) => (n < 8 ? 25 + (n % 6) : n) } }),
      outcome: "clear",
    },
    "one batch was closed on one day": {
      ...closings({
        ...peers,
        p4: { perMonth: 15, opened: (n) => n + 1, closed: (n, m) => (m === 5 ? 30 : ((n * 2) % 24) + 1) },
      }),
      outcome: "clear",
    },
    "fewer than thirty closings in the year": {
      ...closings({ ...peers, p4: { ...rushed, perMonth: 2 } }),
      outcome: "clear",
    },
    "spread over the month": { ...closings({ ...peers, p4: even }), outcome: "clear" },
  },
  warns: {
    "four closings in five fall into the last working days": {
      ...closings({ ...peers, p4: rushed }),
      subjects: ["p4"],
      says: ["2025 年结案 120 件", "各月最后 5 个工作日", "signal, not a finding"],
      severity: 2,
    },
    "and one in three of those came back, which none of the others did": {
      ...returned(closings({ ...peers, p4: rushed }), (id) => /^p4-\d+-[012]$/.test(id)),
      subjects: ["p4"],
      says: [
        "其后再立案、未送达、退回或者撤回",
        /\d\d of those were reopened, not served, returned or withdrawn afterwards/,
      ],
      severity: 3,
    },
    "and what came back came back of all its closings alike": {
      ...returned(closings({ ...peers, p4: rushed }), (id) => /^p4-\d+-[0128]$/.test(id)),
      subjects: ["p4"],
      says: ["2025 年结案 120 件"],
      severity: 2,
    },
    "the same without a table of cases": {
      ...closings({ ...peers, p4: rushed }),
      tables: { cases: new Log(["case", "org"], []) },
      subjects: ["p4"],
      says: ["其他单位中位数"],
    },
  },
});
