import type { Procedure, Rule } from "../../schemas/procedure.ts";
import { id, join, noRows, type Sql, sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { currentRows, storedColumns } from "../stored-rows.ts";
import { isLabel, isOff, labelsOf } from "./compile.ts";
import { conditionSql, readValue } from "./condition.ts";
import { callsBothWays, shapeOf } from "./template.ts";

/**
 * Of each procedure, by its id, and each of its rules that asks for what not every system records, by the rule's id: the
 * sources (`case_sources`) of which nothing speaks against asking it; null where that is all. What calls for it has to be
 * on record in the source as well: one that only knows of the case neither tells nor hides anything.
 */
export type Logged = ReadonlyMap<string, ReadonlyMap<string, readonly number[] | null>>;

/** What some sources never record, though what calls for a rule is on record in them. */
export interface Lacking {
  readonly procedure: string;
  readonly rule: string;
  /** A column of the rule's acts (`recorded`); null: the acts that it asks for (`logged`). */
  readonly column: string | null;
  readonly sources: readonly number[];
}

/** Asks the stored rows, so that a look at one case knows what the whole log records. */
export async function readLogged(
  procedures: readonly Procedure[],
  activityKeys: ReadonlyMap<string, number>,
  facts: Facts,
): Promise<{ readonly logged: Logged; readonly lacking: readonly Lacking[] }> {
  const columns = (await storedColumns(facts.engine)).get("cases");
  const masters = columns ? currentRows("cases", columns) : noRows({ case_id: "varchar", attrs: "varchar" });
  const log = { masters, facts, activityKeys };
  const asking = procedures.filter(({ rules }) => rules.some(asks));
  if (asking.length === 0) return { logged: new Map(), lacking: [] };
  const [sources, own] = [await sourcesOf(asking, log), await ownSteps(facts)];
  const logged = new Map<string, ReadonlyMap<string, readonly number[] | null>>();
  const lacking: Lacking[] = [];
  for (const [i, procedure] of asking.entries()) {
    const all = sources[i] as readonly number[];
    const [steps, columnsOf] = [await stepsIn(procedure, log), await columnsIn(procedure, log)];
    const has = (source: number, labels: readonly number[]) => labels.some((label) => own.has(pair(source, label)));
    const fitting = (rule: Rule): readonly number[] | null => {
      const calling = labelsOf(procedure, callingOf(rule), activityKeys);
      const calls = (source: number) => calling.length === 0 || has(source, calling);
      const wanted = rule.logged && labelsOf(procedure, rule.logged, activityKeys);
      // What comes in a file of its own is on record for the other sources of its cases.
      const shows = (source: number) =>
        wanted === undefined ||
        steps.some(
          (one) =>
            one.source === source &&
            wanted.includes(one.activity_key) &&
            (one.own === source || calling.length === 0 || !calls(one.own)),
        );
      const fills = (source: number, name: string) => columnsOf.has(pair(source, rule.id, name));
      const asked = all.filter(calls);
      const { recorded = [] } = rule;
      const fit = asked.filter((source) => shows(source) && recorded.every((name) => fills(source, name)));
      const lacks = (column: string | null, has: (source: number) => boolean) => {
        const sources = asked.filter((source) => !has(source));
        if (sources.length > 0) lacking.push({ procedure: procedure.id, rule: rule.id, column, sources });
      };
      lacks(null, shows);
      for (const name of recorded) lacks(name, (source) => fills(source, name));
      if (fit.length === 0) return [];
      return fit.length === asked.length ? null : [...fit, ...all.filter((source) => !calls(source))];
    };
    logged.set(procedure.id, new Map(procedure.rules.filter(asks).map((rule) => [rule.id, fitting(rule)])));
  }
  return { logged, lacking };
}

/** The activities that call a rule into play; none where it is about the case as a whole. */
const callingOf = ({ template, activities }: Rule): readonly string[] => {
  const { activation } = shapeOf(template);
  if (activation === "case") return [];
  if (callsBothWays(template)) return activities;
  return activities.slice(...(activation === "a" ? [0, 1] : [1, 2]));
};

/** Each source with each step in its own files. */
async function ownSteps({ engine, sourceActs }: Facts): Promise<ReadonlySet<string>> {
  const rows = await engine.all<{ source: number; activity_key: number }>(
    sql`select a.source, a.activity_key from ${sourceActs} a`,
  );
  return new Set(rows.map(({ source, activity_key }) => pair(source, activity_key)));
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

/** Stored events `e` up to the moment looked from, with their own source `o` and each source `f` of their case `c`. */
const eventsOf = (labels: readonly number[], procedure: Procedure, log: Log): Sql => sql`
  ${sourcesWithCases(log)} join stored_events e on e.case_key = f.case_key join file_sources o on o.file_id = e.file_id
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

/** Steps that not every system records: the sources of their cases, and their own. */
async function stepsIn(
  procedure: Procedure,
  log: Log,
): Promise<readonly { readonly source: number; readonly own: number; readonly activity_key: number }[]> {
  const names = procedure.rules.filter(asks).flatMap(({ logged = [] }) => logged);
  const labels = labelsOf(procedure, names, log.activityKeys);
  if (labels.length === 0) return [];
  return log.facts.engine.all(sql`
    select distinct f.source, o.source as own, e.activity_key from ${eventsOf(labels, procedure, log)}`);
}

/** Each source with each rule and each column that its own acts fill, of those that not every system fills. */
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
    select o.source, ${join(some)} from ${eventsOf(acts, procedure, log)} group by o.source`);
  return new Set(
    rows.flatMap((row) =>
      filled.flatMap(({ rule, name }, i) => (row[i] === 1 ? [pair(row.source as number, rule, name)] : [])),
    ),
  );
}
