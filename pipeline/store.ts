import { createHash } from "node:crypto";
import type { Status, Warning } from "../schemas/warning.ts";
import type { Engine } from "./engine/engine.ts";
import { sql } from "./engine/sql.ts";
import { type Lead, leadsOf } from "./leads.ts";

/**
 * The warnings of the last run (table `warnings`) and what is known of every warning ever made (`warning_history`).
 * A warning is `new`, `unchanged` or `updated` against the run before; one that is gone is `resolved` for one report.
 */
export interface WarningStore {
  /** Completes a warning with its life so far. */
  revive(warning: Warning): Warning;
  keep(warnings: readonly Warning[]): Promise<void>;
  /** The warnings of the run before that did not come again, of detectors that were asked. */
  resolved(detectors: readonly string[]): Promise<Warning[]>;
  /** The first leads in the order of severity, tier, corroboration and age, and how many there are. */
  leads(limit: number): Promise<{ leads: Lead[]; total: number }>;
  counts(): Promise<{ by: "severity" | "tier" | "status"; name: string; n: number }[]>;
  /** Makes this run's warnings the last run's. */
  commit(): Promise<void>;
}

interface Known {
  readonly fingerprint: string;
  readonly first_seen: number;
  readonly occurrences: number;
  readonly current: boolean;
}

const KINDS = [
  "text",
  "text",
  "text",
  "text",
  "text",
  "text",
  "text",
  "integer",
  "text",
  "text",
  "text",
  "text",
  "text",
  "number",
  "number",
  "text",
  "text",
  "integer",
  "integer",
  "integer",
  "text",
  "text",
] as const;

const COLUMNS = sql`warning_id varchar, run_id varchar, detector varchar, code varchar, rule varchar, procedure varchar,
  tier varchar, severity integer, status varchar, subject_type varchar, subject_id varchar, case_id varchar,
  org_id varchar, measured double, threshold double, message_zh varchar, message_en varchar, first_seen bigint,
  last_seen bigint, occurrences integer, fingerprint varchar, body varchar`;

export async function openWarningStore(engine: Engine, runId: string): Promise<WarningStore> {
  await engine.run(sql`create table if not exists warnings (${COLUMNS})`);
  await engine.run(sql`create or replace temp table fresh (${COLUMNS})`);
  const known = new Map<string, Known>();
  const rows = await engine.all<Known & { warning_id: string }>(sql`
    select h.warning_id, h.fingerprint, h.first_seen, h.occurrences, w.warning_id is not null as current
    from warning_history h left join warnings w on w.warning_id = h.warning_id and w.status <> 'resolved'`);
  for (const { warning_id, ...rest } of rows) known.set(warning_id, rest);
  return {
    revive(warning) {
      const before = known.get(warning.warning_id);
      if (!before) return warning;
      const status: Status = !before.current
        ? "new"
        : before.fingerprint === fingerprintOf(warning)
          ? "unchanged"
          : "updated";
      return { ...warning, status, first_seen: before.first_seen, occurrences: before.occurrences + 1 };
    },
    async keep(warnings) {
      await engine.append("fresh", KINDS, [columnsOf(warnings)]);
    },
    async resolved(detectors) {
      if (detectors.length === 0) return [];
      const gone = await engine.all<{ body: string }>(sql`
        select body from warnings
        where status <> 'resolved' and detector in ${detectors}
          and warning_id not in (select warning_id from fresh) order by warning_id`);
      return gone.map(({ body }) => ({ ...(JSON.parse(body) as Warning), run_id: runId, status: "resolved" as const }));
    },
    async leads(limit) {
      const total = await engine.all<{ n: number }>(sql`
        select count(*) as n from (select distinct subject_type, subject_id from fresh where status <> 'resolved')`);
      const rows = await engine.all<{ body: string }>(sql`
        select w.body
        from fresh w join (
          select subject_type, subject_id, max(severity) as severity, min(tier) as tier,
            count(distinct detector) as detectors, min(first_seen) as age
          from fresh where status <> 'resolved' group by subject_type, subject_id
          order by max(severity) desc, min(tier), count(distinct detector) desc, min(first_seen), subject_id limit ${limit}
        ) l on l.subject_type = w.subject_type and l.subject_id = w.subject_id
        order by l.severity desc, l.tier, l.detectors desc, l.age, w.subject_id, w.severity desc, w.warning_id`);
      const warnings = async function* () {
        for (const { body } of rows) yield JSON.parse(body) as Warning;
      };
      const leads: Lead[] = [];
      for await (const lead of leadsOf(warnings())) leads.push(lead);
      return { leads, total: total[0]?.n ?? 0 };
    },
    counts: () =>
      engine.all(sql`
        select 'severity' as "by", cast(severity as varchar) as name, count(*) as n from fresh where status <> 'resolved' group by severity
        union all select 'tier', tier, count(*) from fresh where status <> 'resolved' group by tier
        union all select 'status', status, count(*) from fresh group by status
        order by 1, 2`),
    async commit() {
      await engine.run(sql`create or replace table warnings as select * from fresh`);
      await engine.run(sql`
        delete from warning_history where warning_id in (select warning_id from fresh where status <> 'resolved')`);
      await engine.run(sql`
        insert into warning_history
        select warning_id, fingerprint, first_seen, last_seen, occurrences, ${runId}
        from fresh where status <> 'resolved'`);
    },
  };
}

/** What a reader would call a change: measured values, severity, the acts it rests on. Not wording, not the run. */
const fingerprintOf = (warning: Warning): string =>
  createHash("sha256")
    .update(
      JSON.stringify([
        warning.severity,
        warning.measured,
        warning.threshold,
        warning.evidence.map((record) => [record.part, record.event_id]),
      ]),
    )
    .digest("hex")
    .slice(0, 16);

function columnsOf(warnings: readonly Warning[]) {
  const column = <T>(read: (warning: Warning) => T): T[] => warnings.map(read);
  return [
    column((w) => w.warning_id),
    column((w) => w.run_id),
    column((w) => w.detector),
    column((w) => w.code),
    column((w) => w.rule),
    column((w) => w.procedure),
    column((w) => w.tier),
    column((w) => w.severity),
    column((w) => w.status),
    column((w) => w.subject.type),
    column((w) => w.subject.id),
    column((w) => w.case_id),
    column((w) => w.org_id),
    column((w) => w.measured),
    column((w) => w.threshold),
    column((w) => w.message.zh),
    column((w) => w.message.en),
    column((w) => w.first_seen),
    column((w) => w.last_seen),
    column((w) => w.occurrences),
    column(fingerprintOf),
    column((w) => JSON.stringify(w)),
  ];
}
