import { resolve } from "node:path";
import { openLoaded } from "../../pipeline/audit.ts";
import { loadConfig } from "../../pipeline/config.ts";
import type { Engine } from "../../pipeline/engine/engine.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { UserError } from "../../pipeline/errors.ts";
import { recordView } from "../../pipeline/record.ts";
import { BANNER } from "../../pipeline/report/words.ts";
import { findWarning } from "../../pipeline/store.ts";
import { localTime } from "../../pipeline/zone.ts";
import type { Language } from "../../schemas/text.ts";
import { saidMoment } from "../moment.ts";
import { nearest } from "../nearest.ts";
import { bold, cyan, dim, say, sayJson, shown, table } from "../terminal.ts";
import { sayWarning } from "../warning.ts";

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
    const id = await idOf(engine, wanted.toLowerCase());
    const warning = await findWarning(engine, resolve(loaded.folder, workspace), id);
    if (warning === null) throw new UserError(`no warning ${wanted} in the last run`);
    await recordView(engine, loaded, `warning ${warning.warning_id}`, warning);
    if (flags.json) sayJson(warning);
    else {
      const { code, title, severity, tier, confidence, status, subject } = warning;
      say(shown`${cyan(code)} ${bold(title[language])}`);
      say();
      const rows = [
        [subject.type, bold(subject.id)],
        ...(warning.org_id ? [["org", warning.org_id]] : []),
        ["severity", `${severity} of 5, confidence ${confidence}`],
        ["tier", tier === "signal" ? "signal, not a finding" : "rule"],
        ["rule", warning.procedure ? `${warning.rule} of ${warning.procedure}` : warning.rule],
        ["detector", `${warning.detector}, version ${warning.detector_version}`],
        [
          "status",
          `${status}; first seen ${localTime(zone, warning.first_seen)}, in ${warning.occurrences} run${warning.occurrences === 1 ? "" : "s"}`,
        ],
        ["as of", saidMoment(warning.as_of, zone)],
        ["warning", warning.warning_id],
      ];
      say(table([{ title: "" }, { title: "" }], rows));
      sayWarning(warning, language, zone);
      say();
      say(dim(BANNER[language]));
    }
  } finally {
    engine.close();
  }
  return 0;
}

/** The id that begins like this; it must be one alone. */
async function idOf(engine: Engine, wanted: string): Promise<string> {
  const tables = await engine.all(sql`select 1 from information_schema.tables where table_name = 'warnings'`);
  if (tables.length === 0) throw new UserError("no run has finished yet; `xiezhi run` makes the warnings");
  const rows = await engine.all<{ warning_id: string }>(sql`select warning_id from warnings order by warning_id`);
  const ids = rows.map((row) => row.warning_id);
  const alike = ids.includes(wanted) ? [wanted] : wanted.length < 4 ? [] : ids.filter((id) => id.startsWith(wanted));
  if (alike.length === 1) return alike[0] as string;
  if (alike.length > 1)
    throw new UserError(`${wanted}: ${alike.length} warnings begin so, among them ${alike.slice(0, 5).join(", ")}`);
  const near = nearest(wanted, ids);
  const hint = near.length > 0 ? `; the nearest are ${near.join(", ")}` : "";
  throw new UserError(
    `no warning ${wanted} among the ${ids.length} of the last run${hint}; warnings.ndjson in the report's folder lists them`,
  );
}
