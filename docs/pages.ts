import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Document, isMap, isSeq, type Node } from "yaml";
import * as z from "zod";
import {
  type Cases,
  filesOf,
  type Given,
  loadCases,
  type SilentCase,
  type WarnsCase,
} from "../detectors/_kit/cases.ts";
import type { Log } from "../detectors/_kit/log.ts";
import { loadDetectors } from "../detectors/registry.ts";
import type { Detector, Scope } from "../pipeline/detector.ts";
import { builtInProcedures, loadProcedures } from "../pipeline/procedures.ts";
import { CODES } from "../schemas/codes.ts";
import { Config, Source } from "../schemas/config.ts";
import { Activity, Procedure, Rule } from "../schemas/procedure.ts";
import { TABLE_NAMES, tableOf } from "../schemas/tables.ts";
import type { Bilingual } from "../schemas/text.ts";
import { codeRows } from "./codes.ts";
import { keyRows, kindOf, type Shape } from "./keys.ts";

export const ROOT = join(import.meta.dirname, "..");
const KEPT = "<!-- prose: kept by hand -->";
const KEPT_UNTIL = "<!-- end of the prose -->";
const TEMPLATE = "_template";

/** Every generated file: its path from the root and what it should hold, null where none should be there. */
export async function pages(): Promise<Map<string, string | null>> {
  const detectors = await loadDetectors();
  const files = new Map<string, string | null>();
  for (const id of [TEMPLATE, ...detectors.map(({ meta }) => meta.id)]) {
    const page = `detectors/${id}/README.md`;
    const cases = await loadCases(id);
    files.set(page, pageOf(cases, await proseOf(page)));
    files.set(`detectors/${id}/CASES.md`, othersOf(cases));
  }
  files.set("docs/detectors.md", listOf(detectors));
  files.set("docs/codes.md", await codesPage(detectors));
  files.set("docs/tables.md", tablesPage());
  files.set("docs/configuration.md", configurationPage(await proseOf("docs/configuration.md")));
  files.set("docs/procedures.md", proceduresPage(await proseOf("docs/procedures.md")));
  files.set("docs/config.schema.json", schemaOf(Config, "Configuration of Xiezhi"));
  files.set("docs/procedure.schema.json", schemaOf(Procedure, "A procedure: activities and rules"));
  return files;
}

const proseOf = async (page: string): Promise<string> =>
  proseIn(page, await readFile(join(ROOT, page), "utf8").catch(() => null));

/** What a page holds between its markers; one that lost a marker is not written over. */
export function proseIn(path: string, page: string | null): string {
  if (page === null) return "";
  const from = page.indexOf(KEPT);
  const until = page.indexOf(KEPT_UNTIL, from);
  if (from < 0 || until < 0) throw new Error(`${path}: its prose has to stand between ${KEPT} and ${KEPT_UNTIL}`);
  return page.slice(from + KEPT.length, until).trim();
}

const shapeOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape;

const schemaOf = (schema: z.ZodType, title: string): string =>
  `${JSON.stringify({ title, ...shapeOf(schema) }, null, 2)}\n`;

function tablesPage(): string {
  return `${GENERATED}
# Tables

What a source may deliver. Only \`events\` has to be there, and of a table only the columns that are required: a row
without a value in one of those is set aside. A column is found under its own name or one of its other names, or is named
under \`columns\` in the [configuration](configuration.md); what has no column here is kept as an attribute that rules can
ask for. A \`time\` is a moment; a \`list\` holds several values with \`;\` between them.

${TABLE_NAMES.map(tableSection).join("\n")}`;
}

function tableSection(name: (typeof TABLE_NAMES)[number]): string {
  const { about, identity, columns } = tableOf(name);
  const rows = Object.entries(columns).map(([column, { type, list, required, aliases = [], about: what }]) => [
    `\`${column}\``,
    list ? "list" : type,
    required ? "yes" : "",
    what,
    aliases.map((alias) => `\`${alias}\``).join(", "),
  ]);
  return `## ${name}

${about} A record is identified by \`${identity}\`.

${markdown(["Column", "Type", "Required", "What it is", "Other names"], rows)}`;
}

