import { NEUTRAL } from "../../schemas/values.ts";
import { type ColumnOf, columnOf } from "../columns.ts";
import { sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { monthText } from "../kit/zone.ts";

export interface RegisterMonth {
  readonly key: string;
  /** Reports circumstances, asks about progress, urges to act by law. */
  readonly neutral: number;
  /** Asks for something. */
  readonly asking: number;
  readonly unknown: number;
}

/**
 * How the results of entries are counted: the four of the register's own words, any other, none yet, nothing at all.
 */
export const DISPOSITIONS = ["属依法履职", "提醒", "通报", "移送", "other", "triaged", "none"] as const;

export async function registerOf(facts: Facts, asks: readonly string[]): Promise<RegisterMonth[]> {
  const { engine, columns, asOf, zone } = facts;
  if (!columns.has("interventions")) return [];
  const label = columnOf(facts, "interventions", "content_class", sql`i`);
  const rows = await engine.all<{ day: number; neutral: number; asking: number; n: number }>(sql`
    select cast(${engine.localDay(sql`received_at`, zone)} as integer) as day, count(*) as n,
      sum(case when ${label} in ${NEUTRAL} and ${label} not in ${asks} then 1 else 0 end) as neutral,
      sum(case when ${label} in ${asks} then 1 else 0 end) as asking
    from interventions i where received_at <= ${asOf} group by 1 order by 1`);
  const months = new Map<string, { key: string; neutral: number; asking: number; unknown: number }>();
  for (const { day, neutral, asking, n } of rows) {
    const key = monthText(day);
    const month = months.get(key) ?? { key, neutral: 0, asking: 0, unknown: 0 };
    month.neutral += neutral;
    month.asking += asking;
    month.unknown += n - neutral - asking;
    months.set(key, month);
  }
  return [...months.values()];
}

/** What was done about an entry after the moment of the run is not known yet. */
export async function dispositionsOf(facts: Facts): Promise<number[]> {
  const { engine, asOf, has } = facts;
  if (!["triage", "triaged_at", "outcome", "follow_up_at"].some((name) => has("interventions", name))) return [];
  const column = (name: ColumnOf<"interventions">) => columnOf(facts, "interventions", name, sql`i`);
  const rows = await engine.all<{ result: string; n: number }>(sql`
    select case when done_at > ${asOf} then 'none' when outcome is not null then outcome
      when triage is not null or done_at is not null then 'triaged' else 'none' end as result, count(*) as n
    from (
      select ${column("triage")} as triage, ${column("outcome")} as outcome,
        coalesce(${column("triaged_at")}, ${column("follow_up_at")}) as done_at
      from interventions i where received_at <= ${asOf}
    ) x group by 1`);
  const counts = DISPOSITIONS.map(() => 0);
  for (const { result, n } of rows) {
    const at = DISPOSITIONS.indexOf(DISPOSITIONS.find((name) => name === result) ?? "other");
    counts[at] = (counts[at] ?? 0) + n;
  }
  return counts;
}
