import { nameOfData } from "../schemas/names.ts";
import type { RuleReport, RunManifest, Unrecorded } from "../schemas/run.ts";
import { TABLES, type TableName } from "../schemas/tables.ts";
import { type Bilingual, byText } from "../schemas/text.ts";
import type { Detection, DetectOptions } from "./detect.ts";
import { nameOfActivity, servedRules, servesRules, situationOf } from "./detector.ts";
import { columnNames } from "./engine/engine.ts";
import { id, join, type Sql, sql, word } from "./engine/sql.ts";
import { SOURCE_OF_FILE } from "./facts.ts";
import { DERIVED_CASE_COLUMNS, lackingNeeds, type Need } from "./needs.ts";
import { type CompiledRule, matchesOf } from "./rules/compile.ts";
import type { PreparedDetector } from "./settings.ts";
import { currentRows } from "./stored-rows.ts";

type Told = NonNullable<RunManifest["coverage"]["unrecorded"]>;
type Asker = Omit<Unrecorded["asked_by"][number], "cannot_tell">;

/** Gathers, while detectors are asked, what sources never record and how often they cannot tell where it is missing. */
export interface UnrecordedSoFar {
  /** To be called after each detector, as long as the table of what it found stands. */
  count(one: PreparedDetector, detection: Detection): Promise<void>;
  told(): Told;
}

/** What some sources never record, and the rows of a detector that cannot be told without it. */
interface Lack {
  readonly thing: Thing;
  readonly detector: string;
  readonly rule: number;
  /** The key of those rows; null: any. */
  readonly key: string | null;
  readonly table: TableName;
  readonly sources: readonly number[];
  /** Whether one source of a case is enough; else all that it has records from have to be among them. */
  readonly any: boolean;
}

type Thing = Omit<Unrecorded, "sources" | "asked_by">;
type Options = Pick<DetectOptions, "facts" | "ruleSet">;

export async function openUnrecorded(
  prepared: readonly PreparedDetector[],
  options: Options,
): Promise<UnrecordedSoFar> {
  const { engine } = options.facts;
  const situation = situationOf(options);
  const wanting = new Map(prepared.map((one) => [one.detector.meta.id, lackingNeeds(one.detector, situation)]));
  const asked = prepared.filter((one) => !one.off && wanting.get(one.detector.meta.id)?.length === 0);
  const files = await filesBySource(options);
  const lacks = [
    ...asked.flatMap((one) => lacksOfRules(one, options)),
    ...(await lacksOfNeeds(asked, options, files)),
    ...(await lacksOfAwaited(asked, options)),
  ];
  await layOutSources(lacks, options, files);
  const gathered = new Gathered();
  return {
    async count({ detector }, { report, found, rules }) {
      if (report.state === "not evaluated")
        for (const need of wanting.get(report.detector) ?? []) gathered.of(ofNeed(need)).asks(askerOf(report), null);
      const own = lacks.filter((lack) => lack.detector === report.detector);
      if (report.state !== "evaluated" || report.outcomes["cannot tell"] === 0 || own.length === 0) return;
      const shape = await columnNames(engine, id(found));
      if (!shape.has("case_key")) return;
      const numbers = new Map(servedRules(detector, options.ruleSet.rules).map(({ no }, i) => [no, rules[i]]));
      for (const row of await engine.all<Open>(openRows(own, { found, shape })))
        gathered.add(row, lacksIn(row, own, files), askerOf(numbers.get(row.rule_no) ?? report));
    },
    told: () => gathered.told(files),
  };
}

class Gathered {
  #cannotTell = 0;
  readonly #things = new Map<string, Missing>();

  of(thing: Thing): Missing {
    const missing = this.#things.get(nameOf(thing)) ?? new Missing(thing);
    this.#things.set(nameOf(thing), missing);
    return missing;
  }

  /** Rows that could not be told, and what was missing for them. */
  add({ n }: Open, lacking: ReturnType<typeof lacksIn>, asker: Asker): void {
    if (lacking.length > 0) this.#cannotTell += n;
    const asked = new Set<Missing>();
    for (const { thing, sources } of lacking) {
      const missing = this.of(thing);
      for (const source of sources) missing.sources.add(source);
      for (const activity of thing.activities) missing.activities.add(activity);
      if (!asked.has(missing)) missing.asks(asker, n);
      asked.add(missing);
    }
  }

