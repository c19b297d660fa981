import { resolve } from "node:path";
import { loadConfig } from "../../pipeline/config.ts";
import { writeClearance } from "../../pipeline/decisions/clearance.ts";
import { openRecord } from "../../pipeline/ledger/record.ts";
import { toldLast } from "../../pipeline/warnings/told-last.ts";
import type { Language } from "../../schemas/text.ts";
import { near } from "../paths.ts";
import { list, sayJson } from "../terminal.ts";
import { warningIdOf } from "../warning-id.ts";
import { withWorkspace } from "../workspace.ts";

interface Flags {
  readonly config: string;
  readonly out: string;
  readonly lang?: Language;
  readonly json?: boolean;
}

/** Writes the clearance that a closed review entitles to. */
export default async function clearanceCommand(wanted: string, flags: Flags): Promise<number> {
  const loaded = await loadConfig(flags.config);
  const now = Date.now();
  return withWorkspace(loaded, async (engine) => {
    const id = await warningIdOf(engine, wanted, loaded);
    const { warning } = await toldLast(engine, loaded, id);
    const { ledger } = await openRecord(engine, loaded, now);
    const language = flags.lang ?? loaded.config.report.language;
    const files = await writeClearance(engine, ledger, loaded, { warning, out: resolve(flags.out), language, now });
    if (flags.json) sayJson({ warning_id: id, files });
    else list("Written, and entered in the ledger", files.map(near));
    return 0;
  });
}
