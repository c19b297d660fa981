import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDetectors } from "../detectors/registry.ts";
import { BANNER } from "../pipeline/report/words.ts";
import { run } from "../pipeline/run.ts";
import { LANGUAGES, type Language } from "../schemas/text.ts";
import { Warning } from "../schemas/warning.ts";
import { folderWith } from "./kit/cli.ts";
import { ndjson } from "./kit/ndjson.ts";
import { judgesIn } from "./kit/words.ts";
import { filesIn, textOf } from "./kit/written.ts";

/** Whoever is in these logs: by name, by number, and by a number that a sentence might hold. */
const PERSONS = ["张建国", "110021", "P-0031", "李四海", "王小明", "赵批准", "刘查阅", "陈立案", "孙代理", "GX-77"];
const FREE = ["王小明说请找李四海", "防汛抢险期间由刘查阅代录", "河西路三号陈立案家中"];

const CONFIG = `name: 某市公安局
sources:
  - { table: events, files: logs/events.csv }
  - { table: interventions, files: logs/register.csv }
  - { table: access_log, files: logs/access.csv }
  - { table: exemptions, files: logs/exemptions.csv }
  - { table: postings, files: logs/postings.csv }
procedures: [./permit.yaml]
report: { formats: [html, xlsx, docx] }
`;
const PROCEDURE = `id: permit
title: { zh: 许可, en: Permit }
completion: all
activities:
  accept: { zh: 受理, en: Acceptance, matches: [受理] }
  decide: { zh: 决定, en: Decision, matches: [决定] }
rules:
  - { id: two-persons, template: different-actor, activities: [accept, decide], severity: 4 }
  - { id: in-ten-days, template: deadline, activities: [accept, decide], limit: { duration: 10d }, severity: 3 }
`;
const FILES = {
  "xiezhi.yaml": CONFIG,
  "permit.yaml": PROCEDURE,
  "logs/events.csv": `event_id,case_id,activity,occurred_at,actor_id,party_id,place
e1,A1,受理,2026-01-05 09:00:00,张建国,孙代理,${FREE[2]}
e2,A1,决定,2026-02-06 10:00:00,张建国,孙代理,大厅
e3,A2,受理,2026-01-07 10:00:00,110021,GX-77,大厅
e4,A2,决定,2026-01-08 09:00:00,110021,GX-77,大厅
e5,N300,受理,2026-01-05 09:00:00,P-0031,GX-77,大厅
e6,N300,决定,2026-02-05 09:00:00,陈立案,GX-77,大厅
`,
  "logs/register.csv": `record_id,case_id,recorder_id,received_at,recorded_at,inquirer_id,category,content_class,response
r1,A1,王小明,2026-01-06 09:00:00,2026-01-26 09:00:00,李四海,领导干部,说情,${FREE[0]}
r2,A2,王小明,2026-01-08 08:00:00,2026-01-08 09:00:00,李四海,领导干部,说情,${FREE[0]}
r3,N300,王小明,2026-01-09 09:00:00,2026-01-09 09:30:00,李四海,领导干部,具体要求,${FREE[0]}
`,
  "logs/access.csv": `access_id,case_id,actor_id,at,action
${[1, 2, 3, 4, 5].map((day) => `x${day},A1,刘查阅,2026-01-2${day} 09:00:00,view`).join("\n")}
`,
  "logs/postings.csv": `posting_id,actor_id,org_id,kind,head,from_at
s1,陈立案,U9,post,true,2020-01-01 00:00:00
`,
  "logs/exemptions.csv": `exemption_id,case_id,kind,reason,author,approver,from_at,to_at
RC-1,A1,由王小明报备,${FREE[1]},刘查阅,赵批准,2026-01-01 00:00:00,2026-03-01 00:00:00
`,
};

