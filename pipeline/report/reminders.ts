import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Reminder } from "../../schemas/reminder.ts";
import type { Warning } from "../../schemas/warning.ts";

export const REMINDERS = "reminders.ndjson";

export interface ReminderFile {
  /** Writes what a detector that reminds has found. */
  keep(batches: AsyncIterable<readonly Warning[]>): Promise<void>;
  close(): Promise<void>;
}

/** Opens `reminders.ndjson` in a folder (mode 0600), one reminder a line; empty where there is nothing to remind of. */
export async function openReminders(folder: string): Promise<ReminderFile> {
  const file = await open(join(folder, REMINDERS), "w", 0o600);
  return {
    async keep(batches) {
      for await (const batch of batches) {
        await file.appendFile(batch.map((found) => `${JSON.stringify(reminderOf(found))}\n`).join(""));
      }
    },
    close: () => file.close(),
  };
}

/** A detector that reminds measures the days left; its threshold is the moment at which the clock runs out. */
const reminderOf = (found: Warning): Reminder => ({
  schema_version: 1,
  run_id: found.run_id,
  as_of: found.as_of,
  case_id: found.case_id,
  org_id: found.org_id,
  handler_id: found.evidence.find(({ part }) => part === "handler")?.actor_id ?? null,
  rule: found.rule,
  procedure: found.procedure,
  title: found.title,
  message: found.message,
  due_at: found.threshold ?? found.as_of,
  days_left: found.measured ?? 0,
  clock: found.clock,
  law: found.law,
});
