import { loadDetectors } from "../../detectors/registry.ts";
import {
  type Check,
  type CheckedFile,
  type CheckedProcedure,
  type CheckedTable,
  check,
  type SetAside,
} from "../../pipeline/check.ts";
import { loadConfig } from "../../pipeline/config.ts";
import { counted, type Language } from "../../schemas/text.ts";
import { label } from "../labels.ts";
import { near } from "../paths.ts";
import { openProgress } from "../progress.ts";
import {
  complain,
  count,
  cyan,
  dim,
  green,
  heading,
  plainTable,
  say,
  sayJson,
  shown,
  table,
  yellow,
} from "../terminal.ts";

interface Flags {
  readonly config: string;
  readonly lang?: Language;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export default async function checkCommand(flags: Flags): Promise<number> {
  const config = await loadConfig(flags.config);
  const progress = openProgress(flags.quiet === true);
  const found = await check({
    config,
    detectors: await loadDetectors(),
    onProgress: (what, done, total) => progress.at("Reading", what, done, total),
  });
  progress.end();
  const exit = found.problems.length > 0 ? 2 : 0;
  if (flags.json) sayJson({ ...found, exit_code: exit });
  else if (!flags.quiet) sayCheck(found, flags.lang ?? config.config.report.language);
  if (!flags.json) for (const problem of found.problems) complain(problem);
  if (exit === 0 && !flags.quiet && !flags.json) {
    say();
    const beyond = found.procedures.filter(({ reach }) => reach !== null).map(({ procedure }) => procedure);
    const but = beyond.length > 0 ? yellow(`, but for ${beyond.join(", ")}: see above`) : "";
    say(shown`${green("Ready")}${but}. \`xiezhi run --config ${near(flags.config)}\` loads, detects and reports.`);
  }
  return exit;
}

function sayCheck(found: Check, language: Language): void {
  let before = "";
  for (const file of found.files) {
    sayFile(file, language);
    const mapping = JSON.stringify(file.tables);
    if (mapping === before) say(shown`  ${dim("columns as above")}`);
    else for (const one of file.tables) sayColumns(one);
    before = mapping;
    for (const row of file.quarantine) saySetAside(file.file, row, language);
    const rest = file.accounts.reduce((rows, { quarantined }) => rows + quarantined, -file.quarantine.length);
    if (rest > 0 && file.quarantine.length > 0) say(shown`  ${dim(`and ${count(rest)} more set aside`)}`);
  }
  for (const { kind, basis, rows } of found.approvals) {
    say();
    const [what, asked] =
      basis === null ? [`extensions.kind ${kind}`, "clock reads"] : [`extensions.basis ${basis}`, "rule restarts on"];
    say(
      shown`${yellow(what)}: ${counted(rows, "approval")} that no ${asked}; clocks of these cases that are over cannot be told (values: maps words to ours)`,
    );
  }
  if (found.coverage) {
    const { cases, cases_without_events: empty, events } = found.coverage;
    heading("Log");
    say(
      shown`  ${counted(cases, "case")}${empty > 0 ? ` (${count(empty)} without events)` : ""}, ${counted(events, "event")}`,
    );
    for (const note of found.coverage.notes) say(shown`  ${dim(note[language])}`);
  }
  for (const procedure of found.procedures) sayProcedure(procedure, language);
  sayUnnamed(found.coverage?.unmapped_activities ?? []);
  sayDetectors(found, language);
  if (found.problems.length > 0) say();
}

function sayFile({ file, format, accounts }: CheckedFile, language: Language): void {
  heading(file);
  for (const account of accounts) {
    const { rows_in, loaded, duplicates, changed, quarantined } = account;
    const parts = [`${count(loaded)} to load`];
    if (duplicates > 0) parts.push(`${count(duplicates)} duplicate`);
    if (changed > 0) parts.push(`${count(changed)} changed`);
    if (quarantined > 0) parts.push(`${count(quarantined)} to quarantine`);
    const same = account.state === "known" ? " (the same content as a file above)" : "";
    say(shown`  ${format} → ${account.table}: ${counted(rows_in, "row")} = ${parts.join(" + ")}${same}`);
    for (const note of account.notes) say(shown`  ${yellow(note[language])}`);
  }
}

function sayColumns({ columns, rest }: CheckedTable): void {
  const pairs = columns.map(([canonical, own]) => (canonical === own ? canonical : `${canonical} ← ${own}`));
  say(shown`  ${dim("columns")} ${pairs.join(", ")}`);
  if (rest.length > 0) say(shown`  ${dim(shown`kept as attributes ${rest.join(", ")}`)}`);
}

function saySetAside(file: string, { line, column, reason, explanation, form }: SetAside, language: Language): void {
  const where = `${file}:${line}:${column === null ? "" : ` ${column}`} ${reason}`;
  say(shown`  ${yellow(where)} ${explanation[language]}${form === null ? "" : shown`: ${dim(form)}`}`);
}

function sayProcedure(
  { procedure, file, rules, off, reach, absent, unrecorded }: CheckedProcedure,
  language: Language,
): void {
  heading(`Procedure ${procedure}`);
  say(shown`  ${counted(rules, "rule")}${off.length > 0 ? `, and off: ${off.join(", ")}` : ""} ${dim(file)}`);
  if (reach) say(shown`  ${yellow(reach[language])}`);
  for (const { name, rules: asking, onEvents } of unrecorded) {
    const lack = onEvents
      ? "no case has it, only events do (target: is a condition on events)"
      : "the log never has it";
    say(shown`  ${yellow(name)}: asked of by ${asking.join(", ")}, and ${lack}`);
  }
  if (absent.length === 0) return;
  say(shown`  ${yellow("activities that the log never has")}`);
  const rows = absent.map(({ activity, labels, rules: named }) => [
    activity,
    labels.join(" / "),
    named.length > 0 ? shown`rules ${named.join(", ")}` : dim("no rule speaks of it"),
  ]);
  say(plainTable(rows, "    "));
}

const MOST = 20;

function sayUnnamed(activities: readonly { activity: string; events: number }[]): void {
  if (activities.length === 0) return;
  heading("Activities of the log that no procedure names");
  const rows = activities.slice(0, MOST).map(({ activity, events }) => [activity, count(events)]);
  say(table([{ title: "" }, { title: "", align: "right" }], rows, "  "));
  if (activities.length > MOST) say(shown`  ${dim(`and ${count(activities.length - MOST)} more`)}`);
}

function sayDetectors({ detectors }: Check, language: Language): void {
  if (detectors.length === 0) return;
  heading("Detectors");
  const ready = detectors.filter(({ state }) => state === "ready");
  say(shown`  ${count(ready.length)} of ${count(detectors.length)} can be evaluated`);
  const rows = detectors
    .filter(({ state }) => state !== "ready")
    .map(({ code, detector, reason }) => [
      shown`${cyan(code)} ${detector}`,
      reason?.[language] ?? label("off", language),
    ]);
  if (rows.length > 0) say(plainTable(rows, "    "));
}
