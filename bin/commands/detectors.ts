import * as z from "zod";
import { type Asked, askedBy, serverOf } from "../../detectors/codes.ts";
import { loadDetectors } from "../../detectors/registry.ts";
import type { Detector, Scope } from "../../pipeline/detector.ts";
import { UserError } from "../../pipeline/kit/errors.ts";
import { theNearest } from "../../pipeline/kit/nearest.ts";
import { builtInProcedures, loadProcedures } from "../../pipeline/procedures.ts";
import { inLine } from "../../pipeline/report/headings.ts";
import { SIGNAL_NOTE, TIER_WORDS } from "../../pipeline/report/words.ts";
import { makeCard } from "../../pipeline/warnings/card.ts";
import { CODES } from "../../schemas/codes.ts";
import { type Bilingual, counted, type Language } from "../../schemas/text.ts";
import { label } from "../labels.ts";
import { bold, cyan, dim, heading, list, type Piece, plainTable, say, sayJson, shown, table } from "../terminal.ts";

interface Flags {
  readonly lang?: Language;
  readonly json?: boolean;
}

export async function listAll(flags: Flags): Promise<number> {
  const detectors = await loadDetectors();
  if (flags.json) sayJson(detectors.map(described));
  else {
    const rows = (await askedAbout(detectors)).flatMap((asked) => rowsOf(asked, flags.lang ?? "en"));
    const titles = ["code", "id", "tier", "severity", "looks for"];
    say(
      table(
        titles.map((title) => ({ title })),
        rows,
      ),
    );
    say();
    say(dim("`xiezhi detectors show <id or code>` tells what one needs, its settings and what it leaves aside."));
  }
  return 0;
}

const LOOKS_AT: Readonly<Record<Scope, Bilingual>> = {
  case: { zh: "单个案件", en: "one case alone" },
  log: { zh: "单个案件，与日志中其他案件对照", en: "one case, held against others of the log" },
  unit: { zh: "单位或者其他对象，不针对单个案件", en: "units or other subjects, never a single case" },
};

/**
 * A row for each detector of a code; for a code that only rules of procedures speak under, one that says how many's.
 */
function rowsOf({ code, detectors, rules }: Asked, language: Language): Piece[][] {
  if (detectors.length === 0) {
    const severity = Math.max(...rules.flatMap(({ rule }) => rule.severity ?? []));
    const procedures = new Set(rules.map(({ procedure }) => procedure.id)).size;
    const whose = dim(`rules of ${counted(procedures, "procedure")}`);
    return [[cyan(code), whose, "rule", severity, CODES[code][language]]];
  }
  return detectors.map(({ meta }) => [cyan(code), bold(meta.id), meta.tier, meta.severity, meta.title[language]]);
}

/** What there is under an id or a code; for a code also the rules of the built-in procedures that speak under it. */
export async function show(wanted: string, flags: Flags): Promise<number> {
  const language = flags.lang ?? "en";
  const detectors = await loadDetectors();
  const asked = (await askedAbout(detectors)).find(({ code }) => code === wanted.toUpperCase());
  if (asked) {
    if (flags.json) sayJson(describedCode(asked, detectors));
    else sayCode(asked, detectors, language);
    return 0;
  }
  const detector = await detectorOf(wanted);
  if (flags.json) sayJson(described(detector));
  else sayDetector(detector, language);
  return 0;
}

const askedAbout = async (detectors: readonly Detector[]): Promise<Asked[]> => {
  const procedures = await loadProcedures(await builtInProcedures(), ".");
  return askedBy(
    detectors,
    procedures.map(({ procedure }) => procedure),
  );
};

/** The detector of an id; an unknown one is told with the nearest ones. */
export async function detectorOf(id: string): Promise<Detector> {
  const detectors = await loadDetectors();
  const found = detectors.find(({ meta }) => meta.id === id || meta.code === id);
  if (found) return found;
  const hint = theNearest(
    id,
    detectors.map(({ meta }) => meta.id),
  );
  throw new UserError(`no detector ${id}${hint}; \`xiezhi detectors\` lists them`);
}

const described = ({ meta, params, templates }: Detector) => ({
  ...meta,
  templates,
  settings: settingsOf(params),
});

