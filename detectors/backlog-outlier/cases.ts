import { defineCases } from "../_kit/cases.ts";
import { Log } from "../_kit/log.ts";
import backlogOutlier from "./detector.ts";

interface Unit {
  /** New cases that stay open, by month from January 2025. */
  readonly left: readonly number[];
  readonly handlers: number;
  readonly group?: string;
}

/** Open cases of units over the first months of 2025, with their staff; of one unit perhaps with a time of closing. */
function backlogs(units: Readonly<Record<string, Unit>>, [ofUnit, closed]: readonly string[] = []) {
  const list = Object.entries(units);
  const rows = list.flatMap(([org, { left }]) =>
    left.flatMap((count, m) =>
      Array.from({ length: count }, (_, n) => [
        `${org}-${m}-${n}`,
        "受案登记",
        `2025-0${m + 1}-1${n % 10}T09:${String(Math.floor(n / 10)).padStart(2, "0")}`,
        org,
      ]),
    ),
  );
  const closings = rows.flatMap(([id, , , org]) => (org === ofUnit && id && closed ? [[id, closed]] : []));
  return {
    log: new Log(["case", "activity", "at", "org"], rows),
    tables: {
      ...(closings.length > 0 ? { cases: new Log(["case", "closed"], closings) } : {}),
      workload: new Log(
        ["id", "org", "peer_group", "period", "handlers", "emergency_days"],
        list.flatMap(([org, { left, handlers, group = "城区" }]) =>
          left.map((_, m) => [`${org}-${m}`, org, group, `2025-0${m + 1}`, String(handlers), "3"]),
        ),
      ),
    },
    asOf: "2025-06-02",
  };
}

/** The same where every case of a unit that the master says nothing of is closed by an act, and one of another by it. */
function closedByActs(org: string, { log, tables, asOf }: ReturnType<typeof backlogs>) {
  const ended = log.rows
    .filter((row) => row[3] === org)
    .map(([id, , , of]) => [id ?? null, "结案", "2025-05-30", of ?? null]);
  const other = log.rows.find((row) => row[3] !== org)?.[0] ?? null;
  return {
    log: new Log(log.columns, [...log.rows, ...ended]),
    tables: { ...tables, cases: new Log(["case", "closed"], [[other, "2025-05-30"]]) },
    asOf,
  };
}

const usual = (n: number): Unit => ({ left: [n, 2, 2, 2, 2], handlers: 10 });
const peers = { p1: usual(18), p2: usual(20), p3: usual(22), p4: usual(24), p5: usual(26) };
const piling: Unit = { left: [30, 30, 30, 30, 30], handlers: 10 };

export default defineCases(backlogOutlier, {
  silent: {
    "the largest backlog, with the handlers for it": {
      ...backlogs({ ...peers, p6: { ...piling, handlers: 50 } }),
      outcome: "clear",
    },
    "all closed by an act, in a unit of which the master names no closing": {
      ...closedByActs("p6", backlogs({ ...peers, p6: piling })),
      outcome: "clear",
    },
    "two months are not three": {
      ...backlogs({ ...peers, p6: { left: [20, 2, 2, 40, 40], handlers: 10 } }),
      outcome: "pending",
    },
    "others of its group carry as much": {
      ...backlogs({
        ...peers,
        p6: piling,
        p7: { left: [90, 0, 0, 0, 0], handlers: 10 },
        p8: { left: [90, 0, 0, 0, 0], handlers: 10 },
        p9: { left: [90, 0, 0, 0, 0], handlers: 10 },
      }),
      outcome: "clear",
    },
    "only four other units of its group": {
      ...backlogs({
        p1: usual(18),
        p2: usual(20),
        p3: usual(22),
        p4: usual(24),
        p6: piling,
        q1: { ...usual(18), group: "乡镇" },
      }),
      outcome: "cannot tell",
    },
    "three cases for one handler": {
      ...backlogs({ ...peers, p6: { left: [8, 1, 1, 1, 1], handlers: 1 } }),
      outcome: "clear",
    },
    "when the cases that pile up were closed cannot be read": {
      ...backlogs({ ...peers, p6: piling }, ["p6", "六月初"]),
      outcome: "cannot tell",
    },
    "no staff figures are loaded": { log: backlogs({ ...peers, p6: piling }).log, outcome: "not evaluated" },
  },
  warns: {
    "cases pile up for five months": {
      ...backlogs({ ...peers, p6: piling }),
      subjects: ["p6"],
      says: [
        "2025-05 月末，该单位未结 150 件、在岗 10 人，人均 15 件",
        "连续 4 个月高于界限",
        "Look first at hands and load",
        "signal, not a finding",
      ],
      severity: 1,
      measured: 15,
    },
    "half of the handlers were drawn off": {
      ...backlogs({ ...peers, p6: { left: [30, 0, 0, 0, 0], handlers: 2 } }),
      subjects: ["p6"],
      says: ["人均 15 件"],
    },
  },
});
