import type { RunManifest } from "../schemas/run.ts";
import type { Bilingual } from "../schemas/text.ts";
import { type Engine, one } from "./engine/engine.ts";
import { type Sql, sql } from "./engine/sql.ts";
import type { Facts } from "./facts.ts";
import { REASONS, REFUSALS, type Refusal } from "./ingest/reasons.ts";
import { DAY } from "./kit/duration.ts";
import type { LoadedProcedure } from "./procedures.ts";
import { matchesOf } from "./rules/compile.ts";

const MAX_UNMAPPED = 200;
const QUIET_DAYS = 7;

/** What was looked at, and what no rule in use could say anything of. */
export async function coverageOf(
  { engine, asOf }: Facts,
  procedures: readonly LoadedProcedure[],
  notes: readonly Bilingual[],
): Promise<RunManifest["coverage"]> {
  const seen = await one<{ events: number; first: number | null; last: number | null }>(
    engine,
    sql`select count(*) as events, min(occurred_at) as first, max(occurred_at) as last from trace`,
  );
  const cases = await one<{ cases: number; empty: number }>(
    engine,
    sql`select count(*) as cases, count(*) filter (where event_count = 0) as empty from cases`,
  );
  const left = await one<{ later: number; changed: number }>(
    engine,
    sql`select count(*) filter (where occurred_at > ${asOf}) as later, count(*) filter (where superseded_by is not null) as changed from stored_events`,
  );
  const named = new Set(
    procedures.flatMap(({ procedure }) =>
      Object.keys(procedure.activities).flatMap((activity) => matchesOf(procedure, activity)),
    ),
  );
  const activities = await engine.all<{ activity: string; events: number }>(
    sql`select activity, count(*) as events from steps group by activity order by events desc, activity`,
  );
  const unmapped = procedures.length === 0 ? [] : activities.filter(({ activity }) => !named.has(activity));
  const all = [...notes, ...(await refusalNotes(engine))];
  if (left.later > 0) {
    all.push({
      zh: `有 ${left.later} 条事件的时间晚于检查时点，未参与检查`,
      en: `${left.later} events lie after the moment of the run and were not looked at`,
    });
  }
  if (seen.last !== null && asOf - seen.last > QUIET_DAYS * DAY) {
    const days = Math.floor((asOf - seen.last) / DAY);
    all.push({
      zh: `日志的最后一条事件比检查时点早 ${days} 日：此后的办理情况不在日志中，“尚未办理”类提示须先核对数据是否送达`,
      en: `The last event is ${days} days older than the moment of the run: what was done since is not in the log, so leads of the kind "not done yet" ask first whether the feed arrived`,
    });
  }
  if (unmapped.length > MAX_UNMAPPED) {
    all.push({
      zh: `未被任何程序提及的环节共 ${unmapped.length} 种，此处只列前 ${MAX_UNMAPPED} 种`,
      en: `${unmapped.length} activities are named by no procedure; the first ${MAX_UNMAPPED} are listed`,
    });
  }
  return {
    cases: cases.cases,
    cases_without_events: cases.empty,
    events: seen.events,
    events_after_as_of: left.later,
    changed_events: left.changed,
    first_event_at: seen.first,
    last_event_at: seen.last,
    unmapped_activities: unmapped.slice(0, MAX_UNMAPPED),
    notes: all,
  };
}

/** What was refused or taken out, by reason and number alone. */
async function refusalNotes(engine: Engine): Promise<Bilingual[]> {
  const counted = async (query: Sql): Promise<{ zh: string; en: string } | null> => {
    const rows = await engine.all<{ reason: Refusal; n: number }>(query);
    if (rows.length === 0) return null;
    const list = (language: "zh" | "en", mark: string) =>
      rows.map(({ reason, n }) => `${REASONS[reason][language]}${mark}${n}`).join(language === "zh" ? "；" : "; ");
    return { zh: list("zh", "："), en: list("en", ": ") };
  };
  const refused = await counted(
    sql`select reason, count(*) as n from quarantine where reason in ${REFUSALS} group by reason order by reason`,
  );
  const removed = await counted(
    sql`select reason, cast(sum(row_count) as bigint) as n from removals group by reason order by reason`,
  );
  return [
    ...(refused === null
      ? []
      : [
          {
            zh: `不予接收的记录只计数、不保留内容（${refused.zh}）；涉及的案件和环节本系统无法检查`,
            en: `Records that may not be held were counted and nothing of them kept (${refused.en}); what they concern cannot be checked here`,
          },
        ]),
    ...(removed === null
      ? []
      : [
          {
            zh: `已从工作区移除的记录（${removed.zh}）；相应文件的“载入”数为当时所载`,
            en: `Records taken out of the workspace (${removed.en}); the numbers of their files are those of the day they were loaded`,
          },
        ]),
  ];
}

export async function quarantineOf(engine: Engine): Promise<RunManifest["quarantine"]> {
  const rows = await engine.all<{ reason: string; n: number }>(
    sql`select reason, count(*) as n from quarantine group by reason order by reason`,
  );
  return {
    rows: rows.reduce((sum, row) => sum + row.n, 0),
    by_reason: Object.fromEntries(rows.map((row) => [row.reason, row.n])),
  };
}
