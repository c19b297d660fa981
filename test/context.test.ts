import { describe, expect, test } from "vitest";
import type { Given } from "../detectors/_kit/cases.ts";
import { evaluate } from "../detectors/_kit/evaluate.ts";
import { Log } from "../detectors/_kit/log.ts";
import feedGap from "../detectors/feed-gap/detector.ts";
import missingStep from "../detectors/missing-step/detector.ts";
import overdue from "../detectors/overdue/detector.ts";
import suspectRatings from "../detectors/suspect-ratings/cases.ts";
import type { Warning } from "../schemas/warning.ts";

/** Two units of a kind with five finished cases each, all of May 2025; the first case of `p1` lacks its notice. */
const events = ["p1", "p2"].flatMap((org) =>
  Array.from({ length: 5 }, (_, i) => `${org}-${i + 1}`).flatMap((id) => [
    [id, "accept", "2025-05-06T09:00", org, `li-${org}`],
    ...(id === "p1-1" ? [] : [[id, "notice", "2025-05-07T09:00", org, `li-${org}`]]),
    [id, "decide", "2025-05-20T10:00", org, `li-${org}`],
  ]),
);
const log = new Log(["case", "activity", "at", "org", "actor"], events);
const procedure: Given["procedure"] = {
  completion: { activities: ["decide"] },
  rules: [{ template: "existence", activities: ["notice"] }],
};
const given: Given = { log, procedure, asOf: "2025-06-20" };
const contextOf = async (tables: NonNullable<Given["tables"]>) => {
  const { warnings } = await evaluate(missingStep, { ...given, tables });
  expect(warnings.map(({ case_id }) => case_id)).toEqual(["p1-1"]);
  return warnings[0]?.context.map(({ zh }) => zh) ?? [];
};

const workload = (...rows: string[][]) =>
  new Log(["org", "peer_group", "period", "handlers", "leave_days", "emergency_days", "overtime_hours"], rows);

