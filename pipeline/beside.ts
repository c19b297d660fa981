import { type Detector, servesRules } from "./detector.ts";
import type { Engine } from "./engine/engine.ts";
import { id, type Sql, sql } from "./engine/sql.ts";
import type { CompiledRule } from "./rules/compile.ts";

/** Cases hit in this run under a code that another detector asks about: `code, case_key`. */
export const BESIDE = sql`hits_beside`;

type Prepared = { readonly detector: Detector };

/** The codes whose hits some detector asks about. */
export const askedBeside = (prepared: readonly Prepared[]): ReadonlySet<string> =>
  new Set(prepared.flatMap(({ detector }) => detector.meta.beside ?? []));

export async function layOutBeside(engine: Pick<Engine, "run">): Promise<void> {
  await engine.run(sql`create temp table if not exists ${BESIDE} (code varchar, case_key integer)`);
}

export async function forgetBeside(engine: Pick<Engine, "run">): Promise<void> {
  await layOutBeside(engine);
  await engine.run(sql`delete from ${BESIDE}`);
}

/** Adds the cases a detector hit (relation `found`) to `hits_beside`, under each code that another detector asks about. */
export async function rememberBeside(
  engine: Pick<Engine, "run">,
  found: string,
  { detector, rules, asked }: { detector: Detector; rules: readonly CompiledRule[]; asked: ReadonlySet<string> },
): Promise<void> {
  const keep = (code: string, which: Sql) =>
    engine.run(sql`
    insert into ${BESIDE} select distinct ${code}, case_key from ${id(found)}
    where outcome = 'hit' and case_key is not null and ${which}`);
  await layOutBeside(engine);
  for (const code of asked) {
    if (!servesRules(detector)) {
      if (detector.meta.code === code) await keep(code, sql`true`);
      continue;
    }
    const numbers = rules.filter(({ rule }) => (rule.code ?? detector.meta.code) === code).map(({ no }) => no);
    if (numbers.length > 0) await keep(code, sql`rule_no in ${numbers}`);
  }
}
