import { createHash } from "node:crypto";
import { type TableName, timesAmong } from "../../schemas/tables.ts";
import type { Detector } from "../detector.ts";
import type { Engine } from "../engine/engine.ts";
import { id, join, type Sql, some, sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { dropMeta, metaOf, setMeta } from "../meta.ts";
import { lastFile, storedColumns, storedName } from "../stored-rows.ts";
import type { CompiledRule } from "./compile.ts";
import { isPaired } from "./kinds.ts";
import { lookBackOf } from "./limits.ts";
import { textOf } from "./sides.ts";

export interface MemoryOptions {
  /** What outcomes rest on beside the log and the rules: the program and its settings. */
  readonly basis: string;
  /** Whether what the last run found is used; if not, every case is looked at. */
  readonly recall: boolean;
}

/** The name of the deadlines' outcomes, which several detectors read. */
export const DEADLINES = "deadlines";
const EVIDENCE = "told_evidence";
const COLUMNS = sql`rule_no integer, case_key integer, key varchar, part varchar, record_no bigint, pos integer, source_table varchar`;

/**
 * What rules found of every case, kept from night to night. A rule judges a case by its own records and the moment
 * looked from, so that what the last run found still stands, but for the cases in `at_work`: those of which something
 * was loaded since, those with a time that has passed since, and those whose clocks ran or whose outcome waited.
 */
export interface RuleMemory {
  /** Whether rules are evaluated for the cases in `at_work` alone. */
  readonly recalls: boolean;
  /**
   * Lays out, under a name and as a temp table or the one given, what a query finds, and what the last run found of the
   * cases that are not at work.
   */
  layOut(name: string, query: Sql, table?: Sql): Promise<void>;
  laidOut(name: string): Sql | null;
  /** The same of the records that hits rest on: `hit_no, part, record_no, pos, source_table`. Reads `hits`. */
  layOutEvidence(query: Sql, keyed: boolean): Promise<Sql>;
  /** The table in which a detector's outcomes are laid out; null where it lays out none. */
  laidOutFor(detector: Detector): string | null;
  /** The table that will keep them. */
  keeps(detector: Detector): string | null;
  /** The first day that a clock of a case that is not at work was started on; null where there are none. */
  readonly firstStart: Sql | null;
  /** Makes it the last run's, or where something failed forgets all. To be called in a transaction. */
  commit(whole: boolean): Promise<void>;
}

const kept = (name: string): Sql => id(`${PREFIX}${name}`);
const PREFIX = "rules_kept_";
const AT_WORK = sql`(select case_key from at_work)`;

interface State {
  readonly basis: string;
  readonly as_of: number;
  readonly last_file: number;
}

/**
 * Opens the memory of rules. It recalls only if the last run's basis (rules, settings, columns, program) is the same and
 * `asOf` is not before that run's moment; else every case is evaluated. Nothing is kept before `commit`.
 */
export async function openMemory(
  rules: readonly CompiledRule[],
  facts: Facts,
  options: MemoryOptions,
): Promise<RuleMemory> {
  const { engine, asOf } = facts;
  const basis = basisOf(rules, facts, options.basis);
  const before = options.recall ? await stateOf(engine) : null;
  const recalls = before !== null && before.basis === basis && before.as_of <= asOf;
  if (recalls) await layOutAtWork(rules, facts, before);
  const names = new Set<string>();
  const laidOutFor = ({ meta, templates }: Detector): string | null => {
    const name = templates.includes("deadline") ? DEADLINES : meta.id;
    return names.has(name) ? name : null;
  };
  // Detectors that serve rules write to it.
  await engine.asGuest(() => engine.run(sql`create or replace temp table ${id(EVIDENCE)} (${COLUMNS})`));
  return {
    recalls,
    firstStart:
      recalls && (await isKept(engine, DEADLINES)) ? sql`(select min(start_on) from ${kept(DEADLINES)})` : null,
    async layOut(name, query, table = sql`temp table ${id(name)}`) {
      await engine.run(sql`create or replace ${table} as ${query}`);
      if (recalls)
        await engine.run(sql`
          insert into ${id(name)} by name select * from ${kept(name)} where case_key not in ${AT_WORK}`);
      names.add(name);
    },
    laidOutFor,
    keeps: (detector) => {
      const name = laidOutFor(detector);
      return name === null ? null : `${PREFIX}${name}`;
    },
    laidOut: (name) => (names.has(name) ? sql`select * from ${id(name)}` : null),
    async layOutEvidence(query, keyed) {
      const key = keyed ? sql`coalesce(h.key, '')` : sql`''`;
      const recalled = sql`
        union all
        select h.hit_no, k.part, k.record_no, k.pos, k.source_table
        from hits h join ${kept(EVIDENCE)} k on k.rule_no = h.rule_no and k.case_key = h.case_key and k.key = ${key}
        where h.case_key not in ${AT_WORK}`;
      await engine.run(sql`
        create or replace temp table rule_evidence as
        select e.hit_no, e.part, e.record_no, e.pos, e.source_table
        from (${query}) e ${recalls ? sql`join hits h on h.hit_no = e.hit_no where h.case_key in ${AT_WORK} ${recalled}` : sql``}`);
      await engine.run(sql`
        insert into ${id(EVIDENCE)}
        select h.rule_no, h.case_key, ${key}, e.part, e.record_no, e.pos, e.source_table
        from rule_evidence e join hits h on h.hit_no = e.hit_no`);
      return sql`select * from rule_evidence`;
    },
    async commit(whole) {
      await forgetMemory(engine);
      if (!whole) return;
      for (const name of [...names, EVIDENCE])
        await engine.run(sql`create table ${kept(name)} as select * from ${id(name)}`);
      const state: State = { basis, as_of: asOf, last_file: await lastFile(engine) };
      await setMeta(engine, "rules_kept", JSON.stringify(state));
    },
  };
}

export async function forgetMemory(engine: Engine): Promise<void> {
  await dropMeta(engine, "rules_kept");
  for (const table of (await engine.tables()).keys())
    if (table.startsWith(PREFIX)) await engine.run(sql`drop table ${id(table)}`);
}

async function stateOf(engine: Engine): Promise<State | null> {
  const state = await metaOf(engine, "rules_kept");
  return state === null ? null : (JSON.parse(state) as State);
}

const isKept = async (engine: Engine, name: string): Promise<boolean> =>
  (await engine.columnsOf(`${PREFIX}${name}`)) !== null;

/**
 * The rules as they are read in this log: labels as the numbers that it gives them, conditions over the columns it has.
 */
const basisOf = (rules: readonly CompiledRule[], { columns, names, zone }: Facts, given: string): string =>
  createHash("sha256")
    .update(
      JSON.stringify([
        given,
        zone.name,
        [...columns].map(([table, own]) => [table, [...own]]),
        [...names].map(([table, own]) => [table, [...own]]),
        rules.map(({ procedure, shape: _, a, b, caseCondition, ...rest }) => ({
          ...rest,
          procedure: procedure.id,
          sides: [a, b].map(
            (side) =>
              side && [side.labels, ...[side.condition, side.guard].map((one) => one && textOf(one)), side.certain],
          ),
          condition: caseCondition && textOf(caseCondition),
        })),
      ]),
    )
    .digest("hex");

async function layOutAtWork(rules: readonly CompiledRule[], { engine, asOf }: Facts, before: State): Promise<void> {
  const parts: Sql[] = [];
  for (const [table, names] of await storedColumns(engine)) {
    const changed = changedSince(table, names, asOf, before);
    if (table === "events") parts.push(sql`select case_key from ${id(storedName(table))} where ${changed}`);
    else if (names.includes("case_id"))
      parts.push(sql`
        select i.case_key from ${id(storedName(table))} s join case_index i on i.case_id = s.case_id where ${changed}`);
  }
  for (const [table, names] of await engine.tables())
    if (table.startsWith(PREFIX) && names.has("outcome")) parts.push(...unsettled(id(table), names, rules, asOf));
  await engine.run(sql`
    create or replace temp table at_work as select distinct case_key from (${join(parts, sql` union all `)})`);
}

/** Rows that came since, or were changed, or speak of a time that has passed since. */
function changedSince(table: TableName, names: readonly string[], asOf: number, { as_of, last_file }: State): Sql {
  const times = timesAmong(table, names);
  return some([
    sql`file_id > ${last_file}`,
    sql`superseded_by > ${last_file}`,
    ...times.map((name) => sql`(${id(name)} > ${as_of} and ${id(name)} <= ${asOf})`),
  ]);
}

/**
 * Cases of which the date alone may change what is told: what says so itself by `settled_from`, and windows of time that
 * were open, beside one that had passed too. And hits that were not told, because the feed had a gap: what they rest on
 * is not known.
 */
function unsettled(from: Sql, names: ReadonlySet<string>, rules: readonly CompiledRule[], asOf: number): Sql[] {
  const windows = rules.filter((one) => isPaired(one) && one.rule.within !== undefined).map(({ no }) => no);
  return [
    sql`
      select case_key from ${from} h where outcome = 'hit' and not exists (
        select 1 from ${kept(EVIDENCE)} e
        where e.rule_no = h.rule_no and e.case_key = h.case_key and e.key = ${names.has("key") ? sql`h.key` : sql`''`})`,
    names.has("settled_from")
      ? sql`select case_key from ${from} where settled_from is null or settled_from < ${lookBackOf(asOf)}`
      : sql`select case_key from ${from} where outcome <> 'clear' and rule_no in ${windows}`,
  ];
}
