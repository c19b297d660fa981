import { resolve } from "node:path";
import { type LoadedConfig, loadConfig } from "../../pipeline/config.ts";
import { suppressedNow } from "../../pipeline/decisions/attached.ts";
import { closedNow } from "../../pipeline/decisions/closings.ts";
import { readDecided } from "../../pipeline/decisions/decided.ts";
import type { Engine } from "../../pipeline/engine/engine.ts";
import { localTime } from "../../pipeline/kit/zone.ts";
import { recordView } from "../../pipeline/ledger/record.ts";
import { PAST, pastSaid } from "../../pipeline/report/past.ts";
import { localClock } from "../../pipeline/report/text.ts";
import {
  BANNER,
  DATA_CONFIDENCE,
  detectorName,
  SEVERITIES,
  SIGNAL_NOTE,
  SUBJECTS,
  TIER_WORDS,
} from "../../pipeline/report/words.ts";
import { findWarning } from "../../pipeline/warnings/last-lines.ts";
import { goneOf, pastOf } from "../../pipeline/warnings/lives.ts";
import { toldLast } from "../../pipeline/warnings/told-last.ts";
import type { Bilingual, Language } from "../../schemas/text.ts";
import type { Warning } from "../../schemas/warning.ts";
import { label } from "../labels.ts";
import { saidMoment } from "../moment.ts";
import { bold, cyan, dim, list, plainTable, say, sayJson, shown } from "../terminal.ts";
import { lifeOf, sayWarning } from "../warning.ts";
import { warningIdOf } from "../warning-id.ts";
import { withWorkspace } from "../workspace.ts";

interface Flags {
  readonly config: string;
  readonly lang?: Language;
  readonly json?: boolean;
}

export default async function explain(wanted: string, flags: Flags): Promise<number> {
  const loaded = await loadConfig(flags.config);
  const { workspace, report } = loaded.config;
  const { json, lang: language = report.language } = flags;
  await withWorkspace(loaded, async (engine) => {
    const id = await warningIdOf(engine, wanted, loaded);
    const told = await findWarning(engine, resolve(loaded.folder, workspace), id);
    const gone = told === null ? await goneOf(engine, id) : null;
    if (gone !== null) await explainGone(engine, loaded, { warning_id: id, ...gone }, { json, language });
    else await explainTold(engine, loaded, told ?? (await toldLast(engine, loaded, id)).warning, { json, language });
  });
  return 0;
}

interface Manner {
  readonly json: boolean | undefined;
  readonly language: Language;
}

async function explainTold(
  engine: Engine,
  loaded: LoadedConfig,
  told: Warning,
  { json, language }: Manner,
): Promise<void> {
  const { timezone: zone } = loaded.config;
  const [warning = told] = await closedNow(engine, await suppressedNow(engine, [told], told.as_of));
  const { warning_id: id, code, title, severity, tier, confidence, subject } = warning;
  await recordView(engine, loaded, `warning ${id}`, warning);
  const past = (await pastOf(engine, [id])).get(id) ?? [];
  if (json) return sayJson({ ...warning, past });
  say(shown`${cyan(code)} ${bold(title[language])}`);
  say();
  const rows = [
    [SUBJECTS[subject.type][language], bold(subject.id)],
    ...(warning.org_id && warning.org_id !== subject.id ? [[label("unit", language), warning.org_id]] : []),
    [label("severity", language), `${severity} ${SEVERITIES[severity]?.[language] ?? ""}`],
    [label("confidence", language), DATA_CONFIDENCE[confidence][language]],
    [label("tier", language), (tier === "signal" ? SIGNAL_NOTE : TIER_WORDS.rule)[language]],
    [label("rule", language), [warning.rule, warning.procedure].filter((part) => part !== null).join(" · ")],
    [label("detector", language), detectorName(warning.detector, warning.detector_version)[language]],
    [label("status", language), lifeOf(warning, language, zone)],
    [label("asOf", language), saidMoment(warning.as_of, zone)],
    [label("id", language), id],
  ];
  say(plainTable(rows));
  if (warning.occurrences === 0) say(dim(LOOKED_BACK(warning.run_id)[language]));
  sayWarning(warning, { past, ...(await readDecided(engine, [id])) }, language, zone);
  say();
  say(dim(BANNER[language]));
}

const LOOKED_BACK = (run: string): Bilingual => ({
  zh: `以上由倒查 ${run} 提示，每日检查未提示过`,
  en: `The look back ${run} told it, and no nightly run has`,
});

/** What is still known of a warning that the last run did not tell: its text is gone, its history is kept. */
async function explainGone(
  engine: Engine,
  loaded: LoadedConfig,
  known: NonNullable<Awaited<ReturnType<typeof goneOf>>> & Pick<Warning, "warning_id">,
  { json, language }: Manner,
): Promise<void> {
  const { timezone: zone } = loaded.config;
  const { warning_id: id, detector, status, first_seen, last_seen, occurrences } = known;
  const past = (await pastOf(engine, [id])).get(id) ?? [];
  const gone = { ...known, past };
  await recordView(engine, loaded, `warning ${id}`, gone);
  if (json) return sayJson(gone);
  say(bold(GONE[language]));
  say();
  const rows = [
    [label("detector", language), detector],
    [label("status", language), lifeOf({ status, first_seen, occurrences }, language, zone)],
    [label("lastSeen", language), localTime(zone, last_seen)],
    [label("id", language), id],
  ];
  say(plainTable(rows));
  const clock = localClock(zone);
  list(
    PAST[language],
    pastSaid(past, null, clock, Infinity).map((state) => state[language]),
  );
  say();
  say(dim(BANNER[language]));
}

const GONE: Bilingual = {
  zh: "最近一次运行没有该提示；其原文见当时的报告，以下为保留的历史",
  en: "The last run did not tell this warning; its text stands in the reports of that time, and this is its history",
};
