import { resolve } from "node:path";
import { openLoaded } from "../../pipeline/audit.ts";
import { loadConfig } from "../../pipeline/config.ts";
import { readDecided } from "../../pipeline/decisions/decided.ts";
import { UserError } from "../../pipeline/errors.ts";
import { recordView } from "../../pipeline/record.ts";
import { BANNER } from "../../pipeline/report/words.ts";
import { findWarning, type PastState, pastOf } from "../../pipeline/store.ts";
import { localTime } from "../../pipeline/zone.ts";
import type { Language } from "../../schemas/text.ts";
import { saidMoment } from "../moment.ts";
import { bold, cyan, dim, heading, say, sayJson, shown, table } from "../terminal.ts";
import { lifeOf, numbersOf, sayWarning } from "../warning.ts";
import { warningIdOf } from "../warning-id.ts";

interface Flags {
  readonly config: string;
  readonly lang?: Language;
  readonly json?: boolean;
}

export default async function explain(wanted: string, flags: Flags): Promise<number> {
  const loaded = await loadConfig(flags.config);
  const { timezone: zone, workspace, report } = loaded.config;
  const language = flags.lang ?? report.language;
  const engine = await openLoaded(loaded);
  try {
    const id = await warningIdOf(engine, wanted);
    const warning = await findWarning(engine, resolve(loaded.folder, workspace), id);
    if (warning === null) throw new UserError(`no warning ${wanted} in the last run`);
    await recordView(engine, loaded, `warning ${warning.warning_id}`, warning);
    const past = await pastOf(engine, id);
    if (flags.json) sayJson({ ...warning, past });
    else {
      const { code, title, severity, tier, confidence, subject } = warning;
      say(shown`${cyan(code)} ${bold(title[language])}`);
      say();
      const rows = [
        [subject.type, bold(subject.id)],
        ...(warning.org_id ? [["org", warning.org_id]] : []),
        ["severity", `${severity} of 5, confidence ${confidence}`],
        ["tier", tier === "signal" ? "signal, not a finding" : "rule"],
        ["rule", warning.procedure ? `${warning.rule} of ${warning.procedure}` : warning.rule],
        ["detector", `${warning.detector}, version ${warning.detector_version}`],
        ["status", lifeOf(warning, zone)],
        ["as of", saidMoment(warning.as_of, zone)],
        ["warning", warning.warning_id],
      ];
      say(table([{ title: "" }, { title: "" }], rows));
      sayWarning(warning, await readDecided(engine, [warning.warning_id]), language, zone);
      if (past.length > 0) sayPast(past, warning.unit, zone);
      say();
      say(dim(BANNER[language]));
    }
  } finally {
    engine.close();
  }
  return 0;
}

function sayPast(past: readonly PastState[], unit: string | null, zone: string): void {
  heading("What it said before");
  const day = (at: number) => localTime(zone, at).slice(0, 10);
  const rows = past.map(({ first_seen, last_seen, severity, measured, threshold, became }) => [
    `${day(first_seen)} to ${day(last_seen)}`,
    `severity ${severity}`,
    measured === null ? "" : numbersOf({ measured, threshold, unit }, "en"),
    `then ${became}`,
  ]);
  say(table([{ title: "" }, { title: "" }, { title: "" }, { title: "" }], rows));
}
