import { defineCases, log } from "../_kit/cases.ts";
import { Log } from "../_kit/log.ts";
import improbableZero from "./detector.ts";

type Units = Readonly<Record<string, { readonly cases: number; readonly entries: (quarter: number) => number }>>;

const MONTHS = ["2024-05", "2024-08", "2024-11", "2025-02"];

/** Per quarter from 2024Q2 to 2025Q1 so many cases of a unit, and so many entries in its register. */
function registers(units: Units) {
  const cases = new Log(
    ["case", "activity", "at", "org"],
    Object.entries(units).flatMap(([org, unit]) =>
      MONTHS.flatMap((month, quarter) =>
        Array.from({ length: unit.cases }, (_, i) => [
          `${org}-${quarter}-${i}`,
          "受案登记",
          `${month}-10T09:${pad(i)}`,
          org,
        ]),
      ),
    ),
  );
  const interventions = new Log(
    ["id", "case", "at", "org"],
    Object.entries(units).flatMap(([org, { entries }]) =>
      MONTHS.flatMap((month, quarter) =>
        Array.from({ length: entries(quarter) }, (_, i) => [
          `r-${org}-${quarter}-${i}`,
          `${org}-${quarter}-${i}`,
          `${month}-20`,
          org,
        ]),
      ),
    ),
  );
  return { log: cases, tables: { interventions }, asOf: "2025-04-10" };
}

const pad = (n: number): string => String(n).padStart(2, "0");
const steady = (cases: number, entries: number) => ({ cases, entries: () => entries });
const peers = { p1: steady(30, 3), p2: steady(30, 4), p3: steady(30, 3), p4: steady(30, 2), p5: steady(30, 3) };

export default defineCases(improbableZero, {
  silent: {
    "one entry in the third quarter is enough": {
      ...registers({ ...peers, p6: { cases: 40, entries: (quarter) => (quarter === 2 ? 1 : 0) } }),
      outcome: "clear",
    },
    "too few cases to expect ten entries": {
      ...registers({ ...peers, p6: steady(10, 0) }),
      outcome: "clear",
    },
    "fewer than five other units": {
      ...registers({ p1: steady(30, 3), p2: steady(30, 4), p6: steady(40, 0) }),
      outcome: "cannot tell",
    },
    "a court beside police stations that declare their groups, and it none": {
      ...registers({ ...peers, c6: steady(40, 0) }),
      tables: {
        ...registers({ ...peers, c6: steady(40, 0) }).tables,
        workload: new Log(
          ["id", "org", "peer_group", "period"],
          Object.keys(peers).map((org) => [`w-${org}`, org, "城区", "2025-01"]),
        ),
      },
      outcome: "cannot tell",
    },
    "nobody registers anything: there is no rate to go by": {
      ...registers({
        p1: steady(30, 0),
        p2: steady(30, 0),
        p3: steady(30, 0),
        p4: steady(30, 0),
        p5: steady(30, 0),
        p6: steady(40, 0),
      }),
      tables: {
        interventions: log`
        id   case at         org
        r-01 c0   2023-01-10 p9`,
      },
      outcome: "clear",
    },
  },
  warns: {
    "the largest unit, and no entry in four quarters": {
      ...registers({ ...peers, p6: steady(40, 0) }),
      subjects: ["p6"],
      says: [
        "2024Q2–2025Q1（4 个完整季度）收案 160 件，过问登记为零",
        "about 16 would be expected",
        "统计信号，不是结论",
      ],
      severity: 1,
      measured: 0,
      evidence: [],
    },
    "compared inside its own group only": {
      ...registers({ ...peers, p6: steady(40, 0), q1: steady(30, 0), q2: steady(30, 0) }),
      tables: {
        ...registers({ ...peers, p6: steady(40, 0), q1: steady(30, 0), q2: steady(30, 0) }).tables,
        workload: new Log(
          ["id", "org", "peer_group", "period"],
          ["p1", "p2", "p3", "p4", "p5", "p6", "q1", "q2"].map((org) => [
            `w-${org}`,
            org,
            org.startsWith("p") ? "城区" : "乡镇",
            "2025-01",
          ]),
        ),
      },
      subjects: ["p6"],
      says: ["5 个同类单位"],
    },
  },
});
