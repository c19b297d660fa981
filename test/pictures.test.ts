import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { log } from "../detectors/_kit/cases.ts";
import { withCase } from "../detectors/_kit/evaluate.ts";
import { parseLog } from "../detectors/_kit/log.ts";
import { layOutClosings } from "../detectors/_terms/closings.ts";
import exitRate from "../detectors/exit-rate/detector.ts";
import repeatInquirer from "../detectors/repeat-inquirer/detector.ts";
import { situationOf } from "../pipeline/detector.ts";
import { sql } from "../pipeline/engine/sql.ts";
import type { Facts } from "../pipeline/facts.ts";
import { DAY } from "../pipeline/kit/duration.ts";
import { Ages } from "../pipeline/report/ages.tsx";
import { type CaseEvent, readStories } from "../pipeline/report/cases.ts";
import { type Counting, countingOf } from "../pipeline/report/counting.ts";
import { readFigures } from "../pipeline/report/figures.ts";
import { readFunnels } from "../pipeline/report/funnels.ts";
import { readHistory } from "../pipeline/report/history.ts";
import { PeerStrip } from "../pipeline/report/peers.tsx";
import { ellipsis, onLines, periodsNamed, textWidth, tickLabels } from "../pipeline/report/picture.ts";
import { DISPOSITIONS } from "../pipeline/report/register-figures.ts";
import { numberEvidence, type Scene, sceneOf } from "../pipeline/report/scene.ts";
import { localClock } from "../pipeline/report/text.ts";
import { tableWord } from "../pipeline/report/words.ts";
import type { RuleSet } from "../pipeline/rules/ruleset.ts";
import type { Evidence, Subject, Warning } from "../schemas/warning.ts";
import { fourEyes, leads, manifest, overdue } from "./kit/sample.ts";

const clock = localClock("Asia/Shanghai");
const at = (local: string): number => Date.parse(`${local.replace(" ", "T")}+08:00`);

const act = (
  line: number,
  activity: string,
  local: string,
  actor: string | null,
  role: string | null = null,
): CaseEvent => ({
  activity,
  occurred_at: at(local),
  recorded_at: null,
  actor_id: actor,
  role,
  org_id: "u",
  file: "a.csv",
  sha256: "first",
  line,
});
const rests = (part: string, { line, activity, occurred_at, actor_id, file, sha256 }: CaseEvent): Evidence => ({
  table: "events",
  event_id: `e${line}`,
  part,
  activity,
  occurred_at,
  actor_id,
  org_id: "u",
  source: { file, sha256, line },
});
const warning = (changes: Partial<Warning>): Warning => ({
  ...fourEyes,
  measured: null,
  threshold: null,
  unit: null,
  clock: [],
  missing: [],
  as_of: at("2026-12-31 00:00"),
  ...changes,
});
const draw = (
  events: readonly CaseEvent[],
  warnings: readonly Warning[],
  ordered = false,
  total = events.length,
): Scene => {
  const scene = sceneOf({
    story: { events, total },
    warnings,
    numbers: numberEvidence(warnings),
    clock,
    tableName: tableWord,
    isOrdered: () => ordered,
  });
  if (!scene) throw new Error("nothing was drawn");
  return scene;
};
const markOf = (scene: Scene, number: number) =>
  scene.lanes.flatMap(({ marks }) => marks).find((mark) => mark.number === number);

