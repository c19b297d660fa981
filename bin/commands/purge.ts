import { loadConfig } from "../../pipeline/config.ts";
import { UserError } from "../../pipeline/kit/errors.ts";
import { openRecord } from "../../pipeline/ledger/record.ts";
import { purge, purgeable } from "../../pipeline/privacy/purge.ts";
import { counted } from "../../schemas/text.ts";
import { dayBegins } from "../moment.ts";
import { count, list, say, sayJson } from "../terminal.ts";
import { withWorkspace } from "../workspace.ts";

interface Flags {
  readonly config: string;
  readonly before: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Takes away what is older than a day; what it took is counted, and entered in the ledger by its hashes. */
export default async function purgeCommand({ config, before: day, dryRun, json }: Flags): Promise<number> {
  const loaded = await loadConfig(config);
  const before = dayBegins(day, loaded.config.timezone, "--before");
  const now = Date.now();
  if (before > now) throw new UserError(`--before ${day}: this day lies ahead; what is in use is not purged`);
  return withWorkspace(loaded, async (engine) => {
    const { ledger } = await openRecord(engine, loaded, now);
    const purged = dryRun
      ? await purgeable(engine, loaded, before)
      : await purge(engine, ledger, loaded, { before, now });
    if (json) {
      sayJson({ before: new Date(before).toISOString(), dry_run: dryRun === true, ...purged });
      return 0;
    }
    const { cases, rows, kept, undated, unclear, open, quoted, reports } = purged;
    say(
      dryRun
        ? `Would be purged: ${counted(cases, "case")}`
        : `Purged: ${counted(cases, "case")} with ${counted(rows, "row")}`,
    );
    say(`Kept though old, because the last run warns of them, or by their records: ${count(kept)}`);
    say(`Kept, because no record has a time: ${count(undated)}`);
    say(`Kept, because what is on record as their closing is no moment: ${count(unclear)}`);
    say(`Kept, because no closing is on record: ${count(open)}`);
    say(`Texts of unreadable rows: ${count(quoted)}`);
    list("Reports", reports);
    return 0;
  });
}
