import { openDuckDB } from "../pipeline/engine/duckdb.ts";
import { sql } from "../pipeline/engine/sql.ts";

/** The yardstick: DuckDB alone loads the given CSV files into a table of the right types, on disk. */
const [database, pattern] = process.argv.slice(2);
if (!database || !pattern) throw new Error("usage: bare-load <database> <csv pattern>");
const engine = await openDuckDB({ path: database });
await engine.run(sql`
  create table events as
  select * from read_csv(${pattern}, types = {'办理时间': 'TIMESTAMP', '录入时间': 'TIMESTAMP'}, all_varchar = false)`);
engine.close();
