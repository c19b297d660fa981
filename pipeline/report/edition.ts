import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { REPORT_FORMATS } from "../../schemas/config.ts";
import type { Bilingual } from "../../schemas/text.ts";
import type { Lead } from "../warnings/leads.ts";
import type { Report } from "./page.tsx";

/** What people read, for one audience. */
export interface Edition {
  readonly report: Report;
  /** The leads that get a sheet. */
  readonly chosen: readonly Lead[];
  readonly formats: readonly (typeof REPORT_FORMATS)[number][];
  /** Those of the manifest's notes that name warnings as inspectors know them. */
  readonly internal: readonly Bilingual[];
}

/** Writes an edition into a folder, and returns the names of its files. */
export async function writeEdition(folder: string, { report, chosen, formats }: Edition): Promise<string[]> {
  const { manifest, leads, leadsTotal, decided, past, language, audience, least } = report;
  const written: string[] = [];
  if (formats.includes("html")) {
    const { renderHtml } = await import("./html.tsx");
    await writeFile(join(folder, "report.html"), await renderHtml(report), { mode: 0o600 });
    written.push("report.html");
  }
  if (formats.includes("xlsx")) {
    const { writeXlsx } = await import("./xlsx.ts");
    await writeXlsx(join(folder, "report.xlsx"), { manifest, leads, leadsTotal, language, audience, least });
    written.push("report.xlsx");
  }
  if (formats.includes("docx")) {
    const { leadsDocx } = await import("./docx/leads.ts");
    const sheets = await leadsDocx({ manifest, leads: chosen, decided, past, language, audience });
    await writeFile(join(folder, "leads.docx"), sheets, { mode: 0o600 });
    written.push("leads.docx");
  }
  return written;
}
