import "./allocator.ts";

/** The parts of the engine's client that are used. */
export {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBInstance,
  DuckDBTypeId,
  StatementType,
  VARCHAR,
  version,
} from "@duckdb/node-api";
/** What the client itself is made of. */
export { default as bindings } from "@duckdb/node-bindings";
