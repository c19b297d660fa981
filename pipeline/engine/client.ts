import { createRequire } from "node:module";
import type * as client from "@duckdb/node-api";

/** Required, for an import first looks for the names in every part of it, which takes as long as loading it. */
export const {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBInstance,
  DuckDBTypeId,
  StatementType,
  VARCHAR,
  version,
} = createRequire(import.meta.url)("@duckdb/node-api") as typeof client;

export type DuckDBDataChunk = client.DuckDBDataChunk;
export type DuckDBInstance = client.DuckDBInstance;
export type DuckDBTypeId = client.DuckDBTypeId;
export type StatementType = client.StatementType;
