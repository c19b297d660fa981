import { defineCases, log } from "../_kit/cases.ts";
import detector from "./detector.ts";

/** Near misses first: what looks like a lead and is none. A name says why. */
export default defineCases(detector, {
  silent: {
    "a day less than the setting": {
      log: log`
        case activity actor at
        c1   accept   li    2025-01-01
        c1   decide   li    2025-03-31`,
      outcome: "clear",
    },
    "one record has nothing before it": {
      log: log`
        case activity at
        c1   accept   2025-01-01`,
      asOf: "2025-12-31",
      outcome: "not applicable",
    },
  },
  warns: {
    "ninety days": {
      log: log`
        case activity at
        c1   accept   2025-01-01
        c1   decide   2025-04-01`,
      says: ["最长相隔 90 日", "is 90 days"],
      measured: 90,
      evidence: ["accept", "decide"],
    },
    "ten days, where ten are asked for": {
      params: { days: 10 },
      log: log`
        case activity at
        c1   accept   2025-01-01
        c1   note     2025-01-02T09:00
        c1   decide   2025-01-12T09:00
        c2   accept   2025-01-01
        c2   decide   2025-01-05`,
      subjects: ["c1"],
      says: ["is 10 days"],
      evidence: [3, 4],
    },
  },
});
