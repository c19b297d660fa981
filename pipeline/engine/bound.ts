import type { DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { BIGINT, BOOLEAN, DOUBLE, VARCHAR } from "./client.ts";
import { render, type Sql, type SqlScalar } from "./sql.ts";

/**
 * Integers are BIGINT, so that a value's size never changes a column's type. What is to be bound is planned twice, which
 * takes longer than most statements are at work: what has but one spelling, and texts without a sign that could end a
 * literal or a statement, are written where they stand. If there is any other value, all are bound.
 */
export function bound(statement: Sql): [string, DuckDBValue[]?, DuckDBType[]?] {
  const { values } = statement;
  if (values.every(isPlain)) return [render(statement, (n) => spelled(values[n - 1] as SqlScalar))];
  const given = values.map((value) => (Number.isSafeInteger(value) ? BigInt(value as number) : value));
  return [render(statement, (n) => `$${n}`), given, given.map(typeOf)];
}

const ENDS = /['\0;]/;

function isPlain(value: SqlScalar): boolean {
  if (typeof value === "string") return !ENDS.test(value);
  return typeof value === "number" ? Number.isSafeInteger(value) : true;
}

function spelled(value: SqlScalar): string {
  if (typeof value === "string") return `cast('${value}' as varchar)`;
  const type = value === null ? "varchar" : typeof value === "boolean" ? "boolean" : "bigint";
  return `cast(${value} as ${type})`;
}

function typeOf(value: SqlScalar): DuckDBType {
  if (typeof value === "bigint") return BIGINT;
  if (typeof value === "number") return DOUBLE;
  if (typeof value === "boolean") return BOOLEAN;
  return VARCHAR;
}
