import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ACTIVITIES } from "../fixtures/generator/activities.ts";
import { type DemoOptions, type DemoSummary, generateDemo } from "../fixtures/generator/demo.ts";
import { writeGb18030 } from "../fixtures/generator/gb18030.ts";
import { EVENT_COLUMNS, INTERVENTION_COLUMNS } from "../fixtures/generator/tables.ts";
import { CODES } from "../schemas/codes.ts";
import { Config } from "../schemas/config.ts";
import type { Label } from "../schemas/label.ts";
import { Procedure } from "../schemas/procedure.ts";
import { TABLES } from "../schemas/tables.ts";
import { ndjson } from "./kit/ndjson.ts";

const root = mkdtempSync(join(tmpdir(), "xiezhi-generator-"));
afterAll(() => rmSync(root, { recursive: true }));

type Row = Readonly<Record<string, string>>;
interface Demo {
  readonly folder: string;
  readonly summary: DemoSummary;
  readonly events: readonly Row[];
  readonly cases: readonly Row[];
  readonly interventions: readonly Row[];
  readonly labels: readonly Label[];
}

const files = (folder: string) => ["xiezhi.yaml", "labels.ndjson", ...logs(folder)];
const logs = (folder: string) =>
  readdirSync(join(folder, "logs"))
    .sort()
    .map((name) => `logs/${name}`);

const hash = (folder: string) => {
  const sum = createHash("sha256");
  for (const name of files(folder)) sum.update(name).update(readFileSync(join(folder, name)));
  return sum.digest("hex");
};

const lines = (folder: string, name: string) => {
  const decoder = new TextDecoder(name.includes("police") ? "gb18030" : "utf-8", { fatal: true });
  return decoder
    .decode(readFileSync(join(folder, name)))
    .split("\n")
    .slice(0, -1);
};

const rows = (folder: string, name: string): Row[] => {
  const [header = "", ...body] = lines(folder, name);
  const columns = header.split(",");
  const cells = body.map((line) => line.split(","));
  expect(cells.filter(({ length }) => length !== columns.length)).toEqual([]);
  return cells.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? ""])));
};

async function generate(name: string, options: Omit<DemoOptions, "folder">): Promise<Demo> {
  const folder = join(root, name);
  const summary = await generateDemo({ folder, ...options });
  return {
    folder,
    summary,
    events: logs(folder)
      .filter((file) => file.includes("police"))
      .flatMap((file) => rows(folder, file)),
    cases: rows(folder, "logs/cases.csv"),
    interventions: rows(folder, "logs/interventions.csv"),
    labels: ndjson<Label>(join(folder, "labels.ndjson")),
  };
}

const byCase = ({ events }: Demo) => {
  const cases = new Map<string, Row[]>();
  for (const event of events) {
    const id = event[EVENT_COLUMNS.case_id] as string;
    const acts = cases.get(id);
    if (acts) acts.push(event);
    else cases.set(id, [event]);
  }
  return cases;
};

/** What a reader of the file can see of each plant without a detector. */
const VISIBLE: Readonly<Record<string, (acts: readonly Row[], about: Row) => boolean>> = {
  "PS01-acceptance": (acts) => has(acts, "归档") && !has(acts, "受案登记") && begunBefore(acts, "2026"),
  "PS02-decision-before-execution": (acts) => first(acts, "执行") < first(acts, "处罚决定"),
  "PS04-review-after-hearing": (acts) => has(acts, "归档") && has(acts, "听证") && !has(acts, "法制审核"),
  "PS05-handler-does-not-approve": (acts) => shared(acts, "询问", "审批"),
  "PS04-handler-does-not-review": (acts) => shared(acts, "询问", "法制审核"),
  "PS06-notice-before-decision": (acts, about) =>
    about.procedure_variant === "一般程序" &&
    has(acts, "处罚决定") &&
    !(first(acts, "处罚前告知") < first(acts, "处罚决定")),
  "PS08-served": (acts) => has(acts, "处罚决定") && has(acts, "归档") && !has(acts, "送达"),
  "PS09-hearing-in-fast-track": (acts, about) => about.procedure_variant === "快速办理" && has(acts, "听证"),
  "PS09-not-filed-yet-decided": (acts) => has(acts, "不予立案") && has(acts, "处罚决定"),
  "PS09-one-decision": (acts, about) =>
    acts.filter((act) => act[EVENT_COLUMNS.activity] === "处罚决定").length > 1 && about.party_count === "1",
};
const begunBefore = (acts: readonly Row[], day: string) =>
  acts.some((act) => (act[EVENT_COLUMNS.occurred_at] as string) < day);