describe("the picture of a case", () => {
  const filed = act(1, "filed", "2026-01-01 09:00", "li", "handler");
  const asked = act(2, "asked", "2026-01-05 10:00", "wang");
  const decided = act(3, "decided", "2026-04-01 09:00", "li", "handler");

  it("has a lane for each person, in the order of their first acts, and one for nobody", () => {
    const { lanes } = draw([filed, asked, act(4, "x", "2026-01-06 00:00", null), decided], []);
    expect(lanes.map(({ name }) => name.zh)).toEqual(["li · handler", "wang", "未记录人员"]);
    expect(lanes.map(({ marks }) => marks.length)).toEqual([2, 1, 1]);
  });

  it("has lanes for roles where there are too many persons, and one for the rest where roles are not known", () => {
    const crowd = (role: (i: number) => string | null) =>
      Array.from({ length: 9 }, (_, i) => act(i, "x", `2026-01-0${i + 1} 00:00`, `p${i}`, role(i)));
    const byRole = draw(
      crowd((i) => (i % 2 === 0 ? "handler" : "approver")),
      [],
    );
    expect(byRole.lanes.map(({ name }) => name.en)).toEqual(["handler", "approver"]);
    const rest = draw(
      crowd(() => null),
      [warning({ evidence: [rests("a", act(8, "x", "2026-01-09 00:00", "p8"))] })],
    );
    expect(rest.lanes).toHaveLength(8);
    expect(rest.lanes.map(({ name }) => name.en)).toEqual(expect.arrayContaining(["2 others", "p8"]));
  });

  it("numbers the records that warnings rest on by their time, once each", () => {
    const scene = draw(
      [filed, asked, decided],
      [warning({ evidence: [rests("b", decided), rests("a", filed)] }), warning({ evidence: [rests("a", filed)] })],
    );
    expect(markOf(scene, 1)?.label).toBe("filed");
    expect(markOf(scene, 2)?.label).toBe("decided");
    expect(markOf(scene, 3)).toBeUndefined();
    expect(scene.rules.map(({ drops }) => drops.length)).toEqual([2, 1]);
  });

  it("numbers no record that stands in the same line of another delivery of the file", () => {
    const overwritten = { ...asked, line: filed.line, sha256: "second" };
    const scene = draw(
      [filed, overwritten, decided],
      [warning({ evidence: [rests("a", filed), rests("b", decided)] })],
    );
    expect(markOf(scene, 1)?.told).toContain("filed");
    expect(markOf(scene, 2)?.told).toContain("decided");
    expect(scene.lanes.flatMap(({ marks }) => marks.filter(({ number }) => number === null))).toHaveLength(1);
  });

  it("draws time within and beyond the limit from the step of the arithmetic that it counts from", () => {
    const late = warning({
      evidence: [rests("context", filed), rests("a", asked), rests("b", decided)],
      measured: 86,
      threshold: 30,
      unit: "days",
      clock: ["2026-01-01", "2026-01-05 10:00:00", "2026-04-01"].map((value) => ({
        label: { zh: "x", en: "x" },
        value,
      })),
    });
    const scene = draw([filed, asked, decided], [late]);
    const { limit } = scene.rules[0] ?? {};
    const x = (number: number) => markOf(scene, number)?.x ?? 0;
    const perDay = (x(3) - x(1)) / 90;
    expect(limit?.from).toBeCloseTo(x(2), 0);
    expect((limit?.due ?? 0) - (limit?.from ?? 0)).toBeCloseTo(30 * perDay, 0);
    expect(Math.abs((limit?.to ?? 0) - x(3))).toBeLessThan(1.5 * perDay);
  });

  it("points backwards where the order is the other way round, and only where order matters", () => {
    const warned = [warning({ evidence: [rests("b", filed), rests("context", decided)] })];
    const { link } = draw([filed, decided], warned, true).rules[0] ?? {};
    expect(link?.ordered).toBe(true);
    expect(link?.to).toBeLessThan(link?.from ?? 0);
    expect(draw([filed, decided], warned, false).rules[0]?.link).toBeNull();
  });

  it("leaves room for what is missing, after the trigger or before what should not stand alone", () => {
    const what = [{ zh: "送达", en: "service" }];
    const after = draw([filed, decided], [warning({ evidence: [rests("a", filed)], missing: what })]);
    expect(after.rules[0]?.missing).toMatchObject({ after: true, what: what[0] });
    expect(after.rules[0]?.missing?.x).toBeGreaterThan(markOf(after, 1)?.x ?? 0);
    const before = draw([filed, decided], [warning({ evidence: [rests("b", decided)], missing: what })]);
    expect(before.rules[0]?.missing?.after).toBe(false);
    expect(before.rules[0]?.missing?.x).toBeLessThan(markOf(before, 1)?.x ?? 0);
  });

  it("tells records apart that stand in one line, as a whole XES log may", () => {
    const inLine = { ...decided, line: filed.line };
    const scene = draw(
      [filed, { ...asked, line: filed.line }, inLine],
      [warning({ evidence: [rests("a", filed), rests("b", inLine)] })],
    );
    const marks = scene.lanes.flatMap(({ marks }) => marks);
    expect(marks.map(({ told, number }) => [told.split(" ").at(-1), number]).sort()).toEqual([
      ["asked", null],
      ["decided", 2],
      ["filed", 1],
    ]);
    expect(scene.rules[0]?.link).not.toBeNull();
  });

  it("shows no gap where there are acts that are not drawn", () => {
    const days = (from: number, n: number, month: string) =>
      Array.from({ length: n }, (_, i) => act(from + i, "x", `${month}-01 ${String(i).padStart(2, "0")}:00`, "li"));
    const [first, more, last] = [days(0, 20, "2026-01"), days(20, 20, "2026-03"), days(100, 20, "2026-06")];
    const events = [...first, ...more, ...last];
    expect(draw(events, []).gaps.map(({ days }) => days)).toEqual([91, 58]);
    expect(draw(events, [], false, 90).gaps.map(({ days }) => days)).toEqual([58]);
  });

  it("shows long gaps, longest first, and none in a short case", () => {
    expect(draw([filed, asked, decided], []).gaps.map(({ days }) => days)).toEqual([85]);
    expect(draw([filed, asked], []).gaps).toEqual([]);
  });

  it("leaves out what has no place on an axis, and draws the rest", () => {
    const never = { ...asked, occurred_at: 1e20 };
    const absurd = warning({ evidence: [rests("a", filed)], measured: 1e21, threshold: 30, unit: "days" });
    const scene = draw([filed, never, decided], [absurd]);
    expect(scene.lanes.flatMap(({ marks }) => marks)).toHaveLength(2);
    expect(scene.rules[0]?.limit).toBeNull();
    expect(JSON.stringify(scene)).not.toMatch(/NaN|null,"due"/);
  });

  it("keeps marks and labels inside, on levels that do not run into each other", () => {
    const busy = Array.from({ length: 30 }, (_, i) =>
      act(i, `一项较长的环节名称${i}`, `2026-01-01 ${String(i % 24).padStart(2, "0")}:00`, "li"),
    );
    const scene = draw(busy, [warning({ evidence: busy.slice(0, 6).map((event) => rests("a", event)) })]);
    const boxes = scene.lanes
      .flatMap(({ marks }) => marks)
      .filter(({ label }) => label !== null)
      .map(({ x, y, label, labelLeft }) => {
        const width = textWidth(label ?? "", 12);
        return { y, from: labelLeft ? x - width : x, to: labelLeft ? x : x + width };
      });
    expect(boxes.length).toBeGreaterThan(3);
    for (const box of boxes) {
      expect(box.from).toBeGreaterThan(scene.left - 20);
      expect(box.to).toBeLessThan(scene.width);
      const over = boxes.filter(
        (other) => other !== box && other.y === box.y && other.from < box.to && box.from < other.to,
      );
      expect(over).toEqual([]);
    }
  });
});

