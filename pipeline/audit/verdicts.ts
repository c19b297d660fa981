import { createHash } from "node:crypto";
import type { Detector } from "../detector.ts";
import type { Engine } from "../engine/engine.ts";
import { id, join, type Sql, sql } from "../engine/sql.ts";
import { programDigest } from "../kit/program.ts";
import { dropMeta, metasOf, setMeta } from "../meta.ts";
import { FOUND } from "../outcomes.ts";
import type { LoadedProcedure } from "../procedures.ts";
import type { Logged } from "../rules/logged.ts";
import type { RuleMemory } from "../rules/memory.ts";
import type { PreparedDetector } from "../settings.ts";
import { lastFile } from "../stored-rows.ts";

/**
 * What the last run found, so that one case can be looked at without asking again: what each detector that speaks of
 * cases found of every case, a table each; and what is logged.
 */
export interface Verdicts {
  /** Takes what the detector asked last has found, in a table which nobody else can read after that. */
  keep(asked: PreparedDetector, found: string): Promise<void>;
  /** Makes them the last run's. To be called in a transaction. */
  commit(asOf: number, logged: Logged, others: KeptAnyway): Promise<void>;
}

/** What a run keeps anyway: what rules found, before the hits of cases in gaps were suspended. */
interface KeptAnyway {
  readonly memory: RuleMemory | null;
  readonly suspended: Sql;
}

const PREFIX = "verdicts_";
const SUSPENDED = `${PREFIX}suspended`;

/** What the last run knew of the whole log beside the tables: the detectors asked, and what is logged. */
interface Kept {
  readonly asked: readonly Asked[];
  readonly logged: readonly (readonly [
    procedure: string,
    rules: readonly (readonly [rule: string, sources: readonly number[] | null])[],
  ])[];
}
/** A detector, the table that has what it found, and whether hits of suspended cases stand in it as hits. */
type Asked = readonly [detector: string, table: string, suspends: boolean];
const tableFor = (detector: string): string => `${PREFIX}${detector}`;

/** Collects what this run's detectors find. `basis`: the settings and procedures it is found with ({@link basisOf}). */
export function openVerdicts(engine: Engine, basis: string): Verdicts {
  const asked: (readonly [detector: Detector, found: string])[] = [];
  return {
    async keep({ detector }, found) {
      const { meta } = detector;
      if (meta.scope === "unit") return;
      const own = found === FOUND ? `fresh_${tableFor(meta.id)}` : found;
      asked.push([detector, own]);
      if (own !== found) await engine.run(sql`alter table ${id(found)} rename to ${id(own)}`);
    },
    async commit(asOf, logged, { memory, suspended }) {
      await forgetVerdicts(engine);
      await engine.run(sql`create table ${id(SUSPENDED)} as ${suspended}`);
      const kept: Asked[] = [];
      for (const [detector, found] of asked) {
        const { meta } = detector;
        const table = memory?.keeps(detector) ?? null;
        kept.push([meta.id, table ?? tableFor(meta.id), table !== null && meta.absence === true]);
        if (table === null)
          await engine.run(sql`
            create table ${id(tableFor(meta.id))} as select * from ${id(found)} where case_key is not null`);
      }
      const what: Kept = { asked: kept, logged: [...logged].map(([procedure, rules]) => [procedure, [...rules]]) };
      await setMeta(engine, "verdicts_of", JSON.stringify(what));
      await setMeta(engine, "verdicts", await whatOf(engine, asOf, basis));
    },
  };
}

export async function forgetVerdicts(engine: Engine): Promise<void> {
  await dropMeta(engine, "verdicts", "verdicts_of");
  for (const table of (await engine.tables()).keys())
    if (table.startsWith(PREFIX)) await engine.run(sql`drop table ${id(table)}`);
}

/** What the last run found. */
interface Recalled {
  /** Of the case, as a query for each detector that was asked. */
  readonly found: ReadonlyMap<string, Sql>;
  readonly logged: Logged;
}

/** Null where the last run looked from another moment or at another log, or by other settings, procedures or code. */
export async function recallVerdicts(
  engine: Engine,
  { caseKey, asOf, basis }: { readonly caseKey: number; readonly asOf: number; readonly basis: string },
): Promise<Recalled | null> {
  const known = await metasOf(engine, "verdicts", "verdicts_of");
  const text = known.get("verdicts_of");
  if (text === undefined || known.get("verdicts") !== (await whatOf(engine, asOf, basis))) return null;
  const { asked, logged } = JSON.parse(text) as Kept;
  const [hidden] = await engine.all(sql`select 1 as yes from ${id(SUSPENDED)} where case_key = ${caseKey} limit 1`);
  const found = new Map<string, Sql>();
  for (const [detector, table, suspends] of asked) {
    const columns = hidden && suspends ? await suspendedIn(engine, table) : sql`*`;
    found.set(detector, sql`select ${columns} from ${id(table)} where case_key = ${caseKey}`);
  }
  return { found, logged: new Map(logged.map(([procedure, rules]) => [procedure, new Map(rules)])) };
}

/** The columns of a table, its hits as what they are suspended to, and marked. */
async function suspendedIn(engine: Engine, table: string): Promise<Sql> {
  const others = (await engine.names(id(table))).filter((name) => name !== "outcome");
  return sql`${join(others.map(id))}, outcome = 'hit' as suspended,
    case outcome when 'hit' then 'cannot tell' else outcome end as outcome`;
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
  JSON.stringify([asOf, basis, await lastFile(engine), await programDigest()]);
