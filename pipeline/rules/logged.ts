import type { Procedure, Rule } from "../../schemas/procedure.ts";
import { id, join, type Sql, sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { currentRows, storedColumns } from "../stored-rows.ts";
import { isLabel, isOff, labelsOf } from "./compile.ts";
import { conditionSql, readValue } from "./condition.ts";

/**
 * Of each procedure, by its id, and each of its rules that asks for what not every system records, by the rule's id: the
 * sources (`case_sources`) in whose cases, of those of the procedure, it is on record anywhere; null where that is all.
 */
export type Logged = ReadonlyMap<string, ReadonlyMap<string, readonly number[] | null>>;

/** Asks the stored rows, so that a look at one case knows what the whole log records. */
export async function readLogged(
  procedures: readonly Procedure[],
  activityKeys: ReadonlyMap<string, number>,
  facts: Facts,
): Promise<Logged> {
  const columns = (await storedColumns(facts.engine)).get("cases");
  const masters = columns
    ? currentRows("cases", columns)
    : sql`select cast(null as varchar) as case_id, cast(null as varchar) as attrs where false`;
  const log = { masters, facts, activityKeys };
  const asking = procedures.filter(({ rules }) => rules.some(asks));
  const sources = await sourcesOf(asking, log);
  const logged = new Map<string, ReadonlyMap<string, readonly number[] | null>>();
  for (const [i, procedure] of asking.entries()) {
    const all = sources[i] as readonly number[];
    const [steps, columnsOf] = [await stepsIn(procedure, log), await columnsIn(procedure, log)];
    const records = ({ id: rule, logged: some, recorded = [] }: Rule, source: number) =>
      (some === undefined || labelsOf(procedure, some, activityKeys).some((label) => steps.has(pair(source, label)))) &&
      recorded.every((name) => columnsOf.has(pair(source, rule, name)));
    logged.set(
      procedure.id,
      new Map(
        procedure.rules.filter(asks).map((rule) => {
          const fit = all.filter((source) => records(rule, source));
          return [rule.id, fit.length > 0 && fit.length === all.length ? null : fit];
        }),
      ),
    );
  }
  return logged;
}

const asks = (rule: Rule): boolean => !isOff(rule) && (rule.logged !== undefined || rule.recorded !== undefined);

const pair = (...parts: readonly (number | string)[]): string => JSON.stringify(parts);

interface Log {
  /** The stored masters of cases. */
  readonly masters: Sql;
  readonly facts: Facts;
  readonly activityKeys: ReadonlyMap<string, number>;
}

/** The sources `f` of cases, with the cases `c`. */
const sourcesWithCases = ({ masters, facts }: Log): Sql => sql`
  ${facts.sources} f join case_index i on i.case_key = f.case_key left join (${masters}) c on c.case_id = i.case_id`;

/** Stored events `e` up to the moment looked from, with each source `f` of their case `c`. */
const eventsOf = (labels: readonly number[], procedure: Procedure, log: Log): Sql => sql`
  ${sourcesWithCases(log)} join stored_events e on e.case_key = f.case_key
  where e.superseded_by is null and e.occurred_at <= ${log.facts.asOf} and ${isLabel(labels, "e")}
    and ${fallsUnder(procedure, log.facts)}`;

const fallsUnder = ({ applies }: Procedure, facts: Facts): Sql =>
  applies ? sql`(${conditionSql(applies, "case", facts)}) is not false` : sql`true`;

/** The sources of each procedure's cases. */
async function sourcesOf(procedures: readonly Procedure[], log: Log): Promise<number[][]> {
  if (procedures.length === 0) return [];
  const { facts } = log;
  const falls = procedures.map(
    (one, i) => sql`max(case when ${fallsUnder(one, facts)} then 1 else 0 end) as ${id(String(i))}`,
  );
  const rows = await facts.engine.all<Record<string, number>>(sql`
    select f.source, ${join(falls)} from ${sourcesWithCases(log)} group by f.source order by f.source`);
  return procedures.map((_, i) => rows.flatMap(({ source, [i]: some }) => (some === 1 ? [source as number] : [])));
}

/** Each source with each step that is on record in its cases, of those that not every system records. */
async function stepsIn(procedure: Procedure, log: Log): Promise<ReadonlySet<string>> {
  const { facts, activityKeys } = log;
  const names = procedure.rules.filter(asks).flatMap(({ logged = [] }) => logged);
  const labels = labelsOf(procedure, names, activityKeys);
  if (labels.length === 0) return new Set();
  const rows = await facts.engine.all<{ source: number; activity_key: number }>(sql`
    select distinct f.source, e.activity_key from ${eventsOf(labels, procedure, log)}`);
  return new Set(rows.map(({ source, activity_key }) => pair(source, activity_key)));
}

/** Each source with each rule and each column that is filled in its cases, of those that not every system fills. */
async function columnsIn(procedure: Procedure, log: Log): Promise<ReadonlySet<string>> {
  const { facts, activityKeys } = log;
  const filled = procedure.rules.filter(asks).flatMap(({ id: rule, activities, recorded = [] }) => {
    const labels = labelsOf(procedure, activities, activityKeys);
    return recorded.map((name) => ({ rule, name, labels }));
  });
  if (filled.length === 0) return new Set();
  const some = filled.map(
    ({ name, labels }, i) => sql`
      max(case when ${isLabel(labels, "e")} and ${readValue(name, "event", facts).text} is not null then 1 else 0 end)
      as ${id(String(i))}`,
  );
  const acts = [...new Set(filled.flatMap(({ labels }) => labels))];
  const rows = await facts.engine.all<Record<string, number>>(sql`
    select f.source, ${join(some)} from ${eventsOf(acts, procedure, log)} group by f.source`);
  return new Set(
    rows.flatMap((row) =>
      filled.flatMap(({ rule, name }, i) => (row[i] === 1 ? [pair(row.source as number, rule, name)] : [])),
    ),
  );
}