let folder: string;
let report: string;
beforeAll(async () => {
  folder = folderWith(FILES);
  const detectors = await loadDetectors();
  for (const language of LANGUAGES) {
    const out = join(folder, language);
    await run({
      config: join(folder, "xiezhi.yaml"),
      detectors,
      asOf: Date.parse("2026-03-31T23:59:59+08:00"),
      out,
      language,
      audience: "circulation",
    });
  }
  report = join(folder, "zh");
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const warningsIn = (place: string): Warning[] =>
  ndjson(join(place, "warnings.ndjson")).map((warning) => Warning.parse(warning));
/** Each warning that is circulated, beside itself. */
const pairs = (): { inside: Warning; outside: Warning }[] => {
  const ids = ndjson<{ warning_id: string; circulated_as: string }>(join(report, "circulation-ids.ndjson"));
  const outside = new Map(warningsIn(circulated()).map((warning) => [warning.warning_id, warning]));
  const known = new Map(ids.map((one) => [one.warning_id, one.circulated_as]));
  return warningsIn(report).flatMap((inside) => {
    const own = outside.get(known.get(inside.warning_id) ?? "");
    return own ? [{ inside, outside: own }] : [];
  });
};
const circulated = () => join(report, "circulation");

describe("the edition for circulation", () => {
  it("has a page, a workbook, sheets and lines, and nothing that holds what was read as it stood", () => {
    expect(readdirSync(circulated()).sort()).toEqual(["leads.docx", "report.html", "report.xlsx", "warnings.ndjson"]);
  });

  it("names nobody whom the edition for inspectors names", () => {
    const inside = textOf(join(report, "report.html"));
    for (const name of PERSONS.filter((one) => !["赵批准", "GX-77", "孙代理"].includes(one)))
      expect(inside, name).toContain(name);
    expect(inside).toContain("赵批准");
    for (const path of filesIn(circulated())) {
      const text = textOf(path);
      for (const name of [...PERSONS, ...FREE]) expect(text.includes(name), `${name} in ${path}`).toBe(false);
    }
  });

  it("gives a person one pseudonym, in every file", () => {
    const given = new Map<string, Set<string | null>>();
    for (const { inside, outside } of pairs()) {
      inside.evidence.forEach(({ actor_id }, k) => {
        if (actor_id === null) return;
        const names = given.get(actor_id) ?? new Set();
        given.set(actor_id, names.add(outside.evidence[k]?.actor_id ?? null));
      });
    }
    expect([...given.keys()]).toEqual(expect.arrayContaining(["张建国", "110021"]));
    for (const names of given.values()) expect(names.size).toBe(1);
    const name = [...(given.get("张建国") ?? [])][0] ?? "";
    expect(name).toMatch(/^P[0-9A-Z]{12}$/);
    for (const path of filesIn(circulated())) expect(textOf(path), path).toContain(name);
    expect(
      warningsIn(circulated()).find(({ code, case_id }) => code === "PS05" && case_id === "A1")?.message.zh,
    ).toContain(name);
  });

  it("has ids that cannot be worked out, and tells inspectors which are which", () => {
    expect(pairs()).toHaveLength(warningsIn(circulated()).length);
    for (const path of filesIn(circulated())) {
      const text = textOf(path);
      for (const { warning_id } of warningsIn(report)) expect(text.includes(warning_id), path).toBe(false);
    }
  });

  it("has no lead that touches the head of a unit, and does not count any", () => {
    const inside = warningsIn(report);
    const heads = new Set(inside.filter(({ head_of }) => head_of.length > 0).map(({ subject }) => subject.id));
    expect([...heads]).toContain("N300");
    const going = inside.filter(({ subject }) => !heads.has(subject.id));
    expect(warningsIn(circulated()).map((w) => w.case_id)).toEqual(going.map((w) => w.case_id));
    const leads = new Set(going.map(({ subject }) => JSON.stringify(subject))).size;
    expect(textOf(join(circulated(), "report.html"))).toContain(`归为 ${leads} 条线索`);
    for (const path of filesIn(circulated())) expect(textOf(path).includes("N300"), path).toBe(false);
  });

  it("keeps of a register's entry what names nobody", () => {
    const exempted = warningsIn(circulated()).find(({ exemption }) => exemption !== null);
    expect(Object.keys(exempted?.exemption ?? {}).sort()).toEqual(["exemption_id", "from_at", "kind", "to_at"]);
  });

  it("tells no small count in a summary, and the edition for inspectors tells all", () => {
    const tile = /<b>([^<]*)<\/b><span class="level">(\d)/g;
    const tiles = (path: string) => [...textOf(path).matchAll(tile)].map(([, count]) => count);
    expect(tiles(join(report, "report.html")).map(Number).every(Number.isInteger)).toBe(true);
    expect(tiles(join(report, "report.html")).some((n) => Number(n) > 0 && Number(n) < 5)).toBe(true);
    expect(tiles(join(circulated(), "report.html")).some((n) => n === "&lt;5")).toBe(true);
    expect(tiles(join(circulated(), "report.html")).some((n) => Number(n) > 0 && Number(n) < 5)).toBe(false);
    expect(textOf(join(circulated(), "report.xlsx"))).toContain("&lt;5");
  });

  it("is listed, with its hashes, in the manifest", () => {
    const { outputs } = JSON.parse(readFileSync(join(report, "run.json"), "utf8"));
    const names = outputs.map(({ file }: { file: string }) => file);
    for (const name of readdirSync(circulated())) expect(names).toContain(`circulation/${name}`);
  });
});

describe.each(LANGUAGES)("every output of a run in %s", (language: Language) => {
  it("says no banned word", () => {
    const files = filesIn(join(folder, language));
    expect(files.length).toBeGreaterThan(10);
    for (const path of files) expect(judgesIn(textOf(path)), path).toBe(null);
  });

  it("has the banner in what people read", () => {
    for (const path of filesIn(join(folder, language)).filter((one) => /\.(html|xlsx|docx)$/.test(one)))
      expect(textOf(path), path).toContain(BANNER[language]);
  });
});