const of = (acts: readonly Row[], activity: string) => acts.filter((act) => act[EVENT_COLUMNS.activity] === activity);
const has = (acts: readonly Row[], activity: string) => of(acts, activity).length > 0;
const first = (acts: readonly Row[], activity: string) => of(acts, activity)[0]?.[EVENT_COLUMNS.occurred_at] ?? "none";
const shared = (acts: readonly Row[], a: string, b: string) => {
  const actors = new Set(of(acts, a).map((act) => act[EVENT_COLUMNS.actor_id]));
  return of(acts, b).some((act) => actors.has(act[EVENT_COLUMNS.actor_id]));
};

const visible = (demo: Demo, rule: string) => {
  const acts = byCase(demo);
  return demo.cases
    .filter((about) => about.case_type === "治安案件" && VISIBLE[rule]?.(acts.get(about.case_id ?? "") ?? [], about))
    .map(({ case_id }) => case_id)
    .sort();
};

const PROCEDURES = [
  "public-order-penalty",
  "police-criminal",
  "procuratorate-review",
  "criminal-trial",
  "civil-first-instance",
  "civil-second-instance",
  "enforcement",
  "administrative-litigation",
];
const procedure = (name: string) =>
  Procedure.parse(parse(readFileSync(join(import.meta.dirname, `../procedures/${name}.yaml`), "utf8")));

const CASES = 2_000;
let demo: Demo;
let nothing: Demo;

beforeAll(async () => {
  demo = await generate("demo", { cases: CASES, seed: 7 });
  nothing = await generate("nothing", { cases: CASES, seed: 7, nothingPlanted: true });
});

/** What stands in columns of these canonical names, in all files. */
function valuesOf({ folder }: Demo, ...columns: readonly string[]): ReadonlySet<string> {
  const mapped: Readonly<Record<string, string>> = { ...EVENT_COLUMNS, ...INTERVENTION_COLUMNS };
  const headers = columns.flatMap((column) => [column, mapped[column] ?? column]);
  const values = logs(folder).flatMap((name) =>
    rows(folder, name).flatMap((row) => headers.map((header) => row[header])),
  );
  return new Set(values.filter((value): value is string => Boolean(value)));
}

describe("the same options", () => {
  test("give the same bytes", async () => {
    const again = await generate("again", { cases: CASES, seed: 7 });
    expect(hash(again.folder)).toBe(hash(demo.folder));
  });

  test("with another seed give other bytes", async () => {
    const other = await generate("other", { cases: CASES, seed: 8 });
    expect(hash(other.folder)).not.toBe(hash(demo.folder));
  });

  test("replace what an earlier demo left in the folder", async () => {
    const small = { cases: 60, seed: 3, from: "2025-01-01", to: "2025-12-31" } as const;
    await generateDemo({ folder: join(root, "twice"), cases: 300, seed: 1 });
    await generateDemo({ folder: join(root, "twice"), ...small });
    await generateDemo({ folder: join(root, "once"), ...small });
    expect(hash(join(root, "twice"))).toBe(hash(join(root, "once")));
  });
});

