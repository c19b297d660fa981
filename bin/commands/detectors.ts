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
import type { Bilingual, Language } from "../../schemas/text.ts";
import { label } from "../labels.ts";
import { bold, cyan, dim, heading, list, type Piece, plural, say, sayJson, shown, table } from "../terminal.ts";

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
    const whose = dim(`rules of ${plural(procedures, "procedure")}`);
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

const BUILT_IN_RULES: Bilingual = {
  zh: "内置程序中的规则（规则、程序、检测项）",
  en: "Rules of the built-in procedures, with procedure and detector",
};

function sayCode(asked: Asked, detectors: readonly Detector[], language: Language): void {
  const { code, title, rules } = describedCode(asked, detectors);
  say(shown`${cyan(code)} ${bold(title[language])}`);
  for (const detector of asked.detectors) {
    say();
    sayDetector(detector, language);
  }
  if (rules.length === 0) return;
  heading(BUILT_IN_RULES[language]);
  const rows = rules.map((one) => [one.rule, one.procedure, dim(one.detector), one.title[language]]);
  say(
    table(
      Array.from({ length: 4 }, () => ({ title: "" })),
      rows,
      "  ",
    ),
  );
}

function sayDetector({ meta, params, templates }: Detector, language: Language): void {
  say(shown`${cyan(meta.code)} ${bold(meta.id)} — ${meta.title[language]}`);
  say(shown`${meta.about[language]}`);
  say();
  const needs = Object.entries(meta.needs).map(([name, columns]) =>
    columns.length === 0
      ? name
      : { zh: `${name}（${columns.join("、")}）`, en: `${name} with ${columns.join(", ")}` }[language],
  );
  say(
    table(
      [{ title: "" }, { title: "" }],
      [
        [label("tier", language), (meta.tier === "signal" ? SIGNAL_NOTE : inLine(TIER_WORDS.rule))[language]],
        [{ zh: "检查对象", en: "looks at" }[language], LOOKS_AT[meta.scope][language]],
        [
          label("severity", language),
          { zh: `默认 ${meta.severity}（共五级）`, en: `${meta.severity} of 5 by default` }[language],
        ],
        [{ zh: "类型", en: "family" }[language], meta.family],
        [{ zh: "版本", en: "version" }[language], meta.version],
        [{ zh: "所需数据", en: "needs" }[language], needs.join("; ") || { zh: "无", en: "nothing" }[language]],
        ...(templates.length > 0
          ? [
              [
                { zh: "规则模板", en: "serves" }[language],
                { zh: templates.join("、"), en: `rules of the templates ${templates.join(", ")}` }[language],
              ],
            ]
          : []),
      ],
    ),
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
    ASIDE[language],
    meta.exclusions.map((text) => text[language]),
  );
  list(CANNOT_TELL[language], meta.unclear ? [meta.unclear[language]] : []);
  list(REFERENCES[language], meta.references);
}

const SETTINGS: Bilingual = { zh: "参数", en: "Settings" };
const ASIDE: Bilingual = { zh: "不提示的情形", en: "What it leaves aside" };
const CANNOT_TELL: Bilingual = { zh: "无法判断的情形", en: "When it cannot tell" };
const REFERENCES: Bilingual = { zh: "参考", en: "References" };

function saySettings(id: string, { properties = {}, required = [] }: Settings, language: Language): void {
  const settings = Object.entries(properties);
  heading(SETTINGS[language]);
  if (settings.length === 0) {
    const off = { zh: "  没有参数；停用：", en: "  none; switch it off with " }[language];
    say(shown`${off}${bold(`detectors: { ${id}: off }`)}`);
    return;
  }
  for (const [name, setting] of settings) {
    say(shown`  ${bold(name)}  ${dim(kindOf(setting))}`);
    if (setting.description !== undefined) say(shown`    ${setting.description}`);
    const value = setting.default;
    if (value !== undefined)
      say(shown`    ${DEFAULT[language]} ${Array.isArray(value) ? value.join(", ") : JSON.stringify(value)}`);
    else if (required.includes(name)) say(shown`    ${REQUIRED[language]}`);
  }
}

const DEFAULT: Bilingual = { zh: "默认", en: "default" };
const REQUIRED: Bilingual = { zh: "必填", en: "required" };

const kindOf = ({ type, enum: choices, items }: Setting): string =>
  choices
    ? choices.map(String).join(" | ")
    : type === "array"
      ? `list of ${items?.type ?? "values"}`
      : (type ?? "value");
