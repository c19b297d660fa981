import type { DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { BIGINT, BOOLEAN, DOUBLE, VARCHAR } from "./client.ts";
import { render, type Sql, type SqlScalar } from "./sql.ts";

/**
 * Integers are bound as BIGINT, so that a value's size never changes a column's type. A statement without values needs
 * no preparing, which takes longer than most of them.
 */
export function bound(statement: Sql): [string, DuckDBValue[]?, DuckDBType[]?] {
  if (statement.values.length === 0) return [render(statement, String)];
  const values = statement.values.map((v) => (typeof v === "number" && Number.isSafeInteger(v) ? BigInt(v) : v));
  return [render(statement, (n) => `$${n}`), values, values.map(typeOf)];
}

function typeOf(value: SqlScalar): DuckDBType {
  if (typeof value === "bigint") return BIGINT;
  if (typeof value === "number") return DOUBLE;
  if (typeof value === "boolean") return BOOLEAN;
  return VARCHAR;
}
