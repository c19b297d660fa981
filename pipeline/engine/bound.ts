import type { DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { BIGINT, BOOLEAN, DOUBLE, VARCHAR } from "./client.ts";
import { render, type Sql, type SqlScalar } from "./sql.ts";

/**
 * Integers are BIGINT, so that a value's size never changes a column's type. Only texts and fractions are bound: what is
 * to be bound is planned twice, which takes longer than most statements, and of the others there is but one spelling.
 */
export function bound(statement: Sql): [string, DuckDBValue[]?, DuckDBType[]?] {
  const { values } = statement;
  if (values.every(isPlain)) return [render(statement, (n) => spelled(values[n - 1] as SqlScalar))];
  const given = values.map((value) => (Number.isSafeInteger(value) ? BigInt(value as number) : value));
  return [render(statement, (n) => `$${n}`), given, given.map(typeOf)];
}

const isPlain = (value: SqlScalar): boolean =>
  value === null || typeof value === "boolean" || typeof value === "bigint" || Number.isSafeInteger(value);

const SPELLED: Readonly<Record<string, string>> = { boolean: "boolean", object: "varchar" };
const spelled = (value: SqlScalar): string => `cast(${value} as ${SPELLED[typeof value] ?? "bigint"})`;

function typeOf(value: SqlScalar): DuckDBType {
  if (typeof value === "bigint") return BIGINT;
  if (typeof value === "number") return DOUBLE;
  if (typeof value === "boolean") return BOOLEAN;
  return VARCHAR;
}
