import type { Condition } from "../../schemas/procedure.ts";
import { type Column, tableOf } from "../../schemas/tables.ts";
import { every, id, join, type Sql, some, sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { truthOf } from "../kit/truth.ts";

/**
 * Whose values a condition asks of. Its SQL stands in a query that has the case as `c`, of `cases`, or of `case_values`
 * where the facts have `values`; and at the level of events the event as `e`, with its attributes.
 */
export type Level = "event" | "case";

/**
 * A condition as SQL that is true, false, or null where a value it needs is not recorded. SQL's own three-valued
 * logic is the logic we need: unknown and false is false, not unknown is unknown.
 */
export function conditionSql(condition: Condition, level: Level, facts: Facts): Sql {
  return every(Object.entries(condition).map(([name, test]) => testSql(readValue(name, level, facts), test)));
}

/** What is recorded under a name: as text, and as a number where it is one; null where nothing is recorded. */
interface Value {
  readonly text: Sql;
  readonly number: Sql;
}

/**
 * A name is a column or attribute of the event `e`, or of its case `c` where the event has none; `case.x` is the
 * case's only.
 */
export function readValue(name: string, level: Level, facts: Facts): Value {
  const key = keyOf(name);
  const places: Place[] = [];
  if (level === "event" && key === name) places.push(...placesIn("events", "e", key, facts));
  places.push(...ofCase(key, facts));
  const texts = join(places.map(({ text }) => text));
  const [first, ...others] = places;
  return {
    text: sql`coalesce(${texts})`,
    number: first?.number
      ? sql`coalesce(${first.number}, ${numberIn(sql`coalesce(${join(others.map(({ text }) => text))})`)})`
      : numberIn(sql`coalesce(${texts})`),
  };
}

/** "NaN" and "Infinity" are numbers to an engine, and greater than any that is recorded. */
function numberIn(text: Sql): Sql {
  const number = sql`try_cast(${text} as double)`;
  return sql`case when ${number} between ${-Number.MAX_VALUE} and ${Number.MAX_VALUE} then ${number} end`;
}

const ofCase = (key: string, facts: Facts): Place[] =>
  facts.values ? [{ text: facts.values.text(key) }] : placesIn("cases", "c", key, facts);

const keyOf = (name: string): string => (name.startsWith("case.") ? name.slice("case.".length) : name);

/** Where a value may stand; as a number too, where it is stored as one. */
interface Place {
  readonly text: Sql;
  readonly number?: Sql;
}

/**
 * The places where a table's rows, under an alias, may hold a value of that name: its column, the attribute, and the
 * columns that were made of what the files call so.
 */
export function placesIn(table: "events" | "cases", alias: "e" | "c", key: string, facts: Facts): Place[] {
  const attribute = { text: facts.engine.attribute(sql`${id(alias)}."attrs"`, key) };
  const places = columnsNamed(table, key, facts).map((name) => {
    const { type } = tableOf(table).columns[name] as Column;
    const stored = sql`${id(alias)}.${id(name)}`;
    const numeric = type === "number" || type === "integer";
    return {
      name,
      text: sql`cast(${stored} as varchar)`,
      ...(numeric ? { number: sql`cast(${stored} as double)` } : {}),
    };
  });
  return [...places.filter(({ name }) => name === key), attribute, ...places.filter(({ name }) => name !== key)];
}

/** The columns that a name may mean: the one of that name, and those that some file has under it. */
export const columnsNamed = (table: "events" | "cases", key: string, { has, names }: Facts): string[] =>
  [...new Set([key, ...(names.get(table)?.get(key) ?? [])])].filter(
    (name) => tableOf(table).columns[name] !== undefined && has(table, name),
  );

type Test = Condition[string];
type Scalar = string | number | boolean;

function testSql(value: Value, test: Test): Sql {
  if (Array.isArray(test)) return isIn(value, test);
  if (typeof test !== "object") return isIn(value, [test]);
  const tests: Sql[] = [];
  if (test.is !== undefined) tests.push(isIn(value, [test.is]));
  if (test.in !== undefined) tests.push(isIn(value, test.in));
  if (test.not !== undefined) tests.push(sql`not (${isIn(value, [test.not].flat())})`);
  if (test.gt !== undefined) tests.push(sql`${value.number} > ${test.gt}`);
  if (test.gte !== undefined) tests.push(sql`${value.number} >= ${test.gte}`);
  if (test.lt !== undefined) tests.push(sql`${value.number} < ${test.lt}`);
  if (test.lte !== undefined) tests.push(sql`${value.number} <= ${test.lte}`);
  if (test.contains !== undefined) tests.push(contains(value.text, test.contains, test.others));
  if (test.lacks !== undefined) tests.push(sql`not (${contains(value.text, test.lacks)})`);
  if (test.present !== undefined)
    tests.push(test.present ? sql`${value.text} is not null` : sql`${value.text} is null`);
  return test.blank ? some([sql`${value.text} is null`, every(tests)]) : every(tests);
}

/**
 * Numbers compare as numbers, so that `500` is `500.0`, and `true` with what says yes in any column; everything else as
 * text.
 */
function isIn(value: Value, wanted: readonly Scalar[]): Sql {
  const numbers = wanted.filter((v) => typeof v === "number");
  const texts = wanted.filter((v) => typeof v === "string");
  const booleans = wanted.filter((v) => typeof v === "boolean");
  const parts: Sql[] = [];
  if (texts.length > 0) parts.push(sql`${value.text} in ${texts}`);
  if (booleans.length > 0) parts.push(sql`${truthOf(value.text)} in ${booleans}`);
  if (numbers.length > 0) {
    parts.push(sql`case when ${value.text} is null then null else coalesce(${value.number} in ${numbers}, false) end`);
  }
  return parts.reduce((all, part) => sql`${all} or ${part}`);
}

/** Whether a text has one of some words in it apart from `others`; null where it has none of either, which tells nothing. */
function contains(text: Sql, words: readonly string[], others?: readonly string[]): Sql {
  const without = (from: Sql, taken: readonly string[]) =>
    taken.reduce((rest, one) => sql`replace(${rest}, ${one}, ' ')`, from);
  if (!others) return sql`${without(text, words)} <> ${text}`;
  const rest = without(text, others);
  return sql`case when ${without(rest, words)} <> ${rest} then true when ${rest} <> ${text} then false end`;
}
