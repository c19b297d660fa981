import { mkdir, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { loadDetectors } from "../detectors/registry.ts";
import { detect } from "../pipeline/detect.ts";
import { sql } from "../pipeline/engine/sql.ts";
import { buildFacts } from "../pipeline/facts.ts";
import { loadFile } from "../pipeline/ingest/load.ts";
import { zoneOf } from "../pipeline/kit/zone.ts";
import { loadProcedures } from "../pipeline/procedures.ts";
import { buildRuleSet } from "../pipeline/rules/ruleset.ts";
import { openWorkspace } from "../pipeline/workspace.ts";
import { Source } from "../schemas/config.ts";

/**
 * Every ordered pair of a log's most frequent activities under three templates: loaded, compiled from YAML and judged,
 * with all six outcomes counted for every rule. Warnings are not written: such rules find millions.
 * usage: wide <log.xes.gz> <empty folder>; prints `{ rules, judged }`.
 */
const [log, folder] = process.argv.slice(2);
if (!log || !folder) throw new Error("usage: wide <log> <folder>");
const ACTIVITIES = 60;
const TEMPLATES = ["response", "precedence", "not-co-existence"] as const;

const scratch = join(folder, "scratch");
await mkdir(scratch, { recursive: true });
const engine = await openWorkspace(join(folder, "workspace"), { memoryLimit: "1GB" });
const zone = zoneOf("Europe/Amsterdam");
const file = { path: log, name: basename(log), bytes: (await stat(log)).size, format: "xes" } as const;
await loadFile(
  { ...file, source: Source.parse({ table: "events", files: log }) },
  { engine, scratch, zone, maxBytes: 2 ** 40, holding: null, now: 0 },
);
const frequent = await engine.all<{ activity: string }>(sql`
  select a.activity from stored_events e join activity_index a on a.activity_key = e.activity_key
  group by a.activity order by count(*) desc, a.activity limit ${ACTIVITIES}`);
const procedure = join(folder, "wide.yaml");
await writeFile(procedure, procedureOf(frequent.map(({ activity }) => activity)));

const [loaded] = await loadProcedures([procedure], folder, () => procedure);
if (!loaded) throw new Error("no procedure");
const facts = await buildFacts(engine, { zone, asOf: Date.now() });
const ruleSet = await buildRuleSet([loaded.procedure], facts);
let judged = 0;
for (const detector of await loadDetectors()) {
  if (!detector.templates.some((template) => TEMPLATES.some((one) => one === template))) continue;
  const { report, rules } = await detect({ detector, params: {}, off: false }, { facts, ruleSet, runId: "wide" });
  if (report.state !== "evaluated") throw new Error(`${detector.meta.id}: ${report.state} ${report.reason?.en}`);
  for (const { outcomes } of rules) judged += outcomes.hit + outcomes.clear;
}
engine.close();
console.log(JSON.stringify({ rules: ruleSet.rules.length, judged }));

function procedureOf(activities: readonly string[]): string {
  const pairs = activities.flatMap((_, a) => activities.flatMap((_, b) => (a === b ? [] : [[a, b]])));
  const rules = TEMPLATES.flatMap((template) =>
    pairs.map(([a, b]) => `  - { id: ${template}-${a}-${b}, template: ${template}, activities: [a${a}, a${b}] }`),
  );
  return [
    "id: wide",
    "title: { zh: 宽, en: Wide }",
    "completion: all",
    "activities:",
    ...activities.map((label, i) => `  a${i}: { matches: [${JSON.stringify(label)}] }`),
    "rules:",
    ...rules,
    "",
  ].join("\n");
}
