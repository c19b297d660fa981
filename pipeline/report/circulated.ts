import { createReadStream, createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import type { Warning } from "../../schemas/warning.ts";
import type { Circulation } from "../circulation/circulation.ts";
import type { BriefWarning } from "../store.ts";
import { type Edition, writeEdition } from "./edition.ts";

/** The folder of the edition for circulation, within that of the report. */
export const CIRCULATION = "circulation";
/** In the report for inspectors: which warning has which id in the edition for circulation. */
export const CIRCULATED_IDS = "circulation-ids.ndjson";

/**
 * Writes the edition for circulation beside the one for inspectors, with its own `warnings.ndjson`, and returns the
 * names of its files. Files that hold what was read as it stands (what was set aside, reminders, Arrow) have none there.
 */
export async function writeCirculated(
  folder: string,
  { report, chosen, formats }: Edition,
  circulation: Circulation,
): Promise<string[]> {
  const place = join(folder, CIRCULATION);
  await mkdir(place, { mode: 0o700 });
  const leads = report.leads.map((lead) => circulation.lead(lead));
  const edition: Edition = {
    report: {
      ...report,
      manifest: circulation.manifest(report.manifest),
      leads,
      rest: briefs(report.rest, circulation),
      stories: new Map([...report.stories].map(([case_id, story]) => [case_id, circulation.story(story)])),
      audience: "circulation",
      least: circulation.least,
    },
    chosen: chosen.map((lead) => circulation.lead(lead)),
    formats,
  };
  const written = await writeEdition(place, edition);
  await eachLine(join(folder, "warnings.ndjson"), join(place, "warnings.ndjson"), (warning) =>
    circulation.warning(warning),
  );
  await eachLine(join(folder, "warnings.ndjson"), join(folder, CIRCULATED_IDS), ({ warning_id }) => ({
    warning_id,
    circulated_as: circulation.idOf(warning_id),
  }));
  return [...[...written, "warnings.ndjson"].map((name) => `${CIRCULATION}/${name}`), CIRCULATED_IDS];
}

async function* briefs(
  batches: AsyncIterable<readonly BriefWarning[]>,
  circulation: Circulation,
): AsyncIterable<BriefWarning[]> {
  for await (const batch of batches) yield batch.map((warning) => circulation.brief(warning));
}

/** Writes a line for each warning that stands in a file of warnings. */
async function eachLine(from: string, to: string, told: (warning: Warning) => object): Promise<void> {
  const lines = createInterface({ input: createReadStream(from), crlfDelay: Number.POSITIVE_INFINITY });
  const written = async function* () {
    for await (const line of lines) yield `${JSON.stringify(told(JSON.parse(line) as Warning))}\n`;
  };
  await pipeline(written, createWriteStream(to, { mode: 0o600 }));
}
