import type { Config } from "../schemas/config.ts";
import { type Bilingual, counted } from "../schemas/text.ts";
import { type Engine, one } from "./engine/engine.ts";
import { sql } from "./engine/sql.ts";
import { milliseconds } from "./kit/duration.ts";
import { localTime } from "./kit/zone.ts";

const SHOWN = 10;

/**
 * What is told of the runs that should have been since the last one, by their schedule. A run for another moment than
 * its own was no night, and makes up for none.
 */
export async function missedRuns(
  engine: Engine,
  { schedule, timezone }: Pick<Config, "schedule" | "timezone">,
  now: number,
): Promise<Bilingual[]> {
  const { last } = await one<{ last: number | null }>(
    engine,
    sql`select max(finished_at) as last from runs
      where finished_at <= ${now} and ${engine.attribute(sql`manifest`, "started_at")} = cast(as_of as varchar)`,
  );
  if (last === null) return [];
  const every = milliseconds(schedule.every);
  // The one that is due about now is this one.
  const missing = Math.ceil((now - last) / every - 0.5) - 1;
  if (missing < 1) return [];
  const since = localTime(timezone, last).slice(0, 16);
  const days = Array.from({ length: Math.min(missing, SHOWN) }, (_, i) =>
    localTime(timezone, last + (i + 1) * every).slice(0, 10),
  );
  const more = missing - days.length;
  const [were, are, their] = missing === 1 ? ["was", "is", "its"] : ["were", "are", "their"];
  return [
    {
      zh: `自 ${since} 以来缺 ${missing} 次应有的运行（${days.join("、")}${more > 0 ? ` 等，另 ${more} 次` : ""}）；本次运行已补上其间的数据`,
      en: `${counted(missing, "run")} that ${were} due since ${since} ${are} missing (${days.join(", ")}${more > 0 ? ` and ${more} more` : ""}); this run covers ${their} data`,
    },
  ];
}
