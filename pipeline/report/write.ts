import { open, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunManifest } from "../../schemas/run.ts";
import type { LoadedConfig } from "../config.ts";
import { writeQuarantine } from "../coverage.ts";
import type { Facts } from "../facts.ts";
import { choose } from "../leads.ts";
import { sha256Of } from "../sha256.ts";
import type { WarningStore } from "../store.ts";
import type { Card } from "../warnings.ts";
import { readStories } from "./cases.ts";
import { readFigures, readHistory, type UnitFunnel } from "./figures.ts";

/** What a run has found, as a report needs it. */
export interface Findings {
  readonly store: WarningStore;
  readonly facts: Facts;
  readonly funnels: readonly UnitFunnel[];
  readonly cards: readonly Card[];
  readonly loaded: LoadedConfig;
  /** The leads that get a sheet: `top:<n>`, or ids between commas. */
  readonly chosen: string;
}

/** Writes what people read, `quarantine.ndjson` and `run.json` into a report's folder; the outputs join the manifest. */
export async function writeReport(folder: string, manifest: RunManifest, findings: Findings): Promise<void> {
  const { store, facts, funnels, cards, loaded } = findings;
  const { config } = loaded;
  await writeQuarantine(facts.engine, join(folder, "quarantine.ndjson"));
  manifest.outputs.push(await outputOf(folder, "quarantine.ndjson"));
  const { leads, total } = await store.leads(config.report.max_leads, join(folder, "warnings.ndjson"));
  manifest.finished_at = Date.now();
  if (config.report.formats.includes("html")) {
    const { renderHtml } = await import("./html.tsx");
    const html = await renderHtml({
      manifest,
      leads,
      leadsTotal: total,
      rest: store.brief(leads.length),
      stories: await readStories(facts, leads),
      cards,
      figures: await readFigures(facts),
      funnels,
      history: await readHistory(facts.engine, manifest),
      language: manifest.language,
    });
    await writeFile(join(folder, "report.html"), html, { mode: 0o600 });
    manifest.outputs.push(await outputOf(folder, "report.html"));
  }
  if (config.report.formats.includes("xlsx")) {
    const { writeXlsx } = await import("./xlsx.ts");
    const warnings = leads.flatMap((lead) => lead.warnings);
    await writeXlsx(join(folder, "report.xlsx"), { manifest, warnings, language: manifest.language });
    manifest.outputs.push(await outputOf(folder, "report.xlsx"));
  }
  if (config.report.formats.includes("docx")) {
    const { leadsDocx } = await import("./docx/leads.ts");
    const sheets = await leadsDocx({ manifest, leads: choose(leads, findings.chosen), language: manifest.language });
    await writeFile(join(folder, "leads.docx"), sheets, { mode: 0o600 });
    manifest.outputs.push(await outputOf(folder, "leads.docx"));
  }
  const file = await open(join(folder, "run.json"), "w", 0o600);
  await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
  await file.sync();
  await file.close();
}

/** A file of a report as its manifest names it. */
export async function outputOf(folder: string, name: string): Promise<RunManifest["outputs"][number]> {
  const path = join(folder, name);
  return { file: name, bytes: (await stat(path)).size, sha256: await sha256Of(path) };
}