describe("what is on record beside a warning", () => {
  test("how often the rule was hit in the unit and elsewhere", async () => {
    expect(await contextOf({})).toEqual([
      "同一规则的基数：本单位判定 5 件、提示 1 件（20%）；其他单位判定 5 件、提示 0 件（0%）。",
    ]);
  });

  test("the load and the leave of the unit in the month of the act, beside its peers'", async () => {
    const told = await contextOf({
      workload: workload(
        ["p1", "station", "2025-05", "2", "3", "4", "-"],
        ["p1", "station", "2025-04", "9", "9", "9", "-"],
        ["p2", "station", "2025-05", "5", "-", "-", "-"],
      ),
    });
    expect(told).toEqual([
      "2025-05，该单位在岗 2 人，新收 5 件，人均 2.5 件，同类其他单位人均的中位数为 1 件。",
      "2025-05，该单位登记休假、培训 3 人日，应急任务 4 人日。",
      "同一规则的基数：本单位判定 5 件、提示 1 件（20%）；同类其他单位判定 5 件、提示 0 件（0%）。",
    ]);
  });

  test("units of another kind are no peers", async () => {
    const told = await contextOf({
      workload: workload(
        ["p1", "station", "2025-05", "2", "-", "-", "-"],
        ["p2", "court", "2025-05", "5", "-", "-", "-"],
      ),
    });
    expect(told).toEqual(["2025-05，该单位在岗 2 人，新收 5 件，人均 2.5 件。"]);
  });

  test("nothing of the month of one of its records, nor of cases, of a signal about a unit", async () => {
    const [, bursts] = Object.values(suspectRatings.warns);
    const loads = ["w5", "w1"].map((org) => [org, "window", "2025-01", "2", "3", "4", "-"]);
    const { warnings } = await evaluate(suspectRatings.detector, {
      ...bursts,
      tables: { ...bursts?.tables, workload: workload(...loads) },
    });
    expect(warnings.map(({ context }) => context)).toEqual([[], [], []]);
  });

  test("approvals in the case, those of the future and of other cases not", async () => {
    const [first] = await contextOf({
      extensions: new Log(
        ["case", "kind", "days", "basis", "approved_at"],
        [
          ["p1-1", "extend", "30", "案情复杂", "2025-05-10"],
          ["p1-1", "extend", "30", "案情复杂", "2025-07-10"],
          ["p1-2", "extend", "30", "案情复杂", "2025-05-11"],
        ],
      ),
    });
    expect(first).toBe("本案登记在册的期限审批 1 件：2025-05-10 延长 案情复杂。");
  });

  test("approvals in the words of each language, whichever the source writes", async () => {
    const { warnings } = await evaluate(missingStep, {
      ...given,
      tables: {
        extensions: new Log(
          ["case", "kind", "approved_at"],
          ["延长", "扣除", "extend"].map((kind, i) => ["p1-1", kind, `2025-05-1${i}`]),
        ),
      },
    });
    expect(warnings[0]?.context[0]).toEqual({
      zh: "本案登记在册的期限审批 3 件：2025-05-10 延长；2025-05-11 扣除；2025-05-12 延长。",
      en: "Approvals on record in the case: 3 (2025-05-10 extended; 2025-05-11 not counted; 2025-05-12 extended).",
    });
  });

  test("suspensions and resumptions of the case", async () => {
    const acts = ["中止调查", "恢复调查"].map((activity, i) => [
      "p1-1",
      activity,
      `2025-05-1${i}T09:00`,
      "p1",
      "li-p1",
    ]);
    const { warnings } = await evaluate(missingStep, { ...given, log: new Log(log.columns, [...events, ...acts]) });
    expect(warnings[0]?.context[0]).toEqual({
      zh: "本案登记在册的中止、恢复：2025-05-10 中止调查；2025-05-11 恢复调查。",
      en: "Suspensions and resumptions on record in the case: 2025-05-10 中止调查; 2025-05-11 恢复调查.",
    });
  });

  test("leave and emergency duty of who acted, and nobody's name", async () => {
    const postings = (kind: string, from: string, to: string) =>
      new Log(["actor", "org", "kind", "from", "to"], [["li-p1", "p1", kind, from, to]]);
    const { warnings } = await evaluate(overdue, {
      ...given,
      procedure: {
        rules: [{ template: "deadline", activities: ["accept", "decide"], limit: { days: 5 } }],
      },
      tables: { postings: postings("leave", "2025-05-08", "2025-05-16") },
    });
    const one = warnings.find(({ case_id }) => case_id === "p1-2");
    expect(one?.context.map(({ zh }) => zh)).toContain(
      "所涉经办人员中有 1 人在 2025-05-08 至 2025-05-16 期间登记休假或应急任务。",
    );
    expect(JSON.stringify(one?.context)).not.toContain("li-p1");
    expect(await contextOf({ postings: postings("post", "2025-05-08", "2025-05-16") })).toHaveLength(1);
    expect(await contextOf({ postings: postings("leave", "2025-05-15", "2025-05-20") })).toHaveLength(2);
    const onAndOff = [
      ["li-p1", "p1", "leave", "2025-05-15", "-"],
      ["li-p1", "p1", "emergency", "2025-05-15", "2025-05-20"],
    ];
    expect(await contextOf({ postings: new Log(["actor", "org", "kind", "from", "to"], onAndOff) })).toContain(
      "所涉经办人员中有 1 人在 2025-05-15 至今期间登记休假或应急任务。",
    );
    for (const [from, to] of [
      ["2025-04-08", "2025-04-16"],
      ["2025-05-22", "2025-06-05"],
    ] as const)
      expect(await contextOf({ postings: postings("leave", from, to) })).toHaveLength(1);
  });
});

