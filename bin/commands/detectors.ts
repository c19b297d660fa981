import * as z from "zod";
import { type Asked, askedBy } from "../../detectors/codes.ts";
import { loadDetectors } from "../../detectors/registry.ts";
import type { Detector, Scope } from "../../pipeline/detector.ts";
import { UserError } from "../../pipeline/errors.ts";
import { nearest } from "../../pipeline/nearest.ts";
import { builtInProcedures, loadProcedures } from "../../pipeline/procedures.ts";
import { CODES } from "../../schemas/codes.ts";
import type { Language } from "../../schemas/text.ts";
import { bold, cyan, dim, heading, list, type Piece, plural, say, sayJson, shown, table } from "../terminal.ts";

interface Flags {
  readonly lang?: Language;
  readonly json?: boolean;
}

export async function listAll(flags: Flags): Promise<number> {
  const detectors = await loadDetectors();
  if (flags.json) sayJson(detectors.map(described));
  else {
    const procedures = (await loadProcedures(await builtInProcedures(), ".")).map(({ procedure }) => procedure);
    const rows = askedBy(detectors, procedures).flatMap((asked) => rowsOf(asked, flags.lang ?? "en"));
    const titles = ["code", "id", "tier", "severity", "looks for"];
    say(
      table(
        titles.map((title) => ({ title })),
        rows,
      ),
    );
    say();
    say(shown`${dim("`xiezhi detectors show <id>` tells what one needs, its settings and what it leaves aside.")}`);
  }
  return 0;
}

const LOOKS_AT: Readonly<Record<Scope, string>> = {
  case: "one case alone",
  log: "one case, held against others of the log",
  unit: "units or other subjects, never a single case",
};

/** A row for each detector of a code; for a code that only rules of procedures speak under, one that says how many's. */
function rowsOf({ code, detectors, rules }: Asked, language: Language): Piece[][] {
  if (detectors.length === 0) {
    const severity = Math.max(...rules.flatMap(({ rule }) => rule.severity ?? []));
    const procedures = new Set(rules.map(({ procedure }) => procedure.id)).size;
    const whose = dim(`rules of ${plural(procedures, "procedure")}`);
    return [[cyan(code), whose, "rule", severity, CODES[code][language]]];
  }
  return detectors.map(({ meta }) => [cyan(code), bold(meta.id), meta.tier, meta.severity, meta.title[language]]);
}

export async function show(id: string, flags: Flags): Promise<number> {
  const detector = await detectorOf(id);
  const language = flags.lang ?? "en";
  if (flags.json) sayJson(described(detector));
  else sayDetector(detector, language);
  return 0;
}

/** The detector of an id; an unknown one is told with the nearest ones. */
export async function detectorOf(id: string): Promise<Detector> {
  const detectors = await loadDetectors();
  const found = detectors.find(({ meta }) => meta.id === id || meta.code === id);
  if (found) return found;
  const ids = nearest(
    id,
    detectors.map(({ meta }) => meta.id),
  );
  const hint = ids.length > 0 ? `; the nearest are ${ids.join(", ")}` : "";
  throw new UserError(`no detector ${id}${hint}; \`xiezhi detectors\` lists them`);
}

const described = ({ meta, params, templates }: Detector) => ({
  ...meta,
  templates,
  settings: settingsOf(params),
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

function sayDetector({ meta, params, templates }: Detector, language: Language): void {
  say(shown`${cyan(meta.code)} ${bold(meta.id)} — ${meta.title[language]}`);
  say(shown`${meta.about[language]}`);
  say();
  const needs = Object.entries(meta.needs).map(([name, columns]) =>
    columns.length > 0 ? `${name} with ${columns.join(", ")}` : name,
  );
  say(
    table(
      [{ title: "" }, { title: "" }],
      [
        ["tier", meta.tier === "signal" ? "signal, not a finding" : "rule"],
        ["looks at", LOOKS_AT[meta.scope]],
        ["severity", `${meta.severity} of 5 by default`],
        ["family", meta.family],
        ["version", meta.version],
        ["needs", needs.join("; ") || "nothing"],
        ...(templates.length > 0 ? [["serves", `rules of the templates ${templates.join(", ")}`]] : []),
      ],
    ),
  );
  saySettings(meta.id, settingsOf(params));
  list(
    "Innocent explanations",
    meta.innocent.map((text) => text[language]),
  );
  list(
    "What to check",
    meta.checks.map((text) => text[language]),
  );
  list(
    "What it leaves aside",
    meta.exclusions.map((text) => text[language]),
  );
  list("References", meta.references);
}

function saySettings(id: string, { properties = {}, required = [] }: Settings): void {
  const settings = Object.entries(properties);
  heading("Settings");
  if (settings.length === 0) {
    say(shown`  none; switch it off with ${bold(`detectors: { ${id}: off }`)}`);
    return;
  }
  for (const [name, setting] of settings) {
    say(shown`  ${bold(name)}  ${dim(kindOf(setting))}`);
    if (setting.description !== undefined) say(shown`    ${setting.description}`);
    const value = setting.default;
    if (value !== undefined) say(shown`    default ${Array.isArray(value) ? value.join(", ") : JSON.stringify(value)}`);
    else if (required.includes(name)) say("    required");
  }
}

const kindOf = ({ type, enum: choices, items }: Setting): string =>
  choices
    ? choices.map(String).join(" | ")
    : type === "array"
      ? `list of ${items?.type ?? "values"}`
      : (type ?? "value");
