import { defineCases } from "../_kit/cases.ts";
import { Log } from "../_kit/log.ts";
import detector from "./detector.ts";

type Shares = Readonly<Record<string, readonly number[]>>;

/** First assignments of a unit: for each cause, how many cases came to the judges j1, j2 … */
function assignments(causes: Shares, parties: Shares = {}) {
  const rows = [
    ...Object.entries(causes).flatMap(([cause, counts]) =>
      spread(counts).map((judge) => ({ judge, cause, party: null })),
    ),
    ...Object.entries(parties).flatMap(([party, counts]) =>
      spread(counts).map((judge) => ({ judge, cause: "其他", party })),
    ),
  ];
  const name = (i: number) => `c${i + 1}`;
  const at = (i: number) => new Date(Date.UTC(2025, 0, 6 + (i % 300))).toISOString().slice(0, 10);
  return {
    log: new Log(
      ["case", "activity", "org", "at"],
      rows.map((_, i) => [name(i), "登记立案", "court", at(i)]),
    ),
    tables: {
      cases: new Log(
        ["case", "cause_code"],
        rows.map(({ cause }, i) => [name(i), cause]),
      ),
      assignments: new Log(
        ["id", "case", "actor", "role", "at", "mode"],
        rows.map(({ judge }, i) => [`a-${i + 1}`, name(i), judge, "承办法官", at(i), i % 3 === 0 ? "指定" : "随机"]),
      ),
      representations: new Log(
        ["case", "representative", "party"],
        rows.flatMap(({ party }, i) => (party === null ? [] : [[name(i), `L${i % 9}`, party]])),
      ),
    },
    asOf: "2025-12-31",
  };
}

const spread = (counts: readonly number[]): string[] =>
  counts.flatMap((count, i) => Array.from({ length: count }, () => `j${i + 1}`));

const even = [10, 10, 10, 10, 10];
const usual = { 买卖: even, 借款: even, 租赁: even, 离婚: even, 劳动: even };

export default defineCases(detector, {
  silent: {
    "spread as chance would have it, and a steered cause of few cases": {
      ...assignments({ ...usual, 股权: [12, 8, 11, 9, 10], 票据: [9, 0, 0, 0, 1] }),
      outcome: "clear",
    },
    "a judge who handles that cause and little else": {
      ...assignments({ ...usual, 知识产权: [0, 0, 0, 0, 0, 40] }),
      outcome: "clear",
    },
    "every judge of the unit has a speciality": {
      ...assignments({
        买卖: [40, 5, 5, 5, 5],
        借款: [5, 40, 5, 5, 5],
        租赁: [5, 5, 40, 5, 5],
        离婚: [5, 5, 5, 40, 5],
        劳动: [5, 5, 5, 5, 40],
      }),
      outcome: "clear",
    },
    "a unit of three": {
      ...assignments({ 买卖: [40, 10, 10], 借款: [20, 20, 20], 租赁: [20, 20, 20] }),
      outcome: "no subject",
    },
  },
  warns: {
    "thirty cases of a cause in forty came to one of five": {
      ...assignments({ ...usual, 股权: [30, 3, 2, 3, 2] }),
      subjects: ["j1 + 股权"],
      says: ["案由 股权 案件 40 件，其中 30 件分给承办人 j1", "Need to know", "signal, not a finding"],
      severity: 2,
    },
    "one party's cases": {
      ...assignments(usual, { P1: [24, 2, 1, 2, 1], P2: even, P3: even, P4: even }),
      subjects: ["j1 + P1"],
      says: ["party P1"],
    },
  },
});