const describedCode = ({ code, detectors: own, rules }: Asked, detectors: readonly Detector[]) => ({
  code,
  title: CODES[code],
  detectors: own.map(described),
  rules: rules.map(({ procedure, rule }) => ({
    rule: rule.id,
    procedure: procedure.id,
    template: rule.template,
    detector: serverOf(rule, detectors).meta.id,
    title: makeCard(serverOf(rule, detectors), { procedure, rule }).title,
  })),
});

const settingsOf = (params: z.ZodType): Settings =>
  z.toJSONSchema(params, { io: "input", unrepresentable: "any" }) as Settings;

interface Settings {
  readonly properties?: Readonly<Record<string, Setting>>;
  readonly required?: readonly string[];
}

interface Setting {
  readonly type?: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly items?: { readonly type?: string };
}

function sayCode(asked: Asked, detectors: readonly Detector[], language: Language): void {
  const { code, title, rules } = describedCode(asked, detectors);
  say(shown`${cyan(code)} ${bold(title[language])}`);
  for (const detector of asked.detectors) {
    say();
    sayDetector(detector, language);
  }
  if (rules.length === 0) return;
  heading(label("builtInRules", language));
  const rows = rules.map((one) => [one.rule, one.procedure, dim(one.detector), one.title[language]]);
  say(plainTable(rows, "  "));
}

function sayDetector({ meta, params, templates }: Detector, language: Language): void {
  say(shown`${cyan(meta.code)} ${bold(meta.id)} — ${meta.title[language]}`);
  say(shown`${meta.about[language]}`);
  say();
  const needs = Object.entries(meta.needs).map(([name, columns]) =>
    columns.length === 0 ? name : withColumns(name, columns)[language],
  );
  say(
    plainTable([
      [label("tier", language), (meta.tier === "signal" ? SIGNAL_NOTE : inLine(TIER_WORDS.rule))[language]],
      [label("looksAt", language), LOOKS_AT[meta.scope][language]],
      [label("severity", language), byDefault(meta.severity)[language]],
      [label("family", language), meta.family],
      [label("version", language), meta.version],
      [label("needs", language), needs.join("; ") || label("nothing", language)],
      ...(templates.length > 0 ? [[label("serves", language), ofTemplates(templates)[language]]] : []),
    ]),
  );
  saySettings(meta.id, settingsOf(params), language);
  list(
    label("innocent", language),
    meta.innocent.map((text) => text[language]),
  );
  list(
    label("checks", language),
    meta.checks.map((text) => text[language]),
  );
  list(
    label("aside", language),
    meta.exclusions.map((text) => text[language]),
  );
  list(label("unclear", language), meta.unclear ? [meta.unclear[language]] : []);
  list(label("references", language), meta.references);
}

const withColumns = (table: string, columns: readonly string[]): Bilingual => ({
  zh: `${table}（${columns.join("、")}）`,
  en: `${table} with ${columns.join(", ")}`,
});

const byDefault = (severity: number): Bilingual => ({
  zh: `默认 ${severity}（共五级）`,
  en: `${severity} of 5 by default`,
});

const ofTemplates = (templates: readonly string[]): Bilingual => ({
  zh: templates.join("、"),
  en: `rules of the templates ${templates.join(", ")}`,
});

function saySettings(id: string, { properties = {}, required = [] }: Settings, language: Language): void {
  const settings = Object.entries(properties);
  heading(label("settings", language));
  if (settings.length === 0) {
    say(shown`  ${label("noSettings", language)}${bold(`detectors: { ${id}: off }`)}`);
    return;
  }
  for (const [name, setting] of settings) {
    say(shown`  ${bold(name)}  ${dim(kindOf(setting))}`);
    if (setting.description !== undefined) say(shown`    ${setting.description}`);
    const value = setting.default;
    if (value !== undefined)
      say(shown`    ${label("default", language)} ${Array.isArray(value) ? value.join(", ") : JSON.stringify(value)}`);
    else if (required.includes(name)) say(shown`    ${label("required", language)}`);
  }
}

const kindOf = ({ type, enum: choices, items }: Setting): string =>
  choices
    ? choices.map(String).join(" | ")
    : type === "array"
      ? `list of ${items?.type ?? "values"}`
      : (type ?? "value");
