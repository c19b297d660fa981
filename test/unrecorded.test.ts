import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import readExcelFile from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { loadDetectors } from "../detectors/registry.ts";
import { renderHtml } from "../pipeline/report/html.tsx";
import { RunManifest, type Unrecorded } from "../schemas/run.ts";
import { call, folderWith, manifestIn, type Said } from "./kit/cli.ts";
import { reportOf, manifest as sample } from "./kit/sample.ts";

/**
 * Two systems: that of the station never has a receipt nor who else took part, that of the counter has both. What the
 * first never records is told with how often that left something untold, and nothing is told of the second.
 */
const PERMIT = `id: permit
completion: all
activities:
  accept: { zh: 受理, en: Acceptance, matches: [受理] }
  question: { zh: 询问, en: Questioning, matches: [询问] }
  receipt: { zh: 回执, en: Receipt, matches: [回执, 出具回执] }
rules:
  - { id: receipt-given, template: response, activities: [accept, receipt], logged: [receipt] }
  - { id: two-present, template: min-actors, activities: [question], count: 2, recorded: [co_actor_ids] }
  - { id: questioned, template: response, activities: [accept, question] }
`;
const ASKED = ["missing-step", "min-actors", "filed-not-investigated", "approval-level", "last-place"];

let folder: string;
let said: Said;
let told: NonNullable<RunManifest["coverage"]["unrecorded"]>;
const thing = (name: string): Unrecorded | undefined => told.things.find(({ name: { zh } }) => zh.includes(name));
const report = () => join(folder, "report");

