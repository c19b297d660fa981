import { defineCases } from "../_kit/cases.ts";
import { Log } from "../_kit/log.ts";
import detector from "./detector.ts";

interface Window {
  /** Ratings in the first quarter of 2025, and how many of them are below the top. */
  readonly n: number;
  readonly short: number;
  /** Seconds between ratings on one morning; by default they lie an hour apart. */
  readonly every?: number;
  readonly staff?: number;
  readonly rater?: number;
}

function ratings(windows: Readonly<Record<string, Window>>) {
  const rows = Object.entries(windows).flatMap(([org, { n, short, every, staff = 0, rater = 0 }]) =>
    Array.from({ length: n }, (_, i) => [
      `${org}-${i}`,
      org,
      "户籍",
      moment(every === undefined ? i * 3600 : i * every),
      i < short ? "3" : "5",
      `${org}-desk`,
      i >= short && i < short + rater ? `${org}-r` : `${org}-r${i}`,
      String(i < staff),
    ]),
  );
  return {
    tables: { ratings: new Log(["id", "org", "group_id", "at", "score", "terminal", "rater", "staff"], rows) },
    asOf: "2025-04-02T08:00",
  };
}

const moment = (seconds: number): string =>
  new Date(Date.UTC(2025, 0, 6, 9) + seconds * 1000).toISOString().slice(0, 19);

const usual: Window = { n: 60, short: 9 };
const peers = { w1: usual, w2: { n: 70, short: 8 }, w3: { n: 64, short: 7 }, w4: { n: 80, short: 12 } };

export default defineCases(detector, {
  silent: {
    "all top marks, and the others nearly so": {
      ...ratings({
        w1: { n: 60, short: 1 },
        w2: { n: 60, short: 0 },
        w3: { n: 60, short: 1 },
        w5: { n: 60, short: 0 },
      }),
      outcome: "clear",
    },
    "uploaded at one moment": { ...ratings({ ...peers, w5: { n: 60, short: 9, every: 0 } }), outcome: "clear" },
    "bursts at every window, as after group business": {
      ...ratings(Object.fromEntries(Object.keys(peers).map((org) => [org, { n: 60, short: 9, every: 20 }]))),
      outcome: "clear",
    },
    "an agent who rates four times, and two ratings by staff": {
      ...ratings({ ...peers, w5: { ...usual, rater: 4, staff: 2 } }),
      outcome: "clear",
    },
    "forty-nine ratings": { ...ratings({ w1: { n: 49, short: 0 }, w2: usual }), outcome: "cannot tell" },
  },
  warns: {
    "sixty top marks where others have one in eight below": {
      ...ratings({ ...peers, w5: { n: 60, short: 0 } }),
      subjects: ["w5"],
      says: ["2025Q1 有效评价 60 条，其中最高分以下的评价 0 条", "signal, not a finding"],
      severity: 2,
      measured: 0,
    },
    "one every twenty seconds, one person twenty times, a dozen by staff": {
      ...ratings({
        ...peers,
        w5: { ...usual, every: 20 },
        w6: { ...usual, rater: 20 },
        w7: { ...usual, staff: 12 },
      }),
      subjects: ["w5", "w6", "w7"],
      says: [
        "在同一设备 5 分钟内连续第 10 条以后的评价 51 条",
        "同一人第 3 条以后的评价 17 条",
        "12 were given by staff",
      ],
    },
  },
});