const keyTable = (schema: z.ZodType): string =>
  markdown(["Key", "Kind", "Default", "What it is"], keyRows(shapeOf(schema)));

const kept = (prose: string): string => `${KEPT}\n\n${prose}\n\n${KEPT_UNTIL}`;

const configurationPage = (prose: string): string => `${GENERATED_AROUND}
# Configuration

${kept(prose)}

## Every key

${keyTable(Config)}
## The keys of a source

${keyTable(Source)}`;

const proceduresPage = (prose: string): string => `${GENERATED_AROUND}
# Procedures

${kept(prose)}

## The keys of a procedure

${keyTable(Procedure)}
## The keys of an activity

${keyTable(Activity)}
## The keys of a rule

${keyTable(Rule)}`;

function listOf(detectors: readonly Detector[]): string {
  const rows = detectors.map(({ meta }) => [
    meta.code,
    `[${meta.id}](../detectors/${meta.id}/README.md)`,
    meta.title.zh,
    meta.title.en,
    meta.tier,
    String(meta.severity),
    needsOf(meta.needs),
  ]);
  const rules = detectors.filter(({ meta }) => meta.tier === "rule").length;
  return `${GENERATED}
# Detectors

${detectors.length} detectors: ${rules} by rule, ${detectors.length - rules} statistical. A rule is deterministic and cited; a signal holds a unit, a
case or a pair against its peers, is never by itself above severity 2, and no finding. Codes are those of
[codes.md](codes.md); severities are defaults that a rule of a procedure can set anew.

${markdown(["Code", "Id", "名称", "Title", "Tier", "Severity", "Needs"], rows)}`;
}

async function codesPage(detectors: readonly Detector[]): Promise<string> {
  const procedures = (await loadProcedures(await builtInProcedures(), ROOT)).map(({ procedure }) => procedure);
  return `${GENERATED}
# Codes

What is asked of a log, under ${Object.keys(CODES).length} codes, and what asks it: detectors, and rules of the procedures that come with the
program. Basis lists the laws in force that these cite, with their articles; dates and how sure each citation is stand
in the sources. Without a table or column that something reads, it is not evaluated or cannot tell, and the run says so.

${markdown(["Code", "名称 · Title", "Asked by", "Tier", "Severity", "Reads", "Basis · 依据"], codeRows(detectors, procedures))}`;
}

const ABSENCE =
  " What it finds rests on something that is not on record: in a case that was open in a gap of the feed (DI06) it is *cannot tell*.";

const GENERATED = "<!-- Written by `npm run docs`; change the sources, not this page. -->";

const GENERATED_AROUND =
  "<!-- Written by `npm run docs`, but for the prose between the markers; change the sources of the rest. -->";

const needsOf = (needs: Detector["meta"]["needs"]): string =>
  Object.entries(needs)
    .map(([table, columns]) => (columns.length === 0 ? table : `${table} (${columns.join(", ")})`))
    .join("; ");

const SCOPE_SAID: Readonly<Record<Scope, string>> = {
  case: "It judges a case by its own records.",
  log: "It holds a case against others of the log.",
  unit: "It looks at units or other subjects, never at a single case.",
};

