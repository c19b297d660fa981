import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadDetectors } from "../detectors/registry.ts";
import { audit } from "../pipeline/audit/audit.ts";
import { loadConfig } from "../pipeline/config.ts";
import { run } from "../pipeline/run.ts";
import { Reminder } from "../schemas/reminder.ts";
import { ndjson } from "./kit/ndjson.ts";

const folder = mkdtempSync(join(tmpdir(), "xiezhi-reminders-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("reminders are an output of their own, and no warnings", async () => {
  writeFileSync(
    join(folder, "log.csv"),
    "case_id,activity,occurred_at,actor_id,org_id\nc1,accept,2025-01-10 09:00:00,li,u1\nc2,accept,2025-01-31 09:00:00,wang,u1\n",
  );
  writeFileSync(
    join(folder, "permit.yaml"),
    `id: permit
activities: { accept: {}, decide: {} }
rules:
  - { id: TM06-decide, code: TM06, template: deadline, activities: [accept, decide], limit: { days: 30 } }
`,
  );
  const config = join(folder, "xiezhi.yaml");
  writeFileSync(
    config,
    "sources: [{ table: events, files: log.csv }]\nprocedures: [./permit.yaml]\nreport: { formats: [] }\n",
  );
  const detectors = (await loadDetectors()).filter(({ meta }) => ["expiring-clocks", "overdue"].includes(meta.id));
  const { manifest, folder: report } = await run({ config, detectors, asOf: Date.parse("2025-02-05T09:00:00+08:00") });

  const reminders = ndjson(join(report, "reminders.ndjson")).map((line) => Reminder.parse(line));
  expect(reminders).toMatchObject([
    { case_id: "c1", org_id: "u1", handler_id: "li", rule: "TM06-decide", procedure: "permit", days_left: 4 },
  ]);
  expect(reminders[0]?.due_at).toBe(Date.parse("2025-02-10T00:00:00+08:00") - 1);
  expect(reminders[0]?.clock.map(({ value }) => value)).toContain("2025-02-09");
  expect(manifest.outputs.map(({ file }) => file)).toContain("reminders.ndjson");
  expect(manifest.warnings.total).toBe(0);
  expect(readFileSync(join(report, "warnings.ndjson"), "utf8")).toBe("");
  const told = manifest.detectors.find(({ detector }) => detector === "expiring-clocks");
  expect(told?.outcomes).toMatchObject({ hit: 0, pending: 2 });

  const looked = { config: await loadConfig(config), detectors, nearest: () => [] };
  const { rules } = await audit({ ...looked, caseId: "c1" });
  expect(rules.map(({ detector, outcome, warning }) => [detector, outcome, warning])).toEqual([
    ["overdue", "pending", null],
    ["expiring-clocks", "pending", null],
  ]);
});
