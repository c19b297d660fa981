import { resolve } from "node:path";
import { openLoaded } from "../../pipeline/audit.ts";
import { loadConfig } from "../../pipeline/config.ts";
import { readDecided } from "../../pipeline/decisions/decided.ts";
import { UserError } from "../../pipeline/errors.ts";
import { recordView } from "../../pipeline/record.ts";
import { BANNER, DATA_CONFIDENCE, SEVERITIES, SIGNAL_NOTE, SUBJECTS, TIER_WORDS } from "../../pipeline/report/words.ts";
import { findWarning, type PastState, pastOf } from "../../pipeline/store.ts";
import { localTime } from "../../pipeline/zone.ts";
import type { Bilingual, Language } from "../../schemas/text.ts";
import { label } from "../labels.ts";
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
      sayWarning(warning, await readDecided(engine, [warning.warning_id]), language, zone);
      if (past.length > 0) sayPast(past, warning.unit, language, zone);
      say();
      say(dim(BANNER[language]));
    }
  } finally {
    engine.close();
  }
  return 0;
}

const BECAME: Record<PastState["became"], Bilingual> = {
  updated: { zh: "其后有更新", en: "then updated" },
  resolved: { zh: "其后不再出现", en: "then resolved" },
  untold: { zh: "其后未提示", en: "then untold" },
};

function sayPast(past: readonly PastState[], unit: string | null, language: Language, zone: string): void {
  heading(label("past", language));
  const day = (at: number) => localTime(zone, at).slice(0, 10);
  const rows = past.map(({ first_seen, last_seen, severity, measured, threshold, became }) => [
    [day(first_seen), label("until", language), day(last_seen)].join(" "),
    `${label("severity", language)} ${severity}`,
    measured === null ? "" : numbersOf({ measured, threshold, unit }, language),
    BECAME[became][language],
  ]);
  say(table([{ title: "" }, { title: "" }, { title: "" }, { title: "" }], rows));
}
