import { existsSync } from "node:fs";
import { join } from "node:path";
import { localDate } from "../pipeline/kit/zone.ts";
import { toldByCode } from "../pipeline/report/codes.ts";
import { decidedSaid } from "../pipeline/report/words.ts";
import type { RunResult } from "../pipeline/run.ts";
import { openIn } from "../pipeline/unrecorded.ts";
import { quietOf } from "../pipeline/warnings/standing.ts";
import type { FileAccount, RunManifest } from "../schemas/run.ts";
import { counted, type Language } from "../schemas/text.ts";
import { label } from "./labels.ts";
import { saidMoment } from "./moment.ts";
import { near } from "./paths.ts";
import { bold, count, cyan, dim, type Piece, plainTable, red, say, shown, table, yellow } from "./terminal.ts";

const reportOf = ({ folder }: RunResult): string | null =>
  existsSync(join(folder, "report.html")) ? join(folder, "report.html") : null;

/** What `--json` prints of a run. */
export const summaryOf = (result: RunResult, exit: number) => ({
  run_id: result.manifest.run_id,
  name: result.manifest.name,
  as_of: new Date(result.manifest.as_of).toISOString(),
  folder: result.folder,
  report: reportOf(result),
  files: result.manifest.files,
  quarantine: result.manifest.quarantine,
  coverage: result.manifest.coverage,
  warnings: result.manifest.warnings,
  detectors: result.manifest.detectors,
  rules: result.manifest.rules,
  seconds: (result.manifest.finished_at - result.manifest.started_at) / 1000,
  undelivered: result.undelivered,
  uncirculated: result.uncirculated,
  sent_before: result.sentBefore === null ? null : new Date(result.sentBefore).toISOString(),
  exit_code: exit,
});

/** A run on a page of the terminal; what its report says too is said in the language of the report. */
export function saySummary(result: RunResult, language: Language): void {
  const { manifest } = result;
  say(shown`${bold(manifest.name)} ${dim(shown`as of ${saidMoment(manifest.as_of, manifest.timezone)}`)}`);
  say();
  sayFiles(manifest.files);
  say();
  sayCoverage(manifest, language);
  say();
  sayWarnings(manifest, language);
  sayNotEvaluated(manifest, language);
  const report = reportOf(result);
  say();
  say(report ? shown`Report   ${bold(near(report))}` : shown`Report   ${bold(near(result.folder))}`);
  if (result.sentBefore !== null) {
    const at = saidMoment(result.sentBefore, manifest.timezone);
    say(shown`         ${dim(`sent on ${at} when this run was first made, and not sent again`)}`);
  }
}

const ACCOUNT = ["rows_in", "loaded", "duplicates", "changed", "quarantined"] as const;

function sayFiles(files: readonly FileAccount[]): void {
  const rows = files.map((file) => [
    file.file,
    file.table,
    ...ACCOUNT.map((name) => amount(name, file[name])),
    file.state === "known" ? dim("known, not read again") : file.rows_in === 0 ? yellow("no rows") : "",
  ]);
  const sums = ACCOUNT.map((name) => bold(count(files.reduce((sum, file) => sum + file[name], 0))));
  const titles = ["rows in", "= loaded", "+ duplicates", "+ changed", "+ quarantined"];
  say(
    table(
      [
        { title: "Files" },
        { title: "table" },
        ...titles.map((title) => ({ title, align: "right" as const })),
        { title: "" },
      ],
      files.length > 1 ? [...rows, [counted(files.length, "file"), "", ...sums, ""]] : rows,
    ),
  );
}

const amount = (name: string, n: number): Piece =>
  n > 0 && (name === "quarantined" || name === "changed") ? yellow(count(n)) : count(n);

