import type { Config } from "../../schemas/config.ts";
import { type MarkKind, tableOf } from "../../schemas/tables.ts";
import type { Engine } from "../engine/engine.ts";
import { id, type Sql, some, sql } from "../engine/sql.ts";
import { endedBefore, removeCases, removeRecords } from "../privacy/removals.ts";
import { purgedBefore } from "../privacy/whole-since.ts";
import { ensureStored, storedName } from "../stored-rows.ts";
import type { Mark } from "./marks.ts";
import type { Staged } from "./normalise.ts";
import { partsOf } from "./parts.ts";
import { REFUSALS, type Reason, type Refusal } from "./reasons.ts";
import { folded, foldedWord, writtenAs } from "./unseen.ts";

/** What a deployment may hold. */
export type Holding = Pick<Config["privacy"], "open_levels" | "excluded_cases" | "excluded_acts">;

/** A reason to set a row aside, and when it applies. */
export interface Problem {
  readonly name: string;
  readonly reason: Reason;
  readonly when: Sql;
  /** What is quoted of the row; null for a row of which nothing may be kept. */
  readonly quoted: Sql | null;
}

/** Marks that say that a record is not sealed; whatever else stands there seals it. */
const OPEN_MARKS = ["false", "f", "0", "no", "n", "否", "无", "未封存", "不封存"];
const APART = "\x1f";
const CASE_REFUSALS = ["secret", "sealed", "excluded"] as const satisfies readonly Refusal[];
const CASE_COLUMNS = ["case_type", "cause_code"];
const ACT_COLUMNS = ["activity", "measure_type", "doc_type"];

/**
 * Which rows are refused: sealed ones, those of a secrecy level that is not among the open ones, and kinds of cases and
 * acts that are excluded, however they are written. A mark that nobody foresaw refuses its row. `texts` are the raw values by canonical column;
 * `marks` are looked for beside them.
 */
export function refusalsOf(texts: ReadonlyMap<string, Sql>, marks: readonly Mark[], holding: Holding): Problem[] {
  const refusal = (name: string, reason: Refusal, when: (text: Sql) => Sql): Problem[] => {
    const text = texts.get(name);
    return text ? [{ name, reason, when: when(text), quoted: null }] : [];
  };
  const holds = (words: readonly string[]) => (text: Sql) => some(words.map((word) => holdsWord(text, word)));
  // Sought in one text of words, not in a list of them: of a long list the engine makes a join, and rows that pass one
  // do not keep the order of their file.
  const marked = (open: readonly string[]) => (text: Sql) => {
    const words = ["", "", ...open.flatMap((level) => [level.toLowerCase(), foldedWord(level)]), ""].join(APART);
    const isOpen = (word: Sql) => sql`contains(${words}, concat(${APART}, ${word}, ${APART}))`;
    return sql`
      case when ${text} is null then false when contains(${text}, ${APART}) then true
        when ${isOpen(sql`lower(${text})`)} then false else not ${isOpen(folded(text))} end`;
  };
  const barred: Readonly<Record<MarkKind, readonly [Refusal, (text: Sql) => Sql]>> = {
    secrecy_level: ["secret", marked([...OPEN_MARKS, ...holding.open_levels])],
    sealed: ["sealed", marked(OPEN_MARKS)],
    case_type: ["excluded", holds(holding.excluded_cases)],
  };
  return [
    ...refusal("secrecy_level", ...barred.secrecy_level),
    ...refusal("sealed", ...barred.sealed),
    ...CASE_COLUMNS.flatMap((name) => refusal(name, ...barred.case_type)),
    ...marks.map(({ kind, column, text }): Problem => {
      const [reason, when] = barred[kind];
      return { name: column, reason, when: when(text), quoted: null };
    }),
    ...ACT_COLUMNS.flatMap((name) => refusal(name, "excluded", holds(holding.excluded_acts))),
  ];
}

