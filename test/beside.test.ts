import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { log } from "../detectors/_kit/cases.ts";
import { withCase } from "../detectors/_kit/evaluate.ts";
import { csvOf } from "../detectors/_kit/log.ts";
import { loadDetectors } from "../detectors/registry.ts";
import { audit, openLoaded } from "../pipeline/audit/audit.ts";
import { forgetVerdicts } from "../pipeline/audit/verdicts.ts";
import { askedBeside } from "../pipeline/beside.ts";
import { loadConfig } from "../pipeline/config.ts";
import { detect } from "../pipeline/detect.ts";
import { run } from "../pipeline/run.ts";
import { inTurn, prepareDetectors } from "../pipeline/settings.ts";
import type { Warning } from "../schemas/warning.ts";

/** In all three cases a case is withdrawn two weeks after somebody asked for it. */
const given = {
  log: log`
    case activity actor approver at
    c1   立案     li    -        2025-03-01
    c1   撤案     li    -        2025-03-24
    c2   立案     li    -        2025-03-01
    c2   转递材料 gao   -        2025-02-10
    c2   撤案     li    -        2025-03-24
    c3   讯问     li    -        2025-03-02
    c3   撤案     li    li       2025-03-24`,
  tables: {
    interventions: log`
      record case content_class received   recorded   recorder
      r0     c0   了解进展      2025-01-01 2025-01-02 li
      r1     c1   说情          2025-03-10 2025-03-11 li
      r2     c2   说情          2025-03-10 2025-03-11 li
      r3     c3   说情          2025-03-10 2025-03-11 li`,
  },
  procedure: {
    completion: "all" as const,
    rules: [
      {
        template: "different-actor" as const,
        activities: ["讯问", "撤案"],
        code: "PS05",
        persons: [["actor_id"], ["approver_id"]] as [["actor_id"], ["approver_id"]],
      },
    ],
  },
};

const WANTED = ["turn-after-intervention", "unrecorded-intervention", "four-eyes"];
const detectors = (await loadDetectors()).filter(({ meta }) => WANTED.includes(meta.id));

test("a turn after an inquiry is graver beside an inquiry without an entry or an approval by the handler", async () => {
  const prepared = inTurn(prepareDetectors(detectors, {}, (id) => id));
  expect(prepared.at(-1)?.detector.meta.code).toBe("IV03");
  const warnings = await withCase(given, async (loaded) => {
    const all: Warning[] = [];
    for (const one of prepared) {
      const detection = await detect(one, { ...loaded, runId: "test", beside: askedBeside(prepared) });
      for await (const batch of detection.warnings()) all.push(...batch);
    }
    return all;
  });
  const turns = warnings.filter(({ code }) => code === "IV03");
  expect(turns.map(({ case_id, severity }) => [case_id, severity])).toEqual([
    ["c1", 2],
    ["c2", 4],
    ["c3", 4],
  ]);
  expect(turns.map(({ message }) => /warning of (\w+)/.exec(message.en)?.[1])).toEqual([undefined, "IV01", "PS05"]);
});

test("an audit of one case says of a turn what was found beside it, whether the last run found it or it is asked anew", async () => {
  const folder = mkdtempSync(join(tmpdir(), "xiezhi-beside-"));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("events.csv", csvOf("events", given.log));
  write("interventions.csv", csvOf("interventions", given.tables.interventions));
  write(
    "turns.yaml",
    JSON.stringify({
      ...given.procedure,
      id: "turns",
      activities: { 讯问: {}, 撤案: {} },
      rules: [{ ...given.procedure.rules[0], id: "approver" }],
    }),
  );
  write(
    "xiezhi.yaml",
    JSON.stringify({
      name: "beside",
      timezone: "Asia/Shanghai",
      sources: ["events", "interventions"].map((table) => ({ table, files: `${table}.csv` })),
      procedures: ["./turns.yaml"],
      report: { formats: [] },
    }),
  );
  const file = join(folder, "xiezhi.yaml");
  await run({ config: file, detectors, asOf: Date.parse("2025-06-01T00:00:00+08:00") });
  const config = await loadConfig(file);
  const severities = async () => {
    const found: unknown[] = [];
    for (const caseId of ["c1", "c2", "c3"]) {
      const { rules } = await audit({ config, detectors, caseId });
      found.push(...rules.flatMap(({ code, warning }) => (code === "IV03" ? [[caseId, warning?.severity]] : [])));
    }
    return found;
  };
  const graver = [
    ["c1", 2],
    ["c2", 4],
    ["c3", 4],
  ];
  expect(await severities()).toEqual(graver);
  const engine = await openLoaded(config);
  await forgetVerdicts(engine);
  engine.close();
  expect(await severities()).toEqual(graver);
  rmSync(folder, { recursive: true });
});
