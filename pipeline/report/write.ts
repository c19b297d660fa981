import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import type { RunManifest } from "../../schemas/run.ts";
import { type Bilingual, counted } from "../../schemas/text.ts";
import type { Circulation } from "../circulation/circulation.ts";
import type { LoadedConfig } from "../config.ts";
import { byWarning, readDecided } from "../decisions/decided.ts";
import type { Engine } from "../engine/engine.ts";
import type { Facts } from "../facts.ts";
import { writeQuarantine } from "../ingest/quarantine.ts";
import { sha256Of } from "../kit/sha256.ts";
import type { Card } from "../warnings/card.ts";
import { choose } from "../warnings/leads.ts";
import type { WarningStore } from "../warnings/store.ts";
import { readStories } from "./cases.ts";
import { writeCirculated } from "./circulated.ts";
import type { Counting } from "./counting.ts";
import { type Edition, writeEdition } from "./edition.ts";
import { NO_FIGURES, readFigures } from "./figures.ts";
import type { UnitFunnel } from "./funnels.ts";
import { type History, NO_HISTORY, readHistory } from "./history.ts";
import type { Report } from "./page.tsx";
import { MOST_LISTED } from "./payload.ts";
import { figure } from "./text.ts";

/** What a run has found, as a report needs it. */
export interface Findings {
  readonly store: WarningStore;
  readonly facts: Facts;
  readonly funnels: readonly UnitFunnel[];
  readonly cards: readonly Card[];
  readonly counting: Counting;
  readonly loaded: LoadedConfig;
  /**
   * The leads that get a sheet: `top:<n>`, or ids between commas; as the configuration has it where nothing is said.
   */
  readonly chosen: string | undefined;
  /** Notes that name warnings. */
  readonly internal: readonly Bilingual[];
  /** How the edition for circulation is made; null where there is to be none. */
  readonly circulation: Circulation | null;
}

/** What people read, but for the leads after those told in full. */
type Told = Omit<Edition, "report"> & { readonly report: Omit<Report, "rest"> };

/** Writes `quarantine.ndjson` into a report's folder, and reads what the others of its files tell. */
export async function readReport(folder: string, manifest: RunManifest, findings: Findings): Promise<Told> {
  const { store, facts, funnels, cards, counting, loaded } = findings;
  const { config } = loaded;
  await writeQuarantine(facts.engine, join(folder, "quarantine.ndjson"));
  manifest.outputs.push(await outputOf(folder, "quarantine.ndjson"));
  const { leads, total } = await store.leads(config.report.max_leads, join(folder, "warnings.ndjson"));
  manifest.finished_at = Date.now();
  // Whoever asks for sheets gets them.
  const formats = [
    ...new Set([...config.report.formats, ...(findings.chosen === undefined ? [] : (["docx"] as const))]),
  ];
  const { chosen, unknown, top } = choose(leads, findings.chosen ?? config.report.leads);
  const missed = [
    ...(unknown.length > 0 ? [notAmong(unknown, leads.length)] : []),
    ...(top !== null && chosen.length < Math.min(top, total) ? [cutOff(chosen.length, top)] : []),
  ].filter(() => formats.includes("docx"));
  manifest.coverage.notes.push(...missed);
  const pictured = formats.includes("html");
  return {
    report: {
      manifest,
      leads,
      leadsTotal: total,
      stories: pictured ? await readStories(facts, leads) : new Map(),
      cards,
      decided: byWarning(await readDecided(facts.engine)),
      past: await store.past(leads.flatMap(({ warnings }) => warnings.map(({ warning_id }) => warning_id))),
      figures: pictured ? await readFigures(facts, counting) : NO_FIGURES,
      funnels,
      history: await historyOf(facts.engine, manifest, pictured),
      language: manifest.language,
      audience: "inspector",
      least: 1,
    },
    chosen,
    formats,
    internal: [...findings.internal, ...missed],
  };
}

/** Writes what people read and `run.json` into a report's folder; the outputs join the manifest. */
export async function writeReport(
  folder: string,
  told: Told,
  { store, circulation }: Pick<Findings, "store" | "circulation">,
): Promise<void> {
  const { manifest, leads } = told.report;
  const edition = () => ({
    ...told,
    report: { ...told.report, rest: restOf(store, leads.length, told.formats.includes("html")) },
  });
  // Pages and workbook make texts by the hundred megabytes, each soon done with. Left to itself, JavaScript's heap is
  // collected when it is three times what it was, beside what the engine holds: the peak of a run.
  setFlagsFromString("--heap-growing-percent=80");
  const written = await writeEdition(folder, edition());
  if (circulation) written.push(...(await writeCirculated(folder, edition(), circulation)));
  for (const name of written) manifest.outputs.push(await outputOf(folder, name));
  const file = await open(join(folder, "run.json"), "w", 0o600);
  await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
  await file.sync();
  await file.close();
}

/** The leads after those told in full, where a page lists them: looked for at once, and read when they are asked for. */
function restOf(store: WarningStore, told: number, isListed: boolean): Report["rest"] {
  const rest = isListed ? store.brief(told, MOST_LISTED) : null;
  rest?.catch(() => {}); // Told when they are asked for.
  return (async function* () {
    if (rest) yield* await rest;
  })();
}

/** That leads were asked for which are not there. */
const notAmong = (ids: readonly string[], told: number): Bilingual => ({
  zh: `指定制作核查单的 ${ids.join("、")} 不在本次前 ${figure(told)} 条线索之中，未制作`,
  en: `No sheet was made for ${ids.join(", ")}: not among the first ${counted(told, "lead")} of this run`,
});

/** That sheets were asked for of leads beyond those told in full. */
const cutOff = (made: number, wanted: number): Bilingual => ({
  zh: `要求为前 ${figure(wanted)} 条线索制作核查单，只制作了前 ${figure(made)} 份：只有附全部内容的线索（report.max_leads）才能制作`,
  en: `Sheets were asked for of the first ${counted(wanted, "lead")} and made of ${figure(made)}: there are none beyond those told in full (report.max_leads)`,
});

/** A look back is no run among others, and is held against none. */
async function historyOf(engine: Engine, manifest: RunManifest, pictured: boolean): Promise<History | null> {
  if (manifest.lookback) return null;
  return pictured ? readHistory(engine, manifest) : NO_HISTORY;
}

/** A file of a report as its manifest names it. */
export async function outputOf(folder: string, name: string): Promise<RunManifest["outputs"][number]> {
  const path = join(folder, name);
  return { file: name, bytes: (await stat(path)).size, sha256: await sha256Of(path) };
}