describe("the files", () => {
  test("hold as many rows as the summary says", () => {
    const { summary, folder } = demo;
    for (const [name, count] of Object.entries(summary.files)) {
      const header = name.endsWith(".csv") ? 1 : 0;
      expect([name, lines(folder, name).length - header]).toEqual([name, count]);
    }
    expect(Object.keys(summary.files).sort()).toEqual(files(folder).slice(1).sort());
    expect(summary.cases).toBe(CASES);
    expect(summary.cases).toBe(demo.cases.length);
    expect(summary.events).toBe(demo.events.length);
    expect(summary.interventions).toBe(demo.interventions.length);
    expect(summary.plants + summary.lookAlikes).toBe(demo.labels.length);
  });

  test("tell of the cases of the master and of no others", () => {
    const ids = new Set(demo.cases.map(({ case_id }) => case_id));
    expect(ids.size).toBe(CASES);
    expect(new Set(byCase(demo).keys())).toEqual(ids);
    expect(demo.interventions.filter((entry) => !ids.has(entry[INTERVENTION_COLUMNS.case_id]))).toEqual([]);
  });

  test("use the labels of the list, and all of them", () => {
    const used = new Set(demo.events.map((event) => event[EVENT_COLUMNS.activity]));
    expect([...used].sort()).toEqual([...ACTIVITIES].sort());
  });

  test("hold nothing from after the end of the log, and no entry before its act", () => {
    const wrong = demo.events.filter((event) => {
      const [act = "", entry = ""] = [event[EVENT_COLUMNS.occurred_at], event[EVENT_COLUMNS.recorded_at]];
      return entry < act || entry > "2026-06-30 23:59:59";
    });
    expect(wrong).toEqual([]);
    expect(demo.summary.asOf).toBe("2026-06-30T23:59:59+08:00");
  });

  test("number every record once", () => {
    expect(new Set(demo.events.map((event) => event[EVENT_COLUMNS.event_id])).size).toBe(demo.events.length);
  });

  test("leave cases open at the end", () => {
    const open = demo.cases.filter(({ closed_at }) => closed_at === "").length;
    expect(open).toBeGreaterThan(10);
    expect(open).toBeLessThan(CASES / 5);
  });

  test("use no word that judges people", () => {
    const banned = /违法|违纪|造假|徇私|腐败|嫌疑人|犯罪/;
    for (const name of files(demo.folder)) {
      expect([name, lines(demo.folder, name).filter((line) => banned.test(line))]).toEqual([name, []]);
    }
  });

  test("are in GB18030 where the config says so", () => {
    const text = "案件编号,环节〔2025〕123号·（治）\n";
    const bytes = new Uint8Array(text.length * 2);
    const written = bytes.subarray(0, writeGb18030(text, bytes, 0));
    expect(new TextDecoder("gb18030").decode(written)).toBe(text);
    expect(() => writeGb18030("\u{1f600}", new Uint8Array(8), 0)).toThrow("GB18030");
    expect(lines(demo.folder, "logs/police-2024.csv")[0]).toBe(Object.values(EVENT_COLUMNS).join(","));
  });
});

describe("the config", () => {
  test("is valid, and maps every file by columns that exist", () => {
    const config = Config.parse(parse(readFileSync(demo.summary.config, "utf8")));
    expect(config.procedures).toEqual(PROCEDURES);
    for (const { table, columns = {}, files: pattern, encoding } of config.sources) {
      const known = TABLES[table].columns as Readonly<Record<string, unknown>>;
      expect(Object.keys(columns).filter((column) => !(column in known))).toEqual([]);
      const name = logs(demo.folder).find((file) => file.startsWith(String(pattern).split("*")[0] as string)) as string;
      const bytes = readFileSync(join(demo.folder, name));
      const header = new TextDecoder(encoding).decode(bytes).split("\n", 1)[0]?.split(",") ?? [];
      expect(Object.values(columns).filter((column) => !header.includes(column))).toEqual([]);
    }
  });

  test("names a procedure that knows every label of a public-order case", () => {
    const { activities } = procedure("public-order-penalty");
    const known = new Set(Object.values(activities).flatMap(({ matches = [] }) => matches));
    const beside = new Set([
      "讯问",
      "变更承办人",
      "变更强制措施",
      "批示",
      "转递材料",
      "协调会纪要",
      "督办",
      "请示报告",
      "书面指导意见",
      "制作文书",
    ]);
    expect(ACTIVITIES.filter((label) => !known.has(label) && !beside.has(label))).toEqual([]);
  });
});

/** Codes of which the demo plants nothing, and why. A code that gets its cases has to leave the list. */
const UNPLANTED: Readonly<Record<string, string>> = { TM09: "a reminder ahead of time, and no lead" };