function sayCoverage({ coverage, quarantine, timezone }: RunManifest, language: Language): void {
  const { cases, cases_without_events: empty, events, first_event_at: first, last_event_at: last } = coverage;
  const span = first !== null && last !== null ? `, ${localDate(timezone, first)} to ${localDate(timezone, last)}` : "";
  const without = empty > 0 ? ` (${count(empty)} without events)` : "";
  say(shown`Cases    ${count(cases)}${without}; ${counted(events, "event")}${span}`);
  if (quarantine.rows > 0) {
    const reasons = Object.entries(quarantine.by_reason).map(([reason, n]) => `${reason} ${count(n)}`);
    say(shown`         ${yellow(`${counted(quarantine.rows, "row")} in quarantine: ${reasons.join(", ")}`)}`);
  }
  const unmapped = coverage.unmapped_activities;
  if (unmapped.length > 0) {
    const shownFew = unmapped.slice(0, 5).map(({ activity, events: n }) => `${activity} ${count(n)}`);
    const more = unmapped.length > 5 ? ` and ${unmapped.length - 5} more` : "";
    say(shown`         ${dim(`activities that no procedure names: ${shownFew.join(", ")}${more}`)}`);
  }
  const unrecorded = unrecordedSaid(coverage);
  if (unrecorded !== null) say(shown`         ${dim(unrecorded)}`);
  for (const note of coverage.notes) say(shown`         ${dim(note[language])}`);
}

function unrecordedSaid({ unrecorded }: RunManifest["coverage"]): string | null {
  if (!unrecorded || unrecorded.cannot_tell === 0) return null;
  const { length: things } = unrecorded.things.filter((thing) => openIn(thing) > 0);
  return `${counted(things, "thing")} that sources never record ${things === 1 ? "keeps" : "keep"} ${counted(unrecorded.cannot_tell, "judgement")} from being made (see the report)`;
}

function sayWarnings({ warnings, rules }: RunManifest, language: Language): void {
  const open = Object.entries(warnings.by_severity).sort(([a], [b]) => Number(b) - Number(a));
  const severities = open.filter(([, n]) => n > 0).map(([severity, n]) => `severity ${severity}: ${count(n)}`);
  const status = Object.entries(warnings.by_status).map(([name, n]) => `${count(n)} ${name}`);
  const head = bold(count(warnings.total));
  say(severities.length > 0 ? shown`Warnings ${head}; ${severities.join(", ")}` : shown`Warnings ${head}`);
  if (status.length > 0) say(shown`         ${dim(status.join(", "))}`);
  const decided = decidedSaid(warnings, count);
  const left = count(openOf(warnings));
  const others = { zh: `；尚待处理 ${left} 项`, en: `; ${left} open` };
  if (decided) say(shown`         ${dim(decided[language] + others[language])}`);
  if (rules.length === 0) return;
  say(
    table(
      [
        { title: "" },
        { title: "hit", align: "right" },
        { title: "clear", align: "right" },
        { title: "pending", align: "right" },
        { title: "cannot tell", align: "right" },
      ],
      toldByCode(rules).map(({ code, detector, outcomes }) => [
        shown`${cyan(code)} ${detector}`,
        outcomes.hit ? bold(count(outcomes.hit)) : "0",
        ...[outcomes.clear, outcomes.pending, outcomes["cannot tell"]].map((n) => count(n ?? 0)),
      ]),
      "         ",
    ),
  );
}

const openOf = (warnings: RunManifest["warnings"]): number =>
  Object.entries(warnings.by_severity).reduce(
    (open, [severity, n]) => open + n - quietOf(warnings, Number(severity)),
    0,
  );

function sayNotEvaluated({ detectors }: RunManifest, language: Language): void {
  const left = detectors.filter(({ state }) => state !== "evaluated");
  if (left.length === 0) return;
  say();
  say(shown`Not evaluated`);
  const rows = left.map(({ code, detector, state, reason }) => [
    shown`${cyan(code)} ${detector}`,
    state === "error" ? red(reason?.[language] ?? "it failed") : (reason?.[language] ?? label("off", language)),
  ]);
  say(plainTable(rows, "         "));
}