beforeAll(async () => {
  const detectors = await loadDetectors();
  const off = detectors.filter(({ meta }) => !ASKED.includes(meta.id)).map(({ meta }) => [meta.id, "off"]);
  folder = folderWith({
    "permit.yaml": PERMIT,
    "xiezhi.yaml": stringify({
      name: "Two systems",
      timezone: "Asia/Shanghai",
      sources: [
        { table: "events", files: "station-*.csv" },
        { table: "events", files: "counter.csv", columns: { co_actor_ids: "协办", approver_level: "级别" } },
      ],
      procedures: ["./permit.yaml"],
      detectors: { ...Object.fromEntries(off), "filed-not-investigated": { file: ["立案"], investigate: ["勘验"] } },
      report: { language: "zh", formats: ["html", "xlsx"] },
    }),
    "station-1.csv": `event_id,case_id,activity,occurred_at,actor_id
a1,S1,受理,2026-01-05 09:00:00,p1
a2,S1,询问,2026-01-05 10:00:00,p1
a3,S2,受理,2026-01-06 09:00:00,p2
a4,S2,立案,2025-01-06 09:30:00,p2
`,
    "station-2.csv": `event_id,case_id,activity,occurred_at,actor_id
a5,S3,受理,2026-01-07 09:00:00,p1
a6,S3,询问,2026-01-07 10:00:00,p1
`,
    "counter.csv": `event_id,case_id,activity,occurred_at,actor_id,协办,级别
b1,C1,受理,2026-01-05 09:00:00,q1,,
b2,C1,出具回执,2026-01-05 09:10:00,q1,,县级
b3,C1,询问,2026-01-05 10:00:00,q1,q2,
b4,C2,受理,2026-01-06 09:00:00,q1,,
b5,C2,询问,2026-01-06 10:00:00,q1,,
`,
  });
  mkdirSync(join(folder, "workspace"), { recursive: true });
  said = await call(["run", "--as-of", "2026-03-31", "--out", "report"], folder);
  expect(said.exit, said.stderr).toBe(0);
  told = RunManifest.parse(manifestIn(report())).coverage.unrecorded as typeof told;
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("what no source records", () => {
  test("an act that a rule asks for, with its source, its labels and the cases that could not be told", () => {
    expect(thing("回执")).toMatchObject({
      kind: "activity",
      name: { zh: "回执", en: "Receipt" },
      activities: ["回执", "出具回执"],
      sources: [{ files: ["station-1.csv", "station-2.csv"], file_count: 2 }],
      asked_by: [{ detector: "missing-step", rule: "receipt-given", procedure: "permit", cannot_tell: 3 }],
    });
  });

  test("a column that a rule asks for", () => {
    expect(thing("events.co_actor_ids")).toMatchObject({
      kind: "column",
      table: "events",
      column: "co_actor_ids",
      sources: [{ file_count: 2 }],
      asked_by: [{ rule: "two-present", cannot_tell: 2 }],
    });
  });

  test("acts that a detector awaits, only in sources that have what calls for them", () => {
    expect(thing("调查取证")).toMatchObject({
      activities: ["勘验"],
      sources: [{ files: ["station-1.csv", "station-2.csv"] }],
      asked_by: [{ code: "BL02", procedure: null, cannot_tell: 1 }],
    });
  });

  test("a table that no file brings, and the detector that was not evaluated for want of it", () => {
    expect(thing("ratings")).toMatchObject({
      kind: "table",
      sources: null,
      asked_by: [{ code: "SW01", cannot_tell: null }],
    });
  });

  test("nothing that no rule or detector had to leave untold", () => {
    expect(told.things.map(({ name: { zh } }) => zh)).toEqual([
      "回执",
      "办案记录的协办人员（events.co_actor_ids）",
      "调查取证",
      "评价记录（ratings）",
    ]);
  });

  test("each judgement is counted once, and no more than rules could not tell", () => {
    expect(told.cannot_tell).toBe(3 + 2 + 1);
    const { rules } = manifestIn(report());
    for (const { asked_by } of told.things)
      for (const { detector, rule, cannot_tell } of asked_by) {
        const of = rules.find((one) => one.detector === detector && one.rule === rule);
        expect(cannot_tell ?? 0).toBeLessThanOrEqual(of?.outcomes["cannot tell"] ?? 0);
      }
  });

  test("a line of the terminal", () => {
    expect(said.stdout).toContain(
      "3 things that sources never record keep 6 judgements from being made (see the report)",
    );
  });

  test("the page says it of data, with what may explain it and what to do, and no level", () => {
    const html = readFileSync(join(report(), "report.html"), "utf8");
    const section = /<h3 id="page-unrecorded">[\s\S]*?<\/details>/.exec(html)?.[0] ?? "";
    for (const text of [
      "回执",
      "没有这一环节；查找的名称：回执、出具回执",
      "station-1.csv 等 2 个文件",
      "不涉及任何人",
      "没有读取的系统",
      "补送",
      "never filled",
    ])
      expect(section).toContain(text);
    expect(section).not.toMatch(/class="[^"]*\bsev\b/);
    expect(html).not.toContain("缺少数据：评价记录（ratings）</bdi></th>");
  });

  test("the night after, which recalls what was found, says the same", async () => {
    const again = await call(["run", "--as-of", "2026-03-31", "--out", "again", "--quiet"], folder);
    expect(again.exit, again.stderr).toBe(0);
    expect(manifestIn(join(folder, "again")).coverage.unrecorded).toEqual(told);
  });

  test("a sheet of the workbook has a row for each rule or detector", async () => {
    const sheets = await readExcelFile(join(report(), "report.xlsx"));
    const { data = [] } = sheets.find(({ sheet }) => sheet === "从未记载的内容") ?? {};
    const cells = data.map((row) => [row[0], row[3], row[6]]);
    expect(cells.slice(1, 5)).toEqual([
      ["回执", expect.any(String), 3],
      ["办案记录的协办人员（events.co_actor_ids）", expect.any(String), 2],
      ["调查取证", "BL02", 1],
      ["评价记录（ratings）", "SW01", "未评估"],
    ]);
  });
});

test("a run of an earlier release has nothing to say of it", async () => {
  expect(sample.coverage.unrecorded).toBeUndefined();
  expect(await renderHtml(reportOf([]))).not.toContain('id="page-unrecorded"');
});