describe("an entry of the register of exemptions", () => {
  const entries = (
    column: "case" | "org",
    ...rows: (readonly [id: string, of: string, from: string, to: string])[]
  ) => ({
    exemptions: new Log(
      ["id", column, "reason", "author", "approver", "from", "to"],
      rows.map(([id, of, from, to]) => [id, of, "pilot", "a", "b", from, to]),
    ),
  });
  const shown = ({ exemption }: Warning) => [exemption?.exemption_id, exemption?.time_compared];

  test("covers a case of its time, to the end of its last day", async () => {
    const { warnings } = await evaluate(missingStep, {
      ...given,
      log: new Log(
        log.columns,
        events.filter(([, activity]) => activity !== "notice"),
      ),
      tables: entries(
        "case",
        ["X1", "p1-1", "2025-01-01", "2025-05-06"],
        ["X2", "p1-2", "2025-01-01", "2025-05-05"],
        ["X3", "p1-3", "2025-05-20", "2025-12-31"],
        ["X4", "p1-4", "2025-05-21", "2025-12-31"],
      ),
    });
    const told = warnings.filter(({ exemption }) => exemption !== null);
    expect(told.map((warning) => [warning.case_id, ...shown(warning)])).toEqual([
      ["p1-1", "X1", undefined],
      ["p1-3", "X3", undefined],
    ]);
  });

  test("covers a unit's signal by the time of the records it rests on", async () => {
    const [, bursts] = Object.values(suspectRatings.warns);
    const { warnings } = await evaluate(suspectRatings.detector, {
      ...bursts,
      tables: {
        ...bursts?.tables,
        ...entries(
          "org",
          ["X1", "w5", "2019-01-01", "2019-12-31"],
          ["X2", "w5", "2024-01-01", "2025-01-06"],
          ["X3", "w6", "2024-01-01", "2025-01-05"],
          ["X4", "w7", "2025-04-01", "2025-12-31"],
        ),
      },
    });
    expect(warnings.map((warning) => [warning.subject.id, ...shown(warning)])).toEqual([
      ["w5", "X2", undefined],
      ["w6", undefined, undefined],
      ["w7", undefined, undefined],
    ]);
  });

  test("covers all of its time and rule where it names neither case nor unit", async () => {
    const exemptions = (from: string, to: string) =>
      new Log(["id", "reason", "author", "approver", "from", "to"], [["X1", "flood", "a", "b", from, to]]);
    const covered = async (from: string, to: string) => {
      const tables = { exemptions: exemptions(from, to) };
      const { warnings } = await evaluate(missingStep, {
        ...given,
        log: new Log(
          log.columns,
          events.filter(([, activity]) => activity !== "notice"),
        ),
        tables,
      });
      return warnings.map(({ exemption }) => exemption?.exemption_id ?? null);
    };
    const ofItsTime = await covered("2025-01-01", "2025-12-31");
    expect(ofItsTime.length).toBeGreaterThan(1);
    expect(new Set(ofItsTime)).toEqual(new Set(["X1"]));
    expect(new Set(await covered("2019-01-01", "2019-12-31"))).toEqual(new Set([null]));
  });

  test("says that its time was not compared where what a warning rests on has none", async () => {
    const totals = new Log(["org", "day", "events"], [["p1", "2025-05-20", "50"]]);
    const tables = { ...entries("org", ["X1", "p1", "2019-01-01", "2019-12-31"]), control_totals: totals };
    const { warnings } = await evaluate(feedGap, { log, tables, asOf: "2025-06-20" });
    expect(warnings.map(shown)).toEqual([["X1", false]]);
  });
});

describe("a warning is one step less severe where less than 95 % of the data is there", () => {
  /** The unit's records of 20 May, of which all five cases' decisions are loaded, against what its source declares. */
  const severity = async (declared: string, org = "p1", rule: object = {}) => {
    const { warnings } = await evaluate(missingStep, {
      ...given,
      procedure: { ...procedure, rules: [{ template: "existence", activities: ["notice"], ...rule }] },
      tables: {
        control_totals: new Log(["org", "day", "events"], [[org, "2025-05-20", declared]]),
      },
    });
    return [warnings[0]?.severity, warnings[0]?.context[0]?.zh.includes("下调一级")];
  };

  test("all that the source holds, or a twentieth less", async () => {
    expect(await severity("5")).toEqual([3, false]);
    expect(await severity("4")).toEqual([3, false]);
  });

  test("less, of the unit that the warning is about", async () => {
    expect(await severity("6")).toEqual([2, true]);
    expect(await severity("6", "p2")).toEqual([3, false]);
  });

  test("what cannot be less severe is not said to be, nor what reports that something is not there", async () => {
    expect(await severity("6", "p1", { severity: 1 })).toEqual([1, false]);
    const { warnings } = await evaluate(
      { ...feedGap, explain: (...told) => ({ ...feedGap.explain(...told), severity: 4 }) },
      {
        log,
        asOf: "2025-06-20",
        tables: { control_totals: new Log(["org", "day", "events"], [["p1", "2025-05-20", "9"]]) },
      },
    );
    expect(warnings.map(({ severity: level, context }) => [level, context])).toEqual([[4, []]]);
  });
});