describe("the labels", () => {
  test("refer to what there is", () => {
    const cases = valuesOf(demo, "case_id");
    const numbers = [...valuesOf(demo, "case_no")];
    const people = valuesOf(demo, "actor_id", "representative_id", "cause_code");
    const inquirers = valuesOf(demo, "inquirer_id");
    const units = valuesOf(demo, "org_id");
    const known = {
      case: (id: string) => cases.has(id),
      org: (id: string) => units.has(id),
      series: (id: string) => inquirers.has(id) || numbers.some((number) => number.startsWith(id)),
      pair: (id: string) => id.split(" + ").every((one) => people.has(one)),
    };
    for (const { subject, case_id, org_id } of demo.labels) {
      expect([subject, known[subject.type](subject.id)]).toEqual([subject, true]);
      if (case_id) expect(cases.has(case_id)).toBe(true);
      if (org_id) expect(units.has(org_id)).toBe(true);
    }
  });

  test("are of every code that something asks for, plants and look-alikes", () => {
    const { byCode } = demo.summary;
    const bare = Object.keys(CODES).filter((code) => !byCode[code]?.plants || !byCode[code]?.lookAlikes);
    expect(bare.sort()).toEqual(Object.keys(UNPLANTED).sort());
  });

  test("are a few of each code that is about cases", () => {
    const aboutUnits = ["BL07", "BL08", "BL09", "DI05", "IV04", "OC01", "OC03", "PR04", "SW01", "SW03"];
    const few = Object.entries(demo.summary.byCode).filter(
      ([, { plants, lookAlikes }]) => Math.min(plants, lookAlikes) < 3,
    );
    expect(few.map(([code]) => code).sort()).toEqual(aboutUnits);
  });

  test("name rules of the procedures", () => {
    const rules = new Map(
      PROCEDURES.flatMap((name) => procedure(name).rules.map(({ id, code }) => [`${code} ${id}`, code] as const)),
    );
    for (const { rule, code } of demo.labels)
      if (rule) expect([rule, rules.get(`${code} ${rule}`)]).toEqual([rule, code]);
  });

  test.each(Object.keys(VISIBLE))("%s: what is planted is there, and nowhere else", (rule) => {
    const planted = demo.labels.filter((label) => label.rule === rule).map(({ subject }) => subject.id);
    expect(visible(demo, rule)).toEqual(planted.sort());
    expect(visible(nothing, rule)).toEqual([]);
  });
});

describe("with nothing planted", () => {
  test("there is nothing to label", () => {
    expect(nothing.labels).toEqual([]);
    expect(nothing.summary).toMatchObject({ plants: 0, lookAlikes: 0, byCode: {}, cases: CASES });
  });

  test("every act of somebody who does not handle the case is registered within three days, before the case closes", () => {
    const closed = new Map(nothing.cases.map(({ case_id, closed_at }) => [case_id, closed_at]));
    for (const entry of nothing.interventions) {
      const received = Date.parse(`${entry[INTERVENTION_COLUMNS.received_at]}Z`);
      const recorded = Date.parse(`${entry[INTERVENTION_COLUMNS.recorded_at]}Z`);
      expect(recorded - received).toBeLessThan(3 * 86_400_000);
      const end = closed.get(entry[INTERVENTION_COLUMNS.case_id] as string);
      if (end) expect(recorded).toBeLessThan(Date.parse(`${end}Z`));
    }
    const registered = new Set(nothing.interventions.map((entry) => entry[INTERVENTION_COLUMNS.case_id]));
    const acts = nothing.events.filter((event) =>
      ["批示", "转递材料", "协调会纪要"].includes(event[EVENT_COLUMNS.activity] as string),
    );
    const late = "2026-06-27";
    expect(
      acts.filter(
        (act) => !registered.has(act[EVENT_COLUMNS.case_id]) && (act[EVENT_COLUMNS.occurred_at] as string) < late,
      ),
    ).toEqual([]);
  });

  test("no case is older than a year", () => {
    const old = nothing.cases.filter(({ opened_at = "", closed_at }) => closed_at === "" && opened_at < "2025-06-30");
    expect(old).toEqual([]);
  });
});

test("progress is told, and tiny logs are written", async () => {
  const told: number[] = [];
  const summary = await generateDemo({
    folder: join(root, "tiny"),
    cases: 5,
    seed: 1,
    onProgress: (done) => told.push(done),
  });
  expect(told).toEqual([5]);
  expect(summary.cases).toBe(5);
});
