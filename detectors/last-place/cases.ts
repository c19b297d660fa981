import { defineCases } from "../_kit/cases.ts";
import { Log } from "../_kit/log.ts";
import detector from "./detector.ts";

/** Ratings of windows from January 2025: for each month how many fives, and how many ones beside them. */
type Months = readonly (readonly [fives: number, ones: number])[];

function ratings(
  windows: Readonly<Record<string, Months>>,
  group: string | null = "户籍",
  more: readonly (readonly (string | null)[])[] = [],
) {
  const rows = Object.entries(windows).flatMap(([org, months]) =>
    months.flatMap(([fives, ones], m) =>
      Array.from({ length: fives + ones }, (_, i) => [
        `${group}-${org}-${m}-${i}`,
        org,
        group,
        `2025-0${m + 1}-${String((i % 28) + 1).padStart(2, "0")}T${String(9 + (Math.floor(i / 28) % 8)).padStart(2, "0")}:00`,
        i < fives ? "5" : "1",
      ]),
    ),
  );
  return {
    tables: { ratings: new Log(["id", "org", "group_id", "at", "score"], [...rows, ...more]) },
    asOf: `2025-0${(Object.values(windows)[0]?.length ?? 0) + 1}-01T08:00`,
  };
}

const good: Months = [
  [32, 2],
  [32, 2],
  [32, 2],
];
const low: Months = [
  [22, 14],
  [22, 14],
  [22, 14],
];
const peers = {
  w1: good,
  w2: good,
  w3: [
    [33, 2],
    [34, 2],
    [35, 2],
  ] as const,
};

export default defineCases(detector, {
  silent: {
    "last each time, and not beyond doubt": {
      ...ratings({
        ...peers,
        w4: [
          [31, 3],
          [31, 3],
          [31, 3],
        ],
      }),
      outcome: "clear",
    },
    "in the middle once": { ...ratings({ ...peers, w4: [low[0], good[0], low[2]] as Months }), outcome: "clear" },
    "twice is not three times, and the running month does not count": {
      ...ratings({ ...peers, w4: low }),
      asOf: "2025-03-31T08:00",
      outcome: "clear",
    },
    "all windows are alike": { ...ratings({ w1: good, w2: good, w3: good, w4: good }), outcome: "clear" },
    "twenty-eight ratings a month": {
      ...ratings({
        ...peers,
        w4: [
          [16, 12],
          [16, 12],
          [16, 12],
        ],
      }),
      outcome: "cannot tell",
    },
    "nobody says which windows are alike": { ...ratings({ ...peers, w4: low }, null), outcome: "cannot tell" },
  },
  warns: {
    "three months in a row": {
      ...ratings({ ...peers, w4: low }),
      subjects: ["w4"],
      says: ["自 2025-01 至 2025-03 连续 3 期居“户籍”4 个同类窗口末位", "触发条件疑似成立，请人工复核", "appears met"],
      severity: 2,
      measured: 3,
    },
    "its lowest ratings are those of the business in which it is last": {
      ...ratings(
        { ...peers, w4: low },
        "户籍",
        ratings(
          {
            w4: [
              [20, 8],
              [20, 8],
              [20, 8],
            ],
          },
          "出入境",
        ).tables.ratings.rows,
      ),
      params: { sample: 2 },
      subjects: ["w4"],
      says: ["“户籍”"],
      evidence: ["户籍-w4-2-26", "户籍-w4-2-27"],
    },
    "two windows share the last place": {
      ...ratings({ ...peers, w5: good, w4: low, w6: low }),
      subjects: ["w4", "w6"],
      says: ["（2 个窗口并列）", "shared by 2"],
    },
  },
});
