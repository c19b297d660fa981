import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { pages, proseIn, ROOT } from "../docs/pages.ts";
import { Config } from "../schemas/config.ts";
import { activitiesOf, Procedure, type Rule, TEMPLATES } from "../schemas/procedure.ts";

const files = await pages();

test("the generated pages are as their sources say; `npm run docs` writes them", async () => {
  const stale: string[] = [];
  for (const [path, text] of files) {
    if ((await readFile(join(ROOT, path), "utf8").catch(() => null)) !== text) stale.push(path);
  }
  expect(stale).toEqual([]);
});

test("a page explains before it lists cases, and has the first ones alone", () => {
  const page = files.get("detectors/overdue/README.md") as string;
  const headings = page.split("\n").filter((line) => line.startsWith("## "));
  expect(headings[0]).toMatch(/^## How it/);
  expect(headings.at(-1)).toBe("## Cases · 示例");
  expect(page).toContain("](CASES.md)");
  expect(files.get("detectors/overdue/CASES.md")).toContain("## Said · 提示");
  expect(files.get("detectors/_template/CASES.md"), "nothing is left for it").toBeNull();
});

test("the prose of a page is what stands between its markers, and no page without them is written over", () => {
  const page =
    "# X\n\n<!-- prose: kept by hand -->\n\n## Why\n\nSo.\n\n<!-- end of the prose -->\n\n## Cases\n\n<!-- end of the prose -->";
  expect(proseIn("x", page)).toBe("## Why\n\nSo.");
  expect(proseIn("x", null)).toBe("");
  for (const lost of ["<!-- prose: kept by hand -->", "<!-- end of the prose -->"]) {
    expect(() => proseIn("x/README.md", page.replaceAll(lost, ""))).toThrow(
      "x/README.md: its prose has to stand between",
    );
  }
});

interface Schema {
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
}

/** Properties, at any depth, that nothing is said of. */
const untold = (schema: unknown, path: string): string[] => {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties = {} } = schema as Schema;
  const own = Object.keys(properties).filter((name) => !properties[name]?.description);
  return [
    ...own.map((name) => `${path}.${name}`),
    ...Object.entries(schema).flatMap(([name, part]) => untold(part, `${path}.${name}`)),
  ];
};

test.each(["config", "procedure"])("docs/%s.schema.json says of every property what it is", (name) => {
  const schema = JSON.parse(readFileSync(join(ROOT, `docs/${name}.schema.json`), "utf8"));
  expect(Object.keys(schema.properties).length).toBeGreaterThan(5);
  expect(untold(schema, name)).toEqual([]);
});

const examplesIn = (page: string): unknown[] =>
  [...readFileSync(join(ROOT, page), "utf8").matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => parse(text));

test("the examples of docs/configuration.md are configurations", () => {
  const examples = examplesIn("docs/configuration.md");
  expect(examples).not.toEqual([]);
  for (const example of examples) expect(Config.safeParse(example).error).toBeUndefined();
});

test("the examples of docs/procedures.md are procedures or their rules, with one for every template", () => {
  const procedures = examplesIn("docs/procedures.md").map((example) => {
    if (!Array.isArray(example)) return example;
    const named = (example as Rule[]).flatMap(activitiesOf);
    return { id: "example", activities: Object.fromEntries(named.map((name) => [name, null])), rules: example };
  });
  const rules = procedures.flatMap((procedure) => Procedure.parse(procedure).rules);
  const shown = new Set(rules.map(({ template }) => template));
  expect(TEMPLATES.filter((template) => !shown.has(template))).toEqual([]);
});
