import type { Bilingual } from "../schemas/text.ts";
import { type Engine, one } from "./engine/engine.ts";
import { sql } from "./engine/sql.ts";
import { localTime, type Zone } from "./zone.ts";

const SHOWN = 10;

/** What is told of the runs that should have been since the last one: one every `every` milliseconds. */
export async function missedRuns(engine: Engine, now: number, every: number, zone: Zone): Promise<Bilingual[]> {
  const { last } = await one<{ last: number | null }>(
    engine,
    sql`select max(finished_at) as last from runs where finished_at <= ${now}`,
  );
  if (last === null) return [];
  const days: string[] = [];
  for (let due = last + every; due < now - every / 2; due += every) days.push(localTime(zone.name, due).slice(0, 10));
  if (days.length === 0) return [];
  const since = localTime(zone.name, last).slice(0, 16);
  const list = (comma: string, more: string) =>
    days.slice(0, SHOWN).join(comma) + (days.length > SHOWN ? more.replace("N", String(days.length - SHOWN)) : "");
  return [
    {
      zh: `自 ${since} 以来缺 ${days.length} 次应有的运行（${list("、", " 等，另 N 次")}）；本次运行已补上其间的数据`,
      en: `${days.length} runs that were due since ${since} are missing (${list(", ", " and N more")}); this run covers their data`,
    },
  ];
}