function pageOf(cases: Cases, prose: string): string {
  const { detector } = cases;
  const { meta, templates } = detector;
  return `${GENERATED}
# ${titleOf(detector)}

\`${meta.id}\`, version ${meta.version}, of the family ${meta.family}. ${
    meta.tier === "rule" ? "A rule" : "A statistical signal, not a finding"
  }; severity ${meta.severity}${templates.length > 0 ? " unless the procedure's rule sets another" : ""}. ${SCOPE_SAID[meta.scope]}

${meta.about.zh}

${meta.about.en}

It needs ${needsOf(meta.needs)}; without them it is not evaluated, and the run says so.${meta.absence ? ABSENCE : ""}
${templates.length === 0 ? "" : `\nIt serves the rules of procedures with the templates ${listed(templates.map((name) => `\`${name}\``))}.\n`}
${KEPT}

${prose}

${KEPT_UNTIL}

${section("Innocent explanations · 可能的合理解释", meta.innocent.map(both))}${section("What to check · 核查建议", meta.checks.map(both))}${section("What it leaves aside · 不予提示的情形", meta.exclusions.map(both))}${section("When it cannot tell · 无法判断的情形", meta.unclear ? [both(meta.unclear)] : [])}${settingsOf(detector)}${section("Law · 依据", meta.law.map(citation))}${section("References · 参考", meta.references)}${firstOf(cases)}`;
}

const titleOf = ({ meta }: Detector): string => `${meta.code} ${meta.title.zh} · ${meta.title.en}`;

/** Cases of each kind on the page itself; the others have a page beside it. */
const ON_THE_PAGE = 2;

function firstOf({ silent, warns, shared }: Cases): string {
  const more = [silent, warns].map((cases) => Math.max(Object.keys(cases).length - ON_THE_PAGE, 0));
  const others =
    Math.max(...more) === 0
      ? ""
      : ` The others, ${more[0]} passed over and ${more[1]} said, are in [CASES.md](CASES.md).`;
  return `## Cases · 示例

Each of these is a test.${others} ${casesShown(
    Object.entries(silent).slice(0, ON_THE_PAGE),
    Object.entries(warns).slice(0, ON_THE_PAGE),
    shared,
    "###",
  )}`;
}

function othersOf({ detector, silent, warns, shared }: Cases): string | null {
  const [passed, said] = [Object.entries(silent).slice(ON_THE_PAGE), Object.entries(warns).slice(ON_THE_PAGE)];
  if (passed.length + said.length === 0) return null;
  return `${GENERATED}
# Cases · 示例: ${titleOf(detector)}

Each of these is a test, as are the first ones, which are on [the detector's page](README.md). ${casesShown(passed, said, shared, "##")}`;
}

