import type { RunManifest } from "../../schemas/run.ts";
import type { Engine } from "../engine/engine.ts";
import { type Sql, sql } from "../engine/sql.ts";

/** A run that was, as far as a trend tells of it. */
export type PastRun = Pick<RunManifest, "run_id" | "as_of" | "warnings">;

export interface History {
  /** The run whose warnings this one's were held against, whatever moment it looked from. */
  readonly before: PastRun | null;
  /**
   * The runs that looked from earlier moments, in the order of these; of several that looked from one, the last made.
   */
  readonly earlier: readonly PastRun[];
}

export const NO_HISTORY: History = { before: null, earlier: [] };

const MOST_RUNS = 23;

/** The runs of a workspace beside this one. */
export async function readHistory(
  engine: Engine,
  { run_id, as_of }: Pick<RunManifest, "run_id" | "as_of">,
): Promise<History> {
  const runs = (which: Sql) =>
    engine.all<{ run_id: string; as_of: number; warnings: string }>(sql`
      select run_id, as_of, ${engine.attribute(sql`manifest`, "warnings")} as warnings from runs r
      where run_id <> ${run_id} ${which}`);
  const told = ({ warnings, ...run }: Awaited<ReturnType<typeof runs>>[number]): PastRun => ({
    ...run,
    warnings: JSON.parse(warnings),
  });
  const [before] = await runs(sql`order by finished_at desc, run_id desc limit 1`);
  const earlier = await runs(sql`
    and as_of < ${as_of} and not exists (
      select 1 from runs l where l.as_of = r.as_of
        and (l.finished_at > r.finished_at or l.finished_at = r.finished_at and l.run_id > r.run_id))
    order by as_of desc limit ${MOST_RUNS}`);
  return { before: before ? told(before) : null, earlier: earlier.reverse().map(told) };
}
