import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { REFUSED } from "../detectors/_terms/labels.ts";
import { loadDetectors } from "../detectors/registry.ts";
import { lawNote } from "../pipeline/report/law-notes.ts";
import { lawTitle } from "../pipeline/report/laws.ts";
import { isOff } from "../pipeline/rules/compile.ts";
import { isClock } from "../pipeline/rules/template.ts";
import { activitiesOf, Procedure, Rule } from "../schemas/procedure.ts";

const root = join(import.meta.dirname, "..");
const yamlIn = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => join(folder, name));

const read = (file: string) => {
  const text = readFileSync(join(root, file), "utf8");
  return { file, text, procedure: Procedure.parse(parse(text)) };
};

const builtIn = yamlIn("procedures").map(read);
const examples = yamlIn("fixtures/procedures").map(read);
const all = [...builtIn, ...examples];

/** Words no text of the house may use about the people whose work it reads. */
const BANNED = ["违法", "违纪", "造假", "徇私", "腐败", "嫌疑人", "犯罪"];
/** An activity that no rule speaks of stays in the file for the timeline, and says so. */
const context = (text: string) => new Set([...text.matchAll(/^ {2}([\w-]+):.*# context$/gm)].map(([, key]) => key));

test("there are procedures, with ids of their own", () => {
  expect(builtIn.length).toBeGreaterThan(0);
  expect(examples.map(({ procedure }) => procedure.id).sort()).toEqual([
    "bpic15",
    "police-force-reports",
    "receipt",
    "road-traffic-fines",
  ]);
  const ids = all.map(({ procedure }) => procedure.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("a rule that is unsure, or cites something unsure, is off until someone switches it on", () => {
  const rule = { id: "r", template: "existence", activities: ["a"] } as const;
  const unsure = { law: [{ name: "Act", confidence: "unsure" }] } as const;
  const off = [{}, { confidence: "unsure" }, unsure, { ...unsure, enabled: true }, { enabled: false }].map((more) =>
    isOff(Rule.parse({ ...rule, ...more })),
  );
  expect(off).toEqual([false, true, true, false, true]);
});

test("every text of law that built-in rules cite has an English name beside its own", () => {
  const cited = builtIn.flatMap(({ procedure }) =>
    procedure.rules.flatMap(({ law }) => (law ?? []).map(({ name }) => name)),
  );
  expect([...new Set(cited)].filter((name) => lawTitle(name).en === name)).toEqual([]);
});

test("what citations note beside an article has English words", async () => {
  const ofRules = builtIn.flatMap(({ procedure }) => procedure.rules.flatMap(({ law }) => law ?? []));
  const ofDetectors = (await loadDetectors()).flatMap(({ meta }) => meta.law);
  const notes = new Set([...ofRules, ...ofDetectors].flatMap(({ note }) => note ?? []));
  expect(notes.size).toBeGreaterThan(80);
  expect([...notes].filter((note) => /\p{Script=Han}/u.test(note) && lawNote(note).en === note)).toEqual([]);
});

test("what rules leave out as refused is what detectors call so", () => {
  const asked = builtIn.flatMap(({ procedure }) =>
    procedure.rules.flatMap(({ when, target }) => [when, target].flatMap((one) => one?.approval_result ?? [])),
  );
  expect(asked.length).toBeGreaterThan(0);
  for (const results of asked) expect(results).toEqual({ not: REFUSED, blank: true });
});

describe.each(all)("$file", ({ file, text, procedure }) => {
  const { activities, rules, completion } = procedure;
  const completing = typeof completion === "object" ? completion.activities : [];

  const named = [...rules.flatMap(activitiesOf), ...completing];
  const spoken = named.flatMap((key) => [key, ...(activities[key]?.any ?? [])]);

  test("is named after its id", () => expect(basename(file, ".yaml")).toBe(procedure.id));

  test("gives every rule an id of its own and a title in both languages", () => {
    const ids = rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(rules.filter(({ title }) => !title).map(({ id }) => id)).toEqual([]);
  });

  test("is the same as JSON, which is how the build keeps it", () => {
    expect(JSON.parse(JSON.stringify(procedure))).toStrictEqual(procedure);
  });

  test("declares every activity that is spoken of", () => {
    expect(spoken.filter((key) => !(key in activities))).toEqual([]);
  });

  test("speaks of every activity it declares, or marks it as context", () => {
    const marked = context(text);
    expect(Object.keys(activities).filter((key) => spoken.includes(key) === marked.has(key))).toEqual([]);
  });

  test("names every activity in both languages and gives no label to two activities", () => {
    expect(Object.entries(activities).filter(([, { zh, en }]) => !zh || !en)).toEqual([]);
    const labels = Object.entries(activities).flatMap(
      ([key, { zh, en, matches, any }]) => matches ?? (any ? [] : [key, zh, en]),
    );
    expect(new Set(labels).size).toBe(labels.length);
  });

  test("gives each template the arguments it needs", () => {
    for (const { id, template, activities: args, count, limit } of rules) {
      const single = ["init", "end", "existence", "absence", "exactly", "min-actors", "role"].includes(template);
      expect([id, args.length]).toEqual([id, single ? 1 : 2]);
      expect([id, limit !== undefined]).toEqual([id, isClock(template)]);
      if (template === "min-actors") expect([id, count ?? 0]).toEqual([id, expect.toSatisfy((n) => n >= 2)]);
    }
  });

  test("uses no word that judges people, but for the titles of laws", () => {
    const titles = rules.flatMap(({ law = [] }) => law.map(({ name }) => name));
    const own = titles.reduce((rest, title) => rest.replaceAll(title, ""), text);
    expect(BANNED.filter((word) => own.includes(word))).toEqual([]);
  });
});

describe.each(builtIn)("$file as law", ({ procedure: { rules, applies } }) => {
  test("says which cases it covers", () => expect(applies).toBeDefined());

  test.each(rules)("$id cites its law and carries explanations, checks and a severity", (rule) => {
    expect(rule.code).toMatch(/^[A-Z]{2}\d{2}$/);
    expect(rule.id.startsWith(`${rule.code}-`)).toBe(true);
    expect(rule.severity).toBeGreaterThan(0);
    expect(rule.innocent?.length).toBeGreaterThan(0);
    expect(rule.checks?.length).toBeGreaterThan(0);
    expect(rule.law?.length).toBeGreaterThan(0);
    for (const citation of rule.law ?? []) {
      expect(citation.article).toBeTruthy();
      expect(citation.from).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      if (citation.to) expect(citation.to >= (citation.from as string)).toBe(true);
    }
  });

  test("what is unsure is off", () => {
    const unsure = rules.filter(
      ({ confidence, law }) => confidence === "unsure" || law?.some((citation) => citation.confidence === "unsure"),
    );
    expect(unsure.filter(({ enabled }) => enabled !== false).map(({ id }) => id)).toEqual([]);
  });

  test("one text of a law gives way to the next without a gap or an overlap", () => {
    const dayAfter = (day = "") => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    for (const { id, law = [] } of rules) {
      for (const name of new Set(law.map((citation) => citation.name))) {
        const texts = law.filter((citation) => citation.name === name);
        for (const [i, next] of texts.slice(1).entries()) {
          expect([id, name, next.from]).toEqual([id, name, dayAfter(texts[i]?.to)]);
        }
      }
    }
  });
});
