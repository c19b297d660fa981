import { inDuckDB } from "./duckdb.ts";

/** The yardstick: DuckDB alone loads the given CSV or Parquet files into a table of the right types, on disk. */
const [database, files] = process.argv.slice(2);
if (!database || !files) throw new Error("usage: bare-load <database> <files>");
const rows = files.endsWith(".parquet")
  ? "read_parquet($1)"
  : "read_csv($1, types = {'办理时间': 'TIMESTAMP', '录入时间': 'TIMESTAMP'}, all_varchar = false)";
await inDuckDB(database, `create table events as select * from ${rows}`, [files]);