describe("names on an axis", () => {
  it.each([
    [
      ["2026-01-01", "2027-01-01"],
      ["2026年", "2027年"],
      ["2026", "2027"],
    ],
    [
      ["2026-11-01", "2026-12-01", "2027-01-01"],
      ["2026年11月", "12月", "2027年1月"],
      ["Nov 2026", "Dec", "Jan 2027"],
    ],
    [
      ["2026-03-01", "2026-03-08"],
      ["2026年3月1日", "3月8日"],
      ["1 Mar 2026", "8 Mar"],
    ],
    [
      ["2026-03-01T00:00", "2026-03-01T12:00"],
      ["3月1日 00:00", "12:00"],
      ["1 Mar 00:00", "12:00"],
    ],
  ])("%j", (moments, zh, en) => {
    const labels = tickLabels(moments.map((moment) => new Date(moment.length > 10 ? `${moment}Z` : moment)));
    expect(labels.map(({ label }) => label.zh)).toEqual(zh);
    expect(labels.map(({ label }) => label.en)).toEqual(en);
  });

  it("are cut by their width, never within a character", () => {
    expect(ellipsis("案件受理登记", 6)).toBe("案件受理登记");
    expect(ellipsis("案件受理登记表", 6)).toBe("案件受理登记…");
    expect(ellipsis("😀😀😀", 2)).toBe("😀😀…");
    expect(ellipsis("abcdefghij", 3)).toBe("abcde…");
  });

  it("go on below where they are long, between words where there are some", () => {
    expect(onLines("案件受理登记", [6, 6])).toEqual(["案件受理登记"]);
    expect(onLines("案件受理登记表存根", [6, 2])).toEqual(["案件受理登记", "表存…"]);
    expect(onLines("Custody after detention", [5, 9])).toEqual(["Custody", "after detention"]);
    expect(onLines("😀😀😀", [2, 5])).toEqual(["😀😀", "😀"]);
  });

  it("tell years and quarters as each language does", () => {
    const told = (text: string) => Object.values(periodsNamed({ zh: text, en: text }));
    expect(told("2025Q3–2026Q2")).toEqual(["2025年第3季度–2026年第2季度", "Q3 2025–Q2 2026"]);
    expect(told("2024")).toEqual(["2024年", "2024"]);
    expect(told("2024 A2025Q3")).toEqual(["2024 A2025Q3", "2024 A2025Q3"]);
  });
});

