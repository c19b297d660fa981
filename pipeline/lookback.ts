import type { LookedBack, RunManifest } from "../schemas/run.ts";
import { TABLE_NAMES, timesAmong } from "../schemas/tables.ts";
import type { Bilingual } from "../schemas/text.ts";
import { type Engine, one } from "./engine/engine.ts";
import { id, join, some, sql } from "./engine/sql.ts";
import type { Facts } from "./facts.ts";
import { localDate } from "./kit/zone.ts";

/** The time that a look back goes over, epoch milliseconds; to the moment it looks from where there is no end. */
export interface Span {
  readonly since: number;
  readonly until: number | null;
}

/** The relation of the cases that a look back tells of. */
export const LOOKED_BACK = id("looked_back");

/** Reports of looks back, which are no nights: what they told changes nothing that the next night says. */
export const LOOKBACK_LAYOUT = sql`create table if not exists lookbacks (run_id varchar primary key, finished_at bigint)`;

/**
 * `looked_back`: the cases with a record in the span, of whatever table: an inquiry or a late entry counts as an act
 * does. They are judged by all of their records and against the whole
 * log, for a case is not cut at a date, and what is usual is not told by a part.
 */
export async function layOutLookedBack(facts: Facts, { since, until }: Span): Promise<LookedBack> {
  const { engine, asOf, columns, unplaced } = facts;
  const found = TABLE_NAMES.flatMap((table) => {
    const names = columns.get(table);
    if (!names?.has("case_id")) return [];
    const within = timesAmong(table, names).map((time) => sql`${id(time)} between ${since} and ${until ?? asOf}`);
    return [sql`select case_key from ${table === "events" ? unplaced : id(table)} where ${some(within)}`];
  });
  await engine.run(sql`
    create or replace temp table ${LOOKED_BACK} as
    select distinct case_key from (${join(found, sql` union all `)}) where case_key is not null`);
  const { cases } = await one<{ cases: number }>(engine, sql`select count(*) as cases from ${LOOKED_BACK}`);
  return { since, until, cases };
}

export function lookbackNote({ since, until, cases }: LookedBack, zone: string): Bilingual {
  const [from, to] = [localDate(zone, since), until === null ? null : localDate(zone, until)];
  return {
    zh: `本报告为倒查：只列 ${from} ${to ? `至 ${to} 期间` : "以来"}有记录的案件（${cases} 件）的提示，各按行为时有效的规定重新检查全部记录；关于单位、人员组合和编号序列的提示仍以全部日志为据。倒查不改变每日检查中提示的状态；倒查期间集中补录的记录，请按补录核对`,
    en: `This report looks back: of cases it tells only of the ${cases} with a record ${to ? `between ${from} and ${to}` : `since ${from}`}, all of whose records were examined anew, by the law in force when each act was done; notices about units, pairs and series rest on the whole log. It changes nothing of what the nightly runs say; records entered late because of the look back itself are to be checked as such`,
  };
}

export async function rememberLookback(engine: Engine, { run_id, finished_at }: RunManifest): Promise<void> {
  await forgetLookback(engine, run_id);
  await engine.run(sql`insert into lookbacks values (${run_id}, ${finished_at})`);
}

/** The looks back whose reports stand, the latest first. */
export async function lookbacksSoFar(engine: Engine): Promise<string[]> {
  const rows = await engine.all<{ run_id: string }>(
    sql`select run_id from lookbacks order by finished_at desc, run_id desc`,
  );
  return rows.map(({ run_id }) => run_id);
}

export async function forgetLookback(engine: Engine, runId: string): Promise<void> {
  await engine.run(sql`delete from lookbacks where run_id = ${runId}`);
}