/** Whether a text holds a word, however it is written; most do not hold its first character. */
function holdsWord(text: Sql, word: string): Sql {
  const sought = foldedWord(word);
  const [first] = sought;
  if (first === undefined) return sql`false`;
  const mayHold = some(writtenAs(first).map((char) => sql`contains(${text}, ${char})`));
  return sql`case when ${mayHold} then contains(${folded(text)}, ${sought}) else false end`;
}

/**
 * Carries refusals of whole cases through: what is stored of a case that a file now seals, bars or excludes is taken
 * out, and staged rows of refused cases are refused. To be called before the rows are merged, in their transaction.
 */
export async function refuseCases(engine: Engine, { table, name, columns }: Staged, at: number): Promise<void> {
  if (!columns.includes("case_id")) return;
  if (table === "cases") {
    for (const reason of CASE_REFUSALS) {
      const gone = sql`select case_id from ${id(name)} where problem_reason = ${reason}`;
      if ((await engine.all(sql`${gone} limit 1`)).length > 0) await removeCases(engine, gone, reason, at);
    }
  }
  if ((await engine.all(sql`select 1 from refused_cases limit 1`)).length === 0) return;
  await engine.run(sql`
    update ${id(name)} set problem_reason = r.reason, problem_column = 'case_id', problem_value = null
    from (
      select c.case_id, f.reason
      from (select distinct case_id from ${id(name)}) c
      join refused_cases f on f.case_digest = ${engine.sha256(sql`c.case_id`)}
    ) r
    where r.case_id = ${id(name)}.case_id and (problem_reason is null or problem_reason not in ${REFUSALS})`);
}

/**
 * Refuses staged rows of no case that a purge would have taken, so that what it took does not come back; not those of
 * records that it left, because something that was told rests on them.
 */
export async function refuseEnded(engine: Engine, { table, name, columns }: Staged): Promise<void> {
  const before = await purgedBefore(engine);
  const over = before === null ? null : endedBefore(table, columns, before);
  if (over === null) return;
  await ensureStored(engine, table, columns);
  const key = id(tableOf(table).identity);
  const left = sql`select ${key} from ${id(storedName(table))} where superseded_by is null and ${over} and ${key} is not null`;
  const ended = columns.includes(tableOf(table).identity)
    ? sql`${over} and coalesce(${key} not in (${left}), true)`
    : over;
  await engine.run(sql`
    update ${id(name)} set problem_reason = 'purged', problem_column = null, problem_value = null
    where ${ended} and (problem_reason is null or problem_reason not in ${REFUSALS})`);
}

/**
 * Carries refusals of single records through: what is stored of a record that a file now seals, bars or excludes is
 * taken out, and no other row of it is staged. To be called like {@link refuseCases}, after it.
 */
export async function refuseRecords(engine: Engine, staging: Staged, at: number): Promise<void> {
  const { table, name, columns, perCase } = staging;
  const { identity } = tableOf(table);
  if (table === "cases" || !columns.includes(identity)) return;
  const [staged, key] = [id(name), id(identity)];
  const refused = sql`
    select ${key} as key, min(problem_column) as problem_column, min(problem_reason) as reason from ${staged}
    where problem_reason in ${REFUSALS} and ${key} is not null group by ${key}`;
  if ((await engine.all(sql`${refused} limit 1`)).length === 0) return;
  await engine.run(sql`
    update ${staged} set problem_reason = r.reason, problem_column = r.problem_column, problem_value = null
    from (${refused}) r
    where r.key = ${staged}.${key} and (problem_reason is null or problem_reason not in ${REFUSALS})`);
  await ensureStored(engine, table, columns);
  // What is refused because of its case alone stays in the others.
  const parts = sql`
    union all select p.event_id, s.problem_reason from (${partsOf()}) p join ${staged} s on s.${key} = p.event
    where s.problem_reason in ${REFUSALS} and s.problem_column is distinct from 'case_id'`;
  await removeRecords(engine, table, sql`select key, reason from (${refused}) ${perCase ? parts : sql``}`, at);
}
