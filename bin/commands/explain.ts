import { resolve } from "node:path";
import { openLoaded } from "../../pipeline/audit.ts";
import { loadConfig } from "../../pipeline/config.ts";
import { readDecided } from "../../pipeline/decisions/decided.ts";
import { UserError } from "../../pipeline/errors.ts";
import { recordView } from "../../pipeline/record.ts";
import { BANNER } from "../../pipeline/report/words.ts";
import { findWarning } from "../../pipeline/store.ts";
import type { Language } from "../../schemas/text.ts";
import { saidMoment } from "../moment.ts";
import { bold, cyan, dim, say, sayJson, shown, table } from "../terminal.ts";
import { lifeOf, sayWarning } from "../warning.ts";
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
    if (flags.json) sayJson(warning);
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
      say();
      say(dim(BANNER[language]));
    }
  } finally {
    engine.close();
  }
  return 0;
}