describe("what pictures are made of", () => {
  const situation = (facts: Facts) => situationOf({ facts, ruleSet: {} as RuleSet });
  const byLabel = (facts: Facts, close: string): Counting => ({
    ...countingOf([], new Set(), situation(facts)),
    layOutClosings: () => layOutClosings([close], situation(facts)),
  });
  const given = {
    log: log`
      case activity actor role    org at
      c1   file     li    handler u1  2026-01-10
      c1   ask      wang  -       u1  2026-01-11
      c1   close    li    handler u1  2026-03-30
      c2   file     li    handler u1  2026-02-03
      c3   file     zhao  -       u2  2025-01-03
      c3   ask      -     -       u2  2025-02-01`,
    tables: {
      interventions: log`
        record_id case at         content_class triage triaged_at outcome
        r1        c1   2026-02-10 说情          -      2026-02-12 提醒
        r2        c1   2026-02-11 了解进展      正常   -          -
        r3        c2   2026-04-01 -             -      2026-04-25 移送`,
    },
    procedure: { completion: { activities: ["close"] }, rules: [] },
    asOf: "2026-04-20",
  };

  it("is the story of each case a lead is about, with who did what in which role, and no other", () =>
    withCase(given, async ({ facts }) => {
      const [lead] = leads([{ ...overdue, case_id: "c1", subject: { type: "case", id: "c1" }, evidence: [] }]);
      const stories = await readStories(facts, lead ? [lead] : []);
      expect([...stories.keys()]).toEqual(["c1"]);
      expect(stories.get("c1")?.total).toBe(3);
      expect(
        stories.get("c1")?.events.map(({ activity, actor_id, role, line }) => [activity, actor_id, role, line]),
      ).toEqual([
        ["file", "li", "handler", 2],
        ["ask", "wang", null, 3],
        ["close", "li", "handler", 4],
      ]);
    }));

  it("tells the ends of a long case, what warnings rest on in between, and how many there are", () => {
    const rows = Array.from(
      { length: 100 },
      (_, i) =>
        `c1 step${i} li 2026-01-01T${String(Math.floor(i / 60)).padStart(2, "0")}:${String(i % 60).padStart(2, "0")}`,
    );
    return withCase({ log: parseLog(["case activity actor at", ...rows].join("\n")) }, async ({ facts }) => {
      const files = await facts.engine.all<{ file: string; sha256: string }>(
        sql`select path as file, sha256 from files`,
      );
      const evidence = files.map((file) => rests("a", { ...act(52, "step50", "2026-01-01 00:50", "li"), ...file }));
      const stories = await readStories(
        facts,
        leads([{ ...overdue, case_id: "c1", subject: { type: "case", id: "c1" }, evidence }]),
      );
      const { total, events } = stories.get("c1") ?? { total: 0, events: [] };
      expect(total).toBe(100);
      expect(events.map(({ activity }) => activity)).toEqual(
        [...Array(40).keys(), 50, ...Array.from({ length: 20 }, (_, i) => 80 + i)].map((i) => `step${i}`),
      );
    });
  });

  it("is openings, closings and what is open, month by month and by age; the register by content", () =>
    withCase(given, async ({ facts }) => {
      const figures = await readFigures(facts, byLabel(facts, "close"));
      const months = new Map(figures.months.map(({ key, ...month }) => [key, month]));
      expect(months.get("2025-01")).toEqual({ opened: 1, closed: 0, pending: 1 });
      expect(months.get("2026-01")).toEqual({ opened: 1, closed: 0, pending: 2 });
      expect(months.get("2026-03")).toEqual({ opened: 0, closed: 1, pending: 2 });
      expect([...months.keys()].at(-1)).toBe("2026-04");
      expect(figures.ages).toEqual([
        { org_id: "u1", bands: [1, 0, 0, 0, 0, 0] },
        { org_id: "u2", bands: [0, 0, 0, 1, 0, 0] },
      ]);
      // 2026-03-30 was a Monday: a working day before the month's last.
      expect(figures.closings).toEqual([{ left: 2, closings: 1, months: 12 }]);
      expect(figures.register).toEqual([
        { key: "2026-02", neutral: 1, asking: 1, unknown: 0 },
        { key: "2026-04", neutral: 0, asking: 0, unknown: 1 },
      ]);
      // What was done about r3 lies after the moment of the run.
      const result = (name: (typeof DISPOSITIONS)[number]) => figures.dispositions[DISPOSITIONS.indexOf(name)];
      expect(figures.dispositions.reduce((sum, n) => sum + n)).toBe(3);
      expect([result("提醒"), result("triaged"), result("none")]).toEqual([1, 1, 1]);
    }));

  it("takes as asking for something what the detectors that are asked take as that", () =>
    withCase(given, async ({ facts }) => {
      const prepared = (asking: string[], off: boolean) => ({
        detector: repeatInquirer,
        params: repeatInquirer.params.parse({ asking }),
        off,
      });
      const detectors = [prepared(["了解进展"], false), prepared(["说情"], true)];
      const { register } = await readFigures(facts, countingOf(detectors, new Set(), situation(facts)));
      expect(register[0]).toEqual({ key: "2026-02", neutral: 0, asking: 1, unknown: 1 });
    }));

  it("leaves out cases whose closing is on record as no moment: they are neither open nor closed", () =>
    withCase(
      {
        ...given,
        tables: {
          cases: log`
            case closed_at
            c1   2026-03-30
            c3   1970-01-01`,
        },
      },
      async ({ facts }) => {
        const figures = await readFigures(facts, byLabel(facts, "close"));
        expect(figures.months.reduce((sum, { opened }) => sum + opened, 0)).toBe(2);
        expect(figures.ages).toEqual([{ org_id: "u1", bands: [1, 0, 0, 0, 0, 0] }]);
      },
    ));

  it("is nothing of what became of entries where the register does not say", () =>
    withCase(
      {
        ...given,
        tables: {
          interventions: log`
        record_id case at
        r1        c1   2026-02-10`,
        },
      },
      async ({ facts }) => expect((await readFigures(facts, byLabel(facts, "close"))).dispositions).toEqual([]),
    ));

  it("goes by the log's own labels of closing where no master and no procedure says what ends a case", () =>
    withCase({ ...given, procedure: { rules: [] } }, async ({ facts }) => {
      const { ages, closings } = await readFigures(facts, byLabel(facts, "close"));
      expect(ages.map(({ org_id }) => org_id)).toEqual(["u1", "u2"]);
      expect(closings).toEqual([{ left: 2, closings: 1, months: 12 }]);
    }));

  it("is silent about closings that the log does not know", () =>
    withCase({ ...given, procedure: { rules: [] } }, async ({ facts }) => {
      const figures = await readFigures(facts, byLabel(facts, "archive"));
      expect([figures.knowsClosings, figures.ages, figures.closings]).toEqual([false, [], []]);
    }));

  it("is what a detector found of every unit, where it counts against expectations and there are enough", () =>
    withCase(given, async ({ facts: { engine } }) => {
      const prepared = { detector: exitRate, params: exitRate.params.parse({}) };
      const units = (n: number) =>
        sql`create or replace temp table found as
          select 'u' || i as org_id, 'no-arrest 2025Q4' as "key", 30 as n, 10 + i as observed, 12.0 as expected,
            case when i = 3 then 'hit' else 'clear' end as outcome from range(${n}) t(i)`;
      await engine.run(units(4));
      expect(await readFunnels(engine, "found", prepared)).toEqual([]);
      await engine.run(units(8));
      const [funnel] = await readFunnels(engine, "found", prepared);
      expect(funnel).toMatchObject({ detector: "exit-rate", name: { zh: "不批准逮捕，2025Q4" } });
      expect(funnel?.units.filter(({ hit }) => hit).map(({ org_id }) => org_id)).toEqual(["u3"]);
      await engine.run(sql`
        create or replace temp table found as
        select 'u' || i as org_id, 'no-arrest 202' || (i % 3) as "key", 30 as n, 5000 - i as observed,
          case when i = 9000 then 1.0 else 10000 - i end as expected, case when i = 9000 then 'hit' else 'clear' end as outcome
        from range(9003) t(i)`);
      const [large, none] = await readFunnels(engine, "found", prepared);
      expect([none, large?.key, large?.compared, large?.units.length]).toEqual([
        undefined,
        "no-arrest 2020",
        3001,
        2000,
      ]);
      expect(large?.units.filter(({ hit }) => hit).map(({ org_id }) => org_id)).toEqual(["u9000"]);
      expect(large?.units.some(({ org_id }) => org_id === "u8997")).toBe(false);
      await engine.run(sql`
        create or replace temp table found as
        select 'u' || i as org_id, '2025' as "key", 30 as n, case when i < 2 then 60 else 12 end as observed,
          12.0 as expected, case when i < 2 then 'hit' else 'clear' end as outcome from range(8) t(i)`);
      expect(await readFunnels(engine, "found", prepared)).toMatchObject([{ tau2: 0, compared: 8 }]);
      await engine.run(sql`create or replace temp table found as select 'u' as org_id, 'hit' as outcome`);
      expect(await readFunnels(engine, "found", prepared)).toEqual([]);
    }));

  it("is the runs before this one, by the moment they looked from, the last of each moment", () =>
    withCase(given, async ({ facts: { engine } }) => {
      for (const [run_id, days] of [
        ["b", 1],
        ["a", 2],
        ["a made before", 2],
        ["this made before", 0],
        ["later", -1],
        [manifest.run_id, 0],
      ] as const) {
        const as_of = manifest.as_of - days * DAY;
        const past = { ...manifest, run_id, as_of, warnings: { ...manifest.warnings, total: days } };
        const finished = as_of + (run_id.includes("before") ? -1 : 0);
        await engine.run(sql`insert into runs values (${run_id}, ${as_of}, ${finished}, ${JSON.stringify(past)})`);
      }
      const { before, earlier } = await readHistory(engine, manifest);
      expect(before?.run_id).toBe("later");
      expect(earlier.map(({ run_id, warnings }) => [run_id, warnings.total])).toEqual([
        ["a", 2],
        ["b", 1],
      ]);
    }));
});