  told(files: Files): Told {
    const things = [...this.#things.values()].map((missing) => missing.told(files));
    return {
      cannot_tell: this.#cannotTell,
      things: things.sort(
        (x, y) => openIn(y) - openIn(x) || y.asked_by.length - x.asked_by.length || byText(x.name.zh, y.name.zh),
      ),
    };
  }
}

/** A thing, the sources that miss it, and who asks for it. */
class Missing {
  readonly sources = new Set<number>();
  readonly activities: Set<string>;
  readonly #thing: Thing;
  readonly #asked = new Map<string, Unrecorded["asked_by"][number]>();

  constructor(thing: Thing) {
    this.#thing = thing;
    this.activities = new Set(thing.activities);
  }

  asks(asker: Asker, n: number | null): void {
    const name = JSON.stringify([asker.detector, asker.procedure, asker.rule]);
    const before = this.#asked.get(name)?.cannot_tell ?? 0;
    this.#asked.set(name, { ...asker, cannot_tell: n === null ? null : before + n });
  }

  told({ pathsOf }: Files): Unrecorded {
    return {
      ...this.#thing,
      activities: [...this.activities],
      sources:
        this.sources.size === 0
          ? null
          : [...this.sources].sort((x, y) => x - y).map((source) => namedBy(pathsOf(source))),
      asked_by: [...this.#asked.values()].sort(
        (x, y) => (y.cannot_tell ?? 0) - (x.cannot_tell ?? 0) || byText(x.code, y.code) || byText(x.rule, y.rule),
      ),
    };
  }
}

/** How often rules and detectors cannot tell where this is missing. */
export const openIn = ({ asked_by }: Pick<Unrecorded, "asked_by">): number =>
  asked_by.reduce((sum, { cannot_tell }) => sum + (cannot_tell ?? 0), 0);

const NAMED_FILES = 3;
const namedBy = (paths: readonly string[]) => ({ files: paths.slice(0, NAMED_FILES), file_count: paths.length });

const askerOf = (of: RuleReport | Detection["report"]): Asker => ({
  detector: of.detector,
  code: of.code,
  rule: "rule" in of ? of.rule : of.detector,
  procedure: "rule" in of ? of.procedure : null,
  title: of.title,
});

const nameOf = ({ kind, name }: Thing): string => JSON.stringify([kind, name]);

const ofNeed = ({ table, column }: Need): Thing => ({
  kind: column === undefined ? "table" : "column",
  name: nameOfData(table, column),
  table,
  column: column ?? null,
  activities: [],
});

const ofActs = (name: Bilingual, activities: readonly string[]): Thing => ({
  kind: "activity",
  name,
  table: "events",
  column: null,
  activities: [...activities],
});

/** The source of each file of each table: files that were read by the same settings are of one. */
interface Files {
  readonly sourceOf: ReadonlyMap<number, number>;
  readonly tableOf: ReadonlyMap<number, TableName>;
  pathsOf(source: number): readonly string[];
}

async function filesBySource({ facts: { engine } }: Options): Promise<Files> {
  const rows = await engine.all<{ file_id: number; source: number; table_name: TableName; path: string }>(sql`
    select file_id, table_name, path, ${SOURCE_OF_FILE} as source
    from files order by file_id`);
  const paths = new Map<number, Set<string>>();
  for (const { source, path } of rows) paths.set(source, (paths.get(source) ?? new Set()).add(path));
  return {
    sourceOf: new Map(rows.map(({ file_id, source }) => [file_id, source])),
    tableOf: new Map(rows.map(({ source, table_name }) => [source, table_name])),
    pathsOf: (source) => [...(paths.get(source) ?? [])],
  };
}

/** The numbers of a detector's rules; one that serves none has itself. */
const rulesOf = ({ detector }: PreparedDetector, { ruleSet }: Options): readonly number[] =>
  servesRules(detector) ? servedRules(detector, ruleSet.rules).map(({ no }) => no) : [0];

/** What rules say of themselves that not every system records. */
function lacksOfRules({ detector }: PreparedDetector, { ruleSet }: Options): Lack[] {
  return servedRules(detector, ruleSet.rules).flatMap((compiled) =>
    ruleSet.lacking
      .filter(({ procedure, rule }) => procedure === compiled.procedure.id && rule === compiled.rule.id)
      .map(({ column, sources }) => ({
        thing: column === null ? ofLogged(compiled) : ofRecorded(column),
        detector: detector.meta.id,
        rule: compiled.no,
        key: null,
        table: "events",
        sources,
        any: true,
      })),
  );
}

function ofLogged({ procedure, rule: { logged = [] } }: CompiledRule): Thing {
  const names = logged.map((name) => nameOfActivity(procedure, name));
  return ofActs(
    { zh: names.map(({ zh }) => zh).join("或"), en: names.map(({ en }) => en).join(" or ") },
    logged.flatMap((name) => matchesOf(procedure, name)),
  );
}

const ofRecorded = (column: string): Thing => ({
  ...ofNeed({ table: "events", column }),
  ...(column in TABLES.events.columns ? {} : { name: { zh: column, en: column } }),
});

/** Columns that detectors need and that some file of their table has, but no file of some sources. */
async function lacksOfNeeds(asked: readonly PreparedDetector[], options: Options, files: Files): Promise<Lack[]> {
  const needs = asked.flatMap((one) =>
    (Object.entries(one.detector.meta.needs) as [TableName, readonly string[]][])
      .filter(([table]) => "case_id" in TABLES[table].columns)
      .flatMap(([table, columns]) => columns.map((column) => ({ one, table, column })))
      .filter(({ table, column }) => table !== "cases" || !DERIVED_CASE_COLUMNS.includes(column)),
  );
  const lacks: Lack[] = [];
  for (const table of new Set(needs.map((need) => need.table))) {
    const columns = [...new Set(needs.filter((need) => need.table === table).map(({ column }) => column))];
    const never = await neverFilled(table, columns, options, files);
    for (const { one, column } of needs.filter((need) => need.table === table)) {
      const sources = never.get(column) ?? [];
      if (sources.length === 0) continue;
      const { id: detector } = one.detector.meta;
      for (const rule of rulesOf(one, options))
        lacks.push({ thing: ofNeed({ table, column }), detector, rule, key: null, table, sources, any: false });
    }
  }
  return lacks;
}

async function neverFilled(
  table: TableName,
  columns: readonly string[],
  { facts: { engine } }: Options,
  { sourceOf }: Files,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const counts = columns.map((name, i) => sql`count(r.${id(name)}) as ${id(String(i))}`);
  const rows = await engine.all<Record<string, number>>(sql`
    select r.file_id, ${join(counts)} from ${rowsOf(table, columns)} group by r.file_id`);
  const sources = new Set(rows.map(({ file_id }) => sourceOf.get(file_id as number) as number));
  return new Map(
    columns.map((name, i) => {
      const filled = new Set(rows.filter((row) => row[i]).map(({ file_id }) => sourceOf.get(file_id as number)));
      return [name, [...sources].filter((source) => !filled.has(source))];
    }),
  );
}

/** The rows `r` of a table as they are stored now. */
const rowsOf = (table: TableName, columns: readonly string[]): Sql =>
  table === "events"
    ? sql`(select * from stored_events where superseded_by is null) r`
    : sql`(${currentRows(table, columns)}) r`;

/** Acts that detectors await in every source that has what calls for them. */
async function lacksOfAwaited(
  asked: readonly PreparedDetector[],
  { facts: { engine, sourceActs, sources } }: Options,
): Promise<Lack[]> {
  const awaiting = asked.filter(({ detector }) => detector.awaits);
  if (awaiting.length === 0) return [];
  const own = await engine.all<{ source: number; activity: string }>(sql`select source, activity from ${sourceActs} a`);
  const having = (labels: readonly string[]) =>
    new Set(own.filter(({ activity }) => labels.includes(activity)).map(({ source }) => source));
  const all = new Set(own.map(({ source }) => source));
  const lacks: Lack[] = [];
  for (const { detector, params } of awaiting) {
    for (const { name, acts, calledBy, key = null } of detector.awaits?.(params) ?? []) {
      const has = having(acts);
      const without = [...(calledBy ? having(calledBy) : all)].filter((source) => !has.has(source));
      if (without.length === 0) continue;
      // What comes in a file of its own is on record for the other sources of its cases.
      const beside = await engine.all<{ source: number }>(sql`
        select distinct s.source from ${sources} s
        where s.source in ${without} and s.case_key in (select t.case_key from steps t where t.activity in ${acts})`);
      const never = without.filter((source) => !beside.some((one) => one.source === source));
      if (never.length === 0) continue;
      const thing = ofActs(name, acts);
      lacks.push({ thing, detector: detector.meta.id, rule: 0, key, table: "events", sources: never, any: true });
    }
  }
  return lacks;
}

const SOURCES = "unrecorded_sources";

/**
 * Lays out which sources the records of each case come from, in the tables of which some lack something: `case_key,
 * sources`, their numbers with commas between them. Most cases are alike in that, and need not be looked at one by one.
 */
async function layOutSources(lacks: readonly Lack[], { facts }: Options, files: Files): Promise<void> {
  const { engine } = facts;
  const tables = [...new Set(lacks.map(({ table }) => table))];
  if (tables.length === 0) return;
  const pairs = tables.map((table) =>
    table === "events" ? sql`select s.case_key, s.source from ${facts.sources} s` : sourcesOf(table, files),
  );
  const several = engine.joined(sql`cast(p.source as varchar)`, ",", sql`p.source`);
  await engine.run(sql`
    create or replace ${engine.large(SOURCES)} as
    select p.case_key, case when count(*) = 1 then cast(min(p.source) as varchar) else ${several} end as sources
    from (${join(pairs, word(" union all "))}) p group by p.case_key`);
}

/** The sources of a table's records of each case. */
const sourcesOf = (table: TableName, { sourceOf }: Files): Sql => sql`
  select distinct c.case_key, f.source from ${rowsOf(table, ["case_id"])}
  join case_index c on c.case_id = r.case_id
  join (values ${join([...sourceOf].map(([file, source]) => sql`(${file}, ${source})`))}) as f(file_id, source)
    on f.file_id = r.file_id`;

/** Rows of a rule that cannot be told, alike in where the records of their cases come from. */
interface Open {
  readonly rule_no: number;
  readonly key: string;
  readonly sources: string;
  readonly n: number;
}

function openRows(
  lacks: readonly Lack[],
  { found, shape }: { readonly found: string; readonly shape: ReadonlySet<string> },
): Sql {
  const rules = [...new Set(lacks.map(({ rule }) => rule))];
  const rule = shape.has("rule_no") ? sql`coalesce(f.rule_no, 0)` : sql`0`;
  const keyed = shape.has("key") && lacks.some(({ key }) => key !== null);
  return sql`
    select ${rule} as rule_no, ${keyed ? sql`coalesce(f.key, '')` : sql`''`} as key, s.sources, count(*) as n
    from ${id(found)} f join ${id(SOURCES)} s on s.case_key = f.case_key
    where f.outcome = 'cannot tell' and ${rule} in ${rules} group by 1, 2, 3`;
}

/** What is missing for such rows, and in which of the sources. */
function lacksIn(
  row: Open,
  lacks: readonly Lack[],
  { tableOf }: Files,
): { readonly thing: Thing; readonly sources: readonly number[] }[] {
  const all = row.sources.split(",").map(Number);
  return lacks.flatMap(({ thing, rule, key, table, sources: never, any }) => {
    if (rule !== row.rule_no || (key !== null && key !== row.key)) return [];
    const ofTable = all.filter((source) => tableOf.get(source) === table);
    const sources = ofTable.filter((source) => never.includes(source));
    return sources.length > 0 && (any || sources.length === ofTable.length) ? [{ thing, sources }] : [];
  });
}