function casesShown(
  silent: readonly (readonly [string, SilentCase])[],
  warns: readonly (readonly [string, WarnsCase])[],
  shared: Given,
  level: string,
): string {
  const passed = silent.map(([name, given]) => silentCase(name, given, shared));
  const said = warns.map(([name, given]) => warnsCase(name, given, shared));
  return [
    "Times are local; `-` is a value that is not recorded.\n",
    ...settingsShown(shared, {}).map((text) => `Where a case says nothing else:\n\n${text}`),
    ...(passed.length > 0 ? [`${level} Passed over in silence · 不提示\n`, ...passed] : []),
    ...(said.length > 0 ? [`${level} Said · 提示\n`, ...said] : []),
  ].join("\n");
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

const section = (title: string, items: readonly string[]): string =>
  items.length === 0 ? "" : `## ${title}\n\n${items.map((item) => `- ${item}`).join("\n")}\n\n`;

const both = ({ zh, en }: Bilingual): string => `${zh}<br>${en}`;

const citation = ({ name, article, from, to, confidence, note }: Detector["meta"]["law"][number]): string => {
  const days = from || to ? `, ${from ?? ""} – ${to ?? ""}` : "";
  return `《${name}》${article === undefined ? "" : ` ${article}`}${days} (${confidence})${note ? `: ${note}` : ""}`;
};

function settingsOf({ params, meta }: Detector): string {
  const schema = z.toJSONSchema(params, { io: "input", unrepresentable: "any" }) as {
    properties?: Record<string, Shape>;
  };
  const settings = Object.entries(schema.properties ?? {});
  if (settings.length === 0) return "";
  const rows = settings.map(([name, setting]) => [
    `\`${name}\``,
    kindOf(setting),
    setting.default === undefined ? "" : `\`${JSON.stringify(setting.default)}\``,
    setting.description ?? "",
  ]);
  return `## Settings · 参数

Under \`detectors: { ${meta.id}: { … } }\` in the configuration; \`${meta.id}: off\` switches it off.

${markdown(["Setting", "Kind", "Default", "What it is"], rows)}
`;
}

const silentCase = (name: string, given: SilentCase, shared: Given): string =>
  `**${sentence(name)}** *${given.outcome}*\n\n${shown(given, shared)}`;

const warnsCase = (name: string, given: WarnsCase, shared: Given): string =>
  `**${sentence(name)}**\n\n${shown(given, shared)}\n${expectations(given)
    .map((text) => `- ${text}\n`)
    .join("")}`;

const sentence = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}.`;

function expectations(given: WarnsCase): string[] {
  const says = given.says.map((words) => (typeof words === "string" ? words : words.source));
  const facts = [
    ...(given.subjects ? [`of ${listed(given.subjects)}`] : []),
    ...(given.severity === undefined ? [] : [`severity ${given.severity}`]),
    ...(given.measured === undefined ? [] : [`measured ${given.measured}`]),
    ...(given.evidence
      ? [`evidence ${given.evidence.map((one) => (typeof one === "number" ? `line ${one}` : one)).join(", ")}`]
      : []),
  ];
  return [...says.map((words) => `says: ${words}`), ...(facts.length > 0 ? [facts.join("; ")] : [])];
}

/** What the detector is shown: procedure and settings as YAML, each file as a table. */
function shown(given: Given, shared: Given): string {
  const files = filesOf(given);
  const only = files.length === 1 && files[0]?.table === "events";
  return [
    ...settingsShown(given, shared),
    ...files.map(
      ({ table, log }) =>
        `${only ? "" : `\`${table}\`${log.system && ` of system ${log.system}`}\n\n`}${logTable(log)}`,
    ),
    ...(given.asOf ? [`Looked at as of ${given.asOf}.\n`] : []),
  ].join("\n");
}

/** The procedures and parameters of a case, as far as they are not those of all. */
function settingsShown({ procedure, params = {} }: Given, shared: Given): string[] {
  const procedures = procedure === undefined || procedure === shared.procedure ? [] : [procedure].flat();
  const own = Object.entries(params).filter(([name, value]) => shared.params?.[name] !== value);
  const blocks = procedures.map((one) => (typeof one === "string" ? one.trim() : yamlOf(one)));
  if (own.length > 0) blocks.push(yamlOf(Object.fromEntries(own)));
  return blocks.map((text) => `\`\`\`yaml\n${text.trimEnd()}\n\`\`\`\n`);
}

/** YAML with a line per rule. */
function yamlOf(value: unknown): string {
  const document = new Document(value);
  if (isMap(document.contents)) {
    for (const { value: part } of document.contents.items) {
      for (const node of isSeq(part) ? part.items : isMap(part) ? [part] : [])
        (node as Node & { flow?: boolean }).flow = true;
    }
  }
  return document.toString({ lineWidth: 110, flowCollectionPadding: false });
}

const SHOWN_ROWS = 12;

function logTable({ columns, rows }: Log): string {
  const few = rows.length <= SHOWN_ROWS + 3 ? rows : rows.slice(0, SHOWN_ROWS);
  const more = rows.length - few.length;
  const table = markdown(
    columns,
    few.map((row) => row.map((cell) => cell ?? "-")),
  );
  return more === 0 ? table : `${table}\n… and ${more} more.\n`;
}

const markdown = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  `${[columns, columns.map(() => "---"), ...rows].map((row) => `| ${row.map(cellOf).join(" | ")} |`).join("\n")}\n`;

const cellOf = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