describe("open cases by age", () => {
  it("draws the units that have most, in the order of their names", () => {
    const units = Array.from({ length: 20 }, (_, i) => ({
      org_id: `unit-${String(i).padStart(2, "0")}`,
      bands: [100 * (i % 2) + i, 0, 0, 0, 0, 0],
    }));
    const page = renderToString(h(Ages, { units }));
    const named = page.slice(page.indexOf("<svg"), page.indexOf("</svg>")).match(/unit-\d\d/g);
    const most = units.filter((_, i) => i % 2 === 1 || i >= 12).map(({ org_id }) => org_id);
    expect([...new Set(named)]).toEqual(most);
    expect(page).toContain("未结案件最多的 14 个单位；其余 6 个单位共 30 件");
  });
});

describe("what a signal is held against", () => {
  const signal = (type: Subject["type"], changes: Partial<Warning>): Warning =>
    warning({ tier: "signal", subject: { type, id: "x" }, ...changes });

  it.each([
    [
      "a unit's measure, beside the median of its peers",
      signal("org", { measured: 31, threshold: 27, unit: "cases per handler", peer: { median: 14.5 } }),
      ["圆点为本单位（31 ", "粗线为同类单位中位数（14.5）", "虚线为界限（27）", "this unit (31 "],
    ],
    [
      "what was observed of a pair, not how many times that is what was expected",
      signal("pair", { measured: 3, threshold: 3, unit: "ratio", peer: { observed: 12, expected: 4 } }),
      ["圆点为本组合（12）", "可预期的数值（4）", "this pair (12)"],
    ],
    [
      "the value of a case, not how far it lies from the median",
      signal("case", { measured: 5.2, threshold: 3.5, unit: "robust z", peer: { value: 8000, median: 500 } }),
      ["圆点为本案件（8,000）", "同类案件中位数（500）。", "先看日志没有记载的情节", "this case (8,000)"],
    ],
  ])("is %s", (_, told, says) => {
    const strip = renderToString(h(PeerStrip, { warning: told })).replace(/<[^>]*>/g, "");
    for (const text of says) expect(strip).toContain(text);
  });

  it("is not drawn where what was observed is withheld", () => {
    const told = signal("pair", { measured: 3, threshold: 3, unit: "ratio", peer: { observed: "<5", expected: 1 } });
    expect(renderToString(h(PeerStrip, { warning: told }))).toBe("");
  });
});
