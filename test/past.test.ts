import { describe, expect, it } from "vitest";
import { DAY } from "../pipeline/kit/duration.ts";
import { pastSaid } from "../pipeline/report/past.ts";
import { localClock } from "../pipeline/report/text.ts";
import type { PastState } from "../pipeline/warnings/lives.ts";
import { before } from "./kit/sample.ts";

const clock = localClock("Asia/Shanghai");

/** What a clock that runs on said on the n-th night. */
const night = (n: number, changes: Partial<PastState> = {}): PastState => ({
  ...before,
  measured: 30 + n,
  last_seen: before.first_seen + (n - 1) * DAY,
  occurrences: n,
  ...changes,
});

describe("what a warning said before", () => {
  it("is one line while it ran on from night to night, and another from a change of its level", () => {
    const graver = { severity: 3 } as const;
    const nights = [night(1), night(2), night(3), night(4, graver), night(5, { ...graver, became: "untold" })];
    expect(pastSaid(nights, "days", clock).map(({ en }) => en.slice(en.indexOf("in ")))).toEqual([
      "in 3 runs up to 2026-03-31 00:00; level 2; measured 31 days to 33 days; compared with 30 days; then updated",
      "in 4 runs up to 2026-04-01 00:00; level 3; measured 34 days; compared with 30 days; then updated",
      "in 5 runs up to 2026-04-02 00:00; level 3; measured 35 days; compared with 30 days; then not asked for",
    ]);
  });

  it("ends with the latest changes, and says how many stood before them", () => {
    const nights = Array.from({ length: 20 }, (_, n) => night(n + 1, { severity: 1 + (n % 5) }));
    const said = pastSaid(nights, "days", clock);
    expect(said.map(({ zh }) => zh.slice(0, 12))[0]).toBe("更早的 14 次变化从略");
    expect(said.at(-1)?.zh).toContain("数据显示 50 日");
    expect(pastSaid(nights, "days", clock, Number.POSITIVE_INFINITY)).toHaveLength(20);
  });
});
