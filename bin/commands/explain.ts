import { resolve } from "node:path";
import { openLoaded } from "../../pipeline/audit.ts";
import { loadConfig } from "../../pipeline/config.ts";
import { readDecided } from "../../pipeline/decisions/decided.ts";
import { UserError } from "../../pipeline/errors.ts";
import { recordView } from "../../pipeline/record.ts";
import { BANNER, DATA_CONFIDENCE, SEVERITIES, SIGNAL_NOTE, SUBJECTS, TIER_WORDS } from "../../pipeline/report/words.ts";
import { findWarning, pastOf } from "../../pipeline/store.ts";
import type { Language } from "../../schemas/text.ts";
import { label } from "../labels.ts";
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
    const past = (await pastOf(engine, [id])).get(id) ?? [];
    if (flags.json) sayJson({ ...warning, past });
    else {
      const { code, title, severity, tier, confidence, subject } = warning;
      say(shown`${cyan(code)} ${bold(title[language])}`);
      say();
      const rows = [
        [SUBJECTS[subject.type][language], bold(subject.id)],
        ...(warning.org_id ? [[label("unit", language), warning.org_id]] : []),
        [label("severity", language), `${severity} ${SEVERITIES[severity]?.[language] ?? ""}`],
        [label("confidence", language), DATA_CONFIDENCE[confidence][language]],
        [label("tier", language), (tier === "signal" ? SIGNAL_NOTE : TIER_WORDS.rule)[language]],
        [label("rule", language), [warning.rule, warning.procedure].filter((part) => part !== null).join(" · ")],
        [label("detector", language), `${warning.detector} ${warning.detector_version}`],
        [label("status", language), lifeOf(warning, language, zone)],
        [label("asOf", language), saidMoment(warning.as_of, zone)],
        [label("id", language), warning.warning_id],
      ];
      say(table([{ title: "" }, { title: "" }], rows));
      sayWarning(warning, { past, ...(await readDecided(engine, [id])) }, language, zone);
      say();
      say(dim(BANNER[language]));
    }
  } finally {
    engine.close();
  }
  return 0;
}
