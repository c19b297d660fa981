import { defineCases } from "../_kit/cases.ts";
import { Log } from "../_kit/log.ts";
import outcomeDeviation from "./detector.ts";

interface Decided {
  readonly amount: number | null;
  readonly cause?: string;
  readonly region?: string | null;
  readonly month?: number;
  readonly year?: number;
  readonly plea?: string | null;
}

/** Decisions on fines, one a case. */
function decisions(all: readonly Decided[]) {
  const rows = all.map((one, i) => ({
    cause: "赌博",
    region: "东区",
    month: (i % 12) + 1,
    year: 2025,
    plea: null,
    ...one,
    id: `c${i + 1}`,
  }));
  return {
    log: new Log(
      ["case", "activity", "at", "amount", "region", "plea"],
      rows.map(({ id, year, month, amount, region, plea }, i) => [
        id,
        "处罚决定",
        `${year}-${String(month).padStart(2, "0")}-${String((i % 27) + 1).padStart(2, "0")}T10:00`,
        amount === null ? null : String(amount),
        region,
        plea,
      ]),
    ),
    tables: {
      cases: new Log(
        ["case", "cause_code"],
        rows.map(({ id, cause }) => [id, cause]),
      ),
    },
    asOf: "2026-02-01",
  };
}

/** Fines of 300 to 500 yuan. */
const usual = (n: number, more: Partial<Decided> = {}): Decided[] =>
  Array.from({ length: n }, (_, i) => ({ amount: 300 + 20 * (i % 11), ...more }));

export default defineCases(outcomeDeviation, {
  silent: {
    "far out, with twenty-nine peers, and one whose region nobody wrote down": {
      ...decisions([...usual(29), { amount: 9000 }, { amount: 9000, region: null }]),
      outcome: "cannot tell",
    },
    "the large fine is of another cause, and of another year": {
      ...decisions([...usual(40), ...usual(31, { cause: "卖淫", amount: 4500 }), { amount: 5000, year: 2024 }]),
      outcome: "clear",
    },
    "half as much again as the median": { ...decisions([...usual(60), { amount: 620 }]), outcome: "clear" },
    "a second tariff that one case in ten gets": {
      ...decisions([...usual(54, { amount: 500 }), ...usual(6, { amount: 3000 })]),
      outcome: "clear",
    },
    "fines of 200 to 1,900 yuan, which on a logarithmic scale spread more widely below their median than above": {
      ...decisions(
        [
          2, 3, 4, 4, 4, 4, 5, 8, 8, 9, 9, 10, 10, 11, 12, 12, 13, 13, 13, 13, 13, 13, 15, 15, 15, 16, 17, 17, 18, 18,
          19, 19, 19, 19,
        ].map((hundreds) => ({ amount: 100 * hundreds })),
      ),
      outcome: "clear",
    },
    "fines that spread widely": {
      ...decisions(Array.from({ length: 60 }, (_, i) => ({ amount: 100 * 2 ** (i % 7) }))),
      outcome: "clear",
    },
  },
  warns: {
    "ten times the fine of sixty others": {
      ...decisions([...usual(60), { amount: 4000 }]),
      subjects: ["c61"],
      says: [
        "处理结果为 4000 元；60 件同类案件（2025 / 案由：赌博 / 地区：东区）中位数",
        "未见记载的因素：自首、退赃、谅解、累犯、认罪认罚",
        "no word on whether the outcome is right",
        "统计信号，不是结论",
      ],
      severity: 1,
      evidence: ["处罚决定"],
    },
    "a tenth of it, and every circumstance that is asked for on record": {
      ...decisions([...usual(60, { plea: "否" }), { amount: 20, plea: "否" }]),
      params: { factors: { 认罪认罚: "plea" }, alike: ["case.cause_code", "region"] },
      subjects: ["c61"],
      says: ["未见记载的因素：无"],
      severity: 2,
    },
  },
});
