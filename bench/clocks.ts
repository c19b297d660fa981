import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../pipeline/engine/engine.ts";
import { one } from "../pipeline/engine/engine.ts";
import { sql } from "../pipeline/engine/sql.ts";
import { buildFacts } from "../pipeline/facts.ts";
import { DAY } from "../pipeline/kit/duration.ts";
import { dayOf, zoneOf } from "../pipeline/kit/zone.ts";
import { layOutClocks } from "../pipeline/rules/deadline.ts";
import { buildRuleSet } from "../pipeline/rules/ruleset.ts";
import { ensureStored } from "../pipeline/stored-rows.ts";
import { openWorkspace } from "../pipeline/workspace.ts";
import { Procedure } from "../schemas/procedure.ts";

/** Seconds of one part, by the clock and of the processor, and the clocks it read. */
interface ClockTimes {
  readonly clocks: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

const START = dayOf("2022-01-01") * DAY;
const AS_OF = dayOf("2025-12-31") * DAY;

/** Three clocks of the case: working days, months moved off holidays, days with approvals and exclusions. */
export const plain = Procedure.parse({
  id: "plain",
  holidays: "china",
  completion: { activities: ["archive"] },
  activities: { accept: {}, file: {}, decide: {}, serve: {}, archive: {} },
  rules: [
    {
      id: "days",
      template: "deadline",
      activities: ["accept", "decide"],
      limit: { days: 30 },
      extensions: true,
      exclusions: true,
    },
    { id: "months", template: "deadline", activities: ["file", "decide"], limit: { months: 2 }, extensions: true },
    { id: "working", template: "deadline", activities: ["decide", "serve"], limit: { days: 7, calendar: "working" } },
  ],
});

/** One clock of each person, started anew. */
const personal = Procedure.parse({
  id: "personal",
  holidays: "china",
  completion: { activities: ["archive"] },
  activities: { file: {}, decide: {}, serve: {}, archive: {} },
  rules: [
    {
      id: "custody",
      template: "deadline",
      activities: ["file", "decide"],
      limit: { months: 2, roll: false },
      same: ["party_id"],
      restarts: { bases: ["160"] },
      extensions: true,
      exclusions: true,
    },
  ],
});

/** Reads clocks of generated cases, four events each, every tenth with an approval. */
export async function readClocks(clocks: number, kind: "plain" | "personal"): Promise<ClockTimes> {
  const procedure = kind === "plain" ? plain : personal;
  const folder = await mkdtemp(join(tmpdir(), "xiezhi-clocks-"));
  const engine = await openWorkspace(folder);
  try {
    await generate(engine, Math.ceil(clocks / procedure.rules.length));
    const facts = await buildFacts(engine, { zone: zoneOf("Asia/Shanghai"), asOf: AS_OF });
    const ruleSet = await buildRuleSet([procedure], facts);
    const started = performance.now();
    const cpu = process.cpuUsage();
    await layOutClocks(ruleSet);
    const used = process.cpuUsage(cpu);
    const { n } = await one<{ n: number }>(engine, sql`select count(*) as n from deadlines`);
    return {
      clocks: n,
      seconds: (performance.now() - started) / 1000,
      cpuSeconds: (used.user + used.system) / 1_000_000,
    };
  } finally {
    engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function generate(engine: Engine, cases: number): Promise<void> {
  await ensureStored(engine, "events", ["case_id", "activity", "occurred_at", "actor_id", "org_id", "party_id"]);
  await ensureStored(engine, "extensions", ["case_id", "kind", "days", "from_at", "to_at", "approved_at", "basis"]);
  await engine.run(sql`insert into case_index select i, 'c' || i from generate_series(1, ${cases}) t(i)`);
  await engine.run(sql`insert into activity_index values (1, 'accept'), (2, 'file'), (3, 'decide'), (4, 'serve')`);
  await engine.run(sql`
    insert into stored_events (record_no, file_id, line, case_key, activity_key, occurred_at, party_id)
    select i * 4 + k, 1, i * 4 + k, i, k, ${START} + (i * 7919 % 1300) * ${DAY} + k * (i % 40) * ${DAY / 2}, 'p'
    from generate_series(1, ${cases}) t(i) cross join generate_series(1, 4) u(k)`);
  await engine.run(sql`
    insert into stored_extensions (record_no, file_id, line, case_id, kind, days, from_at, to_at, approved_at, basis)
    select i, 2, i, 'c' || i, case i % 3 when 0 then 'extend' when 1 then 'exclude' else 'restart' end, 15, start, start + ${10 * DAY}, start, '160'
    from (select i, ${START} + (i * 7919 % 1300 + 20) * ${DAY} as start from generate_series(10, ${cases}, 10) t(i))`);
}
