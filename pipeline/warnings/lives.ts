import type { BECAME, Warning } from "../../schemas/warning.ts";
import type { Engine } from "../engine/engine.ts";
import { type Sql, sql } from "../engine/sql.ts";
import { layOut } from "../engine/table.ts";
import { groupBy } from "../kit/group.ts";

/** A workspace has them once a run has begun. */
export const hasWarnings = async (engine: Engine): Promise<boolean> => (await engine.columnsOf("warnings")) !== null;

/** How a warning has fared from run to run, as the last run left it. */
export type Life = Pick<Warning, "status" | "first_seen" | "last_seen" | "occurrences">;

/**
 * The lives of some warnings, by id; of one that no run has told there is none. One that only earlier runs told is
 * `resolved`.
 */
export async function livesOf(engine: Engine, warningIds: readonly string[]): Promise<Map<string, Life>> {
  if (!(await hasWarnings(engine))) return new Map();
  const rows = await engine.all<Life & { warning_id: string }>(sql`
    select warning_id, status, first_seen, last_seen, occurrences from warnings where warning_id in ${warningIds}
    union all
    select h.warning_id, 'resolved', h.first_seen, h.last_seen, h.occurrences
    from warning_history h left join warnings w on w.warning_id = h.warning_id
    where h.warning_id in ${warningIds} and w.warning_id is null`);
  return new Map(rows.map(({ warning_id, ...life }) => [warning_id, life]));
}

/** What is kept of a warning that only earlier runs told; null of one that none did. */
export async function goneOf(
  engine: Engine,
  warningId: string,
): Promise<(Life & { readonly detector: string }) | null> {
  const [gone] = await engine.all<Life & { detector: string }>(
    sql`select detector, 'resolved' as status, first_seen, last_seen, occurrences from warning_history where warning_id = ${warningId}`,
  );
  return gone ?? null;
}

/**
 * What a warning said until a run found that it says something else (`updated`) or nothing (`resolved`), or did not ask
 * (`untold`).
 */
export interface PastState extends Pick<Warning, "severity" | "measured" | "threshold"> {
  readonly status: Warning["status"];
  readonly first_seen: number;
  readonly last_seen: number;
  readonly occurrences: number;
  readonly last_run: string;
  readonly became: (typeof BECAME)[number];
  readonly ended_by: string;
}

/** What warnings have said before, by their ids, oldest first; nothing of those that never said anything else. */
export type Past = ReadonlyMap<string, readonly PastState[]>;

/** `ending`: states that are not past yet, in the columns of `warning_past`. */
export async function pastOf(engine: Engine, warningIds: readonly string[], ending?: Sql): Promise<Past> {
  if (warningIds.length === 0) return new Map();
  await layOut(
    engine,
    "told_warnings",
    { warning_id: "text" },
    warningIds.map((warning_id) => ({ warning_id })),
  );
  const rows = await engine.all<PastState & { warning_id: string }>(sql`
    select p.warning_id, p.status, p.severity, p.measured, p.threshold, p.first_seen, p.last_seen, p.occurrences,
      p.last_run, p.became, p.ended_by
    from (select * from warning_past ${ending ? sql`union all ${ending}` : sql``}) p join (select distinct warning_id from told_warnings) t on t.warning_id = p.warning_id
    order by p.warning_id, p.occurrences, p.last_seen`);
  const states = groupBy(rows, ({ warning_id }) => warning_id);
  return new Map([...states].map(([id, told]) => [id, told.map(({ warning_id, ...state }) => state)]));
}

/**
 * Undoes the bookkeeping of a run whose report was never delivered: the next run reports its warnings as new, with their
 * original `first_seen`. The state of a reviewed one becomes a past one, so that a closing based on it does not hold for
 * what the next run says.
 */
export async function forgetLastRun(engine: Engine, runId: string): Promise<void> {
  await engine.run(sql`
    insert into warning_past
    select warning_id, status, severity, measured, threshold, first_seen, last_seen, occurrences, run_id, 'untold',
      ${runId}, records
    from warnings where run_id = ${runId} and status <> 'resolved' and warning_id in (select warning_id from reviews)`);
  await engine.run(sql`
    insert into warning_history
    select w.warning_id, w.detector, min(w.first_seen), max(w.last_seen), max(w.occurrences), max(w.run_id)
    from warnings w where w.run_id = ${runId} and w.status <> 'resolved' group by w.warning_id, w.detector`);
  await engine.run(sql`delete from warnings where run_id = ${runId}`);
}
