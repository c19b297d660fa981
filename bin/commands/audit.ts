import { access, constants, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { loadDetectors } from "../../detectors/registry.ts";
import { type Audit, type AuditedRule, audit } from "../../pipeline/audit/audit.ts";
import { loadConfig } from "../../pipeline/config.ts";
import { causeOf, UserError } from "../../pipeline/kit/errors.ts";
import { putWhole } from "../../pipeline/kit/whole-file.ts";
import { localTime } from "../../pipeline/kit/zone.ts";
import { recordExport } from "../../pipeline/ledger/record.ts";
import { AUDIT_WORDS, BANNER } from "../../pipeline/report/words.ts";
import { type Bilingual, counted, type Language } from "../../schemas/text.ts";
import { label } from "../labels.ts";
import { lookedFrom, saidMoment } from "../moment.ts";
import {
  bold,
  count,
  cyan,
  dim,
  green,
  heading,
  type Piece,
  plainTable,
  red,
  say,
  sayJson,
  shown,
  table,
  yellow,
} from "../terminal.ts";
import { lifeOf, numbersOf, sayWarning, stepRows } from "../warning.ts";
import { withWorkspace } from "../workspace.ts";

interface Flags {
  readonly config: string;
  readonly asOf?: string;
  readonly lang?: Language;
  readonly json?: boolean;
  readonly html?: string;
}

export default async function auditCommand(caseId: string, flags: Flags): Promise<number> {
  const config = await loadConfig(flags.config);
  const { name, timezone, report } = config.config;
  const asOf = flags.asOf === undefined ? undefined : lookedFrom(flags.asOf, timezone);
  if (flags.html !== undefined) await refusePlace(flags.html);
  const result = await audit({ config, detectors: await loadDetectors(), caseId, asOf });
  const language = flags.lang ?? report.language;
  if (flags.html !== undefined) {
    const { renderAudit } = await import("../../pipeline/report/audit.tsx");
    const page = renderAudit(result, { name, language });
    const written = resolve(flags.html);
    await withWorkspace(config, (engine) => recordExport(engine, config, written, page));
    await putWhole(flags.html, page);
  }
  if (flags.json) sayJson(result);
  else if (flags.html === undefined) sayAudit(result, language);
  else say(shown`${bold(result.case_id)} ${dim("written to")} ${flags.html}`);
  return result.rules.some(({ outcome }) => outcome === "error") ? 3 : 0;
}

/** A file that cannot be written is told before anything is looked at, and entered in the ledger. */
async function refusePlace(file: string): Promise<void> {
  const folder = dirname(file);
  await access(`${folder}/.`, constants.W_OK).catch((error: unknown) => {
    const cause = causeOf(error)?.cause ?? "it cannot be written to";
    throw new UserError(`${folder}: ${cause}; --html names a file in a folder that is there`);
  });
  const there = await stat(file).catch(() => null);
  if (there?.isDirectory()) throw new UserError(`${file}: it is a folder; --html names a file`);
}

function sayAudit(result: Audit, language: Language): void {
  say(
    shown`${bold(result.case_id)} ${dim(shown`${label("asOf", language)} ${saidMoment(result.as_of, result.timezone)}`)}`,
  );
  const local = (at: number | null) => (at === null ? null : localTime(result.timezone, at));
  const facts = [
    [label("unit", language), result.org_id],
    [label("opened", language), local(result.opened_at)],
    [label("closed", language), local(result.closed_at)],
  ].filter((row): row is [string, string] => row[1] !== null);
  if (facts.length > 0) say(plainTable(facts));
  sayTimeline(result, language);
  heading(label("rules", language));
  sayRules(result.rules, language);
  for (const { warning, code, title } of result.rules) {
    if (warning === null) continue;
    say();
    say(shown`${red("■")} ${cyan(code)} ${bold(title[language])}`);
    say(shown`  ${dim(lifeOf(warning, language, result.timezone))}`);
    sayWarning(warning, { ...result.decided, past: result.past[warning.warning_id] ?? [] }, language, result.timezone);
  }
  say();
  say(dim(BANNER[language]));
}

function sayTimeline({ events, later, timezone }: Audit, language: Language): void {
  heading(label("timeline", language));
  if (events.length === 0) say(shown`  ${label("noEvents", language)}`);
  else {
    const rows = events.map((event) => [
      String(event.pos),
      localTime(timezone, event.occurred_at),
      event.activity,
      [event.actor_id, event.org_id].filter((text) => text !== null).join(" · "),
      event.recorded_at === null || event.recorded_at === event.occurred_at
        ? ""
        : dim(`${label("entered", language)} ${localTime(timezone, event.recorded_at)}`),
      dim(`${event.file}:${event.line}`),
    ]);
    say(table([{ title: "", align: "right" }, ...Array.from({ length: 5 }, () => ({ title: "" }))], rows, "  "));
  }
  if (later > 0) say(shown`  ${dim(afterwards(later)[language])}`);
}

const afterwards = (later: number): Bilingual => ({
  zh: `检查时点之后另有 ${count(later)} 条记录，未计入`,
  en: `${counted(later, "event")} after that moment, not looked at`,
});

const LOOK: Readonly<Record<AuditedRule["outcome"], (piece: Piece) => Piece>> = {
  hit: red,
  clear: green,
  pending: yellow,
  "cannot tell": yellow,
  error: red,
  "not applicable": dim,
  "not evaluated": dim,
  off: dim,
};
const ORDER = Object.keys(LOOK);

function sayRules(rules: readonly AuditedRule[], language: Language): void {
  const sorted = [...rules].sort((x, y) => ORDER.indexOf(x.outcome) - ORDER.indexOf(y.outcome));
  const rows = sorted.map((rule) => [
    LOOK[rule.outcome](AUDIT_WORDS[rule.outcome][language].toLowerCase()),
    cyan(rule.code),
    rule.title[language],
    dim([rule.rule, rule.procedure].filter((text) => text !== null).join(" · ")),
    rule.reason?.[language] ?? (rule.outcome === "clear" ? arithmeticOf(rule, language) : ""),
    ...(rule.unclear ? [dim(rule.unclear[language])] : []),
  ]);
  say(plainTable(rows, "  "));
  const counts = new Map<AuditedRule["outcome"], number>();
  for (const { outcome } of sorted) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  say(shown`  ${dim([...counts].map(([outcome, n]) => toldCount(n, AUDIT_WORDS[outcome])[language]).join(" · "))}`);
  for (const rule of sorted) if (rule.outcome === "pending" && rule.clock.length > 0) sayPending(rule, language);
}

const toldCount = (n: number, { zh, en }: Bilingual): Bilingual => ({
  zh: `${zh} ${count(n)}`,
  en: `${count(n)} ${en.toLowerCase()}`,
});

/** Why a rule is clear, on a line; of a hit and of what is pending it stands below all rules. */
function arithmeticOf({ clock, ...numbers }: AuditedRule, language: Language): string {
  const steps = stepRows(clock, language).map((step) => step.join(" "));
  const told = clock.length > 0 ? steps : [numbersOf(numbers, language)];
  return told.join(language === "zh" ? "；" : "; ");
}

/** What is still open: the clock so far. */
function sayPending(rule: AuditedRule, language: Language): void {
  say();
  say(shown`${yellow("■")} ${cyan(rule.code)} ${bold(rule.title[language])}`);
  say(plainTable(stepRows(rule.clock, language), "  "));
  if (rule.measured !== null) say(shown`  ${dim(numbersOf(rule, language))}`);
}
