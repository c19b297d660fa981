import { createHash } from "node:crypto";
import { FOUND, type PreparedDetector } from "./detect.ts";
import type { Engine } from "./engine/engine.ts";
import { id, type Sql, sql } from "./engine/sql.ts";
import type { LoadedProcedure } from "./procedures.ts";
import type { Logged } from "./rules/logged.ts";

/**
 * What the last run found, so that one case can be looked at without asking again: what each detector that speaks of
 * cases found of every case, a table each; and which steps are logged.
 */
export interface Verdicts {
  /** Takes what the detector asked last has found, which nobody else can read after that. */
  keep(asked: PreparedDetector): Promise<void>;
  /** Makes them the last run's. To be called in a transaction. */
  commit(asOf: number, logged: Logged): Promise<void>;
}

const PREFIX = "verdicts_";
const BASIS = "verdicts";
const KEPT = "verdicts_kept";

/** What the last run knew of the whole log beside the tables: the detectors asked, and which steps are logged. */
interface Kept {
  readonly asked: readonly string[];
  readonly steps: readonly (readonly [procedure: string, labels: readonly number[]])[];
}
const tableFor = (detector: string): string => `${PREFIX}${detector}`;

export function openVerdicts(engine: Engine, basis: string): Verdicts {
  const asked: string[] = [];
  const fresh = (detector: string) => id(`fresh_${tableFor(detector)}`);
  return {
    async keep({ detector: { meta } }) {
      if (meta.scope === "unit") return;
      asked.push(meta.id);
      await engine.run(sql`alter table ${id(FOUND)} rename to ${fresh(meta.id)}`);
    },
    async commit(asOf, logged) {
      await forgetVerdicts(engine);
      for (const detector of asked) {
        await engine.run(sql`
          create table ${id(tableFor(detector))} as select * from ${fresh(detector)} where case_key is not null`);
      }
      const steps = [...logged].map(([procedure, labels]): [string, number[]] => [procedure, [...labels]]);
      await engine.run(sql`insert into meta values (${KEPT}, ${JSON.stringify({ asked, steps } satisfies Kept)})`);
      await engine.run(sql`insert into meta values (${BASIS}, ${await whatOf(engine, asOf, basis)})`);
    },
  };
}

export async function forgetVerdicts(engine: Engine): Promise<void> {
  await engine.run(sql`delete from meta where name in ${[BASIS, KEPT]}`);
  for (const detector of await detectorsKept(engine)) await engine.run(sql`drop table ${id(tableFor(detector))}`);
}

/** What the last run found. */
export interface Recalled {
  /** Of the case, as a query for each detector that was asked. */
  readonly found: ReadonlyMap<string, Sql>;
  readonly logged: Logged;
}

/** Null where the last run looked from another moment or at another log, or by other settings or procedures. */
export async function recallVerdicts(
  engine: Engine,
  { caseKey, asOf, basis }: { readonly caseKey: number; readonly asOf: number; readonly basis: string },
): Promise<Recalled | null> {
  const kept = await engine.all<{ name: string; value: string }>(
    sql`select name, value from meta where name in ${[BASIS, KEPT]}`,
  );
  const known = new Map(kept.map(({ name, value }) => [name, value]));
  const text = known.get(KEPT);
  if (text === undefined || known.get(BASIS) !== (await whatOf(engine, asOf, basis))) return null;
  const queryOf = (detector: string) => sql`select * from ${id(tableFor(detector))} where case_key = ${caseKey}`;
  const { asked, steps } = JSON.parse(text) as Kept;
  return {
    found: new Map(asked.map((detector) => [detector, queryOf(detector)])),
    logged: new Map(steps.map(([procedure, labels]) => [procedure, new Set(labels)])),
  };
}

async function detectorsKept(engine: Engine): Promise<string[]> {
  const tables = [...(await engine.tables()).keys()];
  return tables.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
}

/** What verdicts rest on beside the log: detectors with their settings, and procedures. */
export const basisOf = (prepared: readonly PreparedDetector[], procedures: readonly LoadedProcedure[]): string =>
  createHash("sha256")
    .update(
      JSON.stringify([
        prepared.map(({ detector: { meta }, params, off }) => [meta.id, meta.version, params, off]),
        procedures.map(({ procedure }) => procedure),
      ]),
    )
    .digest("hex");

/** The moment looked from, the basis, and how far the log was loaded. */
const whatOf = async (engine: Engine, asOf: number, basis: string): Promise<string> =>
  JSON.stringify([asOf, basis, ...(await engine.all(sql`select max(file_id) as last_file from files`))]);
