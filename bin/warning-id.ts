import type { LoadedConfig } from "../pipeline/config.ts";
import type { Engine } from "../pipeline/engine/engine.ts";
import { sql } from "../pipeline/engine/sql.ts";
import { UserError } from "../pipeline/kit/errors.ts";
import { theNearest } from "../pipeline/kit/nearest.ts";
import { hasWarnings } from "../pipeline/warnings/lives.ts";
import { toldLookingBack } from "../pipeline/warnings/told-last.ts";

const LEAST = 4;

/**
 * The id that begins like this; it must be one alone. Also of those that only earlier runs told, or a look back of a
 * configuration, where one is given.
 */
export async function warningIdOf(engine: Engine, given: string, gone?: LoadedConfig): Promise<string> {
  const wanted = given.toLowerCase();
  if (!(await hasWarnings(engine))) throw new UserError("no run has finished yet; `xiezhi run` makes the warnings");
  if (wanted.length < LEAST)
    throw new UserError(`${wanted}: too short; give at least the first ${LEAST} characters of a warning_id`);
  const earlier = sql`union select warning_id from warning_history`;
  const rows = await engine.all<{ warning_id: string }>(
    sql`select warning_id from warnings ${gone ? earlier : sql``} order by warning_id`,
  );
  const ids = rows.map((row) => row.warning_id);
  const alike = ids.includes(wanted) ? [wanted] : ids.filter((id) => id.startsWith(wanted));
  if (alike.length === 0 && gone) alike.push(...(await toldLookingBack(engine, gone, wanted)));
  if (alike.length === 1) return alike[0] as string;
  if (alike.length > 1)
    throw new UserError(`${wanted}: ${alike.length} warnings begin so, among them ${alike.slice(0, 5).join(", ")}`);
  const hint = theNearest(wanted, ids);
  throw new UserError(
    `no warning ${wanted} among the ${ids.length} of ${gone ? "the runs so far" : "the last run"}${hint}; warnings.ndjson in the report's folder lists them`,
  );
}
